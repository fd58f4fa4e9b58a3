"""The number that a letter to one recipient has of its own: a pattern of the organisation's, filled in for each."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import Line

REFERENCE, ORDINAL, KEY = "diarienummer", "löpnummer", "nyckel"
_PLACE = re.compile(r"\{([^{}]*)\}")


def letter_number(pattern: str, reference: str, ordinal: int, key: str) -> str:
    """Return the number of the letter to one recipient: the recommendation's, with what tells this letter from others.

    ``ordinal`` is the recipient's place on the letter's list, from 1; ``key`` its short name.
    """
    values = {REFERENCE: reference, ORDINAL: str(ordinal), KEY: key}
    return _PLACE.sub(lambda place: values[place[1]], pattern)


def _numbering(value: str) -> str:
    places = _PLACE.findall(value)
    choices = [f"{{{name}}}" for name in (REFERENCE, ORDINAL, KEY)]
    for place in places:
        if place not in (REFERENCE, ORDINAL, KEY):
            raise PydanticCustomError("letter_number_place", "unknown", {"place": f"{{{place}}}", "choices": choices})
    if "{" in (rest := _PLACE.sub("", value)) or "}" in rest:
        raise PydanticCustomError("letter_number_braces", "a brace without its other")
    if REFERENCE not in places:
        raise PydanticCustomError("letter_number_of_no_letter", "the same for every recommendation")
    if ORDINAL not in places and KEY not in places:
        raise PydanticCustomError("letter_number_of_no_recipient", "the same for every recipient")
    return value


LetterNumberPattern = Annotated[
    Line,
    AfterValidator(_numbering),
    WithJsonSchema(
        {"type": "string", "pattern": rf"\{{{REFERENCE}\}}", "examples": [f"{{{REFERENCE}}}-{{{ORDINAL}}}"]}
    ),
]
"""Text with «{diarienummer}» and «{löpnummer}» or «{nyckel}», so that no two letters share a number."""
