"""Names of files as people see them: «å» is one letter, whether a disk writes it as one character or as two.

macOS has long kept names decomposed (a + ring), Windows and Linux keep what they are given. So every name that is
written in a file or a command is looked up by comparing names after NFC, and every name that is made is composed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from naravard_docs.errors import FileAccessError
from naravard_docs.workspace.folders import real_path

PathFault = tuple[str, str]
"""Why a file cannot be used and what to do, in Swedish, to stand after its name."""

TWICE = "finns två gånger: namnen ser likadana ut, men å, ä eller ö är skrivna med olika tecken"
RENAME = "byt namn på den ena filen, eller ta bort den"


class NameClashError(FileAccessError):
    """Two files of a folder have names that differ only in how their letters are put together."""


def in_nfc(name: str) -> str:
    """Return a name with each letter as one character, as the program writes names."""
    return unicodedata.normalize("NFC", name)


def stem_of(path: PurePath) -> str:
    """Return a file's name without its suffix, composed."""
    return in_nfc(path.stem)


def path_on_disk(folder: Path, relative: str | PurePath) -> Path:
    """Return the path of a file below a folder as the disk has it; as it is written when there is none.

    Raises:
        NameClashError: if two files have the name.
    """
    written = PurePath(relative)
    if str(written).isascii():
        return folder / written
    at = Path(written.anchor) if written.is_absolute() else folder
    for part in written.relative_to(written.anchor).parts:
        if (found := _in(at, part)) is None:
            return folder / written
        at /= found
    return at


def as_on_disk(path: Path) -> Path:
    """Return a path that somebody wrote as the disk has it, whichever of its folders is named otherwise."""
    return path_on_disk(Path(), path)


def file_fault(folder: Path, path: str, judged: Callable[[Path], PathFault | None]) -> PathFault | None:
    """Return why a file that is named from a folder cannot be used, or None when it can.

    ``judged`` tells what else can be wrong with the file, which may not be there; it is asked of its real path.
    """
    if fault := backslash_fault(path):
        return fault
    try:
        target = real_path(path_on_disk(folder, path))
        if target.is_dir():
            return "är en mapp, inte en fil", "skriv sökvägen till en fil i mappen"
        return judged(target)
    except NameClashError:
        return TWICE, RENAME
    except (OSError, ValueError):
        return "har ett namn som inte går att använda", "byt namn på filen"


def backslash_fault(path: str) -> PathFault | None:
    """Return why a path that only Windows understands is none: it would build on one machine and fail on the next."""
    return ("har omvänt snedstreck i sökvägen", f"skriv {path.replace(chr(92), '/')}") if "\\" in path else None


def leads_elsewhere(name: str) -> bool:
    """Return whether some machine takes the name of a file below a folder for one that lies elsewhere."""
    is_odd = name.startswith("/") or "\\" in name or ":" in name or ".." in name  # nearly none is: asked of all files
    return is_odd and any(kind(name).anchor or ".." in kind(name).parts for kind in (PurePosixPath, PureWindowsPath))


def _in(folder: Path, name: str) -> str | None:
    if name.isascii():
        return name
    try:
        found = [each.name for each in folder.iterdir() if in_nfc(each.name) == in_nfc(name)]
    except OSError:
        return None
    if len(found) > 1:
        raise NameClashError(f"{folder / in_nfc(name)} {TWICE}", RENAME)
    return found[0] if found else None
