"""An item of the agenda as the minutes have it: heading, and its parts in the body's own order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from naravard_docs.compose import attachments, inlines
from naravard_docs.compose.answer_tables import follow_up_parts, owing_parts
from naravard_docs.compose.decision import minuted_decision
from naravard_docs.compose.status_sentences import status_summary
from naravard_docs.compose.texts import inline_content, prose_blocks, setting_of
from naravard_docs.document.blocks import (
    Block,
    Heading,
    Paragraph,
    Role,
    Section,
)
from naravard_docs.document.inlines import Inline, Text, plain_text, strong, text
from naravard_docs.markup.setting import Pictures
from naravard_docs.meeting.agenda_item import AgendaItem, FollowedUp, FollowUpForm
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting, NextMeeting
from naravard_docs.meeting.people import Presenter
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.wording import DecisionPosition, Numbering
from naravard_docs.swedish import capitalise, long_date


def item_section(
    number: int,
    item: AgendaItem,
    meeting: Meeting,
    body: Body,
    follow_ups: Mapping[str, RecommendationStatus],
    pictures: Pictures,
) -> Section:
    """Return the item at a place on the agenda, from 1."""
    name = f"ärende-{number}"
    heading = (Text(f"{heading_label(number, meeting, body)} "), *inline_content(item.heading))
    decision = minuted_decision(item.decision, body, f"{name}.beslut") if item.decision else ()
    path: FieldPath = ("ärenden", number - 1, "text")
    written = prose_blocks(item.text, setting_of(path, pictures), path)
    followed = _followed_up(item.follows_up, follow_ups, f"{name}.uppföljning") if item.follows_up else ()
    body_text = (*written, *followed)
    first = body.wording.decision_position is DecisionPosition.FIRST
    blocks = (
        Heading(f"{name}.rubrik", 2, heading, Role.AGENDA_ITEM),
        *_about(item, name),
        *((*decision, *body_text) if first else (*body_text, *decision)),
        *_shown(item, meeting, name),
    )
    return Section(name, blocks, Role.AGENDA_ITEM, plain_text(heading))


def _followed_up(followed: FollowedUp, follow_ups: Mapping[str, RecommendationStatus], name: str) -> Iterator[Block]:
    """Yield where a recommendation stood on the day of the meeting, in full or in short."""
    standing = follow_ups[followed.reference]
    when = f"{standing.recommendation.title}, läget den {long_date(standing.as_of)}:"
    yield Paragraph(name, (strong(when),), keeps_with_next=True)
    yield Paragraph(f"{name}.sammanfattning", text(status_summary(standing)))
    yield from (owing_parts if followed.form is FollowUpForm.SHORT else follow_up_parts)(standing, name, 3)


def heading_label(number: int, meeting: Meeting, body: Body) -> str:
    """Return what stands before the heading of the item at a place, from 1: «§ 4», or «4.»."""
    if body.wording.numbering is Numbering.SECTIONS:
        return attachments.item_label(number, meeting, body)
    return f"{meeting.number_of(number - 1)}."


def _about(item: AgendaItem, name: str) -> Iterator[Block]:
    if item.item_type is not None:
        yield Paragraph(f"{name}.typ", text(capitalise(item.item_type.value)), Role.ITEM_TYPE, keeps_with_next=True)
    if item.reference_number is not None:
        yield Paragraph(f"{name}.diarienummer", text(f"Diarienummer: {item.reference_number}"), Role.PRESENTERS)
    if item.presentation is not None:
        yield Paragraph(f"{name}.presentation", inline_content(item.presentation), Role.PRESENTERS)
    if item.presenters:
        yield Paragraph(f"{name}.föredragande", _presenters(item.presenters), Role.PRESENTERS)


def _presenters(presenters: Sequence[Presenter]) -> tuple[Inline, ...]:
    """Return who presented an item: several one per line, since names and titles have commas between them."""
    label, lines = "Föredragande:", [_presenter(presenter) for presenter in presenters]
    return inlines.join_lines((text(label), *lines)) if len(lines) > 1 else (Text(f"{label} "), *lines[0])


def _presenter(presenter: Presenter) -> tuple[Inline, ...]:
    return (
        *inline_content(presenter.name),
        *((Text(", "), *inline_content(presenter.title)) if presenter.title else ()),
    )


def _shown(item: AgendaItem, meeting: Meeting, name: str) -> Iterator[Block]:
    if item.shows is not None and meeting.next_meeting is not None:
        yield Paragraph(f"{name}.nästa-möte", next_meeting_line(meeting.next_meeting))


def next_meeting_line(following: NextMeeting) -> tuple[Inline, ...]:
    """Return when the body meets next, and what else is told of it."""
    return (Text(long_date(following.date)), *((Text(" "), *inline_content(following.text)) if following.text else ()))
