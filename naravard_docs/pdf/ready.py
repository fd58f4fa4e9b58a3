"""Objects given to reportlab as the bytes that they are to be in the file."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc


class RawObject(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object given as ready bytes."""

    __slots__ = ("__InternalName__", "data")

    def __init__(self, data: bytes = b"null") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        return self.data


def stream_object(data: bytes, entries: str = "") -> bytes:
    """Return a stream object, deflated, with an end of line before «endstream» (ISO 19005-2, 6.1.7.1)."""
    packed = zlib.compress(data)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries.encode(), len(packed), packed)
