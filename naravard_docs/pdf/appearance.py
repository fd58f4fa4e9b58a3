"""Appearances: what a viewer draws of a field or a note that comes without a picture of itself (ISO 32000-1, 12.5.5).

A field that was filled in by another program often has its value only, and a note its words only; the viewer is then to
draw them. What is drawn here is plain: the words in Helvetica, lines and areas in the colours given.
"""

from __future__ import annotations

from pypdf.generic import DictionaryObject

from naravard_docs.pdf.annotation_values import rect_of
from naravard_docs.pdf.drawing import Appearance
from naravard_docs.pdf.field_appearance import field_appearance, text_appearance
from naravard_docs.pdf.icon_appearance import icon_appearance
from naravard_docs.pdf.shape_appearance import shape_appearance


def appearance(annotation: DictionaryObject, form: DictionaryObject | None) -> Appearance | None:
    """Return what a viewer draws of an annotation without a picture; None for what cannot be drawn plainly."""
    rect = rect_of(annotation)
    if rect is None:
        return None
    match annotation.get("/Subtype"):
        case "/Widget":
            return field_appearance(annotation, form, rect)
        case "/FreeText":
            return text_appearance(annotation, form, rect)
    return shape_appearance(annotation, rect) or icon_appearance(annotation, rect)
