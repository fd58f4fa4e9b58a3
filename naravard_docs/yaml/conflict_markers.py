"""What git leaves in a file when it could not join two versions: its marks are no text, and no YAML either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import Place, Problem
from naravard_docs.swedish import enumeration, quote

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_MOST = 50
"""Conflicts of a file that are told: more would only hide the first."""

_START, _BASE, _MIDDLE, _END = "<", "|", "=", ">"


class _Mark(Struct, frozen=True):
    line: int
    text: str

    @property
    def kind(self) -> str:
        return self.text[0]


def conflicts(text: str, path: Path) -> tuple[Problem, ...]:
    """Return each conflict that git has left in a text, with the lines of its marks and of the versions between them.

    A lone «=======» is none, since a text may underline a heading so; nor is «>>>>>>>» alone, as mail quotes.
    """
    if f"\n{_START * 7}" not in f"\n{text}" and f"\n{_END * 7}" not in text:
        return ()
    lines = text.split("\n")
    marks = [_Mark(n, line) for n, line in enumerate(lines, 1) if _MARK.fullmatch(line) and _is_mark(line)]
    return tuple(_problem(group, path) for group in islice(_grouped(marks), _MOST))


def _is_mark(line: str) -> bool:
    return line[0] != _MIDDLE or line == _MIDDLE * 7


def _grouped(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Yield the marks that belong together; one of which a part has been taken away is given as far as it is there."""
    group: list[_Mark] = []
    for mark in marks:
        if mark.kind == _START and group:
            yield from _if_conflict(group)
            group = []
        if mark.kind in (_START, _END) or not any(mark.kind == each.kind for each in group):
            group.append(mark)
        if mark.kind == _END:
            yield from _if_conflict(group)
            group = []
    yield from _if_conflict(group)


def _if_conflict(group: list[_Mark]) -> Iterator[list[_Mark]]:
    kinds = {mark.kind for mark in group}
    if _START in kinds:
        yield group
    elif {_MIDDLE, _END} <= kinds:
        yield [mark for mark in group if mark.kind != _BASE or _MIDDLE in kinds]


def _problem(group: Sequence[_Mark], path: Path) -> Problem:
    listed = enumeration([f"rad {mark.line} ({_shortened(mark.text)})" for mark in group])
    versions = [_between(one.line + 1, other.line - 1) for one, other in pairwise(group)]
    both = f"versionerna står på {enumeration(versions)}; " if len(versions) > 1 else ""
    first = group[0]
    return Problem(
        f"Git har lämnat kvar en konflikt mellan två versioner av filen: {listed}",
        f"{both}behåll det som ska gälla och ta bort raderna med git:s märken",
        Place(path, first.line, 1, first.text, len(first.text)),
    )


def _shortened(text: str) -> str:
    return quote(text)[1:-1]


def _between(first: int, last: int) -> str:
    if last < first:
        return f"ingen rad före rad {first}"
    return f"rad {first}" if first == last else f"rad {first}–{last}"
