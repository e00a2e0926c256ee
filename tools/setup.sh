#!/bin/sh
# Makes sure that the Debian packages of the given sections of packages.txt are there.
#   tools/setup.sh build run test     says what is missing, installs only that
#   tools/setup.sh --check build      installs nothing; status 1 when something is missing
# With everything there it is one call of dpkg-query and says nothing.
set -u
here=$(cd "$(dirname "$0")/.." && pwd) || exit 3
check=
if [ "${1-}" = --check ]; then check=yes; shift; fi

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "bantin: máy này không phải Debian hay Ubuntu; hãy tự cài các gói nêu trong packages.txt." >&2
	echo "bantin: this is not a Debian or Ubuntu machine; install what packages.txt names yourself." >&2
	exit 0
fi

# One line for each need: the packages that can meet it, the preferred first.
needs=$(awk -v wanted=" $* " '
	{ sub(/#.*/, "") }
	/^\[/ { gsub(/[][ \t]/, ""); on = index(wanted, " " $0 " ") > 0; next }
	on && NF { gsub(/[| \t]+/, " "); print }' "$here/packages.txt")
# Ubuntu and newer Debians rename packages by transition; "Provides" counts as being there.
# shellcheck disable=SC2086
there=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' 2>/dev/null |
	awk '$1 == "installed" { for (i = 2; i <= NF; i++) if ($i !~ /^\(/) { sub(/,$/, "", $i); print $i } }')
missing=$(printf '%s\n----\n%s\n' "$there" "$needs" | awk '
	/^----$/ { listed = 1; next }
	!listed { have[$1] = 1; next }
	NF { for (i = 1; i <= NF; i++) if ($i in have) next; print }')
[ -n "$missing" ] || exit 0

names=$(printf '%s\n' "$missing" | awk '{ print $1 }' | tr '\n' ' ')
if [ -n "$check" ]; then
	echo "bantin: còn thiếu gói / packages missing: $names" >&2
	echo "bantin: hãy gõ / run: make setup" >&2
	exit 1
fi

sudo=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "bantin: còn thiếu các gói sau, nhưng lệnh này cần quyền quản trị (root hoặc sudo): $names" >&2
		echo "bantin: these packages are missing and installing them needs root or sudo: $names" >&2
		exit 3
	fi
	sudo='sudo --preserve-env=DEBIAN_FRONTEND'
fi
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND

echo "bantin: sẽ cài các gói còn thiếu / will install the missing packages: $names"
echo "bantin: $ ${sudo:+sudo }apt-get update"
$sudo apt-get -qq update || echo "bantin: apt-get update không xong, vẫn thử cài / apt-get update failed, trying to install all the same" >&2

# Of several that will do, the first that this release has.
chosen=
for need in $(printf '%s\n' "$missing" | tr ' ' '|'); do
	pick=
	for name in $(printf '%s' "$need" | tr '|' ' '); do
		if [ -n "$(apt-cache show --no-all-versions "$name" 2>/dev/null | head -n 1)" ]; then pick=$name; break; fi
	done
	if [ -z "$pick" ]; then
		echo "bantin: không tìm thấy gói $need trong kho của máy này / no package $need in this machine's archive" >&2
		echo "bantin: xem /etc/apt/sources.list (Ubuntu: cần có mục universe / needs universe)" >&2
		exit 3
	fi
	chosen="$chosen $pick"
done
echo "bantin: $ ${sudo:+sudo }apt-get install --no-install-recommends$chosen"
# shellcheck disable=SC2086
$sudo apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install $chosen >/dev/null || {
	echo "bantin: cài gói không thành công; hãy xem thông báo của apt-get ở trên." >&2
	echo "bantin: installing failed; see what apt-get said above." >&2
	exit 3
}
