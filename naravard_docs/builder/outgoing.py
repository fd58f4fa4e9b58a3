"""The documents and e-mails of a build plan; e-mails are put together whenever they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.builder.reading_copies import attached_bytes
from naravard_docs.compose.attachments import ListedAttachment
from naravard_docs.compose.mail import Mail
from naravard_docs.document.document import Document
from naravard_docs.mail.draft import Envelope, draft_bytes, message_bytes
from naravard_docs.mail.frame import AttachedFile
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.send.message import MadeContent
from naravard_docs.workspace.load import LoadedMeeting


class PlannedDocument(Struct, frozen=True):
    """A document to be written: its place below the meeting's folder, without suffix, and the PDFs that it lists."""

    name: str
    document: Document
    pdfs: tuple[ListedAttachment, ...] = ()


class Draft(Struct, frozen=True):
    """An e-mail to be written, with the letter it carries.

    ``ordinal`` is the number of a letter to one recipient, 0 for one to all. ``sent_letter`` is the letter's very PDF,
    when it carries the one that was sent and not one that is built now.
    """

    name: str
    mail: Mail
    letter: PlannedDocument
    recommendation: MeetingRecommendation
    ordinal: int = 0
    sent_letter: bytes | None = None


class EnclosedAttachments:
    """The attachments that go with e-mails of a meeting, each read once: the last recipient gets what the first got."""

    def __init__(self, loaded: LoadedMeeting) -> None:
        self._loaded = loaded
        self._read: dict[str, bytes] = {}

    def data(self, attachment: Attachment) -> bytes:
        """Return an attachment as it was when it was first asked for.

        Raises:
            FileAccessError: if it cannot be read.
        """
        if attachment.path not in self._read:
            self._read[attachment.path] = attached_bytes(self._loaded, attachment)
        return self._read[attachment.path]


class Enclosures(Struct, frozen=True):
    """The files that go with an e-mail; ``files`` has the letter, where it is not the one that was sent."""

    draft: Draft
    files: Mapping[str, bytes]
    attachments: EnclosedAttachments

    @property
    def names(self) -> tuple[str, ...]:
        """What receivers see them called."""
        return (self.draft.mail.attachment_name, *self.draft.mail.attachments)

    @property
    def letter(self) -> bytes:
        return self.draft.sent_letter or self.files[f"{self.draft.letter.name}.{Format.PDF}"]

    @property
    def attached(self) -> tuple[AttachedFile, ...]:
        """The letter, and the PDF files beside it, under the names that receivers see."""
        mail = self.draft.mail
        beside = (AttachedFile(name, self.attachments.data(each)) for name, each in mail.attachments.items())
        return (AttachedFile(mail.attachment_name, self.letter), *beside)


class Outgoing(Struct, frozen=True, dict=True):
    """An e-mail as a server is to have it, but for date and id, and the files that go with it."""

    draft: Draft
    order: BuildOptions
    enclosed: Enclosures

    @cached_property
    def content(self) -> MadeContent:
        """Its bytes, made anew each time, so that those of all are never held."""
        return MadeContent.of(lambda: self.data)

    @property
    def data(self) -> bytes:
        return message_bytes(self.draft.mail.text, envelope_of(self.draft, self.order), self.enclosed.attached)


def draft_file(draft: Draft, order: BuildOptions, enclosed: Enclosures) -> bytes:
    """Return an e-mail as a draft, with what it says to its sender."""
    return draft_bytes(draft.mail.draft_text, envelope_of(draft, order), enclosed.attached)


def envelope_of(draft: Draft, order: BuildOptions) -> Envelope:
    """Return who an e-mail is from and to."""
    addresses = [(recipient.name, address) for recipient, address in draft.mail.reachable]
    return Envelope(draft.mail.sender, addresses, draft.mail.subject, order.hides_addresses)
