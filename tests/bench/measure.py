"""What the programs of this folder share: the three sizes, how a command is measured, what a PDF holds."""
import os, re, shutil, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "../.."))
BANTIN = os.path.abspath(os.path.join(ROOT, os.environ.get("BUILD", "build"), "bantin"))
LAYOUT = os.path.join(HERE, "peers/two-columns.xml")
# Articles, photos placed (of at most 80 different ones).
SIZES = {"article": (1, 2), "book": (60, 80), "decade": (600, 800)}


def find_news():
    """The news of ../shared where it is; without it the text is that of our own samples."""
    path = os.path.join(os.environ.get("BANTIN_SHARED", os.path.join(ROOT, "../shared")), "corpus/news.jsonl")
    return path if os.path.exists(path) else None


def make_sources(folder, articles, photos, kinds="xml", news=None, words="2150", more=()):
    subprocess.run([sys.executable, os.path.join(HERE, "peers/make_sources.py"), str(articles), folder, "--photo-count", str(photos), "--kinds", kinds,
                    "--words", words] + (["--news", news] if news else []) + list(more), check=True)


def our_command(out, *more):
    return [BANTIN, "build", "--quiet", "--force", "--for", "archive", "--layout", LAYOUT, "-o", out, *more, "source.xml"]


class Scratch:
    """A folder that goes away; or one that is kept, when it is named."""

    def __init__(self, kept=None):
        self.kept, self.path = kept, os.path.abspath(kept) if kept else tempfile.mkdtemp(prefix="bantin-bench-")

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        return self.path

    def __exit__(self, *_):
        if not self.kept: shutil.rmtree(self.path, ignore_errors=True)


def kilobytes_below(pid):
    """The memory of a process and all below it, what they share counted once (Pss)."""
    children, total, seen = {}, 0, [pid]
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name) as file: parent = int(file.read().rpartition(")")[2].split()[1])
            except (OSError, IndexError): continue
            children.setdefault(parent, []).append(int(name))
    while seen:
        one = seen.pop()
        seen += children.get(one, [])
        try:
            with open("/proc/%d/smaps_rollup" % one) as file: total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (OSError, StopIteration): pass
    return total


class Run:
    """One run: seconds, cpu (seconds of both, children too), peak (MB: of the largest process, or of all together where they were watched)."""

    def __init__(self, command, folder, limit=600, watch=False, env=None):
        self.seconds = self.cpu = self.peak = None
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        late, done, most = threading.Timer(limit, lambda: os.killpg(process.pid, 9)), threading.Event(), [0]
        late.daemon = True
        late.start()

        def look():
            while not done.wait(0.05): most[0] = max(most[0], kilobytes_below(process.pid))
        if watch: threading.Thread(target=look, daemon=True).start()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - start
        late.cancel()
        done.set()
        process.returncode = status
        self.failed = status != 0
        self.seconds, self.cpu, self.peak = took, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss, most[0]) / 1024


def pages_of(pdf):
    if not os.path.exists(pdf): return 0
    found = re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout)
    return int(found.group(1)) if found else 0


def photo_bytes(pdf):
    """How many bytes the images of a PDF take, each object counted once; and how many placed images there are."""
    units, seen, placed = {"B": 1, "K": 1024, "M": 1024 * 1024}, {}, 0
    for line in subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True).stdout.splitlines()[2:]:
        words = line.split()
        size = words[-2]
        placed += words[2] == "image"
        seen[words[10]] = float(size[:-1]) * units[size[-1]]
    return sum(seen.values()), placed
