"""Files that go with an item, a letter or the minutes, and the documents that a body had before it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.references import AttachmentPath
from naravard_docs.meeting.values import Line, MarkedLine, OneOrMore, Record, YesNo


class Attachment(Record):
    """A file that goes with an item or a letter; on one line: its path."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    path: AttachmentPath = Field(alias="fil", description="Sökväg från mötesfilens mapp; .md eller .pdf.")
    title: MarkedLine | None = Field(None, alias="titel", description="Titel, om den inte står i filen.")
    sent_separately: YesNo = Field(False, alias="skickas_separat", description="ja om bilagan skickas för sig.")
    designation: Line | None = Field(
        None, alias="beteckning", description="Det bilagan kallas, om inte Bilaga och ett nummer: Bilaga A § 4."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        return {"fil": value} if isinstance(value, str) else value

    @property
    def is_markdown(self) -> bool:
        return PurePosixPath(self.path).suffix.lower() == ".md"


_ENDS_WITH_FILE = re.compile(r"(?P<text>.*?)[\s,(]*(?P<file>bilagor/[^\s()]+\.(?:md|pdf))\)?", re.IGNORECASE)


class BasisDocument(Record):
    """A document that the body had before it. On one line: its title, its file, or «title, file»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    text: MarkedLine | None = Field(None, alias="text", description="Handlingen: Tjänsteskrivelse 2024-03-01.")
    attachment: Attachment | None = Field(
        None, alias="bilaga", description="Handlingens fil i bilagor/, om den följer med protokollet."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if found := _ENDS_WITH_FILE.fullmatch(value.strip()):
            return {"text": found["text"] or None, "bilaga": found["file"]}
        return {"text": value}

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if self.text is None and self.attachment is None:
            raise PydanticCustomError("basis_empty", "neither text nor file")
        return self


BasisDocuments = Annotated[tuple[BasisDocument, ...], OneOrMore]
