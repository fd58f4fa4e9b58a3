"""Output in the code pages of Windows: what is redirected is UTF-8, and no letter stops a command."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import PROGRAM
from conftest import REPOSITORY
from made import MINUTES_STEM, copy_examples

from naravard_docs.cli.streams import use_utf8

CODE_PAGES = ("cp1252", "cp437", "cp850", "ascii")
LETTERS = "§ č đ → å «–» ✓ \udcff"


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def stream(kind: type[io.TextIOWrapper], encoding: str) -> io.TextIOWrapper:
    return kind(io.BytesIO(), encoding=encoding, newline="\n")


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_redirected_output_is_utf8(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = stream(io.TextIOWrapper, encoding), stream(io.TextIOWrapper, encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    use_utf8({})
    print(LETTERS, flush=True)
    print(LETTERS, file=sys.stderr, flush=True)
    assert out.buffer.getvalue() == f"{LETTERS}\n".encode("utf-8", "surrogateescape")  # type: ignore[attr-defined]
    assert "§ č đ → å «–» ✓" in err.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_a_terminal_shows_what_it_can(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its encoding is its own; a letter that it lacks is «?», and no error."""
    out = stream(Terminal, encoding)
    monkeypatch.setattr(sys, "stdout", out)
    use_utf8({})
    print("Sámi č", flush=True)
    assert out.encoding == encoding and b"?" in out.buffer.getvalue()  # type: ignore[attr-defined]


def test_what_the_user_has_said_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    out = stream(io.TextIOWrapper, "cp1252")
    monkeypatch.setattr(sys, "stdout", out)
    use_utf8({"PYTHONIOENCODING": "cp1252"})
    assert out.encoding == "cp1252"


def test_an_odd_stream_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No stdout at all, as under pythonw, or one that is something else."""
    for odd in (None, io.StringIO()):
        monkeypatch.setattr(sys, "stdout", odd)
        use_utf8({})


@pytest.mark.slow
@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_json_parses_whatever_the_code_page(encoding: str, tmp_path: Path) -> None:
    """A process whose streams Python has opened in a code page, as it does on Windows for a file or a pipe."""
    root = copy_examples(tmp_path / "yta")
    meeting = root / "meetings" / f"{MINUTES_STEM}.yaml"
    meeting.write_text(meeting.read_text("utf-8").replace("Anette Liljegren", "Ánte Đuoddarčearru §"), "utf-8")
    # Python takes an encoding for its streams from its command line's start only; a wrapper imitates what Windows gives
    start = (
        "import io, sys; "
        f"sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding={encoding!r}); "
        f"sys.stderr = io.TextIOWrapper(sys.stderr.buffer, encoding={encoding!r}); "
        "from naravard_docs.cli.main import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(REPOSITORY))}
    environment.pop("PYTHONIOENCODING", None)
    for words in (("beslut", "färdplan", "--json"), ("kontrollera", "--json"), ("läge", "--json")):
        done = subprocess.run(
            [PROGRAM[0], "-c", start, *words], cwd=root, env=environment, capture_output=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        assert b"UnicodeEncodeError" not in done.stderr
        json.loads(done.stdout.decode("utf-8"))
