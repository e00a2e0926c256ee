#!/usr/bin/env python3
"""Small issues, each with one thing that a printing house or an archive would send back, and some without any.

    make_bad_issue.py FOLDER

Writes FOLDER/NAME/NAME.xml with a layout of its own and its photos, and FOLDER/expected.txt: a line "NAME SEVERITY CODE" for each.
"""
import os
import struct
import sys
import zlib


def png(path, width, height):
    """Slanting stripes: RGB, not interlaced."""
    row = b''.join(bytes((x * 255 // width, 160, 255 - x * 255 // width)) for x in range(width))
    rows = b''.join(b'\0' + row[3 * (y % width):] + row[:3 * (y % width)] for y in range(height))

    def chunk(kind, body):
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as out:
        out.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)))
        out.write(chunk(b'IDAT', zlib.compress(rows, 1)) + chunk(b'IEND', b''))


def cmyk_tiff(path, width, height, inks):
    """One colour of so many percent each in the left half, half of it in the right one."""
    full, half = bytes(v * 255 // 100 for v in inks), bytes(v * 255 // 200 for v in inks)
    pixels = (full * (width // 2) + half * (width - width // 2)) * height
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 4, 8 + 2 + 10 * 12 + 4), (259, 3, 1, 1), (262, 3, 1, 5), (273, 4, 1, 8 + 2 + 10 * 12 + 4 + 8),
            (277, 3, 1, 4), (278, 4, 1, height), (279, 4, 1, len(pixels)), (332, 3, 1, 1)]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as out:
        out.write(b'II*\0' + struct.pack('<I', 8) + struct.pack('<H', len(tags)) + b''.join(struct.pack('<HHII', *tag) for tag in tags) + struct.pack('<I', 0))
        out.write(struct.pack('<4H', 8, 8, 8, 8) + pixels)


PARAGRAPH = ('Sáng ngày 27 tháng 3, nhà trường tổ chức hội nghị tổng kết công tác nghiên cứu khoa học. Đến dự có đại diện các phòng, '
             'khoa và hơn ba mươi giảng viên. Báo cáo nêu rõ những việc đã làm được, những việc còn chậm và phần việc của từng khoa trong năm tới. ')

# What each layout says beside extending "ban-tin"; the base has a bar that bleeds, a running head and a folio.
PAGE = '<page width="210mm" height="297mm" bleed="3mm" facing="yes" top="20mm" bottom="22mm" inside="16mm" outside="14mm" columns="3" gutter="5mm" leading="12.25pt" column-rule="0.3pt black 30%"/>'
BAR = '<bar pages="all" from="outside" x="0" top="10mm" width="12mm" height="3mm" colour="accent" bleeds="yes"/>'
RUNNING = '<text pages="all" from="inside" x="16mm" top="12.45mm" style="running-section">{title}</text>'
FOLIO = '<text pages="all" from="outside" x="14mm" bottom="11mm" style="folio">{page}</text>'
PHOTO = '<figure><photo src="photos/a.png" alt="Toàn cảnh hội trường"/><caption>Toàn cảnh hội nghị</caption></figure>'


def layout(page=PAGE, colours='', styles='', furniture=BAR + RUNNING + FOLIO, more=''):
    colours = f'<colours>{colours}</colours>' if colours else ''
    styles = f'<styles>{styles}</styles>' if styles else ''
    furniture = f'<furniture>{furniture}</furniture>'
    return f'<layout title="Thử" extends="ban-tin" xml:lang="vi">\n{page}\n{colours}\n{styles}\n{furniture}\n{more}\n</layout>\n'


def article(number, body, paragraphs=6):
    text = ''.join(f'<p>{PARAGRAPH}</p>\n' for _ in range(paragraphs))
    return f'<article xml:lang="vi" id="bai-{number}"><head><title>Hội nghị tổng kết số {number}</title></head>\n<body>{text}{body}\n{text}</body></article>\n'


def issue(folder, layout_text, body=PHOTO, photo=(1200, 800), articles=1, paragraphs=6):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'rieng.xml'), 'w', encoding='utf-8') as out:
        out.write(layout_text)
    with open(os.path.join(folder, os.path.basename(folder) + '.xml'), 'w', encoding='utf-8') as out:
        out.write('<publication kind="bulletin" layout="rieng.xml" xml:lang="vi" id="so"><head><title>Bản tin thử</title><number>Số 1</number>'
                  '<date when="2026-11"/></head>\n<part title="Tin">')
        for number in range(1, articles + 1):
            out.write(article(number, body if number == 1 else '', paragraphs))
        out.write('</part></publication>\n')
    if photo:
        png(os.path.join(folder, 'photos/a.png'), *photo)


def truncate(path):
    size = os.path.getsize(path)
    with open(path, 'r+b') as out:
        out.truncate(size // 2)


def main(root):
    bad = []

    def add(name, severity, code, layout_text=None, **how):
        issue(os.path.join(root, name), layout_text or layout(), **how)
        bad.append((name, severity, code))

    issue(os.path.join(root, 'clean'), layout())
    # photos: a column is 56.7 mm wide
    add('photo-coarse', 'error', 'photo-resolution', photo=(240, 160))
    add('photo-of-one-pixel', 'error', 'photo-resolution', photo=(1, 1))
    add('photo-low', 'warning', 'photo-resolution', photo=(400, 267))
    add('photo-missing', 'error', 'photo-missing', photo=None)
    add('photo-truncated', 'error', 'photo-truncated')
    truncate(os.path.join(root, 'photo-truncated/photos/a.png'))
    add('photo-page-wide', 'warning', 'photo-resolution', body=PHOTO.replace('<figure>', '<figure width="page">'), photo=(1200, 800))
    add('photo-without-alt', 'error', 'alt-missing', body=PHOTO.replace(' alt="Toàn cảnh hội trường"', ''))
    add('photo-to-be-kept', 'warning', 'photo-rgb', layout(more='<print standard="x1a" photos="keep"/>'))
    issue(os.path.join(root, 'clean-x1a'), layout(more='<print standard="x1a"/>'))
    # inks
    cmyk = PHOTO.replace('a.png', 'a.tif')
    add('photo-over-inked', 'warning', 'photo-ink', body=cmyk, photo=None)
    cmyk_tiff(os.path.join(root, 'photo-over-inked/photos/a.tif'), 800, 534, (90, 85, 85, 90))
    issue(os.path.join(root, 'clean-cmyk'), layout(), body=cmyk, photo=None)
    cmyk_tiff(os.path.join(root, 'clean-cmyk/photos/a.tif'), 800, 534, (75, 65, 65, 90))
    add('ink-of-bar', 'error', 'ink-total', layout(colours='<colour name="nang" cmyk="90 90 90 60"/>', furniture=BAR.replace('accent', 'nang') + RUNNING + FOLIO))
    add('ink-of-ground', 'error', 'ink-total', layout(colours='<colour name="nang" cmyk="80 80 80 70"/>', more='<box ground="nang"/>'),
        body='<box><title>Khung</title><p>Chữ trong khung.</p></box>')
    add('black-mixed', 'warning', 'text-rich-black', layout(colours='<colour name="den" cmyk="60 40 40 100"/>', styles='<style name="caption" colour="den"/>'))
    add('black-of-a-screen', 'warning', 'text-rich-black', layout(colours='<colour name="den" cmyk="75 68 67 90"/>', styles='<style name="byline" colour="den"/>'
        '<style name="running-section" colour="den"/>'))
    add('small-in-inks', 'warning', 'text-inks', layout(colours='<colour name="tim" cmyk="70 100 0 0"/>', styles='<style name="running-section" size="6.5pt" colour="tim"/>'))
    add('small-reversed', 'warning', 'text-reversed', layout(styles='<style name="running-section" size="6.5pt" colour="white"/>',
        furniture='<bar pages="all" from="left" x="0" top="8mm" width="210mm" height="7mm" colour="accent" bleeds="yes"/>' + RUNNING + FOLIO))
    add('white-on-paper', 'warning', 'text-invisible', layout(styles='<style name="running-section" colour="white"/>'))
    # lines
    add('line-thin', 'warning', 'line-thin', layout(more='<separator rows="2" rule="0.1pt black"/>'), articles=2, paragraphs=2)
    add('column-rule-thin', 'warning', 'line-thin', layout(page=PAGE.replace('0.3pt black', '0.2pt black')))
    # edges
    add('folio-low', 'warning', 'text-near-trim', layout(furniture=BAR + RUNNING + FOLIO.replace('11mm', '3mm')))
    add('running-at-the-side', 'warning', 'text-near-trim', layout(furniture=BAR + RUNNING.replace('16mm', '3mm') + FOLIO))
    add('running-cut', 'error', 'text-cut', layout(furniture=BAR + RUNNING.replace('12.45mm', '1mm') + FOLIO))
    add('bar-without-bleed', 'error', 'bleed-missing', layout(furniture=BAR.replace(' bleeds="yes"', '') + RUNNING + FOLIO))
    add('bar-near-the-edge', 'error', 'bleed-missing', layout(furniture=BAR.replace('x="0"', 'x="0.5mm"') + RUNNING + FOLIO))
    add('page-without-bleed', 'error', 'bleed-missing', layout(page=PAGE.replace('bleed="3mm"', 'bleed="0mm"')))
    add('page-with-little-bleed', 'error', 'bleed-missing', layout(page=PAGE.replace('bleed="3mm"', 'bleed="2mm"')))
    # pages
    for articles in 3, 4, 5: # how many pages they make is the composer's business
        issue(os.path.join(root, f'articles-{articles}'), layout(), articles=articles, paragraphs=10)
    with open(os.path.join(root, 'expected.txt'), 'w', encoding='utf-8') as out:
        out.writelines(f'{name} {severity} {code}\n' for name, severity, code in bad)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
