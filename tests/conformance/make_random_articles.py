#!/usr/bin/env python3
"""Random articles that use every element, for the judges of archive copies.

    tests/conformance/make_random_articles.py FOLDER COUNT [SEED]

Writes bai-001.xml and so on into FOLDER, every tenth a whole issue instead, and the photos that they show: grey and CMYK JPEGs,
turned ones, PNGs with transparency, palettes and 16 bits. The same seed makes the same files.
"""
import os
import random
import shutil
import sys
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.join(HERE, "..", "data", "picture")
PHOTOS = ["plain.jpg", "grey.jpg", "cmyk_adobe.jpg", "cmyk_bare.jpg", "exif_3.jpg", "exif_6.jpg", "exif_8.jpg", "icc_grey.jpg",
          "progressive.jpg", "rgb8.png", "rgba8.png", "rgba8_opaque.png", "palette2.png", "palette_clear.png", "grey1.png",
          "grey16.png", "gamma.png", "icc.png", "srgb.png", "exif_6.png"]
WORDS = ("học viên trường Đảng tỉnh 2.477 người 03-CT/TW LLCT-HC, nghiên cứu và của những “Ấp Giồng” phát triển; 21,87% xã hội "
         "nghị TS. Nguyễn Khiêm, năm 2013 nghĩa kế hoạch – thường xuyên. Ở Ế không được (khóa XI) bồi dưỡng việc làm. fi ffi Ẩ Ộ ẵ "
         "Nguyễn & cộng sự, a < b, “trích 'trong' ngoặc”, 100 km/h, H2O, AVATAR, Trà Vinh… phở; nghiêng; thuyền").split()
ENGLISH = "lessons learned from the field office and what they mean for training in the years to come".split()
FRENCH = "où l’été déjà passé garde ses œuvres, çà et là".split()


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ids = []
        self.wanted = []

    def chance(self, part):
        return self.random.random() < part

    def words(self, least, most):
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(least, most)))

    def text(self, least, most):
        return escape(self.words(least, most))

    # ---- inlines ----

    def inline(self, notes):
        kind = self.random.randrange(11 if notes else 9)
        some = self.text(1, 4)
        if kind == 0: return f"<b>{some}</b>"
        if kind == 1: return f"<i>{some} <b>{self.text(1, 2)}</b></i>"
        if kind == 2: return f"H<sub>2</sub>O và 10<sup>3</sup> {some}"
        if kind == 3: return f'<a href="https://vi.example/{self.random.randrange(99)}?a=1&amp;b=đ">{some}</a>'
        if kind == 4: return f"{some}<br/>{self.text(1, 3)}"
        if kind == 5: return f'<foreign xml:lang="en">{escape(" ".join(self.random.sample(ENGLISH, 4)))}</foreign>'
        if kind == 6: return f'<foreign xml:lang="fr">{escape(" ".join(self.random.sample(FRENCH, 3)))}</foreign>'
        if kind == 7 and self.ids:
            return f'<ref to="{self.random.choice(self.ids)}">{some}</ref>'
        if kind == 8 and self.ids:
            return f'<ref to="{self.random.choice(self.ids)}" show="{self.random.choice(["title", "page"])}"/>'
        if kind > 8:
            tail = self.random.choice(["", f' <a href="https://vi.example/chu-thich">{self.text(1, 2)}</a>', f" <i>{self.text(1, 2)}</i>"])
            return f"{some}<note>{self.text(2, 12)}{tail}.</note>"
        return some

    def rich(self, least, most, notes=False):
        parts = [self.text(least, most)]
        while self.chance(0.4):
            parts += [self.inline(notes), self.text(1, 6)]
        return " ".join(parts)

    # ---- blocks ----

    def new_id(self, prefix):
        name = f"{prefix}-{len(self.ids) + 1}"
        self.ids.append(name)
        return name

    def p(self, notes=True):
        if self.chance(0.04): return f'<p xml:lang="en">{escape(" ".join(ENGLISH))}</p>'
        attributes = ""
        if self.chance(0.1): attributes += f' id="{self.new_id("doan")}"'
        if self.chance(0.05): attributes += ' keep="next"'
        return f"<p{attributes}>{self.rich(3, 70, notes)}</p>"

    def h(self):
        level = self.random.choice(["", "", ' level="2"', ' level="3"'])
        return f"<h{level}>{self.rich(2, 7)}</h>{self.p()}"

    def photo(self):
        alt = "" if self.chance(0.1) else escape(self.words(2, 9), {'"': "&quot;"})
        focus = self.random.choice(["", ' focus="0.3 0.4"'])
        return f'<photo src="anh/{self.random.choice(PHOTOS)}" alt="{alt}"{focus}/>'

    def figure(self):
        count = 1 if self.chance(0.8) else self.random.randint(2, 6)
        attributes = self.random.choice(["", ' width="page"', ' width="full"', ' place="here"', ' place="bottom"', ' place="top"'])
        inside = "".join(self.photo() for _ in range(count))
        if self.chance(0.8): inside += f"<caption>{self.rich(3, 20)}</caption>"
        if self.chance(0.5): inside += f"<credit>{self.text(2, 4)}</credit>"
        return f"<figure{attributes}>{inside}</figure>"

    def list(self, depth=0):
        kind = self.random.choice(["", ' type="number"', ' type="bullet"', ' type="number" start="4"'])
        items = ""
        for _ in range(self.random.randint(1, 6)):
            if self.chance(0.2):
                items += f"<item><p>{self.rich(2, 20, True)}</p>{self.list(depth + 1) if depth < 2 else self.p()}</item>"
            else:
                items += f"<item>{self.rich(2, 25, True)}</item>"
        return f"<list{kind}>{items}</list>"

    def table(self):
        columns = self.random.randint(2, 4)
        caption = f"<caption>{self.rich(2, 8)}</caption>" if self.chance(0.6) else ""
        rows = ""
        if self.chance(0.3) and columns > 2:
            rows += f'<row><cell head="yes" rowspan="2">{self.text(1, 2)}</cell><cell head="yes" colspan="{columns - 1}">{self.text(1, 2)}</cell></row>'
            rows += "<row>" + "".join(f'<cell head="yes">{self.text(1, 1)}</cell>' for _ in range(columns - 1)) + "</row>"
        elif self.chance(0.85):
            rows += "<row>" + "".join(f'<cell head="yes">{self.text(1, 2)}</cell>' for _ in range(columns)) + "</row>"
        side = self.chance(0.4)
        for _ in range(self.random.randint(1, 14)):
            row = ""
            for column in range(columns):
                words = "" if self.chance(0.05) else str(self.random.randint(0, 99999)) if self.chance(0.5) else self.rich(1, 3)
                row += f'<cell head="yes">{self.text(1, 2)}</cell>' if side and not column else f"<cell>{words}</cell>"
            rows += f"<row>{row}</row>"
        return f"<table>{caption}{rows}</table>"

    def quote(self):
        cite = f"<cite>{self.text(2, 5)}</cite>" if self.chance(0.6) else ""
        return f"<quote>{''.join(self.p() for _ in range(self.random.randint(1, 2)))}{cite}</quote>"

    def box(self):
        title = f"<title>{self.rich(2, 5)}</title>" if self.chance(0.8) else ""
        inside = "".join(self.random.choice([self.p, self.p, self.list, self.table, self.figure, self.h])() for _ in range(self.random.randint(1, 4)))
        return f"<box>{title}{inside}</box>"

    def verse(self):
        title = f"<title>{self.text(2, 4)}</title>" if self.chance(0.5) else ""
        lines = lambda: "".join(f"<line>{self.text(3, 6)}</line>" for _ in range(4))
        inside = "".join(f"<stanza>{lines()}</stanza>" for _ in range(self.random.randint(1, 3))) if self.chance(0.6) else lines()
        cite = f"<cite>{self.text(2, 3)}</cite>" if self.chance(0.5) else ""
        return f"<verse>{title}{inside}{cite}</verse>"

    def qa(self):
        pairs = "".join(f"<question>{self.rich(4, 20)}</question><answer>{self.rich(4, 50) if self.chance(0.6) else self.p() + self.list()}</answer>"
                        for _ in range(self.random.randint(1, 3)))
        return f"<qa>{pairs}</qa>"

    def block(self):
        kinds = [self.p] * 9 + [self.h, self.h, self.figure, self.figure, self.list, self.table, self.quote, self.box, self.verse, self.qa,
                 lambda: f"<pull>{self.text(4, 14)}</pull>", lambda: "<rule/>"]
        return self.random.choice(kinds)()

    # ---- articles and issues ----

    def article(self, inside=False):
        self.ids = []
        head = ""
        if self.chance(0.3): head += f"<section>{self.text(1, 3)}</section>"
        rank = self.random.choice(["", ' rank="second"', ' rank="third"', ' rank="brief"', ' columns="2"']) if inside else ""
        shown = not inside or "second" in rank or "third" in rank  # what a layout may set as a brief shows its title only
        if self.chance(0.5) and shown: head += f"<kicker>{self.text(1, 5)}</kicker>"
        head += f"<title>{self.text(2, 14)}</title>"
        if self.chance(0.3) and shown: head += f"<subtitle>{self.text(3, 9)}</subtitle>"
        if self.chance(0.7): head += f'<date when="20{self.random.randint(10, 26)}-0{self.random.randint(1, 9)}-{self.random.randint(10, 28)}"/>'
        for _ in range(self.random.randrange(4)):
            head += f"<author><name>Nguyễn {self.random.choice(['Ánh', 'Ba', 'Công'])}</name>" + (f"<unit>{self.text(1, 3)}</unit>" if self.chance(0.4) else "") + "</author>"
        if self.chance(0.2): head += f'<source href="https://nguon.example/">{self.text(1, 3)}</source>'
        if self.chance(0.4): head += f"<keywords><k>{self.text(1, 2)}</k><k>đào tạo</k></keywords>"
        body = "".join(self.block() + "\n" for _ in range(self.random.randint(1, 14)))
        lead = f"<lead>{self.text(5, 40)}</lead>\n" if self.chance(0.5) else ""
        related = ""
        if self.chance(0.2):
            related = f'<related><title>{self.text(2, 3)}</title><item href="https://tin.example/1">{self.text(3, 9)}</item><item>{self.text(3, 9)}</item></related>'
        language = ' xml:lang="vi"' if not inside else ""
        return f"<article{language}{rank}><head>{head}</head>\n{lead}<body>{body}</body>{related}</article>\n"

    def issue(self):
        parts = ""
        for number in range(self.random.randint(1, 3)):
            # below a masthead the first part goes without its name where the first article has a kicker
            title = f' title="Phần {number + 1}"' if number and self.chance(0.8) else ""
            articles = ""
            for _ in range(self.random.randint(1, 3)):
                # ids count anew in each article, but must differ in the issue
                articles += self.article(True).replace('="doan-', f'="p{self.random.randrange(10**9)}-doan-')
            parts += f"<part{title}>{articles}</part>\n"
        logo = f'<logo src="anh/rgba8.png"{self.random.choice(["", " alt=" + chr(34) + "Huy hiệu" + chr(34)])}/>' if self.chance(0.5) else ""
        cover = f"<cover>{self.photo()}<caption>{self.text(3, 9)}</caption></cover>" if self.chance(0.5) else ""
        return (f'<publication kind="bulletin" id="thu" xml:lang="vi"><head><title>{self.text(1, 3)}</title><subtitle>{self.text(2, 6)}</subtitle>'
                f'<number>7</number><date when="2026-11"/><slogan>{self.text(3, 6)}</slogan><publisher>Trường Chính trị</publisher>{logo}'
                f'<imprint><field name="Giấy phép xuất bản số">12/GP</field><field name="Biên tập">{self.text(2, 5)}</field></imprint></head>\n'
                f"{cover}{parts}</publication>\n")


def main(folder, count, seed=1):
    os.makedirs(os.path.join(folder, "anh"), exist_ok=True)
    for name in PHOTOS:
        shutil.copyfile(os.path.join(PICTURES, name), os.path.join(folder, "anh", name))
    for number in range(1, int(count) + 1):
        maker = Maker(int(seed) * 100000 + number)
        text = maker.issue() if number % 10 == 0 else maker.article()
        with open(os.path.join(folder, f"bai-{number:03}.xml"), "w", encoding="utf-8") as out:
            out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
