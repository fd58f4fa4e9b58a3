"""When a body is to meet, and how long before and after its meetings things are to be done."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.values import Count, Line, MarkedLine, Record, SwedishDate
from naravard_docs.swedish import date_at_start

_CLOCK = r"\d{1,2}[.:]\d\d"
_TIME_FIRST = lazy_pattern(
    rf"(?:kl(?:ockan)?\.?\s*)?(?P<time>{_CLOCK}(?:\s*[-–]\s*{_CLOCK})?)(?:[\s,]+(?P<place>\S.*))?"
)


class PlannedMeeting(Record):
    """A meeting that is planned; on one line: «2027-02-12 09.00–12.00 Digitalt»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    date: SwedishDate = Field(alias="datum", description="Mötets dag: 2027-02-12 eller 12 februari 2027.")
    time: MarkedLine | None = Field(None, alias="tid", description="T.ex. 09.00–12.00.")
    place: MarkedLine | None = Field(None, alias="plats", description="T.ex. Digitalt.")
    documents_due: SwedishDate | None = Field(
        None, alias="handlingar_senast", description="Sista dag för handlingar, om den inte följer av «tider»."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if (found := date_at_start(value.strip())) is None:
            raise PydanticCustomError("planned_meeting_unreadable", "begins with no date")
        day, rest = found
        rest = rest.strip(" ,")
        timed = _TIME_FIRST.fullmatch(rest)
        told = {"tid": timed["time"], "plats": timed["place"]} if timed else {"plats": rest}
        return {"datum": day, **{key: text for key, text in told.items() if text}}


class Schedule(Record):
    """A body's own days before and after its meetings, where they are not those of the law."""

    documents_due: Count | None = Field(
        None, alias="handlingar", description="Så många dagar före mötet ska handlingarna vara inne."
    )
    notice: Count | None = Field(
        None, alias="kallelse", description="Så många dagar före mötet ska kallelsen vara utskickad."
    )
    adjustment: Count | None = Field(
        None, alias="justering", description="Inom så många dagar efter mötet ska protokollet vara justerat."
    )
    source: Line | None = Field(None, alias="enligt", description="Var dagarna står: stadgarna § 12, reglementet § 5.")
