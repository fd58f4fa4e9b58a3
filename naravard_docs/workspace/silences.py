"""Lines of a meeting file that say that a finding is meant so: «# naravard: tillåt NV203 det beslutades senare».

Such a line stands above a key or an entry of a list, and is about what a rule finds in its value and all below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from naravard_docs.errors import Level, Place, Problem
from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.rule_table import CHECK_RULES, FORM
from naravard_docs.swedish import capitalise, did_you_mean, quote
from naravard_docs.yaml.tree import ListNode, MapNode, Node, Scalar, SourceFile, scalars

_LINE = lazy_pattern(
    r"(?:^|(?<=\s))(?P<head>#+\s*naravard(?:\s*:|(?=\s+till[åa]t)))\s*(?P<verb>[^\W\d]*)[\s:]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_IDS = lazy_pattern(r"(?:[A-Za-z]{1,4}[ -]?\d+\b(?:\s*(?:,|och|&)\s*)?)+", re.IGNORECASE)
_VERB = "tillåt"
_SAY_SO = "skriv: # naravard: tillåt NV203 och skälet"


class Silence(Struct, frozen=True):
    """A rule that is silenced, with the reason, from one line of the file to another; and where that is said."""

    rule: str
    reason: str
    first: int
    last: int
    place: Place

    def is_about(self, problem: Problem) -> bool:
        place = problem.place
        return (
            problem.rule == self.rule
            and place is not None
            and place.path == self.place.path
            and self.first <= place.line <= self.last
        )


class Silences(Struct, frozen=True):
    """What a file silences, and what is wrong with the lines that say so."""

    said: tuple[Silence, ...] = ()
    faults: tuple[Problem, ...] = ()

    def heed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return the problems, those that are silenced as notes with their reasons."""
        return tuple(map(self._heeded, problems))

    def _heeded(self, problem: Problem) -> Problem:
        found = next((each for each in self.said if each.is_about(problem)), None)
        return problem if found is None else replace(problem, level=Level.NOTE, reason=found.reason)

    def unused(self, problems: Sequence[Problem], is_asked: Iterable[str]) -> Iterator[Problem]:
        """Yield a warning of each line that silences nothing, of rules that were asked, when the file could be read."""
        rules = frozenset(is_asked)
        if any(problem.rule == FORM and problem.is_error for problem in problems):
            return
        for each in self.said:
            if each.rule in rules and not any(map(each.is_about, problems)):
                message = f"{each.rule} hittar inget här, så raden gör ingenting"
                yield Problem(capitalise(message), "ta bort den, eller flytta den till rätt nyckel", each.place,
                              Level.WARNING, rule="NV911")  # fmt: skip


def silences_of(source: SourceFile) -> Silences:
    """Return what a file silences."""
    said: list[Silence] = []
    faults: list[Problem] = []
    for number, line in enumerate(source.lines, 1):
        if "#" in line and (found := _LINE.search(line)):
            for each in _read(source, number, found):
                said.append(each) if isinstance(each, Silence) else faults.append(each)
    return Silences(tuple(said), tuple(faults))


def printed_lines_of_silence(texts: Mapping[str, tuple[Place, str]]) -> Iterator[Problem]:
    """Yield an error for each such line of a text that is printed as it stands, such as an appendix."""
    for place, text in texts.values():
        for number, line in enumerate(text.split("\n"), 1):
            if found := _LINE.search(line):
                yield _printed(Place(place.path, number, found.start() + 1, line, len(found[0].rstrip())))


def _read(source: SourceFile, number: int, found: re.Match[str]) -> Iterator[Silence | Problem]:
    """Yield what one line silences, or what is wrong with it."""
    place = source.place(number, found.start() + 1, len(found[0].rstrip()))
    if _stands_in_text(source, number, found["head"]):
        yield _printed(place)
        return
    span = None if source.lines[number - 1][: found.start()].strip() else _span_below(source, number)
    if span is None:
        message = "raden står inte ovanför någon nyckel eller post, så den gör ingenting"
        yield _fault(message, "ställ den på en egen rad ovanför den nyckel eller post som den gäller", place)
        return
    if found["verb"].lower() not in (_VERB, "tillat", "allow"):
        message = f"{quote(found['verb'] or found['rest'])} är inget som naravard förstår här"
        yield _fault(message, _SAY_SO, place)
        return
    yield from _rules(found["rest"], span, place)


def _rules(rest: str, span: tuple[int, int], place: Place) -> Iterator[Silence | Problem]:
    named = _IDS.match(rest)
    ids = re.findall(r"[A-Za-z]+[ -]?\d+", named[0]) if named else []
    reason = rest[named.end() if named else 0 :].strip(" \t:;–—-,.")
    if not ids:
        yield _fault("raden säger inte vilken regel som tillåts", _SAY_SO, place)
    for written in ids:
        key = re.sub(r"[ -]", "", written).upper()
        if fault := _fault_of(key, written, reason):
            yield _fault(*fault, place)
        else:
            yield Silence(key, reason, *span, place)


def _fault_of(key: str, written: str, reason: str) -> tuple[str, str] | None:
    if (rule := CHECK_RULES.get(key)) is None:
        remedy = did_you_mean(key, CHECK_RULES) or "reglernas nummer visas av: naravard regler"
        return f"det finns ingen regel {quote(written)}", remedy
    if not rule.can_be_silenced:
        return f"{key} kan inte tillåtas: {rule.title[0].lower()}{rule.title[1:]}", "rätta det som regeln gäller"
    if not reason:
        return f"skälet till att {key} tillåts saknas, så raden gör ingenting", f"skriv det efter {key}"
    return None


def _fault(message: str, remedy: str, place: Place) -> Problem:
    return Problem(capitalise(message), remedy, place, Level.WARNING, rule="NV911")


def _printed(place: Place) -> Problem:
    message = "Raden står i en text och skulle skrivas ut"
    return Problem(message, "ställ den ovanför nyckeln som texten hör till", place, rule="NV910")


def _stands_in_text(source: SourceFile, number: int, head: str) -> bool:
    return any(each.line <= number <= each.end_line and head in each.text for each in scalars(source.root))


def _span_below(source: SourceFile, number: int) -> tuple[int, int] | None:
    """Return the lines of the key or entry that begins on the next line that is no comment."""
    below = range(number + 1, len(source.lines) + 1)
    next_line = next((n for n in below if (text := source.lines[n - 1].strip()) and text[0] != "#"), 0)
    spans: dict[int, tuple[int, int]] = {}
    for first, last in _spans(source.root, len(source.lines)):
        spans.setdefault(first, (first, last))
    return spans.get(next_line)


def _spans(node: Node, last: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of every key with its value, and of every entry of a list, the outermost first."""
    if isinstance(node, Scalar):
        return
    starts = _starts(node)
    for n, (first, value) in enumerate(starts):
        end = max(first, starts[n + 1][0] - 1 if n + 1 < len(starts) else last)
        yield first, end
        yield from _spans(value, end)


def _starts(node: ListNode | MapNode) -> list[tuple[int, Node]]:
    if isinstance(node, MapNode):
        return [(key.line, value) for key, value in node.entries.values()]
    return [(item.line, item) for item in node.items]
