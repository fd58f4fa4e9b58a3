"""What pydantic found wrong, in Swedish, by error type and field, with the place in the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from naravard_docs.errors import Problem
from naravard_docs.source.keys import model_at, swedish_keys
from naravard_docs.source.tree import ListNode, Loc, MapNode, Scalar, SourceFile, find
from naravard_docs.swedish import capitalised, did_you_mean, enumeration, quoted


class Said(NamedTuple):
    """A message with its remedy, before it has a place."""

    message: str
    remedy: str


def problems(error: ValidationError, model: type[BaseModel], source: SourceFile, below: Loc = ()) -> list[Problem]:
    """Give every error of a validation as a problem; ``below`` is the path of the value validated."""
    return [_problem(details, model, source, below) for details in error.errors(include_url=False)]


def _problem(details: ErrorDetails, model: type[BaseModel], source: SourceFile, below: Loc) -> Problem:
    found = _Found(details, model, source, below)
    if details["type"] == "missing" and not found.has_key:
        place = source.place_of((*below, *details["loc"][:-1]))
    else:
        place = found.key_place if details["type"] == "extra_forbidden" else source.place_of(found.path)
    said = _PHRASES.get(details["type"], _other)(found)
    return Problem(capitalised(said.message), said.remedy, place)


class _Found:
    """One error with what its message needs: the key, its parent's model, the value as written."""

    def __init__(self, details: ErrorDetails, model: type[BaseModel], source: SourceFile, below: Loc) -> None:
        self.loc: Loc = details["loc"]
        self.path: Loc = (*below, *self.loc)
        self.input: Any = details["input"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.source = source
        self.model = model_at(model, self.loc)
        parents = [n for n in range(len(self.loc)) if isinstance(self.loc[n], str)]
        self.key = str(self.loc[parents[-1]]) if parents else ""
        self.parent = model_at(model, self.loc[: parents[-1]]) if parents else model
        self.node = find(source.root, self.path)[1]

    @property
    def has_key(self) -> bool:
        """Whether the last key of the path stands in the file (with no value)."""
        parent = find(self.source.root, self.path[:-1])[1]
        return isinstance(parent, MapNode) and self.path[-1] in parent.entries

    @property
    def key_place(self) -> Any:
        key, _ = find(self.source.root, self.path)
        return self.source.place(key.line, key.column, len(key.text)) if key else self.source.place_of(self.path)

    @property
    def value(self) -> str:
        return quoted(self.node.text if isinstance(self.node, Scalar) else str(self.input))

    @property
    def is_entry(self) -> bool:
        return bool(self.loc) and isinstance(self.loc[-1], int)


def _missing(found: _Found) -> Said:
    key = str(found.loc[-1])
    if found.has_key:
        return Said(f"nyckeln «{key}» har inget värde", f"skriv värdet efter «{key}:»")
    return Said(f"nyckeln «{key}» saknas", f"lägg till «{key}:» här{_hint(found, key)}")


def _hint(found: _Found, key: str) -> str:
    field = next((f for f in (found.parent.model_fields.values() if found.parent else ()) if f.alias == key), None)
    return f" – {field.description[0].lower()}{field.description[1:]}" if field and field.description else ""


def _unknown_key(found: _Found) -> Said:
    key = str(found.loc[-1])
    keys = swedish_keys(found.parent) if found.parent else {}
    if key in keys:
        swedish = keys[key]
        return Said(f"«{key}» och «{swedish}» är samma nyckel", f"behåll bara «{swedish}»")
    close = did_you_mean(key, [*keys.values(), *keys])
    known = "nycklar som finns här: " + ", ".join(keys.values())
    return Said(f"okänd nyckel «{key}»", close or known)


def _text_wanted(found: _Found) -> Said:
    if found.input is None:
        return Said(_named(found, "har inget värde"), "skriv en text, eller ta bort raden")
    if isinstance(found.node, MapNode | ListNode):
        kind = "en mappning (nyckel: värde)" if isinstance(found.node, MapNode) else "en lista"
        return Said(
            _named(found, f"ska vara en text, men är {kind}"),
            "sätt citattecken runt texten om den innehåller «: » eller börjar med «- » eller [",
        )
    return Said(_named(found, f"ska vara en text, inte {found.value}"), "skriv en text")


def _list_wanted(found: _Found) -> Said:
    return Said(_named(found, "ska vara en lista"), "skriv en post per rad, med «- » först på raden")


def _list_length(found: _Found) -> Said:
    return Said(_named(found, "har fel antal värden"), "skriv ett värde för varje: [21, 14, 11.5]")


def _mapping_wanted(found: _Found) -> Said:
    if found.input is None:
        return Said(
            "tom post i listan" if found.is_entry else _named(found, "har inget värde"),
            "fyll i posten eller ta bort raden",
        )
    keys = enumeration([f"«{key}»" for key in swedish_keys(found.model).values()][:4]) if found.model else ""
    return Said(_named(found, "har fel form"), f"skriv nycklar och värden{f', till exempel {keys}' if keys else ''}")


def _empty_list(found: _Found) -> Said:
    return Said(_named(found, "är tom"), "skriv minst en post, med «- » först på raden")


def _empty_text(found: _Found) -> Said:
    return Said(_named(found, "är tom"), "skriv en text, eller ta bort raden")


def _date(found: _Found) -> Said:
    compact = found.value.strip("«»")
    if compact.isdigit() and len(compact) == 8:
        meant = f"{compact[:4]}-{compact[4:6]}-{compact[6:]}"
        return Said(f"{found.value} är inget datum i en form som går att läsa", f"skriv {meant}")
    return Said(
        f"{found.value} är inget datum som finns, eller inte i en form som går att läsa",
        "skriv 2023-05-12 eller 12 maj 2023",
    )


def _choice(found: _Found) -> Said:
    choices = found.context["choices"]
    close = did_you_mean(str(found.input), choices)
    return Said(
        f"{found.value} är inget av de ord som «{found.key}» kan ha",
        close or f"skriv {enumeration([f'«{c}»' for c in choices], 'eller')}",
    )


def _key_unknown(found: _Found) -> Said:
    known, file = found.context["known"], found.context["file"]
    close = did_you_mean(str(found.input), known)
    listed = f"nycklar som finns där: {', '.join(known)}" if known else "filen har inga poster"
    return Said(f"{found.value} finns inte i {file}", close or listed)


def _attachment(found: _Found) -> Said:
    return Said(f"bilagan {found.value} {found.context['fault']}", "sökvägen räknas från mötesfilens mapp")


def _number(found: _Found) -> Said:
    low, high = found.context.get("ge"), found.context.get("le")
    limit = f"minst {low}" if low is not None else f"högst {high}" if high is not None else "ett tal"
    return Said(_named(found, f"ska vara {limit}, inte {found.value}"), "skriv ett tal, med punkt för decimaler")


def _whole_number(found: _Found) -> Said:
    return Said(_named(found, f"ska vara ett heltal, inte {found.value}"), "skriv ett tal utan decimaler")


def _decision_form(found: _Found) -> Said:
    return Said(
        "beslutet ska ha antingen «text» (en hel mening) eller «satser» (en lista), och «inledning» bara med «satser»",
        "behåll den ena formen",
    )


def _other(found: _Found) -> Said:
    return Said(_named(found, f"har ett värde som inte går att läsa: {found.value}"), "se handboken om nyckeln")


def _named(found: _Found, claim: str) -> str:
    if found.is_entry:
        return f"posten under «{found.key}» {claim}" if found.key else f"posten {claim}"
    if not found.key:
        return f"filen {claim}"
    return f"«{found.key}» {claim}"


def _fixed(message: str, remedy: str) -> Callable[[_Found], Said]:
    return lambda found: Said(message.format(value=found.value, key=found.key, **found.context), remedy)


_PHRASES: dict[str, Callable[[_Found], Said]] = {
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
    "date_unreadable": _date,
    "date_type": _text_wanted,
    "is_instance_of": _text_wanted,
    "enum": _text_wanted,
    "choice_unknown": _choice,
    "key_unknown": _key_unknown,
    "attachment_fault": _attachment,
    "int_parsing": _whole_number,
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "float_parsing": _number,
    "float_type": _number,
    "greater_than_equal": _number,
    "less_than_equal": _number,
    "finite_number": _number,
    "decision_form": _decision_form,
    "yes_no": _fixed("{value} är varken ja eller nej", "skriv ja eller nej"),
    "email_malformed": _fixed("{value} är ingen e-postadress", "skriv till exempel kommun@umea.se"),
    "colour_malformed": _fixed("{value} är ingen färg", "skriv sex siffror 0–9 och A–F, till exempel 1F4E79"),
    "answer_before_letter": _fixed(
        "svaret ska lämnas före brevets datum", "rätta «svar_senast» eller brevets «datum»"
    ),
    "recommendation_without_decision": _fixed(
        "rekommendationen hör till ett ärende utan beslut", "lägg till «beslut:» i ärendet; brevet citerar det"
    ),
    "next_meeting_unreadable": _fixed(
        "{value} börjar inte med ett datum", "skriv datumet först: 2023-05-12 Samråd vård och omsorg"
    ),
    "recipient_twice": _fixed(
        "mottagarna «{first}» och «{second}» får samma korta namn", "ge den ena en egen «nyckel»"
    ),
}
