#!/usr/bin/env python3
"""Copies a book with marks at what check_book.py looks for: before every number of a page, around every term of the index.

    tests/mark_book.py BOOKDIR OUTDIR

Writes OUTDIR/expected.json as make_book.py does. The copy is a few words longer than the book, and otherwise the same."""
import json
import os
import re
import shutil
import sys
import unicodedata
import xml.etree.ElementTree as ET


def words_of(element):
    if element is None:
        return ""
    text = element.text or ""
    for child in element:
        if child.tag not in ("note", "ref", "cite"):
            text += words_of(child)
        text += child.tail or ""
    return " ".join(text.split())


def main():
    source, out = sys.argv[1:]
    shutil.copytree(source, out)
    targets, pages, terms, contents = [], [], {}, []
    for name in sorted(os.listdir(out)):
        if not name.endswith(".xml"):
            continue
        path = os.path.join(out, name)
        text = unicodedata.normalize("NFC", open(path, encoding="utf-8").read())

        def mark_page(found):
            mark = f"⟦{len(pages) + 1}⟧"
            pages.append((mark, found.group(1)))
            return f"{mark} trang {found.group(0)}"

        text = re.sub(r'<ref to="([^"]+)" show="page"/>', mark_page, text)

        def mark_term(found):
            mark = f"⟦t{sum(map(len, terms.values())) + 1}⟧"
            terms.setdefault(" ".join((found.group(1) or found.group(2)).split()), []).append(mark)
            return mark + found.group(0)

        text = re.sub(r'<term(?: as="([^"]+)")?>([^<]+)</term>', mark_term, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        root = ET.fromstring(text)
        for element in root.iter():
            identifier = element.get("id")
            if element.tag == "article" and identifier:
                title = words_of(element.find("head/title"))
                targets.append((identifier, title))
                contents.append(identifier)
            elif element.tag == "h" and identifier:
                targets.append((identifier, words_of(element)))
            elif element.tag in ("table", "figure") and identifier:
                targets.append((identifier, words_of(element.find("caption"))))
    with open(os.path.join(out, "expected.json"), "w", encoding="utf-8") as file:
        json.dump({"targets": targets, "pages": pages, "term_marks": terms, "contents": contents}, file, ensure_ascii=False, indent=1)


main()
