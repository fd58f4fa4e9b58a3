"""The kallelse of a meeting that is to come: as Word, PDF, calendar file, and a mail to each who is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct, field

from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.other_files import OtherFiles
from naravard_docs.workspace.load import LoadedMeeting


class NoticeRecord(Struct, frozen=True):
    """What is written into the meeting file of a kallelse that is issued: its day, what changed, or why it is off."""

    date: date
    change: str | None = None
    cancelled: str | None = None


class NoticeOptions(Struct, frozen=True):
    """What to make of a kallelse.

    ``record`` is what is written into the meeting file first; without one it is a preview. ``reveals_secrets`` has
    items under secrecy in full, in mails too; ``has_documents`` appends the attachments that are texts and PDFs.
    """

    record: NoticeRecord | None = None
    reveals_secrets: bool = False
    has_documents: bool = False
    build: BuildOptions = field(default_factory=BuildOptions)


class MemberMail(Struct, frozen=True):
    """The mail to somebody who is called, as a server is to have it, but for date and id; ``key`` is their name's slug.

    Whoever has no address has no mail: ``data`` is empty then.
    """

    key: str
    name: str
    address: str | None
    data: bytes


def build_notice(path: Path, options: NoticeOptions) -> OtherFiles:
    """Make the kallelse of a meeting, its calendar file and a draft to each who is called and has an address.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as building does.
    """
    raise NotImplementedError


def member_mails(loaded: LoadedMeeting, options: NoticeOptions) -> tuple[MemberMail, ...]:
    """Return the mail to each who is called, members first, in the order of the body; nobody has two.

    What is mailed is the last entry under «kallelse» in the meeting file, or that the meeting is cancelled.

    Raises:
        InvalidInputError: if a text or template cannot be set.
    """
    raise NotImplementedError
