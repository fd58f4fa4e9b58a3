"""Bold and italic: which runs of stars are pairs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naravard_docs.markup.lines import REMOVED

_RUN = re.compile(r"\*+")
_OUTSIDE = frozenset(" \t\n\u00a0\u202f()[]{}«»<>\"'”’“„‘.,;:!?\x00")
"""What may stand outside a pair, besides the edges of a paragraph."""

_NOT_AFTER_OPENING = frozenset(".,;:!?)]}»/\\\x00")
_NOT_BEFORE_CLOSING = frozenset("([{«/\\")
_LONGEST = 3
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Stars at ``open`` with those that end them at ``close``: two are bold, one is italic."""

    open: int
    close: int
    size: int


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    length: int
    opens: bool
    closes: bool
    is_escaped: bool


class Stars:
    """The pairs of a paragraph, and the double stars that have none."""

    def __init__(self, runs: Sequence[_Run], pairs: Mapping[int, Pair], lone: Sequence[int]) -> None:
        self._runs, self._pairs, self.lone = runs, pairs, tuple(lone)
        self._by_start = {run.start: n for n, run in enumerate(runs)}
        self._first_opening = next((n for n, run in enumerate(runs) if run.opens), len(runs))
        self._last_closing = next((n for n in range(len(runs) - 1, -1, -1) if runs[n].closes), -1)

    def opened_at(self, at: int) -> Pair | None:
        """Give the pair that begins at a place."""
        return self._pairs.get(at)

    def would_be_read(self, at: int) -> bool:
        """Say whether stars after a backslash would be read but for it: they open, or close, with others to match."""
        n = self._by_start.get(at)
        if n is None:
            return False
        run = self._runs[n]
        return (run.opens and self._last_closing > n) or (run.closes and self._first_opening < n)


def paired(text: str, hidden: Sequence[tuple[int, int]]) -> Stars:
    """Find the pairs of a paragraph's text; in the ``hidden`` parts no stars are read.

    No blank stands just inside a pair; outside it are an edge, a blank, brackets, quotes or ``.,;:!?``.
    """
    if "*" not in text:
        return Stars((), {}, ())
    runs = _runs(text, hidden)
    pairs, matched = _matched(runs)
    lone = [run.start for run in runs if run.length == 2 and not run.is_escaped and _is_lone(run, matched, text)]
    return Stars(runs, pairs, lone)


def _runs(text: str, hidden: Sequence[tuple[int, int]]) -> tuple[_Run, ...]:
    ordered = sorted(hidden)
    starts = [start for start, _ in ordered]

    def is_hidden(at: int) -> bool:
        n = bisect_right(starts, at) - 1
        return n >= 0 and at < ordered[n][1]

    return tuple(
        _run(text, found.start(), found.end()) for found in _RUN.finditer(text) if not is_hidden(found.start())
    )


def _run(text: str, start: int, end: int) -> _Run:
    is_escaped = text[start - 1 : start] in ("\\", REMOVED)
    before = text[: start - 1 if is_escaped else start][-1:]
    after = text[end : end + 1]
    if after == "\\" and text[end + 1 : end + 2] == "*":
        after = text[end + 1 : end + 2]
    is_short = end - start <= _LONGEST
    opens = (
        (not before or before in _OUTSIDE) and bool(after) and not after.isspace() and after not in _NOT_AFTER_OPENING
    )
    closes = (not after or after in _OUTSIDE) and bool(before) and not before.isspace()
    closes = closes and before not in _NOT_BEFORE_CLOSING
    return _Run(start, end - start, opens and is_short, closes and is_short, is_escaped)


def _matched(runs: Sequence[_Run]) -> tuple[dict[int, Pair], set[int]]:
    """Give the pairs by where they open, and the places of all stars that belong to one."""
    waiting: list[tuple[int, int]] = []  # place and size of what is open, innermost last
    pairs: dict[int, Pair] = {}
    matched: set[int] = set()
    for run in runs:
        if run.is_escaped:
            continue
        at, left = run.start, run.length
        while run.closes and left:
            n = next(
                (n for n in range(len(waiting) - 1, -1, -1) if waiting[n][1] <= left and _fits(waiting[n][1], left)),
                None,
            )
            if n is None:
                break
            opened, size = waiting[n]
            del waiting[n:]
            pairs[opened] = Pair(opened, at, size)
            matched |= {*range(opened, opened + size), *range(at, at + size)}
            at, left = at + size, left - size
        if run.opens and left == run.length and len(waiting) < DEEPEST:
            waiting += [(at, 2), (at + 2, 1)] if left == _LONGEST else [(at, left)]
    return pairs, matched


def _fits(size: int, left: int) -> bool:
    """Say whether stars that close may end those that are open: two end bold, one ends italic, three end either."""
    return size == left or left == _LONGEST


def _is_lone(run: _Run, matched: set[int], text: str) -> bool:
    """Say whether double stars have no pair though they could be meant for one."""
    if run.start in matched:
        return False
    around = text[run.start - 1 : run.start], text[run.start + 2 : run.start + 3]
    return not all(sign.isalnum() for sign in around)
