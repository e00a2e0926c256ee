#!/usr/bin/env python3
"""The same articles as sources of ours and of each peer.

    make_sources.py ARTICLES OUTDIR [--news FILE.jsonl] [--words N] [--photo-count N] [--different N] [--kinds xml,typ,...]

Text: paragraphs of the news file; without one, sentences of the samples in input/, shuffled into paragraphs. Drawn by a seeded generator: the
same call writes the same bytes. Photos: the sample issue's landscape photos in turn; each of so many --different ones is a file of
its own (a comment in it makes it so: the picture is the same, but nobody can store it once for all). OUTDIR gets photos/ and source.xml,
.typ, .tex, .html, .fo, .ms; groff takes no JPEG, so for .ms each photo also lies there wrapped in a PDF, bytes untouched.
--split: no peers, but each article a document of its own, OUTDIR/0000/bai-0000.xml and so on, a hundred to a folder.
"""
import argparse, glob, html, json, os, random, re, unicodedata
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
INPUT = os.path.join(HERE, "../../../input")
SEED = 20261124
COLUMN = 84.0  # millimetres


def clean(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fit(paragraph):
    """No web addresses and other endless words, over which every program does something else."""
    return 150 < len(paragraph) < 1500 and max(map(len, paragraph.split())) < 25


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def sample_sentences():
    """The sentences of the samples' plain paragraphs, in order, each once."""
    seen = {}
    for path in sorted(glob.glob(os.path.join(INPUT, "*", "*.xml"))):
        for element in ET.parse(path).iter():
            if local(element) == "p" and not any(local(child) in ("note", "ref", "math") for child in element):
                for sentence in re.split(r"(?<=[.!?…]) +(?=[A-ZĐÀ-Ỹ“])", clean("".join(element.itertext()))):
                    if len(sentence) > 20: seen.setdefault(sentence)
    return list(seen)


class Source:
    """Draws text and photos."""

    def __init__(self, news, words, photos):
        self.rng, self.words, self.photos = random.Random(SEED), words, photos
        if news:
            with open(news, encoding="utf-8") as file:
                self.pool = [p for p in (clean(p) for line in file for p in json.loads(line)["paragraphs"]) if fit(p)]
            self.sentences = None
        else:
            self.sentences = sample_sentences()

    def paragraph(self):
        if not self.sentences: return self.rng.choice(self.pool)
        while True:
            text = " ".join(self.rng.sample(self.sentences, self.rng.randint(2, 6)))
            if fit(text): return text

    def phrase(self, words, end):
        return " ".join(self.paragraph().split()[:words]).rstrip(",.;:–- ") + end

    def articles(self, count, photo_count):
        """(title, lead, [paragraph | (photo, caption)])"""
        placed = 0
        for i in range(count):
            size, body = 0, []
            target = self.words if isinstance(self.words, int) else self.rng.randint(*self.words)
            while size < target:
                body.append(self.paragraph())
                size += len(body[-1].split())
            at = 3
            while placed < photo_count * (i + 1) // count:
                body.insert(min(at, len(body)), (self.photos[placed % len(self.photos)], self.phrase(16, ".")))
                placed, at = placed + 1, at + 5
            yield self.phrase(10, ""), self.phrase(40, "."), body


def size_of_jpeg(data):
    at = 2
    while at + 9 < len(data):
        length = int.from_bytes(data[at + 2:at + 4], "big")
        if data[at + 1] in (0xC0, 0xC1, 0xC2): return int.from_bytes(data[at + 7:at + 9], "big"), int.from_bytes(data[at + 5:at + 7], "big"), data[at + 9]
        at += 2 + length
    raise ValueError("no JPEG")


def wrap_jpeg(data, width, height):
    """A PDF of one page that is the photo, a point to the pixel."""
    content = b"q %d 0 0 %d 0 0 cm /I Do Q" % (width, height)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>" % (width, height),
               b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
               b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream" % (width, height, len(data), data)]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def write_photos(folder, different, wrapped):
    """Names of the photos, and their sizes in pixels."""
    originals = []
    for path in sorted(glob.glob(os.path.join(INPUT, "2026-11/photos/*.jpg"))):
        data = open(path, "rb").read()
        width, height, components = size_of_jpeg(data)
        if width > height and components == 3: originals.append((data, width, height))
    os.makedirs(folder, exist_ok=True)
    photos = []
    for i in range(different):
        data, width, height = originals[i % len(originals)]
        comment = b"photo %d" % i
        data = data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:]
        photos.append(("p%02d" % i, width, height))
        with open(os.path.join(folder, "p%02d.jpg" % i), "wb") as file: file.write(data)
        if wrapped:
            with open(os.path.join(folder, "p%02d.pdf" % i), "wb") as file: file.write(wrap_jpeg(data, width, height))
    return photos


# ---- the languages: what stands before, an article's head, a paragraph, a photo, what stands behind ----

def head_of(name):
    return open(os.path.join(HERE, name), encoding="utf-8").read()


class Xml:
    ext = "xml"
    def start(self): return '<?xml version="1.0" encoding="UTF-8"?>\n<publication kind="bulletin" xml:lang="vi" id="bench"><head><title>So sánh</title></head><part>\n'
    def head(self, n, title, lead): return '<article id="a%d"><head><title>%s</title></head><lead>%s</lead><body>\n' % (n, html.escape(title), html.escape(lead))
    def paragraph(self, text): return "<p>%s</p>\n" % html.escape(text)
    def photo(self, photo, caption): return '<figure><photo src="photos/%s.jpg" alt="Ảnh"/><caption>%s</caption></figure>\n' % (photo[0], html.escape(caption))
    def foot(self): return "</body></article>\n"
    def end(self): return "</part></publication>\n"


class Typst:
    ext = "typ"
    def escape(self, text): return re.sub(r"([\\#$*_`<>@\[\]/~=+\-'\"])", r"\\\1", text)
    def start(self): return head_of("head.typ")
    def head(self, n, title, lead): return "= %s\n\n#lead[%s]\n\n" % (self.escape(title), self.escape(lead))
    def paragraph(self, text): return self.escape(text) + "\n\n"
    def photo(self, photo, caption): return '#figure(image("photos/%s.jpg", width: 100%%, alt: "Ảnh"), caption: [%s])\n\n' % (photo[0], self.escape(caption))
    def foot(self): return ""
    def end(self): return ""


class Tex:
    ext = "tex"
    def escape(self, text): return re.sub(r"([#$%&_{}])", r"\\\1", text.replace("\\", "").replace("~", " ").replace("^", " "))
    def start(self): return head_of("head.tex")
    def head(self, n, title, lead): return "\\heading{%s}{%s}\n\n" % (self.escape(title), self.escape(lead))
    def paragraph(self, text): return self.escape(text) + "\n\n"
    def photo(self, photo, caption): return "\\photo{photos/%s.jpg}{%s}\n\n" % (photo[0], self.escape(caption))
    def foot(self): return ""
    def end(self): return "\\end{document}\n"


class Html:
    ext = "html"
    def start(self):
        return '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>So sánh</title><style>\n%s</style><body>\n' % head_of("style.css")
    def head(self, n, title, lead): return '<h1>%s</h1><p class="lead">%s</p>\n' % (html.escape(title), html.escape(lead))
    def paragraph(self, text): return "<p>%s</p>\n" % html.escape(text)
    def photo(self, photo, caption): return '<figure><img src="photos/%s.jpg" alt="Ảnh"><figcaption>%s</figcaption></figure>\n' % (photo[0], html.escape(caption))
    def foot(self): return ""
    def end(self): return "</body></html>\n"


class Fo:
    ext = "fo"
    def start(self): return '<?xml version="1.0" encoding="UTF-8"?>\n' + head_of("head.fo")
    def head(self, n, title, lead):
        return ('<fo:block font-size="18pt" line-height="22pt" font-weight="bold" text-align="left" space-before="13pt" space-after="6pt" keep-with-next="always">%s</fo:block>'
                '<fo:block font-weight="bold" text-align="left">%s</fo:block>\n' % (html.escape(title), html.escape(lead)))
    def paragraph(self, text): return '<fo:block text-indent="10pt" orphans="2" widows="2">%s</fo:block>\n' % html.escape(text)
    def photo(self, photo, caption):
        return ('<fo:block space-before="6pt" space-after="6pt" keep-together="always"><fo:block font-size="0" line-height="0"><fo:external-graphic src="url(photos/%s.jpg)" content-width="84mm" fox:alt-text="Ảnh"/></fo:block>'
                '<fo:block font-size="8.5pt" line-height="11pt" font-style="italic" text-align="left">%s</fo:block></fo:block>\n' % (photo[0], html.escape(caption)))
    def foot(self): return ""
    def end(self): return "</fo:flow></fo:page-sequence></fo:root>\n"


class Groff:
    """The ms macros; letters beyond ASCII are named as the fonts of make_groff_fonts.py name them."""
    ext = "ms"
    def escape(self, text):
        text = "".join(c if " " <= c < "\x7f" and c != "\\" else "\\[u%04X]" % ord(c) for c in text)
        return "\\&" + text if text[:1] in ".'" else text
    def start(self): return head_of("head.ms")
    def head(self, n, title, lead): return ".HEADING\n%s\n.LEAD\n%s\n" % (self.escape(title), self.escape(lead))
    def paragraph(self, text): return ".BODY\n%s\n" % self.escape(text)
    def photo(self, photo, caption):
        return ".PHOTO photos/%s.pdf %.3f\n%s\n.PHOTOEND\n" % (photo[0], COLUMN * photo[2] / photo[1], self.escape(caption))
    def foot(self): return ""
    def end(self): return ""


KINDS = {kind.ext: kind for kind in (Xml, Typst, Tex, Html, Fo, Groff)}


def write_article(file, language, number, article):
    title, lead, body = article
    file.write(language.head(number, title, lead))
    for piece in body: file.write(language.photo(*piece) if isinstance(piece, tuple) else language.paragraph(piece))
    file.write(language.foot())


def split_articles(o, source):
    """Documents of their own; a hundred share a folder with its photos."""
    for number, (title, lead, body) in enumerate(source.articles(o.articles, o.photo_count)):
        folder = os.path.join(o.out, "%04d" % (number // 100))
        if number % 100 == 0: write_photos(os.path.join(folder, "photos"), o.different, False)
        language = Xml()
        with open(os.path.join(folder, "bai-%04d.xml" % number), "w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
            write_article(file, language, number, (title, lead, body))


def words_of(text):
    low, _, high = text.partition("-")
    return (int(low), int(high)) if high else int(low)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("articles", type=int)
    ask.add_argument("out")
    ask.add_argument("--news")
    ask.add_argument("--words", type=words_of, default=2150)
    ask.add_argument("--photo-count", type=int, default=2)
    ask.add_argument("--different", type=int)
    ask.add_argument("--kinds", default=",".join(KINDS))
    ask.add_argument("--split", action="store_true")
    o = ask.parse_args()
    o.different = max(1, min(o.different or o.photo_count, 80))
    os.makedirs(o.out, exist_ok=True)
    if o.split:
        names = [("p%02d" % i, 0, 0) for i in range(o.different)]
        split_articles(o, Source(o.news, o.words, names))
        return
    languages = [KINDS[kind]() for kind in o.kinds.split(",")]
    photos = write_photos(os.path.join(o.out, "photos"), o.different, "ms" in o.kinds.split(","))
    files = [open(os.path.join(o.out, "source." + language.ext), "w", encoding="utf-8") for language in languages]
    for file, language in zip(files, languages): file.write(language.start())
    for number, article in enumerate(Source(o.news, o.words, photos).articles(o.articles, o.photo_count)):
        for file, language in zip(files, languages): write_article(file, language, number, article)
    for file, language in zip(files, languages):
        file.write(language.end())
        file.close()


main()
