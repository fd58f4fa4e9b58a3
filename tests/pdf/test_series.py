"""Documents that differ in a few lines have the files that they would have alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.compose.shared_blocks import with_shared_blocks
from naravard_docs.document.blocks import Block, Heading, Paragraph
from naravard_docs.document.document import Document, Meta, RunningLine
from naravard_docs.document.inlines import Inline, LineBreak, Link, PageNumber, Text, strong
from naravard_docs.libraries.records import replace
from naravard_docs.pdf import series, writer
from naravard_docs.pdf.series import PdfSeries
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.theme import Theme

META = Meta("Rekommendation", "Samråd", date(2021, 3, 19), "Till Orts kommun 1", "SAM 1")
LINK: tuple[Inline, ...] = (Text("Fråga "), Link((Text("Anna"),), "mailto:anna@norradalen.se"))


def letter(number: str, name: str, last: tuple[Inline, ...] = LINK) -> Document:
    """Return a letter of several pages, whose number and recipient stand on the first."""
    blocks: list[Block] = [
        Paragraph("datum", (strong("Diarienummer:"), Text(f" {number}"), LineBreak(), Text("Datum"))),
        Paragraph("mottagare", (Text("Till "), strong(name))),
        Heading("rubrik", 1, (Text("Rekommendation"),)),
        *(Paragraph(f"s-{n}", (Text("Samrådet rekommenderar länets kommuner att göra så. " * 4),)) for n in range(40)),
        Paragraph("sist", last),
    ]
    footer = (RunningLine((Text("Norradalen"),), (PageNumber(),)),)
    return Document(replace(META, subject=f"Till {name}", identifier=number), tuple(blocks), footer=footer)


FIRST = letter("SAM 1", "Orts kommun 1")


@pytest.mark.parametrize(
    "other",
    [
        letter("SAM 2", "Orts kommun 2"),
        letter("SAM 2", "Orts kommun och alla dess grannkommuner i hela länet " * 3),
        letter("SAM 2", "Œuvre kommun"),
        letter("SAM\u00a02", "A"),
        letter("SAM 2", "Orts kommun 2", (Text("Fråga "), Link((Text("Bo"),), "mailto:bo@norradalen.se"))),
        letter("SAM 2", "Orts kommun 2", (Text("Fråga ingen"),)),
        replace(FIRST, blocks=FIRST.blocks[:9]),
        replace(FIRST, footer=()),
        replace(FIRST, meta=replace(META, date=date(2021, 4, 1), title="En annan")),
        replace(FIRST, blocks=(*FIRST.blocks[:2], Heading("rubrik", 1, (Text("Annat"),)), *FIRST.blocks[3:])),
    ],
)
def test_each_document_has_the_bytes_that_it_has_alone(other: Document) -> None:
    """Whatever differs, and in whichever order they come; what is made anew is told apart from what is not."""
    made = PdfSeries(Theme())
    for document in (FIRST, other, FIRST, other):
        assert made.pdf_bytes(document) == pdf_bytes(document, Theme())


@given(st.lists(st.tuples(st.text("aåWi -1.", max_size=90), st.text("aåWiŒ -1.", min_size=1, max_size=90)), max_size=4))
def test_names_of_any_length_give_the_same_bytes(pairs: list[tuple[str, str]]) -> None:
    """Words that are longer, shorter, gone, broken elsewhere or of letters that no other file has."""
    made = PdfSeries(Theme())
    for number, name in (("1", "A"), *pairs):
        document = letter(number, name)
        assert made.pdf_bytes(document) == pdf_bytes(document, Theme())


def test_what_is_the_same_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter to another recipient has but its first page drawn; one whose lines are more is made anew."""
    pages: list[int] = []

    def drawing(drawn: writer.DrawnDocument, number: int, marker: object) -> None:
        pages.append(number)
        draw_page(drawn, number, marker)  # type: ignore[arg-type]

    draw_page = writer.draw_page
    monkeypatch.setattr(series, "draw_page", drawing)
    made = PdfSeries(Theme())
    made.pdf_bytes(FIRST)
    made.pdf_bytes(letter("SAM 2", "Orts kommun 2"))
    assert pages == [1]
    made.pdf_bytes(letter("SAM 2", "Orts kommun " * 20))
    assert pages == [1]


def test_blocks_of_letters_are_held_once() -> None:
    """What is equal is the same object, what is not stays as it is, whichever is longer."""
    other = letter("SAM 2", "Orts kommun 2")
    shared = with_shared_blocks(other, FIRST)
    assert shared == other
    assert [one is held for one, held in zip(shared.blocks, FIRST.blocks, strict=True)].count(False) == 2
    short = replace(other, blocks=other.blocks[:3])
    assert with_shared_blocks(short, FIRST) == short
    assert with_shared_blocks(other, short) == other
    assert with_shared_blocks(other, None) is other
