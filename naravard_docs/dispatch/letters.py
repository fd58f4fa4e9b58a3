"""The letters of a meeting, built and ready to be sent, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from naravard_docs.builder.build import build_loaded, load_cached
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import Outgoing, outgoing, plan_build, render
from naravard_docs.dispatch.dispatch import Dispatch, Occasion
from naravard_docs.errors import InvalidInputError, Problem, WrongUsageError
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.responses.find import about
from naravard_docs.responses.load import load_recommendations
from naravard_docs.responses.orphaned_files import find_orphaned_files
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written


@dataclass(frozen=True, slots=True)
class PreparedLetters:
    """A meeting's messages, ready to be looked at: ``files`` are the drafts as messages show them.

    ``put_aside`` are the problems that tell of drafts changed by hand; they are among ``problems`` too.
    """

    loaded: LoadedMeeting
    dispatches: tuple[Dispatch, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    put_aside: tuple[Problem, ...] = ()


def prepare_letters(path: Path, order: BuildOptions, matter: str | None = None) -> PreparedLetters:
    """Build the drafts of a meeting's letters, or of one by its matter's short name, and find where each stands.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as reading and building do.
        WrongUsageError: if there is no such matter.
    """
    loaded = load_cached(path)
    asked = about(matter, load_recommendations(loaded))
    only = asked[0].recommendation.slug if matter is not None else None
    built = build_loaded(loaded, replace(order, matter=only))
    made = outgoing(built.production, built.rendered)
    dispatches = tuple(Dispatch(each, Occasion(), _of(each.reference, made)) for each in asked)
    return PreparedLetters(loaded, dispatches, built.outcome.files, built.outcome.problems, built.put_aside)


def _of(reference: str, made: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    return tuple(one for one in made if one.draft.reference == reference)


def options_of_sent(dispatch: Dispatch) -> BuildOptions | None:
    """Return the way to send, one each or to all, by which what has gone is the letter as it is now; None if none is.

    The log has the ids of messages, made from their content: the messages of each way are made anew.
    """
    for per_recipient, hides in ((True, False), (False, False), (False, True)):
        only = dispatch.loaded.recommendation.slug
        order = BuildOptions(
            frozenset({DocumentKind.MAIL}), per_recipient=per_recipient, hides_addresses=hides, matter=only
        )
        production = plan_build(dispatch.loaded.meeting, order)
        made = outgoing(production, render(production))
        if not replace(dispatch, outgoing=_of(dispatch.reference, made)).changed:
            return order
    return None


def require_single(prepared: PreparedLetters) -> Dispatch:
    """Return the dispatch of a letter that is to be sent; letters are sent one by one, so that each has a first.

    Raises:
        WrongUsageError: if there are several.
    """
    if len(prepared.dispatches) > 1:
        known = enumeration([each.loaded.recommendation.slug for each in prepared.dispatches], "eller")
        raise WrongUsageError("mötet har flera brev, och ett i taget skickas", f"skriv också --ärende {known}")
    return prepared.dispatches[0]


def is_ready(prepared: PreparedLetters, today: date) -> bool:
    """Whether the letters may be sent, as far as they themselves tell."""
    return next(_unready(prepared, today), None) is None


def refuse_unready(prepared: PreparedLetters, today: date) -> None:
    """Refuse to send what is not finished.

    Raises:
        InvalidInputError: if the minutes are not approved, a letter has a day that has not come, or there are answers
            or logs that belong to no letter.
        WrongUsageError: if a draft was changed by hand, since the change would not be sent.
    """
    if problems := tuple(_unready(prepared, today)):
        raise InvalidInputError(problems)
    if prepared.put_aside:
        kept = "; ".join(problem.message for problem in prepared.put_aside)
        raise WrongUsageError(
            f"inget är skickat, eftersom utkast var ändrade för hand: {kept}",
            "det som skickas byggs av mötesfilen: ändra där eller i templates/, eller kör igen för att skicka det utan "
            "ändringen",
        )


def _unready(prepared: PreparedLetters, today: date) -> Iterator[Problem]:
    yield from find_orphaned_files(prepared.loaded)
    source = prepared.loaded.source
    if prepared.loaded.meeting.is_draft:
        place = source.place_of(as_written(Meeting, ("status",), source.root))
        message = "Protokollet är inte justerat, så brevet är ett utkast och skickas inte"
        yield Problem(message, "när det är justerat, skriv «status: justerat» och kör kommandot igen", place)
    for dispatch in prepared.dispatches:
        day = dispatch.loaded.recommendation.date
        if day > today:
            loc = ("ärenden", dispatch.loaded.number - 1, "rekommendation", "datum")
            message = f"Brevet är daterat {long_date(day)}, och den dagen har inte kommit"
            place = source.place_of(as_written(Meeting, loc, source.root))
            yield Problem(message, "skicka det då, eller ändra brevets datum", place)


def keys_named(words: Sequence[str], dispatch: Dispatch) -> tuple[str, ...]:
    """Return the keys of recipients that are named, by key or name.

    Raises:
        WrongUsageError: if one is not on the letter's list, or has no message here.
    """
    named = [dispatch.loaded.recipient_named(word) for word in words]
    held = [row.key for row in dispatch.rows] if words else []
    for recipient in named:
        if recipient.slug not in held:
            raise WrongUsageError(f"{recipient.name} är inte med i det här utskicket", f"med är {enumeration(held)}")
    return tuple(recipient.slug for recipient in named)
