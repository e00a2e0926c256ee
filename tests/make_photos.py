#!/usr/bin/env python3
"""Writes one small picture, a chart of twelve patches of 16 by 16 pixels, in every way that a TIFF or a PNG can hold it, and files
that must be refused. The same bytes each time.   make_photos.py FOLDER
The names say what is in them; tests/test_picture_convert.c knows what must come out. --issue FOLDER writes an issue with a photo of
each kind (test_photos.sh), --large FOLDER photos of 100 million pixels."""
import os
import struct
import sys
import zlib

W, H = 64, 48
PATCHES = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128),
           (200, 100, 50), (30, 160, 220), (250, 240, 10), (90, 20, 130), (20, 80, 40), (240, 180, 200)]


def patch(x, y):
    return PATCHES[y // 16 * 4 + x // 16]


RGB = [[patch(x, y) for x in range(W)] for y in range(H)]


def grey(p):
    return (p[0] * 2126 + p[1] * 7152 + p[2] * 722 + 5000) // 10000


# ---- TIFF (revision 6.0) ----

class Tiff:
    """Pages of one file; a page's rows are lists of pixels, a pixel a tuple of samples."""

    def __init__(self, little=True, big=False):
        self.e, self.big, self.pages = '<' if little else '>', big, []

    def page(self, rows, bits=8, photometric=2, compression=1, tile=0, strip=0, apart=False, tags=()):
        self.pages.append((rows, bits, photometric, compression, tile, strip, apart, tags))
        return self

    def pack(self, rows, bits):
        out = b''
        for row in rows:
            samples = [s for pixel in row for s in pixel]
            if bits == 32:
                out += struct.pack('%s%df' % (self.e, len(samples)), *[s / 255 for s in samples])
            elif bits == 16:
                out += struct.pack('%s%dH' % (self.e, len(samples)), *[s * 257 if s < 256 else s for s in samples])
            elif bits == 8:
                out += bytes(samples)
            else:
                word = ''.join(format(s, '0%db' % bits) for s in samples)
                word += '0' * (-len(word) % 8)
                out += bytes(int(word[i:i + 8], 2) for i in range(0, len(word), 8))
        return out

    def code(self, data, compression, row):
        if compression in (8, 32946):
            return zlib.compress(data)
        if compression == 32773:  # PackBits, literal runs only; each row for itself
            rows = [data[i:i + row] for i in range(0, len(data), row)]
            return b''.join(bytes([len(r[i:i + 128]) - 1]) + r[i:i + 128] for r in rows for i in range(0, len(r), 128))
        return data

    def parts(self, rows, bits, compression, tile, strip):
        if tile:
            wide, filler = len(rows[0]), rows[0][0]
            for y in range(0, len(rows), tile):
                for x in range(0, wide, tile):
                    block = [row[x:x + tile] for row in rows[y:y + tile]]
                    block = [row + [filler] * (tile - len(row)) for row in block]
                    block += [[filler] * tile] * (tile - len(block))
                    yield self.code(self.pack(block, bits), compression, 0)
        else:
            strip = strip or len(rows)
            for y in range(0, len(rows), strip):
                yield self.code(self.pack(rows[y:y + strip], bits), compression, len(self.pack(rows[:1], bits)))

    def save(self, path):
        e, out = self.e, bytearray()
        if self.big:
            out += struct.pack(e + '2sHHHQ', b'II' if e == '<' else b'MM', 43, 8, 0, 0)
        else:
            out += struct.pack(e + '2sHI', b'II' if e == '<' else b'MM', 42, 0)
        link = len(out) - (8 if self.big else 4)
        size = 8 if self.big else 4
        offset_type, offset_code = (16, 'Q') if self.big else (4, 'I')
        for rows, bits, photometric, compression, tile, strip, apart, extra in self.pages:
            count = len(rows[0][0])
            planes = [[[(p[c],) for p in row] for row in rows] for c in range(count)] if apart else [rows]
            offsets, lengths = [], []
            for plane in planes:
                for data in self.parts(plane, bits, compression, tile, strip):
                    offsets.append(len(out))
                    lengths.append(len(data))
                    out += data
            tags = {256: (4, [len(rows[0])]), 257: (4, [len(rows)]), 258: (3, [bits] * count), 259: (3, [compression]),
                    262: (3, [photometric]), 277: (3, [count]), 284: (3, [2 if apart else 1])}
            if bits == 32:
                tags[339] = (3, [3] * count)
            if tile:
                tags.update({322: (4, [tile]), 323: (4, [tile]), 324: (offset_type, offsets), 325: (4, lengths)})
            else:
                tags.update({278: (4, [strip or len(rows)]), 273: (offset_type, offsets), 279: (4, lengths)})
            for tag, kind, values in extra:
                tags[tag] = (kind, values)
            entries = b''
            for tag in sorted(tags):
                kind, values = tags[tag]
                if kind == 2 or kind == 7:
                    data, number = bytes(values), len(values)
                else:
                    data = struct.pack('%s%d%s' % (e, len(values), {3: 'H', 4: 'I', 16: 'Q'}[kind]), *values)
                    number = len(values)
                if len(data) > size:
                    where = len(out)
                    out += data + b'\0' * (len(data) % 2)
                    data = struct.pack(e + offset_code, where)
                entries += struct.pack(e + 'HH' + offset_code, tag, kind, number) + data.ljust(size, b'\0')
            out += b'\0' * (len(out) % 2)
            struct.pack_into(e + offset_code, out, link, len(out))
            out += struct.pack(e + ('Q' if self.big else 'H'), len(tags)) + entries
            link = len(out)
            out += struct.pack(e + offset_code, 0)
        with open(path, 'wb') as file:
            file.write(out)


# ---- PNG (3rd edition) ----

def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def png(path, rows, bits, kind, before=(), level=9):
    raw = b''.join(b'\0' + b''.join(struct.pack('>%d%s' % (len(p), 'H' if bits == 16 else 'B'), *p) for p in row) for row in rows)
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', len(rows[0]), len(rows), bits, kind, 0, 0, 0)) +
                   b''.join(chunk(n, d) for n, d in before) + chunk(b'IDAT', zlib.compress(raw, level)) + chunk(b'IEND', b''))


def write_all(folder):
    def at(name):
        return os.path.join(folder, name)

    rgb16 = [[tuple(s * 257 for s in p) for p in row] for row in RGB]
    greys = [[(grey(p),) for p in row] for row in RGB]
    inks = [[tuple(255 - s for s in p) + (0,) for p in row] for row in RGB]
    Tiff().page(RGB).save(at('rgb.tif'))
    Tiff(little=False).page(RGB, strip=5).save(at('big_endian.tif'))
    Tiff(big=True).page(RGB, compression=8).save(at('bigtiff.tif'))
    Tiff().page(RGB, compression=8, strip=7).save(at('deflate.tif'))
    Tiff().page(RGB, compression=32773, strip=9).save(at('packbits.tif'))
    Tiff().page(RGB, compression=8, tile=32).save(at('tiles.tif'))
    Tiff().page(RGB, apart=True, compression=8, strip=8).save(at('planes.tif'))
    Tiff().page(RGB, apart=True, tile=16).save(at('plane_tiles.tif'))
    Tiff().page(rgb16, bits=16).save(at('rgb16.tif'))
    Tiff(little=False).page(rgb16, bits=16, compression=8).save(at('rgb16_big_endian.tif'))
    Tiff().page(greys, photometric=1).save(at('grey.tif'))
    Tiff().page([[(255 - g[0],) for g in row] for row in greys], photometric=0).save(at('grey_white_is_zero.tif'))
    Tiff().page([[(g[0] // 17,) for g in row] for row in greys], bits=4, photometric=1).save(at('grey4.tif'))
    Tiff().page([[(g[0] // 128,) for g in row] for row in greys], bits=1, photometric=1).save(at('grey1.tif'))
    index = [[(PATCHES.index(p),) for p in row] for row in RGB]
    colours = [PATCHES[i][c] * 257 if i < 12 else 0 for c in range(3) for i in range(256)]
    Tiff().page(index, photometric=3, tags=[(320, 3, colours)]).save(at('palette.tif'))
    Tiff().page(inks, photometric=5).save(at('cmyk.tif'))
    clear = [[p + (255 if x < 32 else 0,) for x, p in enumerate(row)] for row in RGB]
    Tiff().page(clear, tags=[(338, 3, [2])]).save(at('alpha.tif'))
    Tiff().page([[tuple(s * p[3] // 255 for s in p[:3]) + p[3:] for p in row] for row in clear], tags=[(338, 3, [1])]).save(at('alpha_multiplied.tif'))
    Tiff().page([[p + (7,) for p in row] for row in RGB], tags=[(338, 3, [0])]).save(at('extra_channel.tif'))
    lab = [[(136, 208 - 128, 195 - 128), (255, 0, 0), (0, 0, 0), (137, 0, 0)][x // 16] for x in range(W)]  # red, white, black, middle grey
    Tiff().page([[tuple(s & 255 for s in p) for p in lab]] * H, photometric=8).save(at('lab.tif'))
    Tiff().page([[(p[0], p[1] + 128, p[2] + 128) for p in lab]] * H, photometric=9).save(at('icclab.tif'))
    Tiff().page(RGB).page(RGB).page(RGB).save(at('three_pages.tif'))
    small = [row[::4] for row in RGB[::4]]
    Tiff().page(small, tags=[(254, 4, [1])]).page(RGB).save(at('preview_first.tif'))
    Tiff().page(RGB, tags=[(274, 3, [6])]).save(at('turned.tif'))
    Tiff().page(RGB, tags=[(315, 2, b'Bi mat tac gia\0'), (700, 7, b'<x:xmpmeta>Bi mat XMP</x:xmpmeta>'), (33723, 7, b'\x1c\x02\x78Bi mat IPTC')]).save(at('private.tif'))

    Tiff().page(RGB, bits=32).save(at('float.bad.tif'))
    Tiff().page([[p + (0, 0) for p in row] for row in inks], photometric=5, tags=[(332, 3, [2])]).save(at('inks.bad.tif'))
    Tiff().page(RGB, photometric=32803).save(at('raw.bad.tif'))
    Tiff().page(RGB, photometric=6).save(at('ycbcr.bad.tif'))
    Tiff().page(RGB, compression=34999).save(at('packed.bad.tif'))
    Tiff().page(RGB, tags=[(256, 4, [0])]).save(at('no_width.bad.tif'))
    Tiff().page(RGB, tags=[(256, 4, [60000]), (257, 4, [60000])]).save(at('large.bad.tif'))
    Tiff().page(RGB, tags=[(256, 4, [12000]), (257, 4, [12000])]).save(at('promises.bad.tif'))
    whole = open(at('rgb.tif'), 'rb').read()
    open(at('nothing.bad.tif'), 'wb').write(whole[:8])
    moved = bytearray(open(at('deflate.tif'), 'rb').read())
    moved[40:400] = bytes(360)
    open(at('bytes.bad.tif'), 'wb').write(moved)
    ring = bytearray(whole)  # the directory's link leads back to itself
    first = struct.unpack_from('<I', ring, 4)[0]
    number = struct.unpack_from('<H', ring, first)[0]
    struct.pack_into('<I', ring, first + 2 + 12 * number, first)
    open(at('ring.tif'), 'wb').write(ring)

    png(at('rgb.png'), RGB, 8, 2)
    png(at('rgb16.png'), rgb16, 16, 2)
    png(at('p3.png'), RGB, 8, 2, [(b'cICP', bytes([12, 13, 0, 1]))])
    png(at('srgb_by_numbers.png'), RGB, 8, 2, [(b'cICP', bytes([1, 13, 0, 1])), (b'gAMA', struct.pack('>I', 100000))])
    png(at('alpha.png'), clear, 8, 6)
    png(at('turned.png'), RGB, 8, 2, [(b'eXIf', struct.pack('<2sHIHHHIHHI', b'II', 42, 8, 1, 0x0112, 3, 1, 6, 0, 0))])
    png(at('neutral.png'), [[(grey(p),) * 3 for p in row] for row in RGB], 8, 2)
    png(at('hdr.bad.png'), RGB, 8, 2, [(b'cICP', bytes([9, 16, 0, 1]))])


# ---- an issue with a photo of each kind ----

SECRET = b'Bi mat GPS 10.3N 106.2E'


def noise(wide, high, seed=1):
    """Soft clouds with a grain, so that neither JPEG nor deflate makes nothing of them."""
    out = bytearray()
    for y in range(high):
        for x in range(wide):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            grain = seed >> 24 & 15
            out += bytes(((x * 3 // 8 + grain) & 255, (y * 3 // 8 + grain) & 255, ((x + y) // 4 + grain) & 255))
    return bytes(out)


def exif():
    """TIFF's structure with an orientation of 1, a description and a directory of GPS."""
    text = SECRET + b'\0'
    head = b'II*\0\x08\0\0\0' + struct.pack('<H', 3)
    at = 8 + 2 + 3 * 12 + 4
    head += struct.pack('<HHII', 0x10E, 2, len(text), at) + struct.pack('<HHIHH', 0x112, 3, 1, 1, 0)
    head += struct.pack('<HHII', 0x8825, 4, 1, at + len(text)) + struct.pack('<I', 0)
    return head + text + struct.pack('<HHHII', 1, 0x1D, 2, 11, at + len(text) + 18) + b'\0\0\0\0' + b'2026:11:24\0'


def write_issue(folder):
    import subprocess
    photos = os.path.join(folder, 'photos')
    os.makedirs(photos, exist_ok=True)
    wide, high = 900, 600
    pixels = noise(wide, high)
    rows = [[tuple(pixels[3 * (y * wide + x):3 * (y * wide + x) + 3]) for x in range(wide)] for y in range(high)]
    ppm = b'P6 %d %d 255\n' % (wide, high) + pixels
    jpeg = subprocess.run(['cjpeg', '-quality', '85'], input=ppm, stdout=subprocess.PIPE, check=True).stdout
    segment = lambda marker, data: b'\xff' + bytes([marker]) + struct.pack('>H', len(data) + 2) + data
    private = segment(0xE1, b'Exif\0\0' + exif()) + segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>' + SECRET + b'</x:xmpmeta>') + \
        segment(0xED, b'Photoshop 3.0\0' + b'8BIM\x04\x04\0\0' + struct.pack('>I', len(SECRET)) + SECRET) + segment(0xFE, SECRET)
    open(os.path.join(photos, 'may-anh.jpg'), 'wb').write(jpeg[:2] + private + jpeg[2:])
    png(os.path.join(photos, 'may-anh.png'), rows[:240], 8, 2, [(b'eXIf', exif()), (b'tEXt', b'Comment\0' + SECRET)], 1)
    tags = [(270, 2, SECRET + b'\0'), (700, 7, SECRET), (33723, 7, SECRET)]
    Tiff().page(rows, strip=64, tags=tags).save(os.path.join(photos, 'quet.tif'))
    Tiff().page([[p[:3] + (p[0] // 4,) for p in row] for row in rows[:180]], photometric=5, compression=8, strip=16, tags=tags).save(os.path.join(photos, 'muc.tif'))
    names = ['may-anh.jpg', 'may-anh.png', 'quet.tif', 'muc.tif']
    for name in sys.argv[3:]:
        data = open(name, 'rb').read()
        open(os.path.join(photos, os.path.basename(name)), 'wb').write(data)
        names.append(os.path.basename(name))
    figures = ''.join('<figure id="h%d"><photo src="photos/%s" alt="Ảnh %s"/><caption>Ảnh %s</caption></figure>\n' % (i, n, n, n) for i, n in enumerate(names))
    open(os.path.join(folder, 'anh.xml'), 'w', encoding='utf-8').write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<article xml:lang="vi" id="anh"><head><title>Đủ loại ảnh</title></head>\n<body><p>Mỗi loại một bức.</p>\n%s</body></article>\n' % figures)


# ---- a hundred million pixels ----

def write_large(folder):
    """Rows repeat, so that the files are quick to make; what is measured is how much is held at once."""
    wide, high, strip = 12000, 8400, 64
    row = bytes((x * 7 + c * 50 + (x >> 5)) & 255 for x in range(wide) for c in range(3))
    data = row * strip
    count = (high + strip - 1) // strip
    with open(os.path.join(folder, 'large.tif'), 'wb') as file:
        offsets, lengths, at = [], [], 8
        file.write(struct.pack('<2sHI', b'II', 42, 0))
        for i in range(count):
            rows = min(strip, high - i * strip)
            offsets.append(at)
            lengths.append(rows * len(row))
            file.write(data[:rows * len(row)])
            at += rows * len(row)
        bits, begin, sums = at, at + 6, at + 6 + 4 * count
        file.write(struct.pack('<3H', 8, 8, 8) + struct.pack('<%dI' % count, *offsets) + struct.pack('<%dI' % count, *lengths))
        directory = sums + 4 * count
        entries = [(256, 4, 1, wide), (257, 4, 1, high), (258, 3, 3, bits), (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, count, begin),
                   (277, 3, 1, 3), (278, 4, 1, strip), (279, 4, count, sums)]
        file.write(struct.pack('<H', len(entries)) + b''.join(struct.pack('<HHII', *entry) for entry in entries) + b'\0\0\0\0')
        file.seek(4)
        file.write(struct.pack('<I', directory))
    with open(os.path.join(folder, 'large.ppm'), 'wb') as file:  # for cjpeg
        file.write(b'P6 %d %d 255\n' % (wide, high))
        for _ in range(high):
            file.write(row)


if __name__ == '__main__':
    if sys.argv[1] == '--large':
        write_large(sys.argv[2])
    elif sys.argv[1] == '--issue':
        write_issue(sys.argv[2])
    else:
        os.makedirs(sys.argv[1], exist_ok=True)
        write_all(sys.argv[1])
