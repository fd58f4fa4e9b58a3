"""Rules that reach from a recommendation to those it goes to: who is left out, who cannot answer in time.

The way of a matter to fullmäktige is custom with its ground in kommunallagen (2017:725) 5 kap. 26 and 28 §§: a
committee or the like prepares it, and the board has its say before the council decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.correction_rules import correction_findings
from naravard_docs.meeting.deadlines import (
    MissedCouncil,
    day_after_weeks,
    missed_councils,
    weekday,
    weeks_outside_summer,
    why_free,
    working_day_by,
)
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.swedish import enumeration, long_date, quote, with_noun

_COUNCILS = {
    DecidingLevel.COUNCIL: "fullmäktige",
    DecidingLevel.BOARD: "styrelsen",
    DecidingLevel.COMMITTEE: "nämnden",
}


def letter_findings(meeting: Meeting, house: SharedTemplates) -> tuple[Finding, ...]:
    """Return everything the rules find in a meeting's recommendations and the lists that they name, as far as read."""
    return tuple(as_far_as_known(_letters(meeting, house)))


def _letters(meeting: Meeting, house: SharedTemplates) -> Iterator[Finding]:
    for i, item, letter in meeting.known_letters:
        path = ("ärenden", i, "rekommendation")
        yield from as_far_as_known(
            _left_out(letter, path, meeting, house),
            _unnumbered(letter, path, house),
            _on_a_free_day(letter, path),
            _too_soon_for_councils(letter, path, item, house),
            _no_council_in_time(letter, path, item, house),
            correction_findings(letter, path, house),
        )


def _asked(item: AgendaItem) -> set[DecidingLevel]:
    return {c.level for c in (item.decision.all_clauses if item.decision else ()) if c.level is not None}


def _left_out(letter: Recommendation, path: FieldPath, meeting: Meeting, house: SharedTemplates) -> Iterator[Finding]:
    listed = {recipient.slug for recipient in house.distribution_lists[letter.distribution_list].recipients}
    missing = [r.name for r in house.principals.get(meeting.body, ()) if r.slug not in listed]
    if missing:
        whose = quote(house.bodies[meeting.body].name)
        yield Finding(
            "NV402",
            (*path, "sändlista"),
            f"sändlistan {quote(letter.distribution_list)} saknar huvudmän i {whose}: {enumeration(missing)}",
            "välj en sändlista som har dem, eller ta med dem med «ingår» i templates/sandlistor.yaml",
        )


def _unnumbered(letter: Recommendation, path: FieldPath, house: SharedTemplates) -> Iterator[Finding]:
    if house.organisation.letter_number is not None and letter.reference_number is None:
        yield Finding(
            "NV403",
            (*path, "diarienummer"),
            "rekommendationen har inget diarienummer, så breven till var och en får inget eget nummer",
            "lägg till «diarienummer:», eller ta bort «brevnummer» i templates/organisation.yaml",
        )


def _on_a_free_day(letter: Recommendation, path: FieldPath) -> Iterator[Finding]:
    if why := why_free(letter.answer_by):
        by = working_day_by(letter.answer_by)
        yield Finding(
            "NV404",
            (*path, "svar_senast"),
            f"sista dag för svar, {long_date(letter.answer_by)}, är {why}",
            f"närmaste arbetsdag före är {weekday(by)} {long_date(by)}: skriv {by.isoformat()}",
        )


def _too_soon_for_councils(
    letter: Recommendation, path: FieldPath, item: AgendaItem, house: SharedTemplates
) -> Iterator[Finding]:
    if DecidingLevel.COUNCIL not in _asked(item):
        return
    weeks, needed = weeks_outside_summer(letter.date, letter.answer_by), house.organisation.weeks_to_council
    if weeks >= needed:
        return
    enough = day_after_weeks(letter.last_date, needed)
    later = f"skriv {enough.isoformat()} eller senare" if enough else "skriv en senare dag"
    yield Finding(
        "NV405",
        (*path, "svar_senast"),
        f"svarstiden är {with_noun(weeks, 'vecka', 'veckor')} utan sommaren, och till fullmäktige behövs {needed}",
        f"{later}; veckorna ändras med «veckor_till_fullmäktige» i templates/organisation.yaml",
    )


def _no_council_in_time(
    letter: Recommendation, path: FieldPath, item: AgendaItem, house: SharedTemplates
) -> Iterator[Finding]:
    asked = _asked(item)
    for recipient in house.distribution_lists[letter.distribution_list].recipients:
        for missed in missed_councils(recipient.councils, asked, letter.last_date, letter.answer_by):
            yield Finding("NV406", (*path, "svar_senast"), *_missed(missed, recipient.name, letter))


def _missed(missed: MissedCouncil, name: str, letter: Recommendation) -> tuple[str, str]:
    """Return message and remedy for a council that does not meet in time."""
    who = f"{_COUNCILS[missed.level]} i {name}" if missed.level else name
    days = "«sammanträden» i templates/sandlistor.yaml"
    if missed.first is None:
        said = f"{who} har inga kända sammanträden efter brevets datum, {long_date(letter.last_date)}"
        return said, f"lägg till dagarna under {days}"
    return (
        f"{who} sammanträder först {long_date(missed.first)}, efter sista dag för svar, {long_date(letter.answer_by)}",
        f"skriv {missed.first.isoformat()} eller senare, eller rätta dagarna under {days}",
    )
