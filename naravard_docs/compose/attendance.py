"""Those present, as the minutes list them: in groups, as tables, lists or in running text."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.compose.texts import inline_content, plain_line
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Role,
    Section,
    Table,
)
from naravard_docs.document.inlines import Inline, text
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import AttendanceGroup, Person, TakesPart

NAME_SHARE, ORGANISATION_SHARE, ROLE_SHARE = 0.36, 0.30, 0.34
"""The same for every group, so that the columns of tables under one another stand in line."""


def attendance_blocks(meeting: Meeting) -> Iterator[Block]:
    """Yield those present under a heading, group after group."""
    if not meeting.attendance:
        return
    blocks: list[Block] = [Heading("närvarande.rubrik", 2, text("Närvarande"), Role.ATTENDANCE)]
    for number, group in enumerate(meeting.attendance, 1):
        name = f"närvarande-{number}"
        blocks += [Heading(f"{name}.rubrik", 3, inline_content(group.heading), Role.ATTENDANCE), _group(group, name)]
    yield Section("närvarande", tuple(blocks), Role.ATTENDANCE, "Närvarande")


def _group(group: AttendanceGroup, name: str) -> Table | List:
    """Return a table when there is more to say than names, else a list."""
    if not any(person.organisation or _role(person) for person in group.people):
        items = tuple(
            ListItem((Paragraph(f"{name}.person-{n}", _name(person), Role.ATTENDANCE),))
            for n, person in enumerate(group.people, 1)
        )
        return List(name, ListKind.BULLET, items, Role.ATTENDANCE)
    columns = [Column(text("Namn"), NAME_SHARE), Column(text("Organisation"), ORGANISATION_SHARE)]
    if has_roles := any(_role(person) for person in group.people):
        columns.append(Column(text("Uppdrag eller befattning"), ROLE_SHARE))
    else:
        columns[-1] = Column(text("Organisation"), ORGANISATION_SHARE + ROLE_SHARE)
    rows = tuple(
        (_name(person), inline_content(person.organisation or ""), *([_role(person)] if has_roles else []))
        for person in group.people
    )
    return Table(name, tuple(columns), rows, Role.ATTENDANCE, summary=plain_line(group.heading))


def _name(person: Person) -> tuple[Inline, ...]:
    return (*inline_content(person.name), *(text(f" ({person.party})") if person.party else ()))


def _role(person: Person) -> tuple[Inline, ...]:
    remotely = text("på distans") if person.takes_part is TakesPart.REMOTELY else ()
    between = text(", ") if person.role and remotely else ()
    return (*inline_content(person.role or ""), *between, *remotely)
