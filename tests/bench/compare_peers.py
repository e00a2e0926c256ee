#!/usr/bin/env python3
"""The same articles, photos, font and columns through ours and every peer that is there: time, CPU, memory, bytes, pages, as ratios.

    tests/bench/compare_peers.py [--sizes article,book,decade] [--runs N] [--peers typst,xelatex,...] [--keep FOLDER]

Each run of a peer is paired with one of ours just before it, so that what else the machine does falls on both alike; the ratio is the median
of the pairs. A peer has at most --runs pairs and about --seconds of them at each size, three at least unless it is slow; its memory is
watched in a first one. Peers: Typst (the command,
or the module of PyPI, whose call alone is timed, not Python's start), XeLaTeX and LuaLaTeX (one pass), WeasyPrint, FOP, groff, Chromium; get_peers.sh
fetches them. One that is not there, or would take longer than --limit, is named and left out. Ours writes a tagged archive PDF with all it does: grid,
balance, total fit, structure. The peers see a folder with the four faces and no others, so that none pays for a machine full of fonts.
"""
import argparse, os, shutil, statistics, subprocess, sys
from measure import BANTIN, HERE, ROOT, SIZES, Run, Scratch, find_news, make_sources, our_command, pages_of, photo_bytes

FACES = ["NotoSerif-%s.ttf" % face for face in ("Regular", "Bold", "Italic", "BoldItalic")]
PYTHON = next((p for p in (os.path.join(os.path.dirname(BANTIN), "peers/bin/python"),) if os.path.exists(p)), sys.executable)
PEERS = "typst", "xelatex", "lualatex", "weasyprint", "fop", "groff", "chromium"
# The module's call is timed by itself: Python's start is not Typst's.
TYPST = """import sys, time, typst
wall, cpu = time.monotonic(), time.process_time()
typst.compile('source.typ', output=sys.argv[1], font_paths=['fonts'], ignore_system_fonts=True)
with open('clock', 'w') as file: file.write('%f %f' % (time.monotonic() - wall, time.process_time() - cpu))"""


def output_of(*command):
    try: return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    except OSError: return ""


def has_module(name):
    return subprocess.run([PYTHON, "-c", "import " + name], capture_output=True).returncode == 0


def lay_out_fonts(work):
    """The four faces in a folder, and a configuration of fontconfig that knows no other."""
    folder = os.path.join(work, "fonts")
    os.makedirs(folder, exist_ok=True)
    found = output_of("fc-match", "-f", "%{file}", "Noto Serif:style=Regular")
    for face in FACES: shutil.copy(os.path.join(os.path.dirname(found), face), folder)
    with open(os.path.join(work, "fonts.conf"), "w") as file:
        file.write('<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir></fontconfig>\n' % (folder, work))
    config = open(os.path.join(HERE, "peers/fop.xconf")).read()
    with open(os.path.join(work, "fop.xconf"), "w") as file: file.write(config.replace("FONTS", folder))


class Peer:
    def __init__(self, name, version, command, own_clock=False):
        self.name, self.version, self.command, self.own_clock = name, version.strip().splitlines()[0] if version.strip() else "", command, own_clock
        self.pairs, self.peak, self.why = [], 0, None


def find_peers(wanted):
    """The peers that are there, with their command; {} stands for the PDF. And the names of those that are not."""
    found, chromium = [], shutil.which("chromium") or shutil.which("google-chrome")
    for name in wanted:
        if name == "typst" and shutil.which("typst"):
            found.append(Peer(name, output_of("typst", "--version"), ["typst", "compile", "--ignore-system-fonts", "--font-path", "fonts", "source.typ", "{}"]))
        elif name == "typst" and has_module("typst"):
            found.append(Peer(name, "typst " + output_of(PYTHON, "-c", "import typst; print(typst.__version__)"), [PYTHON, "-c", TYPST, "{}"], True))
        elif name in ("xelatex", "lualatex") and shutil.which(name):
            found.append(Peer(name, output_of(name, "--version"), [name, "-interaction=batchmode", "-output-directory=out", "-jobname=" + name, "source.tex"]))
        elif name == "weasyprint" and has_module("weasyprint"):
            found.append(Peer(name, "WeasyPrint " + output_of(PYTHON, "-c", "import weasyprint; print(weasyprint.__version__)"), [PYTHON, "-m", "weasyprint", "source.html", "{}"]))
        elif name == "weasyprint" and shutil.which("weasyprint"):
            found.append(Peer(name, output_of("weasyprint", "--version"), ["weasyprint", "source.html", "{}"]))
        elif name == "fop" and shutil.which("fop"):
            found.append(Peer(name, output_of("fop", "-version"), ["fop", "-q", "-c", "fop.xconf", "source.fo", "{}"]))
        elif name == "groff" and shutil.which("groff") and shutil.which("gropdf") and shutil.which("fontforge"):
            found.append(Peer(name, output_of("groff", "--version"), ["sh", "-c", "groff -F groff-fonts -Tpdf -ms source.ms > {}"]))
        elif name == "chromium" and chromium:
            found.append(Peer(name, output_of(chromium, "--version"), [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=profile",
                              "--no-pdf-header-footer", "--virtual-time-budget=100000", "--print-to-pdf={}", "source.html"]))
    return found, [name for name in wanted if name not in [p.name for p in found]]


def prepare(work, size, peers):
    articles, photos = SIZES[size]
    make_sources(work, articles, photos, "xml,typ,tex,html,fo,ms", find_news())
    lay_out_fonts(work)
    os.makedirs(os.path.join(work, "out"), exist_ok=True)
    if any(p.name == "groff" for p in peers):
        subprocess.run(["fontforge", "-lang=py", "-script", os.path.join(HERE, "peers/make_groff_fonts.py"), "fonts", "groff-fonts", "source.ms"], cwd=work, capture_output=True)


def run_ours(work, watch=False):
    run = Run(our_command("out"), work, watch=watch)
    if run.failed: sys.exit("ours made no PDF of " + os.path.join(work, "source.xml"))
    return run


def run_pair(peer, work, o, env, watch):
    """Ours, then the peer's. False when it made no PDF."""
    ours = run_ours(work)
    if os.path.exists(peer.pdf): os.remove(peer.pdf)
    run = Run([word.replace("{}", os.path.join("out", peer.name + ".pdf")) for word in peer.command], work, limit=o.limit, watch=watch, env=env)
    peer.pages = pages_of(peer.pdf)
    if not peer.pages:
        peer.why = "made no PDF within %d s" % o.limit if run.seconds >= o.limit else "made no PDF"
        return False
    peer.peak = max(peer.peak, run.peak)
    if peer.own_clock:
        with open(os.path.join(work, "clock")) as file: run.seconds, run.cpu = map(float, file.read().split())
    peer.pairs.append((run, ours))
    return True


def run_peer(peer, work, o, env):
    """All its pairs. In the first, caches are warmed up and memory is watched: it counts only when there is time for no other."""
    peer.pdf = os.path.join(work, "out", peer.name + ".pdf")
    if not run_pair(peer, work, o, env, True): return
    first = peer.pairs[0][0].seconds
    count = min(o.runs, max(int(o.seconds / first), 3 if first < 8 else 0))
    if count: peer.pairs = []
    for _ in range(count):
        if not run_pair(peer, work, o, env, False): return


def print_bytes(work):
    """Bytes a page of text of our print file: no tags, as most peers write it."""
    command = our_command("out")
    command[command.index("archive")] = "print"
    if Run(command, work).failed: return 0
    pdf = os.path.join(work, "out/source.print.pdf")
    return (os.path.getsize(pdf) - photo_bytes(pdf)[0]) / pages_of(pdf)


def compare(size, o, base, peers, likely):
    work = os.path.join(base, size)
    prepare(work, size, peers)
    env = dict(os.environ, FONTCONFIG_FILE=os.path.join(work, "fonts.conf"), TEXMFVAR=os.path.join(base, "texmf"))
    own = Peer("bantin", output_of(BANTIN, "--version"), [])
    peak = max(run_ours(work, watch=True).peak for _ in range(2))
    for peer in peers:
        peer.pairs, peer.peak, peer.why = [], 0, None
        if likely.get(peer.name, 0) > o.limit: peer.why = "left out: it would take about %d s" % likely[peer.name]
        else: run_peer(peer, work, o, env)
    own.pdf = os.path.join(work, "out/source.archive.pdf")
    own.pages, own.peak = pages_of(own.pdf), peak
    ours = [pair[1] for peer in peers for pair in peer.pairs] or [run_ours(work) for _ in range(o.runs)]
    own.pairs = [(run, run) for run in ours]
    articles, photos = SIZES[size]
    print("\n%s: %d articles, %d photos" % (size, articles, photos))
    print("  %-11s %5s %9s %9s %9s %9s %7s %7s %10s %7s" % ("", "pairs", "seconds", "CPU", "peak MB", "MB", "pages", "photos", "text B/p", "ratio"))
    ratios, least = {}, None
    for peer in [own] + peers:
        if peer.why:
            print("  %-11s %s" % (peer.name, peer.why))
            continue
        middle = lambda value: statistics.median(value(pair) for pair in peer.pairs)
        size_of = os.path.getsize(peer.pdf)
        images, placed = photo_bytes(peer.pdf)
        text = (size_of - images) / peer.pages
        ratios[peer.name] = middle(lambda p: p[0].seconds / p[1].seconds)
        likely[peer.name] = 10 * middle(lambda p: p[0].seconds)
        print("  %-11s %5d %9.3f %9.3f %9.1f %9.2f %7d %7d %10.0f %6.1fx" % (peer.name, len(peer.pairs), middle(lambda p: p[0].seconds),
              middle(lambda p: p[0].cpu), peer.peak, size_of / 1e6, peer.pages, placed, text, ratios[peer.name]), flush=True)
        if peer is own: mine, plain = text, print_bytes(work)
        elif least is None or text < least[0]: least = text, peer.name
    if "typst" in ratios: print("  Typst takes %.1f times as long (goal: 10)." % ratios["typst"], end="")
    print("  Memory %.0f MB (goal: 64)." % peak, end="")
    if least: print("  A page of text takes %.0f bytes, in the print file, which has no tags, %.0f; of the smallest peer, %s, %.0f." % (mine, plain, least[1], least[0]), end="")
    print(flush=True)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--sizes", default="article,book,decade")
    ask.add_argument("--runs", type=int, default=9)
    ask.add_argument("--seconds", type=float, default=10, help="for all pairs of a peer at a size, about (three pairs at least, where one takes less than 8)")
    ask.add_argument("--limit", type=int, default=240, help="seconds for one run of a peer")
    ask.add_argument("--peers", default=",".join(PEERS))
    ask.add_argument("--keep")
    o = ask.parse_args()
    peers, missing = find_peers([p for p in o.peers.split(",") if p])
    print("==== ours and its peers, run by run")
    for peer in peers: print("  %-11s %s" % (peer.name, peer.version))
    for name in missing: print("  %-11s is not here: left out" % name)
    with Scratch(o.keep) as base:
        likely = {}
        for size in o.sizes.split(","): compare(size, o, base, peers, likely)


main()
