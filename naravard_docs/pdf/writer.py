"""Writing a PDF: plan the structure, lay out, paginate, draw, finish."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from msgspec import Struct
from reportlab.pdfgen.canvas import Canvas

from naravard_docs.document.document import Document, RunningLine
from naravard_docs.document.inlines import Inline, PageCount, PageNumber
from naravard_docs.pdf.file import file_objects
from naravard_docs.pdf.finish import EmbeddedSource, finish_document, new_canvas
from naravard_docs.pdf.flow import lay_out
from naravard_docs.pdf.fonts import load_face
from naravard_docs.pdf.lines import Folio, TextLine, break_lines, runs_of
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.pages import Page, paginate
from naravard_docs.pdf.strips import RulePaint, TextPaint
from naravard_docs.pdf.structure import ARTIFACT, Element, plan_structure
from naravard_docs.style import text_styles as looks
from naravard_docs.style.theme import POINTS_PER_MM, Theme

_SetLine = Callable[[tuple[Inline, ...], Folio | None, float], TextLine | None]


def pdf_bytes(document: Document, theme: Theme, source: EmbeddedSource | None = None) -> bytes:
    """Return the document as a tagged PDF file; the same document, theme and source give the same bytes.

    The file is PDF/A-2a and PDF/UA-1, or, with the source embedded, PDF/A-3a and PDF/UA-1.

    Raises:
        UnprintableTextError: for a character that the font has no glyph for.
        FileAccessError: if a font file cannot be used.
    """
    drawn = draw_document(document, theme)
    canvas, marker, tree = drawn.canvas, drawn.marker, drawn.tree
    del drawn  # what is drawn need not take room while the file is put together
    root = finish_document(canvas, marker, document.meta, source)
    data = file_objects(canvas, tree, marker, root).data
    tree.unlink()
    return data


class DrawnDocument(Struct, frozen=True):
    """A document's pages, laid out and drawn, with its structure; ``theme`` is as the document's footer lets it be."""

    document: Document
    theme: Theme
    tree: Element
    pages: tuple[Page, ...]
    canvas: Canvas
    marker: Marker
    set_line: _SetLine


def draw_document(document: Document, theme: Theme) -> DrawnDocument:
    """Lay out and draw a document.

    Raises:
        UnprintableTextError, FileAccessError: as ``pdf_bytes`` does.
    """
    theme = looks.with_room_for_footer(theme, document.footer)
    tree = plan_structure(document)
    pages = paginate(lay_out(document, tree, theme), theme.text_height_mm * POINTS_PER_MM)
    canvas = new_canvas(page_size(theme), document.meta)
    marker = Marker(canvas, _pages_of_headings(pages))
    set_line = cache(partial(_running_line, theme))  # most pages have the same lines; other documents have others
    drawn = DrawnDocument(document, theme, tree, pages, canvas, marker, set_line)
    for number in range(1, len(pages) + 1):
        draw_page(drawn, number, marker)
    return drawn


def draw_page(drawn: DrawnDocument, number: int, marker: Marker) -> None:
    """Draw one page of a document, with its running lines."""
    _draw_running(marker, drawn.document, drawn.theme, Folio(number, len(drawn.pages)), drawn.set_line)
    _draw_page(marker, drawn.pages[number - 1], drawn.theme)
    marker.end_page()


def page_size(theme: Theme) -> tuple[float, float]:
    """Return how wide and high pages are, in points."""
    return (theme.page_width_mm * POINTS_PER_MM, theme.page_height_mm * POINTS_PER_MM)


def _pages_of_headings(pages: tuple[Page, ...]) -> dict[str, int]:
    return {
        placed.strip.anchor.id: number
        for number, page in enumerate(pages, 1)
        for placed in page.strips
        if placed.strip.anchor is not None
    }


def _draw_page(marker: Marker, page: Page, theme: Theme) -> None:
    left = theme.margins.left_mm * POINTS_PER_MM
    top = (theme.page_height_mm - theme.margins.top_mm) * POINTS_PER_MM
    for placed in page.strips:
        y = top - placed.down
        if (anchor := placed.strip.anchor) is not None:
            marker.canvas.bookmarkPage(anchor.id, fit="XYZ", left=0, top=round(y + 12, 2))
            marker.canvas.addOutlineEntry(anchor.title, anchor.id, anchor.level - 1)
        for paint in placed.strip.paints:
            marker.paint(paint, left, y)


def _draw_running(marker: Marker, document: Document, theme: Theme, folio: Folio, set_line: _SetLine) -> None:
    header = document.first_header if folio.page == 1 else document.header
    edge, air = theme.running_edge_mm * POINTS_PER_MM, looks.RUNNING_RULE_AIR_PT
    of_header, of_footer = (
        sum(looks.running_height_pt(line, theme) for line in lines) for lines in (header, document.footer)
    )
    marker.begin_running()
    top = theme.page_height_mm * POINTS_PER_MM - edge
    _draw_running_lines(marker, header, theme, folio, set_line, top, of_header + air)
    _draw_running_lines(marker, document.footer, theme, folio, set_line, edge + of_footer, -air)
    marker.end_running()


def _draw_running_lines(
    marker: Marker,
    lines: tuple[RunningLine, ...],
    theme: Theme,
    folio: Folio,
    set_line: _SetLine,
    top: float,
    rule: float,
) -> None:
    look = looks.running_look(theme)
    left, measure = theme.margins.left_mm * POINTS_PER_MM, theme.measure_mm * POINTS_PER_MM
    foot = 0.0
    for running in lines:
        foot += looks.running_height_pt(running, theme)
        down = foot - look.leading_pt + look.size_pt
        right = set_line(running.right, _told(running.right, folio), measure)
        room = measure - (right.width + 12 if right else 0)
        left_line = set_line(running.left, _told(running.left, folio), room)
        for line, x in ((left_line, 0.0), (right, None)):
            if line is not None:
                at = measure - line.width if x is None else x
                marker.paint(TextPaint(line, at, down, look.size_pt, look.colour, look.colour), left, top)
        begin, end = (left_line.width if left_line else 0.0), measure - (right.width if right else 0.0)
        for at, long in looks.blanks_between(running.blanks, begin, end):
            marker.paint(RulePaint(at, down + 2, long, theme.text_colour), left, top)
    if lines:
        marker.paint(RulePaint(0, rule, measure, theme.rule_colour), left, top)


def _told(content: tuple[Inline, ...], folio: Folio) -> Folio | None:
    """Return the folio to content that tells it; other content is the same on all pages."""
    return folio if any(isinstance(inline, PageNumber | PageCount) for inline in content) else None


def _running_line(theme: Theme, content: tuple[Inline, ...], folio: Folio | None, measure: float) -> TextLine | None:
    look = looks.running_look(theme)
    lines = break_lines(
        runs_of(content, look, lambda key: load_face(theme, key), ARTIFACT, folio), look.size_pt, measure
    )
    return lines[0] if lines else None
