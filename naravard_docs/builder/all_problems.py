"""Everything that is wrong with a meeting's files, gathered in one round from what of them can be read.

No document is made of a meeting that has faults: its texts are read one by one, and standing texts and appendices are
judged in letters of a specimen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import errors_as_problems, refuse_too_wide, refuse_unprintable
from naravard_docs.builder.text_problems import hints_of, place_of_table, problems_of
from naravard_docs.compose.mail import compose_mail
from naravard_docs.compose.recommendation import compose_recommendation
from naravard_docs.compose.specimen import specimen_letter, specimen_letters
from naravard_docs.compose.texts import TextRemarks, text_remarks
from naravard_docs.document.blocks import Block, Paragraph
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import text
from naravard_docs.errors import CommandError, InvalidInputError, Problem
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.marked_texts import printed_lines
from naravard_docs.meeting.values import UnknownValueError
from naravard_docs.responses.answer_problems import answered_letters, answers_amiss, answers_told
from naravard_docs.responses.follow_ups import followed_up
from naravard_docs.style.fonts import common_characters
from naravard_docs.style.theme import Theme
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.load import LoadedMeeting, read_meeting
from naravard_docs.workspace.workspace import Workspace


def all_problems(path: Path, workspace: Workspace, order: BuildOptions, with_answers: bool) -> tuple[Problem, ...]:
    """Return everything that is wrong with what an order is to be made of, and with the meeting's answers.

    Raises:
        FileAccessError: if a file cannot be read.
    """
    try:
        read = read_meeting(path, workspace, order.today)
    except InvalidInputError as error:  # the file's form is so broken that nothing of it can be read
        return (*error.problems, *(answers_amiss(workspace, stem_of(path)) if with_answers else ()))
    of_answers = _in_answers(read) if with_answers else ()
    return (*read.problems, *_in_follow_ups(read), *_in_texts(read), *_in_letters(read, order), *of_answers)


def _in_answers(read: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what is told of the answers, as far as can be judged by what could be read of the meeting."""
    if any(problem.is_error for problem in read.problems):
        return answers_amiss(read.workspace, read.stem, answered_letters(read))
    try:
        return answers_told(read)
    except InvalidInputError as error:
        return error.problems


def _in_texts(read: LoadedMeeting) -> Iterator[Problem]:
    told = text_remarks(read.meeting, read.pictures)
    for error in told.refused:
        yield from problems_of(read, error)
    yield from hints_of(read, told)
    yield from _on_pages(read, told)


def _in_follow_ups(read: LoadedMeeting) -> list[Problem]:
    try:
        return followed_up(read)[1]
    except CommandError:
        return []  # told when the file is asked for that cannot be read


def _on_pages(read: LoadedMeeting, told: TextRemarks) -> Iterator[Problem]:
    """Yield what pages cannot show of the texts that can be read."""
    blocks = (block for written, blocks in told.sound if _is_printed(written.path) for block in blocks)
    lines = (Paragraph("rad", text(line)) for line in printed_lines(read.meeting))
    yield from _in_blocks(read, (*blocks, *lines))


def _in_blocks(read: LoadedMeeting, blocks: tuple[Block, ...]) -> Iterator[Problem]:
    if (theme := _theme(read)) is None:
        return
    pieces = [PlannedDocument("", Document(Meta("", "", date.min), blocks=blocks))]
    for refuse in (
        partial(refuse_unprintable, pieces, theme, read.places_of_character),
        partial(refuse_too_wide, pieces, theme, partial(place_of_table, read)),
    ):
        try:
            refuse()
        except InvalidInputError as error:
            yield from error.problems


def _is_printed(path: FieldPath) -> bool:
    """Return whether a text stands in documents; of those who sign only their names do."""
    return path[0] not in ("ordförande", "sekreterare", "justerare") or path[-1] == "namn"


def _theme(read: LoadedMeeting) -> Theme | None:
    """Return the look of the pages; None when it cannot be read, or its typeface cannot be used."""
    try:
        theme = read.workspace.theme
        common_characters(theme)
    except (UnknownValueError, CommandError):
        return None
    return theme


def _in_letters(read: LoadedMeeting, order: BuildOptions) -> Iterator[Problem]:
    """Yield what is wrong with the standing texts of a meeting's letters and with what is set in as appendices."""
    house, asked = read.workspace.known_house, order.kinds & {DocumentKind.RECOMMENDATION, DocumentKind.MAIL}
    if not asked or not read.meeting.known_letters:
        return
    for letter in specimen_letters(read.meeting, house, read.body, read.attached_texts):
        yield from _in_document(read, partial(compose_recommendation, letter))
    if (standing := specimen_letter(house, read.body)) is not None:
        yield from _in_document(read, partial(compose_recommendation, standing))
        if DocumentKind.MAIL in order.kinds:
            yield from _in_document(read, lambda: compose_mail(standing).text)


def _in_document(read: LoadedMeeting, compose: Callable[[], Document]) -> Iterator[Problem]:
    """Yield what is wrong with a specimen's document: why it cannot be composed, or what pages cannot show of it."""
    try:
        with errors_as_problems(read):
            document = compose()
    except InvalidInputError as error:
        yield from error.problems
        return
    yield from _in_blocks(read, document.blocks)
