"""The labels that Word would print, worked out from the numbering part as Word does (ECMA-376, 17.9).

Own code throughout: nothing here knows how the writer chose its numberings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from msgspec import Struct

from naravard_docs.check.word_package import NUMBERING, W, WordFile, inner, value

_HEADING = re.compile(r"heading [1-9]", re.IGNORECASE)
_NUMBER_HERE = re.compile(r"%([1-9])")
_PARAGRAPH, _PROPERTIES, _STYLE, _NUMBERED = f"{W}p", f"{W}pPr", f"{W}pStyle", f"{W}numPr"
_VALUE = f"{W}val"
_NONE = "0"
_NO_NUMBER = ("bullet", "none")
_HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


class WordLabel(Struct, frozen=True):
    """What stands before a paragraph; a bullet is a sign that counts nothing."""

    text: str
    is_bullet: bool


class _NumberingLevel(Struct, frozen=True):
    """A level of a numbering: its format, text and start, and the level that restarts it, 0 for none."""

    format: str
    text: str
    start: int
    restarted_by: int


def word_labels(file: WordFile) -> tuple[WordLabel, ...]:
    """Return the label of each numbered paragraph of the body in order; headings have their template's own."""
    return tuple(label for _, label in _Counter(file).labels())


def labels_by_paragraph(file: WordFile) -> dict[Element, WordLabel]:
    """Return the label of each numbered paragraph of the body."""
    return dict(_Counter(file).labels())


class _Counter:
    """Counts as Word does: instances of one definition share their counters, and a start of their own is used once."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self._by_style: dict[str, tuple[str, int]] = {}
        self._levels: dict[tuple[str, int], _NumberingLevel | None] = {}

    def labels(self) -> Iterator[tuple[Element, WordLabel]]:
        for paragraph in self.file.body.iter(_PARAGRAPH):
            number, at = self._numbering_of(paragraph)
            level = self._level(number, at) if number not in ("", _NONE) else None
            if level is not None:
                yield paragraph, self._next(number, at, level)

    def _numbering_of(self, paragraph: Element) -> tuple[str, int]:
        """Return a paragraph's instance and level: its own, else its style's."""
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            return "", 0
        named = properties.find(_STYLE)
        by_style = self._style_numbering(named.get(_VALUE, "")) if named is not None else ("", 0)
        own = properties.find(_NUMBERED)
        if own is None:
            return by_style
        number, level = inner(own, "numId"), inner(own, "ilvl")
        return number or by_style[0], int(level or 0)

    def _style_numbering(self, style_id: str) -> tuple[str, int]:
        if style_id not in self._by_style:
            self._by_style[style_id] = self._read_style(style_id)
        return self._by_style[style_id]

    def _read_style(self, style_id: str) -> tuple[str, int]:
        number, level = "", ""
        for style in self.file.styles.chain(style_id):
            if _HEADING.fullmatch(inner(style, "name")):
                return "", 0
            number = number or inner(style, "pPr", "numPr", "numId")
            level = level or inner(style, "pPr", "numPr", "ilvl")
        return number, int(level or 0)

    def _next(self, number: str, at: int, level: _NumberingLevel) -> WordLabel:
        if level.format in _NO_NUMBER:
            return WordLabel(_NUMBER_HERE.sub("", level.text), level.format == "bullet")
        counts = self.counts.setdefault(self._definition_of(number), {})
        start = self._own_start(number, at)
        if start is not None and (number, at) not in self.begun:
            counts[at] = start
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start if start is None else start
        self.begun.add((number, at))
        for deeper in [one for one in counts if one > at and self._is_restarted(number, one, at)]:
            del counts[deeper]
        return WordLabel(_NUMBER_HERE.sub(lambda found: self._shown(number, int(found[1]) - 1), level.text), False)

    def _is_restarted(self, number: str, deeper: int, by: int) -> bool:
        level = self._level(number, deeper)
        return level is None or by < level.restarted_by

    def _shown(self, number: str, at: int) -> str:
        level = self._level(number, at)
        if level is None or level.format in _NO_NUMBER:
            return ""
        return _written(self.counts[self._definition_of(number)].get(at, level.start), level.format)

    def _own_start(self, number: str, at: int) -> int | None:
        override = self._override(number, at)
        start = inner(override, "startOverride") if override is not None else ""
        return int(start) if start else None

    def _override(self, number: str, at: int) -> Element | None:
        overrides = self._instances[number].findall(f"{W}lvlOverride") if number in self._instances else []
        return next((one for one in overrides if value(one, "ilvl") == str(at)), None)

    def _level(self, number: str, at: int) -> _NumberingLevel | None:
        if (number, at) not in self._levels:
            self._levels[number, at] = self._read_level(number, at)
        return self._levels[number, at]

    def _read_level(self, number: str, at: int) -> _NumberingLevel | None:
        override, definition = self._override(number, at), self._definitions.get(self._definition_of(number))
        own = override.find(f"{W}lvl") if override is not None else None
        levels = definition.findall(f"{W}lvl") if definition is not None else []
        found = own if own is not None else next((one for one in levels if value(one, "ilvl") == str(at)), None)
        if found is None:
            return None
        start, restarted = inner(found, "start"), inner(found, "lvlRestart")
        return _NumberingLevel(
            inner(found, "numFmt") or "decimal",
            inner(found, "lvlText"),
            int(start) if start else 0,
            int(restarted) if restarted else at,
        )

    def _definition_of(self, number: str, seen: int = 0) -> str:
        """Return the definition of an instance, or of the list style that the definition only points to (17.9.21)."""
        definition = inner(self._instances[number], "abstractNumId") if number in self._instances else ""
        element = self._definitions.get(definition)
        style = inner(element, "numStyleLink") if element is not None else ""
        if not style or seen:
            return definition
        linked = next((inner(one, "pPr", "numPr", "numId") for one in self.file.styles.chain(style)), "")
        return self._definition_of(linked, 1) if linked else definition

    @cached_property
    def _instances(self) -> dict[str, Element]:
        return self._numbering("num", "numId")

    @cached_property
    def _definitions(self) -> dict[str, Element]:
        return self._numbering("abstractNum", "abstractNumId")

    def _numbering(self, tag: str, key: str) -> dict[str, Element]:
        if NUMBERING not in self.file.parts:
            return {}
        return {value(one, key): one for one in self.file.part(NUMBERING).findall(f"{W}{tag}")}


def _written(number: int, form: str) -> str:
    """Return a number as Word writes it in a format (17.18.59); letters past z are doubled, as Word does."""
    match form:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            thousands, rest = divmod(number, 1000)
            roman = "m" * thousands + _HUNDREDS[rest // 100] + _TENS[rest // 10 % 10] + _ONES[rest % 10]
            return roman.upper() if form == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)
