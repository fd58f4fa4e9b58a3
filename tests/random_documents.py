"""Documents of every form that the document model has, drawn at random for property tests."""

from __future__ import annotations

import io
import random
from functools import cache
from itertools import count

from hypothesis import strategies as st
from made import document_of
from PIL import Image

from naravard_docs.document.blocks import (
    Block,
    Column,
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
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Inline, LineBreak, Link, Strong, Text, text

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüæøáčđŋšŧžïABCÅÄÖÁČĐŊŠŦŽ0123456789"
SIGNS = "–—-‐…”“’'\"«»()[]{}<>&§%/\\*_#.,;:!?·•\u00a0"
DEEPEST = 3
LABELS = ("a.", "b)", "iv.", "XIV)", "B.", "01.", "12 a.", "aa)", "7.", "120.")


def _words(count: int, seed: int, share_of_long: float = 0) -> str:
    """Return words of any letters and signs, made of one number: to draw each letter takes most of a test's time."""
    chance = random.Random(seed)
    long_ones = (chance.random() < share_of_long for _ in range(count))
    return " ".join(
        "".join(
            chance.choices(LETTERS, k=chance.randint(90, 160))
            if is_long
            else chance.choices(LETTERS + SIGNS, k=chance.randint(1, 14))
        )
        for is_long in long_ones
    )


_seed = st.integers(0, 2**32)
phrase = st.builds(_words, st.integers(1, 25), _seed, st.just(0.1))
short = st.builds(_words, st.integers(1, 4), _seed)
ragged = st.builds("{}{}{}".format, st.sampled_from(("", " ")), phrase, st.sampled_from(("", " ")))
url = st.sampled_from(("https://exempel.se/a?b=1&c=2", "mailto:kommun@umea.se", "tel:+4690123"))


@cache
def picture() -> bytes:
    """Return a small picture with transparency."""
    out = io.BytesIO()
    Image.new("RGBA", (8, 5), (30, 80, 120, 128)).save(out, "PNG")
    return out.getvalue()


def inlines(depth: int = 0) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Return inline content, nested to the model's practical depth; a link holds no link."""
    plain = ragged.map(Text)
    if depth > 2:
        return st.tuples(plain)
    inner = inlines(depth + 1)
    linked = st.lists(st.one_of(plain, st.tuples(plain).map(Strong)), min_size=1, max_size=2).map(tuple)
    kinds = [plain, plain, plain, inner.map(Strong), inner.map(Emphasis), st.just(LineBreak())]
    if depth == 0:
        kinds.append(st.builds(Link, linked, url))
    return st.tuples(plain, st.lists(st.one_of(kinds), max_size=4)).map(lambda parts: (parts[0], *parts[1]))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document; ids differ and heading levels skip none, as composers see to."""
    maker = _Maker(draw)
    first = Heading("titel", 1, draw(inlines()), Role.TITLE)
    return document_of(first, *maker.blocks(0, most=8), title=draw(short))


class _Maker:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = count(1)
        self.level = 1

    def blocks(self, depth: int, most: int) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.draw(st.integers(1, most))))

    def block(self, depth: int) -> Block:
        kinds = [self.paragraph, self.paragraph, self.paragraph]
        if depth < DEEPEST:
            kinds += [self.list, self.quote, self.table, self.figure]
        if depth == 0:
            kinds += [self.heading, self.signatures, self.section, self.page_break]
        return self.draw(st.sampled_from(kinds))(depth)

    def name(self, kind: str) -> str:
        return f"{kind}-{next(self.numbers)}"

    def heading(self, depth: int) -> Block:
        self.level = self.draw(st.integers(1, min(3, self.level + 1)))
        keeps = self.draw(st.booleans())
        return Heading(self.name("rubrik"), self.level, self.draw(inlines()), keeps_with_previous=keeps)

    def paragraph(self, depth: int) -> Block:
        role, keeps = self.draw(st.sampled_from(Role)), self.draw(st.booleans())
        return Paragraph(self.name("stycke"), self.draw(inlines()), role, keeps)

    def list(self, depth: int) -> Block:
        kind = self.draw(st.sampled_from(ListKind))
        start, delimiter = self.draw(st.integers(0, 99)), self.draw(st.sampled_from(".)"))
        items = tuple(
            ListItem(
                (self.paragraph(depth), *self.blocks(depth + 1, 2))[self.draw(st.integers(0, 1)) :][
                    : self.draw(st.integers(1, 3))
                ],
                self.label(kind, f"{start + n}{delimiter}"),
            )
            for n in range(self.draw(st.integers(1, 4)))
        )
        is_tight, columns = self.draw(st.booleans()), self.draw(st.sampled_from((1, 1, 3)))
        return List(self.name("lista"), kind, items, Role.BODY, is_tight, columns)

    def label(self, kind: ListKind, number: str) -> str:
        match kind:
            case ListKind.NUMBER:
                return self.draw(st.sampled_from((number, number, *LABELS)))
            case ListKind.DASH:
                return self.draw(st.sampled_from(("", "–", "−", "—")))
            case ListKind.BULLET:
                return ""

    def quote(self, depth: int) -> Block:
        return Quote(self.name("citat"), self.blocks(depth + 1, 3))

    def table(self, depth: int) -> Block:
        by_content, heading = self.draw(st.booleans()), st.one_of(st.just(()), short.map(text), inlines())
        columns = tuple(
            Column(self.draw(heading), 0 if by_content else share, self.draw(st.booleans()))
            for share in (0.5, 0.3, 0.2)[: self.draw(st.integers(1, 3))]
        )
        cell = st.one_of(st.just(()), inlines())
        rows = tuple(tuple(self.draw(cell) for _ in columns) for _ in range(self.draw(st.integers(1, 4))))
        return Table(self.name("tabell"), columns, rows, summary=self.draw(short))

    def figure(self, depth: int) -> Block:
        return Figure(self.name("bild"), picture(), self.draw(short), self.draw(st.sampled_from((20, 400))), 900)

    def signatures(self, depth: int) -> Block:
        people = st.builds(Signatory, st.one_of(st.just(""), short), short)
        return SignatureBlock(self.name("underskrifter"), tuple(self.draw(st.lists(people, min_size=1, max_size=3))))

    def section(self, depth: int) -> Block:
        return Section(self.name("avsnitt"), self.blocks(1, 4), Role.BODY, self.draw(short))

    def page_break(self, depth: int) -> Block:
        return PageBreak(self.name("ny-sida"))
