"""The package that is installed: what the wheel has, and that it works on its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from conftest import REPOSITORY

from naravard_docs import __version__
from naravard_docs.cli.main import main

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hjul")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as package:
        return set(package.namelist())


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as package:
        return message_from_bytes(package.read(f"naravard_docs-{__version__}.dist-info/METADATA"))


def test_the_wheel_has_the_example_workspace(wheel: Path) -> None:
    """Every template and example meeting of the repository is in the package."""
    expected = {
        f"naravard_docs/arbetsyta/{path.relative_to(REPOSITORY).as_posix()}"
        for folder in ("templates", "meetings")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file()
    }
    assert {name for name in names(wheel) if name.startswith("naravard_docs/arbetsyta/")} == expected


def test_the_wheel_has_the_handbook(wheel: Path) -> None:
    """Every chapter and its pictures are in the package, and what is for developers is not."""
    expected = {
        f"naravard_docs/docs/{path.relative_to(REPOSITORY / 'docs').as_posix()}"
        for folder in ("handbok", "pictures")
        for path in (REPOSITORY / "docs" / folder).rglob("*")
        if path.is_file()
    }
    assert {name for name in names(wheel) if name.startswith("naravard_docs/docs/")} == expected


def test_the_wheel_has_the_page_of_the_preview(wheel: Path) -> None:
    """The files of the preview's page are in the package, with the editor and its licences where it is built."""
    folder = REPOSITORY / "naravard_docs" / "preview" / "page"
    expected = {path.relative_to(REPOSITORY).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in names(wheel) if name.startswith("naravard_docs/preview/page/")} == expected
    if any(name.endswith("vendor/editor.js") for name in expected):
        with zipfile.ZipFile(wheel) as package:
            licences = package.read("naravard_docs/preview/page/vendor/LICENSES.txt").decode("utf-8")
        assert "Permission is hereby granted, free of charge" in licences
        assert "@codemirror/view" in licences


def test_the_wheel_has_every_module(wheel: Path) -> None:
    """Every module of the package is in the wheel."""
    modules = {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "naravard_docs").rglob("*.py")}
    assert modules <= names(wheel)


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    """No tests or built documents go with the package, only itself and its description."""
    others = {name for name in names(wheel) if not name.startswith("naravard_docs/")}
    assert {name.split("/")[0] for name in others} == {f"naravard_docs-{__version__}.dist-info"}
    assert not any(part in name for name in names(wheel) for part in ("tests/", "output/", "__pycache__", ".pyc"))


def test_the_package_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    """Out of the wheel, away from the repository, a workspace is made and its minutes are built."""
    installed = tmp_path / "installerat"
    with zipfile.ZipFile(wheel) as package:
        package.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "naravard_docs.cli.main"]
    subprocess.run(
        [*command, "starta", "--exempel", "yta"], cwd=tmp_path, env=environment, check=True, capture_output=True
    )
    result = subprocess.run(
        [*command, "bygg", "--format", "pdf", "--bara", "protokoll"],
        cwd=tmp_path / "yta",
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert len(result.stdout.splitlines()) == 2
    assert all((tmp_path / "yta" / line).read_bytes().startswith(b"%PDF") for line in result.stdout.splitlines())


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """«naravard --version» says the version that the package has."""
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"naravard {__version__}\n"


def test_the_package_says_what_it_is(wheel: Path) -> None:
    """Whoever looks for the package finds its authors, licence, words to search by and known classifiers."""
    said = metadata(wheel)
    assert said["Author"] == "The naravard_docs authors"
    assert said["License-Expression"] == "MIT"
    assert "minutes" in said["Keywords"].split(",")
    assert "Natural Language :: Swedish" in said.get_all("Classifier", [])


def test_the_description_leads_nowhere_in_vain(wheel: Path) -> None:
    """No picture or link of the README that leads into the repository is in the description; their words are."""
    said = metadata(wheel)
    description = said.get_payload(decode=True).decode("utf-8")
    assert said["Description-Content-Type"] == "text/markdown"
    assert [target for target in re.findall(r"\]\(([^)]*)\)", description) if not target.startswith("https:")] == []
    assert "![" not in description
    assert "(how texts are written, in Swedish)" in description
    assert "](docs/" in (REPOSITORY / "README.md").read_text("utf-8"), "else this test says nothing"


def test_every_upper_bound_has_its_reason() -> None:
    """A library's next version is kept out only for a reason, told right above; each bound is one that is asked for."""
    written = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(written)["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    bounded = [(one, found[0]) for one in asked if (found := re.search(r"<[\d.]+", one))]
    assert any("reportlab" in one for one, _ in bounded)
    lines = written.splitlines()
    for one, bound in bounded:
        at = next(n for n, line in enumerate(lines) if f'"{one}"' in line)
        assert f"{bound}: " in lines[at - 1], one
