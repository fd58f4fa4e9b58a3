"""Rules of an answer file that reach over several keys: clauses that the letter has, dates that hang together.

Each rule gives findings with the path of the key they concern below the answer, by Swedish key and clause number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from naravard_docs.errors import Level
from naravard_docs.meeting.contacts import Recipient, RecipientKind
from naravard_docs.meeting.finding import Finding, as_far_as_known
from naravard_docs.meeting.response import EVERY_CLAUSE, DecidingBody, Response, ResponseDecision
from naravard_docs.meeting.values import known_of
from naravard_docs.swedish import closest, enumeration, long_date, quote, slug, with_noun

_AFTER_RECEIPT = (("utlovat",), ("beslut", "datum"))
"""What nobody does before the letter has come. A reminder may be sent after an answer that is not known of yet."""

_MUNICIPAL = (DecidingBody.MUNICIPAL_COUNCIL, DecidingBody.MUNICIPAL_BOARD)
_REGIONAL = (DecidingBody.REGIONAL_COUNCIL, DecidingBody.REGIONAL_BOARD)
_NOT_OF = {RecipientKind.MUNICIPALITY: _REGIONAL, RecipientKind.REGION: _MUNICIPAL}


class AnsweredLetter(Struct, frozen=True):
    """What is known of the letter that is answered: its day, how many clauses it has and whom it asked, or None."""

    date: date | None
    clause_count: int | None
    recipients: tuple[Recipient, ...] | None
    distribution_list: str = ""


def response_findings(response: Response, letter: AnsweredLetter) -> tuple[Finding, ...]:
    """Return everything the rules find in one answer, as far as it and its letter could be read."""
    decision: ResponseDecision | None = response.known("decision")
    of_letter = [_dates(response, decision, letter.date)] if letter.date else []
    of_decision = _decision(decision, response.known("recipient"), letter) if decision else ()
    return tuple(as_far_as_known(*of_letter, *of_decision))


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


def _dates(response: Response, decision: ResponseDecision | None, letter_date: date) -> Iterator[Finding]:
    sent, received = response.known("sent"), response.known("received")
    reminded = response.known("reminded", ())
    reminders = [(("påmint", i), day, "påminnelsen är skickad") for i, day in enumerate(known_of(reminded))]
    events: list[tuple[tuple[str | int, ...], date | None, str]] = [
        (("skickat",), sent, "brevet är skickat"),
        (("mottaget",), received, "brevet är mottaget"),
        (("utlovat",), response.known("promised"), "svaret är utlovat till"),
        (("beslut", "datum"), decision.known("date") if decision else None, "beslutet är fattat"),
        *reminders,
    ]
    for path, day, said in events:
        if day is None:
            continue
        earliest, what = letter_date, f"brevet är daterat {long_date(letter_date)}"
        if sent is not None and path != ("skickat",):
            earliest, what = sent, f"brevet skickades den {long_date(sent)}"
        if received is not None and received > earliest and path in _AFTER_RECEIPT:
            earliest, what = received, f"brevet togs emot den {long_date(received)}"
        if day < earliest:
            yield Finding(path, f"{said} {long_date(day)}, men {what}", "rätta det ena datumet", Level.ERROR)
    days = list(known_of(reminded))
    for i, day in enumerate(days):
        if day is not None and day in days[:i]:
            message = f"{long_date(day)} står två gånger bland påminnelserna"
            yield Finding(("påmint", i), message, "ta bort den ena", Level.ERROR)


def _decision(decision: ResponseDecision, key: str | None, letter: AnsweredLetter) -> Iterator[Iterator[Finding]]:
    if letter.clause_count is not None:
        yield _no_such_clause(decision, letter.clause_count)
        yield _clauses_missing(decision, letter.clause_count)
    recipient = next((each for each in letter.recipients or () if each.slug == key), None)
    if recipient is not None:
        yield _body_of_others(decision, recipient)


def _no_such_clause(decision: ResponseDecision, clause_count: int) -> Iterator[Finding]:
    for number in decision.clauses:
        if number > clause_count:
            remedy = f"skriv {'1' if clause_count == 1 else f'ett nummer 1–{clause_count}'}"
            message = f"punkt {number} finns inte: {_letter_has(clause_count)}"
            yield Finding(("beslut", "satser", number), message, remedy, Level.ERROR, is_about_key=True)


def _clauses_missing(decision: ResponseDecision, clause_count: int) -> Iterator[Finding]:
    missing = [str(n) for n in range(1, clause_count + 1) if decision.of_clause(n) is None]
    if missing and EVERY_CLAUSE not in decision.clauses:
        message = f"utfall saknas för punkt {enumeration(missing)}; {_letter_has(clause_count)}"
        remedy = f"lägg till «{missing[0]}: …», eller skriv ett ord för alla: satser: antagen"
        lacks = f"punkt {missing[0]}"
        yield Finding(("beslut", "satser"), message, remedy, Level.ERROR, is_about_key=True, lacks=lacks)


def _letter_has(clause_count: int) -> str:
    return f"brevet har {with_noun(clause_count, 'punkt', 'punkter')}"


def _body_of_others(decision: ResponseDecision, recipient: Recipient) -> Iterator[Finding]:
    if decision.deciding_body in _NOT_OF.get(recipient.kind, ()):
        fitting = _MUNICIPAL if recipient.kind is RecipientKind.MUNICIPALITY else _REGIONAL
        message = f"{quote(recipient.name)} är en {recipient.kind.value} och har ingen {decision.deciding_body.value}"
        remedy = f"skriv {enumeration([*fitting, DecidingBody.COMMITTEE], 'eller')}"
        yield Finding(("beslut", "instans"), message, remedy, Level.ERROR)
