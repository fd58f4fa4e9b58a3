"""The body: blocks and inlines become elements of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Column,
    Contents,
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
    Signatory,
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
)
from naravard_docs.html.markup import data_address, escaped, quoted_value
from naravard_docs.libraries.records import replace
from naravard_docs.style.pictures import upright
from naravard_docs.style.text_styles import picture_size_mm, table_summary
from naravard_docs.style.theme import Theme

MAIN = "huvudinnehåll"
"""The id of what the page is about: where the link goes that jumps over the letterhead."""

LONGEST_LABEL = 12
"""Letters of labels that lists have a width of their own for; longer ones push their text to the right."""

LOWEST_HEADING = 6
_PIXELS_PER_MM = 96 / 25.4
_LINKED_ROLES = (Role.AGENDA_ITEM, Role.APPENDIX)
"""Sections whose heading has a link to them."""

_STYLED_ROLES = frozenset(
    {Role.LETTERHEAD, Role.ADDRESS, Role.SUBTITLE, Role.STATUS, Role.AGENDA_ITEM, Role.ITEM_TYPE, Role.PRESENTERS}
    | {Role.DECISION, Role.SIGNED, Role.ADDRESSEE, Role.APPENDIX, Role.APPENDIX_NUMBER, Role.CLOSING}
)
"""Roles that have a look of their own; others have no class."""

CLAUSES = ".satser"
"""What ends the id of a list of clauses, after that of its decision."""

TONE_CLASSES = {Tone.YES: "ja", Tone.YES_BUT: "ja-men", Tone.NO: "nej", Tone.LATER: "senare"}


class _BlockPosition(Struct, frozen=True):
    """Where blocks stand: how many levels lower their headings are, in which section, and what is around them.

    ``is_free`` is said of blocks that stand in no list, quotation or decision.
    """

    lowered: int = 0
    title: str = ""
    is_free: bool = True


_TOP = _BlockPosition()


@dataclass(slots=True)
class PageBody:
    """Gathers the ids that a page has; what is written twice has its id once."""

    theme: Theme
    ids: set[str] = field(default_factory=lambda: {MAIN})

    def blocks(self, blocks: tuple[Block, ...], place: _BlockPosition = _TOP) -> Iterator[str]:
        """Yield the markup of blocks; those of a decision stand in a frame."""
        for decision, block in _with_decisions(blocks) if place.is_free else (((), block) for block in blocks):
            yield from self._decision(decision, place) if decision else ()
            yield from self._block(block, place) if block is not None else ()

    def inlines(self, content: tuple[Inline, ...]) -> str:
        """Return the markup of inline content."""
        return "".join(map(self._inline, content))

    def _block(self, block: Block, place: _BlockPosition) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block, place)
            case Paragraph():
                yield f"<p{self._id(block.id)}{_class(*_paragraph_classes(block))}>{self.inlines(block.content)}</p>"
            case List():
                yield from self._list(block, place)
            case Table():
                yield from self._table(block)
            case Figure():
                yield self._figure(block)
            case Quote():
                yield f"<blockquote{self._id(block.id)}>"
                yield from self.blocks(block.blocks, replace(place, is_free=False))
                yield "</blockquote>"
            case SignatureBlock():
                yield from self._signatures(block)
            case Contents():
                yield from self._contents(block)
            case Section():
                yield from self._section(block, place)
            case PageBreak():
                yield f'<hr{self._id(block.id)} class="ny-sida">'
            case _:
                assert_never(block)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text():
                return escaped(inline.text)
            case Strong():
                return f"<strong>{self.inlines(inline.children)}</strong>"
            case Emphasis():
                return f"<em>{self.inlines(inline.children)}</em>"
            case Link():
                return f"<a href={quoted_value(inline.url)}>{self.inlines(inline.children)}</a>"
            case Span():
                return f"<span lang={quoted_value(inline.language)}>{self.inlines(inline.children)}</span>"
            case LineBreak():
                return "<br>\n"
            case PageNumber() | PageCount():
                return ""
            case _:
                assert_never(inline)

    def _id(self, name: str) -> str:
        """Return an id as an attribute, without what an id may not have; one that is taken is given to nobody else."""
        name = fragment(name)
        if not name or name in self.ids:
            return ""
        self.ids.add(name)
        return f" id={quoted_value(name)}"

    def _heading(self, block: Heading, place: _BlockPosition) -> str:
        tag = f"h{min(block.level + place.lowered, LOWEST_HEADING)}"
        return f"<{tag}{self._id(block.id)}{_class(_role_class(block.role))}>{self.inlines(block.content)}</{tag}>"

    def _section(self, block: Section, place: _BlockPosition) -> Iterator[str]:
        """Yield a section; one that is linked to from outside has a link to itself beside its heading.

        An appendix begins with a heading of the first level; on a page those are below the page's own.
        """
        lowered = place.lowered + (block.role is Role.APPENDIX and _begins_at_top(block.blocks))
        title = block.title or place.title
        own = self._id(block.id)
        yield f"<section{own}{_class(_role_class(block.role))}>"
        inner, link = replace(place, lowered=lowered, title=title), ""
        if own and block.role in _LINKED_ROLES and place.is_free:
            link = _link_to(block.id, f"Länk till {block.title or 'avsnittet'}")
        for n, one in enumerate(block.blocks):
            if link and isinstance(one, Heading):
                yield f'<div class="rubrikrad">{self._heading(one, inner)}{link}</div>'
                yield from self.blocks(block.blocks[n + 1 :], inner)
                break
            yield from self.blocks((one,), inner)
        yield "</section>"

    def _decision(self, blocks: tuple[Block, ...], place: _BlockPosition) -> Iterator[str]:
        """Yield what was decided in a frame, with a link to it that can be given to others.

        Its address is that of its opening words, or of the frame where it has clauses only.
        """
        opening = next((block for block in blocks if isinstance(block, Paragraph)), None)
        address = opening.id if opening else next(filter(None, map(_decision_of_clauses, blocks)), "")
        own = "" if opening else self._id(address)
        linked, kind = (opening, "inledning") if opening else (blocks[0] if own else None, "rubrikrad")
        if opening and fragment(address) in self.ids:
            linked = None
        yield f'<div{own} class="beslut">'
        for block in blocks:
            content = "".join(self._block(block, replace(place, is_free=False)))
            yield self._linked(content, address, place, kind) if block is linked else content
        yield "</div>"

    def _linked(self, content: str, address: str, place: _BlockPosition, kind: str) -> str:
        where = f" i {place.title}" if place.title else ""
        return f'<div class="{kind}">{content}{_link_to(address, f"Länk till beslutet{where}")}</div>'

    def _list(self, block: List, place: _BlockPosition) -> Iterator[str]:
        labels = [_own_label(block, n) for n in range(len(block.items))]
        tag = "ol" if block.kind is ListKind.NUMBER else "ul"
        inner = replace(place, is_free=False)
        classes = (
            _role_class(block.role),
            f"etikett-{min(max(map(len, labels)), LONGEST_LABEL)}" if any(labels) else "",
            "" if block.is_tight else "luftig",
            "streck" if tag == "ul" and any(labels) else "",
            f"spalter-{block.columns}" if block.columns > 1 and block.has_only_lines else "",
        )
        yield f"<{tag}{self._id(block.id)}{_class(*classes)}>"
        for label, item in zip(labels, block.items, strict=True):
            yield f"<li>{_label(label)}{self._item(item, inner)}</li>"
        yield f"</{tag}>"

    def _item(self, item: ListItem, place: _BlockPosition) -> str:
        return "\n".join(self.blocks(item.blocks, place))

    def _table(self, block: Table) -> Iterator[str]:
        """Yield a table in a region that scrolls by itself where the screen is too narrow for it, by keys too."""
        summary = escaped(table_summary(block))
        yield f'<div class="tabell" role="group" tabindex="0" aria-label={quoted_value(table_summary(block))}>'
        yield f"<table{self._id(block.id)}><caption>{summary}</caption>"
        yield f"<thead><tr>{''.join(map(self._head, block.columns))}</tr></thead>"
        yield "<tbody>"
        for n, row in enumerate(block.rows):
            cells = zip(block.columns, row, block.tones_of(n), strict=True)
            yield f"<tr>{''.join(self._cell(*each) for each in cells)}</tr>"
        yield "</tbody></table></div>"

    def _head(self, column: Column) -> str:
        side = _class("tal" if column.is_numeric else "")
        content = self.inlines(column.heading)
        return f'<th scope="col"{side}>{content}</th>' if content else f"<td{side}></td>"

    def _cell(self, column: Column, cell: tuple[Inline, ...], tone: Tone | None) -> str:
        classes = ("tal" if column.is_numeric else "", TONE_CLASSES[tone] if tone else "")
        return f"<td{_class(*classes)}>{self.inlines(cell)}</td>"

    def _figure(self, block: Figure) -> str:
        picture = upright(block.image)
        wide, high = (round(mm * _PIXELS_PER_MM) for mm in picture_size_mm(block, picture.pixels, self.theme))
        source = data_address(picture.data, "image/jpeg" if picture.is_jpeg else "image/png")
        size = f'width="{max(1, wide)}" height="{max(1, high)}"'
        return f'<p{self._id(block.id)} class="bild"><img src="{source}" alt={quoted_value(block.alt_text)} {size}></p>'

    def _signatures(self, block: SignatureBlock) -> Iterator[str]:
        yield f'<div{self._id(block.id)} class="underskrifter">'
        for number, signatory in enumerate(block.signatories, 1):
            yield f"<div{self._id(f'{block.id}.{number}')}>{_signatory(signatory)}</div>"
        yield "</div>"

    def _contents(self, block: Contents) -> Iterator[str]:
        yield f'<nav{self._id(block.id)} class="innehåll" aria-label="Innehåll"><ol>'
        for entry in block.entries:
            yield f"<li><a href={quoted_value(f'#{fragment(entry.target)}')}>{escaped(entry.text)}</a></li>"
        yield "</ol></nav>"


def fragment(name: str) -> str:
    """Return a block's id as a page has it: without white space, which no id may have (HTML, 3.2.6)."""
    return "-".join(name.split())


def _with_decisions(blocks: tuple[Block, ...]) -> Iterator[tuple[tuple[Block, ...], Block | None]]:
    """Yield blocks in order, each alone or, those of one decision, together, which come before the block beside them.

    A list that its opening words are kept with belongs to them, whatever it is for.
    """
    decision: list[Block] = []
    for block in blocks:
        if _is_of_decision(block) or (isinstance(block, List) and decision and _is_kept_with_next(decision[-1])):
            decision.append(block)
        else:
            yield tuple(decision), block
            decision = []
    if decision:
        yield tuple(decision), None


def _is_of_decision(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph | List) and block.role is Role.DECISION


def _decision_of_clauses(block: Block) -> str:
    """Return the id of the decision that a list has the clauses of, empty for other blocks."""
    return block.id.removesuffix(CLAUSES) if isinstance(block, List) and block.id.endswith(CLAUSES) else ""


def _is_kept_with_next(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.keeps_with_next


def _begins_at_top(blocks: tuple[Block, ...]) -> bool:
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    return first is not None and first.level == 1


def _link_to(name: str, label: str) -> str:
    return f'<a class="hit" href={quoted_value(f"#{fragment(name)}")} aria-label={quoted_value(label)}></a>'


def _own_label(block: List, index: int) -> str:
    """Return what stands before an item, empty where it is the bullet that browsers draw."""
    return "" if block.kind is ListKind.BULLET and not block.items[index].label else block.label(index)


def _label(label: str) -> str:
    return f'<span class="etikett">{escaped(label)}</span> ' if label else ""


def _signatory(signatory: Signatory) -> str:
    return "".join(f"<p>{escaped(line)}</p>" for line in signatory.texts)


def _paragraph_classes(block: Paragraph) -> tuple[str, ...]:
    return _role_class(block.role), "följs" if block.keeps_with_next else ""


def _role_class(role: Role) -> str:
    return f"r-{role.value}" if role in _STYLED_ROLES else ""


def _class(*names: str) -> str:
    given = " ".join(name for name in names if name)
    return f" class={quoted_value(given)}" if given else ""
