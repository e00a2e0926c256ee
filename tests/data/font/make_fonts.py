#!/usr/bin/env python3
"""Draws the small test fonts of this folder: boxes for letters, nothing more. Needs fontTools; the fonts are kept beside it,
so that the tests do not. Run again only to change them:  python3 make_fonts.py"""
import os
from fontTools.fontBuilder import FontBuilder
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict, PrivateDict
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

HERE = os.path.dirname(os.path.abspath(__file__))
EPOCH = 0x7C25B080  # a fixed date: the same bytes every time


def box(pen, left, bottom, right, top):
    pen.moveTo((left, bottom))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, bottom))
    pen.closePath()


# glyph: character, advance, box
GLYPHS = {
    ".notdef": (None, 500, (50, 0, 450, 700)),
    "space": (0x20, 250, None),
    "A": (0x41, 600, (20, 0, 580, 700)),
    "B": (0x42, 560, (60, 0, 520, 700)),
    "a": (0x61, 450, (40, 0, 410, 480)),
    "e": (0x65, 440, (40, 0, 400, 480)),
    "o": (0x6F, 460, (40, 0, 420, 480)),
    "ecircumflex": (0xEA, 440, (40, 0, 400, 680)),
    "acutecomb": (0x301, 0, (-220, 520, -120, 680)),
    "star": (0x2605, 700, (30, 0, 670, 640)),
}


def start(is_ttf, family, style="Regular"):
    builder = FontBuilder(1000, isTTF=is_ttf)
    builder.setupGlyphOrder(list(GLYPHS))
    builder.setupCharacterMap({c: name for name, (c, _, _) in GLYPHS.items() if c})
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": family.replace(" ", "") + "-" + style,
                            "uniqueFontIdentifier": family + style, "fullName": family + " " + style, "version": "1"}, mac=False)
    return builder


def finish(builder, file, names=tuple(GLYPHS)):
    metrics = [(advance, b[0] if b else 0) for _, advance, b in GLYPHS.values()]
    builder.setupHorizontalMetrics(dict(zip(names, metrics)))
    # The ascender lies below the top of A, as EB Garamond's lies below that of stacked capitals.
    builder.setupHorizontalHeader(ascent=650, descent=-200)
    builder.setupOS2(sTypoAscender=650, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, sxHeight=480, sCapHeight=700, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = EPOCH
    builder.font.recalcTimestamp = False
    builder.save(os.path.join(HERE, file))


def glyf():
    drawn = {}
    for name, (_, _, b) in GLYPHS.items():
        pen = TTGlyphPen(None)
        if b:
            box(pen, *b)
        drawn[name] = pen.glyph()
    return drawn


PRIVATE = {"nominalWidthX": 500, "BlueValues": [-10, 0, 480, 490, 700, 710]}


def char_strings():
    drawn = {}
    for name, (_, advance, b) in GLYPHS.items():
        pen = T2CharStringPen(advance - PRIVATE["nominalWidthX"], None)
        if b:
            box(pen, *b)
        drawn[name] = pen.getCharString()
    return drawn


def make_plain():
    """TrueType that kerns A with the space, and has no mark positions."""
    builder = start(True, "Bantin Plain")
    builder.setupGlyf(glyf())
    builder.addOpenTypeFeatures("languagesystem DFLT dflt; languagesystem latn dflt; feature kern { pos A space -40; pos A B -15; } kern;")
    finish(builder, "plain.ttf")


def make_named_cff():
    builder = start(False, "Bantin Named")
    builder.setupCFF("BantinNamed-Regular", {}, char_strings(), PRIVATE)
    finish(builder, "named.otf")


def make_cid_cff():
    """CID-keyed: CIDs that are not the glyph numbers, in runs and alone."""
    cids = [0, 1, 34, 35, 66, 70, 80, 300, 301, 1200]
    names = ["cid%05d" % cid if cid else ".notdef" for cid in cids]
    renamed = dict(zip(GLYPHS, names))
    builder = start(False, "Bantin Keyed")
    builder.setupCFF("BantinKeyed-Regular", {}, char_strings(), PRIVATE)
    top = builder.font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    strings.charStrings = {renamed[old]: index for old, index in strings.charStrings.items()}
    top.charset = names
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = max(cids) + 1
    part = FontDict()
    part.setCFF2(False)
    part.Private = top.Private
    del top.Private
    top.rawDict.pop("Private", None)
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(part)
    top.FDSelect.format = 3
    top.FDSelect.gidArray = [0] * len(names)
    strings.fdArray, strings.fdSelect = top.FDArray, top.FDSelect
    for index in strings.charStrings.values():
        (strings.charStringsIndex[index] if isinstance(index, int) else index).private = part.Private
    builder.font.setGlyphOrder(names)
    for table in builder.font["cmap"].tables:
        table.cmap = {c: renamed[name] for c, name in table.cmap.items()}
    finish(builder, "keyed.otf", names)


def make_variable():
    """Weight 100..900 and width 75..100 (percent): at 900 a letter is 100 wider, at 75 it is a quarter narrower."""
    builder = start(True, "Bantin Variable")
    builder.setupGlyf(glyf())
    builder.setupFvar([("wght", 100, 400, 900, "Weight"), ("wdth", 75, 100, 100, "Width")], [])
    variations = {}
    for name, (_, advance, b) in GLYPHS.items():
        if not b or name == "acutecomb":
            continue
        corners = [(b[0], b[1]), (b[0], b[3]), (b[2], b[3]), (b[2], b[1])]
        bold = [(0, 0), (0, 0), (100, 0), (100, 0), (0, 0), (100, 0), (0, 0), (0, 0)]
        light = [(0, 0), (0, 0), (-60, 0), (-60, 0), (0, 0), (-60, 0), (0, 0), (0, 0)]
        narrow = [(-x // 4, 0) for x, _ in corners] + [(0, 0), (-advance // 4, 0), (0, 0), (0, 0)]
        variations[name] = [TupleVariation({"wght": (0, 1, 1)}, bold), TupleVariation({"wght": (-1, -1, 0)}, light),
                            TupleVariation({"wdth": (-1, -1, 0)}, narrow)]
    builder.setupGvar(variations)
    finish(builder, "variable.ttf")


make_plain()
make_named_cff()
make_cid_cff()
make_variable()
