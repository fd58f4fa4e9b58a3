"""Every field of a meeting and of its people is read again in both files: a key that nothing shows is found here."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import WorkspaceFolder
from made import THEME, squeezed

from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.meeting.approval import Approval, Posting
from naravard_docs.meeting.meeting import Adjournment, Meeting
from naravard_docs.meeting.people import AbsentPerson, Person
from naravard_docs.meeting.values import Record
from naravard_docs.meeting.vote import VotingRoll
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes

SECTIONS_FROM = 33
PERSON = {
    "name": ("{0}namn", "{0}namn"),
    "party": ("{0}parti", "{0}parti"),
    "organisation": ("{0}organisation", "{0}organisation"),
    "role": ("{0}roll", "{0}roll"),
    "takes_part": ("distans", "på distans"),
    "replaces": ("{0}ersatt (X)", "{0}ersatt (X)"),
    "sections": ("{1}", "§§ {1}"),
    "except_sections": ("{2}", "ej §§ {2}"),
    "hours": ("{3}", "kl. {3}"),
    "mark": ("{0}märke", "{0}märke"),
}
VALUES: dict[type[Record], dict[str, tuple[str | None, str]]] = {
    Person: PERSON,
    AbsentPerson: {**PERSON, "reason": ("{0}anledning", "{0}anledning")},
    Approval: {
        "date": ("2023-05-20", "20 maj 2023"),
        "time": ("15.17", "kl. 15.17"),
        "place": ("justeringsplats", "justeringsplats"),
        "method": ("justeringsmetod", "justeringsmetod"),
        "by": ("Justerat Avnamn", "av Justerat Avnamn"),
        "fingerprint": (None, ""),
        "sections": ("33–41", "§§ 33–41"),
    },
    Posting: {
        "posted": ("2023-05-21", "21 maj 2023"),
        "removed": ("2023-06-29", "29 juni 2023"),
        "kept_at": ("förvaringsplats", "förvaringsplats"),
        "board": ("anslagstavla", "anslagstavla"),
        "sections": ("33–42", "§§ 33–42"),
    },
    Adjournment: {
        "hours": ("12.11–12.57", "kl. 12.11–12.57"),
        "after": ("§ 35", "efter § 35"),
        "until": ("2023-05-14", "till 14 maj 2023"),
        "reason": ("gruppmöten", "(gruppmöten)"),
    },
    VotingRoll: {
        "number": ("67", "67 röstberättigade"),
        "names": ("Rolf Röstande", "Rolf Röstande"),
        "after": ("punkt 4711", "efter punkt 4711"),
    },
}
"""What is written for each field, and how it reads; {0} tells who it is, the others numbers and hours of their own."""

OF_MEETING: dict[str, tuple[Any, str]] = {
    "body": ("nämnd", "Nämndens långa namn"),
    "date": ("2023-05-12", "12–15 maj 2023"),
    "end_date": ("2023-05-15", "12–15 maj 2023"),
    "time": ("mötestid", "mötestid"),
    "place": ("mötesplats", "mötesplats"),
    "status": ("utskickat", "Utskickat – ej justerat"),
    "title": ("Mötestitel", "Mötestitel"),
    "reference_number": ("MÖTE/17", "MÖTE/17"),
    "first_section": (str(SECTIONS_FROM), "§ 33"),
    "agenda_items": ([{"rubrik": "Ärenderubrik", "ordförande": "Ärendets Ledare"}], "Ärenderubrik / Ärendets Ledare"),
    "attachments": ("bilagor/mötets-bilaga.md", "Mötets bilaga"),
    "next_meeting": ("2023-09-01 Nästa plats", "1 september 2023 Nästa plats"),
    "appeal": ("Överklaga här.", "Överklaga här."),
    "corrections": (
        [{"datum": "2023-07-01", "av": "Rättaren", "skäl": "Rättskäl", "rader": [{"stod": "Stod", "står": "Står"}]}],
        "1 juli 2023 / Rättaren / Rättskäl / Stod / Står",
    ),
}
PEOPLE = {"chair": "Ordf", "secretary": "Sekr", "approvers": "Just"}
"""Those who sign: what their party, organisation and role are is told where they are present, as it always was."""

RECORDS = {"adjournments": Adjournment, "approvals": Approval, "postings": Posting, "voting_rolls": VotingRoll}
ABOVE_THE_LINE = ("party", "organisation", "role")


def written(model: type[Record], who: str = "", number: int = 0, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a record of a model with all its fields, by their Swedish keys."""
    told = {name: value for name, (value, _) in VALUES[model].items() if name not in without}
    return {model.model_fields[name].alias or name: _filled(value, who, number) for name, value in told.items()}


def read(model: type[Record], who: str = "", number: int = 0, without: tuple[str, ...] = ()) -> list[str]:
    return [_filled(said, who, number) for name, (_, said) in VALUES[model].items() if name not in without]


def _filled(value: Any, who: str, number: int) -> Any:
    first = SECTIONS_FROM + number * 10
    hours = f"10.{10 + number}–11.{10 + number}"
    return value.format(who, f"{first}–{first + 9}", f"{first + 3}–{first + 4}", hours) if value is not None else None


def whole_meeting() -> tuple[Meeting, list[str]]:
    """Return a meeting with every field, and all that its minutes are to say."""
    values: dict[str, Any] = {name: value for name, (value, _) in OF_MEETING.items()}
    expected = [words for _, said in OF_MEETING.values() for words in said.split(" / ")]
    for number, (name, who) in enumerate(PEOPLE.items(), 1):
        values[name] = [written(Person, who, number, ABOVE_THE_LINE)]
        expected += read(Person, who, number, ABOVE_THE_LINE)
    values["attendance"] = [{"grupp": "Gruppens rubrik", "personer": [written(Person, "När", 5)]}]
    values["absent"] = [written(AbsentPerson, "Från", 6)]
    expected += ["Gruppens rubrik", *read(Person, "När", 5), *read(AbsentPerson, "Från", 6)]
    for name, model in RECORDS.items():
        values[name] = [written(model)]
        expected += read(model)
    by_key = {Meeting.model_fields[name].alias or name: value for name, value in values.items()}
    return Meeting.model_validate(by_key), expected


def test_every_field_has_a_value_here() -> None:
    """A field that is added to these models must say here how it reads in the minutes."""
    for model, fields in VALUES.items():
        assert set(fields) == set(model.model_fields), model
    of_notices = {"link", "notices_issued", "cancelled"}  # the kallelse has them, and minutes do not
    assert {*OF_MEETING, *PEOPLE, *RECORDS, *of_notices, "attendance", "absent"} == set(Meeting.model_fields)


@pytest.mark.parametrize("has_front_page", ["ja", "nej"])
@pytest.mark.parametrize("form", ["tabell", "lista", "löpande"])
def test_every_field_is_read_again_in_both_files(workspace: WorkspaceFolder, form: str, has_front_page: str) -> None:
    """Whatever a meeting tells of itself and its people stands in PDF and Word, in all forms of attendance."""
    style = f"{{numrering: paragraf, närvaro: {form}, framsida: {has_front_page}, sidfot: Sidfotens ord}}"
    workspace.write_template("organ.yaml", f"nämnd: {{namn: Nämndens långa namn, profil: nämnd, ordval: {style}}}\n")
    house = workspace.load("organ: nämnd\ndatum: 2023-03-24\n").workspace.house
    meeting, expected = whole_meeting()
    document = compose_minutes(meeting, house)
    pdf, word = pdf_bytes(document, THEME), word_bytes(document, THEME)
    for texts in (PdfFile(pdf).texts(), word_texts(word)):
        said = squeezed(texts)
        assert [words for words in expected if words not in said] == []
    assert "Sidfotens ord" in squeezed(PdfFile(pdf).artifacts)
