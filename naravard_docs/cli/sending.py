"""The sending of a dispatch, whatever it is of: options, one mail first and then the rest, and what is told of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from naravard_docs.cli import mail_talk
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import SwedishUsageError
from naravard_docs.errors import (
    CommandError,
    ExitCode,
    InvalidInputError,
    Level,
    Problem,
    StoppedByUserError,
    shown_path,
)
from naravard_docs.swedish import with_noun

if TYPE_CHECKING:
    from naravard_docs.cli.suggestions import Suggest
    from naravard_docs.dispatch.dispatch import Dispatch, PlannedDispatch
    from naravard_docs.dispatch.prepared import PreparedDispatches
    from naravard_docs.send.run import SendContext

F = TypeVar("F", bound=Callable[..., Any])
Clock = Callable[[], datetime]


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


def sending_options(suggest: Suggest | None = None) -> Callable[[F], F]:
    """Return what gives a command the options of every dispatch; ``suggest`` finds those whom one may send to again."""
    options = (
        click.option(
            "--tillåt-utan-adress", "allows_missing", is_flag=True, help="Svara 0 även när mottagare saknar adress."
        ),
        click.option(
            "--på-nytt",
            "again",
            multiple=True,
            metavar="MOTTAGARE",
            shell_complete=suggest,
            help="Skicka igen till mottagaren; flera med komma emellan, eller alla.",
        ),
        click.option("--fortsätt", "goes_on", is_flag=True, help="Skicka resten, när det första är kontrollerat."),
        click.option("--skicka", "sends", is_flag=True, help="Skicka ett enda mejl, det första, och stanna."),
    )

    def with_all(command: F) -> F:
        for option in options:
            command = option(command)
        return command

    return with_all


as_json = click.option(
    "--json", "wants_json", is_flag=True, help="Skriv läget för varje mottagare som JSON på standard ut."
)


def despite_change(what: str) -> Callable[[F], F]:
    """Return the option that sends the rest though what is sent, as Swedish says it, is not as the first got it."""
    told = f"Skicka resten fast {what} har ändrats sedan det första."
    return click.option("--trots-ändring", "despite_change", is_flag=True, help=told)


def remarks_on(prepared: PreparedDispatches[PlannedDispatch], wishes: SendOptions, today: date) -> tuple[Problem, ...]:
    """Return what is told of a dispatch before it is sent, or shown; what hinders the sending is told as that."""
    from naravard_docs.dispatch.dispatch import recipients_of
    from naravard_docs.dispatch.prepared import remarks_before_sending

    sends = not wishes.is_preview and any(map(recipients_of, prepared.dispatches))
    return remarks_before_sending(prepared, today) if sends else prepared.problems


def _drafts(files: Sequence[str]) -> str:
    """Return how many drafts were made, and where they are."""
    if not files:
        return "inga mejlutkast, för ingen har en e-postadress"
    return f"{with_noun(len(files), 'utkast', 'utkast')} i {Path(files[0]).parent}"


def carried_out(
    prepared: PreparedDispatches[PlannedDispatch], wishes: SendOptions, talk: Messenger, day: date, clock: Clock
) -> int:
    """Show the dispatches, send what is asked for, and return the exit code: that of the first that failed."""
    from naravard_docs.dispatch.dispatch import read_dispatch
    from naravard_docs.dispatch.prepared import first_hindrance

    trouble: CommandError | None = None
    if wishes.is_preview:
        done = []
        for plan in prepared.dispatches:
            done.append(read_dispatch(plan))
            if not wishes.wants_json and done[-1].rows:
                click.echo(mail_talk.preview(done[-1]))
        for dispatch in done:
            talk.problems((*dispatch.log.warnings, *dispatch.log.dated_ahead(day)))
        talk.say(_drafts(prepared.files))
        hindrance = first_hindrance(prepared, clock().date())
        talk.say(mail_talk.next_step(done, wishes.flags) if hindrance is None else mail_talk.not_ready(hindrance))
    else:
        now, trouble = _sent(prepared, wishes, talk, clock)
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


def _sent(
    prepared: PreparedDispatches[PlannedDispatch], wishes: SendOptions, talk: Messenger, clock: Clock
) -> tuple[Dispatch, CommandError | None]:
    """Send what is asked for of a dispatch; return it as it then stands, and what stopped the sending."""
    from naravard_docs.dispatch.dispatch import locked_dispatch
    from naravard_docs.dispatch.prepared import keys_named, refuse_unready, require_single
    from naravard_docs.dispatch.server import server_of
    from naravard_docs.send.run import SendContext

    plan = require_single(prepared)
    refuse_unready(prepared, clock().date())
    again = keys_named(wishes.again, plan)

    server = server_of(os.environ, prepared.loaded.workspace.root)
    with locked_dispatch(plan) as now:
        surroundings = SendContext(server, clock, time.sleep, now.plan.keep)
        talk.problems((*now.log.warnings, *now.log.dated_ahead(clock().date())))
        if not wishes.wants_json:
            click.echo(mail_talk.preview(now, server.mailbox))
        try:
            trouble = _sent_one(now, wishes, again, surroundings, talk)
        except BaseException:  # whatever stops it: what is sent is sent
            _record_after_trouble(now, talk, clock)
            raise
        if trouble is not None:
            _record_after_trouble(now, talk, clock)
        else:
            _record(now.as_it_is_now(), clock().date())
        done = now.as_it_is_now()
    if done.log.entries:
        talk.say(mail_talk.dispatch_summary(done, wishes.flags, is_stopped=trouble is not None))
    return done, trouble


def _record_after_trouble(dispatch: Dispatch, talk: Messenger, clock: Clock) -> None:
    """Write on which days it is sent; what keeps it from that is told, and does not hide the first trouble."""
    try:
        _record(dispatch.as_it_is_now(), clock().date())
    except CommandError as error:
        message = f"{shown_path(dispatch.plan.record_path)} har inte fått de dagar som loggen har: {error.message}"
        talk.problems([Problem(message, "nästa utskick skriver in dem", level=Level.WARNING)])
    except InvalidInputError as error:
        talk.problems(error.problems)


def record_what_is_logged(prepared: PreparedDispatches[PlannedDispatch], clock: Clock) -> None:
    """Write what an interrupted run sent where it belongs beside the log."""
    from naravard_docs.dispatch.dispatch import locked_dispatch

    for plan in prepared.dispatches:
        with locked_dispatch(plan) as now:
            _record(now, clock().date())


def _record(dispatch: Dispatch, today: date) -> None:
    dispatch.plan.record_sent(dispatch.log, today)


def _sent_one(
    dispatch: Dispatch, wishes: SendOptions, again: tuple[str, ...], surroundings: SendContext, talk: Messenger
) -> CommandError | None:
    """Send what is asked for of one dispatch, and return what stopped it; what went before that stands."""
    from naravard_docs.send.run import send_all

    if wishes.goes_on and any(row.is_to_be_sent for row in dispatch.rows):
        if not dispatch.has_begun:
            raise SwedishUsageError("inget är skickat ännu, så det finns inget att fortsätta med", "börja med --skicka")
        if dispatch.changed and not wishes.despite_change:
            raise SwedishUsageError(*mail_talk.another_message(dispatch))
    messages = dispatch.messages(wishes.goes_on, again)
    if not messages:
        talk.say(mail_talk.nothing_more(dispatch, surroundings.clock().date()))
        return None
    Messenger().problems(dispatch.plan.cautions(messages))  # who asked for quiet is told of these, too
    try:
        for event in send_all(messages, str(dispatch.occasion), dispatch.log, surroundings):
            talk.say(mail_talk.event_text(event))
    except CommandError as trouble:
        return trouble
    except KeyboardInterrupt:
        return StoppedByUserError(*mail_talk.stopped_message(dispatch.as_it_is_now(), wishes.flags))
    return None
