"""Extracts of the minutes (protokollsutdrag), and minutes of some items alone that were adjusted at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from naravard_docs.compose import attachments, letterhead
from naravard_docs.compose.attachments import ListedAttachment
from naravard_docs.compose.attendance import attendance_blocks
from naravard_docs.compose.inlines import join_lines, recipient_name
from naravard_docs.compose.item import item_section, items_with_labels, sub_item_section
from naravard_docs.compose.meeting_facts import (
    approval_facts,
    items_fact,
    labelled_lines,
    meeting_days,
    meeting_facts,
)
from naravard_docs.compose.minutes import minutes_setting
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.printed_item import MinutesSetting
from naravard_docs.compose.signatures import signatories, signature_blocks
from naravard_docs.compose.votes import vote_lists
from naravard_docs.document.blocks import Block, Heading, Paragraph, Role, Section, Signatory, SignatureBlock
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Text, strong, text
from naravard_docs.markup.setting import NO_PICTURES, Pictures
from naravard_docs.meeting.addressees import DecisionAddressee
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.item_choice import ItemChoice
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.shared_templates import AttachedText, SharedTemplates
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.meeting.wording import VoteForm

CERTIFIED = "Rätt utdraget intygar"
_TO_FILL_IN = "Datum, underskrift och namnförtydligande"


class ExtractSource(Struct, frozen=True):
    """What an extract is made of: some items of a meeting, and what its texts have beside them."""

    choice: ItemChoice
    house: SharedTemplates
    attached_texts: Mapping[str, AttachedText] = field(default_factory=dict)
    follow_ups: Mapping[str, RecommendationStatus] = field(default_factory=dict)
    pictures: Pictures = NO_PICTURES

    @property
    def meeting(self) -> Meeting:
        return self.choice.meeting

    @property
    def body(self) -> Body:
        return self.house.bodies[self.meeting.body]

    @property
    def mark(self) -> str:
        """How it is marked, where its items are not adjusted yet."""
        return "" if self.choice.is_adjusted else letterhead.status_mark(self.meeting.status)

    @property
    def label(self) -> str:
        """What running text calls its items: «§§ 23, 25»."""
        return sections_label(self.choice.sections, self.body.wording)

    def setting(self) -> MinutesSetting:
        """Return what its items share with all others of the minutes."""
        return minutes_setting(self.meeting, self.house, self.attached_texts, self.follow_ups, self.pictures)


def compose_extract(source: ExtractSource, addressee: DecisionAddressee | None = None) -> Document:
    """Return an extract of the minutes, to somebody if they are named, with a line on which it is certified.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    return _document("Protokollsutdrag", source, _signed(source), addressee)


def compose_partial_minutes(source: ExtractSource) -> Document:
    """Return minutes of some items alone, with lines to sign on for those who sign for these items.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    signing = signature_blocks(source.meeting, source.body, source.choice.numbers)
    return _document("Protokoll – omedelbar justering", source, signing)


def compose_items(source: ExtractSource) -> Document:
    """Return the items alone, with nothing of the meeting around them: what an adjustment of their own is of.

    Raises:
        TextError: if an item's text has a form that documents do not have.
    """
    setting = source.setting()
    parts = (
        *_items(source.choice, setting),
        *_vote_lists(source.choice, setting),
        *_attachments(source.choice, setting),
    )
    meta = Meta(title=source.label, author=source.body.name, date=source.meeting.date)
    return Document(meta=meta, blocks=normalise_blocks(parts))


def _document(
    name: str, source: ExtractSource, closing: Iterator[Block], addressee: DecisionAddressee | None = None
) -> Document:
    meeting, house, body = source.meeting, source.house, source.body
    setting, identity = source.setting(), f"{name} {body.name} {meeting_days(meeting)}"
    return Document(
        meta=Meta(
            title=f"{identity}, {source.label}",
            author=body.name,
            date=meeting.date,
            subject=f"{body.name}, sammanträde den {meeting_days(meeting)}, {source.label}",
            identifier=meeting.reference_number or "",
            publisher=house.organisation.name,
        ),
        header=letterhead.page_header(source.mark, body.name, f"{name} {meeting_days(meeting)}"),
        first_header=letterhead.first_page_header(source.mark),
        footer=letterhead.footer(house.organisation.name),
        blocks=normalise_blocks(
            (
                *letterhead.letterhead(house),
                *_head(name, source, addressee),
                *attendance_blocks(meeting, body),
                *_items(source.choice, setting),
                *_vote_lists(source.choice, setting),
                *_attachments(source.choice, setting),
                *closing,
            )
        ),
    )


def _head(name: str, source: ExtractSource, addressee: DecisionAddressee | None) -> Iterator[Block]:
    yield Heading("titel", 1, text(name), Role.TITLE)
    yield Paragraph("organ", text(source.body.name), Role.SUBTITLE)
    if source.mark:
        yield Paragraph("status", text(source.mark), Role.STATUS)
    sections = source.choice.sections
    facts = (
        *meeting_facts(source.meeting),
        items_fact(sections, source.body),
        *approval_facts(source.meeting, source.body, sections),
        ("Skickas till", recipient_name(addressee) if addressee else ()),
    )
    yield Paragraph("uppgifter", labelled_lines(iter(facts)), Role.FACTS)


def pdfs_of_extract(source: ExtractSource) -> tuple[ListedAttachment, ...]:
    """Return the PDF attachments that an extract lists, but for those that are sent separately."""
    listed = (each for each in _listed(source.choice, source.setting()) if not each.attachment.is_markdown)
    return tuple(each for each in listed if not each.attachment.sent_separately)


def _items(choice: ItemChoice, setting: MinutesSetting) -> Iterator[Section]:
    """Yield the items in order; those of which only sub-items are chosen have these below their heading."""
    parts: dict[int, list[int]] = {}
    for each in choice.chosen:
        below = parts.setdefault(int(each.path[1]), [])
        below += [int(each.path[3])] if len(each.path) > 2 else []
    for n, below in sorted(parts.items()):
        item = choice.meeting.agenda_items[n]
        yield sub_item_section(n + 1, item, below, setting) if below else item_section(n + 1, item, setting)


def _vote_lists(choice: ItemChoice, setting: MinutesSetting) -> Iterator[Block]:
    """Yield who voted how, where the body's minutes list that last."""
    if setting.body.wording.vote_form is VoteForm.APPENDIX:
        paths = {each.path for each in choice.told}
        yield from vote_lists(tuple(each for each in items_with_labels(setting) if each[0].path in paths))


def _attachments(choice: ItemChoice, setting: MinutesSetting) -> tuple[Block, ...]:
    listed = attachments.titles_with_items(_listed(choice, setting), setting.numbers, setting.body)
    return attachments.attachment_list(listed, "bilagor", 2)


def _listed(choice: ItemChoice, setting: MinutesSetting) -> tuple[ListedAttachment, ...]:
    """Return the attachments of chosen items alone, by the numbers that the minutes have for them."""
    paths = [each.path for each in choice.chosen]
    placed = choice.meeting.placed_attachments()
    own = {PurePosixPath(each.path) for at, each in placed if any(at[: len(path)] == path for path in paths)}
    return tuple(each for path, each in setting.listed.items() if path in own)


def _signed(source: ExtractSource) -> Iterator[Block]:
    """Yield who sign the minutes for these items, and the line to certify the extract on."""
    signing = tuple(signatories(source.meeting, source.body, source.choice.numbers))
    if signing:
        title = "Protokollet undertecknas av" if source.mark else "Protokollet är undertecknat av"
        lines = join_lines((strong(f"{each.capacity}:"), Text(f" {each.name}")) for each in signing)
        heading = Heading("undertecknare.rubrik", 2, text(title), Role.CLOSING, keeps_with_previous=True)
        yield Section(
            "undertecknare", (heading, Paragraph("undertecknare.namn", lines, Role.SIGNED)), Role.CLOSING, title
        )
    yield Heading("bestyrkande.rubrik", 2, text(CERTIFIED), Role.CLOSING, keeps_with_previous=True)
    to_sign = (Signatory("", _TO_FILL_IN),)
    yield SignatureBlock("bestyrkande", to_sign, has_fields=source.body.wording.signature_fields)
