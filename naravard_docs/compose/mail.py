"""The covering e-mail of a recommendation: its words as a document, its envelope, and who cannot get it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from naravard_docs.compose import inlines, letterhead
from naravard_docs.compose.attachments import plain_title
from naravard_docs.compose.recommendation import Letter, contact_blocks, correction_note, template_values
from naravard_docs.compose.shared_blocks import with_shared_blocks
from naravard_docs.compose.template import TemplateError, VerbatimText
from naravard_docs.compose.texts import plain_line, refuse_steering, whole_file
from naravard_docs.document.blocks import Block, Paragraph, Role
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, LineBreak, Text, strong, text
from naravard_docs.libraries.records import replace
from naravard_docs.markup.protect import placeholder
from naravard_docs.markup.setting import Setting
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.shared_templates import MAIL_TEMPLATE
from naravard_docs.swedish import is_empty, shorten

_IF_EMPTY = "skriv texten; programmets egen används när filen inte finns"


class Mail(Struct, frozen=True):
    """An e-mail: sender as (name, address), to whom, subject and text.

    ``attachments`` are the PDF files beside the letter, by the names that receivers see; ``notes`` are what a draft
    says first to whoever sends it, and what is no part of the message.
    """

    sender: tuple[str, str]
    recipients: tuple[Recipient, ...]
    subject: str
    text: Document
    attachment_name: str
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    notes: tuple[Block, ...] = ()

    @property
    def reachable(self) -> tuple[tuple[Recipient, str], ...]:
        """The recipients who have an address, with it."""
        return tuple((recipient, recipient.email) for recipient in self.recipients if recipient.email is not None)

    @property
    def unreachable(self) -> tuple[Recipient, ...]:
        return tuple(recipient for recipient in self.recipients if recipient.email is None)

    @property
    def draft_text(self) -> Document:
        return replace(self.text, blocks=(*self.notes, *self.text.blocks))


def compose_mail(letter: Letter, hides_addresses: bool = False) -> Mail:
    """Return the covering e-mail to all on the letter's list, who may not see each other, or to its one recipient.

    Raises:
        TemplateError: if the standing text cannot be filled in.
        TextError: if it has a form that documents do not have.
    """
    asked, sender = letter.recommendation, letter.answer_to
    recipients = letter.recipients
    return Mail(
        sender=(sender.display_name or sender.name, sender.email),
        recipients=recipients,
        subject=letterhead.subject_with_mark(asked.meeting.status, letter.title),
        text=Document(
            meta=Meta(letter.title, asked.body.name, letter.date),
            blocks=(
                *correction_note(letter),
                *template_blocks(letter, recipients, asked.body.mail_template or MAIL_TEMPLATE),
            ),
        ),
        attachment_name=attachment_name(letter),
        attachments=attachments_beside(letter),
        notes=notes_to_sender(letter, recipients, hides_addresses),
    )


def with_shared_text(mail: Mail, other: Mail | None) -> Mail:
    """Return an e-mail with what is as in another held once."""
    if other is None:
        return mail
    same = other.attachments if other.attachments == mail.attachments else mail.attachments
    return replace(mail, text=with_shared_blocks(mail.text, other.text), attachments=same)


def attachment_name(letter: Letter) -> str:
    """Return the letter's title as a file name that every system can save."""
    title = letter.title.replace(": ", " – ", 1) if letter.corrections else letter.title
    return pdf_name(title)


def pdf_name(title: str) -> str:
    """Return a title as the name of a PDF file that every system can save."""
    shown = "".join("-" if c in '<>:"/\\|?*' else c for c in title)
    return f"{shorten(shown, 120).rstrip(' .…')}.pdf"


def attachments_beside(letter: Letter) -> dict[str, Attachment]:
    """Return the PDF files that go with the letter, named by number and title: «Bilaga 3 Kostnadskalkyl.pdf»."""
    return {
        pdf_name(f"{each.label} {plain_line(plain_title(each.attachment, letter.attached_texts))}"): each.attachment
        for each in letter.attachments
        if not each.attachment.is_markdown and not each.attachment.sent_separately
    }


def notes_to_sender(
    letter: Letter, recipients: tuple[Recipient, ...], hides_addresses: bool = False
) -> tuple[Block, ...]:
    """Return what a draft says first to whoever sends it: that it is a draft, and who has no address."""
    unreachable = tuple(r for r in recipients if r.email is None)
    return (*_draft_mark(letter), *_warning(unreachable, "fältet Hemlig kopia" if hides_addresses else "Till-fältet"))


def _draft_mark(letter: Letter) -> tuple[Block, ...]:
    """Return the mark that keeps a letter of minutes not yet approved from being sent by mistake."""
    mark = letterhead.status_mark(letter.recommendation.meeting.status)
    return (Paragraph("status", (strong(mark),), Role.STATUS),) if mark else ()


def _warning(unreachable: tuple[Recipient, ...], header: str) -> tuple[Block, ...]:
    """Return the note to the coordinator that stands first in a draft until it is dealt with."""
    if not unreachable:
        return ()
    lines: list[Inline] = [strong("Att åtgärda innan mejlet skickas: mottagare utan e-postadress")]
    for recipient in unreachable:
        lines += [LineBreak(), Text(recipient.name)]
    lines += [LineBreak(), Text(f"Lägg till adresserna i {header} och ta bort de här raderna.")]
    return (Paragraph("saknar-adress", tuple(lines), Role.STATUS),)


def template_blocks(
    letter: Letter, recipients: tuple[Recipient, ...], template_name: str, more: Mapping[str, Any] | None = None
) -> tuple[Block, ...]:
    """Return an e-mail's standing text filled in, ``more`` being names that only this kind of e-mail has.

    Raises:
        TemplateError, TextError: as ``compose_mail`` does.
    """
    template = letter.house.texts[template_name]
    if is_empty(template.text):
        raise TemplateError(template.file, 1, "mejlet har ingen text", _IF_EMPTY)
    inserted: dict[str, tuple[Block, ...]] = {
        "mottagarlista": (
            Paragraph("mottagare", inlines.join_lines(map(inlines.recipient_name, recipients)), Role.RECIPIENTS),
        ),
        "avsändarkort": _card(letter),
        **contact_blocks(letter),
    }
    places = {name: VerbatimText(placeholder(name)) for name in inserted}
    from naravard_docs.compose.fill import fill_template

    values = {**template_values(letter), "avsändare": letter.answer_to.name, **places, **(more or {})}
    refuse_steering(template.text, template.file)
    setting = Setting("mejl", top_level=1, inserted=inserted, breaks_lines=True)
    return whole_file(fill_template(template, values), setting, template.file)


def _card(letter: Letter) -> tuple[Block, ...]:
    """Return the sender's card: who, how to reach them, the organisation, personal data and vision."""
    sender, organisation = letter.answer_to, letter.house.organisation
    who: list[tuple[Inline, ...]] = [(strong(sender.name),)]
    who += [text(line) for line in (sender.title, sender.organisation) if line]
    reach: list[tuple[Inline, ...]] = [(inlines.mail_link(sender.email),)]
    reach += [text(f"Tfn: {sender.telephone}")] if sender.telephone else []
    reach += [text(f"Växel: {organisation.switchboard}")] if organisation.switchboard else []
    reach += [(inlines.web_link(site),) for site in organisation.websites]
    blocks: list[Block] = [
        Paragraph("kort.namn", inlines.join_lines(who), Role.ADDRESS),
        Paragraph("kort.kontakt", inlines.join_lines(reach), Role.ADDRESS),
    ]
    for name, label, value in (
        ("kort.postadress", "Postadress", organisation.postal_address),
        ("kort.besöksadress", "Besöksadress", organisation.visiting_address),
    ):
        if value:
            blocks.append(Paragraph(name, text(f"{label}: {value}"), Role.ADDRESS))
    if privacy := letterhead.privacy_line(letter.house):
        blocks.append(Paragraph("kort.personuppgifter", privacy, Role.ADDRESS))
    if organisation.vision:
        blocks.append(Paragraph("kort.vision", text(organisation.vision), Role.ADDRESS))
    return tuple(blocks)
