#!/usr/bin/env python3
"""Turns the news corpus into article XML, and into issues of a bulletin.

    tests/make_corpus_articles.py NEWS_JSONL OUTDIR
    tests/make_corpus_articles.py NEWS_JSONL OUTDIR --issues 3 [--seed N] [--photos DIR]...

NEWS_JSONL (../shared/corpus/news.jsonl) has one article a line: id, title, lead, date, paragraphs. The first form writes
OUTDIR/ID.xml, one for each, paragraph for paragraph, with nothing normalised: what is not in NFC stays so.
The second makes issues of them, OUTDIR/issue-1/ and so on, each with its so-bao.xml, 51 articles (as far as they go: four issues
hold them all) and its photos: about forty pages. Longer pieces get photos at places drawn by lot: in one column, over the page,
in a row, a page of them. The same seed makes the same files. Photos are taken from the folders named (else from the sample issue
and ../shared/corpus/exif).
"""
import argparse
import json
import os
import random
import re
import shutil
import sys
from xml.sax.saxutils import escape, quoteattr

HERE = os.path.dirname(os.path.abspath(__file__))
PHOTO_FOLDERS = [os.path.join(HERE, "../input/2026-11/photos"), os.path.join(HERE, "../../shared/corpus/exif")]
PARTS = ["Thời sự", "Thế giới", "Kinh tế", "Khoa học, công nghệ", "Văn hóa", "Thể thao", "Đời sống"]
TOO_LONG_FOR_ONE_COLUMN = 2200  # characters
ARTICLES_AN_ISSUE = 51


def read_news(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def date_of(article):
    day, month, year, hour, minute = map(int, re.fullmatch(r"(\d+)/(\d+)/(\d{4}) (\d+):(\d\d)", article["date"]).groups())
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text)


def write_article(article, path, figures=None, rank=None):
    """figures: what stands before the paragraph of that number."""
    figures = figures or {}
    body = []
    for number, paragraph in enumerate(article["paragraphs"]):
        body += figures.get(number, [])
        body.append(f"    <p>{escape(paragraph)}</p>")
    body += figures.get(len(article["paragraphs"]), [])
    lead = f"  <lead>{escape(article['lead'])}</lead>\n" if article["lead"].strip() else ""
    text = "\n".join(body)
    write(path, f'<article xml:lang="vi" id="tin-{article["id"]}"' + (f' rank="{rank}"' if rank else "") + ">\n  <head>\n"
          f'    <title>{escape(article["title"])}</title>\n    <date when="{date_of(article)}"/>\n  </head>\n{lead}  <body>\n{text}\n  </body>\n</article>\n')


# ---- issues -----------------------------------------------------------------------------------------------------------

def find_photos(folders):
    found = []
    for folder in folders or PHOTO_FOLDERS:
        if os.path.isdir(folder):
            found += [os.path.join(folder, name) for name in sorted(os.listdir(folder))
                      if name.lower().endswith((".jpg", ".jpeg", ".png")) and not name.startswith("logo")]
    if not found:
        raise OSError("no photos in " + ", ".join(folders or PHOTO_FOLDERS))
    return found


class Issue:
    def __init__(self, folder, photos, lots):
        self.folder, self.photos, self.lots = folder, photos, lots
        self.figures = 0
        os.makedirs(os.path.join(folder, "photos"), exist_ok=True)

    def photo(self):
        source = self.lots.choice(self.photos)
        name = os.path.basename(source)
        target = os.path.join(self.folder, "photos", name)
        if not os.path.exists(target):
            shutil.copyfile(source, target)
        return name

    def figure(self, article, width, count=1):
        """The caption is a sentence of the article's own, so that it has real words and real length."""
        self.figures += 1
        words = self.lots.choice(article["paragraphs"]).split()
        start = self.lots.randrange(max(1, len(words) - 24))
        caption = " ".join(words[start:start + self.lots.randint(8, 24)])
        names = [self.photo() for _ in range(count)]
        photos = "\n".join(f'      <photo src={quoteattr("photos/" + name)} focus="{self.lots.choice(["0.5 0.5", "0.4 0.4", "0.6 0.3"])}" '
                           f'alt={quoteattr(f"Ảnh minh họa {self.figures}: {name}")}/>' for name in names)
        return (f'    <figure id="hinh-{article["id"]}-{self.figures}" width="{width}">\n{photos}\n'
                f"      <caption>{escape(caption)}</caption>\n      <credit>Tư liệu</credit>\n    </figure>")

    def figures_for(self, article):
        """Photos by length: one for every 2,400 characters or so, now and then a wide one, a row, or a page of photos."""
        length = sum(map(len, article["paragraphs"]))
        places = {}
        for _ in range(min(4, (length + self.lots.randrange(2400)) // 2400)):
            lot = self.lots.random()
            kind = ("column", 1) if lot < 0.66 else ("page", 1) if lot < 0.84 else ("page", self.lots.choice([2, 3])) if lot < 0.97 else ("page", 6)
            places.setdefault(self.lots.randrange(len(article["paragraphs"]) + 1), []).append(self.figure(article, *kind))
        return places

    def write(self, number, articles):
        self.lots.shuffle(articles)
        longest = max(articles, key=lambda a: sum(map(len, a["paragraphs"])))
        articles.remove(longest)
        articles.insert(0, longest)
        for index, article in enumerate(articles):
            length = sum(map(len, article["paragraphs"]))
            rank = "lead" if index == 0 else "second" if length > TOO_LONG_FOR_ONE_COLUMN else None
            write_article(article, os.path.join(self.folder, article["id"] + ".xml"), self.figures_for(article), rank)
        parts, size = [], -(-len(articles) // len(PARTS))
        for title, start in zip(PARTS, range(0, len(articles), size)):
            entries = "\n".join(f'    <article href="{a["id"]}.xml"/>' for a in articles[start:start + size])
            parts.append(f"  <part title={quoteattr(title)}>\n{entries}\n  </part>\n")
        write(os.path.join(self.folder, "so-bao.xml"),
              f'<publication kind="bulletin" layout="ban-tin" xml:lang="vi" id="tin-tuc-{number}">\n  <head>\n    <title>Tin tức</title>\n'
              f"    <subtitle>Tập tin thử số {number}</subtitle>\n    <number>Số {number}</number>\n    <date when=\"2013-11\"/>\n"
              f'    <imprint>\n      <field name="In">{len(articles)} bài</field>\n    </imprint>\n  </head>\n' + "".join(parts) + "</publication>\n")


def write_issues(news, out, count, seed, photos):
    lots = random.Random(seed)
    order = sorted(news, key=lambda a: a["id"])
    lots.shuffle(order)
    for number in range(1, count + 1):
        articles = order[(number - 1) * ARTICLES_AN_ISSUE:number * ARTICLES_AN_ISSUE]
        if articles:
            Issue(os.path.join(out, f"issue-{number}"), photos, lots).write(number, articles)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news")
    parser.add_argument("out")
    parser.add_argument("--issues", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--photos", action="append", default=[])
    options = parser.parse_args()
    try:
        news = read_news(options.news)
        os.makedirs(options.out, exist_ok=True)
        if options.issues:
            write_issues(news, options.out, options.issues, options.seed, find_photos(options.photos))
        else:
            for article in news:
                write_article(article, os.path.join(options.out, article["id"] + ".xml"))
    except (OSError, ValueError, KeyError) as error:
        print(f"{options.news}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
