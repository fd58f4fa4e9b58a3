"""Answers as a history: each fact has its day, a later one is added, and what was known of a day stays what it was."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from answering import ENTRY, LETTER, MEETING, REFERENCE, STEM, answered, faults
from command import Run
from conftest import WorkspaceFolder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naravard_docs.builder.follow_up import document_of_one
from naravard_docs.document.outline import outline
from naravard_docs.meeting.state import State
from naravard_docs.meeting.status import OverallOutcome, RecipientStatus
from naravard_docs.reports.selection import RecipientFilter
from naravard_docs.reports.status_report import overview_json, overview_sheet
from naravard_docs.responses import record as recording
from naravard_docs.responses.entry import Change
from naravard_docs.responses.load import LoadedRecommendation, load_recommendations
from naravard_docs.responses.record import record_changes
from naravard_docs.workspace.load import load_meeting
from naravard_docs.yaml.round_trip import KeyPath, YamlValue

FILE, ANSWERS = f"meetings/{STEM}.yaml", f"meetings/svar/{REFERENCE}.yaml"
SENT = f"{ENTRY}    skickat: 2023-04-03\n"
TABLED = "    beslut: {instans: KS, datum: 2023-06-01, paragraf: 87, satser: bordlagd}\n"
TWICE = (
    "    beslut:\n      - {instans: KS, datum: 2023-06-01, paragraf: 87, satser: bordlagd}\n"
    "      - {instans: KF, datum: 2023-11-30, paragraf: 130, satser: antagen}\n"
)
TWO_LETTERS = MEETING + f"  - rubrik: Budgeten\n    beslut: Budgeten rekommenderas.\n{LETTER}".replace(
    "ärende: planen", "ärende: budgeten"
)


@pytest.fixture
def asked(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> WorkspaceFolder:
    """A workspace with a meeting that has asked, where the user stands."""
    workspace.write_meeting(MEETING)
    monkeypatch.chdir(workspace.root)
    return workspace


def umea(workspace: WorkspaceFolder, below: str, as_of: str) -> RecipientStatus:
    """Return where Umeå stands on a day, of whom that is told."""
    return answered(workspace, SENT + below).status(date.fromisoformat(as_of)).recipients[0]


def entry(folder: WorkspaceFolder) -> str:
    """Return the answer file below its comments and its first entry's key."""
    return (folder.root / ANSWERS).read_text("utf-8").partition("mottagare: umea\n")[2]


def test_a_decision_does_not_take_the_place_of_the_one_before(workspace: WorkspaceFolder) -> None:
    """Of each day counts the last decision by then, and those before it are still there."""
    june, december = (umea(workspace, TWICE, day) for day in ("2023-06-30", "2023-12-01"))
    assert (june.state, [made.is_where for made in june.decisions]) == (State.TABLED, ["KS 2023-06-01 §\u00a087"])
    assert (december.state, december.result) == (State.ANSWERED, OverallOutcome.ADOPTED)
    assert [made.words(2) for made in december.decisions] == [
        "KS 2023-06-01 §\u00a087: bordlagd",
        "KF 2023-11-30 §\u00a0130: antagen",
    ]
    assert june.later_decision is not None and december.later_decision is None


def test_a_follow_up_shows_every_decision(workspace: WorkspaceFolder) -> None:
    """The table has both decisions with their § and what each came to."""
    document = document_of_one(answered(workspace, SENT + TWICE), date(2023, 12, 1))
    shown = outline(document).replace("\u00a0", " ")
    assert "KS 1 juni 2023 § 87: bordlagd" in shown
    assert "KF 30 november 2023 § 130: antagen" in shown


BOTH = "    beslut:\n      - {instans: KS, datum: 2023-06-01, satser: {1: antagen}}\n"


def test_bodies_share_the_clauses(workspace: WorkspaceFolder) -> None:
    """One body decides some clauses and another the rest; until then the answer is partial and reminders go on."""
    part = umea(workspace, BOTH, "2023-10-10")
    assert (part.state, part.is_to_be_reminded, part.result) == (State.PARTLY, True, None)
    both = umea(workspace, f"{BOTH}      - {{instans: KF, datum: 2023-10-09, satser: {{2: noteras}}}}\n", "2023-10-10")
    assert (both.state, both.result) == (State.ANSWERED, OverallOutcome.PARTLY)
    assert [clause.decision.decided_by for clause in both.clauses if clause] == ["KS", "KF"]


@pytest.mark.parametrize(
    ("outcomes", "state", "result", "is_reminded"),
    [
        ("noteras", State.ANSWERED, OverallOutcome.NOTED, False),
        ("tar inte ställning", State.ANSWERED, OverallOutcome.NO_POSITION, False),
        ("{utfall: eget beslut, text: egen plan}", State.ANSWERED, OverallOutcome.OWN, False),
        ("{1: avslagen, 2: noteras}", State.ANSWERED, OverallOutcome.MIXED, False),
        ("{1: antagen, 2: tar inte ställning}", State.ANSWERED, OverallOutcome.PARTLY, False),
        ("bordlagd", State.TABLED, None, True),
        ("ej behandlad", State.RECEIVED, None, True),
        ("{1: antagen, 2: ej behandlad}", State.PARTLY, None, True),
        ("{1: antagen}", State.PARTLY, None, True),
    ],
)
def test_what_ends_reminders(
    workspace: WorkspaceFolder, outcomes: str, state: State, result: OverallOutcome | None, is_reminded: bool
) -> None:
    """An answer of its own kind ends reminders; what is put off, not handled or partial does not."""
    found = umea(workspace, f"    beslut: {{instans: KF, datum: 2023-06-01, satser: {outcomes}}}\n", "2023-10-10")
    assert (found.state, found.result, found.is_to_be_reminded) == (state, result, is_reminded)


def test_a_promise_counts_from_the_day_it_was_made(workspace: WorkspaceFolder) -> None:
    """A promise of December changes nothing of June; the last one made counts, be it for an earlier day."""
    below = (
        "    utlovat: [{dag: 2023-10-20, lovat: 2023-06-01}, {dag: 2023-12-20, lovat: 2023-11-26}, "
        "{dag: 2023-12-10, lovat: 2023-12-01}]\n"
    )
    days = ("2023-05-31", "2023-06-01", "2023-11-01", "2023-11-26", "2023-12-01")
    found = [umea(workspace, below, day) for day in days]
    assert [(each.state, each.promised and each.promised.isoformat()) for each in found] == [
        (State.SILENT, None),
        (State.PROMISED, "2023-10-20"),
        (State.LAPSED, "2023-10-20"),
        (State.PROMISED, "2023-12-20"),
        (State.PROMISED, "2023-12-10"),
    ]


def test_who_only_promised_has_not_received(workspace: WorkspaceFolder) -> None:
    """A promise that passed is called what it is, and the promised day is the one on which an answer is expected."""
    found = umea(workspace, "    utlovat: 2023-08-01\n", "2023-10-10")
    assert (found.state.value, found.expected, found.days_late) == ("löfte passerat", date(2023, 8, 1), 10)


@pytest.mark.parametrize(
    ("below", "where", "message"),
    [
        (
            "    utlovat: {dag: 2023-06-01, lovat: 2023-06-02}\n",
            4,
            "Löftet är givet 2 juni 2023, men svaret är utlovat",
        ),
        (
            "    utlovat: [2023-06-01, {dag: 2023-07-01, lovat: 2023-03-01}]\n",
            4,
            "Löftet är givet 1 mars 2023, men brev",
        ),
        ("    mottaget: [2023-05-01, 2023-05-01]\n", 4, "1 maj 2023 står två gånger bland dagarna då brevet togs"),
        (TWICE.replace("KF", "KS").replace("2023-11-30", "2023-06-01"), 6, "Två beslut är fattade av KS den 1 juni"),
        (TWICE.replace("2023-11-30", "2023-03-30"), 6, "Beslutet är fattat 30 mars 2023, men brevet skickades"),
        ("    beslut: {instans: KF, datum: 2023-06-01, satser: eget beslut}\n", 4, "Beslutets ord saknas"),
        ("    rättat: {den: 2023-06-01, skäl: fel}\n", 4, "Nyckeln «stod» saknas"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(workspace: WorkspaceFolder, below: str, where: int, message: str) -> None:
    """A slip in a history is told where it stands, in a list as in a lone value."""
    (problem,) = faults(workspace, SENT + below)
    assert problem.message.startswith(message)
    assert problem.place is not None and problem.place.line == where


def test_facts_are_added(asked: WorkspaceFolder, run: Run) -> None:
    """A second decision and a second promise stand beside the first, whose lines stay as they were."""
    asked.write(
        ANSWERS,
        f"{ENTRY}    skickat: 2023-04-03\n    utlovat: 2023-06-30  # per telefon\n    beslut:  # hos oss\n"
        "      # sent\n      instans: KS\n      datum: 2023-06-01  # i går\n      satser: bordlagd\n",
    )
    decided = ("--instans", "KF", "--datum", "2023-11-30", "--paragraf", "130", "--sats", "1=antagen")
    answer = run("svar", FILE, "umea", *decided, "--utlovat", "2023-12-20", "--lovat", "2023-11-26")
    assert answer.lines == [
        "umea: utlovat 2023-12-20",
        "umea: lovat 2023-11-26",
        "umea: instans KF",
        "umea: datum 2023-11-30",
        "umea: paragraf § 130",
        "umea: punkt 1 antagen",
    ]
    assert entry(asked) == (
        "    skickat: 2023-04-03\n    utlovat: [2023-06-30, {dag: 2023-12-20, lovat: 2023-11-26}] # per telefon\n"
        "    beslut:  # hos oss\n      # sent\n      - instans: KS\n        datum: 2023-06-01  # i går\n"
        "        satser: bordlagd\n      - instans: KF\n        datum: 2023-11-30\n        paragraf: § 130\n"
        "        satser:\n          1: antagen\n"
    )


def test_a_decision_is_completed(asked: WorkspaceFolder, run: Run) -> None:
    """What a decision of the day does not say yet is added to it, in a list as alone."""
    asked.write(ANSWERS, SENT + TWICE.replace("satser: antagen", "satser: {1: antagen}").replace("paragraf: 87, ", ""))
    assert run("svar", FILE, "umea", "--instans", "KF", "--datum", "2023-11-30", "--sats", "2=avslagen").code == 0
    assert run("svar", FILE, "umea", "--instans", "KS", "--paragraf", "87").code == 0
    assert umea_now(asked, "2023-12-01").result is OverallOutcome.PARTLY
    assert [made.section for made in umea_now(asked, "2023-12-01").decisions] == ["§ 87", "§ 130"]


def umea_now(folder: WorkspaceFolder, as_of: str) -> RecipientStatus:
    (loaded,) = load_recommendations(load_meeting(folder.root / FILE))
    return loaded.status(date.fromisoformat(as_of)).recipients[0]


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("--mottaget", "2023-04-05"), "«mottaget» är redan 4 april 2023, inte 5 april", "--mottaget 2023-04-05 --rä"),
        (("--skickat", "2023-04-05"), "«skickat» är redan 3 april 2023", "--rätta"),
        (("--diarienummer", "KS 2"), "«diarienummer» är redan «KS 1», inte «KS 2»", '--diarienummer "KS 2" --rätta'),
        (("--instans", "KS", "--datum", "2023-06-01", "--alla", "antagen"), "punkt 1 är redan bordlagd", "--punkt "),
        (("--instans", "KS", "--datum", "2023-06-01", "--paragraf", "88"), "beslutets «paragraf» är redan «87»", "-"),
        (("--sats", "2=antagen"), "punkt 2 är redan bordlagd i beslutet 1 juni 2023", '--punkt "2=antagen" --rätta'),
        (("--utlovat", "2023-12-21", "--lovat", "2023-06-02"), "redan utlovat samma dag, 2 juni 2023", "--rätta"),
    ],
)
def test_what_differs_is_refused(
    asked: WorkspaceFolder, run: Run, arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    """A fact that contradicts one that stands is not recorded without a reason, and the remedy is to correct it."""
    told = "    mottaget: 2023-04-04\n    diarienummer: KS 1\n    utlovat: {dag: 2023-12-20, lovat: 2023-06-02}\n"
    content = f"{SENT}{told}{TABLED}"
    asked.write(ANSWERS, content)
    answer = run("svar", FILE, "umea", *arguments)
    assert answer.code == 1
    assert message in answer.err
    assert remedy in answer.err
    assert (asked.root / ANSWERS).read_text("utf-8") == content


def test_a_list_is_told_by_row_and_column_what_differs(asked: WorkspaceFolder, run: Run) -> None:
    """The same again is no change; what differs is refused at its cell, and nothing of the list is recorded."""
    asked.write(ANSWERS, f"{SENT}    mottaget: 2023-04-04\n{TABLED}")
    asked.write(
        "a.csv",
        "mottagare;mottaget;instans;datum;satser;sats 1\nmala;2023-04-04;;;;\n"
        "umea;2023-04-05;KS;2023-06-01;;avslagen\n",
    )
    said = run("svar", FILE, "--från", "a.csv").err.splitlines()
    assert [line for line in said if ": fel: " in line] == [
        "a.csv, rad 3, kolumn B («mottaget»): fel: «mottaget» är redan 4 april 2023, inte 5 april 2023",
        "a.csv, rad 3, kolumn F («punkt 1»): fel: Punkt 1 är redan bordlagd i beslutet 1 juni 2023, inte avslagen",
    ]
    assert "mala" not in (asked.root / ANSWERS).read_text("utf-8")
    asked.write("b.csv", "mottagare;mottaget;instans;datum;satser\numea;2023-04-04;KS;2023-06-01;bordlagd\n")
    assert run("svar", FILE, "--från", "b.csv").err.startswith("inget att ändra")


@pytest.mark.parametrize("name", ["lage.csv", "lage.xlsx"])
def test_a_history_can_be_read_back_as_a_list(asked: WorkspaceFolder, run: Run, name: str) -> None:
    """What «läge» writes of several decisions, promises and notes changes nothing when it is read back."""
    shared = BOTH + "      - {instans: KF, datum: 2023-10-09, satser: {2: antagen}}\n"
    promises = "    utlovat: [2023-09-01, {dag: 2023-12-20, lovat: 2023-10-02}]\n"
    asked.write(ANSWERS, f"{SENT}{promises}{shared}    anteckning: [Ett, {{den: 2023-11-01, text: Två}}]\n")
    assert run("läge", FILE, f"--{name[-4:].strip('.')}", name).code == 0
    assert run("svar", FILE, "--från", name).err == f"inget att ändra: {ANSWERS} säger det redan\n"


def test_a_correction_keeps_what_stood(asked: WorkspaceFolder, run: Run) -> None:
    """What is named is replaced, in the decision that is meant, and what stood is there with day and reason."""
    asked.write(ANSWERS, SENT + TWICE)
    corrected = ("--instans", "KF", "--datum", "2023-11-30", "--paragraf", "131", "--sats", "2=avslagen")
    assert run("svar", FILE, "umea", *corrected, "--rätta", "fel i protokollet").code == 0
    assert run("svar", FILE, "umea", "--skickat", "2023-04-04", "--rätta", "fel dag").code == 0
    (response,) = load_recommendations(load_meeting(asked.root / FILE))[0].responses
    assert [made.words(2) for made in response.decision] == [
        "KS 2023-06-01 §\u00a087: bordlagd",
        "KF 2023-11-30 §\u00a0131: punkt 1 antagen, punkt 2 avslagen",
    ]
    today = date.today()
    assert [(each.day, each.reason, each.stood) for each in response.corrected] == [
        (today, "fel i protokollet", ("beslut 2023-11-30, KF 130: antagen",)),
        (today, "fel dag", ("skickat 2023-04-03",)),
    ]


def test_one_of_several_decisions_is_taken_away(asked: WorkspaceFolder, run: Run) -> None:
    """Who and when say which decision goes; where they are missing and there are several, all of them go."""
    asked.write(ANSWERS, SENT + TWICE)
    removed = ("--ta-bort", "beslut", "--instans", "KS", "--datum", "2023-06-01", "--rätta", "fel kommun")
    assert run("svar", FILE, "umea", *removed).code == 0
    assert [made.decided_by for made in umea_now(asked, "2023-12-01").decisions] == ["KF"]
    assert run("svar", FILE, "umea", "--ta-bort", "beslut", "--rätta", "fel kommun").code == 0
    assert umea_now(asked, "2023-12-01").decisions == ()


def test_which_decision_is_meant_must_be_clear(asked: WorkspaceFolder, run: Run) -> None:
    """What can be about several decisions is refused, added and corrected alike."""
    content = SENT + TWICE
    asked.write(ANSWERS, content)
    for more in ((), ("--rätta", "fel")):
        answer = run("svar", FILE, "umea", "--paragraf", "9", *more)
        assert (answer.code, "2 beslut är antecknade" in answer.err) == (1, True)
        assert "ange också --instans och --datum" in answer.err
    assert (asked.root / ANSWERS).read_text("utf-8") == content


def test_a_corrected_letter_is_received_again(asked: WorkspaceFolder, run: Run) -> None:
    """When the letter has been sent again, so has its receipt a second day; not before."""
    asked.write(ANSWERS, f"{ENTRY}    skickat: [2023-04-03, 2023-05-02]\n    mottaget: 2023-04-04\n")
    assert run("svar", FILE, "umea", "--mottaget", "2023-05-01").code == 1
    assert run("svar", FILE, "umea", "--mottaget", "2023-05-03").code == 0
    assert run("svar", FILE, "umea", "--mottaget", "2023-05-04").code == 1
    assert "    mottaget: [2023-04-04, 2023-05-03]\n" in entry(asked)


def test_what_had_no_day_keeps_the_one_from_which_it_counted(asked: WorkspaceFolder, run: Run) -> None:
    """A receipt that is told of later does not move an old promise or number, which counted from the letter."""
    asked.write(ANSWERS, f"{SENT}    diarienummer: KS 1\n    utlovat: 2023-12-20\n")
    before = told_of(asked, date(2023, 6, 1))
    assert run("svar", FILE, "umea", "--mottaget", "2023-11-01").code == 0
    assert told_of(asked, date(2023, 6, 1)) == before


class TestTwoLetters:
    """One answer that is about two recommendations."""

    both = ("--ärende", "planen", "--ärende", "budgeten")
    decided = ("--instans", "KF", "--datum", "2023-06-01", "--paragraf", "7")

    @pytest.fixture(autouse=True)
    def two(self, asked: WorkspaceFolder) -> None:
        asked.write_meeting(TWO_LETTERS)

    def test_it_is_recorded_of_both(self, asked: WorkspaceFolder, run: Run) -> None:
        """Both files get it, each is told, and JSON says which is which."""
        asked.write("meetings/svar/a.pdf", b"%PDF-")
        answer = run("svar", FILE, "umea", *self.both, *self.decided, "--alla", "antagen", "--fil", "a.pdf", "--json")
        assert answer.code == 0
        assert {row["rekommendation"] for row in json.loads(answer.out)} == {REFERENCE, f"{STEM}-budgeten"}
        loaded = load_recommendations(load_meeting(asked.root / FILE))
        assert [each.responses[0].decision[0].section for each in loaded] == ["§ 7", "§ 7"]

    def test_what_fits_only_one_is_recorded_of_none(self, asked: WorkspaceFolder, run: Run) -> None:
        """A clause that one of them lacks is told with its recommendation, and neither file is made."""
        answer = run("svar", FILE, "umea", *self.both, *self.decided, "--sats", "2=antagen")
        assert answer.code == 1
        assert f"{STEM}-budgeten, umea: punkt 2 finns inte: brevet har 1 punkt" in answer.err
        assert not list((asked.root / "meetings/svar").glob("*.yaml"))

    @pytest.mark.parametrize("content", [None, SENT])
    def test_when_the_second_cannot_be_written_the_first_is_put_back(
        self, asked: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch, content: str | None
    ) -> None:
        """A disk that fails half way leaves both as they were, also one that was not there."""
        if content:
            asked.write(ANSWERS, content)
        write = recording.write_whole

        def failing(target: Path, data: bytes, is_irreplaceable: bool = False) -> None:
            if "budgeten" in target.name:
                raise recording.FileAccessError("disken är full", "töm den")
            write(target, data, is_irreplaceable)

        monkeypatch.setattr(recording, "write_whole", failing)
        answer = run("svar", FILE, "umea", *self.both, "--mottaget", "2023-05-01")
        assert (answer.code, "disken är full" in answer.err) == (3, True)
        file = asked.root / ANSWERS
        assert (file.read_text("utf-8") if file.exists() else None) == content

    def test_a_list_is_of_one(self, asked: WorkspaceFolder, run: Run) -> None:
        """A list cannot be read in for both at once."""
        asked.write("a.csv", "mottagare;mottaget\numea;2023-05-01\n")
        assert run("svar", FILE, "--från", "a.csv", *self.both).code == 2


BODIES = ("KF", "KS")
WORDS = ("antagen", "avslagen", "bordlagd", "noteras", "ej behandlad")
FIRST, LAST = date(2023, 4, 3), date(2024, 1, 31)
days = st.dates(FIRST, LAST)


@st.composite
def facts(draw: st.DrawFn) -> Change:
    """Draw what is told in one call on a day, of that day: every kind of fact, or several."""
    day = draw(days)
    values: dict[KeyPath, YamlValue | None] = {}
    outcomes: dict[int, YamlValue] = {}
    kinds = draw(
        st.sets(st.sampled_from(["mottaget", "utlovat", "beslut", "nummer", "anteckning", "påmint"]), min_size=1)
    )
    if "mottaget" in kinds:
        values[("mottaget",)] = day.isoformat()
    if "utlovat" in kinds:
        values[("utlovat",)] = draw(st.dates(day, LAST + timedelta(days=60))).isoformat()
    if "nummer" in kinds:
        values[("diarienummer",)] = draw(st.sampled_from(["KS 1", "KS 2"]))
    if "anteckning" in kinds:
        values[("anteckning",)] = draw(st.sampled_from(["Ringde.", "Mejlade: sent"]))
    if "beslut" in kinds:
        values[("beslut", "instans")] = draw(st.sampled_from(BODIES))
        values[("beslut", "datum")] = day.isoformat()
        outcomes = draw(st.dictionaries(st.integers(0, 2), st.sampled_from(WORDS), min_size=1))
    return Change("umea", values, outcomes, [day] if "påmint" in kinds else (), today=day)


def told_of(folder: WorkspaceFolder, day: date) -> tuple[str, Any, str]:
    """Return all that is computed for a day: JSON, table and follow-up."""
    (loaded,) = load_recommendations(load_meeting(folder.root / FILE))
    return computed(loaded, day)


def computed(loaded: LoadedRecommendation, day: date) -> tuple[str, Any, str]:
    standings = (loaded.status(day),)
    document = outline(document_of_one(loaded, day))
    return overview_json(standings, RecipientFilter()), overview_sheet(standings, RecipientFilter()).rows, document


def facts_in(loaded: LoadedRecommendation) -> set[str]:
    """Return every dated thing that is told of Umeå."""
    response = loaded.responses[0]
    decided = {f"{made.is_where} {n} {of}" for made in response.decision for n in (1, 2) if (of := made.of_clause(n))}
    told = (*response.sent, *response.received, *response.promised, *response.reminded, *response.note)
    return {*map(repr, told), repr(response.reference_number), *decided} - {"None"}


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(facts(), min_size=1, max_size=6), day=days)
def test_recording_only_adds_and_leaves_the_days_before(
    workspace: WorkspaceFolder, told: list[Change], day: date
) -> None:
    """Whatever is recorded, no fact goes, and what was computed for a day is the same after facts of later days."""
    now = answered(workspace, SENT)
    for change in told:
        before, known = computed(now, day), facts_in(now)
        try:
            now = record_changes(now, [change]).after
        except recording.InvalidInputError:
            assert now.path.read_text("utf-8")
            continue
        assert known <= facts_in(now)
        if change.today is not None and change.today > day:
            assert computed(now, day) == before
