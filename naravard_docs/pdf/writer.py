"""Writing a PDF: plan the structure, lay out, paginate, draw, finish."""

from __future__ import annotations

import io

from naravard_docs import look as looks
from naravard_docs.document.document import Document, RunningLine, document_texts, running_texts
from naravard_docs.document.inlines import Inline
from naravard_docs.faces import FaceKey
from naravard_docs.pdf.finish import finish, new_canvas
from naravard_docs.pdf.flow import POINTS_PER_MM, lay_out
from naravard_docs.pdf.fonts import load_face
from naravard_docs.pdf.lines import Folio, Line, break_lines, runs_of
from naravard_docs.pdf.marking import Marker
from naravard_docs.pdf.pages import Page, paginate
from naravard_docs.pdf.strips import RulePaint, TextPaint
from naravard_docs.pdf.structure import ARTIFACT, plan
from naravard_docs.theme import Theme

_HEADER_MM, _FOOTER_MM = 13.0, 14.0
"""From the paper's edge to the first running line's top and to the last one's bottom."""


def pdf_bytes(document: Document, theme: Theme) -> bytes:
    """Give the document as a tagged PDF file; the same document and theme give the same bytes.

    Raises:
        UnprintableText: for a character that the font has no glyph for.
        FileTrouble: if a font file cannot be used.
    """
    tree = plan(document)
    strips = lay_out(document, tree, theme)
    pages = paginate(strips, _text_height(theme))
    out = io.BytesIO()
    size = (theme.page_width_mm * POINTS_PER_MM, theme.page_height_mm * POINTS_PER_MM)
    canvas = new_canvas(out, size, document.meta, load_face(theme, FaceKey()).name)
    marker = Marker(canvas)
    for number, page in enumerate(pages, 1):
        _draw_running(marker, document, theme, Folio(number, len(pages)))
        _draw_page(marker, page, theme)
        marker.end_page()
    finish(canvas, tree, marker, document.meta)
    canvas.save()
    return out.getvalue()


def unprintable(document: Document, theme: Theme) -> tuple[tuple[str, str], ...]:
    """Give the characters that the font lacks, as pairs of block id and character, each pair once."""
    face = load_face(theme, FaceKey())
    texts = [*document_texts(document), *(("sidhuvud", words) for words in running_texts(document))]
    return tuple(dict.fromkeys((name, character) for name, words in texts for character in face.lacks(words)))


def _text_height(theme: Theme) -> float:
    return (theme.page_height_mm - theme.margins.top_mm - theme.margins.bottom_mm) * POINTS_PER_MM


def _draw_page(marker: Marker, page: Page, theme: Theme) -> None:
    left = theme.margins.left_mm * POINTS_PER_MM
    top = (theme.page_height_mm - theme.margins.top_mm) * POINTS_PER_MM
    for placed in page.placed:
        y = top - placed.down
        if (anchor := placed.strip.anchor) is not None:
            marker.canvas.bookmarkPage(anchor.id, fit="XYZ", left=0, top=round(y + 12, 2))
            marker.canvas.addOutlineEntry(anchor.title, anchor.id, anchor.level - 1)
        for paint in placed.strip.paints:
            marker.paint(paint, left, y)


def _draw_running(marker: Marker, document: Document, theme: Theme, folio: Folio) -> None:
    header = document.first_header if folio.page == 1 else document.header
    leading = looks.running_look(theme).leading_pt
    bottom = _FOOTER_MM * POINTS_PER_MM + leading * len(document.footer)
    marker.begin_running()
    _draw_running_lines(marker, header, theme, folio, (theme.page_height_mm - _HEADER_MM) * POINTS_PER_MM)
    _draw_running_lines(marker, document.footer, theme, folio, bottom)
    marker.end_running()


def _draw_running_lines(marker: Marker, lines: tuple[RunningLine, ...], theme: Theme, folio: Folio, top: float) -> None:
    look = looks.running_look(theme)
    left, measure = theme.margins.left_mm * POINTS_PER_MM, theme.measure_mm * POINTS_PER_MM
    for n, running in enumerate(lines):
        right = _running_line(running.right, theme, folio, measure)
        room = measure - (right.width + 12 if right else 0)
        for line, x in ((_running_line(running.left, theme, folio, room), 0.0), (right, None)):
            if line is not None:
                at = measure - line.width if x is None else x
                down = n * look.leading_pt + look.size_pt
                marker.paint(TextPaint(line, at, down, look.size_pt, look.colour, look.colour), left, top)
    if lines:
        down = -4.0 if lines is not None and top < 100 else len(lines) * look.leading_pt + 3
        marker.paint(RulePaint(0, down, measure, theme.rule_colour), left, top)


def _running_line(content: tuple[Inline, ...], theme: Theme, folio: Folio, measure: float) -> Line | None:
    look = looks.running_look(theme)
    lines = break_lines(
        runs_of(content, look, lambda key: load_face(theme, key), ARTIFACT, folio), look.size_pt, measure
    )
    return lines[0] if lines else None
