"""Files that are made once per machine and kept in the user's cache: faces, their letters, widths and metrics."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from naravard_docs.errors import FileAccessError
from naravard_docs.libraries.host import patiently
from naravard_docs.libraries.waits import tell_of_wait

_SUM = hashlib.sha256().digest_size


def is_kept(name: str) -> bool:
    """Return whether a file is in the cache."""
    from platformdirs import user_cache_path

    return (user_cache_path("naravard_docs", appauthor=False) / name).is_file()


def kept_file(name: str, make: Callable[[], bytes]) -> Path:
    """Return a file of the cache, made when it is not there.

    Raises:
        FileAccessError: if it can be kept neither there nor in a temporary folder.
    """
    from platformdirs import user_cache_path

    cache = user_cache_path("naravard_docs", appauthor=False)
    if (cache / name).is_file():
        return cache / name
    tell_of_wait("typsnitten förbereds; det görs en gång och tar omkring tio sekunder …")
    data = make()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return _write_whole(cache / name, data)
    except OSError:
        return _write_private(name, data)


def kept_data(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what is kept in a file of the cache with its sum; made where there is none, or it is damaged."""
    from platformdirs import user_cache_path

    target = user_cache_path("naravard_docs", appauthor=False) / name
    with contextlib.suppress(OSError):
        stored = target.read_bytes()
        if hashlib.sha256(stored[_SUM:]).digest() == stored[:_SUM]:
            return stored[_SUM:]
    data = make()
    with contextlib.suppress(OSError):  # what cannot be kept is made again the next time
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(target, hashlib.sha256(data).digest() + data)
    return data


def _write_private(name: str, data: bytes) -> Path:
    """Write the file where only this user can, for this process; a shared folder could hold another's font."""
    try:
        return _write_whole(Path(tempfile.mkdtemp(prefix="naravard-")) / name, data)
    except OSError as error:
        raise FileAccessError(
            "typsnittet kan inte sparas", "ge skrivrätt till din mapp för tillfälliga filer"
        ) from error


def _write_whole(target: Path, data: bytes) -> Path:
    """Write a file of the cache whole or not at all; it can be read by those whom the user's own settings let."""
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    try:
        temporary.write_bytes(data)
        return patiently(lambda: temporary.replace(target))
    finally:
        temporary.unlink(missing_ok=True)
