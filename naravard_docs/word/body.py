"""The body: blocks become WordprocessingML, written as one string."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from naravard_docs import look as looks
from naravard_docs.document.blocks import (
    Block,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    List,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Section,
    SignatureBlock,
    Table,
    Tone,
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
from naravard_docs.theme import Theme
from naravard_docs.word import numbering, styles
from naravard_docs.word.markup import EMU_PER_MM, TWIPS_PER_MM, attribute, twips, words
from naravard_docs.word.template import Template

LONGEST_BOOKMARK = 40
_LANGUAGE = "språk:"
"""Marks a language among the character styles that a run stands in."""

_ADDED_FORMAT = {styles.STRONG: "<w:b/><w:bCs/>", styles.EMPHASIS: "<w:i/><w:iCs/>"}


@dataclass(slots=True)
class Body:
    """Gathers the markup of a document and what it refers to outside the main part."""

    template: Template
    theme: Theme
    links: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    numberings: list[str] = field(default_factory=list)
    bookmarks: set[str] = field(default_factory=set)
    breaks_page: bool = False
    follows_table: bool = False

    def blocks(self, blocks: tuple[Block, ...], depth: int = 0) -> Iterator[str]:
        """Give the markup of blocks; ``depth`` counts the lists around them."""
        for block in blocks:
            yield from self._block(block, depth)
            self.follows_table = isinstance(block, Table)

    def inlines(self, content: tuple[Inline, ...], within: tuple[str, ...] = ()) -> str:
        """Give the runs of inline content; ``within`` are the character styles it stands in, outermost first."""
        return "".join(self._inline(inline, within) for inline in content)

    def _block(self, block: Block, depth: int) -> Iterator[str]:
        match block:
            case Heading():
                content = self._bookmarked(block.id, self.inlines(block.content))
                yield self._paragraph(f"heading {block.level}", content)
            case Paragraph():
                style = _style_of(block, depth)
                keeps = block.keeps_with_next and style == styles.BODY
                yield self._paragraph(style, self.inlines(block.content), keeps, self._air_below_table())
            case List():
                yield from self._list(block, depth + 1)
            case Table():
                yield self._table(block)
            case Figure():
                yield self._paragraph(styles.PICTURE, self._picture(block), number=self._air_below_table())
            case Quote():
                yield from self._quote(block)
            case SignatureBlock():
                yield from self._signatures(block)
            case Contents():
                yield from (self._contents_line(entry) for entry in block.entries)
            case Section():
                yield from self.blocks(block.blocks, depth)
            case PageBreak():
                self.breaks_page = True
            case _:
                assert_never(block)

    def _paragraph(self, style: str, content: str, keeps: bool = False, number: str = "", keep: str = "") -> str:
        keep = "<w:keepNext/>" if keeps else keep
        new_page = "<w:pageBreakBefore/>" if self.breaks_page else ""
        self.breaks_page = False
        name = "" if style == styles.BODY else f"<w:pStyle w:val={attribute(self.template.style_ids[style])}/>"
        properties = f"{name}{keep}{new_page}{number}"
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"

    def _air_below_table(self) -> str:
        """Give the space above a paragraph that stands below a table, since tables in Word have none of their own."""
        return f'<w:spacing w:before="{twips(looks.TABLE_AFTER_PT)}"/>' if self.follows_table else ""

    def _bookmarked(self, name: str, content: str) -> str:
        bookmark = _bookmark_of(name)
        if bookmark in self.bookmarks:
            return content
        self.bookmarks.add(bookmark)
        number = len(self.bookmarks)
        start = f'<w:bookmarkStart w:id="{number}" w:name={attribute(bookmark)}/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'

    def _contents_line(self, entry: ContentsEntry) -> str:
        """Give a line that leads to its heading; Word works out the page number when the file is opened."""
        bookmark = _bookmark_of(entry.target)
        title = self.inlines(text(entry.text))
        link = f'<w:hyperlink w:anchor={attribute(bookmark)} w:history="1">{title}</w:hyperlink>'
        return self._paragraph(styles.CONTENTS, f"{link}<w:r><w:tab/></w:r>{_page_of(bookmark)}")

    def _inline(self, inline: Inline, within: tuple[str, ...]) -> str:
        match inline:
            case Text():
                return _run(words(inline.text), self._run_properties(within))
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
        """Give the outermost style as the run's style, and what the others add as formatting: a run has one style."""
        if not within:
            return ""
        languages = [name.removeprefix(_LANGUAGE) for name in within if name.startswith(_LANGUAGE)]
        names = list(dict.fromkeys(name for name in within if not name.startswith(_LANGUAGE)))
        style = f"<w:rStyle w:val={attribute(self.template.style_ids[names[0]])}/>" if names else ""
        added = "".join(_ADDED_FORMAT[name] for name in names[1:])
        language = f"<w:lang w:val={attribute(languages[-1])}/>" if languages else ""
        return f"{style}{added}{language}"

    def _list(self, block: List, depth: int) -> Iterator[str]:
        level = min(depth, styles.DEEPEST_LIST)
        style = styles.list_style(block.kind, block.role, level)
        number = self._numbering(block, level - 1) if block.kind is ListKind.NUMBER else ""
        if not block.is_tight:
            number += '<w:contextualSpacing w:val="0"/>'
        for n, item in enumerate(block.items):
            first = item.blocks[0] if item.blocks and isinstance(item.blocks[0], Paragraph) else None
            content = self.inlines(first.content) if first else ""
            keeps = block.keeps_with_next(n) or (first is not None and first.keeps_with_next)
            is_last_kept = block.role is Role.RECIPIENTS and n == len(block.items) - 1
            released = '<w:keepNext w:val="0"/>' if is_last_kept else ""
            yield self._paragraph(style, content, keeps, number, released)
            yield from self.blocks(item.blocks[1:] if first else item.blocks, depth)

    def _numbering(self, block: List, level: int) -> str:
        """Give a numbered list its own numbers, from its own start."""
        first = block.label(0)
        abstract = self.template.abstract_ids[(block.kind, first[-1])]
        number = self.template.first_free_number + len(self.numberings)
        self.numberings.append(numbering.restarted(number, abstract, level, int(first[:-1])))
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _table(self, block: Table) -> str:
        whole = self.theme.measure_mm * TWIPS_PER_MM
        shares = sum(column.share for column in block.columns)
        widths = [round(whole * column.share / shares) for column in block.columns]
        description = f"<w:tblCaption w:val={attribute(block.summary)}/>" if block.summary else ""
        style = attribute(self.template.style_ids[styles.TABLE])
        head = [
            f"<w:tbl><w:tblPr><w:tblStyle w:val={style}/>",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="1" w:noVBand="1"/>{description}</w:tblPr><w:tblGrid>',
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
        ]
        titles = tuple(column.heading for column in block.columns)
        rows = [self._row(titles, widths, styles.HEADER_CELL, "<w:tblHeader/>")]
        rows += [
            self._row(row, widths, styles.CELL, keeps=block.keeps_with_next(n), tones=block.tones_of(n))
            for n, row in enumerate(block.rows)
        ]
        return "".join([*head, *rows, "</w:tbl>"])

    def _row(
        self,
        cells: tuple[tuple[Inline, ...], ...],
        widths: list[int],
        style: str,
        properties: str = "",
        keeps: bool = False,
        tones: tuple[Tone | None, ...] = (),
    ) -> str:
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shading(tone)}</w:tcPr>'
            f"{self._paragraph(style, self.inlines(cell), keeps)}</w:tc>"
            for cell, width, tone in zip(cells, widths, tones or (None,) * len(cells), strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{inner}</w:tr>"

    def _quote(self, block: Quote) -> Iterator[str]:
        for inner in block.blocks:
            if isinstance(inner, Paragraph):
                yield self._paragraph(styles.QUOTE, self.inlines(inner.content))
            else:
                yield from self._block(inner, 0)

    def _signatures(self, block: SignatureBlock) -> Iterator[str]:
        for n, signatory in enumerate(block.signatories, 1):
            yield self._paragraph(styles.SIGNATURE, self.inlines(text(signatory.name)))
            keeps = n < len(block.signatories)
            yield self._paragraph(styles.CAPACITY, self.inlines(text(signatory.capacity)), keeps)

    def _picture(self, block: Figure) -> str:
        from PIL import Image

        with Image.open(io.BytesIO(block.image)) as picture:
            size_mm = looks.picture_size_mm(block, picture.size, self.theme)
        self.pictures.append(block.image)
        number = len(self.pictures)
        width, height = (round(mm * EMU_PER_MM) for mm in size_mm)
        size = f'cx="{width}" cy="{height}"'
        said = attribute(block.alt_text)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="Bild {number}" descr={said}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Bild {number}" descr={said}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdPicture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def _shading(tone: Tone | None) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{looks.tone_colour(tone)}"/>' if tone else ""


def _style_of(block: Paragraph, depth: int) -> str:
    if depth:
        return styles.continued_style(min(depth, styles.DEEPEST_LIST))
    if block.role is Role.DECISION:
        return styles.OPENING if block.keeps_with_next else styles.SENTENCE
    return styles.paragraph_style(block.role)


def _run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def _bookmark_of(name: str) -> str:
    """Give the bookmark's name of a block's id: letters, digits and underscores, 40 at most."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain)[:LONGEST_BOOKMARK]


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _page_of(bookmark: str) -> str:
    """Give the field that shows a bookmark's page; «dirty» has it worked out when the file is opened."""
    return f'<w:fldSimple w:instr=" PAGEREF {bookmark} \\h " w:dirty="true"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
