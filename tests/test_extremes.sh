#!/bin/bash
# What does not fit a page: it is parted or made smaller, the program ends, and every word comes back once, within the page; no page is empty.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
cp "$root/input/2026-11/photos/anh-1.jpg" p.jpg

number() { # @N@ in the text becomes N words, each of its own
	awk '{ while (match($0, /@[0-9]+@/)) {
		words = ""
		for (i = substr($0, RSTART + 1, RLENGTH - 2); i > 0; i--) words = words (words ? " " : "") "k" ++made "x"
		$0 = substr($0, 1, RSTART - 1) words substr($0, RSTART + RLENGTH)
	} print }'
}
repeat() { for ((i = 0; i < $1; i++)); do echo "$2"; done; }

# article NAME HEAD REST [ATTRIBUTES]: as a document of its own in one column, and in three columns of a bulletin.
article() {
	local inner="<head>$2</head>$3" kind status
	number <<< "<article xml:lang=\"vi\" $4>$inner</article>" > alone.xml
	number <<< "<publication layout=\"ban-tin\" xml:lang=\"vi\"><head><title>Báo</title></head><part title=\"Phần\"><article $4>$inner</article></part></publication>" > issue.xml
	for kind in alone issue; do
		timeout 20 "$BANTIN" build -q --for print -o out "$kind.xml" > said 2>&1
		status=$?
		pdftotext -raw -x 0 -y 0 -W 612 -H 842 "out/$kind.print.pdf" found.txt 2>> said
		grep -aoE 'k[0-9]+x' found.txt | sort | uniq -c | awk '{ print $1, $2 }' > found
		grep -aoE 'k[0-9]+x' "$kind.xml" | sort | awk '{ print 1, $1 }' > wanted
		if [ $status = 0 ] && diff wanted found > difference && ! grep -q 'page-empty' said; then ok "$1, $kind"; else not_ok "$1, $kind (status $status)" said difference; fi
		rm -rf out found.txt
	done
}

title='<title>Tít</title>'
article 'a title of 300 words' '<title>@300@</title>' '<body><p>@20@</p></body>'
article 'a standfirst of pages' "$title" '<lead>@2500@</lead><body><p>@20@</p></body>'
article 'a cell taller than a page' "$title" '<body><table><row><cell head="yes">a</cell><cell head="yes">b</cell></row>
	<row><cell>@900@</cell><cell>@1@</cell></row></table></body>'
article 'a row of heads taller than a page' "$title" '<body><table><row><cell head="yes">@1200@</cell><cell head="yes">b</cell></row>
	<row><cell>@1@</cell><cell>@1@</cell></row></table></body>'
article 'a wide table of pages' "$title" "<body><table span=\"3\">$(repeat 200 '<row><cell>@1@</cell><cell>@1@</cell></row>')</table></body>"
article 'rows tied together over pages' "$title" "<body><table><row><cell rowspan=\"91\">@1@</cell><cell>@1@</cell></row>
	$(repeat 90 '<row><cell>@1@</cell></row>')</table></body>"
article 'a wide box taller than a page' "$title" '<body><box span="3"><title>@3@</title><p>@2500@</p></box><p>@20@</p></body>'
article 'a pull quote taller than a page' "$title" '<body><pull>@400@</pull><p>@20@</p></body>'
article 'captions taller than a page' "$title" '<body><p>@20@</p><figure><photo src="p.jpg" alt=""/><caption>@1200@</caption></figure>
	<figure width="page"><photo src="p.jpg" alt=""/><caption>@1500@</caption></figure></body>'
article 'paragraphs held together over pages' "$title" "<body>$(repeat 200 '<p keep="next">@12@</p>')</body>"
article 'nothing but floats' "$title" "<body>$(repeat 40 '<figure><photo src="p.jpg" alt=""/><caption>@3@</caption></figure>')</body>"
article 'a line of text and seven photos' "$title" "<body><p>@1@</p>$(repeat 7 '<figure width="column"><photo src="p.jpg" alt=""/><caption>@2@</caption></figure>')</body>"
article 'a line of text and eleven photos' "$title" "<body><p>@1@</p>$(repeat 11 '<figure width="column"><photo src="p.jpg" alt=""/><caption>@2@</caption></figure>')</body>"
article 'nothing but wide photos' "$title" "<body>$(repeat 40 '<figure width="page"><photo src="p.jpg" alt=""/><caption>@3@</caption></figure>')</body>"
article 'a figure of 90 photos' "$title" "<body><figure width=\"page\">$(repeat 90 '<photo src="p.jpg" alt=""/>')<caption>@9@</caption></figure></body>"
article 'notes in the head and in wide blocks' '<title>@1@<note>@4@</note></title>' '<lead>@5@<note>@4@</note></lead><body>
	<figure width="page"><photo src="p.jpg" alt=""/><caption>@5@<note>@4@</note></caption></figure><p>@30@<note>@4@</note></p>
	<figure><photo src="p.jpg" alt=""/><caption>@5@<note>@4@</note></caption></figure>
	<table span="3"><caption>@3@<note>@4@</note></caption><row><cell>@1@<note>@4@</note></cell></row></table>
	<box span="3"><p>@9@<note>@4@</note></p></box><pull span="2">@9@<note>@4@</note></pull></body>'
article 'notes and nothing to stand under' '<title>@1@<note>@4@</note></title>' '<body>
	<figure width="page"><photo src="p.jpg" alt=""/><caption>@5@<note>@4@</note></caption></figure></body>'
article 'a brief with a note in its title' '<title>@3@<note>@4@</note></title>' '<body><p>@20@</p></body>' 'rank="brief"'
article 'ninety notes in a paragraph' "$title" "<body><p>$(repeat 90 'Chữ<note>@2@</note>')</p></body>"

# A table that is too wide is said once, at the table.
cells=$(for ((i = 0; i < 14; i++)); do printf '<cell>nghiêngnghiêng%s</cell>' $i; done)
echo "<article xml:lang=\"vi\"><head>$title</head><body><p>Chữ.</p><table>$(repeat 3 "<row>$cells</row>")</table></body></article>" > wide.xml
expect "a table too wide for the page" 0 build wide.xml --for print -o wide
holds "is told of once" test "$(grep -c '\[table-wide\]' err.txt)" = 1
says_not "and not word by word" err.txt 'word-split'
finish
