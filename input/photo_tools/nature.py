"""Sky, water, palms and leaves."""
import numpy as np
from .canvas import F, Mask, curve, noise, rng, smooth


def clouds(shape, horizon, seed, cover=0.1, soft=1.0):
    """How thick cloud is at every point above the horizon row; clouds grow flatter and denser towards it."""
    h, w = shape
    n = horizon
    tall = max(8, int(n * 2.2))
    plane = noise((tall, w), w / 3.2, seed, 7, (0.55, 1.0), 0.55)
    y = np.linspace(0, 1, n)
    rows = np.clip((1 - (1 - y) ** 1.7) * (tall - 1), 0, tall - 1).astype(int)
    out = np.zeros(shape, F)
    out[:n] = smooth(-cover, -cover + 1.4 * soft, plane[rows])
    return out


def sun(shape, x, y, radius, spread, colour, amount=1.0):
    """Light around a sun at x, y: a disc and its haze."""
    yy, xx = np.mgrid[0:shape[0], 0:shape[1]].astype(F)
    far = np.hypot(xx - x, yy - y)
    disc = np.clip(radius - far + 0.5, 0, 1)
    haze = np.exp(-far / spread) * 0.8 + np.exp(-far / (spread * 4)) * 0.35
    return (disc[..., None] * 12 + amount * haze[..., None]) * colour


def ridge(w, base, height, seed, scale, rough=5):
    """A far shore's outline: a row for every column."""
    n = noise((3, w), scale, seed, rough)[1]
    return base - height * (0.5 + 0.5 * np.clip(n, -1, 1.6))


def canopy(w, base, tall, seed, crown, rough=0.25):
    """The outline of a wood: round crowns of several sizes side by side, with leaves along their edges."""
    r = rng(seed)
    line = np.full(w, base, F)
    x = np.arange(w, dtype=F)
    swell = 0.5 + 0.5 * np.clip(noise((3, w), crown * 7, seed, 2)[1], -0.8, 1.2)
    for _ in range(int(w / crown * 4)):
        cx, size = r.uniform(-crown, w + crown), crown * r.uniform(0.5, 1.3)
        a, b = int(max(0, cx - size)), int(min(w, cx + size))
        if a >= b:
            continue
        top = base - tall * swell[min(w - 1, max(0, int(cx)))] * r.uniform(0.35, 0.9)
        line[a:b] = np.minimum(line[a:b], top - 0.75 * np.sqrt(np.maximum(size ** 2 - (x[a:b] - cx) ** 2, 0)) + size * 0.5)
    return line + rough * crown * 0.35 * noise((3, w), max(3, crown * 0.28), seed + 1, 3)[1]


def under(shape, line):
    """Mask of what lies below a row per column."""
    yy = np.arange(shape[0], dtype=F)[:, None]
    return np.clip(yy - line[None, :] + 0.5, 0, 1)


def tile(size, seed, power=1.6, low=2):
    """A square of noise that repeats without a seam; power says how smooth it is."""
    r = rng(seed)
    f = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.fftfreq(size)[None, :]) * size
    spectrum = np.fft.fft2(r.standard_normal((size, size))) / np.maximum(f, low) ** power
    spectrum[f < low] = 0
    out = np.fft.ifft2(spectrum).real
    return (out / out.std()).astype(F)


def sample(a, u, v):
    """Reads a tile at places v (down) and u (across), between its points too."""
    n = a.shape[0]
    u0, v0 = np.floor(u), np.floor(v)
    fu, fv = (u - u0).astype(F), (v - v0).astype(F)
    u0, v0 = u0.astype(np.int64) % n, v0.astype(np.int64) % n
    u1, v1 = (u0 + 1) % n, (v0 + 1) % n
    return (a[v0, u0] * (1 - fu) + a[v0, u1] * fu) * (1 - fv) + (a[v1, u0] * (1 - fu) + a[v1, u1] * fu) * fv


def ripples(depth, w, seed, size=1.0, long=2.2, flat=0.012, octaves=4, power=1.7):
    """Waves on a level plane seen in perspective, some -2..2; d runs from 0 at the horizon to 1 at the lower edge."""
    a = tile(512, seed, power, 6)
    d = (np.arange(depth, dtype=np.float64) + 0.5) / depth
    z = 1 / (d + flat)
    x = np.arange(w, dtype=np.float64) - w / 2
    out, total = np.zeros((depth, w), F), 0
    for k in range(octaves):
        f = 2.0 ** k / size
        foot = z * z / depth * f * 90 / 40       # tile rows stepped over by one pixel row
        fade = np.clip(1.6 - foot / 14, 0, 1).astype(F)[:, None]
        amount = 0.62 ** k
        v = np.broadcast_to((z * 90 * f + 37 * k)[:, None], (depth, w))
        u = x[None, :] * z[:, None] * (90 * f / depth / long * 1.6) + 91 * k
        out += amount * fade * sample(a, u, v)
        total += amount ** 2
    return out / F(np.sqrt(total)), d.astype(F)


def mirror(picture, horizon, seed, ripple=1.0, near=26.0, far=1.2, size=1.0, long=2.2):
    """What water below the horizon row reflects of the picture above it: waves grow towards the viewer."""
    h, w = picture.shape[:2]
    depth = h - horizon
    waves, d = ripples(depth, w, seed, size, long)
    rows = np.arange(depth, dtype=F)
    shift = (np.abs(waves) * 0.6 + waves) * (far + near * d[:, None]) * ripple
    src = np.clip(horizon - 1 - rows[:, None] * 0.92 - shift, 0, horizon - 1)
    low = np.floor(src).astype(int)
    t = (src - low)[..., None].astype(F)
    cols = np.clip(np.arange(w)[None, :] + (waves * 5.0 * d[:, None]).astype(int), 0, w - 1)
    out = picture[low, cols] * (1 - t) + picture[np.minimum(low + 1, horizon - 1), cols] * t
    return out, waves, d


def frond(mask, x, y, length, angle, droop, r, leaflets=34, width=0.02, hang=1.0):
    """One palm leaf from x, y: a bent rib with narrow leaflets that hang down from it."""
    t = np.linspace(0, 1, 40)
    px = x + length * (np.cos(angle) * t)
    py = y - length * (np.sin(angle) * t) + droop * length * t * t * (1 + 0.4 * t)
    rib = np.stack([px, py], 1)
    mask.taper(rib, length * 0.022, length * 0.005)
    step = np.gradient(rib, axis=0)
    for i in range(leaflets):
        u = 0.10 + 0.9 * i / leaflets
        k = min(39, int(u * 39))
        here, along = rib[k], step[k] / (np.hypot(*step[k]) + 1e-9)
        size = length * (0.32 * np.sin(np.pi * min(1, 0.16 + u * 0.86)) + 0.03) * r.uniform(0.8, 1.1)
        for side in (-1, 1):
            spread = side * r.uniform(0.75, 1.05) * (1 - 0.45 * u)
            direction = np.array([along[0] * np.cos(spread) - along[1] * np.sin(spread), along[0] * np.sin(spread) + along[1] * np.cos(spread)])
            tip = here + direction * size + np.array([0, size * hang * (0.22 + 0.35 * r.random())])
            middle = here + direction * size * 0.55 + np.array([0, size * 0.04])
            mask.taper(np.stack([here, middle, tip]), length * width, 0.3)


def crown_of(mask, x, y, length, r, fronds, wind=0.12, leaflets=34, width=0.02):
    """A coconut palm's head: leaves to all sides, the upper ones bow over, the lowest hang; a few nuts."""
    for i in range(fronds):
        angle = np.pi * (-0.34 + 1.68 * (i + r.uniform(0.05, 0.95)) / fronds)
        side = abs(np.cos(angle))
        droop = (0.20 + 0.42 * side) * r.uniform(0.75, 1.25)
        reach = length * r.uniform(0.72, 1.1) * (0.80 + 0.20 * side)
        frond(mask, x, y, reach, angle - wind * r.uniform(0.3, 1.5), droop, r, leaflets, width, 0.55 + 0.75 * side)
    for _ in range(6):
        mask.ellipse(x + r.normal(0, length * 0.05), y + length * r.uniform(0.04, 0.11), length * 0.036, length * 0.042)


def palm(shape, x, y, height, seed, lean=0.1, spread=0.42, fronds=15, scale=2, wind=0.12):
    """A coconut palm whose foot stands at x, y: masks of its trunk and of its crown, and where its crown is."""
    r = rng(seed)
    trunk, crown = Mask(shape, scale), Mask(shape, scale)
    top = (x + lean * height, y - height)
    line = curve([(x, y), (x + lean * height * 0.30, y - height * 0.35), (x + lean * height * 0.74, y - height * 0.75), top])
    trunk.taper(line, height * 0.040, height * 0.019)
    trunk.ellipse(x, y, height * 0.032, height * 0.02)
    crown_of(crown, top[0], top[1], height * spread, r, fronds, wind)
    return trunk.done(), crown.done(), top


def nipa(mask, x, y, height, seed, leaves=9):
    """A clump of nipa palm: leaves that rise steeply from the mud and bend at their tips."""
    r = rng(seed)
    for _ in range(leaves):
        angle = np.pi / 2 + r.normal(0, 0.38)
        frond(mask, x + r.normal(0, height * 0.10), y, height * r.uniform(0.7, 1.1), angle, r.uniform(0.1, 0.35), r, 22, 0.022)
