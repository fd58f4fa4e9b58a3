"""Adopting minutes: the meeting file tells it, the archive has the words, and later changes of them are errors."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from command import Run
from conftest import WorkspaceFolder
from june import archive_of, change, errors, output_of

from naravard_docs.builder.adopt import Adoption, AdoptionResult, adopt_minutes
from naravard_docs.builder.adopted_words import other_than_adopted
from naravard_docs.builder.build import build_meeting, check_meeting, load_cached, verify_meeting
from naravard_docs.builder.correct import correct_minutes
from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.errors import ExitCode, FileAccessError, InvalidInputError, WrongUsageError
from naravard_docs.meeting.meeting import Status
from naravard_docs.meeting.numbers import read_number_set

STEM = "2024-03-20-bun"
TODAY, AT_ONCE, DAY = date(2024, 5, 2), date(2024, 3, 20), date(2024, 3, 26)
EXAMPLE = Path(__file__).parents[2] / "naravard_docs/workspace/examples/namnd"
MINUTES = BuildOptions(frozenset({DocumentKind.MINUTES}))


@pytest.fixture
def committee(workspace: WorkspaceFolder) -> Path:
    """The minutes of a nämnd that are sent to those who adjust them: nothing of it is adopted yet."""
    for folder in ("meetings", "templates"):
        shutil.copytree(EXAMPLE / folder, workspace.root / folder, dirs_exist_ok=True)
    path = workspace.root / "meetings" / f"{STEM}.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("justering:\n"), text.index("närvarande:")
    text = f"{text[:start]}justering:   # fylls i\n\n{text[end:]}"
    path.write_text(text.replace("status: justerat", "status: utskickat  # den 22 mars"), "utf-8")
    return path


def adopt(path: Path, day: date = DAY, **told: object) -> AdoptionResult:
    return adopt_minutes(path, Adoption(day, TODAY, **told))  # type: ignore[arg-type]


def adopt_items(path: Path, numbers: str = "25", **told: object) -> AdoptionResult:
    return adopt(path, AT_ONCE, sections=read_number_set(numbers), **told)


def words(path: Path) -> str:
    (file,) = archive_of(path).glob("*-protokoll.txt")
    return file.read_text("utf-8")


def test_it_is_written_into_the_file(committee: Path) -> None:
    """When, where, how and by whom, and the fingerprint of the words in the archive; all else stays as it was."""
    before = committee.read_text("utf-8")
    result = adopt(committee, place="Kommunhuset", method="digitalt")
    digest = hashlib.sha256(words(committee).encode()).hexdigest()
    written = (
        "justering:   # fylls i\n  datum: 2024-03-26\n  plats: Kommunhuset\n  metod: digitalt\n"
        f'  av: [Ingela Norrby (S), Rolf Hed (M)]\n  fingeravtryck: "sha256:{digest}"\n'
    )
    after = before.replace("justering:   # fylls i\n", written)
    assert committee.read_text("utf-8") == after.replace("status: utskickat  # den", "status: justerat   # den")
    assert result.said.startswith("justerat: ")
    assert [Path(name).name for name in result.files] == [f"{STEM}-protokoll.docx", f"{STEM}-protokoll.pdf"]
    assert "26 mars 2024, Kommunhuset, digitalt" in words(committee)


def test_the_archive_has_what_is_built(committee: Path) -> None:
    adopt(committee)
    for name in (f"{STEM}-protokoll.pdf", f"{STEM}-protokoll.docx"):
        assert (archive_of(committee) / name).read_bytes() == (output_of(committee) / name).read_bytes()
    assert [check_meeting(committee).exit_code, build_meeting(committee, MINUTES).exit_code] == [ExitCode.DONE] * 2
    assert verify_meeting(committee).exit_code is ExitCode.DONE


def test_twice_is_harmless(committee: Path) -> None:
    """The second time says that it is done, and neither file nor archive becomes another."""
    adopt_items(committee)
    assert adopt_items(committee).is_repeated
    adopt(committee, place="Kommunhuset")
    kept = {path: path.read_bytes() for path in (committee, *archive_of(committee).iterdir())}
    for again in (adopt(committee), adopt(committee, place="Kommunhuset", by=("Ingela Norrby (S)", "Rolf Hed (M)"))):
        assert again.is_repeated
        assert again.said.startswith("redan justerat: ")
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (
            "justering: 2024-03-26 kl. 10.00 Kommunhuset",
            'datum: 2024-03-26\n  tid: "10.00"\n  plats: Kommunhuset\n  av: ',
        ),
        ("justering: {datum: 2024-03-26}  # ja", "justering: {datum: 2024-03-26, av: "),
        ("justering:\n  plats: Kommunhuset  # här", "  datum: 2024-03-26\n  plats: Kommunhuset  # här\n  av: "),
        ("approvals:\n  date: 2024-03-26", "approvals:\n  date: 2024-03-26\n  av: "),
        ("justering:\n- datum: 2024-03-26", "justering:\n- datum: 2024-03-26\n  av: "),
        ("justering: [2024-03-26]", "justering: [{datum: 2024-03-26, av: "),
    ],
)
def test_what_stands_there_is_filled_in(committee: Path, written: str, after: str) -> None:
    """However the adjustment is written, it is the one that is meant, and nothing is told twice."""
    change(committee, "justering:   # fylls i", written)
    adopt(committee)
    text = committee.read_text("utf-8").replace("tid: 10.00", 'tid: "10.00"')
    assert after in text
    assert text.count("2024-03-26") == 1
    (approval,) = load_cached(committee).meeting.approvals
    assert approval.date == DAY
    assert approval.fingerprint


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("justering: 2024-03-25", "datum «25 mars 2024», inte «26 mars 2024»"),
        ("justering: {plats: Här}", "plats «Här»"),
    ],
)
def test_what_disagrees_is_refused(committee: Path, line: str, said: str) -> None:
    change(committee, "justering:   # fylls i", line)
    before = committee.read_bytes()
    with pytest.raises(WrongUsageError, match=said):
        adopt(committee, place="Kommunhuset")
    assert committee.read_bytes() == before


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 3, 19), "är före mötet den 20 mars 2024"),
        (date(2024, 5, 3), "är efter i dag, 2 maj 2024"),
    ],
)
def test_days_that_cannot_be_are_refused(committee: Path, day: date, said: str) -> None:
    before = committee.read_bytes()
    with pytest.raises(WrongUsageError, match=said):
        adopt(committee, day)
    assert committee.read_bytes() == before
    assert not archive_of(committee).exists()


def test_a_late_day_is_told(committee: Path) -> None:
    """The law's fourteen days are told by a rule, the body's own with where they stand."""
    organ = committee.parent.parent / "templates/organ.yaml"
    change(organ, "  profil: nämnd\n", "  profil: nämnd\n  tider: {justering: 7, enligt: reglementet § 5}\n")
    told = "\n".join(problem.message for problem in adopt(committee, date(2024, 4, 10)).problems)
    assert "justeras 21 dagar efter mötet, men ska justeras inom 14 dagar (5 kap. 69 § kommunallagen)" in told
    assert "inom 7 dagar efter mötet enligt reglementet § 5, senast 27 mars 2024" in told


def test_a_nämnd_has_approvers(committee: Path) -> None:
    change(committee, "justerare: Rolf Hed (M)\n", "")
    with pytest.raises(WrongUsageError, match="har inga justerare"):
        adopt(committee)
    adopt(committee, by=("Ingela Norrby (S)", "Rolf Hed (M)"))
    assert "26 mars 2024, av Ingela Norrby (S) och Rolf Hed (M)" in words(committee)


@pytest.mark.parametrize(("name", "remedy"), [("Rolf Hedd", "menade du Rolf Hed?"), ("Bo Ek och Eva Al", "en person")])
def test_who_is_not_known_is_refused(committee: Path, name: str, remedy: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        adopt(committee, by=(name,))
    assert remedy in caught.value.remedy


def test_notes_are_not_adjusted(workspace: WorkspaceFolder) -> None:
    workspace.write("templates/organ.yaml", "rad:\n  namn: Rådet\n  profil: minnesanteckningar\n")
    path = workspace.write_meeting("organ: rad\ndatum: 2024-03-20\nnärvarande: []\n")
    with pytest.raises(WrongUsageError, match="minnesanteckningar, som inte justeras"):
        adopt(path)


def test_all_or_nothing(committee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the minutes cannot be built, the file is as it was, and nothing is in the archive."""
    before = committee.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise FileAccessError("disken är full", "")

    monkeypatch.setattr("naravard_docs.builder.adopt.build_loaded", fail)
    with pytest.raises(FileAccessError):
        adopt(committee)
    assert committee.read_bytes() == before
    assert not archive_of(committee).exists()


def test_items_are_adopted_before_the_others(committee: Path) -> None:
    """They have an adjustment and a fingerprint of their own; the rest is a draft, which may become another."""
    adopt_items(committee, place="Kommunhuset")
    meeting = load_cached(committee).meeting
    (file,) = archive_of(committee).glob("*-omedelbart-justerat-25.txt")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (meeting.status, str(meeting.approvals[0].sections)) == (Status.CIRCULATED, "25")
    assert meeting.approvals[0].fingerprint == f"sha256:{digest}"
    change(committee, "Siv Palm, ekonom\n    text", "Siv Palm, controller\n    text")
    assert build_meeting(committee, MINUTES).exit_code is ExitCode.DONE
    adopt(committee)
    meeting = load_cached(committee).meeting
    assert [str(each.sections) for each in meeting.approvals] == ["25", "21–24, 26–28"]
    assert meeting.status is Status.APPROVED


def test_a_change_of_adopted_items_is_an_error(committee: Path) -> None:
    """Both versions are shown, and nothing is built, until the words are as they were."""
    adopt_items(committee)
    change(committee, "matsal måste", "kök måste")
    for outcome in (check_meeting(committee), build_meeting(committee, MINUTES)):
        assert outcome.exit_code is ExitCode.CORRECTION
        assert "Det som är justerat i förväg, § 25, har ändrats" in errors(outcome)
        assert "I det justerade står «Skolans matsal måste" in errors(outcome)
    with pytest.raises(InvalidInputError):
        adopt(committee)
    change(committee, "kök måste", "matsal måste")
    assert check_meeting(committee).exit_code is ExitCode.DONE


@pytest.mark.parametrize(
    ("numbers", "said"), [("24", "inte omedelbart justerat: § 24"), ("99", "inget ärende med nummer 99")]
)
def test_only_what_is_adjusted_at_once_can_be(committee: Path, numbers: str, said: str) -> None:
    with pytest.raises(WrongUsageError, match=said):
        adopt_items(committee, numbers)


def _forge(path: Path) -> None:
    """Change a word in the meeting file, in the archive, and the digest in the archive's register."""
    (file,) = archive_of(path).glob("*-protokoll.txt")
    change(path, "matsal", "kök")
    change(file, "matsal", "kök")
    register = archive_of(path) / "arkiv.json"
    told = json.loads(register.read_text("utf-8"))
    for entry in told["filer"]:
        if entry["fil"] == file.name:
            entry["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    register.write_text(json.dumps(told), "utf-8")


def _edit_fingerprint(path: Path) -> None:
    text = path.read_text("utf-8")
    at = text.rindex("sha256:") + len("sha256:")
    path.write_text(f"{text[:at]}{'0' if text[at] != '0' else '1'}{text[at + 1 :]}", "utf-8")


def _drop_fingerprint(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if "fingeravtryck" in line)
    path.write_text("".join(lines[:last] + lines[last + 1 :]), "utf-8")


def _lose_archive(path: Path) -> None:
    shutil.rmtree(archive_of(path))


def _lose_archive_and_change(path: Path) -> None:
    _lose_archive(path)
    change(path, "matsal måste", "kök måste")


def _lose_archive_and_set_back(path: Path) -> None:
    _lose_archive(path)
    change(path, "status: justerat", "status: utkast")


TAMPERED: list[tuple[Callable[[Path], None], str]] = [
    (lambda path: change(path, "matsal måste", "kök måste"), "I det justerade står «Skolans matsal måste"),
    (lambda path: change(path, "status: justerat", "status: utkast"), "har satts tillbaka till «utkast»"),
    (_edit_fingerprint, "Fingeravtrycket är inte av det protokoll som justerades"),
    (_drop_fingerprint, "Ett fingeravtryck av det som justerades är borttaget"),
    (_lose_archive, "orden är desamma som justerades"),
    (_lose_archive_and_change, "Orden är andra än de som justerades"),
    (_lose_archive_and_set_back, "Protokollet är justerat, men «status» är «utkast»"),
    (_forge, "Arkivets protokoll är inte det som justerades"),
    (lambda path: change(path, "sha256:", "sha265:"), "är inget fingeravtryck"),
]


@pytest.mark.parametrize("has_items", [False, True])
@pytest.mark.parametrize(("tamper", "said"), TAMPERED)
def test_adopted_minutes_do_not_change_unseen(
    committee: Path, tamper: Callable[[Path], None], said: str, has_items: bool
) -> None:
    """Each command tells it, none takes other words for adopted, and the files that were built stay."""
    if has_items:
        adopt_items(committee)
    adopt(committee)
    built = {file.name: file.read_bytes() for file in output_of(committee).glob("*-protokoll.*")}
    tamper(committee)
    for outcome in (check_meeting(committee), build_meeting(committee, MINUTES), verify_meeting(committee)):
        assert outcome.exit_code in (ExitCode.CORRECTION, ExitCode.CHECK)
        assert said in errors(outcome)
        assert "ta bort" not in errors(outcome).replace("ta bort taggen", "")
    with pytest.raises((InvalidInputError, WrongUsageError)):
        correct_minutes(committee, "fel", DAY) if "I det justerade" not in said else adopt(committee)
    if "är inget fingeravtryck" not in said:
        told = other_than_adopted([committee])[0].message
        assert "säger något annat än det som justerades" in told or said in told
    assert {file.name: file.read_bytes() for file in output_of(committee).glob("*-protokoll.*")} == built


def test_a_lost_archive_can_be_made_again(committee: Path) -> None:
    """As long as the words are those that were adopted: the files come out as they were."""
    adopt(committee)
    before = {file.name: file.read_bytes() for file in archive_of(committee).glob("*-protokoll.*")}
    _lose_archive(committee)
    adopt(committee)
    assert {file.name: file.read_bytes() for file in archive_of(committee).glob("*-protokoll.*")} == before
    assert check_meeting(committee).exit_code is ExitCode.DONE


def test_a_correction_has_a_fingerprint_of_its_own(committee: Path) -> None:
    """The adjustment keeps its own; a change of either, or of the corrected words, is an error."""
    adopt_items(committee)
    adopt(committee)
    adopted = load_cached(committee).meeting.approvals
    change(committee, "matsal måste", "kök måste")
    correct_minutes(committee, "fel rum", TODAY)
    meeting = load_cached(committee).meeting
    (corrected,) = archive_of(committee).glob("*-protokoll-rattelse-1.txt")
    assert meeting.approvals == adopted
    assert meeting.corrections[0].fingerprint == f"sha256:{hashlib.sha256(corrected.read_bytes()).hexdigest()}"
    assert check_meeting(committee).exit_code is ExitCode.DONE
    assert adopt(committee).is_repeated
    _edit_fingerprint(committee)
    assert "Fingeravtrycket är inte av det protokoll" in errors(check_meeting(committee))


def test_minutes_that_were_adopted_by_hand_get_a_fingerprint(committee: Path) -> None:
    """The words stay those of the archive; what would make others of them is refused."""
    change(committee, "justering:   # fylls i", "justering: 2024-03-26")
    change(committee, "status: utskickat", "status: justerat")
    build_meeting(committee, MINUTES)
    with pytest.raises(WrongUsageError, match="skulle ändra dess ord"):
        adopt(committee, place="Kommunhuset")
    adopt(committee)
    assert load_cached(committee).meeting.approvals[0].fingerprint
    assert check_meeting(committee).exit_code is ExitCode.DONE


@pytest.mark.parametrize(
    "added",
    [
        "anslag:\n  uppsatt: 2024-03-27\n  nedtas: 2024-04-18\n  förvaras: Kommunhuset\n",
        "anslag:\n  - {uppsatt: 2024-03-20, paragrafer: 25}\n  - {uppsatt: 2024-03-27, paragrafer: '21–24, 26–28'}\n",
    ],
)
def test_what_comes_after_is_no_change(committee: Path, added: str) -> None:
    """The notice on the board is put up after the minutes were adopted, and publishing withholds what is secret."""
    adopt_items(committee)
    adopt(committee)
    kept = {file.name: file.read_bytes() for file in archive_of(committee).iterdir()}
    committee.write_text(committee.read_text("utf-8") + added, "utf-8")
    for status in ("justerat", "publicerat"):
        change(committee, "status: justerat", f"status: {status}")
        outcomes = (check_meeting(committee), build_meeting(committee, MINUTES), verify_meeting(committee))
        assert [outcome.exit_code for outcome in outcomes] == [ExitCode.DONE] * 3, errors(outcomes[2])
        assert other_than_adopted([committee]) == ()
    assert {file.name: file.read_bytes() for file in archive_of(committee).iterdir()} == kept


def test_an_archive_that_has_the_notice_is_compared_without_it(committee: Path) -> None:
    """Archives of earlier versions have the words of the notice; a change of it is no change of what was adopted."""
    adopt(committee)
    (file,) = archive_of(committee).glob("*-protokoll.txt")
    at = "Barn- och utbildningsnämnden 2024-03-20"
    assert at not in file.read_text("utf-8")
    lines = file.read_text("utf-8").split("\n")
    where = lines.index("Val av justerare") if "Val av justerare" in lines else 5
    notice = ["Anslag/bevis", "Justeringen tillkännages", "Organ: Nämnden", "Underskrift av den som anslår"]
    file.write_text("\n".join([*lines[:where], *notice, *lines[where:]]), "utf-8")
    register = archive_of(committee) / "arkiv.json"
    told = json.loads(register.read_text("utf-8"))
    for entry in told["filer"]:
        if entry["fil"] == file.name:
            entry["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
            del entry["uppgifter"]["anslag"]
    register.write_text(json.dumps(told), "utf-8")
    assert check_meeting(committee).exit_code is ExitCode.DONE
    change(committee, "matsal måste", "kök måste")
    assert "1 rad skulle bli en annan" in errors(check_meeting(committee))


def test_a_draft_is_marked_until_it_is_adopted(committee: Path) -> None:
    """Items that were adjusted at once take no mark off the others; adopted minutes have none."""
    draft = "Utskickat – ej justerat"
    for step in (None, adopt_items):
        if step:
            step(committee)
        build_meeting(committee, MINUTES)
        assert draft in _texts(committee)
    adopt(committee)
    assert draft not in _texts(committee)


def _texts(path: Path) -> str:
    from docx import Document
    from pypdf import PdfReader

    (pdf,), (word,) = (tuple(output_of(path).glob(f"*-protokoll.{kind}")) for kind in ("pdf", "docx"))
    in_pdf = " ".join(page.extract_text() for page in PdfReader(pdf).pages)
    in_word = " ".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert ("ej justerat" in in_pdf) == ("ej justerat" in in_word)
    return f"{in_pdf} {in_word}"


def test_the_commands(committee: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is adopted, and twice that it is; the register of decisions tells of words that were changed."""
    monkeypatch.chdir(committee.parent.parent)
    answer = run("justera", str(committee), "--datum", "2024-03-20", "--paragrafer", "25")
    assert (answer.code, "justerat: § 25 i" in answer.err) == (0, True)
    answer = run("justera", str(committee), "--datum", "2024-03-26", "--plats", "Kommunhuset")
    assert (answer.code, len(answer.out.splitlines())) == (0, 2)
    assert "redan justerat" in run("justera", str(committee), "--datum", "2024-03-26").err
    assert run("beslut", "scoutkår").code == 0
    change(committee, "matsal måste", "kök måste")
    answer = run("beslut", "scoutkår")
    assert (answer.code, "säger något annat än det som justerades" in answer.err) == (ExitCode.CORRECTION, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rätta", "fel", "--paragrafer", "25"), "--paragrafer går inte att förena med --rätta"),
        (("--rätta", "fel", "--av", "Bo", "--av", "Eva"), "av en person"),
        (("--datum", "idag", "--plats", " "), "--plats är tomt"),
        (("--datum", "idag", "--paragrafer", "x"), "är inga nummer på ärenden"),
    ],
)
def test_options_that_do_not_fit_are_refused(committee: Path, run: Run, options: tuple[str, ...], said: str) -> None:
    answer = run("justera", str(committee), *options)
    assert (answer.code, said in answer.err) == (ExitCode.USAGE, True)


def test_changed_words_are_not_posted(committee: Path, run: Run) -> None:
    """No notice is made of minutes whose words are others than those adopted: it could name other items."""
    adopt(committee)
    change(committee, "lägga anmälan till handlingarna", "avslå anmälan")
    answer = run("anslag", str(committee))
    assert (answer.code, answer.out) == (1, "") and "avslå anmälan" in answer.err
