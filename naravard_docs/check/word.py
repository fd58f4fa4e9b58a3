"""What a Word file says, read by python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from naravard_docs.swedish import is_empty


def word_texts(data: bytes) -> tuple[str, ...]:
    """Return the text of every paragraph and table cell in order, empty ones left out.

    Labels of lists are not text in Word; headers and footers are not read.
    """
    return tuple(text for text in _texts(docx.Document(io.BytesIO(data))) if not is_empty(text))


def _texts(document: docx.document.Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        match block:
            case Paragraph():
                yield block.text
            case Table():
                yield from (cell.text for row in block.rows for cell in row.cells)
