#!/bin/bash
# How long a build takes, stage by stage: the best of ten runs, in milliseconds, for the sample issue and, where ../shared is
# there, for an issue of about forty pages.
#   tests/bench/time_build.sh [PATH...]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
bantin=${BANTIN:-$root/build/bantin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# = 0 ]; then
	set -- "$root/input/2026-11"
	if [ -e "$root/../shared/corpus/news.jsonl" ]; then
		python3 "$root/tests/make_corpus_articles.py" "$root/../shared/corpus/news.jsonl" "$work/issues" --issues 1 \
			--photos "$root/../shared/corpus/exif" > /dev/null
		set -- "$@" "$work/issues/issue-1"
	fi
fi
for path in "$@"; do
	for kind in print all; do
		for _ in 1 2 3 4 5 6 7 8 9 10; do "$bantin" build --quiet --timings --lang en --for $kind "$path" -o "$work/out" 2>/dev/null || :; done |
			sed 's/.*: //; s/[^0-9. ]//g' | awk -v name="$(basename "$path"), $kind" -v pages="$("$bantin" check --lang en "$path" 2>/dev/null | awk '/page/ { print $(NF-1); exit }')" '
			{ for (i = 1; i <= NF; i++) if (NR == 1 || $i < best[i]) best[i] = $i }
			END { printf "%-24s %3d pages: read %.1f, design %.1f, font %.1f, page %.1f, preflight %.1f, pdf %.1f, together %.1f ms, %.2f ms a page\n",
				name, pages, best[1], best[2], best[3], best[4], best[5], best[6], best[7], best[7] / pages }'
	done
done
