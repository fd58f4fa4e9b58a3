"""The pages of a signed file beside those that were built: which are there, and what has come to them.

Each page of ours must be there, in order, drawn as it was. A page of others before or after ours, and what was stamped
on ours, is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from naravard_docs.check.page_comparison import (
    PageAddition,
    ReadPage,
    addition_to,
    changes_of_look,
    has_drawing_of,
    shortened,
)
from naravard_docs.check.signed_report import SignedFinding
from naravard_docs.errors import Level
from naravard_docs.swedish import enumeration

_FROM_ARCHIVE = "det är inte den fil som byggdes som är undertecknad; skriv under den byggda filen på nytt"
_ADDED = "läs det; det är tillagt efter att filen byggdes, till exempel av underskriftstjänsten"


def pages_in_place(built: Sequence[ReadPage], now: Sequence[ReadPage]) -> dict[int, int]:
    """Return for each page of ours, by its number from 0, which page of the file has its drawing."""
    taken: set[int] = set()
    places: dict[int, int] = {}
    for number, page in enumerate(built):
        own = [*range(number, len(now)), *range(min(number, len(now)))]
        place = next((at for at in own if at not in taken and has_drawing_of(now[at], page)), None)
        if place is not None:
            places[number] = place
            taken.add(place)
    return places


def page_findings(built: Sequence[ReadPage], now: Sequence[ReadPage]) -> Iterator[SignedFinding]:
    """Yield what is other than it was built, page by page."""
    places = pages_in_place(built, now)
    stamps: dict[str, list[int]] = {}
    strangers = [at for at in range(len(now)) if at not in places.values()]
    for number, page in enumerate(built):
        if number in places:
            kept = now[places[number]]
            yield from _changes_of(number, page, kept)
            if (addition := addition_to(kept, page)) is not None:
                yield from _fault_of(addition, number, stamps)
        else:
            changed = _counterpart(number, places, strangers, len(built) == len(now))
            yield _changed(number, page, now[changed]) if changed is not None else _removed(number, page)
            strangers = [at for at in strangers if at != changed]
    yield from _stamped(stamps)
    yield from _out_of_order(places)
    yield from _added_pages(strangers, places, now)


def _changes_of(number: int, built: ReadPage, now: ReadPage) -> Iterator[SignedFinding]:
    for how in changes_of_look(now, built):
        yield SignedFinding(Level.ERROR, f"sida {number + 1} {how}", _FROM_ARCHIVE)


def _fault_of(addition: PageAddition, number: int, stamps: dict[str, list[int]]) -> Iterator[SignedFinding]:
    """Yield what is wrong with what was added to a page; where nothing is, note it among the stamps."""
    words = f"«{addition.words}»" if addition.words else "en bild eller linjer utan ord"
    if addition.covered:
        said = f"sida {number + 1}: det tillagda, {words}, ligger på samma plats som orden «{addition.covered}»"
        yield SignedFinding(Level.ERROR, said, _FROM_ARCHIVE)
    elif addition.is_unseen:
        yield SignedFinding(Level.ERROR, f"sida {number + 1} har fått text som inte syns: {words}", _FROM_ARCHIVE)
    else:
        stamps.setdefault(words, []).append(number + 1)


def _stamped(stamps: dict[str, list[int]]) -> Iterator[SignedFinding]:
    """Yield each stamp once, with all the pages that have it."""
    for words, pages in stamps.items():
        is_whole = len(pages) > 2 and pages[-1] - pages[0] == len(pages) - 1
        which = f"{pages[0]}–{pages[-1]}" if is_whole else enumeration([str(page) for page in pages])
        yield SignedFinding(Level.WARNING, f"sida {which} har fått en stämpel: {words}", _ADDED)


def _counterpart(number: int, places: dict[int, int], strangers: list[int], are_as_many: bool) -> int | None:
    """Return the page that stands where a missing one of ours did: between its neighbours."""
    if are_as_many and number in strangers:
        return number
    before = max((at for own, at in places.items() if own < number), default=-1)
    after = min((at for own, at in places.items() if own > number), default=None)
    between = [at for at in strangers if at > before and (after is None or at < after)]
    return between[0] if between and (after is not None or are_as_many) else None


def _changed(number: int, built: ReadPage, now: ReadPage) -> SignedFinding:
    matcher = SequenceMatcher(None, built.words, now.words, autojunk=False)
    parts = [part for part in matcher.get_opcodes() if part[0] != "equal"]
    if not parts:
        said = "är ritad på ett annat sätt; orden är desamma, men bilder och utseende går inte att jämföra"
        return SignedFinding(Level.ERROR, f"sida {number + 1} {said}", _FROM_ARCHIVE)
    was = shortened([word for _, start, end, _, _ in parts for word in built.words[start:end]])
    is_now = shortened([word for _, _, _, start, end in parts for word in now.words[start:end]])
    said = f"sida {number + 1} är ändrad: där stod «{was}», där står «{is_now}»"
    if not now.words:
        said = f"sida {number + 1} är utbytt mot en sida utan text, kanske en bild; där stod «{was}»"
    return SignedFinding(Level.ERROR, said, _FROM_ARCHIVE)


def _removed(number: int, built: ReadPage) -> SignedFinding:
    words = shortened(list(built.words))
    return SignedFinding(Level.ERROR, f"sida {number + 1} saknas; där stod «{words}»", _FROM_ARCHIVE)


def _out_of_order(places: dict[int, int]) -> Iterator[SignedFinding]:
    furthest = -1
    for number, at in sorted(places.items()):
        if at < furthest:
            said = (
                f"sida {number + 1} har flyttats: den står nu som sida {at + 1} i filen, före sidor som den kom efter"
            )
            yield SignedFinding(Level.ERROR, said, _FROM_ARCHIVE)
        furthest = max(furthest, at)


def _added_pages(strangers: Sequence[int], places: dict[int, int], now: Sequence[ReadPage]) -> Iterator[SignedFinding]:
    first, last = min(places.values(), default=0), max(places.values(), default=-1)
    for at in strangers:
        words = shortened(list(now[at].words)) or "inga ord"
        if first < at < last:
            said = f"en sida har lagts in mellan våra, som sida {at + 1} i filen: «{words}»"
            yield SignedFinding(Level.ERROR, said, _FROM_ARCHIVE)
        else:
            where = "först" if at < first else "sist"
            yield SignedFinding(Level.WARNING, f"en sida har lagts till {where} i filen: «{words}»", _ADDED)
