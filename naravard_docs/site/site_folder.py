"""The folder of a site: what is written there, what was written there and is no longer, and nothing of anybody else's.

A list in the folder says which files are the site's, by their hashes. Before anything is written it has those that
are about to come as well, so that a command that is killed leaves no file that the next one takes for somebody else's.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from naravard_docs.archive.archive import FOLDER
from naravard_docs.builder.manifest import MANIFEST
from naravard_docs.errors import FileAccessError, WrongUsageError, shown_path
from naravard_docs.libraries.host import patiently
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import enumeration
from naravard_docs.workspace.containment import refuse_outside, write_inside
from naravard_docs.workspace.file_names import leads_elsewhere
from naravard_docs.workspace.files import drop_leftovers_of
from naravard_docs.workspace.folders import digest_of, is_there, real_path
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

LIST = "webbfiler.json"
"""The list of the site's files, which tells nothing else."""

_MOST_NAMED = 3
Known = dict[str, frozenset[str]]
"""The hashes that each of the site's files may have."""


class WrittenSite(Struct, frozen=True):
    """How many files became others or came, and how many went."""

    written: int
    removed: int


def refuse_folder_of_others(root: Path, workspace: Workspace) -> None:
    """Refuse a folder that has other things of the workspace: a site's folder is put where everybody can read it.

    Raises:
        WrongUsageError: if meetings, templates, archive or built documents lie there.
    """
    real = real_path(root)
    kept = [real_path(workspace.root / name) for name in ("meetings", "templates", FOLDER)]
    is_theirs = any(real.is_relative_to(each) or each.is_relative_to(real) for each in kept)
    if is_theirs or real_path(workspace.output).is_relative_to(real) or is_there(real / MANIFEST):
        raise WrongUsageError(
            f"i {shown_path(root)} ligger annat ur arbetsytan, och allt i webbplatsens mapp läggs ut på webben",
            "ange en egen mapp för webbplatsen med --till",
        )


def write_site(root: Path, files: Mapping[str, bytes]) -> WrittenSite:
    """Make a folder have a site's files, each whole, and none that it had before and has no longer.

    What is no longer there goes first: it may be what nobody is to read any more.

    Raises:
        FileAccessError: if a file in the way is not the site's or was changed, or one cannot be written or removed.
    """
    with exclusive_write(real_path(root), needs_lock=False):
        earlier = _read_list(root)
        now = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        own = {*files, *earlier, LIST}
        refuse_outside(root, (root / name for name in own))
        drop_leftovers_of(root / name for name in own)
        there = {name: digest_of(root / name) for name in sorted({*files, *earlier}) if (root / name).is_file()}
        _refuse_others(root, there, earlier, now)
        changed = {name: data for name, data in files.items() if there.get(name) != now[name]}
        gone = [name for name in there if name not in files]
        new = {name: frozenset({digest}) for name, digest in now.items()}
        if changed or gone:
            _write_list(
                root, {name: earlier.get(name, frozenset()) | new.get(name, frozenset()) for name in {*earlier, *new}}
            )
        for name in gone:
            _remove(root, name)
        for name, data in changed.items():
            write_inside(root, root / name, data)
        _write_list(root, new)
    return WrittenSite(len(changed), len(gone))


def _refuse_others(root: Path, there: Mapping[str, str], earlier: Known, now: Mapping[str, str]) -> None:
    """Refuse to touch files that are not as the site's were written, or are to be.

    Raises:
        FileAccessError: naming some of them.
    """
    others = [
        shown_path(root / name)
        for name, digest in there.items()
        if digest != now.get(name) and digest not in earlier.get(name, frozenset())
    ]
    if others:
        more = [f"{len(others) - _MOST_NAMED} till"] if len(others) > _MOST_NAMED else []
        raise FileAccessError(
            f"{enumeration([*others[:_MOST_NAMED], *more])} är inte som «webb» skrev dem, och ingenting är skrivet",
            "flytta dem till en annan mapp, eller ange en egen mapp för webbplatsen med --till",
        )


def _remove(root: Path, name: str) -> None:
    """Take a file away, and the folders that are empty without it."""
    path = root / name
    try:
        patiently(path.unlink)
    except OSError as error:
        message = f"{shown_path(path)} ska inte finnas på webbplatsen längre, och går inte att ta bort"
        raise FileAccessError(message, "stäng filen i andra program och kör kommandot igen") from error
    with contextlib.suppress(OSError):  # a folder that has something else stays
        for folder in path.parents:
            if folder == root:
                break
            folder.rmdir()


def _write_list(root: Path, known: Known) -> None:
    held = {name: sorted(digests) for name, digests in sorted(known.items())}
    data = f"{json.dumps({'filer': held}, ensure_ascii=False, indent=1)}\n".encode()
    path = root / LIST
    if not (path.is_file() and path.read_bytes() == data):
        write_inside(root, path, data)


def _read_list(root: Path) -> Known:
    """Return what an earlier command wrote; nothing where there is no list.

    Raises:
        FileAccessError: if it cannot be read as one.
    """
    path = root / LIST
    if not path.is_file():
        return {}
    try:
        held = json.loads(read_bytes(path, LIMITS.manifest_mb))["filer"]
        return {_name(name): frozenset(map(str, digests)) for name, digests in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"{shown_path(path)} är skadad och går inte att läsa"
        raise FileAccessError(message, "ta bort hela mappen och kör kommandot igen") from error


def _name(name: str) -> str:
    """Return the name of a file below the site's folder, as no machine takes it for one elsewhere."""
    if not name or leads_elsewhere(name) or "\0" in name:
        raise ValueError(name)
    return name
