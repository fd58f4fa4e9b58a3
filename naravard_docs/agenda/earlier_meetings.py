"""A body's meetings before a day, as far as they can be read: one at fault is told and does not stop the next."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from naravard_docs.errors import CommandError, InvalidInputError, Level, Problem, shown_path
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.numbering import section_label
from naravard_docs.meeting.numbers import ItemNumber
from naravard_docs.swedish import days_in_words
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.section_order import sections_taken
from naravard_docs.workspace.unreadable_file import as_unreadable_file
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import read_tree, read_tree_with_faults
from naravard_docs.yaml.validate import read_as, validate_file

_BODY_LINE = re.compile(r"^organ:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


class EarlierMeeting(Struct, frozen=True):
    """A meeting that was held before, or is planned before; ``body`` is the body as it was that day."""

    path: Path
    meeting: Meeting
    body: Body

    @property
    def was_cancelled(self) -> bool:
        return self.meeting.known("cancelled") is not None

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return self.meeting.agenda_items

    @property
    def sections(self) -> tuple[int, ...]:
        """The numbers that its items took; what went on with an earlier item took none."""
        return sections_taken(self.meeting)

    @property
    def days(self) -> str:
        """Its day in words, or its days: «12–13 maj 2023»."""
        return days_in_words(self.meeting.date, self.meeting.end_date)

    def place_of(self, number: ItemNumber) -> str:
        """Return how a later meeting names an item of it: «§ 24 den 20 mars 2024»."""
        return f"{section_label(number, self.body.wording, ' ')} den {self.days}"


class EarlierMeetings(Struct, frozen=True):
    """A body's meetings before a day by day and name, and those that could not be read, with the days that are known.

    ``later`` are the days of its meetings after it.
    """

    meetings: tuple[EarlierMeeting, ...]
    problems: tuple[Problem, ...] = ()
    unread_days: tuple[date | None, ...] = ()
    later: tuple[date, ...] = ()

    @property
    def held(self) -> tuple[EarlierMeeting, ...]:
        """Those that were not cancelled, of which alone something is left to be done."""
        return tuple(each for each in self.meetings if not each.was_cancelled)

    @property
    def last(self) -> EarlierMeeting | None:
        """The last that was not cancelled."""
        return next(reversed(self.held), None)

    def last_known(self, field: str) -> Any:
        """Return the value of a field of the last meeting that has one; None where none has."""
        values = (getattr(each.meeting, field) for each in reversed(self.held))
        return next((value for value in values if value), None)

    def has_unread_since(self, day: date) -> bool:
        """Return whether a meeting that could not be read may have been on a day or after it."""
        return any(unread is None or unread >= day for unread in self.unread_days)


def earlier_meetings(workspace: Workspace, key: str, day: date) -> EarlierMeetings:
    """Return the meetings of a body before a day, with those on the day itself."""
    found: list[EarlierMeeting] = []
    problems: list[Problem] = []
    unread: list[date | None] = []
    later: list[date] = []
    for path in workspace.meeting_files():
        try:
            if (meeting := _read(path, key, workspace)) is None:
                continue
        except (InvalidInputError, CommandError) as error:
            known, then = _known(path)
            if known in (None, key) and (then is None or then <= day):
                problems.append(_skipped(path, error))
                unread.append(then)
            continue
        if meeting.date > day:
            later.append(meeting.date)
        else:
            found.append(EarlierMeeting(path, meeting, workspace.house.bodies[key].on(meeting.date)))
    found.sort(key=lambda each: (each.meeting.date, stem_of(each.path)))
    return EarlierMeetings(tuple(found), tuple(problems), tuple(unread), tuple(sorted(later)))


def _read(path: Path, key: str, workspace: Workspace) -> Meeting | None:
    """Return a meeting of a body; None for one of another, which is mostly told by one line of its file."""
    text = read_text_file(path)
    if (named := _BODY_LINE.search(text)) and named[1] != key and named[1] in workspace.house.bodies:
        return None
    meeting = validate_file(Meeting, read_tree(text, path))
    return meeting if meeting.body == key else None


def _known(path: Path) -> tuple[str | None, date | None]:
    """Return the body and the day of a meeting whose file is at fault, as far as they can be read."""
    try:
        meeting, _ = read_as(Meeting, read_tree_with_faults(read_text_file(path), path))
    except (InvalidInputError, CommandError):
        return None, None
    return meeting.known("body"), meeting.known("date")


def _skipped(path: Path, error: InvalidInputError | CommandError) -> Problem:
    first = as_unreadable_file(path, error).problems[0]
    file = shown_path(path)
    message = f"{file} har fel, så inget togs med ur det mötet: {first.message}"
    return Problem(message, f"se felen med naravard kontrollera {file}, och för in det som saknas", None, Level.WARNING)


def next_section(earlier: EarlierMeetings, day: date) -> tuple[int | None, str]:
    """Return the number that a meeting's sections begin with, and why; None where that cannot be known.

    Sections run on through the calendar year, which is custom.
    """
    of_year = [each for each in earlier.meetings if each.meeting.date.year == day.year and each.sections]
    if earlier.has_unread_since(of_year[-1].meeting.date if of_year else date(day.year, 1, 1)):
        return None, "årets löpande nummer; ett tidigare möte kunde inte läsas"
    if not of_year:
        return 1, "årets första möte"
    last = max(of_year, key=lambda each: (each.meeting.date, max(each.sections)))
    number = max(last.sections)
    return number + 1, f"följer på {last.place_of(ItemNumber((number,)))}"
