"""Distribution lists put together: what lists include, who comes of it in what order, and what is doubtful of them.

A list's members are those of what it includes («ingår»), in order, and then its own; one who comes by two ways comes
once. A recipient is told by its short key, which is to mean one and the same wherever it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct, field

from naravard_docs.meeting.contacts import DistributionList, Recipient
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.values import UnknownValueError, known_of
from naravard_docs.swedish import did_you_mean, quote

FILE = "templates/sandlistor.yaml"


class ListMember(Struct, frozen=True):
    """A recipient with the path, from the list's key, at which it is written in the file."""

    recipient: Recipient
    path: FieldPath


class Distribution(Struct, frozen=True):
    """All lists of a house: the members of each, and what is wrong with them, by paths in the file."""

    lists: Mapping[str, DistributionList] = field(default_factory=dict)
    members: Mapping[str, tuple[ListMember, ...]] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    own: Mapping[str, Mapping[str, ListMember]] = field(default_factory=dict)
    """Those that are written in lists themselves: by their keys, and then by the lists' keys."""

    incomplete: frozenset[str] = frozenset()
    """Lists of which it is not known who is on them, since the file has faults there."""

    @property
    def whole_lists(self) -> dict[str, DistributionList]:
        """The lists with all their members as recipients, unless that is not known."""
        return {key: self._whole(key, list_) for key, list_ in self.lists.items()}

    def _whole(self, key: str, list_: DistributionList) -> DistributionList:
        if key in self.incomplete:
            return list_.of_known({name: value for name, value in vars(list_).items() if name != "recipients"})
        return list_.model_copy(update={"recipients": tuple(m.recipient for m in self.members[key])})

    def doubts(self, key: str) -> tuple[Finding, ...]:
        """Return what is likely wrong with the members of a list, though letters can be made for it."""
        members = self.members[key]
        return tuple(
            as_far_as_known(
                _shared(members, "e-post", "adressen", "ge den ena en egen adress, eller ta bort den ena mottagaren"),
                _shared(
                    members,
                    "organisationsnummer",
                    "organisationsnumret",
                    "rätta det ena, eller ta bort det hos den som inte är en egen juridisk person",
                ),
                _written_otherwise(members, self.own),
            )
        )

    def named(self, key: str) -> tuple[ListMember, ...] | None:
        """Return the members that a key stands for: a list's, or the one recipient's; None for an unknown key.

        Raises:
            UnknownValueError: if it is not known who is on the list, or whether somebody is on one.
        """
        if key in self.incomplete or (self.incomplete and key not in self.lists and not _of_key(key, self.own)):
            raise UnknownValueError(key)
        return self.members[key] if key in self.lists else _of_key(key, self.own)

    def unknown(self, key: str, path: FieldPath) -> Finding:
        """Return the finding for a key that stands for nobody."""
        return _unknown(key, path, self.lists)


def join_lists(lists: Mapping[str, DistributionList]) -> Distribution:
    """Return the members of each list; what is wrong is in the distribution's ``faults``."""
    gathering = _Gathering(lists)
    members = {key: gathering.members_of(key) for key in lists}
    return Distribution(lists, members, tuple(gathering.faults), gathering.by_key, frozenset(gathering.incomplete))


class _Gathering:
    """Follows what lists include, each once, and collects faults."""

    def __init__(self, lists: Mapping[str, DistributionList]) -> None:
        self.lists = lists
        self.incomplete = {key for key, list_ in lists.items() if not _is_complete(list_)}
        self.own = {key: tuple(_own_members(key, list_)) for key, list_ in lists.items()}
        self.by_key: dict[str, dict[str, ListMember]] = {}
        for key, members in self.own.items():
            for member in members:
                self.by_key.setdefault(member.recipient.slug, {}).setdefault(key, member)
        self.faults: list[Finding] = []
        self._done: dict[str, tuple[ListMember, ...]] = {}
        self._open: list[str] = []

    def members_of(self, key: str) -> tuple[ListMember, ...]:
        if key not in self._done:
            self._open.append(key)
            self._done[key] = self._gathered(key)
            self._open.pop()
        return self._done[key]

    def _gathered(self, key: str) -> tuple[ListMember, ...]:
        found: dict[str, ListMember] = {}
        for n, included in enumerate(known_of(self.lists[key].known("includes", ()))):
            path: FieldPath = (key, "ingår", n)
            for member in self._included(included, path) if included is not None else ():
                self._take(member, found, path)
            if included in self.incomplete:
                self.incomplete.add(key)
        for member in self.own[key]:
            self._take(member, found, member.path)
        return tuple(found.values())

    def _included(self, included: str, path: FieldPath) -> tuple[ListMember, ...]:
        if included in self._open:
            way = [*self._open[self._open.index(included) :], included]
            message = f"sändlistan {quote(included)} ingår i sig själv: {' → '.join(way)}"
            self.faults.append(Finding("NV415", path, message, f"ta bort {quote(included)} här"))
            return ()
        if included in self.lists:
            return self.members_of(included)
        if (one := _of_key(included, self.by_key)) is None and not self.incomplete:
            self.faults.append(_unknown(included, path, self.lists))
        return one or ()

    def _take(self, member: ListMember, found: dict[str, ListMember], path: FieldPath) -> None:
        """Add a member unless it is there already; one that is there with other particulars is a fault."""
        slug = member.recipient.slug
        first = found.setdefault(slug, member)
        if _differ(first.recipient, member.recipient):
            message = f"mottagaren {quote(slug)} har andra uppgifter i {quote(str(first.path[0]))}"
            if path != member.path:
                message += f" än i {quote(str(member.path[0]))}"
            remedy = "skriv mottagaren på ett ställe, och ta med den på andra listor med «ingår»"
            self.faults.append(Finding("NV415", path, message, remedy))


def _is_complete(list_: DistributionList) -> bool:
    """Return whether it is known whom a list has and includes."""
    try:
        return all(recipient.slug for recipient in list_.recipients) and all(map(bool, list_.includes))
    except UnknownValueError:
        return False


def _own_members(key: str, list_: DistributionList) -> Iterator[ListMember]:
    """Yield the recipients that are written in a list itself, so far as they can be told by their keys."""
    for n, recipient in enumerate(list_.known("recipients", ())):
        with suppress(UnknownValueError):
            if recipient.slug:
                yield ListMember(recipient, (key, "mottagare", n))


def _differ(one: Recipient, other: Recipient) -> bool:
    """Return whether two have different particulars, as far as all of them are known."""
    return one != other and one.is_whole and other.is_whole


def _of_key(key: str, own: Mapping[str, Mapping[str, ListMember]]) -> tuple[ListMember, ...] | None:
    """Return the one recipient of a key, as the first list has it; None when none has."""
    return (next(iter(own[key].values())),) if key in own else None


def _unknown(key: str, path: FieldPath, lists: Mapping[str, DistributionList]) -> Finding:
    known = [*lists, *dict.fromkeys(r.slug for list_ in lists.values() for r in list_.recipients)]
    listed = f"sändlistor som finns där: {', '.join(lists)}" if lists else "filen har inga sändlistor"
    message = f"{quote(key)} är varken en sändlista eller en mottagare i {FILE}"
    return Finding("NV415", path, message, did_you_mean(key, known) or listed)


def _shared(members: Sequence[ListMember], key: str, called: str, remedy: str) -> Iterator[Finding]:
    """Yield members that have one address, or one number, between them: mail goes twice to one and never to another."""
    first: dict[str, str] = {}
    for member in members:
        recipient = member.recipient
        value = (recipient.email or "").casefold() if key == "e-post" else recipient.organisation_number
        if value and value in first:
            message = f"{recipient.name} och {first[value]} har båda {called} {quote(value)}"
            yield Finding("NV413", (*member.path, key), message, remedy)
        elif value:
            first[value] = recipient.name


def _written_otherwise(members: Iterable[ListMember], own: Mapping[str, Mapping[str, ListMember]]) -> Iterator[Finding]:
    """Yield members whose key another list gives to a recipient with other particulars."""
    for member in members:
        slug = member.recipient.slug
        for key, other in own[slug].items():
            if _differ(other.recipient, member.recipient):
                message = f"nyckeln {quote(slug)} har andra uppgifter i sändlistan {quote(key)}"
                remedy = "skriv mottagaren på ett ställe, och ta med den på andra listor med «ingår»"
                yield Finding("NV414", (*member.path, "nyckel"), message, remedy)
                break
