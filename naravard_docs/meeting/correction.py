"""Corrections of minutes that are adopted: when, by whom, why, what was said and what is said."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from naravard_docs.meeting.values import Fingerprint, Line, LongLine, OneOrMore, Record, SwedishDate


class CorrectedLine(Record):
    """A line of the minutes that has become another; one of the two is empty where a line was added or taken away."""

    said: LongLine = Field("", alias="stod", description="Det som stod; utelämnas om raden är ny.")
    says: LongLine = Field("", alias="står", description="Det som står nu; utelämnas om raden är struken.")


class MinutesCorrection(Record):
    """A correction of adopted minutes, as «naravard justera --rätta» writes it."""

    date: SwedishDate = Field(alias="datum", description="Dagen då protokollet rättades.")
    by: Line = Field(alias="av", description="Den som rättade.")
    reason: Line = Field(alias="skäl", description="Varför protokollet rättades.")
    lines: Annotated[tuple[CorrectedLine, ...], OneOrMore] = Field(
        alias="rader", min_length=1, description="Varje rad som blev en annan: vad som stod och vad som står."
    )
    fingerprint: Fingerprint | None = Field(
        None, alias="fingeravtryck", description="Visar vilka ord som gäller efter rättelsen; skrivs av kommandot."
    )
