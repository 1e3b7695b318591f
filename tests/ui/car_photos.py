# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws photos of cars, since the repository keeps no pictures: a car on a lot from several sides, its wheel, its dashboard.

    paths = car_photos.write(folder, "mazda", colour="#b3202a", count=6, start="2026:03:12 10:41:00")

They are JPEG files with the time in their EXIF data, a minute between two, as a phone makes them."""

import os
import struct

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

WIDTH, HEIGHT = 1200, 900

LOT = """
<defs>
 <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{sky}"/><stop offset="1" stop-color="#eef4fa"/></linearGradient>
 <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8f9298"/><stop offset="1" stop-color="#5d6066"/></linearGradient>
 <linearGradient id="body" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{light}"/><stop offset=".45" stop-color="{colour}"/><stop offset="1" stop-color="{dark}"/></linearGradient>
 <linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#6f8494"/><stop offset="1" stop-color="#1f2a33"/></linearGradient>
</defs>
<rect width="1200" height="900" fill="url(#sky)"/>
<rect y="330" width="1200" height="170" fill="#c9c2b4"/><rect y="330" width="1200" height="16" fill="#a79f8e"/>
<rect x="80" y="360" width="150" height="110" fill="#6d7f8c"/><rect x="300" y="360" width="150" height="110" fill="#6d7f8c"/>
<rect x="900" y="350" width="210" height="130" fill="#2563eb"/><rect x="930" y="385" width="150" height="18" fill="#fff"/>
<rect y="500" width="1200" height="400" fill="url(#ground)"/>
<path d="M0 860L330 500h14L60 900H0zM1200 830L850 500h-14l330 400h34z" fill="#d8d8d4" opacity=".6"/>
"""
WHEEL = """<g transform="translate({x} {y})"><circle r="{r}" fill="#15171a"/><circle r="{rim}" fill="#c4c8cc"/>
<path d="M0-{rim}V{rim}M-{rim} 0H{rim}M-{d}-{d}L{d} {d}M{d}-{d}L-{d} {d}" stroke="#6c7176" stroke-width="10"/><circle r="16" fill="#7f858b"/></g>"""


def wheel(x, y, r):
    rim = round(r * 0.64)
    return WHEEL.format(x=x, y=y, r=r, rim=rim, d=round(rim * 0.7))


def side():
    return ("""<ellipse cx="600" cy="742" rx="470" ry="34" fill="#000" opacity=".35"/>
<path d="M130 690c-14-90 20-130 110-146l140-24c70-74 130-112 250-112 130 0 196 40 262 116l96 20c62 14 82 54 78 146l-20 20H150z" fill="url(#body)"/>
<path d="M410 524c50-52 96-80 190-84v92zM624 440c96 0 150 30 204 92l-204 2z" fill="url(#glass)"/>
<path d="M612 440v250M150 610h900" stroke="#000" stroke-opacity=".25" stroke-width="4" fill="none"/>
<rect x="520" y="570" width="60" height="9" rx="4" fill="#000" opacity=".35"/><rect x="760" y="570" width="60" height="9" rx="4" fill="#000" opacity=".35"/>
<path d="M1010 560l50 10c8 20 6 34 0 44l-50-14z" fill="#fdf6d8"/><path d="M136 590l56-10v40l-56 12z" fill="#c4242b"/>"""
            + wheel(330, 700, 84) + wheel(870, 700, 84))


def front():
    return """<ellipse cx="600" cy="770" rx="390" ry="36" fill="#000" opacity=".35"/>
<path d="M250 760V560c0-50 30-76 90-86l50-96c14-26 40-38 80-38h260c40 0 66 12 80 38l50 96c60 10 90 36 90 86v200z" fill="url(#body)"/>
<path d="M408 470l46-84c8-14 18-18 40-18h212c22 0 32 4 40 18l46 84z" fill="url(#glass)"/>
<rect x="440" y="560" width="320" height="86" rx="20" fill="#1b1d20"/><path d="M450 582h300M450 604h300M450 626h300" stroke="#50555b" stroke-width="5"/>
<path d="M280 556l120 20-14 54-106-14zM920 556l-120 20 14 54 106-14z" fill="#fdf8e2"/>
<rect x="510" y="680" width="180" height="56" rx="6" fill="#f5f5f2"/><path d="M530 708h140" stroke="#333" stroke-width="18" stroke-dasharray="20 8"/>
<rect x="262" y="750" width="110" height="60" rx="14" fill="#15171a"/><rect x="828" y="750" width="110" height="60" rx="14" fill="#15171a"/>"""


def rear():
    return """<ellipse cx="600" cy="770" rx="390" ry="36" fill="#000" opacity=".35"/>
<path d="M260 760V540c0-44 24-70 70-80l60-90c16-24 40-34 80-34h260c40 0 64 10 80 34l60 90c46 10 70 36 70 80v220z" fill="url(#body)"/>
<path d="M414 460l44-68c8-12 18-16 36-16h212c18 0 28 4 36 16l44 68z" fill="url(#glass)"/>
<path d="M274 540h140v76H274zM786 540h140v76H786z" fill="#b3161d"/><path d="M296 560h60v30h-60zM844 560h60v30h-60z" fill="#f2b0a8"/>
<rect x="500" y="600" width="200" height="66" rx="6" fill="#f5f5f2"/><path d="M520 634h160" stroke="#333" stroke-width="20" stroke-dasharray="22 8"/>
<rect x="260" y="690" width="680" height="40" rx="16" fill="#26292d"/>
<rect x="272" y="750" width="110" height="60" rx="14" fill="#15171a"/><rect x="818" y="750" width="110" height="60" rx="14" fill="#15171a"/>"""


def close():
    return ('<rect width="1200" height="900" fill="url(#body)"/><path d="M0 250C360 120 900 130 1200 330" stroke="#000" '
            'stroke-opacity=".2" stroke-width="8" fill="none"/><rect y="740" width="1200" height="160" fill="#55585d"/>'
            '<circle cx="600" cy="560" r="372" fill="#101214"/>' + wheel(600, 560, 340))


def dashboard():
    return """<rect width="1200" height="900" fill="#202327"/><path d="M0 0h1200v300C900 240 300 240 0 300z" fill="#b9cfe0"/>
<path d="M0 300C300 240 900 240 1200 300v180H0z" fill="#33373c"/><rect x="520" y="380" width="330" height="190" rx="16" fill="#0c1016"/>
<rect x="540" y="400" width="140" height="70" fill="#2563eb"/><rect x="700" y="400" width="130" height="150" fill="#27424f"/>
<circle cx="280" cy="610" r="230" fill="none" stroke="#0d0e10" stroke-width="46"/><path d="M70 620h420M280 620v220" stroke="#0d0e10" stroke-width="50"/>
<circle cx="280" cy="620" r="70" fill="#17191c"/><circle cx="210" cy="430" r="62" fill="#0c1016" stroke="#8a8f95" stroke-width="6"/>
<circle cx="360" cy="430" r="62" fill="#0c1016" stroke="#8a8f95" stroke-width="6"/><rect x="640" y="640" width="110" height="220" rx="30" fill="{colour}"/>"""


def shade(colour, factor):
    parts = [int(colour[i:i + 2], 16) for i in (1, 3, 5)]
    parts = [round(p + (255 - p) * (factor - 1)) if factor > 1 else round(p * factor) for p in parts]
    return "#" + "".join(f"{p:02x}" for p in parts)


def draw(index, colour):
    names = {"colour": colour, "light": shade(colour, 1.35), "dark": shade(colour, 0.6),
             "sky": ("#7fb2e5", "#9cc3e6", "#a9bccd")[index % 3]}
    make = (side, front, rear, close, dashboard)[index % 5]
    inner = make()
    if make not in (close, dashboard):
        # Nobody stands in the same place twice.
        zoom, shift = 1 + 0.13 * (index // 5), 40 * (index // 5)
        inner = f'<g transform="translate({600 - 600 * zoom + shift} {700 - 700 * zoom}) scale({zoom})">{inner}</g>'
    elif index >= 5:
        inner = f'<g transform="rotate({7 * (index // 5)} 600 450) scale(1.2)">{inner}</g>'
    text = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">' + (LOT + inner).format(**names)
            + "</svg>")
    loader = GdkPixbuf.PixbufLoader.new_with_type("svg")
    loader.write(text.encode())
    loader.close()
    return loader.get_pixbuf()


def with_time(jpeg, text):
    """The file with an EXIF block that holds nothing but when it was taken."""
    value = text.encode() + b"\0"
    tiff = b"II*\0" + struct.pack("<I", 8)
    tiff += struct.pack("<HHHII", 1, 0x8769, 4, 1, 26) + struct.pack("<I", 0)
    tiff += struct.pack("<HHHII", 1, 0x9003, 2, len(value), 44) + struct.pack("<I", 0) + value
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def add_minutes(start, minutes):
    day, clock = start.split(" ")
    hour, minute, second = (int(part) for part in clock.split(":"))
    minute += minutes
    return f"{day} {hour + minute // 60:02}:{minute % 60:02}:{second:02}"


def write(folder, name, colour="#b3202a", count=5, start=None, first=0):
    """Writes NAME_1.jpg and so on; gives their paths. Without start they have no time."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for i in range(count):
        # A copy where it is transparent nowhere: JPEG has no alpha.
        ground = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, WIDTH, HEIGHT)
        draw(first + i, colour).composite(ground, 0, 0, WIDTH, HEIGHT, 0, 0, 1, 1, GdkPixbuf.InterpType.BILINEAR, 255)
        _, jpeg = ground.save_to_bufferv("jpeg", ["quality"], ["88"])
        jpeg = bytes(jpeg)
        if start:
            jpeg = with_time(jpeg, add_minutes(start, i))
        path = os.path.join(folder, f"{name}_{i + 1}.jpg")
        with open(path, "wb") as stream:
            stream.write(jpeg)
        paths.append(path)
    return paths


if __name__ == "__main__":
    import sys
    write(sys.argv[1], "car", count=10, start="2026:03:12 10:41:00")
