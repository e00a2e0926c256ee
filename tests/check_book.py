#!/usr/bin/env python3
"""Reads a book of make_book.py back from its PDF: every entry of the contents and the indexes, every reference to a page and every
destination must name the page on which its target stands.

    tests/check_book.py BOOKDIR BOOK.pdf

Prints what is wrong and how much was looked at; status 1 when something is wrong."""
import json
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def squeeze(text):
    return " ".join(text.split())


def roman(number):
    out = ""
    for value, figure in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + figure, number - value
    return out


def read_labels(pdf, count):
    """The printed number of each page, by the PDF's own table of labels."""
    entries = json.loads(run("qpdf", "--json", "--json-key=pagelabels", pdf))["pagelabels"]
    labels = []
    for at, entry in enumerate(entries):
        end = entries[at + 1]["index"] if at + 1 < len(entries) else count
        label, first = entry["label"], entry["label"].get("/St", 1)
        for i in range(end - entry["index"]):
            labels.append(roman(first + i) if label.get("/S") == "/r" else str(first + i))
    return labels


class Check:
    def __init__(self, folder, pdf):
        with open(f"{folder}/expected.json", encoding="utf-8") as file:
            self.expected = json.load(file)
        self.pages = [squeeze(page) for page in run("pdftotext", pdf, "-").split("\f")[:-1]]
        self.laid_out = [squeeze(page) for page in run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]]
        self.labels = read_labels(pdf, len(self.pages))
        self.index_of = {label: i for i, label in enumerate(self.labels)}
        self.words = dict((identifier, squeeze(words)) for identifier, words in self.expected["targets"])
        self.destinations = {}
        for line in run("pdfinfo", "-dests", pdf).splitlines():
            found = re.match(r"\s*(\d+) \[.*\] \"(.*)\"", line)
            if found:
                self.destinations[found.group(2)] = int(found.group(1)) - 1
        self.wrong, self.seen = [], {}

    def count(self, kind, fine, what):
        self.seen[kind] = self.seen.get(kind, 0) + 1
        if not fine:
            self.wrong.append(f"{kind}: {what}")

    def stands_on(self, words, label):
        return label in self.index_of and words in self.pages[self.index_of[label]]

    def without_furniture(self, page):
        return re.sub(rf"^{self.labels[page]} |(?: Bảng tra [\w ]+)? {self.labels[page]}$", "", self.pages[page])

    def check_destinations(self):
        for identifier, words in self.words.items():
            page = self.destinations.get(identifier, -1)
            self.count("destination", page >= 0 and words in self.pages[page], f"{identifier} leads to page {page + 1}, where “{words}” is not")

    def check_references(self):
        text = " ".join(self.pages)
        for mark, target in self.expected["pages"]:
            found = re.search(re.escape(mark) + r"\s*(?:\S+\s+){0,14}?trang (\d+|00)", text)
            if not found:
                self.wrong.append(f"reference: {mark} is not in the text")
                continue
            self.count("reference", self.stands_on(self.words[target], found.group(1)), f"{mark} says page {found.group(1)}, where “{self.words[target]}” is not")

    def check_contents(self):
        first = next(i for i, page in enumerate(self.pages) if page.startswith("Mục lục"))
        last = next(i for i, page in enumerate(self.pages) if i > first and self.labels[i] == "1")
        contents = " ".join(self.laid_out[first:last])
        for identifier, words in self.words.items():
            if identifier not in self.expected.get("contents", [identifier] if words.startswith("Bài số") else []):
                continue
            found = re.search(re.escape(words) + r"[ .]*? (\d+)\b", contents)
            self.count("contents", bool(found) and self.stands_on(words, found.group(1)), f"“{words}”")
        self.count("contents", re.search(r"Lời nói đầu[ .]* (\w+)", contents) is not None and self.stands_on("Lời nói đầu", re.search(r"Lời nói đầu[ .]* (\w+)", contents).group(1)), "Lời nói đầu")

    def check_index(self):
        first = max(i for i, page in enumerate(self.pages) if page.startswith("Bảng tra từ khóa"))
        index = " ".join(self.without_furniture(i) for i in range(first, len(self.pages)))
        for term, marks in self.expected.get("term_marks", {}).items():
            named = self.find_named(index, term)
            if named is None: continue
            for mark in marks:
                page = next((self.labels[i] for i, page in enumerate(self.pages) if mark in page), None)
                self.count("index", page is not None and int(page) in named, f"“{term}” is on page {page}, which the index does not name")
            for page in named:
                text = self.pages[self.index_of[str(page)]]
                self.count("index", any(mark in text for mark in marks), f"“{term}” is not on page {page}")
        for term in self.expected.get("terms", {}):
            named = self.find_named(index, term)
            if named is None: continue
            for page in named:
                last_words = term.split()[0] # a term may go over a page's end
                self.count("index", self.stands_on(f"({last_words}", str(page)), f"“{term}” is not on page {page}")
            for i, page in enumerate(self.pages[:first]):
                if f"({term})" in page:
                    self.count("index", int(self.labels[i]) in named, f"“{term}” is on page {self.labels[i]}, which the index does not name")

    def find_named(self, index, term):
        """The pages behind an entry of the index; None, which is wrong, when there is no such entry."""
        found = re.search(r"(?:^| )" + re.escape(term) + r"((?:,? \d+(?:–\d+)?)+)", index)
        if not found:
            self.wrong.append(f"index: “{term}” is not in it")
            return None
        named = set()
        for part in re.findall(r"\d+(?:–\d+)?", found.group(1)):
            ends = [int(n) for n in part.split("–")]
            named.update(range(ends[0], ends[-1] + 1))
        return named

    def check_authors(self):
        first = next(i for i, page in enumerate(self.pages) if page.startswith("Bảng tra tác giả") and i > 4)
        last = next(i for i, page in enumerate(self.pages) if page.startswith("Bảng tra từ khóa") and i > first)
        text = " ".join(self.without_furniture(i) for i in range(first, last))
        for name, pages in re.findall(r"((?:[^\W\d_]{2,} ){2}[^\W\d_]{2,})((?:,? \d+)+)(?= |$)", text):
            for page in re.findall(r"\d+", pages):
                self.count("authors", self.stands_on(name, page), f"{name} is not on page {page}")


def main():
    check = Check(sys.argv[1], sys.argv[2])
    for step in (check.check_destinations, check.check_references, check.check_contents, check.check_index, check.check_authors):
        step()
    for line in check.wrong[:40]:
        print(line)
    print(f"{len(check.pages)} pages;", ", ".join(f"{count} {kind}" for kind, count in sorted(check.seen.items())))
    sys.exit(1 if check.wrong else 0)


if __name__ == "__main__":
    main()
