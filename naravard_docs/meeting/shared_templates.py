"""Everything that meetings share, read from templates/: the house that a meeting's documents come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from naravard_docs.libraries.records import replace
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList, Recipient
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.values import UnknownValueError

V = TypeVar("V")

LETTER_TEMPLATE = "rekommendation.md"
MAIL_TEMPLATE = "mejl.txt"
REMINDER_TEMPLATE = "paminnelse.txt"
NOTICE_TEMPLATE = "kallelse.txt"
"""The standing texts of letter, e-mail, reminder and the e-mail with a kallelse, where a body names none of its own."""


class TextTemplate(Struct, frozen=True):
    """A Jinja2 template with the name that messages give it."""

    file: Path
    text: str


class Illustration(Struct, frozen=True):
    """An image's bytes, PNG or JPEG, with the words for those who do not see it."""

    data: bytes
    alt_text: str
    width_mm: float


class KnownEntries(dict[str, V]):
    """What could be read of a file's entries; ``has_all_keys`` unless the file could not be read."""

    def __init__(self, entries: Mapping[str, V] | None = None) -> None:
        super().__init__(entries or {})
        self.has_all_keys = entries is not None

    def __missing__(self, key: str) -> V:
        raise UnknownValueError(key)


def all_keys(entries: Mapping[str, object]) -> Collection[str] | None:
    """Return the keys of all entries that there are, None when they are not known."""
    return entries.keys() if not isinstance(entries, KnownEntries) or entries.has_all_keys else None


class SharedTemplates(Struct, frozen=True):
    """The organisation with its bodies, contact cards, distribution lists and standing texts, by their keys.

    Lists hold the recipients of those that they include; ``principals`` are each body's, where it names them.
    """

    organisation: Organisation
    bodies: Mapping[str, Body] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    distribution_lists: Mapping[str, DistributionList] = field(default_factory=dict)
    texts: Mapping[str, TextTemplate] = field(default_factory=dict)
    logo: Illustration | None = None
    principals: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)

    @property
    def is_dated(self) -> bool:
        """Whether some name, title or holder of a role is not the same on all days."""
        bodies, contacts = self.bodies.values(), self.contacts.values()
        return any(body.is_dated for body in bodies) or any(contact.is_dated for contact in contacts)

    def on(self, day: date) -> SharedTemplates:
        """Return the same with the names, titles and holders of roles that counted on a day."""
        bodies = {key: body.on(day) for key, body in self.bodies.items()}
        contacts = {key: contact.on(day) for key, contact in self.contacts.items()}
        return replace(self, bodies=bodies, contacts=contacts)


class AttachedText(Struct, frozen=True):
    """A Markdown attachment as read, with the title that lists give it; ``pictures`` are those that it has, by path."""

    file: Path
    title: str
    text: str
    pictures: Mapping[str, bytes | tuple[str, str]] = field(default_factory=dict)
