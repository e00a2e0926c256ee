"""Fireworks, the old bridge, the evening market, planting mangroves."""
import numpy as np
from . import people
from .canvas import F, Mask, blur, curve, develop, glow, grid, lay, lens, lin, mix, noise, paste, ramp, resize, rng, smooth
from .nature import canopy, clouds, mirror, ripples, under
from .scenes_water import far_palms, level, rim_of


def burst(light, x, y, radius, colour, seed, rays=150, drop=0.16, ring=False):
    """A firework: streaks that fly apart, slow down, fade and fall."""
    h, w = light.shape[:2]
    r = rng(seed)
    pad = int(radius * 1.5)
    X0, Y0, X1, Y1 = max(0, int(x) - pad), max(0, int(y) - pad), min(w, int(x) + pad), min(h, int(y) + pad)
    strokes, heads = Mask((Y1 - Y0, X1 - X0), 3), Mask((Y1 - Y0, X1 - X0), 3)
    for _ in range(rays):
        u, a = r.uniform(-1, 1), r.uniform(0, 2 * np.pi)
        s = np.sqrt(1 - u * u) if not ring else 1.0
        v = np.array([np.cos(a) * s, np.sin(a) * s]) * radius * r.uniform(0.82, 1.04)
        t = np.linspace(0.30 + 0.15 * r.random(), 1.0, 14)
        path = np.array([x - X0, y - Y0]) + v[None, :] * (1 - (1 - t[:, None]) ** 1.9) + np.stack([0 * t, drop * radius * t ** 2.6], 1)
        bright = int(r.uniform(110, 255))
        strokes.taper(path, 0.5, 2.0, bright)
        if r.random() < 0.7:
            heads.ellipse(path[-1, 0], path[-1, 1], 1.5, value=bright)
    s, k = strokes.done(), heads.done()
    part = light[Y0:Y1, X0:X1]
    part += s[..., None] * colour * 3.2 + k[..., None] * mix(colour, lin("#ffffff"), 0.6) * 4.5
    yy, xx = np.mgrid[Y0:Y1, X0:X1].astype(F)
    part += np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (radius * 0.22) ** 2)[..., None] * mix(colour, lin("#fff4dd"), 0.6) * 0.9


def phao_hoa():
    h, w = shape = (1050, 1400)
    horizon = 660
    y, x = grid(shape)
    scene = ramp(shape, [(0, lin("#060a1c")), (0.4, lin("#0f1a38")), (0.60, lin("#2b2d55")), (0.63, lin("#4a3a55")), (1, lin("#4a3a55"))]) * 0.9
    light = np.zeros_like(scene)
    bursts = [(560, 250, 235, "#ffc25a", 1, 190), (905, 190, 185, "#ff5b4a", 2, 160), (1120, 330, 140, "#7ab8ff", 3, 130), (330, 390, 130, "#ff86c8", 4, 120),
              (765, 405, 120, "#a6ff9a", 5, 110), (560, 250, 110, "#ffffff", 6, 60)]
    for bx, by, radius, colour, seed, rays in bursts:
        burst(light, bx, by, radius, lin(colour), 60 + seed, rays)
    for bx, by, foot in ((560, 250, 620), (905, 190, 780), (765, 405, 720), (1120, 330, 860)):
        trail = Mask(shape, 3).taper(curve([(foot, horizon - 12), ((bx + foot) / 2 + 16, (by + horizon) / 2), (bx, by + 40)]), 2.4, 0.6).done()
        light += trail[..., None] * lin("#ffb565") * 0.45 * smooth(0.05, 0.5, y)[..., None]
    smoke = np.clip(noise(shape, 260, 12, 6) * 0.55 + 0.35, 0, 1)
    for bx, by, radius, colour, seed, rays in bursts[:5]:
        d2 = ((x * w - bx - 40) ** 2 + (y * h - by - 25) ** 2) / (radius * 1.25) ** 2
        scene += (smoke * np.exp(-d2))[..., None] * lin(colour) * 0.22
    # the town on the far bank, lights at the quay
    line = (horizon - 16 - 30 * np.clip(np.round(noise((3, w), 26, 8, 2)[1] * 2) / 2 + 0.5, 0, 2) - 12 * np.clip(noise((3, w), 90, 9, 3)[1], 0, 1)).astype(F)
    m = np.maximum(under(shape, line), far_palms(shape, line, 13, 16, 60))
    scene = scene * (1 - m[..., None]) + (lin("#141426") + blur(light, 90).mean(-1, keepdims=True) * 0.12) * m[..., None]
    r = rng(5)
    lamps = np.zeros_like(scene)
    for _ in range(230):
        px = int(r.uniform(0, w))
        top = line[px]
        py = int(r.uniform(min(top + 8, horizon - 6), horizon - 3))
        lamps[py - 1:py + 1, max(0, px - 1):px + 1] += lin(r.choice(["#ffce87", "#ffe9c4", "#ff9d5c", "#cfe3ff"], p=[0.5, 0.25, 0.15, 0.1])) * r.uniform(0.5, 3)
    for px in range(40, w, 68):
        lamps[horizon - 9:horizon - 5, px:px + 4] += lin("#ffc87a") * 6
    light += lens(lamps, 1.6)
    light *= 1 - (under(shape, np.full(w, horizon, F)))[..., None]
    scene += light + 0.25 * blur(light, 8) + 0.35 * blur(light, 40) + 0.22 * blur(light, 120)
    water, waves, d = mirror(scene, horizon, 17, 1.0, near=62, far=3, size=0.16, long=2.6)
    streak = blur(scene[:horizon][::-1], 60, 2.0)[:h - horizon]
    water = 0.62 * water + 0.55 * streak[:len(water)] * (0.55 + 0.8 * smooth(-0.3, 1.2, waves))[..., None]
    scene[horizon:] = water * (0.92 - 0.25 * d)[:, None, None] + lin("#0a1020") * 0.3
    # people on the near bank who look up, and a few boats with lamps
    crowd = Mask(shape, 3)
    for i in range(24):
        px = -20 + i * 62 + r.normal(0, 14)
        s = r.uniform(46, 66)
        py = h - 8 + r.uniform(-16, 26)
        crowd.ellipse(px, py - s * 1.5, s * 0.40, s * 0.50)
        crowd.polygon(curve([(px - s * 1.02, py + s), (px - s * 0.92, py - s * 0.55), (px - s * 0.25, py - s * 0.95), (px + s * 0.25, py - s * 0.95), (px + s * 0.92, py - s * 0.55), (px + s * 1.02, py + s)]))
        if i in (5, 13):  # arms with a telephone held up
            side = 1 if i == 5 else -1
            crowd.taper([(px + side * s * 0.7, py - s * 0.5), (px + side * s * 0.95, py - s * 1.4), (px + side * s * 0.55, py - s * 2.25)], s * 0.30, s * 0.20)
            crowd.rectangle(px + side * s * 0.55 - s * 0.42, py - s * 2.55, px + side * s * 0.55 + s * 0.42, py - s * 2.15)
    m = blur(crowd.done(), 2.2)
    edge = np.clip(m - np.roll(m, 5, 0), 0, 1)
    scene = scene * (1 - m[..., None]) + lin("#0b0a12") * 0.6 * m[..., None] + (blur(edge, 1.5) * m)[..., None] * lin("#ffb26a") * 0.16
    scene = glow(scene, 1.0, 14, 0.15)
    return develop(scene, 9, exposure=1.25, contrast=1.06, grain=0.010, vignette=0.2, saturation=1.1)


def cau_cu():
    h, w = shape = (1200, 1200)
    horizon = 640
    y, x = grid(shape)
    scene = ramp(shape, [(0, lin("#7c93b0")), (0.25, lin("#b3bfca")), (0.45, lin("#ead9c4")), (0.535, lin("#f7e2c2")), (1, lin("#f7e2c2"))]) * 0.82
    c = clouds(shape, horizon, 71, cover=0.25, soft=1.5)
    scene = mix(scene, mix(lin("#8d98a8"), lin("#f3e2cc"), np.clip(y * 2 - 0.2, 0, 1)[..., None]) * 0.85, (c * 0.7)[..., None])
    scene += np.exp(-((x - 0.80) / 0.30) ** 2 - ((y - 0.46) / 0.22) ** 2)[..., None] * lin("#ffdca6") * 0.55
    haze = lin("#efdcc0") * 0.80
    for i, (tall, seed, depth) in enumerate(((26, 4, 0.20), (40, 6, 0.38))):
        line = canopy(w, horizon + 2, tall, seed, (11, 15)[i])
        m = np.maximum(under(shape, line), far_palms(shape, line, 30 + i, 24, 40 + 26 * i, 0.35 * i, 1.0))
        scene = scene * (1 - m[..., None]) + mix(haze, lin("#41503f") * 0.5, depth) * m[..., None]
        scene = mix(scene, haze, np.broadcast_to(np.exp(-((y * h - horizon) / 26) ** 2) * 0.55, shape)[..., None])

    eye, focus = 0.30, 1100.0

    def project(px, py, pz):
        return 420 + px * focus / pz, horizon - (py - eye) * focus / pz

    spans = []
    for i in range(6):
        a, b = i / 6, (i + 1) / 6
        spans.append(((-17 + 74 * a, 19 + 84 * a), (-17 + 74 * b, 19 + 84 * b)))
    for i in reversed(range(6)):
        steel, deck, stone = Mask(shape, 3), Mask(shape, 3), Mask(shape, 3)
        (x0, z0), (x1, z1) = spans[i]
        far = np.clip((z0 - 16) / 84, 0, 1)

        def at(t, up, side=0.0):
            px, pz = x0 + (x1 - x0) * t, z0 + (z1 - z0) * t
            return project(px - side * 0.8, up, pz + side * 0.6)
        wide = focus / ((z0 + z1) / 2)
        deck.polygon([at(0, 6.3), at(1, 6.3), at(1, 5.55), at(0, 5.55)])
        for side, weight in ((5.0, 0.7), (0.0, 1.0)):
            n = 8
            top = [at(t, 6.3 + 5.4 * (1 - (2 * t - 1) ** 2) ** 0.75 + 0.4, side) for t in np.linspace(0, 1, 25)]
            steel.taper(top, 0.36 * wide * weight * 1.1, 0.36 * wide * weight * 0.95)
            for k in range(n + 1):
                t = k / n
                up = 6.3 + 5.4 * (1 - (2 * t - 1) ** 2) ** 0.75 + 0.4
                steel.line([at(t, 6.2, side), at(t, up, side)], max(0.8, 0.17 * wide * weight))
                if k < n:
                    t2 = (k + 1) / n
                    up2 = 6.3 + 5.4 * (1 - (2 * t2 - 1) ** 2) ** 0.75 + 0.4
                    a, b = (at(t, 6.2, side), at(t2, up2, side)) if k < n / 2 else (at(t, up, side), at(t2, 6.2, side))
                    steel.line([a, b], max(0.7, 0.12 * wide * weight))
            steel.line([at(0, 7.35, side), at(1, 7.35, side)], max(0.7, 0.08 * wide))
        px0, pz0 = x0, z0
        for a, b, t in ((5.55, 4.9, 1.5), (4.9, 0.8, 1.05), (0.8, -0.4, 1.5)):
            p = [project(px0 - t, a, pz0), project(px0 + t, a, pz0), project(px0 + t * 1.08, b, pz0), project(px0 - t * 1.08, b, pz0)]
            stone.polygon(p)
        n1 = noise(shape, 20, 90 + i, 5, (2.0, 0.7))
        tone = mix(lin("#4a4f52"), lin("#7d5236"), smooth(0.0, 0.9, n1)[..., None]) * (0.50 + 0.12 * n1)[..., None]
        s = stone.done()
        left = np.clip((x * w - project(px0, 0, pz0)[0]) / (wide * 1.4), -1, 1)
        scene = scene * (1 - s[..., None]) + mix((lin("#8b8478") * (0.42 + 0.26 * left + 0.14 * n1)[..., None]) * (1 - 0.35 * smooth(0.50, 0.55, y))[..., None], haze, far * 0.8) * s[..., None]
        st = steel.done()
        scene = scene * (1 - st[..., None]) + mix(tone, haze, far * 0.85) * st[..., None] + rim_of(st, (-1, 2), 0.7)[..., None] * lin("#ffdba8") * 0.30 * (1 - far)
        dk = deck.done()
        scene = scene * (1 - dk[..., None]) + mix(tone * 0.75, haze, far * 0.82) * dk[..., None]
        if i in (1, 2):
            walkers(scene, [at(t, 6.35) for t in ((0.28, 0.33, 0.62) if i == 1 else (0.3, 0.75))], wide * 1.65, far, haze)
    scene = glow(scene, 0.8, 30, 0.15)
    water, waves, d = mirror(scene, horizon, 27, 1.0, near=34, far=1.2, size=0.17, long=2.4)
    fresnel = np.clip(0.96 - 0.55 * d ** 0.8, 0.25, 1)[:, None, None]
    scene[horizon:] = water * fresnel * 0.90 + lin("#54615a") * 0.42 * (1 - fresnel) + np.clip(waves, -1, 2)[..., None] * lin("#dfe2df") * 0.02
    # water hyacinth drifts past close by, out of focus
    r = rng(8)
    for cx, cy, rx, ry, n, soft in ((985, 1180, 400, 46, 1300, 3.0),):
        plants, bright = Mask(shape, 2), Mask(shape, 2)
        for py, px, q in sorted((cy + np.sin(a) * ry * q, cx + np.cos(a) * rx * q, q) for a, q in zip(r.uniform(0, 6.283, n), np.sqrt(r.random(n)))):
            s = (py - horizon) / 560 * 15 * r.uniform(0.5, 1.1)
            plants.ellipse(px, py, s * 1.25, s * 0.55)
            bright.ellipse(px + r.normal(0, s * 0.3), py - s * r.uniform(0.3, 1.5), s * r.uniform(0.4, 0.8), s * r.uniform(0.35, 0.7), int(r.uniform(30, 255)))
        p, q = blur(plants.done(), soft), blur(bright.done(), soft)
        shadow = np.concatenate([np.zeros((7, w), F), p[:-7]])
        scene *= 1 - 0.45 * blur(shadow, 5)[..., None]
        scene = scene * (1 - p[..., None]) + lin("#2a3a22") * 0.34 * p[..., None]
        scene = scene * (1 - q[..., None] * 0.8) + (mix(lin("#33492a"), lin("#9aa86e"), np.clip(noise(shape, 12, 3, 4) * 0.5 + 0.45, 0, 1)[..., None]) * 0.46) * q[..., None] * 0.8
    return develop(scene, 10, exposure=1.12, contrast=1.10, grain=0.008, vignette=0.22, saturation=1.02)


def walkers(scene, feet, tall, far, haze):
    h, w = scene.shape[:2]
    m = Mask((h, w), 3)
    for px, py in feet:
        s = tall
        m.polygon(curve([(px - 0.13 * s, py), (px - 0.12 * s, py - 0.5 * s), (px - 0.15 * s, py - 0.8 * s), (px, py - 0.86 * s), (px + 0.15 * s, py - 0.8 * s), (px + 0.12 * s, py - 0.5 * s), (px + 0.13 * s, py)]))
        m.ellipse(px, py - 0.92 * s, 0.075 * s, 0.095 * s)
        m.polygon([(px - 0.2 * s, py - 0.93 * s), (px, py - 1.1 * s), (px + 0.2 * s, py - 0.93 * s)])
    k = m.done()[..., None]
    scene *= 1 - k
    scene += mix(lin("#2b2a2c") * 0.7, haze, far * 0.7) * k


def cho_dem():
    h, w = shape = (900, 1600)
    horizon, vx = 395, 520
    y, x = grid(shape)
    scene = ramp(shape, [(0, lin("#1d2c58")), (0.2, lin("#3a4a7d")), (0.34, lin("#86698c")), (0.42, lin("#e08b66")), (0.46, lin("#f2a468")), (1, lin("#2a2636"))]) * 0.62
    c = clouds(shape, horizon, 51, cover=0.0)
    scene = mix(scene, mix(lin("#2e3358"), lin("#d9785c"), np.clip(y * 2.3, 0, 1)[..., None]) * 0.6, (c * 0.7)[..., None])
    line = canopy(w, horizon + 2, 18, 4, 9)
    m = np.maximum(under(shape, line), far_palms(shape, line, 3, 16, 52, 0, 0.32))
    scene = scene * (1 - m[..., None]) + lin("#3b2f42") * 0.42 * m[..., None]
    # houses behind the stalls, dark against the evening, with a few lit windows
    houses = rng(44)
    windows = np.zeros_like(scene)
    px = 575.0
    while px < w:
        t = (px - 520) / (w - 520)
        wide, tall = houses.uniform(46, 80) * (0.5 + 1.9 * t), houses.uniform(40, 78) * (0.5 + 2.9 * t)
        block = Mask(shape, 2).rectangle(px, horizon - tall, px + wide, horizon + 30)
        block.polygon([(px - 4, horizon - tall), (px + wide / 2, horizon - tall - wide * houses.uniform(0.08, 0.3)), (px + wide + 4, horizon - tall)])
        lay(scene, mix(lin("#54455f"), lin("#2a2640"), t) * (0.40 + 0.06 * noise(shape, 40, int(px), 3))[..., None], block.done())
        for row in range(int(tall / (26 + 22 * t))):
            for col in range(int(wide / (22 + 18 * t))):
                if houses.random() < 0.36:
                    x0, y0 = int(px + 8 + col * (22 + 18 * t)), int(horizon - tall + 10 + row * (26 + 22 * t))
                    windows[y0:y0 + int(9 + 10 * t), x0:x0 + int(6 + 9 * t)] += lin(houses.choice(["#ffcb80", "#ffdfae", "#d9ecff"], p=[0.6, 0.3, 0.1])) * houses.uniform(0.25, 0.8)
        px += wide * houses.uniform(0.92, 1.1)
    scene += lens(windows, 2.2)
    lamps = np.zeros_like(scene)
    r = rng(19)
    for _ in range(60):
        px, py = int(r.uniform(0, vx)), horizon - int(r.uniform(0, 9)) - 2
        lamps[py:py + 1, px:px + 1] += lin(r.choice(["#ffce87", "#fff0d0", "#ff8a5c"])) * r.uniform(0.6, 3)
    scene += blur(lamps, 0.9) * 3
    water, waves, d = mirror(scene, horizon, 15, 1.0, near=46, far=1.5, size=0.17, long=2.4)
    scene[horizon:] = water * 0.82 + lin("#141a30") * 0.2
    # the quay: wet stone that mirrors the stalls, its edge running to the vanishing point
    X, Z = level(shape, horizon, vx)
    quay = smooth(0.0, 0.012, X + 0.12)
    stone = ripples(h - horizon, w, 6, 0.30, 1.2)[0]
    joints = np.minimum(np.abs(X * 6 - np.round(X * 6)) / 6 / np.maximum(Z * 0.004, 0.004), np.abs(Z * 3 - np.round(Z * 3)) / 3 / np.maximum(Z * Z * 0.003, 0.01))
    floor = lin("#3a343a") * np.clip(0.30 + 0.035 * stone - 0.10 * (joints < 1) * np.exp(-Z / 5), 0.1, 1)[..., None]
    scene[horizon:] = scene[horizon:] * (1 - quay[..., None]) + floor * quay[..., None]
    # stalls on the right from far to near
    depths = 0.50 * 1.25 ** np.arange(15)[::-1]
    glow_light = np.zeros_like(scene)
    awnings = ["#b3332e", "#2d6a8e", "#d8a23a", "#3b7a4c", "#c45a2c", "#7d3b67"]
    for i, z in enumerate(depths):
        stall(scene, glow_light, vx, horizon, h, z, z * 1.245, lin(awnings[i % 6]), 100 + i)
    close = (smooth(880, 1330, x * w) * smooth(0.30, 0.5, y))[..., None]
    soft = blur(scene, 6)
    scene = mix(scene, lens(scene, 2.5), smooth(0, 0.5, close))
    scene = mix(scene, soft, smooth(0.4, 1.0, close))
    rows = np.clip(horizon + (np.arange(h - horizon) * -0.55).astype(int) + 60, 0, h - 1)
    reflect = blur(scene[rows], 16, 5)
    seen = np.clip(0.34 + 0.07 * stone, 0, 1) * quay * (1 - smooth(0.60, 0.64, X)) * np.exp(-d * 0.8)[:, None]
    # people stroll between the stalls and the water
    walkers_at = sorted([(1.30, 0.12, 3.4, 0), (1.42, 0.36, 2.7, 3), (1.9, 0.02, 0.3, 2), (2.05, 0.44, 2.2, 1), (2.5, 0.22, 3.3, 3), (2.75, 0.46, 0.6, 0), (3.3, 0.10, 2.9, 1), (3.7, 0.38, 0.1, 2),
                         (4.6, 0.2, 3.1, 3), (5.0, 0.45, 0.4, 1), (6.0, 0.1, 3.2, 2), (6.6, 0.4, 0.2, 0), (8.0, 0.3, 3.0, 1), (9.5, 0.1, 0.4, 0), (10.5, 0.35, 3.0, 3)], reverse=True)
    tones = [dict(shirt="#d9d4cc", trousers="#2a2d38"), dict(extra="#8c3f52", trousers="#2b2830"), dict(shirt="#6d87a6", trousers="#30302f"), dict(extra="#d4b46a", trousers="#efe9dd")]
    scene[horizon:] += reflect * seen[..., None]
    pool = np.exp(-((X - 0.58) / 0.30) ** 2) * quay * (1 - smooth(0.60, 0.64, X))
    scene[horizon:] += pool[..., None] * lin("#ffb060") * 0.16 * np.clip(1 + 0.15 * stone, 0.2, 3)[..., None]
    for z, wx, yaw, kind in walkers_at:
        f = people.man("down", **tones[kind]) if kind in (0, 2) else people.woman("down", bun=kind == 3, **tones[kind])
        tall = int(0.66 * (h - horizon) / z)
        size = min(tall, 420)
        s = people.see(f, size, yaw=yaw, light=(0.9, 0.35, 0.25), key=(1.05, 0.68, 0.36), fill=(0.10, 0.10, 0.17), rim=(0.30, 0.20, 0.14), bounce=(0.06, 0.04, 0.03), seed=kind + 1)
        if size != tall:
            s = resize(s, (tall, int(s.shape[1] * tall / size)))
        soft = abs(1 / z - 1 / 2.4) * 5.5
        s, mgn = people.soften(s, soft) if soft > 0.5 else (s, 0)
        px, py = vx + wx * (h - horizon) / z * 1.35, horizon + (h - horizon) / z
        mirrored = s[::-1] * np.array([0.32, 0.32, 0.32, 0.42], F)
        paste(scene, blur(mirrored, 4, 2), px - s.shape[1] / 2, py - mgn - tall * 0.02)
        paste(scene, s, px - s.shape[1] / 2, py - s.shape[0] + mgn)
    # strings of bulbs across, out of focus nearby
    bulbs = np.zeros_like(scene)
    near = np.zeros_like(scene)
    for a, b, sag, step, target, power in (((1600, 40), (560, 300), 60, 30, bulbs, 7), ((1600, 150), (545, 340), 40, 34, bulbs, 6), ((-20, 20), (700, 262), 90, 40, bulbs, 5)):
        pts = curve([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + sag), b], 80)
        wire = Mask(shape, 3).taper(pts, 2.2, 0.8).done()
        scene = scene * (1 - 0.8 * wire[..., None])
        gone = 0
        for k in range(1, len(pts)):
            gone += np.hypot(*(pts[k] - pts[k - 1]))
            size = np.interp(pts[k][0], [540, 1600] if a[0] > 0 else [-20, 700], [0.35, 1.0] if a[0] > 0 else [1.0, 0.4])
            if gone > step * size and 0 <= pts[k][0] < w - 3 and 0 <= pts[k][1] < h - 3:
                gone = 0
                px, py, s = int(pts[k][0]), int(pts[k][1]) + 2, max(1, int(3 * size))
                target[py:py + s, px:px + s] += lin("#ffd08a") * power
    for k in range(11):
        px, py = int(60 + 150 * k + r.normal(0, 70)), int(24 + 70 * np.sin(np.pi * k / 10.0) + r.normal(0, 24))
        py = max(0, py)
        near[py:py + 5, max(0, px):px + 5] += lin(r.choice(["#ffb45c", "#ff7c4a", "#ffdca6"])) * r.uniform(6, 15)
    scene += lens(bulbs, 2.2) + lens(glow_light, 3.0) * 1.5 + 0.5 * blur(glow_light, 22) + 0.25 * blur(bulbs, 10) * 6 + lens(near, 23) * 1.5
    scene = glow(scene, 0.9, 18, 0.22)
    return develop(scene, 12, exposure=1.35, contrast=1.06, grain=0.011, vignette=0.28, saturation=1.05)


def stall(scene, light, vx, horizon, h, z0, z1, colour, seed):
    """A market stall on the right of the way, from z0 to z1: the lit opening towards the way, its near side, its awning seen from above."""
    r = rng(seed)
    k = h - horizon
    shape = scene.shape[:2]
    front, back, table, rail, ridge_up = 0.62, 1.30, 0.30, 0.80, 0.99

    def at(wx, up, z):
        return vx + wx * k / z * 1.35, horizon + (1 - up) * k / z

    def area(points):
        return Mask(shape, 2).polygon(points).done()
    tall = k / z0
    y, x = grid(shape)
    n = noise(shape, max(3, tall / 14), seed, 4)
    folds = noise(shape, max(3, tall / 20), seed + 1, 3, (6.0, 0.6))
    # the side of cloth that faces us, lit from within
    lamp_y = at(1.0, 0.72, z0)[1]
    inner = np.exp(-((y * shape[0] - lamp_y) / (tall * 0.34)) ** 2) * np.exp(-((x * shape[1] - at(0.92, 0, z0)[0]) / (tall * 0.55)) ** 2)
    side = area([at(front, 0, z0), at(front, rail, z0), at((front + back) / 2, ridge_up - 0.02, z0), at(back, rail + 0.12, z0), at(back, 0, z0)])
    lay(scene, mix(colour, lin("#ffcf92"), 0.55) * (0.07 + 0.55 * inner * (1 + 0.22 * folds))[..., None], side)
    # the opening: warm light, shelves, the seller, and goods on the table
    opening = area([at(front, table, z0), at(front, rail, z0), at(front, rail, z1), at(front, table, z1)])
    t = np.clip((y * shape[0] - at(front, rail, z0)[1]) / (tall * 0.5), 0, 1)
    lay(scene, lin("#ffb35e") * (1.15 - 0.75 * t + 0.10 * n)[..., None], opening)
    things = Mask(shape, 2)
    for shelf in (0.50, 0.62):
        for _ in range(22):
            z = r.uniform(z0, z1)
            px, py = at(front, shelf, z)
            s = k / z * r.uniform(0.010, 0.024)
            things.rectangle(px - s * 0.6, py - s * r.uniform(1.5, 3.2), px + s * 0.6, py, int(r.uniform(90, 220)))
    lay(scene, lin("#7a4a2a") * (0.30 + 0.20 * n)[..., None], things.done() * opening)
    z = z0 + (z1 - z0) * r.uniform(0.35, 0.65)
    px, py = at(front, table, z)
    s = k / z * 0.37
    who = Mask(shape, 2).ellipse(px, py - s * 0.84, s * 0.135, s * 0.17)
    who.polygon(curve([(px - s * 0.34, py + s * 0.1), (px - s * 0.30, py - s * 0.46), (px - s * 0.08, py - s * 0.66), (px + s * 0.08, py - s * 0.66), (px + s * 0.30, py - s * 0.46), (px + s * 0.34, py + s * 0.1)]))
    w = blur(who.done(), 0.8) * np.maximum(opening, 0)
    if r.random() < 0.5:
        lay(scene, mix(lin("#4a3226"), lin("#8a5a3c"), np.clip(0.4 + 0.4 * n, 0, 1)[..., None]) * 0.42, w)
    board = area([at(front - 0.04, table + 0.02, z0), at(front - 0.04, table + 0.02, z1), at(front - 0.04, 0.0, z1), at(front - 0.04, 0.0, z0)])
    lay(scene, mix(lin("#38251c"), colour, 0.35) * (0.30 + 0.10 * folds)[..., None], board)
    palette = ["#d8472c", "#ef9f2a", "#86a83a", "#efcd4a", "#b8344f", "#e6dcc6", "#7d4527", "#4d8446"]
    one = lin(r.choice(palette))
    for i in range(64):
        z = z1 + (z0 - z1) * i / 64 + r.normal(0, 0.01)
        if i % 9 == 0:
            one = lin(r.choice(palette))
        s = k / z * r.uniform(0.012, 0.026)
        px, py = at(front - 0.05, table + 0.02 + r.uniform(0.0, 0.055), z)
        X0, X1, Y0, Y1 = max(0, int(px - s - 2)), min(shape[1], int(px + s + 3)), max(0, int(py - s - 2)), min(shape[0], int(py + s + 3))
        if X0 >= X1 or Y0 >= Y1:
            continue
        yy, xx = np.mgrid[Y0:Y1, X0:X1].astype(F)
        u, v = (xx - px) / s, (yy - py) / s
        m = np.clip((1 - np.hypot(u, v)) * s + 0.5, 0, 1)[..., None]
        shade = np.clip(0.62 - 0.5 * v + 0.25 * u, 0.1, 1.4)[..., None]
        scene[Y0:Y1, X0:X1] = scene[Y0:Y1, X0:X1] * (1 - m) + one * shade * 0.85 * m
    # the awning: cloth that glows a little, the evening sky upon it
    roof = area([at(front - 0.13, rail - 0.02, z0 * 0.99), at(front - 0.13, rail - 0.02, z1), at((front + back) / 2, ridge_up, z1), at((front + back) / 2, ridge_up, z0 * 0.99)])
    stripes, edge = Mask(shape, 2), [at(front - 0.13, rail - 0.02, z0 * 0.99), at(front - 0.13, rail - 0.02, z1), at(front - 0.13, rail - 0.09, z1), at(front - 0.13, rail - 0.09, z0 * 0.99)]
    for j in range(0, 10, 2):
        a, b = z0 + (z1 - z0) * j / 10, z0 + (z1 - z0) * (j + 1) / 10
        stripes.polygon([at(front - 0.13, rail - 0.02, a), at(front - 0.13, rail - 0.02, b), at((front + back) / 2, ridge_up, b), at((front + back) / 2, ridge_up, a)])
        stripes.polygon([at(front - 0.13, rail - 0.02, a), at(front - 0.13, rail - 0.02, b), at(front - 0.13, rail - 0.09, b), at(front - 0.13, rail - 0.09, a)])
    cloth = mix(colour, lin("#eadfce"), stripes.done()[..., None])
    lay(scene, cloth * (lin("#7f88b8") * 0.36 + lin("#ffb36a") * 0.20) * (1 + 0.25 * folds)[..., None], roof)
    lay(scene, cloth * lin("#ffd9a8") * (0.62 + 0.18 * folds)[..., None], area(edge))
    lay(scene, lin("#1d1716") * 0.6, Mask(shape, 2).line([at(front - 0.10, 0.0, z0), at(front - 0.10, rail, z0)], max(1.0, tall * 0.012)).done())
    for j in range(3):
        px, py = at(front - 0.02, 0.70, z0 + (z1 - z0) * (0.2 + 0.3 * j))
        s = min(4, max(1, int(tall * 0.012)))
        if 0 <= px < shape[1] - s and 0 <= py < shape[0] - s:
            light[int(py):int(py) + s, int(px):int(px) + s] += lin("#ffe2b0") * 5


def rung_dua():
    """Volunteers plant mangroves on the mudflat at low tide."""
    h, w = shape = (1000, 1500)
    horizon, cx = 360, 640
    y, x = grid(shape)
    scene = ramp(shape, [(0, lin("#8fb0cf")), (0.2, lin("#bcd0de")), (0.36, lin("#f1e8d8")), (1, lin("#f1e8d8"))]) * 0.92
    c = clouds(shape, horizon, 91, cover=0.35, soft=1.3)
    edge = np.clip(c - np.roll(blur(c, 8), 9, 0), 0, 1)
    scene = mix(scene, lin("#e9ecee") * 0.95, (c * 0.75)[..., None]) - (edge * 0.25)[..., None] * lin("#6f7f8f") * 0.4
    scene += np.exp(-((x - 0.25) / 0.3) ** 2 - ((y - 0.1) / 0.3) ** 2)[..., None] * lin("#fff1cf") * 0.35
    haze = lin("#e2e3da") * 0.85
    sea = under(shape, np.full(w, horizon - 14, F)) * (1 - under(shape, np.full(w, horizon, F)))
    scene = scene * (1 - sea[..., None]) + lin("#9fb3b8") * 0.72 * sea[..., None]
    for i, (tall, depth) in enumerate(((42, 0.35), (82, 0.62))):
        line = canopy(w, horizon + 4, tall, 31 + i, (16, 26)[i])
        line = horizon + 8 - (horizon + 8 - line) * (1 - smooth((0.62, 0.20)[i], (0.98, 0.52)[i], x[0]))
        m = under(shape, line.astype(F)) * (1 - under(shape, np.full(w, horizon + 10 + 14 * i, F)))
        tone = mix(haze, lin("#2c4a2a") * 0.5, depth + 0.12) * (1 + 0.16 * noise(shape, 7, 50 + i, 4, (0.8, 1.2)))[..., None]
        scene = scene * (1 - m[..., None]) + tone * m[..., None]
    X, Z = level(shape, horizon, cx)
    ripple, d = ripples(h - horizon, w, 21, 0.42, 1.8)
    lump = noise(X.shape, 30, 22, 6, (0.4, 1.5))
    wet = smooth(-0.25, 0.45, noise(X.shape, 170, 23, 4, (0.30, 1.8)) + 0.25 * lump + 0.10 * ripple)
    mirrored, waves, _ = mirror(scene, horizon, 24, 0.5, near=12, far=0.6, size=0.22)
    fresnel = np.clip(0.95 - 0.45 * d, 0.3, 1)[:, None, None]
    pool = mirrored * fresnel * 0.86 + lin("#6b5f50") * 0.5 * (1 - fresnel)
    mud = lin("#6a5a4a") * (0.55 + 0.16 * lump + 0.13 * ripple)[..., None] + np.clip(ripple * 0.7 + lump * 0.4 - 0.5, 0, 1)[..., None] * lin("#e9ddc8") * 0.30
    ground = mix(mud, pool, wet[..., None])
    scene[horizon:] = mix(ground, haze, (0.75 * np.exp(-d * 14))[:, None, None])
    # seedlings in rows, with their images in the water
    r = rng(4)
    for z in sorted([1.0 + 0.42 * k for k in range(26)], reverse=True):
        m = Mask(shape, 2 if z < 4 else 3)
        soft = 2.0 if z < 1.2 else 0.0
        for j in range(-12, 13):
            wx = j * 0.34 + 0.10 + r.normal(0, 0.02)
            px, py = cx + wx * (h - horizon) / z, horizon + (h - horizon) / z + r.normal(0, 6 / z)
            s = 120 / z * r.uniform(0.8, 1.15)
            if not -60 < px < w + 60:
                continue
            tip = (px + r.normal(0, s * 0.05), py - s)
            m.taper([(px, py), ((px + tip[0]) / 2, py - s * 0.5), tip], max(0.8, s * 0.040), max(0.5, s * 0.022))
            for a in (-0.9, -0.35, 0.3, 0.85):
                q = s * r.uniform(0.26, 0.36)
                e = (tip[0] + np.sin(a) * q, tip[1] - np.cos(a) * q * 0.75)
                side = (np.cos(a) * q * 0.20, np.sin(a) * q * 0.20)
                mid = ((tip[0] + e[0]) / 2, (tip[1] + e[1]) / 2)
                m.polygon([tip, (mid[0] + side[0], mid[1] + side[1]), e, (mid[0] - side[0], mid[1] - side[1])])
            m.line([(px - s * 0.02, py + 1), (px + s * 0.02, py + s * 0.5)], max(0.7, s * 0.03), 90)
        k = blur(m.done(), soft)
        far = 1 - np.exp(-(z - 1) / 7)
        tone = mix(mix(lin("#24401c"), lin("#7d9a45"), np.clip(0.4 + 0.5 * noise(shape, max(5, 30 / z), 70, 3), 0, 1)[..., None]) * 0.6, haze, far * 0.7)
        scene = scene * (1 - k[..., None]) + tone * k[..., None]
        for pz, wx, yaw, kind in PLANTERS:
            if abs(pz - z) < 0.21:
                plant_person(scene, horizon, cx, pz, wx, yaw, kind, haze, wet)
    scene = glow(scene, 0.95, 24, 0.15)
    return develop(scene, 13, exposure=1.05, contrast=1.14, grain=0.007, vignette=0.22, saturation=1.06)


PLANTERS = [(1.62, -0.42, 0.9, 0), (1.82, 0.62, -1.0, 1), (2.45, -0.02, 0.5, 2), (2.85, 1.05, -0.7, 3), (3.3, -1.15, 1.2, 1), (4.1, 0.45, -1.3, 0), (4.6, -0.6, 0.7, 2),
            (5.4, 1.5, -0.9, 3), (6.2, 0.2, 1.0, 1), (7.0, -1.6, 0.4, 0), (8.0, 1.0, -1.1, 2)]


def plant_person(scene, horizon, cx, z, wx, yaw, kind, haze, wet):
    h, w = scene.shape[:2]
    looks = [dict(shirt="#2f6db5", trousers="#2c313b", extra="#3f6a2c"), dict(shirt="#2f6db5", trousers="#454a3c", extra="#3f6a2c"),
             dict(shirt="#e6e2d8", trousers="#2c313b", extra="#3f6a2c"), dict(shirt="#2a63a8", trousers="#3a3f4d", extra="#3f6a2c")]
    f = people.planter(reach=0.03 * kind, hat="leaf" if kind in (1, 2) else "cloth", stride=0.08 + 0.04 * kind, **looks[kind])
    tall = int(1.12 * (h - horizon) / z)
    size = min(tall, 460)
    s = people.see(f, size, yaw=yaw, light=(-0.55, 0.8, 0.15), key=(1.05, 0.98, 0.86), fill=(0.36, 0.40, 0.46), rim=(0.25, 0.25, 0.26), bounce=(0.14, 0.11, 0.08), seed=5 + kind,
                   half=0.85, top=1.7, bottom=-0.02)
    if size != tall:
        s = resize(s, (tall, int(s.shape[1] * tall / size)))
    far = 1 - np.exp(-(z - 1) / 8)
    s = s.copy()
    s[..., :3] = mix(s[..., :3], haze * s[..., 3:4], far * 0.75)
    px, py = cx + wx * (h - horizon) / z, horizon + (h - horizon) / z
    mirrored = blur(s[::-1] * 0.5, 2.5, 1.2)
    row0 = max(0, int(py) - 3)
    before = scene[row0:].copy()
    paste(scene, mirrored, px - s.shape[1] / 2, py - 3)
    scene[row0:] = mix(before, scene[row0:], wet[row0 - horizon:, :, None])
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    dark = np.exp(-((xx - px) / (tall * 0.20)) ** 2 - ((yy - py) / (tall * 0.035)) ** 2)[..., None]
    scene *= 1 - 0.45 * dark
    paste(scene, s, px - s.shape[1] / 2, py - s.shape[0] + 2)
