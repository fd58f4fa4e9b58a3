"""The grammar of keys: they become parts of paths, so they are judged where they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import Run
from conftest import WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.errors import InvalidInputError
from naravard_docs.meeting.keys import LONGEST, PATTERN, is_device, key_fault
from naravard_docs.workspace.workspace import Workspace

GOOD = ("a", "systemledning", "SAMRÅD", "länets-huvudmän", "kf_2030", "2024", "å", "x" * LONGEST, "_x", "con-1")
BAD = {
    "x/../../../ESCAPED": "tecknet «/»",
    "a/b": "tecknet «/»",
    "/etc": "tecknet «/»",
    "..": "tecknet «.»",
    "a.": "tecknet «.»",
    "a\\b": "tecknet «\\»",
    "a\nb": "en radbrytning",
    "a b": "ett mellanslag",
    " a": "ett mellanslag",
    "a:b": "tecknet «:»",
    "a*": "tecknet «*»",
    "a\x00": "U+0000",
    "a\u202eb": "U+202E",
    "CON": "Windows",
    "nul": "Windows",
    "Com1": "Windows",
    "lpt9": "Windows",
    "x" * (LONGEST + 1): "gränsen är 60",
    "x" * 300: "gränsen är 60",
    "-till": "börjar",
    "": "tom",
}
TEMPLATES = {
    "organ.yaml": "{key}: {{namn: Ett}}\n",
    "personer.yaml": "{key}: {{namn: Ett, e-post: a@b.se}}\n",
    "sandlistor.yaml": "{key}: {{namn: Ett, mottagare: [{{namn: Umeå}}]}}\n",
}


@pytest.mark.parametrize("key", GOOD)
def test_a_good_key(key: str) -> None:
    """What names have been called by stays a key, and editors think so too."""
    assert key_fault(key) is None
    assert re.search(PATTERN, key)


@pytest.mark.parametrize(("key", "said"), BAD.items())
def test_a_bad_key(key: str, said: str) -> None:
    """What could lead elsewhere, or is no name on some machine, is no key; the fault says why and what to write."""
    fault, remedy = key_fault(key) or ("", "")
    assert said in fault
    assert remedy


@pytest.mark.slow
@given(st.text(max_size=80))
def test_a_key_is_always_one_step_of_a_path(key: str) -> None:
    """Whatever passes the grammar names one file in the folder where it is put."""
    if key_fault(key) is None:
        assert Path("a", f"{key}.yaml").parent == Path("a")
        assert re.search(PATTERN, key)
        assert key.isprintable()
        assert not is_device(key)


@pytest.mark.parametrize("file", TEMPLATES)
@pytest.mark.parametrize("key", ["'x/../../../ESCAPED'", "'a b'", "CON", "'.'", "x" * 61])
def test_keys_of_templates_are_judged_where_they_are_read(workspace: WorkspaceFolder, file: str, key: str) -> None:
    """Each of the files that map keys to entries refuses a bad one, at its place."""
    workspace.write_template(file, "# först\n" + TEMPLATES[file].format(key=key))
    with pytest.raises(InvalidInputError) as caught:
        _ = Workspace(workspace.root).house
    problem = caught.value.problems[0]
    assert (problem.place.line, problem.place.column) == (2, 1)  # type: ignore[union-attr]
    assert "nyckel" in problem.message
    assert problem.remedy


@pytest.mark.parametrize("file", TEMPLATES)
def test_good_keys_of_templates_are_read(workspace: WorkspaceFolder, file: str) -> None:
    """The same files are read with a key of Swedish letters."""
    workspace.write_template(file, TEMPLATES[file].format(key="Östra-länet_2"))
    assert Workspace(workspace.root).house


@pytest.mark.parametrize("key", ["a/b", "../x", "nul", "u\u00a0x", "a" * 61])
def test_recipients_keys_are_judged(workspace: WorkspaceFolder, key: str) -> None:
    """A recipient's «nyckel» follows the same grammar."""
    workspace.write_template("sandlistor.yaml", f"l:\n  namn: L\n  mottagare:\n    - {{nyckel: {key!r}, namn: Umeå}}\n")
    with pytest.raises(InvalidInputError) as caught:
        _ = Workspace(workspace.root).house
    (problem,) = caught.value.problems
    assert "kan inte vara en nyckel" in problem.message
    assert (problem.place.line, problem.place.column) == (4, 16)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["../../x", "a/b", "con", "x" * 61])
def test_short_names_are_judged(examples: Path, run: Run, name: str) -> None:
    """A recommendation's «kortnamn» is a key that may have blanks between its words."""
    path = next((examples / "meetings").glob("2021*.yaml"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("kortnamn: systemledning och framtidsbild", f"kortnamn: {name!r}"), "utf-8")
    answer = run("kontrollera", path)
    assert answer.code == 1
    assert "kan inte vara ett kort namn" in answer.err


@pytest.mark.parametrize("key", [key for key in BAD if "\x00" not in key])
def test_a_command_is_not_led_elsewhere(examples: Path, run: Run, key: str) -> None:
    """A key given to «ny» is judged like one in a file, and nothing is written anywhere."""
    before = sorted(examples.parent.rglob("*"))
    answer = run("ny", "--", key, "2024-01-01")
    assert answer.code == 2
    assert "\n".join(answer.err.splitlines()[:1])
    assert sorted(examples.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["CON", "con.yaml", "Nul.txt", "COM1", "lpt³", "aux .x", "con. "])
def test_devices(name: str) -> None:
    """Windows takes these for devices, whatever capitals or suffix they have."""
    assert is_device(name)


@pytest.mark.parametrize("name", ["console", "com10", "com", "nulla", "2024-con"])
def test_no_devices(name: str) -> None:
    """Names that only resemble a device's are names."""
    assert not is_device(name)
