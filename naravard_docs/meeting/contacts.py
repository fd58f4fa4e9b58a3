"""Contact cards (templates/personer.yaml) and distribution lists (templates/sandlistor.yaml)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.meeting.values import EmailAddress, Line, Record, one_of
from naravard_docs.swedish import slug


class Contact(Record):
    """Someone who signs letters or takes answers."""

    name: Line = Field(alias="namn", description="Namnet som det skrivs under brev.")
    display_name: Line | None = Field(
        None, alias="visningsnamn", description="Namnet som mejlprogrammet visar, om det är ett annat."
    )
    title: Line | None = Field(None, alias="titel", description="Titel.")
    title_plural: Line | None = Field(
        None, alias="titel_flertal", description="Titeln när flera med samma titel skriver under."
    )
    organisation: Line | None = Field(None, alias="organisation", description="Arbetsgivare.")
    email: EmailAddress = Field(alias="e-post", description="E-postadress.")
    telephone: Line | None = Field(None, alias="telefon", description="Telefon.")


class RecipientKind(StrEnum):
    MUNICIPALITY = "kommun"
    REGION = "region"
    OTHER = "annan"


class Recipient(Record):
    """One of those a letter goes to; without an address it is named wherever the address is missed."""

    name: Line = Field(alias="namn", description="Mottagarens namn.")
    key: Line | None = Field(None, alias="nyckel", description="Kort namn i filnamn, t.ex. umea.")
    kind: Annotated[RecipientKind, one_of(RecipientKind)] = Field(
        RecipientKind.OTHER, alias="typ", description="kommun, region eller annan (förval)."
    )
    email: EmailAddress | None = Field(None, alias="e-post", description="Registratorns e-postadress.")

    @property
    def slug(self) -> str:
        return slug(self.key or self.name)


class DistributionList(Record):
    """Who gets a letter (sändlista), in order."""

    name: Line = Field(alias="namn", description="Listans namn.")
    recipients: tuple[Recipient, ...] = Field(alias="mottagare", min_length=1, description="Mottagarna i ordning.")

    @model_validator(mode="after")
    def _recipients_differ(self) -> Self:
        seen: dict[str, str] = {}
        for index, recipient in enumerate(self.recipients):
            if recipient.slug in seen:
                context = {"first": seen[recipient.slug], "second": recipient.name, "at": ("mottagare", index)}
                raise PydanticCustomError("recipient_twice", "same key twice", context)
            seen[recipient.slug] = recipient.name
        return self
