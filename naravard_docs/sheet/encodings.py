"""The encoding of a text file: recognised with certainty, or refused by name; letters are never guessed.

UTF-8 and UTF-16 prove themselves. What is left has one byte a letter, and every byte is something in several such
encodings: Windows (cp1252) is read when the Swedish of the file is right in it and in no other.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from math import inf
from pathlib import Path

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.swedish import enumeration

WINDOWS = "Windows (cp1252)"
SINGLE_BYTE = {
    "cp1252": WINDOWS,
    "mac_roman": "MacRoman (äldre Mac)",
    "cp850": "DOS (cp850 eller cp437)",
}
"""What programs of Swedish users have written, before they wrote UTF-8."""

_SAVE_AS = "spara listan i Excel som «CSV UTF-8 (kommaavgränsad)» eller som .xlsx, och försök igen"
_ORIGINS = {"mac_roman": "10000: Västeuropeiska (Mac)", "cp850": "850: Västeuropeiska (DOS)"}
"""What Excel calls them where it asks for the origin of a file."""

_SWEDISH = frozenset("åäöÅÄÖ")
_EXPECTED_SIGNS = frozenset("§–—’‘”“…«»•€½¼¾°´·×\u00a0")
_QUOTES = re.compile("[”“„]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MOST_SIGNS = 5_000
"""How many letters outside ASCII are judged: the first ones say what the rest is."""

_CERTAIN = 3
"""How many times as strange the others must be, when a file is not faultless in the encoding that it is read in."""

_MOSTLY_LATIN = 1.5
"""Two letters of three; the others may be any signs."""

_UTF8_LETTER = re.compile(b"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")


def decode_text(data: bytes, path: Path) -> str:
    """Return the text of a file, its letters composed.

    Raises:
        FileAccessError: if it is no text, or its encoding is another or cannot be told; the message has which may be.
    """
    return unicodedata.normalize("NFC", _decoded(data, path))


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileAccessError(f"{shown_path(path)} är kodad som UTF-32", _SAVE_AS)
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if 0 in data:
            return _utf16_without_mark(data, path)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if 0 in data:
            raise _no_text(path) from error
    return _single_byte(data, path)


def _no_text(path: Path) -> FileAccessError:
    return FileAccessError(f"{shown_path(path)} är ingen textfil", _SAVE_AS)


def _utf16_without_mark(data: bytes, path: Path) -> str:
    """Return a text of two bytes a letter; in the wrong order Latin letters would be Chinese, so one order can be."""
    for order in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(order)
        except UnicodeDecodeError:
            continue
        if _MOSTLY_LATIN * sum(0 < ord(sign) < 0x250 for sign in text) > len(text) and "\0" not in text:
            return text
    raise _no_text(path)


def _single_byte(data: bytes, path: Path) -> str:
    """Return the text of a Windows file, when it can be no other.

    Raises:
        FileAccessError: with the names of what it may be.
    """
    strange = {codec: _strangeness(data, codec) for codec in SINGLE_BYTE}
    windows, others = strange.pop("cp1252"), min(strange.values())
    if windows * _CERTAIN <= others and windows < others:
        return data.decode("cp1252")
    if len(_UTF8_LETTER.findall(data)) > len(_broken_utf8(data)):
        raise FileAccessError(f"{shown_path(path)} är ingen textfil i hel UTF-8: {_first_broken(data)}", _SAVE_AS)
    raise _other_encoding(path, {**strange, "cp1252": windows})


def _other_encoding(path: Path, strange: dict[str, float]) -> FileAccessError:
    least = min(strange.values())
    named = dict.fromkeys(SINGLE_BYTE[codec] for codec in SINGLE_BYTE if strange[codec] <= least * _CERTAIN < inf)
    if len(named) == 1:
        said = f"utan ser ut att vara kodad som {next(iter(named))}"
    elif named:
        said = f"och det går inte att avgöra om den är kodad som {enumeration(list(named), 'eller')}"
    else:
        said = f"och inte heller i {WINDOWS}"
    return FileAccessError(f"{shown_path(path)} är ingen textfil i UTF-8, {said}", _way_out(strange))


def _way_out(strange: dict[str, float]) -> str:
    """Return how a file is opened with the right letters; Excel itself takes it for one of Windows."""
    likely = min(strange, key=strange.__getitem__)
    if likely not in _ORIGINS or strange[likely] == inf:
        return _SAVE_AS
    origin = f"välj filens ursprung «{_ORIGINS[likely]}» och se att å, ä och ö blir rätt"
    return f"öppna filen i Excel med Data, Från text/CSV, {origin}; {_SAVE_AS}"


def _broken_utf8(data: bytes) -> list[str]:
    return re.findall("\ufffd", data.decode("utf-8", "replace"))


def _first_broken(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"rad {data.count(10, 0, error.start) + 1} har ett tecken som är trasigt"
    return ""


def _strangeness(data: bytes, codec: str) -> float:
    """Return how little a file is like Swedish in an encoding: 0 is faultless, ``inf`` is impossible."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return inf
    judged = islice(_NOT_ASCII.finditer(text), _MOST_SIGNS)
    return sum(_weight(text, found.start()) for found in judged) + sum(_unpaired_quotes(text))


def _weight(text: str, at: int) -> int:
    before, sign, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if sign.isalpha():
        return _letter_weight(before, sign, after)
    is_within_word = before.isalpha() and after.isalpha()
    if sign in _EXPECTED_SIGNS:
        return 3 if is_within_word and sign in "”“‘«»§€½¼¾°" else 0
    return 3 if is_within_word else 2


def _letter_weight(before: str, sign: str, after: str) -> int:
    """Return how strange a letter is where it stands: in the middle of a word of other capitals, alone, at a digit."""
    is_alone = not before.isalpha() and not after.isalpha()
    has_other_case = (sign.isupper() and before.islower()) or (sign.islower() and after.isupper())
    is_at_digit = before.isdigit() or after.isdigit()
    if sign in _SWEDISH:
        return 3 * has_other_case + (is_at_digit or (is_alone and sign.isupper()))
    return 1 + 3 * (has_other_case or is_alone or is_at_digit)


def _unpaired_quotes(text: str) -> Iterator[int]:
    """Yield a weight for each line with a quotation mark that has no other: it is then rather a letter."""
    for found in islice(_QUOTES.finditer(text), _MOST_SIGNS):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        line = text[start : end if end > 0 else None][:10_000]
        if len(_QUOTES.findall(line)) % 2:
            yield 3
