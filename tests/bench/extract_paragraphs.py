#!/usr/bin/env python3
"""Paragraphs of running text, one a line: of the articles (*.xml) or news (*.jsonl) named, NFC, spaces collapsed."""
import json, re, sys, unicodedata
import xml.etree.ElementTree as ET

def texts(path):
    if path.endswith(".jsonl"):
        for line in open(path, encoding="utf-8"):
            yield from json.loads(line)["paragraphs"]
        return
    for p in ET.parse(path).iter():
        if p.tag.split("}")[-1] in ("p", "answer", "item") and not any(c.tag.split("}")[-1] in ("note", "p", "list") for c in p.iter() if c is not p):
            yield "".join(p.itertext())

for path in sys.argv[1:]:
    for text in texts(path):
        text = re.sub(r"[ \t\r\n\u200b]+", " ", unicodedata.normalize("NFC", text)).strip()
        if len(text) > 200:
            print(text)
