"""Which workspace a file or a folder lies in."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.workspace.folders import root_around, root_containing
from naravard_docs.workspace.workspace import Workspace


def test_a_folder_is_the_workspace_that_it_holds(tmp_path: Path) -> None:
    """A folder with meetings/ is the workspace of itself, of its folders and of their files, there or not."""
    (tmp_path / "meetings" / "svar").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "meetings", tmp_path / "meetings" / "svar", tmp_path / "output" / "not there"):
        assert root_containing(folder) == tmp_path
        assert root_around(folder / "file.yaml") == tmp_path
        assert Workspace.containing(folder) == Workspace(tmp_path)


def test_a_folder_in_no_workspace_is_its_own(tmp_path: Path) -> None:
    """With neither meetings/ nor templates/ above it, a folder is taken as it is; meetings/ far away go before."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert root_containing(folder) == folder
    (tmp_path / "a" / "templates").mkdir()
    assert root_containing(folder) == tmp_path / "a"
    (tmp_path / "meetings").mkdir()
    assert root_containing(folder) == tmp_path


def test_a_link_is_followed_first(tmp_path: Path) -> None:
    """A folder that is a link lies where it leads."""
    (tmp_path / "one" / "meetings").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "one" / "meetings", target_is_directory=True)
    assert root_containing(tmp_path / "link") == tmp_path / "one"
