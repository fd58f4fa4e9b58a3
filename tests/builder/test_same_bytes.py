"""The same input gives the same bytes: no clock, no chance and no place of the machine enters a file."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made import copy_examples

pytestmark = pytest.mark.slow

BUILD = """
import sys
from pathlib import Path
from naravard_docs.builder.build import build_all
from naravard_docs.builder.options import BuildOptions
paths = sorted(Path("meetings").glob("*.yaml"))
for outcome in build_all(paths, BuildOptions(per_recipient=len(sys.argv) > 1)):
    assert outcome.exit_code == 0, outcome
"""


def digests(root: Path, environment: dict[str, str]) -> dict[str, str]:
    """Build both examples in a process of its own and return a digest of each file."""
    subprocess.run([sys.executable, "-c", BUILD], cwd=root, env={**os.environ, **environment}, check=True)
    files = sorted(path for path in (root / "output").rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_files_do_not_depend_on_the_machine(tmp_path: Path) -> None:
    """All files are equal byte for byte under another hash seed, time zone, date, language and folder."""
    one = digests(
        copy_examples(tmp_path / "en mapp"),
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1000000000"},
    )
    other = digests(
        copy_examples(tmp_path / "en" / "annan" / "mapp"),
        {"PYTHONHASHSEED": "99", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "4102444800"},
    )
    assert {Path(name).suffix for name in one} == {".pdf", ".docx", ".eml", ".ics", ".json"}
    assert one == other


def test_building_again_changes_nothing(built: Path, tmp_path: Path) -> None:
    """A process that has built other things before writes the same files as one that begins anew."""
    anew = digests(copy_examples(tmp_path / "mapp"), {})
    for name, digest in anew.items():
        data = (built / name).read_bytes()
        told = data.decode() if name.endswith(".json") else ""
        assert hashlib.sha256(data).hexdigest() == digest, (name, told, (tmp_path / "mapp" / name).read_bytes())
