"""Language rules: what is likely a slip in how a text is written, by Myndigheternas skrivregler; all are hints.

Every text that documents print is looked through, with addresses of links and web pages left out. What is rightly
written so is in ``language_words``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.language_words import ABBREVIATIONS, FORM_RIGHTLY, PARTIES, TAIL_RIGHTLY, TWICE_RIGHTLY
from naravard_docs.meeting.marked_texts import MarkedText, written_texts
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.spelling_rules import spelling_findings
from naravard_docs.swedish import MONTHS, quote, read_date

_MOST_OF_ONE = 20
"""How often one text is told of for one rule; more is no slip."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\]\([^()\n]*\)|`[^`\n]+`")
_LETTER = r"[^\W\d_]"
_PAIR = re.compile(
    rf"\b(?:({_LETTER}{{2,}})(?:en|et|n|t)?|{_LETTER}{{3,}}({_LETTER}{{5,}}))(?: ++| *+\n *+)(?:\1(?:en|et|n|t)?|\2)\b",
    re.IGNORECASE,
)
"""Two words of which one is the other, its form or its end; only those are looked at one by one."""

# Patterns begin with the signs that they can begin with, and ask afterwards for what stands before: re passes over all
# other signs at once then, where it would try a pattern that begins with a look back at each of them.
_DAY = re.compile(r"((?:19|20)(?<![\w./:-]..)\d{2})([./]?)(\d{2})\2(\d{2})(?![\w/:-]|\.\w)")
_HOURS = re.compile(
    r"(?=[\d§])(?:(?<![\d.,-])\d{1,2}[.:]\d{2} ?- ?\d{1,2}[.:]\d{2}(?![\d-])|(?<=kl )\d{1,2}-\d{1,2}(?![\d:-]|\.\d)"
    r"|(?<=kl\. )\d{1,2}-\d{1,2}(?![\d:-]|\.\d)|§§ ?\d+ ?- ?\d+(?![\d-]))"
)
_PARTY = re.compile(rf" \((?<=[^\W\d_] \()({'|'.join(sorted(PARTIES, key=len, reverse=True))})\)", re.IGNORECASE)
_DEFINITE = ("en", "et", "n", "t")
_SHORTEST_STEM, _SHORTEST_TAIL, _SHORTEST_HEAD = 4, 5, 3


def language_findings(meeting: Meeting) -> Iterator[Finding]:
    """Yield what is likely a slip of the pen in a meeting's texts, as far as they could be read."""
    texts = [_without_addresses(written) for written in written_texts(meeting)]
    for written in texts:
        yield from _twice(written)
        yield from _days(written)
        yield from _intervals(written)
    yield from _abbreviations(texts)
    yield from as_far_as_known(_parties(meeting, texts), spelling_findings(meeting, texts))


def _without_addresses(written: MarkedText) -> MarkedText:
    """Return a text with blanks where an address stands, so that all else keeps its place."""
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), written.text) if _has_sign(written.text) else written.text
    return MarkedText(written.path, text, written.reading)


def _has_sign(text: str) -> bool:
    return "@" in text or "](" in text or "`" in text or "://" in text or "www." in text


def _twice(written: MarkedText) -> Iterator[Finding]:
    """Yield words that stand twice, as they are, in another form or as the end of the word before."""
    if not _has_pair(written.text):
        return
    pairs = (found[0].split() for found in _PAIR.finditer(written.text))
    for first, second in islice((pair for pair in pairs if _is_slip(*pair)), _MOST_OF_ONE):
        if first.lower() == second.lower():
            told = f"ordet {quote(first)} står två gånger i följd"
        else:
            told = f"{quote(f'{first} {second}')} är nästan samma ord två gånger i följd"
        yield Finding("NV501", written.path, told, "ta bort det ena", excerpt=f"{first} {second}")


def _has_pair(text: str) -> bool:
    """Return whether a text has two such words, looked for beside each other only: ten times faster than everywhere."""
    words = text.casefold().split()
    likely = (f"{one} {other}" for one, other in pairwise(words) if other[1:] and other[:2] in one)
    return any(_PAIR.search(pair) for pair in likely)


def _is_slip(first: str, second: str) -> bool:
    if second[0].isupper() and first != second:
        return False  # a sentence begins, or a name
    first, second = first.lower(), second.lower()
    if first == second:
        return first not in TWICE_RIGHTLY
    return _is_other_form(first, second) or _is_tail(first, second)


def _is_other_form(first: str, second: str) -> bool:
    """Return whether one word is the other in its definite form: «debatten debatt»."""
    short, long = sorted((first, second), key=len)
    is_long_enough = len(short) >= _SHORTEST_STEM and short not in FORM_RIGHTLY
    return is_long_enough and any(short + ending == long for ending in _DEFINITE)


def _is_tail(first: str, second: str) -> bool:
    """Return whether a compound is followed by its last part: «kompetensförsörjningsläget läget»."""
    is_long_enough = len(second) >= _SHORTEST_TAIL and len(first) - len(second) >= _SHORTEST_HEAD
    return is_long_enough and first.endswith(second) and second not in TAIL_RIGHTLY


def _days(written: MarkedText) -> Iterator[Finding]:
    """Yield days in figures without dashes: «20230901», «2023.09.01»."""
    for found in islice(_DAY.finditer(written.text), _MOST_OF_ONE):
        if day := read_date(f"{found[1]}-{found[3]}-{found[4]}"):
            long = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            told = f"datumet {quote(found[0])} är svårt att läsa i en text"
            yield Finding("NV502", written.path, told, f"skriv {long} eller {day.isoformat()}", excerpt=found[0])


def _intervals(written: MarkedText) -> Iterator[Finding]:
    """Yield hours and sections with a hyphen between: «13.00-15.07», «§§ 12-15»."""
    for found in islice(_HOURS.finditer(written.text), _MOST_OF_ONE):
        right = re.sub(r" ?- ?", "–", found[0])
        told = f"i {quote(found[0])} står bindestreck, men mellan två gränser skrivs tankstreck"
        yield Finding("NV506", written.path, told, f"skriv {right}", excerpt=found[0])


def _form_of(parts: Sequence[str]) -> str:
    """Return the pattern of an abbreviation however it is written: with points, blanks, both or joined."""
    between = r"(?:\. ?|[ \u00a0])"
    joined = "|" + "".join(parts) + r"\b\.?" if len(parts) > 2 else ""
    return rf"(?:{between.join(parts)}(?!\w)\.?{joined})"


_FORMS = "|".join(f"(?P<{key}>{_form_of(parts)})" for key, parts in ABBREVIATIONS.items())
_INITIALS = "".join(sorted({parts[0][0] for parts in ABBREVIATIONS.values()}))
_ABBREVIATED = re.compile(rf"(?<![\w.])(?=[{_INITIALS}])(?:{_FORMS})")
_IS_ABBREVIATED = re.compile(r"\b(?:t|bl|m|o|d|fr|s|p|f|i|e)[. \u00a0]|\b(?:tom|dvs|osv|from|pga)\b")
_WORDS_OF_THEIR_OWN = {"tom", "from", "ist"}


def _abbreviations(texts: Sequence[MarkedText]) -> Iterator[Finding]:
    """Yield each abbreviation that a file writes in two ways, at the first of those that are fewest."""
    forms: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], FieldPath] = {}
    for written in texts:
        for found in _ABBREVIATED.finditer(written.text) if _IS_ABBREVIATED.search(written.text) else ():
            form, key = found[0].replace("\u00a0", " "), str(found.lastgroup)
            if form not in _WORDS_OF_THEIR_OWN:
                forms.setdefault(key, Counter())[form.rstrip(".") if form.count(".") == 1 else form] += 1
                first.setdefault((key, form.rstrip(".") if form.count(".") == 1 else form), written.path)
    for key, counted in forms.items():
        if len(counted) > 1:
            (most, _), *others = counted.most_common()
            rare = others[-1][0]
            told = f"{quote(rare)} skrivs {quote(most)} på andra ställen i filen"
            right = ".".join(ABBREVIATIONS[key]) + "."
            yield Finding("NV503", first[key, rare], told, f"skriv likadant överallt, helst {right}", excerpt=rare)


def _parties(meeting: Meeting, texts: Sequence[MarkedText]) -> Iterator[Finding]:
    """Yield the first party that is abbreviated with other capitals than the same or others in the file."""
    written: list[tuple[str, FieldPath, str]] = []
    for g, group in enumerate(meeting.known("attendance", ())):
        for p, person in enumerate(group.known("people", ())):
            if party := person.known("party"):
                written.append((party, ("närvarande", g, "personer", p), f"({party})"))
    for text in texts:
        written += [(found[1], text.path, found[0].strip()) for found in _PARTY.finditer(text.text)]
    known = [each for each in written if each[0].lower() in PARTIES]
    large = Counter(party == party.upper() for party, *_ in known)
    if len(large) < 2:
        return
    is_large = large[True] >= large[False]
    party, path, excerpt = next(each for each in known if (each[0] == each[0].upper()) is not is_large)
    right = party.upper() if is_large else party.lower()
    usual = "stora" if is_large else "små"
    told = f"partiet skrivs {quote(excerpt)} här, men partier skrivs med {usual} bokstäver i övrigt"
    yield Finding("NV505", path, told, f"skriv ({right})", excerpt=excerpt)
