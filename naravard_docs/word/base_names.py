"""The names of styles: as Word writes them in a file, as a Swedish Word shows them, and by their ids.

Word writes built-in styles under their English names in every language. Other programs write what they show.
"""

from __future__ import annotations

from collections.abc import Iterator

SWEDISH_NAMES = {
    "Normal": "Normal",
    "Default Paragraph Font": "Standardstycketeckensnitt",
    "Normal Table": "Normal tabell",
    "heading 1": "Rubrik 1",
    "heading 2": "Rubrik 2",
    "heading 3": "Rubrik 3",
    "Subtitle": "Underrubrik",
    "List Bullet": "Punktlista",
    "List Bullet 2": "Punktlista 2",
    "List Bullet 3": "Punktlista 3",
    "List Number": "Numrerad lista",
    "List Number 2": "Numrerad lista 2",
    "List Number 3": "Numrerad lista 3",
    "List Continue": "Listfortsättning",
    "List Continue 2": "Listfortsättning 2",
    "List Continue 3": "Listfortsättning 3",
    "toc 1": "Innehåll 1",
    "Quote": "Citat",
    "header": "Sidhuvud",
    "footer": "Sidfot",
    "Hyperlink": "Hyperlänk",
    "Strong": "Stark",
    "Emphasis": "Betoning",
}
"""The built-in styles that documents use, with the name that a Swedish Word shows."""

_OTHER_NAMES = {
    "Normal": ("Standard",),
    "Default Paragraph Font": ("Standardteckensnitt för stycke",),
    "Normal Table": ("Table Normal", "Normaltabell"),
    "List Bullet": ("Lista punkt",),
    "List Number": ("Lista nummer", "Nummerlista", "Numrerad"),
    "toc 1": ("Contents 1", "Innehållsförteckning 1"),
    "Hyperlink": ("Internet Link", "Länk", "Internetlänk"),
    "Strong": ("Strong Emphasis", "Fet"),
    "Quote": ("Quotations", "Citerad text"),
    "Subtitle": ("Undertitel",),
    "header": ("Page Header", "Header"),
    "footer": ("Page Footer", "Footer"),
}
"""What older versions of Word and other programs call them."""


def is_built_in(name: str) -> bool:
    """Return whether a style is one of Word's own, and not the program's."""
    return name in SWEDISH_NAMES


def shown_name(name: str) -> str:
    """Return a style's name as a Swedish Word shows it."""
    return SWEDISH_NAMES.get(name, name)


def key_of(name: str) -> str:
    """Return what two spellings of one style's name have in common."""
    return " ".join(name.split()).casefold()


def names_of(name: str) -> Iterator[str]:
    """Yield the keys of the names that a style may stand under, the likeliest first."""
    yield key_of(name)
    if is_built_in(name):
        yield key_of(SWEDISH_NAMES[name])
        yield from map(key_of, _OTHER_NAMES.get(name, ()))


def ids_of(name: str) -> Iterator[str]:
    """Yield the ids that programs give a built-in style, in small letters; of å, ä and ö Word writes nothing."""
    if is_built_in(name):
        for one in (name, SWEDISH_NAMES[name], *_OTHER_NAMES.get(name, ())):
            yield one.replace(" ", "").lower()
            yield "".join(c for c in one if c.isascii() and c != " ").lower()
