"""Asking veraPDF, the reference judge of PDF/A and PDF/UA: many files in one start of Java."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from made import missing_tool, require_tool

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
CLAIMED, UNREADABLE = "0", "not readable"


def jars() -> Path:
    """Return the folder with veraPDF's jars; skip the test where there is none, or fail where it is demanded."""
    folder = Path(os.environ.get("NARAVARD_VERAPDF") or Path.home() / ".cache" / "naravard_docs" / "verapdf")
    if not any(folder.glob("greenfield-apps-*.jar")):
        missing_tool(f"veraPDF is not in {folder} (make verapdf puts it there)")
    return folder


def judged(files: Mapping[str, bytes], folder: Path, flavour: str = CLAIMED) -> dict[str, dict[str, list[str]]]:
    """Return each file's failed rules by profile («PDF/A-2A», «PDF/UA-1»), as «clause-test»; none where all are met.

    Without a flavour (2a, 3a, ua1) each file is judged by all the standards that it says it follows. A file that
    veraPDF cannot read has «not readable» as its only rule.
    """
    java, library = require_tool("java"), jars()
    folder.mkdir(parents=True, exist_ok=True)
    names = {str(folder / f"{number}.pdf"): name for number, name in enumerate(files)}
    for path, name in names.items():
        Path(path).write_bytes(files[name])
    command = [java, "-cp", f"{library}/*", MAIN, "-f", flavour, "--format", "json", *names]
    result = subprocess.run(command, capture_output=True, timeout=600)
    # the exit code says only whether any file was refused
    assert result.stdout, result.stderr.decode("utf-8", "replace")
    jobs = json.loads(result.stdout)["report"]["jobs"]
    found = {names[job["itemDetails"]["name"]]: _rules_by_profile(job) for job in jobs}
    assert found.keys() == files.keys()
    return found


def _rules_by_profile(job: Mapping[str, Any]) -> dict[str, list[str]]:
    results = job.get("validationResult") or []
    if not results or any(one["jobEndStatus"] != "normal" for one in results):
        return {UNREADABLE: [UNREADABLE]}
    return {one["profileName"].split(" validation")[0]: _rules(one) for one in results}


def _rules(result: Mapping[str, Any]) -> list[str]:
    details = result["details"]
    failed = sorted(f"{rule['clause']}-{rule['testNumber']}" for rule in details["ruleSummaries"])
    assert result["compliant"] == (details["failedChecks"] == 0) == (not failed)
    return failed
