"""How values are written, as editors are told it (JSON Schema, draft-07): words in any capitals, dates, numbers.

Each form here is at least as wide as what the models' validators take, so that no editor marks what can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""A text: what YAML takes for a number, or for true and false, is text to the program all the same."""

_SIGN_OF_REGEX = re.compile(r"[\\^$.*+?()[\]{}|/]")
_OTHER_FORMS = {"k": "\u212a", "å": "\u212b"}
"""Signs that are these letters, but for the capitals: the units kelvin and ångström."""


def any_case(word: str) -> str:
    """Return the regular expression of a word in whatever capitals, which draft-07 has no mark for."""
    return "".join(_letter(each) for each in word)


def any_case_of(words: Iterable[str]) -> str:
    """Return the regular expression of one of some words, in whatever capitals."""
    return f"({'|'.join(map(any_case, words))})"


def _letter(letter: str) -> str:
    forms = dict.fromkeys((letter.upper(), letter.lower(), *_OTHER_FORMS.get(letter.lower(), "")))
    return f"[{''.join(forms)}]" if len(forms) > 1 else _SIGN_OF_REGEX.sub(r"\\\g<0>", letter)


def choice_schema(words: Mapping[str, str], pattern: str, *others: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of words with what each means; ``pattern`` and ``others`` are read, too, but not suggested.

    Words in an «anyOf» are what editors suggest, and those in «else» what they tell of when another word stands there.
    """
    listed = {"type": "string", "enum": list(words), "enumDescriptions": list(words.values())}
    is_read = [{"type": "string", "pattern": pattern}, *others]
    return {
        "if": {"anyOf": is_read} if others else is_read[0],
        "else": listed,
        "anyOf": [listed, True],
    }


DATE_SCHEMA: dict[str, Any] = {
    "type": "string",
    "pattern": r"^\s*(\d{4}-\d{2}-\d{2}|([Dd][Ee][Nn] )?\d{1,2} [A-Za-z]+ \d{4})[ ,]*\s*$",
    "examples": ["2023-05-12", "12 maj 2023"],
}

YES_NO_SCHEMA = choice_schema(
    {"ja": "Det är så.", "nej": "Det är inte så."},
    f"^{any_case_of(('ja', 'yes', 'true', 'nej', 'no', 'false'))}$",
    {"type": "boolean"},
)

WHOLE_NUMBER = r"^\s*[+-]?\d[\d_]*(\.0*)?\s*$"
"""Whole numbers within quotation marks, as pydantic reads them."""

NUMBER = r"^\s*[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)([eE][+-]?\d+)?\s*$"
"""Numbers within quotation marks."""
