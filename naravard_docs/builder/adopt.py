"""Adopting minutes: the meeting file tells when, where and how they were adjusted, and the fingerprint of their words.

All or nothing: the meeting file is as it was when the minutes cannot be built and stored. To adopt twice is harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.adopted import AdoptedVersion, MinutesText, all_versions, latest_version
from naravard_docs.builder.adoption import refuse_other_words
from naravard_docs.builder.approval_entry import (
    ApprovalEntry,
    index_of_all,
    index_of_items,
    refuse_disagreement,
    remaining_items,
    with_approval,
)
from naravard_docs.builder.build import build_loaded, load_cached
from naravard_docs.builder.extracts import ExtractOptions, chosen_items
from naravard_docs.builder.fingerprints import ITEMS, adopted_words, items_details, items_text
from naravard_docs.builder.meeting_edit import meeting_bytes, with_value_in_meeting, write_meeting
from naravard_docs.builder.not_held import no_minutes_of
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.other_files import numbers_in_name
from naravard_docs.builder.plan import errors_as_problems
from naravard_docs.errors import InvalidInputError, Level, Problem, WrongUsageError, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.adopters import adopters_of
from naravard_docs.meeting.approval import later_day
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.meeting.numbering import sections_label
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.meeting.participation import Participation, fits
from naravard_docs.meeting.people import Person, PersonReference
from naravard_docs.swedish import closest, long_date, quote, with_noun
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.text import normalise_text
from naravard_docs.yaml.tree import read_tree
from naravard_docs.yaml.validate import validate_file

_MINUTES_ONLY = BuildOptions(frozenset({DocumentKind.MINUTES}))


class Adoption(Struct, frozen=True):
    """What is told of an adjustment; ``sections`` are the items that were adjusted at once, None for all the minutes.

    ``by`` are the names of those who adjusted them, none for the chair and the approvers of the meeting file.
    """

    day: date
    today: date
    sections: NumberSet | None = None
    by: tuple[str, ...] = ()
    place: str | None = None
    method: str | None = None


class AdoptionResult(Struct, frozen=True):
    """What came of it: the files that were built, what is said, and remarks; ``is_repeated`` if nothing was new."""

    said: str
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_repeated: bool = False


def adopt_minutes(path: Path, adoption: Adoption) -> AdoptionResult:
    """Write into a meeting's file that its minutes were adjusted, and store them; or some items that were at once.

    Raises:
        WrongUsageError: if what is told cannot be so, or the file says something else; nothing is changed.
        InvalidInputError: if the meeting needs correction, or other words were adopted before.
        FileAccessError, OutputCheckError: if the minutes cannot be built; the meeting file is as it was then.
    """
    loaded = load_cached(path)
    if loaded.meeting.cancelled is not None:
        raise WrongUsageError(*no_minutes_of(loaded))
    _refuse_profile(loaded)
    _refuse_day(loaded, adoption)
    by = _people(loaded, adoption)
    if adoption.sections is None:
        return _adopt_all(loaded, adoption, by)
    return _adopt_items(loaded, adoption, adoption.sections, by)


def _adopt_all(loaded: LoadedMeeting, adoption: Adoption, by: tuple[PersonReference, ...]) -> AdoptionResult:
    index = index_of_all(loaded.meeting, adoption.day)
    rest = remaining_items(loaded.meeting)
    sections = rest.sections if index is None and loaded.meeting.approvals else None
    entry = _entry(loaded, adoption, by, sections, index)
    versions = all_versions(archive_of(loaded))
    before = meeting_bytes(loaded)
    after = with_approval(loaded, before, entry)
    if loaded.meeting.is_draft:
        after = with_value_in_meeting(loaded, after, ("status",), Status.APPROVED.value)
    text = _words(_as_read(loaded, after))
    _refuse_other_words(loaded, versions, text, entry)
    entry = replace(entry, fingerprint=(versions[0].text if versions else text).fingerprint)
    after = with_approval(_as_read(loaded, after), after, replace(entry, index=_place(loaded, entry)))
    when = _when(loaded, adoption)
    if after == before and versions:
        return AdoptionResult(f"redan justerat: {loaded.source.file}, {when}", is_repeated=True)
    files, problems = _written(loaded, before, after, len(versions))
    return AdoptionResult(f"justerat: {loaded.source.file}, {when}", files, (*problems, *_late(loaded, adoption)))


def _adopt_items(
    loaded: LoadedMeeting, adoption: Adoption, wanted: NumberSet, by: tuple[PersonReference, ...]
) -> AdoptionResult:
    choice = chosen_items(loaded, ExtractOptions(wanted, at_once=True))
    sections, label = choice.sections, sections_label(choice.sections, loaded.body.wording, " ")
    if not loaded.meeting.is_draft:
        message = f"{loaded.source.file}: hela protokollet är redan justerat"
        raise WrongUsageError(message, "det som är omedelbart justerat justeras före resten")
    entry = _entry(loaded, adoption, by, sections, index_of_items(loaded, sections))
    refuse_other_words(loaded)
    text = items_text(loaded, sections)
    before = meeting_bytes(loaded)
    after = with_approval(loaded, before, replace(entry, fingerprint=text.fingerprint))
    told = f"{label} i {loaded.source.file}, {_when(loaded, adoption)}"
    name = f"{loaded.stem}-omedelbart-justerat-{numbers_in_name(sections)}.txt"
    if after == before and any(file.name == name for file in archive_of(loaded).files(ITEMS)):
        return AdoptionResult(f"redan justerat: {told}", is_repeated=True)
    write_meeting(loaded, before, after)
    try:
        now = load_cached(loaded.path)
        archive_of(loaded).store(ITEMS, name, text.as_bytes(), items_details(sections, text))
    except BaseException:
        write_inside(loaded.workspace.meetings, loaded.path, before, is_irreplaceable=True)
        raise
    late = tuple(each for each in now.problems if each.rule == "NV118")
    return AdoptionResult(f"justerat: {told}", problems=(*late, *_late(loaded, adoption)))


def _entry(
    loaded: LoadedMeeting,
    adoption: Adoption,
    by: tuple[PersonReference, ...],
    sections: NumberSet | None,
    index: int | None,
) -> ApprovalEntry:
    """Return the adjustment as it is to stand; who adjusted is the file's own where it is not given."""
    given = ApprovalEntry(adoption.day, by if adoption.by else (), adoption.place, adoption.method, sections, index)
    refuse_disagreement(loaded, given)
    held = loaded.meeting.approvals[index] if index is not None else None
    of_items = held.sections if held else sections
    return replace(given, by=by or adopters_of(loaded.meeting, loaded.body, of_items))


def _place(loaded: LoadedMeeting, entry: ApprovalEntry) -> int:
    """Return where the adjustment stands in the file that has it."""
    return len(loaded.meeting.approvals) if entry.index is None else entry.index


def _as_read(loaded: LoadedMeeting, data: bytes) -> LoadedMeeting:
    """Return a meeting as its file would be read if it had some bytes."""
    source = read_tree(normalise_text(data.decode("utf-8-sig")), loaded.path)
    meeting = validate_file(Meeting, source, loaded.workspace.references(loaded.path))
    return replace(loaded, source=source, meeting=meeting)


def _words(loaded: LoadedMeeting) -> MinutesText:
    with errors_as_problems(loaded):
        return adopted_words(loaded)


def _refuse_other_words(
    loaded: LoadedMeeting, versions: tuple[AdoptedVersion, ...], text: MinutesText, entry: ApprovalEntry
) -> None:
    """Refuse to adopt words that others were adopted before, as they stand in the archive or by their fingerprint.

    Raises:
        InvalidInputError: with the lines that differ.
        WrongUsageError: if the minutes are adopted, and what is told of the adjustment would make others of them.
    """
    held = loaded.meeting.approvals[entry.index] if entry.index is not None else None
    if versions or held is None or held.fingerprint != text.fingerprint:  # else the archive is lost, and stored again
        refuse_other_words(loaded)
    if versions and text != versions[-1].text:
        message = f"{loaded.source.file} är redan justerat och sparat, och det som anges skulle ändra dess ord"
        remedy = f'ange bara det som står i det, eller rätta: naravard justera {loaded.source.file} --rätta "skäl"'
        raise WrongUsageError(message, remedy)


def _written(
    loaded: LoadedMeeting, before: bytes, after: bytes, number: int
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write the meeting file, and build and store its minutes; when that fails, the file becomes as it was."""
    if after != before:
        write_meeting(loaded, before, after)
    try:
        outcome = build_loaded(load_cached(loaded.path), _MINUTES_ONLY, is_adopting=True).outcome
        if any(problem.is_error for problem in outcome.problems):
            raise InvalidInputError(outcome.problems)
    except BaseException:
        now = latest_version(archive_of(loaded))
        if now is None or now.number == number:  # else they are adopted, and only output/ could not be written
            write_inside(loaded.workspace.meetings, loaded.path, before, is_irreplaceable=True)
        raise
    return outcome.files, outcome.problems


def _when(loaded: LoadedMeeting, adoption: Adoption) -> str:
    folder = shown_path(archive_of(loaded).folder)
    return f"den {long_date(adoption.day)}; orden ligger i {folder}"


def _refuse_profile(loaded: LoadedMeeting) -> None:
    if loaded.body.profile is Profile.NOTES:
        message = f"{loaded.body.name} skriver minnesanteckningar, som inte justeras"
        raise WrongUsageError(message, "skriv organets profil i templates/organ.yaml, om det är ett protokoll")


def _refuse_day(loaded: LoadedMeeting, adoption: Adoption) -> None:
    meeting, day = loaded.meeting, adoption.day
    held = meeting.date if adoption.sections else meeting.end_date or meeting.date
    if day > adoption.today:
        message = f"justeringen, {long_date(day)}, är efter i dag, {long_date(adoption.today)}"
        raise WrongUsageError(message, "kör kommandot när protokollet är justerat, eller rätta datumet")
    if day < held:
        message = f"justeringen, {long_date(day)}, är före mötet den {long_date(held)}"
        raise WrongUsageError(message, "rätta datumet: --datum, eller «datum» i mötesfilen")


def _late(loaded: LoadedMeeting, adoption: Adoption) -> Iterator[Problem]:
    """Warn of an adjustment that is later than the body's own days have it; the law's are a rule of the meeting's."""
    schedule = loaded.body.schedule
    within = schedule.adjustment if schedule else None
    held = loaded.meeting.end_date or loaded.meeting.date
    if within is None or (adoption.day - held).days <= within:
        return
    by = f" enligt {schedule.source}" if schedule and schedule.source else ""
    days = with_noun(within, "dag", "dagar")
    last = long_date(later_day(held, timedelta(days=within)))
    message = f"protokollet ska justeras inom {days} efter mötet{by}, senast {last}"
    yield Problem(message, "rätta datumet, eller låt det vara så", level=Level.WARNING)


def _people(loaded: LoadedMeeting, adoption: Adoption) -> tuple[PersonReference, ...]:
    """Return those who are named, who have to be known to the meeting.

    Raises:
        WrongUsageError: if somebody is not, or the law has others adjust the minutes and the file names none.
    """
    meeting, body = loaded.meeting, loaded.body
    if not adoption.by and not meeting.approvers and body.profile.follows_local_government_act:
        message = (
            f"{loaded.source.file}: mötet har inga justerare, och protokollet ska justeras så som fullmäktige har "
            "bestämt (5 kap. 69 § kommunallagen)"
        )
        remedy = "skriv «justerare:» i mötesfilen, eller säg vem som har justerat: --av NAMN"
        raise WrongUsageError(message, remedy)
    chair = (body.present_chair,) if body.present_chair else ()
    known = (*Participation(meeting).people, *meeting.chair, *chair, *meeting.approvers)
    return tuple(_known(name, known) for name in adoption.by)


def _known(name: str, people: tuple[Person, ...]) -> PersonReference:
    try:
        reference = PersonReference.model_validate(name)
    except ValidationError as error:
        raise WrongUsageError(f"{quote(name)} är inget namn", 'ange en person åt gången: --av "Eva Ek (S)"') from error
    if any(fits(reference, person) for person in people):
        return reference
    near = closest(name, [person.name for person in people])
    meant = f"menade du {near}?" if near else "skriv namnet som i mötesfilen, bland de närvarande eller justerarna"
    raise WrongUsageError(f"{quote(name)} finns inte i mötet", meant)
