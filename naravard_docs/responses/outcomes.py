"""Outcomes in the lines of an answer file: of each clause, or one that stands for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from naravard_docs.meeting.response import EVERY_CLAUSE
from naravard_docs.responses.entry import CLAUSES, EntryFacts
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath, YamlValue, as_flow
from naravard_docs.yaml.tree import ListNode, MapNode, Node, Scalar, plain_values

_ONE_OUTCOME = ("utfall", "outcome")


def outcomes_held(facts: EntryFacts, decision: KeyPath) -> dict[int, YamlValue]:
    """Return the outcomes that stand under a decision, by clause number; one that stands for all under 0."""
    held = facts.held((*decision, CLAUSES))
    if held is None:
        return {}
    if _is_one(held):
        return {EVERY_CLAUSE: as_flow(plain_values(held))}
    said = plain_values(held)
    return (
        {int(key): as_flow(value) for key, value in said.items() if key.isdecimal()} if isinstance(said, dict) else {}
    )


def has_form_of_decisions(facts: EntryFacts) -> bool:
    """Return whether each decision is a mapping, with one outcome or one for each clause, whatever else is wrong."""
    return all(_has_form(facts.held(path), facts.held((*path, CLAUSES))) for path in facts.decision_paths())


def _has_form(decision: Node | None, clauses: Node | None) -> bool:
    if not isinstance(decision, MapNode) or isinstance(clauses, ListNode):
        return False
    if clauses is None or _is_one(clauses) or not isinstance(clauses, MapNode):
        return True
    outcomes = [value for _, value in clauses.entries.values()]
    return all(not isinstance(each, ListNode) and plain_values(each) is not None for each in outcomes)


def outcome_of(outcomes: Mapping[int, YamlValue], number: int) -> YamlValue | None:
    """Return what is decided about a clause."""
    return outcomes.get(number) or outcomes.get(EVERY_CLAUSE)


def is_same(one: YamlValue, other: YamlValue) -> bool:
    """Return whether two outcomes say the same."""
    return _plain(one) == _plain(other)


def outcome_words(outcome: YamlValue) -> str:
    """Return an outcome in words: «antagen», «antagen med ändring: texten»."""
    word, text = _plain(outcome)
    return f"{word}: {text}" if text else word


def _plain(outcome: YamlValue) -> tuple[str, str]:
    if not isinstance(outcome, dict):
        return str(outcome).strip().casefold(), ""
    said: dict[str, Any] = outcome
    word = said.get("utfall") or said.get("outcome") or ""
    return str(word).strip().casefold(), " ".join(str(said.get("text") or "").split())


def _is_one(held: Node) -> bool:
    return isinstance(held, Scalar) or (isinstance(held, MapNode) and bool(held.entries.keys() & set(_ONE_OUTCOME)))


def as_written_below(outcomes: Mapping[int, YamlValue]) -> YamlValue:
    """Return the outcomes of a new decision: one word for all, or each with its clause's number."""
    if set(outcomes) == {EVERY_CLAUSE}:
        return outcomes[EVERY_CLAUSE]
    return {str(number): value for number, value in sorted(outcomes.items())}


def put_outcomes(facts: EntryFacts, decision: KeyPath, outcomes: Mapping[int, YamlValue], clause_count: int) -> None:
    """Put outcomes into a decision, beside those of other clauses; one for all takes the place of every one."""
    path = (*decision, CLAUSES)
    held = facts.held(path)
    is_one = held is not None and _is_one(held)
    common = outcomes.get(EVERY_CLAUSE) or (_value(held) if is_one and held else None)
    each = {
        str(number): value
        for number, value in sorted(outcomes.items())
        if number != EVERY_CLAUSE and (value != common or number > clause_count)
    }
    if common is None and isinstance(held, MapNode):
        for number, value in each.items():
            facts.put((*path, number), value)
    elif common is not None and not each:
        facts.put(path, common)
    else:
        numbers = range(1, clause_count + 1) if common is not None else ()
        facts.put(path, {**{str(number): common for number in numbers if common is not None}, **each})


def _value(node: Node) -> YamlValue:
    said = plain_values(node)
    return FlowMapping(said) if isinstance(said, dict) else str(said)
