"""Those who get a decision (skickas_till): recipients of the lists, people with a card, or plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from naravard_docs.meeting.contacts import Recipient, recipient_called
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.swedish import fold, slug


class DecisionAddressee(Struct, frozen=True):
    """Somebody who gets decisions; ``words`` are what the meeting calls them by."""

    slug: str
    name: str
    email: str | None
    words: frozenset[str]
    language: str | None = None


def addressees_of(words: Collection[str], house: SharedTemplates) -> tuple[DecisionAddressee, ...]:
    """Return those whom some words name, once each, in order: of a list all who are on it."""
    found: dict[str, DecisionAddressee] = {}
    for n, word in enumerate(words, 1):
        for each in _named(word, house, n):
            known = found.get(each.slug)
            called = each.words if known is None else known.words | each.words
            first = known if known is not None and (known.email or not each.email) else each
            found[each.slug] = DecisionAddressee(first.slug, first.name, first.email, called, first.language)
    return tuple(found.values())


def _named(word: str, house: SharedTemplates, place: int) -> Iterator[DecisionAddressee]:
    lists = house.distribution_lists
    listed = lists.get(word) if word in lists else None
    listed = listed or next((each for each in lists.values() if fold(each.name) == fold(word)), None)
    if listed is not None:
        yield from (_of_recipient(each, word) for each in listed.recipients)
    elif recipient := recipient_called(word, (each for one in lists.values() for each in one.recipients)):
        yield _of_recipient(recipient, word)
    else:
        key, name, email = _of_contact(word, house)
        yield DecisionAddressee(slug(key) or f"mottagare-{place}", name, email, frozenset({word}))


def _of_recipient(recipient: Recipient, word: str) -> DecisionAddressee:
    return DecisionAddressee(recipient.slug, recipient.name, recipient.email, frozenset({word}), recipient.language)


def _of_contact(word: str, house: SharedTemplates) -> tuple[str, str, str | None]:
    """Return key, name and address of the one whose card a word is the key or the name of; else the word alone."""
    for key, contact in house.contacts.items():
        if key == word or fold(str(contact.name)) == fold(word):
            return key, str(contact.name), contact.email
    return word, word, None
