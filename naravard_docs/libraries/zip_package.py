"""Packages of parts (ZIP), as Office files are, without a clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that ZIP knows."""


def pack_zip(parts: Mapping[str, bytes], begun: bytes = b"") -> bytes:
    """Return a package of parts by name, after those of one that is packed already; equal parts give equal bytes."""
    out = io.BytesIO(begun)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return out.getvalue()
