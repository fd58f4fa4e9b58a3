"""How a text is set into a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from naravard_docs.document.blocks import Block, Role

PictureFault = tuple[str, str]
"""Why a picture cannot be used and what to do (Swedish, after its name)."""


class Pictures:
    """The pictures that texts may have, by the paths that they are written with; read before the texts are."""

    def __init__(self, held: Mapping[str, bytes | PictureFault] | None = None) -> None:
        self.held = held or {}

    def of(self, path: str) -> bytes | PictureFault:
        """Return a picture's bytes, or why it cannot be used."""
        return self.held.get(path) or _NOT_HERE


_NOT_HERE = ("kan inte stå i den här texten", "lägg bilden i ett ärendes text eller i en bilaga")
NO_PICTURES = Pictures()
"""For texts that stand in no file's folder, and for those that show none."""


def pictures_of(held: Mapping[str, bytes | PictureFault]) -> Pictures:
    """Return pictures as texts have them; of texts that show none it is always the same, so that they are read once."""
    return Pictures(held) if held else NO_PICTURES


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text goes.

    ``top_level`` is the level that the text's «#» becomes; ``inserted`` maps the names of places that the program
    fills (see ``protect``) to the blocks that go there; ``breaks_lines`` keeps the writer's line breaks;
    ``picture`` gives a picture's bytes by the path that the text has for it, or what is wrong with it.
    """

    id: str
    top_level: int = 2
    role: Role = Role.BODY
    inserted: Mapping[str, tuple[Block, ...]] = field(default_factory=dict, hash=False)
    breaks_lines: bool = False
    picture: Callable[[str], bytes | PictureFault] = NO_PICTURES.of
