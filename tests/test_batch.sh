#!/bin/bash
# Whole runs over many documents: the same whatever runs beside what, nothing made twice, nothing half made, whoever kills what.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
python3 "$root/tests/make_batch.py" docs --documents 60 --broken 20 > /dev/null || { not_ok "the documents can be made"; finish; }
good=40 # all but the broken ones; those of which only a part is missing are made as well
litter() { find "$1" -name '.*.part'; }
whole() { # FOLDER: its outputs are those of the undisturbed run, and nothing is left over
	test -z "$(litter "$1")" && diff -r -x .bantin plain "$1"
}

# ---- one run ----
expect "a run with broken documents" 1 build -j 2 docs -o plain
cp out.txt two.out; cp err.txt two.err
holds "says the right thing of each" sh -c 'while read -r file code; do grep -q "docs/$file:.*\[$code" err.txt && grep -q "^    docs/$file: .*\[$code" out.txt || { echo "$file $code"; exit 1; }; done < docs/broken.txt'
holds "and nothing of the others" test "$(grep -c 'error: ' err.txt)" = 20
says "counts" out.txt '^documents: 60, made: [0-9]+, with errors: 20; errors: 20, warnings: 0$'
holds "lists the failures in the order of the documents" sh -c "grep '^    docs' out.txt | sed 's/xml:.*/xml/' | sort -c"
holds "all good ones are there" sh -c "ls docs/*/bai-*.xml | sed 's,.*/,,; s/.xml//' | while read n; do grep -q /\$n.xml docs/broken.txt || { qpdf --check plain/\$n.print.pdf && test -s plain/\$n.archive.pdf || exit 1; }; done"
holds "no temporary stays" test -z "$(litter plain)"
expect "one at a time" 1 build -j 1 docs -o one
sed 's,one/,plain/,' out.txt | cmp -s - two.out && cmp -s err.txt two.err && ok "says the same in the same order" || not_ok "says the same in the same order" out.txt
holds "and makes the same" whole one
expect "eight at a time" 1 build -j 8 docs -o eight
sed 's,eight/,plain/,' out.txt | cmp -s - two.out && cmp -s err.txt two.err && ok "does too" || not_ok "does too" out.txt
rm -rf one eight

# ---- nothing is made twice ----
made() { grep -c ' is made: ' out.txt; }
touch before-second
expect "a second run" 1 build --explain docs -o plain
holds "and has nothing to read for that but records" test -z "$(find plain/.bantin -type f -newer before-second)"
says "makes nothing" out.txt '^documents: 60, made: 0, unchanged: 60, with errors: 20; errors: 20, warnings: 0$'
cmp -s err.txt two.err && ok "and says all messages again" || not_ok "and says all messages again" err.txt
cp -r plain kept
expect "--force" 1 build -q --force docs -o plain
holds "makes all again, the same" whole kept
rm -rf kept
touch -d 2031-01-01 docs/000/*.xml docs/000/photos/*
expect "other dates" 1 build --explain docs -o plain
holds "are no reason" test "$(made)" = 0
mkdir moved && cp -r docs plain moved/ && cd moved
expect "a copy of everything elsewhere" 1 build --explain docs -o plain
cp "$WORK/out.txt" "$WORK/out.txt.moved"
cd "$WORK"
says "is none either" out.txt.moved 'made: 0, unchanged: 60'
cp "$root/input/2026-11/photos/logo.png" docs/000/photos/anh-3.jpg
expect "one photo changed" 1 build --explain docs -o plain
grep -l 'anh-3\.jpg' docs/000/*.xml > users.txt
sed -n 's/ is made: .*//p' out.txt > made.txt
holds "makes exactly its users" diff users.txt made.txt
says "and says why" out.txt 'is made: changed: docs/000/photos/anh-3\.jpg$'
cp "$root/input/2026-11/photos/anh-3.jpg" docs/000/photos/anh-3.jpg
expect "the photo back in its place" 1 build -q docs -o plain
first=docs/000/bai-0000.xml
one() { # NAME REASON: that document alone is made, for that reason
	expect "$1" 1 build --explain docs -o plain
	if [ "$(made)" = 1 ] && grep -qE " is made: $2" out.txt; then ok "is told and mended"; else not_ok "is told and mended ($2)" out.txt; fi
}
printf ' ' >> $first; one "a byte more in one file" "changed: $first"
truncate -s -1 $first; one "and its byte taken away" "changed: $first"
rm plain/bai-0001.print.pdf; one "an output that is gone" 'the output is not there: plain/bai-0001\.print\.pdf'
printf 'X' | dd of=plain/bai-0003.archive.pdf bs=1 seek=300 conv=notrunc 2> /dev/null; one "an output that was changed" 'the output was changed: plain/bai-0003\.archive\.pdf'
printf 'X' | dd of=plain/.bantin/bai-0004 bs=1 seek=200 conv=notrunc 2> /dev/null; one "a damaged record" 'its record is damaged'
truncate -s 100 plain/.bantin/bai-0006; one "half a record" 'its record is damaged'
rm plain/.bantin/bai-0007; one "no record" 'there is no record'
missing=$(sed -n 's/ photo-missing$//p' docs/broken.txt | head -1)
cp docs/000/photos/anh-1.jpg docs/000/photos/mat.jpg; expect "a photo that was missing" 1 build --explain docs -o plain
says "is a reason" out.txt "^docs/$missing is made: there now: photos/mat\.jpg"
rm docs/000/photos/mat.jpg; expect "and its absence" 1 build --explain docs -o plain
says "again" out.txt "^docs/$missing is made: not there any more|^docs/$missing is made: changed: photos/mat.jpg"
expect "another layout" 1 build --explain --layout ban-tin docs -o plain
holds "makes all" test "$(made)" = 60
says "for other options" out.txt 'is made: other options$'
expect "the usual one" 1 build -q docs -o plain
expect "another language" 1 build --explain --lang vi docs -o plain
holds "makes those that have messages" test "$(grep -c ' được làm: ' out.txt)" = 20
expect "and back" 1 build -q docs -o plain
mkdir few && cp docs/000/bai-000[0134].xml few/ && cp -r docs/000/photos few/
cp "$root/layouts/trang-don.xml" own.xml
expect "a layout by file" 0 build --layout own.xml few -o few-out
expect "unchanged" 0 build --explain --layout own.xml few -o few-out
says "is no reason" out.txt 'unchanged: 4'
printf '\n<!-- x -->\n' >> own.xml
expect "changed" 0 build --explain --layout own.xml few -o few-out
holds "is one" test "$(grep -c 'is made: changed: own.xml' out.txt)" = 4
expect "an HTML report" 0 build --explain --layout own.xml --report r.html few -o few-out
says "needs the pages" out.txt 'is made: the report shows its pages'
expect "a JSON report of nothing made" 0 build --layout own.xml --report r.json few -o few-out
holds "tells all the same" python3 - <<-'PY'
	import hashlib, json
	r = json.load(open("r.json", encoding="utf-8"))
	assert len(r["documents"]) == 4, r
	for d in r["documents"]:
	    assert d["result"] == "unchanged" and len(d["pages"]) == 1 and len(d["outputs"]) == 2, d
	    assert d["path"] in d["sha256"] and "own.xml" in d["sha256"] and set(d["outputs"]) <= set(d["sha256"]), d
	    for path, digest in d["sha256"].items():
	        assert hashlib.sha256(open(path, "rb").read()).hexdigest() == digest, path
	PY
expect "a JSON report of what is made" 0 build --force --report r.json few -o few-out
holds "tells what it took" python3 -c "import json; r = json.load(open('r.json')); assert all(d['result'] == 'made' and d['seconds'] > 0 and d['memory'] > 1000000 for d in r['documents']), r"
mkdir many && cp docs/000/bai-000[0134679].xml many/ && cp -r docs/000/photos many/
expect "many documents" 0 build --report m.json many -o many-out
holds "find the faces open, also those that they do not use" python3 -c "
import json
faces = lambda name: min(sum(path.endswith(('.ttf', '.otf')) for path in d['sha256']) for d in json.load(open(name))['documents'])
assert faces('m.json') > faces('r.json') > 0, (faces('m.json'), faces('r.json'))"
holds "and become the same as each by itself" sh -c 'for f in few-out/*.pdf; do cmp $f many-out/$(basename $f) || exit 1; done'

# ---- limits ----
python3 - <<-'PY'
	with open("large.xml", "w") as f:
	    f.write('<article xml:lang="vi"><head><title>Lớn</title></head><body>' + "<p>Một đoạn văn dài vừa phải.</p>" * 150000 + "</body></article>")
	PY
if ! nm -D "$BANTIN" 2>/dev/null | grep -q __asan; then
	expect "a document that needs too much memory" 1 build --memory-limit 40 large.xml few -o limited
	says "is given up" err.txt '^large\.xml: error: .*40 MB.*\[job-memory\]'
	holds "the others are made" test "$(ls limited/*.print.pdf | wc -l)" = 4
fi
expect "a document that takes too long" 1 build --force --time-limit 1 large.xml few -o limited
says "is given up too" err.txt '\[job-time\]'
holds "and leaves nothing" test -z "$(litter limited)"
"$BANTIN" build -q --time-limit 2 large.xml -o for-both > /dev/null 2>&1 & pid=$!
while [ ! -d for-both ] && kill -0 $pid 2> /dev/null; do :; done
exec 9< for-both && flock -s 9; wait $pid
holds "a folder that it made stays when another run has use for it" test -d for-both
exec 9<&-; "$BANTIN" build -q --time-limit 1 large.xml -o for-one > /dev/null 2>&1
holds "and else goes again" test ! -e for-one
expect "limits are numbers" 2 build --time-limit soon few

# ---- whoever kills what ----
rounds=${BATCH_KILLS:-6}
"$BANTIN" build -q docs -o timed 2> /dev/null; rm -rf timed
start=$(date +%s%N); "$BANTIN" build -q docs -o timed 2> /dev/null; took=$(( ($(date +%s%N) - start) / 1000000 ))
for round in $(seq "$rounds"); do
	"$BANTIN" build -q docs -o killed > /dev/null 2>&1 & pid=$!
	sleep "$(awk -v t=$took -v r=$RANDOM 'BEGIN { printf "%.3f", t * (0.05 + r / 32768) / 1000 }')"
	kill -9 $pid 2> /dev/null
	wait $pid 2> /dev/null
done
"$BANTIN" build -q docs -o killed 2> /dev/null
holds "killed $rounds times and run again: nothing differs, nothing is left over" whole killed
"$BANTIN" build -q docs -o workers > /dev/null 2> err.txt & pid=$!
while kill -0 $pid 2> /dev/null; do pkill -9 -P $pid 2> /dev/null; sleep 0.05; [ $((count += 1)) -lt 12 ] || break; done
wait $pid; echo $? > status
holds "its workers killed" grep -qx 1 status
holds "no half output" test -z "$(litter workers)"
"$BANTIN" build -q docs -o workers 2> /dev/null
holds "and all is there after another run" whole workers
env --default-signal=INT "$BANTIN" build docs -o stopped > out.txt 2> err.txt & pid=$!
while [ -z "$(ls stopped 2> /dev/null)" ] && kill -0 $pid 2> /dev/null; do :; done
kill -INT $pid; wait $pid; echo $? > status
holds "Ctrl-C ends with 130" grep -qx 130 status
says "and says how to go on" err.txt '^bantin: Stopped\. .*goes on'
"$BANTIN" build -q docs -o stopped 2> /dev/null
holds "which is true" whole stopped
"$BANTIN" build -q docs -o both 2> /dev/null & "$BANTIN" build -q docs -o both 2> /dev/null; wait
holds "two runs at once do not disturb each other" whole both
expect "and leave records that hold" 1 build docs -o both
touch plain/.bai-0000.print.pdf.123.part plain/.bantin/.bai-0000.99.part plain/.mine.part plain/.mine.pdf.part
expect "temporaries of an earlier run" 1 build -q --force $first docs/"$missing" -o plain
holds "are removed, other files are not" test "$(litter plain | sort | tr '\n' ' ')" = "plain/.mine.part plain/.mine.pdf.part "
rm plain/.mine*

# ---- no room ----
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=1500k tmpfs small 2> /dev/null; then
	expect "a disk that gets full" 3 build docs -o small
	says "is told in words, with what to do" err.txt 'No space left'
	says "and what was not made is counted" err.txt '^bantin: The run ends here\. Documents that were not made: [0-9]+'
	holds "nothing half is there" sh -c 'for f in small/*.pdf; do cmp -s $f plain/$(basename $f) || exit 1; done'
	holds "nor a temporary" test -z "$(litter small)"
	mount -o remount,size=64m small
	expect "with more room" 1 build docs -o small
	holds "the same command goes on" whole small
	umount small
else
	skip "a disk that gets full" "no tmpfs may be mounted here"
fi
finish
