"""Minutes as ``bygg --publicering`` makes them, in memory, for those who put them where everybody can read them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from naravard_docs.builder.adoption import compare_with_archive
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.outgoing import PlannedDocument
from naravard_docs.builder.output_check import refuse_faulty
from naravard_docs.builder.plan import plan_build, render
from naravard_docs.builder.publication import Publication, refuse_draft
from naravard_docs.builder.withheld_check import refuse_withheld
from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.workspace.load import LoadedMeeting

_ORDER = BuildOptions(frozenset({DocumentKind.MINUTES}), is_publication=True)


class PublishedMinutes(Struct, frozen=True):
    """Minutes to be published: what they are of, as a document, and as files by their names with attachments.

    ``problems`` is what is told of them: what was replaced, with its place, and what is left out.
    """

    publication: Publication
    piece: PlannedDocument
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def loaded(self) -> LoadedMeeting:
        """The meeting without what is not published."""
        return self.publication.loaded


def published_minutes(loaded: LoadedMeeting) -> PublishedMinutes:
    """Return a meeting's minutes as they are to be published, rendered and checked; nothing is written.

    Raises:
        InvalidInputError: if they are not adjusted, or other than those that were, or have what cannot be published.
        FileAccessError: if a file cannot be read.
        OutputCheckError: if a file does not hold what was composed, or has something that is withheld.
    """
    refuse_draft(loaded)
    planned = plan_build(loaded, _ORDER)
    adopted = compare_with_archive(planned)
    if adopted.is_refused:
        raise InvalidInputError(adopted.problems)
    publication = planned.publication
    assert publication is not None  # noqa: S101 - the order is one
    (piece,) = planned.public_pieces
    rendered = render(planned)
    refuse_faulty(planned, rendered)
    refuse_withheld(planned, rendered.files)
    left_out = (publication.summary,) if publication.withheld else ()
    told = (*publication.problems, *adopted.problems, *rendered.warnings, *left_out)
    return PublishedMinutes(publication, piece, rendered.files, told)
