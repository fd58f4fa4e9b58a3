"""Reading templates/sandlistor.yaml: the lists put together, with the place of everyone on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from msgspec import Struct

from naravard_docs.errors import Place, Problem, in_file_order
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import DistributionList, Recipient
from naravard_docs.meeting.distribution import Distribution, ListMember
from naravard_docs.meeting.finding import Finding
from naravard_docs.meeting.rule_table import told_levels
from naravard_docs.meeting.values import UnknownValueError
from naravard_docs.swedish import capitalise
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.tree import Loc, SourceFile, find_node


class DistributionFile(Struct, frozen=True, dict=True):
    """The lists as read and the file that they stand in."""

    source: SourceFile
    distribution: Distribution

    def doubts(self, keys: Iterable[str]) -> tuple[Problem, ...]:
        """Return what is likely wrong with the members of some lists, each with its place."""
        found = (finding for key in keys for finding in self.distribution.doubts(key))
        return in_file_order([*findings_as_problems(found, DistributionList, self.source)])

    @cached_property
    def _by_key(self) -> dict[str, dict[Loc, ListMember]]:
        """All members by their keys, each once."""
        found: dict[str, dict[Loc, ListMember]] = {}
        for listed in self.distribution.members.values():
            for member in listed:
                found.setdefault(member.recipient.slug, {})[member.path] = member
        return found

    def place_of(self, recipient: Recipient) -> Place | None:
        """Return where a recipient is written."""
        members = self._by_key.get(recipient.slug, {}).values()
        path = next((member.path for member in members if member.recipient == recipient), None)
        return None if path is None else self.source.place_of(_written(path, DistributionList, self.source))


def principals_of(
    bodies: Mapping[str, Body], distribution: Distribution
) -> tuple[dict[str, tuple[Recipient, ...]], tuple[Finding, ...]]:
    """Return the principals of each body, once each, with a finding for each key that stands for nobody."""
    found: dict[str, tuple[Recipient, ...]] = {}
    faults: list[Finding] = []
    for key, body in bodies.items():
        with suppress(UnknownValueError):  # of one that is not known nothing can be said
            found[key] = _principals(key, body, distribution, faults)
    return found, tuple(faults)


def _principals(key: str, body: Body, distribution: Distribution, faults: list[Finding]) -> tuple[Recipient, ...]:
    members: list[ListMember] = []
    for n, name in enumerate(body.principals):
        if (named := distribution.named(name)) is None:
            faults.append(distribution.unknown(name, (key, "huvudmän", n)))
        members += named or ()
    return tuple({member.recipient.slug: member.recipient for member in members}.values())


def findings_as_problems(
    found: Iterable[Finding], model: type[Body] | type[DistributionList], source: SourceFile
) -> Iterator[Problem]:
    """Yield findings about entries of a file that maps keys to entries, each with its place."""
    for finding, level in told_levels(found):
        place = source.place_of(_written(finding.path, model, source))
        yield Problem(capitalise(finding.message), finding.remedy, place, level, rule=finding.rule)


def _written(path: Loc, model: type[Body] | type[DistributionList], source: SourceFile) -> Loc:
    """Return a path of Swedish keys as the file has it."""
    return (path[0], *as_written(model, path[1:], find_node(source.root, path[:1])[1]))
