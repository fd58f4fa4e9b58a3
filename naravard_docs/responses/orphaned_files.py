"""Answers and logs in meetings/svar/ that no recommendation has as its own: whoever got a letter may stand in them."""

from __future__ import annotations

from naravard_docs.errors import Place, Problem
from naravard_docs.responses.files import SUFFIX, answer_files, may_be_known
from naravard_docs.responses.load import LOG_SUFFIX, recommendations
from naravard_docs.swedish import enumeration
from naravard_docs.workspace.file_names import in_nfc
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.load import LoadedMeeting


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
            remedy = f"har möte eller ärende bytt namn, byt namn på filen också{named}; hör den till inget, flytta den"
            found.append(Problem(message, remedy, Place(path, 1, 1)))
    return tuple(found)
