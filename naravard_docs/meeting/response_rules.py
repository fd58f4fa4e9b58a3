"""Rules of an answer file that reach over several keys: clauses that the letter has, dates that hang together.

Each rule gives findings with the path of the key they concern below the answer, by Swedish key and clause number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from naravard_docs.meeting.contacts import Recipient, RecipientKind
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.response import DecidingBody, Response, ResponseDecision
from naravard_docs.meeting.values import known_of
from naravard_docs.swedish import closest, enumeration, long_date, quote, slug, with_noun

_MUNICIPAL = (DecidingBody.MUNICIPAL_COUNCIL, DecidingBody.MUNICIPAL_BOARD)
_REGIONAL = (DecidingBody.REGIONAL_COUNCIL, DecidingBody.REGIONAL_BOARD)
_NOT_OF = {RecipientKind.MUNICIPALITY: _REGIONAL, RecipientKind.REGION: _MUNICIPAL}


class AnsweredLetter(Struct, frozen=True, dict=True):
    """What is known of the letter that is answered: its day, how many clauses it has and whom it asked, or None."""

    date: date | None
    clause_count: int | None
    recipients: tuple[Recipient, ...] | None
    distribution_list: str = ""

    @cached_property
    def by_key(self) -> dict[str, Recipient]:
        """Those whom it asked by their keys, as far as they are known."""
        return {each.slug: each for each in reversed(self.recipients or ())}


def response_findings(response: Response, letter: AnsweredLetter) -> tuple[Finding, ...]:
    """Return everything the rules find in one answer, as far as it and its letter could be read."""
    rules = [_twice(response), _late_promises(response)]
    if letter.date:
        rules.append(_dates(response, letter.date))
    for number, decision in _members(response, "decision"):
        rules += _decision(("beslut", number), decision, response.known("recipient"), letter)
    return tuple(as_far_as_known(*rules))


def _members(response: Response, name: str) -> Iterator[tuple[int, Any]]:
    """Yield what stands in a list that could be read, with its place."""
    members = enumerate(known_of(response.known(name, ())))
    return ((number, member) for number, member in members if member is not None)


def no_longer_listed(said: Iterable[Mapping[str, Any]], listed: Sequence[Recipient]) -> tuple[str, ...]:
    """Return the keys of recipients that have been taken off the list since the letter was sent to them.

    ``said`` is what is told of each, by Swedish keys. A key that looks like that of one on the list, of whom nothing
    is told, is taken for a slip of the pen.
    """
    told = {key: values for values in said if isinstance(key := values.get("mottagare"), str)}
    untold = {
        word or each.slug: each for each in listed if each.slug not in told for word in (each.slug, each.known("name"))
    }
    known = {each.slug for each in listed}
    return tuple(
        key
        for key, values in told.items()
        if key not in known
        and key == slug(key) != ""
        and (values.get("skickat") or values.get("beslut"))
        and not closest(key, untold)
    )


class _Event(Struct, frozen=True):
    """Something told to have happened, or to come, on a day; ``needs_receipt`` when nobody does it unasked."""

    path: FieldPath
    day: date | None
    said: str
    needs_receipt: bool = False


def _events(response: Response) -> Iterator[_Event]:
    yield from (_Event(("skickat", n), day, "brevet är skickat") for n, day in _members(response, "sent"))
    yield from (_Event(("mottaget", n), day, "brevet är mottaget") for n, day in _members(response, "received"))
    for n, promise in _members(response, "promised"):
        yield _Event(("utlovat", n, "dag"), promise.known("day"), "svaret är utlovat till", needs_receipt=True)
        yield _Event(("utlovat", n, "lovat"), promise.known("made"), "löftet är givet")
    for n, decision in _members(response, "decision"):
        yield _Event(("beslut", n, "datum"), decision.known("date"), "beslutet är fattat", needs_receipt=True)
    yield from (_Event(("påmint", n), day, "påminnelsen är skickad") for n, day in _members(response, "reminded"))


def _dates(response: Response, letter_date: date) -> Iterator[Finding]:
    """Yield days that come before what they follow on; a reminder may be sent after an answer not known of yet."""
    for event in _events(response):
        earliest, what = _earliest(event, response, letter_date)
        if event.day is not None and event.day < earliest:
            message = f"{event.said} {long_date(event.day)}, men {what}"
            yield Finding("NV702", event.path, message, "rätta det ena datumet")


def _earliest(event: _Event, response: Response, letter_date: date) -> tuple[date, str]:
    """Return the first day on which something can have happened, and why."""
    earliest, what = letter_date, f"brevet är daterat {long_date(letter_date)}"
    sent, received = (min((day for _, day in _members(response, name)), default=None) for name in ("sent", "received"))
    if sent is not None and event.path[0] != "skickat" and event.path[-1] != "lovat":
        earliest, what = sent, f"brevet skickades den {long_date(sent)}"
    if received is not None and received > earliest and event.needs_receipt:
        earliest, what = received, f"brevet togs emot den {long_date(received)}"
    return earliest, what


def _late_promises(response: Response) -> Iterator[Finding]:
    """Yield promises made after the day that they are for."""
    for n, promise in _members(response, "promised"):
        day, made = promise.known("day"), promise.known("made")
        if day is not None and made is not None and made > day:
            message = f"löftet är givet {long_date(made)}, men svaret är utlovat till {long_date(day)}"
            remedy = "rätta det ena datumet; «lovat» är dagen då löftet gavs"
            yield Finding("NV702", ("utlovat", n, "lovat"), message, remedy, lacks="lovat")


def _twice(response: Response) -> Iterator[Finding]:
    """Yield what is told twice of the same day."""
    for key, name, among in (
        ("skickat", "sent", "bland dagarna då brevet skickades"),
        ("mottaget", "received", "bland dagarna då brevet togs emot"),
        ("påmint", "reminded", "bland påminnelserna"),
    ):
        days: list[date] = []
        for n, day in _members(response, name):
            if day in days:
                yield Finding("NV702", (key, n), f"{long_date(day)} står två gånger {among}", "ta bort den ena")
            days.append(day)
    bodies: list[tuple[date, str]] = []
    for n, decision in _members(response, "decision"):
        if (decision.date, decision.decided_by) in bodies:
            message = f"två beslut är fattade av {decision.decided_by} den {long_date(decision.date)}"
            yield Finding("NV702", ("beslut", n, "datum"), message, "för samman dem till ett beslut")
        bodies.append((decision.date, decision.decided_by))


def _decision(
    path: FieldPath, decision: ResponseDecision, key: str | None, letter: AnsweredLetter
) -> Iterator[Iterator[Finding]]:
    if letter.clause_count is not None:
        yield _no_such_clause(path, decision, letter.clause_count)
    recipient = letter.by_key.get(key or "")
    if recipient is not None:
        yield _body_of_others(path, decision, recipient)


def _no_such_clause(path: FieldPath, decision: ResponseDecision, clause_count: int) -> Iterator[Finding]:
    clauses = (*path, "satser")
    known = f"brevet har {with_noun(clause_count, 'punkt', 'punkter')}"
    for number in decision.clauses:
        if number > clause_count:
            remedy = f"skriv {'1' if clause_count == 1 else f'ett nummer 1–{clause_count}'}"
            message = f"punkt {number} finns inte: {known}"
            yield Finding("NV702", (*clauses, number), message, remedy, is_about_key=True)
    if not decision.clauses:
        remedy = "lägg till «1: …», eller skriv ett ord för alla: satser: antagen"
        message = f"utfall saknas; {known}"
        yield Finding("NV702", clauses, message, remedy, is_about_key=True, lacks="punkt 1")


def _body_of_others(path: FieldPath, decision: ResponseDecision, recipient: Recipient) -> Iterator[Finding]:
    if decision.deciding_body in _NOT_OF.get(recipient.kind, ()):
        fitting = _MUNICIPAL if recipient.kind is RecipientKind.MUNICIPALITY else _REGIONAL
        message = f"{quote(recipient.name)} är en {recipient.kind.value} och har ingen {decision.deciding_body.value}"
        remedy = f"skriv {enumeration([*fitting, DecidingBody.COMMITTEE], 'eller')}"
        yield Finding("NV702", (*path, "instans"), message, remedy)
