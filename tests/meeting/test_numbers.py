"""Numbers of items and hours as they are written: read, told apart and printed in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.numbers import (
    Hours,
    HoursValues,
    ItemNumber,
    NumberSet,
    Sections,
    read_hours,
    read_number,
    read_number_set,
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("§§ 143–151, 153", "143–151, 153"),
        ("143-151 och 153", "143–151, 153"),
        ("153, 143-151", "143–151, 153"),
        ("5–", "5–"),
        ("–12", "–12"),
        ("5.3", "5.3"),
        ("5.3–5.5", "5.3–5.5"),
        ("33 a", "33 a"),
        ("33A–33C", "33 a–33 c"),
        ("fr.o.m. § 12", "12–"),
        ("fr o m 12", "12–"),
        ("från och med § 12", "12–"),
        ("t.o.m. § 37", "–37"),
        ("§ 12 t.o.m. 15", "12–15"),
        ("fr.o.m. § 12, t.o.m. § 37", "12–37"),
        ("t.o.m. § 12, fr.o.m. § 37", "–12, 37–"),
        ("33–37 §§", "33–37"),
        ("§ 3 och § 5, samt 7", "3, 5, 7"),
        ("från § 5 till § 12", "5–12"),
        ("punkterna 3−5 och 8", "3–5, 8"),
    ],
)
def test_sets_as_they_are_written(text: str, printed: str) -> None:
    """A set is read in the forms that minutes have it in, and printed in one that is read as the same."""
    found = read_number_set(text)
    assert str(found) == printed
    assert read_number_set(printed) == found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("12–9", "numbers_backwards"),
        ("§ 12–9", "numbers_backwards"),
        ("5.3–5", "numbers_backwards"),
        ("", "numbers_unreadable"),
        ("alla", "numbers_unreadable"),
        ("5, ", "numbers_unreadable"),
        ("5 i mötet", "numbers_unreadable"),
        ("del av § 5", "numbers_unreadable"),
        ("3–5, 4", "numbers_overlap"),
        ("5, 5.3", "numbers_overlap"),
        ("5, 5", "numbers_overlap"),
        ("5, " * 400 + "5", "numbers_unreadable"),
    ],
)
def test_what_is_no_set(text: str, fault: str) -> None:
    """What cannot be read, ends before it begins or is too long is told as such."""
    with pytest.raises(PydanticCustomError) as told:
        read_number_set(text)
    assert told.value.type == fault


def _numbers() -> st.SearchStrategy[ItemNumber]:
    parts = st.lists(st.integers(1, 9), min_size=1, max_size=2).map(tuple)
    return st.builds(ItemNumber, parts, st.sampled_from(["", "a"]))


def _sets() -> st.SearchStrategy[NumberSet]:
    ends = st.lists(_numbers(), min_size=2, max_size=2).map(sorted)
    ranges = st.one_of(
        ends.map(lambda two: (two[0], two[1])), _numbers().map(lambda one: (one, None)), st.just((None, None))
    )
    return st.lists(ranges, min_size=1, max_size=3).map(lambda listed: NumberSet(tuple(listed)))


@given(_sets(), _sets(), _numbers())
def test_what_is_in_two_sets_makes_them_overlap(one: NumberSet, other: NumberSet, number: ItemNumber) -> None:
    """Two sets that have a number in common overlap, whichever is asked."""
    assert one.overlaps(other) == other.overlaps(one)
    if number in one and number in other:
        assert one.overlaps(other)


@pytest.mark.parametrize(
    ("number", "text", "is_in"),
    [
        ("5.3", "5", True),
        ("5.3", "3–5", True),
        ("5", "5.3", False),
        ("33 a", "33", False),
        ("33 a", "33–34", True),
        ("37 a", "33–37", False),
        ("400", "5–", True),
        ("4", "5–", False),
    ],
)
def test_what_is_in_a_set(number: str, text: str, is_in: bool) -> None:
    """A number has those below it in it, and «33 a» is an item of its own after 33."""
    read = read_number(number)
    assert read is not None and (read in read_number_set(text)) is is_in


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("10.00–14.50", "10.00–14.50"),
        ("10–12", "10.00–12.00"),
        ("10:00-14:50", "10.00–14.50"),
        ("kl. 13.30-16", "13.30–16.00"),
        ("kl 10 till kl 12", "10.00–12.00"),
        ("mellan 10 och 12", "10.00–12.00"),
        ("från 10.15", "från 10.15"),
        ("fr.o.m. kl. 9", "från 09.00"),
        ("10.15–", "från 10.15"),
        ("till 14.50", "till 14.50"),
        ("–14.50", "till 14.50"),
        ("22–24", "22.00–24.00"),
    ],
)
def test_hours_as_they_are_written(text: str, printed: str) -> None:
    """Hours are read in the forms that minutes have them in, and printed in one that is read as the same."""
    assert str(read_hours(text)) == printed
    assert read_hours(printed) == read_hours(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("14.50–10", "hours_backwards"),
        ("10–10", "hours_backwards"),
        ("10", "hours_unreadable"),
        ("10.15", "hours_unreadable"),
        ("24.30–", "hours_unreadable"),
        ("8.5–9", "hours_unreadable"),
        ("25–26", "hours_unreadable"),
        ("förmiddag", "hours_unreadable"),
    ],
)
def test_what_are_no_hours(text: str, fault: str) -> None:
    """A moment alone, an hour that no day has and an end before the start are told."""
    with pytest.raises(PydanticCustomError) as told:
        read_hours(text)
    assert told.value.type == fault


def test_hours_overlap_where_they_have_time_in_common() -> None:
    """One who leaves when another comes is not there beside them."""
    morning, later, rest = read_hours("10–12"), read_hours("12–15"), Hours(14 * 60, None)
    assert not morning.overlaps(later)
    assert later.overlaps(rest) and rest.overlaps(later) and not morning.overlaps(rest)


def test_several_on_one_line() -> None:
    """Several hours and several numbers may stand on a line, or in a list."""
    hours: TypeAdapter[tuple[Hours, ...]] = TypeAdapter(HoursValues)
    assert hours.validate_python("10–12 och 13–15") == hours.validate_python(["10–12", "13–15"])
    sections: TypeAdapter[NumberSet] = TypeAdapter(Sections)
    assert sections.validate_python(["1–3", "5"]) == sections.validate_python("1–3, 5")
    assert hours.validate_python(["till 14.50", "från 10.15"]) == (read_hours("10.15–14.50"),)
    assert hours.validate_python("från 13, till 11") == (read_hours("till 11"), read_hours("från 13"))
    with pytest.raises(ValidationError, match="time in common"):
        hours.validate_python(["10–12", "11–13"])
    assert hours.dump_python(hours.validate_python("10–12"), mode="json") == ["10.00–12.00"]
    with pytest.raises(ValidationError):
        sections.validate_python({"från": 5})
