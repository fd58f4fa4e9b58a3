"""What VS Code shows of the files: yaml-language-server, the heart of its YAML extension, reads the schemas."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from made import copy_examples
from ruamel.yaml import YAML
from test_schema import BODIES, as_editors_see
from test_schema_accepts import BY_KEY, MODELS
from written_otherwise import in_english
from yaml_editor import YamlEditor, yaml_editor

from naravard_docs.workspace.own_workspace import OwnNames, start_own_workspace
from naravard_docs.workspace.schema import write_schemas
from naravard_docs.workspace.schema_suggestions import write_own_schemas
from naravard_docs.workspace.start import STARTER

pytestmark = pytest.mark.slow

_TODAY = date(2027, 3, 4)
SCHEMA = "# yaml-language-server: $schema=../templates/schema/mote.schema.json\n"
BEGUN = f"{SCHEMA}organ: systemledning\ndatum: 2023-03-24\n"
ITEM = f"{BEGUN}ärenden:\n  - rubrik: Ett\n"
MARKED = {
    "a wrong key": (f"{BEGUN}plast: Umeå\n", "plast"),
    "a wrong key of an item": (f"{ITEM}    besult: anta\n", "besult"),
    "a wrong word": (f"{BEGUN}status: klart\n", '"utkast", "utskickat", "justerat", "publicerat"'),
    "a wrong word of a clause": (f"{ITEM}    beslut:\n      - text: anta\n        nivå: riksdag\n", '"fullmäktige"'),
    "neither yes nor no": (f"{ITEM}    omedelbar_justering: kanske\n", '"ja", "nej"'),
    "a key that is missing": (f"{SCHEMA}organ: systemledning\n", "datum"),
    "an item without a heading": (f"{BEGUN}ärenden:\n  - typ: beslutsärende\n", "rubrik"),
    "no date": (f"{BEGUN}slutdatum: 31 mars\n", "pattern"),
    "a list where there is none": (f"{BEGUN}plats: [Umeå]\n", "string"),
}
TAKEN = {
    "keys without value": f"{BEGUN}status:\ntid:\nbilagor:\nordförande:\nnästa_möte:\närenden:\n",
    "words in capitals": f"{BEGUN}status: JUSTERAT\närenden:\n  - rubrik: Ett\n    typ: Beslutsärende\n",
    "numbers as texts": f"{ITEM}    beslut: [2]\n    diarienummer: 3\n    omedelbar_justering: true\n",
    "English keys": f"{SCHEMA}body: a\ndate: den 12 Maj 2023\nagenda_items:\n  - heading: b\n    decision: [c]\n",
    "a name as a key": f"{ITEM}    yrkanden:\n      - Bo Al (S): avslag\n        instämmer: Cia Dal (C)\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example workspace with schemas of its own names, and beside it one that was begun and the other examples."""
    made = copy_examples(tmp_path_factory.mktemp("redigerare"))
    write_own_schemas(made)
    start_own_workspace(made / "ny", OwnNames("Norrviks byförening", "Styrelsen"))
    for folder in BODIES.iterdir():
        shutil.copytree(folder, made / folder.name)
        write_schemas(made / folder.name / "templates" / "schema")
    return made


@pytest.fixture(scope="module")
def editor(root: Path) -> Iterator[YamlEditor]:
    """The server with the settings that a workspace is begun with, which keep it from asking the network."""
    with yaml_editor(root, json.loads((STARTER / "settings.json").read_text("utf-8"))) as started:
        yield started


def example_files(root: Path) -> Iterator[Path]:
    for folder in (root, *(path for path in root.iterdir() if (path / "templates").is_dir())):
        for name in ("meetings", "meetings/svar", "templates"):
            yield from sorted((folder / name).glob("*.yaml"))


def schema_of(path: Path) -> str:
    names = {"organisation", "organ", "personer", "sandlistor"}
    name = path.stem if path.stem in names else "svar" if path.parent.name == "svar" else "mote"
    return f"{name}.schema.json"


def with_schema(path: Path, text: str) -> str:
    """Return a file's text with the line that names its schema."""
    return (
        text if "$schema=" in text else f"# yaml-language-server: $schema={_up(path)}schema/{schema_of(path)}\n{text}"
    )


def _up(path: Path) -> str:
    return {"meetings": "../templates/", "svar": "../../templates/"}.get(path.parent.name, "")


def english(path: Path) -> str:
    """Return a file with English keys, and the line that names its schema."""
    schema, seen = schema_of(path), as_editors_see(path.read_text("utf-8"))
    entries = {key: in_english(MODELS[schema], held) for key, held in (seen or {}).items()}
    changed = entries if schema in BY_KEY else in_english(MODELS[schema], seen)
    written = StringIO()
    YAML(typ="safe", pure=True).dump(changed, written)
    return with_schema(path, written.getvalue())


def test_nothing_is_marked_in_the_examples(editor: YamlEditor, root: Path) -> None:
    """No line of any example or of a new workspace is marked, with its keys in Swedish or in English."""
    files = {str(path): (path, with_schema(path, path.read_text("utf-8"))) for path in example_files(root)}
    assert len(files) > 20
    others = {f"{path} in English": (path, english(path)) for path in example_files(root)}
    marked = editor.diagnostics({**files, **others})
    assert {name: found for name, found in marked.items() if found} == {}


def test_every_file_names_its_schema(root: Path) -> None:
    """Templates and meetings of a workspace that was begun begin with the line that names their schema."""
    for path in example_files(root / "ny"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={_up(path)}schema/{schema_of(path)}"


def test_the_settings_lead_to_the_schemas(editor: YamlEditor, root: Path) -> None:
    """Meetings and answers without that line have their schema by the settings that a workspace is begun with."""
    texts = {"meetings/prov.yaml": "organ: a\ndatum: 2023-03-24\nokänd: 1\n", "meetings/svar/prov.yaml": "okänd: 1\n"}
    found = editor.diagnostics({name: (root / name, text) for name, text in texts.items()})
    assert [each for marked in found.values() for each in marked if "okänd" in each] == [
        "3: Property okänd is not allowed.",
        "1: Property okänd is not allowed.",
    ]


def test_what_is_wrong_is_marked_and_nothing_else(editor: YamlEditor, root: Path) -> None:
    """A wrong key and a wrong word are marked, with the words that there are; what the program reads is not."""
    path = root / "meetings" / "prov.yaml"
    texts = {**{name: text for name, (text, _) in MARKED.items()}, **TAKEN}
    found = editor.diagnostics({name: (path, text) for name, text in texts.items()})
    assert {name: found[name] for name in TAKEN} == {name: [] for name in TAKEN}
    for name, (_, told) in MARKED.items():
        assert len(found[name]) == 1, (name, found[name])
        assert told in found[name][0]


def test_keys_of_an_item_are_suggested(editor: YamlEditor, root: Path) -> None:
    """At a new item its keys are suggested, in Swedish, each with what it is, ready to be filled in."""
    found = editor.suggestions(root / "meetings/prov.yaml", f"{BEGUN}ärenden:\n  - |")
    assert {"rubrik", "beslut", "skickas_till"} <= found.keys()
    assert found["rubrik"].inserted == "rubrik: "
    assert found["rubrik"].told == "Ärendets rubrik, utan nummer."
    assert found["beslut"].told.startswith("En hel mening, en lista med att-satser")
    assert found.keys().isdisjoint({"heading", "decision", "object", "null", "true"})


def test_names_as_keys_are_no_words_of_programmers(editor: YamlEditor, root: Path) -> None:
    """Where a name may be a key, only keys are suggested; headings of an item's parts are told of by what they are."""
    found = editor.suggestions(root / "meetings/prov.yaml", f"{ITEM}    yrkanden:\n      - |")
    assert found.keys() == {"av", "yrkar", "instämmer", "återtaget"}
    organ = "# yaml-language-server: $schema=schema/organ.schema.json\n"
    assert editor.suggestions(root / "templates/prov.yaml", f"{organ}|") == {}
    headings = f"{organ}a:\n  namn: A\n  ordval:\n    rubriker:\n      |"
    assert editor.suggestions(root / "templates/prov.yaml", headings)["yrkanden"].told.startswith("Yrkanden på mötet")


def test_words_are_suggested_with_what_they_mean(editor: YamlEditor, root: Path) -> None:
    """At «status:» the four words are suggested, each with a description, and nothing else."""
    path = root / "meetings" / "prov.yaml"
    found = editor.suggestions(path, f"{BEGUN}status: |")
    assert list(found) == ["utkast", "utskickat", "justerat", "publicerat"]
    assert found["justerat"].told == "Protokollet är justerat; det byggs som det blev då."
    assert list(editor.suggestions(path, f"{ITEM}    omedelbar_justering: |")) == ["ja", "nej"]
    parts = editor.suggestions(path, f"{ITEM}    ordning:\n      - |")
    assert parts["beslut"].told.startswith("En hel mening")


def test_names_of_the_workspace_are_suggested(editor: YamlEditor, root: Path) -> None:
    """After «naravard schema --arbetsyta» its bodies, people, cards and recipients are suggested where they belong."""
    path = root / "meetings" / "prov.yaml"
    bodies = editor.suggestions(path, f"{SCHEMA}organ: |")
    assert {name: each.told for name, each in bodies.items()}["systemledning"] == "Systemledning Nära vård"
    assert "Carin Nilsson (s)" in editor.suggestions(path, f"{BEGUN}ordförande: |")
    assert "Carin Nilsson (s)" in editor.suggestions(path, f"{BEGUN}justerare:\n  - |")
    lines = editor.suggestions(path, f"{BEGUN}närvarande:\n  - grupp: Alla\n    personer:\n      - |")
    assert "Carin Nilsson (s), Umeå kommun, vice ordförande" in lines
    assert {"umea", "lanets-huvudman"} <= editor.suggestions(path, f"{ITEM}    skickas_till:\n      - |").keys()
    letter = f"{ITEM}    beslut: [anta]\n    rekommendation:\n      ärende: x\n"
    assert "lanets-huvudman" in editor.suggestions(path, f"{letter}      sändlista: |")
    assert "katarina-lindahl" in editor.suggestions(path, f"{letter}      svar_till: |")
    assert "katarina-lindahl" in editor.suggestions(path, f"{letter}      undertecknas_av:\n        - |")
    (followed,) = editor.suggestions(path, f"{ITEM}    uppföljning_av: |").values()
    assert followed.inserted == "2021-03-19-samrad-vard-och-omsorg-systemledning-och-framtidsbild"
    organ = "# yaml-language-server: $schema=schema/organ.schema.json\na:\n  namn: A\n  huvudmän: |"
    assert {"umea", "lanets-huvudman"} <= editor.suggestions(root / "templates/prov.yaml", organ).keys()


def test_a_body_that_came_later_is_not_marked(editor: YamlEditor, root: Path) -> None:
    """What is suggested is no list of what may be written."""
    written = f"{SCHEMA}organ: nytt-organ\ndatum: 2023-03-24\nordförande: Någon Annan (X)\n"
    assert editor.diagnostics({"other": (root / "meetings/prov.yaml", written)}) == {"other": []}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"{SCHEMA}or|gan: systemledning\n", "Nyckel i organ.yaml."),
        (f"{SCHEMA}bo|dy: systemledning\n", "Nyckel i organ.yaml."),
        (f"{BEGUN}sta|tus: justerat\n", "Protokollet är justerat; det byggs som det blev då."),
        (f"{BEGUN}ären|den:\n  - rubrik: Ett\n", "Ärenden i ordning."),
        (f"{BEGUN}ärenden:\n  - ru|brik: Ett\n", "Ärendets rubrik, utan nummer."),
        (f"{ITEM}    bes|lut: [anta]\n", "En hel mening, en lista med att-satser"),
        (f"{BEGUN}just|erare: [Ada Ek]\n", "De som justerar protokollet, i ordning."),
    ],
)
def test_a_key_is_explained(editor: YamlEditor, root: Path, written: str, told: str) -> None:
    """Over a key stands what it is, in Swedish, without headings of its own."""
    shown = editor.hover(root / "meetings" / "prov.yaml", written)
    assert told in shown
    assert re.search(r"^#|\|\|", shown, re.MULTILINE) is None
