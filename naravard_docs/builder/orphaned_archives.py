"""Archives whose meeting file is missing: it was renamed or taken away, and what was adopted in its name stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naravard_docs.archive.archive import Archive, archives_without_meeting
from naravard_docs.builder.options import BuildOutcome
from naravard_docs.errors import ExitCode, FileAccessError, InvalidInputError, Problem, shown_path
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import is_there, root_containing, yaml_files, yaml_stems

if TYPE_CHECKING:  # no model is made to know that each archive has its meeting file
    from naravard_docs.workspace.load import LoadedMeeting

_LOST = (
    "lägg tillbaka mötesfilen under namnet {name}.yaml, eller byt namn på arkivmappen så att den heter som mötesfilen"
)


def moved_archive(loaded: LoadedMeeting) -> Archive | None:
    """Return the archive that has minutes of the same body and day as a meeting, and no meeting file of its own.

    Raises:
        FileAccessError: if the register of one that has no meeting file is damaged.
    """
    from naravard_docs.builder.adopted import adopted_meeting

    meeting = loaded.meeting.body, loaded.meeting.date.isoformat()
    return next((each for each in _lone(loaded.workspace.root) if adopted_meeting(each) == meeting), None)


def moved_problem(loaded: LoadedMeeting, archive: Archive) -> Problem:
    """Return what is wrong when a meeting file is called otherwise than its archive."""
    message = (
        f"{loaded.source.file}: protokollet är justerat och ligger i {shown_path(archive.folder)}, "
        "men mötesfilen har bytt namn"
    )
    name = f"{archive.stem}{loaded.path.suffix}"
    return Problem(message, f"döp tillbaka den till {name}, eller döp om arkivmappen till {loaded.stem}")


def check_orphaned_archives(folder: Path) -> tuple[BuildOutcome, ...]:
    """Return the archives of the workspace around a folder whose meeting file is missing; none gives no outcome."""
    root = root_containing(folder)
    problems = tuple(_problem(each) for each in _lone(root) if not _has_moved(each, root))
    shown = shown_path(root / "arkiv")
    return (BuildOutcome(shown, problems=problems, exit_code=ExitCode.CORRECTION),) if problems else ()


def _has_moved(archive: Archive, root: Path) -> bool:
    """Return whether a meeting file that has no archive is of the same body and day: it tells where its archive is."""
    from naravard_docs.builder.adopted import adopted_meeting

    try:
        told = adopted_meeting(archive)
        paths = [path for path in yaml_files(root / "meetings") if not is_there(Archive(root, stem_of(path)).folder)]
        return told is not None and any(told == _body_and_day(path) for path in paths)
    except FileAccessError:
        return False


def _body_and_day(path: Path) -> tuple[str, str] | None:
    from naravard_docs.workspace.load import load_meeting

    try:
        meeting = load_meeting(path).meeting
    except (InvalidInputError, FileAccessError):
        return None
    return meeting.body, meeting.date.isoformat()


def _lone(root: Path) -> tuple[Archive, ...]:
    """Return the archives without meeting file that have more than kallelser, which a meeting finds by its identity."""
    lone = archives_without_meeting(root, lambda: yaml_stems(root / "meetings"))
    return tuple(archive for archive in lone if not _has_only_notices(archive))


def _has_only_notices(archive: Archive) -> bool:
    from naravard_docs.builder.issued_notices import NOTICES

    try:
        kinds = {file.kind for file in archive.files()}
    except FileAccessError:
        return False
    return kinds == {NOTICES}


def _problem(archive: Archive) -> Problem:
    from naravard_docs.builder.adopted import adopted_meeting

    remedy = _LOST.format(name=archive.stem)
    try:
        told = adopted_meeting(archive)
    except FileAccessError as error:
        return Problem(error.message, error.remedy)
    of = f" (organ {told[0]}, {told[1]})" if told else ""
    return Problem(f"arkivet {shown_path(archive.folder)}{of} har ingen mötesfil", remedy)
