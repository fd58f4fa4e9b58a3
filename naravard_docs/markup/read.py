"""The door of the dialect: a text as blocks, a line as inline content, both compared with what was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from naravard_docs.document.blocks import Block, Paragraph
from naravard_docs.document.inlines import Inline
from naravard_docs.markup.blocks import BlockReader
from naravard_docs.markup.faults import MarkupError, Remark
from naravard_docs.markup.finish import finish_blocks, finish_inlines
from naravard_docs.markup.guard import difference
from naravard_docs.markup.inlines import InlineReader
from naravard_docs.markup.lines import SourceLine, lines_of
from naravard_docs.markup.remarks import Remarks
from naravard_docs.markup.setting import Setting


class ReadText(Struct, frozen=True):
    """A text as blocks, with what may have been meant otherwise."""

    blocks: tuple[Block, ...]
    hints: tuple[Remark, ...] = ()


class ReadLine(Struct, frozen=True):
    """A line as inline content, with what may have been meant otherwise."""

    content: tuple[Inline, ...]
    hints: tuple[Remark, ...] = ()


def read_markup(text: str, setting: Setting) -> ReadText:
    """Return a text as blocks.

    Raises:
        MarkupError: with everything that documents have no form for, or with where a sign would be lost.
    """
    return _read(_composed(text), setting)


def read_line(text: str) -> ReadLine:
    """Return a one-line text as inline content: it has marks within the line only.

    Raises:
        MarkupError: as ``read_markup`` does.
    """
    return _read_line(_composed(text))


def _composed(text: str) -> str:
    """Return a text with each letter as one sign and without what is never seen, as files have it when read."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@lru_cache(maxsize=512)
def _read_line(text: str) -> ReadLine:
    remarks = Remarks()
    content = InlineReader((SourceLine(1, 1, text),), remarks).read()
    _raise_faults(remarks)
    _refuse_difference(text, (Paragraph("rad", content),))
    return ReadLine(finish_inlines(content), tuple(remarks.hints))


@lru_cache(maxsize=256)
def _read(text: str, setting: Setting) -> ReadText:
    """Return a text as blocks. Why kept: a text is judged and then composed, and letters to each say the same."""
    remarks = Remarks()
    blocks = BlockReader(setting, remarks).blocks(lines_of(text))
    _raise_faults(remarks)
    _refuse_difference(text, blocks, setting)
    return ReadText(finish_blocks(blocks, setting.inserted), tuple(dict.fromkeys(remarks.hints)))


def _raise_faults(remarks: Remarks) -> None:
    if remarks.faults:
        ordered = sorted(dict.fromkeys(remarks.faults), key=lambda fault: (fault.line, fault.column))
        raise MarkupError(tuple(ordered))


def _refuse_difference(text: str, blocks: tuple[Block, ...], setting: Setting | None = None) -> None:
    found = difference(text, blocks, setting.inserted if setting else {})
    if found is not None:
        line, column = found
        told = "texten skulle bli en annan i dokumentet än den är skriven"
        remedy = "skriv stället på ett annat sätt, och rapportera felet: programmet har läst ett tecken fel"
        raise MarkupError((Remark(line, column, told, remedy),))
