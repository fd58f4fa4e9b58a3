"""What has not changed is left alone; whatever has changed is built again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from answering import REFERENCE
from conftest import WorkspaceFolder
from made import LETTER_STEM, copy_examples
from test_follows_up import ANSWERS, following

from naravard_docs.builder import manifest
from naravard_docs.builder.build import build_all, build_meeting
from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind, Format
from naravard_docs.errors import ExitCode
from naravard_docs.libraries.records import replace
from naravard_docs.workspace.folders import FileCache

MEETING = """\
organ: systemledning
datum: 2023-03-24
närvarande:
  - grupp: Alla
    personer: [Eva Berg]
ärenden:
  - rubrik: Ett
    text: Ord.
bilagor: [bilagor/bilaga.md]
"""
ORDER = BuildOptions()


@pytest.fixture
def meeting(workspace: WorkspaceFolder) -> Path:
    """A meeting that has been built, in a workspace with a template of its own."""
    workspace.write_template("organisation.yaml", "namn: Region Exempel\n")
    path = workspace.write_meeting(MEETING)
    assert build(path).exit_code is ExitCode.DONE
    return path


def build(path: Path, order: BuildOptions = ORDER) -> BuildOutcome:
    return build_meeting(path, order)


def pdf_of(path: Path) -> Path:
    return path.parents[1] / "output" / path.stem / f"{path.stem}-protokoll.pdf"


def test_unchanged_meeting_is_left_alone(meeting: Path) -> None:
    """No file is written again, and what was told is told again."""
    before = pdf_of(meeting).stat()
    again = build(meeting)
    assert again.is_unchanged
    assert pdf_of(meeting).stat().st_mtime_ns == before.st_mtime_ns
    forced = build(meeting, replace(ORDER, is_forced=True))
    assert not forced.is_unchanged
    assert replace(again, is_unchanged=False) == forced


def test_warnings_are_told_again_with_their_places(workspace: WorkspaceFolder) -> None:
    """A meeting with remarks is left alone, too, and its remarks are not lost."""
    path = workspace.write_meeting(MEETING.replace("text: Ord.", "text: Ord #5 är ett"))
    first, second = build(path), build(path)
    assert second.is_unchanged
    assert first.problems == second.problems
    assert any(problem.place is not None for problem in second.problems)


def test_recipients_without_an_address_are_told_again_with_their_places(tmp_path: Path) -> None:
    """A meeting that is left alone names whoever cannot be reached, each with its line in the list."""
    path = copy_examples(tmp_path) / "meetings" / f"{LETTER_STEM}.yaml"
    order = BuildOptions(frozenset({DocumentKind.MAIL}))
    first, second = build(path, order), build(path, order)
    assert second.is_unchanged
    assert first.unreachable == second.unreachable
    told = [(each.name, each.place.source_line.strip()) for each in second.unreachable if each.place is not None]
    assert told == [("Åsele kommun", "- nyckel: asele"), ("Region Västerbotten", "- nyckel: region-vasterbotten")]


CHANGES: dict[str, Callable[[WorkspaceFolder, Path], object]] = {
    "the meeting": lambda _, path: path.write_text(MEETING.replace("Ord", "Andra ord")),
    "an attachment": lambda folder, _: folder.write("meetings/bilagor/bilaga.md", "# En annan bilaga\n"),
    "a template": lambda folder, _: folder.write_template("organisation.yaml", "namn: Region Annan\n"),
    "a new template": lambda folder, _: folder.write_template("rekommendation.md", "Hej {{ organ }}\n"),
    "a built file": lambda _, path: pdf_of(path).write_bytes(b"%PDF-1.7"),
    "a lost file": lambda _, path: pdf_of(path).unlink(),
    "a lost manifest": lambda _, path: (pdf_of(path).parent / "manifest.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_built(
    workspace: WorkspaceFolder, meeting: Path, change: Callable[[WorkspaceFolder, Path], object]
) -> None:
    """Whatever the files are made of, a change of it builds them again, once."""
    change(workspace, meeting)
    again = build(meeting)
    assert again.exit_code is ExitCode.DONE
    assert not again.is_unchanged
    assert build(meeting).is_unchanged


def test_another_version_builds_again(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of another version may give other bytes."""
    manifest.library_versions.cache_clear()
    monkeypatch.setattr(manifest, "installed_versions", lambda: {"reportlab": "1.0"})
    try:
        assert not build(meeting).is_unchanged
    finally:
        manifest.library_versions.cache_clear()


def test_another_order_is_built(meeting: Path) -> None:
    """What was built for one order proves nothing of another; each is left alone once it has been built."""
    other = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.PDF,))
    assert not build(meeting, other).is_unchanged
    assert build(meeting, other).is_unchanged
    assert build(meeting).is_unchanged
    assert not build(meeting, replace(other, is_checked=False)).is_unchanged


def test_unchanged_tells_of_a_broken_manifest_as_building_does(meeting: Path) -> None:
    """A manifest that cannot be read is told, not passed over."""
    (pdf_of(meeting).parent / "manifest.json").write_text("{")
    assert build(meeting).exit_code is ExitCode.FILES


def test_manifest_that_lies_about_its_builds_proves_nothing(meeting: Path) -> None:
    """An entry of another form is as none."""
    path = pdf_of(meeting).parent / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["byggen"][0]["sagt"] = {}
    path.write_text(json.dumps(data), encoding="utf-8")
    assert not build(meeting).is_unchanged


def test_workers_get_only_what_has_changed(workspace: WorkspaceFolder, meeting: Path) -> None:
    """In parallel, too, outcomes come in the order asked for, and the unchanged are left alone."""
    other = workspace.write_meeting(MEETING.replace("03-24", "03-25"), "2023-03-25-systemledning.yaml")
    told = list(build_all([other, meeting], ORDER, jobs=2))
    assert [outcome.is_unchanged for outcome in told] == [False, True]
    assert all(outcome.is_unchanged for outcome in build_all([other, meeting], ORDER, jobs=2))


def test_answers_that_come_later_are_built_of(workspace: WorkspaceFolder) -> None:
    """A meeting that follows up what nobody has answered yet is built again when there is an answer file, or none."""
    path = following(workspace, answers=None)
    assert build(path).exit_code is ExitCode.DONE
    assert build(path).is_unchanged
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", ANSWERS)
    assert not build(path).is_unchanged
    assert build(path).is_unchanged
    (workspace.root / f"meetings/svar/{REFERENCE}.yaml").unlink()
    assert not build(path).is_unchanged


def test_what_is_kept_of_a_file_is_of_its_state() -> None:
    """A value is made once for a state and anew for another; the values that were asked for last are kept."""
    made: list[str] = []
    kept: FileCache[int] = FileCache(2)
    for name, state in (("a", 1), ("a", 1), ("a", 2), ("b", 1), ("a", 2), ("c", 1), ("a", 2), ("b", 1)):
        kept.of(Path(name), state, lambda path: made.append(path.name) or len(made))
    assert made == ["a", "a", "b", "c", "b"]
