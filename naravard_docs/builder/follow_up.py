"""Follow-ups: documents of where recommendations stand on a day, built by themselves and listed in the manifest.

The day is asked for, or it is the last that the answers tell of: the same files give the same documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.build import borrowed_letterhead
from naravard_docs.builder.manifest import Manifest, manifest_of, manifest_of_sources, with_follow_up
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.output_check import refuse_faulty_files
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.builder.plan import refuse_too_wide, refuse_unprintable, render_document
from naravard_docs.chart.png import png_bytes
from naravard_docs.chart.stacked_bars import alternative_text
from naravard_docs.compose.follow_up import YearFollowUp, compose_follow_up, compose_year
from naravard_docs.compose.status_sentences import status_summary, summary_of_all
from naravard_docs.document.document import Document
from naravard_docs.errors import ExitCode, InvalidInputError, Level, Problem, WrongUsageError, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.shared_templates import Illustration
from naravard_docs.meeting.status import RecommendationStatus
from naravard_docs.reports.status_report import overview_chart
from naravard_docs.responses.find import Recommendations, about, all_readable, recommendations_of
from naravard_docs.responses.load import LoadedRecommendation, future_date_warnings
from naravard_docs.swedish import long_date
from naravard_docs.workspace.workspace import Workspace

MOST_BARS = 12
"""How many recommendations the chart of a year has a bar for each of; more are shown as one."""


class FollowUpResult(Struct, frozen=True):
    """A follow-up that is written: its files as messages show them, where things stand in words, and remarks."""

    files: tuple[str, ...]
    said: str
    problems: tuple[Problem, ...]
    exit_code: ExitCode = ExitCode.DONE
    """Why it is not whole, when a meeting could not be read."""


def follow_up(
    named: Path, order: BuildOptions, as_of: date | None = None, matter: str | None = None, today: date | None = None
) -> tuple[FollowUpResult, ...]:
    """Build the follow-ups of a meeting's recommendations, or of one of them.

    ``named`` is the meeting file, an answer file or a recommendation's reference. Where no day is asked for, what is
    told to happen after ``today`` does not move it.

    Raises:
        InvalidInputError: if the meeting or its answers need correction.
        WrongUsageError: if there is no such recommendation, or its letter was not written yet on the day.
        FileAccessError: if a file cannot be read or written.
        OutputCheckError: if a file does not hold what was composed.
    """
    made = [
        _of_one(each, order, as_of or each.last_told_day(today)) for each in about(matter, recommendations_of(named))
    ]
    rendered = [each.rendered() for each in made]  # all, before the first is written
    return tuple(each.write(files, today) for each, files in zip(made, rendered, strict=True))


def follow_up_year(
    year: int, folder: Path, order: BuildOptions, as_of: date | None = None, today: date | None = None
) -> FollowUpResult:
    """Build the follow-up of all recommendations whose letters are of a year, in the workspace around a folder.

    A meeting that cannot be read, or whose answers cannot, is told of and does not hinder the others.

    Raises:
        InvalidInputError: if what meetings share needs correction, or every meeting that can be of the year.
        WrongUsageError: if there are none.
        FileAccessError, OutputCheckError: as ``follow_up``.
    """
    found = all_readable(folder)
    asked = [each for each in found.recommendations if each.recommendation.letter.date.year == year]
    known = [each for each in asked if as_of is None or each.recommendation.letter.date <= as_of]
    if not known and found.unread:
        raise InvalidInputError(_missed(found))
    if not known:
        by = f" till och med {long_date(as_of)}" if asked and as_of else ""
        raise WrongUsageError(f"inga rekommendationer har brev från {year}{by}", "ange ett annat år: --år 2021")
    known.sort(key=lambda each: (each.recommendation.letter.date, each.reference))
    made = _of_year(year, known, order, as_of or max(each.last_told_day(today) for each in known))
    written = made.write(made.rendered(), today)
    if not found.unread:
        return written
    return replace(written, problems=(*_missed(found), *written.problems), exit_code=found.unread[0].exit_code)


def _missed(found: Recommendations) -> tuple[Problem, ...]:
    """Return what could not be read, and that what is built lacks it."""
    told = Problem(
        f"uppföljningen är inte hel: {found.unread_names} är inte med", "rätta det som är fel och kör kommandot igen"
    )
    return (*(problem for each in found.unread for problem in each.problems), told)


class _ComposedFollowUp(Struct, frozen=True):
    """A follow-up composed, with what it is made of and the name of the folder that it is to be written into."""

    piece: PlannedDocument
    folder: str
    loaded: tuple[LoadedRecommendation, ...]
    order: BuildOptions
    as_of: date
    said: str

    @property
    def workspace(self) -> Workspace:
        return self.loaded[0].meeting.workspace

    def rendered(self) -> dict[str, bytes]:
        """Return the files by their names, judged.

        Raises:
            InvalidInputError: naming characters that cannot be printed, at their places.
            OutputCheckError: if a file does not hold what was composed.
        """
        refuse_unprintable(
            (self.piece,),
            self.workspace.theme,
            lambda character: [place for each in self.loaded for place in each.places_of_character(character)],
        )
        refuse_too_wide((self.piece,), self.workspace.theme)
        files = {
            f"{self.piece.name}.{format_}": render_document(self.piece.document, self.workspace, format_)
            for format_ in self.order.formats
        }
        if self.order.is_checked:
            refuse_faulty_files(files, (self.piece,), self.workspace)
        return files

    def write(self, files: Mapping[str, bytes], today: date | None = None) -> FollowUpResult:
        """Write the files and list them in the manifest; what was changed by hand is put aside.

        Raises:
            FileAccessError: if a file cannot be read or written.
        """
        root = self.order.target or self.workspace.output
        folder = OutputFolder(root, self.folder, "svarsfilen eller mötesfilen")
        groundwork = self._manifest_of_its_own().groundwork
        with folder.locked(files) as held:
            earlier = held.earlier or self._manifest_of_folder()
            kept = held.write(files, with_follow_up(earlier, files, groundwork, self.as_of))
        own = (*self._unanswered(), *self._remarks(today))
        problems = (*borrowed_letterhead(self.workspace), *own, *kept, *held.doubts)
        return FollowUpResult(folder.shown_files(files), self.said, problems)

    def _manifest_of_its_own(self) -> Manifest:
        sources = {name: path for each in self.loaded for name, path in each.sources.items()}
        return manifest_of_sources(self.piece.name, sources)

    def _manifest_of_folder(self) -> Manifest:
        """Return the manifest of a folder where nothing is built: the meeting's, or the year's own."""
        loaded = self.loaded[0].meeting
        return manifest_of(loaded) if self.folder == loaded.stem else self._manifest_of_its_own()

    def _remarks(self, today: date | None) -> Iterator[Problem]:
        for each in self.loaded:
            yield from (*each.warnings, *future_date_warnings(each, self.as_of, today))

    def _unanswered(self) -> Iterator[Problem]:
        for each in self.loaded:
            if each.source is None:
                message = f"inga svar är antecknade: {shown_path(each.path)} finns inte"
                yield Problem(message, "anteckna svaren med: naravard svar", level=Level.WARNING)


def _of_one(asked: LoadedRecommendation, order: BuildOptions, as_of: date) -> _ComposedFollowUp:
    letter = asked.recommendation.letter
    if letter.date > as_of:
        day = long_date(letter.date)
        raise WrongUsageError(f"brevet är daterat {day}, efter {long_date(as_of)}", "ange en senare dag med --per")
    loaded = asked.meeting
    piece = PlannedDocument(
        f"{loaded.stem}-uppfoljning-{letter.slug}-{as_of.isoformat()}", document_of_one(asked, as_of)
    )
    return _ComposedFollowUp(
        piece, loaded.stem, (asked,), order, as_of, _said(as_of, status_summary(asked.status(as_of)))
    )


def _of_year(year: int, asked: Sequence[LoadedRecommendation], order: BuildOptions, as_of: date) -> _ComposedFollowUp:
    folder = f"uppfoljning-{year}"
    name = f"{folder}-{as_of.isoformat()}"
    said = _said(as_of, summary_of_all([each.status(as_of) for each in asked]))
    return _ComposedFollowUp(
        PlannedDocument(name, document_of_year(year, asked, as_of)), folder, tuple(asked), order, as_of, said
    )


def document_of_one(asked: LoadedRecommendation, as_of: date) -> Document:
    """Return the follow-up of one recommendation."""
    workspace, standing = asked.meeting.workspace, asked.status(as_of)
    return compose_follow_up(standing, _chart([standing], workspace), workspace.house)


def document_of_year(year: int, asked: Sequence[LoadedRecommendation], as_of: date) -> Document:
    """Return the follow-up of a year's recommendations, of which there is at least one."""
    workspace, standings = asked[0].meeting.workspace, tuple(each.status(as_of) for each in asked)
    return compose_year(YearFollowUp(year, as_of, standings, _chart(standings, workspace)), workspace.house)


def _chart(standings: Sequence[RecommendationStatus], workspace: Workspace) -> Illustration:
    chart = overview_chart(standings, workspace.theme.accent_colour, MOST_BARS)
    return Illustration(png_bytes(chart, workspace.theme), alternative_text(chart), workspace.theme.measure_mm)


def _said(as_of: date, summary_: str) -> str:
    return f"läget den {long_date(as_of)}: {summary_}"
