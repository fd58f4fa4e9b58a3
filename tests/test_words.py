"""The words of the program: one name is one thing, and an exception is known by its name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from test_arrows import PACKAGE, TREES

ALLOWED: dict[str, str] = {}
"""Names that several modules may define, each with the reason."""

BUILTIN_ERRORS = {"BaseException", "Exception", "KeyError", "OSError", "RuntimeError", "TypeError", "ValueError"}


def homonyms(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Return the public classes, functions and types that several modules define, each with its modules."""
    places: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees.items():
        for name in dict.fromkeys(_defined(tree)):
            places[name].append(module)
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the public names of a module: classes, functions, and other names that are written as a class is."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name) and _is_type_name(each.id))


def _is_type_name(name: str) -> bool:
    return name[0].isupper() and not name.isupper()


def misnamed_exceptions(trees: Mapping[str, ast.Module]) -> list[str]:
    """Return the exceptions whose names do not end in Error; a class is one when any above it is."""
    bases = {
        node.name: [ast.unparse(base).split(".")[-1] for base in node.bases]
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def is_exception(name: str) -> bool:
        own = bases.get(name)
        return name in BUILTIN_ERRORS or name.endswith("Error") if own is None else any(map(is_exception, own))

    return sorted(name for name in bases if is_exception(name) and not name.endswith("Error"))


def test_one_name_is_one_thing() -> None:
    """A public class, function or type of the package shares its name with no other, but for those with a reason."""
    assert {name: where for name, where in homonyms(TREES).items() if name not in ALLOWED} == {}


def test_no_reason_outlives_its_homonym() -> None:
    """A name that is allowed is one that several modules define."""
    assert set(ALLOWED) - set(homonyms(TREES)) == set()


@pytest.mark.parametrize("source", ["class LoadedMeeting: ...", "def load_meeting(): ...", "Inline = int"])
def test_a_homonym_is_caught(source: str) -> None:
    """The same function that passes the package finds a name that is taken already."""
    made_up = f"{PACKAGE}.pdf.made_up"
    assert [where[-1] for where in homonyms({**TREES, made_up: ast.parse(source)}).values()] == [made_up]


def test_exceptions_end_in_error() -> None:
    """What is raised is known by its name."""
    assert misnamed_exceptions(TREES) == []


def test_an_exception_by_another_name_is_caught() -> None:
    """The same function that passes the package finds exceptions, those of our own kinds too."""
    source = (
        "class Refused(ValueError): ...\nclass Missing(FileAccessError): ...\nclass Gone(Missing): ...\nclass Fine: ..."
    )
    made_up = {**TREES, f"{PACKAGE}.pdf.made_up": ast.parse(source)}
    assert misnamed_exceptions(made_up) == ["Gone", "Missing", "Refused"]
