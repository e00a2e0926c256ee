#!/bin/sh
# Links the faces that faces.list names into one small folder, so that start-up reads a few hundred faces, not two thousand.
#   fonts/link_faces.sh OUTDIR          says what it did not find; says nothing when all is as it was
# Links that are no longer wanted are taken away; a folder that is already right is not touched (fontconfig's cache of it
# stays good). Status 1 when not one face was found.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 OUTDIR" >&2; exit 2; }
out=$1
here=$(cd "$(dirname "$0")" && pwd)
list=$here/faces.list
# Nothing to do when no font folder, nor the list, has changed since the last time that everything was found.
folders=$(sed -n 's/[[:space:]]*$//; /^\//p' "$list")
# shellcheck disable=SC2086 # one word for each folder
if [ -f "$out/.linked" ] && [ -z "$(find -L "$list" "$here/link_faces.sh" $folders \( -type d -o -path "$here/*" \) \
	-newer "$out/.linked" -print 2>/dev/null | head -n 1)" ]; then exit 0; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed 's/#.*//; s/[[:space:]]*$//; s/^[[:space:]]*//; /^$/d' "$list" > "$work/lines"
grep '^/' "$work/lines" > "$work/folders" || :
grep -v '^/' "$work/lines" > "$work/patterns" || :
# Every font file there is: its name, a tab, its path; folders in the list's order, so that the first wins.
while read -r folder; do
	if [ -d "$folder" ]; then find -L "$folder" -type f \( -name '*.[to]t[fc]' -o -name '*.[TO]T[FC]' \) 2>/dev/null | LC_ALL=C sort; fi
done < "$work/folders" | awk -F/ '!seen[$NF]++ { print $NF "\t" $0 }' > "$work/files"

# The globs of the list as regular expressions.
awk -F'\t' -v missing="$work/missing" '
	NR == FNR {
		glob = $0
		optional = sub(/^\+[ \t]*/, "", glob)
		regex = glob
		gsub(/[.+^$(){}|\\]/, "\\\\&", regex)
		gsub(/\*/, ".*", regex)
		gsub(/\?/, ".", regex)
		count++
		name[count] = glob; pattern[count] = "^" regex "$"; may_lack[count] = optional
		next
	}
	{ for (i = 1; i <= count; i++) if ($1 ~ pattern[i]) { hits[i]++; print $1 "\t" $2; break } }
	END { for (i = 1; i <= count; i++) if (!hits[i] && !may_lack[i]) print name[i] > missing }
' "$work/patterns" "$work/files" | LC_ALL=C sort > "$work/wanted"

mkdir -p "$out"
# What is there now, in the same form.
for link in "$out"/*; do
	if [ -h "$link" ]; then printf '%s\t%s\n' "${link##*/}" "$(readlink "$link")"; fi
done | LC_ALL=C sort > "$work/present"

if ! cmp -s "$work/wanted" "$work/present"; then
	tab=$(printf '\t')
	LC_ALL=C comm -13 "$work/wanted" "$work/present" | while IFS=$tab read -r name target; do rm -f "$out/$name"; done
	LC_ALL=C comm -23 "$work/wanted" "$work/present" | while IFS=$tab read -r name target; do ln -sf "$target" "$out/$name"; done
fi
if [ -s "$work/missing" ]; then
	while read -r name; do
		echo "bantin: không tìm thấy phông / font not found: $name" >&2
	done < "$work/missing"
	echo "bantin: hãy chạy / run: make setup" >&2
fi
[ -s "$work/wanted" ]
[ -s "$work/missing" ] || : > "$out/.linked" # (a folder's date does not change when a file in it is written again)
