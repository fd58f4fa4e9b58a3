"""A meeting whose recommendation has been sent out, and ways to write its answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.errors import InputInvalid, Problem
from naravard_docs.source.load import load_meeting
from naravard_docs.source.responses import LoadedRecommendation, load_recommendations

STEM = "2023-03-24-systemledning"
REFERENCE = f"{STEM}-planen"
LETTER = """\
    rekommendation:
      ärende: planen
      datum: 2023-04-01
      sändlista: lanets-huvudman
      svar_senast: 2023-09-30
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
"""
CLAUSES = ("anta planen", "följa upp planen årligen")
MEETING = f"{HEAD}ärenden:\n  - rubrik: Planen\n    beslut: [{', '.join(CLAUSES)}]\n{LETTER}"
ENTRY = "svar:\n  - mottagare: umea\n"
"""The least that an answer file says of someone: what a test adds begins on line 3, indented by four."""


def asked(workspace: WorkspaceFolder, answers: str | bytes | None = None, meeting: str = MEETING) -> Path:
    """Write the meeting, and the answers if there are any; give the meeting file's path."""
    if answers is not None:
        workspace.write(f"meetings/svar/{REFERENCE}.yaml", answers)
    return workspace.write_meeting(meeting, f"{STEM}.yaml")


def answered(
    workspace: WorkspaceFolder, answers: str | bytes | None = None, meeting: str = MEETING
) -> LoadedRecommendation:
    """Read the meeting's only recommendation with the given answers."""
    (only,) = load_recommendations(load_meeting(asked(workspace, answers, meeting)))
    return only


def faults(workspace: WorkspaceFolder, answers: str | bytes, meeting: str = MEETING) -> tuple[Problem, ...]:
    """Give what makes an answer file invalid."""
    with pytest.raises(InputInvalid) as caught:
        answered(workspace, answers, meeting)
    return caught.value.problems
