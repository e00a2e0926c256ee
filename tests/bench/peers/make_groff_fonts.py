"""The faces as groff's PDF driver takes them, which knows Type 1 fonts of 256 letters only:
    fontforge -lang=py -script make_groff_fonts.py FONTS OUT SOURCE.ms
FONTS: NotoSerif-Regular.ttf and its sisters; SOURCE: a text, of which the commonest letters are taken. OUT gets devpdf/ with NR, NB, NI, NBI, their .pfb, and the list "download"."""
import collections, os, re, sys, unicodedata
import fontforge

# Names of groff's own beside u0041_0301, by which it knows some letters.
OWN = {"-": ["hy", "\\-"], "“": ["lq"], "”": ["rq"], "‘": ["oq"], "’": ["cq"], "–": ["en"], "—": ["em"], "•": ["bu"], "°": ["de"], "×": ["mu"],
       "²": ["S2"], "³": ["S3"], "½": ["12"], "«": ["Fo"], "»": ["Fc"], "·": ["pc"], "'": ["aq"], '"': ["dq"], "^": ["ha"], "~": ["ti"]}
MARKS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": ":", "\u0327": ","}


def other_names(letter, apart):
    if letter in OWN: return OWN[letter]
    if "\u00c0" <= letter <= "\u00ff" and len(apart) == 2 and apart[1] in MARKS: return [MARKS[apart[1]] + apart[0]]
    return []


fonts, out, source = sys.argv[1:]
folder = os.path.join(out, "devpdf")
os.makedirs(folder, exist_ok=True)
used = collections.Counter(re.findall(r"\\\[u([0-9A-F]{4})\]", open(source).read()))
wanted = [chr(c) for c in range(0x20, 0x7F)] + [chr(int(code, 16)) for code, _ in used.most_common(128)]
lines = []
for groff, face in (("NR", "Regular"), ("NB", "Bold"), ("NI", "Italic"), ("NBI", "BoldItalic")):
    font = fontforge.open(os.path.join(fonts, "NotoSerif-%s.ttf" % face))
    font.em = 1000
    found = {chr(g.unicode): g for g in font.glyphs() if g.unicode > 0 and chr(g.unicode) in wanted}
    for glyph in list(found.values()): glyph.unlinkRef()
    font.selection.none()
    for glyph in found.values(): font.selection.select(("more",), glyph)
    font.selection.invert()
    font.clear()  # (removing glyphs one by one takes minutes)
    pfb = os.path.join(folder, "NotoSerif-%s.pfb" % face)
    font.generate(pfb)
    with open(os.path.join(folder, groff), "w") as file:
        file.write("name %s\ninternalname %s\nspacewidth %d\n%scharset\n" % (groff, font.fontname, found[" "].width, "slant 12\n" if "Italic" in face else ""))
        for code, letter in enumerate(wanted):  # ASCII at its own place, the others from 128 on
            if letter not in found: continue
            apart = unicodedata.normalize("NFD", letter)
            name = "space" if letter == " " else letter if letter < "\x7f" else "u" + "_".join("%04X" % ord(c) for c in apart)
            box = found[letter].boundingBox()
            file.write("%s\t%d,%d,%d\t0\t%d\t%s\n" % (name, found[letter].width, max(0, box[3]), max(0, -box[1]), ord(letter) if letter < "\x7f" else code + 33, found[letter].glyphname))
            for other in other_names(letter, apart): file.write("%s\t\"\n" % other)
    lines.append("\t%s\t%s\n" % (font.fontname, os.path.abspath(pfb)))
with open(os.path.join(folder, "download"), "w") as file: file.writelines(lines)
with open(os.path.join(folder, "DESC"), "w") as file:
    file.write("res 72000\nhor 1\nvert 1\nsizescale 1000\nunitwidth 1000\nsizes 1000-10000000 0\nstyles R I B BI\nfamily N\nfonts 4 0 0 0 0\ntcommand\npostpro gropdf\npapersize a4\n")
