"""What is asked of a site; small, so that the command's help is quick."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import Problem


class SiteOptions(Struct, frozen=True):
    """What a site is to have: minutes that are published, of some bodies or all (``bodies`` is empty).

    ``with_adjusted`` takes in those that are adjusted and not yet published; ``address`` is where the site will be,
    without which its links are relative to the pages they stand on.
    """

    target: Path | None = None
    with_adjusted: bool = False
    address: str = ""
    bodies: frozenset[str] = frozenset()


class SiteOutcome(Struct, frozen=True):
    """What was written: the first page as messages show it, numbers of what there is, and what is told.

    ``waiting`` are the meetings that are adjusted and not yet published.
    """

    first_page: str
    minutes: int
    bodies: int
    decisions: int
    written: int
    removed: int
    waiting: int
    problems: tuple[Problem, ...]
