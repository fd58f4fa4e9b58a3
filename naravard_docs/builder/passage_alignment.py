"""Which passage of a Word file is which of ours: by equal words, by bookmarks, by likeness; split, merged, moved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from naravard_docs.builder.compared_words import words_of
from naravard_docs.check.passages import Passage

_LIKE = 0.45
"""How alike two passages are that are taken for one that was changed; 1 is equal words."""

_LIKE_MOVED, _FEWEST_MOVED = 0.7, 4
_CONTAINED, _FEWEST_CONTAINED = 0.75, 4
_PART = 0.7
"""How much of a passage is in another that it is a part of."""

_MOST_PAIRS = 60_000
"""Pairs of passages in one place that are compared with each other; where there are more, only equal ones are found."""


_LABEL = re.compile(r"(?:[0-9]{1,3}[.)]|[A-Za-z][.)]|[•·▪o–-])[ \u00a0]+")
"""What stands before a text that was an item of a list and had its label made text."""


_MOST_WORDS = 5_000_000
"""Words that are looked at when so many pairs are compared."""


class AlignedPassages(Struct, frozen=True):
    """Passages of ours and of the other that belong together, by their places; several where split or merged."""

    ours: tuple[int, ...]
    others: tuple[int, ...]
    is_moved: bool = False


def align_passages(ours: Sequence[Passage], others: Sequence[Passage]) -> tuple[AlignedPassages, ...]:
    """Return all passages of both, each in one of the pairs, in the order of ours; those that came where they stand."""
    aligned = list(_in_order(ours, others))
    aligned = _with_moves(aligned, ours, others)
    return tuple(_sorted(aligned))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how many of two passages' words are the same, from 0 to 1."""
    if not one or not other:
        return 0.0
    shared = (Counter(one) & Counter(other)).total()
    dice = 2 * shared / (len(one) + len(other))
    shortest = min(len(one), len(other))
    if shortest >= _FEWEST_CONTAINED and shared / shortest >= _CONTAINED:
        return max(dice, _LIKE + 0.01)
    return dice


def _in_order(ours: Sequence[Passage], others: Sequence[Passage]) -> Iterator[AlignedPassages]:
    keys, other_keys = ([words_of(_without_label(passage.text)) for passage in each] for each in (ours, others))
    matcher = SequenceMatcher(None, keys, other_keys)
    for kind, start, stop, other_start, other_stop in matcher.get_opcodes():
        if kind == "equal":
            yield from (
                AlignedPassages((one,), (two,))
                for one, two in zip(range(start, stop), range(other_start, other_stop), strict=True)
            )
        else:
            yield from _of_region(ours, others, range(start, stop), range(other_start, other_stop))


def _without_label(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


def _of_region(
    ours: Sequence[Passage], others: Sequence[Passage], first: range, second: range
) -> Iterator[AlignedPassages]:
    pairs = _pairs(ours, others, first, second)
    at, other_at = first.start, second.start
    for one, two in [*pairs, (first.stop, second.stop)]:
        yield from _gap(range(at, one), range(other_at, two))
        if one < first.stop and two < second.stop:
            yield AlignedPassages((one,), (two,))
        at, other_at = one + 1, two + 1


def _gap(first: range, second: range) -> Iterator[AlignedPassages]:
    """Yield what stands between pairs: one alone of each is one that was changed altogether."""
    if len(first) == len(second) == 1:
        yield AlignedPassages((first.start,), (second.start,))
        return
    yield from (AlignedPassages((one,), ()) for one in first)
    yield from (AlignedPassages((), (two,)) for two in second)


def _pairs(ours: Sequence[Passage], others: Sequence[Passage], first: range, second: range) -> list[tuple[int, int]]:
    """Return pairs of passages that are most alike, in order: those whose likeness has the highest sum."""
    words, other_words = ([words_of(p.text) for p in each] for each in (ours[_slice(first)], others[_slice(second)]))
    if _is_too_much(words, other_words):
        return []
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    worth: dict[tuple[int, int], float] = {}
    for i in reversed(range(len(first))):
        for j in reversed(range(len(second))):
            one, two = first[i], second[j]
            worth[i, j] = gain = _gain(ours[one], others[two], words[i], other_words[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain if gain else 0)
    return [(first[i], second[j]) for i, j in _traced(best, worth)]


def _slice(places: range) -> slice:
    return slice(places.start, places.stop)


def _is_too_much(ours: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> bool:
    """Return whether to compare each of some passages with each of others would take too long."""
    count = len(ours) * sum(map(len, others)) + len(others) * sum(map(len, ours))
    return len(ours) * len(others) > _MOST_PAIRS or count > _MOST_WORDS


def _traced(best: Sequence[Sequence[float]], worth: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(best) - 1 and j < len(best[0]) - 1:
        gain = worth[i, j]
        if gain and best[i][j] == best[i + 1][j + 1] + gain:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _gain(one: Passage, two: Passage, words: Sequence[str], other_words: Sequence[str]) -> float:
    """Return what it is worth to take two passages for one; a bookmark that survived counts as half of the words."""
    has_bookmark = bool(set(one.bookmarks) & set(two.bookmarks))
    like = likeness(words, other_words) + (0.5 if has_bookmark else 0)
    return like if like >= _LIKE else 0


def _with_moves(
    aligned: list[AlignedPassages], ours: Sequence[Passage], others: Sequence[Passage]
) -> list[AlignedPassages]:
    """Join what is gone with what has come: parts of a passage that was split or merged, and what was moved."""
    aligned = _with_parts(aligned, [words_of(p.text) for p in ours], [words_of(p.text) for p in others])
    gone = [pair.ours[0] for pair in aligned if not pair.others]
    came = [pair.others[0] for pair in aligned if not pair.ours]
    moved = dict(_moves(gone, came, ours, others))
    taken = set(moved.values())
    kept = [
        pair
        for pair in aligned
        if (pair.ours and pair.others)
        or (pair.ours and pair.ours[0] not in moved)
        or (pair.others and not pair.ours and pair.others[0] not in taken)
    ]
    return [*kept, *(AlignedPassages((one,), (two,), is_moved=True) for one, two in moved.items())]


def _with_parts(
    aligned: Sequence[AlignedPassages], words: Sequence[tuple[str, ...]], other_words: Sequence[tuple[str, ...]]
) -> list[AlignedPassages]:
    """Join to each pair the passages beside it that are parts of it: it was split, or merged with them."""
    parts = _Parts(aligned, words, other_words)
    return [parts.joined(pair) for pair in aligned if pair.ours and pair.others] + [
        pair for pair in aligned if pair in parts.single
    ]


class _Parts:
    """Passages that have no fellow, and what they may be parts of."""

    def __init__(
        self,
        aligned: Sequence[AlignedPassages],
        words: Sequence[tuple[str, ...]],
        other_words: Sequence[tuple[str, ...]],
    ) -> None:
        self.words, self.other_words = words, other_words
        self.single = {pair for pair in aligned if not (pair.ours and pair.others)}

    def joined(self, pair: AlignedPassages) -> AlignedPassages:
        """Return a pair with its parts."""
        while (longer := next(self._longer(pair), None)) is not None:
            pair, part = longer
            self.single.discard(part)
        return pair

    def _longer(self, pair: AlignedPassages) -> Iterator[tuple[AlignedPassages, AlignedPassages]]:
        """Yield a pair with one more passage, right before or after it, on the side where it has been divided."""
        ours, others = pair.ours, pair.others
        own, other = _joined(ours, self.words), _joined(others, self.other_words)
        for at in (others[-1] + 1, others[0] - 1):
            part = AlignedPassages((), (at,))
            if len(ours) == 1 and part in self.single and _is_part(self.other_words[at], own, other):
                yield AlignedPassages(ours, tuple(sorted((*others, at)))), part
        for at in (ours[-1] + 1, ours[0] - 1):
            part = AlignedPassages((at,), ())
            if len(others) == 1 and part in self.single and _is_part(self.words[at], other, own):
                yield AlignedPassages(tuple(sorted((*ours, at))), others), part


def _is_part(words: Sequence[str], whole: Sequence[str], told: Sequence[str]) -> bool:
    """Return whether most of some words are what a whole has beside what is told of it already."""
    lacking = Counter(whole) - Counter(told)
    return bool(words) and (lacking & Counter(words)).total() / len(words) >= _PART


def _joined(places: Sequence[int], words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for place in places for word in words[place])


def _moves(
    gone: Sequence[int], came: Sequence[int], ours: Sequence[Passage], others: Sequence[Passage]
) -> Iterator[tuple[int, int]]:
    """Yield what is gone from one place and has come in another, with equal words or nearly so."""
    waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for two in came:
        waiting[words_of(others[two].text)].append(two)
    left, free = [], set(came)
    for one in gone:
        if same := waiting.get(words_of(ours[one].text)):
            two = same.pop(0)
            free.discard(two)
            yield one, two
        else:
            left.append(one)
    if not _is_too_much(*([words_of(all_of[n].text) for n in some] for all_of, some in ((ours, left), (others, free)))):
        yield from _nearly_moved(left, free, ours, others)


def _nearly_moved(
    left: Sequence[int], free: set[int], ours: Sequence[Passage], others: Sequence[Passage]
) -> Iterator[tuple[int, int]]:
    for one in left:
        words = words_of(ours[one].text)
        if len(words) < _FEWEST_MOVED:
            continue
        likely = [(likeness(words, words_of(others[two].text)), -two) for two in free]
        like, place = max(likely, default=(0.0, 0))
        if like >= _LIKE_MOVED:
            free.discard(-place)
            yield one, -place


def _sorted(aligned: Sequence[AlignedPassages]) -> Iterator[AlignedPassages]:
    """Yield the pairs in the order of ours; what has come stands after what it comes after in the other."""
    before = {}
    last = -1
    by_other = sorted((pair for pair in aligned if pair.others), key=lambda pair: pair.others)
    for pair in by_other:
        if pair.ours and not pair.is_moved:
            last = max(last, pair.ours[-1])
        elif not pair.ours:
            before[pair.others] = last
    yield from sorted(
        aligned, key=lambda pair: (pair.ours[0], -1, -1) if pair.ours else (before[pair.others], 0, pair.others[0])
    )
