"""Dispatches of a meeting that are ready to be looked at and sent, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from naravard_docs.dispatch.dispatch import PlannedDispatch, recipients_of
from naravard_docs.errors import InvalidInputError, Problem, WrongUsageError
from naravard_docs.meeting.contacts import Recipient, recipient_called
from naravard_docs.swedish import enumeration
from naravard_docs.workspace.load import LoadedMeeting

P = TypeVar("P", bound=PlannedDispatch, covariant=True)


class PreparedDispatches(Struct, Generic[P], frozen=True):
    """A meeting's messages, ready to be looked at: ``files`` are the drafts as messages show them.

    ``put_aside`` are the problems that tell of drafts changed by hand; they are among ``problems`` too.
    """

    loaded: LoadedMeeting
    dispatches: tuple[P, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    put_aside: tuple[Problem, ...] = ()


def require_single(prepared: PreparedDispatches[P]) -> P:
    """Return the dispatch that is to be sent: of several letters one by one, so that each has a first.

    Raises:
        WrongUsageError: if there are several.
    """
    if len(prepared.dispatches) > 1:
        known = enumeration([each.option.removeprefix("--ärende ") for each in prepared.dispatches], "eller")
        raise WrongUsageError("mötet har flera brev, och ett i taget skickas", f"skriv också --ärende {known}")
    return prepared.dispatches[0]


def first_hindrance(prepared: PreparedDispatches[PlannedDispatch], today: date) -> Problem | None:
    """Return the first that hinders them from being sent, as far as they themselves tell."""
    return next(_unready(prepared, today), None)


def refuse_unready(prepared: PreparedDispatches[PlannedDispatch], today: date) -> None:
    """Refuse to send what is not finished.

    Raises:
        InvalidInputError: if what is sent is not finished, or somebody may have got it whom no log tells of.
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


def remarks_before_sending(prepared: PreparedDispatches[PlannedDispatch], today: date) -> tuple[Problem, ...]:
    """Return what is remarked on of what is to be sent, without what hinders it, which is told as that."""
    hindrances = {(each.message, each.place) for each in _unready(prepared, today)}
    return tuple(each for each in prepared.problems if (each.message, each.place) not in hindrances)


def _unready(prepared: PreparedDispatches[PlannedDispatch], today: date) -> Iterator[Problem]:
    yield from dict.fromkeys(problem for each in prepared.dispatches for problem in each.hindrances(today))


ALL = "alla"
"""What names every recipient of a dispatch."""


def split_names(words: Sequence[str], known: Iterable[Recipient]) -> tuple[str, ...]:
    """Return words that name recipients one by one, where several may stand with commas between them."""
    listed = tuple(known)
    return tuple(
        part.strip()
        for word in words
        for part in ((word,) if recipient_called(word, listed) else word.split(","))
        if part.strip()
    )


def keys_named(words: Sequence[str], plan: PlannedDispatch) -> tuple[str, ...]:
    """Return the keys of recipients that are named, by key or name; ``alla`` names every one of the dispatch.

    Raises:
        WrongUsageError: if one is not on the list, has no message here, or is not to get it again.
    """
    keys = _keys_of(words, plan)
    plan.refuse_again(keys)
    return keys


def _keys_of(words: Sequence[str], plan: PlannedDispatch) -> tuple[str, ...]:
    held = [recipient.slug for recipient in recipients_of(plan)]
    if [word.strip() for word in words] == [ALL]:
        return tuple(held)
    named = [plan.named(word) for word in split_names(words, plan.listed)]
    for recipient in named:
        if recipient.slug not in held:
            raise WrongUsageError(f"{recipient.name} är inte med i det här utskicket", f"med är {enumeration(held)}")
    return tuple(recipient.slug for recipient in named)
