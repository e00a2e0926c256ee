#!/usr/bin/env python3
"""Reads a PDF back and compares it with the XML it was made from.

    tests/check_readback.py [--only-body] [--tagged] [--verbose] PDF XML...
    tests/check_readback.py --self-test

XML is an article or a publication (its <article href>s are followed). Every passage of text in it (paragraph, heading, caption,
cell, line of verse, footnote...) must come back from the PDF exactly: in NFC, word for word, spaces collapsed. Two readers:

  structure  pdfinfo -struct-text: the tagged content in logical order. Each passage must stand there in one piece, and the
             running text of an article in its source order.
  stream     pdftotext, in reading order or (-raw) in the order of the content stream. A passage may be interrupted by other
             text where it goes on in the next column or page: at the end of a line, a few times at most.

What the page makes itself is let through: the number of a footnote's mark, the words of a <ref/> that has none. Heads may be
set in capitals. Prints each difference with file and line; status 1 when there is any, 2 when something could not be read.
"""
import html
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from xml.parsers import expat

MOST_BREAKS, LETTERS_A_BREAK = 4, 800  # where one passage may be interrupted, by its length
JOINT = "\x01"   # between a word and its raised or lowered part: a space may be read there
GAP = "\x02"     # words made by the page: <ref to="..."/>
MARK = "\x03"    # the mark of a footnote
SPECIAL = JOINT + GAP + MARK
LONGEST_GAP = 300
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f"))  # nothing to see, nothing to read back
RESPELT = {0xD0: "\u0110"}  # an Icelandic letter typed for Đ: the program mends it


class Unreadable(Exception):
    pass


# ---- the XML ----------------------------------------------------------------------------------------------------------

class Node:
    def __init__(self, tag, attributes, path, line):
        self.tag, self.attributes, self.path, self.line = tag, attributes, path, line
        self.children = []  # strings and nodes

    def nodes(self):
        return [child for child in self.children if isinstance(child, Node)]

    def find(self, tag):
        return next((child for child in self.nodes() if child.tag == tag), None)


def read_tree(path):
    root = Node("", {}, path, 1)
    stack = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag, attributes):
        node = Node(tag, attributes, path, parser.CurrentLineNumber)
        stack[-1].children.append(node)
        stack.append(node)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: stack.pop()
    parser.CharacterDataHandler = lambda text: stack[-1].children.append(text)
    try:
        with open(path, "rb") as file:
            parser.ParseFile(file)
    except (OSError, expat.ExpatError) as error:
        raise Unreadable(f"{path}: {error}")
    include(root)
    return root.nodes()[0]


def include(node):
    """XInclude by whole files; elements of other namespaces are what the program leaves out."""
    kept = []
    for child in node.children:
        if isinstance(child, Node) and child.tag.endswith(":include"):
            child = read_tree(os.path.join(os.path.dirname(node.path), child.attributes["href"]))
        elif isinstance(child, Node) and ":" in child.tag:
            continue
        if isinstance(child, Node):
            include(child)
        kept.append(child)
    node.children = kept


# ---- what must be found -----------------------------------------------------------------------------------------------

class Passage:
    """A stretch of text with its place. flow: part of the running text, whose order counts; head: may be in capitals."""
    def __init__(self, node, text, role):
        self.path, self.line, self.tag, self.text, self.role = node.path, node.line, node.tag, text, role

    def where(self):
        return f"{self.path}:{self.line}: <{self.tag}>"


class Passages:
    def __init__(self):
        self.articles = []  # a list of passages for each article; the first is the publication's own

    def add(self, node, role, text=None):
        text = tidy(gather(node, self) if text is None else text)
        if text.strip(" " + SPECIAL):
            self.articles[-1].append(Passage(node, text, role))


def clean(text):
    return unicodedata.normalize("NFC", text.translate(UNSEEN)).translate(RESPELT)


def tidy(text):
    text = re.sub(r"\s+", " ", clean(text)).strip()
    text = re.sub(f" ?{MARK}", MARK, text)
    return re.sub(f"{JOINT}*( |$|^|{MARK}|{GAP}){JOINT}*", r"\1", re.sub(f"{JOINT}+", JOINT, text))


def gather(node, passages):
    """The text of inlines. Footnotes in it become passages of their own."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append(" ")
        elif child.tag == "note":
            passages.add(child, "aside")
            parts.append(MARK)
        elif child.tag == "ref":
            own = gather(child, passages)
            parts.append(own if own.strip() else GAP)
        elif child.tag in ("sup", "sub"):
            parts.append(JOINT + gather(child, passages) + JOINT)
        else:
            parts.append(gather(child, passages))
    return "".join(parts)


CONTAINERS = {"p", "list"}


def add_content(node, passages, role):
    """An item, an answer: inlines, or blocks."""
    if any(child.tag in CONTAINERS for child in node.nodes()):
        add_blocks(node, passages, role)
    else:
        passages.add(node, role)


def add_blocks(parent, passages, role):
    for node in parent.nodes():
        tag = node.tag
        if tag in ("p", "line", "question", "h"):
            passages.add(node, role)
        elif tag in ("item", "answer"):
            add_content(node, passages, role)
        elif tag in ("list", "row", "stanza", "qa"):
            add_blocks(node, passages, role)
        elif tag in ("verse", "quote"):
            add_blocks(node, passages, role)
        elif tag == "cell":
            passages.add(node, role)
        elif tag in ("table", "figure", "box"):
            add_blocks(node, passages, "aside")  # may be placed elsewhere on the page
        elif tag == "title":
            passages.add(node, "head")
        elif tag in ("caption", "credit", "cite", "pull"):
            passages.add(node, "aside")


def add_article(article, passages):
    passages.articles.append([])
    head = article.find("head")
    for node in head.nodes() if head else []:
        if node.tag in ("kicker", "title", "subtitle", "source"):
            passages.add(node, "head")
        elif node.tag == "author":
            for part in node.nodes():
                passages.add(part, "head")
    for node in article.nodes():
        if node.tag == "lead":
            passages.add(node, "flow")
        elif node.tag == "body":
            add_blocks(node, passages, "flow")
        elif node.tag == "related":
            for part in node.nodes():
                passages.add(part, "head" if part.tag == "title" else "aside")


def add_publication(publication, passages):
    passages.articles.append([])
    own = len(passages.articles) - 1
    head = publication.find("head")
    for node in head.nodes() if head else []:
        if node.tag in ("title", "subtitle", "slogan", "publisher", "number"):
            passages.add(node, "head")
        elif node.tag == "imprint":
            for field in node.nodes():
                passages.add(field, "head", field.attributes["name"])
                passages.add(field, "aside")
    cover = publication.find("cover")
    if cover and cover.find("caption"):
        passages.add(cover.find("caption"), "aside")
    for part in publication.nodes():
        if part.tag != "part":
            continue
        if part.attributes.get("title"):
            passages.articles[own].append(Passage(part, tidy(part.attributes["title"]), "head"))
        for article in part.nodes():
            if "href" in article.attributes:
                article = read_tree(os.path.join(os.path.dirname(article.path), article.attributes["href"]))
            add_article(article, passages)


def read_passages(paths, only_body=False):
    passages = Passages()
    for path in paths:
        root = read_tree(path)
        if root.tag == "publication":
            add_publication(root, passages)
        elif root.tag == "article":
            add_article(root, passages)
        else:
            raise Unreadable(f"{path}: <{root.tag}> is neither an article nor a publication")
    if only_body:
        passages.articles = [[p for p in article if p.role != "head"] for article in passages.articles]
    return passages.articles


# ---- what was read ----------------------------------------------------------------------------------------------------

class Extract:
    """Text with single spaces, and the places where a line begins."""
    def __init__(self, lines):
        parts, starts, length = [], [], 0
        for line in lines:
            line = re.sub(r"\s+", " ", line.translate(UNSEEN)).strip()
            if not line:
                continue
            starts.append(length)
            parts.append(line)
            length += len(line) + 1
        self.text = " ".join(parts)
        self.lower = self.text.lower()
        if len(self.lower) != len(self.text):
            self.lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self.starts = set(starts)
        self.start_list = starts


class Matcher:
    """Finds a passage in an extract: find() gives where each of its characters was read (none for what the page made), or None."""
    def __init__(self, extract, fold=False, strict=False):
        self.extract, self.strict = extract, strict
        self.text = extract.lower if fold else extract.text
        self.fold = fold

    def find(self, passage, start=0):
        wanted = passage.lower() if self.fold else passage
        self.best, self.tries = (0, start), 0
        breaks = 0 if self.strict else MOST_BREAKS + len(wanted) // LETTERS_A_BREAK
        for drop_cap in (False,) if self.strict else (False, True):
            for at in self.openings(wanted, 0, start, drop_cap=drop_cap):
                places = self.follow(wanted, 0, at, breaks)
                if places is not None:
                    return places
        return None

    def openings(self, wanted, i, start, at_line=False, drop_cap=False):
        """Where the rest of a passage may begin. A drop cap stands apart from the rest of its word."""
        while i < len(wanted) and wanted[i] in SPECIAL:
            i += 1
        word = re.match(f"[^ {SPECIAL}]*", wanted[i:]).group()
        if drop_cap:
            word = word[:1] + " "
        at = self.text.find(word, start)
        while at >= 0:
            if (not at_line or at in self.extract.starts) and not (at and self.text[at - 1].isalnum() and self.text[at].isalnum()):
                yield at
            at = self.text.find(word, at + 1)

    def follow(self, wanted, i, at, breaks):
        """Matches wanted[i:] from there on; None when that is not possible."""
        text, starts = self.text, self.extract.starts
        resume = []  # where the passage could have been interrupted
        end = len(text)
        places = {}
        while i < len(wanted):
            c = wanted[i]
            if c == JOINT:
                if at < end and text[at] == " ":
                    at += 1
                i += 1
                continue
            if c == MARK:
                found = re.compile(r" ?[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[¹²³⁰⁴-⁹]{1,3})[\])]?").match(text, at)
                if not found:
                    break
                at, i = found.end(), i + 1
                if i < len(wanted) and wanted[i] not in " " + SPECIAL and at < end and text[at] == " ":
                    at += 1
                continue
            if c == GAP:
                jump = self.skip_gap(wanted, i, at)
                if jump is None:
                    break
                at, i = jump, i + 1
                continue
            if at < end and text[at] == c:
                places[i] = at
                at, i = at + 1, i + 1
                if c == " " and at in starts:
                    resume.append((i, at))
                continue
            if not self.strict and at < end and text[at] == " " and i > 0 and self.may_part(wanted, i, at):
                at += 1
                continue
            break
        else:
            if at >= end or not (at and text[at - 1].isalnum() and text[at].isalnum()):
                return places
        if (i, at) > self.best:
            self.best = (i, at)
        if breaks > 0:
            for j, there in reversed(resume[-4:]):
                for again in self.openings(wanted, j, there, at_line=True):
                    self.tries += 1
                    if self.tries > 3000:
                        return None
                    rest = self.follow(wanted, j, again, breaks - 1)
                    if rest is not None:
                        kept = {k: v for k, v in places.items() if k < j}
                        kept.update(rest)
                        return kept
        return None

    def may_part(self, wanted, i, at):
        """A line that ends inside a word: after its hyphen or slash, in the midst of something very long, after a drop cap."""
        if i == 1:
            return True
        if at + 1 not in self.extract.starts:
            return False
        if not wanted[i - 1].isalnum():
            return True
        word = max(wanted.rfind(" ", 0, i) + 1, 0)
        stop = wanted.find(" ", i)
        return (len(wanted) if stop < 0 else stop) - word > 24

    def skip_gap(self, wanted, i, at):
        rest = re.match(f"[^{SPECIAL}]{{0,16}}", wanted[i + 1:]).group()
        if not rest:
            return at
        found = self.text.find(rest, at, at + LONGEST_GAP)
        if found < 0:  # interrupted soon after: by its first word
            found = self.text.find(rest.strip().split(" ")[0], at, at + LONGEST_GAP)
            if found > 0 and rest.startswith(" "):
                found -= 1
        return found if found >= 0 else None


def run(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError as error:
        raise Unreadable(f"{command[0]}: {error}")
    if done.returncode != 0:
        raise Unreadable(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "surrogateescape")


WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="[\d.-]+">(.*?)</word>', re.S)
GUTTER = 10  # points: no space of a justified line is as wide, and no gutter is narrower


def part_at_gutters(pdf, text):
    """Where a caption beside a column has the baseline of the column's last line, pdftotext -raw takes both for one line. They are two."""
    cuts, at, end = set(), 0, None
    for left, right, word in WORD.findall(run("pdftotext", "-enc", "UTF-8", "-bbox", "-raw", pdf, "-")):
        if end is not None and float(left) - end > GUTTER:
            cuts.add(at)
        at += len("".join(html.unescape(word).split()))
        end = float(right)
    parted, at = [], 0
    for c in text:
        parted.append("\n" if c == " " and at in cuts else c)
        at += not c.isspace()
    return "".join(parted)


def read_stream(pdf, raw):
    text = run("pdftotext", "-enc", "UTF-8", *(["-raw"] if raw else []), pdf, "-")
    if raw:
        text = part_at_gutters(pdf, text)
    return Extract(re.split(r"[\n\f]", text)), text


CONTENT = re.compile(r'^( *)"(.*)"$', re.S)
ELEMENT = re.compile(r"^( *)([A-Za-z][A-Za-z0-9]*)(?=$|[ :(<])(.*)$")


def read_structure(pdf):
    """The tagged content: one string for each element that has text. A note is taken out of the paragraph it stands in."""
    lines, stack = [], []  # of [indent, inline, slot in lines]
    for line in run("pdfinfo", "-struct-text", pdf).split("\n"):
        content, element = CONTENT.match(line), ELEMENT.match(line)
        if content:
            indent = len(content.group(1))
            while stack and stack[-1][0] >= indent:
                stack.pop()
            if not stack:
                stack.append([-1, False, len(lines)])
                lines.append([])
            lines[stack[-1][2]].append(content.group(2))
        elif element:
            indent, name = len(element.group(1)), element.group(2)
            if name == "Object":
                continue
            while stack and stack[-1][0] >= indent:
                stack.pop()
            inline = name not in ("Note", "Lbl") and "(inline)" in element.group(3)
            if inline and stack:
                stack.append([indent, True, stack[-1][2]])
            else:
                stack.append([indent, False, len(lines)])
                lines.append([])
    return ["".join(parts) for parts in lines if parts]


def is_tagged(pdf):
    return re.search(r"^Tagged: *yes", run("pdfinfo", pdf), re.M) is not None


# ---- comparing --------------------------------------------------------------------------------------------------------

def shorten(text, most=90):
    text = text.replace(MARK, "*").replace(GAP, "…").replace(JOINT, "")
    return text if len(text) <= most else text[:most - 1] + "…"


def squeeze(text):
    return re.sub(r"\s+", "", text)


def explain(passage, extract, matcher):
    """What stands in the PDF instead."""
    wanted = passage.text
    if re.sub(f"[{SPECIAL}]", "", wanted) == wanted and squeeze(wanted) in squeeze(extract.text):
        return "its letters are there, its spaces are not"
    i, at = matcher.best
    if i < 8:
        return "nothing like it was found"
    return (f"agrees as far as “{shorten(wanted[max(0, i - 40):i])}”, then should go on “{shorten(wanted[i:i + 40])}”, "
            f"but has “{shorten(extract.text[at:at + 40])}”")


class Report:
    def __init__(self):
        self.bad = 0

    def fail(self, what):
        self.bad += 1
        print(what)


def check_structure(articles, extract, report):
    found = 0
    for article in articles:
        last = 0
        for passage in article:
            fold = passage.role == "head"
            matcher = Matcher(extract, fold, True)
            ordered = passage.role == "flow"
            places = matcher.find(passage.text, last if ordered else 0)
            if places is None and ordered and last:
                if Matcher(extract, fold, True).find(passage.text) is not None:
                    report.fail(f"{passage.where()} structure: out of order: “{shorten(passage.text)}”")
                    continue
            if places is None and fold and squeeze(passage.text).lower() in squeeze(extract.lower):
                places = {}
            if places is None:
                report.fail(f"{passage.where()} structure: {explain(passage, extract, matcher)}: “{shorten(passage.text)}”")
                continue
            found += 1
            if ordered and places:
                last = max(places.values()) + 1
    return found


def check_stream(articles, extracts, report):
    """Every passage in the first of the extracts that has it; how many each had."""
    found = [0] * len(extracts)
    for article in articles:
        for passage in article:
            first = None
            for index, extract in enumerate(extracts):
                matcher = Matcher(extract, passage.role == "head")
                places = matcher.find(passage.text)
                first = first or (matcher, extract)
                if places is None and passage.role == "head" and squeeze(passage.text).lower() in squeeze(extract.lower):
                    places = {}
                if places is not None:
                    found[index] += 1
                    break
            else:
                report.fail(f"{passage.where()} stream: {explain(passage, first[1], first[0])}: “{shorten(passage.text)}”")
    return found


def check_letters(text, report):
    """What was read must be clean Unicode itself."""
    if unicodedata.normalize("NFC", text) != text:
        worst = next(word for word in text.split() if unicodedata.normalize("NFC", word) != word)
        report.fail(f"stream: not in NFC: “{worst}”")
    odd = sorted({f"U+{ord(c):04X}" for c in text if c == "\ufffd" or unicodedata.category(c) in ("Co", "Cs", "Cn")
                  or (unicodedata.category(c) == "Cc" and c not in "\n\r\f\t")})
    if odd:
        report.fail(f"stream: characters that are no text: {' '.join(odd)}")


def check(pdf, xml, only_body=False, tagged=False, verbose=False):
    report = Report()
    articles = read_passages(xml, only_body)
    total = sum(map(len, articles))
    reading, text = read_stream(pdf, False)
    raw, raw_text = read_stream(pdf, True)
    check_letters(text, report)
    check_letters(raw_text, report)
    in_raw, in_reading = check_stream(articles, [raw, reading], report)
    line = f"{in_raw} in stream order, {in_reading} more in reading order"
    if is_tagged(pdf):
        line += f", {check_structure(articles, Extract(read_structure(pdf)), report)} in the structure"
    elif tagged:
        report.fail(f"{pdf}: not tagged")
    else:
        line += ", not tagged"
    if verbose or report.bad:
        print(f"{'not ok' if report.bad else 'ok'} {pdf}: {total} passages: {line}" + (f"; {report.bad} differences" if report.bad else ""))
    return report.bad


# ---- the checker is checked -------------------------------------------------------------------------------------------

SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<article xml:lang="vi" id="thu"><head><title>Đường về cồn</title></head><body>
<p>Mở đầu có 1.564 học viên<note>Chú thích thứ nhất.</note> và 20 m<sup>2</sup> đất.</p>
<p>Đoạn dài chạy từ cột này sang cột kia mà không mất chữ nào./.</p>
<p>Xem bài <ref to="thu"/> ở cuối.</p>
</body></article>
"""
# structure type, then lines: (page column, text); one entry for each marked piece
GOOD = [("H1", [(0, "ĐƯỜNG VỀ CỒN")]), ("P", [(0, "Mở đầu có 1.564 học viên1 và "), (0, "20 m2 đất.")]),
        ("P", [(0, "Đoạn dài chạy từ cột "), (1, "này sang cột kia mà không "), (1, "mất chữ nào./.")]),
        ("Note", [(0, "1 Chú thích thứ nhất.")]), ("P", [(1, "Xem bài Đường về cồn ở cuối.")])]


def write_pdf(path, blocks):
    """A small tagged PDF of two columns: a standard font with a ToUnicode map, each line a marked piece of its own."""
    codes, content, parts = {}, [], []
    rows = [700, 700]
    for kind, lines in blocks:
        marks = []
        for column, text in lines:
            coded = "".join(f"{codes.setdefault(c, 33 + len(codes)):02X}" for c in text)
            content.append((column, f"/{kind} <</MCID {len(parts)}>> BDC BT /F 8 Tf 1 0 0 1 {40 + 280 * column} {rows[column]} Tm <{coded}> Tj ET EMC"))
            rows[column] -= 12
            marks.append(len(parts))
            parts.append(kind)
        content[-1] = (*content[-1], (kind, marks))
    content.sort(key=lambda item: item[0])
    stream = "\n".join(item[1] for item in content)
    elements = sorted((item[2] for item in content if len(item) > 2), key=lambda element: element[1][0])
    maps = "\n".join(f"<{code:02X}> <{ord(c):04X}>" for c, code in codes.items())
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def "
            f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar\n{maps}\nendbfchar endcmap end end")
    objects = ["<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R>>",
               "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/StructParents 0>>",
               f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
               f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
               "<</Type/StructTreeRoot/K 8 0 R/ParentTree 9 0 R>>",
               f"<</Type/StructElem/S/Document/P 7 0 R/K[{' '.join(f'{10 + i} 0 R' for i in range(len(elements)))}]>>"]
    owner = {mark: 10 + i for i, (_, marks) in enumerate(elements) for mark in marks}
    objects.append(f"<</Nums[0[{' '.join(f'{owner[i]} 0 R' for i in range(len(parts)))}]]>>")
    for kind, marks in elements:
        objects.append(f"<</Type/StructElem/S/{kind}/P 8 0 R/Pg 3 0 R/K[{' '.join(map(str, marks))}]>>")
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    with open(path, "wb") as file:
        file.write(out)


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        xml, pdf = os.path.join(folder, "a.xml"), os.path.join(folder, "a.pdf")
        with open(xml, "w", encoding="utf-8") as file:
            file.write(SAMPLE)

        def differences(blocks):
            write_pdf(pdf, blocks)
            stdout, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")
            try:
                return check(pdf, [xml], tagged=True)
            finally:
                sys.stdout.close()
                sys.stdout = stdout

        def changed(old, new):
            return [(kind, [(column, text.replace(old, new)) for column, text in lines]) for kind, lines in GOOD]

        cases = [("a good file", GOOD, True),
                 ("a word lost", changed("không ", ""), False), ("a letter changed", changed("đất", "đát"), False),
                 ("a digit lost", changed("1.564", "1.54"), False), ("a mark at the end lost", changed("./.", "."), False),
                 ("letters in two pieces", changed("ồ", "o\u0302\u0300"), False),
                 ("two words run together", changed("này sang", "nàysang"), False),
                 ("a space missing where a line ends", changed("và ", "và"), False),
                 ("a paragraph lost", GOOD[:4], False), ("a footnote lost", GOOD[:3] + GOOD[4:], False),
                 ("order changed", GOOD[:1] + [GOOD[2], GOOD[1]] + GOOD[3:], False)]
        bad = 0
        for name, blocks, good in cases:
            count = differences(blocks)
            if (count == 0) != good:
                bad += 1
                print(f"not ok self-test: {name}: {count} differences")
        if not bad:
            print(f"ok self-test of the read-back: {len(cases)} cases")
        return 1 if bad else 0


def main(arguments):
    options = {a for a in arguments if a.startswith("--")}
    paths = [a for a in arguments if not a.startswith("--")]
    if options == {"--self-test"} and not paths:
        return self_test()
    if len(paths) < 2 or options - {"--only-body", "--tagged", "--verbose"}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return 1 if check(paths[0], paths[1:], "--only-body" in options, "--tagged" in options, "--verbose" in options) else 0
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
