#!/bin/bash
# `bantin archive` and `bantin verify` from outside: what is in a bag, that the same bytes come again, that what is wrong is found
# and told, that nothing half is left behind.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3

article() { # FILE TITLE [BODY]
	mkdir -p "$(dirname "$1")"
	cat > "$1" <<-XML
	<?xml version="1.0" encoding="UTF-8"?>
	<article xml:lang="vi" id="bai">
	  <head><title>$2</title><date when="2026-11-20T07:30"/><author><name>Lê Thị Hạnh</name></author><keywords><k>lúa</k></keywords></head>
	  <body>
	    ${3:-<p>Một đoạn văn ngắn về buổi tổng kết năm học của trường.</p>}
	  </body>
	</article>
	XML
}
# renew BAG: every list anew from what is there, as somebody with sha256sum would.
renew() {
	(
		cd "$1" || exit 1
		for kind in 256 512; do
			find data -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha${kind}sum > manifest-sha$kind.txt
		done
		for kind in 256 512; do
			find . -maxdepth 1 -type f ! -name 'tagmanifest-*' -printf '%f\n' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha${kind}sum > tagmanifest-sha$kind.txt
		done
	)
}
oxum() { # BAG: what Payload-Oxum should be
	find "$1/data" -type f -printf '%s\n' | awk '{ bytes += $1; files++ } END { printf "%d.%d", bytes, files }'
}
sums_hold() { # BAG: with nothing but coreutils
	(cd "$1" && for kind in 256 512; do sha${kind}sum -c --quiet --strict manifest-sha$kind.txt && sha${kind}sum -c --quiet --strict tagmanifest-sha$kind.txt || exit 1; done)
}
no_leftovers() { test -z "$(find "$1" -mindepth 1 -name '.*')"; }

# ---- what is in a bag ----
sample=$root/input/2026-11
expect "the sample issue into a bag" 0 archive --strict "$sample" -o kho
says "is told with what is in it" out.txt '^kho/so-bao +[0-9]+ pages, [0-9]+ files, [0-9]+ KB +new$'
bag=kho/so-bao
for file in bagit.txt bag-info.txt manifest-sha256.txt manifest-sha512.txt tagmanifest-sha256.txt tagmanifest-sha512.txt \
	data/so-bao.archive.pdf data/source/so-bao.xml data/source/hoi-nghi.xml data/layout/ban-tin.xml data/metadata/mets.xml data/metadata/premis.xml; do
	holds "holds $file" test -s $bag/$file
done
holds "every source as it is" sh -c "cd $bag/data/source && find . -type f | while read -r f; do cmp \"\$f\" \"$sample/\$f\" || exit 1; done"
holds "every photo that the articles name" sh -c "grep -ho 'photo src=\"[^\"]*' $sample/*.xml | sed 's/.*\"//' | sort -u | while read -r f; do test -s \"$bag/data/source/\$f\" || { echo \$f; exit 1; }; done"
holds "checksums that coreutils can check" sums_hold $bag
says "the sum of bytes and files" $bag/bag-info.txt "^Payload-Oxum: $(oxum $bag)\$"
says "the publisher" $bag/bag-info.txt '^Source-Organization: Trường Chính trị'
says "the day of the issue, not of the clock" $bag/bag-info.txt '^Bagging-Date: 2026-11-01$'
says "the publication's id" $bag/bag-info.txt '^External-Identifier: 2026-11$'
says "a description in Vietnamese" $bag/bag-info.txt '^Internal-Sender-Description: Bản lưu trữ của bản tin'
says "fields after the circular" $bag/bag-info.txt '^TT05-So-Luong-Trang: [0-9]+$'
holds "no line is empty or without a label" sh -c "! grep -vE '^[A-Za-z0-9-]+: .' $bag/bag-info.txt"
for file in $bag/data/metadata/*.xml kho/catalogue.xml; do holds "$(basename $file) is well-formed" xmllint --nonet --noout $file; done
says "PREMIS names the fonts with their sums" $bag/data/metadata/premis.xml '<objectIdentifierValue>NotoSerif-Regular\.ttf<'
font=$(sed -n '/>NotoSerif-Regular\.ttf</,/<\/object>/s/.*<messageDigest>\(.*\)<.*/\1/p' $bag/data/metadata/premis.xml | head -n 1)
holds "with the sum of the very file" sh -c "sha256sum $root/build/faces/NotoSerif-Regular.ttf | grep -q '^$font '"
says "and the program's version" $bag/data/metadata/premis.xml "<agentVersion>$("$BANTIN" --version | cut -d' ' -f2)<"
says "and the libraries'" $bag/data/metadata/premis.xml '<agentName>HarfBuzz<'
says "METS has the articles in their order" $bag/data/metadata/mets.xml 'TYPE="article" ORDER="1" ORDERLABEL="1" LABEL="'
holds "the same PDF that build makes" sh -c "'$BANTIN' build -q --for archive '$sample' -o pdf && cmp pdf/so-bao.archive.pdf $bag/data/so-bao.archive.pdf"
holds "the catalogue begins as Excel wants it" sh -c "head -c 3 kho/catalogue.csv | od -An -tx1 | grep -q 'ef bb bf'"
holds "and is a table of equal rows" python3 - kho/catalogue.csv <<-'PY'
	import csv, sys
	rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
	assert len(rows) > 20 and len({len(row) for row in rows}) == 1, [len(row) for row in rows]
	assert rows[1][:2] == ['so-bao', 'gói'] and rows[2][1] == 'bài', rows[:3]
	PY
expect "verify finds it in order" 0 verify --strict kho
says "and says so" out.txt '^kho/so-bao +[0-9]+ files, [0-9]+ KB +in order$'
expect "composed again, the PDF is the same" 0 verify --rebuild --strict $bag

# ---- the same bytes, everywhere ----
cp -r $bag first
stat -c '%i %Y' $bag/bagit.txt > stamp
expect "the same again" 0 archive "$sample" -o kho
says "is left alone" out.txt 'unchanged$'
holds "untouched" sh -c "stat -c '%i %Y' $bag/bagit.txt | cmp - stamp"
mkdir -p far/away && cp -r "$sample" far/away/issue
(cd far/away && TZ=America/New_York LC_ALL=C "$BANTIN" archive -q issue -o here)
holds "from elsewhere, at another hour, the same bag" diff -r first far/away/here/so-bao
holds "and the same catalogue" diff kho/catalogue.csv far/away/here/catalogue.csv
SOURCE_DATE_EPOCH=1700000000 "$BANTIN" archive -q "$sample" -o epoch
says "SOURCE_DATE_EPOCH is obeyed" epoch/so-bao/bag-info.txt '^Bagging-Date: 2023-11-15$'
expect "and remembered for composing again" 0 verify --rebuild --strict epoch
SOURCE_DATE_EPOCH=1800000000 "$BANTIN" verify --rebuild --strict epoch > out.txt 2> err.txt; echo $? > status
holds "whatever it is then" grep -qx 0 status

# ---- layouts ----
article "rieng/bài.xml" "Mẫu riêng"
mkdir -p rieng/mau
echo '<layout title="Của ta" extends="mau/nen.xml" xml:lang="vi"/>' > rieng/cua-ta.xml
echo '<layout title="Nền" extends="trang-don" xml:lang="vi"/>' > rieng/mau/nen.xml
expect "a layout on layouts, from the publication's folder" 0 archive --layout rieng/cua-ta.xml rieng -o kho-rieng
holds "all three are in the bag" test -s kho-rieng/bài/data/source/cua-ta.xml -a -s kho-rieng/bài/data/source/mau/nen.xml -a -s kho-rieng/bài/data/layout/trang-don.xml
expect "and make the same PDF" 0 verify --rebuild --strict kho-rieng
mkdir -p khac && mv rieng/cua-ta.xml rieng/mau khac/
expect "a layout from elsewhere" 0 archive --layout khac/cua-ta.xml rieng -o kho-rieng
says "replaces the bag" out.txt 'replaced$'
holds "is kept apart" test -s kho-rieng/bài/data/layout/own/cua-ta.xml -a -s kho-rieng/bài/data/layout/own/mau/nen.xml -a -s kho-rieng/bài/data/layout/trang-don.xml
holds "without what the old bag had" test ! -e kho-rieng/bài/data/source/mau
rm -r khac
expect "and needs nothing from there" 0 verify --rebuild --strict kho-rieng
expect "an own level" 0 archive --archive-level 2b rieng -o kho-2b
says "is in the record" kho-2b/bài/data/metadata/premis.xml '<formatVersion>2b<'
expect "and composes again as that" 0 verify --rebuild --strict kho-2b

# ---- names ----
for month in 11 12; do
	mkdir -p nam/$month && article nam/$month/bai.xml "Bài tháng $month"
	echo "<publication kind=\"bulletin\" xml:lang=\"vi\" id=\"2026-$month\"><head><title>Bến Học</title><number>Số $month</number><date when=\"2026-$month\"/></head><part title=\"Tin\"><article href=\"bai.xml\"/></part></publication>" > nam/$month/so-bao.xml
	expect "the issue of month $month" 0 archive nam/$month -o kho-nam
	says "is a new bag" out.txt 'new$'
done
holds "every month's so-bao.xml has its own" test -s kho-nam/so-bao/data/so-bao.archive.pdf -a -s kho-nam/so-bao-2026-12/data/so-bao-2026-12.archive.pdf
sed -i 's/Bến Học/Bến Học mới/' nam/12/so-bao.xml
expect "corrected" 0 archive nam/12 -o kho-nam
says "it replaces its own" out.txt '^kho-nam/so-bao-2026-12 .*replaced$'
expect "and the first is" 0 archive nam/11 -o kho-nam
says "unchanged" out.txt '^kho-nam/so-bao .*unchanged$'
for word in một hai; do article le/tin.xml "Bài $word"; sed -i 's/ id="bai"//; s/2026-11-20/2026-11-2'$([ $word = một ] && echo 1 || echo 2)'/' le/tin.xml; cp le/tin.xml "$word.xml"; done
cp một.xml le/tin.xml && "$BANTIN" archive -q le -o kho-le
cp hai.xml le/tin.xml
expect "another article of the same name without an id" 1 archive le -o kho-le
says "is not put in the place of the first" err.txt '^kho-le/tin: error: .*“Bài một”.*\[bag-other\]$'
expect "which is whole" 0 verify --rebuild --strict kho-le
says "and still the first" kho-le/tin/data/source/tin.xml 'Bài một'
sed 's/Bài một/Bài một, sửa/' một.xml > le/tin.xml
expect "a corrected title" 0 archive le -o kho-le
says "replaces it" out.txt 'replaced$'

# ---- what is not whole does not go in ----
article loi/bai.xml "Thiếu ảnh" '<p>Trước.</p><figure><photo src="photos/mat.jpg" alt="Mất"/></figure><p>Sau.</p>'
article tot/tot.xml "Bài tốt"
expect "a document with an error beside a good one" 1 archive loi tot -o kho-loi
says "names the editor's file, not a copy" err.txt '^loi/bai\.xml:5:[0-9]+: error: .*mat\.jpg'
holds "gets no bag, the good one does" test "$(ls kho-loi | tr '\n' ' ')" = "catalogue.csv catalogue.xml tot "
expect "what becomes whole" 0 archive tot -o kho-hong
article tot/tot.xml "Bài tốt" '<p>Rồi hỏng.</p><figure><photo src="mat.jpg" alt="Mất"/></figure>'
expect "and then is not" 1 archive tot -o kho-hong
expect "leaves the good bag as it was" 0 verify --rebuild --strict kho-hong
article "canh/a.xml" "Cảnh báo" '<p>Chữ.</p><x:thing xmlns:x="urn:x">lạ</x:thing>'
expect "a warning keeps no bag away" 0 archive canh -o kho-canh
says "and is told of the editor's file" err.txt '^canh/a\.xml:5:[0-9]+: warning'
expect "except in the status, with --strict" 1 archive --strict canh -o kho-canh
mkdir -p loi-chu/photos && cp "$sample/photos/anh-1.jpg" loi-chu/photos/
article loi-chu/a.xml "Ảnh không lời" '<figure><photo src="photos/anh-1.jpg"/></figure><p>Chữ.</p>'
expect "a photo without alt" 1 archive loi-chu -o kho-loi-chu
holds "is an error for the archive, told once" test "$(grep -c 'alt-missing' err.txt)" = 1
says "at its place" err.txt '^loi-chu/a\.xml:5:[0-9]+: error: .*\[alt-missing\]$'
article "ten/$(printf 'x\xff').xml" "Tên không phải Unicode"
expect "a name that is no Unicode" 1 archive ten -o kho-ten
says "is told" err.txt '\[archive-name\]'
mkdir -p dan/photos && cp "$sample/photos/anh-1.jpg" 'dan/photos/a%b & <c> #1?.jpg'
article dan/a.xml "Tên khó" '<figure><photo src="photos/a%b &amp; &lt;c> #1?.jpg" alt="Ảnh"/></figure><p>Chữ.</p>'
expect "a photo with a hard name" 0 archive dan -o kho-dan
says "is listed as the RFC says" kho-dan/a/manifest-sha256.txt '  data/source/photos/a%25b & <c> #1\?\.jpg$'
expect "and found again" 0 verify --rebuild --strict kho-dan

# ---- what is wrong is found ----
rm -rf hong && cp -r first hong
rm hong/data/source/hoi-nghi.xml
expect "a missing file" 1 verify hong
says "is named, with what to do" err.txt '^hong/data/source/hoi-nghi\.xml: error: .*\[bag-missing\]$'
says "in Vietnamese too" <("$BANTIN" --lang vi verify hong 2>&1) 'hong/data/source/hoi-nghi\.xml: lỗi: '
rm -rf hong && cp -r first hong
sed -i 's/Bến Học/Bến Hoc/' hong/data/source/so-bao.xml
expect "a changed source" 1 verify hong
says "is named" err.txt '^hong/data/source/so-bao\.xml: error: .*\[bag-changed\]$'
renew hong
sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $(oxum hong)/" hong/bag-info.txt
renew hong
holds "with the lists renewed, coreutils see nothing" sums_hold hong
expect "but it is not what the PDF was made of" 1 verify hong
says "which is said" err.txt '^hong/data/source/so-bao\.xml: error: .*\[source-changed\]$'
# The records forged as well: only composing again tells.
old=$(sha256sum < first/data/source/so-bao.xml | cut -d' ' -f1) new=$(sha256sum < hong/data/source/so-bao.xml | cut -d' ' -f1)
old512=$(sha512sum < first/data/source/so-bao.xml | cut -d' ' -f1) new512=$(sha512sum < hong/data/source/so-bao.xml | cut -d' ' -f1)
size=$(stat -c %s first/data/source/so-bao.xml) size2=$(stat -c %s hong/data/source/so-bao.xml)
sed -i "s/$old/$new/; s/$old512/$new512/; s/<size>$size</<size>$size2</" hong/data/metadata/premis.xml
premis=$(sha256sum < hong/data/metadata/premis.xml | cut -d' ' -f1) was=$(sha256sum < first/data/metadata/premis.xml | cut -d' ' -f1)
sed -i "s/$old/$new/; s/$was/$premis/; s/SIZE=\"$size\"/SIZE=\"$size2\"/" hong/data/metadata/mets.xml
renew hong
sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $(oxum hong)/" hong/bag-info.txt
renew hong
expect "with the records forged as well, the sums agree" 0 verify hong
expect "but not the PDF" 1 verify --rebuild hong
says "which was not made of these sources" err.txt '^hong/data/so-bao\.archive\.pdf: error: .*\[rebuild-differs\]$'
rm -rf hong && cp -r first hong
sed -i 's/bantin 0\.[0-9.]*/bantin 0.0.9/; s/NotoSerif-Regular/NotoSerif-Ancient/' hong/data/metadata/premis.xml
premis=$(sha256sum < hong/data/metadata/premis.xml | cut -d' ' -f1)
sed -i "s/$was/$premis/" hong/data/metadata/mets.xml
printf 'x' >> hong/data/so-bao.archive.pdf
pdf=$(sha256sum < hong/data/so-bao.archive.pdf | cut -d' ' -f1) pdfwas=$(sha256sum < first/data/so-bao.archive.pdf | cut -d' ' -f1)
pdf512=$(sha512sum < hong/data/so-bao.archive.pdf | cut -d' ' -f1) pdfwas512=$(sha512sum < first/data/so-bao.archive.pdf | cut -d' ' -f1)
size=$(stat -c %s first/data/so-bao.archive.pdf)
sed -i "s/$pdfwas/$pdf/; s/$pdfwas512/$pdf512/; s/<size>$size</<size>$((size + 1))</" hong/data/metadata/premis.xml
sed -i "s/$pdfwas/$pdf/; s/SIZE=\"$size\"/SIZE=\"$((size + 1))\"/; s/$premis/$(sha256sum < hong/data/metadata/premis.xml | cut -d' ' -f1)/" hong/data/metadata/mets.xml
renew hong
sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $(oxum hong)/" hong/bag-info.txt
renew hong
expect "another version of the program or its fonts is no fault" 0 verify --rebuild hong
says "but it is said which" err.txt 'warning: .*the program is bantin [0-9.]+, it was bantin 0\.0\.9.*NotoSerif-Ancient\.ttf was not used.*NotoSerif-Regular\.ttf was used instead.*\[rebuild-other-tools\]$'
expect "nothing there" 1 verify nowhere
expect "no bag there" 1 verify tot
says "is told" err.txt '\[bag-none\]'
expect "verify without a path" 2 verify
expect "an option of another command" 2 archive --rebuild tot
mkdir -p nhieu && cp -r first nhieu/mot && cp -r first nhieu/hai && printf x >> nhieu/hai/bagit.txt
expect "of several bags" 1 verify nhieu
says "the bad one is named" out.txt '^nhieu/hai .*NOT in order$'
says "and the good one" out.txt '^nhieu/mot .*in order$'
rm -rf lac && cp -r kho lac && rm -r lac/so-bao
expect "a bag that the catalogue names but is not there" 1 verify lac
says "is named" err.txt '^lac/catalogue\.csv:2:1: error: .*so-bao.*\[bag-lost\]$'
flips=1000
grep -q __asan_init "$BANTIN" && flips=60
article mot/mot.xml "Một bài"
"$BANTIN" archive -q mot -o kho-mot
holds "$flips flipped bits, each found" "$root/tests/flip_bits.py" "$BANTIN" kho-mot/mot $flips 7

# ---- surroundings ----
printf x > file
expect "an output folder that is a file" 3 archive mot -o file
mkdir -p ban && echo mine > ban/mot
expect "a file in the bag's place" 1 archive mot -o ban
says "is told" err.txt '\[bag-occupied\]'
holds "and left alone" grep -qx mine ban/mot
if [ "$(id -u)" = 0 ]; then
	mkdir -p full readonly
	if mount -t tmpfs -o size=40k tmpfs full 2>/dev/null; then
		expect "a full disk" 3 archive mot -o full
		says "is told in words" err.txt '[Nn]o space left'
		holds "nothing half is left" test -z "$(find full -mindepth 1)"
		umount full
	else skip "a full disk" "no tmpfs may be mounted here"; fi
	if mount -t tmpfs -o ro tmpfs readonly 2>/dev/null; then
		expect "a read-only folder" 3 archive mot -o readonly
		says "is told in words" err.txt '[Rr]ead-only'
		umount readonly
	else skip "a read-only folder" "no tmpfs may be mounted here"; fi
else
	chmod 000 kho-mot/mot/data/source/mot.xml
	expect "a file that may not be read" 3 verify kho-mot
	says "is told" err.txt '\[bag-unreadable\]'
	skip "a full disk" "needs root"
fi
for i in $(seq 60); do article "busy/$i.xml" "Bài $i"; done
for signal in INT:130 TERM:130; do
	name=${signal%:*}
	env --default-signal=INT "$BANTIN" archive busy -o "stopped-$name" > /dev/null 2>&1 & pid=$!
	while [ -z "$(ls "stopped-$name" 2>/dev/null)" ] && kill -0 $pid 2>/dev/null; do :; done
	kill -$name $pid 2>/dev/null
	wait $pid 2>/dev/null; echo $? > status
	holds "SIG$name ends the run with ${signal#*:}" grep -qx "${signal#*:}" status
	holds "and leaves no half bag" no_leftovers "stopped-$name"
	holds "what is there is in order" sh -c "'$BANTIN' verify -q stopped-$name"
done
env "$BANTIN" archive -q busy -o killed > /dev/null 2>&1 & pid=$!
while [ -z "$(ls killed 2>/dev/null)" ] && kill -0 $pid 2>/dev/null; do :; done
kill -KILL $pid 2>/dev/null; wait $pid 2>/dev/null
expect "after a kill, the run is taken up again" 0 archive -q busy -o killed
holds "and cleans up after the killed one" no_leftovers killed
expect "all sixty are in order" 0 verify -q killed
holds "and there" test "$(ls -d killed/*/ | wc -l)" = 60
finish
