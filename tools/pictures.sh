#!/bin/sh
# Draws pages of the sample issue in each design as small pictures for the README: two of each.
#   tools/pictures.sh PROGRAM FOLDER
set -eu
program=$1 to=$2
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$to"
# draw DESIGN PAGE...
draw() {
	design=$1
	shift
	"$program" build --quiet --for print --layout "$design" input/2026-11 -o "$work/$design"
	for page; do
		# Photos and tints make a PNG of such a page three times as large.
		pdftoppm -r 72 -f "$page" -l "$page" -singlefile -cropbox -jpeg -jpegopt quality=82,optimize=y "$work/$design"/*.print.pdf "$to/$design-$page"
		echo "$to/$design-$page.jpg"
	done
}
draw ban-tin 1 6
draw tap-san 1 15
draw to-tin 1 9
# two plates with every mark, as the printing house gets it
"$program" build --quiet --for print --layout to-tin --marks all input/2026-11 -o "$work/two"
pdftoppm -r 45 -f 1 -l 1 -singlefile -png "$work"/two/*.print.pdf "$work/page"
if command -v pngquant >/dev/null 2>&1; then pngquant --force --skip-if-larger --output "$work/page.png" 128 "$work/page.png" || true; fi
mv "$work/page.png" "$to/nha-in.png"
echo "$to/nha-in.png"
