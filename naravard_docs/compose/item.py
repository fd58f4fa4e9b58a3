"""An item of the agenda as the minutes have it: its heading, and its parts in the body's own order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from naravard_docs.compose.decision import minuted_decision
from naravard_docs.compose.item_parts import (
    attachment_parts,
    basis_parts,
    disposal_parts,
    election_parts,
    follow_up_of,
    meeting_lines,
    next_meeting_line,
    notice_parts,
    presenter_parts,
    recipient_parts,
    reference_in_heading,
    reference_parts,
)
from naravard_docs.compose.part_headings import part_heading
from naravard_docs.compose.printed_item import MinutesSetting, PrintedItem
from naravard_docs.compose.said import (
    motion_parts,
    not_taking_part,
    proposal_parts,
    recusal_parts,
    reservation_parts,
    statement_parts,
)
from naravard_docs.compose.texts import inline_content
from naravard_docs.compose.votes import vote_parts
from naravard_docs.document.blocks import Block, Heading, List, ListItem, Paragraph, Quote, Role, Section
from naravard_docs.document.inlines import Text, plain_text, text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.meeting.registered_item import sub_point_label
from naravard_docs.meeting.wording import ItemPart, Numbering, SubItemLabels
from naravard_docs.swedish import capitalise

LOWEST_HEADING = 6
"""PDF and HTML have no headings below (ISO 32000-1, 14.8.4.3.2)."""

_WRITTEN_ABOVE = 3
"""The level that parts have their headings on before they are set below their item's."""

_NOT_SECRET = (ItemPart.TYPE, ItemPart.REFERENCE_NUMBER, ItemPart.SECRECY, ItemPart.IMMEDIATE_ADJUSTMENT)
"""What the published version has of an item under secrecy."""


def item_section(number: int, item: AgendaItem, minutes: MinutesSetting) -> Section:
    """Return the item at a place on the agenda, from 1."""
    label = heading_label(number, minutes)
    own = minutes.numbers[number - 1]
    return _section(PrintedItem(item, ("ärenden", number - 1), own, minutes), label)


def sub_item_section(number: int, item: AgendaItem, chosen: Collection[int], minutes: MinutesSetting) -> Section:
    """Return some sub-items, by their places from 0, below the heading of the item at a place, from 1."""
    printed = PrintedItem(item, ("ärenden", number - 1), minutes.numbers[number - 1], minutes)
    heading = _heading(printed, heading_label(number, minutes))
    below = [_section(*each) for n, each in enumerate(labelled_sub_items(printed)) if n in chosen]
    return Section(printed.name, (heading, *below), Role.AGENDA_ITEM, plain_text(heading.content))


def heading_label(number: int, minutes: MinutesSetting) -> str:
    """Return what stands before the heading of the item at a place, from 1: «§ 4», or «4.»."""
    own, wording = minutes.numbers[number - 1], minutes.body.wording
    more = "" if minutes.meeting.agenda_items[number - 1].continues is None else " (fortsättning)"
    return f"{section_label(own, wording)}{more}" if wording.numbering is Numbering.SECTIONS else f"{own}.{more}"


def items_with_labels(minutes: MinutesSetting) -> Iterator[tuple[PrintedItem, str]]:
    """Yield every item and sub-item of a meeting that is printed in full, with what stands before its heading."""
    for n, item in enumerate(minutes.meeting.agenda_items, 1):
        printed = PrintedItem(item, ("ärenden", n - 1), minutes.numbers[n - 1], minutes)
        label = heading_label(n, minutes)
        if not printed.is_withheld:
            yield printed, label
            yield from labelled_sub_items(printed)


def _section(printed: PrintedItem, label: str) -> Section:
    heading = _heading(printed, label)
    return Section(printed.name, (heading, *_body_of(printed)), Role.AGENDA_ITEM, plain_text(heading.content))


def _heading(printed: PrintedItem, label: str) -> Heading:
    content = (Text(f"{label} "), *inline_content(printed.item.heading), *reference_in_heading(printed))
    return Heading(f"{printed.name}.rubrik", printed.level, content, Role.AGENDA_ITEM)


def _body_of(printed: PrintedItem) -> Iterator[Block]:
    """Yield what stands below an item's heading: its parts in order, each that has one under its heading."""
    yield from meeting_lines(printed)
    above = ""
    is_withheld = printed.is_withheld
    for part in printed.parts:
        if (is_withheld and part not in _NOT_SECRET) or not (blocks := tuple(PARTS[part](printed))):
            continue
        if heading := part_heading(part, printed, above):
            content = inline_content(heading)
            yield Heading(f"{printed.name}.{part.value}.rubrik", printed.level + 1, content, _role(part))
        yield from deepened_blocks(blocks, printed.level + 1 - _WRITTEN_ABOVE + bool(heading))
        above = heading or _last_heading(part, blocks) or above


def _role(part: ItemPart) -> Role:
    return Role.DECISION if part is ItemPart.DECISION else Role.BODY


def _last_heading(part: ItemPart, blocks: tuple[Block, ...]) -> str:
    """Return the last of the headings that a part has of itself, so that what follows does not seem to be below it."""
    if part is ItemPart.SUB_ITEMS:
        return _title_of(blocks[-1])
    if part not in (ItemPart.STATEMENTS, ItemPart.DECISION):
        return ""
    return next((plain_text(block.content) for block in reversed(blocks) if isinstance(block, Heading)), "")


def _title_of(block: Block) -> str:
    """Return a section's title."""
    return block.title if isinstance(block, Section) else ""


def deepened_blocks(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    """Return blocks with all of their headings so many levels lower."""
    return tuple(_lowered(block, by) for block in blocks) if by else blocks


def _lowered(block: Block, by: int) -> Block:
    match block:
        case Heading():
            return replace(block, level=min(block.level + by, LOWEST_HEADING))
        case Quote() | Section():
            return replace(block, blocks=deepened_blocks(block.blocks, by))
        case List():
            items = tuple(ListItem(deepened_blocks(item.blocks, by), item.label) for item in block.items)
            return replace(block, items=items)
        case _:
            return block


def _type(printed: PrintedItem) -> Iterator[Block]:
    if printed.item.item_type is not None:
        word = text(capitalise(printed.item.item_type.value))
        yield Paragraph(printed.id_of("typ"), word, Role.ITEM_TYPE, keeps_with_next=True)


def _presentation(printed: PrintedItem) -> Iterator[Block]:
    if printed.item.presentation is not None:
        yield Paragraph(printed.id_of("presentation"), inline_content(printed.item.presentation), Role.PRESENTERS)


def _decision(printed: PrintedItem) -> Iterator[Block]:
    if printed.item.decision is not None:
        has_heading = bool(printed.wording.decision_heading) and printed.wording.headings.get(ItemPart.DECISION) != ""
        yield from minuted_decision(printed.item.decision, printed.minutes.body, printed.id_of("beslut"), has_heading)


def _next_meeting(printed: PrintedItem) -> Iterator[Block]:
    item, following = printed.item, printed.minutes.meeting.next_meeting
    if isinstance(item, AgendaItem) and item.shows is not None and following is not None:
        yield Paragraph(f"{printed.name}.nästa-möte", next_meeting_line(following))


def _secrecy(printed: PrintedItem) -> Iterator[Block]:
    """Yield the provision that an item is secret by; the published version has nothing else of it."""
    if printed.item.secrecy is not None:
        said = f"Uppgifter i ärendet omfattas av sekretess enligt {printed.item.secrecy}"
        words = f"{said} och publiceras inte." if printed.is_withheld else f"{said}."
        yield Paragraph(printed.id_of("sekretess"), text(words))


def _adjustment(printed: PrintedItem) -> Iterator[Block]:
    if printed.item.is_adjusted_at_once:
        adjusted = "justerat" if printed.noun == "Ärendet" else "justerad"
        words = f"{printed.noun} {printed.tense('förklaras', 'förklarades')} omedelbart {adjusted}."
        yield Paragraph(printed.id_of("omedelbar_justering"), text(words))


def _sub_items(printed: PrintedItem) -> Iterator[Section]:
    """Yield the items one level down, each with «5.1» or «a)» before its heading."""
    yield from (_section(*labelled) for labelled in labelled_sub_items(printed))


def labelled_sub_items(printed: PrintedItem) -> Iterator[tuple[PrintedItem, str]]:
    """Yield an item's points, each with what stands before its heading: «5.1» or «a)»."""
    item, minutes = printed.item, printed.minutes
    for n, sub_item in enumerate(item.sub_items if isinstance(item, AgendaItem) else (), 1):
        own = sub_item.number or ItemNumber((*printed.number.parts, n))
        has_letter = minutes.body.wording.sub_item_labels is SubItemLabels.LETTERS and sub_item.number is None
        label = sub_point_label(n) if has_letter else str(own)
        yield PrintedItem(sub_item, (*printed.path, "delärenden", n - 1), own, minutes), label


PARTS: Mapping[ItemPart, Callable[[PrintedItem], Iterable[Block]]] = {
    ItemPart.TYPE: _type,
    ItemPart.REFERENCE_NUMBER: reference_parts,
    ItemPart.PRESENTATION: _presentation,
    ItemPart.PRESENTERS: presenter_parts,
    ItemPart.SECRECY: _secrecy,
    ItemPart.TEXT: lambda printed: printed.prose(printed.item.text, "text"),
    ItemPart.FOLLOW_UP: follow_up_of,
    ItemPart.EARLIER_HANDLING: lambda printed: printed.prose(printed.item.earlier_handling, "tidigare_behandling"),
    ItemPart.BASIS: basis_parts,
    ItemPart.PROPOSALS: proposal_parts,
    ItemPart.RECUSED: recusal_parts,
    ItemPart.NOT_TAKING_PART: not_taking_part,
    ItemPart.MOTIONS: motion_parts,
    ItemPart.VOTING_PROCEDURE: lambda printed: printed.prose(printed.item.voting_procedure, "propositionsordning"),
    ItemPart.VOTES: vote_parts,
    ItemPart.NOTICES: notice_parts,
    ItemPart.SUB_ITEMS: _sub_items,
    ItemPart.DECISION: _decision,
    ItemPart.DISPOSAL: disposal_parts,
    ItemPart.ELECTIONS: election_parts,
    ItemPart.AFTER_DECISION: lambda printed: printed.prose(printed.item.after_decision, "efter_beslut"),
    ItemPart.RESERVATIONS: reservation_parts,
    ItemPart.STATEMENTS: statement_parts,
    ItemPart.IMMEDIATE_ADJUSTMENT: _adjustment,
    ItemPart.ATTACHMENTS: attachment_parts,
    ItemPart.SENT_TO: recipient_parts,
    ItemPart.NEXT_MEETING: _next_meeting,
}
"""What prints each part of an item; a test holds that none is missing."""
