"""A kallelse, an update of it or that the meeting is cancelled, as a dispatch to those who are called.

Who has got what stands in the log of the meeting's kallelse, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from naravard_docs.archive.additions import ArchiveWriter
from naravard_docs.builder.issued_notices import NOTICES, archive_of_notices
from naravard_docs.builder.notice_logs import notice_log, notice_log_path
from naravard_docs.dispatch.archived_mail import kept_mail
from naravard_docs.dispatch.dispatch import PlannedMail
from naravard_docs.dispatch.dispatch_words import NOTICE_WORDS, DispatchWords
from naravard_docs.dispatch.notice_hindrances import unready_notice
from naravard_docs.errors import Level, Place, Problem, WrongUsageError
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient, recipient_called
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.message import Message
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import NOTICE, NOTICE_CANCELLED, NOTICE_UPDATE, cancelled_occasion
from naravard_docs.swedish import closest, enumeration
from naravard_docs.workspace.load import LoadedMeeting


class NoticeOccasion(Struct, frozen=True):
    """The kallelse, its update with a ``number`` from 1, or that the meeting is off, for the time ``cancelled``."""

    number: int = 0
    cancelled: int = 0

    def __str__(self) -> str:
        if self.cancelled:
            return cancelled_occasion(self.cancelled)
        return f"{NOTICE_UPDATE}{self.number}" if self.number else NOTICE

    @property
    def counts_days(self) -> bool:
        return False

    def counts(self, entry: LogEntry) -> bool:
        """Return whether a line of the log tells of this very sending."""
        return entry.occasion == str(self)

    @classmethod
    def of(cls, loaded: LoadedMeeting, log: Log) -> NoticeOccasion:
        """Return what is to be sent of a meeting now, by its file and by what has been sent."""
        if loaded.meeting.cancelled is not None:
            return cls(cancelled=_times_cancelled(log))
        return cls(number=max(0, len(loaded.meeting.notices_issued) - 1))


def _times_cancelled(log: Log) -> int:
    """Return for which time a meeting is cancelled: once more where it has been called again since the last time."""
    times, is_off = 1, False
    for entry in log.valid:
        says_off = entry.occasion.startswith(NOTICE_CANCELLED)
        times += is_off and not says_off
        is_off = says_off
    return times


class NoticeDispatch(Struct, frozen=True, dict=True):
    """A meeting's kallelse to those who are called, before it is read what has been sent of it.

    ``listed`` are all of them, ``mails`` those who get one now. Somebody who has another key in the log, since their
    name is written in another way now, is there by the key of today (``same_as``). ``hindering`` is what keeps it from
    being sent whatever the day, and ``secret`` tells that something in the mails is under secrecy.
    """

    loaded: LoadedMeeting
    occasion: NoticeOccasion
    mails: tuple[PlannedMail, ...]
    listed: tuple[Recipient, ...]
    same_as: Mapping[str, str] = field(default_factory=dict)
    hindering: tuple[Problem, ...] = ()
    secret: str = ""
    mode: Mode | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> DispatchWords:
        return NOTICE_WORDS

    @property
    def reference(self) -> str:
        return self.loaded.stem

    @property
    def option(self) -> str:
        return ""  # a meeting has one kallelse

    @property
    def log_path(self) -> Path:
        return notice_log_path(self.loaded)

    @property
    def record_path(self) -> Path:
        return self.log_path

    def read_log(self) -> Log:
        log = notice_log(self.loaded)
        return replace(log, entries=tuple(self._as_today(entry) for entry in log.entries))

    def _as_today(self, entry: LogEntry) -> LogEntry:
        return replace(entry, key=self.same_as.get(entry.key, entry.key))

    def read_anew(self) -> NoticeDispatch:
        return self

    def told(self, recipient: Recipient) -> date | None:
        return None

    def told_day(self, recipient: Recipient) -> date | None:
        return None

    def gets_another(self, key: str) -> bool:
        return False

    def hindrances(self, today: date) -> Iterator[Problem]:
        yield from self.hindering
        yield from unready_notice(self.loaded, today)

    def named(self, word: str) -> Recipient:
        if found := recipient_called(word, self.listed):
            return found
        known = {name: each.slug for each in self.listed for name in (each.name, each.slug)}
        key = known.get(closest(word, known))
        listed = f"kallade: {enumeration([each.slug for each in self.listed])}"
        raise WrongUsageError(f"«{word}» är inte bland de kallade", f"menade du «{key}»?" if key else listed)

    def refuse_again(self, keys: Collection[str]) -> None:
        """Refuse nobody: what was issued last is what is sent, to whom it may be."""

    def place_of_address(self, key: str) -> Place | None:
        return None

    def cautions(self, messages: Sequence[Message]) -> Iterator[Problem]:
        for addressee in (each for message in messages for each in message.addressees if self.secret):
            message = f"mejlet till {addressee.name} <{addressee.address}> har med det som är sekretess: {self.secret}"
            yield Problem(message, level=Level.WARNING)

    def record_sent(self, log: Log, today: date) -> None:
        """Record nothing more: the log is the record, and the archive's register has what was kept."""
        archive_of_notices(self.loaded).fold()

    def keep(self, message: Message, data: bytes) -> str:
        key = message.addressees[0].key
        name = f"{self._writer.archive.stem}-kallelse-{key}.eml"
        with self._writer.together() as archive:
            return kept_mail(archive, name, str(self.occasion), message, data, kind=NOTICES)

    @cached_property
    def _writer(self) -> ArchiveWriter:
        return ArchiveWriter(archive_of_notices(self.loaded))


def who_got(log: Log, but: NoticeOccasion) -> dict[str, LogEntry]:
    """Return the last line about each who has got something of a meeting, or may have, but for one occasion."""
    others = [entry for entry in log.valid if not but.counts(entry)]
    last = {(entry.key, entry.occasion): entry for entry in others}
    got = (e for e in others if e.event is Event.SENT or (e.is_uncertain and last[e.key, e.occasion] is e))
    return {entry.key: entry for entry in got}
