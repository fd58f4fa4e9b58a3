"""«naravard starta» without an example: a workspace of the user's own, with nobody else's names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Run

from naravard_docs.cli import start_questions
from naravard_docs.meeting.body import Profile
from naravard_docs.workspace.own_workspace import OwnNames
from naravard_docs.workspace.schema import schemas
from naravard_docs.workspace.workspace import Workspace

NAMES = ("Västerbotten", "Systemledning", "Samråd vård", "Umeå", "regionvasterbotten", "Länssamverkan", "090-785")
"""Words of the real examples, which nobody asked for."""


def texts(folder: Path) -> dict[str, str]:
    """Return every file of a workspace but its schemas, whose descriptions have examples."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "schema")
    return {str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "replace") for path in files}


@pytest.mark.parametrize("profile", list(Profile))
def test_the_workspace_is_the_users_own(profile: Profile, tmp_path: Path, run: Run) -> None:
    """It has the names that were given, no other region's, and its meeting can be built at once."""
    yta = tmp_path / "yta"
    given = ("--organisation", "Norrviks: #1 «byförening»", "--organ", "Styrelsen för Åre", "--profil", profile)
    answer = run("starta", yta, *given)
    assert answer.code == 0 and len(answer.err.splitlines()) == 1 and answer.err.count("naravard") == 1
    (meeting,) = answer.lines
    house = Workspace(yta).house
    assert house.organisation.name == "Norrviks: #1 «byförening»"
    assert [(key, body.name, body.profile) for key, body in house.bodies.items()] == [
        ("styrelsen-for-are", "Styrelsen för Åre", profile)
    ]
    assert run("bygg", meeting, "--till", yta / "output").code == 0
    found = {name: word for name, text in texts(yta).items() for word in NAMES if word in text}
    assert not found


def test_nothing_is_asked_without_a_terminal(tmp_path: Path, run: Run) -> None:
    """What is not named gets names that tell to be changed, and it is said where."""
    answer = run("starta", tmp_path / "yta")
    assert answer.code == 0
    assert "byt ut «Organisationens namn» i" in answer.err and "byt ut «Organets namn» i" in answer.err
    assert not any(word in text for text in texts(tmp_path / "yta").values() for word in NAMES)


def test_it_asks_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Organisation, body and its kind are asked for, each once; a kind that there is not is asked for again."""
    answers = iter(["Byföreningen", "Styrelsen", "föring", "förening"])
    monkeypatch.setattr(start_questions.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(start_questions.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(start_questions.click, "prompt", lambda *_, **__: next(answers))
    names = start_questions.asked_names(tmp_path, None, None, None)
    assert names == OwnNames("Byföreningen", "Styrelsen", Profile.ASSOCIATION)


def test_a_wrong_kind_is_told(tmp_path: Path, run: Run) -> None:
    answer = run("starta", tmp_path / "yta", "--profil", "nämd")
    assert answer.code == 2 and "menade du «nämnd»?" in answer.err and not (tmp_path / "yta").exists()


@pytest.mark.parametrize("name", ["a\nb", "x" * 5000])
def test_a_name_that_cannot_be_one_is_refused(name: str, tmp_path: Path, run: Run) -> None:
    answer = run("starta", tmp_path / "yta", "--organ", name)
    assert answer.code == 2 and "går inte att ha som namn" in answer.err and not (tmp_path / "yta").exists()


def test_again_it_keeps_all(tmp_path: Path, run: Run) -> None:
    """A second time nothing is changed, nothing is asked and no meeting is made."""
    run("starta", tmp_path / "yta", "--organ", "Styrelsen")
    before = texts(tmp_path / "yta")
    answer = run("starta", tmp_path / "yta", "--organ", "Nämnden")
    assert answer.code == 0 and not answer.lines and "fanns redan, lämnas orörd" in answer.err
    assert texts(tmp_path / "yta") == before


def test_an_example_is_not_put_into_it(tmp_path: Path, run: Run) -> None:
    """The example's meetings are of bodies that the user's templates do not know."""
    run("starta", tmp_path / "yta", "--organ", "Styrelsen")
    answer = run("starta", "--exempel", tmp_path / "yta")
    assert answer.code == 2 and "har redan egna mallar" in answer.err
    assert run("starta", "--exempel", tmp_path / "annan", "--organ", "Styrelsen").code == 2


def test_the_editor_is_told_of_every_schema(tmp_path: Path, run: Run) -> None:
    """The settings of VS Code name each schema, and each template names its own in its first line."""
    run("starta", tmp_path / "yta")
    settings = json.loads((tmp_path / "yta/.vscode/settings.json").read_text("utf-8"))
    assert {Path(name).name for name in settings["yaml.schemas"]} == set(schemas())
    for path in (tmp_path / "yta/templates").glob("*.yaml"):
        first = path.read_text("utf-8").split("\n")[0]
        assert first == f"# yaml-language-server: $schema=schema/{path.stem}.schema.json"
        assert (path.parent / "schema" / f"{path.stem}.schema.json").exists()
