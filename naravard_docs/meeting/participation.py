"""Who took part in which items of a meeting, worked out of its attendance: present, serving, absent, and who is meant.

The same person may stand several times, first as a replacement and later as serving, each time with the items that it
concerns; that is one person. Hours say nothing of items, so they take nobody away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbers import ItemNumber, NumberSet
from naravard_docs.meeting.people import AbsentPerson, Person, PersonReference, Standing
from naravard_docs.meeting.titled_name import without_title


class Attendance(Struct, frozen=True):
    """One entry of the attendance: a person, in a group, for the items that it concerns."""

    person: Person
    standing: Standing | None
    can_serve: bool
    """Whether those of the group may take part in decisions."""

    def is_at(self, number: ItemNumber) -> bool:
        """Return whether the entry concerns an item."""
        return takes_part_in(self.person, number)


class Participation:
    """Who took part in a meeting, and in which of its items."""

    def __init__(self, meeting: Meeting) -> None:
        groups = meeting.attendance
        has_standing = any(group.standing is not None for group in groups)
        self.entries = tuple(
            Attendance(person, group.standing, group.standing is (Standing.SERVING if has_standing else None))
            for group in groups
            for person in group.people
        )
        self.absent: tuple[AbsentPerson, ...] = meeting.absent

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone present, each once."""
        return _each_once(entry.person for entry in self.entries)

    def present_at(self, number: ItemNumber) -> tuple[Person, ...]:
        """Return those who were there when an item was dealt with."""
        return _each_once(entry.person for entry in self.entries if entry.is_at(number))

    def serving_at(self, number: ItemNumber, without: Iterable[PersonReference] = ()) -> tuple[Person, ...]:
        """Return those who decide on an item: members and serving replacements; all, where no group has a standing.

        ``without`` are those with a conflict of interest there, and others who do not take part in it.
        """
        left_out = tuple(without)
        serving = _each_once(entry.person for entry in self.entries if entry.can_serve and entry.is_at(number))
        return tuple(person for person in serving if not any(fits(each, person) for each in left_out))

    @property
    def serving(self) -> tuple[Person, ...]:
        """Everyone who decides on some item."""
        return _each_once(entry.person for entry in self.entries if entry.can_serve)

    def find(self, reference: PersonReference, number: ItemNumber | None = None) -> tuple[Person, ...]:
        """Return those whom a reference fits, of those present at an item, or at all.

        None means that nobody of that name was there, several that more must be told of the one who is meant. A party
        alone means all of that party who serve.
        """
        if reference.name is None:
            among = self.serving if number is None else self.serving_at(number)
        else:
            among = self.people if number is None else self.present_at(number)
        return tuple(person for person in among if fits(reference, person))

    def each_named(
        self, references: Iterable[PersonReference], number: ItemNumber, without: Iterable[PersonReference] = ()
    ) -> tuple[PersonReference, ...]:
        """Return those who are named one by one; a party alone is everyone of it who serves at the item, if any do."""
        left_out = tuple(without)
        named = (one for each in references for one in self._of_party(each, number, left_out) or (each,))
        return tuple(dict.fromkeys(named))

    def with_party(self, reference: PersonReference) -> PersonReference:
        """Return somebody who is named without a party with the one that those present tell; else the same."""
        if reference.name is None or reference.party is not None:
            return reference
        parties = {person.party for person in self.people if fits(reference, person)}
        party = parties.pop() if len(parties) == 1 else None
        return PersonReference(name=reference.name, party=party, mark=reference.mark) if party else reference

    def _of_party(
        self, reference: PersonReference, number: ItemNumber, without: tuple[PersonReference, ...]
    ) -> tuple[PersonReference, ...]:
        if reference.name is not None:
            return ()
        found = (person for person in self.serving_at(number, without) if fits(reference, person))
        return tuple(PersonReference(name=one.name, party=one.party, mark=one.mark) for one in found)


def takes_part_in(person: Person, number: ItemNumber) -> bool:
    """Return whether an item is among those that somebody is written to have taken part in."""
    return is_in_sections(number, person.sections, person.except_sections)


def is_in_sections(number: ItemNumber, sections: NumberSet | None, except_sections: NumberSet | None) -> bool:
    """Return whether an item is among some sections, all where none are told, and not among those that are left out."""
    is_among = sections is None or number in sections
    return is_among and not (except_sections is not None and number in except_sections)


def is_same_person(one: Person, other: Person) -> bool:
    """Return whether two entries are of one person: the same name and mark, and no different parties."""
    if plain(one.name) != plain(other.name) or plain(one.mark) != plain(other.mark):
        return False
    return one.party is None or other.party is None or plain(one.party) == plain(other.party)


def is_listed_twice(one: Person, other: Person, numbers: Sequence[ItemNumber]) -> bool:
    """Return whether two entries are of one person, and for the same items, of the meeting's, and hours."""
    both = any(takes_part_in(one, number) and takes_part_in(other, number) for number in numbers)
    if not numbers:
        both = one.sections is None or other.sections is None or one.sections.overlaps(other.sections)
    together = not (one.hours and other.hours) or any(a.overlaps(b) for a in one.hours for b in other.hours)
    return is_same_person(one, other) and both and together


def fits(reference: PersonReference, person: Person) -> bool:
    """Return whether a reference can mean somebody.

    What it has to tell them apart may be their mark, their organisation or their role.
    """
    if reference.name is not None and not _is_named(person, reference.name):
        return False
    if reference.party is not None and not _is_of_party(person, reference):
        return False
    marks = {plain(person.mark), plain(person.organisation), plain(person.role)}
    return reference.mark is None or plain(reference.mark) in marks


def _is_named(person: Person, name: str) -> bool:
    """Return whether a name is somebody's, by itself or after a title: «Ordföranden Anna Ek»."""
    return plain(person.name) in (plain(name), plain(without_title(name)[1]))


def _is_of_party(person: Person, reference: PersonReference) -> bool:
    """Return whether the parties agree; one whose party is not written is of any, when called by name."""
    if person.party is None:
        return reference.name is not None
    return plain(person.party) == plain(reference.party)


def plain(text: str | None) -> str:
    """Return a name as it is compared: whatever its capitals, blanks and ways to write letters with accents."""
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())


def _each_once(people: Iterable[Person]) -> tuple[Person, ...]:
    found: list[Person] = []
    by_name: dict[str, list[Person]] = {}
    for person in people:
        namesakes = by_name.setdefault(plain(person.name), [])
        if not any(is_same_person(person, each) for each in namesakes):
            namesakes.append(person)
            found.append(person)
    return tuple(found)
