"""Where a recommendation stands on a day: who has answered what, who owes an answer, who is to be reminded.

Pure: the day comes in as an argument, and what is dated after it does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from naravard_docs.errors import Level, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.response import Outcome, Response, ResponseDecision
from naravard_docs.meeting.state import State
from naravard_docs.swedish import enumeration, long_date


class OverallOutcome(StrEnum):
    """What the answers to all clauses come to together."""

    ADOPTED = "antagen"
    CHANGED = "antagen med ändring"
    PARTLY = "delvis"
    REJECTED = "avslagen"


class DeliveryState(StrEnum):
    """What the log of what was sent tells of a letter."""

    SENT = "skickat"
    UNCERTAIN = "osäkert"
    REFUSED = "avvisat"


class Delivery(Struct, frozen=True):
    """How it went with a letter to one recipient, and on which day."""

    event: DeliveryState
    day: date


class RecipientStatus(Struct, frozen=True):
    """Where one recipient stands.

    ``outcomes`` has one for each clause of the letter, None where nothing is decided; ``promised`` is the day that an
    answer is promised for, kept or not; ``due`` is the day by which one is expected; ``days_late`` counts from it when
    one is owed; ``decision`` is None when it was made after the day, and then ``later_decision`` is it;
    ``is_listed`` is whether the recipient still is on the letter's list; ``delivery`` is what the log tells of a letter
    that is not known to be sent.
    """

    recipient: Recipient
    response: Response | None
    state: State
    decision: ResponseDecision | None
    outcomes: tuple[Outcome | None, ...]
    promised: date | None
    due: date
    days_late: int
    has_promise: bool
    later_decision: ResponseDecision | None
    is_listed: bool
    delivery: DeliveryState | None = None

    @property
    def state_words(self) -> str:
        """The state in a word; of a letter that was refused, or of which nobody knows, that word."""
        return self.delivery.value if self.delivery else self.state.value

    @property
    def owes(self) -> bool:
        """Whether an answer is owed: the letter is sent and not, or not wholly, answered."""
        return self.state not in (State.NOT_SENT, State.ANSWERED)

    @property
    def is_to_be_reminded(self) -> bool:
        """Whether an answer is owed and none is promised for the day or later, by one still on the list."""
        return self.owes and self.is_listed and not self.has_promise

    @property
    def result(self) -> OverallOutcome | None:
        """What an answered recommendation came to; None before it is answered."""
        if self.state is not State.ANSWERED:
            return None
        found = set(self.outcomes)
        if Outcome.REJECTED in found:
            return OverallOutcome.REJECTED if len(found) == 1 else OverallOutcome.PARTLY
        return OverallOutcome.CHANGED if Outcome.CHANGED in found else OverallOutcome.ADOPTED


class RecommendationStatus(Struct, frozen=True):
    """Where a recommendation stands on the day ``as_of``; ``recipients`` are in the order of the list."""

    recommendation: MeetingRecommendation
    as_of: date
    recipients: tuple[RecipientStatus, ...]

    @property
    def by_state(self) -> dict[State, int]:
        """Return the number of recipients in each state, none left out."""
        counts = Counter(each.state for each in self.recipients)
        return {state: counts[state] for state in State}

    @property
    def by_result(self) -> dict[OverallOutcome, int]:
        """Return the number of answered recipients by what they answered, none left out."""
        counts = Counter(each.result for each in self.recipients)
        return {result: counts[result] for result in OverallOutcome}

    @property
    def to_be_reminded(self) -> tuple[RecipientStatus, ...]:
        return tuple(each for each in self.recipients if each.is_to_be_reminded)

    @property
    def with_later_decision(self) -> tuple[RecipientStatus, ...]:
        """Those whose decision is left out since it was made after the day."""
        return tuple(each for each in self.recipients if each.later_decision)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Return a warning of the decisions that are left out, without which someone seems to owe an answer."""
        later = [(each.recipient.name, made.date) for each in self.recipients if (made := each.later_decision)]
        if not later:
            return ()
        named = enumeration([f"{name} ({long_date(day)})" for name, day in later])
        message = f"{self.recommendation.heading}: beslut efter den {long_date(self.as_of)} räknas inte: {named}"
        remedy = "rätta beslutets datum om det är fel, eller fråga om en senare dag med --per"
        return (Problem(message, remedy, level=Level.WARNING),)


def recommendation_status(
    recommendation: MeetingRecommendation,
    responses: Iterable[Response],
    as_of: date,
    no_longer_listed: Iterable[Recipient] = (),
    deliveries: Mapping[str, Delivery] | None = None,
) -> RecommendationStatus:
    """Return where a recommendation stands on a day.

    ``no_longer_listed`` are told of after the recipients on its list. ``deliveries`` are what the log tells, by key: it
    is asked where nothing else is known of the letter.
    """
    known = {response.recipient: response for response in responses}
    found = (
        replace(
            _by_log(
                _of_recipient(each, known.get(each.slug), recommendation, as_of),
                (deliveries or {}).get(each.slug),
                recommendation,
                as_of,
            ),
            is_listed=is_listed,
        )
        for group, is_listed in ((recommendation.recipients, True), (no_longer_listed, False))
        for each in group
    )
    return RecommendationStatus(recommendation, as_of, tuple(found))


def last_event_day(responses: Iterable[Response], until: date | None = None) -> date | None:
    """Return the last day on which something happened, by what is told; None when nothing is. A promise is no event.

    What is told to happen after ``until`` has not happened.
    """
    days = [day for response in responses for day in _event_days(response)]
    return max((day for day in days if until is None or day <= until), default=None)


def _event_days(response: Response) -> list[date]:
    decided = response.decision.date if response.decision else None
    return [day for day in (response.sent, response.received, decided, *response.reminded) if day is not None]


def _by_log(
    found: RecipientStatus, delivery: Delivery | None, recommendation: MeetingRecommendation, as_of: date
) -> RecipientStatus:
    """Return where one stands of whom nothing is told, by what the log tells of the letter."""
    if found.state is not State.NOT_SENT or delivery is None or delivery.day > as_of:
        return found
    if delivery.event is not DeliveryState.SENT:
        return replace(found, delivery=delivery.event)
    told = found.response or Response(recipient=found.recipient.slug)
    sent = told.model_copy(update={"sent": delivery.day})
    return _of_recipient(found.recipient, sent, recommendation, as_of)


def _of_recipient(
    recipient: Recipient, response: Response | None, recommendation: MeetingRecommendation, as_of: date
) -> RecipientStatus:
    letter, numbers = recommendation.letter, range(1, len(recommendation.clauses) + 1)
    made = response.decision if response else None
    decision = made if made and made.date <= as_of else None
    promised, answer_by = _promise(response, letter.date, as_of), letter.answer_by
    state = _state(response, decision, promised, as_of)
    due = max(answer_by, promised) if promised else answer_by
    decided = [decision.of_clause(number) if decision else None for number in numbers]
    owes = state not in (State.NOT_SENT, State.ANSWERED)
    return RecipientStatus(
        recipient=recipient,
        response=response,
        state=state,
        decision=decision,
        outcomes=tuple(each.outcome if each else None for each in decided),
        promised=promised,
        due=due,
        days_late=max(0, (as_of - due).days) if owes else 0,
        has_promise=promised is not None and promised >= as_of,
        later_decision=made if decision is None else None,
        is_listed=True,
    )


def _promise(response: Response | None, letter_date: date, as_of: date) -> date | None:
    """Return the promised day, unless the letter had not come on the day asked about.

    Why: when a promise was made is not told, but it was not before the letter was received or, if that is not
    told either, sent, or at the very least written.
    """
    if response is None:
        return None
    came = response.received or response.sent or letter_date
    return response.promised if came <= as_of else None


def _state(response: Response | None, decision: ResponseDecision | None, promised: date | None, as_of: date) -> State:
    if decision is not None:
        return State.TABLED if decision.is_tabled else State.ANSWERED
    if promised is not None and promised >= as_of:
        return State.PROMISED
    if promised is not None or _has_happened(response.received if response else None, as_of):
        return State.RECEIVED  # a promise that was not kept is still a sign that the letter came
    sent = (response.sent, *response.reminded) if response else ()
    return State.SILENT if any(_has_happened(day, as_of) for day in sent) else State.NOT_SENT


def _has_happened(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of
