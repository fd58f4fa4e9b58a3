"""Building: the table of contents of the program. A meeting is loaded, composed, rendered and written.

Everything a meeting asks for is rendered and checked before anything is written, so that what is wrong is told while
the old files still stand.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from naravard_docs.builder.kept_workspaces import kept_workspace
from naravard_docs.builder.manifest import Manifest, manifest_of, with_files, with_public_files
from naravard_docs.builder.options import BuildOptions, BuildOutcome, Counts, Format, Unreachable
from naravard_docs.builder.outcome_rules import strictly, with_rules
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.builder.up_to_date import build_of, outcome_if_up_to_date
from naravard_docs.errors import (
    CommandError,
    ExitCode,
    InvalidInputError,
    Level,
    Problem,
    WrongUsageError,
    in_file_order,
    shown_path,
)
from naravard_docs.libraries.host import allowed_processes
from naravard_docs.libraries.records import replace
from naravard_docs.libraries.remarks import silence_terminal
from naravard_docs.libraries.waits import listen_for_waits
from naravard_docs.swedish import enumeration, quote
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import (
    is_there,
    real_path,
    root_around,
    root_containing,
    yaml_files,
)
from naravard_docs.yaml.text import noting_reads

if TYPE_CHECKING:  # what builds is imported by what builds: much is asked for that needs none of it
    from naravard_docs.builder.plan import BuildPlan, RenderedFiles
    from naravard_docs.workspace.load import LoadedMeeting
    from naravard_docs.workspace.workspace import Workspace


def build_meeting(path: Path, order: BuildOptions) -> BuildOutcome:
    """Build one meeting's documents; what is wrong comes back in the outcome, never as an exception.

    What the manifest proves unchanged is left alone, unless the order is forced.
    """
    if not order.is_forced and (told := _if_up_to_date(path, order)) is not None:
        return told
    with noting_reads():
        return _outcome(
            path,
            lambda: _in_one_round(path, order, lambda: build_loaded(load_cached(path, order.today), order).outcome),
        )


def _if_up_to_date(path: Path, order: BuildOptions) -> BuildOutcome | None:
    """Return what was told when the order was last built, if all is as it was then and it may be told now."""
    told = outcome_if_up_to_date(path, order)
    return None if told is None or (order.is_strict and strictly(told).exit_code is not ExitCode.DONE) else told


def check_meeting(
    path: Path, today: date | None = None, seen: Callable[[LoadedMeeting], None] = lambda _: None
) -> BuildOutcome:
    """Return every problem of one meeting file, its documents, its answers and what was sent; write nothing.

    ``seen`` is called with the meeting, if it can be read.
    """
    order, work = BuildOptions(today=today), partial(_check, path, today, seen)
    return _outcome(path, lambda: _in_one_round(path, order, work, with_answers=True))


def check_stray_answers(folder: Path) -> tuple[BuildOutcome, ...]:
    """Return the answer files and logs around a folder that belong to no meeting; none gives no outcome."""
    from naravard_docs.workspace.workspace import Workspace

    workspace = Workspace.containing(folder)
    if not is_there(workspace.answers):
        return ()
    from naravard_docs.builder.notice_logs import orphaned_notice_logs
    from naravard_docs.responses.load import orphaned_answers
    from naravard_docs.responses.orphaned_files import orphaned_logs

    problems = (*orphaned_answers(workspace), *orphaned_logs(workspace), *orphaned_notice_logs(workspace))
    shown = shown_path(workspace.answers)
    return (BuildOutcome(shown, problems=problems, exit_code=ExitCode.CORRECTION),) if problems else ()


def verify_meeting(path: Path, target: Path | None = None, today: date | None = None) -> BuildOutcome:
    """Build a meeting again in memory and compare it with its folder; the outcome tells what differs."""

    def work() -> BuildOutcome:
        from naravard_docs.builder.verify import verify

        loaded = load_cached(path, today)
        return verify(loaded, (target or loaded.workspace.output) / loaded.stem)

    return _outcome(path, work)


def build_all(paths: Sequence[Path], order: BuildOptions, jobs: int = 1) -> Iterator[BuildOutcome]:
    """Build meetings in order, in ``jobs`` processes; one that fails does not stop the others.

    Raises:
        WrongUsageError: if two of the files would be written to one folder.
    """
    refuse_same_stem(paths, order)
    if jobs < 2 or len(paths) < 2:
        yield from (build_meeting(path, order) for path in paths)
        return
    left_alone = {path: None if order.is_forced else _if_up_to_date(path, order) for path in paths}
    changed = [path for path, told in left_alone.items() if told is None]
    built = _build_in_parallel(changed, replace(order, is_forced=True), min(jobs, len(changed)))
    yield from (told or next(built) for told in left_alone.values())


def _build_in_parallel(paths: Sequence[Path], order: BuildOptions, jobs: int) -> Iterator[BuildOutcome]:
    """Build meetings in worker processes, which start once and take the meetings in turn."""
    if not paths:
        return
    from concurrent.futures import ProcessPoolExecutor

    _prepare_fonts(paths[0])
    _import_what_builds()  # before the workers are forked, where they are: they have it all then
    # an interrupt is the parent's to take: a worker finishes the file it writes and gets no more
    pool = ProcessPoolExecutor(allowed_processes(jobs), initializer=_start_worker)
    try:
        yield from pool.map(partial(build_meeting, order=order), paths)
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare_fonts(path: Path) -> None:
    """Have the faces of a meeting's house cut before workers ask for them, who would each do it."""
    from naravard_docs.meeting.values import UnknownValueError
    from naravard_docs.style.fonts import common_characters
    from naravard_docs.workspace.workspace import Workspace

    with suppress(CommandError, InvalidInputError, UnknownValueError):  # what is wrong is told where it is built
        common_characters(Workspace.around(path).theme)


def _start_worker() -> None:
    listen_for_waits(None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence_terminal()  # as the command does


def _import_what_builds() -> None:
    from naravard_docs.builder.output_check import refuse_faulty  # noqa: F401
    from naravard_docs.check import pdf_rules, word_rules  # noqa: F401
    from naravard_docs.pdf.writer import pdf_bytes  # noqa: F401
    from naravard_docs.word.writer import word_bytes  # noqa: F401


def meeting_files(folder: Path) -> tuple[Path, ...]:
    """Return the meeting files of the workspace around a folder, by name.

    Raises:
        WrongUsageError: if there are none.
    """
    meetings = root_containing(folder) / "meetings"
    if not (found := yaml_files(meetings)):
        raise WrongUsageError(
            f"inga mötesfiler finns i {shown_path(meetings)}",
            "gå till mappen med meetings/, ange filer, eller skapa en arbetsyta med: naravard starta",
        )
    return tuple(Path(shown_path(p)) for p in found)


def load_cached(path: Path, today: date | None = None) -> LoadedMeeting:
    """Read a meeting as of a day, with templates that are read once for all meetings; without a day it has been held.

    Raises:
        InvalidInputError: with everything in its files that needs correction.
        FileAccessError: if a file cannot be read.
    """
    from naravard_docs.responses.follow_ups import with_follow_ups
    from naravard_docs.workspace.load import load_meeting

    return with_follow_ups(load_meeting(path, kept_workspace(path), today))


def _outcome(path: Path, work: Callable[[], BuildOutcome]) -> BuildOutcome:
    try:
        told = work()
        return replace(told, problems=with_rules(told.problems))
    except InvalidInputError as error:
        return BuildOutcome(str(path), problems=with_rules(error.problems), exit_code=error.exit_code)
    except CommandError as error:
        return BuildOutcome(str(path), problems=(Problem(error.message, error.remedy),), exit_code=error.exit_code)
    except Exception as error:  # a fault of the program's own with one meeting must not stop the others
        if os.environ.get("NARAVARD_DEBUG"):
            raise
        said = f"{path}: internt fel i programmet ({type(error).__name__}: {error})"
        remedy = "rapportera felet; med NARAVARD_DEBUG=1 visas detaljerna"
        return BuildOutcome(str(path), problems=(Problem(said, remedy),), exit_code=ExitCode.INTERNAL)


def _in_one_round(
    path: Path, order: BuildOptions, work: Callable[[], BuildOutcome], with_answers: bool = False
) -> BuildOutcome:
    """Return what comes of some work; if anything is wrong with the meeting, everything that is wrong is told.

    Raises:
        InvalidInputError: with everything that is wrong.
    """
    try:
        return work()
    except InvalidInputError as error:
        try:
            from naravard_docs.builder.all_problems import all_problems

            told = all_problems(path, kept_workspace(path), order, with_answers)
        except CommandError:  # a file that cannot be read hides no problem
            raise error from None
        raise InvalidInputError(in_file_order([*error.problems, *told])) from error


def _check(path: Path, today: date | None, seen: Callable[[LoadedMeeting], None]) -> BuildOutcome:
    loaded = load_cached(path, today)
    seen(loaded)
    return check_loaded(loaded)


def check_loaded(loaded: LoadedMeeting) -> BuildOutcome:
    """Return what is told of a meeting that could be read; errors are raised (``InvalidInputError``)."""
    outcome = _check_documents(loaded)
    if not is_there(loaded.workspace.answers):
        return outcome
    from naravard_docs.builder.notice_logs import notice_log_remarks
    from naravard_docs.builder.sent_letters import remarks_of_letters
    from naravard_docs.responses.answer_problems import answers_told

    sent = (*answers_told(loaded), *remarks_of_letters(loaded), *notice_log_remarks(loaded))
    told = replace(outcome, problems=(*outcome.problems, *sent))
    if any(problem.is_error for problem in told.problems):
        raise InvalidInputError(told.problems)
    return told


def _check_documents(loaded: LoadedMeeting) -> BuildOutcome:
    from naravard_docs.builder.adoption import compare_with_archive
    from naravard_docs.builder.plan import plan_build

    production = plan_build(loaded, BuildOptions())
    adopted = compare_with_archive(production)
    told = _told(production, ())
    used = [one for one in word_template_remarks(loaded.workspace) if one.level is Level.HINT]
    return replace(told, problems=(*told.problems, *used, *adopted.problems), exit_code=adopted.exit_code)


class BuiltMeeting(Struct, frozen=True):
    """A meeting's production with its bytes, all written, and what is told of it."""

    production: BuildPlan
    rendered: RenderedFiles
    outcome: BuildOutcome
    put_aside: tuple[Problem, ...] = ()


def build_loaded(loaded: LoadedMeeting, order: BuildOptions, is_adopting: bool = False) -> BuiltMeeting:
    """Build one meeting's documents for a command that goes on to use them, or that adopts its minutes now.

    Raises:
        InvalidInputError: if a text or template cannot be set.
        FileAccessError: if a file cannot be read or written.
        OutputCheckError: if a file does not hold what was composed.
    """
    from naravard_docs.builder import adoption
    from naravard_docs.builder.not_held import not_held_yet
    from naravard_docs.builder.output_check import refuse_faulty
    from naravard_docs.builder.plan import plan_build, render
    from naravard_docs.builder.publication import refuse_draft
    from naravard_docs.builder.withheld_check import refuse_withheld

    if order.is_publication:
        refuse_draft(loaded)
    planned = plan_build(loaded, order)
    adopted = adoption.compare_with_archive(planned, is_adopting)
    production = adoption.without_kept(planned, adopted)
    folder = OutputFolder(order.target or loaded.workspace.output, loaded.stem)
    folder.refuse_outside()
    ready = adoption.archived_files(planned, adopted)
    rendered = render(production, ready)
    files = rendered.files
    folder.refuse_outside(files)
    if order.is_checked:
        refuse_faulty(production, rendered, ready)
    refuse_withheld(production, files)
    if order.is_strict:
        _refuse_warnings(production, (*rendered.warnings, *adopted.problems))
    if not adoption.store(planned, adopted, files):
        return build_loaded(loaded, order, is_adopting)  # somebody else has adopted them meanwhile
    remarks = (*rendered.warnings, *adopted.problems, *adoption.missing_variants(planned, adopted, files))
    told = _told(production, folder.shown_files(files))
    if production.publication is not None and production.public_pieces:
        remarks += (production.publication.summary,)
    told = replace(told, problems=(*told.problems, *remarks), exit_code=adopted.exit_code)
    told = replace(told, problems=(*told.problems, *not_held_yet(loaded, order)))
    build = None if adopted.is_refused or order.is_publication else build_of(order, loaded, told, tuple(files))
    with folder.locked(files) as held:  # the manifest is of all builds: read and written as one
        moved = held.drop_unsorted(files) if order.sorts_mails else ()
        manifest = (
            with_public_files(manifest_of(production.publication.loaded), files, held.earlier)
            if order.is_publication and production.publication
            else with_files(
                manifest_of(loaded),
                files,
                held.earlier,
                folder.path,
                production.has_source,
                order.per_recipient,
                build,
                adopted.digests,
            )
        )
        kept = held.write(files, manifest)
    left = () if adopted.is_refused else _left_behind(loaded, manifest, shown_path(folder.path))
    outcome = replace(told, problems=(*told.problems, *kept, *moved, *left, *held.doubts))
    return BuiltMeeting(production, rendered, outcome, kept)


def _refuse_warnings(production: BuildPlan, remarks: tuple[Problem, ...]) -> None:
    """Refuse to write what there are warnings about, before anything is written.

    Raises:
        InvalidInputError: with the warnings as errors.
    """
    told = _told(production, ())
    refused = strictly(replace(told, problems=(*told.problems, *remarks)))
    if refused.exit_code is not ExitCode.DONE:
        raise InvalidInputError(refused.problems)


def _left_behind(loaded: LoadedMeeting, manifest: Manifest, folder: str) -> tuple[Problem, ...]:
    """Warn of files that an earlier build made of other sources and this one did not renew.

    Those of letters that were sent and of adopted minutes are as they are to be.
    """
    if not manifest.outdated:
        return ()
    from naravard_docs.archive.archive import archive_of
    from naravard_docs.builder.sent_files import is_of_sent, sent_recommendations

    sent, kept = sent_recommendations(loaded), {file.sha256 for file in archive_of(loaded).files()}
    outdated = (entry for entry in manifest.outdated if entry.sha256 not in kept)
    if not (old := [entry.name for entry in outdated if not is_of_sent(entry.name, sent)]):
        return ()
    listed = enumeration(old if len(old) < 5 else [*old[:3], f"{len(old) - 3} till"])
    message = f"{folder} har kvar filer som är byggda av ett äldre underlag: {listed}"
    return (Problem(message, "ta bort dem, eller bygg dem också", level=Level.WARNING),)


def _told(production: BuildPlan, files: tuple[str, ...]) -> BuildOutcome:
    from naravard_docs.meeting.participation import Participation

    loaded, meeting = production.loaded, production.loaded.meeting
    counts = Counts(len(meeting.agenda_items), len(meeting.decisions), len(Participation(meeting).people))
    recipients = {r.name: r for draft in production.drafts for r in draft.mail.unreachable}
    place_of = loaded.workspace.distribution.place_of
    unreachable = tuple(Unreachable(name, place_of(recipient)) for name, recipient in recipients.items())
    from naravard_docs.builder.sent_letters import problems_told_of

    of_templates = borrowed_letterhead(loaded.workspace)
    if Format.WORD in production.order.formats:
        of_templates += tuple(one for one in word_template_remarks(loaded.workspace) if one.level is Level.WARNING)
    problems = (*of_templates, *in_file_order([*problems_told_of(loaded), *production.hints]))
    return BuildOutcome(loaded.source.file, counts, files, problems, unreachable)


def borrowed_letterhead(workspace: Workspace) -> tuple[Problem, ...]:
    """Warn when the letterhead is the program's own, which has no organisation's name."""
    if (workspace.root / "templates" / "organisation.yaml").exists():
        return ()
    name = workspace.house.organisation.name
    message = f"templates/organisation.yaml saknas, så brevhuvudet är programmets eget: {quote(name)}"
    return (Problem(message, "skriv er egen organisation.yaml, eller kör naravard starta", level=Level.WARNING),)


def word_template_remarks(workspace: Workspace) -> tuple[Problem, ...]:
    """Return what is told of the organisation's own Word template: what of it is used, and what documents then lack.

    Raises:
        FileAccessError: if it is no Word document.
    """
    if workspace.word_base is None:
        return ()
    from naravard_docs.word.template import prepare_template

    return prepare_template(workspace.theme, workspace.word_base).remarks


def refuse_same_stem(paths: Sequence[Path], order: BuildOptions) -> None:
    """Refuse meetings of which two would be built into one folder.

    Raises:
        WrongUsageError: naming the two.
    """
    if len({stem_of(path) for path in paths}) == len(paths):
        return
    seen: dict[Path, Path] = {}
    for path in paths:
        folder = real_path(order.target or root_around(path) / "output") / stem_of(path)
        if folder in seen and real_path(seen[folder]) != real_path(path):
            raise WrongUsageError(
                f"{seen[folder]} och {path} skulle byggas till samma mapp", "byt namn på den ena filen"
            )
        seen[folder] = path
