"""Rules for who is named: nobody who was not at the meeting, and nobody whom the name cannot tell from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import PlacedItem
from naravard_docs.meeting.participation import Participation, fits
from naravard_docs.meeting.people import Person, PersonReference
from naravard_docs.swedish import enumeration, quote

_AMBIGUOUS = "skriv parti, eller lägg till «kännetecken» hos dem och här: Bo Al (S), Ersmark"


def naming_findings(meeting: Meeting) -> Iterator[Finding]:
    """Yield those named who cannot be found at the meeting, or may be several."""
    participation = Participation(meeting)
    people = participation.people
    if not people:
        return
    yield from as_far_as_known(_signing(meeting, people), _replaced(meeting, people))
    for placed in meeting.all_items:
        yield from as_far_as_known(_not_there(placed, (*people, *meeting.absent)), _elected(placed, people))
        yield from as_far_as_known(_leading(placed, participation))


def ambiguous(named: PersonReference, found: Sequence[Person], path: FieldPath) -> Iterator[Finding]:
    """Yield that somebody named may be each of several; a party alone means all of them."""
    if named.name is not None and len(found) > 1:
        told = f"{quote(str(named))} kan vara {enumeration([called(person) for person in found], 'eller')}"
        yield Finding("NV309", path, told, _AMBIGUOUS, excerpt=named.name)


def called(person: Person) -> str:
    """Return a name with what tells it from others: «Bo Al (S), Ersmark»."""
    return f"{person.name_with_party}, {person.mark}" if person.mark else person.name_with_party


def reference_to(person: Person) -> PersonReference:
    """Return somebody as others name them."""
    return PersonReference(name=person.name, party=person.party, mark=person.mark)


def _signing(meeting: Meeting, people: Sequence[Person]) -> Iterator[Finding]:
    for key, signing in (
        ("ordförande", meeting.chair),
        ("sekreterare", meeting.secretary),
        ("justerare", meeting.approvers),
    ):
        for n, person in enumerate(signing):
            named = reference_to(person)
            yield from ambiguous(named, [each for each in people if fits(named, each)], (key, n))


def _replaced(meeting: Meeting, people: Sequence[Person]) -> Iterator[Finding]:
    known = (*people, *(person for person in meeting.absent if not any(fits(reference_to(person), p) for p in people)))
    for g, group in enumerate(meeting.attendance):
        for p, person in enumerate(group.people):
            if person.replaces is not None:
                found = [each for each in known if fits(person.replaces, each)]
                yield from ambiguous(person.replaces, found, ("närvarande", g, "personer", p))


def _not_there(placed: PlacedItem, known: Sequence[Person]) -> Iterator[Finding]:
    """Yield those with jäv, who abstained or were absent in a vote whom neither those present nor absent name."""
    item = placed.item
    yield from _unknown(item.recused, (*placed.path, "jäv"), known, "har jäv")
    yield from _unknown(item.not_taking_part, (*placed.path, "deltar_inte"), known, "deltar inte")
    for n, vote in enumerate(item.votes):
        if vote.absent is not None:
            path = (*placed.path, "omröstningar", n, "frånvarande", "namn")
            yield from _unknown(vote.absent.names, path, known, "är frånvarande vid omröstningen")


def _leading(placed: PlacedItem, participation: Participation) -> Iterator[Finding]:
    """Yield who led an item without being there, or with a conflict of interest."""
    item, path = placed.item, (*placed.path, "ordförande")
    chair = item.chair if isinstance(item, AgendaItem) else None
    if chair is None:
        return
    if any(fits(each, chair) for each in item.recused):
        told = f"{quote(called(chair))} leder ärendet, men har jäv i det"
        yield Finding("NV304", path, told, "ta bort det ena", excerpt=chair.name)
    elif not participation.find(reference_to(chair), placed.number):
        told = f"{quote(called(chair))} leder ärendet, men var inte med då"
        remedy = "lägg till personen under «närvarande», eller rätta namn och paragrafer"
        yield Finding("NV108", path, told, remedy, excerpt=chair.name)


def _unknown(
    named: Iterable[PersonReference], path: FieldPath, known: Sequence[Person], does: str
) -> Iterator[Finding]:
    for n, each in enumerate(named):
        found = [person for person in known if fits(each, person)]
        if not found:
            told = f"{quote(str(each))} {does}, men finns varken bland de närvarande eller de frånvarande"
            remedy = "lägg till personen under «närvarande» eller «frånvarande», eller rätta namnet"
            yield Finding("NV312", (*path, n), told, remedy, excerpt=each.name or each.party or "")
        yield from ambiguous(each, found, (*path, n))


def _elected(placed: PlacedItem, people: Sequence[Person]) -> Iterator[Finding]:
    """Yield those elected, and who said something, who may be several of those present; others need not be there."""
    for n, election in enumerate(placed.item.elections):
        for k, each in enumerate(election.people):
            found = [person for person in people if fits(each, person)]
            yield from ambiguous(each, found, (*placed.path, "val", n, "person", k))
    for n, statement in enumerate(placed.item.statements):
        for k, each in enumerate(statement.by):
            found = [person for person in people if fits(each, person)]
            yield from ambiguous(each, found, (*placed.path, "anteckningar", n, "av", k))
