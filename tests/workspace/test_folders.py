"""Which workspace a file or a folder lies in."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from naravard_docs.errors import shown_path
from naravard_docs.limits import MEGABYTE
from naravard_docs.workspace.file_names import leads_elsewhere
from naravard_docs.workspace.folders import digest_if_file, root_around, root_containing, yaml_files, yaml_stems
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


@pytest.mark.parametrize("size", [0, 10, MEGABYTE, MEGABYTE + 1])
def test_a_file_has_one_hash_however_large_it_is(tmp_path: Path, size: int) -> None:
    """What is read at once and what is read in parts have the hash of all their bytes."""
    file = tmp_path / "fil"
    file.write_bytes(b"a" * size)
    assert digest_if_file(str(file)) == hashlib.sha256(b"a" * size).hexdigest()


def test_what_is_no_file_has_no_hash(tmp_path: Path) -> None:
    """A folder, a name that nothing has, and one below a file give an empty text; a link in a ring cannot be known."""
    (tmp_path / "fil").touch()
    for name in ("", "ingen", "fil/ingen"):
        assert digest_if_file(f"{tmp_path}/{name}") == ""
    (tmp_path / "ring").symlink_to("ring")
    with pytest.raises(OSError):
        digest_if_file(f"{tmp_path}/ring")


def test_yaml_files_are_sorted_by_name_and_have_composed_stems(tmp_path: Path) -> None:
    """Hidden files, folders and other files are left out; names that are written decomposed are found composed."""
    for name in ("b.yaml", "a\u030a.yml", "a.b.yaml", ".dold.yaml", "~kopia.yaml", "text.txt"):
        (tmp_path / name).touch()
    (tmp_path / "mapp.yaml").mkdir()
    assert [path.name for path in yaml_files(tmp_path)] == ["a.b.yaml", "a\u030a.yml", "b.yaml"]
    assert yaml_stems(tmp_path) == {"a.b", "\u00e5", "b"}


def test_a_path_is_shown_from_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies below is shown without what is above, and so is what is named with two points on the way."""
    (tmp_path / "här").mkdir()
    monkeypatch.chdir(tmp_path / "här")
    inner = f"meetings{os.sep}a..b.yaml"
    assert shown_path(Path(inner)) == inner
    assert shown_path(tmp_path / "här" / inner) == inner
    assert shown_path(tmp_path / "här" / ".." / "här" / inner) == inner
    assert shown_path(tmp_path / "x") == f"..{os.sep}x"
    assert shown_path(tmp_path / "här") == "."


@pytest.mark.parametrize(
    ("name", "is_elsewhere"),
    [
        *(("a.pdf", False), ("a/b..pdf", False), ("ab:c", False)),
        *(("../a", True), ("a/../../b", True), ("/a", True), ("C:a", True), ("\\\\dator\\a", True), ("a\\..\\b", True)),
    ],
)
def test_a_name_that_some_machine_takes_for_another_place(name: str, is_elsewhere: bool) -> None:
    """What leads out of its folder on any machine is known, whatever machine this is."""
    assert leads_elsewhere(name) is is_elsewhere
