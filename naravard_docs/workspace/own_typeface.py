"""The typeface that templates/organisation.yaml names, judged when it is read: each file, and the four together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from naravard_docs.errors import Level, Problem
from naravard_docs.limits import MEGABYTE
from naravard_docs.meeting.organisation import Typeface
from naravard_docs.style.face_facts import FaceFacts
from naravard_docs.style.font_family import KEYS, family_faults
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.font_refusals import FontError
from naravard_docs.style.own_fonts import own_face_facts
from naravard_docs.swedish import quote
from naravard_docs.workspace.folders import is_there
from naravard_docs.yaml.text import read_bytes
from naravard_docs.yaml.tree import SourceFile

Locate = Callable[[str], Path]
"""Where a template of some name is."""


def typeface_faults(typeface: Typeface, source: SourceFile, locate: Locate, at_most_mb: int) -> Iterator[Problem]:
    """Yield what stands in the way of pages in a typeface.

    Raises:
        FileAccessError: if a file cannot be read.
        UnknownValueError: if the names of its files could not be.
    """
    names = names_of_faces(typeface)
    faces: dict[FaceKey, FaceFacts] = {}
    for key, name in names.items():
        path = locate(name)
        if not (is_there(path) and path.is_file()):
            message = f"Filen {quote(name)} finns inte i templates/"
            yield face_problem(source, key, message, "lägg filen där, eller rätta namnet")
        elif path.stat().st_size <= at_most_mb * MEGABYTE:  # others are told with the files that are too large
            try:
                faces[key] = own_face_facts(read_bytes(path, at_most_mb, ""))
            except FontError as error:
                yield face_problem(source, key, f"Typsnittsfilen {quote(name)} {error.message}", error.remedy)
    if len(faces) == len(names):
        yield from (problem for problem in family_problems(faces, names, source) if problem.is_error)


def names_of_faces(typeface: Typeface) -> dict[FaceKey, str]:
    """Return the names of the four files."""
    names = typeface.model_dump(by_alias=True)
    return {face: names[key] for face, key in KEYS.items()}


def family_problems(
    faces: Mapping[FaceKey, FaceFacts], names: Mapping[FaceKey, str], source: SourceFile
) -> Iterator[Problem]:
    """Yield what is wrong with four faces as a family."""
    for fault in family_faults(faces):
        message = f"Typsnittsfilen {quote(names[fault.face])} {fault.message}"
        yield face_problem(source, fault.face, message, fault.remedy, fault.level)


def face_problem(source: SourceFile, face: FaceKey, message: str, remedy: str, level: Level = Level.ERROR) -> Problem:
    """Return what is wrong with a face, at the name of its file."""
    return Problem(message, remedy, source.place_of(("utseende", "typsnitt", KEYS[face])), level)
