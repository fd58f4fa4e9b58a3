"""The last look at what is published: nothing that is withheld is in any layer of its files."""

from __future__ import annotations

from collections.abc import Mapping

from naravard_docs.builder.options import Format
from naravard_docs.builder.output_check import OutputCheckError
from naravard_docs.builder.plan import BuildPlan, PlannedDocument, render_document
from naravard_docs.builder.publication import public_words
from naravard_docs.document.blocks import Heading
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import text
from naravard_docs.meeting.personal_number import personal_numbers

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
    from naravard_docs.check.withheld import WithheldWords, withheld_faults

    for piece in production.public_pieces:
        told = tuple(public_words(piece.document))
        for format_ in Format:
            name = f"{piece.name}.{format_}"
            if name not in files:
                continue
            empty = render_document(_empty(piece), production.loaded.workspace, format_)
            technical = (layer.text for layer in file_layers(empty))
            hidden = WithheldWords.of(publication.withheld, told, technical)
            faults = [fault.message for fault in withheld_faults(files[name], hidden)] or _numbers_in(files[name])
            if faults:
                message = f"{name} klarade inte kontrollen och inget är skrivet: {'; '.join(faults[:3])}"
                raise OutputCheckError(message, _REMEDY)


def _numbers_in(data: bytes) -> list[str]:
    """Return the layers that have a personnummer, which the organisation's own Word template may have brought."""
    from naravard_docs.check.layers import file_layers

    layers = (layer for layer in file_layers(data) if layer.is_certain and personal_numbers(layer.text))
    return [f"ett personnummer står i filen: {name}" for name in dict.fromkeys(layer.name for layer in layers)]


def _empty(piece: PlannedDocument) -> Document:
    """Return a document that says nothing, made as the piece's is: what every file has is in it."""
    own = piece.document.meta
    meta = Meta("Titel", "Organ", own.date, publisher=own.publisher)
    return Document(meta, (Heading("titel", 1, text("Titel")),))
