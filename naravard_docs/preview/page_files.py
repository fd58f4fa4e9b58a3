"""The page's own files: its markup, style and scripts, and the editor when it was built into the program."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

_FOLDER = Path(__file__).resolve().parent / "page"
_MARKUP = "page.html"
EDITOR = "vendor/editor.js"
"""The editor component, which ``make editor`` builds; without it the page has a plain text field."""

_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class PageFile(Struct, frozen=True):
    data: bytes
    media_type: str


def page_files() -> dict[str, PageFile]:
    """Return the files that the page fetches, by the names that it fetches them by, as they are in the program."""
    names = [*(path.name for path in sorted(_FOLDER.iterdir()) if path.suffix in _MEDIA_TYPES), EDITOR]
    paths = {name: _FOLDER / name for name in names}
    return {
        name: PageFile(path.read_bytes(), _MEDIA_TYPES[path.suffix]) for name, path in paths.items() if path.is_file()
    }


def page_html(file: str, nonce: str, files: Mapping[str, PageFile]) -> str:
    """Return the page of a meeting file."""
    values = {"{{file}}": file, "{{nonce}}": nonce, "{{editor}}": EDITOR if EDITOR in files else ""}
    text = (_FOLDER / _MARKUP).read_text("utf-8")
    for name, value in values.items():
        text = text.replace(name, html.escape(value))
    return text
