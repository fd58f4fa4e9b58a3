"""The lines to sign the minutes on."""

from __future__ import annotations

from collections.abc import Iterator

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
from naravard_docs.meeting.people import Person


def signature_blocks(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield the lines to sign on: secretary, chair, approvers, in that order as custom is."""
    signatories = [
        Signatory(plain_line(person.name), _capacity(capacity, person, body))
        for person, capacity in (
            *((secretary, "Sekreterare") for secretary in _signing(meeting.secretary, body.present_secretary)),
            *((chair, "Ordförande") for chair in _signing(meeting.chair, body.present_chair)),
            *((approver, "Justerare") for approver in meeting.approvers),
        )
    ]
    if signatories:
        yield Heading("underskrifter.rubrik", 2, text("Underskrifter"), Role.CLOSING)
        yield SignatureBlock("underskrifter", tuple(signatories), has_fields=body.wording.signature_fields)


def _signing(of_meeting: tuple[Person, ...], of_body: Person | None) -> tuple[Person, ...]:
    """Return those who sign in a capacity: the meeting's own, or else the body's."""
    return of_meeting or ((of_body,) if of_body is not None else ())


def _capacity(word: str, person: Person, body: Body) -> str:
    """Return in what capacity somebody signs, with what they sign for: «Justerare, §§ 143–151»."""
    return ", ".join(filter(None, (word, plain_text(person_taking_part(person, body)))))
