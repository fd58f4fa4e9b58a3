"""Judging a page: what would keep somebody from reading it, and what a page by itself may not do."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from naravard_docs.check.findings import UNREADABLE, Violation, run_rule
from naravard_docs.check.html import document_parts, loose_texts, page_labels, page_texts
from naravard_docs.check.html_marks import mark_faults
from naravard_docs.check.html_tree import HTML, HtmlElement, HtmlFile
from naravard_docs.check.picture_rules import page_picture_faults
from naravard_docs.check.text_rules import label_faults, text_faults, title_faults
from naravard_docs.document.document import Document
from naravard_docs.swedish import is_empty

_WCAG, _CSP = "WCAG 2.1", "Content Security Policy Level 3"
_DATA_BLOCK = "application/ld+json"
_FORBIDDEN = ("iframe", "object", "embed", "form", "base", "frame", "portal")
_DIRECTIVES = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")
_FETCHES = re.compile(r"@import|url\(|image-set\(|expression\(", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def html_faults(data: bytes, expected: Document | None = None) -> tuple[Violation, ...]:
    """Return everything that is wrong with a page, once each.

    With the document that it was made of, its text, labels, marks and title must be the document's, too. A file that
    cannot be read gives a fault, never an exception.
    """
    return tuple(dict.fromkeys(run_rule("sidan", lambda: _faults(data, expected), HTML)))


def _faults(data: bytes, expected: Document | None) -> Iterator[Violation]:
    try:
        file = HtmlFile(data)
    except UnicodeDecodeError:
        yield Violation(UNREADABLE, f"{HTML}, 13.1", "filen är inte skriven i UTF-8")
        return
    yield from file.faults
    for part, judge in (
        ("sidhuvudet", partial(_head_faults, file)),
        ("sidans delar", partial(_part_faults, file)),
        ("det sidan får göra", partial(_safety_faults, file)),
        ("rubrikerna", partial(_heading_faults, file)),
        ("tabellerna", partial(_table_faults, file)),
        ("bilderna", partial(_picture_faults, file, expected)),
        ("länkarna", partial(_link_faults, file)),
    ):
        yield from run_rule(part, judge, HTML)
    if expected is not None:
        yield from run_rule("texten", partial(_sameness_faults, file, expected), HTML)


def _head_faults(file: HtmlFile) -> Iterator[Violation]:
    if file.declaration.lower() != "doctype html":
        yield Violation("sidhuvud", f"{HTML}, 13.1.1", "filen säger inte att den är HTML (DOCTYPE)")
    page, title = file.only("html"), file.only("title")
    if page is None or is_empty(page.attributes.get("lang", "")):
        yield Violation("språk", f"{_WCAG}, 3.1.1", "sidans språk saknas (lang)")
    if title is None or is_empty(title.text()):
        yield Violation("titel", f"{_WCAG}, 2.4.2", "sidan saknar titel")
    told = {element.attributes.get("name", ""): element for element in file.all("meta")}
    viewport = told["viewport"].attributes.get("content", "") if "viewport" in told else ""
    if not viewport or "user-scalable=no" in viewport.replace(" ", "") or "maximum-scale" in viewport:
        yield Violation("förstoring", f"{_WCAG}, 1.4.4", "sidan kan inte förstoras på små skärmar (viewport)")
    if not any(element.attributes.get("charset", "").lower() == "utf-8" for element in file.all("meta")):
        yield Violation("sidhuvud", f"{HTML}, 4.2.5.4", "sidan säger inte att den är skriven i UTF-8")


def _part_faults(file: HtmlFile) -> Iterator[Violation]:
    """Yield what keeps somebody from finding their way: landmarks, ids, and links within the page."""
    if file.only("main") is None:
        yield Violation("delar", f"{_WCAG}, 1.3.1", "sidan har inte ett enda huvudinnehåll (main)")
    ids = Counter(element.attributes["id"] for element in file.elements if "id" in element.attributes)
    for name, count in ids.items():
        if count > 1:
            yield Violation("id", f"{HTML}, 3.2.6", f"id {name} finns {count} gånger")
        if not name or name.split() != [name]:
            yield Violation("id", f"{HTML}, 3.2.6", f"id «{name}» har blanktecken eller är tomt")
    for link in file.all("a"):
        target = link.attributes.get("href", "")
        if target.startswith("#") and unquote(target[1:]) not in ids:
            yield Violation("länk", f"{HTML}, 7.4.6.4", f"länken till {target} leder ingenstans")


def _safety_faults(file: HtmlFile) -> Iterator[Violation]:
    """Yield what a page would run or fetch, and what its own policy lacks."""
    for element in file.elements:
        if element.tag in _FORBIDDEN:
            yield Violation("säkerhet", _CSP, f"sidan har elementet <{element.tag}>")
        for name, value in element.attributes.items():
            yield from _attribute_faults(element, name, value)
    for script in file.all("script"):
        if script.attributes.get("type") != _DATA_BLOCK or "src" in script.attributes:
            yield Violation("säkerhet", _CSP, "sidan har ett skript")
        else:
            json.loads(script.text())
    styles = [style.text() for style in file.all("style")]
    if any(_FETCHES.search(style) for style in styles):
        yield Violation("säkerhet", _CSP, "sidans stilmall hämtar något")
    yield from _policy_faults(file, styles)


def _attribute_faults(element: HtmlElement, name: str, value: str) -> Iterator[Violation]:
    if name.startswith("on") or name in ("style", "srcdoc", "background"):
        yield Violation("säkerhet", _CSP, f"<{element.tag}> har attributet {name}")
    plain = "".join(value.split()).lower()
    if name in ("src", "srcset", "poster", "data") and not plain.startswith("data:image/"):
        yield Violation("säkerhet", _CSP, f"<{element.tag}> hämtar {value[:60]}")
    if name == "href" and plain.startswith(("javascript:", "data:", "vbscript:", "blob:")):
        yield Violation("säkerhet", _CSP, f"en länk leder till {value[:60]}")
    if (
        element.tag == "link"
        and name == "rel"
        and not {"alternate", "canonical", "up", "index"}.issuperset(plain.split())
    ):
        yield Violation("säkerhet", _CSP, f"sidan hämtar något ({value})")
    if element.tag == "meta" and name == "http-equiv" and plain != "content-security-policy":
        yield Violation("säkerhet", _CSP, f"sidan säger {value}")


def _policy_faults(file: HtmlFile, styles: list[str]) -> Iterator[Violation]:
    policies = [
        element.attributes.get("content", "")
        for element in file.all("meta")
        if element.attributes.get("http-equiv", "").lower() == "content-security-policy"
    ]
    rules = [rule.strip() for policy in policies for rule in policy.split(";")]
    yield from (Violation("säkerhet", _CSP, f"sidan säger inte {rule}") for rule in _DIRECTIVES if rule not in rules)
    allowed = " ".join(rule for rule in rules if rule.startswith("style-src"))
    if "unsafe" in " ".join(rules):
        yield Violation("säkerhet", _CSP, "sidan tillåter det som är osäkert (unsafe)")
    for style in styles:
        digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
        if f"'sha256-{digest}'" not in allowed:
            yield Violation("säkerhet", _CSP, "sidans stilmall är inte den som sidan tillåter, så den visas utan")


def _heading_faults(file: HtmlFile) -> Iterator[Violation]:
    level = 0
    for heading in (one for one in file.elements if one.tag in _HEADINGS):
        own = int(heading.tag[1])
        if own > level + 1:
            said = f"rubriken «{heading.text()[:60]}» har nivå {own} efter nivå {level}"
            yield Violation("rubrik", f"{_WCAG}, 1.3.1", said)
        if is_empty(heading.text()):
            yield Violation("rubrik", f"{_WCAG}, 2.4.6", "en rubrik saknar text")
        level = own


def _table_faults(file: HtmlFile) -> Iterator[Violation]:
    for table in file.all("table"):
        rows = [row.elements for row in table.all("tr")]
        heads = list(table.all("th"))
        if not rows or any(cell.attributes.get("scope") != "col" for cell in heads):
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabell saknar kolumnrubriker (scope)")
        if len({len(row) for row in rows}) > 1:
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabells rader har olika många celler")
        caption = next(table.all("caption"), None)
        if caption is None or is_empty(caption.text()):
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabell saknar namn (caption)")
        around = table.parent.attributes if table.parent else {}
        if around.get("tabindex") != "0" or is_empty(around.get("aria-label", "")):
            yield Violation("tabell", f"{_WCAG}, 2.1.1", "en tabell kan inte rullas med tangenter där den är för bred")


def _picture_faults(file: HtmlFile, expected: Document | None) -> Iterator[Violation]:
    for picture in file.all("img"):
        if is_empty(picture.attributes.get("alt", "")):
            yield Violation("bild", f"{_WCAG}, 1.1.1", "en bild saknar alternativtext")
        data = b64decode(picture.attributes.get("src", "").partition(",")[2], validate=True)
        yield from page_picture_faults(data, expected)


def _link_faults(file: HtmlFile) -> Iterator[Violation]:
    for link in file.all("a"):
        if is_empty(link.text()) and is_empty(link.attributes.get("aria-label", "")):
            yield Violation("länk", f"{_WCAG}, 2.4.4", "en länk saknar text")
        if is_empty(link.attributes.get("href", "")):
            yield Violation("länk", f"{HTML}, 4.6.2", f"länken «{link.text()[:60]}» leder ingenstans")


def _event_faults(file: HtmlFile, expected: Document) -> Iterator[Violation]:
    """Yield what programs are told of the meeting that the document does not say."""
    told = [json.loads(script.text()) for script in file.all("script")]
    event = expected.event
    found = [(one.get("name"), one.get("startDate"), one.get("endDate", "")) for one in told]
    if found != ([(event.name, event.start, event.end)] if event else []):
        yield Violation("möte", "schema.org/Event", "sidan säger något annat om mötet än dokumentet")
    allowed = {*event.words, expected.meta.title, expected.meta.identifier} if event else set()
    said = {words for one in told for words in _names_in(one)}
    if said - allowed:
        yield Violation("möte", "schema.org/Event", f"sidan säger «{min(said - allowed)[:60]}» om mötet")


def _names_in(value: object) -> Iterator[str]:
    """Yield what is called something in structured data."""
    if isinstance(value, dict):
        yield from (one for key, one in value.items() if key in ("name", "identifier") and isinstance(one, str))
        for one in value.values():
            yield from _names_in(one)


def _sameness_faults(file: HtmlFile, expected: Document) -> Iterator[Violation]:
    differing = tuple(text_faults(expected, [text for text, _ in page_texts(file)]))
    yield from differing or label_faults(expected, [(label, False) for label in page_labels(file)])
    for words in loose_texts(file):
        yield Violation("text", f"{_WCAG}, 1.3.1", f"«{words.strip()[:60]}» står i ingen text av dokumentet")
        break
    yield from _event_faults(file, expected)
    yield from mark_faults(tuple(document_parts(file)), expected)
    title, page = file.only("title"), file.only("html")
    yield from title_faults(expected, title.text() if title else None)
    wanted, spoken = expected.meta.language.partition("-")[0], page.attributes.get("lang", "") if page else ""
    if spoken.partition("-")[0] != wanted:
        yield Violation("språk", f"{_WCAG}, 3.1.1", f"språket är «{spoken}» men ska vara «{wanted}»")
