"""Lines of adopted minutes that would become others, told one by one: what stands, and what it would become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.errors import Level, Problem
from naravard_docs.meeting.correction import CorrectedLine
from naravard_docs.swedish import with_noun

TOLD_LINES = 20
"""How many lines that differ are told one by one."""

_LONGEST, _BEFORE = 160, 40
"""How many letters of a line are told, and how many before those that differ when it is longer."""


def told_lines(lines: Sequence[CorrectedLine], level: Level = Level.ERROR) -> Iterator[Problem]:
    """Yield what is told of lines that differ: each of the first, then how many more there are."""
    for line in lines[:TOLD_LINES]:
        yield Problem(_told(line), level=level)
    if len(lines) > TOLD_LINES:
        yield Problem(f"och {with_noun(len(lines) - TOLD_LINES, 'rad', 'rader')} till skiljer", level=level)


def _told(line: CorrectedLine) -> str:
    if not line.said:
        return f"Raden «{_part(line.says)}» skulle komma till; den står inte i det justerade"
    if not line.says:
        return f"Raden «{_part(line.said)}» skulle försvinna; den står i det justerade"
    is_short = max(len(line.said), len(line.says)) <= _LONGEST
    start = 0 if is_short else max(0, _first_difference(line) - _BEFORE)
    return f"I det justerade står «{_part(line.said, start)}»; det skulle bli «{_part(line.says, start)}»"


def _first_difference(line: CorrectedLine) -> int:
    pairs = enumerate(zip(line.said, line.says, strict=False))
    return next((n for n, (was, now) in pairs if was != now), min(len(line.said), len(line.says)))


def _part(words: str, start: int = 0) -> str:
    """Return so much of a line as a message shows, from a letter on."""
    end = start + _LONGEST
    return f"{'…' if start else ''}{words[start:end]}{'…' if len(words) > end else ''}"
