"""Making a site: meetings are read, become pages, are checked, and only then are files written or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from naravard_docs.errors import Level, Problem, shown_path
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.site.addresses import FEED, INDEX, SCRIPT, SEARCH, SITEMAP
from naravard_docs.site.feed import feed_bytes, sitemap_bytes
from naravard_docs.site.list_pages import bodies_of, list_pages
from naravard_docs.site.minutes_pages import minutes_files, pages_of
from naravard_docs.site.options import SiteOptions, SiteOutcome
from naravard_docs.site.page_check import refuse_faulty_pages, refuse_withheld_lists, refuse_withheld_pages
from naravard_docs.site.search_page import script_bytes, search_page
from naravard_docs.site.site_folder import refuse_folder_of_others, write_site
from naravard_docs.site.site_meetings import SiteMeeting, read_site_meetings, same_day_problems
from naravard_docs.style.theme import Theme
from naravard_docs.workspace.workspace import Workspace

FOLDER = "webb"
"""Where a site lies in output/ if no other folder is named."""


def build_site(folder: Path, options: SiteOptions) -> SiteOutcome:
    """Make the site of the workspace around a folder; the same meetings give the same bytes.

    Raises:
        WrongUsageError: if there are no meeting files, two of them would have the same page, a body that is asked for
            is not there, or the site would lie among what is not to be published.
        InvalidInputError: with all that is wrong in the meetings, or may not be published.
        FileAccessError: if a file cannot be read or written, or would take the place of somebody else's.
        OutputCheckError: if a file has something that is withheld, or does not hold what was composed.
    """
    workspace = Workspace.containing(folder)
    target = options.target or workspace.output / FOLDER
    refuse_folder_of_others(target, workspace)
    read = read_site_meetings(workspace, options)
    files = site_files(read.meetings, workspace.house, workspace.theme, options.address)
    written = write_site(target, files)
    told = [problem for each in read.meetings for problem in each.minutes.problems]
    return SiteOutcome(
        shown_path(target / INDEX),
        len(read.meetings),
        len(bodies_of(read.meetings)),
        sum(len(each.decided) for each in read.meetings),
        written.written,
        written.removed,
        read.waiting,
        (*told, *same_day_problems(read.meetings), *_nothing(read.meetings)),
    )


def site_files(meetings: Sequence[SiteMeeting], house: SharedTemplates, theme: Theme, address: str) -> dict[str, bytes]:
    """Return the files of a site by their places in it, checked.

    Raises:
        OutputCheckError: if one has something that is withheld, or a page is not read as it was made.
    """
    files: dict[str, bytes] = {}
    for each in meetings:
        pages = tuple(pages_of(each, address))
        own = {page.name: page.as_html(theme) for page in pages}
        refuse_faulty_pages(pages, own)
        refuse_withheld_pages(each, pages, own, theme)
        files.update({**minutes_files(each), **own})
    lists = _lists(meetings, house, theme, address)
    if address:
        pages_there = (name for name in (*files, *lists) if name.endswith(".html"))
        lists[SITEMAP] = sitemap_bytes(pages_there, meetings, address)
    refuse_withheld_lists(meetings, lists, _lists((), house, theme, address))
    return {**files, **lists}


def _lists(meetings: Sequence[SiteMeeting], house: SharedTemplates, theme: Theme, address: str) -> dict[str, bytes]:
    """Return what is made of all meetings: pages that lead to theirs, the page to search on, and the feed."""
    owner = house.organisation.name
    pages = tuple(list_pages(meetings, house, address))
    files = {page.name: page.as_html(theme) for page in pages}
    refuse_faulty_pages(pages, files)
    files[SEARCH] = search_page(meetings, owner, theme, address)
    files[SCRIPT] = script_bytes()
    files[FEED] = feed_bytes(meetings, house.organisation, address)
    return files


def _nothing(meetings: Sequence[SiteMeeting]) -> tuple[Problem, ...]:
    if meetings:
        return ()
    message = "Inget protokoll är publicerat, så webbplatsen är tom"
    remedy = "sätt «status: publicerat» i mötesfilen när protokollet får publiceras, eller lägg till --justerat"
    return (Problem(message, remedy, level=Level.WARNING),)
