"""What minutes say of a meeting as such: when and where it was, its pauses, those who may vote, how it was adjusted."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.inlines import enumerate_inlines, join_lines, join_parts
from naravard_docs.compose.person import hours_of_day, person_name, person_taking_part
from naravard_docs.compose.texts import inline_content, plain_line
from naravard_docs.document.inlines import Inline, Text, plain_text, strong, text
from naravard_docs.meeting.adopters import adopters_of
from naravard_docs.meeting.approval import Approval, approvals_of
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Adjournment, Meeting
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.meeting.participation import plain
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import days_in_words, enumeration, long_date, with_noun

Fact = tuple[str, tuple[Inline, ...]]
"""A label and what it says."""


def labelled_lines(facts: Iterator[Fact]) -> tuple[Inline, ...]:
    """Return the facts that say something, each on a line after its label."""
    return join_lines((strong(f"{label}:"), Text(" "), *value) for label, value in facts if plain_text(value))


def meeting_days(meeting: Meeting) -> str:
    """Return «12 maj 2023» or «12–13 maj 2023»."""
    return days_in_words(meeting.date, meeting.end_date)


def meeting_facts(meeting: Meeting, *, begins_with_place: bool = False) -> Iterator[Fact]:
    """Yield when and where the meeting was, and its number."""
    place: Fact = ("Plats", inline_content(meeting.place or ""))
    when: list[Fact] = [("Datum", text(meeting_days(meeting))), ("Tid", inline_content(meeting.time or ""))]
    yield from [place, *when] if begins_with_place else [*when, place]
    yield "Ajournering", join_parts(*map(_adjournment, meeting.adjournments), between="; ")
    yield "Röstlängd", text("; ".join(_rolls(meeting)))
    yield "Diarienummer", text(meeting.reference_number or "")


def correction_facts(meeting: Meeting) -> Iterator[Fact]:
    """Yield what is said first of corrections, which come last."""
    days = enumeration(list(dict.fromkeys(long_date(each.date) for each in meeting.corrections)))
    yield "Rättat", text(f"{days}, se sist i protokollet" if days else "")


def approval_facts(meeting: Meeting, body: Body, sections: NumberSet | None = None) -> Iterator[Fact]:
    """Yield when, where and how the minutes were adjusted, or some items of them."""
    label = "Justeringens plats och tid" if body.wording.has_front_page else "Justering"
    approvals = approvals_of(meeting.approvals, sections) if sections else meeting.approvals
    yield label, join_parts(*(_approval(approval, meeting, body) for approval in approvals), between="; ")


def approver_facts(meeting: Meeting, body: Body) -> Iterator[Fact]:
    """Yield who adjusts the minutes, and which items they have."""
    yield "Utses att justera", enumerate_inlines([_approver(each, body) for each in meeting.approvers])
    if (handled := handled_numbers(meeting)) is not None:
        yield items_fact(handled, body)


def items_fact(numbers: NumberSet, body: Body) -> Fact:
    """Return which items something is of: «Paragrafer: §§ 33–37»."""
    label = "Paragrafer" if body.wording.numbering is Numbering.SECTIONS else "Omfattar"
    return label, text(sections_label(numbers, body.wording))


def handled_numbers(meeting: Meeting) -> NumberSet | None:
    """Return the numbers of a meeting's items from the first to the last, without those taken up again."""
    own = zip(meeting.agenda_items, meeting.numbers, strict=True)
    numbers = [number for item, number in own if item.continues is None]
    return NumberSet(((min(numbers), max(numbers)),)) if numbers else None


def _approver(person: Person, body: Body) -> tuple[Inline, ...]:
    return join_parts(person_name(person), person_taking_part(person, body), between=" ")


def _adjournment(pause: Adjournment) -> tuple[Inline, ...]:
    """Return «kl. 12.00–13.00 (lunch)», or «efter § 12 till 13 maj 2023»."""
    hours = hours_of_day(pause.hours) if pause.hours else ""
    after = f"efter {pause.after}" if pause.after else ""
    until = f"till {long_date(pause.until)}" if pause.until else ""
    reason = (Text(" ("), *inline_content(pause.reason), Text(")")) if pause.reason else ()
    return (Text(" ".join(filter(None, (hours, after, until)))), *reason)


def _rolls(meeting: Meeting) -> Iterator[str]:
    """Yield how many may vote, where it is not told under a heading of its own with their names."""
    for roll in () if any(roll.names for roll in meeting.voting_rolls) else meeting.voting_rolls:
        after = f" efter {roll.after}" if roll.after else ""
        yield f"{with_noun(roll.count, 'röstberättigad', 'röstberättigade')}{after}"


def _approval(approval: Approval, meeting: Meeting, body: Body) -> tuple[Inline, ...]:
    """Return «20 maj 2023 kl. 15.00, Kommunhuset, digitalt, §§ 12, 15–17», as far as it is told.

    Who adjusted them is said where it is others than the chair and the approvers, who are named anyway.
    """
    day = text(long_date(approval.date)) if approval.date else ()
    when = join_parts(day, _at(approval.time or ""), between=" ")
    sections = text(sections_label(approval.sections, body.wording)) if approval.sections else ()
    own = {plain(each.name) for each in adopters_of(meeting, body, approval.sections)}
    others = any(plain(each.name) not in own for each in approval.by)
    by = text(f"av {enumeration(list(map(str, approval.by)))}") if others else ()
    where, how = inline_content(approval.place or ""), inline_content(approval.method or "")
    return join_parts(when, where, how, sections, by)


def _at(time: str) -> tuple[Inline, ...]:
    """Return a time of day, with «kl.» before what is only numbers."""
    words = inline_content(time) if time else ()
    return (Text("kl.\u00a0"), *words) if plain_line(time)[:1].isdecimal() else words
