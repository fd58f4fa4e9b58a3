"""The first page of minutes as a nämnd has it: all that is told of the meeting, before its items begin on the next."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.attendance import attendance_blocks
from naravard_docs.compose.meeting_facts import (
    approval_facts,
    approver_facts,
    correction_facts,
    labelled_lines,
    meeting_facts,
)
from naravard_docs.compose.posting import posting_blocks
from naravard_docs.compose.signatures import signature_blocks
from naravard_docs.document.blocks import Block, Heading, PageBreak, Paragraph, Role, Section
from naravard_docs.document.inlines import plain_text, text
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.wording import SignaturePosition


def front_page(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield place and time, those present, justering, lines to sign on and the notice, each under its heading."""
    about = (*meeting_facts(meeting, begins_with_place=True), *correction_facts(meeting))
    place = Heading("plats-och-tid.rubrik", 2, text("Plats och tid"))
    facts = Paragraph("uppgifter", labelled_lines(iter(about)), Role.FACTS)
    yield Section("plats-och-tid", (place, facts), title="Plats och tid")
    yield from attendance_blocks(meeting, body)
    yield from _approval(meeting, body)
    if body.wording.signature_position is SignaturePosition.FIRST:
        yield from signature_blocks(meeting, body)
    yield from posting_blocks(meeting, body)
    yield PageBreak("framsida.slut")


def _approval(meeting: Meeting, body: Body) -> Iterator[Block]:
    lines = labelled_lines(iter((*approver_facts(meeting, body), *approval_facts(meeting, body))))
    if plain_text(lines):
        heading = Heading("justering.rubrik", 2, text("Justering"), Role.CLOSING)
        yield Section("justering", (heading, Paragraph("justering.uppgifter", lines)), Role.CLOSING, "Justering")
