"""One recommendation's messages on one occasion, and where each recipient stands by the log and the answer file.

Nothing here decides to send: ``cli`` asks for the messages that it has been told to send, and hands them over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from naravard_docs.builder.plan import Outgoing
from naravard_docs.dispatch.message_status import MessageStatus
from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.response import Response
from naravard_docs.responses.deliveries import log_of
from naravard_docs.responses.load import LoadedRecommendation, read_answers
from naravard_docs.send.event import Event
from naravard_docs.send.log import LETTER, REMINDER, UNKNOWN, Log, LogEntry, correction_occasion
from naravard_docs.send.message import Addressee, Message
from naravard_docs.send.mode import Mode
from naravard_docs.swedish import read_date
from naravard_docs.workspace.locks import LockError, file_lock

if TYPE_CHECKING:
    from naravard_docs.responses.entry import Change


class Occasion(Struct, frozen=True):
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
    def of_correction(cls, letter: Recommendation) -> Occasion:
        """Return the sending of a letter's last correction."""
        days = [each.date for each in letter.corrections]
        return cls(corrected=days[-1], number=days.count(days[-1]))

    @classmethod
    def read(cls, text: str) -> Occasion:
        """Return the occasion that the log has as a text, as far as it is a reminder or not."""
        return cls(read_date(text.removeprefix(REMINDER)))

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

    def counts(self, entry: LogEntry) -> bool:
        """Whether a line of the log tells of this, or of a reminder that is as good as this."""
        if entry.occasion == str(self):
            return True
        is_reminder = self.round_day is not None and Occasion.read(entry.occasion).round_day is not None
        return is_reminder and self.since is not None and self.since <= entry.when.date() <= (self.until or date.max)


class DispatchRow(Struct, frozen=True):
    """One recipient of a dispatch; ``entry`` is the log's word about it, ``told`` the answer file's day."""

    key: str
    name: str
    address: str | None
    outgoing: Outgoing
    message: Message
    status: MessageStatus
    entry: LogEntry | None = None
    told: date | None = None

    @property
    def is_to_be_sent(self) -> bool:
        return self.status in (MessageStatus.WAITING, MessageStatus.DEFERRED)


class PlannedDispatch(Struct, frozen=True):
    """One recommendation's messages on one occasion, before it is read what has been sent of them.

    ``mode`` is the way in which a letter is to be sent, None for reminders; ``remarks`` are what the preview says of a
    recipient, by key; ``only`` are the keys of those whom it is about, when not about all whom its e-mails are to.
    """

    loaded: LoadedRecommendation
    occasion: Occasion
    outgoing: tuple[Outgoing, ...]
    mode: Mode | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] | None = None

    @property
    def reference(self) -> str:
        return self.loaded.reference

    @property
    def log_shown(self) -> str:
        return shown_path(self.loaded.log_path)

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Those whom the messages are to, with an address or without."""
        return tuple(recipient for one in self.outgoing for recipient in self.recipients_of(one))

    def recipients_of(self, one: Outgoing) -> tuple[Recipient, ...]:
        """Return those of an e-mail's recipients whom it is about."""
        return tuple(each for each in one.draft.mail.recipients if self.only is None or each.slug in self.only)

    def read(self) -> Dispatch:
        """Return the dispatch with the log as it is now.

        Raises:
            FileAccessError: if the log cannot be read.
            InvalidInputError: if a line of it cannot be understood.
        """
        return Dispatch(self, log_of(self.loaded))

    def read_anew(self) -> Dispatch:
        """Return the dispatch with log and answers as they are now.

        Raises:
            FileAccessError, InvalidInputError: if one of them cannot be read.
        """
        return replace(self, loaded=read_answers(self.loaded)).read()


class Dispatch(Struct, frozen=True, dict=True):
    """A planned dispatch with the log that was read of it: where each recipient stands."""

    plan: PlannedDispatch
    log: Log

    @property
    def loaded(self) -> LoadedRecommendation:
        return self.plan.loaded

    @property
    def occasion(self) -> Occasion:
        return self.plan.occasion

    @property
    def log_shown(self) -> str:
        return self.plan.log_shown

    @cached_property
    def rows(self) -> tuple[DispatchRow, ...]:
        """Every recipient, in the list's order."""
        return tuple(row for one in self.plan.outgoing for row in self._rows(one))

    @property
    def has_begun(self) -> bool:
        """Whether anyone has got the message, or may have."""
        last = self.log.last(str(self.occasion)).values()
        return bool(self.log.sent(str(self.occasion))) or any(entry.is_uncertain for entry in last)

    @property
    def changed(self) -> tuple[DispatchRow, ...]:
        """Those who have got the letter, or may have, in other words than it would have now, at the same address."""
        if self.occasion.round_day is not None:
            return ()  # a reminder counts days
        got, letter = self._got, self.loaded.recommendation.letter
        if self.occasion.corrected is None:  # who gets a correction gets another letter than the first
            got = {key: entry for key, entry in got.items() if not letter.corrections_to(key)}
        return tuple(row for row in self.rows if row.key in got and _is_another(row, got[row.key]))

    @property
    def begun_as(self) -> Mode | None:
        """The way in which all that has gone was sent; None when the log does not say, or tells of several."""
        modes = {entry.mode for entry in self._got.values() if entry.message_id != UNKNOWN}
        return modes.pop() if len(modes) == 1 else None

    @property
    def _got(self) -> dict[str, LogEntry]:
        """The log's word about each who has got the message, or may have, by key."""
        uncertain = [entry for entry in self.log.last(str(self.occasion)).values() if entry.is_uncertain]
        events = [e for e in self.log.valid if e.event is Event.SENT and self.occasion.counts(e)]
        return {entry.key: entry for entry in (*uncertain, *events)}

    def as_it_is_now(self) -> Dispatch:
        """Return the dispatch with log and answers read anew."""
        return self.plan.read_anew()

    def messages(self, goes_on: bool, again: Collection[str] = ()) -> tuple[Message, ...]:
        """Return what is to be sent now.

        That is one message to one recipient, the first time; with ``goes_on`` all that are left; and those to the
        recipients that are named ``again``, whatever has been sent to them.
        """
        left = [row.key for row in self.rows if row.is_to_be_sent]
        keys = {*again, *(left if goes_on else () if again or self.has_begun else left[:1])}
        return _joined(row for row in self.rows if row.key in keys)

    @cached_property
    def _words(self) -> dict[str, LogEntry]:
        """The log's word about each recipient, by key: that it has got the message, else the last.

        Why not always the last: who has got it and is then refused one more has still got it.
        """
        counted = [entry for entry in self.log.valid if self.occasion.counts(entry)]
        last = {entry.key: entry for entry in counted}
        own = {key: e for key, e in last.items() if e.is_uncertain or e.occasion == str(self.occasion)}
        return {**own, **{entry.key: entry for entry in reversed(counted) if entry.event is Event.SENT}}

    def _status(self, entry: LogEntry | None, address: str | None, message: Message) -> MessageStatus:
        if entry is not None and entry.event is Event.SENT:
            return MessageStatus.SENT
        if entry is not None and entry.is_uncertain:
            return MessageStatus.UNCERTAIN
        if address is None:
            return MessageStatus.UNREACHABLE
        if entry is None:
            return MessageStatus.WAITING
        # a reminder counts days, so that its words are others each day, and the server judged the address
        is_same = entry.address == address and (self.occasion.round_day or entry.message_id == message.id)
        if entry.event is Event.REFUSED:
            return MessageStatus.REFUSED if is_same else MessageStatus.WAITING
        return MessageStatus.DEFERRED

    def _rows(self, one: Outgoing) -> Iterator[DispatchRow]:
        number = str(one.draft.ordinal or "")
        addressees = tuple(Addressee(r.slug, r.name, address, number) for r, address in one.draft.mail.reachable)
        message = Message(one.draft.mail.sender[1], addressees, one.data, self.plan.mode)
        for recipient in self.plan.recipients_of(one):
            entry, told = self._words.get(recipient.slug), self.occasion.told(self.loaded.response_of(recipient))
            status = MessageStatus.SENT if told else self._status(entry, recipient.email, message)
            day = self.occasion.day(self.loaded.response_of(recipient))
            yield DispatchRow(recipient.slug, recipient.name, recipient.email, one, message, status, entry, day)


@contextlib.contextmanager
def locked_dispatch(plan: PlannedDispatch) -> Iterator[Dispatch]:
    """Keep others from sending the same letter meanwhile, and provide the dispatch as its files say now.

    Raises:
        FileAccessError: if somebody else is sending it, or if that cannot be known since the disk gives no lock.
    """
    try:
        with file_lock(plan.loaded.log_path):
            yield plan.read_anew()
    except LockError as error:
        if error.is_busy:
            raise FileAccessError(
                "ett annat utskick av samma brev pågår", "vänta tills det är klart och kör igen"
            ) from error
        raise FileAccessError(
            f"{plan.log_shown} går inte att låsa ({error.why}), så inget skickas: ett annat utskick kan pågå",
            "kontrollera disk och behörighet, eller skicka från en mapp på den egna disken",
        ) from error


def record_sent(dispatch: Dispatch, today: date) -> None:
    """Write into the answer file on which days each recipient got the letter and reminders, where only the log says so.

    A day that has not come is not written.

    Why by the log, and of all that it tells: what a run that was cut off did not come to write is written by the next,
    whatever that one is about.

    Raises:
        InvalidInputError, FileAccessError: if the answer file cannot be written; the log stands.
    """
    from naravard_docs.responses.record import record_changes

    known = [
        (recipient.slug, dispatch.loaded.response_of(recipient))
        for recipient in dispatch.loaded.recommendation.recipients
    ]
    changes = [*_sent_days(dispatch.log, known, today), *_reminder_days(dispatch.log, known, today)]
    if changes:
        record_changes(dispatch.loaded, changes)


def _sent_days(log: Log, known: Sequence[tuple[str, Response | None]], today: date) -> Iterator[Change]:
    """Yield the days of the letter and its corrections that the answer file lacks.

    One that contradicts what it tells is not put there.
    """
    from naravard_docs.responses.entry import Change

    sent = log.sent(str(Occasion()))
    for key, response in known:
        held = response.sent if response else ()
        told = Occasion().told(response)
        first = sent[key].when.date() if key in sent else None
        if not held and (first is None or (told is not None and told < first)):
            continue
        days = [*(() if held or first is None else (first,)), *_days_of_corrections(log, key)]
        if missing := [day for day in dict.fromkeys(days) if day not in held and day <= today]:
            yield Change(key, sent=missing)


def _days_of_corrections(log: Log, key: str) -> list[date]:
    """Return the days on which a recipient got the letter corrected."""
    sent = [log.sent(occasion) for occasion in log.corrections()]
    return [each[key].when.date() for each in sent if key in each]


def _reminder_days(log: Log, known: Sequence[tuple[str, Response | None]], today: date) -> Iterator[Change]:
    from naravard_docs.responses.entry import Change

    sent = [entry for entry in log.entries if entry.event is Event.SENT and Occasion.read(entry.occasion).round_day]
    for key, response in known:
        days = dict.fromkeys(entry.when.date() for entry in sent if entry.key == key)
        told = response.reminded if response else ()
        if missing := [day for day in days if day not in told and day <= today]:
            yield Change(key, reminded=missing)


def _is_another(row: DispatchRow, got: LogEntry) -> bool:
    return row.address == got.address and got.message_id not in (UNKNOWN, row.message.id)


def _joined(rows: Iterable[DispatchRow]) -> tuple[Message, ...]:
    """Return the rows' messages, once for all rows that share one."""
    shared: dict[str, Message] = {}
    for row in rows:
        if row.address is not None:
            message = shared.setdefault(row.message.id, row.message.to(()))
            addressee = Addressee(row.key, row.name, row.address, str(row.outgoing.draft.ordinal or ""))
            shared[message.id] = message.to((*message.addressees, addressee))
    return tuple(shared.values())
