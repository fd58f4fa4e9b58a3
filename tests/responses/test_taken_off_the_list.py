"""Recipients that have been taken off a shared list since a letter was sent to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import Run, runner
from made import LETTER_STEM

MEETING_FILE = f"meetings/{LETTER_STEM}.yaml"
ANSWERS = f"meetings/svar/{LETTER_STEM}-systemledning-och-framtidsbild.yaml"
DAY = ("--per", "2021-11-15")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    return runner(capsys)


def test_a_recipient_taken_off_the_list_is_still_told_of(examples: Path, run: Run) -> None:
    """What is known of a letter that was sent to it stays, under its key and with a warning; it is not reminded."""
    mala = "    - nyckel: mala\n      namn: Malå kommun\n      typ: kommun\n      e-post: kommunstyrelsen@mala.se\n"
    lists = examples / "templates/sandlistor.yaml"
    lists.write_text(re.sub(r"\bmala, ", "", lists.read_text("utf-8").replace(mala, "")), encoding="utf-8")
    answer = run("läge", *DAY)
    assert answer.code == 0
    assert [line.split("  ")[0] for line in answer.lines if "inget livstecken  " in line][-1] == "mala"
    assert f"{ANSWERS}:32:16: varning: Mottagaren finns inte längre" in answer.err
    for command in ("svar", MEETING_FILE, "umea", "--anteckning", "Ja."), ("kontrollera", MEETING_FILE):
        told = run(*command)
        assert (told.code, "finns inte längre" in told.err) == (0, True)
    run("påminn", MEETING_FILE)
    reminded = {path.stem.rpartition("-")[2] for path in examples.rglob("*.eml")}
    assert "sorsele" in reminded
    assert "mala" not in reminded


def test_a_slip_in_a_recipients_key_is_no_recipient_taken_off(examples: Path, run: Run) -> None:
    """A key like that of one on the list of whom nothing is told is wrong, whatever is told under it."""
    answers = examples / ANSWERS
    answers.write_text(answers.read_text("utf-8").replace(": sorsele\n", ": sorsle\n"), encoding="utf-8")
    answer = run("läge", *DAY)
    assert answer.code == 1
    assert "menade du «sorsele»?" in answer.err
