"""Asking the Nu Html Checker, the judge of pages that the W3C has: one start of Java for all that the tests hand in."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from made import missing_tool, require_tool

MAIN = "nu.validator.client.SimpleCommandLineValidator"
QUICK_START = "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"
"""What has Java run for a minute at the least cost, with room for the checker's schema, which it asks for itself."""

_CANNOT_SEE = "image “data:image/"
"""Nu 26 reads no data: addresses, and so refuses each picture in one, whatever the page's policy allows."""

_GUESSES = "appears to be written in"
"""What it takes a language for that words made for a test are in; readers are told the true one."""

_HANDED_IN: list[Callable[[], Mapping[str, bytes]]] = []
_SAID: dict[bytes, list[str]] = {}


def hand_in(make: Callable[[], Mapping[str, bytes]]) -> None:
    """Have pages judged at the first start of Java, whoever asks for it; a module says so when it is imported."""
    _HANDED_IN.append(make)


def judged(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is said of each page, errors and warnings alike; nothing of one that is as it should be."""
    java, library = require_tool("java"), jars()
    if not _SAID.keys() >= set(files.values()):
        handed_in = (data for make in _HANDED_IN for data in make().values())
        _SAID.update(_judged([java, *QUICK_START, "-cp", f"{library}/*"], {*files.values(), *handed_in} - _SAID.keys()))
    return {name: _SAID[data] for name, data in files.items()}


def jars() -> Path:
    """Return the folder with the checker's jars; skip the test where there is none, or fail where it is demanded."""
    folder = Path(os.environ.get("NARAVARD_VNU") or Path.home() / ".cache" / "naravard_docs" / "vnu")
    if not any(folder.glob("validator-*.jar")):
        missing_tool(f"the Nu Html Checker is not in {folder} (make vnu puts it there)")
    return folder


def _judged(java: list[str], files: Collection[bytes]) -> dict[bytes, list[str]]:
    with TemporaryDirectory() as folder:
        by_path = {f"{folder}/{number}.html": data for number, data in enumerate(files)}
        for path, data in by_path.items():
            Path(path).write_bytes(data)
        command = [*java, MAIN, "--format", "json", "--stdout", "--exit-zero-always", *by_path]
        result = subprocess.run(command, capture_output=True, timeout=600)
    assert result.returncode == 0, result.stderr.decode("utf-8", "replace")
    said: dict[bytes, list[str]] = {data: [] for data in files}
    for each in json.loads(result.stdout)["messages"]:
        if _CANNOT_SEE not in each["message"] and _GUESSES not in each["message"]:
            line = each.get("lastLine", 0)
            said[by_path[each["url"].removeprefix("file:")]].append(f"rad {line}: {each['message']}")
    return said
