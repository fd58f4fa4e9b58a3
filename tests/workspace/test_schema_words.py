"""What editors tell of words that are chosen among others: each has a description, in plain Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from test_schema import SCHEMAS
from test_schema_accepts import MODELS

from naravard_docs.meeting.choice_words import DESCRIPTIONS
from naravard_docs.workspace.record_schema import classes_below


def choices(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in a schema that is one of some words, but for what tells whether a key is there."""
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema
        for key, held in schema.items():
            if key != "not":
                yield from choices(held)
    elif isinstance(schema, list):
        for held in schema:
            yield from choices(held)


def test_every_word_of_every_choice_is_described() -> None:
    """The one table has each enum that a file's value may be, with all its words and no others."""
    enums = {each for model in MODELS.values() for each in classes_below(model) if issubclass(each, StrEnum)}
    assert DESCRIPTIONS.keys() == enums
    assert {enum: list(words) for enum, words in DESCRIPTIONS.items()} == {enum: list(enum) for enum in enums}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_tell_what_each_word_means(name: str) -> None:
    """Beside every word stands a sentence that is not said of another word of that choice."""
    for choice in choices(SCHEMAS[name]):
        told = choice["enumDescriptions"]
        assert len(told) == len(set(told)) == len(choice["enum"])
        assert [words for words in told if not re.fullmatch(r".{5,}[.…»)\]]", words)] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_editors_suggest_no_word_of_programmers(name: str) -> None:
    """No type alone is among the choices of a value, by which editors would suggest «true», «false» and «null»."""
    waiting: list[Any] = [SCHEMAS[name]]
    for schema in waiting:
        waiting += schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        if isinstance(schema, dict):
            suggested = [each.get("type") for each in schema.get("anyOf", ()) if isinstance(each, dict)]
            assert "if" in schema or not {"null"} & set(suggested)
            assert "default" not in schema.keys() - schema.get("properties", {}).keys()
