"""Items chosen of a meeting by the numbers that they are printed with, for an extract of its minutes or a part of them.

An item is chosen with all that is below it; a sub-item can be chosen alone, «5.1».
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from naravard_docs.meeting.approval import approvals_of, day_of_adjustment
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.meeting.numbers import ItemNumber, NumberSet


class ItemChoice(Struct, frozen=True):
    """Items and sub-items of a meeting, in the order of its agenda; ``chosen`` has none whose own item is there too."""

    meeting: Meeting
    chosen: tuple[PlacedItem, ...]

    @property
    def numbers(self) -> tuple[ItemNumber, ...]:
        """Their numbers, once each."""
        return tuple(dict.fromkeys(each.number for each in self.chosen))

    @property
    def sections(self) -> NumberSet:
        """Their numbers as a set: those that follow one another in the meeting as a range."""
        own, chosen = tuple(dict.fromkeys(self._numbers_beside())), set(self.numbers)
        runs = (tuple(run) for is_chosen, run in groupby(own, chosen.__contains__) if is_chosen)
        return NumberSet(tuple(range_ for run in runs for range_ in _ranges(run)))

    def _numbers_beside(self) -> Iterator[ItemNumber]:
        """Yield the numbers that stand beside one another: of items, or of sub-items where some are chosen alone."""
        split = {each.path[1] for each in self.chosen if len(each.path) > 2}
        for each in self.meeting.all_items:
            if len(each.path) == 2 or each.path[1] in split:
                yield each.number

    @property
    def told(self) -> tuple[PlacedItem, ...]:
        """All that is printed of them: with their sub-items, and the items that chosen sub-items stand below."""
        paths = [each.path for each in self.chosen]
        below = [p for p in paths if len(p) > 2]
        return tuple(
            each
            for each in self.meeting.all_items
            if any(each.path[: len(path)] == path for path in paths)
            or any(path[: len(each.path)] == each.path for path in below)
        )

    @property
    def secret(self) -> tuple[ItemNumber, ...]:
        """The numbers of those that are under secrecy."""
        return tuple(dict.fromkeys(each.number for each in self.told if each.item.secrecy is not None))

    @property
    def is_adjusted_at_once(self) -> bool:
        """Whether each was declared adjusted at once."""
        return all(each.item.is_adjusted_at_once for each in self.chosen)

    @property
    def is_adjusted(self) -> bool:
        """Whether they are adjusted: with the whole minutes, or before by an adjustment of their own."""
        own = any(each.sections for each in approvals_of(self.meeting.approvals, self.sections))
        adjusted = day_of_adjustment(self.meeting.approvals, self.sections) is not None
        return not self.meeting.is_draft or (own and adjusted and self.is_adjusted_at_once)

    def sent_to(self) -> tuple[str, ...]:
        """Return those who are to have the decisions, as the meeting names them, once each."""
        return tuple(dict.fromkeys(word for each in self.with_sub_items() for word in each.item.sent_to))

    def only_for(self, words: frozenset[str]) -> ItemChoice:
        """Return those of them that somebody is to have whom the meeting calls by any of some words."""
        own = [each for each in self.with_sub_items() if words & set(each.item.sent_to)]
        return ItemChoice(self.meeting, _topmost(own))

    def with_sub_items(self) -> Iterator[PlacedItem]:
        """Yield them, each with all that is below it."""
        paths = [each.path for each in self.chosen]
        return (each for each in self.meeting.all_items if any(each.path[: len(path)] == path for path in paths))


def choose_items(meeting: Meeting, wanted: NumberSet | None = None) -> ItemChoice:
    """Return the items of some numbers, all where none are asked for."""
    return ItemChoice(
        meeting, _topmost([each for each in meeting.all_items if wanted is None or each.number in wanted])
    )


def adjusted_at_once(choice: ItemChoice) -> ItemChoice:
    """Return those of some items that were declared adjusted at once."""
    own = [each for each in choice.with_sub_items() if each.item.is_adjusted_at_once]
    return ItemChoice(choice.meeting, _topmost(own))


def merged_choices(choices: Sequence[ItemChoice]) -> ItemChoice:
    """Return all that is in any of some choices of one meeting, of which there is at least one."""
    meeting = choices[0].meeting
    paths = {each.path for choice in choices for each in choice.chosen}
    return ItemChoice(meeting, _topmost([each for each in meeting.all_items if each.path in paths]))


def unknown_numbers(meeting: Meeting, wanted: NumberSet) -> tuple[ItemNumber, ...]:
    """Return the numbers that are asked for and that no item of the meeting has."""
    known = {each.number for each in meeting.all_items}
    named = dict.fromkeys(number for pair in wanted.ranges for number in pair if number is not None)
    return tuple(number for number in named if number not in known)


def _topmost(items: list[PlacedItem]) -> tuple[PlacedItem, ...]:
    """Return items without those whose own item is among them."""
    whole = {each.path for each in items if len(each.path) == 2}
    return tuple(each for each in items if len(each.path) == 2 or each.path[:2] not in whole)


def _ranges(run: tuple[ItemNumber, ...]) -> Iterator[tuple[ItemNumber, ItemNumber]]:
    """Yield a run as a range where that is sooner read: three or more, and upwards."""
    if len(run) > 2 and list(run) == sorted(run):
        yield run[0], run[-1]
    else:
        yield from ((number, number) for number in run)
