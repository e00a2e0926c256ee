#!/usr/bin/env python3
"""Writes src/press/press_table.c and src/press/separation_table.c from profiles/coated.icc, by Little CMS's own transicc.

    tools/make_press_table.py        needs liblcms2-utils

press_table.c, for what a screen shows: 6 x 6 x 6 x 6 nodes of C, M, Y, K to sRGB, relative colorimetric. Paper becomes white
and the darkest four-colour black becomes black (black point compensation); the more black ink, the more that ink alone takes the
darkest one's place, so that black text in an archive is 0 0 0.
separation_table.c, for what a press prints: 17 x 17 x 17 nodes of sRGB to C, M, Y, K, relative colorimetric with black point
compensation: what Little CMS makes of a photo's pixels.
"""
import os
import subprocess

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
PROFILE = os.path.join(HERE, 'profiles', 'coated.icc')
CMY = [0, 10, 20, 40, 70, 100]
K = [0, 20, 40, 60, 80, 100]
D50 = (0.9642, 1.0, 0.8249)
SIDE = 17


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


def write(path, head, declaration, rows, per_line):
    with open(path, 'w') as file:
        file.write('/* Made by tools/make_press_table.py from profiles/coated.icc: do not edit. %s */\n' % head)
        file.write('#include "press/press_table.h"\n\n%s = {\n' % declaration)
        for i in range(0, len(rows), per_line):
            file.write('\t' + ','.join('{%s}' % ','.join(map(str, row)) for row in rows[i:i + per_line]) + ',\n')
        file.write('};\n')


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
    write(os.path.join(HERE, 'src/press/press_table.c'), 'Nodes run with C slowest and K fastest.',
          'const uint8_t press_srgb[PRESS_NODES][3]', shown, 12)

    steps = [255 * i / (SIDE - 1) for i in range(SIDE)]
    inks = transform(['-b', '-i', '*sRGB', '-o', PROFILE], [(r, g, b) for r in steps for g in steps for b in steps])
    rows = [[round(100 * min(max(v, 0), 100)) for v in row] for row in inks]
    rows[-1] = [0, 0, 0, 0]  # white is the paper
    write(os.path.join(HERE, 'src/press/separation_table.c'), 'Nodes run with R slowest and B fastest; 1/10000 of full ink.',
          'const uint16_t press_inks[SEPARATION_NODES][4]', rows, 10)


main()
