"""A message that is ready to be sent, with the name by which it is the same message whenever it is sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from naravard_docs.libraries.records import replace
from naravard_docs.send.mode import Mode


class Addressee(Struct, frozen=True):
    """One who is to get a message: the key of the recipient on its list, name and address, its letter's number."""

    key: str
    name: str
    address: str
    number: str = ""


class MadeContent(Struct, frozen=True):
    """What a message holds, made whenever it is asked for, with its length and hash: many are never held at once."""

    make: Callable[[], bytes]
    length: int
    digest: str

    @classmethod
    def of(cls, make: Callable[[], bytes]) -> MadeContent:
        data = make()
        return cls(make, len(data), _digest(data))

    def __len__(self) -> int:
        return self.length


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:40]


class Message(Struct, frozen=True):
    """A message but for its date and id: CRLF line ends, all ASCII, as the mail room writes it.

    ``mode`` is the way in which it is sent, None where there is but one.
    """

    sender: str
    addressees: tuple[Addressee, ...]
    data: bytes | MadeContent
    mode: Mode | None = None

    @property
    def id(self) -> str:
        """The Message-ID (RFC 5322, 3.6.4), made from the content: the same message has the same id."""
        digest = self.data.digest if isinstance(self.data, MadeContent) else _digest(self.data)
        return f"<{digest}@{in_ascii(self.sender).rsplit('@', 1)[-1]}>"

    def to(self, addressees: tuple[Addressee, ...]) -> Message:
        """Return the same message, handed over for some of its addressees only."""
        return replace(self, addressees=addressees)

    def dated(self, when: datetime, mailbox: str | None = None) -> bytes:
        """Return the message as it is handed over, with the date on which it was (RFC 5322, 3.6.1).

        With a ``mailbox`` it is from there, under the same name, and answers go to whom it would be from (3.6.2).
        """
        from email.utils import format_datetime  # it takes sockets along, and most commands send nothing

        head = f"Date: {format_datetime(when)}\r\nMessage-ID: {self.id}\r\n".encode("ascii")
        data = self.data.make() if isinstance(self.data, MadeContent) else self.data
        return head + (data if mailbox in (None, self.sender) else _from(in_ascii(mailbox), data))


_FROM = re.compile(rb"^From:((?: [^\r\n]*\r\n)(?:[ \t][^\r\n]*\r\n)*)", re.MULTILINE)
_ADDRESS = re.compile(rb"\s*<?[^<>\s]+@[^<>\s]+>?\s*$")


def _from(mailbox: str, data: bytes) -> bytes:
    """Return a message with another address in From, and in Reply-To what stood there."""
    head, _, body = data.partition(b"\r\n\r\n")
    head = _FROM.sub(lambda found: _replying(found[1], mailbox), head + b"\r\n", count=1)
    return head + b"\r\n" + body


def _replying(written: bytes, mailbox: str) -> bytes:
    name = _ADDRESS.sub(b"", written)
    fold = b"\r\n" if name.strip() else b""
    return b"From:%s%s <%s>\r\nReply-To:%s" % (name, fold, mailbox.encode("ascii"), written)


def in_ascii(address: str) -> str:
    """Return an address with its domain as the name system has it (RFC 5891)."""
    local, domain = address.rsplit("@", 1)
    return f"{local}@{domain.encode('idna').decode('ascii')}"
