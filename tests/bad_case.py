"""One broken file: what is written, and the place, message and remedy that it must give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import HEAD

from naravard_docs.errors import Problem


@dataclass(frozen=True)
class Bad:
    """A broken meeting: ``below`` comes after HEAD, so that its first line is line 3."""

    name: str
    below: str
    where: str
    message: str
    remedy: str
    errors: int = 1

    @property
    def text(self) -> str:
        return HEAD + self.below


class BadWhole(Bad):
    """A broken file whose text is given from its first line."""

    @property
    def text(self) -> str:
        return self.below


def each(cases: Iterable[Bad]) -> Any:
    """Return a test each case as its argument ``bad``, with the case's name as id."""
    return pytest.mark.parametrize("bad", [pytest.param(case, id=case.name) for case in cases])


def assert_said(problems: Iterable[Problem], bad: Bad) -> None:
    """Ensure that the first error has the case's place, message and remedy, and that none lacks a remedy."""
    problems = list(problems)
    errors = [problem for problem in problems if problem.is_error]
    listed = [f"{p.place} {p.message} | {p.remedy}" for p in errors]
    assert len(errors) == bad.errors, listed
    first = errors[0]
    assert first.place is not None
    assert f"{first.place.line}:{first.place.column}" == bad.where, listed
    assert bad.message.lower() in first.message.lower(), listed
    assert bad.remedy in first.remedy, listed
    assert all(problem.remedy for problem in problems), listed
    assert all(p.message[0] == p.message[0].upper() for p in problems), listed
