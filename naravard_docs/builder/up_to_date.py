"""What need not be built again: an order that the manifest proves to have been built of all that is there now.

The proof is hashes only: of the meeting file and its attachments, of all templates, of the built files themselves, and
the versions of program and libraries. No model is made and no document is read, so that a thousand meetings take a
second.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naravard_docs.archive.archive import Archive
from naravard_docs.builder.manifest import BuildRecord, Manifest, library_versions, read_manifest
from naravard_docs.builder.options import BuildOptions, BuildOutcome, Counts, Unreachable
from naravard_docs.errors import FileAccessError, Level, Place, Problem, shown_path
from naravard_docs.workspace.file_names import in_nfc, path_on_disk, stem_of
from naravard_docs.workspace.folders import digest_if_file, digest_of, real_path, root_around, templates_digest

if TYPE_CHECKING:  # no model is made to know that nothing has changed
    from naravard_docs.workspace.load import LoadedMeeting

MINUTES = "protokoll"
"""The kind that archives have adopted minutes as."""

_MEETINGS = "meetings/"


def outcome_if_up_to_date(path: Path, order: BuildOptions) -> BuildOutcome | None:
    """Return what was told when the order was last built, if all is as it was then; else None."""
    root = root_around(path)
    folder = (order.target or root / "output") / stem_of(path)
    try:
        manifest = read_manifest(folder)
        build = next((build for build in manifest.builds if build.order == order.words), None) if manifest else None
        if manifest is None or build is None or not _is_told_on(build, order.today):
            return None
        if not _is_proved(manifest, build, path, str(folder), root):
            return None
        return _told(build, path, tuple(shown_path(folder / name) for name in build.files), root)
    except (FileAccessError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # whatever is wrong is told when the meeting is built


def build_of(order: BuildOptions, loaded: LoadedMeeting, outcome: BuildOutcome, files: tuple[str, ...]) -> BuildRecord:
    """Return what a manifest keeps of an order that has been built, with what was told of it and on which days."""
    from naravard_docs.meeting.held import told_between

    path, counts = loaded.path, outcome.counts
    root, days = root_around(path), told_between(loaded.meeting, order.today)
    told: dict[str, Any] = {
        "antal": [counts.items, counts.decisions, counts.people] if counts else None,
        "anmärkningar": [_problem_json(problem, root) for problem in outcome.problems],
        "utan_adress": [each.name for each in outcome.unreachable],
        "utan_adress_på": [_place_json(each.place, root) for each in outcome.unreachable if each.place],
    }
    if days[1] is not None:  # it will be another thing to tell some day
        told["dagar"] = [day.isoformat() if day else None for day in days]
    return BuildRecord(order.words, loaded.workspace.templates_digest, files, told, adopted_digest(root, stem_of(path)))


def adopted_digest(root: Path, stem: str) -> str:
    """Return the digest of the files of a meeting's adopted minutes, by their register; empty where none are.

    Raises:
        FileAccessError: if the register is damaged.
    """
    files = Archive(root, stem).files(MINUTES)
    listed = "".join(f"{file.path} {file.sha256}\n" for file in files)
    return hashlib.sha256(listed.encode()).hexdigest() if files else ""


def _is_told_on(build: BuildRecord, today: date | None) -> bool:
    """Return whether what was told when it was built would be told on a day: not when the meeting has been since."""
    first, last = (date.fromisoformat(day) if day else None for day in build.told.get("dagar", (None, None)))
    return today is None or ((first is None or first <= today) and (last is None or today <= last))


def _is_proved(manifest: Manifest, build: BuildRecord, path: Path, folder: str, root: Path) -> bool:
    """Return whether all is as a manifest has it.

    Files are named by texts: of a thousand meetings, to make a path of each name takes as long as to read the files.
    """
    if manifest.meeting != in_nfc(path.name) or manifest.versions != library_versions() or manifest.outdated:
        return False
    sources = {name: digest for name, digest in manifest.sources.items() if name.startswith(_MEETINGS)}
    own = sources.pop(f"{_MEETINGS}{in_nfc(path.name)}", None)
    digests = {entry.name: entry.sha256 for entry in manifest.files}
    return (
        own == digest_of(path)
        and build.templates == templates_digest(root)
        and build.archive == adopted_digest(root, stem_of(path))
        and all(
            digest_if_file(str(path_on_disk(path.parent, name.removeprefix(_MEETINGS)))) == digest
            for name, digest in sources.items()
        )
        and all(digest_if_file(f"{folder}/{name}") == digests.pop(name) for name in {*build.files})
        and all(os.path.isfile(f"{folder}/{name}") for name in digests)  # noqa: PTH113 - see above
    )


def _told(build: BuildRecord, path: Path, files: tuple[str, ...], root: Path) -> BuildOutcome:
    counts = Counts(*build.told["antal"]) if build.told["antal"] else None
    problems = tuple(_problem(entry, root) for entry in build.told["anmärkningar"])
    addressless = zip(build.told["utan_adress"], build.told["utan_adress_på"], strict=True)
    unreachable = tuple(Unreachable(name, _place(held, root)) for name, held in addressless)
    return BuildOutcome(shown_path(path), counts, files, problems, unreachable, is_unchanged=True)


def _problem_json(problem: Problem, root: Path) -> dict[str, Any]:
    """Return a problem with its file as it lies from the workspace, wherever the user stands."""
    held: dict[str, Any] = {"nivå": problem.level.value, "meddelande": problem.message, "tips": problem.remedy}
    held |= {key: value for key, value in (("regel", problem.rule), ("skäl", problem.reason)) if value}
    if problem.place is not None:
        held["plats"] = _place_json(problem.place, root)
    return held


def _problem(held: Mapping[str, Any], root: Path) -> Problem:
    place = _place(held["plats"], root) if "plats" in held else None
    told, rule, reason = held["meddelande"], held.get("regel", ""), held.get("skäl", "")
    return Problem(told, held["tips"], place, Level(held["nivå"]), rule=rule, reason=reason)


def _place_json(place: Place, root: Path) -> list[Any]:
    file = os.path.relpath(real_path(Path(place.file)), root)
    return [file, place.line, place.column, place.source_line, place.length]


def _place(held: Sequence[Any], root: Path) -> Place:
    file, *where = held
    return Place(root / file, *where)
