"""People on one line: what is exact is data in any order, and what is not is told at its place."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import HEAD, WorkspaceFolder
from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.agenda.new_meeting import new_meeting
from naravard_docs.meeting.people import AbsentPerson, Person, Presenter
from naravard_docs.meeting.person_line import read_person_line
from naravard_docs.workspace.load import load_meeting

DATA: tuple[tuple[str, dict[str, str]], ...] = (
    ("Pirjo Jonsson (S), vice ordförande, §§ 33–37", {"roll": "vice ordförande", "paragrafer": "33–37"}),
    ("Peter Nyman (NP) §§ 51-58", {"paragrafer": "51–58"}),
    ("Bo Al (S) § 33-37", {"paragrafer": "33–37"}),
    ("Bo Al (S) §§33–37", {"paragrafer": "33–37"}),
    ("Bo Al (S), ej §§ 3, 5", {"utom": "3, 5"}),
    ("Bo Al (S), ej §§ 3-5, 8 och 10", {"utom": "3–5, 8, 10"}),
    ("Bo Al (S), utom § 3", {"utom": "3"}),
    ("Bo Al (S), dock ej § 3", {"utom": "3"}),
    ("Bo Al (S) (ej § 5)", {"utom": "5"}),
    ("Bo Al (S), med undantag för § 5", {"utom": "5"}),
    ("Bo Al (S), exkl. §§ 5–6", {"utom": "5–6"}),
    ("Bo Al (S), § 143 - § 151", {"paragrafer": "143–151"}),
    ("Bo Al, lämnade 11.00, åter 13.00", {"tid": "till 11.00, från 13.00"}),
    ("Bo Al (S), ej § 5, ej § 7", {"utom": "5, 7"}),
    ("Bo Al (S), §§ 33–37, ej § 35", {"paragrafer": "33–37", "utom": "35"}),
    ("Bo Al (S), 33–37 §§", {"paragrafer": "33–37"}),
    ("Bo Al (S), 33 § och 35 §", {"paragrafer": "33, 35"}),
    ("Bo Al (S), § 33 a, Umeå kommun", {"paragrafer": "33 a", "organisation": "Umeå kommun"}),
    ("Bo Al (S), fr.o.m. § 12", {"paragrafer": "12–"}),
    ("Bo Al (S), t.o.m. § 37", {"paragrafer": "–37"}),
    ("Bo Al (S), fr.o.m. § 12, t.o.m. § 37", {"paragrafer": "12–37"}),
    ("Bo Al (S), från § 5 till § 9", {"paragrafer": "5–9"}),
    ("Bo Al (S),§5", {"paragrafer": "5"}),
    ("Bo Al (S) § 5, 1177 Vårdguiden", {"paragrafer": "5", "organisation": "1177 Vårdguiden"}),
    ("Bo Al (S), paragraferna 3 och 5", {"paragrafer": "3, 5"}),
    ("Bo Al, paragraferna 3 till 5", {"paragrafer": "3–5"}),
    ("Bo Al (S), ordförande §§ 1–3", {"roll": "ordförande", "paragrafer": "1–3"}),
    ("Bo Al (S), punkt 3", {"paragrafer": "3"}),
    ("Bo Al (S), punkterna 3–5", {"paragrafer": "3–5"}),
    ("Bo Al (S), punkterna 5.1, 5.10–5.12", {"paragrafer": "5.1, 5.10–5.12"}),
    ("Bo Al, ärende 5", {"paragrafer": "5"}),
    ("Bo Al, deltog §§ 3, 5 och 7", {"paragrafer": "3, 5, 7"}),
    ("Bo Al, ej närvarande § 5", {"utom": "5"}),
    ("Bo Al, frånvarande §§ 3–5", {"utom": "3–5"}),
    ("Bo Al, lämnade mötet efter § 5", {"paragrafer": "–5"}),
    ("Bo Al, anlände till § 5", {"paragrafer": "5–"}),
    ("Bo Al, kl. 10.00–14.50", {"tid": "10.00–14.50"}),
    ("Bo Al (S) kl 13.30-16", {"tid": "13.30–16.00"}),
    ("Bo Al, kl. 10–12 och 13–15", {"tid": "10.00–12.00, 13.00–15.00"}),
    ("Bo Al, Umeå kommun, 09:00-12:00", {"organisation": "Umeå kommun", "tid": "09.00–12.00"}),
    ("Bo Al, till kl 14.50", {"tid": "till 14.50"}),
    ("Bo Al, från kl. 10.15", {"tid": "från 10.15"}),
    ("Bo Al, fr.o.m. 10.15", {"tid": "från 10.15"}),
    ("Bo Al, anlände 10.15", {"tid": "från 10.15"}),
    ("Bo Al, Lämnade mötet 14.30", {"tid": "till 14.30"}),
    ("Bo Al (S) lämnade mötet kl. 14.30", {"tid": "till 14.30"}),
    ("Bo Al, anlände 10.15, lämnade mötet 14.30", {"tid": "10.15–14.30"}),
    ("Bo Al, Avvek kl. 14", {"tid": "till 14.00"}),
    ("Bo Al 14.30–15", {"tid": "14.30–15.00"}),
    ("Bo Al (S), tjänstgör för Cia Dal (C)", {"tjänstgör_för": "Cia Dal (C)"}),
    ("Bo Al (S), ersätter Cia Dal", {"tjänstgör_för": "Cia Dal"}),
    (
        "Bo Al (S), ersättare för Cia Dal (C), Umeå kommun",
        {"tjänstgör_för": "Cia Dal (C)", "organisation": "Umeå kommun"},
    ),
    ("Bo Al (S), tjänstgörande ersättare för Cia Dal", {"tjänstgör_för": "Cia Dal"}),
    ("Bo Al (S) tjg ers för Cia Dal (C)", {"tjänstgör_för": "Cia Dal (C)"}),
    ("Bo Al (S), ers. för Cia Dal § 5", {"tjänstgör_för": "Cia Dal", "paragrafer": "5"}),
    ("Bo Al (S), tjänstgör för Cia Dal från kl. 10", {"tjänstgör_för": "Cia Dal", "tid": "från 10.00"}),
    ("Bo Al - tjänstgör för Cia", {"tjänstgör_för": "Cia"}),
    ("tjänstgör för Cia Dal (C), Bo Al (S)", {"tjänstgör_för": "Cia Dal (C)"}),
    ("Cia Dal (C), på distans", {"deltar": "distans"}),
    ("Cia Dal (C) på distans", {"deltar": "distans"}),
    ("Cia Dal på distans (C)", {"deltar": "distans"}),
    ("Cia Dal, Umeå kommun, distans", {"organisation": "Umeå kommun", "deltar": "distans"}),
    ("Cia Dal (distans)", {"deltar": "distans"}),
    ("Cia Dal, vice ordförande på distans", {"roll": "vice ordförande", "deltar": "distans"}),
)
"""Lines, and what they say beside name and party."""

NO_DATA = (
    ("Bo Al (S), vice ordförande 33–37", "33–37", 'paragrafer: "33–37"'),
    ("Bo Al (S), 5", "5", 'paragrafer: "5"'),
    ("Bo Al (S), 1–3", "1–3", 'paragrafer: "1–3"'),
    ("Bo Al 33-37", "33-37", 'paragrafer: "33–37"'),
    ("Bo Al, Umeå kommun, 3 och 5", "3 och 5", 'paragrafer: "3, 5"'),
    ("Bo Al (S), ej 3, 5", "ej 3, 5", 'utom: "3, 5"'),
    ("Bo Al, p 3-4", "p 3-4", 'paragrafer: "3–4"'),
    ("Bo Al, § 5 p.g.a. jäv", "§ 5 p.g.a. jäv", 'utom: "5"'),
    ("Bo Al, ej §§ 3, 5 p.g.a. jäv", "ej §§ 3, 5 p.g.a. jäv", 'utom: "3, 5"'),
    ("Bo Al, jäv § 5", "jäv § 5", 'utom: "5"'),
    ("Bo Al, ej § 5, jäv", "jäv", 'utom: "5"'),
    ("Bo Al (S), del av § 5", "del av § 5", 'roll: "del av § 5"'),
    ("Bo Al (S), inte förrän § 5", "inte förrän § 5", 'roll: "inte förrän § 5"'),
    ("Bo Al (S), delvis", "delvis", "roll: delvis"),
    ("Bo Al (S), efter § 5", "efter § 5", 'roll: "efter § 5"'),
    ("Bo Al, närvarande 9-12", "närvarande 9-12", "roll: närvarande 9-12"),
    ("Bo Al, ca 10.30", "ca 10.30", "roll: ca 10.30"),
    ("Bo Al, kl. 10.15", "kl. 10.15", "roll: kl. 10.15"),
    ("Bo Al, klockan nio", "klockan nio", "roll: klockan nio"),
    ("Bo Al, ej kl. 10–12", "ej kl. 10–12", 'roll: "ej kl. 10–12"'),
    ("Bo Al, 12/5", "12/5", 'roll: "12/5"'),
    ("Bo Al, 12–13 maj", "12–13 maj", 'roll: "12–13 maj"'),
    ("Bo Al, Umeå kommun, förmiddag", "förmiddag", "roll: förmiddag"),
    ("Bo Al, dag 1", "dag 1", "roll: dag 1"),
    ("Bo Al, beslut 3", "beslut 3", "roll: beslut 3"),
    ("Bo Al, ersättare för chefen", "ersättare för chefen", "roll: ersättare för chefen"),
    ("Cia Dal, via Teams", "via Teams", "deltar: distans"),
)
"""Lines with a part that could be several things, the part, and how its mapping is to have it."""

UNSURE = (
    ("Bo Al, § 5 i mötet", "§ 5"),
    ("Bo Al, ansvarig för punkt 3", "för punkt 3"),
    ("Bo Al (S), §§ 3, 5 Umeå kommun", "§§ 3"),
    ("Bo Al, § 5 (vik.)", "§ 5"),
    ("Bo Al, kl. 10–12, 13–15", "13–15"),
)
"""Lines with words that could be anything."""

ABSENT = (
    ("Cia Dal (C), frånvarande", "frånvarande"),
    ("Cia Dal (C), anmält förhinder", "anmält förhinder"),
    ("Cia Dal, ej närvarande", "ej närvarande"),
    ("Cia Dal, närvarande ej", "närvarande ej"),
    ("Cia Dal § 5, återbud", "återbud"),
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


def _said(person: Person) -> dict[str, str]:
    """Return what is said of a person beside name and party, by Swedish key."""
    written = person.model_dump(
        by_alias=True, exclude_defaults=True, mode="json", exclude={"name", "party", "replaces"}
    )
    said = {key: ", ".join(value) if isinstance(value, list) else value for key, value in written.items()}
    return said | ({"tjänstgör_för": str(person.replaces)} if person.replaces else {})


@pytest.mark.parametrize(("line", "said"), DATA)
def test_parts_are_data(line: str, said: dict[str, str]) -> None:
    """What is exact is read, wherever it stands, and leaves name and party as they are."""
    person = Person.model_validate(line)
    assert _said(person) == said
    names = {"Pirjo Jonsson": "S", "Peter Nyman": "NP", "Bo Al": "S", "Cia Dal": "C"}
    assert person.party in (names[person.name], None) and (person.party is None) == (
        f"({names[person.name]})" not in line
    )


@pytest.mark.parametrize(("line", "words", "written"), NO_DATA)
def test_what_could_be_several_things_is_told_at_its_place(
    line: str, words: str, written: str, workspace: WorkspaceFolder
) -> None:
    """A part that is not exact is an error that names it, where it stands, with a mapping that says it."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert problem.is_error and f"«{words}»" in problem.message
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (6, 9 + line.index(words))
    assert "{namn: " in problem.remedy and written in problem.remedy


@pytest.mark.parametrize(("line", "words"), UNSURE)
def test_where_words_could_be_anything_no_mapping_is_given(line: str, words: str, workspace: WorkspaceFolder) -> None:
    """The way out is left open where nobody can tell what words are."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert f"«{words}»" in problem.message
    assert problem.remedy.endswith("som en mappning, med en nyckel för varje uppgift")


@pytest.mark.parametrize(("line", "words"), ABSENT)
def test_absent_among_those_present(line: str, words: str, workspace: WorkspaceFolder) -> None:
    """Somebody absent is told where the line says so, with where it belongs; there, the words are the reason."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert f"«{words}»" in problem.message and problem.remedy == "flytta raden till «frånvarande:»"
    assert problem.place is not None and problem.place.column == 9 + line.index(words)
    assert AbsentPerson.model_validate(line).reason == words


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Cia Dal", None),
        ("Cia Dal, sjukvårdschef", None),
        ("Cia Dal, giltigt förfall", "giltigt förfall"),
        ("Cia Dal, Umeå kommun, frånvarande p.g.a. sjukdom", "frånvarande p.g.a. sjukdom"),
        ("Cia Dal, sjuk, §§ 1–3", "sjuk"),
        ("Cia Dal, semester", "semester"),
    ],
)
def test_reasons_of_absence(line: str, reason: str | None) -> None:
    """Why somebody was absent is read on their line."""
    assert AbsentPerson.model_validate(line).reason == reason


def test_conflict_of_interest_belongs_to_the_item(workspace: WorkspaceFolder) -> None:
    """Jäv is told where it is written, with the key of the item that has it."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - Bo Al (S), ej § 5 p.g.a. jäv\n")
    mapping = '{namn: Bo Al, parti: S, utom: "5"}'
    assert problem.remedy == f"skriv posten så här: {mapping}, och skriv jävet i ärendet: «jäv: Bo Al (S)»"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Bo Al (S), tjänstgör för Cia Dal (C) och Di Fors (KD)", "tjänstgör för Cia Dal (C) och Di Fors (KD)"),
        ("Bo Al (S), tjänstgör för Cia Dal (C), ersätter Di Fors", "ersätter Di Fors"),
    ],
)
def test_serving_for_two_is_two_lines(line: str, words: str, workspace: WorkspaceFolder) -> None:
    """One line says one place that is taken; two are two lines, each with its §§."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert f"«{words}»" in problem.message and "skriv en rad för varje" in problem.remedy
    assert problem.place is not None and problem.place.column == 9 + line.index(words)


@pytest.mark.parametrize(
    ("line", "words", "message"),
    [
        ("Bo Al (S), § 12–9", "§ 12–9", "slutar före början: 9 kommer före 12"),
        ("Bo Al (S), kl. 14–12", "kl. 14–12", "slutar innan den börjar: 12.00 är inte efter 14.00"),
        ("Bo Al (S), §§ 3–5 och § 4", "§§ 3–5 och § 4", "har samma nummer två gånger: 3–5 och 4"),
        ("Bo Al (S), ej § 5, § 7", "", "5 som undantas är inte bland 7 som personen deltog i"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(line: str, words: str, message: str, workspace: WorkspaceFolder) -> None:
    """Numbers and hours that end before they begin, or stand twice, are errors of their part of the line."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    assert problem.message == (f"«{words}» {message}" if words else message)
    assert problem.place is not None and problem.place.column == 9 + line.index(words)


PARTS_OF_LINE = ("§§ 152–159", "ej § 155", "kl. 14.50–17.15", "tjänstgör för Stig Tengmer (L)", "på distans")
WHOLE = Person.model_validate(
    {
        "namn": "Anna Carstensen",
        "parti": "L",
        "tjänstgör_för": "Stig Tengmer (L)",
        "paragrafer": "152–159",
        "utom": "155",
        "tid": "14.50–17.15",
        "deltar": "distans",
    }
)


@given(
    st.permutations(PARTS_OF_LINE), st.lists(st.sampled_from([", ", " "]), min_size=5, max_size=5), st.integers(0, 5)
)
def test_any_order_says_the_same(parts: list[str], between: list[str], at: int) -> None:
    """Parts of a line give the same person in any order, with commas or without, and no word of it is lost."""
    head = "Anna Carstensen (L)"
    line = head
    for joint, part in zip(between, parts, strict=True):
        line += f"{joint}{part}"
    assert Person.model_validate(line) == WHOLE
    named = [*parts[:at], f"{head}, Umeå kommun, ledamot", *parts[at:]]
    person = Person.model_validate(", ".join(named))
    assert person == WHOLE.model_copy(update={"organisation": "Umeå kommun", "role": "ledamot"})


@pytest.mark.parametrize(("line", "organisation", "role"), ORDINARY)
def test_ordinary_organisations_and_roles_are_read(line: str, organisation: str | None, role: str | None) -> None:
    """What only looks like a part without a column stays an organisation or a role."""
    person = Person.model_validate(line)
    assert (person.organisation, person.role) == (organisation, role)


@pytest.mark.parametrize(("line", "written"), [(line, written) for line, _, written in NO_DATA])
def test_the_way_out_can_be_followed(line: str, written: str, workspace: WorkspaceFolder) -> None:
    """The mapping that a message gives is read, and says what the message meant."""
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    mapping = problem.remedy[problem.remedy.index("{namn") : problem.remedy.index("}") + 1]
    (person,) = workspace.load(f"{HEAD}{GROUP}      - {mapping}\n").meeting.people
    key, _, text = written.partition(": ")
    assert _said(person)[key] == text.strip('"')


def test_the_way_out_keeps_what_could_be_read(workspace: WorkspaceFolder) -> None:
    """The mapping has what is data by its keys, and the rest in the role."""
    line = "Anna Carstensen (L), tjänstgör för Stig Tengmer (L), del av § 5, §§ 152–159, på distans"
    (problem,) = workspace.problems(f"{HEAD}{GROUP}      - {line}\n")
    said = 'tjänstgör_för: "Stig Tengmer (L)", paragrafer: "152–159", deltar: distans, roll: "del av § 5"'
    assert f"{{namn: Anna Carstensen, parti: L, {said}}}" in problem.remedy


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("ordförande: Bo Al (S), 1–3\n", 3),
        ("sekreterare: Bo Al, ca 10.30\n", 3),
        ("justerare: [Bo Al (S) 5]\n", 3),
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
        "organ.yaml", "systemledning:\n  namn: S\n  grupper:\n    - {grupp: A, personer: ['Bo Al, del av § 5']}\n"
    )
    problems = workspace.problems(HEAD)
    assert any("«del av § 5»" in problem.message and "organ.yaml" in str(problem.place) for problem in problems)


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
    made = new_meeting(workspace.root, "systemledning", date(2023, 3, 24), today=date(2023, 3, 1))
    (person,) = load_meeting(made.path).meeting.people
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
    assert problem.remedy == "ta bort gruppen, och flytta raderna till «frånvarande:»"


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
    assert read_person_line("Bo Al, " + "ej 3, " * 40_000 + "chef").parts
    for many in ("ej ", "1-1 och ", "kl. ", "för ", "(", "1.1", "f.o.m. ", "ersätter A och ", "del av ", "del "):
        read_person_line(f"Bo Al, {many * 20_000}")
    assert not read_person_line("Bo Al, § 5, " + "a" * 4_000).are_apart
    assert Person.model_validate("Bo Al, " + "a" * 4_000).role == "a" * 4_000
