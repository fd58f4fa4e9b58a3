"""Pages in odd fonts that are good all the same: however a font says it, PDF and Word have the same letters of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

import pytest
from conftest import HEAD, WorkspaceFolder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from made import documents
from own_fonts import assembled, changed, lacking, licensed, tables_of, to_notdef, undrawn, use, whole
from pypdf import PdfReader

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.errors import ExitCode
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.font_names import FACES
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

DOCUMENT = documents()["protokoll-2021"]
FAMILY = "Source Sans 3"
Table = tuple[int, int, int]
"""Format, platform and encoding of a table of characters."""


def with_tables(wanted: Iterable[tuple[Table, int]]) -> bytes:
    """Return a face with other tables of characters, each with what its letters are moved by."""

    def replace(font: TTFont) -> None:
        characters = {code: name for code, name in font.getBestCmap().items() if code < 0x3000}
        font["cmap"].tables = []
        for (form, platform, encoding), moved in wanted:
            table = CmapSubtable.newSubtable(form)
            table.platformID, table.platEncID, table.language = platform, encoding, 0
            table.cmap = {
                code: characters.get(code + moved, name) if chr(code).isalpha() else name
                for code, name in characters.items()
                if form != 6 or code < 0x2500
            }
            font["cmap"].tables.append(table)

    return changed(replace)


def _names(names: Mapping[int, str], form: int = 0) -> bytes:
    def rename(font: TTFont) -> None:
        font["name"].names = []
        for number, name in names.items():
            font["name"].setName(name, number, 3, 1, 0x409)

    data = changed(rename)
    tables = tables_of(data)
    return assembled({**tables, "name": form.to_bytes(2, "big") + tables["name"][2:] + (bytes(2) if form else b"")})


def _set(table: str, **values: object) -> bytes:
    def change(font: TTFont) -> None:
        for key, value in values.items():
            setattr(font[table], key, value)

    return changed(change)


ODD: dict[str, Callable[[], bytes]] = {
    "all of Unicode only": lambda: with_tables([((12, 3, 10), 0)]),
    "Apple's Unicode only": lambda: with_tables([((4, 0, 3), 0)]),
    "one run of characters": lambda: with_tables([((6, 0, 3), 0)]),
    "a wrong table after the right": lambda: with_tables([((4, 3, 1), 0), ((4, 3, 4), 1)]),
    "a wrong table before the right": lambda: with_tables([((4, 0, 0), 1), ((4, 3, 1), 0)]),
    "two that differ": lambda: with_tables([((4, 3, 1), 1), ((12, 3, 10), 0)]),
    "a name that is no PostScript name": lambda: _names({1: FAMILY, 6: "Husets (Ny) [2]/Åsa %"}),
    "Swedish names": lambda: _names({4: "Åsas blåbär", 6: "ÅsasBlåbär"}),
    "no names at all": lambda: _names({}),
    "names of another form": lambda: _names({1: FAMILY, 6: "Husets-R"}, 1),
    "a name of many letters": lambda: _names({1: FAMILY, 6: "H" * 200}),
    "no names of glyphs": lambda: _set("post", formatType=3.0),
    "no heights": lambda: _set("OS/2", sTypoAscender=0, sTypoDescender=0, sCapHeight=0),
    "a weight that is none": lambda: _set("OS/2", usWeightClass=0),
    "an upright that says it slopes": lambda: _set("post", italicAngle=-12.0),
    "bold by its marks": lambda: _set("OS/2", fsSelection=0x21),
}


def theme_with(workspace: WorkspaceFolder, faces: Mapping[str, bytes], name: str = "Husets") -> Workspace:
    use(workspace, faces, name)
    assert [p.message for p in workspace.load(HEAD).problems if "organisation" in str(p.place)] == []
    return Workspace(workspace.root)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_font_gives_the_same_words(workspace: WorkspaceFolder, name: str) -> None:
    """The files say what the document says, with the letters that are drawn in a font of the usual kind."""
    theme = theme_with(workspace, {**whole(), "normal": ODD[name]()}).theme
    pdf = pdf_bytes(DOCUMENT, theme)
    assert pdf_faults(pdf, DOCUMENT) == ()
    assert word_faults(word_bytes(DOCUMENT, theme), DOCUMENT) == ()
    assert drawn(pdf) == drawn(pdf_bytes(DOCUMENT, theme_with(workspace, whole(), "Annat").theme))


def drawn(pdf: bytes) -> list[dict[str, object]]:
    """Return the outlines that each font's codes have."""
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    found = []
    for name in sorted(fonts):
        program = TTFont(io.BytesIO(fonts[name]["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        (table,) = program["cmap"].tables
        glyphs = program["glyf"]
        found.append({code: glyphs[glyph].getCoordinates(glyphs)[0].array for code, glyph in table.cmap.items()})
    return found


@pytest.mark.parametrize("name", ["Husets", "Åsa", "日本", 'O\'Brien & <Son> \\"x\\"', "-", "A" * 31, "Sans: 2"])
def test_any_name_will_do(workspace: WorkspaceFolder, name: str) -> None:
    """Whatever the look calls its typeface: PDF names are ASCII, and Word's styles ask for fonts by their own names."""
    theme = theme_with(workspace, whole(), name).theme
    pdf, word = pdf_bytes(DOCUMENT, theme), word_bytes(DOCUMENT, theme)
    assert pdf_faults(pdf, DOCUMENT) == word_faults(word, DOCUMENT) == ()
    assert re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z0-9]+)-Regular/", pdf)
    for style, font in carried(word).items():
        assert (font["name"].getDebugName(1), font["name"].getDebugName(16)) == (theme.font_name, None)
        assert (font["head"].macStyle, font["OS/2"].usWeightClass >= 600) == STYLES[style]


STYLES = {"Regular": (0, False), "Bold": (1, True), "Italic": (2, False), "BoldItalic": (3, True)}


def carried(word: bytes) -> dict[str, TTFont]:
    """Return the fonts that a Word file carries, by style (ECMA-376, 17.8.1)."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        table = package.read("word/fontTable.xml").decode()
        found = {}
        for style, number, guid in re.findall(r'<w:embed(\w+) r:id="rId(\d)" w:fontKey="{([^}]+)}"', table):
            data, key = package.read(f"word/fonts/font{number}.odttf"), UUID(guid).bytes[::-1]
            plain = bytes(b ^ key[n % 16] for n, b in enumerate(data[:32])) + data[32:]
            found[style] = TTFont(io.BytesIO(plain))
    return found


def test_fonts_that_mislabel_themselves_are_labelled_in_word(workspace: WorkspaceFolder) -> None:
    """A bold face that says it is light and regular is bold to Word."""

    def mislabel(font: TTFont) -> None:
        font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = 300, 0x40, 0

    theme = theme_with(workspace, {**whole(), "fet": changed(mislabel, FACES[1])}).theme
    bold = carried(word_bytes(DOCUMENT, theme))["Bold"]
    assert (bold["OS/2"].usWeightClass, bold["OS/2"].fsSelection, bold["head"].macStyle) == (700, 0x20, 1)


def test_word_carries_no_font_for_print_only(workspace: WorkspaceFolder) -> None:
    """A face that may be embedded in PDF only is in the PDF and not in the Word file."""
    use(workspace, {**whole(), "normal": licensed(4)})
    theme = Workspace(workspace.root).theme
    assert carried(word_bytes(DOCUMENT, theme)).keys() == {"Bold", "Italic", "BoldItalic"}
    assert pdf_faults(pdf_bytes(DOCUMENT, theme), DOCUMENT) == ()


@pytest.mark.parametrize("make", [lacking, undrawn, to_notdef])
def test_a_letter_that_is_not_drawn_is_told_at_its_place(
    workspace: WorkspaceFolder, make: Callable[[str], bytes]
) -> None:
    """A letter that a font lacks, draws as nothing or as a box stops the build, where it stands in the meeting."""
    use(workspace, {**whole(), "normal": make("é")})
    file = workspace.write_meeting(HEAD + "ärenden:\n  - rubrik: Ett kafé\n")
    outcome = build_meeting(file, BuildOptions(frozenset({DocumentKind.MINUTES})))
    assert outcome.exit_code is ExitCode.CORRECTION
    (fault,) = [problem for problem in outcome.problems if problem.is_error]
    assert "saknar tecknet «é»" in fault.message
    assert fault.place is not None and fault.place.line == 4
