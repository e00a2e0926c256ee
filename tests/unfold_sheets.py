#!/usr/bin/env python3
"""Folds the sheets of an imposed PDF and reads its pages.

    tests/unfold_sheets.py FILE.pdf booklet|4|8|16|32 PAGES

Each page of the document holds one word "TRANG" with its number, near its head. Where the words stand on the sheets is read with pdftotext;
paper is then folded on paper: faces together (the right half over the left), heads (the upper half down), spine (the left half over the right).
Prints the numbers in the order in which one turns the pages; status 1 when that is not 1, 2, 3... with white pages at the end only.
"""
import re, subprocess, sys

GRIDS = {4: (2, 1), 8: (2, 2), 16: (4, 2), 32: (4, 4)}


def read_sides(path, columns, rows):
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    boxes = subprocess.run(["pdfinfo", "-box", "-f", "1", "-l", "9999", path], capture_output=True, text=True, check=True).stdout
    media = [list(map(float, m)) for m in re.findall(r"MediaBox:\s+([\d.-]+)\s+([\d.-]+)\s+([\d.-]+)\s+([\d.-]+)", boxes)]
    trims = [list(map(float, m)) for m in re.findall(r"TrimBox:\s+([\d.-]+)\s+([\d.-]+)\s+([\d.-]+)\s+([\d.-]+)", boxes)]
    for number, page in enumerate(re.findall(r"<page .*?</page>", text, re.S)):
        left, bottom, right, top = trims[number]
        height = media[number][3]
        grid = [[None] * columns for _ in range(rows)]
        for x1, y1, x2, y2, word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">TRANG(\d+)<', page):
            x, y = (float(x1) + float(x2)) / 2 - left, (float(y1) + float(y2)) / 2 - (height - top)
            c, r = int(x * columns / (right - left)), int(y * rows / (top - bottom))
            within = y - r * (top - bottom) / rows  # the word is near the head: which way the page stands
            assert grid[r][c] is None, "two pages in one place"
            grid[r][c] = (int(word), within > (top - bottom) / rows / 2)
        yield grid


def fold(piles, kind):
    rows, columns = len(piles), len(piles[0])
    turned = lambda pile, over: [(flip(b, over), flip(a, over)) for a, b in reversed(pile)]
    flip = lambda face, over: face and (face[0], face[1] != over)
    if kind == "face": return [[turned(row[columns - 1 - c], False) + row[c] for c in range(columns // 2)] for row in piles]
    if kind == "spine": return [[turned(row[columns // 2 - 1 - c], False) + row[columns // 2 + c] for c in range(columns // 2)] for row in piles]
    if kind == "head": return [[turned(piles[rows // 2 - 1 - r][c], True) + piles[rows // 2 + r][c] for c in range(columns)] for r in range(rows // 2)]
    return [[turned(piles[rows - 1 - r][c], True) + piles[r][c] for c in range(columns)] for r in range(rows // 2)]


def main():
    path, kind, pages = sys.argv[1], sys.argv[2], int(sys.argv[3])
    size = 4 if kind == "booklet" else int(kind)
    columns, rows = GRIDS[size]
    sides = list(read_sides(path, columns, rows))
    leaves = []
    for i in range(0, len(sides), 2):
        front, back = sides[i], sides[i + 1]
        piles = [[[(back[r][c], front[r][columns - 1 - c])] for c in range(columns)] for r in range(rows)]  # front down
        for step in ["foot"] * (rows == 4) + ["face"] * (columns == 4) + ["head"] * (rows >= 2) + ["spine"]: piles = fold(piles, step)
        (pile,), = piles
        if kind == "booklet": leaves[len(leaves) // 2:len(leaves) // 2] = pile  # laid into those before it
        else: leaves += pile
    faces = [face for leaf in leaves for face in leaf]
    numbers = [face[0] if face else None for face in faces]
    print(*["-" if n is None else n for n in numbers])
    standing = all(not face[1] for face in faces if face)
    sys.exit(not (standing and numbers == list(range(1, pages + 1)) + [None] * (len(numbers) - pages)))


main()
