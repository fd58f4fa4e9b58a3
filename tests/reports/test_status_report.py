"""Where recommendations stand: what the terminal, the table, the JSON and the chart tell of each recipient."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import pty
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from answering import ENTRY, MEETING, REFERENCE, STEM
from command import PROGRAM, Run, apart, set_day
from conftest import REPOSITORY
from made import LETTER_STEM, MINUTES_STEM, example_recommendation
from openpyxl import load_workbook
from PIL import Image
from test_goldens import assert_golden

from naravard_docs.cli.terminal import width_of
from naravard_docs.meeting.state import STATES, State
from naravard_docs.reports.status_report import late_words, overview_chart
from naravard_docs.swedish import alphabetic

MEETING_FILE = f"meetings/{LETTER_STEM}.yaml"
ANSWERS = f"{LETTER_STEM}-systemledning-och-framtidsbild"
DAY, BOTH = ("--per", "2021-11-15"), ("--per", "2023-06-01")


@pytest.fixture
def here(examples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    return examples


@pytest.fixture
def two(here: Path) -> Path:
    """The examples with a second recommendation, which nobody but Umeå has heard of."""
    (here / f"meetings/{STEM}.yaml").write_text(MEETING, encoding="utf-8")
    (here / f"meetings/svar/{REFERENCE}.yaml").write_text(f"{ENTRY}    skickat: 2023-04-02\n", encoding="utf-8")
    return here


def names(answer_lines: list[str]) -> list[str]:
    """Return the recipients of the one table on the terminal, in order."""
    begin = next(n for n, line in enumerate(answer_lines) if line.startswith("──")) + 1
    rows = answer_lines[begin:]
    return [line.split("  ")[0] for line in rows[: rows.index("") if "" in rows else len(rows)]]


def test_everything_is_told_on_the_terminal(here: Path, run: Run) -> None:
    """Title, days, bar, each recipient with its answers and lateness, the clauses and what was changed."""
    answer = run("läge", *DAY)
    assert (answer.code, answer.err) == (0, "5 mottagare bör påminnas\n")
    assert_golden("lage", answer.out)


def test_a_narrow_terminal_is_kept_to(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 columns cells are wrapped; at 44 each recipient is a list; no line is wider than the terminal."""
    shown = []
    for columns in ("80", "44"):
        monkeypatch.setenv("COLUMNS", columns)
        answer = run("läge", *DAY)
        assert max(map(width_of, answer.lines)) <= int(columns)
        shown.append(answer.out)
    assert_golden("lage-smal", "\n".join(shown))


@pytest.mark.parametrize("named", [MEETING_FILE, f"meetings/svar/{ANSWERS}.yaml", ANSWERS])
def test_a_recommendation_can_be_named_in_three_ways(two: Path, run: Run, named: str) -> None:
    """The meeting's file, the answers' file and the reference all give the one recommendation."""
    answer = run("läge", named, *DAY)
    assert answer.code == 0
    assert answer.out.count("har besvarat") == 1
    assert "Systemledning och framtidsbild" in answer.lines[0]


def test_one_matter_is_chosen(two: Path, run: Run) -> None:
    """--ärende chooses by the short name, with a file and without; one that is none is told."""
    for named in ((), (f"meetings/{STEM}.yaml",)):
        answer = run("läge", *named, "--ärende", "planen", "--per", "2023-10-15")
        assert answer.lines[0] == "Planen"
        assert answer.out.count("har besvarat") == 1
    answer = run("läge", "--ärende", "plan")
    assert (answer.code, answer.out) == (2, "")
    assert "menade du «planen»?" in answer.err


def test_all_recommendations_come_by_meeting(two: Path, run: Run) -> None:
    """Without a file every recommendation of the workspace is told, each with its own table."""
    answer = run("läge", "--per", "2023-10-15")
    assert answer.out.count("har besvarat") == 2
    assert answer.out.index("Systemledning och framtidsbild") < answer.out.index("Planen")
    assert "Umeå kommun          inget livstecken  2 veckor sen" in answer.lines


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--försenade"], ["Malå", "Norsjö", "Vilhelmina", "Bjurholms", "Sorsele"]),
        (["--försenade", "--ordna", "försening"], ["Malå", "Norsjö", "Bjurholms", "Sorsele", "Vilhelmina"]),
        (["--läge", "inget livstecken,utlovat"], ["Malå", "Robertsfors", "Sorsele"]),
        (["--mottagare", "Åsele kommun", "--mottagare", "UMEA"], ["Umeå", "Åsele"]),
        (["--läge", "inte skickat", "--försenade"], None),
        (["--läge", "bordlagt", "--ordna", "mottagare"], ["Bjurholms", "Storumans"]),
    ],
)
def test_recipients_are_chosen_and_ordered(here: Path, run: Run, options: list[str], found: list[str] | None) -> None:
    """Options choose among recipients and order them; how many of how many are shown is told."""
    answer = run("läge", MEETING_FILE, *DAY, *options)
    assert answer.code == 0
    if found is None:
        assert answer.out == ""
    else:
        assert [name.split(" ")[0] for name in names(answer.lines)] == found
    assert f"{len(found or [])} av 16 mottagare visas" in answer.err


def test_order_by_name_is_swedish(here: Path, run: Run) -> None:
    """Å comes after Z, and the order by state is from the one that has come farthest."""
    by_name = names(run("läge", *DAY, "--ordna", "mottagare").lines)
    assert (by_name[0], by_name[-2:]) == ("Bjurholms kommun", ["Vännäs kommun", "Åsele kommun"])
    by_state = names(run("läge", *DAY, "--ordna", "läge").lines)
    assert (by_state[0], by_state[-1]) == ("Umeå kommun", "Åsele kommun")
    assert sorted(["ö", "z", "å", "Ä", "é", "f"], key=alphabetic) == ["é", "f", "z", "å", "Ä", "ö"]


def test_the_day_decides_what_is_known(here: Path, run: Run) -> None:
    """What happened after the day is in no form: not on the terminal, in the table or in the JSON."""
    for arguments in ((), ("--csv",), ("--json",)):
        told = run("läge", "--per", "2021-04-26", *arguments).out
        assert "2021-04-26" in told
        assert [day for day in re.findall(r"2021-\d\d-\d\d", told) if "2021-04-26" < day < "2021-09-30"] == []
        assert "antagen" not in told.replace('"antagen', "")
        assert "KS-2021/00412" not in told, "the number came with the receipt on the day after"


def test_today_is_the_day_unless_told(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --per, and with --per idag, the day is today's."""
    set_day(monkeypatch, datetime.date(2021, 11, 15))
    assert run("läge") == run("läge", "--per", "idag") == run("läge", *DAY)


def test_the_table_has_what_is_known(here: Path, run: Run) -> None:
    """--csv and --xlsx have one row for each recipient with days as days, and stdout names the files."""
    answer = run("läge", *DAY, "--csv", "lage.csv", "--xlsx", "lage.xlsx")
    assert (answer.code, answer.lines) == (0, ["lage.csv", "lage.xlsx"])
    heads, *rows = csv.reader(io.StringIO((here / "lage.csv").read_text("utf-8-sig")), delimiter=";")
    by_name = {row[3]: dict(zip(heads, row, strict=True)) for row in rows}
    page: Any = load_workbook(here / "lage.xlsx").active
    assert len(rows) == page.max_row - 1 == 16
    assert by_name["Skellefteå kommun"] == {
        "Rekommendation": ANSWERS,
        "Ärende": "Systemledning och framtidsbild för Nära vård 2030 i Västerbotten",
        "Organ": "Samråd vård och omsorg",
        "Namn": "Skellefteå kommun",
        "Mottagare": "skelleftea",
        "Läge": "besvarat",
        "Resultat": "antagen med ändring",
        "Skickat": "2021-04-26",
        "Mottaget": "2021-04-27",
        "Diarienummer": "KS 2021-000214",
        "Utlovat": "",
        "Lovat": "",
        "Instans": "KF",
        "Nämnd": "",
        "Datum": "2021-09-28",
        "Paragraf": "§ 214",
        "Punkt 1": "antagen",
        "Punkt 2": "antagen med ändring: fastställa Framtidsbild Nära vård 2030 som inriktning",
        "Svar senast": "2021-09-30",
        "Väntas senast": "",
        "Dagar sen": "0",
        "Tidigare beslut": "",
        "Påmint": "",
        "Anteckning": "",
    }
    promised = by_name["Robertsfors kommun"]
    assert (promised["Svar senast"], promised["Väntas senast"]) == ("2021-09-30", promised["Utlovat"])
    assert (by_name["Sorsele kommun"]["Dagar sen"], by_name["Sorsele kommun"]["Påmint"]) == ("46", "2021-10-04")
    assert by_name["Vännäs kommun"]["Nämnd"] == "Vård- och omsorgsnämnden"
    assert page["H2"].value == datetime.datetime(2021, 4, 26)


def test_recommendations_of_different_length_share_a_table(two: Path, run: Run) -> None:
    """Each recommendation fills as many columns for clauses as it has; there are as many as the longest needs."""
    (two / f"meetings/{STEM}.yaml").write_text(
        MEETING.replace("[anta planen, följa upp planen årligen]", "Planen antas.")
    )
    rows = list(csv.DictReader(io.StringIO(run("läge", "--per", "2023-10-15", "--csv").out[1:]), delimiter=";"))
    assert len(rows) == 32
    assert {row["Punkt 2"] for row in rows if row["Rekommendation"] == REFERENCE} == {""}


def test_many_recommendations_are_one_bar() -> None:
    """A chart that would have too many bars has one, of all recipients together."""
    standings = [example_recommendation().status(datetime.date(2021, 11, 15))] * 13
    assert len(overview_chart(standings[:12], most_bars=12).bars) == 12
    (bar,) = overview_chart(standings, most_bars=12).bars
    assert (bar.label, bar.total, bar.counts[0]) == ("13 rekommendationer", 13 * 16, 13 * 8)


def test_json_tells_each_recommendation(two: Path, run: Run) -> None:
    """The JSON has the counts of all recipients and, of those chosen, everything that is known on the day."""
    (first,) = json.loads(run("läge", *DAY, "--json", "--mottagare", "lycksele").out)
    _, second = json.loads(run("läge", *BOTH, "--json", "--mottagare", "lycksele").out)
    assert first["antal"] == {
        "inte skickat": 1,
        "inget livstecken": 2,
        "mottaget": 1,
        "löfte passerat": 1,
        "utlovat": 1,
        "bordlagt": 2,
        "delvis besvarat": 0,
        "besvarat": 8,
    }
    found = {result: number for result, number in first["resultat"].items() if number}
    assert found == {"antagen": 5, "antagen med ändring": 1, "delvis": 1, "avslagen": 1}
    assert (first["rekommendation"], first["per"], len(first["satser"])) == (ANSWERS, "2021-11-15", 2)
    (recipient,) = first["mottagare"]
    assert recipient == {
        "mottagare": "lycksele",
        "namn": "Lycksele kommun",
        "läge": "besvarat",
        "resultat": "delvis",
        "skickat": "2021-04-26",
        "mottaget": "2021-04-27",
        "diarienummer": "KS/2021:203",
        "utlovat": None,
        "lovat": None,
        "beslut": {
            "instans": "KF",
            "nämnd": None,
            "datum": "2021-09-27",
            "paragraf": "§ 61",
            "satser": [{"utfall": "avslagen", "text": None}, {"utfall": "antagen", "text": None}],
        },
        "tidigare_beslut": [],
        "satser": [
            {"utfall": outcome, "text": None, "instans": "KF", "nämnd": None, "datum": "2021-09-27", "paragraf": "§ 61"}
            for outcome in ("avslagen", "antagen")
        ],
        "svar_senast": "2021-09-30",
        "väntas_senast": None,
        "dagar_sen": 0,
        "påmint": [],
        "ska_påminnas": False,
        "anteckning": None,
    }
    assert [each["läge"] for each in second["mottagare"]] == ["inte skickat"]


def test_the_chart_is_drawn(here: Path, run: Run) -> None:
    """--diagram draws all recipients by state, as SVG or PNG by how the file's name ends."""
    answer = run("läge", *DAY, "--diagram", "lage.svg", "--försenade")
    assert (answer.code, answer.lines) == (0, ["lage.svg"])
    text = (here / "lage.svg").read_text("utf-8")
    ElementTree.fromstring(text.encode())
    assert_golden("lage.svg", text)
    assert run("läge", *DAY, "--diagram", "lage.PNG").code == 0
    with Image.open(here / "lage.PNG") as picture:
        assert picture.format == "PNG"


def test_several_recommendations_have_a_bar_each(two: Path, run: Run) -> None:
    """The chart over all has a bar for each recommendation, under a title that tells the day."""
    assert run("läge", *BOTH, "--diagram", "lage.svg").code == 0
    text = (two / "lage.svg").read_text("utf-8")
    assert "<title" in text
    assert ">Läget den 1 juni 2023</title>" in text
    assert "Planen, svar senast 30 september 2023" in text


def test_what_cannot_be_read_is_named(two: Path, run: Run) -> None:
    """A meeting or answers at fault are told at their place, the others are shown, and the exit code tells."""
    (two / f"meetings/svar/{REFERENCE}.yaml").write_text("svar:\n  - mottagare: ume\n", encoding="utf-8")
    (two / "meetings/svar/okänd.yaml").write_text("svar: []\n", encoding="utf-8")
    answer = run("läge", *DAY)
    assert answer.code == 1
    assert answer.out.count("har besvarat") == 1
    assert f"meetings/svar/{REFERENCE}.yaml:2:16: fel: «ume» finns inte" in answer.err
    assert "meetings/svar/okänd.yaml:1:1: fel: Filens namn hör inte till någon rekommendation" in answer.err
    lacking = f"meetings/{STEM}.yaml och svar och loggar som inte hör till någon rekommendation"
    assert f"läget är inte helt: {lacking} är inte med" in answer.err
    alone = run("läge", f"meetings/{STEM}.yaml", *DAY)
    assert (alone.code, alone.out) == (1, "")


def test_a_meeting_without_recommendation_may_be_at_fault(here: Path, run: Run) -> None:
    """A fault in a meeting that has no recommendation is not the coordinator's to mend."""
    (here / "meetings/2020-01-01-fel.yaml").write_text("organ: x\n", encoding="utf-8")
    assert run("läge", *DAY).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message", "remedy"),
    [
        ([f"meetings/{MINUTES_STEM}.yaml"], 2, "har ingen rekommendation", "rekommendation:"),
        (["meetings/saknas.yaml"], 3, "filen meetings/saknas.yaml finns inte", ""),
        ([f"{ANSWERS}en"], 2, f"ingen mötesfil eller rekommendation «{ANSWERS}en»", f"menade du «{ANSWERS}»?"),
        (["xyzzy"], 2, "ingen mötesfil eller rekommendation «xyzzy»", "ange ett möte"),
        (["--mottagare", "umeo"], 2, "mottagaren «umeo» finns inte på sändlistan", "menade du «umea»?"),
        (["--mottagare", "xyzzy"], 2, "mottagaren «xyzzy» finns inte", "mottagare som finns: umea"),
        (["--läge", "besvrat"], 2, "«besvrat» kan inte väljas här", "menade du «besvarat»?"),
        (["--ordna", "storlek"], 2, "«storlek» kan inte väljas här", "försening"),
        (["--per", "igår"], 2, "«igår» är inget datum", "2021-09-30 eller idag"),
        (["--diagram", "lage.pdf"], 2, "«lage.pdf» kan inte vara filen för --diagram", "fil.svg eller fil.png"),
        (["--json", "--csv"], 2, "inte båda skrivas på standard ut", "--csv lage.csv"),
    ],
)
def test_what_cannot_be_asked_is_told(
    here: Path, run: Run, arguments: list[str], code: int, message: str, remedy: str
) -> None:
    """A wrong option or file is told with a way out, nothing is on stdout and nothing is written."""
    before = sorted(here.rglob("*"))
    answer = run("läge", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err
    assert remedy in answer.err
    assert sorted(here.rglob("*")) == before


def test_a_workspace_without_recommendations_says_so(here: Path, run: Run) -> None:
    """When no meeting has a recommendation, that is told."""
    (here / MEETING_FILE).unlink()
    (here / f"meetings/svar/{ANSWERS}.yaml").unlink()
    answer = run("läge")
    assert (answer.code, answer.out) == (2, "")
    assert "inget möte i meetings har någon rekommendation" in answer.err


def test_a_file_that_cannot_be_written_is_told(here: Path, run: Run) -> None:
    """Where a folder has the file's name nothing is written, with the exit code of files."""
    (here / "lage.svg").mkdir()
    answer = run("läge", *DAY, "--diagram", "lage.svg")
    assert answer.code == 3
    assert "lage.svg är en mapp" in answer.err
    assert list((here / "lage.svg").iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_colour_on_a_terminal_unless_told_not_to(here: Path, no_colour: str) -> None:
    """A terminal shows states in colour, none when NO_COLOR is set, and the words are the same."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_colour, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "80"}
    command = [*PROGRAM, "läge", *DAY, "--läge", "inget livstecken"]
    subprocess.run(command, env=environment, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    while piece := _read(ours):
        shown += piece
    os.close(ours)
    text = shown.decode("utf-8")
    assert ("\x1b[31minget livstecken\x1b[0m" in text) is (no_colour == "")
    assert ("\x1b[" in text) is (no_colour == "")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\r\n", "\n")
    assert max(map(width_of, plain.splitlines())) <= 80
    assert "Malå kommun     inget livstecken  6 veckor sen" in plain.splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 100_000)
    except OSError:  # Linux: the other end is closed
        return b""


@pytest.mark.slow
def test_an_older_terminal_gets_signs_that_it_has(here: Path) -> None:
    """An encoding without blocks and lines gets plain ones, and the letters of Swedish."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "cp1252"}
    result = subprocess.run([*PROGRAM, "status", *DAY], env=environment, capture_output=True, check=True)
    shown = result.stdout.decode("cp1252")
    assert "########################%%%%%%===~~~+++......___ 8 av 16 har besvarat" in shown
    assert "Malå kommun" in shown


@pytest.mark.slow
def test_the_english_name(here: Path) -> None:
    """«status» is the same command."""
    assert apart(here, "status", *DAY) == apart(here, "läge", *DAY)


def test_help_is_quick(here: Path) -> None:
    """Asking for help loads no models, so that it comes at once."""
    script = (
        "import sys\nfrom naravard_docs.cli.main import main\n"
        "try:\n    main(['läge', '--hjälp'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pydantic', 'ruamel', 'openpyxl', 'PIL'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run([PROGRAM[0], "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, ""),
        (0, ""),
        (1, "1 dag sen"),
        (13, "13 dagar sen"),
        (14, "2 veckor sen"),
        (27, "3 veckor sen"),
        (364, "52 veckor sen"),
        (365, "1 år sen"),
        (1000, "2 år sen"),
    ],
)
def test_lateness_in_words(days: int, words: str) -> None:
    """Lateness is told in days, weeks or years, whichever one would say."""
    assert late_words(days) == words


def test_every_state_is_told() -> None:
    """No state is left out of the order, by which bars, charts and options go."""
    assert set(STATES) == set(State)


def test_a_decision_after_the_day_is_told_of(here: Path, run: Run) -> None:
    """Who decided later stands as owing an answer on an earlier day, and that is said."""
    answer = run("läge", "--per", "2021-06-01", "--mottagare", "umea")
    assert "råd: Systemledning" in answer.err
    assert "räknas inte: Umeå kommun (21 juni 2021)" in answer.err
    assert "räknas inte" not in run("läge", *DAY, "--mottagare", "umea").err
