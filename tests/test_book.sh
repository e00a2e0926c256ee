#!/bin/bash
# Whole books: made at random, built, and read back from their PDF: every number of a page is right.
. "$(dirname "$0")/lib.sh"

build_and_check() { # NAME ARGUMENT-OF-MAKE-BOOK...
	local name=$1
	shift
	python3 "$root/tests/make_book.py" "$WORK/$name" "$@" || { not_ok "$name: making the book"; return; }
	expect "$name is built" 0 build "$WORK/$name" -o "$WORK/out-$name" --lang en || return
	says_not "$name settles" "$WORK/err.txt" references-unsettled
	holds "$name is sound to qpdf" qpdf --check "$WORK/out-$name/ky-yeu.archive.pdf"
	holds "$name: all its pages are where they are said to be" python3 "$root/tests/check_book.py" "$WORK/$name" "$WORK/out-$name/ky-yeu.archive.pdf"
	tail -n 1 "$WORK/holds.txt" | sed 's/^/# /'
}

build_and_check small --papers 6 --paragraphs 16
says "pages short of a signature are told" "$WORK/err.txt" '\[book-signature\]'
build_and_check other --papers 3 --paragraphs 60 --seed 7
if [ -e "$shared/corpus/news.jsonl" ]; then
	build_and_check large --papers 60 --paragraphs 26 --seed 3 --news "$shared/corpus/news.jsonl"
	pages=$(qpdf --show-npages "$WORK/out-large/ky-yeu.archive.pdf")
	if [ "$pages" -ge 600 ]; then ok "the large book has 600 pages ($pages)"; else not_ok "the large book has only $pages pages"; fi
else
	skip "a book of 600 pages" "there is no corpus"
fi

# the sample book: as it is, and read back with marks in it
expect "the sample book is built without a warning" 0 build --strict "$root/input/ky-yeu-mau" -o "$WORK/out-sample" --lang en
pages=$(qpdf --show-npages "$WORK/out-sample/ky-yeu.archive.pdf")
if [ "$pages" -ge 120 ]; then ok "it has 120 pages and more ($pages)"; else not_ok "it has only $pages pages"; fi
python3 "$root/tests/mark_book.py" "$root/input/ky-yeu-mau" "$WORK/marked" || not_ok "marking the sample book"
expect "the marked sample book is built" 0 build "$WORK/marked" -o "$WORK/out-marked" --lang en
holds "the sample book: all its pages are where they are said to be" python3 "$root/tests/check_book.py" "$WORK/marked" "$WORK/out-marked/ky-yeu.archive.pdf"
tail -n 1 "$WORK/holds.txt" | sed 's/^/# /'

# full pages that face each other end on the same line; measured by what stands on them
check_measures() { # NAME PATH LEAST-SPREADS
	"$BANTIN" measure --json "$2" > "$WORK/measures.json" 2> /dev/null || { not_ok "$1 is measured"; return; }
	holds "$1: facing pages end level, no widows, orphans, lone heads, nothing off the grid" python3 -c '
import json, sys
m = json.load(open(sys.argv[1]))
print({k: m[k] for k in ("pages", "spreads", "uneven_spreads", "widows", "orphans", "heads_at_foot", "off_grid", "overfull")})
sys.exit(m["spreads"] < int(sys.argv[2]) or any(m[k] for k in ("uneven_spreads", "widows", "orphans", "heads_at_foot", "off_grid", "overfull")))' "$WORK/measures.json" "$3"
	sed 's/^/# /' "$WORK/holds.txt"
}
check_measures "the sample book" "$root/input/ky-yeu-mau" 40
[ -e "$WORK/large" ] && check_measures "the large book" "$WORK/large" 150

# papers without ids, a list of more than nine, references of more than ninety-nine: no number is missing, none is parted
mkdir "$WORK/plain"
python3 - "$WORK/plain" <<'END'
import sys
items = "".join(f"<item>Mục liệt kê số {i}.</item>" for i in range(1, 13))
entries = "".join(f'<entry id="e{i}">Nguyễn Văn An, <i>Sách {i}</i>, Nhà xuất bản.</entry>' for i in range(1, 105))
for n in (1, 2, 3):
    with open(f"{sys.argv[1]}/bai-{n}.xml", "w", encoding="utf-8") as file:
        file.write(f'<article xml:lang="vi"><head><title>Tham luận thứ {n}</title><author><name>Lê Thị Cúc</name></author></head><body><p>Mở bài.</p>'
                   f'<list type="number">{items}</list><list type="number" start="995">{items}</list></body>{f"<references>{entries}</references>" if n == 2 else ""}</article>')
with open(f"{sys.argv[1]}/sach.xml", "w", encoding="utf-8") as file:
    file.write('<publication kind="proceedings" xml:lang="vi"><head><title>Sách</title></head><frontmatter><foreword><p>Mở đầu.</p></foreword></frontmatter><part>'
               '<article href="bai-1.xml"/><article href="bai-2.xml"/><article href="bai-3.xml"/></part><backmatter><index kind="authors"/></backmatter></publication>')
END
expect "papers without ids make a book, without a warning" 0 build --strict "$WORK/plain" -o "$WORK/out-plain" --lang en
pdftotext -layout "$WORK/out-plain/sach.archive.pdf" "$WORK/plain.txt"
says "the contents name the page of the first" "$WORK/plain.txt" 'Tham luận thứ 1[ .]+ 1$'
says "and of the second" "$WORK/plain.txt" 'Tham luận thứ 2[ .]+ 3$'
says "the index names the pages of all" "$WORK/plain.txt" 'Lê Thị Cúc 1, 3, [5-9]$'
says "the tenth of a list keeps its number on its line" "$WORK/plain.txt" '^ *10\. Mục liệt kê số 10\.'
says "and the thousandth" "$WORK/plain.txt" '^ *1000\. Mục liệt kê số 6\.'
says "and the hundredth reference" "$WORK/plain.txt" '^ *100\. Nguyễn Văn An, Sách 100'

# plates: as many photos on a page as it holds, under each other
mkdir "$WORK/plates"
cp -r "$WORK/small/photos" "$WORK/plates/"
python3 - "$WORK/plates" <<'END'
import sys
figures = "".join(f'<figure id="p{i + 3 * k}"><photo src="photos/anh-{i}.jpg" alt="ảnh"/><caption>Ảnh thứ {i + 3 * k}</caption></figure>' for k in (0, 1) for i in (1, 3))
with open(f"{sys.argv[1]}/sach.xml", "w", encoding="utf-8") as file:
    file.write('<publication kind="proceedings" xml:lang="vi"><head><title>Sách</title></head><part><article><head><title>Một</title></head><lead>Mở.</lead></article></part>'
               f'<backmatter><plates><title>Ảnh</title>{figures}</plates></backmatter></publication>')
END
expect "a book with plates is built without a warning" 0 build --strict "$WORK/plates" -o "$WORK/out-plates" --lang en
pdftotext "$WORK/out-plates/sach.archive.pdf" - | tr '\n' ' ' | tr '\f' '\n' > "$WORK/plates.txt"
says "two photos stand on one plate" "$WORK/plates.txt" 'Ảnh thứ 1.*Ảnh thứ 3'
says_not "and no more than it holds" "$WORK/plates.txt" 'Ảnh thứ 1.*Ảnh thứ 4'
says "all of them are there" "$WORK/plates.txt" 'Ảnh thứ 6'

# the bag of a book holds its cover, which is made again from the sources beside it like the pages
expect "a book is packed for the archive" 0 archive "$WORK/small" -o "$WORK/store" --lang en
says "the cover is in the bag's lists" "$WORK/store/ky-yeu/manifest-sha256.txt" ' data/ky-yeu.cover.archive.pdf$'
holds "the cover is sound to qpdf" qpdf --check "$WORK/store/ky-yeu/data/ky-yeu.cover.archive.pdf"
expect "pages and cover come out the same when they are made again" 0 verify --rebuild "$WORK/store/ky-yeu" --lang en
python3 - "$WORK/store/ky-yeu" <<'END'
import hashlib, os, re, sys
bag = sys.argv[1]
def sums(path):
    data = open(f"{bag}/{path}", "rb").read()
    return {name: hashlib.new(name, data).hexdigest() for name in ("sha256", "sha512")}
def change(path, edit, lists):
    """The file is changed, and every sum of it, so that only making it again tells."""
    old = sums(path)
    data = open(f"{bag}/{path}", "rb").read()
    os.chmod(f"{bag}/{path}", 0o644)
    open(f"{bag}/{path}", "wb").write(edit(data))
    new = sums(path)
    for name in lists:
        text = open(f"{bag}/{name}", encoding="utf-8").read()
        for kind in old:
            text = text.replace(old[kind], new[kind])
        if text != open(f"{bag}/{name}", encoding="utf-8").read():
            change(name, lambda _: text.encode(), lists[lists.index(name) + 1:])
change("data/ky-yeu.cover.archive.pdf", lambda data: data[:-1] + b" ", ["data/metadata/premis.xml", "data/metadata/mets.xml", "manifest-sha256.txt", "manifest-sha512.txt",
       "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"])
END
expect "a cover that is another is found" 1 verify --rebuild "$WORK/store/ky-yeu" --lang en
says "by making it again" "$WORK/err.txt" 'cover.archive.pdf.*\[(rebuild-differs|rebuild-other-tools)\]'

# another size of the layout, by one attribute; a size that there is not
sed -i 's/<publication /<publication trim="145x205" /' "$WORK/plain/sach.xml"
expect "a book in another trim of its layout is built" 0 build --strict "$WORK/plain" -o "$WORK/out-trim" --lang en
pdfinfo -box "$WORK/out-trim/sach.print.pdf" > "$WORK/box.txt"
says "its pages are 145 by 205 mm" "$WORK/box.txt" '^TrimBox: +8\.50 +8\.50 +419\.5[0-9] +589\.6'
expect "a layout of the command line has its own size" 0 build "$WORK/plain" --layout ky-yeu-a4-2cot --for print -o "$WORK/out-trim" --lang en
pdfinfo -box "$WORK/out-trim/sach.print.pdf" > "$WORK/box.txt"
says "its pages are A4" "$WORK/box.txt" '^TrimBox: +8\.50 +8\.50 +603\.[78][0-9] +850\.'
sed -i 's/trim="145x205"/trim="148x210"/' "$WORK/plain/sach.xml"
expect "a trim that the layout has not is an error" 1 check "$WORK/plain" --lang en
says "which names those there are" "$WORK/err.txt" 'in millimetres: 145x205'

# the same source, the same bytes
"$BANTIN" build "$WORK/small" -o "$WORK/again" > /dev/null 2>&1
holds "a book is the same when it is made again" cmp "$WORK/out-small/ky-yeu.archive.pdf" "$WORK/again/ky-yeu.archive.pdf"

# the cover is one sheet, wider than two pages by its spine, with 3 mm of bleed
holds "the cover is sound to qpdf" qpdf --check "$WORK/out-other/ky-yeu.cover.pdf"
pdfinfo -box "$WORK/out-other/ky-yeu.cover.pdf" > "$WORK/box.txt"
says "the cover is one sheet" "$WORK/box.txt" '^Pages: +1$'
says "its trim is two pages of 160 mm and a spine of 3 to 6 mm" "$WORK/box.txt" '^TrimBox: .* 9(2[5-9]|3[0-9]|4[0-9])\.[0-9]+ '
pdftotext "$WORK/out-other/ky-yeu.cover.pdf" "$WORK/cover.txt"
says "the cover names the book" "$WORK/cover.txt" 'Sách thử'

# roman pages before the papers, arabic from the first of them on
qpdf --json --json-key=pagelabels "$WORK/again/ky-yeu.print.pdf" > "$WORK/labels.json"
says "front matter is numbered in roman figures" "$WORK/labels.json" '"/S": "/r"'
says "papers are numbered from 1" "$WORK/labels.json" '"/S": "/D"'

finish
