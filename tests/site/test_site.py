"""``naravard webb``: what is on the site, where, and what happens to files that are no longer, or not, the site's."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from published_site import FIRST, dead_links, files_below, made, meeting, site_of, write_workspace
from small_pdfs import plain_pdf

from naravard_docs.errors import InvalidInputError, Level, WrongUsageError
from naravard_docs.site import site_folder

pytestmark = pytest.mark.slow

MINUTES = {
    "2023-03-24-ks": "2023-03-24-ks-protokoll-publicerat",
    "2024-01-19-ks": "2024-01-19-ks-protokoll-publicerat",
    "2024-02-01 årsmöte": "2024-02-01 årsmöte-protokoll-publicerat",
}
DECISIONS = [
    "beslut/2023-03-24-ks/fardplan-for-cykelvagar.html",
    "beslut/2024-01-19-ks/kulturplan.html",
    "beslut/2024-01-19-ks/val-av-kassor.html",
    "beslut/2024-02-01 årsmöte/fardplan-for-cykelvagar.html",
]


@pytest.fixture
def folder(workspace: WorkspaceFolder) -> WorkspaceFolder:
    return write_workspace(workspace)


def test_what_is_on_the_site(folder: WorkspaceFolder) -> None:
    """Published minutes are there as page, PDF and Word, with each decision; nothing of others, and no link is dead."""
    outcome = made(folder)
    files = site_of(folder)
    minutes = [
        f"protokoll/{stem}/{name}"
        for stem, own in MINUTES.items()
        for name in ("index.html", f"{own}.pdf", f"{own}.docx")
    ]
    (of_year_meeting,) = (name for name in files if name.startswith("organ/arsmote-"))
    lists = ["atom.xml", "index.html", "organ/ks.html", of_year_meeting, "sok.html", "sok.js", site_folder.LIST]
    assert sorted(files) == sorted([*minutes, *DECISIONS, *lists])
    assert dead_links(files) == []
    assert (outcome.minutes, outcome.bodies, outcome.decisions, outcome.waiting) == (3, 2, 4, 1)


def test_a_dead_link_would_be_found(folder: WorkspaceFolder) -> None:
    """The walk through the links is one: a page that is gone, or a place in one, is told."""
    made(folder)
    files = site_of(folder)
    del files[DECISIONS[0]]
    assert len(dead_links(files)) == 2  # from the body's page and the page to search on
    moved = {**site_of(folder), "organ/ks.html": site_of(folder)["organ/ks.html"].replace(b"2023", b"2022")}
    assert any("index.html: organ/ks.html#" in link for link in dead_links(moved))


def test_adjusted_minutes_come_along_when_asked_for(folder: WorkspaceFolder) -> None:
    """What is adjusted and not published is there only when asked for; a draft never is."""
    assert made(folder, with_adjusted=True).minutes == 4
    files = site_of(folder)
    assert "beslut/2024-03-01-ks/fardplan-for-gangvagar.html" in files
    assert not any("2024-04-01" in name for name in files)


def test_one_body_alone(folder: WorkspaceFolder) -> None:
    """A site of some bodies has nothing of others."""
    made(folder, bodies=frozenset({"årsmöte"}))
    files = site_of(folder)
    assert not any("ks" in name for name in files)
    assert dead_links(files) == []


def test_the_same_meetings_give_the_same_bytes(folder: WorkspaceFolder, tmp_path: Path) -> None:
    """Into another folder, and again into the same one where nothing is written then."""
    made(folder)
    made(folder, target=tmp_path / "annan")
    assert files_below(tmp_path / "annan") == site_of(folder)
    again = made(folder)
    assert (again.written, again.removed) == (0, 0)


def test_addresses_stay_when_others_come(folder: WorkspaceFolder) -> None:
    """A decision has its address, and says the same there, when another meeting or another item is added before it."""
    made(folder)
    before = site_of(folder)
    items = FIRST.replace("ärenden:\n", "ärenden:\n  - rubrik: Nytt\n    beslut: [pröva nytt]\n")
    more = "justering: 2023-04-02 Kommunhuset\n"
    folder.write_meeting(meeting("ks", "2023-03-24", items, first=6, more=more), "2023-03-24-ks.yaml")
    folder.write_meeting(meeting("ks", "2022-05-05", FIRST), "2022-05-05-ks.yaml")
    made(folder)
    after = site_of(folder)
    assert before.keys() <= after.keys()
    assert "anta färdplanen" in after[DECISIONS[0]].decode()
    assert [after[name] for name in DECISIONS[1:]] == [before[name] for name in DECISIONS[1:]]


def test_withdrawn_minutes_go(folder: WorkspaceFolder) -> None:
    """Pages, files and folders of minutes that are published no longer are taken away; what is not the site's stays."""
    made(folder)
    root = folder.root / "output/webb"
    (root / "robots.txt").write_text("User-agent: *\n")
    (root / "protokoll/2023-03-24-ks/egen.txt").write_text("egen")
    path = folder.root / "meetings/2024-02-01 årsmöte.yaml"
    path.write_text(path.read_text("utf-8").replace("publicerat", "justerat"), "utf-8")
    (folder.root / "meetings/2023-03-24-ks.yaml").unlink()
    outcome = made(folder)
    files = site_of(folder)
    assert outcome.removed == 9
    assert files["robots.txt"] == b"User-agent: *\n"
    assert [name for name in files if "2023-03-24" in name or "årsmöte" in name] == ["protokoll/2023-03-24-ks/egen.txt"]
    assert not (root / "protokoll/2024-02-01 årsmöte").exists()
    assert dead_links(files) == []


def test_attachments_lie_beside_the_minutes(folder: WorkspaceFolder) -> None:
    """A PDF attachment is the very file, and the page of the minutes leads to it."""
    folder.write("meetings/bilagor/plan för vägar.pdf", plain_pdf())
    items = FIRST.replace("    beslut:", "    bilagor: [{fil: bilagor/plan för vägar.pdf, titel: Plan}]\n    beslut:")
    folder.write_meeting(meeting("ks", "2022-05-05", items), "2022-05-05-ks.yaml")
    made(folder)
    files = site_of(folder)
    assert files["protokoll/2022-05-05-ks/bilagor/plan för vägar.pdf"] == plain_pdf()
    page = files["protokoll/2022-05-05-ks/index.html"].decode()
    assert ">Bilaga plan för vägar.pdf (PDF, " in page
    assert dead_links(files) == []


def test_two_meetings_at_one_address_are_refused(folder: WorkspaceFolder) -> None:
    """Both files are named, and nothing is written."""
    folder.write_meeting(meeting("ks", "2023-03-24", FIRST), "2023-03-24-KS.yml")
    with pytest.raises(WrongUsageError, match=r"2023-03-24-KS\.yml och .*2023-03-24-ks\.yaml skulle få samma sida"):
        made(folder)
    assert site_of(folder) == {}


def test_a_copy_of_published_minutes_is_told(folder: WorkspaceFolder) -> None:
    """A copy that is kept among the meetings would put the same minutes on the site once more."""
    assert not [problem for problem in made(folder).problems if "samma dag" in problem.message]
    original = next(iter(sorted((folder.root / "meetings").glob("*.yaml"))))
    (original.parent / f"Kopia av {original.name}").write_bytes(original.read_bytes())
    told = [problem.message for problem in made(folder).problems if "samma dag" in problem.message]
    assert len(told) == 1
    assert original.name in told[0]
    assert f"Kopia av {original.name}" in told[0]


def test_a_site_of_nothing_says_so(workspace: WorkspaceFolder) -> None:
    """Where nothing is published there is a site that says so, and a warning; pages of before are gone."""
    write_workspace(workspace)
    made(workspace)
    for path in (workspace.root / "meetings").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("status: publicerat", "status: justerat"), "utf-8")
    outcome = made(workspace)
    assert sorted(site_of(workspace)) == sorted(["atom.xml", "index.html", "sok.html", "sok.js", site_folder.LIST])
    assert "Inga protokoll är publicerade." in site_of(workspace)["index.html"].decode()
    assert [problem.level for problem in outcome.problems] == [Level.WARNING]


def test_faults_of_what_is_published_stop_it(folder: WorkspaceFolder) -> None:
    """Everything that is wrong in published meetings is told at once, and nothing is written; a draft may have any."""
    for name in ("2023-03-24-ks", "2024-01-19-ks"):
        path = folder.root / f"meetings/{name}.yaml"
        path.write_text(path.read_text("utf-8") + "okänd: 1\n", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        made(folder)
    assert len({problem.place.file for problem in caught.value.problems if problem.is_error and problem.place}) == 2
    assert site_of(folder) == {}
