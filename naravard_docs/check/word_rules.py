"""Judging a Word file: what would make Word repair it, or stand in the way of those who listen to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from naravard_docs.check.findings import Violation, run_rule
from naravard_docs.check.picture_rules import word_picture_faults
from naravard_docs.check.text_rules import label_faults, text_faults, title_faults
from naravard_docs.check.word_numbers import word_labels
from naravard_docs.check.word_package import (
    CORE,
    DC,
    MAIN,
    NUMBERING,
    SETTINGS,
    STYLES,
    WP,
    R,
    W,
    WordFile,
    inner,
    text_of,
    value,
)
from naravard_docs.check.word_pages import page_faults
from naravard_docs.document.document import Document
from naravard_docs.swedish import is_empty

_REQUIRED = ("[Content_Types].xml", "_rels/.rels", MAIN, STYLES, SETTINGS, CORE)
_REFERENCE = re.compile(r"\b(?:PAGEREF|REF)\s+(\S+)")
_MERGED = (f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")
_TABLE = f"{W}tbl"
_TEXT_BOXES = (f"{W}txbxContent", "{urn:schemas-microsoft-com:vml}textbox", f"{W}framePr")
_WCAG, _ECMA = "WCAG 2.1", "ECMA-376"
_MODE, _CURRENT = "compatibilityMode", "15"
"""The compatibility mode of Word 2013 and all later versions."""


def word_faults(data: bytes, expected: Document | None = None) -> tuple[Violation, ...]:
    """Return everything that is wrong with a Word file, once each.

    With the document that it was made of, its text and title must be the document's, too. A file that cannot be read
    gives a fault, never an exception.
    """
    return tuple(dict.fromkeys(run_rule("paketet", partial(_faults, data, expected), _ECMA)))


def _faults(data: bytes, expected: Document | None) -> Iterator[Violation]:
    file = WordFile(data)
    lacking = [name for name in _REQUIRED if name not in file.parts]
    yield from (Violation("delar", f"{_ECMA} del 2", f"filen saknar delen {name}") for name in lacking)
    if lacking:
        return
    language = expected.meta.language if expected else "sv-SE"
    for part, judge in (
        ("paketet", partial(_package_faults, file)),
        ("inställningarna", partial(_setting_faults, file, language)),
        ("rubrikerna", partial(_heading_faults, file)),
        ("styckena", partial(_paragraph_faults, file)),
        ("tabellerna", partial(_table_faults, file)),
        ("bilderna", partial(_picture_faults, file)),
        ("bildernas punkter", partial(word_picture_faults, file, expected)),
        ("länkarna", partial(_link_faults, file)),
        ("hänvisningarna", partial(_reference_faults, file)),
        ("sidorna", partial(page_faults, file, expected)),
    ):
        yield from run_rule(part, judge, _ECMA)
    if expected is not None:
        yield from run_rule("texten", partial(_sameness_faults, file, expected), _ECMA)


def _package_faults(file: WordFile) -> Iterator[Violation]:
    """Every part is XML, of a known kind, and every relationship leads to a part."""
    for name in file.parts:
        if name.endswith((".xml", ".rels")):
            yield from run_rule(name, partial(_parse_faults, file, name), _ECMA)
    types = file.part("[Content_Types].xml")
    suffixes = {str(one.get("Extension", "")).lower() for one in types}
    named = {str(one.get("PartName", "")).lstrip("/") for one in types}
    for name in file.parts:
        if name != "[Content_Types].xml" and name not in named and name.rsplit(".", 1)[-1].lower() not in suffixes:
            yield Violation("delar", f"{_ECMA} del 2", f"delen {name} har ingen innehållstyp")
    for name in ("", *file.parts):
        for target, is_outside in file.relationships(name).values():
            if not is_outside and target not in file.parts:
                yield Violation(
                    "delar", f"{_ECMA} del 2", f"{name or 'paketet'} hänvisar till {target}, som inte finns"
                )


def _parse_faults(file: WordFile, name: str) -> Iterator[Violation]:
    file.part(name)
    yield from ()


def _setting_faults(file: WordFile, language: str) -> Iterator[Violation]:
    spoken = file.part(STYLES).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if spoken is None or value(spoken, "val") != language:
        yield Violation("språk", f"{_WCAG}, 3.1.1", f"filens förvalda språk är inte {language}")
    settings = file.part(SETTINGS)
    modes = [value(one, "val") for one in settings.iter(f"{W}compatSetting") if value(one, "name") == _MODE]
    if modes != [_CURRENT]:
        yield Violation("läge", "ISO/IEC 29500-1, 17.15.3", "filen öppnas i kompatibilitetsläge")
    title = file.part(CORE).find(f"{DC}title")
    if title is None or is_empty(title.text or ""):
        yield Violation("titel", f"{_WCAG}, 2.4.2", "filen saknar titel")


def _heading_faults(file: WordFile) -> Iterator[Violation]:
    level = 0
    levels, numbered = file.styles.heading_levels, file.styles.numbered
    for paragraph in file.body.iter(f"{W}p"):
        style = inner(paragraph, "pPr", "pStyle")
        own = levels.get(style, 0)
        if own > level + 1:
            before = f"efter rubrik {level}" if level else "först"
            yield Violation("rubriker", f"{_WCAG}, 1.3.1", f"rubrik {own} kommer {before}: «{text_of(paragraph)[:60]}»")
        level = own or level
        if own and style in numbered:
            yield Violation(
                "rubriknummer", f"{_ECMA}, 17.9", f"rubriken får ett nummer till: «{text_of(paragraph)[:60]}»"
            )


_STYLE_TAGS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
"""Each element that names a style, with the kind of style it names."""


def _paragraph_faults(file: WordFile) -> Iterator[Violation]:
    # headers and footers are no part of the reading order: how an organisation's own are made is its own matter
    if any(tag in file.tags for tag in _TEXT_BOXES):
        yield Violation("textruta", f"{_WCAG}, 1.3.2", "text står i en textruta, utanför läsordningen")
    for root in file.texts_of:
        for tag, kind in _STYLE_TAGS.items():
            for one in root.iter(f"{W}{tag}"):
                style = file.styles.by_id.get(value(one, "val"))
                if style is None or value(style, "type") != kind:
                    yield Violation("stil", f"{_ECMA}, 17.7", f"stilen {value(one, 'val')} finns inte")
    used = {value(one, "val") for root in file.texts_of for tag in _STYLE_TAGS for one in root.iter(f"{W}{tag}")}
    for style in (style for name in sorted(used) for style in file.styles.chain(name)):
        # what an organisation's own template has besides is its own matter
        if (named := inner(style, "basedOn")) and named not in file.styles.by_id:
            yield Violation("stil", f"{_ECMA}, 17.7", f"stilen {named} finns inte")
    blocks = list(file.body)
    for before, paragraph, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if paragraph.tag == _TABLE and before is not None and before.tag == _TABLE:
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "två tabeller står kant i kant och blir en i Word")
        if paragraph.tag != f"{W}p" or not is_empty(text_of(paragraph)) or _shows_something(file, paragraph):
            continue
        if before is None or after is None or not before.tag == after.tag == _TABLE:
            yield Violation("tomt", f"{_WCAG}, 1.3.1", "ett stycke är tomt")
    yield from _number_faults(file)


def _shows_something(file: WordFile, paragraph: Element) -> bool:
    """Return whether a paragraph without words has a picture, a list's label or a section's end."""
    if any(paragraph.find(f".//{W}{tag}") is not None for tag in ("drawing", "numPr", "sectPr")):
        return True
    chain = file.styles.chain(inner(paragraph, "pPr", "pStyle"))
    return any(style.find(f"{W}pPr/{W}numPr") is not None for style in chain)


def _number_faults(file: WordFile) -> Iterator[Violation]:
    used = {value(one, "val") for root in file.texts_of for tag in _STYLE_TAGS for one in root.iter(f"{W}{tag}")}
    styles = [style for name in sorted(used) for style in file.styles.chain(name)]
    for root in (*file.texts_of, *styles):
        for one in root.iter(f"{W}numId"):
            if value(one, "val") not in (*file.numbers, "0"):
                yield Violation("numrering", f"{_ECMA}, 17.9", f"numreringen {value(one, 'val')} finns inte")
    if NUMBERING in file.parts:
        defined = {value(one, "abstractNumId") for one in file.part(NUMBERING).iter(f"{W}abstractNum")}
        for number, definition in file.numbers.items():
            if definition not in defined:
                yield Violation("numrering", f"{_ECMA}, 17.9", f"numreringen {number} saknar definition")


def _table_faults(file: WordFile) -> Iterator[Violation]:
    for table in file.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        header = rows[0].find(f"{W}trPr/{W}tblHeader") if rows else None
        if header is None or value(header, "val") in ("0", "false", "off"):
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabell saknar markerad rubrikrad")
        if any(table.find(f".//{tag}") is not None for tag in _MERGED):
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabell har sammanslagna celler")
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(f"{W}tc")) != columns for row in rows):
            yield Violation("tabell", f"{_WCAG}, 1.3.1", "en tabells rader har olika många celler")


def _picture_faults(file: WordFile) -> Iterator[Violation]:
    for one in file.body.iter(f"{WP}docPr"):
        if is_empty(one.get("descr") or ""):
            yield Violation("bild", f"{_WCAG}, 1.1.1", "en bild saknar alternativtext")


def _link_faults(file: WordFile) -> Iterator[Violation]:
    known, names = file.relationships(MAIN), _bookmarks(file)
    for link in file.body.iter(f"{W}hyperlink"):
        words = text_of(link).strip()
        if not words:
            yield Violation("länk", f"{_WCAG}, 2.4.4", "en länk saknar text")
        anchor, target = value(link, "anchor"), known.get(str(link.get(f"{R}id") or ""), ("", False))[0]
        if (anchor and anchor not in names) or not (anchor or target):
            yield Violation("länk", f"{_ECMA}, 17.16.22", f"länken «{words[:60]}» leder ingenstans")


def _reference_faults(file: WordFile) -> Iterator[Violation]:
    names = _bookmarks(file)
    for name, count in names.items():
        if count > 1:
            yield Violation("bokmärke", f"{_ECMA}, 17.13.6", f"bokmärket {name} finns {count} gånger")
    started = sorted(value(one, "id") for one in file.body.iter(f"{W}bookmarkStart"))
    ended = sorted(value(one, "id") for one in file.body.iter(f"{W}bookmarkEnd"))
    if started != ended or len(set(started)) != len(started):
        yield Violation("bokmärke", f"{_ECMA}, 17.13.6", "bokmärkenas början och slut stämmer inte överens")
    for root in file.texts_of:
        instructions = [value(one, "instr") for one in root.iter(f"{W}fldSimple")]
        instructions += [one.text or "" for one in root.iter(f"{W}instrText")]
        for target in (name for instruction in instructions for name in _REFERENCE.findall(instruction)):
            if target not in names:
                yield Violation(
                    "bokmärke", f"{_ECMA}, 17.16.5", f"en sidhänvisning leder till {target}, som inte finns"
                )


def _bookmarks(file: WordFile) -> Counter[str]:
    return Counter(value(one, "name") for one in file.body.iter(f"{W}bookmarkStart"))


def _sameness_faults(file: WordFile, expected: Document) -> Iterator[Violation]:
    found = [text_of(paragraph) for paragraph in file.body.iter(f"{W}p")]
    differing = tuple(text_faults(expected, found))
    yield from differing or run_rule("numreringen", partial(_label_faults, file, expected), _ECMA)
    yield from title_faults(expected, file.part(CORE).findtext(f"{DC}title"))


def _label_faults(file: WordFile, expected: Document) -> Iterator[Violation]:
    yield from label_faults(expected, [(label.text, label.is_bullet) for label in word_labels(file)])
