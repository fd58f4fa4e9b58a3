"""The CommonMark parser, set to what documents have a form for; slow to import, and most texts need none."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin


def parser(deepest: int) -> MarkdownIt:
    """Give the parser, which follows marks into one another no further than ``deepest``."""
    parser = _Parser("commonmark", {"html": False, "maxNesting": deepest})
    # a reference's definition would vanish from the text
    parser.disable(["html_block", "html_inline", "code", "reference"]).enable("table")
    return parser.use(attrs_plugin, after=(), spans=True, allowed=["lang"])


class _Parser(MarkdownIt):
    """Lets every address through; schemes are judged where links are read, with a message."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        return True
