#!/bin/bash
# Archive copies from outside: the structure of random articles read back, the same bytes twice whatever the language of the messages,
# how little an article's copy adds to its photos and sources, and what the option refuses.
. "$(dirname "$0")/lib.sh"

if BANTIN=$BANTIN "$root/tests/conformance/make_random.sh" "$WORK/random" 16 7 > "$WORK/said" 2>&1; then ok "random articles read back from their structure"
else not_ok "random articles read back from their structure" "$WORK/said"; fi

sample=$root/input/2026-11
if bantin 0 build "$sample" --for archive --lang vi -q -o "$WORK/a" && bantin 0 build "$sample" --for archive --lang en -q -o "$WORK/b" &&
	cmp "$WORK/a/so-bao.archive.pdf" "$WORK/b/so-bao.archive.pdf"; then ok "the same bytes in either language"
else not_ok "the same bytes in either language" "$WORK/err.txt"; fi

# An article of two photos, by itself: no more than 25 KB beyond them and what is attached as its source.
mkdir -p "$WORK/lone"
sed 's/<ref [^>]*>//g' "$sample/hoi-nghi.xml" > "$WORK/lone/hoi-nghi.xml"
cp -r "$sample/photos" "$WORK/lone/"
added() {
	local photos=0 source photo
	for photo in $(grep -o 'photo src="[^"]*"' "$WORK/lone/hoi-nghi.xml" | cut -d'"' -f2); do photos=$((photos + $(wc -c < "$WORK/lone/$photo"))); done
	source=$(($(wc -c < "$WORK/lone/hoi-nghi.xml") + $(wc -c < "$root/layouts/trang-don.xml")))
	echo $(($(wc -c < "$WORK/c/hoi-nghi.archive.pdf") - photos - source))
}
if bantin 0 build "$WORK/lone/hoi-nghi.xml" --for archive -q -o "$WORK/c" && [ "$(added)" -le 25000 ]; then ok "an article adds little to its photos and sources"
else not_ok "an article adds $(added) bytes to its photos and sources" "$WORK/err.txt"; fi

attached=$(pdfdetach -list "$WORK/c/hoi-nghi.archive.pdf" | sed -n 's/^[0-9]*: //p' | tr '\n' ' ')
if [ "$attached" = "hoi-nghi.xml layout-trang-don.xml " ] && pdfdetach -save 1 -o "$WORK/out.xml" "$WORK/c/hoi-nghi.archive.pdf" && cmp "$WORK/out.xml" "$WORK/lone/hoi-nghi.xml"
then ok "article and layout are inside, byte for byte"; else not_ok "article and layout are inside, byte for byte"; echo "# $attached"; fi

for bad in 1c A 3u ""; do
	if bantin 2 build "$sample" --archive-level "$bad" -o "$WORK/d" && [ ! -e "$WORK/d" ]; then ok "there is no level “$bad”"; else not_ok "there is no level “$bad”" "$WORK/err.txt"; fi
done
if bantin 2 build "$sample" --for print --archive-level 2a -o "$WORK/d"; then ok "a level without an archive copy is refused"; else not_ok "a level without an archive copy is refused" "$WORK/err.txt"; fi

# A word that is hyphenated at a line's end is one word to a reader, also where codes with a hyphen of their own stand in its face.
english="Institutional responsibilities concerning administrative documentation require considerable professional understanding, international representatives emphasised"
cat > "$WORK/en.xml" <<XML
<article xml:lang="vi"><head><title>Tiếng Anh trong bài</title></head>
<body><p>Chỉ thị 03-CT/TW và lớp LLCT-HC.</p><p xml:lang="en">$english.</p></body></article>
XML
if bantin 0 build "$WORK/en.xml" --layout ban-tin --for archive -q -o "$WORK/e" && pdftotext -raw "$WORK/e/en.archive.pdf" "$WORK/en.txt" &&
	grep -q $'\u00ad' "$WORK/en.txt" && pdfinfo -struct-text "$WORK/e/en.archive.pdf" | sed 's/^ *"\(.*\)"$/\1/' | tr -d '\n' > "$WORK/en.structure" &&
	grep -q "$english\\." "$WORK/en.structure"
then ok "hyphenated words come back whole"; else not_ok "hyphenated words come back whole" "$WORK/en.structure"; fi
finish
