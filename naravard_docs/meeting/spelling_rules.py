"""A name that is spelt in two ways in one file: of a body, an organisation or a person.

Other forms of a word are no other spellings: genitive, definite, plural and compounds are passed over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.finding import FieldPath, Finding
from naravard_docs.meeting.marked_texts import MarkedText
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import Person
from naravard_docs.swedish import fold, quote

_NAME = lazy_pattern(r"(?<![\w-])[A-ZÅÄÖÉ][^\W\d_]{7,}(?![\w-])")
_WORD = lazy_pattern(r"(?<![\w-])[^\W\d_]{8,}(?![\w-])")
_STARTS_SENTENCE = lazy_pattern(r"(?:^|[.!?:•–>|*#(\[{\"”»\n]\s*|\d[.)]\s+|- )$")
_BEFORE = 4
"""How many signs before a word tell whether it begins a sentence."""

_INFLECTION = lazy_pattern(r"(?:arna|erna|orna|ar|er|or|en|et|na|n|t)?s?$")
_OF_VERBS = lazy_pattern(r"(?:ande|ende|ades?|erade?|slag(?:na|en|et|it)?)s?$", re.IGNORECASE)
"""Ends of words that are no names but forms of verbs, and «förslag» beside «föreslagna»."""

_SHORTEST_STEM = 7
_LONG_STEM = 12
"""Stems of this length that differ by one letter are hardly two names; shorter ones may: Linköping and Lidköping."""

_FULL_NAME = lazy_pattern(r"(?<![\w-])[A-ZÅÄÖÉ][\w-]+ [A-ZÅÄÖÉ][\w-]+(?![\w-])")
_SHORTEST_FULL_NAME = 8


class _Spelling(Struct, frozen=True):
    word: str
    path: FieldPath


def spelling_findings(meeting: Meeting, texts: Sequence[MarkedText]) -> Iterator[Finding]:
    """Yield names that a file spells in two ways, at the way that is fewest."""
    people = tuple(_people(meeting))
    yield from _words(_names_of_organisations(meeting), texts, people)
    yield from _people_misspelt(people, texts)


def _people(meeting: Meeting) -> Iterator[str]:
    for group in meeting.known("attendance", ()):
        for person in group.known("people", ()):
            if name := person.known("name"):
                yield name


def _names_of_organisations(meeting: Meeting) -> Iterator[_Spelling]:
    """Yield the words of organisations' names, which are written with people."""
    for g, group in enumerate(meeting.known("attendance", ())):
        for p, person in enumerate(group.known("people", ())):
            for found in _NAME.finditer(_organisation(person)):
                yield _Spelling(found[0], ("närvarande", g, "personer", p))


def _organisation(person: Person) -> str:
    return person.known("organisation") or ""


def _words(known: Iterable[_Spelling], texts: Sequence[MarkedText], people: Sequence[str]) -> Iterator[Finding]:
    by_stem: dict[str, list[_Spelling]] = defaultdict(list)
    as_names: Counter[str] = Counter()
    for each in known:
        by_stem[_stem(each.word)].append(each)
        as_names[_stem(each.word)] += 1
    where: dict[str, FieldPath] = {}
    counted: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for written in texts:
        words = _WORD.findall(written.text)
        counted.update(words)
        for word in words:
            if word not in where:
                where[word] = written.path
        for found in _NAME.finditer(written.text):
            inside[found[0]] += not _starts_sentence(written.text, found.start())
    for word, count in counted.items():
        if stem := _stem_of_name(word):
            by_stem[stem] += [_Spelling(word, where[word])] * count
            as_names[stem] += inside[word]
    names = {stem for stem, count in as_names.items() if 3 * count >= len(by_stem[stem])}
    of_people = {_stem(word) for name in people for word in re.split(r"[\s-]+", name)}
    # in the order of the file, not of a set, so that the same file is told the same
    for one, other in _alike(by_stem, [stem for stem in by_stem if stem in names - of_people], of_people):
        rare, usual = sorted((by_stem[one], by_stem[other]), key=len)
        told = f"{quote(rare[0].word)} stavas {quote(usual[0].word)} på andra ställen i filen"
        yield Finding("NV504", rare[0].path, told, "skriv namnet likadant överallt", excerpt=rare[0].word)


def _starts_sentence(text: str, start: int) -> bool:
    return _STARTS_SENTENCE.search(text[max(0, start - _BEFORE) : start]) is not None


@lru_cache(maxsize=8192)
def _stem_of_name(word: str) -> str:
    """Return the stem of a word that may be a name, empty for forms of verbs; meeting after meeting has the same."""
    return "" if _OF_VERBS.search(word) else _stem(word)


def _stem(word: str) -> str:
    return _INFLECTION.sub("", word.casefold(), count=1)


def _alike(
    by_stem: dict[str, list[_Spelling]], names: Iterable[str], of_people: frozenset[str] | set[str]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of stems, of which one at least is a name, that are one word spelt in two ways."""
    told: set[frozenset[str]] = set()
    by_key: dict[str, list[str]] = defaultdict(list)
    ends = {(name[:2], name[-2:]) for name in names}  # which two words alike have in common: most words are left here
    for stem in by_stem:
        if len(stem) >= _SHORTEST_STEM and (stem[:2], stem[-2:]) in ends:
            for key in _without_a_letter(stem):
                by_key[key].append(stem)
    for name in names:
        for key in _without_a_letter(name) if len(name) >= _SHORTEST_STEM else ():
            for other in by_key[key]:
                if other not in of_people and _is_misspelling(name, other) and frozenset((name, other)) not in told:
                    told.add(frozenset((name, other)))
                    yield name, other


def _without_a_letter(stem: str) -> Iterator[str]:
    """Yield a stem, and what is left of it without each of its letters: what two words alike have in common."""
    yield stem
    yield from {stem[:n] + stem[n + 1 :] for n in range(2, len(stem) - 2)}


def _is_misspelling(one: str, other: str) -> bool:
    """Return whether two words differ by one letter, not at the beginning and not at the end, where forms differ."""
    if one == other or one[:2] != other[:2] or one[-2:] != other[-2:]:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) == 1:
        return len(one) >= _LONG_STEM or fold(differing[0][0]) == fold(differing[0][1])
    return len(differing) == 2 and differing[0] == differing[1][::-1]


def _people_misspelt(people: Sequence[str], texts: Sequence[MarkedText]) -> Iterator[Finding]:
    """Yield full names in texts that are those of somebody present, but for one letter."""
    known = {name.casefold() for name in people}
    looked_at = {*known, *(f"{name}s" for name in known)}
    holders = _holders(people)
    for written in texts:
        for found in _FULL_NAME.finditer(written.text):
            name = found[0].casefold()
            if name in looked_at or len(name) < _SHORTEST_FULL_NAME:
                continue
            looked_at |= {name}
            likely = sorted({number for part in name.split() for number in holders.get(part, ())})
            if meant := next((people[n] for n in likely if _is_nearly(name, people[n].casefold())), None):
                told = f"{quote(found[0])} stavas {quote(meant)} bland de närvarande"
                yield Finding("NV504", written.path, told, "skriv namnet likadant överallt", excerpt=found[0])


def _holders(people: Sequence[str]) -> dict[str, list[int]]:
    """Return the numbers of those who have a first name or a last name, by that name and by its genitive."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(people):
        for part in name.casefold().split():
            holders[part].append(number)
            holders[f"{part}s"].append(number)
    return holders


def _is_nearly(name: str, other: str) -> bool:
    """Return whether two full names differ by one letter, in the first name or in the last."""
    ours, theirs = name.split(), other.split()
    if len(ours) != len(theirs):
        return False
    differing = [(a, b) for a, b in zip(ours, theirs, strict=True) if a not in (b, f"{b}s")]
    return len(differing) == 1 and _is_one_letter_off(*differing[0])


def _is_one_letter_off(one: str, other: str) -> bool:
    short, long = sorted((one.removesuffix("s"), other.removesuffix("s")), key=len)
    if len(short) == len(long):
        differing = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
        return len(differing) == 1 and (len(short) > 4 or fold(differing[0][0]) == fold(differing[0][1]))
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(1, len(long)))
