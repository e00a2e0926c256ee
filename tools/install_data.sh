#!/bin/sh
# Puts what the program reads into the folder named: layouts, fonts, schemas, beginnings, and links to the faces.
set -eu
to=$1
cd "$(dirname "$0")/.."
copy() { # FROM TO: the tree as it is, without what is hidden
	(cd "$1" && find . -name '.?*' -prune -o -type f -print) | while read -r file; do
		install -D -m 644 "$1/$file" "$to/$2/$file"
	done
}
copy layouts layouts
copy fonts fonts
copy profiles profiles
copy input/schema schema
copy input/new new
chmod 755 "$to"/fonts/*.sh
fonts/link_faces.sh "$to/faces"
