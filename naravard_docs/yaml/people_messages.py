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
        "flytta raden till «frånvarande:»",
    ),
    "person_vacant": (
        "{value} är ingen som är närvarande",
        "flytta raden till «frånvarande:»",
    ),
    "person_serves_for_several": (
        "{words}: på en rad kan någon tjänstgöra för en enda",
        "skriv en rad för varje, med sina paragrafer: Bo Ek (S), tjänstgör för Eva Ask (S), §§ 1–5",
    ),
    "person_excepted_from_nothing": (
        "{excepted} som undantas är inte bland {sections} som personen deltog i",
        "skriv alla undantag efter ett enda «ej» (ej §§ 5, 7), eller ta bort det ena",
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
        "{written} går inte att läsa som nummer på ärenden",
        "skriv nummer med komma emellan, och det första och det sista med streck: 143–151, 153",
    ),
    "numbers_backwards": (
        "{written} slutar före början: {last} kommer före {first}",
        "skriv det lägsta numret först, utskrivet i båda ändarna: 143–151",
    ),
    "numbers_overlap": (
        "{written} har samma nummer två gånger: {one} och {other}",
        "skriv varje nummer en gång, eller det första och det sista med streck",
    ),
    "hours_overlap": (
        "tiderna går in i varandra: {one} och {other}",
        "skriv dem som en tid, eller rätta den ena",
    ),
    "hours_unreadable": (
        "{written} går inte att läsa som tid på dagen",
        "skriv: 10.00–14.50, «från 10.15» eller «till 14.50»",
    ),
    "hours_backwards": (
        "{written} slutar innan den börjar: {end} är inte efter {start}",
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
    "approval_without_year": (
        "{day} saknar år, så justeringens dag går inte att läsa",
        "skriv året också: 26 november 2015",
    ),
    "period_backwards": (
        "tiden slutar innan den börjar: den gäller från {since} till och med {until}",
        "rätta dagarna",
    ),
    "group_of_absent": (
        "{value} kan inte vara en grupp bland de närvarande: de som står där räknas som närvarande",
        "ta bort gruppen, och flytta raderna till «frånvarande:»",
    ),
}


def person_part(context: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is said of parts of a line that are not data, with the mapping that says the same, if sure."""
    if context["leads"]:
        told = f"{context['words']} kan betyda att personen ledde de ärendena, eller bara var med då"
        only_there = f"var personen bara med då, skriv posten så här: {context['mapping']}"
        return told, f"skriv det vid «{context['leads']}:»; {only_there}"
    if context["not_deciding"]:
        told = f"{context['words']} sägs i ärendet, inte bland de närvarande"
        return told, f"skriv «deltar_inte: {context['not_deciding']}» i ärendet, och ta bort det här"
    otherwise = "skriv det i ärendets text, eller " if context["is_text"] else ""
    so = f"så här: {context['mapping']}" if context["mapping"] else "som en mappning, med en nyckel för varje uppgift"
    message = f"{context['words']} är varken namn, parti, organisation eller roll"
    conflict = f", och skriv jävet i ärendet: «jäv: {context['conflict']}»" if context["conflict"] else ""
    return message, f"{otherwise}skriv posten {so}{conflict}"
