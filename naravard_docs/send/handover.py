"""One message handed over to a server, and what the server said of each of its addressees (RFC 5321, 3.3)."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Mapping

from msgspec import Struct, field

from naravard_docs.send.event import Event
from naravard_docs.send.message import Message, in_ascii
from naravard_docs.send.refusals import refusal_of_sender
from naravard_docs.send.server import server_answer

_CLOSING, _GO_ON = 421, 354
_LOST = "förbindelsen bröts"
_END_OF_DATA = b".\r\n"


class ServerReply(Struct, frozen=True):
    """What came of a message for one addressee, in the server's words."""

    event: Event
    words: str


class Handover(Struct, frozen=True):
    """The replies by addressee's key.

    ``is_lost``: the connection cannot be used any more. ``refusal``: the server takes nothing from this account or
    sender, whichever command it said so after.
    """

    replies: Mapping[str, ServerReply] = field(default_factory=dict)
    is_lost: bool = False
    refusal: str = ""


def hand_over(
    smtp: smtplib.SMTP, message: Message, data: bytes, copy_to: str | None = None, mailbox: str | None = None
) -> Handover:
    """Hand a message over to those of its addressees that the server accepts, and a copy to whoever sends it.

    ``data`` is the message with its date and id. It is from ``mailbox`` when that is given, else from whom it says.

    A connection that is lost before the end of the message has been given leaves it undelivered («avbrutet»): a server
    delivers nothing of which it has not seen the end (RFC 5321, 4.1.1.4). One that is lost after that, before the
    server has answered, leaves it uncertain.
    """
    exchange = _Exchange(smtp, message, mailbox or message.sender, copy_to)
    try:
        exchange.run(data)
    except _ClosedError as closed:
        exchange.rest_get(closed.event or exchange.unanswered, closed.words)
        return Handover(exchange.replies, is_lost=True)
    except (smtplib.SMTPException, OSError):
        exchange.rest_get(exchange.unanswered, _LOST)
        return Handover(exchange.replies, is_lost=True)
    return Handover(exchange.replies, refusal=exchange.refusal)


class _ClosedError(Exception):
    """The server said that it closes (421), which leaves the message for later, or something that is no answer."""

    def __init__(self, event: Event | None, words: str) -> None:
        super().__init__(words)
        self.event, self.words = event, words


class _Exchange:
    """The commands of one message, with what is known of each addressee so far."""

    def __init__(self, smtp: smtplib.SMTP, message: Message, sender: str, copy_to: str | None) -> None:
        self.smtp, self.message, self.sender, self.copy_to = smtp, message, sender, copy_to
        self.replies: dict[str, ServerReply] = {}
        self.unanswered = Event.BROKEN
        self.refusal = ""

    def run(self, data: bytes) -> None:
        self._answer(*self.smtp.docmd("RSET"))  # what an earlier message has left behind
        options = [f"SIZE={len(data)}"] if self.smtp.has_extn("size") else []  # RFC 1870
        reply = self._answer(*self.smtp.mail(in_ascii(self.sender), options))
        if reply.event is not Event.SENT:
            self.refusal = reply.words if reply.event is Event.REFUSED else ""
            self.rest_get(Event.BROKEN if self.refusal else Event.DEFERRED, reply.words)
            return
        for addressee in self.message.addressees:
            reply = self._answer(*self.smtp.rcpt(in_ascii(addressee.address)))
            if self._is_about_sender(reply):
                return
            if reply.event is not Event.SENT:
                self.replies[addressee.key] = reply
        if len(self.replies) < len(self.message.addressees):
            if self.copy_to is not None:
                self._answer(*self.smtp.rcpt(in_ascii(self.copy_to)))  # refused or not, the others get theirs
            reply = self._given(data)
            if not self._is_about_sender(reply):
                self.rest_get(reply.event, reply.words)

    def _is_about_sender(self, reply: ServerReply) -> bool:
        """Note a refusal that every message would get; it is nobody's address that is at fault, so none is refused."""
        if reply.event is Event.REFUSED and refusal_of_sender(reply.words):
            self.refusal = reply.words
            self.rest_get(Event.BROKEN, reply.words)
        return bool(self.refusal)

    def rest_get(self, event: Event, words: str) -> None:
        """Give everyone who has no reply this one."""
        for addressee in self.message.addressees:
            self.replies.setdefault(addressee.key, ServerReply(event, words))

    def _given(self, data: bytes) -> ServerReply:
        """Return the message itself; its end is a step of its own, since only then can the server deliver it."""
        code, words = self.smtp.docmd("DATA")
        if code != _GO_ON:
            reply = self._answer(code, words)
            if reply.event is Event.SENT:  # it has not been given the message yet, so that is no answer
                raise _ClosedError(None, reply.words)
            return reply
        self.smtp.send(re.sub(rb"(?m)^\.", b"..", data))  # RFC 5321, 4.5.2: a dot at the start of a line is doubled
        self.unanswered = Event.UNCERTAIN
        self.smtp.send(_END_OF_DATA)
        return self._answer(*self.smtp.getreply())

    def _answer(self, code: int, words: bytes) -> ServerReply:
        """Return a server's answer by its first digit (RFC 5321, 4.2.1).

        Raises:
            _ClosedError: if the server leaves.
        """
        told = server_answer(code, words)
        event = {2: Event.SENT, 4: Event.DEFERRED, 5: Event.REFUSED}.get(code // 100)
        if code == _CLOSING or event is None:
            raise _ClosedError(event, told)
        return ServerReply(event, told)
