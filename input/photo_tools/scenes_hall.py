"""The conference: the stage, and the hall seen from its last rows; the old hall in black and white."""
import functools
import numpy as np
from . import people
from .canvas import F, Mask, blur, curve, develop, glow, grid, lay, lens, lin, mix, noise, paste, resize, rng, smooth


def star(cx, cy, radius, turn=-np.pi / 2, inner=0.382):
    a = turn + np.arange(10) * np.pi / 5
    r = np.where(np.arange(10) % 2 == 0, radius, radius * inner)
    return np.stack([cx + r * np.cos(a), cy + r * np.sin(a)], 1)


def gold_star(scene, cx, cy, radius):
    """A star of gilded metal: ten facets, each with its own light."""
    shape = scene.shape[:2]
    p = star(cx, cy, radius)
    shadow = Mask(shape, 2).polygon(p + np.array([radius * 0.05, radius * 0.08])).done()
    scene *= 1 - 0.45 * blur(shadow, radius * 0.07)[..., None]
    for i in range(10):
        a, b = p[i], p[(i + 1) % 10]
        middle = (a + b) / 2 - np.array([cx, cy])
        normal = middle / np.hypot(*middle)
        side = np.array([-(b - a)[1], (b - a)[0]])
        side = side / np.hypot(*side)
        light = 0.55 + 0.5 * float(side @ np.array([-0.45, -0.9])) + 0.1 * float(normal @ np.array([-0.4, -0.9]))
        facet = Mask(shape, 3).polygon([a, b, (cx, cy)]).done()
        lay(scene, mix(lin("#8a5a12"), lin("#ffe08a"), np.clip(light, 0, 1)) * 1.05, facet)


def curtain(shape, seed, fold, deep, bright, sway=0.3):
    """A heavy curtain: folds that hang straight, wander a little and are lit from above."""
    w = shape[1]
    x = grid(shape)[1]
    drift = noise(shape, w / 3, seed, 2, (3, 1)) * sway * fold + noise((3, w), fold * 2.5, seed + 1, 3)[1][None, :] * fold * 0.8
    phase = (x * w + drift) / fold * 2 * np.pi
    height = 0.62 * np.sin(phase) + 0.22 * np.sin(2.3 * phase + 1) + 0.12 * noise(shape, fold / 2, seed + 2, 3, (8, 0.7))
    slope = 0.62 * np.cos(phase) + 0.5 * np.cos(2.3 * phase + 1)
    lit = np.clip(0.50 + 0.24 * height - 0.30 * slope, 0, 1.2)
    return mix(deep, bright, lit[..., None])


def letters(mask, x0, x1, y, size, r):
    """A line of writing too small or too far to be read."""
    x = x0
    while x < x1:
        for _ in range(int(r.integers(2, 6))):
            wide = size * r.uniform(0.42, 0.66)
            if x + wide > x1:
                return
            t = size * 0.15
            kind = int(r.integers(0, 6))
            if kind in (0, 1, 3):
                mask.rectangle(x, y - size, x + t, y)
            if kind in (0, 2, 3):
                mask.rectangle(x + wide - t, y - size, x + wide, y)
            if kind in (1, 2, 4):
                mask.rectangle(x, y - size, x + wide, y - size + t)
            if kind in (0, 1, 5):
                mask.rectangle(x, y - size * 0.55, x + wide, y - size * 0.55 + t)
            if kind in (1, 4):
                mask.rectangle(x, y - t, x + wide, y)
            if kind in (4, 5):
                mask.line([(x + t / 2, y), (x + wide / 2, y - size), (x + wide - t / 2, y)], t)
            x += wide + size * 0.16
        x += size * 0.42


def flowers(scene, cx, cy, rx, ry, count, seed, tones, leaf="#2d4a22", dim=1.0):
    """A bunch of flowers: leaves behind, blossoms as small lit balls before them."""
    r = rng(seed)
    shape = scene.shape[:2]
    m = Mask(shape, 2)
    for _ in range(count):
        a, q = r.uniform(0, 6.283), np.sqrt(r.random())
        x, y, s = cx + np.cos(a) * rx * q * 1.12, cy + np.sin(a) * ry * q * 1.05, rx * 0.16 * r.uniform(0.6, 1.2)
        t = r.uniform(-2.6, -0.5)
        m.polygon(curve([(x, y), (x + np.cos(t - 0.3) * s, y + np.sin(t - 0.3) * s), (x + np.cos(t) * s * 2, y + np.sin(t) * s * 2), (x + np.cos(t + 0.3) * s, y + np.sin(t + 0.3) * s), (x, y)], 5),
                  int(r.uniform(120, 255)))
    k = m.done()
    lay(scene, lin(leaf) * (0.55 + 0.5 * noise(shape, rx * 0.15, seed, 3))[..., None] * dim * 0.8, k)
    for _ in range(count):
        a, q = r.uniform(0, 6.283), np.sqrt(r.random())
        x, y, s = cx + np.cos(a) * rx * q, cy + np.sin(a) * ry * q * 0.9, rx * 0.085 * r.uniform(0.6, 1.25)
        X0, X1, Y0, Y1 = max(0, int(x - s - 2)), min(shape[1], int(x + s + 3)), max(0, int(y - s - 2)), min(shape[0], int(y + s + 3))
        if X0 >= X1 or Y0 >= Y1:
            continue
        yy, xx = np.mgrid[Y0:Y1, X0:X1].astype(F)
        u, v = (xx - x) / s, (yy - y) / s
        petal = 0.86 + 0.14 * np.cos(np.arctan2(v, u) * 5 + a * 7)
        d = np.hypot(u, v)
        on = np.clip((petal - d) * s + 0.5, 0, 1)[..., None]
        shade = np.clip(0.95 - 0.45 * v - 0.35 * d * d + 0.2 * (d < 0.3), 0.15, 1.4)[..., None]
        scene[Y0:Y1, X0:X1] = scene[Y0:Y1, X0:X1] * (1 - on) + lin(r.choice(tones)) * shade * dim * on


STAGE = dict(light=(-0.35, 0.85, 0.65), key=(1.12, 1.0, 0.84), fill=(0.30, 0.24, 0.22), rim=(0.42, 0.26, 0.20), bounce=(0.12, 0.07, 0.05))


def stage_figure(scene, f, x, foot, height, yaw, seed, dark=0.5):
    s = people.see(f, height, yaw=yaw, seed=seed, **STAGE)
    h, w = scene.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    contact = np.exp(-((xx - x - height * 0.03) / (height * 0.16)) ** 2 - ((yy - foot + 4) / (height * 0.022)) ** 2)
    scene *= 1 - dark * contact[..., None]
    image = blur(s[::-1], 3.5, 1.5) * np.linspace(0.30, 0.0, s.shape[0], dtype=F)[:, None, None]
    paste(scene, image, x - s.shape[1] / 2, foot - 6)
    paste(scene, s, x - s.shape[1] / 2, foot - height + int(height * 0.011))
    return s


def certificate(scene, cx, cy, wide, seed=1):
    """A framed certificate, turned a little, with fingers at its sides."""
    shape = scene.shape[:2]
    tall = wide * 0.70

    def at(u, v):
        return cx + u * wide / 2, cy + v * tall / 2 * (1 - 0.03 * u)
    corners = [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)]
    n = noise(shape, 12, seed, 4, (0.3, 3))
    frame = Mask(shape, 3).polygon(corners).done()
    y, x = grid(shape)
    lay(scene, mix(lin("#5b3312"), lin("#d9a24c"), np.clip(0.55 + 0.3 * n - (y * shape[0] - cy) / tall * 0.5, 0, 1)[..., None]) * 0.72, frame)
    inner = Mask(shape, 3).polygon([at(-0.90, -0.86), at(0.90, -0.86), at(0.90, 0.86), at(-0.90, 0.86)]).done()
    lay(scene, lin("#3a1f0c") * 0.6, inner)
    paper = Mask(shape, 3).polygon([at(-0.88, -0.83), at(0.88, -0.83), at(0.88, 0.83), at(-0.88, 0.83)]).done()
    lay(scene, lin("#f6e9c8") * (0.86 - 0.10 * (x * shape[1] - cx) / wide)[..., None], paper)
    line = Mask(shape, 3)
    for a, b in (((-0.80, -0.74), (0.80, -0.74)), ((-0.80, 0.74), (0.80, 0.74)), ((-0.80, -0.74), (-0.80, 0.74)), ((0.80, -0.74), (0.80, 0.74))):
        line.line([at(*a), at(*b)], 1.6)
    lay(scene, lin("#c9952f") * 0.8, line.done())
    r = rng(seed)
    ink, red = Mask(shape, 3), Mask(shape, 3)
    red.words("GIẤY KHEN", cx, cy - tall * 0.10, tall * 0.155, spacing=0.08)
    for k, half in enumerate((0.26, 0.31, 0.22)):
        letters(ink, cx - wide * half, cx + wide * half, cy + tall * (-0.02 + 0.085 * k), tall * 0.038, r)
    red.polygon(star(cx, cy - tall * 0.31, tall * 0.05))
    red.ellipse(cx + wide * 0.24, cy + tall * 0.29, tall * 0.055)
    lay(scene, lin("#3f342a") * 0.8, blur(ink.done(), 0.8) * 0.8)
    lay(scene, lin("#b3261c") * 0.85, blur(red.done(), 0.5))
    sheen = Mask(shape, 2).polygon([at(-0.88, -0.83), at(-0.45, -0.83), at(-0.75, 0.83), at(-0.88, 0.83)]).done()
    scene += blur(sheen, 5)[..., None] * paper[..., None] * 0.10
    for u, v in ((-1.0, 0.28), (-1.0, -0.1), (1.0, 0.25), (1.0, -0.12)):
        px, py = at(u, v)
        m = Mask(shape, 3)
        for k in range(4):
            yk = py + (k - 1.5) * tall * 0.070
            m.taper([(px + np.sign(u) * wide * 0.045, yk + 2), (px - np.sign(u) * wide * 0.050, yk)], tall * 0.080, tall * 0.062)
        if abs(v) > 0.2:
            m = m.done()
            lay(scene, lin("#c08a66") * (0.72 + 0.22 * n)[..., None], m)


def hoi_nghi_1():
    h, w = shape = (1200, 1800)
    y, x = grid(shape)
    floor = 955
    scene = curtain(shape, 5, 66, lin("#3a0508") * 0.75, lin("#c41f22") * 0.95, 0.4)
    pool = np.exp(-((x - 0.49) / 0.34) ** 2 - ((y - 0.34) / 0.42) ** 2)
    scene = scene * (0.42 + 0.95 * pool)[..., None]
    # the board with the emblem and lines of gilded letters, behind the point of focus
    board = Mask(shape, 2).rectangle(430, 66, 1370, 560).done()
    scene *= 1 - 0.5 * blur(Mask(shape, 2).rectangle(438, 80, 1382, 582).done(), 16)[..., None]
    lay(scene, mix(lin("#a3141a"), lin("#d42a27"), np.clip(1.2 - np.hypot((x - 0.5) * 2.2, (y - 0.26) * 2.4), 0, 1)[..., None]) * 0.86, board)
    rim = Mask(shape, 2)
    for a, b in (((446, 82), (1354, 82)), ((446, 544), (1354, 544)), ((446, 82), (446, 544)), ((1354, 82), (1354, 544))):
        rim.line([a, b], 5)
    lay(scene, lin("#e0b04a") * 0.85, rim.done())
    gold_star(scene, 900, 196, 92)
    text = Mask(shape, 2)
    text.words("ĐẢNG BỘ TRƯỜNG CHÍNH TRỊ TỈNH DUYÊN GIANG", 900, 336, 30, spacing=0.03)
    text.words("HỘI NGHỊ TỔNG KẾT", 900, 432, 76, spacing=0.03)
    text.words("NĂM HỌC 2025 – 2026", 900, 510, 46, spacing=0.05)
    t = text.done()
    scene *= 1 - 0.4 * blur(np.roll(t, 5, 0), 3)[..., None]
    lay(scene, mix(lin("#ffdf7a"), lin("#e6a62e"), np.clip((y * h - 320) / 200, 0, 1)[..., None]) * 0.95, t)
    # flags at the right, a lectern
    for k, (fx, c) in enumerate(((1490, "#c8191c"), (1585, "#d31d1f"))):
        cloth = Mask(shape, 2).polygon(curve([(fx, 180), (fx + 34, 260), (fx + 78 - 12 * k, 420), (fx + 92, 610), (fx + 66, 700), (fx + 6, 690), (fx - 18, 560), (fx - 12, 340), (fx, 180)])).done()
        fold = curtain(shape, 30 + k, 34, lin(c) * 0.32, lin(c) * 1.05, 0.6)
        lay(scene, fold * (0.75 + 0.3 * pool)[..., None], cloth)
        lay(scene, lin("#d8b25a") * 0.7, Mask(shape, 2).line([(fx - 4, 150), (fx - 8, floor - 20)], 8).done())
        if k == 0:
            lay(scene, lin("#ffd64a") * 0.8, Mask(shape, 2).polygon(star(fx + 40, 450, 34, -1.2)).done())
    scene = lens(scene, 5.5)
    # the boards of the stage
    f = noise((h - floor, w), 220, 8, 5, (0.06, 2.2))
    yy = np.linspace(0, 1, h - floor, dtype=F)[:, None]
    wood = mix(lin("#4a2210"), lin("#a35c2c"), np.clip(0.45 + 0.35 * f, 0, 1)[..., None]) * (0.55 + 0.35 * np.exp(-((x - 0.5) / 0.35) ** 2) * (1 - 0.4 * yy))[..., None]
    plank = np.abs(((np.arange(w)[None, :] - 900) / (0.45 + 0.9 * yy)) / 120 % 1 - 0.5)
    wood *= (0.78 + 0.22 * smooth(0.0, 0.02, plank))[..., None]
    sky = blur(scene[floor - (h - floor):floor][::-1], 22, 5)
    scene[floor:] = wood * 0.8 + sky * (0.30 - 0.16 * yy)[..., None]
    edge = np.exp(-((y * h - floor) / 5) ** 2)
    scene *= 1 - 0.45 * edge[..., None]
    # those who look on, then the two in the middle
    tall = 812
    stage_figure(scene, people.man("clap", suit=True, extra="#2b3040", turn=0.12), 235, 1118, 776, 0.50, 1)
    stage_figure(scene, people.woman("clap", bun=True, extra="#e8e2ee", trousers="#f4f1ea", turn=0.10), 470, 1112, 772, 0.55, 2)
    stage_figure(scene, people.man("clap", short=False, trousers="#262a33", turn=-0.10, skin="#b98462"), 1372, 1112, 776, -0.50, 3)
    stage_figure(scene, people.woman("clap", extra="#b81f33", trousers="#f4efe6", turn=-0.15), 1600, 1120, 776, -0.55, 4)
    stage_figure(scene, people.man("hold", suit=True, extra="#1b2233", turn=-0.42, skin="#bd8763"), 742, 1146, tall, 0.80, 5)
    stage_figure(scene, people.woman("hold", extra="#5f97cf", trousers="#f5f2ec", turn=0.46), 1070, 1146, tall, -0.80, 6)
    cx, cy = 908, 1146 - int(tall * 1.155 / 1.80)
    certificate(scene, cx, cy, 204)
    # flowers at the edge of the stage, near and out of focus
    front = scene.copy()
    for k, (fx, fy, rx) in enumerate(((90, 1190, 150), (420, 1215, 135), (760, 1222, 120), (1090, 1222, 120), (1420, 1215, 140), (1740, 1190, 150))):
        flowers(front, fx, fy, rx, 62 if 300 < fx < 1500 else 96, 150, 70 + k, ["#f4d03a", "#e8e3d6", "#e05a86", "#d83a3a", "#f3a43a"] if k % 2 else ["#f1efe6", "#f4d03a", "#cf3a68"], dim=0.75)
    changed = np.abs(front - scene).sum(-1) > 1e-4
    m = blur(changed.astype(F), 6)
    scene = mix(scene, lens(front, 7), np.clip(m * 1.4, 0, 1)[..., None])
    haze = np.exp(-((x - 0.5) / 0.5) ** 2) * np.clip(1 - y * 1.2, 0, 1)
    scene += haze[..., None] * lin("#ffb28a") * 0.025
    scene = glow(scene, 0.75, 18, 0.16)
    return develop(scene, 14, exposure=1.28, contrast=1.07, grain=0.009, vignette=0.26, saturation=1.03)


# ---- the hall from behind ----

@functools.lru_cache(None)
def backs(light="stage"):
    """Heads and shoulders from behind, for rows of listeners: premultiplied sprites, 300 pixels for 0.80 m."""
    kinds = [(people.man, dict(shirt="#e9e6de")), (people.woman, dict(extra="#ece6ef", bun=True)), (people.man, dict(shirt="#cfd9e6")), (people.woman, dict(extra="#a93045")),
             (people.man, dict(shirt="#f0eee8", suit=True, extra="#2a2f3b")), (people.woman, dict(extra="#7da7cf", bun=True)), (people.man, dict(shirt="#d9d3c4")), (people.woman, dict(extra="#f0ece4", bun=True)),
             (people.man, dict(shirt="#b7c3b0")), (people.woman, dict(extra="#d9c08a"))]
    out = []
    if light == "window":  # 1978: khaki, indigo, black and white
        tones = ["#cfcabc", "#3d4652", "#8b8264", "#2c2a2c", "#6b7480", "#d8d4c8", "#4a4a3c", "#30343c", "#a59c84", "#57505a"]
        kinds = [(people.woman if i in (3, 7) else people.man, dict(shirt=c, extra=c, skin="#a0745a", **(dict(bun=True) if i in (3, 7) else {}))) for i, c in enumerate(tones)]
    for i, (make, looks) in enumerate(kinds):
        r = rng(200 + i)
        f = make("down", turn=float(r.normal(0, 0.22)), nod=float(r.uniform(-0.02, 0.2)), lean=float(r.normal(0, 0.015)), **looks)
        f.face = None
        where = dict(light=(0.25, 0.75, -0.75), key=(1.0, 0.80, 0.62), fill=(0.16, 0.14, 0.15), rim=(0.55, 0.36, 0.24), bounce=(0.05, 0.04, 0.03))
        if light == "window":
            where = dict(light=(-0.9, 0.55, 0.0), key=(1.0, 1.0, 1.0), fill=(0.30, 0.30, 0.32), rim=(0.30, 0.30, 0.30), bounce=(0.08, 0.08, 0.08))
        drop = 0.0 if make is people.man else -0.07
        out.append(people.see(f, 300, yaw=np.pi + float(r.normal(0, 0.10)), top=1.75 + drop, bottom=0.95 + drop, half=0.42, seed=i, **where))
    return out


def seat_row(scene, y, scale, shift, seed, tone, sprites, soft=0.0, seats=True, fill=0.93):
    """One row of listeners from behind: y is where their shoulders' lower edge is, scale pixels for a metre."""
    r = rng(seed)
    h, w = scene.shape[:2]
    step = 0.62 * scale
    size = 0.80 * scale
    layer = np.zeros((h, w, 4), F)
    k = int(-step) + shift
    while k < w + step:
        if r.random() < fill:
            s = sprites[int(r.integers(0, len(sprites)))]
            if r.random() < 0.5:
                s = s[:, ::-1]
            t = size * r.uniform(0.95, 1.05)
            s = resize(s, (int(t), int(s.shape[1] * t / s.shape[0])))
            put_over(layer, np.clip(s, 0, 4), k + r.normal(0, step * 0.04) - s.shape[1] / 2, y - t)
        k += step
    if seats:
        mask = Mask((h, w), 2)
        k = int(-step) + shift
        while k < w + step:
            a, b, up = k - step * 0.45, k + step * 0.45, y - 0.30 * scale
            mask.polygon(curve([(a, y + scale), (a, up + 0.09 * scale), (a + 0.05 * scale, up + 0.01 * scale), ((a + b) / 2, up - 0.015 * scale), (b - 0.05 * scale, up + 0.01 * scale), (b, up + 0.09 * scale), (b, y + scale)]))
            k += step
        m = mask.done()
        edge = np.clip(m - np.concatenate([np.zeros((max(1, int(scale * 0.012)), w), F), m[:-max(1, int(scale * 0.012))]]), 0, 1)
        n = noise((h, w), max(4, scale * 0.04), seed, 3)
        yy = np.arange(h, dtype=F)[:, None]
        shade = np.clip(1 - (yy - (y - 0.3 * scale)) / (0.55 * scale), 0.12, 1)
        colour = tone * (0.40 + 0.10 * n)[..., None] * shade[..., None] + edge[..., None] * lin("#ffcf9a") * 0.16
        layer[..., :3] = layer[..., :3] * (1 - m[..., None]) + colour * m[..., None]
        layer[..., 3] = layer[..., 3] * (1 - m) + m
    if soft > 0.6:
        layer = lens(layer, soft) if soft < 12 else blur(layer, soft * 0.6)
    scene *= 1 - layer[..., 3:4]
    scene += layer[..., :3]


def put_over(layer, s, x, y):
    h, w = layer.shape[:2]
    x, y = int(round(x)), int(round(y))
    x0, y0, x1, y1 = max(0, x), max(0, y), min(w, x + s.shape[1]), min(h, y + s.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = s[y0 - y:y1 - y, x0 - x:x1 - x]
    layer[y0:y1, x0:x1] = layer[y0:y1, x0:x1] * (1 - part[..., 3:4]) + part


def hoi_nghi_2():
    h, w = shape = (1200, 1800)
    y, x = grid(shape)
    cx, hy = 900, 420
    # side walls of warm wood, ceiling, the bright stage at the end
    scene = np.zeros(shape + (3,), F)
    px, py = (x * w - cx), (y * h - hy)
    depth = np.maximum(np.abs(px) / 1.55, np.maximum(-py * 1.25, py * 0.9)) + 60
    z = 600 / depth
    wall = np.abs(px) / 1.55 > np.maximum(-py * 1.25, py * 0.9)
    panel = np.abs((z * 2.2) % 1 - 0.5)
    side = mix(lin("#3b2214"), lin("#8a5a34"), np.clip(0.4 + 0.25 * noise(shape, 60, 3, 4, (3, 0.6)), 0, 1)[..., None]) * (0.36 + 0.25 * smooth(0.02, 0.06, panel))[..., None] * np.clip(0.5 + 0.16 * z, 0, 1.3)[..., None]
    roof = lin("#3a3438") * np.clip(0.20 + 0.10 * z, 0, 0.6)[..., None]
    scene[:] = np.where(wall[..., None], side, roof)
    lamps = np.zeros_like(scene)
    for k in range(9):
        zz = 0.9 * 1.30 ** k
        for s in (-1, 1):
            for row in (0.36, 1.05):
                lx, ly = cx + s * row * 620 / zz * 0.8, hy - 520 / zz * 0.62
                size = 30 / zz
                if 0 <= lx < w and 0 <= ly < h:
                    lamps += (Mask(shape, 2).ellipse(lx, ly, size * 1.3, size * 0.45).done())[..., None] * lin("#ffe2b4") * 3.2
    for k in range(6):  # lamps along the walls
        zz = 1.0 * 1.42 ** k
        for s in (-1, 1):
            lx, ly = cx + s * 1.50 * 620 / zz, hy - 120 / zz
            if 0 <= lx < w:
                lamps += Mask(shape, 2).ellipse(lx, ly, 12 / zz, 22 / zz).done()[..., None] * lin("#ffbf70") * 3.0
    scene += lamps + 0.6 * blur(lamps, 26)
    # the stage
    sx0, sy0, sx1, sy1 = 470, 150, 1330, 560
    inside = Mask(shape, 2).rectangle(sx0, sy0, sx1, sy1).done()
    drape = curtain(shape, 8, 30, lin("#5a080c"), lin("#d8282a"), 0.3) * (0.65 + 0.75 * np.exp(-((x - 0.5) / 0.2) ** 2 - ((y - 0.26) / 0.22) ** 2))[..., None]
    lay(scene, drape, inside)
    gold_star(scene, 900, 232, 40)
    text = Mask(shape, 3)
    text.words("ĐẢNG BỘ TRƯỜNG CHÍNH TRỊ TỈNH DUYÊN GIANG", 900, 310, 17, spacing=0.03)
    text.words("HỘI NGHỊ TỔNG KẾT", 900, 358, 42, spacing=0.03)
    text.words("NĂM HỌC 2025 – 2026", 900, 400, 26, spacing=0.05)
    lay(scene, lin("#ffd870") * 1.1, text.done())
    valance = Mask(shape, 2).rectangle(sx0 - 20, sy0 - 26, sx1 + 20, sy0 + 34).done()
    lay(scene, curtain(shape, 9, 22, lin("#4a0609"), lin("#b51f22"), 0.2) * 0.8, valance)
    boards = Mask(shape, 2).polygon([(sx0 - 60, 600), (sx0 + 30, 528), (sx1 - 30, 528), (sx1 + 60, 600)]).done()
    lay(scene, lin("#b06a38") * (0.75 + 0.15 * noise(shape, 60, 5, 4, (0.1, 2)))[..., None], boards)
    front = Mask(shape, 2).rectangle(sx0 - 60, 600, sx1 + 60, 680).done()
    lay(scene, lin("#5f321a") * 0.5, front)
    # chairmen at a long table, the speaker at his lectern
    for k, fx in enumerate((652, 716, 780, 844)):
        f = (people.man("front", suit=k != 2, extra="#232a3a", short=False), people.woman("front", bun=True, extra="#b8405a"))[k == 1]
        s = people.see(f, 150, yaw=0.12, seed=k, top=1.78, bottom=0.6, half=0.4, **STAGE)
        paste(scene, s, fx - s.shape[1] / 2, 548 - 150 + 22)
    table = Mask(shape, 3).polygon([(606, 520), (892, 520), (900, 580), (598, 580)]).done()
    lay(scene, lin("#c8d7de") * (0.75 + 0.12 * curtain(shape, 4, 20, np.array([-1.0] * 3, F), np.array([1.0] * 3, F))[..., :1]), table)
    flowers(scene, 748, 524, 46, 12, 60, 9, ["#f4d03a", "#e05a86", "#f0ede0"])
    s = people.see(people.man("front", suit=True, extra="#1d2534", nod=0.1), 190, yaw=-0.3, seed=9, **STAGE)
    paste(scene, s, 1086 - s.shape[1] / 2, 590 - 190)
    stand = Mask(shape, 3).polygon([(1046, 484), (1126, 484), (1118, 590), (1054, 590)]).done()
    lay(scene, mix(lin("#6b3a1a"), lin("#b5763f"), np.clip(0.5 + 0.4 * noise(shape, 30, 4, 4, (4, 0.4)), 0, 1)[..., None]) * 0.6, stand)
    lay(scene, lin("#e8bf5a") * 0.8, Mask(shape, 3).polygon(star(1086, 535, 13)).done())
    flowers(scene, 1086, 484, 34, 10, 40, 12, ["#f0ede0", "#e05a86", "#f4d03a"])
    for k, fx in enumerate((520, 1270)):
        flowers(scene, fx, 520, 34, 46, 70, 30 + k, ["#f4d03a", "#e0523a", "#f0ede0"])
    scene = lens(scene, 2.0)
    light = np.exp(-((x - 0.5) / 0.33) ** 2 - ((y - 0.33) / 0.28) ** 2)[..., None]
    scene += light * lin("#ff9a6a") * 0.05
    # rows of listeners: far, in focus, near
    sprites = backs()
    rows = [(655, 66, 0.8), (685, 84, 0.4), (722, 108, 0), (768, 140, 0), (826, 184, 0), (900, 240, 1.2), (1010, 322, 3.5)]
    for k, (ry, scale, soft) in enumerate(rows):
        seat_row(scene, ry + 0.12 * scale, scale, (k * 37) % 60, 40 + k, lin("#8c1f24"), sprites, soft)
    seat_row(scene, 1275, 520, 60, 61, lin("#7a1a20"), sprites, 15.0, fill=0.8)
    scene = glow(scene, 0.8, 20, 0.20)
    return develop(scene, 15, exposure=1.30, contrast=1.06, grain=0.009, vignette=0.34, saturation=1.03)


# ---- the old hall ----

def wooden_board(scene, one):
    """An old writing board of dark wood on its stand, in the left corner."""
    shape = scene.shape[:2]
    lay(scene, one * 0.07, Mask(shape, 2).rectangle(128, 560, 142, 760).rectangle(258, 560, 272, 760).done())
    board = Mask(shape, 2).polygon([(104, 452), (296, 470), (296, 604), (104, 604)]).done()
    lay(scene, one * (0.075 + 0.035 * noise(shape, 40, 7, 5, (0.12, 3)))[..., None], board)
    lay(scene, one * 0.16, np.clip(board - Mask(shape, 2).polygon([(112, 461), (288, 477), (288, 597), (112, 597)]).done(), 0, 1))
    chalk = Mask(shape, 3)
    for k, (a, b) in enumerate(((126, 250), (132, 268), (126, 226))):
        letters(chalk, a, b, 512 + 32 * k, 14, rng(5 + k))
    lay(scene, one * 0.5, blur(chalk.done(), 1.6) * 0.55)


def hoi_truong_xam():
    h, w = shape = (1000, 1500)
    y, x = grid(shape)
    cx, hy = 800, 400
    px, py = x * w - cx, y * h - hy
    depth = np.maximum(np.abs(px) / 1.35, np.maximum(-py * 1.05, py * 1.0)) + 90
    z = 500 / depth
    wall = np.abs(px) / 1.35 >= np.maximum(-py * 1.05, py)
    ceiling = ~wall & (py < 0)
    one = np.ones(3, F)
    plaster = 0.30 + 0.05 * noise(shape, 160, 3, 5) - 0.06 * smooth(0.0, 0.6, py / depth)
    slats = smooth(0.02, 0.08, np.abs((px / depth * 9) % 1 - 0.5))
    planks = 0.13 + 0.05 * slats + 0.03 * noise(shape, 40, 4, 4, (0.4, 2))
    floor = 0.24 + 0.05 * noise(shape, 90, 5, 5, (0.4, 2))
    plane = np.where(wall, plaster, np.where(ceiling, planks, floor))
    plane = plane * np.clip(1.15 - 0.10 * z, 0.45, 1.1)
    scene = plane[..., None] * one
    # tie beams under the roof
    for k in range(6):
        zz = 0.85 * 1.38 ** k
        by = hy - 430 / zz * 0.62
        half = 640 / zz
        thick = 26 / zz
        m = Mask(shape, 2).rectangle(cx - half, by - thick / 2, cx + half, by + thick / 2)
        m.polygon([(cx - half, by), (cx - half * 0.05, by - 240 / zz), (cx + half * 0.05, by - 240 / zz), (cx + half, by), (cx + half * 0.92, by), (cx, by - 205 / zz), (cx - half * 0.92, by)])
        m.rectangle(cx - thick * 0.4, by - 230 / zz, cx + thick * 0.4, by)
        lay(scene, one * (0.055 + 0.02 * k), m.done())
        lamp = Mask(shape, 3).line([(cx, by), (cx, by + 70 / zz)], 2.2 / zz).polygon([(cx - 26 / zz, by + 92 / zz), (cx - 8 / zz, by + 68 / zz), (cx + 8 / zz, by + 68 / zz), (cx + 26 / zz, by + 92 / zz)]).done()
        lay(scene, one * 0.10, lamp)
        lay(scene, one * 1.6, Mask(shape, 3).ellipse(cx, by + 93 / zz, 12 / zz, 6 / zz).done())
    # tall windows: light falls in from the left
    beams = np.zeros(shape, F)
    for k in range(6):
        z0, z1 = 0.92 * 1.36 ** k, 0.92 * 1.36 ** k * 1.15
        for s in (-1, 1):
            pts = [(cx + s * 610 / z0, hy - 250 / z0), (cx + s * 610 / z1, hy - 250 / z1), (cx + s * 610 / z1, hy + 90 / z1), (cx + s * 610 / z0, hy + 90 / z0)]
            m = Mask(shape, 2).polygon(pts).done()
            lay(scene, one * (1.9 if s < 0 else 0.72), m)
            bars = Mask(shape, 2)
            for t in (0.0, 0.5, 1.0):
                zz = z0 + (z1 - z0) * t
                bars.line([(cx + s * 610 / zz, hy - 250 / zz), (cx + s * 610 / zz, hy + 90 / zz)], 7 / zz)
            for t in (-250, -140, -30, 90):
                bars.line([(cx + s * 610 / z0, hy + t / z0), (cx + s * 610 / z1, hy + t / z1)], 6 / z0)
            lay(scene, one * 0.10, bars.done())
            if s < 0:
                beams += Mask(shape, 2).polygon([pts[0], pts[1], (pts[1][0] + 560 / z1, pts[1][1] + 560 / z1), (pts[3][0] + 660 / z0, pts[3][1] + 260 / z0), pts[3]]).done() * 0.06
    scene += blur(beams, 22)[..., None] * (0.7 + 0.5 * noise(shape, 120, 14, 4))[..., None]
    # the stage at the end: a cloth, a star, a few at a table
    inside = Mask(shape, 2).rectangle(640, 250, 960, 500).done()
    lay(scene, curtain(shape, 6, 20, one * 0.10, one * 0.34, 0.3), inside)
    lay(scene, one * 0.78, Mask(shape, 3).polygon(star(800, 318, 30)).done())
    banner = Mask(shape, 2).rectangle(610, 214, 990, 250).done()
    lay(scene, one * 0.14, banner)
    text = Mask(shape, 3)
    text.words("KHÔNG CÓ GÌ QUÝ HƠN ĐỘC LẬP TỰ DO", 800, 241, 17, spacing=0.04)
    lay(scene, one * 0.62, blur(text.done(), 1.0))
    lay(scene, one * 0.33, Mask(shape, 2).polygon([(600, 520), (640, 482), (960, 482), (1000, 520), (1000, 560), (600, 560)]).done())
    sprites = [np.concatenate([np.repeat(s[..., :3].mean(-1, keepdims=True), 3, -1), s[..., 3:]], -1) for s in backs("window")]
    look = dict(light=(-0.8, 0.6, 0.5), key=(1, 1, 1), fill=(0.25, 0.25, 0.25), rim=(0.2, 0.2, 0.2), bounce=(0.05, 0.05, 0.05))
    for k, fx in enumerate((725, 775, 825, 880)):
        f = people.man("front", short=k % 2 == 0, shirt="#d8d8d8", trousers="#333333", skin="#b0866a", suit=k in (0, 3), extra="#4a4a4a") if k != 2 else people.woman("front", bun=True, extra="#777777", skin="#b0866a")
        s = people.see(f, 110, yaw=0.05, seed=k, top=1.78, bottom=0.7, half=0.4, **look)
        g = s[..., :3].mean(-1, keepdims=True)
        paste(scene, np.concatenate([g, g, g, s[..., 3:]], -1), fx - s.shape[1] / 2, 496 - 110)
    lay(scene, one * 0.52, Mask(shape, 2).rectangle(690, 474, 915, 508).done())
    scene = blur(scene, 0.9)
    # long benches with their people, far to near
    r = rng(31)
    for k, (ry, scale) in enumerate(((560, 78), (585, 96), (618, 122), (660, 156), (716, 202), (792, 266), (900, 350))):
        if k == 5:
            wooden_board(scene, one)
        seat_row(scene, ry + 0.10 * scale, scale, int(r.integers(0, 60)), 80 + k, one * 0.3, sprites, 0.0 if k < 6 else 2.4, seats=False, fill=0.86)
        top = ry - 0.20 * scale
        bench = Mask(shape, 2)
        for a, b in ((0, 0.10), (0.115, 0.20), (0.215, 0.32), (0.335, 0.42)):
            bench.rectangle(-5, top + a * scale, w + 5, top + b * scale)
        xk = int(r.integers(0, 80))
        while xk < w:
            bench.rectangle(xk, top, xk + 0.05 * scale, top + 1.2 * scale)
            xk += int(2.3 * scale)
        m = bench.done()
        if k == 6:
            m = blur(m, 2.0)
        grain = noise(shape, scale * 0.3, 90 + k, 4, (0.08, 3))
        bench = Mask(shape, 2).rectangle(-5, top + 0.02 * scale, w + 5, top + 0.5 * scale).done()
        lay(scene, one * 0.02, bench)
        lay(scene, one * (0.105 + 0.04 * grain + 0.04 * np.exp(-x * 2.5))[..., None], m)
        edge = np.exp(-((y * h - top) / 1.6) ** 2)
        scene += (edge * m * (0.16 + 0.3 * np.exp(-x * 2.5)))[..., None]
    scene = scene + 0.10 * blur(np.maximum(scene - 0.5, 0), 40)
    # the print: soft, faded, with the marks of fifty years
    g = develop(blur(scene, 0.9), 16, exposure=1.30, contrast=1.16, grain=0.0, vignette=0.50, sharpen=0.2)[..., 0].astype(F) / 255
    n = rng(17).standard_normal(shape).astype(F)
    g = g + 0.040 * (blur(n, 0.9) * 2.2) * (0.5 + 0.8 * 4 * g * (1 - g)) * 0.6
    g = 0.06 + 0.88 * g + 0.025 * noise(shape, 500, 18, 3)
    marks = Mask(shape, 3)
    for _ in range(26):
        a, b = r.uniform(0, w), r.uniform(0, h)
        marks.line(curve([(a, b), (a + r.normal(0, 3), b + r.uniform(4, 12)), (a + r.normal(0, 6), b + r.uniform(12, 40))], 6), 0.6, int(r.uniform(30, 110)))
    for _ in range(60):
        marks.ellipse(r.uniform(0, w), r.uniform(0, h), r.uniform(0.5, 1.6), value=int(r.uniform(60, 170)))
    for px in (372, 1188):
        marks.line([(px, 0), (px + 3, h)], 0.45, 34)
    g = g + 0.5 * marks.done() * (1 - g)
    return (np.clip(g, 0, 1) * 255 + 0.5).astype(np.uint8)
