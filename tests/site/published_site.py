"""A workspace of two bodies with minutes of two years, and the site that is made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from conftest import WorkspaceFolder

from naravard_docs.site.build import build_site
from naravard_docs.site.options import SiteOptions, SiteOutcome

ORGANISATION = "namn: Kallbäckens kommun\nwebbplatser: www.kallbacken.se\n"
BODIES = """\
ks:
  namn: Kommunstyrelsen
  profil: samverkansorgan
  ordval: {numrering: paragraf}
årsmöte:
  namn: Älvdalens årsmöte
  profil: samverkansorgan
"""
PEOPLE = "närvarande: [{grupp: Närvarande, personer: [Cia Dahl, Örjan Åh]}]\n"
FIRST = """\
ärenden:
  - rubrik: Färdplan för cykelvägar
    diarienummer: KS 2023/7
    text: Idén är Örnsköldsviks. Skribenten heter André.
    beslut: [anta färdplanen, ge Cia Dahl i uppdrag att mäta vägarna]
  - rubrik: Rapport om snöröjning
    text: Kvarnvägen plogas först.
"""
SECRET = """\
ärenden:
  - rubrik: Kulturplan
    beslut: [anta kulturplanen]
  - rubrik: Ärendet om Zebrafink
    offentlig_rubrik: Placering av ett barn
    sekretess: OSL 26:1
    text: Zebrafink bor hos Vadarsvan, och Kornknarr har ansökt om umgänge.
    beslut: [placera Zebrafink]
    omröstningar: [{ja_för: Bifall till Kornknarr, ja: [Cia Dahl, Örjan Åh], nej: 0}]
    bilagor: [{fil: bilagor/zebrafink.md, titel: Utredning om Zebrafink}]
  - rubrik: Övrigt
    text: Ring 070-123 45 67.
    delärenden:
      - rubrik: Val av kassör
        beslut: [välja Örjan Åh]
"""
SECRET_WORDS = ("zebrafink", "vadarsvan", "kornknarr", "umgänge", "sumphöna")


def meeting(body: str, day: str, items: str, status: str = "publicerat", first: int = 1, more: str = "") -> str:
    section = f"start_paragraf: {first}\n" if body == "ks" else ""
    return f"organ: {body}\ndatum: {day}\nstatus: {status}\n{section}{more}{PEOPLE}{items}"


def write_workspace(workspace: WorkspaceFolder) -> WorkspaceFolder:
    """Write minutes of two bodies and two years: four are published, one is adjusted, and one a draft with faults."""
    workspace.write_template("organisation.yaml", ORGANISATION)
    workspace.write_template("organ.yaml", BODIES)
    workspace.write("meetings/bilagor/zebrafink.md", "# Sumphöna\n\nSumphöna är Zebrafinks kontaktperson.\n")
    approved = "justering: 2023-04-02 Kommunhuset\n"
    workspace.write_meeting(meeting("ks", "2023-03-24", FIRST, first=7, more=approved), "2023-03-24-ks.yaml")
    workspace.write_meeting(meeting("ks", "2024-01-19", SECRET), "2024-01-19-ks.yaml")
    workspace.write_meeting(meeting("årsmöte", "2024-02-01", FIRST), "2024-02-01 årsmöte.yaml")
    adjusted = FIRST.replace("cykelvägar", "gångvägar")
    workspace.write_meeting(meeting("ks", "2024-03-01", adjusted, "justerat", 9), "2024-03-01-ks.yaml")
    workspace.write_meeting(meeting("ks", "2024-04-01", "ärenden: [{}]\n", "utkast"), "2024-04-01-ks.yaml")
    return workspace


def made(workspace: WorkspaceFolder, **options: Any) -> SiteOutcome:
    return build_site(workspace.root, SiteOptions(**options))


def site_of(workspace: WorkspaceFolder) -> dict[str, bytes]:
    """Return the files of the site as they lie on the disk, by their places in it."""
    return files_below(workspace.root / "output/webb")


def files_below(root: Path) -> dict[str, bytes]:
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


class _Page(HTMLParser):
    """Gathers the ids of a page and all addresses that it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.addresses.append(value)


def dead_links(files: Mapping[str, bytes]) -> list[str]:
    """Return every link of pages and feed to a file, or a place in one, that is not there."""
    pages = {name: _Page(data.decode()) for name, data in files.items() if name.endswith(".html")}
    links = [(name, address) for name, page in pages.items() for address in page.addresses]
    feed = files["atom.xml"].decode()
    links += [("atom.xml", address) for address in re.findall(r'href="([^"]*)"', feed)]
    return [f"{name}: {address}" for name, address in links if _is_dead(name, address, files, pages)]


def _is_dead(name: str, address: str, files: Mapping[str, bytes], pages: Mapping[str, _Page]) -> bool:
    parts = urlsplit(address)
    if parts.scheme in ("https", "mailto", "data"):
        return False
    to = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
    place = unquote(parts.fragment)
    return to not in files or bool(place and place not in pages[to].ids)
