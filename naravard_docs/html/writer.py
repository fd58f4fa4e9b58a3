"""Writing a page: a whole document as one file of HTML that runs nothing and fetches nothing.

It has what a document says once: the lines at the head of later pages, and the numbers of pages, are for paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from naravard_docs.document.blocks import Block, Figure, Paragraph, Role
from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import Inline, PageCount, PageNumber, plain_text
from naravard_docs.html.body import MAIN, PageBody
from naravard_docs.html.markup import content_policy, escaped, quoted_value
from naravard_docs.html.page import BY_ITSELF, HeadLink, PageContext, PageLink
from naravard_docs.html.structured_data import structured_data
from naravard_docs.html.stylesheet import css_string, font_family, stylesheet
from naravard_docs.style.text_styles import running_look
from naravard_docs.style.theme import Theme

SKIP_LINK = f'<a class="hopp" href="#{MAIN}">Hoppa till innehållet</a>'
"""The link that jumps over the letterhead, for readers by keys."""

_LETTERHEAD = (Role.LETTERHEAD, Role.ADDRESS)


def html_bytes(document: Document, theme: Theme, context: PageContext = BY_ITSELF) -> bytes:
    """Return the document as an HTML file in UTF-8; the same document, theme and context give the same bytes."""
    style = (stylesheet(theme) + _paper_rules(document, theme)).strip()
    body = PageBody(theme)
    letterhead = tuple(takewhile(_is_letterhead, document.blocks))
    language = document.meta.language.partition("-")[0]
    parts = (
        "<!DOCTYPE html>",
        f"<html lang={quoted_value(language)}>",
        "<head>",
        *_head(document, style, context),
        "</head>",
        "<body>",
        SKIP_LINK,
        *trail(context.trail),
        *_header(document, letterhead, body),
        f'<main id="{MAIN}">',
        *body.blocks(document.blocks[len(letterhead) :]),
        *_files(context.files),
        "</main>",
        *_footer(document.footer, body),
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(parts).encode()


def _head(document: Document, style: str, context: PageContext) -> Iterator[str]:
    """Yield what programs are told: how the page is written, what it may do, what it is."""
    meta = document.meta
    yield '<meta charset="utf-8">'
    address = next((link.address for link in context.links if link.relation == "canonical"), "")
    data = structured_data(document, address)
    yield content_policy(style, data)
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escaped(meta.title)}</title>"
    for name, content in (("description", meta.subject), ("author", meta.author)):
        if content:
            yield f'<meta name="{name}" content={quoted_value(content)}>'
    yield from map(head_link, context.links)
    yield f"<style>{style}</style>"
    if data:
        yield f'<script type="application/ld+json">{data}</script>'


def head_link(link: HeadLink) -> str:
    """Return a link that programs read, as it stands in a page's head."""
    media_type = f" type={quoted_value(link.media_type)}" if link.media_type else ""
    title = f" title={quoted_value(link.title)}" if link.title else ""
    return f"<link rel={quoted_value(link.relation)} href={quoted_value(link.address)}{media_type}{title}>"


def _is_letterhead(block: Block) -> bool:
    return isinstance(block, Figure) or (isinstance(block, Paragraph) and block.role in _LETTERHEAD)


def _header(document: Document, letterhead: tuple[Block, ...], body: PageBody) -> Iterator[str]:
    """Yield the letterhead, and how the first page is marked if the document itself does not say it."""
    told = {plain_text(block.content) for block in document.blocks if isinstance(block, Paragraph)}
    marks = [part for line in document.first_header for part in (line.left, line.right)]
    untold = [part for part in marks if _is_for_pages(part) and plain_text(part) not in told]
    if not letterhead and not untold:
        return
    yield '<header class="sidhuvud">'
    yield from body.blocks(letterhead)
    yield from (f'<p class="märke">{body.inlines(part)}</p>' for part in untold)
    yield "</header>"


def _footer(lines: tuple[RunningLine, ...], body: PageBody) -> Iterator[str]:
    """Yield whose document it is; lines to sign each page on, and its number, are for paper."""
    parts = [part for line in lines if not line.blanks for part in (line.left, line.right)]
    told = [body.inlines(part) for part in parts if _is_for_pages(part)]
    if told:
        yield '<footer class="sidfot">'
        yield from (f"<p>{part}</p>" for part in told)
        yield "</footer>"


def _is_for_pages(content: tuple[Inline, ...]) -> bool:
    """Return whether a part of a running line says something where there are no numbers of pages."""
    return bool(content) and not any(isinstance(inline, PageNumber | PageCount) for inline in content)


def trail(links: tuple[PageLink, ...]) -> Iterator[str]:
    """Yield the way to a page from a site's first one."""
    if links:
        yield f'<nav class="stig" aria-label="Webbplatsen"><ul>{"".join(map(_item, links))}</ul></nav>'


def _files(links: tuple[PageLink, ...]) -> Iterator[str]:
    if links:
        yield f'<nav class="filer" aria-label="Filer"><ul>{"".join(map(_item, links))}</ul></nav>'


def _item(link: PageLink) -> str:
    return f"<li><a href={quoted_value(link.address)}>{escaped(link.text)}</a></li>"


def _paper_rules(document: Document, theme: Theme) -> str:
    """Return what stands at the edge of each page when the page is printed (CSS Paged Media, 4.2)."""
    look = running_look(theme)
    face = f"font:{look.size_pt:g}pt {font_family(theme)};color:#{look.colour}"
    header = next(iter(document.header), RunningLine())
    boxes = {"top-left": plain_text(header.left), "top-right": plain_text(header.right)}
    running = "".join(f"@{box}{{{face};content:{css_string(text)}}}" for box, text in boxes.items() if text)
    number = f'@bottom-right{{{face};content:"Sida " counter(page) " (" counter(pages) ")"}}'
    first = "".join(f"@{box}{{content:none}}" for box, text in boxes.items() if text)
    return f"@page{{{running}{number}}}\n" + (f"@page :first{{{first}}}\n" if first else "")
