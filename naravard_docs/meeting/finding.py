"""What a rule finds in a file, as far as the file could be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from naravard_docs.errors import Level
from naravard_docs.meeting.values import UnknownValueError

FieldPath = tuple[str | int, ...]


class Finding(Struct, frozen=True):
    """Something a rule found: its id, the key's path, what is wrong and what to do (Swedish)."""

    rule: str
    path: FieldPath
    message: str
    remedy: str
    level: Level | None = None
    """How grave it is, where that is another than the table of rules says."""

    excerpt: str = ""
    """Words of the text that the finding is about, for pointing at them."""

    is_about_key: bool = False
    """Whether it is the key that is wrong, not its value."""

    lacks: str = ""
    """What is missing, as in ``Problem``."""


def as_far_as_known(*rules: Iterable[Finding]) -> Iterator[Finding]:
    """Return what some rules find, each until it asks for a value that could not be read.

    Why: what such a rule would say follows from another problem, or cannot be said yet.
    """
    for rule in rules:
        try:
            yield from rule
        except UnknownValueError:
            continue
