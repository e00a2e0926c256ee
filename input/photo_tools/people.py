"""People as rounded solids: capsules and ellipsoids that melt into each other (signed distances), seen by rays and lit by a
lamp, the sky and what is near. Lengths in metres, y up, the figure looks towards +z, its feet stand at y = 0."""
import numpy as np
from .canvas import F, blur, lin, rng, smooth

SKIN, HAIR, SHIRT, TROUSERS, SHOES, EXTRA, FRAME, PAPER = range(8)


class Figure:
    def __init__(self, skin="#c58f6b", hair="#15110f", shirt="#f2f0ea", trousers="#23262f", shoes="#1a1512", extra="#b3202a"):
        self.parts = []  # (material, kind, numbers)
        self.colours = [lin(c) for c in (skin, hair, shirt, trousers, shoes, extra, "#6b4521", "#f4ecd6")]
        self.face = None
        self.front = None

    def hat(self):
        add_hat(self, *self.face)
        return self

    def panel(self, material, top, bottom, wide_top, wide_bottom, z_top, z_bottom, thick=0.016):
        """A cloth that hangs from y top to bottom and grows wider and further out."""
        self.parts.append((material, "panel", (F(top), F(bottom), F(wide_top), F(wide_bottom), F(z_top), F(z_bottom), F(thick))))
        return self

    def capsule(self, material, a, b, ra, rb=None):
        self.parts.append((material, "capsule", (np.array(a, F), np.array(b, F), F(ra), F(ra if rb is None else rb))))
        return self

    def ball(self, material, centre, radii, turn=0.0):
        radii = np.broadcast_to(np.array(radii, F), (3,))
        self.parts.append((material, "ball", (np.array(centre, F), radii, F(turn))))
        return self

    def block(self, material, centre, half, turn=0.0, tilt=0.0, round=0.005):
        self.parts.append((material, "block", (np.array(centre, F), np.array(half, F), F(turn), F(tilt), F(round))))
        return self

    def limb(self, upper, lower, shoulder, elbow, wrist, radii=(0.047, 0.041, 0.028), hand=True, sleeve=1.0):
        """An arm; sleeve 1 reaches the wrist, 0.5 the elbow."""
        shoulder, elbow, wrist = (np.array(v, F) for v in (shoulder, elbow, wrist))
        self.capsule(upper, shoulder, elbow, radii[0], radii[1])
        if sleeve < 0.6:
            self.capsule(SKIN, elbow, wrist, radii[1] * 0.92, radii[2])
        else:
            self.capsule(lower, elbow, wrist, radii[1], radii[2] * 1.1)
        if hand:
            along = (wrist - elbow) / (np.linalg.norm(wrist - elbow) + 1e-6)
            self.capsule(SKIN, wrist, wrist + along * 0.075, 0.028, 0.022)
        return self

    def head(self, centre, size=1.0, long_hair=False, bun=False, back=False, turn=0.0, nod=0.0, neck_to=None):
        """A head with its hair; where the face is, features are painted on. turn and nod move it on its neck."""
        c, s = np.array(centre, F), size
        cn, sn = np.cos(nod), np.sin(nod)
        move = _turn(turn) @ np.array([[1, 0, 0], [0, cn, -sn], [0, sn, cn]], F)

        def put(material, at, radii):
            self.parts.append((material, "egg", (c + move @ np.array(at, F) * s, np.array(radii, F) * s, move)))
        put(SKIN, (0, 0.0, 0.008), (0.073, 0.098, 0.086))
        put(SKIN, (0, -0.058, 0.030), (0.050, 0.056, 0.053))
        put(SKIN, (0, -0.088, 0.048), (0.026, 0.020, 0.022))
        put(SKIN, (0, -0.018, 0.096), (0.012, 0.024, 0.016))
        for side in (-1, 1):
            put(SKIN, (side * 0.076, -0.012, -0.004), (0.010, 0.026, 0.016))
            put(SKIN, (side * 0.038, -0.018, 0.050), (0.028, 0.024, 0.026))
        put(HAIR, (0, 0.042, -0.022), (0.080, 0.076, 0.088))
        put(HAIR, (0, -0.006, -0.038), (0.075, 0.086, 0.068))
        put(HAIR, (0.014, 0.086, 0.026), (0.056, 0.024, 0.048))
        neck = c + move @ np.array([0, -0.055, -0.012], F) * s
        self.capsule(SKIN, neck, (0, c[1] - 0.175 * s, c[2] - 0.03 * s) if neck_to is None else neck_to, 0.046 * s, 0.054 * s)
        if long_hair:
            put(HAIR, (0, -0.085, -0.054), (0.076, 0.12, 0.048))
            put(HAIR, (0, -0.19, -0.072), (0.088, 0.13, 0.034))
            for side in (-1, 1):
                put(HAIR, (side * 0.067, -0.040, -0.008), (0.024, 0.095, 0.044))
        if bun:
            put(HAIR, (0, -0.01, -0.112), (0.042, 0.040, 0.036))
        self.face = None if back else (c, s, move)
        return self


def add_hat(f, centre, size=1.0, move=None):
    """A conical hat of palm leaves."""
    move = np.eye(3, dtype=F) if move is None else move
    f.parts.append((PAPER, "cone", (np.array(centre, F) + move @ np.array([0, 0.042, -0.005], F) * F(size), F(0.205 * size), F(0.125 * size), move)))


def torso(f, material, chest=1.28, waist=1.02, width=0.17, depth=0.105, belly=0.0):
    f.ball(material, (0, chest, -0.005), (width * 0.98, 0.17, depth * 1.02))
    f.ball(material, (0, (chest + waist) / 2, 0.008 + belly / 2), (width * 0.90, 0.20, depth * 0.98 + belly))
    f.ball(material, (0, waist - 0.03, 0), (width * 0.95, 0.13, depth * 1.05))
    for side in (-1, 1):  # the slope from neck to shoulder
        f.capsule(material, (side * 0.05, chest + 0.150, -0.022), (side * width * 0.98, chest + 0.092, -0.015), 0.040, 0.046)
    return f


def man(pose="clap", suit=False, short=True, turn=0.0, nod=0.0, lean=0.0, **colours):
    f = Figure(**colours)
    top = EXTRA if suit else SHIRT
    torso(f, top, width=0.172, belly=0.012)
    f.front = "suit" if suit else "shirt"
    collar = SHIRT
    for side in (-1, 1):
        f.capsule(collar, (side * 0.052, 1.440, -0.045), (side * 0.020, 1.412, 0.052), 0.016, 0.012)
    f.ball(TROUSERS, (0, 0.925, -0.002), (0.174, 0.115, 0.124))
    f.ball(SHOES, (0, 1.000, 0.0), (0.172, 0.016, 0.122))
    for side in (-1, 1):
        f.capsule(TROUSERS, (side * 0.080, 0.90, 0), (side * 0.092, 0.50, 0.016), 0.090, 0.066)
        f.capsule(TROUSERS, (side * 0.092, 0.50, 0.016), (side * 0.100, 0.08, -0.012), 0.066, 0.060)
        f.ball(SHOES, (side * 0.110, 0.035, 0.055), (0.048, 0.038, 0.125))
    arms(f, pose, top, sleeve=0.5 if short and not suit else 1.0, width=0.190)
    f.head((lean, 1.555, 0.012), turn=turn, nod=nod)
    return f


def woman(pose="clap", bun=False, turn=0.0, nod=0.0, lean=0.0, **colours):
    """In an áo dài: a tunic to the shins over wide white trousers."""
    f = Figure(**colours)
    torso(f, EXTRA, chest=1.21, waist=0.99, width=0.142, depth=0.088)
    for side in (-1, 1):
        f.ball(EXTRA, (side * 0.058, 1.225, 0.064), (0.058, 0.062, 0.050))
    f.ball(EXTRA, (0, 0.87, 0), (0.158, 0.14, 0.108))
    f.panel(EXTRA, 1.00, 0.26, 0.112, 0.165, 0.082, 0.158)
    f.panel(EXTRA, 0.88, 0.26, 0.132, 0.170, -0.112, -0.140)
    for side in (-1, 1):
        f.capsule(TROUSERS, (side * 0.068, 0.85, 0), (side * 0.100, 0.11, 0), 0.095, 0.092)
        f.ball(SHOES, (side * 0.095, 0.028, 0.07), (0.04, 0.03, 0.10))
    f.capsule(EXTRA, (0, 1.345, -0.018), (0, 1.405, -0.014), 0.055, 0.051)
    arms(f, pose, EXTRA, sleeve=1.0, width=0.158, drop=-0.075)
    f.head((lean, 1.475, 0.008), size=0.95, long_hair=not bun, bun=bun, turn=turn, nod=nod)
    return f


def runner(phase=0.0, **colours):
    """Someone in full run towards +z: shirt, shorts, a baton in the right hand."""
    f = Figure(**colours)
    lean = 0.10
    hip, chest = np.array([0, 0.93, 0], F), np.array([0, 1.30, lean], F)
    f.capsule(SHIRT, hip + np.array([0, 0.10, 0.02], F), chest, 0.130, 0.140)
    for side in (-1, 1):
        f.capsule(SHIRT, (side * 0.06, 1.40, lean - 0.01), (side * 0.16, 1.37, lean), 0.044, 0.050)
    f.ball(TROUSERS, hip, (0.155, 0.12, 0.115))
    for side in (-1, 1):
        fore = side * np.sign(phase) > 0
        knee = np.array([side * 0.09, 0.66 if fore else 0.50, 0.36 if fore else -0.02], F)
        ankle = np.array([side * 0.09, 0.30 if fore else 0.42, 0.20 if fore else -0.40], F)
        thigh = hip + np.array([side * 0.085, -0.03, 0], F)
        f.capsule(TROUSERS, thigh, thigh + (knee - thigh) * 0.62, 0.098, 0.088)
        f.capsule(SKIN, thigh + (knee - thigh) * 0.5, knee, 0.072, 0.056)
        f.capsule(SKIN, knee, ankle, 0.058, 0.038)
        toe = ankle + (np.array([0, -0.05, 0.15], F) if fore else np.array([0, -0.12, -0.05], F))
        f.capsule(SHOES, ankle - np.array([0, 0.03, 0], F), toe, 0.042, 0.034)
        shoulder = np.array([side * 0.190, 1.375, lean], F)
        elbow = shoulder + np.array([side * 0.06, -0.26, -0.16 if fore else 0.10], F)
        hand = elbow + (np.array([-side * 0.05, 0.02, 0.24], F) if fore else np.array([-side * 0.12, 0.20, 0.16], F))
        f.capsule(SHIRT, shoulder, shoulder + (elbow - shoulder) * 0.5, 0.056, 0.054)
        f.limb(SKIN, SKIN, shoulder, elbow, hand, radii=(0.046, 0.040, 0.028))
        if side < 0:
            f.capsule(EXTRA, hand + np.array([0, -0.08, 0.08], F), hand + np.array([0, 0.16, 0.08], F), 0.016)
    f.ball(PAPER, chest + np.array([0, -0.05, 0.118], F), (0.075, 0.085, 0.028))
    f.head((0, 1.575, lean + 0.05), nod=0.05, neck_to=chest + np.array([0, 0.08, -0.01], F))
    return f


def planter(reach=0.0, hat="cloth", stride=0.1, **colours):
    """Someone bent down to the mud, a seedling in his hands."""
    f = Figure(**colours)
    hip, chest = np.array([0, 0.84, -0.16], F), np.array([0, 1.06, 0.26 + reach], F)
    f.capsule(TROUSERS, hip + np.array([0, 0, 0.02], F), hip + np.array([0, 0.03, 0.05], F), 0.145, 0.14)
    f.capsule(SHIRT, hip + np.array([0, 0.05, 0.06], F), chest, 0.135, 0.145)
    for side in (-1, 1):
        z = stride * side
        f.capsule(TROUSERS, hip + np.array([side * 0.085, -0.02, 0], F), (side * 0.12, 0.43, 0.06 + z), 0.092, 0.070)
        if side > 0:
            f.capsule(TROUSERS, (side * 0.12, 0.43, 0.06 + z), (side * 0.126, 0.20, 0.01 + z), 0.066, 0.060)
        f.capsule(SKIN, (side * 0.12, 0.43, 0.06 + z), (side * 0.13, -0.05, -0.02 + z), 0.058, 0.046)
        shoulder = chest + np.array([side * 0.155, 0.01, 0.06], F)
        hand = np.array([side * 0.05, 0.40, 0.42 + reach], F)
        elbow = (shoulder + hand) / 2 + np.array([side * 0.09, 0.02, 0.02], F)
        f.limb(SHIRT, SHIRT, shoulder, elbow, hand, sleeve=0.5 if side > 0 else 1.0)
    f.capsule(EXTRA, (0, 0.42, 0.45 + reach), (0.01, 0.12, 0.45 + reach), 0.012, 0.010)
    f.ball(EXTRA, (0, 0.55, 0.46 + reach), (0.07, 0.09, 0.05))
    f.head(chest + np.array([0, 0.11, 0.25], F), nod=0.80, neck_to=chest + np.array([0, 0.03, 0.08], F))
    c, _, move = f.face
    if hat == "leaf":
        add_hat(f, c, 1.0, move)
    elif hat:
        for at, radii in (((0, 0.060, -0.014), (0.100, 0.078, 0.108)), ((0, 0.040, 0.0), (0.150, 0.016, 0.158))):
            f.parts.append((PAPER, "egg", (c + move @ np.array(at, F), np.array(radii, F), move)))
    return f


def arms(f, pose, material, sleeve, width=0.2, drop=0.0):
    y = 1.385 + drop
    for side in (-1, 1):
        s = (side * width, y, -0.005)
        if pose == "clap":
            e, w = (side * (width + 0.055), y - 0.26, 0.07), (side * 0.035, y - 0.19, 0.27)
        elif pose == "down":
            e, w = (side * (width + 0.05), y - 0.28, -0.01), (side * (width + 0.055), y - 0.53, 0.05)
        elif pose == "hold":  # both hands before the body, holding something
            e, w = (side * (width + 0.06), y - 0.25, 0.06), (side * 0.19, y - 0.25, 0.30)
        elif pose == "front":  # hands folded
            e, w = (side * (width + 0.07), y - 0.27, 0.03), (side * 0.03, y - 0.44, 0.16)
        elif pose == "give":  # both arms stretched forward
            e, w = (side * (width + 0.02), y - 0.21, 0.15), (side * 0.15, y - 0.20, 0.40)
        else:
            raise ValueError(pose)
        f.limb(material, material, s, e, w, sleeve=sleeve)


# ---- seeing ----

def _turn(angle):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], F)


def _distance(parts, p, melt=0.035):
    """Distance to every material's solid: {material: plane}. Parts of one material melt together."""
    out = {}
    for material, kind, v in parts:
        if kind == "capsule":
            a, b, ra, rb = v
            ab = b - a
            q = p - a
            t = np.clip(q @ ab / (ab @ ab + F(1e-9)), 0, 1)
            q = q - t[:, None] * ab
            d = np.sqrt(np.einsum("ij,ij->i", q, q)) - (ra + (rb - ra) * t)
        elif kind == "ball":
            c, r, turn = v
            q = p - c
            if turn:
                q = q @ _turn(turn)
            k0 = np.sqrt(np.einsum("ij,ij->i", q / r, q / r)) + F(1e-6)
            k1 = np.sqrt(np.einsum("ij,ij->i", q / (r * r), q / (r * r))) + F(1e-6)
            d = k0 * (k0 - 1) / k1
        elif kind == "egg":
            c, r, move = v
            q = (p - c) @ move
            k0 = np.sqrt(np.einsum("ij,ij->i", q / r, q / r)) + F(1e-6)
            k1 = np.sqrt(np.einsum("ij,ij->i", q / (r * r), q / (r * r))) + F(1e-6)
            d = k0 * (k0 - 1) / k1
        elif kind == "cone":
            c, radius, tall, move = v
            q = (p - c) @ move
            slope = (np.hypot(q[:, 0], q[:, 2]) - radius * (1 - q[:, 1] / tall)) * (tall / np.hypot(tall, radius))
            d = np.maximum(slope, -q[:, 1]) - F(0.003)
        elif kind == "panel":
            top, bottom, wide_top, wide_bottom, z_top, z_bottom, thick = v
            t = np.clip((top - p[:, 1]) / (top - bottom), 0, 1)
            qx = np.abs(p[:, 0]) - (wide_top + (wide_bottom - wide_top) * t)
            wave = F(0.010) * t * np.sin(p[:, 0] * F(42) + F(1.3))
            qz = np.abs(p[:, 2] - (z_top + (z_bottom - z_top) * t) - wave + np.sign(z_top) * F(1.6) * p[:, 0] ** 2) - thick * F(0.3)
            qy = np.maximum(p[:, 1] - top, bottom - p[:, 1])
            q = np.stack([qx, qy, qz], 1)
            d = (np.sqrt((np.maximum(q, 0) ** 2).sum(1)) + np.minimum(q.max(1), 0) - thick * F(0.5)) * F(0.8)
        else:
            c, half, turn, tilt, rounding = v
            q = p - c
            if turn:
                q = q @ _turn(turn)
            if tilt:
                ct, st = np.cos(tilt), np.sin(tilt)
                q = q @ np.array([[1, 0, 0], [0, ct, -st], [0, st, ct]], F).T
            q = np.abs(q) - half
            d = np.sqrt((np.maximum(q, 0) ** 2).sum(1)) + np.minimum(q.max(1), 0) - rounding
        if material == TROUSERS:
            d = np.maximum(d, F(0.045) - p[:, 1])  # hems are cut, not round
        if material in out:
            k = F(melt if kind != "block" else 0.001)
            h = np.maximum(k - np.abs(out[material] - d), 0) / k
            out[material] = np.minimum(out[material], d) - h * h * k * F(0.25)
        else:
            out[material] = d
    return out


def _nearest(parts, p):
    by = _distance(parts, p)
    keys = list(by)
    stack = np.stack([by[k] for k in keys])
    return stack.min(0), np.array(keys)[stack.argmin(0)]


def _field(parts, p):
    return _nearest(parts, p)[0]


def see(figure, height, yaw=0.0, light=(-0.5, 0.8, 0.6), key=(1.0, 0.95, 0.86), fill=(0.30, 0.31, 0.36), rim=(0.35, 0.3, 0.3), bounce=(0.10, 0.07, 0.05),
        seed=1, top=1.78, bottom=-0.02, half=0.62, pitch=0.0, folds=1.0):
    """Renders the figure `height` pixels high for its 1.80 m; yaw turns it to its left. Answers premultiplied RGBA in linear light; its lower
    edge is at `bottom` and its middle column at the figure's axis."""
    scale = height / (top - bottom)
    w, h = int(round(2 * half * scale)), height
    turn = _turn(yaw)
    if pitch:  # the camera looks down a little
        cp, sp = np.cos(pitch), np.sin(pitch)
        turn = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]], F) @ turn
    parts = figure.parts
    ys, xs = np.mgrid[0:h, 0:w].astype(F)
    origin = np.stack([(xs + 0.5 - w / 2) / scale, top - (ys + 0.5) / scale, np.full_like(xs, 1.2)], -1).reshape(-1, 3)
    centre = np.array([0, (top + bottom) / 2 if pitch else 0, 0], F)
    ray = np.array([0, 0, -1], F) @ turn
    start = (origin - centre) @ turn + centre
    t = np.zeros(len(start), F)
    alive = np.arange(len(start))
    near = np.full(len(start), 9, F)
    # a coarse look first: rays that pass everything by a wide margin are dropped early
    for _ in range(48):
        d = _field(parts, start[alive] + t[alive, None] * ray)
        near[alive] = np.minimum(near[alive], d)
        t[alive] += d * F(0.95)
        alive = alive[(d > 0.0006) & (t[alive] < 2.4)]
        if not len(alive):
            break
    cover = np.where(near < 0.0012, 1, np.clip(1 - near * scale, 0, 1)).astype(F)
    hit = np.nonzero((near < 1.0 / scale) & (t < 2.4))[0]
    p = start[hit] + t[hit, None] * ray
    _, material = _nearest(parts, p)
    e = F(0.0012)
    k = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], F)
    n = sum(v * _field(parts, p + v * e)[:, None] for v in k)
    n /= np.linalg.norm(n, axis=1)[:, None] + F(1e-9)
    cloth = np.isin(material, (SHIRT, TROUSERS, EXTRA))
    n = np.where(cloth[:, None], _folded(n, p, seed, folds), n)
    hair = material == HAIR
    L = np.array(light, F)
    L = (L / np.linalg.norm(L)) @ turn
    occlusion = np.ones(len(p), F)
    for far in (0.02, 0.05, 0.11):
        occlusion -= F(0.42) * np.clip(far - _field(parts, p + n * F(far)), 0, far) / F(far)
    occlusion = np.clip(occlusion, 0.12, 1)
    shadow = np.ones(len(p), F)
    walk = np.full(len(p), 0.03, F)
    for _ in range(9):
        d = _field(parts, p + n * F(0.006) + L * walk[:, None])
        shadow = np.minimum(shadow, np.clip(6 * d / walk, 0, 1))
        walk += np.clip(d, 0.02, 0.12)
    facing = n @ L
    wrap = np.where(material == SKIN, 0.28, 0.12)
    diffuse = np.clip((facing + wrap) / (1 + wrap), 0, 1) * (0.12 + 0.88 * shadow)
    eye = -ray
    ny = (n @ turn.T)[:, 1]  # up in the world
    grazing = np.clip(1 - n @ eye, 0, 1) ** 3
    albedo = np.stack(figure.colours)[material]
    colour = albedo * (np.array(key, F) * diffuse[:, None] + np.array(fill, F) * (occlusion * (0.65 + 0.35 * ny))[:, None]
                       + np.array(bounce, F) * (occlusion * np.clip(0.5 - 0.5 * ny, 0, 1))[:, None])
    colour += np.array(rim, F) * (grazing * occlusion * np.where(hair, 0.35, 0.30) * np.clip(0.5 + 0.5 * ny, 0, 1))[:, None]
    half_way = L + eye
    half_way /= np.linalg.norm(half_way)
    shine = np.clip(n @ half_way, 0, 1)
    gloss = np.select([hair, material == SKIN, material == SHOES], [0.10 * shine ** 18, 0.06 * shine ** 14, 0.25 * shine ** 40], 0)
    colour += (gloss * shadow)[:, None] * np.array(key, F)
    if figure.face is not None:
        colour = _paint_face(colour, p, material, *figure.face)
    if figure.front:
        colour = _paint_front(colour, p, n, material, figure.front)
    out = np.zeros((len(start), 4), F)
    out[hit, :3] = colour * cover[hit, None]
    out[hit, 3] = cover[hit]
    return out.reshape(h, w, 4)


def _folded(n, p, seed, amount):
    """Cloth: the normals of long soft folds that hang down."""
    r = rng(seed)
    bend = np.zeros_like(n)
    for i in range(7):
        wave = r.normal(0, 1, 3).astype(F) * np.array([26, 11, 26], F) * F(0.5 + 0.3 * i)
        phase = p @ wave + F(r.uniform(0, 6.28)) + 1.1 * np.sin(p[:, 1] * F(r.uniform(6, 16)) + F(r.uniform(0, 6)))
        bend += np.cos(phase)[:, None] * wave / np.linalg.norm(wave) * F(0.075 / (1 + 0.25 * i))
    n = n + bend * F(amount)
    return n / (np.linalg.norm(n, axis=1)[:, None] + F(1e-9))


def _paint_front(colour, p, n, material, kind):
    """A shirt's button strip and pocket, or the white wedge and the tie of a suit."""
    front = smooth(0.1, 0.5, n[:, 2])
    x, y = p[:, 0], p[:, 1]
    if kind == "shirt":
        on = (material == SHIRT) * front
        strip = np.clip(1 - np.abs(np.abs(x) - 0.016) / 0.0025, 0, 1) * (y < 1.40)
        pocket = np.clip(1 - np.abs(np.maximum(np.abs(x - 0.075) - 0.042, np.abs(y - 1.245) - 0.05)) / 0.0025, 0, 1)
        return colour * (1 - 0.28 * np.maximum(strip, pocket) * on)[:, None]
    on = (material == EXTRA) * front * (y > 1.12) * (y < 1.44)
    wedge = np.clip((0.060 * (y - 1.12) / 0.3 - np.abs(x)) / 0.003, 0, 1) * on
    tie = np.clip((0.012 + 0.020 * np.clip((1.40 - y) / 0.3, 0, 1) - np.abs(x)) / 0.002, 0, 1) * on
    light = colour.mean(1, keepdims=True)
    light = light / max(float(np.percentile(light[material == EXTRA], 90)), 1e-4) if (material == EXTRA).any() else light
    colour = _over(colour, np.clip(light, 0.25, 1.1) * np.array([0.82, 0.80, 0.76], F), wedge)
    return _over(colour, np.clip(light, 0.25, 1.1) * np.array([0.28, 0.02, 0.03], F), tie * wedge)


def _paint_face(colour, p, material, c, s, move):
    """Brows, eyes, lips, a little red on the cheeks: what one sees of a face some metres away."""
    q = (p - c) @ move / F(s)
    front = smooth(0.02, 0.06, q[:, 2]) * (material == SKIN)

    def spot(x, y, rx, ry, hard=2.0):
        return np.clip((1 - ((q[:, 0] - x) / rx) ** 2 - ((q[:, 1] - y) / ry) ** 2) * hard, 0, 1) * front
    dark, lips = np.array([0.035, 0.022, 0.018], F), np.array([0.30, 0.075, 0.065], F)
    for side in (-1, 1):
        colour = _over(colour, dark * 4, spot(side * 0.031, 0.012, 0.022, 0.013, 1.0) * 0.35)
        colour = _over(colour, dark, spot(side * 0.031, 0.012, 0.0155, 0.0055) * 0.9)
        colour = _over(colour, dark, spot(side * 0.032, 0.034, 0.021, 0.0048) * 0.75)
        colour = _over(colour, colour * np.array([1.12, 0.86, 0.84], F), spot(side * 0.045, -0.025, 0.028, 0.024, 1.0) * 0.6)
        colour = _over(colour, dark * 3, spot(side * 0.0085, -0.041, 0.006, 0.0035) * 0.6)
    colour = _over(colour, lips * np.clip(colour.mean(1, keepdims=True) * 3, 0.2, 1.3), spot(0, -0.066, 0.025, 0.0085) * 0.75)
    q[:, 1] -= 7 * q[:, 0] ** 2  # the corners of the mouth go up
    return _over(colour, dark * 2, spot(0, -0.0665, 0.023, 0.0016) * 0.7)


def _over(base, colour, amount):
    return base * (1 - amount[:, None]) + colour * amount[:, None]


def soften(sprite, radius):
    """The sprite out of focus; its frame grows so that nothing is cut."""
    m = int(np.ceil(radius * 3))
    return blur(np.pad(sprite, ((m, m), (m, m), (0, 0))), radius), m
