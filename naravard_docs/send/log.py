"""The log of a dispatch: one line for each thing that happened, written at once and never changed.

«påbörjat» is on the disk before a message is handed over and «skickat» after the server has taken it. A crash in
between leaves «påbörjat» as the last word about a recipient, and nobody knows whether the message went: it is
uncertain, and the program does not send it again of its own accord.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from naravard_docs.errors import FileTrouble, InputInvalid, Place, Problem
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import did_you_mean, enumeration, quoted, read_date, reason

COLUMNS = ("tid", "händelse", "utskick", "mottagare", "adress", "meddelande-id", "serverns svar")
HEADING = "\t".join(COLUMNS)
LETTER, REMINDER = "brev", "påminnelse "
"""What an occasion is called: the letter, or reminders with the day on which their round began."""


class Event(StrEnum):
    """What happened to a message on its way to one recipient."""

    STARTED = "påbörjat"
    SENT = "skickat"
    REFUSED = "avvisat"
    DEFERRED = "uppskjutet"
    BROKEN = "avbrutet"
    UNCERTAIN = "osäkert"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: ``occasion`` tells the letter from its reminders, ``words`` are the server's."""

    when: datetime
    event: Event
    occasion: str
    key: str
    address: str
    message_id: str
    words: str = ""

    @property
    def is_uncertain(self) -> bool:
        """Whether the message may or may not have arrived."""
        return self.event in (Event.STARTED, Event.UNCERTAIN)

    def __str__(self) -> str:
        when = self.when.isoformat(timespec="seconds")
        values = (when, self.event, self.occasion, self.key, self.address, self.message_id, self.words)
        return "\t".join(" ".join(value.split()) for value in values)


@dataclass(frozen=True, slots=True)
class Log:
    """A log file with the entries that it had when it was read."""

    path: Path
    shown: str
    entries: tuple[Entry, ...] = ()

    def last(self, occasion: str) -> dict[str, Entry]:
        """Give the last entry about each recipient, by key: where the message to that one stands."""
        return {entry.key: entry for entry in self.entries if entry.occasion == occasion}

    def sent(self, occasion: str) -> dict[str, Entry]:
        """Give the first «skickat» about each recipient who has got the message, by key."""
        said = [entry for entry in self.entries if entry.occasion == occasion and entry.event is Event.SENT]
        return {entry.key: entry for entry in reversed(said)}

    def append(self, entries: Iterable[Entry]) -> None:
        """Put lines at the end of the file, and return when they are on the disk.

        Raises:
            FileTrouble: if they cannot be written; then nothing may be sent.
        """
        lines = "".join(f"{entry}\n" for entry in entries)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            is_new = not self.path.exists()
            with self.path.open("ab") as file:
                file.write((f"{HEADING}\n{lines}" if is_new else lines).encode())
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise FileTrouble(
                f"loggen {self.shown} går inte att skriva ({reason(error)}), så inget mer skickas",
                "stäng den i andra program och kontrollera disk och behörighet",
            ) from error


def read_log(path: Path, shown: str, text: str, recipients: Collection[str] | None = None) -> Log:
    """Give the log of a file's text; an empty text is a log where nothing has happened.

    ``recipients`` are the keys that it may tell of, None for any.

    Raises:
        InputInvalid: with every line that is not one of the log's: what is not understood must not be sent again.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    lines = text.split("\n")
    if text and text.endswith("\n"):
        lines.pop()
    for number, line in enumerate(lines if text else [], 1):
        if line == HEADING and number == 1:
            continue
        try:
            entries.append(_entry(line, recipients))
        except _Unreadable as error:
            problems.append(Problem(str(error), _REMEDY, Place(shown, number, 1, line, max(1, len(line)))))
            if len(problems) >= LIMITS.problems:
                message = f"Loggen har fler fel än de {LIMITS.problems} som visas"
                problems.append(Problem(message, _REMEDY, Place(shown, number, 1, line)))
                break
    if text and not problems and not text.endswith("\n"):
        place = Place(shown, len(lines), 1, lines[-1], max(1, len(lines[-1])))
        problems.append(Problem("Loggens sista rad är inte färdigskriven", _REMEDY, place))
    if problems:
        raise InputInvalid(tuple(problems))
    return Log(path, shown, tuple(entries))


_REMEDY = (
    "återställ raden ur en säkerhetskopia, eller skriv den som de andra raderna: loggen avgör vem som redan har fått "
    "mejlet, och inget skickas förrän den går att läsa"
)


class _Unreadable(ValueError):
    pass


def _entry(line: str, recipients: Collection[str] | None) -> Entry:
    values = line.split("\t")
    if len(values) != len(COLUMNS):
        raise _Unreadable(
            f"Raden i loggen har {len(values)} kolumner i stället för {len(COLUMNS)} ({', '.join(COLUMNS)})"
        )
    when, event, *rest = values
    events = [known.value for known in Event]
    if event not in events:
        meant = did_you_mean(event, events)
        raise _Unreadable(f"{quoted(event)} är ingen händelse i loggen ({meant or enumeration(events, 'eller')})")
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise _Unreadable(f"{quoted(when)} är ingen tid som 2021-04-26T09:15:00+02:00") from None
    if empty := next((name for name, value in zip(COLUMNS[2:6], rest, strict=False) if not value), None):
        raise _Unreadable(f"Raden i loggen saknar {empty}")
    occasion, key, *_ = rest
    if not _is_occasion(occasion):
        raise _Unreadable(f"{quoted(occasion)} är inget utskick i loggen («{LETTER}» eller «{REMINDER}2021-10-12»)")
    if recipients is not None and key not in recipients:
        meant = did_you_mean(key, recipients) or "har nyckeln bytts i sandlistor.yaml, byt den i loggen också"
        raise _Unreadable(f"{quoted(key)} finns inte på brevets sändlista ({meant})")
    return Entry(moment, Event(event), *rest)


def _is_occasion(text: str) -> bool:
    """Whether it is the letter, or reminders of a day."""
    day = read_date(text.removeprefix(REMINDER))
    return text == LETTER or (day is not None and text == f"{REMINDER}{day.isoformat()}")


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk too; Windows does it by itself and refuses to be asked."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
