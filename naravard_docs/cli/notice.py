"""kallelse: what a meeting's members are told before it, as Word, PDF, calendar file and e-mail drafts."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.cli import mail_talk
from naravard_docs.cli.document_options import in_formats, opened, quiet, to_folder, unchecked
from naravard_docs.cli.open_built import open_built
from naravard_docs.cli.sending import SendOptions, as_json, carried_out, despite_change, sending_options
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import Day, FilePath, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day, now
from naravard_docs.libraries.records import replace

if TYPE_CHECKING:
    from naravard_docs.builder.issued_notices import NoticeRecord
    from naravard_docs.builder.notices_of_meeting import NoticeOptions
    from naravard_docs.builder.other_files import OtherFiles


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard kallelse meetings/2027-02-12-systemledning.yaml",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --datum idag",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --skicka",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --ändrad 'ny lokal, Stora salen'",
        "naravard kallelse meetings/2027-02-12-systemledning.yaml --inställt 'för få kan komma'",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
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
@despite_change("mejlet")
@as_json
@sending_options()
@opened
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
    is_opened: bool,
    is_quiet: bool,
    **wishes: Any,
) -> int:
    """Gör kallelsen till ett möte, med föredragningslista, kalenderfil och ett mejlutkast till var och en.

    Utan --datum, --ändrad och --inställt är det en förhandsvisning, som inte antecknar något: kallelsen är märkt
    UTKAST tills det står i mötesfilen att den är utskickad. En ändring och ett inställt möte uppdaterar samma möte
    i mottagarnas kalendrar. Ärenden med sekretess har bara en neutral rubrik.

    Utan --skicka skickas inget. Med --skicka visas alla, ett enda mejl skickas och programmet stannar; med --fortsätt
    skickas resten. Ingen får samma kallelse två gånger. Vad som skickades står i meetings/svar/.
    """
    from naravard_docs.builder.notices_of_meeting import NoticeOptions

    record, today = _record(day, change, cancelled), current_day()
    order = BuildOptions(formats=tuple(map(Format, formats)), target=target, is_checked=not is_unchecked)
    options = NoticeOptions(record, reveals_secrets, has_documents, order, today)
    asked = SendOptions(**wishes, flags=_flags(reveals_secrets, has_documents))
    talk = Messenger(is_quiet)
    if not asked.is_preview:
        return _sent(fil, options, asked, talk)
    made = _built(fil, options, talk)
    code = _shown(fil, options, made, asked, talk)
    for file in () if asked.wants_json else made.files:
        click.echo(file)
    if is_opened:
        open_built(made.files, formats, talk)
    return code


def _built(fil: Path, options: NoticeOptions, talk: Messenger) -> OtherFiles:
    from naravard_docs.builder.notices_of_meeting import build_notice

    made = build_notice(fil, options)
    talk.problems(made.problems)
    for line in made.said:
        talk.say(line)
    return made


def _shown(fil: Path, options: NoticeOptions, made: OtherFiles, asked: SendOptions, talk: Messenger) -> int:
    """Show who has got a kallelse that was issued, and return the exit code."""
    from naravard_docs.builder.build import load_cached
    from naravard_docs.dispatch.notices import prepare_notice

    loaded = load_cached(fil)
    if not loaded.meeting.notices_issued:
        if asked.wants_json:
            click.echo(mail_talk.dispatches_json((), made.files))
        return 0
    prepared = prepare_notice(loaded, options, is_preview=True)
    talk.problems(prepared.problems)
    return carried_out(replace(prepared, files=_drafts(made)), asked, talk, current_day(), now)


def _sent(fil: Path, options: NoticeOptions, asked: SendOptions, talk: Messenger) -> int:
    """Send what is asked for of a kallelse, and return the exit code; what is not to be sent is not built either."""
    from naravard_docs.builder.build import load_cached
    from naravard_docs.dispatch.notices import changed_drafts, prepare_notice, refuse_to_record
    from naravard_docs.dispatch.prepared import remarks_before_sending
    from naravard_docs.dispatch.server import server_of

    loaded, today = load_cached(fil), current_day()
    put_aside = changed_drafts(loaded, options.build.target)
    if options.record is not None:
        refuse_to_record(loaded, options, options.record, today)
        server_of(os.environ, loaded.workspace.root)  # what is recorded as sent can be sent
    prepared = prepare_notice(loaded, options) if options.record is None else None
    made = _built(fil, options, talk)
    if prepared is None:
        prepared = prepare_notice(load_cached(fil), options)
    problems = (*prepared.problems, *put_aside)
    prepared = replace(prepared, files=_drafts(made), problems=problems, put_aside=put_aside)
    talk.problems(remarks_before_sending(prepared, today))
    return carried_out(prepared, asked, talk, today, now)


def _drafts(made: OtherFiles) -> tuple[str, ...]:
    return tuple(file for file in made.files if file.endswith(".eml"))


def _flags(reveals_secrets: bool, has_documents: bool) -> str:
    """Return the flags of the kallelse that go with each run, so that all get the same."""
    held = {"--med-sekretess": reveals_secrets, "--med-handlingar": has_documents}
    return " ".join(flag for flag, is_given in held.items() if is_given)


def _record(day: date | None, change: str | None, cancelled: str | None) -> NoticeRecord | None:
    """Return what is to be recorded; None where nothing is."""
    if change is not None and cancelled is not None:
        message = "--ändrad och --inställt går inte att förena"
        raise SwedishUsageError(message, "skriv skälet efter --inställt; det står i mejlet och i kalendern")
    if day is None and change is None and cancelled is None:
        return None
    from naravard_docs.builder.issued_notices import NoticeRecord

    return NoticeRecord(day or current_day(), change, cancelled)
