"""The protokoll: who met, what was handled, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from naravard_docs.compose import attachments, inlines, letterhead
from naravard_docs.compose.attendance import attendance_blocks
from naravard_docs.compose.front_page import front_page
from naravard_docs.compose.item import heading_label, item_section, items_with_labels
from naravard_docs.compose.item_parts import next_meeting_line
from naravard_docs.compose.meeting_event import meeting_event
from naravard_docs.compose.meeting_facts import (
    approval_facts,
    correction_facts,
    labelled_lines,
    meeting_days,
    meeting_facts,
)
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.posting import posting_blocks
from naravard_docs.compose.printed_item import MinutesSetting
from naravard_docs.compose.signatures import signature_blocks
from naravard_docs.compose.texts import block_name, plain_line, prose_blocks, setting_of
from naravard_docs.compose.votes import vote_lists
from naravard_docs.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Section,
)
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Text, strong, text
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.correction import MinutesCorrection
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.public_meeting import public_meeting
from naravard_docs.meeting.shared_templates import AttachedText, SharedTemplates
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.wording import SignaturePosition, VoteForm
from naravard_docs.swedish import long_date

MOST_SIGNING_EACH_PAGE = 4
"""Blanks to sign on at the foot of each page, at most: more would be too short."""


def compose_minutes(
    meeting: Meeting,
    house: SharedTemplates,
    attached_texts: Mapping[str, AttachedText] | None = None,
    follow_ups: Mapping[str, RecommendationStatus] | None = None,
    pictures: Pictures = NO_PICTURES,
) -> Document:
    """Return the minutes of a meeting as a document; of one that is published, what may be told of it.

    ``follow_ups`` are what its items follow up, by reference, and ``pictures`` those that its texts have.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    if meeting.is_published:
        meeting = public_meeting(meeting)
    body = house.bodies[meeting.body]
    name = meeting.title or ("Minnesanteckningar" if body.profile is Profile.NOTES else "Protokoll")
    day, mark = meeting_days(meeting), letterhead.minutes_mark(meeting)
    setting = minutes_setting(meeting, house, attached_texts or {}, follow_ups or {}, pictures)
    identity = f"{name} {body.name} {day}{letterhead.PUBLIC_TITLE if meeting.is_public else ''}"
    return Document(
        meta=_meta(identity, meeting, body, house),
        header=letterhead.page_header(mark, body.name, f"{name} {day}"),
        first_header=letterhead.first_page_header(mark),
        footer=letterhead.footer(house.organisation.name, body.wording.footer or "", _signing_each_page(meeting)),
        event=meeting_event(meeting, body, house),
        blocks=normalise_blocks(
            (
                *letterhead.letterhead(house),
                *_title(name, letterhead.PUBLIC_NOTE if meeting.is_public else mark, body),
                *_before_items(setting),
                *(item_section(n, item, setting) for n, item in enumerate(meeting.agenda_items, 1)),
                *_next_meeting(meeting),
                *_after_items(meeting, body),
                *_vote_lists(setting),
                *_attachments(setting),
                *_corrections(meeting),
                *_appeal(meeting, pictures),
            )
        ),
    )


def minutes_setting(
    meeting: Meeting,
    house: SharedTemplates,
    attached_texts: Mapping[str, AttachedText],
    follow_ups: Mapping[str, RecommendationStatus],
    pictures: Pictures,
) -> MinutesSetting:
    """Return what all items of a meeting's minutes share."""
    body = house.bodies[meeting.body]
    listed = attachments.listed_in_meeting(meeting, attached_texts)
    by_path = {PurePosixPath(each.attachment.path): each for each in listed}
    return MinutesSetting(meeting, body, house, meeting.numbers, body.wording.parts(), by_path, follow_ups, pictures)


def _meta(identity: str, meeting: Meeting, body: Body, house: SharedTemplates) -> Meta:
    return Meta(
        title=identity,
        author=body.name,
        date=meeting.date,
        subject=f"{body.name}, sammanträde den {meeting_days(meeting)}",
        identifier=meeting.reference_number or "",
        publisher=house.organisation.name,
    )


def _signing_each_page(meeting: Meeting) -> int:
    """Return how many sign at the foot of each page: those who adjust the minutes."""
    return min(max(1, len(meeting.approvers)), MOST_SIGNING_EACH_PAGE)


def _title(name: str, mark: str, body: Body) -> Iterator[Block]:
    yield Heading("titel", 1, text(name), Role.TITLE)
    yield Paragraph("organ", text(body.name), Role.SUBTITLE)
    if mark:
        yield Paragraph("status", text(mark), Role.STATUS)


def _before_items(setting: MinutesSetting) -> Iterator[Block]:
    """Yield what is told of the meeting itself: on a page of its own, or right before the items."""
    meeting, body = setting.meeting, setting.body
    if body.wording.has_front_page:
        yield from front_page(meeting, body)
        yield from _contents(setting)
        return
    facts = (*meeting_facts(meeting), *approval_facts(meeting, body), *correction_facts(meeting))
    yield Paragraph("uppgifter", labelled_lines(iter(facts)), Role.FACTS)
    yield from _contents(setting)
    yield from attendance_blocks(meeting, body)
    if body.wording.signature_position is SignaturePosition.FIRST:
        yield from signature_blocks(meeting, body)


def _after_items(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield the lines to sign on, and the notice, where the first page has them not."""
    if body.wording.signature_position is SignaturePosition.LAST:
        yield from signature_blocks(meeting, body)
    if not body.wording.has_front_page:
        yield from posting_blocks(meeting, body)


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


def _corrections(meeting: Meeting) -> Iterator[Block]:
    """Yield what was corrected after the minutes were adopted, after all that was signed."""
    if not meeting.corrections:
        return
    name = "rättelser"
    title = "Rättelse" if len(meeting.corrections) == 1 else "Rättelser"
    blocks: list[Block] = [Heading(f"{name}.rubrik", 2, text(title), Role.CLOSING)]
    for number, correction in enumerate(meeting.corrections, 1):
        blocks += _correction(correction, f"{name}-{number}")
    yield Section(name, tuple(blocks), Role.CLOSING, title)


def _correction(correction: MinutesCorrection, name: str) -> Iterator[Block]:
    who = f"Protokollet rättades den {long_date(correction.date)} av {correction.by}. Skäl: {correction.reason}"
    has_lines = bool(correction.lines)  # what is published has none: they may be of what is secret
    yield Paragraph(name, text(who if who.endswith((".", "!", "?")) else f"{who}."), keeps_with_next=has_lines)
    for number, line in enumerate(correction.lines, 1):
        said, says = line.said or "ingenting", line.says or "ingenting; raden är struken"
        changed = inlines.join_lines([(strong("Det stod:"), Text(f" {said}")), (strong("Det står:"), Text(f" {says}"))])
        yield Paragraph(f"{name}.rad-{number}", changed)


def _vote_lists(setting: MinutesSetting) -> Iterator[Block]:
    if setting.body.wording.vote_form is VoteForm.APPENDIX:
        yield from vote_lists(tuple(items_with_labels(setting)))


def _attachments(setting: MinutesSetting) -> tuple[Block, ...]:
    listed = attachments.titles_with_items(setting.listed.values(), setting.numbers, setting.body)
    return attachments.attachment_list(listed, "bilagor", 2)


def _appeal(meeting: Meeting, pictures: Pictures) -> Iterator[Block]:
    """Yield how to appeal, last and on a page of its own."""
    if not meeting.appeal:
        return
    path: FieldPath = ("så_överklagar_man",)
    name, title = block_name(path), "Så överklagar man"
    yield PageBreak(f"{name}.ny-sida")
    written = prose_blocks(meeting.appeal, setting_of(path, pictures), path)
    yield Section(name, (Heading(f"{name}.rubrik", 2, text(title), Role.CLOSING), *written), Role.CLOSING, title)
