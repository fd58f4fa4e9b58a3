"""One recommendation's messages on one occasion, and where each recipient stands by the log and the answer file.

Nothing here decides to send: ``cli`` asks for the messages that it has been told to send, and hands them over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from naravard_docs.meeting.response import Response
from naravard_docs.produce import Outgoing
from naravard_docs.send.lock import locked
from naravard_docs.send.log import Entry, Event, Log, read_log
from naravard_docs.send.message import Addressee, Message
from naravard_docs.source.responses import LoadedRecommendation, read_answers
from naravard_docs.source.text import read_text
from naravard_docs.swedish import read_date


class Status(StrEnum):
    """Where a message to one recipient stands, as the preview says it."""

    WAITING = "ska skickas"
    SENT = "skickat"
    REFUSED = "avvisat"
    DEFERRED = "uppskjutet"
    UNCERTAIN = "osäkert"
    UNREACHABLE = "saknar e-postadress"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is sent: the letter itself, or the reminders of a round that began on a day."""

    round_day: date | None = None

    def __str__(self) -> str:
        return f"påminnelse {self.round_day.isoformat()}" if self.round_day else "brev"

    @classmethod
    def read(cls, text: str) -> Occasion:
        """Give the occasion that the log has as a text; what is no reminder is the letter."""
        return cls(read_date(text.removeprefix("påminnelse ")))

    def told(self, response: Response | None) -> date | None:
        """Give the day that the answer file says it was sent, or what shows that it was."""
        if response is None:
            return None
        if self.round_day is not None:
            return next((day for day in response.reminded if day >= self.round_day), None)
        decided = response.decision.date if response.decision else None
        days = (response.sent, response.received, decided, response.promised, *response.reminded)
        return next((day for day in days if day is not None), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient of a dispatch; ``entry`` is the log's last word about it, ``told`` the answer file's."""

    key: str
    name: str
    address: str | None
    outgoing: Outgoing
    message: Message
    status: Status
    entry: Entry | None = None
    told: date | None = None

    @property
    def is_to_be_sent(self) -> bool:
        return self.status in (Status.WAITING, Status.DEFERRED)


@dataclass(frozen=True)
class Dispatch:
    """One recommendation's messages on one occasion, with log and answers as they were last read.

    ``remarks`` are what the preview says of a recipient, by key.
    """

    asked: LoadedRecommendation
    occasion: Occasion
    outgoing: tuple[Outgoing, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.asked.reference

    @property
    def log_shown(self) -> str:
        return self.asked.meeting.workspace.shown(self.asked.log_path)

    @cached_property
    def log(self) -> Log:
        """The log as it is now.

        Raises:
            InputInvalid: if a line of it cannot be understood.
        """
        return log_of(self.asked)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every recipient, in the list's order."""
        return tuple(row for one in self.outgoing for row in self._rows(one))

    @property
    def has_begun(self) -> bool:
        """Whether anyone has got the message."""
        return bool(self.log.sent(str(self.occasion)))

    def as_it_is_now(self) -> Dispatch:
        """Give the dispatch with log and answers read anew."""
        return replace(self, asked=read_answers(self.asked))

    def messages(self, goes_on: bool, again: Collection[str] = ()) -> tuple[Message, ...]:
        """Give what is to be sent now.

        That is one message to one recipient, the first time; with ``goes_on`` all that are left; and those to the
        recipients that are named ``again``, whatever has been sent to them.
        """
        left = [row.key for row in self.rows if row.is_to_be_sent]
        keys = {*again, *(left if goes_on else () if again or self.has_begun else left[:1])}
        return _joined(row for row in self.rows if row.key in keys)

    def _rows(self, one: Outgoing) -> Iterator[Row]:
        addressees = tuple(Addressee(r.slug, r.name, address) for r, address in one.draft.mail.reachable)
        message = Message(one.draft.mail.sender[1], addressees, one.data)
        last = self.log.last(str(self.occasion))
        for recipient in one.draft.mail.recipients:
            entry, told = last.get(recipient.slug), self.occasion.told(self.asked.response_of(recipient))
            status = Status.SENT if told else _status(entry, recipient.email, message)
            yield Row(recipient.slug, recipient.name, recipient.email, one, message, status, entry, told)


def log_of(asked: LoadedRecommendation) -> Log:
    """Give what has been sent of a recommendation.

    Raises:
        InputInvalid: if a line of the log cannot be understood.
    """
    path, shown = asked.log_path, asked.meeting.workspace.shown(asked.log_path)
    return read_log(path, shown, read_text(path, shown) if path.exists() else "")


@contextlib.contextmanager
def held(dispatch: Dispatch, when: datetime) -> Iterator[Dispatch]:
    """Keep others from sending the same letter meanwhile, and give the dispatch as its files say now.

    Raises:
        FileTrouble: if somebody else is sending it.
    """
    path = dispatch.asked.log_path.with_suffix(".lock")
    with locked(path, dispatch.asked.meeting.workspace.shown(path), when):
        yield dispatch.as_it_is_now()


def record_sent(dispatch: Dispatch) -> None:
    """Write into the answer file on which day each recipient got the message, where only the log says so yet.

    Why by the log: what a run that was cut off did not come to write is written by the next.

    Raises:
        InputInvalid, FileTrouble: if the answer file cannot be written; the log stands.
    """
    from naravard_docs.source.recording import record
    from naravard_docs.source.response_entry import Change

    days = {key: entry.when.date() for key, entry in dispatch.log.sent(str(dispatch.occasion)).items()}
    missing = {row.key: days[row.key] for row in dispatch.rows if row.key in days and row.told is None}
    if missing:
        is_letter = dispatch.occasion.round_day is None
        record(
            dispatch.asked,
            [
                Change(key, {("skickat",): day.isoformat()}) if is_letter else Change(key, reminded=(day,))
                for key, day in missing.items()
            ],
        )


def _status(entry: Entry | None, address: str | None, message: Message) -> Status:
    if entry is not None and entry.event is Event.SENT:
        return Status.SENT
    if entry is not None and entry.is_uncertain:
        return Status.UNCERTAIN
    if address is None:
        return Status.UNREACHABLE
    if entry is None:
        return Status.WAITING
    is_same = entry.address == address and entry.message_id == message.id
    if entry.event is Event.REFUSED and is_same:
        return Status.REFUSED
    return Status.WAITING if entry.event is Event.REFUSED else Status.DEFERRED


def _joined(rows: Iterable[Row]) -> tuple[Message, ...]:
    """Give the rows' messages, once for all rows that share one."""
    shared: dict[str, Message] = {}
    for row in rows:
        if row.address is not None:
            message = shared.setdefault(row.message.id, row.message.to(()))
            addressee = Addressee(row.key, row.name, row.address)
            shared[message.id] = message.to((*message.addressees, addressee))
    return tuple(shared.values())
