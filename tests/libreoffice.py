"""Asking LibreOffice, which opens files in its own way: all Word files in one start, all starts with one profile."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from made import missing_tool, require_tool

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

WORD = "docx:MS Word 2007 XML"

_HANDED_IN: list[Callable[[], Collection[bytes]]] = []
_PRINTED: dict[bytes, bytes] = {}
_TO_SAVE: list[Callable[[], Collection[bytes]]] = []
_SAVED_AGAIN: dict[bytes, bytes] = {}


def hand_in(make: Callable[[], Collection[bytes]]) -> None:
    """Have Word files printed at the first start, whoever asks for it; a module says so when it is imported."""
    _HANDED_IN.append(make)


def printed(word: bytes) -> bytes:
    """Return the tagged PDF that LibreOffice makes of a Word file."""
    if word not in _PRINTED:
        words = list({word: None} | {data: None for make in _HANDED_IN for data in make() if data not in _PRINTED})
        made = saved({f"{n}.docx": data for n, data in enumerate(words)}, TAGGED)
        _PRINTED.update((data, made[f"{n}.pdf"]) for n, data in enumerate(words))
    return _PRINTED[word]


def hand_in_saved(make: Callable[[], Collection[bytes]]) -> None:
    """Have Word files saved anew at the first start, whoever asks for it; a module says so when it is imported."""
    _TO_SAVE.append(make)


def saved_again(word: bytes) -> bytes:
    """Return a Word file as LibreOffice saves it, as a Word file."""
    if word not in _SAVED_AGAIN:
        words = list({word: None} | {data: None for make in _TO_SAVE for data in make() if data not in _SAVED_AGAIN})
        made = saved({f"{n}.docx": data for n, data in enumerate(words)}, WORD)
        _SAVED_AGAIN.update((data, made[f"{n}.docx"]) for n, data in enumerate(words))
    return _SAVED_AGAIN[word]


def saved(files: Mapping[str, bytes], form: str, *options: str) -> dict[str, bytes]:
    """Return files as LibreOffice saves them in another form, by their new names."""
    soffice = require_tool("soffice")
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
        profile = f"-env:UserInstallation={Path(_profile().name).as_uri()}"
        command = [soffice, profile, "--headless", *options, "--convert-to", form, "--outdir", f"{folder}/ut"]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
        made = {path.name: path.read_bytes() for path in Path(folder).glob("ut/*")}
    return made if len(made) == len(files) else missing_tool("the part of LibreOffice for such files is not installed")


@cache
def _profile() -> TemporaryDirectory[str]:
    """Return the user's folder of LibreOffice: to make it anew takes longer than to open a file."""
    return TemporaryDirectory()
