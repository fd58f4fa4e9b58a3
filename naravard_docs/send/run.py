"""A run: messages one after another, with pauses; what the server defers is tried again a few times."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from naravard_docs.send.handover import Handover, hand_over
from naravard_docs.send.log import Entry, Event, Log
from naravard_docs.send.message import Addressee, Message
from naravard_docs.send.server import SendingTrouble, Server, connected

_TO_BE_TRIED_AGAIN = (Event.DEFERRED, Event.BROKEN)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a message to one addressee."""

    addressee: Addressee
    event: Event
    words: str


@dataclass(frozen=True, slots=True)
class Pause:
    """The run waits before it tries again; ``waiting`` are messages."""

    seconds: float
    waiting: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run takes from outside: the server, the clock and a way to wait for a number of seconds."""

    server: Server
    clock: Callable[[], datetime]
    wait: Callable[[float], None]


def send_all(
    messages: Sequence[Message], occasion: str, log: Log, surroundings: Surroundings
) -> Iterator[Result | Pause]:
    """Send messages in order and give what comes of each, as it does; all is in the log before it is given.

    Those that the server defers, and those that a lost connection has left behind, are tried again on a new
    connection; when the retries are used up they are left for another run. A message of which nobody knows whether it
    went ends the run: a server that loses one may lose the next.

    Raises:
        FileTrouble: if the log cannot be written; nothing more is sent.
        SendingTrouble: if the server cannot be used; what was given before stands.
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
    messages: list[Message], occasion: str, log: Log, surroundings: Surroundings
) -> Generator[Result, None, list[Message]]:
    """Try each message once on one connection, and give those to be tried again."""
    left: list[Message] = []
    with connected(surroundings.server) as smtp:
        for number, message in enumerate(messages):
            if number:
                surroundings.wait(surroundings.server.pause_seconds)
            handover = _logged(smtp, message, occasion, log, surroundings)
            for addressee in message.addressees:
                reply = handover.replies[addressee.key]
                yield Result(addressee, reply.event, reply.words)
            again = tuple(a for a in message.addressees if handover.replies[a.key].event in _TO_BE_TRIED_AGAIN)
            left += [message.to(again)] if again else []
            if handover.refusal:
                raise SendingTrouble(
                    f"servern {surroundings.server} tar inte emot mejl från {message.sender}; den svarade: "
                    f"{handover.refusal}",
                    "kontrollera «svar_till» i mötesfilen och «användare» i din inställningsfil",
                )
            if any(reply.event is Event.UNCERTAIN for reply in handover.replies.values()):
                raise SendingTrouble(
                    f"förbindelsen med {surroundings.server} bröts innan servern svarat om mejlet kom fram",
                    "det mejlet skickas inte igen av sig självt; resten skickas med --fortsätt",
                )
            if handover.is_lost:
                return [*left, *messages[number + 1 :]]
    return left


def _logged(smtp: smtplib.SMTP, message: Message, occasion: str, log: Log, surroundings: Surroundings) -> Handover:
    """Hand a message over, with a line in the log before and one after."""

    def entry(addressee: Addressee, event: Event, words: str = "") -> Entry:
        return Entry(surroundings.clock(), event, occasion, addressee.key, addressee.address, message.id, words)

    log.append([entry(addressee, Event.STARTED) for addressee in message.addressees])
    handover = hand_over(smtp, message, surroundings.clock(), surroundings.server.copy_to)
    replies = [(addressee, handover.replies[addressee.key]) for addressee in message.addressees]
    log.append([entry(addressee, reply.event, reply.words) for addressee, reply in replies])
    return handover
