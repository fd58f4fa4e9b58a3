"""The manifest: what was built, of what, with what; so that anyone can tell later whether a file is what it was.

``output/<stem>/manifest.json`` lists each file with its size and SHA-256, and for the whole each source with its hash
and the versions of the program and of the libraries that files depend on. A file carries the digest of the groundwork
(underlag) it was built on, since a folder may hold files of several builds.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from naravard_docs import __version__
from naravard_docs.builder.options import ATTACHMENTS, LETTERS, MAILS
from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.libraries.opened_files import note_read
from naravard_docs.libraries.records import replace
from naravard_docs.limits import HIGHEST, LIMITS
from naravard_docs.style.package_versions import installed_versions
from naravard_docs.workspace.file_names import in_nfc, leads_elsewhere
from naravard_docs.workspace.folders import FileCache, digest_of, state_of
from naravard_docs.yaml.text import READ_AS_SEVERAL, noted_file, read_bytes

if TYPE_CHECKING:
    from naravard_docs.workspace.load import LoadedMeeting

MANIFEST = "manifest.json"
LIBRARIES = (
    "fonttools",
    "fontpkg-source-sans-3",
    "holidays",
    "icalendar",
    "jinja2",
    "lxml",
    "pillow",
    "pypdf",
    "python-docx",
    "reportlab",
)
"""Those whose version can change the bytes of a file."""


class FileEntry(Struct, frozen=True):
    """A built file: name below the meeting's folder, size in bytes, hash, groundwork, if PDFs in it hold the source.

    ``as_of`` is the day that a follow-up or a kallelse tells of, which what comes after it does not make old;
    ``is_public`` files are made to be published, of less than the meeting.
    """

    name: str
    size: int
    sha256: str
    groundwork: str
    has_source: bool = False
    is_to_one: bool = False
    as_of: str = ""
    is_public: bool = False


class BuildRecord(Struct, frozen=True):
    """An order that was built of the groundwork, by which it need not be built again while nothing has changed.

    ``templates`` is the hash of all templates; ``told`` is what was said of the build, as JSON; ``archive`` is the
    digest of the minutes that are adopted.
    """

    order: str
    templates: str
    files: tuple[str, ...]
    told: Mapping[str, Any]
    archive: str = ""


class Manifest(Struct, frozen=True):
    """``sources`` has the hash of each source by its name in the workspace, empty when it was not there.

    ``versions`` are program and libraries; ``builds`` are the orders built of this very groundwork.
    """

    meeting: str
    versions: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileEntry, ...] = ()
    builds: tuple[BuildRecord, ...] = ()

    @property
    def groundwork(self) -> str:
        """The digest of everything that files are built on."""
        said = json.dumps([sorted(self.versions.items()), sorted(self.sources.items())], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def outdated(self) -> tuple[FileEntry, ...]:
        """The files that an earlier groundwork gave and the last build did not renew."""
        now = self.groundwork
        return tuple(entry for entry in self.files if entry.groundwork != now and not (entry.as_of or entry.is_public))


def manifest_of(loaded: LoadedMeeting) -> Manifest:
    """Return the manifest of a meeting before anything is built: its sources and versions as they are now."""
    return manifest_of_sources(in_nfc(loaded.path.name), loaded.sources)


def manifest_of_sources(name: str, sources: Mapping[str, Path]) -> Manifest:
    """Return the manifest of what is built of some sources, before anything is."""
    return Manifest(name, library_versions(), {name: _digest_of(path) for name, path in sorted(sources.items())})


_DIGESTS: FileCache[str] = FileCache(64)


def _digest_of(path: Path) -> str:
    """Return a file's hash as it was read, an empty text for one that is not there.

    What meetings share is read once as long as its time and size are the same.
    """

    def read(path: Path) -> str:
        return sha256(read_bytes(path, HIGHEST.attachment_mb))

    if (noted := noted_file(path)) is not None:
        if noted.digest == READ_AS_SEVERAL:
            return noted.digest
        return _DIGESTS.of(path, state_of(noted.known), lambda _: noted.digest)
    try:
        state = path.stat()
    except FileNotFoundError:
        return ""
    except OSError:
        return read(path)
    note_read(path)  # also where it is known already
    return _DIGESTS.of(path, state_of(state), read)


@cache
def library_versions() -> Mapping[str, str]:
    """Return the versions of program and libraries that built files depend on."""
    libraries = {name: installed_versions().get(name, "okänd") for name in LIBRARIES}
    return {"naravard_docs": __version__, **libraries, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def with_files(
    now: Manifest,
    built: Mapping[str, bytes],
    earlier: Manifest | None,
    folder: Path,
    has_source: bool,
    per_recipient: bool,
    build: BuildRecord | None,
    adopted: Collection[str] = (),
) -> Manifest:
    """Return the manifest after a build; earlier files that the build did not touch stay while they are there.

    ``adopted`` are the hashes of files that no groundwork makes others: minutes as they are in the archive.
    A build that is to be told of again when nothing has changed is no record: ``build`` is None.
    """
    entries = {
        entry.name: replace(entry, groundwork=now.groundwork) if entry.sha256 in adopted else entry
        for entry in (earlier.files if earlier else ())
        if entry.name not in built and (folder / entry.name).is_file()
    }
    for name, data in built.items():
        holds = has_source and not name.endswith((".docx", ".html", ".ics")) and not name.startswith(ATTACHMENTS)
        to_one = per_recipient and name.startswith((LETTERS, MAILS))
        entries[name] = FileEntry(name, len(data), sha256(data), now.groundwork, holds, to_one)
    files = tuple(entries[name] for name in sorted(entries))
    builds = earlier.builds if earlier and earlier.groundwork == now.groundwork else ()
    if build is None:
        return Manifest(now.meeting, now.versions, now.sources, files, builds)
    kept = tuple(other for other in builds if other.order != build.order and other.templates == build.templates)
    return Manifest(now.meeting, now.versions, now.sources, files, (*kept, build))


def with_follow_up(manifest: Manifest, built: Mapping[str, bytes], groundwork: str, as_of: date) -> Manifest:
    """Return a manifest with the files of a follow-up; what else was built stays as it is listed."""
    entries = {entry.name: entry for entry in manifest.files}
    for name, data in built.items():
        entries[name] = FileEntry(name, len(data), sha256(data), groundwork, as_of=as_of.isoformat())
    return replace(manifest, files=tuple(entries[name] for name in sorted(entries)))


def with_public_files(now: Manifest, built: Mapping[str, bytes], earlier: Manifest | None) -> Manifest:
    """Return a manifest with files that are made to be published; where it is the first, it names no other sources.

    ``now`` is that of what is published: nothing that is left out of the files is in it, neither names.
    """
    manifest = earlier or now
    entries = {entry.name: entry for entry in manifest.files}
    for name, data in built.items():
        entries[name] = FileEntry(name, len(data), sha256(data), now.groundwork, is_public=True)
    return replace(manifest, files=tuple(entries[name] for name in sorted(entries)))


def with_others(manifest: Manifest, built: Mapping[str, bytes], groundwork: str, as_of: date | None) -> Manifest:
    """Return a manifest with files that ``bygg`` does not make; what else was built stays as it is listed."""
    entries = {entry.name: entry for entry in manifest.files}
    day = as_of.isoformat() if as_of else ""
    for name, data in built.items():
        entries[name] = FileEntry(name, len(data), sha256(data), groundwork, as_of=day)
    return replace(manifest, files=tuple(entries[name] for name in sorted(entries)))


def as_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as JSON; the same manifest gives the same bytes."""
    data = {
        "möte": manifest.meeting,
        "underlag": manifest.groundwork,
        "versioner": dict(manifest.versions),
        "källor": [{"fil": name, "sha256": digest} for name, digest in manifest.sources.items()],
        "filer": [_entry_json(entry) for entry in manifest.files],
        "byggen": [_build_json(build) for build in manifest.builds],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """Return a folder's manifest, or None when there is none.

    Raises:
        FileAccessError: if it cannot be read as a manifest.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        data = json.loads(read_bytes(path, LIMITS.manifest_mb))
        files = tuple(_entry(entry) for entry in data["filer"])
        sources = {_text(source["fil"]): _text(source["sha256"]) for source in data["källor"]}
        builds = tuple(_build(build) for build in data.get("byggen", ()))
        versions_ = {_text(name): _text(number) for name, number in data["versioner"].items()}
        return Manifest(_text(data["möte"]), versions_, sources, files, builds)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"{shown_path(path)} är skadad och går inte att läsa"
        raise FileAccessError(message, "ta bort den och bygg mötet igen") from error


def digests(files: Iterable[Path]) -> dict[Path, str]:
    """Return the hash of each file that is there."""
    return {path: digest_of(path) for path in files if path.is_file()}


def sha256(data: bytes) -> str:
    """Return the hash that manifests tell files by."""
    return hashlib.sha256(data).hexdigest()


def _entry_json(entry: FileEntry) -> dict[str, Any]:
    held: dict[str, Any] = {"fil": entry.name, "byte": entry.size, "sha256": entry.sha256, "underlag": entry.groundwork}
    marks = {"med_källa": entry.has_source, "per_mottagare": entry.is_to_one, "publicering": entry.is_public}
    day = {"läget": entry.as_of} if entry.as_of else {}
    return {**held, **{key: True for key, is_set in marks.items() if is_set}, **day}


def _build_json(build: BuildRecord) -> dict[str, Any]:
    held = {"beställning": build.order, "mallar": build.templates, "filer": list(build.files)}
    return {**held, **({"arkiv": build.archive} if build.archive else {}), "sagt": dict(build.told)}


def _build(data: Mapping[str, Any]) -> BuildRecord:
    order, templates = _text(data["beställning"]), _text(data["mallar"])
    archive = _text(data.get("arkiv", ""))
    return BuildRecord(order, templates, tuple(map(_name, data["filer"])), dict(data["sagt"]), archive)


def _entry(data: Mapping[str, Any]) -> FileEntry:
    size = data["byte"]
    if not isinstance(size, int):
        raise TypeError(size)
    marks = bool(data.get("med_källa", False)), bool(data.get("per_mottagare", False))
    digest, groundwork, as_of = _text(data["sha256"]), _text(data["underlag"]), _text(data.get("läget", ""))
    is_public = bool(data.get("publicering", False))
    return FileEntry(_name(data["fil"]), size, digest, groundwork, *marks, as_of, is_public)


def _text(value: Any) -> str:
    """Return a value that is to be a text; what somebody has made another of is no manifest."""
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(value)
    return value


def _name(value: Any) -> str:
    """Return the name of a file below the manifest's folder, as no machine takes it for one elsewhere."""
    name = _text(value)
    if leads_elsewhere(name):
        raise ValueError(name)
    names = name.encode().split(b"/")
    if max(map(len, names)) > LIMITS.file_name_bytes or sum(map(len, names)) > LIMITS.file_path_bytes:
        raise ValueError(name)
    return name
