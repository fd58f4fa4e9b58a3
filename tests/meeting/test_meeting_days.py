"""The days that a meeting brings: each obeys the law or the body's own rules, on whatever day it falls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.meeting.body import Body, Profile
from naravard_docs.meeting.deadlines import why_free, working_day_by, working_day_from
from naravard_docs.meeting.meeting_days import DayKind, KnownDays, MeetingDay, days_of_meeting

LOCAL = [profile for profile in Profile if profile.follows_local_government_act]
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
COUNTS = st.integers(1, 60) | st.none()


def body_of(profile: Profile, **times: int | None) -> Body:
    told = {key: str(value) for key, value in times.items() if value is not None}
    return Body.model_validate({"namn": "O", "profil": profile.value, "tider": told})


def days(body: Body, day: date, known: KnownDays | None = None) -> dict[DayKind, MeetingDay]:
    found = list(days_of_meeting(body, day, known))
    assert len({each.kind for each in found}) == len(found)
    return {each.kind: each for each in found}


@given(day=DAYS, profile=st.sampled_from(list(Profile)), documents=COUNTS, notice=COUNTS, adjustment=COUNTS)
def test_every_day_obeys_its_law(
    day: date, profile: Profile, documents: int | None, notice: int | None, adjustment: int | None
) -> None:
    """No day before the meeting is late, none after it is later than the law allows, and what moved says from where."""
    body = body_of(profile, handlingar=documents, kallelse=notice, justering=adjustment)
    found = days(body, day)
    for kind, each in found.items():
        assert (each.counted is None) == (not each.why)
        assert each.counted is None or (each.counted != each.day and why_free(each.counted) == each.why)
        assert not why_free(each.day) or (kind is DayKind.ADJUSTMENT and each.day == day)
    if DayKind.DOCUMENTS in found:
        assert documents is not None and day - found[DayKind.DOCUMENTS].day >= timedelta(days=documents)
    if profile is Profile.COUNCIL:
        assert day - found[DayKind.NOTICE].day >= timedelta(days=7)  # KL 5:14
    if notice is not None:
        assert day - found[DayKind.NOTICE].day >= timedelta(days=notice)
    under_law = profile.follows_local_government_act
    assert ({DayKind.POSTING, DayKind.APPEAL} <= found.keys()) == under_law
    if under_law:
        adjusted, posted = found[DayKind.ADJUSTMENT].day, found[DayKind.POSTING].day
        assert day <= adjusted <= working_day_from(day + timedelta(days=14))  # KL 5:69; 1930:173, 2 §
        assert adjusted <= posted <= working_day_from(adjusted + timedelta(days=2))  # KL 8:12
        assert found[DayKind.APPEAL].day == working_day_from(posted + timedelta(weeks=3))  # KL 13:5
    elif adjustment is not None and profile is not Profile.NOTES:
        assert day <= found[DayKind.ADJUSTMENT].day <= day + timedelta(days=adjustment)
    else:
        assert DayKind.ADJUSTMENT not in found


@pytest.mark.parametrize(
    ("day", "kind", "counted", "moved", "why"),
    [
        ("2027-01-13", DayKind.NOTICE, "2027-01-06", "2027-01-05", "trettondedag jul"),
        ("2027-04-05", DayKind.NOTICE, "2027-03-29", "2027-03-25", "annandag påsk"),
        ("2027-06-11", DayKind.ADJUSTMENT, "2027-06-25", "2027-06-28", "midsommarafton"),
        ("2026-12-10", DayKind.ADJUSTMENT, "2026-12-24", "2026-12-28", "julafton"),
        ("2026-12-17", DayKind.ADJUSTMENT, "2026-12-31", "2027-01-04", "nyårsafton"),
        ("2028-02-15", DayKind.ADJUSTMENT, None, "2028-02-29", ""),
        ("2028-03-07", DayKind.NOTICE, None, "2028-02-29", ""),
        ("2027-03-12", DayKind.ADJUSTMENT, "2027-03-26", "2027-03-30", "långfredagen"),
        ("2027-05-28", DayKind.POSTING, "2027-06-13", "2027-06-14", "en söndag"),
    ],
)
def test_days_around_holidays(day: str, kind: DayKind, counted: str | None, moved: str, why: str) -> None:
    """Year ends, leap day, Easter, midsummer and Christmas: what comes before goes back, what comes after goes on."""
    (each,) = (one for one in days_of_meeting(body_of(Profile.COUNCIL), date.fromisoformat(day)) if one.kind is kind)
    assert (each.day.isoformat(), each.counted.isoformat() if each.counted else None, each.why) == (moved, counted, why)


def test_a_council_cannot_shorten_the_law() -> None:
    """A council's own days count where they are longer than the law's time, and its minutes are never later."""
    day = date(2027, 3, 10)
    assert days(body_of(Profile.COUNCIL, kallelse=3), day)[DayKind.NOTICE].day == date(2027, 3, 3)
    assert days(body_of(Profile.COUNCIL, kallelse=10), day)[DayKind.NOTICE].day == working_day_by(date(2027, 2, 28))
    late = days(body_of(Profile.COMMITTEE, justering=30), day)[DayKind.ADJUSTMENT]
    assert (late.day, late.source) == (date(2027, 3, 24), "KL 5:69")


def test_what_is_known_takes_the_place_of_what_is_counted() -> None:
    """The last day of a meeting, when it was adjusted and posted, and a day given for its documents."""
    known = KnownDays(date(2027, 3, 11), date(2027, 2, 28), date(2027, 3, 15), date(2027, 3, 16))
    found = days(body_of(Profile.COMMITTEE, handlingar=5), date(2027, 3, 10), known)
    assert (found[DayKind.DOCUMENTS].day, found[DayKind.DOCUMENTS].why) == (date(2027, 2, 26), "en söndag")
    assert found[DayKind.ADJUSTMENT].is_done and found[DayKind.ADJUSTMENT].day == date(2027, 3, 15)
    assert found[DayKind.POSTING].is_done and found[DayKind.APPEAL].day == date(2027, 4, 6)
    over_days = days(body_of(Profile.BOARD), date(2027, 3, 10), KnownDays(end=date(2027, 3, 11)))
    assert over_days[DayKind.ADJUSTMENT].day == date(2027, 3, 25)


def test_the_edges_of_the_calendar() -> None:
    """The first and the last day that there is give days, not a failure."""
    body = body_of(Profile.COUNCIL, handlingar=60)
    assert days(body, date.min)[DayKind.DOCUMENTS].day == date.min
    assert days(body, date.max)[DayKind.APPEAL].day <= date.max


@pytest.mark.parametrize("profile", LOCAL)
def test_what_the_calendar_says_is_no_fault_of_the_minutes(profile: Profile) -> None:
    """Adjusting and posting on the days that the calendar gives, moved for a holiday too, is what the rules allow."""
    from naravard_docs.meeting.attendance_rules import attendance_findings
    from naravard_docs.meeting.meeting import Meeting

    for first in range(0, 365, 5):
        day = date(2026, 6, 1) + timedelta(days=first)
        found = days(body_of(profile), day)
        told = {kind: found[kind].day.isoformat() for kind in (DayKind.ADJUSTMENT, DayKind.POSTING)}
        known = {"datum": told[DayKind.ADJUSTMENT]}, {"uppsatt": told[DayKind.POSTING]}
        meeting = Meeting.of_known(_meeting(day, *known))
        rules = {each.rule for each in attendance_findings(meeting, body_of(profile))}
        assert rules.isdisjoint({"NV118", "NV119", "NV121"})


def _meeting(day: date, adjusted: dict[str, str], posted: dict[str, str]) -> dict[str, object]:
    from naravard_docs.meeting.approval import Approval, Posting

    approvals, postings = (Approval.model_validate(adjusted),), (Posting.model_validate(posted),)
    empty: tuple[()] = ()
    nobody = dict.fromkeys(("attendance", "absent", "chair", "secretary", "approvers", "agenda_items"), empty)
    return {"body": "o", "date": day, "end_date": None, "approvals": approvals, "postings": postings, **nobody}
