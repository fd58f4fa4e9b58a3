"""What pages can be set in but is likely not meant: a bold face that is not bold, lines that meet, no way into Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from naravard_docs.errors import Level, Problem
from naravard_docs.meeting.organisation import Typeface
from naravard_docs.style.face_facts import FaceFacts
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.own_fonts import own_face_facts
from naravard_docs.swedish import quote
from naravard_docs.workspace.own_typeface import face_problem, family_problems, names_of_faces
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import SourceFile, read_tree

if TYPE_CHECKING:
    from naravard_docs.workspace.workspace import Workspace

_LONGEST_NAME = 31
"""Characters of a font's name that Windows takes (LOGFONT: 32 with the one that ends it)."""


def typeface_warnings(workspace: Workspace) -> Iterator[Problem]:
    """Yield what can be drawn in the typeface but is likely not meant.

    Where the templates have faults, those are told first.
    """
    if workspace.template_problems or (typeface := workspace.house.organisation.look.typeface) is None:
        return
    path = workspace.template("organisation.yaml")
    source, names = read_tree(read_text_file(path), path), names_of_faces(typeface)
    faces = {key: own_face_facts(workspace.template(name).read_bytes()) for key, name in names.items()}
    yield from family_problems(faces, names, source)
    yield from _close_lines(workspace, faces, source)
    yield from _not_in_word(typeface, faces, names, source)
    if len(typeface.name) > _LONGEST_NAME:
        message = f"Typsnittets namn har {len(typeface.name)} tecken; Word klarar {_LONGEST_NAME}"
        place = source.place_of(("utseende", "typsnitt", "namn"))
        yield Problem(message, "skriv ett kortare namn", place, Level.WARNING)


def _close_lines(workspace: Workspace, faces: dict[FaceKey, FaceFacts], source: SourceFile) -> Iterator[Problem]:
    """Yield a warning where the letters of two lines meet."""
    theme = workspace.theme
    height = max(face.highest for face in faces.values()) - min(face.lowest for face in faces.values())
    if (needed := height * theme.body_size_pt) > theme.body_leading_pt:
        message = (
            f"Bokstäverna är {_points(needed)} höga, men radavståndet är {_points(theme.body_leading_pt)}:"
            " raderna går in i varandra"
        )
        remedy = f"sätt «radavstånd_pt» till minst {_points(needed)[:-3]}, eller «brödtext_pt» till ett mindre tal"
        yield Problem(message, remedy, source.place_of(("utseende", "typsnitt")), Level.WARNING)


def _points(number: float) -> str:
    return f"{-(-number * 10 // 1) / 10:g} pt".replace(".", ",")


def _not_in_word(
    typeface: Typeface, faces: dict[FaceKey, FaceFacts], names: dict[FaceKey, str], source: SourceFile
) -> Iterator[Problem]:
    """Yield a hint where Word files cannot carry the typeface, and whoever opens one has to have it."""
    for key, face in faces.items():
        if not face.may_be_edited:
            message = f"Typsnittsfilen {quote(names[key])} får bäddas in i PDF-filer men inte i Word-filer (fsType 4)"
            remedy = "installera typsnittet på de datorer där Word-filerna öppnas"
            if face.families and typeface.name not in face.families:
                remedy += f", och ändra «namn» till vad Word kallar det: {quote(face.families[0])}"
            yield face_problem(source, key, message, remedy, Level.HINT)
            return
