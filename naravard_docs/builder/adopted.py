"""Adopted minutes: their words and files in the archive, and what the meeting would make of them now.

A version is what was adopted, and each correction makes the next. Its words are compared with those that the meeting
gives now, never its bytes: another program, template or font may make other bytes of the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.archive.archive import Archive, NewFile
from naravard_docs.archive.register import ARCHIVE_REGISTER, ArchivedFile, damaged_register, inner_path
from naravard_docs.builder.manifest import library_versions, manifest_of
from naravard_docs.builder.options import ATTACHMENTS
from naravard_docs.builder.up_to_date import MINUTES
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.posting import POSTING_SECTION, POSTING_SIGNATURE, POSTING_TITLE
from naravard_docs.document.document import Document
from naravard_docs.document.words import word_lines
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.correction import CorrectedLine, MinutesCorrection
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.workspace.load import LoadedMeeting

_WORDS = "ord"
_VERSION, DOCUMENT, _SOURCE, _BODY, _DAY = "version", "dokument", "med källa", "organ", "datum"
_GROUNDWORK, _PROGRAM = "underlag", "program"
_POSTING, _FINGERPRINTS = "anslag", "fingeravtryck"
_LEFT_OUT = "utelämnat"
"""What the register says of the notice in words that have it not; those of earlier versions of the program have it."""

_CORRECTIONS_BELOW = "\f"
"""The line between words and corrections; words have no such character."""


class MinutesText(Struct, frozen=True):
    """The words of minutes, and the corrections that stand below them."""

    lines: tuple[str, ...]
    corrections: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells these words from all others, as meeting files have it."""
        return f"sha256:{hashlib.sha256(self.as_bytes()).hexdigest()}"

    def as_bytes(self) -> bytes:
        below = [_CORRECTIONS_BELOW, *self.corrections] if self.corrections else []
        return "".join(f"{line}\n" for line in (*self.lines, *below)).encode()

    @classmethod
    def read(cls, data: bytes) -> MinutesText:
        lines = data.decode("utf-8", errors="replace").split("\n")[:-1]
        at = lines.index(_CORRECTIONS_BELOW) if _CORRECTIONS_BELOW in lines else len(lines)
        return cls(tuple(lines[:at]), tuple(lines[at + 1 :]))


class AdoptedVersion(Struct, frozen=True):
    """Minutes as they were adopted, or as a correction made them; ``files`` are theirs in the archive."""

    archive: Archive
    number: int
    text: MinutesText
    files: tuple[ArchivedFile, ...]

    @property
    def words(self) -> ArchivedFile:
        return next(file for file in self.files if file.details.get(DOCUMENT) == _WORDS)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprints that the meeting file had when the version was stored."""
        return tuple(self.words.details.get(_FINGERPRINTS, "").split())

    def file(self, document: str, has_source: bool) -> ArchivedFile | None:
        """Return the file of a document, as ``document_of`` names it; PDFs by whether they hold the meeting file."""
        wanted = _variant(document, has_source)
        return next((file for file in self.files if _as_told(file) == wanted), None)

    @property
    def attachments(self) -> tuple[ArchivedFile, ...]:
        return tuple(file for file in self.files if file.details.get(DOCUMENT, "").startswith(ATTACHMENTS))

    def is_of_same_files(self, loaded: LoadedMeeting) -> bool:
        """Whether nothing that the user writes of the meeting itself has changed since then."""
        return self.words.details.get(_GROUNDWORK) == groundwork_of(loaded)

    @property
    def is_of_other_program(self) -> bool:
        """Whether the program has become another since then."""
        return self.words.details.get(_PROGRAM) != _program()


def latest_version(archive: Archive, files: Iterable[ArchivedFile] | None = None) -> AdoptedVersion | None:
    """Return the minutes that stand, None where none are adopted.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    found = [file for file in (archive.files() if files is None else files) if file.kind == MINUTES]
    numbers = _versions(archive, found)
    if not numbers:
        return None
    return _version(archive, max(numbers), found)


def all_versions(archive: Archive) -> tuple[AdoptedVersion, ...]:
    """Return the minutes as they were adopted, and as each correction made them.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    found = archive.files(MINUTES)
    return tuple(_version(archive, number, found) for number in sorted(_versions(archive, found)))


def _version(archive: Archive, number: int, found: Iterable[ArchivedFile]) -> AdoptedVersion:
    own = tuple(file for file in found if file.details.get(_VERSION) == str(number))
    words = next(file for file in own if file.details.get(DOCUMENT) == _WORDS)
    text = MinutesText.read(archive.read(words))
    has_posting = words.details.get(_POSTING) != _LEFT_OUT
    return AdoptedVersion(archive, number, _without_posting(text) if has_posting else text, own)


def _without_posting(text: MinutesText) -> MinutesText:
    """Return words that were stored with the notice on them without it."""
    if POSTING_TITLE not in text.lines:
        return text
    start = text.lines.index(POSTING_TITLE)
    after = text.lines[start:]
    end = start + (after.index(POSTING_SIGNATURE) + 1 if POSTING_SIGNATURE in after else 2)
    return MinutesText((*text.lines[:start], *text.lines[end:]), text.corrections)


def _versions(archive: Archive, files: Iterable[ArchivedFile]) -> list[int]:
    """Return the numbers of the versions whose words are there; what no build has written is refused."""
    try:
        documents = [(inner_path(file.details[DOCUMENT]), int(file.details[_VERSION])) for file in files]
    except (KeyError, ValueError) as error:
        raise damaged_register(archive.folder / ARCHIVE_REGISTER, "är skadad och går inte att läsa") from error
    return [number for document, number in documents if document == _WORDS]


def minutes_text(loaded: LoadedMeeting, minutes: Document) -> MinutesText:
    """Return the words that a meeting's minutes have now, with those of the attachments that belong to them.

    The notice that they are adjusted is no part of them: it is put up and taken down after they are adopted.
    """
    meeting, document = loaded.meeting, minutes
    if meeting.corrections:
        uncorrected = meeting.model_copy(update={"corrections": ()})
        document = compose_minutes(
            uncorrected, loaded.workspace.house, loaded.attached_texts, loaded.follow_ups, loaded.pictures
        )
    document = replace(document, blocks=tuple(each for each in document.blocks if each.id != POSTING_SECTION))
    lines = (*word_lines(document), *attachment_lines(loaded, meeting.all_attachments))
    return MinutesText(lines, tuple(line for each in meeting.corrections for line in correction_lines(each)))


def correction_lines(correction: MinutesCorrection) -> tuple[str, ...]:
    """Return a correction as lines: when, who and why, then what was said and what is said."""
    head = f"Rättelse: {correction.date.isoformat()} | {correction.by} | {correction.reason}"
    changed = (part for line in correction.lines for part in (f"  stod: {line.said}", f"  står: {line.says}"))
    return (head, *changed)


def changed_lines(before: MinutesText, after: MinutesText) -> tuple[CorrectedLine, ...]:
    """Return each line that differs: what it said and what it says, one of them empty where a line came or went."""
    return tuple(_changed(before.lines, after.lines))


def is_corrected(before: MinutesText, meeting: Meeting, after: MinutesText) -> bool:
    """Return whether the meeting has one correction more than the adopted minutes, and it tells all that differs."""
    if not meeting.corrections or after.lines == before.lines:
        return False
    *earlier, last = meeting.corrections
    told = tuple(line for each in earlier for line in correction_lines(each))
    return told == before.corrections and last.lines == changed_lines(before, after)


def document_of(loaded: LoadedMeeting, name: str) -> str:
    """Return what a file of the minutes is called in any archive: its name without the meeting's."""
    return name.removeprefix(f"{loaded.stem}-")


def new_files(
    loaded: LoadedMeeting, files: Mapping[str, bytes], version: int, text: MinutesText | None, has_source: bool
) -> Iterator[NewFile]:
    """Yield files of a version to be stored, by their names in the output folder; with its words when it is new."""
    of_version = {_VERSION: str(version)}
    if text is not None:
        told = {_BODY: loaded.meeting.body, _DAY: loaded.meeting.date.isoformat()}
        made = {_GROUNDWORK: groundwork_of(loaded), _PROGRAM: _program(), _POSTING: _LEFT_OUT}
        if listed := fingerprints_in(loaded.meeting):
            made[_FINGERPRINTS] = " ".join(listed)
        name = _numbered(f"{loaded.stem}-protokoll.txt", version)
        yield NewFile(name, text.as_bytes(), {**of_version, DOCUMENT: _WORDS, **told, **made})
    for name, data in files.items():
        document, source = _variant(document_of(loaded, name), has_source)
        details = {**of_version, DOCUMENT: document, **({_SOURCE: "ja"} if source else {})}
        yield NewFile(_numbered(name, version, source), data, details)


def adopted_meeting(archive: Archive) -> tuple[str, str] | None:
    """Return the body and the day of the meeting whose minutes an archive has, None where it has none.

    Raises:
        FileAccessError: if the register is damaged.
    """
    told = [file.details for file in archive.files(MINUTES) if file.details.get(DOCUMENT) == _WORDS]
    return (told[0].get(_BODY, ""), told[0].get(_DAY, "")) if told else None


def groundwork_of(loaded: LoadedMeeting) -> str:
    """Return the digest of all that the user writes and minutes are made of, but for what they follow up.

    Why not that: answers come, and letters are corrected, after the minutes are adopted, and nobody is to undo them.
    """
    digests = manifest_of(loaded).sources
    names = (name for name, path in sorted(loaded.sources.items()) if path not in loaded.followed)
    own = [f"{name} {digests[name]}" for name in names if not name.endswith("(programmets)")]
    return hashlib.sha256("\n".join(own).encode()).hexdigest()


def _program() -> str:
    return ", ".join(f"{name} {number}" for name, number in library_versions().items())


def fingerprints_in(meeting: Meeting) -> tuple[str, ...]:
    """Return the fingerprints that a meeting file has, of what was adopted and of its corrections."""
    adopted = [each.fingerprint for each in meeting.approvals]
    return tuple(each for each in (*adopted, *(each.fingerprint for each in meeting.corrections)) if each is not None)


def attachment_lines(loaded: LoadedMeeting, listed: Iterable[Attachment]) -> Iterator[str]:
    """Yield what is attached: a text's words, and of a PDF its digest."""
    first: dict[str, Attachment] = {}
    for attachment in listed:
        first.setdefault(attachment.path, attachment)
    for path, attachment in first.items():
        attached = loaded.attached_texts.get(path)
        if attached is not None:
            lines = (" ".join(line.split()) for line in attached.text.split("\n"))
            yield from (f"Bilaga {path}: {line}" for line in lines if line)
            continue
        data = loaded.workspace.read_attachment(loaded.attachment_path(attachment))
        yield f"Bilaga {path}: PDF med kontrollsumman {hashlib.sha256(data).hexdigest()}"


def _changed(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[CorrectedLine]:
    from difflib import SequenceMatcher  # asked of what was changed only

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, stop, start_now, stop_now in matcher.get_opcodes():
        if kind == "equal":
            continue
        said, says = before[start:stop], after[start_now:stop_now]
        for index in range(max(len(said), len(says))):
            yield CorrectedLine(said=_at(said, index), says=_at(says, index))


def _at(lines: tuple[str, ...], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _variant(document: str, has_source: bool) -> tuple[str, bool]:
    """Return a document with whether the meeting file is in it, which Word files and attachments never have."""
    return document, has_source and document.endswith(".pdf") and not document.startswith(ATTACHMENTS)


def _as_told(file: ArchivedFile) -> tuple[str, bool]:
    return file.details.get(DOCUMENT, ""), file.details.get(_SOURCE) == "ja"


def _numbered(name: str, version: int, has_source: bool = False) -> str:
    """Return a name with what tells files of one name apart: with source, and the number of the version."""
    path = PurePosixPath(name)
    more = f"{'-med-kalla' if has_source else ''}{f'-rattelse-{version - 1}' if version > 1 else ''}"
    return str(path.with_name(f"{path.stem}{more}{path.suffix}"))
