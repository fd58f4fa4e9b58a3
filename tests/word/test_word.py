"""The Word file: styles, numbering, tables, what is on every page, the house's own base, and the package."""

from __future__ import annotations

import io
import uuid
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import HEAD, WorkspaceFolder
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor
from fontTools.ttLib import TTFont
from lxml import etree
from made import THEME, document_of, documents, example_word, headings

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, Format
from naravard_docs.document.blocks import (
    Block,
    Column,
    Heading,
    List,
    ListItem,
    ListKind,
    Paragraph,
    Table,
)
from naravard_docs.document.inlines import Emphasis, LineBreak, Link, Strong, Text, text
from naravard_docs.errors import ExitCode, FileAccessError
from naravard_docs.libraries.records import replace
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import embeddable_face
from naravard_docs.word.writer import word_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EXAMPLES = ("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021")
VAL = f"{W}val"


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def word_of(*blocks: Block) -> bytes:
    return word_bytes(document_of(*blocks), THEME)


def numbered(name: str, count: int, start: int = 1, delimiter: str = ".") -> List:
    items = tuple(
        ListItem((Paragraph(f"{name}-{n}", text(f"{name} {n}")),), f"{start + n}{delimiter}") for n in range(count)
    )
    return List(name, ListKind.NUMBER, items)


def labels(data: bytes) -> list[str]:
    """Return the labels that Word counts out for numbered paragraphs of the first level, from the numbering part."""
    numbering = part(data, "word/numbering.xml")
    counts: dict[str, int] = {}
    shown = []
    for number in part(data, "word/document.xml").iter(f"{W}numId"):
        key = number.get(VAL)
        (instance,) = [n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == key]
        override = instance.find(f"{W}lvlOverride/{W}startOverride")
        assert override is not None, "a numbered list must begin anew"
        counts[key] = counts.get(key, int(override.get(VAL)) - 1) + 1
        abstract_id = instance.find(f"{W}abstractNumId").get(VAL)
        (abstract,) = [a for a in numbering.iter(f"{W}abstractNum") if a.get(f"{W}abstractNumId") == abstract_id]
        shown.append(abstract.find(f"{W}lvl/{W}lvlText").get(VAL).replace("%1", str(counts[key])))
    return shown


def base_bytes(base: Any) -> bytes:
    out = io.BytesIO()
    base.save(out)
    return out.getvalue()


def swedish_base() -> bytes:
    """Return a base as a Swedish Word saves one: «heading 1» has the id Rubrik1, and a colour of its own."""
    base = docx.Document()
    style = base.styles["Heading 1"]
    style.element.set(f"{W}styleId", "Rubrik1")
    style.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    return base_bytes(base)


@pytest.mark.parametrize("name", EXAMPLES)
def test_headings_are_headings(name: str) -> None:
    """Every heading of a document is a paragraph in Word's heading style of its level."""
    found = [
        (p.style.name, p.text)
        for p in docx.Document(io.BytesIO(example_word(name))).paragraphs
        if p.style is not None and p.style.name is not None and p.style.name.lower().startswith("heading")
    ]
    expected = [(f"heading {h.level}", "".join(i.text for i in h.content)) for h in headings(documents()[name].blocks)]
    assert [(style.lower(), words) for style, words in found] == expected


def test_each_numbered_list_begins_anew() -> None:
    """A numbered list counts from its own start, whatever lists stand before it."""
    data = word_of(numbered("a", 3), Paragraph("p", text("Mellan.")), numbered("b", 2), numbered("c", 2, start=7))
    assert labels(data) == ["1.", "2.", "3.", "1.", "2.", "7.", "8."]


def test_parenthesis_is_kept_in_numbers() -> None:
    """A list written «1)» has that label in Word too."""
    assert labels(word_of(numbered("a", 2, delimiter=")"), numbered("b", 1))) == ["1)", "2)", "1."]


def test_nested_numbers_count_for_themselves() -> None:
    """A numbered list within an item has its own level and begins at its own start."""
    inner = ListItem((Paragraph("p", text("Yttre")), numbered("inre", 2, start=3)), "1.")
    data = word_of(List("yttre", ListKind.NUMBER, (inner,)))
    levels = [(e.get(VAL)) for e in part(data, "word/document.xml").iter(f"{W}ilvl")]
    assert levels == ["0", "1", "1"]
    starts = list(part(data, "word/numbering.xml").iter(f"{W}lvlOverride"))
    assert [(o.get(f"{W}ilvl"), o.find(f"{W}startOverride").get(VAL)) for o in starts] == [("0", "1"), ("1", "3")]


def test_a_table_has_a_head_that_is_repeated() -> None:
    """The head row is repeated on each page, rows are not split, and the table is described."""
    columns = (Column(text("Namn"), 2), Column(text("Organisation"), 1))
    data = word_of(Table("t", columns, ((text("a"), text("b")), (text("c"), ())), summary="Alla ledamöter"))
    (table,) = part(data, "word/document.xml").iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}tblCaption").get(VAL) == "Alla ledamöter"
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert widths[0] == pytest.approx(2 * widths[1], abs=2)


def test_a_row_that_a_page_cannot_hold_may_be_split() -> None:
    """Rows and heads of more than half a page are not kept whole: LibreOffice prints a page of such a row, no more."""
    long, short = text("ord " * 700), text("Kort")
    columns = (Column(short, 0.3), Column(short, 0.7))
    heads = (replace(columns[0], heading=long), columns[1])
    rows = ((short, short), (long, short), (short, (Text("a"), *[LineBreak()] * 60, Text("b"))))
    for head, is_whole in ((columns, [True, True, False, False]), (heads, [False, True, False, False])):
        data = word_of(Table("t", head, rows))
        found = part(data, "word/document.xml").iter(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in found] == is_whole
        assert all(len(row_properties) for row_properties in part(data, "word/document.xml").iter(f"{W}trPr"))


def test_the_language_is_swedish() -> None:
    """The document's defaults are Swedish, so that Word checks spelling in the right language."""
    styles = part(example_word("protokoll-2023"), "word/styles.xml")
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(VAL) == "sv-SE"
    assert {lang.get(VAL) for lang in styles.iter(f"{W}lang")} == {"sv-SE"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_page_has_its_number(name: str) -> None:
    """Page one's footer and the others' count pages by fields; the header from page two names the document."""
    section = docx.Document(io.BytesIO(example_word(name))).sections[0]
    assert section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer):
        fields = [f.get(f"{W}instr").strip() for f in footer._element.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert footer.paragraphs[0].text.startswith("Region Västerbotten\tSida ")
    expected = documents()[name].header[-1]
    assert section.header.paragraphs[-1].text == "\t".join(p.text for p in (*expected.left, *expected.right))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_space_is_made_by_empty_paragraphs(name: str) -> None:
    """Air comes from styles: the body has no empty paragraph, no text box and no tab."""
    body = part(example_word(name), "word/document.xml").find(f"{W}body")
    without_pictures = [p for p in body.findall(f"{W}p") if next(p.iter(f"{W}drawing"), None) is None]
    empty = [p for p in without_pictures if not "".join(t.text or "" for t in p.iter(f"{W}t")).strip()]
    assert empty == []
    tags = {etree.QName(element).localname for element in body.iter()}
    assert tags.isdisjoint({"txbxContent", "pict", "textbox", "framePr", "tab"})


@pytest.mark.parametrize("name", EXAMPLES)
def test_core_properties_say_what_the_document_is(name: str) -> None:
    """Title, author, subject, language and day are those of the document."""
    core, meta = docx.Document(io.BytesIO(example_word(name))).core_properties, documents()[name].meta
    assert (core.title, core.author, core.subject, core.language) == (meta.title, meta.author, meta.subject, "sv-SE")
    assert core.last_modified_by == meta.author
    assert str(core.created) == str(core.modified) == f"{meta.date} 12:00:00+00:00"


def test_links_lead_where_they_say() -> None:
    """A link is a hyperlink with its address among the document's relationships."""
    data = word_of(Paragraph("p", (Link(text("sidan"), "https://exempel.se/?a=1&b=2"),)))
    (link,) = part(data, "word/document.xml").iter(f"{W}hyperlink")
    relationships = part(data, "word/_rels/document.xml.rels")
    targets = {r.get("Id"): (r.get("Target"), r.get("TargetMode")) for r in relationships}
    assert targets[link.get(f"{R}id")] == ("https://exempel.se/?a=1&b=2", "External")


def test_emphasis_within_emphasis_is_both() -> None:
    """Bold within italic is bold and italic, by style and not by chance of order."""
    data = word_of(Paragraph("p", (Strong((Emphasis(text("a")),)), Emphasis((Strong(text("b")),)))))
    runs = docx.Document(io.BytesIO(data)).paragraphs[0].runs
    assert [(run.style.name, run.bold, run.italic) for run in runs] == [
        ("Strong", None, True),
        ("Emphasis", True, None),
    ]


def test_the_first_heading_of_an_appendix_begins_a_page() -> None:
    """A page break is a property of what follows it, not an empty paragraph."""
    body = part(example_word("rekommendation-2021"), "word/document.xml").find(f"{W}body")
    breaking = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert ["".join(t.text for t in p.iter(f"{W}t")) for p in breaking] == ["Bilaga 1", "Bilaga 2"]


def test_own_base_keeps_its_styles() -> None:
    """The base's «heading 1» is used by its name, with its own id and colour; missing styles are added."""
    data = word_bytes(document_of(Heading("r", 1, text("Rubrik")), numbered("a", 2)), THEME, swedish_base())
    opened = docx.Document(io.BytesIO(data))
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.style_id == "Rubrik1"
    assert opened.styles["Heading 1"].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert "Beslutsmening" in [style.name for style in opened.styles]
    assert len({style.style_id for style in opened.styles}) == len(list(opened.styles))
    assert labels(data) == ["1.", "2."]


def test_own_base_with_an_id_that_is_taken() -> None:
    """A base whose own style happens to have an id of ours gets ours under another id."""
    base = docx.Document()
    base.styles.add_style("Deras stil", WD_STYLE_TYPE.PARAGRAPH).element.set(f"{W}styleId", "Beslutsmening")
    data = word_bytes(document_of(Paragraph("p", text("a"))), THEME, base_bytes(base))
    ids = [style.style_id for style in docx.Document(io.BytesIO(data)).styles]
    assert len(ids) == len(set(ids))


def test_a_base_in_the_workspace_is_used(workspace: WorkspaceFolder) -> None:
    """templates/bas.docx gives the built file its styles, and leaves none of its own text."""
    base = docx.Document(io.BytesIO(swedish_base()))
    base.add_paragraph("Mallens egen text")
    workspace.write_template("bas.docx", base_bytes(base))
    outcome = build_meeting(
        workspace.write_meeting(HEAD), BuildOptions(formats=(Format.WORD,), target=workspace.root / "ut")
    )
    assert outcome.exit_code is ExitCode.DONE
    (built,) = (workspace.root / "ut").rglob("*.docx")
    opened = docx.Document(str(built))
    assert "Rubrik1" in {p.style.style_id for p in opened.paragraphs if p.style is not None}
    assert "Mallens egen text" not in [p.text for p in opened.paragraphs]


def some_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "a")
    return out.getvalue()


BROKEN_BASES = {
    "not-a-zip": b"hej",
    "empty": b"",
    "cut-off": swedish_base()[:2000],
    "some-zip": some_zip(),
    "old-doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", BROKEN_BASES)
def test_a_base_that_is_no_word_document_is_told(workspace: WorkspaceFolder, name: str) -> None:
    """A bas.docx that cannot be used gives exit code 3 with a Swedish message, and no file is written."""
    workspace.write_template("bas.docx", BROKEN_BASES[name])
    outcome = build_meeting(workspace.write_meeting(HEAD), BuildOptions(target=workspace.root / "ut"))
    assert outcome.exit_code is ExitCode.FILES
    (problem,) = outcome.problems
    assert "bas.docx är inget Word-dokument" in problem.message
    assert "spara om" in problem.remedy
    assert not list((workspace.root / "ut").rglob("*.*"))


def test_a_base_that_is_broken_raises_what_commands_tell() -> None:
    """The writer itself raises FileAccessError for a broken base."""
    with pytest.raises(FileAccessError):
        word_bytes(document_of(), THEME, b"x")


def test_fonts_go_with_the_file() -> None:
    """The four embedded fonts, their obfuscation undone, are the TrueType files that the program has."""
    data = example_word("protokoll-2023")
    table = part(data, "word/fontTable.xml")
    targets = {r.get("Id"): r.get("Target") for r in part(data, "word/_rels/fontTable.xml.rels")}
    keys = {
        "embedRegular": FaceKey(),
        "embedBold": FaceKey(True),
        "embedItalic": FaceKey(False, True),
        "embedBoldItalic": FaceKey(True, True),
    }
    (font,) = [f for f in table.iter(f"{W}font") if f.get(f"{W}name") == "Source Sans 3"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for tag, key in keys.items():
            embedded = font.find(f"{W}{tag}")
            mixed = package.read(f"word/{targets[embedded.get(f'{R}id')]}")
            secret = uuid.UUID(embedded.get(f"{W}fontKey")).bytes[::-1]
            # ECMA-376, 17.8.1: the first 32 bytes are mixed with the key, read backwards
            plain = bytes(byte ^ secret[n % 16] for n, byte in enumerate(mixed[:32])) + mixed[32:]
            assert plain == embeddable_face(THEME, key)
            assert {ord(letter) for letter in "åäöÅÄÖšŋŧ–”"} <= set(TTFont(io.BytesIO(plain)).getBestCmap())


def test_the_package_has_no_clock(built: Path) -> None:
    """Every entry of every built Word file has the same day in the zip, far from today."""
    for path in (built / "output").rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_has_a_kind_and_every_relationship_a_target() -> None:
    """Word refuses a package with a part of no known kind or a relationship to nothing; this one has neither."""
    with zipfile.ZipFile(io.BytesIO(example_word("rekommendation-2021"))) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        known = {e.get("Extension") for e in types} | {e.get("PartName") for e in types}
        assert all(f"/{name}" in known or name.rsplit(".", 1)[1] in known for name in names)
        assert all(e.get("PartName")[1:] in names for e in types if e.get("PartName"))
        for relations in (name for name in names if name.endswith(".rels")):
            folder = relations.split("_rels/")[0]
            for relation in etree.fromstring(package.read(relations)):
                assert relation.get("TargetMode") == "External" or folder + relation.get("Target") in names
