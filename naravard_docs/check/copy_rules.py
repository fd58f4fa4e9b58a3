"""Judging a reading copy: whether it shows what its attachments show, read again with no code of its writer.

Each page of an attachment must be there, of the same size and with the same drawing, and what a viewer shows on top of
it must either have a picture there or have been told.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader

from naravard_docs.check.findings import Violation, run_rule
from naravard_docs.libraries.remarks import without_remarks

_HIDDEN = 2 | 32
_NEAR = 20
"""How far ahead in the copy an annotation of the original is looked for; what follows is in the same order."""

_ALWAYS_SEEN = (
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Ink", "/Stamp"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Redact", "/FileAttachment", "/Sound"),
)
"""Annotations that a viewer draws also when they have no picture (ISO 32000-1, 12.5.5)."""


class CheckedAttachment(Struct, frozen=True):
    """An attachment, its name for messages, and on which of its pages how much was told as not shown."""

    name: str
    data: bytes
    told: Mapping[int, int]


@without_remarks()
def copy_faults(copy: bytes, attachments: Sequence[CheckedAttachment]) -> tuple[Violation, ...]:
    """Return what a reading copy lacks of its attachments, which are its last bookmarks of the first level."""
    return tuple(run_rule("läsexemplaret", partial(_faults, copy, attachments)))


def _faults(copy: bytes, attachments: Sequence[CheckedAttachment]) -> Iterator[Violation]:
    reader = PdfReader(io.BytesIO(copy))
    pages = list(reader.pages)
    starts = _starts(reader)[-len(attachments) :]
    if len(starts) < len(attachments):
        yield _lacks("ett bokmärke för varje bilaga")
        return
    for attachment, start, end in zip(attachments, starts, [*starts[1:], len(pages)], strict=True):
        originals = list(PdfReader(io.BytesIO(attachment.data)).pages)
        if end - start <= len(originals):
            yield _lacks(f"sidor av bilagan {attachment.name}")
            continue
        copied = pages[end - len(originals) : end]
        for number, (original, page) in enumerate(zip(originals, copied, strict=True), 1):
            where = f"sida {number} i bilagan {attachment.name}"
            yield from _page_faults(original, page, attachment.told.get(number, 0), where)


def _lacks(what: str) -> Violation:
    return Violation("läsexemplar", "ISO 32000-1, 12.5", f"läsexemplaret saknar {what}")


def _starts(reader: PdfReader) -> list[int]:
    """Return the pages that the bookmarks of the first level lead to."""
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    outline: Any = reader.root_object.get("/Outlines", {})
    item, starts = outline.get_object().get("/First"), []
    while item is not None:
        held = item.get_object()
        place: Any = held.get("/Dest")
        starts.append(numbers.get(getattr(place[0], "idnum", 0), 0) if place else 0)
        item = held.get("/Next")
    return starts


def _page_faults(original: PageObject, page: PageObject, told: int, where: str) -> Iterator[Violation]:
    if _size_of(original) != _size_of(page):
        yield _lacks(f"rätt storlek eller läge på {where}")
    if _drawing(original) != _drawing(page):
        yield _lacks(f"det som är ritat på {where}")
    if (unseen := _unseen(_annotations(original), _annotations(page))) > told:
        yield _lacks(f"{unseen - told} av anteckningarna och fälten på {where}")


def _size_of(page: PageObject) -> tuple[Any, ...]:
    boxes = (_numbers(page.get(key)) for key in ("/MediaBox", "/CropBox"))
    return (*boxes, page.rotation, page.get("/UserUnit", 1))


def _numbers(held: Any) -> tuple[float, ...]:
    found = held.get_object() if held is not None else None
    values = [each.get_object() for each in found] if isinstance(found, list) else []
    return tuple(float(each) for each in values if isinstance(each, int | float))


def _drawing(page: PageObject) -> tuple[bytes, ...]:
    """Return what a page draws, and the names of what it draws with."""
    contents: Any = page.get("/Contents")
    held = contents.get_object() if contents is not None else None
    streams = held if isinstance(held, list) else [held] if held is not None else []
    resources: Any = page.get("/Resources")
    resources = resources.get_object() if resources is not None else None
    named = resources if isinstance(resources, dict) else {}
    names = sorted(f"{kind}{key}" for kind in ("/Font", "/XObject") for key in _keys(named.get(kind)))
    return (*(_data_of(stream) for stream in streams), *(name.encode() for name in names))


def _data_of(stream: Any) -> bytes:
    found = stream.get_object()
    return found.get_data() if hasattr(found, "get_data") else b""


def _keys(held: Any) -> list[str]:
    found = held.get_object() if held is not None else None
    return [str(key) for key in found] if isinstance(found, dict) else []


def _annotations(page: PageObject) -> list[dict[str, Any]]:
    listed: Any = page.get("/Annots")
    found = listed.get_object() if listed is not None else None
    entries = [each.get_object() for each in found] if isinstance(found, list) else []
    return [each for each in entries if isinstance(each, dict) and "/Subtype" in each]


def _unseen(originals: Sequence[dict[str, Any]], copied: Sequence[dict[str, Any]]) -> int:
    """Return how many annotations of a page have no picture in its copy at their place; both have the same order."""
    shown = [each for each in copied if _is_seen(each) and _picture(each) is not None]
    at, unseen = 0, 0
    for original in filter(_is_seen, originals):
        near = range(at, min(at + _NEAR, len(shown)))
        place = next((n for n in near if _overlap(_rect(shown[n]), _rect(original))), None)
        unseen += place is None
        at = at if place is None else place + 1
    return unseen


def _is_seen(annotation: dict[str, Any]) -> bool:
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & _HIDDEN:
        return False
    rect = _rect(annotation)
    if rect is None or rect[:2] == rect[2:]:
        return False
    if _picture(annotation) is not None or annotation["/Subtype"] in _ALWAYS_SEEN:
        return True
    return annotation["/Subtype"] == "/Widget" and (_has_value(annotation) or _has_frame(annotation))


def _has_value(field: dict[str, Any]) -> bool:
    value = str(_of_field(field, "/V")).strip() if field.get("/AS") != "/Off" else ""
    return value not in ("", "/Off", "None", "NullObject") or bool(_of_field(field, "/Opt"))


def _has_frame(field: dict[str, Any]) -> bool:
    look: Any = field.get("/MK")
    look = look.get_object() if look is not None else None
    return isinstance(look, dict) and any(look.get(key) for key in ("/BC", "/BG", "/CA"))


def _of_field(field: dict[str, Any], key: str) -> Any:
    """Return an entry of a field or of one above it."""
    at: Any = field
    for _ in range(32):
        if not isinstance(at, dict) or key in at:
            break
        at = at.get("/Parent")
        at = at.get_object() if at is not None else None
    return at.get(key) if isinstance(at, dict) else None


def _overlap(one: tuple[float, ...] | None, other: tuple[float, ...] | None) -> bool:
    if one is None or other is None:
        return one == other
    return one[0] <= other[2] + 1 and other[0] <= one[2] + 1 and one[1] <= other[3] + 1 and other[1] <= one[3] + 1


def _rect(annotation: dict[str, Any]) -> tuple[float, ...] | None:
    numbers = _numbers(annotation.get("/Rect"))
    if len(numbers) != 4:
        return None
    (x1, x2), (y1, y2) = sorted(numbers[::2]), sorted(numbers[1::2])
    return (x1, y1, x2, y2)


def _picture(annotation: dict[str, Any]) -> Any:
    """Return the picture of an annotation's present state; None when it has none."""
    pictures: Any = annotation.get("/AP")
    pictures = pictures.get_object() if pictures is not None else None
    normal = pictures.get("/N") if isinstance(pictures, dict) else None
    normal = normal.get_object() if normal is not None else None
    if hasattr(normal, "get_data"):
        return normal
    state = annotation.get("/AS")
    found = normal.get(state) if isinstance(normal, dict) and state is not None else None
    found = found.get_object() if found is not None else None
    return found if hasattr(found, "get_data") else None
