"""Names behind which there is no file: a link that leads nowhere or round in a ring, a folder, a file for a folder.

What such a name would hold is not known. It is told, and never taken for a file that is missing: then a letter that
has been sent would be sent again, and the program's own template would be used for the organisation's, unseen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from office import ANSWERS, LOG, MEETING, Office, an_office

from naravard_docs.errors import ExitCode
from naravard_docs.workspace.folders import is_there

pytestmark = pytest.mark.slow

TEMPLATES = ("mejl.txt", "rekommendation.md", "organ.yaml", "sandlistor.yaml", "personer.yaml", "organisation.yaml")
DAY = ("--skickat", "2021-04-26")


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        yield made


def ring(path: Path) -> None:
    path.symlink_to(path.name)


def nowhere(path: Path) -> None:
    path.symlink_to("finns-inte")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_file(path: Path) -> None:
    path.touch()


def put(path: Path, kind: Callable[[Path], None]) -> None:
    """Put something in the place of a file or folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    kind(path)


PLACES = [
    *((name, kind) for name in (ANSWERS, LOG) for kind in (ring, nowhere, a_folder)),
    *((str(Path(LOG).parent), kind) for kind in (ring, nowhere, a_file)),
]


@pytest.mark.parametrize(("name", "kind"), PLACES)
def test_what_has_been_sent_is_not_forgotten(office: Office, name: str, kind: Callable[[Path], None]) -> None:
    """Every command that asks what has been sent tells that it cannot be known, and nothing is sent."""
    office.dispatch("--skicka")
    sent = list(office.server.addresses)
    put(office.root / name, kind)
    for answer in (
        office.run("kontrollera", MEETING),
        office.run("läge", MEETING),
        office.dispatch(),
        office.dispatch("--fortsätt"),
        *((office.run("svar", MEETING, "umea", *DAY),) if name != LOG else ()),
    ):
        assert answer.code == ExitCode.FILES
        assert Path(name).name in answer.err
        assert "internt fel" not in answer.err
    assert office.server.addresses == sent


@pytest.mark.parametrize("kind", [ring, nowhere, a_folder])
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_other_template_takes_its_place(office: Office, name: str, kind: Callable[[Path], None]) -> None:
    put(office.root / "templates" / name, kind)
    answer = office.run("kontrollera", MEETING)
    assert answer.code == ExitCode.FILES
    assert f"templates/{name}" in answer.err


def test_a_template_that_is_missing_is_the_programs_own(office: Office) -> None:
    """Negative control: only what is there is told."""
    (office.root / "templates" / "mejl.txt").unlink()
    assert office.run("kontrollera", MEETING).code == ExitCode.DONE


def test_a_mail_without_words(office: Office) -> None:
    office.write("templates/mejl.txt", "\u00a0\n")
    answer = office.run("kontrollera", MEETING)
    assert answer.code == ExitCode.CORRECTION
    assert "templates/mejl.txt:1:1: fel: Mejlet har ingen text" in answer.err


@pytest.mark.parametrize("unseen", ["", " ", "\u200b", "\u00a0"])
def test_a_text_that_shows_nothing_removes_nothing(office: Office, unseen: str) -> None:
    office.run("svar", MEETING, "umea", "--diarienummer", "KS 1")
    before = office.text(ANSWERS)
    answer = office.run("svar", MEETING, "umea", "--diarienummer", unseen)
    assert answer.code == ExitCode.CORRECTION
    assert "«diarienummer» är tom" in answer.err
    office.write("lista.csv", f"mottagare;diarienummer;anteckning\numea;{unseen};x\n")
    assert office.run("svar", MEETING, "--från", "lista.csv").code == ExitCode.DONE
    assert "text: KS 1" in office.text(ANSWERS) and before != office.text(ANSWERS)


def test_is_there(tmp_path: Path) -> None:
    nowhere(tmp_path / "länk")
    a_file(tmp_path / "fil")
    seen = [is_there(tmp_path / name) for name in ("länk", "länk/x", "fil", "fil/x", "x", "x/y", "x" * 300)]
    assert seen == [True, True, True, True, False, False, False]
