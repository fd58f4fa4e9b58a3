"""The covering e-mail of an extract of the minutes: who gets which decisions, and from whom."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from naravard_docs.compose import letterhead
from naravard_docs.compose.extract import ExtractSource, pdfs_of_extract
from naravard_docs.compose.mail import pdf_name
from naravard_docs.compose.meeting_facts import meeting_days
from naravard_docs.compose.texts import plain_line
from naravard_docs.document.blocks import Block, List, ListItem, ListKind, Paragraph, Role
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import LineBreak, Text, strong, text
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.people_called import address_of, card_of


class ExtractMail(Struct, frozen=True):
    """An e-mail that an extract goes with; it has no sender where nobody's address is known.

    ``attachments`` are the PDF files of its items, by the names that receivers see.
    """

    subject: str
    text: Document
    sender: tuple[str, str] | None
    attachments: Mapping[str, Attachment]


def compose_extract_mail(source: ExtractSource) -> ExtractMail:
    """Return the e-mail that an extract goes to one of its addressees with."""
    body, day = source.body, meeting_days(source.meeting)
    subject = f"Protokollsutdrag {body.name} {day}, {source.label}"
    if source.mark:
        subject = letterhead.subject_with_mark(source.meeting.status, subject)
    sender = sender_of_extract(source)
    blocks: tuple[Block, ...] = (
        *_draft_mark(source),
        Paragraph("hälsning", text("Hej!")),
        Paragraph("utdrag", text(f"Här är ett utdrag ur protokollet från {body.name} den {day}. Det gäller:")),
        List("ärenden", ListKind.BULLET, tuple(_items(source))),
        *_signed(source),
    )
    return ExtractMail(
        subject, Document(Meta(subject, body.name, source.meeting.date), blocks), sender, _attached(source)
    )


def sender_of_extract(source: ExtractSource) -> tuple[str, str] | None:
    """Return the name and address of the secretary of the meeting, or else of the body, where the address is known."""
    secretary = _secretary(source)
    if secretary is None:
        return None
    if (card := card_of(secretary, source.house.contacts)) is not None:
        return card.display_name or str(card.name), card.email
    address = address_of(secretary, source.body)
    return (plain_line(secretary.name), address) if address else None


def _secretary(source: ExtractSource) -> Person | None:
    return next(iter(source.meeting.secretary), None) or source.body.present_secretary


def _attached(source: ExtractSource) -> dict[str, Attachment]:
    listed = pdfs_of_extract(source)
    return {pdf_name(f"{each.label} {plain_line(each.title)}"): each.attachment for each in listed}


def _draft_mark(source: ExtractSource) -> tuple[Block, ...]:
    return (Paragraph("status", (strong(source.mark),), Role.STATUS),) if source.mark else ()


def _items(source: ExtractSource) -> list[ListItem]:
    wording = source.body.wording
    told = [f"{section_label(each.number, wording)} {plain_line(each.item.heading)}" for each in source.choice.chosen]
    return [ListItem((Paragraph(f"ärende-{n}", text(line)),)) for n, line in enumerate(told, 1)]


def _signed(source: ExtractSource) -> tuple[Block, ...]:
    secretary = _secretary(source)
    name = source.body.name if secretary is None else plain_line(secretary.name)
    return (Paragraph("avsändare", (Text("Med vänlig hälsning"), LineBreak(), Text(name))),)
