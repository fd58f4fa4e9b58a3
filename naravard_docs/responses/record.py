"""Recording what is known of answers: changes to an answer file, judged as a whole before anything is written."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from naravard_docs.errors import FileAccessError, InvalidInputError, Problem, in_file_order, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.responses.additions import RefusedFactsError
from naravard_docs.responses.answer_file import entries
from naravard_docs.responses.changes import apply_change, entries_by_recipient
from naravard_docs.responses.entry import Change, entry_texts, in_swedish, recipient_of
from naravard_docs.responses.load import LoadedRecommendation, read_answers
from naravard_docs.workspace.containment import refuse_outside
from naravard_docs.workspace.files import write_whole
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.locks import exclusive_write
from naravard_docs.yaml.edit import NotEntriesError, has_no_content, read_entries
from naravard_docs.yaml.round_trip import KeyPath
from naravard_docs.yaml.text import normalise_text, read_bytes, read_text_file
from naravard_docs.yaml.tree import Loc, MapNode, Node, Scalar, SourceFile, find_node, plain_values, read_tree

SCHEMA_FILE = "svar.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema=../../templates/schema/{SCHEMA_FILE}"
_ATTEMPTS = 50
"""As many as can write at the same time and all be heard."""


class RecordingResult(Struct, frozen=True):
    """What recording came to: the answers as they are now, and the file before (None when there was none)."""

    after: LoadedRecommendation
    before: SourceFile | None

    def told(self) -> tuple[FieldChange, ...]:
        """Return each thing that became another, in the file's order."""
        before, after = _flat(self.before), _flat(self.after.source)
        keys = dict.fromkeys((*before, *after))
        return tuple(
            FieldChange(*key, before.get(key, ""), after.get(key, ""))
            for key in keys
            if before.get(key) != after.get(key)
        )


class FieldChange(Struct, frozen=True):
    """A key of a recipient's entry («beslut datum») with its text before and after; empty when not there."""

    recipient: str
    key: str
    before: str
    after: str


class Recording(Struct, frozen=True):
    """The changes that are to be made to one recommendation's answer file."""

    asked: LoadedRecommendation
    changes: Sequence[Change]


def record_changes(asked: LoadedRecommendation, changes: Sequence[Change]) -> RecordingResult:
    """Make changes to a recommendation's answer file, all or none; a file that is missing is made.

    Raises:
        FileAccessError, InvalidInputError: as ``record_together``.
    """
    (result,) = record_together((Recording(asked, changes),))
    return result


def record_together(recordings: Sequence[Recording]) -> tuple[RecordingResult, ...]:
    """Make changes to several answer files, all or none; files that are missing are made.

    Files are read anew, so that what is asked about can be old, and once more just before they are written: what
    someone else has written meanwhile is kept. When one cannot be written, those before it are put back.

    Raises:
        FileAccessError: if a file cannot be read or written.
        InvalidInputError: with every problem that the files would have, those of a change where it was read from.
    """
    for _ in range(_ATTEMPTS):
        attempts = _attempts(recordings)
        needed = [attempt for attempt in attempts if not attempt.is_needless]
        for attempt in needed:
            refuse_outside(attempt.asked.meeting.workspace.meetings, (attempt.asked.path,))
        with contextlib.ExitStack() as locks:
            for attempt in sorted(needed, key=lambda each: each.asked.path):
                locks.enter_context(exclusive_write(attempt.asked.path))
            if all(_bytes(attempt.asked) == attempt.data for attempt in needed):
                _write_all(needed)
                return tuple(attempt.recorded for attempt in attempts)
    message = f"{shown_path(recordings[0].asked.path)} ändras hela tiden av något annat"
    raise FileAccessError(message, "vänta en stund och kör kommandot igen")


def rehearse(asked: LoadedRecommendation, changes: Sequence[Change]) -> RecordingResult:
    """Return what recording the changes would come to, and write nothing.

    Raises:
        FileAccessError, InvalidInputError: as ``record_changes``.
    """
    return _attempt(asked, changes).recorded


def rehearse_together(recordings: Sequence[Recording]) -> tuple[RecordingResult, ...]:
    """Return what recording together would come to, and write nothing.

    Raises:
        FileAccessError, InvalidInputError: as ``record_together``.
    """
    return tuple(attempt.recorded for attempt in _attempts(recordings))


class _Attempt(Struct, frozen=True):
    """The file as it was read (None when there is none), and what is to be written."""

    asked: LoadedRecommendation
    data: bytes | None
    text: str
    is_needless: bool
    recorded: RecordingResult


def _attempts(recordings: Sequence[Recording]) -> list[_Attempt]:
    """Return an attempt at each file; problems are those of all, and name the recommendation when there are several."""
    attempts: list[_Attempt] = []
    problems: list[Problem] = []
    for each in recordings:
        try:
            attempts.append(_attempt(each.asked, each.changes))
        except InvalidInputError as error:
            problems += (_named(problem, each.asked) if len(recordings) > 1 else problem for problem in error.problems)
    if problems:
        raise InvalidInputError(in_file_order(problems))
    return attempts


def _named(problem: Problem, asked: LoadedRecommendation) -> Problem:
    """Return a problem that tells which recommendation it is about, when its place does not."""
    return problem if problem.place else replace(problem, message=f"{asked.reference}, {problem.message}")


def _write_all(attempts: Sequence[_Attempt]) -> None:
    """Write files one by one; if one cannot be written, those that were are put back as they stood."""
    written: list[_Attempt] = []
    try:
        for attempt in attempts:
            written.append(attempt)
            _write(attempt)
    except BaseException:
        for attempt in written[:-1]:
            _put_back(attempt)
        raise


def _put_back(attempt: _Attempt) -> None:
    if attempt.data is None:
        attempt.asked.path.unlink()
    else:
        write_whole(attempt.asked.path, attempt.data, is_irreplaceable=True)


def _attempt(asked: LoadedRecommendation, changes: Sequence[Change]) -> _Attempt:
    data = _bytes(asked)
    text = _text(asked, data)
    before = None if has_no_content(text) else read_tree(normalise_text(text), asked.path)
    changed = _changed(asked, text, changes)
    after = _judged(asked, changed, changes)
    _refuse_other_changes(asked, before, after.source, changes)
    return _Attempt(asked, data, changed, changed == text, RecordingResult(after, before))


def _bytes(asked: LoadedRecommendation) -> bytes | None:
    return read_bytes(asked.path) if is_there(asked.path) else None


def _text(asked: LoadedRecommendation, data: bytes | None) -> str:
    if data is None:
        letter = asked.recommendation.letter
        return f"{SCHEMA_LINE}\n# Svar på rekommendationen om {letter.matter}, {letter.date.isoformat()}.\n"
    read_text_file(asked.path)  # tells what is wrong with the encoding
    return data.decode("utf-8-sig")


def _write(attempt: _Attempt) -> None:
    asked = attempt.asked
    schema = asked.meeting.workspace.root / "templates" / "schema" / SCHEMA_FILE
    if not schema.exists():
        from naravard_docs.workspace.schema import write_schemas

        write_schemas(schema.parent, schema.parent.parent)
    mark = codecs.BOM_UTF8 if attempt.data and attempt.data.startswith(codecs.BOM_UTF8) else b""
    data = mark + attempt.text.encode("utf-8")
    write_whole(asked.path, data, is_irreplaceable=True)


def _changed(asked: LoadedRecommendation, text: str, changes: Sequence[Change]) -> str:
    problems: list[Problem] = []
    try:
        file = read_entries(text, ("svar", "responses"))
        known = entries_by_recipient(file)
        for change in changes:
            try:
                apply_change(file, known, change, asked.recommendation)
            except InvalidInputError as error:  # a character that no file may have
                problems += (_told_of(change, (), problem) for problem in error.problems)
            except RefusedFactsError as error:
                problems += (_told_of(change, path, problem) for path, problem in error.refused)
    except NotEntriesError as error:
        read_answers(asked)  # tells what is wrong with the form
        message = f"{shown_path(asked.path)} är skriven på ett sätt som programmet inte kan ändra i"
        raise FileAccessError(message, "skriv «svar:», och varje post därunder med «- mottagare: …» först") from error
    if problems:
        raise InvalidInputError(in_file_order(problems))
    return file.text


def _judged(asked: LoadedRecommendation, text: str, changes: Sequence[Change]) -> LoadedRecommendation:
    try:
        return read_answers(asked, normalise_text(text))
    except InvalidInputError as error:
        known = _problems_before(asked)
        source = read_tree(normalise_text(text), asked.path)
        made = {change.recipient: change for change in changes}
        found = [_explained(problem, source, made, known) for problem in error.problems]
    raise InvalidInputError(in_file_order(found))


def _problems_before(asked: LoadedRecommendation) -> dict[tuple[str, str], Problem]:
    """Return what is wrong with the file as it stands, by message and line."""
    try:
        read_answers(asked)
    except InvalidInputError as error:
        return {(each.message, each.place.source_line): each for each in error.problems if each.place}
    return {}


def _explained(
    problem: Problem, source: SourceFile, made: Mapping[str, Change], known: Mapping[tuple[str, str], Problem]
) -> Problem:
    """Return a problem of the file that was to be written where its cause is: in the file as it is, or in a change."""
    place = problem.place
    if place is None or (before := known.get((problem.message, place.source_line))):
        return before if place is not None and before else problem
    loc = _path_at(source.root, (place.line, place.column))
    change = made.get(recipient_of(find_node(source.root, loc[:2])[1]))
    if change is None:
        return problem
    return _told_of(change, in_swedish(loc[2:]), problem)


def _told_of(change: Change, path: KeyPath, problem: Problem) -> Problem:
    """Return a problem of a change where the change was read, or with the recipient's key where it was not read.

    Its remedy is one for there: who writes no answer file is not told what to write in one.
    """
    where = change.place(path)
    message = problem.message if where else f"{change.recipient}: {problem.message[:1].lower()}{problem.message[1:]}"
    remedy = change.to_add(problem.lacks) if problem.lacks else ""
    return replace(problem, message=message, place=where, remedy=remedy or problem.remedy)


def _refuse_other_changes(
    asked: LoadedRecommendation, before: SourceFile | None, after: SourceFile | None, changes: Sequence[Change]
) -> None:
    """See to it that nothing but what was asked for became another.

    Why: the file is the only record of what was answered, and a slip in writing it back would not show.

    Raises:
        FileAccessError: if something else would be changed.
    """
    touched = {change.recipient for change in changes}
    if _of_others(before, touched) != _of_others(after, touched):
        message = f"{shown_path(asked.path)} går inte att ändra utan att annat i den blir ett annat"
        raise FileAccessError(message, "ändra i filen för hand; ingenting är skrivet")


def _of_others(source: SourceFile | None, touched: Collection[str]) -> list[object]:
    listed = entries(source) if source else ()
    return [plain_values(node) for node in listed if recipient_of(node) not in touched]


def _path_at(root: Node, at: tuple[int, int]) -> Loc:
    """Return the path of what stands at a line and column, both from 1."""
    path: Loc = ()
    node = root
    while not isinstance(node, Scalar):
        steps: list[tuple[str | int, Node, Node]] = (
            [(name, key, value) for name, (key, value) in node.entries.items()]
            if isinstance(node, MapNode)
            else [(index, item, item) for index, item in enumerate(node.items)]
        )
        passed = [(step, value) for step, begins, value in steps if (begins.line, begins.column) <= at]
        if not passed:
            break
        step, node = passed[-1]
        path = (*path, step)
    return path


def _flat(source: SourceFile | None) -> dict[tuple[str, str], str]:
    """Return every text of an answer file by recipient and path of keys."""
    nodes = entries(source) if source else ()
    return {(recipient_of(node), key): text for node in nodes for key, text in entry_texts(node)}
