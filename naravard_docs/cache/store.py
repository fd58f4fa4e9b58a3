"""Where answers are kept: files in the user's cache folder that only their owner can read, and not too many of them.

They hold what the meetings say, secret parts too. A file that is damaged, a stranger's, a link or open to others is as
if it were not there; what cannot be written is not kept. A file is read and written whole, so that two processes at
once never see half of one: the last to write is the one that is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from naravard_docs.libraries.host import patiently
from naravard_docs.limits import MEGABYTE

VARIABLE = "NARAVARD_CACHE"
_NO = frozenset({"nej", "av", "0", "no", "off", "false"})
_HEAD = b"naravard moten 1\n"
_SUFFIX = ".moten"
_LARGEST_FILE, _LARGEST_FOLDER = 64 * MEGABYTE, 256 * MEGABYTE
_LONGEST_KEPT_S = 180 * 24 * 3600
_LEFTOVER_S = 3600
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_OTHERS = 0o077


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Return whether answers are to be kept: unless NARAVARD_CACHE says no."""
    return environment.get(VARIABLE, "").strip().casefold() not in _NO


def cache_folder() -> Path:
    """Return the folder that answers are kept in."""
    from platformdirs import user_cache_path

    return user_cache_path("naravard_docs", appauthor=False) / "moten"


def read_kept(name: str) -> bytes | None:
    """Return what is kept by a name, None when there is nothing that can be trusted."""
    try:
        folder = cache_folder()
        if not _is_own_folder(folder):
            return None
        descriptor = os.open(folder / f"{name}{_SUFFIX}", os.O_RDONLY | _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or not _is_own(found) or found.st_size > _LARGEST_FILE:
                return None
            return _payload(file.read())
    except (OSError, ValueError):
        return None


def write_kept(name: str, data: bytes) -> bool:
    """Keep something by a name, whole or not at all; return whether it is kept."""
    if len(data) > _LARGEST_FILE:
        return False
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own_folder(folder, closes_it=True):
            return False
        _write_whole(folder / f"{name}{_SUFFIX}", _HEAD + hashlib.sha256(data).digest() + data)
        _drop_old(folder)
    except (OSError, ValueError):
        return False
    return True


def kept_size() -> tuple[int, int]:
    """Return how many files are kept, and how many bytes they take."""
    sizes = [size for _, _, size in _files(cache_folder())]
    return len(sizes), sum(sizes)


def remove_kept() -> int:
    """Take away all that is kept; return how many files that were.

    Raises:
        OSError: if a file cannot be taken away.
    """
    folder = cache_folder()
    if folder.is_symlink():
        return 0
    found = [path for path, _, _ in _files(folder)]
    for path in found:
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
    return len(found)


def _payload(data: bytes) -> bytes | None:
    at = len(_HEAD) + hashlib.sha256().digest_size
    payload = data[at:]
    return payload if data[:at] == _HEAD + hashlib.sha256(payload).digest() else None


def _write_whole(target: Path, data: bytes) -> None:
    temporary = target.with_name(f"{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        patiently(lambda: temporary.replace(target))
    finally:
        temporary.unlink(missing_ok=True)


def _is_own_folder(folder: Path, closes_it: bool = False) -> bool:
    """Return whether a folder is the user's own and no link, and closed to others, if need be closed now."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if closes_it and not _is_own(found) and _is_owners(found):
        folder.chmod(0o700)
        found = folder.lstat()
    return _is_own(found)


def _is_own(found: os.stat_result) -> bool:
    """Return whether something is the user's own and closed to others; on Windows the user's profile sees to that."""
    return _is_owners(found) and (os.name == "nt" or not found.st_mode & _OTHERS)


def _is_owners(found: os.stat_result) -> bool:
    return os.name == "nt" or found.st_uid == os.geteuid()


def _files(folder: Path) -> Iterator[tuple[Path, float, int]]:
    """Yield each file that is kept or half written, when it was written, and its size."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if _SUFFIX in entry.name and entry.is_file(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                yield Path(entry.path), found.st_mtime, found.st_size


def _drop_old(folder: Path) -> None:
    """Take away what is oldest, as long as there is too much, what nobody has renewed for long, and leftovers."""
    now, room = time.time(), _LARGEST_FOLDER
    for path, written, size in sorted(_files(folder), key=lambda each: each[1], reverse=True):
        room -= size
        longest = _LONGEST_KEPT_S if path.suffix == _SUFFIX else _LEFTOVER_S
        if room < 0 or now - written > longest:
            path.unlink(missing_ok=True)
