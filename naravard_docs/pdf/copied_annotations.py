"""What becomes of an annotation in a reading copy: what it is drawn as, and what of it is lost and must be told.

One function decides both, so that nothing can be left out without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from pypdf.generic import ArrayObject, DictionaryObject

from naravard_docs.limits import LIMITS
from naravard_docs.pdf.annotation_values import (
    COMBO,
    HIDDEN,
    dereference,
    entry_of,
    flags_of,
    has_flag,
    has_picture,
    held_text,
    inherited,
    is_shown,
    is_true,
    line_width,
    listed_in,
    name_in,
    options,
    value_of,
)
from naravard_docs.pdf.appearance import appearance
from naravard_docs.pdf.drawing import Appearance, is_plain
from naravard_docs.pdf.shape_appearance import caption_of
from naravard_docs.swedish import with_blanks

_NAMES = {
    "/Text": "anteckning",
    "/FreeText": "text på sidan",
    "/Stamp": "stämpel",
    "/Caret": "infogningstecken",
    "/Redact": "markering för maskering",
    "/FileAttachment": "bifogad fil",
    "/Sound": "ljud",
    "/Movie": "film",
    "/Screen": "film eller ljud",
    "/RichMedia": "film eller ljud",
    "/3D": "tredimensionell bild",
    "/Line": "linje",
    "/Polygon": "ritad yta",
    "/PolyLine": "ritad linje",
    "/Ink": "ritad linje",
}
_LEFT_OUT = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")
"""What plays, runs or carries a file: its picture comes along, the rest does not."""

_SIGNS = ("/Text", "/Stamp", "/Caret")
"""Kinds of which a viewer draws a sign that does not show their words."""

_WITHOUT_SIGN = ("/Link", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark", "/Projection")
"""Kinds that a viewer draws nothing of but their picture; a link has its frame in itself."""

_KINDS = (
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Ink", "/Stamp"),
    *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Watermark", "/Link"),
)
"""Kinds that stay what they are; what else has a picture becomes a stamp, with which nothing can be done (12.5.2)."""


class Loss(Struct, frozen=True):
    """Something that is not shown: what, its words when it has any, and its page from 1; 0 for the whole file."""

    what: str
    words: str = ""
    page: int = 0


class CopiedAnnotation(Struct, frozen=True):
    """What an annotation becomes: ``kind`` of the copy's own, empty when it is left out, and what is drawn of it.

    ``drawn`` is the picture that a viewer would draw; without it the annotation's own, if it has one, is used.
    """

    kind: str
    drawn: Appearance | None = None
    loss: Loss | None = None


class TooMuchError(ValueError):
    """A file has more than a reading copy takes in; the message is Swedish and goes after the file's name."""


class Work:
    """How much of a file has been gone through, so that a small file cannot ask for endless work."""

    def __init__(self, pages: Iterable[DictionaryObject]) -> None:
        """Begin with a file's pages.

        Raises:
            TooMuchError: when they list more annotations than a limit; none of them is read before this is asked.
        """
        self.values = 0
        if sum(len(listed_in(page, "/Annots")) for page in pages) > LIMITS.pdf_annotations:
            raise TooMuchError(f"har fler än {with_blanks(LIMITS.pdf_annotations)} länkar, fält och anteckningar")

    def count(self, annotation: DictionaryObject) -> None:
        """Count what an annotation holds.

        Raises:
            TooMuchError: when it all is more than a limit.
        """
        self.values += sum(_size(value) for value in annotation.values())
        if annotation.get("/Subtype") == "/Widget":
            self.values += sum(_size(inherited(annotation, key)) for key in ("/V", "/Opt"))
        if self.values > LIMITS.pdf_values:
            raise TooMuchError(f"har länkar, fält och anteckningar med fler än {with_blanks(LIMITS.pdf_values)} värden")


def annotations_of(page: DictionaryObject) -> list[DictionaryObject]:
    """Return a page's annotations; what is none in the list is passed over."""
    found = map(dereference, listed_in(page, "/Annots"))
    return [entry for entry in found if isinstance(entry, DictionaryObject)]


def copied_annotation(annotation: DictionaryObject, form: DictionaryObject | None, page: int) -> CopiedAnnotation:
    """Return what becomes of an annotation on a page, told from 1."""
    kind = name_in(annotation, "/Subtype")
    if not kind or has_flag(annotation, HIDDEN):
        return CopiedAnnotation("")
    needs = needs_drawing(annotation, form) and kind not in _WITHOUT_SIGN
    drawn = appearance(annotation, form) if needs else None
    loss = _loss(annotation, kind, page, is_drawn=drawn is not None or not needs) if is_shown(annotation) else None
    is_seen = drawn is not None or has_picture(annotation)
    if kind in _KINDS:
        return CopiedAnnotation(kind, drawn, loss)
    return CopiedAnnotation("/Stamp" if is_seen else "", drawn, loss)


def has_visible_frame(link: DictionaryObject) -> bool:
    """Return whether a viewer draws something of a link: a picture, or a border (12.5.4)."""
    return has_picture(link) or line_width(link) > 0


def needs_drawing(annotation: DictionaryObject, form: DictionaryObject | None) -> bool:
    """Return whether a viewer draws an annotation itself: it has no picture, or the form says that pictures are old."""
    if not has_picture(annotation):
        return True
    is_text = annotation.get("/Subtype") == "/Widget" and inherited(annotation, "/FT") in ("/Tx", "/Ch")
    return is_text and form is not None and is_true(form.get("/NeedAppearances")) and bool(value_of(annotation))


def _loss(annotation: DictionaryObject, kind: str, page: int, is_drawn: bool) -> Loss | None:
    if kind == "/Widget":
        return _loss_of_field(annotation, page, is_drawn)
    if kind in _LEFT_OUT:
        return Loss(_NAMES[kind], _short(value_of(annotation)) or _file_of(annotation), page)
    words = value_of(annotation)
    if kind not in _NAMES and kind not in _KINDS:
        return None
    if not is_drawn or (kind in _SIGNS and words and not has_picture(annotation)):
        return Loss(_NAMES.get(kind, "anmärkning"), _short(words), page)
    if not has_picture(annotation) and not is_plain(caption := caption_of(annotation)):
        return Loss("text på en linje", _short(caption), page)
    return None


def _loss_of_field(field: DictionaryObject, page: int, is_drawn: bool) -> Loss | None:
    kind = inherited(field, "/FT")
    if kind == "/Sig":
        is_signed = inherited(field, "/V") is not None
        what = "elektronisk underskrift (i läsexemplaret går den inte att kontrollera)"
        return Loss(what, page=page) if is_signed else None
    is_list = kind == "/Ch" and not flags_of(field) & COMBO and any(True for _ in options(field))
    words = value_of(field)
    if is_drawn or not (words.strip() or is_list):
        return None
    named = _name_of(field)
    return Loss(f"fältet {named}" if named else "fält", _short(words), page)


def _short(words: str) -> str:
    """Return the beginning of words: a file may have the same long text a thousand times."""
    return words[:200]


def _name_of(field: DictionaryObject) -> str:
    name = inherited(field, "/TU") or inherited(field, "/T")
    return f"«{_short(name)}»" if isinstance(name, str) and name else ""


def _file_of(annotation: DictionaryObject) -> str:
    specification = dereference(annotation.get("/FS"))
    if not isinstance(specification, DictionaryObject):
        return _short(held_text(specification))
    return _short(held_text(entry_of(specification, "/UF")) or held_text(entry_of(specification, "/F")))


def _size(value: Any, depth: int = 3) -> int:
    """Return how many values and letters there are in one that an annotation holds."""
    found = dereference(value)
    if isinstance(found, str | bytes):
        return 1 + len(found) // 16
    if isinstance(found, ArrayObject) and depth:
        return 1 + sum(_size(each, depth - 1) for each in found)
    return 1
