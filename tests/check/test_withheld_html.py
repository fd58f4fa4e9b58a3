"""The proof that nothing withheld is in a published page: in each layer of it, it finds what is put there."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache

import pytest
from made import example_html

from naravard_docs.check.layers import file_layers
from naravard_docs.check.withheld import WithheldWords, withheld_faults

SECRET = "Zebrafinken flyttar hem"
NAME = "publicerat-nämnd"


@cache
def hidden() -> WithheldWords:
    return WithheldWords.of((SECRET,), (layer.text for layer in file_layers(example_html(NAME)) if layer.is_certain))


def faults(data: bytes) -> list[str]:
    return [fault.message for fault in withheld_faults(data, hidden())]


def page(before: str, after: str) -> bytes:
    changed = example_html(NAME).decode().replace(before, after, 1)
    assert changed.encode() != example_html(NAME)
    return changed.encode()


def in_main(markup: str) -> bytes:
    return page("</main>", f"{markup}</main>")


def in_head(markup: str) -> bytes:
    return page("</head>", f"{markup}</head>")


REFERENCES = "".join(f"&#{ord(letter)};" for letter in SECRET)
ESCAPED = "".join(f"\\u{ord(letter):04x}" for letter in SECRET)
PERCENT = "".join(f"%{ord(letter):02X}" for letter in SECRET)
IN_CSS = "".join(f"\\{ord(letter):x} " for letter in SECRET)
BASE_64 = b64encode(SECRET.encode()).decode()
INNER_PAGE = b64encode(in_main(f"<p>{REFERENCES}</p>")).decode()
PAGES: dict[str, bytes] = {
    "text": in_main(f"<p>{SECRET}</p>"),
    "text delad mellan element": in_main("<p>Zebra<b>fin</b><i>ken</i></p>"),
    "text delad av en kommentar": in_main("<p>Zebra<!-- x -->finken</p>"),
    "text med mjukt bindestreck": in_main("<p>Zebra&shy;finken</p>"),
    "text som teckenreferenser": in_main(f"<p>{REFERENCES}</p>"),
    "dold text": in_main(f"<p hidden>{SECRET}</p>"),
    "rubrik": in_main(f"<h2>{SECRET}</h2>"),
    "kommentar": in_main(f"<!-- {SECRET} -->"),
    "titel": page("</title>", f" {SECRET}</title>"),
    "beskrivning": in_head(f'<meta name="description" content="{SECRET}">'),
    "alternativtext": in_main(f'<img alt="{SECRET}" src="data:image/png;base64,AA==">'),
    "länkens namn": in_main(f'<a href="#x" aria-label="{SECRET}"></a>'),
    "länkens mål": in_main(f'<a href="mailto:{SECRET}">x</a>'),
    "länkens mål med procent": in_main(f'<a href="https://x.se/{PERCENT}">x</a>'),
    "ankare": in_main('<p id="ärende-2.Zebrafinken">x</p>'),
    "eget attribut": in_main(f'<p data-x="{SECRET}">x</p>'),
    "klass": in_main('<p class="Zebrafinken">x</p>'),
    "strukturerade data": in_head(f'<script type="application/ld+json">{json.dumps({"a": [SECRET]})}</script>'),
    "strukturerade data, nyckel": in_head(f'<script type="application/ld+json">{json.dumps({SECRET: 1})}</script>'),
    "strukturerade data, escape": in_head(f'<script type="application/ld+json">{{"a":"{ESCAPED}"}}</script>'),
    "stilmall": page("</style>", f'@page{{@top-left{{content:"{SECRET}"}}}}</style>'),
    "stilmall, escape": page("</style>", f'@page{{@top-left{{content:"{IN_CSS}"}}}}</style>'),
    "bildens byte": in_main(f'<img alt="x" src="data:image/png;base64,{BASE_64}">'),
    "inbäddad fil": in_main(f'<a href="data:text/plain;base64,{BASE_64}">x</a>'),
    "inbäddad text": in_main(f'<a href="data:text/plain,{PERCENT}">x</a>'),
    "inbäddad sida": in_main(f'<a href="data:text/html;base64,{INNER_PAGE}">x</a>'),
    "sidfot": page("</footer>", f"<p>{SECRET}</p></footer>"),
    "efter slutet": example_html(NAME) + SECRET.encode(),
}  # fmt: skip


def test_a_whole_page_has_nothing() -> None:
    """A page that says nothing of it passes."""
    assert faults(example_html(NAME)) == []
    assert faults(in_main("<p>x</p>")) == []


@pytest.mark.parametrize("layer", PAGES)
def test_each_layer_of_a_page_is_read(layer: str) -> None:
    """Wherever a page has it, it is found, and what it is is not repeated."""
    found = faults(PAGES[layer])
    assert found, layer
    assert all("ebrafink" not in message for message in found)


@pytest.mark.parametrize("data", [b"<!DOCTYPE html>\xff", in_head('<script type="application/ld+json">{</script>')])
def test_a_page_that_cannot_be_read_is_refused(data: bytes) -> None:
    """What cannot be read proves nothing."""
    assert faults(data)


def test_short_words_are_found_where_they_are_words() -> None:
    """A name of three letters is found in text, names and data, and is no fault of bytes that look alike by chance."""
    short = WithheldWords.of(("Bo Åkä",), ("annat",))
    assert list(withheld_faults(in_main("<p>Åkä</p>"), short))
    assert list(withheld_faults(in_main('<p id="Åkä">x</p>'), short))
    assert list(withheld_faults(in_head('<script type="application/ld+json">["Åkä"]</script>'), short))
    assert list(withheld_faults(in_main('<p class="Åkä">x</p>'), short)) == []
