"""justera: corrections of minutes that are adopted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import Day, FilePath, SwedishCommand
from naravard_docs.errors import ExitCode
from naravard_docs.swedish import with_noun


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard justera meetings/2023-03-24-systemledning.yaml --rätta 'fel namn på justeraren'",
        "naravard justera meetings/2023-03-24-systemledning.yaml --rätta 'fel dag' --av 'Eva Ek'",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL")
@click.option("--rätta", "reason", metavar="SKÄL", help="Rätta det justerade protokollet, av det här skälet.")
@click.option("--av", "by", metavar="NAMN", help="Vem som rättar; förval är mötets sekreterare.")
@click.option("--datum", "day", type=Day(), metavar="DATUM", help="Dagen för rättelsen; förval är i dag.")
@click.option("--tyst", "--quiet", "is_quiet", is_flag=True, help="Säg bara det som är fel.")
def justera(fil: Path, reason: str | None, by: str | None, day: date | None, is_quiet: bool) -> int:
    """Rätta ett protokoll som är justerat.

    Ändra först det som är fel, i mötesfilen eller i mallarna. Kommandot antecknar i mötesfilen när, av vem
    och varför protokollet rättas, vad som stod och vad som står, och bygger protokollet med en rättelse sist.
    Det som justerades finns kvar i arkiv/.
    """
    talk = Messenger(is_quiet)
    if reason is None:
        file = click.format_filename(fil)
        talk.trouble(f"att anteckna själva justeringen kommer senare; skriv «status: justerat» i {file}", "")
        return ExitCode.USAGE
    from naravard_docs.builder.correct import correct_minutes

    result = correct_minutes(fil, reason, day or date.today(), by)
    talk.problems(result.outcome.problems)
    number = with_noun(len(result.correction.lines), "rad", "rader")
    talk.say(f"rättat: {result.outcome.path} – {number}, av {result.correction.by}")
    for file in result.outcome.files:
        click.echo(file)
    return ExitCode.DONE
