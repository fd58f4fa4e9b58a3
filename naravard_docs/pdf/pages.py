"""Pages: strips laid on pages so that what belongs together stays together."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from naravard_docs.pdf.strips import Strip, as_artifact


class PlacedStrip(Struct, frozen=True):
    """A strip with the distance from the text area's upper edge to its own, in points."""

    strip: Strip
    down: float


@dataclass(slots=True)
class Page:
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
            pages[-1].put(strip)
        at = end
    return tuple(pages)


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
