"""What is brought to a body's notice (anmälningar): decisions made on delegation, messages, letters."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.values import Line, MarkedLine, OneOrMore, Record, SwedishDate
from naravard_docs.swedish import date_at_start

_NUMBER_FIRST = lazy_pattern(
    r"(?:[Dd]nr\.?:? +)?"
    r"(?P<number>(?:(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,9}[ /-]?)?\d{4}[/:-]\d{1,6}(?:-\d{1,4})?|[A-ZÅÄÖ]{1,6}\d\d[/-]\d{2,6}))"
    r",? +(?P<text>\S.*)"
)


class Notice(Record):
    """Something that was reported; on one line: «2023-05-12 KS 2023/14 Delegationsbeslut om …»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    text: MarkedLine = Field(alias="text", description="Vad som anmäls.")
    date: SwedishDate | None = Field(None, alias="datum", description="Dagen för beslutet eller handlingen.")
    reference_number: Line | None = Field(None, alias="diarienummer", description="Diarienumret.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        line = value.strip()
        told: dict[str, Any] = {}
        if (dated := date_at_start(line)) is not None and dated[1].strip(" ,:"):
            told, line = {"datum": dated[0]}, dated[1].strip(" ,:")
        if found := _NUMBER_FIRST.fullmatch(line):
            told, line = {**told, "diarienummer": found["number"]}, found["text"]
        return {**told, "text": line}


Notices = Annotated[tuple[Notice, ...], OneOrMore]
