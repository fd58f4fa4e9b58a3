"""The covering e-mail of a recommendation: its words as a document, its envelope, and who cannot get it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from naravard_docs.compose import common
from naravard_docs.compose.markdown import MarkupRefused, Setting, blocks_from, placeholder
from naravard_docs.compose.recommendation import Letter, template_values
from naravard_docs.compose.template import AsIs
from naravard_docs.document.blocks import Block, Paragraph, Role
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, LineBreak, Text, strong, text
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.house import MAIL_TEMPLATE
from naravard_docs.meeting.recommendation import Attachment
from naravard_docs.swedish import shortened


@dataclass(frozen=True, slots=True)
class Mail:
    """A draft: sender and addresses as (name, address), subject and text.

    ``attachments`` are the PDF files beside the letter; ``unreachable`` are recipients who have no address, whom the
    text names too.
    """

    sender: tuple[str, str]
    addresses: tuple[tuple[str, str], ...]
    subject: str
    text: Document
    attachment_name: str
    attachments: tuple[Attachment, ...] = ()
    unreachable: tuple[Recipient, ...] = ()


def compose_mail(letter: Letter) -> Mail:
    """Give the covering e-mail to all on the letter's list, or to its one recipient.

    Raises:
        TemplateRefused: if the standing text cannot be filled in.
        TextRefused: if it has a form that documents do not have.
    """
    recipients = letter.distribution_list.recipients if letter.recipient is None else (letter.recipient,)
    sender = letter.answer_to
    unreachable = tuple(r for r in recipients if r.email is None)
    return Mail(
        sender=(sender.display_name or sender.name, sender.email),
        addresses=tuple((r.name, r.email) for r in recipients if r.email is not None),
        subject=f"UTKAST: {letter.title}" if letter.meeting.is_draft else letter.title,
        text=Document(
            meta=Meta(letter.title, letter.body.name, letter.recommendation.date),
            blocks=(*_draft_mark(letter), *_warning(unreachable), *_standing_text(letter, recipients)),
        ),
        attachment_name=f"{_as_file_name(letter.title)}.pdf",
        attachments=tuple(a for a in letter.recommendation.attachments if not a.is_markdown and not a.sent_separately),
        unreachable=unreachable,
    )


def _as_file_name(title: str) -> str:
    """Give a title as a file name that every system can save."""
    return shortened("".join("-" if c in '<>:"/\\|?*' else c for c in title), 120).rstrip(" .…")


def _draft_mark(letter: Letter) -> tuple[Block, ...]:
    """Give the mark that keeps a letter of minutes not yet approved from being sent by mistake."""
    return (Paragraph("status", (strong(common.DRAFT_MARK),), Role.STATUS),) if letter.meeting.is_draft else ()


def _warning(unreachable: tuple[Recipient, ...]) -> tuple[Block, ...]:
    """Give the note to the coordinator that stands first in a draft until it is dealt with."""
    if not unreachable:
        return ()
    lines: list[Inline] = [strong("Att åtgärda innan mejlet skickas: mottagare utan e-postadress")]
    for recipient in unreachable:
        lines += [LineBreak(), Text(recipient.name)]
    lines += [LineBreak(), Text("Lägg till adresserna i Till-fältet och ta bort de här raderna.")]
    return (Paragraph("saknar-adress", tuple(lines), Role.STATUS),)


def _standing_text(letter: Letter, recipients: tuple[Recipient, ...]) -> tuple[Block, ...]:
    template = letter.house.texts[letter.body.mail_template or MAIL_TEMPLATE]
    inserted: dict[str, tuple[Block, ...]] = {
        "mottagarlista": (Paragraph("mottagare", common.lined([text(r.name) for r in recipients]), Role.RECIPIENTS),),
        "avsändarkort": _card(letter),
    }
    places = {name: AsIs(placeholder(name)) for name in inserted}
    values: dict[str, Any] = {**template_values(letter), "avsändare": letter.answer_to.name, **places}
    from naravard_docs.compose.fill import filled

    source = filled(template, values)
    try:
        return blocks_from(source, Setting("mejl", top_level=1, inserted=inserted, breaks_lines=True))
    except MarkupRefused as error:
        raise common.TextRefused(error, file=template.file) from error


def _card(letter: Letter) -> tuple[Block, ...]:
    """Give the sender's card: who, how to reach them, the organisation, personal data and vision."""
    sender, organisation = letter.answer_to, letter.house.organisation
    who: list[tuple[Inline, ...]] = [(strong(sender.name),)]
    who += [text(line) for line in (sender.title, sender.organisation) if line]
    reach: list[tuple[Inline, ...]] = [(common.mail_link(sender.email),)]
    reach += [text(f"Tfn: {sender.telephone}")] if sender.telephone else []
    reach += [text(f"Växel: {organisation.switchboard}")] if organisation.switchboard else []
    reach += [(common.web_link(site),) for site in organisation.websites]
    blocks: list[Block] = [
        Paragraph("kort.namn", common.lined(who), Role.ADDRESS),
        Paragraph("kort.kontakt", common.lined(reach), Role.ADDRESS),
    ]
    for name, label, value in (
        ("kort.postadress", "Postadress", organisation.postal_address),
        ("kort.besöksadress", "Besöksadress", organisation.visiting_address),
    ):
        if value:
            blocks.append(Paragraph(name, text(f"{label}: {value}"), Role.ADDRESS))
    if privacy := common.privacy_line(letter.house):
        blocks.append(Paragraph("kort.personuppgifter", privacy, Role.ADDRESS))
    if organisation.vision:
        blocks.append(Paragraph("kort.vision", text(organisation.vision), Role.ADDRESS))
    return tuple(blocks)
