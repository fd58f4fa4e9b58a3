"""Whether a file is a picture that documents can show."""

from __future__ import annotations

import io

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_whole_picture(data: bytes) -> bool:
    """Say whether bytes are a PNG or JPEG picture that can be read to its end."""
    from PIL import Image

    if not data.startswith(_SIGNATURES):
        return False
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True
