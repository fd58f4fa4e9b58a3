"""A PDF that was signed elsewhere beside the one that was built: its pages, its signatures, its claims.

The file is read by a process of its own (``check/signed_file``), which gets so much time and memory and no more, since
anyone may have made it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from naravard_docs.builder.audit import Audit, MissingToolError, audit
from naravard_docs.builder.signature_problems import signature_problems
from naravard_docs.builder.signed_sources import (
    built_of,
    listed_pdfs,
    minutes_built_now,
    nothing_built,
    superseded_problem,
)
from naravard_docs.check.signatures import certificates_in, has_signature_library
from naravard_docs.check.signed_report import SignedAnswer, SignedReport, SignedRequest, UnreadableReason
from naravard_docs.errors import ExitCode, FileAccessError, Level, Problem, WrongUsageError, shown_path
from naravard_docs.limits import LIMITS
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.text import read_bytes

_CERTIFICATES = (".pem", ".crt", ".cer", ".der")
_SAID = {
    UnreadableReason.NOT_PDF: ("är ingen PDF", "ange den undertecknade PDF-filen"),
    UnreadableReason.DAMAGED: (
        "är skadad: den går inte att läsa som PDF",
        "hämta filen på nytt från den som sparade den",
    ),
    UnreadableReason.ENCRYPTED: (
        "är krypterad eller lösenordsskyddad, så den går inte att jämföra",
        "be underskriftstjänsten om filen utan lösenord; en krypterad fil kan inte heller arkiveras",
    ),
    UnreadableReason.TOO_MUCH: (
        f"tar mer än {LIMITS.signed_seconds} sekunder eller mer minne än ett protokoll kan behöva, och är inte läst",
        "se efter att det är rätt fil; den kan vara gjord för att fastna i",
    ),
}


class SignedOutcome(Struct, frozen=True):
    """What came of a signed file; ``audit`` is None where veraPDF did not judge it, for a reason in the problems."""

    path: Path
    report: SignedReport
    problems: tuple[Problem, ...]
    audit: Audit | None = None

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.CHECK if any(problem.is_error for problem in self.problems) else ExitCode.DONE


class SignedOptions(Struct, frozen=True):
    """What to compare with and whom to trust; ``moment`` is when certificates are judged if nothing else says when."""

    moment: datetime
    meeting: Path | None = None
    output: Path | None = None
    trusted: Path | None = None


def verify_signed(path: Path, options: SignedOptions) -> SignedOutcome:
    """Compare a signed PDF with the built one, and read its signatures.

    Raises:
        MissingToolError: if pyHanko is not there.
        FileAccessError: if the file, or what it is to be compared with, cannot be read.
        InvalidInputError: if the meeting file is wrong, and is needed.
        WrongUsageError: if the folder of certificates has none.
    """
    if not has_signature_library():
        raise MissingToolError(
            "ej kontrollerad: pyHanko, som läser underskrifter, är inte installerat",
            "installera det: pip install 'naravard_docs[signatur]'",
        )
    report = _answered(path, _request(path, options))
    judged, unjudged = _audited(path, report)
    of_signatures = signature_problems(report, options.trusted is not None)
    told = (*_findings(report), *superseded_problem(Path(report.built_name)), *of_signatures, *unjudged)
    return SignedOutcome(path, report, tuple(dict.fromkeys(told)), judged)


def _request(path: Path, options: SignedOptions) -> SignedRequest:
    signed = read_bytes(path)
    loaded = load_meeting(options.meeting) if options.meeting is not None else None
    workspace = loaded.workspace if loaded is not None else Workspace.containing(Path.cwd())
    stem = loaded.stem if loaded is not None else None
    built, is_certain = built_of(signed, path.stem, listed_pdfs(workspace, options.output or workspace.output, stem))
    if not built and loaded is not None:
        built = minutes_built_now(loaded)
    trusted = trusted_certificates(options.trusted) if options.trusted is not None else ()
    return SignedRequest(signed, built, options.moment, is_certain or loaded is not None, trusted)


def trusted_certificates(folder: Path) -> tuple[bytes, ...]:
    """Return the certificates in a folder, as DER.

    Raises:
        FileAccessError: if one cannot be read.
        WrongUsageError: if there are none.
    """
    paths = [path for path in sorted(folder.glob("*")) if path.suffix.lower() in _CERTIFICATES]
    if not paths:
        raise WrongUsageError(
            f"--betrodda: i {folder} finns inga certifikat", f"lägg dit filer som slutar på {', '.join(_CERTIFICATES)}"
        )
    return tuple(der for path in paths for der in _certificates(path))


def _certificates(path: Path) -> tuple[bytes, ...]:
    try:
        return tuple(certificates_in(read_bytes(path, LIMITS.account_mb)))
    except (ValueError, TypeError) as error:
        said = f"{shown_path(path)} är inget certifikat"
        raise FileAccessError(said, "spara om certifikatet som PEM eller DER, eller ta bort filen") from error


def _answered(path: Path, request: SignedRequest) -> SignedReport:
    answer = _asked(request)
    if answer.error is UnreadableReason.NOTHING_TO_COMPARE:
        raise nothing_built(path)
    if answer.error is not None or answer.report is None:
        fault, remedy = _SAID[answer.error or UnreadableReason.DAMAGED]
        raise FileAccessError(f"{shown_path(path)} {fault}", remedy)
    return answer.report


def _asked(request: SignedRequest) -> SignedAnswer:
    """Return what the reading process answers; one that does not is ended."""
    package = str(Path(__file__).resolve().parents[2])
    found = filter(None, (package, os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(found)}
    command = [sys.executable, "-P", "-m", "naravard_docs.check.signed_file"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            input=msgspec.msgpack.encode(request),
            capture_output=True,
            timeout=4 * LIMITS.signed_seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return SignedAnswer(error=UnreadableReason.TOO_MUCH)
    if done.returncode == 0:
        return msgspec.json.decode(done.stdout, type=SignedAnswer)
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if done.returncode == 1 and not last.startswith(MemoryError.__name__):
        raise RuntimeError(last)  # a fault of ours
    return SignedAnswer(error=UnreadableReason.TOO_MUCH)  # the system ended it


def _findings(report: SignedReport) -> Iterator[Problem]:
    for finding in report.findings:
        yield Problem(finding.message, finding.remedy, level=finding.level)


def _audited(path: Path, report: SignedReport) -> tuple[Audit | None, Sequence[Problem]]:
    """Return what veraPDF says of a file that claims a standard, and what there is to tell of that."""
    if not report.claims.pdfa and not report.claims.pdfua:
        return None, ()
    try:
        (judged,) = audit((path,))
    except MissingToolError as error:
        return None, (Problem(error.message, error.remedy, level=Level.HINT),)
    return judged, () if judged.is_compliant else (_not_compliant(judged),)


def _not_compliant(judged: Audit) -> Problem:
    rules = [rule for verdict in judged.verdicts for rule in verdict.failed_rules]
    said = "filen uppger PDF/A och PDF/UA men håller inte det den uppger; veraPDF säger: " + "; ".join(rules)
    remedy = (
        "ställ in underskriftsprogrammet så att det inte ritar med typsnitt som inte bäddas in; den byggda filen duger"
    )
    return Problem(said, remedy)
