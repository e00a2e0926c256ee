#!/usr/bin/env python3
"""Writes src/press/press_table.c and src/press/separation_table.c from profiles/coated.icc, by Little CMS's own transicc.

    tools/make_press_table.py        needs liblcms2-utils

press_table.c, for what a screen shows: 6 x 6 x 6 x 6 nodes of C, M, Y, K to sRGB, relative colorimetric. Paper becomes white
and the darkest four-colour black becomes black (black point compensation); the more black ink, the more that ink alone takes the
darkest one's place, so that black text in an archive is 0 0 0.
separation_table.c, for what a press prints of sRGB, relative colorimetric with black point compensation, as Little CMS does it with a
photo's pixels: sRGB's curve and matrix, the compensation, and the profile's own table from Lab to inks (B2A1), as it stands there.
"""
import ctypes
import os
import struct
import subprocess

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
PROFILE = os.path.join(HERE, 'profiles', 'coated.icc')
CMY = [0, 10, 20, 40, 70, 100]
K = [0, 20, 40, 60, 80, 100]
D50 = (0.9642, 1.0, 0.8249)


def transform(options, rows):
    text = '\n'.join(' '.join('%g' % v for v in row) for row in rows) + '\n'
    out = subprocess.run(['transicc', '-n', '-t1', '-c0'] + options, input=text, capture_output=True, text=True, check=True).stdout
    result = [[float(v) for v in line.split()] for line in out.splitlines() if line.strip()]
    assert len(result) == len(rows), (len(result), len(rows))
    return result


def xyz_of_lab(lab):
    fy = (lab[0] + 16) / 116
    f = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    return tuple(w * (t ** 3 if t > 6 / 29 else (t - 16 / 116) * 3 * (6 / 29) ** 2) for t, w in zip(f, D50))


def srgb(xyz):
    x, y, z = xyz
    linear = (3.1338561 * x - 1.6168667 * y - 0.4906146 * z, -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
              0.0719453 * x - 0.2289914 * y + 1.4052427 * z)
    out = []
    for v in linear:
        v = min(max(v, 0.0), 1.0)
        out.append(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)))
    return out


def write(path, head, arrays):
    """arrays: (declaration, rows or numbers, how many in a line)"""
    with open(path, 'w') as file:
        file.write('/* Made by tools/make_press_table.py from profiles/coated.icc: do not edit. %s */\n#include "press/press_table.h"\n' % head)
        for declaration, rows, per_line in arrays:
            words = ['{%s}' % ','.join(map(str, row)) if isinstance(row, (list, tuple)) else str(row) for row in rows]
            file.write('\n%s = {\n' % declaration)
            for i in range(0, len(words), per_line):
                file.write('\t' + ','.join(words[i:i + per_line]) + ',\n')
            file.write('};\n')


def read_table(profile, name):
    """A lut16Type (ICC.1:2001-04, 6.5.7): curves of the inputs, nodes, curves of the outputs."""
    tags = {t[0]: t[1:] for t in (struct.unpack_from('>4sII', profile, 132 + 12 * i) for i in range(struct.unpack_from('>I', profile, 128)[0]))}
    offset, _ = tags[name]
    inputs, outputs, side = profile[offset + 8:offset + 11]
    entries_in, entries_out = struct.unpack_from('>HH', profile, offset + 48)
    assert profile[offset:offset + 4] == b'mft2' and (inputs, outputs, side, entries_in, entries_out) == (3, 4, 9, 512, 512)
    numbers = struct.unpack_from('>%dH' % (3 * 512 + 9 ** 3 * 4 + 4 * 512), profile, offset + 52)
    grid = numbers[3 * 512:3 * 512 + 9 ** 3 * 4]
    ends = numbers[3 * 512 + 9 ** 3 * 4:]
    return ([numbers[i * 512:i * 512 + 512] for i in range(3)], [grid[i:i + 4] for i in range(0, len(grid), 4)], [ends[i * 512:i * 512 + 512] for i in range(4)])


class Xyz(ctypes.Structure):
    _fields_ = [('x', ctypes.c_double), ('y', ctypes.c_double), ('z', ctypes.c_double)]


def find_black(path):
    """The darkest that the press is taken to reach, as Little CMS finds it (cmsDetectDestinationBlackPoint)."""
    lcms, black = ctypes.CDLL('liblcms2.so.2'), Xyz()
    lcms.cmsOpenProfileFromFile.restype = ctypes.c_void_p
    profile = ctypes.c_void_p(lcms.cmsOpenProfileFromFile(path.encode(), b'r'))
    assert lcms.cmsDetectDestinationBlackPoint(ctypes.byref(black), profile, 1, 0)
    return black.x, black.y, black.z


def write_separation():
    fine = 1 << 24
    linear = [v / 255 for v in range(256)]
    linear = [round(fine * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)) for v in linear]
    columns = [[v / 100 for v in row] for row in transform(['-i', '*sRGB', '-o', '*XYZ'], [(255, 0, 0), (0, 255, 0), (0, 0, 255)])]
    black = find_black(PROFILE)
    # X of the press = slope * X + black: white stays, black becomes the press's; both over the white, which Lab divides by
    slopes = [(w - b) / w for w, b in zip(D50, black)]
    matrix = [[round(fine * columns[c][i] * slopes[i] / D50[i]) for c in range(3)] for i in range(3)]
    offsets = [round(fine * b / w) for b, w in zip(black, D50)]
    curves, grid, ends = read_table(open(PROFILE, 'rb').read(), b'B2A1')
    write(os.path.join(HERE, 'src/press/separation_table.c'), 'What they hold: press_table.h.', [
        ('const uint32_t separation_linear[256]', linear, 16), ('const int32_t separation_matrix[3][3]', matrix, 3), ('const int32_t separation_black[3]', offsets, 3),
        ('const uint16_t separation_curves[3][SEPARATION_ENTRIES]', curves, 1), ('const uint16_t separation_grid[SEPARATION_NODES][4]', grid, 10),
        ('const uint16_t separation_ends[4][SEPARATION_ENTRIES]', ends, 1)])


def main():
    nodes = [(c, m, y, k) for c in CMY for m in CMY for y in CMY for k in K]
    measured = dict(zip(nodes, map(xyz_of_lab, transform(['-i', PROFILE, '-o', '*Lab'], nodes))))
    white, key = measured[0, 0, 0, 0], measured[0, 0, 0, 100]
    darkest = min(measured.values(), key=lambda v: v[1])
    shown = []
    for node in nodes:
        share = node[3] / 100
        black = tuple((1 - share) * a + share * b for a, b in zip(darkest, key))
        shown.append(srgb([d * (v - b) / (w - b) for v, w, b, d in zip(measured[node], white, black, D50)]))
    write(os.path.join(HERE, 'src/press/press_table.c'), 'Nodes run with C slowest and K fastest.', [('const uint8_t press_srgb[PRESS_NODES][3]', shown, 12)])
    write_separation()


main()
