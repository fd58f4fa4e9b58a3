"""Editors mark nothing that the program reads: the schemas are at least as wide as the models."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
from conftest import HEAD, REPOSITORY, WorkspaceFolder
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BaseModel, TypeAdapter, ValidationError
from test_schema import EXAMPLES, LETTER, MEETING, SCHEMAS, TEMPLATES, as_editors_see, faults
from written_otherwise import alternating, choice_of, in_english, in_odd_capitals

from naravard_docs.errors import InvalidInputError
from naravard_docs.meeting.agenda_item import AgendaItem
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList
from naravard_docs.meeting.keys import PATTERN
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.response import ResponseFile
from naravard_docs.meeting.values import Record
from naravard_docs.workspace.record_schema import classes_below
from naravard_docs.workspace.schema import schemas
from naravard_docs.yaml.tree import NO_FILE, plain_values, read_tree

MODELS: dict[str, type[BaseModel]] = {
    "mote.schema.json": Meeting,
    "organisation.schema.json": Organisation,
    "organ.schema.json": Body,
    "personer.schema.json": Contact,
    "sandlistor.schema.json": DistributionList,
    "svar.schema.json": ResponseFile,
}
BY_KEY = {"organ.schema.json", "personer.schema.json", "sandlistor.schema.json"}
HOUSES = REPOSITORY / "tests/house_styles"
FILES = [
    *EXAMPLES,
    *((path, TEMPLATES["organ.yaml"] if path.stem.endswith("-organ") else MEETING) for path in HOUSES.glob("*.yaml")),
]
FIELDS = [
    (schema, record, name)
    for schema, model in MODELS.items()
    for record in sorted(classes_below(model), key=lambda each: each.__name__)
    if issubclass(record, Record)
    for name in record.model_fields
]
WORDS = (
    *("2023-05-12", "12 maj 2023", "den 1 oktober 2023", "31 februari 2023", "ja", "nej", "yes", "No", "true", "FALSE"),
    *("12", "+5", "0x1F", "1_000", "5.0", "007", ".5", "1e1", "10,5", "-10", "-9.30", "0", "8.", "1e400", "123456"),
    *("example.se", "https://a.se/b c", "1.5", "bo@example.se", "sma", "fi-FI", "212000-2627", "2120002627"),
    *("#1a1A1a", "1A1A1A", "§ 87", "87A", "§  8  å", "33 a", "§ 5.1", "143–151, 153", "5–", "10.00–14.50", "10-12"),
    *("från 10.15", "umea", "framtidsbild 2030", "{diarienummer}-{nyckel}", "x-{diarienummer} {löpnummer}", "KF"),
    *("Anna Ek (M)", "Bo Al (S), Umeå kommun, ledamot, bo@example.se", "OSL 26:1", "2027-02-12 09.00 Digitalt"),
    *("antagen", "kommun", "Null", "~", "", ".inf", ".nan", "bilagor/bilaga.md", "två\n\nstycken", "*kursivt*"),
    *("tjänstgörande", "särskilt yttrande", "antagen med ändring", "gemensam nämnd", "2a", "nästa_möte", "2"),
)
"""Values of every kind, right and wrong."""

_PADDING = ("", " ", "\n", "\u00a0", "\u2003", " ,")


def resolved(schema: str, written: dict[str, Any]) -> Draft7Validator:
    """Return the validator of a part of a schema."""
    return Draft7Validator({**written, "definitions": SCHEMAS[schema]["definitions"]})


def properties_of(schema: str, record: type[BaseModel]) -> dict[str, Any]:
    """Return the properties of a record in a schema."""
    root = SCHEMAS[schema]["patternProperties"][PATTERN] if schema in BY_KEY else SCHEMAS[schema]
    of_record = root if record is MODELS[schema] else SCHEMAS[schema]["definitions"][record.__name__]
    found: dict[str, Any] = object_of(of_record)["properties"]
    return found


def object_of(definition: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a record's definition that has its keys."""
    return object_of(definition["anyOf"][-1]) if "anyOf" in definition else definition


@cache
def adapter(record: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """Return what reads the value of a field alone."""
    field = record.model_fields[name]
    annotation: Any = field.annotation
    for each in field.metadata:
        annotation = Annotated[annotation, each]
    return TypeAdapter(annotation)


@st.composite
def values(draw: st.DrawFn) -> str:
    """Draw a value as YAML: plain or within quotation marks, in any capitals, with blanks around it."""
    word = draw(st.sampled_from(WORDS))
    word = draw(st.sampled_from((str, str.upper, str.title, alternating)))(word)
    before, after = draw(st.sampled_from(_PADDING)), draw(st.sampled_from(_PADDING))
    quoted = json.dumps(f"{before}{word}{after}", ensure_ascii=False)
    return draw(st.sampled_from((word, quoted, f"[{quoted}, {quoted}]")))


def passes(written: str, schema: str, record: type[BaseModel], name: str) -> bool:
    """Return whether an editor takes a value, unless the program does not take it either."""
    text = f"k: {written}\n"
    try:
        value = plain_values(read_tree(text, NO_FILE).root)["k"]
        adapter(record, name).validate_python(value)
    except (ValidationError, ValueError, InvalidInputError):
        return True
    if value is None or "null" in written.lower():  # what is nothing to an editor; see BEYOND
        return True
    of_field = properties_of(schema, record)[record.model_fields[name].alias or name]
    return resolved(schema, of_field).is_valid(as_editors_see(text)["k"])


@given(st.sampled_from(FIELDS), values())
@example(("mote.schema.json", AgendaItem, "number"), "33 a")
@example(("mote.schema.json", AgendaItem, "to_meeting"), "DEN 1 Oktober 2023")
@example(("organisation.schema.json", Organisation, "websites"), "1.5")
def test_every_value_that_is_read_passes(field: tuple[str, type[BaseModel], str], written: str) -> None:
    """What the program reads as a field's value, an editor takes there, however it is written."""
    assert passes(written, *field)


def fields_of(schema: str) -> list[tuple[type[BaseModel], str]]:
    return [(record, name) for of_schema, record, name in FIELDS if of_schema == schema]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_word_of_a_choice_passes_in_any_capitals(schema: str) -> None:
    """«JUSTERAT» and « Justerat » are the word that they are, at every key whose value is chosen among words."""
    for record, name in fields_of(schema):
        for word in () if name == "headings" else choice_of(record, name) or ():
            for form in (word.upper(), alternating(word), f"'  {word.title()} '"):
                written = f"[{form}]" if name == "order" else form
                assert adapter(record, name).validate_python(as_editors_see(f"k: {written}")["k"])
                assert passes(written, schema, record, name), f"{record.__name__}.{name}: {written}"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_key_without_value_is_absent(schema: str) -> None:
    """An editor takes «status:» with nothing after it, unless the key has to be there; so does the program."""
    for record, name in fields_of(schema):
        of_field = record.model_fields[name]
        of_key = properties_of(schema, record)[of_field.alias or name]
        assert resolved(schema, of_key).is_valid(None) is not of_field.is_required(), f"{record.__name__}.{name}"


@pytest.mark.parametrize(("path", "schema"), FILES, ids=lambda value: getattr(value, "stem", ""))
@pytest.mark.parametrize("otherwise", [in_english, in_odd_capitals])
def test_the_examples_written_otherwise(path: Path, schema: str, otherwise: Any) -> None:
    """Every example with English keys, or words in odd capitals, says the same, and an editor marks nothing in it."""
    model = MODELS[schema]
    text = path.read_text("utf-8")
    read, seen = plain_values(read_tree(text, NO_FILE).root), as_editors_see(text)
    entries = [(read[key], seen[key]) for key in read] if schema in BY_KEY else [(read, seen)]
    for of_program, of_editor in entries:
        other = otherwise(model, of_program)
        assert model.model_validate(other) == model.model_validate(of_program)
        written = otherwise(model, of_editor)
        wrapped = {"a": written} if schema in BY_KEY else written
        assert [error.message for error in Draft7Validator(SCHEMAS[schema]).iter_errors(wrapped)] == []


_LETTER = LETTER.removeprefix("    beslut: [anta]\n")
LET_THROUGH = {
    "a day that is not in the calendar": "slutdatum: 2023-02-31\n",
    "a last day before the first": "slutdatum: 2023-03-01\n",
    "a text of blanks": 'plats: " "\n',
    "a body that there is not": HEAD.replace("systemledning", "okänt"),
    "somebody without a letter": "ordförande: 12\n",
    "an attachment that there is not": "bilagor: bilagor/finns-inte.pdf\n",
    "a recommendation without a decision": f"ärenden:\n  - rubrik: a\n{_LETTER}",
    "a sentence and clauses": "ärenden:\n  - rubrik: a\n    beslut: {text: Nämnden tackar., satser: [anta]}\n",
    "an opening alone": "ärenden:\n  - rubrik: a\n    beslut: {inledning: för egen del}\n",
    "a vote of nothing": "ärenden:\n  - rubrik: a\n    omröstningar: {rubrik: b}\n",
    "a provision without a number": "ärenden:\n  - rubrik: a\n    sekretess: ja\n",
    "numbers that end first": "justerare: {namn: Bo Al, paragrafer: 8–5}\n",
    "hours that end first": "justerare: {namn: Bo Al, tid: 12–10}\n",
    "a number within quotation marks that is too large": 'start_paragraf: "200000"\n',
    "a pause of nothing": "ajournering: {för: lunch}\n",
    "both names of a key": "plats: Umeå\nplace: Umeå\n",
}
"""What draft-07 cannot say, or cannot know: the program refuses it, and no editor marks it."""

BEYOND = {
    "the surname Null": "ordförande: {namn: Null}\n",
    "a sign that is not seen within a word": "status: utk\u200bast\n",
}
"""What the program reads and an editor marks: YAML's own words for nothing, and signs that it leaves out of texts."""


def with_head(written: str) -> str:
    return written if written.startswith("organ:") else HEAD + written


@pytest.mark.parametrize("name", LET_THROUGH)
def test_what_draft_07_cannot_say(workspace: WorkspaceFolder, name: str) -> None:
    """The program refuses it, and the schema lets it through; what it can say is taken out of this list."""
    written = with_head(LET_THROUGH[name])
    assert faults(written, MEETING) == []
    assert workspace.problems(written)


@pytest.mark.parametrize("name", BEYOND)
def test_what_an_editor_cannot_know(workspace: WorkspaceFolder, name: str) -> None:
    """The few values that an editor marks though the program reads them are these."""
    written = with_head(BEYOND[name])
    workspace.load(written)
    assert faults(written, MEETING)


def test_english_keys_are_taken_but_not_suggested() -> None:
    """An English key is a pattern, which editors check and explain by, and nothing that they suggest."""
    english = object_of(schemas()[MEETING])["patternProperties"]
    assert english["^agenda_items$"] == object_of(schemas()[MEETING])["properties"]["ärenden"]
    assert "agenda_items" not in object_of(schemas()[MEETING])["properties"]
    assert faults("body: a\ndate: 2023-05-12\nagenda_items:\n  - heading: b\n    decision: [c]\n", MEETING) == []
    assert faults("body: a\nagenda_items:\n  - decision: [c]\n", MEETING) != []


@pytest.mark.parametrize(
    "written",
    [
        "yrkanden:\n      - Bo Al (S): avslag\n        instämmer: Cia Dal (C)\n",
        "yrkanden:\n      - Bo Al (S): avslag\n        withdrawn: ja\n",
        "reservationer:\n      - Bo Al (S):\n",
        "anteckningar: {Bo Al (S): text, typ: Särskilt yttrande}\n",
        "motions: {Bo Al (S): avslag, Cia Dal (C): bifall}\n",
    ],
)
def test_a_name_as_a_key_stands_beside_others(workspace: WorkspaceFolder, written: str) -> None:
    """A record that begins with a name may have its other keys, too."""
    text = f"{HEAD}ärenden:\n  - rubrik: a\n    beslut: [anta]\n    {written}"
    assert faults(text, MEETING) == []
    source = read_tree(text, NO_FILE)
    Meeting.model_validate(plain_values(source.root))
