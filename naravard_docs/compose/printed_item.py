"""An item of the agenda on its way into the minutes: what its parts ask of the meeting, the body and the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from naravard_docs.compose.attachments import ListedAttachment
from naravard_docs.compose.inlines import enumerate_inlines
from naravard_docs.compose.texts import block_name, inline_content, prose_blocks, setting_of
from naravard_docs.document.blocks import Block, Paragraph
from naravard_docs.document.inlines import Inline, Text, plain_text, text
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.agenda_item import AgendaItem, ItemContent
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.meeting.participation import Participation
from naravard_docs.meeting.people import PersonReference
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.wording import ItemPart, Numbering, Wording

_ENDS = (".", "!", "?", ":", "…")


class MinutesSetting(Struct, frozen=True):
    """What all items of one meeting's minutes share, worked out once.

    ``numbers`` are the items', ``parts`` the body's order of their parts, ``listed`` the attachments by their paths.
    """

    meeting: Meeting
    body: Body
    house: SharedTemplates
    numbers: tuple[ItemNumber, ...]
    parts: tuple[ItemPart, ...]
    listed: Mapping[PurePosixPath, ListedAttachment] = field(default_factory=dict)
    follow_ups: Mapping[str, RecommendationStatus] = field(default_factory=dict)
    pictures: Pictures = NO_PICTURES


_PARTS = {
    name: ItemPart(of_field.alias or name)
    for name, of_field in AgendaItem.model_fields.items()
    if of_field.alias in tuple(ItemPart)
} | {"to_meeting": ItemPart.DISPOSAL}
"""The part that each field of an item is printed in."""


class PrintedItem(Struct, frozen=True):
    """An item or sub-item in its place; ``path`` is its own in the meeting file."""

    item: ItemContent
    path: FieldPath
    number: ItemNumber
    minutes: MinutesSetting

    @property
    def name(self) -> str:
        """The id of its blocks: «ärende-4», «ärende-5-1»."""
        return block_name(self.path)

    @property
    def is_sub_item(self) -> bool:
        return not isinstance(self.item, AgendaItem)

    @property
    def level(self) -> int:
        """The level of its heading."""
        return 3 if self.is_sub_item else 2

    @property
    def wording(self) -> Wording:
        return self.minutes.body.wording

    @property
    def parts(self) -> tuple[ItemPart, ...]:
        """The parts that it has, in order."""
        told = {_PARTS[name] for name, value in vars(self.item).items() if value and name in _PARTS}
        order = self.wording.parts(self.item.order) if self.item.order else self.minutes.parts
        return tuple([part for part in order if part in told])

    @property
    def noun(self) -> str:
        """What the item is: «Paragrafen», «Ärendet» where the body does not count by §, «Punkten» below another."""
        if self.is_sub_item:
            return "Punkten"
        return "Paragrafen" if self.wording.numbering is Numbering.SECTIONS else "Ärendet"

    @property
    def is_withheld(self) -> bool:
        """Whether only the line on secrecy is printed of it."""
        return self.item.secrecy is not None and self.minutes.meeting.is_published

    def tense(self, present: str, past: str) -> str:
        """Return the tense that the body's minutes are written in, as its verb for decisions tells it."""
        return present if self.wording.is_in_present_tense else past

    def id_of(self, *steps: str | int) -> str:
        """Return the id of the block that a value of the item becomes, by its path below the item."""
        return block_name((*self.path, *steps))

    def prose(self, written: str, *steps: str | int) -> tuple[Block, ...]:
        """Return a text of the item as blocks, by its path below the item."""
        if not written:
            return ()
        path = (*self.path, *steps)
        return prose_blocks(written, setting_of(path, self.minutes.pictures), path)

    def named(self, attachment: Attachment) -> ListedAttachment:
        """Return an attachment as the minutes list it."""
        return self.minutes.listed[PurePosixPath(attachment.path)]

    def people(self, references: Iterable[PersonReference]) -> tuple[Inline, ...]:
        """Return those who are named as running text has them: «Anna Ek (M) och Bo Al (S)»."""
        return enumerate_inlines([person_content(one) for one in self.each_of(references)])

    def each_of(self, references: Iterable[PersonReference]) -> tuple[PersonReference, ...]:
        """Return those who are named one by one; «(SD)» alone is everyone of the party who serves at the item."""
        left_out = (*self.item.recused, *self.item.not_taking_part)
        return Participation(self.minutes.meeting).each_named(references, self.number, left_out)

    def with_parties(self, references: Iterable[PersonReference]) -> tuple[PersonReference, ...]:
        """Return people with the parties that those present have, for a column of parties."""
        participation = Participation(self.minutes.meeting)
        return tuple(participation.with_party(each) for each in references)


def person_content(one: PersonReference) -> tuple[Inline, ...]:
    """Return somebody as running text names them: «Bo Al (S), Ersmark»; a party alone by its letters."""
    if one.name is None:
        return text(one.party or "")
    party, mark = f" ({one.party})" if one.party else "", f", {one.mark}" if one.mark else ""
    return (*inline_content(one.name), *((Text(f"{party}{mark}"),) if party or mark else ()))


def sentence(*parts: str | tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inline content put together as a sentence, with a full stop where it has no end."""
    content = tuple(one for part in parts if part for one in (text(part) if isinstance(part, str) else part))
    return content if plain_text(content).rstrip().endswith(_ENDS) else (*content, Text("."))


def lead_in(name: str, *parts: str | tuple[Inline, ...]) -> Paragraph:
    """Return words that end with a colon and stay with what they lead to."""
    return Paragraph(name, sentence(*parts, ":"), keeps_with_next=True)


def without_end(written: str) -> str:
    """Return a line without a full stop at its end, to be put into a sentence."""
    return written[:-1] if written.endswith(".") and not written.endswith("..") else written
