"""The example workspaces of other kinds of bodies: whole, without a remark of any rule, and no two alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Run

from naravard_docs.builder.build import check_meeting
from naravard_docs.builder.options import BuildOutcome
from naravard_docs.workspace.folders import EXAMPLES, REAL_EXAMPLE, example_named
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.start import start_workspace

MADE_UP = tuple(name for name in EXAMPLES if name != REAL_EXAMPLE)


def _checked(root: Path) -> tuple[BuildOutcome, ...]:
    return tuple(check_meeting(path) for path in sorted((root / "meetings").glob("*.yaml")))


@pytest.mark.parametrize("name", MADE_UP)
def test_an_example_has_nothing_to_remark(name: str, tmp_path: Path) -> None:
    """A workspace that someone begins with gives no error, warning or hint."""
    start_workspace(tmp_path, name)
    outcomes = _checked(tmp_path)
    assert outcomes and [problem for outcome in outcomes for problem in outcome.problems] == []


def test_a_fault_in_an_example_would_be_seen(tmp_path: Path) -> None:
    """The check is one: a vote by someone who was not there is told."""
    start_workspace(tmp_path, "nämnd")
    path = next((tmp_path / "meetings").glob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("nej: [Rolf Hed (M)", "nej: [Rolf Hedd (M)"), "utf-8")
    assert any(problem.rule == "NV301" for outcome in _checked(tmp_path) for problem in outcome.problems)


def test_examples_are_of_different_profiles() -> None:
    """Each kind of body has its own rules, and an example to see them by."""
    paths = [next((example_named(name) / "meetings").glob("*.yaml")) for name in MADE_UP]
    assert len({load_meeting(path).body.profile for path in paths}) == len(paths)


def test_an_example_is_built_by_one_command(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the handbook says to type gives the documents."""
    assert run("starta", "--exempel=region", tmp_path / "yta").code == 0
    monkeypatch.chdir(tmp_path / "yta")
    assert run("bygg").code == 0 and [*(tmp_path / "yta" / "output").rglob("*-protokoll.pdf")]
