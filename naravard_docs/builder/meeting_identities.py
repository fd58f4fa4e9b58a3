"""By what name meetings are known in calendars, and which share one: as many as take each other's entries away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from naravard_docs.compose.notice_calendar import identity_of
from naravard_docs.errors import FileAccessError, InvalidInputError, Problem, shown_path
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.load import LoadedMeeting, load_meeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file


def new_identity(loaded: LoadedMeeting) -> str:
    """Return the name that a meeting is to be known by: its file's, unless a meeting that was moved has that.

    Why: a calendar that has the one meeting would take the other for an old kallelse of it, and show none.
    """
    names = (f"{loaded.stem}-kallelse-{number}" if number > 1 else loaded.stem for number in count(1))
    return next(name for name in names if not _others(loaded, name))


def refuse_shared_identity(loaded: LoadedMeeting) -> None:
    """Refuse to make a kallelse that would change the entry of another meeting in calendars.

    Raises:
        InvalidInputError: naming the meeting.
    """
    if loaded.meeting.notices_issued and (problems := tuple(shared_identity(loaded))):
        raise InvalidInputError(problems)


def shared_identity(loaded: LoadedMeeting) -> Iterator[Problem]:
    """Yield the other meetings, of which a kallelse is issued too, that are known by the same name in calendars.

    Only a file that was copied, or one that took the name which this one had, can be such.
    """
    for path in _others(loaded, identity_of(loaded.meeting, loaded.stem)):
        message = f"{shown_path(path)} har samma «id» under «kallelse:», så de två vore ett möte i kalendrar och logg"
        remedy = "är filen en kopia, ta bort «kallelse:» ur den som inte är utskickad"
        yield Problem(message, remedy, loaded.source.place_of(as_written(Meeting, ("kallelse",), loaded.source.root)))


def _others(loaded: LoadedMeeting, identity: str) -> tuple[Path, ...]:
    known = meetings_known_as(loaded.workspace, identity, is_issued=True)
    return tuple(path for path in known if stem_of(path) != loaded.stem)


def meetings_known_as(workspace: Workspace, identity: str, *, is_issued: bool = False) -> tuple[Path, ...]:
    """Return the meeting files that are known by a name in calendars, as their own or as their first kallelse's."""
    return tuple(path for path in workspace.meeting_files() if _is_known_as(path, workspace, identity, is_issued))


def _is_known_as(path: Path, workspace: Workspace, identity: str, is_issued: bool) -> bool:
    try:
        if stem_of(path) != identity and identity not in read_text_file(path):
            return False  # most of many need not be read further
        meeting = load_meeting(path, workspace).meeting
        return identity_of(meeting, stem_of(path)) == identity and (not is_issued or bool(meeting.notices_issued))
    except (InvalidInputError, FileAccessError):
        return stem_of(path) == identity and not is_issued
