"""uppföljning: where recommendations stand, as documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.cli.document_options import in_formats, opened, quiet, to_folder, unchecked
from naravard_docs.cli.open_built import open_built
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import Day, FilePath, Number, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day

_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard uppföljning meetings/2021-03-19-samrad-vard-och-omsorg.yaml",
        "naravard uppföljning meetings/2021-03-19-samrad-vard-och-omsorg.yaml --per 2021-11-15",
        "naravard uppföljning --år 2021 --format pdf",
    ],
)
@click.argument("fil", required=False, type=FilePath(), metavar="[FIL]", shell_complete=meetings)
@click.option("--år", "year", type=Number(_FIRST_YEAR, _LAST_YEAR), metavar="ÅR", help="Alla brev från ett år.")
@click.option("--ärende", "matter", metavar="NAMN", help="Bara en rekommendation, när mötet har flera.")
@click.option(
    "--per",
    "as_of",
    type=Day(knows_today=True),
    metavar="DATUM",
    help="Läget en viss dag, eller idag; förval är den sista dag som svaren berättar om.",
)
@in_formats
@to_folder
@unchecked
@opened
@quiet
def uppföljning(
    fil: Path | None,
    year: int | None,
    matter: str | None,
    as_of: date | None,
    formats: tuple[str, ...],
    target: Path | None,
    is_unchecked: bool,
    is_opened: bool,
    is_quiet: bool,
) -> int:
    """Gör en uppföljning av ett mötes rekommendationer, eller av alla från ett år, som Word och PDF.

    FIL är ett möte, en svarsfil eller en rekommendations beteckning. Uppföljningen berättar vilka som har svarat,
    vad de svarade på varje punkt och vilka som är skyldiga svar.
    """
    from naravard_docs.builder.follow_up import follow_up, follow_up_year

    if (fil is None) == (year is None):
        said = "ange ett möte eller ett år, inte båda" if fil else "det framgår inte vad som ska följas upp"
        raise SwedishUsageError(said, "skriv mötesfilen, eller alla brev från ett år: naravard uppföljning --år 2021")
    if year is not None and matter is not None:
        raise SwedishUsageError("--ärende gäller ett möte", "skriv mötesfilen i stället för --år")
    order = BuildOptions(formats=tuple(map(Format, formats)), target=target, is_checked=not is_unchecked)
    if fil is not None:
        made = follow_up(fil, order, as_of, matter, current_day())
    elif year is not None:
        made = (follow_up_year(year, Path.cwd(), order, as_of, current_day()),)
    talk = Messenger(is_quiet)
    for each in made:
        talk.problems(each.problems)
        talk.say(each.said)
        for file in each.files:
            click.echo(file)
    if is_opened:
        open_built([file for each in made for file in each.files], formats, talk)
    return int(made[0].exit_code)
