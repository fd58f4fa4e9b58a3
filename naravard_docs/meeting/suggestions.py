"""What a workspace has that a value may name, as bodies and people: editors suggest it, and nothing else is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct
from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

KEYWORD = "suggests"
"""What tells in a model's schema which values are suggested; it is in no schema that is written."""


class Suggested(StrEnum):
    """What a value is likely to be, by the name of its definition in the schemas."""

    BODIES = "suggested_bodies"
    CONTACTS = "suggested_contacts"
    LISTS = "suggested_lists"
    RECIPIENTS = "suggested_recipients"
    LISTS_AND_RECIPIENTS = "suggested_lists_and_recipients"
    ADDRESSEES = "suggested_addressees"
    PEOPLE = "suggested_people"
    MEMBERS = "suggested_members"
    RECOMMENDATIONS = "suggested_recommendations"


class Suggests(Struct, frozen=True):
    """The mark of a value that editors have suggestions for."""

    suggested: Suggested

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the value's schema with the keyword beside what it has."""
        return {**handler(core_schema), KEYWORD: self.suggested}
