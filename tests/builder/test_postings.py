"""The notice that minutes are adjusted: its days, its boards, its text for the web, and who has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import Run
from parts_of_minutes import EXAMPLE, STEM

MEETING = f"meetings/{STEM}.yaml"
LISTS = "lanet:\n  namn: Länet\n  mottagare:\n    - {namn: A kommun, nyckel: a}\n    - {namn: B kommun, nyckel: b}\n"
HEAD = """organ: bun
datum: 2026-05-20
status: justerat
start_paragraf: 33
närvarande: [{grupp: Alla, personer: [Rolf Hed (M), Ingela Norrby (S)]}]
justerare: Rolf Hed (M)
ärenden:
  - {rubrik: Ett, beslut: Ett beslöts.}
  - {rubrik: Två, beslut: Två beslöts., omedelbar_justering: ja}
  - {rubrik: Tre, beslut: Tre beslöts.}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the example of a nämnd, where the user stands."""
    shutil.copytree(EXAMPLE, tmp_path / "n")
    monkeypatch.chdir(tmp_path / "n")
    Path("templates/sandlistor.yaml").write_text(LISTS, encoding="utf-8")
    return tmp_path / "n"


def write(content: str, profile: str = "nämnd", more: str = "") -> None:
    """Write the meeting, of a body of a profile."""
    Path(MEETING).write_text(HEAD + content, encoding="utf-8")
    bodies = Path("templates/organ.yaml")
    bodies.write_text(bodies.read_text("utf-8").replace("profil: nämnd", f"profil: {profile}{more}"), "utf-8")


def texts() -> dict[str, str]:
    """Return what each notice says on the web, by the end of its name."""
    files = sorted(Path(f"output/{STEM}/anslag").glob("*.txt"))
    return {file.stem.removeprefix(f"{STEM}-anslag"): file.read_text("utf-8").replace("\u00a0", " ") for file in files}


def test_the_days_are_worked_out(office: Path, run: Run) -> None:
    """Adjusted, up, last day past midsommarafton and the weekend, down the day after, and where the minutes are."""
    write("justering: 2026-05-28\nanslag: {uppsatt: 2026-05-29, förvaras: Kansliet}\n")
    answer = run("anslag", MEETING)
    assert answer.code == 0
    assert [Path(line).suffix for line in answer.out.splitlines()] == [".docx", ".pdf", ".txt"]
    (said,) = texts().values()
    for line in (
        "Justerat protokoll: Barn- och utbildningsnämnden 20 maj 2026",
        "Paragrafer: §§ 33–35",
        "Protokollet justerades: 28 maj 2026",
        "Anslaget sätts upp: 29 maj 2026",
        "Sista dag att överklaga: 22 juni 2026",
        "Anslaget tas ned: 23 juni 2026",
        "Protokollet förvaras: Kansliet",
    ):
        assert line in said.splitlines()
    assert "Den 19 juni 2026 är midsommarafton, så sista dagen är nästa vardag (2 § lagen (1930:173)" in said


def test_the_protokoll_proposes_the_same_day(office: Path, run: Run) -> None:
    """The minutes' own notice says the same first day to take it down."""
    from naravard_docs.check.word import word_texts

    write("justering: 2026-05-28\nanslag: {uppsatt: 2026-05-29, förvaras: Kansliet}\n")
    assert run("bygg", MEETING, "--format", "docx", "--tyst").code == 0
    words = word_texts(Path(f"output/{STEM}/{STEM}-protokoll.docx").read_bytes())
    assert "tidigast den\u00a023\u00a0juni\u00a02026" in "\n".join(words)


def test_a_day_that_is_not_told_is_proposed_or_given(office: Path, run: Run) -> None:
    """Without the day all hangs on the last that the law has; --uppsatt gives it."""
    write("justering: 2026-05-28\n")
    answer = run("anslag", MEETING)
    assert "dagarna är förslag" in answer.err
    assert "Anslaget sätts upp: Förslag: senast den 30 maj 2026" in texts()[""]
    assert run("anslag", MEETING, "--uppsatt", "2026-05-28").code == 0
    assert "Anslaget tas ned: 19 juni 2026" in texts()[""]


def test_each_notice_of_its_items(office: Path, run: Run) -> None:
    """Several notices are several documents, and what was adjusted at once has its own without being asked for."""
    write("justering: [{datum: 2026-05-20, paragrafer: 34}, {datum: 2026-05-28}]\n")
    assert run("anslag", MEETING, "--uppsatt", "2026-05-28").code == 0
    said = texts()
    assert set(said) == {"-34", "-33_35"}
    assert "Protokollet justerades: 20 maj 2026" in said["-34"]
    assert "Protokollet justerades: 28 maj 2026" in said["-33_35"]


def test_only_what_is_adjusted_is_posted(office: Path, run: Run) -> None:
    """Of minutes that are not adjusted only what was adjusted at once is; without that it is refused with its place."""
    write("justering: {datum: 2026-05-20, paragrafer: 34}\nanslag: [{paragrafer: 34}, {paragrafer: '33, 35'}]\n")
    Path(MEETING).write_text(Path(MEETING).read_text("utf-8").replace("justerat", "utkast", 1), encoding="utf-8")
    answer = run("anslag", MEETING, "--uppsatt", "2026-05-21")
    assert (answer.code, set(texts())) == (0, {"-34"})
    assert "inte är justerat: §§ 33, 35" in answer.err
    draft = HEAD.replace("justerat", "utkast", 1)
    Path(MEETING).write_text(draft, encoding="utf-8")
    refused = run("anslag", MEETING)
    assert (refused.code, f"{MEETING}:3:" in refused.err) == (1, True)
    assert "inte justerat" in refused.err


def test_a_notice_is_not_put_up_before_the_adjustment(office: Path, run: Run) -> None:
    """A day before the adjustment is refused; one that is no working day is remarked on."""
    write("justering: 2026-05-28\nanslag: {förvaras: Kansliet}\n")
    answer = run("anslag", MEETING, "--uppsatt", "2026-05-27")
    assert (answer.code, "före justeringen den 28 maj 2026" in answer.err) == (1, True)
    assert "som är en lördag" in run("anslag", MEETING, "--uppsatt", "2026-05-30").err


def test_a_joint_committee_is_posted_on_every_board(office: Path, run: Run) -> None:
    """Each of those who have formed it gets its own, and the time counts from the last of them."""
    write("justering: 2026-05-04\n", "gemensam nämnd", "\n  huvudmän: [a, b]")
    assert run("anslag", MEETING, "--uppsatt", "2026-05-28").code == 0
    assert set(texts()) == {"-a-kommun", "-b-kommun"}
    boards = "[{uppsatt: 2026-05-28, anslagstavla: A kommun}, {uppsatt: 2026-06-01, anslagstavla: B kommun}]"
    write(f"justering: 2026-05-28\nanslag: {boards}\n")
    assert run("anslag", MEETING).code == 0
    assert all("Sista dag att överklaga: 22 juni 2026" in said for said in texts().values())
    assert "Anslaget sätts upp: 28 maj 2026" in texts()["-a-kommun"]


def test_a_joint_committee_says_who_has_formed_it(office: Path, run: Run) -> None:
    """Without principals or boards it is not known where the notice is to be."""
    write("justering: 2026-05-28\n", "gemensam nämnd")
    answer = run("anslag", MEETING)
    assert (answer.code, answer.out) == (2, "")
    assert "9 kap. 32 § kommunallagen" in answer.err


@pytest.mark.parametrize(
    ("profile", "why"),
    [
        ("samverkansorgan", "huvudmännens egna beslut som anslås"),
        ("förening", "kommunallagen inte gäller"),
        ("minnesanteckningar", "inte justeras"),
    ],
)
def test_others_have_no_notice(office: Path, run: Run, profile: str, why: str) -> None:
    """A body that kommunallagen does not bind is refused with the reason, and nothing is written."""
    content = HEAD.replace(", omedelbar_justering: ja", "")
    if profile == "minnesanteckningar":
        content = content.replace("beslut: ", "text: ").replace("justerare: Rolf Hed (M)\n", "")
    write("", profile)
    Path(MEETING).write_text(content, encoding="utf-8")
    answer = run("anslag", MEETING)
    assert (answer.code, answer.out) == (2, "")
    assert why in answer.err
    assert not Path("output").exists()


def test_where_the_minutes_are_kept_is_no_notice_of_its_own(office: Path, run: Run) -> None:
    """Items adjusted on other days have notices of their own, although the file has one entry, of the place alone."""
    write("justering: [{datum: 2026-05-20, paragrafer: 34}, {datum: 2026-05-28}]\nanslag: {förvaras: Kansliet}\n")
    assert run("anslag", MEETING).code == 0
    found = texts()
    assert sorted(found) == ["-33_35", "-34"]
    assert "Protokollet justerades: 20 maj 2026" in found["-34"] and "Kansliet" in found["-34"]
    assert "Protokollet justerades: 28 maj 2026" in found["-33_35"] and "Kansliet" in found["-33_35"]


def test_what_is_not_adjusted_says_how_it_becomes(office: Path, run: Run) -> None:
    """A draft has no notice, and is told the command that records the adjustment."""
    write("")
    Path(MEETING).write_text(Path(MEETING).read_text("utf-8").replace("justerat", "utkast", 1), "utf-8")
    answer = run("anslag", MEETING)
    assert answer.code == 1 and f"naravard justera {MEETING} --datum idag" in answer.err
