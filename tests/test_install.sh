#!/bin/bash
# `make install`: the installed program works from anywhere and leans on nothing of the checkout; `make uninstall` takes it all away.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 3
to=$WORK/root
holds "make install" make --no-print-directory install DESTDIR="$to" BUILD="$BUILD"
holds "the program" test -x "$to/usr/local/bin/bantin"
holds "its manual in both languages" test -s "$to/usr/local/share/man/man1/bantin.1" -a -s "$to/usr/local/share/man/vi/man1/bantin.1"
# Moved, so that no path of the installation can be built in.
mv "$to/usr/local" "$WORK/moved"
BANTIN=$WORK/moved/bin/bantin
unset BANTIN_DATA
cd "$WORK" || exit 3
expect "layouts" 0 layouts
says_not "none of the checkout" out.txt "$root/"
expect "fonts" 0 fonts
says_not "none of the checkout" out.txt "$root/"
expect "new" 0 new bulletin mine
expect "build" 0 build mine -o here
cp -r mine "$WORK/again"
"$BUILD/bantin" build again -q -o there
holds "gives what the checkout gives" diff -r -x .bantin here there
mkdir -p "$to/usr" && mv "$WORK/moved" "$to/usr/local"
cd "$root" || exit 3
holds "make uninstall" make --no-print-directory uninstall DESTDIR="$to" BUILD="$BUILD"
holds "leaves no file" test -z "$(find "$to" ! -type d)"
finish
