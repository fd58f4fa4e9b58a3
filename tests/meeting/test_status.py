"""Where a recommendation stands on a day: states, results, who is late and who is reminded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM, loaded

from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import DistributionList, Recipient
from naravard_docs.meeting.decision import Decision
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.response import DecidingBody, Outcome, Response
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import (
    OverallOutcome,
    RecipientStatus,
    RecommendationStatus,
    last_event_day,
    recommendation_status,
)
from naravard_docs.responses.load import load_recommendations

UMEA = Recipient(name="Umeå kommun", key="umea")
MALA = Recipient(name="Malå kommun", key="mala")
LETTER = Recommendation(
    matter="planen",
    date=date(2023, 4, 1),
    distribution_list="alla",
    answer_by=date(2023, 9, 30),
    answer_to="ada",
    signed_by=("ada",),
)
ASKED = MeetingRecommendation(
    stem="2023",
    meeting=Meeting(body="organet", date=date(2023, 3, 24)),
    body=Body(name="Organet"),
    number=1,
    decision=Decision(satser=("anta planen", "följa upp den")),
    letter=LETTER,
    distribution_list=DistributionList(name="Alla", recipients=(UMEA, MALA)),
)
SENT = {"mottagare": "umea", "skickat": "2023-04-03"}


def stands(as_of: str, **answer: object) -> RecipientStatus:
    """Return where Umeå stands that was sent the letter 3 April, with what else is told."""
    response = Response.model_validate({**SENT, **answer})
    return whole(as_of, response).recipients[0]


def whole(as_of: str, *responses: Response) -> RecommendationStatus:
    return recommendation_status(ASKED, responses, date.fromisoformat(as_of))


def decided(*outcomes: str, day: str = "2023-06-21") -> dict[str, object]:
    words = {n: {"utfall": word, "text": "annat"} if "ändring" in word else word for n, word in enumerate(outcomes, 1)}
    return {"instans": "KF", "datum": day, "satser": words}


DAY = "2023-10-10"


@pytest.mark.parametrize(
    ("answer", "state", "is_reminded"),
    [
        ({"skickat": None}, State.NOT_SENT, False),
        ({"skickat": "2023-10-11"}, State.NOT_SENT, False),
        ({}, State.SILENT, True),
        ({"skickat": DAY}, State.SILENT, True),
        ({"påmint": "2023-09-01", "skickat": None}, State.SILENT, True),
        ({"mottaget": "2023-04-04"}, State.RECEIVED, True),
        ({"mottaget": "2023-04-04", "skickat": None}, State.RECEIVED, True),
        ({"mottaget": "2023-10-11"}, State.SILENT, True),
        ({"utlovat": "2023-10-10"}, State.PROMISED, False),
        ({"utlovat": "2023-10-09"}, State.RECEIVED, True),
        ({"utlovat": "2023-11-01", "mottaget": "2023-10-11"}, State.SILENT, True),
        ({"utlovat": "2023-11-01", "skickat": None}, State.PROMISED, False),
        ({"beslut": decided("antagen", "antagen")}, State.ANSWERED, False),
        ({"beslut": decided("avslagen", "avslagen")}, State.ANSWERED, False),
        ({"beslut": decided("antagen", "antagen", day="2023-10-10")}, State.ANSWERED, False),
        ({"beslut": decided("antagen", "antagen", day="2023-10-11")}, State.SILENT, True),
        ({"beslut": decided("bordlagd", "bordlagd")}, State.TABLED, True),
        ({"beslut": decided("antagen", "bordlagd")}, State.TABLED, True),
        ({"beslut": decided("antagen", "bordlagd"), "utlovat": "2023-11-01"}, State.TABLED, False),
        ({"beslut": decided("antagen", "bordlagd"), "utlovat": "2023-10-01"}, State.TABLED, True),
    ],
)
def test_states(answer: dict[str, object], state: State, is_reminded: bool) -> None:
    """Each state follows from what has happened by the day, and decides whether a reminder goes out."""
    found = stands(DAY, **answer)
    assert (found.state, found.is_to_be_reminded) == (state, is_reminded)


def test_nobody_knows_of_whom_nothing_is_told() -> None:
    """A recipient without entry has not been sent the letter and owes nothing."""
    mala = whole(DAY, Response(recipient="umea", sent=date(2023, 4, 3))).recipients[1]
    assert (mala.state, mala.response, mala.owes, mala.days_late) == (State.NOT_SENT, None, False, 0)


@pytest.mark.parametrize(
    ("outcomes", "result"),
    [
        (("antagen", "antagen"), OverallOutcome.ADOPTED),
        (("antagen", "antagen med ändring"), OverallOutcome.CHANGED),
        (("avslagen", "avslagen"), OverallOutcome.REJECTED),
        (("antagen", "avslagen"), OverallOutcome.PARTLY),
        (("antagen med ändring", "avslagen"), OverallOutcome.PARTLY),
        (("antagen", "bordlagd"), None),
    ],
)
def test_results(outcomes: tuple[str, ...], result: OverallOutcome | None) -> None:
    """What the clauses come to together; a recommendation of which something is tabled has come to nothing yet."""
    found = stands(DAY, beslut=decided(*outcomes))
    assert found.result == result
    assert found.outcomes == tuple(map(Outcome, outcomes))


@pytest.mark.parametrize(
    ("as_of", "answer", "due", "days_late"),
    [
        ("2023-09-30", {}, date(2023, 9, 30), 0),
        ("2023-10-01", {}, date(2023, 9, 30), 1),
        ("2023-10-10", {"utlovat": "2023-10-20"}, date(2023, 10, 20), 0),
        ("2023-10-22", {"utlovat": "2023-10-20"}, date(2023, 10, 20), 2),
        ("2023-10-01", {"utlovat": "2023-08-01"}, date(2023, 9, 30), 1),
        ("2023-12-01", {"beslut": decided("antagen", "antagen")}, date(2023, 9, 30), 0),
        ("2023-12-01", {"beslut": decided("antagen", "bordlagd")}, date(2023, 9, 30), 62),
        ("2023-12-01", {"skickat": None}, date(2023, 9, 30), 0),
    ],
)
def test_who_is_late(as_of: str, answer: dict[str, object], due: date, days_late: int) -> None:
    """Days late are counted from the deadline, or from a later promise, while an answer is owed."""
    found = stands(as_of, **answer)
    assert (found.due, found.days_late) == (due, days_late)


def test_a_later_decision_is_told_of() -> None:
    """A decision made after the day is left out, and the standing says whose."""
    response = Response.model_validate({**SENT, "beslut": decided("antagen", "antagen")})
    before, after = whole("2023-06-20", response), whole("2023-06-21", response)
    assert [each.recipient for each in before.with_later_decision] == [UMEA]
    assert before.recipients[0].outcomes == (None, None)
    assert before.recipients[0].decision is None
    assert after.with_later_decision == ()


def test_counts() -> None:
    """The standing counts recipients by state and answers by result, those that nobody has included."""
    response = Response.model_validate({**SENT, "beslut": decided("antagen", "antagen")})
    found = whole(DAY, response)
    assert found.by_state == {**dict.fromkeys(State, 0), State.ANSWERED: 1, State.NOT_SENT: 1}
    assert found.by_result == {**dict.fromkeys(OverallOutcome, 0), OverallOutcome.ADOPTED: 1}


def test_the_last_day_told_of() -> None:
    """The last event counts, be it a reminder; a promise is none."""
    response = Response.model_validate({**SENT, "utlovat": "2024-01-01", "påmint": ["2023-09-02", "2023-09-01"]})
    assert last_event_day([response, Response(recipient="mala")]) == date(2023, 9, 2)
    assert last_event_day([Response(recipient="mala")]) is None


days = st.dates(date(2023, 4, 1), date(2023, 12, 31))


@given(sent=days, received=days | st.none(), promised=days | st.none(), made=days | st.none(), as_of=days)
def test_what_comes_after_the_day_does_not_count(
    sent: date, received: date | None, promised: date | None, made: date | None, as_of: date
) -> None:
    """Taking away what happened after the day changes nothing about where a recipient stands on it."""
    all_told = {"mottagare": "umea", "skickat": sent, "mottaget": received, "utlovat": promised}
    known = {key: day for key, day in all_told.items() if key not in ("skickat", "mottaget") or (day and day <= as_of)}
    if (received or sent) > as_of:
        known.pop("utlovat")
    if made:
        all_told["beslut"] = decided("antagen", "bordlagd", day=made.isoformat())
        if made <= as_of:
            known["beslut"] = all_told["beslut"]
    whole_told, part_told = (
        whole(as_of.isoformat(), Response.model_validate(told)).recipients[0] for told in (all_told, known)
    )
    assert (whole_told.state, whole_told.due, whole_told.outcomes) == (
        part_told.state,
        part_told.due,
        part_told.outcomes,
    )
    assert whole_told.is_to_be_reminded == part_told.is_to_be_reminded


@given(answer=st.fixed_dictionaries({}, optional={"mottaget": days, "utlovat": days}), as_of=days)
def test_time_only_brings_reminders_on(answer: dict[str, object], as_of: date) -> None:
    """Who is to be reminded one day, and does nothing, is to be reminded the next day too."""
    today, tomorrow = (stands((as_of + timedelta(days=n)).isoformat(), **answer) for n in (0, 1))
    promise = answer.get("utlovat")
    if today.is_to_be_reminded and (promise is None or (isinstance(promise, date) and promise <= as_of)):
        assert tomorrow.is_to_be_reminded


def test_the_example_shows_all() -> None:
    """The example's answers show every state and every result; five are to be reminded in November and eleven not."""
    (example,) = load_recommendations(loaded(LETTER_STEM))
    found = example.status(date(2021, 11, 15))
    assert [each.recipient.slug for each in found.to_be_reminded] == [
        "mala",
        "norsjo",
        "vilhelmina",
        "bjurholm",
        "sorsele",
    ]
    assert len(found.recipients) == 16
    assert {each.response is not None for each in found.recipients} == {True}
    assert 0 not in found.by_state.values()
    assert 0 not in found.by_result.values()
    decided = {each.decision.deciding_body for each in found.recipients if each.decision}
    assert decided == set(DecidingBody) - {DecidingBody.REGIONAL_BOARD}
    assert {outcome for each in found.recipients for outcome in each.outcomes} == {*Outcome, None}


def test_the_example_says_that_it_is_one() -> None:
    """Nobody can take the example's answers for real ones: its first words say that they are made up."""
    (example,) = load_recommendations(loaded(LETTER_STEM))
    assert "# EXEMPEL. Alla svar i den här filen är påhittade" in example.path.read_text("utf-8").split("\n")[1]


@pytest.mark.parametrize(("as_of", "state"), [("2023-03-31", State.NOT_SENT), ("2023-04-01", State.PROMISED)])
def test_a_promise_of_no_known_day_is_not_older_than_the_letter(as_of: str, state: State) -> None:
    """When neither sending nor receipt is told, a promise counts from the letter's own date."""
    assert stands(as_of, skickat=None, utlovat="2023-11-01").state is state
