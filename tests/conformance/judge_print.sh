#!/bin/bash
# Print PDFs judged by others: qpdf; proof-pdf (PyPI), which knows PDF/X-4's boxes, output intent, trapping and XMP, and measures ink, RGB
# and small text; ghostscript's own separations; and by tests/judge_print.py, ours. The judges are put to the proof first. Ends with
# "N passed, N failed"; what cannot be had is said, and counts as a failure.
#   tests/conformance/judge_print.sh     builds the samples as every kind of job
# What proof-pdf cannot judge: PDF/X-1a's identity (of those files it judges ink alone), overprint of single letters, spot inks of one
# name. It asks for CMYK photos in any file, which PDF/X-4 does not: photos left in RGB are kept from its colour layer.
# It is written for a Python that Debian does not have yet, though for its syntax alone: "except A, B:" gets its parentheses here.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
bantin=${BANTIN:-${BUILD:-$root/build}/bantin}
case $bantin in /*) ;; *) bantin=$PWD/$bantin ;; esac
folder=${BANTIN_PRINT_JUDGES:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bantin/print-judges-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

judge() { # NAME COMMAND...
	if "${@:2}" > "$work/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1"; grep -aE '^ +x |: |error' "$work/said" | head -n 8 | sed 's/^/    /'; fi
}
refuses() { # NAME COMMAND...: a broken twin
	if "${@:2}" > "$work/said" 2>&1; then failed=$((failed + 1)); echo "FAIL $1 is taken for sound"; else passed=$((passed + 1)); fi
}

if [ ! -e "$folder/complete" ]; then
	rm -rf "$folder"
	mkdir -p "$folder" &&
		python3 -m pip install -q --disable-pip-version-check --target "$folder" --no-deps --ignore-requires-python proof-pdf==0.3.4 > "$work/log" 2>&1 &&
		python3 -m pip install -q --disable-pip-version-check --target "$folder" 'pikepdf>=10,<11' pillow typer >> "$work/log" 2>&1 &&
		find "$folder/proof_pdf" -name '*.py' -exec sed -i -E 's/^( *)except ([A-Za-z_.]+(, [A-Za-z_.]+)+):/\1except (\2):/' {} + &&
		touch "$folder/complete" || { tail -n 5 "$work/log"; echo "proof-pdf cannot be had (Debian: python3-pip, and a way to PyPI)"; }
fi
proof() { PYTHONPATH=$folder python3 -c 'from proof_pdf.cli import pdf_app; pdf_app()' "$@"; }

build() { # NAME OPTION...
	"$bantin" build "$root"/input/2*/ --for print --quiet -o "$work/$1" "${@:2}" > "$work/said" 2>&1 ||
		{ failed=$((failed + 1)); echo "FAIL $1 was not built"; head -n 5 "$work/said"; return 1; }
	for file in "$work/$1"/*.pdf; do
		judge "$1: qpdf" qpdf --check "$file"
		judge "$1: tests/judge_print.py" "$root/tests/judge_print.py" --black-text "$file"
	done
}
build x4
build x1a --print-standard x1a
build marked --marks all --profile uncoated
build tap-san --layout tap-san
build tap-san-x1a --layout tap-san --print-standard x1a # no marks: these are 400 % by intent
build two --layout to-tin
build two-x1a --layout to-tin --print-standard x1a
build black --inks black

if [ -e "$folder/complete" ] && command -v gs > /dev/null; then
	first=$(ls "$work"/x4/*.pdf | head -n 1)
	qpdf --qdf --object-streams=disable "$first" "$work/plain.pdf"
	for flaw in TrimBox GTS_PDFX OutputIntents pdfxid:GTS_PDFXVersion; do
		sed "s/$flaw/$(echo "$flaw" | tr 'TI' 'ZJ')/g" "$work/plain.pdf" > "$work/twin.pdf"
		refuses "a twin without $flaw" proof verify --no-pdfa --no-colour "$work/twin.pdf"
	done
	for job in x4 marked tap-san two black; do judge "$job: proof-pdf, PDF/X-4 and fonts" proof verify --no-pdfa --no-colour "$work/$job"/*.pdf; done
	# its ink by ghostscript's separations; a photo coded as JPEG wavers by a few percent about the profile's limit of 300
	for job in x1a tap-san-x1a; do judge "$job: proof-pdf, inks" proof verify --no-pdfa --no-pdfx --strict-cmyk --max-tac 310 --min-dpi 120 "$work/$job"/*.pdf; done
	for job in two black; do judge "$job: proof-pdf, inks" proof verify --no-pdfa --max-tac 310 --min-dpi 120 --allow-spot 'PANTONE 2728 C' "$work/$job"/*.pdf; done
else
	echo "proof-pdf did not judge"
	failed=$((failed + 1))
fi

plates() { # FILE NAME...: the separations that ghostscript lays ink on, and no others
	rm -f "$work"/plate*
	gs -q -o "$work/plate%d.tif" -sDEVICE=tiffsep -r36 "$1" || return 1
	PYTHONPATH=$folder python3 - "$work" "${@:2}" <<'END'
import glob, sys
from PIL import Image
wanted, inked = set(sys.argv[2:]), set()
for path in glob.glob(sys.argv[1] + '/plate*(*).tif'):
    if Image.open(path).convert('L').getextrema()[0] < 252:
        inked.add(path[path.index('(', path.rindex('/')) + 1:-5])
print('ink: on', ', '.join(sorted(inked)))
sys.exit(inked != wanted)
END
}
if command -v gs > /dev/null; then
	judge "two plates and no more, by ghostscript" plates "$(ls "$work"/two/*.pdf | head -n 1)" Black "PANTONE 2728 C"
	judge "one plate and no more, by ghostscript" plates "$(ls "$work"/black/*.pdf | head -n 1)" Black
	refuses "a second plate" plates "$(ls "$work"/two/*.pdf | head -n 1)" Black
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
