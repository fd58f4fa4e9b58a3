"""«naravard doktor»: what is there, what is missing and what to do, without changing anything."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from command import Run
from made import copy_examples

from naravard_docs import __version__
from naravard_docs.builder import diagnosis
from naravard_docs.builder.diagnosis import LONGEST_ROOT, Condition, observations


def rows(run: Run) -> dict[str, dict[str, str]]:
    return {row["om"]: row for row in json.loads(run("doktor", "--json").out)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_examples(tmp_path / "yta")
    monkeypatch.chdir(root)
    monkeypatch.setenv("NARAVARD_KONTO", str(tmp_path / "konto.yaml"))
    return root


def test_a_sound_workspace_is_fine(here: Path, run: Run) -> None:
    """Nothing is wrong, every row has its state, and each thing that is missing has what to do or why it may be."""
    before = sorted(path for path in here.rglob("*"))
    answer = run("doktor")
    assert answer.code == 0 and f"naravard {__version__}" in answer.out
    found = rows(run)
    assert found["mallar"]["läge"] == Condition.FINE and found["arbetsyta"]["läge"] == Condition.FINE
    assert all(row["läge"] != Condition.ABSENT or row.get("råd") or "inte" in row["svar"] for row in found.values())
    assert sorted(path for path in here.rglob("*")) == before


def test_outside_a_workspace(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = rows(run)
    assert found["arbetsyta"]["läge"] == Condition.ABSENT and "naravard starta" in found["arbetsyta"]["råd"]
    assert "mallar" not in found


def test_faulty_templates_are_told(here: Path, run: Run) -> None:
    (here / "templates/organ.yaml").write_text("systemledning:\n  nam: X\n", encoding="utf-8")
    answer = run("doktor")
    assert answer.code == 1 and "organ.yaml:2:3" in answer.out and "naravard kontrollera" in answer.out


def test_templates_of_the_programs_own(here: Path, run: Run) -> None:
    (here / "templates/organisation.yaml").unlink()
    found = rows(run)["mallar"]
    assert found["läge"] == Condition.ABSENT and "programmets: organisation.yaml" in found["svar"]


def test_a_faulty_mail_account_is_told(here: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "konto.yaml").write_text("server: x\nkryptering: tsl\n", encoding="utf-8")
    answer = run("doktor")
    assert answer.code == 1 and "konto.yaml:2" in answer.out
    (tmp_path / "konto.yaml").write_text("server: post.example.se\nkryptering: tls\n", encoding="utf-8")
    assert rows(run)["mejlkonto"]["läge"] == Condition.FINE


def test_a_path_that_windows_cannot_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / ("x" * LONGEST_ROOT) / "OneDrive - Kommunen"
    copy_examples(root)
    found = {each.about: each for each in observations(root, {})}
    assert found["arbetsyta"].state is Condition.FAULTY and "260" in found["arbetsyta"].remedy
    monkeypatch.setattr(diagnosis, "LONGEST_ROOT", 1000)
    found = {each.about: each for each in observations(root, {})}
    assert found["arbetsyta"].state is Condition.FINE and "synkas" in found["arbetsyta"].told


def test_tools_that_are_not_there(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java, LibreOffice and the extras nothing is wrong: they are told with what they are for."""
    monkeypatch.setattr("shutil.which", lambda *_: None)
    monkeypatch.setattr(diagnosis, "find_spec", lambda name: None)
    answer = run("doktor")
    assert answer.code == 0
    found = {each.about: each for each in observations(here, {})}
    assert [found[name].state for name in ("veraPDF", "LibreOffice", "nyckelring")] == [Condition.ABSENT] * 3
    monkeypatch.setattr(diagnosis, "find_spec", lambda name: SimpleNamespace())
    assert {each.about: each for each in observations(here, {})}["nyckelring"].state is Condition.FINE
