"""What the head of a mail says: of one that is about to be sent, or that the archive has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from email.headerregistry import Address


class MailHead(Struct, frozen=True):
    """Whom a mail is from and to, as (name, address), what it is about, and the names of the files that go with it."""

    sender: tuple[str, str] | None
    recipients: tuple[tuple[str, str], ...]
    subject: str
    attached: tuple[str, ...]


def read_mail_head(data: bytes) -> MailHead:
    """Return what the head of a mail says."""
    from email import message_from_bytes
    from email.policy import SMTP

    message = message_from_bytes(data, policy=SMTP)
    senders, recipients = _people(message["From"]), _people(message["To"])
    names = (part.get_filename() for part in message.walk() if part.get_content_disposition() == "attachment")
    return MailHead(next(iter(senders), None), recipients, str(message["Subject"] or ""), tuple(filter(None, names)))


def _people(header: object) -> tuple[tuple[str, str], ...]:
    from email.headerregistry import AddressHeader

    addresses: tuple[Address, ...] = header.addresses if isinstance(header, AddressHeader) else ()
    return tuple((each.display_name or each.addr_spec, each.addr_spec) for each in addresses)
