"""Which body, and which day, the words of a command name: «Samråd vård och omsorg 12 maj» without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from naravard_docs.agenda.day import has_day_first, read_day
from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.keys import key_fault
from naravard_docs.meeting.periods import DatedText
from naravard_docs.swedish import closest, enumeration, first_of_several_days, fold

_EXAMPLE = "skriv till exempel 2023-05-12, «12 maj», «fredag 12 maj» eller idag"


class BodyAndDay(Struct, frozen=True):
    """The key of a body, and the day, None when none is named."""

    key: str
    day: date | None


class _Reading(Struct, frozen=True):
    """One way to take the words apart: the bodies that the first may name, and what is left."""

    keys: tuple[str, ...]
    named: str
    is_whole: bool
    rest: str


def choose_body(words: Sequence[str], bodies: Mapping[str, Body], today: date) -> BodyAndDay:
    """Return the body and the day that words name, whatever their capitals, accents and hyphens.

    A body is named by its key, its name, what it is called in decisions, or the beginning of one of those. The most
    words that name one are its name; what is left is the day.

    Raises:
        WrongUsageError: if no body fits, or several do, or what is left is no day.
    """
    split = [word for each in words for word in each.split()]
    readings = tuple(_readings(split, bodies))
    for each in readings:
        if (day := _day(each.rest, today)) is not None or not each.rest:
            return BodyAndDay(_single(each, split, bodies), day)
    if not readings or _is_another(readings[0], split, bodies):
        raise _unknown(" ".join(_name_words(split)), bodies)
    raise _no_day(readings[0].rest)


def _is_another(reading: _Reading, words: Sequence[str], bodies: Mapping[str, Body]) -> bool:
    """Return whether what is left is rather the rest of a name that is misspelt than a day."""
    if has_day_first(reading.rest.split()[0]):
        return False
    forms = {form for key, body in bodies.items() for form in _forms(key, body)}
    close = closest(_normal(" ".join(_name_words(words))), forms)
    return not reading.is_whole or close not in ("", reading.named)


def _readings(words: Sequence[str], bodies: Mapping[str, Body]) -> Iterator[_Reading]:
    """Yield the ways to take words apart: first those that name a body in full, those of most words first."""
    forms = {key: tuple(_forms(key, body)) for key, body in bodies.items()}
    for is_whole in (True, False):
        for number in range(len(words), 0, -1):
            named = _normal(" ".join(words[:number]))
            keys = (key for key, known in forms.items() if any(_fits(named, form, is_whole) for form in known))
            if named and (found := tuple(keys)):
                yield _Reading(found, named, is_whole, " ".join(words[number:]))


def _fits(named: str, form: str, is_whole: bool) -> bool:
    is_same = named == form or named.replace(" ", "") == form.replace(" ", "")
    return is_same if is_whole else form.startswith(named)


def _forms(key: str, body: Body) -> Iterator[str]:
    """Yield everything that a body is called, now or before."""
    yield _normal(key)
    for name in (body.name, body.short_name or ""):
        named = [name, *(each.text for each in name.texts)] if isinstance(name, DatedText) else [name]
        yield from (_normal(each) for each in named if each)


def _normal(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _single(reading: _Reading, words: Sequence[str], bodies: Mapping[str, Body]) -> str:
    if len(reading.keys) == 1:
        if fault := key_fault(key := reading.keys[0]):
            raise WrongUsageError(*fault)
        return key
    rest = reading.rest.split()
    written = " ".join(words[: len(words) - len(rest)])
    listed = enumeration([f"{key} ({bodies[key].name})" for key in reading.keys])
    raise WrongUsageError(f"«{written}» kan vara flera organ: {listed}", "skriv organets nyckel")


def _name_words(words: Sequence[str]) -> list[str]:
    """Return the words before the first that may begin a day, or all when that is the first."""
    until = next((n for n, word in enumerate(words) if n and has_day_first(word)), len(words))
    return list(words[:until])


def _unknown(written: str, bodies: Mapping[str, Body]) -> WrongUsageError:
    if fault := key_fault(written.replace(" ", "-")):
        return WrongUsageError(f"organet «{written}» finns inte i templates/organ.yaml: {fault[0]}", fault[1])
    by_form = {form: key for key, body in bodies.items() for form in _forms(key, body)}
    meant = by_form.get(closest(_normal(written), by_form), "")
    listed = f"organ som finns: {', '.join(bodies)}" if bodies else "lägg till organet där, eller kör naravard starta"
    remedy = f"menade du «{meant}»?" if meant else listed
    return WrongUsageError(f"organet «{written}» finns inte i templates/organ.yaml", remedy)


def _day(rest: str, today: date) -> date | None:
    return read_day(rest, today) if rest else None


def _no_day(written: str) -> WrongUsageError:
    if first := first_of_several_days(written):
        told = f"skriv den första: {first}; den sista skrivs sedan i «slutdatum»"
        return WrongUsageError(f"«{written}» är flera dagar", told)
    return WrongUsageError(f"«{written}» är inget datum", _EXAMPLE)
