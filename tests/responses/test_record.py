"""Recording answers: the whole file is judged before it is written, and nothing that others wrote is lost."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from answering import ENTRY, REFERENCE, answered
from command import PROGRAM
from conftest import REPOSITORY, WorkspaceFolder

from naravard_docs.errors import FileAccessError, InvalidInputError, Place
from naravard_docs.meeting.response import EVERY_CLAUSE
from naravard_docs.responses import record as recording
from naravard_docs.responses.entry import Change
from naravard_docs.responses.load import LoadedRecommendation, read_answers
from naravard_docs.responses.record import RecordingResult, record_changes
from naravard_docs.yaml.edit import AnswerEntry
from naravard_docs.yaml.round_trip import FlowMapping, KeyPath

FILE = """\
# Svaren.
svar:
  - mottagare: umea  # ringde
    skickat: 2023-04-03
  - mottagare: mala
    beslut:
      instans: KF
      datum: 2023-06-21
      satser: antagen
"""
DECISION: dict[KeyPath, str | None] = {("beslut", "instans"): "KF", ("beslut", "datum"): "2023-06-21"}


def recorded(workspace: WorkspaceFolder, change: Change, content: str | None = FILE) -> str:
    """Record a change and return the file's text afterwards."""
    asked = answered(workspace, content)
    record_changes(asked, [change])
    return asked.path.read_text("utf-8")


def told(result: RecordingResult) -> list[tuple[str, str, str, str]]:
    return [(each.recipient, each.key, each.before, each.after) for each in result.told()]


def test_a_value_is_recorded(workspace: WorkspaceFolder) -> None:
    """What is recorded comes into the recipient's entry, and all else stays as it was."""
    after = recorded(workspace, Change("umea", {("mottaget",): "2023-04-04"}))
    assert after == FILE.replace("2023-04-03\n", "2023-04-03\n    mottaget: 2023-04-04\n")


def test_what_was_recorded_is_told(workspace: WorkspaceFolder) -> None:
    """The result says what became another and what it was before, and has the answers as they are now."""
    changes = [
        Change("umea", {("skickat",): None, ("mottaget",): "2023-04-04"}, replaces=True),
        Change("mala", {("beslut", "instans"): "KS"}, replaces=True),
    ]
    result = record_changes(answered(workspace, FILE), changes)
    assert told(result) == [
        ("umea", "skickat", "2023-04-03", ""),
        ("mala", "beslut instans", "KF", "KS"),
        ("umea", "mottaget", "", "2023-04-04"),
    ]
    assert result.after.responses[0].received == (date(2023, 4, 4),)


def test_a_missing_file_is_made(workspace: WorkspaceFolder) -> None:
    """The first answer makes the file, with the line that editors read, and the schema that it names."""
    after = recorded(workspace, Change("asele", {("skickat",): "2023-04-03"}), content=None)
    assert after == (
        "# yaml-language-server: $schema=../../templates/schema/svar.schema.json\n"
        "# Svar på rekommendationen om planen, 2023-04-01.\n"
        "svar:\n  - mottagare: asele\n    skickat: 2023-04-03\n"
    )
    assert (workspace.root / "templates/schema/svar.schema.json").is_file()
    assert recorded(workspace, Change("mala"), content=after).endswith("2023-04-03\n  - mottagare: mala\n")


def test_a_file_of_comments_takes_an_entry(workspace: WorkspaceFolder) -> None:
    """A file that says nothing yet keeps its comments."""
    asked = answered(workspace)
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", "# Svaren kommer.\n")
    record_changes(asked, [Change("umea")])
    assert asked.path.read_text("utf-8") == "# Svaren kommer.\nsvar:\n  - mottagare: umea\n"


@pytest.mark.parametrize(
    ("outcomes", "lines"),
    [
        ({EVERY_CLAUSE: "avslagen"}, ["satser: avslagen"]),
        ({2: "avslagen"}, ["satser:", "  1: antagen", "  2: avslagen"]),
        ({1: "bordlagd", 2: "avslagen"}, ["satser:", "  1: bordlagd", "  2: avslagen"]),
        ({EVERY_CLAUSE: "bordlagd", 1: "avslagen"}, ["satser:", "  1: avslagen", "  2: bordlagd"]),
        (
            {2: FlowMapping(utfall="antagen med ändring", text="a, b")},
            ["satser:", "  1: antagen", "  2: {utfall: antagen med ändring, text: 'a, b'}"],
        ),
    ],
)
def test_outcomes_are_corrected_one_by_one(
    workspace: WorkspaceFolder, outcomes: dict[int, str], lines: list[str]
) -> None:
    """An outcome of one clause leaves those of the others, also where one word stood for all."""
    after = recorded(workspace, Change("mala", outcomes=outcomes, replaces=True))
    assert after.split("\n")[8:-1] == [" " * 6 + line for line in lines]


def test_outcomes_of_a_clause_leave_the_lines_of_the_others(workspace: WorkspaceFolder) -> None:
    """Where clauses have lines of their own, only the line of the one that is recorded changes."""
    clauses = "      satser:\n        1: antagen  # enhälligt\n        2: bordlagd\n"
    content = FILE.replace("      satser: antagen\n", clauses)
    after = recorded(workspace, Change("mala", outcomes={2: "antagen"}, replaces=True), content)
    assert after == content.replace("2: bordlagd", "2: antagen")
    whole = recorded(workspace, Change("mala", outcomes={EVERY_CLAUSE: "antagen"}, replaces=True), content)
    assert whole == FILE.replace("      satser:", "      # enhälligt\n      satser:")


def test_comments_on_clauses_stay_when_they_become_one(workspace: WorkspaceFolder) -> None:
    """What was written beside and between clauses stands above the word that takes their place."""
    held = "# hm\n        # först\n        1: antagen  # ett\n        # mellan\n        2: bordlagd\n"
    content = FILE.replace("satser: antagen\n", f"satser:  {held}")
    after = recorded(workspace, Change("mala", outcomes={EVERY_CLAUSE: "antagen"}, replaces=True), content)
    assert "      # ett\n      # mellan\n      satser: antagen # hm\n" in after
    assert after.count("# ") == content.count("# ")


def test_one_changed_outcome_for_all_is_taken_apart(workspace: WorkspaceFolder) -> None:
    """An outcome with its text that stood for all clauses goes on standing for those that are not recorded anew."""
    content = FILE.replace("satser: antagen", "satser: {utfall: antagen med ändring, text: x}")
    after = recorded(workspace, Change("mala", outcomes={1: "antagen"}, replaces=True), content)
    assert after.endswith("        1: antagen\n        2: {utfall: antagen med ändring, text: x}\n")


def test_reminders_are_added(workspace: WorkspaceFolder) -> None:
    """A day of a reminder is added to those before it, once."""
    asked = answered(workspace, FILE)
    for day in (date(2023, 9, 1), date(2023, 10, 1), date(2023, 10, 1)):
        record_changes(asked, [Change("umea", reminded=[day])])
    assert "    påmint: [2023-09-01, 2023-10-01]\n" in asked.path.read_text("utf-8")


def test_keys_and_entries_are_taken_away(workspace: WorkspaceFolder) -> None:
    """A key goes, one that is not there does no harm, and a whole entry goes."""
    change = Change("umea", {("skickat",): None, ("utlovat",): None}, replaces=True)
    assert recorded(workspace, change) == FILE.replace("    skickat: 2023-04-03\n", "")
    assert recorded(workspace, Change("umea", removes_entry=True)).startswith("# Svaren.\nsvar:\n  - mottagare: mala\n")
    assert recorded(workspace, Change("vindeln", removes_entry=True)) == FILE


def test_english_keys_are_changed_where_they_stand(workspace: WorkspaceFolder) -> None:
    """A file with the English names goes on having them, without the Swedish beside."""
    content = "responses:\n  - recipient: umea\n    sent: 2023-04-03\n"
    after = recorded(workspace, Change("umea", {("skickat",): "2023-04-05"}, replaces=True), content)
    assert after == content.replace("04-03", "04-05")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("umea", {("mottaget",): "i går"}), "umea: «i går» går inte att läsa som ett datum"),
        (Change("umea", {("mottaget",): "2023-04-01"}), "umea: brevet är mottaget 1 april 2023, men brevet skickades"),
        (Change("umea", DECISION), "umea: nyckeln «satser» saknas"),
        (Change("umea", DECISION, {3: "antagen", EVERY_CLAUSE: "antagen"}), "umea: punkt 3 finns inte"),
        (Change("umea", {("fil",): "a.pdf"}), "umea: filen «a.pdf» finns inte i meetings/svar/"),
        (Change("ume"), "ume: «ume» finns inte på brevets sändlista"),
        (Change("umea", {("anteckning",): "a\x07b"}), "umea: ett styrtecken (U+0007) står i texten"),
    ],
)
def test_what_would_be_wrong_is_not_written(workspace: WorkspaceFolder, change: Change, message: str) -> None:
    """A change that would make the file invalid is told, and the file is as it was; the good ones wait too."""
    asked = answered(workspace, FILE)
    with pytest.raises(InvalidInputError) as caught:
        record_changes(asked, [Change("vindeln", {("skickat",): "2023-04-03"}), change])
    assert caught.value.problems[0].message.startswith(message)
    assert [problem.place for problem in caught.value.problems] == [None]
    assert asked.path.read_text("utf-8") == FILE


def test_a_problem_is_told_where_the_change_was_read(workspace: WorkspaceFolder) -> None:
    """A change that comes from a list has the place in that list, by the key that is wrong."""

    def place(path: KeyPath) -> Place:
        return Place(Path("lista.csv"), 2, {("mottaget",): 3, ("beslut", "datum"): 4}.get(path, 1))

    change = Change("umea", {**DECISION, ("mottaget",): "x", ("beslut", "datum"): "y"}, {1: "antagen"}, place=place)
    with pytest.raises(InvalidInputError) as caught:
        record_changes(answered(workspace, FILE), [change])
    assert [(str(each.place), each.message[:5]) for each in caught.value.problems] == [
        ("lista.csv:2:3", "«x» g"),
        ("lista.csv:2:4", "«y» g"),
    ]


def test_what_was_wrong_before_is_told_at_its_line(workspace: WorkspaceFolder) -> None:
    """A fault that the file has already is told where it stands, also when lines come in above it."""
    asked = answered(workspace, FILE)
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", FILE.replace("instans: KF", "instans: KX"))
    with pytest.raises(InvalidInputError) as caught:
        record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.line, problem.place.source_line) == (7, "      instans: KX")
    record_changes(asked, [Change("mala", {("beslut", "instans"): "KS"}, replaces=True)])
    assert "instans: KS" in asked.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("svar: umea\n", "ska vara en lista"),
        ("svar: [umea]\n", "har fel form"),
        ("svar: []\nx: y\n", "Okänd nyckel «x»"),
        ("svar:\n\t- a\n", "tabbtecken"),
        (ENTRY + "responses: []\n", "samma nyckel"),
    ],
)
def test_a_file_of_another_form_is_let_be(workspace: WorkspaceFolder, content: str, message: str) -> None:
    """A file that is no answer file is told as such, at its place, and is not changed."""
    asked = answered(workspace)
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", content)
    with pytest.raises(InvalidInputError) as caught:
        record_changes(asked, [Change("umea")])
    assert message in caught.value.problems[0].message
    assert caught.value.problems[0].place is not None
    assert asked.path.read_text("utf-8") == content


@pytest.mark.parametrize("content", ["svar:\n  - ? mottagare\n    : umea\n", "{}\n"])
def test_a_form_that_cannot_be_changed_is_told(workspace: WorkspaceFolder, content: str) -> None:
    """An answer file with YAML's «? » before a key, or none but braces, is read, but is not changed by lines."""
    asked = answered(workspace, content)
    with pytest.raises(FileAccessError, match="på ett sätt som programmet inte kan ändra i"):
        record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])


def test_an_old_encoding_is_told(workspace: WorkspaceFolder) -> None:
    """A file in cp1252 is told as when it is read, and is not changed."""
    asked = answered(workspace)
    data = (ENTRY + "    anteckning: å\n").encode("cp1252")
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", data)
    with pytest.raises(InvalidInputError, match="cp1252"):
        record_changes(asked, [Change("umea")])
    assert asked.path.read_bytes() == data


def test_marks_and_line_ends_stay(workspace: WorkspaceFolder) -> None:
    """A byte order mark and Windows' line ends are there afterwards too."""
    asked = answered(workspace)
    data = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    workspace.write(f"meetings/svar/{REFERENCE}.yaml", data)
    record_changes(asked, [Change("umea", {("skickat",): "2023-04-05"}, replaces=True)])
    assert asked.path.read_bytes() == data.replace(b"2023-04-03", b"2023-04-05")


def test_nothing_is_written_when_nothing_changes(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recorded already leaves the file alone."""
    asked = answered(workspace, FILE)
    monkeypatch.setattr(recording, "write_whole", lambda *_: pytest.fail("written"))
    assert told(record_changes(asked, [Change("umea", {("skickat",): "2023-04-03"})])) == []


def while_judging(monkeypatch: pytest.MonkeyPatch, act: list[bytes], path: Path) -> None:
    """Have someone else write each of some contents while a change is judged."""
    read = recording.read_answers

    def meddling(asked: LoadedRecommendation, text: str | None = None) -> LoadedRecommendation:
        if text is not None and act:
            path.write_bytes(act.pop(0))
        return read(asked, text)

    monkeypatch.setattr(recording, "read_answers", meddling)


def test_what_others_write_meanwhile_is_kept(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that someone else saves between the reading and the writing is kept beside ours."""
    asked = answered(workspace, FILE)
    while_judging(monkeypatch, [FILE.replace("# ringde", "# mejlade").encode()], asked.path)
    record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])
    after = asked.path.read_text("utf-8")
    assert "# mejlade" in after
    assert "mottaget: 2023-04-04" in after


def test_a_file_that_never_rests_is_left_alone(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """When someone else writes again and again, the last that they wrote stands and the user is told."""
    asked = answered(workspace, FILE)
    contents = [f"{FILE}# {n}\n".encode() for n in range(99)]
    while_judging(monkeypatch, contents, asked.path)
    with pytest.raises(FileAccessError, match="ändras hela tiden"):
        record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])
    assert asked.path.read_text("utf-8") == f"{FILE}# 49\n"


@pytest.mark.slow
def test_all_that_write_at_once_are_heard(workspace: WorkspaceFolder) -> None:
    """Commands that run at the same time all get their answers into the file, and leave nothing else behind."""
    asked = answered(workspace)
    keys = [recipient.slug for recipient in asked.recommendation.recipients][:8]
    commands = [["svar", str(asked.meeting.path), key, "--skickat", "2023-04-03", "--tyst"] for key in keys]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    running = [subprocess.Popen([*PROGRAM, *command], env=environment, stdout=subprocess.PIPE) for command in commands]
    assert [process.wait() for process in running] == [0] * len(keys)
    for process in running:
        process.communicate()
    assert {each.recipient for each in read_answers(asked).responses} == set(keys)
    assert [path.name for path in asked.path.parent.iterdir()] == [asked.path.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(workspace: WorkspaceFolder) -> None:
    """A folder without permission is told, and nothing is changed."""
    asked = answered(workspace, FILE)
    asked.path.parent.chmod(0o500)
    try:
        with pytest.raises(FileAccessError, match="går inte att skriva"):
            record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])
    finally:
        asked.path.parent.chmod(0o700)


def test_a_slip_in_writing_back_stops_it(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """If writing back would change another's entry, nothing is written."""
    asked = answered(workspace, FILE)

    def slipping(entry: AnswerEntry, *_: object) -> None:
        entry.lines = [line.replace("umea", "vindeln") for line in entry.lines]

    monkeypatch.setattr(AnswerEntry, "put", slipping)
    with pytest.raises(FileAccessError, match="utan att annat i den"):
        record_changes(asked, [Change("umea", {("mottaget",): "2023-04-04"})])
    assert asked.path.read_text("utf-8") == FILE


def test_answers_are_on_the_disk_before_they_take_the_old_ones_place(
    workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's bytes are made to reach the disk, and only then does it get its name."""
    done: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def synced(number: int) -> None:
        done.append("fsync")
        fsync(number)

    def renamed(path: Path, target: Path) -> Path:
        done.append(target.suffix)
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    recorded(workspace, Change("mala", {("skickat",): "2023-04-03"}), FILE)
    assert done[-2:] == ["fsync", ".yaml"]
    assert done.count("fsync") == 1
