#!/bin/bash
# A conversion in which one allocation fails, or one step of writing: at points spread over the whole of it, FAULT_POINTS (20) of each kind;
# `make faults` takes more. Whatever fails, the program ends by itself and says why, the outputs are the old ones or, where it could go on
# without, the new ones to the byte, and nothing else is left behind.
. "$(dirname "$0")/lib.sh"
points=${FAULT_POINTS:-20}
cd "$WORK" || exit 3
faulty=$BUILD/tests/bantin_faults
if grep -q __asan_init "$BANTIN"; then skip "faults" "AddressSanitizer has an allocator of its own"; finish; fi
[ -x "$faulty" ] || { not_ok "$faulty is not there: run make tests"; finish; }

mkdir in
cp "$root/input/2026-11/photos/chan-dung.jpg" in/a.jpg
cp "$root/input/2026-11/photos/logo.png" in/b.png
sed 's/xml:lang="en"/xml:lang="fr"/' "$root/tests/fuzz/corpus/convert/blocks.xml" | sed 's|<rule/>|<figure><photo src="a.jpg" alt="a"/><photo src="b.png" alt="b"/><caption>Ảnh</caption></figure><rule/>|' > in/bai.xml
build() { "$faulty" build --layout ban-tin -o out in/bai.xml "$@"; }
build > /dev/null 2>&1 # so that the font cache is there
expect "the document is good" 0 build -q --layout ban-tin -o good in/bai.xml || true
rm -rf out && mkdir out
echo old > out/bai.print.pdf
echo old > out/bai.archive.pdf
cp -r out old

count() { # KIND: how many such calls there are
	FAULT_KIND=$1 FAULT_COUNT=9 build 9> count.txt > /dev/null 2>&1
	rm -rf out; cp -r old out
	head -n 1 count.txt
}

# What is wrong with what a faulted run left; nothing when all is in order.
judge() { # KIND STATUS
	local name state=new
	[ "$2" -lt 124 ] || { echo "ended with status $2"; return; }
	for name in bai.print.pdf bai.archive.pdf; do
		if cmp -s "out/$name" "old/$name"; then [ "$2" != 0 ] || state="old in spite of status 0"
		elif ! cmp -s "out/$name" "good/$name"; then state="neither old nor new: $name"; fi
	done
	[ "$state" = new ] || { echo "outputs are $state"; return; }
	[ -z "$(find out -name '*.part' -o -name '.*.new')" ] || { echo "something is left behind: $(find out -name '.*')"; return; }
	grep -q 'job-crashed' err.txt && { echo "crashed"; return; }
	[ "$2" = 0 ] || [ -s err.txt ] || { echo "status $2 without a word"; return; }
	[ "$1" != write ] || [ "$2" = 0 ] || [ "$2" = 3 ] || { echo "status $2, not 3"; return; }
}

try_kind() { # KIND NAME [FAULT_AFTER]
	local kind=$1 total at i wrong tried=0 bad=0 ended="" last=0
	total=$(count "$kind")
	[ "${total:-0}" -gt 0 ] || { not_ok "$2: no such call was counted"; return; }
	: > wrong.txt
	for ((i = 0; i < points; i++)); do
		at=$((1 + i * (total - 1) / (points > 1 ? points - 1 : 1)))
		[ $at != $last ] || continue
		last=$at
		(FAULT_KIND=$kind FAULT_AT=$at FAULT_AFTER=${3:-} timeout 60 "$faulty" build --layout ban-tin -o out in/bai.xml > out.txt 2> err.txt < /dev/null)
		status=$?
		tried=$((tried + 1))
		wrong=$(judge "$kind" $status)
		[ -z "$wrong" ] || { bad=$((bad + 1)); echo "$kind $at of $total: $wrong" >> wrong.txt; tail -n 3 err.txt >> wrong.txt; }
		rm -rf out; cp -r old out
	done
	if [ $bad = 0 ]; then ok "$2 ($tried of $total points)"; else not_ok "$2: $bad of $tried points" wrong.txt; fi
}

try_kind memory "one allocation that fails"
try_kind memory "no memory from a point on" 1
try_kind write "one step of writing that fails"
try_kind write "a disk that is full from a point on" 1
finish
