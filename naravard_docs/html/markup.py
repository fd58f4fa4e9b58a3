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
    return f'"{escape(value, quote=False).replace(chr(34), "&quot;")}"'


def data_address(data: bytes, kind: str) -> str:
    """Return an address that holds a file's very bytes (RFC 2397)."""
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def content_policy(style: str, data: str = "", *more: str, runs_scripts: bool = False) -> str:
    """Return the element that keeps a page to its own style, pictures and data; ``more`` are further directives.

    A page that runs scripts has them as files of its own site, and no others.

    What is not said may not be: nothing is run, fetched, framed or sent (Content Security Policy Level 3). Data for
    programs are never run, but checkers ask that the policy has them.
    """
    rules = ["default-src 'none'", "img-src data:", f"style-src {_hash_source(style)}"]
    scripts = (*(("'self'",) if runs_scripts else ()), *((_hash_source(data),) if data else ()))
    rules += [f"script-src {' '.join(scripts)}"] if scripts else []
    policy = "; ".join((*rules, *more, "base-uri 'none'", "form-action 'none'"))
    return f'<meta http-equiv="Content-Security-Policy" content={quoted_value(policy)}>'


def _hash_source(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"
