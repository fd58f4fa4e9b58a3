"""Yrkanden and reservations as minutes write them on one line, read as data."""

from __future__ import annotations

import pytest

from naravard_docs.meeting.motion import Motion
from naravard_docs.meeting.statement import Reservation


@pytest.mark.parametrize(
    ("line", "by", "favoured"),
    [
        ("Bo Al (S)", ["Bo Al (S)"], None),
        ("Mot beslutet reserverar sig Bo Al (S)", ["Bo Al (S)"], None),
        ("Bo Al (S) och Anna Ek (M) reserverade sig mot beslutet.", ["Bo Al (S)", "Anna Ek (M)"], None),
        ("Bo Al (S) till förmån för eget yrkande.", ["Bo Al (S)"], "eget yrkande"),
        (
            "Bo Al (S), Anna Ek (M) reserverar sig till förmån för eget förslag",
            ["Bo Al (S)", "Anna Ek (M)"],
            "eget förslag",
        ),
        ({"Bo Al (S)": "till förmån för eget yrkande"}, ["Bo Al (S)"], "eget yrkande"),
    ],
)
def test_who_reserves_and_in_favour_of_what(line: str | dict[str, str], by: list[str], favoured: str | None) -> None:
    reservation = Reservation.model_validate(line)
    assert ([str(each) for each in reservation.by], reservation.in_favour_of) == (by, favoured)
    assert not reservation.text


def test_a_reservation_of_several_sentences_is_its_text() -> None:
    text = "Till förmån för eget yrkande. Avgiften är för hög."
    assert Reservation.model_validate({"Bo Al (S)": text}).text == text


@pytest.mark.parametrize(
    "written",
    [
        "Bo Al (S), med instämmande av Anna Ek (M) och Di Fors (KD): avslag",
        {"Bo Al (S) med instämmande från Anna Ek (M), Di Fors (KD)": "avslag"},
        {"av": "Bo Al (S), med instämmande av Anna Ek (M), Di Fors (KD)", "yrkar": "avslag"},
        {"by": "Bo Al (S)", "asks": "avslag", "seconded_by": ["Anna Ek (M)", "Di Fors (KD)"]},
    ],
)
def test_who_seconds_a_motion(written: str | dict[str, object]) -> None:
    motion = Motion.model_validate(written)
    assert [str(each) for each in motion.by] == ["Bo Al (S)"]
    assert [str(each) for each in motion.seconded_by] == ["Anna Ek (M)", "Di Fors (KD)"]
    assert motion.asks == ("avslag",)
