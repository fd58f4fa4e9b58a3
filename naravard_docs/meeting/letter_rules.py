"""Rules that reach from a recommendation to those it goes to: who is left out, how letters are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.meeting.house import House
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.rules import Finding, Path
from naravard_docs.swedish import enumeration, quoted


def letter_findings(meeting: Meeting, house: House) -> tuple[Finding, ...]:
    """Give everything the rules find in a meeting's recommendations and the lists that they name."""
    return tuple(
        found
        for i, item in enumerate(meeting.agenda_items)
        if item.recommendation is not None
        for found in _letter(item.recommendation, ("ärenden", i, "rekommendation"), meeting, house)
    )


def _letter(letter: Recommendation, path: Path, meeting: Meeting, house: House) -> Iterator[Finding]:
    yield from _left_out(letter, path, meeting, house)
    yield from _unnumbered(letter, path, house)


def _left_out(letter: Recommendation, path: Path, meeting: Meeting, house: House) -> Iterator[Finding]:
    listed = {recipient.slug for recipient in house.distribution_lists[letter.distribution_list].recipients}
    missing = [r.name for r in house.principals.get(meeting.body, ()) if r.slug not in listed]
    if missing:
        whose = quoted(house.bodies[meeting.body].name)
        yield Finding(
            (*path, "sändlista"),
            f"sändlistan {quoted(letter.distribution_list)} saknar huvudmän i {whose}: {enumeration(missing)}",
            "välj en sändlista som har dem, eller ta med dem med «ingår» i templates/sandlistor.yaml",
        )


def _unnumbered(letter: Recommendation, path: Path, house: House) -> Iterator[Finding]:
    if house.organisation.letter_number is not None and letter.reference_number is None:
        yield Finding(
            (*path, "diarienummer"),
            "rekommendationen har inget diarienummer, så breven till var och en får inget eget nummer",
            "lägg till «diarienummer:», eller ta bort «brevnummer» i templates/organisation.yaml",
        )
