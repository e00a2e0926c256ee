#!/bin/bash
# Real texts: the sample issue always; the conference report and 189 news articles where ../shared is there. Every PDF is judged by
# independent readers, and its text is read back against the XML.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
judge=$root/tests
no_icc='ICC support is not available' # how Debian builds mutool

# judge_pdfs NAME PDF...: clean for qpdf and mutool, every font embedded, subset and with a way back to Unicode.
judge_pdfs() {
	local name=$1 bad=$WORK/bad pdf
	shift
	: > "$bad"
	for pdf in "$@"; do
		[ -e "$pdf" ] || continue
		qpdf --check "$pdf" > said 2>&1 || { echo "qpdf: $pdf"; cat said; } >> "$bad"
		grep -a -i warning said >> "$bad"
		mutool info "$pdf" 2>&1 | grep -a -i -E 'error|warning' | grep -v "$no_icc" >> "$bad"
		mutool draw -q -r 20 -F ppm -o /dev/null "$pdf" 2>&1 | grep -a -i -E 'error|warning' | grep -v "$no_icc" >> "$bad"
		# columns from the right: emb sub uni object ID
		pdffonts "$pdf" 2>&1 | awk -v pdf="$pdf" 'NR > 2 && ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") { print pdf ": " $0 }
			NR > 2 { fonts++ } END { if (!fonts) print pdf ": no fonts" }' >> "$bad"
	done
	[ -e "$1" ] || echo "no PDF" > "$bad"
	if [ -s "$bad" ]; then not_ok "$name" "$bad"; else ok "$name"; fi
}
# judge_text NAME PDF XML: all text comes back, nothing is split that must stay whole.
judge_text() {
	holds "$1: every passage comes back" "$judge/check_readback.py" "$2" "$3"
	holds "$1: nothing is split over a line" "$judge/check_no_split.py" "$2" "$3"
}
same_twice() { # NAME PATH: the same bytes again, from a process of its own
	"$BANTIN" build -q "$2" -o once > /dev/null 2>&1
	"$BANTIN" build -q "$2" -o twice > /dev/null 2>&1
	holds "$1: two runs give the same bytes" diff -r -x .bantin once twice
	rm -rf once twice
}

# on_grid NAME PATH: no body line off the baseline grid, none overfull.
on_grid() {
	bantin 0 measure --json -q "$2"
	holds "$1: every baseline on the grid, no line too wide" python3 -c 'import json, sys; m = json.load(open(sys.argv[1]))
assert m["baselines"] > 0 and m["off_grid"] == 0 and m["overfull"] == 0, m' out.txt
}

holds "the reading back is checked itself" "$judge/check_readback.py" --self-test
holds "so is the looking for splits" "$judge/check_no_split.py" --self-test

# ---- the sample issue ----
expect "the sample issue builds without a warning" 0 build --strict "$root/input/2026-11" -o sample
sample=$root/input/2026-11/so-bao.xml
judge_pdfs "the sample issue is clean for qpdf, mutool and pdffonts" sample/*.pdf
judge_text "the sample issue, print" sample/so-bao.print.pdf "$sample"
judge_text "the sample issue, archive" sample/so-bao.archive.pdf "$sample"
pages=$(pdfinfo sample/so-bao.print.pdf | awk '/^Pages/ { print $2 }')
holds "it has at least eight pages" test "${pages:-0}" -ge 8
same_twice "the sample issue" "$root/input/2026-11"
on_grid "the sample issue" "$root/input/2026-11"

# ---- the report and the news ----
if [ ! -e "$shared/corpus/news.jsonl" ]; then
	skip "the conference report and the news" "no ../shared here"
	finish
fi
holds "the conference report is put into XML" "$judge/make_seed_article.py" "$shared/seed/conference-report.txt" report --photos "$shared/corpus/exif"
for layout in trang-don ban-tin; do
	expect "the conference report builds as $layout" 0 build --layout $layout report/hoi-nghi.xml -o report/$layout
	judge_pdfs "the conference report as $layout is clean" report/$layout/*.pdf
	judge_text "the conference report as $layout" report/$layout/hoi-nghi.print.pdf report/hoi-nghi.xml
	holds "both photos are in it" test "$(pdfimages -list report/$layout/hoi-nghi.print.pdf | grep -c ' image ')" = 2
done
same_twice "the conference report" report
on_grid "the conference report" report/hoi-nghi.xml

holds "the news are put into XML" "$judge/make_corpus_articles.py" "$shared/corpus/news.jsonl" news
expect "all news articles build" 0 build news -o pdf
says_not "none overflows" err.txt '\[line-overfull\]'
holds "189 articles, two PDFs each" test "$(ls pdf/*.pdf | wc -l)" = 378
judge_pdfs "all news articles are clean" pdf/*.print.pdf
holds "every passage of the news comes back, nothing is split over a line" "$judge/judge_texts.py" pdf news/*.xml

holds "the news are dealt out to issues" "$judge/make_corpus_articles.py" "$shared/corpus/news.jsonl" issues --issues 3 --photos "$root/input/2026-11/photos" --photos "$shared/corpus/exif"
expect "issues of about forty pages build" 0 build issues -o three
says_not "none overflows" err.txt '\[line-overfull\]'
judge_pdfs "the issues are clean" three/*.pdf
for number in 1 2 3; do
	on_grid "issue $number" issues/issue-$number
	judge_text "issue $number" three/issue-$number-so-bao.print.pdf issues/issue-$number/so-bao.xml
done
finish
