"""Writing whole: what takes a file's place has its permissions, a link stays a link, and nothing half done is left."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Run
from made import LETTER_STEM

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.errors import FileAccessError
from naravard_docs.workspace.files import write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
MEETING = Path(f"meetings/{LETTER_STEM}.yaml")
ANSWERS = Path(f"meetings/svar/{LETTER_STEM}-systemledning-och-framtidsbild.yaml")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[None]:
    earlier = os.umask(0o027)
    yield
    os.umask(earlier)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a workspace, with a file in it."""
    (tmp_path / "yta" / "meetings").mkdir(parents=True)
    made = tmp_path / "yta" / "output"
    made.mkdir()
    (made / "fil.txt").write_bytes(b"gammalt")
    return made


@posix
@pytest.mark.parametrize("held", [0o600, 0o640, 0o664, 0o700, 0o444 | stat.S_IWUSR])
def test_permissions_stay(folder: Path, held: int) -> None:
    """Whoever could not read the old file cannot read the new one, and the other way round."""
    (folder / "fil.txt").chmod(held)
    write_whole(folder / "fil.txt", b"nytt")
    assert mode(folder / "fil.txt") == held
    assert (folder / "fil.txt").read_bytes() == b"nytt"


@posix
def test_a_new_file_is_as_the_user_has_it(folder: Path, umask: None) -> None:
    """A file that was not there gets the permissions that the user's other new files have."""
    write_whole(folder / "ny.txt", b"nytt")
    assert mode(folder / "ny.txt") == 0o640


@posix
def test_nobody_reads_it_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary file is as closed as the one whose place it takes, from its first byte on."""
    (folder / "fil.txt").chmod(0o600)
    seen: list[int] = []
    write = os.write

    def spying(descriptor: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", spying)
    write_whole(folder / "fil.txt", b"nytt")
    assert seen == [0o600]


@pytest.mark.parametrize("leads_to", ["annan.txt", "../meetings/annan.txt", "lank-2", "finns-inte.txt"])
def test_a_link_stays_a_link(folder: Path, leads_to: str) -> None:
    """What it leads to within the workspace gets the new content, whether it was there or not."""
    (folder / "lank-2").symlink_to("annan.txt")
    (folder / "lank").symlink_to(leads_to)
    write_whole(folder / "lank", b"nytt")
    assert (folder / "lank").is_symlink() and (folder / "lank-2").is_symlink()
    assert (folder / "lank").read_bytes() == b"nytt"
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("is_absolute", [True, False])
def test_a_link_out_of_the_workspace_is_refused(folder: Path, is_there: bool, is_absolute: bool) -> None:
    """Where it leads is told, and nothing is written there."""
    outside = folder.parent.parent / "utanfor.txt"
    if is_there:
        outside.write_bytes(b"gammalt")
    (folder / "lank").symlink_to(outside if is_absolute else "../../utanfor.txt")
    with pytest.raises(FileAccessError, match=r"lank är en länk som leder ut ur arbetsytan, till .*utanfor\.txt"):
        write_whole(folder / "lank", b"nytt")
    assert outside.exists() is is_there
    assert not is_there or outside.read_bytes() == b"gammalt"


def test_a_link_in_a_ring(folder: Path) -> None:
    """It is told in words."""
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    with pytest.raises(FileAccessError, match="länken leder runt i en ring"):
        write_whole(folder / "a", b"nytt")


@posix
def test_what_is_no_file_is_not_replaced(folder: Path) -> None:
    """A pipe stays a pipe."""
    os.mkfifo(folder / "ror")
    with pytest.raises(FileAccessError, match="ingen vanlig fil"):
        write_whole(folder / "ror", b"nytt")
    assert stat.S_ISFIFO((folder / "ror").stat().st_mode)


@pytest.mark.parametrize("step", ["open", "write", "fsync"])
def test_a_full_disk_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whichever step fails, the old file stands, the reason is told and nothing is left beside it."""
    real = getattr(os, step)

    def full(*given: object, **more: object) -> object:
        if step == "write":
            real(given[0], bytes(given[1])[:2])  # type: ignore[call-overload]
        if step != "open" or str(given[0]).endswith(".tmp"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given, **more)

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileAccessError, match="disken är full"):
        write_whole(folder / "fil.txt", b"nytt", is_irreplaceable=True)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("fil.txt", b"gammalt")]


@posix
def test_an_answer_file_keeps_its_permissions(examples: Path, run: Run) -> None:
    """«svar» leaves who may read the answers as it was."""
    ANSWERS.chmod(0o600)
    assert run("svar", MEETING, "mala", "--påmint", "2021-11-15").code == 0
    assert mode(ANSWERS) == 0o600


def test_answers_kept_elsewhere_in_the_workspace(examples: Path, run: Run) -> None:
    """An answer file that is a link stays one, and the answer is in the file that it leads to."""
    kept = examples / "meetings" / "svaren.txt"
    ANSWERS.rename(kept)
    ANSWERS.symlink_to(Path("..") / kept.name)
    assert run("svar", MEETING, "mala", "--påmint", "2021-11-15").code == 0
    assert ANSWERS.is_symlink()
    assert "2021-11-15" in kept.read_text("utf-8")


@posix
def test_built_files_and_manifest_keep_theirs(examples: Path) -> None:
    """A document, the manifest and a draft that only the user may read stay so when they are built again."""
    order = BuildOptions(kinds=frozenset({DocumentKind.MINUTES, DocumentKind.MAIL}))
    assert build_meeting(MEETING, order).exit_code == 0
    built = [path for path in (examples / "output" / LETTER_STEM).rglob("*") if path.is_file()]
    assert {path.suffix for path in built} == {".pdf", ".docx", ".json", ".eml"}
    for path in built:
        path.chmod(0o600)
    MEETING.write_text(MEETING.read_text("utf-8") + "\n# ändrad\n", encoding="utf-8")
    assert build_meeting(MEETING, order).exit_code == 0
    assert {mode(path) for path in built} == {0o600}


def test_a_built_file_that_is_a_link_and_was_changed(examples: Path) -> None:
    """What was changed is kept beside the link, which stays, and the file that it leads to is built."""
    order = BuildOptions(kinds=frozenset({DocumentKind.MINUTES}))
    build_meeting(MEETING, order)
    built = examples / "output" / LETTER_STEM / f"{LETTER_STEM}-protokoll.docx"
    data = built.read_bytes()
    real = examples / "protokollet.docx"
    real.write_bytes(b"eget")
    built.unlink()
    built.symlink_to(real)
    told = build_meeting(MEETING, order)
    assert built.is_symlink()
    assert real.read_bytes() == data
    assert built.with_name(f"{LETTER_STEM}-protokoll-andrad.docx").read_bytes() == b"eget"
    assert any("-andrad.docx" in problem.message for problem in told.problems)
