#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every view in both languages, light and dark, on an office screen, a large one and a phone: to be looked at.

    screenshots.py FOLDER [--only STYLE] [VIEW…]

STYLE is a part of a name such as “es-light-1366x768”, or of one with “-large” (text at 200 %) or “-contrast”. Nothing is compared: what a view has to hold is what the other files here test.
"""

import contextlib
import datetime
import itertools
import multiprocessing
import os
import re
import sqlite3
import subprocess
import sys

import car_photos
import harness
import pages
import photos
import posts
import sheets
from harness import App, Cli, Home, Session, wait_for
from pages import BUTTON
from test_google import make_browser, take_address

# Name of the picture, and what leads to it: keys, "text:" to type, "press:" for a button by its name in either language,
# "wait:" for something that is to be there first, "file:" for one that the program is started with.
LINK = "press:^(Link a Google|Vincular una hoja de cálculo de Google)"
NOTE = "press:^(Synced|Sincronizado|Synchronised)"
VIEWS = {
    "welcome": [],
    "home": ["alt+1"],
    "home-busy": ["alt+1"],
    "vehicles": [],
    "cards": ["ctrl+2", "Down", "Right"],
    "search": ["ctrl+f", "text:mazda status:available"],
    "column-menu": ["Down", "shift+Tab", "shift+Tab", "shift+Tab", "Menu"],
    "columns": ["press:Columns…|Columnas…"],
    "chips": ["ctrl+f", "text:cx marca:mazda,bmw precio:200mil..500mil -color:rojo sin:niv "],
    "filters": ["ctrl+f", "text:marca:mazda precio:..500mil ", "ctrl+shift+f"],
    "filters-brand": ["ctrl+shift+f", "press:^(Brand|Marca)$"],
    "filters-blank": ["ctrl+shift+f", "press:^(Without a value|Sin valor)$"],
    "filters-problems": ["ctrl+shift+f", "press:^(Problems|Problemas)$"],
    "filters-other": ["ctrl+shift+f", "press:^(Other fields|Otros datos)$"],
    "filters-save": ["ctrl+f", "text:marca:mazda precio:..500mil ", "ctrl+shift+f", "press:^_?(Save|Guardar)…$"],
    "saved": ["ctrl+f", "text:marca:mazda precio:..500mil ", "ctrl+shift+f", "press:^_?(Save|Guardar)…$", "text:Mazda barato", "Return"],
    "nothing-found": ["ctrl+f", "text:lamborghini"],
    "query-error": ["ctrl+f", "text:prize:100"],
    "selection": ["Down", "shift+Down", "shift+Down", "shift+Down"],
    "menu": ["Down", "Menu"],
    "menu-many": ["Down", "shift+Down", "shift+Down", "shift+Down", "Menu"],
    "edit-price": ["Down", "Down", "F2"],
    "edit-status": ["Down", "Down", "F3"],
    "edit-location": ["Down", "Down", "F4"],
    "order": ["press:^(Order of the list|Orden de la lista)$"],
    "delete-many": ["Down", "shift+Down", "shift+Down", "shift+Down", "Delete"],
    "toast": ["Down", "Down", "Delete"],
    "bulk-group": ["Down", "shift+Down", "shift+Down", "shift+Down", "Menu", "press:^(Change group|Cambiar el grupo)"],
    "bulk-price": ["Down", "shift+Down", "shift+Down", "shift+Down", "F2", "text:5"],
    "bulk-status": ["Down", "shift+Down", "shift+Down", "shift+Down", "F3"],
    "bulk-location": ["Down", "shift+Down", "shift+Down", "shift+Down", "F4", "text:s"],
    "details": ["Down", "End"],
    "details-several": ["Down", "shift+Down", "shift+Down", "shift+Down", "shift+Down"],
    "quick-look": ["Down", "End", "space"],
    "editor": ["Down", "Down", "Return"],
    "editor-new": ["ctrl+n"],
    "editor-niv": ["Down", "Down", "Return", "niv", "text:3MVDM2W7XML213457"],
    "editor-errors": ["Down", "Down", "Return", "Tab", "Tab", "Tab", "text:mil", "Tab"],
    "editor-unsaved": ["Down", "Down", "Return", "text:OTRA", "Escape"],
    "gallery": ["Down", "Down", "Return"],
    "viewer": ["Down", "Down", "Return", "photo", "Return"],
    "photos": ["alt+3"],
    "photos-done": ["alt+3"],
    "photos-piles": ["folder:Tarjeta", "pile"],
    "photos-pile": ["folder:Tarjeta", "pile", "alt+3", "Return", "Right"],
    "photos-twins": ["alt+3", "press:^(Compare them|Compararlas)$"],
    "cards-photos": ["ctrl+2", "Down", "Right"],
    "details-photos": ["Down", "Down"],
    "gallery-window": ["Down", "Down", "Menu", "press:^(Photos…|Fotos…)$"],
    "crop": ["Down", "Down", "Return", "photo", "ctrl+k"],
    "reserve": ["Down", "Down", "F6"],
    "sell": ["Down", "Down", "F7"],
    "marketplace": ["Down", "Down", "ctrl+m"],
    "marketplace-list": ["ctrl+shift+m"],
    "marketplace-empty": ["ctrl+shift+m"],
    "import": ["ctrl+i"],
    "import-columns": ["file:" + harness.SAMPLE_CSV],
    "import-preview": ["file:" + harness.SAMPLE_CSV, "press:Compare|Comparar"],
    "export": ["ctrl+e"],
    "import-done": ["file:" + harness.SAMPLE_CSV, "press:Compare|Comparar", "press:^Import(ar)? 2 "],
    "recent-imports": ["ctrl+i"],
    "history": ["ctrl+h"],
    "history-car": ["Down", "Down", "Menu", "press:^(History|Historial)$"],
    "print": ["ctrl+p"],
    "problems": ["ctrl+shift+p"],
    "backups": ["ctrl+h", "press:^(Backups|Respaldos)$"],
    "bin": ["alt+6", "Down"],
    "release": ["Down", "End", "F8"],
    "editor-doubts": ["ctrl+f", "text:silverado", "Down", "Return"],
    "print-sheet": ["Down", "End", "press:^(Print|Imprimir)$"],
    "print-sheet-photos": ["Down", "Down", "press:^(Print|Imprimir)$"],
    "print-receipt": ["Down", "End", "F10", "press:^(Print the reservation receipt|Imprimir (el )?recibo)"],
    "about": ["F10", "press:^(About|Acerca de)"],
    "preferences-photos": ["ctrl+comma", "press:^(Photos|Fotos)$"],
    "main-menu": ["F10"],
    "sidebar": ["F9"],
    "preferences": ["ctrl+comma"],
    "preferences-google": ["ctrl+comma", "press:^Google$"],
    "link-signed-out": ["F10", LINK],
    "link-sheet": ["F10", LINK],
    "link-columns": ["F10", LINK, "Return"],
    "link-preview": ["F10", LINK, "Return", "press:Compare|Comparar"],
    "link-done": ["F10", LINK, "Return", "press:Compare|Comparar", "press:^(Link|Vincular)$"],
    "link-group": ["ctrl+comma", "press:^Google$"],
    "link-address": ["F10", LINK],
    "link-unlink": ["ctrl+comma", "press:^Google$", "row:^(Unlink…|Desvincular…)$"],
    "google-steps": ["ctrl+comma", "press:^Google$", "row:^(How to make one|Cómo crear uno)$"],
    "google-waiting": ["ctrl+comma", "press:^Google$", "press:^(Sign In|Iniciar sesión)$"],
    "google-denied": ["ctrl+comma", "press:^Google$", "press:^(Sign In|Iniciar sesión)$", "deny"],
    "google-sign-out": ["ctrl+comma", "press:^Google$", "press:^(Sign Out…|Cerrar sesión…),"],
    "google-signed-out": ["ctrl+comma", "press:^Google$"],
    "sheet-activity": ["ctrl+h", "press:^(Sheet|Hoja)"],
    "sheet-log": ["ctrl+h", "press:^(Sheet|Hoja)"],
    "sheet-note": [NOTE],
    "sheet-asks": [],
    "sheet-ended": [],
    "connections": ["ctrl+h", "press:^(Connections|Conexiones)$"],
    "connections-trouble": ["ctrl+h", "press:^(Connections|Conexiones)$", "row:^Google Drive$"],
    "preferences-facebook": ["ctrl+comma", "press:^Facebook$"],
    "facebook-page": ["ctrl+comma", "press:^Facebook$", "row:^Autos del Norte$"],
    "facebook-template": ["ctrl+comma", "press:^Facebook$", "row:^(Completa|Complete)$"],
    "preferences-listings": ["ctrl+comma", "press:^(Listings|Anuncios)$"],
    "posts": ["alt+4"],
    "posts-none": ["alt+4"],
    "posted-cards": ["ctrl+f", "text:posted:yes", "ctrl+2"],
    "posted-pane": ["Down"],
    "posted-quick-look": ["Down", "space"],
    "posts-week": ["alt+4", "press:^(Week|Semana)$"],
    "posts-ledger": ["alt+4", "press:^(Ledger|Registro)$"],
    "posts-ledger-car": ["alt+4", "press:^(Ledger|Registro)$", "press:^(Posted|Publicados) [0-9]", "car:MARCH"],
    "posts-poster": ["alt+4", "press:^(Week|Semana)$"],
    "posts-take-over": ["alt+4", "press:^(Week|Semana)$", "press:^(Post From Here|Publicar desde aquí)"],
    "post-price": ["wait:tells? (its|the|their) old price|precios? anterior"],
    "post-composer": ["alt+2", "Down", "Down", "Menu", "press:Facebook"],
    "drive-note": ["wait:^(11 photos in Drive|11 fotos en Drive)", "press:^(11 photos in Drive|11 fotos en Drive)"],
    "drive-preferences": ["ctrl+comma", "press:^Google$", "wait:(photos are in|fotos están en) Drive", "row:^(Room in Drive|Espacio en Drive)$"],
    "drive-gallery": ["Down", "Down", "Return", "wait:(on its way to|subiendo a) Drive"],
    "drive-menu": ["Down", "Down", "Return", "press:^(Photos in Drive|Fotos en Drive)$"],
    "drive-share": ["Down", "Down", "Return", "wait:^(All in Drive|Todas en Drive)$", "press:^(Photos in Drive|Fotos en Drive)$",
                    "press:^(Copy Link|Copiar enlace)"],
    "connections-none": ["ctrl+h", "press:^(Connections|Conexiones)$"],
    "shortcuts": ["ctrl+question"],
    "trouble": [],
    "share": [],
}
# There are no headings in a narrow window, and the sidebar is part of every other picture of a wide one.
WIDE_ONLY = {"columns", "order", "column-menu", "print-sheet", "print-sheet-photos", "sheet-note", "drive-note"}
NARROW_ONLY = {"sidebar"}
LANGUAGES = {"es": "es_MX", "en": "en"}
SCHEMES = {"light": "prefer-light", "dark": "prefer-dark"}
# Text at 200 % and high contrast are asked for, as in “--only es-light-360x720-large”.
LOOKS = ["", "large", "contrast"]
SIZES = [(1366, 768), (1920, 1080), (360, 720)]


def settle(app):
    """Until the program has had nothing to do for a while, since pictures are of what is there in the end."""
    def ticks():
        with open(f"/proc/{app.pid}/stat", encoding="ascii", errors="replace") as stream:
            return stream.read().rsplit(")", 1)[1].split()[11:13]

    state = {"ticks": None, "quiet": 0}

    def is_quiet():
        now = ticks()
        state["quiet"] = state["quiet"] + 1 if now == state["ticks"] else 0
        state["ticks"] = now
        return state["quiet"] >= 15
    wait_for(is_quiet, "the program to come to rest")


def press(app, name):
    def look():
        return next((button for window in app.windows() for button in window.find_all((*BUTTON, "radio button", "page tab", "tab", "menu item"), name)), None)
    wait_for(look, f"a button {name.pattern}").act()


def focus_photo(app):
    """The keyboard on the first photo of the gallery that is open."""
    def look():
        return next((tile for window in app.windows() for tile in window.find_all("list item", re.compile("^(Photo|Foto) 1 "))), None)
    tile = wait_for(look, "the first photo")
    pages.Page(app, tile.toplevel()).click(tile)


def make_busy(cli):
    """A lot in the middle of a day: cars reserved, sold, away, waiting for photos, and some that have just come."""
    today = datetime.date.today()

    def day(days):
        return (today + datetime.timedelta(days)).isoformat()
    for number, days in (("3", -2), ("9", 0), ("17", 2), ("26", 6)):
        cli("status", number, "reserved")
        cli("set", number, f"reserved_until={day(days)}", "salesperson=Laura")
    for number, days, price in (("12", 0, "200 mil"), ("23", -1, "262 mil")):
        cli("set", number, "status=sold", f"sold_on={day(days)}", f"sold_price={price}")
    for number, days in (("2", -12), ("5", -40), ("8", -55), ("13", -70), ("16", -3), ("28", -25), ("30", -9)):
        cli("set", number, f"entry_date={day(days)}")
    cli("status", "15", "photos")
    cli("status", "16", "photos")
    cli("status", "31", "away")
    cli("set", "7", "price=279 mil", "location=SAN FELIPE")


def add_photos(view, cli):
    """Some cars have theirs, one has too few, and a memory card has three more."""
    home = cli.environment["HOME"]
    if view == "photos-done":
        cli("delete", *map(str, range(44)))
        return
    for number, colour, count, first in (("1", "#b3202a", 8, 0), ("2", "#e8e8e6", 3, 1), ("0", "#2b5fb0", 10, 0), ("4", "#3c3f45", 8, 5)):
        cli("photos", "add", number, *car_photos.write(os.path.join(home, f"Auto {number}"), "IMG", colour, count, first=first))
    cli("set", "1", "description=Único dueño.", "price=191 mil", "km=73618", "status=available")
    if view == "photos-twins":
        cli("photos", "add", "7", os.path.join(home, "Auto 1", "IMG_1.jpg"))
    if view in ("photos-piles", "photos-pile"):
        card = os.path.join(home, "Tarjeta")
        for name, colour, count, start in (("A", "#1d6b4f", 9, "2026:03:12 10:41:00"), ("B", "#c9a227", 7, "2026:03:12 11:20:00"),
                                           ("C", "#5b3a8c", 4, "2026:03:12 12:40:00")):
            car_photos.write(card, name, colour, count, start)


def spoil(home):
    """A stock whose file is no database any more."""
    for name in os.listdir(home.data_dir):
        path = os.path.join(home.data_dir, name)
        if os.path.isfile(path):
            with open(path, "wb") as stream:
                stream.write(b"spoilt" * 1000)


def share(home):
    """Environment of a program that takes the folder of the stock for one on another PC."""
    table = os.path.join(home.folder, "mountinfo")
    with open(table, "w", encoding="ascii") as stream:
        stream.write("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n")
        stream.write(f"2 1 0:9 / {os.path.realpath(home.data_dir)} rw - cifs //server/lot rw\n")
    return {"AUTOSELL_MOUNTINFO": table}


def sign_in(session, view, home):
    """The lot's sheet, which differs a little where it is still to be linked, and a home that is signed in there."""
    rows = sheets.real_rows()
    if view.startswith("link-"):
        rows = rows[:-2] + [["99", "1", "", "IBIZA", "SEAT", "2020", "ROJO", "189000"]]
    sheet = sheets.Sheet(session, home, title="Autos del lote 2026", rows=rows)
    sheet.opened = make_browser(home)
    if view in ("link-signed-out", "google-waiting", "google-denied", "google-steps"):
        sheet.set_client()
    else:
        sheet.sign_in(wide=view == "link-address")
    if view.startswith("drive-"):
        sheet.cli("drive", "link")
        sheet.cli("drive", "sync")
    if view == "drive-gallery":
        sheet.cloud.control("faults", {"path": "upload/*", "delay_ms": 60000, "times": -1})
        sheet.cli("photos", "add", "1", *car_photos.write(os.path.join(home.folder, "Más"), "MAS", "#2b5fb0", 5))
    if view in ("link-group", "link-unlink") or view.startswith(("sheet-", "connections")):
        sheet.link()
    if view == "google-signed-out":
        sheet.revoke()
        subprocess.run([sheet.cli.program, "google", "status", "--check"], env=sheet.cli.environment, capture_output=True, check=False)
    if view.startswith("sheet-"):
        sheet.sync()
    if view == "sheet-activity":
        sheet.disagree((6, 198000, 211000), (7, 279000, 265000))
        sheet.remove_cars(14)
        sheet.sync()
    if view == "sheet-log":
        sheet.edit_car(8, sheets.PRICE, "$123,000.00")
        sheet.cli("set", "12", "price=402 mil")
        sheet.sync()
    return sheet


def publish(session, home):
    """A Page with a schedule, one car published there, one on its way and one refused."""
    lot = posts.Lot(session, home)
    lot.connect()
    lot.cli("facebook", "page", "norte", "--automatic", "yes")
    lot.cli("post", "6", "--page", "norte")
    lot.cli("post", "7", "--page", "norte", "--at", "2027-01-04 09:00", "--queue")
    lot.say_week("norte", {2: "9", 3: "12", 5: None, 6: "14"})
    lot.fail_next()
    subprocess.run([lot.cli.program, "post", "8", "--page", "norte"], env=lot.cli.environment, capture_output=True, check=False)
    return lot


def name_poster(home):
    """Another PC of the lot posts for one of the Pages."""
    with contextlib.closing(sqlite3.connect(os.path.join(home.data_dir, "autosell.db"))) as base, base:
        base.execute("UPDATE page SET poster = 'x', poster_name = 'mostrador (Laura)' WHERE remote_id = ?", (posts.NORTE,))


def make_trouble(view, sheet):
    """What happens while the program is there."""
    if view == "sheet-asks":
        sheet.remove_rows(3, 22)
    if view == "sheet-ended":
        sheet.revoke()
    if view == "connections-trouble":
        sheet.cloud.control("faults", {"path": "drive/*", "status": 503, "times": -1})


def wait_for_trouble(view, app, sheet):
    """Until the program has noticed, and until each sheet is in step: what is seen then stays."""
    said = {"sheet-asks": "rows are gone|^Desaparecieron", "sheet-ended": "ended the sign-in|terminó la sesión"}.get(view)
    if view == "connections-trouble":
        wait_for(lambda: any(line["status"] == 503 for line in sheet.cloud.journal()), "the fault", 60)
    elif said is not None:
        wait_for(lambda: any(window.find(None, re.compile(said)) for window in app.windows()), said, 90)
    else:
        wait_for(lambda: any(line["path"].startswith("drive/") for line in sheet.cloud.journal()), "a look at the sheet", 60)


def prepare(view, cli):
    """What a view is shown with, beside the 45 cars."""
    if view == "history":
        cli("status", "12", "reserved", "--reason", "Deja $5,000 de apartado")
        cli("set", "7", "price=279 mil", "location=SAN FELIPE")
    if view in ("bin", "backups"):
        cli("delete", "12", "17", "23")
    if view == "editor-niv":
        cli("set", "43", "niv=3MVDM2W7XML213456")
    if view in ("details", "quick-look", "release", "print-sheet", "print-receipt"):
        cli("set", "43", "version=GT", "cost=330 mil", "minimum_price=360 mil", "notes=Dueño con prisa",
            "transmission=Automática", "features=Quemacocos\nPiel", "description=Único dueño.",
            "niv=3MVDM2W7XML213456", "credit_price=399 mil", "down_payment=80 mil")
        cli("set", "43", "deposit=5000", "reserved_until=30/12/2026", "salesperson=Laura")
        cli("status", "43", "reserved", "--reason", "Deja $5,000")
    if view in ("drive-note", "drive-preferences", "drive-gallery", "drive-menu", "drive-share", "gallery", "gallery-window", "viewer", "crop", "details-photos", "print-sheet-photos"):
        cli("photos", "add", "1", *car_photos.write(os.path.join(cli.environment["HOME"], "Fotos"), "IMG", "#b3202a", 11))
    if view.startswith(("photos", "cards-photos")):
        add_photos(view, cli)
    if view in ("marketplace-list", "home-busy"):
        for number, days in (("2", -9), ("8", -1), ("13", -12), ("28", -3), ("30", -20)):
            day = (datetime.date.today() + datetime.timedelta(days=days)).isoformat()
            cli("marketplace", "set", number, "--posted", day, "--link", "https://www.facebook.com/marketplace/item/123456789/")
        cli("status", "13", "sold")
        cli("marketplace", "set", "30", "--removed", "today")
    if view == "home-busy":
        make_busy(cli)
    if view in ("history-car", "editor-niv"):
        cli("set", "1", "price=199 mil", "km=70,000")
        cli("status", "1", "reserved", "--reason", "Deja $5,000 de apartado")
        cli("status", "1", "available")
    if view.startswith(("import-", "link-")):
        cli("set", "7", "price=279 mil")
        cli("delete", "12")


def press_row(app, name):
    """In whatever is in front; what is not in sight is scrolled to."""
    def look():
        return next((row for window in app.windows() for row in window.find_all("list item", name, only_showing=False)), None)
    row = wait_for(look, f"a row {name.pattern}")
    page = pages.Page(app, row.toplevel())
    page.reveal(row)
    page.click(row)


def walk(session, app, steps, sheet=None):
    for step in steps:
        if step.startswith("text:"):
            session.type(step[5:])
        elif step.startswith("press:"):
            press(app, re.compile(step[6:]))
        elif step.startswith("wait:"):
            wait_for(lambda: any(window.find(None, re.compile(step[5:]), only_showing=False) for window in app.windows()), step, 60)
        elif step.startswith("car:"):
            # A row of a list that is opened as a person without a mouse does
            main = pages.Page(app, app.window())
            main.tab_to(wait_for(lambda: main.node.find(None, re.compile(step[4:]), where=lambda n: "item" in n.role), "the row"))
            session.key("Return")
        elif step.startswith("row:"):
            press_row(app, re.compile(step[4:]))
        elif step == "deny":
            sheet.cloud.agree(take_address(sheet.opened), answer="deny")
        elif step == "niv":
            editor = pages.Page(app, app.windows()[-1])
            editor.tab_to(editor.node.wait(pages.ENTRY, re.compile("^NIV"), only_showing=False), limit=40)
            session.key("ctrl+a")
        elif step == "photo":
            focus_photo(app)
        elif step == "pile":
            wait_for(lambda: next(iter(app.window().find_all(name=re.compile("^(Pile of|Montón de)"))), None), "a pile")
        elif step.startswith(("file:", "folder:")):
            continue
        else:
            session.key(step)
        settle(app)


def take_one(session, folder, view, suffix, language, settings):
    home = Home(session, view)
    if view != "welcome":
        Cli(session, home)("import", harness.SAMPLE_CSV)
    cli = Cli(session, home)
    prepare(view, cli)
    if view == "trouble":
        spoil(home)
    if view == "share":
        settings = {**settings, **share(home)}
    sheet = None
    if view.startswith(("link-", "sheet-", "google-", "connections", "drive-")) and view != "connections-none":
        sheet = sign_in(session, view, home)
        settings = {**settings, **sheet.environment}
    if view.startswith(("post", "facebook-")) and view != "posts-none":
        sheet = publish(session, home)
        if view.startswith(("posts-ledger", "posted")):
            for number in ("0", "2", "3"):
                sheet.cli("post", number, "--page", "norte")
            sheet.cli("post", "0", "--page", "linda")
            sheet.cli("unpost", "3")
            sheet.pass_days((4, 11, 19, 24, 31, 33, 40))
        if view.startswith("post-price"):
            sheet.cli("set", "6", "price=123000")
        if view in ("posts-poster", "posts-take-over"):
            name_poster(home)
        settings = {**settings, **sheet.environment}
    write_settings(home, session.size)
    files = [step[5:] for step in VIEWS[view] if step.startswith("file:")]
    files += [os.path.join(home.folder, step[7:]) for step in VIEWS[view] if step.startswith("folder:")]
    app = App(session, home, files, language=language, environment=settings)
    try:
        app.window()
        settle(app)
        if view.startswith(("sheet-", "connections")) and sheet is not None:
            make_trouble(view, sheet)
            wait_for_trouble(view, app, sheet)
            settle(app)
        walk(session, app, VIEWS[view], sheet)
        path = session.screenshot(f"{view}-{suffix}", folder)
        print(os.path.basename(path), *app.trouble(), sep="\n    ", flush=True)
    finally:
        app.kill()
        if sheet is not None:
            sheet.stop()


def take(folder, views, suffix, language, scheme, size, look):
    """Returns how many of them could not be taken."""
    n_failed = 0
    settings = {"ADW_DEBUG_COLOR_SCHEME": scheme}
    if look == "contrast":
        settings["ADW_DEBUG_HIGH_CONTRAST"] = "1"
    with Session(*size) as session:
        if look == "large":
            session.set_text_scale(2)
        for view in views:
            if view in (WIDE_ONLY if size[0] < 600 else NARROW_ONLY):
                continue
            try:
                take_one(session, folder, view, suffix, language, settings)
            except harness.Failure as failure:
                n_failed += 1
                print(f"{view}-{suffix}: {failure}", flush=True)
    return n_failed


def write_settings(home, size):
    """The size of the window, and nothing that moves by itself."""
    def write(path, text):
        path = os.path.join(home.folder, ".config", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
    write("glib-2.0/settings/keyfile", f"[com/autosell/Manager]\nwindow-width={size[0]}\nwindow-height={size[1]}\n")
    write("gtk-4.0/settings.ini", "[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n"
          "gtk-font-name=Cantarell 11\n")


def style_name(language, scheme, size, look):
    return f"{language}-{scheme}-{size[0]}x{size[1]}" + (f"-{look}" if look else "")


def take_style(task):
    folder, views, language, scheme, size, look = task
    return take(folder, views, style_name(*task[2:]), LANGUAGES[language], SCHEMES[scheme], size, look)


def main():
    folder, *views = sys.argv[1:]
    pattern = ""
    if views[:1] == ["--only"]:
        pattern, views = views[1], views[2:]
    tasks = [(os.path.abspath(folder), views or list(VIEWS), *style)
             for style in itertools.product(LANGUAGES, SCHEMES, SIZES, LOOKS)
             if re.search(pattern, style_name(*style)) and (not style[3] or style[3] in pattern)]
    with multiprocessing.Pool(os.cpu_count()) as pool:
        return 1 if any(pool.map(take_style, tasks, chunksize=1)) else 0


if __name__ == "__main__":
    sys.exit(main())
