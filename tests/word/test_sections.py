"""Lists in columns, lines to sign on and blanks at the foot of pages, as Word has them."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree
from made import THEME, document_of, example_word

from naravard_docs.document.blocks import (
    Block,
    Column,
    Figure,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Role,
    Section,
    Signatory,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import text
from naravard_docs.libraries.records import replace
from naravard_docs.word.writer import word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def names(count: int, name: str = "namn") -> List:
    items = tuple(ListItem((Paragraph(f"{name}-{n}", text(f"Anna Ek (S) {n}")),)) for n in range(count))
    return List(name, ListKind.BULLET, items, columns=3)


def sections(document: Document) -> list[etree._Element]:
    return list(part(word_bytes(document, THEME), "document").iter(f"{W}sectPr"))


def test_a_list_in_columns_is_a_section_of_its_own() -> None:
    """Its columns stand on the same page as what is around it, which has one column."""
    blocks = (Heading("a", 1, text("Beslutande")), names(9), Paragraph("p", text("Efter.")), names(2, "få"))
    found = sections(document_of(*blocks))
    assert [one.find(f"{W}cols").get(f"{W}num") for one in found] == [None, "3", None]
    assert [one.find(f"{W}type") is not None for one in found] == [False, True, True]
    assert all(one.find(f"{W}pgSz") is not None and one.find(f"{W}pgMar") is not None for one in found)


def test_only_the_first_section_has_a_first_page() -> None:
    """Headers are inherited, and none but the first page has the first page's header."""
    found = sections(document_of(Heading("a", 1, text("A")), names(9), Heading("b", 2, text("B")), names(12, "andra")))
    assert [one.find(f"{W}titlePg") is not None for one in found] == [True, False, False, False, False]
    assert [len(one.findall(f"{W}headerReference")) for one in found] == [2, 0, 0, 0, 0]


def test_a_list_in_columns_after_a_table_ends_the_section_by_itself() -> None:
    """Where no paragraph stands before the list, a low one ends the section there."""
    table = Table("t", (Column(text("Namn"), 1),), ((text("Eva"),),))
    assert len(sections(document_of(Heading("a", 1, text("A")), table, names(9)))) == 3
    assert len(sections(document_of(names(9)))) == 3


def test_a_document_without_columns_is_one_section() -> None:
    """What has no columns has its page set-up once, last."""
    assert len(list(part(example_word("protokoll-2023"), "document").iter(f"{W}sectPr"))) == 1


LAST: dict[str, Block] = {
    "stycke": Paragraph("p", text("Mötet avslutas.")),
    "beslut": Paragraph("b", text("Rådet beslutade att anta planen."), Role.DECISION),
    "lista": List("l", ListKind.DASH, tuple(ListItem((Paragraph(f"l{n}", text("Att anta")),)) for n in range(3))),
    "nästlad lista": List(
        "n", ListKind.DASH, (ListItem((Paragraph("n1", text("Att")), Paragraph("n2", text("Mer.")))),)
    ),
    "tabell": Table("t", (Column(text("Namn"), 1),), tuple((text(f"Rad {n}"),) for n in range(20))),
    "citat": Quote("c", (Paragraph("c1", text("Citat.")),)),
}


@pytest.mark.parametrize("name", LAST)
def test_what_is_signed_keeps_with_the_lines_to_sign_on(name: str) -> None:
    """The last paragraph before «Underskrifter» keeps with it, whatever it is and however deep it stands."""
    heading = Heading("u", 2, text("Underskrifter"), keeps_with_previous=True)
    section = Section("a", (Heading("h", 2, text("Ärende")), LAST[name]))
    document = document_of(
        Heading("t0", 1, text("T")), section, heading, SignatureBlock("us", (Signatory("Eva", "O"),))
    )
    assert keeps_above(document)
    inside = replace(document, blocks=(*document.blocks[:-2], Section("s", document.blocks[-2:], Role.CLOSING)))
    assert keeps_above(inside)
    loose = replace(heading, keeps_with_previous=False)
    document = document_of(Heading("t0", 1, text("T")), section, loose, SignatureBlock("us", (Signatory("Eva", "O"),)))
    assert not keeps_above(document)


def keeps_above(document: Document) -> bool:
    """Return whether the paragraph above «Underskrifter» says itself that it keeps with it."""
    paragraphs = list(part(word_bytes(document, THEME), "document").iter(f"{W}p"))
    at = next(n for n, one in enumerate(paragraphs) if words(one) == "Underskrifter")
    keeps = paragraphs[at - 1].find(f"{W}pPr/{W}keepNext")
    return keeps is not None and keeps.get(f"{W}val") != "0"


def test_a_picture_above_the_lines_to_sign_on_keeps_with_them() -> None:
    """A picture of a text stands for itself, but not where it is the last that is signed."""
    from forms import photograph

    picture = Figure("f", photograph("RGB", "PNG"), "Ett diagram", 60, path="bilagor/diagram.png")
    heading = Heading("u", 2, text("Underskrifter"), keeps_with_previous=True)
    signed = SignatureBlock("us", (Signatory("Eva", "Ordförande"),))
    paragraphs = list(part(word_bytes(document_of(picture, heading, signed), THEME), "document").iter(f"{W}p"))
    assert paragraphs[0].find(f"{W}pPr/{W}keepNext") is None


def test_a_line_to_sign_on_without_a_name_has_its_capacity_below_it() -> None:
    """No empty paragraph stands where a name is to be filled in, and nothing after it is bound to it."""
    data = word_bytes(document_of(SignatureBlock("s", (Signatory("", "Den som anslår"),))), THEME)
    (only,) = part(data, "document").iter(f"{W}p")
    assert words(only) == "Den som anslår"
    assert only.find(f"{W}pPr/{W}keepNext").get(f"{W}val") == "0"


@pytest.mark.parametrize("count", [1, 2, 4])
def test_blanks_in_the_footer_are_drawn_by_tabs(count: int) -> None:
    """Each blank is a tab to where it begins and one that draws it to where it ends; the margin has room for them."""
    footer = (RunningLine(text("Justerandes signatur"), blanks=count), RunningLine(text("Kommunen")))
    document = replace(document_of(Paragraph("p", text("Ord."))), footer=footer)
    data = word_bytes(document, THEME)
    first, second = part(data, "footer1").iter(f"{W}p")
    tabs = first.findall(f"{W}pPr/{W}tabs/{W}tab")
    assert len(list(first.iter(f"{W}r"))) == 1 + 2 * count
    assert [tab.get(f"{W}leader") for tab in tabs] == [None, "underscore"] * count
    ends = [int(tab.get(f"{W}pos")) for tab in tabs]
    assert ends == sorted(ends)
    assert second.find(f"{W}pPr/{W}tabs") is None
    margins = [int(one.get(f"{W}bottom")) for one in part(data, "document").iter(f"{W}pgMar")]
    assert margins[0] > THEME.margins.bottom_mm * 56
