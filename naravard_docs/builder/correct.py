"""Correcting adopted minutes: the meeting file tells what was corrected, and the minutes become their next version.

All or nothing: the meeting file is as it was when the minutes cannot be built. A machine that stops in between leaves a
correction in the file that the next build takes up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.adopted import changed_lines, latest_version
from naravard_docs.builder.adoption import AdoptedMinutes, AdoptionState, compare_with_archive
from naravard_docs.builder.build import build_loaded, load_cached
from naravard_docs.builder.meeting_edit import meeting_bytes, with_entry_in_meeting, write_meeting
from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind
from naravard_docs.builder.plan import plan_build
from naravard_docs.compose.texts import plain_line
from naravard_docs.errors import InvalidInputError, WrongUsageError
from naravard_docs.meeting.correction import CorrectedLine, MinutesCorrection
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.load import LoadedMeeting

MINUTES_ONLY = BuildOptions(frozenset({DocumentKind.MINUTES}))


class CorrectionResult(Struct, frozen=True):
    """A correction that is written, and what came of building the minutes with it."""

    correction: MinutesCorrection
    outcome: BuildOutcome


def correct_minutes(path: Path, reason: str, day: date, by: str | None = None) -> CorrectionResult:
    """Write a correction of a meeting's adopted minutes into its file, and build them as their next version.

    ``by`` is the meeting's secretary where it is not given.

    Raises:
        WrongUsageError: if nothing is adopted, nothing differs, or nobody is known to correct it; nothing is changed.
        InvalidInputError: if the meeting needs correction, or earlier corrections of it were changed.
        FileAccessError, OutputCheckError: if the minutes cannot be built; the meeting file is as it was then.
    """
    loaded = load_cached(path)
    adopted = compare_with_archive(plan_build(loaded, MINUTES_ONLY))
    lines = _lines_to_correct(loaded, adopted)
    correction = _correction(day, by or _secretary(loaded), reason, lines)
    before = meeting_bytes(loaded)
    write_meeting(loaded, before, with_entry_in_meeting(loaded, before, "rättelser", [*_as_yaml(correction)]))
    return CorrectionResult(correction, _built(loaded, before, adopted))


def _lines_to_correct(loaded: LoadedMeeting, adopted: AdoptedMinutes) -> tuple[CorrectedLine, ...]:
    """Return what differs from the adopted minutes; refuse when a correction is not what is needed."""
    file, version = loaded.source.file, adopted.version
    if adopted.standing is AdoptionState.SAME:
        raise WrongUsageError(
            f"{file}: inget skiljer från det justerade protokollet, så det finns inget att rätta",
            "ändra först det som är fel i mötesfilen, och kör kommandot igen",
        )
    if version is not None and adopted.standing is AdoptionState.NEW:
        raise WrongUsageError(f"{file}: rättelsen står redan i mötesfilen", f"bygg protokollet: naravard bygg {file}")
    if version is None and adopted.standing is not AdoptionState.KEPT:
        remedy = f"skriv «status: justerat» och bygg: naravard bygg {file}; ett utkast ändras utan rättelse"
        raise WrongUsageError(f"{file}: inget justerat protokoll finns i arkivet, så det finns inget att rätta", remedy)
    if version is None or adopted.text is None or not _begins_with_earlier(adopted):
        raise InvalidInputError(adopted.problems)
    return changed_lines(version.text, adopted.text)


def _begins_with_earlier(adopted: AdoptedMinutes) -> bool:
    """Return whether the corrections of the meeting file are those of the minutes that stand."""
    return bool(adopted.version and adopted.text and adopted.text.corrections == adopted.version.text.corrections)


def _secretary(loaded: LoadedMeeting) -> str:
    secretary = next(iter(loaded.meeting.secretary), None) or loaded.body.present_secretary
    if secretary is None:
        message = f"{loaded.source.file}: mötet har ingen sekreterare, så det är inte sagt vem som rättar"
        raise WrongUsageError(message, "skriv vem: --av NAMN")
    return plain_line(secretary.name)


def _correction(day: date, by: str, reason: str, lines: tuple[CorrectedLine, ...]) -> MinutesCorrection:
    try:
        return MinutesCorrection(date=day, by=by, reason=reason, lines=lines)
    except ValidationError as error:
        raise WrongUsageError(
            "skälet eller namnet är tomt", 'skriv varför protokollet rättas: --rätta "skäl"'
        ) from error


def _as_yaml(correction: MinutesCorrection) -> Iterator[str]:
    """Yield a correction as lines of YAML, its texts in quotes, so that no sign in them means anything."""
    yield f"datum: {correction.date.isoformat()}"
    yield f"av: {_quoted(correction.by)}"
    yield f"skäl: {_quoted(correction.reason)}"
    yield "rader:"
    for line in correction.lines:
        told = [f"{key}: {_quoted(words)}" for key, words in (("stod", line.said), ("står", line.says)) if words]
        yield f"  - {told[0]}"
        yield from (f"    {each}" for each in told[1:])


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _built(loaded: LoadedMeeting, before: bytes, adopted: AdoptedMinutes) -> BuildOutcome:
    """Build the minutes with their correction; when they cannot be, the meeting file becomes as it was."""
    number = adopted.version.number if adopted.version else 0
    try:
        outcome = build_loaded(load_cached(loaded.path), MINUTES_ONLY).outcome
        if problems := tuple(problem for problem in outcome.problems if problem.is_error):
            raise InvalidInputError(problems)
    except BaseException:
        now = latest_version(archive_of(loaded))
        if now is None or now.number == number:  # else the correction is made, and only output/ could not be written
            write_inside(loaded.workspace.meetings, loaded.path, before, is_irreplaceable=True)
        raise
    return outcome
