"""How each role looks, in points: the one table that Word and PDF both set their text by.

Distances are points (1/72 inch). Space between two blocks is the larger of the upper one's ``after`` and the
lower one's ``before``, as Word counts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from naravard_docs.document.blocks import Figure, Role, Table, Tone
from naravard_docs.document.document import RunningLine
from naravard_docs.document.inlines import plain_text
from naravard_docs.libraries.records import replace
from naravard_docs.style.theme import POINTS_PER_MM, Theme

LIST_INDENT_PT = 18.0
"""How much further in each level of a list stands; its label hangs in that space."""

QUOTE_INDENT_PT = 20.0
CELL_PADDING_PT = 3.0
TABLE_AFTER_PT = 8.0
RULE_WIDTH_PT = 0.5
CONTENTS_PAGE_PT = 36.0
"""Room at the right of a table of contents for page numbers."""

SIGNATURE_GAP_PT = 34.0
"""Room above a line to sign on."""

SIGNATURE_LINE_PT = 240.0

COLUMN_GAP_PT = 14.0
"""Between the columns that a list stands in."""

BLANK_LINE_PT = 24.0
"""How high a running line is that has blanks to write on by hand."""

BLANK_GAP_PT = 10.0
"""Before each blank of a running line."""

RUNNING_RULE_AIR_PT = 3.5
"""Between a running line and the rule that sets it off from the text."""

_ABOVE_FOOTER_PT = 6.0

PICTURE_COMPANY_MM = 30.0
"""Room that the highest picture leaves on its page: for a heading above it and a line below."""


def picture_size_mm(
    figure: Figure, pixels: tuple[int, int], theme: Theme, room_mm: float | None = None
) -> tuple[float, float]:
    """Return a picture's width and height, kept in proportion, within the room and not higher than it may be.

    The room is the measure where none is given. No picture is so high that its page has no line beside it.
    """
    wide, high = pixels
    tallest = min(figure.tallest_mm, theme.text_height_mm - PICTURE_COMPANY_MM)
    width = min(figure.width_mm, theme.measure_mm if room_mm is None else room_mm, tallest * wide / high)
    return width, width * high / wide


def table_summary(table: Table) -> str:
    """Return what is said of a table to those who do not see it: its writer's words, or its columns."""
    if table.summary:
        return table.summary
    named = [words for column in table.columns if (words := " ".join(plain_text(column.heading).split()))]
    return f"Tabell med kolumnerna {', '.join(named)}" if named else "Tabell"


class TextLook(Struct, frozen=True):
    """The look of a paragraph's text and the air around it; ``colour`` is six hexadecimal digits."""

    size_pt: float
    leading_pt: float
    colour: str
    before_pt: float = 0
    after_pt: float = 7
    is_bold: bool = False
    is_italic: bool = False
    keeps_with_next: bool = False
    keeps_together: bool = False


def heading_look(theme: Theme, level: int) -> TextLook:
    """Return the look of headings 1-6; those below the third have the size of the text."""
    is_low = level > len(theme.heading_sizes_pt)
    size = min(theme.body_size_pt, theme.heading_sizes_pt[-1]) if is_low else theme.heading_sizes_pt[level - 1]
    before, after = (9, 2) if is_low else ((14, 4), (15, 4), (11, 3))[level - 1]
    colour = theme.text_colour if is_low else theme.accent_colour
    return TextLook(size, round(size * 1.24, 1), colour, before, after, is_bold=True, keeps_with_next=True)


def paragraph_look(theme: Theme, role: Role) -> TextLook:
    """Return the look of paragraphs of a role."""
    body = TextLook(theme.body_size_pt, theme.body_leading_pt, theme.text_colour)
    small = replace(body, size_pt=theme.small_size_pt, leading_pt=theme.small_size_pt * 1.35, colour=theme.muted_colour)
    match role:
        case Role.LETTERHEAD:
            return replace(body, size_pt=13, leading_pt=17, colour=theme.accent_colour, is_bold=True, after_pt=2)
        case Role.ADDRESS:
            return replace(small, after_pt=14)
        case Role.SUBTITLE:
            size = theme.heading_sizes_pt[1]
            return replace(body, size_pt=size, leading_pt=size * 1.3, colour=theme.muted_colour, after_pt=8)
        case Role.FACTS:
            return replace(body, after_pt=6)
        case Role.STATUS:
            return replace(body, colour=theme.warning_colour, is_bold=True)
        case Role.ITEM_TYPE:
            return replace(body, colour=theme.muted_colour, after_pt=1, keeps_with_next=True)
        case Role.DECISION:
            return replace(body, after_pt=6)
        case Role.RECIPIENTS:
            return replace(body, keeps_together=True)
        case Role.CONTENTS:
            return replace(body, after_pt=10)
        case Role.PRESENTERS:
            return replace(body, is_italic=True, after_pt=4, keeps_with_next=True)
        case Role.ADDRESSEE:
            return replace(body, is_bold=True, after_pt=10)
        case Role.SIGNED:
            return replace(body, keeps_together=True, after_pt=10)
        case Role.APPENDIX_NUMBER:
            return replace(body, colour=theme.muted_colour, after_pt=0, keeps_with_next=True)
        case Role.CLOSING:
            return replace(small, before_pt=8)
        case _:
            return body


def opening_look(theme: Theme, has_more: bool) -> TextLook:
    """Return the look of the words that a decision begins with, or consists of."""
    decision = replace(paragraph_look(theme, Role.DECISION), is_bold=True)
    return replace(decision, after_pt=2, keeps_with_next=True) if has_more else decision


def cell_look(theme: Theme, is_header: bool = False) -> TextLook:
    """Return the look of table text."""
    size = theme.body_size_pt - 0.5
    return TextLook(size, size * 1.3, theme.text_colour, after_pt=0, is_bold=is_header)


_TONES = {Tone.YES: "E1EFE5", Tone.YES_BUT: "E3ECF7", Tone.NO: "F7E1DF", Tone.LATER: "F8EFD6"}
"""Light enough for text: the body's colour has 12:1 and more on them (WCAG 2.2, 1.4.6 asks for 7:1)."""


def tone_colour(tone: Tone) -> str:
    """Return what a cell of a tone is filled with."""
    return _TONES[tone]


def running_look(theme: Theme) -> TextLook:
    """Return the look of headers and footers."""
    return TextLook(theme.small_size_pt, theme.small_size_pt * 1.35, theme.muted_colour, after_pt=0)


def running_height_pt(line: RunningLine, theme: Theme) -> float:
    """Return how high a line of a header or footer is."""
    return BLANK_LINE_PT if line.blanks else running_look(theme).leading_pt


def blanks_between(count: int, begin_pt: float, end_pt: float) -> Iterator[tuple[float, float]]:
    """Yield where each of some blanks begins, and how long it is, between what is left and right on a line."""
    each = (end_pt - begin_pt) / count if count else 0.0
    for n in range(count):
        yield begin_pt + n * each + BLANK_GAP_PT, each - BLANK_GAP_PT


def with_room_for_footer(theme: Theme, footer: Sequence[RunningLine]) -> Theme:
    """Return the theme with a bottom margin that the footer finds room in: the theme's own, where that is enough."""
    height = sum(running_height_pt(line, theme) for line in footer) + RUNNING_RULE_AIR_PT + _ABOVE_FOOTER_PT
    least = theme.running_edge_mm + height / POINTS_PER_MM
    if len(footer) < 2 or least <= theme.margins.bottom_mm:
        return theme
    return replace(theme, margins=replace(theme.margins, bottom_mm=least))
