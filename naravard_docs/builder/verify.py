"""Verifying: a meeting's files are built again in memory and compared with what lies in its folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from naravard_docs.archive.archive import archive_of
from naravard_docs.builder.adoption import (
    AdoptedMinutes,
    AdoptionState,
    archived_files,
    compare_with_archive,
    without_kept,
)
from naravard_docs.builder.manifest import MANIFEST, FileEntry, Manifest, digests, manifest_of, read_manifest, sha256
from naravard_docs.builder.notice_logs import faults_of_sent_notices
from naravard_docs.builder.options import (
    EXTRACTS,
    HIDDEN,
    MAILS_TO_ALL,
    MAILS_TO_EACH,
    NOTICES_OF_MEETING,
    POSTINGS,
    READING_COPY,
    REMINDERS,
    REPORT_SUFFIX,
    BuildOptions,
    BuildOutcome,
    DocumentKind,
    Format,
)
from naravard_docs.builder.plan import BuildPlan, plan_build, render
from naravard_docs.builder.publication import publication_of
from naravard_docs.builder.sent_files import (
    SentRecommendation,
    faults_of_sent,
    is_of_sent,
    other_than_sent_files,
    sent_recommendations,
)
from naravard_docs.errors import ExitCode, FileAccessError, Level, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.swedish import enumeration, quote, with_noun
from naravard_docs.workspace.load import LoadedMeeting

_OTHERS = (EXTRACTS, POSTINGS)
"""Where files lie that other commands than ``bygg`` make, which is not told again here: they are compared by hash."""


def verify(loaded: LoadedMeeting, folder: Path) -> BuildOutcome:
    """Compare a meeting's folder with what its sources give now.

    The outcome's problems tell what differs and why; its exit code is CHECK when anything does. Without a manifest
    only what is wrong with the archive is told.

    Raises:
        FileAccessError: if the folder has no manifest and nothing is wrong with the archive.
        InvalidInputError: if the meeting cannot be built any more.
    """
    shown = shown_path(folder / MANIFEST)
    manifest = read_manifest(folder)
    if manifest is None:
        in_archive = tuple(archive_of(loaded).faults())
        if any(problem.is_error for problem in in_archive):
            return BuildOutcome(loaded.source.file, problems=in_archive, exit_code=ExitCode.CHECK)
        raise FileAccessError(
            f"{shown} finns inte, så det finns inget att jämföra med", "bygg mötet först: naravard bygg"
        )
    problems = tuple(_differences(loaded, folder, manifest))
    code = ExitCode.CHECK if any(problem.is_error for problem in problems) else ExitCode.DONE
    files = tuple(shown_path(folder / entry.name) for entry in manifest.files)
    return BuildOutcome(loaded.source.file, files=files, problems=problems, exit_code=code)


def _differences(loaded: LoadedMeeting, folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Yield what differs; what belongs to letters that were sent is remarked on once, for it stands in the archive.

    Where nothing else comes out otherwise, a source that has changed is no more than a remark.
    """
    sent = sent_recommendations(loaded)
    on_disk = digests(folder / entry.name for entry in manifest.files)
    rebuilt, now = _rebuilt(loaded, manifest), _now(loaded, manifest)
    own = tuple(entry for entry in manifest.files if not is_of_sent(entry.name, sent))
    adopted = compare_with_archive(plan_build(loaded, BuildOptions(frozenset({DocumentKind.MINUTES}))))
    own = tuple(entry for entry in own if not (entry.name not in rebuilt and _is_adopted(entry, loaded, adopted)))
    changed = tuple(_changed_files(folder, own, on_disk, rebuilt, now.groundwork))
    for problem in _changed_groundwork(manifest, now):
        yield replace(problem, remedy="", level=Level.WARNING) if sent and not changed else problem
    yield from changed
    yield from _changed_after_sending(folder, manifest, on_disk, rebuilt, sent)
    yield from faults_of_sent(sent)
    yield from faults_of_sent_notices(loaded)
    yield from _unlisted_files(folder, manifest)
    yield from _not_as_adopted(loaded, manifest, adopted)


def _now(loaded: LoadedMeeting, manifest: Manifest) -> Manifest:
    """Return what a manifest would say now of what it was built of; one of published files alone names no more."""
    is_public = manifest.files and all(entry.is_public for entry in manifest.files)
    return manifest_of(publication_of(loaded).loaded if is_public else loaded)


def _is_adopted(entry: FileEntry, loaded: LoadedMeeting, adopted: AdoptedMinutes) -> bool:
    """Return whether a file is of adopted minutes: those in the archive, or those that are missing there."""
    is_lost = adopted.version is None and adopted.standing is AdoptionState.KEPT
    is_of_minutes = entry.name.startswith(f"{loaded.stem}-protokoll.")
    return is_of_minutes and (is_lost or any(each.sha256 == entry.sha256 for each in archive_of(loaded).files()))


def _not_as_adopted(loaded: LoadedMeeting, manifest: Manifest, adopted: AdoptedMinutes) -> Iterator[Problem]:
    """Yield what differs between the archive and its register, and between adopted minutes and the meeting now."""
    yield from archive_of(loaded).faults()
    yield from adopted.problems
    is_built = any(entry.name.startswith(f"{loaded.stem}-protokoll.") for entry in manifest.files)
    if adopted.standing is AdoptionState.NEW and is_built:
        what = "rättelsen är inte sparad" if adopted.version else "det justerade protokollet är inte sparat"
        yield Problem(f"{loaded.source.file}: {what} i arkiv/", "bygg mötet, så sparas det")


def _changed_after_sending(
    folder: Path,
    manifest: Manifest,
    on_disk: Mapping[Path, str],
    rebuilt: Mapping[str, str],
    sent: Collection[SentRecommendation],
) -> Iterator[Problem]:
    """Yield what is told of files of letters that were sent: those changed by hand, and that some differ."""
    others = []
    for entry in manifest.files:
        found = on_disk.get(folder / entry.name)
        if not is_of_sent(entry.name, sent) or found is None:
            continue
        if found != entry.sha256:
            message = f"filen {shown_path(folder / entry.name)} är ändrad efter att den byggdes"
            yield Problem(message, "lägg tillbaka filen; det som skickades finns i arkiv/, om programmet skickade det")
        elif rebuilt.get(entry.name) != found:
            others.append(entry.name)
    yield from other_than_sent_files(sent, others)


def _changed_groundwork(manifest: Manifest, now: Manifest) -> Iterator[Problem]:
    remedy = "bygg mötet igen, eller ta tillbaka den källa som filerna byggdes av"
    for name in sorted({*manifest.sources, *now.sources}):
        before, after = manifest.sources.get(name), now.sources.get(name)
        if before != after:
            kind = "mallen" if name.startswith("templates/") else "källan"
            how = "har kommit till" if not before else "används inte längre" if not after else "är ändrad"
            yield Problem(f"{kind} {quote(name)} {how} sedan filerna byggdes", remedy)
    changed = [name for name, number in now.versions.items() if manifest.versions.get(name) != number]
    if changed:
        told = enumeration([f"{name} {manifest.versions.get(name, '–')} → {now.versions[name]}" for name in changed])
        yield Problem(
            f"filerna är byggda med andra versioner: {told}", "bygg igen, eller installera de äldre versionerna"
        )


def _changed_files(
    folder: Path,
    entries: Sequence[FileEntry],
    on_disk: Mapping[Path, str],
    rebuilt: Mapping[str, str],
    groundwork: str,
) -> Iterator[Problem]:
    becomes_another: list[str] = []
    older: list[str] = []
    given_no_longer: list[str] = []
    for entry in entries:
        shown = shown_path(folder / entry.name)
        found = on_disk.get(folder / entry.name)
        if found is None and entry.name not in rebuilt:
            continue  # the meeting gives it no longer, and it has been taken away
        if found is None:
            yield Problem(f"filen {shown} saknas", "bygg mötet igen, eller lägg tillbaka filen")
        elif found != entry.sha256:
            is_notice = entry.name.startswith(NOTICES_OF_MEETING)
            what = "kallelsen" if is_notice else "uppföljningen" if entry.as_of else "mötet"
            yield Problem(
                f"filen {shown} är ändrad efter att den byggdes", f"bygg {what} igen, eller lägg tillbaka filen"
            )
        elif entry.as_of:
            continue  # it told of a day; what its sources tell now is told by a new one
        elif entry.name.startswith(_OTHERS):
            older += [entry.name] if entry.groundwork != groundwork else []
        elif (again := rebuilt.get(entry.name)) is None:
            given_no_longer.append(entry.name)
        elif again != found:
            becomes_another.append(entry.name)
    yield from _no_longer_true(folder, older, given_no_longer)
    if becomes_another:
        number = with_noun(len(becomes_another), "fil blir en annan", "filer blir andra")
        listed = enumeration(becomes_another)
        yield Problem(f"{number} när mötet byggs igen: {listed}", "orsaken är en källa eller version som ändrats")


def _no_longer_true(folder: Path, older: Sequence[str], given_no_longer: Sequence[str]) -> Iterator[Problem]:
    """Yield which files of a folder were built of other sources, and which the meeting gives no longer."""
    if older:
        message = _about_files(folder, older, "är byggd av ett äldre underlag", "är byggda av ett äldre underlag")
        yield Problem(message, "gör om det som behövs, och ta bort resten")
    if given_no_longer:
        told, what = "ger mötet inte längre", "filen" if len(given_no_longer) == 1 else "filerna"
        yield Problem(_about_files(folder, given_no_longer, told, told), f"ta bort {what}, om det inte ska sparas")


def _about_files(folder: Path, names: Sequence[str], of_one: str, of_several: str) -> str:
    """Return what is told of some files in one line, however many they are."""
    if len(names) == 1:
        return f"filen {shown_path(folder / names[0])} {of_one}"
    listed = names if len(names) < 5 else [*names[:3], f"{len(names) - 3} till"]
    return f"{len(names)} filer i {shown_path(folder)} {of_several}: {enumeration(listed)}"


def _unlisted_files(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Remark on files that no build has listed; they may have been put there by hand."""
    listed = {entry.name for entry in manifest.files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST and name not in listed and not _is_expected(name):
            shown = shown_path(path)
            yield Problem(
                f"filen {shown} är inte byggd av programmet", "flytta den, om den inte hör hit", level=Level.WARNING
            )


def _is_expected(name: str) -> bool:
    """Return whether a file is the program's although no manifest lists it: it comes of a day, or of an audit."""
    return name.endswith(REPORT_SUFFIX) or name.startswith(REMINDERS)


def _rebuilt(loaded: LoadedMeeting, manifest: Manifest) -> dict[str, str]:
    """Return the hash of every file of the manifest as it comes out now."""
    made: dict[str, str] = {}
    public = {e.name for e in manifest.files if e.is_public}
    if public:
        minutes = frozenset({DocumentKind.MINUTES})
        files = _files_of(
            plan_build(loaded, replace(_order(public, *(False,) * 4), kinds=minutes, is_publication=True))
        )
        made.update({name: sha256(data) for name, data in files.items() if name in public})
    for ordered in product((False, True), repeat=4):
        wanted = {e.name for e in manifest.files if _is_rebuilt(e) and _ordered(e) == ordered}
        if wanted:
            files = _files_of(plan_build(loaded, _order(wanted, *ordered)))
            made.update({name: sha256(data) for name, data in files.items() if name in wanted})
    return made


def _is_rebuilt(entry: FileEntry) -> bool:
    return not entry.as_of and not entry.is_public and not entry.name.startswith(_OTHERS)


def _files_of(production: BuildPlan) -> Mapping[str, bytes]:
    """Return the files that a production gives, those of adopted minutes as they are in the archive."""
    adopted = compare_with_archive(production)
    return render(without_kept(production, adopted), archived_files(production, adopted)).files


def _ordered(entry: FileEntry) -> tuple[bool, bool, bool, bool]:
    """Return what a file shows of the order that built it: with source, to one, with hidden addresses, sorted."""
    is_sorted = entry.name.startswith((MAILS_TO_EACH, MAILS_TO_ALL))
    return entry.has_source, entry.is_to_one, entry.name.endswith(HIDDEN), is_sorted


def _order(
    names: set[str], has_source: bool, per_recipient: bool, hides_addresses: bool, sorts_mails: bool
) -> BuildOptions:
    formats = tuple(f for f in Format if any(name.endswith(f".{f}") for name in names))
    return BuildOptions(
        frozenset(DocumentKind),
        formats,
        per_recipient=per_recipient,
        with_source=has_source,
        merges=any(name.endswith(READING_COPY) for name in names),
        hides_addresses=hides_addresses,
        sorts_mails=sorts_mails,
    )
