"""Columns of lists of answers: those of an answer file's keys, and those that only the overview of answers has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naravard_docs.sheet.sheet import CellKind, SheetColumn

if TYPE_CHECKING:
    from naravard_docs.yaml.round_trip import KeyPath

REFERENCE, RECIPIENT, REMINDED, CLAUSES = "rekommendation", "mottagare", "påmint", ("beslut", "satser")
DATES: frozenset[KeyPath] = frozenset(
    {("skickat",), ("mottaget",), ("utlovat",), ("utlovat", "lovat"), ("beslut", "datum")}
)
EVENTS = DATES - {("utlovat",)}
"""Dates of what has happened."""

PATHS: Mapping[str, KeyPath] = {
    **{key: (key,) for key in (RECIPIENT, "skickat", "mottaget", "diarienummer", "utlovat")},
    "lovat": ("utlovat", "lovat"),
    **{key: ("beslut", key) for key in ("instans", "nämnd", "datum", "paragraf", "satser")},
    **{key: (key,) for key in ("fil", REMINDED, "anteckning")},
}
"""Where what a column or an option is named for stands in an answer file."""

_HEADINGS = {"satser": "punkter"}
_ALSO = {"datum": ("beslutsdatum",), "paragraf": ("§",), "satser": ("alla",)}

OF_THE_OVERVIEW = (
    SheetColumn("rekommendation", "Rekommendation"),
    SheetColumn("ärende", "Ärende"),
    SheetColumn("organ", "Organ"),
    SheetColumn("namn", "Namn"),
    SheetColumn("läge", "Läge"),
    SheetColumn("resultat", "Resultat"),
    SheetColumn("svar_senast", "Svar senast", CellKind.DATE),
    SheetColumn("väntas_senast", "Väntas senast", CellKind.DATE),
    SheetColumn("dagar_sen", "Dagar sen", CellKind.NUMBER),
    SheetColumn("tidigare_beslut", "Tidigare beslut"),
)
"""The columns that tell what is not in an answer file as such."""


def columns(clause_count: int) -> tuple[SheetColumn, ...]:
    """Return the columns that a list of answers can have: the keys of an answer file, and one for each clause."""
    each = {
        key: SheetColumn(key, _HEADINGS.get(key, key), _kind(path), _ALSO.get(key, ())) for key, path in PATHS.items()
    }
    of_clauses = (
        SheetColumn(clause_key(n), f"punkt {n}", also=(f"sats {n}", f"sats_{n}")) for n in range(1, clause_count + 1)
    )
    keys = list(PATHS)
    after = keys.index("satser") + 1
    return (*(each[key] for key in keys[:after]), *of_clauses, *(each[key] for key in keys[after:]))


def _kind(path: KeyPath) -> CellKind:
    """Return what the cells of a column hold: days, or words and numbers as they were written."""
    return CellKind.DATE if path in DATES or path == PATHS[REMINDED] else CellKind.TEXT


def clause_key(number: int) -> str:
    """Return the key of the column for a clause."""
    return f"punkt_{number}"
