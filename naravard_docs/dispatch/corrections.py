"""A corrected letter: written into the meeting file, of which all documents are built, and made ready to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.sent_letters import deadline_sent, unfinished_correction, who_had_it
from naravard_docs.dispatch.correction_entry import write_corrections
from naravard_docs.dispatch.letter_dispatch import LetterDispatch, LetterOccasion
from naravard_docs.dispatch.letters import prepare_letters
from naravard_docs.dispatch.prepared import PreparedDispatches, split_names
from naravard_docs.errors import Level, Problem, WrongUsageError, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.recommendation import LetterCorrection, Recommendation
from naravard_docs.responses.deliveries import log_of
from naravard_docs.responses.find import about
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log
from naravard_docs.swedish import enumeration, long_date, quote


class CorrectionRequest(Struct, frozen=True):
    """What is asked for: the reason, the letter's day (else ``today``), and recipients by key or name (else all).

    One that ``goes_on`` is about a correction that somebody has got, and never a new one.
    """

    reason: str
    today: date
    day: date | None = None
    named: tuple[str, ...] = ()
    goes_on: bool = False


def prepare_correction(
    path: Path, order: BuildOptions, request: CorrectionRequest, matter: str | None = None
) -> PreparedDispatches[LetterDispatch]:
    """Write a correction into the meeting file, unless it stands there, and build the drafts of it.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as reading, writing and building do.
        WrongUsageError: if there is no such matter, or several; if nobody has had the letter.
    """
    asked = _single(about(matter, load_recommendations(load_cached(path))))
    told = _recorded(asked, request)
    prepared = prepare_letters(path, order, asked.recommendation.letter.slug)
    (plan,) = prepared.dispatches
    letter, had = plan.loaded.recommendation.letter, who_had_it(plan.loaded)
    getting = {key for key in had if letter.corrections[-1].concerns(key)}
    outgoing = tuple(
        each for each in plan.outgoing if any(recipient.slug in getting for recipient in each.draft.mail.recipients)
    )
    corrected = replace(plan, occasion=LetterOccasion.of_correction(letter), outgoing=outgoing, only=frozenset(getting))
    shown = set(unfinished_correction(plan.loaded))  # the table tells who is left
    problems = (*(problem for problem in prepared.problems if problem not in shown), *told)
    return replace(prepared, dispatches=(corrected,), problems=problems)


def _single(asked: Sequence[LoadedRecommendation]) -> LoadedRecommendation:
    if not asked:
        raise WrongUsageError("mötet har inga rekommendationer, så det finns inget brev att rätta")
    if len(asked) > 1:
        known = enumeration([each.recommendation.letter.slug for each in asked], "eller")
        raise WrongUsageError("mötet har flera brev, och ett i taget rättas", f"skriv också --ärende {known}")
    return asked[0]


def _recorded(asked: LoadedRecommendation, request: CorrectionRequest) -> tuple[Problem, ...]:
    """Write what is asked for into the meeting file, and return what is to be said of that; nothing if it stands there.

    A correction that nobody has got is another one's first wording: it is written anew, or taken away when the one
    before it is meant, which has been sent.

    Raises:
        WrongUsageError: if it goes on with what nobody has got, or would send one of those before the last again.
    """
    letter = asked.recommendation.letter
    keys = _keys(asked, request)
    earlier = letter.corrections
    if earlier and not _has_begun(log_of(asked), letter):
        if request.goes_on and _is_meant(earlier[-1], request, keys):
            return ()
        earlier = earlier[:-1]
    if earlier and _is_meant(earlier[-1], request, keys):
        if earlier != letter.corrections:
            write_corrections(asked, earlier)
        return ()
    _refuse_not_begun(earlier, request)
    day = request.day or request.today
    before = earlier[-1].date if earlier else letter.date
    if day < before:
        raise WrongUsageError(
            f"rättelsen kan inte vara daterad {long_date(day)}, före brevet som den ersätter, {long_date(before)}",
            "ange samma dag eller en senare med --datum",
        )
    sent = deadline_sent(asked)
    changed = sent if sent != letter.answer_by else None
    new = LetterCorrection(date=day, reason=request.reason, recipients=keys, answer_by_before=changed)
    if (*earlier, new) == letter.corrections:
        return ()
    write_corrections(asked, (*earlier, new))
    message = (
        f"rättelsen av den {long_date(day)} är inskriven i {shown_path(asked.meeting.path)}, så breven byggs rättade"
    )
    return (Problem(message, "ska den inte skickas, ta bort den under «rättelser»", level=Level.HINT),)


def _refuse_not_begun(begun: Sequence[LetterCorrection], request: CorrectionRequest) -> None:
    """Refuse to begin a new correction where one is meant that has been sent; ``begun`` are those."""
    if request.goes_on:
        known = f"; den senaste som är skickad har skälet {quote(begun[-1].reason)}" if begun else ""
        raise WrongUsageError(
            f"ingen rättelse med skälet {quote(request.reason)} är påbörjad{known}",
            "skriv samma skäl och mottagare som förut, eller börja en ny rättelse med --skicka",
        )
    replaced = next((each for each in begun[:-1] if _has_reason(each, request)), None)
    if replaced is not None and request.day in (None, replaced.date):
        raise WrongUsageError(
            f"rättelsen av den {long_date(replaced.date)} har samma skäl, och den är ersatt av en senare",
            "skriv ett annat skäl, eller ange den nya rättelsens dag med --datum",
        )


def _keys(asked: LoadedRecommendation, request: CorrectionRequest) -> tuple[str, ...]:
    """Return the keys that a correction names: none when it goes to all on the list."""
    had = who_had_it(asked)
    if not had:
        raise WrongUsageError(
            "brevet är inte skickat till någon, så det finns inget att rätta",
            "ändra i mötesfilen och skicka det med --skicka",
        )
    named = [asked.recipient_named(word) for word in split_names(request.named, asked.recommendation.recipients)]
    if wrong := [recipient.name for recipient in named if recipient.slug not in had]:
        raise WrongUsageError(
            f"{enumeration(wrong)} har inte fått brevet, så det finns inget att rätta där",
            f"de som har fått det är {enumeration(had)}",
        )
    wanted = {recipient.slug for recipient in named} or set(had)
    listed = [recipient.slug for recipient in asked.recommendation.recipients]
    return () if wanted == set(listed) else tuple(key for key in listed if key in wanted)


def _has_begun(log: Log, letter: Recommendation) -> bool:
    """Return whether the last correction has gone to anyone, or may have."""
    occasion = str(LetterOccasion.of_correction(letter))
    return any(entry.is_uncertain or entry.event is Event.SENT for entry in log.last(occasion).values()) or bool(
        log.sent(occasion)
    )


def _is_meant(last: LetterCorrection, request: CorrectionRequest, keys: tuple[str, ...]) -> bool:
    is_same_day = request.day in (None, last.date)
    return _has_reason(last, request) and is_same_day and (not request.named or keys == last.recipients)


def _has_reason(correction: LetterCorrection, request: CorrectionRequest) -> bool:
    return " ".join(request.reason.split()) == correction.reason
