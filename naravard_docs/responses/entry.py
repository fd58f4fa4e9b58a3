"""One recipient's entry of an answer file: what is to be recorded of it, and what stands in its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from naravard_docs.errors import Place
from naravard_docs.meeting.response import Response
from naravard_docs.yaml.edit import AnswerEntry
from naravard_docs.yaml.keys import as_written, model_at, swedish_keys
from naravard_docs.yaml.round_trip import KeyPath, YamlValue, as_flow
from naravard_docs.yaml.tree import ListNode, Loc, MapNode, Node, Scalar, plain_values, scalars

DECISION, CLAUSES, CORRECTED = "beslut", "satser", "rättat"


def _nowhere(_path: KeyPath) -> Place | None:
    return None


def _as_the_file_says(_key: str) -> str:
    return ""


class Change(Struct, frozen=True):
    """What is to be recorded of one recipient on the day ``today``, from which texts and promises then are known.

    ``values`` are by path of Swedish keys; ``outcomes`` are by clause number (``EVERY_CLAUSE`` for all); ``sent`` and
    ``reminded`` are days to add. A change that ``is_of_list`` may tell again what other decisions decided.

    What differs from what stands is refused, unless the change ``replaces`` it: then None takes a key away,
    ``removes_entry`` all of them, and with a ``reason`` the entry keeps what stood.

    ``place`` gives where a value, by its path, was read from, when it was read from a file; ``to_add`` what to do,
    where the change was told, about a key that is missing, with an empty text where what the answer file says fits.
    """

    recipient: str
    values: Mapping[KeyPath, YamlValue | None] = field(default_factory=dict)
    outcomes: Mapping[int, YamlValue] = field(default_factory=dict)
    reminded: Sequence[date] = ()
    sent: Sequence[date] = ()
    today: date | None = None
    is_of_list: bool = False
    replaces: bool = False
    reason: str = ""
    removes_entry: bool = False
    place: Callable[[KeyPath], Place | None] = _nowhere
    to_add: Callable[[str], str] = _as_the_file_says

    @property
    def decided(self) -> dict[str, YamlValue | None]:
        """What is to be recorded of a decision besides its outcomes, by Swedish key."""
        return {path[1]: value for path, value in self.values.items() if path[0] == DECISION and len(path) > 1}


class EntryFacts(Struct, frozen=True):
    """The facts of an entry, by paths of Swedish keys, where the file may have the English ones."""

    entry: AnswerEntry

    @property
    def node(self) -> MapNode:
        return self.entry.node

    def held(self, path: KeyPath) -> Node | None:
        """Return what stands under a path; None when there is nothing."""
        at: Node = self.node
        for step in self._as_in(path):
            if isinstance(at, ListNode) and step.isdecimal() and int(step) < len(at.items):
                at = at.items[int(step)]
            elif isinstance(at, MapNode) and step in at.entries:
                at = at.entries[step][1]
            else:
                return None
        return at if plain_values(at) is not None else None

    def members(self, key: str) -> list[Node]:
        """Return what stands under a key, one by one where it is a list."""
        held = self.held((key,))
        return [] if held is None else list(held.items) if isinstance(held, ListNode) else [held]

    def text(self, path: KeyPath) -> str:
        """Return the text under a path; an empty one when there is none."""
        held = self.held(path)
        return held.text if isinstance(held, Scalar) else ""

    def decision_paths(self) -> list[KeyPath]:
        """Return the path of each decision, by its place in the list where it is one of a list."""
        held = self.held((DECISION,))
        if isinstance(held, ListNode):
            return [(DECISION, str(number)) for number in range(len(held.items))]
        return [(DECISION,)] if held is not None else []

    def put(self, path: KeyPath, value: YamlValue) -> None:
        """Put a value under a path, making the keys that are missing."""
        self.entry.put(self._as_in(path), value, _rank)

    def put_members(self, key: str, members: Sequence[YamlValue]) -> None:
        """Put some values under a key: the only one alone, several as a list on one line."""
        self.put((key,), members[0] if len(members) == 1 else list(members))

    def append(self, key: str, value: dict[str, YamlValue]) -> None:
        """Put a mapping last in the list under a key."""
        self.entry.append(self._as_in((key,))[0], value, _rank)

    def drop(self, path: KeyPath) -> None:
        """Take a key away, if it stands there."""
        if self.held(path) is not None:
            self.entry.drop(self._as_in(path))

    def _as_in(self, path: KeyPath) -> KeyPath:
        steps = (int(step) if is_index(path, at) else step for at, step in enumerate(path))
        return tuple(map(str, as_written(Response, tuple(steps), self.node)))


def is_index(path: Sequence[str | int], at: int) -> bool:
    """Return whether a step of a path is a place in a list, and not a clause's number."""
    return at == 1 and str(path[at]).isdecimal()


def written(node: Node) -> YamlValue:
    """Return what a node says as it is written on one line."""
    return as_flow(plain_values(node))


def member_text(node: Node, key: str) -> str:
    """Return what a member of a list says under a key; one that is written on one line has its day or text alone."""
    if isinstance(node, Scalar):
        return node.text if key in ("dag", "text") else ""
    names = _NAMES.get(key, (key,))
    found = [node.entries[name][1] for name in names if name in node.entries] if isinstance(node, MapNode) else []
    return next((held.text for held in found if isinstance(held, Scalar)), "")


_NAMES = {"dag": ("dag", "day"), "lovat": ("lovat", "made"), "den": ("den", "day")}
"""The Swedish and the English name of the keys of promises and of texts that have a day."""


def recipient_of(node: Node) -> str:
    """Return the key of the recipient whose entry it is; an empty text when it has none."""
    keys = ("mottagare", "recipient")
    held = (
        next((node.entries[key][1] for key in keys if key in node.entries), None) if isinstance(node, MapNode) else None
    )
    return held.text if isinstance(held, Scalar) else ""


def in_swedish(path: Loc) -> KeyPath:
    """Return a path below an entry by Swedish keys, without places in lists."""
    swedish: KeyPath = ()
    for at, step in enumerate(path):
        if isinstance(step, int) or is_index(path, at):
            continue
        model = model_at(Response, swedish) or model_at(Response, (*swedish, 0))
        swedish = (*swedish, swedish_keys(model).get(step, step) if model else step)
    return swedish


def entry_texts(node: Node) -> Iterator[tuple[str, str]]:
    """Yield every text of an entry with its keys in words: «beslut datum», of a second one «beslut 2 datum»."""
    for path, text in _texts(node, ()):
        numbers = [str(step + 1) for step in path if isinstance(step, int) and step]
        head, *rest = in_swedish(path) or ("",)
        if rest[-1:] != ["den"] and (head, rest) != (CORRECTED, ["stod"]):
            yield (
                " ".join((head, *numbers, *(step for step in rest if step not in ("dag", "text") or len(rest) > 1))),
                text,
            )


def _texts(node: Node, path: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(node, MapNode):
        for key, (_, value) in node.entries.items():
            yield from _texts(value, (*path, key))
    elif isinstance(node, ListNode) and any(isinstance(item, MapNode) for item in node.items):
        for number, item in enumerate(node.items):
            yield from _texts(item, (*path, number))
    else:
        yield path, ", ".join(scalar.text for scalar in scalars(node))


def _rank(path: KeyPath) -> int:
    if path[-2:-1] == (CLAUSES,):
        return int(path[-1]) if path[-1].isdecimal() else 0
    above = in_swedish(path[:-1])
    model = model_at(Response, above) or model_at(Response, (*above, 0)) or Response
    known = [name for pair in swedish_keys(model).items() for name in pair]
    return known.index(path[-1]) // 2 if path[-1] in known else len(known)
