"""The feed is one by RFC 4287: what is asked of it is there once, its days are the minutes' own, and its ids stay."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from conftest import WorkspaceFolder, known_workspace
from published_site import write_workspace

from naravard_docs.meeting.organisation import Organisation
from naravard_docs.site.feed import feed_bytes, sitemap_bytes
from naravard_docs.site.options import SiteOptions
from naravard_docs.site.site_meetings import SiteMeeting, read_site_meetings
from naravard_docs.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://protokoll.kallbacken.se/möten"
OWNER = Organisation.model_validate({"namn": "Kallbäckens kommun", "webbplatser": "www.kallbäcken.se"})


@cache
def meetings() -> tuple[SiteMeeting, ...]:
    with TemporaryDirectory() as folder:
        workspace: WorkspaceFolder = write_workspace(known_workspace(Path(folder) / "yta"))
        return read_site_meetings(Workspace(workspace.root), SiteOptions()).meetings


def parsed(address: str = "", chosen: tuple[SiteMeeting, ...] | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(feed_bytes(meetings() if chosen is None else chosen, OWNER, address))


def said(element: ElementTree.Element, name: str) -> str:
    """Return what an element that is to be there once says."""
    (found,) = element.findall(f"{ATOM}{name}")
    return (found.text or "").strip()


def test_a_feed_has_what_it_must() -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated once each, an author, and a page for each entry."""
    feed = parsed()
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for each in (feed, *entries):
        assert said(each, "id") and said(each, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said(each, "updated"))  # RFC 3339
        (author,) = each.findall(f"{ATOM}author")
        assert said(author, "name")
        assert [link.get("type") for link in each.findall(f"{ATOM}link") if link.get("rel") == "alternate"] == [
            "text/html"
        ]
    ids = [said(each, "id") for each in (feed, *entries)]
    assert len(set(ids)) == 4
    tag = r"tag:xn--kallbcken-z2a\.se,\d{4}-\d\d-\d\d:[\w%.-]+"  # RFC 4151
    assert [each for each in ids if not re.fullmatch(tag, each)] == []
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"


def test_days_are_the_minutes_own() -> None:
    """Minutes changed last on the day that they were adjusted, else on the meeting's; the last ones are first."""
    days = [said(entry, "updated")[:10] for entry in parsed().findall(f"{ATOM}entry")]
    assert days == ["2024-02-01", "2024-01-19", "2023-04-02"]
    assert said(parsed(), "updated")[:10] == days[0]


def test_ids_stay() -> None:
    """Neither other meetings, nor where the site is, change the id of feed or entries."""
    whole = {said(entry, "title"): said(entry, "id") for entry in parsed().findall(f"{ATOM}entry")}
    fewer = parsed(ADDRESS, meetings()[1:])
    assert said(fewer, "id") == said(parsed(), "id")
    for entry in fewer.findall(f"{ATOM}entry"):
        assert whole[said(entry, "title")] == said(entry, "id")


def test_addresses_are_whole_where_the_site_has_one() -> None:
    """Else they are relative to the feed; signs that addresses do not have are written as they must be."""
    found = [link.get("href", "") for link in parsed(ADDRESS).iter(f"{ATOM}link")]
    assert all(each.startswith(f"{ADDRESS}/") for each in found)
    assert f"{ADDRESS}/protokoll/2024-02-01%20%C3%A5rsm%C3%B6te/index.html" in found
    relative = [link.get("href", "") for link in parsed().iter(f"{ATOM}link")]
    assert relative == [each.removeprefix(f"{ADDRESS}/") for each in found]


def test_the_pdf_goes_with_an_entry() -> None:
    """RFC 4287, 4.2.7: an enclosure tells its type and length."""
    enclosures = [link for link in parsed().iter(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert [link.get("type") for link in enclosures] == ["application/pdf"] * 3
    lengths = {
        str(len(data)) for each in meetings() for name, data in each.minutes.files.items() if name.endswith("pdf")
    }
    assert {link.get("length") for link in enclosures} == lengths


def test_a_feed_of_nothing_is_one() -> None:
    """A site without minutes has a feed without entries, with all that a feed must have."""
    feed = parsed("", ())
    assert said(feed, "id") and said(feed, "title") and said(feed, "updated")


def test_an_organisation_without_a_domain() -> None:
    """It is named by one that nobody has (RFC 2606)."""
    owner = Organisation.model_validate({"namn": "Länet, norr"})
    feed = ElementTree.fromstring(feed_bytes(meetings(), owner, ""))
    assert said(feed, "id") == "tag:lanet-norr.invalid,2020-01-01:protokoll"


def test_all_pages_are_in_the_sitemap() -> None:
    """Each with its whole address, minutes with the day of their last change."""
    pages = ("index.html", "protokoll/2023-03-24-ks/index.html")
    root = ElementTree.fromstring(sitemap_bytes(pages, meetings(), ADDRESS))
    told = [[element.text for element in place] for place in root]
    assert told == [[f"{ADDRESS}/index.html"], [f"{ADDRESS}/{pages[1]}", "2023-04-02"]]


@pytest.mark.parametrize(
    ("websites", "domain"),
    [
        ([], r"samverkansnamnden-for-kunskapsstyrning-inom-halso-och-sjukvard\.invalid"),
        (["https://exempel..se"], r"samverkansnamnden-[a-z-]+\.invalid"),
        (["http://[::1"], r"samverkansnamnden-[a-z-]+\.invalid"),
        ([f"https://{'a' * 64}.se"], r"samverkansnamnden-[a-z-]+\.invalid"),
    ],
)
def test_a_long_name_or_an_odd_address_is_no_obstacle(websites: list[str], domain: str) -> None:
    """No part of a domain has more than 63 letters, and what is no domain names nothing."""
    name = "Samverkansnämnden för kunskapsstyrning inom hälso- och sjukvård i Uppsala-Örebro"
    owner = Organisation.model_construct(name=name, websites=tuple(websites))
    feed = ElementTree.fromstring(feed_bytes((), owner, ""))
    assert re.fullmatch(rf"tag:{domain},2020-01-01:protokoll", said(feed, "id"))
