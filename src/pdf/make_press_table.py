#!/usr/bin/env python3
"""Writes press_table.c from FOGRA39L.ti3 (Debian: icc-profiles-free, zlib licence), measurements of coated offset print.

    python3 src/pdf/make_press_table.py /usr/share/color/icc/FOGRA39L.ti3 > src/pdf/press_table.c

The table has 6 x 6 x 6 x 6 nodes. Each node carries two things:
- Lab relative to the paper, for an ICC profile of the press (photos in CMYK inside an archive);
- sRGB as a screen shows it: paper becomes white and the darkest four-colour black becomes black (black point compensation);
  the more black ink, the more that ink alone takes its place, so that black text in an archive is 0 0 0.
Nodes that were not measured are interpolated along an axis where both neighbours were.
"""
import sys

CMY = [0, 10, 20, 40, 70, 100]
K = [0, 20, 40, 60, 80, 100]
D50 = (0.9642, 1.0, 0.8249)
EPSILON, KAPPA = 216 / 24389, 24389 / 27


def read(path):
    data, on = {}, False
    for line in open(path):
        line = line.strip()
        if line == 'BEGIN_DATA':
            on = True
        elif line == 'END_DATA':
            on = False
        elif on:
            numbers = [float(f) for f in line.split()]
            data[tuple(numbers[1:5])] = tuple(v / 100 for v in numbers[5:8])
    return data


def fill(measured):
    """All nodes; first what was measured, then between the nearest measured neighbours on one axis."""
    axes = [CMY, CMY, CMY, K]
    nodes = {(c, m, y, k): measured.get((c, m, y, k)) for c in CMY for m in CMY for y in CMY for k in K}
    while any(v is None for v in nodes.values()):
        found = {}
        for node, value in nodes.items():
            if value is not None:
                continue
            guesses = []
            for axis in (0, 1, 2, 3):
                levels = axes[axis]
                at = levels.index(node[axis])

                def along(step):
                    i = at + step
                    while 0 <= i < len(levels):
                        other = node[:axis] + (levels[i],) + node[axis + 1:]
                        if nodes[other] is not None:
                            return levels[i], nodes[other]
                        i += step
                    return None
                low, high = along(-1), along(1)
                if low and high:
                    t = (node[axis] - low[0]) / (high[0] - low[0])
                    # in the cube root, where equal steps look equal
                    guesses.append((high[0] - low[0], tuple(
                        ((1 - t) * a ** (1 / 3) + t * b ** (1 / 3)) ** 3 for a, b in zip(low[1], high[1]))))
            if guesses:
                found[node] = min(guesses)[1]
        if not found:
            sys.exit('some nodes cannot be filled')
        nodes.update(found)
    return nodes


def lab(xyz):
    f = [t ** (1 / 3) if t > EPSILON else (KAPPA * t + 16) / 116 for t in (v / w for v, w in zip(xyz, D50))]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def srgb(xyz):
    # linear Bradford-adapted matrix, D50 to sRGB (the inverse of the primaries in srgb_profile.c)
    x, y, z = xyz
    linear = (3.1338561 * x - 1.6168667 * y - 0.4906146 * z, -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
              0.0719453 * x - 0.2289914 * y + 1.4052427 * z)
    out = []
    for v in linear:
        v = min(max(v, 0.0), 1.0)
        out.append(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)))
    return out


def main():
    nodes = fill(read(sys.argv[1]))
    white = nodes[0, 0, 0, 0]
    key, darkest = nodes[0, 0, 0, 100], min(nodes.values(), key=lambda v: v[1])
    print('/* Made by make_press_table.py from the FOGRA39L characterisation data (www.fogra.org, as carried by icc-profiles-free under')
    print(' * the zlib licence): do not edit. Nodes run with C slowest and K fastest. */')
    print('#include "pdf/press_table.h"\n')
    rows = [(c, m, y, k) for c in CMY for m in CMY for y in CMY for k in K]
    print('const int16_t press_lab[PRESS_NODES][3] = { /* hundredths */')
    line = []
    for i, node in enumerate(rows):
        relative = tuple(v * d / w for v, d, w in zip(nodes[node], D50, white))
        line.append('{%d,%d,%d}' % tuple(round(100 * v) for v in lab(relative)))
        if i % 12 == 11:
            print('\t' + ','.join(line) + ',')
            line = []
    print('};\n')
    print('const uint8_t press_srgb[PRESS_NODES][3] = {')
    for i, node in enumerate(rows):
        share = node[3] / 100
        black = tuple((1 - share) * a + share * b for a, b in zip(darkest, key))
        scaled = tuple(d * (v - b) / (w - b) for v, w, b, d in zip(nodes[node], white, black, D50))
        line.append('{%d,%d,%d}' % tuple(srgb(scaled)))
        if i % 12 == 11:
            print('\t' + ','.join(line) + ',')
            line = []
    print('};')


main()
