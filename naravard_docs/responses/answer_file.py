"""One answer file: what can be read of it, and what is wrong with it by what is known of the letter that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from naravard_docs.errors import Level, Place, Problem, in_file_order
from naravard_docs.meeting.response import AnswerContext, Response, ResponseFile
from naravard_docs.meeting.response_rules import AnsweredLetter, no_longer_listed, response_findings
from naravard_docs.meeting.rule_table import told_levels
from naravard_docs.swedish import capitalise, quote
from naravard_docs.workspace.file_names import PathFault, file_fault
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written, swedish_keys
from naravard_docs.yaml.tree import ListNode, Loc, MapNode, Node, SourceFile, find_node, plain_values
from naravard_docs.yaml.validate import read_as

IF_EMPTY = "skriv «svar:» och en post för varje mottagare, eller ta bort filen; naravard svar gör den när den behövs"
UNKNOWN_LETTER = AnsweredLetter(None, None, None)
"""The letter of which nothing is known."""


class JudgedAnswers(Struct, frozen=True):
    """The answers of a file, everything that is told of them, and by key those who are no longer on the list."""

    responses: tuple[Response, ...]
    problems: tuple[Problem, ...]
    no_longer_listed: tuple[str, ...] = ()


def judged_answers(source: SourceFile, letter: AnsweredLetter, workspace: Workspace) -> JudgedAnswers:
    """Return the answers of a file as far as they can be read, with everything that is told of them."""
    said = dict(_values(source))
    left = no_longer_listed(said.values(), letter.recipients) if letter.recipients is not None else ()
    read, of_keys = read_as(ResponseFile, source, _context(letter, left, workspace))
    responses: tuple[Response, ...] = read.known("responses", ())
    problems = [
        *of_keys,
        *_twice(source),
        *(problem for index, each in enumerate(responses) for problem in _found_by_rules(each, index, letter, source)),
        *(_left(source, index, letter) for index, values in said.items() if values.get("mottagare") in left),
    ]
    return JudgedAnswers(responses, in_file_order(problems), left)


def _left(source: SourceFile, index: int, letter: AnsweredLetter) -> Problem:
    place = place_in_entry(source, index, ("mottagare",))
    list_ = quote(letter.distribution_list)
    message = f"Mottagaren finns inte längre på sändlistan {list_}; den räknas med, men påminns inte"
    return Problem(message, "låt det vara så, eller ge brevet en egen sändlista som har den med", place, Level.WARNING)


def entries(source: SourceFile) -> tuple[Node, ...]:
    """Return the nodes of an answer file's entries, as far as it has a list of them."""
    node = find_node(source.root, _entries_path(source))[1]
    return tuple(node.items) if isinstance(node, ListNode) else ()


def _context(letter: AnsweredLetter, left: tuple[str, ...], workspace: Workspace) -> AnswerContext:
    def fault(path: str) -> PathFault | None:
        return _answer_fault(workspace, path)

    listed = letter.recipients
    known = {each.slug: each.known("name", each.slug) for each in listed or ()} | {key: key for key in left}
    return AnswerContext(None if listed is None else known, letter.distribution_list, fault)


def _found_by_rules(response: Response, index: int, letter: AnsweredLetter, source: SourceFile) -> Iterator[Problem]:
    for finding, level in told_levels(response_findings(response, letter)):
        place = place_in_entry(source, index, finding.path, finding.is_about_key)
        yield Problem(capitalise(finding.message), finding.remedy, place, level, finding.lacks, finding.rule)


def _answer_fault(workspace: Workspace, path: str) -> PathFault | None:
    """Return why a file cannot stand for an answer, or None when it can."""

    def fault(target: Path) -> PathFault | None:
        if not target.is_relative_to(real_path(workspace.root)):
            return "ligger utanför arbetsytan", f"lägg filen i meetings/svar/ och skriv {PurePosixPath(path).name}"
        if not target.is_file():
            return "finns inte i meetings/svar/", "lägg filen där, eller rätta namnet"
        if target.stat().st_size == 0:
            return "är tom (0 byte)", "spara om filen, eller ta bort raden"
        return None

    return file_fault(workspace.answers, path, fault)


def _entries_path(source: SourceFile) -> Loc:
    return as_written(ResponseFile, ("svar",), source.root)


def _twice(source: SourceFile) -> Iterator[Problem]:
    """Yield recipients that have two entries."""
    first: dict[str, int] = {}
    for index, values in _values(source):
        recipient = values.get("mottagare")
        if not isinstance(recipient, str):
            continue
        place = place_in_entry(source, index, ("mottagare",))
        if recipient in first:
            message = f"{quote(recipient)} har två poster; den första står på rad {first[recipient]}"
            yield Problem(message, "för samman dem till en post", place)
        else:
            first[recipient] = place.line


def _values(source: SourceFile) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each entry that is a mapping as plain values by Swedish keys, with its index."""
    swedish = swedish_keys(Response)
    for index, node in enumerate(entries(source)):
        if isinstance(node, MapNode) and not node.is_doubtful:
            yield index, {swedish.get(key, key): value for key, value in plain_values(node).items()}


def place_in_entry(source: SourceFile, index: int, path: Loc, is_about_key: bool = False) -> Place:
    """Return the place of a key of an entry, whose path is by Swedish key and clause number."""
    numbers = path.index("satser") + 1 if "satser" in path else len(path)
    steps = (*path[:numbers], *map(str, path[numbers:]))
    whole = as_written(ResponseFile, ("svar", index, *steps), source.root)
    key, _ = find_node(source.root, whole)
    return source.place(key.line, key.column, len(key.text)) if key and is_about_key else source.place_of(whole)
