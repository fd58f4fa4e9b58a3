"""Number formats with decimals, thousands and per cent, as a Swedish Excel shows them (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_PLACES = re.compile(r"(?P<whole>[#0]+(?:,[#0]+)*)(?:\.(?P<decimals>0*#*))?")
"""A comma between places parts thousands; one after the last of them divides, and is not known here."""

_PERCENT, _BETWEEN_THOUSANDS = "%", "\u00a0"
_DIGITS = 15
"""How many digits Excel counts with; it rounds a half away from zero."""


def format_decimal(pieces: Sequence[tuple[str, str]], number: float) -> str | None:
    """Return a number that is not negative as a section shows it, its words around it; None when that is not certain.

    ``pieces`` are words, and the signs among which the places of the digits stand together.
    """
    signs = [n for n, (kind, text) in enumerate(pieces) if kind == "sign" and text != _PERCENT]
    percents = [text for _, text in pieces].count(_PERCENT)
    if not signs or signs != list(range(signs[0], signs[-1] + 1)) or percents > 1:
        return None
    places = _PLACES.fullmatch("".join(text for _, text in pieces[signs[0] : signs[-1] + 1]))
    shown = _in_places(places, _as_counted(number) * 100**percents) if places else None
    before, after = pieces[: signs[0]], pieces[signs[-1] + 1 :]
    return None if shown is None else "".join([*(t for _, t in before), shown, *(t for _, t in after)]).strip(" ")


def _as_counted(number: float) -> Decimal:
    return Decimal(f"{number:.{_DIGITS}g}")


def _in_places(places: re.Match[str], number: Decimal) -> str | None:
    decimals = places["decimals"] or ""
    try:
        rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    whole, _, part = f"{rounded:f}".partition(".")
    part = part[: decimals.count("0")] + part[decimals.count("0") :].rstrip("0")
    least = places["whole"].count("0")
    if (whole == "0" and not least) or (places["decimals"] is not None and not part):
        return None  # «,5» and «5,», which look like something else
    if number and not rounded:
        return None
    whole = whole.zfill(least)
    whole = _in_thousands(whole) if "," in places["whole"] else whole
    return f"{whole},{part}" if part else whole


def _in_thousands(whole: str) -> str:
    first = len(whole) % 3
    parts = [whole[:first], *(whole[n : n + 3] for n in range(first, len(whole), 3))]
    return _BETWEEN_THOUSANDS.join(part for part in parts if part)
