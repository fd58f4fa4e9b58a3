"""Pages: what must stay together does, nothing is lost or drawn outside, and long things go on properly."""

from __future__ import annotations

from collections import Counter

import pytest
from made import THEME, document_of, documents, squeezed

from naravard_docs.check.pdf import PdfFile
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    PageBreak,
    Paragraph,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.inlines import Inline, text
from naravard_docs.pdf.flow import POINTS_PER_MM, lay_out
from naravard_docs.pdf.pages import Page, paginate
from naravard_docs.pdf.strips import RulePaint, Strip, TextPaint
from naravard_docs.pdf.structure import ARTIFACT, Element, plan_structure
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.text_widths import list_columns

HEIGHT = (THEME.page_height_mm - THEME.margins.top_mm - THEME.margins.bottom_mm) * POINTS_PER_MM
WIDTH = THEME.measure_mm * POINTS_PER_MM
LINES = "En rad med ord som fyller hela raden och går vidare till nästa rad på sidan. " * 2
FILLINGS = range(24, 40)


def pages(*blocks: Block) -> tuple[Page, ...]:
    document = document_of(*blocks)
    return paginate(lay_out(document, plan_structure(document), THEME), HEIGHT)


def lines(strip: Strip) -> list[TextPaint]:
    return [paint for paint in strip.paints if isinstance(paint, TextPaint)]


def right_edge(paint: TextPaint) -> float:
    """Return where a line's last letter ends; the space after it may stand in the margin."""
    last = paint.line.pieces[-1]
    return paint.x + last.x + last.run.face.width(last.text.rstrip(" "), paint.size)


def owners(page: Page) -> Counter[str]:
    """Return how many lines of each paragraph a page has, by the paragraph's id."""
    found: Counter[str] = Counter()
    for placed in page.strips:
        for name in {piece.run.element.id for paint in lines(placed.strip) for piece in paint.line.pieces}:
            found[name] += 1
    return found


def filler(count: int) -> tuple[Block, ...]:
    """Return short paragraphs, so that what follows begins at any height of a page."""
    return tuple(Paragraph(f"fyllnad-{n}", text("Rad.")) for n in range(count))


@pytest.mark.parametrize("count", FILLINGS)
def test_a_heading_is_never_last_on_its_page(count: int) -> None:
    """A heading has at least two lines of its text under it, wherever on the page it falls."""
    after = (Heading("rubrik", 2, text("Rubrik")), Heading("under", 3, text("Under")), Paragraph("p", text(LINES * 4)))
    for page in pages(*filler(count), *after):
        found = owners(page)
        if found["rubrik"] or found["under"]:
            assert found["p"] >= 2


@pytest.mark.parametrize("count", FILLINGS)
def test_no_line_of_a_paragraph_stands_alone(count: int) -> None:
    """A paragraph that goes on to the next page has at least two lines on either side."""
    for length in (1, 2, 3):
        parts = [owners(page)["p"] for page in pages(*filler(count), Paragraph("p", text(LINES * length)))]
        assert 1 not in [lines_here for lines_here in parts if sum(parts) > 1]


@pytest.mark.parametrize("count", FILLINGS)
def test_signatures_stay_on_one_page(count: int) -> None:
    """Lines to sign on are never split from each other nor from their heading."""
    people = tuple(Signatory(f"Namn {n}", "Justerare") for n in range(4))
    blocks = (*filler(count), Heading("rubrik", 2, text("Underskrifter")), SignatureBlock("u", people))
    (page,) = [page for page in pages(*blocks) if owners(page)["rubrik"]]
    assert sum(lines for name, lines in owners(page).items() if name.startswith("u.")) == 8


@pytest.mark.parametrize("count", FILLINGS)
def test_signatures_never_stand_alone_on_a_page(count: int) -> None:
    """Where lines to sign on begin a page, the last two lines of what is signed are above them."""
    heading = Heading("rubrik", 2, text("Underskrifter"), keeps_with_previous=True)
    signed = (heading, SignatureBlock("u", (Signatory("Eva Berg", "Ordförande"), Signatory("Bo Ek", "Justerare"))))
    items = tuple(ListItem((Paragraph(f"sats-{n}", text("Att anta planen")),)) for n in range(4))
    table = Table("t", (Column(text("Namn"), 1),), tuple((text(f"Person {n}"),) for n in range(4)))
    for last in (Paragraph("p", text(LINES * 2)), List("l", ListKind.DASH, items), Section("s", (table,))):
        (page,) = [page for page in pages(*filler(count), last, *signed) if owners(page)["rubrik"]]
        above = [placed for placed in page.strips if placed.strip.anchor is None or placed.strip.anchor.id != "rubrik"]
        at = next(n for n, placed in enumerate(page.strips) if placed.strip.anchor is not None)
        assert at >= 2
        assert len(above) == len(page.strips) - 1


def member_list(count: int, name: str = "Anna-Karin Berg (S)") -> List:
    lines = (Paragraph(f"namn-{n}", text(f"{name} {n}")) for n in range(count))
    return List("namn", ListKind.BULLET, tuple(ListItem((line,)) for line in lines), columns=3)


@pytest.mark.parametrize("count", [0, 10, 25, 38])
@pytest.mark.parametrize("members", [6, 7, 81, 400])
def test_names_stand_in_columns_on_each_page(count: int, members: int) -> None:
    """Names go down one column and on in the next; a page is filled before the next begins, and none is lost."""
    laid = pages(*filler(count), Heading("rubrik", 2, text("Beslutande")), member_list(members))
    found = [[paint for placed in page.strips for paint in lines(placed.strip)] for page in laid]
    names = [
        [(paint.x, paint.line.pieces[0].run.element.id) for paint in on_page if is_of_list(paint)] for on_page in found
    ]
    assert [name for on_page in names for _, name in on_page] == [f"namn-{n}" for n in range(members)]
    for on_page in filter(None, names):
        assert [x for x, _ in on_page] == sorted(x for x, _ in on_page)
        heights = Counter(x for x, _ in on_page)
        assert len(heights) <= 3
        assert max(heights.values()) - min(heights.values()) <= max(3, len(heights))
    assert all(placed.down + placed.strip.height <= HEIGHT + 0.01 for page in laid for placed in page.strips)


def is_of_list(paint: TextPaint) -> bool:
    return paint.line.pieces[0].run.element.id.startswith("namn-")


def test_columns_are_as_many_as_the_names_have_room_for() -> None:
    """Long names stand in two columns, longer ones in one, and so do few."""
    widths = ((6, "Ann (S)", 3), (6, "Anna-Karin Carstensdotter (MP)", 2), (6, "N" * 50, 1), (3, "Ann (S)", 1))
    for count, name, columns in widths:
        block = member_list(count, name)
        assert list_columns(block, THEME, WIDTH) == columns


@pytest.mark.parametrize("signatories", [9, 12, 40])
def test_a_line_to_sign_on_is_never_torn_from_its_name(signatories: int) -> None:
    """More signatories than a page holds are broken between one and the next only."""
    block = SignatureBlock("u", tuple(Signatory(f"Namn {n}", "Justerare") for n in range(signatories)))
    for page in pages(*filler(20), Heading("rubrik", 2, text("Underskrifter")), block):
        rules = sum(isinstance(paint, RulePaint) for placed in page.strips for paint in placed.strip.paints)
        names = [
            line for placed in page.strips for line in lines(placed.strip) if line.line.pieces[0].text.startswith("N")
        ]
        offices = [p for placed in page.strips for p in lines(placed.strip) if p.line.pieces[0].text == "Justerare"]
        assert rules == len(names) == len(offices)


@pytest.mark.parametrize("count", FILLINGS)
def test_no_item_of_a_list_stands_alone(count: int) -> None:
    """A list that goes over a page has two items at least on either side."""
    items = tuple(ListItem((Paragraph(f"punkt-{n}", text("Punkt.")),)) for n in range(6))
    split = pages(*filler(count), List("lista", ListKind.BULLET, items))
    assert 1 not in [sum(found for name, found in owners(page).items() if name.startswith("punkt")) for page in split]


def numbered(word: str, count: int) -> tuple[Inline, ...]:
    return text(" ".join(f"{word}{n}" for n in range(count)))


def long_table(rows: int) -> Document:
    columns = (Column(text("Namn"), 0.6), Column(text("Organisation"), 0.4))
    listed = tuple((text(f"Person {n}"), text(f"Kommun {n}")) for n in range(rows))
    return document_of(Heading("titel", 1, text("Tabell")), Table("t", columns, listed, summary="Alla"))


def test_a_table_head_is_repeated_for_the_eye_only() -> None:
    """Each further page of a table of 120 rows begins with its head, which is no part of the document there."""
    file = PdfFile(pdf_bytes(long_table(120), THEME))
    further = len(file.pages) - 1
    assert further >= 2
    assert [words.strip() for words in file.artifacts] == ["Namn", "Organisation"] * further
    texts = [words.strip() for words in file.texts()]
    assert texts.count("Namn") == texts.count("Organisation") == 1
    assert squeezed(texts) == squeezed([words for _, words in document_texts(long_table(120))])


@pytest.mark.parametrize("rows", range(24, 44))
def test_no_row_stands_alone_under_a_repeated_head(rows: int) -> None:
    """A table's last page has two rows at least, and the head is never the last thing on a page."""
    document = long_table(rows)
    for page in paginate(lay_out(document, plan_structure(document), THEME), HEIGHT):
        assert len([placed for placed in page.strips if len(lines(placed.strip)) == 2]) >= 3


@pytest.mark.parametrize("count", FILLINGS)
def test_no_row_stands_alone_under_the_head(count: int) -> None:
    """A table that goes over a page has two rows at least before it, too."""
    rows = tuple((text(f"Person {n}"), text("Kommun")) for n in range(6))
    table = Table("t", (Column(text("Namn"), 0.6), Column(text("Organisation"), 0.4)), rows)
    for level in (1, 2, 3):
        found = [
            sum(line.line.pieces[0].text.startswith("Person") for placed in page.strips for line in lines(placed.strip))
            for page in pages(*filler(count), Heading("rubrik", level, text("Tabell")), table)
        ]
        assert 1 not in found


@pytest.mark.parametrize("tall_row", [0, 1])
def test_a_row_higher_than_a_page_is_split(tall_row: int) -> None:
    """A cell that no page can hold goes on under a repeated head, and loses no word."""
    rows = [(text("Kort"), text("Kort")), (text("Kort"), text("Sist"))]
    rows[tall_row] = (text("Lång"), numbered("ord", 2500))
    document = document_of(Table("t", (Column(text("Namn"), 0.3), Column(text("Text"), 0.7)), tuple(rows)))
    file = PdfFile(pdf_bytes(document, THEME))
    assert squeezed(file.texts()) == squeezed([words for _, words in document_texts(document)])
    assert [words.strip() for words in file.artifacts] == ["Namn", "Text"] * (len(file.pages) - 1)
    laid = paginate(lay_out(document, plan_structure(document), THEME), HEIGHT)
    assert len(laid) == len(file.pages) > 2


@pytest.mark.parametrize("head", [25, 130, 600])
@pytest.mark.parametrize("row", [1, 400, 2500])
def test_a_high_head_loses_no_word_and_no_row_runs_off_the_page(head: int, row: int) -> None:
    """Heads of many lines, over a page too, are whole, and are not repeated where a row has no room below them."""
    columns = (Column(numbered("huvud", head), 0.3), Column(text("Text"), 0.7))
    document = document_of(Table("t", columns, ((numbered("ord", row), text("a")), (text("b"), numbered("ord", row)))))
    file = PdfFile(pdf_bytes(document, THEME))
    assert squeezed(file.texts()) == squeezed([words for _, words in document_texts(document)])
    laid = paginate(lay_out(document, plan_structure(document), THEME), HEIGHT)
    assert all(placed.down + placed.strip.height <= HEIGHT + 0.01 for page in laid for placed in page.strips)


def test_a_chain_higher_than_a_page_is_laid_out() -> None:
    """Things that ask to be kept together, more than a page holds, still come out whole and in order."""
    chain = tuple(Paragraph(f"p-{n}", text(f"Stycke {n}."), keeps_with_next=True) for n in range(100))
    laid = pages(*chain)
    assert [name for page in laid for name in owners(page)] == [block.id for block in chain]
    assert [len(page.strips) for page in laid] == [32, 32, 32, 4]


@pytest.mark.parametrize("word", ["x" * 400, "Å" * 400, "nordvästersjökustartilleri" * 20])
def test_a_word_wider_than_the_line_is_broken(word: str) -> None:
    """No line is wider than the text, and the word's letters are all there."""
    laid = pages(Paragraph("p", text(f"Före {word} efter.")))
    (page,) = laid
    drawn = [paint for placed in page.strips for paint in lines(placed.strip)]
    assert all(right_edge(paint) <= WIDTH + 0.01 for paint in drawn)
    read = PdfFile(pdf_bytes(document_of(Paragraph("p", text(f"Före {word} efter."))), THEME)).texts()
    assert squeezed(read) == f"Före {word} efter."


@pytest.mark.parametrize("name", ["protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea"])
def test_nothing_is_drawn_outside_the_text_area(name: str) -> None:
    """Every line of the examples is inside the margins, and strips do not overlap."""
    document = documents()[name]
    for page in paginate(lay_out(document, plan_structure(document), THEME), HEIGHT):
        filled = 0.0
        for placed in page.strips:
            assert placed.down >= filled - 0.01
            filled = placed.down + placed.strip.height
            assert filled <= HEIGHT + 0.01
            for paint in lines(placed.strip):
                assert paint.x >= 0
                assert right_edge(paint) <= WIDTH + 0.01


def test_a_page_break_begins_a_page() -> None:
    """What follows a page break is first on a page, and no empty page is left."""
    laid = pages(
        PageBreak("a"), Paragraph("ett", text("Ett")), PageBreak("b"), PageBreak("c"), Paragraph("två", text("x"))
    )
    assert [dict(owners(page)) for page in laid] == [{"ett": 1}, {"två": 1}]


def test_lines_of_one_paragraph_are_one_element() -> None:
    """A paragraph over two pages is one element with text on both."""
    document = document_of(*filler(30), Paragraph("p", text(LINES * 6)))
    tree = plan_structure(document)
    strips = lay_out(document, tree, THEME)
    held = {id(piece.run.element) for strip in strips[30:] for paint in lines(strip) for piece in paint.line.pieces}
    assert len(held) == 1
    assert [element.id for element in tree.elements][-1] == "p"
    assert Element("P") is not ARTIFACT
