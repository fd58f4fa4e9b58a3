"""What editors suggest in a workspace: its bodies, their people, cards, lists, recipients and recommendations.

As definitions for its schemas, in the order of its files; nothing is refused that is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from naravard_docs.errors import WrongUsageError
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList, Recipient
from naravard_docs.meeting.member import Member
from naravard_docs.meeting.people import Person
from naravard_docs.meeting.shared_templates import SharedTemplates
from naravard_docs.meeting.suggestions import Suggested
from naravard_docs.swedish import with_noun
from naravard_docs.workspace.known_recommendations import readable_references
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.workspace import Workspace

_Words = Iterator[tuple[str, str]]
"""What may be written, with what it means."""


def suggestions_of(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Return what a workspace suggests, as a definition for each kind that it has something of.

    Raises:
        InvalidInputError: if its templates cannot be read.
    """
    house = workspace.house
    listed: Mapping[Suggested, Iterable[tuple[str, str]]] = {
        Suggested.BODIES: _bodies(house),
        Suggested.CONTACTS: _contacts(house),
        Suggested.LISTS: _lists(house),
        Suggested.RECIPIENTS: _recipients(house),
        Suggested.LISTS_AND_RECIPIENTS: (*_lists(house), *_recipients(house)),
        Suggested.ADDRESSEES: (*_lists(house), *_recipients(house), *_contacts(house)),
        Suggested.PEOPLE: _people(house),
        Suggested.MEMBERS: _members(house),
        Suggested.RECOMMENDATIONS: _recommendations(workspace),
    }
    named = {str(suggested): _each_once(words) for suggested, words in listed.items()}
    return {name: _definition(words) for name, words in named.items() if words}


def write_own_schemas(start: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """Write the schemas of the workspace around a folder to its templates/schema/, or elsewhere; return their paths.

    Raises:
        FileAccessError: if the folder cannot be written.
        InvalidInputError: if the templates cannot be read.
        WrongUsageError: if there is no workspace.
    """
    workspace = Workspace.containing(start)
    templates = workspace.root / "templates"
    if not (templates.is_dir() or workspace.meetings.is_dir()):
        raise WrongUsageError("här är ingen arbetsyta", "gå till en mapp där det finns en, eller kör naravard starta")
    suggestions = suggestions_of(workspace)
    if folder is not None:
        return write_schemas(folder, suggestions=suggestions)
    return write_schemas(templates / "schema", templates, suggestions)


def _each_once(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each means, in the order in which they come; what means several things is told of them all."""
    found: dict[str, str] = {}
    for word, told in words:
        known = found.get(word, told)
        found[word] = known if told in known.split("; ") else f"{known}; {told}"
    return found


def _definition(words: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words), "enumDescriptions": list(words.values())}


def _bodies(house: SharedTemplates) -> _Words:
    yield from ((key, str(body.name)) for key, body in house.bodies.items())


def _contacts(house: SharedTemplates) -> _Words:
    yield from ((key, _with_title(contact)) for key, contact in house.contacts.items())


def _with_title(contact: Contact) -> str:
    return ", ".join(filter(None, (str(contact.name), contact.title and str(contact.title))))


def _lists(house: SharedTemplates) -> _Words:
    yield from ((key, _with_number(each)) for key, each in house.distribution_lists.items())


def _with_number(listed: DistributionList) -> str:
    return f"{listed.name}, {with_noun(len(listed.recipients), 'mottagare', 'mottagare')}"


def _recipients(house: SharedTemplates) -> _Words:
    listed = (recipient for each in house.distribution_lists.values() for recipient in each.recipients)
    yield from ((_key(recipient), recipient.name) for recipient in listed)


def _key(recipient: Recipient) -> str:
    return recipient.key or recipient.slug


def _people(house: SharedTemplates) -> _Words:
    """Yield everybody by name and party, with the bodies that they are of."""
    for body in house.bodies.values():
        for each in _of_body(body):
            if _says(each.name_with_party, {**_NOBODY, "name": each.name, "party": each.party}):
                yield each.name_with_party, ", ".join(filter(None, (each.role, str(body.name))))


def _members(house: SharedTemplates) -> _Words:
    """Yield everybody as a line of those present."""
    for body in house.bodies.values():
        for each in _of_body(body):
            line = ", ".join(filter(None, (each.name_with_party, each.organisation, each.role)))
            if _says(line, {name: getattr(each, name) for name in _NOBODY}):
                yield line, str(body.name)


_NOBODY: dict[str, str | None] = dict.fromkeys(("name", "party", "organisation", "role"))


def _says(line: str, known: Mapping[str, str | None]) -> bool:
    """Return whether a line is read as the person that it is made of; some can only be written key by key."""
    try:
        read = Person.model_validate(line)
    except ValidationError:
        return False
    return all(getattr(read, name) == value for name, value in known.items())


def _of_body(body: Body) -> Iterator[Member]:
    yield from (*body.chair, *body.secretary)
    for group in body.groups:
        yield from group.people


def _recommendations(workspace: Workspace) -> _Words:
    yield from ((reference, "Rekommendation") for reference in readable_references(workspace.meeting_files()))
