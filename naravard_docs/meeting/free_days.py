"""Swedish holidays and eves: those of some decades are stored, those of other years are asked of ``holidays``.

Why: the library imports every country's calendar, a fifth of a command that asks about one day. What is stored is
what it says, written by ``tools/make_free_days.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

STORED = Path(__file__).with_name("free_days.txt")
"""A line for each day: «2021-06-25 Midsommarafton»."""

STORED_YEARS = range(2000, 2061)


@lru_cache(maxsize=200)
def holidays_of(year: int) -> Mapping[date, str]:
    """Return the holidays of a year; the library knows them from 1953 to 2100, and other years have only weekends."""
    return _stored(year) if year in STORED_YEARS else holidays_by_library(year)


def holidays_by_library(year: int) -> dict[date, str]:
    """Return the holidays of a year as the library has them."""
    from holidays import country_holidays

    # Semesterlagen (1977:480) 7 §: midsommarafton, julafton and nyårsafton count as Sundays.
    return dict(country_holidays("SE", years=year, language="sv", categories=("public", "de_facto")))


def _stored(year: int) -> dict[date, str]:
    lines = (line for line in _lines() if line.startswith(f"{year}-"))
    return {date.fromisoformat(day): name for day, _, name in (line.partition(" ") for line in lines)}


@cache
def _lines() -> tuple[str, ...]:
    return tuple(STORED.read_text(encoding="utf-8").splitlines())
