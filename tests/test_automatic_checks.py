"""The chapter on automatic checks, and the definition for pre-commit: what they say can be run as it is written."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import Run
from conftest import REPOSITORY
from made import LETTER_STEM, MINUTES_STEM
from ruamel.yaml import YAML

CHAPTER = (REPOSITORY / "docs/handbok/automatisk-kontroll.md").read_text("utf-8")
FENCES = re.findall(r"^```(\w*)\n(.*?)^```$", CHAPTER, flags=re.MULTILINE | re.DOTALL)
FILES = [YAML(typ="safe").load(text) for kind, text in FENCES if kind == "yaml"]


def lines(value: Any) -> Iterator[str]:
    """Yield the texts of a YAML file, wherever they stand in it."""
    match value:
        case dict():
            for each in value.values():
                yield from lines(each)
        case list():
            for each in value:
                yield from lines(each)
        case str():
            yield value


def commands() -> list[str]:
    shown = [line for kind, text in FENCES if not kind for line in text.splitlines()]
    written = (line for file in FILES for line in lines(file))
    return [
        line
        for line in dict.fromkeys((*written, *shown))
        if line.startswith("naravard ") and line != "naravard kontrollera"
    ]


@pytest.fixture
def definition() -> dict[str, Any]:
    (found,) = YAML(typ="safe").load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_example_is_yaml() -> None:
    """The four files of the chapter are read as YAML, and are those of pre-commit, GitHub and GitLab."""
    first, local, github, gitlab = FILES
    assert first["repos"][0]["hooks"][0]["id"] == local["repos"][0]["hooks"][0]["id"] == "naravard-kontrollera"
    assert all({"run", "uses"} & set(step) for step in github["jobs"]["kontrollera"]["steps"])
    assert gitlab["bygg"]["needs"] == ["kontrollera"]


@pytest.mark.parametrize("command", commands())
def test_every_command_runs(examples: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A command that the chapter shows does what it says in a workspace without faults."""
    line, _, target = command.partition(" > ")
    line, _, source = line.partition(" < ")
    if source:
        monkeypatch.setattr("sys.stdin", (examples / f"meetings/{MINUTES_STEM}.yaml").open(encoding="utf-8"))
    answer = run(*shlex.split(line)[1:])
    assert answer.code == 0
    assert not target or json.loads(answer.out)["version"] == "2.1.0"
    assert "byggt" not in line or (examples / f"byggt/{MINUTES_STEM}/{MINUTES_STEM}-protokoll.pdf").is_file()


def test_there_are_commands_to_run() -> None:
    """The chapter has its four commands, so that the test above has something to try."""
    assert len(commands()) == 4


def test_the_definition_is_what_the_chapter_copies(definition: dict[str, Any]) -> None:
    """What one writes by oneself is the same as what comes with the source, for a workspace of its own."""
    own = FILES[1]["repos"][0]["hooks"][0]
    same = ("id", "name", "entry")
    assert {key: own[key] for key in same} == {key: definition[key] for key in same}
    assert definition["files"] == own["files"].replace("^", "^(.*/)?", 1)
    assert (definition["language"], definition["pass_filenames"]) == ("python", True)


@pytest.mark.parametrize(
    ("path", "is_meeting"),
    [
        ("meetings/2023-03-24-systemledning.yaml", True),
        ("protokoll/meetings/2023-03-24-systemledning.yml", True),
        ("meetings/svar/2021-03-19-samrad.yaml", False),
        ("meetings/.dold.yaml", False),
        ("meetings/~lås.yaml", False),
        ("templates/organ.yaml", False),
        ("meetings/bilagor/bilaga.md", False),
        ("minameetings/a.yaml", False),
    ],
)
def test_the_files_are_meeting_files(definition: dict[str, Any], path: str, is_meeting: bool) -> None:
    """pre-commit hands over those files that the command itself takes for meetings."""
    assert bool(re.search(definition["files"], path)) is is_meeting


def test_the_entry_takes_the_names(examples: Path, run: Run, definition: dict[str, Any]) -> None:
    """The command with names after it answers 0, and 1 when one of the files is wrong."""
    program, *arguments = shlex.split(definition["entry"])
    names = [f"meetings/{stem}.yaml" for stem in (LETTER_STEM, MINUTES_STEM)]
    assert program == "naravard"
    assert run(*arguments, *names).code == 0
    (examples / names[1]).write_text("organ: x\n", encoding="utf-8")
    assert run(*arguments, *names).code == 1
