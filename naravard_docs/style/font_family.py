"""Whether four faces are the four of one family: all different, the bold ones bolder, the italic ones sloping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from naravard_docs.errors import Level
from naravard_docs.style.face_facts import FaceFacts
from naravard_docs.style.font_names import FACES, FaceKey
from naravard_docs.swedish import quote

KEYS = dict(zip(FACES, ("normal", "fet", "kursiv", "fet_kursiv"), strict=True))
"""The Swedish key of each face."""

_LEAST_BOLDER = 1.1
"""How much more ink a bold face has at the least; families in use have 1.2 to 2."""

_LEAST_SLOPE = 0.06
"""How much an italic face slopes at the least (3.4 degrees); families in use slope by 0.12 to 0.27."""


_X_HEIGHTS, _ROOMS, _LEAST_SPACE = (0.3, 0.9), (0.8, 1.9), 0.1
"""How high small letters are, how much room they have, and the narrowest space; in use: 0.4-0.75, 0.93-1.45, 0.17."""


class FamilyFault(NamedTuple):
    """What is wrong with a face beside the others (Swedish); the message goes on after the file's name."""

    face: FaceKey
    message: str
    remedy: str
    level: Level = Level.ERROR


def family_faults(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    """Yield what is wrong with four faces as a family: errors, or warnings where it may be meant."""
    faults = [*_same_faces(faces), *_other_families(faces)]
    yield from faults or (*_weights(faces), *_slopes(faces), *_widths(faces), *_sizes(faces))


def _same_faces(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    first: dict[str, FaceKey] = {}
    for key in FACES:
        other = first.setdefault(faces[key].shapes, key)
        if other != key:
            message = f"är samma snitt som «{KEYS[other]}»"
            yield FamilyFault(key, message, f"ange typsnittets fil för {_STYLES[key]} stil; alla fyra ska vara olika")


_STYLES = dict(zip(FACES, ("rak", "fet", "kursiv", "fet kursiv"), strict=True))


def _other_families(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    regular, remedy = faces[FaceKey()], "ange fyra filer ur samma typsnitt"
    for key in FACES[1:]:
        one, other = faces[key].plain_families, regular.plain_families
        if one and other and not one & other:
            message = f"hör till {quote(faces[key].families[0])} men «normal» till {quote(regular.families[0])}"
            yield FamilyFault(key, message, remedy)
        elif faces[key].has_one_width != regular.has_one_width:
            which = "har" if regular.has_one_width else "har inte"
            yield FamilyFault(key, f"är av annat slag än «normal», som {which} lika breda bokstäver", remedy)


def _weights(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    for bold in (FaceKey(True), FaceKey(True, True)):
        plain = FaceKey(False, bold.is_italic)
        if faces[bold].ink < faces[plain].ink * _LEAST_BOLDER:
            how = "inte fetare än" if faces[bold].ink <= faces[plain].ink else "knappt fetare än"
            message = f"är {how} «{KEYS[plain]}», så att rubriker och fet text inte syns"
            remedy = f"byt filerna om de är förväxlade, eller ange en fetare fil som «{KEYS[bold]}»"
            yield FamilyFault(bold, message, remedy, Level.WARNING)


def _slopes(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    for key in FACES:
        if key.is_italic and faces[key].slope < _LEAST_SLOPE:
            yield FamilyFault(key, "lutar inte", f"ange en kursiv fil som «{KEYS[key]}»", Level.WARNING)
        if not key.is_italic and faces[key].slope >= _LEAST_SLOPE:
            yield FamilyFault(key, "lutar som en kursiv", f"ange en rak fil som «{KEYS[key]}»", Level.WARNING)


def _widths(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    regular = faces[FaceKey()].width_class
    for key in FACES[1:]:
        if (own := faces[key].width_class) != regular:
            message = f"är {'smalare' if own < regular else 'bredare'} än «normal» enligt filen"
            yield FamilyFault(key, message, "ange fyra filer av samma bredd", Level.WARNING)


def _sizes(faces: Mapping[FaceKey, FaceFacts]) -> Iterator[FamilyFault]:
    """Yield faces whose letters are far from the size that they say, as when a file was made for another unit."""
    remedy = "hämta typsnittet på nytt från leverantören, eller välj ett annat"
    for key in FACES:
        face = faces[key]
        for odd, message in (
            (face.x_height < _X_HEIGHTS[0], "har ovanligt små bokstäver för sin storlek"),
            (face.x_height > _X_HEIGHTS[1], "har ovanligt stora bokstäver för sin storlek"),
            (face.room < _ROOMS[0], "har bokstäver som går in i varandra"),
            (face.room > _ROOMS[1], "har bokstäver som står långt ifrån varandra"),
            (face.space < _LEAST_SPACE, "har ett mellanslag nästan utan bredd, så att ord går ihop"),
        ):
            if odd:
                yield FamilyFault(key, message, remedy, Level.WARNING)
