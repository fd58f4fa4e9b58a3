"""Bold and italic: which runs of stars are pairs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from naravard_docs.markup.lines import REMOVED

_RUN = re.compile(r"\*+")
_DRIVE = re.compile(r"\b[A-Za-z]:$")
_OUTSIDE = frozenset("()[]{}«»<>\"'”’“„‘.,;:!?…\x00")
"""What may stand outside a pair, besides the edges of a paragraph."""

_NOT_AFTER_OPENING = frozenset(".,;:!?)]}»/\\\x00")
_NOT_BEFORE_CLOSING = frozenset("([{«/\\")
_LONGEST = 3
DEEPEST = 10


class StarPair(Struct, frozen=True):
    """Stars at ``open`` with those that end them at ``close``: two are bold, one is italic."""

    open: int
    close: int
    size: int


class _StarRun(Struct, frozen=True):
    start: int
    length: int
    opens: bool
    closes: bool
    is_escaped: bool


class Stars:
    """The pairs of a paragraph, and the double stars that have none."""

    def __init__(self, runs: Sequence[_StarRun], pairs: Mapping[int, StarPair], lone: Sequence[int]) -> None:
        self._runs, self._pairs, self.lone = runs, pairs, tuple(lone)
        self._by_start = {run.start: n for n, run in enumerate(runs)}
        self._first_opening = next((n for n, run in enumerate(runs) if run.opens), len(runs))
        self._last_closing = next((n for n in range(len(runs) - 1, -1, -1) if runs[n].closes), -1)

    def opened_at(self, at: int) -> StarPair | None:
        """Return the pair that begins at a place."""
        return self._pairs.get(at)

    def would_be_read(self, at: int) -> bool:
        """Return whether stars after a backslash would be read but for it: they open or close, with others to match."""
        n = self._by_start.get(at)
        if n is None:
            return False
        run = self._runs[n]
        return (run.opens and self._last_closing > n) or (run.closes and self._first_opening < n)


def pair_stars(text: str, hidden: Sequence[tuple[int, int]]) -> Stars:
    """Return the pairs of a paragraph's text; in the ``hidden`` parts no stars are read.

    No blank stands just inside a pair; outside it are an edge, a blank, brackets, quotes or ``.,;:!?``.
    """
    if "*" not in text:
        return Stars((), {}, ())
    runs = _runs(text, hidden)
    pairs, matched = _matched(runs)
    lone = [run.start for run in runs if run.length == 2 and not run.is_escaped and _is_lone(run, matched, text)]
    return Stars(runs, pairs, lone)


def _runs(text: str, hidden: Sequence[tuple[int, int]]) -> tuple[_StarRun, ...]:
    ordered = sorted(hidden)
    starts = [start for start, _ in ordered]

    def is_hidden(at: int) -> bool:
        n = bisect_right(starts, at) - 1
        return n >= 0 and at < ordered[n][1]

    return tuple(
        _run(text, found.start(), found.end()) for found in _RUN.finditer(text) if not is_hidden(found.start())
    )


def _run(text: str, start: int, end: int) -> _StarRun:
    is_escaped = text[start - 1 : start] in ("\\", REMOVED)
    before, after = _beside(text, start, end)
    is_short = end - start <= _LONGEST and not (is_escaped and _is_path(text, start - 1))
    opens = _is_outside(before) and _is_inner(after) and after not in _NOT_AFTER_OPENING
    closes = _is_outside(after) and _is_inner(before) and before not in _NOT_BEFORE_CLOSING
    return _StarRun(start, end - start, opens and is_short, closes and is_short, is_escaped)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after stars, those that are escaped beside them passed over."""
    while start and text[start - 1] in ("\\", REMOVED, "*"):
        start -= 1
    while text[end : end + 2] == "\\*":
        end += 2
    return text[max(0, start - 1) : start], text[end : end + 1]


def _is_path(text: str, backslash: int) -> bool:
    """Return whether a backslash is one of a path, after a drive's letter: «S:\\*»."""
    return _DRIVE.search(text, max(0, backslash - 3), backslash) is not None


def _is_outside(sign: str) -> bool:
    """Return whether a sign may stand just outside a pair; an edge may."""
    return not sign or sign.isspace() or sign in _OUTSIDE


def _is_inner(sign: str) -> bool:
    """Return whether a sign may stand just inside a pair: no edge and no blank."""
    return bool(sign) and not sign.isspace()


def _matched(runs: Sequence[_StarRun]) -> tuple[dict[int, StarPair], set[int]]:
    """Return the pairs by where they open, and the places of all stars that belong to one."""
    waiting: list[tuple[int, int]] = []  # place and size of what is open, innermost last
    pairs: dict[int, StarPair] = {}
    matched: set[int] = set()
    for run in runs:
        if run.is_escaped:
            continue
        if not (run.opens or run.closes):  # «*Ja*/*Nej*»: what cannot be paired is in the way
            waiting = [(at, size) for at, size in waiting if size != run.length]
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
            pairs[opened] = StarPair(opened, at, size)
            matched |= {*range(opened, opened + size), *range(at, at + size)}
            at, left = at + size, left - size
        if run.opens and left == run.length and len(waiting) < DEEPEST:
            waiting += [(at, 2), (at + 2, 1)] if left == _LONGEST else [(at, left)]
    return pairs, matched


def _fits(size: int, left: int) -> bool:
    """Return whether stars that close may end those that are open: two end bold, one ends italic, three end either."""
    return size == left or left == _LONGEST


def _is_lone(run: _StarRun, matched: set[int], text: str) -> bool:
    """Return whether double stars have no pair though they could be meant for one."""
    if run.start in matched:
        return False
    around = text[run.start - 1 : run.start], text[run.start + 2 : run.start + 3]
    return not all(sign.isalnum() for sign in around)
