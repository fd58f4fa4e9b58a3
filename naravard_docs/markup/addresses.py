"""Bare addresses in text: web pages and mailboxes become links, and nothing is read inside them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern

_WEB = lazy_pattern(
    r"(?<![\w@/.+-])(?:https?://|www\.)[^\s<>«»”“\"\[\]{}|\\^`\x00\U000f0000-\U0010ffff]+", re.IGNORECASE
)
_LOCAL = lazy_pattern(r"[\w.!#$%&'+/=?^`{|}~-]*\w$")
_DOMAIN = lazy_pattern(r"@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_OUTSIDE = ".,;:!?'’)*…–—"
"""Signs that end a sentence or a bracket around an address rather than the address."""

_BEFORE_LOCAL = ".!#$%&'+/=?^`{|}~-"
_LONGEST_LOCAL = 64


class Address(Struct, frozen=True):
    """An address from ``start`` up to ``end`` of a text; ``url`` is the written one with its scheme."""

    start: int
    end: int
    url: str


def addresses_in(text: str) -> dict[int, Address]:
    """Return the bare addresses of a text by where they begin."""
    found = {address.start: address for address in _web_addresses(text)}
    starts = sorted(found)
    for address in _mailboxes(text):
        before = bisect(starts, address.start) - 1
        if before < 0 or found[starts[before]].end <= address.start:
            found[address.start] = address
    return found


def _web_addresses(text: str) -> Iterator[Address]:
    for match in _WEB.finditer(text):
        address = _web(text, match.start(), match.end())
        if address is not None:
            yield address


def _mailboxes(text: str) -> Iterator[Address]:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - _LONGEST_LOCAL) : at])
        domain = _DOMAIN.match(text, at)
        if local and domain:
            name = local[0].lstrip(_BEFORE_LOCAL)
            start = at - len(name)
            yield Address(start, domain.end(), f"mailto:{text[start : domain.end()]}")
        at = text.find("@", at + 1)


def _web(text: str, start: int, end: int) -> Address | None:
    while end > start and text[end - 1] in _OUTSIDE and not _is_balanced(text[start:end]):
        end -= 1
    written = text[start:end]
    has_scheme = "://" in written
    host = written.split("://", 1)[-1] if has_scheme else written[4:]
    if not host or not host[0].isalnum() or (not has_scheme and "." not in host):
        return None
    return Address(start, end, written if has_scheme else f"https://{written}")


def _is_balanced(address: str) -> bool:
    """Return whether a closing parenthesis belongs to the address, as in «…/Umeå_(ort)»."""
    return address.endswith(")") and address.count("(") >= address.count(")")
