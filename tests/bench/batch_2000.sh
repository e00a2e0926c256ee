#!/bin/bash
# Ten years of issues overnight, in small: two thousand documents made of the news of ../shared and its photos, forty of them broken in
# twenty ways; how long a run takes and how much memory, a second run, one photo changed, runs killed at fifty moments, a small disk.
#   tests/bench/batch_2000.sh [DOCUMENTS [KILLS]]   2000 and 50 where nothing is said
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
bantin=${BANTIN:-$root/build/bantin}
shared=${BANTIN_SHARED:-$root/../shared}
[ -e "$shared/corpus/news.jsonl" ] || { echo "no ../shared here"; exit 0; }
documents=${1:-2000} kills=${2:-50} broken=$((${1:-2000} / 50))
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'umount "$work/small" 2>/dev/null || :; rm -rf "$work"' EXIT
cd "$work"
python3 "$root/tests/make_batch.py" docs --documents "$documents" --broken "$broken" --news "$shared/corpus/news.jsonl" --photos "$shared/corpus/exif"

# timed WHAT STATUS COMMAND...: its time, and the memory of the run itself and of its largest worker.
timed() {
	local what=$1 wanted=$2 status=0
	shift 2
	/usr/bin/env python3 - "$what" "$wanted" "$@" <<-'PY' || exit 1
	import resource, subprocess, sys, threading, time
	what, wanted, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
	began = time.monotonic()
	with open("out.txt", "w") as out, open("err.txt", "w") as err:
	    run = subprocess.Popen(command, stdout=out, stderr=err)
	    memory = []
	    while run.poll() is None:
	        try:
	            with open(f"/proc/{run.pid}/status") as file:
	                memory += [int(line.split()[1]) for line in file if line.startswith("VmRSS")]
	        except OSError:
	            pass
	        time.sleep(0.05)
	took = time.monotonic() - began
	cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
	third = len(memory) // 3
	print(f"{what}: {took:.2f} s, processors {cpu.ru_utime + cpu.ru_stime:.2f} s, status {run.returncode}" +
	      (f", memory of the run {memory[third] // 1024} MB after a third of it, {max(memory) // 1024} MB at most; of a worker {cpu.ru_maxrss // 1024} MB"
	       if third > 3 else ""))
	sys.exit(run.returncode != wanted)
	PY
}
check() { if "${@:2}" > /dev/null 2>&1; then echo "  good: $1"; else echo "  BAD: $1"; bad=1; fi; }
bad=0
says_each() { while read -r file code; do grep -q "docs/$file:.*\[$code" err.txt || return 1; done < docs/broken.txt; }
good_ones() { for f in docs/*/bai-*.xml; do n=$(basename "$f" .xml); grep -q "/$n.xml" docs/broken.txt || { [ -s "out/$n.print.pdf" ] && [ -s "out/$n.archive.pdf" ] || return 1; }; done; }
litter() { find "$1" -name '.*.part'; }
whole() { [ -z "$(litter "$1")" ] && diff -r -x .bantin out "$1"; }

timed "the first run" 1 "$bantin" build docs -o out
tail -n 1 out.txt
check "each of $broken broken documents has its message" says_each
check "no other has one" test "$(grep -c ' error: ' err.txt)" = "$broken"
check "all $((documents - broken)) good ones are there" good_ones
cp err.txt first.txt
timed "the second run" 1 "$bantin" build docs -o out
tail -n 1 out.txt
check "it says the same" cmp first.txt err.txt
timed "the third run" 1 "$bantin" build docs -o out
cp docs/000/photos/anh-3.jpg kept.jpg
cp docs/000/photos/anh-5.jpg docs/000/photos/anh-3.jpg
timed "one photo changed" 1 "$bantin" build --explain docs -o out
grep -l 'anh-3\.jpg' docs/000/*.xml > users.txt
sed -n 's/ is made: .*//p' out.txt > made.txt
check "its $(wc -l < users.txt) users are made and nothing else" diff users.txt made.txt
cp kept.jpg docs/000/photos/anh-3.jpg
"$bantin" build -q docs -o out 2> /dev/null || :

mkdir part
cp -r docs/000 part/
took=$({ time -p "$bantin" build -q part -o timed 2> /dev/null; } 2>&1 | awk '/real/ { print $2 }' || :)
rm -rf timed
for _ in $(seq "$kills"); do
	[ -e killed/bai-0099.archive.pdf ] && rm -rf killed
	"$bantin" build -q part -o killed > /dev/null 2>&1 & pid=$!
	sleep "$(awk -v t="$took" -v r=$RANDOM 'BEGIN { printf "%.3f", t * r / 32768 }')"
	if [ $((RANDOM % 2)) = 0 ]; then kill -9 $pid 2> /dev/null || :; else pkill -9 -P $pid || :; fi
	wait $pid 2> /dev/null || :
done
"$bantin" build -q part -o killed 2> /dev/null || :
(cd out && rm -rf ../plain && mkdir ../plain && for f in bai-00??.*.pdf; do cp "$f" ../plain/; done)
check "the run or its workers killed at $kills moments, then run again: the same bytes, nothing left over" sh -c \
	'test -z "$(find killed -name ".*.part")" && diff -r -x .bantin plain killed'
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=3m tmpfs small 2> /dev/null; then
	timed "a disk of 3 MB" 3 "$bantin" build part -o small
	check "nothing half is there" sh -c 'test -z "$(find small -name ".*.part")" && for f in small/*.pdf; do cmp $f plain/$(basename $f) || exit 1; done'
	umount small
fi
exit $bad
