"""Answers and logs in meetings/svar/ that no recommendation has as its own: whoever got a letter may stand in them."""

from __future__ import annotations

from naravard_docs.errors import Level, Place, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.responses.files import SUFFIX, answer_files, may_be_known, meeting_of
from naravard_docs.responses.load import LOG_SUFFIX, LoadedRecommendation, recommendations
from naravard_docs.swedish import enumeration
from naravard_docs.workspace.file_names import in_nfc, stem_of
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace


def orphaned_logs(workspace: Workspace) -> tuple[Problem, ...]:
    """Return the logs whose name begins with no meeting's, as problems, by name."""
    stems = [stem_of(path) for path in workspace.meeting_files()]
    logs = sorted(workspace.answers.glob(f"*{LOG_SUFFIX}"))
    return tuple(
        Problem(
            "Loggen hör inte till någon rekommendation, så vem som har fått brevet är okänt",
            "har möte eller ärende bytt namn, byt namn på loggen, svarsfilen och mappen i arkiv/ också",
            Place(path, 1, 1),
        )
        for path in logs
        if not meeting_of(path.with_name(path.name.removesuffix(LOG_SUFFIX) + SUFFIX), stems)
    )


def orphans_beside(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return warnings of orphaned files, which may be those of a recommendation that has neither answers nor log."""
    if asked.source is not None or is_there(asked.log_path):
        return ()
    return tuple(replace(each, level=Level.WARNING) for each in find_orphaned_files(asked.meeting))


def find_orphaned_files(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return the files that belong to no recommendation of any meeting, as problems, by name.

    Why: a meeting file that gets another name, or a recommendation another short name, leaves behind what tells who
    has got its letter.
    """
    workspace = loaded.workspace
    own = {each.reference: each for each in recommendations(loaded)}
    free = [f"{reference}{SUFFIX}" for reference, each in own.items() if not is_there(each.path)]
    known = dict.fromkeys(own, True)
    found = []
    for path in sorted((*answer_files(workspace), *workspace.answers.glob(f"*{LOG_SUFFIX}"))):
        reference = in_nfc(path.name.removesuffix(LOG_SUFFIX if path.name.endswith(LOG_SUFFIX) else path.suffix))
        if reference not in known:
            known[reference] = may_be_known(workspace, reference)
        if not known[reference]:
            kind = "Loggen" if path.name.endswith(LOG_SUFFIX) else "Svarsfilen"
            named = f" ({enumeration(free, 'eller')} för det här mötets brev; loggen på samma sätt)" if free else ""
            message = (
                f"{kind} hör inte till någon rekommendation, så vem som har fått brevet är okänt och inget skickas"
            )
            remedy = (
                f"har möte eller ärende bytt namn, byt namn på filen också{named}, och på mötets mapp i arkiv/; "
                "hör den till inget, flytta den"
            )
            found.append(Problem(message, remedy, Place(path, 1, 1)))
    return tuple(found)
