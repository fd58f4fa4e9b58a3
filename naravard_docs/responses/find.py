"""Finding the recommendations that a command is about: by meeting file, by answer file, by reference, or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.errors import CommandError, ExitCode, InvalidInputError, WrongUsageError, shown_path
from naravard_docs.limits import LIMITS
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations, orphaned_answers
from naravard_docs.responses.orphaned_files import orphaned_logs
from naravard_docs.swedish import did_you_mean, enumeration, slug
from naravard_docs.workspace.file_names import as_on_disk, in_nfc, stem_of
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.known_recommendations import may_recommend
from naravard_docs.workspace.load import LoadedMeeting, load_meeting
from naravard_docs.workspace.unreadable_file import UnreadableFile, as_unreadable_file
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

Read = Callable[[LoadedMeeting], tuple[LoadedRecommendation, ...]]


class Recommendations(Struct, frozen=True):
    """Recommendations by meeting file and agenda, and the meetings that could not be read."""

    recommendations: tuple[LoadedRecommendation, ...]
    unread: tuple[UnreadableFile, ...] = ()

    def by(self, day: date) -> Recommendations:
        """Return those of meetings that had been held on a day, or all when there were none yet."""
        held = tuple(each for each in self.recommendations if each.meeting.meeting.date <= day)
        return Recommendations(held or self.recommendations, self.unread)

    @property
    def unread_names(self) -> str:
        """What could not be read, in words; the folder of answers is what in it belongs to no recommendation."""
        orphans = "svar och loggar som inte hör till någon rekommendation"
        return enumeration([orphans if each.path.is_dir() else shown_path(each.path) for each in self.unread])


def recommendations_of(named: Path, read: Read = load_recommendations) -> tuple[LoadedRecommendation, ...]:
    """Return the recommendations of a meeting file, or the one whose answer file or reference is named.

    ``read`` gives those of a meeting: with their answers, or for one who is to mend the answers without.

    Raises:
        FileAccessError: if a file cannot be read.
        InvalidInputError: with everything in the meeting's files that needs correction.
        WrongUsageError: if there is no such recommendation.
    """
    named = as_on_disk(named)
    is_file = named.exists() or named.suffix in (".yaml", ".yml")
    workspace = Workspace.around(named) if is_file else Workspace.containing(Path.cwd())
    if is_file and real_path(named).parent != real_path(workspace.answers):
        found = read(load_meeting(named, workspace))
        if not found:
            raise WrongUsageError(f"{shown_path(named)} har ingen rekommendation", _LETTERS_COME_FROM)
        return found
    return (_referred(in_nfc(named.name).removesuffix(".yaml"), workspace, read),)


_LETTERS_COME_FROM = "ange ett möte som har «rekommendation:» i något ärende"


def _referred(reference: str, workspace: Workspace, read: Read) -> LoadedRecommendation:
    """Return the recommendation with a reference, «<meeting>-<matter>»."""
    known: list[str] = []
    for path in workspace.meeting_files():
        if reference.startswith(f"{stem_of(path)}-"):
            for each in read(load_meeting(path, workspace)):
                if each.reference == reference:
                    return each
                known.append(each.reference)
    remedy = did_you_mean(reference, known or [stem_of(path) for path in workspace.meeting_files()])
    raise WrongUsageError(f"det finns ingen mötesfil eller rekommendation «{reference}»", remedy or _LETTERS_COME_FROM)


def about(matter: str | None, asked: Sequence[LoadedRecommendation]) -> tuple[LoadedRecommendation, ...]:
    """Return the recommendations of one matter, by its short name or its reference, or all when none is named.

    Raises:
        WrongUsageError: if there is none of that name.
    """
    if matter is None:
        return tuple(asked)
    chosen = tuple(
        each for each in asked if in_nfc(matter) == each.reference or slug(matter) == each.recommendation.letter.slug
    )
    if chosen:
        return chosen
    known = [each.recommendation.letter.slug for each in asked]
    remedy = did_you_mean(matter, known) or f"mötets rekommendationer är {enumeration(known)}"
    raise WrongUsageError(f"«{matter}» är ingen av mötets rekommendationer", remedy)


def all_readable(folder: Path) -> Recommendations:
    """Return every recommendation of the workspace around a folder; a meeting at fault does not hide the others.

    Raises:
        WrongUsageError: if no meeting has a recommendation.
        InvalidInputError: if what the meetings share needs correction.
    """
    workspace = Workspace.containing(folder)
    _ = workspace.house  # what is wrong there is told once, not for each meeting
    found: list[LoadedRecommendation] = []
    missed: list[UnreadableFile] = []
    for path in workspace.meeting_files():
        try:
            if may_recommend(read_bytes(path, LIMITS.text_mb)):  # most of many do not, and need not be read further
                found += load_recommendations(load_meeting(path, workspace))
        except (InvalidInputError, CommandError) as error:
            missed.append(as_unreadable_file(path, error))
    if orphans := (*orphaned_answers(workspace), *orphaned_logs(workspace)):
        missed.append(UnreadableFile(workspace.answers, orphans, ExitCode.CORRECTION))
    if not found and not missed:
        raise WrongUsageError(
            f"inget möte i {shown_path(workspace.meetings)} har någon rekommendation", _LETTERS_COME_FROM
        )
    return Recommendations(tuple(found), tuple(missed))
