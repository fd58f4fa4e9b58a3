"""Which of a recipient's decisions a change is about."""

from __future__ import annotations

from naravard_docs.errors import Problem
from naravard_docs.responses.entry import Change, EntryFacts
from naravard_docs.swedish import read_date
from naravard_docs.yaml.round_trip import KeyPath

KEYS_OF_A_DECISION = ("instans", "nämnd", "datum", "paragraf")
_WHICH = ("instans", "nämnd", "datum")
"""What tells one decision of a recipient from another."""


class NoOneDecisionError(Exception):
    """It cannot be told which of several decisions is meant."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def chosen_decision(facts: EntryFacts, change: Change) -> KeyPath | None:
    """Return the path of the decision that a change is about; None when that is a new one.

    Who and when tell it; where they are not told in full, it is the only one that fits.

    Raises:
        NoOneDecisionError: if it can be several.
    """
    paths = facts.decision_paths()
    fitting = fitting_decisions(facts, change)
    is_told = change.decided.get("instans") is not None and change.decided.get("datum") is not None
    if len(fitting) == 1 or (is_told and not fitting):
        return fitting[0] if fitting else None
    if fitting or (len(paths) > 1 and not any(change.decided.get(key) for key in _WHICH)):
        raise NoOneDecisionError(_several(len(fitting or paths)))
    return None


def corrected_decision(facts: EntryFacts, change: Change) -> KeyPath | None:
    """Return the path of the decision that a change corrects, be it in who and when; None when there is none.

    Raises:
        NoOneDecisionError: if it can be several.
    """
    paths, fitting = facts.decision_paths(), fitting_decisions(facts, change)
    if len(fitting) == 1 or len(paths) == 1:
        return fitting[0] if fitting else paths[0]
    if paths:
        raise NoOneDecisionError(_several(len(paths)))
    return None


def fitting_decisions(facts: EntryFacts, change: Change) -> list[KeyPath]:
    """Return the paths of the decisions by whom and of the day that a change tells, as far as it tells it."""
    return [path for path in facts.decision_paths() if _fits(facts, path, change)]


def _fits(facts: EntryFacts, path: KeyPath, change: Change) -> bool:
    for key in _WHICH:
        told, held = change.decided.get(key), facts.text((*path, key))
        if told is None:
            continue
        is_same = read_date(held) == read_date(str(told)) if key == "datum" else held.casefold() == str(told).casefold()
        if not is_same:
            return False
    return True


def _several(number: int) -> Problem:
    return Problem(
        f"{number} beslut är antecknade, och det framgår inte vilket det gäller", "ange också --instans och --datum"
    )
