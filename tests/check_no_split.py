#!/usr/bin/env python3
"""Sees that nothing is parted over the end of a line that a careful typesetter keeps together.

    tests/check_no_split.py [--list] PDF XML...
    tests/check_no_split.py [--list] PDF|DUMP...
    tests/check_no_split.py --self-test

Kept together: the codes of documents and offices (03-CT/TW, LLCT-HC, 30/2020/NĐ-CP), dates and fractions in figures (27/3/2013,
7/32), a number and what it counts or measures (2.477 học viên, 25 triệu, 4 g/l), a title and the name after it (TS. Nguyễn),
and the sign ./. with the last word. --list prints what was looked for. Each passage of the XML (without XML: of the PDF's own
structure) is found in the PDF's text in stream order, where every printed line is a line. DUMP is what `bantin dump drawing` writes; there each block of the structure is
judged by its own items. Prints what is split; status 1 when
there is any, when a passage that holds something to keep could not be found, or when nothing was there to be judged by.
"""
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True
from check_readback import (Matcher, Node, Passage, Unreadable, is_tagged, read_passages, read_stream, read_structure, shorten,
                            tidy, write_pdf)

UPPER = "A-ZĐƯƠÂÊÔĂÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ"
EDGE = r"(?<![\w./-])"
UNITS = ("%|‰|km²?|m[²³]?|cm|mm|ha|kg|g|g/l|mg/l|tấn|tạ|lít|kWh?|kWp|MW|MB|GB|Mb/s|mS/cm|°C|độ|đồng|USD|triệu|tỷ|tỉ|nghìn|ngàn|trăm|"
         "giờ|phút|giây|ngày|tuần|tháng|tuổi|lần|học viên|đảng viên|giảng viên|sinh viên|học sinh|giáo viên|hội viên|người|lớp|hộ|"
         "xã|phường|ấp|bản|bài|trang|buổi|chuyến|lượt|phiếu|điểm|bộ|cái|chiếc|cuốn|đơn vị|năm")
RULES = [
    ("code", re.compile(EDGE + rf"(?=[\w/.&-]*[{UPPER}])(?=[\w/.&-]*[/-])(?:\d+[A-Za-z]?|[{UPPER}&]{{2,}}\d*[a-z]?)"
                        rf"(?:[-/](?:\d+|[{UPPER}&]{{1,}}[a-z]?\d*))+(?![\w-])")),
    ("date", re.compile(EDGE + r"\d{1,4}(?:/\d{1,4}){1,2}(?![\w/-])")),
    ("number", re.compile(r"(?<![\w./,-])(?<!năm )(?<!tháng )(?<!ngày )(?<!khóa )(?<!số )(?<!Điều )(?<!lớp )(?<!quý )"
                          r"(?<!Năm )(?<!Tháng )(?<!Ngày )(?<!Khóa )(?<!Số )(?<!điều )(?<!Lớp )(?<!Quý )"
                          rf"\d+(?:[.,]\d+)* (?:{UNITS})(?![\w/])")),
    ("title", re.compile(rf"(?<![\w/-])(?:PGS\.? ?TS|GS\.? ?TS|PGS|GS|TSKH|TS|ThS|BS|KS|TP|Tp|NSND|NSƯT|NGND|NGƯT)(?:\. ?| )[{UPPER}][\w.]*")),
    ("end mark", re.compile(r"\S+ ?\./\.")),
]


def is_code(text):
    """AFP/Reuters are two names; 03-CT/TW and LLCT-HC are one."""
    return any(c.isupper() for c in text) and (any(c.isdigit() for c in text) or "-" in text)


def find_kept(text):
    """(kind, start, end) of what stays together in the text of a passage."""
    for kind, rule in RULES:
        for match in rule.finditer(text):
            if kind == "code" and not is_code(match.group()):
                continue
            if kind == "number" and re.match(r"(?:19|20)\d\d ", match.group()):
                continue  # a year, and another thing
            yield kind, match.start(), match.end()


def check(pdf, xml, list_all=False):
    extract, _ = read_stream(pdf, True)
    if xml:
        passages = [passage for article in read_passages(xml) for passage in article]
    elif is_tagged(pdf):
        node = Node("text", {}, pdf, 0)
        passages = [Passage(node, tidy(text), "aside") for text in read_structure(pdf)]
    else:
        print(f"not ok {pdf}: it is not tagged; name its XML")
        return 1
    bad, seen = 0, {}
    for passage in passages:
        kept = list(find_kept(passage.text))
        places = Matcher(extract, passage.role == "head").find(passage.text) if kept else None
        if kept and places is None and passage.role != "head":  # heads: check_readback.py judges whether they are there
            bad += 1
            print(f"{passage.where()} not found, cannot be judged: “{shorten(passage.text)}”")
        if places is None:
            continue
        for kind, start, end in kept:
            seen[kind] = seen.get(kind, 0) + 1
            if list_all:
                print(f"{passage.where()} {kind}: {shorten(passage.text[start:end])}")
            first, last = places.get(start), places.get(end - 1)
            if first is not None and last is not None and any(at in extract.starts for at in range(first + 1, last + 1)):
                bad += 1
                text = shorten(passage.text[start:end])
                print(f"{passage.where()} split over a line: {kind} “{text}”: “{extract.text[max(0, first - 20):last + 10]}”")
    if bad or list_all or xml:
        print(f"{'not ok' if bad else 'ok'} {pdf}: kept together: " + (", ".join(f"{n} of {kind}" for kind, n in sorted(seen.items())) or "nothing to keep"))
    return bad


# ---- a dump of the drawing --------------------------------------------------------------------------------------------

ITEM = re.compile(r'^  text (-?[\d.]+) (-?[\d.]+) w-?[\d.]+ \S+ ([\d.]+) .* \S+#(\d+) "((?:[^"\\]|\\.)*)"(\+?)(?: @(\S+))?$')
NODE = re.compile(r"^( +)(\w+)#(\d+)")
INLINE = {"Span", "Link", "Reference", "Quote"}


def read_dump(path):
    """(text, line starts, place) for each block: the items of it and of its inlines, in the order in which they are drawn."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    parent, role, stack, inside = {}, {}, [], False
    for line in lines:
        inside = line == "structure" or (inside and line.startswith(" "))
        node = NODE.match(line) if inside else None
        if node:
            depth, number = len(node[1]), int(node[3])
            while stack and stack[-1][0] >= depth:
                stack.pop()
            parent[number], role[number] = (stack[-1][1] if stack else None), node[2]
            stack.append((depth, number))
    blocks, page = {}, ""
    for line in lines:
        if line.startswith("page "):
            page = line.split()[1]
        item = ITEM.match(line)
        if not item:
            continue
        owner = int(item[4])
        while role.get(owner) in INLINE and parent.get(owner) is not None:
            owner = parent[owner]
        block = blocks.setdefault(owner, {"text": "", "starts": set(), "at": None, "place": item[7] or f"page {page}"})
        place = (page, float(item[2]), float(item[3]))
        last = block["at"]
        if last is None or last[0] != page or abs(last[1] - place[1]) > 0.6 * min(last[2], place[2]):
            block["starts"].add(len(block["text"]))
            block["at"] = place
        elif place[2] > last[2]:
            block["at"] = place  # the raised and lowered are small: the line is where its large letters are
        block["text"] += re.sub(r"\\(.)", r"\1", item[5])
    if not blocks:
        raise Unreadable(f"{path}: neither a PDF nor a dump of a drawing")
    return blocks.values()


def check_dump(path, list_all=False):
    bad, seen = 0, 0
    for block in read_dump(path):
        for kind, start, end in find_kept(block["text"]):
            seen += 1
            text = block["text"][start:end]
            if list_all:
                print(f"{path}: {block['place']} {kind}: {text}")
            if any(at in block["starts"] for at in range(start + 1, end)):
                bad += 1
                print(f"{path}: {block['place']} split over a line: {kind} “{text}”")
    print(f"{'not ok' if bad else 'ok'} {path}: {seen} kept together, {bad} split")
    return bad


# ---- the checker is checked -------------------------------------------------------------------------------------------

def self_test():
    kept = ["03-CT/TW", "LLCT-HC", "30/2020/NĐ-CP", "NCKH-TT-TL", "2252/QĐ-HVCTQG", "27/3/2013", "7/32", "2.477 học viên", "40.000 tỷ",
            "21,87 %", "4 g/l", "TS. Nguyễn", "PGS.TS. Trương", "TP. Hồ", "2013./.", "57-NQ/TW"]
    free = ["năm 2012 người", "Nguyễn Văn", "2013, ngày", "AFP/Reuters", "xã hội-kinh tế", "ngày 27 tháng", "2012 lớp học"]
    bad = 0
    for text in kept:
        if not any(f"ở {text} và"[start:end] == text for _, start, end in find_kept(f"ở {text} và")):
            bad += 1
            print(f"not ok self-test: “{text}” is not kept together")
    for text in free:
        if any(True for _ in find_kept(f"ở {text} và")):
            bad += 1
            print(f"not ok self-test: “{text}” need not be kept together")
    with tempfile.TemporaryDirectory() as folder:
        xml, pdf = os.path.join(folder, "a.xml"), os.path.join(folder, "a.pdf")
        with open(xml, "w", encoding="utf-8") as file:
            file.write("<article><head><title>Tin</title></head><body><p>Theo Chỉ thị 03-CT/TW có 2.477 học viên dự./.</p></body></article>")
        cases = [(["Theo Chỉ thị ", "03-CT/TW có ", "2.477 học viên ", "dự./."], 0), (["Theo Chỉ thị 03-", "CT/TW có 2.477 học viên dự./."], 1),
                 (["Theo Chỉ thị 03-CT/TW có 2.477 ", "học viên dự./."], 1), (["Theo Chỉ thị 03-CT/TW có 2.477 học ", "viên dự./."], 1),
                 (["Theo Chỉ thị 03-CT/TW có 2.477 học viên ", "dự.", "/."], 1)]
        for lines, splits in cases:
            write_pdf(pdf, [("P", [(0, line) for line in lines])])
            stdout, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
            try:
                found = check(pdf, [xml]), check(pdf, [])
            finally:
                sys.stdout.close()
                sys.stdout = stdout
            if found != (splits, splits):
                bad += 1
                print(f"not ok self-test: {lines}: {found} found by XML and by structure, {splits} there")
        dump = os.path.join(folder, "a.dump")
        for lines, splits in cases:
            with open(dump, "w", encoding="utf-8") as file:
                file.write("drawing time=0+420\npage 1 595.276x841.890 bleed 8.504\n" + "".join(
                    f'  text 40.000 {100 + 12 * n}.000 w90.000 NotoSerif-Regular 9.250 K100 Art/P{"" if n else "/Span"}#{2 if n else 3} "{line}" @a.xml:{n + 1}\n'
                    for n, line in enumerate(lines)) + "structure\n  Document#0\n    Art#1\n      P#2\n        Span#3\n")
            stdout, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
            try:
                found = check_dump(dump)
            finally:
                sys.stdout.close()
                sys.stdout = stdout
            if found != splits:
                bad += 1
                print(f"not ok self-test: dump of {lines}: {found} found, {splits} there")
    if not bad:
        print(f"ok self-test of what is kept together: {len(kept) + len(free) + 3 * len(cases)} cases")
    return 1 if bad else 0


def main(arguments):
    options = {a for a in arguments if a.startswith("--")}
    paths = [a for a in arguments if not a.startswith("--")]
    if options == {"--self-test"} and not paths:
        return self_test()
    xml = [path for path in paths if path.lower().endswith(".xml")]
    made = [path for path in paths if path not in xml]
    if not made or (xml and len(made) > 1) or options - {"--list"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        bad = 0
        for path in made:
            bad += check(path, xml, "--list" in options) if path.lower().endswith(".pdf") else check_dump(path, "--list" in options)
        return 1 if bad else 0
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
