"""Installed as the handbook says, away from the repository, the program makes a protokoll by the handbook's lines.

Each way of installing (pip, uv, pipx) gets an environment of its own; the lines are those of «Kom igång».
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pypdf import PdfReader

pytestmark = pytest.mark.slow

CHAPTER = (REPOSITORY / "docs" / "handbok" / "kom-igang.md").read_text("utf-8")
DOWNLOADS = "cd ~/Hämtningar"
OTHERS = ("Västerbotten", "Systemledning", "Umeå", "regionvasterbotten")
"""Words of the real examples, which nobody asked for."""


def lines_of(heading: str) -> list[str]:
    """Return the commands below a heading of the chapter, from its blocks of code."""
    section = re.split(r"\n##+ ", CHAPTER.split(f" {heading}\n", 1)[1])[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel, as somebody has downloaded it."""
    folder = tmp_path_factory.mktemp("nedladdat")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


def run_lines(lines: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Run lines in a shell that stops at the first that fails."""
    done = subprocess.run(
        ["bash", "-euc", "\n".join(lines)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{lines}\n{done.stdout}\n{done.stderr}"


def own_environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment where nothing of ours is to be found but the tools that install."""
    tools = tmp_path / "verktyg"
    tools.mkdir()
    for tool in ("uv", "pipx"):
        found = Path(sys.executable).parent / tool
        assert found.exists(), f"{tool} belongs to requirements/test.in"
        (tools / tool).symlink_to(found)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    own = tmp_path / "bin"
    return {
        **kept,
        "PATH": os.pathsep.join((str(own), str(tools), "/usr/local/bin", "/usr/bin", "/bin")),
        "UV_PYTHON": sys.executable,
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(own),
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(own),
        "PIPX_DEFAULT_PYTHON": sys.executable,
    }


def install(way: str, downloads: Path, tmp_path: Path, environment: Mapping[str, str]) -> None:
    """Install the wheel by the chapter's own line for uv and pipx, and by pip in an environment of its own."""
    if way == "pip":
        run_lines(
            [
                f"{shlex.quote(sys.executable)} -m venv {tmp_path}/pip",
                f"{tmp_path}/pip/bin/python -m pip install -q naravard_docs-*.whl",
                f"mkdir {tmp_path}/bin && ln -s {tmp_path}/pip/bin/naravard {tmp_path}/bin/naravard",
            ],
            downloads,
            environment,
        )
        return
    if way == "uv":
        lines = [line for line in lines_of("Linux") if line != DOWNLOADS]
        assert lines == ["uv tool install naravard_docs-*.whl"]
    else:
        (line,) = re.findall(r"`(pipx install [^`]*)`", CHAPTER)
        lines = [line]
    run_lines(lines, downloads, environment)


@pytest.mark.parametrize("way", ["pip", "uv", "pipx"])
def test_the_handbooks_lines_make_a_first_protokoll(way: str, downloads: Path, tmp_path: Path) -> None:
    environment = own_environment(tmp_path)
    install(way, downloads, tmp_path, environment)
    assert shutil.which("naravard", path=environment["PATH"]) == str(tmp_path / "bin" / "naravard")
    (meeting,) = re.findall(r"```yaml\n(.*?)```", CHAPTER, re.DOTALL)
    steps = lines_of("Det första protokollet på fem minuter")
    new, build = "naravard ny styrelsen 2025-03-06", "naravard bygg"
    assert steps[-2:] == [new, build]
    home = tmp_path / "hemma"
    home.mkdir()
    run_lines(steps[:-1], home, environment)
    workspace = home / "protokoll"
    file = workspace / "meetings" / "2025-03-06-styrelsen.yaml"
    assert file.exists()
    file.write_text(meeting, encoding="utf-8")
    run_lines([f"{build} {file.relative_to(workspace)}"], workspace, environment)
    words = "\n".join(page.extract_text() for page in PdfReader(built(workspace, "pdf")).pages)
    assert "Norrviks byförening" in words and "Valborgsfirandet" in words and built(workspace, "docx").exists()
    assert not [path for path in workspace.rglob("*.yaml") if any(word in path.read_text("utf-8") for word in OTHERS)]
    run_lines(["naravard --version", "naravard doktor", "naravard handbok --till sidor"], workspace, environment)
    assert (workspace / "sidor" / "index.html").exists()


def built(workspace: Path, format_: str) -> Path:
    (found,) = (workspace / "output" / "2025-03-06-styrelsen").glob(f"*-protokoll.{format_}")
    return found


def test_uv_takes_a_newer_one_and_takes_it_away(downloads: Path, tmp_path: Path) -> None:
    """The lines for updating and removing work too, and leave what the user has made."""
    environment = own_environment(tmp_path)
    install("uv", downloads, tmp_path, environment)
    update, remove = lines_of("Uppdatera och ta bort")
    run_lines([update, "naravard --version", remove], downloads, environment)
    assert not (tmp_path / "bin" / "naravard").exists()


def test_the_meeting_to_copy_has_no_remark(tmp_path: Path) -> None:
    """A fresh reader's first build shows nothing but what was made."""
    (meeting,) = re.findall(r"```yaml\n(.*?)```", CHAPTER, re.DOTALL)
    program = [sys.executable, "-m", "naravard_docs.cli.main"]
    start = lines_of("Det första protokollet på fem minuter")[0]
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(REPOSITORY))}
    subprocess.run([*program, *shlex.split(start)[1:]], cwd=tmp_path, env=environment, check=True, capture_output=True)
    workspace = tmp_path / "protokoll"
    file = workspace / "meetings" / "2025-03-06-styrelsen.yaml"
    file.write_text(meeting, encoding="utf-8")
    answer = subprocess.run(
        [*program, "kontrollera", "--strikt", str(file)], cwd=workspace, env=environment, capture_output=True, text=True
    )
    assert answer.returncode == 0 and "varning" not in answer.stderr and "tips" not in answer.stderr, answer.stderr
