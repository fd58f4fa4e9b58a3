"""The letters of a meeting, built and ready to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from naravard_docs.builder.build import build_loaded, load_cached
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.outgoing import Outgoing
from naravard_docs.builder.plan import outgoing
from naravard_docs.builder.sent_letters import letter_remarks
from naravard_docs.dispatch.letter_dispatch import LetterDispatch, LetterOccasion
from naravard_docs.dispatch.prepared import PreparedDispatches
from naravard_docs.libraries.records import replace
from naravard_docs.responses.find import about
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.responses.orphaned_files import orphans_beside
from naravard_docs.send.mode import Mode


def prepare_letters(path: Path, order: BuildOptions, matter: str | None = None) -> PreparedDispatches[LetterDispatch]:
    """Build the drafts of a meeting's letters, or of one by its matter's short name.

    Raises:
        InvalidInputError, FileAccessError, OutputCheckError: as reading and building do.
        WrongUsageError: if there is no such matter.
    """
    loaded = load_cached(path)
    asked = about(matter, load_recommendations(loaded))
    only = asked[0].recommendation.letter.slug if matter is not None else None
    built = build_loaded(loaded, replace(order, matter=only))
    made = outgoing(built.production, built.rendered)
    dispatches = tuple(LetterDispatch(each, LetterOccasion(), own_of(each, made), mode_of(order)) for each in asked)
    remarks = tuple(problem for each in asked for problem in (*letter_remarks(each), *orphans_beside(each)))
    return PreparedDispatches(
        loaded, dispatches, built.outcome.files, (*built.outcome.problems, *remarks), built.put_aside
    )


def own_of(asked: LoadedRecommendation, made: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    """Return the e-mails of one recommendation."""
    return tuple(one for one in made if one.draft.recommendation == asked.recommendation)


def mode_of(order: BuildOptions) -> Mode:
    """Return the way in which an order's e-mails are sent."""
    if order.per_recipient:
        return Mode.ONE_EACH
    return Mode.HIDDEN if order.hides_addresses else Mode.JOINT
