"""The föredragningslista: a table of all that is to be dealt with, and below it what is known of each item."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.inlines import join_lines, join_parts
from naravard_docs.compose.item import PARTS, deepened_blocks, heading_label, labelled_sub_items
from naravard_docs.compose.item_parts import listed_lines
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.compose.part_headings import part_heading
from naravard_docs.compose.printed_item import PrintedItem
from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import Block, Column, Heading, Role, Section, Table
from naravard_docs.document.inlines import Inline, Strong, Text, plain_text, strong, text
from naravard_docs.meeting.agenda_item import AgendaItem, ItemType
from naravard_docs.meeting.wording import ItemPart, Numbering

_TYPES = {ItemType.DECISION: "Beslut", ItemType.INFORMATION: "Information"}
_IN_TABLE = (ItemPart.TYPE, ItemPart.REFERENCE_NUMBER, ItemPart.PRESENTERS, ItemPart.PRESENTATION, ItemPart.SECRECY)
"""The parts of an item that the table tells."""

LabelledItem = tuple[PrintedItem, str]
"""An item on its way into a document, and what stands before its heading."""


def agenda_items(source: NoticeSource) -> Iterator[LabelledItem]:
    """Yield every item and point below it, each with its label: «§ 4», «5.», «5.1», «a)»."""
    setting = source.setting
    for n, item in enumerate(setting.meeting.agenda_items, 1):
        printed = PrintedItem(item, ("ärenden", n - 1), setting.numbers[n - 1], setting)
        yield printed, heading_label(n, setting)
        yield from labelled_sub_items(printed)


def agenda_table(source: NoticeSource) -> Iterator[Block]:
    """Yield the table of items under its heading."""
    if listed := list(agenda_items(source)):
        title = "Föredragningslista"
        heading = Heading("föredragningslista.rubrik", 2, text(title))
        yield Section("föredragningslista", (heading, _table(listed, source)), title=title)


def agenda_details(source: NoticeSource) -> Iterator[Block]:
    """Yield each item of which more is known than the table tells."""
    if sections := [section for each in agenda_items(source) if (section := _section(*each)) is not None]:
        title = "Förslag och handlingar"
        heading = Heading("handlingar.rubrik", 2, text(title))
        yield Section("handlingar", (heading, *sections), title=title)


def _table(listed: list[LabelledItem], source: NoticeSource) -> Table:
    has_types = any(printed.item.item_type for printed, _ in listed)
    is_by_section = source.body.wording.numbering is Numbering.SECTIONS
    columns = [Column(text("Paragraf" if is_by_section else "Nr"), 0.13), Column(text("Ärende"), 0.87)]
    if has_types:
        columns = [columns[0], Column(text("Ärende"), 0.69), Column(text("Typ"), 0.18)]
    rows = tuple(_row(printed, label, has_types) for printed, label in listed)
    return Table("föredragningslista.tabell", tuple(columns), rows, summary="Föredragningslista")


def _row(printed: PrintedItem, label: str, has_type: bool) -> tuple[tuple[Inline, ...], ...]:
    cells = (text(label.replace(" ", "\u00a0")), join_lines(_lines(printed)))
    item_type = printed.item.item_type
    return (*cells, text(_TYPES[item_type]) if item_type else ()) if has_type else cells


def _lines(printed: PrintedItem) -> Iterator[tuple[Inline, ...]]:
    """Yield an item's heading, and below it its number, who presents it and how, and the documents of it."""
    item, style = printed.item, printed.wording.reference_number_style
    yield (Strong(inline_content(item.heading)),)
    if item.reference_number is not None:
        yield text(f"{style.word}: {item.reference_number}")
    for n, presenter in enumerate(item.presenters):
        title = (Text(", "), *inline_content(presenter.title)) if presenter.title else ()
        yield (*(() if n else text("Föredragande: ")), *inline_content(presenter.name), *title)
    if item.presentation is not None:
        yield inline_content(item.presentation)
    if isinstance(item, AgendaItem) and item.follows_up is not None:
        yield text("Uppföljning av rekommendation")
    if item.secrecy is not None:
        yield text(f"Sekretess enligt {item.secrecy}")
    if labels := _attached(printed):
        yield text(", ".join(labels))


def _attached(printed: PrintedItem) -> list[str]:
    own = (attachment for path, attachment in printed.item.own_attachments())
    return list(dict.fromkeys(printed.named(attachment).label for attachment in own))


def _section(printed: PrintedItem, label: str) -> Section | None:
    """Return an item under its heading with its text, proposals, documents and notices; None where it has none."""
    blocks = tuple(_parts(printed))
    if not blocks:
        return None
    if printed.is_sub_item and label.endswith(")"):  # a letter says nothing without its item
        label = f"{heading_label(int(printed.path[1]) + 1, printed.minutes)} {label}"
    content = (Text(f"{label} "), *inline_content(printed.item.heading))
    heading = Heading(f"{printed.name}.rubrik", 3, content, Role.AGENDA_ITEM)
    return Section(printed.name, (heading, *blocks), Role.AGENDA_ITEM, plain_text(content))


def _parts(printed: PrintedItem) -> Iterator[Block]:
    above = ""
    for part in printed.parts:
        if part in _IN_TABLE or part in (ItemPart.SUB_ITEMS, ItemPart.FOLLOW_UP, ItemPart.NEXT_MEETING):
            continue
        blocks = tuple(_attachment_lines(printed) if part is ItemPart.ATTACHMENTS else PARTS[part](printed))
        if not blocks:
            continue
        if heading := part_heading(part, printed, above):
            yield Heading(f"{printed.name}.{part.value}.rubrik", 4, inline_content(heading))
        yield from deepened_blocks(blocks, 2)
        above = heading or above


def _attachment_lines(printed: PrintedItem) -> Iterator[Block]:
    """Yield the item's attachments with the numbers and titles that they are listed by."""
    listed = [printed.named(attachment) for attachment in printed.item.attachments]
    contents = [(strong(f"{each.label}: "), *inline_content(each.title)) for each in listed]
    yield from listed_lines(printed.id_of("bilagor"), contents)


def agenda_lines(source: NoticeSource) -> Iterator[tuple[Inline, ...]]:
    """Yield each item on one line, as a mail and a calendar have them: «4. Budget för 2028»."""
    for printed, label in agenda_items(source):
        yield join_parts(text(label), inline_content(printed.item.heading), between=" ")
