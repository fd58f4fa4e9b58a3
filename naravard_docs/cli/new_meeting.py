"""ny: the next meeting of a body, filled in from what is known."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import bodies, files_ending
from naravard_docs.cli.swedish_click import FilePath, SwedishCommand
from naravard_docs.cli.today import current_day
from naravard_docs.errors import STANDARD_INPUT

if TYPE_CHECKING:
    from naravard_docs.agenda.heading_list import HeadingList


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard ny systemledning 2023-05-12",
        "naravard ny samråd vård och omsorg fredag 12 maj",
        "naravard ny systemledning --agenda rader.txt",
    ],
)
@click.argument("organ", metavar="ORGAN", shell_complete=bodies)
@click.argument("datum", nargs=-1, metavar="[DATUM]")
@click.option(
    "--agenda",
    type=FilePath(allows_stdin=True),
    metavar="FIL",
    shell_complete=files_ending(".txt", ".md"),
    help="Ärendenas rubriker, en per rad; - läser dem från standard in.",
)
@click.option("--ett-till", "--another", "is_another", is_flag=True, help="Ett möte till den dagen, i en egen fil.")
@quiet
def ny(organ: str, datum: tuple[str, ...], agenda: Path | None, is_another: bool, is_quiet: bool) -> None:
    """Skapa en mötesfil för ORGAN den DATUM, ifylld med det som är känt.

    Med kommer ledamöterna som har uppdraget den dagen, stående ärenden, föregående protokoll, uppdrag som inte är
    klara, rekommendationer som väntar på svar och det som bordlades.

    ORGAN är organets nyckel eller namn, eller början av det. DATUM skrivs 2023-05-12, 12 maj, fredag 12 maj, idag
    eller i morgon; utan DATUM blir det nästa sammanträde som är planerat.
    """
    from naravard_docs.agenda.body_choice import choose_body
    from naravard_docs.agenda.new_meeting import NO_LIST, new_meeting, next_planned_day, workspace_of
    from naravard_docs.errors import shown_path

    today, talk = current_day(), Messenger(is_quiet)
    workspace = workspace_of(Path.cwd())
    chosen = choose_body((organ, *datum), workspace.house.bodies, today)
    if (day := chosen.day) is None:
        day = next_planned_day(workspace, chosen.key, today)
        talk.say(f"nästa planerade sammanträde: {_in_words(day)}")
    headings = _headings(agenda) if agenda else NO_LIST
    made = new_meeting(Path.cwd(), chosen.key, day, today, headings, is_another)
    talk.problems((*headings.problems, *made.problems))
    for line in made.said:
        talk.say(line)
    click.echo(shown_path(made.path))
    talk.say(f"klart: {_in_words(day)} – {_next_step(day, today, shown_path(made.path))}")


def _next_step(day: date, today: date, file: str) -> str:
    """Return what to do with a new file: a meeting that is to come wants a kallelse before its minutes."""
    if day > today:
        return f"fyll i ärendena och gör kallelsen: naravard kallelse {file}"
    return "fyll i filen och bygg sedan med naravard bygg"


def _in_words(day: date) -> str:
    from naravard_docs.meeting.deadlines import weekday
    from naravard_docs.swedish import long_date

    return f"{weekday(day)} {long_date(day)}"


def _headings(path: Path) -> HeadingList:
    from naravard_docs.agenda.heading_list import read_headings
    from naravard_docs.limits import LIMITS
    from naravard_docs.yaml.text import read_bytes

    if path == STANDARD_INPUT:
        return read_headings(sys.stdin.buffer.read(), STANDARD_INPUT)
    return read_headings(read_bytes(path, LIMITS.text_mb), path)
