"""The folder of a site: its own files are renewed and removed, all others stay, and what is cut off is made good."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from published_site import files_below

from naravard_docs.errors import ExitCode, FileAccessError, WrongUsageError
from naravard_docs.site import site_folder
from naravard_docs.site.build import build_site
from naravard_docs.site.options import SiteOptions
from naravard_docs.site.site_folder import LIST, write_site

OLD = {"index.html": b"1", "sok.js": b"skript", "beslut/a/ett.html": b"ett", "protokoll/a/index.html": b"a"}
NEW = {"index.html": b"2", "sok.js": b"skript", "beslut/b/ett.html": b"ett", "protokoll/b/index.html": b"b"}


@pytest.fixture
def root(workspace: WorkspaceFolder) -> Path:
    return workspace.root / "output/webb"


def there(root: Path) -> dict[str, bytes]:
    """Return the files of the folder without the list of them."""
    return {name: data for name, data in files_below(root).items() if name != LIST}


def test_what_is_gone_goes_with_its_folders(root: Path) -> None:
    """Files that the site has no longer are taken away, and folders that are empty then; what is not its own stays."""
    write_site(root, OLD)
    (root / "robots.txt").write_bytes(b"egen")
    (root / "protokoll/a/egen.txt").write_bytes(b"egen")
    written = write_site(root, NEW)
    assert (written.written, written.removed) == (3, 2)
    assert there(root) == {**NEW, "robots.txt": b"egen", "protokoll/a/egen.txt": b"egen"}
    assert not (root / "beslut/a").exists()


@pytest.mark.parametrize("name", [".", "output", "arkiv", "meetings", "templates/webb", "output/2024-01-19-ks"])
def test_a_folder_with_other_things_is_refused(workspace: WorkspaceFolder, name: str) -> None:
    """What lies in a site's folder is put on the web: not the whole minutes, nor what they are made of."""
    workspace.write("output/2024-01-19-ks/manifest.json", "{}")
    with pytest.raises(WrongUsageError, match="läggs ut på webben"):
        build_site(workspace.root, SiteOptions(workspace.root / name))
    assert not list(workspace.root.rglob("*.html"))


def test_what_is_as_it_was_is_not_written(root: Path) -> None:
    """A site that is made again is left alone, down to the times of its files."""
    write_site(root, OLD)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    written = write_site(root, OLD)
    assert (written.written, written.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", OLD)
def test_files_that_are_not_the_sites_are_not_touched(root: Path, name: str) -> None:
    """Where somebody else's file would be overwritten, nothing is written at all, and it is named."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(b"min egen")
    with pytest.raises(FileAccessError, match=name) as caught:
        write_site(root, OLD)
    assert caught.value.exit_code is ExitCode.FILES
    assert "--till" in caught.value.remedy
    assert files_below(root) == {name: b"min egen"}


@pytest.mark.parametrize("name", ["index.html", "beslut/a/ett.html"])
def test_a_file_that_was_changed_by_hand_stays(root: Path, name: str) -> None:
    """It is somebody's work, whether it is to be renewed or taken away, and nothing is written."""
    write_site(root, OLD)
    (root / name).write_bytes(b"min egen")
    before = files_below(root)
    with pytest.raises(FileAccessError, match=name):
        write_site(root, NEW)
    assert files_below(root) == before


@pytest.mark.parametrize("stops_at", range(1, 7))
def test_a_command_that_is_cut_off_is_made_good(root: Path, monkeypatch: pytest.MonkeyPatch, stops_at: int) -> None:
    """Wherever it was cut off each file is the old or the new one, and the next command makes the site whole.

    Also when the meetings have become others meanwhile, so that it writes something else.
    """
    write_site(root, OLD)
    steps: list[Path] = []

    def stepping(kept: object) -> object:
        def step(first: Path, *rest: object) -> None:
            steps.append(first)
            if len(steps) == stops_at:
                raise KeyboardInterrupt
            kept(first, *rest)  # type: ignore[operator]

        return step

    with monkeypatch.context() as patch:
        for name in ("write_inside", "_remove"):
            patch.setattr(site_folder, name, stepping(getattr(site_folder, name)))
        with pytest.raises(KeyboardInterrupt):
            write_site(root, NEW)
    assert all(data in (OLD.get(name), NEW.get(name)) for name, data in there(root).items())
    other = {**NEW, "index.html": b"3", "beslut/c/ett.html": b"c"}
    write_site(root, other)
    assert there(root) == other


def test_what_is_withdrawn_goes_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that cannot write any page has taken away those that nobody is to read any more."""
    write_site(root, OLD)

    def full(folder: Path, path: Path, _data: bytes) -> None:
        if path.name != LIST:
            raise FileAccessError(f"{path} går inte att skriva", "töm disken")

    monkeypatch.setattr(site_folder, "write_inside", full)
    with pytest.raises(FileAccessError, match="går inte att skriva"):
        write_site(root, NEW)
    assert sorted(there(root)) == ["index.html", "sok.js"]


def test_what_a_killed_writer_left_goes(root: Path) -> None:
    """A half-written file of the site is no file of it; somebody's own that is named like one stays."""
    write_site(root, OLD)
    (root / "beslut/a/.ett.html.0123456789ab.tmp").write_bytes(b"half")
    (root / ".egen.0123456789ab.tmp").write_bytes(b"egen")
    (root / ".index.html.tmp").write_bytes(b"egen")
    write_site(root, NEW)
    assert there(root) == {**NEW, ".egen.0123456789ab.tmp": b"egen", ".index.html.tmp": b"egen"}


def test_one_at_a_time(root: Path) -> None:
    """A command that finds another at work writes nothing."""
    from naravard_docs.workspace import locks

    with pytest.MonkeyPatch.context() as patch, locks.file_lock(root):
        patch.setattr(locks, "PATIENCE_S", 0.0)
        with pytest.raises(FileAccessError, match="skrivs av någon annan"):
            write_site(root, OLD)
    assert files_below(root) == {}


def test_links_that_lead_out_are_refused(root: Path, tmp_path: Path) -> None:
    """Nothing is written or removed through a link out of the folder."""
    write_site(root, OLD)
    (tmp_path / "ute/a").mkdir(parents=True)
    (tmp_path / "ute/a/index.html").write_bytes(b"a")
    (root / "protokoll/a/index.html").unlink()
    (root / "protokoll/a").rmdir()
    (root / "protokoll").rmdir()
    (root / "protokoll").symlink_to(tmp_path / "ute")
    with pytest.raises(FileAccessError, match="leder ut"):
        write_site(root, NEW)
    assert files_below(tmp_path / "ute") == {"a/index.html": b"a"}


@pytest.mark.parametrize(
    "said", ['{"filer": {"../hemlig": []}}', '{"filer": 1}', "x", '{"filer": {"C:/a": []}}', '{"filer": {"a": 1}}']
)
def test_a_damaged_list_stops_it(root: Path, said: str) -> None:
    """A list that leads out of the folder, or is none, is told, and nothing is written."""
    root.mkdir(parents=True)
    (root / LIST).write_text(said)
    with pytest.raises(FileAccessError, match="skadad"):
        write_site(root, OLD)
    assert there(root) == {}
