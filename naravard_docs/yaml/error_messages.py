"""What pydantic found wrong, in Swedish, by error type and field, with the place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from naravard_docs.errors import Place, Problem
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import (
    capitalise,
    closest,
    did_you_mean,
    enumeration,
    first_of_several_days,
    is_empty,
    quote,
    read_date,
)
from naravard_docs.yaml import answer_messages, people_messages
from naravard_docs.yaml.error_context import ErrorContext
from naravard_docs.yaml.key_suggestions import meant_key, remedy_without_key
from naravard_docs.yaml.keys import swedish_keys
from naravard_docs.yaml.tree import ListNode, Loc, MapNode, Scalar, SourceFile


class Advice(NamedTuple):
    """A message with its remedy, before it has a place."""

    message: str
    remedy: str
    lacks: str = ""


def problems(
    listed: Sequence[ErrorDetails], model: type[BaseModel], source: SourceFile, below: Loc = ()
) -> list[Problem]:
    """Return every error of a validation as a problem; ``below`` is the path of the value validated."""
    found = [ErrorContext(details, model, source, below) for details in listed]
    meant = {place for each in found if each.kind == "extra_forbidden" for place in each.meant}
    told = [
        _problem(each)
        for each in islice((f for f in found if not f.is_consequence and f.missing not in meant), LIMITS.problems)
    ]
    if len(listed) > LIMITS.problems:
        message = f"Filen har fler fel än de {LIMITS.problems} som visas"
        told.append(Problem(message, "rätta dem först och kör kommandot igen", told[-1].place if told else None))
    return told


def _problem(found: ErrorContext) -> Problem:
    said = _PHRASES.get(found.kind, _other)(found)
    return Problem(capitalise(said.message), said.remedy, _place(found), lacks=said.lacks)


def _place(found: ErrorContext) -> Place:
    if found.kind == "missing" and not found.has_key:
        return found.source.place_of(found.path[:-1])
    if found.kind == "extra_forbidden" or found.is_key:
        return found.key_place
    return found.source.place_of((*found.path, *found.concerned), found.context.get("at_words", ""))


def _missing(found: ErrorContext) -> Advice:
    if isinstance(found.loc[-1], int):
        return _list_length(found)
    key = found.loc[-1]
    if found.has_key:
        return Advice(f"nyckeln «{key}» har inget värde", f"skriv värdet efter «{key}:»", str(key))
    return Advice(f"nyckeln «{key}» saknas", f"lägg till «{key}:» här{_hint(found, key)}", str(key))


def _hint(found: ErrorContext, key: str) -> str:
    fields = found.parent.model_fields.values() if found.parent else ()
    said = next((field.description for field in fields if field.alias == key), None)
    return f" – {said[0].lower()}{said[1:].rstrip('.')}" if said else ""


def _unknown_key(found: ErrorContext) -> Advice:
    key = str(found.loc[-1])
    keys = swedish_keys(found.parent) if found.parent else {}
    if key in keys:
        swedish = keys[key]
        return Advice(f"«{key}» och «{swedish}» är samma nyckel", f"behåll bara «{swedish}»")
    if is_empty(key):
        return Advice("före kolon saknas en nyckel", "skriv nyckeln först på raden: plats: Umeå")
    if key != key.strip():
        remedy = f"ta bort tecknen före «{key.strip()}» och dra in med vanliga mellanslag"
        return Advice(f"före «{key.strip()}» står ett hårt mellanslag, som YAML läser som en del av nyckeln", remedy)
    if remedy := remedy_without_key(key):
        return Advice(f"okänd nyckel «{key}»", remedy)
    meant = meant_key(key, keys)
    known = "nycklar som finns här: " + ", ".join(keys.values()) if keys else "ta bort den, eller rätta namnet"
    return Advice(f"okänd nyckel «{key}»", f"menade du «{meant}»?" if meant else known)


def _text_wanted(found: ErrorContext) -> Advice:
    if found.input is None:
        return Advice(_named(found, "har inget värde"), "skriv en text, eller ta bort raden")
    if found.kind == "date_type" and (days := _days_listed(found)):
        return _several_days(found, days[0].isoformat())._replace(message=f"«{found.key}» är flera dagar")
    if isinstance(found.node, MapNode | ListNode):
        kind = "en mappning (nyckel: värde)" if isinstance(found.node, MapNode) else "en lista"
        return Advice(
            _named(found, f"ska vara en text, men är {kind}"),
            "sätt citattecken runt texten om den innehåller «: » eller börjar med «- » eller [",
        )
    return Advice(_named(found, f"ska vara en text, inte {found.value}"), "skriv en text")


def _days_listed(found: ErrorContext) -> list[date]:
    """Return the days of a list that holds nothing else, two at least, when it stands where one day should."""
    listed = found.node.items if isinstance(found.node, ListNode) else []
    days = [read_date(each.text) if isinstance(each, Scalar) else None for each in listed]
    return [day for day in days if day is not None] if len(days) > 1 and None not in days else []


def _list_wanted(found: ErrorContext) -> Advice:
    if found.input in (None, ""):
        return Advice(_named(found, "har inget värde"), "skriv värdet efter kolon, eller ta bort raden")
    first = next(iter(found.node.entries), "") if isinstance(found.node, MapNode) else str(found.input)
    if first[:1] in _LIKE_DASHES:
        remedy = "börja varje post med ett bindestreck och ett mellanslag: «- »"
        return Advice(_named(found, f"ska vara en lista, men {quote(first)} läses inte som en post"), remedy)
    return Advice(
        _named(found, f"ska vara en lista, inte {found.value}"), "skriv en post per rad, med «- » först på raden"
    )


_LIKE_DASHES = ("-", "–", "—", "•", "·")


_LONGEST_FIXED = 10
"""A list with so few entries at most has a fixed number of them; others have a limit."""


def _list_length(found: ErrorContext) -> Advice:
    if (at_most := found.context.get("max_length", 0)) > _LONGEST_FIXED:
        said = _named(found, f"har fler än {at_most} poster, och det är gränsen")
        return Advice(said, "dela upp innehållet på flera filer, eller kontrollera att rätt fil är angiven")
    return Advice(_named(found, "har fel antal värden"), "skriv tre tal, för rubrik 1, 2 och 3: [18, 14, 11.5]")


def _mapping_wanted(found: ErrorContext) -> Advice:
    if found.input is None:
        return Advice(
            "tom post i listan" if found.is_entry else _named(found, "har inget värde"),
            "fyll i posten eller ta bort raden",
        )
    keys = enumeration([f"«{key}»" for key in swedish_keys(found.model).values()][:4]) if found.model else ""
    return Advice(_named(found, "har fel form"), f"skriv nycklar och värden{f', till exempel {keys}' if keys else ''}")


def _empty_list(found: ErrorContext) -> Advice:
    return Advice(_named(found, "är tom"), "skriv minst en post, med «- » först på raden")


def _long_text(found: ErrorContext) -> Advice:
    letters, at_most = found.context["letters"], found.context["at_most"]
    said = _named(found, f"har {letters} tecken, och gränsen är {at_most}")
    return Advice(said, "dela upp texten, eller lägg den i en bilaga")


def _empty_text(found: ErrorContext) -> Advice:
    if isinstance(found.node, Scalar) and not is_empty(found.node.text):
        return Advice(f"{found.value} saknar {found.loc[-1]}", "skriv namnet först på raden, före parentes och komma")
    return Advice(_named(found, "är tom"), "skriv en text, eller ta bort raden")


def _date(found: ErrorContext) -> Advice:
    if (first := first_of_several_days(str(found.input))) is not None:
        return _several_days(found, first)
    parts = _DATE_PARTS.fullmatch(str(found.input).strip())
    meant = "{}-{:0>2}-{:0>2}".format(*filter(None, parts.groups())) if parts else ""
    if meant == str(found.input).strip() or (meant and read_date(meant) is None):
        return Advice(f"{found.value} finns inte i kalendern", "rätta året, månaden eller dagen")
    example = meant or "2023-05-12 eller 12 maj 2023"
    return Advice(f"{found.value} går inte att läsa som ett datum", f"skriv {example}")


def _several_days(found: ErrorContext, first: str) -> Advice:
    if found.parent is not None and found.parent.__name__ == "Meeting":
        remedy = f"skriv första dagen här, datum: {first}, och mötets sista dag på en egen rad: slutdatum"
        return Advice(f"{found.value} är flera dagar, men «datum» är mötets första", remedy)
    return Advice(f"{found.value} är flera dagar, men «{found.key}» är en enda", f"skriv en dag: {first}")


def _next_meeting(found: ErrorContext) -> Advice:
    if (first := first_of_several_days(str(found.input))) is not None:
        remedy = f"skriv första dagen först och alla dagarna efter: «{first} Systemledningen, 12–13 maj»"
        return Advice(f"{found.value} börjar med flera dagar", remedy)
    remedy = "skriv datumet först: 2023-05-12 Samråd vård och omsorg"
    return Advice(f"{found.value} börjar inte med ett datum som finns", remedy)


def _choice(found: ErrorContext) -> Advice:
    choices = found.context["choices"]
    close = did_you_mean(str(found.input), choices)
    key = f"punkt {found.key}" if found.key.isdecimal() else f"«{found.key}»"
    return Advice(
        f"{found.value} är inget av de ord som {key} kan ha",
        close or f"skriv {enumeration([f'«{c}»' for c in choices], 'eller')}",
    )


def _key_unknown(found: ErrorContext) -> Advice:
    known, file = found.context["known"], found.context["file"]
    close = did_you_mean(str(found.input), known)
    listed = f"nycklar som finns där: {', '.join(known)}" if known else "lägg till den där, eller kör naravard starta"
    return Advice(f"{found.value} finns inte i {file}", close or listed)


def _recommendation(found: ErrorContext) -> Advice:
    known = found.context["known"]
    listed = f"rekommendationer som finns: {', '.join(known)}" if known else "inget möte har någon rekommendation"
    return Advice(f"{found.value} är ingen rekommendation", did_you_mean(str(found.input), known) or listed)


def _attachment(found: ErrorContext) -> Advice:
    return Advice(f"bilagan {found.value} {found.context['fault']}", found.context["remedy"])


def _answer_file(found: ErrorContext) -> Advice:
    return Advice(f"filen {found.value} {found.context['fault']}", found.context["remedy"])


def _malformed_key(found: ErrorContext) -> Advice:
    return Advice(found.context["fault"], found.context["remedy"])


def _recipient(found: ErrorContext) -> Advice:
    known: dict[str, str] = found.context["known"]
    meant = {word: key for key, name in known.items() for word in (name, key)}
    key = meant.get(closest(str(found.input), meant))
    said = f"{found.value} finns inte på brevets sändlista {quote(found.context['list'])}"
    return Advice(said, f"menade du «{key}»?" if key else f"mottagare på listan: {', '.join(known)}")


def _clause_number(found: ErrorContext) -> Advice:
    remedy = "skriv punktens nummer i brevet (1, 2 …), eller ett ord för alla: satser: antagen"
    return Advice(f"{quote(str(found.loc[-1]))} är inget punktnummer", remedy)


def _check_digit(found: ErrorContext) -> Advice:
    remedy = f"jämför med källan; är de nio första siffrorna rätt är den sista {found.context['check']}"
    return Advice(f"organisationsnumret {found.value} har fel kontrollsiffra", remedy)


def _letter_number_place(found: ErrorContext) -> Advice:
    place, choices = found.context["place"], found.context["choices"]
    close = did_you_mean(place, choices)
    return Advice(f"«{place}» fylls inte i här", close or f"skriv {enumeration(choices, 'eller')}")


_DATE_PARTS = lazy_pattern(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)


def _number(found: ErrorContext) -> Advice:
    low, high = found.context.get("ge"), found.context.get("le")
    limit = f"minst {low:g}" if low is not None else f"högst {high:g}" if high is not None else "ett tal"
    return Advice(_named(found, f"ska vara {limit}, inte {found.value}"), "skriv ett tal, med punkt för decimaler")


def _whole_number(found: ErrorContext) -> Advice:
    return Advice(_named(found, f"ska vara ett heltal, inte {found.value}"), "skriv ett tal utan decimaler")


def _yes_no(found: ErrorContext) -> Advice:
    return Advice(_named(found, f"ska vara ja eller nej, inte {found.value}"), "skriv ja eller nej")


def _other(found: ErrorContext) -> Advice:
    return Advice(_named(found, f"har ett värde som inte går att läsa: {found.value}"), "se handboken om nyckeln")


def _named(found: ErrorContext, claim: str) -> str:
    if found.is_entry:
        return f"posten under «{found.key}» {claim}" if found.key else f"posten {claim}"
    if not found.key:
        return f"filen {claim}"
    return f"«{found.key}» {claim}"


def _fixed(message: str, remedy: str, lacks: str = "") -> Callable[[ErrorContext], Advice]:
    return lambda found: Advice(message.format(value=found.value, key=found.key, **found.context), remedy, lacks)


_PHRASES: dict[str, Callable[[ErrorContext], Advice]] = {
    **{kind: _fixed(*said) for kind, said in (*people_messages.FIXED.items(), *answer_messages.FIXED.items())},
    "person_part": lambda found: Advice(*people_messages.person_part(found.context)),
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _text_wanted,
    "tuple_type": _list_wanted,
    "too_long": _list_length,
    "model_type": _mapping_wanted,
    "model_attributes_type": _mapping_wanted,
    "dict_type": _mapping_wanted,
    "too_short": _empty_list,
    "empty_text": _empty_text,
    "text_too_long": _long_text,
    "date_unreadable": _date,
    "date_type": _text_wanted,
    "is_instance_of": _text_wanted,
    "enum": _text_wanted,
    "choice_unknown": _choice,
    "key_unknown": _key_unknown,
    "recommendation_unknown": _recommendation,
    "attachment_fault": _attachment,
    "answer_fault": _answer_file,
    "key_malformed": _malformed_key,
    "recipient_unknown": _recipient,
    "clause_number": _clause_number,
    "int_parsing": _whole_number,
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "float_parsing": _number,
    "float_type": _number,
    "greater_than_equal": _number,
    "less_than_equal": _number,
    "finite_number": _number,
    "int_parsing_size": _whole_number,
    "decision_mixed": _fixed(
        "beslutet blandar satser och block: post {number} är en sats bland block",
        "ge varje block «satser:» med sina att-satser, eller skriv alla som satser",
    ),
    "decision_blocks_beside": _fixed(
        "beslutet har «block» och egna nycklar bredvid", "flytta in nycklarna i ett av blocken"
    ),
    "basis_empty": _fixed(
        "handlingen har varken text eller bilaga", "skriv vad den heter: Tjänsteskrivelse 2024-03-01"
    ),
    "roll_empty": _fixed("röstlängden har varken antal eller namn", "skriv antalet röstberättigade: röstlängd: 45"),
    "vote_empty": _fixed("omröstningen har inga röster", "skriv hur rösterna föll: ja: 12 och nej: 8, eller «utfall»"),
    "secrecy_unreadable": _fixed(
        "{written} är ingen bestämmelse om sekretess", "skriv lagen och paragrafen: OSL 26:1; annars ta bort nyckeln"
    ),
    "adjournment_empty": _fixed(
        "avbrottet har varken «tid» eller «efter»", "skriv tiden: 12.00–13.00, eller efter vilken paragraf: § 12"
    ),
    "meeting_ends_before": _fixed(
        "mötet slutar {last}, före sin första dag {first}", "rätta «slutdatum» eller «datum»"
    ),
    "decision_empty": _fixed(
        "beslutet är tomt", "skriv en hel mening, eller en lista med en att-sats per rad, med «- » först på raden"
    ),
    "decision_two_forms": _fixed(
        "beslutet har både «text» och «satser»", "behåll «text» (en hel mening) eller «satser» (en lista), inte båda"
    ),
    "decision_opening_alone": _fixed(
        "beslutet har «{alone}» men inga «satser»", "lägg till «satser:», med en rad «- …» för varje att-sats"
    ),
    "colon_in_text": _fixed(
        "Kolon i texten gör att den läses som en nyckel: {written}", "sätt citattecken runt hela punkten"
    ),
    "yes_no": _yes_no,
    "bool_type": _yes_no,
    "email_malformed": _fixed("{value} är ingen e-postadress", "skriv till exempel kommun@umea.se"),
    "web_malformed": _fixed("{value} är ingen webbadress", "skriv till exempel regionvasterbotten.se, utan mellanslag"),
    "host_malformed": _fixed("{value} är inget namn på en server", "skriv till exempel smtp.exempel.se, utan http://"),
    "decision_in_parts": _fixed(
        "Beslutet har flera stycken eller en lista men står som en enda text",
        "skriv punkterna som en lista: «- » först på varje rad",
    ),
    "colour_malformed": _fixed("{value} är ingen färg", "skriv sex siffror 0–9 och A–F, till exempel 1F4E79"),
    "answer_before_letter": _fixed(
        "svaret ska lämnas {answer}, före brevets datum {letter}", "rätta «svar_senast» eller brevets «datum»"
    ),
    "next_meeting_unreadable": _next_meeting,
    "planned_meeting_unreadable": _fixed(
        "{value} börjar inte med ett datum som finns", "skriv datumet först: 2027-02-12 09.00–12.00 Digitalt"
    ),
    "fingerprint_malformed": _fixed(
        "{value} är inget fingeravtryck", "ställ tillbaka raden som naravard justera skrev den: sha256: och 64 tecken"
    ),
    "issued_notice_unreadable": _fixed(
        "{value} börjar inte med ett datum som finns",
        "skriv dagen först, och sedan vad som ändrades: 2027-02-05 ny lokal",
    ),
    "language_malformed": _fixed(
        "{value} är ingen språkkod", "skriv två eller tre bokstäver, till exempel fi, sma eller smj"
    ),
    "organisation_number_malformed": _fixed(
        "{value} är inget organisationsnummer", "skriv tio siffror, till exempel 212000-2627"
    ),
    "organisation_number_of_person": _fixed(
        "{value} är ett personnummer eller en felskrivning",
        "skriv organisationsnumret; den tredje siffran i ett sådant är minst 2",
    ),
    "organisation_number_check": _check_digit,
    "contact_unreadable": _fixed(
        "{value} går inte att läsa som en kontakt",
        "skriv: Namn, e-postadress, telefonnummer; bara namnet måste vara med",
    ),
    "list_without_recipients": _fixed(
        "sändlistan har inga mottagare", "lägg till «mottagare:», eller «ingår:» med nycklar till andra sändlistor"
    ),
    "letter_number_place": _letter_number_place,
    "letter_number_braces": _fixed(
        "{value} har en klammer utan sin andra hälft", "skriv till exempel {diarienummer}-{löpnummer}, inom citattecken"
    ),
    "letter_number_of_no_letter": _fixed(
        "{value} ger alla rekommendationer samma brevnummer",
        "ta med {diarienummer}, till exempel {diarienummer}-{löpnummer}",
    ),
    "letter_number_of_no_recipient": _fixed(
        "{value} ger alla mottagare samma brevnummer", "ta med {löpnummer} eller {nyckel} efter {diarienummer}"
    ),
    "recipient_without_slug": _fixed(
        "«{written}» har ingen bokstav a–z och ingen siffra, så mottagaren får inget kort namn i filer och svar",
        "ge mottagaren en «nyckel» som umea",
    ),
    "recipient_twice": _fixed(
        "mottagarna «{first}» och «{second}» får samma korta namn", "ge den ena en egen «nyckel»"
    ),
}
