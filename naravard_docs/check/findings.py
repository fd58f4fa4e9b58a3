"""What a judge finds wrong with a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import ParseError

from msgspec import Struct


class Violation(Struct, frozen=True):
    """One breach: a rule's short name, the clause that asks for it, and what is wrong (Swedish, one line)."""

    rule: str
    clause: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} ({self.clause})"


UNREADABLE = "oläsbar"
"""The rule of faults that are told when a file, or a part of it, cannot be read at all."""


def run_rule(part: str, judge: Callable[[], Iterator[Violation]], clause: str = "ISO 32000-1") -> Iterator[Violation]:
    """Yield a judge's faults; where the file is too broken for it, that is a fault of the file.

    Why: readers meet files that anyone may have damaged, and raise nearly every kind of exception over them.
    """
    try:
        yield from judge()
    except Exception as error:  # see above: any of them means that the part cannot be read
        yield Violation(UNREADABLE, clause, f"{part} kan inte läsas ({_said(error)})")


def _said(error: Exception) -> str:
    """Return where an error stands, or its kind: what libraries say of it is English."""
    if isinstance(error, ParseError):
        line, column = error.position
        return f"ingen riktig XML på rad {line}, tecken {column + 1}"
    return type(error).__name__
