"""What a rule finds in a file that has passed its models."""

from __future__ import annotations

from msgspec import Struct

from naravard_docs.errors import Level

FieldPath = tuple[str | int, ...]


class Finding(Struct, frozen=True):
    """Something a rule found: the key's path, what is wrong and what to do (Swedish)."""

    path: FieldPath
    message: str
    remedy: str
    level: Level = Level.WARNING
    excerpt: str = ""
    """Words of the text that the finding is about, for pointing at them."""

    is_about_key: bool = False
    """Whether it is the key that is wrong, not its value."""

    lacks: str = ""
    """What is missing, as in ``Problem``."""
