"""Rules that reach over several keys of a meeting: what its body's profile asks, and what is likely a slip.

Each rule gives findings with the path of the key they concern, by Swedish key and index. It is a generator of its own
for what it reads, since it is left when it asks for what could not be read. How grave a finding is, and whether a body
of some profile hears of it at all, is said by the table of rules (``rule_table``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from naravard_docs.meeting.agenda_item import AgendaItem, ItemContent, ItemType
from naravard_docs.meeting.attendance_rules import attendance_findings
from naravard_docs.meeting.before_rules import before_findings
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.decision_rules import decision_findings
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.language_rules import language_findings
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.naming_rules import called, naming_findings, reference_to
from naravard_docs.meeting.notice_rules import notice_findings
from naravard_docs.meeting.number_rules import number_findings
from naravard_docs.meeting.participation import fits, is_listed_twice, plain
from naravard_docs.meeting.people import Person, Standing
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.time_rules import time_findings
from naravard_docs.meeting.values import known_of
from naravard_docs.meeting.voting_rules import voting_findings
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import long_date, quote

_PLACE_IN_TEMPLATE = re.compile(r"\{\{.*?\}\}")


def meeting_findings(meeting: Meeting, body: Body, today: date | None = None) -> tuple[Finding, ...]:
    """Return everything the rules find in a meeting on a day, as far as it and its body could be read."""
    more = (
        attendance_findings(meeting, body),
        time_findings(meeting, body),
        naming_findings(meeting),
        number_findings(meeting, body),
        before_findings(meeting, body, today),
        notice_findings(meeting, body),
    )
    rules = (*_of_meeting(meeting, body), _approvers(meeting), _items(meeting, body), language_findings(meeting))
    return tuple(as_far_as_known(*rules, *more, voting_findings(meeting, body)))


def _of_meeting(meeting: Meeting, body: Body) -> tuple[Iterator[Finding], ...]:
    return (
        _nobody_present(meeting),
        _present_twice(meeting),
        _no_chair(meeting, body),
        _next_meeting_before(meeting),
        _next_meeting_missing(meeting),
        _section_unused(meeting, body),
        _one_file_each(meeting),
    )


def _nobody_present(meeting: Meeting) -> Iterator[Finding]:
    if not meeting.attendance:
        yield Finding("NV101", ("närvarande",), "närvarande saknas", "lägg till «närvarande:» med grupper och personer")


def _present_twice(meeting: Meeting) -> Iterator[Finding]:
    seen: dict[tuple[str, Standing | None], list[Person]] = defaultdict(list)
    told: set[str] = set()
    numbers = meeting.numbers
    for g, group in enumerate(meeting.attendance):
        for p, person in enumerate(group.people):
            path = ("närvarande", g, "personer", p)
            namesakes = seen[plain(person.name), group.standing]
            if person.name not in told and any(is_listed_twice(person, each, numbers) for each in namesakes):
                told.add(person.name)
                message = f"{quote(person.name)} står mer än en gång som närvarande"
                yield Finding("NV102", path, message, "ta bort den ena, eller skriv vilka §§ var och en gäller")
            namesakes.append(person)


def _approvers(meeting: Meeting) -> Iterator[Finding]:
    for i, approver in enumerate(meeting.approvers if meeting.people else ()):
        yield from as_far_as_known(_absent(approver, meeting.people, ("justerare", i)))


def _absent(approver: Person, present: Sequence[Person], path: FieldPath) -> Iterator[Finding]:
    if not any(fits(reference_to(approver), each) for each in present):
        yield Finding(
            "NV103",
            path,
            f"justeraren {quote(called(approver))} finns inte bland de närvarande",
            "den som justerar ska ha deltagit: lägg till personen under «närvarande» eller byt justerare",
        )


def _no_chair(meeting: Meeting, body: Body) -> Iterator[Finding]:
    if not (meeting.chair or body.present_chair):
        remedy = "skriv «ordförande:»; protokollet förs på ordförandens ansvar (KL 5:65)"
        yield Finding("NV104", ("ordförande",), "ordförande saknas", remedy)


def _next_meeting_before(meeting: Meeting) -> Iterator[Finding]:
    following = meeting.next_meeting
    if following is not None and following.date <= meeting.date:
        yield Finding(
            "NV105",
            ("nästa_möte",),
            f"nästa möte, {long_date(following.date)}, är inte efter mötet den {long_date(meeting.date)}",
            "rätta datumet i «nästa_möte» eller «datum»",
        )


def _next_meeting_missing(meeting: Meeting) -> Iterator[Finding]:
    if meeting.next_meeting is not None or meeting.status is Status.DRAFT:
        return
    for i, item in enumerate(meeting.agenda_items):
        if item.shows is not None:
            remedy = "skriv nästa_möte: 2023-05-12 och organ sist i filen"
            yield Finding("NV106", ("ärenden", i, "visa"), "«nästa_möte» saknas i filen", remedy)
            return


def _section_unused(meeting: Meeting, body: Body) -> Iterator[Finding]:
    if meeting.first_section is not None and body.wording.numbering is not Numbering.SECTIONS:
        yield Finding(
            "NV107",
            ("start_paragraf",),
            f"{quote(body.name)} numrerar inte med §, så «start_paragraf» används inte",
            "ta bort nyckeln eller sätt numrering: paragraf för organet i templates/organ.yaml",
        )


def _items(meeting: Meeting, body: Body) -> Iterator[Finding]:
    for i, item in enumerate(known_of(meeting.agenda_items)):
        yield from as_far_as_known(*_of_item(item, ("ärenden", i), meeting, body))
        for n, sub_item in enumerate(known_of(item.known("sub_items", ()))):
            yield from as_far_as_known(*_of_item(sub_item, ("ärenden", i, "delärenden", n), meeting, body))


def _of_item(item: ItemContent, path: FieldPath, meeting: Meeting, body: Body) -> list[Iterator[Finding]]:
    rules = [_slips_of_text(item, path)]
    if (decision := item.known("decision")) is not None:
        rules += (decision_findings(decision, body, (*path, "beslut")), _decision_misplaced(item, path))
    else:
        rules += (_decision_missing(item, path, meeting),)
    rules += (_elected_in_notes(item, path),)
    if (letter := item.known("recommendation")) is not None:
        rules += (
            _letter_without_decision(item, (*path, "rekommendation")),
            _letter_before_meeting(letter, (*path, "rekommendation", "datum"), meeting),
            _place_in_background(letter, (*path, "rekommendation", "bakgrund")),
        )
    return rules


def _decision_misplaced(item: ItemContent, path: FieldPath) -> Iterator[Finding]:
    if item.known("item_type") is ItemType.INFORMATION:
        yield Finding("NV201", (*path, "typ"), "ett informationsärende har ett beslut", "skriv typ: beslutsärende")
    yield Finding(
        "NV202",
        (*path, "beslut"),
        "minnesanteckningar kan inte innehålla beslut",
        "byt organets profil i templates/organ.yaml, eller flytta beslutet till «text»",
    )


def _elected_in_notes(item: ItemContent, path: FieldPath) -> Iterator[Finding]:
    for key, what, told in (("val", "val", item.elections), ("omröstningar", "omröstningar", item.votes)):
        if told:
            message = f"minnesanteckningar kan inte innehålla {what}"
            remedy = f"byt organets profil i templates/organ.yaml, eller flytta {quote(key)} till «text»"
            yield Finding("NV202", (*path, key), message, remedy)


def _decision_missing(item: ItemContent, path: FieldPath, meeting: Meeting) -> Iterator[Finding]:
    approved = meeting.status in (Status.APPROVED, Status.PUBLISHED)
    below = item.sub_items if isinstance(item, AgendaItem) else ()
    is_decided = item.is_decided or any(each.is_decided for each in below)
    if item.item_type is ItemType.DECISION and approved and not is_decided:
        yield Finding(
            "NV203", (*path, "typ"), "ett beslutsärende saknar beslut", "lägg till «beslut:» eller ändra typen"
        )


def _letter_without_decision(item: ItemContent, path: FieldPath) -> Iterator[Finding]:
    if item.decision is None:
        told = "rekommendationen hör till ett ärende utan beslut"
        yield Finding("NV210", path, told, "lägg till «beslut:» i ärendet; brevet citerar det", is_about_key=True)


def _letter_before_meeting(letter: Recommendation, path: FieldPath, meeting: Meeting) -> Iterator[Finding]:
    if letter.date < meeting.date:
        yield Finding(
            "NV401",
            path,
            f"brevet är daterat {long_date(letter.date)}, före mötet den {long_date(meeting.date)}",
            "rätta brevets eller mötets datum",
        )


def _place_in_background(letter: Recommendation, path: FieldPath) -> Iterator[Finding]:
    yield from _place_in_template(letter.background, path)


def _slips_of_text(item: ItemContent, path: FieldPath) -> Iterator[Finding]:
    yield from _place_in_template(item.text, (*path, "text"))


def _place_in_template(written: str, path: FieldPath) -> Iterator[Finding]:
    if found := _PLACE_IN_TEMPLATE.search(written):
        message = f"{quote(found[0])} fylls inte i här, utan bara i mallar och bilagor"
        yield Finding("NV901", path, message, "skriv texten, eller ta bort det", excerpt=found[0])


def _one_file_each(meeting: Meeting) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, _, letter in meeting.known_letters:
        yield from as_far_as_known(_own_file(letter, ("ärenden", i, "rekommendation", "ärende"), seen))


def _own_file(letter: Recommendation, path: FieldPath, seen: set[str]) -> Iterator[Finding]:
    """Yield a letter that has no name for its file, or one that is among those ``seen``; its own is added to them."""
    if not (name := letter.slug):
        message = f"{quote(letter.matter)} har inga bokstäver a–ö som filnamnet kan göras av"
        yield Finding("NV407", path, message, "lägg till ett «kortnamn»")
    elif name in seen:
        message = f"två rekommendationer skulle få samma filnamn, {quote(name)}"
        yield Finding("NV408", path, message, "ge den ena ett eget «kortnamn»")
    seen.add(name)
