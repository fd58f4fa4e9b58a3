"""Where a recommendation stands on a day: who has answered what, who owes an answer, who is to be reminded.

Pure: the day comes in as an argument, and what is dated after it does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from naravard_docs.errors import Level, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.contacts import Recipient
from naravard_docs.meeting.meeting_recommendation import MeetingRecommendation
from naravard_docs.meeting.response import ClauseOutcome, Outcome, Promise, Response, ResponseDecision
from naravard_docs.meeting.state import State
from naravard_docs.swedish import enumeration, long_date


class OverallOutcome(StrEnum):
    """What the answers to all clauses come to together."""

    ADOPTED = "antagen"
    CHANGED = "antagen med ändring"
    PARTLY = "delvis"
    REJECTED = "avslagen"
    OWN = "eget beslut"
    NOTED = "noterad"
    NO_POSITION = "tar inte ställning"
    MIXED = "olika"


_SAME_OF_ALL = {
    Outcome.ADOPTED: OverallOutcome.ADOPTED,
    Outcome.CHANGED: OverallOutcome.CHANGED,
    Outcome.REJECTED: OverallOutcome.REJECTED,
    Outcome.OWN: OverallOutcome.OWN,
    Outcome.NOTED: OverallOutcome.NOTED,
    Outcome.NO_POSITION: OverallOutcome.NO_POSITION,
}


class DeliveryState(StrEnum):
    """What the log of what was sent tells of a letter."""

    SENT = "skickat"
    UNCERTAIN = "osäkert"
    REFUSED = "avvisat"


class Delivery(Struct, frozen=True):
    """How it went with a letter to one recipient, and on which day."""

    event: DeliveryState
    day: date


class DecidedClause(Struct, frozen=True):
    """What is decided about a clause, and by which decision."""

    decision: ResponseDecision
    told: ClauseOutcome

    @property
    def outcome(self) -> Outcome:
        return self.told.outcome


class RecipientStatus(Struct, frozen=True):
    """Where one recipient stands.

    ``decisions`` are those made by the day, in their order; ``clauses`` has for each clause of the letter what the
    last of them decided about it, None where nothing is decided; ``promise`` is the last one made,
    kept or not; ``due`` is the day from which ``days_late`` counts when an answer is owed; ``later_decision`` is
    one made after the day, by someone who had not answered all; ``is_listed`` is whether the recipient still is on the
    letter's list; ``delivery`` is what the log tells of a letter that is not known to be sent.
    """

    recipient: Recipient
    response: Response | None
    state: State
    decisions: tuple[ResponseDecision, ...]
    clauses: tuple[DecidedClause | None, ...]
    promise: Promise | None
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
    def outcomes(self) -> tuple[Outcome | None, ...]:
        """What is decided about each clause; None where nothing is."""
        return tuple(clause.outcome if clause else None for clause in self.clauses)

    @property
    def decision(self) -> ResponseDecision | None:
        """The last decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def promised(self) -> date | None:
        """The day that an answer is promised for."""
        return self.promise.day if self.promise else None

    @property
    def expected(self) -> date:
        """The day on which an answer is expected: the promised one, be it before the letter's own or after."""
        return self.promised or self.due

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
        if len(found) == 1 and (only := found.pop()):
            return _SAME_OF_ALL[only]
        if not found & {Outcome.ADOPTED, Outcome.CHANGED}:
            return OverallOutcome.MIXED
        return OverallOutcome.CHANGED if found == {Outcome.ADOPTED, Outcome.CHANGED} else OverallOutcome.PARTLY


def answers_earlier_letter(recommendation: MeetingRecommendation, each: RecipientStatus) -> bool:
    """Return whether a recipient's decision is about a letter that has been corrected since; it stands all the same."""
    letter, key = recommendation.letter, each.recipient.slug
    if each.decision is None or not letter.corrections_to(key):
        return False
    return letter.letter_answered(key, each.decision.date) < letter.letter_dates(key)[-1]


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
    def by_earlier_letter(self) -> dict[date, tuple[RecipientStatus, ...]]:
        """Those who answered a letter that was corrected by the day, by that letter's date."""
        letter, found = self.recommendation.letter, dict[date, tuple[RecipientStatus, ...]]()
        for each in self.recipients:
            if each.decision is None or not answers_earlier_letter(self.recommendation, each):
                continue
            if any(correction.date <= self.as_of for correction in letter.corrections_to(each.recipient.slug)):
                day = letter.letter_answered(each.recipient.slug, each.decision.date)
                found[day] = (*found.get(day, ()), each)
        return found

    @property
    def with_later_decision(self) -> tuple[RecipientStatus, ...]:
        """Those who had not answered all, and of whom a decision is left out since it was made after the day."""
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
    """Return where a recommendation stands on a day, with the letter as it was then.

    ``no_longer_listed`` are told of after the recipients on its list. ``deliveries`` are what the log tells, by key: it
    is asked where nothing else is known of the letter.
    """
    if (letter := recommendation.letter.known_on(as_of)) is not recommendation.letter:
        recommendation = replace(recommendation, letter=letter)
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
    """Return the last day on which something happened, by what is told; None when nothing is.

    What is promised has not happened, but on the day that the promise was made something did.

    What is told to happen after ``until`` has not happened.
    """
    days = [day for response in responses for day in _event_days(response)]
    return max((day for day in days if until is None or day <= until), default=None)


def _event_days(response: Response) -> list[date]:
    decided = (decision.date for decision in response.decision)
    promised = (promise.made for promise in response.promised if promise.made is not None)
    return [*response.sent, *response.received, *decided, *promised, *response.reminded]


def _by_log(
    found: RecipientStatus, delivery: Delivery | None, recommendation: MeetingRecommendation, as_of: date
) -> RecipientStatus:
    """Return where one stands of whom nothing is told, by what the log tells of the letter."""
    if found.state is not State.NOT_SENT or delivery is None or delivery.day > as_of:
        return found
    if delivery.event is not DeliveryState.SENT:
        return replace(found, delivery=delivery.event)
    told = found.response or Response(recipient=found.recipient.slug)
    sent = told.model_copy(update={"sent": (delivery.day,)})
    return _of_recipient(found.recipient, sent, recommendation, as_of)


def _of_recipient(
    recipient: Recipient, response: Response | None, recommendation: MeetingRecommendation, as_of: date
) -> RecipientStatus:
    letter = recommendation.letter
    made = response.decisions if response else ()
    known = tuple(decision for decision in made if decision.date <= as_of)
    clauses = tuple(last_decided(known, number) for number in range(1, len(recommendation.clauses) + 1))
    promise, answer_by = _promise(response, letter.date, as_of), letter.answer_by
    promised = promise.day if promise else None
    state = _state(response, clauses, promised, as_of)
    due = max(answer_by, promised) if promised else answer_by
    owes = state not in (State.NOT_SENT, State.ANSWERED)
    return RecipientStatus(
        recipient=recipient,
        response=response,
        state=state,
        decisions=known,
        clauses=clauses,
        promise=promise,
        due=due,
        days_late=max(0, (as_of - due).days) if owes else 0,
        has_promise=promised is not None and promised >= as_of,
        later_decision=None if state is State.ANSWERED else next(iter(made[len(known) :]), None),
        is_listed=True,
    )


def last_decided(decisions: Sequence[ResponseDecision], number: int) -> DecidedClause | None:
    """Return what the last decision about a clause, by its number from 1, says; None when there is none."""
    for decision in reversed(decisions):
        if (told := decision.of_clause(number)) is not None:
            return DecidedClause(decision, told)
    return None


def _promise(response: Response | None, letter_date: date, as_of: date) -> Promise | None:
    """Return the last promise made by a day, with the day from which it counts.

    A promise whose own day is not told was not made before the letter was received or, if that is not told either,
    sent, or at the very least written.
    """
    if response is None:
        return None
    came = response.first_received or response.first_sent or letter_date
    made = sorted((promise.made or came, number) for number, promise in enumerate(response.promised))
    known = [(day, number) for day, number in made if day <= as_of]
    return response.promised[known[-1][1]].model_copy(update={"made": known[-1][0]}) if known else None


def _state(
    response: Response | None, clauses: Sequence[DecidedClause | None], promised: date | None, as_of: date
) -> State:
    decided = [clause.outcome for clause in clauses if clause]
    if len(decided) == len(clauses) and all(outcome.is_final for outcome in decided):
        return State.ANSWERED
    if Outcome.TABLED in decided:
        return State.TABLED
    if any(outcome.is_final for outcome in decided):
        return State.PARTLY
    if promised is not None:
        return State.PROMISED if promised >= as_of else State.LAPSED
    if decided or _has_happened(response.received if response else (), as_of):
        return State.RECEIVED  # who says that nothing has been handled has got the letter
    sent = (*response.sent, *response.reminded) if response else ()
    return State.SILENT if _has_happened(sent, as_of) else State.NOT_SENT


def _has_happened(days: Sequence[date], as_of: date) -> bool:
    return any(day <= as_of for day in days)
