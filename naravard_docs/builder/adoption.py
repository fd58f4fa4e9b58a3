"""What a build may do with minutes: adopted words stay, and what they would become is told line by line.

Minutes that are adopted (justerade) are stored when they are first built. After that their files come from the
archive. A format that is not there is rendered and added as long as the words are the same; a correction that the
meeting file tells of makes the next version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import Struct

from naravard_docs.archive.archive import NewFile, archive_of
from naravard_docs.archive.register import ArchivedFile
from naravard_docs.builder.adopted import (
    DOCUMENT,
    AdoptedVersion,
    MinutesText,
    changed_lines,
    document_of,
    fingerprints_in,
    is_corrected,
    latest_version,
    minutes_text,
    new_files,
)
from naravard_docs.builder.fingerprints import adopted_words, approved, fingerprint_problems
from naravard_docs.builder.line_differences import told_lines
from naravard_docs.builder.options import READING_COPY, BuildOptions, DocumentKind
from naravard_docs.builder.orphaned_archives import moved_archive, moved_problem
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import BuildPlan, files_of_document, minutes_name, plan_build
from naravard_docs.builder.up_to_date import MINUTES
from naravard_docs.errors import ExitCode, InvalidInputError, Level, Place, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.correction import CorrectedLine
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.swedish import quote, with_noun
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import MapNode

UNDO = 'ta tillbaka ändringen, eller rätta protokollet: naravard justera {file} --rätta "skäl"'
_UNDO_CORRECTIONS = "ställ tillbaka «rättelser» som de stod; en ny skrivs av «naravard justera {file} --rätta»"


class AdoptionState(Enum):
    """Where a meeting's minutes stand to its archive."""

    FREE = "not adopted, and not to be"
    NEW = "to be adopted, or corrected"
    SAME = "adopted, with the same words"
    KEPT = "adopted, and would become others"


class AdoptedMinutes(Struct, frozen=True):
    """What a production's minutes are to the archive: the version that stands, and their words now."""

    standing: AdoptionState
    version: AdoptedVersion | None = None
    text: MinutesText | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the user has to do something about it."""
        return any(problem.is_error for problem in self.problems)

    @property
    def digests(self) -> frozenset[str]:
        """The hashes of the files of the version that stands; none when it is to be followed by another."""
        stands = self.version is not None and self.standing is not AdoptionState.NEW
        return frozenset(file.sha256 for file in self.version.files) if self.version and stands else frozenset()

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.CORRECTION if self.is_refused else ExitCode.DONE


FREE = AdoptedMinutes(AdoptionState.FREE)


def compare_with_archive(production: BuildPlan, is_adopting: bool = False) -> AdoptedMinutes:
    """Return where the production's minutes stand to the archive; ``is_adopting`` when they are adopted just now.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    loaded, minutes = production.loaded, minutes_in(production)
    if minutes is None:
        return _published(loaded) if production.publication is not None else FREE
    version = latest_version(archive_of(loaded))
    if version is None:
        return _not_archived(loaded, minutes, is_adopting)
    if loaded.meeting.is_draft:
        return AdoptedMinutes(AdoptionState.KEPT, version, None, (_set_back(loaded),))
    text = minutes_text(loaded, minutes.document)
    return _beside_version(loaded, version, text, AdoptionState.SAME, AdoptionState.NEW)


def changed_since_adopted(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what the user has to do something about in a meeting whose words are not those that were adopted."""
    adopted = compare_with_archive(plan_build(loaded, BuildOptions(frozenset({DocumentKind.MINUTES}))))
    return adopted.problems if adopted.is_refused else ()


def refuse_other_words(loaded: LoadedMeeting) -> None:
    """Refuse to certify, post or adopt what differs from the minutes that were adopted.

    Raises:
        InvalidInputError: with the lines that differ.
    """
    if problems := changed_since_adopted(loaded):
        raise InvalidInputError(problems)


def _beside_version(
    loaded: LoadedMeeting, version: AdoptedVersion, text: MinutesText, same: AdoptionState, corrected: AdoptionState
) -> AdoptedMinutes:
    """Return where words stand to those of the archive, whose fingerprint the meeting file has to have."""
    wrong = fingerprint_problems(loaded, version, text)
    if text == version.text:
        return AdoptedMinutes(AdoptionState.KEPT if wrong else same, version, text, wrong)
    if is_corrected(version.text, loaded.meeting, text):
        told = wrong or ((_not_yet_corrected(loaded),) if corrected is AdoptionState.KEPT else ())
        return AdoptedMinutes(AdoptionState.KEPT if wrong else corrected, version, text, told)
    return AdoptedMinutes(AdoptionState.KEPT, version, text, (*_differences(loaded, version, text), *wrong))


def _published(loaded: LoadedMeeting) -> AdoptedMinutes:
    """Return where the minutes, of which a part is published now, stand to the archive, which has all of them."""
    version = latest_version(archive_of(loaded))
    if version is None and not fingerprints_in(loaded.meeting):
        return FREE
    whole, text = approved(loaded), adopted_words(loaded)
    if version is None:
        wrong = fingerprint_problems(whole, None, text)
        return AdoptedMinutes(AdoptionState.KEPT, None, text, wrong) if wrong else FREE
    found = _beside_version(whole, version, text, AdoptionState.FREE, AdoptionState.KEPT)
    if found.standing is AdoptionState.FREE:
        return FREE
    if not found.is_refused:
        found = replace(found, problems=(*found.problems, _not_published(loaded)))
    return found


def _not_published(loaded: LoadedMeeting) -> Problem:
    message = f"{loaded.source.file}: den publicerade versionen skulle få andra ord än det justerade, så den byggs inte"
    return Problem(message, "bygg den med den version av programmet som det justerade är byggt med")


def _not_yet_corrected(loaded: LoadedMeeting) -> Problem:
    message = "Rättelsen finns inte i det justerade protokollet, och den publicerade versionen byggs efter det"
    remedy = "bygg först mötet, så sparas rättelsen i arkivet: naravard bygg"
    if loaded.meeting.status is Status.PUBLISHED:
        remedy = f"sätt «status: {Status.APPROVED}» och bygg; sätt sedan «status: {Status.PUBLISHED}» igen"
    return Problem(message, remedy, _status_place(loaded))


def _not_archived(loaded: LoadedMeeting, minutes: PlannedDocument, is_adopting: bool) -> AdoptedMinutes:
    moved = moved_archive(loaded)
    if moved is not None:
        return AdoptedMinutes(AdoptionState.KEPT, problems=(moved_problem(loaded, moved),))
    if loaded.meeting.is_draft and not fingerprints_in(loaded.meeting):
        return FREE
    text = minutes_text(loaded, minutes.document)
    if not is_adopting and (wrong := fingerprint_problems(loaded, None, text)):
        return AdoptedMinutes(AdoptionState.KEPT, None, text, wrong)
    return FREE if loaded.meeting.is_draft else AdoptedMinutes(AdoptionState.NEW, None, text)


def minutes_in(production: BuildPlan) -> PlannedDocument | None:
    """Return the minutes among a production's documents."""
    name = minutes_name(production.loaded)
    return next((piece for piece in production.pieces if piece.name == name), None)


def without_kept(production: BuildPlan, adopted: AdoptedMinutes) -> BuildPlan:
    """Return a production without minutes that are not to be rendered."""
    if adopted.standing is not AdoptionState.KEPT:
        return production
    kept = (minutes_name(production.loaded), minutes_name(production.loaded, is_public=True))
    return replace(production, pieces=tuple(piece for piece in production.pieces if piece.name not in kept))


def archived_files(production: BuildPlan, adopted: AdoptedMinutes) -> dict[str, bytes]:
    """Return the files of the adopted minutes that the order asks for, by their names in the output folder.

    Raises:
        FileAccessError: if one is missing or was changed.
    """
    minutes, version = minutes_in(production), adopted.version
    if minutes is None or version is None or adopted.standing is AdoptionState.NEW:
        return {}
    names = [f"{minutes.name}.{format_}" for format_ in production.order.formats]
    names += [f"{minutes.name}{READING_COPY}"] if production.order.merges else []
    found: dict[str, ArchivedFile] = {}
    for name in names:
        file = version.file(document_of(production.loaded, name), production.has_source)
        if file is not None:
            found[name] = file
    found.update({document_of_attachment(file): file for file in version.attachments})
    return {name: version.archive.read(file) for name, file in found.items()}


def document_of_attachment(file: ArchivedFile) -> str:
    """Return an archived attachment's name in the output folder."""
    return file.details[DOCUMENT]


def store(production: BuildPlan, adopted: AdoptedMinutes, files: Mapping[str, bytes]) -> bool:
    """Store what the archive lacks of the production's minutes; return whether the minutes are as they were compared.

    They are not if somebody else has stored others meanwhile. An archive that lacks nothing may be write-protected.

    Raises:
        FileAccessError: if the archive cannot be written.
    """
    minutes = minutes_in(production)
    if minutes is None or adopted.standing in (AdoptionState.FREE, AdoptionState.KEPT):
        return True
    archive, loaded, text = archive_of(production.loaded), production.loaded, adopted.text
    own = files_of_document(production, minutes, files)
    is_new, before = adopted.standing is AdoptionState.NEW, adopted.version
    number = (before.number if before else 0) + (1 if is_new else 0)
    is_as_compared = True

    def lacking(listed: tuple[ArchivedFile, ...]) -> Iterator[NewFile]:
        nonlocal is_as_compared
        now = latest_version(archive, listed)
        if (now and now.files) != (before and before.files):
            is_as_compared = False
            return iter(())
        missing = {name: data for name, data in own.items() if is_new or _is_missing(name, adopted, production)}
        return new_files(loaded, missing, number, text if is_new else None, production.has_source)

    if is_new or any(_is_missing(name, adopted, production) for name in own):  # to look takes no lock
        archive.store_lacking(MINUTES, lacking, needs_lock=False)
    return is_as_compared


def _is_missing(name: str, adopted: AdoptedMinutes, production: BuildPlan) -> bool:
    """Return whether the archive lacks a file of the version that stands, by its name in the output folder."""
    document = document_of(production.loaded, name)
    return adopted.version is None or adopted.version.file(document, production.has_source) is None


def missing_variants(production: BuildPlan, adopted: AdoptedMinutes, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Warn of formats of kept minutes that the archive does not have, which cannot be made any more."""
    minutes = minutes_in(production)
    if minutes is None or adopted.version is None or adopted.standing is not AdoptionState.KEPT:
        return
    for format_ in production.order.formats:
        if f"{minutes.name}.{format_}" not in files:
            form = f"{format_}{' med källa' if production.has_source else ''}"
            message = f"det justerade protokollet finns inte som {form} i {shown_path(adopted.version.archive.folder)}"
            remedy = "bygg det när protokollet åter är som det justerades"
            yield Problem(message, remedy, level=Level.WARNING)


def _set_back(loaded: LoadedMeeting) -> Problem:
    place, file = _status_place(loaded), loaded.source.file
    how = f"har satts tillbaka till {quote(loaded.meeting.status)}" if place else "har tagits bort"
    message = f"Protokollet är justerat och behålls som det är, men «status» {how}"
    if place is None:
        message = f"{file}: {message[0].lower()}{message[1:]}"
    change = f'ska texten ändras, skriv en rättelse: naravard justera {file} --rätta "skäl"'
    return Problem(message, f"skriv «status: {Status.APPROVED}» igen; {change}", place)


def _status_place(loaded: LoadedMeeting) -> Place | None:
    root = loaded.source.root
    path = as_written(Meeting, ("status",), root)
    return loaded.source.place_of(path) if isinstance(root, MapNode) and path[0] in root.entries else None


def _differences(loaded: LoadedMeeting, version: AdoptedVersion, text: MinutesText) -> Iterator[Problem]:
    """Yield what differs between adopted minutes and what they would become, the remedy first."""
    lines = _lines_that_differ(version.text, text)
    is_of_same_files = version.is_of_same_files(loaded)
    level = Level.WARNING if is_of_same_files else Level.ERROR
    number = with_noun(len(lines), "rad skulle bli en annan", "rader skulle bli andra")
    why = ""
    if is_of_same_files:
        is_program = version.is_of_other_program
        why = " med den här versionen av programmet" if is_program else " av det som har hänt i det som följs upp"
    undo = UNDO if text.corrections == version.text.corrections else _UNDO_CORRECTIONS
    remedy = "det justerade gäller; inget behöver göras" if is_of_same_files else undo.format(file=loaded.source.file)
    message = f"{loaded.source.file}: protokollet är justerat och behålls som det är; {number}{why}"
    yield Problem(message, remedy, level=level)
    yield from told_lines(lines, level)


def _lines_that_differ(before: MinutesText, after: MinutesText) -> tuple[CorrectedLine, ...]:
    corrections = changed_lines(MinutesText(before.corrections), MinutesText(after.corrections))
    return (*changed_lines(before, after), *corrections)
