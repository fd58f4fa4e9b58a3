"""The lines to sign the minutes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from naravard_docs.compose.person import person_taking_part
from naravard_docs.compose.texts import plain_line
from naravard_docs.document.blocks import (
    Block,
    Heading,
    Role,
    Signatory,
    SignatureBlock,
)
from naravard_docs.document.inlines import plain_text, text
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.meeting.participation import is_same_person, takes_part_in
from naravard_docs.meeting.people import Person

Numbers = Collection[ItemNumber]


def signature_blocks(meeting: Meeting, body: Body, numbers: Numbers | None = None) -> Iterator[Block]:
    """Yield the lines to sign on: secretary, chair, approvers, in that order as custom is; or of some items alone."""
    if signing := tuple(signatories(meeting, body, numbers)):
        yield Heading("underskrifter.rubrik", 2, text("Underskrifter"), Role.CLOSING, keeps_with_previous=True)
        yield SignatureBlock("underskrifter", signing, has_fields=body.wording.signature_fields)


def signatories(meeting: Meeting, body: Body, numbers: Numbers | None = None) -> Iterator[Signatory]:
    """Yield those who sign the minutes, or those who sign for items of some numbers."""
    for each in _signing(meeting.secretary, body.present_secretary, numbers):
        yield _signatory(each, "Sekreterare", body)
    yield from _chairs(meeting, body, numbers)
    for each in _signing(meeting.approvers, None, numbers):
        yield _signatory(each, "Justerare", body)


def _chairs(meeting: Meeting, body: Body, numbers: Numbers | None) -> Iterator[Signatory]:
    """Yield those who led the meeting, and those who led single items, with these."""
    chairs = _signing(meeting.chair, body.present_chair, numbers)
    yield from (_signatory(each, "Ordförande", body) for each in chairs)
    for person, chaired in _chairs_of_items(meeting, numbers):
        own = [each for each in chairs if is_same_person(person, each)]
        more = [number for number in chaired if not any(takes_part_in(each, number) for each in own)]
        if more:
            led = NumberSet(tuple((number, number) for number in more))
            yield _signatory(person, f"Ordförande, {sections_label(led, body.wording)}", body)


def _chairs_of_items(meeting: Meeting, only: Numbers | None) -> list[tuple[Person, list[ItemNumber]]]:
    """Return each who led single items, once, with the numbers of those."""
    found: list[tuple[Person, list[ItemNumber]]] = []
    for item, number in zip(meeting.agenda_items, meeting.numbers, strict=True):
        if item.chair is None or (only is not None and not any(each.is_within(number) for each in only)):
            continue
        known = next((numbers for person, numbers in found if is_same_person(person, item.chair)), None)
        if known is None:
            found.append((item.chair, [number]))
        else:
            known.append(number)
    return found


def _signing(of_meeting: tuple[Person, ...], of_body: Person | None, numbers: Numbers | None) -> tuple[Person, ...]:
    """Return those who sign in a capacity: the meeting's own, or else the body's; all, or those who sign for items."""
    signing = of_meeting or ((of_body,) if of_body is not None else ())
    return tuple(each for each in signing if numbers is None or any(takes_part_in(each, one) for one in numbers))


def _signatory(person: Person, capacity: str, body: Body) -> Signatory:
    """Return a line to sign on, with what somebody signs for: «Justerare, §§ 143–151»."""
    name = ", ".join(filter(None, (plain_line(person.name), person.mark)))
    return Signatory(name, ", ".join(filter(None, (capacity, plain_text(person_taking_part(person, body))))))
