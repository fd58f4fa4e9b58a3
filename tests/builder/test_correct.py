"""Corrections of adopted minutes: told in the meeting file and in the minutes, with the old version beside the new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command import Run
from conftest import WorkspaceFolder
from june import MEETING, MINUTES, STEM, archive_of, change, errors, minutes, output_of
from pypdf import PdfReader

from naravard_docs.builder import build, correct
from naravard_docs.builder.build import build_meeting, check_meeting, load_cached, verify_meeting
from naravard_docs.builder.correct import correct_minutes
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.document import document_texts
from naravard_docs.errors import ExitCode, FileAccessError, InvalidInputError, WrongUsageError

DAY = date(2026, 12, 3)
COMMENT = "  # planen är viktig\n"


def correct_text(path: Path, old: str, new: str, reason: str = "fel ord") -> None:
    change(path, old, new)
    correct_minutes(path, reason, DAY)


def words_of(path: Path) -> str:
    (piece,) = plan_build(load_cached(path), MINUTES).pieces
    return "\n".join(text for _, text in document_texts(piece.document))


def pdf_text(folder: Path) -> str:
    (pdf,) = folder.glob("*-protokoll.pdf")
    return " ".join(page.extract_text() for page in PdfReader(pdf).pages)


def test_a_correction_is_written_and_printed(june: Path) -> None:
    """The file keeps all that it had, and says who corrected what, when and why; so do the minutes."""
    change(june, "ärenden:\n", f"ärenden:{COMMENT}")
    before = june.read_text("utf-8")
    correct_text(june, "talar om", "antar")
    assert june.read_text("utf-8") == before.replace("talar om", "antar") + (
        'rättelser:\n  - datum: 2026-12-03\n    av: "Eva Ek"\n    skäl: "fel ord"\n    rader:\n'
        '      - stod: "Rådet talar om planen."\n        står: "Rådet antar planen."\n'
    )
    for text in (words_of(june), " ".join(pdf_text(output_of(june)).split())):
        assert "Rättat: 3 december 2026, se sist i protokollet" in text
        assert "Protokollet rättades den 3 december 2026 av Eva Ek. Skäl: fel ord." in text
        assert "Det stod: Rådet talar om planen. Det står: Rådet antar planen." in text


def test_both_versions_are_kept(june: Path) -> None:
    """What was adopted stays in the archive, and what comes in output/ is the corrected version, again and again."""
    adopted = minutes(archive_of(june))
    correct_text(june, "talar om", "antar")
    corrected = minutes(output_of(june))
    assert minutes(archive_of(june)) == adopted | {
        name.replace("-protokoll", "-protokoll-rattelse-1"): data for name, data in corrected.items()
    }
    assert [build_meeting(june, MINUTES).exit_code, verify_meeting(june).exit_code] == [ExitCode.DONE] * 2
    assert minutes(output_of(june)) == corrected


def test_a_second_correction_comes_after_the_first(june: Path) -> None:
    """Each has its entry and its version; a line that is added says what it says, one that goes what it said."""
    correct_text(june, "talar om", "antar")
    correct_text(june, "text: Rådet antar planen.", "text: ''", "en rad för mycket")
    correct_text(june, "text: ''", "typ: informationsärende", "en rad för lite")
    (piece,) = plan_build(load_cached(june), MINUTES).pieces
    told = [text for name, text in document_texts(piece.document) if name.startswith("rättelser")]
    assert told[0] == "Rättelser"
    assert "Det stod: Rådet antar planen. Det står: ingenting; raden är struken" in told
    assert "Det stod: ingenting Det står: Informationsärende" in told
    assert (archive_of(june) / f"{STEM}-protokoll-rattelse-3.pdf").read_bytes() == (
        output_of(june) / f"{STEM}-protokoll.pdf"
    ).read_bytes()


def test_a_correction_of_what_templates_say(june: Path) -> None:
    """What another file changed is corrected in the same way."""
    organ = june.parent.parent / "templates/organ.yaml"
    change(organ, "Eva Ek", "Eva Eklund")
    correct_minutes(june, "hon har bytt namn", DAY, "Bo Ek")
    assert "Det stod: Eva Ek, Sekreterare Det står: Eva Eklund, Sekreterare" in words_of(june)
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE


def test_without_a_difference_nothing_is_changed(june: Path) -> None:
    before = june.read_bytes()
    with pytest.raises(WrongUsageError, match="inget skiljer från det justerade"):
        correct_minutes(june, "för säkerhets skull", DAY)
    assert june.read_bytes() == before


def test_without_adopted_minutes_nothing_is_changed(workspace: WorkspaceFolder) -> None:
    path = workspace.write_meeting("organ: systemledning\ndatum: 2023-03-24\nnärvarande: []\n")
    with pytest.raises(WrongUsageError, match="inget justerat protokoll finns i arkivet"):
        correct_minutes(path, "fel", DAY)
    assert not archive_of(path).exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: justerat  # den 8 juni\n", "status: utkast\n", "har satts tillbaka till «utkast»"),
        ('skäl: "fel ord"', 'skäl: "annat"', "det skulle bli «Rättelse: 2026-12-03 | Eva Ek | annat»"),
        ("rättelser:", "rättelse:", "rättelse"),
    ],
)
def test_what_is_no_correction_is_refused(june: Path, old: str, new: str, said: str) -> None:
    """A status that is set back, or an earlier correction that was changed, is not corrected but to be undone."""
    correct_text(june, "talar om", "antar")
    change(june, old, new)
    before = june.read_bytes()
    with pytest.raises(InvalidInputError) as caught:
        correct_minutes(june, "fel", DAY)
    assert said in "\n".join(problem.message for problem in caught.value.problems)
    assert june.read_bytes() == before


def test_a_correction_changed_by_hand_is_to_be_put_back(june: Path) -> None:
    """What corrections said is adopted, too, and no further correction makes others of them."""
    correct_text(june, "talar om", "antar")
    change(june, "fel ord", "annat skäl")
    with pytest.raises(InvalidInputError) as caught:
        correct_minutes(june, "igen", DAY)
    for first in (caught.value.problems[0], build_meeting(june, MINUTES).problems[0]):
        assert "ställ tillbaka «rättelser» som de stod" in first.remedy
    change(june, "annat skäl", "fel ord")
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE


def test_a_correction_that_does_not_tell_what_differs_is_refused(june: Path) -> None:
    """To write an entry by hand does not get round it: it has to tell each line, and only those."""
    change(june, "talar om", "antar")
    june.write_text(
        june.read_text("utf-8")
        + "rättelser:\n  - {datum: 2026-12-03, av: Eva, skäl: fel, rader: [{stod: a, står: b}]}\n",
        "utf-8",
    )
    outcome = build_meeting(june, MINUTES)
    assert outcome.exit_code is ExitCode.CORRECTION
    assert "det skulle bli «Rådet antar planen.»" in errors(outcome)


def test_a_correction_that_was_written_before_a_crash_is_taken_up(june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file says it all: the next build makes the version that the command had no time for."""
    change(june, "talar om", "antar")
    monkeypatch.setattr(correct, "_built", lambda *_: check_meeting(june))
    correct_minutes(june, "fel ord", DAY)
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    assert (archive_of(june) / f"{STEM}-protokoll-rattelse-1.pdf").exists()


def test_all_or_nothing(june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the archive cannot be written, the meeting file is as it was."""
    change(june, "talar om", "antar")
    before = june.read_bytes()

    def full(*_: object) -> bool:
        raise FileAccessError("disken är full")

    monkeypatch.setattr("naravard_docs.builder.adoption.store", full)
    with pytest.raises(FileAccessError, match="full"):
        correct_minutes(june, "fel ord", DAY)
    assert june.read_bytes() == before


def test_a_correction_that_is_made_stays_when_output_cannot_be_written(
    june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive has the version, so the file says so too; what is missing comes with the next build."""
    change(june, "talar om", "antar")

    def opened(*_: object, **__: object) -> None:
        raise FileAccessError("filen är öppen i Word")

    with monkeypatch.context() as patched:
        patched.setattr(build, "manifest_of", opened)
        with pytest.raises(FileAccessError, match="öppen"):
            correct_minutes(june, "fel ord", DAY)
    assert "rättelser:" in june.read_text("utf-8")
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE


@pytest.mark.parametrize(
    "text",
    [
        MEETING.replace("\n", "\r\n"),
        f"\ufeff{MEETING}",
        f"{MEETING}\n# slut\n",
        MEETING.rstrip("\n"),
        f"---\n{MEETING}...\n",
        f"{MEETING}rättelser: []\n",
        f"{MEETING}rättelser:\n",
        "status: justerat\nrättelser:   # inga än\n" + MEETING.replace("status: justerat  # den 8 juni\n", ""),
        MEETING.replace("organ:", "body:").replace("datum:", "date:") + "corrections: []\n",
    ],
)
def test_however_the_file_is_written(june: Path, text: str) -> None:
    """Line ends, marks and comments stay, and two corrections can be written, one after the other."""
    june.write_bytes(text.encode())
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    for old, new in (("text: Rådet talar", "text: Rådet hör talas"), ("text: Rådet hör", "text: Rådet vill höra")):
        june.write_bytes(june.read_bytes().replace(old.encode(), new.encode(), 1))
        correct_minutes(june, "fel: «ord» # här", DAY)
    data = june.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") == text.startswith("\ufeff")
    assert (data.count(b"\r\n") == data.count(b"\n")) == ("\r\n" in text)
    assert all(comment.encode() in data for comment in ("# slut", "# inga än") if comment in text)
    assert len(load_cached(june).meeting.corrections) == 2
    assert load_cached(june).meeting.corrections[0].reason == "fel: «ord» # här"


def test_a_file_in_braces_is_told(june: Path) -> None:
    braces = "{organ: rad, datum: 2026-06-01, status: justerat, närvarande: [], ärenden: [{rubrik: A}]}\n"
    path = june.with_name("2026-06-02-rad.yaml")
    path.write_text(braces.replace("06-01", "06-02"), "utf-8")
    build_meeting(path, MINUTES)
    change(path, "rubrik: A", "rubrik: B")
    with pytest.raises(FileAccessError, match="inte kan ändra i"):
        correct_minutes(path, "fel", DAY)


def test_the_command(june: Path, run: Run) -> None:
    """It needs a reason, says what it did, and takes who and when from its options."""
    answer = run("justera", str(june))
    assert answer.code == ExitCode.USAGE
    assert len(answer.err.splitlines()) == 1
    assert "skriv «status: justerat»" in answer.err
    change(june, "talar om", "antar")
    answer = run("justera", str(june), "--rätta", "fel ord", "--av", "Bo Ek", "--datum", "2026-12-04")
    assert (answer.code, "– 1 rad, av Bo Ek" in answer.err) == (0, True)
    assert answer.out.splitlines() == sorted(answer.out.splitlines())
    assert "protokollet rättades den 4 december 2026 av bo ek" in words_of(june).lower()


@pytest.mark.parametrize("options", [("--rätta", " "), ("--rätta", "fel", "--av", " ")])
def test_an_empty_reason_is_refused(june: Path, run: Run, options: tuple[str, ...]) -> None:
    change(june, "talar om", "antar")
    answer = run("justera", str(june), *options)
    assert (answer.code, "är tomt" in answer.err) == (ExitCode.USAGE, True)


def test_somebody_has_to_correct(june: Path) -> None:
    change(june.parent.parent / "templates/organ.yaml", "  sekreterare: Eva Ek\n", "")
    with pytest.raises(WrongUsageError) as caught:
        correct_minutes(june, "fel", DAY)
    assert "--av NAMN" in caught.value.remedy
