"""Lines: inline content broken to a measure, word by word. Widths and positions are points."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.inlines import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    PageCount,
    PageNumber,
    Span,
    Strong,
    Text,
)
from naravard_docs.pdf.fonts import Face
from naravard_docs.pdf.structure import Element
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.text_styles import TextLook

FaceOf = Callable[[FaceKey], Face]


class Run(Struct, eq=False):
    """Text of one face that belongs to one element; ``url`` makes it a link, with # first to a heading's id."""

    text: str
    face: Face
    element: Element
    url: str = ""


class RunPart(Struct, eq=False):
    """A run's part of one line, at ``x`` from the line's left."""

    text: str
    x: float
    width: float
    run: Run


class TextLine(Struct, eq=False):
    """``ends_word`` says that a word ends here though no space is written: the writer's break or the last line."""

    pieces: tuple[RunPart, ...]
    width: float
    ends_word: bool = True


_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")
"""Where a compound may be broken; dates and numbers may not."""

BREAK = None
"""Between runs: the writer asked for a new line."""


class Folio(Struct, frozen=True):
    """What page number and page count are where a running line is set."""

    page: int
    pages: int


def runs_of(
    content: tuple[Inline, ...], look: TextLook, face_of: FaceOf, element: Element, folio: Folio | None = None
) -> Iterator[Run | None]:
    """Return inline content as runs, with None where a line break was asked for."""

    def runs(
        inlines: tuple[Inline, ...], key: FaceKey, owner: Element, inner: Iterator[Element], link: Link | None
    ) -> Iterator[Run | None]:
        for inline in inlines:
            match inline:
                case Text():
                    yield Run(inline.text, face_of(key), owner, link.url if link else "")
                case Strong():
                    yield from runs(inline.children, FaceKey(True, key.is_italic), owner, inner, link)
                case Emphasis():
                    yield from runs(inline.children, FaceKey(key.is_bold, not look.is_italic), owner, inner, link)
                case Link():
                    own = next(inner, owner)
                    yield from runs(inline.children, key, own, iter(own.inline), inline)
                case Span():
                    own = next(inner, owner)
                    yield from runs(inline.children, key, own, iter(own.inline), link)
                case LineBreak():
                    yield BREAK
                case PageNumber():
                    yield Run(str(folio.page) if folio else "", face_of(key), owner)
                case PageCount():
                    yield Run(str(folio.pages) if folio else "", face_of(key), owner)
                case _:
                    assert_never(inline)

    return runs(content, FaceKey(look.is_bold, look.is_italic), element, iter(element.inline), None)


def break_lines(runs: Iterator[Run | None], size: float, measure: float) -> tuple[TextLine, ...]:
    """Break runs into lines no wider than the measure; only a single letter can be wider."""
    breaker = _Breaker(size, measure)
    for run in runs:
        if run is None:
            breaker.end_line()
        else:
            breaker.add(run)
    return breaker.finished()


def shown_width(line: TextLine, size: float) -> float:
    """Return a line's width without the spaces that it ends with, which no one sees."""
    width = line.width
    for piece in reversed(line.pieces):
        bare = piece.text.rstrip(" ")
        width -= piece.run.face.widths[" "] * (len(piece.text) - len(bare)) * size / 1000
        if bare:
            break
    return width


class _Breaker:
    """Gathers words; a word may be put together of parts from several runs. Widths are thousandths of the size.

    ``line`` has the parts on the line so far, with their widths, and ``width`` the sum of those; ``word`` has the parts
    of a word whose end is not yet met. A part has the space after it, which may stand outside the measure.
    """

    def __init__(self, size: float, measure: float) -> None:
        self.unit = size / 1000
        self.room = measure / self.unit
        self.lines: list[TextLine] = []
        self.line: list[tuple[Run, str, float]] = []
        self.width = 0.0
        self.word: list[tuple[Run, str]] = []

    def add(self, run: Run) -> None:
        *whole, rest = _words(run.text)
        if self.word and whole:
            self.word.append((run, whole.pop(0)))
            self._end_word()
        if whole:
            self._add_whole(run, whole)
        if rest:
            self.word.append((run, rest))

    def end_line(self) -> None:
        self._end_word()
        self._put_line(ends_word=True)

    def finished(self) -> tuple[TextLine, ...]:
        self._end_word()
        if self.line:
            self._put_line(ends_word=True)
        return tuple(self.lines)

    def _add_whole(self, run: Run, words: list[str]) -> None:
        """Add words that begin and end within a run, a line's worth at a time: nearly all words are such."""
        widths, room = run.face.widths, self.room
        first, begun = 0, self.width
        at = begun
        for n, word in enumerate(words):
            width = widths[word]
            if at + width > room and at + _bare(run, word, width) > room:
                self._put(run, words[first:n], at - begun)
                self.word = [(run, word)]
                self._end_word()
                first, begun = n + 1, self.width
                at = begun
            else:
                at += width
        self._put(run, words[first:], at - begun)

    def _put(self, run: Run, words: list[str], width: float) -> None:
        text = "".join(words)
        if not self.line and text.startswith(" "):
            text, width = text.lstrip(" "), width - run.face.widths[" "] * (len(text) - len(text.lstrip(" ")))
        if text:
            self.line.append((run, text, width))
            self.width += width

    def _end_word(self) -> None:
        if not self.word:
            return
        parts = [(run, part, run.face.widths[part]) for run, part in self.word]
        last_run, last, _ = parts[-1]
        width = sum(width for _, _, width in parts)
        bare = _bare(last_run, last, width)
        if self.line and self.width + bare > self.room:
            self._put_line()
        self.word = []
        for run, part, part_width in parts if bare <= self.room else self._letters(parts):
            self._put(run, [part], part_width)

    def _letters(self, parts: list[tuple[Run, str, float]]) -> Iterator[tuple[Run, str, float]]:
        """Yield a word that is wider than the measure letter by letter, and put out each line that is full."""
        for run, part, _ in parts:
            for letter in part:
                width = run.face.widths[letter]
                if self.line and letter != " " and self.width + width > self.room:
                    self._put_line()
                yield run, letter, width

    def _put_line(self, ends_word: bool = False) -> None:
        if len(self.line) == 1:
            ((run, text, width),) = self.line
            self.lines.append(TextLine((RunPart(text, 0.0, width * self.unit, run),), width * self.unit, ends_word))
            self.line, self.width = [], 0.0
            return
        pieces: list[RunPart] = []
        x = 0.0
        for run, parts in itertools.groupby(self.line, key=_run_of):
            held = list(parts)
            width = sum([width for _, _, width in held]) * self.unit
            pieces.append(RunPart("".join([part for _, part, _ in held]), x, width, run))
            x += width
        self.lines.append(TextLine(tuple(pieces), x, ends_word))
        self.line, self.width = [], 0.0


_run_of = itemgetter(0)


def _words(text: str) -> list[str]:
    """Return a text's words, each with the space after it; the last has none and goes on in what follows.

    A compound is several words, since it may be broken after its hyphens.
    """
    words = text.split(" ")
    if "-" in text:
        return [part for n, word in enumerate(words) for part in _compound(word, n < len(words) - 1)]
    return [*(word + " " for word in words[:-1]), words[-1]]


def _compound(word: str, has_space: bool) -> list[str]:
    parts = _AFTER_HYPHEN.split(word) if "-" in word else [word]
    if has_space:
        parts[-1] += " "
    return parts


def _bare(run: Run, word: str, width: float) -> float:
    """Return a word's width without the space after it."""
    return width - run.face.widths[" "] if word.endswith(" ") else width
