"""Marks of a conflict that git left in a file are named for what they are, in every file that is read as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HEAD, WorkspaceFolder
from made import copy_examples

from naravard_docs.errors import InvalidInputError
from naravard_docs.responses.load import load_recommendations
from naravard_docs.workspace.account import read_account
from naravard_docs.workspace.load import load_meeting
from naravard_docs.yaml.conflict_markers import conflicts

CONFLICT = "<<<<<<< HEAD\nplats: Umeå\n=======\nplats: Vännäs\n>>>>>>> andra\n"


def test_both_places_are_told(workspace: WorkspaceFolder) -> None:
    """One error names git, the lines of all three marks and of both versions, and what to do."""
    (problem,) = workspace.problems(HEAD + CONFLICT)
    assert problem.is_error and str(problem.place).endswith(":3:1")
    assert "Git har lämnat kvar en konflikt" in problem.message
    assert "rad 3 (<<<<<<< HEAD), rad 5 (=======) och rad 7 (>>>>>>> andra)" in problem.message
    assert (
        "versionerna står på rad 4 och rad 6" in problem.remedy and "ta bort raderna med git:s märken" in problem.remedy
    )


def test_windows_line_ends(workspace: WorkspaceFolder) -> None:
    """A file from Windows has the same marks."""
    (problem,) = workspace.problems((HEAD + CONFLICT).replace("\n", "\r\n"))
    assert "rad 7 (>>>>>>> andra)" in problem.message


def test_the_common_version_is_a_mark_too() -> None:
    """The third part that git can show, what both versions came from, is named with the others."""
    text = "<<<<<<< HEAD\na\n||||||| 1a2b3c\nb\n=======\nc\nd\n>>>>>>> andra\n"
    (problem,) = conflicts(text, "x.yaml")
    assert "rad 3 (||||||| 1a2b3c)" in problem.message and "rad 2, rad 4 och rad 6–7" in problem.remedy


def test_each_conflict_is_told() -> None:
    """Two conflicts in a file are two errors."""
    assert [p.place.line for p in conflicts(f"{CONFLICT}x\n{CONFLICT}", "x") if p.place] == [1, 7]


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\nplats: Umeå\n",  # the rest was taken away
        "plats: Umeå\n=======\nplats: Vännäs\n>>>>>>> andra\n",  # the beginning was
        "<<<<<<<\na\n=======\nb\n>>>>>>>\n",
        "<<<<<<< .mine\na\n=======\nb\n>>>>>>> .r12",
        "<<<<<<< HEAD\n=======\nb\n>>>>>>> andra\n",
    ],
)
def test_marks_of_which_some_are_left(text: str) -> None:
    """Marks that were half taken away, have no name or hold nothing between them are a conflict still."""
    assert len(conflicts(text, "x")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rubrik\n=======\n\nText.\n",
        "Rubrik\n=======\n\n======= x\n",
        ">>>>>>> sju gånger citerat\n",
        "    <<<<<<< indraget\n",
        "a <<<<<<< b\n",
        "<<<<<<<<< nio\n",
        "||||||| a | b\n",
        "========\n>>>>>>>> b\n",
        "",
    ],
)
def test_what_only_looks_like_marks(text: str) -> None:
    """An underlined heading, a quotation and marks within a line are text."""
    assert conflicts(text, "x") == ()


def test_an_attachment_with_an_underlined_heading_is_read(workspace: WorkspaceFolder) -> None:
    """A Markdown heading with a line of seven signs below it is no conflict."""
    workspace.write("meetings/bilagor/bilaga.md", "Rubrik\n=======\n\nText.\n")
    assert workspace.load(f"{HEAD}bilagor: [bilagor/bilaga.md]\n").attached_texts


@pytest.mark.parametrize(
    "name", ["organ.yaml", "organisation.yaml", "personer.yaml", "sandlistor.yaml", "rekommendation.md", "mejl.txt"]
)
def test_templates(name: str, workspace: WorkspaceFolder) -> None:
    """Each template is read with the same eye."""
    workspace.write_template(name, CONFLICT)
    problems = workspace.problems(HEAD)
    assert any("Git har lämnat" in problem.message and name in str(problem.place) for problem in problems)


def test_markdown_attachments(workspace: WorkspaceFolder) -> None:
    """A conflict in an attachment is told in the attachment."""
    workspace.write("meetings/bilagor/bilaga.md", f"# B\n\n{CONFLICT}")
    (problem,) = [p for p in workspace.problems(f"{HEAD}bilagor: [bilagor/bilaga.md]\n") if p.is_error]
    assert "Git har lämnat" in problem.message and "bilaga.md:3:1" in str(problem.place)


def test_answers(tmp_path: Path) -> None:
    """A conflict in an answer file is told in it."""
    root = copy_examples(tmp_path)
    (file,) = (root / "meetings" / "svar").glob("*.yaml")
    file.write_text(f"{file.read_text('utf-8')}{CONFLICT}", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_recommendations(load_meeting(root / "meetings" / "2021-03-19-samrad-vard-och-omsorg.yaml"))
    assert "Git har lämnat" in caught.value.problems[0].message


def test_account_file(tmp_path: Path) -> None:
    """A conflict in the file about the mail server is told before all else that is wrong in it."""
    file = tmp_path / "konto.yaml"
    file.write_text(f"server: a.se\n{CONFLICT}", "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        read_account(file, tmp_path / "arbetsyta")
    assert "Git har lämnat" in caught.value.problems[0].message
