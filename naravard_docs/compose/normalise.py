"""The last touch on a document's blocks: no heading level is skipped, and no two blocks share an id.

Texts of the organisation and of the meeting are set into one another, and each may begin its headings where it
likes; readers and bookmarks need one order (ISO 14289-1, 7.4.2) and one id for each place.
"""

from __future__ import annotations

from naravard_docs.document.blocks import Block, Heading, List, ListItem, Quote, Section
from naravard_docs.libraries.records import replace


def normalise_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with sound heading levels and ids of their own.

    A level is lowered to one below the heading before it; a taken id is counted up, the first block keeping it.
    """
    settler = _Normaliser()
    return tuple(settler.settle(block) for block in blocks)


class _Normaliser:
    def __init__(self) -> None:
        self.level = 0
        self.taken: set[str] = set()

    def settle(self, block: Block) -> Block:
        name = self._free(block.id)
        match block:
            case Heading():
                self.level = min(block.level, self.level + 1)
                return replace(block, id=name, level=self.level)
            case List():
                items = tuple(ListItem(tuple(map(self.settle, item.blocks)), item.label) for item in block.items)
                return replace(block, id=name, items=items)
            case Quote() | Section():
                return replace(block, id=name, blocks=tuple(map(self.settle, block.blocks)))
            case _:
                return block if name == block.id else replace(block, id=name)

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free in self.taken:
            number += 1
            free = f"{name}-{number}"
        self.taken.add(free)
        return free
