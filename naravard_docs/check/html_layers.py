"""Every layer of a page that can hold words: what it shows, and all that only programs see."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from naravard_docs.check.html_tree import HtmlElement, HtmlFile

_SETTINGS = frozenset(
    {"class", "type", "lang", "scope", "role", "tabindex", "width", "height", "charset", "http-equiv", "rel"}
)
"""Attributes that hold no words of the document; whatever stands in another is taken for such."""

_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "li", "caption", "title", "div", "section", "header", "main"}
    | {"footer", "nav", "blockquote", "table", "tr", "a", "span"}
)
_DATA = "data:"

PageLayer = tuple[str, str, bool]
"""A layer's name, its text, and whether that is certainly meant as words."""


def html_pieces(data: bytes) -> Iterator[PageLayer]:
    """Yield the layers of a page by their names in Swedish; files within it are not among them.

    Raises:
        UnicodeDecodeError: if it is not written in UTF-8.
    """
    file = HtmlFile(data)
    yield "sidans text", "\n".join(_lines(file.root)), True
    yield from (("en kommentar", comment, True) for comment in file.comments)
    for element in file.elements:
        for name, value in element.attributes.items():
            yield from _of_attribute(element, name, value)
        if element.tag == "script" and element.text():  # one that is a file of its own has nothing here
            yield from _of_script(element.text())
        elif element.tag == "style":
            yield "stilmallen", _CSS_ESCAPE.sub(_css_sign, element.text()), False


def files_within(data: bytes) -> Iterator[bytes]:
    """Yield the files that a page has within it, as addresses of their own bytes (RFC 2397)."""
    for element in HtmlFile(data).elements:
        for value in element.attributes.values():
            if value.startswith(_DATA):
                head, _, body = value.partition(",")
                yield b64decode(body) if head.endswith(";base64") else unquote(body).encode()


def is_html(data: bytes) -> bool:
    """Return whether a file begins as pages do (MIME Sniffing, 7.1)."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\t\n\f\r ").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<!--", b"<head", b"<body"))


def _of_attribute(element: HtmlElement, name: str, value: str) -> Iterator[PageLayer]:
    if value.startswith(_DATA):
        return
    is_certain = name not in _SETTINGS and not (element.tag == "meta" and "http-equiv" in element.attributes)
    yield f"attributet {name}", value, is_certain
    if "%" in value:
        yield f"attributet {name}", unquote(value), is_certain


def _css_sign(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= sys.maxunicode else " "


def _of_script(text: str) -> Iterator[PageLayer]:
    yield "strukturerade data", "\n".join(_strings(json.loads(text))), True


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    else:
        yield str(value)


def _lines(element: HtmlElement) -> Iterator[str]:
    """Yield what stands in elements: the words of one that holds only a text, as a line."""
    if element.tag in ("script", "style"):
        return
    if element.tag in _BLOCKS and not any(inner.tag in _BLOCKS - {"a", "span"} for inner in element.elements):
        yield element.text()
        return
    for one in element.held:
        if isinstance(one, str):
            yield one
        else:
            yield from _lines(one)
