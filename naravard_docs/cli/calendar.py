"""kalender: the year of bodies, with what is to be done by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import bodies
from naravard_docs.cli.swedish_click import Number, OneOf, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day
from naravard_docs.swedish import with_noun

if TYPE_CHECKING:
    from naravard_docs.meeting.year_calendar import YearCalendar
    from naravard_docs.reports.meeting_calendar import MeetingCalendar

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_USUAL_FORMATS = ("csv", "xlsx", "ics", "docx", "pdf")
_FORMATS = (*_USUAL_FORMATS, "html")


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard kalender",
        "naravard kalender systemledning --år 2027 --till systemledning.ics",
        "naravard kalender --år 2027 --format docx,pdf",
    ],
)
@click.argument("organ", required=False, metavar="[ORGAN]", shell_complete=bodies)
@click.option(
    "--år",
    "year",
    type=Number(_FIRST_YEAR, _LAST_YEAR),
    metavar="ÅR",
    help="Vilket år; förval är i år, och nästa år också när inget möte är kvar.",
)
@click.option(
    "--format",
    "formats",
    type=OneOf(_FORMATS),
    metavar="SORTER",
    help="Skriv filer: csv, xlsx, ics (kalender), docx, pdf eller html (sammanträdestider).",
)
@click.option(
    "--till",
    "target",
    type=click.Path(path_type=Path),
    metavar="FIL|MAPP",
    help="En fil, vars namn säger sorten, eller en annan mapp än output/.",
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv dagarna som JSON på standard ut.")
@quiet
def kalender(
    organ: str | None,
    year: int | None,
    formats: tuple[str, ...] | None,
    target: Path | None,
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Visa ett organs år, eller alla organs: möten, handlingar, kallelser, justering, anslag, svar och uppdrag.

    Mötena är «sammanträden» i templates/organ.yaml, mötesfilerna i meetings/ och det senaste protokollets «nästa_möte».
    Med --till eller --format skrivs filer i stället för att visas.
    """
    from naravard_docs.builder.meeting_calendars import unread_told
    from naravard_docs.reports.calendar_remarks import calendar_remarks
    from naravard_docs.reports.calendar_table import calendar_json
    from naravard_docs.reports.meeting_calendar import read_calendar

    file = _file(target, formats)
    read = read_calendar(Path.cwd(), organ, year, current_day())
    if wants_json:
        click.echo(calendar_json(read.calendar))
    talk = Messenger(is_quiet)
    if target is not None or formats is not None:
        _write(read, file, formats or _USUAL_FORMATS, target, talk)
    elif not wants_json:
        _show(read.calendar)
    talk.problems(tuple(unread_told(read)))
    talk.problems(tuple(calendar_remarks(read.calendar)))
    talk.say(_said(read.calendar))
    return int(read.unread[0].exit_code) if read.unread else 0


def _file(target: Path | None, formats: tuple[str, ...] | None) -> Path | None:
    """Return the file that is to be written, if what is named is one and not a folder.

    Raises:
        SwedishUsageError: if its name says another format than is asked for, or none that is known.
    """
    suffix = target.suffix.lower().removeprefix(".") if target is not None else ""
    if target is None or target.is_dir() or not suffix:
        return None
    if suffix not in _FORMATS:
        raise SwedishUsageError(
            f"--till: «{target.name}» är ingen sort som kalendern kan skrivas som",
            f"låt namnet sluta på {', '.join(f'.{each}' for each in _FORMATS)}, eller ange en mapp",
        )
    if formats is not None and formats != (suffix,):
        raise SwedishUsageError(
            f"--till: «{target.name}» är en fil, men --format säger {', '.join(formats)}",
            "ange en mapp för flera sorter, eller ta bort --format",
        )
    return target


def _write(
    read: MeetingCalendar, file: Path | None, formats: tuple[str, ...], target: Path | None, talk: Messenger
) -> None:
    """Write the files that are asked for and name them on stdout."""
    from naravard_docs.builder.meeting_calendars import CalendarFormat, write_calendar_file, write_calendar_folder

    if file is not None:
        write_calendar_file(read, file)
        click.echo(file)
        return
    written = write_calendar_folder(read, tuple(map(CalendarFormat, formats)), target)
    talk.problems(written.problems)
    for each in written.files:
        click.echo(each)


def _show(calendar: YearCalendar) -> None:
    from naravard_docs.cli.calendar_table import calendar_lines

    for line in calendar_lines(calendar):
        click.echo(line)


def _said(calendar: YearCalendar) -> str:
    """Return how many meetings there are, and how many are left."""
    left = sum(each.day >= calendar.today and not each.is_cancelled for each in calendar.meetings)
    if not calendar.meetings:
        return f"inga möten {calendar.years_in_words}; skriv dem som «sammanträden» i templates/organ.yaml"
    return f"{with_noun(len(calendar.meetings), 'möte', 'möten')} {calendar.years_in_words}, {left} kvar"
