"""What stands before the items of lists: how a label reads as a number, and all labels of a document in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from naravard_docs.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    List,
    ListKind,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    SignatureBlock,
    Table,
)

HIGHEST = 32_000
"""The highest number that a format is asked for; Word counts to 32 767."""

_DELIMITERS = (".", ")")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_END = 4000


class NumberFormat(Enum):
    """How numbers are written, in the order that a label is taken for one."""

    DECIMAL = "decimal"
    LOWER_LETTER = "lowerLetter"
    UPPER_LETTER = "upperLetter"
    LOWER_ROMAN = "lowerRoman"
    UPPER_ROMAN = "upperRoman"

    def written(self, number: int) -> str:
        """Return a number in this format; empty where the format has none for it."""
        match self:
            case NumberFormat.DECIMAL:
                return str(number)
            case NumberFormat.LOWER_LETTER:
                return _LETTERS[number - 1] if 0 < number <= len(_LETTERS) else ""
            case NumberFormat.LOWER_ROMAN:
                return _roman(number) if 0 < number < _ROMAN_END else ""
            case NumberFormat.UPPER_LETTER:
                return NumberFormat.LOWER_LETTER.written(number).upper()
            case NumberFormat.UPPER_ROMAN:
                return NumberFormat.LOWER_ROMAN.written(number).upper()
            case _:
                assert_never(self)


class LabelNumber(Struct, frozen=True):
    """A label as a number: format, value and the sign after it."""

    format: NumberFormat
    number: int
    delimiter: str

    @property
    def next(self) -> LabelNumber:
        return LabelNumber(self.format, self.number + 1, self.delimiter)


def possible_numbers(label: str) -> tuple[LabelNumber, ...]:
    """Return every number that a label can be, written exactly so: «c)» is a letter and a hundred; «01.» is none."""
    name, delimiter = label[:-1], label[-1:]
    if delimiter not in _DELIMITERS or not name.isascii() or not name.isalnum():
        return ()
    found = ((format_, _value(format_, name)) for format_ in NumberFormat)
    return tuple(
        LabelNumber(format_, number, delimiter)
        for format_, number in found
        if 0 <= number <= HIGHEST and format_.written(number) == name
    )


def label_numbers(labels: Sequence[str]) -> tuple[LabelNumber | None, ...]:
    """Return each label of a list as a number, None for one that no format writes.

    Neighbours that follow each other are of one format, and the whole list is where it can be: «h.» «i.» are letters,
    «i.» «ii.» are Roman.
    """
    read = [possible_numbers(label) for label in labels]
    common = [f for f in NumberFormat if all(any(one.format is f for one in each) for each in read)]
    wanted = max(common, key=lambda f: _likeliness(read, f), default=None)
    if wanted is not None:
        return tuple(next(one for one in each if one.format is wanted) for each in read)
    return tuple(_single(read, n) for n in range(len(read)))


def document_labels(blocks: Sequence[Block]) -> Iterator[tuple[str, str, bool]]:
    """Yield each item's label in reading order, with its list's id and whether the writer chose it.

    A label that only the kind of list tells («•») is the house's, and an organisation's Word template may have another.
    """
    for block in blocks:
        match block:
            case List():
                for n, item in enumerate(block.items):
                    yield block.id, block.label(n), bool(item.label) or block.kind is ListKind.NUMBER
                    yield from document_labels(item.blocks)
            case Quote() | Section():
                yield from document_labels(block.blocks)
            case Heading() | Paragraph() | Table() | Figure() | SignatureBlock() | Contents() | PageBreak():
                pass
            case _:
                assert_never(block)


def _likeliness(read: Sequence[tuple[LabelNumber, ...]], format_: NumberFormat) -> tuple[int, bool]:
    """Return how likely a format is meant: by the items that follow their neighbour, then by beginning at one."""
    numbers = [next(one.number for one in each if one.format is format_) for each in read]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return steps, numbers[:1] == [1]


def _single(read: Sequence[tuple[LabelNumber, ...]], at: int) -> LabelNumber | None:
    """Return one label of a mixed list: as what follows its neighbours, else as what it is read as first."""
    before = {one.next for one in read[at - 1]} if at else set()
    after = set(read[at + 1]) if at + 1 < len(read) else set()
    return max(read[at], key=lambda one: (one in before) + (one.next in after), default=None)


def _value(format_: NumberFormat, name: str) -> int:
    """Return a name's number in a format, -1 where it cannot be one; it may still be written otherwise."""
    match format_:
        case NumberFormat.DECIMAL:
            return int(name) if name.isdigit() and len(name) <= len(str(HIGHEST)) else -1
        case NumberFormat.LOWER_LETTER | NumberFormat.UPPER_LETTER:
            return _LETTERS.index(name.lower()) + 1 if name.lower() in _LETTERS and len(name) == 1 else -1
        case NumberFormat.LOWER_ROMAN | NumberFormat.UPPER_ROMAN:
            return _roman_value(name.lower())
        case _:
            assert_never(format_)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _roman_value(name: str) -> int:
    total, at = 0, 0
    for value, sign in _ROMAN:
        while name.startswith(sign, at):
            total, at = total + value, at + len(sign)
    return total if at == len(name) else -1
