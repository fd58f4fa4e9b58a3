"""What is withheld is in no layer of any file of a site, and what has it after all is never written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from command import Run
from conftest import WorkspaceFolder
from published_site import FIRST, SECRET_WORDS, made, meeting, site_of, write_workspace

from naravard_docs.builder.output_check import OutputCheckError
from naravard_docs.check.layers import file_layers
from naravard_docs.errors import ExitCode, InvalidInputError
from naravard_docs.site import build, list_pages, minutes_pages, search_page

pytestmark = pytest.mark.slow


def layers_with(files: dict[str, bytes], words: tuple[str, ...]) -> list[str]:
    """Return each layer of any file that has one of some words, as «file: layer»."""
    return [
        f"{name}: {layer.name}"
        for name, data in files.items()
        for layer in file_layers(data)
        if any(word in layer.text.casefold() for word in words)
    ]


def test_nothing_withheld_is_anywhere(workspace: WorkspaceFolder) -> None:
    """Not in headings, votes, attachments, addresses, the feed, JSON-LD or what is searched in; what is public is."""
    made(write_workspace(workspace))
    files = site_of(workspace)
    assert layers_with(files, SECRET_WORDS) == []
    assert layers_with(files, ("070-123", "0701234567")) == []
    found = {line.partition(":")[0] for line in layers_with(files, ("placering av ett barn",))}
    assert found >= {"atom.xml", "sok.html", "protokoll/2024-01-19-ks/index.html"}
    assert not any(word in name.casefold() for name in files for word in SECRET_WORDS)


def _in_summary(text: str) -> Callable[..., bytes]:
    feed = build.feed_bytes
    return lambda *given: feed(*given).replace(b"Kulturplan", text.encode())


def _in_search(text: str) -> Callable[..., bytes]:
    page = search_page.search_page
    return lambda *given: page(*given).replace(b"Kulturplan", text.encode())


LEAKS: dict[str, tuple[object, str, object]] = {
    "in the feed": (build, "feed_bytes", _in_summary("Zebrafink")),
    "in the page to search on": (build, "search_page", _in_search("bor hos Vadarsvan")),
    "in its JSON": (search_page, "_unseen", lambda item: "Kornknarr"),
    "in a list": (list_pages, "FEED_TEXT", "Sumphöna"),
    "around a page": (minutes_pages, "ALL", "ansökt om umgänge"),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_never_written(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch, run: Run, leak: str
) -> None:
    """Wherever a fault of the program's own would put it: nothing is written, and the answer is 4."""
    write_workspace(workspace)
    owner, name, value = LEAKS[leak]
    monkeypatch.setattr(owner, name, value)  # type: ignore[arg-type]
    monkeypatch.chdir(workspace.root)
    answer = run("webb")
    assert answer.code == ExitCode.CHECK, answer.err
    assert "något som inte får publiceras står i filen" in answer.err
    assert layers_with({"": answer.err.encode()}, SECRET_WORDS) == []
    assert site_of(workspace) == {}


def test_a_site_of_before_stays_when_one_is_refused(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there is left as it was."""
    made(write_workspace(workspace))
    before = site_of(workspace)
    monkeypatch.setattr(build, "feed_bytes", _in_summary("Zebrafink"))
    with pytest.raises(OutputCheckError):
        made(workspace)
    assert site_of(workspace) == before


NUMBERS = {
    "in a text": FIRST.replace("André", "André, 850101-1236"),
    "in a heading": FIRST.replace("cykelvägar", "850101-1236"),
    "in a vote": FIRST + "    omröstningar: [{ja: [Bo 850101-1236 (S)], nej: 0}]\n",
}


@pytest.mark.parametrize("where", NUMBERS)
def test_a_personnummer_stops_it(workspace: WorkspaceFolder, where: str) -> None:
    """Of minutes that are published and of those that are to come along; it is told with its place."""
    write_workspace(workspace)
    workspace.write_meeting(meeting("ks", "2023-05-05", NUMBERS[where], "justerat", 20), "2023-05-05-ks.yaml")
    made(workspace)
    before = site_of(workspace)
    with pytest.raises(InvalidInputError) as caught:
        made(workspace, with_adjusted=True)
    assert any(problem.rule == "NV801" and problem.place for problem in caught.value.problems)
    assert site_of(workspace) == before


def test_minutes_that_become_secret_are_renewed(workspace: WorkspaceFolder) -> None:
    """An item that is put under secrecy later loses its page, and its words are gone from all the others."""
    made(write_workspace(workspace))
    path = workspace.root / "meetings/2024-01-19-ks.yaml"
    secret = "rubrik: Kulturplan\n    sekretess: OSL 26:1\n    offentlig_rubrik: Plan"
    path.write_text(path.read_text("utf-8").replace("rubrik: Kulturplan", secret), "utf-8")
    made(workspace)
    assert layers_with(site_of(workspace), ("kulturplan",)) == []
