"""A chart laid out: shapes and words with their places, in points from the top left; what SVG and PNG both draw."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from naravard_docs.chart.fills import INK, PAPER, Fill, Pattern
from naravard_docs.chart.stacked_bars import Bar, BarPart, StackedBars
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.style.theme import POINTS_PER_MM, Theme

EDGE = 6.0
"""The margin around everything."""

TITLE_PT, LABEL_PT, SMALL_PT = 12.0, 10.0, 9.0
LINE = 1.3
"""Distance between lines, in sizes of the type."""

BAR_HEIGHT, LOW_BAR_HEIGHT, BETWEEN_BARS, ABOVE_AND_BELOW = 24.0, 14.0, 12.0, 3.0
BETWEEN_PARTS, NARROWEST_PART = 1.5, 4.0
PLATE_PADDING, PLATE_HEIGHT, BASELINE = 4.0, 14.0, 3.6
SWATCH_WIDTH, SWATCH_HEIGHT, AFTER_SWATCH, BETWEEN_SWATCHES = 20.0, 11.0, 5.0, 14.0
_MEASURED_AT = 1000


class Box(Struct, frozen=True):
    """A rectangle with a fill, or a plate of paper for words to stand on when it has none; ``edge`` is its outline.

    Why plates have one: a pattern's white dots and lines would run into the plate.
    """

    x: float
    y: float
    width: float
    height: float
    fill: Fill | None
    edge: str = PAPER


class Words(Struct, frozen=True):
    """Text on a line; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    is_bold: bool = False


class Drawing(Struct, frozen=True):
    """Everything that is drawn, first what lies underneath."""

    width: float
    height: float
    shapes: tuple[Box | Words, ...]
    colour: str = INK


def drawing(chart: StackedBars, theme: Theme) -> Drawing:
    """Lay a chart out in the width of a page's text.

    Raises:
        FileAccessError: if the typeface cannot be read or kept.
    """
    return _Pen(chart, theme).draw()


class _Pen:
    """Puts shapes under one another, from the top down."""

    def __init__(self, chart: StackedBars, theme: Theme) -> None:
        self.chart, self.theme = chart, theme
        self.width = theme.measure_mm * POINTS_PER_MM
        self.y = EDGE
        self.shapes: list[Box | Words] = []

    def draw(self) -> Drawing:
        self._lines(self.chart.title, TITLE_PT, is_bold=True)
        for bar in self.chart.bars:
            self.y += BETWEEN_BARS
            self._bar(bar)
        self.y += BETWEEN_BARS
        self._legend()
        return Drawing(self.width, self.y + EDGE, tuple(self.shapes))

    def _bar(self, bar: Bar) -> None:
        amount = self.chart.amount(bar.total)
        room = self.width - 2 * EDGE - self._length(amount, LABEL_PT) - BETWEEN_SWATCHES
        top = self.y
        self._lines(bar.label, LABEL_PT, room)
        right = self.width - EDGE - self._length(amount, LABEL_PT)
        self.shapes.append(Words(right, top + LABEL_PT, amount, LABEL_PT))
        if not bar.total:
            return
        self.y += ABOVE_AND_BELOW
        is_only = len(self.chart.bars) == 1
        height = BAR_HEIGHT if is_only else LOW_BAR_HEIGHT
        for x, width, number in self._spans(bar):
            self.shapes.append(Box(x, self.y, width, height, self.chart.parts[number].fill))
            if is_only:
                self._plate(x, width, bar.counts[number], self.chart.parts[number])
        self.y += height
        if not is_only:
            self.y += ABOVE_AND_BELOW
            self._lines(" · ".join(self.chart.words(bar)), SMALL_PT)

    def _spans(self, bar: Bar) -> Iterator[tuple[float, float, int]]:
        """Yield where each part that is not empty begins, how wide it is, and its number; bars share one scale."""
        numbers = [number for number, count in enumerate(bar.counts) if count]
        longest = max(each.total for each in self.chart.bars)
        room = (self.width - 2 * EDGE) * bar.total / longest - BETWEEN_PARTS * (len(numbers) - 1)
        widths = {number: max(NARROWEST_PART, room * bar.counts[number] / bar.total) for number in numbers}
        widest = max(numbers, key=widths.__getitem__)
        widths[widest] = max(NARROWEST_PART, widths[widest] - (sum(widths.values()) - room))
        x = EDGE
        for number in numbers:
            yield x, widths[number], number
            x += widths[number] + BETWEEN_PARTS

    def _plate(self, x: float, width: float, count: int, part: BarPart) -> None:
        """Put the number and, where there is room, the name in a part, on paper of their own."""
        for written in (f"{count} {part.name}", str(count)):
            length = self._length(written, LABEL_PT, is_bold=True)
            if length + 4 * PLATE_PADDING <= width:
                left = x + (width - length) / 2
                top = self.y + (BAR_HEIGHT - PLATE_HEIGHT) / 2
                wide = length + 2 * PLATE_PADDING
                edge = PAPER if part.fill.pattern is Pattern.EMPTY else part.fill.colour
                self.shapes.append(Box(left - PLATE_PADDING, top, wide, PLATE_HEIGHT, None, edge))
                self.shapes.append(Words(left, top + PLATE_HEIGHT - BASELINE, written, LABEL_PT, is_bold=True))
                return

    def _legend(self) -> None:
        """Say what each fill means; of a single bar, with its number."""
        x = EDGE
        only = self.chart.bars[0] if len(self.chart.bars) == 1 else None
        for number in self.chart.shown_parts:
            part = self.chart.parts[number]
            written = f"{only.counts[number]} {part.name}" if only else part.name
            length = SWATCH_WIDTH + AFTER_SWATCH + self._length(written, SMALL_PT)
            if x > EDGE and x + length > self.width - EDGE:
                x, self.y = EDGE, self.y + SWATCH_HEIGHT * 1.6
            self.shapes.append(Box(x, self.y, SWATCH_WIDTH, SWATCH_HEIGHT, part.fill))
            at = x + SWATCH_WIDTH + AFTER_SWATCH
            self.shapes.append(Words(at, self.y + SWATCH_HEIGHT - BASELINE / 2, written, SMALL_PT))
            x += length + BETWEEN_SWATCHES
        self.y += SWATCH_HEIGHT if self.chart.shown_parts else 0

    def _lines(self, text: str, size: float, room: float = 0, is_bold: bool = False) -> None:
        for line in self._broken(text, size, room or self.width - 2 * EDGE, is_bold):
            self.shapes.append(Words(EDGE, self.y + size, line, size, is_bold))
            self.y += size * LINE

    def _broken(self, text: str, size: float, room: float, is_bold: bool) -> list[str]:
        """Break a text between words; a word that is wider than the room stands alone."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._length(longer, size, is_bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _length(self, text: str, size: float, is_bold: bool = False) -> float:
        face = _face(face_file(self.theme, FaceKey(is_bold=is_bold)))
        return float(face.getlength(text)) * size / _MEASURED_AT


@cache
def _face(file: Path) -> Any:
    """Return a face to measure by; without kerning, as it is drawn."""
    from PIL import ImageFont

    return ImageFont.truetype(str(file), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)
