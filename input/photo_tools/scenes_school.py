"""The school: its front, a classroom, the library, the sports day."""
import functools
import numpy as np
from PIL import Image, ImageDraw
from . import people
from .canvas import F, Mask, blur, curve, develop, glow, grid, lay, lens, lin, mix, noise, paste, ramp, resize, rng, smooth
from .nature import canopy, clouds, under
from .scenes_hall import star


def tree(scene, x, y, tall, seed, wide=0.36, sun=-0.5, tones=("#1f3a17", "#7d9c3f"), haze=None, far=0.0):
    """A broad tree in sunlight: clumps of leaves on a short trunk, each leaf lit by where it sits."""
    r = rng(seed)
    h, w = scene.shape[:2]
    m = int(tall * 0.62)
    X0, Y0, X1, Y1 = max(0, int(x) - m), max(0, int(y - tall * 1.1)), min(w, int(x) + m), min(h, int(y) + 6)
    if X0 >= X1 or Y0 >= Y1:
        return
    shape = (Y1 - Y0, X1 - X0)
    trunk, leaves, light = Mask(shape, 3), Mask(shape, 3), Mask(shape, 3)
    base = (x - X0, y - Y0)
    trunk.taper(curve([base, (base[0] + tall * 0.01, base[1] - tall * 0.25), (base[0], base[1] - tall * 0.5)]), tall * 0.055, tall * 0.03)
    clumps = []
    for _ in range(22):
        a, q = r.uniform(0, 6.283), np.sqrt(r.random())
        clumps.append((np.cos(a) * q * wide * 0.85, 0.64 + np.sin(a) * q * 0.24, r.uniform(0.09, 0.15)))
        trunk.taper([(base[0], base[1] - tall * 0.36), (base[0] + clumps[-1][0] * tall * 0.7, base[1] - clumps[-1][1] * tall * 0.92)], tall * 0.016, tall * 0.006)
    clumps.sort(key=lambda c: c[1])
    size = max(1.1, tall * 0.013)
    for cx, cy, cr in clumps:
        for _ in range(max(24, int(70 * min(1.5, tall / 160)))):
            u, v = np.clip(r.normal(0, 0.5, 2), -0.95, 0.95)
            px, py = base[0] + (cx + u * cr) * tall, base[1] - (cy + v * cr * 0.75) * tall
            lit = 0.42 + 0.30 * v + 0.26 * u * np.sign(sun) + 0.55 * (cy - 0.62) + 0.35 * cx * np.sign(sun) + r.normal(0, 0.13)
            leaves.ellipse(px, py, size * r.uniform(0.7, 1.5), size * r.uniform(0.5, 1.0))
            light.ellipse(px, py, size * r.uniform(0.7, 1.5), size * r.uniform(0.5, 1.0), int(np.clip(lit, 0.03, 1) * 255))
    t, k, s = trunk.done(), leaves.done(), light.done()
    tone = mix(lin(tones[0]) * 0.45, lin(tones[1]) * 1.0, np.clip(s / np.maximum(k, 0.05), 0, 1)[..., None])
    wood = lin("#4a3b2e") * 0.5 * np.ones(shape + (3,), F)
    if haze is not None:
        tone, wood = mix(tone, haze, far), mix(wood, haze, far)
    part = scene[Y0:Y1, X0:X1]
    lay(part, wood, t)
    lay(part, tone, k)


def bieu_do():
    """The school's three-storey front with the flag court, on a clear morning."""
    h, w = shape = (800, 1200)
    y, x = grid(shape)
    ground = 604
    scene = ramp(shape, [(0, lin("#4b86c6")), (0.35, lin("#8fb9e0")), (0.70, lin("#dce8ee")), (1, lin("#dce8ee"))]) * 0.92
    c = clouds(shape, ground, 17, cover=0.05)
    edge = np.clip(c - np.concatenate([c[10:], c[-10:]]), -1, 1)
    scene = mix(scene, lin("#ffffff") * 1.0, (c * 0.8)[..., None]) - (np.clip(-edge, 0, 1) * 0.20)[..., None] * lin("#8094a8")
    haze = lin("#dbe6ea") * 0.85
    line = canopy(w, ground - 40, 80, 5, 22)
    m = under(shape, line.astype(F))
    lay(scene, mix(haze, lin("#55734a") * 0.6, 0.55) * (1 + 0.18 * noise(shape, 8, 6, 4))[..., None], m)
    # the house: left x, right x, storeys of 92
    x0, x1, top, storey = 150, 1050, 300, 96
    wall = lin("#f2dfa6")
    grain = noise(shape, 160, 9, 5) * 0.03
    body = Mask(shape, 3).rectangle(x0, top, x1, ground).done()
    lay(scene, wall * (0.80 + grain)[..., None], body)
    bays = 15
    step = (x1 - x0) / bays
    for f in range(3):
        y0 = top + 10 + f * storey
        recess = Mask(shape, 3).rectangle(x0 + 14, y0 + 6, x1 - 14, y0 + storey - 4).done()
        depth = np.clip((y * h - y0) / storey, 0, 1)
        lay(scene, wall * (0.22 + 0.34 * depth[..., None] ** 0.8) * np.ones((h, w, 1), F), recess)
        doors, panes, shine = Mask(shape, 3), Mask(shape, 3), Mask(shape, 3)
        for b in range(bays):
            bx = x0 + b * step
            if b % 3 == 1:
                doors.rectangle(bx + step * 0.26, y0 + 24, bx + step * 0.74, y0 + storey - 4)
            else:
                panes.rectangle(bx + step * 0.18, y0 + 26, bx + step * 0.82, y0 + 66)
                shine.polygon([(bx + step * 0.2, y0 + 60), (bx + step * 0.45, y0 + 28), (bx + step * 0.62, y0 + 28), (bx + step * 0.34, y0 + 64)], 130)
        lay(scene, lin("#3d5a4a") * 0.40, doors.done())
        lay(scene, lin("#2d3f4c") * 0.42, panes.done())
        lay(scene, lin("#a8c4d6") * 0.55, shine.done())
        frames = Mask(shape, 3)
        for b in range(bays):
            bx = x0 + b * step
            if b % 3 != 1:
                for t in (0.18, 0.5, 0.82):
                    frames.line([(bx + step * t, y0 + 26), (bx + step * t, y0 + 66)], 1.6)
                frames.line([(bx + step * 0.18, y0 + 40), (bx + step * 0.82, y0 + 40)], 1.4)
        lay(scene, lin("#e9e4d4") * 0.45, frames.done())
        # shade under the slab, the railing, the slab's edge in the sun
        scene *= 1 - (np.exp(-((y * h - y0 - 6) / 16) ** 2) * recess * 0.5)[..., None]
        if f < 2:
            rail = Mask(shape, 3).rectangle(x0 + 6, y0 + storey - 34, x1 - 6, y0 + storey + 2).done()
            lay(scene, lin("#f7ead0") * (0.84 + grain)[..., None], rail)
            holes = Mask(shape, 3)
            for k in range(int((x1 - x0) / 12)):
                holes.rectangle(x0 + 12 + 12 * k, y0 + storey - 27, x0 + 17 + 12 * k, y0 + storey - 8)
            lay(scene, wall * 0.26, holes.done())
            lay(scene, lin("#b5432e") * 0.55, Mask(shape, 3).rectangle(x0 + 4, y0 + storey - 36, x1 - 4, y0 + storey - 31).done())
    columns, shade = Mask(shape, 3), Mask(shape, 3)
    for b in range(bays + 1):
        if b % 3 == 0 or b in (7, 8):
            bx = x0 + b * step
            columns.rectangle(bx - 8, top, bx + 8, ground)
            shade.rectangle(bx + 2, top, bx + 8, ground)
    lay(scene, lin("#f8ecd2") * (0.92 + grain)[..., None], columns.done())
    scene *= 1 - 0.22 * shade.done()[..., None]
    # the entrance bay stands forward, with its gable and the school's name
    ex0, ex1 = 505, 695
    scene *= 1 - 0.30 * blur(Mask(shape, 2).polygon([(ex1, 292), (ex1 + 46, 330), (ex1 + 46, ground), (ex1, ground)]).done(), 2)[..., None]
    lay(scene, lin("#f5e3b0") * (0.90 + grain)[..., None], Mask(shape, 3).rectangle(ex0, 268, ex1, ground).done())
    lay(scene, lin("#fbf0d6") * 0.95, Mask(shape, 3).polygon([(ex0 - 16, 268), (600, 206), (ex1 + 16, 268)]).done())
    lay(scene, lin("#f0d79a") * 0.80, Mask(shape, 3).polygon([(ex0 + 18, 262), (600, 220), (ex1 - 18, 262)]).done())
    lay(scene, lin("#b23a28") * 0.62, Mask(shape, 3).polygon([(ex0 - 22, 270), (600, 200), (ex1 + 22, 270), (ex1 + 22, 262), (600, 191), (ex0 - 22, 262)]).done())
    lay(scene, lin("#d83a26") * 0.8, Mask(shape, 3).polygon(star(600, 247, 12)).done())
    for f in range(2):
        y0 = 322 + f * storey
        for k in range(3):
            wx = ex0 + 22 + k * 52
            lay(scene, lin("#2f4552") * 0.5, Mask(shape, 3).rectangle(wx, y0, wx + 42, y0 + 58).done())
            lay(scene, lin("#b9d3e2") * 0.7, Mask(shape, 3).polygon([(wx + 2, y0 + 50), (wx + 20, y0 + 3), (wx + 32, y0 + 3), (wx + 10, y0 + 56)]).done() * 0.6)
            cross = Mask(shape, 3).line([(wx + 21, y0), (wx + 21, y0 + 58)], 2).line([(wx, y0 + 20), (wx + 42, y0 + 20)], 2)
            lay(scene, lin("#f2ead6") * 0.8, cross.done())
    sign = Mask(shape, 4).words("TRƯỜNG CHÍNH TRỊ", 600, 289, 15, spacing=0.06).words("TỈNH DUYÊN GIANG", 600, 310, 15, spacing=0.06).done()
    lay(scene, lin("#a3271b") * 0.75, sign)
    door = Mask(shape, 3).rectangle(548, 520, 652, ground).done()
    lay(scene, lin("#2a2620") * (0.30 + 0.2 * np.clip((y * h - 520) / 80, 0, 1))[..., None], door)
    porch = Mask(shape, 3).rectangle(ex0 - 18, 496, ex1 + 18, 514).done()
    lay(scene, lin("#fbf1da") * 0.95, porch)
    scene *= 1 - (np.exp(-((y * h - 522) / 10) ** 2) * Mask(shape, 2).rectangle(ex0, 514, ex1, 550).done() * 0.45)[..., None]
    for px in (ex0 - 4, 546, 654, ex1 + 4):
        lay(scene, lin("#fff6e2") * 0.95, Mask(shape, 3).rectangle(px - 7, 514, px + 7, ground).done())
        lay(scene, lin("#c9b990") * 0.72, Mask(shape, 3).rectangle(px + 2, 514, px + 7, ground).done())
    for k in range(4):
        lay(scene, lin("#d9cdb4") * (0.86 - 0.10 * (k % 2)), Mask(shape, 3).rectangle(ex0 - 24 - 8 * k, ground - 12 + 5 * k, ex1 + 24 + 8 * k, ground - 6 + 5 * k).done())
    # tiled roof
    tiles = Mask(shape, 3).polygon([(x0 - 20, top + 6), (x0 + 34, top - 48), (ex0 - 22, top - 48), (ex0 - 6, top + 6)]).polygon([(ex1 + 6, top + 6), (ex1 + 22, top - 48), (x1 - 34, top - 48), (x1 + 20, top + 6)]).done()
    row = 0.5 + 0.5 * np.sin(y * h * 1.05)
    lay(scene, mix(lin("#8a3a24"), lin("#d0693f"), np.clip(0.45 + 0.25 * row + 0.30 * noise(shape, 10, 22, 4), 0, 1)[..., None]) * 0.72, tiles)
    lay(scene, lin("#7a3524") * 0.5, Mask(shape, 3).rectangle(x0 + 30, top - 51, ex0 - 20, top - 46).rectangle(ex1 + 20, top - 51, x1 - 30, top - 46).done())
    lay(scene, lin("#fbf1da") * 0.9, Mask(shape, 3).rectangle(x0 - 22, top + 4, ex0 - 4, top + 12).rectangle(ex1 + 4, top + 4, x1 + 22, top + 12).done())
    # the court
    py = np.arange(h - ground, dtype=F)[:, None] + 1
    z = 260 / py
    gx = (np.arange(w, dtype=F)[None, :] - 600) * z / 260
    joint = np.minimum(np.abs((gx * 1.6) % 1 - 0.5), np.abs((z * 3.2) % 1 - 0.5) + 0 * gx)
    paving = lin("#c9bda6") * (0.74 + 0.05 * noise((h - ground, w), 60, 31, 5, (0.3, 2)) - 0.07 * (1 - smooth(0.0, 0.06, joint)))[..., None]
    scene[ground:] = paving
    strip = np.exp(-((y * h - ground) / 6) ** 2)
    scene *= 1 - 0.25 * strip[..., None]
    for px, tall, s in ((70, 262, 1), (178, 196, 2), (300, 170, 3), (418, 150, 4), (790, 150, 5), (905, 172, 6), (1030, 200, 7), (1140, 268, 8)):
        foot = ground + 8 + (tall - 150) * 0.42
        yy, xx = np.mgrid[0:h, 0:w].astype(F)
        scene *= 1 - 0.42 * np.exp(-((xx - px - tall * 0.16) / (tall * 0.36)) ** 2 - ((yy - foot) / (tall * 0.055)) ** 2)[..., None]
        tree(scene, px, foot, tall, 40 + s, haze=haze, far=0.10)
    # hedge, flag pole and flag
    hedge = Mask(shape, 2)
    r = rng(6)
    for _ in range(900):
        px = r.uniform(0, w)
        if 470 < px < 730:
            continue
        hedge.ellipse(px, ground + 18 + r.normal(0, 5), 6, 4, int(r.uniform(60, 255)))
    k = hedge.done()
    lay(scene, mix(lin("#1f3a17") * 0.5, lin("#6f9440") * 0.85, k[..., None]), np.clip(k * 3, 0, 1))
    bx, by = 440, 700
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    scene *= 1 - 0.35 * np.exp(-((xx - bx - 30) / 90) ** 2 - ((yy - by - 8) / 12) ** 2)[..., None]
    for k, (half, tall) in enumerate(((74, 0), (54, 12), (36, 24))):
        lay(scene, lin("#e9e0cb") * (0.92 - 0.04 * k), Mask(shape, 3).polygon([(bx - half, by - tall), (bx + half, by - tall), (bx + half * 0.94, by - tall - 8), (bx - half * 0.94, by - tall - 8)]).done())
        lay(scene, lin("#b9ad94") * 0.72, Mask(shape, 3).rectangle(bx - half, by - tall, bx + half, by - tall + 6).done())
    pole = Mask(shape, 3).taper([(bx, by - 30), (bx, 60)], 7, 3.4).done()
    lay(scene, mix(lin("#f4f4f2"), lin("#8d9299"), np.clip((x * w - bx + 2) / 5, 0, 1)[..., None]) * 0.85, pole)
    t = np.linspace(0, 1, 60)
    wave = 9 * t * np.sin(t * 7.5 + 0.6)
    upper, lower = np.stack([bx + 3 + 168 * t, 70 + wave + 12 * t], 1), np.stack([bx + 3 + 168 * t, 182 + wave * 1.1 + 16 * t], 1)
    flag = Mask(shape, 3).polygon(np.concatenate([upper, lower[::-1]])).done()
    u = np.clip((x * w - bx - 3) / 168, 0, 1)
    slope = np.cos(u * 7.5 + 0.6) * np.clip(u * 2, 0, 1)
    lay(scene, lin("#d81e1e") * (0.74 + 0.26 * slope)[..., None] * np.ones((h, 1, 1), F), flag)
    mid = lambda v: 9 * v * np.sin(v * 7.5 + 0.6) + 14 * v
    lay(scene, lin("#ffdf2e") * (0.84 + 0.2 * slope)[..., None] * np.ones((h, 1, 1), F), Mask(shape, 3).polygon([(px, py + mid((px - bx - 3) / 168)) for px, py in star(bx + 87, 126, 33)]).done() * flag)
    # some who cross the court
    for k, (px, foot, tall, yaw) in enumerate(((318, 672, 70, 1.0), (346, 675, 69, 1.1), (842, 668, 66, -0.8), (252, 764, 112, 0.6), (962, 742, 102, -2.4), (1000, 746, 100, -2.2))):
        f = people.woman("down", extra=("#e9edf4", "#c8485e", "#8fb4dc")[k % 3], trousers="#f2efe8", bun=k == 3) if k % 2 == 0 else people.man("down", trousers="#2c313b")
        s = people.see(f, tall * 2, yaw=yaw, light=(-0.6, 0.9, 0.5), key=(1.25, 1.15, 0.95), fill=(0.34, 0.38, 0.46), seed=k)
        s = resize(s, (tall, int(s.shape[1] / 2)))
        scene *= 1 - 0.45 * np.exp(-((xx - px - tall * 0.18) / (tall * 0.26)) ** 2 - ((yy - foot + 1) / (tall * 0.03 + 1)) ** 2)[..., None]
        paste(scene, s, px - s.shape[1] / 2, foot - tall)
    scene = glow(scene, 0.95, 12, 0.12)
    return develop(scene, 21, exposure=1.10, contrast=1.08, grain=0.0, vignette=0.14, saturation=1.05, warmth=0.015)


def lop_hoc():
    """A class at work in groups, a further class on the screen; light from the windows on the left."""
    h, w = shape = (1600, 1200)
    y, x = grid(shape)
    vx, vy, f = 590, 610, 1120.0
    eye, half, high, end = 1.62, 3.3, 3.3, 10.0

    def at(X, Y, Z):
        return vx + X * f / Z, vy + (eye - Y) * f / Z

    def area(points, scale=2):
        return Mask(shape, scale).polygon([at(*p) for p in points]).done()
    px, py = x * w - vx, y * h - vy
    z_side, z_up, z_down = half * f / np.maximum(np.abs(px), 1), (high - eye) * f / np.maximum(-py, 1), eye * f / np.maximum(py, 1)
    z = np.minimum(np.minimum(z_side + 0 * py, z_up + 0 * px), np.minimum(z_down + 0 * px, end))
    X, Y = px * z / f, eye - py * z / f
    plaster = lin("#e9e4d2")
    n = noise(shape, 220, 3, 4) * 0.03
    scene = plaster * (0.52 + n)[..., None]
    left, right, ceiling, floor, back = (z == z_side) & (px < 0), (z == z_side) & (px > 0), z == z_up, z == z_down, z >= end
    scene = np.where(left[..., None], plaster * 0.36 * np.ones_like(scene), scene)
    scene = np.where(right[..., None], plaster * (0.58 - 0.05 * (z - 5) / 5)[..., None], scene)
    scene = np.where(ceiling[..., None], lin("#f4f2ea") * (0.50 - 0.02 * z + 0.10 * np.clip(-X / half, -1, 1))[..., None], scene)
    tile = np.minimum(np.abs((X / 0.6) % 1 - 0.5), np.abs((z / 0.6) % 1 - 0.5))
    ground = lin("#c9b597") * (0.46 + 0.05 * noise(shape, 90, 5, 4, (0.4, 1.5)) - 0.07 * (tile < 0.5 * 0.03 * z * 0.5))[..., None]
    scene = np.where(floor[..., None], ground, scene)
    scene = np.where(back[..., None], lin("#efe9d8") * 0.56 * np.ones_like(scene), scene)
    wainscot = (left | right | back) & (Y < 0.95)
    scene = np.where(wainscot[..., None], scene * lin("#b9cbb4") * 1.25, scene)
    # windows on the left with daylight; what they throw on floor and ceiling
    light = np.zeros(shape, F)
    for k in range(4):
        a, b = 2.3 + 2.05 * k, 3.75 + 2.05 * k
        pane = area([(-half, 1.0, a), (-half, 2.75, a), (-half, 2.75, b), (-half, 1.0, b)])
        out = mix(lin("#bfe0c0") * 1.15, lin("#f2fbff") * 1.9, np.clip((Y - 1.2) / 1.3 + 0.25 * noise(shape, 50, 30 + k, 4), 0, 1)[..., None])
        lay(scene, out, pane)
        bars = Mask(shape, 2)
        for t in (0, 1 / 3, 2 / 3, 1):
            zz = a + (b - a) * t
            bars.line([at(-half, 1.0, zz), at(-half, 2.75, zz)], 60 / zz * (1.4 if t in (0, 1) else 0.8))
        for yy in (1.0, 2.2, 2.75):
            bars.polygon([at(-half, yy - 0.03, a), at(-half, yy + 0.03, a), at(-half, yy + 0.03, b), at(-half, yy - 0.03, b)])
        lay(scene, lin("#8fa79a") * 0.40, bars.done())
        for edge in (a - 0.22, b + 0.02):
            cloth = area([(-half + 0.04, 0.85, edge), (-half + 0.04, 2.95, edge), (-half + 0.04, 2.95, edge + 0.24), (-half + 0.04, 0.85, edge + 0.24)])
            lay(scene, lin("#f1ead2") * (0.75 + 0.14 * np.sin(z * 60))[..., None], cloth)
        light += area([(-half + 0.5, 0, a - 0.3), (-half + 2.2, 0, a - 0.7), (-half + 2.2, 0, b - 0.8), (-half + 0.5, 0, b - 0.4)]) * floor
    scene += blur(light, 7)[..., None] * lin("#fff0cc") * 0.34
    scene += (np.exp(-(X + half) / 1.6) * np.where(floor | ceiling, 0.13, 0.05))[..., None] * lin("#f4fbff")
    # the end wall: green board, the screen with the other class, a clock
    def wall(X0, Y0, X1, Y1, scale=3):
        return Mask(shape, scale).polygon([at(X0, Y0, end), at(X1, Y0, end), at(X1, Y1, end), at(X0, Y1, end)]).done()
    lay(scene, lin("#8b6b45") * 0.6, wall(-2.95, 0.98, 0.35, 2.42))
    lay(scene, lin("#24493c") * (0.62 + 0.12 * noise(shape, 60, 8, 5))[..., None], wall(-2.87, 1.05, 0.27, 2.35))
    chalk = Mask(shape, 3)
    cx0, _ = at(-2.7, 0, end)
    cx1, _ = at(0.1, 0, end)
    chalk.words("Thảo luận nhóm", (cx0 + cx1) / 2, at(0, 2.10, end)[1], 25, face="NotoSans-Regular.ttf")
    for k, line in enumerate(("1. Nêu việc khó ở xã", "2. Vì sao khó, ai lo", "3. Cách làm của nhóm", "4. Nhóm bạn góp ý")):
        chalk.words(line, (cx0 + cx1) / 2 - 8, at(0, 1.80 - 0.19 * k, end)[1], 15, face="NotoSans-Regular.ttf")
    lay(scene, lin("#eef2e8") * 0.8, blur(chalk.done(), 0.7) * 0.75)
    lay(scene, lin("#2a2a2c") * 0.5, wall(0.62, 1.22, 2.98, 2.66))
    lay(scene, mix(lin("#2d5d8a"), lin("#8fc4e8"), np.clip((Y - 1.2) / 1.4, 0, 1)[..., None]) * 1.25, wall(0.67, 1.27, 2.93, 2.61))
    for k in range(4):  # four people far away
        X0, Y0 = 0.72 + 1.10 * (k % 2), 1.32 + 0.64 * (k // 2)
        lay(scene, lin(("#c9b48f", "#8fb09a", "#b8a0b8", "#a8b8cc")[k]) * 1.0, wall(X0, Y0, X0 + 1.05, Y0 + 0.58))
        qx, qy = at(X0 + 0.52, Y0 + 0.30, end)
        who = Mask(shape, 3).ellipse(qx, qy - 6, 11, 14).polygon(curve([(qx - 30, qy + 32), (qx - 24, qy + 15), (qx - 7, qy + 8), (qx + 7, qy + 8), (qx + 24, qy + 15), (qx + 30, qy + 32)])).done() * wall(X0, Y0, X0 + 1.05, Y0 + 0.58)
        lay(scene, lin(("#e9e6de", "#3d5f8a", "#f0e9d8", "#7a3547")[k]) * 0.9, who)
        lay(scene, lin("#c08c66") * 0.9, Mask(shape, 3).ellipse(qx, qy - 5, 9, 12).done())
        lay(scene, lin("#1a1512"), Mask(shape, 3).ellipse(qx, qy - 14, 10.5, 8).done())
    # tube lamps and fans
    for zz in (3.2, 5.4, 7.6):
        for xx in (-1.5, 1.5):
            lay(scene, lin("#ffffff") * 1.5, area([(xx - 0.6, high - 0.06, zz), (xx + 0.6, high - 0.06, zz), (xx + 0.6, high - 0.12, zz), (xx - 0.6, high - 0.12, zz)], 3))
    for zz in (4.2, 7.0):
        fx, fy = at(0, high - 0.45, zz)
        s = f / zz
        fan = Mask(shape, 3).line([at(0, high, zz), (fx, fy)], 0.03 * s).ellipse(fx, fy, 0.11 * s, 0.05 * s)
        for a in (0.3, 2.4, 4.5):
            fan.line([(fx, fy), (fx + np.cos(a) * 0.62 * s, fy + np.sin(a) * 0.10 * s)], 0.045 * s)
        lay(scene, lin("#d9d6cc") * 0.42, fan.done())
    where = dict(light=(-0.95, 0.55, 0.05), key=(0.95, 0.95, 0.88), fill=(0.34, 0.34, 0.34), rim=(0.26, 0.27, 0.27), bounce=(0.14, 0.11, 0.08))
    # the teacher beside the board
    s = people.see(people.woman("front", bun=True, extra="#b8405a", trousers="#f2efe8", turn=0.2), 420, yaw=0.25, seed=3, **where)
    tx, ty = at(0.46, 0, 9.0)
    t = int(1.80 * f / 9.0 * 0.97)
    s = resize(s, (t, int(s.shape[1] * t / 420)))
    scene *= 1 - 0.3 * np.exp(-((x * w - tx) / 26) ** 2 - ((y * h - ty) / 6) ** 2)[..., None]
    paste(scene, s, tx - s.shape[1] / 2, ty - t)
    group = [(-1.45, 8.0), (1.62, 7.8), (-1.52, 6.2), (1.55, 6.0), (-1.42, 4.4), (1.58, 4.2), (-1.22, 2.72), (1.20, 2.60)]
    for k, (gx, gz) in enumerate(group):
        table_group(scene, at, gx, gz, k, f, where)
    scene = glow(scene, 0.85, 26, 0.30)
    near = smooth(0.72, 1.0, y)[..., None]
    scene = mix(scene, lens(scene, 3.2), np.broadcast_to(near, scene.shape[:2] + (1,)))
    return develop(scene, 22, exposure=1.38, contrast=1.08, grain=0.008, vignette=0.24, saturation=1.02)


def table_group(scene, at, gx, gz, seed, f, where):
    """Four tables pushed together and those who sit round them."""
    shape = scene.shape[:2]
    r = rng(90 + seed)
    looks = [("man", dict(shirt="#e8ecf0")), ("woman", dict(extra="#f2eef4")), ("man", dict(shirt="#d8e2ee")), ("woman", dict(extra="#e6d2d8", bun=True)), ("man", dict(shirt="#f2efe6")), ("woman", dict(extra="#cfe0ea"))]

    def sit(X, Z, yaw):
        kind, look = looks[int(r.integers(0, 6))]
        scale = f / Z
        size = min(520, int(0.92 * scale))
        who = getattr(people, kind)("front", turn=float(r.normal(0, 0.3)), nod=float(r.uniform(0.02, 0.25)), **look)
        s = people.see(who, size, yaw=yaw + float(r.normal(0, 0.12)), seed=seed * 7 + int(Z * 10), top=1.76, bottom=0.84, half=0.46, **where)
        t = int(0.92 * scale)
        if t != size:
            s = resize(s, (t, int(s.shape[1] * t / size)))
        sx, sy = at(X, 0.38, Z)
        paste(scene, s, sx - s.shape[1] / 2, sy - t)

    def chair(X, Z):
        s = f / Z
        wood = Mask(shape, 2)
        wood.polygon([at(X - 0.21, 0.58, Z), at(X - 0.20, 0.86, Z), at(X + 0.20, 0.86, Z), at(X + 0.21, 0.58, Z)])
        wood.polygon([at(X - 0.24, 0.47, Z + 0.1), at(X + 0.24, 0.47, Z + 0.1), at(X + 0.25, 0.37, Z), at(X - 0.25, 0.37, Z)])
        for t in (-0.20, 0.20):
            wood.line([at(X + t, 0.88, Z), at(X + t * 1.08, 0.0, Z)], 0.035 * s)
            wood.line([at(X + t, 0.40, Z + 0.38), at(X + t * 1.05, 0.0, Z + 0.40)], 0.03 * s)
        m = wood.done()
        lay(scene, mix(lin("#6b4526"), lin("#b98a54"), np.clip(0.5 + 0.3 * noise(shape, 30, seed, 3, (0.3, 2)), 0, 1)[..., None]) * 0.42, m)
    wide, deep, top = 0.86, 0.60, 0.74
    yy, xx = np.mgrid[0:shape[0], 0:shape[1]].astype(F)
    sx, sy = at(gx, 0, gz)
    scene *= 1 - 0.42 * np.exp(-((xx - sx) / (wide * f / gz * 1.1)) ** 2 - ((yy - sy) / (0.35 * f / gz * 0.5)) ** 2)[..., None]
    for X in (gx - 0.42, gx + 0.42):
        sit(X, gz + deep + 0.28, r.normal(0, 0.2))
    # the table: legs, front edge, top with books and a laptop
    legs = Mask(shape, 2)
    for X in (gx - wide + 0.05, gx, gx + wide - 0.05):
        legs.line([at(X, top, gz - deep), at(X, 0, gz - deep)], 0.045 * f / (gz - deep))
        legs.line([at(X, top, gz + deep), at(X, 0, gz + deep)], 0.045 * f / (gz + deep))
    lay(scene, lin("#4f4a44") * 0.35, legs.done())
    plate = Mask(shape, 2).polygon([at(gx - wide, top, gz - deep), at(gx + wide, top, gz - deep), at(gx + wide, top, gz + deep), at(gx - wide, top, gz + deep)]).done()
    n = noise(shape, 60, seed + 3, 4, (0.12, 3))
    shine = np.clip((sx - xx) / (wide * f / gz) * 0.5 + 0.5, 0, 1)
    lay(scene, mix(lin("#a87442"), lin("#e0bd8a"), np.clip(0.4 + 0.25 * n + 0.4 * shine, 0, 1)[..., None]) * (0.58 + 0.34 * shine)[..., None], plate)
    front = Mask(shape, 2).polygon([at(gx - wide, top, gz - deep), at(gx + wide, top, gz - deep), at(gx + wide, top - 0.05, gz - deep), at(gx - wide, top - 0.05, gz - deep)]).done()
    lay(scene, lin("#8a5e34") * 0.40, front)
    for _ in range(9):
        X, Z = gx + r.uniform(-wide + 0.2, wide - 0.2), gz + r.uniform(-deep + 0.15, deep - 0.15)
        a = r.uniform(-0.5, 0.5)
        sheet = []
        for u, v in ((-0.10, -0.14), (0.10, -0.14), (0.10, 0.14), (-0.10, 0.14)):
            sheet.append(at(X + u * np.cos(a) - v * np.sin(a), top + 0.005, Z + u * np.sin(a) + v * np.cos(a)))
        lay(scene, lin(r.choice(["#f6f4ee", "#f2efe2", "#d9e4ee", "#b8433a", "#3f6a9a", "#f4f1e8"])) * (0.72 + 0.3 * shine)[..., None], Mask(shape, 2).polygon(sheet).done())
    lap = gx + r.uniform(-0.3, 0.3)
    lay(scene, lin("#3a3d42") * 0.4, Mask(shape, 2).polygon([at(lap - 0.17, top, gz), at(lap + 0.17, top, gz), at(lap + 0.17, top + 0.22, gz + 0.06), at(lap - 0.17, top + 0.22, gz + 0.06)]).done())
    for X in (gx - 0.44, gx + 0.42):
        if r.random() < 0.92:
            sit(X, gz - deep - 0.26, np.pi)
            chair(X, gz - deep - 0.40)


def thu_vien():
    """An aisle of the library: high shelves on both sides, daylight at its end."""
    h, w = shape = (1000, 1500)
    vx, vy, f = 690, 470, 900.0
    eye, half, k = 1.55, 1.02, 2

    def at(X, Y, Z):
        return (vx + X * f / Z) * k, (vy + (eye - Y) * f / Z) * k
    image = Image.new("RGB", (w * k, h * k), (60, 44, 34))
    d = ImageDraw.Draw(image)
    r = rng(12)

    def fill(points, colour, dim):
        d.polygon(points, fill=tuple(int(max(0, min(255, c * dim))) for c in colour))
    near, end = 0.62, 11.0
    fill([at(-half, 0, near), at(half, 0, near), at(half, 0, end), at(-half, 0, end)], (150, 108, 70), 0.8)
    fill([at(-half - 1, 3.1, near), at(half + 1, 3.1, near), at(half + 1, 3.1, end), at(-half - 1, 3.1, end)], (205, 200, 188), 0.72)
    fill([at(-half - 1, 0, end), at(half + 1, 0, end), at(half + 1, 3.1, end), at(-half - 1, 3.1, end)], (228, 224, 210), 0.9)
    fill([at(-0.80, 0.75, end), at(0.80, 0.75, end), at(0.80, 2.75, end), at(-0.80, 2.75, end)], (255, 255, 250), 1.0)
    palette = [(122, 38, 34), (34, 66, 96), (52, 88, 62), (196, 164, 96), (224, 214, 190), (70, 50, 74), (150, 84, 40), (30, 40, 46), (176, 60, 50), (92, 122, 140), (206, 196, 170), (110, 92, 60), (44, 84, 90), (160, 130, 80)]
    for X in (-half, half):
        fill([at(X, 0, near), at(X, 2.62, near), at(X, 2.62, end), at(X, 0, end)], (52, 34, 22), 0.8)
        for level in range(7):
            floor = 0.10 + 0.36 * level
            z = end - 0.4
            while z > near:
                bay = int(z / 0.95)
                runs = int(r.integers(3, 14))
                colour, tall0, thick0 = palette[int(r.integers(0, len(palette)))], r.uniform(0.20, 0.29), r.uniform(0.018, 0.045)
                series = r.random() < 0.45
                for _ in range(runs):
                    thick = thick0 if series else r.uniform(0.014, 0.052)
                    tall = tall0 if series else r.uniform(0.18, 0.30)
                    c = colour if series else palette[int(r.integers(0, len(palette)))]
                    z1 = z - thick
                    if z1 < near or int(z1 / 0.95) != bay:
                        break
                    inset = -np.sign(X) * r.uniform(-0.012, 0.012)
                    dim = (0.62 + 0.30 * np.exp(-z / 7) + 0.45 * np.exp(-(end - z) / 2.5)) * r.uniform(0.86, 1.12) * (0.80 + 0.20 * min(1, level / 4))
                    Xi = X + inset
                    fill([at(Xi, floor, z), at(Xi, floor + tall, z), at(Xi, floor + tall, z1), at(Xi, floor, z1)], c, dim)
                    if thick > 0.02:
                        for b in (0.14, 0.80) if series else (r.uniform(0.55, 0.85),):
                            fill([at(Xi, floor + tall * b, z - 0.002), at(Xi, floor + tall * (b + 0.05), z - 0.002), at(Xi, floor + tall * (b + 0.05), z1 + 0.002), at(Xi, floor + tall * b, z1 + 0.002)], (222, 190, 110) if r.random() < 0.6 else (230, 226, 210), dim * 0.9)
                    z = z1
                z -= r.uniform(0.0, 0.10) if r.random() < 0.22 else 0.002
                if int(z / 0.95) != bay:
                    z = min(z, bay * 0.95 - 0.03)
            fill([at(X, floor - 0.035, near), at(X, floor, near), at(X, floor, end), at(X, floor - 0.035, end)], (150, 100, 58), 0.75)
        for j in range(1, 13):
            z = j * 0.95
            if near < z < end:
                fill([at(X - np.sign(X) * 0.02, 0, z + 0.025), at(X - np.sign(X) * 0.02, 2.64, z + 0.025), at(X - np.sign(X) * 0.02, 2.64, z - 0.025), at(X - np.sign(X) * 0.02, 0, z - 0.025)], (168, 114, 68), 0.72 + 0.3 * np.exp(-(end - z) / 3))
        fill([at(X, 2.58, near), at(X, 2.72, near), at(X, 2.72, end), at(X, 2.58, end)], (158, 106, 62), 0.8)
        fill([at(X, 0, near), at(X, 0.085, near), at(X, 0.085, end), at(X, 0, end)], (96, 62, 38), 0.7)
    scene = np.asarray(image.resize((w, h), Image.LANCZOS), F) / 255
    scene = np.where(scene <= 0.04045, scene / 12.92, ((scene + 0.055) / 1.055) ** 2.4).astype(F)
    y, x = grid(shape)
    px, py = x * w - vx, y * h - vy
    depth = np.minimum(np.minimum(half * f / np.maximum(np.abs(px), 1) + 0 * py, eye * f / np.maximum(py, 1) + 0 * px), np.minimum(1.55 * f / np.maximum(-py, 1) + 0 * px, end))
    scene *= (1 - 0.32 * np.exp(-np.clip(half - np.abs(px * depth / f), 0, None) / 0.10) * (py * depth / f > 0.9))[..., None]
    # the window's light, its image on the polished floor
    gleam = np.exp(-((px / (60 + 0.55 * np.clip(py, 0, None))) ** 2)) * smooth(60, 200, py) * (py > 0)
    scene += (gleam * (0.22 + 0.05 * noise(shape, 60, 5, 4, (2, 0.4))))[..., None] * lin("#f3efe0")
    scene += np.exp(-(px / 150) ** 2 - ((py + 30) / 150) ** 2)[..., None] * lin("#fff6e0") * 0.55
    window = Mask(shape, 3)
    for X in (-0.80, -0.27, 0.27, 0.80):
        window.line([np.array(at(X, 0.75, end)) / k, np.array(at(X, 2.75, end)) / k], 4)
    for Y in (0.75, 1.5, 2.75):
        window.line([np.array(at(-0.8, Y, end)) / k, np.array(at(0.8, Y, end)) / k], 4)
    lay(scene, lin("#9aa69c") * 0.7, window.done())
    # a row of lamps, a reader
    for z in (2.2, 3.8, 5.6, 8.0):
        a, b = np.array(at(-0.35, 3.05, z)) / k, np.array(at(0.35, 3.05, z)) / k
        lamp = Mask(shape, 2).polygon([a, b, (b[0], b[1] + 26 / z), (a[0], a[1] + 26 / z)]).done()
        lay(scene, lin("#fffaf0") * 2.2, lamp)
    f2 = people.woman("hold", extra="#e8ecf4", trousers="#f1eee6", nod=0.35)
    f2.block(people.FRAME, (0, 1.09, 0.33), (0.13, 0.008, 0.09), tilt=-0.5)
    f2.block(people.PAPER, (0, 1.105, 0.33), (0.125, 0.008, 0.085), tilt=-0.5)
    s = people.see(f2, 560, yaw=-1.05, light=(0.1, 0.7, -0.6), key=(1.0, 0.95, 0.82), fill=(0.30, 0.27, 0.24), rim=(0.5, 0.46, 0.36), bounce=(0.13, 0.09, 0.06), seed=2)
    z = 3.1
    t = int(1.80 * f / z)
    s = resize(s, (t, int(s.shape[1] * t / 560)))
    sx, sy = np.array(at(0.48, 0, z)) / k
    blurred = lens(scene, 5.0)
    far_soft = lens(scene, 2.2)
    amount = np.clip((1 / depth - 1 / 2.5) * 3.2, 0, 1)[..., None]
    scene = mix(scene, blurred, amount)
    scene = mix(scene, far_soft, np.clip((depth - 5.0) / 4, 0, 1)[..., None])
    scene *= 1 - 0.45 * np.exp(-((x * w - sx) / (t * 0.2)) ** 2 - ((y * h - sy) / (t * 0.03)) ** 2)[..., None]
    image = blur(s[::-1], 4, 2) * np.linspace(0.22, 0, s.shape[0], dtype=F)[:, None, None]
    paste(scene, image, sx - s.shape[1] / 2, sy - 4)
    paste(scene, s, sx - s.shape[1] / 2, sy - t)
    scene = glow(scene, 0.8, 24, 0.25)
    return develop(scene, 23, exposure=1.55, contrast=1.06, grain=0.009, vignette=0.36, saturation=1.02, warmth=0.02)


@functools.lru_cache(None)
def onlookers():
    out = []
    tones = ["#f2f0ea", "#d8423a", "#3f74b8", "#f0c83c", "#4d9a5c", "#e88a3a", "#f4f2ee", "#c9d8ea", "#e6a9bd", "#8a5aa8"]
    for i, c in enumerate(tones):
        if i % 2:
            f = people.woman("clap", bun=i % 4 == 1, extra=c, trousers="#f0ede6", turn=0.1)
        else:
            f = people.man("clap" if i % 4 else "down", shirt=c, trousers="#2c313b", turn=-0.1)
        if i in (0, 3, 5, 8):
            f.hat()
        out.append(people.see(f, 230, yaw=float(rng(i).normal(0, 0.3)), light=(-0.5, 0.9, 0.4), key=(1.2, 1.1, 0.92), fill=(0.36, 0.40, 0.46), seed=i))
    return out


def hoi_thao():
    """The relay race at the sports day."""
    h, w = shape = (1500, 1000)
    y, x = grid(shape)
    vx, vy = 470, 560
    scene = ramp(shape, [(0, lin("#3f82c8")), (0.22, lin("#8abbe4")), (0.38, lin("#e4eef0")), (1, lin("#e4eef0"))]) * 0.95
    c = clouds(shape, vy, 57, cover=0.1)
    scene = mix(scene, lin("#ffffff"), (c * 0.75)[..., None])
    haze = lin("#dfe8e6") * 0.85
    lay(scene, mix(haze, lin("#4d7040") * 0.6, 0.6) * (1 + 0.2 * noise(shape, 9, 5, 4))[..., None], under(shape, canopy(w, vy, 120, 5, 30).astype(F)))
    for k, (px, tall) in enumerate(((60, 300), (190, 220), (880, 330), (760, 230), (300, 180), (660, 185))):
        tree(scene, px, vy + 26, tall, 60 + k, haze=haze, far=0.18)
    rows = np.arange(h - vy, dtype=F)[:, None] + 1
    z = (h - vy) / rows
    gx = (np.arange(w, dtype=F)[None, :] - vx) / (h - vy) * z
    grass = lin("#6b8f3c") * (0.62 + 0.13 * noise((h - vy, w), 12, 7, 5, (0.5, 1.5)) + 0.05 * np.sign(np.sin(z * 2.2)))[..., None]
    track = lin("#b5583a") * (0.62 + 0.06 * noise((h - vy, w), 8, 8, 4, (0.5, 1.5)) + 0.05 * noise((h - vy, w), 200, 9, 3, (0.3, 2)))[..., None]
    edge = smooth(0.62, 0.625, np.abs(gx))
    ground = mix(track, grass, edge[..., None])
    u = (gx + 0.62) / 0.31
    white = np.clip(1 - np.abs(u - np.round(u)) * 0.31 / np.maximum(0.010, 0.0016 * z), 0, 1) * (np.abs(gx) < 0.64)
    ground = mix(ground, lin("#f4f1ea") * 0.85 * np.ones_like(ground), (white * 0.9)[..., None])
    scene[vy:] = mix(ground, haze, (0.6 * np.exp(-rows / 60))[..., None])
    xx = np.arange(w, dtype=F)[None, :]
    # crowds on both sides, far to near, with flags among them
    sprites = onlookers()
    r = rng(33)
    people_at = []
    for side in (-1, 1):
        zz = 1.55
        while zz < 16:
            for row in range(3):
                people_at.append((zz * (1 + 0.01 * row) + r.uniform(0, 0.1), side * (0.86 + 0.17 * row + r.normal(0, 0.02))))
            zz *= 1.085
    flags = [(r.uniform(1.8, 14), s * r.uniform(0.95, 1.25)) for s in (-1, 1) for _ in range(14)]
    for zz, X, kind in sorted([(a, b, 0) for a, b in people_at] + [(a, b, 1) for a, b in flags], reverse=True):
        px, py, scale = vx + X * (h - vy) / zz, vy + (h - vy) / zz, (h - vy) / zz
        far = 1 - np.exp(-(zz - 1) / 16)
        if kind == 0:
            t = int(0.62 * scale)
            if t < 8 or px < -t or px > w + t:
                continue
            s = sprites[int(r.integers(0, len(sprites)))]
            if r.random() < 0.5:
                s = s[:, ::-1]
            s = resize(s, (t, int(s.shape[1] * t / s.shape[0])))
            s = np.clip(s, 0, 4)
            s[..., :3] = mix(s[..., :3], haze * s[..., 3:4], far * 0.6)
            soft = abs(1 / zz - 1 / 2.6) * 6
            m = 0
            if soft > 0.7:
                s, m = people.soften(s, soft)
            paste(scene, s, px - s.shape[1] / 2, py - s.shape[0] + m)
        else:
            tall, wide = 1.15 * scale, 0.20 * scale
            if px < -wide or px > w + wide:
                continue
            col = lin(r.choice(["#d81e1e", "#d81e1e", "#f4c62a", "#2f6db5", "#3f9a4c", "#e8742a"]))
            pole = Mask(shape, 2).line([(px, py - 0.3 * scale), (px, py - tall)], max(1, 0.012 * scale)).done()
            lay(scene, mix(lin("#e9e6de") * 0.7, haze, far * 0.5), pole)
            t = np.linspace(0, 1, 16)
            wave = 0.03 * scale * t * np.sin(t * 6 + zz * 5)
            up = np.stack([px + wide * 1.5 * t, py - tall + wave], 1)
            cloth = Mask(shape, 2).polygon(np.concatenate([up, (up + np.array([0, wide])) [::-1]])).done()
            soft = abs(1 / zz - 1 / 2.6) * 5
            cloth = blur(cloth, soft) if soft > 0.6 else cloth
            shade = 0.80 + 0.22 * np.cos((x * w - px) / (wide * 1.5) * 6 + zz * 5)
            lay(scene, mix(col * shade[..., None] * np.ones((h, 1, 1), F), haze, far * 0.55), cloth)
    # a rope with small flags above the finish
    for (ax, ay, bx, by, sag) in ((-20, 232, 1020, 150, 70), (-20, 330, 1020, 290, 46)):
        pts = curve([(ax, ay), ((ax + bx) / 2, (ay + by) / 2 + sag), (bx, by)], 60)
        lay(scene, lin("#f0eee8") * 0.8, Mask(shape, 3).taper(pts, 2, 2).done())
        for j in range(4, len(pts) - 2, 5):
            p = pts[j]
            tone = ["#d81e1e", "#f4c62a", "#2f6db5", "#3f9a4c", "#f4f2ee"][(j // 5) % 5]
            lay(scene, lin(tone) * 0.85, Mask(shape, 3).polygon([p + np.array([-13, 0]), p + np.array([13, 2]), p + np.array([1, 36])]).done())
    # the runners
    for k, (zz, lane_no, shirt, phase) in enumerate(((4.4, 0, "#f0c83c", -1), (3.2, 3, "#3f9a4c", 1), (2.35, 1, "#2f6db5", -1), (1.62, 2, "#d8302a", 1))):
        X = -0.62 + 0.31 * (lane_no + 0.5)
        px, py, scale = vx + X * (h - vy) / zz, vy + (h - vy) / zz, (h - vy) / zz
        t = int(0.86 * scale)
        size = min(560, t)
        f = people.runner(phase, shirt=shirt, trousers="#22262e", shoes="#f0efea", extra="#f2b92a", skin=("#b98462", "#c58f6b")[k % 2])
        s = people.see(f, size, yaw=0.16 * (1 if k % 2 else -1), light=(-0.5, 0.9, 0.35), key=(1.3, 1.18, 0.95), fill=(0.34, 0.37, 0.42), rim=(0.3, 0.3, 0.3), bounce=(0.16, 0.10, 0.07), seed=k)
        if size != t:
            s = resize(s, (t, int(s.shape[1] * t / size)))
        lift = 0.12 * scale
        yy2 = np.arange(h, dtype=F)[:, None]
        scene *= 1 - 0.5 * np.exp(-((xx - px - t * 0.10) / (t * 0.17)) ** 2 - ((yy2 - py) / (t * 0.028)) ** 2)[..., None]
        s2, m = people.soften(s, 0.9) if zz > 4 else (s, 0)
        paste(scene, s2, px - s2.shape[1] / 2, py - s2.shape[0] + m + t * 0.14 - lift * 0.3)
    scene = glow(scene, 0.95, 18, 0.12)
    return develop(scene, 24, exposure=1.12, contrast=1.09, grain=0.007, vignette=0.20, saturation=1.08, warmth=0.01)
