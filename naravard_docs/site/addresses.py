"""Where the pages of a site lie: an address says what a page is about, so that it stays when others come or go."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from zlib import crc32

from naravard_docs.meeting.keys import is_device
from naravard_docs.swedish import slug

INDEX, SEARCH, SCRIPT = "index.html", "sok.html", "sok.js"
FEED, SITEMAP = "atom.xml", "sitemap.xml"
SAFE_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def body_page(key: str) -> str:
    """Return the page of a body, by its key; one that is no address as it stands has a digest beside it."""
    name = key if SAFE_KEY.fullmatch(key) else f"{slug(key)}-{crc32(key.encode()):08x}"
    return f"organ/{name}.html"


def minutes_file(stem: str, name: str = INDEX) -> str:
    """Return a file of a meeting's minutes, the page if no other is named."""
    return f"protokoll/{stem}/{name}"


def decision_pages(stem: str, headings: Iterable[str]) -> Iterator[str]:
    """Yield the page of each item's decision, by its heading.

    Why not by its number: the number of an item becomes another when one is put in before it.
    """
    taken: set[str] = set()
    for heading in headings:
        name = slug(heading) or "beslut"
        name = _free(f"{name}-beslut" if is_device(f"{name}.html") else name, taken)
        taken.add(name)
        yield f"beslut/{stem}/{name}.html"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def link(page: str, to: str, fragment: str = "") -> str:
    """Return the address of a page as another page links to it, which holds in a folder as well as on a server."""
    path = posixpath.relpath(to, posixpath.dirname(page) or ".")
    return quote(path) + (f"#{quote(fragment)}" if fragment else "")


def absolute(address: str, name: str) -> str:
    """Return the address of a file where the site is to be."""
    return f"{address.rstrip('/')}/{quote(name)}"
