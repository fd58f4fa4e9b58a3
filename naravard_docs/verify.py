"""Verifying: a meeting's files are built again in memory and compared with what lies in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from naravard_docs.errors import ExitCode, FileTrouble, Problem
from naravard_docs.manifest import MANIFEST, FileEntry, Manifest, digests, manifest_of, read_manifest, sha256
from naravard_docs.order import READING_COPY, Format, Kind, Order, Outcome
from naravard_docs.produce import produce, rendered_files
from naravard_docs.source.load import LoadedMeeting
from naravard_docs.swedish import counted, enumeration, quoted

LETTERS_FOLDER = "brev/"


def verify(loaded: LoadedMeeting, folder: Path) -> Outcome:
    """Compare a meeting's folder with what its sources give now.

    The outcome's problems tell what differs and why; its exit code is CHECK when anything does.

    Raises:
        FileTrouble: if the folder has no manifest.
        InputInvalid: if the meeting cannot be built any more.
    """
    shown = loaded.workspace.shown(folder / MANIFEST)
    manifest = read_manifest(folder, shown)
    if manifest is None:
        raise FileTrouble(f"{shown} finns inte, så det finns inget att jämföra med", "bygg mötet först: naravard bygg")
    problems = tuple(_differences(loaded, folder, manifest))
    code = ExitCode.CHECK if problems else ExitCode.DONE
    files = tuple(loaded.workspace.shown(folder / entry.name) for entry in manifest.files)
    return Outcome(loaded.source.shown, files=files, problems=problems, exit_code=code)


def _differences(loaded: LoadedMeeting, folder: Path, manifest: Manifest) -> Iterator[Problem]:
    now = manifest_of(loaded)
    yield from _changed_groundwork(manifest, now)
    on_disk = digests(folder / entry.name for entry in manifest.files)
    rebuilt = _rebuilt(loaded, manifest)
    yield from _changed_files(loaded, folder, manifest, on_disk, rebuilt)


def _changed_groundwork(manifest: Manifest, now: Manifest) -> Iterator[Problem]:
    remedy = "bygg mötet igen, eller ta tillbaka den källa som filerna byggdes av"
    for name in sorted({*manifest.sources, *now.sources}):
        before, after = manifest.sources.get(name), now.sources.get(name)
        if before != after:
            kind = "mallen" if "templates/" in name else "källan"
            how = "har kommit till" if before is None else "används inte längre" if after is None else "är ändrad"
            yield Problem(f"{kind} {quoted(name)} {how} sedan filerna byggdes", remedy)
    changed = [name for name, number in now.versions.items() if manifest.versions.get(name) != number]
    if changed:
        told = enumeration([f"{name} {manifest.versions.get(name, '–')} → {now.versions[name]}" for name in changed])
        yield Problem(
            f"filerna är byggda med andra versioner: {told}", "bygg igen, eller installera de äldre versionerna"
        )


def _changed_files(
    loaded: LoadedMeeting, folder: Path, manifest: Manifest, on_disk: dict[Path, str], rebuilt: dict[str, str]
) -> Iterator[Problem]:
    becomes_another: list[str] = []
    for entry in manifest.files:
        shown = loaded.workspace.shown(folder / entry.name)
        found = on_disk.get(folder / entry.name)
        if found is None:
            yield Problem(f"filen {shown} saknas", "bygg mötet igen, eller lägg tillbaka filen")
        elif found != entry.sha256:
            yield Problem(
                f"filen {shown} är ändrad efter att den byggdes", "bygg mötet igen, eller lägg tillbaka filen"
            )
        elif (again := rebuilt.get(entry.name)) is None:
            yield Problem(f"filen {shown} ger mötet inte längre", "ta bort filen, om den inte ska sparas")
        elif again != found:
            becomes_another.append(entry.name)
    if becomes_another:
        number = counted(len(becomes_another), "fil blir en annan", "filer blir andra")
        listed = enumeration([*becomes_another[:3], *(["…"] if len(becomes_another) > 3 else [])])
        yield Problem(f"{number} när mötet byggs igen: {listed}", "orsaken är en källa eller version som ändrats")


def _rebuilt(loaded: LoadedMeeting, manifest: Manifest) -> dict[str, str]:
    """Give the hash of every file of the manifest as it comes out now."""
    made: dict[str, str] = {}
    for has_source in (False, True):
        for to_one in (False, True):
            wanted = {
                e.name for e in manifest.files if e.has_source == has_source and _is_to_one(e, manifest) == to_one
            }
            if wanted:
                files = rendered_files(produce(loaded, _order(wanted, has_source, to_one)))
                made.update({name: sha256(data) for name, data in files.items() if name in wanted})
    return made


def _order(names: set[str], has_source: bool, per_recipient: bool) -> Order:
    formats = tuple(f for f in Format if any(name.endswith(f".{f}") for name in names))
    order = Order(frozenset(Kind), formats, per_recipient=per_recipient, with_source=has_source)
    return replace(order, merges=True) if any(name.endswith(READING_COPY) for name in names) else order


def _is_to_one(file: FileEntry, manifest: Manifest) -> bool:
    """Say whether a file is to one recipient: a letter in brev/, or the e-mail of one."""
    letters = {Path(entry.name).stem for entry in manifest.files if entry.name.startswith(LETTERS_FOLDER)}
    return file.name.startswith(LETTERS_FOLDER) or Path(file.name).stem in letters
