#!/bin/sh
# Makes the press profiles anew: profiles/coated.icc and profiles/uncoated.icc, from the characterisation data in Debian's
# icc-profiles-free (zlib licence; see profiles/README.md), with Argyll's colprof. About a minute each. The same data and the
# same Argyll give the same bytes: the date in the header is that of the data, not of the day.
#   tools/make_profiles.sh          needs argyll, icc-profiles-free, python3
# Afterwards: tools/make_press_table.py, which takes the tables of src/press/ from the coated profile.
set -eu
cd "$(dirname "$0")/.."
data=/usr/share/color/icc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_profile() { # NAME DATA INK WORDS YEAR MONTH
	cp "$data/$2.ti3" "$work/$1.ti3"
	# -kp: black begins at a seventh of the way to the shadows and comes in slowly, so that skin and skies stay clean; -l: what the paper dries;
	# -S: perceptual and saturation tables, mapped from sRGB, for ordinary prints of ordinary rooms (-cmt, -dpp)
	nice colprof -v -ql -bl -l"$3" -kp 0 .14 .95 .95 .7 -S "$data/sRGB.icc" -cmt -dpp -A bantin -M "$1" -D "$4" \
		-C "Made by the bantin project from $2 (Fogra, www.fogra.org; as carried by icc-profiles-free). zlib licence." \
		-O "$work/$1.icc" "$work/$1" > "$work/log" || { cat "$work/log" >&2; exit 1; }
	grep -a 'peak err' "$work/log"
	python3 - "$work/$1.icc" "profiles/$1.icc" "$5" "$6" <<'END'
import struct, sys, zlib
profile = bytearray(open(sys.argv[1], 'rb').read())
profile[24:36] = struct.pack('>6H', int(sys.argv[3]), int(sys.argv[4]), 1, 0, 0, 0)
profile[84:100] = bytes(16)  # no profile ID in version 2
open(sys.argv[2], 'wb').write(profile)
open(sys.argv[2] + '.z', 'wb').write(zlib.compress(bytes(profile), 9))  # as a PDF holds it: half of an article's time otherwise
END
}

make_profile coated FOGRA39L 300 'bantin coated (FOGRA39), 300 %' 2006 12
make_profile uncoated FOGRA29L 280 'bantin uncoated (FOGRA29), 280 %' 2003 9
