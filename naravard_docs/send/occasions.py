"""What the log calls what is sent: a letter, reminders of it and corrections; a notice of a meeting and its changes."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import read_date

LETTER, REMINDER, CORRECTION = "brev", "påminnelse ", "rättelse "
"""The letter, reminders with the day on which their round began, a correction with its day.

Of several corrections of one day, the second has «(2)» after the day, and so on.
"""

NOTICE, NOTICE_UPDATE, NOTICE_CANCELLED = "kallelse", "kallelse ändring ", "kallelse inställt"
"""The notice of a meeting, a change of it with its number, from 1, and that the meeting is cancelled.

What is cancelled once more after it was called again has «(2)» after it, and so on.
"""

_AGAIN = r"(?: \((?:[2-9]|[1-9]\d+)\))?"
_CORRECTION = lazy_pattern(rf"{CORRECTION}(\d{{4}}-\d\d-\d\d){_AGAIN}", re.ASCII)
_NOTICE = lazy_pattern(rf"{NOTICE}|{NOTICE_UPDATE}[1-9]\d*|{NOTICE_CANCELLED}{_AGAIN}", re.ASCII)


class LogKind(StrEnum):
    """What a log tells of; one kind's occasions are none in the other's log."""

    LETTER = "brev"
    NOTICE = "kallelse"

    @property
    def examples(self) -> str:
        """What its occasions look like."""
        if self is LogKind.NOTICE:
            return f"«{NOTICE}», «{NOTICE_UPDATE}1» eller «{NOTICE_CANCELLED}»"
        return f"«{LETTER}», «{REMINDER}2021-10-12» eller «{CORRECTION}2021-06-01»"

    def has(self, text: str) -> bool:
        """Return whether a text is an occasion of this kind."""
        return bool(_NOTICE.fullmatch(text)) if self is LogKind.NOTICE else _is_of_letter(text)


def correction_occasion(day: date, number: int) -> str:
    """Return what the sending of a correction is called; ``number`` is its place among those of its day, from 1."""
    return _numbered(f"{CORRECTION}{day.isoformat()}", number)


def cancelled_occasion(number: int) -> str:
    """Return what it is called that a meeting is cancelled, for which time, from 1."""
    return _numbered(NOTICE_CANCELLED, number)


def round_day(text: str) -> date | None:
    """Return the day on which the round of reminders began that an occasion is; None when it is none."""
    return read_date(text.removeprefix(REMINDER))


def _numbered(text: str, number: int) -> str:
    return f"{text} ({number})" if number > 1 else text


def _is_of_letter(text: str) -> bool:
    """Return whether it is the letter, or reminders or a correction of a day."""
    if found := _CORRECTION.fullmatch(text):
        return read_date(found[1]) is not None
    day = round_day(text)
    return text == LETTER or (day is not None and text == f"{REMINDER}{day.isoformat()}")
