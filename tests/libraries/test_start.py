"""What a command does not import, and what comes of it when it is asked for after all."""

from __future__ import annotations

import subprocess
import sys

import pytest


def _said(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.slow
def test_pydantic_is_asked_for_no_plugins_and_looks_for_none() -> None:
    """Models are built without the library that finds plugins; the module for which ours stands is there if asked."""
    code = (
        "import sys; from naravard_docs.libraries.pydantic_plugins import look_for_no_plugins; look_for_no_plugins()\n"
        "from pydantic import BaseModel\n"
        "class Made(BaseModel):\n    number: int\n"
        "print(Made(number='3').number, 'importlib.metadata' in sys.modules)\n"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP\n"
        "from pydantic.plugin._loader import get_plugins\n"
        "print(PYDANTIC_ENTRY_POINT_GROUP, len(tuple(get_plugins())))"
    )
    assert _said(code).split() == ["3", "False", "pydantic", "0"]


@pytest.mark.slow
def test_a_module_is_imported_when_it_is_used() -> None:
    """It is there by all names, nothing of it has run, and the first question has it run."""
    code = (
        "import sys; from naravard_docs.libraries.lazy_modules import import_when_used\n"
        "import_when_used('PIL.Image'); import_when_used('no_such_module')\n"
        "from PIL import Image\n"
        "print('PIL.ExifTags' in sys.modules, 'no_such_module' in sys.modules)\n"
        "print(Image.new('RGB', (2, 3)).size, isinstance(3, Image.Image), 'PIL.ExifTags' in sys.modules)"
    )
    assert _said(code).split("\n") == ["False False", "(2, 3) False True"]
