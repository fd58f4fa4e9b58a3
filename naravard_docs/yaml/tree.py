"""YAML as a tree of what was written: every scalar is its own text, every node knows its place.

The tree is built from ruamel.yaml's parse events (YAML 1.2), so nothing is guessed: ``13:00``, ``no``, ``0730``
and ``20230901`` stay the text they are until a model parses them. Anchors, aliases, merge keys and tags are
refused: a meeting file says each thing where it stands, and no small file can unfold to a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field
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

from naravard_docs.errors import InvalidInputError, Place, Problem, in_file_order, shown_path
from naravard_docs.limits import LIMITS
from naravard_docs.swedish import capitalise, is_empty, quote
from naravard_docs.yaml import syntax
from naravard_docs.yaml.events import DEEPEST, TooDeepError, TooManyError, yaml_events
from naravard_docs.yaml.text import without_invisible

Loc = tuple[str | int, ...]
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200c-\u200f\u2028-\u202e\u2061-\u206f\ud800-\udfff"
    "\ufff9-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Signs that steer rather than show (Unicode's Cc and Cf), halves of signs, and private use above U+FFFF."""

_EMPTY_WORDS = ("", "~", "null")
_IF_EMPTY = "skriv nycklar och värden; naravard ny ORGAN DATUM gör en mötesfil"


class Scalar(Struct):
    """A text as it was written; ``line`` and ``column`` count from 1, ``end_line`` is its last line.

    ``is_doubtful``, of this node and the others, says that a fault of form makes it uncertain what was meant.
    """

    text: str
    line: int
    column: int
    end_line: int
    is_plain: bool
    is_doubtful: bool = False


class ListNode(Struct):
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    is_doubtful: bool = False


class MapNode(Struct):
    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    is_doubtful: bool = False


Node = Scalar | ListNode | MapNode
NO_FILE = Path()
"""Where a text lies that lies in no file."""


class SourceFile(Struct, frozen=True):
    """A YAML file as read: where it lies, its lines, its tree, and faults of form that leave others readable."""

    path: Path
    lines: Sequence[str]
    root: Node
    faults: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The file as messages show it."""
        return shown_path(self.path)

    def place(self, line: int, column: int, length: int = 1) -> Place:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, text, max(1, min(length, len(text) - column + 1)))

    def place_of(self, loc: Loc, excerpt: str = "") -> Place:
        """Return the place of a key's path, or of the deepest part of it that is in the file.

        With an excerpt the place is where its words stand in the value.
        """
        key, node = find_node(self.root, loc)
        if excerpt and (place := self._place_of_words(node, excerpt)):
            return place
        if key is not None and (isinstance(node, MapNode | ListNode) or node.text == ""):
            return self.place(key.line, key.column, len(key.text))
        return self.place(node.line, node.column, len(node.text) if isinstance(node, Scalar) else 1)

    def place_within(self, loc: Loc, line: int, column: int, length: int = 1) -> Place:
        """Return the place of a line and column, from 1, within the text at a path.

        A text that YAML has put together from several lines is looked for by the words of its line.
        """
        node = find_node(self.root, loc)[1]
        wanted = node.text.split("\n")[line - 1 : line] if isinstance(node, Scalar) else []
        if not isinstance(node, Scalar) or not wanted:
            return self.place_of(loc)
        end = min(max(node.end_line, node.line), len(self.lines))
        near = [node.line + line, *range(node.line, end + 1)]  # first where a literal block has it
        for number in near:
            start = self._start_of(wanted[0], number, node)
            if start is not None:
                return self.place(number, start + column, length)
        meant = wanted[0][column - 1 : column - 1 + max(length, 12)].strip()
        return self.place_of(loc, meant or wanted[0].strip())

    def _start_of(self, text: str, number: int, node: Scalar) -> int | None:
        """Return where a text begins on a line of the file, its first line at the value's own place or later."""
        if not 0 < number <= len(self.lines):
            return None
        first = node.column - 1 if number == node.line else 0
        at = self.lines[number - 1].find(text.strip(), first) if text.strip() else -1
        return at - (len(text) - len(text.lstrip())) if at >= 0 else None

    def _place_of_words(self, node: Node, excerpt: str) -> Place | None:
        if not isinstance(node, Scalar):
            return None
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, excerpt.split())) + r"(?!\w)"
        written = "\n".join(self.lines[node.line - 1 : node.end_line])
        found = re.compile(pattern).search(written, node.column - 1)
        if found is None:
            return None
        before = written[: found.start()]
        return self.place(node.line + before.count("\n"), len(before) - before.rfind("\n"), len(found[0]))


def find_node(root: Node, loc: Loc) -> tuple[Scalar | None, Node]:
    """Follow a path as far as it goes: the last key passed and the node reached."""
    key, node, _ = follow_path(root, loc)
    return key, node


def follow_path(root: Node, loc: Loc) -> tuple[Scalar | None, Node, Loc]:
    """Follow a path as far as it goes: the last key passed, the node reached and the steps taken.

    A short form leaves steps out, and they are passed over: «satser» of a decision that is the list itself, and
    the index of a list that is written as its only member.
    """
    key, node = None, root
    taken: Loc = ()
    for step in loc:
        if isinstance(node, MapNode) and isinstance(step, str) and step in node.entries:
            key, node = node.entries[step]
            taken = (*taken, step)
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
            taken = (*taken, step)
        elif not _is_left_out(step, node):
            break
    return key, node, taken


def _is_left_out(step: str | int, node: Node) -> bool:
    return isinstance(node, ListNode) if isinstance(step, str) else isinstance(node, MapNode)


def plain_values(node: Node) -> Any:
    """Return the tree as dicts, lists and texts; an empty plain scalar is None, and what is doubtful ``DOUBTFUL``."""
    if node.is_doubtful:
        return DOUBTFUL
    if isinstance(node, MapNode):
        return {key: plain_values(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain_values(item) for item in node.items]
    return None if node.is_plain and node.text in _EMPTY_WORDS else node.text


DOUBTFUL: Final = object()
"""What no model takes: the value of a node of which it is not certain what was meant."""


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every scalar of the tree that is a value, in file order."""
    if isinstance(node, Scalar):
        yield node
        return
    children = (value for _, value in node.entries.values()) if isinstance(node, MapNode) else node.items
    for child in children:
        yield from scalars(child)


def read_tree(text: str, path: Path, if_empty: str = _IF_EMPTY) -> SourceFile:
    """Read one YAML document; ``if_empty`` says what to do about a file without content (Swedish).

    Raises:
        InvalidInputError: with every fault of form: syntax, a key twice, anchors, tags, several documents, no content.
    """
    source = read_tree_with_faults(text, path, if_empty)
    if source.faults:
        raise InvalidInputError(source.faults)
    return source


def read_tree_with_faults(text: str, path: Path, if_empty: str = _IF_EMPTY) -> SourceFile:
    """Read one YAML document as ``read_tree`` does; faults that leave the rest readable are in its ``faults``.

    Raises:
        InvalidInputError: with every fault of form, if one leaves nothing that can be relied on.
    """
    lines = text.split("\n")
    builder, is_reliable = _Builder(path, lines), False
    try:
        for event in yaml_events(text):
            builder.take(event)
        is_reliable = builder.documents < 2
    except _TooManyFaultsError:
        pass
    except TooManyError as error:
        message = f"filen har fler än {LIMITS.nodes} nycklar, värden och poster, och det är gränsen"
        remedy = "dela upp innehållet, eller kontrollera att rätt fil är angiven"
        builder.faults.append(builder.problem(error.event, message, remedy))
    except TooDeepError as error:
        remedy = "skriv enklare: en mötesfil har högst åtta nivåer"
        builder.faults.append(builder.problem(error.event, "för många nivåer i varandra", remedy))
    except MarkedYAMLError as error:
        builder.add(syntax.syntax_problem(error, path, lines))
    except ReaderError as error:
        builder.faults.append(syntax.unreadable_character(error, path, text))
    except (ValueError, OverflowError):  # ruamel.yaml 0.19 makes a character of any number
        builder.faults.append(syntax.impossible_character(path, lines))
    except YAMLError as error:  # pragma: no cover - ruamel's other errors concern its own settings
        builder.add(Problem(f"Filen går inte att läsa som YAML: {error}", syntax.LOOK_OVER, Place(path, 1, 1)))
    if _is_empty(builder.root) and not builder.faults:
        builder.add(Problem("Filen är tom", if_empty, Place(path, 1, 1)))
        is_reliable = False
    faults = in_file_order(builder.faults)
    if builder.root is None or not is_reliable:
        raise InvalidInputError(faults)
    return SourceFile(path, lines, builder.root, faults)


def _is_empty(root: Node | None) -> bool:
    return root is None or (isinstance(root, Scalar) and is_empty(root.text))


class _TooManyFaultsError(Exception):
    """The file is read no further, since nobody would go through so many faults."""


class _Builder:
    """Puts events together to nodes and collects the faults of form."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path, self.lines = path, lines
        self.root: Node | None = None
        self.faults: list[Problem] = []
        self._is_in_doubt = False  # by a fault of the node that is read
        self._open: list[MapNode | ListNode] = []
        self._keys: list[Scalar | None] = []
        self.documents = 0

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                message = "filen innehåller mer än ett YAML-dokument"
                self.fault(event, message, "ta bort raden «---» eller «...»: en fil är ett möte")
        elif isinstance(event, NodeEvent):
            self._is_in_doubt = False
            self._refuse_references(event)
            self._node(event)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def fault(self, event: Event, message: str, remedy: str, length: int = 1) -> None:
        self._put(self.problem(event, message, remedy, length))

    def _put(self, fault: Problem) -> None:
        """Take a fault, and stop at a file that has more than anybody would go through."""
        self._is_in_doubt = True
        self.faults.append(fault)
        if len(self.faults) >= LIMITS.problems:
            message = f"Filen har fler fel än de {LIMITS.problems} som visas"
            self.faults.append(Problem(message, "rätta dem först och kör kommandot igen", fault.place))
            raise _TooManyFaultsError

    def problem(self, event: Event, message: str, remedy: str, length: int = 1) -> Problem:
        """Return a fault at the place where an event begins."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return Problem(capitalise(message), remedy, Place(self.path, line, column, text, length))

    def add(self, problem: Problem) -> None:
        """Take a fault of the parser, unless the line has a fault already, of which it then is a consequence."""
        lines = [fault.place.line for fault in self.faults if fault.place]
        if problem.place is None or problem.place.line not in lines:
            self.faults.append(problem)

    def _refuse_references(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            sign, kind = ("*", "alias") if isinstance(event, AliasEvent) else ("&", "ankare")
            self.fault(
                event,
                f"{quote(f'{sign}{event.anchor}')} läses som ett {kind}, och sådana används inte i de här filerna",
                f"sätt citattecken runt hela texten om den börjar med {sign}, eller skriv ut värdet på varje ställe",
                length=len(str(event.anchor)) + 1,
            )
        elif (tag := getattr(event, "tag", None)) not in (None, "!"):
            written = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.fault(
                event,
                f"{quote(written)} läses som en tagg, och sådana används inte i de här filerna",
                "ta bort taggen, eller sätt citattecken runt hela texten om den börjar med !",
                length=len(written),
            )

    def _node(self, event: NodeEvent) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self._open) >= DEEPEST:
                raise TooDeepError(event)
            kind = MapNode if isinstance(event, MappingStartEvent) else ListNode
            node = kind(line, column, is_doubtful=self._is_in_doubt)
            self._place_in_parent(node, event)
            self._open.append(node)
            self._keys.append(None)
        elif isinstance(event, AliasEvent):
            self._place_in_parent(Scalar("", line, column, line, False, self._is_in_doubt), event)
        elif isinstance(event, ScalarEvent):
            end = event.end_mark.line + (1 if event.end_mark.column else 0)
            is_plain = event.style in (None, "")
            text = without_invisible(str(event.value))
            scalar = Scalar(text, line, column, max(line, end), is_plain)
            self._refuse_odd_text(scalar, event)
            scalar.is_doubtful = self._is_in_doubt
            self._place_in_parent(scalar, event)

    def _refuse_odd_text(self, scalar: Scalar, event: NodeEvent) -> None:
        if odd := _CONTROL.search(scalar.text):
            # YAML 1.2, 5.7: an escape can give any character; Word and PDF cannot hold these.
            code = f"U+{ord(odd[0]):04X}"
            remedy = "ta bort tecknet, eller skriv \\\\ för ett omvänt snedstreck"
            self.fault(event, f"ett styrtecken ({code}) står i texten", remedy)
        if scalar.is_plain:
            self._refuse_swallowed_entry(scalar)

    def _refuse_swallowed_entry(self, scalar: Scalar) -> None:
        """Refuse «- » at the start of a text's later lines: an entry indented too far becomes part of the one above."""
        for number in range(scalar.line + 1, min(scalar.end_line, len(self.lines)) + 1):
            line = self.lines[number - 1]
            bare = line.lstrip(" ")
            if bare.startswith("- "):
                place = Place(self.path, number, len(line) - len(bare) + 1, line)
                message = f"{quote(bare)} läses som en fortsättning på texten ovanför, inte som en post i listan"
                self._put(Problem(message, "rätta indraget: posterna i en lista börjar i samma kolumn", place))
                return

    def _place_in_parent(self, node: Node, event: NodeEvent) -> None:
        """Put the node where it belongs; one that cannot be a key is a fault and has no place."""
        parent = self._open[-1] if self._open else None
        if parent is None:
            self.root = self.root or node
        elif isinstance(parent, ListNode):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._take_key(node, parent, event)
        else:
            self._keys[-1] = None
            parent.entries.setdefault(key.text, (key, node))

    def _take_key(self, node: Node, parent: MapNode, event: NodeEvent) -> None:
        if isinstance(node, Scalar):
            self._keys[-1] = node
            parent.is_doubtful |= node.is_doubtful
            self._refuse_odd_key(node, parent, event)
            return
        parent.is_doubtful = True
        self._keys[-1] = Scalar("?", node.line, node.column, node.line, True)
        message = "en nyckel kan inte vara en lista eller en mappning"
        self.fault(event, message, "sätt citattecken om texten börjar med [ eller {")

    def _refuse_odd_key(self, key: Scalar, parent: MapNode, event: NodeEvent) -> None:
        if key.text == "<<":
            parent.is_doubtful = True
            self.fault(event, "sammanslagning (<<) används inte i de här filerna", "skriv ut nycklarna", 2)
        elif key.text in parent.entries:
            first = parent.entries[key.text][0].line
            parent.entries[key.text][1].is_doubtful = True
            if isinstance(self._open[-2:][0], ListNode):  # it may be two entries, of which the second lacks its dash
                parent.is_doubtful = True
            self.fault(
                event,
                f"nyckeln {quote(key.text)} står två gånger; första gången på rad {first}",
                "behåll den ena, eller börja en ny post med «- »",
                len(key.text),
            )
