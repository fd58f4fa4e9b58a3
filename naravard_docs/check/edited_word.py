"""Reading a Word file that people have worked in, whatever program they saved it by.

Own code throughout: nothing here knows what the writer made. Paragraphs and rows are read in order through whatever is
wrapped around them (content controls, smart tags, tracked changes); text boxes and notes stand after the paragraph that
they are anchored in. Lines of a table of contents are left out, since they repeat headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

from naravard_docs.check.edited_runs import Piece, RunReader, revisions_of
from naravard_docs.check.passages import (
    Passage,
    PassageForm,
    PassageKind,
    ReadWord,
    Revision,
    RevisionKind,
    WordComment,
    WordPicture,
)
from naravard_docs.check.word_numbers import WordLabel, labels_by_paragraph
from naravard_docs.check.word_package import CORE, DC, STYLES, R, W, WordFile, inner, value
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import is_empty

BETWEEN_CELLS = " | "
COMMENTS, FOOTNOTES, ENDNOTES = "word/comments.xml", "word/footnotes.xml", "word/endnotes.xml"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents) [1-9]", re.IGNORECASE)
_BLANKS = re.compile("[ \t\r\f\v]+")
_NO_STYLES = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()
_ROW_CHANGES = {f"{W}ins": RevisionKind.INSERTED, f"{W}del": RevisionKind.DELETED}
_MARK_CHANGES = {
    **_ROW_CHANGES,
    f"{W}moveTo": RevisionKind.MOVED_HERE,
    f"{W}moveFrom": RevisionKind.MOVED_AWAY,
}
_DRAWING_ANCHORS = ("}docPr", "}cNvPr")


class TooLongTextError(ValueError):
    """A Word file has more paragraphs than any document that is compared."""


def read_edited_word(parts: Mapping[str, bytes], main: str, accepts: bool = True) -> ReadWord:
    """Return what a Word file says, given its parts in transitional Open XML and the name of the document's own.

    ``accepts`` reads tracked changes as accepted, else as rejected.

    Raises:
        TooLongTextError: if it has more paragraphs than are compared.
        KeyError, ValueError, xml.etree.ElementTree.ParseError, RecursionError: if a part is broken.
    """
    return _WordReader(WordFile({STYLES: _NO_STYLES, **parts}, main), accepts).read()


class _WordReader:
    def __init__(self, file: WordFile, accepts: bool) -> None:
        self.file, self.accepts = file, accepts
        self.runs = RunReader(file, accepts)
        self.revisions: list[Revision] = []
        self.hidden: list[str] = []
        self.count = 0
        self._kept: list[Piece] = []

    def read(self) -> ReadWord:
        passages = tuple(self._blocks(self.file.body))
        pictures = tuple(self._pictures())
        comments = tuple(self._comments())
        running = tuple(self._running())
        core = self.file.part(CORE) if CORE in self.file.parts else Element("none")
        told = {name: " ".join((core.findtext(f"{DC}{name}") or "").split()) for name in ("title", "identifier")}
        subject = " ".join((core.findtext(f"{DC}subject") or "").split())
        return ReadWord(
            passages, running, tuple(self.revisions), comments, pictures, tuple(self.hidden), **told, subject=subject
        )

    def _blocks(self, parent: Element, kind: PassageKind | None = None) -> Iterator[Passage]:
        """Yield the passages of what stands in a story, through whatever is wrapped around them."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, kind)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag.endswith(("}AlternateContent", "}Choice")):
                yield from self._blocks(next(iter(child), child) if child.tag.endswith("Content") else child, kind)
            elif not self.runs.take_mark(child) and not child.tag.endswith("Pr"):
                yield from self._blocks(child, kind)

    def _paragraph(self, paragraph: Element, kind: PassageKind | None) -> Iterator[Passage]:
        self._count()
        style = inner(paragraph, "pPr", "pStyle") or self._default_style
        pieces = self._pieces_of(paragraph, style)
        if self._is_mark_taken_away(paragraph):
            self._kept += pieces  # its words go on in the next paragraph
            return
        pieces, self._kept = [*self._kept, *pieces], []
        is_contents, self.runs.has_page_reference = self.runs.has_page_reference, False
        beside = [*self._beside()]
        bookmarks, self.runs.bookmarks = tuple(self.runs.bookmarks), []
        if not is_contents and not _CONTENTS.fullmatch(self._style_name(style)):
            form, own = self._form(paragraph, style)
            yield from self._lines(pieces, kind or own, form, bookmarks)
        yield from beside

    def _pieces_of(self, paragraph: Element, style: str) -> list[Piece]:
        """Return the words of a paragraph, and note the changes and the hidden words among them."""
        pieces = self.runs.pieces(paragraph, style)
        self.revisions += revisions_of(pieces)
        hidden = "".join(piece.text for piece in pieces if piece.is_hidden)
        if not is_empty(hidden):
            self.hidden.append(" ".join(hidden.split()))
        return pieces

    def _count(self) -> None:
        self.count += 1
        if self.count > LIMITS.word_paragraphs:
            raise TooLongTextError

    def _lines(
        self, pieces: list[Piece], kind: PassageKind, form: PassageForm, bookmarks: tuple[str, ...]
    ) -> Iterator[Passage]:
        """Yield the lines of a paragraph that say something; the first has its label and bookmarks."""
        number, is_first = self.count, True
        for line in _split_lines(pieces):
            text = _words_of(line)
            if is_empty(text):
                continue
            own = form if is_first else PassageForm(form.level)
            marked = PassageForm(
                own.level, own.label, own.is_bullet, _marked(line, "is_bold"), _marked(line, "is_italic")
            )
            yield Passage(text, kind, number, marked, bookmarks if is_first else (), tuple(revisions_of(line)))
            is_first = False

    def _table(self, table: Element) -> Iterator[Passage]:
        for row in _rows(table):
            self._count()
            changes, known = tuple(self._row_changes(row)), len(self.revisions)
            cells, number = [self._cell(cell) for cell in _cells(row)], self.count
            text = BETWEEN_CELLS.join(" ".join(passage.text for passage in cell) for cell in cells)
            own = self._whole_row(changes, text, known)
            if is_empty(text.replace("|", "")) or any(self.runs.is_taken_away(kind) for kind, _ in changes):
                continue
            inside = [passage for cell in cells for passage in cell]
            revisions = tuple(dict.fromkeys((*own, *(one for passage in inside for one in passage.revisions))))
            form = PassageForm(0, "", False, *(_joined(inside, name) for name in ("bold", "italic")))
            bookmarks = tuple(name for passage in inside for name in passage.bookmarks)
            yield Passage(text.strip(), PassageKind.ROW, number, form, bookmarks, revisions)

    def _whole_row(self, changes: tuple[tuple[RevisionKind, str], ...], text: str, known: int) -> tuple[Revision, ...]:
        """Return the tracked changes of a whole row; they take the place of those of its words, after the known."""
        if not changes:
            return ()
        if is_empty(text.replace("|", "")):
            text = BETWEEN_CELLS.join(revision.text for revision in self.revisions[known:])
        own = tuple(Revision(kind, author, text.strip()) for kind, author in changes)
        self.revisions[known:] = own
        return own

    def _cell(self, cell: Element) -> list[Passage]:
        return [*self._blocks(cell)]

    def _row_changes(self, row: Element) -> Iterator[tuple[RevisionKind, str]]:
        for properties in row.iterfind(f"{W}trPr"):
            for child in properties:
                if child.tag in _ROW_CHANGES:
                    yield _ROW_CHANGES[child.tag], value(child, "author").strip()

    def _is_mark_taken_away(self, paragraph: Element) -> bool:
        """Return whether a tracked change takes away the end of a paragraph, so that it is one with the next."""
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        kinds = (_MARK_CHANGES.get(child.tag) for child in properties) if properties is not None else ()
        return any(kind is not None and self.runs.is_taken_away(kind) for kind in kinds)

    def _beside(self) -> Iterator[Passage]:
        """Yield the text boxes and the notes that a paragraph has."""
        boxes, self.runs.boxes = self.runs.boxes, []
        notes, self.runs.notes = self.runs.notes, []
        for box in boxes:
            yield from self._blocks(box, PassageKind.TEXT_BOX)
        for kind, key in notes:
            note = self._notes(kind).get(key)
            if note is not None:
                yield from self._blocks(note, PassageKind.NOTE)

    def _notes(self, kind: str) -> dict[str, Element]:
        name = FOOTNOTES if kind == "footnote" else ENDNOTES
        if name not in self.file.parts:
            return {}
        return {value(one, "id"): one for one in self.file.part(name).findall(f"{W}{kind}")}

    def _comments(self) -> Iterator[WordComment]:
        about = {key: "".join(words) for key, words in self.runs.state.comments.items()}
        if COMMENTS not in self.file.parts:
            return
        for one in self.file.part(COMMENTS).findall(f"{W}comment"):
            reader = _WordReader(self.file, self.accepts)
            text = " ".join(passage.text for passage in reader._blocks(one))
            words = " ".join(about.get(value(one, "id"), "").split())
            if not is_empty(text):
                yield WordComment(value(one, "author").strip(), text, words)

    def _pictures(self) -> Iterator[WordPicture]:
        related = self.file.relationships(self.file.main)
        texts = {id(blip): text for blip, text in self._alternative_texts()}
        for blip in self.runs.pictures:
            key = blip.get(f"{R}embed") or blip.get(f"{R}id") or ""
            target, is_outside = related.get(key, ("", True))
            data = b"" if is_outside else self.file.parts.get(target, b"")
            yield WordPicture(data, " ".join(texts.get(id(blip), "").split()))

    def _alternative_texts(self) -> Iterator[tuple[Element, str]]:
        """Yield each picture with what is told in its place, by the drawing that it stands in."""
        for drawing in self.file.body.iter(f"{W}drawing"):
            named = (one for one in drawing.iter() if one.tag.endswith(_DRAWING_ANCHORS))
            text = next((said for one in named if (said := one.get("descr", ""))), "")
            yield from ((one, text) for one in drawing.iter() if one.tag.endswith("}blip"))

    def _running(self) -> Iterator[Passage]:
        """Yield what headers and footers say, once each."""
        found: dict[tuple[PassageKind, str], Passage] = {}
        for (region, _), name in sorted(self.file.running.items()):
            if name not in self.file.parts:
                continue
            kind = PassageKind.HEADER if region == "header" else PassageKind.FOOTER
            reader = _WordReader(self.file, self.accepts)
            for passage in reader._blocks(self.file.part(name), kind):
                found.setdefault((kind, passage.text), passage)
            self.revisions += reader.revisions
        yield from found.values()

    def _form(self, paragraph: Element, style: str) -> tuple[PassageForm, PassageKind]:
        level = self._level(paragraph, style)
        label = self._labels.get(paragraph)
        if level:
            return PassageForm(level), PassageKind.HEADING
        if label is not None:
            return PassageForm(0, label.text.strip(), label.is_bullet), PassageKind.ITEM
        return PassageForm(), PassageKind.PARAGRAPH

    def _level(self, paragraph: Element, style: str) -> int:
        """Return the level of a heading, by its style's name or by its outline level; 0 for other paragraphs."""
        own = inner(paragraph, "pPr", "outlineLvl")
        for one in self.file.styles.chain(style):
            if found := _HEADING.fullmatch(inner(one, "name")):
                return int(found[1])
            own = own or inner(one, "pPr", "outlineLvl")
        return int(own) + 1 if own.isdecimal() and int(own) < 9 else 0

    @cached_property
    def _labels(self) -> dict[Element, WordLabel]:
        return labels_by_paragraph(self.file)

    @cached_property
    def _default_style(self) -> str:
        styles = self.file.styles.by_id.items()
        return next((k for k, s in styles if value(s, "type") == "paragraph" and value(s, "default") == "1"), "")

    def _style_name(self, style: str) -> str:
        return inner(self.file.styles.by_id[style], "name") if style in self.file.styles.by_id else ""


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif not child.tag.endswith(("Pr", "tblGrid")):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif not child.tag.endswith(("Pr", "PrEx")):
            yield from _cells(child)


def _split_lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line: a line break within words that are shown ends one."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n") if piece.is_shown else [piece.text]
        line.append(_with_text(piece, first))
        for text in others:
            yield line
            line = [_with_text(piece, text)]
    yield line


def _with_text(piece: Piece, text: str) -> Piece:
    if text == piece.text:
        return piece
    return Piece(text, piece.is_bold, piece.is_italic, piece.is_hidden, piece.revision, piece.author, piece.is_shown)


def _words_of(pieces: list[Piece]) -> str:
    return _BLANKS.sub(" ", "".join(piece.text for piece in pieces if piece.is_shown)).strip(" \n")


def _marked(pieces: list[Piece], name: str) -> str:
    """Return the words of a line that are in a form, with « … » between those that stand apart."""
    words = "".join(piece.text if getattr(piece, name) else "\0" for piece in pieces if piece.is_shown)
    parts = (" ".join(part.split()) for part in words.split("\0"))
    return " … ".join(part for part in parts if any(sign.isalnum() for sign in part))


def _joined(passages: list[Passage], name: str) -> str:
    parts = (getattr(passage.form, name) for passage in passages)
    return " … ".join(part for part in parts if part)
