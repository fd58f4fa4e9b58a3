"""What an item ended in is a decision, an election or that it was put off; notes have none of them."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder

from naravard_docs.workspace.load import read_meeting


def rules(workspace: WorkspaceFolder, profile: str, item: str) -> set[str]:
    """Return the rules that tell something of an adopted meeting with one item."""
    body = f"kretsen: {{namn: Kretsen, profil: {profile}, ordförande: Anna Ek}}\n"
    workspace.write_template("organ.yaml", body)
    people = "närvarande: [{grupp: A, personer: [Anna Ek, Bo Al]}]\n"
    head = f"organ: kretsen\ndatum: 2024-02-01\nstatus: justerat\njusterare: Bo Al\n{people}"
    keys = "".join(f"    {line}\n" for line in item.splitlines())
    problems = read_meeting(workspace.write_meeting(f"{head}ärenden:\n  - rubrik: Val\n{keys}")).problems
    return {each.rule for each in problems} & {"NV202", "NV203", "NV307"}


@pytest.mark.parametrize(
    "item",
    [
        "typ: beslutsärende\nval: {ordförande: Bo Al}\nreservationer: [Anna Ek]",
        "typ: beslutsärende\nutgång: bordläggs\nreservationer: [Anna Ek]",
        "typ: beslutsärende\ndelärenden: [{rubrik: A, beslut: Kretsen antog planen.}]",
    ],
)
def test_elections_and_what_was_put_off_are_decided(workspace: WorkspaceFolder, item: str) -> None:
    """An item that ended so lacks no decision, and one can have a reservation against it."""
    assert rules(workspace, "förening", item) == set()


def test_what_ended_in_nothing_is_told(workspace: WorkspaceFolder) -> None:
    """An item for decision with nothing decided, and a reservation against nothing, are told."""
    assert rules(workspace, "förening", "typ: beslutsärende\nreservationer: [Anna Ek]") == {"NV203", "NV307"}


@pytest.mark.parametrize("item", ["val: {ordförande: Bo Al}", "omröstningar: [{ja: 1, nej: 0}]", "beslut: [anta]"])
def test_notes_have_none(workspace: WorkspaceFolder, item: str) -> None:
    """Notes have neither decisions nor elections nor votes, which other bodies may have."""
    assert rules(workspace, "minnesanteckningar", item) == {"NV202"}
    assert rules(workspace, "förening", item) == set()
