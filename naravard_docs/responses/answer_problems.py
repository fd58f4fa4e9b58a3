"""What is told of a meeting's answers: by the meeting itself, or by what is known of one that has faults."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from naravard_docs.errors import InvalidInputError, Problem, in_file_order
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.recommendation import Recommendation
from naravard_docs.meeting.response_rules import AnsweredLetter
from naravard_docs.meeting.values import UnknownValueError
from naravard_docs.responses.answer_file import IF_EMPTY, UNKNOWN_LETTER, judged_answers
from naravard_docs.responses.deliveries import log_remarks
from naravard_docs.responses.files import SUFFIX, files_of, stray_answer_files
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.workspace.file_names import path_on_disk, stem_of
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import read_tree_with_faults


def answers_told(loaded: LoadedMeeting) -> tuple[Problem, ...]:
    """Return what is told of a meeting's answers and of what was sent.

    Raises:
        FileAccessError: if an answer file cannot be read.
        InvalidInputError: with every problem of the answer files.
    """
    asked = load_recommendations(loaded)
    return tuple(problem for each in asked for problem in (*each.warnings, *_remarks(each)))


def _remarks(asked: LoadedRecommendation) -> tuple[Problem, ...]:
    """Return what the log tells that the user should know, or what is wrong with it."""
    try:
        return log_remarks(asked)
    except InvalidInputError as error:
        return error.problems


def answers_amiss(
    workspace: Workspace, stem: str, answered: Mapping[str, AnsweredLetter] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a meeting's answer files, as far as can be told by what is known of its letters.

    ``answered`` are its letters by the names of their answer files, None when it is not known which there are.

    Raises:
        FileAccessError: if an answer file cannot be read.
    """
    problems: list[Problem] = []
    files = files_of(workspace, stem)
    for path in files:
        try:
            source = read_tree_with_faults(read_text_file(path), path, IF_EMPTY)
        except InvalidInputError as error:
            problems += error.problems
        else:
            letter = (answered or {}).get(stem_of(path), UNKNOWN_LETTER)
            problems += judged_answers(source, letter, workspace).problems
    if answered is not None:
        paths = [path_on_disk(workspace.answers, f"{name}{SUFFIX}") for name in answered]
        problems += stray_answer_files(workspace, files, paths, stem)
    return in_file_order(problems)


def answered_letters(read: LoadedMeeting) -> dict[str, AnsweredLetter] | None:
    """Return what is known of each letter of a meeting by the name of its answer file; None when that is not known."""
    try:
        items = [(item, item.recommendation) for item in read.meeting.agenda_items]
        found = {letter.slug: _answered_letter(read, item, letter) for item, letter in items if letter}
    except UnknownValueError:
        return None
    return {f"{read.stem}-{slug}": letter for slug, letter in found.items()} if all(found) else None


def _answered_letter(read: LoadedMeeting, item: AgendaItem, letter: Recommendation) -> AnsweredLetter:
    clause_count, recipients, name = None, None, ""
    with suppress(UnknownValueError):
        clause_count = len(item.decision.all_clauses) or 1 if item.decision else None
    with suppress(UnknownValueError):
        listed = read.workspace.known_house.distribution_lists[letter.distribution_list]
        recipients, name = listed.recipients, listed.name
    return AnsweredLetter(letter.known("date"), clause_count, recipients, name)
