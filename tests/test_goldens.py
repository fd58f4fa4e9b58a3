"""Golden texts of what is made from the examples: a change of any document shows in review, line by line.

Renew them with ``make goldens`` after a change that is meant, and read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from broken import whole, whole_word
from broken_html import whole_html
from conftest import HEAD, WorkspaceFolder
from house_minutes import STYLES, house_minutes
from kallelser import KALLELSER, MAILED, kungörelse, mail_with
from made import documents, example_mail, example_reminder, example_word
from parts_of_minutes import PARTS, board_text

from naravard_docs.builder.build import check_meeting
from naravard_docs.check.word import word_texts
from naravard_docs.cli.show import Messenger
from naravard_docs.document.outline import outline
from naravard_docs.mail.draft import as_html, as_text
from naravard_docs.pdf.structure import plan_structure, tree_text

GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    *("protokoll-2021", "protokoll-2023", "rekommendation-2021", "brev-umea"),
    *("uppföljning-2021", "uppföljning-år", "sammanträdestider"),
    *("protokoll-nämnd", "protokoll-fullmäktige", "protokoll-förening"),
    *PARTS,
    *KALLELSER,
)
WHOLE = "alla-former"
"""A document that has every form of block and inline: contents, languages, signature fields."""

MAKERS: dict[str, Callable[[], str]] = {
    **{f"{name}.outline": lambda name=name: outline(documents()[name]) for name in NAMES},
    **{f"{name}.tags": lambda name=name: tree_text(plan_structure(documents()[name])) for name in NAMES},
    **{f"{name}.word": lambda name=name: _lines(word_texts(example_word(name))) for name in NAMES},
    **{f"{style}.outline": lambda style=style: outline(house_minutes(style)) for style in STYLES},
    **{f"{style}.tags": lambda style=style: tree_text(plan_structure(house_minutes(style))) for style in STYLES},
    f"{WHOLE}.outline": lambda: outline(whole()),
    f"{WHOLE}.tags": lambda: tree_text(plan_structure(whole())),
    f"{WHOLE}.word": lambda: _lines(word_texts(whole_word())),
    f"{WHOLE}.html": lambda: _body(whole_html()),
    "mejl.text": lambda: as_text(example_mail().draft_text),
    "paminnelse.text": lambda: as_text(example_reminder().draft_text),
    "anslag.text": lambda: as_text(board_text()),
    "kungörelse.text": lambda: as_text(kungörelse()),
    **{f"{name}.mejl": lambda name=name: as_text(mail_with(name)) for name in MAILED},
    "mejl.html": lambda: as_html(example_mail().draft_text),
}
ERRORS = "fel"
ELSEWHERE = ("beslut", "lage", "lage-smal", "lage.svg")
"""Goldens of what commands show, which are compared beside the other tests of those commands."""

BROKEN = (
    ("okänd nyckel", HEAD + "ärende:\n  - rubrik: Ett\n"),
    ("omöjligt datum", "organ: systemledning\ndatum: 2023-02-30\n"),
    ("okänt organ", "organ: systemledningn\ndatum: 2023-03-24\n"),
    ("ofullständig YAML", HEAD + 'plats: "Umeå\n'),
    ("form som inte finns", HEAD + "ärenden:\n  - rubrik: Ett\n    text: |\n      Först.\n\n      ---\n"),
    ("flera fel på en gång", HEAD + "status: klart\nnärvarande:\n  - grupp: Alla\n    personer: []\n"),
)


def _body(page: bytes) -> str:
    """Return the body of a page, with pictures' bytes left out."""
    markup = page.decode()
    return re.sub(r"base64,[^\"]*", "base64,…", markup[markup.index("<body>") :])


def _lines(texts: Sequence[str]) -> str:
    return "".join(f"{' / '.join(text.splitlines())}\n" for text in texts)


def assert_golden(name: str, made: str) -> None:
    """Ensure that a text is its golden, which is written instead when asked for."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("NARAVARD_RENEW_GOLDENS") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{path} is missing; make goldens writes it"
    assert made == path.read_text("utf-8")


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_made_is_as_before(name: str) -> None:
    """Every document, tag tree, Word text and mail of the examples is exactly its golden."""
    assert_golden(name, MAKERS[name]())


def test_errors_read_as_before(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the terminal shows of broken meetings, without colour, is exactly its golden."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(workspace.root)
    shown = []
    for title, content in BROKEN:
        file = workspace.write_meeting(content).relative_to(workspace.root)
        Messenger().problems(check_meeting(file).problems)
        shown.append(f"--- {title}\n{capsys.readouterr().err}")
    assert all("fel:" in text for text in shown)
    assert_golden(ERRORS, "\n".join(shown))


def test_every_golden_is_compared() -> None:
    """No golden lies in the folder without a test that makes its text."""
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.txt" for name in (*MAKERS, ERRORS, *ELSEWHERE)}


def test_a_difference_is_caught() -> None:
    """A text that differs in one word from its golden does not pass."""
    if os.environ.get("NARAVARD_RENEW_GOLDENS") == "1":
        pytest.skip("goldens are being renewed, so nothing is compared")
    with pytest.raises(AssertionError):
        assert_golden("mejl.text", as_text(example_mail().draft_text).replace("Umeå", "Umea"))


def test_a_missing_golden_fails() -> None:
    """A text that has no golden does not pass unseen."""
    if os.environ.get("NARAVARD_RENEW_GOLDENS") == "1":
        pytest.skip("goldens are being renewed, so nothing is compared")
    with pytest.raises(AssertionError, match="make goldens"):
        assert_golden("finns-inte", "x")
