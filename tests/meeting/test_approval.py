"""The days of adjustment and appeal, by kommunallagen and lag (1930:173) om beräkning av lagstadgad tid."""

from __future__ import annotations

from datetime import date

import pytest

from naravard_docs.meeting.approval import (
    Approval,
    Posting,
    day_of_adjustment,
    first_day_of_removal,
    last_day_of_appeal,
    posted_on_all_boards,
)
from naravard_docs.meeting.numbers import read_number_set


@pytest.mark.parametrize(
    ("posted", "last", "removed"),
    [
        (date(2026, 5, 5), date(2026, 5, 26), date(2026, 5, 27)),  # the same day of the week, a Tuesday
        (date(2026, 5, 9), date(2026, 6, 1), date(2026, 6, 2)),  # a Saturday: Monday after
        (date(2026, 5, 10), date(2026, 6, 1), date(2026, 6, 2)),  # a Sunday
        (date(2026, 5, 29), date(2026, 6, 22), date(2026, 6, 23)),  # midsommarafton, and the weekend after it
        (date(2025, 5, 16), date(2025, 6, 9), date(2025, 6, 10)),  # nationaldagen on a Friday
        (date(2026, 12, 3), date(2026, 12, 28), date(2026, 12, 29)),  # julafton, a Thursday, and all that follows
        (date(2026, 12, 10), date(2027, 1, 4), date(2027, 1, 5)),  # nyårsafton, nyårsdagen and the weekend
        (date(2026, 3, 13), date(2026, 4, 7), date(2026, 4, 8)),  # långfredagen to annandag påsk
        (date(2026, 4, 23), date(2026, 5, 15), date(2026, 5, 16)),  # Kristi himmelsfärdsdag; down on a Saturday
        (date(2026, 4, 2), date(2026, 4, 23), date(2026, 4, 24)),  # skärtorsdagen is a working day
        (date(9999, 12, 20), date.max, date.max),
        (date(2026, 4, 9), date(2026, 4, 30), date(2026, 5, 1)),  # so is valborgsmässoafton
    ],
)
def test_an_appeal_may_come_in_on_the_next_working_day(posted: date, last: date, removed: date) -> None:
    """The last day is three weeks on, or the first working day after it; the notice may go the day after that."""
    assert last_day_of_appeal(posted) == last
    assert first_day_of_removal(posted) == removed


def test_items_are_adjusted_on_their_own_day() -> None:
    """What names the items goes first, then what names none; another's items tell nothing of these."""
    own, other = read_number_set("25"), read_number_set("21–24")
    of_own = Approval(date=date(2024, 3, 20), sections=own)
    of_rest = Approval(date=date(2024, 3, 26))
    assert day_of_adjustment((of_own, of_rest), own) == date(2024, 3, 20)
    assert day_of_adjustment((of_own, of_rest), other) == date(2024, 3, 26)
    assert day_of_adjustment((of_own,), other) is None
    assert day_of_adjustment((of_own, of_rest), None) == date(2024, 3, 26)


def test_appeal_counts_from_the_last_of_several_boards() -> None:
    """Of a gemensam nämnd the time begins when the notice is up everywhere; a notice of other items has its own."""
    umea = Posting(posted=date(2026, 5, 5), board="Umeå kommun")
    vannas = Posting(posted=date(2026, 5, 7), board="Vännäs kommun")
    other = Posting(posted=date(2026, 5, 9))
    assert posted_on_all_boards(umea, (umea, vannas, other)) == date(2026, 5, 7)
    assert posted_on_all_boards(other, (umea, vannas, other)) == date(2026, 5, 9)
    assert posted_on_all_boards(Posting(), ()) is None
