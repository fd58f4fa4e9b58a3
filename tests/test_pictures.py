"""The handbook's pictures of terminals show what the program shows now; docs/make_pictures.py makes them anew."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import REPOSITORY

pytestmark = pytest.mark.slow

_SIZE = re.compile(r"\d+ kB")
"""The size of a letter, which other versions of the compressing library make another."""


def pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", REPOSITORY / "docs" / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(pictures().TERMINALS))
def test_a_terminal_in_the_handbook_is_as_the_program_shows_it(examples: Path, name: str) -> None:
    """The picture is made of the command's output, sign by sign; after a change that is meant, make it anew."""
    made = pictures()
    command = made.TERMINALS[name]
    drawn = made.terminal(command, made.shown(examples, command))
    kept = (REPOSITORY / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert _SIZE.sub("kB", drawn) == _SIZE.sub("kB", kept)
    assert "besvarat" in drawn or "inget livstecken" in drawn
