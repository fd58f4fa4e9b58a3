"""What the tests share: a workspace in a temporary folder and ways to put files into it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from naravard_docs.builder.build import BuildOptions, build_meeting
from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.workspace.load import LoadedMeeting, load_meeting

if TYPE_CHECKING:
    from browser import Chromium
    from command import Run
    from oauth_office import Setup
    from planning import Planner


settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=150)
settings.register_profile("quick", settings.get_profile("same-every-time"), max_examples=30)  # «make check»
settings.load_profile("same-every-time")

TESTS = Path(__file__).resolve().parent
REPOSITORY = TESTS.parent
ROOMS = {path.parent for path in TESTS.glob("*/test_*.py")}
sys.path += map(str, sorted(ROOMS))  # so that tests can take from those of other rooms by name
IN_ONE_PROCESS = {
    f"tests/{name}": judge
    for judge, names in {
        "veraPDF": (
            "test_coordinators_loop.py",
            "test_families.py",
            "test_signed_verapdf.py",
            "test_verapdf.py",
            "word/test_word_validator.py",
            "style/test_foreign_pictures.py",
        ),
        "LibreOffice": (
            "test_labels.py",
            "test_tools.py",
            "sheet/test_sheets_in_office.py",
            "builder/test_word_comparison_drawn.py",
        ),
    }.items()
    for name in names
}
"""Files of tests that share what is dear: the hard documents, and the one start of a judge for all that it judges."""

HEAD = "organ: systemledning\ndatum: 2023-03-24\n"
"""The least that a meeting is: what a test adds begins on line 3."""


@dataclass(frozen=True)
class WorkspaceFolder:
    """A workspace with ``meetings/``; templates that it lacks are the program's own, which know no bodies."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, named relative to the workspace, and return its path."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def write_template(self, name: str, content: str | bytes) -> Path:
        return self.write(f"templates/{name}", content)

    def write_meeting(self, content: str | bytes, name: str = "2023-03-24-systemledning.yaml") -> Path:
        return self.write(f"meetings/{name}", content)

    def load(self, content: str | bytes) -> LoadedMeeting:
        """Read a meeting with the given content."""
        return load_meeting(self.write_meeting(content))

    def problems(self, content: str | bytes) -> tuple[Problem, ...]:
        """Return what makes a meeting with the given content invalid, without what is only remarked on."""
        with pytest.raises(InvalidInputError) as caught:
            self.load(content)
        return tuple(problem for problem in caught.value.problems if problem.is_error)


def known_workspace(root: Path) -> WorkspaceFolder:
    """Return a workspace with the examples' bodies, lists, contacts and letterhead, and no standing texts of its own.

    Its bodies name no principals, so that a test can have lists of its own.
    """
    folder = WorkspaceFolder(root)
    for name in ("organisation.yaml", "organ.yaml", "personer.yaml", "sandlistor.yaml"):
        lines = (REPOSITORY / "templates" / name).read_text("utf-8").splitlines(keepends=True)
        folder.write_template(name, "".join(line for line in lines if "huvudmän: lanets-huvudman" not in line))
    return folder


class Scheduling(LoadFileScheduling):
    """A file of tests stays in one process, and some files are one."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return IN_ONE_PROCESS.get(file, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling | None:
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(autouse=True)
def _as_wide_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tables be as wide as they need; the runner of parallel tests sets a width of its own."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def _coloured_as_the_test_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the one who runs the tests wants of colours."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to open files in other programs: a test that means it puts its own function there."""

    def refuse(url: str, *_: object, **__: object) -> int:
        raise AssertionError(f"a test opens {url}")

    monkeypatch.setattr("click.launch", refuse)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""
    from command import runner

    return runner(capsys)


@pytest.fixture
def workspace(tmp_path: Path) -> WorkspaceFolder:
    """A workspace with an attachment, a folder among the attachments, and the examples' bodies and lists."""
    folder = known_workspace(tmp_path / "arbetsyta")
    folder.write("meetings/bilagor/bilaga.md", "# En bilaga\n\nText.\n")
    folder.write("meetings/bilagor/bild.png", b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture
def june(workspace: WorkspaceFolder) -> Path:
    """A meeting whose minutes were adopted in June and built then (``june``)."""
    from june import BODY, MEETING, MINUTES, STEM

    workspace.write_template("organisation.yaml", "namn: Länet\n")
    workspace.write_template("organ.yaml", BODY)
    workspace.write("meetings/bilagor/plan.md", "# Planen\n\nDen är god.\n")
    path = workspace.write_meeting(MEETING, f"{STEM}.yaml")
    assert build_meeting(path, MINUTES).exit_code == 0
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example workspace with everything built in its output/; tests read it and change nothing."""
    from made import copy_examples

    root = copy_examples(tmp_path_factory.mktemp("byggt"))
    for path in sorted((root / "meetings").glob("*.yaml")):
        assert build_meeting(path, BuildOptions()).exit_code == 0
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """Chromium, which opens files and addresses on loopback (``browser``); tests that use it are slow."""
    from browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example workspace, with the test standing in it."""
    from made import copy_examples

    root = copy_examples(tmp_path / "arbetsyta")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def planner(workspace: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch) -> Planner:
    """A workspace where meetings are planned, with the test standing in it on a day in January 2027 (``planning``)."""
    from planning import Planner

    return Planner(workspace, run, monkeypatch)


@pytest.fixture
def oauth(
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Setup]:
    """An office whose mail server knows no passwords, and where nobody has logged in yet."""
    from oauth_office import a_passwordless_office

    with a_passwordless_office(examples, tmp_path, monkeypatch, capsys, caplog) as setup:
        yield setup
