"""A workspace of the user's own: its organisation, its body, one meeting to fill in, and what editors need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from msgspec import Struct

from naravard_docs.errors import WrongUsageError, shown_path
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.keys import key_fault
from naravard_docs.meeting.wording import Numbering
from naravard_docs.swedish import is_empty, quote, slug
from naravard_docs.workspace.containment import write_inside
from naravard_docs.workspace.folders import is_there
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.start import STARTER, make_folder, write_editor_settings
from naravard_docs.workspace.workspace import Workspace
from naravard_docs.yaml.new_lines import yaml_scalar

UNNAMED_ORGANISATION, UNNAMED_BODY = "Organisationens namn", "Organets namn"
_FILES = {
    "templates/organisation.yaml": "organisation.yaml",
    "templates/organ.yaml": "organ.yaml",
    "templates/personer.yaml": "personer.yaml",
    "templates/sandlistor.yaml": "sandlistor.yaml",
}
_OF_LOCAL_GOVERNMENT = ("Val av justerare", "Godkännande av föredragningslistan", "Övriga frågor")
_LONGEST = 120
"""How many letters a name may have."""

_LONGEST_KEY = 40
"""How many letters the body's key may have, which is in the names of all its files."""

_REPLACEMENTS = """  #   - grupp: Ersättare
  #     ställning: ersättare
  #     personer:
  #       - Förnamn Efternamn, fornamn.efternamn@example.se
"""
"""Those who may serve for somebody, whom nämnder and fullmäktige have."""

_DECIDED = ("Val av justerare", "Godkännande av föredragningslistan", "Godkännande av dagordningen")
_NEXT_MEETING = "Nästa möte"
_STANDING_ITEMS: Mapping[Profile, tuple[str, ...]] = {
    Profile.COLLABORATION_BODY: (
        "Godkännande av föredragningslistan",
        "Föregående protokoll",
        "Övriga frågor",
        _NEXT_MEETING,
    ),
    Profile.COUNCIL: ("Upprop", *_OF_LOCAL_GOVERNMENT[:2]),
    Profile.ASSOCIATION: (
        "Mötet öppnas",
        "Val av justerare",
        "Godkännande av dagordningen",
        "Föregående protokoll",
        "Övriga frågor",
        _NEXT_MEETING,
        "Mötet avslutas",
    ),
    Profile.NOTES: ("Inledning", "Övriga frågor", _NEXT_MEETING),
}


class OwnNames(Struct, frozen=True):
    """What a workspace of the user's own is called by: the organisation, its body and what kind of body that is."""

    organisation: str = UNNAMED_ORGANISATION
    body: str = UNNAMED_BODY
    profile: Profile = Profile.COLLABORATION_BODY

    @property
    def unnamed(self) -> tuple[tuple[str, str], ...]:
        """What is still to be named, with the file to do it in."""
        listed = (
            (self.organisation, UNNAMED_ORGANISATION, "templates/organisation.yaml"),
            (self.body, UNNAMED_BODY, "templates/organ.yaml"),
        )
        return tuple((name, file) for name, placeholder, file in listed if name == placeholder)

    @property
    def body_key(self) -> str:
        """The key of the body in organ.yaml."""
        key = slug(self.body)[:_LONGEST_KEY].rstrip("-")
        return "organet" if key_fault(key) else key


class StartedWorkspace(Struct, frozen=True):
    """What was made, the files that were there already and are kept, and whether it has a body and no meeting yet."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    awaits_meeting: bool = False


def start_own_workspace(folder: Path, names: OwnNames) -> StartedWorkspace:
    """Make a workspace of the user's own; what is there already is kept, and no meeting is to be made beside others.

    Raises:
        WrongUsageError: if a name cannot be one.
        FileAccessError: if the folder cannot be written.
    """
    _refuse_unusable(names)
    workspace = Workspace(folder)
    made: list[str] = []
    kept: list[str] = []
    for name, text in _texts(names):
        target = folder / name
        if is_there(target):
            kept.append(shown_path(target))
            continue
        write_inside(target.parent, target, text.encode())
        made.append(shown_path(target))
    if not (schemas := folder / "templates" / "schema").exists():
        made += [shown_path(path) for path in write_schemas(schemas, folder / "templates")]
    for_editors, kept_for_editors = write_editor_settings(folder)
    make_folder(workspace.output)
    make_folder(workspace.meetings)
    is_body_own = shown_path(folder / "templates" / "organ.yaml") in made
    return StartedWorkspace(
        (*made, *for_editors), (*kept, *kept_for_editors), is_body_own and not workspace.meeting_files()
    )


def _refuse_unusable(names: OwnNames) -> None:
    for name, option in ((names.organisation, "organisation"), (names.body, "organ")):
        if is_empty(name) or not name.isprintable() or len(name) > _LONGEST:
            raise WrongUsageError(
                f"{quote(name[:_LONGEST])} går inte att ha som namn",
                f"skriv namnet på en rad, med högst {_LONGEST} tecken: --{option} NAMN",
            )


def _texts(names: OwnNames) -> Iterator[tuple[str, str]]:
    """Yield the files by their names in the workspace."""
    known = {
        "organisation": yaml_scalar(names.organisation),
        "key": names.body_key,
        "name": yaml_scalar(names.body),
        "profile": str(names.profile),
        "numbering": str(_numbering(names.profile)),
        "replacements": _REPLACEMENTS if names.profile.follows_local_government_act else "",
        "items": "\n".join(_items(names.profile)),
    }
    for name, file in _FILES.items():
        yield name, Template((STARTER / file).read_text(encoding="utf-8")).substitute(known)


def _numbering(profile: Profile) -> Numbering:
    return Numbering.SECTIONS if profile.follows_local_government_act else Numbering.PLAIN


def _items(profile: Profile) -> Iterator[str]:
    for heading in _STANDING_ITEMS.get(profile, _OF_LOCAL_GOVERNMENT):
        is_decided = heading in _DECIDED and profile is not Profile.NOTES
        yield f"    - rubrik: {heading}"
        yield from ("      typ: beslutsärende",) if is_decided else ()
        yield from ("      visa: nästa_möte",) if heading == _NEXT_MEETING else ()
