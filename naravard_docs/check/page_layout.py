"""Where on a page something is drawn: the boxes of texts and pictures, and of all else that paints.

Boxes are x and y of the lower left and the upper right corner, in points, as the page's own coordinates have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from naravard_docs.check.content_tokens import SPACE, normalised_content
from naravard_docs.check.pdf_entries import dictionary_in, entry, list_in, resolved, text_in
from naravard_docs.libraries.records import replace

PageArea = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

_BFCHAR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_CODESPACE = re.compile(rb"begincodespacerange.*?endcodespacerange", re.DOTALL)
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = frozenset((b"S", b"s"))
_USUAL_WIDTH = 550
_DEEPEST = 8
_MOST_FORMS = 2_000
_UNSEEN_MODES = (3, 7)
_WHITE = 0.9


class DrawnItem(Struct, frozen=True):
    """Something drawn, its box, and its text; ``is_unseen`` is text that nobody can see on white paper."""

    box: PageArea
    text: str = ""
    is_picture: bool = False
    is_unseen: bool = False


class _State(Struct, frozen=True):
    """The graphics state, as far as it matters here (ISO 32000-1, 8.4 and 9.3)."""

    matrix: Matrix = IDENTITY
    font: str = ""
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    scale: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0
    is_white: bool = False


def drawn_items(content: bytes, resources: Any, matrix: Matrix = IDENTITY) -> tuple[DrawnItem, ...]:
    """Return what normalised content draws, in order; ``resources`` are those of its page or form."""
    reader = _LayoutReader(resources, _State(matrix=matrix), 0)
    reader.read(content)
    return tuple(reader.items)


def overlaps(one: PageArea, other: PageArea, slack: float = 1) -> bool:
    """Return whether two boxes have more than their edges in common."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )


def multiplied(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def box_of(points: Iterator[tuple[float, float]] | list[tuple[float, float]], matrix: Matrix) -> PageArea:
    """Return the box around points that a matrix moves."""
    a, b, c, d, e, f = matrix
    moved = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return (min(xs), min(ys), max(xs), max(ys))


def _corners(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]


class _LayoutReader:
    """Follows operators, and keeps the boxes of what they draw; ``forms`` counts the forms that have been drawn."""

    def __init__(self, resources: Any, state: _State, depth: int, forms: list[int] | None = None) -> None:
        self.resources, self.state, self.depth = resources, state, depth
        self.forms = [0] if forms is None else forms
        self.saved: list[_State] = []
        self.items: list[DrawnItem] = []
        self.text_matrix = self.line_matrix = IDENTITY
        self.path: list[tuple[float, float]] = []
        self.fonts: dict[str, _Font] = {}

    def read(self, content: bytes) -> None:
        operands: list[bytes] = []
        for token in content.split(SPACE):
            if token[:1].isalpha() or token in (b"'", b'"'):
                if (act := _ACTS.get(token)) is not None and (numbers := _numbers(operands)) is not None:
                    act(self, operands, numbers)
                elif token in _FILLS or token in _STROKES or token == b"n" or token.startswith(b"BI<"):
                    self._paint(token)
                operands = []
            elif token:
                operands.append(token)

    def _paint(self, operator: bytes) -> None:
        if operator.startswith(b"BI<"):
            self.items.append(DrawnItem(box_of(_corners(0, 0, 1, 1), self.state.matrix), is_picture=True))
        elif operator in _FILLS and self.path:
            self.items.append(DrawnItem(box_of(self.path, self.state.matrix)))
        elif operator in _STROKES:
            edges = zip(self.path, self.path[1:], strict=False)
            self.items += [DrawnItem(box_of(list(edge), self.state.matrix)) for edge in edges]
        self.path = []

    def show(self, codes: bytes) -> None:
        font, state = self._font(), self.state
        width = sum(font.width(code) for code in codes) * state.size / 1000 + len(codes) * state.spacing
        width = (width + codes.count(b" ") * state.word_spacing) * state.scale
        matrix = multiplied(self.text_matrix, state.matrix)
        points = _corners(0, state.rise - 0.2 * state.size, width, 0.9 * state.size)
        is_unseen = state.mode in _UNSEEN_MODES or state.is_white
        self.items.append(DrawnItem(box_of(points, matrix), font.text(codes), is_unseen=is_unseen))
        self.text_matrix = multiplied((1, 0, 0, 1, width, 0), self.text_matrix)

    def show_all(self, operands: list[bytes]) -> None:
        for token in operands:
            if token[:1] == b"<" and token[-1:] == b">":
                self.show(bytes.fromhex(token[1:-1].decode()))
            elif (moved := _number(token)) is not None:
                by = -moved / 1000 * self.state.size * self.state.scale
                self.text_matrix = multiplied((1, 0, 0, 1, by, 0), self.text_matrix)

    def next_line(self, x: float, y: float) -> None:
        self.text_matrix = self.line_matrix = multiplied((1, 0, 0, 1, x, y), self.line_matrix)

    def draw_object(self, name: str) -> None:
        held = dictionary_in(dictionary_in(self.resources, "/XObject"), name)
        if text_in(held, "/Subtype") == "/Image":
            self.items.append(DrawnItem(box_of(_corners(0, 0, 1, 1), self.state.matrix), is_picture=True))
        elif text_in(held, "/Subtype") == "/Form" and self.depth < _DEEPEST:
            self._draw_form(held)

    def _draw_form(self, form: Any) -> None:
        """Draw a form XObject (ISO 32000-1, 8.10)."""
        self.forms[0] += 1
        if self.forms[0] > _MOST_FORMS:
            raise ValueError("too many forms")
        matrix = [float(resolved(each)) for each in list_in(form, "/Matrix")]
        a, b, c, d, e, f = matrix if len(matrix) == 6 else IDENTITY
        state = _State(matrix=multiplied((a, b, c, d, e, f), self.state.matrix))
        reader = _LayoutReader(dictionary_in(form, "/Resources") or self.resources, state, self.depth + 1, self.forms)
        reader.read(normalised_content(form.get_data()))
        self.items += reader.items

    def _font(self) -> _Font:
        name = self.state.font
        if name not in self.fonts:
            self.fonts[name] = _Font(dictionary_in(dictionary_in(self.resources, "/Font"), name))
        return self.fonts[name]


class _Font:
    """A font's widths, and the characters of its codes where they have one byte."""

    def __init__(self, font: Any) -> None:
        self._first = int(entry(font, "/FirstChar") or 0)
        self._widths = [resolved(each) for each in list_in(font, "/Widths")]
        self._characters = _to_unicode(entry(font, "/ToUnicode"))

    def width(self, code: int) -> float:
        at = code - self._first
        return float(self._widths[at]) if 0 <= at < len(self._widths) else _USUAL_WIDTH

    def text(self, codes: bytes) -> str:
        return "".join(self._characters.get(code, chr(code) if 32 <= code < 127 else "") for code in codes)


def _to_unicode(stream: Any) -> dict[int, str]:
    if not hasattr(stream, "get_data"):
        return {}
    written = _CODESPACE.sub(b"", stream.get_data())
    characters: dict[int, str] = {}
    for ranges in _RANGES.findall(written):
        for first, last, character in _BFRANGE.findall(ranges):
            for number, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                characters[code] = chr(min(int(character, 16) + number, 0x10FFFF))
    for code, character in _BFCHAR.findall(_RANGES.sub(b"", written)):
        characters[int(code, 16)] = bytes.fromhex(character.decode()).decode("utf-16-be", "replace")
    return characters


def _number(token: bytes) -> float | None:
    try:
        return float(token)
    except ValueError:
        return None


def _numbers(operands: list[bytes]) -> list[float] | None:
    """Return the operands that are numbers; None where one is too great to reckon with."""
    found = [number for token in operands if (number := _number(token)) is not None]
    return found if all(abs(number) < 1e9 for number in found) else None


_Act = Callable[[_LayoutReader, list[bytes], list[float]], None]


def _with(**fields: Callable[[list[bytes], list[float]], Any]) -> _Act:
    """Return an act that sets fields of the graphics state, where the operands are there."""

    def act(reader: _LayoutReader, operands: list[bytes], numbers: list[float]) -> None:
        if operands:
            reader.state = replace(reader.state, **{name: made(operands, numbers) for name, made in fields.items()})

    return act


def _last(_: list[bytes], numbers: list[float]) -> float:
    return numbers[-1] if numbers else 0


def _save(reader: _LayoutReader, *_: Any) -> None:
    reader.saved.append(reader.state)


def _restore(reader: _LayoutReader, *_: Any) -> None:
    reader.state = reader.saved.pop() if reader.saved else reader.state


def _concatenate(reader: _LayoutReader, _: list[bytes], numbers: list[float]) -> None:
    if len(numbers) == 6:
        a, b, c, d, e, f = numbers
        reader.state = replace(reader.state, matrix=multiplied((a, b, c, d, e, f), reader.state.matrix))


def _begin_text(reader: _LayoutReader, *_: Any) -> None:
    reader.text_matrix = reader.line_matrix = IDENTITY


def _set_text_matrix(reader: _LayoutReader, _: list[bytes], numbers: list[float]) -> None:
    if len(numbers) == 6:
        a, b, c, d, e, f = numbers
        reader.text_matrix = reader.line_matrix = (a, b, c, d, e, f)


def _move_line(reader: _LayoutReader, _: list[bytes], numbers: list[float]) -> None:
    if len(numbers) == 2:
        reader.next_line(*numbers)


def _move_line_with_leading(reader: _LayoutReader, operands: list[bytes], numbers: list[float]) -> None:
    if len(numbers) == 2:
        _ACTS[b"TL"](reader, operands, [-numbers[1]])
        reader.next_line(*numbers)


def _start_line(reader: _LayoutReader, *_: Any) -> None:
    reader.next_line(0, -reader.state.leading)


def _show(reader: _LayoutReader, operands: list[bytes], _: list[float]) -> None:
    reader.show_all([token for token in operands if token not in (b"[", b"]")])


def _show_on_next_line(reader: _LayoutReader, operands: list[bytes], numbers: list[float]) -> None:
    _start_line(reader)
    _show(reader, operands[-1:], numbers)


def _rectangle(reader: _LayoutReader, _: list[bytes], numbers: list[float]) -> None:
    if len(numbers) == 4:
        x, y, width, height = numbers
        reader.path += [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]


def _path_points(reader: _LayoutReader, _: list[bytes], numbers: list[float]) -> None:
    reader.path += list(zip(numbers[::2], numbers[1::2], strict=False))


def _draw_object(reader: _LayoutReader, operands: list[bytes], _: list[float]) -> None:
    if operands:
        reader.draw_object(operands[-1].decode("latin-1"))


def _shade(reader: _LayoutReader, *_: Any) -> None:
    reader.items.append(DrawnItem((-1e6, -1e6, 1e6, 1e6)))


def _is_white(_: list[bytes], numbers: list[float]) -> bool:
    """Return whether a colour is as white as paper; of four numbers, inks, none is laid on."""
    return sum(numbers) < 1 - _WHITE if len(numbers) == 4 else bool(numbers) and min(numbers) > _WHITE


_ACTS: dict[bytes, _Act] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"BT": _begin_text,
    b"Tm": _set_text_matrix,
    b"Td": _move_line,
    b"TD": _move_line_with_leading,
    b"T*": _start_line,
    b"Tj": _show,
    b"TJ": _show,
    b"'": _show_on_next_line,
    b'"': _show_on_next_line,
    b"Tf": _with(font=lambda operands, _: operands[0].decode("latin-1"), size=_last),
    b"Tc": _with(spacing=_last),
    b"Tw": _with(word_spacing=_last),
    b"Tz": _with(scale=lambda _, numbers: (numbers[-1] if numbers else 100) / 100),
    b"TL": _with(leading=_last),
    b"Ts": _with(rise=_last),
    b"Tr": _with(mode=lambda operands, numbers: int(_last(operands, numbers))),
    b"re": _rectangle,
    b"m": _path_points,
    b"l": _path_points,
    b"c": _path_points,
    b"v": _path_points,
    b"y": _path_points,
    b"Do": _draw_object,
    b"sh": _shade,
    **{operator: _with(is_white=_is_white) for operator in (b"g", b"rg", b"k", b"sc", b"scn")},
}
