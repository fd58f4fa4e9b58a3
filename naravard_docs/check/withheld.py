"""The proof that what is withheld stands in no layer of a file that is published.

No word may be there that only withheld texts have, and no three words in a row that stand so in them and nowhere in
what is public. Where bytes are no text, as in fonts, only words long enough not to be there by chance are looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from naravard_docs.check.findings import Violation
from naravard_docs.check.layers import UnreadableLayersError, file_layers

_WORD = re.compile(r"[^\W_]+")
_ROW = 3
_SHORTEST, _SHORTEST_BY_CHANCE = 3, 7
_SHORTEST_NUMBER = 6
_CLAUSE = "offentlighets- och sekretesslagen (2009:400)"

Row = tuple[str, ...]


class WithheldWords(Struct, frozen=True):
    """Words, and words in a row, that withheld texts have and what is public has not."""

    words: frozenset[str]
    rows: frozenset[Row]

    @classmethod
    def of(cls, withheld: Iterable[str], public: Iterable[str], technical: Iterable[str] = ()) -> WithheldWords:
        """Return them; ``technical`` are texts that every file has, whatever it says."""
        hidden = [words for text in withheld if (words := _words(text))]
        if not hidden:
            return cls(frozenset(), frozenset())
        told = [_words(text) for text in public]
        known = {word for words in told for word in words} | {word for text in technical for word in _words(text)}
        in_a_row = [word for words in told for word in words]
        rows = {*_rows(in_a_row, _ROW), *_rows(in_a_row, _ROW - 1)}
        alone = {word for words in hidden for word in words if _is_telling(word)} - known
        hidden_rows = {row for words in hidden for row in _rows(words, _ROW if len(words) >= _ROW else _ROW - 1)}
        return cls(frozenset(alone), frozenset(row for row in hidden_rows - rows if _is_told(row)))


def _is_telling(word: str) -> bool:
    return len(word) >= (_SHORTEST_NUMBER if word.isdigit() else _SHORTEST)


def _is_told(row: Row) -> bool:
    """Return whether a row has more than numbers and single letters, of which any file has many."""
    return sum(len(word) >= _SHORTEST for word in row) >= len(row) - 1 and not all(word.isdigit() for word in row)


def withheld_faults(data: bytes, hidden: WithheldWords) -> Iterator[Violation]:
    """Yield each layer of a file that has something withheld; never what it is."""
    try:
        layers = file_layers(data)
    except UnreadableLayersError:
        yield Violation("utelämnat", _CLAUSE, "filen går inte att läsa igen, så det går inte att se vad den har")
        return
    if not (hidden.words or hidden.rows):
        return
    told: set[str] = set()
    for layer in layers:
        words = _words(layer.text)
        longest = _SHORTEST if layer.is_certain else _SHORTEST_BY_CHANCE
        has_word = any(len(word) >= longest and word in hidden.words for word in words)
        if (has_word or any(row in hidden.rows for row in _all_rows(words))) and layer.name not in told:
            told.add(layer.name)
            yield Violation("utelämnat", _CLAUSE, f"något som inte får publiceras står i filen: {layer.name}")


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold())


def _rows(words: Sequence[str], length: int) -> Iterator[Row]:
    return zip(*(words[start:] for start in range(length)), strict=False)


def _all_rows(words: Sequence[str]) -> Iterator[Row]:
    yield from _rows(words, _ROW)
    yield from _rows(words, _ROW - 1)
