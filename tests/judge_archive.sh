#!/bin/bash
# veraPDF over every archive PDF there is: the samples at every level, the beginnings, the test articles, 300 random ones
# (BANTIN_RANDOM=N for another number), and the real texts where ../shared is there; and the slow tests. The judge itself is put to the proof first. Ends with "N passed, N failed".
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
shared=${BANTIN_SHARED:-$root/../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

tell() { # runs a judge and adds up its closing line
	"$@" > "$work/said" 2>&1
	local status=$? line
	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$work/said" | tail -n 1)
	grep -avE '^[0-9]+ passed, [0-9]+ failed$' "$work/said"
	if [ -n "$line" ]; then
		passed=$((passed + ${line%% *}))
		line=${line#*, }
		failed=$((failed + ${line%% *}))
		[ $status = 0 ] || [ "${line%% *}" != 0 ] || failed=$((failed + 1))
	elif [ $status = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
make_archive() { # NAME PATH...: status 1 means made with errors, which is what some test articles are for
	"$build/bantin" build --for archive --quiet -o "$work/pdf/$1" "${@:2}" > "$work/made" 2>&1
	[ $? -le 1 ] || { echo "not made: $1"; cat "$work/made"; failed=$((failed + 1)); }
}

make_archive samples "$root"/input/2*/
for layout in ky-yeu-16x24 ky-yeu-145x205 ky-yeu-a4-2cot; do # books, and from their bags the covers
	make_archive "book-$layout" --layout $layout "$root/input/ky-yeu-mau" "$root/tests/data/publication/book/book.xml"
	"$build/bantin" archive --layout $layout --quiet -o "$work/bags-$layout" "$root/tests/data/publication/book/book.xml" > "$work/made" 2>&1 || { cat "$work/made"; failed=$((failed + 1)); }
	mkdir -p "$work/pdf/cover-$layout"
	cp "$work/bags-$layout"/*/data/*.cover.archive.pdf "$work/pdf/cover-$layout/" || failed=$((failed + 1))
done
for kind in "$root"/input/new/*/; do make_archive "new-$(basename "$kind")" "$kind"; done
for layout in ban-tin trang-don; do make_archive "test-$layout" --layout $layout "$root/tests/data/publication"; done
if [ -e "$shared/corpus/news.jsonl" ]; then
	python3 "$root/tests/make_seed_article.py" "$shared/seed/conference-report.txt" "$work/report" --photos "$shared/corpus/exif"
	python3 "$root/tests/make_corpus_articles.py" "$shared/corpus/news.jsonl" "$work/news"
	python3 "$root/tests/make_corpus_articles.py" "$shared/corpus/news.jsonl" "$work/issues" --issues 4 --photos "$shared/corpus/exif"
	make_archive report "$work/report"
	make_archive news "$work/news"
	make_archive issues "$work/issues"
else
	echo "(the real texts are not here: no ../shared)"
fi
# every level: the sample issue, and a lone article with photos of every kind
mkdir -p "$work/lone"
cp "$root/tests/conformance/photos.xml" "$work/lone/"
cp "$root"/tests/data/picture/*.jpg "$root"/tests/data/picture/*.png "$work/lone/"
for level in 1b 1a 2b 2u 2a 3b 3a 4; do
	make_archive "level-$level" --archive-level $level "$root"/input/2*/ "$work/lone/photos.xml"
	make_archive "again" --archive-level $level "$root"/input/2*/ "$work/lone/photos.xml"
	for file in "$work"/pdf/again/*.pdf; do
		cmp "$file" "$work/pdf/level-$level/$(basename "$file")" && passed=$((passed + 1)) || failed=$((failed + 1))
	done
	rm -rf "$work/pdf/again"
done
# random articles over every element, read back as they are made
tell env BANTIN="$build/bantin" BANTIN_READBACK=3 "$root/tests/conformance/make_random.sh" "$work/pdf/random" "${BANTIN_RANDOM:-300}"
tell "$root/tests/conformance/self_test.sh"
tell "$root/tests/conformance/run.sh" "$work/pdf"
if [ -x "$build/tests/test_pdf_limits" ]; then # 10,000 pages
	tell env CMOCKA_MESSAGE_OUTPUT=TAP BANTIN_SLOW=1 BANTIN_DATA="$root" "$build/tests/test_pdf_limits"
fi
# ---- bags, by judges of their own ----
"$build/bantin" archive --quiet -o "$work/bags" "$root"/input/2*/ "$root/input/new" > "$work/made" 2>&1 ||
	{ echo "not archived: the samples"; cat "$work/made"; failed=$((failed + 1)); }
tell "$root/tests/conformance/judge_bags.sh" "$work/bags"
# ---- print files, by theirs ----
tell env BANTIN="$build/bantin" "$root/tests/conformance/judge_print.sh"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
