"""PDF attachments of a document: which number and title each has in its list, and the page that stands before it."""

from __future__ import annotations

from naravard_docs.compose.attachments import AttachedTexts, ListedAttachment, listed_in_meeting
from naravard_docs.compose.recommendation import Letter
from naravard_docs.document.blocks import Heading, Paragraph, Role
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import text
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.public_meeting import public_meeting


def pdfs_of_minutes(meeting: Meeting, texts: AttachedTexts) -> tuple[ListedAttachment, ...]:
    """Return the PDF attachments that the minutes list, once each."""
    told = public_meeting(meeting) if meeting.is_published else meeting
    return tuple(each for each in listed_in_meeting(told, texts) if not each.attachment.is_markdown)


def pdfs_of_letter(letter: Letter) -> tuple[ListedAttachment, ...]:
    """Return the PDF attachments that the letter lists."""
    return tuple(each for each in letter.attachments if not each.attachment.is_markdown)


def compose_heading_page(listed: ListedAttachment, document: Document) -> Document:
    """Return the page that stands before a PDF attachment where it is put together with the document that lists it."""
    name = f"bilaga-{listed.place}"
    label = Paragraph(f"{name}.nummer", text(listed.label), Role.APPENDIX_NUMBER, keeps_with_next=True)
    return Document(
        meta=replace(document.meta, title=f"{listed.label}: {listed.title}"),
        header=document.first_header,
        first_header=document.first_header,  # nothing, or the mark of a draft; page numbers would count this page alone
        blocks=(label, Heading(f"{name}.rubrik", 1, text(listed.title))),
    )
