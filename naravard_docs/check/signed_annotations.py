"""What lies on the pages of a signed file: links and fields that were built, and what has come to them.

A comment, a stamp or a text box is drawn over the page by the viewer; it may say something else than the page does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from naravard_docs.check.object_digest import ObjectDigests
from naravard_docs.check.page_comparison import ReadPage, covered_words, shortened
from naravard_docs.check.page_layout import PageArea
from naravard_docs.check.pdf_entries import dictionary_in, entry, list_in, resolved, text_in
from naravard_docs.check.signed_report import SignedFinding
from naravard_docs.errors import Level
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import quote

_KINDS = {
    "/FreeText": "en textruta",
    "/Text": "en anteckning",
    "/Stamp": "en stämpel",
    "/Link": "en länk",
    "/Widget": "ett fält",
    "/Highlight": "en överstrykning",
    "/Underline": "en understrykning",
    "/Squiggly": "en understrykning",
    "/StrikeOut": "en genomstrykning",
    "/Ink": "något ritat för hand",
    "/FileAttachment": "en bifogad fil",
    "/Redact": "en maskering",
}
_MARKS_ONLY = ("/Highlight", "/Underline", "/Squiggly", "/Text", "/Link", "/FileAttachment")
"""Those that leave the words below them to be read."""

_REMEDY = "läs den; den är tillagd efter att filen byggdes"
_COVERS = "det är inte det byggda som läsaren ser; skriv under den byggda filen på nytt, med bilden på en tom plats"
_HIDDEN = 2 | 32


class _Annotation(Struct, frozen=True):
    """An annotation of a page, its place, and a digest of what it does."""

    entries: Any
    kind: str
    box: PageArea
    digest: str
    field: str = ""


def annotation_findings(
    built: ReadPage, now: ReadPage, number: int, digests: tuple[ObjectDigests, ObjectDigests]
) -> Iterator[SignedFinding]:
    """Yield what is other about the annotations of a page of ours; ``digests`` are those of both files."""
    ours, found = _annotations(built, digests[0]), _annotations(now, digests[1])
    left = list(found)
    for own in ours:
        same = next((each for each in left if _is_same(own, each)), None)
        if same is None:
            what = f"fältet {quote(own.field)}" if own.field else _KINDS.get(own.kind, "en anteckning")
            yield SignedFinding(
                Level.WARNING,
                f"sida {number}: {what} är borttaget eller ändrat",
                "orden på sidan är desamma; fält och länkar i den byggda filen är inte kvar som de var",
            )
            continue
        left.remove(same)
        if own.kind == "/Widget":
            yield from _of_own_field(own, same, built, number)
    for other in left:
        yield from _of_added(other, built, number)


def _is_same(own: _Annotation, other: _Annotation) -> bool:
    if own.kind == "/Widget":
        return other.kind == "/Widget" and other.field == own.field
    return other.kind == own.kind and other.box == own.box and other.digest == own.digest


def _of_own_field(own: _Annotation, now: _Annotation, built: ReadPage, number: int) -> Iterator[SignedFinding]:
    """Yield what is wrong with a field of ours that was signed or filled in: that it lies over words."""
    is_seen = bool(_appearances(now.entries)) or text_in(now.entries, "/FT") != "/Sig"
    covered = covered_words(built, [now.box]) if is_seen else ""
    if covered:
        said = f"sida {number}: bilden i fältet {quote(own.field)} ligger över orden «{covered}»"
        yield SignedFinding(Level.ERROR, said, _COVERS)


def _of_added(added: _Annotation, built: ReadPage, number: int) -> Iterator[SignedFinding]:
    if added.kind == "/Popup":
        return
    what = _KINDS.get(added.kind, f"en anteckning ({added.kind.strip('/')})")
    words = _words(added.entries, built)
    said = f"sida {number} har fått {what}" + (f": «{words}»" if words else ", utan ord")
    is_hidden = bool(_whole(entry(added.entries, "/F")) & _HIDDEN)
    is_empty = text_in(added.entries, "/FT") == "/Sig" and not _appearances(added.entries)
    is_over = added.kind not in _MARKS_ONLY and not is_empty
    covered = covered_words(built, [added.box]) if is_over and not is_hidden else ""
    if covered:
        yield SignedFinding(Level.ERROR, f"{said}; den ligger över orden «{covered}»", _COVERS)
    else:
        yield SignedFinding(Level.WARNING, said + (" (dold)" if is_hidden else ""), _REMEDY)


def _words(entries: Any, page: ReadPage) -> str:
    """Return what an annotation says: its text, its value, where it leads, and the words of its picture."""
    action = dictionary_in(entries, "/A")
    named = [text for key in ("/Contents", "/TU", "/T") if (text := text_in(entries, key).strip())]
    said = [*named[:1], text_in(action, "/URI"), text_in(action, "/JS"), text_in(entries, "/V")]
    pictured = " ".join(text for picture in _appearances(entries) if (text := _text_of(picture, page)))
    parts = [*said, pictured] if pictured and pictured not in said else said
    return shortened(" – ".join(dict.fromkeys(part.strip() for part in parts if part.strip())).split())


def _text_of(picture: Any, page: ReadPage) -> str:
    return " ".join(page.page.extract_xform_text(picture).split())


def _appearances(entries: Any) -> list[Any]:
    """Return the pictures of an annotation that draw anything."""
    normal = dictionary_in(dictionary_in(entries, "/AP"), "/N")
    pictures = [normal] if hasattr(normal, "get_data") else [resolved(each) for each in normal.values()]
    return [each for each in pictures if hasattr(each, "get_data") and each.get_data().strip()]


def _annotations(page: ReadPage, digests: ObjectDigests) -> list[_Annotation]:
    entries = [resolved(each) for each in list_in(page.page, "/Annots")]
    if len(entries) > LIMITS.pdf_annotations:
        raise ValueError("too many annotations")
    return [_annotation(each, digests) for each in entries if hasattr(each, "raw_get")]


def _annotation(entries: Any, digests: ObjectDigests) -> _Annotation:
    kind = text_in(entries, "/Subtype")
    rectangle = [float(resolved(each)) for each in list_in(entries, "/Rect")]
    x1, y1, x2, y2 = rectangle if len(rectangle) == 4 else (0, 0, 0, 0)
    box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    rounded = tuple(round(each, 2) for each in box)
    does = [digests.digest(entries.raw_get(key)) for key in ("/A", "/Dest", "/Contents") if key in entries]
    field = text_in(entries, "/T") or text_in(dictionary_in(entries, "/Parent"), "/T")
    own = field if kind == "/Widget" else ""
    return _Annotation(entries, kind, (rounded[0], rounded[1], rounded[2], rounded[3]), " ".join(does), own)


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int) else 0
