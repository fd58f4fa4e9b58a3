"""Who is called to a meeting: the members of its body on that day, and their replacements, each with an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.participation import is_same_person, plain
from naravard_docs.meeting.people import AttendanceGroup, Person, Standing
from naravard_docs.swedish import slug


class CalledPerson(Struct, frozen=True):
    """Somebody who is called: ``is_for_information`` where they are told of the meeting but need not come.

    ``key`` is their name's slug, with more where two have the same, and ``heading`` their group's.
    """

    person: Person
    key: str
    email: str | None
    is_for_information: bool
    heading: str

    @property
    def name(self) -> str:
        return self.person.name_with_party


class _Entry(Struct, frozen=True):
    person: Person
    group: AttendanceGroup


def people_called(meeting: Meeting, body: Body, cards: Mapping[str, Contact] | None = None) -> tuple[CalledPerson, ...]:
    """Return everyone who is called, once each: those who are to come first, in the order of the body.

    Where the body names no members, they are those whom the meeting names. A replacement whom the meeting has among
    those who serve is called as the members are. Whoever has no address of their own has that of a contact card.
    """
    entries = list(_entries(meeting, body))
    serving = tuple(_serving(meeting))
    replacements = [each for each in entries if _is_replacement(each)]
    found: list[CalledPerson] = []
    for entry in (*(each for each in entries if each not in replacements), *_serving_first(replacements, serving)):
        is_serving = entry in replacements and _is_among(entry.person, serving)
        if not _is_among(entry.person, [each.person for each in found]):
            email = _email(entry.person, body, cards or {})
            key = _free_key(entry.person, [each.key for each in found])
            heading = _SERVING if is_serving else entry.group.heading
            found.append(CalledPerson(entry.person, key, email, entry in replacements and not is_serving, heading))
    return tuple(found)


def _entries(meeting: Meeting, body: Body) -> Iterator[_Entry]:
    if not body.groups:
        yield from (_Entry(each, group) for group in meeting.attendance for each in group.people)
        return
    chair = body.present_chair
    groups = [each for group in body.groups for each in group.people]
    if chair is not None and not _is_among(chair, groups):
        yield _Entry(chair, AttendanceGroup(heading="Ordförande", people=(chair,)))
    yield from (_Entry(each, group) for group in body.groups for each in group.people)


_SERVING = "Tjänstgörande ersättare"
"""The heading of replacements whom the meeting has among those who serve."""


def _serving_first(replacements: Sequence[_Entry], serving: Sequence[Person]) -> list[_Entry]:
    return sorted(replacements, key=lambda each: not _is_among(each.person, serving))


def _is_replacement(entry: _Entry) -> bool:
    """Return whether somebody is a replacement, by their group or, where it says nothing, by their role."""
    if entry.group.standing is not None:
        return entry.group.standing is Standing.REPLACEMENT
    words = f"{entry.group.heading} {entry.person.role or ''}".casefold()
    return "ersättare" in words and "tjänstgörande" not in words


def _serving(meeting: Meeting) -> Iterator[Person]:
    """Yield those whom the meeting has in the place of others, or as serving."""
    for group in meeting.attendance:
        serves = group.standing is Standing.SERVING
        yield from (each for each in group.people if serves or each.replaces is not None)


def _is_among(person: Person, others: Iterable[Person]) -> bool:
    return any(is_same_person(person, each) for each in others)


def address_of(person: Person, body: Body) -> str | None:
    """Return somebody's address, wherever the body has it: in their own words, as an officer's or a member's."""
    members = (each for group in body.groups for each in group.people)
    known: tuple[Person, ...] = (person, *body.chair, *body.secretary, *members)
    found = (getattr(each, "email", None) for each in known if is_same_person(each, person))
    return next((email for email in found if email), None)


def _email(person: Person, body: Body, cards: Mapping[str, Contact]) -> str | None:
    """Return somebody's address, wherever the body or a contact card has it."""
    card = card_of(person, cards)
    return address_of(person, body) or (card.email if card else None)


def _free_key(person: Person, taken: Sequence[str]) -> str:
    """Return the slug of a name that nobody else has: with party and mark, or a number, where two have one name."""
    name = slug(person.name) or "namn"
    more = slug(" ".join(filter(None, (person.name, person.party, person.mark)))) or name
    numbered = (f"{more}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (name, more, *numbered) if key not in taken)


def card_of(person: Person | None, cards: Mapping[str, Contact]) -> Contact | None:
    """Return the contact card of somebody, where there is one in their name."""
    if person is None:
        return None
    return next((card for card in cards.values() if plain(str(card.name)) == plain(person.name)), None)
