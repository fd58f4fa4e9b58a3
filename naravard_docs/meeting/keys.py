"""The one grammar of the keys that users give bodies, contacts, lists and recipients, since they become parts of paths.

A key is 1 to 60 letters, digits, dashes and underscores, does not begin with a dash, and is no device of Windows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.values import Line, Reader
from naravard_docs.swedish import quote, slug

LONGEST = 60
_LETTER_OR_DIGIT = "0-9A-Za-zÀ-ÖØ-öø-ɏ"
PATTERN = rf"^[{_LETTER_OR_DIGIT}_][{_LETTER_OR_DIGIT}_-]{{0,{LONGEST - 1}}}$"
"""The grammar as JSON Schema writes it, but for the devices: Latin letters, of which Swedish and Sami names consist."""

_OTHER = lazy_pattern(rf"[^{_LETTER_OR_DIGIT}_-]")
_OTHER_IN_WORDS = lazy_pattern(rf"[^{_LETTER_OR_DIGIT}_ -]")
_DEVICE = lazy_pattern(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices in any folder, whatever suffix they have."""

_REMEDY = f"skriv 1–{LONGEST} bokstäver, siffror, bindestreck och understreck, till exempel kommunernas-lista"
_REMEDY_OF_WORDS = f"skriv 1–{LONGEST} bokstäver, siffror, bindestreck och mellanslag, till exempel framtidsbild 2030"


def is_device(name: str) -> bool:
    """Return whether Windows takes a file's name for a device; blanks and dots at its end do not count there."""
    return _DEVICE.fullmatch(name.rstrip(" .")) is not None


def key_fault(key: str) -> tuple[str, str] | None:
    """Return why a text can be no key and what to do (Swedish, whole sentences), or None when it can."""
    return _fault(key, "nyckel", _OTHER, _REMEDY)


def short_name_fault(name: str) -> tuple[str, str] | None:
    """Return why a text can be no short name, which is a key that may have blanks between its words."""
    return _fault(name, "kort namn", _OTHER_IN_WORDS, _REMEDY_OF_WORDS)


def _fault(written: str, kind: str, other: re.Pattern[str], remedy: str) -> tuple[str, str] | None:
    an, the = ("en", "den") if kind == "nyckel" else ("ett", "det")
    said = f"{quote(written)} kan inte vara {an} {kind}"
    if not written.strip():
        return f"{an} {kind} är tom{'t' if an == 'ett' else ''}", remedy
    if found := other.search(written):
        return f"{said}: {the} har {_shown(found[0])}", remedy
    if len(written) > LONGEST:
        return f"{said}: {the} har {len(written)} tecken, och gränsen är {LONGEST}", remedy
    if written.startswith("-") or written != written.strip():
        return f"{said}: {the} börjar eller slutar fel", remedy
    if is_device(written):
        return f"{said}: Windows har en enhet som heter så", "välj ett annat ord"
    return None


def _shown(character: str) -> str:
    named = {" ": "ett mellanslag", "\n": "en radbrytning", "\t": "en tabb"}
    if character in named:
        return named[character]
    return f"tecknet «{character}»" if character.isprintable() else f"ett osynligt tecken (U+{ord(character):04X})"


def _validator(fault_of: Callable[[str], tuple[str, str] | None]) -> Reader:
    def check(value: Any) -> Any:
        if isinstance(value, str) and (fault := fault_of(value.strip(" \t\r\n"))) is not None:
            raise PydanticCustomError("key_malformed", "no key", {"fault": fault[0], "remedy": fault[1]})
        return value

    return Reader(check)


def _recipient_key_fault(key: str) -> tuple[str, str] | None:
    """Return what is wrong with a key, but for one without a letter to name files by, of which the recipient tells."""
    return key_fault(key) if slug(key) else None


Key = Annotated[Line, _validator(_recipient_key_fault), WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""A key as a value: a recipient's «nyckel»."""

ShortName = Annotated[Line, _validator(short_name_fault), WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""A name that files are called by: a recommendation's «kortnamn»."""
