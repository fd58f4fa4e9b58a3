"""Comments within braces and brackets, which ruamel.yaml's round trip (0.19) loses: taken out, to be put beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from naravard_docs.yaml.events import quick_events

_At = tuple[int, int]
"""A line and a column, both from 0."""


def without_comments_in_braces(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return lines of YAML without the comments that stand within braces or brackets, and those comments in order."""
    if not any("#" in line for line in lines):
        return list(lines), []
    in_braces, in_scalars = _spans("\n".join([*lines, ""]))
    left: list[str] = []
    comments: list[str] = []
    for number, line in enumerate(lines):
        start = _comment_start(line, number, in_scalars)
        if start is None or not _is_within((number, start), in_braces):
            left.append(line)
            continue
        comments.append(line[start:].rstrip())
        if rest := line[:start].rstrip():
            left.append(rest)
    return left, comments


def _spans(text: str) -> tuple[list[tuple[_At, _At]], list[tuple[_At, _At]]]:
    """Return where collections in braces and brackets stand, the outermost ones, and where scalars stand."""
    in_braces: list[tuple[_At, _At]] = []
    in_scalars: list[tuple[_At, _At]] = []
    opened: list[_At | None] = []
    for event in quick_events(text):
        if isinstance(event, ScalarEvent):
            in_scalars.append((_at(event.start_mark), _at(event.end_mark)))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            is_outermost = event.flow_style and not any(opened)
            opened.append(_at(event.start_mark) if is_outermost else None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent) and (start := opened.pop()) is not None:
            in_braces.append((start, _at(event.end_mark)))
    return in_braces, in_scalars


def _at(mark: Any) -> _At:
    return mark.line, mark.column


def _comment_start(line: str, number: int, scalars: Sequence[tuple[_At, _At]]) -> int | None:
    """Return the column where a line's comment begins; a «#» within a scalar begins none."""
    for column, character in enumerate(line):
        is_sign = character == "#" and (column == 0 or line[column - 1] in " \t")
        if is_sign and not _is_within((number, column), scalars):
            return column
    return None


def _is_within(at: _At, spans: Sequence[tuple[_At, _At]]) -> bool:
    return any(start <= at < end for start, end in spans)
