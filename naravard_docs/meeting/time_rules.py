"""Rules for times and items that must lie within the meeting, and for tasks that two cannot have of one item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic_core import PydanticCustomError

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.numbers import Hours, ItemNumber, NumberSet, read_hours, read_number
from naravard_docs.meeting.participation import is_in_sections
from naravard_docs.swedish import long_date, quote


def time_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield hours, pauses and items that are not the meeting's, and items that two have the same task for."""
    yield from as_far_as_known(
        _outside_hours(meeting), _pauses(meeting), _after_items(meeting, body), _same_task(meeting, body)
    )


def _outside_hours(meeting: Meeting) -> Iterator[Finding]:
    """Yield hours before the meeting began or after it ended; of a meeting of several days they say too little."""
    held = _hours_of(meeting)
    if held is None:
        return
    told: list[tuple[FieldPath, Hours]] = [
        (("närvarande", g, "personer", p, "tid"), hours)
        for g, group in enumerate(meeting.attendance)
        for p, person in enumerate(group.people)
        for hours in person.hours
    ]
    pauses = enumerate(meeting.adjournments)
    told += [(("ajournering", n, "tid"), pause.hours) for n, pause in pauses if pause.hours is not None]
    for path, hours in told:
        if any(each is not None and not _is_within(each, held) for each in (hours.start, hours.end)):
            message = f"{quote(str(hours))} ligger utanför mötet, som höll på {held}"
            yield Finding("NV122", path, message, "rätta klockslagen, eller mötets «tid»")


def _hours_of(meeting: Meeting) -> Hours | None:
    """Return when a meeting of one day began and ended, where its time is written so that this can be told."""
    if meeting.time is None or meeting.end_date not in (None, meeting.date):
        return None
    if any(pause.until is not None for pause in meeting.adjournments):
        return None
    try:
        return read_hours(meeting.time)
    except PydanticCustomError:
        return None


def _is_within(minute: int, held: Hours) -> bool:
    return (held.start is None or held.start <= minute) and (held.end is None or minute <= held.end)


def _pauses(meeting: Meeting) -> Iterator[Finding]:
    """Yield pauses until a day that the meeting was not held on, and those that overlap."""
    before: list[Hours] = []
    for n, pause in enumerate(meeting.adjournments):
        path: FieldPath = ("ajournering", n)
        day, last = pause.until, meeting.end_date
        if day is not None and (day < meeting.date or (last is not None and day > last)):
            held = f"den {long_date(meeting.date)}" + (f" till den {long_date(last)}" if last else "")
            told = f"mötet fortsatte den {long_date(day)}, men hölls {held}"
            yield Finding("NV123", (*path, "till"), told, "rätta «till», «datum» eller «slutdatum»")
        hours = pause.hours
        if hours is not None and any(hours.overlaps(each) for each in before):
            told = f"avbrottet {quote(str(hours))} överlappar ett annat"
            yield Finding("NV123", (*path, "tid"), told, "rätta klockslagen, eller ta bort det ena")
        before += [hours] if hours is not None else []


def _after_items(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield pauses and rolls after an item that the meeting has not."""
    named: list[tuple[FieldPath, str | None]] = [
        *((("ajournering", n, "efter"), pause.after) for n, pause in enumerate(meeting.adjournments)),
        *((("röstlängd", n, "efter"), roll.after) for n, roll in enumerate(meeting.voting_rolls)),
    ]
    numbers = [placed.number for placed in meeting.all_items]
    for path, written in named:
        number = read_number(written) if written else None
        if written and number is not None and numbers and number not in numbers:
            last = section_label(meeting.numbers[-1], body.wording, " ")
            told = f"{quote(written)} finns inte i mötet, vars sista är {last}"
            yield Finding("NV115", path, told, "rätta numret, eller «start_paragraf»")


def _same_task(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield who leads or keeps the minutes of an item that another has, and adjustments and notices of the same one."""
    for key, what, entries in (
        ("ordförande", "har två ordförande", [(one.sections, one.except_sections) for one in meeting.chair]),
        ("sekreterare", "har två sekreterare", [(one.sections, one.except_sections) for one in meeting.secretary]),
        ("justering", "justeras två gånger", [(one.sections, None) for one in meeting.approvals]),
        ("anslag", "anslås två gånger", [(one.sections, None) for one in meeting.postings]),
    ):
        for n in range(1, len(entries)):
            shared = _shared(entries[n], entries[:n], meeting.numbers)
            if shared is not None:
                label = section_label(shared, body.wording, " ")
                yield Finding("NV124", (key, n), f"{label} {what}", _APART)


_APART = "skriv «paragrafer» hos var och en, så att de inte överlappar"
_Sections = tuple[NumberSet | None, NumberSet | None]


def _shared(entry: _Sections, others: Sequence[_Sections], numbers: Sequence[ItemNumber]) -> ItemNumber | None:
    """Return the first item that an entry and another before it are both for."""
    for number in numbers:
        if is_in_sections(number, *entry) and any(is_in_sections(number, *other) for other in others):
            return number
    return None
