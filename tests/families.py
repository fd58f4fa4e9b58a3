"""Typefaces of other people's: families of Debian's packages (.ci/run installs them), by the names of their files."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from made import missing_tool

FONTS = Path(os.environ.get("NARAVARD_FONTS") or "/usr/share/fonts")
"""Where the packages' files are, in whatever folders."""

USED = {
    "Anonymous Pro": "Anonymous Pro*.ttf// B/ I/ BI",
    "Averia Sans GWF": "AveriaSansGWF-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Caladea": "Caladea-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Carlito": "Carlito-*.ttf/Regular/Bold/Italic/BoldItalic",
    "DejaVu Sans": "DejaVuSans*.ttf//-Bold/-Oblique/-BoldOblique",
    "DejaVu Sans Condensed": "DejaVuSansCondensed*.ttf//-Bold/-Oblique/-BoldOblique",
    "DejaVu Sans Mono": "DejaVuSansMono*.ttf//-Bold/-Oblique/-BoldOblique",
    "DejaVu Serif": "DejaVuSerif*.ttf//-Bold/-Italic/-BoldItalic",
    "DejaVu Serif Condensed": "DejaVuSerifCondensed*.ttf//-Bold/-Italic/-BoldItalic",
    "Go": "Go-*.ttf/Regular/Bold/Italic/Bold-Italic",
    "Go Mono": "Go-Mono*.ttf//-Bold/-Italic/-Bold-Italic",
    "JetBrains Mono": "JetBrainsMono-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Liberation Mono": "LiberationMono-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Liberation Sans": "LiberationSans-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Liberation Sans Narrow": "LiberationSansNarrow-*.ttf/Regular/Bold/Italic/BoldItalic",
    "Liberation Serif": "LiberationSerif-*.ttf/Regular/Bold/Italic/BoldItalic",
    "mononoki": "mononoki-*.ttf/Regular/Bold/Italic/Bold-Italic",
    "Open Sans": "OpenSans-*.ttf/Regular/Bold/Italic/BoldItalic",
    "PT Sans": "PTS*F.ttf/55/75/56/76",
    "PT Serif": "PTF*F.ttf/55/75/56/76",
}
"""Families that pages are set in: serif, sans, condensed and of one width."""

REFUSED = {
    "Accanthis ADF": ("AccanthisADFStd-*.otf/Regular/Bold/Italic/BoldItalic", "PostScript-kurvor (.otf)"),
    "B612": ("B612-*.otf/Regular/Bold/Italic/BoldItalic", "PostScript-kurvor (.otf)"),
    "Cabin": ("Cabin-*.otf/Regular/Bold/Italic/BoldItalic", "PostScript-kurvor (.otf)"),
    "Computer Modern": ("cm*.ttf/r10/sy10/mi10/ex10", "saknar"),
    "DejaVu Sans without italics": ("DejaVuSans*.ttf//-Bold//-Bold", "är samma snitt som"),
    "DejaVu, mixed": ("DejaVuS*.ttf/ans/ans-Bold/erif-Italic/ans-BoldOblique", "hör till «DejaVu Serif»"),
    "Sans and Mono": ("DejaVuSans*.ttf//Mono-Bold/-Oblique/-BoldOblique", "hör till «DejaVu Sans Mono»"),
}
"""Sets that are refused, with a word of what is said."""

WARNED = {
    "bold for regular": ("LiberationSans-*.ttf/Bold/Regular/BoldItalic/Italic", ("fetare", "fetare")),
    "medium for bold": ("Go-*.ttf/Regular/Medium/Italic/Medium-Italic", ()),
    "italic for regular": ("LiberationSerif-*.ttf/Italic/BoldItalic/Regular/Bold", ("lutar",) * 4),
    "condensed among others": ("DejaVuSans*.ttf//-Bold/Condensed-Oblique/-BoldOblique", ("smalare",)),
    "extra light and regular": ("OpenSans-*.ttf/Light/Regular/LightItalic/Italic", ()),
}
"""Sets that pages are set in all the same, with words of what is remarked on."""


@cache
def _installed() -> dict[str, Path]:
    return {path.name: path for path in sorted(FONTS.rglob("*")) if path.suffix in (".ttf", ".otf")}


def has_families() -> bool:
    """Return whether all of the files are installed."""
    named = (*USED.values(), *(said for said, _ in (*REFUSED.values(), *WARNED.values())))
    return all(name in _installed() for said in named for name in _names(said))


def faces_of(said: str) -> dict[str, bytes]:
    """Return four font files by their keys; skip the test where they are missing, or fail where that is demanded."""
    lacking = [name for name in _names(said) if name not in _installed()]
    if lacking:
        missing_tool(f"{', '.join(lacking)} is not in {FONTS} (.ci/run installs the packages)")
    files = (_installed()[name].read_bytes() for name in _names(said))
    return dict(zip(("normal", "fet", "kursiv", "fet_kursiv"), files, strict=True))


def _names(said: str) -> list[str]:
    """Return the files' names: a pattern, and what its star stands for in each."""
    pattern, *parts = said.split("/")
    return [pattern.replace("*", part) for part in parts]
