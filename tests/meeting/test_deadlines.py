"""Deadlines: Swedish working days, weeks that councils need, known council days, and what is warned of."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from bad_case import Bad, assert_said
from conftest import HEAD, REPOSITORY, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM, MINUTES_STEM, loaded

from naravard_docs.errors import Problem
from naravard_docs.meeting.contacts import CouncilDates
from naravard_docs.meeting.deadlines import (
    MissedCouncil,
    day_after_weeks,
    missed_councils,
    reminder_days,
    weeks_outside_summer,
    why_free,
    working_day_by,
)
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.meeting.free_days import STORED_YEARS, holidays_by_library, holidays_of

FULL, BOARD, COMMITTEE = DecidingLevel.COUNCIL, DecidingLevel.BOARD, DecidingLevel.COMMITTEE
DAYS = st.dates(date(1960, 1, 1), date(2095, 12, 31))
LETTER = """ärenden:
  - rubrik: A
    beslut:
      - {text: anta, nivå: %s}
    rekommendation:
      ärende: planen
      datum: 2023-04-03
      sändlista: l
      svar_senast: %s
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
"""
AT_DEADLINE = "11:20"
LISTS = "l:\n  namn: L\n  mottagare:\n    - namn: Sorsele kommun\n"


def told(
    workspace: WorkspaceFolder, answer_by: str, level: str = "styrelse", councils: str = "", organisation: str = ""
) -> list[Problem]:
    """Return the warnings about the deadline of a letter with a clause for some level, to one with known days."""
    workspace.write_template("sandlistor.yaml", f"{LISTS}      sammanträden: {{{councils}}}\n" if councils else LISTS)
    workspace.write_template("organisation.yaml", f"namn: R\n{organisation}")
    found = workspace.load(HEAD + LETTER.replace("%s", level, 1).replace("%s", answer_by)).problems
    return [p for p in found if p.place is not None and f"{p.place.line}:{p.place.column}" == AT_DEADLINE]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2023-09-30", "en lördag"),
        ("2023-10-01", "en söndag"),
        ("2026-06-19", "midsommarafton"),
        ("2026-12-24", "julafton"),
        ("2026-05-14", "Kristi himmelsfärdsdag"),
        ("2022-06-06", "nationaldagen"),
        ("2026-10-31", "alla helgons dag"),
        ("2021-09-30", ""),
        ("2026-05-15", ""),
        ("2026-04-02", ""),
    ],
)
def test_free_days(day: str, why: str) -> None:
    """Weekends, holidays and the eves that semesterlagen holds for Sundays are free; bridge days and half days not."""
    assert why_free(date.fromisoformat(day)) == why


@given(DAYS)
def test_the_nearest_working_day(day: date) -> None:
    """The day given is a working day, no later, with none between; no run of free days is longer than five."""
    found = working_day_by(day)
    assert not why_free(found)
    between = (day - found).days
    assert 0 <= between <= 5
    assert all(why_free(day - timedelta(days=n)) for n in range(between))


@given(DAYS, st.integers(0, 1500))
def test_weeks_outside_summer(start: date, length: int) -> None:
    """The weeks are those of the days after the first that are not between midsummer and mid-August."""
    days = (start + timedelta(days=n) for n in range(1, length + 1))
    counted = sum(not (6, 20) <= (day.month, day.day) <= (8, 15) for day in days)
    assert weeks_outside_summer(start, start + timedelta(days=length)) == counted // 7


@given(DAYS, st.integers(0, 104))
def test_the_day_after_some_weeks(start: date, weeks: int) -> None:
    """The day given is a working day with weeks enough before it, and no working day before it has them."""
    day = day_after_weeks(start, weeks)
    assert day is not None and not why_free(day)
    assert weeks_outside_summer(start, day) >= weeks
    earlier = working_day_by(day - timedelta(days=1))
    assert weeks == 0 or weeks_outside_summer(start, earlier) < weeks


def test_the_calendar_ends() -> None:
    """Days at the calendar's ends are worked with, not over them."""
    assert day_after_weeks(date(9999, 12, 1), 12) is None
    assert working_day_by(date.min) == date.min
    assert weeks_outside_summer(date(2021, 1, 1), date.max) > 300_000
    assert reminder_days(date.min, date(1, 1, 9), (8, 1)) == ((1, date(1, 1, 2)),)


def test_reminder_days() -> None:
    """Reminders come some weeks before, on working days after the letter, in order and none twice."""
    letter, answer_by = date(2021, 4, 23), date(2021, 9, 30)
    assert reminder_days(letter, answer_by, (4, 8)) == ((8, date(2021, 8, 5)), (4, date(2021, 9, 2)))
    assert reminder_days(letter, date(2021, 6, 26), (4, 1, 30)) == ((4, date(2021, 5, 28)), (1, date(2021, 6, 18)))
    assert reminder_days(letter, date(2021, 4, 30), (1,)) == ()
    christmas = (date(2026, 12, 24) + timedelta(weeks=1), (1,))
    assert reminder_days(date(2026, 12, 22), *christmas) == ((1, date(2026, 12, 23)),)
    assert reminder_days(date(2026, 12, 23), *christmas) == ()


JUNE, OCTOBER = date(2021, 6, 21), date(2021, 10, 14)


@pytest.mark.parametrize(
    ("councils", "asked", "missed"),
    [
        ({FULL: (JUNE, OCTOBER)}, {FULL}, []),
        ({FULL: (OCTOBER,)}, {FULL}, [MissedCouncil(FULL, OCTOBER)]),
        ({FULL: (date(2021, 4, 23),)}, {FULL}, [MissedCouncil(FULL, None)]),
        ({FULL: (date(2021, 9, 30),)}, {FULL}, []),
        ({FULL: (OCTOBER,), BOARD: (JUNE,)}, {BOARD}, []),
        (
            {FULL: (OCTOBER,), BOARD: (OCTOBER,)},
            {FULL, BOARD},
            [MissedCouncil(FULL, OCTOBER), MissedCouncil(BOARD, OCTOBER)],
        ),
        ({COMMITTEE: (JUNE,)}, {FULL}, []),
        ({}, {FULL}, []),
        ({}, set(), []),
        ({FULL: (OCTOBER,), BOARD: (JUNE,)}, set(), []),
        ({FULL: (date(2021, 11, 1),), BOARD: (OCTOBER,)}, set(), [MissedCouncil(BOARD, OCTOBER)]),
        ({FULL: (date(2021, 2, 1),)}, set(), [MissedCouncil(None, None)]),
    ],
    ids=[
        *("in-time", "later", "on-the-letters-day", "on-the-last-day", "another-level", "two-levels"),
        *("level-unknown", "nothing-known", "nothing-asked-or-known", "any-will-do", "none-will-do", "past-only"),
    ],
)
def test_missed_councils(
    councils: dict[DecidingLevel, tuple[date, ...]], asked: set[DecidingLevel], missed: list[MissedCouncil]
) -> None:
    """A council asked for is missed when days are known of it but none after the letter and by the deadline."""
    held = CouncilDates.model_validate({str(level): [str(day) for day in days] for level, days in councils.items()})
    assert list(missed_councils(held, asked, date(2021, 4, 23), date(2021, 9, 30))) == missed


WARNINGS = {
    "saturday": ("2023-09-30", "", "30 september 2023, är en lördag", "fredag 29 september 2023: skriv 2023-09-29"),
    "holiday": ("2023-06-06", "", "6 juni 2023, är nationaldagen", "måndag 5 juni 2023: skriv 2023-06-05"),
    "later": (
        "2023-09-29",
        "styrelse: [2023-10-14, 2023-11-01]",
        "styrelsen i Sorsele kommun sammanträder först 14 oktober 2023, efter sista dag för svar, 29 september 2023",
        "skriv 2023-10-14 eller senare",
    ),
    "past": (
        "2023-09-29",
        "styrelse: [2023-03-01]",
        "styrelsen i Sorsele kommun har inga kända sammanträden efter brevets datum, 3 april 2023",
        "lägg till dagarna under «sammanträden»",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_about_the_deadline(workspace: WorkspaceFolder, name: str) -> None:
    """What is doubtful of a deadline is told at it, with the day to write instead."""
    answer_by, councils, message, remedy = WARNINGS[name]
    (problem,) = told(workspace, answer_by, councils=councils)
    assert message.lower() in problem.message.lower()
    assert remedy in problem.remedy
    assert not problem.is_error


@pytest.mark.parametrize("councils", ["", "styrelse: 2023-09-29", "fullmäktige: 2023-11-01, styrelse: 2023-05-02"])
def test_a_deadline_that_can_be_kept(workspace: WorkspaceFolder, councils: str) -> None:
    """A working day by which the council asked for meets, or of which nothing is known, is not warned of."""
    assert told(workspace, "2023-09-29", councils=councils) == []


def test_too_few_weeks_to_fullmäktige(workspace: WorkspaceFolder) -> None:
    """Fewer weeks than the way through the board to the council takes are told, with the first day that is enough."""
    (problem,) = told(workspace, "2023-08-18", "fullmäktige")
    assert problem.message == "Svarstiden är 11 veckor utan sommaren, och till fullmäktige behövs 12"
    assert problem.remedy.startswith("skriv 2023-08-22 eller senare; ")
    assert "veckor_till_fullmäktige" in problem.remedy


@pytest.mark.parametrize(
    ("answer_by", "level", "organisation"),
    [
        ("2023-08-22", "fullmäktige", ""),
        ("2023-08-18", "styrelse", ""),
        ("2023-08-18", "fullmäktige", "veckor_till_fullmäktige: 11\n"),
        ("2023-04-12", "fullmäktige", "veckor_till_fullmäktige: 0\n"),
    ],
    ids=["enough", "no-council-asked", "fewer-needed", "switched-off"],
)
def test_weeks_enough(workspace: WorkspaceFolder, answer_by: str, level: str, organisation: str) -> None:
    """Weeks enough for what the clauses ask, as the organisation counts, are not warned of."""
    assert told(workspace, answer_by, level, organisation=organisation) == []


def test_more_weeks_asked_for(workspace: WorkspaceFolder) -> None:
    """An organisation can ask for more weeks than the program does."""
    (problem,) = told(workspace, "2023-09-29", "fullmäktige", organisation="veckor_till_fullmäktige: 20\n")
    assert "behövs 20" in problem.message


@pytest.mark.parametrize(
    ("written", "where", "message"),
    [
        ("veckor_till_fullmäktige: några", "2:26", "ska vara ett heltal, inte «några»"),
        ("veckor_till_fullmäktige: 200", "2:26", "högst 104, inte «200»"),
        ("påminn_veckor_före: [8, 0]", "2:25", "minst 1, inte «0»"),
    ],
)
def test_weeks_that_are_none(workspace: WorkspaceFolder, written: str, where: str, message: str) -> None:
    """Weeks that are no number of weeks are told at their place."""
    workspace.write_template("organisation.yaml", f"namn: R\n{written}\n")
    assert_said(workspace.problems(HEAD), Bad("", "", where, message, "tal"))


@pytest.mark.parametrize("stem", [LETTER_STEM, MINUTES_STEM])
def test_the_examples_have_good_deadlines(stem: str) -> None:
    """The examples' deadlines raise no warnings."""
    assert [p.message for p in loaded(stem).problems if "svar" in p.message.lower()] == []


@pytest.mark.slow
def test_deadlines_of_these_decades_need_no_library_of_holidays() -> None:
    """The library is left alone where the year is stored: it takes longer to import than a meeting to read."""
    script = (
        "import sys; from pathlib import Path; from naravard_docs.workspace.load import load_meeting; "
        f"load_meeting(Path('meetings/{LETTER_STEM}.yaml')); assert 'holidays' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=True)


@pytest.mark.parametrize("year", [1999, *STORED_YEARS, 2061])
def test_holidays_are_those_of_the_library(year: int) -> None:
    """What is stored of a year is what the library says of it, name by name, and other years are its own."""
    assert holidays_of(year) == holidays_by_library(year)
