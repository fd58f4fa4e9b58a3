"""A title that stands before a name: «Kommundirektör Jan Ek», «ekonom Siv Al», «Vice ordföranden Bo Ek».

Minutes of councils and companies name officials so. Read as a part of the name, such a person would neither be found
as chair or approver nor have a title in the table of those present.
"""

from __future__ import annotations

import re
from functools import lru_cache

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.swedish import fold

_PARTICLES = lazy_pattern(r"von|van|de[nrl]?|della|d[iau]|dos|l[ae]|a[fvl]|te[nr]|zur?|el|i?bin|ibn|ben|abu|och|o|mc")
"""Words with a small letter that belong to names: «af Klint», «van der Berg»."""

_BEFORE_TITLE = lazy_pattern(
    r"bitr\.?|biträdande|vice|verkställande|tillförordna[dt]|tf\.?|t\.f\.?|först[ea]|andr[ea]|[1-3]:[ea]|politisk|"
    r"ställföreträdande|stf\.?|administrativ|medicinsk|teknisk",
    re.IGNORECASE,
)
_TITLE = lazy_pattern(
    r"ordf\.?|(?:[\w-]+/)?\w*(?:direktör|chef|sekreterare|ordförande|strateg|ekonom|controller|jurist|arkitekt|ingenjör|"
    r"revisor|rektor|samordnare|handläggare|utredare|kamrer|konsult|kommunikatör|koordinator|inspektör|sköterska|"
    r"läkare|planerare|projektledare|kommunalråd|regionråd|landstingsråd)(?:en|n|et)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def without_title(name: str) -> tuple[str, str]:
    """Return the title that stands before a name, and the name alone; no title where it cannot be told."""
    words = name.split()
    count = _words_of_title(words)
    if not count or not _is_full_name(words[count:]):
        return "", name
    title = " ".join(words[:count])
    return (title if title[:2].isupper() else title[:1].lower() + title[1:]), " ".join(words[count:])


def _words_of_title(words: list[str]) -> int:
    if not words:
        return 0
    if words[0][0].islower() and not _PARTICLES.fullmatch(fold(words[0])):
        return next((n for n, word in enumerate(words) if word[0].isupper()), 0)
    first = next((n for n, word in enumerate(words) if not _BEFORE_TITLE.fullmatch(word)), len(words))
    return first + 1 if first < len(words) and _TITLE.fullmatch(words[first]) else 0


def _is_full_name(words: list[str]) -> bool:
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


_NOBODY = lazy_pattern(r"vakant(?: plats)?|vakans")


def is_vacancy(name: str) -> bool:
    """Return whether what stands in a name's place says that nobody has it: «Vakant»."""
    return _NOBODY.fullmatch(fold(name)) is not None


_CHAIR = lazy_pattern(r"(?:mötes|(?:(?:först[ea]|andr[ea]|[12]:[ea])\s+)?vice\s+)?ordföranden?", re.IGNORECASE)


def is_chair(name: str) -> bool:
    """Return whether what stands in a name's place is the one who leads the meeting: «Ordföranden»."""
    return _CHAIR.fullmatch(name.strip()) is not None
