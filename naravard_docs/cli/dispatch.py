"""utskick, påminn: drafts of letters' e-mails and of reminders, and, when asked for, the sending of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.cli import mail_talk
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.sending import (
    SendOptions,
    as_json,
    carried_out,
    despite_change,
    record_what_is_logged,
    remarks_on,
    sending_options,
)
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings, recipients, recipients_or_all
from naravard_docs.cli.swedish_click import Day, FilePath, OneOf, SwedishCommand, SwedishUsageError
from naravard_docs.cli.today import current_day, now
from naravard_docs.errors import ExitCode
from naravard_docs.swedish import is_empty

if TYPE_CHECKING:
    from naravard_docs.dispatch.corrections import CorrectionRequest
    from naravard_docs.dispatch.letter_dispatch import LetterDispatch
    from naravard_docs.dispatch.prepared import PreparedDispatches

F = TypeVar("F", bound=Callable[..., Any])
_TO, _HIDDEN = "till", "hemlig-kopia"


def _letter_options(command: F) -> F:
    """Return a command the options of every dispatch of letters."""
    for option in (
        quiet,
        as_json,
        click.option(
            "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Lägg utkasten i en annan mapp."
        ),
        click.option("--ärende", "matter", metavar="KORTNAMN", help="Bara det brevet, när mötet har flera."),
        sending_options(recipients_or_all),
    ):
        command = option(command)
    return command


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard utskick meetings/2021-03-19-samrad-vard-och-omsorg.yaml",
        "naravard utskick meetings/2021-03-19-samrad-vard-och-omsorg.yaml --skicka",
        "naravard utskick meetings/2021-03-19-samrad-vard-och-omsorg.yaml --fortsätt",
        'naravard utskick meetings/2021-03-19-samrad-vard-och-omsorg.yaml --rättelse "Sista svarsdag var fel."',
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option(
    "--en-och-en/--gemensamt",
    "is_one_each",
    default=True,
    help="Ett mejl till var och en (förval), eller ett till alla.",
)
@click.option(
    "--adresser",
    "addresses_in",
    type=OneOf((_TO, _HIDDEN)),
    default=_TO,
    metavar="till|hemlig-kopia",
    help="Var adresserna står i ett gemensamt mejl; förval är till.",
)
@despite_change("brevet")
@click.option(
    "--rättelse",
    "correction",
    metavar="SKÄL",
    help="Skicka ett rättat brev till dem som har fått det; skälet står i det.",
)
@click.option(
    "--datum", "day", type=Day(knows_today=True), metavar="DATUM", help="Det rättade brevets datum; förval idag."
)
@click.option(
    "--mottagare",
    "named",
    multiple=True,
    metavar="MOTTAGARE",
    shell_complete=recipients,
    help="Rätta bara hos mottagaren; flera med komma emellan.",
)
@_letter_options
def utskick(
    fil: Path,
    correction: str | None,
    day: date | None,
    named: tuple[str, ...],
    is_one_each: bool,
    addresses_in: tuple[str, ...],
    target: Path | None,
    matter: str | None,
    is_quiet: bool,
    **wishes: Any,
) -> int:
    """Gör mejlutkast av ett mötes rekommendationer, och skicka dem om du ber om det.

    Utan --skicka skickas inget: utkasten ligger i output/. Med --skicka visas alla, ett enda skickas och programmet
    stannar; med --fortsätt skickas resten. Ingen får samma brev två gånger. Vad som skickades står i meetings/svar/.
    """
    from naravard_docs.dispatch.corrections import CorrectionRequest
    from naravard_docs.dispatch.letters import mode_of, prepare_letters

    today = current_day()
    if correction is None and (day or named):
        raise SwedishUsageError("--datum och --mottagare gäller en rättelse", "skriv också --rättelse och skälet")
    if addresses_in != (_TO,) and (is_one_each or len(addresses_in) > 1):
        raise SwedishUsageError("--adresser hemlig-kopia gäller ett gemensamt mejl", "skriv också --gemensamt")
    order = BuildOptions(
        frozenset({DocumentKind.MAIL}),
        target=target,
        per_recipient=is_one_each,
        hides_addresses=addresses_in == (_HIDDEN,),
        sorts_mails=True,
    )
    if correction is None:
        prepared = prepare_letters(fil, order, matter)
    else:
        goes_on = bool(wishes["goes_on"] or wishes["again"])
        prepared = _prepared_correction(fil, order, matter, CorrectionRequest(correction, today, day, named, goes_on))
    talk = Messenger(is_quiet)
    talk.problems(remarks_on(prepared, SendOptions(**wishes), today))
    if not prepared.dispatches:
        talk.say(f"{fil} har inga rekommendationer, så det finns inga mejl att göra")
        return 0
    flags = mail_talk.flags(mode_of(order), matter, correction)
    return carried_out(prepared, SendOptions(**wishes, flags=flags), talk, today, now)


def _prepared_correction(
    fil: Path, order: BuildOptions, matter: str | None, request: CorrectionRequest
) -> PreparedDispatches[LetterDispatch]:
    from naravard_docs.dispatch.corrections import prepare_correction

    if is_empty(request.reason):
        raise SwedishUsageError(
            "--rättelse saknar skäl", 'skriv vad som är rättat: --rättelse "Sista svarsdag var fel."'
        )
    return prepare_correction(fil, order, request, matter)


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard påminn meetings/2021-03-19-samrad-vard-och-omsorg.yaml",
        "naravard påminn meetings/2021-03-19-samrad-vard-och-omsorg.yaml --per 2021-11-15",
        "naravard påminn meetings/2021-03-19-samrad-vard-och-omsorg.yaml --skicka",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option(
    "--per", "as_of", type=Day(knows_today=True), metavar="DATUM", help="Den dag som påminnelserna gäller; förval idag."
)
@click.option(
    "--ny-omgång", "starts_new_round", is_flag=True, help="Påminn också dem som har påmints den senaste veckan."
)
@_letter_options
def påminn(
    fil: Path,
    as_of: date | None,
    starts_new_round: bool,
    target: Path | None,
    matter: str | None,
    is_quiet: bool,
    **wishes: Any,
) -> int:
    """Gör påminnelser till dem som är skyldiga ett svar och inte har utlovat något senare datum.

    Brevet bifogas. Utan --skicka skickas inget, och utkasten ligger i output/. Ingen påminns två gånger i samma omgång.
    Vad som skickades står i loggen och i svarsfilen, i meetings/svar/.
    """
    from naravard_docs.dispatch.dispatch import recipients_of
    from naravard_docs.dispatch.reminders import prepare_reminders

    today, wanted, talk = current_day(), SendOptions(**wishes, flags=mail_talk.flags(None, matter)), Messenger(is_quiet)
    if not wanted.is_preview and as_of not in (None, today):
        raise SwedishUsageError("en påminnelse räknar från den dag den skickas", "ta bort --per, eller --skicka")
    prepared = prepare_reminders(fil, as_of or today, matter, target, starts_new_round)
    talk.problems(remarks_on(prepared, wanted, today))
    if not any(map(recipients_of, prepared.dispatches)):
        if not wanted.is_preview:
            record_what_is_logged(prepared, now)
        from naravard_docs.responses.orphaned_files import orphans_beside

        if any(orphans_beside(plan.loaded) for plan in prepared.dispatches):
            talk.say("vem som ska påminnas går inte att säga: det finns svar eller loggar som inte hör till något brev")
            return int(ExitCode.CORRECTION)
        talk.say(f"ingen ska påminnas per {as_of or today}")
        return 0
    return carried_out(prepared, wanted, talk, as_of or today, now)
