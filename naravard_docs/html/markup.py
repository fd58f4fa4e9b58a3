"""How words and values are written in HTML, and what a page is allowed to do."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape


def escaped(text: str) -> str:
    """Return a text as content of an element."""
    return escape(text, quote=False)


def quoted_value(value: str) -> str:
    """Return a value with its quotation marks."""
    return f'"{escape(value, quote=True)}"'


def data_address(data: bytes, kind: str) -> str:
    """Return an address that holds a file's very bytes (RFC 2397)."""
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def content_policy(style: str, *more: str) -> str:
    """Return the element that keeps a page to its own style and pictures; ``more`` are further directives.

    What is not said may not be: nothing is run, fetched, framed or sent (Content Security Policy Level 3).
    """
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    rules = ("default-src 'none'", "img-src data:", f"style-src 'sha256-{digest}'", *more)
    policy = "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))
    return f'<meta http-equiv="Content-Security-Policy" content={quoted_value(policy)}>'
