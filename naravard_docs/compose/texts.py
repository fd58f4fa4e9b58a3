"""The meeting's texts as the documents have them, and everything that is told of them, with where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from naravard_docs.document.blocks import Block, List, Paragraph, Role
from naravard_docs.document.inlines import Inline, Text, plain_text
from naravard_docs.markup.faults import MarkupError, Remark
from naravard_docs.markup.oddities import steering_signs
from naravard_docs.markup.read import ReadText, read_line, read_markup
from naravard_docs.markup.setting import NO_PICTURES, Pictures, Setting
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.marked_texts import MarkedText, written_texts
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.values import Reading


class TextError(ValueError):
    """A text of the input cannot be set as it is written; ``faults`` are all that were found in it.

    ``path`` is the text's path in the meeting file, or ``file`` names the file that the text is the whole of.
    """

    def __init__(self, faults: Sequence[Remark], path: FieldPath = (), file: Path | None = None) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults, self.path, self.file = tuple(faults), path, file


class TextHint(Struct, frozen=True):
    """What may be meant otherwise in a text: its path in the meeting file, or its file, and the remark."""

    remark: Remark
    path: FieldPath = ()
    file: Path | None = None


def prose_blocks(text: str, setting: Setting, path: FieldPath) -> tuple[Block, ...]:
    """Return a text of the meeting file as blocks.

    Raises:
        TextError: for what the documents have no form for, with the text's path.
    """
    return _refused_at(path, lambda: read_markup(text, setting)).blocks


def refuse_steering(text: str, file: Path) -> None:
    """Refuse a file's text, before anything is filled in, that has signs which steer rather than show.

    Raises:
        TextError: with each of them.
    """
    told = "styrtecknet U+{:04X} står i texten"
    faults = [
        Remark(line, column, told.format(ord(sign)), "ta bort tecknet; det syns inte i alla program")
        for line, column, sign in steering_signs(text)
    ]
    if faults:
        raise TextError(faults, file=file)


def whole_file(text: str, setting: Setting, file: Path) -> tuple[Block, ...]:
    """Return the text of a file as blocks.

    Raises:
        TextError: for what the documents have no form for, with the file's name.
    """
    try:
        return read_markup(text, setting).blocks
    except MarkupError as error:
        raise TextError(error.faults, file=file) from error


def inline_content(written: str) -> tuple[Inline, ...]:
    """Return a one-line text as inline content: bold and italic, links, words in another language.

    What cannot be set has been refused when the meeting was judged (``text_remarks``); here it stands as it is written.
    """
    try:
        return read_line(written).content
    except MarkupError:
        return (Text(written),)


def plain_line(written: str) -> str:
    """Return a one-line text without its marks, for where only text can stand."""
    return plain_text(inline_content(written))


class TextRemarks(Struct, frozen=True):
    """What is told of a meeting's texts: what is wrong with each, and what may be meant otherwise.

    ``sound`` are those with nothing wrong, each with what it is read as.
    """

    refused: tuple[TextError, ...]
    hints: tuple[TextHint, ...]
    sound: tuple[tuple[MarkedText, tuple[Block, ...]], ...] = ()


def text_remarks(meeting: Meeting, pictures: Pictures = NO_PICTURES) -> TextRemarks:
    """Read all of a meeting's texts and return what is told of them, so that all with faults are told at once."""
    refused: list[TextError] = []
    hints: list[TextHint] = []
    sound: list[tuple[MarkedText, tuple[Block, ...]]] = []
    for written in written_texts(meeting):
        try:
            read = _read(written, pictures)
            hints += (TextHint(remark, written.path) for remark in read.hints)
            sound.append((written, read.blocks))
        except MarkupError as error:
            refused.append(TextError(error.faults, written.path))
    return TextRemarks(tuple(refused), tuple(hints), tuple(sound))


def file_hints(text: str, setting: Setting, file: Path) -> Iterator[TextHint]:
    """Yield what may be meant otherwise in the text of a file that can be set."""
    try:
        yield from (TextHint(remark, file=file) for remark in read_markup(text, setting).hints)
    except MarkupError:
        return


def setting_of(path: FieldPath, pictures: Pictures = NO_PICTURES) -> Setting:
    """Return how a text of the meeting is set into its document: «ärende-4.text», «bakgrund»."""
    if path[-1] == "bakgrund":
        return Setting("bakgrund", top_level=3, picture=pictures.of)
    return Setting(block_name(path), top_level=3, picture=pictures.of)


def block_name(path: FieldPath) -> str:
    """Return the id of the block that a value of the meeting becomes: «ärende-4.text», «ärende-5-1.förslag-2»."""
    name = ""
    for step in path:
        name += f"-{step + 1}" if isinstance(step, int) else f".{step}"
    return name[1:].replace("ärenden-", "ärende-", 1).replace(".delärenden-", "-")


def _read(written: MarkedText, pictures: Pictures) -> ReadText:
    """Read a text as it will be composed; a line is a paragraph here."""
    match written.reading:
        case Reading.BLOCKS:
            return read_markup(written.text, setting_of(written.path, pictures))
        case Reading.LINE_OR_BLOCKS:
            return read_clause(written.text, CLAUSE)
        case _:
            line = read_line(written.text)
            return ReadText((Paragraph("rad", line.content),), line.hints)


CLAUSE = Setting("sats", role=Role.DECISION)
"""How the text of a clause is set where it is more than a line."""


def read_clause(text: str, setting: Setting) -> ReadText:
    """Return a clause that is more than a line as blocks: first a paragraph, then paragraphs and lists.

    Raises:
        MarkupError: for other blocks, too.
    """
    read = read_markup(text, setting)
    if not isinstance(read.blocks[0], Paragraph):
        raise MarkupError(
            (Remark(1, 1, "punkten måste börja med ord", "skriv vad listan gäller på raden före: anta mål:"),)
        )
    if not all(isinstance(block, Paragraph | List) for block in read.blocks):
        told = "en punkt kan ha stycken och listor, men inte rubriker, citat, tabeller eller bilder"
        raise MarkupError((Remark(1, 1, told, "flytta det till ärendets «text»"),))
    return read


def _refused_at(path: FieldPath, read: Callable[[], ReadText]) -> ReadText:
    try:
        return read()
    except MarkupError as error:
        raise TextError(error.faults, path) from error
