"""Drawings for annotations: paths, text and the form XObject that they become (ISO 32000-1, 8.5, 8.10 and 9.4)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from naravard_docs.pdf.annotation_values import Bounds, shown_numbers

Point = tuple[float, float]

_QUARTER = 0.5523
"""A quarter of a circle as one Bézier curve."""


class Appearance(Struct, frozen=True):
    """What is drawn, and the rectangle on the page that it fills."""

    stream: StreamObject
    rect: Bounds


def path(points: Sequence[Point], is_closed: bool = False) -> str:
    """Return lines from point to point; an empty text for fewer than two."""
    if len(points) < 2:
        return ""
    (x, y), *others = points
    lines = " ".join(f"{shown_numbers(*point)} l" for point in others)
    return f"{shown_numbers(x, y)} m {lines}{' h' if is_closed else ''}"


def rectangle(box: Bounds) -> str:
    """Return a box as a path."""
    left, low, right, high = box
    return f"{shown_numbers(left, low, right - left, high - low)} re"


def ellipse(box: Bounds) -> str:
    """Return an ellipse that fills a box."""
    x, y, rx, ry = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    kx, ky = _QUARTER * rx, _QUARTER * ry
    curves = (
        (x + rx, y + ky, x + kx, y + ry, x, y + ry),
        (x - kx, y + ry, x - rx, y + ky, x - rx, y),
        (x - rx, y - ky, x - kx, y - ry, x, y - ry),
        (x + kx, y - ry, x + rx, y - ky, x + rx, y),
    )
    return f"{shown_numbers(x + rx, y)} m {' '.join(f'{shown_numbers(*curve)} c' for curve in curves)} h"


def shrunk(box: Bounds, by: float) -> Bounds:
    """Return a box made smaller on each side, never turned inside out."""
    by_x, by_y = min(by, (box[2] - box[0]) / 2), min(by, (box[3] - box[1]) / 2)
    return box[0] + by_x, box[1] + by_y, box[2] - by_x, box[3] - by_y


def box_around(points: Iterable[Point], margin: float) -> Bounds:
    """Return a box around points, since a line along an edge of its own rectangle would be cut."""
    listed = list(points)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def corners(box: Bounds) -> tuple[Point, Point]:
    """Return the lower left and the upper right corner."""
    return (box[0], box[1]), (box[2], box[3])


def point_towards(start: Point, towards: Point, by: float) -> Point:
    """Return the point that lies so far from one point towards another."""
    length = math.dist(start, towards) or 1.0
    return start[0] + (towards[0] - start[0]) / length * by, start[1] + (towards[1] - start[1]) / length * by


def on_page(content: str, box: Bounds, resources: DictionaryObject | None = None) -> Appearance:
    """Return a drawing in the page's own coordinates."""
    return _made(content, box, box, resources, 0)


def within(content: str, rect: Bounds, resources: DictionaryObject | None = None, turn: int = 0) -> Appearance:
    """Return a drawing whose origin is the rectangle's lower left corner, turned by 0, 90 … degrees."""
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    box = (0.0, 0.0, height, width) if turn in (90, 270) else (0.0, 0.0, width, height)
    return _made(content, rect, box, resources, turn)


def _made(content: str, rect: Bounds, box: Bounds, resources: DictionaryObject | None, turn: int) -> Appearance:
    stream = StreamObject()
    stream.set_data(content.encode("ascii"))
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject([FloatObject(number) for number in box])
    if turn:  # where it then lies, the viewer moves back into the rectangle (12.5.5, algorithm 8.1)
        cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        stream[NameObject("/Matrix")] = ArrayObject(map(FloatObject, (cosine, sine, -sine, cosine, 0, 0)))
    stream[NameObject("/Resources")] = resources if resources is not None else DictionaryObject()
    return Appearance(stream, rect)


def helvetica(name: str = "/Helv", bold: bool = False) -> DictionaryObject:
    """Return resources with Helvetica, which every viewer has (9.6.2.2)."""
    base = "/Helvetica-Bold" if bold else "/Helvetica"
    entries = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": base, "/Encoding": "/WinAnsiEncoding"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in entries.items()})
    return DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject(name): font})})


def transparency(opacity: float, is_multiplied: bool) -> DictionaryObject:
    """Return resources whose graphics state /Seen has an opacity; a marker pen lets what is below be read."""
    mode = NameObject("/Multiply" if is_multiplied else "/Normal")
    state = {"/CA": FloatObject(opacity), "/ca": FloatObject(opacity), "/BM": mode}
    states = DictionaryObject({NameObject(key): value for key, value in state.items()})
    return DictionaryObject({NameObject("/ExtGState"): DictionaryObject({NameObject("/Seen"): states})})


def is_plain(words: str) -> bool:
    """Return whether words have only characters that Helvetica has as viewers know it (WinAnsiEncoding)."""
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
