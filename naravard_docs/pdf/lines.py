"""Lines: inline content broken to a measure, word by word. Widths and positions are points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

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
from naravard_docs.faces import FaceKey
from naravard_docs.look import TextLook
from naravard_docs.pdf.fonts import Face
from naravard_docs.pdf.structure import Element

FaceOf = Callable[[FaceKey], Face]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one face that belongs to one element; ``url`` makes it a link, with # first to a heading's id."""

    text: str
    face: Face
    element: Element
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run's part of one line, at ``x`` from the line's left."""

    text: str
    x: float
    width: float
    run: Run


@dataclass(frozen=True, slots=True)
class Line:
    """``ends_word`` says that a word ends here though no space is written: the writer's break or the last line."""

    pieces: tuple[Piece, ...]
    width: float
    ends_word: bool = True


_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])")
"""Where a compound may be broken; dates and numbers may not."""

BREAK = None
"""Between runs: the writer asked for a new line."""


@dataclass(frozen=True, slots=True)
class Folio:
    """What page number and page count are where a running line is set."""

    page: int
    pages: int


def runs_of(
    content: tuple[Inline, ...], look: TextLook, face_of: FaceOf, element: Element, folio: Folio | None = None
) -> Iterator[Run | None]:
    """Give inline content as runs, with None where a line break was asked for."""

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


def break_lines(runs: Iterator[Run | None], size: float, measure: float) -> tuple[Line, ...]:
    """Break runs into lines no wider than the measure; only a single letter can be wider."""
    breaker = _Breaker(size, measure)
    for run in runs:
        if run is None:
            breaker.end_line()
        else:
            breaker.add(run)
    return breaker.finished()


class _Breaker:
    """Gathers words; a word may be put together of pieces from several runs."""

    def __init__(self, size: float, measure: float) -> None:
        self.size, self.measure = size, measure
        self.lines: list[Line] = []
        self.line: list[tuple[Run, str]] = []
        self.width = 0.0
        self.space = 0.0
        self.word: list[tuple[Run, str]] = []
        self.word_width = 0.0

    def add(self, run: Run) -> None:
        width_of = run.face.width
        words = run.text.split(" ")
        for n, word in enumerate(words):
            if n:
                self._end_word()
                if self.line:
                    self.line.append((run, " "))
                    self.space += width_of(" ", self.size)
            for m, part in enumerate(_AFTER_HYPHEN.split(word) if "-" in word else (word,)):
                if m:
                    self._end_word()
                if part:
                    self.word.append((run, part))
                    self.word_width += width_of(part, self.size)

    def end_line(self) -> None:
        self._end_word()
        self._put_line(ends_word=True)

    def finished(self) -> tuple[Line, ...]:
        self._end_word()
        if self.line:
            self._put_line(ends_word=True)
        return tuple(self.lines)

    def _end_word(self) -> None:
        if not self.word:
            return
        if self.line and self.width + self.space + self.word_width > self.measure:
            self._put_line()
        if self.word_width > self.measure:
            self._split_word()
        self.line += self.word
        self.width += self.space + self.word_width
        self.word, self.word_width, self.space = [], 0.0, 0.0

    def _split_word(self) -> None:
        """Put out a word that is wider than the measure, letter by letter, and keep its last part as the word."""
        letters = [(run, letter) for run, part in self.word for letter in part]
        self.word, self.word_width = [], 0.0
        for run, letter in letters:
            width = run.face.width(letter, self.size)
            if self.word and self.word_width + width > self.measure:
                self.line = self.word
                self._put_line()
                self.word, self.word_width = [], 0.0
            self.word.append((run, letter))
            self.word_width += width

    def _put_line(self, ends_word: bool = False) -> None:
        pieces: list[Piece] = []
        x = 0.0
        at = 0
        while at < len(self.line):
            run = self.line[at][0]
            end = at
            while end < len(self.line) and self.line[end][0] is run:
                end += 1
            text = "".join(part for _, part in self.line[at:end])
            width = sum(run.face.width(part, self.size) for _, part in self.line[at:end])
            pieces.append(Piece(text, x, width, run))
            x += width
            at = end
        self.lines.append(Line(tuple(pieces), x, ends_word))
        self.line, self.width, self.space = [], 0.0, 0.0
