#!/usr/bin/env python3
"""Holds print PDFs to PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a:2003 (ISO 15930-4:2003), read through qpdf's JSON and nothing of ours.

    tests/judge_print.py FILE...            one line for each assertion that fails; status 1 when any does
    tests/judge_print.py --list             the assertions and their clauses
    tests/judge_print.py --twins FILE...    breaks each file in many ways in memory and sees that every broken twin is refused
    options: --plates NAME,NAME  these colorants and no others     --black-text  what is set in full black overprints

The two standards share their assertions; each names its clause in either part, "-" where a part has none. Those marked "own" are not
asked by ISO 15930 but by this project's printers. Clauses are cited by number only.
"""
import base64
import copy
import json
import re
import subprocess
import sys

TOKEN = re.compile(rb'\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*|[\[\]]|[^\s()<>\[\]{}/%]+', re.S)
OPERATORS = set('b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri '
                's S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'.split())
REGISTERED = re.compile(r'^(FOGRA\d+L?|CGATS TR ?\d+.*|CGATS\d.*|JC200\d+|JCW2003|IFRA\d+|EUROSB\d+|PSRgravure\w+)$')


class Document:
    def __init__(self, path=None, data=None):
        if path:
            out = subprocess.run(['qpdf', '--json=2', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=generalized', '--warning-exit-0', path],
                                 capture_output=True, check=True).stdout
            data = json.loads(out)['qpdf']
            raw = open(path, 'rb').read()
            data[0]['head'] = raw[:8].decode('latin-1')
            data[0]['xrefstream'] = b'/XRef' in raw and b'\nxref' not in raw[-4096 * 64:]
        self.data, self.head, self.objects = data, data[0], data[1]
        self.trailer = self.objects['trailer']['value']
        self.root = self.get(self.trailer['/Root'])
        self.info = self.get(self.trailer.get('/Info')) or {}
        self.streams = {}
        self.pages = []
        self.walk_pages(self.root['/Pages'], {}, 0)
        self.x1a = self.text(self.info.get('/GTS_PDFXVersion', '')).startswith('PDF/X-1')
        meta = self.root.get('/Metadata')
        self.xmp = self.bytes(meta).decode('utf-8', 'replace') if meta else ''

    def get(self, value):
        """A reference followed; a stream answers its dictionary."""
        for _ in range(32):
            if not (isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value)):
                return value
            found = self.objects.get('obj:' + value)
            if found is None:
                return None
            value = found['value'] if 'value' in found else found['stream']['dict']
        return None

    def bytes(self, value):
        if isinstance(value, list):
            return b'\n'.join(self.bytes(v) for v in value)
        found = self.objects.get('obj:%s' % value, {})
        if isinstance(found.get('value'), list):
            return self.bytes(found['value'])
        return base64.b64decode(found['stream'].get('data', '')) if 'stream' in found else b''

    @staticmethod
    def text(value):
        return value[2:] if isinstance(value, str) and value[:2] in ('u:', 'b:') else value if isinstance(value, str) else ''

    def walk_pages(self, node, above, depth):
        page = self.get(node)
        if depth > 40 or not isinstance(page, dict):
            return
        inherited = dict(above)
        inherited.update({k: page[k] for k in ('/MediaBox', '/CropBox', '/Resources', '/Rotate') if k in page})
        if '/Kids' in page:
            for kid in self.get(page['/Kids']) or []:
                self.walk_pages(kid, inherited, depth + 1)
        else:
            whole = dict(inherited)
            whole.update(page)
            self.pages.append(whole)

    def all(self):
        """Every dictionary of the file, those inside others too, with whether it is a stream's."""
        for name, found in self.objects.items():
            if name.startswith('obj:'):
                stream = 'stream' in found
                yield from self.inside(found['stream']['dict'] if stream else found.get('value'), stream)

    def inside(self, value, stream=False):
        if isinstance(value, dict):
            yield value, stream
            for v in value.values():
                yield from self.inside(v)
        elif isinstance(value, list):
            for v in value:
                yield from self.inside(v)

    def resources(self, page, kind):
        return (self.get((self.get(page.get('/Resources')) or {}).get(kind)) or {}).items()

    def content(self, page):
        key = json.dumps(page.get('/Contents'))
        if key not in self.streams:
            self.streams[key] = TOKEN.findall(self.bytes(page.get('/Contents')))
        return self.streams[key]

    def operations(self, page):
        """Every operator of a page with the tokens before it."""
        operands = []
        for token in self.content(page):
            if re.fullmatch(rb"[A-Za-z'\"*]+", token):
                yield token, operands
                operands = []
            else:
                operands.append(token)

    def images(self):
        return [d for d, stream in self.all() if stream and d.get('/Subtype') == '/Image']

    def spaces(self):
        """Every colour space that something uses: resources, images, groups, and those that operators of a page imply."""
        for page in self.pages:
            for name, space in self.resources(page, '/ColorSpace'):
                yield self.get(space)
            operators = set(self.content(page))
            for operator, space in ((b'rg', '/DeviceRGB'), (b'RG', '/DeviceRGB'), (b'k', '/DeviceCMYK'), (b'K', '/DeviceCMYK'), (b'g', '/DeviceGray'), (b'G', '/DeviceGray')):
                if operator in operators:
                    yield space
            for token, name in zip(self.content(page)[1:], self.content(page)):
                if token in (b'cs', b'CS') and name.startswith(b'/Device'):
                    yield name.decode()
        for d, stream in self.all():
            if stream and d.get('/Subtype') in ('/Image', '/Form') or d.get('/S') == '/Transparency' or '/ShadingType' in d:
                for key in ('/ColorSpace', '/CS'):
                    if key in d:
                        yield self.get(d[key])

    def families(self, space, depth=0):
        """The names of the families in a space and in what it is built on."""
        space = self.get(space)
        if isinstance(space, str):
            yield space
        elif isinstance(space, list) and space and depth < 8:
            yield space[0]
            under = {'/Indexed': 1, '/Separation': 2, '/DeviceN': 2, '/Pattern': 1}.get(space[0])
            if under and len(space) > under:
                yield from self.families(space[under], depth + 1)

    def intents(self):
        return [i for i in map(self.get, self.get(self.root.get('/OutputIntents')) or []) if isinstance(i, dict) and i.get('/S') == '/GTS_PDFX']

    def uses_transparency(self, page):
        for _, state in self.resources(page, '/ExtGState'):
            state = self.get(state) or {}
            if state.get('/SMask', '/None') != '/None' or state.get('/CA', 1) != 1 or state.get('/ca', 1) != 1 or state.get('/BM', '/Normal') not in ('/Normal', '/Compatible'):
                return True
        for _, thing in self.resources(page, '/XObject'):
            thing = self.get(thing) or {}
            if '/SMask' in thing or (self.get(thing.get('/Group')) or {}).get('/S') == '/Transparency':
                return True
        return False


# ---- assertions: each yields what is wrong ----

RULES = []


def rule(x4, x1a, title):
    def add(check):
        RULES.append((x4, x1a, title, check))
        return check
    return add


def xmp_value(d, name):
    found = re.search(r'<%s>(?:\s*<rdf:(?:Alt|Seq|Bag)>\s*<rdf:li[^>]*>)?([^<]*)<' % name, d.xmp)
    return found.group(1) if found else None


@rule('6.1', '6.1', 'the version of PDF that the part builds on')
def version(d):
    most = '1.4' if d.x1a else '1.6'
    if d.head['head'][5:8] > most or d.root.get('/Version', '/1.0')[1:] > most:
        yield 'the header says %s' % d.head['head']


@rule('-', '6.1', 'no object streams, no cross-reference streams (PDF 1.5)')
def plain_objects(d):
    if d.x1a and d.head['xrefstream']:
        yield 'a cross-reference stream'


@rule('6.11', '6.7', 'what the file says it is')
def identification(d):
    if d.x1a:
        if d.text(d.info.get('/GTS_PDFXVersion')) != 'PDF/X-1a:2003':
            yield 'GTS_PDFXVersion is %s' % d.info.get('/GTS_PDFXVersion')
    elif len(re.findall('<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>', d.xmp)) != 1 or 'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"' not in d.xmp:
        yield 'XMP does not say PDF/X-4 once'


@rule('6.11', '6.7', 'a title, the dates of making and of the last change')
def dates(d):
    for key, name in (('/Title', 'dc:title'), ('/CreationDate', 'xmp:CreateDate'), ('/ModDate', 'xmp:ModifyDate')):
        info, xmp = d.text(d.info.get(key, '')), xmp_value(d, name)
        if d.x1a and not info:
            yield 'Info lacks %s' % key
        if not d.x1a and not xmp:
            yield 'XMP lacks %s' % name
        if info and xmp and 'Date' in key and re.sub(r'\D', '', info) != re.sub(r'\D', '', xmp):
            yield '%s and %s differ: %s, %s' % (key, name, info, xmp)
        if info and 'Date' in key and not re.fullmatch(r"D:\d{14}(Z|[+-]\d\d'\d\d'?)", info):
            yield '%s is no full date: %s' % (key, info)


@rule('6.11', '-', 'document, version and rendition in XMP, and when it was written')
def management(d):
    for name in ('xmpMM:DocumentID', 'xmpMM:VersionID', 'xmpMM:RenditionClass', 'xmp:MetadataDate'):
        if not d.x1a and not xmp_value(d, name):
            yield 'XMP lacks %s' % name


@rule('6.11', '6.7', 'an identifier in the trailer')
def trailer_id(d):
    ids = d.trailer.get('/ID')
    if not isinstance(ids, list) or len(ids) != 2 or not all(len(v) > 10 for v in ids):
        yield 'ID is %s' % ids


@rule('6.9', '6.6', 'trapped or not')
def trapped(d):
    value, xmp = d.info.get('/Trapped'), xmp_value(d, 'pdf:Trapped')
    if value not in ('/True', '/False') and (d.x1a or xmp not in ('True', 'False')):
        yield 'Trapped is %s' % value
    if value and xmp and value[1:] != xmp:
        yield 'Info says %s, XMP %s' % (value, xmp)


@rule('6.12', '6.8', 'the boxes of each page, one inside the other')
def boxes(d):
    for number, page in enumerate(d.pages, 1):
        media, trim, art, bleed = (d.get(page.get(k)) for k in ('/MediaBox', '/TrimBox', '/ArtBox', '/BleedBox'))
        if not media or (not trim) == (not art):
            yield 'page %d: MediaBox %s, TrimBox %s, ArtBox %s' % (number, media, trim, art)
            continue
        inner, bleed, crop = trim or art, bleed or media, d.get(page.get('/CropBox')) or media
        for a, b, names in ((inner, bleed, 'trim in bleed'), (bleed, media, 'bleed in media'), (crop, media, 'crop in media'), (inner, crop, 'trim in crop')):
            if a[0] < b[0] - 1e-3 or a[1] < b[1] - 1e-3 or a[2] > b[2] + 1e-3 or a[3] > b[3] + 1e-3:
                yield 'page %d: not %s: %s, %s' % (number, names, a, b)


@rule('own', 'own', 'the same trim on all pages, and 3 mm of bleed around it')
def equal_trims(d):
    sizes = set()
    for number, page in enumerate(d.pages, 1):
        trim, bleed = d.get(page.get('/TrimBox')), d.get(page.get('/BleedBox'))
        if trim and bleed:
            sizes.add((round(trim[2] - trim[0], 1), round(trim[3] - trim[1], 1)))
            if min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) < 8.49:
                yield 'page %d: less than 3 mm: %s in %s' % (number, trim, bleed)
    if len(sizes) > 1:
        yield 'trims of %s' % sorted(sizes)


@rule('6.4', '6.2', 'one output intent for the press')
def one_intent(d):
    if len(d.intents()) != 1:
        yield '%d of them' % len(d.intents())


@rule('6.4', '6.2', 'the printing condition by its registered name, or described')
def condition(d):
    for intent in d.intents():
        name = d.text(intent.get('/OutputConditionIdentifier', ''))
        if not name:
            yield 'OutputConditionIdentifier is missing'
        if REGISTERED.match(name) and d.text(intent.get('/RegistryName', '')) != 'http://www.color.org':
            yield 'a registered name without its registry'
        if not d.text(intent.get('/Info', '')) and not REGISTERED.match(name):
            yield 'Info is missing'


@rule('6.4', '6.2', 'the profile of the press: of an output device, of as many inks as it says, of a version that PDF knows')
def profile(d):
    for intent in d.intents():
        icc, dictionary = d.bytes(intent.get('/DestOutputProfile')), d.get(intent.get('/DestOutputProfile')) or {}
        if not icc:
            yield 'no DestOutputProfile'
            continue
        space, inks = icc[16:20], {b'CMYK': 4, b'RGB ': 3, b'GRAY': 1}.get(icc[16:20])
        if icc[36:40] != b'acsp' or icc[12:16] != b'prtr' or int.from_bytes(icc[:4], 'big') != len(icc):
            yield 'not a whole output profile: %s, %s' % (icc[12:16], icc[36:40])
        if dictionary.get('/N') != inks or (d.x1a and space != b'CMYK'):
            yield 'N is %s for %s' % (dictionary.get('/N'), space)
        if icc[8] > (2 if d.x1a else 4):
            yield 'version %d' % icc[8]


@rule('6.4', '6.2', 'no colour but those that the output intent speaks for, inks by name, and (X-4) those with a profile')
def colours(d):
    allowed = {'/DeviceCMYK', '/DeviceGray', '/Separation', '/DeviceN', '/Indexed', '/Pattern'}
    if not d.x1a:
        allowed |= {'/ICCBased', '/CalGray', '/CalRGB', '/Lab'}
    for space in d.spaces():
        for family in d.families(space):
            if family not in allowed:
                yield '%s in %s' % (family, str(space)[:80])


@rule('6.4', '-', 'profiles of colour spaces are whole and agree with N')
def spaces_with_profile(d):
    for space in d.spaces():
        if isinstance(space, list) and space[0] == '/Indexed':
            space = d.get(space[1])
        if isinstance(space, list) and space[0] == '/ICCBased':
            icc, n = d.bytes(space[1]), (d.get(space[1]) or {}).get('/N')
            if icc[36:40] != b'acsp' or {b'CMYK': 4, b'RGB ': 3, b'GRAY': 1, b'Lab ': 3}.get(icc[16:20]) != n:
                yield 'N %s for %s' % (n, icc[16:20])


def colorants(d):
    for space in d.spaces():
        while isinstance(space, list) and space[0] == '/Indexed':
            space = d.get(space[1])
        if isinstance(space, list) and space[0] in ('/Separation', '/DeviceN'):
            yield space


@rule('6.4', '6.2', 'an ink of one name is the same ink everywhere')
def one_name_one_ink(d):
    known = {}
    for space in colorants(d):
        kinds = [space]
        if space[0] == '/DeviceN' and len(space) > 4:
            inks = d.get((d.get(space[4]) or {}).get('/Colorants')) or {}
            for name in d.get(space[1]):
                if name not in inks and name not in ('/Cyan', '/Magenta', '/Yellow', '/Black', '/None'):
                    yield '%s of DeviceN has no definition' % name
            kinds = [d.get(v) for v in inks.values()]
        elif space[0] == '/DeviceN':
            kinds = []
        for kind in kinds:
            what = json.dumps([d.get(kind[2]), d.get(kind[3])])
            if known.setdefault(kind[1], what) != what:
                yield '%s is two inks' % kind[1]


@rule('6.6', '-', 'names of inks and fonts are UTF-8')
def names(d):
    for space in colorants(d):
        for name in d.get(space[1]) if space[0] == '/DeviceN' else [space[1]]:
            if '\ufffd' in name or name.startswith('n:'):
                yield name


@rule('6.5', '6.3', 'every font is in the file')
def fonts(d):
    for font, _ in d.all():
        if font.get('/Type') != '/Font' or font.get('/Subtype') in ('/Type0', '/Type3', None):
            continue
        descriptor = d.get(font.get('/FontDescriptor')) or {}
        files = [k for k in ('/FontFile', '/FontFile2', '/FontFile3') if k in descriptor]
        if len(files) != 1 or not d.bytes(descriptor[files[0]]):
            yield str(font.get('/BaseFont'))


@rule('6.7', '6.4', 'nothing outside of the file is needed, nothing else is inside')
def whole(d):
    for thing, stream in d.all():
        if stream and ('/F' in thing or '/Ref' in thing or '/OPI' in thing or '/FFilter' in thing):
            yield 'a stream that points outside'
        if thing.get('/Type') == '/EmbeddedFile' or '/EmbeddedFiles' in thing:
            yield 'an embedded file'


@rule('6.8', '6.5', 'no filter that a press cannot read')
def filters(d):
    for thing, stream in d.all():
        names_ = d.get(thing.get('/Filter')) if stream else None
        for name in [names_] if isinstance(names_, str) else names_ or []:
            if name in ('/LZWDecode', '/Crypt') or (d.x1a and name in ('/JPXDecode', '/JBIG2Decode')):
                yield name


@rule('6.13', '6.9', 'no transfer curves, no halftones of its own')
def states(d):
    for state, _ in d.all():
        if state.get('/Type') == '/ExtGState':
            if '/TR' in state or state.get('/TR2', '/Default') != '/Default' or '/HTP' in state or '/HT' in state or '/HTO' in state:
                yield str(state)[:80]


@rule('6.14', '6.10', 'no PostScript')
def postscript(d):
    for thing, stream in d.all():
        if stream and (thing.get('/Subtype') == '/PS' or thing.get('/Subtype2') == '/PS'):
            yield 'a PostScript XObject'


@rule('6.15', '6.11', 'not encrypted')
def encryption(d):
    if '/Encrypt' in d.trailer:
        yield 'Encrypt'


@rule('6.16', '6.12', 'images without alternates')
def alternates(d):
    for image in d.images():
        if '/Alternates' in image:
            yield 'Alternates'


@rule('6.17', '6.13', 'no annotation on the page')
def annotations(d):
    for number, page in enumerate(d.pages, 1):
        box = d.get(page.get('/BleedBox')) or d.get(page.get('/TrimBox')) or [0, 0, 0, 0]
        for annotation in map(d.get, d.get(page.get('/Annots')) or []):
            r = d.get(annotation.get('/Rect'))
            inside = r[0] < box[2] and r[2] > box[0] and r[1] < box[3] and r[3] > box[1]
            if annotation.get('/Subtype') != '/TrapNet' and inside:
                yield 'page %d: %s' % (number, annotation.get('/Subtype'))


@rule('6.18', '6.14', 'no actions, no scripts')
def actions(d):
    for thing, _ in d.all():
        if '/AA' in thing or '/OpenAction' in thing or '/JavaScript' in thing or '/JS' in thing or (thing.get('/S') in ('/URI', '/Launch', '/JavaScript', '/GoToR', '/Named')):
            yield str(thing)[:60]


@rule('6.19', '6.15', 'no operator that PDF does not know')
def operators(d):
    for number, page in enumerate(d.pages, 1):
        for token in set(d.content(page)):
            if re.fullmatch(rb"[A-Za-z'\"*]+[01*]?", token) and token.decode() not in OPERATORS | {'true', 'false', 'null'}:
                yield 'page %d: %s' % (number, token.decode())


@rule('6.20', '-', 'transparent pages say in which colours they are mixed, and these are the press\'s')
def blending(d):
    for number, page in enumerate(d.pages, 1):
        group = d.get(page.get('/Group')) or {}
        if not d.x1a and d.uses_transparency(page) and d.get(group.get('/CS')) not in ('/DeviceCMYK', '/DeviceGray'):
            yield 'page %d: %s' % (number, group)


@rule('-', '6.16', 'no transparency')
def opaque(d):
    for number, page in enumerate(d.pages, 1):
        if d.x1a and (d.uses_transparency(page) or '/Group' in page):
            yield 'page %d' % number
    for image in d.images():
        if d.x1a and ('/SMask' in image or '/SMaskInData' in image):
            yield 'an image with a soft mask'


@rule('6.23', '6.2', 'rendering intents by their known names')
def intents(d):
    for thing, stream in d.all():
        if stream and thing.get('/Intent', '/Perceptual') not in ('/AbsoluteColorimetric', '/RelativeColorimetric', '/Saturation', '/Perceptual'):
            yield thing['/Intent']


@rule('6.24', '6.1', 'no layers')
def layers(d):
    if '/OCProperties' in d.root:
        yield 'OCProperties'


@rule('6.25', '6.1', 'within what every reader of PDF can hold')
def limits(d):
    for number, page in enumerate(d.pages, 1):
        media, depth = d.get(page.get('/MediaBox')) or [0, 0, 0, 0], 0
        if not (3 <= media[2] - media[0] <= 14400 and 3 <= media[3] - media[1] <= 14400):
            yield 'page %d measures %s' % (number, media)
        for token in d.content(page):
            depth += (token == b'q') - (token == b'Q')
            if not 0 <= depth <= 28:
                yield 'page %d: q and Q' % number
                break
        else:
            if depth:
                yield 'page %d: %d q too many' % (number, depth)
    for space in colorants(d):
        if space[0] == '/DeviceN' and not 0 < len(d.get(space[1])) <= (8 if d.x1a else 32):
            yield 'DeviceN of %d' % len(d.get(space[1]))


@rule('6.26', '6.13', 'no forms')
def forms(d):
    if '/AcroForm' in d.root:
        yield 'AcroForm'


BLACK_TEXT, PLATES = [False], [None]


@rule('own', 'own', 'full black letters overprint, all others knock out')
def black_overprints(d):
    if not BLACK_TEXT[0]:
        return
    for number, page in enumerate(d.pages, 1):
        states_ = {name: d.get(state) for name, state in d.resources(page, '/ExtGState')}
        stack, fill, state, wrong = [], (0.0,), {}, set()
        for token, operands in d.operations(page):
            if token == b'q':
                stack.append((fill, state))
            elif token == b'Q' and stack:
                fill, state = stack.pop()
            elif token == b'gs':
                state = states_.get(operands[-1].decode(), {})
            elif token in (b'k', b'g', b'rg'):
                fill = tuple(float(v) for v in operands[-{b'k': 4, b'g': 1, b'rg': 3}[token]:])
            elif token == b'scn':
                fill = ('spot',)
            elif token in (b'TJ', b'Tj'):
                over = state.get('/op') is True
                if (fill == (0, 0, 0, 1)) != over or (over and state.get('/OPM') != 1):
                    wrong.add(fill)
        for colour in wrong:
            yield 'page %d: text in %s' % (number, colour)


@rule('own', 'own', 'only the plates that were asked for')
def plates(d):
    if PLATES[0] is None:
        return
    seen = set()
    for space in d.spaces():
        family = space[0] if isinstance(space, list) else space
        if family == '/Indexed':
            space = d.get(space[1])
            family = space[0] if isinstance(space, list) else space
        if family == '/Separation' and space[1] != '/None':
            seen.add(space[1][1:])
        elif family == '/DeviceN':
            seen |= {n[1:] for n in d.get(space[1])}
        elif family == '/DeviceGray':
            seen.add('Black')
        elif family not in ('/DeviceCMYK', '/Separation'):
            yield 'colours in %s' % family
    for page in d.pages:
        for token, operands in d.operations(page):
            if token in (b'k', b'K'):
                seen |= {n for n, v in zip(('Cyan', 'Magenta', 'Yellow', 'Black'), operands[-4:]) if float(v) > 0}
    for image in d.images():
        if d.get(image.get('/ColorSpace')) == '/DeviceCMYK':
            yield 'an image in CMYK'
    if seen - set(PLATES[0]):
        yield 'also %s' % ', '.join(sorted(seen - set(PLATES[0])))


def judge(d):
    for x4, x1a, title, check in RULES:
        clause = x1a if d.x1a else x4
        if clause == '-':
            continue
        try:
            for detail in check(d):
                yield (clause if clause == 'own' else 'ISO 15930-%d, %s' % (4 if d.x1a else 7, clause)), title, detail, check.__name__
        except Exception as problem:  # a file so wrong that an assertion cannot be asked
            yield clause, title, 'cannot be asked: %r' % problem, check.__name__


# ---- broken twins ----

def first_page(d):
    return next(o['value'] for o in d[1].values() if isinstance(o.get('value'), dict) and o['value'].get('/Type') == '/Page')


def root(d):
    return d[1]['obj:' + d[1]['trailer']['value']['/Root']]['value']


def info(d):
    return d[1]['obj:' + d[1]['trailer']['value']['/Info']]['value']


def intent(d):
    return d[1]['obj:' + root(d)['/OutputIntents'][0]]['value']


def put(holder, key, value):
    if value is None:
        holder.pop(key, None)
    else:
        holder[key] = value


def edit_stream(d, reference, change):
    stream = d[1]['obj:' + reference]['stream']
    stream['data'] = base64.b64encode(change(base64.b64decode(stream['data']))).decode()


def add_image(d, **keys):
    dictionary = {'/Type': '/XObject', '/Subtype': '/Image', '/Width': 1, '/Height': 1, '/BitsPerComponent': 8, '/ColorSpace': '/DeviceGray'}
    dictionary.update({'/' + k: v for k, v in keys.items()})
    d[1]['obj:999999 0 R'] = {'stream': {'dict': dictionary, 'data': 'AA=='}}


def add_object(d, value):
    d[1]['obj:999998 0 R'] = {'value': value}


def unembed(d):
    for o in d[1].values():
        if isinstance(o.get('value'), dict) and o['value'].get('/Type') == '/FontDescriptor':
            for key in ('/FontFile', '/FontFile2', '/FontFile3'):
                o['value'].pop(key, None)


TWINS = [
    ('version', lambda d: put(d[0], 'head', '%PDF-1.7')),
    ('identification', lambda d: (put(info(d), '/GTS_PDFXVersion', 'u:PDF/X-1a:2099' if '/GTS_PDFXVersion' in info(d) else None),
                                  edit_stream(d, root(d)['/Metadata'], lambda b: b.replace(b'PDF/X-4', b'PDF/X-9')))),
    ('dates', lambda d: (put(info(d), '/ModDate', 'u:yesterday'))),
    ('dates', lambda d: (put(info(d), '/CreationDate', "u:D:19700101000000+07'00'"))),
    ('trailer_id', lambda d: put(d[1]['trailer']['value'], '/ID', None)),
    ('trapped', lambda d: (put(info(d), '/Trapped', '/Unknown'), edit_stream(d, root(d)['/Metadata'], lambda b: b.replace(b'pdf:Trapped>False', b'pdf:Trapped>Unknown')))),
    ('boxes', lambda d: put(first_page(d), '/TrimBox', None)),
    ('boxes', lambda d: put(first_page(d), '/ArtBox', [10, 10, 100, 100])),
    ('boxes', lambda d: put(first_page(d), '/TrimBox', [-5, 0, 100, 100])),
    ('boxes', lambda d: put(first_page(d), '/BleedBox', [0, 0, 5000, 5000])),
    ('equal_trims', lambda d: put(first_page(d), '/BleedBox', first_page(d)['/TrimBox'])),
    ('one_intent', lambda d: put(root(d), '/OutputIntents', None)),
    ('one_intent', lambda d: put(intent(d), '/S', '/GTS_PDFA1')),
    ('condition', lambda d: put(intent(d), '/OutputConditionIdentifier', None)),
    ('condition', lambda d: put(intent(d), '/RegistryName', None)),
    ('profile', lambda d: put(intent(d), '/DestOutputProfile', None)),
    ('profile', lambda d: edit_stream(d, intent(d)['/DestOutputProfile'], lambda b: b[:12] + b'mntr' + b[16:])),
    ('profile', lambda d: edit_stream(d, intent(d)['/DestOutputProfile'], lambda b: b[:-100])),
    ('profile', lambda d: edit_stream(d, intent(d)['/DestOutputProfile'], lambda b: b[:8] + b'\x05' + b[9:])),
    ('colours', lambda d: edit_stream(d, first_page(d)['/Contents'], lambda b: b'1 0 0 rg 0 0 9 9 re f\n' + b)),
    ('colours', lambda d: add_image(d, ColorSpace='/DeviceRGB')),
    ('colours', lambda d: add_image(d, ColorSpace=['/Indexed', '/DeviceRGB', 0, 'b:000000'])),
    ('one_name_one_ink', lambda d: (add_image(d, ColorSpace=['/Separation', '/Ink', '/DeviceCMYK', {'/FunctionType': 2, '/C1': [1, 0, 0, 0]}]),
                                    put(d[1], 'obj:999997 0 R', {'stream': {'dict': {'/Subtype': '/Image', '/ColorSpace': ['/Separation', '/Ink', '/DeviceCMYK', {'/FunctionType': 2, '/C1': [0, 1, 0, 0]}]}, 'data': ''}}))),
    ('fonts', unembed),
    ('whole', lambda d: add_image(d, F='u:photo.tif')),
    ('whole', lambda d: add_object(d, {'/Type': '/EmbeddedFile'})),
    ('filters', lambda d: add_image(d, Filter='/LZWDecode')),
    ('states', lambda d: add_object(d, {'/Type': '/ExtGState', '/TR': '/Identity'})),
    ('postscript', lambda d: add_image(d, Subtype='/PS')),
    ('encryption', lambda d: put(d[1]['trailer']['value'], '/Encrypt', {'/Filter': '/Standard'})),
    ('alternates', lambda d: add_image(d, Alternates=[])),
    ('annotations', lambda d: put(first_page(d), '/Annots', [{'/Subtype': '/Link', '/Rect': [100, 100, 200, 200]}])),
    ('actions', lambda d: put(root(d), '/OpenAction', {'/S': '/JavaScript'})),
    ('operators', lambda d: edit_stream(d, first_page(d)['/Contents'], lambda b: b + b'\n1 2 bogus\n')),
    ('intents', lambda d: add_image(d, Intent='/Vivid')),
    ('layers', lambda d: put(root(d), '/OCProperties', {})),
    ('limits', lambda d: edit_stream(d, first_page(d)['/Contents'], lambda b: b + b'\nq\n')),
    ('limits', lambda d: put(first_page(d), '/MediaBox', [0, 0, 20000, 20000])),
    ('forms', lambda d: put(root(d), '/AcroForm', {})),
    ('black_overprints', lambda d: edit_stream(d, first_page(d)['/Contents'], lambda b: b.replace(b'/OP gs', b'/KO gs'))),
    ('black_overprints', lambda d: edit_stream(d, first_page(d)['/Contents'], lambda b: b.replace(b'/KO gs', b'/OP gs').replace(b'0 0 0 1 k', b'0 0 0 .5 k'))),
]
TWINS_X4 = [
    ('management', lambda d: edit_stream(d, root(d)['/Metadata'], lambda b: b.replace(b'xmpMM:VersionID', b'xmpMM:Version'))),
    ('blending', lambda d: (put(first_page(d), '/Group', None), add_to_page(d))),
]
TWINS_X1A = [
    ('plain_objects', lambda d: put(d[0], 'xrefstream', True)),
    ('profile', lambda d: edit_stream(d, intent(d)['/DestOutputProfile'], lambda b: b[:8] + b'\x04' + b[9:])),
    ('colours', lambda d: add_image(d, ColorSpace=['/ICCBased', '1 0 R'])),
    ('filters', lambda d: add_image(d, Filter='/JPXDecode')),
    ('opaque', lambda d: add_image(d, SMask='1 0 R')),
    ('opaque', lambda d: put(first_page(d), '/Group', {'/S': '/Transparency'})),
]


def add_to_page(d):
    resources = first_page(d)['/Resources']
    resources.setdefault('/ExtGState', {})['/Soft'] = {'/Type': '/ExtGState', '/ca': 0.5}


def try_twins(path):
    whole_ = Document(path)
    twins = TWINS + (TWINS_X1A if whole_.x1a else TWINS_X4)
    if any(True for _ in judge(whole_)):
        print('not ok %s is not sound itself' % path)
        return 1
    bad = 0
    for number, (wanted, change) in enumerate(twins):
        data = copy.deepcopy(whole_.data)
        change(data)
        twin = Document(data=data)
        twin.x1a = whole_.x1a
        found = {name for _, _, _, name in judge(twin)}
        if wanted not in found:
            print('not ok twin %d of %s: %s does not see it (%s do)' % (number, path, wanted, ', '.join(sorted(found)) or 'none'))
            bad = 1
    if not bad:
        print('ok %s: %d broken twins are refused' % (path, len(twins)))
    return bad


def main():
    arguments = sys.argv[1:]
    if '--list' in arguments:
        for x4, x1a, title, _ in RULES:
            print('%-6s %-6s %s' % (x4, x1a, title))
        return 0
    if '--plates' in arguments:
        at = arguments.index('--plates')
        PLATES[0] = arguments[at + 1].split(',')
        del arguments[at:at + 2]
    BLACK_TEXT[0] = '--black-text' in arguments or '--twins' in arguments
    twins = '--twins' in arguments
    bad = 0
    for path in [a for a in arguments if not a.startswith('--')]:
        if twins:
            bad |= try_twins(path)
            continue
        for clause, title, detail, _ in judge(Document(path)):
            print('%s: %s: %s: %s' % (path, clause, title, detail))
            bad = 1
    return bad


sys.exit(main())
