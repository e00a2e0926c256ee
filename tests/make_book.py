#!/usr/bin/env python3
"""Makes proceedings at random, for tests: papers of news paragraphs with notes, tables, figures, references and terms strewn in.

    tests/make_book.py OUTDIR [--papers N] [--paragraphs N] [--seed N] [--news NEWS_JSONL] [--layout NAME]

Writes OUTDIR/ky-yeu.xml and its papers. The same seed makes the same files. Without a corpus the text is made of a few hundred
words of our own. Beside the book, OUTDIR/expected.json says what must be found in it: for each target its words, for each
reference to a page what it points at.
"""
import argparse
import json
import os
import random
import shutil
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = ("thư viện số ở miền quê giúp người học đọc sách cũ và mới mỗi chiều bên dòng kênh nhỏ nhà trường mở cửa đón bạn đọc từ sáng sớm tới khi lên đèn "
         "chị thủ thư ghi từng lượt mượn vào cuốn sổ kẻ tay rồi nhập lên máy tính cuối tuần số liệu cho thấy học sinh lớp chín mượn nhiều hơn hẳn các lớp khác "
         "phần lớn sách được tặng lại sau mỗi mùa thi ban quản lý đề nghị xã cấp thêm kệ gỗ và một đường truyền ổn định").split()
FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Văn Thị Hữu Minh Ngọc Thanh Quốc Kim".split()
GIVEN = "An Ân Ánh Bình Cúc Dung Đức Giang Hà Hạnh Khánh Lan Long Mai Nam Oanh Phúc Quân Sơn Thảo Uyên Vân Yến".split()
TERMS = ["thư viện số", "bạn đọc", "đường truyền", "ánh sáng", "ấn phẩm", "đầu sách", "dữ liệu", "giáo viên", "học sinh", "kệ sách", "luồng lạch", "nông thôn",
         "ơn nghĩa", "quản lý", "sách giáo khoa", "tài liệu", "ứng dụng", "văn hóa đọc", "xã hội"]


class Book:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.news = []
        if options.news:
            with open(options.news, encoding="utf-8") as file:
                for line in file:
                    self.news += [p for p in json.loads(line)["paragraphs"] if 60 < len(p) < 1500]
        self.targets = []  # (id, words that stand at it)
        self.pages = []    # (words before the number, id)
        self.terms = {}

    def sentence(self, least=12, most=60):
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(least, most))]
        return " ".join(words).capitalize()

    def paragraph(self):
        if self.news:
            return " ".join(self.random.choice(self.news).split())
        return ". ".join(self.sentence(8, 30) for _ in range(self.random.randint(2, 6))) + "."

    def name(self):
        r = self.random
        return f"{r.choice(FAMILY)} {r.choice(MIDDLE)} {r.choice(GIVEN)}"

    def decorated(self, paper, number):
        """A paragraph as XML: with a note, a citation, a term, a reference to a page."""
        r, text = self.random, self.paragraph()
        cut = text.find(" ", len(text) // 2)
        first, rest = (text[:cut], text[cut:]) if cut > 0 else (text, "")
        middle = ""
        if r.random() < 0.35:
            middle += f"<note>{escape(self.sentence(5, 40 if r.random() < 0.9 else 160))}.</note>"
        if r.random() < 0.3:
            middle += f' <cite to="{r.choice(["e1", "e2", "e3"])}"/>'
        if r.random() < 0.4:
            term = r.choice(TERMS)
            self.terms.setdefault(term, 0)
            self.terms[term] += 1
            middle += f" (<term>{term}</term>)"
        if r.random() < 0.2 and self.targets:
            target = r.choice(self.targets)[0]
            mark = f"⟦{len(self.pages) + 1}⟧"
            self.pages.append((mark, target))
            middle += f' {mark} trang <ref to="{target}" show="page"/>'
        return f"<p>{escape(first)}{middle}{escape(rest)}</p>"

    def table(self, identifier, caption):
        r = self.random
        rows = [f'<row><cell>{escape(self.sentence(1, 3))}</cell><cell>{r.randint(1, 999)}</cell><cell>{r.randint(1, 99)},{r.randint(0, 9)}</cell></row>'
                for _ in range(r.choice([3, 5, 8, 14, 45]))]
        head = '<row><cell head="yes">Nội dung</cell><cell head="yes">Số lượng</cell><cell head="yes">Tỷ lệ, %</cell></row>'
        return f'<table id="{identifier}"><caption>{caption}</caption>{head}{"".join(rows)}</table>'

    def paper(self, number):
        r = self.random
        me = f"bai-{number}-x"
        title = f"Bài số {number}: {self.sentence(4, 12)}"
        self.targets.append((me, title))
        authors = "".join(f'<author aff="a{1 + i % 2}"><name>{r.choice(["", "TS. ", "PGS.TS. ", "ThS. "])}{self.name()}</name></author>' for i in range(r.randint(1, 4)))
        blocks, count = [], max(4, int(self.options.paragraphs * r.uniform(0.5, 1.5)))
        for i in range(count):
            if i % 6 == 0:
                identifier, words = f"m-{number}-{i}", f"Mục {number}.{i} {self.sentence(2, 6)}"
                blocks.append(f'<h id="{identifier}" level="{1 if i % 12 == 0 else 2}">{escape(words)}</h>')
                self.targets.append((identifier, words))
            blocks.append(self.decorated(me, number))
            if r.random() < 0.12:
                identifier, words = f"b-{number}-{i}", f"Bảng của {number}.{i}"
                blocks.append(self.table(identifier, words))
                self.targets.append((identifier, words))
            if r.random() < 0.06:
                identifier, words = f"h-{number}-{i}", f"Hình của {number}.{i}"
                blocks.append(f'<figure id="{identifier}"><photo src="photos/anh-{r.randint(1, 3)}.jpg" alt="ảnh"/><caption>{words}</caption></figure>')
                self.targets.append((identifier, words))
            if r.random() < 0.08:
                blocks.append(f"<quote><p>{escape(self.sentence(20, 60))}.</p></quote>")
            if r.random() < 0.06:
                blocks.append("<list>" + "".join(f"<item>{escape(self.sentence(4, 20))}</item>" for _ in range(r.randint(2, 5))) + "</list>")
        entries = "".join(f'<entry id="e{i}">{self.name()} ({r.randint(1990, 2026)}), <i>{escape(self.sentence(3, 9))}</i>, Nhà xuất bản, tr. {r.randint(1, 99)}.</entry>' for i in (1, 2, 3))
        text = (f'<article xml:lang="vi" id="{me}"><head><title short="Bài {number}">{escape(title)}</title>{authors}<affiliation id="a1">Trường {number}</affiliation>'
                f'<affiliation id="a2">Sở {number}</affiliation><abstract>{escape(self.sentence(30, 90))}.</abstract><keywords><k>một</k><k>hai</k></keywords>'
                f'<abstract xml:lang="en">This paper asks how a small library in the countryside serves its readers, and what a digital collection changes.</abstract></head>'
                f'<body>{"".join(blocks)}</body><references>{entries}</references></article>')
        return me, text

    def write(self):
        out = self.options.outdir
        os.makedirs(os.path.join(out, "photos"), exist_ok=True)
        for i in (1, 2, 3):
            shutil.copy(os.path.join(HERE, f"../input/2026-11/photos/anh-{i}.jpg"), os.path.join(out, f"photos/anh-{i}.jpg"))
        parts, paper = [], 0
        for part in range(max(1, self.options.papers // 6)):
            links = []
            for _ in range(6 if self.options.papers >= 6 else self.options.papers):
                paper += 1
                name, text = self.paper(paper)
                with open(os.path.join(out, f"{name}.xml"), "w", encoding="utf-8") as file:
                    file.write(text)
                links.append(f'<article href="{name}.xml"/>')
            parts.append(f'<part title="Phần {part + 1}. {self.sentence(2, 5)}">{"".join(links)}</part>')
        members = "".join(f"<member><name>{self.name()}</name><role>Đại biểu {i}</role><unit>Đơn vị {i % 7}</unit></member>" for i in range(1, 61))
        with open(os.path.join(out, "ky-yeu.xml"), "w", encoding="utf-8") as file:
            file.write(f'<publication kind="proceedings" layout="{self.options.layout}" xml:lang="vi" id="ky-yeu" paper="70"><head>'
                       '<title short="Sách thử">Sách thử của những bài thử</title><subtitle>Kỷ yếu</subtitle><date when="2026-11-20"/><publisher>Nhà xuất bản Thử</publisher>'
                       '<place>Cần Thơ</place><editor>TS. Nguyễn Văn An</editor><imprint><field name="Giấy phép xuất bản số">1</field>'
                       '<field name="In">300 bản</field></imprint></head><frontmatter><foreword id="mo-dau"><p>Mở đầu.</p></foreword></frontmatter>'
                       f'{"".join(parts)}<backmatter><appendix id="phu-luc"><title>Phụ lục A</title><p>Phụ lục.</p></appendix><delegates>{members}</delegates>'
                       '<index kind="authors"/><index kind="keywords"/></backmatter></publication>')
        with open(os.path.join(out, "expected.json"), "w", encoding="utf-8") as file:
            json.dump({"targets": self.targets, "pages": self.pages, "terms": self.terms}, file, ensure_ascii=False, indent=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("outdir")
    parser.add_argument("--papers", type=int, default=6)
    parser.add_argument("--paragraphs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--news")
    parser.add_argument("--layout", default="ky-yeu-16x24")
    Book(parser.parse_args()).write()


if __name__ == "__main__":
    main()
