"""PDF attachments of a document: which number and title each has in its list, and the page that stands before it."""

from __future__ import annotations

from msgspec import Struct

from naravard_docs.compose import attachments
from naravard_docs.compose.minutes import attachment_titles
from naravard_docs.compose.recommendation import Letter
from naravard_docs.document.blocks import Heading, Paragraph, Role
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Attachment


class ListedPdf(Struct, frozen=True):
    """A PDF attachment as a document's list of attachments has it, numbered from 1."""

    number: int
    title: str
    attachment: Attachment

    @property
    def label(self) -> str:
        return f"Bilaga {self.number}"


def pdfs_of_minutes(meeting: Meeting, texts: attachments.AttachedTexts) -> tuple[ListedPdf, ...]:
    """Return the PDF attachments that the minutes list, once each."""
    titles = attachment_titles(meeting, texts)
    listed = (
        ListedPdf(titles.index(title) + 1, title, attachment)
        for attachment in meeting.all_attachments
        if not attachment.is_markdown and (title := attachments.attachment_title(attachment, texts))
    )
    return tuple({(pdf.number, pdf.attachment.path): pdf for pdf in listed}.values())


def pdfs_of_letter(letter: Letter) -> tuple[ListedPdf, ...]:
    """Return the PDF attachments that the letter lists."""
    return tuple(
        ListedPdf(number, attachments.attachment_title(attachment, letter.attached_texts), attachment)
        for number, attachment in enumerate(letter.recommendation.letter.attachments, 1)
        if not attachment.is_markdown
    )


def compose_heading_page(listed: ListedPdf, document: Document) -> Document:
    """Return the page that stands before a PDF attachment where it is put together with the document that lists it."""
    name = f"bilaga-{listed.number}"
    label = Paragraph(f"{name}.nummer", text(listed.label), Role.APPENDIX_NUMBER, keeps_with_next=True)
    return Document(
        meta=replace(document.meta, title=f"{listed.label}: {listed.title}"),
        header=document.first_header,
        first_header=document.first_header,  # nothing, or the mark of a draft; page numbers would count this page alone
        blocks=(label, Heading(f"{name}.rubrik", 1, text(listed.title))),
    )
