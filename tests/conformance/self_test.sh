#!/bin/bash
# Is the judge awake? A sound archive copy (3a, 1a, 4) must pass run.sh, and each of the same copies broken in one way must fail.
#   tests/conformance/self_test.sh [FILE]   FILE: an archive copy with a photo and a link; made from article.xml by default
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then
	sound=$1
else
	bantin=${BANTIN:-${BUILD:-$root/build}/bantin}
	mkdir "$work/in"
	cp "$here/article.xml" "$work/in/"
	cp "$root/tests/data/picture/plain.jpg" "$work/in/anh.jpg"
	for level in 3a 1a 4; do
		"$bantin" build "$work/in/article.xml" --layout trang-don --for archive --archive-level $level --quiet -o "$work/out/$level" 2> "$work/said" ||
			{ echo "self-test: the article was not built"; cat "$work/said"; exit 1; }
	done
	sound=$work/out/3a/article.archive.pdf
	others="1a 4"
fi
"$here/fetch_verapdf.sh" >/dev/null || exit 3
# In the clear, so that it can be edited as text.
unpack() { qpdf --qdf --newline-before-endstream --object-streams=disable --no-original-object-ids "$1" "$2" || exit 1; }
unpack "$sound" "$work/plain.pdf"
for level in ${others-}; do unpack "$work/out/$level/article.archive.pdf" "$work/plain-$level.pdf"; done

python3 - "$work" ${others-} <<'PYTHON' || exit 1
import re, subprocess, sys
folder = sys.argv[1]
plain = open(folder + '/plain.pdf', 'rb').read()
breaks = {
    'sound': [],
    'no-tounicode': [(rb'/ToUnicode \d+ 0 R', b'')],
    'no-output-intent': [(rb'/OutputIntents ', b'/NoIntents ')],
    'xmp-wrong-part': [(rb'<pdfaid:part>\d', b'<pdfaid:part>9')],
    'xmp-no-pdfa': [(rb'<pdfaid:part>\d</pdfaid:part>', b'')],
    'xmp-no-pdfua': [(rb'<pdfuaid:part>1</pdfuaid:part>', b'')],
    'xmp-no-title': [(rb'<dc:title>.*?</dc:title>', b'')],
    'no-alt': [(rb'/Alt ', b'/NoAlt ')],
    'no-lang': [(rb'/Lang ', b'/NoLang ')],
    'not-marked': [(rb'/Marked true', b'/Marked false')],
    'no-structure': [(rb'/StructTreeRoot ', b'/NoStructure ')],
    'font-not-embedded': [(rb'/FontFile2 ', b'/NoFontFile ')],
    'wrong-width': [(rb'(/W \[\s*\d+\s*\[\s*)[\d.]+', rb'\g<1>77')],
    'link-not-described': [(rb'/Contents (?=[(<])', b'/NoContents ')],
    'title-not-shown': [(rb'/DisplayDocTitle true', b'/DisplayDocTitle false')],
    'press-colour': [(rb'(?m)^([\d.]+ [\d.]+ [\d.]+) rg$', rb'\1 0 k')],
    'content-not-tagged': [(rb'(?m)^/Artifact ?<<.*?>> ?BDC$', b'/Span <<>> BDC')],
}
# what only one level forbids
only = {
    '1a': {
        'sound': [],
        'no-cid-set': [(rb'/CIDSet ', b'/NoCidSet ')],
        'transparency': [(rb'/Tabs /S', b'/Tabs /S /Group << /S /Transparency /CS /DeviceRGB >>')],
        'no-conformance': [(rb'<pdfaid:conformance>A</pdfaid:conformance>', b'')],
        'files-inside': [(rb'/Type /Catalog', b'/Type /Catalog /Names << /EmbeddedFiles << /Names [] >> >>')],
        'soft-mask': [(rb'/Subtype /Image', b'/Subtype /Image /SMask 1 0 R')],
        'other-author': [(rb'/Author <feff', b'/Author <feff0078')],
    },
    '4': {
        'sound': [],
        'no-revision': [(rb'<pdfaid:rev>2020</pdfaid:rev>', b'')],
        'info': [(rb'(?m)^  /Root (\d+ 0 R)$', rb'  /Info << /Title (x) >> /Root \1')],
        'letter': [(rb'(<pdfaid:rev>)', rb'<pdfaid:conformance>A</pdfaid:conformance>\1')],
    },
}

def break_copies(prefix, plain, breaks):
    for name, edits in breaks.items():
        data = plain
        for pattern, text in edits:
            data, count = re.subn(pattern, text, data, flags=re.S if b'title' in pattern else 0)
            if not count:
                sys.exit('self-test: nothing to break for %s%s' % (prefix, name))
        fixed = subprocess.run(['fix-qdf'], input=data, stdout=subprocess.PIPE, check=True).stdout
        open('%s/judge-%s%s.pdf' % (folder, prefix, name), 'wb').write(fixed)

break_copies('', plain, breaks)
for level in sys.argv[2:]:
    break_copies(level + '-', open('%s/plain-%s.pdf' % (folder, level), 'rb').read(), only[level])
PYTHON
mkdir "$work/judge"
mv "$work"/judge-*.pdf "$work/judge/"

"$here/run.sh" "$work/judge" > "$work/verdicts"
status=$?
[ $status = 3 ] && { cat "$work/verdicts"; exit 3; }
broken=0 missed=0
for file in "$work"/judge/judge-*.pdf; do
	name=$(basename "$file" .pdf)
	if [[ $name = *sound ]]; then
		if grep -q "^FAIL .*/$name.pdf" "$work/verdicts"; then
			echo "not ok: a sound copy was refused"; sed -n "/$name.pdf/,/^FAIL/p" "$work/verdicts"; exit 1
		fi
	elif grep -q "^FAIL .*/$name.pdf" "$work/verdicts"; then broken=$((broken + 1))
	else echo "not ok: the judge let pass: $name"; missed=$((missed + 1)); fi
done
echo "self-test: the sound copies passed, $broken broken ones were refused, $missed were missed"
[ $missed = 0 ] && [ $broken -ge 5 ]
