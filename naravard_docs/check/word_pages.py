"""Judging a Word file's pages: what stands on each, what is hidden, what is wider than the page, who may change it.

Own code throughout: nothing here knows what the writer took from an organisation's template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from naravard_docs.check.findings import Violation
from naravard_docs.check.word_package import HIDING, SETTINGS, R, W, WordFile, inner, is_applied, text_of, value
from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import plain_text

_ECMA, _WCAG = "ECMA-376", "WCAG 2.1"
_SLACK_TWIPS = 30
_LENGTH = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)?")
_PARAGRAPH, _PROPERTIES, _TABLE, _RUN_STYLE = f"{W}p", f"{W}pPr", f"{W}tbl", f"{W}rStyle"
_LOCKED = {"documentProtection": "är skrivskyddad", "trackRevisions": "spårar ändringar"}
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")
_SHOWING = ("drawing", "pict", "object", "fldSimple", "instrText")


def page_faults(file: WordFile, expected: Document | None) -> Iterator[Violation]:
    """Yield what is wrong with a file's pages; with a document, also where its headers and footers are not as meant."""
    yield from _open_faults(file)
    yield from _hidden_faults(file)
    yield from _width_faults(file)
    if expected is not None:
        yield from _running_faults(file, expected)
        yield from _lacking_faults(file, expected)


def _open_faults(file: WordFile) -> Iterator[Violation]:
    """Nobody is kept from the file, no change waits for a decision, and nothing is asked for outside it."""
    settings = file.part(SETTINGS)
    for tag, what in _LOCKED.items():
        if settings.find(W + tag) is not None:
            yield Violation("skydd", f"{_ECMA}, 17.15.1", f"filen {what}")
    for root in file.texts_of:
        if any(root.find(f".//{W}{tag}") is not None for tag in _REVISIONS):
            yield Violation("ändring", f"{_ECMA}, 17.13.5", "en spårad ändring är varken godkänd eller avvisad")
    for name in ("word/settings.xml", *file.running.values()):
        for key, (target, is_outside) in file.relationships(name).items():
            if is_outside and not _is_link(file, name, key):
                yield Violation("utanför", f"{_ECMA} del 2", f"filen hämtar {target[:60]} utifrån")


def _is_link(file: WordFile, name: str, key: str) -> bool:
    return any(one.get(f"{R}id") == key for one in file.part(name).iter(f"{W}hyperlink"))


def _hidden_faults(file: WordFile) -> Iterator[Violation]:
    """No text of the body is hidden, by itself or by its style."""
    hidden, default = file.styles.hidden, file.styles.default
    for paragraph in file.body.iter(_PARAGRAPH) if hidden else ():
        named = inner(paragraph, "pPr", "pStyle") or default
        if named in hidden and text_of(paragraph).strip():
            yield Violation("dolt", f"{_ECMA}, 17.3.2.41", f"stycket «{text_of(paragraph)[:60]}» är dolt")
    if any(is_applied(one) for tag in HIDING if W + tag in file.tags for one in file.body.iter(W + tag)):
        yield Violation("dolt", f"{_ECMA}, 17.3.2.41", "text är dold")
    if hidden and any(value(one, "val") in hidden for one in file.body.iter(_RUN_STYLE)):
        yield Violation("dolt", f"{_ECMA}, 17.3.2.41", "text är dold")


def _width_faults(file: WordFile) -> Iterator[Violation]:
    """No table is wider than the text."""
    room = _column_width(file)
    for table in file.body.iter(_TABLE):
        width = sum(int(value(one, "w") or 0) for one in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        indent = table.find(f"{W}tblPr/{W}tblInd")
        if room and width + (int(value(indent, "w") or 0) if indent is not None else 0) > room + _SLACK_TWIPS:
            yield Violation("bredd", f"{_WCAG}, 1.4.10", "en tabell är bredare än textytan")


def _running_faults(file: WordFile, expected: Document) -> Iterator[Violation]:
    """The right part of each line of ours stands at the text's right edge, and no page lacks what it should have."""
    right = _text_width(file)
    lines = {_words(line) for line in (*expected.header, *expected.footer) if line.right}
    for name in file.running.values():
        for paragraph in file.part(name).iter(_PARAGRAPH):
            if _plain(text_of(paragraph)) not in lines:
                continue
            stops = _stops(file, paragraph)
            if [kind for kind, _ in stops] != ["right"] or abs(stops[0][1] - right) > _SLACK_TWIPS:
                yield Violation("tabb", f"{_ECMA}, 17.3.1.38", f"«{_plain(text_of(paragraph))[:60]}» får fel tabbläge")
    for region, meant in (("header", expected.header), ("footer", expected.footer)):
        shown = file.running.get((region, "default"))
        if meant and (shown is None or not _shows(file.part(shown))):
            where = "sidhuvudet" if region == "header" else "sidfoten"
            yield Violation(
                "sidhuvud", f"{_ECMA}, 17.10", f"{where} är tomt" if region == "header" else f"{where} är tom"
            )


def _lacking_faults(file: WordFile, expected: Document) -> Iterator[Violation]:
    """Each header says how the document is marked, and each footer has the blanks to sign on, whosever it is."""
    marks = [_words(line) for line in expected.first_header]
    usual = [_words(line) for line in expected.header]
    to_sign = [_words(line) for line in expected.footer if line.blanks]
    for (region, occasion), name in sorted(file.running.items()):
        said = [_plain(text_of(paragraph)) for paragraph in file.part(name).iter(_PARAGRAPH)]
        wanted = marks if region == "header" else to_sign
        is_ours = region == "header" and occasion != "first" and all(line in said for line in usual)
        for line in wanted if not is_ours else ():
            if line not in said:
                yield Violation("märke", f"{_ECMA}, 17.10", f"«{line[:60]}» saknas i {name}")


def _words(line: RunningLine) -> str:
    return _plain(f"{plain_text(line.left)} {plain_text(line.right)}")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shows(root: Element) -> bool:
    has_words = any((one.text or "").strip() for one in root.iter(f"{W}t"))
    return has_words or any(root.find(f".//{W}{tag}") is not None for tag in _SHOWING)


def _stops(file: WordFile, paragraph: Element) -> list[tuple[str, int]]:
    """Return a paragraph's tab stops by their place, those cleared left out (ECMA-376, 17.3.1.37)."""
    found: dict[int, str] = {}
    chain = file.styles.chain(inner(paragraph, "pPr", "pStyle"))
    for one in (*reversed(chain), paragraph):
        for tab in one.iterfind(f"{W}pPr/{W}tabs/{W}tab"):
            found[round(_twips(value(tab, "pos")))] = value(tab, "val")
    return [(kind, at) for at, kind in sorted(found.items()) if kind != "clear"]


def _text_width(file: WordFile) -> int:
    """Return the width between the margins, in twips."""
    size, edges = file.body.find(f"{W}sectPr/{W}pgSz"), file.body.find(f"{W}sectPr/{W}pgMar")
    if size is None or edges is None:
        return 0
    return round(_twips(value(size, "w")) - sum(_twips(value(edges, side)) for side in ("left", "right", "gutter")))


def _column_width(file: WordFile) -> int:
    columns, width = file.body.find(f"{W}sectPr/{W}cols"), _text_width(file)
    if columns is None:
        return width
    own = [_twips(value(one, "w")) for one in columns.iterfind(f"{W}col")]
    number = max(1, round(_twips(value(columns, "num")) or 1))
    return round(min(own)) if len(own) > 1 else round((width - (number - 1) * _twips(value(columns, "space"))) / number)


def _twips(length: str) -> float:
    """Return a length, which may have its unit (ECMA-376, 22.9.2.15)."""
    units = {"": 1, "pt": 20, "in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240, "pi": 240}
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * units[found[2] or ""] if found else 0
