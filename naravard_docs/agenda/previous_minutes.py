"""The approval of the minutes of the body's previous meeting: «Protokollet från den 24 mars 2023, §§ 33–47»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from naravard_docs.agenda.draft_item import HEADING, DraftItem
from naravard_docs.agenda.earlier_meetings import EarlierMeeting, EarlierMeetings
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.swedish import enumeration, fold

_ABOUT_PREVIOUS = re.compile(
    r"\b(foregaende|forra|senaste)\b.*(protokoll|anteckning)|\b(foregaende|forra) (mote|sammantrade)|"
    r"\bprotokoll\w*\b.*\b(foregaende|forra|senaste)\b|\bprotokolls?(justering|genomgang)\b|\bgenomgang av protokoll|"
    r"\b(godkannande|faststallande|justering) av (protokoll|minnesanteckning)"
)
_NOT_ABOUT_PREVIOUS = re.compile(r"\b(dagens|motets|tid|plats|val)\b")
_ARE_APPROVED_SO = (Profile.COLLABORATION_BODY, Profile.ASSOCIATION, Profile.NOTES)
"""Profiles whose bodies approve the minutes of the last meeting at the next; those of others are adjusted before."""


def is_about_previous(heading: str) -> bool:
    """Return whether an item is about the minutes of the previous meeting, by its heading."""
    text = fold(heading)
    return _ABOUT_PREVIOUS.search(text) is not None and _NOT_ABOUT_PREVIOUS.search(text) is None


def previous_meetings(earlier: EarlierMeetings, day: date) -> tuple[EarlierMeeting, ...]:
    """Return the last meeting before a day, or those of its day; none where a later one could not be read."""
    held = [each for each in earlier.held if each.meeting.date < day]
    if not held or earlier.has_unread_since(held[-1].meeting.date):
        return ()
    return tuple(each for each in held if each.meeting.date == held[-1].meeting.date)


def with_previous_minutes(
    items: Sequence[DraftItem], previous: Sequence[EarlierMeeting], body: Body, today: date
) -> tuple[tuple[DraftItem, ...], DraftItem | None]:
    """Return items with the previous minutes in the one that is about them, or else an item of its own for them."""
    if not previous:
        return tuple(items), None
    text, comment = _minutes(previous, body), _comment(previous, today)
    place = next((n for n, item in enumerate(items) if is_about_previous(item.heading)), None)
    if place is not None:
        told = items[place].with_paragraph(text).with_values({}, comment)
        return (*items[:place], told, *items[place + 1 :]), None
    if (heading := _own_heading(previous, body)) is None:
        return tuple(items), None
    return tuple(items), DraftItem({HEADING: heading, "text": text}, comment)


def _own_heading(previous: Sequence[EarlierMeeting], body: Body) -> str | None:
    """Return the heading of an item for it, where the last meeting had one or the profile's bodies use to."""
    headings = (item.heading for each in previous for item in each.items)
    if had := next((heading for heading in headings if is_about_previous(heading)), None):
        return had
    if body.profile not in _ARE_APPROVED_SO or fold(body.name).endswith(("arsmotet", "arsmote", "stamma", "stamman")):
        return None
    return f"Föregående {_word(body).lower()}"


def _minutes(previous: Sequence[EarlierMeeting], body: Body) -> str:
    numbers = [sections_label(each, one.body.wording, " ") for one in previous for each in _ranges(one.sections)]
    items = f", {enumeration(numbers)}" if numbers else ""
    form = "Minnesanteckningarna" if body.profile is Profile.NOTES else "Protokollen" if previous[1:] else "Protokollet"
    return f"{form} från den {previous[0].days}{items}."


def _word(body: Body) -> str:
    return "Minnesanteckningar" if body.profile is Profile.NOTES else "Protokoll"


def _ranges(sections: Iterable[int]) -> tuple[NumberSet, ...]:
    taken = sorted(sections)
    return (NumberSet(((ItemNumber((taken[0],)), ItemNumber((taken[-1],))),)),) if taken else ()


def _comment(previous: Sequence[EarlierMeeting], today: date) -> str:
    is_to_come = max(each.meeting.end_date or each.meeting.date for each in previous) >= today
    return "Det protokollet är inte skrivet än: se efter att numren stämmer." if is_to_come else ""
