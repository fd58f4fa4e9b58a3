"""One way to write a folder of built files, whatever is built: nobody's work is lost and nothing leads out."""

from __future__ import annotations

from pathlib import Path

import pytest

from naravard_docs.builder.manifest import MANIFEST, FileEntry, Manifest, read_manifest, sha256
from naravard_docs.builder.options import REPORT_SUFFIX
from naravard_docs.builder.output_folder import OutputFolder
from naravard_docs.errors import FileAccessError, Level, Problem, shown_path

FIRST, SECOND = {"a.pdf": b"1"}, {"a.pdf": b"2"}


@pytest.fixture
def folder(tmp_path: Path) -> OutputFolder:
    """An output folder in a workspace where nothing is built."""
    (tmp_path / "meetings").mkdir()
    return OutputFolder(tmp_path / "output", "möte", "källan")


def listing(files: dict[str, bytes]) -> Manifest:
    return Manifest("möte.yaml", files=tuple(FileEntry(n, len(d), sha256(d), "") for n, d in files.items()))


def write(folder: OutputFolder, files: dict[str, bytes], keeps_unlisted: bool = False) -> tuple[Problem, ...]:
    with folder.locked(files) as held:
        assert held.doubts == ()
        return held.write(files, listing(files), keeps_unlisted)


def test_what_is_written_is_read_as_the_earlier(folder: OutputFolder) -> None:
    """The manifest that was written is what the next one who writes is given; before that there is none."""
    with folder.locked(FIRST) as held:
        assert held.earlier is None
        assert held.write(FIRST, listing(FIRST)) == ()
    with folder.locked(SECOND) as held:
        assert held.earlier == listing(FIRST) == read_manifest(folder.path)
    assert folder.shown_files(FIRST) == (shown_path(folder.path / "a.pdf"),)


def test_what_was_changed_by_hand_is_put_aside(folder: OutputFolder) -> None:
    """A file that is not the one that was built is kept under another name, and the source of the change is named."""
    write(folder, FIRST)
    (folder.path / "a.pdf").write_bytes(b"mine")
    (problem,) = write(folder, SECOND)
    assert problem.level is Level.WARNING
    assert "a-andrad.pdf" in problem.message
    assert "källan" in problem.remedy
    assert (folder.path / "a-andrad.pdf").read_bytes() == b"mine"
    assert (folder.path / "a.pdf").read_bytes() == b"2"
    assert write(folder, FIRST) == ()


def test_what_no_manifest_lists_can_be_somebodys_own(folder: OutputFolder) -> None:
    """An unlisted file is written over, unless it is asked to be kept."""
    folder.path.mkdir(parents=True)
    (folder.path / "a.pdf").write_bytes(b"mine")
    assert [problem.level for problem in write(folder, FIRST, keeps_unlisted=True)] == [Level.WARNING]
    (folder.path / MANIFEST).unlink()
    assert write(folder, SECOND) == ()


def test_the_report_of_what_becomes_another_goes(folder: OutputFolder) -> None:
    """A report of an audit stays while its file is the same."""
    write(folder, FIRST)
    report = folder.path / f"a.pdf{REPORT_SUFFIX}"
    report.write_text("{}")
    write(folder, FIRST)
    assert report.is_file()
    write(folder, SECOND)
    assert not report.exists()


@pytest.mark.parametrize("name", ["möte", "möte/påminnelser"])
def test_a_folder_that_leads_out_is_not_locked(folder: OutputFolder, tmp_path: Path, name: str) -> None:
    """Nothing is made outside the root, not even a lock, whichever part of the way leads there."""
    outside = tmp_path.parent / f"{tmp_path.name}-utanför"
    outside.mkdir()
    folder.root.mkdir()
    (folder.root / "möte").symlink_to(outside, target_is_directory=True)
    leading_out = OutputFolder(folder.root, name)
    with pytest.raises(FileAccessError, match="leder ut ur"), leading_out.locked(FIRST):
        pytest.fail("it was locked")
    assert list(outside.iterdir()) == []


def test_a_folder_without_a_lock_is_written_with_a_doubt(folder: OutputFolder) -> None:
    """What can be built again is built, and it is told that the manifest may lack files."""
    (folder.root.parent / ".las").write_text("ingen mapp")
    with folder.locked(FIRST) as held:
        held.write(FIRST, listing(FIRST))
    assert [problem.level for problem in held.doubts] == [Level.WARNING]
    assert (folder.path / "a.pdf").read_bytes() == b"1"
