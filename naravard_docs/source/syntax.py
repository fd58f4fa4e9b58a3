"""YAML's own complaints in the words of someone who writes a meeting file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from naravard_docs.errors import Place, Problem

_QUOTE_IT = "sätt citattecken (\") runt hela texten"

# What ruamel.yaml 0.19 says (a part of its text), and what it means to the writer. Order matters.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (r"character '\\t'", "tabbtecken används för indrag", "använd mellanslag: två för varje nivå"),
    (
        "mapping values are not allowed",
        "ett kolon står mitt i en text, eller så är indraget fel",
        f"{_QUOTE_IT} om det innehåller «: », annars rätta indraget",
    ),
    (
        "unexpected end of stream",
        "texten börjar med citattecken men slutar aldrig",
        "sätt dit det avslutande citattecknet",
    ),
    (r"character '[@`%]'|cannot start any token", "texten börjar med ett tecken som YAML inte tillåter", _QUOTE_IT),
    ("found unknown escape", "omvänt snedstreck inom \"…\" betyder något särskilt", "använd enkla citattecken ('…') i stället"),
    ("while parsing a flow sequence", "listan i hakparenteser slutar aldrig, eller saknar ett kommatecken", "kontrollera [ , och ]"),
    ("while parsing a flow mapping", "klammerparentesen slutar aldrig, eller saknar ett kommatecken", "kontrollera { , och }"),
    (
        "while parsing a block collection",
        "raden passar inte in i listan ovanför: indrag eller «- » är fel",
        "rätta indraget så att raderna i samma lista börjar i samma kolumn",
    ),
    (
        "while parsing a block mapping",
        "raden passar inte in bland nycklarna ovanför: indraget är fel, eller en text som borde ha citattecken är inte satt inom dem",
        "rätta indraget så att nycklarna börjar i samma kolumn, eller sätt citattecken runt texten",
    ),
    ("could not find expected ':'", "raden är ingen nyckel: kolon saknas", "skriv «nyckel: värde», eller dra in raden om den hör till texten ovanför"),
    ("scanning a block scalar", "textblockets början (| eller >) är fel skriven", "skriv bara | eller > efter kolon och börja texten på nästa rad"),
    ("undefined alias|expected alphabetic", "tecknen * och & betyder något särskilt först i en text", _QUOTE_IT),
)


def problem(error: MarkedYAMLError, shown: str, lines: Sequence[str]) -> Problem:
    """Give a syntax error as a problem at the place where the parser stopped."""
    said = f"{error.context or ''} | {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if "unexpected end of stream" in said and error.context_mark is not None:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if line > len(lines) or (not lines[line - 1].strip() and line > 1):
        line = max((n for n, text in enumerate(lines[:line], 1) if text.strip()), default=1)
        column = len(lines[line - 1]) + 1
    text = lines[line - 1] if line <= len(lines) else ""
    place = Place(shown, line, column, text)
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return Problem(_MEANINGS[0][1], _MEANINGS[0][2], Place(shown, line, text.index("\t") + 1, text))
    for pattern, message, remedy in _MEANINGS:
        if re.search(pattern, said):
            return Problem(message, remedy, place)
    return Problem("raden följer inte YAML:s regler", f"kontrollera indrag, kolon och citattecken; {_QUOTE_IT}", place)


def unreadable_character(error: ReaderError, shown: str, text: str) -> Problem:
    """Give a control character, which YAML 1.2 (5.1) does not let stand in a file, as a problem."""
    at = int(error.position)
    before = text[:at]
    line = before.count("\n") + 1
    column = at - (before.rfind("\n") + 1) + 1
    code = ord(text[at]) if at < len(text) else 0
    place = Place(shown, line, column, text.split("\n")[line - 1])
    return Problem(f"ett osynligt styrtecken (U+{code:04X}) står i texten", "ta bort tecknet och skriv om ordet", place)
