"""A meeting that was adopted in June, for tests of what becomes of it later; the fixture «june» writes it."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind

STEM = "2026-06-01-rad"
MINUTES = BuildOptions(frozenset({DocumentKind.MINUTES}))
BODY = "rad:\n  namn: Länets råd\n  sekreterare: Eva Ek\n"
MEETING = """organ: rad
datum: 2026-06-01
status: justerat  # den 8 juni
närvarande: [{grupp: Alla, personer: [Eva Ek, Bo Ek]}]
ärenden:
  - rubrik: Planen
    text: Rådet talar om planen.
    bilagor: bilagor/plan.md
"""


def output_of(path: Path) -> Path:
    return path.parent.parent / "output" / path.stem


def archive_of(path: Path) -> Path:
    return path.parent.parent / "arkiv" / path.stem


def minutes(folder: Path) -> dict[str, bytes]:
    """Return the built minutes, by name."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*-protokoll*.*")) if file.suffix != ".txt"}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def errors(outcome: BuildOutcome) -> str:
    return "\n".join(f"{each.message} {each.remedy}" for each in outcome.problems if each.is_error)
