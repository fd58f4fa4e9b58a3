"""What has been sent of a recommendation, by the log beside its answers: the truth of who has got the letter.

The answer file's facts come first; where it says nothing of the letter, the log is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from naravard_docs.errors import Level, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.letter_number import ORDINAL
from naravard_docs.meeting.response import Response
from naravard_docs.meeting.status import Delivery, DeliveryState
from naravard_docs.responses.load import LoadedRecommendation, recommendations
from naravard_docs.responses.log_files import log_at
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, LogEntry
from naravard_docs.send.occasions import LETTER
from naravard_docs.swedish import capitalise
from naravard_docs.workspace.load import LoadedMeeting


def log_of(asked: LoadedRecommendation, knows_recipients: bool = True) -> Log:
    """Return what has been sent of a recommendation; ``knows_recipients`` has it tell of those on the list only.

    Raises:
        FileAccessError: if the log cannot be read.
        InvalidInputError: if a line of it cannot be understood.
    """
    recipients = [recipient.slug for recipient in asked.recommendation.recipients] if knows_recipients else None
    return log_at(asked.log_path, asked.meeting.workspace, recipients)


def deliveries(log: Log) -> dict[str, Delivery]:
    """Return what is known of the letter to each recipient, by key, when it went or may have gone or was refused."""
    kinds = {
        Event.REFUSED: DeliveryState.REFUSED,
        Event.STARTED: DeliveryState.UNCERTAIN,
        Event.UNCERTAIN: DeliveryState.UNCERTAIN,
    }
    last = {key: entry for key, entry in log.last(LETTER).items() if entry.event in kinds}
    told = {key: Delivery(kinds[entry.event], entry.when.date()) for key, entry in last.items()}
    sent = {key: Delivery(DeliveryState.SENT, entry.when.date()) for key, entry in log.sent(LETTER).items()}
    return {**told, **sent}


def letter_numbers(loaded: LoadedMeeting) -> dict[str, Mapping[str, int]]:
    """Return the numbers that letters have been sent under, by reference and recipient; none when no number is a place.

    Raises:
        FileAccessError, InvalidInputError: as ``log_of``.
    """
    if f"{{{ORDINAL}}}" not in (loaded.workspace.house.organisation.letter_number or ""):
        return {}
    return {each.reference: log_of(each, knows_recipients=False).numbers() for each in recommendations(loaded)}


def log_remarks(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return what the log tells that the user should know, at its lines.

    Raises:
        FileAccessError, InvalidInputError: as ``log_of``.
    """
    log = log_of(asked)
    return (*log.warnings, *_undelivered(asked, log), *_uncorrected(asked, log))


def _undelivered(asked: LoadedRecommendation, log: Log) -> Iterator[Problem]:
    last, sent = log.last(LETTER), log.sent(LETTER)
    for recipient in asked.recommendation.recipients:
        entry = sent.get(recipient.slug) or last.get(recipient.slug)
        if entry is not None and not is_told_of(asked.response_of(recipient)):
            yield from _undelivered_to(recipient.name, entry)


def _uncorrected(asked: LoadedRecommendation, log: Log) -> Iterator[Problem]:
    """Yield corrections that were refused, or of which nobody knows whether they came."""
    for occasion in log.corrections():
        last, sent = log.last(occasion), log.sent(occasion)
        for recipient in asked.recommendation.recipients:
            entry = last.get(recipient.slug)
            if entry is not None and recipient.slug not in sent:
                for problem in _undelivered_to(recipient.name, entry):
                    yield replace(problem, message=f"{capitalise(occasion)}: {problem.message}")


def _undelivered_to(name: str, entry: LogEntry) -> Iterator[Problem]:
    if entry.event is Event.SENT:
        message = f"{name} har fått brevet enligt loggen, men svarsfilen säger inget om det"
        remedy = f"skriv «skickat: {entry.when.date().isoformat()}» i svarsfilen; nästa utskick gör det annars"
        yield Problem(message, remedy, entry.place, Level.HINT)
    elif entry.is_uncertain:
        message = f"Om {name} har fått brevet är osäkert: det lämnades till servern, men inget svar kom"
        remedy = f"fråga mottagaren; har det inte kommit fram, skicka igen med --på-nytt {entry.key}"
        yield Problem(message, remedy, entry.place, Level.WARNING)
    elif entry.event is Event.REFUSED:
        message = f"{name} har inte fått brevet: servern avvisade {entry.address} ({entry.words})"
        remedy = "rätta adressen i templates/sandlistor.yaml och skicka med --fortsätt"
        yield Problem(message, remedy, entry.place, Level.WARNING)


def is_told_of(response: Response | None) -> bool:
    """Whether the answer file says, or shows, that the letter has come."""
    if response is None:
        return False
    return any((response.sent, response.received, response.decision, response.promised, response.reminded))
