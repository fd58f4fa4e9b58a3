"""The commands: what each does, what it answers with, and what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import Answer, Run, apart
from conftest import REPOSITORY
from made import LETTER_STEM, MINUTES_STEM, letter_name

MINUTES, LETTER = f"meetings/{MINUTES_STEM}.yaml", f"meetings/{LETTER_STEM}.yaml"
LIKE_A_BODY = "organ: systemledning\ndatum: 2023-03-24\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A workspace of the real examples, with the test standing in it."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("starta", "--exempel", tmp_path / "yta", "--tyst").code == 0
    monkeypatch.chdir(tmp_path / "yta")
    return tmp_path / "yta"


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "manifest.json")
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}


def expected(stem: str, *names: str) -> list[str]:
    return [f"output/{stem}/{name}" for name in names]


LETTER_FILES = [
    *(f"{letter_name()}.{suffix}" for suffix in ("docx", "pdf")),
    *(f"mejl/{letter_name()}.eml", f"brev/{letter_name()}.ics"),
]
MINUTES_FILES = [f"{MINUTES_STEM}-protokoll.docx", f"{MINUTES_STEM}-protokoll.pdf"]


def test_starta_makes_a_workspace(tmp_path: Path, run: Run) -> None:
    """A new workspace has the examples, what editors need and a folder for what is built; one line says what to do."""
    answer = run("starta", "--exempel", tmp_path / "ny")
    made = files(tmp_path / "ny")
    assert answer.code == 0 and not answer.lines
    assert f"klart: {len(made)} filer" in answer.err
    assert {".vscode", "meetings", "templates", "output"} == {path.name for path in (tmp_path / "ny").iterdir()}
    assert "naravard bygg" in answer.err


def test_starta_with_another_example(tmp_path: Path, run: Run) -> None:
    """Each example is made by its name, with or without its accents, and never in place of the folder."""
    assert run("starta", "--exempel=namnd", tmp_path / "ny").code == 0
    assert (tmp_path / "ny" / "meetings" / "2024-03-20-bun.yaml").exists()
    assert run("starta", "--exempel", tmp_path / "verklig").code == 0
    assert (tmp_path / "verklig" / MINUTES).exists()
    answer = run("starta", "--exempel=nämd", tmp_path / "fel")
    assert answer.code == 2 and "menade du «nämnd»?" in answer.err and not (tmp_path / "fel").exists()


def test_starta_again_keeps_what_was_changed(here: Path, run: Run) -> None:
    """A file that is there already is left as it is and named."""
    (here / MINUTES).write_text("mitt eget", encoding="utf-8")
    answer = run("starta", "--exempel", here)
    assert answer.code == 0
    assert (here / MINUTES).read_text("utf-8") == "mitt eget"
    assert f"fanns redan, lämnas orörd: {MINUTES}" in answer.err


def test_starta_where_a_file_is_in_the_way(tmp_path: Path, run: Run) -> None:
    """A file where the workspace's folder should be gives exit code 3 and is left alone."""
    (tmp_path / "fil").write_text("jag", encoding="utf-8")
    answer = run("starta", tmp_path / "fil")
    assert answer.code == 3
    assert "en fil med det namnet finns redan" in answer.err
    assert (tmp_path / "fil").read_text("utf-8") == "jag"


@pytest.mark.parametrize("body", ["systemledning", "samrad-vard-och-omsorg"])
@pytest.mark.parametrize("day", ["2026-05-12", "12 maj 2026"])
def test_ny_makes_a_file_without_errors(here: Path, run: Run, body: str, day: str) -> None:
    """The new meeting file is named for its day and body, and has no errors as it is."""
    answer = run("ny", body, day)
    assert (answer.code, answer.lines) == (0, [f"meetings/2026-05-12-{body}.yaml"])
    checked = run("kontrollera", answer.lines[0])
    assert checked.code == 0
    assert "fel:" not in checked.err


def test_ny_overwrites_nothing(here: Path, run: Run) -> None:
    """A meeting file that is there already gives exit code 3 and keeps its content."""
    before = (here / MINUTES).read_bytes()
    answer = run("ny", "systemledning", "2023-03-24")
    assert answer.code == 3
    assert f"{MINUTES} finns redan och lämnas orörd" in answer.err
    assert (here / MINUTES).read_bytes() == before


def test_ny_of_an_unknown_body(here: Path, run: Run) -> None:
    """A body that templates/organ.yaml lacks is told with the likeliest one, and no file is made."""
    before = files(here)
    answer = run("ny", "systemlednignen", "2026-05-12")
    assert (answer.code, answer.out) == (2, "")
    assert "organet «systemlednignen» finns inte" in answer.err
    assert "menade du «systemledning»?" in answer.err
    assert files(here) == before


@pytest.mark.parametrize("day", ["2026-02-30", "igår", "20260512"])
def test_ny_of_what_is_no_day(here: Path, run: Run, day: str) -> None:
    """A date that does not exist is wrong usage, with an example of how it is written."""
    answer = run("ny", "systemledning", day)
    assert answer.code == 2
    assert f"«{day}» är inget datum" in answer.err
    assert "2023-05-12" in answer.err


def test_bygg_makes_all_documents(here: Path, run: Run) -> None:
    """Every document of every meeting is made, and stdout is their paths and nothing else."""
    answer = run("bygg")
    assert answer.code == 0
    assert answer.lines == [
        *expected(LETTER_STEM, f"{LETTER_STEM}-protokoll.docx", f"{LETTER_STEM}-protokoll.pdf"),
        *expected(LETTER_STEM, *LETTER_FILES),
        *expected(MINUTES_STEM, *MINUTES_FILES),
    ]
    assert sorted(answer.lines) == sorted(f"output/{name}" for name in files(here / "output"))
    assert "klart: " in answer.err
    assert "2 möten klara" in answer.err


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--bara", "protokoll"], MINUTES_FILES),
        (["--bara", "protokoll", "--format", "pdf"], MINUTES_FILES[1:]),
        (["--format", "docx"], MINUTES_FILES[:1]),
        (["--format", "pdf,docx"], MINUTES_FILES[::-1]),
        (["--format", "PDF, pdf"], MINUTES_FILES[1:]),
        (["--format", "html"], [MINUTES_FILES[0].replace(".docx", ".html")]),
        (["--bara", "rekommendation,mejl"], []),
    ],
)
def test_bygg_makes_what_is_asked_for(here: Path, run: Run, options: list[str], names: list[str]) -> None:
    """--bara and --format choose what is made, each file once."""
    answer = run("bygg", MINUTES, *options)
    assert (answer.code, answer.lines) == (0, expected(MINUTES_STEM, *names))
    assert sorted(answer.lines) == sorted(f"output/{name}" for name in files(here / "output"))


def test_bygg_elsewhere(here: Path, run: Run) -> None:
    """--till builds in another folder and leaves output/ empty."""
    answer = run("bygg", MINUTES, "--till", "annan/mapp")
    assert answer.lines == [f"annan/mapp/{MINUTES_STEM}/{name}" for name in MINUTES_FILES]
    assert set(files(here / "annan")) == {f"mapp/{MINUTES_STEM}/{name}" for name in MINUTES_FILES}
    assert files(here / "output") == {}


@pytest.mark.slow
def test_bygg_in_two_processes_makes_the_same(here: Path) -> None:
    """--jobb 2 gives the same files, the same words in the same order, and the same exit code."""
    one, two = apart(here, "bygg", "--till", "ett"), apart(here, "bygg", "--till", "ett", "--jobb", "2", "--om")
    assert two == one
    assert apart(here, "bygg", "--till", "två", "--jobb", "2").code == 0
    assert len(files(here / "ett")) == 8
    assert files(here / "ett") == files(here / "två")


def test_one_broken_meeting_does_not_stop_the_others(here: Path, run: Run) -> None:
    """The sound meetings are built, the broken one is told, and the exit code is that of the fault."""
    (here / "meetings/2022-01-01-trasigt.yaml").write_text("organ: x\n", encoding="utf-8")
    answer = run("bygg", "--format", "pdf")
    assert answer.code == 1
    assert len(answer.lines) == 5
    assert "meetings/2022-01-01-trasigt.yaml:1:8: fel: «x» finns inte" in answer.err
    assert "2 möten klara, 1 med fel" in answer.err
    alone = run("bygg", MINUTES, "meetings/2022-01-01-trasigt.yaml", "--format", "pdf")
    assert "1 möte klart, 1 med fel" in alone.err


def test_kontrollera_writes_nothing(here: Path, run: Run) -> None:
    """Checking gives no files and nothing on stdout, whatever it finds."""
    (here / "meetings/trasigt.yaml").write_text(LIKE_A_BODY + "okänd: x\n", encoding="utf-8")
    before = files(here)
    answer = run("kontrollera")
    assert (answer.code, answer.out) == (1, "")
    assert "meetings/trasigt.yaml:3:1: fel: Okänd nyckel «okänd»" in answer.err
    assert files(here) == before


def test_brev_asks_for_missing_addresses(here: Path, run: Run) -> None:
    """Recipients without address are named and give exit code 1, though the drafts are made."""
    answer = run("brev", LETTER)
    assert answer.code == 1
    assert "2 mottagare saknar e-postadress: Åsele kommun och Region Västerbotten" in answer.err
    assert answer.lines == expected(LETTER_STEM, *LETTER_FILES)


def test_brev_when_missing_addresses_are_known(here: Path, run: Run) -> None:
    """With --tillåt-utan-adress the same is done with exit code 0."""
    answer = run("brev", LETTER, "--tillåt-utan-adress")
    assert answer.code == 0
    assert len(answer.lines) == 4


@pytest.mark.slow
def test_brev_to_each(here: Path, run: Run) -> None:
    """--per-mottagare makes a letter and a draft for each of the 16, named for them, and one calendar."""
    answer = run("brev", LETTER, "--per-mottagare", "--format", "pdf", "--tillåt-utan-adress")
    assert answer.code == 0
    assert expected(LETTER_STEM, f"brev/{letter_name()}-umea.pdf")[0] in answer.lines
    assert expected(LETTER_STEM, f"mejl/{letter_name()}-region-vasterbotten.eml")[0] in answer.lines
    assert len(answer.lines) == len(files(here / "output")) == 33


def test_brev_of_a_meeting_without_letters(here: Path, run: Run) -> None:
    """A meeting that recommends nothing gives no files and says so."""
    answer = run("brev", MINUTES)
    assert (answer.code, answer.out) == (0, "")
    assert "har inga rekommendationer" in answer.err


@pytest.mark.parametrize("command", ["kontrollera", "bygg", "brev"])
def test_json_is_data(here: Path, run: Run, command: str) -> None:
    """--json gives one object for each meeting, with its counts, problems and files, and nothing else on stdout."""
    answer = run(command, LETTER, "--json", *(["--tillåt-utan-adress"] if command == "brev" else []))
    (outcome,) = json.loads(answer.out)
    assert outcome["fil"] == LETTER
    assert outcome["godkänd"] is True
    assert outcome["antal"] == {"ärenden": 1, "beslut": 1, "närvarande": 0}
    assert outcome["utan_adress"] == ["Åsele kommun", "Region Västerbotten"]
    assert all((here / file).is_file() for file in outcome["filer"])
    assert len(outcome["filer"]) == {"kontrollera": 0, "bygg": 6, "brev": 4}[command]


def test_json_has_every_problem_with_its_place(here: Path, run: Run) -> None:
    """A program that reads the JSON finds file, line, column, message and remedy of each problem."""
    (here / "meetings/trasigt.yaml").write_text(LIKE_A_BODY + "okänd: x\n", encoding="utf-8")
    answer = run("kontrollera", "meetings/trasigt.yaml", "meetings/finns-inte.yaml", "--json")
    broken, missing = json.loads(answer.out)
    assert answer.code == 1
    assert broken["godkänd"] is missing["godkänd"] is False
    (problem,) = [p for p in broken["problem"] if p["nivå"] == "fel"]
    assert (problem["fil"], problem["rad"], problem["kolumn"]) == ("meetings/trasigt.yaml", 3, 1)
    assert "okänd" in problem["meddelande"]
    assert [p["nivå"] for p in missing["problem"]] == ["fel"]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["kontrollera"], ["bygg"], ["brev", LETTER, "--tillåt-utan-adress"]])
@pytest.mark.parametrize("option", ["--tyst", "--quiet"])
def test_quiet_is_quiet(here: Path, run: Run, arguments: list[str], option: str) -> None:
    """When all is well nothing at all is said to who asked for quiet."""
    answer = run(*arguments, option)
    assert (answer.code, answer.err) == (0, "")


def test_quiet_tells_errors_all_the_same(here: Path, run: Run) -> None:
    """An error is told even to who asked for quiet; a warning is not."""
    (here / MINUTES).write_text(LIKE_A_BODY + "okänd: x\n", encoding="utf-8")
    answer = run("kontrollera", "--tyst")
    assert answer.code == 1
    assert "Okänd nyckel" in answer.err
    assert "varning" not in answer.err


def test_quiet_tells_why_letters_failed(here: Path, run: Run) -> None:
    """An exit code that is not 0 is never without its reason, even to who asked for quiet."""
    answer = run("brev", LETTER, "--tyst")
    assert answer.code == 1
    assert "2 mottagare saknar e-postadress" in answer.err


@pytest.mark.parametrize("command", ["kontrollera", "bygg", "brev"])
@pytest.mark.parametrize("name", ["meetings/finns-inte.yaml", "meetings", "meetings/latin1.yaml/x"])
def test_a_file_that_cannot_be_read(here: Path, run: Run, command: str, name: str) -> None:
    """A file that is not there, or is a folder, gives exit code 3 and a message that names it."""
    (here / "meetings/latin1.yaml").write_bytes(b"organ: \xe5\n")
    answer = run(command, name)
    assert (answer.code, answer.out) == (3, "")
    assert name in answer.err
    assert "tips: " in answer.err


def test_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Where there are no meetings the answer says how to begin."""
    monkeypatch.chdir(tmp_path)
    answer = run("bygg")
    assert answer.code == 2
    assert "inga mötesfiler finns" in answer.err
    assert "naravard starta" in answer.err


def test_two_meetings_of_one_name(here: Path, run: Run) -> None:
    """Two files that would be built to one folder are refused before anything is written."""
    (here / "annan").mkdir()
    (here / f"annan/{MINUTES_STEM}.yaml").write_bytes((here / MINUTES).read_bytes())
    answer = run("bygg", MINUTES, f"annan/{MINUTES_STEM}.yaml")
    assert (answer.code, answer.out) == (2, "")
    assert "samma mapp" in answer.err
    assert files(here / "output") == {}


def assert_refused(answer: Answer, here: Path, before: dict[str, bytes]) -> None:
    """Ensure exit code 3 with a Swedish message, and that only the Word file before it may have been made."""
    assert answer.code == 3
    assert "fel: " in answer.err
    assert "tips: " in answer.err
    after = files(here / "output")
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.endswith(".tmp")]


def test_a_folder_in_the_way_of_a_file(here: Path, run: Run) -> None:
    """A folder where the PDF should stand is told and left as it is, and no half-made file remains."""
    target = here / "output" / MINUTES_STEM / MINUTES_FILES[1]
    target.mkdir(parents=True)
    (target / "kvar.txt").write_text("kvar", encoding="utf-8")
    before = files(here / "output")
    answer = run("bygg", MINUTES)
    assert_refused(answer, here, before)
    assert "är en mapp" in answer.err


def test_a_file_in_the_way_of_a_folder(here: Path, run: Run) -> None:
    """A file where the meeting's folder should be is told and left as it is."""
    (here / "output" / MINUTES_STEM).write_text("kvar", encoding="utf-8")
    answer = run("bygg", MINUTES)
    assert_refused(answer, here, {MINUTES_STEM: b"kvar"})
    assert "en fil med det namnet finns redan" in answer.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere, so this is not checked")
def test_a_file_that_is_write_protected(here: Path, run: Run) -> None:
    """A document that is protected is not replaced, and the way out is told."""
    target = here / "output" / MINUTES_STEM / MINUTES_FILES[0]
    target.parent.mkdir(parents=True)
    target.write_bytes(b"skyddad")
    target.chmod(0o444)
    answer = run("bygg", MINUTES)
    assert_refused(answer, here, {f"{MINUTES_STEM}/{MINUTES_FILES[0]}": b"skyddad"})
    assert "skrivskyddad" in answer.err


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_made(here: Path, built: Path) -> None:
    """When what is adopted cannot be written to its end, the old file stands and no temporary one remains."""
    target = here / "output" / MINUTES_STEM / MINUTES_FILES[0]
    target.parent.mkdir(parents=True)
    target.write_bytes(b"den gamla")
    script = (
        "import resource\nfrom naravard_docs.cli.main import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\nmain(['bygg', '{MINUTES}'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=here, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert_refused(Answer(result.returncode, result.stdout, result.stderr), here, {})
    assert f"arkiv/{MINUTES_STEM}/{MINUTES_STEM}-protokoll.txt går inte att skriva" in result.stderr
    assert not list((here / "arkiv").rglob("*.tmp"))
    assert files(here / "output") == {f"{MINUTES_STEM}/{MINUTES_FILES[0]}": b"den gamla"}


def test_a_fault_keeps_the_old_documents(here: Path, run: Run) -> None:
    """When a meeting has become wrong, what was built of it before still stands."""
    assert run("bygg", MINUTES).code == 0
    before = files(here / "output")
    (here / MINUTES).write_text(LIKE_A_BODY + "ärenden:\n  - rubrik: Ett 🙂\n", encoding="utf-8")
    assert run("bygg", MINUTES).code == 1
    assert files(here / "output") == before
