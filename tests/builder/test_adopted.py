"""Minutes that are adopted stay as they are, byte for byte, whatever changes after; what would differ is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from answering import REFERENCE
from conftest import WorkspaceFolder
from june import MEETING, MINUTES, STEM, archive_of, change, errors, minutes, output_of
from small_pdfs import plain_pdf
from test_follows_up import HEAD, ITEM, following

from naravard_docs.builder import manifest, up_to_date
from naravard_docs.builder.build import build_meeting, check_meeting, verify_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.builder.orphaned_archives import check_orphaned_archives
from naravard_docs.errors import ExitCode


def test_the_first_build_records_what_is_adopted(june: Path) -> None:
    """Each format is in the archive as it is in output/, with the words; they tell what is attached."""
    assert minutes(archive_of(june)) == minutes(output_of(june))
    words = (archive_of(june) / f"{STEM}-protokoll.txt").read_text("utf-8").splitlines()
    assert words[0] == "Titel: Protokoll Länets råd 1 juni 2026"
    assert {"1. Planen", "Rådet talar om planen.", "Bilaga bilagor/plan.md: Den är god."} <= set(words)


def test_a_draft_is_not_recorded(workspace: WorkspaceFolder) -> None:
    path = workspace.write_meeting("organ: systemledning\ndatum: 2023-03-24\nnärvarande: []\n")
    build_meeting(path, MINUTES)
    assert not archive_of(path).exists()


def _template(path: Path) -> None:
    change(path.parent.parent / "templates/organisation.yaml", "Länet", "Det nya länet")


def _body(path: Path) -> None:
    change(path.parent.parent / "templates/organ.yaml", "Länets råd", "Rådet")


def _signatory(path: Path) -> None:
    change(path.parent.parent / "templates/organ.yaml", "Eva Ek", "Eva Eklund")


def _text(path: Path) -> None:
    change(path, "talar om", "antar")


def _attachment(path: Path) -> None:
    change(path.parent / "bilagor/plan.md", "god", "dålig")


WORDS_CHANGED = [
    (_template, "«På varje sida: Länet»; det skulle bli «På varje sida: Det nya länet»"),
    (_body, "«Länets råd»; det skulle bli «Rådet»"),
    (_signatory, "«Eva Ek, Sekreterare»; det skulle bli «Eva Eklund, Sekreterare»"),
    (_text, "«Rådet talar om planen.»; det skulle bli «Rådet antar planen.»"),
    (_attachment, "«Bilaga bilagor/plan.md: Den är god.»; det skulle bli «Bilaga bilagor/plan.md: Den är dålig.»"),
]


@pytest.mark.parametrize(("changed", "said"), WORDS_CHANGED)
@pytest.mark.parametrize("how", ["output stands", "output deleted", "another folder"])
def test_words_that_change_are_told_and_not_built(
    june: Path, tmp_path: Path, changed: object, said: str, how: str
) -> None:
    """Whatever makes other words, bygg gives the adopted bytes, tells the difference and the remedy, and fails."""
    before = minutes(output_of(june))
    changed(june)  # type: ignore[operator]
    if how == "output deleted":
        shutil.rmtree(output_of(june))
    target = tmp_path / "annan" if how == "another folder" else None
    outcome = build_meeting(june, BuildOptions(MINUTES.kinds, target=target))
    assert outcome.exit_code is ExitCode.CORRECTION
    assert said in errors(outcome)
    assert '--rätta "skäl"' in errors(outcome)
    assert minutes(target / STEM if target else output_of(june)) == before
    assert minutes(archive_of(june)) == before


def test_the_difference_is_told_again_and_by_the_other_commands(june: Path) -> None:
    """A refused build is no build that need not be made again; kontrollera and verifiera tell the same."""
    _text(june)
    told = [build_meeting(june, MINUTES), build_meeting(june, MINUTES), check_meeting(june), verify_meeting(june)]
    assert [each.exit_code for each in told] == [ExitCode.CORRECTION] * 3 + [ExitCode.CHECK]
    assert all("det skulle bli «Rådet antar planen.»" in errors(each) for each in told)
    change(june, "antar", "talar om")
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    assert verify_meeting(june).exit_code is ExitCode.DONE


def test_many_differences_are_counted(june: Path) -> None:
    """Some twenty lines are told one by one, and how many more there are."""
    text = "\n\n".join(f"Stycke {number}." for number in range(30)).replace("\n", "\n      ")
    change(june, "Rådet talar om planen.", f"|\n      {text}\n")
    told = [problem.message for problem in build_meeting(june, MINUTES).problems]
    assert sum("skulle komma till" in each or "det skulle bli" in each for each in told) == 20
    assert "och 10 rader till skiljer" in told


def test_the_difference_shows_in_a_long_line(june: Path) -> None:
    """Of a long line, the part is told where it differs."""
    long = " ".join(f"ord{n}" for n in range(200))
    path = june.with_name("2026-06-02-rad.yaml")
    path.write_text(MEETING.replace("2026-06-01", "2026-06-02").replace("Rådet talar om", long), "utf-8")
    build_meeting(path, MINUTES)
    change(path, "ord150 ", "annat ")
    told = errors(build_meeting(path, MINUTES))
    assert "ord149 ord150 ord151" in told
    assert "ord149 annat ord151" in told
    assert "ord1 " not in told


@pytest.mark.parametrize("how", ["utkast", "utskickat", ""])
def test_status_that_is_set_back_is_told_as_that(june: Path, how: str) -> None:
    """The adopted minutes stand, and what is told is the status and not what would become of the words."""
    before = minutes(output_of(june))
    change(june, "status: justerat  # den 8 juni\n", f"status: {how}\n" if how else "")
    outcome = build_meeting(june, MINUTES)
    assert f"«status» {f'har satts tillbaka till «{how}»' if how else 'har tagits bort'}" in errors(outcome)
    assert "skriv «status: justerat» igen" in errors(outcome)
    assert "det skulle bli" not in errors(outcome)
    assert minutes(output_of(june)) == before


def test_what_leaves_the_words_gives_the_same_bytes(june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another look, another program and a comment make no other bytes of minutes that are adopted."""
    before = minutes(output_of(june))
    root = june.parent.parent
    (root / "templates/organisation.yaml").write_text("namn: Länet\nutseende: {brödtext_pt: 14}\n", "utf-8")
    change(june, "justerat", "publicerat")
    for module in (manifest, up_to_date):
        monkeypatch.setattr(module, "library_versions", lambda: {"naravard_docs": "99"})
    shutil.rmtree(output_of(june))
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    assert minutes(output_of(june)) == before
    assert verify_meeting(june).exit_code is ExitCode.DONE


def test_another_program_with_other_words_is_only_a_warning(june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing that the user writes has changed, nobody has anything to undo: what is adopted stands."""
    from naravard_docs.builder import adopted

    monkeypatch.setattr(adopted, "library_versions", lambda: {"naravard_docs": "99"})
    monkeypatch.setattr("naravard_docs.compose.minutes._title", _other_title)
    before = minutes(output_of(june))
    outcome = build_meeting(june, BuildOptions(MINUTES.kinds, is_forced=True))
    assert (outcome.exit_code, errors(outcome)) == (ExitCode.DONE, "")
    assert any("med den här versionen av programmet" in problem.message for problem in outcome.problems)
    assert minutes(output_of(june)) == before


def _other_title(*_: object) -> Iterator[object]:
    from naravard_docs.document.blocks import Heading
    from naravard_docs.document.inlines import text

    yield Heading("titel", 1, text("Annat"))


def test_a_format_that_is_new_is_added_and_the_same_afterwards(june: Path) -> None:
    """A file with the meeting file in it is another file of the same words; it stays as it was first made."""
    with_source = BuildOptions(MINUTES.kinds, (Format.PDF,), with_source=True)
    build_meeting(june, with_source)
    first = minutes(output_of(june))[f"{STEM}-protokoll.pdf"]
    assert set(minutes(archive_of(june))) >= {f"{STEM}-protokoll-med-kalla.pdf", f"{STEM}-protokoll.pdf"}
    change(june, "# den 8 juni", "# den 9 juni")
    build_meeting(june, with_source)
    assert minutes(output_of(june))[f"{STEM}-protokoll.pdf"] == first
    build_meeting(june, MINUTES)
    assert minutes(output_of(june))[f"{STEM}-protokoll.pdf"] != first


def test_attached_pdfs_and_reading_copies_belong_to_the_minutes(workspace: WorkspaceFolder) -> None:
    """A PDF that is attached stays as it was, in the folder of attachments and in the reading copy."""
    workspace.write("meetings/bilagor/a.pdf", plain_pdf(pages=1))
    path = workspace.write_meeting(
        "organ: systemledning\ndatum: 2023-03-24\nstatus: justerat\nnärvarande: []\nbilagor: bilagor/a.pdf\n"
    )
    order = BuildOptions(MINUTES.kinds, merges=True)
    build_meeting(path, order)
    before = {file.name: file.read_bytes() for file in output_of(path).rglob("*.pdf")}
    assert set(before) == {"a.pdf", f"{path.stem}-protokoll.pdf", f"{path.stem}-protokoll-lasexemplar.pdf"}
    workspace.write("meetings/bilagor/a.pdf", plain_pdf(pages=2))
    outcome = build_meeting(path, order)
    assert "Bilaga bilagor/a.pdf: PDF med kontrollsumman" in errors(outcome)
    assert {file.name: file.read_bytes() for file in output_of(path).rglob("*.pdf")} == before


def test_a_format_that_was_never_made_cannot_be_made_of_other_words(june: Path) -> None:
    """What the archive lacks is said, and nothing else is given in its place."""
    _text(june)
    shutil.rmtree(output_of(june))
    outcome = build_meeting(june, BuildOptions(MINUTES.kinds, (Format.PDF,), with_source=True))
    assert "finns inte som pdf med källa" in "\n".join(problem.message for problem in outcome.problems)
    assert minutes(output_of(june)) == {}


def test_a_renamed_meeting_file_does_not_get_round_it(june: Path) -> None:
    """The archive is found by body and day: the new name is told with both remedies, and nothing is adopted anew."""
    renamed = june.rename(june.with_name("2026-06-01-annat.yaml"))
    for status in ("justerat", "utkast"):
        change(renamed, "justerat" if status == "utkast" else status, status)
        outcome = build_meeting(renamed, MINUTES)
        assert outcome.exit_code is ExitCode.CORRECTION
        assert f"döp tillbaka den till {STEM}.yaml, eller döp om arkivmappen till {renamed.stem}" in errors(outcome)
        assert not archive_of(renamed).exists()
    assert check_orphaned_archives(june.parent) == (), "the renamed file tells of it"
    renamed.unlink()
    (orphaned,) = check_orphaned_archives(june.parent)
    assert f"{STEM} (organ rad, 2026-06-01) har ingen mötesfil" in errors(orphaned)


def test_a_renamed_archive_is_that_of_the_renamed_file(june: Path) -> None:
    """After the remedy the adopted bytes come under the new name."""
    before = list(minutes(output_of(june)).values())
    renamed = june.rename(june.with_name("2026-06-01-annat.yaml"))
    archive_of(june).rename(archive_of(renamed))
    assert build_meeting(renamed, MINUTES).exit_code is ExitCode.DONE
    assert list(minutes(output_of(renamed)).values()) == before
    assert check_orphaned_archives(june.parent) == ()


def test_an_answer_recorded_later_changes_nothing(workspace: WorkspaceFolder) -> None:
    """Minutes that follow up a recommendation keep their table, and an answer that comes late is nobody's error."""
    path = following(workspace, text=HEAD + "status: justerat\n" + ITEM)
    build_meeting(path, MINUTES)
    before = minutes(output_of(path))
    answers = workspace.root / f"meetings/svar/{REFERENCE}.yaml"
    answers.write_text(f"{answers.read_text('utf-8')}    beslut: {PROMISED}\n", "utf-8")
    shutil.rmtree(output_of(path))
    outcome = build_meeting(path, MINUTES)
    assert minutes(output_of(path)) == before
    assert outcome.exit_code is ExitCode.DONE
    told = "\n".join(f"{each.message}; {each.remedy}" for each in outcome.problems)
    assert "behålls som det är" in told and "av det som har hänt i det som följs upp; det justerade gäller" in told
    change(path, "status: justerat", "status: justerat\nplats: Umeå")
    assert build_meeting(path, MINUTES).exit_code is ExitCode.CORRECTION


PROMISED = "{instans: KF, datum: 2023-10-02, paragraf: 9, satser: avslagen}"


@pytest.mark.parametrize("register", ['{"version": "två"}', '{"version": "1", "dokument": "../../x"}', "{}"])
def test_a_register_that_no_build_wrote_is_refused(june: Path, register: str) -> None:
    """What somebody has made of the register by hand leads nowhere else, and is no fault of the program's."""
    path = archive_of(june) / "arkiv.json"
    held = json.loads(path.read_text("utf-8"))
    held["filer"][0]["uppgifter"] = json.loads(register)
    path.write_text(json.dumps(held), "utf-8")
    outcome = build_meeting(june, BuildOptions(MINUTES.kinds, is_forced=True))
    assert (outcome.exit_code, "är skadad" in errors(outcome)) == (ExitCode.FILES, True)


@pytest.mark.parametrize("how", ["changed", "missing", "register"])
def test_a_damaged_archive_is_told_and_not_mended(june: Path, how: str) -> None:
    """No other file is put in the place of one that was adopted."""
    pdf = archive_of(june) / f"{STEM}-protokoll.pdf"
    damaged = archive_of(june) / "arkiv.json" if how == "register" else pdf
    damaged.unlink() if how == "missing" else damaged.write_bytes(b"{")
    shutil.rmtree(output_of(june))
    assert build_meeting(june, MINUTES).exit_code is ExitCode.FILES
    assert not output_of(june).exists()


def test_verify_tells_what_is_wrong_with_the_archive(june: Path) -> None:
    """A file of the archive that no build asks for is compared with the register too."""
    (archive_of(june) / f"{STEM}-protokoll.docx").unlink()
    build_meeting(june, BuildOptions(MINUTES.kinds, (Format.PDF,)))
    (archive_of(june) / "annat.txt").write_text("eget")
    outcome = verify_meeting(june)
    assert outcome.exit_code in (ExitCode.CHECK, ExitCode.FILES)
    assert "protokoll.docx saknas" in errors(outcome)


def test_verify_looks_at_the_archive_without_output(june: Path) -> None:
    """An archive that was changed is told although nothing that was built is there to compare."""
    shutil.rmtree(output_of(june))
    assert verify_meeting(june).exit_code is ExitCode.FILES, "there is nothing to compare, and the archive is whole"
    pdf = archive_of(june) / f"{STEM}-protokoll.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"%")
    outcome = verify_meeting(june)
    assert outcome.exit_code is ExitCode.CHECK
    assert "är ändrad efter att den sparades" in errors(outcome)


def test_verify_misses_minutes_that_are_not_in_the_archive(june: Path) -> None:
    shutil.rmtree(archive_of(june))
    assert "det justerade protokollet är inte sparat" in errors(verify_meeting(june))


def test_a_read_only_archive_is_enough_to_build_of(june: Path) -> None:
    """Building what is adopted writes nothing to the archive, and asks for no lock there."""
    before = minutes(output_of(june))
    shutil.rmtree(output_of(june))
    shutil.rmtree(june.parent.parent / ".las")
    for file in (*archive_of(june).iterdir(), archive_of(june)):
        file.chmod(0o500 if file.is_dir() else 0o400)
    try:
        assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    finally:
        archive_of(june).chmod(0o700)
    assert minutes(output_of(june)) == before
    assert not list((june.parent.parent / ".las").glob("arkiv*"))


def test_two_builds_at_once_adopt_once(june: Path) -> None:
    """Whoever comes second takes what the first has adopted."""
    shutil.rmtree(archive_of(june))
    orders = [BuildOptions(MINUTES.kinds, target=june.parent.parent / name, is_forced=True) for name in "abcd"]
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda order: build_meeting(june, order), orders))
    assert {outcome.exit_code for outcome in outcomes} == {ExitCode.DONE}
    given = [minutes(order.target / STEM) for order in orders if order.target]
    assert all(each == minutes(archive_of(june)) for each in given)


def test_letters_are_built_although_the_minutes_are_kept(examples: Path) -> None:
    """Only the minutes stand still: the letter of the same meeting is built of what the files say now."""
    path = examples / "meetings/2021-03-19-samrad-vard-och-omsorg.yaml"
    build_meeting(path, BuildOptions())
    letter = next(output_of(path).glob("*rekommendation*.pdf"))
    before, kept = letter.read_bytes(), minutes(output_of(path))
    change(examples / "templates/organisation.yaml", "namn: Region Västerbotten", "namn: Region Norr")
    outcome = build_meeting(path, BuildOptions())
    assert outcome.exit_code is ExitCode.CORRECTION
    assert letter.read_bytes() != before
    assert minutes(output_of(path)) == kept


def test_adopted_minutes_are_never_called_old(examples: Path) -> None:
    """When only the letters are built of other words, nobody is advised to remove the minutes or to build them, too."""
    path = examples / "meetings/2021-03-19-samrad-vard-och-omsorg.yaml"
    build_meeting(path, BuildOptions())
    change(path, "svar_senast: 2021-09-30", "svar_senast: 2021-10-29")
    for kind in (DocumentKind.RECOMMENDATION, DocumentKind.MAIL):
        outcome = build_meeting(path, BuildOptions(frozenset({kind})))
        assert "-protokoll" not in "\n".join(problem.message for problem in outcome.problems)
