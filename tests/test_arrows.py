"""The rooms and their arrows (docs/architecture.md): who may know whom is read from the source, not believed."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY

PACKAGE = "naravard_docs"
LINE_1 = {"errors", "libraries", "limits", "swedish"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "limits": set(),
    "libraries": set(),
    "swedish": {"libraries"},
    "meeting": LINE_1,
    "document": {"libraries"},
    "style": {"document", *LINE_1},
    "markup": {"document", *LINE_1},
    "yaml": {"meeting", *LINE_1},
    "sheet": LINE_1,
    "send": LINE_1,
    "check": {"document", *LINE_1},
    "workspace": {"meeting", "style", "markup", "yaml", *LINE_1},
    "compose": {"meeting", "document", "markup", *LINE_1},
    "word": {"document", "style", *LINE_1},
    "pdf": {"document", "style", *LINE_1},
    "html": {"document", "style", *LINE_1},
    "mail": {"document", "style", *LINE_1},
    "chart": {"style", *LINE_1},
    "cache": {"style", "workspace", *LINE_1},
    "archive": {"yaml", "workspace", *LINE_1},
    "handbook": LINE_1,
    "responses": {"meeting", "yaml", "sheet", "send", "workspace", *LINE_1},
    "reports": {"meeting", "markup", "yaml", "sheet", "workspace", "chart", "cache", "responses", *LINE_1},
    "agenda": {"meeting", "style", "markup", "yaml", "sheet", "workspace", "responses", *LINE_1},
    "builder": {
        *("meeting", "document", "style", "markup", "yaml", "check", "workspace", "compose", "word", "pdf", "html"),
        *("mail", "chart", "send", "archive", "cache", "responses", "reports"),
        *LINE_1,
    },
    "dispatch": {"meeting", "yaml", "send", "workspace", "archive", "compose", "responses", "builder", *LINE_1},
    "watch": {"workspace", "builder", *LINE_1},
    "site": {
        *("meeting", "document", "style", "html", "check", "workspace", "compose", "archive", "responses", "builder"),
        "yaml",
        *LINE_1,
    },
    "preview": {"meeting", "yaml", "workspace", "archive", "compose", "builder", "watch", *LINE_1},
    "cli": {
        *("meeting", "markup", "yaml", "sheet", "send", "check", "workspace", "chart", "responses", "reports"),
        *("agenda", "builder", "cache", "dispatch", "watch", "site", "preview", "handbook"),
        *LINE_1,
    },
}
"""Each room, from the ground up, with the rooms it may import besides itself.

The package root may be asked for its version only.
"""

LONGEST_FILE = 450


def groups_of_rooms() -> list[list[str]]:
    """Return the rooms in the picture in docs/architecture.md, group by group."""
    picture = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    return [[line.split()[0].rstrip("/") for line in group.splitlines()] for group in picture.strip().split("\n\n")]


def against_the_picture(arrows: dict[str, set[str]]) -> list[str]:
    """Return the arrows that do not go to a group above, as «room -> what it knows»."""
    level = {room: number for number, group in enumerate(GROUPS) for room in group}
    return [f"{room} -> {known}" for room in arrows for known in arrows[room] if level[known] >= level[room]]


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules(root: Path) -> dict[str, ast.Module]:
    """Return every module of a package by its dotted name."""
    return {module_name(p, root): ast.parse(p.read_text("utf-8")) for p in sorted(root.rglob("*.py"))}


def imports(tree: ast.Module, known: set[str]) -> list[str]:
    """Return the package's modules that a module imports, anywhere in it, and names that it takes from others.

    ``from naravard_docs import x`` is x when that is a module; any other name counts as the root's own.
    """
    found: list[str] = []
    for node in import_statements(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        else:
            assert not node.level, "relative imports hide which room is meant"
            source = node.module or ""
            found += [
                f"{source}.{alias.name}" if f"{source}.{alias.name}" in known or source == PACKAGE else source
                for alias in node.names
            ]
    return [name for name in dict.fromkeys(found) if name.split(".")[0] == PACKAGE]


@cache
def import_statements(tree: ast.Module) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """Return the import statements of a module, looked for once."""
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def forbidden(trees: dict[str, ast.Module]) -> list[str]:
    """Return every import that goes against the arrows, as «module -> what it imports»."""
    known = set(trees)
    wrong = []
    for module, tree in trees.items():
        own = room(module)
        for name in imports(tree, known):
            allowed = name == f"{PACKAGE}.__version__" or (
                name in known and bool(room(name)) and room(name) in {own, *MAY_IMPORT.get(own, set())}
            )
            if not allowed:
                wrong.append(f"{module} -> {name}")
    return wrong


def cycles(trees: dict[str, ast.Module]) -> list[str]:
    """Return each module that reaches itself by imports."""
    known = set(trees)
    arrows = {module: [name for name in imports(tree, known) if name in known] for module, tree in trees.items()}

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(arrows[start])
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting += arrows[module]
        return seen

    return [module for module in arrows if module in reached(module)]


TREES = modules(REPOSITORY / PACKAGE)
GROUPS = groups_of_rooms()


def test_every_room_is_on_the_map() -> None:
    """A new room must be given its arrows here and in docs/architecture.md before it is used."""
    assert {room(module) for module in TREES} - {""} == set(MAY_IMPORT)


def test_the_picture_shows_every_room() -> None:
    """The picture in docs/architecture.md has the rooms of this map, and no others."""
    assert sorted(room for group in GROUPS for room in group) == sorted(MAY_IMPORT)


def test_arrows_go_one_way() -> None:
    """A room may import only rooms of groups above its own in the picture."""
    assert against_the_picture(MAY_IMPORT) == []
    assert against_the_picture({"markup": {"style"}, "yaml": {"workspace"}}) == ["markup -> style", "yaml -> workspace"]


def test_imports_follow_the_arrows() -> None:
    """No module imports from a room that its own room does not know, nor through the package root."""
    assert forbidden(TREES) == []


def test_rooms_say_what_others_may_use() -> None:
    """A module that another room imports is named by its own room's docstring."""
    used = {name for module, tree in TREES.items() for name in imports(tree, set(TREES)) if room(name) != room(module)}
    for folder in (module for module in TREES if module.count(".") == 1):
        named = {f"{folder}.{name}" for name in re.findall(r"``([a-z_]+)``", ast.get_docstring(TREES[folder]) or "")}
        assert {name for name in used & set(TREES) if name.startswith(f"{folder}.")} <= named, folder


def test_no_import_cycles() -> None:
    """No module reaches itself by imports, those inside functions counted."""
    assert cycles(TREES) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("naravard_docs.document.made_up", "from naravard_docs.meeting.meeting import Meeting"),
        ("naravard_docs.word.made_up", "from naravard_docs.pdf.lines import TextLine"),
        ("naravard_docs.html.made_up", "from naravard_docs.word.xml import attribute"),
        ("naravard_docs.pdf.made_up", "import naravard_docs.compose.minutes"),
        ("naravard_docs.workspace.made_up", "def f():\n    from naravard_docs.document.blocks import Heading"),
        ("naravard_docs.check.made_up", "from naravard_docs.word.writer import word_bytes"),
        ("naravard_docs.compose.made_up", "from naravard_docs import builder"),
        ("naravard_docs.compose.made_up", "from naravard_docs import Document"),
    ],
)
def test_a_forbidden_import_is_caught(module: str, line: str) -> None:
    """The same function that passes the package finds an import that goes the wrong way."""
    caught = forbidden({**TREES, module: ast.parse(line)})
    assert len(caught) == 1
    assert caught[0].startswith(f"{module} -> {PACKAGE}")


def test_a_cycle_is_caught() -> None:
    """The same function that passes the package finds two modules that import each other."""
    one, other = f"{PACKAGE}.pdf.one", f"{PACKAGE}.pdf.other"
    trees = {one: ast.parse(f"import {other}"), other: ast.parse(f"from {one} import x")}
    assert cycles(trees) == [one, other]


def test_files_stay_readable() -> None:
    """No source or test file is longer than a reader can hold."""
    files = [*(REPOSITORY / PACKAGE).rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_only_the_commands_speak() -> None:
    """Nothing outside cli/ prints: the rest of the program gives values and raises errors."""
    prints = [
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert [module for module in prints if room(module) != "cli"] == []
