"""Those present and those absent, as the minutes list them: in groups, as tables, as lists or as lists in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from naravard_docs.compose.inlines import join_parts
from naravard_docs.compose.person import (
    absence_reason,
    person_name,
    person_role,
    person_taking_part,
    person_when_and_how,
)
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
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.wording import AttendanceForm
from naravard_docs.swedish import fold, with_noun

NAME_SHARE, ORGANISATION_SHARE, ROLE_SHARE = 0.36, 0.30, 0.34
"""The same for every group, so that the columns of tables under one another stand in line."""

MOST_COLUMNS = 3
"""Columns that a list of names stands in at most."""

_MANY = 2
"""So many of a group have something, that it has a column of its own."""


def attendance_blocks(meeting: Meeting, body: Body) -> Iterator[Block]:
    """Yield those present under a heading, group after group, then those who were not, and those who may vote."""
    if meeting.attendance:
        blocks: list[Block] = [Heading("närvarande.rubrik", 2, text("Närvarande"), Role.ATTENDANCE)]
        for number, group in enumerate(meeting.attendance, 1):
            name = f"närvarande-{number}"
            if len(meeting.attendance) > 1 or fold(plain_line(group.heading)) != "narvarande":
                blocks.append(Heading(f"{name}.rubrik", 3, inline_content(group.heading), Role.ATTENDANCE))
            blocks.append(_group(group.people, plain_line(group.heading), body, name))
        yield Section("närvarande", tuple(blocks), Role.ATTENDANCE, "Närvarande")
    if meeting.absent:
        heading = Heading("frånvarande.rubrik", 2, text("Frånvarande"), Role.ATTENDANCE)
        listed = _group(meeting.absent, "Frånvarande", body, "frånvarande-1")
        yield Section("frånvarande", (heading, listed), Role.ATTENDANCE, "Frånvarande")
    yield from _voting_rolls(meeting)


def _voting_rolls(meeting: Meeting) -> Iterator[Block]:
    """Yield the names of those who may vote, where they are told; how many they are is among the meeting's facts."""
    if not any(roll.names for roll in meeting.voting_rolls):
        return
    blocks: list[Block] = [Heading("röstlängd.rubrik", 2, text("Röstlängd"), Role.ATTENDANCE)]
    for number, roll in enumerate(meeting.voting_rolls, 1):
        name = f"röstlängd-{number}"
        after = f" efter {roll.after}" if roll.after else ""
        said = f"{with_noun(roll.count, 'röstberättigad', 'röstberättigade')}{after}"
        blocks.append(Paragraph(f"{name}.antal", text(f"{said}:" if roll.names else f"{said}.")))
        blocks += [_list([person_name(each) for each in roll.names], name, MOST_COLUMNS)] if roll.names else []
    yield Section("röstlängd", tuple(blocks), Role.ATTENDANCE, "Röstlängd")


def _group(people: Sequence[Person], heading: str, body: Body, name: str) -> Table | List:
    """Return a group in the body's form; where it names none, a table when there is more to say than names."""
    has_more = any(person.organisation or person_role(person, body) for person in people)
    match body.wording.attendance_form or (AttendanceForm.TABLE if has_more else AttendanceForm.LIST):
        case AttendanceForm.TABLE:
            return _table(people, heading, body, name)
        case AttendanceForm.LIST:
            return _list([_line(person, body) for person in people], name)
        case AttendanceForm.RUNNING:
            return _list([_line(person, body) for person in people], name, MOST_COLUMNS)


def _list(lines: Sequence[tuple[Inline, ...]], name: str, columns: int = 1) -> List:
    items = (ListItem((Paragraph(f"{name}.person-{n}", line, Role.ATTENDANCE),)) for n, line in enumerate(lines, 1))
    return List(name, ListKind.BULLET, tuple(items), Role.ATTENDANCE, columns=columns)


def _line(person: Person, body: Body) -> tuple[Inline, ...]:
    """Return all that is said of somebody on one line."""
    return join_parts(person_name(person), inline_content(person.organisation or ""), person_role(person, body))


class _PersonColumn(Struct, frozen=True):
    """A column of a table of people, and what it says of each."""

    heading: str
    says: Callable[[Person], tuple[Inline, ...]]


def _table(people: Sequence[Person], heading: str, body: Body, name: str) -> Table:
    columns = tuple(_columns(people, body))
    titles = (Column(text(column.heading), share) for column, share in zip(columns, _shares(columns), strict=True))
    rows = tuple(tuple(column.says(person) for column in columns) for person in people)
    return Table(name, tuple(titles), rows, Role.ATTENDANCE, summary=heading)


def _shares(columns: Sequence[_PersonColumn]) -> tuple[float, ...]:
    """Return each column's share of the width; in a table with many columns they go by what stands in them."""
    if len(columns) == 2:
        return NAME_SHARE, ORGANISATION_SHARE + ROLE_SHARE
    return (NAME_SHARE, ORGANISATION_SHARE, ROLE_SHARE) if len(columns) == 3 else (0,) * len(columns)


def _columns(people: Sequence[Person], body: Body) -> Iterator[_PersonColumn]:
    """Yield the columns that there is something for; what few have of when and how stands with their roles."""
    has_replaced = _is_common([person.replaces for person in people])
    has_roles = any(person.role for person in people)
    has_when = _is_common([person.hours or person.sections or person.except_sections for person in people])
    is_joined = has_roles and not has_when

    def when(person: Person) -> tuple[Inline, ...]:
        return (person_when_and_how if has_replaced else person_taking_part)(person, body)

    yield _PersonColumn("Namn", person_name)
    if any(person.organisation for person in people):
        yield _PersonColumn("Organisation", lambda person: inline_content(person.organisation or ""))
    if has_roles:
        heading = "Uppdrag" if has_replaced else "Uppdrag eller befattning"
        yield _PersonColumn(heading, lambda p: _role(p, when(p) if is_joined else ()))
    if has_replaced:
        yield _PersonColumn("Tjänstgör för", lambda person: person_name(person.replaces) if person.replaces else ())
    if not is_joined and any(map(when, people)):
        yield _PersonColumn("Närvaro", when)
    if any(map(absence_reason, people)):
        yield _PersonColumn("Anledning", absence_reason)


def _role(person: Person, besides: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return join_parts(inline_content(person.role or ""), besides)


def _is_common(values: Sequence[object]) -> bool:
    """Return whether so many have something that it needs a column of its own."""
    return sum(1 for value in values if value) >= _MANY
