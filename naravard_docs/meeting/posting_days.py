"""The days of a notice that minutes are adjusted: as given, or worked out; and the notices that a meeting has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.meeting.approval import (
    Posting,
    day_of_adjustment,
    day_of_appeal,
    first_day_of_removal,
    last_day_of_appeal,
    latest_day_of_posting,
    posted_on_all_boards,
)
from naravard_docs.meeting.deadlines import why_free
from naravard_docs.meeting.item_choice import ItemChoice, choose_items
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbers import NumberSet


class PostingDays(Struct, frozen=True):
    """The days of one notice, those not known None; ``is_proposed`` when the day that it is put up is not given.

    ``counted_from`` is the day that the time for appeal is counted from, another than its own where a notice is put up
    on several boards.
    """

    adjusted: date | None
    posted: date | None
    counted_from: date | None
    removed: date | None
    is_proposed: bool

    @property
    def last_of_appeal(self) -> date | None:
        """The last day on which an appeal may come in."""
        return last_day_of_appeal(self.counted_from) if self.counted_from else None

    @property
    def moved(self) -> tuple[date, str] | None:
        """The day three weeks on that is no working day, and why it is none; None where it is the last day itself."""
        if self.counted_from is None:
            return None
        why = why_free(day := day_of_appeal(self.counted_from))
        return (day, why) if why else None


def posting_days(posting: Posting, meeting: Meeting, postings: Sequence[Posting] = ()) -> PostingDays:
    """Return the days of one of some notices; one whose day is not given is proposed for the last that the law has."""
    adjusted = day_of_adjustment(meeting.approvals, posting.sections)
    proposed = latest_day_of_posting(adjusted) if adjusted else None
    posted = posting.posted or proposed
    counted = posted_on_all_boards(posting, postings or meeting.postings) or posted
    removed = posting.removed or (first_day_of_removal(counted) if counted else None)
    return PostingDays(adjusted, posted, counted, removed, posting.posted is None)


class NoticeOfItems(Struct, frozen=True):
    """A notice with the items that it is of; ``index`` is its place among the meeting's own, from 0, if it is one."""

    posting: Posting
    choice: ItemChoice
    index: int | None = None


def notices_of(meeting: Meeting, boards: Sequence[str] = ()) -> tuple[NoticeOfItems, ...]:
    """Return a meeting's notices: its own, or one for each of its adjustments where it does not tell them apart.

    One that is to be on all of some boards is several, one for each.
    """
    found: list[NoticeOfItems] = []
    for index, posting in _postings(meeting):
        choice = _items_of(posting, meeting)
        for board in boards if posting.board is None and boards else (posting.board,):
            found.append(NoticeOfItems(posting.model_copy(update={"board": board}), choice, index))
    return tuple(found)


def posted_on(notices: Sequence[NoticeOfItems], day: date) -> tuple[NoticeOfItems, ...]:
    """Return notices with those whose day is not given put up on a day."""
    return tuple(
        each if each.posting.posted else replace(each, posting=each.posting.model_copy(update={"posted": day}))
        for each in notices
    )


def _postings(meeting: Meeting) -> Iterator[tuple[int | None, Posting]]:
    """Yield the meeting's notices with their places, or else one for each adjustment that is of some items.

    A single notice that names neither items nor days says where the minutes are kept, whenever they were adjusted.
    """
    own = meeting.postings
    if len(own) > 1 or any(each.sections or each.posted or each.removed for each in own):
        yield from enumerate(own)
        return
    named: list[NumberSet | None] = [each.sections for each in meeting.approvals]
    for sections in dict.fromkeys(named or [None]):
        yield (0 if own else None), (own[0] if own else Posting()).model_copy(update={"sections": sections})


def _items_of(posting: Posting, meeting: Meeting) -> ItemChoice:
    """Return the items that a notice names, or else those that no other notice and no other adjustment names."""
    if posting.sections:
        return choose_items(meeting, posting.sections)
    named = [one.sections for one in meeting.postings if one.sections]
    named += [one.sections for one in meeting.approvals if one.sections]
    rest = tuple(each for each in choose_items(meeting).chosen if not any(each.number in one for one in named))
    return ItemChoice(meeting, rest) if rest else choose_items(meeting)
