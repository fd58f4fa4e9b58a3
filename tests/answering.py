"""A meeting whose recommendation has been sent out, and ways to write its answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD, WorkspaceFolder, known_workspace

from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.workspace.load import load_meeting

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
    """Write the meeting, and the answers if there are any; return the meeting file's path."""
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
    """Return what makes an answer file invalid."""
    with pytest.raises(InvalidInputError) as caught:
        answered(workspace, answers, meeting)
    return caught.value.problems


def recommendations_with_answers(root: Path, clauses: int, recipients: int) -> tuple[LoadedRecommendation, ...]:
    """Write a meeting of 2021 that asks many of much, with answers of every kind, and read it.

    Names, clauses and changes are long; one recipient's name is Finnish.
    """
    workspace = known_workspace(root)
    stem = f"2021-03-0{min(clauses, 9)}-systemledning"
    matter = f"{'mycket långa frågor som ' * 4}har {clauses} satser"
    keys = [f"kommun-{number}" for number in range(1, recipients + 1)]
    listed = "".join(
        f"  - {{nyckel: {key}, namn: Storstadskommunen nummer {n} i länet{', språk: fi' if n == 3 else ''}}}\n"
        for n, key in enumerate(keys, 1)
    )
    workspace.write_template("sandlistor.yaml", f"alla:\n  namn: Alla\n  mottagare:\n{listed}")
    said = "".join(
        f"      - fastställa inriktning nummer {n} för en god och nära vård i hela länet\n"
        for n in range(1, clauses + 1)
    )
    decision = f"\n{said}" if clauses > 1 else " Kommunerna rekommenderas att fastställa inriktningen för nära vård.\n"
    path = workspace.write_meeting(
        f"organ: systemledning\ndatum: {stem[:10]}\nstatus: justerat\nnärvarande: []\n"
        f"ärenden:\n  - rubrik: Frågorna\n    beslut:{decision}"
        + LETTER.replace("planen", f"{matter}\n      kortnamn: satser {clauses}")
        .replace("2023-", "2021-")
        .replace("lanets-huvudman", "alla"),
        f"{stem}.yaml",
    )
    answers = "".join(_entry(number, key, clauses) for number, key in enumerate(keys))
    workspace.write(f"meetings/svar/{stem}-satser-{clauses}.yaml", f"svar:\n{answers}")
    return load_recommendations(load_meeting(path))


def _entry(number: int, key: str, clauses: int) -> str:
    head = f"  - mottagare: {key}\n"
    sent = f"{head}    skickat: 2021-04-02\n"
    day, number_given = f"2021-06-2{number % 10}", f"RV HSN 1{number}-2021:44"
    decided = f"{sent}    diarienummer: {number_given}\n    beslut:\n      instans: KF\n      datum: {day}\n"
    change = f'{{utfall: antagen med ändring, text: "{"en ny lydelse av satsen " * 12}"}}'
    match number % 6:
        case 0:
            return f"{decided}      paragraf: § {number + 1} b\n      satser: antagen\n"
        case 1:
            outcomes = "".join(f"        {n}: {change if n % 5 == 1 else 'avslagen'}\n" for n in range(1, clauses + 1))
            return f"{decided}      satser:\n{outcomes}"
        case 2:
            return f"{decided}      satser: bordlagd\n    påmint: [2021-10-04, 2021-11-01]\n"
        case 3:
            return f"{sent}    mottaget: 2021-04-09\n    utlovat: 2021-1{number % 3}-20\n"
        case 4:
            return sent
        case _:
            return head
