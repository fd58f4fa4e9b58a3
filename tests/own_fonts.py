"""Typefaces of an organisation's own, made out of the packaged one: whole, and wrong in one way each."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping
from functools import cache

from conftest import WorkspaceFolder
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from naravard_docs.style.font_names import FACES, FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import Theme

KEYS = ("normal", "fet", "kursiv", "fet_kursiv")
Change = Callable[[TTFont], object]


@cache
def face(key: FaceKey = FACES[0]) -> bytes:
    return face_file(Theme(), key).read_bytes()


def changed(change: Change, key: FaceKey = FACES[0]) -> bytes:
    """Return a face with a change to it."""
    font, out = TTFont(io.BytesIO(face(key)), recalcTimestamp=False), io.BytesIO()
    change(font)
    font.save(out)
    return out.getvalue()


def whole() -> dict[str, bytes]:
    """Return the four faces by their keys."""
    return {name: face(key) for name, key in zip(KEYS, FACES, strict=True)}


def use(workspace: WorkspaceFolder, faces: Mapping[str, bytes], name: str = "Husets", more: str = "") -> None:
    """Have the organisation use four faces, and more of a look (YAML)."""
    lines = [f"    {key}: {key}.ttf" for key in faces]
    for key, data in faces.items():
        workspace.write_template(f"{key}.ttf", data)
    look = "\n".join([f'namn: R\nutseende:\n{more}  typsnitt:\n    namn: "{name}"', *lines])
    workspace.write_template("organisation.yaml", f"{look}\n")


def tables_of(data: bytes) -> dict[str, bytes]:
    """Return a font's tables as they stand."""
    reader = TTFont(io.BytesIO(data), lazy=True).reader
    return {tag: reader[tag] for tag in reader.keys()}  # noqa: SIM118


def assembled(tables: Mapping[str, bytes], version: bytes = b"\0\1\0\0") -> bytes:
    """Return a font of some tables, whatever they are (OpenType, «Table Directory»)."""
    offset, entries, body = 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables.items()):
        entries += tag.encode() + struct.pack(">LLL", 0, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return version + struct.pack(">HHHH", len(tables), 0, 0, 0) + entries + body


def without(*left_out: str, **more: bytes) -> bytes:
    """Return a face without some tables, and with others."""
    kept = {tag: data for tag, data in tables_of(face()).items() if tag not in left_out}
    return assembled({**kept, **{tag.ljust(4): data for tag, data in more.items()}})


def shorter(table: str, by: int) -> bytes:
    """Return a face one of whose tables ends before its time."""
    tables = tables_of(face())
    return assembled({**tables, table: tables[table][:-by]})


def collection() -> bytes:
    both, out = TTCollection(), io.BytesIO()
    both.fonts = [TTFont(io.BytesIO(face(key))) for key in FACES]
    both.save(out)
    return out.getvalue()


def as_flavour(flavour: str) -> bytes:
    return changed(lambda font: setattr(font, "flavor", flavour))


def licensed(fs_type: int) -> bytes:
    return changed(lambda font: setattr(font["OS/2"], "fsType", fs_type))


def lacking(characters: str) -> bytes:
    """Return a face without some characters."""

    def forget(font: TTFont) -> None:
        for table in font["cmap"].tables:
            table.cmap = {code: name for code, name in table.cmap.items() if chr(code) not in characters}

    return changed(forget)


def undrawn(characters: str) -> bytes:
    """Return a face that has some characters but draws nothing for them."""

    def empty(font: TTFont) -> None:
        for c in characters:
            font["glyf"][font.getBestCmap()[ord(c)]] = Glyph()

    return changed(empty)


def to_notdef(characters: str) -> bytes:
    """Return a face whose table of characters leads some to the box for what a font lacks."""

    def lead(font: TTFont) -> None:
        for table in font["cmap"].tables:
            table.cmap.update(dict.fromkeys(map(ord, characters), ".notdef"))

    return changed(lead)


def without_width(characters: str) -> bytes:
    def narrow(font: TTFont) -> None:
        font["hmtx"].metrics.update({font.getBestCmap()[ord(c)]: (0, 0) for c in characters})

    return changed(narrow)


def same(character: str, other: str) -> bytes:
    """Return a face that shows a character as another."""

    def lead(font: TTFont) -> None:
        for table in font["cmap"].tables:
            table.cmap[ord(character)] = table.cmap[ord(other)]

    return changed(lead)


def in_itself(character: str) -> bytes:
    """Return a face one of whose outlines is made of itself."""

    def recur(font: TTFont) -> None:
        name = font.getBestCmap()[ord(character)]
        part, glyph = GlyphComponent(), Glyph()
        part.glyphName, part.x, part.y, part.flags = name, 0, 0, 0x2
        glyph.numberOfContours, glyph.components = -1, [part]
        font["glyf"][name] = glyph
        font.recalcBBoxes = False
        glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0

    return changed(recur)


def spaced(table: str, value: float, key: FaceKey) -> bytes:
    """Return a face that divides its size otherwise than it was drawn for, or with a part of its widths."""

    def change(font: TTFont) -> None:
        if table == "head":
            font["head"].unitsPerEm = value
        else:
            metrics = font["hmtx"].metrics
            metrics.update(
                {name: (round(width * value), at) for name, (width, at) in metrics.items() if name != "space"}
            )

    return changed(change, key)


def symbols() -> bytes:
    """Return a face whose characters are a symbol font's."""

    def only(font: TTFont) -> None:
        (table, *_) = font["cmap"].tables
        table.platformID, table.platEncID = 3, 0
        table.cmap = {0xF000 + code: name for code, name in table.cmap.items() if code < 256}
        font["cmap"].tables = [table]

    return changed(only)


def named(family: str, key: FaceKey = FACES[0]) -> bytes:
    """Return a face of a family by another name."""

    def rename(font: TTFont) -> None:
        font["name"].names = []
        font["name"].setName(family, 1, 3, 1, 0x409)

    return changed(rename, key)
