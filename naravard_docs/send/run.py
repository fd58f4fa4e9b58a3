"""A run: messages one after another, with pauses; what the server defers is tried again a few times."""

from __future__ import annotations

import secrets
import smtplib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec import Struct, field

from naravard_docs.errors import FileAccessError, NaravardError, SendingError
from naravard_docs.libraries.records import replace
from naravard_docs.send.claims import ClaimReader
from naravard_docs.send.event import Event
from naravard_docs.send.handover import Handover, ServerReply, hand_over
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.message import Addressee, Message
from naravard_docs.send.refusals import refusal_of_sender, with_drafts
from naravard_docs.send.server import Server, connect
from naravard_docs.swedish import enumeration

_TO_BE_TRIED_AGAIN = (Event.DEFERRED, Event.BROKEN)
_CLAIMED = "ett annat utskick hade redan påbörjat det"


class SendResult(Struct, frozen=True):
    """What came of a message to one addressee."""

    addressee: Addressee
    event: Event
    words: str


class Pause(Struct, frozen=True):
    """The run waits before it tries again; ``waiting`` are messages."""

    seconds: float
    waiting: int


class SendContext(Struct, frozen=True):
    """What a run takes from outside: the server, the clock, a way to wait for a number of seconds, and its own name.

    ``keep`` stores a message's very bytes before the server has them, and returns where, as the log says it.
    """

    server: Server
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    keep: Callable[[Message, bytes], str]
    run: str = field(default_factory=lambda: secrets.token_hex(8))


class _KeptMessage(Struct, frozen=True):
    """When a message was first tried, which is its date however often it is, and where it is kept."""

    when: datetime
    archived: str


class _Run(Struct, frozen=True):
    """A run of messages on one occasion; ``kept`` are those that have been tried, by id."""

    occasion: str
    log: Log
    context: SendContext
    claims: ClaimReader
    kept: dict[str, _KeptMessage] = field(default_factory=dict)

    def keep(self, message: Message) -> bytes:
        """Return a message's bytes with the date of its first try (RFC 5322, 3.6.1); they are kept then."""
        known = self.kept.get(message.id)
        when = known.when if known else self.context.clock()
        data = message.dated(when, self.context.server.mailbox)
        if known is None:
            self.kept[message.id] = _KeptMessage(when, self.context.keep(message, data))
        return data


def send_all(
    messages: Sequence[Message], occasion: str, log: Log, surroundings: SendContext
) -> Iterator[SendResult | Pause]:
    """Send messages in order and yield what comes of each, as it does; all is in the log before it is given.

    Those that the server defers, and those that a lost connection has left behind, are tried again on a new
    connection; when the retries are used up they are left for another run. A message of which nobody knows whether it
    went ends the run: a server that loses one may lose the next.

    Raises:
        FileAccessError: if the log cannot be written, or a message not kept; nothing more is sent.
        SendingError: if the server cannot be used; what was given before stands.
    """
    server, waiting = surroundings.server, list(messages)
    run = _Run(occasion, log, surroundings, ClaimReader(log, occasion, surroundings.run))
    for attempt in range(server.retries + 1):
        if attempt:
            yield Pause(server.retry_after_seconds, len(waiting))
            surroundings.wait(server.retry_after_seconds)
        waiting = yield from _once(waiting, run)
        if not waiting:
            return


def _once(messages: list[Message], run: _Run) -> Generator[SendResult, None, list[Message]]:
    """Try each message once on one connection, and yield those to be tried again."""
    left: list[Message] = []
    surroundings = run.context
    with connect(surroundings.server) as smtp:
        for number, message in enumerate(messages):
            if number:
                surroundings.wait(surroundings.server.pause_seconds)
            handover = _logged(smtp, message, run)
            for addressee in message.addressees:
                reply = handover.replies[addressee.key]
                yield SendResult(addressee, reply.event, reply.words)
            again = tuple(a for a in message.addressees if handover.replies[a.key].event in _TO_BE_TRIED_AGAIN)
            left += [message.to(again)] if again else []
            if handover.refusal:
                raise _refused(surroundings.server, message, handover.refusal)
            if any(reply.event is Event.UNCERTAIN for reply in handover.replies.values()):
                raise SendingError(
                    f"förbindelsen med {surroundings.server} bröts innan servern svarat om mejlet kom fram",
                    "det mejlet skickas inte igen av sig självt; resten skickas med --fortsätt",
                )
            if handover.is_lost:
                return [*left, *messages[number + 1 :]]
    return left


def _refused(server: Server, message: Message, words: str) -> SendingError:
    """Return what to raise when a server takes nothing from a sender, whoever it is to."""
    sender = server.mailbox or message.sender
    if known := refusal_of_sender(words):
        said = f"servern {server} tar inte emot mejl från {sender}: {known.meaning}; den svarade: {words}"
        return SendingError(said, with_drafts(known.remedy))
    return SendingError(
        f"servern {server} tar inte emot mejl från {sender}; den svarade: {words}",
        with_drafts("kontrollera «svar_till» i mötesfilen och «användare» och «brevlåda» i din inställningsfil"),
    )


def _logged(smtp: smtplib.SMTP, message: Message, run: _Run) -> Handover:
    """Hand a message over to those whom no other run has claimed, with a line in the log before and one after."""
    log, server = run.log, run.context.server
    data = run.keep(message)
    claims = dict.fromkeys((a.key for a in message.addressees), ServerReply(Event.STARTED, ""))
    yields = dict.fromkeys(claims, ServerReply(Event.YIELDED, _CLAIMED))
    log.append(_entries(message, message.addressees, claims, run))
    try:
        taken = run.claims.claimed_by_others(list(claims))
    except NaravardError:
        with suppress(FileAccessError):  # nothing has been handed over, and if that cannot be logged it is uncertain
            log.append(_entries(message, message.addressees, yields, run))
        raise
    if taken:
        log.append(_entries(message, (a for a in message.addressees if a.key in taken), yields, run))
    own = tuple(a for a in message.addressees if a.key not in taken)
    if not own:
        return Handover(yields)
    handover = hand_over(smtp, message.to(own), data, server.copy_to, server.mailbox)
    try:
        log.append(_entries(message, own, handover.replies, run))
    except FileAccessError as error:
        raise FileAccessError(f"{error.message}; {_said(own, handover.replies)}", error.remedy) from error
    return replace(handover, replies={**yields, **handover.replies})


def _entries(
    message: Message, addressees: Iterable[Addressee], replies: Mapping[str, ServerReply], run: _Run
) -> list[LogEntry]:
    """Return the log's lines of what came of a message for each of its addressees."""
    when, archived = run.context.clock(), run.kept[message.id].archived
    return [
        LogEntry(
            when=when,
            event=replies[a.key].event,
            occasion=run.occasion,
            key=a.key,
            address=a.address,
            message_id=message.id,
            words=replies[a.key].words,
            run=run.context.run,
            number=a.number,
            mode=message.mode,
            archived=archived,
        )
        for a in addressees
    ]


def _said(addressees: Sequence[Addressee], replies: Mapping[str, ServerReply]) -> str:
    """Return what the server said of each, when the log cannot be told."""
    told = enumeration([f"{a.name}: {replies[a.key].event}, {replies[a.key].words}" for a in addressees])
    return f"servern hade redan svarat ({told}), och i loggen är det osäkert"
