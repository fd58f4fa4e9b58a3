"""``naravard webb``: its options, what it says, and what it answers."""

from __future__ import annotations

import pytest
from command import Run
from conftest import WorkspaceFolder
from published_site import made, write_workspace

from naravard_docs.errors import ExitCode


@pytest.fixture
def folder(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    monkeypatch.chdir(write_workspace(workspace).root)
    return workspace


@pytest.mark.slow
def test_what_is_said(folder: WorkspaceFolder, run: Run) -> None:
    """The first page on stdout; on stderr what was left out or replaced, what there is, and what waits."""
    answer = run("webb")
    assert (answer.code, answer.lines) == (0, ["output/webb/index.html"])
    assert "varning: Telefonnumret «070-123 45 67» ersätts med [borttaget]" in answer.err
    assert "innehållet i 1 ärende är utelämnat: § 2 (OSL 26:1)" in answer.err
    assert "klart: 3 protokoll, 2 organ, 4 beslut; 19 filer är nya eller ändrade" in answer.err
    assert "1 protokoll är justerat och inte publicerat, så det är inte med (--justerat tar med det)" in answer.err
    again = run("webb", "--tyst")
    assert "varning: Telefonnumret" in again.err
    assert "klart" not in again.err


@pytest.mark.slow
def test_only_a_body(folder: WorkspaceFolder, run: Run) -> None:
    """Of one body, into another folder, with its address."""
    answer = run("webb", "årsmöte", "--till", "ut", "--adress", "https://exempel.se/p/")
    assert (answer.code, answer.lines) == (0, ["ut/index.html"])
    assert "https://exempel.se/p/sok.html" in (folder.root / "ut/sitemap.xml").read_text("utf-8")
    assert 'rel="canonical" href="https://exempel.se/p/index.html"' in (folder.root / "ut/index.html").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    "address", ["exempel.se", "ftp://exempel.se", "https://", "https://a b.se", "https://a.se/?x", "http://[a"]
)
def test_what_is_no_address(folder: WorkspaceFolder, run: Run, address: str) -> None:
    """It is refused as wrong usage, and nothing is written."""
    answer = run("webb", "--adress", address)
    assert answer.code == ExitCode.USAGE
    assert "är ingen adress till en webbplats" in answer.err
    assert not (folder.root / "output").exists()


def test_an_unknown_body(folder: WorkspaceFolder, run: Run) -> None:
    """It is told with the likeliest."""
    answer = run("webb", "årsmöt")
    assert answer.code == ExitCode.USAGE
    assert "menade du «årsmöte»?" in answer.err


def test_a_folder_without_meetings(tmp_path: object, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no workspace it says what to do."""
    monkeypatch.chdir(str(tmp_path))
    answer = run("webb")
    assert answer.code == ExitCode.USAGE
    assert "naravard starta" in answer.err


@pytest.mark.slow
def test_verifiera_and_kontrollera_take_no_notice(folder: WorkspaceFolder, run: Run) -> None:
    """The site in output/ is no meeting's folder."""
    before = run("kontrollera", "--tyst")
    made(folder)
    assert run("kontrollera", "--tyst") == before
    assert "webb" not in run("verifiera").err


@pytest.mark.parametrize(
    "target", [".", "..", "output", "meetings", "templates/webb", "arkiv/2024", "output/2024-03-20-bun"]
)
def test_a_folder_with_more_than_the_site(folder: WorkspaceFolder, run: Run, target: str) -> None:
    """Who puts that folder on the web would publish drafts and secrets: it is refused, and nothing is written."""
    (folder.root / "output/2024-03-20-bun").mkdir(parents=True)
    (folder.root / "output/2024-03-20-bun/manifest.json").write_bytes(b"{}")
    answer = run("webb", "--till", target)
    assert answer.code == ExitCode.USAGE
    assert "ligger annat ur arbetsytan" in answer.err
    assert "--till" in answer.err
    assert not (folder.root / target / "index.html").exists()
