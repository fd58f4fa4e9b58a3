"""A message that is ready to be sent, with the name by which it is the same message whenever it is sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime


@dataclass(frozen=True, slots=True)
class Addressee:
    """One who is to get a message: the key of the recipient on its list, name and address, its letter's number."""

    key: str
    name: str
    address: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message but for its date and id: CRLF line ends, all ASCII, as the mail room writes it."""

    sender: str
    addressees: tuple[Addressee, ...]
    data: bytes

    @property
    def id(self) -> str:
        """The Message-ID (RFC 5322, 3.6.4), made from the content: the same message has the same id."""
        digest = hashlib.sha256(self.data).hexdigest()[:40]
        return f"<{digest}@{in_ascii(self.sender).rsplit('@', 1)[-1]}>"

    def to(self, addressees: tuple[Addressee, ...]) -> Message:
        """Give the same message, handed over for some of its addressees only."""
        return replace(self, addressees=addressees)

    def dated(self, when: datetime) -> bytes:
        """Give the message as it is handed over, with the date on which it was (RFC 5322, 3.6.1)."""
        head = f"Date: {format_datetime(when)}\r\nMessage-ID: {self.id}\r\n".encode("ascii")
        return head + self.data


def in_ascii(address: str) -> str:
    """Give an address with its domain as the name system has it (RFC 5891)."""
    local, domain = address.rsplit("@", 1)
    return f"{local}@{domain.encode('idna').decode('ascii')}"
