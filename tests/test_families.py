"""Families of other people's, in documents: no judge finds anything wrong, or the set is refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import HEAD, WorkspaceFolder, known_workspace
from families import REFUSED, USED, WARNED, faces_of, has_families
from made import THEME, documents
from own_fonts import use
from verapdf import hand_in, judged

from naravard_docs.check.pdf_rules import pdf_faults
from naravard_docs.check.word_rules import word_faults
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import Emphasis, Strong, text
from naravard_docs.errors import Level
from naravard_docs.libraries.records import replace
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.style.fonts import common_characters
from naravard_docs.style.missing_glyphs import missing_characters
from naravard_docs.style.theme import Theme
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.workspace import Workspace

pytestmark = pytest.mark.slow

_EUROPEAN = (*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x2010, 0x2040), *range(0x20A0, 0x20C0))


def test_there_are_twenty() -> None:
    """The corpus has at least twenty families that are used, and some of each kind that are not."""
    assert len(USED) >= 20
    assert REFUSED and WARNED


@pytest.fixture(scope="module", params=USED)
def family(request: pytest.FixtureRequest) -> str:
    faces_of(USED[request.param])
    return str(request.param)


def document_in(theme: Theme) -> Document:
    """Return minutes with every European letter that a typeface has, in its four faces."""
    minutes, letters = documents()["protokoll-2023"], common_characters(theme)
    words = text(" ".join(chr(code) for code in _EUROPEAN if chr(code) in letters))
    more = (words, (Strong(words),), (Emphasis(words),), (Strong((Emphasis(words),)),))
    return replace(minutes, blocks=(*minutes.blocks, *(Paragraph(f"alla{n}", each) for n, each in enumerate(more))))


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


@cache
def set_in(name: str) -> tuple[Theme, Document, bytes]:
    """Return the look that a workspace with a family has, and a document as a PDF in it."""
    folder = Path(_folder().name) / name
    folder.mkdir()
    workspace = known_workspace(folder)
    use(workspace, faces_of(USED[name]), name)
    theme = Workspace(workspace.root).theme
    document = document_in(theme)
    return theme, document, pdf_bytes(document, theme)


def all_pdfs() -> Mapping[str, bytes]:
    return {name: set_in(name)[2] for name in USED} if has_families() else {}


hand_in(all_pdfs)


def test_no_word_is_said_of_it(workspace: WorkspaceFolder, family: str) -> None:
    """A whole family is used without a warning; a licence for print is advice."""
    use(workspace, faces_of(USED[family]), family)
    said = [problem.level for problem in workspace.load(HEAD).problems if _is_of_look(problem.place)]
    assert said == [Level.HINT] * (family == "mononoki")


def test_our_own_checks_find_nothing_wrong(family: str) -> None:
    """PDF and Word say what the document says, and every letter is as wide as it is drawn."""
    theme, document, pdf = set_in(family)
    assert missing_characters(document, theme) == ()
    assert pdf_faults(pdf, document) == word_faults(word_bytes(document, theme), document) == ()


def test_verapdf_finds_nothing_wrong() -> None:
    """Every family's PDF is PDF/A-2a and PDF/UA-1."""
    found = judged({name: set_in(name)[2] for name in USED})
    assert found == {name: {"PDF/A-2A": [], "PDF/UA-1": []} for name in USED}


def test_the_same_family_gives_the_same_bytes(family: str) -> None:
    """Nothing of the machine or the moment is in a PDF with a typeface of the house's own."""
    theme, document, pdf = set_in(family)
    assert pdf_bytes(document, theme) == pdf
    assert theme != THEME


@pytest.mark.parametrize("name", REFUSED)
def test_a_set_that_is_no_family_is_refused(workspace: WorkspaceFolder, name: str) -> None:
    """It is refused by name, with what is wrong and what to do."""
    said, words = REFUSED[name]
    use(workspace, faces_of(said), name)
    problems = workspace.problems(HEAD)
    assert problems and all(words in problem.message and problem.remedy for problem in problems)


@pytest.mark.parametrize("name", WARNED)
def test_a_doubtful_set_is_remarked_on(workspace: WorkspaceFolder, name: str) -> None:
    """What is likely not meant is a warning at each face, and what may well be is none."""
    said, words = WARNED[name]
    use(workspace, faces_of(said), name)
    messages = list(_remarks(workspace))
    assert len(messages) == len(words)
    assert all(word in message for word, message in zip(words, messages, strict=True))


def _remarks(workspace: WorkspaceFolder) -> Iterator[str]:
    for problem in workspace.load(HEAD).problems:
        if _is_of_look(problem.place):
            yield problem.message


def _is_of_look(place: object) -> bool:
    return "organisation.yaml" in str(place)
