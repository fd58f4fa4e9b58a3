"""The notice that minutes are adjusted, as a document of its own (anslagsbevis) and as text for the notice board.

Kommunallagen (2017:725) 8 kap. 12 §: it says where the minutes are kept and when it was put up. Headings of items are
not in it, so that nothing that is secret is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from naravard_docs.compose import letterhead
from naravard_docs.compose.inlines import join_parts
from naravard_docs.compose.meeting_facts import Fact, items_fact, labelled_lines, meeting_days
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import Block, Heading, Paragraph, Role, Signatory, SignatureBlock
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Emphasis, Inline, Text, text
from naravard_docs.meeting.approval import Posting
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.posting_days import NoticeOfItems, PostingDays, posting_days
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.swedish import long_date

_UNKNOWN_POSTING = "senast andra dagen efter justeringen"
_UNKNOWN_LAST = "tre veckor efter att anslaget har satts upp"
_UNKNOWN_REMOVAL = "dagen efter sista dagen för att överklaga"


def compose_posting_proof(notice: NoticeOfItems, postings: Sequence[Posting], house: SharedTemplates) -> Document:
    """Return the proof that a notice is put up, with its days and a line to sign on.

    ``postings`` are all of the meeting's, since the time for appeal may count from another board's.
    """
    meeting = notice.choice.meeting
    body = house.bodies[meeting.body]
    name, day = "Anslagsbevis", meeting_days(meeting)
    items = f", {sections_label(notice.choice.sections, body.wording)}" if notice.choice.chosen else ""
    to_sign = (Signatory("", "Underskrift av den som anslår"),)
    return Document(
        meta=_meta(f"{name} {body.name} {day}{items}", notice, body, house),
        header=letterhead.page_header("", body.name, f"{name} {day}"),
        footer=letterhead.footer(house.organisation.name),
        blocks=normalise_blocks(
            (
                *letterhead.letterhead(house),
                Heading("titel", 1, text(name), Role.TITLE),
                Paragraph("organ", text(body.name), Role.SUBTITLE),
                *_told(notice, postings, body),
                SignatureBlock("anslag-underskrift", to_sign, body.wording.signature_fields),
            )
        ),
    )


def compose_board_text(notice: NoticeOfItems, postings: Sequence[Posting], house: SharedTemplates) -> Document:
    """Return what stands on the notice board of the web: a heading, what is adjusted, and the days."""
    meeting = notice.choice.meeting
    body = house.bodies[meeting.body]
    title = f"Justerat protokoll: {body.name} {meeting_days(meeting)}"
    heading = Heading("titel", 1, text(title), Role.TITLE)
    return Document(
        meta=_meta(title, notice, body, house), blocks=normalise_blocks((heading, *_told(notice, postings, body)))
    )


def _meta(title: str, notice: NoticeOfItems, body: Body, house: SharedTemplates) -> Meta:
    meeting = notice.choice.meeting
    return Meta(
        title=title,
        author=body.name,
        date=meeting.date,
        subject=f"{body.name}, sammanträde den {meeting_days(meeting)}",
        identifier=meeting.reference_number or "",
        publisher=house.organisation.name,
    )


def _told(notice: NoticeOfItems, postings: Sequence[Posting], body: Body) -> Iterator[Block]:
    days = posting_days(notice.posting, notice.choice.meeting, postings)
    yield Paragraph("anslag.inledning", text("Justeringen av protokollet tillkännages genom detta anslag."))
    yield Paragraph("anslag.uppgifter", labelled_lines(_facts(notice, days, body)), Role.FACTS)
    yield Paragraph("anslag.överklaga", text(_appeal(notice, days)))


def _facts(notice: NoticeOfItems, days: PostingDays, body: Body) -> Iterator[Fact]:
    meeting, posting = notice.choice.meeting, notice.posting
    yield "Organ", text(body.name)
    yield "Sammanträdesdatum", text(meeting_days(meeting))
    yield "Diarienummer", text(meeting.reference_number or "")
    if notice.choice.chosen:
        yield items_fact(notice.choice.sections, body)
    yield "Protokollet justerades", text(long_date(days.adjusted) if days.adjusted else "")
    yield "Anslagstavla", text(posting.board or "")
    yield "Anslaget sätts upp", _day(days.posted, days, "senast", _UNKNOWN_POSTING)
    yield "Sista dag att överklaga", _day(days.last_of_appeal, days, "", _UNKNOWN_LAST)
    yield "Anslaget tas ned", _day(days.removed, days, "tidigast", _UNKNOWN_REMOVAL)
    yield "Protokollet förvaras", inline_content(posting.kept_at) if posting.kept_at else ()


def _day(day: date | None, days: PostingDays, before: str, unknown: str) -> tuple[Inline, ...]:
    """Return a day; one that hangs on a day that is not given is a proposal."""
    if day is not None and not days.is_proposed:
        return text(long_date(day))
    unbroken = f"den {long_date(day)}".replace(" ", "\u00a0") if day else ""
    words = f"{before} {unbroken}".strip() if day else unknown
    return join_parts((Emphasis(text("Förslag:")),), (Text(words),), between=" ")


def _appeal(notice: NoticeOfItems, days: PostingDays) -> str:
    """Return how the last day is counted, with the provisions."""
    # kommunallagen (2017:725) 13 kap. 5 §; lag (1930:173) om beräkning av lagstadgad tid, 2 §
    from_when = "den dag då anslaget har satts upp"
    if notice.posting.board is not None:
        from_when += " på samtliga huvudmäns anslagstavlor"
    said = f"Ett överklagande ska ha kommit in till förvaltningsrätten inom tre veckor från {from_when} "
    said += "(13 kap. 5 § kommunallagen)."
    if days.moved is None:
        return said
    day, why = days.moved
    return (
        f"{said} Den {long_date(day)} är {why}, så sista dagen är nästa vardag "
        "(2 § lagen (1930:173) om beräkning av lagstadgad tid)."
    )
