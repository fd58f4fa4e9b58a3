"""The messages of one dispatch on one occasion, and where each recipient stands by the log.

A letter (``letter_dispatch``) or a notice of a meeting (``notice_dispatch``) is a plan here. Nothing here decides to
send: ``cli`` asks for the messages that it has been told to send, and hands them over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

from msgspec import Struct

from naravard_docs.dispatch.dispatch_words import DispatchWords
from naravard_docs.dispatch.message_status import MessageStatus
from naravard_docs.errors import FileAccessError, Place, Problem, shown_path
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.send.event import Event
from naravard_docs.send.log import UNKNOWN, Log, LogEntry
from naravard_docs.send.message import Addressee, MadeContent, Message
from naravard_docs.send.mode import Mode
from naravard_docs.workspace.locks import LockError, file_lock


class Occasion(Protocol):
    """What is sent and when: its text is what the log calls it."""

    @property
    def counts_days(self) -> bool:
        """Whether its words tell of the day on which it is sent, so that each day they are others."""

    def counts(self, entry: LogEntry) -> bool:
        """Return whether a line of the log tells of this, or of what is as good as this."""


class PlannedMail(Struct, frozen=True):
    """An e-mail as a server is to have it, but for date and id.

    ``recipients`` are all whom it is to, ``about`` those of them whom the dispatch is about; ``attached`` are the names
    of the files that go with it.
    """

    sender: tuple[str, str]
    subject: str
    data: bytes | MadeContent
    recipients: tuple[Recipient, ...]
    about: tuple[Recipient, ...]
    attached: tuple[str, ...] = ()
    number: str = ""

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Those whom it can be sent to."""
        return tuple(self.addressee(each, each.email) for each in self.recipients if each.email is not None)

    def addressee(self, recipient: Recipient, address: str) -> Addressee:
        return Addressee(recipient.slug, recipient.name, address, self.number)


class PlannedDispatch(Protocol):
    """The messages of one document on one occasion, before it is read what has been sent of them.

    ``mode`` is the way in which they are sent, None where there is but one; ``remarks`` are what the preview says of a
    recipient, by key; ``record_path`` is the file beside the log that has the days on which they were sent, too.
    """

    @property
    def mode(self) -> Mode | None: ...

    @property
    def remarks(self) -> Mapping[str, str]: ...

    @property
    def occasion(self) -> Occasion: ...

    @property
    def reference(self) -> str: ...

    @property
    def words(self) -> DispatchWords: ...

    @property
    def option(self) -> str:
        """The option that asks for this one of the meeting's."""

    @property
    def mails(self) -> tuple[PlannedMail, ...]: ...

    @property
    def listed(self) -> tuple[Recipient, ...]:
        """All who are on the list, whether they get a message now or not."""

    @property
    def log_path(self) -> Path: ...

    @property
    def record_path(self) -> Path: ...

    def read_log(self) -> Log:
        """Return the log as it is now.

        Raises:
            FileAccessError: if it cannot be read.
            InvalidInputError: if a line of it cannot be understood.
        """

    def read_anew(self) -> Self:
        """Return the plan with what its files beside the log say now; it raises as reading them does."""

    def told(self, recipient: Recipient) -> date | None:
        """Return the day that another file than the log says the message was sent, or what shows that it was."""

    def told_day(self, recipient: Recipient) -> date | None:
        """Return the day on which that file says that it was sent; None when that is only to be understood."""

    def gets_another(self, key: str) -> bool:
        """Return whether one who has got the message gets another one instead of it."""

    def hindrances(self, today: date) -> Iterator[Problem]:
        """Yield what keeps it from being sent."""

    def named(self, word: str) -> Recipient:
        """Return the recipient on the list by key or name; raise WrongUsageError when there is none."""

    def refuse_again(self, keys: Collection[str]) -> None:
        """Raise WrongUsageError when one of those who are named is not to get the message again."""

    def cautions(self, messages: Sequence[Message]) -> Iterator[Problem]:
        """Yield what the user is told of messages just before they are sent."""

    def place_of_address(self, key: str) -> Place | None:
        """Return where a recipient is written."""

    def record_sent(self, log: Log, today: date) -> None:
        """Write the days on which it was sent where they belong beside the log; it raises as writing does."""

    def keep(self, message: Message, data: bytes) -> str:
        """Put the very bytes of a message on the disk, and return where in the archive, as the log says it.

        Raises:
            FileAccessError: if they cannot be kept.
        """


class DispatchRow(Struct, frozen=True):
    """One recipient of a dispatch; ``entry`` is the log's word about it, ``told`` another file's day."""

    key: str
    name: str
    address: str | None
    mail: PlannedMail
    message: Message
    status: MessageStatus
    entry: LogEntry | None = None
    told: date | None = None

    @property
    def is_to_be_sent(self) -> bool:
        return self.status in (MessageStatus.WAITING, MessageStatus.DEFERRED)


def recipients_of(plan: PlannedDispatch) -> tuple[Recipient, ...]:
    """Return those whom the messages are to, with an address or without."""
    return tuple(recipient for mail in plan.mails for recipient in mail.about)


def read_dispatch(plan: PlannedDispatch) -> Dispatch:
    """Return a plan with its log as it is now; it raises as reading the log does."""
    return Dispatch(plan, plan.read_log())


def read_dispatch_anew(plan: PlannedDispatch) -> Dispatch:
    """Return a plan with its log and what it tells of beside that as they are now; it raises as reading them does."""
    return read_dispatch(plan.read_anew())


class Dispatch(Struct, frozen=True, dict=True):
    """A planned dispatch with the log that was read of it: where each recipient stands."""

    plan: PlannedDispatch
    log: Log

    @property
    def occasion(self) -> Occasion:
        return self.plan.occasion

    @property
    def log_shown(self) -> str:
        return shown_path(self.plan.log_path)

    @cached_property
    def rows(self) -> tuple[DispatchRow, ...]:
        """Every recipient, in the list's order."""
        return tuple(row for mail in self.plan.mails for row in self._rows(mail))

    @property
    def has_begun(self) -> bool:
        """Whether anyone has got the message, or may have."""
        last = self.log.last(str(self.occasion)).values()
        return bool(self.log.sent(str(self.occasion))) or any(entry.is_uncertain for entry in last)

    @property
    def changed(self) -> tuple[DispatchRow, ...]:
        """Those who have got the message, or may have, in other words than it would have now, at the same address."""
        if self.occasion.counts_days:
            return ()
        got = {key: entry for key, entry in self._got.items() if not self.plan.gets_another(key)}
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
        return read_dispatch_anew(self.plan)

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
        # where the words are others each day, the server judged the address
        is_same = entry.address == address and (self.occasion.counts_days or entry.message_id == message.id)
        if entry.event is Event.REFUSED:
            return MessageStatus.REFUSED if is_same else MessageStatus.WAITING
        return MessageStatus.DEFERRED

    def _rows(self, mail: PlannedMail) -> Iterator[DispatchRow]:
        message = Message(mail.sender[1], mail.addressees, mail.data, self.plan.mode)
        for recipient in mail.about:
            entry, told = self._words.get(recipient.slug), self.plan.told(recipient)
            status = MessageStatus.SENT if told else self._status(entry, recipient.email, message)
            day = self.plan.told_day(recipient)
            yield DispatchRow(recipient.slug, recipient.name, recipient.email, mail, message, status, entry, day)


@contextlib.contextmanager
def locked_dispatch(plan: PlannedDispatch) -> Iterator[Dispatch]:
    """Keep others from sending the same meanwhile, and provide the dispatch as its files say now.

    Raises:
        FileAccessError: if somebody else is sending it, or if that cannot be known since the disk gives no lock.
    """
    try:
        with file_lock(plan.log_path):
            yield read_dispatch_anew(plan)
    except LockError as error:
        if error.is_busy:
            message = f"ett annat utskick av {plan.words.same} pågår"
            raise FileAccessError(message, "vänta tills det är klart och kör igen") from error
        log = shown_path(plan.log_path)
        raise FileAccessError(
            f"{log} går inte att låsa ({error.why}), så inget skickas: ett annat utskick kan pågå",
            "kontrollera disk och behörighet, eller skicka från en mapp på den egna disken",
        ) from error


def _is_another(row: DispatchRow, got: LogEntry) -> bool:
    return row.address == got.address and got.message_id not in (UNKNOWN, row.message.id)


def _joined(rows: Iterable[DispatchRow]) -> tuple[Message, ...]:
    """Return the rows' messages, once for all rows that share one."""
    shared: dict[str, Message] = {}
    for row in rows:
        if row.address is not None:
            message = shared.setdefault(row.message.id, row.message.to(()))
            addressee = Addressee(row.key, row.name, row.address, row.mail.number)
            shared[message.id] = message.to((*message.addressees, addressee))
    return tuple(shared.values())
