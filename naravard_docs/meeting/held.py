"""Whether a meeting has been held: by its day, and by what its file tells of what happened there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from naravard_docs.meeting.agenda_item import ItemContent
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.rule_table import RuleTime
from naravard_docs.meeting.values import known_of

_ONE_DAY = timedelta(days=1)
_HAPPENED = {
    "beslut": "decision",
    "yrkanden": "motions",
    "propositionsordning": "voting_procedure",
    "omröstningar": "votes",
    "val": "elections",
    "utgång": "disposal",
    "reservationer": "reservations",
    "anteckningar": "statements",
    "deltar_inte": "not_taking_part",
    "efter_beslut": "after_decision",
    "omedelbar_justering": "is_adjusted_at_once",
    "fortsätter": "continues",
}
"""Keys of an item that tell of what happened at the meeting, each with the field's name; jäv may be told before it."""

_PROPOSALS = "förslag"
"""The key whose clauses tell how it went (``utfall``), when they do."""


def is_held(meeting: Meeting, today: date | None, usual: Collection[ItemContent] = ()) -> bool:
    """Return whether a meeting has been held by a day; when no day is given, it has.

    It has not while its day has not passed and nothing tells that it was held: not its status, and none of its items
    but those that a body always takes up (``usual``), whose words may be there before it. A meeting that is cancelled
    is never held.
    """
    day = meeting.known("date")
    if meeting.known("cancelled"):
        return False
    if today is None or day is None or day < today or meeting.known("status", Status.DRAFT) is not Status.DRAFT:
        return True
    if meeting.known("corrections"):
        return True
    return any(happened(item, usual) for item in items_and_sub_items(meeting))


def is_ahead(meeting: Meeting, today: date | None) -> bool:
    """Return whether a meeting's day is after a day; when no day is given, it is not."""
    day = meeting.known("date")
    return today is not None and day is not None and day > today


def rule_times(meeting: Meeting, body: Body, today: date | None) -> frozenset[RuleTime]:
    """Return which rules are told of a meeting on a day, or, when none is given, of one that has been held."""
    is_after = is_held(meeting, today, usual_items(body))
    said = {RuleTime.ONLY_AFTER: is_after, RuleTime.ONLY_BEFORE: is_ahead(meeting, today)}
    return frozenset(time for time in RuleTime if said.get(time, True))


def usual_items(body: Body) -> tuple[ItemContent, ...]:
    """Return the items that a body always takes up, those that are known."""
    return tuple(each for each in known_of(body.known("standing_items", ())) if each is not None)


def days_of_change(meeting: Meeting) -> tuple[date, ...]:
    """Return the days on which what is told of a meeting may change: its own, and those of its adjustments."""
    approvals = known_of(meeting.known("approvals", ()))
    days = (meeting.known("date"), *(each.known("date") for each in approvals if each is not None))
    return tuple(day for day in days if day is not None)


def told_between(meeting: Meeting, today: date | None) -> tuple[date | None, date | None]:
    """Return the first and the last day on which all that is told of a meeting on a day is told; None is no bound."""
    if today is None:
        return None, None
    days = days_of_change(meeting)
    if today in days:
        return today, today
    since = max((day + _ONE_DAY for day in days if day < today), default=None)
    return since, min((day - _ONE_DAY for day in days if day > today), default=None)


def happened(item: ItemContent, usual: Collection[ItemContent] = ()) -> str:
    """Return the first key of an item that tells of what happened at the meeting, or an empty text.

    What one of the ``usual`` items has from the beginning tells nothing.
    """
    heading = item.known("heading")
    same = [each for each in usual if each.known("heading") == heading]
    for key, name in _HAPPENED.items():
        value = item.known(name)
        if value and not any(each.known(name) == value for each in same):
            return key
    proposals = (each for each in known_of(item.known("proposals", ())) if each is not None)
    clauses = (each for proposal in proposals for each in known_of(proposal.known("clauses", ())) if each is not None)
    return _PROPOSALS if any(each.known("outcome") is not None for each in clauses) else ""


def items_and_sub_items(meeting: Meeting) -> Iterator[ItemContent]:
    """Yield the items of a meeting that are known, each before those below it."""
    for item in known_of(meeting.known("agenda_items", ())):
        if item is not None:
            yield item
            yield from (each for each in known_of(item.known("sub_items", ())) if each is not None)
