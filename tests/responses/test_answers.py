"""Answer files: what sound ones become, and what each slip of the one who writes them is told."""

from __future__ import annotations

from datetime import date

import pytest
from answering import ENTRY, LETTER, REFERENCE, answered, faults
from bad_case import Bad, assert_said, each
from conftest import HEAD, WorkspaceFolder

from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.response import DecidingBody, Outcome, Promise, RecordedText

FULL = """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    mottaget: 2023-04-04
    diarienummer: KS-2023/00412
    utlovat: 2023-10-20
    beslut:
      instans: KF
      datum: 2023-06-21
      paragraf: 87 A
      satser:
        1: antagen
        2: {utfall: Antagen med ändring, text: vartannat år}
    fil: umea-kf-87.pdf
    påmint: [2023-09-01, 2023-09-15]
    anteckning: Ringde 1 juni.
"""
DECISION = ENTRY + "    beslut:\n      instans: KF\n      datum: 2023-06-21\n"  # lines 3 to 5


def entry(below: str) -> str:
    return ENTRY + below


def decision(below: str) -> str:
    return DECISION + below


class BadAnswers(Bad):
    """A broken answer file, given from its first line."""

    @property
    def text(self) -> str:
        return self.below


def with_sent(below: str) -> str:
    return entry("    skickat: 2023-05-01\n" + below)


ADOPTED = "      satser: antagen\n"
RECIPIENTS = (
    BadAnswers(
        "unknown", "svar:\n  - mottagare: ume\n", "2:16", "«ume» finns inte på brevets sändlista", "menade du «umea»?"
    ),
    BadAnswers("by-name", "svar:\n  - mottagare: Umeå kommun\n", "2:16", "«Umeå kommun»", "menade du «umea»?"),
    BadAnswers("like-none", "svar:\n  - mottagare: göteborg-xyz\n", "2:16", "finns inte", "umea, storuman"),
    BadAnswers("missing", "svar:\n  - skickat: 2023-05-01\n", "2:5", "Nyckeln «mottagare» saknas", "lägg till"),
    BadAnswers(
        "twice",
        ENTRY + "  - mottagare: mala\n  - mottagare: umea\n",
        "4:16",
        "«umea» har två poster; den första står på rad 2",
        "till en post",
    ),
)
CLAUSES = (
    BadAnswers(
        "none-such",
        decision("      satser: {1: antagen, 2: antagen, 3: antagen}\n"),
        "6:40",
        "punkt 3 finns inte: brevet har 2 punkter",
        "ett nummer 1–2",
    ),
    BadAnswers("none", DECISION, "3:5", "Nyckeln «satser» saknas", "lägg till «satser:»"),
    BadAnswers(
        "empty", decision("      satser: {}\n"), "6:7", "utfall saknas; brevet har 2 punkter", "satser: antagen"
    ),
    BadAnswers("no-number", decision("      satser: {ett: antagen}\n"), "6:16", "«ett» är inget punktnummer", "1, 2"),
    BadAnswers("zero", decision("      satser: {0: antagen}\n"), "6:16", "«0» är inget punktnummer", "1, 2"),
    BadAnswers("word", decision("      satser: antagn\n"), "6:15", "«antagn» är inget av de ord", "«antagen»?"),
    BadAnswers(
        "word-of-one",
        decision("      satser: {1: ja, 2: antagen}\n"),
        "6:19",
        "«ja» är inget av de ord som punkt 1 kan ha",
        "«bordlagd» eller",
    ),
    BadAnswers(
        "change-untold", decision("      satser: antagen med ändring\n"), "6:15", "behöver en text", "{utfall: antagen"
    ),
    BadAnswers(
        "text-of-no-change",
        decision("      satser:\n        1: {utfall: avslagen, text: nej}\n        2: antagen\n"),
        "7:37",
        "«text» hör bara till «antagen med ändring» och «eget beslut», men punkten är avslagen",
        "ta bort texten",
    ),
    BadAnswers(
        "unknown-key-of-one",
        decision("      satser: {1: {utfall: antagen, txt: a}, 2: antagen}\n"),
        "6:37",
        "Okänd nyckel «txt»",
        "menade du «text»?",
    ),
)
BODIES = (
    BadAnswers("unknown", decision(ADOPTED).replace("KF", "KFF"), "4:16", "«KFF» är inget av", "menade du «KF»?"),
    BadAnswers("missing", decision(ADOPTED).replace("      instans: KF\n", ""), "3:5", "«instans» saknas", "KF, KS"),
    BadAnswers("unnamed", decision(ADOPTED).replace("KF", "nämnd"), "4:16", "nämndens namn saknas", "nämnd: Social"),
    BadAnswers(
        "named-in-vain", decision("      nämnd: A\n" + ADOPTED), "6:14", "«nämnd» hör bara till", "ta bort nämnden"
    ),
    BadAnswers(
        "of-a-region",
        decision(ADOPTED).replace("KF", "RF"),
        "4:16",
        "«Umeå kommun» är en kommun och har ingen RF",
        "skriv KF, KS eller nämnd",
    ),
    BadAnswers(
        "of-a-municipality",
        decision(ADOPTED).replace("umea", "region-vasterbotten"),
        "4:16",
        "«Region Västerbotten» är en region och har ingen KF",
        "skriv RF, RS eller nämnd",
    ),
)
SECTIONS = tuple(
    BadAnswers(name, decision(f"      paragraf: {written}\n{ADOPTED}"), "6:17", "är ingen paragraf", "§ 87 a")
    for name, written in (
        ("word", "femte"),
        ("sign-alone", "§"),
        ("two", "§§ 87–88"),
        ("zero", "§ 0"),
        ("year", "87/2023"),
        ("two-letters", "§ 87 ab"),
    )
)
DATES = (
    BadAnswers("unreadable", entry("    skickat: i går\n"), "3:14", "går inte att läsa som ett datum", "2023-05-12"),
    BadAnswers("not-in-calendar", entry("    skickat: 2023-02-30\n"), "3:14", "finns inte i kalendern", "rätta"),
    BadAnswers(
        "sent-before-letter",
        entry("    skickat: 2023-03-31\n"),
        "3:14",
        "brevet är skickat 31 mars 2023, men brevet är daterat 1 april 2023",
        "rätta det ena",
    ),
    BadAnswers(
        "received-before-letter", entry("    mottaget: 2023-03-31\n"), "3:15", "brevet är mottaget 31 mars", "rätta"
    ),
    BadAnswers(
        "received-before-sent",
        with_sent("    mottaget: 2023-04-30\n"),
        "4:15",
        "mottaget 30 april 2023, men brevet skickades den 1 maj 2023",
        "rätta",
    ),
    BadAnswers(
        "promised-before-sent", with_sent("    utlovat: 2023-04-30\n"), "4:14", "svaret är utlovat till", "rätta"
    ),
    BadAnswers(
        "promised-before-received",
        with_sent("    mottaget: 2023-05-03\n    utlovat: 2023-05-02\n"),
        "5:14",
        "utlovat till 2 maj 2023, men brevet togs emot den 3 maj 2023",
        "rätta",
    ),
    BadAnswers(
        "decided-before-letter",
        decision(ADOPTED).replace("2023-06-21", "2023-03-31"),
        "5:14",
        "beslutet är fattat 31 mars 2023, men brevet är daterat",
        "rätta",
    ),
    BadAnswers(
        "decided-before-sent",
        decision(ADOPTED).replace("    beslut:", "    skickat: 2023-06-22\n    beslut:"),
        "6:14",
        "beslutet är fattat 21 juni 2023, men brevet skickades",
        "rätta",
    ),
    BadAnswers(
        "decided-before-received",
        decision(ADOPTED).replace("    beslut:", "    mottaget: 2023-06-22\n    beslut:"),
        "6:14",
        "beslutet är fattat 21 juni 2023, men brevet togs emot den 22 juni 2023",
        "rätta",
    ),
    BadAnswers(
        "promised-before-received-unsent",
        entry("    mottaget: 2023-05-03\n    utlovat: 2023-05-02\n"),
        "4:14",
        "utlovat till 2 maj 2023, men brevet togs emot den 3 maj 2023",
        "rätta",
    ),
    BadAnswers("reminded-before-sent", with_sent("    påmint: [2023-04-30]\n"), "4:14", "påminnelsen är", "rätta"),
    BadAnswers(
        "reminded-twice",
        with_sent("    påmint: [2023-06-01, 2023-06-01]\n"),
        "4:26",
        "1 juni 2023 står två gånger bland påminnelserna",
        "ta bort den ena",
    ),
)
KEYS = (
    BadAnswers("file", "svra: []\n", "1:1", "Okänd nyckel «svra»", "menade du «svar»?"),
    BadAnswers("entry", entry("    motaget: 2023-05-01\n"), "3:5", "Okänd nyckel «motaget»", "menade du «mottaget»?"),
    BadAnswers("decision", decision("      datm: x\n" + ADOPTED), "6:7", "Okänd nyckel «datm»", "menade du «datum»?"),
    BadAnswers("text-for-entry", "svar: [umea]\n", "1:8", "posten under «svar» har fel form", "«mottagare»"),
    BadAnswers("mapping-for-list", "svar: {umea: antagen}\n", "1:1", "«svar» ska vara en lista", "«- »"),
    BadAnswers("list-for-file", "- mottagare: umea\n", "1:1", "nycklar och värden", "nyckel och kolon"),
    BadAnswers("text-for-decision", entry("    beslut: antagen\n"), "3:13", "«beslut» har fel form", "«instans»"),
    BadAnswers("key-twice", entry("    mottagare: mala\n"), "3:5", "står två gånger", "behåll"),
)
FILES = (
    BadAnswers("missing", entry("    fil: annan.pdf\n"), "3:10", "«annan.pdf» finns inte i meetings/svar/", "lägg"),
    BadAnswers("folder", entry("    fil: mapp\n"), "3:10", "är en mapp", "en fil i mappen"),
    BadAnswers("outside", entry("    fil: ../../../a.pdf\n"), "3:10", "ligger utanför arbetsytan", "skriv a.pdf"),
    BadAnswers("empty", entry("    fil: tom.pdf\n"), "3:10", "är tom (0 byte)", "spara om"),
    BadAnswers("backslash", entry("    fil: mapp\\a.pdf\n"), "3:10", "omvänt snedstreck", "skriv mapp/a.pdf"),
    BadAnswers("too-long", entry(f"    fil: {'x' * 5000}.pdf\n"), "3:10", "inte går att använda", "byt namn"),
)


def test_an_answer_is_read(workspace: WorkspaceFolder) -> None:
    """Every key of an answer becomes what it says, and the section is written one way."""
    workspace.write("meetings/svar/umea-kf-87.pdf", b"%PDF-")
    (response,) = answered(workspace, FULL).responses
    assert (response.recipient, response.reference_number) == ("umea", RecordedText(text="KS-2023/00412"))
    assert (response.sent, response.received) == ((date(2023, 4, 3),), (date(2023, 4, 4),))
    assert response.promised == (Promise(day=date(2023, 10, 20)),)
    assert response.reminded == (date(2023, 9, 1), date(2023, 9, 15))
    assert (response.file, response.note) == (("umea-kf-87.pdf",), (RecordedText(text="Ringde 1 juni."),))
    (made,) = response.decision
    assert (made.deciding_body, made.date, made.section) == (
        DecidingBody.MUNICIPAL_COUNCIL,
        date(2023, 6, 21),
        "§ 87 a",
    )
    assert {number: (c.outcome, c.text) for number, c in made.clauses.items()} == {
        1: (Outcome.ADOPTED, None),
        2: (Outcome.CHANGED, "vartannat år"),
    }


@pytest.mark.parametrize("written", ["§ 87", "§87", "87", "  §  87 "])
def test_a_section_is_written_one_way(workspace: WorkspaceFolder, written: str) -> None:
    """However a section is written, it is shown alike."""
    (response,) = answered(workspace, decision(f"      paragraf: '{written}'\n{ADOPTED}")).responses
    assert [made.section for made in response.decision] == ["§ 87"]


@pytest.mark.parametrize(
    "satser", ["avslagen", "{utfall: avslagen}", "{1: avslagen, 2: avslagen}", "{'1': {utfall: avslagen}, 2: AVSLAGEN}"]
)
def test_one_word_stands_for_all_clauses(workspace: WorkspaceFolder, satser: str) -> None:
    """One outcome for all clauses says the same as one for each."""
    (response,) = answered(workspace, decision(f"      satser: {satser}\n")).responses
    decided = [made.of_clause(number) for made in response.decision for number in (1, 2)]
    assert [each.outcome for each in decided if each] == [Outcome.REJECTED, Outcome.REJECTED]


def test_a_sentence_is_one_clause(workspace: WorkspaceFolder) -> None:
    """A decision that is one sentence is answered as clause 1, and has no other."""
    meeting = f"{HEAD}ärenden:\n  - rubrik: A\n    beslut: Planen rekommenderas.\n{LETTER}"
    loaded = answered(workspace, decision("      satser: {1: antagen}\n"), meeting)
    assert loaded.recommendation.clauses == ("Planen rekommenderas.",)
    bad = BadAnswers("", "", "6:28", "punkt 2 finns inte: brevet har 1 punkt", "skriv 1")
    assert_said(faults(workspace, decision("      satser: {1: antagen, 2: antagen}\n"), meeting), bad)


@pytest.mark.parametrize("content", ["svar:\n", "svar: []\n", "# rad\nsvar:\n"])
def test_a_file_may_tell_of_nobody(workspace: WorkspaceFolder, content: str) -> None:
    """A file without entries is sound."""
    assert answered(workspace, content).responses == ()


def test_without_a_file_nothing_is_known(workspace: WorkspaceFolder) -> None:
    """A recommendation without answer file is read, and knows where its file would be."""
    loaded = answered(workspace)
    assert (loaded.responses, loaded.source) == ((), None)
    assert loaded.path == workspace.root / f"meetings/svar/{REFERENCE}.yaml"
    assert loaded.log_path.name == f"{REFERENCE}.utskick.tsv"


def test_english_names_are_read(workspace: WorkspaceFolder) -> None:
    """The names that the code has are read as well, and rules point at them."""
    english = "responses:\n  - recipient: umea\n    sent: 2023-05-01\n    received: 2023-04-01\n"
    bad = BadAnswers("", "", "4:15", "mottaget", "rätta")
    assert_said(faults(workspace, english), bad)


@each(RECIPIENTS)
def test_recipients(bad: Bad, workspace: WorkspaceFolder) -> None:
    """An answer is that of one who is on the letter's list, and each has one entry."""
    assert_said(faults(workspace, bad.text), bad)


@each(CLAUSES)
def test_clauses(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A decision tells the outcome of each of the letter's clauses, and of no others."""
    assert_said(faults(workspace, bad.text), bad)


@each(BODIES)
def test_deciding_bodies(bad: Bad, workspace: WorkspaceFolder) -> None:
    """Who decided is a body that the recipient has; a committee has its name."""
    assert_said(faults(workspace, bad.text), bad)


@each(SECTIONS)
def test_sections(bad: Bad, workspace: WorkspaceFolder) -> None:
    """A § that is no § is refused."""
    assert_said(faults(workspace, bad.text), bad)


@each(DATES)
def test_dates(bad: Bad, workspace: WorkspaceFolder) -> None:
    """Dates are days of the calendar and come in an order that can have been."""
    assert_said(faults(workspace, bad.text), bad)


@each(KEYS)
def test_keys(bad: Bad, workspace: WorkspaceFolder) -> None:
    """Unknown keys and wrong forms are told as in other files."""
    assert_said(faults(workspace, bad.text), bad)


@each(FILES)
def test_files(bad: Bad, workspace: WorkspaceFolder) -> None:
    """An answer's file is one that is there, in the workspace."""
    workspace.write("meetings/svar/mapp/a.pdf", b"%PDF-")
    workspace.write("meetings/svar/tom.pdf", b"")
    assert_said(faults(workspace, bad.text), bad)


def test_all_problems_come_at_once(workspace: WorkspaceFolder) -> None:
    """What the models and what the rules find is told together, even of one entry."""
    content = (
        "svar:\n  - mottagare: ume\n    skickat: 2023-05-01\n    mottaget: 2023-04-30\n    fil: a.pdf\n    okänd: x\n"
        "  - mottagare: mala\n    beslut: {instans: KF, datum: 2023-03-01, satser: {3: antagen}}\n  - mottagare: mala\n"
    )
    lines = [problem.place.line for problem in faults(workspace, content) if problem.place]
    assert lines == [2, 4, 5, 6, 8, 8, 9]


def test_a_file_that_is_not_utf8_is_told(workspace: WorkspaceFolder) -> None:
    """An answer file saved by an old Windows program is told at its first wrong character."""
    bad = BadAnswers("", "", "3:18", "cp1252", "UTF-8")
    assert_said(faults(workspace, entry("    anteckning: nämnd å\n").encode("cp1252")), bad)


@pytest.mark.parametrize("word", ["umea", "Umeå kommun", "UMEÅ KOMMUN"])
def test_a_recipient_is_found_by_key_or_name(workspace: WorkspaceFolder, word: str) -> None:
    """A recipient answers to its key and to its name."""
    assert answered(workspace).recipient_named(word).name == "Umeå kommun"


@pytest.mark.parametrize(("word", "remedy"), [("ume", "menade du «umea»?"), ("qqqqqq", "mottagare på listan: umea,")])
def test_a_recipient_that_is_not_on_the_list(workspace: WorkspaceFolder, word: str, remedy: str) -> None:
    """An unknown recipient is told with the likeliest key, or with all."""
    with pytest.raises(WrongUsageError) as caught:
        answered(workspace).recipient_named(word)
    assert "finns inte på sändlistan" in caught.value.message
    assert remedy in caught.value.remedy
