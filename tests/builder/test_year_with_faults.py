"""The follow-up of a year is made of what can be read; what cannot is told, and answered with."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Run
from made import LETTER_STEM

YEAR = ("uppföljning", "--år", "2021", "--format", "pdf")
ANSWERS = f"meetings/svar/{LETTER_STEM}-systemledning-och-framtidsbild.yaml"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("meetings/2021-05-01-fel.yaml", "organ: systemledning\nrekommendation: x\n"),
        ("meetings/2021-05-02-trasig.yaml", "rekommendation: [\n"),
        ("meetings/svar/2021-01-01-ingen.yaml", "svar: []\n"),
        ("meetings/2021-05-03-utf16.yaml", "rekommendation: 1"),
    ],
)
def test_one_at_fault_does_not_hinder_the_others(examples: Path, run: Run, name: str, content: str) -> None:
    """The document is written of the others; the fault is told with its file, and the code says so."""
    (examples / name).write_text(content, "utf-16" if "utf16" in name else "utf-8")
    answer = run(*YEAR)
    assert answer.lines == ["output/uppfoljning-2021/uppfoljning-2021-2021-10-25.pdf"]
    assert (answer.code, name in answer.err) == (1, True)
    assert "uppföljningen är inte hel" in answer.err.lower()


def test_all_at_fault(examples: Path, run: Run) -> None:
    """With nothing to follow up that can be read there is no document, and the faults are told."""
    (examples / ANSWERS).write_text("svar: 1\n", "utf-8")
    answer = run(*YEAR)
    assert (answer.code, answer.lines) == (1, [])
    assert ANSWERS in answer.err
    assert not (examples / "output" / "uppfoljning-2021").exists()


def test_none_at_fault(examples: Path, run: Run) -> None:
    """A whole follow-up is answered with 0, and nobody is told that it is not."""
    answer = run(*YEAR)
    assert (answer.code, "inte hel" in answer.err) == (0, False)
