"""Layout: blocks with their structure elements become strips, one under another on an endless page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import accumulate, pairwise
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Section,
    SignatureBlock,
    Table,
    Tone,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Inline, Link, plain_text, text
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.fonts import Face, MissingGlyphError, load_face
from naravard_docs.pdf.lines import TextLine, break_lines, runs_of, shown_width
from naravard_docs.pdf.strips import (
    Anchor,
    Columns,
    FieldPaint,
    FillPaint,
    PageOfPaint,
    Paint,
    PicturePaint,
    RulePaint,
    Strip,
    TextPaint,
    moved,
)
from naravard_docs.pdf.structure import Element
from naravard_docs.style import text_styles as looks
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.pictures import upright
from naravard_docs.style.text_styles import TextLook
from naravard_docs.style.text_widths import column_room, column_widths, list_columns, list_indent
from naravard_docs.style.theme import POINTS_PER_MM, Theme

_BASELINE = 0.76
"""Where in its leading a line's baseline is: leaves room for accents on capitals above and tails below."""

_UNBROKEN = 10_000.0
"""The measure of what stands on one line however wide it is."""


class UnprintableTextError(ValueError):
    """A block has a character that the font lacks."""

    def __init__(self, block_id: str, missing: MissingGlyphError) -> None:
        super().__init__(f"{block_id}: {missing}")
        self.block_id, self.character, self.font_name = block_id, missing.character, missing.font_name


def lay_out(document: Document, tree: Element, theme: Theme) -> tuple[Strip, ...]:
    """Return the document's strips, and let the tree's elements own their text.

    Raises:
        UnprintableTextError: for a character that the font has no glyph for.
    """
    flow = _Flow(theme)
    measure = theme.measure_mm * POINTS_PER_MM
    strips = tuple(flow.blocks(document.blocks, tree.elements, _Space(0, measure)))
    for before, strip in pairwise(strips):
        before.keeps_with_next |= strip.keeps_with_previous
    return strips


def lines_of_paragraph(block: Paragraph, element: Element, theme: Theme) -> tuple[TextLine, ...]:
    """Return the lines of a paragraph that stands in no list or quotation.

    Raises:
        UnprintableTextError: for a character that the font has no glyph for.
    """
    flow, space = _Flow(theme), _Space(0, theme.measure_mm * POINTS_PER_MM)
    return flow.lines(block.id, block.content, flow.look(block, space), element, space.width)


class _Space(Struct, frozen=True):
    """Where on the line there is room: from ``x`` on, ``width`` wide; how many lists stand around it."""

    x: float
    width: float
    depth: int = 0

    def indented(self, by: float, deeper: int = 0) -> _Space:
        return _Space(self.x + by, self.width - by, self.depth + deeper)


class _Flow:
    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.gap = 0.0
        self.breaks = False
        self.face: Callable[[FaceKey], Face] = cache(partial(load_face, theme))
        self.look_of: Callable[[Role], TextLook] = cache(partial(looks.paragraph_look, theme))

    def blocks(self, blocks: tuple[Block, ...], elements: list[Element], space: _Space) -> Iterator[Strip]:
        at = 0
        for block in blocks:
            if isinstance(block, PageBreak):
                self.breaks = True
                continue
            yield from self._block(block, elements[at], space)
            at += 1

    def _block(self, block: Block, element: Element, space: _Space) -> Iterator[Strip]:
        match block:
            case Heading():
                yield from self._heading(block, element, space)
            case Paragraph():
                yield from self._paragraph(block.id, block.content, self.look(block, space), element, space)
            case List():
                yield from self._list(block, element, space)
            case Table():
                yield from self._table(block, element, space)
            case Figure():
                yield self._figure(block, element, space)
            case Quote():
                yield from self.blocks(block.blocks, element.elements, space.indented(looks.QUOTE_INDENT_PT))
            case SignatureBlock():
                yield from self._signatures(block, element, space)
            case Contents():
                yield from self._contents(block, element, space)
            case Section():
                yield from self.blocks(block.blocks, element.elements, space)
            case PageBreak():  # pragma: no cover - has no element; taken in blocks()
                raise AssertionError(block)
            case _:
                assert_never(block)

    def look(self, block: Paragraph, space: _Space) -> TextLook:
        if block.role is Role.DECISION and not space.depth:
            return looks.opening_look(self.theme, has_more=block.keeps_with_next)
        look = self.look_of(block.role)
        if block.keeps_with_next and not look.keeps_with_next:
            return replace(look, keeps_with_next=True)
        return look

    def _heading(self, block: Heading, element: Element, space: _Space) -> Iterator[Strip]:
        look = looks.heading_look(self.theme, block.level)
        anchor = Anchor(block.id, plain_text(block.content), block.level)
        for n, strip in enumerate(self._paragraph(block.id, block.content, look, element, space)):
            strip.keeps_with_next = True
            strip.anchor = anchor if n == 0 else None
            strip.keeps_with_previous = block.keeps_with_previous and n == 0
            yield strip

    def _paragraph(
        self, name: str, content: tuple[Inline, ...], look: TextLook, element: Element, space: _Space
    ) -> Iterator[Strip]:
        lines = self.lines(name, content, look, element, space.width)
        above = max(self.gap, look.before_pt)
        last = len(lines) - 1
        for n, line in enumerate(lines):
            # two lines at least before and after a page's end: no orphan, no widow
            keeps = n < last and (look.keeps_together or n == 0 or n == last - 1)
            yield self._strip(
                look.leading_pt,
                (self._text(line, look, space.x),),
                above if n == 0 else 0,
                keeps or (n == last and look.keeps_with_next),
            )
        self.gap = look.after_pt

    def _strip(self, height: float, paints: tuple[Paint, ...], above: float, keeps: bool) -> Strip:
        begins, self.breaks = self.breaks, False
        return Strip(height, paints, above, keeps, begins)

    def _text(self, line: TextLine, look: TextLook, x: float, down: float = 0, link_colour: str = "") -> TextPaint:
        baseline = down + (look.leading_pt - look.size_pt) / 2 + look.size_pt * _BASELINE
        return TextPaint(line, x, baseline, look.size_pt, look.colour, link_colour or self.theme.link_colour)

    def lines(
        self, name: str, content: tuple[Inline, ...], look: TextLook, element: Element, width: float
    ) -> tuple[TextLine, ...]:
        try:
            return break_lines(runs_of(content, look, self.face, element), look.size_pt, width)
        except MissingGlyphError as error:
            raise UnprintableTextError(name, error) from error

    def _list(self, block: List, element: Element, space: _Space) -> Iterator[Strip]:
        if (columns := list_columns(block, self.theme, space.width)) > 1:
            yield self._columns(block, element, space, columns)
            return
        look = self.look_of(block.role)
        inner = space.indented(list_indent(block, self.theme), deeper=1)
        for n, (item, entry) in enumerate(zip(block.items, element.elements, strict=True)):
            label, body = entry.elements
            labelled = self._label(block.label(n), look, label, space, inner)
            first, *others = list(self.blocks(item.blocks, body.elements, inner)) or [Strip(look.leading_pt)]
            first.paints = (labelled, *first.paints)
            strips = [first, *others]
            for strip in strips if look.keeps_together and n < len(block.items) - 1 else ():
                strip.keeps_with_next = True
            if block.keeps_with_next(n):
                strips[-1].keeps_with_next = True
            yield from strips
            if block.is_tight and n < len(block.items) - 1 and _is_short(item):
                self.gap = 0
        self.gap = look.after_pt

    def _columns(self, block: List, element: Element, space: _Space, count: int) -> Strip:
        """Return a list of lines as one strip, which pages set in columns: two rows at least below what is above."""
        above, begins, look = self.gap, self.breaks, self.look_of(block.role)
        width = column_room(space.width, count)
        column = _Space(space.x, width, space.depth)
        items = [self._line_of_list(block, n, entry, look, column) for n, entry in enumerate(element.elements)]
        self.gap, self.breaks = look.after_pt, False
        columns = Columns(tuple(items), count, width + looks.COLUMN_GAP_PT)
        highest = max(item.height for item in items)
        return Strip(2 * highest, space_above=above, begins_page=begins, columns=columns)

    def _line_of_list(self, block: List, n: int, entry: Element, look: TextLook, space: _Space) -> Strip:
        """Return an item that is a paragraph, with its label, as one strip."""
        inner = space.indented(list_indent(block, self.theme), deeper=1)
        label, body = entry.elements
        labelled = self._label(block.label(n), look, label, space, inner)
        lines = list(self.blocks(block.items[n].blocks, body.elements, inner))
        tops = accumulate((line.height for line in lines), initial=0.0)
        paints = [paint for line, top in zip(lines, tops, strict=False) for paint in moved(line, 0, top)]
        return Strip(max(look.leading_pt, sum(line.height for line in lines)), (labelled, *paints))

    def _label(self, sign: str, look: TextLook, element: Element, space: _Space, inner: _Space) -> TextPaint:
        """Return the label, left in the list's indent, or as far left as it needs when it is wide."""
        (line,) = self.lines("lista", text(sign), look, element, _UNBROKEN)
        return self._text(line, look, min(space.x + 2, inner.x - line.width - 3))

    def _figure(self, block: Figure, element: Element, space: _Space) -> Strip:
        pixels, room_mm = upright(block.image).pixels, space.width / POINTS_PER_MM
        width_mm, height_mm = looks.picture_size_mm(block, pixels, self.theme, room_mm)
        width, height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
        above, self.gap = self.gap, 6
        return self._strip(height, (PicturePaint(space.x, width, height, block.image, element),), above, not block.path)

    def _signatures(self, block: SignatureBlock, element: Element, space: _Space) -> Iterator[Strip]:
        look = looks.paragraph_look(self.theme, Role.BODY)
        each = looks.SIGNATURE_GAP_PT + 3 + 2 * look.leading_pt
        # together where a page has room for all and the heading; else broken only between one and the next
        keeps_all = len(block.signatories) * each < 0.8 * self.theme.text_height_mm * POINTS_PER_MM
        paragraphs = iter(element.elements)
        for n, signatory in enumerate(block.signatories):
            own = [(words, next(paragraphs)) for words in signatory.texts]
            rule = RulePaint(space.x, looks.SIGNATURE_GAP_PT, looks.SIGNATURE_LINE_PT, self.theme.text_colour)
            height = looks.SIGNATURE_GAP_PT + 3
            yield self._strip(height, (rule, *self._field(block, n, own[0][1], space)), self.gap, True)
            self.gap = 0
            for word, paragraph in own:
                for line in self.lines(block.id, text(word), look, paragraph, space.width):
                    is_last = n == len(block.signatories) - 1 or not keeps_all
                    keeps = not (is_last and paragraph is own[-1][1])
                    yield self._strip(look.leading_pt, (self._text(line, look, space.x),), 0, keeps)
        self.gap = look.after_pt

    def _field(self, block: SignatureBlock, number: int, paragraph: Element, space: _Space) -> tuple[FieldPaint, ...]:
        if not block.has_fields:
            return ()
        name, width = f"{block.id}-{number + 1}", looks.SIGNATURE_LINE_PT
        return (FieldPaint(space.x, 2, width, looks.SIGNATURE_GAP_PT - 4, name, paragraph.elements[0]),)

    def _contents(self, block: Contents, element: Element, space: _Space) -> Iterator[Strip]:
        look = looks.paragraph_look(self.theme, Role.CONTENTS)
        right = space.x + space.width
        for entry, item in zip(block.entries, element.elements, strict=True):
            reference, page = item.elements
            content: tuple[Inline, ...] = (Link(text(entry.text), f"#{entry.target}"),)
            lines = self.lines(block.id, content, look, reference, space.width - looks.CONTENTS_PAGE_PT)
            for n, line in enumerate(lines):
                paints: list[Paint] = [self._text(line, look, space.x, link_colour=look.colour)]
                if n == len(lines) - 1:
                    down = paints[0].down if isinstance(paints[0], TextPaint) else 0
                    face = self.face(FaceKey())
                    paints.append(PageOfPaint(entry.target, right, down, look.size_pt, look.colour, face, page))
                yield self._strip(look.leading_pt, tuple(paints), self.gap if n == 0 else 0, n < len(lines) - 1)
                self.gap = 0
        self.gap = look.after_pt

    def _table(self, block: Table, element: Element, space: _Space) -> Iterator[Strip]:
        widths = list(column_widths(block, self.theme, space.width))
        numeric = [column.is_numeric for column in block.columns]
        head_element, body_element = element.elements
        titles = [column.heading for column in block.columns]
        heads = self._row(block.id, titles, head_element.elements[0], widths, numeric, space, True)
        above, self.gap = self.gap, looks.cell_look(self.theme).after_pt
        heads[0] = self._strip(heads[0].height, heads[0].paints, above, False)
        heads[-1].keeps_with_next = True
        yield from heads
        # what takes more than a page itself is not repeated
        head = heads[0] if len(heads) == 1 else None
        for n, (row, cells) in enumerate(zip(block.rows, body_element.elements, strict=True)):
            for part in self._row(block.id, list(row), cells, widths, numeric, space, False, block.tones_of(n)):
                part.keeps_with_next = block.keeps_with_next(n)
                part.head = head
                yield part
        self.gap = looks.TABLE_AFTER_PT

    def _row(
        self,
        name: str,
        row: list[tuple[Inline, ...]],
        element: Element,
        widths: list[float],
        numeric: list[bool],
        space: _Space,
        is_header: bool,
        tones: tuple[Tone | None, ...] = (),
    ) -> list[Strip]:
        """Return a row as one strip, or as several when it is too high for any page."""
        look = looks.cell_look(self.theme, is_header)
        padding = looks.CELL_PADDING_PT
        cells = [
            self.lines(name, content, look, cell, width - 2 * padding)
            for content, cell, width in zip(row, element.elements, widths, strict=True)
        ]
        highest = max(1, *(len(lines) for lines in cells))
        most = max(4, int((self.theme.text_height_mm * POINTS_PER_MM - 120) / look.leading_pt))
        parts = [(first, min(first + most, highest)) for first in range(0, highest, most)]
        return [
            self._row_part(
                [lines[first:end] for lines in cells], end - first, look, widths, numeric, space, is_header, tones
            )
            for first, end in parts
        ]

    def _row_part(
        self,
        cells: list[tuple[TextLine, ...]],
        line_count: int,
        look: TextLook,
        widths: list[float],
        numeric: list[bool],
        space: _Space,
        is_header: bool,
        tones: tuple[Tone | None, ...],
    ) -> Strip:
        padding, theme = looks.CELL_PADDING_PT, self.theme
        height = line_count * look.leading_pt + padding + looks.RULE_WIDTH_PT
        paints: list[Paint] = []
        if is_header:
            paints.append(FillPaint(space.x, 0, sum(widths), height, theme.fill_colour))
        below_rule = looks.RULE_WIDTH_PT  # of the row above
        paints += [
            FillPaint(space.x + sum(widths[:n]), below_rule, widths[n], height - below_rule, looks.tone_colour(tone))
            for n, tone in enumerate(tones)
            if tone is not None
        ]
        paints.append(RulePaint(space.x, height, sum(widths), theme.rule_colour))
        x = space.x
        for lines, width, is_numeric in zip(cells, widths, numeric, strict=True):
            for n, line in enumerate(lines):
                at = x + width - padding - shown_width(line, look.size_pt) if is_numeric else x + padding
                paints.append(self._text(line, look, at, padding / 2 + n * look.leading_pt))
            x += width
        return Strip(height, tuple(paints))


def _is_short(item: ListItem) -> bool:
    """Return whether an item is no more than a paragraph, which needs no air below it in a tight list."""
    return not item.blocks or (len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph))
