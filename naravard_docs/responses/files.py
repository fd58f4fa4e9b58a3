"""Which files in meetings/svar/ are answer files, which meeting each belongs to, and which belong to none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from naravard_docs.errors import FileAccessError, InvalidInputError, Place, Problem
from naravard_docs.swedish import did_you_mean
from naravard_docs.workspace.file_names import in_nfc, path_on_disk, stem_of
from naravard_docs.workspace.folders import yaml_files
from naravard_docs.workspace.known_recommendations import has_recommendation, may_have_recommendation
from naravard_docs.workspace.workspace import Workspace

SUFFIX = ".yaml"


def answer_files(workspace: Workspace) -> tuple[Path, ...]:
    """Return the answer files, by name."""
    return yaml_files(workspace.answers)


def files_of(workspace: Workspace, stem: str) -> tuple[Path, ...]:
    """Return the answer files whose names begin with a meeting's, and with no other meeting's that is longer.

    They need not be that meeting's: «a-b-c.yaml» can be of the matter «c» of «a-b», or of the matter «b-c» of «a».
    """
    files = yaml_files(workspace.answers, stem)
    if not files:  # as with most meetings: the others need not be listed
        return ()
    stems = {*(stem_of(path) for path in workspace.meeting_files()), stem}
    return tuple(path for path in files if meeting_of(path, stems) == stem)


def meeting_of(path: Path, stems: Iterable[str]) -> str:
    """Return the name of the meeting that an answer file belongs to, by its name; an empty text when to none."""
    return max((stem for stem in stems if f"{stem_of(path)}-".startswith(f"{stem}-")), key=len, default="")


def stray_answer_files(
    workspace: Workspace, files: Iterable[Path], asked: Iterable[Path], own: str = ""
) -> Iterator[Problem]:
    """Yield answer files that belong to no recommendation, which would never be read.

    ``own`` is the name of a meeting that ``asked`` are all the recommendations of, though it cannot be read whole.
    """
    names = {in_nfc(path.name): path for path in asked}
    for path in files:
        name = in_nfc(path.name)
        if name not in names and (path.suffix != SUFFIX or not may_be_known(workspace, stem_of(path), own)):
            close = did_you_mean(name, [each for each, meant in names.items() if not meant.exists()] or names)
            listed = f"namn som hör till en rekommendation: {', '.join(names)}" if names else "inget möte har någon"
            yield Problem("Filens namn hör inte till någon rekommendation", close or listed, Place(path, 1, 1))


def may_be_known(workspace: Workspace, reference: str, but: str = "") -> bool:
    """Return whether some meeting, ``but`` one, has a recommendation with a reference, or may have it, unread."""
    return any(
        may_have_recommendation(path, reference)
        for path in _meetings_named_in(workspace, reference)
        if stem_of(path) != but
    )


def also_of(workspace: Workspace, own: Path, reference: str) -> tuple[Path, ...]:
    """Return the other meetings that have a recommendation with the same reference, of those that can be read."""
    others = (path for path in _meetings_named_in(workspace, reference) if in_nfc(path.name) != in_nfc(own.name))
    return tuple(path for path in others if _has_for_sure(path, reference))


def _meetings_named_in(workspace: Workspace, reference: str) -> Iterator[Path]:
    """Yield the meeting files with whose names a reference begins; the folder, which may be large, is not listed."""
    words = reference.split("-")
    for count in range(1, len(words)):
        for suffix in (SUFFIX, ".yml"):
            path = path_on_disk(workspace.meetings, f"{'-'.join(words[:count])}{suffix}")
            if path.is_file():
                yield path


def _has_for_sure(path: Path, reference: str) -> bool:
    try:
        return has_recommendation(path, reference)
    except (InvalidInputError, FileAccessError):
        return False  # what is wrong with it is told when it is read itself
