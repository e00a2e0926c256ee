#!/bin/bash
# Sheets for the press: pages come in order when the sheets of the PDF are folded, whatever their number.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 1

layout() { # a small page, so that many are quickly made
	cat > trang.xml <<-X
		<layout extends="trang-don" title="Trang nhỏ" xml:lang="vi">
		  <page width="100mm" height="140mm" bleed="3mm" facing="no" top="15mm" bottom="15mm" inside="15mm" outside="15mm" columns="1" leading="18pt"/>
		</layout>
	X
}
document() { # PAGES: page k says TRANGk at its head
	local i
	mkdir -p "n$1"
	{
		echo '<article xml:lang="vi"><head><title>Sách</title></head><body><p>TRANG1</p>'
		for ((i = 2; i <= $1; i++)); do echo "<p break=\"page\">TRANG$i</p>"; done
		echo '</body></article>'
	} > "n$1/sach.xml"
}
layout
impose() { bantin 0 impose --lang en --quiet --layout trang.xml -o "out$1" "n$1/sach.xml" "${@:2}"; }

for pages in 8 12 16 20 62; do
	document $pages
	if impose $pages --booklet && python3 "$root/tests/unfold_sheets.py" "out$pages/sach.booklet.pdf" booklet $pages > order.txt 2>&1; then ok "a booklet of $pages pages folds into 1..$pages"
	else not_ok "a booklet of $pages pages folds into 1..$pages" order.txt err.txt; fi
	for signature in 16 $([ $pages = 62 ] && echo 4 8 32); do
		if impose $pages --signature $signature && python3 "$root/tests/unfold_sheets.py" "out$pages/sach.signature-$signature.pdf" $signature $pages > order.txt 2>&1; then ok "$pages pages in sections of $signature"
		else not_ok "$pages pages in sections of $signature" order.txt err.txt; fi
	done
done
# The check can fail: fronts and backs exchanged.
if command -v qpdf > /dev/null && qpdf out16/sach.signature-16.pdf --pages . 2,1 -- swapped.pdf 2> /dev/null && ! python3 "$root/tests/unfold_sheets.py" swapped.pdf 16 16 > /dev/null 2>&1; then ok "sheets in the wrong order are seen"
else not_ok "sheets in the wrong order are seen"; fi

for file in out*/*.pdf; do qpdf --check "$file" > check.txt 2>&1 || { not_ok "qpdf finds no fault in $file" check.txt; continue; }; done
ok "qpdf looked at every imposed file"
says "white pages are warned of" <(bantin 0 impose --lang en --layout trang.xml -o o "n62/sach.xml" --booklet; cat err.txt) 'White pages at the end: 2\.'
says "the sheets are told of" <(bantin 0 impose --lang en --layout trang.xml -o o "n62/sach.xml" --signature 16 --force; cat err.txt) 'Sections of 16 pages, a sheet each: 4,'
bantin 0 impose --lang en -q --layout trang.xml -o o n8/sach.xml --n-up 2x2 --marks none
says "without marks the sheet is as large as its pages" <(pdfinfo -box o/sach.2x2.pdf) 'MediaBox: +0.00 +0.00 +600.9[45] +827.72'
bantin 0 impose --lang en -q --layout trang.xml -o o n8/sach.xml --booklet --sheet SRA3
says "paper of a size is that size, turned where it must be" <(pdfinfo o/sach.booklet.pdf) 'Page size: +907.0[0-9]* x 1275.59'
says "its trim lies in the middle" <(pdfinfo -box o/sach.booklet.pdf) 'TrimBox: +170.08 +439.37 '
expect "paper that is too small is refused" 1 impose --lang en --layout trang.xml -o o n8/sach.xml --signature 16 --sheet A4
says "and it is said how large it must be" err.txt 'take 406 × 286 mm'
# ---- an issue with colours, photos and transparency as sheets: what is asked of every print file ----
expect "two pages of A4 are a sheet of A3" 0 impose --lang en -o a3 "$root/input/2026-11" --booklet --sheet A3
says "and there is no room for marks" err.txt 'note: The paper has 0 mm left around the pages.*\[imposition-marks\]'
holds "its trim is the paper" python3 -c "
import re, subprocess, sys
boxes = re.findall(r'(Media|Bleed|Trim)Box: +([0-9. ]+)', subprocess.run(['pdfinfo', '-box', 'a3/so-bao.booklet.pdf'], capture_output=True, text=True).stdout)
assert len(boxes) == 3 and len({b.strip() for _, b in boxes}) == 1, boxes"
expect "marks that were asked for" 0 impose --lang en -o a3 n8/sach.xml --layout trang.xml --booklet --sheet 210x150 --marks crop
says "are a warning then" err.txt 'warning: The paper has 5 mm left around the pages, but the marks reach 11 mm'
expect "an issue on SRA3" 0 impose -o sra3 "$root/input/2026-11" --booklet --sheet SRA3
says_not "has room for its marks" err.txt 'imposition-marks'
pdftotext -bbox -f 1 -l 1 sra3/so-bao.booklet.pdf slug.txt
holds "and the slug line is whole, on the paper" python3 -c "
import re
words = [(w, float(y)) for y, w in re.findall(r'yMin=\"([0-9.]+)\"[^>]*>([^<]*)<', open('slug.txt', encoding='utf-8').read()) if float(y) < 16 and len(w) > 1]
assert words and words[-1][0] == 'PDF/X-4' and all(2 < y < 16 for _, y in words), words"
sheets() { # NAME OPTION...
	expect "$1" 0 impose -q -o sheets-"$1" "$root/input/2026-11" "${@:2}"
	holds "$1: PDF/X" "$root/tests/judge_print.py" --black-text sheets-"$1"/so-bao.*.pdf
}
holds "sra3: PDF/X" "$root/tests/judge_print.py" --black-text sra3/so-bao.booklet.pdf
sheets x1a --signature 16 --print-standard x1a --layout tap-san
sheets two --n-up 2x2 --layout to-tin
holds "two plates, marks and all" "$root/tests/judge_print.py" --plates "Black,PANTONE 2728 C" sheets-two/so-bao.2x2.pdf

expect "one way of imposing is needed" 2 impose n8/sach.xml
expect "and not two" 2 impose n8/sach.xml --booklet --n-up 2x2
expect "sections of ten pages there are none" 2 impose n8/sach.xml --signature 10
expect "no nine columns" 2 impose n8/sach.xml --n-up 9x1
expect "no paper of three millimetres" 2 impose n8/sach.xml --booklet --creep 3
finish
