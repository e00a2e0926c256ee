#!/usr/bin/env python3
"""Our own figures: stages beside their floors, the cost of a page from 10 to 10,000 pages, a batch of 2,000 documents.

    tests/bench/time_ourselves.py [stages] [curve] [batch]     all three where nothing is said
"""
import os, re, shutil, statistics, subprocess, sys
from measure import BANTIN, SIZES, Run, Scratch, find_news, make_sources, our_command, pages_of

FLOOR = os.path.join(os.path.dirname(BANTIN), "tests/bench/floor")
FLOORS = {"read": ("parse", "libxml2 reads the source"), "shape": ("shape", "HarfBuzz shapes each different syllable once"), "write": (None, "libdeflate, and the bytes copied")}


def stages(base):
    print("\n==== stages, milliseconds: the median of the runs, beside the least that the machine allows")
    font = subprocess.run(["fc-match", "-f", "%{file}", "Noto Serif:style=Regular"], capture_output=True, text=True).stdout
    for size, (articles, photos) in SIZES.items():
        work = os.path.join(base, size)
        make_sources(work, articles, photos, news=find_news())
        rows, walls = [], []
        for _ in range(11 if size == "article" else 7 if size == "book" else 3):
            walls.append(Run(our_command("out"), work).seconds * 1000)
            said = subprocess.run(our_command("out", "--timings", "--lang", "en"), cwd=work, capture_output=True, text=True).stdout
            line = next(line for line in said.splitlines() if "together" in line)
            rows.append({name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", line.partition(":")[2])})
        middle = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
        pdf = os.path.join(work, "out/source.archive.pdf")
        said = subprocess.run([FLOOR, "source.xml", pdf, font], cwd=work, capture_output=True, text=True, check=True).stdout
        floor = {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", said)}
        pages = pages_of(pdf)
        print("  %s, %d pages, %.1f ms together, %.2f ms a page; with start and end of the program %.1f ms" % (size, pages, middle["together"], middle["together"] / pages, statistics.median(walls)))
        for name, value in middle.items():
            if name == "together": continue
            least = floor["deflate"] + floor["copy"] if name == "write" else floor[FLOORS[name][0]] if name in FLOORS else None
            what = FLOORS[name][1] if name in FLOORS else ""
            if name == "shape": what += " (%d)" % floor["syllables"]
            if name == "write": what += " (%.1f MB deflated in %.1f ms, %.1f MB copied in %.1f ms)" % (floor["deflated"] / 1e6, floor["deflate"], floor["copied"] / 1e6, floor["copy"])
            print("    %-10s %9.2f   %s" % (name, value, "floor %9.2f  %s" % (least, what) if least is not None else ""))
        print(flush=True)


def curve(base):
    print("\n==== cost of a page, from 10 to 10,000 pages")
    print("  %7s %9s %9s %9s %9s" % ("pages", "seconds", "CPU ms/p", "wall ms/p", "peak MB"))
    for articles in 4, 13, 43, 130, 434, 1300, 4348:
        work = os.path.join(base, "curve")
        make_sources(work, articles, articles, news=find_news(), more=["--different", "20"])
        runs = [Run(our_command("out", "--time-limit", "0"), work, limit=900, watch=True) for _ in range(5 if articles < 500 else 1)]
        pages = pages_of(os.path.join(work, "out/source.archive.pdf"))
        if not pages:
            print("  %d articles: no PDF" % articles)
            continue
        cpu, wall = min(r.cpu for r in runs), min(r.seconds for r in runs)
        print("  %7d %9.3f %9.3f %9.3f %9.1f  %s" % (pages, wall, 1000 * cpu / pages, 1000 * wall / pages, max(r.peak for r in runs), "#" * min(60, max(1, round(10 * 1000 * cpu / pages)))), flush=True)
        shutil.rmtree(work)


def batch(base):
    documents = 2000
    work = os.path.join(base, "batch")
    make_sources(work, documents, documents // 2, news=find_news(), words="200-900", more=["--different", "4", "--split"])
    print("\n==== a batch of %d documents of one article (200 to 900 words, a photo in every other), %d processors" % (documents, os.cpu_count()))
    for kind, more in ("archive", ["--for", "archive"]), ("print and archive", []):
        shutil.rmtree(os.path.join(base, "out"), ignore_errors=True)
        folders = sorted(os.path.join("batch", name) for name in os.listdir(work))
        run = Run([BANTIN, "build", "--quiet", "-o", "out", *more, *folders], base, limit=900, watch=True)
        made = sum(name.endswith(".archive.pdf") for name in os.listdir(os.path.join(base, "out")))
        print("  %-18s %5d made in %.1f s: %.2f ms each, %.2f ms of processor; %.0f MB with all workers%s" % (kind, made, run.seconds, 1000 * run.seconds / documents,
              1000 * run.cpu / documents, run.peak, " (goal: 4 ms)" if kind == "archive" else ""), flush=True)


def main():
    wanted = sys.argv[1:] or ["stages", "curve", "batch"]
    with Scratch() as base:
        for name in wanted: {"stages": stages, "curve": curve, "batch": batch}[name](base)


main()
