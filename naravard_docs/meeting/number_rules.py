"""Rules for the numbers and days that items are written with: none twice, none backwards, none before the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem, section_label
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.swedish import long_date, quote


def number_findings(meeting: Meeting, body: Body) -> Iterator[Finding]:
    """Yield items whose number another has or that goes back, and days that cannot be before the meeting."""
    yield from as_far_as_known(_numbers(meeting, body))
    for placed in meeting.all_items:
        yield from as_far_as_known(_days(placed, meeting))


def _numbers(meeting: Meeting, body: Body) -> Iterator[Finding]:
    before: list[ItemNumber] = []
    for n, (item, number) in enumerate(zip(meeting.agenda_items, meeting.numbers, strict=True)):
        label, path = section_label(number, body.wording, " "), ("ärenden", n)
        if item.continues is not None:
            if number not in before:
                told = f"ärendet fortsätter {label}, som inte har tagits upp före det"
                yield Finding("NV208", (*path, "fortsätter"), told, "rätta numret, eller skriv «nummer»")
            continue
        if before and number <= before[-1]:
            what = "finns redan" if number in before else f"kommer efter {section_label(before[-1], body.wording, ' ')}"
            key: FieldPath = (*path, "nummer") if item.number is not None else path
            yield Finding("NV208", key, f"{label} {what}", "rätta «nummer», eller skriv «fortsätter»")
        before.append(number)


def _days(placed: PlacedItem, meeting: Meeting) -> Iterator[Finding]:
    item, path = placed.item, placed.path
    told: list[tuple[FieldPath, str, date | None]] = [
        ((*path, "till_möte"), "mötet som ärendet tas upp på,", item.to_meeting),
        *(
            ((*path, "val", n, "till_och_med"), "uppdragets sista dag,", election.until)
            for n, election in enumerate(item.elections)
        ),
    ]
    for at, block in item.decision.placed_parts((*path, "beslut")) if item.decision is not None else ():
        for n, clause in enumerate(block.clauses):
            told.append(((*at, "satser", n, "klart_senast"), "sista dagen för uppdraget,", clause.due))
            told.append(((*at, "satser", n, "klart"), "dagen då uppdraget blev klart,", clause.done))
    for at, what, day in told:
        if day is not None and day < meeting.date:
            message = f"{what} {long_date(day)}, är före mötet den {long_date(meeting.date)}"
            yield Finding("NV209", at, message, f"rätta {quote(str(at[-1]))}, eller mötets «datum»")
