"""Records are values: they do not change, others are made of them, they are compared, hashed and sent to workers."""

from __future__ import annotations

import ast
import pickle
from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY

from naravard_docs.document.blocks import Heading, Paragraph
from naravard_docs.document.inlines import Text
from naravard_docs.errors import Place
from naravard_docs.libraries.records import replace
from naravard_docs.sheet.sheet import CellKind, Sheet, SheetColumn
from naravard_docs.workspace.workspace import Workspace

HEADING = Heading(id="a", level=2, content=(Text("Närvarande"),))


def test_a_record_does_not_change() -> None:
    """Setting a field is refused, and another record comes of replacing it."""
    with pytest.raises(AttributeError):
        HEADING.level = 3  # type: ignore[misc]
    assert replace(HEADING, level=3) == Heading(id="a", level=3, content=(Text("Närvarande"),))
    assert HEADING.level == 2


def test_a_dataclass_is_replaced_alike() -> None:
    """Those that help imports are still dataclasses, and are changed by the same function."""
    assert replace(Place(Path("a.yaml"), 1, 1, "a"), line=2) == Place(Path("a.yaml"), 2, 1, "a")


def test_an_unknown_field_is_refused() -> None:
    """A field that a record does not have is a fault of the program, at once."""
    with pytest.raises(TypeError):
        replace(HEADING, made_up=1)  # type: ignore[call-arg]


def test_a_changed_record_is_judged_again() -> None:
    """What a record asks of its fields when it is made is asked when it is changed, too."""
    sheet = Sheet("Svar", (SheetColumn("dag", "Dag", CellKind.DATE),), ((date(2023, 3, 24),),))
    with pytest.raises(TypeError):
        replace(sheet, rows=(("i går",),))


def test_records_are_equal_by_class_and_fields() -> None:
    """Two of the same class with the same fields are one key; another class with the same fields is not equal."""
    other = Heading(id="a", level=2, content=(Text("Närvarande"),))
    assert {HEADING: 1}[other] == 1
    assert Paragraph(id="a", content=()) != Heading(id="a", level=2, content=())


def test_records_are_taken_to_workers() -> None:
    """A record comes out of a pickle as it went in; what it had remembered is found anew."""
    assert pickle.loads(pickle.dumps(HEADING)) == HEADING
    workspace = Workspace(Path(REPOSITORY))
    theme = workspace.theme
    assert pickle.loads(pickle.dumps(workspace)).theme == theme


def test_whatever_is_to_stay_out_of_a_text_is_no_struct() -> None:
    """A Struct shows all of its fields: classes that hold secrets back (repr=False) are dataclasses."""
    for path in (REPOSITORY / "naravard_docs").rglob("*.py"):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)) if "repr=" in source else ():
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Struct" for base in node.bases):
                assert "repr=" not in ast.unparse(node), f"{path.name}: {node.name}"
