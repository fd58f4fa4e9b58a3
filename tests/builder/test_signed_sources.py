"""Which built file a signed one is compared with: by meeting file, bytes, name, title and pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import Run
from june import change
from signing import STEM, build_minutes, minutes_file, nämnd, rewritten, signed, with_drawing
from test_signed import NAMES, Look, built, look, told

from naravard_docs.errors import Level

__all__ = ["built", "look", "minutes_file"]
pytestmark = pytest.mark.slow


def test_found_by_meeting_file(look: Look, built: bytes, tmp_path: Path) -> None:
    """A meeting file tells which built file is meant; where nothing is built, the minutes as it gives them now."""
    meeting = nämnd(tmp_path / "annan")
    outcome = look(signed(rewritten(built), *NAMES), meeting=meeting)
    assert "byggd nu" in outcome.report.built_name
    assert not [p for p in outcome.problems if p.is_error and "sida" in p.message]
    shutil.rmtree(tmp_path / "annan")
    build_minutes(nämnd(tmp_path / "annan"))
    assert "arkiv" in look(signed(built, *NAMES), meeting=meeting).report.built_name


def test_found_by_name_or_title(look: Look, built: bytes) -> None:
    """A file that was written anew is known by its name, else by its title and pages."""
    data = signed(rewritten(built), *NAMES)
    for name in (f"{STEM}-protokoll (signerat).pdf", "nedladdning.pdf"):
        assert look(data, name).report.built_name.endswith("-protokoll-med-kalla.pdf")


def test_a_file_changed_by_hand_is_not_what_was_built(look: Look, tmp_path: Path) -> None:
    """What lies in output/ counts only with the bytes of the manifest."""
    meeting = nämnd(tmp_path / "annan")
    file = build_minutes(meeting)
    shutil.rmtree(tmp_path / "annan" / "arkiv")
    forged = rewritten(file.read_bytes(), with_drawing(3, "1 g 60 200 440 560 re f"))
    file.write_bytes(forged)
    outcome = look(signed(forged, *NAMES), meeting=meeting)
    assert "byggd nu" in outcome.report.built_name
    assert "sida 4" in told(outcome)


def test_minutes_corrected_afterwards_are_told(
    look: Look, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who signed the minutes before they were corrected has not signed the correction."""
    meeting = nämnd(tmp_path / "annan")
    file = build_minutes(meeting)
    before = signed(file.read_bytes(), *NAMES)
    monkeypatch.chdir(tmp_path / "annan")
    assert "rättats" not in told(look(before), Level.WARNING)
    change(meeting, "Kommunhuset, Nämndsalen", "Kommunhuset, Fullmäktigesalen")
    assert run("justera", meeting, "--rätta", "fel sal", "--datum", "2024-04-02").code == 0
    outcome = look(before)
    assert outcome.report.is_unchanged
    assert "protokollet har rättats efter" in told(outcome, Level.WARNING)
