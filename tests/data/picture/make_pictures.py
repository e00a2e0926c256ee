#!/usr/bin/env python3
"""Draws the small pictures of this folder and writes pngsuite.txt. Run by hand; its results are committed.

    python3 make_pictures.py [FOLDER OF PNGSUITE]

The JPEGs are first coded by Pillow, then their segments are laid by hand, so that each file holds exactly what its
test is about. pngsuite.txt is made by the little PNG decoder below, which shares nothing with libpng but zlib.
"""
import io
import os
import struct
import sys
import zlib

from PIL import Image, ImageCms

HERE = os.path.dirname(os.path.abspath(__file__))


def save(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


# ---- JPEG ----

def scene(width, height):
    """A picture whose four corners differ, so that its way up can be seen."""
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            image.putpixel((x, y), (255 * x // (width - 1), 255 * y // (height - 1), 128 if (x // 4 + y // 4) % 2 else 40))
    return image


def encode(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, **options)
    return out.getvalue()


def segments(data):
    """[(marker, content)] up to SOS, and the rest from SOS on."""
    parts, at = [], 2
    while data[at + 1] != 0xDA:
        size = struct.unpack(">H", data[at + 2:at + 4])[0]
        parts.append((data[at + 1], data[at + 4:at + 2 + size]))
        at += 2 + size
    return parts, data[at:]


def join(parts, rest):
    out = b"\xff\xd8"
    for marker, content in parts:
        out += bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content
    return out + rest


def insert(data, extra, keep_jfif=True):
    parts, rest = segments(data)
    jfif = [p for p in parts if p[0] == 0xE0] if keep_jfif else []
    return join(jfif + extra + [p for p in parts if p[0] != 0xE0], rest)


def exif(orientation, little, gps=False, kind=3):
    e = "<" if little else ">"
    value = struct.pack(e + "HH", orientation, 0) if kind == 3 else struct.pack(e + "L", orientation)
    entries = [(0x0112, kind, 1, value)]
    blob = b""
    base = 8 + 2 + 12 * (3 if gps else 1) + 4
    if gps:
        make = b"CAMERA-OF-A-PERSON\0"
        entries.insert(0, (0x010F, 2, len(make), struct.pack(e + "L", base)))
        blob += make + b"\0" * (len(make) % 2)
        entries.append((0x8825, 4, 1, struct.pack(e + "L", base + len(blob))))
        blob += struct.pack(e + "H", 1) + struct.pack(e + "HHL", 1, 2, 2) + b"N\0\0\0" + struct.pack(e + "L", 0)
    tiff = (b"II*\0" if little else b"MM\0*") + struct.pack(e + "L", 8) + struct.pack(e + "H", len(entries))
    for tag, type_, count, raw in entries:
        tiff += struct.pack(e + "HHL", tag, type_, count) + raw
    return tiff + struct.pack(e + "L", 0) + blob


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def icc_chunks(profile, pieces):
    size = -(-len(profile) // pieces)
    return [(0xE2, b"ICC_PROFILE\0" + bytes([i + 1, pieces]) + profile[i * size:(i + 1) * size]) for i in range(pieces)]


def make_jpegs():
    plain = encode(scene(24, 16))
    save("plain.jpg", plain)
    for turn in range(1, 9):
        little = turn % 2 == 0
        save("exif_%d.jpg" % turn, insert(plain, [(0xE1, b"Exif\0\0" + exif(turn, little, kind=4 if turn == 7 else 3))]))
    save("progressive.jpg", encode(scene(24, 16), progressive=True))
    save("grey.jpg", encode(scene(24, 16).convert("L")))
    save("cmyk_adobe.jpg", encode(scene(24, 16).convert("CMYK")))
    parts, rest = segments(encode(scene(24, 16).convert("CMYK")))
    save("cmyk_bare.jpg", join([p for p in parts if p[0] != 0xEE], rest))
    profile = srgb_profile()
    private = [
        (0xE1, b"Exif\0\0" + exif(6, True, gps=True)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-XMP</x:xmpmeta>"),
        (0xED, b"Photoshop 3.0\x008BIM SECRET-IPTC"),
        (0xE0, b"JFXX\0\x13SECRET-PREVIEW"),
        (0xE2, b"MPF\0SECRET-MPF"),
    ]
    save("tagged.jpg", insert(plain, private + icc_chunks(profile, 3) + [(0xFE, b"SECRET-COMMENT")]))
    chunks = icc_chunks(profile, 3)
    save("icc_shuffled.jpg", insert(plain, [chunks[2], chunks[0], chunks[1]]))
    save("icc_missing.jpg", insert(plain, chunks[:2]))
    save("icc_twice.jpg", insert(plain, [chunks[0], chunks[0], chunks[2]]))
    save("icc_grey.jpg", insert(encode(scene(24, 16).convert("L")), icc_chunks(profile, 1)))
    parts, rest = segments(plain)
    frame = dict(parts)[0xC0]
    renamed = frame[:6] + b"R" + frame[7:9] + b"G" + frame[10:12] + b"B" + frame[13:]
    rest_renamed = rest[:4] + b"\x03R" + rest[6:7] + b"G" + rest[8:9] + b"B" + rest[10:]
    assert rest[4] == 3 and len(rest_renamed) == len(rest)
    save("rgb_names.jpg", join([(m, renamed if m == 0xC0 else c) for m, c in parts if m != 0xE0], rest_renamed))
    save("tail.jpg", plain + b"some words that do not belong here")
    save("tail_zero.jpg", plain + b"\0" * 512)
    save("tail_second.jpg", plain + b"\0\0" + encode(scene(8, 8)))
    save("restart.jpg", insert(plain, [(0xDD, struct.pack(">H", 0))]))


# ---- PNG ----

def chunk(kind, content):
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def png(width, height, bits, kind, rows, before=(), interlace=0, pieces=1):
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    size = -(-len(data) // pieces)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, bits, kind, 0, 0, interlace))
    for name, content in before:
        out += chunk(name, content)
    for i in range(pieces):
        out += chunk(b"IDAT", data[i * size:(i + 1) * size])
    return out + chunk(b"IEND", b"")


def make_pngs():
    w, h = 7, 5
    rgb = [bytes(v for x in range(w) for v in (x * 40, y * 60, (x * y) % 256)) for y in range(h)]
    save("rgb8.png", png(w, h, 8, 2, rgb, pieces=3))
    save("rgb8.png.jpg", png(w, h, 8, 2, rgb))
    save("grey1.png", png(11, 3, 1, 0, [b"\xAA\xA0", b"\x55\x40", b"\xFF\xE0"]))
    palette = bytes(range(12))
    index = [bytes([0x1B, 0x1B]) for _ in range(3)]
    save("palette2.png", png(7, 3, 2, 3, index, [(b"PLTE", palette)]))
    save("palette_clear.png", png(7, 3, 2, 3, index, [(b"PLTE", palette), (b"tRNS", b"\xff\x80")]))
    rgba = [bytes(v for x in range(w) for v in (x * 40, y * 60, 7, 255 if x else y * 50)) for y in range(h)]
    save("rgba8.png", png(w, h, 8, 6, rgba))
    save("rgba8_opaque.png", png(w, h, 8, 6, [bytes(v for x in range(w) for v in (x, y, 7, 255)) for y in range(h)]))
    grey16 = [b"".join(struct.pack(">H", x * 9000 + y) for x in range(w)) for y in range(h)]
    save("grey16.png", png(w, h, 16, 0, grey16))
    save("exif_6.png", png(w, h, 8, 2, rgb, [(b"eXIf", exif(6, False))]))
    save("icc.png", png(w, h, 8, 2, rgb, [(b"iCCP", b"sRGB\0\0" + zlib.compress(srgb_profile(), 9))]))
    save("icc_broken.png", png(w, h, 8, 2, rgb, [(b"iCCP", b"sRGB\0\0" + zlib.compress(b"no profile" * 20, 9))]))
    chrm = struct.pack(">8L", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    save("gamma.png", png(w, h, 8, 2, rgb, [(b"gAMA", struct.pack(">L", 55555)), (b"cHRM", chrm)]))
    save("srgb.png", png(w, h, 8, 2, rgb, [(b"sRGB", b"\0"), (b"gAMA", struct.pack(">L", 45455))]))
    # the header promises more pixels than the few bytes can hold
    save("bomb_short.png", png(19000, 19000, 8, 2, [b"\0" * 90]))


# ---- an independent decoder for PngSuite ----

PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def unfilter(data, at, width_bits, height, step):
    size, rows, before = (width_bits + 7) // 8, [], bytes((width_bits + 7) // 8)
    for _ in range(height):
        kind, row = data[at], bytearray(data[at + 1:at + 1 + size])
        at += 1 + size
        for i in range(size):
            a = row[i - step] if i >= step else 0
            b, c = before[i], before[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + a) & 255
            elif kind == 2:
                row[i] = (row[i] + b) & 255
            elif kind == 3:
                row[i] = (row[i] + (a + b) // 2) & 255
            elif kind == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
                row[i] = (row[i] + near) & 255
        rows.append(bytes(row))
        before = row
    return rows, at


def samples_of(row, count, bits):
    if bits == 16:
        return list(struct.unpack(">%dH" % count, row[:2 * count]))
    return [row[i * bits // 8] >> (8 - bits - i * bits % 8) & ((1 << bits) - 1) for i in range(count)]


def decode(data):
    """(width, height, components, bits, colour bytes, alpha bytes or None), spread as picture_read_samples spreads it."""
    at, idat, palette, clear = 8, b"", None, None
    while at < len(data):
        size, kind = struct.unpack(">L4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        at += 12 + size
        if kind == b"IHDR":
            width, height, bits, colour, _, _, interlace = struct.unpack(">LLBBBBB", body)
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            clear = body
        elif kind == b"IDAT":
            idat += body
    raw, channels = zlib.decompress(idat), CHANNELS[colour]
    step = max(1, bits * channels // 8)
    grid = [[None] * width for _ in range(height)]
    at = 0
    for x0, y0, dx, dy in PASSES if interlace else [(0, 0, 1, 1)]:
        columns, lines = -(-(width - x0) // dx), -(-(height - y0) // dy)
        if columns <= 0 or lines <= 0:
            continue
        rows, at = unfilter(raw, at, columns * bits * channels, lines, step)
        for j, row in enumerate(rows):
            values = samples_of(row, columns * channels, bits)
            for i in range(columns):
                grid[y0 + j * dy][x0 + i * dx] = tuple(values[i * channels:(i + 1) * channels])
    deep, top = bits == 16, (1 << bits) - 1
    opaque = 65535 if deep else 255
    ink, cover = [], []
    key = struct.unpack(">%dH" % (len(clear) // 2), clear) if clear and colour != 3 else None
    for line in grid:
        for pixel in line:
            if colour == 3:
                index = pixel[0]
                ink += palette[3 * index:3 * index + 3]
                cover.append(clear[index] if clear and index < len(clear) else 255)
                continue
            alpha = opaque
            if colour in (4, 6):
                pixel, alpha = pixel[:-1], pixel[-1]
            elif key and tuple(pixel) == key:
                alpha = 0
            ink += [v if deep else v * 255 // top for v in pixel]
            cover.append(alpha)
    pack = (lambda v: struct.pack(">%dH" % len(v), *v)) if deep else bytes
    components = 3 if colour in (2, 3, 6) else 1
    return width, height, components, 16 if deep else 8, pack(ink), None if all(v == opaque for v in cover) else pack(cover)


def check_against_pillow(path, decoded):
    """A second opinion on the list, where Pillow does not reduce to 8 bits."""
    width, height, components, bits, ink, cover = decoded
    if bits == 16:
        return
    image = Image.open(path)
    if components == 1 and "transparency" in image.info:
        cover = None  # Pillow compares the clear grey of a 4-bit picture with the 8-bit one
    image = image.convert("RGBA")
    assert image.convert("RGB" if components == 3 else "L").tobytes() == ink, path
    assert cover is None or image.getchannel("A").tobytes() == cover, path


def make_list(folder):
    lines = ["# name width height components bits crc32(colour) crc32(alpha), \"-\" when opaque; made by make_pictures.py"]
    for name in sorted(os.listdir(folder)):
        if name.startswith("x"):
            lines.append(name + " refused")
            continue
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            decoded = decode(file.read())
        check_against_pillow(path, decoded)
        width, height, components, bits, ink, cover = decoded
        lines.append("%s %d %d %d %d %08x %s" % (name, width, height, components, bits, zlib.crc32(ink),
                                                 "-" if cover is None else "%08x" % zlib.crc32(cover)))
    save("pngsuite.txt", ("\n".join(lines) + "\n").encode())


make_jpegs()
make_pngs()
if len(sys.argv) > 1:
    make_list(sys.argv[1])
