#!/usr/bin/env python3
"""Writes many documents of one article each, some of them broken, for tests of whole runs.

    tests/make_batch.py OUTDIR --documents N --broken M [--news NEWS_JSONL] [--photos DIR]

A hundred documents to a folder (OUTDIR/000/bai-0000.xml and so on), each folder with eight photos, which every fifth document uses.
Broken ones are spread evenly and take the twenty ways of being broken in turn; OUTDIR/broken.txt lists them with the code of the message
that is to be said. Texts are those of NEWS_JSONL (one article a line: title, paragraphs), or a few sentences. The same call writes the
same files.
"""
import argparse
import json
import os
import shutil
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
SENTENCES = [
    "Sáng nay nhà trường tổ chức buổi tổng kết năm học với sự có mặt của đông đủ cán bộ và học viên.",
    "Thư viện mở cửa thêm hai buổi tối mỗi tuần để người đọc có chỗ ngồi yên tĩnh.",
    "Đoàn khảo sát đi qua bảy xã, ghi lại những gì bà con kể về vụ mùa và con nước.",
    "Lớp học cuối tuần có 32 người, người trẻ nhất mười chín, người lớn nhất đã ngoài bảy mươi.",
    "Ban tổ chức cảm ơn các đơn vị đã cho mượn hiện vật trong suốt thời gian trưng bày.",
]
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
BOMB = '<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{("&" + below + ";") * 10}">' for below, name in zip("abcde", "bcdef")) + "]>"


def photo(src):
    return f'<figure><photo src="{src}" alt="Ảnh"/><caption>Chú thích</caption></figure>'


# The code of the message, and what is done to the document.
WAYS = [
    ("xml-tags", lambda d: d.body("<p>a <b>b</p>")),
    ("xml-", lambda d: d.cut(160)),
    ("xml-entity", lambda d: d.body("<p>&chua-co;</p>")),
    ("xml-entity-bomb", lambda d: d.bomb()),
    ("xml-encoding", lambda d: d.bytes(b"<p>\xff\xfe</p>")),
    ("xml-too-deep", lambda d: d.body("<box>" * 150 + "<p>a</p>" + "</box>" * 150)),
    ("schema-unknown-element", lambda d: d.body("<paragraph>x</paragraph>")),
    ("schema-value", lambda d: d.body('<list type="tron"><item>a</item></list>')),
    ("schema-missing-element", lambda d: d.head("")),
    ("date-invalid", lambda d: d.head('<title>Ngày sai</title><date when="2026-13-45"/>')),
    ("id-duplicate", lambda d: d.body('<h id="x">A</h><p>a</p><h id="x">B</h><p>b</p>')),
    ("ref-dangling", lambda d: d.body('<p><ref to="khong-co"/></p>')),
    ("include-missing", lambda d: d.body(f'<xi:include {XI} href="mat.xml"/>')),
    ("include-circle", lambda d: d.body(f'<xi:include {XI} href="{d.name}"/>')),
    ("table-overrun", lambda d: d.body("<table><row><cell>a</cell></row><row><cell rowspan=\"9\">b</cell></row></table>")),
    ("photo-missing", lambda d: d.body(photo("photos/mat.jpg"))),
    ("photo-missing", lambda d: d.body(photo("photos"))),
    ("photo-outside", lambda d: d.body(photo("http://example.org/a.jpg"))),
    ("photo-format", lambda d: d.body(photo("photos/chu.jpg"))),
    ("photo-", lambda d: d.body(photo("photos/cut.jpg"))),
]


class Document:
    def __init__(self, name, title, paragraphs, figure):
        self.name, self.before, self.inside = name, "", figure
        self.head_text = f'<title>{escape(title)}</title><date when="2026-11-20"/>'
        self.text = "".join(f"    <p>{escape(p)}</p>\n" for p in paragraphs)
        self.raw, self.length = b"", None

    def body(self, xml):
        self.inside = xml

    def head(self, xml):
        self.head_text = xml

    def bytes(self, raw):
        self.raw = raw

    def bomb(self):
        self.before = BOMB
        self.inside = "<p>" + "&f;" * 8 + "</p>"

    def cut(self, length):
        self.length = length

    def write(self, folder):
        text = (f'<?xml version="1.0" encoding="UTF-8"?>\n{self.before}<article xml:lang="vi" id="{self.name[:-4]}">\n  <head>{self.head_text}</head>\n'
                f"  <body>\n{self.text}    {self.inside}").encode() + self.raw + b"\n  </body>\n</article>\n"
        with open(os.path.join(folder, self.name), "wb") as file:
            file.write(text[: self.length] if self.length else text)


def write_photos(folder, photos):
    os.makedirs(folder, exist_ok=True)
    for number, path in enumerate(photos):
        shutil.copyfile(path, os.path.join(folder, f"anh-{number + 1}.jpg"))
    with open(photos[0], "rb") as file:
        whole = file.read()
    with open(os.path.join(folder, "cut.jpg"), "wb") as file:
        file.write(whole[:200])
    with open(os.path.join(folder, "chu.jpg"), "w", encoding="utf-8") as file:
        file.write("không phải ảnh\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("outdir")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("--news")
    parser.add_argument("--photos", default=os.path.join(HERE, "../input/2026-11/photos"))
    options = parser.parse_args()
    news = None
    if options.news:
        with open(options.news, encoding="utf-8") as file:
            news = [json.loads(line) for line in file if line.strip()]
    photos = sorted(os.path.join(options.photos, name) for name in os.listdir(options.photos) if name.endswith(".jpg"))[:8]
    broken, listed = 0, []
    for number in range(options.documents):
        folder = os.path.join(options.outdir, f"{number // 100:03}")
        if number % 100 == 0:
            write_photos(os.path.join(folder, "photos"), photos)
        if news:
            article = news[number % len(news)]
            title, paragraphs = article["title"], article["paragraphs"]
        else:
            title = f"Tin số {number}"
            paragraphs = [" ".join(SENTENCES[(number + k + i) % len(SENTENCES)] for i in range(3)) for k in range(2 + number % 3)]
        figure = photo(f"photos/anh-{number // 5 % len(photos) + 1}.jpg") if number % 5 == 0 else ""
        document = Document(f"bai-{number:04}.xml", title, paragraphs, figure)
        if options.broken and number * options.broken // options.documents != (number + 1) * options.broken // options.documents:
            code, spoil = WAYS[broken % len(WAYS)]
            spoil(document)
            broken += 1
            listed.append(f"{os.path.basename(folder)}/{document.name} {code}\n")
        document.write(folder)
    with open(os.path.join(options.outdir, "broken.txt"), "w", encoding="utf-8") as file:
        file.writelines(listed)


main()
