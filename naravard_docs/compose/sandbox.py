"""The sandbox that standing texts are filled in within: what may be called, and a budget of steps and of letters.

Every turn of a loop, call and operation costs a step, and more the more letters it handles; what it would give is
judged before it is made. So the largest template ends within a second, and in little memory. Values are texts, days,
numbers and plain lists of them; the standing texts need no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from naravard_docs.compose.template import VerbatimText
from naravard_docs.limits import LIMITS
from naravard_docs.markup.protect import protect
from naravard_docs.swedish import long_date, read_date

_LETTERS_A_STEP = 100
_MOST_BITS = 10_000
_LOOPED, _JOINED, _PLAIN = "~looped", "~joined", "~plain"
"""Filters of our own, by names that no template can write."""


class BudgetError(Exception):
    """The template would go on too long, or become too long; ``args`` say which, in Swedish."""


@dataclass(slots=True)
class _Budget:
    """What is left of the steps of one filling in, of a template that has so many letters itself."""

    own_letters: int = 0
    steps: int = LIMITS.template_steps

    @property
    def letters(self) -> int:
        return LIMITS.template_letters + self.own_letters

    def spend(self, letters: int = 0) -> None:
        if letters > self.letters:
            raise BudgetError(f"mallen gör en text som är längre än {self.letters} tecken, och det är gränsen")
        self.steps -= 1 + letters // _LETTERS_A_STEP
        if self.steps < 0:
            raise BudgetError(f"mallen gör mer än {LIMITS.template_steps} steg, och det är gränsen")


class NoDateError(Exception):
    """The filter «datum» is used on something else than a day; ``value`` is that."""

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.value = value


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment of Jinja2 where nothing is endless."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_shown, keep_trailing_newline=True)
        self.budget = _Budget()
        self.globals.clear()
        self.filters = {"datum": _in_words, _LOOPED: self._looped, _JOINED: self._joined, _PLAIN: _plain}

    def begin(self, own_letters: int) -> None:
        """Give the next filling in a budget of its own."""
        self.budget = _Budget(own_letters)

    def concat(self, parts: Iterable[str]) -> str:
        """Join what a template, a macro or a block gives, and stop where it is too long."""
        gathered, letters = [], 0
        for part in parts:
            letters += len(part)
            self.budget.spend(letters if letters > self.budget.letters else len(part))
            gathered.append(part)
        return "".join(gathered)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what templates may call: macros, and the methods of texts, days and lists that make nothing large."""
        self.budget.spend()
        if not isinstance(obj, Macro | BlockReference | StrictUndefined):
            self.budget.spend(_size_of_call(obj, args, kwargs))
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        self.budget.spend(_size_of_operation(operator, left, right))
        return super().call_binop(context, operator, left, right)

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(_BudgetTransformer().visit(source), *args, **kwargs)

    def _looped(self, iterable: Any) -> Iterator[Any]:
        for item in iterable:
            self.budget.spend()
            yield item

    def _joined(self, values: list[Any]) -> str:
        texts = [str(_plain(value)) for value in values]
        self.budget.spend(sum(map(len, texts)))
        return "".join(texts)


class _BudgetTransformer(NodeTransformer):
    """Puts the budget into a template where Jinja2 asks no environment: loops, «~», and values within lists."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - as jinja2 names it
        if node.recursive:
            raise SecurityError
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _LOOPED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - as jinja2 names it
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOINED)

    def visit_List(self, node: nodes.List) -> nodes.List:  # noqa: N802 - as jinja2 names it
        self.generic_visit(node)
        node.items = [_filtered(item, _PLAIN) for item in node.items]
        return node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Tuple:  # noqa: N802 - as jinja2 names it
        self.generic_visit(node)
        if node.ctx == "load":
            node.items = [_filtered(item, _PLAIN) for item in node.items]
        return node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Dict:  # noqa: N802 - as jinja2 names it
        raise SecurityError


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _plain(value: Any) -> Any:
    """Return a value that is no list: lists within lists could be endless in little."""
    if isinstance(value, StrictUndefined):
        str(value)  # raises, with its name
    if value is None or isinstance(value, str | int | float | date):
        return value
    raise TypeError("no plain value")


def _in_words(value: Any) -> str:
    """Return a day, or a text that is one, as «30 september 2021».

    Raises:
        NoDateError: for anything else.
    """
    day = read_date(value) if isinstance(value, str) else _plain(value)
    if not isinstance(day, date):
        raise NoDateError(value)
    return long_date(day)


def _shown(value: Any) -> Any:
    if isinstance(value, VerbatimText | StrictUndefined):
        return value
    return "" if value is None else protect(str(_plain(value)))


def _size_of_operation(operator: str, left: Any, right: Any) -> int:
    """Return about how many letters an operation handles or gives."""
    sizes = _size(left), _size(right)
    if operator == "*" and isinstance(left, str | list | tuple):
        return sizes[0] * max(0, int(right))
    if operator == "*" and isinstance(right, str | list | tuple):
        return sizes[1] * max(0, int(left))
    if operator == "%" and isinstance(left, str):
        if _WIDE_PERCENT.search(left):
            raise SecurityError
        return sizes[0] * (1 + sizes[1])
    if operator in ("*", "**") and isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        if bits > _MOST_BITS:
            raise BudgetError("mallen räknar med tal som är för stora")
    return sum(sizes)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 1


_WIDE_PERCENT = re.compile(r"%[^a-zA-Z%]*(\d{3}|\*)")
_WIDE_BRACES = re.compile(r"[:!][^}]*(\d{3}|\{)")


def _replaced(text: str, old: str, new: str, count: int = -1) -> int:
    found = text.count(old) if count < 0 else min(count, text.count(old))
    return len(text) + found * len(new)


def _joined_size(text: str, items: Any) -> int:
    return sum(len(text) + _size(item) for item in items)


def _widened(text: str, width: int, *_: str) -> int:
    return max(len(text), width)


def _formatted(text: str, *values: Any, **named: Any) -> int:
    if _WIDE_BRACES.search(text):
        raise SecurityError
    given = [str(_plain(value)) for value in (*values, *named.values())]
    return len(text) * (1 + max(map(len, given), default=0))


_SIZES: dict[str, Callable[..., int]] = {
    "replace": _replaced,
    "join": _joined_size,
    "center": _widened,
    "ljust": _widened,
    "rjust": _widened,
    "zfill": _widened,
    "expandtabs": lambda text, size=8: len(text) + text.count("\t") * size,
    "format": _formatted,
}
"""How long what a method of a text gives can be, for those that make more than they are given."""

_NO_LONGER = frozenset(
    {
        *("capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isdecimal", "isdigit"),
        *("islower", "isspace", "istitle", "isupper", "lower", "lstrip", "partition", "removeprefix", "removesuffix"),
        *("rfind", "rindex", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip"),
        *("swapcase", "title", "upper"),
    }
)
_OF_DAYS = frozenset(["isoformat", "weekday", "isoweekday"])
_OF_LISTS = frozenset(("count", "index"))
_OF_LOOPS = frozenset(("cycle", "changed"))


def _size_of_call(called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> int:
    """Return about how many letters a method handles or gives.

    Raises:
        SecurityError: if it is none that templates may call.
    """
    owner, name = getattr(called, "__self__", None), getattr(called, "__name__", "")
    if isinstance(owner, str) and name in _NO_LONGER:
        return len(owner)
    if isinstance(owner, str) and name in _SIZES:
        return _SIZES[name](owner, *args, **kwargs)
    if isinstance(owner, date) and name == "strftime" and not re.search(r"\d", *args):
        return len(*args)
    if (
        (isinstance(owner, date) and name in _OF_DAYS)
        or (isinstance(owner, list | tuple) and name in _OF_LISTS)
        or (isinstance(owner, LoopContext) and name in _OF_LOOPS)
    ):
        return _size(owner) if isinstance(owner, list | tuple) else 1
    if getattr(called, "__wrapped__", None) is not None and isinstance(called.__wrapped__.__self__, str):
        return _formatted(called.__wrapped__.__self__, *args, **kwargs)  # Jinja2's own str.format
    raise SecurityError
