"""Word files changed at random: every change of words is told, and a file that nobody has changed has none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from edited_words import EditedFile, set_text, text_of
from hypothesis import given
from hypothesis import strategies as st
from libreoffice import hand_in_saved, saved_again
from made import documents, example_word

from naravard_docs.builder.compared_words import shown_text, words_of
from naravard_docs.builder.word_comparison import our_passages
from naravard_docs.builder.word_differences import DifferenceKind, FoundDifferences, OurPassage, find_differences
from naravard_docs.check.edited_word import read_edited_word
from naravard_docs.check.passages import ReadWord
from naravard_docs.word.package import WordPackage

NAMES = sorted(documents())
NEW_WORDS = ("nyordet", "kvalster", "xylofon", "Zorn", "1987", "åska")


def read(data: bytes) -> ReadWord:
    package = WordPackage(data)
    return read_edited_word(package.parts, package.main)


@cache
def ours(name: str) -> tuple[OurPassage, ...]:
    return our_passages(documents()[name], read(example_word(name)))


def found(name: str, data: bytes) -> FoundDifferences:
    told = read(data)
    return find_differences(ours(name), told.passages, told.revisions)


def words_told(differences: FoundDifferences) -> tuple[str, str]:
    """Return the words that are told to differ: of ours, and of the Word file."""
    ours = (part for each in differences.words for part in each.ours if part.differs)
    theirs = (part for each in differences.words for part in each.theirs if part.differs)
    return " ".join(part.text for part in ours), " ".join(part.text for part in theirs)


Edit = tuple[str, str, str]
"""A kind of edit, the word that goes, and the word that comes."""


def edit(file: EditedFile, draw: Callable[[st.SearchStrategy[int]], int]) -> Edit:
    """Make one edit of a paragraph, and return what was done."""
    paragraphs = file.paragraphs()
    paragraph = paragraphs[draw(st.integers(0, len(paragraphs) - 1))]
    words = shown_text(text_of(paragraph)).split(" ")
    at = draw(st.integers(0, len(words) - 1))
    new = NEW_WORDS[draw(st.integers(0, len(NEW_WORDS) - 1))]
    kind = ("insert", "delete", "replace")[draw(st.integers(0, 2))]
    old = "" if kind == "insert" else words[at]
    if kind == "delete" and len(words) == 1:
        kind = "replace"
    changed = {
        "insert": [*words[:at], new, *words[at:]],
        "delete": [*words[:at], *words[at + 1 :]],
        "replace": [*words[:at], new, *words[at + 1 :]],
    }[kind]
    set_text(paragraph, " ".join(changed))
    return kind, old, "" if kind == "delete" else new


def is_told(made: Edit, differences: FoundDifferences) -> bool:
    """Return whether an edit is told: the word that goes and the word that comes are among what differs."""
    gone, come = (words_of(shown_text(text)) for text in words_told(differences))
    _, old, new = made
    return all(word in gone for word in words_of(old)) and all(word in come for word in words_of(new))


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_file_has_no_differences(name: str) -> None:
    """What was built is what the meeting gives: each document that the examples have."""
    differences = found(name, example_word(name))
    assert differences == FoundDifferences(())


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_known_by_its_id(name: str) -> None:
    """Each passage of a built file has the id of the block that it was made of."""
    assert [each.text for each in ours(name) if not each.block] == []


@pytest.mark.slow
@given(st.data())
def test_every_edit_is_told(data: st.DataObject) -> None:
    """A word that was put in, taken out or exchanged is told, wherever it stands."""
    name = data.draw(st.sampled_from(NAMES))
    file = EditedFile(example_word(name))
    made = edit(file, data.draw)
    assert is_told(made, found(name, file.saved()))


@pytest.mark.slow
@given(st.data())
def test_every_move_is_told(data: st.DataObject) -> None:
    """A paragraph of several words in another place is told as moved, or those that it passed are."""
    name = data.draw(st.sampled_from(NAMES))
    file = EditedFile(example_word(name))
    own = [one for one in file.paragraphs() if one.getparent() is file.body and len(text_of(one).split()) > 4]
    first, second = (own[data.draw(st.integers(0, len(own) - 1))] for _ in range(2))
    between = abs(file.body.index(first) - file.body.index(second))
    second.addnext(first)
    differences = found(name, file.saved())
    kinds = {each.kind for each in differences.words}
    assert between <= 1 or kinds == {DifferenceKind.MOVED} or text_of(first) == text_of(second)


def test_an_edit_that_is_not_told_is_seen() -> None:
    """The judge judges: differences that lack an edit are not taken for all."""
    file = EditedFile(example_word(NAMES[0]))
    set_text(file.paragraphs()[0], "nyordet")
    assert is_told(("insert", "", "nyordet"), found(NAMES[0], file.saved()))
    assert not is_told(("insert", "", "xylofon"), found(NAMES[0], file.saved()))
    assert not is_told(("insert", "", "nyordet"), FoundDifferences(()))


@cache
def edited_for_office() -> dict[str, bytes]:
    """Return each example with a word exchanged, so that what LibreOffice saves is seen to be compared."""
    made = {}
    for name in NAMES:
        file = EditedFile(example_word(name))
        set_text(file.paragraphs()[-1], "nyordet")
        made[name] = file.saved()
    return made


hand_in_saved(lambda: [*map(example_word, NAMES), *edited_for_office().values()])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_file_saved_by_libreoffice_has_no_differences(name: str) -> None:
    """Another program writes all anew and changes no word."""
    differences = found(name, saved_again(example_word(name)))
    assert differences.words == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_an_edit_is_told_when_libreoffice_has_saved_it(name: str) -> None:
    """What was changed before another program saved the file is told."""
    differences = found(name, saved_again(edited_for_office()[name]))
    assert "nyordet" in words_told(differences)[1]
