"""What an annotation or a field says of itself, read from a file that may be odd (ISO 32000-1, 12.5 and 12.7)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, StreamObject

Bounds = tuple[float, float, float, float]
"""Left, low, right and high, in points."""

HIDDEN, NO_VIEW = 1 << 1, 1 << 5
MULTILINE, PASSWORD, RADIO, PUSH_BUTTON, COMBO, COMB = (1 << bit for bit in (12, 13, 15, 16, 17, 24))
_TAG = re.compile(r"<[^>]*>")
_LARGEST = 1e6
"""Points; what lies farther out is on no page."""


def dereference(value: Any) -> Any:
    """Return what a reference leads to, and anything else as it is; a null is None."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(found, NullObject) else found


def inherited(annotation: DictionaryObject, key: str) -> Any:
    """Return a field's entry, its own or that of a field above it (12.7.3.1)."""
    at: Any = annotation
    for _ in range(32):
        if not isinstance(at, DictionaryObject):
            return None
        if (found := dereference(at.get(key))) is not None:
            return found
        at = dereference(at.get("/Parent"))
    return None


def listed_in(holder: DictionaryObject, key: str) -> Sequence[Any]:
    """Return the values of an array in a dictionary; none when there is no array."""
    found = dereference(holder.get(key))
    return found if isinstance(found, ArrayObject) else ()


def name_in(holder: DictionaryObject, key: str) -> str:
    """Return a name, such as /Highlight, in a dictionary; an empty text when there is none."""
    found = dereference(holder.get(key))
    return str(found) if isinstance(found, NameObject) else ""


def entry_of(annotation: DictionaryObject, *keys: str) -> Any:
    """Return an entry within dictionaries of an annotation, as /BS and then /W; None when there is none."""
    at: Any = annotation
    for key in keys:
        at = dereference(at.get(key)) if isinstance(at, DictionaryObject) else None
    return at


def flags_of(annotation: DictionaryObject) -> int:
    """Return a field's flags (12.7.4)."""
    flags = inherited(annotation, "/Ff")
    return int(flags) if isinstance(flags, int | float) else 0


def has_flag(annotation: DictionaryObject, flag: int) -> bool:
    """Return whether an annotation has a flag (12.5.3)."""
    flags = dereference(annotation.get("/F"))
    return isinstance(flags, int | float) and bool(int(flags) & flag)


def is_shown(annotation: DictionaryObject) -> bool:
    """Return whether a viewer shows an annotation on the screen at all."""
    return not has_flag(annotation, HIDDEN | NO_VIEW)


def has_picture(annotation: DictionaryObject) -> bool:
    """Return whether an annotation comes with a picture of its present state."""
    normal = entry_of(annotation, "/AP", "/N")
    if isinstance(normal, StreamObject):
        return True
    return isinstance(normal, DictionaryObject) and bool(appearance_state(annotation, normal))


def appearance_state(annotation: DictionaryObject, pictures: DictionaryObject) -> str:
    """Return which of several pictures is shown: that of the annotation's state, else that of its value."""
    own = dereference(annotation.get("/AS"))
    states = [own] if own is not None else [inherited(annotation, "/V"), "/Off"]
    named = (str(state) for state in states if isinstance(state, str) and state in pictures)
    return next((state for state in named if isinstance(dereference(pictures.get(state)), StreamObject)), "")


def is_true(value: Any) -> bool:
    """Return whether a value, or what a reference leads to, is true."""
    found = dereference(value)
    return found is not None and bool(getattr(found, "value", found))


def value_of(annotation: DictionaryObject) -> str:
    """Return what is written in a field, or in a note, as text; an empty text when nothing is."""
    if annotation.get("/Subtype") != "/Widget":
        words = dereference(annotation.get("/Contents"))
        return held_text(words) or " ".join(_TAG.sub(" ", held_text(dereference(annotation.get("/RC")))).split())
    value = inherited(annotation, "/V")
    if inherited(annotation, "/FT") == "/Ch":
        return "\n".join(chosen(annotation, value))
    if inherited(annotation, "/FT") == "/Btn":
        return _button(annotation, value)
    return held_text(value)


def held_text(value: Any) -> str:
    """Return a text, or a stream of text, as a text; an empty text for what is neither."""
    if isinstance(value, StreamObject):
        value = value.get_data()
        value = value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    if isinstance(value, bytes):
        value = value.decode("cp1252", "replace")
    return str(value) if isinstance(value, str | int | float) else ""


def options(field: DictionaryObject) -> Iterator[tuple[str, str]]:
    """Yield what can be chosen in a list: as it is stored, and as it is shown (12.7.4.4)."""
    listed = dereference(inherited(field, "/Opt"))
    for option in map(dereference, listed if isinstance(listed, ArrayObject) else ()):
        both = option if isinstance(option, ArrayObject) else [option]
        if both:
            yield held_text(dereference(both[0])), held_text(dereference(both[-1]))


def chosen(field: DictionaryObject, value: Any) -> list[str]:
    """Return what is chosen in a list as it is shown."""
    stored = [held_text(dereference(each)) for each in (value if isinstance(value, ArrayObject) else [value])]
    shown = dict(options(field)) if any(stored) else {}
    return [shown.get(each, each) for each in stored if each]


def numbers(values: Any) -> list[float]:
    """Return the numbers of an array that can be on a page."""
    found = [dereference(value) for value in values] if isinstance(values, ArrayObject) else []
    floats = (float(value) for value in found if isinstance(value, int | float))
    return [value for value in floats if math.isfinite(value) and abs(value) < _LARGEST]


def points(values: Any) -> list[tuple[float, float]]:
    """Return an array of numbers as points."""
    found = numbers(values)
    return list(zip(found[::2], found[1::2], strict=False))


def number_of(value: Any, otherwise: float) -> float:
    """Return a value that is a number of moderate size, else another."""
    found = dereference(value)
    is_number = isinstance(found, int | float) and math.isfinite(found) and abs(found) < _LARGEST
    return float(found) if is_number else otherwise


def rect_of(annotation: DictionaryObject) -> Bounds | None:
    """Return an annotation's rectangle; None when it has none or is a point."""
    found = numbers(dereference(annotation.get("/Rect")))
    if len(found) != 4:
        return None
    left, right = sorted((found[0], found[2]))
    low, high = sorted((found[1], found[3]))
    return (left, low, right, high) if right > left or high > low else None


def colour(components: Any, operators: str) -> str:
    """Return an array of 1, 3 or 4 numbers as an operator that sets a colour; an empty text for no colour."""
    found = numbers(dereference(components))
    operator = dict(zip((1, 3, 4), operators.split(), strict=True)).get(len(found))
    return f"{shown_numbers(*found)} {operator}" if operator else ""


def line_width(annotation: DictionaryObject, otherwise: float = 1.0) -> float:
    """Return the width of an annotation's lines or border (12.5.4)."""
    asked = entry_of(annotation, "/BS", "/W")
    border = dereference(annotation.get("/Border"))
    if asked is None and isinstance(border, ArrayObject) and len(border) > 2:
        asked = border[2]
    return min(max(0.0, number_of(asked, otherwise)), 100.0)


def dashes(annotation: DictionaryObject) -> str:
    """Return the operator that sets the dashes of an annotation's lines; an empty text when they are whole."""
    border = dereference(annotation.get("/Border"))
    lengths = numbers(dereference(border[3])) if isinstance(border, ArrayObject) and len(border) > 3 else []
    if entry_of(annotation, "/BS", "/S") == "/D":
        lengths = numbers(entry_of(annotation, "/BS", "/D")) or [3.0]
    return f"[{shown_numbers(*map(abs, lengths[:10]))}] 0 d" if any(lengths) else ""


def shown_numbers(*values: float) -> str:
    """Return numbers as a content stream has them: without an exponent (7.3.3)."""
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)


def _button(annotation: DictionaryObject, value: Any) -> str:
    if flags_of(annotation) & PUSH_BUTTON:
        return held_text(entry_of(annotation, "/MK", "/CA"))
    state = dereference(annotation.get("/AS")) or value
    return "" if state in (None, "/Off", "") else held_text(state).removeprefix("/")
