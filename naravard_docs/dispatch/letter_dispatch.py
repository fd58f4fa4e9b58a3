"""A letter or its reminders as a dispatch: by the log beside the answers, and by what those tell.

The days on which it went are written into the answer file, where only the log tells them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from naravard_docs.archive.additions import ArchiveWriter
from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.adoption import changed_since_adopted
from naravard_docs.builder.outgoing import Outgoing
from naravard_docs.dispatch.archived_mail import LetterKeeper
from naravard_docs.dispatch.dispatch import PlannedMail
from naravard_docs.dispatch.dispatch_words import LETTER_WORDS, DispatchWords
from naravard_docs.errors import Place, Problem, WrongUsageError
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.response import Response
from naravard_docs.responses.deliveries import log_of
from naravard_docs.responses.load import LoadedRecommendation, read_answers
from naravard_docs.responses.orphaned_files import find_orphaned_files
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.message import Message
from naravard_docs.send.mode import Mode
from naravard_docs.send.occasions import LETTER, REMINDER, correction_occasion, round_day
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.yaml.keys import as_written

if TYPE_CHECKING:
    from naravard_docs.responses.entry import Change


class LetterOccasion(Struct, frozen=True):
    """What is sent: the letter itself, a correction of it, or the reminders of a round that began on a day.

    ``corrected`` is the day of the correction, ``number`` its place among those of that day, from 1.

    Who was reminded on the day ``since`` or later, in whichever round or by hand, has got the round's reminder; when
    it is not given, that is the day on which the round began. What is told to happen after ``until`` has not happened.
    """

    round_day: date | None = None
    since: date | None = None
    until: date | None = None
    corrected: date | None = None
    number: int = 1

    def __str__(self) -> str:
        if self.corrected:
            return correction_occasion(self.corrected, self.number)
        return f"{REMINDER}{self.round_day.isoformat()}" if self.round_day else LETTER

    @classmethod
    def of_correction(cls, letter: Recommendation) -> LetterOccasion:
        """Return the sending of a letter's last correction."""
        days = [each.date for each in letter.corrections]
        return cls(corrected=days[-1], number=days.count(days[-1]))

    @classmethod
    def read(cls, text: str) -> LetterOccasion:
        """Return the occasion that the log has as a text, as far as it is a reminder or not."""
        return cls(round_day(text))

    def told(self, response: Response | None) -> date | None:
        """Return the day that the answer file says it was sent, or what shows that it was."""
        if response is None or self.corrected is not None:
            return None  # the answer file does not tell which letter was sent on a day
        if self.round_day is not None:
            first = self.since or self.round_day
            return next((day for day in response.reminded if first <= day <= (self.until or date.max)), None)
        decided = (decision.date for decision in response.decisions)
        promised = (promise.day for promise in response.promised)
        days = (*response.sent, *response.received, *decided, *promised, *response.reminded)
        return next(iter(days), None)

    def day(self, response: Response | None) -> date | None:
        """Return the day on which the answer file says that it was sent; None when that is only to be understood."""
        return self.told(response) if self.round_day or self.corrected or response is None else response.first_sent

    @property
    def counts_days(self) -> bool:
        """Whether it is a reminder, which tells how many days an answer is late."""
        return self.round_day is not None

    def counts(self, entry: LogEntry) -> bool:
        """Whether a line of the log tells of this, or of a reminder that is as good as this."""
        if entry.occasion == str(self):
            return True
        is_reminder = self.round_day is not None and LetterOccasion.read(entry.occasion).round_day is not None
        return is_reminder and self.since is not None and self.since <= entry.when.date() <= (self.until or date.max)


class LetterDispatch(Struct, frozen=True, dict=True):
    """One recommendation's messages on one occasion, before it is read what has been sent of them.

    ``mode`` is the way in which a letter is to be sent, None for reminders; ``only`` are the keys of those whom it is
    about, when not about all whom its e-mails are to.
    """

    loaded: LoadedRecommendation
    occasion: LetterOccasion
    outgoing: tuple[Outgoing, ...]
    mode: Mode | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] | None = None

    @property
    def letter(self) -> Recommendation:
        return self.loaded.recommendation.letter

    @property
    def words(self) -> DispatchWords:
        return LETTER_WORDS

    @property
    def reference(self) -> str:
        return self.loaded.reference

    @property
    def option(self) -> str:
        return f"--ärende {self.letter.slug}"

    @property
    def log_path(self) -> Path:
        return self.loaded.log_path

    @property
    def record_path(self) -> Path:
        """The answer file."""
        return self.loaded.path

    @property
    def listed(self) -> tuple[Recipient, ...]:
        return self.loaded.recommendation.recipients

    @cached_property
    def mails(self) -> tuple[PlannedMail, ...]:
        return tuple(map(self._mail, self.outgoing))

    def _mail(self, one: Outgoing) -> PlannedMail:
        mail = one.draft.mail
        about = tuple(each for each in mail.recipients if self.only is None or each.slug in self.only)
        number = str(one.draft.ordinal or "")
        return PlannedMail(mail.sender, mail.subject, one.content, mail.recipients, about, one.enclosed.names, number)

    def read_log(self) -> Log:
        return log_of(self.loaded)

    def read_anew(self) -> LetterDispatch:
        return replace(self, loaded=read_answers(self.loaded))

    def told(self, recipient: Recipient) -> date | None:
        return self.occasion.told(self.loaded.response_of(recipient))

    def told_day(self, recipient: Recipient) -> date | None:
        return self.occasion.day(self.loaded.response_of(recipient))

    def gets_another(self, key: str) -> bool:
        """Return whether one who has got the letter gets it corrected."""
        return self.occasion.corrected is None and bool(self.letter.corrections_to(key))

    def hindrances(self, today: date) -> Iterator[Problem]:
        yield from find_orphaned_files(self.loaded.meeting)
        source, letter = self.loaded.meeting.source, self.letter
        if self.loaded.meeting.meeting.is_draft:
            place = source.place_of(as_written(Meeting, ("status",), source.root))
            message = "Protokollet är inte justerat, så brevet är ett utkast och skickas inte"
            remedy = f"när det är justerat, anteckna dagen: naravard justera {source.file} --datum idag"
            yield Problem(message, remedy, place)
        yield from changed_since_adopted(self.loaded.meeting)
        if letter.last_date > today:
            last = ("rättelser", len(letter.corrections) - 1) if letter.corrections else ()
            loc = (*self.loaded.recommendation.path, *last, "datum")
            message = f"Brevet är daterat {long_date(letter.last_date)}, och den dagen har inte kommit"
            place = source.place_of(as_written(Meeting, loc, source.root))
            yield Problem(message, "skicka det då, eller ändra brevets datum", place)

    def named(self, word: str) -> Recipient:
        return self.loaded.recipient_named(word)

    def refuse_again(self, keys: Collection[str]) -> None:
        """Refuse to send again a letter that is not a corrected one to those who would get it as the first was."""
        corrected = [key for key in keys if self.letter.corrections_to(key)]
        if str(self.occasion) == LETTER and corrected:
            last = self.letter.corrections_to(corrected[0])[-1]
            raise WrongUsageError(
                f"brevet till {enumeration(corrected)} är rättat den {long_date(last.date)}",
                f'skicka rättelsen på nytt med --rättelse "{last.reason}" --på-nytt {",".join(corrected)}',
            )

    def cautions(self, messages: Sequence[Message]) -> Iterator[Problem]:
        yield from ()

    def place_of_address(self, key: str) -> Place | None:
        recipient = next(each for each in self.listed if each.slug == key)
        return self.loaded.meeting.workspace.distribution.place_of(recipient)

    def record_sent(self, log: Log, today: date) -> None:
        """Write into the answer file on which days each got the letter and reminders, where only the log says so.

        A day that has not come is not written.

        Why by the log, and of all that it tells: what a run that was cut off did not come to write is written by the
        next, whatever that one is about.

        Raises:
            InvalidInputError, FileAccessError: if the answer file cannot be written; the log stands.
        """
        from naravard_docs.responses.record import record_changes

        known = [(recipient.slug, self.loaded.response_of(recipient)) for recipient in self.listed]
        changes = [*_sent_days(log, known, today), *_reminder_days(log, known, today)]
        if changes:
            record_changes(self.loaded, changes)
        archive_of(self.loaded.meeting).fold()  # last: what it has is read where it stands, too

    def keep(self, message: Message, data: bytes) -> str:
        return self._keeper.keep(self._by_recipient[message.addressees[0].key], message, data)

    @cached_property
    def _by_recipient(self) -> dict[str, Outgoing]:
        return {each.slug: one for one in self.outgoing for each in one.draft.mail.recipients}

    @cached_property
    def _keeper(self) -> LetterKeeper:
        deadline = None if self.occasion.round_day else self.letter.answer_by
        writer = ArchiveWriter(archive_of(self.loaded.meeting))
        return LetterKeeper(self.loaded, str(self.occasion), self.mode, deadline, writer)


def _sent_days(log: Log, known: Sequence[tuple[str, Response | None]], today: date) -> Iterator[Change]:
    """Yield the days of the letter and its corrections that the answer file lacks.

    One that contradicts what it tells is not put there.
    """
    from naravard_docs.responses.entry import Change

    sent = log.sent(str(LetterOccasion()))
    of_corrections = [log.sent(occasion) for occasion in log.corrections()]
    for key, response in known:
        held = response.sent if response else ()
        told = LetterOccasion().told(response)
        first = sent[key].when.date() if key in sent else None
        if not held and (first is None or (told is not None and told < first)):
            continue
        days = [
            *(() if held or first is None else (first,)),
            *(each[key].when.date() for each in of_corrections if key in each),
        ]
        if missing := [day for day in dict.fromkeys(days) if day not in held and day <= today]:
            yield Change(key, sent=missing)


def _reminder_days(log: Log, known: Sequence[tuple[str, Response | None]], today: date) -> Iterator[Change]:
    from naravard_docs.responses.entry import Change

    days: dict[str, dict[date, None]] = {}
    for entry in log.entries:
        if entry.event is Event.SENT and LetterOccasion.read(entry.occasion).round_day:
            days.setdefault(entry.key, {})[entry.when.date()] = None
    for key, response in known:
        told = response.reminded if response else ()
        if missing := [day for day in days.get(key, ()) if day not in told and day <= today]:
            yield Change(key, reminded=missing)
