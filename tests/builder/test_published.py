"""Minutes to be published: what is under secrecy is in none of their files, and the archive keeps the whole."""

from __future__ import annotations

from pathlib import Path

from conftest import WorkspaceFolder
from made import squeezed

from naravard_docs.builder.build import BuildOptions, build_meeting
from naravard_docs.builder.options import BuildOutcome, DocumentKind
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.errors import ExitCode

STEM = "2023-03-24-systemledning"
MINUTES = BuildOptions(kinds=frozenset({DocumentKind.MINUTES}))
MEETING = """\
organ: systemledning
datum: 2023-03-24
status: {status}
ärenden:
  - rubrik: Öppet ärende
    underlag: [bilagor/oppen.md]
    delärenden:
      - rubrik: Del
        sekretess: OSL 25:1
        text: Hemlig del.
  - rubrik: Stängt ärende
    diarienummer: A 1
    sekretess: OSL 26:1
    text: Hemlig text.
    yrkanden: [Hemligt yrkande]
    underlag: [bilagor/hemlig.md, bilagor/oppen.md]
    omröstningar: [{{ja: [Hemlig Hall (S)], nej: 1}}]
    beslut: [bevilja det hemliga]
    omedelbar_justering: ja
"""


def build(workspace: WorkspaceFolder, status: str, options: BuildOptions = MINUTES, change: str = "") -> BuildOutcome:
    workspace.write("meetings/bilagor/hemlig.md", "# Hemlig bilaga\n\nText.\n")
    workspace.write("meetings/bilagor/oppen.md", "# Öppen bilaga\n\nText.\n")
    text = MEETING.format(status=status).replace("Hemlig text.", change or "Hemlig text.")
    return build_meeting(workspace.write_meeting(text, f"{STEM}.yaml"), options)


def built(workspace: WorkspaceFolder) -> dict[str, Path]:
    return {path.name: path for path in (workspace.root / "output" / STEM).glob("*.*") if path.suffix != ".json"}


def test_nothing_secret_is_in_the_published_files(workspace: WorkspaceFolder) -> None:
    """Both files have the standard line, and no text, name, attachment or meeting file of what is secret."""
    assert build(workspace, "publicerat", BuildOptions(kinds=MINUTES.kinds, with_source=True)).exit_code == 0
    files = built(workspace)
    assert sorted(files) == [f"{STEM}-protokoll-publicerat.docx", f"{STEM}-protokoll-publicerat.pdf"]
    pdf, word = files[f"{STEM}-protokoll-publicerat.pdf"], files[f"{STEM}-protokoll-publicerat.docx"]
    for said in (squeezed(PdfFile(pdf.read_bytes()).texts()), squeezed(word_texts(word.read_bytes()))):
        assert "emlig" not in said
        assert said.count("publiceras inte") == 2
        assert "Diarienummer: A 1" in said
        assert "omedelbart justerat" in said
        assert "Öppen bilaga" in said
    assert b"EmbeddedFiles" not in pdf.read_bytes()


def test_other_minutes_have_all_of_it(workspace: WorkspaceFolder) -> None:
    """Before they are published the minutes have everything, and the line."""
    build(workspace, "justerat")
    said = squeezed(word_texts(built(workspace)[f"{STEM}-protokoll.docx"].read_bytes()))
    assert "Hemlig text." in said
    assert "bevilja det hemliga" in said
    assert "Uppgifter i ärendet omfattas av sekretess enligt OSL 26:1." in said


def test_what_is_published_is_what_was_adopted(workspace: WorkspaceFolder) -> None:
    """The archive keeps the whole minutes; words that differ from them, secret ones too, are not published."""
    build(workspace, "justerat")
    kept = sorted(path.name for path in (workspace.root / "arkiv").rglob("*"))
    assert build(workspace, "publicerat").exit_code == 0
    assert sorted(path.name for path in (workspace.root / "arkiv").rglob("*")) == kept
    refused = build(workspace, "publicerat", change="Annan hemlig text.")
    assert refused.exit_code is ExitCode.CORRECTION
    assert any("Annan hemlig text" in problem.message for problem in refused.problems)


def test_minutes_without_secrets_are_as_before(workspace: WorkspaceFolder) -> None:
    """A published meeting that has nothing secret keeps its file name."""
    text = "organ: systemledning\ndatum: 2023-03-24\nstatus: publicerat\närenden: [Ett]\n"
    build_meeting(workspace.write_meeting(text, f"{STEM}.yaml"), MINUTES)
    assert f"{STEM}-protokoll.pdf" in built(workspace)
