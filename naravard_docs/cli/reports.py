"""What a check or build has to say, for other programs: JSON, SARIF for editors, workflow commands for GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_encoded

from naravard_docs import __version__
from naravard_docs.builder.options import BuildOutcome
from naravard_docs.errors import Level, Place, Problem


class ReportFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def report_text(outcomes: Sequence[BuildOutcome], report_format: ReportFormat) -> str:
    """Return what came of meeting files, in a format for other programs."""
    match report_format:
        case ReportFormat.SARIF:
            return json.dumps(_sarif(outcomes), ensure_ascii=False, indent=2)
        case ReportFormat.GITHUB:
            return "\n".join(map(_workflow_command, _once(outcomes)))
        case _:
            return json.dumps([_outcome_json(outcome) for outcome in outcomes], ensure_ascii=False, indent=2)


def _once(outcomes: Sequence[BuildOutcome]) -> tuple[Problem, ...]:
    """Return the problems once each, since those of templates/ are told with every meeting."""
    return tuple(dict.fromkeys(problem for outcome in outcomes for problem in outcome.problems))


def _outcome_json(outcome: BuildOutcome) -> dict[str, Any]:
    counts = outcome.counts
    return {
        "fil": outcome.path,
        "godkänd": int(outcome.exit_code) == 0,
        "antal": {"ärenden": counts.items, "beslut": counts.decisions, "närvarande": counts.people} if counts else None,
        "problem": [problem_json(problem) for problem in outcome.problems],
        "filer": list(outcome.files),
        "oförändrat": outcome.is_unchanged,
        "utan_adress": [each.name for each in outcome.unreachable],
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    place = problem.place
    where = {"fil": place.file, "rad": place.line, "kolumn": place.column, "längd": place.length} if place else {}
    told = {"nivå": problem.level.value, "regel": problem.rule or None}
    reason = {"skäl": problem.reason} if problem.reason else {}
    return {**where, **told, "meddelande": problem.message, "tips": problem.remedy, **reason}


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SARIF_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note", Level.NOTE: "note"}


def _sarif(outcomes: Sequence[BuildOutcome]) -> dict[str, Any]:
    """Return a log of the Static Analysis Results Interchange Format, 2.1.0 (OASIS)."""
    problems = _once(outcomes)
    ids = sorted({problem.rule for problem in problems if problem.rule})
    driver = {"name": "naravard", "version": __version__, "rules": list(_sarif_rules(ids))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "sv-SE",
        "results": [_sarif_result(problem, ids) for problem in problems],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rules(ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    from naravard_docs.meeting.rule_table import CHECK_RULES
    from naravard_docs.workspace.rule_texts import rule_texts

    for key in ids:
        rule, text = CHECK_RULES[key], rule_texts()[key]
        described = {"shortDescription": {"text": rule.title}, "fullDescription": {"text": text.why}}
        yield {"id": key, **described, "help": {"text": f"{text.why} {text.remedy} Källa: {text.source}"}}


def _sarif_result(problem: Problem, ids: Sequence[str]) -> dict[str, Any]:
    told = f"{problem.message}. Tips: {problem.remedy}" if problem.remedy else problem.message
    result: dict[str, Any] = {"level": _SARIF_LEVELS[problem.level], "message": {"text": told}}
    if problem.rule:
        result |= {"ruleId": problem.rule, "ruleIndex": ids.index(problem.rule)}
    if problem.place:
        result["locations"] = [{"physicalLocation": _location(problem.place)}]
    if problem.level is Level.NOTE:
        result["suppressions"] = [{"kind": "inSource", "justification": problem.reason}]
    return result


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"artifactLocation": {"uri": percent_encoded(_with_slashes(place.file))}, "region": region}


def _with_slashes(file: str) -> str:
    return Path(file).as_posix()


_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice", Level.NOTE: "debug"}
_IN_DATA: Mapping[str, str] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY: Mapping[str, str] = {**_IN_DATA, ":": "%3A", ",": "%2C"}
"""What GitHub's runner takes back from a command's text and from the values of its properties (actions/toolkit)."""


def _workflow_command(problem: Problem) -> str:
    """Return a problem as a command to GitHub Actions, which shows it at its place; a note is for its debug log."""
    told = "\n".join(filter(None, (problem.message, f"Tips: {problem.remedy}" if problem.remedy else "")))
    if problem.level is Level.NOTE:
        return f"::debug::{_escaped(f'{problem.rule}: {problem.message} ({problem.reason})', _IN_DATA)}"
    properties: dict[str, str | int] = {}
    if place := problem.place:
        where = {"line": place.line, "col": place.column, "endColumn": place.column + place.length}
        properties = {"file": _with_slashes(place.file), **where}
    properties |= {"title": problem.rule} if problem.rule else {}
    listed = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.level]}{' ' if listed else ''}{listed}::{_escaped(told, _IN_DATA)}"


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
