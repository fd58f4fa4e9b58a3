"""A content stream as tokens that stay the same when another program writes it anew (ISO 32000-1, 7.8.2).

Spaces, line ends, comments, and how numbers and strings are written are the writer's own; operators and operands are
the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from naravard_docs.check.objects import from_hexadecimal, unescape_literal

_TOKEN = re.compile(
    rb"""[\s\0]++|%[^\r\n]*+|
    (?P<number>[+-]?(?:\d++\.?\d*+|\.\d++)(?=[\s\0()<>\[\]{}/%]|\Z))|
    (?P<dictionary><<|>>)|
    (?P<hexadecimal><[0-9A-Fa-f\s]*+>)|
    (?P<literal>\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S]|\((?:[^\\()]++|\\[\s\S])*+\))*+\))*+\))|
    (?P<name>/[^\s\0()<>\[\]{}/%]*+)|
    (?P<image>BI\b[\s\S]*?[\s]EI(?=[\s\0]|\Z))|
    (?P<word>[A-Za-z'"][A-Za-z0-9*'"]*+)|
    (?P<other>[\s\S])""",
    re.VERBOSE,
)
_HASH = re.compile(rb"#([0-9A-Fa-f]{2})")

SPACE = b" "
"""What stands between tokens; no token has it."""


def normalised_content(data: bytes) -> bytes:
    """Return content as its tokens, with a space before and after each."""
    return b"".join((SPACE, SPACE.join(_tokens(data)), SPACE))


def _tokens(data: bytes) -> Iterator[bytes]:
    for found in _TOKEN.finditer(data):
        kind, written = found.lastgroup, found[0]
        if kind == "number":
            yield _number(written)
        elif kind == "hexadecimal":
            yield _string(from_hexadecimal(written[1:-1]))
        elif kind == "literal":
            yield _string(unescape_literal(written[1:-1]))
        elif kind == "name":
            yield _HASH.sub(lambda code: bytes((int(code[1], 16),)), written).replace(SPACE, b"#20")
        elif kind == "image":
            yield b"BI<" + written.hex().encode() + b">"
        elif kind is not None:
            yield written


def _string(data: bytes) -> bytes:
    return b"<" + data.hex().encode() + b">"


def _number(written: bytes) -> bytes:
    """Return a number in one form, to five decimals: as much as readers tell apart (ISO 32000-1, Annex C)."""
    if b"." not in written:
        return b"%d" % int(written)
    rounded = f"{float(written):.5f}".rstrip("0").rstrip(".")
    return b"0" if rounded in ("-0", "") else rounded.encode()
