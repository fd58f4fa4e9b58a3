"""Names, titles and holders of a role that count from a day: documents of an earlier meeting use those of that day."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from june import MINUTES, change, minutes, output_of

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.words import word_lines
from naravard_docs.errors import ExitCode, InvalidInputError
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact
from naravard_docs.reports.decision_register import read_register
from naravard_docs.swedish import long_date
from naravard_docs.workspace.load import load_meeting

NAMES = "rad:\n  namn:\n    - {namn: Länets råd, till: 2026-09-30}\n    - {namn: Nya rådet, från: 2026-10-01}\n"
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 1)


def words(workspace: WorkspaceFolder, day: str, more: str = "") -> tuple[str, ...]:
    path = workspace.write_meeting(f"organ: rad\ndatum: {day}\nnärvarande: []\n{more}", f"{day}-rad.yaml")
    return word_lines(plan_build(load_meeting(path), MINUTES).pieces[0].document)


@pytest.mark.parametrize(("day", "name"), [("2026-09-30", "Länets råd"), ("2026-10-01", "Nya rådet")])
def test_the_name_of_the_meetings_day(workspace: WorkspaceFolder, day: str, name: str) -> None:
    """The last day with the old name and the first with the new are told apart."""
    workspace.write_template("organ.yaml", NAMES)
    told = words(workspace, day)
    assert f"Titel: Protokoll {name} {long_date(date.fromisoformat(day))}" in told
    assert name in told


def test_adopted_minutes_of_a_body_that_is_renamed_stand(june: Path) -> None:
    """A new name that counts from a later day changes nothing of June."""
    before = minutes(output_of(june))
    organ = june.parent.parent / "templates/organ.yaml"
    change(organ, "  namn: Länets råd\n", NAMES.removeprefix("rad:\n"))
    change(organ, "Eva Ek", "[{namn: Eva Ek, till: 2026-06-30}, {namn: Bo Ek, roll: kanslichef}]")
    assert build_meeting(june, MINUTES).exit_code is ExitCode.DONE
    assert minutes(output_of(june)) == before


def test_whoever_held_the_role_signs(workspace: WorkspaceFolder) -> None:
    """A day that is told of one only tells where the other begins and ends."""
    holders = "  sekreterare:\n    - {namn: Eva Ek, till: 2026-09-30}\n    - Bo Ek, kanslichef\n"
    workspace.write_template("organ.yaml", f"{NAMES}{holders}")
    assert "Eva Ek, Sekreterare" in words(workspace, "2026-09-30")
    assert "Bo Ek, Sekreterare" in words(workspace, "2026-10-01")


def test_short_name_title_and_card() -> None:
    """What letters say of a contact, and decisions of a body, is of the day too; no title that day is none."""
    body = Body.model_validate(
        {"namn": "Länets råd", "benämning": [{"benämning": "Rådet", "till": "2026-09-30"}, {"benämning": "Nya"}]}
    )
    assert [body.on(day).name_in_decisions for day in (SEPTEMBER, OCTOBER)] == ["Rådet", "Nya"]
    card = {"namn": [{"namn": "Eva Ek", "till": "2026-09-30"}, {"namn": "Eva Al"}], "e-post": "e@lan.se"}
    contact = Contact.model_validate({**card, "titel": [{"titel": "Chef", "från": "2026-10-01"}]})
    assert [(contact.on(day).name, contact.on(day).title) for day in (SEPTEMBER, OCTOBER)] == [
        ("Eva Ek", None),
        ("Eva Al", "Chef"),
    ]
    assert contact.name == "Eva Al"


def test_plain_forms_are_as_before() -> None:
    body = Body.model_validate({"namn": "Råd", "ordförande": "Anna (s)"})
    assert not body.is_dated
    assert (body.name, type(body.name)) == ("Råd", str)
    assert body.on(OCTOBER) == body
    assert body.present_chair is not None


def test_dated_texts_can_be_handed_to_another_process() -> None:
    """The register is read in several processes, which are handed the bodies."""
    body = Body.model_validate({"namn": [{"namn": "A", "till": "2026-09-30"}, {"namn": "B"}]})
    again = pickle.loads(pickle.dumps(body))
    assert [again.on(day).name for day in (SEPTEMBER, OCTOBER)] == ["A", "B"]


BAD = [
    ("[{namn: A, till: 2026-09-30}, {namn: B, från: 2026-10-02}]", "dagar saknas mellan tiderna"),
    ("[{namn: A, till: 2026-09-30}, {namn: B, från: 2026-09-30}]", "tiderna går in i varandra"),
    ("[{namn: A}, {namn: B}]", "det är inte sagt när det ena slutade gälla"),
    ("[{namn: A, från: 2026-09-30, till: 2026-09-01}]", "tiden slutar innan den börjar"),
    ("[{namn: A, frn: 2026-09-30}]", "okänd nyckel «frn»"),
    ("[{från: 2026-09-30}]", "nyckeln «namn» saknas"),
    ("[{namn: A, till: hösten}]", "«hösten»"),
    ("[]", "tom"),
]


@pytest.mark.parametrize(("written", "said"), BAD)
@pytest.mark.parametrize("key", ["namn", "sekreterare"])
def test_days_of_both_or_of_none_are_refused(workspace: WorkspaceFolder, written: str, said: str, key: str) -> None:
    """Gaps, overlaps and what cannot be read are told at their place, for texts and for people alike."""
    if key == "sekreterare" and written == "[]":
        pytest.skip("nobody is secretary")
    name = "" if key == "namn" else "  namn: Råd\n"
    workspace.write_template("organ.yaml", f"rad:\n{name}  {key}: {written}\n")
    with pytest.raises(InvalidInputError) as caught:
        words(workspace, "2026-09-30")
    (problem,) = (each for each in caught.value.problems if each.is_error)
    assert said.casefold() in f"{problem.message} {problem.remedy}".casefold()
    assert problem.place is not None
    assert (problem.place.path.name, problem.place.line) == ("organ.yaml", 2 if key == "namn" else 3)
    assert problem.remedy


def test_a_meeting_before_all_names_is_refused(workspace: WorkspaceFolder) -> None:
    """What the body was called that day is not known, and it is told where the meeting names it."""
    workspace.write_template("organ.yaml", "rad:\n  namn: [{namn: A, från: 2026-01-01}]\n")
    with pytest.raises(InvalidInputError) as caught:
        words(workspace, "2025-12-31")
    assert caught.value.problems[0].message == "Organet «rad» har inget namn den 31 december 2025"
    assert str(caught.value.problems[0].place).endswith("2025-12-31-rad.yaml:1:8")


def test_the_register_has_the_name_of_the_day(workspace: WorkspaceFolder) -> None:
    workspace.write_template("organ.yaml", NAMES)
    for day in ("2026-09-30", "2026-10-01"):
        words(workspace, day, "ärenden: [{rubrik: A, beslut: [anta det]}]\n")
    assert [each.item.body for each in read_register(workspace.root).decisions] == ["Länets råd", "Nya rådet"]
