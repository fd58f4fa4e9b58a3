"""The pictures that texts show: found by the lines that name them, read before the texts are composed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from naravard_docs.errors import FileAccessError
from naravard_docs.markup.lines import lines_of
from naravard_docs.markup.marks import figure_in
from naravard_docs.markup.setting import PictureFault
from naravard_docs.workspace.file_names import backslash_fault, path_on_disk
from naravard_docs.workspace.folders import real_path
from naravard_docs.workspace.picture_check import picture_fault
from naravard_docs.workspace.workspace import Workspace


def picture_paths(texts: Iterable[str]) -> Iterator[str]:
    """Yield the path of each figure in some texts, as written, once each."""
    lines = (line for text in texts if "![" in text for line in lines_of(text))
    yield from dict.fromkeys(figure[1] for line in lines if (figure := figure_in(line)))


def picture_file(path: str, folders: Sequence[Path]) -> Path:
    """Return the file that a path means: in the first of the folders that has it, else in the first."""
    found = (path_on_disk(folder, path) for folder in folders)
    return next((file for file in found if _is_file(file)), folders[0] / path)


def read_pictures(
    paths: Iterable[str], folders: Sequence[Path], workspace: Workspace
) -> dict[str, bytes | PictureFault]:
    """Return the bytes of pictures by their paths, or why one cannot be used and what to do."""
    return {path: _picture(path, folders, workspace) for path in paths}


def _picture(path: str, folders: Sequence[Path], workspace: Workspace) -> bytes | PictureFault:
    if "://" in path:
        return "ligger inte i arbetsytan", "spara bilden i meetings/bilagor och skriv bilagor/namnet"
    if fault := backslash_fault(path):
        return fault
    try:
        file = picture_file(path, folders)
        if not real_path(file).is_relative_to(real_path(workspace.root)):
            return "ligger utanför arbetsytan", "lägg filen i meetings/bilagor och skriv bilagor/namnet"
        if not file.is_file():
            return "finns inte", "rätta namnet; sökvägen räknas från mötesfilens mapp"
        data = workspace.read_attachment(file)
    except (OSError, ValueError, RuntimeError):
        return "har ett namn som inte går att använda", "byt namn på filen"
    except FileAccessError as error:
        return "går inte att läsa", error.remedy
    return picture_fault(data, workspace.ceilings.picture_megapixels) or data


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
