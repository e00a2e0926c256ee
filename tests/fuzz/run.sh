#!/bin/bash
# Runs fuzz engines, one after the other, each for $SECONDS_EACH seconds:  SECONDS_EACH=60 tests/fuzz/run.sh article design ...
# What an engine learns is kept in build/fuzz/corpus/TARGET and goes on from there the next time; findings go to
# build/fuzz/findings/TARGET. Ends with status 1 and the reproducer's name as soon as there is a finding: a crash, a broken promise, a
# leak, more than 20 seconds or 2 GB for one input.
set -u
cd "$(dirname "$0")/../.." || exit 3
seconds=${SECONDS_EACH:-60}
work=build/fuzz
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/bantin-fuzz-run.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
export BANTIN_DATA=$PWD TMPDIR=$scratch
export ASAN_OPTIONS=detect_stack_use_after_return=0:allocator_may_return_null=0 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.supp:print_suppressions=0

seeds() { # TARGET: what stands in the checkout already; a whole document may come with any layout
	case $1 in
	article) echo tests/data/publication/issue tests/data/page input/new/article input/new/bulletin input/new/proceedings ;;
	design) echo layouts ;;
	picture) echo tests/data/picture ;;
	font) echo tests/data/font ;;
	convert) layout_seeds; echo tests/data/page $work/seeds/convert ;;
	esac
}
layout_seeds() { # an article of every element with each of the layouts, without what the layouts say about themselves
	local layout
	mkdir -p $work/seeds/convert
	for layout in layouts/*.xml; do
		{ cat tests/fuzz/corpus/convert/blocks.xml; printf '%%%%%%%%\n'; python3 -c 'import re, sys
sys.stdout.write(re.sub(r"\s+", " ", re.sub(r"<!--.*?-->", "", sys.stdin.read(), flags=re.S)))' < "$layout"; } > "$work/seeds/convert/$(basename "$layout")"
	done
}
longest() { case $1 in article) echo 16000 ;; design) echo 32000 ;; convert) echo 24000 ;; *) echo 20000 ;; esac; }

sum() { # TARGET LOG SECONDS: appends to the record of all runs, and says it
	local executions coverage features
	executions=$(sed -nE 's/^stat::number_of_executed_units: *([0-9]+).*/\1/p' "$2" | tail -n 1)
	coverage=$(grep -aoE 'cov: [0-9]+' "$2" | tail -n 1 | cut -d' ' -f2)
	features=$(grep -aoE 'ft: [0-9]+' "$2" | tail -n 1 | cut -d' ' -f2)
	echo "$1 $3 ${executions:-0} ${coverage:-0} ${features:-0}" >> $work/record.txt
	printf '%-8s %6d s %10d executions, %6d edges covered, %6d features, %5d inputs kept\n' "$1" "$3" "${executions:-0}" "${coverage:-0}" \
		"${features:-0}" "$(ls "$work/corpus/$1" | wc -l)"
}

for target in "$@"; do
	corpus=$work/corpus/$target findings=$work/findings/$target log=$work/$target.log
	mkdir -p "$corpus" "$findings" "tests/fuzz/corpus/$target"
	dictionary=
	[ ! -e tests/fuzz/$target.dict ] || dictionary=-dict=tests/fuzz/$target.dict
	start=$SECONDS
	# shellcheck disable=SC2046,SC2086
	$work/engines/$target -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -malloc_limit_mb=1024 -max_len=$(longest $target) \
		-close_fd_mask=3 -print_final_stats=1 -use_value_profile=${VALUE_PROFILE:-0} -artifact_prefix="$findings/" $dictionary \
		"$corpus" tests/fuzz/corpus/$target $(seeds $target) > "$log" 2>&1
	status=$?
	sum $target "$log" $((SECONDS - start))
	if [ $status != 0 ]; then
		echo "FINDING in the target $target (status $status):"
		grep -aE 'ERROR|SUMMARY|runtime error|does not hold|Test unit written' "$log" | head -n 12
		echo "to see it again: BANTIN_DATA=\$PWD $work/engines/$target $(ls -t "$findings"/* 2>/dev/null | head -n 1)"
		exit 1
	fi
done
