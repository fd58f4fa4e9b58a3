"""A text of blanks only, of whatever kind, is no text: one definition for what is written and what is checked."""

from __future__ import annotations

import pytest
from conftest import HEAD, WorkspaceFolder
from made import document_of

from naravard_docs.check.text_rules import text_faults
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.inlines import text
from naravard_docs.meeting.values import Line, Record
from naravard_docs.swedish import is_empty

BLANKS = [chr(n) for n in range(0x110000) if chr(n).isspace()]
OF_EACH_KIND = ["\u00a0", "\u2003", "\u3000", "\u2007", "\u202f", "\u00a0 \u2009", "\u3164", "\u2800", " "]
GROUP = "närvarande:\n  - grupp: A\n    personer: "


class _OneLine(Record):
    line: Line


@pytest.mark.parametrize("blank", BLANKS)
def test_every_blank_of_unicode_is_empty(blank: str) -> None:
    """Whatever Python calls a blank makes an empty text, alone and in number."""
    assert is_empty(blank) and is_empty(f" {blank}{blank}\u200b")
    assert not is_empty(f"{blank}a")


@pytest.mark.parametrize("blank", OF_EACH_KIND)
@pytest.mark.parametrize(
    ("below", "line"),
    [
        ('plats: "{}"\n', 3),
        ('titel: "{}"\n', 3),
        ('ärenden:\n  - rubrik: "{}"\n', 4),
        ('ärenden:\n  - "{}"\n', 4),
        ('ärenden:\n  - rubrik: A\n    beslut: "{}"\n', 5),
        ('ärenden:\n  - rubrik: A\n    beslut: ["{}"]\n', 5),
        ('ärenden:\n  - rubrik: A\n    beslut: {{inledning: "{}", satser: [b]}}\n', 5),
        ('ärenden:\n  - rubrik: A\n    föredragande: ["{}"]\n', 5),
        (GROUP + '["{}"]\n', 5),
        (GROUP + '["{} (S)"]\n', 5),
        (GROUP + '[{{namn: "{}"}}]\n', 5),
        ('närvarande:\n  - grupp: "{}"\n    personer: [B]\n', 4),
        ('bilagor: {{fil: bilagor/bilaga.md, titel: "{}"}}\n', 3),
    ],
)
def test_values_of_blanks_only_are_told(blank: str, below: str, line: int, workspace: WorkspaceFolder) -> None:
    """A name, a heading, a clause or any other line of blanks only is an error at its place."""
    problems = [problem for problem in workspace.problems(HEAD + below.format(blank)) if problem.is_error]
    assert [problem.place.line for problem in problems if problem.place] == [line]
    assert (
        "är tom" in problems[0].message or "saknar namn" in problems[0].message or "inget namn" in problems[0].message
    )


def test_blanks_within_a_text_are_kept() -> None:
    """Blanks that must not break stay within a text as they are; ordinary ones become one."""
    assert _OneLine(line="10\u00a0000  kr\u2007x").line == "10\u00a0000 kr\u2007x"


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u2007"])
def test_keys_of_blanks_only_are_told(blank: str, workspace: WorkspaceFolder) -> None:
    """A key of blanks only is a missing key, in a meeting and among bodies."""
    (problem,) = workspace.problems(f'{HEAD}"{blank}": Umeå\n')
    assert "Före kolon saknas en nyckel" in problem.message and str(problem.place).endswith(":3:1")
    workspace.write_template("organ.yaml", f'systemledning: {{namn: S}}\n"{blank}": {{namn: A}}\n')
    problems = workspace.problems(HEAD)
    assert any("Före kolon saknas" in p.message and "organ.yaml:2:1" in str(p.place) for p in problems)


@pytest.mark.parametrize("content", ["\u00a0\n", '"\u3000"\n'])
def test_a_file_of_blanks_only_is_empty(content: str, workspace: WorkspaceFolder) -> None:
    """A meeting file of blanks only is called empty, not wrong in form."""
    (problem,) = workspace.problems(content)
    assert problem.message == "Filen är tom"


@pytest.mark.parametrize("content", ["\u00a0\n\u2003", "\n\n", "\u200b"])
def test_an_attachment_of_blanks_only_is_empty(content: str, workspace: WorkspaceFolder) -> None:
    """A Markdown attachment that shows nothing is told, as one of no bytes is."""
    workspace.write("meetings/bilagor/bilaga.md", content)
    problems = [p for p in workspace.problems(f"{HEAD}bilagor: [bilagor/bilaga.md]\n") if p.is_error]
    assert [p.message for p in problems] == ["Bilagan är tom"]


@pytest.mark.parametrize("blank", ["\u00a0", "\u3164", "\u2800"])
def test_checks_hold_the_same_for_empty(blank: str) -> None:
    """A check of a file passes over what a model holds for empty."""
    assert not list(text_faults(document_of(Paragraph("a", text("Ord"))), ["Ord", blank]))
