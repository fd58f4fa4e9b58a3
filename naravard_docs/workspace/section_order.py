"""Whether a meeting's §§ follow on from those of its body's previous meeting that year, as far as files tell.

Sections run on through the calendar year, which is custom. The meetings before are found by the names of their files,
so that no more of them are read than it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.finding import FieldPath, Finding
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.values import UnknownValueError
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import date_at_start, long_date, quote
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import read_tree_with_faults
from naravard_docs.yaml.validate import read_as

_PATH: FieldPath = ("start_paragraf",)


def section_findings(meeting: Meeting, body: Body, path: Path, workspace: Workspace) -> Iterator[Finding]:
    """Yield §§ that do not follow on from the meeting before, or that another meeting of the day has, too."""
    try:
        if body.wording.numbering is not Numbering.SECTIONS or not (own := sections_taken(meeting)):
            return
        of_the_day: set[int] = set()
        for other_path, other in _earlier(meeting, path, workspace):
            theirs = sections_taken(other)
            is_followed = other.date < meeting.date and min(own) - 1 in of_the_day
            if theirs and not is_followed and (found := _compared(own, theirs, meeting, other, other_path)):
                yield found
            of_the_day |= set(theirs)
    except UnknownValueError:
        return  # what cannot be read is told as that


def _compared(
    own: tuple[int, ...], theirs: tuple[int, ...], meeting: Meeting, other: Meeting, path: Path
) -> Finding | None:
    file, last = quote(path.name), max(theirs)
    if other.date == meeting.date:
        if not set(own) & set(theirs):
            return None
        told = f"§ {min(set(own) & set(theirs))} finns också i {file}, samma dag"
        return Finding("NV602", _PATH, told, f"börja efter den andra: start_paragraf: {last + 1}")
    if min(own) == last + 1:
        return None
    told = f"mötet börjar med § {min(own)}, men mötet den {long_date(other.date)} ({file}) slutade med § {last}"
    return Finding("NV601", _PATH, told, f"skriv start_paragraf: {last + 1}, eller rätta det andra mötet")


def sections_taken(meeting: Meeting) -> tuple[int, ...]:
    """Return the sections that a meeting takes; one that is cancelled takes none, nor does what goes on."""
    if meeting.known("cancelled") is not None:
        return ()
    pairs = zip(meeting.numbers, meeting.agenda_items, strict=True)
    return tuple(number.parts[0] for number, item in pairs if item.continues is None)


def _earlier(meeting: Meeting, path: Path, workspace: Workspace) -> Iterator[tuple[Path, Meeting]]:
    """Yield the body's other meetings of the day, and the nearest one before it that year."""
    dated = ((day, each) for each in workspace.meeting_files() if (day := _day_of(each)) is not None)
    before = [(day, each) for day, each in dated if day.year == meeting.date.year and day <= meeting.date]
    for day, each in sorted(before, reverse=True):
        if real_path(each) == real_path(path) or (other := _read(each, workspace)) is None:
            continue
        if other.known("cancelled") is not None:
            continue
        if other.known("body") == meeting.body and other.known("date") == day:
            yield each, other
            if day < meeting.date:
                return


def _day_of(path: Path) -> date | None:
    found = date_at_start(path.stem[:10])
    return found[0] if found else None


def _read(path: Path, workspace: Workspace) -> Meeting | None:
    try:
        source = read_tree_with_faults(read_text_file(path), path)
    except (InvalidInputError, FileAccessError):
        return None
    return read_as(Meeting, source, workspace.references(path))[0]
