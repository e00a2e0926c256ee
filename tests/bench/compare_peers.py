#!/usr/bin/env python3
"""The same articles, photos, font and columns through ours and every peer that is there: time, CPU, memory, bytes, pages, as ratios.

    tests/bench/compare_peers.py [--sizes article,book,decade] [--runs N] [--peers typst,xelatex,...] [--keep FOLDER]

The programs are run by turns, so that what else the machine does falls on all alike; the ratio is the median of the pairs. Peers: Typst (command, or
the module of PyPI; the start of Python is then taken off, as measured), XeLaTeX and LuaLaTeX (one pass), WeasyPrint, FOP, Chromium. One that is not
there is named and left out. Ours writes a tagged archive PDF with everything it does: grid, balance, total fit, structure.
"""
import argparse, glob, os, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
SIZES = {"article": (1, 2), "book": (60, 80), "decade": (600, 800)}


def has_module(name):
    return subprocess.run([sys.executable, "-c", "import " + name], capture_output=True).returncode == 0


def commands(work, out, bantin):
    """Name -> (command, PDF, seconds to take off)."""
    font_folder = os.path.dirname(subprocess.run(["fc-match", "-f", "%{file}", "Noto Serif:style=Regular"], capture_output=True, text=True).stdout)
    config = os.path.join(out, "fop.xconf")
    with open(config, "w") as file:
        file.write(open(os.path.join(HERE, "peers/fop.xconf")).read().replace("FONTS", font_folder))
    found = {"bantin": ([bantin, "build", "--quiet", "--for", "archive", "--layout", os.path.join(HERE, "peers/two-columns.xml"), "-o", os.path.join(out, "ours"), "source.xml"], os.path.join(out, "ours/source.archive.pdf"), 0)}
    if shutil.which("typst"):
        found["typst"] = (["typst", "compile", "--font-path", font_folder, "source.typ", os.path.join(out, "typst.pdf")], os.path.join(out, "typst.pdf"), 0)
    elif has_module("typst"):
        code = "import typst, sys; typst.compile('source.typ', output=sys.argv[1], font_paths=[sys.argv[2]])"
        start = statistics.median(measure([sys.executable, "-c", "import typst, sys"], work)[0] for _ in range(5))
        found["typst"] = ([sys.executable, "-c", code, os.path.join(out, "typst.pdf"), font_folder], os.path.join(out, "typst.pdf"), start)
    for name in "xelatex", "lualatex":
        if shutil.which(name):
            found[name] = ([name, "-interaction=batchmode", "-output-directory=" + out, "-jobname=" + name, "source.tex"], os.path.join(out, name + ".pdf"), 0)
    if shutil.which("weasyprint"):
        found["weasyprint"] = (["weasyprint", "source.html", os.path.join(out, "weasy.pdf")], os.path.join(out, "weasy.pdf"), 0)
    elif has_module("weasyprint"):
        found["weasyprint"] = ([sys.executable, "-m", "weasyprint", "source.html", os.path.join(out, "weasy.pdf")], os.path.join(out, "weasy.pdf"), 0)
    if shutil.which("fop"):
        found["fop"] = (["fop", "-q", "-c", config, "source.fo", os.path.join(out, "fop.pdf")], os.path.join(out, "fop.pdf"), 0)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium:
        found["chromium"] = ([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=" + os.path.join(out, "chromium.pdf"),
                              "file://" + os.path.join(work, "source.html")], os.path.join(out, "chromium.pdf"), 0)
    return found


def measure(command, folder, limit=600):
    """Wall seconds, CPU seconds, peak MB of the largest process (its children's children count when they are waited for)."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG if limit else 0)
        if pid: break
        if time.monotonic() - start > limit:
            process.kill()
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.0005)
    process.returncode = status
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pages(pdf):
    if not os.path.exists(pdf): return 0
    found = re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout)
    return int(found.group(1)) if found else 0


def compare(size, o, base):
    count, photo_count = SIZES[size]
    work = os.path.join(base, size)
    news = os.path.join(ROOT, "../shared/corpus/news.jsonl")
    subprocess.run([sys.executable, os.path.join(HERE, "peers/make_sources.py"), str(count), work, "--photo-count", str(photo_count)]
                   + (["--news", news] if os.path.exists(news) else []), check=True)
    out = os.path.join(work, "out")
    os.makedirs(out, exist_ok=True)
    programs = commands(work, out, o.bantin)
    if o.peers:
        programs = {n: c for n, c in programs.items() if n == "bantin" or n in o.peers.split(",")}
    runs = o.runs if size != "decade" else min(o.runs, 3)
    seen, gone = {name: [] for name in programs}, set()
    for run in range(runs):
        for name, (command, pdf, off) in programs.items():
            if name in gone: continue
            if name == "bantin": shutil.rmtree(os.path.dirname(pdf), ignore_errors=True)
            elif os.path.exists(pdf): os.remove(pdf)
            one = measure(command, work)
            if not one or not pages(pdf):
                if name == "bantin": sys.exit("ours made no PDF of " + os.path.join(work, "source.xml"))
                gone.add(name)
                continue
            seen[name].append((max(one[0] - off, 0.001), max(one[1] - off, 0.001), one[2]))
    print("\n%s: %d articles, %d photos; %d runs by turns" % (size, count, photo_count, runs))
    print("  %-11s %9s %9s %9s %9s %8s %7s" % ("", "seconds", "CPU", "peak MB", "MB", "pages", "ratio"))
    for name, (command, pdf, off) in programs.items():
        if name in gone:
            print("  %-11s made no PDF within its time" % name)
            continue
        ratio = statistics.median(a[0] / b[0] for a, b in zip(seen[name], seen["bantin"]))
        print("  %-11s %9.3f %9.3f %9.1f %9.2f %8d %6.1fx" % (name, statistics.median(s[0] for s in seen[name]), statistics.median(s[1] for s in seen[name]),
              statistics.median(s[2] for s in seen[name]), os.path.getsize(pdf) / 1e6, pages(pdf), ratio), flush=True)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--sizes", default="article,book,decade")
    ask.add_argument("--runs", type=int, default=7)
    ask.add_argument("--peers")
    ask.add_argument("--bantin", default=os.path.abspath(os.path.join(ROOT, os.environ.get("BUILD", "build"), "bantin")))
    ask.add_argument("--keep")
    o = ask.parse_args()
    base = o.keep or tempfile.mkdtemp()
    try:
        for size in o.sizes.split(","): compare(size, o, os.path.abspath(base))
    finally:
        if not o.keep: shutil.rmtree(base)


main()
