"""What other programs say of the files: LibreOffice opens the Word files, qpdf and poppler accept the PDFs."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from libreoffice import hand_in, printed
from made import THEME, document_of, documents, example_pdf, example_word, headings, require_tool
from PIL import Image
from pypdf import PdfReader

from naravard_docs.check.word import word_texts
from naravard_docs.document.blocks import Column, Table
from naravard_docs.document.inlines import plain_text, text
from naravard_docs.word.writer import word_bytes

pytestmark = pytest.mark.slow

EXAMPLES = ("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea", "uppföljning-2021")
DARK = 100
TALL = {"huvud": 60, "första": 1500, "andra": 1500}


hand_in(lambda: [example_word(name) for name in EXAMPLES])


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example Word files as LibreOffice makes PDF of them."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for name in EXAMPLES:
        (folder / f"{name}.pdf").write_bytes(printed(example_word(name)))
    return folder


def squeezed_out(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_libreoffice_shows_the_whole_text(converted: Path, name: str) -> None:
    """LibreOffice opens the Word file and prints the beginning of every heading, paragraph and cell."""
    pdftotext = require_tool("pdftotext")
    result = subprocess.run([pdftotext, str(converted / f"{name}.pdf"), "-"], check=True, capture_output=True)
    shown = squeezed_out(result.stdout.decode("utf-8"))
    starts = [squeezed_out(text)[:30] for text in word_texts(example_word(name))]
    assert [start for start in starts if start not in shown] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_libreoffice_counts_the_pages(converted: Path, name: str) -> None:
    """The page fields of the Word file are counted: the last page says «Sida X (X)»."""
    pages = PdfReader(converted / f"{name}.pdf").pages
    count = len(pages)
    assert squeezed_out(f"Sida {count} ({count})") in squeezed_out(pages[-1].extract_text())


@pytest.mark.parametrize("name", EXAMPLES)
def test_libreoffice_keeps_headings_and_language(converted: Path, name: str) -> None:
    """A PDF that LibreOffice makes of the Word file has its headings, at their levels, and Swedish as its language."""
    listed = [require_tool("pdfinfo"), "-struct-text", str(converted / f"{name}.pdf")]
    told = subprocess.run(listed, check=True, capture_output=True).stdout.decode("utf-8")
    headings: list[tuple[int, str]] = []
    for block in re.split(r"\n(?= *\w+ \(block\))", told):
        if heading := re.match(r" *H(\d) \(block\)", block):
            headings.append((int(heading[1]), squeezed_out("".join(re.findall(r'"(.*)"', block)))))
    word = docx.Document(io.BytesIO(example_word(name)))
    expected = [(int(p.style.name[-1]), p.text) for p in word.paragraphs if p.style.name.startswith("Heading ")]
    assert headings == [(level, squeezed_out(text)) for level, text in expected]
    assert PdfReader(converted / f"{name}.pdf").root_object["/Lang"] == "sv-SE"


@pytest.mark.parametrize("name", EXAMPLES)
def test_libreoffice_knows_headings_and_language(converted: Path, name: str) -> None:
    """A PDF that LibreOffice makes of the Word file has our headings with their levels, and is Swedish."""
    reader = PdfReader(converted / f"{name}.pdf")
    expected = [(heading.level, plain_text(heading.content)) for heading in headings(documents()[name].blocks)]
    assert list(bookmarks(reader.outline)) == expected
    assert reader.root_object["/Lang"] == "sv-SE"


def bookmarks(outline: Any, level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield level, entry.title


@pytest.mark.parametrize("name", EXAMPLES)
def test_qpdf_finds_nothing_wrong(tmp_path: Path, name: str) -> None:
    """qpdf reads every object of the PDF without an error or a warning."""
    (tmp_path / "a.pdf").write_bytes(example_pdf(name))
    result = subprocess.run([require_tool("qpdf"), "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARNING" not in result.stdout + result.stderr


@pytest.mark.parametrize("name", EXAMPLES)
def test_poppler_draws_every_page(tmp_path: Path, name: str) -> None:
    """Poppler draws each page without complaint, with ink on it and none at the paper's edges."""
    (tmp_path / "a.pdf").write_bytes(example_pdf(name))
    command = [require_tool("pdftoppm"), "-r", "40", "-png", str(tmp_path / "a.pdf"), str(tmp_path / "sida")]
    result = subprocess.run(command, check=True, capture_output=True)
    assert result.stderr == b""
    drawn = sorted(tmp_path.glob("sida*.png"))
    assert len(drawn) == len(PdfReader(io.BytesIO(example_pdf(name))).pages)
    for path in drawn:
        with Image.open(path) as page:
            ink = page.convert("L").point(lambda shade: 255 if shade < DARK else 0).getbbox()
        assert ink is not None
        assert ink[0] > 20
        assert ink[2] < page.width - 20


def test_qpdf_would_find_a_broken_file(tmp_path: Path) -> None:
    """The check is a check: a PDF with its end cut off does not pass it."""
    (tmp_path / "a.pdf").write_bytes(example_pdf("protokoll-2023")[:-600])
    result = subprocess.run([require_tool("qpdf"), "--check", str(tmp_path / "a.pdf")], capture_output=True)
    assert result.returncode != 0


def test_a_missing_tool_is_a_skip_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a tool is missing its tests say «not checked», and fail where the environment demands the tool."""
    monkeypatch.delenv("NARAVARD_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not checked"):
        require_tool("naravard-verktyg-som-inte-finns")
    monkeypatch.setenv("NARAVARD_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match="not checked"):
        require_tool("naravard-verktyg-som-inte-finns")


@cache
def tall_rows() -> bytes:
    """Return a Word file of a table whose head takes a good part of a page, and its rows several pages each."""
    head, first, second = (text(" ".join(f"{word}{n}" for n in range(count))) for word, count in TALL.items())
    columns = (Column(head, 0.3), Column(text("Text"), 0.7))
    return word_bytes(document_of(Table("t", columns, ((first, text("a")), (text("b"), second)))), THEME)


@cache
def tall_rows_kept_whole() -> bytes:
    """Return the same, with rows that must not be split."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(tall_rows())) as package, zipfile.ZipFile(out, "w") as other:
        for name in package.namelist():
            kept = package.read(name).replace(b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
            other.writestr(name, kept)
    return out.getvalue()


hand_in(lambda: [tall_rows(), tall_rows_kept_whole()])


def missing(word: bytes) -> list[str]:
    """Return the words of the tall rows that LibreOffice does not print."""
    shown = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed(word))).pages).split()
    return sorted({f"{name}{n}" for name, count in TALL.items() for n in range(count)} - set(shown))


def test_libreoffice_prints_the_whole_of_tall_rows() -> None:
    """No word is lost from a row that no page can hold, as words are from one that must not be split."""
    assert missing(tall_rows()) == []
    assert len(missing(tall_rows_kept_whole())) > 100
