"""Those present, as the minutes list them: in groups, as tables, lists or in running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naravard_docs.compose.person import person_name, person_role
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
from naravard_docs.document.inlines import text
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import Person

NAME_SHARE, ORGANISATION_SHARE, ROLE_SHARE = 0.36, 0.30, 0.34
"""The same for every group, so that the columns of tables under one another stand in line."""


def attendance_blocks(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield those present under a heading, group after group, and then those who were not."""
    if meeting.attendance:
        blocks: list[Block] = [Heading("närvarande.rubrik", 2, text("Närvarande"), Role.ATTENDANCE)]
        for number, group in enumerate(meeting.attendance, 1):
            name = f"närvarande-{number}"
            blocks.append(Heading(f"{name}.rubrik", 3, inline_content(group.heading), Role.ATTENDANCE))
            blocks.append(_group(group.people, plain_line(group.heading), body, name))
        yield Section("närvarande", tuple(blocks), Role.ATTENDANCE, "Närvarande")
    if meeting.absent:
        heading = Heading("frånvarande.rubrik", 2, text("Frånvarande"), Role.ATTENDANCE)
        listed = _group(meeting.absent, "Frånvarande", body, "frånvarande-1")
        yield Section("frånvarande", (heading, listed), Role.ATTENDANCE, "Frånvarande")


def _group(people: Sequence[Person], heading: str, body: Body, name: str) -> Table | List:
    """Return a table when there is more to say than names, else a list."""
    roles = [person_role(person, body) for person in people]
    if not any(roles) and not any(person.organisation for person in people):
        items = tuple(
            ListItem((Paragraph(f"{name}.person-{n}", person_name(person), Role.ATTENDANCE),))
            for n, person in enumerate(people, 1)
        )
        return List(name, ListKind.BULLET, items, Role.ATTENDANCE)
    columns = [Column(text("Namn"), NAME_SHARE), Column(text("Organisation"), ORGANISATION_SHARE)]
    if any(roles):
        columns.append(Column(text("Uppdrag eller befattning"), ROLE_SHARE))
    else:
        columns[-1] = Column(text("Organisation"), ORGANISATION_SHARE + ROLE_SHARE)
    rows = tuple(
        (person_name(person), inline_content(person.organisation or ""), *([role] if any(roles) else []))
        for person, role in zip(people, roles, strict=True)
    )
    return Table(name, tuple(columns), rows, Role.ATTENDANCE, summary=heading)
