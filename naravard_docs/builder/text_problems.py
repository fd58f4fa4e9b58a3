"""What is told of a meeting's texts, as problems with their places in the files that they were written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from naravard_docs.compose.texts import TextError, TextRemarks, block_name, file_hints, setting_of, text_remarks
from naravard_docs.errors import InvalidInputError, Level, Place, Problem, in_file_order
from naravard_docs.markup.faults import Remark
from naravard_docs.markup.lists import line_of_table
from naravard_docs.markup.setting import Setting, pictures_of
from naravard_docs.meeting.marked_texts import written_texts
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.swedish import capitalise
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import Loc


def problems_of(loaded: LoadedMeeting, error: TextError) -> Iterator[Problem]:
    """Yield what is wrong with a text as problems, each with its place."""
    yield from (_of_remark(loaded, fault, error.path, error.file, Level.ERROR) for fault in error.faults)


def text_hints(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what may be meant otherwise in the meeting's texts and its Markdown attachments.

    Raises:
        InvalidInputError: with everything that is wrong in the meeting's texts.
    """
    told = text_remarks(loaded.meeting, loaded.pictures)
    if told.refused:
        raise InvalidInputError(
            in_file_order([problem for error in told.refused for problem in problems_of(loaded, error)])
        )
    return hints_of(loaded, told)


def hints_of(loaded: LoadedMeeting, told: TextRemarks) -> tuple[Problem, ...]:
    """Return what may be meant otherwise in texts that have been read, and in the Markdown attachments."""
    in_files = (
        hint
        for text in loaded.attached_texts.values()
        for hint in file_hints(text.text, Setting("bilaga", picture=pictures_of(text.pictures).of), text.file)
    )
    hints = loaded.silences.heed(
        _of_remark(loaded, hint.remark, hint.path, hint.file, Level.HINT) for hint in chain(told.hints, in_files)
    )
    return (*hints, *loaded.silences.unused((*hints, *loaded.problems), {"NV906"}))


def _of_remark(loaded: LoadedMeeting, remark: Remark, path: Loc, file: Path | None, level: Level) -> Problem:
    """Return what is told of a text with its place; line numbers that it names become those of the file."""
    if file:
        place = place_in_file(loaded, file, remark.line, remark.column, remark.length)
    else:
        place = loaded.place_in_text(path, remark.line, remark.column, remark.length)
    last = place.line + remark.last_line - remark.line
    message = remark.message.replace("{rader}", f"{place.line}–{last}")
    rule = "NV907" if level is Level.ERROR else "NV906"
    return Problem(capitalise(message), remark.remedy, place, level, rule=rule)


def place_in_file(loaded: LoadedMeeting, file: Path, line: int, column: int = 1, length: int = 0) -> Place:
    """Return a place in a template or a Markdown attachment; without a length it is the whole line."""
    texts = {text.file: text.text for text in loaded.workspace.known_house.texts.values()}
    texts.update({text.file: text.text for text in loaded.attached_texts.values()})
    lines = texts[file].split("\n")
    number = min(line, len(lines))
    written = lines[number - 1]
    return Place(file, number, min(column, len(written) + 1), written, length or max(1, len(written)))


def _place_of_part(loaded: LoadedMeeting, block: str) -> Place | None:
    """Return where an item has the key that a block is made of: «ärende-4.anmälningar.tabell»."""
    for placed in reversed(loaded.meeting.all_items):
        name = f"{block_name(placed.path)}."
        if block.startswith(name):
            key = re.split(r"[.-]", block.removeprefix(name))[0]
            return loaded.source.place_of(as_written(Meeting, (*placed.path, key), loaded.source.root))
    return None


_TABLE_ID = re.compile(r"(.+)\.tabell-(\d+)")


def place_of_table(loaded: LoadedMeeting, block: str) -> Place | None:
    """Return where a table is written, by its block's id, or what it is made of; None where that is unknown."""
    if (found := _TABLE_ID.fullmatch(block)) is None:
        return _place_of_part(loaded, block)
    for written in written_texts(loaded.meeting):
        is_here = setting_of(written.path).id == found[1]
        if is_here and (line := line_of_table(written.text, int(found[2]))):
            return loaded.place_in_text(written.path, line, 1, len(written.text.split("\n")[line - 1]))
    return None
