"""The protokoll: who met, what was handled, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from naravard_docs.compose import attachments, inlines, letterhead
from naravard_docs.compose.attendance import attendance_blocks
from naravard_docs.compose.item import heading_label, item_section, items_with_labels
from naravard_docs.compose.item_parts import next_meeting_line
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.printed_item import MinutesSetting
from naravard_docs.compose.signatures import signature_blocks
from naravard_docs.compose.texts import inline_content, plain_line
from naravard_docs.compose.votes import vote_lists
from naravard_docs.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    Heading,
    Paragraph,
    Role,
    Section,
)
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Text, plain_text, strong, text
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.correction import MinutesCorrection
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.shared_templates import AttachedText, SharedTemplates
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.wording import VoteForm
from naravard_docs.swedish import enumeration, long_date


def compose_minutes(
    meeting: Meeting,
    house: SharedTemplates,
    attached_texts: Mapping[str, AttachedText] | None = None,
    follow_ups: Mapping[str, RecommendationStatus] | None = None,
    pictures: Pictures = NO_PICTURES,
) -> Document:
    """Return the minutes of a meeting as a document.

    ``follow_ups`` are what its items follow up, by reference, and ``pictures`` those that its texts have.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    body = house.bodies[meeting.body]
    name = meeting.title or ("Minnesanteckningar" if body.profile is Profile.NOTES else "Protokoll")
    day = long_date(meeting.date)
    listed = attachments.listed_in_minutes(meeting, attached_texts or {})
    by_path = {PurePosixPath(each.attachment.path): each for each in listed}
    setting = MinutesSetting(
        meeting, body, house, meeting.numbers, body.wording.parts(), by_path, follow_ups or {}, pictures
    )
    identity = f"{name} {body.name} {day}"
    return Document(
        meta=_meta(identity, meeting, body, house),
        header=letterhead.page_header(meeting.is_draft, body.name, f"{name} {day}"),
        first_header=letterhead.first_page_header(meeting.is_draft),
        footer=letterhead.footer(house.organisation.name),
        blocks=normalise_blocks(
            (
                *letterhead.letterhead(house),
                *_title(name, meeting, body),
                *_contents(setting),
                *attendance_blocks(meeting, body),
                *(item_section(n, item, setting) for n, item in enumerate(meeting.agenda_items, 1)),
                *_next_meeting(meeting),
                *signature_blocks(meeting, body),
                *_vote_lists(setting),
                *_attachments(setting),
                *_corrections(meeting),
            )
        ),
    )


def _meta(identity: str, meeting: Meeting, body: Body, house: SharedTemplates) -> Meta:
    return Meta(
        title=identity,
        author=body.name,
        date=meeting.date,
        subject=f"{body.name}, sammanträde den {long_date(meeting.date)}",
        identifier=meeting.reference_number or "",
        publisher=house.organisation.name,
    )


def _title(name: str, meeting: Meeting, body: Body) -> Iterator[Block]:
    yield Heading("titel", 1, text(name), Role.TITLE)
    yield Paragraph("organ", text(body.name), Role.SUBTITLE)
    if meeting.is_draft:
        yield Paragraph("status", text(letterhead.DRAFT_MARK), Role.STATUS)
    facts = [
        ("Datum", text(long_date(meeting.date))),
        ("Tid", inline_content(meeting.time or "")),
        ("Plats", inline_content(meeting.place or "")),
        ("Diarienummer", text(meeting.reference_number or "")),
        ("Rättat", text(_days_of_correction(meeting))),
    ]
    lines = [(strong(f"{label}:"), Text(" "), *value) for label, value in facts if plain_text(value)]
    yield Paragraph("uppgifter", inlines.join_lines(lines), Role.FACTS)


def _contents(setting: MinutesSetting) -> Iterator[Block]:
    """Yield a table of contents when there are many items."""
    items = setting.meeting.agenda_items
    if len(items) < setting.body.wording.contents_from:
        return
    yield Heading("innehåll.rubrik", 2, text("Innehåll"), Role.CONTENTS)
    yield Contents(
        "innehåll",
        tuple(
            ContentsEntry(f"{heading_label(number, setting)} {plain_line(item.heading)}", f"ärende-{number}.rubrik")
            for number, item in enumerate(items, 1)
        ),
    )


def _next_meeting(meeting: Meeting) -> Iterator[Block]:
    """Yield the next meeting under a heading of its own, unless an agenda item shows it."""
    if meeting.next_meeting is None or any(item.shows is not None for item in meeting.agenda_items):
        return
    yield Heading("nästa-möte.rubrik", 2, text("Nästa möte"), Role.AGENDA_ITEM)
    yield Paragraph("nästa-möte", next_meeting_line(meeting.next_meeting))


def _days_of_correction(meeting: Meeting) -> str:
    """Return what the first page says of corrections, which come last."""
    days = enumeration(list(dict.fromkeys(long_date(each.date) for each in meeting.corrections)))
    return f"{days}, se sist i protokollet" if days else ""


def _corrections(meeting: Meeting) -> Iterator[Block]:
    """Yield what was corrected after the minutes were adopted, after all that was signed."""
    if not meeting.corrections:
        return
    name = "rättelser"
    title = "Rättelse" if len(meeting.corrections) == 1 else "Rättelser"
    blocks: list[Block] = [Heading(f"{name}.rubrik", 2, text(title), Role.CLOSING)]
    for number, correction in enumerate(meeting.corrections, 1):
        blocks += _correction(correction, f"{name}-{number}", is_in_full=not meeting.withholds_text)
    yield Section(name, tuple(blocks), Role.CLOSING, title)


def _correction(correction: MinutesCorrection, name: str, is_in_full: bool) -> Iterator[Block]:
    """Yield who corrected what; which lines is not published, since they may be of what is secret."""
    who = f"Protokollet rättades den {long_date(correction.date)} av {correction.by}. Skäl: {correction.reason}"
    words = who if who.endswith((".", "!", "?")) else f"{who}."
    yield Paragraph(name, text(words), keeps_with_next=is_in_full)
    for number, line in enumerate(correction.lines if is_in_full else (), 1):
        said, says = line.said or "ingenting", line.says or "ingenting; raden är struken"
        changed = inlines.join_lines([(strong("Det stod:"), Text(f" {said}")), (strong("Det står:"), Text(f" {says}"))])
        yield Paragraph(f"{name}.rad-{number}", changed)


def _vote_lists(setting: MinutesSetting) -> Iterator[Block]:
    if setting.body.wording.vote_form is VoteForm.APPENDIX:
        yield from vote_lists(tuple(items_with_labels(setting)))


def _attachments(setting: MinutesSetting) -> tuple[Block, ...]:
    listed = attachments.titles_with_items(setting.listed.values(), setting.numbers, setting.body)
    return attachments.attachment_list(listed, "bilagor", 2)
