"""The hours of a meeting, read out of the free text that tells them: never guessed where they are not sure."""

from __future__ import annotations

import pytest

from naravard_docs.meeting.meeting_time import is_whole_day, read_meeting_time


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("09.00–12.00", "09.00–12.00"),
        ("9-12", "09.00–12.00"),
        ("kl. 13", "från 13.00"),
        ("13:00", "från 13.00"),
        ("kl 9.30 - 11", "09.30–11.00"),
        ("klockan 18.30", "från 18.30"),
        ("kl. 13.00 till kl. 15.30", "13.00–15.30"),
        ("från 8.15", "från 08.15"),
        ("ca 13.00–15.00", "13.00–15.00"),
        ("09.00–12.00, därefter lunch", "09.00–12.00"),
        ("Förmiddag 09.00–12.00", "09.00–12.00"),
        ("13.00 i direkt anslutning till samrådet", "från 13.00"),
        ("13.00–", "från 13.00"),
    ],
)
def test_hours_are_read(written: str, hours: str) -> None:
    """What tells one time, or one period, is that."""
    assert str(read_meeting_time(written)) == hours


@pytest.mark.parametrize(
    "written",
    [
        "efter lunch",
        "18.00 (kaffe från 17.30)",
        "09.00–12.00 och 13.00–16.00",
        "25.00",
        "12.00–09.00",
        "senast 15.00",
        "slut 16.00",
        "2027-02-12",
        "halv nio",
        "",
    ],
)
def test_what_is_not_sure_is_not_read(written: str) -> None:
    """Several times, words, times that no day has and ends without a beginning give no hours."""
    assert read_meeting_time(written) is None


def test_a_whole_day_is_known() -> None:
    """«Heldag» takes the day, and needs no remark that no hours are told."""
    assert is_whole_day("Heldag") and is_whole_day("hela dagen") and not is_whole_day("hela dagen från 9")
