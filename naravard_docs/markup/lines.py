"""A text as lines that know where they stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from naravard_docs.libraries.records import replace

TAB_WIDTH = 4
"""Blanks that a tab counts as where levels of a list are told by indentation."""

REMOVED = "\x00"
"""Stands for a backslash that has done its work: what comes of the line has no sign for it."""


class SourceLine(Struct, frozen=True):
    """A line, or what is left of one when marks before it are read: ``column`` is where ``text`` begins, from 1."""

    number: int
    column: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def bare(self) -> str:
        """The text without blanks around it."""
        return self.text.strip()

    @property
    def indent(self) -> int:
        """How many blanks the text begins with, a tab counted as four."""
        blanks = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(blanks) + blanks.count("\t") * (TAB_WIDTH - 1)

    @property
    def ends_in_colon(self) -> bool:
        """Whether it announces what follows: marks of emphasis after the colon do not count."""
        return self.text.rstrip().rstrip("*").rstrip().endswith(":")

    def after(self, length: int) -> SourceLine:
        """Return what follows the first ``length`` characters."""
        return replace(self, column=self.column + length, text=self.text[length:])

    @property
    def unindented(self) -> SourceLine:
        return self.after(len(self.text) - len(self.text.lstrip()))


def lines_of(text: str) -> tuple[SourceLine, ...]:
    """Return a text's lines, numbered from 1."""
    return tuple(SourceLine(number, 1, line) for number, line in enumerate(text.split("\n"), 1))


def last_written(lines: Sequence[SourceLine], before: int) -> SourceLine | None:
    """Return the last line that is not blank of those before a number."""
    return next((lines[n] for n in range(before - 1, -1, -1) if not lines[n].is_blank), None)
