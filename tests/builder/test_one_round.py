"""All that is wrong with a meeting's files is told in one round, once: nothing hides behind another fault.

A meeting without faults is given some of a table; what is told of them together must be what is told of each alone, but
for what can only be judged when another is mended, which the table says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_docs.builder.build import check_meeting
from naravard_docs.errors import ExitCode, Problem

STEM = "2023-03-24-systemledning"
MEETING = f"meetings/{STEM}.yaml"
ANSWERS = f"meetings/svar/{STEM}-planen.yaml"
APPENDIX = "meetings/bilagor/plan.md"
LISTS = "templates/sandlistor.yaml"
LETTER = "templates/rekommendation.md"
PEOPLE = "templates/personer.yaml"
BODIES = "templates/organ.yaml"
HOUSE = "templates/organisation.yaml"
SOUND = {
    MEETING: """\
organ: systemledning
datum: 2023-03-24
plats: Umeå
status: justerat
ordförande: Anna Ek
justerare: [Bo Alm]
närvarande:
  - grupp: Ledamöter
    personer:
      - Anna Ek, Umeå kommun
      - Bo Alm, Region Västerbotten
      - Cia Ek, Umeå kommun
ärenden:
  - rubrik: Planen
    typ: beslutsärende
    presentation: Muntligt
    text: |
      Gruppen gick igenom läget.
    beslut:
      - anta planen
      - följa upp den
    rekommendation:
      ärende: planen
      datum: 2023-04-03
      sändlista: lista
      svar_senast: 2023-10-02
      svar_till: anna
      undertecknas_av: anna
      bakgrund: Planen behövs.
      bilagor: [bilagor/plan.md]
  - rubrik: Rapport
    typ: informationsärende
    text: |
      Det var en rapport.
nästa_möte: 2023-05-12 Systemledningen
""",
    ANSWERS: """\
svar:
  - mottagare: umea
    skickat: 2023-04-03
    beslut: {instans: KF, datum: 2023-06-19, satser: antagen}
""",
    APPENDIX: "# Planen\n\nSå här ser den ut.\n",
    LISTS: """\
lista:
  namn: Listan
  mottagare:
    - {namn: Umeå kommun, nyckel: umea, e-post: kommun@umea.se}
""",
    LETTER: "# {{ rubrik }}\n\nHej.\n\n{{ beslut }}\n\n{{ undertecknare }}\n",
    PEOPLE: "anna:\n  namn: Anna Ek\n  e-post: anna@umea.se\n",
    BODIES: "systemledning:\n  namn: Systemledningen\nannan:\n  namn: Annan\n",
    HOUSE: "namn: Region Västerbotten\nväxel: 090-1\n",
}


@dataclass(frozen=True)
class Fault:
    """A line of a file that becomes another; ``hides`` are faults that can only be judged when it is mended."""

    name: str
    old: str
    new: str
    file: str = MEETING
    hides: tuple[str, ...] = ()


FAULTS = (
    Fault("key of the meeting", "plats: Umeå", "platts: Umeå"),
    Fault("kind of value", "plats: Umeå", "plats: [Umeå]"),
    Fault("character that the font lacks", "plats: Umeå", "plats: Umeå 漢"),
    Fault("star", "plats: Umeå", "plats: *Umeå*"),
    Fault("tag", "- rubrik: Rapport", "- rubrik: !Rapport"),
    Fault("anchor of a list", "justerare: [Bo Alm]", "justerare: &j [Cia Dahl]"),
    Fault("key twice", "plats: Umeå", "status: utkast", hides=("status",)),
    Fault("body", "organ: systemledning", "organ: systemledningn", hides=("capital", "opening")),
    Fault("no day", "datum: 2023-03-24", "#", hides=("next meeting before", "letter before")),
    Fault("no such day", "datum: 2023-03-24", "datum: 2023-02-30", hides=("next meeting before", "letter before")),
    Fault("status", "status: justerat", "status: justert"),
    Fault("chair", "ordförande: Anna Ek", "ordförande: {namn: Anna Ek, prati: s}"),
    Fault("approver absent", "justerare: [Bo Alm]", "justerare: [Cia Dahl]"),
    Fault("present twice", "- Cia Ek, Umeå kommun", "- Bo Alm, Umeå kommun"),
    Fault("part of a person", "- Anna Ek, Umeå kommun", "- Anna Ek, Umeå kommun, 1-2"),
    Fault("heading of a group", "- grupp: Ledamöter", "- grupp: Frånvarande"),
    Fault("heading", "- rubrik: Rapport", "- rubik: Rapport"),
    Fault("heading with a mark", "- rubrik: Rapport", "- rubrik: Rapport [x](y.html)"),
    Fault("type", "typ: informationsärende", "typ: information"),
    Fault("type of a decision", "typ: beslutsärende", "typ: beslut"),
    Fault("decided for information", "typ: beslutsärende", "typ: informationsärende"),
    Fault("mark without end", "Gruppen gick igenom läget.", "Gruppen [gick](x.html) igenom läget."),
    Fault("words twice", "Gruppen gick igenom läget.", "Gruppen gick gick igenom läget."),
    Fault("place of templates", "Gruppen gick igenom läget.", "Gruppen gick igenom {{ läget }}."),
    Fault("character in a text", "Det var en rapport.", "Det var en 🙂 rapport."),
    Fault("rule of characters", "Det var en rapport.", "---"),
    Fault("capital", "- anta planen", "- Anta planen"),
    Fault("colon", "- anta planen", "- anta planen: den nya"),
    Fault("key of a clause", "- följa upp den", "- {text: följa upp den, nivo: nämnd}"),
    Fault("link of a clause", "- följa upp den", "- 'följa [upp](y) den'"),
    Fault(
        "matter without letters",
        "ärende: planen",
        "ärende: «–»",
        hides=("sent before", "recipient unknown", "clause that is none"),
    ),
    Fault("letter before", "datum: 2023-04-03", "datum: 2023-03-01", hides=("answer before letter", "sent before")),
    Fault("day of the letter", "datum: 2023-04-03", "datum: i april", hides=("answer before letter", "sent before")),
    Fault("list", "sändlista: lista", "sändlista: listan", hides=("recipient unknown", "body of others")),
    Fault("answer before letter", "svar_senast: 2023-10-02", "svar_senast: 2023-03-30"),
    Fault("no such day of answers", "svar_senast: 2023-10-02", "svar_senast: 2023-02-30"),
    Fault("contact", "svar_till: anna", "svar_till: ana"),
    Fault("key of the letter", "undertecknas_av: anna", "undertecknad_av: anna"),
    Fault("background", "bakgrund: Planen behövs.", "bakgrund: Planen [behövs](z)."),
    Fault("attachment", "bilagor: [bilagor/plan.md]", "bilagor: [bilagor/finns-inte.md]", hides=("appendix", "place")),
    Fault("next meeting before", "nästa_möte: 2023-05-12 Systemledningen", "nästa_möte: 2023-03-01 Systemledningen"),
    Fault("next meeting", "nästa_möte: 2023-05-12 Systemledningen", "nästa_möte: Systemledningen"),
    Fault("appendix", "Så här ser den ut.", "Så här [ser](y) den ut.", APPENDIX),
    Fault("place", "Så här ser den ut.", "Så här {{ finns_inte }}.", APPENDIX),
    Fault("template", "Hej.", "Hej {{ mottagaren }}.", LETTER),
    Fault("address", "e-post: kommun@umea.se", "e-post: kommun", LISTS),
    Fault("name of a recipient", "- {namn: Umeå", "- {nam: Umeå", LISTS),
    Fault("key of a list", "  namn: Listan", "  nam: Listan", LISTS),
    Fault("key of a contact", "  namn: Anna Ek", "  nam: Anna Ek", PEOPLE),
    Fault("key of another body", "  namn: Annan", "  nam: Annan", BODIES),
    Fault("key of the house", "växel: 090-1", "vaxel: 090-1", HOUSE),
    Fault("key of answers", "skickat: 2023-04-03", "skikat: 2023-04-03", ANSWERS),
    Fault("sent before", "skickat: 2023-04-03", "skickat: 2023-04-01", ANSWERS),
    Fault("recipient unknown", "- mottagare: umea", "- mottagare: ume", ANSWERS),
    Fault("star in answers", "- mottagare: umea", "- mottagare: *umea", ANSWERS),
    Fault("no recipient", "- mottagare: umea", "- mottagare: ''", ANSWERS),
    Fault("section", "satser: antagen}", "satser: antagen, paragraf: x}", ANSWERS),
    Fault("clause that is none", "satser: antagen}", "satser: {1: antagen, 2: antagen, 3: antagen}}", ANSWERS),
)
BY_NAME = {fault.name: fault for fault in FAULTS}

Told = tuple[str, str, str, str]


def place(problem: Problem) -> str:
    return f"{Path(problem.place.file).name}:{problem.place.line}" if problem.place else ""


def told_of(faults: Iterable[Fault]) -> list[Told]:
    """Return what «naravard kontrollera» tells of the sound meeting with some faults."""
    files = dict(SOUND)
    for fault in faults:
        assert fault.old in files[fault.file]
        files[fault.file] = files[fault.file].replace(fault.old, fault.new, 1)
    with tempfile.TemporaryDirectory() as folder:
        workspace = WorkspaceFolder(Path(folder))
        for name, content in files.items():
            workspace.write(name, content)
        outcome = check_meeting(workspace.root / MEETING)
    assert outcome.exit_code is not ExitCode.INTERNAL
    return [(place(problem), problem.message, problem.remedy, problem.level) for problem in outcome.problems]


@cache
def told_alone(name: str) -> frozenset[Told]:
    return frozenset(told_of([BY_NAME[name]]))


def expected(faults: Iterable[Fault]) -> set[Told]:
    hidden = {name for fault in faults for name in fault.hides}
    return {told for fault in faults if fault.name not in hidden for told in told_alone(fault.name)}


def test_the_sound_meeting_is_sound() -> None:
    """Nothing at all is told of the meeting that faults are put into."""
    assert told_of([]) == []


@pytest.mark.parametrize("name", BY_NAME)
def test_each_fault_is_told_once(name: str) -> None:
    """A fault alone is told as one problem: it has no consequences that are told as well."""
    assert len(told_of([BY_NAME[name]])) == 1, told_of([BY_NAME[name]])


@st.composite
def some_faults(draw: st.DrawFn) -> list[Fault]:
    """Return two to five faults in different lines."""
    drawn = draw(st.lists(st.sampled_from(FAULTS), min_size=2, max_size=5, unique_by=lambda fault: fault.old))
    return sorted(drawn, key=FAULTS.index)


@given(some_faults())
@settings(max_examples=100)
def test_all_faults_are_told_in_one_round(faults: list[Fault]) -> None:
    """What is told of several faults is what is told of each, and nothing else."""
    found = told_of(faults)
    assert len(found) == len(set(found)), "something is told twice"
    assert set(found) == expected(faults), [fault.name for fault in faults]
