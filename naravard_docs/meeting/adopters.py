"""Who adjusts minutes: the chair and the approvers of the items, as the meeting file names them."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.meeting.participation import is_in_sections, takes_part_in
from naravard_docs.meeting.people import Person, PersonReference


def adopters_of(meeting: Meeting, body: Body, sections: NumberSet | None = None) -> tuple[PersonReference, ...]:
    """Return those who adjust a meeting's minutes, or some items of them: the chairs, then the approvers."""
    return tuple(dict.fromkeys(_reference(each) for each in _adopting(meeting, body, sections)))


def _adopting(meeting: Meeting, body: Body, sections: NumberSet | None) -> Iterator[Person]:
    numbers = [each for each in meeting.numbers if is_in_sections(each, sections, None)]
    chairs = meeting.chair or ((body.present_chair,) if body.present_chair is not None else ())
    for person in (*chairs, *meeting.approvers):
        if not meeting.numbers or any(takes_part_in(person, number) for number in numbers):
            yield person


def _reference(person: Person) -> PersonReference:
    return PersonReference(name=person.name, party=person.party, mark=person.mark)
