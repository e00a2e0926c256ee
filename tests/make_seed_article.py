#!/usr/bin/env python3
"""Turns the plain text of the conference report into article XML, paragraph for paragraph.

    tests/make_seed_article.py SEED_TXT OUTDIR [--photos DIR]

SEED_TXT (../shared/seed/conference-report.txt) holds, each set off by an empty line: the school's motto, the date, the title, the
paragraphs, the captions of two photos broken over lines by hand, and last the closing paragraph with the author's name and unit,
then the heading of the related list. Writes OUTDIR/hoi-nghi.xml, OUTDIR/so-bao.xml (an issue that carries the motto and holds the
article) and OUTDIR/photos/. The photos are the first two JPEGs of DIR, else of ../shared/corpus/exif beside this checkout, else of
the sample issue. Status 2 when the text is not laid out so.
"""
import os
import re
import shutil
import sys
from xml.sax.saxutils import escape, quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
PHOTO_FOLDERS = [os.path.join(HERE, "../../shared/corpus/exif"), os.path.join(HERE, "../input/2026-11/photos")]


class Unexpected(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise Unexpected(what)


def join_captions(lines):
    """Lines broken by hand are put together; each caption begins as the first one does."""
    opening = " ".join(lines[0].split()[:3])
    captions = []
    for line in lines:
        if line.startswith(opening):
            captions.append([])
        captions[-1].append(line.strip())
    return [" ".join(parts) for parts in captions]


def read_seed(path):
    with open(path, encoding="utf-8-sig") as file:
        lines = [line.strip() for line in file]
    groups = [group.split("\n") for group in re.split(r"\n{2,}", "\n".join(lines).strip())]
    expect(len(groups) == 7, f"{len(groups)} groups of lines, not 7")
    motto, date, title, paragraphs, captions, end, related = groups
    expect(len(motto) == len(date) == len(title) == len(related) == 1, "motto, date, title and related heading are one line each")
    when = re.fullmatch(r"Thứ \w+, (\d+) Tháng (\d+), (\d{4}) - (\d\d:\d\d)", date[0])
    expect(when, f"the date: {date[0]}")
    expect(len(end) >= 3 and end[-3].endswith("./."), "the closing paragraph, author and unit")
    captions = join_captions(captions)
    expect(len(captions) == 2, f"{len(captions)} captions, not 2")
    return {"motto": motto[0], "date": f"{when[3]}-{int(when[2]):02}-{int(when[1]):02}T{when[4]}", "title": title[0], "paragraphs": paragraphs,
            "captions": captions, "closing": end[:-2], "author": end[-2], "unit": end[-1], "related": related[0]}


def find_photos(folder):
    for place in [folder] if folder else PHOTO_FOLDERS:
        if os.path.isdir(place):
            names = sorted(name for name in os.listdir(place) if name.lower().endswith((".jpg", ".jpeg")))
            if len(names) >= 2:
                return [os.path.join(place, name) for name in names[:2]]
    raise Unexpected("no folder with two JPEGs was found")


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_article(seed, photos, out):
    figures = "\n".join(
        f'    <figure id="anh-{i}">\n      <photo src={quoteattr("photos/" + name)} alt={quoteattr("Ảnh: " + caption)}/>\n'
        f"      <caption>{escape(caption)}</caption>\n    </figure>" for i, (name, caption) in enumerate(zip(photos, seed["captions"]), 1))
    def paragraphs(lines):
        return "\n".join(f"    <p>{escape(line)}</p>" for line in lines)
    write(os.path.join(out, "hoi-nghi.xml"), f"""<?xml version="1.0" encoding="UTF-8"?>
<article xml:lang="vi" id="hoi-nghi">
  <head>
    <title>{escape(seed["title"])}</title>
    <date when="{seed["date"]}"/>
    <author><name>{escape(seed["author"])}</name><unit>{escape(seed["unit"])}</unit></author>
  </head>
  <body>
{paragraphs(seed["paragraphs"])}
{figures}
{paragraphs(seed["closing"])}
  </body>
  <related>
    <title>{escape(seed["related"])}</title>
    <item href="#anh-1">{escape(seed["title"])}</item>
  </related>
</article>
""")


def write_issue(seed, out):
    write(os.path.join(out, "so-bao.xml"), f"""<?xml version="1.0" encoding="UTF-8"?>
<publication kind="bulletin" layout="ban-tin" xml:lang="vi" id="hoi-nghi-so-bao">
  <head>
    <title>Bản tin</title>
    <number>Số 1</number>
    <date when="{seed["date"][:10]}"/>
    <slogan>{escape(seed["motto"])}</slogan>
  </head>
  <part title="Tin hoạt động">
    <article href="hoi-nghi.xml"/>
  </part>
</publication>
""")


def main(arguments):
    folder = None
    if "--photos" in arguments[:-1]:
        at = arguments.index("--photos")
        folder = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) != 2 or arguments[0].startswith("--"):
        print(__doc__, file=sys.stderr)
        return 2
    text, out = arguments
    try:
        seed, photos = read_seed(text), find_photos(folder)
        os.makedirs(os.path.join(out, "photos"), exist_ok=True)
        for photo in photos:
            shutil.copyfile(photo, os.path.join(out, "photos", os.path.basename(photo)))
        write_article(seed, [os.path.basename(photo) for photo in photos], out)
        write_issue(seed, out)
    except (OSError, Unexpected) as error:
        print(f"{text}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
