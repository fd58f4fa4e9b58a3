"""The last look at what is published: nothing that is withheld is in any layer of its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import TYPE_CHECKING

from naravard_docs.builder.options import Format
from naravard_docs.builder.output_check import OutputCheckError
from naravard_docs.builder.plan import BuildPlan, render_document
from naravard_docs.builder.publication import public_words
from naravard_docs.compose.letterhead import PAGE_OF_PAGES
from naravard_docs.document.blocks import (
    Column,
    Contents,
    ContentsEntry,
    Heading,
    List,
    ListItem,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document, Meta, RunningLine
from naravard_docs.document.event import MeetingEvent
from naravard_docs.document.inlines import Emphasis, Link, Span, Text, strong, text
from naravard_docs.meeting.personal_number import personal_numbers

if TYPE_CHECKING:  # what reads layers is imported when something is read
    from naravard_docs.check.withheld import WithheldWords

_REMEDY = (
    "se efter i templates/bas.docx, eller rapportera felet; publicera inget protokoll från mötet innan det är rättat"
)


def refuse_withheld(production: BuildPlan, files: Mapping[str, bytes]) -> None:
    """Refuse published files in which something withheld stands, whoever asks for them unchecked.

    Raises:
        OutputCheckError: naming the file and the layers.
    """
    publication = production.publication
    if publication is None:
        return
    from naravard_docs.check.layers import file_layers
    from naravard_docs.check.withheld import WithheldWords

    for piece in production.public_pieces:
        told = tuple(public_words(piece.document))
        for format_ in Format:
            name = f"{piece.name}.{format_}"
            if name not in files:
                continue
            empty = render_document(empty_document(piece.document), production.loaded.workspace, format_)
            technical = (layer.text for layer in file_layers(empty))
            hidden = WithheldWords.of(publication.withheld, told, technical)
            if faults := faults_of_layers(files[name], hidden):
                message = f"{name} klarade inte kontrollen och inget är skrivet: {'; '.join(faults[:3])}"
                raise OutputCheckError(message, _REMEDY)


def faults_of_layers(data: bytes, hidden: WithheldWords) -> list[str]:
    """Return what is wrong with a file to be published, in Swedish: something withheld, or a personnummer, in it."""
    from naravard_docs.check.withheld import withheld_faults

    return [fault.message for fault in withheld_faults(data, hidden)] or _numbers_in(data)


def _numbers_in(data: bytes) -> list[str]:
    """Return the layers that have a personnummer, which the organisation's own Word template may have brought."""
    from naravard_docs.check.layers import file_layers

    layers = (layer for layer in file_layers(data) if layer.is_certain and personal_numbers(layer.text))
    return [f"ett personnummer står i filen: {name}" for name in dict.fromkeys(layer.name for layer in layers)]


def empty_document(document: Document) -> Document:
    """Return one of a document's kind that says nothing, in every form that minutes have: what files have is in it."""
    own, word = document.meta, text("Titel")
    line = Paragraph(
        "text",
        (
            strong("Titel"),
            Emphasis(word),
            Link(word, "mailto:titel"),
            Link(word, "https://titel"),
            Span(word, "en"),
            *word,
        ),
    )
    decided = Paragraph("ärende.beslut", (Text("Titel"),), Role.DECISION)
    lists = (List(f"lista-{number}", kind, (ListItem((line,), "1."),) * 2) for number, kind in enumerate(ListKind, 1))
    return Document(
        Meta("Titel", "Organ", own.date, "Ämne", "Nummer", own.publisher),
        (
            Heading("titel", 1, word),
            Contents("innehåll", (ContentsEntry("Titel", "titel"),)),
            Section("del", (Heading("del.rubrik", 2, word), line, *lists, Quote("citat", (line,))), title="Titel"),
            Section("ärende", (Heading("ärende.rubrik", 2, word), decided), Role.AGENDA_ITEM, "Titel"),
            Table("tabell", (Column(word), Column(word, is_numeric=True)), ((word, word),) * 2, summary="Titel"),
            Table("utan", (Column(word),), ((word,),)),
            PageBreak("sida"),
            SignatureBlock("underskrifter", (Signatory("Titel", "Titel"),), has_fields=True),
        ),
        *((RunningLine(word, word),),) * 2,
        (RunningLine(word, blanks=1), RunningLine(word, PAGE_OF_PAGES)),
        MeetingEvent("Titel", own.date, "Organ", own.publisher, own.date, time(9), time(10), "Plats"),
    )
