"""The organisation's own faces: what each is, and the form that documents take it in, kept once per machine.

Every face is written anew with the characters that it draws, in one table, and with the names and marks of the look.
Why: readers of fonts differ over the rest (several tables of characters, names that are no PostScript names, a bold
face that says it is of normal weight), so that PDF, Word and charts would have different letters of it.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import msgspec

from naravard_docs.libraries.remarks import without_remarks
from naravard_docs.style.face_facts import FaceFacts, read_face, usable_characters
from naravard_docs.style.font_cache import kept_file
from naravard_docs.style.font_names import FaceKey, rename_face
from naravard_docs.style.package_versions import installed_versions

RECIPE = 1
"""Raised when what is kept of a face changes, so that old files in the cache are left alone."""

_BASIC, _FULL = (4, 1), (12, 10)
"""Format and encoding of tables of characters: of two bytes, and of all of Unicode (OpenType, «cmap»)."""

_LAST_BASIC = 0xFFFF
_UNUSED_TABLES = ("DSIG", "STAT", "FFTM", "meta")
"""A signature, which a change breaks, and what says of a family what the names no longer do."""


def own_face_facts(data: bytes) -> FaceFacts:
    """Return what a font file is.

    Raises:
        FontError: if pages cannot be set in it, or may not.
        FileAccessError: if it cannot be kept.
    """
    kept = kept_file(f"{_kept_name(data)}.json", lambda: msgspec.json.encode(read_face(data)))
    try:
        return msgspec.json.decode(kept.read_bytes(), type=FaceFacts)
    except (OSError, msgspec.MsgspecError):  # spoiled, or taken away by another
        return read_face(data)


def own_face_file(file: Path, family: str, key: FaceKey) -> Path:
    """Return a face as documents take it.

    Raises:
        FontError: if pages cannot be set in it, or may not.
        FileAccessError: if it cannot be kept.
        OSError: if it cannot be read.
    """
    data = file.read_bytes()
    own_face_facts(data)
    return kept_file(f"{_kept_name(data, family, key.style)}.ttf", lambda: _static_face(data, family, key))


def _kept_name(data: bytes, *more: str) -> str:
    digest = hashlib.sha256("\0".join((hashlib.sha256(data).hexdigest(), *more)).encode()).hexdigest()
    return f"eget-{digest[:32]}-{installed_versions().get('fonttools')}-{RECIPE}"


def _static_face(data: bytes, family: str, key: FaceKey) -> bytes:
    from fontTools.ttLib import TTFont

    with without_remarks():
        font = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
        for table in _UNUSED_TABLES:
            if table in font:
                del font[table]
        _keep_characters(font, usable_characters(font))
        rename_face(font, family, key)
        out = io.BytesIO()
        font.sfntVersion = "\x00\x01\x00\x00"
        font.save(out, reorderTables=True)
    return out.getvalue()


def _keep_characters(font: Any, characters: dict[int, str]) -> None:
    """Have a font name these characters only, in the tables that every reader takes."""
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    basic = {code: name for code, name in characters.items() if code <= _LAST_BASIC}
    forms = [(_BASIC, basic)] + ([(_FULL, characters)] if len(characters) > len(basic) else [])
    font["cmap"].tables = []
    for (form, encoding), named in forms:
        table = CmapSubtable.newSubtable(form)
        table.platformID, table.platEncID, table.language, table.cmap = 3, encoding, 0, named
        font["cmap"].tables.append(table)
