"""One portrait: a woman of fifty before a soft background; and the school's emblem."""
import numpy as np
from .canvas import F, Mask, blur, curve, develop, glow, grid, lens, lin, mix, noise, rng, smooth

SKIN, HAIR, CLOTH, EYE = range(4)


def melt(a, b, k):
    h = np.maximum(k - np.abs(a - b), 0) / k
    return np.minimum(a, b) - h * h * k * F(0.25)


def carve(a, b, k):
    """a without b, with a soft edge."""
    return -melt(-a, b, k)


def egg(p, c, r, tilt=0.0):
    q = p - np.array(c, F)
    if tilt:
        ct, st = np.cos(tilt), np.sin(tilt)
        q = np.stack([q[:, 0] * ct - q[:, 1] * st, q[:, 0] * st + q[:, 1] * ct, q[:, 2]], 1)
    r = np.array(r, F)
    k0 = np.sqrt(((q / r) ** 2).sum(1)) + F(1e-6)
    k1 = np.sqrt(((q / (r * r)) ** 2).sum(1)) + F(1e-6)
    return k0 * (k0 - 1) / k1


def rod(p, a, b, ra, rb):
    a, b = np.array(a, F), np.array(b, F)
    ab, q = b - a, p - a
    t = np.clip(q @ ab / (ab @ ab), 0, 1)
    q = q - t[:, None] * ab
    return np.sqrt((q * q).sum(1)) - (ra + (rb - ra) * t)


def sides(p):
    q = p.copy()
    q[:, 0] = np.abs(q[:, 0])
    return q


# Units: a head's height is about 2; the face looks to +z, the chin is at y = -1.
def solids(p):
    q = sides(p)
    d = egg(p, (0, 0.20, -0.12), (0.72, 0.80, 0.86))                      # skull
    d = melt(d, egg(p, (0, -0.18, 0.16), (0.565, 0.73, 0.56)), 0.16)        # face
    d = melt(d, egg(p, (0, -0.60, 0.24), (0.30, 0.33, 0.36)), 0.22)        # jaw
    d = melt(d, egg(p, (0, -0.80, 0.40), (0.115, 0.10, 0.14)), 0.15)        # chin
    d = melt(d, egg(q, (0.37, -0.20, 0.46), (0.20, 0.19, 0.18)), 0.18)     # cheeks
    d = melt(d, egg(p, (0, 0.20, 0.56), (0.44, 0.10, 0.15)), 0.16)         # brow
    d = carve(d, egg(q, (0.27, 0.035, 0.80), (0.175, 0.085, 0.13)), 0.10)  # sockets
    d = melt(d, rod(p, (0, 0.10, 0.68), (0, -0.20, 0.83), 0.052, 0.070), 0.10)   # nose
    d = melt(d, egg(p, (0, -0.235, 0.83), (0.092, 0.075, 0.085)), 0.06)
    d = melt(d, egg(q, (0.098, -0.262, 0.765), (0.062, 0.050, 0.062)), 0.05)
    d = melt(d, egg(p, (0, -0.49, 0.60), (0.25, 0.15, 0.16)), 0.12)        # mouth's ground
    d = carve(d, egg(q, (0.048, -0.292, 0.815), (0.026, 0.015, 0.05)), 0.02)
    bend = np.stack([p[:, 0], p[:, 1] - 0.42 * p[:, 0] ** 2, p[:, 2] + 0.9 * p[:, 0] ** 2], 1)
    lips = melt(egg(np.abs(bend - np.array([0, 0, 0], F)) * np.array([1, 0, 0], F) + bend * np.array([0, 1, 1], F), (0.055, -0.452, 0.735), (0.135, 0.030, 0.055)),
                egg(bend, (0, -0.512, 0.728), (0.150, 0.040, 0.060)), 0.02)
    d = melt(d, lips, 0.018)
    d = carve(d, egg(bend, (0, -0.478, 0.80), (0.205, 0.005, 0.06)), 0.012)
    lid = np.stack([q[:, 0], q[:, 1], q[:, 2]], 1)
    ball = np.minimum(egg(q, (0.27, 0.02, 0.575), (0.145, 0.145, 0.145)), egg(q, (0.762, -0.335, -0.05), (0.038, 0.038, 0.038)))
    # lids: a shell a little larger than the eye, open between two arcs
    shell = np.sqrt(((lid - np.array([0.27, 0.02, 0.575], F)) ** 2).sum(1)) - 0.166
    u = (q[:, 0] - 0.27) / 0.150
    upper, lower = 0.054 * (1 - u * u) + 0.020 + 0.012 * u, -0.046 * (1 - u * u) + 0.012 + 0.018 * u
    v = q[:, 1] - 0.005
    gap = np.maximum(v - upper, lower - v)
    gap = np.where(np.abs(u) < 1.02, gap, 0.02 + np.abs(v) * 0.2)
    shell = np.maximum(shell, -gap * 0.9 - 0.0)
    shell = np.maximum(shell, 0.56 - q[:, 2])
    d = melt(d, shell, 0.028)
    ear = egg(q, (0.735, -0.08, -0.10), (0.075, 0.22, 0.14), 0.12)
    d = melt(d, ear, 0.05)
    neck = rod(p, (0, -0.62, -0.14), (0, -1.75, -0.22), 0.40, 0.46)
    d = melt(d, neck, 0.16)
    # hair: drawn back from the forehead into a knot, a parting at the left
    cap = egg(p, (0, 0.30, -0.19), (0.775, 0.775, 0.88))
    cap = melt(cap, egg(p, (0, -0.05, -0.42), (0.72, 0.72, 0.62)), 0.15)
    part = p[:, 0] + 0.20
    front = 0.50 + 0.15 * np.clip(1 - (p[:, 0] / 0.58) ** 2, -2, 1) + 0.05 * np.exp(-(part / 0.10) ** 2)
    line = np.where(p[:, 2] > -0.05, (front - p[:, 1]) * 0.7, -1.0)
    side = (p[:, 2] - 0.20 + 0.9 * np.clip(0.02 - p[:, 1], 0, 1)) * 0.7
    keep = np.minimum(line, np.maximum(side, -0.2) + np.where(q[:, 0] < 0.45, 1.0, 0.0))
    hair = -melt(-cap, -keep, 0.05)
    puff = egg(np.stack([p[:, 0] - 0.10, p[:, 1], p[:, 2]], 1), (0, 0.86, 0.22), (0.52, 0.20, 0.34))
    hair = melt(hair, puff, 0.12)
    hair = melt(hair, egg(q, (0.62, 0.16, 0.02), (0.16, 0.46, 0.27), -0.14), 0.12)
    hair = melt(hair, egg(p, (0.0, -0.10, -1.12), (0.36, 0.36, 0.28)), 0.1)
    phi = np.arctan2(p[:, 0] + 0.20, p[:, 1] - 0.10)
    strand = F(0.0034) * np.sin(phi * 34 + 3 * np.sin(p[:, 2] * 2.6)) + F(0.003) * np.sin(phi * 77 + 6 * np.sin(p[:, 2] * 1.7 + 1))
    hair = hair + strand + F(0.012) * np.exp(-((phi + 0.02) / 0.035) ** 2) * (p[:, 1] > 0.6)
    # áo dài: a standing collar, shoulders
    cloth = rod(p, (0, -1.16, -0.17), (0, -1.50, -0.20), 0.455, 0.52)
    cloth = np.maximum(cloth, p[:, 1] + 1.08 + 0.10 * p[:, 2])
    body = egg(p, (0, -2.70, -0.12), (1.04, 1.15, 0.62))
    body = melt(body, rod(q, (0.20, -1.60, -0.25), (1.06, -1.93, -0.24), 0.22, 0.30), 0.30)
    for sign in (-1, 1):
        body = melt(body, egg(p, (sign * 0.40, -2.95, 0.36), (0.48, 0.52, 0.34)), 0.45)
    body = melt(body, rod(q, (1.16, -2.02, -0.22), (1.36, -3.6, -0.02), 0.31, 0.29), 0.24)
    cloth = melt(cloth, body, 0.16)
    seam = F(0.006) * np.sin(p[:, 1] * 17 + 3 * np.sin(p[:, 0] * 2.3)) * smooth(0.4, 1.2, q[:, 0])
    return d, hair, cloth + seam, ball


def field(p):
    return np.minimum.reduce(solids(p))


def bust(width, height, scale, yaw=-0.16, nod=0.02):
    """Sees the bust; scale pixels for a unit, the middle of the face at 0.40 of the height."""
    cy, sy = np.cos(yaw), np.sin(yaw)
    turn = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]], F)
    ys, xs = np.mgrid[0:height, 0:width].astype(F)
    start = np.stack([(xs + 0.5 - width * 0.5) / scale, (height * 0.375 - ys - 0.5) / scale, np.full_like(xs, 1.6)], -1).reshape(-1, 3) @ turn
    ray = np.array([0, 0, -1], F) @ turn
    t, near, alive = np.zeros(len(start), F), np.full(len(start), 9, F), np.arange(len(start))
    for _ in range(90):
        d = field(start[alive] + t[alive, None] * ray)
        near[alive] = np.minimum(near[alive], d)
        t[alive] += np.clip(d, -0.1, 0.5) * F(0.62)
        alive = alive[(np.abs(d) > 0.0012) & (t[alive] < 3.6)]
        if not len(alive):
            break
    hit = np.nonzero((near < 1.2 / scale) & (t < 3.6))[0]
    p = start[hit] + t[hit, None] * ray
    parts = np.stack(solids(p))
    material = parts.argmin(0)
    e = F(0.003)
    k = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F)
    n = sum(v * field(p + v * e)[:, None] for v in k)
    n /= np.linalg.norm(n, axis=1)[:, None] + F(1e-9)
    eye = -ray
    L = np.array([-0.62, 0.52, 0.72], F)
    L = L / np.linalg.norm(L) @ turn
    R = np.array([0.95, 0.25, -0.35], F)
    R = R / np.linalg.norm(R) @ turn
    occlusion = np.ones(len(p), F)
    for far in (0.06, 0.16, 0.36):
        occlusion -= F(0.33) * np.clip(far - field(p + n * F(far)), 0, far) / F(far)
    occlusion = np.clip(occlusion, 0.2, 1)
    shadow, walk = np.ones(len(p), F), np.full(len(p), 0.06, F)
    for _ in range(12):
        d = field(p + n * F(0.02) + L * walk[:, None])
        shadow = np.minimum(shadow, np.clip(3.2 * d / walk, 0, 1))
        walk += np.clip(d, 0.04, 0.30)
    skin, hair, cloth, ball = (material == i for i in range(4))
    facing = n @ L
    colour = np.zeros((len(p), 3), F)
    # skin: light goes in and comes out red at the edge of the shade
    albedo = _skin(p)
    lit = np.clip((facing[:, None] + np.array([0.34, 0.22, 0.18], F)) / np.array([1.34, 1.22, 1.18], F), 0, 1) * (0.20 + 0.80 * shadow[:, None] ** np.array([0.7, 1.0, 1.1], F))
    sky = occlusion[:, None] ** np.array([0.8, 1.0, 1.05], F) * (0.62 + 0.38 * n[:, 1:2]) * np.array([0.34, 0.335, 0.35], F)
    half = L + eye
    half /= np.linalg.norm(half)
    gloss = 0.055 * np.clip(n @ half, 0, 1) ** 16 + 0.05 * np.clip(n @ half, 0, 1) ** 70
    edge = np.clip(1 - n @ eye, 0, 1) ** 3
    back = np.clip(n @ R, 0, 1)
    flesh = albedo * (lit * np.array([1.20, 1.10, 0.98], F) + sky) + (gloss * shadow)[:, None] + (edge * back * occlusion)[:, None] * np.array([0.55, 0.46, 0.38], F)
    # hair: light runs across the strands
    along = np.stack([0.30 * n[:, 1], -n[:, 0] * 0.2 + 0 * n[:, 1], np.ones(len(p), F)], 1)
    along -= n * (along * n).sum(1, keepdims=True)
    along /= np.linalg.norm(along, axis=1)[:, None] + 1e-6
    sheen = np.sqrt(np.clip(1 - (along @ half) ** 2, 0, 1)) ** 26 * np.clip(facing * 0.8 + 0.3, 0, 1)
    fibre = 0.75 + 0.35 * np.sin(np.arctan2(p[:, 0] + 0.2, p[:, 1] - 0.1) * 190 + 9 * np.sin(p[:, 2] * 3)) * np.sin(np.arctan2(p[:, 0] + 0.2, p[:, 1] - 0.1) * 57 + 4 * np.sin(p[:, 2] * 2))
    grey = smooth(0.80, 1.0, np.sin(np.arctan2(p[:, 0] + 0.2, p[:, 1] - 0.1) * 140 + 5 * np.sin(p[:, 2] * 2.0))) * smooth(0.35, 0.7, np.abs(p[:, 0]))
    tress = lin("#17110f") * (0.5 + 0.9 * np.clip(facing, 0, 1) * shadow)[:, None] * occlusion[:, None] + (sheen * fibre * (0.25 + 0.75 * shadow) * 0.17)[:, None] * np.array([1.0, 0.92, 0.84], F)
    tress += (grey * 0.05 * np.clip(facing + 0.4, 0, 1))[:, None] + (edge * back)[:, None] * np.array([0.34, 0.27, 0.21], F) * fibre[:, None]
    # cloth: blue-violet silk with a small woven flower
    gx, gy = p[:, 0] / 0.34 + 0.5 * np.floor(p[:, 1] / 0.30), p[:, 1] / 0.30
    u, v = (gx - np.floor(gx) - 0.5) * 0.34, (gy - np.floor(gy) - 0.5) * 0.30
    petal = 0.042 * (0.62 + 0.38 * np.cos(5 * np.arctan2(v, u)))
    flower = smooth(0.008, -0.004, np.hypot(u, v) - petal) * (p[:, 1] < -1.75)
    thread = 0.03 * np.sin(p[:, 0] * 300) * np.sin(p[:, 1] * 300)
    silk = mix(lin("#2e3d72"), lin("#9aa6d0"), (flower * 0.30 + thread)[:, None])
    trim = np.clip(1 - np.abs(p[:, 1] + 1.115 + 0.10 * p[:, 2]) / 0.022, 0, 1)
    silk = mix(silk, lin("#141d3c"), np.clip(trim, 0, 1)[:, None] * 0.6)
    soft = np.clip((facing + 0.15) / 1.15, 0, 1) * (0.2 + 0.8 * shadow)
    dress = silk * (soft[:, None] * np.array([1.15, 1.08, 1.0], F) + sky * 1.0) + (0.16 * np.clip(n @ half, 0, 1) ** 12 * shadow)[:, None] * np.array([0.8, 0.85, 1.0], F) * 0.5
    dress += (edge * 0.30 * (0.4 + back))[:, None] * np.array([0.55, 0.55, 0.62], F) * occlusion[:, None]
    white = _eye(p, n, half, occlusion, shadow)
    colour = np.select([skin[:, None], hair[:, None], cloth[:, None]], [flesh, tress, dress], white)
    colour = _paint(colour, p, skin, occlusion)
    cover = np.where(near < 0.004, 1, np.clip(1 - near * scale, 0, 1)).astype(F)[hit]
    out = np.zeros((len(start), 4), F)
    out[hit, :3], out[hit, 3] = colour * cover[:, None], cover
    return out.reshape(height, width, 4)


def _skin(p):
    """The skin's own colour: warmer on cheeks, nose and ears, paler on the brow; pores and a few lines."""
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    base = np.broadcast_to(lin("#d9a684"), p.shape).astype(F)
    q = np.abs(x)
    rose = np.exp(-((q - 0.38) / 0.20) ** 2 - ((y + 0.20) / 0.18) ** 2) * 0.55 + np.exp(-(x / 0.10) ** 2 - ((y + 0.22) / 0.10) ** 2) * 0.45 * (z > 0.6)
    base = mix(base, lin("#cf8468"), np.clip(rose, 0, 1)[:, None])
    under_eye = np.exp(-((q - 0.26) / 0.13) ** 2 - ((y + 0.095) / 0.045) ** 2) * 0.28
    base = base * (1 - under_eye[:, None] * np.array([0.30, 0.42, 0.36], F))
    fold = np.exp(-((q - 0.20 - 0.25 * (-0.28 - y)) / 0.022) ** 2) * smooth(-0.56, -0.48, y) * (1 - smooth(-0.34, -0.24, y)) * (z > 0.3) * 0.22
    base = base * (1 - fold[:, None])
    pores = np.sin(x * 91 + 7 * np.sin(y * 57)) * np.sin(y * 97 + 6 * np.sin(x * 61 + z * 20))
    return base * (1 + 0.018 * pores + 0.025 * np.sin(x * 9 + 2) * np.sin(y * 11))[:, None]


def _eye(p, n, half, occlusion, shadow):
    q = sides(p)
    side = np.sign(p[:, 0])
    dx, dy = (q[:, 0] - 0.27) - 0.020 * side, q[:, 1] - 0.014
    r = np.hypot(dx, dy)
    a = np.arctan2(dy, dx)
    white = lin("#efe6de") * (0.62 * (0.35 + 0.65 * occlusion))[:, None]
    iris = mix(lin("#1c0f08"), lin("#5a3418"), (np.clip(1 - r / 0.072, 0, 1) * (0.7 + 0.3 * np.sin(a * 23)) * (dy < 0.02))[:, None]) * 0.9
    out = mix(white, iris, (1 - smooth(0.066, 0.074, r))[:, None])
    out = mix(out, lin("#050303"), (1 - smooth(0.026, 0.032, r))[:, None])
    shade = smooth(0.075, 0.02, dy)  # the upper lid's shadow
    out = out * (0.35 + 0.65 * shade)[:, None]
    spark = np.exp(-((dx * side + 0.028) / 0.013) ** 2 - ((dy - 0.030) / 0.013) ** 2)
    out = out + spark[:, None] * 0.9
    pearl = q[:, 0] > 0.60
    shine = np.clip(n @ half, 0, 1)
    return np.where(pearl[:, None], lin("#efe4d4") * (0.25 + 0.5 * shine)[:, None] + (0.8 * shine ** 40)[:, None], out)


def _paint(colour, p, skin, occlusion):
    """Brows, lashes and the colour of the lips, laid on the skin."""
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    q = np.abs(x)
    front = skin & (z > 0.35)

    def over(c, tone, amount):
        a = np.clip(amount, 0, 1) * front
        return c * (1 - a[:, None]) + tone * a[:, None]
    u = (q - 0.115) / 0.335
    arch = 0.200 + 0.055 * np.sin(np.clip(u, 0, 1) * np.pi * 0.80 + 0.15) - 0.030 * np.clip(u, 0, 1) ** 3
    thick = 0.030 * (1 - np.clip(u, 0, 1)) ** 0.6 + 0.011
    hairs = 0.86 + 0.10 * np.sin((q * 1.2 + y * 0.6) * 170) + 0.06 * np.sin((q * 0.7 + y * 1.3) * 290)
    brow = np.clip(1.3 - np.abs(y - arch) / thick, 0, 1) * smooth(-0.05, 0.08, u) * (1 - smooth(0.93, 1.04, u))
    colour = over(colour, lin("#1d1512") * 0.8, brow * hairs * 0.80)
    e = (q - 0.27) / 0.150
    upper = 0.005 + 0.054 * (1 - e * e) + 0.020 + 0.012 * e
    lash = np.clip(1 - np.abs(y - upper - 0.004) / 0.011, 0, 1) * (np.abs(e) < 1.06) * (z > 0.5)
    colour = over(colour, lin("#0c0706"), lash * 0.92)
    wing = np.clip(1 - np.abs(y - upper - 0.006) / 0.008, 0, 1) * (e > 0.7) * (e < 1.25)
    colour = over(colour, lin("#0c0706"), wing * 0.5)
    lower = 0.005 - 0.046 * (1 - e * e) + 0.012 + 0.018 * e
    colour = over(colour, lin("#5a3428"), np.clip(1 - np.abs(y - lower + 0.004) / 0.007, 0, 1) * (np.abs(e) < 0.95) * 0.5)
    crease = np.clip(1 - np.abs(y - upper - 0.045 + 0.012 * e * e) / 0.007, 0, 1) * (np.abs(e) < 1.0)
    colour = over(colour, colour * 0.62, crease * 0.6)
    lid = np.clip((y - upper) / 0.03, 0, 1) * np.clip((upper + 0.06 - y) / 0.03, 0, 1) * (np.abs(e) < 1.1)
    colour = over(colour, colour * np.array([0.90, 0.80, 0.76], F), lid * 0.6)
    m = y - 0.42 * x * x
    top = -0.478 + 0.040 * np.clip(1 - (x / 0.205) ** 2, 0, 1) ** 0.7 - 0.012 * np.exp(-(x / 0.03) ** 2)
    bottom = -0.478 - 0.068 * np.clip(1 - (x / 0.195) ** 2, 0, 1) ** 0.7
    lip = smooth(-0.008, 0.008, top - m) * smooth(-0.010, 0.010, m - bottom) * (q < 0.205)
    tint = np.clip(colour.mean(1, keepdims=True) * 2.6, 0.15, 1.5) * lin("#b8505a")
    colour = over(colour, tint, lip * 0.78)
    colour = over(colour, lin("#3a1414") * 0.7, np.clip(1 - np.abs(m + 0.478) / 0.0075, 0, 1) * (q < 0.20) * 0.85)
    return colour


def chan_dung(width=1200, height=1500):
    """Upright; whoever saves it turns the pixels and says so in EXIF."""
    shape = (height, width)
    y, x = grid(shape)
    # a garden behind a window, far out of focus
    r = rng(6)
    scene = mix(lin("#4a5a40") * 0.5, lin("#c9c79a") * 0.75, np.clip(0.25 + 0.75 * np.exp(-((x - 0.78) / 0.35) ** 2 - ((y - 0.25) / 0.4) ** 2) + 0.14 * noise(shape, width * 0.4, 3, 3), 0, 1)[..., None])
    spots = np.zeros_like(scene)
    unit = width / 1200
    for _ in range(70):
        px, py = r.uniform(0, width), r.uniform(0, height * 0.75)
        size = int(max(1, 5 * unit))
        if abs(px - width * 0.5) < width * 0.12 and py > height * 0.2:
            continue
        spots[int(py):int(py) + size, int(px):int(px) + size] += lin(r.choice(["#e9e2a8", "#b9d08a", "#f4ead0", "#8fb070"])) * r.uniform(2, 9)
    scene += lens(spots, 42 * unit) * 1.5
    bars = Mask(shape, 2).rectangle(width * 0.90, 0, width * 0.94, height).rectangle(width * 0.08, 0, width * 0.11, height).done()
    scene *= 1 - 0.35 * blur(bars, 20 * unit)[..., None]
    scene = blur(scene, 9 * unit)
    s = bust(width, height, 345 * unit)
    alpha = blur(s, 0.6)
    scene = scene * (1 - alpha[..., 3:4]) + alpha[..., :3]
    scene = glow(scene, 0.75, 22 * unit, 0.16)
    return develop(scene, 31, exposure=1.12, contrast=1.05, grain=0.007, vignette=0.30, saturation=0.96, warmth=0.01, sharpen=0.25)


def logo():
    """A book and a coconut leaf in a ring, deep red on nothing."""
    size, k = 600, 4
    shape = (size, size)
    c = size / 2
    full = Mask(shape, k).ellipse(c, c, 292).done()
    ring = np.clip(full - Mask(shape, k).ellipse(c, c, 272).done(), 0, 1)
    disc = Mask(shape, k).ellipse(c, c, 260).done()
    mark = Mask(shape, k)
    # the leaf: a bent rib that rises out of the book, leaflets to both sides
    rib = curve([(c - 2, 412), (c - 8, 320), (c - 2, 220), (c + 18, 118)], 40)
    mark.taper(rib, 12, 4)
    step = np.gradient(rib, axis=0)
    for i in range(13):
        u = 0.16 + 0.80 * i / 12
        j = int(u * (len(rib) - 1))
        here, along = rib[j], step[j] / np.hypot(*step[j])
        length = 128 * np.sin(np.pi * (0.22 + 0.70 * u)) + 14
        for side in (-1, 1):
            a = side * (1.08 - 0.45 * u)
            d = np.array([along[0] * np.cos(a) - along[1] * np.sin(a), along[0] * np.sin(a) + along[1] * np.cos(a)])
            nrm = np.array([-d[1], d[0]])
            tip = here + d * length + np.array([0, 0.10 * length])
            mid = here + d * length * 0.5
            mark.polygon(np.concatenate([curve([here, mid + nrm * 6.5, tip], 10), curve([tip, mid - nrm * 6.5, here], 10)]))
    # the open book
    for side in (-1, 1):
        outer = curve([(c + side * 5, 424), (c + side * 60, 398), (c + side * 130, 392), (c + side * 196, 408)], 20)
        inner = curve([(c + side * 196, 458), (c + side * 130, 442), (c + side * 60, 448), (c + side * 5, 476)], 20)
        mark.polygon(np.concatenate([outer, inner]))
        lower = curve([(c + side * 5, 486), (c + side * 60, 458), (c + side * 130, 452), (c + side * 196, 468)], 20)
        mark.taper(lower, 7, 7)
    m = mark.done() * disc
    alpha = np.clip(ring + disc, 0, 1)
    red, cream = np.array([142, 22, 28], F), np.array([255, 246, 226], F)
    ink = np.clip(ring + disc * (1 - m), 0, 1)
    rgb = cream + (red - cream) * (ink / np.maximum(alpha, 1e-3))[..., None]
    return np.concatenate([np.clip(rgb, 0, 255), alpha[..., None] * 255], -1).round().astype(np.uint8)
