"""Kallelser that were issued: written into the meeting file, stored in the archive, and compared with what is said now.

The archive has them under the identity that the meeting has in calendars, so that they are found when its file has
another name. They are compared by their words, never by their bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.archive.archive import Archive, NewFile
from naravard_docs.archive.register import ArchivedFile
from naravard_docs.builder.adopted import MinutesText, changed_lines
from naravard_docs.builder.meeting_edit import (
    meeting_bytes,
    with_entry_in_meeting,
    with_value_in_meeting,
    write_meeting,
)
from naravard_docs.builder.meeting_identities import new_identity
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.compose.notice_calendar import identity_of
from naravard_docs.compose.notice_of_meeting import notice_blocks
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.document.document import Document, Meta
from naravard_docs.errors import WrongUsageError
from naravard_docs.libraries.records import replace
from naravard_docs.mail.draft import as_text
from naravard_docs.meeting.correction import CorrectedLine
from naravard_docs.meeting.issued_notice import IS_CANCELLED
from naravard_docs.swedish import is_empty, long_date
from naravard_docs.workspace.load import LoadedMeeting

NOTICES = "kallelse"
"""The kind that archives have kallelser as."""

_VERSION, _DOCUMENT, _SECRETS, _WORDS = "version", "dokument", "med sekretess", "ord"


class NoticeRecord(Struct, frozen=True):
    """What is written into the meeting file of a kallelse that is issued: its day, what changed, or why it is off."""

    date: date
    change: str | None = None
    cancelled: str | None = None


def record_notice(loaded: LoadedMeeting, record: NoticeRecord) -> bytes:
    """Write into the meeting file that a kallelse is issued, or an update; return what the file had before.

    Raises:
        WrongUsageError: if what is to be recorded does not follow on what is; nothing is written.
        FileAccessError, InvalidInputError: if it cannot be written.
    """
    _refuse(loaded, record)
    issued = loaded.meeting.notices_issued
    change = IS_CANCELLED if record.cancelled is not None else record.change
    entry = {"datum": record.date.isoformat(), **({"ändring": change} if change else {})}
    if not any(each.id for each in issued):
        entry["id"] = loaded.stem if issued else new_identity(loaded)
    before = meeting_bytes(loaded)
    after = with_entry_in_meeting(loaded, before, "kallelse", {**entry})
    if record.cancelled is not None:
        after = with_value_in_meeting(loaded, after, ("inställt",), record.cancelled)
    write_meeting(loaded, before, after)
    return before


def _refuse(loaded: LoadedMeeting, record: NoticeRecord) -> None:
    meeting, file = loaded.meeting, loaded.source.file
    issued = meeting.notices_issued
    if any(words is not None and is_empty(words) for words in (record.change, record.cancelled)):
        raise WrongUsageError("det är inte sagt vad som ändrades, eller varför", "skriv det inom citattecken")
    if meeting.cancelled is not None:
        message = f"{file}: mötet är redan inställt"
        raise WrongUsageError(message, "ta bort «inställt:» ur mötesfilen, om det ska hållas ändå")
    last = meeting.end_date or meeting.date
    if record.date > last:
        message = f"{file}: dagen, {long_date(record.date)}, är efter mötet den {long_date(last)}"
        raise WrongUsageError(message, "ange dagen då kallelsen skickades ut: --datum DAG")
    if issued and record.date < issued[-1].date:
        message = f"{file}: dagen, {long_date(record.date)}, är före det som gick ut den {long_date(issued[-1].date)}"
        raise WrongUsageError(message, "ange en senare dag: --datum DAG")
    if issued and record.change is None and record.cancelled is None:
        message = f"{file}: kallelsen är redan utskickad, den {long_date(issued[0].date)}"
        raise WrongUsageError(message, "är något ändrat, skriv vad: --ändrad 'ny lokal, Stora salen'")
    if not issued and record.change is not None:
        message = f"{file}: ingen kallelse är utskickad, så det finns ingen att ändra"
        raise WrongUsageError(message, f"anteckna kallelsen först: naravard kallelse {file} --datum idag")


class IssuedWords(Struct, frozen=True):
    """What a kallelse said that was issued, and whether what is under secrecy was told in it."""

    text: MinutesText
    reveals_secrets: bool


def archive_of_notices(loaded: LoadedMeeting) -> Archive:
    """Return the archive that has a meeting's kallelser."""
    return Archive(loaded.workspace.root, identity_of(loaded.meeting, loaded.stem))


def issued_words(loaded: LoadedMeeting) -> IssuedWords | None:
    """Return what the last kallelse said that the meeting file tells of; None where the archive has it not.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    archive, version = archive_of_notices(loaded), len(loaded.meeting.notices_issued)
    found = [file for file in archive.files(NOTICES) if _is_words(file, version)]
    if not found:
        return None
    return IssuedWords(MinutesText.read(archive.read(found[-1])), found[-1].details.get(_SECRETS) == "ja")


def _is_words(file: ArchivedFile, version: int) -> bool:
    return file.details.get(_DOCUMENT) == _WORDS and file.details.get(_VERSION) == str(version)


def changed_since_issued(source: NoticeSource, issued: IssuedWords | None) -> tuple[CorrectedLine, ...]:
    """Return the lines of a kallelse that differ from what was issued; none where that is not known."""
    if issued is None:
        return ()
    return changed_lines(issued.text, words_of_notice(replace(source, reveals_secrets=issued.reveals_secrets)))


def words_of_notice(source: NoticeSource) -> MinutesText:
    """Return what a kallelse says, line by line, without what it attaches and what it says of changes."""
    blocks = normalise_blocks(tuple(notice_blocks(replace(source, has_documents=False))))
    text = as_text(Document(Meta("", "", source.date), blocks))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return MinutesText(tuple(line for line in lines if line))


def store_notice(loaded: LoadedMeeting, source: NoticeSource, files: Mapping[str, bytes]) -> None:
    """Store a kallelse that is issued, with its words, before anything says that it is.

    Raises:
        FileAccessError: if it cannot be stored.
    """
    archive_of_notices(loaded).store_all(NOTICES, _new_files(loaded, source, files))


def _new_files(loaded: LoadedMeeting, source: NoticeSource, files: Mapping[str, bytes]) -> Iterator[NewFile]:
    version = len(loaded.meeting.notices_issued)
    details = {_VERSION: str(version), **({_SECRETS: "ja"} if source.reveals_secrets else {})}
    stem = identity_of(loaded.meeting, loaded.stem)
    number = f"-andring-{version - 1}" if version > 1 else ""
    words = words_of_notice(source).as_bytes()
    yield NewFile(f"{stem}-kallelse{number}.txt", words, {**details, _DOCUMENT: _WORDS})
    for name, data in files.items():
        path = PurePosixPath(name)
        document = path.name.removeprefix(f"{loaded.stem}-")
        yield NewFile(
            f"{stem}-{PurePosixPath(document).stem}{number}{path.suffix}", data, {**details, _DOCUMENT: document}
        )
