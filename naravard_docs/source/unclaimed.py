"""Answers and logs in meetings/svar/ that no recommendation has as its own: whoever got a letter may stand in them."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.errors import FileTrouble, InputInvalid, Place, Problem
from naravard_docs.source.answer_files import answer_files, stem_of
from naravard_docs.source.load import LoadedMeeting, load_meeting
from naravard_docs.source.responses import LOG_SUFFIX, SUFFIX, recommendations
from naravard_docs.swedish import enumeration


def unclaimed(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Give the files that belong to no recommendation of any meeting, as problems, by name.

    Why: a meeting file that gets another name, or a recommendation another short name, leaves behind what tells who
    has got its letter.
    """
    workspace = loaded.workspace
    stems = {path.stem: path for path in workspace.meeting_files()}
    own = {each.reference: each for each in recommendations(loaded)}
    free = [f"{reference}{SUFFIX}" for reference, each in own.items() if not each.path.exists()]
    known: dict[str, set[str] | None] = {"": set(), loaded.stem: set(own)}
    found = []
    for path in sorted((*answer_files(workspace), *workspace.answers.glob(f"*{LOG_SUFFIX}"))):
        reference = path.name.removesuffix(LOG_SUFFIX) if path.name.endswith(LOG_SUFFIX) else path.stem
        stem = stem_of(path.with_name(f"{reference}{SUFFIX}"), {*stems, loaded.stem})
        if stem not in known:
            known[stem] = _references(stems[stem], loaded)
        held = known[stem]
        if held is not None and reference not in held:
            kind = "Loggen" if path.name.endswith(LOG_SUFFIX) else "Svarsfilen"
            named = f" ({enumeration(free, 'eller')} för det här mötets brev; loggen på samma sätt)" if free else ""
            message = (
                f"{kind} hör inte till någon rekommendation, så vem som har fått brevet är okänt och inget skickas"
            )
            remedy = f"har möte eller ärende bytt namn, byt namn på filen också{named}; hör den till inget, flytta den"
            found.append(Problem(message, remedy, Place(workspace.shown(path), 1, 1)))
    return tuple(found)


def _references(path: Path, loaded: LoadedMeeting) -> set[str] | None:
    """Give the recommendations of another meeting; None when it cannot be read, which its own commands tell."""
    try:
        return {each.reference for each in recommendations(load_meeting(path, loaded.workspace))}
    except (FileTrouble, InputInvalid):
        return None
