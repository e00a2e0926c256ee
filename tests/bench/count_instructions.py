#!/usr/bin/env python3
"""How many instructions the three sizes take, by callgrind: a measure that does not depend on what else the machine does.

    tests/bench/count_instructions.py [--sizes article,book,decade]   counts, and compares with BASELINE.md; fails where that says so
    tests/bench/count_instructions.py --record [--why TEXT]           counts, and adds a row to BASELINE.md
    ... --parts                                                       tells as well which rooms and libraries they are spent in

The documents are those of the comparison with the peers, but of our own text, so that they are the same everywhere. Addresses are not shuffled,
the locale is C.UTF-8, and a run before has filled the caches. A row is compared with rows of its own surroundings only (distribution, compiler,
processor's kind): other compilers and libraries make other counts. "own": the instructions of bantin itself; "all": with the libraries'.
"""
import argparse, collections, concurrent.futures, datetime, glob, os, platform, re, subprocess, sys
from measure import BANTIN, HERE, SIZES, Scratch, make_sources, our_command

BASELINE = os.path.join(HERE, "BASELINE.md")
MOST_GROWTH = 0.10
LEAST_OF_WHY = 20  # letters: "slower" is no explanation
COLUMNS = ["date", "surroundings"] + [size + " " + which for size in SIZES for which in ("own", "all")] + ["why"]


# ---- counting ----

def read_callgrind(path, parts):
    """Adds what an output of callgrind counts to parts: (the room, or the library) -> instructions spent in it, not below it."""
    names, part, object_name, skip = {}, None, "", False

    def name_of(text, kind):
        key, _, name = text.partition(" ")
        if name: names[kind + key] = name
        return name or names.get(kind + key, "")

    def part_of(file):
        if os.path.basename(object_name) != "bantin": return re.sub(r"[-.\d]*\.so.*", "", os.path.basename(object_name)) or "the system"
        room = re.search(r"src/(?:(\w+)/)?\w+\.[ch]$", file)
        return "bantin: " + (room.group(1) or "main") if room else "bantin: other"
    with open(path) as file:
        for line in file:
            head = line[:3]
            if head == "ob=":
                object_name = name_of(line[3:].rstrip(), "ob")
            elif head in ("fl=", "fi=", "fe="):
                part = part_of(name_of(line[3:].rstrip(), "fl"))
            elif head == "cal":
                skip = True  # the next line is what the called function took, which counts with that function
            elif line[0] in "0123456789+-*":
                if not skip: parts[part] += int(line.split()[1])
                skip = False
            elif head in ("cfi", "cfl"):
                name_of(line.partition("=")[2].rstrip(), "fl")
            elif head == "cob":
                name_of(line[4:].rstrip(), "ob")
    return parts


def count(base, size):
    """Part -> instructions."""
    work = os.path.join(base, size)
    articles, photos = SIZES[size]
    make_sources(work, articles, photos)
    env = {"PATH": os.environ.get("PATH", ""), "HOME": base, "XDG_CACHE_HOME": os.path.join(base, "cache"), "LC_ALL": "C.UTF-8"}
    for name in "BANTIN_DATA", "LD_LIBRARY_PATH":
        if name in os.environ: env[name] = os.environ[name]
    command = our_command("out", "--time-limit", "0")
    said = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True)
    if said.returncode: sys.exit("count_instructions.py: ours failed on %s: %s" % (size, said.stderr))
    said = subprocess.run(["setarch", platform.machine(), "-R", "valgrind", "--tool=callgrind", "--callgrind-out-file=callgrind.%p"] + command, cwd=work, env=env,
                          capture_output=True, text=True)
    if said.returncode: sys.exit("count_instructions.py: under valgrind ours failed on %s: %s" % (size, said.stderr[-2000:]))
    parts = collections.Counter()
    for path in glob.glob(os.path.join(work, "callgrind.*")): read_callgrind(path, parts)
    return parts


def sums(parts):
    return {"own": sum(n for part, n in parts.items() if part.startswith("bantin: ")), "all": sum(parts.values())}


def surroundings():
    with open("/etc/os-release") as file: system = dict(line.rstrip().replace('"', "").split("=", 1) for line in file if "=" in line)
    compilers = re.findall(r"(GCC: \([^)]*\) [\d.]+|clang version [\d.]+)", subprocess.run(["readelf", "-p", ".comment", BANTIN], capture_output=True, text=True).stdout)
    compiler = re.sub(r"GCC: \(.*\)", "gcc", compilers[-1]) if compilers else "?"
    return "%s %s, %s, %s" % (system.get("NAME", "?").split()[0], system.get("VERSION_ID", "?"), compiler, platform.machine())


# ---- the file ----

def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def read_rows():
    rows, head = [], None
    with open(BASELINE, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("|"): continue
            if head is None: head = cells(line)
            elif not set(line.strip()) <= set("|-: "): rows.append(dict(zip(head, cells(line))))
    if head is not None and head != COLUMNS: sys.exit("BASELINE.md: the columns are not " + ", ".join(COLUMNS))
    return rows


def millions(count): return "%.1f" % (count / 1e6)


def add_row(row):
    with open(BASELINE, encoding="utf-8") as file: lines = file.read().split("\n")
    last = max(i for i, line in enumerate(lines) if line.startswith("|"))
    lines.insert(last + 1, "| " + " | ".join(row[column] for column in COLUMNS) + " |")
    with open(BASELINE, "w", encoding="utf-8") as file: file.write("\n".join(lines))


def grown(before, now):
    """The counts of a row that are over a tenth above those of another: (column, part of growth)."""
    found = []
    for column in COLUMNS[2:-1]:
        try: was, is_now = float(before.get(column, "")), float(now.get(column, ""))
        except ValueError: continue
        if was and is_now / was - 1 > MOST_GROWTH: found.append((column, is_now / was - 1))
    return found


class Report:
    good = bad = 0

    def say(self, fine, text):
        self.good, self.bad = self.good + bool(fine), self.bad + (not fine)
        print(("ok " if fine else "not ok ") + text, flush=True)


def check_rows(report, rows):
    """Every growth that was recorded has its explanation."""
    last = {}
    for row in rows:
        before = last.get(row["surroundings"])
        if before:
            for column, growth in grown(before, row):
                report.say(len(row["why"]) >= LEAST_OF_WHY, "the growth of %s by %.0f %% on %s is explained" % (column, 100 * growth, row["date"]))
        last[row["surroundings"]] = row


def compare(report, rows, counted, here):
    like = [row for row in rows if row["surroundings"] == here]
    against = (like or rows)[-1] if rows else None
    for size, parts in counted.items():
        for which, now in sums(parts).items():
            column = size + " " + which
            try: before = float(against[column]) * 1e6
            except (TypeError, KeyError, ValueError): before = None
            text = "%s: %s million instructions" % (column, millions(now))
            if not before: report.say(True, text + ", and none are recorded")
            elif not like: report.say(True, text + "; recorded on %s: %s: not compared" % (against["surroundings"], against[column]))
            else:
                report.say(now <= before * (1 + MOST_GROWTH), text + ", %+.1f %% against %s of %s" % (100 * (now / before - 1), against[column], against["date"]))
    if report.bad: print("# What may grow by more than %d %%: make baseline WHY='what is dearer now, and why it is worth it', and commit tests/bench/BASELINE.md." % (100 * MOST_GROWTH))


def print_parts(counted):
    for size, parts in counted.items():
        whole = sum(parts.values())
        print("%s, by room and library:" % size)
        for part, n in parts.most_common(16): print("  %5.1f %%  %10s million  %s" % (100 * n / whole, millions(n), part))


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--sizes", default=",".join(SIZES))
    ask.add_argument("--record", action="store_true")
    ask.add_argument("--why", default="")
    ask.add_argument("--parts", action="store_true")
    o = ask.parse_args()
    sizes = o.sizes.split(",")
    if o.record and sizes != list(SIZES): sys.exit("count_instructions.py: all sizes are recorded together")
    rows, here, report = read_rows(), surroundings(), Report()
    with Scratch() as base, concurrent.futures.ThreadPoolExecutor(2) as pool:  # the largest first, beside the others
        running = {size: pool.submit(count, base, size) for size in reversed(sizes)}
        counted = {size: running[size].result() for size in sizes}
    if o.parts: print_parts(counted)
    if o.record:
        row = {"date": datetime.date.today().isoformat(), "surroundings": here, "why": " ".join(o.why.replace("|", "/").split())}
        for size, parts in counted.items(): row.update({size + " " + which: millions(n) for which, n in sums(parts).items()})
        like = [r for r in rows if r["surroundings"] == here]
        growth = grown(like[-1], row) if like else []
        if growth and len(row["why"]) < LEAST_OF_WHY:
            for column, part in growth: print("%s has grown by %.0f %%" % (column, 100 * part))
            sys.exit("Nothing is recorded: say why, make baseline WHY='...'")
        add_row(row)
        print("recorded: " + ", ".join("%s %s" % (column, row[column]) for column in COLUMNS[2:-1]))
        return
    check_rows(report, rows)
    compare(report, rows, counted, here)
    print("%d passed, %d failed" % (report.good, report.bad))
    sys.exit(report.bad != 0)


main()
