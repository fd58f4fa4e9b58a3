"""Appearances: what a viewer draws of a field or a note that comes without a picture of itself (ISO 32000-1, 12.5.5).

A field that was filled in by another program often has its value only, and a note its words only; the viewer is then to
draw them. What is drawn here is plain: the words in Helvetica, lines and areas in the colours given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
)
from reportlab.pdfbase.pdfmetrics import stringWidth

HIDDEN, NO_VIEW = 1 << 1, 1 << 5
_MULTILINE, _PASSWORD, _PUSH_BUTTON = 1 << 12, 1 << 13, 1 << 16
_SMALLEST_PT, _USUAL_PT, _EDGE_PT, _LEADING = 4.0, 12.0, 2.0, 1.15
_SIZE = re.compile(r"/\S+\s+(-?[\d.]+)\s+Tf")
_COLOUR = re.compile(r"((?:-?[\d.]+\s+){1,4})(g|rg|k)(?=\s|$)")
_TAG = re.compile(r"<[^>]*>")


class Appearance(Struct, frozen=True):
    """What is drawn, and the rectangle on the page that it fills."""

    stream: StreamObject
    rect: tuple[float, float, float, float]


def dereference(value: Any) -> Any:
    """Return what a reference leads to, and anything else as it is; a null is None."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(found, NullObject) else found


def inherited(annotation: DictionaryObject, key: str) -> Any:
    """Return a field's entry, its own or that of a field above it (12.7.3.1)."""
    at: Any = annotation
    for _ in range(32):
        if not isinstance(at, DictionaryObject):
            return None
        if (found := dereference(at.get(key))) is not None:
            return found
        at = dereference(at.get("/Parent"))
    return None


def is_shown(annotation: DictionaryObject) -> bool:
    """Return whether a viewer shows an annotation on the screen at all."""
    flags = dereference(annotation.get("/F"))
    return not (int(flags) & (HIDDEN | NO_VIEW) if isinstance(flags, int | float) else 0)


def has_picture(annotation: DictionaryObject) -> bool:
    """Return whether an annotation comes with a picture of its present state."""
    pictures = dereference(annotation.get("/AP"))
    normal = dereference(pictures.get("/N")) if isinstance(pictures, DictionaryObject) else None
    if isinstance(normal, StreamObject):
        return True
    return isinstance(normal, DictionaryObject) and bool(appearance_state(annotation, normal))


def appearance_state(annotation: DictionaryObject, pictures: DictionaryObject) -> str:
    """Return which of several pictures is shown: that of the annotation's state, else that of its value."""
    own = dereference(annotation.get("/AS"))
    states = [own] if own is not None else [inherited(annotation, "/V"), "/Off"]
    return next((str(state) for state in states if isinstance(state, str) and state in pictures), "")


def value_of(annotation: DictionaryObject) -> str:
    """Return what is written in a field, or in a note, as text; an empty text when nothing is."""
    if annotation.get("/Subtype") != "/Widget":
        words = dereference(annotation.get("/Contents"))
        return _as_text(words) or " ".join(_TAG.sub(" ", _as_text(dereference(annotation.get("/RC")))).split())
    value = inherited(annotation, "/V")
    if inherited(annotation, "/FT") == "/Ch":
        return _chosen(annotation, value)
    if inherited(annotation, "/FT") == "/Btn":
        return _button(annotation, value)
    return _as_text(value)


def appearance(annotation: DictionaryObject, form: DictionaryObject | None) -> Appearance | None:
    """Return what a viewer draws of an annotation without a picture; None for what cannot be drawn plainly."""
    kind = annotation.get("/Subtype")
    rect = _rect(annotation)
    if rect is None:
        return None
    if kind == "/Widget":
        return _field(annotation, form, rect)
    if kind == "/FreeText":
        return _words(value_of(annotation), annotation, form, rect, is_multiline=True)
    if drawn := _DRAWN_BY.get(str(kind)):
        return _shape(annotation, rect, drawn)
    return None


def _as_text(value: Any) -> str:
    if isinstance(value, StreamObject):
        value = value.get_data().decode("utf-8", "replace")
    if isinstance(value, bytes):
        value = value.decode("cp1252", "replace")
    return str(value) if isinstance(value, str | int | float) else ""


def _chosen(annotation: DictionaryObject, value: Any) -> str:
    """Return what is chosen in a list as it is shown, which may differ from what is stored (12.7.4.4)."""
    options = dereference(inherited(annotation, "/Opt"))
    shown: dict[str, str] = {}
    for option in map(dereference, options if isinstance(options, ArrayObject) else ()):
        if isinstance(option, ArrayObject) and len(option) > 1:
            shown[_as_text(dereference(option[0]))] = _as_text(dereference(option[1]))
    chosen = value if isinstance(value, ArrayObject) else [value]
    words = [_as_text(dereference(each)) for each in chosen]
    return "\n".join(shown.get(each, each) for each in words if each)


def _button(annotation: DictionaryObject, value: Any) -> str:
    if _flags(annotation) & _PUSH_BUTTON:
        look = dereference(annotation.get("/MK"))
        return _as_text(dereference(look.get("/CA"))) if isinstance(look, DictionaryObject) else ""
    state = dereference(annotation.get("/AS")) or value
    return "" if state in (None, "/Off", "") else str(state).removeprefix("/")


def _flags(annotation: DictionaryObject) -> int:
    flags = inherited(annotation, "/Ff")
    return int(flags) if isinstance(flags, int | float) else 0


def _field(annotation: DictionaryObject, form: DictionaryObject | None, rect: Sequence[float]) -> Appearance | None:
    words, kind, flags = value_of(annotation), inherited(annotation, "/FT"), _flags(annotation)
    if kind == "/Btn" and not flags & _PUSH_BUTTON:
        return _cross(rect) if words and dereference(annotation.get("/AS")) is not None else None
    if kind == "/Tx" and flags & _PASSWORD:
        words = "*" * len(words)
    is_multiline = bool(flags & _MULTILINE) or "\n" in words.strip() or "\r" in words.strip()
    return _words(words, annotation, form, rect, is_multiline) if kind in ("/Tx", "/Ch", "/Btn") else None


def _cross(rect: Sequence[float]) -> Appearance:
    left, low, right, high = 2.0, 2.0, rect[2] - rect[0] - 2, rect[3] - rect[1] - 2
    drawn = f"0 G 1.5 w {left:g} {low:g} m {right:g} {high:g} l {left:g} {high:g} m {right:g} {low:g} l S"
    return _made(drawn, rect, (0, 0, rect[2] - rect[0], rect[3] - rect[1]), DictionaryObject())


def _words(
    words: str, annotation: DictionaryObject, form: DictionaryObject | None, rect: Sequence[float], is_multiline: bool
) -> Appearance | None:
    """Draw words within a rectangle, smaller when they would not find room; None when they cannot be drawn so."""
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    style = _as_text(inherited(annotation, "/DA") or (dereference(form.get("/DA")) if form is not None else None))
    fitted = _fitted(words, _asked_size(style, height, is_multiline), width, height, is_multiline)
    if fitted is None:
        return None
    size, lines = fitted
    try:
        encoded = [line.encode("cp1252") for line in lines]
    except UnicodeEncodeError:
        return None
    colours = _COLOUR.findall(style)
    ink = f"{colours[-1][0]}{colours[-1][1]}" if colours else "0 g"
    leading = size * _LEADING
    first = height - _EDGE_PT - size if is_multiline else (height - size) / 2 + size * 0.22
    shown = " ".join(f"<{line.hex()}> Tj T*" for line in encoded)
    text = f"BT {ink} /Helv {size:g} Tf {leading:g} TL {_EDGE_PT:g} {first:g} Td {shown} ET"
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/Helv"): _helvetica()})})
    return _made(f"q {_background(annotation, width, height)}{text} Q", rect, (0, 0, width, height), fonts)


def _asked_size(style: str, height: float, is_multiline: bool) -> float:
    asked = _SIZE.search(style)
    size = float(asked[1]) if asked else 0.0
    return size if size > 0 else _USUAL_PT if is_multiline else max(_SMALLEST_PT, min(_USUAL_PT, height - 4))


def _fitted(words: str, size: float, width: float, height: float, is_multiline: bool) -> tuple[float, list[str]] | None:
    """Return the size at which words find room, and their lines."""
    words = "\n".join(words.splitlines()).strip("\n").replace("\t", " ")
    while words and size >= _SMALLEST_PT:
        lines = list(_broken(words, size, width - 2 * _EDGE_PT)) if is_multiline else [words]
        wide = max(stringWidth(line, "Helvetica", size) for line in lines)
        if wide <= width - 2 * _EDGE_PT and (len(lines) - 1) * size * _LEADING + size <= height:
            return size, lines
        size -= 0.5
    return None


def _broken(words: str, size: float, width: float) -> Iterator[str]:
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and stringWidth(longer, "Helvetica", size) > width:
                yield line
                longer = word
            line = longer
        yield line


def _helvetica() -> DictionaryObject:
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})


def _background(annotation: DictionaryObject, width: float, height: float) -> str:
    colour = _colour(dereference(annotation.get("/C")), "g rg k") if annotation.get("/Subtype") == "/FreeText" else ""
    return f"{colour} 0 0 {width:g} {height:g} re f " if colour else ""


def _colour(components: Any, operators: str) -> str:
    """Return an array of 1, 3 or 4 numbers as an operator that sets a colour; an empty text for no colour."""
    numbers = _numbers(components)
    operator = dict(zip((1, 3, 4), operators.split(), strict=True)).get(len(numbers))
    return f"{' '.join(f'{number:g}' for number in numbers)} {operator}" if operator else ""


def _numbers(values: Any) -> list[float]:
    found = [dereference(value) for value in values] if isinstance(values, ArrayObject) else []
    return [float(value) for value in found if isinstance(value, int | float)]


def _rect(annotation: DictionaryObject) -> tuple[float, float, float, float] | None:
    numbers = _numbers(dereference(annotation.get("/Rect")))
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    low, high = sorted((numbers[1], numbers[3]))
    return (left, low, right, high) if right > left or high > low else None


def _pairs(numbers: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _path(points: Sequence[tuple[float, float]], is_closed: bool = False) -> str:
    steps = [f"{x:g} {y:g} {'l' if n else 'm'}" for n, (x, y) in enumerate(points)]
    return " ".join([*steps, *(["h"] if is_closed else [])])


def _quads(annotation: DictionaryObject, rect: Sequence[float]) -> list[tuple[float, float, float, float]]:
    """Return the areas of text that are marked; upright, whatever order their corners come in."""
    numbers = _numbers(dereference(annotation.get("/QuadPoints")))
    areas = [numbers[n : n + 8] for n in range(0, len(numbers) - 7, 8)]
    return [(min(a[::2]), min(a[1::2]), max(a[::2]), max(a[1::2])) for a in areas] or [
        (rect[0], rect[1], rect[2], rect[3])
    ]


def _strike(annotation: DictionaryObject, rect: Sequence[float]) -> tuple[str, str]:
    lines = [_path([(a, (b + d) / 2), (c, (b + d) / 2)]) for a, b, c, d in _quads(annotation, rect)]
    return " ".join(lines), "S"


def _underline(annotation: DictionaryObject, rect: Sequence[float]) -> tuple[str, str]:
    lines = [_path([(a, b + (d - b) * 0.08), (c, b + (d - b) * 0.08)]) for a, b, c, d in _quads(annotation, rect)]
    return " ".join(lines), "S"


def _highlight(annotation: DictionaryObject, rect: Sequence[float]) -> tuple[str, str]:
    return " ".join(f"{a:g} {b:g} {c - a:g} {d - b:g} re" for a, b, c, d in _quads(annotation, rect)), "f"


def _line(annotation: DictionaryObject, _rect: Sequence[float]) -> tuple[str, str]:
    return _path(_pairs(_numbers(dereference(annotation.get("/L"))))), "S"


def _square(annotation: DictionaryObject, rect: Sequence[float]) -> tuple[str, str]:
    inset = _line_width(annotation) / 2
    left, low, right, high = rect[0] + inset, rect[1] + inset, rect[2] - inset, rect[3] - inset
    return f"{left:g} {low:g} {right - left:g} {high - low:g} re", "B"


def _circle(annotation: DictionaryObject, rect: Sequence[float]) -> tuple[str, str]:
    inset = _line_width(annotation) / 2
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    rx, ry = (rect[2] - rect[0]) / 2 - inset, (rect[3] - rect[1]) / 2 - inset
    k = 0.5523  # a quarter of a circle as one Bézier curve
    quarters = (
        (x + rx, y + k * ry, x + k * rx, y + ry, x, y + ry),
        (x - k * rx, y + ry, x - rx, y + k * ry, x - rx, y),
        (x - rx, y - k * ry, x - k * rx, y - ry, x, y - ry),
        (x + k * rx, y - ry, x + rx, y - k * ry, x + rx, y),
    )
    curves = " ".join(f"{' '.join(f'{number:g}' for number in quarter)} c" for quarter in quarters)
    return f"{x + rx:g} {y:g} m {curves} h", "B"


def _ink(annotation: DictionaryObject, _rect: Sequence[float]) -> tuple[str, str]:
    strokes = dereference(annotation.get("/InkList"))
    listed = strokes if isinstance(strokes, ArrayObject) else ()
    return " ".join(_path(_pairs(_numbers(dereference(stroke)))) for stroke in listed), "S"


def _polygon(annotation: DictionaryObject, _rect: Sequence[float]) -> tuple[str, str]:
    return _path(_pairs(_numbers(dereference(annotation.get("/Vertices")))), is_closed=True), "B"


def _polyline(annotation: DictionaryObject, _rect: Sequence[float]) -> tuple[str, str]:
    return _path(_pairs(_numbers(dereference(annotation.get("/Vertices"))))), "S"


_DRAWN_BY = {
    "/StrikeOut": _strike,
    "/Underline": _underline,
    "/Squiggly": _underline,
    "/Highlight": _highlight,
    "/Line": _line,
    "/Square": _square,
    "/Circle": _circle,
    "/Ink": _ink,
    "/Polygon": _polygon,
    "/PolyLine": _polyline,
}


def _line_width(annotation: DictionaryObject) -> float:
    style, border = dereference(annotation.get("/BS")), _numbers(dereference(annotation.get("/Border")))
    asked = (
        dereference(style.get("/W")) if isinstance(style, DictionaryObject) else border[2] if len(border) > 2 else None
    )
    return float(asked) if isinstance(asked, int | float) else 1.0


def _shape(annotation: DictionaryObject, rect: Sequence[float], drawn: Any) -> Appearance | None:
    """Draw lines or areas where they are on the page; None when the annotation does not say where."""
    path, how = drawn(annotation, rect)
    if not path:
        return None
    is_highlight = annotation.get("/Subtype") == "/Highlight"
    stroke = _colour(dereference(annotation.get("/C")), "G RG K") or "0 G"
    inside = dereference(annotation.get("/C")) if is_highlight else dereference(annotation.get("/IC"))
    fill = _colour(inside, "g rg k") or ("1 1 0 rg" if is_highlight else "")
    width = _line_width(annotation)
    paint = how if how != "B" else f"{'B' if width else 'f'}" if fill else "S" if width else "n"
    content = f"q /Seen gs {stroke} {fill} {width:g} w {path} {paint} Q"
    states = DictionaryObject({NameObject("/Seen"): _transparency(annotation, is_highlight)})
    resources = DictionaryObject({NameObject("/ExtGState"): states})
    box = _around(annotation, rect, width)
    return _made(content, box, box, resources)


def _around(annotation: DictionaryObject, rect: Sequence[float], width: float) -> tuple[float, float, float, float]:
    """Return a box around all that is drawn, since a line along an edge of its own rectangle would be cut."""
    areas = _quads(annotation, rect)
    left, low = min(rect[0], *(a[0] for a in areas)), min(rect[1], *(a[1] for a in areas))
    right, high = max(rect[2], *(a[2] for a in areas)), max(rect[3], *(a[3] for a in areas))
    return left - width, low - width, right + width, high + width


def _transparency(annotation: DictionaryObject, is_highlight: bool) -> DictionaryObject:
    asked = dereference(annotation.get("/CA"))
    opacity = FloatObject(asked if isinstance(asked, int | float) else 1)
    mode = NameObject("/Multiply" if is_highlight else "/Normal")
    return DictionaryObject({NameObject("/CA"): opacity, NameObject("/ca"): opacity, NameObject("/BM"): mode})


def _made(content: str, rect: Sequence[float], box: Sequence[float], resources: DictionaryObject) -> Appearance:
    stream = StreamObject()
    stream.set_data(content.encode("ascii"))
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject([FloatObject(number) for number in box])
    stream[NameObject("/Resources")] = resources
    left, low, right, high = rect
    return Appearance(stream, (left, low, right, high))
