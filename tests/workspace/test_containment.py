"""Nothing is written outside the workspace or the folder that «--till» names, by whatever way."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Run
from conftest import REPOSITORY
from made import LETTER_STEM, MINUTES_STEM
from small_pdfs import carrying

from naravard_docs.errors import FileAccessError
from naravard_docs.workspace.containment import refuse_outside, write_inside

PACKAGE = REPOSITORY / "naravard_docs"
DOORS = {
    "workspace/files.py": "the one writer",
    "workspace/containment.py": "the one door to it",
    "responses/record.py": "writes the answer file, whose place is judged before it is locked",
    "send/log.py": "appends to the log, whose place dispatch has judged",
    "workspace/locks.py": "makes the folder of the locks",
    "archive/archive.py": "takes away the register's additions when they are in it",
    "cache/store.py": "the user's own cache of answers",
    "style/font_cache.py": "the machine's own cache of typefaces",
    "builder/audit.py": "copies for veraPDF in a temporary folder",
    "builder/output_folder.py": "puts aside and takes away in folders that are judged first",
    "builder/other_files.py": "takes away drafts of its own in a folder that is judged first",
    "site/site_folder.py": "takes away pages of its own in a folder that is judged first",
    "workspace/start.py": "makes output/",
    "pdf/writer.py": "takes elements out of a list",
}
"""Each module that writes, renames or takes away files, and why it may."""

WRITING = {
    *("write_whole", "write_bytes", "write_text", "rename", "unlink", "mkdir", "touch"),
    *("symlink_to", "copyfile", "rmtree"),
}


def writing_modules() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                mode = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if called in WRITING or (called in ("open", "fdopen") and any(set(m) & set("wax+") for m in mode)):
                    yield path.relative_to(PACKAGE).as_posix()


def test_all_writing_goes_through_one_door() -> None:
    """A module that writes in another way must be listed here with its reason."""
    assert set(writing_modules()) <= set(DOORS)


def outside(root: Path) -> Path:
    """Return a folder beside the workspace, which must stay empty."""
    folder = root.parent / "utanför"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["../x", "a/../../x", "../in-x/y", "."])
def test_a_name_that_leads_out(tmp_path: Path, name: str) -> None:
    """A path with «..» is refused wherever it comes from, and so is the folder itself."""
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(FileAccessError, match="leder ut ur"):
        write_inside(folder, folder / name, b"x")
    assert list(tmp_path.rglob("*")) == [folder]


@pytest.mark.parametrize("name", ["x", "a/b/x", "a/../x", "..x"])
def test_a_name_that_stays(tmp_path: Path, name: str) -> None:
    """What lies within the folder is written."""
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    write_inside(folder, folder / name, b"x")
    assert (folder / name).read_bytes() == b"x"


def test_a_ring_of_links_is_refused_or_written_over(tmp_path: Path) -> None:
    """Links that lead round are a fault of the user's files, not of the program."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(FileAccessError):
        write_inside(tmp_path, tmp_path / "a" / "x", b"x")


def test_what_lies_within_a_linked_folder_is_within(tmp_path: Path) -> None:
    """The folder itself may be a link: it is the user's choice where it leads."""
    (tmp_path / "annan").mkdir()
    (tmp_path / "in").symlink_to(tmp_path / "annan")
    refuse_outside(tmp_path / "in", [tmp_path / "in" / "x"])
    with pytest.raises(FileAccessError):
        refuse_outside(tmp_path / "in", [tmp_path / "in" / ".." / "x"])


COMMANDS = {
    "bygg": (f"output/{MINUTES_STEM}", ["bygg", f"meetings/{MINUTES_STEM}.yaml"]),
    "brev": (f"output/{LETTER_STEM}/mejl", ["brev", f"meetings/{LETTER_STEM}.yaml"]),
    "brev-var": (f"output/{LETTER_STEM}/brev", ["brev", f"meetings/{LETTER_STEM}.yaml", "--per-mottagare"]),
    "utskick": (f"output/{LETTER_STEM}", ["utskick", f"meetings/{LETTER_STEM}.yaml", "--gemensamt"]),
    "påminn": (f"output/{LETTER_STEM}/paminnelser", ["påminn", f"meetings/{LETTER_STEM}.yaml", "--per", "2021-11-15"]),
    "uppföljning": (f"output/{LETTER_STEM}", ["uppföljning", f"meetings/{LETTER_STEM}.yaml"]),
    "uppföljning-år": ("output/uppfoljning-2021", ["uppföljning", "--år", "2021"]),
    "till": (f"mål/{MINUTES_STEM}", ["bygg", f"meetings/{MINUTES_STEM}.yaml", "--till", "mål"]),
    "svar": (
        "meetings/svar",
        ["svar", f"meetings/{LETTER_STEM}.yaml", "umea", "--utfall", "antagen"],
    ),
    "schema": ("mål", ["schema", "--till", "."]),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "schema"])
def test_a_link_within_is_not_followed_out(examples: Path, run: Run, command: str) -> None:
    """Every command that writes refuses a folder within that is a link to somewhere else."""
    place, arguments = COMMANDS[command]
    elsewhere, link = outside(examples), examples / place
    if link.exists():
        link.rename(elsewhere.parent / "undan")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere)
    answer = run(*arguments)
    assert list(elsewhere.iterdir()) == []
    assert answer.code in (1, 2, 3), answer.err


def test_a_file_that_is_a_link_is_not_written_through(examples: Path, run: Run) -> None:
    """A file placed in output/ as a link leaves what it leads to alone, and so does a report of an audit."""
    own = examples.parent / "eget.txt"
    own.write_text("mitt")
    folder = examples / "output" / MINUTES_STEM
    folder.mkdir(parents=True)
    (folder / f"{MINUTES_STEM}-protokoll.pdf").symlink_to(own)
    answer = run("bygg", f"meetings/{MINUTES_STEM}.yaml")
    assert (answer.code, own.read_text()) == (3, "mitt")
    assert "leder ut ur mappen output" in answer.err


def test_output_may_be_a_link(examples: Path, run: Run) -> None:
    """output/ is where the user has put it: built files come there, and stay within it."""
    elsewhere = outside(examples)
    (examples / "output").symlink_to(elsewhere)
    assert run("bygg", f"meetings/{MINUTES_STEM}.yaml", "--format", "pdf").code == 0
    assert (elsewhere / MINUTES_STEM / "manifest.json").is_file()


@pytest.mark.parametrize("name", ["...yaml", "..yaml"])
def test_a_meeting_file_of_dots(examples: Path, run: Run, name: str) -> None:
    """The name of a meeting file names a folder in output/, never output/ itself or one above it."""
    (examples / "meetings" / f"{MINUTES_STEM}.yaml").rename(examples / "meetings" / name)
    before = {path.name for path in examples.iterdir()}
    answer = run("bygg", f"meetings/{name}", "--format", "pdf")
    assert answer.code == 3
    assert {path.name for path in examples.iterdir()} - {"output"} == before - {"output"}
    assert not any((examples / "output").glob("*.pdf"))


@pytest.mark.parametrize(
    "name", ["-rf.yaml", " a.yaml", "../a.yaml", "/a.yaml", "con.yaml", "NUL.yml", "C:\\a.yaml", ".a.yaml"]
)
def test_the_name_within_a_pdf_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str
) -> None:
    """What «hämta» writes has a plain name: no option, no device, nothing hidden, no folder."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "-x.pdf").write_bytes(carrying(b"organ: a\n", name))
    answer = run("hämta", "--", "-x.pdf")
    assert (answer.code, answer.lines) == (0, ["x.yaml"])
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"-x.pdf", "x.yaml"}


def test_links_are_made_in_these_tests(tmp_path: Path) -> None:
    """The machine makes links, so that the tests above have tried what they say."""
    (tmp_path / "l").symlink_to(tmp_path)
    assert os.path.islink(tmp_path / "l")  # noqa: PTH114 - as the program asks
