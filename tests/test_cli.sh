#!/bin/bash
# The command line from outside: statuses, messages, names of outputs, what is left behind when something fails.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3

# ---- things to work on ----
article() { # FILE TITLE [BODY]
	mkdir -p "$(dirname "$1")"
	cat > "$1" <<-XML
	<?xml version="1.0" encoding="UTF-8"?>
	<article xml:lang="vi" id="bai">
	  <head><title>$2</title><date when="2026-11-20"/></head>
	  <body>
	    ${3:-<p>Một đoạn văn ngắn về buổi tổng kết năm học của trường.</p>}
	  </body>
	</article>
	XML
}
article good.xml "Bài thứ nhất"
article second/good.xml "Bài thứ hai"
article third/good.xml "Bài thứ ba"
article missing-photo.xml "Bài thiếu ảnh" '<p>Trước ảnh.</p><figure><photo src="photos/mat.jpg" alt="Ảnh mất"/><caption>Chú thích còn đây</caption></figure><p>Sau ảnh.</p>'
printf '<article><head><title>Dở dang</title></head><body><p>không đóng</body></article>' > broken.xml
printf '<html><body/></html>' > foreign.xml
article wrong-element.xml "Sai phần tử" '<p>Đúng.</p><paragraph>Sai.</paragraph>'

# ---- usage ----
expect "no command is wrong usage" 2
says "and tells the commands" err.txt 'build\|check\|.*\|fonts\|layouts'
expect "an unknown command" 2 biuld good.xml
says "is named" err.txt '“biuld”'
expect "an unknown option" 2 build --frobnicate good.xml
says "is named too" err.txt '\-\-frobnicate'
expect "an unknown letter" 2 build -Z good.xml
says "is named alone" err.txt ' -Z\.$'
expect "-o without a value" 2 build -o
expect "--for web" 2 build --for web good.xml
expect "--lang fr" 2 --lang fr build good.xml
expect "build without a path" 2 build
expect "dump of nothing known" 2 dump page good.xml
expect "dump takes one path" 2 dump article good.xml second/good.xml
expect "new of nothing known" 2 new poster x
expect "an option that the command does not take" 2 layouts --for print
says "is refused by name" err.txt '\-\-for'
expect "quiet and verbose exclude each other" 2 check --quiet --verbose good.xml
holds "wrong usage writes nothing" test ! -e out
expect "--help" 0 --help
says "tells every command" out.txt 'bantin layouts'
expect "--version" 0 --version
says "is one line" out.txt '^bantin [0-9]+\.[0-9]+\.[0-9]+$'
expect "--lang vi before the command" 2 --lang vi biuld
says "speaks Vietnamese" err.txt 'lệnh'
expect "--lang vi after it" 2 biuld --lang vi
says "speaks Vietnamese as well" err.txt 'lệnh'
env LC_ALL=vi_VN.UTF-8 "$BANTIN" biuld 2> err.txt
says "the locale speaks Vietnamese on a machine without locales" err.txt 'lệnh'

# ---- building ----
expect "one article" 0 build good.xml
holds "gives a print PDF" test -s out/good.print.pdf
holds "and an archive PDF" test -s out/good.archive.pdf
says "tells what was written" out.txt '^out/good\.print\.pdf +1 page, [0-9]+ KB$'
says "closes with a summary" out.txt '^documents: 1, made: 1, with errors: 0; errors: 0, warnings: 0$'
holds "no temporary stays" test -z "$(find out -name '.*.part')"
cp -r out first
sleep 1
expect "the same again" 0 build --force good.xml
holds "gives the same bytes" diff -r -x .bantin out first
mkdir -p far/away && cp good.xml far/away/ && expect "from elsewhere" 0 build far/away/good.xml -o again
holds "gives the same bytes too" diff -r -x .bantin again first
for level in 3a 1a; do # with object streams, and without
	expect "a book by one thread, level $level" 0 build -q -j 1 --archive-level $level "$root/input/ky-yeu-mau" -o alone
	expect "and by eight" 0 build -q -j 8 --archive-level $level "$root/input/ky-yeu-mau" -o many
	holds "gives the same bytes" diff -r -x .bantin alone many
	rm -rf alone many
done
rm -rf out
expect "--for print" 0 build --for print good.xml -o p
holds "writes only that" test "$(ls p)" = good.print.pdf
expect "--for archive" 0 build --for=archive good.xml -op2
holds "writes only this" test "$(ls p2)" = good.archive.pdf
expect "a folder to be made" 0 build -q good.xml -o deep/er/est
holds "is made" test -s deep/er/est/good.print.pdf
holds "--quiet says nothing" test ! -s out.txt -a ! -s err.txt
expect "--verbose" 0 build -v good.xml -o v
says "tells the layout and the sources" out.txt 'trang-don\.xml'
expect "--timings" 0 build --timings good.xml -o t
says "tells every stage" out.txt '^good: read [0-9.]+, design [0-9.]+, font [0-9.]+, shape [0-9.]+, break [0-9.]+, page [0-9.]+, preflight [0-9.]+, write [0-9.]+, together [0-9.]+ ms$'
expect "another layout by name" 0 build --layout ban-tin good.xml -o l
holds "looks different" test "$(cksum < l/good.print.pdf)" != "$(cksum < p/good.print.pdf)"
expect "a layout that is not there" 1 build --layout nha-khac good.xml -o l2
says "is named" err.txt 'nha-khac'
holds "and nothing is written" test ! -e l2
cp "$root/layouts/trang-don.xml" own.xml
expect "a layout by file" 0 build --layout own.xml good.xml -o l3
expect "--system-fonts" 0 build --system-fonts good.xml -o s

# ---- several documents ----
expect "documents of one name" 0 build good.xml second third -o many
says "are told apart, and it is said" err.txt 'second-good'
holds "by their folders" test -s many/second-good.print.pdf -a -s many/third-good.print.pdf -a "$(ls many | wc -l)" = 6
expect "check of documents of one name" 0 check good.xml second third
says_not "writes nothing and speaks of no name" err.txt 'output-renamed'
expect "one document named twice" 0 build good.xml ./good.xml second/../good.xml -o once
holds "is made once" test "$(ls once | wc -l)" = 2
expect "bad ones beside a good one" 1 build broken.xml missing.xml foreign.xml good.xml -o beside
holds "the good one is made" test "$(ls beside | tr '\n' ' ')" = "good.archive.pdf good.print.pdf "
says "the missing one is told" err.txt '^missing\.xml: error: .*\[input-missing\]'
says "the broken one with line and column" err.txt '^broken\.xml:1:[0-9]+: error: '
says "the foreign one" err.txt '^foreign\.xml:1(:[0-9]+)?: error: '
says "the summary counts them" out.txt '^documents: 3, made: 1, with errors: 2; '
mkdir -p issue/parts empty
article issue/parts/a.xml "Bài trong phần"
cat > issue/so.xml <<-'XML'
	<!-- <article> -->
	<publication kind="bulletin" layout="ban-tin" xml:lang="vi" id="so"><head><title>Số báo</title><date when="2026-11"/></head>
	<part title="Tin"><article href="parts/a.xml"/></part></publication>
	XML
article issue/stray.xml "Bài lẻ"
expect "a folder with a publication" 0 build issue -o folder
holds "its articles are not built apart" test "$(ls folder | tr '\n' ' ')" = "so.archive.pdf so.print.pdf "
expect "a folder of folders" 0 build second third issue/parts/ -o folders
holds "every document is found" test "$(ls folders/*.print.pdf | wc -l)" = 3
expect "an empty folder" 1 build empty
says "is told" err.txt '\[folder-empty\]'
article half/good.xml "Bài"; : > half/nothing.xml
expect "a file of a folder that is empty" 1 build half -o half-out
says "is told, not left out" err.txt '^half/nothing\.xml: error: .*\[xml-empty\]'
article "odd/Số báo: 11?.xml" "Tên lạ"
expect "an odd name" 0 build odd -o odd-out
holds "becomes one that any system takes" test -s "odd-out/Số-báo-11.print.pdf"
article "long/$(printf 'ế%.0s' $(seq 80)).xml" "Tên dài"
expect "a very long name" 0 build long -o long-out
holds "is cut at a letter" sh -c 'ls long-out | iconv -f UTF-8 -t UTF-8 | grep -c print.pdf'

# ---- content errors ----
expect "a missing photo is an error" 1 build missing-photo.xml -o frame
says "with its line" err.txt '^missing-photo\.xml:5:[0-9]+: error: .*mat\.jpg'
says "and its source line" err.txt '<photo src='
holds "the page is made all the same" test -s frame/missing-photo.print.pdf
pdftotext frame/missing-photo.print.pdf text.txt
says "with the text around it" text.txt 'Sau ảnh'
says "and the caption" text.txt 'Chú thích còn đây'
expect "a wrong element" 1 check wrong-element.xml
says "is named with its line" err.txt '^wrong-element\.xml:5:[0-9]+: error: .*paragraph'
expect "check writes nothing" 0 check good.xml
holds "indeed" test ! -e out
says "and counts pages" out.txt '^good\.xml +1 page$'
expect "check --timings" 0 check --timings good.xml
says "check goes through the writing too" out.txt 'write [0-9.]*[1-9]'
article warned.xml "Cảnh báo" '<p>Chữ.</p><x:thing xmlns:x="urn:x">lạ</x:thing>'
expect "a warning changes no status" 0 check warned.xml
says "but is told" err.txt 'warning: '
expect "except with --strict" 1 check --strict warned.xml

# ---- surroundings ----
printf x > file
expect "an output folder that is a file" 3 build good.xml -o file
says "is told by name, with what to do" err.txt '^file: error: .*\[output-folder\]'
says "and a hint" err.txt '→ .*-o FOLDER'
if [ "$(id -u)" = 0 ]; then
	mkdir -p full readonly
	if mount -t tmpfs -o size=8k tmpfs full 2>/dev/null; then
		expect "a full disk" 3 build good.xml -o full
		says "is told in words" err.txt '[Nn]o space left'
		holds "nothing half is left" test -z "$(find full -type f)"
		umount full
	else skip "a full disk" "no tmpfs may be mounted here"; fi
	if mount -t tmpfs -o ro tmpfs readonly 2>/dev/null; then
		expect "a read-only folder" 3 build good.xml -o readonly
		says "is told in words" err.txt '[Rr]ead-only'
		expect "a new folder in it" 3 build good.xml -o readonly/new
		says "is told in the same" err.txt '[Rr]ead-only'
		umount readonly
	else skip "a read-only folder" "no tmpfs may be mounted here"; fi
else
	mkdir -p readonly && chmod a-w readonly
	expect "a read-only folder" 3 build good.xml -o readonly
	skip "a full disk" "needs root"
fi
(ulimit -f 8; "$BANTIN" build good.xml -o limited > /dev/null 2> err.txt; echo $? > status)
holds "a limit of file sizes ends it as well" grep -qx '[13]' status
holds "and leaves nothing behind" test -z "$(find limited -type f 2>/dev/null)"
"$BANTIN" --help > /dev/full 2> err.txt; echo $? > status
holds "a full standard output is told" grep -qx 3 status
"$BANTIN" build -q good.xml -o streams <&- >&- 2>&-; echo $? > status
holds "without standard streams all goes well too" grep -qx 0 status
holds "and nothing is printed into a PDF" sh -c '"$0" build -q good.xml -o with-streams && diff -r -x .bantin with-streams streams' "$BANTIN"
# A signal in the middle of a run of sixty.
for i in $(seq 60); do article "busy/$i.xml" "Bài $i"; done
for signal in INT:130 TERM:130; do
	name=${signal%:*}
	env --default-signal=INT "$BANTIN" build busy -o "stopped-$name" > /dev/null 2>&1 & pid=$!
	while [ -z "$(ls "stopped-$name" 2>/dev/null)" ] && kill -0 $pid 2>/dev/null; do :; done
	kill -$name $pid 2>/dev/null
	wait $pid 2>/dev/null; echo $? > status
	holds "SIG$name ends the run with ${signal#*:}" grep -qx "${signal#*:}" status
	holds "and leaves no temporary" test -z "$(find "stopped-$name" -name '.*.part')"
	holds "nor all sixty" test "$(ls "stopped-$name" | wc -l)" -lt 120
done

# ---- beginnings ----
for kind in bulletin article proceedings; do
	expect "new $kind" 0 new $kind "new/$kind"
	expect "new $kind builds as it is" 0 build --strict "new/$kind" -o "new-$kind"
	holds "and gives its PDFs" sh -c "ls new-$kind/*.print.pdf new-$kind/*.archive.pdf"
done
echo mine > new/article/mine
expect "new overwrites nothing" 1 new article new/article
holds "what was there is there" grep -q mine new/article/mine

# ---- dumps and lists ----
expect "measure" 0 measure good.xml
says "counts in words" out.txt 'baselines off the grid'
expect "measure --json" 0 measure --json good.xml
holds "is JSON" python3 -m json.tool out.txt
expect "--json elsewhere" 2 check --json good.xml
for what in article design drawing; do
	expect "dump $what" 0 dump $what good.xml
	cp out.txt "$what.1"
	expect "dump $what again" 0 dump $what good.xml
	holds "dump $what is stable" cmp out.txt "$what.1"
	holds "dump $what is not empty" test "$(wc -l < out.txt)" -ge 5
done
says "the drawing holds the text" drawing.1 'tổng'
says "with coordinates of three decimals" drawing.1 '[0-9]+\.[0-9]{3}'
expect "dump design by name" 0 dump design ban-tin
expect "dump design by file" 0 dump design own.xml
expect "dump of what is not there" 1 dump article nowhere.xml
expect "layouts" 0 layouts
says "has ban-tin" out.txt '^ban-tin '
says "has trang-don" out.txt '^trang-don '
expect "fonts" 0 fonts
says "tells each face's file" out.txt 'NotoSerif-Regular\.ttf'
expect "fonts of one layout" 0 fonts --layout trang-don
says "tells only its own" out.txt 'Liberation'
finish
