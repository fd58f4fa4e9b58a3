"""What kontrollera and bygg tell to other programs, and to those who want no warnings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder

BAD = HEAD + "plats: Rum #5\njusterare: [Bo Ek]\nnärvarande:\n  - grupp: Ledamöter\n    personer: [Anna: Ek, 50 %]\n"
WARNED = HEAD + "plats: Rum #5\nnärvarande:\n  - grupp: Ledamöter\n    personer: [Anna Ek]\n"
SILENCED = WARNED.replace("plats:", "# naravard: tillåt NV903 rummet, heter: så 100 %\nplats:")


@pytest.fixture
def here(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    monkeypatch.chdir(workspace.root)
    return workspace


def sarif(run: Run, *arguments: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(run("kontrollera", "--format", "sarif", "--tyst", *arguments).out)
    return log


def test_sarif_has_rules_and_places(here: WorkspaceFolder, run: Run) -> None:
    """Each result has its rule, which is described, its level, and the place from where the user stands."""
    here.write_meeting(WARNED, "2023-03-24 möte.yaml")
    log = sarif(run)
    (of_run,) = log["runs"]
    assert (log["version"], of_run["tool"]["driver"]["name"]) == ("2.1.0", "naravard")
    rules = of_run["tool"]["driver"]["rules"]
    (found,) = (each for each in of_run["results"] if each["ruleId"] == "NV903")
    assert rules[found["ruleIndex"]]["id"] == "NV903" and found["level"] == "warning"
    location = found["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "meetings/2023-03-24%20m%C3%B6te.yaml"
    assert location["region"] == {"startLine": 3, "startColumn": 12, "endColumn": 14}
    assert all(each["shortDescription"]["text"] and each["fullDescription"]["text"] for each in rules)


def test_sarif_tells_what_is_silenced_as_such(here: WorkspaceFolder, run: Run) -> None:
    """What the file says is meant so is a result that is suppressed in the source, with the reason."""
    here.write_meeting(SILENCED)
    (found,) = (each for each in sarif(run)["runs"][0]["results"] if each["ruleId"] == "NV903")
    assert found["suppressions"] == [{"kind": "inSource", "justification": "rummet, heter: så 100 %"}]


def test_sarif_keeps_to_its_form(here: WorkspaceFolder, run: Run) -> None:
    """The log has the properties that SARIF 2.1.0 (3.13, 3.14, 3.27, 3.30) requires, with values that it allows."""
    here.write_meeting(BAD)
    log = sarif(run)
    assert set(log) == {"$schema", "version", "runs"}
    for of_run in log["runs"]:
        assert set(of_run) <= {"tool", "results", "columnKind", "language"}
        assert of_run["columnKind"] in ("unicodeCodePoints", "utf16CodeUnits")
        assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", of_run["language"])
        ids = [each["id"] for each in of_run["tool"]["driver"]["rules"]]
        assert len(ids) == len(set(ids))
        for result in of_run["results"]:
            assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations", "suppressions"}
            assert result["level"] in ("none", "note", "warning", "error") and result["message"]["text"]
            assert "ruleIndex" not in result or ids[result["ruleIndex"]] == result["ruleId"]
            for location in result.get("locations", []):
                region = location["physicalLocation"]["region"]
                assert region["startLine"] >= 1 and 1 <= region["startColumn"] <= region["endColumn"]


def test_github_shows_problems_at_their_lines(here: WorkspaceFolder, run: Run) -> None:
    """Each problem is a command on one line, with what would end a value escaped."""
    here.write_meeting(BAD, "2023-03-24, a:b.yaml")
    lines = run("kontrollera", "--format", "github", "--tyst").out.splitlines()
    assert lines and all(re.fullmatch(r"::(error|warning|notice)( [^:]*)?::.*", line) for line in lines)
    (found,) = (line for line in lines if "title=NV903" in line)
    assert found.startswith("::warning file=meetings/2023-03-24%2C a%3Ab.yaml,line=3,col=12,endColumn=14,title=NV903::")
    assert "%0ATips: " in found


def test_github_keeps_what_is_silenced_for_its_debug_log(here: WorkspaceFolder, run: Run) -> None:
    """A note is no annotation."""
    here.write_meeting(SILENCED)
    lines = run("kontrollera", "--format", "github", "--tyst").out.splitlines()
    assert [line for line in lines if "NV903" in line] == [line for line in lines if line.startswith("::debug::NV903")]
    assert "100 %25" in "\n".join(lines)


@pytest.mark.parametrize("command", ["kontrollera", "bygg"])
def test_strictly_warnings_are_errors(here: WorkspaceFolder, run: Run, command: str) -> None:
    """--strikt refuses what there are warnings about, and writes nothing; what is silenced is no warning."""
    here.write_template("organisation.yaml", "namn: Länet\n")
    path = here.write_meeting(WARNED)
    assert run(command, str(path)).code == 0
    written = sorted(here.root.rglob("*"))
    answer = run(command, str(path), "--strikt")
    assert answer.code == 1 and "fel: " in answer.err and "[NV903]" in answer.err
    assert sorted(here.root.rglob("*")) == written
    here.write_meeting(SILENCED)
    assert run(command, str(path), "--strikt").code == 0


def test_strictly_nothing_new_is_written(here: WorkspaceFolder, run: Run) -> None:
    """A first build that is strict leaves no folder behind."""
    here.write_template("organisation.yaml", "namn: Länet\n")
    path = here.write_meeting(WARNED.replace("organ:", "status: justerat\norgan:"))
    assert run("bygg", str(path), "--strikt").code == 1
    assert not (here.root / "output").exists() and not (here.root / "arkiv").exists()


def test_only_one_format_is_taken(run: Run) -> None:
    """Two formats cannot both be written to stdout."""
    assert run("kontrollera", "--format", "sarif,github").code == 2
    assert Path.cwd()
