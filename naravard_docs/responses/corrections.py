"""Facts of a recipient's entry corrected: what stood is replaced or taken away, and kept with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.responses.additions import RefusedFactsError, add_facts
from naravard_docs.responses.decision_choice import (
    KEYS_OF_A_DECISION,
    NoOneDecisionError,
    corrected_decision,
    fitting_decisions,
)
from naravard_docs.responses.entry import CLAUSES, CORRECTED, DECISION, Change, EntryFacts, member_text, written
from naravard_docs.responses.outcomes import outcome_words, outcomes_held, put_outcomes
from naravard_docs.swedish import enumeration
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue
from naravard_docs.yaml.tree import MapNode

_ALL = (
    *("skickat", "mottaget", "diarienummer", "utlovat", DECISION),
    *("fil", "påmint", "anteckning"),
)


def correct_facts(facts: EntryFacts, change: Change, recommendation: MeetingRecommendation) -> None:
    """Put what a change tells in place of what stands, and keep that with the reason, when there is one.

    Raises:
        RefusedFactsError: if it cannot be told which decision is corrected.
    """
    before = Counter(fact_lines(facts))
    if change.removes_entry:
        for key in _ALL:
            facts.drop((key,))
    else:
        _replace(facts, change, recommendation)
    stood = list((before - Counter(fact_lines(facts))).elements())
    if change.reason and stood and change.today is not None:
        told: YamlValue = stood[0] if len(stood) == 1 else list(stood)
        facts.append(CORRECTED, {"den": change.today.isoformat(), "skäl": change.reason, "stod": told})


def _replace(facts: EntryFacts, change: Change, recommendation: MeetingRecommendation) -> None:
    for path, value in change.values.items():
        if path[0] == DECISION or len(path) > 1:
            continue
        if value is None:
            facts.drop(path)
        else:
            _replace_last(facts, path[0], _new_member(path[0], str(value), change))
    if any(path[0] == DECISION for path in change.values) or change.outcomes:
        _correct_decision(facts, change, recommendation)
    added = Change(change.recipient, sent=change.sent, reminded=change.reminded)
    add_facts(facts, added, recommendation)


def _new_member(key: str, value: str, change: Change) -> YamlValue:
    today = change.today.isoformat() if change.today else None
    if key == "utlovat" and (made := change.values.get(("utlovat", "lovat")) or today):
        return FlowMapping(dag=value, lovat=str(made))
    return FlowMapping(den=today, text=value) if key == "anteckning" and today else value


def _replace_last(facts: EntryFacts, key: str, value: YamlValue) -> None:
    """Put a value in place of the last that stands under a key; the number keeps the day from which it is known."""
    members = facts.members(key)
    if key == "diarienummer" and members and (day := member_text(members[0], "den")):
        value = FlowMapping(den=day, text=str(value))
    if members and isinstance(members[-1], MapNode) and isinstance(value, dict) and _says(members[-1], value):
        return
    facts.put_members(key, [*map(written, members[:-1]), value])


def _says(node: MapNode, value: dict[str, YamlValue]) -> bool:
    return member_text(node, "dag" if "dag" in value else "text") == value.get("dag", value.get("text"))


def _correct_decision(facts: EntryFacts, change: Change, recommendation: MeetingRecommendation) -> None:
    if (DECISION,) in change.values:
        fitting = fitting_decisions(facts, change)
        is_all = fitting == facts.decision_paths()  # a list that has nothing left goes with its key
        for removed in [(DECISION,)] if is_all else reversed(fitting):
            facts.drop(removed)
        return
    try:
        path = corrected_decision(facts, change)
    except NoOneDecisionError as error:
        raise RefusedFactsError([((DECISION,), error.problem)]) from error
    if path is None:
        add_facts(facts, _without_removals(change), recommendation)
        return
    for key in (*KEYS_OF_A_DECISION, CLAUSES):
        if key in change.decided:
            _put_or_drop(facts, (*path, key), change.decided[key])
    if change.outcomes:
        put_outcomes(facts, path, change.outcomes, len(recommendation.clauses))


def _without_removals(change: Change) -> Change:
    told = {path: value for path, value in change.values.items() if path[0] == DECISION and value is not None}
    return Change(change.recipient, told, change.outcomes, today=change.today)


def _put_or_drop(facts: EntryFacts, path: KeyPath, value: YamlValue | None) -> None:
    if value is None:
        facts.drop(path)
    elif facts.text(path) != value:
        facts.put(path, value)


def fact_lines(facts: EntryFacts) -> Iterator[str]:
    """Yield each fact of an entry in words: «mottaget 2021-04-27», «beslut 2021-06-21, KF § 87: antagen»."""
    for key in _ALL:
        if key == DECISION:
            yield from (f"beslut {_decision_words(facts, path)}" for path in facts.decision_paths())
            continue
        for node in facts.members(key):
            made = member_text(node, "lovat") if key == "utlovat" else ""
            text = member_text(node, "dag") if key == "utlovat" else member_text(node, "text")
            yield f"{key} {text}" + (f" (lovat {made})" if made else "")


def _decision_words(facts: EntryFacts, path: KeyPath) -> str:
    day, body, committee, section = (facts.text((*path, key)) for key in ("datum", "instans", "nämnd", "paragraf"))
    who = " ".join(part for part in (committee or body, section) if part)
    outcomes = outcomes_held(facts, path)
    told = [f"punkt {n} {outcome_words(outcome)}" if n else outcome_words(outcome) for n, outcome in outcomes.items()]
    return ": ".join(part for part in (", ".join(filter(None, (day, who))), enumeration(told)) if part)
