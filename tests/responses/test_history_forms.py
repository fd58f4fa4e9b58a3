"""Histories in every form that people write YAML in: facts are added, corrected and taken away where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from answering import ENTRY, REFERENCE, answered
from conftest import WorkspaceFolder

from naravard_docs.errors import InvalidInputError
from naravard_docs.responses.entry import Change
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.responses.record import record_changes
from naravard_docs.yaml.round_trip import KeyPath, YamlValue

FORMS = {
    "flow entry": """\
svar:
  - {mottagare: umea, skickat: 2023-04-03, beslut: {instans: KS, datum: 2023-06-01, satser: bordlagd}}
""",
    "flow all": """\
svar: [{mottagare: umea, skickat: 2023-04-03, beslut: {instans: KS, datum: 2023-06-01, satser: bordlagd}}]
""",
    "flow list": """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    beslut: [{instans: KS, datum: 2023-06-01, satser: bordlagd}] # a
""",
    "dash alone": """\
svar:
  -
    mottagare: umea
    skickat: 2023-04-03
    beslut:
      -
        instans: KS
        datum: 2023-06-01
        satser: bordlagd
    anteckning: a
""",
    "list at key col": """\
svar:
- mottagare: umea
  skickat: 2023-04-03
  beslut:
  - instans: KS
    datum: 2023-06-01
    satser: bordlagd
  # hm
  påmint: 2023-06-01
""",
    "english": """\
responses:
  - recipient: umea
    sent: 2023-04-03
    decision:
      deciding_body: KS
      date: 2023-06-01
      clauses: bordlagd
""",
    "english list": """\
responses:
  - recipient: umea
    sent: 2023-04-03
    decision:
      - deciding_body: KS
        date: 2023-06-01
        clauses: {1: bordlagd}
    note: [a, {day: 2023-05-01, text: b}]
    promised: {day: 2023-10-01}
""",
    "block literal": """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    beslut:
      instans: KS
      datum: 2023-06-01
      satser:
        1: antagen
        2:
          utfall: antagen med ändring
          text: >-
            en text
            på två rader
""",
}

BODY, DAY = ("beslut", "instans"), ("beslut", "datum")


def recorded(
    asked: LoadedRecommendation, values: dict[KeyPath, YamlValue | None], reason: str = "", **outcomes: YamlValue
) -> LoadedRecommendation:
    """Record what is told of Umeå; outcomes are by «satsN»."""
    decided = {int(key.removeprefix("sats")): value for key, value in outcomes.items()}
    change = Change("umea", values, decided, today=date(2023, 11, 30), replaces=bool(reason), reason=reason)
    return record_changes(asked, [change]).after


@pytest.mark.parametrize("name", FORMS)
def test_a_history_is_kept_in_every_form(workspace: WorkspaceFolder, name: str) -> None:
    """Whichever form the first decision has, a second one is added, completed and corrected, and the first goes."""
    asked = answered(workspace, FORMS[name])
    council: dict[KeyPath, YamlValue | None] = {BODY: "KF", DAY: "2023-11-30"}
    asked = recorded(asked, {**council, ("beslut", "paragraf"): "§ 3", ("utlovat",): "2023-12-20"}, sats1="antagen")
    asked = recorded(asked, {**council, ("anteckning",): "Hej: x", ("diarienummer",): "KS 1"}, sats2="avslagen")
    asked = recorded(asked, {BODY: "KF", ("beslut", "paragraf"): "§ 4"}, "fel: så", sats2="noteras")
    asked = recorded(asked, {("mottaget",): "2023-05-02"})
    first, second = asked.responses[0].decision
    assert first.decided_by == "KS"
    assert second.words(2) == "KF 2023-11-30 §\u00a04: punkt 1 antagen, punkt 2 noteras"
    asked = recorded(asked, {("beslut",): None, BODY: "KS"}, "fel kommun")
    (response,) = asked.responses
    assert response.decision == (second,)
    assert [each.reason for each in response.corrected] == ["fel: så", "fel kommun"]
    assert response.promised[-1].day == date(2023, 12, 20)


@pytest.mark.parametrize("name", FORMS)
def test_the_only_decision_is_taken_away_in_every_form(workspace: WorkspaceFolder, name: str) -> None:
    """A list that has nothing left goes with its key, and what stood is kept with the reason."""
    (response,) = recorded(answered(workspace, FORMS[name]), {("beslut",): None}, "fel kommun").responses
    assert response.decision == ()
    assert response.corrected[0].stood[0].startswith("beslut 2023-06-01, KS")


@pytest.mark.parametrize(
    "decision",
    [
        "antagen",
        "[antagen]",
        "[null]",
        "[[{}]]",
        "{instans: KS, datum: 2023-06-01, satser: [antagen]}",
        "{instans: KS, datum: 2023-06-01, satser: {1: antagen, 2: null}}",
        "[{instans: KS, datum: 2023-06-01, satser: {1: [antagen]}}]",
    ],
)
@pytest.mark.parametrize("reason", ["", "fel"])
def test_decisions_of_another_form_are_told_where_they_stand(
    workspace: WorkspaceFolder, decision: str, reason: str
) -> None:
    """Nothing is added to or taken from what has not the form of decisions: its place and fault are told."""
    asked = answered(workspace, ENTRY)
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", f"{ENTRY}    beslut: {decision}\n")
    for values in ({BODY: "KF", DAY: "2023-11-30"}, {("beslut", "paragraf"): "§ 4"}, {("beslut",): None}):
        with pytest.raises(InvalidInputError) as caught:
            recorded(asked, values, reason, sats1="antagen")
        assert {problem.place.line for problem in caught.value.problems if problem.place} == {3}


def test_the_only_decision_in_english_is_completed_where_it_stands(workspace: WorkspaceFolder) -> None:
    """The same again is no second decision, and what it lacks comes beside what it says."""
    asked = recorded(answered(workspace, FORMS["english"]), {BODY: "KS", DAY: "2023-06-01"}, sats1="bordlagd")
    asked = recorded(asked, {BODY: "KS", ("beslut", "paragraf"): "§ 7"})
    (decision,) = asked.responses[0].decision
    assert decision.words(2) == "KS 2023-06-01 §\u00a07: bordlagd"
