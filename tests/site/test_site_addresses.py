"""Where pages lie: by what they are about, in names that every disk and server takes."""

from __future__ import annotations

import pytest

from naravard_docs.site.addresses import absolute, body_page, decision_pages, link


def test_decisions_lie_by_their_headings() -> None:
    """Each has a page of its own; one that has the heading of an earlier one comes after it."""
    headings = ("Färdplan 2024", "§§", "Val", "Färdplan, 2024", "Nul", "…")
    assert [page.rpartition("/")[2] for page in decision_pages("2024-01-19-ks", headings)] == [
        "fardplan-2024.html",
        "beslut.html",
        "val.html",
        "fardplan-2024-2.html",
        "nul-beslut.html",
        "beslut-2.html",
    ]


def test_bodies_lie_by_their_keys() -> None:
    """A key that is no address as it stands is told from those that look like it."""
    assert body_page("bun") == "organ/bun.html"
    assert body_page("Årsmöte/1") != body_page("arsmote-1")
    assert body_page("Årsmöte/1").startswith("organ/arsmote-1-")


@pytest.mark.parametrize(
    ("page", "to", "fragment", "address"),
    [
        ("index.html", "sok.html", "", "sok.html"),
        ("beslut/a/val.html", "protokoll/a/index.html", "ärende-4", "../../protokoll/a/index.html#%C3%A4rende-4"),
        ("sok.html", "protokoll/1 #?%/index.html", "", "protokoll/1%20%23%3F%25/index.html"),
    ],
)
def test_links_are_relative(page: str, to: str, fragment: str, address: str) -> None:
    """A link holds wherever the folder lies, whatever signs are in names."""
    assert link(page, to, fragment) == address


def test_an_address_where_the_site_is() -> None:
    """It has one slash between site and page."""
    assert absolute("https://exempel.se/p/", "organ/å.html") == "https://exempel.se/p/organ/%C3%A5.html"
