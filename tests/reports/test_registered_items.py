"""The register of decisions knows what an item has: votes, reservations, elections, sub-items, and what is done."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command import Run
from conftest import REPOSITORY

from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.blocks import Block, List, Quote, Section
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.clause_type import RegisteredKind
from naravard_docs.meeting.registered_decision import registered_decisions
from naravard_docs.reports.register_json import register_json
from naravard_docs.workspace.load import load_meeting

EXAMPLES = REPOSITORY / "naravard_docs/workspace/examples"
BODY = """namnden:
  namn: Nämnden
  profil: nämnd
  ordförande: Anna Ek (M)
  ordval: {numrering: paragraf}
"""
MEETING = """organ: namnden
datum: 2024-02-01
start_paragraf: 11
närvarande:
  - grupp: Ledamöter
    ställning: tjänstgörande
    personer: [Anna Ek (M), Bo Al (S), Cia Dal (S), Di Fors (KD)]
ärenden:
  - rubrik: Avgifter
    diarienummer: N 2024/7
    yrkanden: ['Bo Al (S): avslag']
    omröstningar:
      - {ja_för: bifall, nej_för: avslag, ja: [Anna Ek (M), Di Fors (KD)], nej: [(S)], avgjordes_av: utslagsröst}
    beslut:
      - {inledning: för egen del, satser: [fastställa avgiften]}
      - verb: föreslår kommunfullmäktige
        satser: [{text: ta taxan, typ: uppdrag, ansvarig: chefen, klart_senast: 2024-05-01}]
      - {rubrik: Övrigt, text: Nämnden tackar för arbetet.}
    reservationer: {(S): Den är för hög.}
    skickas_till: [kommunerna, Elevkåren]
  - rubrik: Val
    sekretess: OSL 26:1
    delärenden:
      - rubrik: Ordförande
        val:
          - {uppdrag: ordförande, person: Bo Al (S), efter: Anna Ek (M), till_och_med: 2026-12-31}
          - vice ordförande: Di Fors (KD)
        omröstningar: [{röster: {Bo Al (S): 3, blanka: 1}, sluten: ja, utfall: Bo Al är vald.}]
  - {rubrik: Taxan, utgång: bordläggs, till_möte: 2024-03-01}
  - {rubrik: Planen, utgång: utgår}
  - rubrik: Avgifter
    fortsätter: 11
    beslut: [{text: skriva avtal, typ: uppdrag, ansvarig: chefen, klart: 2024-03-01}]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one body and one meeting of it, which has everything."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "meetings").mkdir()
    (tmp_path / "templates/organ.yaml").write_text(BODY, encoding="utf-8")
    lists = "kommunerna: {namn: Kommunerna, mottagare: [{namn: Umeå kommun, e-post: a@umea.se}]}\n"
    (tmp_path / "templates/sandlistor.yaml").write_text(lists, encoding="utf-8")
    (tmp_path / "meetings/2024-02-01.yaml").write_text(MEETING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def references(answer_lines: list[str]) -> list[str]:
    return [line.removeprefix("Nämnden 2024-02-01 ") for line in answer_lines if line and not line.startswith(" ")]


def test_everything_decided_has_a_reference(here: Path, run: Run) -> None:
    """Clauses of several blocks, a sentence among them, elections of sub-items, and what was tabled, not withdrawn."""
    assert references(run("beslut").lines) == [
        "§ 11 punkt 1",
        "§ 11 punkt 2",
        "§ 11 beslut 3",
        "§ 12.1 val 1",
        "§ 12.1 val 2",
        "§ 13",
        "§ 11 (fortsättning) punkt 1",
    ]


def test_what_belongs_to_a_decision_is_told(here: Path, run: Run) -> None:
    """Its own opening, votes, reservations, who gets it, and secrecy stand below its words."""
    assert run("beslut", "taxan", "föreslår").lines == [
        "Nämnden 2024-02-01 § 11 punkt 2",
        "  Avgifter",
        "  Nämnden föreslår kommunfullmäktige:",
        "  Att ta taxan",
        "  uppdrag · ansvarig chefen · klart senast 2024-05-01 · ej justerat",
        "  omröstning: 2 ja, 2 nej, utslagsröst · reservation: Bo Al (S) och Cia Dal (S) · skickas till Kommunerna och "
        "Elevkåren",
    ]
    assert run("beslut", "--typ", "val", "ordförande", "2026").lines == [
        "Nämnden 2024-02-01 § 12.1 val 1",
        "  Val: Ordförande",
        "  Nämnden beslutade att välja:",
        "  Bo Al (S) till ordförande efter Anna Ek (M), till och med den 31 december 2026",
        "  val · ej justerat",
        "  omröstning: Bo Al (S): 3, blanka: 1 · sekretess",
    ]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--ej-klara"], ["§ 11 punkt 2"]),
        (["--typ", "uppdrag"], ["§ 11 punkt 2", "§ 11 (fortsättning) punkt 1"]),
        (["--ej-klara", "--ansvarig", "rektorn"], []),
        (["--typ", "val", "fors"], ["§ 12.1 val 2"]),
        (["bordlades"], ["§ 13"]),
        (["N 2024/7", "avslag", "egen"], ["§ 11 punkt 1"]),
        (["elevkåren", "tackar"], ["§ 11 beslut 3"]),
    ],
)
def test_they_are_found(here: Path, run: Run, arguments: list[str], found: list[str]) -> None:
    """What is done is left out by --ej-klara, and numbers, motions and recipients are searched too."""
    assert references(run("beslut", *arguments).lines) == found


def test_votes_and_motions_are_popolos(here: Path, run: Run) -> None:
    """Votes have counts, and names one by one; motions and reservations their people; the item what OParl has."""
    first: dict[str, Any] = json.loads(run("beslut", "--json").out)[0]
    bo, cia = {"name": "Bo Al", "group": "S"}, {"name": "Cia Dal", "group": "S"}
    assert first["agendaItem"]["motions"] == [
        {"text": "avslag", "classification": "yrkande", "creators": [bo], "result": None}
    ]
    assert first["agendaItem"]["reservations"] == [{"by": [bo, cia], "text": "Den är för hög."}]
    assert first["agendaItem"]["sent_to"] == ["Kommunerna", "Elevkåren"]
    assert first["opening"] == "Nämnden beslutade för egen del"
    (event,) = first["vote_events"]
    assert event["identifier"] == "2024-02-01#ärende-1.omröstningar-1"
    assert event["counts"] == [{"option": "yes", "value": 2}, {"option": "no", "value": 2}]
    assert event["votes"][2] == {"option": "no", "voter": {"name": "Bo Al"}, "group": {"name": "S"}}
    assert (event["yes_for"], event["no_for"], event["decided_by"]) == ("bifall", "avslag", "utslagsröst")


def test_the_public_and_the_secret(here: Path, run: Run) -> None:
    """What is under secrecy says so, and a sub-item has its item's; a tabled item has its result."""
    told = {one["id"]: one["agendaItem"] for one in json.loads(run("beslut", "--json").out)}
    election = told["2024-02-01#ärende-2-1.val-1"]
    assert (election["public"], election["under"], election["number"]) == (False, "Val", "§ 12.1")
    assert election["resolutionText"].splitlines()[0] == "Nämnden beslutade att välja:"
    assert (told["2024-02-01#ärende-3.utgång"]["result"], told["2024-02-01#ärende-3.utgång"]["public"]) == (
        "bordläggs",
        True,
    )


def test_the_table_has_them(here: Path, run: Run) -> None:
    """The table has a column for when it was done, for the numbers of votes, who reserved and who gets it."""
    run("beslut", "--csv", "lista.csv")
    heads, *rows = (here / "lista.csv").read_text("utf-8-sig").splitlines()
    assert heads.endswith("Klart senast;Klart;Diarienummer;Omröstning;Reservation;Skickas till;Mötesfil")
    assert rows[1].endswith(
        ";2024-05-01;;N 2024/7;2 ja, 2 nej, utslagsröst;Bo Al (S), Cia Dal (S);Kommunerna, Elevkåren;2024-02-01.yaml"
    )
    assert ";2024-03-01;" in rows[-1]


def test_the_handbook_says_what_each_name_is(here: Path, run: Run) -> None:
    """Every name within votes, motions, reservations and their people is explained, too."""
    page = (REPOSITORY / "docs/handbok/register.md").read_text("utf-8")
    first = json.loads(run("beslut", "--json").out)[0]
    item, (event,) = first["agendaItem"], first["vote_events"]
    records = (event, event["counts"][0], event["votes"][0], item["motions"][0], item["reservations"][0])
    assert {name for record in records for name in record if f"`{name}`" not in page} == set()


def test_minutes_do_not_change_when_something_is_done(here: Path, run: Run) -> None:
    """The day that an uppdrag was done can be written beside adopted minutes, which stay as they are."""
    path = here / "meetings/2024-02-01.yaml"
    written = MEETING.replace("start_paragraf", "status: justerat\nstart_paragraf").replace("nej: [(S)]", "nej: 2")
    path.write_text(written.replace(", klart: 2024-03-01", ""), encoding="utf-8")
    assert run("bygg", path).code == 0
    path.write_text(written, encoding="utf-8")
    answer = run("kontrollera", path)
    assert (answer.code, "behålls som det är" in answer.err) == (0, False)


def _ids(blocks: tuple[Block, ...]) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        found.add(block.id)
        if isinstance(block, Section | Quote):
            found |= _ids(block.blocks)
        elif isinstance(block, List):
            found |= _ids(tuple(inner for item in block.items for inner in item.blocks))
    return found


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_identifiers_are_bookmarks(tmp_path: Path, name: str) -> None:
    """In the minutes of each kind of body every identifier is one decision's, and, but for elections, its bookmark."""
    shutil.copytree(EXAMPLES / name, tmp_path / name)
    for path in sorted((tmp_path / name / "meetings").glob("*.yaml")):
        loaded = load_meeting(path)
        decided = tuple(registered_decisions(loaded.meeting, loaded.body, path.name, plain_words))
        assert decided
        marks = [one.identifier.split("#")[1] for one in decided]
        assert len(set(marks)) == len(marks)
        bookmarks = {mark for mark, one in zip(marks, decided, strict=True) if one.kind is not RegisteredKind.ELECTION}
        assert bookmarks <= _ids(compose_minutes(loaded.meeting, loaded.workspace.house).blocks)
        assert len(json.loads(register_json(decided))) == len(decided)
