"""The letters of a meeting, built and ready to be sent, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.build import build_loaded, load_cached
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.plan import Outgoing, outgoing
from naravard_docs.builder.sent_letters import letter_remarks
from naravard_docs.dispatch.dispatch import Occasion, PlannedDispatch
from naravard_docs.errors import InvalidInputError, Problem, WrongUsageError
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import recipient_called
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.responses.find import about
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.responses.orphaned_files import find_orphaned_files, orphans_beside
from naravard_docs.send.mode import Mode
from naravard_docs.swedish import enumeration, long_date
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written


class PreparedLetters(Struct, frozen=True):
    """A meeting's messages, ready to be looked at: ``files`` are the drafts as messages show them.

    ``put_aside`` are the problems that tell of drafts changed by hand; they are among ``problems`` too.
    """

    loaded: LoadedMeeting
    dispatches: tuple[PlannedDispatch, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    put_aside: tuple[Problem, ...] = ()


def prepare_letters(path: Path, order: BuildOptions, matter: str | None = None) -> PreparedLetters:
    """Build the drafts of a meeting's letters, or of one by its matter's short name.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as reading and building do.
        WrongUsageError: if there is no such matter.
    """
    loaded = load_cached(path)
    asked = about(matter, load_recommendations(loaded))
    only = asked[0].recommendation.letter.slug if matter is not None else None
    built = build_loaded(loaded, replace(order, matter=only))
    made = outgoing(built.production, built.rendered)
    dispatches = tuple(PlannedDispatch(each, Occasion(), own_of(each, made), mode_of(order)) for each in asked)
    remarks = tuple(problem for each in asked for problem in (*letter_remarks(each), *orphans_beside(each)))
    return PreparedLetters(
        loaded, dispatches, built.outcome.files, (*built.outcome.problems, *remarks), built.put_aside
    )


def own_of(asked: LoadedRecommendation, made: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    """Return the e-mails of one recommendation."""
    return tuple(one for one in made if one.draft.recommendation == asked.recommendation)


def mode_of(order: BuildOptions) -> Mode:
    """Return the way in which an order's e-mails are sent."""
    if order.per_recipient:
        return Mode.ONE_EACH
    return Mode.HIDDEN if order.hides_addresses else Mode.JOINT


def require_single(prepared: PreparedLetters) -> PlannedDispatch:
    """Return the dispatch of a letter that is to be sent; letters are sent one by one, so that each has a first.

    Raises:
        WrongUsageError: if there are several.
    """
    if len(prepared.dispatches) > 1:
        known = enumeration([each.loaded.recommendation.letter.slug for each in prepared.dispatches], "eller")
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


def remarks_before_sending(prepared: PreparedLetters, today: date) -> tuple[Problem, ...]:
    """Return what is remarked on of letters that are to be sent, without what hinders it, which is told as that."""
    hindrances = {(each.message, each.place) for each in _unready(prepared, today)}
    return tuple(each for each in prepared.problems if (each.message, each.place) not in hindrances)


def _unready(prepared: PreparedLetters, today: date) -> Iterator[Problem]:
    yield from find_orphaned_files(prepared.loaded)
    source = prepared.loaded.source
    if prepared.loaded.meeting.is_draft:
        place = source.place_of(as_written(Meeting, ("status",), source.root))
        message = "Protokollet är inte justerat, så brevet är ett utkast och skickas inte"
        yield Problem(message, "när det är justerat, skriv «status: justerat» och kör kommandot igen", place)
    for dispatch in prepared.dispatches:
        letter = dispatch.loaded.recommendation.letter
        day = letter.last_date
        if day > today:
            last = ("rättelser", len(letter.corrections) - 1) if letter.corrections else ()
            loc = (*dispatch.loaded.recommendation.path, *last, "datum")
            message = f"Brevet är daterat {long_date(day)}, och den dagen har inte kommit"
            place = source.place_of(as_written(Meeting, loc, source.root))
            yield Problem(message, "skicka det då, eller ändra brevets datum", place)


ALL = "alla"
"""What names every recipient of a dispatch."""


def split_names(words: Sequence[str], asked: LoadedRecommendation) -> tuple[str, ...]:
    """Return words that name recipients one by one, where several may stand with commas between them."""
    known = asked.recommendation.recipients
    return tuple(
        part.strip()
        for word in words
        for part in ((word,) if recipient_called(word, known) else word.split(","))
        if part.strip()
    )


def keys_named(words: Sequence[str], plan: PlannedDispatch) -> tuple[str, ...]:
    """Return the keys of recipients that are named, by key or name; ``alla`` names every one of the dispatch.

    Raises:
        WrongUsageError: if one is not on the letter's list, or has no message here.
    """
    held = [recipient.slug for recipient in plan.recipients]
    if [word.strip() for word in words] == [ALL]:
        return _uncorrected(held, plan)
    named = [plan.loaded.recipient_named(word) for word in split_names(words, plan.loaded)]
    for recipient in named:
        if recipient.slug not in held:
            raise WrongUsageError(f"{recipient.name} är inte med i det här utskicket", f"med är {enumeration(held)}")
    return _uncorrected([recipient.slug for recipient in named], plan)


def _uncorrected(keys: Sequence[str], plan: PlannedDispatch) -> tuple[str, ...]:
    """Return keys of whom a letter is to be sent again, when it is not a corrected one that would go as the first."""
    letter = plan.loaded.recommendation.letter
    if str(plan.occasion) == str(Occasion()) and (corrected := [key for key in keys if letter.corrections_to(key)]):
        last = letter.corrections_to(corrected[0])[-1]
        raise WrongUsageError(
            f"brevet till {enumeration(corrected)} är rättat den {long_date(last.date)}",
            f'skicka rättelsen på nytt med --rättelse "{last.reason}" --på-nytt {",".join(corrected)}',
        )
    return tuple(keys)
