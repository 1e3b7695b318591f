# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos for tests and pictures: cars in front of a wall, drawn by ImageMagick, with the EXIF data that telephones write."""

import os
import struct
import subprocess

PAINTS = ["#b3261e", "#2457a6", "#e8e6e1", "#3c3f45", "#1d6b4f", "#c9a227", "#7d8790", "#5b3a8c"]


def draw(path, width, height, number=1, noise=False):
    """A car of the paint of its number, with the number on its door."""
    scale = min(width / 4, height / 3)
    left, top = width / 2 - 1.6 * scale, height / 2 - 0.5 * scale

    def at(x, y):
        return f"{left + x * scale:.0f},{top + y * scale:.0f}"
    paint = PAINTS[number % len(PAINTS)]
    body = " ".join(at(x, y) for x, y in ((0, .75), (.05, .45), (.7, .35), (1.15, 0), (2.2, 0), (2.6, .38), (3.15, .5), (3.2, .8),
                                          (3.1, 1.0), (.1, 1.0)))
    glass = " ".join(at(x, y) for x, y in ((.85, .36), (1.2, .07), (2.15, .07), (2.45, .38)))
    wheels = [f"circle {at(x, 1.0)} {at(x + .27, 1.0)}" for x in (.75, 2.5)]
    rims = [f"circle {at(x, 1.0)} {at(x + .15, 1.0)}" for x in (.75, 2.5)]
    horizon = height / 2 + 0.25 * scale
    sky = ["#9db8cf", "#cfd8dc", "#d8c7a8", "#a9c6b0"][number % 4]
    command = ["convert", "-size", f"{width}x{height}", f"gradient:{sky}-#f3f1ec",
               "-fill", "#85817a", "-draw", f"rectangle 0,{horizon:.0f} {width},{height}",
               "-fill", "#00000040", "-draw", f"ellipse {at(1.6, 1.25)} {1.75 * scale:.0f},{.14 * scale:.0f} 0,360",
               "-fill", paint, "-draw", f"polygon {body}", "-fill", "#26303a", "-draw", f"polygon {glass}",
               "-fill", "#1b1b1d", *sum((["-draw", wheel] for wheel in wheels), []),
               "-fill", "#b9bdc1", *sum((["-draw", rim] for rim in rims), []),
               "-fill", "white", "-pointsize", f"{.28 * scale:.0f}", "-annotate", f"+{left + 1.55 * scale:.0f}+{top + .75 * scale:.0f}",
               str(number)]
    if noise:
        command += ["-seed", str(number), "-attenuate", "0.25", "+noise", "Gaussian"]
    subprocess.run([*command, "-quality", "92", path], check=True, timeout=60)


def add_exif(path, orientation=1, taken=None):
    """Puts the APP1 segment of a camera behind the start of a JPEG file. taken: “2026:03:04 10:11:12”."""
    taken = (taken or "").encode("ascii")
    entries = [struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)]
    if taken:
        entries.append(struct.pack("<HHII", 0x0132, 2, 20, 8 + 2 + 12 * 2 + 4))
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + b"".join(entries) + b"\0\0\0\0"
    if taken:
        tiff += taken + b"\0"
    segment = b"Exif\0\0" + tiff
    with open(path, "rb") as stream:
        data = stream.read()
    with open(path, "wb") as stream:
        stream.write(data[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + data[2:])


def make(folder, count, width=1600, height=1200, first=1, noise=False, name="IMG_{:04}.jpg"):
    """The paths of so many photos."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for number in range(first, first + count):
        paths.append(os.path.join(folder, name.format(number)))
        draw(paths[-1], width, height, number, noise)
    return paths
