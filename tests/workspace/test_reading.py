"""What sound files become: texts as written, short and long forms alike, warnings where they belong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import HEAD, REPOSITORY, WorkspaceFolder

from naravard_docs.errors import InvalidInputError, Level, Problem
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.people import Person, Presenter
from naravard_docs.workspace.load import load_meeting

PRESENT = "närvarande:\n  - grupp: A\n    personer: [Anna Berg]\n"
EXAMPLES = sorted((REPOSITORY / "meetings").glob("*.yaml"))


def item(workspace: WorkspaceFolder, below: str) -> AgendaItem:
    """Read a meeting whose only item has the given lines below its heading."""
    lines = "".join(f"    {line}\n" for line in below.split("\n"))
    return workspace.load(f"{HEAD}ärenden:\n  - rubrik: A\n{lines}").meeting.agenda_items[0]


def meeting(workspace: WorkspaceFolder, below: str) -> Meeting:
    return workspace.load(HEAD + below).meeting


def person(workspace: WorkspaceFolder, written: str) -> Person:
    return meeting(workspace, f"närvarande:\n  - grupp: A\n    personer:\n      - {written}\n").people[0]


def warnings(workspace: WorkspaceFolder, below: str) -> tuple[Problem, ...]:
    return workspace.load(HEAD + below).problems


def where(problem: Problem) -> str:
    assert problem.place is not None
    return f"{problem.place.line}:{problem.place.column}"


GUESSED_BY_OTHERS = (
    "13:00", "0730", "no", "No", "on", "off", "yes", "true", "20230901", "2023-09-01", "1.10", "1e3", "§ 3", "1_000",
    "0x1F", "0o17", "0b1", "1:30:00", ".5", "+46", "Null", "NaN", ".inf", "=", "ja",
)  # fmt: skip


@pytest.mark.parametrize("written", GUESSED_BY_OTHERS)
def test_scalars_stay_what_was_written(written: str, workspace: WorkspaceFolder) -> None:
    """A text that YAML readers take for a time, a number or a truth value is the text."""
    assert meeting(workspace, f"plats: {written}\n").place == written


@pytest.mark.parametrize("written", ["~", "null", "Umeå: stad", "# nej", "- strecket", "*fet*", "@hem"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_quoted_scalars_stay_what_was_written(written: str, quote: str, workspace: WorkspaceFolder) -> None:
    """Within quotation marks every sign stands for itself."""
    assert meeting(workspace, f"plats: {quote}{written}{quote}\n").place == written


@pytest.mark.parametrize("written", ["", "~", "null", "# kommentar"])
def test_key_without_value_is_absent(written: str, workspace: WorkspaceFolder) -> None:
    """A key that may be left out may also be left empty."""
    assert meeting(workspace, f"plats: {written}\n").place is None


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Carin Nilsson (s), Umeå kommun, vice ordförande",
         "{namn: Carin Nilsson, parti: s, organisation: Umeå kommun, roll: vice ordförande}"),
        ("Carin Nilsson, Umeå kommun", "{namn: Carin Nilsson, organisation: Umeå kommun}"),
        ("Carin Nilsson (s)", "{namn: Carin Nilsson, parti: s}"),
        ("Carin Nilsson", "{namn: Carin Nilsson}"),
        ("Carin Nilsson, , ordförande, jurist", '{namn: Carin Nilsson, roll: "ordförande, jurist"}'),
    ],
)  # fmt: skip
def test_person_forms(short: str, long: str, workspace: WorkspaceFolder) -> None:
    """A person on one line is the same as a mapping."""
    assert person(workspace, short) == person(workspace, long)


def test_presenter_forms(workspace: WorkspaceFolder) -> None:
    """A presenter on one line keeps the commas of the title, and a single one needs no list."""
    expected = (Presenter(namn="Isabell Zemrén", titel="chef, södra Lappland"),)
    assert item(workspace, "föredragande: Isabell Zemrén, chef, södra Lappland").presenters == expected
    assert (
        item(workspace, 'föredragande: [{namn: Isabell Zemrén, titel: "chef, södra Lappland"}]').presenters == expected
    )


def test_sentence_forms(workspace: WorkspaceFolder) -> None:
    """A decision on one line is a whole sentence."""
    assert item(workspace, "beslut: Ja.") == item(workspace, "beslut: {text: Ja.}")


def test_clause_forms(workspace: WorkspaceFolder) -> None:
    """A list is a decision's clauses, and a clause on one line is its text."""
    short, long = "beslut: [anta planen]", "beslut:\n  satser:\n    - text: anta planen"
    assert item(workspace, short) == item(workspace, long)


@pytest.mark.parametrize("written", ["att anta planen", "Att anta planen", "  att  anta planen"])
def test_clause_loses_its_att(written: str, workspace: WorkspaceFolder) -> None:
    """«Att» is the program's word: a writer's own is not doubled."""
    assert item(workspace, f"beslut: ['{written}']") == item(workspace, "beslut: [anta planen]")


def test_clause_keeps_words_that_begin_as_att(workspace: WorkspaceFolder) -> None:
    """Only the whole word «att» is taken away."""
    decision = item(workspace, "beslut: [attestera fakturan]").decision
    assert decision is not None and decision.clauses[0].text == "attestera fakturan"


def test_next_meeting_forms(workspace: WorkspaceFolder) -> None:
    """The next meeting on one line is a date, in either form, and the text after it."""
    long = meeting(workspace, "nästa_möte: {datum: 2023-05-12, text: Samråd}\n")
    assert meeting(workspace, "nästa_möte: 2023-05-12 Samråd\n") == long
    assert meeting(workspace, "nästa_möte: 12 maj 2023, Samråd\n") == long


def test_attachment_forms(workspace: WorkspaceFolder) -> None:
    """An attachment on one line is its path, and a single one needs no list."""
    long = item(workspace, "bilagor:\n  - fil: bilagor/bilaga.md")
    assert item(workspace, "bilagor: [bilagor/bilaga.md]") == long
    assert item(workspace, "bilagor: bilagor/bilaga.md") == long


def test_item_forms(workspace: WorkspaceFolder) -> None:
    """An item on one line is its heading."""
    assert meeting(workspace, "ärenden: [Mötet öppnas]\n") == meeting(workspace, "ärenden: [{rubrik: Mötet öppnas}]\n")


def test_english_keys(workspace: WorkspaceFolder) -> None:
    """English keys mean what the Swedish ones mean, at every level."""
    swedish = HEAD + (
        "tid: 9\nordförande: {namn: A, parti: s}\nnärvarande:\n  - grupp: G\n    personer: [A]\n"
        "ärenden:\n  - rubrik: R\n    typ: beslutsärende\n"
        "    beslut: {inledning: att, satser: [{text: a, nivå: nämnd}]}\n"
    )
    english = (
        "body: systemledning\ndate: 2023-03-24\ntime: 9\nchair: {name: A, party: s}\n"
        "attendance:\n  - heading: G\n    people: [A]\nagenda_items:\n  - heading: R\n    item_type: beslutsärende\n"
        "    decision: {opening: att, clauses: [{text: a, level: nämnd}]}\n"
    )
    assert workspace.load(swedish).meeting == workspace.load(english).meeting


@pytest.mark.parametrize("written", ["2023-03-24", "24 mars 2023", "den 24 mars 2023", "24 Mars 2023", '"2023-03-24"'])
def test_date_forms(written: str, workspace: WorkspaceFolder) -> None:
    """A date may be written as ISO 8601 or as Swedish words."""
    assert workspace.load(f"organ: systemledning\ndatum: {written}\n").meeting.date == date(2023, 3, 24)


@pytest.mark.parametrize("written", ["Beslutsärende", "BESLUTSÄRENDE", "beslutsärende "])
def test_words_whatever_their_capitals(written: str, workspace: WorkspaceFolder) -> None:
    """A word from a list is known whatever its capitals."""
    assert item(workspace, f"typ: '{written}'") == item(workspace, "typ: beslutsärende")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends(ends: str, workspace: WorkspaceFolder) -> None:
    """Line ends of Windows and of old Macintoshes are line ends."""
    text = HEAD + "ärenden:\n  - rubrik: A\n    text: |\n      Ett.\n\n      Två.\n"
    assert workspace.load(text.replace("\n", ends)).meeting == workspace.load(text).meeting


def test_byte_order_mark(workspace: WorkspaceFolder) -> None:
    """A byte order mark at the start of the file is passed over."""
    assert workspace.load("\ufeff" + HEAD).meeting == workspace.load(HEAD).meeting


def test_decomposed_letters(workspace: WorkspaceFolder) -> None:
    """Letters in two parts, as macOS writes them, are composed in keys and values."""
    assert meeting(workspace, "a\u0308renden: [Umea\u030a]\n").agenda_items[0].heading == "Umeå"


def test_pasted_line_separators(workspace: WorkspaceFolder) -> None:
    """A line separator pasted from Word is a blank, and the lines after it keep their numbers."""
    loaded = workspace.load(
        HEAD + "plats: Umeå\u2028stad\n" + PRESENT + "ärenden:\n  - rubrik: A\n    text: då vill vill vi\n"
    )
    assert loaded.meeting.place == "Umeå stad"
    assert where(loaded.problems[0]) == "9:14"


def test_soft_hyphens(workspace: WorkspaceFolder) -> None:
    """Invisible signs that come along when text is pasted are left out."""
    assert meeting(workspace, "plats: Ume\u00adå\u200b\n").place == "Umeå"


def test_every_problem_at_once_in_file_order(workspace: WorkspaceFolder) -> None:
    """All problems of a file are told together, from its top to its end."""
    text = (
        "organ: x\ndatum: igår\nplast: A\nstatus: klar\närenden:\n  - typ: y\n    text: [z]\n  -\nbilagor: saknas.md\n"
    )
    found = [where(problem) for problem in workspace.problems(text)]
    assert found == ["1:8", "2:8", "3:1", "4:9", "6:5", "6:10", "7:5", "8:4", "9:10"]


def test_place_has_its_line_and_length(workspace: WorkspaceFolder) -> None:
    """A place carries the source line and how much of it to underline."""
    place = workspace.problems(HEAD + "status: justert  # snart\n")[0].place
    assert place is not None
    assert (place.source_line, place.length) == ("status: justert  # snart", len("justert"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_can_be_read(path: Path) -> None:
    """The example meetings have no errors."""
    assert load_meeting(path).meeting.agenda_items


def test_warning_attendance_missing(workspace: WorkspaceFolder) -> None:
    """A meeting that nobody attended can be built, with a warning."""
    (warning,) = warnings(workspace, "")
    assert (warning.message, warning.level, where(warning)) == ("Närvarande saknas", Level.WARNING, "1:1")


def test_warning_present_twice(workspace: WorkspaceFolder) -> None:
    """Someone who stands twice among those present is remarked on once."""
    (warning,) = warnings(workspace, "närvarande:\n  - grupp: A\n    personer:\n      - Bo Ek\n      - Bo Ek\n")
    assert "«Bo Ek» står mer än en gång" in warning.message


def test_warning_information_item_with_decision(workspace: WorkspaceFolder) -> None:
    """A decision under an information item is remarked on at the item's type."""
    (warning,) = warnings(
        workspace, PRESENT + "ärenden:\n  - rubrik: A\n    typ: informationsärende\n    beslut: Listan godkändes.\n"
    )
    assert "informationsärende har ett beslut" in warning.message
    assert where(warning) == "8:10"


def test_warning_decision_item_without_decision(workspace: WorkspaceFolder) -> None:
    """An approved meeting's decision item without a decision is remarked on."""
    below = PRESENT + "status: justerat\närenden:\n  - rubrik: A\n    typ: beslutsärende\n"
    assert [(w.message, where(w)) for w in warnings(workspace, below)] == [("Ett beslutsärende saknar beslut", "9:10")]


def test_warning_next_meeting_not_given(workspace: WorkspaceFolder) -> None:
    """An item that shows the next meeting is remarked on when there is none."""
    (warning,) = warnings(workspace, PRESENT + "status: utskickat\närenden:\n  - rubrik: A\n    visa: nästa_möte\n")
    assert "«nästa_möte» saknas" in warning.message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("text: Vi ser att debatt debatt ger", "8:22"),
        ("text: |\n      Vi ser\n      att debatten debatten ger", "10:11"),
        ("text: >-\n      Vi ser debatt\n      debatt ger", "9:14"),
        ("text: |\n      kompetensläget läget läget ökar", "9:7"),
        ('text: "Vi ser debatt debatt"', "8:19"),
    ],
    ids=["plain", "block", "across-lines", "part-of-a-word-before", "quoted"],
)
def test_warning_word_twice(text: str, place: str, workspace: WorkspaceFolder) -> None:
    """A word that stands twice is pointed at where the first of the two begins."""
    (warning,) = warnings(workspace, PRESENT + f"ärenden:\n  - rubrik: A\n    {text}\n")
    assert "två gånger i följd" in warning.message
    assert where(warning) == place


def test_no_warning_for_words_that_double_rightly(workspace: WorkspaceFolder) -> None:
    """Words that Swedish doubles, and a word that ends one sentence and begins the next, are no slips."""
    text = "det det gäller, att att-satser, vi vill. Vill vi"
    assert not warnings(workspace, PRESENT + f"ärenden:\n  - rubrik: A\n    text: {text}\n")


def test_warning_file_name_of_other_day(workspace: WorkspaceFolder) -> None:
    """A file name with another day than the meeting's is remarked on at the date."""
    loaded = load_meeting(workspace.write_meeting(HEAD + PRESENT, "2023-03-25-systemledning.yaml"))
    (warning,) = loaded.problems
    assert "namn säger 25 mars 2023 men «datum» 24 mars 2023" in warning.message
    assert where(warning) == "2:8"


def test_warnings_come_along_with_errors(workspace: WorkspaceFolder) -> None:
    """What the rules only remark on is told together with what they refuse."""
    with pytest.raises(InvalidInputError) as caught:
        workspace.load(HEAD + "nästa_möte: 2023-01-01\n")
    assert [problem.level for problem in caught.value.problems] == [Level.WARNING, Level.ERROR]


def test_words_that_yaml_takes_for_a_comment_are_told(workspace: WorkspaceFolder) -> None:
    """A number sign written as part of a title is warned about, since YAML drops what follows it."""
    found = warnings(workspace, "ärenden:\n  - rubrik: Ärende #5 om bil\n")
    (warning,) = [w for w in found if "kommentar" in w.message]
    assert where(warning) == "4:20"
    assert "«#5 om bil»" in warning.message


def test_comments_are_not_taken_for_lost_words(workspace: WorkspaceFolder) -> None:
    """A comment set off with a blank after its sign is nothing to warn about."""
    found = warnings(workspace, "ärenden:\n  - rubrik: Ärende 5 # en kommentar\n")
    assert not [w for w in found if "kommentar" in w.message]


def test_faults_in_templates_do_not_hide_those_in_the_meeting(workspace: WorkspaceFolder) -> None:
    """What is wrong in templates/ and in the meeting file comes at once."""
    workspace.write_template("personer.yaml", "a:\n  namn: A\n  epost: a@b.se\n")
    files = {p.place.file.split("/")[-1] for p in workspace.problems(HEAD + "statuss: utkast\n") if p.place}
    assert files == {"personer.yaml", "2023-03-24-systemledning.yaml"}


def test_draft_may_lack_its_next_meeting(workspace: WorkspaceFolder) -> None:
    """A draft's next meeting is often not known yet, and is not remarked on."""
    assert not warnings(workspace, PRESENT + "ärenden:\n  - rubrik: A\n    visa: nästa_möte\n")


def test_tab_between_key_and_value_is_a_blank(workspace: WorkspaceFolder) -> None:
    """A tab after a colon sets the value off as a blank does (YAML 1.2, 6.2); only indentation may not have one."""
    assert meeting(workspace, "plats:\tDigitalt\n").place == "Digitalt"
