"""The manifest that each build leaves, and what verify makes of it later."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY, WorkspaceFolder

from naravard_docs.builder.build import build_meeting, verify_meeting
from naravard_docs.builder.options import BuildOptions, BuildOutcome, DocumentKind, Format
from naravard_docs.errors import ExitCode

NAME = "2021-03-19-samrad-vard-och-omsorg.yaml"


@pytest.fixture
def built(workspace: WorkspaceFolder) -> Path:
    """A built meeting with a letter and attachments, in a workspace with templates of its own; its file's path."""
    for folder in ("meetings/bilagor", "templates"):
        for source in (REPOSITORY / folder).iterdir():
            if source.is_file():
                workspace.write(f"{folder}/{source.name}", source.read_bytes())
    path = workspace.write_meeting((REPOSITORY / "meetings" / NAME).read_bytes(), NAME)
    assert build_meeting(path, BuildOptions()).exit_code is ExitCode.DONE
    return path


def folder_of(path: Path) -> Path:
    return path.parent.parent / "output" / path.stem


def manifest(path: Path) -> dict[str, list[dict[str, object]]]:
    held: dict[str, list[dict[str, object]]] = json.loads((folder_of(path) / "manifest.json").read_text("utf-8"))
    return held


def said(outcome: BuildOutcome) -> str:
    return "\n".join(problem.message for problem in outcome.problems)


def test_every_file_is_listed_with_its_size_and_hash(built: Path) -> None:
    """The manifest names each file below the meeting's folder, and nothing else, with what it is."""
    listed = {entry["fil"]: entry for entry in manifest(built)["filer"]}
    files = [p for p in folder_of(built).rglob("*") if p.is_file() and p.name != "manifest.json"]
    assert sorted(listed) == sorted(p.relative_to(folder_of(built)).as_posix() for p in files)
    for file in files:
        entry = listed[file.relative_to(folder_of(built)).as_posix()]
        assert entry["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert entry["byte"] == file.stat().st_size


def test_every_source_is_listed(built: Path) -> None:
    """The manifest names the meeting, its attachments and the templates, by where they lie in the workspace."""
    names = [source["fil"] for source in manifest(built)["källor"]]
    assert f"meetings/{NAME}" in names
    assert "meetings/bilagor/framtidsbild-nara-vard-2030.md" in names
    assert "templates/rekommendation.md" in names
    assert not [name for name in names if str(name).startswith("/")]


def test_unchanged_files_are_the_same(built: Path) -> None:
    """A meeting that nobody has touched is verified."""
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.DONE, said(outcome)


@pytest.mark.slow
def test_letters_to_each_and_embedded_sources_are_verified_too(built: Path) -> None:
    """Files of several orders in one folder are each built again as they were ordered."""
    kinds = frozenset({DocumentKind.RECOMMENDATION, DocumentKind.MAIL})
    assert build_meeting(built, BuildOptions(kinds, (Format.PDF,), per_recipient=True)).exit_code is ExitCode.DONE
    assert (
        build_meeting(built, BuildOptions(frozenset({DocumentKind.MINUTES}), with_source=True)).exit_code
        is ExitCode.DONE
    )
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.DONE, said(outcome)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"meetings/{NAME}", f"källan «meetings/{NAME}» är ändrad"),
        ("meetings/bilagor/framtidsbild-nara-vard-2030.md", "är ändrad sedan filerna byggdes"),
        ("templates/organisation.yaml", "mallen «templates/organisation.yaml» är ändrad"),
    ],
)
def test_changed_source_is_named(built: Path, name: str, told: str) -> None:
    """A source or template that has changed is told by name, with exit code 4."""
    source = built.parent.parent / name
    source.write_bytes(source.read_bytes() + b"\n# till\n")
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.CHECK
    assert told in said(outcome)


def test_changed_file_is_named(built: Path) -> None:
    """A built file that was changed afterwards is told."""
    file = next(folder_of(built).glob("*-protokoll.pdf"))
    file.write_bytes(file.read_bytes() + b" ")
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.CHECK
    assert f"{file.name} är ändrad efter att den byggdes" in said(outcome)


def test_missing_file_is_named(built: Path) -> None:
    """A built file that is gone is told."""
    file = next(folder_of(built).glob("*-protokoll.docx"))
    file.unlink()
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.CHECK
    assert f"{file.name} saknas" in said(outcome)


def test_other_version_is_named(built: Path) -> None:
    """A file built by another version of the program is told, with both versions."""
    held = json.loads((folder_of(built) / "manifest.json").read_text("utf-8"))
    held["versioner"]["naravard_docs"] = "0.0.1"
    (folder_of(built) / "manifest.json").write_text(json.dumps(held), "utf-8")
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.CHECK
    assert "naravard_docs 0.0.1 →" in said(outcome)


def test_without_a_manifest_there_is_nothing_to_compare(built: Path) -> None:
    """A folder without its manifest is told as such, with exit code 3."""
    (folder_of(built) / "manifest.json").unlink()
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.FILES
    (problem,) = outcome.problems
    assert "manifest.json finns inte" in problem.message


def test_damaged_manifest_is_told(built: Path) -> None:
    """A manifest that is no JSON is told, and nothing is overwritten."""
    (folder_of(built) / "manifest.json").write_text("{", "utf-8")
    outcome = build_meeting(built, BuildOptions())
    assert outcome.exit_code is ExitCode.FILES
    assert (folder_of(built) / "manifest.json").read_text("utf-8") == "{"


@pytest.mark.slow
def test_files_left_behind_by_an_older_build_are_told(built: Path) -> None:
    """Letters of an earlier distribution list that a new build does not renew are warned about by name."""
    kinds = frozenset({DocumentKind.RECOMMENDATION, DocumentKind.MAIL})
    build_meeting(built, BuildOptions(kinds, (Format.PDF,), per_recipient=True))
    lists = built.parent.parent / "templates" / "sandlistor.yaml"
    renamed = re.sub(r"(nyckel: |, )umea\b", r"\1umea-kommun", lists.read_text("utf-8"))
    lists.write_text(renamed, "utf-8")
    build_meeting(built, BuildOptions())
    outcome = build_meeting(built, BuildOptions(kinds, (Format.PDF,), per_recipient=True))
    (left,) = [p.message for p in outcome.problems if "äldre underlag" in p.message]
    assert "-umea.pdf" in left


def test_manifest_is_the_same_every_time(built: Path) -> None:
    """Building again gives the manifest byte for byte."""
    before = (folder_of(built) / "manifest.json").read_bytes()
    build_meeting(built, BuildOptions())
    assert (folder_of(built) / "manifest.json").read_bytes() == before


@pytest.mark.slow
def test_letters_taken_away_leave_their_mails_sound(built: Path) -> None:
    """E-mails to each are built again as such even when the letters beside them are gone."""
    kinds = frozenset({DocumentKind.RECOMMENDATION, DocumentKind.MAIL})
    build_meeting(built, BuildOptions(kinds, (Format.PDF,), per_recipient=True))
    for letter in (folder_of(built) / "brev").iterdir():
        letter.unlink()
    build_meeting(built, BuildOptions())
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.DONE, said(outcome)


def test_file_put_there_by_hand_is_remarked_on(built: Path) -> None:
    """A file that no build has listed is named, but is no difference."""
    (folder_of(built) / "anteckning.pdf").write_bytes(b"%PDF-1.7")
    outcome = verify_meeting(built)
    assert outcome.exit_code is ExitCode.DONE
    assert "anteckning.pdf är inte byggd" in said(outcome)


def as_draft(path: Path) -> None:
    """Make a meeting a draft again whose minutes nobody has adopted."""
    path.write_text(path.read_text("utf-8").replace("status: justerat", "status: utkast"), "utf-8")
    shutil.rmtree(path.parent.parent / "arkiv")


def test_report_of_an_audit_goes_when_its_file_changes(built: Path) -> None:
    """A report stays beside the file that it judged, and goes when that becomes another."""
    report = folder_of(built) / f"{built.stem}-protokoll.pdf.granskning.json"
    report.write_text("{}", "utf-8")
    build_meeting(built, BuildOptions())
    assert report.exists()
    as_draft(built)
    build_meeting(built, BuildOptions())
    assert not report.exists()


def test_manifest_that_leads_out_of_its_folder_is_refused(built: Path) -> None:
    """A name with .. in a manifest is told as damage, and nothing outside is looked at."""
    held = json.loads((folder_of(built) / "manifest.json").read_text("utf-8"))
    held["filer"][0]["fil"] = "../../hemlig.txt"
    (folder_of(built) / "manifest.json").write_text(json.dumps(held), "utf-8")
    assert verify_meeting(built).exit_code is ExitCode.FILES


def test_file_changed_by_hand_is_put_aside(built: Path) -> None:
    """What someone wrote into a built file is kept beside the new one, and its place is told; twice is two copies."""
    file = next(folder_of(built).glob("*-protokoll.docx"))
    sound = file.read_bytes()
    for aside in (f"{file.stem}-andrad.docx", f"{file.stem}-andrad-2.docx"):
        file.write_bytes(b"eget arbete")
        outcome = build_meeting(built, BuildOptions())
        assert outcome.exit_code is ExitCode.DONE
        assert f"sparad som {aside}" in said(outcome)
        assert (file.parent / aside).read_bytes() == b"eget arbete"
        assert file.read_bytes() == sound


def test_unchanged_files_are_not_put_aside(built: Path) -> None:
    """Building again, also of other sources, leaves no copies of what the program itself made."""
    as_draft(built)
    build_meeting(built, BuildOptions())
    assert not list(folder_of(built).rglob("*-andrad*"))
