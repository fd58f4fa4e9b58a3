"""What a viewer draws of a form's fields and of text on the page (ISO 32000-1, 12.7.3.3, 12.7.4 and 12.5.6.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from pypdf.generic import DictionaryObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from naravard_docs.pdf.annotation_values import (
    COMB,
    COMBO,
    MULTILINE,
    PASSWORD,
    PUSH_BUTTON,
    RADIO,
    Bounds,
    chosen,
    colour,
    dashes,
    dereference,
    entry_of,
    flags_of,
    held_text,
    inherited,
    line_width,
    number_of,
    numbers,
    options,
    points,
    shown_numbers,
    value_of,
)
from naravard_docs.pdf.drawing import Appearance, Point, ellipse, helvetica, is_plain, path, rectangle, shrunk, within

_SMALLEST_PT, _USUAL_PT, _EDGE_PT, _LEADING = 4.0, 12.0, 2.0, 1.15
_SIZE = re.compile(r"/\S+\s+(-?[\d.]{1,12})\s+Tf")
_COLOUR = re.compile(r"((?:-?[\d.]{1,12}\s+){1,4})(g|rg|k)(?=\s|$)")
_MOST_LETTERS = 20_000
"""More find no room on a page in any size that is drawn."""

_MOST_OPTIONS = 200


class TextStyle(Struct, frozen=True):
    """How words stand in a rectangle: ``alignment`` is 0 to the left, 1 in the middle, 2 to the right."""

    size: float
    ink: str
    alignment: int
    is_multiline: bool


def field_appearance(field: DictionaryObject, form: DictionaryObject | None, rect: Bounds) -> Appearance | None:
    """Return a field with its frame; None when its value cannot be drawn plainly or there is nothing to draw."""
    turn = int(number_of(entry_of(field, "/MK", "/R"), 0)) % 360
    turn = turn if turn in (90, 180, 270) else 0
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    size = (height, width) if turn in (90, 270) else (width, height)
    drawn = _content(field, form, size)
    if drawn is None:
        return None
    content = f"{_frame(field, size)} {drawn}".strip()
    return within(f"q {content} Q", rect, helvetica(), turn) if content else None


def text_appearance(note: DictionaryObject, form: DictionaryObject | None, rect: Bounds) -> Appearance | None:
    """Return text on the page in its box, with the line that leads to what it is about."""
    words, inner = value_of(note), _inner(note, rect)
    width, height = inner[2] - inner[0], inner[3] - inner[1]
    style = _style(note, form, height, is_multiline=True)
    text = _words(words, style, (width, height)) if words else ""
    if text is None:
        return None
    fill, border = colour(note.get("/C"), "g rg k"), line_width(note, 1.0)
    stroke = f"0 G {shown_numbers(border)} w {dashes(note)} {rectangle(shrunk(inner, border / 2))} S" if border else ""
    box = f"{fill} {rectangle(inner)} f" if fill else ""
    lead = [(x - rect[0], y - rect[1]) for x, y in points(dereference(note.get("/CL")))]
    leads = f"0 G 1 w {path(lead)} S" if len(lead) > 1 else ""
    at = shown_numbers(inner[0] - rect[0], inner[1] - rect[1])
    origin = shown_numbers(-rect[0], -rect[1])
    boxes = f"q 1 0 0 1 {origin} cm {box} {stroke} Q" if box or stroke else ""
    content = " ".join(filter(None, (boxes, leads, f"q 1 0 0 1 {at} cm {text} Q" if text else "")))
    return within(f"q {content} Q", rect, helvetica())


def _inner(note: DictionaryObject, rect: Bounds) -> Bounds:
    differences = numbers(dereference(note.get("/RD")))
    if len(differences) != 4:
        return rect
    box = rect[0] + differences[0], rect[1] + differences[1], rect[2] - differences[2], rect[3] - differences[3]
    return box if box[0] < box[2] and box[1] < box[3] else rect


def _frame(field: DictionaryObject, size: Point) -> str:
    """Return a field's background and border, which it has also when it is empty (table 189)."""
    ground, edge = colour(entry_of(field, "/MK", "/BG"), "g rg k"), colour(entry_of(field, "/MK", "/BC"), "G RG K")
    width = line_width(field)
    is_round = inherited(field, "/FT") == "/Btn" and bool(flags_of(field) & RADIO)
    shape = ellipse if is_round else rectangle
    box: Bounds = (0.0, 0.0, *size)
    filled = f"{ground} {shape(box)} f" if ground else ""
    lined = f"{edge} {shown_numbers(width)} w {dashes(field)} {shape(shrunk(box, width / 2))} S [] 0 d"
    return f"{filled} {lined if edge and width else ''}".strip()


def _content(field: DictionaryObject, form: DictionaryObject | None, size: Point) -> str | None:
    """Return what stands in a field; an empty text for nothing, None when it cannot be drawn."""
    kind, flags = inherited(field, "/FT"), flags_of(field)
    if kind == "/Btn" and not flags & PUSH_BUTTON:
        return _mark(field, size)
    if kind == "/Ch" and not flags & COMBO and any(True for _ in options(field)):
        return _list(field, form, size)
    words = value_of(field) if kind in ("/Tx", "/Ch", "/Btn") else ""
    if kind == "/Tx" and flags & PASSWORD:
        words = "*" * min(len(words), 100)
    if not words.strip():
        return ""
    is_multiline = bool(flags & MULTILINE) or len(words.strip().splitlines()) > 1
    style = _style(field, form, size[1], is_multiline)
    longest = number_of(inherited(field, "/MaxLen"), 0)
    if kind == "/Tx" and flags & COMB and not is_multiline and len(words) <= longest <= 1_000:
        return _comb(words, int(longest), style, size)
    return _words(words, style, size)


def _mark(field: DictionaryObject, size: Point) -> str | None:
    """Return the mark of a box that is ticked; None when it has a value but not the state that would say which."""
    if not value_of(field):
        return ""
    if dereference(field.get("/AS")) is None:
        return None
    usual = "l" if flags_of(field) & RADIO else "4"
    side = min(size) * 0.7
    left, low = (size[0] - side) / 2, (size[1] - side) / 2
    return _sign(held_text(entry_of(field, "/MK", "/CA"))[:1] or usual, (left, low, left + side, low + side))


def _sign(letter: str, box: Bounds) -> str:
    """Return a sign by its letter in ZapfDingbats (annex D.6): a tick, cross, circle, diamond, square or star."""
    left, low, right, high = box
    x, y, side = (left + right) / 2, (low + high) / 2, right - left
    match letter:
        case "l":
            return f"0 g {ellipse(box)} f"
        case "n":
            return f"0 g {rectangle(box)} f"
        case "u":
            return f"0 g {path([(left, y), (x, high), (right, y), (x, low)], is_closed=True)} f"
        case "H":
            star = [(x, high), (right - side * 0.2, low), (left, y + side * 0.13), (right, y + side * 0.13)]
            return f"0 g {path([*star, (left + side * 0.2, low)], is_closed=True)} f"
        case "8":
            return f"0 G {shown_numbers(side / 8)} w {path([(left, low), (right, high)])} " + (
                f"{path([(left, high), (right, low)])} S"
            )
    tick = path([(left, y), (left + side * 0.35, low), (right, high)])
    return f"0 G {shown_numbers(side / 8)} w {tick} S"


def _list(field: DictionaryObject, form: DictionaryObject | None, size: Point) -> str | None:
    """Return the options of a list from the first that is in view, as many as find room, with the chosen marked."""
    selected = set(chosen(field, inherited(field, "/V")))
    shown = [words for _, words in options(field)]
    first = max(0, int(number_of(inherited(field, "/TI"), 0)))
    style = _style(field, form, size[1], is_multiline=True)
    leading = style.size * _LEADING
    count = max(1, min(_MOST_OPTIONS, int((size[1] - _EDGE_PT) / leading)))
    rows = shown[first : first + count]
    if not all(is_plain(words) for words in rows) or not selected <= set(rows):
        return _words("\n".join(sorted(selected, key=shown.index)), style, size) if selected <= set(shown) else None
    lines = []
    for n, words in enumerate(rows):
        foot = size[1] - 1 - (n + 1) * leading
        is_chosen = words in selected
        ground = f"0.6 0.75 0.85 rg {rectangle((1, foot, size[0] - 1, foot + leading))} f " if is_chosen else ""
        lines.append(ground + _line_of_text(words, style, (_EDGE_PT, foot + leading * 0.25)))
    return f"q {rectangle((0, 0, *size))} W n {' '.join(lines)} Q"


def _line_of_text(words: str, style: TextStyle, at: Point) -> str:
    encoded = words[:1_000].encode("cp1252").hex()
    return f"BT {style.ink} /Helv {shown_numbers(style.size)} Tf {shown_numbers(*at)} Td <{encoded}> Tj ET"


def _style(annotation: DictionaryObject, form: DictionaryObject | None, height: float, is_multiline: bool) -> TextStyle:
    """Return how words stand in a rectangle: as the field says, else as the form does."""
    told = held_text(_inherited_or_of_form(annotation, form, "/DA"))[:1_000]
    colours, asked = _COLOUR.findall(told), _SIZE.search(told)
    size = _number(asked[1]) if asked else 0.0
    if not 0 < size < 1_000:
        size = _USUAL_PT if is_multiline else max(_SMALLEST_PT, min(_USUAL_PT, height - 4))
    ink = [_number(part) for part in colours[-1][0].split()] if colours else []
    operator = {1: "g", 3: "rg", 4: "k"}.get(len(ink))
    alignment = int(number_of(_inherited_or_of_form(annotation, form, "/Q"), 0))
    is_button = inherited(annotation, "/FT") == "/Btn"
    shown = f"{shown_numbers(*ink)} {operator}" if operator else "0 g"
    return TextStyle(size, shown, 1 if is_button else alignment if alignment in (1, 2) else 0, is_multiline)


def _inherited_or_of_form(annotation: DictionaryObject, form: DictionaryObject | None, key: str) -> Any:
    found = inherited(annotation, key)
    return found if found is not None or form is None else dereference(form.get(key))


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _comb(words: str, places: int, style: TextStyle, size: Point) -> str | None:
    """Return letters each in the middle of a place of its own (12.7.4.3)."""
    if not is_plain(words):
        return None
    step = size[0] / places
    height = min(style.size, max(_SMALLEST_PT, step), max(_SMALLEST_PT, size[1] - 2))
    style = TextStyle(height, style.ink, 0, is_multiline=False)
    before = {1: (places - len(words)) // 2, 2: places - len(words)}.get(style.alignment, 0)
    foot = (size[1] - height) / 2 + height * 0.22
    middles = ((before + n + 0.5) * step for n in range(len(words)))
    widths = (stringWidth(letter, "Helvetica", height) for letter in words)
    return " ".join(
        _line_of_text(letter, style, (middle - wide / 2, foot))
        for letter, middle, wide in zip(words, middles, widths, strict=True)
    )


def _words(words: str, style: TextStyle, size: Point) -> str | None:
    """Return words within a rectangle, smaller when they would not find room; None when they cannot be drawn so."""
    fitted = _fitted(words, style, size) if len(words) <= _MOST_LETTERS and is_plain(words) else None
    if fitted is None:
        return None
    height, lines = fitted
    fitting = TextStyle(height, style.ink, style.alignment, style.is_multiline)
    first = size[1] - _EDGE_PT - height if style.is_multiline else (size[1] - height) / 2 + height * 0.22
    shown = []
    for n, line in enumerate(lines):
        room = size[0] - 2 * _EDGE_PT - stringWidth(line, "Helvetica", height)
        at = (_EDGE_PT + room * style.alignment / 2, first - n * height * _LEADING)
        shown.append(_line_of_text(line, fitting, at))
    return " ".join(shown)


def _fitted(words: str, style: TextStyle, size: Point) -> tuple[float, list[str]] | None:
    """Return the size at which words find room, and their lines."""
    words = "\n".join(words.splitlines()).strip("\n").replace("\t", " ")
    height, wide = style.size, size[0] - 2 * _EDGE_PT
    while words and height >= _SMALLEST_PT:
        lines = list(_broken(words, height, wide)) if style.is_multiline else [words]
        longest = max(stringWidth(line, "Helvetica", height) for line in lines)
        if longest <= wide and (len(lines) - 1) * height * _LEADING + height <= size[1]:
            return height, lines
        height -= 0.5
    return None


def _broken(words: str, size: float, width: float) -> Iterator[str]:
    for paragraph in words.split("\n"):
        yield from _lines_of(paragraph.split(" "), size, width)


def _lines_of(words: Sequence[str], size: float, width: float) -> Iterator[str]:
    space, line, wide = stringWidth(" ", "Helvetica", size), "", 0.0
    for word in words:
        own = stringWidth(word, "Helvetica", size)
        if line and wide + space + own > width:
            yield line
            line, wide = word, own
        else:
            line, wide = (f"{line} {word}", wide + space + own) if line else (word, own)
    yield line
