"""The record of a kallelse that was issued: the first is the kallelse itself, each later one an update of it."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import Line, MarkedLine, Record, SwedishDate
from naravard_docs.swedish import date_at_start

IS_CANCELLED = "Mötet är inställt"
"""What an update is recorded as that tells of a meeting which will not be held."""


class IssuedNotice(Record):
    """A kallelse, or an update of one, that was issued; on one line: the day, and what changed."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    date: SwedishDate = Field(alias="datum", description="Dagen då kallelsen, eller ändringen, skickades ut.")
    change: MarkedLine | None = Field(None, alias="ändring", description="Vad som ändrades: ny lokal, Stora salen.")
    id: Line | None = Field(
        None, alias="id", description="Mötets beteckning i kalendrar; skrivs av naravard kallelse och ändras inte."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if (found := date_at_start(value.strip())) is None:
            raise PydanticCustomError("issued_notice_unreadable", "begins with no date")
        day, change = found
        return {"datum": day, **({"ändring": change.lstrip(":–- ")} if change.lstrip(":–- ") else {})}
