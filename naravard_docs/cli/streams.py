"""What is written to stdout and stderr: UTF-8 where a file or a program takes it, and never a letter that stops it.

A terminal shows what it can. What is redirected or piped on Windows would else be in the code page of the machine
(cp1252, cp437), which has no č and no «→», and which no reader of JSON expects (RFC 8259, 8.1: UTF-8).
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Mapping
from typing import TextIO


def use_utf8(environment: Mapping[str, str] = os.environ) -> None:
    """Have stdout and stderr take every letter: as UTF-8, or on a terminal that has other letters with «?» for them.

    Whoever has said by ``PYTHONIOENCODING`` what they want has that.
    """
    if not environment.get("PYTHONIOENCODING"):
        for stream in (sys.stdout, sys.stderr):
            _prepare(stream)


def _prepare(stream: TextIO | None) -> None:
    if not isinstance(stream, io.TextIOWrapper) or _is_utf8(stream.encoding):
        return
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdout else "backslashreplace")


def _is_utf8(encoding: str | None) -> bool:
    try:
        return codecs.lookup(encoding or "ascii").name == "utf-8"
    except LookupError:
        return False
