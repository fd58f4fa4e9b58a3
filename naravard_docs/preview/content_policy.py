"""What the browser may do with the page and with the document in it (Content Security Policy, level 3)."""

from __future__ import annotations

import base64
import hashlib
import re

_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)


def page_policy(nonce: str) -> str:
    """Return the policy of the page: its own files only, no code in the markup, in no frame.

    The editor adds its style with the nonce; no text becomes markup, whatever a script asks (Trusted Types).
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def document_policy(html: bytes) -> str:
    """Return the policy of a document: no script whatever, the style that is in it, pictures that are in it.

    It is of the page's origin, so that the page can keep its place, and runs nothing (``sandbox``).
    """
    hashes = " ".join(sorted({_hash(style) for style in _STYLE.findall(html)})) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {hashes}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox",
        )
    )


def _hash(style: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"
