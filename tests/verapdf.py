"""Asking veraPDF, the reference judge of PDF/A and PDF/UA: one start of Java for all that the tests have it judge."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from made import missing_tool, require_tool

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
QUICK_START = "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"
"""What has Java run for a minute at the least cost: it does not work long enough to win by its own optimising."""

CLAIMED, UNREADABLE = "0", "not readable"

Rules = dict[str, list[str]]
"""Failed rules by profile («PDF/A-2A», «PDF/UA-1»), as «clause-test»; none where all are met."""

_HANDED_IN: list[Callable[[], Mapping[str, bytes]]] = []
_SAID: dict[bytes, Rules] = {}


def hand_in(make: Callable[[], Mapping[str, bytes]]) -> None:
    """Have files judged at the first start of Java, whoever asks for it; a module says so when it is imported."""
    _HANDED_IN.append(make)


def judged(files: Mapping[str, bytes]) -> dict[str, Rules]:
    """Return each file's failed rules, by all the standards that it says it follows.

    A file that veraPDF cannot read has «not readable» as its only rule.
    """
    java, library = require_tool("java"), jars()
    if not _SAID.keys() >= set(files.values()):
        handed_in = (data for make in _HANDED_IN for data in make().values())
        _SAID.update(_judged([java, *QUICK_START, "-cp", f"{library}/*"], {*files.values(), *handed_in} - _SAID.keys()))
    return {name: _SAID[data] for name, data in files.items()}


def jars() -> Path:
    """Return the folder with veraPDF's jars; skip the test where there is none, or fail where it is demanded."""
    folder = Path(os.environ.get("NARAVARD_VERAPDF") or Path.home() / ".cache" / "naravard_docs" / "verapdf")
    if not any(folder.glob("greenfield-apps-*.jar")):
        missing_tool(f"veraPDF is not in {folder} (make verapdf puts it there)")
    return folder


def _judged(java: list[str], files: Collection[bytes]) -> dict[bytes, Rules]:
    with TemporaryDirectory() as folder:
        by_path = {f"{folder}/{number}.pdf": data for number, data in enumerate(files)}
        for path, data in by_path.items():
            Path(path).write_bytes(data)
        command = [*java, MAIN, "-f", CLAIMED, "--format", "json", *by_path]
        result = subprocess.run(command, capture_output=True, timeout=600)
    # the exit code says only whether any file was refused
    assert result.stdout, result.stderr.decode("utf-8", "replace")
    jobs = json.loads(result.stdout)["report"]["jobs"]
    found = {by_path[job["itemDetails"]["name"]]: _rules_by_profile(job) for job in jobs}
    assert found.keys() == set(files)
    return found


def _rules_by_profile(job: Mapping[str, Any]) -> Rules:
    results = job.get("validationResult") or []
    if not results or any(one["jobEndStatus"] != "normal" for one in results):
        return {UNREADABLE: [UNREADABLE]}
    return {one["profileName"].split(" validation")[0]: _rules(one) for one in results}


def _rules(result: Mapping[str, Any]) -> list[str]:
    details = result["details"]
    failed = sorted(f"{rule['clause']}-{rule['testNumber']}" for rule in details["ruleSummaries"])
    assert result["compliant"] == (details["failedChecks"] == 0) == (not failed)
    return failed
