"""River at dawn, salt fields at sunset, the coconut garden."""
import numpy as np
from . import people
from .canvas import F, Mask, blur, curve, develop, glow, grid, lin, mix, noise, paste, ramp, rng, smooth
from .nature import canopy, clouds, crown_of, mirror, nipa, palm, ridge, sun, under


def far_palms(shape, base, seed, count, height, x0=0.0, x1=1.0):
    """Small palms that stand above a far shore."""
    r = rng(seed)
    h, w = shape
    mask = Mask(shape, 3)
    for _ in range(count):
        x = r.uniform(x0, x1) * w
        tall = height * r.uniform(0.55, 1.15)
        foot = base[min(w - 1, max(0, int(x)))] + 6
        lean = r.normal(0, 0.12) * tall
        mask.taper(curve([(x, foot), (x + lean * 0.3, foot - tall * 0.5), (x + lean, foot - tall)]), tall * 0.05, tall * 0.03)
        crown_of(mask, x + lean, foot - tall, tall * 0.36, r, 10, leaflets=12, width=0.05)
    return mask.done()


def boat(shape, x, y, size, seed):
    """A narrow ferry seen from the side: hull, passengers with conical hats, the ferryman at his oar. Mask and rim mask."""
    r = rng(seed)
    s = size
    hull = curve([(x - s, y - s * 0.115), (x - s * 0.72, y - s * 0.03), (x - s * 0.3, y + s * 0.012), (x + s * 0.35, y + s * 0.012), (x + s * 0.78, y - s * 0.035),
                  (x + s * 1.04, y - s * 0.16)])
    keel = curve([(x + s * 1.04, y - s * 0.16), (x + s * 0.72, y + s * 0.055), (x + s * 0.2, y + s * 0.085), (x - s * 0.4, y + s * 0.08), (x - s * 0.8, y + s * 0.04),
                  (x - s, y - s * 0.115)])
    body = Mask(shape, 3).polygon(np.concatenate([hull, keel]))
    for dx, tall, hat in ((-0.52, 0.22, 1), (-0.30, 0.20, 1), (-0.06, 0.24, 0), (0.18, 0.21, 1), (0.36, 0.20, 0)):
        cx, top = x + dx * s, y - tall * s
        body.polygon(curve([(cx - s * 0.075, y + s * 0.01), (cx - s * 0.065, top + s * 0.085), (cx - s * 0.02, top + s * 0.05), (cx + s * 0.025, top + s * 0.05),
                            (cx + s * 0.07, top + s * 0.09), (cx + s * 0.08, y + s * 0.01)]))
        body.ellipse(cx + r.normal(0, s * 0.004), top + s * 0.02, s * 0.032, s * 0.040)
        if hat:
            body.polygon([(cx - s * 0.078, top + s * 0.008), (cx, top - s * 0.058), (cx + s * 0.078, top + s * 0.008), (cx, top + s * 0.016)])
    # the ferryman stands at the stern and leans on his oar
    fx = x + s * 0.72
    body.polygon(curve([(fx - s * 0.05, y - s * 0.03), (fx - s * 0.045, y - s * 0.22), (fx - s * 0.07, y - s * 0.30), (fx - s * 0.055, y - s * 0.42), (fx - s * 0.01, y - s * 0.45),
                        (fx + s * 0.03, y - s * 0.43), (fx + s * 0.035, y - s * 0.28), (fx + s * 0.06, y - s * 0.05)]))
    body.taper([(fx - s * 0.02, y - s * 0.40), (fx - s * 0.10, y - s * 0.33), (fx - s * 0.17, y - s * 0.31)], s * 0.035, s * 0.024)
    body.ellipse(fx - s * 0.022, y - s * 0.495, s * 0.034, s * 0.042)
    body.polygon([(fx - s * 0.105, y - s * 0.507), (fx - s * 0.022, y - s * 0.575), (fx + s * 0.062, y - s * 0.507), (fx - s * 0.022, y - s * 0.498)])
    body.line([(fx - s * 0.20, y - s * 0.34), (fx + s * 0.27, y + s * 0.10)], s * 0.014)
    return body.done()


def rim_of(mask, toward, width):
    """The edge of a mask that faces the light, `toward` being pixels to shift (y, x)."""
    m = max(abs(toward[0]), abs(toward[1]))
    shifted = np.roll(np.pad(mask, m, mode="edge"), (-toward[0], -toward[1]), (0, 1))[m:-m, m:-m]
    return blur(np.clip(mask - shifted, 0, 1), width) * mask


def song_nuoc():
    h, w = shape = (1350, 2400)
    horizon = 690
    sx, sy = 1640, 610
    sky = ramp(shape, [(0, lin("#38537f")), (0.20, lin("#6880a4")), (0.34, lin("#b09aa8")), (0.43, lin("#e8b28c")), (0.51, lin("#ffd08a")), (1, lin("#ffd08a"))]) * 0.85
    y, x = grid(shape)
    near = np.exp(-((x - sx / w) / 0.34) ** 2)[..., None]
    sky = sky * (0.78 + 0.42 * near)
    c = clouds(shape, horizon, 12, cover=-0.15)
    below = np.exp(-((x - sx / w) ** 2) / 0.10 - ((y - sy / h) ** 2) / 0.05)
    edge = np.clip(c - np.roll(blur(c, 5), -7, 0), 0, 1)
    tint = mix(lin("#5b6788") * 0.75, lin("#ff9d63") * 1.05, np.clip(below * 1.3, 0, 1)[..., None])
    sky = mix(sky, tint, (c * 0.62)[..., None]) + (edge * (0.35 + 2.2 * below))[..., None] * lin("#ffc892")
    sky = sky + sun(shape, sx, sy, 27, 90, lin("#ffdf9c"), 1.25)
    # far shores, each nearer one darker and warmer out of the haze
    haze = lin("#f0b98c") * 0.8
    for i, (base, tall, depth, seed) in enumerate(((684, 16, 0.22, 3), (688, 24, 0.42, 7), (694, 44, 0.70, 9))):
        line = canopy(w, base + 4, tall * 1.1, seed, (8, 11, 17)[i])
        if i == 2:  # the nearest of them tapers off behind the sun's path
            line = base + 6 - (base + 6 - line) * (1 - smooth(0.27, 0.45, x[0]))
        m = under(shape, line)
        m = np.maximum(m, far_palms(shape, line, 40 + i, (90, 60, 26)[i], (30, 54, 104)[i], 0, (1, 1, 0.36)[i]))
        tone = mix(haze * (0.75 + 0.5 * near), lin("#2b3230") * 0.6, depth)
        sky = sky * (1 - m[..., None]) + tone * m[..., None]
        fog = np.exp(-((y * h - horizon) / (34 + 10 * i)) ** 2) * (0.55 - 0.12 * i)
        sky = mix(sky, haze * (0.8 + 0.55 * near), np.broadcast_to(fog, shape)[..., None])
    scene = sky
    water, waves, d = mirror(sky, horizon, 77, 1.0, near=30, far=1.2, size=0.19)
    fresnel = np.clip(0.96 - 0.66 * d ** 0.8, 0.2, 1)[:, None, None]
    deep = lin("#25404a") * 0.55
    water = water * fresnel * 0.92 + deep * (1 - fresnel) + np.clip(waves, -1, 2)[..., None] * lin('#5f7fa0') * 0.10 * d[:, None, None]
    path = np.exp(-((np.arange(w, dtype=F)[None, :] - sx - waves * 60 * d[:, None]) / (26 + 200 * d[:, None])) ** 2)
    glint = smooth(0.55 + 0.5 * d[:, None], 1.3 + 0.6 * d[:, None], waves + 0.9 * path) * path * (1.6 - 0.7 * d[:, None])
    water += glint[..., None] * lin("#ffd58c") * 1.7
    scene[horizon:] = water
    # the boat and its image in the water
    bx, by, size = 985, 800, 175
    m = boat(shape, bx, by, size, 5)
    flip = np.zeros_like(m)
    line = int(by + size * 0.075)
    n = min(260, h - line)
    rows = line - np.arange(n)
    wobble = (noise((n, w), 22, 9, 4, (0.35, 3.0)) * np.linspace(2, 16, n)[:, None]).astype(int)
    cols = np.clip(np.arange(w)[None, :] + wobble, 0, w - 1)
    flip[line:line + n] = m[np.clip(rows, 0, h - 1)[:, None], cols] * np.linspace(0.80, 0.25, n, dtype=F)[:, None]
    scene = scene * (1 - blur(flip, 1.6)[..., None] * 0.85) + blur(flip, 1.6)[..., None] * lin("#2b2f33") * 0.25
    wake = np.exp(-((y * h - line) / 7) ** 2) * smooth(bx - size * 2.6, bx - size, x * w) * (1 - smooth(bx + size * 0.9, bx + size * 1.5, x * w))
    scene += (wake * np.clip(noise(shape, 30, 4, 4, (0.2, 3)) + 0.2, 0, 1))[..., None] * lin("#ffcf9a") * 0.28
    body = mix(lin("#201c1d") * 0.5, lin("#8a5d45") * 0.5, np.clip((by + 30 - y * h) / 260, 0, 1)[..., None] * 0.5)
    scene = scene * (1 - m[..., None]) + np.broadcast_to(body, scene.shape) * m[..., None]
    scene += rim_of(m, (-2, 4), 1.0)[..., None] * lin("#ffc27d") * 1.5
    scene = glow(scene, 0.9, 26, 0.22)
    # a bank on the left: nipa in the haze, then near and dark, a little out of focus, edged with light
    for step, (clumps, tone, soft) in enumerate((
            (((30, 905, 230), (130, 912, 180), (215, 905, 150), (-40, 910, 260), (290, 903, 110), (350, 900, 80)), "#4d4a3c", 0.7),
            (((60, 1330, 560), (190, 1390, 500), (330, 1400, 360), (-20, 1370, 620), (450, 1420, 300), (560, 1440, 210), (660, 1450, 130)), "#12180f", 1.8))):
        near_mask = Mask(shape, 2)
        for i, (px, py, tall) in enumerate(clumps):
            nipa(near_mask, px, py, tall, 60 + i + 20 * step, 11)
        m = near_mask.done()
        if step == 1:
            bank = under(shape, (1275 + 85 * smooth(0, 0.42, x[0]) + 9 * noise((3, w), 60, 5, 4)[1]).astype(F)) * (1 - smooth(0.30, 0.38, x))
            trunk, crown, _ = palm(shape, 170, 1380, 1080, 34, lean=0.20, spread=0.36, fronds=19)
            m = np.maximum(np.maximum(m, bank), np.maximum(trunk, crown))
        m = blur(m, soft)
        shade = lin(tone) * (0.55 + 0.25 * np.clip(noise(shape, 26, 8 + step, 3), -1, 1))[..., None]
        scene = scene * (1 - m[..., None]) + shade * m[..., None]
        scene += rim_of(m, (-2, 5), 1.0)[..., None] * lin("#ffb26b") * (0.10 if step == 0 else 0.42)
    return develop(scene, 5, exposure=1.02, contrast=1.06, grain=0.007, vignette=0.22, saturation=1.1)


def level(shape, horizon, centre, eye=1.0):
    """World places of the ground's pixels below the horizon: across and away, in eye heights."""
    h, w = shape
    rows = np.arange(h - horizon, dtype=F)[:, None] + 0.5
    z = eye * (h - horizon) / rows
    x = (np.arange(w, dtype=F)[None, :] - centre) / (h - horizon) * z
    return x, np.broadcast_to(z, x.shape)


def dong_muoi():
    h, w = shape = (1067, 1600)
    horizon, sx, sy = 438, 520, 392
    y, x = grid(shape)
    sky = ramp(shape, [(0, lin("#3c4a78")), (0.14, lin("#6b6a94")), (0.26, lin("#b98a92")), (0.35, lin("#f0a878")), (0.41, lin("#ffcb7e")), (1, lin("#ffcb7e"))]) * 0.9
    near = np.exp(-((x - sx / w) / 0.42) ** 2)[..., None]
    sky = sky * (0.72 + 0.45 * near)
    c = clouds(shape, horizon, 41, cover=0.12)
    close = np.exp(-((x - sx / w) ** 2) / 0.12 - ((y - sy / h) ** 2) / 0.05)
    edge = np.clip(c - np.roll(blur(c, 6), -8, 0), 0, 1)
    sky = mix(sky, mix(lin("#5a5378") * 0.8, lin("#ff8f5e") * 1.1, np.clip(close * 1.4, 0, 1)[..., None]), (c * 0.75)[..., None])
    sky = sky + (edge * (0.5 + 2.4 * close))[..., None] * lin("#ffb985") + sun(shape, sx, sy, 21, 70, lin("#ffd28a"), 1.2)
    haze = lin("#e79d72") * 0.75
    line = ridge(w, horizon - 5, 11, 3, 40, 5)
    m = np.maximum(under(shape, line), far_palms(shape, line, 8, 26, 30, 0.62, 1.0))
    scene = sky * (1 - m[..., None]) + mix(haze * (0.7 + 0.6 * near), lin("#3a3540"), 0.55) * m[..., None]
    scene = mix(scene, haze * (0.85 + 0.5 * near), np.broadcast_to(np.exp(-((y * h - horizon) / 16) ** 2) * 0.5, shape)[..., None])
    # pans of brine between low banks
    X, Z = level(shape, horizon, 760)
    across, away = X / 1.32 + 0.43 + 0.02 * Z, Z / 0.92 + 0.10
    fx, fz = np.abs(across - np.round(across)) * 1.32, np.abs(away - np.round(away)) * 0.92
    rough = noise(X.shape, 26, 5, 5, (0.5, 1.6))
    foot = 1 / (h - horizon) * Z
    bank = np.maximum(1 - smooth(0.050, 0.064 + foot, fx + 0.012 * rough), 1 - smooth(0.038, 0.05 + foot * Z, fz + 0.010 * rough))
    bank = np.maximum(bank, smooth(7.5, 11, Z) * 0.35)
    water, waves, d = mirror(scene, horizon, 5, 0.30, near=10, far=0.6, size=0.25)
    pan = np.floor(across + 0.5) * 7 + np.floor(away + 0.5) * 13
    tone = 0.86 + 0.10 * np.sin(pan * 12.9)
    fresnel = np.clip(0.97 - 0.38 * d, 0.3, 1)[:, None, None]
    brine = water * fresnel * tone[..., None].astype(F) * 0.95 + lin("#6d6470") * (1 - fresnel) * 0.55
    crust = smooth(0.45, 1.2, noise(X.shape, 60, 15, 5, (0.35, 1.5)) + 0.7 * np.sin(pan * 5.7)) * 0.35
    brine = mix(brine, lin("#c9b3b0") * 0.75, crust[..., None].astype(F))
    up = np.roll(bank, 3, 0) - bank
    mud = (lin("#4a3a35") * (0.55 + 0.22 * rough)[..., None] + lin("#ff9f63") * (np.clip(-up, 0, 1) * 0.35 + np.clip(rough - 0.2, 0, 1) * 0.08)[..., None])
    ground = brine * (1 - bank[..., None]) + mud * bank[..., None]
    scene[horizon:] = mix(ground, haze * (0.75 + 0.75 * near), (0.72 * np.exp(-d * 26))[:, None, None])
    # mounds of salt, far ones first
    r = rng(14)
    places = []
    for k in range(1, 11):
        z = 0.92 * (k - 0.60)
        for j in range(-9, 10):
            places.append((z + r.normal(0, 0.02), (j - 0.43 - 0.02 * z) * 1.32 + r.normal(0, 0.03) + 0.40))
    places = sorted((p for p in places if p[0] > 0.95), reverse=True)
    for i, (z, wx) in enumerate(places):
        px, py = 760 + wx * (h - horizon) / z, horizon + (h - horizon) / z
        size = 158 / z * r.uniform(0.85, 1.12)
        if -size < px < w + size:
            heap_of_salt(scene, px, py, size, sx, 300 + i, horizon, z)
    workers(scene, horizon)
    scene = glow(scene, 0.9, 20, 0.22)
    return develop(scene, 6, exposure=1.05, contrast=1.06, grain=0.007, vignette=0.24, saturation=1.08)


def heap_of_salt(scene, px, py, size, sx, seed, horizon, z):
    """A cone of salt against the light: bright on the side of the sun, blue in its own shade, mirrored before it."""
    pad = int(size * 1.15) + 6
    x0, y0 = int(px) - pad, int(py - size * 0.86) - 6
    hh, ww = int(size * 1.75) + 14, 2 * pad
    cx, foot, top = px - x0, py - y0, py - size * 0.80 - y0
    yy, xx = np.mgrid[0:hh, 0:ww].astype(F)
    n = noise((hh, ww), max(4, size / 7), seed, 6, (1.2, 0.8), 0.7)
    t = np.clip((yy - top) / (foot - top), 0, 1.3)
    half = size * 0.98 * t ** 0.92 * (1 + 0.03 * n)
    u = (xx - cx) / np.maximum(half, 1)
    base = foot + size * 0.13 * np.sqrt(np.clip(1 - u * u, 0, 1))
    inside = np.clip((1 - np.abs(u)) * half * 0.8, 0, 1) * np.clip(base - yy + 0.5, 0, 1) * np.clip((yy - top) * 0.7, 0, 1)
    toward = np.sign(sx - px) * min(1, abs(sx - px) / 260)
    lit = np.clip(0.28 + 0.75 * u * toward + 0.22 * n, 0, 1.3) ** 1.2
    shade = mix(lin("#8f8aa6") * 0.72, lin("#ffe3c4") * 1.15, np.clip(lit, 0, 1)[..., None])
    shade = shade * (0.88 + 0.13 * n + 0.12 * (1 - t))[..., None]
    shade += (np.clip(1 - np.abs(1 - np.abs(u)) * half / 3.5, 0, 1) * (0.25 + 0.75 * (u * toward > 0)))[..., None] * lin("#ffcf96") * 0.8
    far = np.clip((z - 1.2) / 9, 0, 1)
    shade = mix(shade, lin("#e9a67c") * 0.8, far * 0.6)
    h, w = scene.shape[:2]
    ax, ay, bx, by = max(0, x0), max(0, y0), min(w, x0 + ww), min(h, y0 + hh)
    if ax >= bx or ay >= by:
        return
    cut = (slice(ay - y0, by - y0), slice(ax - x0, bx - x0))
    part = scene[ay:by, ax:bx]
    # its image in the brine, dimmer, and the dark line where it stands
    mirrored = (foot + size * 0.10) * 2 - yy
    row = np.clip(mirrored, 0, hh - 1).astype(int)
    col = np.clip(xx + 1.5 * n, 0, ww - 1).astype(int)
    image = inside[row, col] * (yy > foot) * np.clip(1 - (yy - foot) / (size * 0.85), 0, 1) * 0.55
    colour = shade[row, col] * 0.8
    part[:] = part * (1 - image[cut][..., None]) + colour[cut] * image[cut][..., None]
    dark = np.exp(-((yy - base) / (size * 0.035 + 0.7)) ** 2) * (np.abs(u) < 1.05) * 0.5
    part[:] = part * (1 - dark[cut][..., None])
    part[:] = part * (1 - inside[cut][..., None]) + shade[cut] * inside[cut][..., None]


def workers(scene, horizon):
    """Two far figures with carrying poles, against the light."""
    h, w = scene.shape[:2]
    m = Mask((h, w), 3)
    for x, y, s in ((1010, 556, 78), (1118, 549, 70)):
        m.polygon(curve([(x - 0.11 * s, y - 0.72 * s), (x - 0.13 * s, y - 0.36 * s), (x - 0.15 * s, y), (x - 0.05 * s, y), (x, y - 0.32 * s), (x + 0.10 * s, y), (x + 0.19 * s, y - 0.01 * s),
                         (x + 0.12 * s, y - 0.38 * s), (x + 0.13 * s, y - 0.72 * s), (x + 0.02 * s, y - 0.80 * s)]))
        m.ellipse(x, y - 0.86 * s, 0.07 * s, 0.09 * s)
        m.polygon([(x - 0.19 * s, y - 0.87 * s), (x, y - 1.05 * s), (x + 0.19 * s, y - 0.87 * s), (x, y - 0.85 * s)])
        m.taper(curve([(x - 0.62 * s, y - 0.66 * s), (x, y - 0.77 * s), (x + 0.62 * s, y - 0.66 * s)]), 0.03 * s, 0.03 * s)
        for side in (-1, 1):
            bx = x + side * 0.58 * s
            m.line([(bx, y - 0.66 * s), (bx - 0.10 * s, y - 0.26 * s)], 0.012 * s).line([(bx, y - 0.66 * s), (bx + 0.10 * s, y - 0.26 * s)], 0.012 * s)
            m.polygon([(bx - 0.15 * s, y - 0.28 * s), (bx + 0.15 * s, y - 0.28 * s), (bx + 0.10 * s, y - 0.12 * s), (bx - 0.10 * s, y - 0.12 * s)])
            m.polygon([(bx - 0.14 * s, y - 0.28 * s), (bx, y - 0.38 * s), (bx + 0.14 * s, y - 0.28 * s)], 190)
    m = m.done()
    flip = np.zeros_like(m)
    line = 556
    flip[line:line + 70] = m[line - 70:line][::-1] * np.linspace(0.6, 0.2, 70, dtype=F)[:, None]
    scene *= 1 - 0.7 * blur(flip, 1.0)[..., None]
    scene *= 1 - m[..., None]
    scene += m[..., None] * lin("#2a2124") * 0.6 + rim_of(m, (-1, -2), 0.7)[..., None] * lin("#ffb877") * 1.1


def vuon_dua():
    h, w = shape = (1067, 1600)
    horizon, cx = 520, 830
    y, x = grid(shape)
    light = lin("#fff0b8")
    scene = ramp(shape, [(0, lin("#b9d8e6")), (0.30, lin("#e4efd8")), (0.50, lin("#fff3c4")), (1, lin("#fff3c4"))]) * 1.15
    scene += np.exp(-((x - 0.56) / 0.22) ** 2 - ((y - 0.42) / 0.28) ** 2)[..., None] * light * 0.7
    # far wood in layers of haze
    for i in range(4):
        line = ridge(w, horizon - 60 + 14 * i, 90 - 12 * i, 60 + i, 70, 6)
        m = under(shape, line) * np.clip(0.35 + 0.65 * np.abs(x - cx / w) / 0.15, 0, 1)
        scene = scene * (1 - m[..., None] * 0.75) + mix(lin("#dfe6a8"), lin("#6f8f3f"), 0.18 + 0.16 * i) * 0.75 * m[..., None] * 0.75
    X, Z = level(shape, horizon, cx)
    grass = noise(X.shape, 14, 6, 4, (0.6, 1.3))
    dapple = smooth(0.05, 0.55, noise(X.shape, 150, 17, 4, (0.35, 1.6)) + 0.35 * noise(X.shape, 30, 18, 3, (0.4, 1.5)))
    far = np.clip(1 - np.exp(-(Z - 1) / 6), 0, 1)[..., None]
    fine = noise(X.shape, 5, 26, 3, (1.6, 0.5))
    litter = smooth(0.35, 1.0, noise(X.shape, 70, 27, 5, (0.4, 1.5)))[..., None]
    ground = mix(mix(lin("#26381a"), lin("#3a3020"), litter) * 0.42, mix(lin("#8ea04a"), lin("#b39a62"), litter) * 0.80, np.clip(dapple * 0.8 + 0.06, 0, 1)[..., None])
    ground = ground * (1 + 0.28 * grass + 0.30 * fine * np.clip(1.4 - Z / 5, 0, 1))[..., None]
    ground = mix(ground, lin("#dfe0a8") * 0.8, far * 0.80)
    scene[horizon:] = ground
    for i in range(5):  # undergrowth hides where ground and wood meet
        line = horizon + 4 + 7 * i * i * 0.35 - np.clip(ridge(w, 0, 20 + 8 * i, 160 + i, 60, 7) * -1, 0, None)
        line = line + 60 * np.exp(-((x[0] - cx / w) / 0.045) ** 2)
        m = under(shape, line.astype(F)) * (1 - under(shape, np.full(w, horizon + 6 + 9 * i, F) + 10 * noise((3, w), 30, 190 + i, 4)[1]))
        m = m * smooth(0.02 + 0.012 * i, 0.05 + 0.02 * i, np.abs(x - cx / w))
        tone = mix(lin("#d6d9a0") * 0.8, lin("#3f5a22") * 0.55, 0.16 + 0.09 * i) * (0.85 + 0.35 * noise(shape, 16, 170 + i, 4))[..., None]
        scene = scene * (1 - m[..., None]) + tone * m[..., None]
    # the rows of palms, far ones first; each is hazier and smaller
    r = rng(23)
    palms = []
    for k in range(13):
        z = 1.16 * 1.27 ** (12 - k) if k < 12 else 1.02
        for side in (-1, 1):
            for row, off in enumerate((1.02, 2.35, 3.9)):
                if z < 2 and row:
                    continue
                palms.append((z * r.uniform(0.96, 1.04), side * (off + r.normal(0, 0.10)), side, k, row))
    palms.sort(reverse=True)
    for i, (z, wx, side, k, row) in enumerate(palms):
        px, py = cx + wx * 560 / z, horizon + 560 / z
        tall = 1230 / z * r.uniform(0.92, 1.1)
        if px < -tall * 0.6 or px > w + tall * 0.6 or tall < 34:
            continue
        lean = -side * r.uniform(0.02, 0.16)
        one_palm(scene, px, py, tall, lean, 700 + i, z, light, r)
    # the canal, mirrored, narrowing to the vanishing point
    half = (np.arange(h - horizon, dtype=F)[:, None] + 1) * 0.46
    edge = half * (1 + 0.05 * noise((h - horizon, w), 30, 3, 4)) + 3 * noise((h - horizon, w), 12, 4, 3)
    inside = np.clip(edge - np.abs(np.arange(w, dtype=F)[None, :] - cx), 0, 1)
    water, waves, d = mirror(scene, horizon, 31, 0.8, near=22, far=0.8, size=0.30)
    fresnel = np.clip(0.95 - 0.45 * d, 0.3, 1)[:, None, None]
    water = water * fresnel * 0.85 + lin("#3c5a33") * 0.35 * (1 - fresnel) + np.clip(waves, 0, 2)[..., None] * lin("#cfe0b0") * 0.035
    scene[horizon:] = scene[horizon:] * (1 - inside[..., None]) + water * inside[..., None]
    out = np.abs(np.arange(w, dtype=F)[None, :] - cx) - edge
    bank = np.exp(-np.clip(out, 0, None) / (4 + 26 * d[:, None])) * (out > -1)
    scene[horizon:] = mix(scene[horizon:], lin("#3a2c1c") * (0.65 + 0.3 * grass)[..., None] + dapple[..., None] * lin("#8a7038") * 0.35, (bank * 0.85)[..., None].astype(F))
    reeds = Mask(shape, 2)
    for _ in range(1500):
        t = r.uniform(0.02, 1) ** 1.2
        yy = horizon + 8 + t * (h - horizon)
        side = r.choice((-1, 1))
        px = cx + side * ((yy - horizon) * 0.46 + 3 + r.exponential(10 + 26 * t))
        g = (7 + 40 * t) * r.uniform(0.4, 1.2)
        bend = r.normal(0, g * 0.28)
        reeds.taper(curve([(px, yy + 3), (px + bend * 0.35, yy - g * 0.6), (px + bend, yy - g)], 8), 1.2 + 2.2 * t, 0.3, int(r.uniform(120, 255)))
    m = reeds.done()
    scene = scene * (1 - m[..., None]) + mix(lin("#2c4018") * 0.5, lin("#93a94a") * 0.8, np.clip(noise(shape, 40, 9, 3) * 0.5 + 0.45, 0, 1)[..., None]) * m[..., None]
    scene = footbridge(scene, cx, 690)
    # beams of light between the crowns
    yy, xx = np.mgrid[0:h, 0:w].astype(F)
    angle = np.arctan2(xx - 1060, yy + 240)
    shaft = noise((3, 2400), 26, 12, 4)[1]
    beam = smooth(0.05, 0.9, shaft[np.clip(((angle + 1.2) / 2.4 * 2399).astype(int), 0, 2399)])
    beam = blur(beam, 5) * np.clip(1.1 - yy / 900, 0, 1) * np.exp(-((xx - 960) / 620) ** 2)
    scene = scene + beam[..., None] * light * 0.20
    scene = glow(scene, 0.95, 24, 0.20)
    return develop(scene, 8, exposure=0.92, contrast=1.10, grain=0.007, vignette=0.30, saturation=1.08, warmth=0.02)


def one_palm(scene, px, py, tall, lean, seed, z, light, r):
    """A lit palm, drawn in its own window."""
    h, w = scene.shape[:2]
    m = int(tall * 0.52)
    x0, y0 = int(px + min(0, lean * tall)) - m, int(py - tall) - int(tall * 0.34)
    x1, y1 = int(px + max(0, lean * tall)) + m, int(py + tall * 0.03) + 2
    X0, Y0, X1, Y1 = max(0, x0), max(0, y0), min(w, x1), min(h, y1)
    if X0 >= X1 or Y0 >= Y1:
        return
    trunk, crown, top = palm((Y1 - Y0, X1 - X0), px - X0, py - Y0, tall, seed, lean, 0.40, 17, 2 if tall > 300 else 3, r.uniform(-0.08, 0.08))
    yy, xx = np.mgrid[Y0:Y1, X0:X1].astype(F)
    far = 1 - np.exp(-(z - 1) / 7.0)
    n = noise(trunk.shape, max(5, tall / 40), seed, 4, (0.35, 2.0))
    along = px + lean * tall * np.clip((py - yy) / tall, 0, 1) ** 1.2
    u = np.clip((xx - along) / (tall * 0.022), -1, 1)
    toward = np.sign(1000 - px)
    rings = 0.85 + 0.25 * np.sin(yy / max(2.2, tall / 130)) * (0.4 + 0.6 * (n > 0))
    bark = (lin("#6b5a48") * (0.25 + 0.55 * np.clip(0.5 + 0.6 * u * toward, 0, 1))[..., None] + light * (np.clip(u * toward - 0.45, 0, 1) * 0.42)[..., None]) * rings[..., None]
    spots = smooth(0.1, 0.7, noise(trunk.shape, max(8, tall / 12), seed + 1, 3))
    bark = bark * (0.50 + 0.95 * spots)[..., None] * 1.1
    leaf_n = noise(trunk.shape, max(3, tall / 60), seed + 2, 3)
    height = np.clip((top[1] + Y0 + tall * 0.25 - yy) / (tall * 0.5), 0, 1)
    leaf = mix(lin("#152a0c") * 0.45, lin("#7f9a38") * 0.85, np.clip(0.10 + 0.22 * leaf_n + 0.50 * height, 0, 1)[..., None])
    leaf += rim_of(crown, (-2, int(-2 * toward)), 0.8)[..., None] * light * 0.35
    haze = lin("#e6e6b0") * 0.80
    bark, leaf = mix(bark, haze, far * 0.9), mix(leaf, haze, far * 0.86)
    soft = 1.4 if z < 1.5 else 0.0
    if soft:
        trunk, crown = blur(trunk, soft), blur(crown, soft)
    part = scene[Y0:Y1, X0:X1]
    foot = np.exp(-((xx - px) / (tall * 0.06)) ** 2 - ((yy - py) / (tall * 0.012 + 1)) ** 2)[..., None]
    part *= 1 - 0.45 * foot * (1 - far)
    part[:] = part * (1 - trunk[..., None]) + bark * trunk[..., None]
    part[:] = part * (1 - crown[..., None]) + leaf * crown[..., None]


def footbridge(scene, cx, y):
    """A narrow bridge of planks with a bamboo rail, and a woman with a conical hat who crosses it."""
    h, w = scene.shape[:2]
    left, right, rise = cx - 190, cx + 190, 34
    wood, rail, dark = Mask((h, w), 3), Mask((h, w), 3), Mask((h, w), 3)
    deck = curve([(left, y), (cx - 95, y - rise * 0.78), (cx, y - rise), (cx + 95, y - rise * 0.78), (right, y)])
    wood.taper(deck, 13, 13)
    under_deck = deck + np.array([0, 9])
    dark.taper(under_deck, 9, 9)
    for t in (-0.62, -0.22, 0.22, 0.62):
        px = cx + t * 190
        top = y - rise * (1 - t * t)
        dark.line([(px - 4, top), (px - 7, y + 74)], 6).line([(px + 10, top), (px + 14, y + 70)], 5)
        rail.line([(px, top), (px + 1, top - 58)], 4.5)
    rail.taper(deck - np.array([0, 56]), 4.5, 4.5)
    rail.line([(left + 4, y), (left + 2, y - 52)], 4.5).line([(right - 4, y), (right - 2, y - 52)], 4.5)
    d, wd, rl = dark.done(), wood.done(), rail.done()
    mirrored = np.zeros_like(wd)
    both = np.maximum(np.maximum(d, wd), rl)
    n = 150
    wob = (noise((n, w), 16, 3, 3, (0.5, 2.5)) * np.linspace(1, 6, n)[:, None]).astype(int)
    rows = np.clip(y + 66 - np.arange(n), 0, h - 1)[:, None]
    mirrored[y + 66:y + 66 + n] = both[rows, np.clip(np.arange(w)[None, :] + wob, 0, w - 1)] * np.linspace(0.75, 0.3, n, dtype=F)[:, None]
    inside = np.abs(np.arange(w, dtype=F)[None, :] - cx) < (np.arange(h, dtype=F)[:, None] - 520) * 0.45
    scene = scene * (1 - 0.6 * blur(mirrored * inside, 0.8)[..., None])
    scene = scene * (1 - d[..., None]) + lin("#2c2014") * 0.6 * d[..., None]
    scene = scene * (1 - wd[..., None]) + (lin("#b08a55") * (0.75 + 0.25 * noise((h, w), 9, 5, 3, (3, 0.5)))[..., None]) * wd[..., None]
    f = people.woman("down", extra="#a23a5b", trousers="#23201f")
    f.hat()
    tall = 150
    sprite = people.see(f, tall, yaw=1.25, light=(0.5, 0.9, -0.2), key=(1.5, 1.35, 0.95), fill=(0.32, 0.38, 0.26), seed=3, top=1.80)
    fx = cx + 62
    paste(scene, sprite, fx - sprite.shape[1] / 2, y - rise * 0.86 - tall + 5)
    return scene * (1 - rl[..., None]) + lin("#c9a766") * 0.75 * rl[..., None]
