#!/bin/bash
# Bags judged by others: the Library of Congress's `bagit` (PyPI), METS 1.12.1 and EAD 3 by their schemas (which two packages of PyPI
# carry along). The judge is put to the proof first. Ends with "N passed, N failed"; status 3 when bagit cannot be had.
#   tests/conformance/judge_bags.sh FOLDER   a folder that `bantin archive` wrote
# What was fetched is kept in BANTIN_JUDGES, or in the user's cache.
set -u
folder=${BANTIN_JUDGES:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bantin/judges-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

fetch() { # PACKAGE: into $work/fetched
	python3 -m pip download -q --no-deps --disable-pip-version-check -d "$work/fetched" "$1" > "$work/log" 2>&1
}
if [ ! -e "$folder/complete" ]; then
	fetch bagit==1.9.0 || { tail -n 5 "$work/log"; echo "bagit cannot be had (Debian: python3-pip, and a way to PyPI): no bag was judged"; echo "0 passed, 1 failed"; exit 3; }
	mkdir -p "$folder" && tar -xzf "$work"/fetched/bagit-*.tar.gz -C "$work" || exit 3
	cp -r "$work"/bagit-*/bagit.py "$work"/bagit-*/bagit.egg-info "$folder/"
	fetch ocrd_validators==2.67.1 && python3 -m zipfile -e "$work"/fetched/ocrd_validators-*.whl "$work/mets" && cp "$work"/mets/ocrd_validators/*.xsd "$folder/"
	fetch django-ead==0.8.1 && python3 -m zipfile -e "$work"/fetched/django_ead-*.whl "$work/ead" && cp "$work/ead/ead/management/commands/ead3.xsd" "$folder/"
	touch "$folder/complete"
fi

judge() { # NAME COMMAND...
	if "${@:2}" > "$work/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1"; tail -n 5 "$work/said" | sed 's/^/    /'; fi
}
bagit() { python3 "$folder/bagit.py" --validate --quiet "$1"; }

found=$(find "$1" -mindepth 2 -maxdepth 2 -name bagit.txt -printf '%h\n' | LC_ALL=C sort)
[ -n "$found" ] || { echo "no bag below $1"; echo "0 passed, 1 failed"; exit 1; }

# ---- is the judge awake? ----
first=$(printf '%s\n' "$found" | head -n 1)
spoilt() { # HOW COMMAND: a bag spoilt so must be refused
	rm -rf "$work/spoilt" && cp -r "$first" "$work/spoilt"
	(cd "$work/spoilt" && eval "$2")
	if bagit "$work/spoilt" > /dev/null 2>&1; then failed=$((failed + 1)); echo "FAIL the judge takes a bag with $1"; else passed=$((passed + 1)); fi
}
spoilt "a changed file" "printf x >> \"\$(find data -name '*.pdf' | head -n 1)\""
spoilt "a missing file" "rm data/metadata/mets.xml"
spoilt "an extra file" "echo x > data/extra"
spoilt "a changed list" "sed -i 1d manifest-sha256.txt"

# ---- the bags ----
printf '%s\n' "$found" | tr '\n' '\0' | xargs -0 python3 "$folder/bagit.py" --validate > "$work/verdicts" 2>&1
while IFS= read -r bag; do
	judge "$bag: bagit" grep -qF " $bag is valid" "$work/verdicts"
	[ ! -e "$folder/mets.xsd" ] || judge "$bag: METS" xmllint --nonet --noout --schema "$folder/mets.xsd" "$bag/data/metadata/mets.xml"
done <<< "$found"
[ ! -e "$folder/ead3.xsd" ] || judge "the catalogue: EAD 3" xmllint --nonet --noout --schema "$folder/ead3.xsd" "$1/catalogue.xml"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
