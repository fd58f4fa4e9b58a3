"""The pages that lead to minutes: all bodies with their years, and each body's minutes and decisions by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from naravard_docs.compose.letterhead import footer, letterhead
from naravard_docs.document.blocks import Block, Heading, List, ListItem, ListKind, Paragraph, Role
from naravard_docs.document.document import Document, Meta
from naravard_docs.document.inlines import Inline, Link, Text, text
from naravard_docs.html.page import PageLink
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.site.addresses import FEED, INDEX, body_page, link, minutes_file
from naravard_docs.site.minutes_pages import SitePage, context_of
from naravard_docs.site.site_meetings import SiteMeeting
from naravard_docs.swedish import alphabetic, with_noun

LATEST = 10
"""So many of the latest minutes are on the first page."""

FEED_TEXT = "Nya protokoll som flöde (Atom)"


def list_pages(meetings: Sequence[SiteMeeting], house: SharedTemplates, address: str) -> Iterator[SitePage]:
    """Yield the site's first page, then one for each body."""
    by_body = bodies_of(meetings)
    blocks = (*_bodies(by_body), *_latest(meetings)) if meetings else (Paragraph("tomt", text(NOTHING)),)
    yield _page(INDEX, f"Protokoll från {house.organisation.name}", blocks, house, meetings, address)
    for key, own in by_body.items():
        name = body_page(key)
        yield _page(name, f"Protokoll från {own[-1].body_name}", tuple(_years(name, own)), house, own, address)


NOTHING = "Inga protokoll är publicerade."


def bodies_of(meetings: Sequence[SiteMeeting]) -> dict[str, tuple[SiteMeeting, ...]]:
    """Return the meetings of each body, by its key, in the order of the bodies' present names."""
    found: dict[str, tuple[SiteMeeting, ...]] = {}
    for each in meetings:
        found[each.meeting.body] = (*found.get(each.meeting.body, ()), each)
    return dict(sorted(found.items(), key=lambda item: (alphabetic(item[1][-1].body_name), item[0])))


def _page(
    name: str,
    title: str,
    blocks: tuple[Block, ...],
    house: SharedTemplates,
    meetings: Sequence[SiteMeeting],
    address: str,
) -> SitePage:
    owner = house.organisation.name
    last = max((each.last_changed for each in meetings), default=date.min)
    subject = f"{title}, {with_noun(len(meetings), 'möte', 'möten')}"
    heading = Heading("titel", 1, text(title), Role.TITLE)
    document = Document(
        Meta(title, owner, last, subject, publisher=owner), (*letterhead(house), heading, *blocks), footer=footer(owner)
    )
    context = context_of(name, address)
    feed = (PageLink(FEED_TEXT, link(name, FEED)),) if meetings else ()
    return SitePage(name, document, replace(context, files=feed))


def _bodies(by_body: dict[str, tuple[SiteMeeting, ...]]) -> Iterator[Block]:
    """Yield a list of the bodies, each with links to its years."""
    yield Heading("organ.rubrik", 2, text("Organ"))
    items = [
        ListItem((Paragraph(f"organ-{n}", _body_line(key, own)),)) for n, (key, own) in enumerate(by_body.items(), 1)
    ]
    yield List("organ", ListKind.BULLET, tuple(items))


def _body_line(key: str, own: Sequence[SiteMeeting]) -> tuple[Inline, ...]:
    page = link(INDEX, body_page(key))
    line: list[Inline] = [Link(text(own[-1].body_name), page)]
    for n, (year, _) in enumerate(_by_year(own)):
        line += [Text(", " if n else ": "), Link(text(str(year)), f"{page}#{_year_name(year)}")]
    return tuple(line)


def _latest(meetings: Sequence[SiteMeeting]) -> Iterator[Block]:
    yield Heading("senaste.rubrik", 2, text("Senaste protokollen"))
    latest = tuple(reversed(meetings))[:LATEST]
    items = [
        ListItem((Paragraph(f"senaste-{n}", _minutes_line(INDEX, each, with_body=True)),))
        for n, each in enumerate(latest, 1)
    ]
    yield List("senaste", ListKind.BULLET, tuple(items))


def _by_year(own: Sequence[SiteMeeting]) -> Iterator[tuple[int, tuple[SiteMeeting, ...]]]:
    """Yield years with their meetings, the latest first."""
    for year, group in groupby(reversed(own), key=lambda each: each.meeting.date.year):
        yield year, tuple(group)


def _year_name(year: int) -> str:
    return f"år-{year}"


def _years(page: str, own: Sequence[SiteMeeting]) -> Iterator[Block]:
    """Yield a body's minutes by year, each with its decisions."""
    for year, meetings in _by_year(own):
        yield Heading(_year_name(year), 2, text(str(year)))
        items = [ListItem(tuple(_minutes(page, each))) for each in meetings]
        yield List(f"protokoll-{year}", ListKind.BULLET, tuple(items), is_tight=False)


def _minutes(page: str, meeting: SiteMeeting) -> Iterator[Block]:
    yield Paragraph(f"protokoll-{meeting.stem}", _minutes_line(page, meeting))
    decisions = [
        ListItem((Paragraph(f"beslut-{meeting.stem}-{n}", (Link(text(item.heading), link(page, item.page or "")),)),))
        for n, item in enumerate(meeting.decided, 1)
    ]
    if decisions:
        yield List(f"beslut-{meeting.stem}", ListKind.BULLET, tuple(decisions))


def _minutes_line(page: str, meeting: SiteMeeting, with_body: bool = False) -> tuple[Inline, ...]:
    name = f"{meeting.body_name}: {meeting.name}" if with_body else meeting.name
    to_minutes = Link(text(name), link(page, minutes_file(meeting.stem)))
    if not meeting.decided:
        return (to_minutes,)
    return to_minutes, Text(f", {with_noun(len(meeting.decided), 'beslut', 'beslut')}")
