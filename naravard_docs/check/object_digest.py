"""PDF objects as digests that stay the same when another program writes the file anew.

Numbers of objects, order of keys and filters are the writer's own; values, and what streams unpack to, are the file's.
"""

from __future__ import annotations

import hashlib
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from naravard_docs.check.content_tokens import normalised_content
from naravard_docs.check.pdf_entries import entry, resolved, text_in
from naravard_docs.limits import LIMITS, MEGABYTE

_OF_WRITER = frozenset(
    ("/Length", "/Filter", "/DecodeParms", "/DL", "/Parent", "/P", "/StructParent", "/StructParents", "/Metadata")
)
_PICTURES = ("/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode")
_CIRCULAR = b"circular"


class ObjectDigests:
    """Makes digests of the objects of one file.

    Raises (on use):
        ValueError: if the file has more objects or data than a file of ours can have.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._values_left = LIMITS.pdf_values * 4
        self._bytes_left = LIMITS.pdf_unpacked_mb * MEGABYTE

    def digest(self, value: Any) -> str:
        """Return the digest of a value with all that it leads to; of a page it is only that it is one."""
        return self._digest(value).hex()

    def _digest(self, value: Any) -> bytes:
        self._values_left -= 1
        if self._values_left < 0:
            raise ValueError("too many objects")
        if isinstance(value, IndirectObject):
            return self._of_reference(value)
        made = hashlib.sha256()
        for part in self._parts(value):
            made.update(len(part).to_bytes(8, "big") + part)
        return made.digest()

    def _of_reference(self, reference: IndirectObject) -> bytes:
        key = (reference.idnum, reference.generation)
        if key not in self._known:
            self._known[key] = _CIRCULAR
            self._known[key] = self._digest(reference.get_object())
        return self._known[key]

    def _parts(self, value: Any) -> list[bytes]:
        if isinstance(value, DictionaryObject):
            return self._of_dictionary(value)
        if isinstance(value, ArrayObject):
            return [b"array", *(self._digest(each) for each in value)]
        if isinstance(value, NameObject):
            return [b"name", str(value).encode("utf-8", "surrogatepass")]
        if isinstance(value, TextStringObject):
            return [b"string", value.original_bytes]
        if isinstance(value, ByteStringObject):
            return [b"string", bytes(value)]
        if isinstance(value, BooleanObject):
            return [b"boolean", str(bool(value.value)).encode()]
        if value is None or isinstance(value, NullObject):
            return [b"null"]
        return [b"number", f"{float(value):.5f}".encode()]

    def _of_dictionary(self, value: DictionaryObject) -> list[bytes]:
        if text_in(value, "/Type") == "/Page":
            return [b"page"]
        parts = [b"dictionary"]
        for key in sorted(set(value) - _OF_WRITER):
            parts += [str(key).encode("utf-8", "surrogatepass"), self._digest(value.raw_get(key))]
        if hasattr(value, "get_data"):
            data = self.data(value)
            is_drawing = text_in(value, "/Subtype") == "/Form" or "/PatternType" in value
            parts += [_picture_filters(value), normalised_content(data) if is_drawing else data]
        return parts

    def data(self, stream: Any) -> bytes:
        """Return what a stream unpacks to; as it stands where its filter is of a picture or unknown."""
        try:
            found: bytes = stream.get_data()
        except NotImplementedError:
            found = stream._data
        self._bytes_left -= len(found)
        if self._bytes_left < 0:
            raise ValueError("too much data")
        return found


def _picture_filters(stream: Any) -> bytes:
    """Return the filters that make a picture of a stream's data, and that readers, not we, undo."""
    held = entry(stream, "/Filter")
    names = [str(resolved(each)) for each in (held if isinstance(held, list) else [held])]
    return " ".join(name for name in names if name in _PICTURES).encode()
