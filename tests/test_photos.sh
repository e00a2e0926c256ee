#!/bin/bash
# Photos from outside: every format in print and archive, at the right size, without what they tell besides their pixels.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
data=$root/tests/data/picture
holds "an issue with a photo of each kind is made" python3 "$root/tests/make_photos.py" --issue so \
	"$data/photo.heic" "$data/photo.avif" "$data/lossy.webp" "$data/lossless.webp" "$data/tagged.heic" "$data/alpha.webp" || finish
# the small samples stand large on the page: no word of that here
layout() { sed "s|low-ppi=\"200\" min-ppi=\"120\"|low-ppi=\"0\" min-ppi=\"0\" $1|" "$root/layouts/trang-don.xml" > so/mau.xml; }
layout 'print-ppi="100"'

# ---- print and archive ----
expect "all of it is printed and kept" 0 build --strict --layout so/mau.xml -o out so/anh.xml
for kind in print archive; do
	holds "qpdf finds no fault in the $kind file" qpdf --check "out/anh.$kind.pdf"
	pdfimages -list "out/anh.$kind.pdf" | tail -n +3 > $kind.txt
done
holds "ten photos each" test "$(awk '$3 == "image"' print.txt | wc -l)" = 10
says_not "no photo is an enlarged one, none is smoothed by readers" print.txt ' yes '
holds "nothing in print has more than half as many pixels again as was asked" awk '$13 > 150 || $14 > 150 { bad = 1 } END { exit bad }' print.txt
says "the JPEG is smaller in print, and a JPEG still" print.txt ' (4|5|6|7|8|9)[0-9][0-9] +[0-9]+ +icc +3 +8 +jpeg'
says "and whole in the archive" archive.txt ' 900 +600 +icc +3 +8 +jpeg'
says "the TIFF too" archive.txt ' 900 +600 +icc +3 +8 +image'
says "inks keep their numbers in print" print.txt ' cmyk +4 +8 +'
says "and are shown as a press prints them in the archive" archive.txt ' icc +4 +8 +'
pdfimages -all out/anh.archive.pdf kept
holds "the archive has the bytes of the JPEG that its pixels need" python3 - so/photos/may-anh.jpg kept-*.jpg <<'END'
import sys
def scan(path):
    data = open(path, 'rb').read()
    return data[data.index(b'\xff\xda'):]
original = scan(sys.argv[1])
assert any(scan(path) == original for path in sys.argv[2:])
END

# ---- what else they tell ----
holds "the planted words are in the photos" test "$(grep -alE 'Bi mat' so/photos/* | wc -l)" -ge 4
for kind in print archive; do
	qpdf --qdf --object-streams=disable --decode-level=generalized "out/anh.$kind.pdf" plain.pdf
	says_not "none is in the $kind file" plain.pdf 'Bi mat|GPS|xmpmeta>Bi|8BIM|http://ns\.adobe\.com/xap/1\.0/\\0'
	says_not "nor EXIF" plain.pdf 'Exif'
	says_not "nor as it stands" "out/anh.$kind.pdf" 'Bi mat|Exif|Photoshop 3'
done

# ---- the same each time, and on request ----
mv out first
expect "again" 0 build -q --layout so/mau.xml -o out so/anh.xml
for kind in print archive; do holds "the same bytes of the $kind file" cmp "first/anh.$kind.pdf" "out/anh.$kind.pdf"; done
expect "an old archive" 0 build -q --for archive --archive-level 1b --layout so/mau.xml -o old so/anh.xml
holds "PDF/A-1 has no masks" test "$(pdfimages -list old/anh.archive.pdf | grep -c smask)" = 0
layout 'print-ppi="0" archive-ppi="100"'
expect "other sizes by a layout" 0 build -q --layout so/mau.xml -o other so/anh.xml
pdfimages -list other/anh.print.pdf > print.txt
pdfimages -list other/anh.archive.pdf > archive.txt
says "print-ppi 0 leaves a photo as it is" print.txt ' 900 +600 +icc +3 +8 +jpeg'
holds "archive-ppi makes it smaller" awk '$13 + 0 > 150 { bad = 1 } END { exit bad }' archive.txt
expect "a check does the same without files" 0 check -q --layout so/mau.xml so/anh.xml

# ---- what cannot be ----
mkdir -p bad/photos
python3 "$root/tests/make_photos.py" all
cp all/*.bad.* bad/photos
{ echo '<article xml:lang="vi" id="a"><head><title>Ảnh hỏng</title></head><body><p>Chữ.</p>'
for photo in bad/photos/*; do echo "<figure id=\"$(basename "$photo" | tr . -)\"><photo src=\"photos/$(basename "$photo")\" alt=\"x\"/><caption>x</caption></figure>"; done
echo '</body></article>'; } > bad/bad.xml
expect "photos that cannot be used are errors" 1 build -o out bad/bad.xml
for photo in bad/photos/*; do says "$(basename "$photo") is named" err.txt "error: .*$(basename "$photo")"; done
holds "the page is made all the same" qpdf --check out/bad.print.pdf

# a progressive one that its decoder would have to hold whole goes in as it is, and it is said why
mkdir -p whole/photos
python3 - "$data/progressive.jpg" whole/photos/a.jpg <<'END'
import struct, sys
data = open(sys.argv[1], 'rb').read()
at = data.index(b'\xff\xc2')
end = data.rindex(b'\xff\xd9') # as many bytes of pixels as so many take at least
open(sys.argv[2], 'wb').write(data[:at + 5] + struct.pack('>HH', 9000, 12000) + data[at + 9:end] + bytes(2000000) + data[end:])
END
echo '<article xml:lang="vi" id="a"><head><title>Lớn</title></head><body><p>Chữ.</p><figure id="h"><photo src="photos/a.jpg" alt="x"/><caption>x</caption></figure></body></article>' > whole/a.xml
expect "a progressive JPEG of 108 million pixels" 0 build --lang en --for print -o out whole/a.xml
says "stands as it is, and that is said" err.txt 'warning: The photo a.jpg has too many pixels.*\[photo-too-large\]'

# ---- alone ----
mkdir -p alone/bin one/photos
cp "$BANTIN" alone/bin/bantin
cp "$data/plain.jpg" "$data/rgb8.png" "$data/lossy.webp" one/photos
for name in plain.jpg rgb8.png lossy.webp; do
	echo "<article xml:lang=\"vi\" id=\"a\"><head><title>Một</title></head><body><p>Chữ.</p><figure id=\"h\"><photo src=\"photos/$name\" alt=\"x\"/><caption>x</caption></figure></body></article>" > "one/${name%.*}.xml"
done
if [ -x /usr/local/lib/bantin/bantin-photo ]; then skip "without bantin-photo" "it is installed"; else
	for name in plain rgb8; do holds "$name needs no bantin-photo" env BANTIN_DATA="$root" alone/bin/bantin build -q --for archive -o out "one/$name.xml"; done
	BANTIN_DATA="$root" alone/bin/bantin build -q -o out one/lossy.xml > out.txt 2> err.txt
	says "where it is missing, that is said" err.txt 'bantin-photo.*\[photo-helper\]'
fi
ldd "$BANTIN" > libraries.txt 2>/dev/null
says_not "bantin itself loads no decoder but libpng" libraries.txt 'libtiff|libwebp|libheif|liblcms2|libjpeg'

# ---- a hundred million pixels: when it is asked for, for it takes a minute and 700 MB of disk ----
if [ -z "${BANTIN_LARGE-}" ]; then skip "100 megapixels in 300 MB" "BANTIN_LARGE=1 runs it"; else
	mkdir -p large/photos
	python3 "$root/tests/make_photos.py" --large large/photos
	cjpeg -quality 85 large/photos/large.ppm > large/photos/large.jpg && rm large/photos/large.ppm
	for kind in jpg tif; do
		echo "<article xml:lang=\"vi\" id=\"a\"><head><title>Lớn</title></head><body><p>Chữ.</p><figure id=\"h\"><photo src=\"photos/large.$kind\" alt=\"x\"/><caption>x</caption></figure></body></article>" > large/$kind.xml
		python3 - "$BANTIN" large/$kind.xml <<'END' && ok "100 megapixels ($kind) in 300 MB" || not_ok "100 megapixels ($kind) in 300 MB"
import resource, subprocess, sys
status = subprocess.call([sys.argv[1], 'build', '-q', '-o', 'out', sys.argv[2]])
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print('#', most // 1024, 'MB at most')
sys.exit(status or most > 300 * 1024)
END
	done
fi
finish
