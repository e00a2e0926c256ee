#!/bin/sh
# Writes the messages of the source to the file named.
set -eu
cd "$(dirname "$0")/.."
find src -name '*.c' | LC_ALL=C sort | xgettext --files-from=- --language=C --from-code=UTF-8 --no-wrap --sort-by-file \
	--add-location=file --keyword=_ --keyword=N_ --keyword=message_count:1,2 --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
	--flag=message_count:1:pass-c-format --flag=message_count:2:pass-c-format --flag=diag_add:5:c-format --flag=diag_hint:2:c-format \
	--flag=printf:1:c-format --flag=fprintf:2:c-format --flag=usage_error:1:c-format --flag=arena_format:2:c-format \
	--flag=text_format:2:c-format --package-name=bantin --output="$1"
