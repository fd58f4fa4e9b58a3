"""How much a command says, in which colours, and that it opens what it built: -q, -v, -V, --lista, --öppna."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from command import Run, apart
from made import LETTER_STEM, MINUTES_STEM

from naravard_docs import __version__
from naravard_docs.cli import open_built
from naravard_docs.cli.main import naravard
from naravard_docs.cli.terminal import colour_wanted, has_colour

MINUTES = f"meetings/{MINUTES_STEM}.yaml"


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(naravard)
    for name in naravard.list_commands(context):
        command = naravard.get_command(context, name)
        assert command is not None
        yield name, command


def options(command: click.Command) -> list[set[str]]:
    return [set(param.opts) for param in command.params if isinstance(param, click.Option)]


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_that_talks_can_say_less_and_more(name: str, command: click.Command) -> None:
    """A command with --tyst has -q for it, and -v and --utförligt beside it; no command has a part of that."""
    less, more = {"-q", "--tyst", "--quiet"}, {"-v", "--utförligt", "--verbose"}
    flags = {flag for each in options(command) for flag in each} & (less | more)
    assert not flags or (less in options(command) and more in options(command))


def test_most_commands_talk() -> None:
    """Only those that have nothing to say but their data lack -q."""
    silent = {name for name, command in commands() if not any("-q" in each for each in options(command))}
    assert silent == {"regler", "doktor", "hjälp", "schema", "komplettering"}


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version(run: Run, flag: str) -> None:
    """-V is --version."""
    assert run(flag).out == f"naravard {__version__}\n"


def test_quiet_is_q(examples: Path, run: Run) -> None:
    """-q says nothing of what goes well, as --tyst."""
    answer = run("kontrollera", MINUTES, "-q")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_verbose_tells_what_is_done(examples: Path, run: Run) -> None:
    """-v tells program, workspace, templates and time on stderr, and stdout is as without it."""
    plain, told = run("kontrollera", MINUTES, "--json"), run("kontrollera", MINUTES, "--json", "-v")
    assert plain.out == told.out
    first, workspace, templates, *_, last = told.err.splitlines()
    assert first.startswith(f"program: naravard {__version__}, Python ")
    assert workspace == f"arbetsyta: {examples.resolve()}"
    assert templates.startswith("mallar: ")
    assert last.startswith("tid: ")
    assert f"för {MINUTES}" in told.err
    assert "notering: " in told.err


def test_verbose_knows_the_workspace_of_the_file(examples: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace is that of the file that is named, and one that lacks templates says whose are used."""
    monkeypatch.chdir(examples.parent)
    (examples / "templates/mejl.txt").unlink()
    told = run("kontrollera", f"{examples.name}/{MINUTES}", "--utförligt").err
    assert f"arbetsyta: {examples.resolve()}" in told
    assert "; programmets egna: " in told and "mejl.txt" in told.split("; programmets egna: ")[1].splitlines()[0]


def test_time_is_told_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """What stops a command does not keep -v from telling, and no workspace is said to be none."""
    monkeypatch.chdir(tmp_path)
    answer = run("bygg", "-v")
    assert answer.code == 2
    assert f"arbetsyta: ingen i {tmp_path}" in answer.err
    assert "tid: " in answer.err


def test_quiet_and_verbose_do_not_go_together(examples: Path, run: Run) -> None:
    """Who asks for less and more is told to choose."""
    answer = run("kontrollera", "-q", "-v")
    assert (answer.code, answer.out) == (2, "")
    assert "--tyst och --utförligt går inte att förena" in answer.err


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, None),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_what_the_user_wants_of_colours(environment: dict[str, str], wanted: bool | None) -> None:
    """Any value that is not empty counts, and NO_COLOR goes before FORCE_COLOR."""
    assert colour_wanted(environment) is wanted


@pytest.mark.parametrize("no_colour", ["", "1"])
@pytest.mark.parametrize(
    ("arguments", "stream"), [(["kontrollera", "saknas.yaml"], "err"), (["regler", "NV203"], "out")]
)
def test_colour_where_it_is_forced(
    run: Run, monkeypatch: pytest.MonkeyPatch, no_colour: str, arguments: list[str], stream: str
) -> None:
    """FORCE_COLOR gives colour to files and pipes too, on stderr and stdout, unless NO_COLOR is set."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert ("\x1b[" in getattr(run(*arguments), stream)) is (no_colour == "")
    assert has_colour() is has_colour(sys.stderr) is (no_colour == "")


def test_forced_colour_leaves_data_as_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON has no colours, however much they are wanted."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in run("regler", "NV203", "--json").out


def test_what_is_unchanged_is_one_line(examples: Path, run: Run) -> None:
    """A meeting that is as it was built is one line of talk and lists no files, unless --lista or --json asks."""
    built = run("bygg", MINUTES, "--format", "pdf", "--bara", "protokoll")
    again = run("bygg", MINUTES, "--format", "pdf", "--bara", "protokoll")
    assert built.lines == [f"output/{MINUTES_STEM}/{MINUTES_STEM}-protokoll.pdf"]
    assert again.out == ""
    assert again.err.startswith(f"oförändrat: {MINUTES} – ")
    assert len(again.err.splitlines()) == 1
    assert run("bygg", MINUTES, "--format", "pdf", "--bara", "protokoll", "--lista").lines == built.lines
    assert built.lines[0] in run("bygg", MINUTES, "--format", "pdf", "--bara", "protokoll", "--json").out


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is opened, instead of opening it; each must be there then."""
    seen: list[Path] = []

    def launch(url: str) -> int:
        assert Path(url).exists()
        seen.append(Path(url))
        return 0

    monkeypatch.setattr(click, "launch", launch)
    return seen


def test_the_built_document_is_opened(examples: Path, run: Run, launched: list[Path]) -> None:
    """One document is opened as PDF, or as Word where it is built as that; unchanged is opened too."""
    folder = examples.resolve() / "output" / MINUTES_STEM
    assert run("bygg", MINUTES, "--öppna").code == 0
    assert run("bygg", MINUTES, "--öppna", "-q").code == 0
    assert run("utdrag", MINUTES, "4", "--format", "docx", "--öppna").code == 0
    pdf, again, word = launched
    assert pdf == again == folder / f"{MINUTES_STEM}-protokoll.pdf"
    assert (word.parent, word.suffix) == (folder / "utdrag", ".docx")


def test_the_folder_of_several_is_opened(examples: Path, run: Run, launched: list[Path]) -> None:
    """Several documents are opened as their folder: a meeting's, or that of all."""
    run("bygg", f"meetings/{LETTER_STEM}.yaml", "--öppna", "--format", "pdf")
    run("bygg", "--öppna", "--format", "pdf")
    assert launched == [examples.resolve() / "output" / LETTER_STEM, examples.resolve() / "output"]


def test_nothing_is_opened_of_what_is_not_built(examples: Path, run: Run, launched: list[Path]) -> None:
    """What is wrong is told, and nothing is opened."""
    (examples / MINUTES).write_text("organ: x\n", encoding="utf-8")
    answer = run("bygg", MINUTES, "--öppna")
    assert answer.code == 1
    assert launched == []
    assert "inget är byggt" in answer.err


@pytest.mark.parametrize("error", [None, OSError("no xdg-open")])
def test_a_machine_that_opens_nothing(
    examples: Path, run: Run, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    """Where no program opens it that is said, and the command has done what it was to do."""

    def launch(_url: str) -> int:
        if error:
            raise error
        return 1

    monkeypatch.setattr(click, "launch", launch)
    answer = run("bygg", MINUTES, "--öppna", "--format", "pdf")
    assert answer.code == 0
    assert f"byggt, men inget program här kan öppna output/{MINUTES_STEM}/" in answer.err


@pytest.mark.parametrize(
    ("files", "formats", "shown"),
    [
        (["o/a/a-protokoll.docx", "o/a/a-protokoll.pdf"], ["docx", "pdf"], "o/a/a-protokoll.pdf"),
        (["o/a/a-protokoll.docx"], ["docx"], "o/a/a-protokoll.docx"),
        (["o/a/a-protokoll.pdf", "o/a/a-protokoll-lasexemplar.pdf"], ["pdf"], "o/a/a-protokoll.pdf"),
        (["o/a/a-rekommendation.pdf", "o/a/bilagor/b.pdf", "o/a/mejl/a.eml"], ["pdf"], "o/a/a-rekommendation.pdf"),
        (["o/a/mejl/a.eml", "o/a/mejl/b.eml"], ["pdf"], "o/a/mejl"),
        (["o/a/a-protokoll.pdf", "o/b/b-protokoll.pdf"], ["pdf"], "o"),
    ],
)
def test_what_is_opened(files: list[str], formats: list[str], shown: str) -> None:
    """A reading copy, an attachment and a mail are no documents of their own."""
    assert open_built.what_to_open(files, formats).absolute() == Path(shown).absolute()


def test_tests_open_nothing(examples: Path, run: Run) -> None:
    """A test that opens a file by accident is told so."""
    assert "a test opens" in run("bygg", MINUTES, "--öppna", "--format", "pdf").err


@pytest.mark.slow
def test_colours_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to a pipe has colours when they are forced."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in apart(tmp_path, "regler", "NV203").out
