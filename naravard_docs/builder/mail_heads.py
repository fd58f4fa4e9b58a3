"""What the head of a mail says: of one that is about to be sent, or that the archive has."""

from __future__ import annotations

from email import message_from_bytes
from email.headerregistry import Address, AddressHeader
from email.policy import SMTP

from msgspec import Struct


class MailHead(Struct, frozen=True):
    """Whom a mail is from and to, as (name, address), what it is about, and the names of the files that go with it."""

    sender: tuple[str, str] | None
    recipients: tuple[tuple[str, str], ...]
    subject: str
    attached: tuple[str, ...]


def read_mail_head(data: bytes) -> MailHead:
    """Return what the head of a mail says."""
    message = message_from_bytes(data, policy=SMTP)
    senders, recipients = _people(message["From"]), _people(message["To"])
    names = (part.get_filename() for part in message.walk() if part.get_content_disposition() == "attachment")
    return MailHead(next(iter(senders), None), recipients, str(message["Subject"] or ""), tuple(filter(None, names)))


def _people(header: object) -> tuple[tuple[str, str], ...]:
    addresses: tuple[Address, ...] = header.addresses if isinstance(header, AddressHeader) else ()
    return tuple((each.display_name or each.addr_spec, each.addr_spec) for each in addresses)
