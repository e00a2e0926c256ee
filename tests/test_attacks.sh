#!/bin/bash
# Documents that mean harm (make_attacks.py holds the table): each is refused with its message, in time, and no secret comes out.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
holds "the attacks are made" python3 "$root/tests/make_attacks.py" attacks || finish

# Ends by itself long before: some of these once took for ever.
SECONDS_MOST=20
sanitized=
if grep -q __asan_init "$BANTIN"; then sanitized=yes; fi
while read -r name wanted code arguments; do
	case $sanitized$name in yestiff-* | yesphoto-large) skip "$name" "AddressSanitizer cannot live within the memory that bantin-photo may have"; continue ;; esac
	# shellcheck disable=SC2086
	(cd "attacks/$name" && ulimit -v unlimited && timeout $SECONDS_MOST "$BANTIN" build -o out $arguments > ../out.txt 2> ../err.txt < /dev/null)
	status=$?
	if [ $status != "$wanted" ]; then not_ok "$name (status $status, not $wanted)" attacks/out.txt attacks/err.txt
	elif [ "$code" != - ] && ! grep -aqF "[$code]" attacks/err.txt; then not_ok "$name (no message with the code $code)" attacks/err.txt
	elif grep -aqrF bi-mat-khong-duoc-doc attacks/out.txt attacks/err.txt "attacks/$name/out" 2>/dev/null; then not_ok "$name lets a secret out" attacks/err.txt
	elif grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' attacks/err.txt; then not_ok "$name writes control characters" attacks/err.txt
	elif [ -n "$(find "attacks/$name" -name '.*.part')" ]; then not_ok "$name leaves something behind"
	else ok "$name"; fi
done < attacks/attacks.txt
holds "there are a hundred and more" test "$(wc -l < attacks/attacks.txt)" -ge 130
holds "what a link in the output folder leads to is as it was" grep -qx 'as it was' attacks/victim

# ---- names of outputs ----
mkdir names
body='<article><head><title>Bài</title></head><body><p>a</p></body></article>'
for name in '-rf' '.an' 'con' 'NUL.tin' $'a\tb\nc' $'\e[31m' 'a:b*c?d' "$(printf 'd%.0s' {1..240})" ' ' '...' 'COM1' \
	$'bài' $'ba\u0300i' 'Ấn' 'ấn' $'gi\u202egpj' $'gi\u200bgpj' $'\xff\xfe' 'cuối. .'; do printf '%s' "$body" > "names/$name.xml"; done
(cd names && "$BANTIN" build -q -o ../named -- ./*.xml ./.an.xml ./....xml > ../out.txt 2> ../err.txt)
holds "documents with odd names are built" test "$(ls named/*.print.pdf | wc -l)" = 19
holds "each under a name that is its own where capitals, invisible signs and the way of writing accents do not count" python3 - <<-'PY'
	import os, re, unicodedata
	names = [n[:-len('.print.pdf')] for n in os.listdir('named') if n.endswith('.print.pdf')]
	folded = {unicodedata.normalize('NFC', n).casefold() for n in names}
	assert len(folded) == len(names) == 19, names
	for n in names:
	    assert unicodedata.is_normalized('NFC', n) and not re.search('[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[. -]$', n), n
	PY
for name in 'xấu'$'\e[31m' $'xấu\u202elmx.gpj' $'xấu\xc2\x9b1m'; do printf '<article>' > "names/$name.xml"; done
(cd names && "$BANTIN" build -v -j 1 --explain -o ../named -- ./xấu*.xml > ../out.txt 2> ../err.txt)
holds "odd names of broken documents are printed so that they steer nothing" python3 -c "
import re
text = open('out.txt').read() + open('err.txt').read()
assert text.count('xấu') > 6 and not re.search('[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]', text), text"

# ---- folders ----
mkdir -p folders/a folders/ngoai folders/kin && printf '%s' "$body" > folders/a/bai.xml && printf '<article><head><title>bi-mat-khong-duoc-doc</title></head></article>' > folders/ngoai/bai.xml
cp -r folders/a folders/in-itself && mkdir -p folders/in-itself/b && mv folders/in-itself/bai.xml folders/in-itself/b/
for i in $(seq 20); do ln -s . "folders/in-itself/vong-$i"; done
timeout $SECONDS_MOST "$BANTIN" build -o looped folders/in-itself > out.txt 2> err.txt
holds "a folder that is linked into itself ends" test $? = 0
says "with each document once" out.txt '^documents: 1, made: 1,'
ln -s ../ngoai folders/kin/x
expect "a linked folder that leads out" 1 build -o outside folders/kin
says "is not followed" err.txt '^folders/kin/x: error: .*\[input-outside\]'
says_not "nor read" out.txt 'ngoai|bi-mat'
mkdir -p "folders/deep/$(printf 'a/%.0s' {1..40})" && printf '%s' "$body" > "folders/deep/$(printf 'a/%.0s' {1..40})bai.xml"
expect "a folder too deep" 1 build -o deep folders/deep
says "is told" err.txt '\[folder-deep\]'
odd=$(cd named && LC_ALL=C.UTF-8 ls -A | grep -vx '.bantin' | grep -aE '^[-.]|[[:cntrl:]:*?"<>|\\]|^ |^(con|nul|prn|aux|com[0-9]|lpt[0-9])\.' -i)
if [ -z "$odd" ]; then ok "and their outputs have plain ones"; else echo "$odd" > odd.txt; not_ok "and their outputs have plain ones" odd.txt; fi

# ---- fonts among the house fonts ----
mkdir data && cp -r "$root/layouts" "$root/fonts" data/ && cp -r "$root/profiles" "$root/input/schema" data/ && cp -rP "$root/build/faces" data/faces 2>/dev/null
printf 'wOF2\0\1\0\0\377\377\377\377\377\377' > data/fonts/bomb.woff2
head -c 700 "$root/tests/data/font/plain.ttf" > data/fonts/cut.ttf
printf 'ttcf\0\1\0\0\377\377\377\377' > data/fonts/many.ttc
mkfifo data/fonts/pipe.ttf
printf '%s' "$body" > bai.xml
(export BANTIN_DATA=$WORK/data; timeout 20 "$BANTIN" build -o fonts-out bai.xml > out.txt 2> err.txt < /dev/null)
holds "hostile fonts do not stop a document" test $? = 0
for font in bomb.woff2 cut.ttf many.ttc pipe.ttf; do says "$font is refused by name" err.txt "$font.*\[font-unreadable\]"; done

# ---- from outside: no socket, and nothing opened but what a document may need ----
if ! command -v strace > /dev/null; then skip "what is opened" "there is no strace"; finish; fi
if ! strace -qq -o /dev/null true 2> /dev/null; then skip "what is opened" "processes may not be traced here"; finish; fi
mkdir -p issue/photos && cp "$root/tests/data/picture/plain.jpg" issue/photos/a.jpg
printf '<article><head><title>Bài</title></head><body><p>a</p><figure><photo src="photos/a.jpg" alt="a"/></figure></body></article>' > issue/bai.xml
"$BANTIN" build -q -o warm issue/bai.xml > /dev/null 2>&1 # so that the font cache is there
strace -f -qq -y -e trace=%file,%network,execve -o trace.txt "$BANTIN" build -o traced issue/bai.xml > out.txt 2> err.txt < /dev/null
holds "a traced run is a good run" test -s traced/bai.print.pdf
says_not "no socket is asked for" trace.txt '^[0-9]+ +(socket|socketpair|connect|bind|sendto|sendmsg)\('
holds "no other program is started" test "$(grep -c 'execve(' trace.txt)" = 1
# Each opened file, after the sandbox is entered by the run (its first line is the answer of seccomp): by real path.
allowed="^(/dev/null|/proc/self/status|$WORK/issue(/.*)?|$WORK/traced(/.*)?|$root/(layouts|fonts|build/faces|build/fontcache|input/schema|profiles)(/.*)?${sanitized:+|/proc/.*}|/usr/(local/)?share/fonts(/.*)?|.*/gconv(/.*)?)$"
strace -f -qq -y -e trace=openat,open,creat,prctl -o trace2.txt "$BANTIN" build --force -o traced issue/bai.xml > /dev/null 2>&1 < /dev/null
if grep -q 'PR_SET_SECCOMP' trace2.txt; then
	sed -n '/PR_SET_SECCOMP/,$p' trace2.txt | grep -v ' = -1 ' | grep -v O_PATH | sed -nE 's/.*openat\([0-9]+<([^>]*)>, "([^"]*)".*/\1\/\2/p; s/.*(openat|open|creat)\((AT_FDCWD[^,]*, )?"([^"]*)".*/\3/p' |
		while read -r path; do case $path in /*) ;; *) path=$PWD/$path ;; esac; realpath -m -s "$path"; done | sort -u > opened.txt
	grep -vE "$allowed" opened.txt > strange.txt
	if [ -s opened.txt ] && [ ! -s strange.txt ]; then ok "nothing is opened outside of the folders allowed"; else not_ok "nothing is opened outside of the folders allowed" strange.txt; fi
else
	skip "what is opened" "the sandbox could not be entered"
fi
finish
