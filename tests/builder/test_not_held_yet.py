"""Building and checking a meeting that is ahead, and again when it has been: same files, and what is told follows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder

from naravard_docs.builder.build import build_meeting, check_meeting
from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind, Format
from naravard_docs.errors import ExitCode

BEFORE, DAY, AFTER = date(2023, 3, 1), date(2023, 3, 24), date(2023, 3, 25)
AGENDA = HEAD + "justerare: Eva Ek (C)\nnärvarande:\n- {grupp: L, personer: [Bo Al (S)]}\närenden: [Planen]\n"
"""A meeting whose approver is not among those present: an error when it has been held, and not before."""


def ordered(path: Path, today: date | None, **wanted: bool) -> BuildOutcome:
    order = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.WORD,), today=today, **wanted)
    return build_meeting(path, order)


@pytest.fixture
def ahead(workspace: WorkspaceFolder) -> Path:
    return workspace.write_meeting(HEAD + "ärenden: [Planen]\n")


def hints(outcome: BuildOutcome) -> list[str]:
    return [problem.message for problem in outcome.problems if "hållits än" in problem.message]


def test_what_is_told_follows_the_day_though_nothing_is_built(ahead: Path) -> None:
    """A build that is up to date tells on each day what is to be told then, and is built again for it."""
    first = ordered(ahead, BEFORE)
    assert hints(first) and not [problem for problem in first.problems if problem.rule == "NV101"]
    again = ordered(ahead, BEFORE)
    assert again.is_unchanged and again.problems == first.problems
    on_the_day = ordered(ahead, DAY)
    assert not on_the_day.is_unchanged and "idag" in hints(on_the_day)[0]
    held = ordered(ahead, AFTER)
    assert not held.is_unchanged and not hints(held) and "NV101" in {problem.rule for problem in held.problems}
    assert ordered(ahead, date(2030, 1, 1)).is_unchanged


def test_documents_are_the_same_whatever_the_day(ahead: Path) -> None:
    """The bytes of a document do not depend on the day that it is built on."""
    files = []
    for today in (None, BEFORE, DAY, AFTER):
        outcome = ordered(ahead, today, is_forced=True)
        files.append([Path(name).read_bytes() for name in outcome.files])
    assert files[0] and all(each == files[0] for each in files)


def test_an_error_of_afterwards_hinders_nothing_before(workspace: WorkspaceFolder) -> None:
    """A draft is built before the meeting, and refused afterwards, when it is wrong."""
    path = workspace.write_meeting(AGENDA)
    assert ordered(path, BEFORE).exit_code is ExitCode.DONE
    refused = ordered(path, AFTER)
    assert refused.exit_code is ExitCode.CORRECTION and {each.rule for each in refused.problems} == {"NV103"}
    assert check_meeting(path, BEFORE).problems == ()


def test_hint_is_of_the_minutes_alone(ahead: Path) -> None:
    """Checking does not tell how a kallelse is made, nor does a build of letters only."""
    assert hints(check_meeting(ahead, BEFORE)) == []
    letters = BuildOptions(frozenset({DocumentKind.RECOMMENDATION}), today=BEFORE)
    assert hints(build_meeting(ahead, letters)) == []


def test_other_problems_do_not_bring_those_of_afterwards(workspace: WorkspaceFolder) -> None:
    """When a file has another fault, everything that is wrong is told, and still nothing that is only so afterwards."""
    told = check_meeting(workspace.write_meeting(AGENDA + "okänd: x\n"), BEFORE).problems
    assert {each.rule for each in told} == {"NV001"}


@pytest.mark.parametrize("report", ["json", "sarif", "github"])
def test_the_day_can_be_given(workspace: WorkspaceFolder, run: Run, report: str) -> None:
    """``--per`` tells what is told on a day, in every format alike."""
    path = workspace.write_meeting(AGENDA)
    before = run("kontrollera", path, "--per", "2023-03-01", "--format", report)
    after = run("kontrollera", path, "--per", "2023-03-25", "--format", report)
    assert (before.code, after.code) == (0, 1)
    assert "NV103" in after.out and "NV103" not in before.out
    assert run("kontrollera", path, "--format", report).out == after.out  # the real day is long after it


def test_rules_say_when_they_are_told(run: Run) -> None:
    """``naravard regler`` shows which rules wait for the meeting, in each of its forms."""
    assert "NV101  varning  Närvarande saknas (efter mötet)" in run("regler").out
    assert "Sägs först när mötet har hållits." in run("regler", "NV101").out
    told = {each["nummer"]: each["när"] for each in json.loads(run("regler", "--json").out)}
    assert (told["NV101"], told["NV131"], told["NV102"]) == ("efter mötet", "före mötet", "före och efter mötet")
