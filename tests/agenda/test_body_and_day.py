"""Which body and which day the words after «naravard ny» name."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning import TODAY, Planner

from naravard_docs.agenda.day import read_day
from naravard_docs.errors import WrongUsageError


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("idag", "2027-01-11"), ("i dag", "2027-01-11"), ("i morgon", "2027-01-12"), ("Imorgon", "2027-01-12"),
        ("i övermorgon", "2027-01-13"), ("2027-05-12", "2027-05-12"), ("12 maj 2026", "2026-05-12"),
        ("12 maj", "2027-05-12"), ("den 12 maj", "2027-05-12"), ("11 januari", "2027-01-11"),
        ("10 januari", "2028-01-10"), ("12 MAJ", "2027-05-12"), ("3 feb.", "2027-02-03"),
        ("onsdag 12 maj", "2027-05-12"),
        ("onsdagen den 12 maj 2027", "2027-05-12"), ("ons 12 maj", "2027-05-12"), ("12/5", "2027-05-12"),
        ("12/5 2026", "2026-05-12"), ("29 februari", "2028-02-29"), ("fredag", "2027-01-15"),
        ("måndag", "2027-01-18"),
        ("på lördag", "2027-01-16"), ("onsdag 2027-05-12", "2027-05-12"), ("onsdag, 12  maj", "2027-05-12"),
    ],
)  # fmt: skip
def test_a_day(written: str, day: str) -> None:
    """A day is counted from the one that the command runs on; one without a year is the next."""
    assert read_day(written, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "written", ["", "igår", "30 februari", "2027-02-30", "20270512", "12", "maj", "12 xyz", "13/13", "onsdagligen"]
)
def test_no_day(written: str) -> None:
    """What is no day is none."""
    assert read_day(written, TODAY) is None


def test_another_day_of_the_week() -> None:
    """A day of the week that is not the day's is refused, with the one that is."""
    with pytest.raises(WrongUsageError, match="12 maj 2027 är en onsdag"):
        read_day("fredag 12 maj", TODAY)


@given(st.text(max_size=30))
def test_any_words(written: str) -> None:
    """Whatever is written is a day or none, or is refused."""
    with suppress(WrongUsageError):
        read_day(written, TODAY)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (("bun", "idag"), "2027-01-11-bun"), (("BUN", "i", "morgon"), "2027-01-12-bun"),
        (("Barn-", "och", "utbildningsnämnden", "12", "maj"), "2027-05-12-bun"),
        (("barn och utbildningsnamnden", "12 maj"), "2027-05-12-bun"),
        (("barn", "onsdag", "12", "maj"), "2027-05-12-bun"),
        (("Samråd", "vård", "och", "omsorg", "2027-02-12"), "2027-02-12-samrad"),
        (("SAMRÅDET", "idag"), "2027-01-11-samrad"),
        (("Sam", "rådet", "idag"), "2027-01-11-samrad"), (("samr", "12/5"), "2027-05-12-samrad"),
        (("nämnden",), "2027-02-12-bun"),
    ],
)  # fmt: skip
def test_a_body_however_it_is_written(planner: Planner, words: tuple[str, ...], made: str) -> None:
    """The words are taken apart as the longest name of a body, and the day."""
    answer = planner.ny(*words)
    assert answer.lines == [f"meetings/{made}.yaml"], answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("direktionn", "idag"), "menade du «direktionen»?"),
        (("samråd", "vrd", "och", "omsorg", "12", "maj"), "menade du «samrad»?"),
        (("bun", "tolfte", "maj"), "«tolfte maj» är inget datum"),
        (("xyz", "idag"), "organ som finns: bun, samrad, direktionen"),
        (("bun", "12–13", "maj", "2027"), "skriv den första: 2027-05-12"), (("../x", "idag"), "«../x»"),
        (("idag",), "«idag»"),
    ],
)  # fmt: skip
def test_what_does_not_fit(planner: Planner, words: tuple[str, ...], told: str) -> None:
    """It is refused with what may be meant, and nothing is written."""
    answer = planner.ny(*words)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert not list((planner.folder.root / "meetings").glob("*.yaml"))


def test_several_bodies_that_fit(planner: Planner) -> None:
    """All of them are listed."""
    planner.folder.write_template("organ.yaml", "a: {namn: Rådet norr}\nb: {namn: Rådet söder}\n")
    answer = planner.ny("rådet", "idag")
    assert answer.code == 2 and "a (Rådet norr) och b (Rådet söder)" in answer.err
    assert planner.ny("rådet", "norr", "idag").code == 0
