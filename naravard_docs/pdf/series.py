"""PDF files of documents that differ in a few lines, as letters to each of many: what they share is made once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Strong, Text, plain_text
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.file import FileObjects, file_objects, object_bytes
from naravard_docs.pdf.finish import EmbeddedSource, content_of, finish_document, info_of, metadata_of, new_canvas
from naravard_docs.pdf.flow import lines_of_paragraph
from naravard_docs.pdf.fonts import is_in_all_files
from naravard_docs.pdf.lines import TextLine
from naravard_docs.pdf.strips import TextPaint
from naravard_docs.pdf.structure import Element
from naravard_docs.pdf.writer import DrawnDocument, draw_document, draw_page, page_size
from naravard_docs.style.theme import Theme


class PdfSeries:
    """Makes the files of one document after another, each with the very bytes that ``pdf_bytes`` would give it.

    One that differs from the first in plain paragraphs as long as before, and in what is told of it, has all else of
    the first; any other is made anew, and is what the next are compared with.
    """

    def __init__(self, theme: Theme, source: EmbeddedSource | None = None) -> None:
        self._theme, self._source = theme, source
        self._pattern: _Pattern | None = None

    def pdf_bytes(self, document: Document) -> bytes:
        """Return a document as a tagged PDF file.

        Raises:
            UnprintableTextError: for a character that the font has no glyph for.
            FileAccessError: if a font file cannot be used.
        """
        made = self._pattern.filled(document) if self._pattern else None
        if made is None:
            self._pattern = _Pattern(document, self._theme, self._source)
            made = self._pattern.objects.data
        return made


class _Line(Struct, frozen=True):
    """Where a paragraph's line is painted, and on which page, from 1."""

    paint: TextPaint
    page: int


class _Pattern:
    """A document drawn and written, of which lines of text may be exchanged."""

    def __init__(self, document: Document, theme: Theme, source: EmbeddedSource | None) -> None:
        drawn = self._drawn = draw_document(document, theme)
        self._document, self._has_source = document, source is not None
        root = finish_document(drawn.canvas, drawn.marker, document.meta, source)
        self.objects: FileObjects = file_objects(drawn.canvas, drawn.tree, drawn.marker, root)
        self._owners = [list(owners) for owners in drawn.marker.owners]
        self._elements = _named_elements(drawn.tree)
        self._lines = _lines_by_paragraph(drawn)

    def filled(self, document: Document) -> bytes | None:
        """Return the file of another document, None where it has to be made anew."""
        if (changed := _changed_paragraphs(self._document, document)) is None:
            return None
        exchanged: list[tuple[_Line, TextLine]] = []
        for block in changed:
            element = self._elements.get(block.id)
            lines = lines_of_paragraph(block, element, self._drawn.theme) if element else ()
            held = self._lines.get(block.id, [])
            if not lines or len(lines) != len(held):
                return None
            exchanged += zip(held, lines, strict=True)
        for line, text in exchanged:
            line.paint.line = text
        self._document = document
        self.objects = self.objects.with_objects(self._written_anew(sorted({line.page for line, _ in exchanged})))
        return self.objects.data

    def _written_anew(self, pages: Sequence[int]) -> dict[int, bytes]:
        """Return the objects of what is told of the document and of some of its pages, by number."""
        held, meta = self._drawn.canvas._doc, self._document.meta
        changed = {
            self.objects.info: object_bytes(info_of(held, meta), held),
            self.objects.metadata: object_bytes(metadata_of(meta, self._has_source), held),
        }
        return changed | {self.objects.contents[page - 1]: self._drawn_anew(page) for page in pages}

    def _drawn_anew(self, page: int) -> bytes:
        """Return what a page draws as a stream; the elements own what they own already."""
        canvas = new_canvas(page_size(self._drawn.theme), self._document.meta)
        marker = self._drawn.marker.beginning_anew(canvas)
        kept = {element: list(element.kids) for element in self._owners[page - 1]}
        draw_page(self._drawn, page, marker)
        for element, kids in kept.items():
            element.kids = kids
        return object_bytes(content_of(canvas._doc.Pages.pages[0]), canvas._doc)


def _changed_paragraphs(one: Document, other: Document) -> list[Paragraph] | None:
    """Return the paragraphs that a document has in place of another's, None where it differs in more than their words.

    What is told of them may differ, but for the day and the language.
    """
    same_told = replace(other.meta, date=one.meta.date, language=one.meta.language) == other.meta
    if not same_told or replace(other, meta=one.meta, blocks=one.blocks) != one or len(one.blocks) != len(other.blocks):
        return None
    changed = []
    for before, after in zip(one.blocks, other.blocks, strict=True):
        if before is after or before == after:
            continue
        if not (isinstance(before, Paragraph) and isinstance(after, Paragraph) and _are_exchangeable(before, after)):
            return None
        changed.append(after)
    return changed


def _are_exchangeable(one: Paragraph, other: Paragraph) -> bool:
    """Return whether two paragraphs differ but in plain words, whose letters are in every file."""
    forms = _forms(one.content)
    is_same = replace(other, content=one.content) == one and forms is not None and forms == _forms(other.content)
    return is_same and all(is_in_all_files(plain_text(each.content)) for each in (one, other))


def _forms(content: tuple[Inline, ...]) -> tuple[object, ...] | None:
    """Return the kinds of inline content without its words, None where some is a link or has an element of its own."""
    forms: list[object] = []
    for inline in content:
        if isinstance(inline, Strong | Emphasis):
            if (inner := _forms(inline.children)) is None:
                return None
            forms.append((type(inline), inner))
        elif isinstance(inline, Text | LineBreak):
            forms.append(type(inline))
        else:
            return None
    return tuple(forms)


def _lines_by_paragraph(drawn: DrawnDocument) -> dict[str, list[_Line]]:
    """Return where each line is painted that has all its text of one named element, by that one's id."""
    lines: dict[str, list[_Line]] = {}
    for number, page in enumerate(drawn.pages, 1):
        for paint in (paint for placed in page.strips for paint in placed.strip.paints):
            if isinstance(paint, TextPaint) and paint.line.pieces and (name := paint.line.pieces[0].run.element.id):
                lines.setdefault(name, []).append(_Line(paint, number))
    return lines


def _named_elements(tree: Element) -> dict[str, Element]:
    """Return the elements that have an id of their own, by it."""
    found: dict[str, Element] = {}
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        waiting += element.elements
        if element.id:
            found[element.id] = element
    return found
