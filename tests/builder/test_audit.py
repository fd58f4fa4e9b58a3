"""The command that has veraPDF judge files: what it says, what it leaves, what it answers without its tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import example_pdf, require_tool
from verapdf import QUICK_START, jars

from naravard_docs.builder.audit import Audit, MissingToolError, Verdict, audit, pdf_files, write_report
from naravard_docs.errors import FileAccessError

PASSED = Verdict("2a", True, 100, 0)
FAILED = Verdict("ua1", False, 90, 2, ("7.1-9: title",))


def test_without_java_nothing_is_audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Java is told what is missing and that nothing was judged."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="ej granskad: Java"):
        audit([tmp_path / "a.pdf"])


def test_without_the_jars_nothing_is_audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with Java but no veraPDF is told where the jars are looked for."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "java").write_text("#!/bin/sh\n")
    (tmp_path / "java").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("NARAVARD_VERAPDF", str(tmp_path / "jar"))
    with pytest.raises(MissingToolError, match="veraPDF finns inte"):
        audit([tmp_path / "a.pdf"])


def test_answer_that_cannot_be_read_is_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A validator that says nothing readable has passed nothing."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "java").write_text("#!/bin/sh\necho nonsense\n")
    (tmp_path / "java").chmod(0o755)
    (tmp_path / "greenfield-apps-1.jar").write_bytes(b"")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("NARAVARD_VERAPDF", str(tmp_path))
    with pytest.raises(MissingToolError, match="inget svar"):
        audit([tmp_path / "a.pdf"])


def test_file_passes_only_when_every_profile_does(tmp_path: Path) -> None:
    """One failed profile, or none at all, is no pass."""
    assert Audit(tmp_path, "v", (PASSED,)).is_compliant
    assert not Audit(tmp_path, "v", (PASSED, FAILED)).is_compliant
    assert not Audit(tmp_path, "v", ()).is_compliant


def test_report_lies_beside_the_file(tmp_path: Path) -> None:
    """The report names file, hash, validator and each profile with its failed rules."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    write_report(Audit(path, "veraPDF 1", (PASSED, FAILED)))
    report = json.loads((tmp_path / "a.pdf.granskning.json").read_text("utf-8"))
    assert report["godkänd"] is False
    assert report["granskad_med"] == "veraPDF 1"
    assert report["profiler"][1]["underkända_regler"] == ["7.1-9: title"]


def test_built_files_are_gathered_but_not_reading_copies_and_attachments(tmp_path: Path) -> None:
    """What should be an archive file is judged, claim or no claim; reading copies and others' PDFs are not."""
    for name in (
        "m/manifest.json",
        "m/a.pdf",
        "m/brev/b.pdf",
        "m/a-lasexemplar.pdf",
        "m/bilagor/c.pdf",
        "bilagor/d.pdf",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    found = [path.relative_to(tmp_path).as_posix() for path in pdf_files(tmp_path)]
    assert found == ["bilagor/d.pdf", "m/a.pdf", "m/brev/b.pdf"]


def test_what_is_no_pdf_is_told_and_gets_no_report(tmp_path: Path) -> None:
    """A file of another kind is refused before anything is judged."""
    (tmp_path / "a.yaml").write_text("organ: x\n")
    with pytest.raises(FileAccessError, match="ingen PDF"):
        audit([tmp_path / "a.yaml"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.slow
def test_verapdf_judges_files_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound file and a broken one, with letters in their names that Java may not know, are told apart."""
    require_tool("java")
    monkeypatch.setenv("NARAVARD_VERAPDF", str(jars()))
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", " ".join(QUICK_START))
    good, bad = tmp_path / "möte å.pdf", tmp_path / "trasig ö.pdf"
    good.write_bytes(example_pdf("protokoll-2021"))
    bad.write_bytes(good.read_bytes().replace(b"/Lang (sv-SE)", b"/Lung (sv-SE)"))
    passed, failed = audit([good, bad])
    assert passed.is_compliant
    assert [v.profile for v in passed.verdicts] == ["2a", "ua1"]
    assert not failed.is_compliant
