"""Lines that say that a finding is meant so: where they stand, what they cover, and those that say nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from command import Run
from conftest import WorkspaceFolder
from rule_examples import whole

from naravard_docs.errors import Level, Problem

TWICE = "Den allmänna debatten debatten var livlig."


def told(workspace: WorkspaceFolder, text: str) -> list[tuple[str, Level]]:
    return [(problem.rule, problem.level) for problem in problems(workspace, text)]


def problems(workspace: WorkspaceFolder, text: str) -> Sequence[Problem]:
    from naravard_docs.workspace.load import read_meeting

    path = workspace.write_meeting(whole(text).replace("organ: samradet", "organ: systemledning"))
    return read_meeting(path).problems


def item(*lines: str) -> str:
    return "ärenden:\n" + "".join(f"  {line}\n" for line in lines)


COVERED = {
    "a key": item("- rubrik: A", "  # naravard: tillåt NV501 källans ord", f"  text: {TWICE}"),
    "an entry": item("# naravard: tillåt NV501 källans ord", "- rubrik: A", f"  text: {TWICE}"),
    "a key far above": "# naravard: tillåt NV501 källans ord\n" + item("- rubrik: A", f"  text: {TWICE}"),
    "other comments between": item(
        "# naravard: tillåt NV501 källans ord", "# en till", "", "- rubrik: A", f"  text: {TWICE}"
    ),
    "a block": item("- rubrik: A", "  # naravard: tillåt NV501 källans ord", "  text: |", "    Ett.", f"    {TWICE}"),
    "several rules": item(
        "- rubrik: A", "  # naravard: tillåt NV501, NV901 källans ord", f"  text: {TWICE} {{{{ a }}}}"
    ),
    "small letters": item("- rubrik: A", "  #naravard:tillåt nv501: källans ord", f"  text: {TWICE}"),
}  # fmt: skip


@pytest.mark.parametrize("name", COVERED)
def test_what_is_silenced_is_a_note(workspace: WorkspaceFolder, name: str) -> None:
    """What a line covers is told as a note with its reason, and the line is no fault."""
    found = problems(workspace, COVERED[name])
    assert {(p.level, p.reason) for p in found} == {(Level.NOTE, "källans ord")}
    assert "NV501" in {p.rule for p in found}


NOT_COVERED = {
    "the key beside": item("- # naravard: tillåt NV501 x", "  rubrik: A", f"  text: {TWICE}"),
    "the next entry": item("# naravard: tillåt NV501 x", "- rubrik: A", "- rubrik: B", f"  text: {TWICE}"),
    "another rule": item("# naravard: tillåt NV901 x", "- rubrik: A", f"  text: {TWICE}"),
    "no reason": item("# naravard: tillåt NV501", "- rubrik: A", f"  text: {TWICE}"),
    "no reason but a dash": item("# naravard: tillåt NV501 –", "- rubrik: A", f"  text: {TWICE}"),
    "after the value": item("- rubrik: A", f"  text: {TWICE} # naravard: tillåt NV501 x"),
    "below": item("- rubrik: A", f"  text: {TWICE}") + "# naravard: tillåt NV501 x\n",
}


@pytest.mark.parametrize("name", NOT_COVERED)
def test_what_is_not_covered_is_told(workspace: WorkspaceFolder, name: str) -> None:
    """What no line covers is found as before, and the line that covers nothing is told, too."""
    assert sorted(told(workspace, NOT_COVERED[name])) == [("NV501", Level.HINT), ("NV911", Level.WARNING)]


SAID = {
    "# naravard: tillåt NV51 skälet": ("ingen regel «NV51»", "menade du «NV5"),
    "# naravard: tillåt källans ord": ("säger inte vilken regel", "tillåt NV203 och skälet"),
    "# naravard: tilåt NV501 skälet": ("«tilåt» är inget", "tillåt NV203 och skälet"),
    "# naravard tillåt NV001 skälet": ("NV001 kan inte tillåtas", "rätta"),
    "# naravard: tillåt NV407 skälet": ("NV407 kan inte tillåtas", "rätta"),
    "# naravard: tillåt NV501": ("skälet till att NV501 tillåts saknas", "efter NV501"),
    "# naravard: tillåt NV501 skälet": ("NV501 hittar inget här", "ta bort den"),
}


@pytest.mark.parametrize("line", SAID)
def test_a_line_that_does_nothing_is_told(workspace: WorkspaceFolder, line: str) -> None:
    """What is wrong with a line stands at its place with the way out."""
    (found,) = problems(workspace, f"{line}\nplats: Umeå\n")
    assert found.rule == "NV911" and found.place is not None
    assert SAID[line][0] in found.message.replace("Skälet", "skälet") and SAID[line][1] in found.remedy


@pytest.mark.parametrize("form", ["|", ">", "quoted"])
def test_a_line_in_a_text_is_an_error(workspace: WorkspaceFolder, form: str) -> None:
    """Within a text the line would be printed."""
    line = "# naravard: tillåt NV501 x"
    lines = (f'  text: "Ett.  {line}"',) if form == "quoted" else (f"  text: {form}", "    Ett.", "", f"    {line}")
    assert ("NV910", Level.ERROR) in told(workspace, item("- rubrik: A", *lines))


def test_a_line_in_an_appendix_is_an_error(workspace: WorkspaceFolder) -> None:
    """An appendix has no keys, and is printed as it is."""
    workspace.write("meetings/bilagor/bilaga.md", "# Bilagan\n\n# naravard: tillåt NV501 x\n")
    assert ("NV910", Level.ERROR) in told(workspace, "bilagor: [bilagor/bilaga.md]\n")


ABSENT = "justerare:\n  - Bo Al (M)\nstatus: {status}\n"


def test_what_happened_never_stops_adopted_minutes(workspace: WorkspaceFolder) -> None:
    """An error about what happened is a warning of adopted minutes; silenced it is a note, in a draft as well."""
    assert told(workspace, ABSENT.format(status="utkast")) == [("NV103", Level.ERROR)]
    assert told(workspace, ABSENT.format(status="justerat")) == [("NV103", Level.WARNING)]
    silenced = "# naravard: tillåt NV103 så gick det till\n" + ABSENT
    assert told(workspace, silenced.format(status="utkast")) == [("NV103", Level.NOTE)]


def test_hints_of_texts_are_silenced_too(workspace: WorkspaceFolder, run: Run) -> None:
    """What is found when texts are read is silenced as what is found before, and shown only to who asks."""
    text = item("# naravard: tillåt NV906 menat så", "- rubrik: A", "  text: Planen är _viktig_.")
    path = workspace.write_meeting(whole(text).replace("samradet", "systemledning"))
    assert run("kontrollera", str(path)).err.count("NV906") == 0
    assert "notering: " in (answer := run("kontrollera", str(path), "--utförligt")).err
    assert "skäl: menat så" in answer.err
    path.write_text(path.read_text("utf-8").replace("_viktig_", "viktig"), "utf-8")
    assert "NV906 hittar inget här" in run("kontrollera", str(path)).err


def test_json_has_notes_with_their_reasons(workspace: WorkspaceFolder, run: Run) -> None:
    """--json has what is silenced, with its rule, level, place and reason."""
    path = workspace.write_meeting(whole(COVERED["a key"]).replace("samradet", "systemledning"))
    (outcome,) = json.loads(run("kontrollera", str(path), "--json").out)
    (found,) = (p for p in outcome["problem"] if p["regel"] == "NV501")
    assert (found["nivå"], found["skäl"], found["rad"]) == ("notering", "källans ord", 9)
