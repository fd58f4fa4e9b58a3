"""A recommendation to decide: the letter that carries an item's decision to the principals."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.keys import ShortName
from naravard_docs.meeting.references import AttachmentPath, ContactKey, DistributionListKey
from naravard_docs.meeting.values import Line, MarkedLine, OneOrMore, Prose, Record, SwedishDate, YesNo
from naravard_docs.swedish import long_date, slug


class Attachment(Record):
    """A file that goes with an item or a letter; on one line: its path."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    path: AttachmentPath = Field(alias="fil", description="Sökväg från mötesfilens mapp; .md eller .pdf.")
    title: MarkedLine | None = Field(None, alias="titel", description="Titel, om den inte står i filen.")
    sent_separately: YesNo = Field(False, alias="skickas_separat", description="ja om bilagan skickas för sig.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"fil": value} if isinstance(value, str) else value

    @property
    def is_markdown(self) -> bool:
        return PurePosixPath(self.path).suffix.lower() == ".md"


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

    @model_validator(mode="after")
    def _answer_after_letter(self) -> Self:
        if self.answer_by < self.date:
            context = {"answer": long_date(self.answer_by), "letter": long_date(self.date), "at": ("svar_senast",)}
            raise PydanticCustomError("answer_before_letter", "answer before letter", context)
        return self

    @property
    def slug(self) -> str:
        """The part of file names that tells this recommendation from others."""
        return slug(self.short_name or self.matter, longest=40)

    def reference(self, stem: str) -> str:
        """Return what tells the recommendation from all others, by the name of its meeting's file without suffix."""
        return f"{stem}-{self.slug}"
