"""An e-mail but for its words, whom it is to, its PDF files and its boundaries, for which marks stand in it.

Why: letters to each have covering e-mails of the same words, which Python's library takes long to write.
"""

from __future__ import annotations

import hashlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # most commands import this room and write no e-mail
    from email.message import EmailMessage
    from email.policy import Policy

_LONGEST = 78
"""Letters of a line of a message (RFC 5322, 2.1.1)."""

_LINE = 76
"""Letters of a line of base64 (RFC 2045, 6.8)."""

_UNDISCLOSED = "dolda mottagare:;"
"""An empty group in place of hidden addresses (RFC 5322, 3.4 and A.1.3): many servers want a To."""


class AttachedFile(Struct, frozen=True):
    """A file that goes with the mail, under the name its receivers see: a PDF, or a calendar where it has a method."""

    name: str
    data: bytes
    calendar_method: str = ""


class MailFrame(Struct, frozen=True):
    """What e-mails have in common; ``addresses_in`` is the header that has the addresses, if any has.

    With ``hides_all`` it has an empty group instead of them. ``attached`` are the files, of PDFs their names alone.
    """

    subject: str
    sender: tuple[str, str] | None
    addresses_in: str
    hides_all: bool
    attached: tuple[AttachedFile, ...]
    is_draft: bool

    def filled(self, text: str, html: str, addresses: Sequence[tuple[str, str]], pdfs: Sequence[bytes]) -> bytes:
        """Return the e-mail with its words, to some addresses, with these PDF files in order."""
        written, payloads = _written(self)
        words = [each.encode().splitlines() for each in (text, html)]
        digest = hashlib.sha256(b"".join(b"%s\n" % line for lines in words for line in lines))
        left = iter(pdfs)
        for payload in payloads:
            digest.update(next(left) if payload is None else payload)
        listed = ",\r\n ".join(_mailbox(name, address) for name, address in addresses)
        data = written.replace(_BOUNDARY, digest.hexdigest()[:24].encode()).replace(_TO, listed.encode("ascii"))
        bodies = (*(b"".join(map(_quoted_line, lines)) for lines in words), *map(_encoded_file, pdfs))
        first, *rest = data.split(_BODY)
        return b"".join((first, *chain.from_iterable(zip(bodies, rest, strict=True))))


def _mark(what: str) -> bytes:
    """Return what stands for something in a frame: as long as the boundaries' digest, since headers are folded."""
    return hashlib.sha256(f"naravard: {what}".encode()).hexdigest()[:_DIGEST].encode()


_DIGEST = 24
_BOUNDARY, _TO, _WORDS = _mark("boundary"), _mark("to"), _mark("words")
_PDF = a2b_base64(_WORDS)
_BODY = _WORDS + b"\r\n"
"""How a body that is to be filled in stands in a frame, be it quoted-printable or base64."""


@lru_cache(maxsize=16)
def _written(frame: MailFrame) -> tuple[bytes, tuple[bytes | None, ...]]:
    """Return a frame as bytes with marks, and what its files hold, None for a PDF."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP.clone(max_line_length=_LONGEST))
    if frame.is_draft:
        message["X-Unsent"] = "1"
    if frame.sender is not None:
        message["From"] = _header("From", _mailbox(*frame.sender))
    if frame.addresses_in:
        message[frame.addresses_in] = _header(frame.addresses_in, _UNDISCLOSED if frame.hides_all else _TO.decode())
    message["Subject"] = _header("Subject", _encoded(frame.subject, taken=len("Subject: ")))
    message["Content-Language"] = "sv"
    words = f"{_WORDS.decode()}\n"
    message.set_content(words, subtype="plain", charset="utf-8", cte="quoted-printable")
    message.add_alternative(words, subtype="html", charset="utf-8", cte="quoted-printable")
    for file in frame.attached:
        _attach(message, file)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_naravard_{number}_{_BOUNDARY.decode()}")
    return message.as_bytes(), tuple(_payloads(message))


def _payloads(message: EmailMessage) -> Iterator[bytes | None]:
    """Yield what each attached file holds, by which boundaries are made, since the library's own would be random."""
    for part in message.iter_attachments():
        held = part.get_payload(decode=True)
        yield None if held == _PDF else held if isinstance(held, bytes) else b""


def _attach(message: EmailMessage, file: AttachedFile) -> None:
    if not file.calendar_method:
        message.add_attachment(_PDF, maintype="application", subtype="pdf", filename=file.name)
        return
    # RFC 6047, 2.4: the part says the method that the calendar in it has
    parameters = {"method": file.calendar_method}
    words = file.data.decode()
    message.add_attachment(
        words, subtype="calendar", charset="utf-8", filename=file.name, params=parameters, cte="base64"
    )


@lru_cache(maxsize=2048)
def _quoted_line(line: bytes) -> bytes:
    """Return a line of words as quoted-printable (RFC 2045, 6.7); lines are quoted each for itself."""
    from email.quoprimime import body_encode

    return body_encode(line.decode("latin-1"), _LONGEST).replace("\n", "\r\n").encode("ascii") + b"\r\n"


def _encoded_file(data: bytes) -> bytes:
    """Return a file as lines of base64."""
    encoded = b2a_base64(data, newline=False)
    return b"\r\n".join([*[encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE)], b""])


class _Header(str):
    """A header encoded and folded already, which the library writes as it stands.

    Why: Python 3.11 itself writes «för Nära vård» as three encoded words, between which receivers see no space
    (RFC 2047, 6.2), and other versions do it otherwise.
    """

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _header(name: str, text: str) -> _Header:
    header = _Header(text)
    header.name = name
    return header


def _encoded(words: str, taken: int = 1) -> str:
    """Return a text for a header, folded; ``taken`` is how much of the first line has been used."""
    from email.header import Header

    return Header(words, "us-ascii" if _is_plain(words) else "utf-8", 76 - taken).encode(linesep="\r\n")


def _mailbox(name: str, address: str) -> str:
    """Return «name <address>», with the domain as the name system writes it (RFC 5891)."""
    from email.utils import formataddr

    local, domain = address.rsplit("@", 1)
    plain_address = f"{local}@{domain.encode('idna').decode('ascii')}"
    return formataddr((name, plain_address)) if _is_plain(name) else f"{_encoded(name)} <{plain_address}>"


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words
