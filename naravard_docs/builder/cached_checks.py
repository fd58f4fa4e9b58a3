"""Checking meetings of which most are as they were when they were checked last: those are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from naravard_docs.builder.build import check_meeting, check_stray_answers
from naravard_docs.builder.future_dates import future_dates_of_meeting, may_have_future_dates
from naravard_docs.builder.options import BuildOutcome
from naravard_docs.builder.outcome_rules import with_rules
from naravard_docs.cache.answers import Answers, Dated
from naravard_docs.cache.sources import ARCHIVE
from naravard_docs.errors import ExitCode
from naravard_docs.libraries.records import replace
from naravard_docs.workspace.file_names import stem_of
from naravard_docs.workspace.folders import real_path, root_around, root_containing

if TYPE_CHECKING:  # no model is made to know that nothing has changed
    from naravard_docs.workspace.load import LoadedMeeting

Outcomes = tuple[BuildOutcome, ...]


@contextmanager
def cached_checks(as_of: date) -> Iterator[Checks]:
    """Give checks as of a day; what they find is kept when they are done, as far as they have come."""
    checks = Checks(as_of)
    try:
        yield checks
    finally:
        checks.save()


def check_on(path: Path, as_of: date, seen: Callable[[LoadedMeeting], None] = lambda _: None) -> BuildOutcome:
    """Return every problem of one meeting file, and what is told of it that has not happened by a day."""
    outcome = check_meeting(path, as_of, seen)
    ahead = with_rules(future_dates_of_meeting(path, as_of))
    return replace(outcome, problems=(*outcome.problems, *ahead))


def _orphaned_archives(folder: Path) -> Outcomes:
    from naravard_docs.builder.orphaned_archives import check_orphaned_archives

    return check_orphaned_archives(folder)


class Checks:
    """Checks of meetings and their workspaces on a day, by what was kept of each workspace."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._answers: dict[Path, Answers[Outcomes]] = {}

    def meeting(self, path: Path) -> BuildOutcome:
        """Return every problem of one meeting file; one that lies elsewhere than meetings do is checked anew."""
        root = root_around(path)
        if path.is_symlink() or real_path(path).parent != root / "meetings":
            return check_on(path, self._as_of)
        (outcome,) = self._of(root).made(str(path), lambda: self._check(path), stem_of(path), self._as_of)
        return outcome

    def strays(self, folder: Path) -> Outcomes:
        """Return what lies in a workspace's folders of answers and of archives and belongs to no meeting."""
        answers = self._of(root_containing(folder))
        return (
            *answers.made("svar/", lambda: Dated(check_stray_answers(folder))),
            *answers.made("arkiv/", lambda: Dated(_orphaned_archives(folder))),
        )

    def save(self) -> None:
        for answers in self._answers.values():
            answers.save()

    def _of(self, root: Path) -> Answers[Outcomes]:
        if root not in self._answers:
            self._answers[root] = Answers("kontrollera", root, Outcomes, (ARCHIVE,))
        return self._answers[root]

    def _check(self, path: Path) -> Dated[Outcomes]:
        """Return what is found, with the days on which the same is: those of its rules, and what is not ahead then."""
        loaded: list[LoadedMeeting] = []
        outcome = check_on(path, self._as_of, loaded.append)
        if outcome.exit_code not in (ExitCode.DONE, ExitCode.CORRECTION):  # it may be otherwise the next time
            return Dated((outcome,), is_kept=False)
        if not loaded or may_have_future_dates(path, self._as_of):  # what is ahead is not ahead some day
            return Dated((outcome,), self._as_of, self._as_of)
        from naravard_docs.meeting.held import told_between

        return Dated((outcome,), self._as_of, told_between(loaded[0].meeting, self._as_of)[1])
