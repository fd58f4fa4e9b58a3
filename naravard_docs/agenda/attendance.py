"""Who is to be at a meeting: the members of the day as minutes have them, replacements (ersättare) in a group apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from naravard_docs.meeting.member import Member, MemberGroup
from naravard_docs.meeting.people import AttendanceGroup, Person, Standing
from naravard_docs.swedish import fold

_REPLACEMENT = "ersättare"


def with_replacements_apart(groups: Sequence[MemberGroup]) -> tuple[AttendanceGroup, ...]:
    """Return groups without what only the body's list has of its members: their addresses and days in office.

    Those whose role is that of a replacement are put into the group of replacements, or into one after the others.
    """
    found: list[AttendanceGroup] = []
    apart: list[Person] = []
    for group in groups:
        is_theirs = is_of_replacements(group)
        rest = [each for each in group.people if is_theirs or not _is_replacement(each)]
        apart += [_as_replacement(each) for each in group.people if each not in rest]
        if rest:
            found.append(_group(group.heading, group.standing, map(_of_minutes, rest)))
    if not apart:
        return tuple(found)
    place = next((n for n, group in enumerate(found) if is_of_replacements(group)), None)
    if place is None:
        return (*found, _group(_REPLACEMENT.capitalize(), Standing.REPLACEMENT, apart))
    own = found[place]
    return (*found[:place], _group(own.heading, own.standing, (*own.people, *apart)), *found[place + 1 :])


def is_of_replacements(group: AttendanceGroup) -> bool:
    """Return whether a group is of replacements, by its standing or else its heading."""
    if group.standing is not None:
        return group.standing is Standing.REPLACEMENT
    return fold(_REPLACEMENT) in fold(group.heading).split()


def _is_replacement(member: Member) -> bool:
    return member.role is not None and fold(_REPLACEMENT) in fold(member.role).split()


def _as_replacement(member: Member) -> Person:
    """Return a replacement without the role that the group's heading says."""
    is_said = member.role is not None and fold(member.role) == fold(_REPLACEMENT)
    return _of_minutes(member.model_copy(update={"role": None}) if is_said else member)


def _of_minutes(member: Person) -> Person:
    return Person.model_validate({name: getattr(member, name) for name in Person.model_fields})


def _group(heading: str, standing: Standing | None, people: Iterable[Person]) -> AttendanceGroup:
    return AttendanceGroup(heading=heading, standing=standing, people=tuple(people))
