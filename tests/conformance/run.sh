#!/bin/bash
# veraPDF judges archive copies: each file must be what it says it is (PDF/A), and parts 2 and 3 must be PDF/UA-1 besides (built on
# PDF 1.7, it cannot be claimed by the others; nor by a copy of level u whose photos are not all described), all in one run of
# Java. What lies in a folder called level-2b must say that it is 2b.
#   tests/conformance/run.sh [FILE|FOLDER...]   in a folder: every .pdf but *.print.pdf
# Without arguments, the samples under input/ are built and judged. Ends with "N passed, N failed"; status 0 only when some file
# was judged and none failed, 3 when veraPDF cannot be had.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

jars=$("$here/fetch_verapdf.sh") || { echo "conformance: nothing was judged, because veraPDF cannot be had"; exit 3; }

if [ $# = 0 ]; then
	bantin=${BANTIN:-${BUILD:-$root/build}/bantin}
	[ -x "$bantin" ] || { echo "conformance: $bantin is not there: run make"; exit 3; }
	set -- "$work/samples"
	for sample in "$root"/input/*/; do
		[ -n "$(find "$sample" -maxdepth 1 -name '*.xml' -print -quit)" ] || continue
		"$bantin" build "$sample" --for archive --quiet -o "$work/samples/$(basename "$sample")" ||
			{ echo "conformance: $sample was not built"; echo "0 passed, 1 failed"; exit 1; }
	done
fi

for given in "$@"; do
	if [ -d "$given" ]; then find "$given" -type f -name '*.pdf' ! -name '*.print.pdf' | LC_ALL=C sort
	else printf '%s\n' "$given"; fi
done > "$work/files"
[ -s "$work/files" ] || { echo "conformance: no archive PDF among: $*"; echo "0 passed, 0 failed"; exit 1; }

# Names of veraPDF's own choosing come back with blanks and all; ours are numbers.
mkdir "$work/judged"
number=0
while IFS= read -r file; do
	number=$((number + 1))
	[ -r "$file" ] && ln -s "$(realpath "$file")" "$work/judged/$(printf '%06d' $number).pdf"
done < "$work/files"
(cd "$work/judged" && java -cp "$jars/*" org.verapdf.apps.GreenfieldCliWrapper -f 0 --format text -v ./*.pdf) > "$work/verdicts" 2> "$work/errors"

awk -v files="$work/files" '
	/^(PASS|FAIL) / {
		verdict = $1; flavour = $NF; match($0, /[0-9][0-9][0-9][0-9][0-9][0-9]\.pdf/); number = substr($0, RSTART, 6) + 0
		said[number, flavour ~ /^ua/ ? "ua" : "a"] = verdict " " flavour
		next
	}
	/^ +FAIL / { rules[number] = rules[number] "    " flavour " " $2 "\n" }
	/does not appear to be a valid PDF/ { match($0, /[0-9][0-9][0-9][0-9][0-9][0-9]\.pdf/); rules[substr($0, RSTART, 6) + 0] = "    not a PDF\n" }
	END {
		while ((getline file < files) > 0) {
			total++
			a = said[total, "a"]; ua = said[total, "ua"]
			level = match(file, /\/level-[1-4][abu]?\//) ? substr(file, RSTART + 7, RLENGTH - 8) : ""
			accessible = ua == "PASS ua1" || (ua == "" && (a ~ /^PASS (1[ab]|4)$/ || (a ~ /^PASS [23]u$/ && level != "2u")))
			good = a ~ /^PASS ([123][ab]|[23]u|4)$/ && accessible && (level == "" || a == "PASS " level)
			if (good) { passed++; continue }
			failed++
			printf "FAIL %s: PDF/A %s, PDF/UA %s\n%s", file, a == "" ? "not judged" : a, ua == "" ? "not claimed" : ua, rules[total]
			if (level != "" && a != "PASS " level) printf "    it should be %s\n", level
		}
		printf "%d passed, %d failed\n", passed, failed
		exit failed || !passed
	}' "$work/verdicts"
status=$?
[ $status = 0 ] || [ -s "$work/verdicts" ] || head -n 20 "$work/errors"
exit $status
