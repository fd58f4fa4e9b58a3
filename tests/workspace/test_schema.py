"""The schemas that editors check by: valid, in step with the models, and Swedish throughout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from answering import answered
from conftest import HEAD, REPOSITORY, WorkspaceFolder
from jsonschema import Draft7Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from naravard_docs.agenda.new_meeting import new_meeting
from naravard_docs.errors import InvalidInputError
from naravard_docs.meeting.rule_table import FORM
from naravard_docs.workspace.load import read_meeting
from naravard_docs.workspace.schema import schemas, write_schemas

SCHEMAS = schemas()
MEETING, ANSWERS = "mote.schema.json", "svar.schema.json"
TEMPLATES = {f"{name}.yaml": f"{name}.schema.json" for name in ("organisation", "organ", "personer", "sandlistor")}
BODIES = REPOSITORY / "naravard_docs/workspace/examples"
EXAMPLES = [
    *((path, MEETING) for path in sorted((REPOSITORY / "meetings").glob("*.yaml"))),
    *((path, ANSWERS) for path in sorted((REPOSITORY / "meetings/svar").glob("*.yaml"))),
    *((REPOSITORY / "templates" / name, schema) for name, schema in TEMPLATES.items()),
    *((path, MEETING) for path in sorted(BODIES.glob("*/meetings/*.yaml"))),
    *((path, TEMPLATES[path.name]) for path in sorted(BODIES.glob("*/templates/*.yaml"))),
]
LETTER = """\
    beslut: [anta]
    rekommendation:
      ärende: x
      datum: 2023-04-01
      sändlista: lanets-huvudman
      svar_senast: 2023-05-01
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
"""
SHORT_OF_MEETING = (
    "röstlängd: 81",
    "röstlängd: [18, {antal: 20, efter: punkt 4}]",
    "röstlängd: [Anna Ek (M), Bo Al (S)]",
    "ajournering: [10.30–10.45, {tid: 11.00–11.10, för: lunch}]",
    "justering: 2023-04-05",
    "anslag: {uppsatt: 2023-04-06, paragrafer: 1}",
    "ordförande: ['Anna Ek (M), punkt 1', {namn: Bo Al, paragrafer: [2, 3]}]",
    "justerare: {namn: Bo Al, paragrafer: 1.2, tid: [10–11, från 12.15]}",
    "frånvarande: Bo Al (S), sjuk",
)
SHORT_OF_ITEM = (
    "omröstningar: {ja: 3, nej: Bo Al (S), avstår: [(SD)], frånvarande: {antal: 2}}",
    "omröstningar: [{röster: {Anna Ek (M): 12, blanka: 2}, sluten: ja}]",
    "yrkanden: {Bo Al (S): [avslag, bifall]}",
    "yrkanden: ['Bo Al (S): avslag', {av: Bo Al (S), yrkar: avslag, återtaget: ja}]",
    "förslag: {Förvaltningen: [anta, {text: avslå, utfall: ändrat}]}",
    "underlag: [Skrivelse, {text: Plan}]",
    "reservationer: {Bo Al (S): skälen}",
    "anteckningar: {Bo Al (S): text}",
    "jäv: Bo Al (S) och Cia Dal (C)",
    "deltar_inte: [{namn: Bo Al, parti: S}]",
    "val: [{ledamot: Bo Al (S)}, {uppdrag: ersättare, person: [A B, C D], efter: E F}]",
    "anmälningar: [2023-01-02 KS 2023/4 Beslut, {text: a, diarienummer: 3}]",
    "nummer: 5.3",
    "nummer: 33 a",
    "fortsätter: 12",
    "plats_i_kallelsen: 7",
    "delärenden: [a, {rubrik: b, beslut: [c]}]",
    "skickas_till: KS",
    "ordning: [beslut, text]",
    "sekretess: OSL 26:1",
    "beslut: [{inledning: för egen del, satser: [a]}, {rubrik: c, text: Nämnden tackar.}]",
    "beslut: [{text: a, underpunkter: b, till: X, klart: 2023-05-01}]",
)
GOOD = {
    "meeting": HEAD,
    "item": HEAD + "ärenden:\n  - rubrik: Ett\n",
    "item on one line": HEAD + "ärenden: [Ett]\n",
    "clause": HEAD + "ärenden:\n  - rubrik: Ett\n    beslut:\n      - text: anta\n",
    "decision": HEAD + "ärenden:\n  - rubrik: Ett\n    beslut:\n      satser: [anta]\n",
    "group": HEAD + "närvarande:\n  - grupp: Alla\n    personer: [Ada]\n",
    "person": HEAD + "närvarande:\n  - grupp: Alla\n    personer:\n      - namn: Ada\n",
    "presenter": HEAD + "ärenden:\n  - rubrik: Ett\n    föredragande:\n      namn: Ada\n",
    "letter": HEAD + "ärenden:\n  - rubrik: Ett\n" + LETTER,
    "attachment": HEAD + "ärenden:\n  - rubrik: Ett\n    bilagor:\n      fil: bilagor/bilaga.md\n",
    "next meeting": HEAD + "nästa_möte:\n  datum: 2023-05-12\n",
}
UNKNOWN_KEYS = {
    "meeting": GOOD["meeting"] + "okänd: x\n",
    "group": GOOD["group"] + "    okänd: x\n",
    "letter": GOOD["letter"] + "      okänd: x\n",
    "item": GOOD["item"] + "    okänd: x\n",
    "clause": GOOD["clause"] + "        okänd: x\n",
    "decision": GOOD["decision"] + "      okänd: x\n",
    "person": GOOD["person"] + "        okänd: x\n",
    "presenter": GOOD["presenter"] + "      okänd: x\n",
    "attachment": GOOD["attachment"] + "      okänd: x\n",
    "next meeting": GOOD["next meeting"] + "  okänd: x\n",
}
BAD_WORDS = {
    "status": HEAD + "status: klart\n",
    "item type": GOOD["item"] + "    typ: diskussion\n",
    "shows": GOOD["item"] + "    visa: förra_mötet\n",
    "clause type": GOOD["clause"] + "        typ: önskan\n",
    "level": GOOD["clause"] + "        nivå: riksdag\n",
    "takes part": GOOD["person"] + "        deltar: kanske\n",
    "yes or no": GOOD["attachment"] + "      skickas_separat: kanske\n",
}
BODY = "a:\n  namn: A\n"
BAD_TEMPLATES = {
    "profile": ("organ.yaml", BODY + "  profil: klubb\n"),
    "decision style": ("organ.yaml", BODY + "  ordval: {beslutsstil: vers}\n"),
    "decision position": ("organ.yaml", BODY + "  ordval: {beslut: mitt}\n"),
    "numbering": ("organ.yaml", BODY + "  ordval: {numrering: romersk}\n"),
    "unknown key of a body": ("organ.yaml", BODY + "  okänd: x\n"),
    "unknown key of wording": ("organ.yaml", BODY + "  ordval: {okänd: x}\n"),
    "recipient": ("sandlistor.yaml", "a:\n  namn: A\n  mottagare:\n    - {namn: B, typ: stad}\n"),
    "unknown key of a recipient": ("sandlistor.yaml", "a:\n  namn: A\n  mottagare:\n    - {namn: B, okänd: x}\n"),
    "unknown key of a list": ("sandlistor.yaml", "a:\n  namn: A\n  okänd: x\n  mottagare: [{namn: B}]\n"),
    "unknown key of a card": ("personer.yaml", "a: {namn: A, e-post: a@b.se, okänd: x}\n"),
    "unknown key of a house": ("organisation.yaml", "namn: A\nokänd: x\n"),
    "unknown key of the look": ("organisation.yaml", "namn: A\nutseende: {okänd: x}\n"),
    "unknown key of the margins": ("organisation.yaml", "namn: A\nutseende: {marginaler_mm: {okänd: 30}}\n"),
    "unknown key of the logo": ("organisation.yaml", "namn: A\nlogotyp: {fil: a.png, alternativtext: A, okänd: x}\n"),
}


def as_editors_see(content: str) -> Any:
    """Return YAML as an editor's checker has it: plain values, with dates as text and every key a text."""

    def with_texts_as_keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): with_texts_as_keys(held) for key, held in value.items()}
        return [with_texts_as_keys(held) for held in value] if isinstance(value, list) else value

    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _WithoutDates
    return with_texts_as_keys(reader.load(content))


class _WithoutDates(SafeConstructor):
    """YAML 1.2 has no dates."""


_WithoutDates.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def faults(content: str, schema: str) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[schema]).iter_errors(as_editors_see(content))]


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema with its path, but for those that are only asked for."""
    if isinstance(schema, dict):
        for name, held in schema.get("properties", {}).items():
            if not isinstance(held, bool):
                yield f"{path}/{name}", held
        for key, held in schema.items():
            yield from properties(held, f"{path}/{key}")
    elif isinstance(schema, list):
        for held in schema:
            yield from properties(held, path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema(name: str) -> None:
    """Every schema is valid draft-07 and says so, and what it refers to is in it."""
    schema = SCHEMAS[name]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)
    references = re.findall(r'"\$ref": "#/definitions/(\w+)"', json.dumps(schema))
    assert set(references) <= set(schema.get("definitions", {}))


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_says_one_type_at_a_time(name: str) -> None:
    """No schema lists types or asks for a key that it does not name there, which strict validators refuse (ajv)."""
    waiting: list[Any] = [SCHEMAS[name]]
    for schema in waiting:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        waiting += inner
        if isinstance(schema, dict):
            assert not isinstance(schema.get("type"), list)
            if isinstance(asked := schema.get("required"), list):
                assert set(asked) <= schema["properties"].keys()


def test_those_in_the_repository_are_those_of_the_models(tmp_path: Path) -> None:
    """templates/schema/ has what the program writes, byte for byte, and nothing else."""
    write_schemas(tmp_path)
    kept = {path.name: path.read_bytes() for path in (REPOSITORY / "templates" / "schema").iterdir()}
    assert kept == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize(("path", "schema"), EXAMPLES, ids=lambda value: getattr(value, "stem", ""))
def test_the_examples_are_good(path: Path, schema: str) -> None:
    """An editor marks nothing in the example files."""
    assert faults(path.read_text("utf-8"), schema) == []


@pytest.mark.parametrize("body", ["systemledning", "samrad-vard-och-omsorg"])
def test_a_new_file_is_good(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """An editor marks nothing in the file that «naravard ny» makes, empty keys included."""
    monkeypatch.chdir(workspace.root)
    day = date(2026, 5, 12)
    made = new_meeting(workspace.root, body, day, today=day).path
    assert faults(made.read_text("utf-8"), MEETING) == []


@pytest.mark.parametrize("name", GOOD)
def test_what_the_model_reads_the_schema_lets_through(workspace: WorkspaceFolder, name: str) -> None:
    """Short and long forms that the model reads are good to editors too."""
    workspace.load(GOOD[name])
    assert faults(GOOD[name], MEETING) == []


@pytest.mark.parametrize(
    "written",
    [
        *(f"{HEAD}{keys}\n" for keys in SHORT_OF_MEETING),
        *(f"{HEAD}ärenden:\n  - rubrik: Ett\n    {keys}\n" for keys in SHORT_OF_ITEM),
    ],
)
def test_short_forms_are_let_through(workspace: WorkspaceFolder, written: str) -> None:
    """What real minutes have on one line, the model reads and the schema lets through, numbers too."""
    problems = read_meeting(workspace.write_meeting(written)).problems
    assert [each.message for each in problems if each.rule == FORM] == []
    assert faults(written, MEETING) == []


@pytest.mark.parametrize("name", UNKNOWN_KEYS)
def test_an_unknown_key_is_refused_by_both(workspace: WorkspaceFolder, name: str) -> None:
    """A key that no record has is marked by editors and told by the program."""
    assert faults(UNKNOWN_KEYS[name], MEETING)
    assert any("«okänd»" in problem.message for problem in workspace.problems(UNKNOWN_KEYS[name]))


@pytest.mark.parametrize("name", BAD_WORDS)
def test_an_unknown_word_is_refused_by_both(workspace: WorkspaceFolder, name: str) -> None:
    """A word that a list of choices lacks is marked by editors and told by the program."""
    assert faults(BAD_WORDS[name], MEETING)
    assert any(problem.is_error for problem in workspace.problems(BAD_WORDS[name]))


@pytest.mark.parametrize("name", BAD_TEMPLATES)
def test_templates_are_refused_by_both(workspace: WorkspaceFolder, name: str) -> None:
    """A wrong word or key in a template is marked by editors and told by the program, in that file."""
    file, content = BAD_TEMPLATES[name]
    assert faults(content, TEMPLATES[file])
    workspace.write_template(file, content)
    body = "a" if file == "organ.yaml" else "systemledning"
    problems = workspace.problems(f"organ: {body}\ndatum: 2023-03-24\n")
    assert {Path(p.place.file).name for p in problems if p.place is not None} == {file}


GOOD_ANSWERS = {
    "nothing": "svar: []\n",
    "recipient": "svar:\n  - mottagare: umea\n",
    "one reminder": "svar:\n  - {mottagare: umea, påmint: 2023-09-01}\n",
    **{
        f"clauses {clauses}": "svar:\n  - mottagare: umea\n    beslut: "
        f"{{instans: KF, datum: 2023-06-21, paragraf: {section}, satser: {clauses}}}\n"
        for clauses, section in (
            ("antagen", "§ 87"),
            ("{1: antagen, 2: avslagen}", "87"),
            ("{utfall: antagen med ändring, text: x}", "§ 87 a"),
            ("{1: {utfall: bordlagd}, 2: {utfall: antagen med ändring, text: 1}}", "87a"),
        )
    },
}
BAD_ANSWERS = {
    "unknown key of the file": "svar: []\nokänd: x\n",
    "unknown key of an answer": "svar:\n  - {mottagare: umea, okänd: x}\n",
    **{
        name: "svar:\n  - mottagare: umea\n    beslut: "
        + GOOD_ANSWERS["clauses antagen"].split("beslut: ")[1].replace(old, new)
        for name, old, new in (
            ("unknown key of a decision", "paragraf", "okänd"),
            ("unknown key of an outcome", "antagen", "{utfall: antagen, okänd: x}"),
            ("word of an outcome", "antagen", "jakande"),
            ("number of a clause", "antagen", "{ett: antagen}"),
            ("who decided", "KF", "KX"),
            ("section", "§ 87", "femte"),
        )
    },
}


@pytest.mark.parametrize("name", GOOD_ANSWERS)
def test_answers_that_the_model_reads(workspace: WorkspaceFolder, name: str) -> None:
    """Short and long forms of an answer are good to editors and to the program."""
    answered(workspace, GOOD_ANSWERS[name])
    assert faults(GOOD_ANSWERS[name], ANSWERS) == []


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_answers_that_the_model_refuses(workspace: WorkspaceFolder, name: str) -> None:
    """A wrong word or key of an answer is marked by editors and told by the program."""
    assert faults(BAD_ANSWERS[name], ANSWERS)
    with pytest.raises(InvalidInputError):
        answered(workspace, BAD_ANSWERS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described_in_swedish(name: str) -> None:
    """What an editor shows beside a key is a Swedish sentence; nothing is left in the developers' English."""
    described = {path: held.get("description", "") for path, held in properties(SCHEMAS[name])}
    assert described
    english = re.compile(r"\b(the|of|and|is|with|for each|default|which)\b", re.IGNORECASE)
    assert {path: words for path, words in described.items() if len(words) < 5 or english.search(words)} == {}


def test_only_swedish_keys_are_offered() -> None:
    """Editors complete the Swedish keys, not the names that the code has for them."""
    offered = {path.rsplit("/", 1)[1] for schema in SCHEMAS.values() for path, _ in properties(schema)}
    assert {"organ", "ärenden", "närvarande", "sändlista", "e-post", "marginaler_mm"} <= offered
    assert offered.isdisjoint({"body", "agenda_items", "attendance", "name", "heading", "email", "date"})
