"""YAML's own complaints in the words of someone who writes a meeting file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from naravard_docs.errors import Place, Problem
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import capitalise, quote

LOOK_OVER = "kontrollera indrag, kolon och citattecken på raden och raden ovanför"
_QUOTE_IT = 'sätt citattecken (") runt hela texten'

# What ruamel.yaml 0.19 says (a part of its text), and what it means to the writer. Order matters.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"character '\\t'",
        "ett tabbtecken står där det ska vara mellanslag",
        "använd mellanslag: två för varje nivå av indrag",
    ),
    (
        "mapping values are not allowed",
        "ett kolon följt av mellanslag står mitt i en text",
        _QUOTE_IT,
    ),
    (
        "unexpected end of stream",
        "texten börjar med citattecken men slutar aldrig",
        "sätt dit det avslutande citattecknet",
    ),
    (
        r"character '[@`%]'|cannot start any token|expected the node content",
        "texten börjar med ett tecken som YAML inte tillåter",
        _QUOTE_IT,
    ),
    (
        "sequence entries are not allowed",
        "en post («- ») står på samma rad som nyckeln",
        "börja posten på en egen rad under nyckeln",
    ),
    (
        "found unknown escape",
        'ett omvänt snedstreck inom "…" betyder något särskilt',
        "använd enkla citattecken ('…') i stället",
    ),
    (
        "invalid Unicode character",
        "ett tecken som inte finns är skrivet med ett omvänt snedstreck",
        "ta bort tecknet, eller skriv \\\\ för ett omvänt snedstreck",
    ),
    (
        "while parsing a flow sequence",
        "listan i hakparenteser slutar aldrig, eller saknar ett kommatecken",
        "avsluta listan med ] och skriv kommatecken mellan posterna",
    ),
    (
        "while parsing a flow mapping",
        "klammerparentesen slutar aldrig, eller saknar ett kommatecken",
        "avsluta med } och skriv kommatecken mellan nycklarna",
    ),
    (
        "while parsing a block collection",
        "raden passar inte in i listan ovanför: indrag eller «- » är fel",
        "rätta indraget så att raderna i samma lista börjar i samma kolumn",
    ),
    (
        "while parsing a block mapping",
        "raden passar inte in bland nycklarna ovanför: indraget är fel, eller citattecken saknas runt en text",
        "rätta indraget så att nycklarna börjar i samma kolumn, eller sätt citattecken runt texten",
    ),
    (
        "could not find expected ':'",
        "raden är ingen nyckel: kolon saknas",
        "skriv «nyckel: värde», eller dra in raden om den hör till texten ovanför",
    ),
    (
        "scanning a block scalar",
        "textblockets början (| eller >) är fel skriven",
        "skriv bara | eller > efter kolon och börja texten på nästa rad",
    ),
    ("undefined alias|expected alphabetic", "tecknen * och & betyder något särskilt först i en text", _QUOTE_IT),
    (
        "scanning a directive|incompatible YAML|directive",
        "raden börjar med %, som YAML läser som en anvisning",
        f"ta bort raden, eller {_QUOTE_IT}",
    ),
    (
        "expected '<document start>'",
        "raden hör inte ihop med det som står ovanför",
        "låt alla nycklar på översta nivån börja i kolumn 1",
    ),
)


def syntax_problem(error: MarkedYAMLError, path: Path, lines: Sequence[str]) -> Problem:
    """Return a syntax error as a problem at the place where the parser stopped."""
    said = f"{error.context or ''} | {error.problem or ''}"
    mark = _mark(error, said)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if line > len(lines) or (not lines[line - 1].strip() and line > 1):
        line = max((n for n, text in enumerate(lines[:line], 1) if text.strip()), default=1)
        column = len(lines[line - 1]) + 1
    text = lines[line - 1] if line <= len(lines) else ""
    place = Place(path, line, column, text)
    if "\t" in text[: len(text) - len(text.lstrip())]:
        return Problem(capitalise(_MEANINGS[0][1]), _MEANINGS[0][2], Place(path, line, text.index("\t") + 1, text))
    if "expected '<document start>'" in said and (directive := _directive_above(lines[: line - 1])):
        place = Place(path, directive, 1, lines[directive - 1])
        said = "scanning a directive"
    if "mapping values" in said and _KEY_ALONE.fullmatch(text[: column - 1]):
        return _wrong_indent(place)
    if "but found '<scalar>'" in said and text[: column - 1].rstrip().endswith(('"', "'")):
        remedy = "sätt citattecken av det andra slaget runt hela texten"
        return Problem("Texten fortsätter efter det avslutande citattecknet", remedy, place)
    if "could not find expected ':'" in said and (pressed := _PRESSED_COLON.match(text)):
        message = f"mellanslag saknas efter kolon i {quote(pressed[0])}"
        return Problem(capitalise(message), f"skriv «{pressed[1]}: {pressed[2]}» med ett vanligt mellanslag", place)
    for pattern, message, remedy in _MEANINGS:
        if re.search(pattern, said):
            return Problem(capitalise(message), remedy, place)
    return Problem("Raden följer inte YAML:s regler", LOOK_OVER, place)


_KEY_ALONE = lazy_pattern(r"\s*(- )*[^\s:\"'-][^:]*")
_PRESSED_COLON = lazy_pattern(r"[ -]*([^\s:]+):\s*(\S+)")


def _directive_above(lines: Sequence[str]) -> int:
    """Return the number of the last line that begins with «%», which ends the document before it; else 0."""
    return max((number for number, text in enumerate(lines, 1) if text.startswith("%")), default=0)


def _mark(error: MarkedYAMLError, said: str) -> Any:
    """Return where the writer should look: where something began that never ended, else where the parser stopped."""
    stopped, began = error.problem_mark, error.context_mark
    if stopped is None or began is None:
        return stopped or began
    if "unexpected end of stream" in said or "could not find expected ':'" in said:
        return began
    return began if "parsing a flow" in said and began.line != stopped.line else stopped


def _wrong_indent(place: Place) -> Problem:
    """Return a key that is indented as if it were text that goes on from the line above."""
    line = place.source_line
    bare = line.lstrip(" -")
    key = bare.split(":")[0]
    return Problem(
        f"{quote(f'{key}:')} är indraget så att det läses som en fortsättning på texten ovanför",
        f"låt nyckeln börja i samma kolumn som nycklarna ovanför; eller, om kolon hör till texten, {_QUOTE_IT}",
        Place(place.path, place.line, len(line) - len(bare) + 1, line, len(key)),
    )


def unreadable_character(error: ReaderError, path: Path, text: str) -> Problem:
    """Return a control character, which YAML 1.2 (5.1) does not let stand in a file, as a problem."""
    at = int(error.position)
    before = text[:at]
    line = before.count("\n") + 1
    column = at - (before.rfind("\n") + 1) + 1
    code = ord(text[at]) if at < len(text) else 0
    place = Place(path, line, column, text.split("\n")[line - 1])
    return Problem(f"Ett osynligt styrtecken (U+{code:04X}) står i texten", "ta bort tecknet och skriv om ordet", place)


_NUMBERED = lazy_pattern(r"\\[xuU]([0-9A-Fa-f]+)")
_LAST_CHARACTER = 0x10FFFF


def impossible_character(path: Path, lines: Sequence[str]) -> Problem:
    """Return the first escape («\\U00110000») that names no character, since Unicode ends before it, as a problem."""
    remedy = "ta bort tecknet, eller skriv \\\\ för ett omvänt snedstreck"
    for number, line in enumerate(lines, 1):
        for found in _NUMBERED.finditer(line):
            if int(found[1][:8], 16) > _LAST_CHARACTER:
                place = Place(path, number, found.start() + 1, line, len(found[0]))
                return Problem(f"«{found[0][:10]}» är inget tecken: Unicode slutar på 10FFFF", remedy, place)
    return Problem("Filen har ett tecken som inte finns", remedy, Place(path, 1, 1, lines[0] if lines else ""))
