"""Auditing: PDF files judged by veraPDF, the validator that archives trust, with a report beside each file.

Java and veraPDF are not needed to use the program, only to audit. The jars are looked for in the folder that the
environment variable NARAVARD_VERAPDF names, else in the user's cache, where «make verapdf» puts them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from naravard_docs.builder.manifest import MANIFEST
from naravard_docs.builder.options import ATTACHMENTS, READING_COPY, REPORT_SUFFIX
from naravard_docs.errors import CommandError, ExitCode, FileAccessError
from naravard_docs.workspace.attached_pdf import claims_pdfa
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.folders import digest_of
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

ACCESSIBLE, ACCESSIBLE_ARCHIVE = "ua1", "2a"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_TIME_LIMIT_S = 1800


class MissingToolError(CommandError):
    """A program from outside that the command needs is not there."""

    exit_code = ExitCode.TOOL


class Verdict(Struct, frozen=True):
    """What a validator said of a file by one profile; ``failed_rules`` are clauses with what they ask, in its words."""

    profile: str
    is_compliant: bool
    passed_checks: int
    failed_checks: int
    failed_rules: tuple[str, ...] = ()


class Audit(Struct, frozen=True):
    """A file with its verdicts; ``report`` is where they are kept."""

    path: Path
    validator: str
    verdicts: tuple[Verdict, ...]

    @property
    def is_compliant(self) -> bool:
        return bool(self.verdicts) and all(verdict.is_compliant for verdict in self.verdicts)

    @property
    def report(self) -> Path:
        return self.path.with_name(self.path.name + REPORT_SUFFIX)


def pdf_files(folder: Path) -> tuple[Path, ...]:
    """Return the PDF files below a folder that should be archive files: no reading copies or built attachments."""
    return tuple(path for path in sorted(folder.rglob("*.pdf")) if not _makes_no_claim(path))


def _makes_no_claim(path: Path) -> bool:
    is_attachment = path.parent.name == ATTACHMENTS.strip("/") and (path.parent.parent / MANIFEST).is_file()
    return is_attachment or path.name.endswith(READING_COPY)


def built_folder(start: Path) -> tuple[Path, ...]:
    """Return the output folder of the workspace around a folder, when something has been built there."""
    folder = Workspace.containing(start).output
    return (Path(os.path.relpath(folder)),) if folder.is_dir() else ()


def audit(paths: Sequence[Path]) -> tuple[Audit, ...]:
    """Have veraPDF judge files by the PDF/A level that each claims (2a where it claims none) and by PDF/UA-1.

    A file of others' that claims PDF/A but not PDF/UA is judged by PDF/A alone.

    Raises:
        MissingToolError: if Java or the jars are not there.
        FileAccessError: if a file is not there.
    """
    paths = tuple(dict.fromkeys(paths))
    for path in paths:
        if not path.is_file():
            raise FileAccessError(f"filen eller mappen {path} finns inte", "ange byggda PDF-filer eller deras mapp")
        if not read_bytes(path).startswith(b"%PDF-"):
            raise FileAccessError(f"{path} är ingen PDF-fil", "ange byggda PDF-filer eller deras mapp")
    command = _command()
    verdicts: dict[Path, list[Verdict]] = {path: [] for path in paths}
    validator = ""
    wanted = {path: _profiles(path) for path in paths}
    for profile in sorted({profile for profiles in wanted.values() for profile in profiles}):
        chosen = [path for path in paths if profile in wanted[path]]
        validator, said = _judged(command, profile, chosen)
        for path, verdict in zip(chosen, said, strict=True):
            verdicts[path].append(verdict)
    return tuple(Audit(path, validator, tuple(verdicts[path])) for path in paths)


def write_report(result: Audit) -> None:
    """Write a file's report beside it: no clock, so that the same file gives the same report.

    Raises:
        FileAccessError: if it cannot be written.
    """
    data = {
        "fil": result.path.name,
        "sha256": digest_of(result.path),
        "granskad_med": result.validator,
        "godkänd": result.is_compliant,
        "profiler": [
            {
                "profil": verdict.profile,
                "godkänd": verdict.is_compliant,
                "godkända_kontroller": verdict.passed_checks,
                "underkända_kontroller": verdict.failed_checks,
                "underkända_regler": list(verdict.failed_rules),
            }
            for verdict in result.verdicts
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    write_inside(result.report.parent, result.report, text.encode("utf-8"))


def verapdf_folder() -> Path:
    """Return the folder where veraPDF's jars are looked for."""
    from platformdirs import user_cache_path

    named = os.environ.get("NARAVARD_VERAPDF")
    return Path(named) if named else user_cache_path("naravard_docs", appauthor=False) / "verapdf"


def missing_tool() -> None:
    """Return nothing where veraPDF and Java are there.

    Raises:
        MissingToolError: naming what is missing, with what to do.
    """
    _command()


def _command() -> list[str]:
    java = shutil.which("java")
    if java is None:
        raise MissingToolError(
            "ej granskad: Java finns inte på datorn", "installera Java 11 eller senare och försök igen"
        )
    folder = verapdf_folder()
    if not any(folder.glob("greenfield-apps-*.jar")):
        raise MissingToolError(
            f"ej granskad: veraPDF finns inte i {folder}",
            "hämta det med «make verapdf», eller låt NARAVARD_VERAPDF peka på mappen med dess jar-filer",
        )
    return [java, "-cp", f"{folder}{os.sep}*", _MAIN]


def _judged(command: Iterable[str], profile: str, paths: Sequence[Path]) -> tuple[str, list[Verdict]]:
    """Return veraPDF's name with version, and a verdict for each file in order; one start of Java for all.

    The files are judged as copies named by number: what Java makes of other letters in names depends on the machine.
    """
    with tempfile.TemporaryDirectory(prefix="naravard-") as folder:
        names = [str(Path(folder) / f"{number}.pdf") for number in range(len(paths))]
        for path, name in zip(paths, names, strict=True):
            shutil.copyfile(path, name)
        report = _report([*command, "-f", profile, "--format", "json", *names])
    version = next(d["version"] for d in report["buildInformation"]["releaseDetails"] if d["id"] == "core")
    jobs = {Path(job["itemDetails"]["name"]).name: job for job in report["jobs"]}
    return f"veraPDF {version}", [_verdict(profile, jobs.get(Path(name).name, {})) for name in names]


def _report(command: Sequence[str]) -> dict[str, Any]:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIME_LIMIT_S, check=False)  # noqa: S603 - our own
        report: dict[str, Any] = json.loads(done.stdout)["report"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        said = "ej granskad: veraPDF gav inget svar som går att läsa"
        raise MissingToolError(said, "kör det för hand och se vad det säger") from error
    return report


def _verdict(profile: str, job: dict[str, Any]) -> Verdict:
    results = job.get("validationResult")
    if not results:
        return Verdict(profile, False, 0, 1, ("filen går inte att läsa som PDF",))
    result = results[0] if isinstance(results, list) else results
    details = result["details"]
    rules = tuple(f"{r['clause']}-{r['testNumber']}: {r['description']}" for r in details["ruleSummaries"])
    return Verdict(profile, bool(result["compliant"]), details["passedChecks"], details["failedChecks"], rules)


def _profiles(path: Path) -> tuple[str, ...]:
    """Return the profiles that a file is to be judged by, from what it claims."""
    data = read_bytes(path)
    claimed = claims_pdfa(data)
    if claimed is None:
        return (ACCESSIBLE_ARCHIVE, ACCESSIBLE)
    return (claimed, ACCESSIBLE) if b"pdfuaid" in data else (claimed,)
