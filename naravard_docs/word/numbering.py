"""Numbering: the kinds of list that Word counts, and the instances that give each item the label it was written with.

A new instance, with a start of its own, begins where a label does not follow the one before (ECMA-376, 17.9.8 and
17.9.27). Instances of one definition share their counters in Word and have their own in LibreOffice, so none is gone
back to when another of its definition has counted in between.
"""

from __future__ import annotations

from msgspec import Struct, field

from naravard_docs.document.blocks import ListKind
from naravard_docs.document.labels import LabelNumber, NumberFormat
from naravard_docs.style import text_styles as looks
from naravard_docs.word.xml import attribute, twips

LEVELS = 3
BULLETS, DASHES, NUMBERS = "bullets", "dashes", "numbers"


class Definition(Struct, frozen=True):
    """A kind of list: a format that counts with the sign after the number, or a text that all its items have."""

    format: NumberFormat | None
    text: str

    def element(self, number: int) -> str:
        """Return the abstract numbering, to three levels."""
        levels = "".join(self._level(level) for level in range(LEVELS))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'

    def _level(self, level: int) -> str:
        # LibreOffice 7.4 shows only the first sign of a bullet; a text of several is a number that counts nothing
        form = self.format.value if self.format else "bullet" if len(self.text) == 1 else "none"
        shown = f"%{level + 1}{self.text}" if self.format else self.text
        left, hanging = twips(looks.LIST_INDENT_PT * (level + 1)), twips(looks.LIST_INDENT_PT - 2)
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f"<w:lvlText w:val={attribute(shown)}/>"
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )


SHARED: tuple[tuple[str, Definition], ...] = (
    (BULLETS, Definition(None, ListKind.BULLET.value)),
    (DASHES, Definition(None, ListKind.DASH.value)),
    (NUMBERS, Definition(NumberFormat.DECIMAL, ".")),
    ("numbers)", Definition(NumberFormat.DECIMAL, ")")),
)
"""The kinds that every file has, by name, in the order they are numbered; styles point to their instances."""


def plain_instance(number: int, definition: int) -> str:
    """Return an instance without a start of its own: the one that styles point to, or that of a text."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>'


def restarted_instance(number: int, definition: int, level: int, start: int) -> str:
    """Return an instance that begins at ``start`` on ``level`` (from 0)."""
    override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'


class NumberingInstances(Struct):
    """Gives a document's items their instances, and gathers the definitions and instances that this takes.

    ``known`` has the definitions that the file has already, by number; ``shared`` the instances of those without count.
    """

    known: dict[Definition, int]
    shared: dict[Definition, int]
    first_free_definition: int
    first_free_number: int
    definitions: list[str] = field(default_factory=list)
    instances: list[str] = field(default_factory=list)
    _counting: dict[tuple[int, int], tuple[int, LabelNumber]] = field(default_factory=dict)

    def number_of_count(self, label: LabelNumber, level: int, begins: bool) -> int:
        """Return the instance whose next number on a level (from 0) is the label's; one that ``begins`` has its own."""
        definition = self._definition(Definition(label.format, label.delimiter))
        number, last = self._counting.get((definition, level), (0, None))
        if begins or last is None or last.next != label:
            number = self._new(definition, level, label.number)
        for deeper in range(level + 1, LEVELS):
            self._counting.pop((definition, deeper), None)
        self._counting[definition, level] = number, label
        return number

    def number_of_text(self, label: str) -> int:
        """Return the instance whose items all have a text as their label."""
        wanted = Definition(None, label)
        if wanted not in self.shared:
            definition = self._definition(wanted)
            self.shared[wanted] = self.first_free_number + len(self.instances)
            self.instances.append(plain_instance(self.shared[wanted], definition))
        return self.shared[wanted]

    def _definition(self, wanted: Definition) -> int:
        if wanted not in self.known:
            self.known[wanted] = self.first_free_definition + len(self.definitions)
            self.definitions.append(wanted.element(self.known[wanted]))
        return self.known[wanted]

    def _new(self, definition: int, level: int, start: int) -> int:
        number = self.first_free_number + len(self.instances)
        self.instances.append(restarted_instance(number, definition, level, start))
        return number
