"""What a viewer draws of marks on text, and of lines and areas (ISO 32000-1, 12.5.6.7 to 12.5.6.13)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec import Struct
from pypdf.generic import ArrayObject, DictionaryObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from naravard_docs.pdf.annotation_values import (
    Bounds,
    colour,
    dashes,
    dereference,
    is_true,
    line_width,
    number_of,
    numbers,
    points,
    shown_numbers,
    value_of,
)
from naravard_docs.pdf.drawing import (
    Appearance,
    Point,
    box_around,
    corners,
    ellipse,
    helvetica,
    is_plain,
    on_page,
    path,
    point_towards,
    rectangle,
    shrunk,
    transparency,
)

_WAVE_PT, _CAPTION_PT = 2.0, 9.0
_MOST_WAVES = 2_000


class Shape(Struct, frozen=True):
    """What is drawn: ``path`` with an operator, what is drawn on top, and points that it all lies around."""

    path: str
    paint: str
    around: Sequence[Point]
    above: str = ""
    margin: float = 0.0


Quad = tuple[Point, Point, Point, Point]
"""The corners of marked text, as its reader sees it: upper left, upper right, lower left, lower right."""


def shape_appearance(annotation: DictionaryObject, rect: Bounds) -> Appearance | None:
    """Return lines or areas where they are on the page; None when the annotation does not say where."""
    drawn = _DRAWN_BY.get(str(annotation.get("/Subtype")))
    shape = drawn(annotation, rect) if drawn else None
    if shape is None or not shape.path:
        return None
    is_highlight = annotation.get("/Subtype") == "/Highlight"
    stroke = colour(annotation.get("/C"), "G RG K") or "0 G"
    fill = colour(annotation.get("/C" if is_highlight else "/IC"), "g rg k") or ("1 1 0 rg" if is_highlight else "")
    width = line_width(annotation)
    paint = shape.paint if shape.paint != "B" else f"{'B' if width else 'f'}" if fill else "S" if width else "n"
    style = " ".join(filter(None, (stroke, fill, f"{shown_numbers(width)} w", dashes(annotation))))
    resources = transparency(min(1.0, max(0.0, number_of(annotation.get("/CA"), 1.0))), is_highlight)
    resources.update(helvetica())
    box = box_around((*corners(rect), *shape.around), width + shape.margin)
    return on_page(f"q /Seen gs {style} {shape.path} {paint} [] 0 d {shape.above} Q", box, resources)


def quads_of(annotation: DictionaryObject, rect: Bounds) -> list[Quad]:
    """Return the areas of text that are marked; the whole rectangle when none is told.

    Programs write the corners of a line as upper left, upper right, lower left, lower right, and some as the standard
    has them, counterclockwise from the lower left.
    """
    found = points(dereference(annotation.get("/QuadPoints")))
    quads = [_as_read(*found[n : n + 4]) for n in range(0, len(found) - 3, 4)]
    left, low, right, high = rect
    return quads or [((left, high), (right, high), (left, low), (right, low))]


def _as_read(first: Point, second: Point, third: Point, fourth: Point) -> Quad:
    along = (second[0] - first[0]) * (fourth[0] - third[0]) + (second[1] - first[1]) * (fourth[1] - third[1])
    return (first, second, third, fourth) if along >= 0 else (fourth, third, first, second)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _line_through(annotation: DictionaryObject, rect: Bounds, share: float) -> Shape:
    """Draw a line along each marked text, a share of its height above its foot."""
    quads = quads_of(annotation, rect)
    lines = [path([_between(q[2], q[0], share), _between(q[3], q[1], share)]) for q in quads]
    return Shape(" ".join(filter(None, lines)), "S", [corner for quad in quads for corner in quad])


def _strike(annotation: DictionaryObject, rect: Bounds) -> Shape:
    return _line_through(annotation, rect, 0.5)


def _underline(annotation: DictionaryObject, rect: Bounds) -> Shape:
    return _line_through(annotation, rect, 0.08)


def _squiggly(annotation: DictionaryObject, rect: Bounds) -> Shape:
    quads = quads_of(annotation, rect)
    waves = [path(_wave(quad)) for quad in quads]
    return Shape(" ".join(filter(None, waves)), "S", [corner for quad in quads for corner in quad], margin=_WAVE_PT)


def _wave(quad: Quad) -> list[Point]:
    start, end = quad[2], quad[3]
    length = math.dist(start, end)
    count = max(2, min(_MOST_WAVES, int(length / _WAVE_PT)))
    height = min(_WAVE_PT, math.dist(quad[2], quad[0]) / 4)
    foot = [_between(start, end, n / count) for n in range(count + 1)]
    return [
        point_towards(point, _between(quad[0], quad[1], n / count), height * (n % 2)) for n, point in enumerate(foot)
    ]


def _highlight(annotation: DictionaryObject, rect: Bounds) -> Shape:
    quads = quads_of(annotation, rect)
    areas = [path([q[0], q[1], q[3], q[2]], is_closed=True) for q in quads]
    return Shape(" ".join(areas), "f", [corner for quad in quads for corner in quad])


def _square(annotation: DictionaryObject, rect: Bounds) -> Shape:
    return Shape(rectangle(_inner(annotation, rect)), "B", ())


def _circle(annotation: DictionaryObject, rect: Bounds) -> Shape:
    return Shape(ellipse(_inner(annotation, rect)), "B", ())


def _inner(annotation: DictionaryObject, rect: Bounds) -> Bounds:
    """Return what lies within a rectangle's differences (/RD), where a cloudy or wide border has its room."""
    differences = numbers(dereference(annotation.get("/RD")))
    left, low, right, high = rect
    if len(differences) == 4:
        inner = left + differences[0], low + differences[1], right - differences[2], high - differences[3]
        left, low, right, high = inner if inner[0] < inner[2] and inner[1] < inner[3] else rect
    return shrunk((left, low, right, high), line_width(annotation) / 2)


def _ink(annotation: DictionaryObject, _rect: Bounds) -> Shape:
    listed = dereference(annotation.get("/InkList"))
    strokes = [points(dereference(stroke)) for stroke in listed] if isinstance(listed, ArrayObject) else []
    dots = [stroke * 2 if len(stroke) == 1 else stroke for stroke in strokes]
    drawn = " ".join(filter(None, (path(stroke) for stroke in dots)))
    return Shape(f"1 J 1 j {drawn}" if drawn else "", "S", [point for stroke in strokes for point in stroke])


def _polygon(annotation: DictionaryObject, _rect: Bounds) -> Shape:
    found = points(dereference(annotation.get("/Vertices")))
    return Shape(path(found, is_closed=True), "B", found)


def _polyline(annotation: DictionaryObject, _rect: Bounds) -> Shape:
    found = points(dereference(annotation.get("/Vertices")))
    return Shape(path(found), "S", found, _endings(annotation, found), 5 * line_width(annotation) + 2)


def _line(annotation: DictionaryObject, _rect: Bounds) -> Shape:
    found = points(dereference(annotation.get("/L")))[:2]
    if len(found) < 2:
        return Shape("", "S", found)
    leaders, found = _with_leaders(annotation, found)
    above = f"{_endings(annotation, found)} {_caption(annotation, found)}"
    room = 5 * line_width(annotation) + _CAPTION_PT + abs(number_of(annotation.get("/LLE"), 0.0))
    wide = stringWidth(caption_of(annotation), "Helvetica", _CAPTION_PT) / 2
    middle = _between(found[0], found[1], 0.5)
    around = [*found, (middle[0] - wide, middle[1]), (middle[0] + wide, middle[1])]
    return Shape(f"{path(found)} {leaders}", "S", around, above, room)


def _with_leaders(annotation: DictionaryObject, ends: Sequence[Point]) -> tuple[str, list[Point]]:
    """Return the leader lines of a measure, and where its line is then drawn (12.5.6.7)."""
    length = number_of(annotation.get("/LL"), 0.0)
    if not length:
        return "", list(ends)
    (x1, y1), (x2, y2) = ends
    whole = math.dist(*ends) or 1.0
    aside = -(y2 - y1) / whole, (x2 - x1) / whole
    drawn = [(x + aside[0] * length, y + aside[1] * length) for x, y in ends]
    beyond = math.copysign(max(0.0, number_of(annotation.get("/LLE"), 0.0)), length)
    tips = [(x + aside[0] * beyond, y + aside[1] * beyond) for x, y in drawn]
    return " ".join(path([end, tip]) for end, tip in zip(ends, tips, strict=True)), drawn


def _endings(annotation: DictionaryObject, line: Sequence[Point]) -> str:
    """Return what stands at the ends of a line (12.5.6.7, table 176): arrow heads, circles and the like."""
    listed = dereference(annotation.get("/LE"))
    styles = [str(dereference(each)) for each in listed] if isinstance(listed, ArrayObject) else []
    if len(styles) < 2 or len(line) < 2:
        return ""
    size = 3 * line_width(annotation) + 2
    ends = ((styles[0], line[0], line[1]), (styles[1], line[-1], line[-2]))
    return " ".join(_ending(style, end, towards, size) for style, end, towards in ends)


def _ending(style: str, end: Point, towards: Point, size: float) -> str:
    box = (end[0] - size / 2, end[1] - size / 2, end[0] + size / 2, end[1] + size / 2)
    if style == "/Square":
        return f"{rectangle(box)} s"
    if style == "/Circle":
        return f"{ellipse(box)} s"
    if style == "/Diamond":
        x, y = end
        return f"{path([(box[0], y), (x, box[3]), (box[2], y), (x, box[1])], is_closed=True)} s"
    behind = {"/OpenArrow": size, "/ClosedArrow": size, "/ROpenArrow": -size, "/RClosedArrow": -size}.get(style)
    if behind is None and style not in ("/Butt", "/Slash"):
        return ""
    foot = point_towards(end, towards, behind or 0.0)
    aside = point_towards((0, 0), (-(towards[1] - end[1]), towards[0] - end[0]), size / 2)
    if style == "/Slash":
        aside = point_towards(
            (0, 0), (aside[0] + (end[0] - towards[0]) / 4, aside[1] + (end[1] - towards[1]) / 4), size / 2
        )
    wings = (foot[0] + aside[0], foot[1] + aside[1]), (foot[0] - aside[0], foot[1] - aside[1])
    is_closed = style.endswith("ClosedArrow")
    return f"{path([wings[0], end, wings[1]], is_closed)} S"


def _caption(annotation: DictionaryObject, line: Sequence[Point]) -> str:
    """Return the words that stand on a line, if it shows them; an empty text when they cannot be drawn plainly."""
    words = caption_of(annotation)
    if not is_plain(words):
        return ""
    encoded = words.encode("cp1252").hex()
    middle = _between(line[0], line[1], 0.5)
    x = middle[0] - stringWidth(words, "Helvetica", _CAPTION_PT) / 2
    place = shown_numbers(x, middle[1] + 1.5)
    return f"BT 0 g /Helv {_CAPTION_PT:g} Tf {place} Td <{encoded}> Tj ET" if words else ""


def caption_of(annotation: DictionaryObject) -> str:
    """Return the words that a line shows on itself; an empty text when it shows none."""
    is_captioned = annotation.get("/Subtype") == "/Line" and is_true(annotation.get("/Cap"))
    return " ".join(value_of(annotation).split()) if is_captioned else ""


_DRAWN_BY: dict[str, Callable[[DictionaryObject, Bounds], Shape]] = {
    "/StrikeOut": _strike,
    "/Underline": _underline,
    "/Squiggly": _squiggly,
    "/Highlight": _highlight,
    "/Line": _line,
    "/Square": _square,
    "/Circle": _circle,
    "/Ink": _ink,
    "/Polygon": _polygon,
    "/PolyLine": _polyline,
}
