#!/bin/bash
# `bantin preview` as an editor meets it: its files, its messages, its helper. What the colours are, test_preview.c asks.
. "$(dirname "$0")/lib.sh"
python=${PYTHON:-python3}
out=$WORK/out
issue=$root/input/2026-11/so-bao.xml
proof=$BUILD/bantin-proof

# png WIDTH HEIGHT PIXELS-PER-METRE FILE...: each is a sound PNG of that size that says it is sRGB.
cat > "$WORK/png.py" <<'P'
import struct, sys, zlib
wanted = tuple(map(int, sys.argv[1:4]))
for path in sys.argv[4:]:
    data, at, chunks = open(path, "rb").read(), 8, {}
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body), path
        chunks[kind] = chunks.get(kind, b"") + body
        at += 12 + length
    width, height, bits, colours = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    density = struct.unpack(">IIB", chunks[b"pHYs"])
    assert (bits, colours) == (8, 2) and density[0] == density[1] and density[2] == 1, path
    assert not wanted[0] or (width, height, density[0]) == wanted, (path, width, height, density)
    assert len(chunks[b"sRGB"]) == 1 and len(zlib.decompress(chunks[b"IDAT"])) == height * (3 * width + 1), path
P
png() { "$python" "$WORK/png.py" "$@"; }

# ---- files ----
expect "the sample issue" 0 preview "$issue" -o "$out" --lang en || finish
says "it says where the pictures are" "$WORK/out.txt" "so-bao\.preview/ +12 pages"
files=$(cd "$out/so-bao.preview" && ls | tr '\n' ' ')
wanted="$(for i in $(seq -w 1 12); do printf 'so-bao.0%s.png ' "$i"; done)so-bao.contact.png "
[ "$files" = "$wanted" ] && ok "a picture of each page, and a contact sheet" || not_ok "not the files due: $files"
[ "$(ls -A "$out")" = so-bao.preview ] && ok "nothing else is left behind" || not_ok "left behind: $(ls -A "$out")"
holds "A4 at 96 pixels to the inch" png 794 1123 3780 "$out"/so-bao.preview/so-bao.0*.png
holds "the contact sheet is a PNG" png 0 0 0 "$out/so-bao.preview/so-bao.contact.png"
if command -v pngcheck > /dev/null; then holds "pngcheck finds nothing" pngcheck -q "$out"/so-bao.preview/*.png; else skip "pngcheck" "not installed"; fi

expect "once more" 0 preview "$issue" -o "$WORK/again" -q
[ -s "$WORK/out.txt" ] && not_ok "--quiet prints" "$WORK/out.txt" || ok "--quiet prints nothing"
holds "the same bytes" diff -r "$out" "$WORK/again"

expect "chosen pages, finer, with the bleed" 0 preview "$issue" -o "$out" --pages 2,11- --ppi 120 --bleed
[ "$(cd "$out/so-bao.preview" && ls | tr '\n' ' ')" = "so-bao.002.png so-bao.011.png so-bao.012.png so-bao.contact.png " ] && ok "they replace what was there" || not_ok "not the chosen pages"
holds "their size" png 1020 1431 4724 "$out"/so-bao.preview/so-bao.0*.png
expect "only the contact sheet" 0 preview "$issue" -o "$out" --contact-only
[ "$(ls "$out/so-bao.preview")" = so-bao.contact.png ] && ok "it is alone" || not_ok "it is not alone"
expect "two inks" 0 preview "$issue" -o "$WORK/two" --inks black,accent --pages 1 --paper

# ---- what is not asked for is not touched ----
cp -r "$root/input/2026-11" "$WORK/issue"
count_photos() { # PAGES: how often bantin-photo is started (a sanitizer cannot look for leaks while it is traced)
	ASAN_OPTIONS=detect_leaks=0 strace -f -q -e trace=execve -o "$WORK/strace.txt" "$BANTIN" preview "$issue" -o "$WORK/p" --pages "$1" > /dev/null 2>&1 < /dev/null && grep -c 'execve(.*bantin-photo' "$WORK/strace.txt"
}
if command -v strace > /dev/null && strace -o "$WORK/strace.txt" true 2> /dev/null; then
	[ "$(count_photos 7)" = 0 ] && ok "photos of other pages are left alone" || not_ok "photos of other pages are converted" "$WORK/strace.txt"
	[ "$(count_photos 11)" -gt 0 ] && ok "those of the page are not" || not_ok "no photo of the page is converted" "$WORK/strace.txt"
else
	skip "photos of other pages are left alone" "no strace"
fi

# ---- messages ----
expect "a page that is not there" 1 preview "$issue" -o "$WORK/none" --pages 13 --lang en
says "how many there are" "$WORK/err.txt" "There is no page 13: the document has 12 pages"
[ -e "$WORK/none" ] && not_ok "a folder without pages was made" || ok "nothing is made"
for bad in 0 x 3-1 1, ; do expect "--pages $bad" 2 preview "$issue" -o "$WORK/none" --pages "$bad"; done
expect "--ppi 5" 2 preview "$issue" -o "$WORK/none" --ppi 5
says "what --ppi takes" "$WORK/err.txt" "--ppi .*24 .*600"
expect "build takes no --ppi" 2 build "$issue" --ppi 96
sed 's/<title>/<title><bogus\/>/' "$root/input/2026-11/so-bao.xml" > "$WORK/issue/hong.xml"
bantin 1 preview "$WORK/issue/hong.xml" -o "$WORK/p2" --lang en
says "errors are told as check tells them" "$WORK/err.txt" "hong.xml:[0-9]+:.*error"

mkdir "$WORK/alone"
cp "$BANTIN" "$WORK/alone/bantin"
BANTIN_DATA=${BANTIN_DATA:-$root} "$WORK/alone/bantin" preview "$issue" -o "$WORK/none" --pages 1 --lang en > "$WORK/out.txt" 2> "$WORK/err.txt" < /dev/null
status=$?
if [ -x /usr/local/lib/bantin/bantin-proof ]; then skip "without bantin-proof" "one is installed"
else
	[ $status = 3 ] && ok "without bantin-proof it ends with 3" || not_ok "status $status without bantin-proof" "$WORK/err.txt"
	says "and says what is missing" "$WORK/err.txt" "bantin-proof, which draws the pages.*cannot be started"
	[ -e "$WORK/none/so-bao.preview" ] && not_ok "half a preview is left" || ok "no half preview is left"
fi

# ---- bantin-proof trusts nobody ----
cat > "$WORK/lists.py" <<'P'
import struct, subprocess, sys
proof, profile = sys.argv[1:3]
u32 = lambda *values: b"".join(struct.pack("<I", v & 0xFFFFFFFF) for v in values)
page = lambda w=100, h=100, tw=0, th=0, png=1, sheet=0: b"P" + u32(w, h, 3780, tw, th) + bytes([png, sheet, 9, 9, 9])
ink = lambda spot=255: bytes([0, 0, 0, 255, spot, 0, 0])
glyph = lambda number=0, units=1000, steps=1, body=b"z": b"G" + u32(number, units, steps) + body
triangle = glyph(steps=4, body=b"m" + u32(0, 0) + b"l" + u32(500, 0) + b"l" + u32(250, 700) + b"z")
text = lambda count=1, number=0, em=10 << 16, x=2560, y=12800: b"T" + ink() + b"\0" + u32(em, em, count) + u32(number, x, y) * count
photo = lambda channels=4, spot=255, alpha=0, w=2, h=2, body=None: b"I" + bytes([channels, spot, alpha]) + u32(0, 0, 2560, 2560) * 2 + u32(w, h) + (bytes(w * h * (channels + alpha)) if body is None else body)
good = [page() + b"E", b"", page() + triangle + text() + b"E" + page() + text() + b"E", page(tw=10, th=10) + photo() + b"E", page() + photo(channels=1, alpha=1) + b"E",
    page() + b"S\1\xff\0\0\0" + photo(channels=2, spot=1) + b"R" + ink(1) + u32(0, 0, 99, 99) + b"E", page(sheet=1) + photo(channels=3) + b"E",
    page() + triangle + text(x=1 << 28, y=-(1 << 28)) + b"R" + ink() + u32(-(1 << 28), -(1 << 28), 1 << 28, 1 << 28) + b"E",
    page() + triangle + text(em=16384 << 16) + b"L" + ink() + u32(-5, 5, 1 << 27, 1 << 26, 300) + b"E", page(1, 1) + triangle + text(x=0, y=0) + b"E",
    page() + glyph(steps=2, body=b"l" + u32(5, 5) + b"z") + text() + b"E", page() + glyph(steps=1, body=b"c" + u32(0, 0, 131072, 131072, -131072, 9)) + text(em=0) + b"E"]
bad = [b"x", page() + b"?", page(), page()[:9], page(0, 5), page(30000, 5), page(20000, 20000), page(tw=200, th=1), page() + text(), page() + glyph(number=1), page() + glyph(units=0), page() + glyph(units=15),
    page() + glyph(units=1 << 20), page() + glyph(steps=1 << 30), page() + glyph(body=b"k"), page() + glyph(body=b"m" + u32(1 << 30, 0)), page() + triangle + text(number=1), page() + triangle + b"T" + ink() + b"\0" + u32(1, 1, 1 << 30),
    page() + triangle + text(em=1 << 31), page() + triangle + text(x=1 << 30), page() + b"R" + ink(0) + u32(0, 0, 1, 1), page() + b"R" + ink() + u32(0, 0, -1, 1), page() + b"R" + ink() + u32(1 << 31, 0, 1, 1),
    page() + b"S\x08\0\0\0\0", page() + photo(channels=0, body=b""), page() + photo(channels=5), page() + photo(channels=3), page(sheet=1) + photo(channels=4), page() + photo(channels=2, spot=3), page() + photo(w=0), page() + photo(w=20000, h=20000, body=b""),
    page() + photo(body=b"abc"), page() + b"L" + ink() + u32(0, 0, 1, 1, 1 << 31), page() + triangle + triangle]
def run(number, data, wanted):
    with open(profile, "rb") as icc:
        done = subprocess.run(["sh", "-c", 'exec "$0" draw 3< "$1"', proof, profile], input=data, capture_output=True, timeout=60)
    assert done.returncode == wanted, (number, done.returncode, done.stderr)
    if wanted == 0: assert done.stdout.endswith(b"d\0\0\0\0") or not data, number
    else: assert b"bantin-proof: " in done.stderr, (number, done.stderr)
for number, data in enumerate(good): run(("good", number), data, 0)
for number, data in enumerate(bad): run(("bad", number), data, 1)
P
holds "bantin-proof refuses lists that are none" "$python" "$WORK/lists.py" "$proof" "$root/profiles/coated.icc"
"$proof" draw < /dev/null > "$WORK/out.txt" 2> "$WORK/err.txt" 3< "$issue" && not_ok "an article as a profile was taken" || ok "and a profile that is none"
finish
