# What the test scripts share. A script sources this, calls tests one by one and ends with `finish`.
#   BANTIN: the program (BUILD/bantin by default); WORK: a scratch folder that goes away.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
BANTIN=${BANTIN:-$BUILD/bantin}
shared=${BANTIN_SHARED:-$root/../shared}
WORK=$(mktemp -d)
trap 'chmod -R u+w "$WORK" 2>/dev/null; rm -rf "$WORK"' EXIT
unset BANTIN_DATA LANGUAGE LC_MESSAGES SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8
case $BANTIN in "$root"/*) ;; *) export BANTIN_DATA=$root ;; esac # built elsewhere, it cannot find the data by itself
[ -x "$BANTIN" ] || { echo "not ok $BANTIN is not there: run make"; exit 1; }
failures=0

ok() { echo "ok $1"; }
not_ok() { # NAME [FILE...]: the files are shown
	echo "not ok $1"
	failures=$((failures + 1))
	shift
	local file
	for file in "$@"; do [ -e "$file" ] && head -c 4000 "$file" | sed 's/^/# /'; done
}
skip() { echo "skip $1: $2"; }
finish() { [ $failures = 0 ]; exit; }

# bantin STATUS ARGUMENT...: runs the program, out and err land in $WORK/out.txt and $WORK/err.txt; true when it ended so.
bantin() {
	local wanted=$1
	shift
	"$BANTIN" "$@" > "$WORK/out.txt" 2> "$WORK/err.txt" < /dev/null
	status=$?
	[ $status = "$wanted" ]
}
# expect NAME STATUS ARGUMENT...: a test of the status alone.
expect() {
	local name=$1
	shift
	if bantin "$@"; then ok "$name"; else not_ok "$name (status $status, not $1: bantin ${*:2})" "$WORK/out.txt" "$WORK/err.txt"; return 1; fi
}
# says NAME FILE PATTERN: the file has a line that matches.
says() { if grep -aqE -e "$3" "$2"; then ok "$1"; else not_ok "$1 (no line matches '$3')" "$2"; return 1; fi; }
says_not() { if grep -aqE -e "$3" "$2"; then not_ok "$1 (a line matches '$3')" "$2"; return 1; else ok "$1"; fi; }
# holds NAME COMMAND...: the command succeeds.
holds() {
	local name=$1
	shift
	if "$@" > "$WORK/holds.txt" 2>&1; then ok "$name"; else not_ok "$name ($*)" "$WORK/holds.txt"; return 1; fi
}
