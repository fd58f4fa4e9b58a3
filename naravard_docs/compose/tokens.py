"""CommonMark as tokens: markdown-it's own, and made here for text without any signs, as most of a meeting's is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

DEEPEST_MARKUP = 200
"""How far the parser follows marks into one another; what is deeper would be dropped without a word."""

_MAY_BE_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~!{}\t\0\r]|^[^\S\n]|[^\S\n]$|^(?:[-+=:]|\d+[.)])", re.MULTILINE)
"""Signs of CommonMark (0.31.2) anywhere, and what means something at a line's beginning or end."""

_PARAGRAPH = re.compile(r"(?:.+\n?)+")


@lru_cache(maxsize=256)
def tokens_of(text: str) -> Sequence[Token]:
    """Give a text's tokens; they are kept, since a text is judged before it is composed."""
    return _parser().parse(text) if may_be_markup(text) else list(_plain_tokens(text))


def may_be_markup(text: str) -> bool:
    """Say whether a text has any sign of CommonMark; one without has nothing that documents have no form for."""
    return _MAY_BE_MARKUP.search(text) is not None


def _plain_tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a text without signs: its paragraphs, line by line."""
    for paragraph in _PARAGRAPH.finditer(text):
        lines = paragraph[0].rstrip("\n").split("\n")
        first = text.count("\n", 0, paragraph.start())
        children = [Token("text", "", 0, content=lines[0])]
        for line in lines[1:]:
            children += (Token("softbreak", "br", 0), Token("text", "", 0, content=line))
        where = [first, first + len(lines)]
        yield Token("paragraph_open", "p", 1, map=where, block=True)
        yield Token("inline", "", 0, map=where, level=1, children=children, content="\n".join(lines), block=True)
        yield Token("paragraph_close", "p", -1, block=True)


@cache
def _parser() -> MarkdownIt:
    from naravard_docs.compose.commonmark import parser

    return parser(DEEPEST_MARKUP)
