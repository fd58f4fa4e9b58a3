"""The archive: a file is stored once, never overwritten, and what was changed afterwards is refused."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread

import pytest

from naravard_docs.archive import archive as module
from naravard_docs.archive.archive import Archive, NewFile
from naravard_docs.errors import FileAccessError


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "meetings").mkdir()
    return Archive(tmp_path, "2026-06-01-möte")


def test_what_is_stored_is_read_again(archive: Archive) -> None:
    """A file comes back as it was stored, with what is known of it, by its kind."""
    file = archive.store("brev", "brev/umeå.pdf", b"ett", {"dag": "2026-06-01"})
    archive.store("mejl", "umeå.eml", b"tre")
    assert archive.files("brev") == (file,)
    assert archive.read(file) == b"ett"
    assert (file.path, file.details) == ("brev/umeå.pdf", {"dag": "2026-06-01"})
    assert list(archive.faults()) == []


def test_an_archive_that_is_not_there_is_empty(archive: Archive) -> None:
    """Nothing is made by looking."""
    assert archive.files() == ()
    assert list(archive.faults()) == []
    assert not archive.folder.exists()


def test_equal_bytes_lie_once(archive: Archive) -> None:
    """The same file is the same entry; under another name it is another entry of the same file."""
    first = archive.store("mejl", "a.eml", b"ett")
    assert archive.store("mejl", "a.eml", b"ett") == first
    other = archive.store("mejl", "b.eml", b"ett")
    assert (other.name, other.path) == ("b.eml", "a.eml")
    assert sorted(path.name for path in archive.folder.iterdir()) == ["a.eml", "arkiv.json"]


def test_a_name_that_is_taken_gets_a_number(archive: Archive) -> None:
    """Other bytes never take a file's place, also when only the case of its letters differs."""
    paths = [
        archive.store("brev", name, data).path for name, data in (("a.pdf", b"1"), ("a.pdf", b"2"), ("A.pdf", b"3"))
    ]
    assert paths == ["a.pdf", "a-2.pdf", "A-2.pdf"] or paths == ["a.pdf", "a-2.pdf", "A-3.pdf"]
    assert (archive.folder / "a.pdf").read_bytes() == b"1"


def test_a_file_that_nobody_listed_is_not_overwritten(archive: Archive) -> None:
    """What lies in the folder by chance keeps its name, and is told of; the same bytes are taken over."""
    archive.store("brev", "a.pdf", b"1")
    (archive.folder / "b.pdf").write_bytes(b"annans")
    assert archive.store("brev", "b.pdf", b"2").path == "b-2.pdf"
    assert [problem.is_error for problem in archive.faults()] == [False]
    assert archive.store("brev", "b.pdf", b"annans").path == "b.pdf"
    assert list(archive.faults()) == []


@pytest.mark.parametrize("is_there", [True, False])
def test_a_changed_or_missing_file_is_refused(archive: Archive, is_there: bool) -> None:
    """What is not as it was stored is never handed out, nor taken for a copy."""
    file = archive.store("brev", "a.pdf", b"ett")
    (archive.folder / "a.pdf").write_bytes(b"tva") if is_there else (archive.folder / "a.pdf").unlink()
    with pytest.raises(FileAccessError, match="är ändrad efter" if is_there else "saknas"):
        archive.read(file)
    with pytest.raises(FileAccessError):
        archive.store("brev", "b.pdf", b"ett")
    assert [problem.is_error for problem in archive.faults()] == [True]


@pytest.mark.parametrize("content", ["{", "[]", '{"filer": [{"fil": "../x"}]}', '{"filer": 3}'])
def test_a_damaged_register_is_refused(archive: Archive, content: str) -> None:
    archive.store("brev", "a.pdf", b"ett")
    (archive.folder / "arkiv.json").write_text(content)
    with pytest.raises(FileAccessError, match="är skadad"):
        archive.files()
    with pytest.raises(FileAccessError, match="är skadad"):
        archive.store("brev", "b.pdf", b"ett")


def test_files_without_a_register_are_no_empty_archive(archive: Archive) -> None:
    archive.store("brev", "a.pdf", b"ett")
    (archive.folder / "arkiv.json").unlink()
    with pytest.raises(FileAccessError, match="saknas, fast det finns filer"):
        archive.files()


def test_the_register_is_the_same_in_any_order(archive: Archive) -> None:
    """The same files give the same register, whichever was stored first."""
    other = Archive(archive.workspace_root, "annat")
    new = [NewFile("b.pdf", b"2"), NewFile("a.pdf", b"1", {"x": "1", "a": "2"})]
    archive.store_all("brev", new)
    other.store_all("brev", reversed(new))
    assert (archive.folder / "arkiv.json").read_bytes() == (other.folder / "arkiv.json").read_bytes()


def test_all_or_none_are_listed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot be written, the register is as it was, and storing again finds what was written."""
    written = module.write_inside

    def full(folder: Path, target: Path, data: bytes, is_irreplaceable: bool = False) -> None:
        if target.name == "b.pdf":
            raise FileAccessError("disken är full")
        written(folder, target, data, is_irreplaceable)

    new = [NewFile("a.pdf", b"1"), NewFile("b.pdf", b"2")]
    with monkeypatch.context() as patched:
        patched.setattr(module, "write_inside", full)
        with pytest.raises(FileAccessError, match="full"):
            archive.store_all("brev", new)
    assert archive.files() == ()
    assert [file.path for file in archive.store_all("brev", new)] == ["a.pdf", "b.pdf"]


def test_a_link_out_of_the_archive_is_refused(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    outside = tmp_path.parent / f"{tmp_path.name}-annat"
    outside.mkdir()
    (tmp_path / "arkiv" / archive.stem).symlink_to(outside)
    with pytest.raises(FileAccessError, match="leder ut ur"):
        archive.store("brev", "a.pdf", b"ett")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "c:/a.pdf", ""])
def test_a_name_out_of_the_folder_is_a_fault_of_the_program(archive: Archive, name: str) -> None:
    with pytest.raises(ValueError):
        archive.store("brev", name, b"ett")


def test_two_that_store_at_once_lose_nothing(archive: Archive) -> None:
    """The register is read and written as one: what both store is in it."""
    threads = [Thread(target=archive.store, args=("brev", f"{n}.pdf", b"%d" % n)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(json.loads((archive.folder / "arkiv.json").read_text("utf-8"))["filer"]) == 8
    assert list(archive.faults()) == []
