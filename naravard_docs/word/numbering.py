"""Numbering: the kinds of list a file knows, and one instance for each numbered list, so that each begins anew."""

from __future__ import annotations

from naravard_docs import look as looks
from naravard_docs.document.blocks import ListKind
from naravard_docs.word.markup import twips

LEVELS = 3
KINDS: tuple[tuple[str, ListKind, str], ...] = (
    ("bullets", ListKind.BULLET, ""),
    ("dashes", ListKind.DASH, ""),
    ("numbers", ListKind.NUMBER, "."),
    ("numbers)", ListKind.NUMBER, ")"),
)
"""Name, kind and delimiter of each abstract numbering, in the order they are numbered."""


def abstract_numbering(number: int, kind: ListKind, delimiter: str) -> str:
    """Give the definition of a kind of list, to three levels."""
    levels = "".join(_level(level, kind, delimiter) for level in range(LEVELS))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def instance(number: int, abstract: int) -> str:
    """Give the shared instance of a kind of list, which its style points to."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'


def restarted(number: int, abstract: int, level: int, start: int) -> str:
    """Give an instance for one numbered list at ``level`` (from 0) that begins at ``start``."""
    override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def _level(level: int, kind: ListKind, delimiter: str) -> str:
    is_number = kind is ListKind.NUMBER
    form, sign = ("decimal", f"%{level + 1}{delimiter}") if is_number else ("bullet", kind.value)
    left, hanging = twips(looks.LIST_INDENT_PT * (level + 1)), twips(looks.LIST_INDENT_PT - 2)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )
