"""What is stored one after another is listed by lines, which go into the register; a crash in between loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naravard_docs.archive.additions import ArchiveWriter
from naravard_docs.archive.archive import Archive
from naravard_docs.archive.register import ARCHIVE_REGISTER
from naravard_docs.errors import FileAccessError


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, "2021-03-19-samrad")


def test_each_is_listed_before_the_next(archive: Archive) -> None:
    """What a batch has stored is listed when it is left, and the register has it when all is done."""
    writer = ArchiveWriter(archive)
    for n in (1, 2):
        with writer.together() as batch:
            batch.store("mejl", f"mejl/{n}.eml", b"mejl %d" % n, {"utskick": "brev"})
        assert [file.path for file in archive.files()] == [f"mejl/{k}.eml" for k in range(1, n + 1)]
    assert json.loads((archive.folder / ARCHIVE_REGISTER).read_text("utf-8"))["filer"] == []
    archive.fold()
    assert not archive.additions.exists()
    assert len(json.loads((archive.folder / ARCHIVE_REGISTER).read_text("utf-8"))["filer"]) == 2


def test_others_may_store_meanwhile(archive: Archive) -> None:
    """One who stores in between takes the additions into the register, and the writer goes on from there."""
    writer = ArchiveWriter(archive)
    with writer.together() as batch:
        batch.store("mejl", "mejl/a.eml", b"a")
    archive.store("protokoll", "protokoll.pdf", b"p")
    assert not archive.additions.exists()
    with writer.together() as batch:
        batch.store("mejl", "mejl/a.eml", b"b")
    assert {file.path for file in archive.files()} == {"mejl/a.eml", "mejl/a-2.eml", "protokoll.pdf"}


def test_a_line_that_was_cut_off_lists_nothing(archive: Archive) -> None:
    """A crash in the middle of a line leaves what stood before it; the next takes the rest's place."""
    with ArchiveWriter(archive).together() as batch:
        batch.store("mejl", "mejl/a.eml", b"a")
    with archive.additions.open("ab") as file:
        file.write(b'{"sort": "mejl", "na')
    assert [each.path for each in archive.files()] == ["mejl/a.eml"]
    with ArchiveWriter(archive).together() as batch:
        batch.store("mejl", "mejl/b.eml", b"b")
    assert [each.path for each in archive.files()] == ["mejl/a.eml", "mejl/b.eml"]


def test_none_of_a_batch_that_fails_is_listed(archive: Archive) -> None:
    """What was written before something went wrong is not listed, and the writer does not believe that it is."""
    writer = ArchiveWriter(archive)
    with pytest.raises(RuntimeError), writer.together() as batch:
        batch.store("mejl", "mejl/a.eml", b"a")
        raise RuntimeError
    assert archive.files() == ()
    with writer.together() as batch:
        batch.store("mejl", "mejl/a.eml", b"a")
    assert [each.path for each in archive.files()] == ["mejl/a.eml"]


def test_damaged_additions_are_refused(archive: Archive) -> None:
    """A whole line that is none of the register's is told of: what it listed is not known."""
    archive.store("mejl", "mejl/a.eml", b"a")
    archive.additions.write_text("skräp\n", encoding="utf-8")
    with pytest.raises(FileAccessError, match="är skadad"):
        archive.files()
