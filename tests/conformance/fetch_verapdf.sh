#!/bin/bash
# Prints the folder that holds veraPDF's jars, fetching them from Maven Central when they are not there yet. They are kept in
# BANTIN_VERAPDF, or in the user's cache. Status 3 with the reason when they cannot be had.
set -u
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's/.*<version>\([0-9.]*[0-9]\)<\/version>.*/\1/p' "$here/pom.xml" | grep '\..*\.' | head -n 1)
folder=${BANTIN_VERAPDF:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bantin/verapdf-$version}

fail() {
	echo "veraPDF: $*" >&2
	exit 3
}

command -v java >/dev/null || fail "java is not installed (Debian: default-jre-headless)"
if [ ! -e "$folder/complete" ]; then
	command -v mvn >/dev/null || fail "mvn is not installed (Debian: maven)"
	echo "veraPDF: fetching version $version from Maven Central into $folder" >&2
	mkdir -p "$folder" || fail "cannot make $folder"
	scratch=$(mktemp -d "$folder/fetch.XXXXXX") || fail "cannot write to $folder"
	trap 'rm -rf "$scratch"' EXIT
	cp "$here/pom.xml" "$scratch/"
	mvn -q -B -f "$scratch/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$scratch/jars" >"$scratch/log" 2>&1 || {
		tail -n 20 "$scratch/log" >&2
		fail "Maven could not fetch it"
	}
	ls "$scratch"/jars/greenfield-apps-*.jar >/dev/null 2>&1 || fail "Maven fetched no veraPDF"
	mv "$scratch"/jars/*.jar "$folder/" && touch "$folder/complete" || fail "cannot write to $folder"
fi
echo "$folder"
