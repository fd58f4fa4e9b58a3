"""kontrollera -: a meeting file that another program sends, as editors and hooks do."""

from __future__ import annotations

import codecs
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import PROGRAM, Answer, Run
from conftest import WorkspaceFolder
from made import LETTER_STEM, MINUTES_STEM, copy_examples

BODY = """
sektion:
  namn: Nämnden
  profil: nämnd
  ordval:
    numrering: paragraf
"""
MEETING = (
    "organ: sektion\ndatum: {day}\nplats: Rum 1\nstart_paragraf: {first}\närenden:\n  - rubrik: Ett\n    text: Två.\n"
)


@pytest.fixture
def send(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run «kontrollera -» with bytes on standard input."""

    def send(data: bytes, *arguments: str) -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="cp1252"))
        return run("kontrollera", "-", *arguments)

    return send


@pytest.mark.parametrize("stem", [MINUTES_STEM, LETTER_STEM])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_it_is_checked_as_the_file_is(
    examples: Path, run: Run, send: Callable[..., Answer], stem: str, form: str
) -> None:
    """What is said is what is said of the file, in every format, with another name in its places."""
    name = f"meetings/{stem}.yaml"
    sent, named = send((examples / name).read_bytes(), "--format", form), run("kontrollera", name, "--format", form)
    in_uri = "standard%20in" if form == "sarif" else "standard in"
    assert sent.code == named.code
    assert sent.out == named.out.replace(name, in_uri).replace("standard%20in:", "standard in:")
    assert sent.err == named.err.replace(name, "standard in")


def test_places_are_in_standard_input(examples: Path, send: Callable[..., Answer]) -> None:
    """An error has line and column, and the line itself."""
    answer = send(b"organ: systemledning\ndato: 2023-03-24\n")
    assert answer.code == 1
    assert "standard in:2:1: fel: Okänd nyckel «dato» [NV001]\n  2 | dato: 2023-03-24\n" in answer.err
    (told,) = json.loads(send(b"organ: systemledning\ndato: 2023-03-24\n", "--json").out)
    assert told["fil"] == "standard in"
    where = [(each["fil"], each["rad"], each["kolumn"]) for each in told["problem"] if each["nivå"] == "fel"]
    assert ("standard in", 2, 1) in where


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "standard in:1:1: fel: Filen är tom"),
        ("organ: å\n".encode("utf-16"), "standard in:1:1: fel: Filen är sparad som UTF-16"),
        (b"organ: x\r\ntitel: r\xe5d\r\n", "standard in:2:9: fel: Filen är inte UTF-8"),
        (b"organ: x\n<<<<<<< a\n", "standard in:2:1: fel: "),
        (b"a" * 12_000_000, "standard in:1:1: fel: Filen är 11 megabyte stor"),
    ],
)
def test_bytes_are_read_as_they_are(examples: Path, send: Callable[..., Answer], data: bytes, told: str) -> None:
    """What encoding the bytes are in is told, whatever the terminal's own is."""
    answer = send(data)
    assert answer.code == 1
    assert told in answer.err


def test_a_byte_order_mark_is_no_fault(examples: Path, send: Callable[..., Answer]) -> None:
    """A file that begins with a mark of UTF-8, and has Windows' line ends, is as good as another."""
    data = (examples / f"meetings/{MINUTES_STEM}.yaml").read_bytes()
    assert send(codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n")).code == 0


@pytest.mark.parametrize("folder", ["", "meetings", "templates"])
def test_attachments_are_those_of_the_workspace(
    workspace: WorkspaceFolder, send: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """Relative paths are read from meetings/ of the workspace that one stands in, wherever in it."""
    text = "organ: systemledning\ndatum: 2023-03-24\nbilagor:\n  - titel: Bilaga\n    fil: bilagor/{}.md\n"
    monkeypatch.chdir(workspace.root / folder)
    assert "bilagor" not in send(text.format("bilaga").encode()).err
    assert "standard in:5:10: fel: Bilagan «bilagor/borta.md» finns inte" in send(text.format("borta").encode()).err


def test_it_is_no_other_meeting_than_its_own(
    workspace: WorkspaceFolder, send: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that it is a newer version of does not have the same §§; an other meeting has."""
    workspace.write_template("organ.yaml", BODY)
    workspace.write_meeting(MEETING.format(day="2024-02-01", first=1), "2024-02-01-sektion.yaml")
    monkeypatch.chdir(workspace.root)
    changed = MEETING.format(day="2024-02-01", first=1).replace("Två.", "Tre.")
    assert "[NV60" not in send(changed.encode()).err
    assert "[NV601]" in send(MEETING.format(day="2024-03-01", first=7).encode()).err


def test_nothing_is_written(examples: Path, send: Callable[..., Answer]) -> None:
    """The workspace has the files that it had."""
    before = sorted(examples.rglob("*"))
    send((examples / f"meetings/{MINUTES_STEM}.yaml").read_bytes())
    assert sorted(examples.rglob("*")) == before


def test_a_file_with_that_name_can_be_meant(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """«./-» is a file."""
    (tmp_path / "-").write_text("organ: x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "-:1:" in run("kontrollera", "./-").err


@pytest.mark.parametrize("command", ["bygg", "brev", "verifiera"])
def test_others_read_no_standard_input(examples: Path, run: Run, command: str) -> None:
    """Only a check needs no name to build under."""
    answer = run(command, "-")
    assert answer.code == 2
    assert "här läses inget från standard in" in answer.err


@pytest.mark.slow
def test_through_a_pipe(tmp_path: Path) -> None:
    """A process of its own reads what is piped to it, in the workspace that it stands in."""
    root = copy_examples(tmp_path / "yta")
    data = (root / f"meetings/{MINUTES_STEM}.yaml").read_bytes().replace(b"organ:", b"organet:")
    found = subprocess.run([*PROGRAM, "kontrollera", "-"], input=data, cwd=root, capture_output=True)
    assert found.returncode == 1
    assert found.stderr.decode().startswith("standard in:")
