"""The protokoll: who met, what was handled, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from naravard_docs.compose import attachments, inlines, letterhead
from naravard_docs.compose.answer_tables import follow_up_parts, owing_parts
from naravard_docs.compose.decision import minuted_decision
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.person import person_name, person_role, person_taking_part
from naravard_docs.compose.status_sentences import status_summary
from naravard_docs.compose.texts import inline_content, plain_line, prose_blocks, setting_of
from naravard_docs.document.blocks import (
    Block,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Role,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, Text, plain_text, strong, text
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.body import Body, DecisionPosition, Numbering, Profile
from naravard_docs.meeting.correction import MinutesCorrection
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import AgendaItem, FollowedUp, FollowUpForm, Meeting, NextMeeting
from naravard_docs.meeting.people import AttendanceGroup, Person, Presenter
from naravard_docs.meeting.shared_templates import AttachedText, SharedTemplates
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.swedish import capitalise, enumeration, long_date

NAME_SHARE, ORGANISATION_SHARE, ROLE_SHARE = 0.36, 0.30, 0.34
"""The same for every group, so that the columns of tables under one another stand in line."""


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
                *_contents(meeting, body),
                *_attendance(meeting, body),
                *(
                    _item(n, item, meeting, body, follow_ups or {}, pictures)
                    for n, item in enumerate(meeting.agenda_items, 1)
                ),
                *_next_meeting(meeting),
                *_signatures(meeting, body),
                *_attachments(meeting, body, attached_texts or {}),
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


def _contents(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield a table of contents when there are many items."""
    if len(meeting.agenda_items) < body.wording.contents_from:
        return
    yield Heading("innehåll.rubrik", 2, text("Innehåll"), Role.CONTENTS)
    yield Contents(
        "innehåll",
        tuple(
            ContentsEntry(f"{_label(number, meeting, body)} {plain_line(item.heading)}", f"ärende-{number}.rubrik")
            for number, item in enumerate(meeting.agenda_items, 1)
        ),
    )


def _attendance(meeting: Meeting, body: Body) -> Iterator[Block]:
    if not meeting.attendance:
        return
    blocks: list[Block] = [Heading("närvarande.rubrik", 2, text("Närvarande"), Role.ATTENDANCE)]
    for number, group in enumerate(meeting.attendance, 1):
        name = f"närvarande-{number}"
        blocks += [
            Heading(f"{name}.rubrik", 3, inline_content(group.heading), Role.ATTENDANCE),
            _group(group, body, name),
        ]
    yield Section("närvarande", tuple(blocks), Role.ATTENDANCE, "Närvarande")


def _group(group: AttendanceGroup, body: Body, name: str) -> Table | List:
    """Return a table when there is more to say than names, else a list."""
    if not any(person.organisation or person_role(person, body) for person in group.people):
        items = tuple(
            ListItem((Paragraph(f"{name}.person-{n}", person_name(person), Role.ATTENDANCE),))
            for n, person in enumerate(group.people, 1)
        )
        return List(name, ListKind.BULLET, items, Role.ATTENDANCE)
    columns = [Column(text("Namn"), NAME_SHARE), Column(text("Organisation"), ORGANISATION_SHARE)]
    if has_roles := any(person_role(person, body) for person in group.people):
        columns.append(Column(text("Uppdrag eller befattning"), ROLE_SHARE))
    else:
        columns[-1] = Column(text("Organisation"), ORGANISATION_SHARE + ROLE_SHARE)
    rows = tuple(
        (
            person_name(person),
            inline_content(person.organisation or ""),
            *([person_role(person, body)] if has_roles else []),
        )
        for person in group.people
    )
    return Table(name, tuple(columns), rows, Role.ATTENDANCE, summary=plain_line(group.heading))


def _item(
    number: int,
    item: AgendaItem,
    meeting: Meeting,
    body: Body,
    follow_ups: Mapping[str, RecommendationStatus],
    pictures: Pictures,
) -> Section:
    name = f"ärende-{number}"
    heading = (Text(f"{_label(number, meeting, body)} "), *inline_content(item.heading))
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


def _label(number: int, meeting: Meeting, body: Body) -> str:
    if body.wording.numbering is Numbering.SECTIONS:
        return attachments.item_label(number, meeting, body)
    return f"{number}."


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
        yield Paragraph(f"{name}.nästa-möte", _following(meeting.next_meeting))


def _next_meeting(meeting: Meeting) -> Iterator[Block]:
    """Yield the next meeting under a heading of its own, unless an agenda item shows it."""
    if meeting.next_meeting is None or any(item.shows is not None for item in meeting.agenda_items):
        return
    yield Heading("nästa-möte.rubrik", 2, text("Nästa möte"), Role.AGENDA_ITEM)
    yield Paragraph("nästa-möte", _following(meeting.next_meeting))


def _following(following: NextMeeting) -> tuple[Inline, ...]:
    return (Text(long_date(following.date)), *((Text(" "), *inline_content(following.text)) if following.text else ()))


def _signatures(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield the lines to sign on: secretary, chair, approvers, in that order as custom is."""
    signatories = [
        Signatory(plain_line(person.name), _capacity(capacity, person, body))
        for person, capacity in (
            (meeting.secretary or body.present_secretary, "Sekreterare"),
            (meeting.chair or body.present_chair, "Ordförande"),
            *((approver, "Justerare") for approver in meeting.approvers),
        )
        if person is not None
    ]
    if signatories:
        yield Heading("underskrifter.rubrik", 2, text("Underskrifter"), Role.CLOSING)
        yield SignatureBlock("underskrifter", tuple(signatories), has_fields=body.wording.signature_fields)


def _capacity(word: str, person: Person, body: Body) -> str:
    """Return in what capacity somebody signs, with what they sign for: «Justerare, §§ 143–151»."""
    return ", ".join(filter(None, (word, plain_text(person_taking_part(person, body)))))


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
        blocks += _correction(correction, f"{name}-{number}")
    yield Section(name, tuple(blocks), Role.CLOSING, title)


def _correction(correction: MinutesCorrection, name: str) -> Iterator[Block]:
    who = f"Protokollet rättades den {long_date(correction.date)} av {correction.by}. Skäl: {correction.reason}"
    yield Paragraph(name, text(who if who.endswith((".", "!", "?")) else f"{who}."), keeps_with_next=True)
    for number, line in enumerate(correction.lines, 1):
        said, says = line.said or "ingenting", line.says or "ingenting; raden är struken"
        changed = inlines.join_lines([(strong("Det stod:"), Text(f" {said}")), (strong("Det står:"), Text(f" {says}"))])
        yield Paragraph(f"{name}.rad-{number}", changed)


def _attachments(meeting: Meeting, body: Body, texts: Mapping[str, AttachedText]) -> tuple[Block, ...]:
    listed = attachments.listed_in_meeting(meeting, texts)
    return attachments.attachment_list(attachments.titles_with_items(listed, meeting, body), "bilagor", 2)
