"""When on its days a meeting begins and ends, read out of the free text that tells it: «kl. 13», «09.00–12.00»."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.numbers import Hours, read_hours

_DASH = r"\s*(?:[-‐‑–—−]|till)\s*"
_AT = r"(?:(?:kl(?:ockan)?\b\.?|c(?:a|irka)\b\.?|från(?: och med)?|fr\.?o\.?m\.?)\s*)*"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?![\d.:])"
_EXACT = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d.:])"
_ALONE = lazy_pattern(rf"{_AT}({_CLOCK})(?:{_DASH}{_AT}({_CLOCK})?)?\.?", re.IGNORECASE)
_PERIOD = lazy_pattern(rf"(?<![\d.:]){_EXACT}{_DASH}{_AT}{_EXACT}", re.IGNORECASE)
_TIMES = lazy_pattern(rf"(?<![\d.:]){_EXACT}")
_WHOLE_DAY = lazy_pattern(r"(?:hela dagen|heldag)\.?", re.IGNORECASE)


def is_whole_day(written: str) -> bool:
    """Return whether a text says that a meeting takes the day."""
    return _WHOLE_DAY.fullmatch(written.strip()) is not None


def read_meeting_time(written: str) -> Hours | None:
    """Return the hours of a meeting, with no end where none is told; None when they cannot be told for sure.

    Words may stand around them («09.00–12.00, fika från halv»), but no other times of day.
    """
    text = " ".join(written.split())
    if found := _ALONE.fullmatch(text):
        return _hours(found[1], found[2])
    times = _TIMES.findall(text)
    if (found := _PERIOD.search(text)) and len(times) == 2:
        return _hours(*times)
    return _hours(times[0], None) if len(times) == 1 and not _ends_first(text, times[0]) else None


def _ends_first(text: str, clock: str) -> bool:
    """Return whether the one time in a text is when something ends, or is done at the latest."""
    before = text[: text.index(clock)].rstrip().casefold()
    return before.endswith(("till", "senast", "före", "-", "–", "slut", "ca till"))


def _hours(start: str, end: str | None) -> Hours | None:
    try:
        return read_hours(f"{start}–{end}") if end else read_hours(f"från {start}")
    except PydanticCustomError:
        return None
