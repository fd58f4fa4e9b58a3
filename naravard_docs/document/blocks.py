"""Blocks: what stands under one another on the pages.

Every block has an id made from its meaning (``ärende-4.beslut``). It becomes the structure element's id in PDF, the
bookmark in Word and the line in goldens, so it must stay when other parts of the document change.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from naravard_docs.document.inlines import Inline


class Role(StrEnum):
    """What a block is for; the renderers give each role its look, and nothing else has one."""

    BODY = "text"
    TITLE = "titel"
    SUBTITLE = "undertitel"
    LETTERHEAD = "brevhuvud"
    ADDRESS = "adress"
    FACTS = "uppgifter"
    STATUS = "status"
    ATTENDANCE = "närvarande"
    AGENDA_ITEM = "ärende"
    ITEM_TYPE = "ärendetyp"
    PRESENTERS = "föredragande"
    DECISION = "beslut"
    CONTACTS = "kontakter"
    SIGNED = "undertecknare"
    RECIPIENTS = "sändlista"
    ADDRESSEE = "mottagare"
    ATTACHMENTS = "bilagor"
    APPENDIX = "bilaga"
    APPENDIX_NUMBER = "bilaganummer"
    QUOTE = "citat"
    CONTENTS = "innehåll"
    CLOSING = "avslutning"


class ListKind(StrEnum):
    """Kinds of list, by what stands before an item; ``NUMBER`` has labels: numbers, letters or Roman numerals."""

    BULLET = "•"
    DASH = "–"
    NUMBER = "1"


class Heading(Struct, frozen=True):
    """``level`` counts from 1; a document begins with 1 and skips none.

    One that keeps with the previous block never begins a page alone with what follows it: lines to sign on have some of
    what is signed above them.
    """

    id: str
    level: int
    content: tuple[Inline, ...]
    role: Role = Role.BODY
    keeps_with_previous: bool = False


class Paragraph(Struct, frozen=True):
    id: str
    content: tuple[Inline, ...]
    role: Role = Role.BODY
    keeps_with_next: bool = False


class ListItem(Struct, frozen=True):
    """``label`` is what stands before the item, as it is printed: «3.», «b)», «−»; empty where the kind tells it."""

    blocks: tuple[Block, ...]
    label: str = ""


class List(Struct, frozen=True):
    """A list; each item of a ``NUMBER`` list has its own label. Tight lists have no air between items.

    One whose items are lines stands in as many ``columns`` beside one another as they have room for, at most so many.
    """

    id: str
    kind: ListKind
    items: tuple[ListItem, ...]
    role: Role = Role.BODY
    is_tight: bool = True
    columns: int = 1

    @property
    def has_only_lines(self) -> bool:
        """Whether each item is no more than a paragraph, as what stands in columns must be."""
        return all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in self.items)

    def keeps_with_next(self, index: int) -> bool:
        """Return whether an item stays with the next: no short item of a list stands alone on a page."""
        return len(self.items) > 1 and index in (0, len(self.items) - 2) and len(self.items[index].blocks) == 1

    def label(self, index: int) -> str:
        """Return the sign before item number ``index`` (from 0)."""
        return self.items[index].label or self.kind.value


def number_items(contents: Iterable[tuple[Block, ...]], first: int = 1) -> tuple[ListItem, ...]:
    """Return items that are numbered «1.», «2.» …, one for each tuple of blocks; or from another number."""
    return tuple(ListItem(blocks, f"{number}.") for number, blocks in enumerate(contents, first))


class Column(Struct, frozen=True):
    """A column's heading and its share of the table's width; where all shares are 0 the widths follow the content.

    A numeric column has its cells to the right.
    """

    heading: tuple[Inline, ...]
    share: float = 0
    is_numeric: bool = False


class Tone(StrEnum):
    """What a table's cell means at a glance; its words say the same, since not all see colours."""

    YES = "ja"
    YES_BUT = "ja, men"
    NO = "nej"
    LATER = "senare"


class Table(Struct, frozen=True):
    """A regular table: one header row, every row as many cells as there are columns, no merged cells.

    ``tones`` has one for each cell of each row, or is empty.
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    role: Role = Role.BODY
    summary: str = ""
    tones: tuple[tuple[Tone | None, ...], ...] = ()

    def tones_of(self, row: int) -> tuple[Tone | None, ...]:
        """Return the tones of a row, by its number from 0."""
        return self.tones[row] if self.tones else (None,) * len(self.columns)

    def keeps_with_next(self, index: int) -> bool:
        """Return whether a row stays with the next: none stands alone below the head, nor below a repeated one."""
        return len(self.rows) > 1 and index in (0, len(self.rows) - 2)


class Figure(Struct, frozen=True):
    """A picture (PNG or JPEG bytes) with the text that stands in its place for those who do not see it.

    It is narrower than ``width_mm`` when it would be higher than ``tallest_mm``. ``path`` is how a text names its file.
    """

    id: str
    image: bytes
    alt_text: str
    width_mm: float
    tallest_mm: float = 60
    path: str = ""


class Quote(Struct, frozen=True):
    id: str
    blocks: tuple[Block, ...]


class Signatory(Struct, frozen=True):
    """A line to sign on, the name below it and in what capacity; the name is empty where it is to be filled in."""

    name: str
    capacity: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands below the line."""
        return (self.name, self.capacity) if self.name else (self.capacity,)


class SignatureBlock(Struct, frozen=True):
    """Lines to sign on; a line is never split from its name, nor the first from the heading above.

    ``has_fields`` asks for electronic signature fields where the format has them.
    """

    id: str
    signatories: tuple[Signatory, ...]
    has_fields: bool = False


class ContentsEntry(Struct, frozen=True):
    """A line of the table of contents: words, and the id of the heading they lead to."""

    text: str
    target: str


class Contents(Struct, frozen=True):
    """A table of contents; renderers add the page numbers."""

    id: str
    entries: tuple[ContentsEntry, ...]


class Section(Struct, frozen=True):
    """Blocks that belong together: an agenda item, an appendix."""

    id: str
    blocks: tuple[Block, ...]
    role: Role = Role.BODY
    title: str = ""


class PageBreak(Struct, frozen=True):
    id: str


Block = Heading | Paragraph | List | Table | Figure | Quote | SignatureBlock | Contents | Section | PageBreak


def begins_kept(block: Block) -> bool:
    """Return whether a block, or the first of a section, is a heading that keeps with what stands before it."""
    while isinstance(block, Section) and block.blocks:
        block = block.blocks[0]
    return isinstance(block, Heading) and block.keeps_with_previous
