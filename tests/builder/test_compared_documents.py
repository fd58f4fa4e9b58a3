"""Word files of every kind of document, as every program leaves them: each is known, and the same when untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from edited_words import MAIN, EditedFile, W, edited, in_all_words, replace
from made import FOLLOWED_UP_ON, LETTER_STEM, copy_examples, example_word, letter_name

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.extracts import ExtractOptions, build_extracts
from naravard_docs.builder.follow_up import follow_up, follow_up_year
from naravard_docs.builder.notices_of_meeting import NoticeOptions, build_notice
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.builder.picture_differences import picture_differences
from naravard_docs.builder.postings import build_postings
from naravard_docs.builder.word_comparison import compare_word
from naravard_docs.builder.word_differences import DifferenceKind
from naravard_docs.check.edited_word import read_edited_word
from naravard_docs.check.passages import WordPicture
from naravard_docs.meeting.numbers import read_number_set
from naravard_docs.word.package import WordPackage
from naravard_docs.workspace.start import start_workspace

WORD = BuildOptions(formats=(Format.WORD,))
_NAMESPACE = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/")


def all_word_files(root: Path) -> list[Path]:
    return sorted((root / "output").rglob("*.docx"))


def known(file: Path) -> tuple[str, bool]:
    """Return which document a file is taken for, by name, and whether nothing differs."""
    found = compare_word(file)
    return Path(found.document.piece.name).name, found.is_same


@pytest.mark.slow
def test_every_document_of_a_committee_is_known(tmp_path: Path) -> None:
    """Minutes, extracts, partial minutes, notices, kallelse and web version: each is known by its name and without."""
    start_workspace(tmp_path, "nämnd")
    (meeting,) = (tmp_path / "meetings").glob("*.yaml")
    build_meeting(meeting, WORD)
    build_extracts(meeting, ExtractOptions(read_number_set("23–24, 26"), build=WORD))
    build_extracts(meeting, ExtractOptions(to_all=True, build=WORD))
    build_extracts(meeting, ExtractOptions(at_once=True, build=WORD))
    build_postings(meeting, WORD)
    build_notice(meeting, NoticeOptions(build=WORD))
    build_meeting(meeting, BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.WORD,), is_publication=True))
    files = all_word_files(tmp_path)
    assert len(files) > 6
    assert {file.stem: known(file) for file in files} == {file.stem: (file.stem, True) for file in files}
    renamed = {file.stem: file.rename(file.with_name(f"{n}.docx")) for n, file in enumerate(files)}
    assert {stem: known(file) for stem, file in renamed.items()} == {stem: (stem, True) for stem in renamed}


@pytest.mark.slow
def test_letters_and_follow_ups_are_known(tmp_path: Path) -> None:
    """A letter to one is not taken for that to another, nor a follow-up of a day for that of another day."""
    root = copy_examples(tmp_path)
    meeting = root / "meetings" / f"{LETTER_STEM}.yaml"
    build_meeting(meeting, BuildOptions(formats=(Format.WORD,), per_recipient=True))
    follow_up(meeting, WORD, FOLLOWED_UP_ON)
    follow_up(meeting, WORD, date(2021, 9, 1))
    follow_up_year(2021, root, WORD, FOLLOWED_UP_ON)
    files = [
        file for file in all_word_files(root) if file.parent.name != "brev" or file.stem.endswith(("umea", "mala"))
    ]
    assert len(files) == 6
    assert {file.stem: known(file) for file in files} == {file.stem: (file.stem, True) for file in files}
    letter = next(file for file in files if file.stem.endswith("umea"))
    assert known(letter.rename(letter.with_name("Brevet.docx"))) == (f"{letter_name()}-umea", True)


def strict(file: EditedFile) -> None:
    """Have a file say that it is strict Open XML."""
    for name, part in file.parts.items():
        if name.endswith((".xml", ".rels")):
            file.parts[name] = _NAMESPACE.sub(rb"http://purl.oclc.org/ooxml/\1/", part)


def main_part_by_another_name(file: EditedFile) -> None:
    file.parts["word/document2.xml"] = file.parts.pop(MAIN)
    file.parts["word/_rels/document2.xml.rels"] = file.parts.pop("word/_rels/document.xml.rels")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        file.parts[name] = file.parts[name].replace(b"word/document.xml", b"word/document2.xml")


def without_styles_part_names(file: EditedFile) -> None:
    file.parts["word/formar.xml"] = file.parts.pop("word/styles.xml")
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        file.parts[name] = file.parts[name].replace(b"styles.xml", b"formar.xml")


@pytest.mark.parametrize("change", [strict, main_part_by_another_name, without_styles_part_names])
@pytest.mark.parametrize("word", ["", "nyordet"])
def test_other_programs_forms_of_a_package_are_read(
    built: Path, change: Callable[[EditedFile], None], word: str
) -> None:
    """Strict Open XML and parts by other names say the same, and what differs in them is told."""
    source = built / "output" / LETTER_STEM / f"{letter_name()}.docx"
    file = EditedFile(edited(source.read_bytes(), *([replace("Vid frågor", word)] if word else [])))
    change(file)
    path = built / f"{letter_name()} ({change.__name__}).docx"
    path.write_bytes(file.packed())
    assert compare_word(path).is_same is not bool(word)


def pictures(data: bytes) -> tuple[WordPicture, ...]:
    package = WordPackage(data)
    return read_edited_word(package.parts, package.main).pictures


def test_pictures_are_compared() -> None:
    """A picture that is gone, has come or became another is told, with the text that stands in its place."""
    (own,) = pictures(example_word("uppföljning-2021"))
    assert picture_differences((own,), (own,)) == ()
    assert [each.kind for each in picture_differences((own,), ())] == [DifferenceKind.REMOVED]
    assert [each.kind for each in picture_differences((), (own,))] == [DifferenceKind.ADDED]
    assert [each.kind for each in picture_differences((own,), (WordPicture(b"x", own.alt_text),))] == [
        DifferenceKind.CHANGED
    ]
    assert own.alt_text


def test_words_in_capitals_are_other_words(built: Path) -> None:
    """The control of the one below: where each word is another, all are told."""
    source = built / "output" / LETTER_STEM / f"{letter_name()}.docx"
    path = built / f"{letter_name()} versaler.docx"
    path.write_bytes(edited(source.read_bytes(), in_all_words(str.upper)))
    assert len(compare_word(path).differences) > 20


def test_a_wrong_style_is_no_word(built: Path) -> None:
    """All paragraphs in one style: only form."""
    source = built / "output" / LETTER_STEM / f"{letter_name()}.docx"
    path = built / f"{letter_name()} utan formatmallar.docx"

    def plain(file: EditedFile) -> None:
        for style in list(file.body.iter(f"{W}pStyle", f"{W}rStyle")):
            style.getparent().remove(style)

    path.write_bytes(edited(source.read_bytes(), plain))
    found = compare_word(path)
    assert found.is_same and found.forms
