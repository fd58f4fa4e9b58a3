"""What differs between a document and a Word file, passage by passage: changed, added, removed, moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from naravard_docs.builder.compared_words import (
    Hunk,
    are_same_words,
    gathered,
    hunks_between,
    own_changes,
    shown_text,
    tokens_of,
    words_of,
)
from naravard_docs.builder.form_differences import LONGEST_TOLD, divided, form_changes, quoted
from naravard_docs.builder.passage_alignment import AlignedPassages, align_passages, likeness
from naravard_docs.check.passages import Passage, PassageKind, Revision
from naravard_docs.libraries.records import replace
from naravard_docs.swedish import shorten, with_noun

_TOGETHER = 7
"""Differences with fewer equal words between them are told as one."""

_AROUND = 70
"""Letters that are shown around a difference."""

_NUMBER = re.compile(r"\s*(?:§{1,2}\s*)?[0-9]+(?:\.[0-9]+)*(?:\s?[a-z])?\.?(?:\s*§)?(?=\s)")
LITERAL_NUMBER = "nummer som text"


class DifferenceKind(StrEnum):
    CHANGED = "ändrat"
    ADDED = "tillagt"
    REMOVED = "borttaget"
    MOVED = "flyttat"


class Segment(Struct, frozen=True):
    """A part of a text that is told, and whether it is what differs."""

    text: str
    differs: bool = False


class OurPassage(Struct, frozen=True):
    """A passage of the document that the meeting gives now, with the id of the block that it comes from."""

    passage: Passage
    block: str = ""

    @property
    def text(self) -> str:
        return shown_text(self.passage.text)


class WordDifference(Struct, frozen=True):
    """A difference in words: what stands in ours and in the Word file, and where ours is, for the place in the file.

    ``about`` is the passage of ours that it concerns, for what has come the one that it stands after; ``start`` and
    ``end`` are the letters of its shown text.
    """

    kind: DifferenceKind
    what: PassageKind | str
    heading: str
    ours: tuple[Segment, ...]
    theirs: tuple[Segment, ...]
    about: OurPassage | None = None
    start: int = 0
    end: int = 0
    remark: str = ""
    revisions: tuple[Revision, ...] = ()


class FormDifference(Struct, frozen=True):
    """What differs only in how it looks."""

    heading: str
    text: str
    said: str


class FoundDifferences(Struct, frozen=True):
    """All that differs in the text; ``own_changes`` counts the passages in which Word has changed signs by itself."""

    words: tuple[WordDifference, ...]
    forms: tuple[FormDifference, ...] = ()
    own_changes: Mapping[str, int] = field(default_factory=dict)


def find_differences(
    ours: Sequence[OurPassage], others: Sequence[Passage], revisions: Sequence[Revision] = ()
) -> FoundDifferences:
    """Return what differs between the passages of a document and those of a Word file, in the document's order."""
    return _Comparison(ours, others, revisions).found()


class _Comparison:
    def __init__(self, ours: Sequence[OurPassage], others: Sequence[Passage], revisions: Sequence[Revision]) -> None:
        self.ours, self.others, self.revisions = ours, others, revisions
        self.aligned = align_passages([each.passage for each in ours], others)
        self.words: list[WordDifference] = []
        self.forms: list[FormDifference] = []
        self.own: Counter[str] = Counter()

    def found(self) -> FoundDifferences:
        for group in _blocks_of_moves(self.aligned):
            if group[0].is_moved:
                self._take_moved(group)
            for pair in group:
                self._take(pair)
        self._take_numbers_that_follow()
        return FoundDifferences(tuple(self.words), tuple(self.forms), dict(self.own))

    def _take(self, pair: AlignedPassages) -> None:
        if not pair.others:
            self._take_removed(pair.ours[0])
        elif not pair.ours:
            self._take_added(pair.others[0])
        else:
            self._compare(pair)

    def _compare(self, pair: AlignedPassages) -> None:
        ours, others = [self.ours[n] for n in pair.ours], [self.others[n] for n in pair.others]
        text, other = (" ".join(each.text for each in group) for group in (ours, _shown(others)))
        if are_same_words(text, other):
            self.own.update(own_changes(" ".join(p.text for p in others), " ".join(o.passage.text for o in ours)))
            self._take_forms(pair, ours, others)
        elif label := _label_as_text(ours, others):
            self.own[LITERAL_NUMBER] += bool(label)
        else:
            self._take_changed(pair, ours, others, text, other)
            if len(pair.ours) != len(pair.others):
                self._take_forms(pair, ours, others)

    def _take_changed(
        self, pair: AlignedPassages, ours: Sequence[OurPassage], others: Sequence[Passage], text: str, other: str
    ) -> None:
        revisions = tuple(one for passage in others for one in passage.revisions)
        for hunks in gathered(hunks_between(text, other), _TOGETHER):
            start, end = _span(text, hunks[0].start, hunks[-1].stop)
            about, offset = _passage_at(ours, start)
            self.words.append(
                WordDifference(
                    DifferenceKind.CHANGED,
                    ours[0].passage.kind,
                    self._heading_of_ours(pair.ours[0]),
                    segments(text, [(hunk.start, hunk.stop) for hunk in hunks]),
                    segments(other, [(hunk.other_start, hunk.other_stop) for hunk in hunks]),
                    about,
                    start - offset,
                    end - offset,
                    revisions=_within(revisions, other, text, hunks),
                )
            )

    def _take_removed(self, place: int) -> None:
        own = self.ours[place]
        revisions = tuple(one for one in self.revisions if one.kind.is_removal and _has(one.text, own.text))
        heading, whole = self._heading_of_ours(place), (Segment(_without_empty_cells(own.text), True),)
        self.words.append(
            WordDifference(
                DifferenceKind.REMOVED,
                own.passage.kind,
                heading,
                whole,
                (),
                own,
                0,
                len(own.text),
                revisions=revisions,
            )
        )

    def _take_added(self, place: int) -> None:
        passage = self.others[place]
        before = self._ours_before(place)
        about = self.ours[before] if before is not None else None
        end = len(about.text) if about else 0
        label = f"{passage.form.label} " if passage.form.label and not passage.form.is_bullet else ""
        self.words.append(
            WordDifference(
                DifferenceKind.ADDED,
                passage.kind,
                self._heading_of_others(place),
                (),
                (Segment(f"{label}{_without_empty_cells(shown_text(passage.text))}", True),),
                about,
                end,
                end,
                "hör hemma efter det markerade" if about else "hör hemma först",
                passage.revisions,
            )
        )

    def _take_moved(self, group: Sequence[AlignedPassages]) -> None:
        first = self.ours[group[0].ours[0]]
        more = f", med {with_noun(len(group) - 1, 'rad', 'rader')} till" if len(group) > 1 else ""
        here, there = self._before_in_ours(group[0].ours[0]), self._before_in_others(group[0].others[0])
        where = f"står i Word efter {there}, i mötesfilen efter {here}"
        told = Segment(f"{shorten(first.text, _AROUND)}{more}")
        revisions = tuple(one for pair in group for n in pair.others for one in self.others[n].revisions)
        self.words.append(
            WordDifference(
                DifferenceKind.MOVED,
                first.passage.kind,
                self._heading_of_ours(group[0].ours[0]),
                (),
                (told,),
                first,
                0,
                len(first.text),
                where,
                revisions,
            )
        )

    def _take_forms(self, pair: AlignedPassages, ours: Sequence[OurPassage], others: Sequence[Passage]) -> None:
        heading, text = self._heading_of_ours(pair.ours[0]), shorten(ours[0].text, LONGEST_TOLD)
        said = [*divided(len(ours), len(others))]
        if len(ours) == len(others) == 1:
            said += form_changes(ours[0].passage, others[0])
        self.forms += [FormDifference(heading, text, each) for each in said]

    def _take_numbers_that_follow(self) -> None:
        """Tell new numbers of headings as form, where headings have come, gone or moved: they count themselves."""
        others = (DifferenceKind.ADDED, DifferenceKind.REMOVED, DifferenceKind.MOVED)
        if not any(each.what is PassageKind.HEADING and each.kind in others for each in self.words):
            return
        following = [each for each in self.words if _is_number_alone(each)]
        self.words = [each for each in self.words if each not in following]
        for each in following:
            text = each.about.text if each.about else ""
            said = f"numret är {_differing(each.theirs)} i Word och {_differing(each.ours)} i mötesfilen"
            self.forms.append(FormDifference(each.heading, shorten(text, LONGEST_TOLD), said))

    def _heading_of_ours(self, place: int) -> str:
        return self._own_headings[place]

    def _heading_of_others(self, place: int) -> str:
        return self._other_headings[place]

    @cached_property
    def _own_headings(self) -> tuple[str, ...]:
        return tuple(_headings_above([each.passage for each in self.ours]))

    @cached_property
    def _other_headings(self) -> tuple[str, ...]:
        return tuple(_headings_above(self.others))

    def _ours_before(self, place: int) -> int | None:
        """Return our passage that stands in the Word file before one of its passages."""
        return self._ours_by_other[place - 1] if place else None

    @cached_property
    def _ours_by_other(self) -> tuple[int | None, ...]:
        """Our last passage at or before each of the Word file's."""
        by_other = {n: pair.ours[-1] for pair in self.aligned if pair.ours for n in pair.others}
        last, found = None, []
        for n in range(len(self.others)):
            last = by_other.get(n, last)
            found.append(last)
        return tuple(found)

    def _before_in_ours(self, place: int) -> str:
        return quoted(self.ours[place - 1].text) if place else "inget annat"

    def _before_in_others(self, place: int) -> str:
        return quoted(shown_text(self.others[place - 1].text)) if place else "inget annat"


def _headings_above(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield for each passage the heading that it stands below, or is."""
    heading = ""
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            heading = shown_text(passage.text)
        yield heading


def running_differences(ours: Sequence[OurPassage], others: Sequence[Passage]) -> tuple[WordDifference, ...]:
    """Return what differs in headers and footers, where pages may share lines and have no order."""
    left = [each for each in ours if not any(_is_same_line(each, other) for other in others)]
    come = [each for each in others if not any(_is_same_line(own, each) for own in ours)]
    found: list[WordDifference] = []
    for other in come:
        own = max(ours, key=lambda each: _line_likeness(each, other), default=None)
        alike = [own] if own is not None and _line_likeness(own, other) > 0 else []
        left = [each for each in left if each not in alike]
        found += find_differences(alike, [other], other.revisions).words
    found += find_differences(left, ()).words
    return tuple(replace(each, heading="", remark="", revisions=each.revisions) for each in found)


def _is_same_line(own: OurPassage, other: Passage) -> bool:
    return own.passage.kind is other.kind and are_same_words(own.text, shown_text(other.text))


def _line_likeness(own: OurPassage, other: Passage) -> float:
    return likeness(words_of(own.text), words_of(other.text)) if own.passage.kind is other.kind else 0.0


def segments(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """Return a text with what differs told apart, cut where it is long; spans are of its words, from and to."""
    made: list[Segment] = []
    at = 0
    for first, last in spans:
        start, end = _span(text, first, last)
        made += [Segment(text[at:start]), *([Segment(text[start:end], True)] if end > start else [])]
        at = end
    made.append(Segment(text[at:]))
    return tuple(_cut([each for each in made if each.text]))


def _cut(made: list[Segment]) -> Iterator[Segment]:
    for number, each in enumerate(made):
        if each.differs:
            yield each
        elif number == 0 and len(made) > 1:
            yield Segment(_end_of(each.text))
        elif number == len(made) - 1:
            yield Segment(_start_of(each.text.rstrip(" |")))
        else:
            yield each


def _without_empty_cells(text: str) -> str:
    """Return a row without the empty cells at its end."""
    return text.rstrip(" |") or text


def _end_of(text: str) -> str:
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].split(' ', 1)[-1]}"


def _start_of(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rsplit(' ', 1)[0]} …"


def _span(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the letters of a text's words from one to another; between two words where there are none."""
    tokens = tokens_of(text)
    if first < last:
        return tokens[first].start, tokens[last - 1].end
    at = tokens[first - 1].end if first else 0
    return at, at


def _shown(passages: Sequence[Passage]) -> list[Passage]:
    return [replace(passage, text=shown_text(passage.text)) for passage in passages]


def _passage_at(ours: Sequence[OurPassage], start: int) -> tuple[OurPassage, int]:
    """Return the passage among several joined by blanks that a letter stands in, and where it begins."""
    offset = 0
    for each in ours[:-1]:
        if start <= offset + len(each.text):
            return each, offset
        offset += len(each.text) + 1
    return ours[-1], offset


def _within(revisions: Sequence[Revision], other: str, ours: str, hunks: Sequence[Hunk]) -> tuple[Revision, ...]:
    """Return the tracked changes that a difference comes of: those whose words are among what differs."""
    added = [word for hunk in hunks for word in words_of(other)[hunk.other_start : hunk.other_stop]]
    gone = [word for hunk in hunks for word in words_of(ours)[hunk.start : hunk.stop]]

    def is_of_these(one: Revision) -> bool:
        words = gone if one.kind.is_removal else added
        told = [shown_text(one.text), *shown_text(one.text).split()]
        return any(word in words or any(word in each for each in words) for word in told if word)

    return tuple(one for one in dict.fromkeys(revisions) if is_of_these(one))


def _has(revised: str, text: str) -> bool:
    words, own = ([word for word in words_of(each) if word != "|"] for each in (revised, text))
    return bool(own) and (words == own or " ".join(own) in " ".join(words))


def _label_as_text(ours: Sequence[OurPassage], others: Sequence[Passage]) -> bool:
    """Return whether the only difference is that a label of a list became text, or text a label."""
    if len(ours) != 1 or len(others) != 1:
        return False
    own, other = ours[0].passage, others[0]
    written = (f"{own.form.label} {own.text}", own.text), (other.text, f"{other.form.label} {other.text}")
    has_label = own.form.label if own.form.label != other.form.label else ""
    if own.form.is_bullet and has_label:
        return re.sub(r"^[•·▪o–-][ \u00a0]+", "", shown_text(other.text)) == shown_text(own.text)
    return any(are_same_words(shown_text(one), shown_text(two)) for one, two in zip(*written, strict=True))


def _is_number_alone(difference: WordDifference) -> bool:
    if difference.kind is not DifferenceKind.CHANGED or difference.what is not PassageKind.HEADING:
        return False
    number = _NUMBER.match(difference.about.text) if difference.about else None
    return number is not None and difference.end <= number.end()


def _differing(parts: Sequence[Segment]) -> str:
    return quoted("".join(each.text for each in parts if each.differs))


def _blocks_of_moves(aligned: Sequence[AlignedPassages]) -> Iterator[list[AlignedPassages]]:
    """Yield the pairs one by one, but passages that were moved together as one group."""
    group: list[AlignedPassages] = []
    for pair in aligned:
        is_next = (
            bool(group)
            and pair.is_moved
            and group[-1].is_moved
            and pair.ours[0] == group[-1].ours[-1] + 1
            and pair.others[0] == group[-1].others[-1] + 1
        )
        if group and not is_next:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group
