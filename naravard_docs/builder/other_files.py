"""Documents of one meeting that other commands than ``bygg`` make: rendered, checked, and written beside its own.

They are listed in the manifest of the meeting's folder, and what else is there stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from zlib import crc32

from msgspec import Struct

from naravard_docs.builder.build import borrowed_letterhead
from naravard_docs.builder.manifest import FileEntry, Manifest, manifest_of, with_others
from naravard_docs.builder.options import EXTRACTS, POSTINGS, BuildOptions
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.output_check import refuse_faulty_files
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.builder.plan import refuse_too_wide, refuse_unprintable, render_document
from naravard_docs.builder.text_problems import place_of_table
from naravard_docs.errors import Level, Problem, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.numbers import NumberSet
from naravard_docs.swedish import slug
from naravard_docs.workspace.folders import digest_of
from naravard_docs.workspace.load import LoadedMeeting


class OtherFiles(Struct, frozen=True):
    """What a command has written: its files as messages show them, what is said of them, and remarks."""

    files: tuple[str, ...]
    said: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def rendered_files(loaded: LoadedMeeting, pieces: Sequence[PlannedDocument], order: BuildOptions) -> dict[str, bytes]:
    """Return documents as files by their names below the meeting's folder, checked.

    Raises:
        InvalidInputError: if a character cannot be printed, or a table is wider than the page.
        OutputCheckError: if a file does not hold what was composed.
    """
    theme = loaded.workspace.theme
    refuse_unprintable(pieces, theme, loaded.places_of_character)
    refuse_too_wide(pieces, theme, partial(place_of_table, loaded))
    files = {
        f"{piece.name}.{format_}": render_document(piece.document, loaded.workspace, format_)
        for piece in pieces
        for format_ in order.formats
    }
    if order.is_checked:
        refuse_faulty_files(files, pieces, loaded.workspace)
    return files


def write_other_files(
    loaded: LoadedMeeting,
    files: Mapping[str, bytes],
    order: BuildOptions,
    gone: Collection[str] = (),
    as_of: date | None = None,
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write files into the meeting's folder; return them as messages show them, and what is told of it.

    Files that are ``gone``, which an earlier command made and this one does not, are taken away. Those that tell of a
    day are not old when the meeting has changed since.

    Raises:
        FileAccessError: if a file cannot be written.
    """
    folder = OutputFolder(order.target or loaded.workspace.output, loaded.stem)
    folder.refuse_outside((*files, *gone))
    own = manifest_of(loaded)
    with folder.locked((*files, *gone)) as held:
        left = tuple(_taken_away(folder, held.earlier, gone))
        earlier = held.earlier.files if held.earlier else ()
        there = tuple(each for each in earlier if each.name not in gone or (folder.path / each.name).exists())
        head = held.earlier if held.earlier and any(map(_is_built, there)) else own
        kept = held.write(files, with_others(replace(head, files=there), files, own.groundwork, as_of))
    return folder.shown_files(files), (*borrowed_letterhead(loaded.workspace), *left, *kept, *held.doubts)


def _is_built(entry: FileEntry) -> bool:
    """Return whether ``bygg`` made a file: then the manifest says what that was built of, and else what is made now."""
    return not entry.as_of and not entry.name.startswith((EXTRACTS, POSTINGS))


def _taken_away(folder: OutputFolder, earlier: Manifest | None, gone: Collection[str]) -> Iterator[Problem]:
    """Take files away that are as they were made, and yield warnings of the others, which are somebody's own."""
    made = {each.name: each.sha256 for each in earlier.files} if earlier else {}
    for name in sorted(gone):
        path = folder.path / name
        if path.is_file() and digest_of(path) == made.get(name):
            with suppress(OSError):
                path.unlink()
        if path.is_file():
            message = f"{shown_path(path)} är ett äldre mejlutkast, som inte ska skickas"
            yield Problem(message, "ta bort det", level=Level.WARNING)


def numbers_in_name(sections: NumberSet) -> str:
    """Return numbers of items as file names have them: «21-24_26», «33a», «5.1»; very many by a digest."""
    ranges = (dict.fromkeys(filter(None, pair)) for pair in sections.ranges)
    name = "_".join("-".join(str(number).replace(" ", "") for number in pair) for pair in ranges).translate(_ASCII)
    if len(name) <= _LONGEST_NUMBERS:
        return name
    return f"{name[:_LONGEST_NUMBERS].rsplit('_', 1)[0]}_med-flera-{crc32(name.encode()):08x}"


_ASCII = {ord(letter): slug(letter) for letter in "åäö"}
_LONGEST_NUMBERS = 50
"""Letters of a file's name that numbers of items may take."""
