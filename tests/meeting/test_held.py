"""Before and after a meeting: which it is, and what is told of the one that is not told of the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import HEAD, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.errors import Level
from naravard_docs.meeting.approval import Approval
from naravard_docs.meeting.held import is_held, told_between
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.rule_table import CHECK_RULES, CheckRule, RuleTime
from naravard_docs.workspace.load import read_meeting

DAY = date(2023, 3, 24)
BEFORE, AFTER = DAY - timedelta(days=20), DAY + timedelta(days=1)

DECIDED_TIMES = {
    RuleTime.ONLY_AFTER: (
        "101 103 104 106 108 109 113 115 117 125 203 210 301 302 303 306 307 308 310 311 312 403 601 602"
    ),
    RuleTime.ONLY_BEFORE: "130 131",
    RuleTime.ALWAYS: (
        "001 002 102 105 107 111 112 114 118 119 120 121 122 123 124 132 201 202 204 205 206 207 208 209 304 305 309 "
        "401 402 404 405 406 407 408 409 410 411 412 413 414 415 501 502 503 504 505 506 507 508 509 701 702 "
        "801 802 803 811 812 813 814 901 902 903 904 905 906 907 908 909 910 911"
    ),
}
"""When each rule is told, looked at one by one: only afterwards what is complete or true only when the meeting is over.

What contradicts itself, is likely a slip, or keeps a document from being made is told whenever it stands there.
"""


def found(workspace: WorkspaceFolder, content: str, today: date | None, name: str = "") -> dict[str, Level]:
    """Return the rules that are told of a meeting on a day, with how grave each is."""
    path = workspace.write_meeting(content, name or "2023-03-24-systemledning.yaml")
    return {problem.rule: problem.level for problem in read_meeting(path, today=today).problems}


@pytest.mark.parametrize("rule", CHECK_RULES)
def test_each_rule_has_its_time(rule: str) -> None:
    """When a rule is told is decided for each: who adds a rule decides it here, too."""
    (decided,) = (time for time, listed in DECIDED_TIMES.items() if rule.removeprefix("NV") in listed.split())
    assert CHECK_RULES[rule].time is decided


def test_a_rule_must_say_when_it_is_told() -> None:
    """A rule without a time cannot be made."""
    with pytest.raises(TypeError):
        CheckRule(id="NV999", title="Prov", level=Level.HINT)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("more", "today", "held"),
    [
        ("", None, True),
        ("", BEFORE, False),
        ("", DAY, False),
        ("", AFTER, True),
        ("inställt: för få\n", AFTER, False),
        ("inställt: för få\närenden:\n- rubrik: P\n  beslut: Gruppen antog planen.\n", None, False),
        ("status: utskickat\n", BEFORE, True),
        ("ärenden: [Planen]\n", DAY, False),
        ("ärenden:\n- rubrik: P\n  förslag: anta planen\n  underlag: Planen\n  text: Bakgrund.\n", DAY, False),
        ("ärenden:\n- rubrik: P\n  jäv: Bo Al (S)\n  sekretess: OSL 26:1\n", DAY, False),
        ("ärenden:\n- rubrik: P\n  anmälningar: [Delegationsbeslut]\n  skickas_till: Bo\n", DAY, False),
        ("ärenden:\n- rubrik: P\n  beslut: Gruppen antog planen.\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  delärenden:\n  - rubrik: Q\n    beslut: Gruppen antog planen.\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  yrkanden: ['Bo Al (S): avslag']\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  omröstningar: [{ja: 2, nej: 1}]\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  val: {ordförande: Bo Al (S)}\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  utgång: bordläggs\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  reservationer: [Bo Al (S)]\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  deltar_inte: Bo Al (S)\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  omedelbar_justering: ja\n", DAY, True),
        ("ärenden:\n- rubrik: P\n  förslag: {satser: [{text: anta, utfall: bifall}]}\n", DAY, True),
        ("rättelser: [{datum: 2023-03-30, skäl: x}]\n", DAY, True),
    ],
)
def test_whether_it_is_held(workspace: WorkspaceFolder, more: str, today: date | None, held: bool) -> None:
    """A meeting has been held when its day has passed, when anything tells of it, or when no day is given."""
    loaded = read_meeting(workspace.write_meeting(HEAD + more), today=today)
    assert (is_held(loaded.meeting, today), loaded.is_held) == (held, held)


def test_a_file_that_cannot_be_read_whole_is_judged_by_what_can(workspace: WorkspaceFolder) -> None:
    """A fault in one key changes nothing of what the others tell; without a day it has been held."""
    faulty = "okänd: x\närenden:\n- {rubrik: P, text: []}\n- rubrik: Q\n"
    assert not read_meeting(workspace.write_meeting(HEAD + faulty), today=BEFORE).is_held
    assert read_meeting(workspace.write_meeting("organ: systemledning\ndatum: x\n"), today=BEFORE).is_held


def test_what_a_body_always_decides_tells_nothing(workspace: WorkspaceFolder) -> None:
    """A standing item whose decision is written in organ.yaml does not make a meeting held, and is no hint."""
    decided = "  - rubrik: Dagordningen\n    beslut: Gruppen godkände dagordningen.\n"
    workspace.write_template("organ.yaml", f"g:\n  namn: Gruppen\n  stående_ärenden:\n{decided}")
    own = f"organ: g\ndatum: 2023-03-24\närenden:\n{decided}"
    assert found(workspace, own, BEFORE) == {}
    assert set(found(workspace, own.replace("godkände", "ändrade"), BEFORE)) == {"NV101", "NV130"}


ONLY_WRONG_AFTERWARDS = """\
justerare: Eva Ek (C)
ordförande: Di Fors
sekreterare: Bo Al
närvarande:
- grupp: Ledamöter
  personer: [Anna Ek (S), "Cia Dal (C), tjänstgör för Ola Ny", "My Lo (V), §§ 1–9"]
ärenden:
- rubrik: Planen
  typ: beslutsärende
- rubrik: Brevet
  rekommendation:
    ärende: planen
    datum: 2023-04-03
    sändlista: lanets-huvudman
    svar_senast: 2024-01-31
    svar_till: katarina-lindahl
    undertecknas_av: katarina-lindahl
"""


def test_before_it_is_not_told_what_is_only_wrong_afterwards(workspace: WorkspaceFolder) -> None:
    """People who are not there, and letters without decisions, are no fault before the meeting."""
    assert found(workspace, HEAD, BEFORE) == found(workspace, HEAD, DAY) == {}
    assert set(found(workspace, HEAD, AFTER)) == {"NV101"}
    assert found(workspace, HEAD + ONLY_WRONG_AFTERWARDS, BEFORE) == {}
    told = found(workspace, HEAD + ONLY_WRONG_AFTERWARDS, AFTER)
    assert set(told) == {"NV103", "NV108", "NV113", "NV115", "NV125", "NV210"}


def test_slips_are_told_before_too(workspace: WorkspaceFolder) -> None:
    """What contradicts itself, or is likely a slip, is told before the meeting as after it."""
    more = "nästa_möte: 2023-03-01\nnärvarande:\n- {grupp: L, personer: [Bo Al, Bo Al]}\närenden: [Ett ett ärende]\n"
    assert found(workspace, HEAD + more, BEFORE) == found(workspace, HEAD + more, AFTER)
    assert set(found(workspace, HEAD + more, BEFORE)) == {"NV105", "NV102", "NV501"}


def test_what_cannot_have_happened_is_told(workspace: WorkspaceFolder) -> None:
    """A decision, a status or a free day of a meeting that is ahead; on its own day and after it nothing of that."""
    decided = (
        HEAD + "närvarande: [{grupp: L, personer: [Bo Al]}]\närenden:\n- {rubrik: P, beslut: Gruppen antog den.}\n"
    )
    assert found(workspace, decided, BEFORE) == {"NV130": Level.HINT}
    assert found(workspace, decided, DAY) == found(workspace, decided, AFTER) == found(workspace, decided, None) == {}
    for status, level in (("justerat", Level.ERROR), ("publicerat", Level.ERROR), ("utskickat", Level.WARNING)):
        present = f"{HEAD}status: {status}\nnärvarande: [{{grupp: L, personer: [Bo Al]}}]\n"
        assert found(workspace, present, BEFORE) == {"NV132": level}
        assert found(workspace, present, DAY) == {}
    adjusted = f"{HEAD}status: justerat\njustering: 2023-04-03\nnärvarande: [{{grupp: L, personer: [Bo Al]}}]\n"
    assert found(workspace, adjusted, date(2023, 4, 1)) == {"NV132": Level.WARNING}
    assert found(workspace, adjusted, date(2023, 4, 3)) == {}
    assert found(workspace, "organ: systemledning\ndatum: 2023-06-24\n", BEFORE, "sommar.yaml") == {"NV131": Level.HINT}


def test_the_item_is_named_as_the_body_names_it(workspace: WorkspaceFolder) -> None:
    """The hint says which day and which item, at the key that tells of it."""
    path = workspace.write_meeting(HEAD + "ärenden:\n- P\n- rubrik: Q\n  beslut: Gruppen antog den.\n")
    (told,) = (each for each in read_meeting(path, today=BEFORE).problems if each.rule == "NV130")
    assert told.message == "Mötet är den 24 mars 2023, men ärende 2 har redan ett beslut"
    assert told.place is not None and told.place.line == 6


def test_silences_of_rules_that_are_not_told_are_not_called_useless(workspace: WorkspaceFolder) -> None:
    """A line that silences what is told only before, or only after, stays without a warning the rest of the time."""
    after = "# naravard: tillåt NV101 ingen antecknade vilka\n" + HEAD
    assert found(workspace, after, BEFORE) == {}
    assert found(workspace, after, AFTER) == {"NV101": Level.NOTE}
    free = "organ: systemledning\n# naravard: tillåt NV131 vi möts på midsommardagen\ndatum: 2023-06-24\n"
    assert found(workspace, free, BEFORE, "sommar.yaml") == {"NV131": Level.NOTE}
    assert set(found(workspace, free, date(2023, 7, 1), "sommar.yaml")) == {"NV101"}
    free = free.replace("06-24", "06-21")
    assert set(found(workspace, free, BEFORE, "sommar.yaml")) == {"NV911"}


@given(
    day=st.dates(date(2023, 1, 1), date(2023, 1, 20)),
    adjusted=st.dates(date(2023, 1, 1), date(2023, 1, 20)) | st.none(),
    today=st.dates(date(2023, 1, 1), date(2023, 1, 20)),
    other=st.dates(date(2023, 1, 1), date(2023, 1, 20)),
)
def test_what_is_told_holds_between_two_days(day: date, adjusted: date | None, today: date, other: date) -> None:
    """On any day within the bounds of what is told, the same is told: no day that matters lies between."""
    approvals = (Approval(date=adjusted),) if adjusted else ()
    meeting = Meeting.of_known({"body": "g", "date": day, "approvals": approvals})
    first, last = told_between(meeting, today)
    within = (first is None or first <= other) and (last is None or other <= last)
    assert (first is None or first <= today) and (last is None or today <= last)
    days = [each for each in (day, adjusted) if each is not None]
    assert within == all((today > each) - (today < each) == (other > each) - (other < each) for each in days)
