"""What can be ordered of a meeting, and what came of it; small, so that the commands' help is quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from naravard_docs.errors import ExitCode, Place, Problem

READING_COPY = "-lasexemplar.pdf"
"""How the name of a reading copy ends; ASCII, as all names of built files."""

HIDDEN = "-hemlig-kopia.eml"
"""How the name of an e-mail whose addresses are hidden from each other ends."""

REPORT_SUFFIX = ".granskning.json"
"""What is added to a PDF's name for the report of its audit."""

LETTERS, MAILS = "brev/", "mejl/"
"""Where letters to one recipient, and all e-mails, lie below a meeting's folder."""

MAILS_TO_EACH, MAILS_TO_ALL = f"{MAILS}en-och-en/", f"{MAILS}gemensamt/"
"""Where the drafts of a dispatch lie, by the way of sending: those of one way are not taken for those of the other."""

REMINDERS = "paminnelser/"
"""Where reminders lie below a meeting's folder, in a folder for each day; what they say counts from that day."""

EXTRACTS, POSTINGS, NOTICES_OF_MEETING = "utdrag/", "anslag/", "kallelse/"
"""Where extracts of the minutes, notices for the board and the kallelse lie below a meeting's folder; ``bygg`` makes
none of them."""

ATTACHMENTS = "bilagor/"
"""Where PDF attachments lie below a meeting's folder."""


class DocumentKind(StrEnum):
    MINUTES = "protokoll"
    RECOMMENDATION = "rekommendation"
    MAIL = "mejl"


class Format(StrEnum):
    PDF = "pdf"
    WORD = "docx"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build: kinds of document, formats, where to.

    ``per_recipient`` gives each recipient a letter of its own; ``with_source`` embeds the meeting file in the PDFs;
    ``is_checked`` has each file read again before it is written; ``merges`` adds a reading copy of each document
    with its PDF attachments; ``hides_addresses`` keeps those who get one e-mail from seeing each other's addresses;
    ``matter`` is the short name of the one recommendation whose letters are built; ``is_forced`` builds even what has
    not changed; ``sorts_mails`` puts e-mails into a folder for the way in which they are sent; ``is_strict`` writes
    nothing that there are warnings about; ``is_publication`` makes the minutes to be published instead of the others.
    ``today`` decides what is told of a meeting that is ahead, and nothing of
    what is built; without it the meeting has been held.
    """

    kinds: frozenset[DocumentKind] = frozenset(DocumentKind)
    formats: tuple[Format, ...] = (Format.WORD, Format.PDF)
    target: Path | None = None
    per_recipient: bool = False
    with_source: bool = False
    is_checked: bool = True
    merges: bool = False
    hides_addresses: bool = False
    matter: str | None = None
    is_forced: bool = False
    sorts_mails: bool = False
    is_strict: bool = False
    is_publication: bool = False
    today: date | None = None

    @property
    def mail_folder(self) -> str:
        """Where the order's e-mails lie below the meeting's folder."""
        if not self.sorts_mails:
            return MAILS
        return MAILS_TO_EACH if self.per_recipient else MAILS_TO_ALL

    @property
    def words(self) -> str:
        """What is ordered, in words by which a manifest knows it again; what makes no other files is left out."""
        flags = {
            "per mottagare": self.per_recipient,
            "med källa": self.with_source,
            "utan kontroll": not self.is_checked,
            "sammanfogat": self.merges,
            "dolda adresser": self.hides_addresses,
            "mejl för sig": self.sorts_mails,
            "publicering": self.is_publication,
        }
        said = [*sorted(self.kinds), *sorted(self.formats), *(word for word, is_set in flags.items() if is_set)]
        said += [f"ärende {self.matter}"] if self.matter else []
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a meeting holds, for the line that says it is done."""

    items: int
    decisions: int
    people: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A recipient without an address, and where one is to be written."""

    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What came of one meeting file.

    ``problems`` are all that is told of it, also why files could not be read or written; ``unreachable`` are recipients
    without an address; ``is_unchanged`` says that all files were there already.
    """

    path: str
    counts: Counts | None = None
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    exit_code: ExitCode = ExitCode.DONE
    is_unchanged: bool = False
