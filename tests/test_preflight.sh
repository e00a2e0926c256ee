#!/bin/bash
# Preflight from outside: issues with one flaw each, in which it is found and nothing else; a sample issue in which nothing is
# found; and the reports.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3

# ---- the sample issue is clean, also where warnings count ----
expect "the sample issue is clean" 0 check --strict --report clean.json --report clean.html "$root/input/2026-11"
says "by its count too" out.txt 'errors: 0, warnings: 0$'
says "the reports are told" out.txt '^clean\.html$'
holds "no finding is invented in it" python3 -c "import json; r = json.load(open('clean.json')); assert r['documents'][0]['diagnostics'] == [], r"
holds "its HTML is well-formed" xmllint --noout clean.html
says "and tells what was looked at, the number of pages too" clean.html 'The number of pages is a multiple of 4'
says_not "and needs no network" clean.html 'https?:|src=|@import|url\('
holds "and is light: less than 250 KB a page" python3 -c "import json, os; n = len(json.load(open('clean.json'))['documents'][0]['pages']); assert os.path.getsize('clean.html') < 250000 * n"
holds "and has a picture of every page" python3 -c "import json; n = len(json.load(open('clean.json'))['documents'][0]['pages']); t = open('clean.html').read(); assert t.count('<svg class=\"sheet\"') == n and n >= 8"
cp clean.html first.html
expect "once more" 0 check -q --report clean.html "$root/input/2026-11"
holds "gives the same bytes" cmp clean.html first.html

# ---- issues with one flaw each ----
holds "bad issues are made" python3 "$root/tests/make_bad_issue.py" bad
expect "they are found bad" 1 check --report bad.json --report bad.html bad
holds "their HTML is well-formed" xmllint --noout bad.html
python3 - bad bad.json > found.txt <<'END'
import json, os, sys
expected = {}
for line in open(os.path.join(sys.argv[1], 'expected.txt'), encoding='utf-8'):
    name, severity, code = line.split()
    expected[name] = (severity, code)
report = json.load(open(sys.argv[2], encoding='utf-8'))
counted = 0
for document in report['documents']:
    name = os.path.basename(os.path.dirname(document['path']))
    pages = len(document['pages'])
    # what the layout's own check says of a rule or a colour is not the preflight's
    said = sorted({(d['severity'], d['code']) for d in document['diagnostics'] if not d['code'].startswith('layout-')})
    wanted = [expected.pop(name)] if name in expected else []
    if pages > 2 and pages % 4:
        wanted.append(('warning', 'page-count'))
        counted += 1
    print('ok' if said == sorted(wanted) else 'not ok', f'{name}: {said}' + ('' if said == sorted(wanted) else f' instead of {sorted(wanted)}'))
    for d in document['diagnostics']:
        if d['code'].startswith('layout-'): continue
        good = d['file'] and d['hint'] and (d['code'] == 'page-count' or (d['page'] and d['places'])) or d['code'] == 'photo-truncated'
        if not good: print('not ok', f'{name} does not say where, or what to do: {d}')
print('not ok' if expected else 'ok', 'all were looked at', sorted(expected) or '')
print('ok' if counted else 'not ok', 'a number of pages that is no multiple of four is among them')
END
cat found.txt
grep -q '^not ok' found.txt && failures=$((failures + 1))
holds "there are twenty and more" test "$(grep -c '^ok' found.txt)" -ge 24

# ---- by what is to be made ----
expect "an alt that is missing is an error of the archive" 1 check --for archive bad/photo-without-alt
says "and told once" err.txt '\[alt-missing\]'
holds "indeed once" test "$(grep -c 'alt-missing' err.txt)" = 1
expect "and a warning of the print" 0 check --for print bad/photo-without-alt
says "told as such" err.txt 'warning: .*\[alt-missing\]'
expect "what matters on paper alone is not asked of an archive" 0 check --strict --for archive bad/bar-without-bleed bad/folio-low bad/photo-coarse bad/small-in-inks
{ echo '<article xml:lang="vi" id="a"><head><title>Bài lẻ</title></head><body>'; for i in $(seq 40); do echo "<p>Đoạn $i: nhà trường tổ chức hội nghị tổng kết công tác nghiên cứu khoa học, có đại diện các phòng, khoa và hơn ba mươi giảng viên đến dự, bàn việc năm tới.</p>"; done; echo '</body></article>'; } > bad/alone.xml
expect "a lone article may have any number of pages" 0 check --strict bad/alone.xml

# ---- the limits are in the layout's hands ----
python3 - <<'END'
import re
text = open('bad/photo-coarse/rieng.xml', encoding='utf-8').read()
furniture = re.search(r'<furniture>.*</furniture>', text, re.S).group(0)
open('bad/photo-coarse/nhe.xml', 'w', encoding='utf-8').write(text.replace(furniture, furniture + '\n<photo low-ppi="100" min-ppi="80"/>'))
END
expect "a layout that asks less of photos" 0 check --strict --layout bad/photo-coarse/nhe.xml bad/photo-coarse

# ---- the option ----
expect "a report by another suffix" 2 check --report r.pdf good.xml
says "is refused in words" err.txt '\.html or \.json'
expect "build writes a report too" 1 build -o pdf --report built.json bad/photo-coarse
holds "that names what was written" python3 -c "import json; r = json.load(open('built.json')); assert r['documents'][0]['outputs'] == ['pdf/photo-coarse.print.pdf', 'pdf/photo-coarse.archive.pdf'], r"
holds "and the PDFs are there all the same" test -s pdf/photo-coarse.print.pdf
expect "what is not there is in the report of the run" 1 check --report none.json --report none.html nowhere.xml
holds "as JSON" python3 -c "import json; r = json.load(open('none.json')); assert [d['code'] for d in r['diagnostics']] == ['input-missing'] and not r['documents'] and r['errors'] == 1, r"
holds "as HTML" xmllint --noout none.html
expect "a report that cannot be written" 3 check --report /dev/null/r.html bad/clean
says "is told" err.txt '/dev/null/r\.html'
expect "the report speaks Vietnamese" 0 --lang vi check --report vi.html bad/clean
says_not "of one page it says nothing of fours" vi.html 'chia hết cho 4'
says "in its head" vi.html 'lang="vi"'
says_not "and nowhere English" vi.html '>(Ready|Pages|The pages|What was|enlarge|Bleed|Trimmed|Page [0-9]|Check before)|✓ good'
finish
