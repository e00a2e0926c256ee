#!/usr/bin/env python3
"""Draws the charts of the sample proceedings, input/ky-yeu-mau/photos/. They come out the same on every run.

    python3 input/ky-yeu-mau/make_charts.py        needs python3-pil and fonts-noto-core

The figures are those of the papers' own tables. Grey only, 16 tones: the charts print with the black ink alone.
"""
import os

from PIL import Image, ImageDraw, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "photos")
FONT = "/usr/share/fonts/truetype/noto/NotoSans-%s.ttf"
OVER = 2  # drawn this many times larger and made smaller: smooth slants
WIDTH, HEIGHT = 1400, 788
LEFT, RIGHT, TOP, BOTTOM = 140, 1350, 90, 660  # the field of the chart
INK, GRID, BAR, BAR_PALE, PAPER = 0x22, 0xCC, 0x66, 0xAA, 0xFF


def font(size, face="Regular"):
    return ImageFont.truetype(FONT % face, size * OVER)


class Chart:
    """A field with a scale from 0 to `most` on the left, a line every `step`."""

    def __init__(self, most, step, unit):
        self.most = most
        self.image = Image.new("L", (WIDTH * OVER, HEIGHT * OVER), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        for value in range(0, most + 1, step):
            y = self.y(value)
            self.line([(LEFT, y), (RIGHT, y)], INK if value == 0 else GRID, 3 if value == 0 else 2)
            self.text((LEFT - 16, y), written(value), "rm")
        self.text((LEFT - 90, TOP - 48), unit, "lm")

    def y(self, value):
        return BOTTOM - (BOTTOM - TOP) * value / self.most

    def line(self, points, tone, width):
        self.draw.line([(x * OVER, y * OVER) for x, y in points], fill=tone, width=width * OVER, joint="curve")

    def text(self, at, words, anchor, size=26, face="Regular"):
        at = (at[0] * OVER, at[1] * OVER)
        self.draw.text(at, words, PAPER, font(size, face), anchor, stroke_width=5 * OVER)  # keeps the lines of the scale off the words
        self.draw.text(at, words, INK, font(size, face), anchor)

    def bar(self, x, width, value, tone):
        self.draw.rectangle([(x * OVER, self.y(value) * OVER), ((x + width) * OVER, BOTTOM * OVER)], fill=tone)

    def dot(self, x, y, tone, radius=9):
        self.draw.ellipse([((x - radius) * OVER, (y - radius) * OVER), ((x + radius) * OVER, (y + radius) * OVER)], fill=tone)

    def save(self, name):
        small = self.image.resize((WIDTH, HEIGHT), Image.BOX)
        sixteen = small.point(lambda tone: (tone + 8) // 17)
        picture = Image.frombytes("P", (WIDTH, HEIGHT), sixteen.tobytes())
        picture.putpalette([grey * 17 for grey in range(16) for _ in range(3)])
        picture.save(os.path.join(FOLDER, name), optimize=True, bits=4, dpi=(300, 300))


def written(value):
    """A number as Vietnamese print has it: a point after the thousands, a comma before the decimals."""
    if isinstance(value, float):
        return ("%.1f" % value).replace(".", ",")
    return "%d.%03d" % divmod(value, 1000) if value >= 1000 else "%d" % value


def anh_theo_nam():
    """tl-anh: pictures of the studio by years; the last bar, pale, those of no known year."""
    groups = [("1958–\n1965", 312), ("1966–\n1970", 847), ("1971–\n1975", 1406), ("1976–\n1980", 1138), ("1981–\n1985", 1972),
              ("1986–\n1990", 2715), ("1991–\n1995", 1894), ("1996–\n2003", 766), ("không\nrõ năm", 164)]
    chart = Chart(3000, 500, "Số ảnh")
    room = (RIGHT - LEFT) / len(groups)
    for place, (label, value) in enumerate(groups):
        x = LEFT + room * place
        chart.bar(x + room * 0.18, room * 0.64, value, BAR_PALE if place == len(groups) - 1 else BAR)
        chart.text((x + room / 2, chart.y(value) - 20), written(value), "mm", face="Bold")
        for row, words in enumerate(label.split("\n")):
            chart.text((x + room / 2, BOTTOM + 32 + row * 36), words, "mm")
    chart.save("anh-theo-nam.png")


def thua_dat():
    """tl-dia-bo: the mean parcel of three communes over five registers, in công."""
    years = ["1897", "1926", "1957", "1978", "1993"]
    places = [("Giồng Keo", [31.6, 24.2, 17.5, 8.9, 6.3], INK), ("Long Điền Tây", [44.8, 38.1, 21.7, 9.4, 7.8], BAR),
              ("An Hòa Đông", [18.4, 15.9, 12.6, 7.7, 5.2], BAR_PALE)]
    chart = Chart(50, 10, "Công/thửa")
    room = (RIGHT - LEFT - 260) / (len(years) - 1)
    for place, label in enumerate(years):
        chart.text((LEFT + 40 + room * place, BOTTOM + 34), label, "mm")
    chart.text((LEFT + 40 + room * 2, BOTTOM + 84), "Năm lập sổ", "mm")
    for number, (name, values, tone) in enumerate(places):
        points = [(LEFT + 40 + room * place, chart.y(value)) for place, value in enumerate(values)]
        chart.line(points, tone, 5)
        for point in points:
            chart.dot(point[0], point[1], tone)
        chart.text((points[0][0] + 16, points[0][1] - 30), written(values[0]), "lm", face="Bold")
        legend = TOP + 60 + number * 48
        chart.line([(RIGHT - 330, legend), (RIGHT - 250, legend)], tone, 5)
        chart.dot(RIGHT - 290, legend, tone)
        chart.text((RIGHT - 230, legend), name, "lm")
    chart.save("thua-dat.png")


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    anh_theo_nam()
    thua_dat()
