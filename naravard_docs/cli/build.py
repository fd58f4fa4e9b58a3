"""kontrollera, bygg, brev: from meeting files to problems and documents."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import click

from naravard_docs.builder.options import READING_COPY, BuildOptions, BuildOutcome, DocumentKind, Format
from naravard_docs.cli.document_options import in_formats, opened, quiet, to_folder, unchecked
from naravard_docs.cli.interrupts import raise_if_interrupted
from naravard_docs.cli.open_built import open_built
from naravard_docs.cli.reports import ReportFormat, report_text
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.suggestions import meetings
from naravard_docs.cli.swedish_click import Day, FilePath, Number, OneOf, SingleOf, SwedishCommand
from naravard_docs.cli.today import current_day
from naravard_docs.cli.verbose import asks_for_more, seconds
from naravard_docs.errors import STANDARD_INPUT, ExitCode, Level, Problem, WrongUsageError
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.swedish import enumeration, with_noun

F = TypeVar("F", bound=Callable[..., Any])

_files = click.argument("filer", nargs=-1, type=FilePath(), metavar="[FILER]…", shell_complete=meetings)
_json = click.option("--json", "wants_json", is_flag=True, help="Skriv resultatet som JSON på standard ut.")
_with_source = click.option(
    "--med-källa", "with_source", is_flag=True, help="Bädda in mötesfilen i PDF-filerna (PDF/A-3a)."
)
_merges = click.option(
    "--sammanfoga", "merges", is_flag=True, help="Gör också läsexemplar: dokumentet och dess PDF-bilagor i en fil."
)
_strict = click.option("--strikt", "--strict", "is_strict", is_flag=True, help="Låt varningar vara fel.")
_without_address = click.option(
    "--tillåt-utan-adress", "allows_missing", is_flag=True, help="Svara 0 även när mottagare saknar e-postadress."
)


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard kontrollera",
        "naravard kontrollera meetings/2023-03-24-systemledning.yaml --json",
        "naravard kontrollera - < meetings/2023-03-24-systemledning.yaml",
    ],
)
@click.argument("filer", nargs=-1, type=FilePath(allows_stdin=True), metavar="[FILER]…", shell_complete=meetings)
@_strict
@click.option(
    "--per",
    "as_of",
    type=Day(knows_today=True),
    default="idag",
    metavar="DATUM",
    help="Det som sägs en viss dag: före mötet sägs inte det som blir fel först efter det.",
)
@click.option(
    "--format",
    "report_format",
    type=SingleOf(ReportFormat),
    default=ReportFormat.TEXT.value,
    metavar="FORMAT",
    help="json, sarif (för redigerare) eller github (för GitHub Actions); förval är för ögat.",
)
@_json
@quiet
def kontrollera(
    filer: tuple[Path, ...],
    is_strict: bool,
    as_of: date,
    report_format: tuple[str, ...],
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Visa alla problem i mötesfilerna och deras svarsfiler. Skriver inga filer.

    Utan FILER kontrolleras alla möten i meetings/, och att varje fil i meetings/svar/ hör till ett av dem. Är FILER
    bara - läses en mötesfil från standard in, med bilagor och mallar ur arbetsytan du står i. Vad en regel säger
    visas av till exempel: naravard regler NV203
    """
    from naravard_docs.builder.cached_checks import cached_checks
    from naravard_docs.builder.outcome_rules import strictly, with_rules

    paths = chosen_meetings(filer)
    chosen = ReportFormat.JSON if wants_json else ReportFormat(report_format[0])
    with cached_checks(as_of) as checks:

        def checked(path: Path) -> BuildOutcome:
            return _of_standard_input(as_of, is_quiet) if path == STANDARD_INPUT else checks.meeting(path)

        strays = () if filer else checks.strays(Path.cwd())
        outcomes = _progress(map(checked, paths), paths, is_quiet)
        told = (replace(each, problems=with_rules(each.problems)) for each in chain(outcomes, strays))
        shown = map(strictly, told) if is_strict else told
        return report_outcomes(shown, Messenger(is_quiet), chosen, lists_files=False)


def _of_standard_input(as_of: date, is_quiet: bool) -> BuildOutcome:
    from naravard_docs.builder.cached_checks import check_on
    from naravard_docs.builder.standard_input import check_from_standard_input

    return check_from_standard_input(_standard_input(is_quiet), Path.cwd(), lambda path: check_on(path, as_of))


@click.command(
    cls=SwedishCommand,
    examples=["naravard bygg", "naravard bygg meetings/2023-03-24-systemledning.yaml --bara protokoll --format pdf"],
)
@_files
@click.option(
    "--bara", "kinds", type=OneOf(DocumentKind), metavar="SORTER", help="Bara protokoll, rekommendation eller mejl."
)
@in_formats
@to_folder
@click.option("--jobb", "jobs", type=Number(1, 64), default=1, metavar="N", help="Bygg N möten samtidigt; förval är 1.")
@click.option("--lista", "lists_unchanged", is_flag=True, help="Lista filerna också för möten som är oförändrade.")
@click.option("--om", "is_forced", is_flag=True, help="Bygg om även det som inte har ändrats.")
@click.option(
    "--publicering",
    "is_publication",
    is_flag=True,
    help="Bygg protokollet för webben: utan det som har sekretess, och utan enskildas telefonnummer och adresser.",
)
@_with_source
@_merges
@unchecked
@_strict
@opened
@_json
@quiet
def bygg(
    filer: tuple[Path, ...],
    kinds: tuple[str, ...] | None,
    formats: tuple[str, ...],
    target: Path | None,
    jobs: int,
    lists_unchanged: bool,
    is_forced: bool,
    is_publication: bool,
    with_source: bool,
    merges: bool,
    is_unchecked: bool,
    is_strict: bool,
    is_opened: bool,
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Bygg mötenas alla dokument, som Word och PDF, i output/.

    Utan FILER byggs alla möten i meetings/. Ett möte med fel hindrar inte de andra. Det som inte har
    ändrats sedan det byggdes lämnas som det är.

    Med --publicering byggs bara protokollet, i en egen version för webben. Mötet ska vara justerat.
    """
    from naravard_docs.builder.build import build_all
    from naravard_docs.builder.orphaned_archives import check_orphaned_archives

    if is_publication:
        kinds = _kinds_to_publish(kinds, with_source, merges)
    paths = chosen_meetings(filer)
    strays = () if filer else check_orphaned_archives(Path.cwd())
    order = BuildOptions(
        frozenset(map(DocumentKind, kinds or DocumentKind)),
        tuple(map(Format, formats)),
        target,
        with_source=with_source,
        is_checked=not is_unchecked,
        merges=merges,
        is_forced=is_forced,
        is_strict=is_strict,
        is_publication=is_publication,
        today=current_day(),
    )
    outcomes = _reading_copies_told(_progress(build_all(paths, order, jobs), paths, is_quiet), order, is_quiet)
    told, talk, built = chain(outcomes, strays), Messenger(is_quiet), list[str]()
    shown, format_ = _noting_files(told, built), format_of(wants_json)
    code = report_outcomes(shown, talk, format_, lists_files=True, lists_unchanged=lists_unchanged)
    if is_opened:
        open_built(built, formats, talk)
    return code


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard brev meetings/2021-03-19-samrad-vard-och-omsorg.yaml",
        "naravard brev meetings/2021-03-19-samrad-vard-och-omsorg.yaml --per-mottagare",
    ],
)
@click.argument("fil", type=FilePath(), metavar="FIL", shell_complete=meetings)
@click.option("--per-mottagare", "per_recipient", is_flag=True, help="Ett brev och ett mejlutkast för varje mottagare.")
@_without_address
@in_formats
@to_folder
@_merges
@_with_source
@unchecked
@opened
@_json
@quiet
def brev(
    fil: Path,
    per_recipient: bool,
    allows_missing: bool,
    formats: tuple[str, ...],
    target: Path | None,
    merges: bool,
    with_source: bool,
    is_unchecked: bool,
    is_opened: bool,
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Gör rekommendationsbrev och mejlutkast (.eml) av ett mötes rekommendationer.

    Mottagare utan e-postadress namnges, och kommandot svarar då med felkod 1 om inte
    --tillåt-utan-adress anges. Inget skickas.
    """
    from naravard_docs.builder.build import build_all

    kinds = frozenset({DocumentKind.RECOMMENDATION, DocumentKind.MAIL})
    order = BuildOptions(
        kinds,
        tuple(map(Format, formats)),
        target,
        per_recipient,
        with_source,
        is_checked=not is_unchecked,
        merges=merges,
        is_forced=True,
        today=current_day(),
    )
    talk = Messenger(is_quiet)
    outcomes = [
        outcome if allows_missing else _failing_when_unreachable(outcome) for outcome in build_all((fil,), order)
    ]
    told = _reading_copies_told(outcomes, order, is_quiet)
    code = report_outcomes(told, talk, format_of(wants_json), lists_files=True)
    if not any(outcome.files or outcome.exit_code for outcome in outcomes):
        talk.say(f"{fil} har inga rekommendationer, så det finns inga brev att göra")
    if is_opened:
        open_built([file for outcome in outcomes for file in outcome.files], formats, talk)
    return code


def _standard_input(is_quiet: bool) -> bytes:
    """Return the bytes that come on standard input, as they are; no more of them than it takes to be too many."""
    if sys.stdin is None:  # a program without a console has none
        return b""
    if sys.stdin.isatty():
        Messenger(is_quiet).say("läser mötesfilen från standard in; avsluta med Ctrl+D (i Windows Ctrl+Z och retur)")
    return sys.stdin.buffer.read((LIMITS.text_mb + 1) * MEGABYTE)


def _kinds_to_publish(kinds: tuple[str, ...] | None, with_source: bool, merges: bool) -> tuple[str, ...]:
    """Return what is built to be published; refuse what would put into the files what is left out of them.

    Raises:
        WrongUsageError: if the options do not go together.
    """
    if kinds and set(kinds) != {DocumentKind.MINUTES}:
        raise WrongUsageError("--publicering bygger bara protokollet", "utelämna --bara")
    if with_source:
        message = "--publicering bäddar aldrig in mötesfilen, för den har det som inte publiceras"
        raise WrongUsageError(message, "utelämna --med-källa")
    if merges:
        message = "--publicering gör inget läsexemplar, för bilagorna kan ha det som inte publiceras"
        raise WrongUsageError(message, "utelämna --sammanfoga, och pröva varje bilaga för sig")
    return (DocumentKind.MINUTES,)


def _reading_copies_told(
    outcomes: Iterable[BuildOutcome], order: BuildOptions, is_quiet: bool
) -> Iterator[BuildOutcome]:
    """Say of each reading copy, after all else about its meeting, that it is not for the archive."""
    talk = Messenger(is_quiet)
    for outcome in outcomes:
        yield outcome
        if outcome.is_unchanged:
            continue
        copies = [file for file in outcome.files if file.endswith(READING_COPY)]
        for copy in copies:
            talk.say(f"läsexemplaret {copy} är ingen arkivfil (inte PDF/A); arkivera originalen")
        if order.merges and outcome.exit_code is ExitCode.DONE and not copies:
            talk.say(f"{outcome.path} har inga PDF-bilagor att sammanfoga, så det finns inget läsexemplar")


def _noting_files(outcomes: Iterable[BuildOutcome], built: list[str]) -> Iterator[BuildOutcome]:
    """Yield the outcomes, and put the files of each into a list."""
    for outcome in outcomes:
        built += outcome.files
        yield outcome


def chosen_meetings(files: Sequence[Path]) -> tuple[Path, ...]:
    """Return the named files once each, or all of the workspace's when none is named."""
    from naravard_docs.builder.build import meeting_files

    return tuple(dict.fromkeys(files)) or meeting_files(Path.cwd())


def _progress(outcomes: Iterable[BuildOutcome], paths: Sequence[Path], is_quiet: bool) -> Iterator[BuildOutcome]:
    """Show a bar while more than one meeting is under way, on a terminal only."""
    if asks_for_more():
        outcomes = _timed(outcomes)
    if len(paths) < 2 or is_quiet or asks_for_more() or not sys.stderr.isatty():
        for outcome in outcomes:
            raise_if_interrupted()
            yield outcome
        return
    gathered: list[BuildOutcome] = []
    with click.progressbar(length=len(paths), label="Möten", file=sys.stderr) as bar:
        for outcome in outcomes:
            raise_if_interrupted()
            gathered.append(outcome)
            bar.update(1)
    yield from gathered


def _timed(outcomes: Iterable[BuildOutcome]) -> Iterator[BuildOutcome]:
    """Yield the outcomes, and tell before each how long it was waited for."""
    started = time.monotonic()
    for outcome in outcomes:
        click.echo(f"tid: {seconds(time.monotonic() - started)} för {outcome.path}", err=True)
        yield outcome
        started = time.monotonic()


def format_of(wants_json: bool) -> ReportFormat:
    """Return the format of a command that knows JSON and no other."""
    return ReportFormat.JSON if wants_json else ReportFormat.TEXT


def report_outcomes(
    outcomes: Iterable[BuildOutcome],
    talk: Messenger,
    report_format: ReportFormat,
    lists_files: bool,
    lists_unchanged: bool = False,
) -> int:
    """Tell what came of each meeting and return the exit code: that of the first that failed.

    What is as it was built before is one line; its files are listed only to who asks for them.
    """
    seen: list[BuildOutcome] = []
    for outcome in outcomes:
        seen.append(outcome)
        talk.problems(outcome.problems)
        if outcome.unreachable:
            talk.problems([_unreachable(outcome)])
        if outcome.exit_code is ExitCode.DONE:
            talk.done(outcome)
        if lists_files and report_format is ReportFormat.TEXT and (lists_unchanged or not outcome.is_unchanged):
            for file in outcome.files:
                click.echo(file)
    if report_format is not ReportFormat.TEXT:
        click.echo(report_text(seen, report_format))
    failed = [outcome for outcome in seen if outcome.exit_code is not ExitCode.DONE]
    if len(seen) > 1:
        _summary(seen, failed, talk)
    return int(failed[0].exit_code) if failed else 0


def _failing_when_unreachable(outcome: BuildOutcome) -> BuildOutcome:
    if outcome.unreachable and outcome.exit_code is ExitCode.DONE:
        return replace(outcome, exit_code=ExitCode.CORRECTION)
    return outcome


def _unreachable(outcome: BuildOutcome) -> Problem:
    names = enumeration([each.name for each in outcome.unreachable])
    places = [each.place for each in outcome.unreachable if each.place]
    number = with_noun(len(outcome.unreachable), "mottagare", "mottagare")
    lines = enumeration([str(place.line) for place in places])
    return Problem(
        f"{outcome.path}: {number} saknar e-postadress: {names}",
        f"lägg till e-post i templates/sandlistor.yaml, rad {lines}; utkastet nämner dem överst",
        next(iter(places), None),
        level=Level.WARNING if outcome.exit_code is ExitCode.DONE else Level.ERROR,
    )


def _summary(seen: list[BuildOutcome], failed: list[BuildOutcome], talk: Messenger) -> None:
    if failed:
        talk.say(f"{with_noun(len(seen) - len(failed), 'möte klart', 'möten klara')}, {len(failed)} med fel")
    else:
        talk.say(with_noun(len(seen), "möte klart", "möten klara"))
