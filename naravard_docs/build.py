"""Building: the table of contents of the program. A meeting is loaded, composed, rendered and written.

Everything a meeting asks for is composed before anything is written, so that what is wrong with its input is told
while the old files still stand.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from naravard_docs.compose.common import TextRefused, text_faults
from naravard_docs.compose.mail import Mail, compose_mail
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.recommendation import Letter, compose_recommendation, letters
from naravard_docs.compose.template import TemplateRefused
from naravard_docs.document.document import Document
from naravard_docs.errors import (
    CommandTrouble,
    ExitCode,
    InputInvalid,
    Level,
    Place,
    Problem,
    WrongUsage,
    in_file_order,
)
from naravard_docs.mail.draft import AttachedFile, Envelope, draft_bytes
from naravard_docs.order import Counts, Format, Kind, Order, Outcome
from naravard_docs.source.files import write_whole
from naravard_docs.source.load import LoadedMeeting, load_meeting
from naravard_docs.source.text import read_bytes
from naravard_docs.source.workspace import Workspace
from naravard_docs.swedish import capitalised, quoted


@dataclass(frozen=True, slots=True)
class _Piece:
    """A document to be written: its place below the meeting's folder, without suffix."""

    name: str
    document: Document


@dataclass(frozen=True, slots=True)
class _Draft:
    """An e-mail to be written, with the letter it carries."""

    name: str
    mail: Mail
    letter: _Piece


_IGNORING_INTERRUPTS = (signal.SIGINT, signal.SIG_IGN)


def build_meeting(path: Path, order: Order) -> Outcome:
    """Build one meeting's documents; what is wrong comes back in the outcome, never as an exception."""
    return _outcome(path, partial(_build, path, order))


def check_meeting(path: Path) -> Outcome:
    """Find every problem of one meeting file and the documents it would give; write nothing."""
    return _outcome(path, partial(_check, path))


def build_all(paths: Sequence[Path], order: Order, jobs: int = 1) -> Iterator[Outcome]:
    """Build meetings in order, in ``jobs`` processes; one that fails does not stop the others.

    Raises:
        WrongUsage: if two of the files would be written to one folder.
    """
    _refuse_same_stem(paths, order)
    if jobs < 2 or len(paths) < 2:
        yield from (build_meeting(path, order) for path in paths)
        return
    # an interrupt is the parent's to take: a worker finishes the file it writes and gets no more
    pool = ProcessPoolExecutor(min(jobs, len(paths)), initializer=signal.signal, initargs=_IGNORING_INTERRUPTS)
    try:
        yield from pool.map(partial(build_meeting, order=order), paths)
    finally:
        pool.shutdown(cancel_futures=True)


def meeting_files(folder: Path) -> tuple[Path, ...]:
    """Give the meeting files of the workspace around a folder, by name.

    Raises:
        WrongUsage: if there are none.
    """
    workspace = Workspace.around(folder / "-")
    listed = (p for suffix in ("yaml", "yml") for p in workspace.meetings.glob(f"*.{suffix}"))
    found = sorted(p for p in listed if p.is_file() and not p.name.startswith((".", "~")))
    if not found:
        raise WrongUsage(
            f"inga mötesfiler finns i {workspace.shown(workspace.meetings)}",
            "gå till mappen med meetings/, ange filer, eller skapa en arbetsyta med: naravard starta",
        )
    return tuple(Path(workspace.shown(p)) for p in found)


@lru_cache(maxsize=8)
def _workspace(root: Path) -> Workspace:
    return Workspace(root)


def _load(path: Path) -> LoadedMeeting:
    return load_meeting(path, _workspace(Workspace.around(path).root))


def _outcome(path: Path, work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except InputInvalid as error:
        return Outcome(str(path), problems=error.problems, exit_code=error.exit_code)
    except CommandTrouble as error:
        return Outcome(str(path), trouble=(error.message, error.remedy), exit_code=error.exit_code)
    except Exception as error:  # a fault of the program's own with one meeting must not stop the others
        if os.environ.get("NARAVARD_DEBUG"):
            raise
        said = f"{path}: internt fel i programmet ({type(error).__name__}: {error})"
        remedy = "rapportera felet; med NARAVARD_DEBUG=1 visas detaljerna"
        return Outcome(str(path), trouble=(said, remedy), exit_code=ExitCode.INTERNAL)


def _check(path: Path) -> Outcome:
    loaded = _load(path)
    order = Order()
    pieces, drafts = _composed(loaded, order)
    _refuse_unprintable(loaded, [*pieces, *(draft.letter for draft in drafts)])
    if loaded.workspace.word_base is not None:
        from naravard_docs.word.template import prepare

        prepare(loaded.workspace.theme, loaded.workspace.word_base)
    return _told(loaded, drafts, ())


def _build(path: Path, order: Order) -> Outcome:
    loaded = _load(path)
    pieces, drafts = _composed(loaded, order)
    _refuse_unprintable(loaded, [*pieces, *(draft.letter for draft in drafts)])
    folder = (order.target or loaded.workspace.output) / loaded.stem
    files = {folder / name: data for name, data in _rendered_files(loaded, order, pieces, drafts).items()}
    for target, data in files.items():
        write_whole(target, data, loaded.workspace.shown(target))
    return _told(loaded, drafts, tuple(map(loaded.workspace.shown, files)))


def _rendered_files(
    loaded: LoadedMeeting, order: Order, pieces: Sequence[_Piece], drafts: Sequence[_Draft]
) -> dict[str, bytes]:
    """Give every file of a meeting by its name below the meeting's folder, before any is written."""
    files: dict[str, bytes] = {}
    for piece in pieces:
        for format_ in order.formats:
            files[f"{piece.name}.{format_}"] = _rendered(loaded.workspace, piece, format_)
    for draft in drafts:
        letter = files.get(f"{draft.letter.name}.{Format.PDF}") or _rendered(loaded.workspace, draft.letter, Format.PDF)
        files[f"mejl/{draft.name}.eml"] = _mail_bytes(loaded, draft, letter)
    return files


def _told(loaded: LoadedMeeting, drafts: Sequence[_Draft], files: tuple[str, ...]) -> Outcome:
    meeting = loaded.meeting
    counts = Counts(len(meeting.agenda_items), len(meeting.decisions), len(meeting.people))
    unreachable = dict.fromkeys(recipient.name for draft in drafts for recipient in draft.mail.unreachable)
    problems = (*_borrowed_letterhead(loaded.workspace), *loaded.warnings)
    return Outcome(loaded.source.shown, counts, files, problems, tuple(unreachable))


def _borrowed_letterhead(workspace: Workspace) -> tuple[Problem, ...]:
    """Warn when the letterhead is the examples', since another organisation would send under its name."""
    if (workspace.root / "templates" / "organisation.yaml").exists():
        return ()
    name = workspace.house.organisation.name
    message = f"templates/organisation.yaml saknas, så brevhuvudet är exemplets: {quoted(name)}"
    return (Problem(message, "skriv er egen organisation.yaml, eller kör naravard starta", level=Level.WARNING),)


def _composed(loaded: LoadedMeeting, order: Order) -> tuple[list[_Piece], list[_Draft]]:
    """Compose everything an order asks of a meeting.

    Raises:
        InputInvalid: with the place of a text or template that cannot be set.
    """
    house, meeting, texts = loaded.workspace.house, loaded.meeting, loaded.attached_texts
    if refused := text_faults(meeting):
        raise InputInvalid(in_file_order([_placed(loaded, error) for error in refused]))
    pieces: list[_Piece] = []
    drafts: list[_Draft] = []
    try:
        if Kind.MINUTES in order.kinds:
            pieces.append(_Piece(f"{loaded.stem}-protokoll", compose_minutes(meeting, house, texts)))
        for joint in letters(meeting, house, texts):
            for letter in _addressed(joint, order):
                piece = _Piece(_letter_name(loaded, letter), compose_recommendation(letter))
                if Kind.RECOMMENDATION in order.kinds:
                    pieces.append(piece)
                if Kind.MAIL in order.kinds:
                    drafts.append(_Draft(Path(piece.name).name, compose_mail(letter), piece))
    except (TextRefused, TemplateRefused) as error:
        raise InputInvalid((_placed(loaded, error),)) from error
    return pieces, drafts


def _addressed(letter: Letter, order: Order) -> tuple[Letter, ...]:
    return letter.to_each() if order.per_recipient else (letter,)


def _letter_name(loaded: LoadedMeeting, letter: Letter) -> str:
    name = f"{loaded.stem}-rekommendation-{letter.recommendation.slug}"
    return f"brev/{name}-{letter.recipient.slug}" if letter.recipient else name


def _placed(loaded: LoadedMeeting, error: TextRefused | TemplateRefused) -> Problem:
    if isinstance(error, TextRefused) and not error.file:
        place = loaded.place_in_text(error.path, error.line)
    else:
        texts = {text.file: text.text for text in loaded.workspace.house.texts.values()}
        texts.update({text.file: text.text for text in loaded.attached_texts.values()})
        lines = texts[error.file].split("\n")
        line = min(error.line, len(lines))
        place = Place(error.file, line, 1, lines[line - 1], max(1, len(lines[line - 1])))
    return Problem(capitalised(error.message), error.remedy, place)


def _refuse_unprintable(loaded: LoadedMeeting, pieces: Sequence[_Piece]) -> None:
    """Refuse characters that the font lacks: they would print as empty boxes.

    Raises:
        InputInvalid: naming each character at each place where it stands.
    """
    from naravard_docs.pdf.writer import unprintable

    theme = loaded.workspace.theme
    problems: list[Problem] = []
    for piece in pieces:
        for block, character in unprintable(piece.document, theme):
            message = f"Typsnittet {theme.font_name} saknar tecknet «{character}» (U+{ord(character):04X})"
            remedy = "skriv något annat, eller ange ett typsnitt som har tecknet i templates/organisation.yaml"
            places = loaded.places_of_character(character)
            problems += [Problem(message, remedy, place) for place in places]
            if not places:
                problems.append(Problem(f"{message}; det står i {quoted(block)} och kommer från templates/", remedy))
    if problems:
        raise InputInvalid(in_file_order(problems))


def _rendered(workspace: Workspace, piece: _Piece, format_: Format) -> bytes:
    if format_ is Format.WORD:
        from naravard_docs.word.writer import word_bytes

        return word_bytes(piece.document, workspace.theme, workspace.word_base)
    from naravard_docs.pdf.writer import pdf_bytes

    return pdf_bytes(piece.document, workspace.theme)


def _mail_bytes(loaded: LoadedMeeting, draft: _Draft, letter: bytes) -> bytes:
    mail = draft.mail
    attached = [AttachedFile(mail.attachment_name, letter)]
    for attachment in mail.attachments:
        path = loaded.attachment_path(attachment)
        attached.append(AttachedFile(path.name, read_bytes(path, loaded.workspace.shown(path))))
    return draft_bytes(mail.text, Envelope(mail.sender, mail.addresses, mail.subject), attached)


def _refuse_same_stem(paths: Sequence[Path], order: Order) -> None:
    seen: dict[Path, Path] = {}
    for path in paths:
        folder = (order.target or Workspace.around(path).output).resolve() / path.stem
        if folder in seen and seen[folder].resolve() != path.resolve():
            raise WrongUsage(f"{seen[folder]} och {path} skulle byggas till samma mapp", "byt namn på den ena filen")
        seen[folder] = path
