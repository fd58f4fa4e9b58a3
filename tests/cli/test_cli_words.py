"""The words of the command: help, wrong usage, aliases, completion, colour, and how it takes being cut off."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest
from command import PROGRAM, Run, apart
from conftest import REPOSITORY
from made import LETTER_STEM, MINUTES_STEM, copy_examples
from small_pdfs import carrying

from naravard_docs.cli.main import naravard

COMMANDS = {
    "starta": "init",
    "ny": "new",
    "kontrollera": "check",
    "bygg": "build",
    "bevaka": "watch",
    "förhandsgranska": "preview",
    "regler": "rules",
    "kallelse": "notice",
    "justera": "adjust",
    "utdrag": "extract-item",
    "anslag": "posting",
    "kalender": "calendar",
    "brev": "letters",
    "utskick": "dispatch",
    "svar": "answer",
    "läge": "status",
    "påminn": "remind",
    "uppföljning": "follow-up",
    "beslut": "decisions",
    "webb": "site",
    "hämta": "extract",
    "verifiera": "verify",
    "jämför": "compare",
    "granska": "audit",
    "konto": "account",
    "doktor": "doctor",
    "handbok": "handbook",
    "hjälp": "help",
    "schema": "schema",
    "komplettering": "completion",
}
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|args|show|this|message|and exit|default|required|text|path|integer|"
    r"filename|the|with|error|try|for help|version of)\b",
    re.IGNORECASE,
)
ARGUMENTS = {
    "starta": ["yta"],
    "doktor": [],
    "handbok": ["--till", "sidor"],
    "hjälp": ["bygg"],
    "ny": ["systemledning", "2026-05-12"],
    "kontrollera": [],
    "bygg": ["--format", "pdf", "--till", "ut"],
    "bevaka": ["meetings/saknas.yaml"],
    "förhandsgranska": ["meetings/saknas.yaml"],
    "regler": ["NV203"],
    "kallelse": [f"meetings/{MINUTES_STEM}.yaml", "--till", "ut"],
    "justera": [f"meetings/{LETTER_STEM}.yaml", "--rätta", "fel dag", "--av", "Eva Ek"],
    "utdrag": [f"meetings/{MINUTES_STEM}.yaml", "4", "7"],
    "anslag": [f"meetings/{MINUTES_STEM}.yaml"],
    "kalender": ["--år", "2023"],
    "brev": [f"meetings/{LETTER_STEM}.yaml", "--till", "ut"],
    "utskick": [f"meetings/{LETTER_STEM}.yaml", "--till", "ut"],
    "svar": [f"meetings/{LETTER_STEM}.yaml", "umea", "--anteckning", "Ringde."],
    "läge": ["--per", "2021-11-15"],
    "påminn": [f"meetings/{LETTER_STEM}.yaml", "--till", "ut", "--per", "2021-11-15"],
    "uppföljning": [f"meetings/{LETTER_STEM}.yaml", "--till", "ut"],
    "beslut": ["färdplan"],
    "webb": ["--justerat", "--till", "ut"],
    "hämta": ["protokoll.pdf"],
    "verifiera": [],
    "jämför": ["protokoll.docx"],
    "granska": [],
    "konto": [],
    "schema": [],
    "komplettering": ["bash"],
}
ANSWERS = {
    "justera": 2,
    "anslag": 2,
    "brev": 1,
    "utskick": 1,
    "verifiera": 3,
    "jämför": 3,
    "granska": 2,
    "konto": 3,
    "bevaka": 3,
    "förhandsgranska": 3,
}
"""What commands answer with in a workspace where nothing is built and two recipients lack an address."""


def test_the_commands_are_those_of_the_design() -> None:
    """Each command is known under its Swedish name and its English alias, and no others are."""
    context = click.Context(naravard)
    assert naravard.list_commands(context) == list(COMMANDS)
    for name, alias in COMMANDS.items():
        found = naravard.get_command(context, alias)
        assert found is not None
        assert found.name == name


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_the_alias_does_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str) -> None:
    """A command answers alike under both its names."""
    answers = []
    for word in (name, COMMANDS[name]):
        root = copy_examples(tmp_path / f"{len(answers)}")
        (root / "protokoll.pdf").write_bytes(carrying(b"organ: systemledning\n"))
        monkeypatch.chdir(root)
        answer = run(word, *ARGUMENTS[name])
        answers.append(replace(answer, out=answer.out.replace(str(root), "")))
    assert answers[0] == answers[1]
    assert answers[0].code == ANSWERS.get(name, 0)


@pytest.mark.parametrize("arguments", [[], ["--hjälp"], ["--help"], ["-h"]])
def test_the_program_tells_its_commands(run: Run, arguments: list[str]) -> None:
    """The program alone, or asked for help, lists its commands under both names, on stdout."""
    answer = run(*arguments)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Användning: naravard")
    for name, alias in COMMANDS.items():
        assert (f"  {name}, {alias} " if alias != name else f"  {name} ") in answer.out


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_swedish(run: Run, name: str) -> None:
    """No word of the help is click's English, every option is explained, and there are examples."""
    answer = run(*([name] if name else []), "--hjälp")
    assert answer.code == 0
    prose = re.sub(r"--?[\w-]+|naravard \w+|, \w+ {2,}", " ", answer.out)
    assert ENGLISH.findall(prose) == []
    options = re.findall(r"^  (-.*)$", answer.out, flags=re.MULTILINE)
    assert options
    assert all(re.search(r" {2,}\S", option) for option in options)
    assert ("Exempel:" in answer.out) == bool(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_can_be_copied(run: Run, name: str) -> None:
    """Each example of the help stands on one line, begins with the program, and is one that the program has."""
    examples = run(name, "--hjälp").out.split("Exempel:\n")[1].splitlines()
    assert all(example.startswith(f"  naravard {name}") for example in examples)


def test_the_english_would_be_found() -> None:
    """The list of English words catches what click itself would say."""
    assert ENGLISH.search("Usage: x [OPTIONS] COMMAND [ARGS]...")
    assert ENGLISH.search("Show this message and exit.")


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (["kontroll"], "okänt kommando «kontroll»", "menade du «kontrollera»?"),
        (["chek"], "okänt kommando «chek»", "menade du «check»?"),
        (["xyzzy"], "okänt kommando «xyzzy»", "naravard --hjälp"),
        (["bygg", "--fomat", "pdf"], "okänd flagga --fomat", "menade du «--format»?"),
        (["bygg", "--xyzzy"], "okänd flagga --xyzzy", "naravard bygg --hjälp"),
        (["bygg", "--format", "pfd"], "«pfd» kan inte väljas här", "menade du «pdf»?"),
        (["bygg", "--format", "odt"], "«odt» kan inte väljas här", "«pdf», «docx» eller «html»"),
        (["bygg", "--bara", "protokol"], "«protokol» kan inte väljas här", "menade du «protokoll»?"),
        (["bygg", "--bara", ","], "inget är valt", "protokoll, rekommendation, mejl"),
        (["bygg", "--bara"], "flaggan --bara", "--bara SORTER"),
        (["bygg", "--jobb", "många"], "«många» går inte att använda", "heltal 1–64"),
        (["bygg", "--jobb", "0"], "«0» går inte att använda", "heltal 1–64"),
        (["bygg", "--jobb", "65"], "«65» går inte att använda", "heltal 1–64"),
        (["bygg", "--jobb", "²"], "«²» går inte att använda", "heltal 1–64"),
        (["bygg", "--tyst=ja"], "flaggan --tyst", "--hjälp"),
        (["ny"], "ORGAN saknas", "naravard ny --hjälp"),
        (["ny", "systemledning"], "DATUM saknas", "naravard ny systemledning 2027-02-12"),
        (["brev"], "FIL saknas", "naravard brev --hjälp"),
        (["brev", "a.yaml", "b.yaml"], "för många", "naravard brev --hjälp"),
        (["komplettering", "tcsh"], "«tcsh» stöds inte", "bash, zsh, fish eller powershell"),
        (["komplettering", "bach"], "«bach» stöds inte", "bash, zsh, fish eller powershell"),
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: list[str], message: str, remedy: str) -> None:
    """What cannot be done is told in Swedish with a way out, with exit code 2 and nothing on stdout."""
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    said, tip = answer.err.splitlines()
    assert said.startswith("fel: ")
    assert message in said
    assert tip.startswith("  tips: ")
    assert remedy in tip


def test_schema_is_json_on_stdout(run: Run) -> None:
    """«naravard schema» gives the meeting file's schema and says nothing else."""
    answer = run("schema")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (REPOSITORY / "templates/schema/mote.schema.json").read_text("utf-8")


def test_schema_writes_all_to_a_folder(tmp_path: Path, run: Run) -> None:
    """With --till all schemas are written, and stdout lists them."""
    answer = run("schema", "--till", tmp_path / "scheman")
    assert answer.code == 0
    assert len(answer.lines) == 6
    assert all(json.loads(Path(line).read_text("utf-8"))["$schema"] for line in answer.lines)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_given_for(run: Run, shell: str) -> None:
    """Each of the three shells gets a script that asks this program."""
    answer = run("komplettering", shell)
    assert (answer.code, answer.err) == (0, "")
    assert "_NARAVARD_COMPLETE" in answer.out
    assert f"{shell}_complete" in answer.out


def test_bash_understands_the_completion(run: Run) -> None:
    """bash reads the script without complaint."""
    result = subprocess.run(["bash", "-n"], input=run("komplettering", "bash").out, text=True, capture_output=True)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "found"), [("naravard b", {"bygg", "brev", "beslut", "bevaka"}), ("naravard bygg --fo", {"--format"})]
)
def test_completion_answers(words: str, found: set[str]) -> None:
    """What the script asks for is answered with the commands and options that begin so."""
    asked = {"_NARAVARD_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    result = subprocess.run(
        PROGRAM, env={**os.environ, **asked, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True
    )
    assert {line.split(",")[1] for line in result.stdout.splitlines()} == found


@pytest.mark.slow
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_colour_on_a_terminal_unless_told_not_to(tmp_path: Path, no_colour: str) -> None:
    """A terminal is shown colours, and none when NO_COLOR is set; the words are the same."""
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings/a.yaml").write_text("organ: x\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_colour, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm"}
    subprocess.run([*PROGRAM, "kontrollera", "meetings/a.yaml"], cwd=tmp_path, env=environment, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8")
    os.close(ours)
    assert ("\x1b[" in shown) is (no_colour == "")
    assert "fel: " in re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.slow
def test_no_colour_where_there_is_no_terminal(tmp_path: Path) -> None:
    """What goes to a file has no colour codes."""
    (tmp_path / "a.yaml").write_text("organ: x\n", encoding="utf-8")
    answer = apart(tmp_path, "kontrollera", "a.yaml")
    assert answer.code == 1
    assert "\x1b" not in answer.err


@pytest.mark.slow
def test_being_interrupted_is_no_fault(tmp_path: Path) -> None:
    """Ctrl-C gives one line and exit code 130, no traceback, and leaves no half-made file."""
    root = copy_examples(tmp_path / "yta")
    for number in range(150):
        copy = root / "meetings" / f"2023-03-24-kopia-{number}.yaml"
        copy.write_bytes((root / f"meetings/{MINUTES_STEM}.yaml").read_bytes())
    script = (
        "import signal\nfrom naravard_docs.cli.main import main\n"
        "signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.7)\nmain(['bygg'])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 130
    assert "avbrutet" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(root.rglob("*.tmp")) == []


@pytest.mark.slow
def test_being_interrupted_is_not_lost_in_a_library(tmp_path: Path) -> None:
    """What is raised where a library catches everything stops the program before the next meeting all the same."""
    root = copy_examples(tmp_path / "yta")
    script = (
        "import signal\nfrom naravard_docs.builder import build\nfrom naravard_docs.cli.main import main\n"
        "real = build.check_meeting\n"
        "def swallowing(path, *told):\n"
        "    try:\n        signal.raise_signal(signal.SIGINT)\n    except BaseException:\n        pass\n"
        "    return real(path, *told)\n"
        "build.check_meeting = swallowing\nmain(['kontrollera'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True)
    assert result.returncode == 130
    assert "klart" not in result.stderr


@pytest.mark.slow
def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    """When the reader of stdout goes away, as «head» does, nothing is said."""
    command = f"'{sys.executable}' -m naravard_docs.cli.main schema | head -c 1"
    result = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True
    )
    assert (result.stdout, result.stderr) == ("{", "")


@pytest.mark.parametrize(("start", "said"), [(b"PK\x03\x04\x14", "en Word-fil"), (b"%PDF-1.7\n", "en PDF-fil")])
def test_a_document_instead_of_a_meeting_file(examples: Path, run: Run, start: bytes, said: str) -> None:
    """It is told for what it is; nobody is advised to save a Word file as UTF-8."""
    wrong = examples / "meetings/protokoll.docx"
    wrong.write_bytes(start + b"\xff\xe5")
    answer = run("bygg", str(wrong))
    assert answer.code == 1
    assert f"Filen är {said}" in answer.err
    assert "en mötesfil slutar på .yaml" in answer.err
    assert "UTF-8" not in answer.err
