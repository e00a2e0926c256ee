#!/bin/sh
# Brings po/vi.po up to the messages of the source: new ones come in empty, lost ones go. Then says what is to be translated.
set -eu
cd "$(dirname "$0")/.."
pot=$(mktemp)
trap 'rm -f "$pot" "$pot.po"' EXIT
po/extract.sh "$pot"
msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --sort-by-file po/vi.po "$pot"
msgattrib --no-obsolete --no-wrap po/vi.po | sed '/^"POT-Creation-Date/d; /^"Report-Msgid-Bugs-To/d' > "$pot.po"
mv "$pot.po" po/vi.po
msgfmt --check-format --statistics -o /dev/null po/vi.po
msgattrib --untranslated --no-wrap po/vi.po
