"""People on one line: what no column holds is told at its place, and ordinary roles and organisations are read."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.meeting.people import Person, Presenter
from naravard_docs.meeting.person_line import all_without_column
from naravard_docs.workspace.start import meeting_text
from naravard_docs.workspace.workspace import Workspace

WITHOUT_COLUMN = (
    ("Pirjo Jonsson (S), vice ordförande, §§ 33–37", "§§ 33–37"),
    ("Peter Nyman (NP) §§ 51-58", "§§ 51-58"),
    ("Bo Al (S), ej §§ 3, 5", "ej §§ 3, 5"),
    ("Bo Al (S), ej §§ 3-5, 8 och 10", "ej §§ 3-5, 8 och 10"),
    ("Bo Al (S), utom § 3", "utom § 3"),
    ("Bo Al (S) (ej § 5)", "ej § 5"),
    ("Bo Al (S), 33–37 §§", "33–37 §§"),
    ("Bo Al (S), § 33 a, Umeå kommun", "§ 33 a"),
    ("Bo Al (S), t.o.m. § 37", "t.o.m. § 37"),
    ("Bo Al (S),§5", "§5"),
    ("Bo Al (S), paragraferna 3 och 5", "paragraferna 3 och 5"),
    ("Bo Al (S), ordförande §§ 1–3", "§§ 1–3"),
    ("Bo Al (S), vice ordförande 33–37", "33–37"),
    ("Bo Al (S), 5", "5"),
    ("Bo Al (S), 1–3", "1–3"),
    ("Bo Al 33-37", "33-37"),
    ("Bo Al, Umeå kommun, 3 och 5", "3 och 5"),
    ("Bo Al (S), punkt 3", "punkt 3"),
    ("Bo Al (S), punkterna 3–5", "punkterna 3–5"),
    ("Bo Al, ärende 5", "ärende 5"),
    ("Bo Al (S), ej 3, 5", "ej 3, 5"),
    ("Bo Al, kl. 10.00–14.50", "kl. 10.00–14.50"),
    ("Bo Al, Umeå kommun, 09:00-12:00", "09:00-12:00"),
    ("Bo Al, till kl 14.50", "till kl 14.50"),
    ("Bo Al, fr.o.m. 10.15", "fr.o.m. 10.15"),
    ("Bo Al, anlände 10.15", "anlände 10.15"),
    ("Bo Al (S), tjänstgör för Cia Dal (C)", "tjänstgör för Cia Dal (C)"),
    ("Bo Al (S), ersätter Cia Dal", "ersätter Cia Dal"),
    ("Bo Al (S), ersättare för Cia Dal (C), Umeå kommun", "ersättare för Cia Dal (C)"),
    ("Bo Al (S), tjänstgörande ersättare för Cia Dal", "tjänstgörande ersättare för Cia Dal"),
    ("Cia Dal (C), på distans", "på distans"),
    ("Cia Dal (C) på distans", "på distans"),
    ("Cia Dal, Umeå kommun, distans", "distans"),
    ("Cia Dal (distans)", "distans"),
    ("Cia Dal, vice ordförande på distans", "på distans"),
    ("Cia Dal, via Teams", "via Teams"),
    ("Cia Dal (C), frånvarande", "frånvarande"),
    ("Cia Dal (C), anmält förhinder", "anmält förhinder"),
    ("Cia Dal, ej närvarande", "ej närvarande"),
    ("Cia Dal, närvarande ej", "närvarande ej"),
    ("Bo Al, Lämnade mötet 14.30", "Lämnade mötet 14.30"),
    ("Bo Al, Avvek kl. 14", "Avvek kl. 14"),
    ("Bo Al, avvek 14.30", "avvek 14.30"),
    ("Bo Al, närvarande 9-12", "närvarande 9-12"),
    ("Bo Al, deltog §§ 3, 5 och 7", "deltog §§ 3, 5 och 7"),
    ("Bo Al, ca 10.30", "ca 10.30"),
    ("Bo Al, klockan nio", "klockan nio"),
    ("Bo Al 14.30–15", "14.30–15"),
    ("Bo Al, 12/5", "12/5"),
    ("Bo Al, 12–13 maj", "12–13 maj"),
    ("Bo Al, Umeå kommun, förmiddag", "förmiddag"),
    ("Bo Al, dag 1", "dag 1"),
    ("Bo Al, beslut 3", "beslut 3"),
    ("Bo Al, p 3-4", "p 3-4"),
    ("Bo Al, paragraferna 3 till 5", "paragraferna 3 till 5"),
    ("Bo Al, § 5 p.g.a. jäv", "§ 5 p.g.a. jäv"),
    ("Bo Al, ej §§ 3, 5 p.g.a. jäv", "ej §§ 3, 5 p.g.a. jäv"),
)
ORDINARY = (
    ("Bo Al, Region Västerbotten", "Region Västerbotten", None),
    ("Bo Al (S), vice ordförande", None, "vice ordförande"),
    ("Bo Al (S), 2:e vice ordförande", None, "2:e vice ordförande"),
    ("Bo Al, 1:e vice ordförande, Umeå kommun", "Umeå kommun", "1:e vice ordförande"),
    ("Bo Al, Umeå kommun, 1:e vice ordförande", "Umeå kommun", "1:e vice ordförande"),
    ("Bo Al, 2:a ersättare", None, "2:a ersättare"),
    ("Bo Al, Tjänstgörande ersättare", None, "Tjänstgörande ersättare"),
    ("Bo Al, Region 8", "Region 8", None),
    ("Bo Al, Teknik 24", "Teknik 24", None),
    ("Bo Al, Kommunstyrelsen", "Kommunstyrelsen", None),
    ("Bo Al, Närvård Umeå", "Närvård Umeå", None),
    ("Bo Al, Dagen", "Dagen", None),
    ("Bo Al, Kom Hem AB", "Kom Hem AB", None),
    ("Bo Al, P4 Västerbotten", "P4 Västerbotten", None),
    ("Bo Al, Umeå kommun, lärare åk 3-5", "Umeå kommun", "lärare åk 3-5"),
    ("Bo Al, chef för nattpass 2", None, "chef för nattpass 2"),
    ("Bo Al, chef för enhet 3", None, "chef för enhet 3"),
    ("Bo Al, områdeschef närsjukvårdsområde södra Lappland", None, "områdeschef närsjukvårdsområde södra Lappland"),
    ("Bo Al, Umeå kommun, ersättare", "Umeå kommun", "ersättare"),
    ("Bo Al, tjänstgörande ersättare", None, "tjänstgörande ersättare"),
    ("Bo Al, Nära vård 2030, projektledare", "Nära vård 2030", "projektledare"),
    ("Bo Al, 1177 Vårdguiden", "1177 Vårdguiden", None),
    ("Bo Al, Vård på distans", "Vård på distans", None),
    ("Bo Al, chef för vård på distans", None, "chef för vård på distans"),
    ("Bo Al, Punkt 3 AB", "Punkt 3 AB", None),
    ("Bo Al, frånvarokoordinator", None, "frånvarokoordinator"),
    ("Bo Al, chef för enheterna 3–5", None, "chef för enheterna 3–5"),
    ("Bo Al, Umeå kommun, enhetschef hemtjänst, område 3", "Umeå kommun", "enhetschef hemtjänst, område 3"),
)
GROUP = "närvarande:\n  - grupp: A\n    personer:\n"  # lines 3 to 5


@pytest.mark.parametrize(("line", "words"), WITHOUT_COLUMN)
def test_what_no_column_holds_is_told_at_its_place(line: str, words: str, workspace: WorkspaceFolder) -> None:
    """A part that is no organisation and no role is an error that names it, where it stands, with the way out."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert problem.is_error and f"«{words}»" in problem.message
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (6, 9 + line.index(words))
    assert "{namn: " in problem.remedy or "ta bort raden" in problem.remedy


@pytest.mark.parametrize(("line", "organisation", "role"), ORDINARY)
def test_ordinary_organisations_and_roles_are_read(line: str, organisation: str | None, role: str | None) -> None:
    """What only looks like a part without a column stays an organisation or a role."""
    person = Person.model_validate(line)
    assert (person.organisation, person.role) == (organisation, role)


@pytest.mark.parametrize("line", [line for line, words in WITHOUT_COLUMN if words != "via Teams"])
def test_the_way_out_can_be_followed(line: str, workspace: WorkspaceFolder) -> None:
    """The mapping that a message gives is read, and keeps every word of the line."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    if "{namn" not in problem.remedy:
        return
    mapping = problem.remedy[problem.remedy.index("{namn") :]
    (person,) = workspace.load(f"{HEAD}{GROUP}      - {mapping}\n").meeting.people
    kept = " ".join(str(value) for value in person.model_dump().values())
    assert all(word.strip("(),") in kept for word in line.replace("(", " ").replace(",", ", ").split() if word != "på")


def test_several_parts_are_told_together(workspace: WorkspaceFolder) -> None:
    """All that a line holds too much is told at once, and goes into the role."""
    line = "Anna Carstensen (L), tjänstgör för Stig Tengmer (L), kl. 14.50–17.15, §§ 152–159"
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert "«tjänstgör för Stig Tengmer (L)», «kl. 14.50–17.15» och «§§ 152–159»" in problem.message
    roll = 'roll: "tjänstgör för Stig Tengmer (L), kl. 14.50–17.15, §§ 152–159"'
    assert f"{{namn: Anna Carstensen, parti: L, {roll}}}" in problem.remedy


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("Bo Al, Avvek kl. 14", "{namn: Bo Al, roll: Avvek kl. 14}"),
        ("Bo Al 14.30–15", '{namn: Bo Al, roll: "14.30–15"}'),
        ("Bo Al - tjänstgör för Cia", "{namn: Bo Al, roll: tjänstgör för Cia}"),
        ("Bo Al, § 5 i mötet", "som en mappning, med en nyckel för varje uppgift"),
    ],
)
def test_the_way_out_is_sure(line: str, remedy: str, workspace: WorkspaceFolder) -> None:
    """The mapping puts each part where it belongs, and is left out where words remain that could be anything."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert problem.remedy.endswith(f"skriv posten {remedy}") or problem.remedy.endswith(f"så här: {remedy}")


def test_distance_has_its_key(workspace: WorkspaceFolder) -> None:
    """«på distans» is to be written with the key that there is for it."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - Cia Dal (C), på distans\n")
    assert problem.remedy == "skriv posten så här: {namn: Cia Dal, parti: C, deltar: distans}"


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("ordförande: Bo Al (S), §§ 1–3\n", 3),
        ("sekreterare: Bo Al, kl. 10–12\n", 3),
        ("justerare: [Bo Al (S) § 5]\n", 3),
        ("ärenden:\n  - rubrik: A\n    föredragande: Bo Al, kl. 10.00–14.50\n", 5),
        ("ärenden:\n  - rubrik: A\n    föredragande:\n      - Bo Al, chef, § 5\n", 6),
    ],
)
def test_everyone_on_one_line(below: str, line: int, workspace: WorkspaceFolder) -> None:
    """Those who sign, approve and present an item are read by the same rule."""
    problems = [problem for problem in workspace.problems(HEAD + below) if problem.is_error]
    assert problems[0].place is not None and problems[0].place.line == line
    assert "varken namn, parti, organisation eller roll" in problems[0].message


def test_groups_of_a_body_are_read_by_the_same_rule(workspace: WorkspaceFolder) -> None:
    """A line in organ.yaml is told as one in a meeting."""
    workspace.write_template(
        "organ.yaml", "systemledning:\n  namn: S\n  grupper:\n    - {grupp: A, personer: ['Bo Al, § 5']}\n"
    )
    problems = workspace.problems(HEAD)
    assert any("«§ 5»" in problem.message and "organ.yaml" in str(problem.place) for problem in problems)


def test_mapping_is_free_text() -> None:
    """A role given by its key is what it says."""
    person = Person.model_validate({"namn": "Pirjo Jonsson", "parti": "S", "roll": "vice ordförande, §§ 33–37"})
    assert person.role == "vice ordförande, §§ 33–37"


def test_new_meeting_of_a_body_whose_member_needs_a_mapping(workspace: WorkspaceFolder) -> None:
    """A member whose role has §§ is written as a mapping in a new meeting file."""
    workspace.write_template(
        "organ.yaml",
        'systemledning:\n  namn: S\n  grupper:\n    - {grupp: A, personer: [{namn: Bo Al, roll: "ledamot, §§ 1–3"}]}\n',
    )
    body = Workspace(workspace.root).house.bodies["systemledning"]
    text = meeting_text("systemledning", body, date(2023, 3, 24))
    (person,) = workspace.load(text).meeting.people
    assert (person.name, person.role) == ("Bo Al", "ledamot, §§ 1–3")


@pytest.mark.parametrize(
    "name", ["17", "§ 5", '"-"', '"…"', '"Bo Al [S]"', '"[S]"', '"{Bo}"', "bo.al@umea.se", '"<namn>"']
)
def test_a_name_that_is_none_is_told(name: str, workspace: WorkspaceFolder) -> None:
    """A name has a letter and no brackets, in every place where people stand."""
    for below, line in ((f"{GROUP}      - {name}\n", 6), (f"{GROUP}      - namn: {name}\n", 6)):
        (problem,) = workspace.problems(HEAD + below)
        assert "är inget namn" in problem.message and problem.place is not None and problem.place.line == line
    item = f"ärenden:\n  - rubrik: A\n    föredragande:\n      - {name}\n"
    problem = next(problem for problem in workspace.problems(HEAD + item) if problem.is_error)
    assert "är inget namn" in problem.message


@pytest.mark.parametrize("name", ["Bo Al", "[Ubmeje]{lang=sju} Al", "N.N.", "Åsa O'Neil-Öman", "Ledamot 12"])
def test_a_name_in_any_form(name: str) -> None:
    """Names with marks of language, hyphens, dots and numbers are names."""
    assert Person.model_validate(name).name == name
    assert Presenter.model_validate(name).name == name


@pytest.mark.parametrize("party", ["-", "–", "S", "Kd"])
def test_party_may_be_a_dash(party: str) -> None:
    """Someone without a party may have a dash for it."""
    assert Person.model_validate(f"Bo Al ({party}), Umeå kommun").party == party


@pytest.mark.parametrize(
    "heading",
    [
        "Frånvarande",
        "Ej närvarande",
        "Anmäld frånvaro",
        "Anmält förhinder",
        "Frånvarande ledamöter",
        "FRÅNVARANDE",
        "Ursäktade",
        "Närvarande ej",
        "Deltog inte",
        "Sjuk",
        "Sjuka",
        "Sjukskrivna",
    ],
)
def test_absent_people_are_no_group_of_those_present(heading: str, workspace: WorkspaceFolder) -> None:
    """A group of absent people is an error at its heading: they would count as present, and could approve."""
    below = f"närvarande:\n  - grupp: Ledamöter\n    personer: [Eva Ask]\n  - grupp: {heading}\n    personer: [Bo Ek]\n"
    (problem,) = workspace.problems(HEAD + below)
    assert problem.is_error and str(problem.place).endswith(":6:12")
    assert f"«{heading}» kan inte vara en grupp bland de närvarande" in problem.message
    assert "ta bort gruppen" in problem.remedy and "texten till ett ärende" in problem.remedy


@pytest.mark.parametrize(
    "heading",
    [
        "Ej tjänstgörande ersättare",
        "Ersättare för frånvarande ledamöter",
        "Närvarande",
        "Tjänstgörande ledamöter",
        "Närvarande ej tjänstgörande ersättare",
        "Sjukhuset i Umeå",
        "Sjuksköterskor",
        "Närvarande ej röstberättigade",
    ],
)
def test_groups_of_those_present(heading: str, workspace: WorkspaceFolder) -> None:
    """Headings of people who were there are no headings of absence."""
    below = f"närvarande:\n  - grupp: {heading}\n    personer: [Eva Ask]\n"
    assert workspace.load(HEAD + below).meeting.attendance[0].heading == heading


@pytest.mark.slow
def test_a_long_line_is_soon_read() -> None:
    """A line of any length is searched in bounded time, and what is read of it is all of it."""
    told, _ = all_without_column("Bo Al, " + "ej 3, " * 40_000 + "chef")
    assert told
    for many in ("ej ", "1-1 och ", "kl. ", "för ", "(", "1.1", "f.o.m. "):
        all_without_column(f"Bo Al, {many * 20_000}")
    assert Person.model_validate("Bo Al, " + "a" * 4_000).role == "a" * 4_000
