"""Attachments as documents list them: what each is called, its number, and the items that it belongs to.

An attachment has one number in its meeting, so that minutes and letters mean the same by «Bilaga 2».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.compose.texts import inline_content
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Role
from naravard_docs.document.inlines import text
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.shared_templates import AttachedText
from naravard_docs.swedish import capitalise, enumeration

AttachedTexts = Mapping[str, AttachedText]
"""The Markdown attachments by their path in the meeting file."""


class ListedAttachment(Struct, frozen=True):
    """An attachment as a document lists it: its number in the meeting, from 1, and the items it belongs to."""

    number: int
    title: str
    attachment: Attachment
    items: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        return f"Bilaga {self.number}"


def attachment_title(attachment: Attachment, attached_texts: AttachedTexts) -> str:
    """Return what lists call an attachment: its own title, its text's first heading, or its file's name as words."""
    title = plain_title(attachment, attached_texts)
    return f"{title} (skickas separat)" if attachment.sent_separately else title


def plain_title(attachment: Attachment, attached_texts: AttachedTexts) -> str:
    """Return an attachment's title alone, with its marks."""
    attached = attached_texts.get(attachment.path)
    plain = capitalise(PurePosixPath(attachment.path).stem.replace("-", " "))
    return attachment.title or (attached.title if attached else plain)


def listed_in_meeting(meeting: Meeting, texts: AttachedTexts) -> tuple[ListedAttachment, ...]:
    """Return each file that a meeting attaches once, items' and their letters' first and the meeting's own last."""
    found: dict[PurePosixPath, tuple[Attachment, list[int]]] = {}
    for number, attachment in _with_items(meeting):
        first, items = found.setdefault(PurePosixPath(attachment.path), (attachment, []))
        if number and number not in items:
            items.append(number)
        if first.title is None and attachment.title is not None:
            found[PurePosixPath(attachment.path)] = (attachment, items)
    return tuple(
        ListedAttachment(number, attachment_title(attachment, texts), attachment, tuple(items))
        for number, (attachment, items) in enumerate(found.values(), 1)
    )


def listed_among(
    attachments: Sequence[Attachment], meeting: Meeting, texts: AttachedTexts
) -> tuple[ListedAttachment, ...]:
    """Return some of a meeting's attachments by their own titles and the minutes' numbers, in that order.

    One that the meeting does not list, as in a made-up letter, has its place among them for its number.
    """
    numbers = {PurePosixPath(each.attachment.path): each.number for each in listed_in_meeting(meeting, texts)}
    listed = (
        ListedAttachment(numbers.get(PurePosixPath(each.path), place), attachment_title(each, texts), each)
        for place, each in enumerate(attachments, 1)
    )
    return tuple(sorted(listed, key=lambda each: each.number))


def _with_items(meeting: Meeting) -> Iterator[tuple[int, Attachment]]:
    """Yield a meeting's attachments in the order it lists them, with the item's number; 0 for the meeting's own."""
    for path, attachment in meeting.placed_attachments():
        yield int(path[1]) + 1 if path[0] == "ärenden" else 0, attachment


def item_label(number: int, meeting: Meeting, body: Body) -> str:
    """Return how running text names the item at a place, from 1: «§ 4», or «ärende 4» where none is counted by §."""
    return section_label(meeting.number_of(number - 1), body.wording)


def titles_with_items(listed: Iterable[ListedAttachment], meeting: Meeting, body: Body) -> Iterator[tuple[int, str]]:
    """Yield number and title of attachments, with the items that each belongs to: «Kostnadskalkyl, § 2»."""
    for each in listed:
        items = enumeration([item_label(number, meeting, body) for number in each.items])
        yield each.number, f"{each.title}, {items}" if items else each.title


def attachment_list(titles: Iterable[tuple[int, str]], name: str, level: int) -> tuple[Block, ...]:
    """Return «Bilagor» with the titles, each by its number; nothing when there are none."""
    items = tuple(
        ListItem((Paragraph(f"{name}.{number}", inline_content(title), Role.ATTACHMENTS),), f"{number}.")
        for number, title in titles
    )
    if not items:
        return ()
    heading = Heading(f"{name}.rubrik", level, text("Bilagor"), Role.ATTACHMENTS)
    return (heading, List(name, ListKind.NUMBER, items, Role.ATTACHMENTS))
