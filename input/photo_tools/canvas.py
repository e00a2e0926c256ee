"""Painting with light: linear RGB in float32, masks, blurs, film. Everything is seeded, nothing reads the clock."""
import numpy as np
from PIL import Image, ImageDraw, ImageFont

F = np.float32


def rng(seed):
    return np.random.default_rng(seed)


def lin(*rgb):
    """An sRGB colour, "#aabbcc" or three numbers 0..255, as linear light."""
    if isinstance(rgb[0], str):
        text = rgb[0].lstrip("#")
        rgb = [int(text[i:i + 2], 16) for i in (0, 2, 4)]
    c = np.array(rgb, F) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).astype(F)


def to_srgb(light):
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def resize(a, size, method=Image.BICUBIC):
    """Resizes a float plane or picture to (height, width)."""
    h, w = size
    if a.ndim == 3:
        return np.stack([resize(a[..., i], size, method) for i in range(a.shape[2])], -1)
    return np.asarray(Image.fromarray(np.ascontiguousarray(a, F), "F").resize((w, h), method), F)


def noise(shape, scale, seed, octaves=4, stretch=(1, 1), gain=0.5):
    """Fractal noise about 0, some -1..1; scale is the size of its largest features in pixels; stretch (y, x)."""
    h, w = shape
    r, out, amount, total = rng(seed), np.zeros(shape, F), 1.0, 0.0
    for _ in range(octaves):
        gh, gw = max(2, int(h / (scale * stretch[0])) + 3), max(2, int(w / (scale * stretch[1])) + 3)
        grid = r.standard_normal((gh, gw)).astype(F)
        out += amount * resize(grid, shape)
        total += amount * amount
        amount *= gain
        scale /= 2
        if scale < 1:
            break
    return out / F(np.sqrt(total) * 1.2)


def smooth(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return (t * t * (3 - 2 * t)).astype(F)


def mix(a, b, t):
    return a + (b - a) * t


def grid(shape):
    """y and x from 0 to 1 as columns and rows that broadcast."""
    h, w = shape
    return np.linspace(0, 1, h, dtype=F)[:, None], np.linspace(0, 1, w, dtype=F)[None, :]


def ramp(shape, stops):
    """A vertical gradient; stops are (y 0..1, linear colour)."""
    y = np.linspace(0, 1, shape[0])
    at = [s[0] for s in stops]
    column = np.stack([np.interp(y, at, [s[1][i] for s in stops]) for i in range(3)], -1).astype(F)
    return np.repeat(column[:, None, :], shape[1], 1)


def box(a, r, axis):
    n = 2 * r + 1
    pad = [(0, 0)] * a.ndim
    pad[axis] = (r + 1, r)
    c = np.cumsum(np.pad(a, pad, mode="edge"), axis=axis, dtype=np.float64)
    hi = [slice(None)] * a.ndim
    lo = [slice(None)] * a.ndim
    hi[axis], lo[axis] = slice(n, None), slice(None, -n)
    return ((c[tuple(hi)] - c[tuple(lo)]) / n).astype(F)


def blur(a, radius, across=None):
    """Gaussian blur by three boxes; wide ones on a smaller copy. radius is the deviation down, across the one sideways."""
    across = radius if across is None else across
    least = min(v for v in (radius, across) if v > 0) if max(radius, across) > 0 else 0
    if least <= 0.3 and max(radius, across) <= 0.3:
        return a
    if least > 8 and min(a.shape[:2]) > 64:
        f = int(least // 4)
        h, w = a.shape[:2]
        small = (max(8, h // f), max(8, w // f))
        return resize(blur(resize(a, small, Image.BOX), radius / f, across / f), (h, w))
    for axis, deviation in ((0, radius), (1, across)):
        left = deviation * deviation
        for k in (3, 2, 1):
            r = int(round((np.sqrt(12 * left / k + 1) - 1) / 2))
            if r > 0:
                a = box(a, r, axis)
                left = max(0, left - ((2 * r + 1) ** 2 - 1) / 12)
    return a


def lens(a, radius, blades=0):
    """Out of focus: a disc (or a polygon of blades) for every point of light, as a lens makes it."""
    if radius < 0.7:
        return a
    h, w = a.shape[:2]
    p = int(radius) + 2
    y, x = np.mgrid[-p:p + 1, -p:p + 1].astype(F)
    far = np.hypot(x, y)
    if blades:
        angle = np.arctan2(y, x) % (2 * np.pi / blades) - np.pi / blades
        far = far * np.cos(angle) / np.cos(np.pi / blades) * 0.97
    kernel = np.clip(radius + 0.5 - far, 0, 1) * (1 + 0.25 * smooth(radius * 0.6, radius, far))
    kernel /= kernel.sum()
    shape = [n + 2 * p for n in (h, w)]
    spectrum = np.fft.rfft2(kernel, shape)
    planes = a[..., None] if a.ndim == 2 else a
    out = np.empty_like(planes)
    for i in range(planes.shape[2]):
        padded = np.pad(planes[..., i], p, mode="edge")
        full = np.fft.irfft2(np.fft.rfft2(padded, shape) * spectrum, shape)
        out[..., i] = np.roll(full, (-p, -p), (0, 1))[p:p + h, p:p + w]
    return np.maximum(out[..., 0] if a.ndim == 2 else out, 0)


class Mask:
    """A plane 0..1 drawn with straight and round things at three times the size, so that edges are smooth."""

    def __init__(self, shape, scale=3):
        self.shape, self.scale = shape, scale
        self.image = Image.new("L", (shape[1] * scale, shape[0] * scale), 0)
        self.draw = ImageDraw.Draw(self.image)

    def _at(self, points):
        return [(float(x) * self.scale, float(y) * self.scale) for x, y in points]

    def polygon(self, points, value=255):
        self.draw.polygon(self._at(points), fill=value)
        return self

    def line(self, points, width, value=255):
        self.draw.line(self._at(points), fill=value, width=max(1, int(round(width * self.scale))), joint="curve")
        return self

    def taper(self, points, start, end, value=255):
        """A stroke whose width runs from start to end."""
        points = np.asarray(points, float)
        n = len(points)
        widths = np.linspace(start, end, n) / 2
        step = np.gradient(points, axis=0)
        normal = np.stack([-step[:, 1], step[:, 0]], 1) / (np.hypot(step[:, 0], step[:, 1])[:, None] + 1e-9)
        self.polygon(np.concatenate([points + normal * widths[:, None], (points - normal * widths[:, None])[::-1]]), value)
        return self

    def ellipse(self, cx, cy, rx, ry=None, value=255):
        ry = rx if ry is None else ry
        s = self.scale
        self.draw.ellipse([(cx - rx) * s, (cy - ry) * s, (cx + rx) * s, (cy + ry) * s], fill=value)
        return self

    def rectangle(self, x0, y0, x1, y1, value=255):
        if x1 > x0 and y1 > y0:
            s = self.scale
            self.draw.rectangle([x0 * s, y0 * s, x1 * s - 1, y1 * s - 1], fill=value)
        return self

    def words(self, text, cx, baseline, size, face="NotoSans-Bold.ttf", spacing=0.0, value=255):
        """A line of real lettering about cx; faces of fonts-noto-core."""
        font = ImageFont.truetype("/usr/share/fonts/truetype/noto/" + face, int(size * self.scale), layout_engine=ImageFont.Layout.BASIC)
        gap = size * self.scale * spacing
        x = cx * self.scale - (font.getlength(text) + gap * (len(text) - 1)) / 2
        for c in text:
            self.draw.text((x, baseline * self.scale), c, fill=value, font=font, anchor="ls")
            x += font.getlength(c) + gap
        return self

    def done(self):
        h, w = self.shape
        return np.asarray(self.image.resize((w, h), Image.BOX), F) / 255


def lay(base, colour, mask):
    """Lays a colour or a picture over base where the mask says."""
    m = mask[..., None]
    base *= 1 - m
    base += np.asarray(colour, F) * m
    return base


def paste(base, sprite, x, y, shade=1.0):
    """Lays an RGBA sprite (premultiplied, linear) with its top left corner at x, y; clipped."""
    h, w = sprite.shape[:2]
    x, y = int(round(x)), int(round(y))
    x0, y0, x1, y1 = max(0, x), max(0, y), min(base.shape[1], x + w), min(base.shape[0], y + h)
    if x0 >= x1 or y0 >= y1:
        return base
    part = sprite[y0 - y:y1 - y, x0 - x:x1 - x]
    base[y0:y1, x0:x1] = base[y0:y1, x0:x1] * (1 - part[..., 3:4]) + part[..., :3] * np.asarray(shade, F)
    return base


def glow(a, threshold, radius, amount):
    """Bright things shed light around them, in the eye and in the lens."""
    bright = np.maximum(a - threshold, 0)
    return a + amount * (blur(bright, radius) + 0.5 * blur(bright, radius * 3))


def curve(points, n=40):
    """A smooth line through the points (Catmull-Rom)."""
    p = np.asarray(points, float)
    p = np.concatenate([[2 * p[0] - p[1]], p, [2 * p[-1] - p[-2]]])
    out = []
    for i in range(1, len(p) - 2):
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        a, b, c, d = p[i - 1], p[i], p[i + 1], p[i + 2]
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 + (3 * b - a - 3 * c + d) * t ** 3))
    out.append(p[-2:-1])
    return np.concatenate(out)


def filmic(light):
    """A film's shoulder and toe (Hable's curve is close to it), white at about four times middle light."""
    a, b, c, d, e, f = 0.22, 0.30, 0.10, 0.20, 0.01, 0.30

    def shape(v):
        return (v * (a * v + c * b) + d * e) / (v * (a * v + b) + d * f) - e / f
    return shape(np.maximum(light, 0) * 2.0) / shape(np.array(8.0))


def develop(light, seed, exposure=1.0, contrast=1.0, warmth=0.0, grain=0.012, vignette=0.25, saturation=1.0, sharpen=0.35):
    """The negative becomes a print: exposure, film curve, vignette, grain. Answers 8-bit RGB."""
    h, w = light.shape[:2]
    y, x = grid((h, w))
    far = ((x - 0.5) * 2) ** 2 * 0.6 + ((y - 0.5) * 2) ** 2 * 0.55
    light = light * exposure * (1 - vignette * np.clip(far, 0, 1.2))[..., None]
    light = light * np.array([1 + warmth, 1, 1 - warmth], F)
    p = to_srgb(filmic(light)).astype(F)
    if contrast != 1:
        p = 0.46 + (p - 0.46) * contrast
    luma = p @ np.array([0.299, 0.587, 0.114], F)
    if saturation != 1:
        p = luma[..., None] + (p - luma[..., None]) * saturation
    if sharpen:
        p = p + sharpen * (p - blur(p, 1.2))
    if grain:
        r = rng(seed)
        g = blur(r.standard_normal((h, w)).astype(F), 0.7) * 1.8
        p = p + (grain * g * (0.45 + 0.9 * np.clip(luma * (1 - luma) * 4, 0, 1)))[..., None]
    return (np.clip(p, 0, 1) * 255 + 0.5).astype(np.uint8)
