"""The meeting file as the page edits it: read with what tells it from every other text, and saved without loss.

What is saved has the file's own line ends, mark and permissions, takes the place of exactly the text that was edited,
and is on the disk before it does.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from naravard_docs.archive.archive import Archive
from naravard_docs.builder.adopted import latest_version
from naravard_docs.builder.meeting_edit import with_own_lines
from naravard_docs.errors import FileAccessError, NaravardError, shown_path
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import is_there, root_around
from naravard_docs.workspace.load import read_meeting
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes, read_with

_LINE_END = re.compile(r"\r\n|\r")
_ADOPTED = re.compile(
    rf"^[\"']?status[\"']?\s*:\s*[\"']?({'|'.join(each for each in Status if not each.is_draft)})\b", re.I | re.M
)
"""How a file that is too broken to be read says that its minutes are adopted."""

_MOST_COPIES = 1_000


class SourceText(Struct, frozen=True):
    """A file's text with line feeds only, the hash of its bytes, and why it is not to be changed here, if so."""

    text: str
    digest: str
    why_read_only: str = ""


class ChangedMeanwhileError(Exception):
    """The file is not the one that was edited any more; ``now`` is what it says."""

    def __init__(self, now: SourceText) -> None:
        super().__init__(now.digest)
        self.now = now


class ReadOnlyError(Exception):
    """The file is not to be changed here, for a reason (Swedish)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def source_of(path: Path, data: bytes, meeting: Meeting | None = None) -> SourceText:
    """Return the bytes of a meeting file as a text to edit; ``meeting`` is what they say, where that is known."""
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        why = (
            "Filen är inte sparad som UTF-8, så den kan inte ändras här. Spara om den som UTF-8 i en annan redigerare."
        )
        return SourceText(data.decode("cp1252", "replace"), digest_of_bytes(data), why)
    is_adopted = not meeting.is_draft if meeting else _says_adopted(path, data, text)
    return SourceText(_LINE_END.sub("\n", text), digest_of_bytes(data), _why_read_only(path, is_adopted))


def digest_of_bytes(data: bytes) -> str:
    """Return what tells a file's bytes from others."""
    return hashlib.sha256(data).hexdigest()


def save_source(path: Path, text: str, digest: str, known: SourceText, keeps_other: bool = False) -> None:
    """Save an edited text in place of the one with a hash.

    ``known`` is the file as it was last read. ``keeps_other`` first puts what stands on the disk into a copy.

    Raises:
        ChangedMeanwhileError: if the file is another one by now.
        ReadOnlyError: if it is not to be changed here.
        FileAccessError: if it cannot be written.
    """
    with exclusive_write(path):
        before = read_bytes(path)
        now = known if known.digest == digest_of_bytes(before) else source_of(path, before)
        if why := now.why_read_only or _why_read_only(path, is_adopted=False):
            raise ReadOnlyError(why)
        if now.digest != digest:
            raise ChangedMeanwhileError(now)
        if keeps_other:
            write_copy(path, before)
        write_inside(path.parent, path, _as_file(before, text), is_irreplaceable=True)


def write_copy(path: Path, data: bytes) -> Path:
    """Write a text beside its file, under a name that no meeting and no other file has, and return its path.

    Whoever may not read the file may not read the copy.

    Raises:
        FileAccessError: if it cannot be written.
    """
    for copy in _copy_names(path):
        with exclusive_write(copy):
            if not is_there(copy):
                write_inside(path.parent, copy, data, is_irreplaceable=True, like=path)
                return copy
    raise FileAccessError(f"{shown_path(path.parent)} har redan {_MOST_COPIES} kopior av filen", "ta bort gamla kopior")


def _why_read_only(path: Path, is_adopted: bool) -> str:
    """Return why a meeting file is not to be changed here, as a sentence; empty if it is.

    Minutes that are adopted are corrected, and by a command that notes who, when and why.
    """
    if is_adopted or _is_archived(path):
        how = f'naravard justera {shown_path(path)} --rätta "skäl"'
        return f"Protokollet är justerat, så filen går bara att läsa här. En rättelse skrivs i terminalen: {how}"
    if is_there(path) and not os.access(path, os.W_OK):
        return "Filen är skrivskyddad, så den går bara att läsa här."
    return ""


def _copy_names(path: Path) -> Iterator[Path]:
    """Yield names for copies: with another suffix than meetings, so that nothing takes them for one."""
    yield from (path.with_name(f"{path.name}.kopia-{number}.txt") for number in range(1, _MOST_COPIES + 1))


def _is_archived(path: Path) -> bool:
    try:
        return latest_version(Archive(root_around(path), stem_of(path))) is not None
    except FileAccessError:  # a damaged archive is one, too
        return True


def _says_adopted(path: Path, data: bytes, text: str) -> bool:
    """Return whether a file says that its minutes are adopted, also one that is too broken to be read."""
    try:
        with read_with(path, data):
            read = read_meeting(path, Workspace.around(path))
    except NaravardError:
        return _ADOPTED.search(text) is not None
    return not read.meeting.known("status", Status.DRAFT).is_draft


def _as_file(before: bytes, text: str) -> bytes:
    """Return a text as bytes, with the line ends of the file that it was, and its mark."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    kept = with_own_lines(before.removeprefix(codecs.BOM_UTF8).decode("utf-8"), _LINE_END.sub("\n", text))
    return mark + kept.encode("utf-8")
