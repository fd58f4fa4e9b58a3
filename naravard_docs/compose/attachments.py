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
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.meeting.public_meeting import PlacedAttachment
from naravard_docs.meeting.shared_templates import AttachedText
from naravard_docs.swedish import capitalise, enumeration

AttachedTexts = Mapping[str, AttachedText]
"""The Markdown attachments by their path in the meeting file."""


class ListedAttachment(Struct, frozen=True):
    """An attachment as a document lists it: its place in the meeting, from 1, and the items it belongs to.

    ``number`` is its own among those that have no designation.
    """

    place: int
    number: int
    title: str
    attachment: Attachment
    items: tuple[int, ...] = ()
    designation: str | None = None

    @property
    def label(self) -> str:
        """What it is called: «Bilaga 2», or its own designation."""
        return self.designation or f"Bilaga {self.number}"

    @property
    def in_text(self) -> str:
        """What running text calls it: «bilaga 2»."""
        return self.designation or f"bilaga {self.number}"

    @property
    def sign(self) -> str:
        """What stands before it in a list: «2.»."""
        return self.designation or f"{self.number}."


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
    """Return each file that a meeting attaches once, items' and their letters' first and the meeting's own last.

    Those of what is published keep the numbers that they have in the whole minutes.
    """
    found: dict[PurePosixPath, list[tuple[int, Attachment]]] = {}
    for number, attachment in _with_items(meeting):
        found.setdefault(PurePosixPath(attachment.path), []).append((number, attachment))
    listed: list[ListedAttachment] = []
    for place, uses in enumerate(found.values(), 1):
        number = 1 + sum(each.designation is None for each in listed)
        _, first = uses[0]
        if isinstance(first, PlacedAttachment):
            place, number = first.place, first.own_number
        listed.append(_as_listed(place, number, uses, texts))
    return tuple(listed)


def _as_listed(
    place: int, number: int, uses: Sequence[tuple[int, Attachment]], texts: AttachedTexts
) -> ListedAttachment:
    """Return a file with the items that attach it, by the first title and the first designation that it is given."""
    told = [attachment for _, attachment in uses]
    entitled = next((each for each in told if each.title is not None), told[0])
    designation = next((each.designation for each in told if each.designation is not None), None)
    items = tuple(dict.fromkeys(item for item, _ in uses if item))
    return ListedAttachment(place, number, attachment_title(entitled, texts), entitled, items, designation)


def listed_among(
    attachments: Sequence[Attachment], meeting: Meeting, texts: AttachedTexts
) -> tuple[ListedAttachment, ...]:
    """Return some of a meeting's attachments by their own titles and the minutes' numbers, in that order.

    One that the meeting does not list, as in a made-up letter, has its place among them for its number.
    """
    known = {PurePosixPath(each.attachment.path): each for each in listed_in_meeting(meeting, texts)}
    listed = []
    for place, each in enumerate(attachments, 1):
        title, as_listed = attachment_title(each, texts), known.get(PurePosixPath(each.path))
        if as_listed is None:
            listed.append(ListedAttachment(place, place, title, each, designation=each.designation))
        else:
            listed.append(replace(as_listed, title=title, attachment=each, items=()))
    return tuple(sorted(listed, key=lambda each: each.place))


def _with_items(meeting: Meeting) -> Iterator[tuple[int, Attachment]]:
    """Yield a meeting's attachments in the order it lists them, with the item's number; 0 for the meeting's own."""
    for path, attachment in meeting.placed_attachments():
        yield int(path[1]) + 1 if path[0] == "ärenden" else 0, attachment


def titles_with_items(
    listed: Iterable[ListedAttachment], numbers: Sequence[ItemNumber], body: Body
) -> Iterator[ListedAttachment]:
    """Yield attachments with the items that each belongs to in its title: «Kostnadskalkyl, § 2».

    ``numbers`` are those of the meeting's items, in order.
    """
    for each in listed:
        items = enumeration([section_label(numbers[place - 1], body.wording) for place in each.items])
        yield replace(each, title=f"{each.title}, {items}") if items else each


def attachment_list(listed: Iterable[ListedAttachment], name: str, level: int) -> tuple[Block, ...]:
    """Return «Bilagor» with the titles, each by its number; nothing when there are none."""
    items = tuple(
        ListItem((Paragraph(f"{name}.{each.place}", inline_content(each.title), Role.ATTACHMENTS),), each.sign)
        for each in listed
    )
    if not items:
        return ()
    heading = Heading(f"{name}.rubrik", level, text("Bilagor"), Role.ATTACHMENTS)
    return (heading, List(name, ListKind.NUMBER, items, Role.ATTACHMENTS))
