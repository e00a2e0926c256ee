#!/bin/sh
# Draws pages of the sample issue as small pictures for the README.
#   tools/pictures.sh PROGRAM FOLDER
set -eu
program=$1 to=$2
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" build --quiet --for print input/2026-11 -o "$work"
pdf=$(ls "$work"/*.print.pdf)
mkdir -p "$to"
for page in 1 3; do
	pdftoppm -r 60 -f $page -l $page -singlefile -cropbox -png "$pdf" "$work/page"
	# Fewer colours make a third of the file; the picture is for a first look.
	if command -v pngquant >/dev/null 2>&1; then pngquant --force --skip-if-larger --output "$work/page.png" 128 "$work/page.png" || true; fi
	mv "$work/page.png" "$to/trang-$page.png"
	echo "$to/trang-$page.png"
done
# two plates with every mark, as the printing house gets it
"$program" build --quiet --for print --layout to-tin --marks all input/2026-11 -o "$work/two"
pdftoppm -r 45 -f 1 -l 1 -singlefile -png "$work"/two/*.print.pdf "$work/page"
if command -v pngquant >/dev/null 2>&1; then pngquant --force --skip-if-larger --output "$work/page.png" 128 "$work/page.png" || true; fi
mv "$work/page.png" "$to/nha-in.png"
echo "$to/nha-in.png"
