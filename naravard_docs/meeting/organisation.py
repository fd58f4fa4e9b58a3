"""The organisation: its letterhead and the look of its documents (templates/organisation.yaml)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from naravard_docs.limits import HIGHEST, LIMITS
from naravard_docs.meeting.letter_number import LetterNumberPattern
from naravard_docs.meeting.values import (
    Colour,
    EdgeMarginMm,
    Line,
    OneOrMore,
    PictureMm,
    Points,
    Record,
    SideMarginMm,
    WebAddress,
    Weeks,
    WeeksOrNone,
    one_of,
)


class MarginsMm(Record):
    left: SideMarginMm | None = Field(None, alias="vänster", description="Vänstermarginal i millimeter.")
    right: SideMarginMm | None = Field(None, alias="höger", description="Högermarginal i millimeter.")
    top: EdgeMarginMm | None = Field(None, alias="över", description="Övre marginal i millimeter.")
    bottom: EdgeMarginMm | None = Field(None, alias="under", description="Nedre marginal i millimeter.")


class Typeface(Record):
    """The organisation's own font: four static TrueType files, named relative to templates/."""

    name: Line = Field(alias="namn", description="Typsnittets namn, som Word visar det.")
    regular: Line = Field(alias="normal", description="TrueType-fil (.ttf) för rak stil.")
    bold: Line = Field(alias="fet", description="TrueType-fil för fet stil.")
    italic: Line = Field(alias="kursiv", description="TrueType-fil för kursiv stil.")
    bold_italic: Line = Field(alias="fet_kursiv", description="TrueType-fil för fet kursiv stil.")


class Look(Record):
    """Fonts, sizes, colours and margins; what is left out keeps the program's own."""

    typeface: Typeface | None = Field(None, alias="typsnitt", description="Eget typsnitt i stället för Source Sans 3.")
    margins: MarginsMm = Field(default_factory=MarginsMm, alias="marginaler_mm", description="Sidans marginaler.")
    body_size: Points | None = Field(None, alias="brödtext_pt", description="Brödtextens storlek i punkter.")
    body_leading: Points | None = Field(None, alias="radavstånd_pt", description="Brödtextens radavstånd i punkter.")
    heading_sizes: Annotated[tuple[Points, Points, Points], Field()] | None = Field(
        None, alias="rubriker_pt", description="Storlek på rubrik 1, 2 och 3 i punkter."
    )
    small_size: Points | None = Field(None, alias="småtext_pt", description="Storlek i sidhuvud och sidfot.")
    text_colour: Colour | None = Field(None, alias="textfärg", description="Sexsiffrig färg, t.ex. 1A1A1A.")
    accent_colour: Colour | None = Field(None, alias="accentfärg", description="Rubrikernas färg.")
    muted_colour: Colour | None = Field(None, alias="dämpad_färg", description="Färg på det som är mindre viktigt.")


class Logo(Record):
    """The picture above the organisation's name."""

    file: Line = Field(alias="fil", description="PNG- eller JPEG-fil i templates/.")
    alt_text: Line = Field(alias="alternativtext", description="Vad bilden föreställer, för den som inte ser den.")
    width_mm: PictureMm = Field(40, alias="bredd_mm", description="Bildens bredd i millimeter.")


class Ceilings(Record):
    """How large files may be, where the program's own limits are too low."""

    attachment_mb: Annotated[int, Field(ge=1, le=HIGHEST.attachment_mb)] = Field(
        LIMITS.attachment_mb, alias="bilaga_mb", description="Största bilaga i megabyte (förval 100)."
    )
    template_mb: Annotated[int, Field(ge=1, le=HIGHEST.template_mb)] = Field(
        LIMITS.template_mb, alias="mall_mb", description="Största fil i templates/ i megabyte (förval 50)."
    )
    picture_megapixels: Annotated[int, Field(ge=1, le=HIGHEST.picture_megapixels)] = Field(
        LIMITS.picture_megapixels, alias="bild_megapixel", description="Största bild i miljoner punkter (förval 40)."
    )


class ArchiveFormat(StrEnum):
    """Which part of PDF/A the files are; 3a carries the meeting file within the PDF."""

    PDFA_2A = "2a"
    PDFA_3A = "3a"


class Organisation(Record):
    """Whose letterhead it is."""

    name: Line = Field(alias="namn", description="Organisationens namn.")
    logo: Logo | None = Field(None, alias="logotyp", description="Logotyp överst i dokumenten.")
    postal_address: Line | None = Field(None, alias="postadress", description="Postadress på en rad.")
    visiting_address: Line | None = Field(None, alias="besöksadress", description="Besöksadress på en rad.")
    switchboard: Line | None = Field(None, alias="växel", description="Telefon till växeln.")
    websites: Annotated[tuple[WebAddress, ...], OneOrMore] = Field((), alias="webbplatser", description="Webbplatser.")
    privacy_text: Line | None = Field(
        None, alias="personuppgifter_text", description="Ledtext före länken om personuppgifter."
    )
    privacy_link: WebAddress | None = Field(
        None, alias="personuppgifter_länk", description="Adress till sidan om personuppgifter."
    )
    vision: Line | None = Field(None, alias="vision", description="Organisationens vision, sist i brev.")
    archive_format: Annotated[ArchiveFormat, one_of(ArchiveFormat)] = Field(
        ArchiveFormat.PDFA_2A, alias="pdfa", description="2a (förval), eller 3a med mötesfilen inbäddad i PDF-filen."
    )
    letter_number: LetterNumberPattern | None = Field(
        None,
        alias="brevnummer",
        description="Eget nummer på brevet till var och en: {diarienummer}-{löpnummer} eller {diarienummer}-{nyckel}.",
    )
    weeks_to_council: WeeksOrNone = Field(
        12,
        alias="veckor_till_fullmäktige",
        description="Veckor som ett ärende behöver till fullmäktige (förval 12, 0 stänger av varningen).",
    )
    remind_weeks_before: Annotated[tuple[Weeks, ...], OneOrMore] = Field(
        (8, 4), alias="påminn_veckor_före", description="Veckor före sista svarsdag då du påminner (förval 8 och 4)."
    )
    look: Look = Field(default_factory=Look, alias="utseende", description="Typsnitt, storlekar, färger, marginaler.")
    ceilings: Ceilings = Field(
        default_factory=Ceilings,
        alias="gränser",
        description="Hur stora filer får vara, om programmets gränser är för låga.",
    )
