"""A recommendation to decide: the letter that carries an item's decision to the principals, and its corrections."""

from __future__ import annotations

from datetime import date as date_type
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.attachment import Attachment
from naravard_docs.meeting.keys import ShortName
from naravard_docs.meeting.references import ContactKey, DistributionListKey
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import Line, OneOrMore, Prose, Record, SwedishDate
from naravard_docs.swedish import long_date, slug


class LetterCorrection(Record):
    """A letter that takes the place of those sent before it, to all who had them or to some."""

    date: SwedishDate = Field(alias="datum", description="Det rättade brevets datum.")
    reason: Line = Field(alias="skäl", description="Vad som är rättat, som mottagarna läser det.")
    recipients: Annotated[tuple[Annotated[Line, Suggests(Suggested.RECIPIENTS)], ...], OneOrMore] = Field(
        (), alias="mottagare", description="Nycklar på sändlistan, om rättelsen inte går till alla."
    )
    answer_by_before: SwedishDate | None = Field(
        None, alias="svar_senast_förut", description="Sista svarsdagen i brevet som rättades, om den blev en annan."
    )

    def concerns(self, key: str) -> bool:
        """Return whether the recipient with a key gets it."""
        return not self.recipients or key in self.recipients


class Recommendation(Record):
    """The letter about one item's decision; the decision itself is quoted from the item, never retyped."""

    matter: Line = Field(alias="ärende", description="Vad rekommendationen gäller, som det står efter «gällande».")
    date: SwedishDate = Field(alias="datum", description="Brevets datum.")
    distribution_list: DistributionListKey = Field(alias="sändlista", description="Nyckel i sandlistor.yaml.")
    answer_by: SwedishDate = Field(alias="svar_senast", description="Sista dag för återkoppling.")
    answer_to: ContactKey = Field(alias="svar_till", description="Nyckel i personer.yaml.")
    questions_to: Annotated[tuple[ContactKey, ...], OneOrMore] = Field(
        (), alias="frågor_till", description="Nycklar i personer.yaml."
    )
    signed_by: Annotated[tuple[ContactKey, ...], OneOrMore] = Field(
        alias="undertecknas_av", min_length=1, description="Nycklar i personer.yaml, i ordning."
    )
    background: Prose = Field("", alias="bakgrund", description="Bakgrund i brevet.")
    attachments: Annotated[tuple[Attachment, ...], OneOrMore] = Field(
        (), alias="bilagor", description="Bilagor i ordning: .md sätts i brevet, .pdf läggs bredvid."
    )
    reference_number: Line | None = Field(None, alias="diarienummer", description="Brevets diarienummer.")
    short_name: ShortName | None = Field(
        None, alias="kortnamn", description="Kort namn för filerna, om ärendet är långt."
    )
    corrections: Annotated[tuple[LetterCorrection, ...], OneOrMore] = Field(
        (), alias="rättelser", description="Rättade brev, i ordning; skrivs av naravard utskick --rättelse."
    )

    @model_validator(mode="after")
    def _answer_after_letter(self) -> Self:
        if self.answer_by < self.date:
            context = {"answer": long_date(self.answer_by), "letter": long_date(self.date), "at": ("svar_senast",)}
            raise PydanticCustomError("answer_before_letter", "answer before letter", context)
        return self

    @property
    def last_date(self) -> date_type:
        """The date of the letter as it stands now, corrected or not."""
        return self.corrections[-1].date if self.corrections else self.date

    def known_on(self, day: date_type) -> Recommendation:
        """Return the letter as it was on a day, without later corrections and with the deadline that it had."""
        later = tuple(each for each in self.corrections if each.date > day)
        if not later:
            return self
        deadline = next((each.answer_by_before for each in later if each.answer_by_before), self.answer_by)
        known = self.corrections[: len(self.corrections) - len(later)]
        return self.model_copy(update={"corrections": known, "answer_by": deadline})

    def corrections_to(self, key: str) -> tuple[LetterCorrection, ...]:
        """Return the corrections that the recipient with a key gets, in order."""
        return tuple(each for each in self.corrections if each.concerns(key))

    def last_correction_to(self, key: str) -> tuple[date_type, int] | None:
        """Return the day of the last correction to the recipient with a key, and its place among those of the day."""
        concerning = [index for index, each in enumerate(self.corrections) if each.concerns(key)]
        if not concerning:
            return None
        days = [each.date for each in self.corrections[: concerning[-1] + 1]]
        return days[-1], days.count(days[-1])

    def letter_dates(self, key: str) -> tuple[date_type, ...]:
        """Return the dates of the letters to the recipient with a key, in order: the first, and its corrections."""
        return (self.date, *(each.date for each in self.corrections_to(key)))

    def letter_answered(self, key: str, decided: date_type) -> date_type:
        """Return the date of the letter that a decision is about: the last one dated before it, else the first."""
        return max((day for day in self.letter_dates(key) if day < decided), default=self.date)

    @property
    def slug(self) -> str:
        """The part of file names that tells this recommendation from others."""
        return slug(self.short_name or self.matter, longest=40)

    def reference(self, stem: str) -> str:
        """Return what tells the recommendation from all others, by the name of its meeting's file without suffix."""
        return f"{stem}-{self.slug}"
