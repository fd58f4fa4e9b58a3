"""What Tab fills in, in each shell: keys, files, recipients, numbers; quickly, and silent where something is wrong."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import CompletionItem
from command import PROGRAM
from conftest import REPOSITORY, WorkspaceFolder
from made import LETTER_STEM, MINUTES_STEM

from naravard_docs.cli.completion import SHELLS, completion_of, completion_script
from naravard_docs.cli.main import naravard
from naravard_docs.meeting.rule_table import CHECK_RULES
from naravard_docs.workspace.folders import EXAMPLES

LETTER, MINUTES = f"meetings/{LETTER_STEM}.yaml", f"meetings/{MINUTES_STEM}.yaml"
KNOWN = [shell for shell in SHELLS if completion_of(shell) is not None]


def suggested(*words: str, shell: str = "bash") -> list[CompletionItem[str]]:
    """Return what is suggested for the last of some words."""
    completion = completion_of(shell)
    assert completion is not None
    return completion(naravard, {}, "naravard", "_NARAVARD_COMPLETE").get_completions([*words[:-1]], words[-1])


def values(*words: str, shell: str = "bash") -> list[str]:
    found = suggested(*words, shell=shell)
    assert all(each.type == "plain" for each in found)
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ny", ""], ["systemledning", "samrad-vard-och-omsorg"]),
        (["ny", "SAM"], ["samrad-vard-och-omsorg"]),
        (["kalender", "sy"], ["systemledning"]),
        (["beslut", "--organ", "sy"], ["systemledning"]),
        (["kontrollera", ""], [LETTER, MINUTES]),
        (["bygg", "meetings/2023"], [MINUTES]),
        (["bygg", "2023"], [MINUTES]),
        (["bygg", LETTER, ""], [MINUTES]),
        (["brev", ""], [LETTER, MINUTES]),
        (["utskick", "m"], [LETTER, MINUTES]),
        (["läge", ""], [LETTER, MINUTES]),
        (["jämför", "a.docx", "meetings/2021"], [LETTER]),
        (["svar", LETTER, "um"], ["umea"]),
        (["läge", LETTER, "--mottagare", "st"], ["storuman"]),
        (["utskick", LETTER, "--mottagare", "umea,sto"], ["umea,storuman"]),
        (["påminn", LETTER, "--på-nytt", "a"], ["alla", "asele"]),
        (["regler", "NV20"], [key for key in CHECK_RULES if key.startswith("NV20")]),
        (["regler", "--profil", "nä"], ["nämnd"]),
        (["handbok", "mej"], ["mejlkonto", "mejlkonto-it"]),
        (["hjälp", "by"], ["bygg"]),
        (["komplettering", ""], ["bash", "zsh", "fish", "powershell"]),
        (["starta", "--profil", "nä"], ["nämnd"]),
        (["bygg", "--format", "pdf,"], ["pdf,docx", "pdf,html"]),
        (["kontrollera", "--format", "sa"], ["sarif"]),
        (["build", "2023"], [MINUTES]),
    ],
)
def test_what_is_suggested(examples: Path, words: list[str], found: list[str]) -> None:
    """Each place suggests what may stand there and begins so."""
    assert values(*words) == found


def test_a_meeting_suggests_its_own_recipients(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those on the lists that a meeting names are suggested, and those that such a list takes from others."""
    monkeypatch.chdir(workspace.root)
    own = "  namn: X\n  mottagare:\n    - namn: Byns förening\n      e-post: a@example.se\n"
    others = "c:\n  mottagare:\n    - nyckel: ek\n      namn: Ek\n    - nyckel: al\n      namn: Al\n"
    workspace.write_template("sandlistor.yaml", f"a:\n  ingår: [b, ek]\n{own}b:\n{own}{others}")
    path = workspace.write_meeting("ärenden:\n  - rubrik: X\n    rekommendation:\n      sändlista: a\n")
    assert values("svar", str(path), "") == ["byns-forening", "ek"]
    assert values("svar", str(path), "ek", "") == ["byns-forening"]
    assert values("svar", "finns-inte.yaml", "") == ["byns-forening", "ek", "al"]


def test_files_by_their_kind(examples: Path) -> None:
    """Word and PDF files are those that lie here, and those that are built."""
    for name in ("output/a/a-protokoll.docx", "output/a/a-protokoll.pdf", "undertecknat.pdf", "lista.csv", "x.txt"):
        (examples / name).parent.mkdir(parents=True, exist_ok=True)
        (examples / name).touch()
    assert values("jämför", "") == ["output/a/a-protokoll.docx"]
    assert values("hämta", "") == ["undertecknat.pdf", "output/a/a-protokoll.pdf"]
    assert values("granska", "und") == ["undertecknat.pdf"]
    assert values("verifiera", "--signerad", "u") == ["undertecknat.pdf"]
    assert values("svar", LETTER, "--från", "") == ["lista.csv"]


def test_files_from_within_the_workspace(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meeting files are named from where one stands."""
    monkeypatch.chdir(examples / "meetings")
    assert values("bygg", "2023") == [f"{MINUTES_STEM}.yaml"]
    monkeypatch.chdir(examples / "templates")
    assert values("bygg", "2023") == [f"../{MINUTES}"]


def test_only_meetings_are_files_to_check(examples: Path) -> None:
    """What is in meetings/ and no meeting is not suggested."""
    for name in (".dold.yaml", "~lås.yaml", "anteckningar.txt", "svar/a.yaml", "bilagor/b.yaml"):
        (examples / "meetings" / name).parent.mkdir(exist_ok=True)
        (examples / "meetings" / name).touch()
    assert values("kontrollera", "meetings/") == [LETTER, MINUTES]


def test_other_folders_are_for_the_shell(examples: Path) -> None:
    """Where no file fits, the shell goes on with folders; a folder that is written suggests its YAML files."""
    (found,) = suggested("bygg", "../")
    assert (found.type, found.value) == ("dir", "../")
    (examples / "annat").mkdir()
    (examples / "annat/x.yaml").touch()
    assert values("bygg", "annat/") == ["annat/x.yaml"]


@pytest.mark.parametrize("shell", KNOWN)
def test_the_value_after_an_equals_sign(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """«--exempel=n» is filled in as each shell takes it: bash the value alone, the others the whole word."""
    whole = {"bash": "--exempel = n", "fish": "--exempel=n"}.get(shell, "--exempel=n")
    count = len(f"naravard starta {whole}".split()) - 1
    monkeypatch.setenv("COMP_WORDS", f"naravard starta {whole}")
    monkeypatch.setenv("COMP_CWORD", "--exempel=n" if shell == "fish" else str(count))
    completion = completion_of(shell)
    assert completion is not None
    answer = completion(naravard, {}, "naravard", "_NARAVARD_COMPLETE").complete()
    assert ("nämnd" if shell == "bash" else "--exempel=nämnd") in answer.replace(",", "\n").split("\n")[1].split("\t")
    assert values("starta", "--exempel=", shell="zsh") == [f"--exempel={name}" for name in EXAMPLES]


@pytest.mark.parametrize("shell", KNOWN)
def test_each_shell_is_told_what_a_key_means(examples: Path, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shells that show help beside a value get the name of the body; bash, which does not, gets the key alone."""
    monkeypatch.setenv("COMP_WORDS", "naravard ny sys")
    monkeypatch.setenv("COMP_CWORD", "sys" if shell == "fish" else "2")
    completion = completion_of(shell)
    assert completion is not None
    answer = completion(naravard, {}, "naravard", "_NARAVARD_COMPLETE").complete()
    assert "systemledning" in answer
    assert ("Systemledning Nära vård" in answer) is (shell != "bash")


@pytest.mark.parametrize("shell", KNOWN)
def test_a_value_with_blanks_is_one_word(shell: str) -> None:
    """«gemensam nämnd» is written so that the shell keeps it together."""
    completion = completion_of(shell)
    assert completion is not None
    told = completion(naravard, {}, "naravard", "_X").format_completion(CompletionItem("gemensam nämnd"))
    wanted = {"bash": r"plain,gemensam\\ nämnd", "powershell": "plain\n'gemensam nämnd'\n_"}
    assert told == wanted.get(shell, told)
    assert "nämnd" in told


@pytest.mark.parametrize("shell", KNOWN)
@pytest.mark.parametrize(
    "words", [["ny", ""], ["svar", MINUTES, ""], ["bygg", ""], ["hämta", ""], ["läge", "--mottagare", "x,"]]
)
@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"a: [1\nb: {", b"- x\n", b"", b"a: &b c\n"])
def test_what_is_wrong_is_not_told(
    examples: Path, shell: str, words: list[str], damage: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """Files that cannot be read give no suggestion, no message and no failure."""
    for path in [*(examples / "templates").glob("*.yaml"), examples / MINUTES]:
        path.write_bytes(damage)
    suggested(*words, shell=shell)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("words", [["finns-inte", ""], ["ny", "--finns-inte", ""], ["bygg", "--jobb", "x", ""], [""]])
def test_wrong_words_before_are_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """A line that would be refused is filled in as far as it can be, outside a workspace too."""
    monkeypatch.chdir(tmp_path)
    suggested(*words)
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_program_is_not_told(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails within, the line stays as it is."""

    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("naravard_docs.workspace.listed_keys.body_names", fail)
    assert values("ny", "") == []
    monkeypatch.setattr("click.shell_completion._resolve_context", fail)
    assert values("ny", "") == []


@pytest.mark.parametrize("words", [["ny", ""], ["bygg", ""], ["svar", LETTER, ""], ["beslut", "--organ", ""]])
@pytest.mark.slow
def test_it_is_quick(examples: Path, words: list[str]) -> None:
    """No model is made, nor the library that makes them imported, to fill in keys and files."""
    script = (
        "import sys\nfrom naravard_docs.cli.main import naravard\n"
        "from naravard_docs.cli.completion import completion_of\n"
        f"assert completion_of('bash')(naravard, {{}}, 'naravard', '_X').get_completions({words[:-1]!r}, '')\n"
        "print(*(name for name in ('pydantic', 'reportlab', 'docx') if name in sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == ""


@pytest.mark.slow
def test_bash_fills_it_in(examples: Path, tmp_path: Path) -> None:
    """bash itself, with the script that it is given, has the words of the program in COMPREPLY."""
    script = completion_script(click.Context(naravard, info_name="naravard"), "bash")
    assert script is not None
    program = tmp_path / "bin/naravard"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    lines = [script]
    for words in ("naravard starta --profil gem", "naravard bygg 2023"):
        lines.append(f"COMPREPLY=(); COMP_WORDS=({words}); COMP_CWORD={words.count(' ')}")
        lines.append("_naravard_completion naravard")
        lines.append('printf "%s\\n" "${COMPREPLY[@]}"')
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PATH": path}
    found = subprocess.run(
        ["bash", "-c", "\n".join(lines)], env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert found.stdout.splitlines() == ["gemensam\\ nämnd", MINUTES]


def test_fish_keeps_what_stands_after_a_comma() -> None:
    """fish's script takes all that comes after the first comma as the value."""
    script = completion_script(click.Context(naravard, info_name="naravard"), "fish")
    assert script is not None
    assert 'string split -m 1 ","' in script
    assert 'string split ","' not in script
