"""The feed of new minutes (Atom, RFC 4287), and the list of all pages for search engines (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from naravard_docs.meeting.organisation import Organisation
from naravard_docs.site.addresses import FEED, INDEX, absolute, link, minutes_file
from naravard_docs.site.site_meetings import SiteMeeting
from naravard_docs.swedish import slug

LONGEST = 100
"""So many of the latest minutes are in the feed."""

_LONGEST_LABEL = 63
"""Letters of each part of a domain (RFC 1035, 2.3.4)."""

_DAY_OF_FEED = date(2020, 1, 1)
"""A day in the feed's own name, which must stay whatever minutes come or go."""

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PDF = "application/pdf"
_HTML = "text/html"


def feed_bytes(meetings: Sequence[SiteMeeting], organisation: Organisation, address: str) -> bytes:
    """Return the feed of a site, the minutes that changed last first; its days are the minutes' own."""
    ordered = sorted(meetings, key=lambda each: (each.last_changed, each.meeting.date, each.stem), reverse=True)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "sv"})
    _text(feed, "id", _tag(organisation, _DAY_OF_FEED, "protokoll"))
    _text(feed, "title", f"Protokoll från {organisation.name}")
    _text(feed, "updated", _instant(max((each.last_changed for each in ordered), default=_DAY_OF_FEED)))
    _text(SubElement(feed, "author"), "name", organisation.name)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": _address(FEED, address)})
    SubElement(feed, "link", {"rel": "alternate", "type": _HTML, "href": _address(INDEX, address)})
    for each in ordered[:LONGEST]:
        feed.append(_entry(each, organisation, address))
    return _as_bytes(feed)


def sitemap_bytes(pages: Iterable[str], meetings: Sequence[SiteMeeting], address: str) -> bytes:
    """Return the addresses of a site's pages, those of minutes with the day that they were last changed."""
    days = {minutes_file(each.stem): each.last_changed for each in meetings}
    root = Element("urlset", {"xmlns": _SITEMAP})
    for page in sorted(pages):
        place = SubElement(root, "url")
        _text(place, "loc", absolute(address, page))
        if page in days:
            _text(place, "lastmod", days[page].isoformat())
    return _as_bytes(root)


def _entry(meeting: SiteMeeting, organisation: Organisation, address: str) -> Element:
    entry, page = Element("entry"), minutes_file(meeting.stem)
    _text(entry, "id", _tag(organisation, meeting.meeting.date, meeting.stem))
    _text(entry, "title", f"{meeting.body_name}: {meeting.name}")
    _text(entry, "updated", _instant(meeting.last_changed))
    _text(SubElement(entry, "author"), "name", meeting.body_name)
    SubElement(entry, "category", {"term": meeting.meeting.body, "label": meeting.body_name})
    SubElement(entry, "link", {"rel": "alternate", "type": _HTML, "href": _address(page, address)})
    for name, data in sorted(meeting.minutes.files.items()):
        if name == f"{meeting.minutes.piece.name}.pdf":
            href, length = _address(minutes_file(meeting.stem, name), address), str(len(data))
            SubElement(entry, "link", {"rel": "enclosure", "type": _PDF, "length": length, "href": href})
    _text(entry, "summary", "; ".join(item.heading for item in meeting.items) or meeting.name)
    return entry


def _tag(organisation: Organisation, day: date, name: str) -> str:
    """Return what names something for ever, wherever the site is (RFC 4151): by the organisation's domain and a day.

    One that has told no domain is named by a name that no domain has (RFC 2606).
    """
    told = map(_domain, organisation.websites[:1])
    domain = next(filter(None, told), f"{slug(organisation.name, _LONGEST_LABEL) or 'organisation'}.invalid")
    return f"tag:{domain},{day.isoformat()}:{quote(name)}"


def _domain(site: str) -> str:
    """Return the domain of an address as DNS has it, empty for one that has none."""
    try:
        host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
        return host.removeprefix("www.").encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _address(name: str, address: str) -> str:
    return absolute(address, name) if address else link(FEED, name)


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _as_bytes(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
