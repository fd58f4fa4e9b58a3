"""A Word file that people have changed, compared with what its meeting gives: all is told, and nothing else."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from edited_words import (
    EditedFile,
    W,
    add_after,
    edited,
    in_all_words,
    markup,
    move_after,
    remove,
    replace,
    set_text,
    split_at,
    text_of,
    tracked,
    wrapped,
)
from made import MINUTES_STEM, letter_name

from naravard_docs.builder.word_comparison import PlacedDifference, WordComparison, compare_word
from naravard_docs.builder.word_differences import DifferenceKind
from naravard_docs.errors import WrongUsageError

Change = Callable[[EditedFile], object]
NAME = f"{MINUTES_STEM}-protokoll.docx"
ADDED, REMOVED, CHANGED, MOVED = (
    DifferenceKind.ADDED,
    DifferenceKind.REMOVED,
    DifferenceKind.CHANGED,
    DifferenceKind.MOVED,
)
GROUPS, DISCUSSED = "Dialog fördes i grupper.", "Undersökningar visar att många unga"


@pytest.fixture
def minutes(built: Path) -> bytes:
    return (built / "output" / MINUTES_STEM / NAME).read_bytes()


@pytest.fixture
def compare(built: Path, tmp_path: Path, minutes: bytes) -> Callable[..., WordComparison]:
    """Compare the example minutes after some changes with their meeting."""

    def compare(*changes: Change, accepts: bool = True) -> WordComparison:
        file = tmp_path / NAME
        file.write_bytes(edited(minutes, *changes))
        return compare_word(file, built / "meetings" / f"{MINUTES_STEM}.yaml", accepts)

    return compare


def told(placed: PlacedDifference) -> tuple[DifferenceKind, str, str]:
    """Return a difference with the words that differ: in ours, and in the Word file."""
    one = placed.difference
    ours, theirs = ("".join(part.text for part in each if part.differs) for each in (one.ours, one.theirs))
    return one.kind, ours, theirs


def place(placed: PlacedDifference) -> str:
    """Return the words at the place of a difference, with the file's name."""
    found = placed.origin.place
    assert found is not None
    return f"{found.path.name}: {found.source_line[found.column - 1 : found.column - 1 + found.length]}"


def test_an_untouched_file_is_the_same(compare: Callable[..., WordComparison]) -> None:
    """What was built and not changed differs in nothing."""
    found = compare()
    assert (found.is_same, found.forms, dict(found.own_changes)) == (True, (), {})


@pytest.mark.parametrize(
    ("change", "expected", "where"),
    [
        (replace("24 mars 2023", "25 mars 2023"), (CHANGED, "24", "25"), "2023-03-24"),
        (replace("Carin Nilsson", "Karin Nilsson"), (CHANGED, "Carin", "Karin"), "Carin"),
        (replace("Umeå kommun", "Umeå"), (CHANGED, "kommun", ""), "kommun"),
        (replace("anta Färdplan", "anta den nya Färdplan"), (CHANGED, "", "den nya"), "anta"),
        (replace("träder i kraft 20230901", "träder i kraft 20231001"), (CHANGED, "20230901", "20231001"), "20230901"),
        (replace("6. Övriga frågor", "6. Andra frågor"), (CHANGED, "Övriga", "Andra"), "Övriga"),
        (replace("12 maj 2023", "13 maj 2023"), (CHANGED, "12", "13"), "2023-05-12"),
        (replace("Inga övriga frågor lyftes.", "Inga frågor."), (CHANGED, "övriga frågor lyftes", "frågor"), "övriga"),
    ],
)
def test_words_are_told_where_they_stand(
    compare: Callable[..., WordComparison], change: Change, expected: tuple[object, ...], where: str
) -> None:
    """A changed word is told, with the place of the very word in the meeting file."""
    (only,) = compare(change).differences
    assert told(only)[0] is CHANGED
    if where != "övriga":  # which of two equal words is the one that stays is of no account
        assert (told(only), place(only)) == (expected, f"{MINUTES_STEM}.yaml: {where}")


def test_what_was_added_belongs_after_what_stands_before_it(compare: Callable[..., WordComparison]) -> None:
    """A new paragraph has the place of the last word before it."""
    (only,) = compare(add_after("Inga övriga frågor", "Anna Ek frågade om vägen.")).differences
    assert told(only) == (ADDED, "", "Anna Ek frågade om vägen.")
    assert place(only) == f"{MINUTES_STEM}.yaml: lyftes"


def test_what_was_removed_is_told_where_it_begins(compare: Callable[..., WordComparison]) -> None:
    """A paragraph that is gone has the place of its first word."""
    (only,) = compare(remove(GROUPS)).differences
    assert told(only)[0] is REMOVED
    assert told(only)[1].startswith(GROUPS)
    assert place(only).startswith(f"{MINUTES_STEM}.yaml: Dialog")


def test_a_row_that_was_added_is_one_difference(compare: Callable[..., WordComparison]) -> None:
    """A new row of a table is told with its cells."""

    def change(file: EditedFile) -> None:
        row = next(one for one in file.body.iter(f"{W}tr") if "Annika" in "".join(map(text_of, one.iter(f"{W}p"))))
        new = copy.deepcopy(row)
        row.addnext(new)
        set_text(next(new.iter(f"{W}p")), "Dan Ek (s)")

    (only,) = compare(change).differences
    assert told(only)[:2] == (ADDED, "")
    assert "Dan Ek (s) | Vilhelmina kommun" in told(only)[2]


def test_what_was_moved_is_told_as_moved(compare: Callable[..., WordComparison]) -> None:
    """A paragraph in another place is moved, not removed and added."""
    (only,) = compare(move_after("Arbetet i Umeå länsdel handlar", "I Södra Lapplands länsdel")).differences
    assert told(only)[0] is MOVED


def test_an_item_that_was_moved_is_one_difference(compare: Callable[..., WordComparison]) -> None:
    """An item with its text is moved as one; numbers of items that follow from it are only form."""
    changes = (
        move_after("Inga övriga frågor lyftes.", "12 maj 2023"),
        move_after("6. Övriga frågor", "12 maj 2023"),
        replace("6. Övriga frågor", "9. Övriga frågor"),
        replace("7. Lärandeforum", "6. Lärandeforum"),
        replace("8. Mötet för", "7. Mötet för"),
        replace("9. Nästa möte", "8. Nästa möte"),
    )
    found = compare(*changes)
    assert [told(each)[0] for each in found.differences] == [MOVED]
    assert len(found.forms) == 4 and all("numret" in each.said for each in found.forms)


def test_split_and_merged_paragraphs_are_only_form(compare: Callable[..., WordComparison]) -> None:
    """Where a paragraph ends is no word."""

    def merge(file: EditedFile) -> None:
        first, second = file.with_text(DISCUSSED), file.with_text("Varje huvudman arbetar intensivt")
        set_text(first, f"{text_of(first)} {text_of(second)}")
        second.getparent().remove(second)

    found = compare(split_at("Från politiskt håll"), merge)
    assert (found.is_same, [each.said for each in found.forms]) == (
        True,
        ["2 stycken är ett i Word", "delat i 2 stycken i Word"],
    )


def test_a_changed_word_in_a_split_paragraph_is_told(compare: Callable[..., WordComparison]) -> None:
    """A split paragraph is compared as a whole."""
    found = compare(split_at("Från politiskt håll"), replace("politiskt håll", "tjänstehåll"))
    assert [told(each)[0] for each in found.differences] == [CHANGED]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (in_all_words(lambda text: text.replace(" ", "\u00a0")), "hårda mellanslag"),
        (in_all_words(lambda text: unicodedata.normalize("NFD", text)), "isärtagna bokstäver"),
        (in_all_words(lambda text: text.replace("”", '"')), "citattecken"),
        (in_all_words(lambda text: text.replace("”", "«").replace("–", "-")), "citattecken"),
        (in_all_words(lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ")), "ligaturer"),
        (in_all_words(lambda text: text.replace("samverkan", "sam\u00adverkan")), "osynliga tecken"),
        (in_all_words(lambda text: text.replace(" ", "  ")), ""),
    ],
)
def test_what_word_changes_by_itself_is_no_difference(
    compare: Callable[..., WordComparison], change: Change, kind: str
) -> None:
    """Signs that Word changes are counted and not told one by one."""
    found = compare(change)
    assert (found.is_same, found.forms) == (True, ())
    assert kind in found.own_changes or not kind


def test_a_number_that_became_text_is_no_difference(compare: Callable[..., WordComparison]) -> None:
    """An item whose number was made text, as when it is pasted, says the same."""

    def literal(file: EditedFile) -> None:
        for number, words in enumerate(("Den omfattande ansvars-", "Det ”transaktionssystem”"), 1):
            paragraph = file.with_text(words)
            set_text(paragraph, f"{number})\t{text_of(paragraph)}")
            paragraph.remove(paragraph[0])

    assert compare(literal).is_same


def test_tracked_changes_are_told_with_who_made_them(compare: Callable[..., WordComparison]) -> None:
    """Tracked changes are read as accepted, or as rejected if that is asked for."""
    change = tracked("20230901", "20231001")
    found = compare(change)
    (only,) = found.differences
    assert told(only) == (CHANGED, "20230901", "20231001")
    assert {each.author for each in only.difference.revisions} == {"Anna Ek"}
    rejected = compare(change, accepts=False)
    assert rejected.is_same and len(rejected.revisions) == 2


def test_a_row_that_is_struck_tells_who_struck_it(compare: Callable[..., WordComparison]) -> None:
    """A tracked change of a whole row is one, whatever the runs in it say."""

    def strike(file: EditedFile) -> None:
        row = next(one for one in file.body.iter(f"{W}tr") if "Kerstin" in "".join(map(text_of, one.iter(f"{W}p"))))
        next(row.iter(f"{W}trPr")).append(markup('<w:del w:id="9" w:author="Bo Al"/>'))
        for run in list(row.iter(f"{W}r")):
            deleted = markup('<w:del w:id="9" w:author="Bo Al"/>')
            run.addprevious(deleted)
            deleted.append(run)

    (only,) = compare(strike).differences
    assert (told(only)[0], [each.author for each in only.difference.revisions]) == (REMOVED, ["Bo Al"])
    assert compare(strike, accepts=False).is_same


def test_a_paragraph_whose_end_is_struck_is_one_with_the_next(compare: Callable[..., WordComparison]) -> None:
    """A struck paragraph mark joins two paragraphs when it is accepted, and does not when it is rejected."""

    def strike(file: EditedFile) -> None:
        paragraph = file.with_text(DISCUSSED)
        mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="Bo Al"/></w:rPr></w:pPr>'
        paragraph.insert(0, markup(mark))

    assert [each.said for each in compare(strike).forms] == ["2 stycken är ett i Word"]
    assert compare(strike, accepts=False).forms == ()


def test_comments_are_listed_with_the_words_they_are_on(compare: Callable[..., WordComparison]) -> None:
    """A comment is told with its author, and is no difference."""

    def comment(file: EditedFile) -> None:
        paragraph = file.with_text("Inga övriga frågor")
        paragraph.insert(0, markup('<w:commentRangeStart w:id="7"/>'))
        paragraph.append(markup('<w:commentRangeEnd w:id="7"/>'))
        said = '<w:comment w:id="7" w:author="Bo Al"><w:p><w:r><w:t>Var det så?</w:t></w:r></w:p></w:comment>'
        file.add_part("comments", "comments", f'<w:comments xmlns:w="{W[1:-1]}">{said}</w:comments>')

    found = compare(comment)
    assert found.is_same
    assert [(one.author, one.about, one.text) for one in found.comments] == [
        ("Bo Al", "Inga övriga frågor lyftes.", "Var det så?")
    ]


def test_a_footnote_is_told_as_added(compare: Callable[..., WordComparison]) -> None:
    """No document has notes, so one is new."""

    def note(file: EditedFile) -> None:
        file.with_text("Inga övriga frågor").append(markup('<w:r><w:footnoteReference w:id="2"/></w:r>'))
        said = '<w:footnote w:id="2"><w:p><w:r><w:t>Enligt Bo Al.</w:t></w:r></w:p></w:footnote>'
        file.add_part("footnotes", "footnotes", f'<w:footnotes xmlns:w="{W[1:-1]}">{said}</w:footnotes>')

    (only,) = compare(note).differences
    assert (told(only), only.difference.what) == ((ADDED, "", "Enligt Bo Al."), "fotnot")


def test_hidden_words_do_not_count(compare: Callable[..., WordComparison]) -> None:
    """Words that are hidden are not there for a reader, and hidden words are told."""
    hidden = markup("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hemligt.</w:t></w:r>")
    found = compare(lambda file: file.with_text("Inga övriga frågor").append(hidden))
    assert (found.is_same, found.hidden) == (True, ("Hemligt.",))


def test_a_text_box_is_told_once(compare: Callable[..., WordComparison]) -> None:
    """Of the two forms that Word gives a text box, one is read."""
    inner = "<w:txbxContent><w:p><w:r><w:t>I rutan.</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f'<mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>'
    run = markup(f"<w:r><mc:AlternateContent {space}>{both}</mc:AlternateContent></w:r>")
    (only,) = compare(lambda file: file.with_text("Inga övriga frågor").append(run)).differences
    assert (told(only), only.difference.what) == ((ADDED, "", "I rutan."), "textruta")


def test_bold_words_and_heading_levels_are_only_form(compare: Callable[..., WordComparison]) -> None:
    """What looks otherwise and says the same is told apart."""

    def bold(file: EditedFile) -> None:
        run = next(file.with_text("Inga övriga frågor").iter(f"{W}r"))
        run.insert(0, markup("<w:rPr><w:b/></w:rPr>"))

    def deeper(file: EditedFile) -> None:
        next(file.with_text("6. Övriga frågor").iter(f"{W}pStyle")).set(f"{W}val", "Heading3")

    found = compare(bold, deeper)
    assert found.is_same
    said = [each.said for each in found.forms]
    assert said[0] == "rubrik på nivå 3 i Word, rubrik på nivå 2 i mötesfilen"
    assert said[1].startswith("fetstil i Word: «Inga övriga frågor lyftes.»")


@pytest.mark.parametrize("name", ["sdt", "smartTag", "customXml"])
def test_wrappers_of_other_programs_are_looked_through(compare: Callable[..., WordComparison], name: str) -> None:
    """Content controls, smart tags and the like change nothing, and what differs in them is told."""
    assert compare(wrapped(name)).is_same
    assert len(compare(wrapped(name), replace("20230901", "20231001")).differences) == 1


def test_fields_that_word_works_out_are_not_compared(compare: Callable[..., WordComparison]) -> None:
    """A page number is nobody's words."""
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>17</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    field = markup(f"<w:smartTag>{runs}</w:smartTag>")
    assert compare(lambda file: file.with_text("Inga övriga frågor").append(field)).is_same


def test_what_the_program_makes_says_what_decides_it(compare: Callable[..., WordComparison]) -> None:
    """Words that stand in no file have the place of the key that gives them, and say so."""
    (only,) = compare(replace("Systemledningen beslutade:", "Systemledningen beslöt:")).differences
    assert "ordval" in only.origin.remark
    assert place(only) == f"{MINUTES_STEM}.yaml: beslut"


def test_a_footer_is_compared(compare: Callable[..., WordComparison]) -> None:
    """What is on every page is compared once."""

    def change(file: EditedFile) -> None:
        for name in [one for one in file.parts if one.startswith("word/footer")]:
            file.parts[name] = file.parts[name].replace("Region Västerbotten".encode(), b"Region Norr")

    (only,) = compare(change).differences
    assert (told(only), only.difference.what) == ((CHANGED, "Västerbotten", "Norr"), "sidfot")


def test_a_letter_leads_to_its_template_and_its_attachments(built: Path, tmp_path: Path) -> None:
    """Texts of letters come from the standing text, which all share, from the meeting, or from an attachment."""
    stem = letter_name()
    folder = next((built / "output").glob("2021*"))
    file = tmp_path / f"{stem}.docx"
    changes = (
        replace("Vid frågor, vänligen kontakta", "Vid funderingar, kontakta"),
        replace("Omställningen till Nära vård är påbörjad", "Omställningen till Nära vård är inledd"),
        replace("Den nya regionala samverkanstrukturen", "Den gamla regionala samverkanstrukturen"),
        replace("Malå kommun", "Malå stad"),
    )
    file.write_bytes(edited((folder / f"{stem}.docx").read_bytes(), *changes))
    found = compare_word(file, next((built / "meetings").glob("2021*.yaml")))
    files = {told(each)[1]: each.origin.place.path.name for each in found.differences if each.origin.place}
    assert files["frågorvänligen"] == "rekommendation.md"
    assert files["påbörjad"].startswith("2021")
    assert files["nya"].endswith(".md") and files["nya"] != "rekommendation.md"
    assert files["kommun"] == "sandlistor.yaml"
    shared = next(each for each in found.differences if told(each)[1] == "frågorvänligen")
    assert "alla möten delar" in shared.origin.remark


@pytest.mark.parametrize(
    "name",
    [
        f"{MINUTES_STEM}-protokoll (2).docx",
        f"Kopia av {MINUTES_STEM}-protokoll.docx",
        f"{MINUTES_STEM}-protokoll - Kopia.docx",
        f"{MINUTES_STEM.upper()}_PROTOKOLL_v3.docx",
        "Protokoll till Anna.docx",
    ],
)
def test_the_meeting_is_found_by_name_or_by_what_the_file_says(built: Path, minutes: bytes, name: str) -> None:
    """A file that was renamed or copied is known."""
    folder = built / "hit och dit"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(minutes)
    found = compare_word(folder / name)
    assert found.document.loaded.stem == MINUTES_STEM and found.is_same


def test_a_file_without_properties_is_known_by_its_words(built: Path, minutes: bytes) -> None:
    """Programs that take properties away leave the words."""

    def forget(file: EditedFile) -> None:
        file.parts["docProps/core.xml"] = file.parts["docProps/core.xml"].replace(b"dc:title>", b"dc:ingen>")

    path = built / "Namnlös.docx"
    path.write_bytes(edited(minutes, forget))
    assert compare_word(path).document.loaded.stem == MINUTES_STEM


def test_a_file_of_no_meeting_is_refused_with_those_there_are(built: Path, minutes: bytes) -> None:
    """What is like no document is not compared with any."""

    def other(file: EditedFile) -> None:
        file.parts["docProps/core.xml"] = file.parts["docProps/core.xml"].replace(b"Protokoll", b"Roman")
        for n, one in enumerate(file.body.iter(f"{W}t")):
            one.text = f"kapitel{n}"

    path = built / "roman.docx"
    path.write_bytes(edited(minutes, other))
    with pytest.raises(WrongUsageError) as caught:
        compare_word(path)
    assert f"{MINUTES_STEM}.yaml" in caught.value.remedy
