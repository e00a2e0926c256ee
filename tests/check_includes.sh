#!/bin/sh
# Enforces the map of src/ARCHITECTURE.md: a room includes only the rooms that the table below grants it, and a library's
# header only where it is granted. First it plants violations in a scratch tree and sees that each is found.
#   tests/check_includes.sh [SRC]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)

check() { # SRC: prints violations; status 1 when there are any
	find "$1" -name '*.[ch]' | LC_ALL=C sort | xargs awk -v src="$1" '
	BEGIN {
		# room: rooms it may include besides itself : libraries
		grant("base",        "",                                                                    "sanitizer")
		grant("press",       "base",                                                                "")
		grant("publication", "base press",                                                          "libxml unicode")
		grant("design",      "base press",                                                            "libxml")
		grant("picture",     "base press",                                                            "png")
		grant("font",        "base",                                                                "fontconfig hb")
		grant("paragraph",   "base font",                                                           "unicode hyphen")
		grant("drawing",     "base font picture",                                                   "")
		grant("page",        "base publication design picture font paragraph drawing",              "unicode")
		grant("preflight",   "base press font picture drawing",                                                    "")
		grant("pdf",         "base press font picture drawing",                                     "hpdf libdeflate")
		grant("preview",     "base press font picture drawing",                                                    "")
		grant("proof",       "preview",                                                             "cairo lcms2 png")
		grant("photo",       "picture",                                                             "jpeglib jerror png tiffio webp libheif lcms2 zlib")
		grant("batch",       "base publication",                                                    "nettle linux")
		grant("archive",     "base publication design font drawing",                                "nettle libxml unicode")
		grant(".",           "base press publication design picture font paragraph drawing page preflight preview pdf batch archive", "")
		# what the C library and POSIX give is open to all
		split("assert ctype errno fcntl fnmatch fts getopt inttypes langinfo limits locale math poll pthread setjmp signal stdarg stdatomic stdbool " \
			"stddef stdint stdio stdlib stdnoreturn string strings time unistd utime wchar wctype dirent glob spawn sched ftw link dlfcn malloc termios", list, " ")
		for (i in list) plain[list[i] ".h"] = 1
	}
	function grant(room, rooms, libraries,   i, n, part) {
		known[room] = 1
		may[room, room] = 1
		n = split(rooms, part, " ")
		for (i = 1; i <= n; i++) may[room, part[i]] = 1
		n = split(libraries, part, " ")
		for (i = 1; i <= n; i++) library[room, part[i]] = 1
	}
	function fail(why) { print FILENAME ":" FNR ": " why; bad = 1 }
	FNR == 1 {
		room = substr(FILENAME, length(src) + 2)
		if (!sub("/.*", "", room)) room = "."
		if (!(room in known)) fail("the room " room "/ is not on the map")
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		split($0, quoted, "\"")
		target = quoted[2]
		where = target
		if (!sub("/.*", "", where)) where = room # a neighbour by its bare name
		if (target ~ /^\.\.?\//) fail("includes " target ": name the room instead of ../")
		else if (!((room, where) in may)) fail(room "/ may not include " target)
		next
	}
	/^[ \t]*#[ \t]*include[ \t]*</ {
		split($0, angled, /[<>]/)
		target = angled[2]
		if ((target in plain) || target ~ /^sys\//) next
		name = target
		sub(/[-\/.].*/, "", name)
		sub(/^hpdf.*/, "hpdf", name)
		if (!((room, name) in library)) fail(room "/ may not include <" target ">")
		next
	}
	/^[ \t]*#[ \t]*include/ { fail("an include that is not understood") }
	END { exit bad }'
}

# ---- the checker is checked ----
plant=$(mktemp -d)
trap 'rm -rf "$plant"' EXIT
mkdir -p "$plant/src/base" "$plant/src/page" "$plant/src/pdf" "$plant/src/font" "$plant/src/attic"
expect() { # WHAT FILE LINE: the violation in that file is found
	printf '%s\n' "#include <stdio.h>" "$3" > "$plant/src/$2"
	if check "$plant/src" > "$plant/found"; then echo "not ok $1: a planted violation was not found"; exit 1; fi
	grep -q "$2:2:\|$2:1:" "$plant/found" || { echo "not ok $1: not the planted place:"; cat "$plant/found"; exit 1; }
	rm "$plant/src/$2"
}
expect "pdf sees page" pdf/write.c '#include "page/page.h"'
expect "base sees font" base/arena.c '#include "font/font.h"'
expect "libharu outside pdf" page/page.c '#include <hpdf.h>'
expect "libharu's inner header outside pdf" page/page.c '#include <hpdf_utils.h>'
expect "harfbuzz outside font" page/page.c '	#  include <hb-ot.h>'
expect "libxml2 in font" font/font.c '#include <libxml/tree.h>'
expect "parent folders" page/page.c '#include "../base/arena.h"'
expect "room off the map" attic/old.c '#include "base/arena.h"'
expect "library in main" main.c '#include <fontconfig/fontconfig.h>'
printf '%s\n' '#include <hpdf.h>' '#include "base/arena.h"' '#include "own.h"' '#include <sys/stat.h>' > "$plant/src/pdf/write.c"
check "$plant/src" || { echo "not ok: a clean tree was refused"; exit 1; }

if check "${1:-$here/src}"; then echo "ok the include order of src/ARCHITECTURE.md is kept"
else echo "not ok the include order of src/ARCHITECTURE.md"; exit 1; fi
