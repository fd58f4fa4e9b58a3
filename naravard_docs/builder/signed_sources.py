"""The built files that a signed PDF may have been made of, as manifests and archives have them.

A file counts as built when its bytes are those that a manifest or an archive's register tells of; one that was changed
by hand afterwards does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from naravard_docs.archive.archive import FOLDER, Archive
from naravard_docs.builder.adopted import latest_version
from naravard_docs.builder.manifest import read_manifest, sha256
from naravard_docs.builder.options import ATTACHMENTS, READING_COPY, BuildOptions, DocumentKind, Format
from naravard_docs.builder.plan import plan_build, render
from naravard_docs.builder.up_to_date import MINUTES
from naravard_docs.check.signed_report import BuiltPdf
from naravard_docs.errors import FileAccessError, Level, Problem, shown_path
from naravard_docs.limits import LIMITS
from naravard_docs.workspace.file_names import in_nfc, stem_of
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

_NAME_MEETING = "ange mötesfilen efter den undertecknade filen, eller bygg mötet först: naravard bygg"


class ListedPdf(Struct, frozen=True):
    """A PDF that a manifest or a register tells of."""

    path: Path
    size: int
    sha256: str

    @property
    def is_as_built(self) -> bool:
        """Whether it is there with the bytes that it was built with."""
        return self.path.is_file() and sha256(read_bytes(self.path)) == self.sha256


def listed_pdfs(workspace: Workspace, output: Path, stem: str | None = None) -> tuple[ListedPdf, ...]:
    """Return the PDFs that were built of a meeting, or of all, those of the archive first.

    Raises:
        FileAccessError: if a manifest or a register is damaged.
    """
    return (*_in_archives(workspace, stem), *_in_output(output, stem))


def _in_archives(workspace: Workspace, stem: str | None) -> Iterator[ListedPdf]:
    for folder in _folders(workspace.root / FOLDER, stem):
        archive = Archive(workspace.root, in_nfc(folder.name))
        for file in archive.files():
            if _is_document(file.name):
                yield ListedPdf(archive.path_of(file), file.size, file.sha256)


def _in_output(output: Path, stem: str | None) -> Iterator[ListedPdf]:
    for folder in _folders(output, stem):
        manifest = read_manifest(folder)
        for entry in manifest.files if manifest is not None else ():
            if _is_document(entry.name):
                yield ListedPdf(folder / entry.name, entry.size, entry.sha256)


def _folders(folder: Path, stem: str | None) -> list[Path]:
    found = [each for each in sorted(folder.glob("*")) if each.is_dir() and not each.name.startswith(".")]
    return [each for each in found if stem is None or in_nfc(each.name) == stem]


def _is_document(name: str) -> bool:
    return name.endswith(f".{Format.PDF}") and not name.endswith(READING_COPY) and not name.startswith(ATTACHMENTS)


def built_of(signed: bytes, name: str, listed: Iterable[ListedPdf]) -> tuple[tuple[BuiltPdf, ...], bool]:
    """Return those that a signed file may have been made of, and whether it says so itself.

    That is the one that it begins with, else those whose name is in its own, else all.

    Raises:
        FileAccessError: if there are too many to compare.
    """
    known = {each.sha256: each for each in reversed(tuple(listed))}
    for each in sorted(known.values(), key=lambda pdf: -pdf.size):
        if sha256(signed[: each.size]) == each.sha256:
            return (BuiltPdf(shown_path(each.path), signed[: each.size]),), True
    ours = [each for each in reversed(known.values()) if each.is_as_built]
    named = [each for each in ours if in_nfc(each.path.stem) in in_nfc(name)]
    chosen = named or ours
    if len(chosen) > LIMITS.built_pdfs:
        raise FileAccessError(f"{len(chosen)} byggda filer kan vara den som är undertecknad", _NAME_MEETING)
    return tuple(BuiltPdf(shown_path(each.path), read_bytes(each.path)) for each in chosen), bool(named)


def minutes_built_now(loaded: LoadedMeeting) -> tuple[BuiltPdf, ...]:
    """Return a meeting's minutes as its file gives them now, for a meeting of which nothing is built."""
    order = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.PDF,))
    files = render(plan_build(loaded, order)).files
    return tuple(
        BuiltPdf(f"{stem_of(loaded.path)}.yaml, byggd nu", data)
        for name, data in files.items()
        if name.endswith(f"-{DocumentKind.MINUTES}.{Format.PDF}")
    )


def superseded_problem(built: Path) -> Iterator[Problem]:
    """Yield a warning when a file is of adopted minutes that were corrected afterwards.

    Raises:
        FileAccessError: if the archive is damaged.
    """
    archive = Archive(Workspace.around(built).root, in_nfc(built.parent.name))
    if not built.is_file() or archive.folder.resolve() != built.resolve().parent:
        return
    kinds = [file.kind for file in archive.files() if PurePosixPath(file.path).name == in_nfc(built.name)]
    latest = latest_version(archive) if MINUTES in kinds else None
    if latest is not None and all(PurePosixPath(file.path).name != in_nfc(built.name) for file in latest.files):
        said = f"protokollet har rättats efter {shown_path(built)}: den undertecknade filen är en äldre version"
        remedy = "låt dem skriva under den rättade filen också, om rättelsen ska skrivas under"
        yield Problem(said, remedy, level=Level.WARNING)


def nothing_built(signed: Path) -> FileAccessError:
    """Return the error for a signed file that no built file is known of."""
    return FileAccessError(f"det finns ingen byggd fil att jämföra {shown_path(signed)} med", _NAME_MEETING)
