#!/bin/bash
# Random articles made into archive copies, and read back: each copy's structure must hold its article's text in its order.
#   tests/conformance/make_random.sh FOLDER COUNT [SEED]       BANTIN_READBACK=N: only every Nth is read back (a second each)
# The sources come into FOLDER/in, the copies into FOLDER/level-NN: all levels in turn, and both layouts. Status 1 when something was
# not made or does not read back.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
bantin=${BANTIN:-${BUILD:-$root/build}/bantin}
folder=$1
levels=(1b 1a 2b 2u 2a 3b 3a 4)

python3 "$here/make_random_articles.py" "$folder/in" "$2" "${3:-1}" || exit 1
for ((i = 0; i < ${#levels[@]}; i++)); do
	for layout in ban-tin trang-don; do
		sources=()
		for ((number = i + 1; number <= $2; number += ${#levels[@]})); do
			# a lone article in turn; a whole issue (every tenth) in the layout that has a place for all of it
			if ((number % 10 == 0 || number / 8 % 2)); then own=ban-tin; else own=trang-don; fi
			[ $own = $layout ] && sources+=("$folder/in/bai-$(printf %03d $number).xml")
		done
		[ ${#sources[@]} = 0 ] && continue
		"$bantin" build "${sources[@]}" --layout $layout --for archive --archive-level "${levels[i]}" --quiet -o "$folder/level-${levels[i]}" \
			> "$folder/said" 2>&1 || { echo "not made at level ${levels[i]}:"; grep -A 3 'error:\|lỗi:' "$folder/said" | head -n 20; exit 1; }
	done
done

PYTHONDONTWRITEBYTECODE=1 python3 - "$root/tests" "$folder" "$2" "${BANTIN_READBACK:-1}" <<'PYTHON'
import contextlib, glob, io, multiprocessing, os, sys
tests, folder, count, step = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
sys.path.insert(0, tests)
import check_readback

def judge(pdf):
    xml = os.path.join(folder, "in", os.path.basename(pdf)[:-len(".archive.pdf")] + ".xml")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        report = check_readback.Report()
        check_readback.check_structure(check_readback.read_passages([xml], False), check_readback.Extract(check_readback.read_structure(pdf)), report)
    return said.getvalue()

pdfs = sorted(glob.glob(os.path.join(folder, "level-*", "*.pdf")))
with multiprocessing.Pool() as pool:
    found = [text for text in pool.imap(judge, pdfs[::step], 4) if text]
print("".join(found), end="")
print(f"{len(pdfs)} copies made, {len(pdfs[::step])} read back, {len(found)} with differences")
sys.exit(1 if found or len(pdfs) != count else 0)
PYTHON
