"""The pages of one meeting: its minutes, and each decision by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from naravard_docs.document.blocks import Heading, Paragraph, Role
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Link, Text, text
from naravard_docs.html.page import HeadLink, PageContext, PageLink
from naravard_docs.html.writer import html_bytes
from naravard_docs.libraries.records import replace
from naravard_docs.site.addresses import FEED, INDEX, SEARCH, absolute, body_page, link, minutes_file
from naravard_docs.site.site_meetings import SiteItem, SiteMeeting
from naravard_docs.style.theme import Theme

ALL, SEARCH_TEXT = "Alla protokoll", "Sök"
ATOM_TYPE = "application/atom+xml"
_KINDS = {".pdf": "PDF", ".docx": "Word"}


class SitePage(Struct, frozen=True):
    """A page of the site before it is written: where it lies, what it says, and what is around that."""

    name: str
    document: Document
    context: PageContext

    def as_html(self, theme: Theme) -> bytes:
        return html_bytes(self.document, theme, self.context)


def pages_of(meeting: SiteMeeting, address: str) -> Iterator[SitePage]:
    """Yield the page of a meeting's minutes, then one for each decision."""
    name = minutes_file(meeting.stem)
    yield SitePage(name, meeting.document, replace(context_of(name, address, meeting), files=tuple(_files(meeting))))
    for item in meeting.decided:
        if item.page is not None:
            yield SitePage(item.page, _decision_document(meeting, item), context_of(item.page, address, meeting))


def context_of(page: str, address: str, meeting: SiteMeeting | None = None) -> PageContext:
    """Return what is around a page: the way to it, the feed, and its own address where that is known."""
    trail = [] if page == INDEX else [PageLink(ALL, link(page, INDEX))]
    if meeting is not None:
        trail.append(PageLink(meeting.body_name, link(page, body_page(meeting.meeting.body))))
    trail += [] if page == SEARCH else [PageLink(SEARCH_TEXT, link(page, SEARCH))]
    links = [HeadLink("alternate", link(page, FEED), ATOM_TYPE, "Nya protokoll")]
    links += [HeadLink("canonical", absolute(address, page))] if address else []
    return PageContext(tuple(trail), (), tuple(links))


def minutes_files(meeting: SiteMeeting) -> dict[str, bytes]:
    """Return the files that lie beside the page of a meeting's minutes, by their places in the site."""
    return {minutes_file(meeting.stem, name): data for name, data in meeting.minutes.files.items()}


def _files(meeting: SiteMeeting) -> Iterator[PageLink]:
    """Yield links to the minutes in other forms, then to attachments, each with its kind and size."""
    page, own = minutes_file(meeting.stem), meeting.minutes.piece.name
    files = meeting.minutes.files
    for name in sorted(files, key=lambda each: (not each.startswith(own), not each.endswith(".pdf"), each)):
        path = PurePosixPath(name)
        kind = _KINDS.get(path.suffix.lower(), path.suffix.removeprefix(".").upper())
        called = "Protokollet" if name.startswith(own) else f"Bilaga {path.name}"
        yield PageLink(f"{called} ({kind}, {_size(files[name])})", link(page, minutes_file(meeting.stem, name)))


def _size(data: bytes) -> str:
    kilobytes = -(-len(data) // 1000)
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB".replace(".", ",")


def _decision_document(meeting: SiteMeeting, item: SiteItem) -> Document:
    """Return an item with its decision as a document by itself, which leads to the minutes that it stands in."""
    whole, page = meeting.document, item.page or ""
    title = f"{item.heading} – {meeting.body_name} {meeting.days}"
    to_minutes = Link(
        text(f"{meeting.name}, {meeting.body_name}"), link(page, minutes_file(meeting.stem), item.section.id)
    )
    letterhead = tuple(block for block in whole.blocks if _is_letterhead(block))
    return replace(
        whole,
        event=None,
        meta=replace(whole.meta, title=title, subject=f"Beslut ur {meeting.name}, {meeting.body_name}"),
        blocks=(
            *letterhead,
            Heading("titel", 1, text(f"Beslut {meeting.days}"), Role.TITLE),
            Paragraph("organ", text(meeting.body_name), Role.SUBTITLE),
            Paragraph("ur", (Text("Ur "), to_minutes), Role.FACTS),
            item.by_itself,
        ),
    )


def _is_letterhead(block: object) -> bool:
    return getattr(block, "role", None) is Role.LETTERHEAD or getattr(block, "id", "") == "brevhuvud.logotyp"
