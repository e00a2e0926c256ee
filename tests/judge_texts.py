#!/usr/bin/env python3
"""check_readback.py and check_no_split.py over many documents at once.

    tests/judge_texts.py FOLDER XML...       FOLDER/STEM.print.pdf is what was made of each

Prints what they print of the ones that fail; status 1 when there is any.
"""
import contextlib
import io
import multiprocessing
import os
import sys

sys.dont_write_bytecode = True
import check_no_split
import check_readback


def judge(pair):
    pdf, xml = pair
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            bad = check_readback.check(pdf, [xml])
            bad = check_no_split.check(pdf, [xml]) or bad
        except check_readback.Unreadable as error:
            bad = True
            print(error)
    return said.getvalue() if bad else ""


def main(folder, *paths):
    pairs = [(os.path.join(folder, os.path.splitext(os.path.basename(path))[0] + ".print.pdf"), path) for path in paths]
    with multiprocessing.Pool() as pool:
        found = [text for text in pool.imap(judge, pairs, 8) if text]
    print("".join(found), end="")
    print(f"{len(pairs)} documents, {len(found)} with differences")
    return 1 if found or not pairs else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
