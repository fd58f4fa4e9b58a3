"""What a meeting's answers and logs tell to have happened after a day: a slip, or a clock that was wrong."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from naravard_docs.errors import NaravardError, Problem
from naravard_docs.swedish import MONTHS
from naravard_docs.workspace.folders import root_around

_DAY = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})|(?:{'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)


def may_have_future_dates(path: Path, today: date) -> bool:
    """Return whether a meeting's answers and logs name a day, or the year of a month, that is not before a day's."""
    answers, start = root_around(path) / "meetings" / "svar", os.path.normcase(f"{path.stem}-")
    try:
        with os.scandir(answers) as found:
            names = [each.name for each in found if os.path.normcase(each.name).startswith(start)]
    except OSError:
        return False
    files = (answers / name for name in names if name.endswith((".yaml", ".tsv")))
    days = (found for file in files for found in _DAY.findall(_text_of(file)))
    return any(iso > today.isoformat() or year >= str(today.year) for iso, year in days)


def future_dates_of_meeting(path: Path, today: date) -> tuple[Problem, ...]:
    """Return warnings of what a meeting's answers and logs tell to have happened after a day.

    The meeting is read only if there is a later day in them; what cannot be read is told by ``check_meeting``.
    """
    if not may_have_future_dates(path, today):
        return ()
    from naravard_docs.builder.build import load_cached
    from naravard_docs.responses.deliveries import log_of
    from naravard_docs.responses.load import future_date_warnings, load_recommendations

    try:
        asked = load_recommendations(load_cached(path))
        return tuple(
            p for each in asked for p in (*future_date_warnings(each, today), *log_of(each).dated_ahead(today))
        )
    except NaravardError:
        return ()


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""
