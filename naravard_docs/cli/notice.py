"""kallelse: what a meeting's members are told before it, as Word, PDF, calendar file and e-mail drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.cli.document_options import in_formats, quiet, to_folder, unchecked
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import Day, FilePath, SwedishCommand, SwedishUsageError

if TYPE_CHECKING:
    from naravard_docs.builder.issued_notices import NoticeRecord


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard kallelse meetings/2027-02-12-systemledning.yaml",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --datum idag",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --ändrad 'ny lokal, Stora salen'",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --inställt 'för få kan komma'",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL")
@click.option(
    "--datum",
    "day",
    type=Day(knows_today=True),
    metavar="DATUM",
    help="Anteckna i mötesfilen att kallelsen går ut den dagen, eller idag.",
)
@click.option("--ändrad", "change", metavar="VAD", help="Anteckna att kallelsen är ändrad, och vad som är ändrat.")
@click.option("--inställt", "cancelled", metavar="SKÄL", help="Anteckna att mötet är inställt, av det här skälet.")
@click.option("--med-sekretess", "reveals_secrets", is_flag=True, help="Ta med det som är sekretess, i mejlen också.")
@click.option("--med-handlingar", "has_documents", is_flag=True, help="Låt bilagorna följa med, inte bara nämnas.")
@in_formats
@to_folder
@unchecked
@quiet
def kallelse(
    fil: Path,
    day: date | None,
    change: str | None,
    cancelled: str | None,
    reveals_secrets: bool,
    has_documents: bool,
    formats: tuple[str, ...],
    target: Path | None,
    is_unchecked: bool,
    is_quiet: bool,
) -> None:
    """Gör kallelsen till ett möte, med föredragningslista, kalenderfil och ett mejlutkast till var och en.

    Utan --datum, --ändrad och --inställt är det en förhandsvisning, som inte antecknar något: kallelsen är märkt
    UTKAST tills det står i mötesfilen att den är utskickad. En ändring och ett inställt möte uppdaterar samma möte
    i mottagarnas kalendrar. Ärenden med sekretess har bara en neutral rubrik. Inget skickas av kommandot.
    """
    from naravard_docs.builder.notices_of_meeting import NoticeOptions, build_notice

    record = _record(day, change, cancelled)
    order = BuildOptions(formats=tuple(map(Format, formats)), target=target, is_checked=not is_unchecked)
    made = build_notice(fil, NoticeOptions(record, reveals_secrets, has_documents, order, date.today()))
    talk = Messenger(is_quiet)
    talk.problems(made.problems)
    for line in made.said:
        talk.say(line)
    for file in made.files:
        click.echo(file)


def _record(day: date | None, change: str | None, cancelled: str | None) -> NoticeRecord | None:
    """Return what is to be recorded; None where nothing is."""
    if change is not None and cancelled is not None:
        message = "--ändrad och --inställt går inte att förena"
        raise SwedishUsageError(message, "skriv skälet efter --inställt; det står i mejlet och i kalendern")
    if day is None and change is None and cancelled is None:
        return None
    from naravard_docs.builder.issued_notices import NoticeRecord

    return NoticeRecord(day or date.today(), change, cancelled)
