"""Our own page, broken on purpose in one way each: what the judge of pages must refuse."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import date, time
from functools import cache

from broken import whole
from made import THEME
from random_documents import picture

from naravard_docs.document.blocks import Heading, Paragraph, Role, Section
from naravard_docs.document.document import Document
from naravard_docs.document.event import MeetingEvent
from naravard_docs.document.inlines import text
from naravard_docs.html.writer import html_bytes
from naravard_docs.libraries.records import replace


@cache
def whole_page() -> Document:
    """Return a document with every form that a page has markup for."""
    event = MeetingEvent("Ett möte", date(2026, 1, 2), "Ett organ", "En kommun", None, time(9), time(12), "Umeå")
    decided = Section(
        "ärende-1",
        (
            Heading("ärende-1.rubrik", 2, text("§ 1 Budget")),
            Paragraph("ärende-1.beslut", text("Nämnden antar budgeten."), Role.DECISION),
        ),
        Role.AGENDA_ITEM,
        "§ 1 Budget",
    )
    return replace(whole(), event=event, blocks=(*whole().blocks, decided))


@cache
def whole_html() -> bytes:
    return html_bytes(whole_page(), THEME)


Broken = tuple[str, Callable[[], bytes]]
"""The rule that a page breaks, and what makes it."""


def _without(pattern: str, instead: str = "") -> Callable[[], bytes]:
    return lambda: _changed(pattern, instead)


def _changed(pattern: str, instead: str) -> bytes:
    changed, count = re.subn(pattern, lambda _: instead, whole_html().decode(), count=1, flags=re.DOTALL)
    assert count == 1, f"the page has nothing like {pattern}"
    return changed.encode()


def _with_white_picture() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 5), "white").save(out, "PNG")
    white = b64encode(out.getvalue()).decode()
    return _changed(re.escape(b64encode(picture()).decode()), white)


BROKEN: dict[str, Broken] = {
    "utan doctype": ("sidhuvud", _without("<!DOCTYPE html>\n")),
    "utan teckenkodning": ("sidhuvud", _without('<meta charset="utf-8">\n')),
    "utan språk": ("språk", _without(' lang="sv"')),
    "annat språk": ("språk", _without('lang="sv"', 'lang="en"')),
    "utan titel": ("titel", _without("<title>.*?</title>\n")),
    "annan titel": ("titel", _without("<title>.*?</title>", "<title>Annat</title>")),
    "utan viewport": ("förstoring", _without('<meta name="viewport"[^>]*>\n')),
    "utan förstoring": ("förstoring", _without("initial-scale=1", "maximum-scale=1")),
    "utan huvudinnehåll": ("delar", _without("<main id=.*?>(?=\n)", "<div>")),
    "två huvudinnehåll": ("delar", _without("</main>", "</main><main></main>")),
    "ett id två gånger": ("id", _without('id="ärende-1.beslut"', 'id="titel"')),
    "ett id med blanktecken": ("id", _without('id="ärende-1.beslut"', 'id="ärende 1"')),
    "en länk som leder ingenstans": ("länk", _without('id="ärende-1.beslut"', 'id="annat"')),
    "en länk utan text": ("länk", _without("mer om vården")),
    "ett tomt mål": ("länk", _without('href="https://exempel.se"', 'href=""')),
    "ett skript": ("säkerhet", _without("</main>", "<script>alert(1)</script></main>")),
    "ett skript utifrån": ("säkerhet", _without("</main>", '<script src="https://x.se/a.js"></script></main>')),
    "en händelse": ("säkerhet", _without("<main ", '<main onclick="alert(1)" ')),
    "en stil i ett attribut": ("säkerhet", _without("<main ", '<main style="color: red" ')),
    "en länk som kör något": ("säkerhet", _without("https://exempel.se", "java\tscript:alert(1)")),
    "en bild utifrån": ("säkerhet", _without('src="data:image/png;base64,[^"]*"', 'src="https://x.se/bild.png"')),
    "en ram": ("säkerhet", _without("</main>", '<iframe src="data:image/png;base64,"></iframe></main>')),
    "en stilmall utifrån": (
        "säkerhet",
        _without("</head>", '<link rel="stylesheet" href="https://x.se/a.css"></head>'),
    ),
    "ett typsnitt utifrån": ("säkerhet", _without("<style>", "<style>@font-face{src:url(https://x.se/a.woff)}")),
    "en omdirigering": ("säkerhet", _without("</head>", '<meta http-equiv="refresh" content="0;url=x"></head>')),
    "utan policy": ("säkerhet", _without('<meta http-equiv="Content-Security-Policy"[^>]*>\n')),
    "en policy som släpper allt": ("säkerhet", _without("style-src '", "style-src 'unsafe-inline' '")),
    "en stilmall som policyn inte har": ("säkerhet", _without("<style>", "<style>p{}")),
    "data som inte kan läsas": ("oläsbar", _without('(?<=json">){', "{{")),
    "en rubriknivå för mycket": ("rubrik", _without('<h2 id="a">(.*?)</h2>', "<h4>Ärende</h4>")),
    "en tom rubrik": ("rubrik", _without('(?<=<h3 id="b">)Detalj')),
    "en tabell utan scope": ("tabell", _without(' scope="col"')),
    "en tabell med en cell för lite": ("tabell", _without("<td>chef</td>")),
    "en tabell utan namn": ("tabell", _without("<caption>.*?</caption>")),
    "en tabell som inte kan rullas": ("tabell", _without(' tabindex="0"')),
    "en bild utan alternativtext": ("bild", _without('alt="Kommunens vapen"', 'alt=""')),
    "en bild som är vit": ("bild", _with_white_picture),
    "en annan alternativtext": ("märkning", _without('alt="Kommunens vapen"', 'alt="Annat"')),
    "ett annat mål": ("märkning", _without("https://exempel.se", "https://annan.se")),
    "ett annat språk på ett ord": ("märkning", _without('lang="sju"', 'lang="sma"')),
    "en märkning för lite": ("märkning", _without('<span lang="sju">Ubmeje</span>', "Ubmeje")),
    "en annan text": ("text", _without("Citerat", "Hittat på")),
    "en text för mycket": ("text", _without("</main>", "<p>Mer.</p></main>")),
    "en text för lite": ("text", _without('<p id="p">.*?</p>')),
    "ord utanför texterna": ("text", _without("</main>", "<div>Lösa ord</div></main>")),
    "en annan etikett": ("etikett", _without('<span class="etikett">2.</span>', '<span class="etikett">3.</span>')),
    "en etikett för lite": ("etikett", _without('<span class="etikett">2.</span>')),
    "ett annat möte": ("möte", _without('"startDate":"2026-01-02T09:00"', '"startDate":"2026-01-03T09:00"')),
    "en annan plats": ("möte", _without('"name":"Umeå"', '"name":"Hemlig plats"')),
    "inget möte": ("möte", _without("<script .*?</script>\n")),
    "ett stycke i ett stycke": ("oläsbar", _without("Citerat", "<p>Citerat</p>")),
    "ett element som inte avslutas": ("oläsbar", _without("</footer>")),
    "en rad utanför listan": ("oläsbar", _without("</main>", "<li>Rad</li></main>")),
    "text i en tabell": ("oläsbar", _without("<tbody>", "<tbody>Text")),
    "inte UTF-8": ("oläsbar", lambda: whole_html().replace("Ä".encode(), "Ä".encode("latin-1"))),
}
"""Pages by what is wrong with them."""
