"""What is wrong with people and with what they and bodies have been, in Swedish, by error type: message and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIXED: Mapping[str, tuple[str, str]] = {
    "person_unreadable": (
        "{value} går inte att läsa som en person",
        "skriv: Namn (parti), organisation, roll",
    ),
    "person_absent": (
        "{words}: den som är frånvarande kan inte stå bland de närvarande",
        "ta bort raden, och skriv tills vidare vilka som är frånvarande i texten till ett ärende",
    ),
    "name_unreadable": (
        "{name} är inget namn",
        "skriv för- och efternamn, utan hakparenteser; partiet inom parentes: Bo Ek (S)",
    ),
    "reference_to_nobody": (
        "varken namn eller parti är skrivet",
        "skriv namnet, eller partiet inom parentes: Bo Ek (S), (S)",
    ),
    "reference_to_several": (
        "{value} är flera personer",
        "skriv en person per rad, med «- » först på raden",
    ),
    "reference_unreadable": (
        "{value} går inte att läsa som en person",
        "skriv: Namn (parti), eller bara (parti) för alla i partiet",
    ),
    "number_unreadable": (
        "{value} är inget nummer på ett ärende",
        "skriv ett nummer: 33, 33 a eller 5.3",
    ),
    "numbers_unreadable": (
        "{value} går inte att läsa som nummer på ärenden",
        "skriv nummer med komma emellan, och det första och det sista med streck: 143–151, 153",
    ),
    "numbers_backwards": (
        "{value} slutar före början: {last} kommer före {first}",
        "skriv det lägsta numret först, utskrivet i båda ändarna: 143–151",
    ),
    "hours_unreadable": (
        "{value} går inte att läsa som tid på dagen",
        "skriv: 10.00–14.50, «från 10.15» eller «till 14.50»",
    ),
    "hours_backwards": (
        "{value} slutar innan den börjar: {end} är inte efter {start}",
        "skriv när det började först: 10.00–14.50",
    ),
    "period_unknown": (
        "det är inte sagt när det ena slutade gälla och det andra började",
        "skriv «till» i det första eller «från» här",
    ),
    "periods_overlap": (
        "tiderna går in i varandra: den förra gäller till och med {until}, och den här från {since}",
        "låt den ena börja dagen efter att den andra slutar",
    ),
    "periods_gap": (
        "dagar saknas mellan tiderna: den förra gäller till och med {until}, och den här först från {since}",
        "låt den ena börja dagen efter att den andra slutar",
    ),
    "period_backwards": (
        "tiden slutar innan den börjar: den gäller från {since} till och med {until}",
        "rätta dagarna",
    ),
    "group_of_absent": (
        "{value} kan inte vara en grupp bland de närvarande: de som står där räknas som närvarande",
        "ta bort gruppen, och skriv tills vidare vilka som är frånvarande i texten till ett ärende, t.ex. det första",
    ),
}


def person_part(context: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is said of parts of a line that no column holds, with the mapping that says the same, if sure."""
    otherwise = "skriv det i ärendets text tills vidare, eller " if context["is_text"] else ""
    so = f"så här: {context['mapping']}" if context["mapping"] else "som en mappning, med en nyckel för varje uppgift"
    message = f"{context['words']} är varken namn, parti, organisation eller roll"
    return message, f"{otherwise}skriv posten {so}"
