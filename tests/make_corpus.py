#!/usr/bin/env python3
"""Puts real texts into our XML: the conference report with its two captioned photos, and each news article.

    tests/make_corpus.py SHARED OUT PHOTO PHOTO

writes OUT/seed/conference-report.xml, OUT/news/ID.xml and OUT/issues/N/issue-N.xml, bulletins of all the articles.
"""
import json
import os
import re
import shutil
import sys
from xml.sax.saxutils import escape, quoteattr

ARTICLES_AN_ISSUE = 48


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text)


def day(date):
    found = re.fullmatch(r"(\d+)/(\d+)/(\d{4}) (\d+):(\d\d)", date)
    d, month, year, hour, minute = map(int, found.groups())
    return f"{year:04}-{month:02}-{d:02}T{hour:02}:{minute:02}"


def news(piece):
    body = "\n".join(f"    <p>{escape(p)}</p>" for p in piece["paragraphs"])
    return (f'<article xml:lang="vi" id="n{piece["id"]}">\n  <head>\n    <title>{escape(piece["title"])}</title>\n'
            f'    <date when="{day(piece["date"])}"/>\n  </head>\n  <lead>{escape(piece["lead"])}</lead>\n'
            f'  <body>\n{body}\n  </body>\n</article>\n')


def report(text):
    """The report by hand: motto, date, title, text, two captions on two photos, text, author and unit, a last heading."""
    motto, date, title, first, captions, rest = [part.split("\n") for part in re.split(r"\n\s*\n", text.strip())[:6]]
    author, unit = rest[-2:]
    parts = re.search(r"(\d+) Tháng (\d+), (\d{4}) - (\d\d:\d\d)", date[0])
    when = f"{int(parts[3]):04}-{int(parts[2]):02}-{int(parts[1]):02}T{parts[4]}"
    second = captions.index(captions[0], 1) if captions[0] in captions[1:] else len(captions) // 2
    both = [" ".join(captions[:second]), " ".join(captions[second:])]
    paragraphs = "\n".join(f"    <p>{escape(p)}</p>" for p in first[1:])
    figures = "\n".join(
        f'    <figure id="anh-{i + 1}">\n      <photo src="photo-{i + 1}.jpg" alt={quoteattr(caption)}/>\n'
        f"      <caption>{escape(caption)}</caption>\n    </figure>" for i, caption in enumerate(both))
    closing = "\n".join(f"    <p>{escape(p)}</p>" for p in rest[:-2])
    return (f'<article xml:lang="vi" id="hoi-nghi">\n  <head>\n    <kicker>{escape(motto[0])}</kicker>\n    <title>{escape(title[0])}</title>\n'
            f'    <date when="{when}"/>\n    <author><name>{escape(author)}</name><unit>{escape(unit)}</unit></author>\n  </head>\n'
            f"  <lead>{escape(first[0])}</lead>\n  <body>\n{paragraphs}\n{figures}\n{closing}\n  </body>\n</article>\n")


def main():
    shared, out, *photos = sys.argv[1:]
    with open(os.path.join(shared, "seed", "conference-report.txt"), encoding="utf-8") as text:
        write(os.path.join(out, "seed", "conference-report.xml"), report(text.read()))
    for number, photo in enumerate(photos[:2], 1):
        shutil.copy(photo, os.path.join(out, "seed", f"photo-{number}.jpg"))
    with open(os.path.join(shared, "corpus", "news.jsonl"), encoding="utf-8") as lines:
        pieces = [json.loads(line) for line in lines]
    for piece in pieces:
        write(os.path.join(out, "news", piece["id"] + ".xml"), news(piece))
    for number, start in enumerate(range(0, len(pieces), ARTICLES_AN_ISSUE), 1):
        folder = os.path.join(out, "issues", str(number))
        for piece in pieces[start:start + ARTICLES_AN_ISSUE]:
            write(os.path.join(folder, "articles", piece["id"] + ".xml"), news(piece))
        entries = "\n".join(f'    <article href="articles/{piece["id"]}.xml"/>' for piece in pieces[start:start + ARTICLES_AN_ISSUE])
        write(os.path.join(folder, f"issue-{number}.xml"),
              f'<publication kind="bulletin" layout="ban-tin" xml:lang="vi" id="issue-{number}">\n  <head>\n    <title>Tin tức</title>\n'
              f'    <number>Số {number}</number>\n    <date when="2013-11"/>\n  </head>\n  <part title="Thời sự">\n{entries}\n  </part>\n</publication>\n')


main()
