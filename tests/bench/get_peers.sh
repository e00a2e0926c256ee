#!/bin/sh
# Fetches the peers that are named and not here yet: Debian's packages, and Typst and WeasyPrint from PyPI into BUILD/peers. What cannot be had is
# told and left out; the comparison then goes on without it.
#   tests/bench/get_peers.sh typst xelatex lualatex weasyprint fop groff chromium
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
cannot() { echo "bantin: không lấy được $1, sẽ so sánh mà không có nó / $1 cannot be had, comparing without it" >&2; }
debian() { "$root/tools/setup.sh" "peer-$1" || cannot "$1"; }

# One release of each, so that a comparison can be repeated.
from_pypi() { # NAME REQUIREMENT
	"$build/peers/bin/python" -c "import $1" 2>/dev/null && return
	"$root/tools/setup.sh" peer-pypi && { [ -x "$build/peers/bin/pip" ] || python3 -m venv "$build/peers"; } &&
		"$build/peers/bin/pip" install --quiet --disable-pip-version-check "$2" || cannot "$1"
}

for peer; do
	case $peer in
	typst) command -v typst > /dev/null || from_pypi typst 'typst==0.15.2' ;;
	weasyprint) debian weasyprint; from_pypi weasyprint 'weasyprint==70.0' ;;
	chromium) command -v google-chrome > /dev/null || debian chromium ;;
	xelatex | lualatex | fop) command -v "$peer" > /dev/null || debian "$peer" ;;
	groff) debian groff ;;
	*) echo "get_peers.sh: no peer $peer" >&2; exit 2 ;;
	esac
done
