"""Tables whose widths go by their content: what each column gets, amounts to the right, and tables too wide."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from forms import SENTENCE, item, numbered_table, said
from made import THEME, document_of
from pdf_marks import elements
from pypdf import PdfReader

from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import refuse_too_wide
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Block, Column, Heading, List, ListKind, Paragraph, Quote, Section, Table
from naravard_docs.document.inlines import LineBreak, Link, Span, Strong, Text, text
from naravard_docs.errors import InvalidInputError
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.flow import lay_out
from naravard_docs.pdf.fonts import load_face
from naravard_docs.pdf.pages import paginate
from naravard_docs.pdf.strips import Strip, TextPaint
from naravard_docs.pdf.structure import plan_structure
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import advances
from naravard_docs.style.text_styles import table_summary
from naravard_docs.style.text_widths import column_widths, list_indent, too_wide
from naravard_docs.style.theme import POINTS_PER_MM, FontFiles, Theme
from naravard_docs.word.writer import word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOM = THEME.measure_mm * POINTS_PER_MM
LONG_WORD = "Upphandlingsmyndighetssamverkan"


def table(*columns: str, rows: tuple[tuple[str, ...], ...] = (), numeric: tuple[int, ...] = ()) -> Table:
    made = tuple(Column(text(words), is_numeric=n in numeric) for n, words in enumerate(columns))
    return Table("t", made, tuple(tuple(text(cell) for cell in row) for row in rows))


def strips(*blocks: Block) -> tuple[Strip, ...]:
    document = document_of(*blocks)
    return lay_out(document, plan_structure(document), THEME)


def word_body(*blocks: Block) -> Any:
    return docx.Document(io.BytesIO(word_bytes(document_of(*blocks), THEME))).element.body


def test_what_fits_fills_the_measure() -> None:
    """Columns whose texts all fit on one line fill the text's width, each by what it needs."""
    short, long = column_widths(
        table("Ort", "Beslut", rows=(("Umeå", "Avtalet sägs upp vid årets slut"),)), THEME, ROOM
    )
    assert short + long == pytest.approx(ROOM)
    assert long > 2 * short


def test_long_texts_give_way_and_short_ones_stand() -> None:
    """Where not all fits, no word is broken, and the long column gives way before the short ones."""
    widths = column_widths(table("Kommun", "Beslut", "Dag", rows=(("Umeå", SENTENCE * 4, "2023-03-24"),)), THEME, ROOM)
    assert sum(widths) == pytest.approx(ROOM)
    head, body = load_face(THEME, FaceKey(True)), load_face(THEME, FaceKey())
    assert widths[0] >= head.width("Kommun", 10.5) + 6
    assert widths[2] >= body.width("2023-03-24", 10.5) + 6
    assert widths[1] > ROOM / 2


@pytest.mark.parametrize("count", [2, 3, 4])
def test_no_word_is_broken_where_all_words_fit(count: int) -> None:
    """Between texts of any length, a column is never narrower than its longest word."""
    rows = ((f"{LONG_WORD} {SENTENCE * 3}", *["kort"] * (count - 1)),)
    widths = column_widths(table(*["Rubrik"] * count, rows=rows), THEME, ROOM)
    assert widths[0] >= load_face(THEME, FaceKey()).width(LONG_WORD, 10.5) + 6
    assert sum(widths) == pytest.approx(ROOM)


def test_amounts_are_not_broken() -> None:
    """A numeric column is as wide as its widest amount, though amounts have blanks in them."""
    rows = ((SENTENCE * 5, SENTENCE * 5, "12 345 678 kronor"),)
    widths = column_widths(table("A", "B", "C", rows=rows, numeric=(2,)), THEME, ROOM)
    assert widths[2] >= load_face(THEME, FaceKey()).width("12 345 678 kronor", 10.5) + 6


def test_bold_words_and_line_breaks_are_measured() -> None:
    """A cell's width is that of its widest line in its own faces, and a word goes on through its parts."""

    def first(content: tuple[Any, ...]) -> float:
        rows = ((content, text(SENTENCE * 6)),)
        return column_widths(Table("t", (Column(()), Column(())), rows), THEME, ROOM)[0]

    assert first((Strong(text(LONG_WORD)),)) > first(text(LONG_WORD))
    assert first((Text("ett två"), LineBreak(), Text("tre"))) == first(text("ett två"))
    assert first((Text(LONG_WORD[:9]), Link(text(LONG_WORD[9:]), "https://a.se"))) == pytest.approx(
        first(text(LONG_WORD))
    )
    assert first(text("5\u00a0000\u00a0000\u00a0000\u00a0000")) >= load_face(THEME, FaceKey()).width(
        "5 000 000 000 000", 10.5
    )


def test_shares_are_kept_where_there_are_any() -> None:
    """The house's own tables keep the shares that they were given."""
    made = replace(table("A", "B"), columns=(Column(text("A"), 3), Column(text("B"), 1)))
    assert column_widths(made, THEME, 400) == (300, 100)


def test_both_renderers_have_the_same_columns() -> None:
    """Word's columns are the PDF's, to the twip, and the table is as wide as the text."""
    body = word_body(numbered_table("t"))
    twips = [int(column.get(f"{W}w")) for column in body.iter(f"{W}gridCol")]
    wanted = column_widths(numbered_table("t"), THEME, ROOM)
    assert twips == [round(width * 20) for width in wanted]
    assert sum(twips) == pytest.approx(ROOM * 20, abs=4)


def test_numeric_columns_stand_to_the_right() -> None:
    """Amounts and their heading end at the same edge in PDF, and are set right in Word; others stand left."""
    made = table("Ort", "Kostnad", rows=(("Umeå", "7"), ("Malå", "1 017,5")), numeric=(1,))
    ends = set()
    for strip in strips(made):
        paint = [paint for paint in strip.paints if isinstance(paint, TextPaint)][1]
        ends.add(round(paint.x + paint.line.width, 2))
    assert ends == {round(ROOM - 3, 2)}
    sides = [[p.find(f"{W}pPr/{W}jc") is not None for p in row.iter(f"{W}p")] for row in word_body(made).iter(f"{W}tr")]
    assert sides == [[False, True]] * 3


def test_amounts_over_several_lines_end_at_the_edge() -> None:
    """A right-set cell of several lines has each line at the edge, the blanks at their ends apart."""
    made = table("A", "Kostnad i tusental kronor " * 5, rows=((SENTENCE * 3, "1"),), numeric=(1,))
    head = strips(made)[0]
    lines = [p for p in head.paints if isinstance(p, TextPaint)][1:]
    assert len(lines) > 1
    face = load_face(THEME, FaceKey(True))
    ends = {round(p.x + face.width(p.line.pieces[-1].text.rstrip(), 10.5) + p.line.pieces[-1].x, 1) for p in lines}
    assert ends == {round(ROOM - 3, 1)}


def test_a_table_in_a_list_or_a_quotation_stands_where_its_text_does() -> None:
    """Within an item and within a quotation a table begins at the text and ends at the measure, in both."""
    inner = List("l", ListKind.NUMBER, (item("1.", said("p"), numbered_table("a")),))
    for block, left in ((inner, 18.0), (Quote("q", (numbered_table("b"),)), 20.0)):
        (indent,) = word_body(block).iter(f"{W}tblInd")
        widths = [int(column.get(f"{W}w")) for column in word_body(block).iter(f"{W}gridCol")]
        assert int(indent.get(f"{W}w")) == left * 20
        assert sum(widths) == pytest.approx((ROOM - left) * 20, abs=4)
        document = document_of(block)
        assert pdf_faults(pdf_bytes(document, THEME), document) == ()


def test_tables_beside_each_other_stay_two() -> None:
    """Between two tables Word has a paragraph that only parts them, and our own check asks for it."""
    document = document_of(numbered_table("a"), numbered_table("b"), Section("s", (numbered_table("c"),)))
    tags = [one.tag.removeprefix(W) for one in word_body(*document.blocks)]
    assert tags == ["tbl", "p", "tbl", "p", "tbl", "sectPr"]
    assert word_faults(word_bytes(document, THEME), document) == ()


def test_a_table_without_words_of_its_own_tells_its_columns() -> None:
    """Those who do not see a table are told its columns where its writer says nothing of it."""
    assert table_summary(table("Ort", "", "Dag")) == "Tabell med kolumnerna Ort, Dag"
    assert table_summary(replace(table("Ort"), summary="Alla orter")) == "Alla orter"
    (caption,) = word_body(table("Ort", "Dag")).iter(f"{W}tblCaption")
    assert caption.get(f"{W}val") == "Tabell med kolumnerna Ort, Dag"


def test_empty_cells_are_cells() -> None:
    """Empty head cells and empty cells keep their place in the structure of the PDF."""
    made = table("", "Kryss", rows=(("", ""), ("x", "")))
    reader = PdfReader(io.BytesIO(pdf_bytes(document_of(made), THEME)))
    tags = [str(one["/S"]) for one in elements(reader)]
    assert (tags.count("/TH"), tags.count("/TD")) == (2, 4)


def test_links_and_languages_in_a_head_are_those_of_its_cell() -> None:
    """A link in a table's head leads on and is an element of the PDF, and words in another language are marked."""
    columns = (Column((Link(text("länk"), "https://a.se"), Text(" till "), Span(text("Ubmeje"), "sju"))), Column(()))
    document = document_of(Table("t", columns, ((text("a"), text("b")),) * 100))
    data = pdf_bytes(document, THEME)
    assert pdf_faults(data, document) == ()
    assert (data.count(b"/S/Link"), data.count(b"/Lang (sju)"), data.count(b"/Subtype /Link")) == (1, 1, 1)


def test_no_head_is_left_alone_at_a_pages_end() -> None:
    """Where what keeps together is higher than a page, a table's head still goes with its first row."""
    words = [Paragraph(f"p{n}", text("Ord."), keeps_with_next=True) for n in range(60)]
    for count in range(20, 60):
        pages = paginate(strips(*words[:count], numbered_table("t", 4)), THEME.text_height_mm * POINTS_PER_MM)
        heads = {id(placed.strip.head) for page in pages for placed in page.strips if placed.strip.head}
        assert all(id(page.strips[-1].strip) not in heads for page in pages)


@pytest.mark.parametrize(
    ("block", "is_too_wide"),
    [
        (table(*["Kommun"] * 8), False),
        (table(*["Kommun"] * 14), True),
        (table(*[LONG_WORD] * 4), True),
        (table("A", "B", rows=(("x" * 80, "y" * 40),)), True),
        (table("A", "B", rows=(("x" * 40, "y " * 400),)), False),
        (table("A", rows=(("1 " * 90,),), numeric=(0,)), False),
        (Quote("q", (table(*["Kommun"] * 10),)), True),
        (Section("s", (List("l", ListKind.NUMBER, (item("1.", table(*["Kommun"] * 10)),)),)), True),
        (replace(table("A"), columns=(Column(text("x" * 99), 1),)), False),
    ],
)
def test_a_table_is_too_wide_where_words_do_not_fit(block: Block, is_too_wide: bool) -> None:
    """A table whose longest words cannot stand beside each other is told; one that can be broken into lines is not."""
    document = document_of(block)
    assert too_wide(document, THEME) == (("t",) if is_too_wide else ())
    # whoever does not ask gets a file all the same, with words broken
    assert pdf_faults(pdf_bytes(document, THEME), document) == word_faults(word_bytes(document, THEME), document) == ()


def test_a_table_that_is_too_wide_is_refused_with_a_remedy() -> None:
    """The message says what is wrong, where, and what to do."""
    pieces = (PlannedDocument("protokoll", document_of(Heading("h", 1, text("H")), table(*["Kommun"] * 14))),)
    with pytest.raises(InvalidInputError) as refused:
        refuse_too_wide(pieces, THEME)
    (problem,) = refused.value.problems
    assert "bredare än sidan" in problem.message
    assert "«t»" in problem.message
    assert "färre kolumner" in problem.remedy
    refuse_too_wide((PlannedDocument("protokoll", document_of(table("Kommun"))),), THEME)


def test_widths_are_those_of_the_font() -> None:
    """The widths that are kept beside the faces are the ones that the PDF is set by, for an own font too."""
    folder = Path(str(load_face(THEME, FaceKey()).font.face.filename)).parent
    own = sorted(folder.glob("SourceSans3-Regular-3*.ttf"))[0]
    fonts = FontFiles(own, own, own, own)
    for theme in (THEME, Theme(font_name="Egen", font_files=fonts)):
        kept = advances(theme, FaceKey())
        face = load_face(theme, FaceKey())
        for words in ("Upphandling", "åäö ÅÄÖ", "1 017,5", "a\u00a0b"):
            assert sum(kept[c] for c in words) == pytest.approx(face.widths[words], abs=len(words))


def test_a_wide_label_gets_its_room() -> None:
    """Labels wider than the house's indent move the list's text in, in Word as in PDF."""
    items = tuple(item(label, said(label)) for label in ("99.", "120."))
    wide = List("l", ListKind.NUMBER, items)
    indent = list_indent(wide, THEME)
    assert indent > 18
    left = {int(one.get(f"{W}left")) for one in word_body(wide).iter(f"{W}ind")}
    assert left == {round(indent * 20)}
    at = {round(paint.x, 1) for strip in strips(wide) for paint in strip.paints if isinstance(paint, TextPaint)}
    assert at == {2.0, round(indent, 1)}
