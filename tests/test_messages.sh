#!/bin/bash
# Every message of the source has a Vietnamese translation with the same directives. Needs no program.
cd "$(dirname "$0")/.." || exit 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
holds() { # NAME COMMAND...
	if "${@:2}" > "$work/said" 2>&1; then echo "ok $1"; else echo "not ok $1"; sed 's/^/# /' "$work/said" | head -n 60; failures=1; fi
}
none() { # FILE: no entry besides the head
	grep -q '^msgid ".' "$1" || return 0
	cat "$1"
	return 1
}
holds "the messages of the source can be gathered" po/extract.sh "$work/bantin.pot"
holds "there are messages" grep -q '^msgid "There is not enough memory' "$work/bantin.pot"
holds "directives agree (msgfmt --check-format)" msgfmt --check-format -o /dev/null po/vi.po
msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$work/merged.po" po/vi.po "$work/bantin.pot"
msgattrib --untranslated --no-wrap -o "$work/untranslated" "$work/merged.po"
holds "none is untranslated" none "$work/untranslated"
msgattrib --only-fuzzy --no-wrap -o "$work/fuzzy" "$work/merged.po"
holds "none is doubtful" none "$work/fuzzy"
msgattrib --only-obsolete --no-wrap po/vi.po > "$work/obsolete"
holds "none is left over" none "$work/obsolete"

# The check is checked: a message that po/vi.po does not have is found.
printf '%s\n' '#include "base/message.h"' 'const char *x(void);' 'const char *x(void) { return _("planted %d"); }' > "$work/planted.c"
xgettext --keyword=_ -o "$work/planted.pot" "$work/planted.c"
msgmerge --quiet --no-fuzzy-matching -o "$work/planted.po" po/vi.po "$work/planted.pot"
msgattrib --untranslated -o "$work/planted" "$work/planted.po"
holds "a planted message is found" grep -q 'planted' "$work/planted"
exit $failures
