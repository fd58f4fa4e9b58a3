"""What the benchmark compares is comparable: the others are given every word, and ratios are taken round by round."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from made import documents

from benchmarks.chart import chart
from benchmarks.content import MEETING, as_json, meeting_of, pattern_of_meeting, varied
from benchmarks.parts import WORKERS, Work, in_turn
from benchmarks.processes import MeasuringError, Ran
from benchmarks.report import LINES, is_reached, main_table, whole_report
from benchmarks.results import Results, Row, ratio, read_results
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.blocks import Paragraph
from naravard_docs.document.inlines import text
from naravard_docs.libraries.records import replace


def results(*rows: Row) -> Results:
    return Results({"Python": "3.11", "cores": 2}, {"typst": "0.15"}, False, rows)


def test_versions_differ_in_every_item(workspace: WorkspaceFolder) -> None:
    """Two versions are valid meetings of nine items that share no heading, name or text."""
    pattern = pattern_of_meeting()
    one, other = (workspace.load(varied(number, pattern)).meeting for number in (1, 2))
    assert len(one.agenda_items) == len(other.agenda_items) == len(pattern_items())
    assert {item.heading for item in one.agenda_items}.isdisjoint(item.heading for item in other.agenda_items)
    assert {person.name for person in one.people}.isdisjoint(person.name for person in other.people)
    assert {item.text for item in one.agenda_items if item.text}.isdisjoint(item.text for item in other.agenda_items)


def pattern_items() -> list[str]:
    return [line for line in MEETING.read_text("utf-8").splitlines() if line.startswith("  - rubrik:")]


def test_large_meetings_have_their_items(workspace: WorkspaceFolder) -> None:
    """A meeting of twenty items is valid and gives the others twenty items and a table of contents."""
    loaded = workspace.load(meeting_of(20))
    data = as_json(compose_minutes(loaded.meeting, loaded.workspace.house))
    assert len(data["items"]) == len(data["contents"]["lines"]) == 20
    assert [len(item["decision"]["clauses"]) for item in data["items"]] == [3] * 20


def test_the_others_are_given_every_word() -> None:
    """The data of the example meeting hold its attendance, its texts and its decisions."""
    data = as_json(documents()["protokoll-2023"])
    assert [len(group["rows"] or group["names"]) for group in data["attendance"]["groups"]] == [5, 12, 11]
    assert [len(item["text"]) for item in data["items"]] == [0, 0, 0, 1, 5, 1, 13, 0, 1]
    assert data["items"][1]["decision"] == {
        "opening": "Föregående protokoll godkändes och lades till handlingarna.",
        "clauses": [],
    }


def test_a_document_with_words_that_the_data_lack_is_refused() -> None:
    """What the data have no place for would not be the same work for all, so it is no content for the comparison."""
    whole = documents()["protokoll-2023"]
    longer = replace(whole, blocks=(*whole.blocks, Paragraph("tillägg", text("Ett tillägg."))))
    with pytest.raises(ValueError, match=r"would not be given \['Ett', 'tillägg.'\]"):
        as_json(longer)


def test_ratios_are_taken_round_by_round() -> None:
    """The ratio is the median of pairs, not the ratio of medians."""
    ours, other = Row("cold", "naravard", seconds=[1, 9, 2]), Row("cold", "Typst", seconds=[1, 3, 4])
    assert ratio(ours, other) == 1
    assert ratio(ours, None) is None
    assert ratio(ours, Row("cold", "Typst")) is None


def test_goals_are_marked() -> None:
    """A goal that is reached and one that is not are told apart; one at another size is not judged."""
    goal = {line.part: line for line in LINES if line.judged in ("ratio", "seconds")}
    measured = results(
        Row("cold", "naravard", seconds=[3.9]),
        Row("cold", "Typst", seconds=[1]),
        Row("batch", "naravard", size=200, workers=WORKERS, seconds=[1.5]),
        Row("batch", "Typst", size=200, workers=WORKERS, seconds=[1]),
        Row("check", "naravard", size=50, seconds=[0.1]),
    )
    assert is_reached(measured, goal["cold"]) is True
    assert is_reached(measured, goal["batch"]) is False
    assert is_reached(measured, goal["check"]) is None
    assert [line.count("✓") for line in main_table(measured).splitlines()[2:]] == [1, 0, 0]


def test_works_are_measured_in_turn() -> None:
    """Each round takes every work once; one that fails keeps its place in the table, with its reason."""
    seen: list[str] = []

    def work(name: str) -> Work:
        def measure() -> Ran:
            seen.append(name)
            if name == "c":
                raise MeasuringError("exit code 1: no font")
            return Ran(1.0, 1.0, 1.0, "")

        return Work(Row("cold", name), lambda: None, measure)

    rows = list(in_turn([work("a"), work("b"), work("c")], rounds=3, uncounted=1))
    assert seen == ["a", "b", "c", "a", "b", "a", "b"]
    assert [len(row.seconds) for row in rows] == [2, 2, 0]
    assert rows[2].note == "exit code 1: no font"


def test_measures_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Table and chart are the same from the JSON as from the run, and say what could not take part."""
    measured = results(
        *(Row("items", "naravard", size=n, seconds=[n / 100], peak_mib=[50]) for n in (1, 10, 100, 1000)),
        *(Row("items", "Typst", size=n, seconds=[n / 50], peak_mib=[90]) for n in (1, 10, 100, 1000)),
        Row("cold", "LibreOffice", note="soffice not installed"),
    )
    measured.save(tmp_path / "a.json")
    again = read_results(tmp_path / "a.json")
    assert whole_report(again) == whole_report(measured)
    assert chart(again) == chart(measured)
    assert "soffice not installed" in whole_report(again)
    assert "naravard 10 s at 1000" in chart(again)
