#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a large stock as a spreadsheet out of the lot's real rows: the same for the same number and seed.

    make_stock.py 10000 FILE.csv [SEED]

Brands, models and gaps (no price, no status, no km, spelling variants) come from the sample; price, km, year, colour
and location vary around them; stock numbers, NIV (with right check digit) and plates are each car's own; entry dates
spread over three years before a fixed day.
"""

import csv
import datetime
import os
import random
import sys

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "sample-inventory.csv")
LAST_DAY = datetime.date(2025, 11, 20)
DAYS = 3 * 365
NIV_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
NIV_VALUES = dict(zip("ABCDEFGH", range(1, 9))) | dict(zip("JKLMN", range(1, 6))) | {"P": 7, "R": 9}
NIV_VALUES |= dict(zip("STUVWXYZ", range(2, 10))) | {str(digit): digit for digit in range(10)}
NIV_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
NIV_YEARS = "ABCDEFGHJKLMNPRSTVWXY"  # 2010 to 2030
MAKERS = ("3N1", "3VW", "1HG", "JM1", "WBA", "3G1", "1FT", "KNA", "WDD", "WP0")
TRANSMISSIONS = ("Automática", "Estándar", "CVT", "")
FUELS = ("Gasolina", "Diésel", "Híbrido", "")
HEADER_MORE = ["NIV", "Placas", "Transmisión", "Combustible", "Descripción"]


def make_niv(serial, year, chance):
    letters = chance.choice(MAKERS) + "".join(chance.choice(NIV_LETTERS) for _ in range(5)) + "0"
    letters += NIV_YEARS[year - 2010] if 2010 <= year <= 2030 else "A"
    niv = letters + chance.choice(NIV_LETTERS) + f"{serial:06d}"
    rest = sum(NIV_VALUES[letter] * weight for letter, weight in zip(niv, NIV_WEIGHTS)) % 11
    return niv[:8] + ("X" if rest == 10 else str(rest)) + niv[9:]


def make_plates(serial):
    """Three letters, three digits, a letter: 24^4 × 1000 of them, taken in a scattered order."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZW"[:23]
    number = serial * 7919 % (23 ** 4 * 1000)
    number, digits = divmod(number, 1000)
    marks = []
    for _ in range(4):
        number, index = divmod(number, 23)
        marks.append(letters[index])
    return f"{marks[0]}{marks[1]}{marks[2]}-{digits:03d}-{marks[3]}"


def vary(row, serial, chance):
    """One car of the same kind as row, columns in the sheet's own order."""
    _, group, _, model, brand, year, colour, price, km, status, location = row
    year = str(min(2026, max(2005, int(year) + chance.randint(-4, 4)))) if year.isdigit() else year
    if price:
        pesos = float(price.replace("$", "").replace(",", "")) * chance.uniform(0.7, 1.3)
        price = f"${round(pesos / 1000) * 1000:,.2f}"
    if km:
        distance = round(int(km.replace(",", "")) * chance.uniform(0.3, 1.5) / 100) * 100
        km = f"{distance:,}" if chance.random() < 0.7 else str(distance)
    entry = ""
    if chance.random() < 0.9:
        day = LAST_DAY - datetime.timedelta(days=chance.randrange(DAYS))
        entry = day.strftime("%d/%m/%y" if chance.random() < 0.4 else "%d/%m/%Y")
    if status and chance.random() < 0.3:
        status = chance.choice(("Apartado", "Vendido", "Fotos", "Ausente"))
    description = f"{brand.title()} {model.title()} {year}, {colour.lower()}, factura de agencia" if chance.random() < 0.3 else ""
    return [serial, chance.choice((group, "1", "2", "3")), entry, model, brand, year, colour, price, km, status, location,
            make_niv(serial, int(year) if year.isdigit() else 0, chance), make_plates(serial),
            chance.choice(TRANSMISSIONS), chance.choice(FUELS), description]


def make(count, seed=1):
    chance = random.Random(seed)
    with open(SAMPLE, encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    header, sample = rows[0], [row for row in rows[1:] if any(row)]
    colours = [row[6] for row in sample]
    locations = [row[10] for row in sample]
    yield header + HEADER_MORE
    for serial in range(count):
        row = list(chance.choice(sample))
        row[6] = chance.choice(colours)
        row[10] = chance.choice(locations)
        yield vary(row, serial, chance)


def write(path, count, seed=1):
    partial = path + ".part"
    with open(partial, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(make(count, seed))
    os.replace(partial, path)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    write(sys.argv[2], int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
