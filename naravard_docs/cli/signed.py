"""verifiera --signerad: what the terminal and other programs get to know of a signed PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from naravard_docs.builder.signature_problems import name_of
from naravard_docs.builder.signed import SignedOptions, SignedOutcome, verify_signed
from naravard_docs.check.signed_report import Coverage, SignatureFacts, SignedReport
from naravard_docs.cli.reports import problem_json
from naravard_docs.cli.show import Messenger
from naravard_docs.cli.swedish_click import SwedishUsageError
from naravard_docs.cli.today import now
from naravard_docs.errors import FileAccessError
from naravard_docs.swedish import with_noun

_SWEDISH_TIME = ZoneInfo("Europe/Stockholm")


def tell_signed(
    signed: Path,
    meetings: tuple[Path, ...],
    output: Path | None,
    trusted: Path | None,
    wants_json: bool,
    is_quiet: bool,
) -> int:
    """Look at a signed file, tell what there is to tell, and return the exit code."""
    if len(meetings) > 1:
        raise SwedishUsageError(
            "--signerad: ange högst en mötesfil", "kör kommandot en gång för varje undertecknad fil"
        )
    if signed.is_dir():
        raise FileAccessError(f"{signed} är en mapp, inte en fil", "ange den undertecknade PDF-filen")
    meeting = meetings[0] if meetings else None
    outcome = verify_signed(signed, SignedOptions(now(), meeting, output, trusted))
    talk = Messenger(is_quiet)
    for line in _lines(outcome):
        talk.say(line)
    talk.problems(outcome.problems)
    if wants_json:
        click.echo(json.dumps(_json(outcome), ensure_ascii=False, indent=2))
    return int(outcome.exit_code)


def _lines(outcome: SignedOutcome) -> Iterator[str]:
    report = outcome.report
    yield f"jämförd: {outcome.path} med {report.built_name}"
    yield _pages_line(report)
    for number, facts in enumerate(report.signatures, 1):
        yield _signature_line(facts, number, report.revisions)
    yield from _claim_lines(outcome)


def _pages_line(report: SignedReport) -> str:
    pages = with_noun(report.built_pages, "sida", "sidor")
    if not report.is_unchanged:
        return f"ändrad: filen är inte den som byggdes, som har {pages}"
    way = (
        "filen före underskriften är den byggda, byte för byte"
        if report.is_grown
        else "filen är omskriven, och jämförd sida för sida"
    )
    return f"oförändrad: {pages} med ord, bilder och det som är ritat är som när filen byggdes; {way}"


def _signature_line(facts: SignatureFacts, number: int, revisions: int) -> str:
    if not facts.is_readable:
        return f"{name_of(facts, number)}: går inte att läsa"
    state = "hel" if facts.is_intact else "stämmer inte"
    covers = {
        Coverage.FILE: "omfattar hela filen",
        Coverage.REVISION: f"omfattar filen till och med version {facts.revision} av {revisions}",
        Coverage.PART: "omfattar bara en del av filen",
    }[facts.coverage]
    trust = {True: f"utfärdad av {facts.issuer}, som är betrodd", False: "utfärdaren är inte betrodd"}
    said = (_when(facts), state, covers, trust.get(facts.is_trusted or False) if facts.is_trusted is not None else "")
    return f"{name_of(facts, number)}: {', '.join(part for part in said if part)}"


def _when(facts: SignatureFacts) -> str:
    if facts.stamped_at is not None:
        return f"{_moment(facts.stamped_at)} enligt en tidsstämpel"
    return f"{_moment(facts.signed_at)} enligt undertecknarens dator" if facts.signed_at else "utan uppgift om tid"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(_SWEDISH_TIME):%Y-%m-%d kl. %H.%M}"


def _claim_lines(outcome: SignedOutcome) -> Iterator[str]:
    claims = outcome.report.claims
    told = [f"PDF/A-{claims.pdfa}"] if claims.pdfa else []
    told += [f"PDF/UA-{claims.pdfua}"] if claims.pdfua else []
    if not told:
        return
    judged = outcome.audit
    how = "inte granskat" if judged is None else "godkänt av veraPDF" if judged.is_compliant else "underkänt av veraPDF"
    yield f"filen uppger {' och '.join(told)}: {how}"


def _json(outcome: SignedOutcome) -> dict[str, Any]:
    report, judged = outcome.report, outcome.audit
    return {
        "fil": str(outcome.path),
        "godkänd": int(outcome.exit_code) == 0,
        "jämförd_med": report.built_name,
        "oförändrad": report.is_unchanged,
        "byte_för_byte": report.is_grown,
        "sidor": report.pages,
        "byggda_sidor": report.built_pages,
        "versioner": report.revisions,
        "underskrifter": [_signature_json(each) for each in report.signatures],
        "pdfa": report.claims.pdfa or None,
        "pdfua": report.claims.pdfua or None,
        "verapdf": None if judged is None else judged.is_compliant,
        "problem": [problem_json(problem) for problem in outcome.problems],
    }


def _signature_json(facts: SignatureFacts) -> dict[str, Any]:
    return {
        "sort": "tidsstämpel" if facts.is_timestamp else "underskrift",
        "fält": facts.field_name,
        "namn": facts.signer,
        "utfärdare": facts.issuer,
        "tid": facts.signed_at.isoformat() if facts.signed_at else None,
        "tidsstämpel": facts.stamped_at.isoformat() if facts.stamped_at else None,
        "läsbar": facts.is_readable,
        "hel": facts.is_intact,
        "omfattar": facts.coverage.value,
        "version": facts.revision,
        "ändrat_efteråt": facts.later.value,
        "tillåtet": facts.is_allowed,
        "betrodd": facts.is_trusted,
    }
