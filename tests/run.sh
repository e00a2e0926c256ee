#!/bin/bash
# Runs test programs (cmocka) and test scripts side by side, prints each in order and closes with "N passed, N failed".
#   tests/run.sh PROGRAM|SCRIPT...
# A test says "ok NAME", "not ok NAME" or "skip NAME: why" on a line of its own (cmocka does so as TAP). One that ends with
# a status other than 0 without having said "not ok", or that says nothing at all, counts as failed.
set -u
cd "$(dirname "$0")/.."
export CMOCKA_MESSAGE_OUTPUT=TAP BANTIN_DATA=$PWD
export UBSAN_OPTIONS=${UBSAN_OPTIONS-print_stacktrace=1} ASAN_OPTIONS=${ASAN_OPTIONS-detect_stack_use_after_return=1}
export LSAN_OPTIONS=${LSAN_OPTIONS-suppressions=$PWD/tests/leaks.supp:print_suppressions=0}
jobs=${TEST_JOBS:-$(nproc 2>/dev/null || echo 1)}
logs=$(mktemp -d) || exit 3
trap 'rm -rf "$logs"' EXIT
trap 'kill $(jobs -p) 2>/dev/null; exit 130' INT TERM

run_one() { # INDEX TEST
	local start=$(date +%s%N)
	timeout -k 10 "${TEST_SECONDS:-900}" "$2" < /dev/null > "$logs/$1.log" 2>&1
	echo $? > "$logs/$1.status"
	echo $(( ($(date +%s%N) - start) / 1000000 )) > "$logs/$1.new"
	mv "$logs/$1.new" "$logs/$1.time"
}

passed=0 failed=0 skipped=0
report() { # INDEX TEST
	local log=$logs/$1.log status=$(cat "$logs/$1.status") ok bad skip
	ok=$(grep -ac '^ok ' "$log") bad=$(grep -ac '^not ok ' "$log")
	skip=$(grep -ac -e '^skip ' -e '^ok .*# SKIP' -e '^not ok .*# SKIP' "$log")
	ok=$((ok - $(grep -ac '^ok .*# SKIP' "$log"))) bad=$((bad - $(grep -ac '^not ok .*# SKIP' "$log")))
	if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ $((ok + skip)) = 0 ]; }; then
		bad=1
		echo "not ok ended with status $status after $ok good tests" >> "$log"
	fi
	passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
	printf '%-32s %4d ok' "$(basename "$2")" "$ok"
	[ "$bad" = 0 ] || printf ', %d NOT OK' "$bad"
	[ "$skip" = 0 ] || printf ', %d not run here' "$skip"
	printf ' (%d ms)\n' "$(cat "$logs/$1.time")"
	if [ "$bad" != 0 ]; then grep -av '^ok ' "$log" | sed 's/^/    | /' | tail -n 200
	elif [ "$skip" != 0 ]; then grep -a -e '^skip ' -e '# SKIP' "$log" | sed 's/^/    | /'; fi
}

tests=("$@")
started=0 told=0
while [ $told -lt ${#tests[@]} ]; do
	while [ $started -lt ${#tests[@]} ] && [ "$(jobs -rp | wc -l)" -lt "$jobs" ]; do
		run_one $started "${tests[started]}" &
		started=$((started + 1))
	done
	wait -n 2>/dev/null
	while [ $told -lt ${#tests[@]} ] && [ -e "$logs/$told.time" ]; do
		report $told "${tests[told]}"
		told=$((told + 1))
	done
done
[ $skipped = 0 ] || echo "($skipped could not be run here)"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
