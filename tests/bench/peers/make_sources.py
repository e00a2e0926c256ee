#!/usr/bin/env python3
"""The same articles as sources of ours and of each peer.

    make_sources.py ARTICLES OUTDIR [--news FILE.jsonl] [--photos FOLDER] [--photo-count N] [--words N]

Text: paragraphs of the news file, else of the sample issue; drawn by a seeded generator, so that a run can be repeated. Photos are those of
the folder, in turn (default: the sample issue's). OUTDIR gets photos/ and source.xml, .typ, .tex, .html, .fo.
"""
import argparse, html, json, os, random, re, shutil, unicodedata
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "../../../input/2026-11")
TYPST = re.compile(r"([\\#$*_`<>@\[\]/~=+\-'\"])")


def clean(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def paragraphs(news):
    if news:
        with open(news, encoding="utf-8") as file:
            found = [clean(p) for line in file for p in json.loads(line)["paragraphs"]]
    else:
        files = sorted(f for f in os.listdir(SAMPLE) if f.endswith(".xml"))
        found = [clean("".join(p.itertext())) for f in files for p in ET.parse(os.path.join(SAMPLE, f)).iter("p")]
    # no web addresses and other endless words, over which every program does something else
    return [p for p in found if 150 < len(p) < 1500 and max(map(len, p.split())) < 25]


def articles(count, words, photo_count, photos, news):
    rng, pool, photo = random.Random(20261124), paragraphs(news), 0
    for i in range(count):
        body, size = [], 0
        while size < words:
            body.append(rng.choice(pool))
            size += len(body[-1].split())
        mine = []
        while photo < photo_count * (i + 1) // count:
            mine.append((photos[photo % len(photos)], " ".join(rng.choice(pool).split()[:16]) + "."))
            photo += 1
        title = " ".join(rng.choice(pool).split()[:10]).rstrip(",.;:")
        yield title, " ".join(rng.choice(pool).split()[:40]) + ".", body, mine


def pieces(body, photos):
    """Paragraphs and photos in order: the photos after the third paragraph and further on."""
    places = {3 + 4 * i: p for i, p in enumerate(photos)}
    for i, text in enumerate(body):
        if i in places:
            yield places.pop(i), None
        yield None, text
    for place in sorted(places):
        yield places[place], None


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("articles", type=int)
    ask.add_argument("out")
    ask.add_argument("--news")
    ask.add_argument("--photos", default=os.path.join(SAMPLE, "photos"))
    ask.add_argument("--photo-count", type=int, default=2)
    ask.add_argument("--words", type=int, default=2150)
    o = ask.parse_args()
    photos = sorted(f for f in os.listdir(o.photos) if f.lower().endswith((".jpg", ".jpeg")))
    os.makedirs(os.path.join(o.out, "photos"), exist_ok=True)
    for f in photos[:o.photo_count]:
        shutil.copy(os.path.join(o.photos, f), os.path.join(o.out, "photos", f))
    read = lambda name: open(os.path.join(HERE, name), encoding="utf-8").read()
    e, tex, typ = html.escape, [], []
    xml = ['<?xml version="1.0" encoding="UTF-8"?>\n<publication kind="bulletin" xml:lang="vi" id="bench"><head><title>So sánh</title></head><part title="Bài">']
    web = ['<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>So sánh</title><link rel="stylesheet" href="%s"><body>' % e(os.path.join(HERE, "style.css"))]
    fo = ['<?xml version="1.0" encoding="UTF-8"?>\n' + read("head.fo")]
    typ, tex = [read("head.typ")], [read("head.tex")]
    t = lambda s: TYPST.sub(r"\\\1", s)
    x = lambda s: re.sub(r"([#$%&_{}])", r"\\\1", s.replace("\\", "").replace("~", " ").replace("^", " "))
    for number, (title, lead, body, mine) in enumerate(articles(o.articles, o.words, o.photo_count, photos, o.news)):
        xml.append('<article id="a%d"><head><title>%s</title></head><lead>%s</lead><body>' % (number, e(title), e(lead)))
        typ.append("= %s\n\n*%s*\n" % (t(title), t(lead)))
        tex.append("\\heading{%s}\n\n{\\bfseries\\noindent %s\\par}\n" % (x(title), x(lead)))
        web.append('<h1>%s</h1><p class="lead">%s</p>' % (e(title), e(lead)))
        fo.append('<fo:block font-size="18pt" line-height="22pt" font-weight="bold" text-align="left" space-before="13pt" space-after="6pt" keep-with-next="always">%s</fo:block>'
                  '<fo:block font-weight="bold" text-align="left">%s</fo:block>' % (e(title), e(lead)))
        for photo, text in pieces(body, mine):
            if photo:
                src, caption = "photos/" + photo[0], photo[1]
                xml.append('<figure><photo src="%s" alt="Ảnh"/><caption>%s</caption></figure>' % (src, e(caption)))
                typ.append('#figure(image("%s", width: 100%%), caption: [%s])\n' % (src, t(caption)))
                tex.append("\\photo{%s}{%s}\n" % (src, x(caption)))
                web.append('<figure><img src="%s" alt="Ảnh"><figcaption>%s</figcaption></figure>' % (src, e(caption)))
                fo.append('<fo:block space-before="6pt" space-after="6pt" keep-together="always"><fo:block><fo:external-graphic src="url(%s)" content-width="84mm" width="84mm"/></fo:block>'
                          '<fo:block font-size="8.5pt" line-height="11pt" font-style="italic" text-align="left">%s</fo:block></fo:block>' % (src, e(caption)))
            else:
                xml.append("<p>%s</p>" % e(text))
                typ.append(t(text) + "\n")
                tex.append(x(text) + "\n")
                web.append("<p>%s</p>" % e(text))
                fo.append('<fo:block text-indent="10pt">%s</fo:block>' % e(text))
        xml.append("</body></article>")
    xml.append("</part></publication>")
    web.append("</body></html>")
    fo.append("</fo:flow></fo:page-sequence></fo:root>")
    tex.append("\\end{document}\n")
    for name, text in (("xml", xml), ("typ", typ), ("tex", tex), ("html", web), ("fo", fo)):
        with open(os.path.join(o.out, "source." + name), "w", encoding="utf-8") as file:
            file.write("\n".join(text) + "\n")


main()
