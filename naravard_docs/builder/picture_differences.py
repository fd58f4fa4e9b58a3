"""Pictures that are gone, have come or were changed in a Word file; that Word saves them anew is no change."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image

from naravard_docs.builder.word_differences import DifferenceKind, OurPassage, Segment, WordDifference
from naravard_docs.check.passages import Passage, PassageKind, WordPicture
from naravard_docs.limits import LIMITS

_SIDE = 32
_MOST_APART = 6
"""How far two pictures' points may be from each other, on average, of 255: Word saves smaller ones."""

_PICTURE = "bild"


def picture_differences(ours: Sequence[WordPicture], others: Sequence[WordPicture]) -> tuple[WordDifference, ...]:
    """Return the pictures that differ, whatever their order."""
    gone = list(ours)
    come = [each for each in others if not _taken(each, gone)]
    return tuple(_told(gone, come))


def _taken(picture: WordPicture, gone: list[WordPicture]) -> bool:
    """Take a picture away from those that are gone, if it is among them."""
    found = next((each for each in gone if _is_same(each, picture)), None)
    if found is not None:
        gone.remove(found)
    return found is not None


def _told(gone: Sequence[WordPicture], come: Sequence[WordPicture]) -> Iterator[WordDifference]:
    changed = {each.alt_text for each in gone if each.alt_text} & {each.alt_text for each in come}
    for each in gone:
        kind = DifferenceKind.CHANGED if each.alt_text in changed else DifferenceKind.REMOVED
        name = each.alt_text or "utan text"
        theirs = (Segment(f"{name} (en annan bild)", True),) if each.alt_text in changed else ()
        about = OurPassage(Passage(name, PassageKind.PARAGRAPH), "bild")
        yield WordDifference(kind, _PICTURE, "", (Segment(name, True),), theirs, about, 0, len(name))
    for each in come:
        if each.alt_text not in changed:
            told = (Segment(each.alt_text or "utan text", True),)
            yield WordDifference(DifferenceKind.ADDED, _PICTURE, "", (), told)


def _is_same(one: WordPicture, other: WordPicture) -> bool:
    if one.data == other.data:
        return bool(one.data)
    first, second = _points(one.data), _points(other.data)
    if not first or not second:
        return False
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first) <= _MOST_APART


@lru_cache(maxsize=64)
def _points(data: bytes) -> tuple[int, ...]:
    """Return a picture made small and grey; nothing of one that is of another kind, or too large."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > LIMITS.picture_megapixels * 1_000_000:
                return ()
            small = picture.convert("RGBA").resize((_SIDE, _SIDE))
            white = Image.new("RGBA", small.size, "white")
            return tuple(Image.alpha_composite(white, small).convert("L").tobytes())
    except Exception:
        return ()
