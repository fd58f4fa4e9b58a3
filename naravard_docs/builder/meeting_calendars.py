"""The year of bodies as files: a table, entries for calendars, and a document that is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

from naravard_docs.builder.build import borrowed_letterhead
from naravard_docs.builder.manifest import manifest_of_sources, with_others
from naravard_docs.builder.options import Format
from naravard_docs.builder.other_files import OtherFiles
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.output_check import refuse_faulty_files
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.builder.plan import refuse_too_wide, refuse_unprintable, render_document
from naravard_docs.compose.meeting_calendar import compose_meeting_calendar, compose_year_entries
from naravard_docs.errors import Level, Problem, WrongUsageError
from naravard_docs.mail.ics import ics_bytes
from naravard_docs.meeting.year_calendar import YearCalendar
from naravard_docs.reports.calendar_table import calendar_csv, calendar_xlsx
from naravard_docs.reports.meeting_calendar import MeetingCalendar
from naravard_docs.swedish import slug
from naravard_docs.workspace.containment import write_named


class CalendarFormat(StrEnum):
    """What a calendar can be written as, by how the file's name ends."""

    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"
    WORD = "docx"
    PDF = "pdf"
    HTML = "html"

    @property
    def document(self) -> Format | None:
        """The format of a document, if it is one."""
        return Format(self.value) if self in _DOCUMENTS else None


_DOCUMENTS = (CalendarFormat.WORD, CalendarFormat.PDF, CalendarFormat.HTML)


def write_calendar_file(read: MeetingCalendar, path: Path) -> None:
    """Write a calendar to a file that the user names, as what its name ends with.

    Raises:
        InvalidInputError: if a document of it cannot be printed.
        FileAccessError: if it cannot be written.
        OutputCheckError: if it does not hold what was composed.
    """
    (data,) = _files(read, (CalendarFormat(path.suffix.lower().removeprefix(".")),)).values()
    write_named(path, data)


def write_calendar_folder(read: MeetingCalendar, formats: Collection[CalendarFormat], root: Path | None) -> OtherFiles:
    """Write a calendar into a folder of its own below a root or output/, and list it in the manifest there.

    Raises:
        InvalidInputError: if a document of it cannot be printed.
        FileAccessError: if a file cannot be written.
        OutputCheckError: if a file does not hold what was composed.
    """
    files = _files(read, formats)
    folder = OutputFolder(root or read.workspace.output, f"kalender-{_years(read)}", "templates/organ.yaml")
    own = manifest_of_sources(folder.name, _sources(read))
    with folder.locked(files) as held:
        kept = held.write(files, with_others(held.earlier or own, files, own.groundwork, None))
    return OtherFiles(folder.shown_files(files), problems=(*borrowed_letterhead(read.workspace), *kept, *held.doubts))


def _files(read: MeetingCalendar, formats: Collection[CalendarFormat]) -> dict[str, bytes]:
    """Return a calendar as files by their names, documents among them checked."""
    calendar, workspace = read.calendar, read.workspace
    _refuse_empty(calendar, formats)
    whose = f"-{slug(calendar.bodies[0][0])}" if len(calendar.bodies) == 1 else ""
    piece = PlannedDocument(
        f"sammantradestider-{_years(read)}{whose}", compose_meeting_calendar(calendar, workspace.house)
    )
    name, files = f"kalender-{_years(read)}{whose}", {}
    documents: dict[str, bytes] = {}
    if any(each.document for each in formats):
        refuse_unprintable((piece,), workspace.theme, lambda _: ())
        refuse_too_wide((piece,), workspace.theme)
    for each in CalendarFormat:
        if each not in formats:
            continue
        if (document := each.document) is not None:
            documents[f"{piece.name}.{each}"] = render_document(piece.document, workspace, document)
        elif each is CalendarFormat.ICS:
            files[f"{name}.{each}"] = ics_bytes(compose_year_entries(calendar, workspace.house))
        else:
            table_bytes = calendar_csv if each is CalendarFormat.CSV else calendar_xlsx
            files[f"{name}.{each}"] = table_bytes(calendar)
    refuse_faulty_files(documents, (piece,), workspace)
    return {**files, **documents}


def _refuse_empty(calendar: YearCalendar, formats: Collection[CalendarFormat]) -> None:
    """Refuse to write files with nothing in them: documents have only meetings, the others also what is due."""
    has_documents = any(each.document for each in formats)
    if calendar.meetings or (calendar.rows() and not has_documents):
        return
    kind = "sammanträdestider" if has_documents else "filer"
    raise WrongUsageError(
        f"det finns inga möten {calendar.years_in_words}, så inga {kind} skrivs",
        "skriv mötena som «sammanträden» i templates/organ.yaml, eller ange ett annat år med --år",
    )


def _years(read: MeetingCalendar) -> str:
    years = read.calendar.years
    return "-".join(str(year) for year in dict.fromkeys((years[0], years[-1])))


def _sources(read: MeetingCalendar) -> dict[str, Path]:
    """Return the files that a calendar is made of, by their names in the workspace."""
    workspace, calendar = read.workspace, read.calendar
    found: dict[str, Path] = {}
    for _, body in calendar.bodies:
        found |= workspace.template_files(body)
    names = {each.file for each in (*calendar.meetings, *calendar.coming)} | {each.file for each in calendar.matters}
    return {**found, **{f"meetings/{name}": workspace.meetings / name for name in sorted(names) if name}}


def unread_told(read: MeetingCalendar) -> Iterator[Problem]:
    """Yield why meeting files could not be read, and that the calendar lacks them."""
    for each in read.unread:
        yield from each.problems
    if read.unread:
        told = f"kalendern är inte hel: {len(read.unread)} av mötesfilerna är inte med"
        yield Problem(told, "rätta det som är fel och kör kommandot igen", level=Level.ERROR)
