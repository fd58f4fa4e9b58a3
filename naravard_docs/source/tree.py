"""YAML as a tree of what was written: every scalar is its own text, every node knows its place.

The tree is built from ruamel.yaml's parse events (YAML 1.2), so nothing is guessed: ``13:00``, ``no``, ``0730``
and ``20230901`` stay the text they are until a model parses them. Anchors, aliases, merge keys and tags are
refused: a meeting file says each thing where it stands, and no small file can unfold to a large one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from naravard_docs.errors import InputInvalid, Place, Problem
from naravard_docs.source import syntax
from naravard_docs.source.text import without_invisible
from naravard_docs.swedish import quoted

DEEPEST = 30
"""Levels of nesting that are read; a meeting needs eight."""

Loc = tuple[str | int, ...]
_EMPTY_WORDS = ("", "~", "null")


@dataclass(slots=True)
class Scalar:
    """A text as it was written; ``line`` and ``column`` count from 1, ``end_line`` is its last line."""

    text: str
    line: int
    column: int
    end_line: int
    is_plain: bool


@dataclass(slots=True)
class ListNode:
    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


Node = Scalar | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file as read: its name in messages, its lines and its tree."""

    shown: str
    lines: Sequence[str]
    root: Node

    def place(self, line: int, column: int, length: int = 1) -> Place:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.shown, line, column, text, max(1, min(length, len(text) - column + 1)))

    def place_of(self, loc: Loc, excerpt: str = "") -> Place:
        """Give the place of a key's path, or of the deepest part of it that is in the file.

        With an excerpt the place is where its words stand in the value, when they stand on one line.
        """
        key, node = find(self.root, loc)
        if excerpt and (place := self._place_of_words(node, excerpt)):
            return place
        if key is not None and (isinstance(node, MapNode | ListNode) or node.text == ""):
            return self.place(key.line, key.column, len(key.text))
        return self.place(node.line, node.column, len(node.text) if isinstance(node, Scalar) else 1)

    def _place_of_words(self, node: Node, excerpt: str) -> Place | None:
        if not isinstance(node, Scalar):
            return None
        for number in range(node.line, node.end_line + 1):
            at = self.lines[number - 1].find(excerpt) if number <= len(self.lines) else -1
            if at >= 0:
                return self.place(number, at + 1, len(excerpt))
        return self._place_of_words(node, excerpt.split()[0]) if len(excerpt.split()) > 1 else None


def find(root: Node, loc: Loc) -> tuple[Scalar | None, Node]:
    """Follow a path as far as it goes: the last key passed and the node reached."""
    key, node = None, root
    for step in loc:
        if isinstance(node, MapNode) and isinstance(step, str) and step in node.entries:
            key, node = node.entries[step]
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
        else:
            break
    return key, node


def plain(node: Node) -> Any:
    """Give the tree as dicts, lists and texts; an empty plain scalar is None."""
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return None if node.is_plain and node.text in _EMPTY_WORDS else node.text


def scalars(node: Node) -> Iterator[Scalar]:
    """Give every scalar of the tree that is a value, in file order."""
    if isinstance(node, Scalar):
        yield node
        return
    children = (value for _, value in node.entries.values()) if isinstance(node, MapNode) else node.items
    for child in children:
        yield from scalars(child)


def read_tree(text: str, shown: str) -> SourceFile:
    """Read one YAML document.

    Raises:
        InputInvalid: with every fault of form: syntax, a key twice, anchors, tags, several documents, no content.
    """
    lines = text.split("\n")
    builder = _Builder(shown, lines)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _TooDeep as error:
        builder.fault(error.event, "för många nivåer i varandra", "skriv enklare: en mötesfil har högst åtta nivåer")
    except MarkedYAMLError as error:
        builder.faults.append(syntax.problem(error, shown, lines))
    except ReaderError as error:
        builder.faults.append(syntax.unreadable_character(error, shown, text))
    except YAMLError as error:  # pragma: no cover - ruamel's other errors concern its own settings
        builder.faults.append(Problem(f"filen går inte att läsa som YAML: {error}", "", Place(shown, 1, 1)))
    if builder.root is None and not builder.faults:
        builder.faults.append(
            Problem("filen är tom", "skapa en mötesfil med: naravard ny ORGAN DATUM", Place(shown, 1, 1))
        )
    if builder.faults or builder.root is None:
        raise InputInvalid(tuple(builder.faults))
    return SourceFile(shown, lines, builder.root)


class _TooDeep(Exception):
    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class _Builder:
    """Puts events together to nodes and collects the faults of form."""

    def __init__(self, shown: str, lines: Sequence[str]) -> None:
        self.shown, self.lines = shown, lines
        self.root: Node | None = None
        self.faults: list[Problem] = []
        self._open: list[MapNode | ListNode] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self.fault(event, "filen innehåller mer än ett YAML-dokument", "ta bort raden «---»: en fil är ett möte")
        elif isinstance(event, NodeEvent):
            self._refuse_references(event)
            self._node(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def fault(self, event: Event, message: str, remedy: str, length: int = 1) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        self.faults.append(Problem(message, remedy, Place(self.shown, line, column, text, length)))

    def _refuse_references(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            self.fault(
                event,
                f"ankare och alias ({sign}{event.anchor}) används inte i de här filerna",
                "skriv ut texten på båda ställena, eller sätt den inom citattecken om den börjar med & eller *",
                length=len(str(event.anchor)) + 1,
            )
        elif getattr(event, "tag", None) not in (None, "!"):
            self.fault(event, f"taggar ({event.tag}) används inte i de här filerna", "ta bort taggen eller sätt citattecken")

    def _node(self, event: NodeEvent) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self._open) >= DEEPEST:
                raise _TooDeep(event)
            kind = MapNode if isinstance(event, MappingStartEvent) else ListNode
            node: Node = kind(line, column)
            if not self._place_in_parent(node, event):
                node = kind(line, column)
            assert not isinstance(node, Scalar)
            self._open.append(node)
            self._keys.append(None)
        elif isinstance(event, ScalarEvent):
            end = event.end_mark.line + (1 if event.end_mark.column else 0)
            is_plain = event.style in (None, "")
            text = without_invisible(str(event.value))
            self._place_in_parent(Scalar(text, line, column, max(line, end), is_plain), event)

    def _place_in_parent(self, node: Node, event: NodeEvent) -> bool:
        """Put the node where it belongs; False when it has no right place there."""
        if not self._open:
            if self.root is None:
                self.root = node
            return True
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return True
        key = self._keys[-1]
        if key is None:
            return self._take_key(node, event)
        self._keys[-1] = None
        if key.text not in parent.entries:
            parent.entries[key.text] = (key, node)
        return True

    def _take_key(self, node: Node, event: NodeEvent) -> bool:
        if isinstance(node, Scalar):
            self._keys[-1] = node
            self._refuse_odd_key(node, event)
            return True
        self._keys[-1] = Scalar("?", node.line, node.column, node.line, True)
        self.fault(event, "en nyckel kan inte vara en lista eller en mappning", "sätt citattecken om texten börjar med [ eller {")
        return False

    def _refuse_odd_key(self, key: Scalar, event: NodeEvent) -> None:
        parent = self._open[-1]
        assert isinstance(parent, MapNode)
        if key.text == "<<":
            self.fault(event, "sammanslagning (<<) används inte i de här filerna", "skriv ut nycklarna", 2)
        elif key.text in parent.entries:
            first = parent.entries[key.text][0].line
            self.fault(
                event,
                f"nyckeln {quoted(key.text)} står två gånger; första gången på rad {first}",
                "behåll den ena, eller börja en ny post med «- »",
                len(key.text),
            )
