"""The e-mail that a kallelse goes with, to each who is called: its words, by a standing text, and who writes it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from naravard_docs.compose.inlines import join_lines
from naravard_docs.compose.mail import pdf_name
from naravard_docs.compose.meeting_facts import labelled_lines
from naravard_docs.compose.notice_of_meeting import agenda_list, if_prevented, when_and_where
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.compose.template import TemplateError, VerbatimText
from naravard_docs.compose.texts import plain_line, refuse_steering, whole_file
from naravard_docs.document.blocks import Block, Paragraph, Role
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, strong, text
from naravard_docs.markup.protect import placeholder
from naravard_docs.markup.setting import Setting
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.people_called import CalledPerson
from naravard_docs.meeting.shared_templates import NOTICE_TEMPLATE
from naravard_docs.swedish import is_empty

_IF_EMPTY = "skriv texten; programmets egen används när filen inte finns"


class NoticeMail(Struct, frozen=True):
    """An e-mail with a kallelse to one person; it has no sender where nobody's address is known.

    ``mark`` is what a draft of one says first that is not issued; ``attachment_name`` is what receivers see the
    kallelse as, and ``attachments`` are its PDF documents by such names.
    """

    sender: tuple[str, str] | None
    subject: str
    text: Document
    attachment_name: str
    attachments: Mapping[str, Attachment]
    mark: str = ""

    @property
    def draft_text(self) -> Document:
        """What a draft says, which first says that it is not to be sent yet."""
        if not self.mark:
            return self.text
        status = Paragraph("status", (strong(self.mark),), Role.STATUS)
        return Document(self.text.meta, (status, *self.text.blocks))


def compose_notice_mail(source: NoticeSource, called: CalledPerson) -> NoticeMail:
    """Return the e-mail with a kallelse to somebody who is called.

    Raises:
        TemplateError: if the standing text cannot be filled in.
        TextError: if it has a form that documents do not have.
    """
    about = f"{source.title}: {source.body.name} {source.days}"
    subject = f"För kännedom: {about}" if called.is_for_information else about
    if source.mark:
        subject = f"UTKAST: {subject}"
    return NoticeMail(
        sender=source.sender,
        subject=subject,
        text=Document(Meta(about, source.body.name, source.date), _blocks(source, called)),
        attachment_name=pdf_name(f"{source.title} {source.body.name} {source.days}"),
        attachments=_attachments(source),
        mark=source.mark,
    )


def _attachments(source: NoticeSource) -> dict[str, Attachment]:
    """Return the PDF documents that go along, where they are to."""
    return {
        pdf_name(f"{each.label} {plain_line(each.title)}"): each.attachment
        for each in (source.listed if source.has_documents else ())
        if not each.attachment.is_markdown and not each.attachment.sent_separately
    }


def _blocks(source: NoticeSource, called: CalledPerson) -> tuple[Block, ...]:
    template = source.house.texts[source.body.notice_template or NOTICE_TEMPLATE]
    if is_empty(template.text):
        raise TemplateError(template.file, 1, "mejlet har ingen text", _IF_EMPTY)
    inserted: dict[str, tuple[Block, ...]] = {
        "tid_och_plats": (Paragraph("uppgifter", labelled_lines(when_and_where(source))),),
        "föredragningslista": tuple(agenda_list(source)),
        "förhinder": (Paragraph("förhinder", if_prevented(source)),),
        "avsändare": (_sender(source),),
    }
    from naravard_docs.compose.fill import fill_template

    places = {name: VerbatimText(placeholder(name)) for name in inserted}
    refuse_steering(template.text, template.file)
    setting = Setting("mejl", top_level=1, inserted=inserted, breaks_lines=True)
    return whole_file(fill_template(template, {**_values(source, called), **places}), setting, template.file)


def _values(source: NoticeSource, called: CalledPerson) -> dict[str, object]:
    """Return the names that the standing text may use; those of what is not told are empty."""
    meeting = source.meeting
    change = source.changes[-1].change if source.changes else None
    return {
        "rubrik": source.title,
        "organ": source.body.name,
        "organ_beskrivning": source.body.description or "",
        "organisation": source.house.organisation.name,
        "mottagare": plain_line(called.person.name),
        "för_kännedom": called.is_for_information,
        "möte_datum": meeting.date,
        "dag": source.days_in_text,
        "tid": plain_line(meeting.time or ""),
        "plats": plain_line(meeting.place or ""),
        "ändring": plain_line(change or "kallelsen är ändrad") if source.changes else "",
        "inställt": plain_line(meeting.cancelled or ""),
        "nästa_möte": meeting.next_meeting.date if meeting.next_meeting else None,
    }


def _sender(source: NoticeSource) -> Paragraph:
    """Return who writes: the secretary with title and telephone, else the body."""
    card = source.secretary_card
    lines: list[tuple[Inline, ...]] = []
    role = plain_line(source.secretary.role or "") if source.secretary else ""
    if source.secretary is not None:
        lines.append((strong(plain_line(source.secretary.name)),))
    told = ((card and card.title) or role, card and card.telephone and f"Tfn: {card.telephone}")
    lines += [text(line) for line in told if line]
    return Paragraph("avsändare", join_lines([*lines, text(source.body.name)]), Role.ADDRESS)
