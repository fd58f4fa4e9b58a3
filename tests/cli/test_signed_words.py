"""verifiera --signerad as the user meets it: the command, its lines, its JSON and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Answer, Run
from signing import FIELDS, authority, minutes_file, rewritten, signed, with_drawing

__all__ = ["minutes_file"]
pytestmark = pytest.mark.slow
NAMES = "Tove Lindh", "Ingela Norrby", "Rolf Hed"


@pytest.fixture
def place(minutes_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the minutes signed, and the test standing in the workspace; veraPDF is not there."""
    monkeypatch.chdir(minutes_file.parents[2])
    monkeypatch.setenv("NARAVARD_VERAPDF", str(tmp_path / "inget"))
    (tmp_path / "klart.pdf").write_bytes(signed(minutes_file.read_bytes(), *NAMES))
    return tmp_path


def test_a_signed_file_in_words(place: Path, run: Run) -> None:
    """What is compared, that it is unchanged, each signature with its name and time, and what is not known."""
    answer = run("verifiera", "--signerad", place / "klart.pdf")
    lines = answer.err.splitlines()
    assert (answer.code, answer.out) == (0, "")
    assert lines[0].startswith("jämförd: ")
    assert lines[0].endswith("protokoll-med-kalla.pdf")
    assert lines[1].startswith("oförändrad: 7 sidor")
    assert "den byggda, byte för byte" in lines[1]
    assert lines[2].startswith("underskrift 1 (Tove Lindh): 20")
    assert lines[2].endswith("enligt undertecknarens dator, hel, omfattar filen till och med version 2 av 4")
    assert lines[4].endswith("hel, omfattar hela filen")
    assert lines[5] == "filen uppger PDF/A-3a och PDF/UA-1: inte granskat"
    assert "råd: utfärdaren är inte kontrollerad" in answer.err
    assert "råd: ej granskad: veraPDF finns inte" in answer.err


def test_a_signed_file_in_json(place: Path, run: Run) -> None:
    """The same for other programs, on standard out."""
    (place / "rot").mkdir()
    (place / "rot" / "rot.pem").write_bytes(authority().pem())
    answer = run("verify", "--signerad", place / "klart.pdf", "--betrodda", place / "rot", "--json", "--tyst")
    told = json.loads(answer.out)
    assert (answer.code, answer.err, told["godkänd"], told["oförändrad"], told["byte_för_byte"]) == (0, "", *[True] * 3)
    assert [(each["namn"], each["fält"], each["hel"], each["betrodd"]) for each in told["underskrifter"]] == [
        (name, field, True, True) for name, field in zip(NAMES, FIELDS, strict=True)
    ]
    assert (told["pdfa"], told["pdfua"], told["verapdf"], told["sidor"]) == ("3a", "1", None, 7)


def test_a_changed_file_answers_4(place: Path, minutes_file: Path, run: Run) -> None:
    """What covers our words is an error that quotes them."""
    forged = rewritten(minutes_file.read_bytes(), with_drawing(3, "1 g 60 200 440 560 re f"))
    (place / "ändrad.pdf").write_bytes(signed(forged, *NAMES))
    answer = run("verifiera", "--signerad", place / "ändrad.pdf")
    assert answer.code == 4
    assert "ändrad: filen är inte den som byggdes, som har 7 sidor" in answer.err
    assert "fel: sida 4: det tillagda" in answer.err


def _refused(answer: Answer, code: int, words: str) -> None:
    assert answer.code == code
    assert words in answer.err
    assert "tips: " in answer.err


def test_wrong_use(place: Path, run: Run) -> None:
    """A folder, a file that is not there, two meetings, and --betrodda without --signerad."""
    _refused(run("verifiera", "--signerad", place), 3, "är en mapp")
    _refused(run("verifiera", "--signerad", place / "saknas.pdf"), 3, "finns inte")
    _refused(run("verifiera", "--signerad", place / "klart.pdf", "a.yaml", "b.yaml"), 2, "högst en mötesfil")
    _refused(run("verifiera", "--betrodda", place), 2, "--betrodda hör till --signerad")
    _refused(run("verifiera", "--signerad", place / "klart.pdf", "--betrodda", place / "klart.pdf"), 2, "värdet för")


def test_plain_verify_is_not_confused(place: Path, run: Run) -> None:
    """A signed file elsewhere changes nothing of what «verifiera» says of the built ones."""
    answer = run("verifiera", "meetings/2024-03-20-bun.yaml")
    assert answer.code == 0
    assert "lika: " in answer.err


def test_without_the_library(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyHanko nothing is said of the file, but how to install it."""
    monkeypatch.setattr("naravard_docs.builder.signed.has_signature_library", lambda: False)
    answer = run("verifiera", "--signerad", place / "klart.pdf")
    _refused(answer, 5, "ej kontrollerad: pyHanko, som läser underskrifter, är inte installerat")
    assert "naravard_docs[signatur]" in answer.err
