"""läge: who has answered a recommendation and what, who is late, and who has given no sign of life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from naravard_docs.cli import suggestions
from naravard_docs.cli.document_options import quiet
from naravard_docs.cli.files import write_file, write_table
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import STDOUT, Day, OneOf, OutputFile, SwedishCommand, SwedishUsageError
from naravard_docs.cli.terminal import look_of_stdout
from naravard_docs.cli.today import current_day
from naravard_docs.errors import ExitCode, InvalidInputError, Problem
from naravard_docs.meeting.state import STATES, State
from naravard_docs.reports.sort_key import SortKey
from naravard_docs.swedish import with_noun
from naravard_docs.workspace.folders import real_path

if TYPE_CHECKING:
    from naravard_docs.meeting.status import RecommendationStatus
    from naravard_docs.reports.cached_answer import CommandAnswer
    from naravard_docs.reports.selection import RecipientFilter
    from naravard_docs.responses.find import Recommendations
    from naravard_docs.responses.load import LoadedRecommendation
    from naravard_docs.send.log import Log


@click.command(
    cls=SwedishCommand,
    examples=[
        "naravard läge meetings/2021-03-19-samrad-vard-och-omsorg.yaml",
        "naravard läge --försenade --ordna försening",
        "naravard läge --per 2021-11-01 --diagram lage.svg",
    ],
)
@click.argument("fil", required=False, metavar="[FIL]", shell_complete=suggestions.meetings)
@click.option("--ärende", "matter", metavar="NAMN", help="Bara en rekommendation, när mötet har flera.")
@click.option("--per", "as_of", type=Day(knows_today=True), default="idag", metavar="DATUM", help="Läget en viss dag.")
@click.option("--läge", "states", type=OneOf(STATES), metavar="LÄGEN", help="Bara mottagare i vissa lägen.")
@click.option(
    "--mottagare",
    "recipients",
    multiple=True,
    metavar="MOTTAGARE",
    shell_complete=suggestions.one_recipient,
    help="Bara en mottagare; namn eller nyckel.",
)
@click.option("--försenade", "only_late", is_flag=True, help="Bara de som är sena med sitt svar.")
@click.option(
    "--ordna",
    "order",
    type=OneOf(SortKey),
    default=SortKey.LIST.value,
    metavar="ORDNING",
    help="Efter listan (förval), mottagare, läge eller försening.",
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv läget som JSON på standard ut.")
@click.option(
    "--csv",
    type=OutputFile(".csv", allows_stdout=True),
    is_flag=False,
    flag_value=STDOUT,
    metavar="[FIL.csv]",
    help="Skriv läget som CSV, till en fil eller standard ut.",
)
@click.option("--xlsx", type=OutputFile(".xlsx"), metavar="FIL.xlsx", help="Skriv läget till en Excel-arbetsbok.")
@click.option("--diagram", type=OutputFile(".svg", ".png"), metavar="FIL", help="Rita läget som .svg eller .png.")
@quiet
def läge(
    fil: str | None,
    matter: str | None,
    as_of: date,
    states: tuple[str, ...] | None,
    recipients: tuple[str, ...],
    only_late: bool,
    order: tuple[str, ...],
    wants_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    diagram: Path | None,
    is_quiet: bool,
) -> int:
    """Visa vilka som har svarat på en rekommendation, vad de svarade, och vilka som är sena.

    FIL är ett möte, en svarsfil eller en rekommendations beteckning. Utan FIL visas alla rekommendationer.
    """
    from naravard_docs.reports.cached_answer import cached_answer

    if wants_json and csv == Path(STDOUT):
        raise SwedishUsageError("JSON och CSV kan inte båda skrivas på standard ut", "ange en fil: --csv lage.csv")
    written = _Written(csv, xlsx, diagram, wants_json)
    asked = _Asked(fil, matter, as_of, states, recipients, only_late, order)
    if written.has_files:
        answer = _answer(asked, written)
    else:
        look = (*look_of_stdout(), wants_json, current_day().isoformat())
        answer = cached_answer(_folder_of(fil), f"{asked} {look}", lambda: _answer(asked, written))
    for line in answer.lines:
        click.echo(line)
    talk = Messenger(is_quiet)
    for told in answer.told:
        if isinstance(told, str):
            talk.say(told)
        else:
            talk.problems([told])
    return answer.code


class _Asked(NamedTuple):
    """Which recommendations and recipients are asked about, and on which day."""

    file: str | None
    matter: str | None
    as_of: date
    states: tuple[str, ...] | None
    recipients: tuple[str, ...]
    only_late: bool
    order: tuple[str, ...]


class _Written(NamedTuple):
    """Where the answer is written: lines are shown when it is to no file and not as JSON."""

    csv: Path | None
    xlsx: Path | None
    diagram: Path | None
    wants_json: bool

    @property
    def has_files(self) -> bool:
        return bool(self.csv or self.xlsx or self.diagram)


def _folder_of(file: str | None) -> Path:
    """Return a folder of the workspace that is asked about."""
    return Path.cwd() if file is None or not Path(file).exists() else real_path(Path(file)).parent


def _answer(asked: _Asked, written: _Written) -> CommandAnswer:
    """Return what is shown and told, after the files that are asked for are written."""
    from naravard_docs.builder.adopted_words import other_than_adopted
    from naravard_docs.builder.sent_letters import letter_remarks
    from naravard_docs.reports.cached_answer import CommandAnswer
    from naravard_docs.reports.selection import RecipientFilter, recipients_named
    from naravard_docs.responses.deliveries import deliveries
    from naravard_docs.send.log import Log

    as_of, talk, found = asked.as_of, _Talk(), _found(asked.file, asked.matter, asked.as_of)
    logs = [_log(each) for each in found.recommendations]
    known = zip(found.recommendations, logs, strict=True)
    standings = [each.status(as_of, deliveries(log) if isinstance(log, Log) else None) for each, log in known]
    keys = recipients_named(asked.recipients, standings)
    choice = RecipientFilter(frozenset(map(State, asked.states or ())), keys, asked.only_late, SortKey(asked.order[-1]))
    lines = (*_shown(standings, choice, written), *_write(standings, choice, written, found))
    code = _told(found, standings, choice, talk)
    talk.problems([problem for each in found.recommendations for problem in letter_remarks(each)])
    unread = [log for log in logs if not isinstance(log, Log)]
    for log in logs:
        talk.problems(
            (*log.warnings, *log.dated_ahead(max(as_of, current_day()))) if isinstance(log, Log) else log.problems
        )
    changed = other_than_adopted(dict.fromkeys(each.meeting.path for each in found.recommendations))
    talk.problems(changed)
    code = code or (int(unread[0].exit_code) if unread else int(ExitCode.CORRECTION) if changed else 0)
    return CommandAnswer(lines, tuple(talk.told), code)


class _Talk:
    """What is to be told on stderr, in its order."""

    def __init__(self) -> None:
        self.told: list[Problem | str] = []

    def problems(self, problems: Iterable[Problem]) -> None:
        self.told += problems

    def say(self, text: str) -> None:
        self.told.append(text)


def _log(asked: LoadedRecommendation) -> Log | InvalidInputError:
    """Return what has been sent, or what is wrong with the log of it: the answers are shown all the same."""
    from naravard_docs.responses.deliveries import log_of

    try:
        return log_of(asked)
    except InvalidInputError as error:
        return error


def _found(file: str | None, matter: str | None, as_of: date) -> Recommendations:
    """Return what is asked about: of all, those that had been made on the day."""
    from naravard_docs.responses.find import Recommendations, about, all_readable, recommendations_of

    found = all_readable(Path.cwd()).by(as_of) if file is None else Recommendations(recommendations_of(Path(file)))
    return found if matter is None else Recommendations(about(matter, found.recommendations), found.unread)


def _due_count(asked: LoadedRecommendation, standing: RecommendationStatus) -> int:
    """Return how many it is time to remind of a recommendation."""
    from naravard_docs.meeting.deadlines import is_time_to_remind

    letter, weeks = standing.recommendation.letter, asked.meeting.workspace.house.organisation.remind_weeks_before
    reminded = [each.response.reminded if each.response else () for each in standing.to_be_reminded]
    return sum(is_time_to_remind(standing.as_of, letter.last_date, letter.answer_by, weeks, days) for days in reminded)


def _orphans(found: Recommendations) -> tuple[Problem, ...]:
    """Return warnings of answers and logs that belong to no recommendation, when one without any is asked about."""
    from naravard_docs.responses.orphaned_files import orphans_beside

    return tuple(dict.fromkeys(orphan for each in found.recommendations for orphan in orphans_beside(each)))


def _shown(standings: Sequence[RecommendationStatus], choice: RecipientFilter, written: _Written) -> Iterator[str]:
    if written.wants_json:
        from naravard_docs.reports.status_report import overview_json

        yield overview_json(standings, choice)
    elif not written.has_files:
        yield from _listed(standings, choice)


def _listed(standings: Sequence[RecommendationStatus], choice: RecipientFilter) -> Iterator[str]:
    from naravard_docs.cli.status_table import status_lines

    shown = [each for each in standings if choice.takes_all or choice.of(each)]
    for number, standing in enumerate(shown):
        if number:
            yield ""
        yield from status_lines(standing, choice.of(standing))


def _write(
    standings: Sequence[RecommendationStatus], choice: RecipientFilter, written: _Written, found: Recommendations
) -> Iterator[str]:
    """Write the files that are asked for and yield their names."""
    from naravard_docs.reports.status_report import overview_chart, overview_sheet

    if written.csv or written.xlsx:
        yield from map(str, write_table(overview_sheet(standings, choice), written.csv, written.xlsx))
    if (diagram := written.diagram) is None:
        return
    if not standings:
        raise SwedishUsageError("det finns inget läge att rita", "rätta det som är fel först")
    theme = found.recommendations[0].meeting.workspace.theme
    chart = overview_chart(standings, theme.accent_colour)
    if diagram.suffix.lower() == ".svg":
        from naravard_docs.chart.svg import svg_text

        data = svg_text(chart, theme).encode()
    else:
        from naravard_docs.chart.png import png_bytes

        data = png_bytes(chart, theme)
    write_file(diagram, data)
    yield str(diagram)


def _told(
    found: Recommendations, standings: Sequence[RecommendationStatus], choice: RecipientFilter, talk: _Talk
) -> int:
    """Say how it is in all and what could not be read; return the exit code, that of the first meeting not read."""
    from naravard_docs.responses.load import future_date_warnings

    for each in found.unread:
        talk.problems(each.problems)
    if found.unread:
        said = f"läget är inte helt: {found.unread_names} är inte med"
        talk.problems([Problem(said, "rätta det som är fel och fråga igen")])
    for read, standing in zip(found.recommendations, standings, strict=True):
        talk.problems((*read.warnings, *future_date_warnings(read, standing.as_of, current_day())))
    recipients = [each for standing in standings for each in standing.recipients]
    if not choice.takes_all:
        chosen = sum(len(choice.of(standing)) for standing in standings)
        talk.say(f"{chosen} av {with_noun(len(recipients), 'mottagare', 'mottagare')} visas")
    told = {problem.place for each in found.unread for problem in each.problems}
    talk.problems([orphan for orphan in _orphans(found) if orphan.place not in told])
    if to_be_reminded := sum(_due_count(*pair) for pair in zip(found.recommendations, standings, strict=True)):
        talk.say(f"{with_noun(to_be_reminded, 'mottagare', 'mottagare')} bör påminnas")
    return int(found.unread[0].exit_code) if found.unread else 0
