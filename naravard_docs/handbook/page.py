"""Chapters as pages of HTML: one file each with its style in it, no script, nothing fetched, links kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from naravard_docs.handbook.chapters import Chapter, documentation_folder

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLE = """
:root { color-scheme: light dark; --line: #b7c3d0; --link: #1f4e79; --code: #f2f5f8; }
@media (prefers-color-scheme: dark) { :root { --line: #55606c; --link: #9cc7ee; --code: #22272d; } }
body { font: 1.05rem/1.55 "Source Sans 3", Calibri, "Segoe UI", sans-serif; margin: 0 auto; max-width: 74rem;
  padding: 1rem; display: flex; flex-wrap: wrap; gap: 2rem; }
nav { flex: 1 1 14rem; } main { flex: 1 1 30rem; min-width: 0; max-width: 48rem; }
nav ul { list-style: none; padding: 0; } nav li { margin: .35rem 0; }
a { color: var(--link); } h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.2rem; }
code, pre { font-family: Consolas, "Cascadia Mono", Menlo, monospace; font-size: .92em; background: var(--code); }
code { padding: .1em .25em; overflow-wrap: anywhere; } pre { padding: .8rem; overflow-x: auto; }
pre code { padding: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .35rem .55rem; text-align: left; vertical-align: top; }
img { max-width: 100%; height: auto; }
"""
_PICTURES = "pictures/"
_TO_CHAPTER = re.compile(r"(?P<name>[\w-]+)\.md(?P<anchor>#.*)?")


def handbook_files(chapters: Sequence[Chapter]) -> dict[str, bytes]:
    """Return every file of the handbook by its name: the pages, and the pictures that they show."""
    pictures = documentation_folder() / "pictures"
    files = {chapter.page_name: page(chapter, chapters).encode() for chapter in chapters}
    shown = {name for chapter in chapters for name in re.findall(r"\.\./pictures/([\w.-]+)", chapter.text)}
    return files | {f"{_PICTURES}{name}": (pictures / name).read_bytes() for name in sorted(shown)}


def page(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """Return a chapter as a page, with links to all chapters beside it."""
    listed = "".join(f"<li>{_link(each, each is chapter)}</li>" for each in chapters)
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(chapter.title)} – naravard</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="Kapitel"><ul>{listed}</ul></nav>\n<main>\n{_body(chapter, chapters)}</main>\n'
        "</body>\n</html>\n"
    )


def _link(chapter: Chapter, is_here: bool) -> str:
    here = ' aria-current="page"' if is_here else ""
    return f'<a href="{chapter.page_name}"{here}>{html.escape(chapter.title)}</a>'


def _body(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(chapter.text)
    names = {each.name: each.page_name for each in chapters}
    for token, anchor in _headings(tokens):
        token.attrSet("id", anchor)
    for token in (child for each in tokens for child in each.children or ()):
        if token.type == "link_open":
            token.attrSet("href", _address(str(token.attrGet("href")), names))
        elif token.type == "image":
            token.attrSet("src", str(token.attrGet("src")).removeprefix("../"))
    rendered: str = reader.renderer.render(tokens, reader.options, {})
    return rendered.replace("<th>", '<th scope="col">')


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield each heading with the name that links to it have: its words in small letters, with dashes for blanks."""
    taken: dict[str, int] = {}
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            anchor = anchor_of(words.content)
            taken[anchor] = taken.get(anchor, -1) + 1
            yield token, f"{anchor}-{taken[anchor]}" if taken[anchor] else anchor


def anchor_of(heading: str) -> str:
    """Return what a heading is linked by: «När protokollet är justerat» gives «när-protokollet-är-justerat»."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _address(written: str, names: dict[str, str]) -> str:
    """Return where a link leads among the pages; what leads elsewhere is left as it is."""
    found = _TO_CHAPTER.fullmatch(unquote(written))
    if found is None or found["name"] not in names:
        return written
    return f"{names[found['name']]}{found['anchor'] or ''}"
