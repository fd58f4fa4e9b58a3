"""A person as minutes name them: name, party and mark, and beside it role, whom they serve for, when and how."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.texts import inline_content
from naravard_docs.document.inlines import Inline, Text, text
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import Hours
from naravard_docs.meeting.people import AbsentPerson, Person, PersonReference, TakesPart
from naravard_docs.swedish import enumeration


def person_name(person: Person | PersonReference) -> tuple[Inline, ...]:
    """Return «Bo Al (S)», with what tells them from another of that name: «Bo Al (S), Ersmark»."""
    party, mark = (f"({person.party})" if person.party else ""), (f", {person.mark}" if person.mark else "")
    between = " " if person.name and party else ""
    return (*inline_content(person.name or ""), *_text(f"{between}{party}{mark}"))


def person_role(person: Person, body: Body) -> tuple[Inline, ...]:
    """Return somebody's role with all that is said of how and when they take part, or why they do not."""
    role = _joined(inline_content(person.role or ""), person_taking_part(person, body))
    reason = person.reason if isinstance(person, AbsentPerson) else None
    return _joined(role, inline_content(reason or ""))


def person_taking_part(person: Person, body: Body) -> tuple[Inline, ...]:
    """Return «tjänstgör för Stig Tengmer (L), kl. 14.50–17.15, §§ 152–159», as far as there is such to say."""
    serving = () if person.replaces is None else (Text("tjänstgör för "), *person_name(person.replaces))
    return _joined(serving, _text(", ".join(_when_and_how(person, body))))


def _text(words: str) -> tuple[Inline, ...]:
    return text(words) if words else ()


def _joined(one: tuple[Inline, ...], other: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (*one, *(text(", ") if one and other else ()), *other)


def _when_and_how(person: Person, body: Body) -> Iterator[str]:
    if person.hours:
        yield enumeration([hours_of_day(hours) for hours in person.hours])
    if person.sections is not None:
        yield sections_label(person.sections, body.wording)
    if person.except_sections is not None:
        yield f"ej {sections_label(person.except_sections, body.wording)}"
    if person.takes_part is TakesPart.REMOTELY:
        yield "på distans"


def hours_of_day(hours: Hours) -> str:
    """Return «kl. 10.00–14.50», «från kl. 10.15» or «till kl. 14.50»."""
    before, _, clock = str(hours).rpartition(" ")
    return f"{before} kl.\u00a0{clock}".strip()
