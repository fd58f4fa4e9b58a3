"""The parse events of a YAML file, as far as the program takes them on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ruamel.yaml import YAML
from ruamel.yaml.cyaml import CBaseLoader
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from naravard_docs.limits import LIMITS

DEEPEST = 30
"""Levels of nesting that are read; a meeting needs eight."""


class TooDeepError(Exception):
    """The file is nested deeper than it is read, at an event."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class TooManyError(TooDeepError):
    """The file is longer than anything that a person writes."""


def yaml_events(text: str) -> Iterable[Event]:
    """Return the parse events: by libyaml, thirty times as quick, or by Python's parser for a text that it refuses.

    Why both: Python's parser tells faults by kind and place, and in the same words whatever is installed.
    """
    try:
        events = quick_events(text)
        may_be_much = len(text) > LIMITS.explained_letters or text.count("[") + text.count("{") > _MOST_BRACKETS
        return _as_far_as_read(events) if may_be_much else list(events)
    except (YAMLError, ValueError) as error:
        if len(text) > LIMITS.explained_letters and isinstance(error, MarkedYAMLError):
            raise  # its place is right, and Python's parser would take half a minute to say more
        return YAML(typ="safe", pure=True).parse(text)  # type: ignore[no-any-return]


def quick_events(text: str) -> Iterator[Event]:
    """Yield the parse events by libyaml, without the settings of ``YAML``, which looks for plug-ins each time."""
    parser = CBaseLoader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


_MOST_BRACKETS = 1_000
"""How many are parsed without a look at their depth."""


def _as_far_as_read(events: Iterable[Event]) -> list[Event]:
    """Return the events up to the first that is too deep, since libyaml takes ever longer over deep ones.

    Raises:
        TooManyError: if there are more than the program takes on.
    """
    taken: list[Event] = []
    depth = 0
    for event in events:
        taken.append(event)
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if len(taken) > LIMITS.nodes:
            raise TooManyError(event)
        if depth > DEEPEST:
            break
    return taken
