"""anslag: the notice that minutes are adjusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.cli.document_options import in_formats, opened, quiet, to_folder, unchecked
from naravard_docs.cli.open_built import open_built
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import Day, FilePath, SwedishCommand


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard anslag meetings/2024-03-20-bun.yaml",
        "naravard anslag meetings/2024-03-20-bun.yaml --uppsatt idag",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option(
    "--uppsatt",
    "posted",
    type=Day(knows_today=True),
    metavar="DATUM",
    help="Dagen då anslaget sätts upp, eller idag, om mötesfilen inte säger det.",
)
@in_formats
@to_folder
@unchecked
@opened
@quiet
def anslag(
    fil: Path,
    posted: date | None,
    formats: tuple[str, ...],
    target: Path | None,
    is_unchecked: bool,
    is_opened: bool,
    is_quiet: bool,
) -> None:
    """Gör anslagsbeviset för ett justerat protokoll, och texten till anslagstavlan på webben.

    Dagarna räknas ut efter kommunallagen: anslaget sitter uppe tills tiden för att överklaga har gått ut, tre
    veckor efter att det sattes upp. Är den dagen en lördag, söndag, helgdag, midsommarafton, julafton eller
    nyårsafton är nästa vardag den sista. Flera anslag, för var sina paragrafer, får var sitt bevis.
    """
    from naravard_docs.builder.postings import build_postings

    order = BuildOptions(formats=tuple(map(Format, formats)), target=target, is_checked=not is_unchecked)
    made = build_postings(fil, order, posted)
    talk = Messenger(is_quiet)
    talk.problems(made.problems)
    for line in made.said:
        talk.say(line)
    for file in made.files:
        click.echo(file)
    if is_opened:
        open_built(made.files, formats, talk)
