"""The meetings that a site is made of, each with the parts of its minutes that pages and lists are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from naravard_docs.builder.published_minutes import PublishedMinutes, published_minutes
from naravard_docs.compose.meeting_facts import meeting_days
from naravard_docs.compose.texts import block_name
from naravard_docs.document.blocks import Block, Heading, List, Paragraph, Role, Section
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.inlines import plain_text
from naravard_docs.errors import InvalidInputError, Level, Problem, WrongUsageError, in_file_order, shown_path
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.finding import FieldPath
from naravard_docs.meeting.meeting import Meeting, Status
from naravard_docs.responses.follow_ups import with_follow_ups
from naravard_docs.site.addresses import decision_pages
from naravard_docs.site.options import SiteOptions
from naravard_docs.workspace.load import LoadedMeeting, read_meeting
from naravard_docs.workspace.workspace import Workspace


class SiteItem(Struct, frozen=True):
    """An item of minutes: its heading with its number, its section, and the page of its decision if it has one.

    ``texts`` are its words, without those of its sub-items, and ``decision`` those of what was decided. ``above`` is
    the heading of the item that a sub-item stands below.
    """

    heading: str
    section: Section
    page: str | None
    texts: tuple[str, ...]
    decision: tuple[str, ...]
    above: Section | None = None

    @property
    def by_itself(self) -> Section:
        """The item as it stands on a page of its own: a sub-item below the heading of its item."""
        return self.section if self.above is None else replace(self.above, blocks=(*self.above.blocks, self.section))


class SiteMeeting(Struct, frozen=True, dict=True):
    """A meeting whose minutes are on the site."""

    minutes: PublishedMinutes

    @property
    def meeting(self) -> Meeting:
        return self.minutes.loaded.meeting

    @property
    def document(self) -> Document:
        return self.minutes.piece.document

    @property
    def stem(self) -> str:
        return self.minutes.loaded.stem

    @property
    def body_name(self) -> str:
        return str(self.minutes.loaded.body.name)

    @property
    def days(self) -> str:
        return meeting_days(self.meeting)

    @cached_property
    def name(self) -> str:
        """What the minutes are called, with their days: «Protokoll 24 mars 2023»."""
        titles = (block for block in self.document.blocks if isinstance(block, Heading) and block.role is Role.TITLE)
        title = plain_text(next(titles).content)
        return f"{title} {self.days}"

    @property
    def last_changed(self) -> date:
        """The last day that the minutes tell of themselves: of their adjustment, of a correction, or of the meeting."""
        meeting = self.meeting
        approved = (each.date for each in meeting.approvals)
        corrected = (each.date for each in meeting.corrections)
        return max(day for day in (meeting.date, meeting.end_date, *approved, *corrected) if day is not None)

    @cached_property
    def items(self) -> tuple[SiteItem, ...]:
        """Its items and sub-items, in the order of the minutes."""
        sections = {section.id: section for section in _sections(self.document.blocks)}
        placed = [each for each in self.meeting.all_items if block_name(each.path) in sections]
        decided = [each for each in placed if _decision(sections[block_name(each.path)])]
        pages = decision_pages(self.stem, (each.item.heading for each in decided))
        page_of = {each.path: page for each, page in zip(decided, pages, strict=True)}
        return tuple(_item(self.document, each.path, sections, page_of.get(each.path)) for each in placed)

    @property
    def decided(self) -> tuple[SiteItem, ...]:
        return tuple(item for item in self.items if item.page is not None)


def _sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def _decision(section: Section) -> tuple[Block, ...]:
    """Return the blocks of what was decided in an item itself; sub-items have their own."""
    return tuple(
        block for block in section.blocks if isinstance(block, Paragraph | List) and block.role is Role.DECISION
    )


def _item(document: Document, path: FieldPath, sections: Mapping[str, Section], page: str | None) -> SiteItem:
    section = sections[block_name(path)]
    own = tuple(block for block in section.blocks if not isinstance(block, Section))
    above = _only_heading(sections[block_name(path[:2])]) if len(path) > 2 else None
    return SiteItem(section.title, section, page, _words(document, own), _words(document, _decision(section)), above)


def _only_heading(section: Section) -> Section:
    return replace(section, blocks=tuple(block for block in section.blocks if isinstance(block, Heading))[:1])


def _words(document: Document, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    return tuple(words for _, words in document_texts(Document(document.meta, blocks)))


class ReadMeetings(Struct, frozen=True):
    """The meetings of a site, by body and day, and how many are adjusted and wait to be published."""

    meetings: tuple[SiteMeeting, ...]
    waiting: int


def read_site_meetings(workspace: Workspace, options: SiteOptions) -> ReadMeetings:
    """Return what is to be on a site, read and checked.

    Raises:
        WrongUsageError: if there are no meeting files, or two of them would have the same page.
        InvalidInputError: with all that is wrong in those meetings, or in files that do not tell whether they are any.
        FileAccessError: if a file cannot be read.
        OutputCheckError: if a file of the minutes does not hold what was composed, or has something that is withheld.
    """
    if not (paths := workspace.meeting_files()):
        shown = shown_path(workspace.meetings)
        raise WrongUsageError(
            f"inga mötesfiler finns i {shown}", "gå till mappen med meetings/, eller kör naravard starta"
        )
    found: list[SiteMeeting] = []
    problems: list[Problem] = []
    waiting = 0
    for path in paths:
        try:
            loaded = _read(path, workspace, options)
            if loaded is None:
                continue
            if loaded.meeting.status is Status.APPROVED and not options.with_adjusted:
                waiting += 1
                continue
            found.append(SiteMeeting(published_minutes(with_follow_ups(loaded))))
        except InvalidInputError as error:
            problems += error.problems
    if any(problem.is_error for problem in problems):
        raise InvalidInputError(in_file_order(list(dict.fromkeys(problems))))
    _refuse_same_stem(found)
    found.sort(key=lambda each: (each.meeting.date, each.stem))
    return ReadMeetings(tuple(found), waiting)


def _refuse_same_stem(found: Sequence[SiteMeeting]) -> None:
    """Refuse two meetings that would lie at one address, which Windows and macOS take whatever its capitals are."""
    seen: dict[str, SiteMeeting] = {}
    for each in found:
        if (other := seen.setdefault(each.stem.casefold(), each)) is not each:
            files = " och ".join(shown_path(one.minutes.loaded.path) for one in (other, each))
            raise WrongUsageError(f"{files} skulle få samma sida", "byt namn på den ena filen")


def same_day_problems(meetings: Sequence[SiteMeeting]) -> Iterator[Problem]:
    """Yield a warning for each two meetings of a body on one day: one of the files may be a copy of the other."""
    for before, each in pairwise(sorted(meetings, key=lambda one: (one.meeting.date, one.body_name, one.stem))):
        if (before.meeting.date, before.body_name) == (each.meeting.date, each.body_name):
            files = " och ".join(shown_path(one.minutes.loaded.path) for one in (before, each))
            message = f"{files} är möten med samma organ samma dag, och båda är med på webbplatsen"
            remedy = "är den ena filen en kopia, ta bort den ur meetings/ eller ge den en annan status"
            yield Problem(message, remedy, level=Level.WARNING)


def _read(path: Path, workspace: Workspace, options: SiteOptions) -> LoadedMeeting | None:
    """Return a meeting that may be on the site; None for drafts, those of other bodies, and meetings not held.

    A draft that is being written may have faults, and they hinder nobody else; where the file does not tell that it
    is a draft, they do.
    """
    read = read_meeting(path, workspace)
    status, body = read.meeting.known("status"), read.meeting.known("body")
    if status is not None and status.is_draft:
        return None
    if options.bodies and body is not None and body not in options.bodies:
        return None
    if any(problem.is_error for problem in read.problems):
        raise InvalidInputError(read.problems)
    return None if read.meeting.cancelled is not None else read
