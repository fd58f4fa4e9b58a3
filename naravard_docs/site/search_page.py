"""The page to search on: a list of all items of all minutes, which its script leaves those of that have the words.

The script is a file of its own, and the only one of the site. Without it the page is the list. What it searches in
besides the list stands in the page as JSON, since a page in a folder may not fetch files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files

from naravard_docs.html.body import MAIN
from naravard_docs.html.markup import content_policy, escaped, quoted_value
from naravard_docs.html.page import PageContext
from naravard_docs.html.stylesheet import stylesheet
from naravard_docs.html.writer import SKIP_LINK, head_link, trail
from naravard_docs.site.addresses import SCRIPT, SEARCH, link, minutes_file
from naravard_docs.site.minutes_pages import context_of
from naravard_docs.site.site_meetings import SiteItem, SiteMeeting
from naravard_docs.style.theme import Theme
from naravard_docs.swedish import shorten, with_noun

LONGEST_LINE, MOST_LINES = 160, 4
"""How much of a decision the list shows: lines, and letters of each."""

_STYLE = """
.sok label{display:block;font-weight:700;margin-bottom:.3rem}
.sok input{font:inherit;color:inherit;background:var(--sida);border:2px solid var(--kant);border-radius:3px;
padding:.45rem .6rem;width:100%}
.sok p{margin:.4rem 0 0;color:var(--dämpad);font-size:.9375rem}
.traffar{list-style:"";padding:0;margin:1.5rem 0 0}
.traffar>li{margin:0 0 1.1em}
.traffar p{margin:.1em 0 0}
.traffar .var{color:var(--dämpad);font-size:.9375rem}
[hidden]{display:none}
@media print{.sok{display:none}}
"""
_TITLE = "Sök bland protokollen"
_HOW = "Alla ord ska finnas, från sin början: «sammant» hittar sammanträde. Å, ä och ö är egna bokstäver."
_WITHOUT_SCRIPT = "Sökningen behöver JavaScript. Här är alla ärenden, de senaste först; sök med webbläsaren i listan."


def script_bytes() -> bytes:
    """Return the script of the page."""
    return files("naravard_docs.site").joinpath("search.js").read_bytes()


def search_page(meetings: Sequence[SiteMeeting], owner: str, theme: Theme, address: str) -> bytes:
    """Return the page, the latest minutes first."""
    style = (stylesheet(theme) + _STYLE).strip()
    context = context_of(SEARCH, address)
    rows = [(meeting, item) for meeting in reversed(meetings) for item in meeting.items]
    unseen = _as_json([_unseen(item) for _, item in rows])
    lines = (
        "<!DOCTYPE html>",
        '<html lang="sv">',
        *_head(style, unseen, context),
        "<body>",
        SKIP_LINK,
        *trail(context.trail),
        '<header class="sidhuvud">',
        f'<p class="r-brevhuvud">{escaped(owner)}</p>',
        "</header>",
        f'<main id="{MAIN}">',
        f"<h1>{_TITLE}</h1>",
        f"<noscript><p>{_WITHOUT_SCRIPT}</p></noscript>",
        '<div class="sok" role="search" hidden>',
        '<label for="ord">Sök efter ord i rubriker, texter och beslut</label>',
        '<input id="ord" type="search" autocomplete="off" spellcheck="false" aria-describedby="sa">',
        f'<p id="sa">{_HOW}</p>',
        '<p id="antal" role="status"></p>',
        "</div>",
        f"<h2>{with_noun(len(rows), 'ärende', 'ärenden')} i {with_noun(len(meetings), 'protokoll', 'protokoll')}</h2>",
        *_list(rows),
        f'<script type="application/json" id="texter">{unseen}</script>',
        "</main>",
        f'<footer class="sidfot"><p>{escaped(owner)}</p></footer>',
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(lines).encode()


def _head(style: str, unseen: str, context: PageContext) -> Iterator[str]:
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield content_policy(style, unseen, runs_scripts=True)
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{_TITLE}</title>"
    yield from map(head_link, context.links)
    yield f"<style>{style}</style>"
    yield f"<script src={quoted_value(link(SEARCH, SCRIPT))} defer></script>"
    yield "</head>"


def _list(rows: Sequence[tuple[SiteMeeting, SiteItem]]) -> Iterator[str]:
    if not rows:
        return
    yield '<ul class="traffar">'
    for meeting, item in rows:
        address = link(SEARCH, item.page) if item.page else _place_in_minutes(meeting, item)
        yield f"<li><a href={quoted_value(address)}>{escaped(item.heading)}</a>"
        yield f'<p class="var">{escaped(f"{meeting.body_name} {meeting.days}")}</p>'
        if item.decision:
            shown = [escaped(shorten(line, LONGEST_LINE)) for line in item.decision[:MOST_LINES]]
            yield f"<p>{'<br>'.join(shown)}{'<br>…' if len(item.decision) > MOST_LINES else ''}</p>"
        yield "</li>"
    yield "</ul>"


def _place_in_minutes(meeting: SiteMeeting, item: SiteItem) -> str:
    return link(SEARCH, minutes_file(meeting.stem), item.section.id)


def _unseen(item: SiteItem) -> str:
    """Return the words of an item, in their order."""
    return "\n".join(item.texts[1:])


def _as_json(texts: Sequence[str]) -> str:
    """Return texts as JSON that no sign in them ends the element of (HTML, 4.12.1.3)."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
