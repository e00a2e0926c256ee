#!/bin/bash
# Print PDFs of every kind of job: qpdf and our reader of PDF/X find nothing; broken twins are refused; plates and ink by ghostscript
# where it is at hand.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 1
judge=$root/tests/judge_print.py

python3 - <<'END'
import struct, zlib
def chunk(name, data): return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
row = b'\0' + b''.join(bytes((x * 255 // 1800, 255 - x * 255 // 1800, x * 7 % 256)) for x in range(1800))
open('anh.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1800, 1200, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(row * 1200)) + chunk(b'IEND', b''))
clear = b'\0' + b''.join(bytes((x * 255 // 900, 90, 40, min(255, x))) for x in range(900))
open('trong.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 900, 600, 8, 6, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(clear * 600)) + chunk(b'IEND', b''))
words = 'Sáng 27/11, nhà trường tổ chức hội nghị tổng kết công tác nghiên cứu khoa học với hơn ba mươi giảng viên các phòng, khoa.'
def article(number, photo):
    clear = '<figure id="t%d"><photo src="trong.png" alt="Hình"/><caption>Chỗ trong suốt</caption></figure>' % number if photo else ''
    figure = '<figure id="h%d"><photo src="anh.png" alt="Ảnh"/><caption>Quang cảnh</caption></figure>' % number if photo else ''
    return ('<article xml:lang="vi" id="a%d"><head><kicker>Hội nghị</kicker><title>Bài thử số %d</title></head><lead>%s</lead><body>%s%s'
            '<table><row><cell head="yes">Lớp</cell><cell head="yes">Số</cell></row><row><cell>Một</cell><cell>12</cell></row></table><p><a href="https://example.org/">%s</a></p></body></article>'
            % (number, number, words, figure, clear + '<p>%s %s</p>' % (words, words) * 6, words))
open('so-bao.xml', 'w', encoding='utf-8').write('<publication kind="bulletin" xml:lang="vi"><head><title>Bản tin</title><number>1</number><date when="2026-11-24"/></head>'
    '<part title="Tin">%s%s</part></publication>' % (article(1, True), article(2, False)))
open('chu.xml', 'w', encoding='utf-8').write(article(3, False))
END

# job NAME OPTION...: builds the issue and has it judged
job() {
	local name=$1
	shift
	bantin 0 build so-bao.xml -o "$name" --for print "$@" || { not_ok "$name is built" "$WORK/out.txt" "$WORK/err.txt"; return 1; }
	holds "$name: qpdf" qpdf --check "$name/so-bao.print.pdf"
	holds "$name: PDF/X" "$judge" --black-text "$name/so-bao.print.pdf"
}
job x4
job x1a --print-standard x1a
job marked --marks all --profile uncoated
job marked-x1a --marks all --print-standard x1a --layout tap-san
job magazine --layout tap-san
job photos-cmyk --layout "$root/layouts/ban-tin.xml" --inks cmyk
job black --inks black --marks all
job two --layout to-tin --marks all
job two-x1a --layout to-tin --print-standard x1a
job two-mixed --inks black,accent
holds "black: one plate" "$judge" --plates Black black/so-bao.print.pdf
holds "two: two plates" "$judge" --plates "Black,PANTONE 2728 C" two/so-bao.print.pdf
holds "two-x1a: two plates" "$judge" --plates "Black,PANTONE 2728 C" two-x1a/so-bao.print.pdf
holds "two-mixed: an ink by its colour's name" "$judge" --plates "Black,accent" two-mixed/so-bao.print.pdf
if "$judge" --plates Black two/so-bao.print.pdf > /dev/null; then not_ok "a second plate is seen"; else ok "a second plate is seen"; fi

# the second ink is met in a photo first, and nowhere else
echo '<article xml:lang="vi" id="p"><head><title>Ảnh</title></head><body><figure id="h"><photo src="anh.png" alt="Ảnh"/><caption>Quang cảnh</caption></figure></body></article>' > anh.xml
expect "a photo alone on two plates" 0 build anh.xml --layout to-tin --for all -o alone
holds "a photo alone: PDF/X" "$judge" --black-text --plates "Black,PANTONE 2728 C" alone/anh.print.pdf

# ---- the judge is awake ----
expect "a text article" 0 build chu.xml -o chu --for print
expect "the same as X-1a" 0 build chu.xml -o chu1a --for print --print-standard x1a
holds "broken twins of X-4" "$judge" --twins chu/chu.print.pdf
holds "broken twins of X-1a" "$judge" --twins chu1a/chu.print.pdf

# ---- what a job may be told, and by whom ----
says "the coated condition" <(qpdf --qdf --object-streams=disable x4/so-bao.print.pdf - | strings) 'OutputConditionIdentifier \(FOGRA39\)'
says "the uncoated condition" <(qpdf --qdf --object-streams=disable marked/so-bao.print.pdf - | strings) 'OutputConditionIdentifier \(FOGRA29\)'
sed 's/<publication /<publication print-standard="x1a" print-marks="crop" output-profile="uncoated" /' so-bao.xml > noi.xml
expect "the issue says how it is printed" 0 build noi.xml -o noi --for print
says "and is obeyed" <(strings noi/noi.print.pdf) 'PDF/X-1a:2003'
expect "the command line overrules it" 0 build noi.xml -o noi4 --for print --print-standard x4
says_not "and is obeyed, too" <(strings noi4/noi.print.pdf) 'PDF/X-1a'
expect "no such standard" 2 build so-bao.xml --print-standard x3
expect "no such mark" 2 build so-bao.xml --marks all,fold
expect "no such inks" 2 build so-bao.xml --inks green
expect "marks without a print file" 2 build so-bao.xml --for archive --marks all
expect "no such colour in the layout" 1 build so-bao.xml --inks black,mauve -o none
says "is said with the colours there are" err.txt 'layout-inks'
expect "no such profile" 1 build so-bao.xml --profile none.icc -o none --for print
says "is said" err.txt 'output-profile'
holds "and no print file is made" test ! -e none/so-bao.print.pdf
expect "a profile by its path" 0 build so-bao.xml --profile "$root/profiles/uncoated.icc" -o path --for print
expect "an RGB profile is none of a press" 1 build so-bao.xml --profile /usr/share/color/icc/sRGB.icc -o none --for print

# ---- the slug line ----
pdftotext -f 1 -l 1 marked/so-bao.print.pdf slug.txt
says "the slug line has title, job, page, date, press, inks and standard" slug.txt '^Bản tin.* · so-bao · trang 1/[0-9]+ · 2026-11-24 · .*FOGRA29.* · CMYK · PDF/X-4$'
pdftotext -f 2 -l 2 black/so-bao.print.pdf slug.txt
says "of each page, and of its inks" slug.txt ' · trang 2/[0-9]+ · .* · Black · PDF/X-4$'
expect "a document without a date" 0 build chu.xml -o slug --for print --marks slug
says_not "has none in its slug line" <(pdftotext slug/chu.print.pdf -) '1970'

# ---- both kinds from one run: the same words at the same places ----
for layout in ban-tin to-tin; do
	expect "$layout: both kinds" 0 build so-bao.xml -o both-$layout --for all --layout $layout --marks all
	for kind in print archive; do pdftotext -bbox both-$layout/so-bao.$kind.pdf $kind.bbox; done
	holds "$layout: the same lines on the same pages" python3 - <<'END'
import re
def read(path):
    pages = open(path, encoding='utf-8').read().split('<page ')[1:]
    return [[(m[2], float(m[0]), float(m[1])) for m in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" [^>]*>([^<]*)<', page)] for page in pages]
printed, kept = read('print.bbox'), read('archive.bbox')
assert len(printed) == len(kept) and sum(map(len, kept)) > 400
for ours, theirs in zip(printed, kept):
    ours = [word for word in ours if word[2] > 51 - 6]  # without the slug line
    assert [w[0] for w in ours] == [w[0] for w in theirs], (ours[:9], theirs[:9])
    moves = {(round(a[1] - b[1], 1), round(a[2] - b[2], 1)) for a, b in zip(ours, theirs)}
    assert len({m[0] for m in moves}) <= 2 and len({m[1] for m in moves}) <= 2, moves
END
done
holds "the same bytes again" bash -c '"$0" build so-bao.xml -o again --for print --layout to-tin --marks all --quiet && cmp again/so-bao.print.pdf two/so-bao.print.pdf' "$BANTIN"

# ---- ink, by ghostscript ----
if command -v gs > /dev/null; then
	gs -q -o ink.txt -sDEVICE=inkcov chu/chu.print.pdf 2> /dev/null
	black_alone() { awk '/CMYK/ { pages++; if ($1 + $2 + $3 > 0 || $4 + 0 == 0) bad = 1 } END { exit bad || !pages }' "$1"; }
	holds "text lays down black alone" black_alone ink.txt
	gs -q -o ink2.txt -sDEVICE=inkcov -r36 black/so-bao.print.pdf 2> /dev/null
	holds "one plate: photos, marks and colour bar too" black_alone ink2.txt
	gs -q -o ink3.txt -sDEVICE=inkcov -r36 x1a/so-bao.print.pdf 2> /dev/null
	if black_alone ink3.txt; then not_ok "colours are seen"; else ok "colours are seen"; fi
	gs -q -o 'plate%d.tif' -sDEVICE=tiffsep -sCompression=none -r36 two/so-bao.print.pdf 2> /dev/null
	holds "two plates have ink on every page, marks and all, and no others" python3 - <<'END'
import glob, struct
def is_inked(path):
    data = open(path, 'rb').read()
    entry, = struct.unpack_from('<I', data, 4)
    tags = {}
    for i in range(struct.unpack_from('<H', data, entry)[0]):
        tag, kind, count, value = struct.unpack_from('<HHII', data, entry + 2 + 12 * i)
        size = {3: 'H', 4: 'I'}.get(kind)
        if size: tags[tag] = struct.unpack_from('<%d%s' % (count, size), data, entry + 10 + 12 * i if count * struct.calcsize(size) <= 4 else value)
    return any(data[at:at + length].strip(b'\xff') for at, length in zip(tags[273], tags[279]))
pages = {}
for path in glob.glob('plate*(*).tif'): pages.setdefault(path[:path.index('(')], []).append((path[path.index('(') + 1:-5], is_inked(path)))
assert pages
for page, plates in pages.items(): assert {n for n, inked in plates if inked} == {'Black', 'PANTONE 2728 C'}, (page, plates)
END
else
	skip "ink coverage" "ghostscript is not there"
fi
finish
