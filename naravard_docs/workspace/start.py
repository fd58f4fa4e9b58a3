"""Beginning: a workspace with working examples, and meeting files with what a body always has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ValidationError

from naravard_docs.errors import FileAccessError, InvalidInputError, WrongUsageError, shown_path
from naravard_docs.meeting.agenda_item import AgendaItem, ItemType
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.keys import key_fault
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import did_you_mean, system_reason
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.folders import REAL_EXAMPLE, example_named, is_there
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.tree import NO_FILE, MapNode, Scalar, read_tree

SCHEMA_LINE = "# yaml-language-server: $schema=../templates/schema/mote.schema.json"
_COPIED = ("meetings", "templates")
_FOR_EDITORS = ("settings.json", "extensions.json")
STARTER = Path(__file__).resolve().parent / "starter"
"""What a workspace of the user's own begins with."""


def start_workspace(folder: Path, example: str = REAL_EXAMPLE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make a workspace of an example; return the files made and those that were there already and are kept.

    Raises:
        WrongUsageError: if the folder is a workspace of other bodies, which the example's meetings are not of.
        FileAccessError: if the folder cannot be written.
    """
    workspace = Workspace(folder)
    made: list[str] = []
    kept: list[str] = []
    origin = example_named(example)
    _refuse_other_bodies(workspace, Workspace(origin))
    for source in _files_of(origin):
        name = source.relative_to(origin)
        target = folder / name
        if target.exists():
            kept.append(shown_path(target))
            continue
        write_inside(folder / name.parts[0], target, source.read_bytes())
        made.append(shown_path(target))
    if not (schemas := folder / "templates" / "schema").exists():
        made += [shown_path(path) for path in write_schemas(schemas, folder / "templates")]
    for_editors, kept_for_editors = write_editor_settings(folder)
    make_folder(workspace.output)
    return (*made, *for_editors), (*kept, *kept_for_editors)


def write_editor_settings(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write what VS Code needs for the workspace's YAML; return the files made and those that are kept.

    Raises:
        FileAccessError: if the folder cannot be written.
    """
    made: list[str] = []
    kept: list[str] = []
    for name in _FOR_EDITORS:
        target = folder / ".vscode" / name
        if is_there(target):
            kept.append(shown_path(target))
            continue
        write_inside(target.parent, target, (STARTER / name).read_bytes())
        made.append(shown_path(target))
    return tuple(made), tuple(kept)


def _refuse_other_bodies(workspace: Workspace, example: Workspace) -> None:
    """Refuse to put an example beside templates that do not know its bodies: none of its meetings could be built."""
    if not is_there(workspace.root / "templates" / "organ.yaml"):
        return
    if not example.known_house.bodies.keys() <= workspace.known_house.bodies.keys():
        raise WrongUsageError(
            f"{shown_path(workspace.root)} har redan egna mallar, och exemplet har andra",
            "gör exemplet i en egen mapp: naravard starta --exempel prov",
        )


def make_folder(folder: Path) -> None:
    """Make a folder of a workspace, unless it is there.

    Raises:
        FileAccessError: if it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileAccessError(
            f"mappen {shown_path(folder)} kan inte skapas ({system_reason(error)})", "flytta det som är i vägen"
        ) from error


def new_meeting(start: Path, body_key: str, day: date) -> str:
    """Write a new meeting file and return its path as shown.

    Raises:
        WrongUsageError: if there is no such body.
        FileAccessError: if the file exists already or cannot be written.
    """
    if fault := key_fault(body_key):
        raise WrongUsageError(*fault)
    workspace = Workspace.containing(start)
    bodies = workspace.house.bodies
    if body_key not in bodies:
        known = (
            f"organ som finns: {', '.join(bodies)}" if bodies else "lägg till organet där, eller kör naravard starta"
        )
        raise WrongUsageError(
            f"organet «{body_key}» finns inte i templates/organ.yaml", did_you_mean(body_key, bodies) or known
        )
    target = workspace.meetings / f"{day.isoformat()}-{body_key}.yaml"
    if target.exists():
        message = f"{shown_path(target)} finns redan och lämnas orörd"
        raise FileAccessError(message, "ändra i filen, eller ange ett annat datum")
    if not (schema := workspace.root / "templates" / "schema" / "mote.schema.json").exists():
        write_schemas(schema.parent, workspace.root / "templates")
    write_inside(workspace.meetings, target, meeting_text(body_key, bodies[body_key].on(day), day).encode("utf-8"))
    return shown_path(target)


def meeting_text(body_key: str, body: Body, day: date) -> str:
    """Return the text of a new meeting file."""
    lines = [
        SCHEMA_LINE,
        f"# {body.name}, {day.isoformat()}. Ta bort dem som inte var med och lägg till dem som saknas.",
        f"organ: {yaml_scalar(body_key)}",
        f"datum: {day.isoformat()}",
        "tid:                # t.ex. 09.00–12.00",
        "plats:              # t.ex. Digitalt",
        "status: utkast      # utkast | utskickat | justerat | publicerat",
        *_signatories(body),
        *_attendance(body),
        "",
        "ärenden:",
        *(line for item in body.standing_items for line in _item(item)),
        *(
            []
            if body.standing_items
            else ["  - rubrik: Godkännande av föredragningslistan", "    typ: beslutsärende", "    beslut:"]
        ),
        "",
        "nästa_möte:         # datum, och organ om det behövs",
    ]
    return "\n".join(lines) + "\n"


def yaml_scalar(text: str) -> str:
    """Return a text as YAML: plain where that reads back the same, else in double quotes."""
    try:
        root = read_tree(f"k: {text}", NO_FILE).root
        node = root.entries["k"][1] if isinstance(root, MapNode) and len(root.entries) == 1 else None
        if isinstance(node, Scalar) and node.text == text and text and "#" not in text:
            return text
    except InvalidInputError:
        pass
    return json.dumps(text, ensure_ascii=False)


def _files_of(origin: Path) -> Iterator[Path]:
    for folder in _COPIED:
        for path in sorted((origin / folder).rglob("*")):
            if path.is_file() and "schema" not in path.relative_to(origin).parts:
                yield path


def _signatories(body: Body) -> Iterator[str]:
    """Yield the keys of those who sign, for a body that follows kommunallagen."""
    if body.profile.follows_local_government_act:
        yield "diarienummer:"
        yield from () if body.present_chair else ("ordförande:         # t.ex. Anna Berg (s)",)
        yield from () if body.present_secretary else ("sekreterare:",)
        yield "justerare: []       # t.ex. [Bo Ek (m), Cia Dahl (v)]"
    if body.wording.numbering is Numbering.SECTIONS:
        yield "start_paragraf:     # första paragrafens nummer; årets löpande"


def _attendance(body: Body) -> Iterator[str]:
    if not body.groups:
        return
    yield from ("", "närvarande:")
    for group in body.groups:
        yield f"  - grupp: {yaml_scalar(group.heading)}"
        yield "    personer:"
        yield from (f"      - {_person(person)}" for person in group.people)


def _person(person: Person) -> str:
    """Return a person on one line when that says the same, else as a mapping on one line."""
    line = ", ".join(part for part in (person.name_with_party, person.organisation, person.role) if part)
    try:
        return yaml_scalar(line) if Person.model_validate(line) == person else _flow(person)
    except ValidationError:  # what only a mapping can say, such as a role with §§
        return _flow(person)


def _flow(record: BaseModel) -> str:
    known = record.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return "{" + ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in known.items()) + "}"


def _item(item: AgendaItem) -> Iterator[str]:
    known = item.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    first = True
    for key, value in known.items():
        written = [yaml_scalar(value)] if isinstance(value, str) else [json.dumps(value, ensure_ascii=False)]
        if isinstance(value, str) and "\n" in value:
            written = ["|", *(f"      {line}" if line else "" for line in value.split("\n"))]
        yield f"  {'-' if first else ' '} {key}: {written[0]}"
        yield from written[1:]
        first = False
    if item.decision is None and item.item_type is ItemType.DECISION:
        yield "    beslut:"
