#!/bin/bash
# The same paragraphs, font, size, measure and places for breaks through XeTeX (\tolerance=9999, no hyphens) and through ours: the
# mean square of the stretch ratio, lines looser than 1.0 and 1.5, the loosest. Last lines do not count.
#   tests/bench/compare_tex.sh [FILE.xml|FILE.jsonl ...]     (the sample issue, and the news of ../shared where they are there)
# Spaces may stretch by a half and shrink by three tenths in both, as in the layouts; ours uses no letter-spacing and no
# scaling here, but for the line that says what they add (as the layouts have it: 2.5 % of an em, 2 % of the width, hanging marks). Ties stand wherever our rules forbid a break: without them TeX parts
# "2.477 học viên" or leaves one syllable alone on a last line and has an easier task; the second figure of TeX shows how much easier.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$root/build}
case $build in /*) ;; *) build=$root/$build ;; esac
command -v xetex > /dev/null || { echo "compare_tex.sh: xetex is needed (Debian: texlive-xetex)" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
font=$(fc-match -f '%{file}' 'Noto Serif:style=Regular')
python3=${PYTHON:-python3}
shrink=30 stretch=50 # percent of a space

through_tex() { # FILE.tex MEASURE SIZE: the ratios of the lines but the last, a paragraph a line; "overfull" for one that TeX cannot set
	{
		printf '\\font\\body="[%s]" at %sbp \\body\n' "$font" "$3"
		printf '\\hyphenchar\\body=-1 \\hyphenpenalty=10000 \\exhyphenpenalty=10000 \\frenchspacing \\parindent=0pt\n'
		printf '\\hsize=%sbp \\pretolerance=-1 \\tolerance=9999 \\hfuzz=0pt \\hbadness=10000 \\vbadness=10000\n' "$2"
		printf '\\spaceskip=1\\fontdimen2\\body plus %s\\fontdimen2\\body minus %s\\fontdimen2\\body\n' "0.$stretch" "0.$shrink"
		printf '\\showboxbreadth=\\maxdimen \\showboxdepth=1 \\batchmode\n'
		printf '\\def\\beginpar{\\setbox0=\\vbox\\bgroup\\noindent}\\def\\endpar{\\par\\egroup\\showbox0 }\n'
		cat "$1"
		printf '\\end\n'
	} > "$work/job.tex"
	(cd "$work" && max_print_line=1000000 xetex -no-pdf job.tex > /dev/null 2>&1 || true)
	"$python3" - "$work/job.log" <<-'P'
		import re, sys
		ratios, overfull = [], False
		for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
		    if line.startswith("Overfull \\hbox"): overfull = True
		    if line.startswith("> \\box0="):
		        ratios.append([])
		        if overfull: ratios[-1] = ["overfull"]
		        overfull = False
		    m = re.match(r"\.\\hbox\(.*?\)x[\d.]+(?:, glue set (- )?([\d.]+)(fil+)?)?", line)
		    if m and not m.group(3): ratios[-1].append(("-" if m.group(1) else "") + (m.group(2) or "0"))
		for r in ratios: print(" ".join(r))
	P
}

compare() { # NAME MEASURE SIZE
	printf '%s, %s pt wide, Noto Serif %s:\n' "$1" "$2" "$3"
	"$build/tests/bench/bench_paragraph" "$work/text" "$2" "$3" 'Noto Serif' "shrink=${shrink}0" "stretch=${stretch}0" last=0 ratios > "$work/ours"
	"$build/tests/bench/bench_paragraph" "$work/text" "$2" "$3" 'Noto Serif' "shrink=${shrink}0" "stretch=${stretch}0" letters=25 scale=20 hang ratios > "$work/micro"
	through_tex "$work/ties.tex" "$2" "$3" > "$work/tied"
	sed 's/~/ /g' "$work/ties.tex" > "$work/free.tex"
	through_tex "$work/free.tex" "$2" "$3" > "$work/free"
	"$python3" - "$work/ours" "$work/micro" "$work/tied" "$work/free" <<-'P'
		import sys
		ours, micro, tied, free = ([l.split() for l in open(p)] for p in sys.argv[1:])
		if not len(ours) == len(tied) == len(free): sys.exit("not as many paragraphs: %d %d %d" % (len(ours), len(tied), len(free)))
		common = [i for i in range(len(ours)) if "overfull" not in tied[i] and "overfull" not in free[i]]
		print("  %d paragraphs; %d left out, which TeX lets stick out of the measure" % (len(ours), len(ours) - len(common)))
		for name, all in ("ours", ours), ("ours, microtype", micro), ("TeX, same breaks", tied), ("TeX, any break", free):
		    r = [float(x) for i in common for x in all[i]]
		    print("  %-17s %6d lines; mean r^2 %.4f; over 1.0: %5.2f %%; over 1.5: %5.2f %%; most %.2f" % (name, len(r),
		        sum(x * x for x in r) / len(r), 100 * sum(x > 1 for x in r) / len(r), 100 * sum(x > 1.5 for x in r) / len(r), max(r)))
	P
}

compare_files() { # NAME FILE...
	local name=$1
	shift
	"$python3" "$root/tests/bench/extract_paragraphs.py" "$@" > "$work/text"
	"$build/tests/bench/mark_ties" "$work/text" > "$work/ties.tex"
	compare "$name" 160.6 9.25
	compare "$name" 206.9 10
}

if [ $# != 0 ]; then compare_files "$1" "$@"; exit; fi
compare_files 'sample issue' "$root"/input/2026-11/*.xml
if [ -e "$root/../shared/corpus/news.jsonl" ]; then compare_files 'news' "$root/../shared/corpus/news.jsonl"; fi
