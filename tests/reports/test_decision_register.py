"""The register of decisions: references that hold, the minutes' own words, searching in Swedish, and what is told."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import pytest
from answering import LETTER
from command import PROGRAM, Run, apart
from conftest import HEAD, REPOSITORY, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM, MINUTES_STEM, documents, loaded
from openpyxl import load_workbook
from test_goldens import assert_golden

from naravard_docs.document.blocks import Block, List, Paragraph, Quote, Role, Section
from naravard_docs.document.inlines import plain_text
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.registered_decision import RegisteredDecision, registered_decisions
from naravard_docs.reports import decision_register
from naravard_docs.reports.register_json import register_json
from naravard_docs.swedish import search_form
from naravard_docs.workspace.load import load_meeting

BODIES = """
namnden:
  namn: Nämnden för vård
  benämning: Nämnden
  ordval: {numrering: paragraf, beslutsstil: meningar}
"""
ASSIGNMENT = """organ: namnden
datum: 2024-02-01
start_paragraf: 11
ärenden:
  - Mötet öppnas
  - rubrik: Idé om [Ubmeje]{lang=sju}
    beslut:
      - text: utreda frågan om får
        typ: uppdrag
        ansvarig: Katarina Lindahl
        klart_senast: 2024-06-01
        till: [Umeå kommun, Region Västerbotten]
      - text: lägga =1+1 till handlingarna
        typ: rekommendation
        nivå: styrelse
        svar_senast: 2024-05-01
"""


@pytest.fixture
def here(examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example workspace with a body that numbers by § and a meeting of it that is not approved."""
    with (examples / "templates/organ.yaml").open("a", encoding="utf-8") as file:
        file.write(BODIES)
    (examples / "meetings/2024-02-01-namnden.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    return examples


def references(answer_lines: list[str]) -> list[str]:
    return [line for line in answer_lines if line and not line.startswith(" ")]


def decisions_of(stem: str) -> tuple[RegisteredDecision, ...]:
    one = loaded(stem)
    return tuple(registered_decisions(one.meeting, one.body, one.path.name, plain_words))


def blocks_by_id(blocks: tuple[Block, ...]) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for block in blocks:
        found[block.id] = block
        if isinstance(block, Section | Quote):
            found.update(blocks_by_id(block.blocks))
        elif isinstance(block, List):
            found.update(blocks_by_id(tuple(inner for item in block.items for inner in item.blocks)))
    return found


@pytest.mark.parametrize(("stem", "name"), [(MINUTES_STEM, "protokoll-2023"), (LETTER_STEM, "protokoll-2021")])
def test_the_words_are_the_minutes_own(stem: str, name: str) -> None:
    """Each thing decided is in the minutes word for word, at the bookmark that identifies it; none is missed."""
    blocks = blocks_by_id(documents()[name].blocks)
    told = {}
    for one in decisions_of(stem):
        meeting, bookmark = one.identifier.split("#")
        assert meeting == stem
        told[bookmark] = one.text
    in_minutes = {
        found.id: plain_text(found.content)
        for found in blocks.values()
        if isinstance(found, Paragraph) and found.role is Role.DECISION and not found.keeps_with_next
    }
    assert told == in_minutes


def test_all_decisions_are_listed(here: Path, run: Run) -> None:
    """Without words, everything decided is listed by day: reference, heading, words and what is known of it."""
    answer = run("beslut")
    assert (answer.code, answer.err) == (0, "10 beslut i 3 möten\n")
    assert_golden("beslut", answer.out)


def test_a_narrow_terminal_is_kept_to(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are broken between words where the terminal ends."""
    monkeypatch.setenv("COLUMNS", "40")
    answer = run("beslut", "ubmeje")
    assert max(map(len, answer.lines)) <= 40
    assert " ".join(answer.out.split()) == " ".join(run("beslut", "ubmeje").out.split())


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["färdplan", "TRÄDER"], ["Systemledning Nära vård 2023-03-24 ärende 4 punkt 3"]),
        (["färdplan träder"], ["Systemledning Nära vård 2023-03-24 ärende 4 punkt 3"]),
        (["ide", "utreda"], ["Nämnden för vård 2024-02-01 § 12 punkt 1"]),
        (["§ 12 punkt 2"], ["Nämnden för vård 2024-02-01 § 12 punkt 2"]),
        (["får"], ["Nämnden för vård 2024-02-01 § 12 punkt 1"]),
        (["far"], []),
        (["203"], []),
        (["rekommendera", "länssamverkansgruppen"], ["Samråd vård och omsorg 2021-03-19 ärende 1 punkt 1"]),
        (["umeå", "lindahl", "uppdrag"], ["Nämnden för vård 2024-02-01 § 12 punkt 1"]),
        (["--typ", "uppdrag"], ["Nämnden för vård 2024-02-01 § 12 punkt 1"]),
        (["--ansvarig", "katarina"], ["Nämnden för vård 2024-02-01 § 12 punkt 1"]),
        (["--ansvarig", "edström"], []),
        (["--organ", "namnden", "--typ", "rekommendation"], ["Nämnden för vård 2024-02-01 § 12 punkt 2"]),
        (["--till", "2021-12-31", "fastställa"], ["Samråd vård och omsorg 2021-03-19 ärende 1 punkt 2"]),
        (["--från", "24 mars 2023", "--till", "2023-03-24", "lades"], ["Systemledning Nära vård 2023-03-24 ärende 2"]),
        (["--från", "2024-02-02"], []),
    ],
)
def test_decisions_are_chosen(here: Path, run: Run, arguments: list[str], found: list[str]) -> None:
    """All words must be there, in any case and without accents but å, ä and ö; options choose besides."""
    answer = run("beslut", *arguments)
    assert answer.code == 0
    assert references(answer.lines) == found
    assert ("inget beslut passar" in answer.err) is not bool(found)


def test_a_word_that_no_decision_has_is_asked_about(here: Path, run: Run) -> None:
    """When nothing is found, the likeliest word that there is comes as a tip."""
    assert "  tips: menade du «färdplan»?" in run("beslut", "fardplan", "anta").err.splitlines()
    assert "tips" not in run("beslut", "xyzzy").err


def test_files_instead_of_the_terminal(here: Path, run: Run) -> None:
    """--csv and --xlsx write the same table, stdout names the files, and a file that is there is written anew."""
    (here / "lista.csv").write_text("gammal", encoding="utf-8")
    answer = run("beslut", "--organ", "namnden", "--csv", "lista.csv", "--xlsx", "lista.xlsx")
    assert (answer.code, answer.lines) == (0, ["lista.csv", "lista.xlsx"])
    rows = list(csv.reader(io.StringIO((here / "lista.csv").read_text("utf-8-sig")), delimiter=";"))
    page: Any = load_workbook(here / "lista.xlsx").active
    assert [str(cell.value) for cell in page[1]] == rows[0] == [column.heading for column in decision_register.COLUMNS]
    assert len(rows) == page.max_row == 3
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Referens"] == "Nämnden för vård 2024-02-01 § 12 punkt 1"
    assert (first["Ärende"], first["Punkt"]) == ("§ 12", "1")
    assert (first["Till"], first["Ansvarig"], first["Klart senast"]) == (
        "Umeå kommun, Region Västerbotten",
        "Katarina Lindahl",
        "2024-06-01",
    )
    assert (first["Protokoll"], first["Mötesfil"]) == ("utkast", "2024-02-01-namnden.yaml")
    assert page["P2"].value.isoformat() == "2024-06-01T00:00:00"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--csv"], ["--csv", "-"]])
def test_csv_on_stdout(here: Path, arguments: list[str]) -> None:
    """--csv without a file gives the table on stdout as it would stand in a file."""
    result = subprocess.run(
        [*PROGRAM, "beslut", "får", *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=True,
    )
    assert result.stdout.startswith("\ufeffReferens;Organ;".encode())
    assert len(result.stdout.decode().split("\r\n")) == 3


def test_json_has_the_names_of_the_standards(here: Path, run: Run) -> None:
    """Each decision is one object, with OParl's names for meeting and item and Popolo's for what was decided."""
    answer = run("beslut", "utreda", "--json")
    assert json.loads(answer.out) == [
        {
            "id": "2024-02-01-namnden#ärende-2.beslut.sats-1",
            "reference": "Nämnden för vård 2024-02-01 § 12 punkt 1",
            "text": "Utreda frågan om får",
            "classification": "uppdrag",
            "date": "2024-02-01",
            "organization_id": "namnden",
            "meeting": {
                "id": "2024-02-01-namnden",
                "name": "Nämnden för vård 2024-02-01",
                "meetingState": "utkast",
                "organization": ["Nämnden för vård"],
            },
            "agendaItem": {
                "id": "2024-02-01-namnden#ärende-2",
                "number": "§ 12",
                "order": 2,
                "name": "Idé om Ubmeje",
                "public": True,
                "result": None,
                "resolutionText": "Nämnden beslutade:\n– Utreda frågan om får\n– Lägga =1+1 till handlingarna",
                "under": None,
                "reference_number": None,
                "motions": [],
                "reservations": [],
                "sent_to": [],
            },
            "vote_events": [],
            "opening": "Nämnden beslutade",
            "point": 1,
            "to": ["Umeå kommun", "Region Västerbotten"],
            "level": None,
            "answer_by": None,
            "valid_from": None,
            "responsible": "Katarina Lindahl",
            "due": "2024-06-01",
            "done": None,
            "sources": [{"url": "meetings/2024-02-01-namnden.yaml"}],
        }
    ]


def test_the_handbook_says_what_each_name_is() -> None:
    """Every name of the JSON is explained in the handbook's page on the register."""
    page = (REPOSITORY / "docs/handbok/register.md").read_text("utf-8")
    (first, *_) = json.loads(register_json(decisions_of(MINUTES_STEM)))
    names = {*first, *(f"{name}.{inner}" for name in ("meeting", "agendaItem") for inner in first[name])}
    assert {name for name in names if f"`{name}`" not in page} == set()


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        ("[anta planen, {text: utreda, typ: uppdrag}]", [("rekommendation", "2023-09-30"), ("uppdrag", None)]),
        ("[{text: anta, svar_senast: 2023-06-01}, följa]", [("rekommendation", "2023-06-01"), (None, "2023-09-30")]),
        ("[{text: anta, typ: beslut}]", [("beslut", None)]),
        ("Planen rekommenderas.", [("rekommendation", "2023-09-30")]),
    ],
)
def test_what_a_letter_carries_is_a_recommendation(
    workspace: WorkspaceFolder, decided: str, found: list[tuple[str | None, str | None]]
) -> None:
    """Clauses of an item with a letter are recommendations with its deadline, unless they say something else."""
    path = workspace.write_meeting(f"{HEAD}ärenden:\n  - rubrik: A\n    beslut: {decided}\n{LETTER}")
    one = load_meeting(path)
    told = tuple(registered_decisions(one.meeting, one.body, path.name, plain_words))
    expected = [(kind or "rekommendation", day) for kind, day in found]
    assert [(each.kind.value, each.answer_by and each.answer_by.isoformat()) for each in told] == expected


def test_meetings_that_cannot_be_read_are_named(here: Path, run: Run) -> None:
    """The decisions of the other meetings are listed, each fault has its place, and the exit code tells."""
    (here / "meetings/2020-01-01-fel.yaml").write_text("organ: namnde\ndatum: 2020-01-01\n", encoding="utf-8")
    (here / "meetings/2020-01-02-fel.yaml").write_text("organ: namnden\ndatum: igår\n", encoding="utf-8")
    answer = run("beslut", "utreda")
    assert answer.code == 1
    assert references(answer.lines) == ["Nämnden för vård 2024-02-01 § 12 punkt 1"]
    assert "meetings/2020-01-01-fel.yaml:1:8: fel: «namnde» finns inte i templates/organ.yaml" in answer.err
    assert "menade du «namnden»?" in answer.err
    assert "meetings/2020-01-02-fel.yaml:2:8: fel: «igår» går inte att läsa som ett datum" in answer.err
    assert (
        "fel: besluten i 2 möten är inte med: meetings/2020-01-01-fel.yaml och meetings/2020-01-02-fel.yaml"
        in answer.err
    )


def test_a_meeting_that_may_not_be_read_is_named(here: Path, run: Run) -> None:
    """A file that cannot be opened gives the exit code of files, and the others are listed."""
    (here / "meetings/2020-01-01-fel.yaml").write_bytes(b"x: " + bytes(11 * 1024 * 1024))
    answer = run("beslut", "utreda")
    assert answer.code == 1
    assert "11 megabyte stor" in answer.err


def test_what_no_decision_needs_is_not_judged(here: Path, run: Run) -> None:
    """A missing attachment or an unknown person hides no decision; other commands tell of those."""
    path = here / f"meetings/{LETTER_STEM}.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("svar_till: katarina-lindahl", "svar_till: ingen"), encoding="utf-8")
    (here / "meetings/bilagor/systemledning-och-framtidsbild.md").unlink()
    assert run("kontrollera", path).code == 1
    answer = run("beslut", "--organ", "samrad-vard-och-omsorg")
    assert (answer.code, len(references(answer.lines))) == (0, 2)


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (["--organ", "namnd"], "organet «namnd» finns inte", "menade du «namnden»?"),
        (["--organ", "xyzzy"], "organet «xyzzy» finns inte", "organ som finns: systemledning"),
        (["--typ", "uppdrg"], "«uppdrg» kan inte väljas här", "menade du «uppdrag»?"),
        (["--från", "igår"], "«igår» är inget datum", "2021-09-30"),
        (["--från", "idag"], "«idag» är inget datum", "2021-09-30"),
        (["--csv", "färdplan"], "«färdplan» kan inte vara filen för --csv", "--csv fil.csv"),
        (["--xlsx", "lista.csv"], "«lista.csv» kan inte vara filen för --xlsx", "--xlsx fil.xlsx"),
        (["--xlsx", "-"], "«-» kan inte vara filen för --xlsx", "--xlsx fil.xlsx"),
        (["--json", "--csv"], "inte båda skrivas på standard ut", "--csv beslut.csv"),
    ],
)
def test_what_cannot_be_asked_is_told(here: Path, run: Run, arguments: list[str], message: str, remedy: str) -> None:
    """A wrong option is wrong usage, with a way out, and nothing is written."""
    before = sorted(here.rglob("*"))
    answer = run("beslut", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert remedy in answer.err
    assert sorted(here.rglob("*")) == before


def test_a_folder_without_meetings_is_told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a workspace there is nothing to search, and the way there is told."""
    monkeypatch.chdir(tmp_path)
    answer = run("beslut", "x")
    assert answer.code == 2
    assert "inga mötesfiler finns" in answer.err


def test_many_meetings_are_read_in_several_processes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found does not depend on how many processes read."""
    (here / "meetings/2020-01-01-fel.yaml").write_text("organ: namnde\ndatum: 2020-01-01\n", encoding="utf-8")
    one = decision_register.read_register(here)
    monkeypatch.setattr(decision_register, "_MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    several = decision_register.read_register(here)
    assert several == one
    assert len(one.unread) == 1


@pytest.mark.slow
def test_searching_loads_no_renderer(here: Path) -> None:
    """Listing decisions does not load what draws documents, nor what writes workbooks."""
    script = (
        "import sys\nfrom naravard_docs.cli.main import main\n"
        "try:\n    main(['beslut', '--tyst'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'reportlab', 'docx', 'pypdf', 'lxml', 'jinja2', 'markdown_it', 'openpyxl', 'PIL', 'fontTools'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run([PROGRAM[0], "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_references_and_words_found_are_bold_on_a_terminal(here: Path, no_colour: str) -> None:
    """A terminal shows the reference and the words that were sought in bold, and neither when NO_COLOR is set."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_colour, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run([*PROGRAM, "beslut", "utreda"], env=environment, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8")
    os.close(ours)
    assert ("\x1b[1mUtreda\x1b[0m frågan" in shown) is (no_colour == "")
    assert ("\x1b[" in shown) is (no_colour == "")


@pytest.mark.slow
def test_the_english_name(here: Path) -> None:
    """«decisions» is the same command."""
    assert apart(here, "decisions", "utreda") == apart(here, "beslut", "utreda")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Idé", "ide"),
        ("FÅR", "får"),
        ("a\u030a", "å"),
        ("Müller", "muller"),
        ("Ängö é", "ängö e"),
        ("Straße", "strasse"),
    ],
)
def test_swedish_letters_are_letters(text: str, form: str) -> None:
    """å, ä and ö stay what they are, however composed; other accents and capitals make no difference."""
    assert search_form(text) == form


@given(st.text())
def test_a_search_form_is_its_own(text: str) -> None:
    """Searching for what was found finds it again: the form of a form is the same, and no longer than its parts."""
    assert search_form(search_form(text)) == search_form(text)


def test_a_workspace_of_its_own(workspace: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace without decisions says so."""
    workspace.write_meeting("organ: systemledning\ndatum: 2023-03-24\n")
    monkeypatch.chdir(workspace.root)
    answer = run("beslut")
    assert (answer.code, answer.out, answer.err) == (0, "", "det finns inga beslut\n")
