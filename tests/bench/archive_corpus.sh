#!/bin/bash
# The conference report and the 189 news articles of ../shared as an archive of bags, in one command: seconds, and bytes beyond the
# photos and the XML.
#   tests/bench/archive_corpus.sh [FOLDER]   FOLDER: keep the bags there
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
bantin=${BANTIN:-$root/build/bantin}
shared=${BANTIN_SHARED:-$root/../shared}
[ -e "$shared/corpus/news.jsonl" ] || { echo "no ../shared here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bags=${1:-$work/bags}
python3 "$root/tests/make_seed_article.py" "$shared/seed/conference-report.txt" "$work/report" --photos "$shared/corpus/exif"
python3 "$root/tests/make_corpus_articles.py" "$shared/corpus/news.jsonl" "$work/news"

timed() { # WHAT COMMAND...
	local start
	start=$(date +%s%N)
	"${@:2}" > /dev/null
	echo "$1: $(( ($(date +%s%N) - start) / 1000000 )) ms"
}
timed "archive" "$bantin" archive -q "$work/report" "$work/news" -o "$bags"
timed "archive again, nothing changed" "$bantin" archive -q "$work/report" "$work/news" -o "$bags"
timed "verify" "$bantin" verify -q "$bags"
timed "verify --rebuild" "$bantin" verify -q --rebuild "$bags"
find "$bags" -type f -printf '%s %P\n' | awk '
	{ kind = "tag files" }
	$2 ~ /archive\.pdf$/ { kind = "PDF" }
	$2 ~ /metadata\// { kind = "METS and PREMIS" }
	$2 ~ /data\/layout\// { kind = "layouts" }
	$2 ~ /data\/source\// { kind = $2 ~ /\.jpg$/ ? "photos" : "XML" }
	$2 ~ /^catalogue/ { kind = "catalogue" }
	{ bytes[kind] += $1; total += $1; if ($2 ~ /\/bagit\.txt$/) bags++ }
	END { for (kind in bytes) printf "%-16s %9d bytes\n", kind, bytes[kind]
		printf "%d bags, %d bytes; a bag beyond its photos and XML: %d bytes\n", bags, total, (total - bytes["photos"] - bytes["XML"]) / bags }' | sort
