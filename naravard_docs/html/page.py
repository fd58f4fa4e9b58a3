"""What a page has around its document when it is one of a site; a page by itself has nothing of it."""

from __future__ import annotations

from msgspec import Struct


class PageLink(Struct, frozen=True):
    """A link in words that lead to an address, relative to the page or absolute."""

    text: str
    address: str


class HeadLink(Struct, frozen=True):
    """A link that programs read: «alternate» with its media type and title, «canonical», «up»."""

    relation: str
    address: str
    media_type: str = ""
    title: str = ""


class PageContext(Struct, frozen=True):
    """Where a page stands: ``trail`` leads to it from a site's first page, ``files`` are the same in other forms."""

    trail: tuple[PageLink, ...] = ()
    files: tuple[PageLink, ...] = ()
    links: tuple[HeadLink, ...] = ()


BY_ITSELF = PageContext()
"""A page that is a file of its own."""
