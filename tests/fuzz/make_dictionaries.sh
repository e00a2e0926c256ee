#!/bin/bash
# Writes the dictionaries of the XML targets from the tables of words in the source: tests/fuzz/make_dictionaries.sh
cd "$(dirname "$0")/../.." || exit 3

words() { # FILE...: what stands in quotes, choices parted, each once
	grep -ohE '"[^"\\ ]+"' "$@" | tr -d '"' | tr '|' '\n' | grep -E '^[A-Za-z][A-Za-z0-9:-]*$' | LC_ALL=C sort -u
}
elements() { grep -oE '\[ELEMENT_[A-Z_0-9]+\] = \{ "[a-z-]+"' src/publication/vocabulary.c | grep -oE '"[a-z-]+"' | tr -d '"' | LC_ALL=C sort -u; }
entry() { printf '"%s"\n' "$(printf '%s' "$1" | sed 's/["\\]/\\&/g')"; }
xml() {
	local piece
	for piece in '<?xml version="1.0" encoding="UTF-8"?>' '<!DOCTYPE article [' '<!ENTITY a "' '<!ENTITY a SYSTEM "' ']>' '&a;' '&#x1ED9;' '&lt;' '<![CDATA[' \
		']]>' '<!--' '-->' 'xmlns:xi="http://www.w3.org/2001/XInclude"' '<xi:include href="phan.xml"/>' '<xi:include href="chu.txt" parse="text"/>' \
		'<xi:include xpointer="a"/>' ' xpointer="element(/1/2)"' '<xi:fallback>' '</xi:fallback>' ' xml:lang="en"' ' id="a"' ' to="a"' '="' '"/>'; do entry "$piece"; done
	printf '"\\x0a%%%%%%%%\\x0a"\n"\\xcc\\x81"\n"\\xc2\\xa0"\n"\\xe1\\xbb\\x99"\n"\\xe2\\x80\\x8b"\n"\\xd7\\x90"\n"\\xe4\\xb8\\xad"\n"\\xef\\xbf\\xbd"\n'
}
{
	echo '# Made by make_dictionaries.sh from src/publication/vocabulary.c.'
	xml
	for name in $(elements); do entry "<$name>"; entry "</$name>"; done
	for name in $(words src/publication/vocabulary.c); do entry " $name=\""; entry "$name"; done
	for value in anh.jpg turn.jpg hinh.png bang.png 2026-11-20 2026-11-20T07:30 '0.5 0.3' '-3' 2147483647 02; do entry "$value"; done
} > tests/fuzz/article.dict
{
	echo '# Made by make_dictionaries.sh from src/design/layout_words.c.'
	for name in $(words src/design/layout_words.c); do entry "<$name "; entry " $name=\""; entry "$name"; done
	for value in 0 0.01pt 0.5mm 12pt 210mm 297mm 1.5em '"/>' '"0 0 0 100"' '#C8102E' 'cmyk(0,100,80,20)' '-1pt' 3400pt 99999999mm 1e9 yes no; do entry "$value"; done
} > tests/fuzz/design.dict
cat tests/fuzz/article.dict tests/fuzz/design.dict > tests/fuzz/convert.dict
