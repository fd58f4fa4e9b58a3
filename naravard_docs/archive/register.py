"""The register of a meeting's archive, ``arkiv.json``: which files were stored as what, by their hashes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.libraries.line_file import torn_end
from naravard_docs.limits import LIMITS
from naravard_docs.workspace.file_names import leads_elsewhere
from naravard_docs.workspace.folders import is_there
from naravard_docs.yaml.text import read_bytes

ARCHIVE_REGISTER = "arkiv.json"
ARCHIVE_ADDITIONS = "arkiv-nya.jsonl"
"""Lists, a line each, what was stored since the register was written last; whoever writes that takes it away."""


class ArchivedFile(Struct, frozen=True):
    """A file of an archive: what it was stored as, and ``path``, where it lies below the archive's folder.

    ``kind`` is «protokoll», «kallelse», «brev» or «mejl»; ``details`` are what is known of it beside that, by Swedish
    words.
    Several may lie at one path: they have equal bytes.
    """

    name: str
    kind: str
    sha256: str
    size: int
    path: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[object, ...]:
        """All that tells it from others."""
        return (self.kind, self.name, self.path, self.sha256, self.size, *sorted(self.details.items()))


def read_archive_register(folder: Path) -> tuple[ArchivedFile, ...]:
    """Return the files that an archive's register lists, and its additions; none when there is no archive.

    Raises:
        FileAccessError: if it cannot be read, or if there are files that it should list and it is not there.
    """
    added = _read_additions(folder)  # first: what is moved from there into the register meanwhile is seen at least once
    listed = _read_register(folder)
    return tuple({file.identity: file for file in (*listed, *added)}.values()) if added else listed


def additions_bytes(files: Iterable[ArchivedFile]) -> bytes:
    """Return files as lines of the register's additions."""
    return "".join(f"{json.dumps(_json(file), ensure_ascii=False)}\n" for file in files).encode()


def _read_additions(folder: Path) -> tuple[ArchivedFile, ...]:
    """Return what the additions list; a line that a crash cut off lists nothing, since nobody was told of it."""
    path = folder / ARCHIVE_ADDITIONS
    if not is_there(path):
        return ()
    try:
        data = read_bytes(path, LIMITS.manifest_mb)
    except FileAccessError:
        if not is_there(path):  # it is in the register by now
            return ()
        raise
    whole = data[: len(data) - len(torn_end(data))]
    with _as_damaged(path):
        return tuple(_file(json.loads(line)) for line in whole.splitlines())


def _read_register(folder: Path) -> tuple[ArchivedFile, ...]:
    path = folder / ARCHIVE_REGISTER
    if not is_there(path):
        if not any(not each.name.startswith(".") for each in folder.glob("*")):
            return ()
        if not is_there(path):  # somebody may have begun the archive since it was looked for
            raise damaged_register(path, "saknas, fast det finns filer i mappen")
    with _as_damaged(path):
        return tuple(_file(entry) for entry in json.loads(read_bytes(path, LIMITS.manifest_mb))["filer"])


@contextlib.contextmanager
def _as_damaged(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged_register(path, "är skadad och går inte att läsa") from error


def archive_register_bytes(files: Iterable[ArchivedFile]) -> bytes:
    """Return a register as JSON, sorted; the same files give the same bytes."""
    listed = sorted((_json(file) for file in files), key=lambda entry: json.dumps(entry, sort_keys=True))
    return (json.dumps({"filer": listed}, ensure_ascii=False, indent=2) + "\n").encode()


def damaged_register(path: Path, what: str) -> FileAccessError:
    """Return the error for a register that cannot be used."""
    remedy = "lägg tillbaka den ur säkerhetskopian eller Git; arkivet går inte att bygga igen"
    return FileAccessError(f"arkivets register {shown_path(path)} {what}", remedy)


def _json(file: ArchivedFile) -> dict[str, Any]:
    held = {"sort": file.kind, "namn": file.name, "fil": file.path, "byte": file.size, "sha256": file.sha256}
    return {**held, **({"uppgifter": dict(sorted(file.details.items()))} if file.details else {})}


def _file(entry: Mapping[str, Any]) -> ArchivedFile:
    size, details = entry["byte"], entry.get("uppgifter", {})
    if not isinstance(size, int):
        raise TypeError(size)
    held = {_text(word): _text(value) for word, value in details.items()}
    return ArchivedFile(
        _text(entry["namn"]), _text(entry["sort"]), _text(entry["sha256"]), size, inner_path(entry["fil"]), held
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(value)
    return value


def inner_path(value: Any) -> str:
    """Return the name of a file below a folder, as no machine takes it for one elsewhere.

    Raises:
        ValueError, TypeError: if it is none.
    """
    name = _text(value)
    if not name or leads_elsewhere(name):
        raise ValueError(name)
    return name
