"""Signs for notes that stand on a page: a slip, a stamp, a caret, a clip, a frame (ISO 32000-1, 12.5.6)."""

from __future__ import annotations

from pypdf.generic import DictionaryObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from naravard_docs.pdf.annotation_values import Bounds, colour, dereference, held_text, shown_numbers
from naravard_docs.pdf.drawing import (
    Appearance,
    box_around,
    corners,
    helvetica,
    is_plain,
    on_page,
    path,
    rectangle,
    shrunk,
    within,
)
from naravard_docs.pdf.shape_appearance import quads_of

_SIDE_PT = 20.0
"""A slip has the same size however its rectangle is drawn, from the upper left corner."""

_STAMPS = {"/SBApproved": "Approved", "/SBDraft": "Draft"}
_USUAL_STAMP = "Draft"


def icon_appearance(annotation: DictionaryObject, rect: Bounds) -> Appearance | None:
    """Return the sign of a note; None for a kind that viewers draw no sign of."""
    match str(annotation.get("/Subtype")):
        case "/Text":
            return _slip(annotation, rect)
        case "/FileAttachment" | "/Sound":
            return _clip(annotation, rect)
        case "/Stamp":
            return _stamp(annotation, rect)
        case "/Caret":
            return _caret(annotation, rect)
        case "/Redact":
            return _redaction(annotation, rect)
    return None


def _corner(rect: Bounds) -> Bounds:
    return rect[0], rect[3] - _SIDE_PT, rect[0] + _SIDE_PT, rect[3]


def _slip(note: DictionaryObject, rect: Bounds) -> Appearance:
    """Draw a slip with lines of writing, in the note's colour."""
    left, low, right, _ = box = _corner(rect)
    fill = colour(note.get("/C"), "g rg k") or "1 1 0.6 rg"
    lines = " ".join(path([(left + 4, low + up), (right - 4, low + up)]) for up in (5.5, 9.5, 13.5))
    return on_page(f"q {fill} 0.3 G 1 w {rectangle(shrunk(box, 1.5))} B {lines} S Q", box)


def _clip(note: DictionaryObject, rect: Bounds) -> Appearance:
    left, low, _, _ = box = _corner(rect)
    bent = [(5, 14), (5, 5), (8, 2), (12, 2), (15, 5), (15, 16), (13, 18), (10, 18), (8, 16), (8, 7), (11, 7), (11, 14)]
    stroke = colour(note.get("/C"), "G RG K") or "0.3 G"
    return on_page(f"q {stroke} 1.4 w 1 j {path([(left + x, low + y) for x, y in bent])} S Q", box)


def stamp_name(stamp: DictionaryObject) -> str:
    """Return what a stamp without a picture says: its name in words, as «Not Approved» of /NotApproved."""
    name = held_text(dereference(stamp.get("/Name")))
    plain = _STAMPS.get(name, name.removeprefix("/")) or _USUAL_STAMP
    return "".join(f" {each}" if n and each.isupper() else each for n, each in enumerate(plain[:60]))


def _stamp(stamp: DictionaryObject, rect: Bounds) -> Appearance | None:
    words = stamp_name(stamp)
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    wide = stringWidth(words, "Helvetica-Bold", 1.0)
    size = min(height * 0.7, (width - 8) / wide if wide else 0.0)
    if size < 1 or not is_plain(words):
        return None
    ink = colour(stamp.get("/C"), "g rg k") or "0.7 0 0 rg"
    edge = colour(stamp.get("/C"), "G RG K") or "0.7 0 0 RG"
    at = shown_numbers((width - wide * size) / 2, (height - size) / 2 + size * 0.15)
    text = f"BT /Helv {shown_numbers(size)} Tf {at} Td <{words.encode('cp1252').hex()}> Tj ET"
    frame = rectangle(shrunk((0, 0, width, height), 2))
    return within(f"q {ink} {edge} 3 w {frame} S {text} Q", rect, helvetica(bold=True))


def _caret(note: DictionaryObject, rect: Bounds) -> Appearance:
    left, low, right, high = rect
    middle = (left + right) / 2
    fill = colour(note.get("/C"), "g rg k") or "0 0 1 rg"
    waist = low + (high - low) * 0.3
    sign = path([(left, low), (middle, high), (right, low), (middle, waist)], is_closed=True)
    return on_page(f"q {fill} {sign} f Q", rect)


def _redaction(note: DictionaryObject, rect: Bounds) -> Appearance:
    """Draw the frame of what is to be redacted: that it still can be read is for all to see."""
    quads = quads_of(note, rect)
    frames = " ".join(path([q[0], q[1], q[3], q[2]], is_closed=True) for q in quads)
    box = box_around((*corners(rect), *(corner for quad in quads for corner in quad)), 1)
    return on_page(f"q 1 0 0 RG 1 w {frames} S Q", box)
