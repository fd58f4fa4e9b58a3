"""justera: minutes become adopted, and adopted minutes are corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.item_extract import item_numbers
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import Day, FilePath, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day
from naravard_docs.errors import ExitCode
from naravard_docs.swedish import is_empty, with_noun


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard justera meetings/2024-03-20-bun.yaml --datum 2024-03-26 --plats Kommunhuset",
        "naravard justera meetings/2024-03-20-bun.yaml --datum idag --paragrafer 25",
        "naravard justera meetings/2023-03-24-systemledning.yaml --rätta 'fel namn på justeraren'",
        "naravard justera meetings/2023-03-24-systemledning.yaml --rätta 'fel dag' --av 'Eva Ek'",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option(
    "--datum", "day", type=Day(knows_today=True), metavar="DATUM", help="Dagen då protokollet justerades, eller rättas."
)
@click.option(
    "--paragrafer", "numbers", multiple=True, metavar="LISTA", help="Bara det som är omedelbart justerat: 12, 15–17."
)
@click.option(
    "--av",
    "by",
    multiple=True,
    metavar="NAMN",
    help="Vem som har justerat, om inte ordföranden och justerarna; eller vem som rättar, om inte sekreteraren.",
)
@click.option("--plats", "place", metavar="VAR", help="Var det justerades.")
@click.option("--metod", "method", metavar="HUR", help="Hur det justerades: digitalt.")
@click.option("--rätta", "reason", metavar="SKÄL", help="Rätta det justerade protokollet, av det här skälet.")
@quiet
def justera(
    fil: Path,
    day: date | None,
    numbers: tuple[str, ...],
    by: tuple[str, ...],
    place: str | None,
    method: str | None,
    reason: str | None,
    is_quiet: bool,
) -> int:
    """Anteckna att ett protokoll är justerat, eller rätta ett som är det.

    Kommandot skriver i mötesfilen när, var, hur och av vem protokollet justerades, och «status: justerat». Sedan
    byggs protokollet och sparas i arkiv/. Fingeravtrycket i mötesfilen visar vilka ord som justerades: ändras de
    senare är det ett fel. Med --paragrafer justeras bara det som är omedelbart justerat, och resten är utkast.

    Med --rätta: ändra först det som är fel, i mötesfilen eller i mallarna. Kommandot antecknar när, av vem och
    varför protokollet rättas, vad som stod och vad som står, och bygger protokollet med en rättelse sist.
    Det som justerades finns kvar i arkiv/.
    """
    talk = Messenger(is_quiet)
    if reason is not None:
        _refuse_beside_correction(numbers, by, place, method)
        return _correct(fil, reason, day or current_day(), by[0] if by else None, talk)
    if day is None:
        remedy = "skriv dagen: --datum 2024-03-26 eller --datum idag; eller rätta det som är justerat: --rätta SKÄL"
        raise SwedishUsageError("det framgår inte när protokollet justerades", remedy)
    from naravard_docs.builder.adopt import Adoption, adopt_minutes

    sections = item_numbers(numbers) if numbers else None
    where, how = _text("--plats", place), _text("--metod", method)
    result = adopt_minutes(fil, Adoption(day, current_day(), sections, by, where, how))
    talk.problems(result.problems)
    talk.say(result.said)
    for file in result.files:
        click.echo(file)
    return ExitCode.DONE


def _correct(fil: Path, reason: str, day: date, by: str | None, talk: Messenger) -> int:
    from naravard_docs.builder.correct import correct_minutes

    result = correct_minutes(fil, reason, day, by)
    talk.problems(result.outcome.problems)
    number = with_noun(len(result.correction.lines), "rad", "rader")
    talk.say(f"rättat: {result.outcome.path} – {number}, av {result.correction.by}")
    for file in result.outcome.files:
        click.echo(file)
    return ExitCode.DONE


def _refuse_beside_correction(numbers: Sequence[str], by: Sequence[str], place: str | None, method: str | None) -> None:
    for option, value in (("--paragrafer", numbers), ("--plats", place), ("--metod", method)):
        if value:
            raise SwedishUsageError(f"{option} går inte att förena med --rätta", f"ta bort {option}")
    if len(by) > 1:
        raise SwedishUsageError("en rättelse görs av en person, men --av är angivet flera gånger", "ange en")


def _text(option: str, value: str | None) -> str | None:
    if value is not None and is_empty(value):
        raise SwedishUsageError(f"{option} är tomt", f"skriv något efter {option}, eller ta bort det")
    return " ".join(value.split()) if value else None
