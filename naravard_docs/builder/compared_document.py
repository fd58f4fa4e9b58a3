"""Which document of which meeting a Word file is: by what it says of itself, by its name, by its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.compared_words import shown_text, words_of
from naravard_docs.builder.extracts import ExtractOptions, planned_extracts
from naravard_docs.builder.follow_up import document_of_one, document_of_year
from naravard_docs.builder.notices_of_meeting import planned_notices
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.plan import letter_piece, numbered_letters, plan_build
from naravard_docs.builder.postings import planned_postings
from naravard_docs.builder.text_origins import PassageSource
from naravard_docs.check.passages import ReadWord
from naravard_docs.document.document import document_texts
from naravard_docs.errors import CommandError, FileAccessError, InvalidInputError, WrongUsageError, shown_path
from naravard_docs.meeting.numbers import NumberSet, read_number_set
from naravard_docs.responses.find import all_readable, recommendations_of
from naravard_docs.swedish import enumeration, read_date, slug
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.load import LoadedMeeting
from naravard_docs.workspace.workspace import Workspace

_LONGEST = 250
_ALIKE = 0.5
"""How many of a file's words a document must have, where neither title nor name tells that it is that one."""

_MOST_NAMED = 8
_EXTRACT = re.compile(r"-utdrag-([0-9]+[a-z]?(?:[-_.][0-9]+[a-z]?)*)")
_YEAR = re.compile(r"\buppfoljning-([0-9]{4})-([0-9]{4}-[0-9]{2}-[0-9]{2})")
_FOLLOW_UP = re.compile(r"-uppfoljning-.*?([0-9]{4}-[0-9]{2}-[0-9]{2})")
_IN_TITLE = re.compile(r"(?:§{1,2}|ärende\w*|punkt\w*)\s+([0-9].*)$")


_PUBLISHED = BuildOptions(frozenset({DocumentKind.MINUTES}), is_publication=True)


class ComparedDocument(Struct, frozen=True):
    """A document that a Word file is compared with, and what it is made of."""

    piece: PlannedDocument
    source: PassageSource

    @property
    def loaded(self) -> LoadedMeeting:
        return self.source.loaded

    @property
    def title(self) -> str:
        return self.piece.document.meta.title


class _WordFileFacts(Struct, frozen=True):
    """What tells which document a Word file is: its name, as it is and as a slug, what it says of itself, its words."""

    stem: str
    name: str
    read: ReadWord
    words: Counter[str] = field(default_factory=Counter)


def compared_document(file: Path, read: ReadWord, named: Path | None = None) -> ComparedDocument:
    """Return the document that a Word file is to be compared with; ``named`` is the meeting file, where it is told.

    Raises:
        WrongUsageError: if it cannot be known which it is, with the meetings that there are.
        InvalidInputError, FileAccessError: if the meeting cannot be read or composed.
    """
    words = Counter(word for passage in read.passages for word in words_of(passage.text))
    facts = _WordFileFacts(stem_of(file), slug(stem_of(file), _LONGEST), read, words)
    if named is not None:
        if (found := _best(load_cached(named), facts)) is None:
            message = f"{shown_path(file)} liknar inget dokument som {shown_path(named)} ger"
            raise WrongUsageError(message, "kontrollera att det är rätt Word-fil och rätt mötesfil")
        return found
    return _of_year(file, facts) or _found_among(file, _meeting_files(file), facts)


def _of_year(file: Path, facts: _WordFileFacts) -> ComparedDocument | None:
    """Return the follow-up of a whole year, which belongs to no one meeting, where the name tells that it is that."""
    named = _YEAR.search(facts.name)
    as_of = read_date(named[2]) if named else None
    if named is None or as_of is None:
        return None
    year = int(named[1])
    letters = [
        (each.recommendation.letter.date, each) for each in all_readable(_workspace_of(file).root).recommendations
    ]
    known = sorted((day, each.reference, each) for day, each in letters if day.year == year and day <= as_of)
    asked = [each for *_, each in known]
    if not asked:
        return None
    piece = PlannedDocument(f"uppfoljning-{year}-{as_of.isoformat()}", document_of_year(year, asked, as_of))
    return ComparedDocument(piece, PassageSource(asked[0].meeting))


def _meeting_files(file: Path) -> tuple[Path, ...]:
    return _workspace_of(file).meeting_files()


def _workspace_of(file: Path) -> Workspace:
    """Return the workspace that a file lies in, or else that of the folder that the user stands in."""
    beside = Workspace.around(file)
    return beside if beside.meeting_files() else Workspace.containing(Path.cwd())


def _found_among(file: Path, meetings: Sequence[Path], facts: _WordFileFacts) -> ComparedDocument:
    """Return the document by what the file says of itself, else by its name, else by its words."""
    named = [path for path in meetings if slug(stem_of(path), _LONGEST) in facts.name]
    first = sorted(named, key=lambda path: -len(path.stem))
    by_name, troubles = None, {}
    likely: list[tuple[float, ComparedDocument]] = []
    for path in (*first, *(each for each in meetings if each not in first)):
        try:
            found = _best(load_cached(path), facts)
        except CommandError:
            raise
        except InvalidInputError as error:
            troubles[path] = error
            continue
        if found is None:
            continue
        if _has_title(found.piece, facts):
            return found
        by_name = by_name or (found if path in first else None)
        likely.append((_likeness(found.piece, facts), found))
    if first and first[0] in troubles:
        raise troubles[first[0]]
    if by_name is not None:
        return by_name
    return _likeliest(file, meetings, likely)


def _likeliest(
    file: Path, meetings: Sequence[Path], likely: Sequence[tuple[float, ComparedDocument]]
) -> ComparedDocument:
    best = sorted(likely, key=lambda each: -each[0])
    if best and (len(best) == 1 or best[0][0] - best[1][0] > 0.1):
        return best[0][1]
    if not meetings:
        message = f"det framgår inte vilket möte {shown_path(file)} hör till, och här finns inga mötesfiler"
        raise WrongUsageError(message, f"ange mötesfilen: naravard jämför «{file.name}» meetings/….yaml")
    shown = [shown_path(each.loaded.path) for _, each in best] or [shown_path(path) for path in meetings]
    shown = list(dict.fromkeys(shown))
    more = f" (och {len(shown) - _MOST_NAMED} till)" if len(shown) > _MOST_NAMED else ""
    remedy = f"ange mötesfilen sist i kommandot; här finns {enumeration(shown[:_MOST_NAMED])}{more}"
    raise WrongUsageError(f"det framgår inte vilket möte {shown_path(file)} hör till", remedy)


def _best(loaded: LoadedMeeting, facts: _WordFileFacts) -> ComparedDocument | None:
    """Return the meeting's document that the file is likeliest to be; None where it is like none."""
    ranked: list[tuple[tuple[bool, bool, int, float], ComparedDocument]] = []
    for make in (_planned, _others):
        ranked += [(_rank(each.piece, facts), each) for each in make(loaded, facts)]
        if any(is_titled and length for (is_titled, _, length, _), _ in ranked):
            break
    best = max(ranked, key=lambda each: each[0], default=None)
    if best is None:
        return None
    is_titled, _, length, like = best[0]
    return best[1] if is_titled or length or like >= _ALIKE else None


def _rank(piece: PlannedDocument, facts: _WordFileFacts) -> tuple[bool, bool, int, float]:
    meta = piece.document.meta
    has_identifier = bool(meta.identifier) and meta.identifier == facts.read.identifier
    name = slug(PurePosixPath(piece.name).name, _LONGEST)
    has_subject = has_identifier or bool(meta.subject and meta.subject == facts.read.subject)
    return _has_title(piece, facts), has_subject, len(name) if name in facts.name else 0, _likeness(piece, facts)


def _has_title(piece: PlannedDocument, facts: _WordFileFacts) -> bool:
    return bool(facts.read.title) and words_of(piece.document.meta.title) == words_of(facts.read.title)


def _likeness(piece: PlannedDocument, facts: _WordFileFacts) -> float:
    own = Counter(word for _, text in document_texts(piece.document) for word in words_of(shown_text(text)))
    total = own.total() + facts.words.total()
    return 2 * (own & facts.words).total() / total if total else 0.0


def _planned(loaded: LoadedMeeting, facts: _WordFileFacts) -> Iterator[ComparedDocument]:
    """Yield what ``bygg`` makes of a meeting: minutes and letters, those to one recipient where it can be one."""
    kinds = frozenset({DocumentKind.MINUTES, DocumentKind.RECOMMENDATION})
    plan = plan_build(loaded, BuildOptions(kinds))
    letters = {letter_piece(letter).name: letter for letter in numbered_letters(loaded)}
    for piece in plan.pieces:
        letter = letters.get(piece.name)
        if letter is None:
            yield ComparedDocument(piece, PassageSource(loaded))
            continue
        asked = letter.recommendation
        source = PassageSource(loaded, asked.path, asked.body.letter_template or "")
        yield ComparedDocument(piece, source)
        if _has_title(piece, facts) or slug(asked.letter.slug, _LONGEST) in facts.name:
            for each in letter.to_each():
                yield ComparedDocument(letter_piece(each), source)


def _others(loaded: LoadedMeeting, facts: _WordFileFacts) -> Iterator[ComparedDocument]:
    """Yield what other commands make of a meeting, where the file's name or title tells of it."""
    told = f"{facts.name} {facts.read.title.lower()}"
    for word, pieces in (
        ("utdrag", lambda: _extracts(loaded, facts)),
        ("omedelbar", lambda: planned_extracts(loaded, ExtractOptions(at_once=True))),
        ("anslag", lambda: planned_postings(loaded)),
        ("uppf", lambda: tuple(_follow_ups(loaded, facts))),
        ("kallelse", lambda: planned_notices(loaded)),
        ("inställt", lambda: planned_notices(loaded)),
        ("publicera", lambda: plan_build(loaded, _PUBLISHED).public_pieces),
    ):
        if word in told:
            yield from (ComparedDocument(piece, PassageSource(loaded)) for piece in _unless_refused(pieces))


def _unless_refused(pieces: Callable[[], Sequence[PlannedDocument]]) -> Sequence[PlannedDocument]:
    """Return documents, none where the meeting gives no such."""
    try:
        return pieces()
    except FileAccessError:
        raise
    except (CommandError, InvalidInputError):
        return ()


def _extracts(loaded: LoadedMeeting, facts: _WordFileFacts) -> tuple[PlannedDocument, ...]:
    """Return the extracts of the items that the file's name or title tells, to nobody and to each addressee."""
    wanted = _numbers(facts)
    made = planned_extracts(loaded, ExtractOptions(wanted)) if wanted else ()
    to_each = _unless_refused(lambda: planned_extracts(loaded, ExtractOptions(wanted, to_all=True)))
    return (*made, *to_each)


def _numbers(facts: _WordFileFacts) -> NumberSet | None:
    """Return the items that an extract has, by its title or by the beginning of what its name says."""
    if found := _IN_TITLE.search(facts.read.title):
        return _read_numbers(found[1])
    named = _EXTRACT.search(facts.stem)
    return _read_numbers(named[1].replace("_", ", ").replace("-", "–")) if named else None


def _read_numbers(text: str) -> NumberSet | None:
    try:
        return read_number_set(text)
    except ValueError:
        return None


def _follow_ups(loaded: LoadedMeeting, facts: _WordFileFacts) -> Iterator[PlannedDocument]:
    """Yield the follow-ups of a meeting's recommendations on the day that the file's name tells."""
    found = _FOLLOW_UP.search(facts.name)
    day: date | None = read_date(found[1]) if found else None
    if day is None:
        return
    for asked in recommendations_of(loaded.path):
        letter = asked.recommendation.letter
        if letter.date <= day:
            name = f"{loaded.stem}-uppfoljning-{letter.slug}-{day.isoformat()}"
            yield PlannedDocument(name, document_of_one(asked, day))
