"""Rules that reach over several keys of a meeting: what its body's profile asks, and what is likely a slip.

Each rule gives findings with the path of the key they concern, by Swedish key and index. The grounds are custom
for collaboration bodies; for committees kommunallagen (2017:725) 5 kap. 65-69 §§.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from naravard_docs.errors import Level
from naravard_docs.meeting.body import Body, Numbering, Profile
from naravard_docs.meeting.decision_rules import decision_findings
from naravard_docs.meeting.finding import FieldPath, Finding
from naravard_docs.meeting.meeting import AgendaItem, ItemType, Meeting, Status
from naravard_docs.swedish import long_date, quote

_TWICE = re.compile(r"\b(\w{2,}+)(?: ++| *+\n *+)\1\b", re.IGNORECASE)
_MOST_TWICE = 20
"""How often one text is told of for this; more is no slip."""

_PLACE_IN_TEMPLATE = re.compile(r"\{\{.*?\}\}")
_OFTEN_TWICE_RIGHTLY = {"det", "att", "som", "för", "den", "om", "på", "är", "var", "de", "i", "kort", "mycket"}


def meeting_findings(meeting: Meeting, body: Body) -> tuple[Finding, ...]:
    """Return everything the rules find in a meeting that has passed its models."""
    return (
        *_attendance(meeting),
        *_signatories(meeting, body),
        *_dates(meeting),
        *_sections(meeting, body),
        *(found for i, item in enumerate(meeting.agenda_items) for found in _item(item, ("ärenden", i), meeting, body)),
        *_one_file_each(meeting),
    )


def _attendance(meeting: Meeting) -> Iterator[Finding]:
    if not meeting.attendance:
        yield Finding(("närvarande",), "närvarande saknas", "lägg till «närvarande:» med grupper och personer")
    names = Counter(person.name for person in meeting.people)
    for g, group in enumerate(meeting.attendance):
        for p, person in enumerate(group.people):
            if names[person.name] > 1:
                names[person.name] = 0
                path = ("närvarande", g, "personer", p)
                yield Finding(path, f"{quote(person.name)} står mer än en gång som närvarande", "ta bort den ena")


def _signatories(meeting: Meeting, body: Body) -> Iterator[Finding]:
    present = {person.name for person in meeting.people}
    for i, approver in enumerate(meeting.approvers):
        if present and approver.name not in present:
            yield Finding(
                ("justerare", i),
                f"justeraren {quote(approver.name)} finns inte bland de närvarande",
                "den som justerar ska ha deltagit: lägg till personen under «närvarande» eller byt justerare",
                Level.ERROR,
            )
    if body.profile is Profile.COMMITTEE and not (meeting.chair or body.present_chair):
        # Kommunallagen 5 kap. 65 §: the minutes are kept on the chair's responsibility.
        yield Finding(("ordförande",), "ordförande saknas", "nämndens protokoll förs på ordförandens ansvar (KL 5:65)")


def _dates(meeting: Meeting) -> Iterator[Finding]:
    following = meeting.next_meeting
    if following is not None and following.date <= meeting.date:
        yield Finding(
            ("nästa_möte",),
            f"nästa möte, {long_date(following.date)}, är inte efter mötet den {long_date(meeting.date)}",
            "rätta datumet i «nästa_möte» eller «datum»",
            Level.ERROR,
        )
    shown = any(item.shows is not None for item in meeting.agenda_items)
    if shown and following is None and meeting.status is not Status.DRAFT:
        where = next(i for i, item in enumerate(meeting.agenda_items) if item.shows is not None)
        remedy = "skriv nästa_möte: 2023-05-12 och organ sist i filen"
        yield Finding(("ärenden", where, "visa"), "«nästa_möte» saknas i filen", remedy)


def _sections(meeting: Meeting, body: Body) -> Iterator[Finding]:
    if meeting.first_section is not None and body.wording.numbering is not Numbering.SECTIONS:
        yield Finding(
            ("start_paragraf",),
            f"{quote(body.name)} numrerar inte med §, så «start_paragraf» används inte",
            "ta bort nyckeln eller sätt numrering: paragraf för organet i templates/organ.yaml",
        )


def _item(item: AgendaItem, path: FieldPath, meeting: Meeting, body: Body) -> Iterator[Finding]:
    if item.decision is not None:
        yield from decision_findings(item.decision, body, (*path, "beslut"))
    if item.decision is not None and body.profile is Profile.NOTES:
        yield Finding(
            (*path, "beslut"),
            "minnesanteckningar kan inte innehålla beslut",
            "byt organets profil i templates/organ.yaml, eller flytta beslutet till «text»",
            Level.ERROR,
        )
    if item.decision is not None and item.item_type is ItemType.INFORMATION:
        yield Finding((*path, "typ"), "ett informationsärende har ett beslut", "skriv typ: beslutsärende")
    approved = meeting.status in (Status.APPROVED, Status.PUBLISHED)
    if item.decision is None and item.item_type is ItemType.DECISION and approved:
        yield Finding((*path, "typ"), "ett beslutsärende saknar beslut", "lägg till «beslut:» eller ändra typen")
    letter = item.recommendation
    if letter is not None and letter.date < meeting.date:
        yield Finding(
            (*path, "rekommendation", "datum"),
            f"brevet är daterat {long_date(letter.date)}, före mötet den {long_date(meeting.date)}",
            "rätta brevets eller mötets datum",
            Level.ERROR,
        )
    for key, written in ((("text",), item.text), (("rekommendation", "bakgrund"), letter.background if letter else "")):
        if found := _PLACE_IN_TEMPLATE.search(written):
            message = f"{quote(found[0])} fylls inte i här, utan bara i mallar och bilagor"
            yield Finding((*path, *key), message, "skriv texten, eller ta bort det", excerpt=found[0])
    for found in islice(_TWICE.finditer(item.text), _MOST_TWICE):
        if found[1].lower() not in _OFTEN_TWICE_RIGHTLY:
            message = f"ordet {quote(found[1])} står två gånger i följd"
            yield Finding((*path, "text"), message, "ta bort det ena", excerpt=found[0])


def _one_file_each(meeting: Meeting) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, item in enumerate(meeting.agenda_items):
        if item.recommendation is None:
            continue
        path = ("ärenden", i, "rekommendation", "ärende")
        name = item.recommendation.slug
        if not name:
            message = f"{quote(item.recommendation.matter)} har inga bokstäver a–ö som filnamnet kan göras av"
            yield Finding(path, message, "lägg till ett «kortnamn»", Level.ERROR)
        elif name in seen:
            message = f"två rekommendationer skulle få samma filnamn, {quote(name)}"
            yield Finding(path, message, "ge den ena ett eget «kortnamn»", Level.ERROR)
        seen.add(name)
