"""Files that change are seen, whatever program saves them, and what programs keep for themselves is not."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from naravard_docs.watch.changes import FileWatch, is_passed_over

PATIENCE_S = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path.resolve() / "meetings"
    folder.mkdir()
    (folder / "möte.yaml").write_text("ett", "utf-8")
    return folder


@pytest.fixture(params=[False, True], ids=["told by the system", "looked for"])
def watch(folder: Path, request: pytest.FixtureRequest) -> Iterator[FileWatch]:
    """A watch that has begun: nothing has changed yet."""
    watch = FileWatch([folder], polls=request.param)
    assert watch.changed(0) == frozenset()
    yield watch
    watch.close()


def save_over(path: Path) -> None:
    path.write_text("två", "utf-8")


def save_beside_and_rename(path: Path) -> None:
    """As VS Code, Notepad++, LibreOffice and this program save."""
    other = path.with_name(f".{path.name}.x1")
    other.write_text("två", "utf-8")
    other.replace(path)


def save_as_vim(path: Path) -> None:
    """As Vim saves with its backup: the old file goes aside, a new one is written, the old one is taken away."""
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text("två", "utf-8")
    path.with_name(f"{path.name}~").unlink()


def save_away_and_anew(path: Path) -> None:
    path.unlink()
    path.write_text("två", "utf-8")


@pytest.mark.parametrize("save", [save_over, save_beside_and_rename, save_as_vim, save_away_and_anew])
def test_a_file_is_seen_however_it_is_saved(watch: FileWatch, folder: Path, save: Callable[[Path], None]) -> None:
    """One file has changed, and it is told by its own name."""
    save(folder / "möte.yaml")
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml"}


def test_files_that_come_go_and_move_are_seen(watch: FileWatch, folder: Path) -> None:
    """New files and folders are seen with what is in them, and a file that is renamed by both its names."""
    (folder / "bilagor" / "kartor").mkdir(parents=True)
    (folder / "bilagor" / "kartor" / "a.md").write_text("a", "utf-8")
    assert watch.changed(PATIENCE_S) == {folder / "bilagor" / "kartor" / "a.md"}
    (folder / "möte.yaml").rename(folder / "annat.yaml")
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml", folder / "annat.yaml"}
    shutil.rmtree(folder / "bilagor")
    assert gathered(watch, 1) == {folder / "bilagor" / "kartor" / "a.md"}


def test_many_files_at_once_are_all_seen(watch: FileWatch, folder: Path) -> None:
    """As when Git checks out a branch."""
    paths = {folder / f"{number}.yaml" for number in range(500)}
    for path in paths:
        path.write_text("x", "utf-8")
    assert gathered(watch, 500) == paths


def test_what_programs_keep_for_themselves_is_no_change(watch: FileWatch, folder: Path) -> None:
    """Locks, hidden files and half-written copies come and go without a word."""
    for name in (".~lock.möte.docx#", "~$möte.docx", ".möte.yaml.swp", "möte.yaml~", "#möte.yaml#", "x.tmp", "4913"):
        (folder / name).write_text("x", "utf-8")
        assert is_passed_over(name)
    (folder / ".git").mkdir()
    (folder / ".git" / "index.yaml").write_text("x", "utf-8")
    assert watch.changed(0.6) == frozenset()


def test_two_saves_of_the_same_size_in_one_moment_are_two(folder: Path) -> None:
    """A file with time and size as they were is told of when the system says that it was written."""
    path, watch = folder / "möte.yaml", FileWatch([folder])
    assert watch.changed(0) == frozenset()
    path.write_text("två", "utf-8")
    known = path.stat()
    assert watch.changed(PATIENCE_S) == {path}
    path.write_text("tre", "utf-8")
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert watch.changed(PATIENCE_S) == {path}
    watch.close()


def test_a_folder_that_goes_and_comes_back_is_watched_again(watch: FileWatch, folder: Path) -> None:
    """All its files are gone, then what is there again is new, and a later save is seen."""
    folder.rename(folder.with_name("undan"))
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml"}
    folder.mkdir()
    (folder / "nytt.yaml").write_text("x", "utf-8")
    assert watch.changed(PATIENCE_S) == {folder / "nytt.yaml"}
    save_over(folder / "nytt.yaml")
    assert gathered(watch, 1) == {folder / "nytt.yaml"}


def test_what_a_link_leads_to_is_watched(tmp_path: Path, folder: Path) -> None:
    """A meeting file that is a link to a file elsewhere has changed when that file has."""
    elsewhere = tmp_path / "annan" / "delat.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text("ett", "utf-8")
    (folder / "delat.yaml").symlink_to(elsewhere)
    watch = FileWatch([folder])
    assert watch.changed(0) == frozenset()
    elsewhere.write_text("annat", "utf-8")
    assert watch.changed(PATIENCE_S) == {folder / "delat.yaml"}
    watch.close()


def test_folders_may_be_watched_instead_of_others(tmp_path: Path, folder: Path) -> None:
    """What comes to be watched counts as it is; a file that is named is watched alone."""
    other = tmp_path.resolve() / "bild.png"
    other.write_bytes(b"1")
    watch = FileWatch([folder])
    watch.watch_instead([folder, other])
    assert watch.changed(0) == frozenset()
    other.write_bytes(b"22")
    assert watch.changed(PATIENCE_S) == {other}
    watch.close()


def test_changes_come_one_set_after_another_until_it_is_stopped(folder: Path) -> None:
    """A file that is saved while the first set is looked at comes in the next."""
    stop = threading.Event()
    watch = FileWatch([folder], stop)
    threading.Timer(0.3, save_over, [folder / "möte.yaml"]).start()
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml"}
    save_beside_and_rename(folder / "möte.yaml")
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml"}
    stop.set()
    assert watch.changed(PATIENCE_S) == frozenset()
    watch.close()


def test_it_is_told_when_the_system_has_no_more_to_watch_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where inotify's limit is reached files are looked at instead, which is said once with its remedy."""
    import watchfiles

    real = watchfiles.watch

    def limited(*paths: object, **options: object) -> Iterator[object]:
        if not options["force_polling"] and not options["ignore_permission_denied"]:  # that would ignore limits
            raise OSError("OS file watch limit reached. about []")
        return real(*paths, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "watch", limited)
    watch = FileWatch([folder])
    watch.changed(0)
    doubt = watch.take_doubt()
    assert doubt is not None
    assert "systemets gräns är nådd" in doubt.message
    assert "max_user_watches" in doubt.remedy
    save_over(folder / "möte.yaml")
    assert watch.changed(PATIENCE_S) == {folder / "möte.yaml"}
    assert watch.take_doubt() is None
    watch.close()


def gathered(watch: FileWatch, number: int) -> frozenset[Path]:
    """Return what has changed, when it is so many files at least."""
    found: frozenset[Path] = frozenset()
    until = time.monotonic() + PATIENCE_S
    while len(found) < number and time.monotonic() < until:
        found |= watch.changed(1)
    return found
