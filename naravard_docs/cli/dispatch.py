"""utskick, påminn: drafts of letters' e-mails and of reminders, and, when asked for, the sending of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.cli import mail_talk
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings, recipients, recipients_or_all
from naravard_docs.cli.swedish_click import Day, FilePath, OneOf, SwedishCommand, SwedishUsageError
from naravard_docs.errors import (
    CommandError,
    ExitCode,
    InvalidInputError,
    Level,
    Problem,
    StoppedByUserError,
    shown_path,
)
from naravard_docs.swedish import is_empty, with_noun

if TYPE_CHECKING:
    from naravard_docs.dispatch.corrections import CorrectionRequest
    from naravard_docs.dispatch.dispatch import Dispatch
    from naravard_docs.dispatch.letters import PreparedLetters
    from naravard_docs.send.run import SendContext

F = TypeVar("F", bound=Callable[..., Any])
_TO, _HIDDEN = "till", "hemlig-kopia"


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What the user asked for: to send at all, to go on after the first, to send again to some."""

    sends: bool
    goes_on: bool
    again: tuple[str, ...]
    allows_missing: bool
    wants_json: bool
    despite_change: bool = False
    flags: str = ""
    """The flags of the command that go with each run of it, as the user writes them."""

    @property
    def is_preview(self) -> bool:
        return not (self.sends or self.goes_on or self.again)


def _sending_options(command: F) -> F:
    """Return a command the options that every kind of dispatch has."""
    for option in (
        quiet,
        click.option("--json", "wants_json", is_flag=True, help="Skriv läget för varje mottagare som JSON på stdout."),
        click.option(
            "--till", "target", type=click.Path(path_type=Path), metavar="MAPP", help="Lägg utkasten i en annan mapp."
        ),
        click.option("--ärende", "matter", metavar="KORTNAMN", help="Bara det brevet, när mötet har flera."),
        click.option(
            "--tillåt-utan-adress", "allows_missing", is_flag=True, help="Svara 0 även när mottagare saknar adress."
        ),
        click.option(
            "--på-nytt",
            "again",
            multiple=True,
            metavar="MOTTAGARE",
            shell_complete=recipients_or_all,
            help="Skicka igen till mottagaren; flera med komma emellan, eller alla.",
        ),
        click.option("--fortsätt", "goes_on", is_flag=True, help="Skicka resten, när det första är kontrollerat."),
        click.option("--skicka", "sends", is_flag=True, help="Skicka ett enda mejl, det första, och stanna."),
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
@click.option(
    "--trots-ändring", "despite_change", is_flag=True, help="Skicka resten fast brevet har ändrats sedan det första."
)
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
@_sending_options
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

    today = _now().date()
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
    talk.problems(_remarks(prepared, SendOptions(**wishes)))
    if not prepared.dispatches:
        talk.say(f"{fil} har inga rekommendationer, så det finns inga mejl att göra")
        return 0
    flags = mail_talk.flags(mode_of(order), matter, correction)
    return _carried_out(prepared, SendOptions(**wishes, flags=flags), talk, today)


def _remarks(prepared: PreparedLetters, wishes: SendOptions) -> tuple[Problem, ...]:
    from naravard_docs.dispatch.letters import remarks_before_sending

    sends = not wishes.is_preview and any(plan.recipients for plan in prepared.dispatches)
    return remarks_before_sending(prepared, _now().date()) if sends else prepared.problems


def _prepared_correction(
    fil: Path, order: BuildOptions, matter: str | None, request: CorrectionRequest
) -> PreparedLetters:
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
@_sending_options
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
    from naravard_docs.dispatch.reminders import prepare_reminders

    today, wanted, talk = _now().date(), SendOptions(**wishes, flags=mail_talk.flags(None, matter)), Messenger(is_quiet)
    if not wanted.is_preview and as_of not in (None, today):
        raise SwedishUsageError("en påminnelse räknar från den dag den skickas", "ta bort --per, eller --skicka")
    prepared = prepare_reminders(fil, as_of or today, matter, target, starts_new_round)
    talk.problems(_remarks(prepared, wanted))
    if not any(plan.recipients for plan in prepared.dispatches):
        if not wanted.is_preview:
            _record_what_is_logged(prepared)
        from naravard_docs.responses.orphaned_files import orphans_beside

        if any(orphans_beside(plan.loaded) for plan in prepared.dispatches):
            talk.say("vem som ska påminnas går inte att säga: det finns svar eller loggar som inte hör till något brev")
            return int(ExitCode.CORRECTION)
        talk.say(f"ingen ska påminnas per {as_of or today}")
        return 0
    return _carried_out(prepared, wanted, talk, as_of or today)


def _carried_out(prepared: PreparedLetters, wishes: SendOptions, talk: Messenger, day: date) -> int:
    """Show the dispatches, send what is asked for, and return the exit code: that of the first that failed."""
    from naravard_docs.dispatch.letters import is_ready

    trouble: CommandError | None = None
    if wishes.is_preview:
        done = []
        for plan in prepared.dispatches:
            done.append(plan.read())
            if not wishes.wants_json:
                click.echo(mail_talk.preview(done[-1]))
        for dispatch in done:
            talk.problems((*dispatch.log.warnings, *dispatch.log.dated_ahead(day)))
        folder = Path(prepared.files[0]).parent if prepared.files else ""
        talk.say(f"{with_noun(len(prepared.files), 'utkast', 'utkast')} i {folder}")
        talk.say(
            mail_talk.next_step(done, wishes.flags) if is_ready(prepared, _now().date()) else mail_talk.NOTHING_SENT
        )
    else:
        now, trouble = _sent(prepared, wishes, talk)
        done = [now]
    if wishes.wants_json:
        click.echo(mail_talk.dispatches_json(done, prepared.files))
    has_tried = not wishes.is_preview
    codes = [
        mail_talk.tell_faults(dispatch, wishes.allows_missing, has_tried, talk, bool(wishes.again)) for dispatch in done
    ]
    if trouble is not None:
        raise trouble
    return next((int(code) for code in codes if code is not ExitCode.DONE), 0)


def _sent(prepared: PreparedLetters, wishes: SendOptions, talk: Messenger) -> tuple[Dispatch, CommandError | None]:
    """Send what is asked for of the letter; return it as it then stands, and what stopped the sending."""
    from naravard_docs.dispatch.archived_mail import mail_keeper
    from naravard_docs.dispatch.dispatch import locked_dispatch, record_sent
    from naravard_docs.dispatch.letters import keys_named, refuse_unready, require_single
    from naravard_docs.dispatch.server import server_of
    from naravard_docs.send.run import SendContext

    plan = require_single(prepared)
    refuse_unready(prepared, _now().date())
    again = keys_named(wishes.again, plan)

    server = server_of(os.environ, prepared.loaded.workspace.root)
    with locked_dispatch(plan) as now:
        surroundings = SendContext(server, _now, time.sleep, mail_keeper(now))
        talk.problems((*now.log.warnings, *now.log.dated_ahead(_now().date())))
        if not wishes.wants_json:
            click.echo(mail_talk.preview(now, server.mailbox))
        try:
            trouble = _sent_one(now, wishes, again, surroundings, talk)
        except BaseException:  # whatever stops it: what is sent is sent
            _record_after_trouble(now, talk)
            raise
        if trouble is not None:
            _record_after_trouble(now, talk)
        else:
            record_sent(now.as_it_is_now(), _now().date())
        done = now.as_it_is_now()
    if done.log.entries:
        talk.say(mail_talk.dispatch_summary(done, wishes.flags, is_stopped=trouble is not None))
    return done, trouble


def _record_after_trouble(dispatch: Dispatch, talk: Messenger) -> None:
    """Write what is sent into the answer file; what keeps it from that is told, and does not hide the first trouble."""
    from naravard_docs.dispatch.dispatch import record_sent

    try:
        record_sent(dispatch.as_it_is_now(), _now().date())
    except CommandError as error:
        message = f"{shown_path(dispatch.loaded.path)} har inte fått de dagar som loggen har: {error.message}"
        talk.problems([Problem(message, "nästa utskick skriver in dem", level=Level.WARNING)])
    except InvalidInputError as error:
        talk.problems(error.problems)


def _record_what_is_logged(prepared: PreparedLetters) -> None:
    """Write what an interrupted run sent into the answer files."""
    from naravard_docs.dispatch.dispatch import locked_dispatch, record_sent

    for plan in prepared.dispatches:
        with locked_dispatch(plan) as now:
            record_sent(now, _now().date())


def _sent_one(
    dispatch: Dispatch, wishes: SendOptions, again: tuple[str, ...], surroundings: SendContext, talk: Messenger
) -> CommandError | None:
    """Send what is asked for of one letter, and return what stopped it; what went before that stands."""
    from naravard_docs.send.run import send_all

    if wishes.goes_on and any(row.is_to_be_sent for row in dispatch.rows):
        if not dispatch.has_begun:
            raise SwedishUsageError("inget är skickat ännu, så det finns inget att fortsätta med", "börja med --skicka")
        if dispatch.changed and not wishes.despite_change:
            raise SwedishUsageError(*mail_talk.another_letter(dispatch))
    messages = dispatch.messages(wishes.goes_on, again)
    if not messages:
        talk.say(mail_talk.nothing_more(dispatch, surroundings.clock().date()))
        return None
    try:
        for event in send_all(messages, str(dispatch.occasion), dispatch.log, surroundings):
            talk.say(mail_talk.event_text(event))
    except CommandError as trouble:
        return trouble
    except KeyboardInterrupt:
        return StoppedByUserError(*mail_talk.stopped_message(dispatch.as_it_is_now(), wishes.flags))
    return None


def _now() -> datetime:
    """Return the time with its zone."""
    return datetime.now().astimezone()
