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
    """What a run takes from outside: the server, the clock, a way to wait for a number of seconds, and its own name."""

    server: Server
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    run: str = field(default_factory=lambda: secrets.token_hex(8))


def send_all(
    messages: Sequence[Message], occasion: str, log: Log, surroundings: SendContext
) -> Iterator[SendResult | Pause]:
    """Send messages in order and yield what comes of each, as it does; all is in the log before it is given.

    Those that the server defers, and those that a lost connection has left behind, are tried again on a new
    connection; when the retries are used up they are left for another run. A message of which nobody knows whether it
    went ends the run: a server that loses one may lose the next.

    Raises:
        FileAccessError: if the log cannot be written; nothing more is sent.
        SendingError: if the server cannot be used; what was given before stands.
    """
    server, waiting = surroundings.server, list(messages)
    for attempt in range(server.retries + 1):
        if attempt:
            yield Pause(server.retry_after_seconds, len(waiting))
            surroundings.wait(server.retry_after_seconds)
        waiting = yield from _once(waiting, occasion, log, surroundings)
        if not waiting:
            return


def _once(
    messages: list[Message], occasion: str, log: Log, surroundings: SendContext
) -> Generator[SendResult, None, list[Message]]:
    """Try each message once on one connection, and yield those to be tried again."""
    left: list[Message] = []
    with connect(surroundings.server) as smtp:
        for number, message in enumerate(messages):
            if number:
                surroundings.wait(surroundings.server.pause_seconds)
            handover = _logged(smtp, message, occasion, log, surroundings)
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


def _logged(smtp: smtplib.SMTP, message: Message, occasion: str, log: Log, surroundings: SendContext) -> Handover:
    """Hand a message over to those whom no other run has claimed, with a line in the log before and one after."""

    def entries(addressees: Iterable[Addressee], replies: Mapping[str, ServerReply]) -> list[LogEntry]:
        said = ((each, replies[each.key]) for each in addressees)
        when, run = surroundings.clock(), surroundings.run
        return [
            LogEntry(
                when, reply.event, occasion, a.key, a.address, message.id, reply.words, run, a.number, message.mode
            )
            for a, reply in said
        ]

    claims = dict.fromkeys((a.key for a in message.addressees), ServerReply(Event.STARTED, ""))
    yields = dict.fromkeys(claims, ServerReply(Event.YIELDED, _CLAIMED))
    log.append(entries(message.addressees, claims))
    try:
        taken = log.claimed_by_others(occasion, surroundings.run, list(claims))
    except NaravardError:
        with suppress(FileAccessError):  # nothing has been handed over, and if that cannot be logged it is uncertain
            log.append(entries(message.addressees, yields))
        raise
    if taken:
        log.append(entries((a for a in message.addressees if a.key in taken), yields))
    own = tuple(a for a in message.addressees if a.key not in taken)
    if not own:
        return Handover(yields)
    server = surroundings.server
    handover = hand_over(smtp, message.to(own), surroundings.clock(), server.copy_to, server.mailbox)
    try:
        log.append(entries(own, handover.replies))
    except FileAccessError as error:
        raise FileAccessError(f"{error.message}; {_said(own, handover.replies)}", error.remedy) from error
    return replace(handover, replies={**yields, **handover.replies})


def _said(addressees: Sequence[Addressee], replies: Mapping[str, ServerReply]) -> str:
    """Return what the server said of each, when the log cannot be told."""
    told = enumeration([f"{a.name}: {replies[a.key].event}, {replies[a.key].words}" for a in addressees])
    return f"servern hade redan svarat ({told}), och i loggen är det osäkert"
