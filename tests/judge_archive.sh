#!/bin/bash
# veraPDF over every archive PDF there is: the samples, the beginnings, the test articles, and the real texts where ../shared is
# there. The judge itself is put to the proof first. Ends with "N passed, N failed".
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
tell "$root/tests/conformance/self_test.sh"
tell "$root/tests/conformance/run.sh" "$work/pdf"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
