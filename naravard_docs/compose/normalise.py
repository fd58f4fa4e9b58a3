"""The last touch on a document's blocks: no heading level is skipped, no two share an id, no lead-in stands alone.

Texts of the organisation and of the meeting are set into one another, and each may begin its headings where it
likes; readers and bookmarks need one order (ISO 14289-1, 7.4.2) and one id for each place.
"""

from __future__ import annotations

from naravard_docs.document.blocks import Block, Heading, List, ListItem, Paragraph, Quote, Role, Section
from naravard_docs.document.inlines import plain_text
from naravard_docs.libraries.records import replace


def normalise_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with sound heading levels and ids of their own.

    A level is lowered to one below the heading before it; a taken id is counted up, the first block keeping it. A
    paragraph that ends with a colon stays on the page of what it leads to.
    """
    return _Normaliser().settle_all(blocks)


class _Normaliser:
    def __init__(self) -> None:
        self.level = 0
        self.taken: set[str] = set()

    def settle_all(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks that follow one another."""
        return tuple(
            _leading_on(self.settle(block)) if is_followed else self.settle(block)
            for block, is_followed in zip(blocks, (*[True] * (len(blocks) - 1), False), strict=False)
        )

    def settle(self, block: Block) -> Block:
        name = self._free(block.id)
        match block:
            case Heading():
                self.level = min(block.level, self.level + 1)
                return replace(block, id=name, level=self.level)
            case List():
                items = tuple(ListItem(self.settle_all(item.blocks), item.label) for item in block.items)
                return replace(block, id=name, items=items)
            case Quote() | Section():
                return replace(block, id=name, blocks=self.settle_all(block.blocks))
            case _:
                return block if name == block.id else replace(block, id=name)

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free in self.taken:
            number += 1
            free = f"{name}-{number}"
        self.taken.add(free)
        return free


def _leading_on(block: Block) -> Block:
    """Return a block that something follows, kept with it where it ends with a colon."""
    if isinstance(block, Paragraph) and block.role is not Role.DECISION and _ends_with_colon(block):
        return replace(block, keeps_with_next=True)
    return block


def _ends_with_colon(block: Paragraph) -> bool:
    return plain_text(block.content).rstrip().endswith(":")
