"""A list of headings as people write and paste it: every heading stands as written, and nothing is lost."""

from __future__ import annotations

import re
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning import Planner, headings

from naravard_docs.agenda.heading_list import ListedItem, read_headings
from naravard_docs.errors import FileAccessError, InvalidInputError, WrongUsageError
from naravard_docs.meeting.agenda_item import ItemType

HERE = Path("rader.txt")
BODY = "Val av justerare"


def read(text: str | bytes) -> tuple[ListedItem, ...]:
    return read_headings(text if isinstance(text, bytes) else text.encode(), HERE).items


@pytest.mark.parametrize(
    ("line", "heading", "number", "kind"),
    [
        ("Budget 2027", "Budget 2027", "", None), ("1. Budget", "Budget", "", None),
        ("1.\tBudget", "Budget", "", None),
        ("12) Budget", "Budget", "", None), ("§ 12 Budget", "Budget", "", None), ("12 § Budget", "Budget", "", None),
        ("§12. Budget", "Budget", "", None), ("•\tBudget", "Budget", "", None),
        ("•\u00a0\u00a0Budget", "Budget", "", None),
        ("\uf0b7\tBudget", "Budget", "", None), ("- Budget", "Budget", "", None), ("– 1. Budget", "Budget", "", None),
        ("Punkt 3: Budget", "Budget", "", None), ("1.Budget", "Budget", "", None), ("☐ Budget", "Budget", "", None),
        ("2023 års bokslut", "2023 års bokslut", "", None), ("3 nya tjänster", "3 nya tjänster", "", None),
        ("1. maj-firandet", "1. maj-firandet", "", None), ("-5 grader i skolan", "-5 grader i skolan", "", None),
        ("Budget KS 2023/14", "Budget", "KS 2023/14", None), ("Budget, KS 2023/14", "Budget", "KS 2023/14", None),
        ("Budget (KS 2023/14)", "Budget", "KS 2023/14", None),
        ("Maxtaxa Bun/2015:182", "Maxtaxa", "Bun/2015:182", None), ("Budget 2027/28", "Budget 2027/28", "", None),
        ("Budget (beslut) Bun/2015:182", "Budget", "Bun/2015:182", ItemType.DECISION),
        ("Budget – dnr KS 2023/14", "Budget", "KS 2023/14", None),
        ("Budget\tKS 2023/14", "Budget", "KS 2023/14", None), ("Budget Dnr 2023/14", "Budget", "2023/14", None),
        ("Budget RS 123-2024", "Budget", "RS 123-2024", None),
        ("Budget KS\u00a02023/14", "Budget", "KS 2023/14", None),
        ("Svar på EU 2016/679", "Svar på EU 2016/679", "", None),
        ("Remiss SOU 2023:14", "Remiss SOU 2023:14", "", None),
        ("Skolskjuts läsåret 2024/2025", "Skolskjuts läsåret 2024/2025", "", None),
        ("Budget (beslut)", "Budget", "", "beslutsärende"),
        ("Budget (information)", "Budget", "", "informationsärende"),
        ("Budget (B)", "Budget", "", "beslutsärende"), ("Budget [I]", "Budget", "", "informationsärende"),
        ("Budget\tB", "Budget", "", "beslutsärende"), ("Budget – I", "Budget", "", "informationsärende"),
        ("B: Budget", "Budget", "", "beslutsärende"), ("I\tBudget", "Budget", "", "informationsärende"),
        ("4. Budget (beslut) KS 2023/14", "Budget", "KS 2023/14", "beslutsärende"),
        ("4. Budget KS 2023/14 (B)", "Budget", "KS 2023/14", "beslutsärende"),
        ("Vitamin B", "Vitamin B", "", None), ("Rapport – information", "Rapport – information", "", None),
        ("Avtal: «Åsa» & \"Bo\" #5", "Avtal: «Åsa» & \"Bo\" #5", "", None), ("KS 2023/14", "KS 2023/14", "", None),
        ("(beslut)", "(beslut)", "", None),
    ],
)  # fmt: skip
def test_a_line(line: str, heading: str, number: str, kind: str | None) -> None:
    """What stands before and after the heading is taken off where nobody means it as a part of it."""
    (item,) = read(line)
    assert (item.heading, item.reference_number, item.item_type) == (heading, number, ItemType(kind) if kind else None)


def test_numbers_that_go_on_by_one() -> None:
    """A number that may begin a heading is taken off where the rows are numbered so."""
    assert [each.heading for each in read("1 Budget\n2 Bokslut\n3 1. maj\n")] == ["Budget", "Bokslut", "1. maj"]
    assert [each.heading for each in read("3 tjänster\n2027 års budget\n")] == ["3 tjänster", "2027 års budget"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1\nBudget\n2\nBokslut\n", ["Budget", "Bokslut"]),
        ("a) Budget\nb) Bokslut\n", ["Budget", "Bokslut"]),
        ("2.1 Budget\n2.2 Bokslut\n", ["Budget", "Bokslut"]),
        ("Nr\tÄrende\tDnr\n1\tBudget\tKS 2027/1\n", ["Budget"]),
        ("> 1. Budget\n> 2. Bokslut\n", ["Budget", "Bokslut"]),
        ("09.00 Öppnande\n09.15 Budget\n", ["09.00 Öppnande", "09.15 Budget"]),
        (
            "Öppnande\n3 § skollagen\nA. Berg: motion\nBudget\n",
            ["Öppnande", "3 § skollagen", "A. Berg: motion", "Budget"],
        ),
        ("Ett\n----\nTvå\n", ["Ett", "Två"]),
        ("Kallelse\nTid: kl. 13\n\nFöredragningslista:\n1. Ett\n2. Två\n", ["Ett", "Två"]),
        ("Kallelse\nDagordning\nEtt\n", ["Kallelse", "Dagordning", "Ett"]),
    ],
)
def test_lists_of_other_kinds(text: str, found: list[str]) -> None:
    """Tables, mails, letters, times and sections of laws: only what numbers the rows is taken off."""
    items = read(text)
    assert [each.heading for each in items] == found
    assert not [each for each in items if each.sub_items or each.text]


def test_a_column_of_letters() -> None:
    """B and I last on most lines say what kind the items are."""
    items = read("Budget KS 2023/14 B\nVitamin B\nLäget I\nÖvrigt\n")
    assert [each.heading for each in items] == ["Budget", "Vitamin", "Läget", "Övrigt"]
    assert items[0].reference_number == "KS 2023/14"
    assert items[2].item_type is ItemType.INFORMATION


def test_what_is_indented() -> None:
    """A marked line below is a sub-item, as is one below a heading without mark; other lines are text."""
    items = read(
        "1. Val\n   a) Ordförande\n   b) Revisorer (B)\n2. Budget\n   Ekonomen deltar.\n   Tid: 20 minuter\n"
        "3. Avtal\n3.1 Hyra\n3.2 El\n4. Lokaler\n\tKS 2023/14\n"
    )
    assert [each.heading for each in items] == ["Val", "Budget", "Avtal", "Lokaler"]
    assert [each.heading for each in items[0].sub_items] == ["Ordförande", "Revisorer"]
    assert items[1].text == ("Ekonomen deltar.", "Tid: 20 minuter")
    assert [each.heading for each in items[2].sub_items] == ["Hyra", "El"]
    assert items[3].reference_number == "KS 2023/14"
    (item,) = read("Val\n  Ordförande\n    Valberedningens förslag.\n  Revisorer\n")
    assert [each.heading for each in item.sub_items] == ["Ordförande", "Revisorer"]
    assert item.sub_items[0].text == ("Valberedningens förslag.",)


@pytest.mark.parametrize(
    "data",
    ["Ett\r\n\r\nTvå å\r\n".encode(), "\ufeffEtt\nTvå å\n".encode(), "Ett\nTvå å\n".encode("utf-16"),
     "Ett\nTvå å\n".encode("cp1252"), "Ett\rTva\u030a a\u030a".replace("Tva\u030a", "Två").encode(),
     "  Ett\n  Två å".encode(), "Dagordning:\nEtt\nTvå å".encode()],
)  # fmt: skip
def test_encodings_and_line_ends(data: bytes) -> None:
    """UTF-8, UTF-16 and Windows are read, with any line ends, indented as a whole or under a title."""
    assert [each.heading for each in read(data)] == ["Ett", "Två å"]


def test_what_cannot_be_read() -> None:
    """What is no text, has no heading or cannot be set is refused; lines without a heading are told at their place."""
    with pytest.raises(FileAccessError) as binary:
        read(b"PK\x03\x04\x00\x00\x00\xff\xd8")
    assert "vanlig text" in binary.value.remedy
    for nothing in ("", "\n\n", "\n •\n", "Dagordning\n1.\n"):
        with pytest.raises(WrongUsageError, match="ingen rubrik"):
            read(nothing)
    with pytest.raises(InvalidInputError) as faults:
        read("Ett\nTvå [^1]\nTre \x07\n" + "x" * 10_001)
    assert [problem.place.line for problem in faults.value.problems if problem.place] == [2, 3, 4]
    told = read_headings(b"Dagordning\n1. Ett\n2.\n", HERE).problems
    assert [str(problem.place) for problem in told] == ["rader.txt:1:1", "rader.txt:3:1"]


def _words(text: str) -> list[str]:
    return sorted(re.findall(r"\w{2,}", text))


LINE = st.text(st.sampled_from("abåÅö 12.)(§-–•\t:,/BI\u00a0#\"'&😀"), min_size=1, max_size=25)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_nothing_is_lost(lines: list[str]) -> None:
    """Every word of a list is in its items or in what is told of it, whatever is written."""
    text = "\n".join(lines)
    try:
        listed = read_headings(text.encode(), HERE)
    except (InvalidInputError, WrongUsageError):
        return
    parts = [part for item in listed.items for part in (item, *item.sub_items)]
    kept = " ".join(" ".join((each.heading, each.reference_number, *each.text)) for each in parts)
    told = " ".join(problem.message for problem in listed.problems)
    letters = set(re.findall(r"[abåö]{2,}", text, re.IGNORECASE))
    assert not [word for word in letters if word not in f"{kept} {told}"]


def test_a_list_becomes_the_agenda(planner: Planner) -> None:
    """A list with standing items keeps its order; those that it lacks come where the body has them."""
    planner.held("2027-01-08-bun", "ärenden: [{rubrik: Skolskjuts, diarienummer: BUN 2027/4, utgång: bordläggs}]\n")
    Path("rader.txt").write_text("1. Upprop\n2. VAL AV JUSTERARE\n3. Skjuts BUN 2027/4\n4. Övriga frågor\n", "utf-8")
    meeting = planner.made("bun", "2027-02-12", "--agenda", "rader.txt")
    assert headings(meeting) == [
        *("Upprop", "VAL AV JUSTERARE", "Godkännande av dagordningen", "Skjuts", "Anmälan av delegationsbeslut"),
        "Övriga frågor",
    ]
    assert meeting.agenda_items[3].earlier_handling == "Ärendet bordlades den 8 januari 2027, § 1."


def test_a_list_of_matters_goes_among_the_standing_items(planner: Planner) -> None:
    """A list without standing items comes after what opens the meeting and before what ends it, also from stdin."""
    stdin = TextIOWrapper(BytesIO("• Ett\n• Två: «å»\n".encode()))
    planner.patch.setattr(sys, "stdin", stdin)
    meeting = planner.made("bun", "2027-02-12", "--agenda", "-")
    assert headings(meeting)[:4] == [BODY, "Godkännande av dagordningen", "Ett", "Två: «å»"]


def test_a_list_at_fault_writes_nothing(planner: Planner) -> None:
    """The fault is told with file and line."""
    Path("rader.txt").write_text("Ett\nTvå [^1]\n", "utf-8")
    answer = planner.ny("bun", "2027-02-12", "--agenda", "rader.txt")
    assert answer.code == 1 and "rader.txt:2:1: fel" in answer.err
    assert not list(Path("meetings").glob("*.yaml"))
    assert planner.ny("bun", "2027-02-12", "--agenda", "borta.txt").code == 3


def test_sections_of_a_list_that_become_others(planner: Planner) -> None:
    """Numbers with § that the items do not get are told."""
    Path("rader.txt").write_text("§ 12 Ett\n§ 13 Två\n", "utf-8")
    assert "(§ 12–13) följer inte med" in planner.ny("bun", "2027-02-12", "--agenda", "rader.txt").err
