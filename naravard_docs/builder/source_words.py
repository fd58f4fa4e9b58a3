"""The words of the files that documents are made of, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.compared_words import shown_text
from naravard_docs.errors import Place
from naravard_docs.swedish import MONTHS, fold
from naravard_docs.yaml.tree import Loc, Node, SourceFile, find_node, scalars

_WORD = re.compile(r"[^\W_]+")
_ISO_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_REMARK = re.compile(r"(?:^|\s)#.*$")


class TextWord(Struct, frozen=True):
    """A word of a document's passage, from and to; ``word`` is how it is compared."""

    word: str
    start: int
    end: int


def text_words(text: str) -> tuple[TextWord, ...]:
    """Return the words of a text that is shown, signs left out."""
    return tuple(TextWord(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text))


class _PlacedWord(Struct, frozen=True):
    word: str
    line: int
    column: int
    length: int


class FoundWords(Struct, frozen=True):
    """Where words were found: the place of the asked ones, and how many stand in order around them as in the text."""

    place: Place
    run: int


class SourceWords:
    """The words of a file, or of a part of it, in order; days are looked for as documents write them, too."""

    def __init__(self, path: Path, lines: Sequence[str], parts: Sequence[tuple[int, int, str]]) -> None:
        self.path, self.lines, self._parts = path, lines, parts

    @classmethod
    def of_file(cls, path: Path, text: str) -> SourceWords:
        """Return the words of a text file."""
        lines = text.split("\n")
        return cls(path, lines, [(number, 1, line) for number, line in enumerate(lines, 1)])

    @classmethod
    def of_yaml(cls, source: SourceFile, loc: Loc) -> SourceWords:
        """Return the words of the values at a key's path and below it."""
        return cls(source.path, source.lines, [*_parts_below(source, find_node(source.root, loc)[1])])

    def find(self, words: Sequence[TextWord], first: int, last: int) -> FoundWords | None:
        """Return where some words of a text stand, from and to, with as many as possible of those around them."""
        both = (self._found(stream, words, first, last) for stream in (self._as_written, self._with_long_days))
        return max((one for one in both if one is not None), key=lambda one: one.run, default=None)

    def _found(
        self, stream: Sequence[_PlacedWord], words: Sequence[TextWord], first: int, last: int
    ) -> FoundWords | None:
        best: tuple[int, int, int] | None = None
        for at in self._index(stream).get(words[first].word, ()):
            before = _run(stream, at, words, first, -1)
            after = _run(stream, at, words, first, 1)
            if best is None or before + after > best[0]:
                best = before + after, at, min(after, last - first)
        if best is None:
            return None
        run, at, further = best
        return FoundWords(self._place(stream[at], stream[at + further]), run + 1)

    def _place(self, first: _PlacedWord, last: _PlacedWord) -> Place:
        text = self.lines[first.line - 1]
        length = last.column + last.length - first.column if last.line == first.line else first.length
        return Place(self.path, first.line, first.column, text, max(1, length))

    def _index(self, stream: Sequence[_PlacedWord]) -> dict[str, list[int]]:
        return self._indexes[stream is self._with_long_days]

    @cached_property
    def _indexes(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        made: list[dict[str, list[int]]] = []
        for stream in (self._as_written, self._with_long_days):
            index: defaultdict[str, list[int]] = defaultdict(list)
            for at, each in enumerate(stream):
                index[each.word].append(at)
            made.append(index)
        return made[0], made[1]

    @cached_property
    def _as_written(self) -> tuple[_PlacedWord, ...]:
        return tuple(_placed(self._parts))

    @cached_property
    def _with_long_days(self) -> tuple[_PlacedWord, ...]:
        return tuple(_placed(self._parts, has_long_days=True))


def _run(stream: Sequence[_PlacedWord], at: int, words: Sequence[TextWord], first: int, step: int) -> int:
    """Return how many words go on alike in a direction."""
    count = 0
    while True:
        at, first = at + step, first + step
        is_inside = 0 <= at < len(stream) and 0 <= first < len(words)
        if not is_inside or stream[at].word != words[first].word:
            return count
        count += 1


def _placed(parts: Sequence[tuple[int, int, str]], has_long_days: bool = False) -> Iterator[_PlacedWord]:
    for line, column, text in parts:
        days = {found.start(): found for found in _ISO_DAY.finditer(text)} if has_long_days else {}
        end = 0
        for found in _WORD.finditer(text):
            if found.start() < end:
                continue
            if (day := days.get(found.start())) is not None and 1 <= int(day[2]) <= 12:
                end, at = day.end(), column + day.start()
                long_day = (str(int(day[3])), MONTHS[int(day[2]) - 1], day[1])
                yield from (_PlacedWord(word, line, at, len(day[0])) for word in long_day)
                continue
            word = fold(shown_text(found[0]))
            yield _PlacedWord(word, line, column + found.start(), len(found[0]))


def _parts_below(source: SourceFile, node: Node) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of each value below a node, without remarks at their ends."""
    for scalar in scalars(node):
        last = min(scalar.end_line, len(source.lines))
        for number in range(scalar.line, last + 1):
            start = scalar.column - 1 if number == scalar.line else 0
            text = source.lines[number - 1][start:]
            if scalar.is_plain:
                text = _REMARK.sub("", text)
            elif number == last and number == scalar.line and text[:1] in "\"'":
                text = text[: text.rfind(text[0]) + 1] if text.rfind(text[0]) > 0 else text
            yield number, start + 1, text
