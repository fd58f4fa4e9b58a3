"""Where a workspace is, and how messages show its files; small, so that what need not be read is quickly left."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from naravard_docs.limits import HIGHEST, MEGABYTE
from naravard_docs.swedish import slug

_PACKAGED = Path(__file__).resolve().parent.parent / "arbetsyta"
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
V = TypeVar("V")


def example_workspace() -> Path:
    """Return the folder with the example meetings, and their templates, that come with the program."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


EXAMPLES = {
    "verkliga": "två verkliga möten i samverkansorgan",
    "nämnd": "en nämnd med jäv, omröstning och reservation",
    "fullmäktige": "ett kommunfullmäktige med 81 ledamöter",
    "direktion": "en direktion med «33 §» och beslut i presens",
    "förening": "en förenings årsmöte",
    "region": "ett regionalt organ med en rekommendation i underpunkter",
}
"""The example workspaces by name, with what each shows; all but the first are made up."""

REAL_EXAMPLE = "verkliga"


def example_named(name: str) -> Path:
    """Return the folder of an example workspace."""
    if name == REAL_EXAMPLE:
        return example_workspace()
    return Path(__file__).resolve().parent / "examples" / slug(name)


@cache
def default_templates() -> Path:
    """Return the folder with the program's own templates, of no organisation: what a workspace lacks is taken there."""
    return Path(__file__).resolve().parent / "defaults"


def root_around(file: Path) -> Path:
    """Return the workspace that a file lies in."""
    return Path(_root_containing(os.path.dirname(os.path.realpath(file))))  # noqa: PTH120 - see _root_containing


def root_containing(folder: Path) -> Path:
    """Return the workspace that a folder lies in, or is.

    It is the nearest that holds ``meetings/``, from the folder and upwards, else the nearest that holds
    ``templates/``, else the folder itself.
    """
    return Path(_root_containing(os.path.realpath(folder)))


def _root_containing(folder: str) -> str:
    """Return the workspace that a folder, whose links have been followed, lies in.

    Why not pathlib: it is asked for each meeting, and each step upwards would make several paths.
    """
    for held in ("meetings", "templates"):
        candidate, above = folder, ""
        while candidate != above:
            if os.path.isdir(os.path.join(candidate, held)):  # noqa: PTH112, PTH118
                return candidate
            candidate, above = os.path.dirname(candidate), candidate  # noqa: PTH120
    return folder


def real_path(path: Path) -> Path:
    """Return where a path leads, links followed; one whose links go round in a ring is given as far as it goes.

    Why not Path.resolve: Python 3.11's raises RuntimeError for a ring.
    """
    return Path(os.path.realpath(path))


def yaml_files(folder: Path, stem: str = "") -> tuple[Path, ...]:
    """Return a folder's YAML files, by name; those that are hidden or left by an editor are not among them.

    With ``stem``, which is composed (NFC), they are those whose names begin with it.
    """
    named = (name for name in _yaml_names(folder) if unicodedata.normalize("NFC", name).startswith(stem))
    return tuple(folder / name for name in sorted(named, key=os.path.normcase))


def yaml_stems(folder: Path) -> frozenset[str]:
    """Return the names of a folder's YAML files without their suffixes, composed (NFC)."""
    return frozenset(unicodedata.normalize("NFC", name.rpartition(".")[0]) for name in _yaml_names(folder))


def _yaml_names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as found:  # which tells most files from folders without asking for each of them
            named = [entry.name for entry in found if _is_yaml(entry.name) and entry.is_file()]
    except OSError:
        return []
    return [name for name in named if not name.startswith((".", "~"))]


def _is_yaml(name: str) -> bool:
    return os.path.normcase(name).endswith((".yaml", ".yml"))


def is_there(path: Path) -> bool:
    """Return whether there is something by a name: a file, a folder or a link, even one that leads nowhere.

    What cannot be known, since a folder on the way is none or is a link that leads nowhere, counts as there: to read it
    then tells what is wrong, where to take it for missing would forget what the file says.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return path.parent.is_symlink() and not path.parent.exists()
    except (OSError, ValueError) as error:
        return getattr(error, "errno", None) not in (errno.ENAMETOOLONG, None)
    return True


FileState = tuple[int, int, int, int]


def state_of(known: os.stat_result) -> FileState:
    """Return what of a file is another when it has been changed: its time, time of any change, size and number."""
    return known.st_mtime_ns, known.st_ctime_ns, known.st_size, known.st_ino


def folder_state(folder: Path) -> tuple[tuple[str, FileState], ...]:
    """Return the state of each file in a folder and in those below it, by which a change shows."""
    return tuple(sorted(_states(str(folder)))) if folder.is_dir() else ()


def _states(folder: str) -> Iterator[tuple[str, FileState]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                yield entry.path, state_of(entry.stat())
            except OSError:  # a link that leads nowhere
                yield entry.path, (0, 0, -1, 0)
            if entry.is_dir(follow_symlinks=False):  # as it is hashed, see _digest
                yield from _states(entry.path)


class FileCache(Generic[V]):
    """What is made of files, kept by their path for as long as their state is the same: the ``most`` asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[Path, tuple[object, V]] = {}
        _CACHES.add(self)

    def forget(self, path: Path) -> None:
        """Forget what was made of a path, and of folders that it lies in."""
        for known in (path, *path.parents):
            self._made.pop(known, None)

    def of(self, path: Path, state: object, make: Callable[[Path], V]) -> V:
        """Return what is made of a path; it is made anew when the state is not the one that it was made in."""
        made = self._made.pop(path, None)
        if made is None or made[0] != state:
            made = state, make(path)
        self._made[path] = made
        if len(self._made) > self._most:
            del self._made[next(iter(self._made))]
        return made[1]


_CACHES: WeakSet[FileCache[Any]] = WeakSet()


def forget_changed(paths: Iterable[Path]) -> None:
    """Forget what was made of files and of their folders, in a process that has seen them change.

    Why: what changes twice within the same moment has the same state, as far as the disk counts time.
    """
    for path in paths:
        for kept in _CACHES:
            kept.forget(path)


_DIGESTS: FileCache[str] = FileCache(64)


def templates_digest(root: Path) -> str:
    """Return the hash of all templates that a workspace's documents may be made of, the program's own among them.

    A folder is read once as long as none of its files has changed.
    """
    own, program = root / "templates", default_templates()
    digests = {own: _DIGESTS.of(own, folder_state(own), _digest), program: _digest_of_program(program)}
    return hashlib.sha256("".join(digests[folder] for folder in sorted(digests)).encode()).hexdigest()


@cache
def _digest_of_program(folder: Path) -> str:
    """Return the hash of the program's own templates, which are as its code is for as long as it runs."""
    return _digest(folder)


def _digest(folder: Path) -> str:
    """Return the hash of a folder's files with those below it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(digest_of(path).encode())
    return digest.hexdigest()


def digest_of(path: Path | str) -> str:
    """Return a file's SHA-256; of one that is larger than the program reads, its size and time, at once."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - also of paths that are no Path, see up_to_date
        state = os.fstat(file.fileno())
        if state.st_size > HIGHEST.attachment_mb * MEGABYTE:
            return f"{state.st_size} byte, {state.st_mtime_ns}"
        if state.st_size > MEGABYTE:
            return hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.sha256(file.read()).hexdigest()  # at once: what reads in parts fills a large buffer with noughts


def digest_if_file(path: str) -> str:
    """Return the digest of a file, empty where there is none.

    Raises:
        OSError: if that cannot be known, or if it cannot be read.
    """
    try:
        is_file = stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - of a path that is no Path
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return digest_of(path) if is_file else ""
