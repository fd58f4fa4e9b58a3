"""Pages: strips laid on pages so that what belongs together stays together."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from naravard_docs.pdf.strips import Columns, Strip, TextPaint, as_artifact, moved


class PlacedStrip(Struct, frozen=True):
    """A strip with the distance from the text area's upper edge to its own, in points."""

    strip: Strip
    down: float


class Page(Struct):
    strips: list[PlacedStrip] = field(default_factory=list)
    filled: float = 0.0

    def put(self, strip: Strip) -> None:
        down = self.filled + (strip.space_above if self.strips else 0)
        self.strips.append(PlacedStrip(strip, down))
        self.filled = down + strip.height


def paginate(strips: tuple[Strip, ...], height: float) -> tuple[Page, ...]:
    """Lay strips on pages of a height.

    A strip that keeps with the next is not the last of its page, unless what keeps together is higher than a page.
    """
    pages = [Page()]
    at = 0
    while at < len(strips):
        end = _chain_end(strips, at)
        chain = strips[at:end]
        if pages[-1].strips and (chain[0].begins_page or not _fits(pages[-1], chain, height)):
            pages.append(_page_beginning_with(chain[0], height))
        for strip in chain:
            if pages[-1].strips and pages[-1].filled + strip.space_above + strip.height > height:
                pages.append(_page_after(pages[-1], strip, height))
            if strip.columns is None:
                pages[-1].put(strip)
            else:
                _put_columns(pages, strip, strip.columns, height)
        at = end
    return tuple(pages)


def _put_columns(pages: list[Page], strip: Strip, columns: Columns, height: float) -> None:
    """Lay what stands in columns on pages: evenly where all is on one page, else as far as each page holds."""
    waiting, above = columns.strips, strip.space_above
    while waiting:
        room = height - pages[-1].filled - (above if pages[-1].strips else 0)
        filled = _balanced(waiting, columns.count, room)
        if not filled and pages[-1].strips:
            pages.append(Page())
            continue
        filled = filled or [[waiting[0]]]
        pages[-1].put(_beside_one_another(filled, columns.pitch, above))
        waiting, above = waiting[sum(map(len, filled)) :], 0
        if waiting:
            pages.append(Page())


def _balanced(strips: Sequence[Strip], count: int, room: float) -> list[list[Strip]]:
    """Return strips in columns as low as they can be, or as many as there is room for."""
    height = max(sum(strip.height for strip in strips) / count, max(strip.height for strip in strips))
    step = min(strip.height for strip in strips) / 2
    while height < room:
        if sum(map(len, filled := _filled(strips, count, height))) == len(strips):
            return filled
        height += step
    return [column for column in _filled(strips, count, room) if column]


def _filled(strips: Sequence[Strip], count: int, height: float) -> list[list[Strip]]:
    """Return strips in columns of a height, as many as find room."""
    columns: list[list[Strip]] = [[]]
    used = 0.0
    for strip in strips:
        if used + strip.height > height + 0.01:
            if len(columns) == count or strip.height > height:
                break
            columns.append([])
            used = 0.0
        columns[-1].append(strip)
        used += strip.height
    return columns


def _beside_one_another(columns: Sequence[Sequence[Strip]], pitch: float, above: float) -> Strip:
    paints: list[TextPaint] = []
    highest = 0.0
    for number, column in enumerate(columns):
        down = 0.0
        for strip in column:
            paints += moved(strip, number * pitch, down)
            down += strip.height
        highest = max(highest, down)
    return Strip(highest, tuple(paints), above)


def _chain_end(strips: tuple[Strip, ...], at: int) -> int:
    while strips[at].keeps_with_next and at + 1 < len(strips) and not strips[at + 1].begins_page:
        at += 1
    return at + 1


def _fits(page: Page, chain: tuple[Strip, ...], height: float) -> bool:
    return page.filled + sum(strip.space_above + strip.height for strip in chain) <= height + 0.01


def _page_after(full: Page, strip: Strip, height: float) -> Page:
    """Return the page after a full one; a table's head that came last there, with no row below it, goes along."""
    head = _head_above(strip, height)
    if head is None or len(full.strips) < 2 or full.strips[-1].strip is not head:
        return _page_beginning_with(strip, height)
    page = Page()
    page.put(full.strips.pop().strip)
    return page


def _page_beginning_with(strip: Strip, height: float) -> Page:
    """Return a new page, with the heads of the table that the strip is a row of."""
    page, head = Page(), _head_above(strip, height)
    if head is not None:
        page.put(_repeated(head))
    return page


def _head_above(strip: Strip, height: float) -> Strip | None:
    """Return the heads to stand above a row on a new page, none where the page cannot hold both."""
    head = strip.head
    return head if head is not None and head.height + strip.space_above + strip.height <= height else None


def _repeated(head: Strip) -> Strip:
    return Strip(head.height, tuple(as_artifact(paint) for paint in head.paints))
