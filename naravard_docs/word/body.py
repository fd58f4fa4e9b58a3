"""The body: blocks become WordprocessingML, written as one string."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    List,
    ListItem,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Section,
    SignatureBlock,
    Table,
    Tone,
    begins_kept,
)
from naravard_docs.document.inlines import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    PageCount,
    PageNumber,
    Span,
    Strong,
    Text,
    text,
)
from naravard_docs.document.labels import LabelNumber, label_numbers
from naravard_docs.libraries.records import replace
from naravard_docs.style import text_styles as looks
from naravard_docs.style.pictures import upright
from naravard_docs.style.text_widths import column_widths, list_columns, list_indent, row_height
from naravard_docs.style.theme import POINTS_PER_MM, Theme
from naravard_docs.word import styles
from naravard_docs.word.numbering import NumberingInstances
from naravard_docs.word.paragraph_form import ParagraphForm
from naravard_docs.word.picture import picture_run
from naravard_docs.word.sections import SectionMarkup
from naravard_docs.word.template import Template
from naravard_docs.word.xml import attribute, run_content, twips

LONGEST_BOOKMARK = 40
_SAME_PT = 0.05
_LANGUAGE = "språk:"
"""Marks a language among the character styles that a run stands in."""

_LINE_OF_PICTURE = ' w:line="240" w:lineRule="auto"'
"""The line of a picture is as high as the picture, whatever the style says."""

_NO_AIR_BELOW = ' w:after="0"'
"""For a label that stands alone above its item's first block, which is a table, a quotation or a list."""

_BETWEEN_TABLES = f'<w:spacing w:before="0" w:after="0" w:line="{twips(looks.TABLE_AFTER_PT)}" w:lineRule="exact"/>'
_HAS_OWN_AIR = ("heading", styles.SIGNATURE)

_SHORT_TABLE = 8
"""Rows of a table that may be kept on one page with what follows it."""

_ADDED_FORMAT = {styles.STRONG: "<w:b/><w:bCs/>", styles.EMPHASIS: "<w:i/><w:iCs/>"}


class _BlockPosition(Struct, frozen=True):
    """Where blocks stand: points from the left margin, how many lists are around them, and if they are quoted."""

    left: float = 0
    depth: int = 0
    is_quoted: bool = False


_PLAIN_BLOCK_POSITION = _BlockPosition()


_KEEPS = ParagraphForm(keep="<w:keepNext/>")
_NO_FORM = ParagraphForm()


class _Following(Struct, frozen=True):
    """What comes after a block: whether it must not be parted from it, and how many columns it has if it is a list."""

    keeps: bool = False
    columns: int = 1


_NOTHING_FOLLOWS = _Following()


@dataclass(slots=True)
class BodyMarkup:
    """Gathers the markup of a document and what it refers to outside the main part."""

    template: Template
    theme: Theme
    sections: SectionMarkup
    links: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    bookmarks: set[str] = field(default_factory=set)
    breaks_page: bool = False
    follows_table: bool = False
    is_section_ended: bool = False
    numbering: NumberingInstances = field(init=False)

    def __post_init__(self) -> None:
        self.numbering = self.template.numbering()

    def blocks(
        self, blocks: tuple[Block, ...], place: _BlockPosition = _PLAIN_BLOCK_POSITION, is_kept: bool = False
    ) -> Iterator[str]:
        """Yield the markup of blocks; the last is kept with what follows them if that is asked for."""
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            keeps = is_kept if after is None else begins_kept(after)
            yield from self._block(block, place, _Following(keeps, self._columns_of(after, place)))

    def _columns_of(self, block: Block | None, place: _BlockPosition) -> int:
        if not isinstance(block, List) or place.depth or place.is_quoted:
            return 1
        return list_columns(block, self.theme, self.theme.measure_mm * POINTS_PER_MM, self.template.widening)

    def inlines(self, content: tuple[Inline, ...], within: tuple[str, ...] = ()) -> str:
        """Return the runs of inline content; ``within`` are the character styles it stands in, outermost first."""
        return "".join(self._inline(inline, within) for inline in content)

    def _block(self, block: Block, place: _BlockPosition, following: _Following = _NOTHING_FOLLOWS) -> Iterator[str]:
        match block:
            case Heading():
                content = self._bookmarked(block.id, self.inlines(block.content))
                yield self._paragraph(
                    f"heading {block.level}", content, ParagraphForm(section=self._section_before(following))
                )
            case Paragraph():
                style = _style_of(block, place)
                keeps = following.keeps or (block.keeps_with_next and style == styles.BODY)
                indent = _indented(place, _natural_left(style, place))
                form = ParagraphForm(keep=_keep(keeps), indent=indent, section=self._section_before(following))
                yield self._paragraph(style, self.inlines(block.content), form)
            case List():
                yield from self._list(block, place, following.keeps)
            case Table():
                yield from self._table(block, place, following.keeps)
            case Figure():
                form = _form_of_picture(block, place, following.keeps)
                yield self._paragraph(styles.PICTURE, self._picture(block, place), form)
            case Quote():
                inner = replace(place, left=place.left + looks.QUOTE_INDENT_PT, depth=0, is_quoted=True)
                yield from self.blocks(block.blocks, inner, following.keeps)
            case SignatureBlock():
                yield from self._signatures(block, following.keeps)
            case Contents():
                yield from (self._contents_line(entry) for entry in block.entries)
            case Section():
                yield from self.blocks(block.blocks, place, following.keeps)
            case PageBreak():
                self.breaks_page = True
            case _:
                assert_never(block)

    def _paragraph(self, style: str, content: str, form: ParagraphForm = _NO_FORM) -> str:
        """Return a paragraph of the page."""
        if not form.spacing and not style.startswith(_HAS_OWN_AIR) and (air := self._spacing()):
            form = replace(form, spacing=air)
        self.follows_table = False
        return self._formed(style, content, form)

    def _spacing(self, wanted: str = "") -> str:
        """Return the spacing of the next paragraph: below a table it has the air that tables in Word lack."""
        if self.follows_table and not self.breaks_page:
            wanted = f' w:before="{twips(looks.TABLE_AFTER_PT)}"{wanted}'
        return f"<w:spacing{wanted}/>" if wanted else ""

    def _formed(self, style: str, content: str, form: ParagraphForm) -> str:
        new_page = "<w:pageBreakBefore/>" if self.breaks_page else ""
        self.breaks_page = False
        name = "" if style == styles.BODY else f"<w:pStyle w:val={attribute(self.template.style_ids[style])}/>"
        placed = f"{form.number}{form.tabs}{form.spacing}{form.indent}{form.rest}{form.section}"
        properties = f"{name}{form.keep}{new_page}{placed}"
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"

    def _bookmarked(self, name: str, content: str) -> str:
        bookmark = _bookmark_of(name)
        if bookmark in self.bookmarks:
            return content
        self.bookmarks.add(bookmark)
        number = len(self.bookmarks)
        start = f'<w:bookmarkStart w:id="{number}" w:name={attribute(bookmark)}/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'

    def _contents_line(self, entry: ContentsEntry) -> str:
        """Return a line that leads to its heading; Word works out the page number when the file is opened."""
        bookmark = _bookmark_of(entry.target)
        title = self.inlines(text(entry.text))
        link = f'<w:hyperlink w:anchor={attribute(bookmark)} w:history="1">{title}</w:hyperlink>'
        tabbed = self.template.pages.forms.get(styles.CONTENTS, styles.TabbedForm())
        form = ParagraphForm(tabs=tabbed.tabs, indent=tabbed.indent, rest=tabbed.alignment)
        return self._paragraph(styles.CONTENTS, f"{link}<w:r><w:tab/></w:r>{_page_of(bookmark)}", form)

    def _inline(self, inline: Inline, within: tuple[str, ...]) -> str:
        match inline:
            case Text():
                return _run(run_content(inline.text), self._run_properties(within))
            case Strong():
                return self.inlines(inline.children, (*within, styles.STRONG))
            case Emphasis():
                return self.inlines(inline.children, (*within, styles.EMPHASIS))
            case Link():
                self.links.append(inline.url)
                inner = self.inlines(inline.children, (styles.HYPERLINK, *within))
                return f'<w:hyperlink r:id="rIdLink{len(self.links)}" w:history="1">{inner}</w:hyperlink>'
            case Span():
                return self.inlines(inline.children, (*within, f"{_LANGUAGE}{inline.language}"))
            case LineBreak():
                return "<w:r><w:br/></w:r>"
            case PageNumber():
                return _field("PAGE")
            case PageCount():
                return _field("NUMPAGES")
            case _:
                assert_never(inline)

    def _run_properties(self, within: tuple[str, ...]) -> str:
        """Return the outermost style as the run's style, and what the others add as formatting: a run has one style."""
        if not within:
            return ""
        languages = [name.removeprefix(_LANGUAGE) for name in within if name.startswith(_LANGUAGE)]
        names = list(dict.fromkeys(name for name in within if not name.startswith(_LANGUAGE)))
        style = f"<w:rStyle w:val={attribute(self.template.style_ids[names[0]])}/>" if names else ""
        added = "".join(_ADDED_FORMAT[name] for name in names[1:])
        language = f"<w:lang w:val={attribute(languages[-1])}/>" if languages else ""
        return f"{style}{added}{language}"

    def _section_before(self, following: _Following) -> str:
        """Return the end of the section, where a list in columns follows."""
        self.is_section_ended = following.columns > 1
        return self.sections.end_text() if self.is_section_ended else ""

    def _list(self, block: List, place: _BlockPosition, is_kept: bool) -> Iterator[str]:
        columns = self._columns_of(block, place)
        if columns > 1 and not self.is_section_ended:
            yield self._formed(
                styles.BODY, "", ParagraphForm(spacing=_BETWEEN_TABLES, section=self.sections.end_text())
            )
        self.is_section_ended = False
        indent = list_indent(block, self.theme, self.template.widening)
        inner = _BlockPosition(place.left + indent, place.depth + 1)
        level = min(inner.depth, styles.DEEPEST_LIST)
        style = styles.list_style(block.kind, block.role, level)
        hangs = _hanging(inner, indent, level)
        for n, label in enumerate(_counted(block)):
            first, others = self._opening(block.items[n], inner)
            is_last = n == len(block.items) - 1
            is_last_kept = block.role is Role.RECIPIENTS and is_last
            # lines that keep together stay in one column, too
            keeps = (columns == 1 and block.keeps_with_next(n)) or first.keeps or (is_last and is_kept)
            released = '<w:keepNext w:val="0"/>' if is_last_kept else ""
            number = self._number(block, n, label, level - 1)
            is_loose = not block.is_tight or is_last
            loose = '<w:contextualSpacing w:val="0"/>' if is_loose else ""
            section = self.sections.end_columns(columns) if is_last and columns > 1 else ""
            form = ParagraphForm(_keep(keeps) or released, number, "", first.spacing, hangs, loose, section)
            yield self._paragraph(style, first.content, form)
            yield from self.blocks(others, inner, is_last and is_kept)

    def _opening(self, item: ListItem, place: _BlockPosition) -> tuple[_Opening, tuple[Block, ...]]:
        """Return what stands beside an item's label, and the blocks that follow."""
        match item.blocks:
            case (Paragraph() as first, *_):
                return _Opening(self.inlines(first.content), first.keeps_with_next), item.blocks[1:]
            case (Figure() as first, *_):
                return _Opening(self._picture(first, place), False, self._spacing(_LINE_OF_PICTURE)), item.blocks[1:]
            case _:
                return _Opening("", True, self._spacing(_NO_AIR_BELOW)), item.blocks

    def _number(self, block: List, index: int, label: LabelNumber | None, level: int) -> str:
        """Return an item its label: by count where it is a number, else as text; the style has that of its kind."""
        written = block.items[index].label
        if label is not None:
            number = self.numbering.number_of_count(label, level, begins=index == 0)
        elif written or block.kind is ListKind.NUMBER:
            number = self.numbering.number_of_text(block.label(index))
        else:
            return ""
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _table(self, block: Table, place: _BlockPosition, is_kept: bool) -> Iterator[str]:
        if self.follows_table:
            # Word makes one table of two that nothing stands between
            yield self._formed(styles.BODY, "", ParagraphForm(spacing=_BETWEEN_TABLES))
        room = self.theme.measure_mm * POINTS_PER_MM - place.left
        shared = column_widths(block, self.theme, room, self.template.widening)
        widths = [twips(width) for width in shared]
        indent = f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/>' if place.left else ""
        style = attribute(self.template.style_ids[styles.TABLE])
        head = [
            f"<w:tbl><w:tblPr><w:tblStyle w:val={style}/>",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>',
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="1" w:noVBand="1"/>',
            f"<w:tblCaption w:val={attribute(looks.table_summary(block))}/></w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
        ]
        # LibreOffice 7.4 keeps a table with what follows only where all of its rows keep
        first_kept = 0 if len(block.rows) <= _SHORT_TABLE else len(block.rows) - 1
        titles = tuple(column.heading for column in block.columns)
        rows = [self._row(block, titles, widths, styles.HEADER_CELL, "<w:tblHeader/>")]
        rows += [
            self._row(block, row, widths, styles.CELL, keeps=keeps, tones=block.tones_of(n))
            for n, row in enumerate(block.rows)
            for keeps in (block.keeps_with_next(n) or (is_kept and n >= first_kept),)
        ]
        yield "".join([*head, *rows, "</w:tbl>"])
        self.follows_table = True

    def _row(
        self,
        block: Table,
        cells: tuple[tuple[Inline, ...], ...],
        widths: list[int],
        style: str,
        properties: str = "",
        keeps: bool = False,
        tones: tuple[Tone | None, ...] = (),
    ) -> str:
        form = _KEEPS if keeps else _NO_FORM
        forms = [replace(form, rest='<w:jc w:val="right"/>') if c.is_numeric else form for c in block.columns]
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shading(tone)}</w:tcPr>'
            f"{self._formed(style, self.inlines(cell), form)}</w:tc>"
            for cell, width, form, tone in zip(cells, widths, forms, tones or (None,) * len(cells), strict=True)
        )
        if not self._is_tall(cells, widths, style):
            properties = f"<w:cantSplit/>{properties}"
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"

    def _is_tall(self, cells: tuple[tuple[Inline, ...], ...], widths: list[int], style: str) -> bool:
        """Return whether a row may be higher than half a page; a repeated head may take the other half.

        LibreOffice 7.4 prints no more of a row that cannot be split than a page holds.
        """
        look = looks.cell_look(self.theme, style == styles.HEADER_CELL)
        room = [width / twips(1) for width in widths]
        height = row_height(cells, room, look, self.template.widening)
        return height > self.theme.text_height_mm * POINTS_PER_MM / 2

    def _signatures(self, block: SignatureBlock, is_kept: bool) -> Iterator[str]:
        for n, signatory in enumerate(block.signatories, 1):
            below_line, *others = signatory.texts
            keeps = is_kept or n < len(block.signatories)
            released = "" if others or keeps else '<w:keepNext w:val="0"/>'
            yield self._paragraph(styles.SIGNATURE, self.inlines(text(below_line)), ParagraphForm(keep=released))
            for words in others:
                yield self._paragraph(styles.CAPACITY, self.inlines(text(words)), ParagraphForm(keep=_keep(keeps)))

    def _picture(self, block: Figure, place: _BlockPosition) -> str:
        picture, room_mm = upright(block.image), self.theme.measure_mm - place.left / POINTS_PER_MM
        size_mm = looks.picture_size_mm(block, picture.pixels, self.theme, room_mm)
        self.pictures.append(picture.data)
        return picture_run(len(self.pictures), block.alt_text, size_mm)


def _shading(tone: Tone | None) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{looks.tone_colour(tone)}"/>' if tone else ""


class _Opening(Struct, frozen=True):
    """What stands beside a label: its markup, whether it keeps with what follows, and the spacing it needs."""

    content: str
    keeps: bool = False
    spacing: str = ""


def _counted(block: List) -> tuple[LabelNumber | None, ...]:
    labels = [block.label(n) for n in range(len(block.items))]
    return label_numbers(labels) if block.kind is ListKind.NUMBER else (None,) * len(labels)


def _form_of_picture(block: Figure, place: _BlockPosition, is_kept: bool) -> ParagraphForm:
    """Return a picture's form: the house's own keep with what is said of them, those of a text stand for themselves."""
    is_free = block.path and not is_kept
    return ParagraphForm(keep='<w:keepNext w:val="0"/>' if is_free else "", indent=_indented(place, 0))


def _keep(keeps: bool) -> str:
    return "<w:keepNext/>" if keeps else ""


def _indented(place: _BlockPosition, natural: float) -> str:
    """Return the indent of a paragraph where its style's is another."""
    return f'<w:ind w:left="{twips(place.left)}"/>' if abs(place.left - natural) > _SAME_PT else ""


def _hanging(inner: _BlockPosition, indent: float, level: int) -> str:
    """Return the indent of a list's items where that of their level would not do: wide labels, lists in quotations."""
    if abs(inner.left - looks.LIST_INDENT_PT * level) <= _SAME_PT and indent == looks.LIST_INDENT_PT:
        return ""
    return f'<w:ind w:left="{twips(inner.left)}" w:hanging="{twips(indent - 2)}"/>'


def _natural_left(style: str, place: _BlockPosition) -> float:
    """Return where a style's paragraphs begin of themselves."""
    if style == styles.QUOTE:
        return looks.QUOTE_INDENT_PT
    return looks.LIST_INDENT_PT * min(place.depth, styles.DEEPEST_LIST) if place.depth else 0


def _style_of(block: Paragraph, place: _BlockPosition) -> str:
    if place.depth:
        return styles.continued_style(min(place.depth, styles.DEEPEST_LIST))
    if place.is_quoted:
        return styles.QUOTE
    if block.role is Role.DECISION:
        return styles.OPENING if block.keeps_with_next else styles.SENTENCE
    return styles.paragraph_style(block.role)


def _run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def _bookmark_of(name: str) -> str:
    """Return the bookmark's name of a block's id: letters, digits and underscores, 40 at most."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain)[:LONGEST_BOOKMARK]


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _page_of(bookmark: str) -> str:
    """Return the field that shows a bookmark's page; «dirty» has it worked out when the file is opened."""
    return f'<w:fldSimple w:instr=" PAGEREF {bookmark} \\h " w:dirty="true"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
