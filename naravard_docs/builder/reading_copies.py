"""Reading copies of a build: a document and its PDF attachments as one file, and what they do not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from naravard_docs.compose.attached_pdfs import compose_heading_page
from naravard_docs.compose.attachments import ListedAttachment
from naravard_docs.document.document import Document
from naravard_docs.errors import FileAccessError, Level, Problem, shown_path
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.swedish import quote
from naravard_docs.workspace.load import LoadedMeeting

if TYPE_CHECKING:
    from naravard_docs.pdf.copied_annotations import Loss

_TOLD = 6
"""How much that a reading copy does not show is told of one attachment."""

_NOT_IN_COPY_REMEDY = (
    "öppna filen, skriv ut den till en ny PDF och bifoga den, sätt skickas_separat: ja, eller bygg utan --sammanfoga"
)


def enclosed_pdfs(pdfs: Sequence[ListedAttachment]) -> tuple[ListedAttachment, ...]:
    """Return those of a document's PDF attachments that are in its reading copy."""
    return tuple(pdf for pdf in pdfs if not pdf.attachment.sent_separately)


def attached_bytes(loaded: LoadedMeeting, attachment: Attachment) -> bytes:
    """Return an attachment as it is."""
    return loaded.workspace.read_attachment(loaded.attachment_path(attachment))


def render_reading_copy(
    loaded: LoadedMeeting, document: Document, original: bytes, pdfs: Sequence[ListedAttachment]
) -> bytes:
    """Return a document's PDF and some attachments as one file.

    Raises:
        FileAccessError: if an attachment cannot be put into it.
    """
    from naravard_docs.pdf.reading_copy import AttachmentError, EnclosedFile, reading_copy
    from naravard_docs.pdf.writer import pdf_bytes

    theme = loaded.workspace.theme
    pages = [compose_heading_page(pdf, document) for pdf in pdfs]
    enclosed = [
        EnclosedFile(page.meta.title, pdf_bytes(page, theme), attached_bytes(loaded, pdf.attachment))
        for page, pdf in zip(pages, pdfs, strict=True)
    ]
    try:
        return reading_copy(original, enclosed, document.meta)
    except AttachmentError as error:
        shown = shown_path(loaded.attachment_path(pdfs[error.index].attachment))
        reason = f"{error.reason} och går" if error.reason else "går"
        raise FileAccessError(f"{shown} {reason} inte att lägga in i läsexemplaret", _NOT_IN_COPY_REMEDY) from error


def losses_in(loaded: LoadedMeeting, pdfs: Sequence[ListedAttachment]) -> dict[str, tuple[Loss, ...]]:
    """Return what reading copies do not show of each attachment, by its path in the meeting file."""
    from naravard_docs.pdf.reading_losses import losses

    merged = {pdf.attachment.path: pdf.attachment for pdf in enclosed_pdfs(pdfs)}
    return {path: losses(attached_bytes(loaded, attachment)) for path, attachment in merged.items()}


def losses_told(
    loaded: LoadedMeeting, pdfs: Sequence[ListedAttachment], lost: Mapping[str, Sequence[Loss]]
) -> tuple[Problem, ...]:
    """Warn of what the reading copies do not show of an attachment, once for each attachment."""
    attachments = {pdf.attachment.path: pdf.attachment for pdf in pdfs}
    return tuple(_not_shown(loaded, attachments[path], found) for path, found in lost.items() if found)


def _not_shown(loaded: LoadedMeeting, attachment: Attachment, lost: Sequence[Loss]) -> Problem:
    told = [
        f"{f'sida {each.page}: ' if each.page else ''}{each.what}{f' {quote(each.words)}' if each.words else ''}"
        for each in lost[:_TOLD]
    ]
    more = f"; och {len(lost) - _TOLD} till" if len(lost) > _TOLD else ""
    return Problem(
        f"Läsexemplaret visar inte allt i bilagan {quote(attachment.path)}: {'; '.join(told)}{more}",
        "skriv ut bilagan till en ny PDF i programmet som visar den, och bifoga den; originalet är med oförändrat",
        loaded.place_of_attachment(attachment),
        Level.WARNING,
    )
