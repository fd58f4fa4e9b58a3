"""What «starta» asks for when there is somebody to ask: what the workspace is to be called."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from naravard_docs.cli.swedish_click import SwedishUsageError
from naravard_docs.meeting.body import Profile
from naravard_docs.swedish import did_you_mean, enumeration, fold
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.own_workspace import UNNAMED_BODY, UNNAMED_ORGANISATION, OwnNames

_TOLD = {
    Profile.COLLABORATION_BODY: "kommuner och regioner i samverkan, utan kommunallagens regler",
    Profile.COMMITTEE: "en nämnd",
    Profile.BOARD: "en kommunstyrelse, direktion eller annan styrelse under kommunallagen",
    Profile.COUNCIL: "kommun-, region- eller förbundsfullmäktige",
    Profile.JOINT_COMMITTEE: "en nämnd som flera har bildat",
    Profile.ASSOCIATION: "en förenings styrelse eller årsmöte",
    Profile.NOTES: "möten utan beslut",
}


def asked_names(folder: Path, organisation: str | None, body: str | None, profile: str | None) -> OwnNames:
    """Return the names that were given, or that somebody at a terminal answers; else those to be changed later.

    Raises:
        SwedishUsageError: if there is no such profile.
    """
    kind = _profile(profile) if profile else None
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or is_there(folder / "templates" / "organ.yaml"):
        return OwnNames(organisation or UNNAMED_ORGANISATION, body or UNNAMED_BODY, kind or Profile.COLLABORATION_BODY)
    organisation = organisation or _answer("Vad heter organisationen?", UNNAMED_ORGANISATION)
    body = body or _answer("Vad heter organet som har möten, till exempel Styrelsen?", UNNAMED_BODY)
    return OwnNames(organisation, body, kind or _chosen_profile())


def _answer(question: str, placeholder: str) -> str:
    answer: str = click.prompt(f"{question} (tomt om du vill vänta)", default="", show_default=False, err=True)
    return answer.strip() or placeholder


def _chosen_profile() -> Profile:
    for number, (profile, told) in enumerate(_TOLD.items(), 1):
        click.echo(f"  {number}  {profile} – {told}", err=True)
    while True:
        answer: str = click.prompt("Vilket slags organ är det?", default="1", err=True)
        if answer.strip() in (numbers := {str(n): each for n, each in enumerate(_TOLD, 1)}):
            return numbers[answer.strip()]
        try:
            return _profile(answer)
        except SwedishUsageError as error:
            click.echo(f"{error.message}; {error.remedy}", err=True)


def _profile(written: str) -> Profile:
    """Return the profile of a word, however its capitals and accents are written."""
    for each in Profile:
        if fold(each) == fold(written.strip()):
            return each
    remedy = did_you_mean(written, list(Profile)) or f"välj ett: {enumeration(list(Profile), 'eller')}"
    raise SwedishUsageError(f"slaget «{written}» finns inte", remedy)
