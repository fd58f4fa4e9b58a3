"""«naravard svar»: answers recorded by command, one recipient or a whole list at a time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from answering import LETTER, MEETING, REFERENCE, STEM
from command import Answer, Run
from conftest import HEAD, WorkspaceFolder
from made import LETTER_STEM

from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.workspace.load import load_meeting

FILE, ANSWERS = f"meetings/{STEM}.yaml", f"meetings/svar/{REFERENCE}.yaml"
TWO_LETTERS = MEETING + f"  - rubrik: Budgeten\n    beslut: Budgeten rekommenderas.\n{LETTER}".replace(
    "ärende: planen", "ärende: budgeten"
)
DECIDED = ("--instans", "kf", "--datum", "21 juni 2023", "--paragraf", "87a")


@pytest.fixture
def asked(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    """A workspace with a meeting that has asked, where the user stands."""
    workspace.write_meeting(MEETING)
    monkeypatch.chdir(workspace.root)
    return workspace


def entry(asked: WorkspaceFolder) -> str:
    """Return the answer file below its first two lines, which are comments."""
    return "".join((asked.root / ANSWERS).read_text("utf-8").splitlines(keepends=True)[2:])


def read(asked: WorkspaceFolder) -> LoadedRecommendation:
    return load_recommendations(load_meeting(asked.root / FILE))[0]


def refused(answer: Answer, code: int) -> list[str]:
    """Return what was said by a command that changed nothing."""
    assert (answer.code, answer.out) == (code, "")
    assert not Path(ANSWERS).exists()
    return answer.err.splitlines()


def test_every_key_can_be_recorded(asked: WorkspaceFolder, run: Run) -> None:
    """Each option becomes its key, in the file's own order and forms."""
    asked.write("meetings/svar/umea.pdf", b"%PDF-")
    answer = run(
        *(
            "svar",
            FILE,
            "umea",
            "--anteckning",
            "Ringde.",
            "--lovat",
            "2023-04-05",
            "--fil",
            "umea.pdf",
            "--skickat",
            "3 april 2023",
        ),
        *("--mottaget", "2023-04-04", "--diarienummer", "KS 1", "--utlovat", "2023-10-20", *DECIDED),
        *("--sats", "2=Antagen med ändring: vartannat år, minst", "--punkt", "1=antagen", "--påmint", "2023-09-01"),
    )
    assert answer.code == 0
    assert entry(asked) == (
        "svar:\n  - mottagare: umea\n    skickat: 2023-04-03\n    mottaget: 2023-04-04\n    diarienummer: KS 1\n"
        "    utlovat: {dag: 2023-10-20, lovat: 2023-04-05}\n    beslut:\n"
        "      instans: KF\n      datum: 2023-06-21\n      paragraf: § 87 a\n"
        "      satser:\n        1: antagen\n"
        "        2: {utfall: antagen med ändring, text: 'vartannat år, minst'}\n"
        f"    fil: umea.pdf\n    påmint: [2023-09-01]\n    anteckning: {{den: {date.today()}, text: Ringde.}}\n"
    )
    assert len(read(asked).responses) == 1


def test_a_committee_is_recorded(asked: WorkspaceFolder, run: Run) -> None:
    """A committee's decision has its name."""
    run(
        "svar",
        FILE,
        "umea",
        "--instans",
        "NÄMND",
        "--nämnd",
        "Socialnämnden",
        "--datum",
        "2023-06-21",
        "--alla",
        "avslagen",
    )
    (made,) = read(asked).responses[0].decision
    assert made.decided_by == "Socialnämnden"


def test_what_was_changed_is_told(asked: WorkspaceFolder, run: Run) -> None:
    """Each thing that became another is a line on stdout, with what it was; the rest is talk."""
    run("svar", FILE, "umea", "--skickat", "2023-04-03", "--utlovat", "2023-10-20", "--lovat", "2023-05-01")
    corrected = ("--skickat", "2023-04-04", "--ta-bort", "utlovat", "--rätta", "Fel dag, inget löfte")
    answer = run("svar", FILE, "umea", *corrected, *DECIDED, "--alla", "antagen")
    assert answer.lines == [
        "umea: skickat 2023-04-04 (förut 2023-04-03)",
        "umea: utlovat borttaget (förut 2023-10-20)",
        "umea: lovat borttaget (förut 2023-05-01)",
        "umea: instans KF",
        "umea: datum 2023-06-21",
        "umea: paragraf § 87 a",
        "umea: alla punkter antagen",
        "umea: skäl Fel dag, inget löfte",
    ]
    assert answer.err == f"klart: {ANSWERS} – 8 uppgifter om 1 mottagare\n"


def test_what_was_changed_is_told_as_json(asked: WorkspaceFolder, run: Run) -> None:
    """With --json the changes are objects with Swedish keys."""
    answer = run("svar", FILE, "umea", "--skickat", "2023-04-03", "--json")
    assert json.loads(answer.out) == [
        {"mottagare": "umea", "nyckel": "mottagare", "före": "", "efter": "umea"},
        {"mottagare": "umea", "nyckel": "skickat", "före": "", "efter": "2023-04-03"},
    ]


def test_quiet_is_quiet(asked: WorkspaceFolder, run: Run) -> None:
    """With --tyst nothing is said of what went well; the JSON that was asked for is data."""
    answer = run("svar", FILE, "umea", "--skickat", "2023-04-03", "--tyst")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    answer = run("svar", FILE, "umea", "--mottaget", "2023-04-04", "--tyst", "--json")
    assert (len(json.loads(answer.out)), answer.err) == (1, "")


def test_nothing_new_is_said_to_be_so(asked: WorkspaceFolder, run: Run) -> None:
    """Recording the same again changes nothing and says so."""
    for _ in range(2):
        answer = run("svar", FILE, "umea", "--skickat", "2023-04-03")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"inget att ändra: {ANSWERS} säger det redan\n"


def test_several_at_once(asked: WorkspaceFolder, run: Run) -> None:
    """The same can be recorded of several recipients, by key or name."""
    run("svar", FILE, "umea", "Malå kommun", "--skickat", "2023-04-03")
    assert [(each.recipient, each.sent) for each in read(asked).responses] == [
        ("umea", (date(2023, 4, 3),)),
        ("mala", (date(2023, 4, 3),)),
    ]


@pytest.mark.parametrize("word", ["umea", "UMEA", "Umeå", "Umea kommun", "umeå KOMMUN"])
def test_recipients_are_known_by_every_spelling(asked: WorkspaceFolder, run: Run, word: str) -> None:
    """In the command, in a list and when asking for the standing, capitals and accents do not matter."""
    asked.write("a.csv", f"mottagare;mottaget\n{word};2023-04-04\n")
    assert run("svar", FILE, word, "--skickat", "2023-04-03").lines[-1] == "umea: skickat 2023-04-03"
    assert run("svar", FILE, "--från", "a.csv").lines == ["umea: mottaget 2023-04-04"]
    assert run("läge", FILE, "--mottagare", word).code == 0


def test_today_is_a_day(asked: WorkspaceFolder, run: Run) -> None:
    """A date can be written «idag»."""
    assert run("svar", FILE, "umea", "--mottaget", "idag").code == 0
    assert read(asked).responses[0].received == (date.today(),)


@pytest.mark.parametrize(("words", "left"), [("allt", 1), ("skickat,beslut", 1)])
def test_what_is_known_can_be_taken_away(asked: WorkspaceFolder, run: Run, words: str, left: int) -> None:
    """A key, several, or all of the entry can be removed; the reason and what stood are left."""
    run("svar", FILE, "umea", "--skickat", "2023-04-03", *DECIDED, "--alla", "antagen")
    answer = run("svar", FILE, "umea", "--ta-bort", words, "--rätta", "fel kommun")
    assert answer.code == 0
    assert "borttage" in answer.out
    responses = read(asked).responses
    assert len(responses) == left
    assert not any(each.sent or each.decision for each in responses)
    stood = ("skickat 2023-04-03", "beslut 2023-06-21, KF § 87 a: antagen")
    assert [(each.reason, each.stood) for each in responses[0].corrected] == [("fel kommun", stood)]


def test_a_trial_writes_nothing(asked: WorkspaceFolder, run: Run) -> None:
    """With --prova the changes are told and the file is not made."""
    answer = run("svar", FILE, "umea", "--skickat", "2023-04-03", "--prova")
    assert (answer.code, answer.lines) == (0, ["umea: ny post", "umea: skickat 2023-04-03"])
    assert "inget är skrivet" in answer.err
    assert not (asked.root / ANSWERS).exists()


def test_the_answer_file_can_be_named(asked: WorkspaceFolder, run: Run) -> None:
    """The answer file itself can be given in place of the meeting, before it is there too."""
    for key in ("--skickat", "--mottaget"):
        assert run("svar", ANSWERS, "umea", key, "2023-04-04").code == 0
    assert read(asked).responses[0].received == (date(2023, 4, 4),)


@pytest.mark.parametrize("matter", ["budgeten", "Budgeten", f"{STEM}-budgeten"])
def test_one_of_several_letters_is_chosen(asked: WorkspaceFolder, run: Run, matter: str) -> None:
    """A meeting with several recommendations wants to know which is meant."""
    asked.write_meeting(TWO_LETTERS)
    assert "skriv också --ärende planen eller budgeten" in run("svar", FILE, "umea", "--skickat", "idag").err
    assert run("svar", FILE, "umea", "--skickat", "2023-04-03", "--ärende", matter).code == 0
    assert (asked.root / f"meetings/svar/{STEM}-budgeten.yaml").is_file()


def test_a_file_is_named_from_where_one_is(asked: WorkspaceFolder, run: Run) -> None:
    """The shell's path to an answer's file is written as the answer file wants it."""
    asked.write("meetings/svar/umea.pdf", b"%PDF-")
    run("svar", FILE, "umea", "--fil", "meetings/svar/umea.pdf")
    assert read(asked).responses[0].file == ("umea.pdf",)


@pytest.mark.parametrize(
    ("arguments", "code", "message", "remedy"),
    [
        ((), 2, "MOTTAGARE saknas", "--från LISTA"),
        (("umea",), 2, "inget att anteckna är angivet", "--mottaget"),
        (("ume", "--mottaget", "idag"), 2, "«ume» finns inte på sändlistan", "menade du «umea»?"),
        (("umea", "--mottaget", "i går"), 2, "--mottaget: «i går» är inget datum", "eller idag"),
        (("umea", "--instans"), 2, "flaggan --instans är fel använd", "--instans INSTANS – Vem som beslutade: KF"),
        (("umea", "--json=3"), 2, "flaggan --json är fel använd", "se hjälpen: naravard svar --hjälp"),
        (("umea", "--punkt", "antagen"), 2, "«antagen» är inget utfall för en punkt", "--punkt 1=antagen"),
        (("umea", "--sats", "1=antagen", "--sats", "1=avslagen"), 2, "punkt 1 är angiven flera gånger", "en gång"),
        (("umea", "--ta-bort", "utlovad"), 2, "--ta-bort: «utlovad» kan inte väljas här", "menade du «utlovat»?"),
        (
            ("umea", "--ta-bort", "allt", "--mottaget", "2023-05-01", "--rätta", "x"),
            2,
            "tar bort hela posten",
            "ett kommando till",
        ),
        (("umea", "--ta-bort", "allt,fil"), 2, "tar bort hela posten", "ett kommando till"),
        (("umea", "--ta-bort", "fil"), 2, "tas inte bort utan skäl", '--ta-bort fil --rätta "skälet"'),
        (("umea", "--mottaget", "idag", "--rätta", " "), 2, "skälet är tomt", "skriv varför"),
        (("umea", "--lovat", "idag"), 2, "--lovat är dagen då ett löfte gavs", "--utlovat"),
        (("umea", "--utlovat", "2023-05-01"), 1, "löftet är givet", "ange också --lovat"),
        (("--från", "a.csv", "--rätta", "fel"), 2, "--rätta gäller inte en hel lista", "en mottagare i taget"),
        (("umea", *DECIDED, "--alla", "eget beslut"), 1, "beslutets ord saknas", '"eget beslut: te'),
        (("umea", "--mottaget", "2923-05-01"), 1, "umea: «mottaget» är 1 maj 2923", "«utlovat»"),
        (("umea", "--påmint", "2923-05-01"), 1, "umea: «påmint» är 1 maj 2923", "rätta datumet"),
        (
            ("umea", "--alla", "antagen", "--instans", "KF", "--datum", "2923-05-01"),
            *(1, "umea: «datum» är 1 maj 2923, och den dagen har inte kommit", "rätta datumet"),
        ),
        (("umea", "--från", "a.csv"), 2, "--från gäller en hel lista", "bara filen"),
        (("--från", "a.csv", "--alla", "antagen"), 2, "--från gäller en hel lista", "bara filen"),
        (
            ("umea", "--ärende", "plan", "--mottaget", "idag"),
            2,
            "«plan» är ingen av mötets rekommendationer",
            "menade du «planen»?",
        ),
        (("umea", "--ärende", "qqqq", "--mottaget", "idag"), 2, "ingen av mötets", "rekommendationer är planen"),
        (("--från", "saknas.csv"), 3, "filen saknas.csv finns inte", "kontrollera namnet"),
        (("umea", "--mottaget", "2023-03-01"), 1, "umea: brevet är mottaget 1 mars 2023", "rätta"),
        (("umea", "--alla", "ja"), 1, "umea: nyckeln «instans» saknas", "ange också --instans KF"),
        (("umea", "--sats", "1=antagen"), 1, "umea: nyckeln «datum» saknas", "ange också --datum 2021-06-21"),
        (("umea", "--instans", "KF"), 1, "umea: nyckeln «satser» saknas", "ange också --alla antagen"),
        (
            ("umea", *DECIDED, "--instans", "nämnd", "--alla", "antagen"),
            1,
            "umea: nämndens namn saknas",
            "--nämnd Socialnämnden",
        ),
        (("umea", *DECIDED, "--alla", "antagen med ändring"), 1, "umea: ändringen saknas", '"antagen med ändring: te'),
        (("umea", *DECIDED, "--alla", "ja"), 1, "umea: «ja» är inget av de ord", "«antagen»"),
        (("umea", *DECIDED, "--punkt", "3=antagen"), 1, "umea: punkt 3 finns inte", "1–2"),
        (("umea", *DECIDED, "--paragraf", "femte", "--alla", "antagen"), 1, "«femte» är ingen paragraf", "§ 87"),
        (("umea", "--fil", "saknas.pdf"), 1, "«saknas.pdf» finns inte i meetings/svar/", "lägg filen"),
    ],
)
def test_what_cannot_be_recorded(
    asked: WorkspaceFolder, run: Run, arguments: tuple[str, ...], code: int, message: str, remedy: str
) -> None:
    """What is amiss is told with a way out, the exit code says of what kind it is, and no file is made."""
    said = refused(run("svar", FILE, *arguments), code)
    assert any(message in line for line in said)
    assert any("tips: " in line and remedy in line for line in said)


@pytest.mark.parametrize(
    ("named", "code", "message"),
    [
        ("meetings/finns-inte.yaml", 3, "finns inte"),
        ("meetings/svar/2023-03-24-sytemledning-planen.yaml", 2, "ingen mötesfil eller rekommendation"),
        (f"meetings/svar/{STEM}-budget.yaml", 2, "ingen mötesfil eller rekommendation"),
        ("meetings/2023-03-25-utan.yaml", 2, "har ingen rekommendation"),
    ],
)
def test_what_no_letter_is_about(asked: WorkspaceFolder, run: Run, named: str, code: int, message: str) -> None:
    """A file that leads to no recommendation is told as such."""
    asked.write_meeting(HEAD, "2023-03-25-utan.yaml")
    assert any(message in line for line in refused(run("svar", named, "umea", "--mottaget", "idag"), code))


def test_a_broken_file_can_be_mended(asked: WorkspaceFolder, run: Run) -> None:
    """A fault in the answer file does not stop the command that takes it away, but stops others."""
    content = "svar:\n  - mottagare: umea\n    mottaget: i går\n"
    asked.write(ANSWERS, content)
    answer = run("svar", FILE, "mala", "--mottaget", "2023-04-04")
    assert answer.code == 1
    assert answer.err.startswith(f"{ANSWERS}:3:15: fel: «i går»")
    assert (asked.root / ANSWERS).read_text("utf-8") == content
    assert run("svar", FILE, "umea", "--mottaget", "2023-04-04").code == 1
    assert run("svar", FILE, "umea", "--mottaget", "2023-04-04", "--rätta", "gick inte att läsa").code == 0


def test_the_examples_can_be_recorded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """In a workspace just started, an answer changes the lines of its entry in the example and no others."""
    assert run("starta", "--exempel", tmp_path / "yta").code == 0
    monkeypatch.chdir(tmp_path / "yta")
    (file,) = Path("meetings/svar").glob("*.yaml")
    before = file.read_text("utf-8")
    decided = ("--instans", "KF", "--datum", "2021-11-22", "--paragraf", "130", "--alla", "antagen")
    assert run("svar", f"meetings/{LETTER_STEM}.yaml", "mala", *decided).code == 0
    new = "    beslut:\n      instans: KF\n      datum: 2021-11-22\n      paragraf: § 130\n      satser: antagen\n"
    old = "  - mottagare: mala\n    skickat: 2021-04-26\n"
    assert file.read_text("utf-8") == before.replace(old, old + new)
