"""What a validator of Office files says: openxml-audit, a port of Microsoft's own Open XML SDK, finds no error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import docx
import page_templates
import pytest
from broken import repacked, whole, whole_word
from hard import hard_documents
from house_templates import TEMPLATES
from openxml_audit import OpenXmlValidator

from naravard_docs.style.theme import Theme
from naravard_docs.word.writer import word_bytes

pytestmark = pytest.mark.slow
assert page_templates.header_and_footer  # its templates are among those of the house

MAIN = "word/document.xml"


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


def errors(data: bytes, folder: Path) -> list[str]:
    """Return what the validator finds wrong with a Word file: package, schema and what its parts say of each other."""
    file = folder / "a.docx"
    file.write_bytes(data)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in _validator().validate(file).errors]


def test_every_word_file_is_valid(tmp_path: Path) -> None:
    """No example and no hard document has an error in its Word file."""
    found = {one.name: errors(one.word, tmp_path) for one in hard_documents()}
    assert {name: told for name, told in found.items() if told} == {}


def test_a_file_with_every_form_is_valid(tmp_path: Path) -> None:
    """The document that has every form of block has no error."""
    assert errors(whole_word(), tmp_path) == []


def test_a_file_on_an_own_base_is_valid(tmp_path: Path) -> None:
    """A file made on a house's own bas.docx has no error: here, on one that Word could have written."""
    base = tmp_path / "bas.docx"
    docx.Document().save(str(base))
    assert errors(word_bytes(whole(), Theme(), base.read_bytes()), tmp_path) == []


VALIDATED = (
    *("numbered_headings", "lists_without_numbers", "troublesome_normal", "names_of_another_kind"),
    *("table_in_header", "content_controls", "two_columns", "outside_files", "strict", "dangling"),
)


def test_a_file_on_a_troublesome_template_is_valid(tmp_path: Path) -> None:
    """Whatever a house's template has, a file made on it has no error."""
    found = {name: errors(word_bytes(whole(), Theme(), TEMPLATES[name]()), tmp_path) for name in VALIDATED}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:cantSplit/>", b"<w:cantSplit/><w:nonsens/>"),
        (b"<w:keepNext/>", b"<w:widowControl/><w:keepNext/>"),
        (b'w:type="dxa"', b'w:type="fel"'),
    ],
)
def test_the_validator_finds_errors(tmp_path: Path, old: bytes, new: bytes) -> None:
    """The validator validates: an unknown element, a wrong order or a wrong value is an error."""
    part = "word/styles.xml" if old == b"<w:keepNext/>" else MAIN

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = parts[part].replace(old, new, 1)

    assert errors(repacked(change), tmp_path) != []
