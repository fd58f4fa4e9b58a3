"""The log of a dispatch: one line for each thing that happened, written at once and never changed.

«påbörjat» is on the disk before a message is handed over and «skickat» after the server has taken it. A crash in
between leaves «påbörjat» as the last word about a recipient, and nobody knows whether the message went: it is
uncertain, and the program does not send it again of its own accord.

«påbörjat» is a claim too: it has the name of the run that made it, and of two runs that claim one message the first
in the log has it. A line that a full disk or a crash cut off is taken back, or mended when the next is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import FileAccessError, InvalidInputError, Level, Place, Problem, shown_path
from naravard_docs.libraries.line_file import append_whole
from naravard_docs.libraries.records import replace
from naravard_docs.limits import LIMITS
from naravard_docs.send.event import Event
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import CORRECTION, LETTER, REMINDER, LogKind, round_day
from naravard_docs.swedish import did_you_mean, enumeration, long_date, quote, system_reason, with_noun

COLUMNS = ("tid", "händelse", "utskick", "mottagare", "adress", "meddelande-id", "serverns svar")
"""What every line has."""

MORE_COLUMNS = ("körning", "löpnummer", "sätt", "arkiv")
"""What lines have after that, where it is known; logs of older versions lack them."""

HEADING = "\t".join((*COLUMNS, *MORE_COLUMNS))
_HEADINGS = tuple("\t".join((*COLUMNS, *MORE_COLUMNS[:count])) for count in (0, 2, 3, 4))
UNKNOWN = "–"
"""What an entry has for an address or id that was cut off."""

_ARCHIVED = re.compile(r"(\S.*) ([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log: ``occasion`` tells the letter from its reminders, ``words`` are the server's.

    ``run`` names the run that wrote it, ``number`` is that of a letter to one: its place on the list when it was sent;
    ``mode`` is the way in which a letter was sent, None in logs of older versions; ``archived`` is where the very
    message is kept, its name in the archive and the first letters of its hash, empty in logs of older versions.
    """

    when: datetime
    event: Event
    occasion: str
    key: str
    address: str
    message_id: str
    words: str = ""
    run: str = ""
    number: str = ""
    mode: Mode | None = None
    archived: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def is_uncertain(self) -> bool:
        """Whether the message may or may not have arrived."""
        return self.event in (Event.STARTED, Event.UNCERTAIN)

    @property
    def archived_mail(self) -> tuple[str, str] | None:
        """Where the very message is kept: its path in the archive, and the first letters of its hash."""
        found = _ARCHIVED.fullmatch(self.archived)
        return (found[1], found[2]) if found else None

    @property
    def is_of_letter(self) -> bool:
        """Whether it tells of the letter or a correction of it, not of a reminder."""
        return LogKind.LETTER.has(self.occasion) and not self.occasion.startswith(REMINDER)

    def __str__(self) -> str:
        when = self.when.isoformat(timespec="seconds")
        values = (when, self.event, self.occasion, self.key, self.address, self.message_id, self.words)
        more = [self.run, self.number, self.mode or "", self.archived]
        while more and not more[-1]:
            del more[-1]
        return "\t".join(" ".join(value.split()) for value in (*values, *more))


class Log(Struct, frozen=True):
    """A log file with the entries that it had when it was read, of one kind; ``warnings`` are what is odd about it."""

    path: Path
    entries: tuple[LogEntry, ...] = ()
    warnings: tuple[Problem, ...] = ()
    kind: LogKind = LogKind.LETTER

    @property
    def valid(self) -> tuple[LogEntry, ...]:
        """The entries without claims that were taken back, of which nothing came."""
        return valid_entries(self.entries)

    def last(self, occasion: str) -> dict[str, LogEntry]:
        """Return the last entry about each recipient, by key: where the message to that one stands."""
        return {entry.key: entry for entry in self.valid if entry.occasion == occasion}

    def sent(self, occasion: str) -> dict[str, LogEntry]:
        """Return the first «skickat» about each recipient who has got the message, by key."""
        said = [entry for entry in self.entries if entry.occasion == occasion and entry.event is Event.SENT]
        return {entry.key: entry for entry in reversed(said)}

    def corrections(self) -> tuple[str, ...]:
        """Return the occasions on which corrections of the letter were sent, or were to be."""
        return tuple(dict.fromkeys(e.occasion for e in self.valid if e.occasion.startswith(CORRECTION)))

    def last_letters(self) -> dict[str, LogEntry]:
        """Return the last «skickat» about each recipient of the letter or a correction of it, by key."""
        return {entry.key: entry for entry in self.entries if entry.event is Event.SENT and entry.is_of_letter}

    def numbers(self) -> dict[str, int]:
        """Return the number that each recipient's letter has had, by key."""
        return {
            entry.key: int(entry.number)
            for entry in self.valid
            if entry.occasion == LETTER and entry.number.isdecimal()
        }

    def dated_ahead(self, day: date) -> tuple[Problem, ...]:
        """Return a warning of lines that are dated after a day, at the first: they decide nothing about reminders."""
        later = [entry for entry in self.entries if max(entry.when.date(), round_day(entry.occasion) or date.min) > day]
        if not later:
            return ()
        more = f", och {with_noun(len(later) - 1, 'rad', 'rader')} till" if len(later) > 1 else ""
        reminders = ", och påminnelser styrs inte av den" if self.kind is LogKind.LETTER else ""
        message = f"Raden är daterad efter den {long_date(day)}{more}; dagen räknas inte{reminders}"
        remedy = "gick klockan fel, rätta dagen i loggen; den som fått mejlet får det inte igen, vad dagen än är"
        return (Problem(message, remedy, later[0].place, Level.WARNING),)

    def append(self, entries: Iterable[LogEntry]) -> None:
        """Put lines at the end of the file, and return when they are on the disk.

        Raises:
            FileAccessError: if they cannot be written; nothing may be sent then, and nothing of them is in the file.
        """
        lines = "".join(f"{entry}\n" for entry in entries)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            append_whole(self.path, lines.encode(), f"{HEADING}\n".encode(), partial(_mended, self.kind))
        except OSError as error:
            raise FileAccessError(
                f"loggen {shown_path(self.path)} går inte att skriva ({system_reason(error)}), så inget mer skickas",
                "stäng den i andra program och kontrollera disk och behörighet",
            ) from error

    def with_torn(self, end: bytes, recipients: Collection[str] | None = None) -> Log:
        """Return the log with what its last line, which has no end, can tell: at most that something is uncertain."""
        if not end:
            return self
        entry = _uncertain(self.kind, end.decode("utf-8", "replace"), recipients)
        line = end.decode("utf-8", "replace")
        number = 1 if HEADING.startswith(line) else len(self.entries) + 2
        place = Place(self.path, number, 1, line, max(1, len(line)))
        told = (
            f"den räknas som att det är osäkert om {entry.key} har fått mejlet"
            if entry
            else "den säger inget, och tas bort"
        )
        problem = Problem(
            f"Loggens sista rad är inte färdigskriven; {told}",
            "ett avbrott eller en full disk kan ha klippt av den; den lagas när nästa rad skrivs",
            place,
            Level.WARNING,
        )
        entries = (*self.entries, replace(entry, place=place)) if entry else self.entries
        return replace(self, entries=entries, warnings=(*self.warnings, problem))


def valid_entries(entries: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return entries of a log, in order, without claims that were taken back."""
    claims: dict[tuple[str, str, str], list[int]] = {}
    taken_back: set[int] = set()
    for n, entry in enumerate(entries):
        claim = (entry.run, entry.occasion, entry.key)
        if entry.event is Event.STARTED:
            claims.setdefault(claim, []).append(n)
        elif entry.event is Event.YIELDED:
            taken_back |= {n, *claims.get(claim, [])[-1:]}
            del claims.get(claim, [])[-1:]
    return tuple(entry for n, entry in enumerate(entries) if n not in taken_back) if taken_back else tuple(entries)


def _uncertain(kind: LogKind, line: str, recipients: Collection[str] | None) -> LogEntry | None:
    """Return what a line that was cut off tells, if it comes so far as to whom; never that something was sent."""
    values = line.rstrip("\r").split("\t")
    if len(values) <= COLUMNS.index("mottagare") + 1:
        return None
    when, _, occasion, key, *rest = values[:-1]  # the last is cut off, or empty
    if not kind.has(occasion) or (recipients is not None and key not in recipients) or not key:
        return None
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return None
    address, message_id = [*(value or UNKNOWN for value in rest), UNKNOWN, UNKNOWN][:2]
    return LogEntry(moment, Event.UNCERTAIN, occasion, key, address, message_id, "raden var inte färdigskriven")


def _mended(kind: LogKind, end: bytes) -> bytes:
    """Return the line that takes the place of one that was cut off, nothing when that one told nothing."""
    entry = _uncertain(kind, end.decode("utf-8", "replace"), None)
    return f"{entry}\n".encode() if entry else b""


def read_log(path: Path, text: str, recipients: Collection[str] | None = None, kind: LogKind = LogKind.LETTER) -> Log:
    """Return the log of a file's text; an empty text is a log where nothing has happened.

    ``recipients`` are the keys that it may tell of, None for any; ``kind`` says which occasions it may have.

    Raises:
        InvalidInputError: with every line that is not one of the log's: what is not understood must not be sent again.
    """
    entries: list[LogEntry] = []
    problems: list[Problem] = []
    known = None if recipients is None else dict.fromkeys(recipients)
    lines = text.split("\n")
    if text and text.endswith("\n"):
        lines.pop()
    for number, line in enumerate(lines if text else [], 1):
        if line in _HEADINGS and number == 1:
            continue
        try:
            entries.append(replace(_entry(kind, line, known), place=Place(path, number, 1, line, max(1, len(line)))))
        except _UnreadableEntryError as error:
            problems.append(Problem(str(error), _REMEDY, Place(path, number, 1, line, max(1, len(line)))))
            if len(problems) >= LIMITS.problems:
                message = f"Loggen har fler fel än de {LIMITS.problems} som visas"
                problems.append(Problem(message, _REMEDY, Place(path, number, 1, line)))
                break
    if text and not problems and not text.endswith("\n"):
        place = Place(path, len(lines), 1, lines[-1], max(1, len(lines[-1])))
        problems.append(Problem("Loggens sista rad är inte färdigskriven", _REMEDY, place))
    if problems:
        raise InvalidInputError(tuple(problems))
    return Log(path, tuple(entries), kind=kind)


_REMEDY = (
    "återställ raden ur en säkerhetskopia, eller skriv den som de andra raderna: loggen avgör vem som redan har fått "
    "mejlet, och inget skickas förrän den går att läsa"
)


class _UnreadableEntryError(ValueError):
    pass


def _entry(kind: LogKind, line: str, recipients: Collection[str] | None) -> LogEntry:
    values = line.split("\t")
    if len(values) < len(COLUMNS):
        raise _UnreadableEntryError(
            f"Raden i loggen har {len(values)} kolumner i stället för {len(COLUMNS)} ({', '.join(COLUMNS)})"
        )
    if len(values) > (most := len(COLUMNS) + len(MORE_COLUMNS)):
        raise _UnreadableEntryError(f"Raden i loggen har {len(values)} kolumner; den kan ha högst {most}")
    when, event, *rest = values
    events = [known.value for known in Event]
    if event not in events:
        meant = did_you_mean(event, events)
        raise _UnreadableEntryError(
            f"{quote(event)} är ingen händelse i loggen ({meant or enumeration(events, 'eller')})"
        )
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise _UnreadableEntryError(f"{quote(when)} är ingen tid som 2021-04-26T09:15:00+02:00") from None
    if empty := next((name for name, value in zip(COLUMNS[2:6], rest, strict=False) if not value), None):
        raise _UnreadableEntryError(f"Raden i loggen saknar {empty}")
    occasion, key = rest[:2]
    if not kind.has(occasion):
        raise _UnreadableEntryError(f"{quote(occasion)} är inget utskick i loggen ({kind.examples})")
    if recipients is not None and key not in recipients:
        meant = did_you_mean(key, recipients) or "har nyckeln bytts i sandlistor.yaml, byt den i loggen också"
        raise _UnreadableEntryError(f"{quote(key)} finns inte på brevets sändlista ({meant})")
    occasion, key, address, message_id, words, *more = rest
    run, number, mode, archived = [*more, *[""] * len(MORE_COLUMNS)][: len(MORE_COLUMNS)]
    if archived and not _ARCHIVED.fullmatch(archived):
        raise _UnreadableEntryError(f"{quote(archived)} är ingen fil i arkivet som «mejl/umea.eml 0123456789abcdef»")
    return LogEntry(moment, Event(event), occasion, key, address, message_id, words, run, number, _mode(mode), archived)


def _mode(text: str) -> Mode | None:
    if text and text not in (known := [mode.value for mode in Mode]):
        meant = did_you_mean(text, known)
        raise _UnreadableEntryError(
            f"{quote(text)} är inget sätt att skicka i loggen ({meant or enumeration(known, 'eller')})"
        )
    return Mode(text) if text else None
