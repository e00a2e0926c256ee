#!/usr/bin/env python3
"""Draws the photos of the sample issue, input/2026-11/photos/. They stand for a photographer's pictures, are ours, and
come out the same on every run.

    python3 input/make_photos.py [NAME...]        needs python3-pil, python3-numpy and fonts-noto-core

Without names all are drawn (some minutes). The painter's tools and the scenes are in photo_tools/.
"""
import importlib
import os
import sys

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "2026-11", "photos")
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)

# name: (module of photo_tools, function, JPEG quality or 0 for PNG, EXIF (time, 1/seconds, f-number, ISO, mm) or None, orientation)
PHOTOS = {
    "hoi-nghi-1.jpg": ("scenes_hall", "hoi_nghi_1", 83, ("2026:11:12 08:41:17", 80, 4.0, 1250, 50), 1),
    "hoi-nghi-2.jpg": ("scenes_hall", "hoi_nghi_2", 83, ("2026:11:12 09:12:53", 60, 2.8, 1600, 35), 1),
    "hoi-truong-xam.jpg": ("scenes_hall", "hoi_truong_xam", 82, None, 1),
    "song-nuoc.jpg": ("scenes_water", "song_nuoc", 83, ("2026:10:12 05:20:31", 250, 8.0, 200, 35), 1),
    "chan-dung.jpg": ("portrait", "chan_dung", 86, ("2026:10:21 15:30:02", 125, 2.0, 200, 85), 6),
    "lop-hoc.jpg": ("scenes_school", "lop_hoc", 82, ("2026:10:08 09:33:20", 60, 4.0, 800, 24), 1),
    "bieu-do.png": ("scenes_school", "bieu_do", 0, None, 1),
    "vuon-dua.jpg": ("scenes_water", "vuon_dua", 80, ("2026:09:23 08:12:44", 125, 5.6, 200, 28), 1),
    "dong-muoi.jpg": ("scenes_water", "dong_muoi", 84, ("2026:03:18 17:48:09", 160, 8.0, 200, 28), 1),
    "anh-1.jpg": ("scenes_town", "rung_dua", 82, ("2026:10:26 07:05:18", 320, 8.0, 200, 24), 1),
    "anh-2.jpg": ("scenes_school", "hoi_thao", 82, ("2026:11:14 08:20:55", 1000, 4.0, 200, 85), 1),
    "anh-3.jpg": ("scenes_town", "cho_dem", 82, ("2026:11:07 17:52:40", 40, 2.8, 1600, 24), 1),
    "anh-4.jpg": ("scenes_town", "cau_cu", 83, ("2026:10:19 06:11:02", 200, 8.0, 200, 35), 1),
    "anh-5.jpg": ("scenes_school", "thu_vien", 82, ("2026:10:30 14:05:36", 50, 2.8, 1000, 35), 1),
    "anh-6.jpg": ("scenes_town", "phao_hoa", 81, ("2026:11:15 21:03:27", 1, 8.0, 200, 24), 1),
    "logo.png": ("portrait", "logo", 0, None, 1),
}

# what must be done to the upright picture so that a reader who obeys the orientation sees it upright again
TURNS = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def draw(name):
    """The upright picture."""
    module, function = PHOTOS[name][:2]
    return Image.fromarray(getattr(importlib.import_module("photo_tools." + module), function)())


def exif_of(details, orientation):
    """What a camera writes, but for the place."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    if details:
        when, speed, aperture, iso, focal = details
        exif[0x010F], exif[0x0110], exif[0x0131] = "bantin", "make_photos.py", "make_photos.py"
        exif[0x0132] = when
        exif[0x8769] = {0x829A: IFDRational(1, speed), 0x829D: IFDRational(round(aperture * 10), 10), 0x8827: iso, 0x9003: when, 0x9004: when,
                        0x920A: IFDRational(focal, 1)}
    return exif


def save(name):
    _, _, quality, details, orientation = PHOTOS[name]
    image, path = draw(name), os.path.join(FOLDER, name)
    if quality:
        if TURNS[orientation] is not None:
            image = image.transpose(TURNS[orientation])
        image.save(path, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", dpi=(300, 300), exif=exif_of(details, orientation) if details else b"")
    else:
        image.save(path, "PNG", optimize=True, dpi=(300, 300))
    print("%s: %d x %d, %d KB" % (name, *image.size, os.path.getsize(path) // 1024))


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for wanted in sys.argv[1:] or PHOTOS:
        save(wanted)
