"""«naravard schema --arbetsyta»: editors suggest what the workspace has, and refuse nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command import Run
from conftest import HEAD, WorkspaceFolder
from jsonschema import Draft7Validator
from test_schema import EXAMPLES, MEETING, as_editors_see

from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.suggestions import KEYWORD, Suggested
from naravard_docs.workspace.schema import schemas, schemas_with
from naravard_docs.workspace.schema_suggestions import suggestions_of, write_own_schemas
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.tree import NO_FILE, plain_values, read_tree

ODD = """\
a:
  namn: "Norra: byn # 2"
  ordförande: {namn: 'Åsa *Ö* "Ås" Ek', parti: S}
  grupper:
    - grupp: Alla
      personer:
        - "[Åanna Nïejte]{lang=sma} (C), Storumans kommun"
        - {namn: Bo $1 Al, roll: "vice: ordförande"}
"""


def suggested(workspace: WorkspaceFolder) -> dict[str, dict[str, str]]:
    """Return what a workspace suggests, with what is told of it, by kind."""
    found = suggestions_of(Workspace(workspace.root))
    return {kind: dict(zip(each["enum"], each["enumDescriptions"], strict=True)) for kind, each in found.items()}


def test_what_meetings_share_is_suggested(workspace: WorkspaceFolder) -> None:
    """Bodies, cards, lists, recipients and people are suggested, each with what it is."""
    found = suggested(workspace)
    assert found[Suggested.BODIES]["systemledning"] == "Systemledning Nära vård"
    assert found[Suggested.CONTACTS]["katarina-lindahl"] == "Katarina Lindahl, Regional samverkanskoordinator"
    assert found[Suggested.LISTS]["lanets-huvudman"].endswith(", 16 mottagare")
    assert found[Suggested.RECIPIENTS]["umea"] == "Umeå kommun"
    assert {"lanets-huvudman", "umea", "katarina-lindahl"} <= found[Suggested.ADDRESSEES].keys()
    assert {"lanets-huvudman", "umea"} <= found[Suggested.LISTS_AND_RECIPIENTS].keys()
    assert "vice ordförande" in found[Suggested.PEOPLE]["Carin Nilsson (s)"]
    assert "Carin Nilsson (s), Umeå kommun, vice ordförande" in found[Suggested.MEMBERS]


def test_recommendations_are_suggested(examples: Path) -> None:
    """An item may follow up any recommendation of the workspace's meetings."""
    reference = "2021-03-19-samrad-vard-och-omsorg-systemledning-och-framtidsbild"
    assert suggestions_of(Workspace(examples))[Suggested.RECOMMENDATIONS]["enum"] == [reference]


def test_every_mark_leads_to_suggestions(examples: Path) -> None:
    """Each kind is suggested at some key of some schema, and no mark of the models is left in what is written."""
    found = suggestions_of(Workspace(examples))
    assert found.keys() == set(Suggested)
    text = json.dumps(schemas_with(found))
    assert [kind for kind in Suggested if f"#/definitions/{kind}" not in text] == []
    assert f'"{KEYWORD}"' not in text
    assert f'"{KEYWORD}"' not in json.dumps(schemas())


def test_nothing_else_is_refused(examples: Path) -> None:
    """All examples, of other workspaces too, pass the schemas of this one, and so does a body that it has not."""
    own = schemas_with(suggestions_of(Workspace(examples)))
    for path, schema in EXAMPLES:
        Draft7Validator.check_schema(own[schema])
        assert Draft7Validator(own[schema]).is_valid(as_editors_see(path.read_text("utf-8"))), path
    assert Draft7Validator(own[MEETING]).is_valid(as_editors_see("organ: något annat\ndatum: 2023-05-12\n"))


def test_odd_names_are_suggested_as_they_are(workspace: WorkspaceFolder) -> None:
    """Names with marks, quotation marks and signs of YAML come back as they were written, and read as people."""
    workspace.write_template("organ.yaml", ODD)
    found = suggested(workspace)
    assert found[Suggested.BODIES] == {"a": "Norra: byn # 2"}
    assert list(found[Suggested.PEOPLE]) == ['Åsa *Ö* "Ås" Ek (S)', "[Åanna Nïejte]{lang=sma} (C)", "Bo $1 Al"]
    for name in found[Suggested.PEOPLE]:
        quoted = json.dumps(name, ensure_ascii=False)
        assert plain_values(read_tree(f"k: {quoted}", NO_FILE).root) == {"k": name}
    write_own_schemas(workspace.root)
    written = json.loads((workspace.root / "templates/schema" / MEETING).read_text("utf-8"))
    assert list(found[Suggested.PEOPLE]) == written["definitions"][Suggested.PEOPLE]["enum"]


def test_a_line_that_would_say_something_else_is_not_suggested(workspace: WorkspaceFolder) -> None:
    """Somebody whose role has a number of an item in it is written key by key; on a line only the name is suggested."""
    person = "{namn: Bo Al, parti: S, organisation: Umeå kommun, roll: ledamot § 5}"
    workspace.write_template(
        "organ.yaml", f"a:\n  namn: A\n  grupper:\n    - grupp: Alla\n      personer: [{person}]\n"
    )
    found = suggested(workspace)
    assert found[Suggested.PEOPLE] == {"Bo Al (S)": "ledamot § 5, A"}
    assert Suggested.MEMBERS not in found


def test_the_command_writes_into_the_workspace(workspace: WorkspaceFolder, run: Run, monkeypatch: Any) -> None:
    """From a folder within it, all schemas come into templates/schema/; the same templates give the same bytes."""
    monkeypatch.chdir(workspace.root / "meetings")
    answer = run("schema", "--arbetsyta")
    assert answer.code == 0
    folder = workspace.root / "templates" / "schema"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert first.keys() == schemas().keys()
    assert len(answer.lines) == len(first)
    assert run("schema", "--workspace", "--till", workspace.root / "andra").code == 0
    assert first == {path.name: path.read_bytes() for path in (workspace.root / "andra").iterdir()}


def test_changed_templates_refuse_no_meeting(workspace: WorkspaceFolder) -> None:
    """A body that came after the schemas is known to the program, which never reads them; they are written anew."""
    write_own_schemas(workspace.root)
    workspace.write_template("organ.yaml", "nytt:\n  namn: Nytt organ\n")
    workspace.load(HEAD.replace("systemledning", "nytt"))
    write_own_schemas(workspace.root)
    written = json.loads((workspace.root / "templates/schema" / MEETING).read_text("utf-8"))
    assert written["definitions"][Suggested.BODIES]["enum"] == ["nytt"]


def test_without_names_the_schemas_are_the_general_ones(workspace: WorkspaceFolder) -> None:
    """Templates in which all is commented out suggest nothing."""
    for name in ("organ.yaml", "personer.yaml", "sandlistor.yaml"):
        workspace.write_template(name, "# inget\n")
    write_own_schemas(workspace.root)
    folder = workspace.root / "templates" / "schema"
    assert {path.name: json.loads(path.read_text("utf-8")) for path in folder.iterdir()} == schemas()


def test_outside_a_workspace_nothing_is_written(tmp_path: Path) -> None:
    """Where there is no workspace, that is told, with what to do."""
    with pytest.raises(WrongUsageError, match="ingen arbetsyta"):
        write_own_schemas(tmp_path)
    assert list(tmp_path.iterdir()) == []
