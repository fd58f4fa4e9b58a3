"""Which recommendations there are to refer to, by no more reading than that takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.yaml.text import read_bytes, read_text_file
from naravard_docs.yaml.tree import read_tree
from naravard_docs.yaml.validate import validate_file

_KEY = re.compile(rb"re[ck]ommendation[\"']?\s*:")
"""The key under which a meeting file has a recommendation, in both languages."""


def may_recommend(data: bytes) -> bool:
    """Return whether a meeting file may have a recommendation; if not, it need not be read for that.

    One that is not UTF-8 may have anything: it is read, and told of.
    """
    return _KEY.search(data) is not None or b"\0" in data


def references_unless_known(reference: str, files: Sequence[Path]) -> tuple[str, ...] | None:
    """Return every recommendation of some meeting files when a reference is none of them, else None.

    A meeting that cannot be read may have it: what is wrong with that file is told when it is read for its answers.
    """
    if any(may_have_recommendation(path, reference) for path in files):
        return None
    return tuple(readable_references(files))


def may_have_recommendation(path: Path, reference: str) -> bool:
    """Return whether a meeting has a recommendation with a reference, or cannot be read and so may have it."""
    try:
        return has_recommendation(path, reference)
    except (InvalidInputError, FileAccessError):
        return True


def has_recommendation(path: Path, reference: str) -> bool:
    """Return whether a meeting has a recommendation with a reference; most are told by the file's name, unread.

    Raises:
        FileAccessError: if the meeting file cannot be read.
        InvalidInputError: if it needs correction.
    """
    return reference.startswith(f"{stem_of(path)}-") and reference in _references(path)


def readable_references(files: Iterable[Path]) -> Iterator[str]:
    """Yield the reference of every recommendation of those meeting files that can be read."""
    for path in files:
        try:
            yield from _references(path)
        except (InvalidInputError, FileAccessError):
            continue


def _references(path: Path) -> tuple[str, ...]:
    if not may_recommend(read_bytes(path, LIMITS.text_mb)):
        return ()
    meeting = validate_file(Meeting, read_tree(read_text_file(path), path))
    return tuple(letter.reference(stem_of(path)) for letter in meeting.recommendations)
