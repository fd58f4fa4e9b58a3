"""Contact cards (templates/personer.yaml) and distribution lists (templates/sandlistor.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.decision import DecidingLevel
from naravard_docs.meeting.keys import Key
from naravard_docs.meeting.periods import DatedName, DatedTitle, is_dated, text_on
from naravard_docs.meeting.suggestions import Suggested, Suggests
from naravard_docs.meeting.values import (
    EmailAddress,
    LanguageTag,
    Line,
    OneOrMore,
    OrganisationNumber,
    Record,
    SwedishDate,
    one_of,
)
from naravard_docs.swedish import fold, slug

_TELEPHONE = lazy_pattern(r"\+?[\d ()–-]*\d[\d ()–-]*")


class Contact(Record):
    """Someone who signs letters or takes answers."""

    name: DatedName = Field(alias="namn", description="Namnet som det skrivs under brev.")
    display_name: Line | None = Field(
        None, alias="visningsnamn", description="Namnet som mejlprogrammet visar, om det är ett annat."
    )
    title: DatedTitle | None = Field(
        None, alias="titel", description="Titel, eller de titlar som kontakten har haft i tur och ordning."
    )
    title_plural: Line | None = Field(
        None, alias="titel_flertal", description="Titeln när flera med samma titel skriver under."
    )
    organisation: Line | None = Field(None, alias="organisation", description="Arbetsgivare.")
    email: EmailAddress = Field(alias="e-post", description="E-postadress.")
    telephone: Line | None = Field(None, alias="telefon", description="Telefon.")

    @property
    def is_dated(self) -> bool:
        """Whether the card is not the same on all days."""
        return is_dated(self.name) or is_dated(self.title)

    def on(self, day: date) -> Contact:
        """Return the card as it was on a day; before and after all that is known, the name is the last."""
        name = text_on(self.name, day) or str(self.name)
        return self.model_copy(update={"name": name, "title": text_on(self.title, day)})


class RecipientKind(StrEnum):
    MUNICIPALITY = "kommun"
    REGION = "region"
    OTHER = "annan"


class ContactPerson(Record):
    """Whom to ask at a recipient. On one line: «Namn, e-post, telefon»."""

    written_short: ClassVar[tuple[str, ...]] = ("string",)

    name: Line = Field(alias="namn", description="Kontaktpersonens namn, eller funktionen.")
    email: EmailAddress | None = Field(None, alias="e-post", description="Kontaktpersonens e-postadress.")
    telephone: Line | None = Field(None, alias="telefon", description="Kontaktpersonens telefon.")

    @model_validator(mode="before")
    @classmethod
    def _from_one_line(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        name, *rest = (part.strip() for part in value.split(","))
        held = {"e-post" if "@" in part else "telefon": part for part in rest}
        if len(held) < len(rest) or not _TELEPHONE.fullmatch(held.get("telefon", "0")):
            raise PydanticCustomError("contact_unreadable", "neither address nor telephone")
        return {"namn": name, **held}


class CouncilDates(Record):
    """Known days on which a recipient's deciding councils meet."""

    council: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="fullmäktige", description="Dagar då kommun- eller regionfullmäktige sammanträder."
    )
    board: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="styrelse", description="Dagar då kommun- eller regionstyrelsen sammanträder."
    )
    committee: Annotated[tuple[SwedishDate, ...], OneOrMore] = Field(
        (), alias="nämnd", description="Dagar då den nämnd som bereder frågan sammanträder."
    )

    def of(self, level: DecidingLevel) -> tuple[date, ...]:
        """Return the days of one council, earliest first."""
        held = {
            DecidingLevel.COUNCIL: self.council,
            DecidingLevel.BOARD: self.board,
            DecidingLevel.COMMITTEE: self.committee,
        }
        return tuple(sorted(held[level]))


class Recipient(Record):
    """One of those a letter goes to; without an address it is named wherever the address is missed."""

    name: Line = Field(alias="namn", description="Mottagarens namn.")
    key: Key | None = Field(None, alias="nyckel", description="Kort namn i filnamn, t.ex. umea.")
    kind: Annotated[RecipientKind, one_of(RecipientKind)] = Field(
        RecipientKind.OTHER, alias="typ", description="kommun, region eller annan (förval)."
    )
    email: EmailAddress | None = Field(None, alias="e-post", description="Registratorns e-postadress.")
    contact: ContactPerson | None = Field(
        None, alias="kontakt", description="Vem man frågar hos mottagaren: Namn, e-post, telefon. Skrivs inte ut."
    )
    language: LanguageTag | None = Field(
        None, alias="språk", description="Namnets språk, om det inte är svenska: fi, sma, smj …"
    )
    organisation_number: OrganisationNumber | None = Field(
        None, alias="organisationsnummer", description="Organisationsnummer: 212000-2627."
    )
    councils: CouncilDates = Field(
        default_factory=CouncilDates, alias="sammanträden", description="Kända sammanträdesdagar hos mottagaren."
    )

    @model_validator(mode="after")
    def _has_a_slug(self) -> Self:
        if not self.slug:
            context = {"at": ("nyckel" if self.key else "namn",), "written": self.key or self.name}
            raise PydanticCustomError("recipient_without_slug", "nothing to name files by", context)
        return self

    @property
    def slug(self) -> str:
        return slug(self.key or self.name)


def recipient_called(word: str, recipients: Iterable[Recipient]) -> Recipient | None:
    """Return the recipient that a word is the key or name of, whatever its capitals and accents; a key goes first."""
    return RecipientIndex(recipients).called(word)


class RecipientIndex:
    """Recipients by their keys and names, for who asks for many of them."""

    def __init__(self, recipients: Iterable[Recipient]) -> None:
        self._by_key: dict[str, Recipient] = {}
        self._by_name: dict[str, Recipient] = {}
        for each in recipients:
            self._by_key.setdefault(each.slug, each)
            self._by_name.setdefault(fold(each.name), each)

    def called(self, word: str) -> Recipient | None:
        """Return the recipient that a word is the key or name of, whatever its capitals and accents; a key first."""
        meant = fold(word.strip())
        return self._by_key.get(meant) or self._by_name.get(meant)

    def has_key(self, key: str) -> bool:
        """Return whether somebody has just this key."""
        return key in self._by_key


class DistributionList(Record):
    """Who gets a letter (sändlista), in order: first those of the lists it includes, then its own.

    As written it has its own recipients only; as ``meeting.distribution`` gives it, and the house holds it, all.
    """

    one_asked: ClassVar[tuple[str, ...]] = ("ingår", "mottagare")

    name: Line = Field(alias="namn", description="Listans namn.")
    includes: Annotated[tuple[Annotated[Line, Suggests(Suggested.LISTS_AND_RECIPIENTS)], ...], OneOrMore] = Field(
        (), alias="ingår", description="Andra sändlistor, eller enskilda mottagare på dem: nycklar, i ordning."
    )
    recipients: tuple[Recipient, ...] = Field(
        (), alias="mottagare", min_length=1, description="Listans egna mottagare i ordning."
    )

    @model_validator(mode="after")
    def _recipients_differ(self) -> Self:
        seen: dict[str, str] = {}
        for index, recipient in enumerate(self.recipients):
            if recipient.slug in seen:
                context = {"first": seen[recipient.slug], "second": recipient.name, "at": ("mottagare", index)}
                raise PydanticCustomError("recipient_twice", "same key twice", context)
            seen[recipient.slug] = recipient.name
        return self

    @model_validator(mode="after")
    def _someone_is_on_it(self) -> Self:
        if not self.recipients and not self.includes:
            raise PydanticCustomError("list_without_recipients", "neither recipients nor lists")
        return self
