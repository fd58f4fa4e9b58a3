"""Language rules: the slips that they find, and what is rightly written so, in words of other minutes than ours."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY, WorkspaceFolder
from rule_examples import whole

from naravard_docs.errors import Level
from naravard_docs.workspace.load import read_meeting


def found(workspace: WorkspaceFolder, text: str) -> list[str]:
    """Return the rules that find something in the text of an item."""
    lines = "".join(f"      {line}\n" for line in text.split("\n"))
    written = whole(f"ärenden:\n  - rubrik: A\n    text: |\n{lines}").replace("samradet", "systemledning")
    return [problem.rule for problem in read_meeting(workspace.write_meeting(written)).problems]


SLIPS = {
    "NV501": (
        "Den allmänna debatten debatt var livlig.",
        "Kompetensförsörjningsläget läget är svårt.",
        "Nämnden nämnden beslutade.",
        "Det var ett ett steg\npå vägen.",
        "Planen gäller\ngäller-inte till\ntill våren.",
    ),
    "NV502": ("Planen gäller från 20230901.", "Avtalet löper till 2025.12.31", "20230901 börjar det."),
    "NV503": (
        "Det gäller t.ex. skolan. Det gäller t ex förskolan.",
        "Skolor m.m. och lekplatser m m.",
        "Planen, dvs. programmet, d.v.s. allt.",
        "Anna Ek m.fl. och Bo Al m fl kom.",
    ),
    "NV504": (
        "Planen är från Länssamverkansgruppen, och Länsamverkansgruppens ordförande läste den.",
        "Frågan gick till Räddningsmissionen. Av Räddningsmisionen kom svar.",
        "Där satt Cia Dahl. (Cia Dahll lämnade mötet.)",
    ),
    "NV505": ("Anna Ek (S) och Bo Al (m) yrkade avslag.",),
    "NV506": ("Mötet var kl. 13.00-15.07.", "Mötet var kl 9-12.", "§§ 12-15 justerades."),
}

RIGHT = (
    "Det det handlar om är att de som har har det bra för för lång tid framåt.",
    "Samtidigt tidigt på våren, ibland bland de äldsta. De som tillkommer kommer att få plats.",
    "Umeå kommun Kommunens mål nås. Region Västerbotten Regionens mål.",
    "Ärendet har diarienummer 20230901-3, och filen heter 20230901.pdf. Se https://region.example/20230901/x.",
    "Belopp: 20231350 kr och 20230230.",
    "Det gäller t.ex. skolan, bl.a. i Umeå, fr.o.m. hösten t.o.m. våren. Det var tom i salen.",
    "Umeå kommuns och Umeå kommun. Nämnden, nämndens, nämnderna. Socialnämnden och socialnämndens.",
    "Karlstad, Karlskrona och Karlshamn; Linköping, Lidköping och Enköping; Västerbotten och Norrbotten.",
    "Anna Karlsson (S) och Berit Carlsson (S) och Karin Karlson (S) yrkade bifall.",
    "Mötet var kl. 13.00–15.07, under åren 2023-2025, enligt 090-785 00 00 och 1-3 gånger.",
    "Länssamverkansgruppen och länssamverkansgrupper, Länssamverkansgruppsmötet.",
)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SLIPS.items() for text in texts])
def test_a_slip_is_found(workspace: WorkspaceFolder, rule: str, text: str) -> None:
    """Each slip is found by its own rule and no other."""
    assert set(found(workspace, text)) == {rule}


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(workspace: WorkspaceFolder, text: str) -> None:
    """What is rightly written so gives no hint."""
    assert found(workspace, text) == []


def test_the_examples_keep_the_slips_of_their_sources() -> None:
    """Of the two real meetings exactly the sources' slips are found, and the files say that they are meant so."""
    told = {
        (problem.rule, problem.level, problem.place.source_line[problem.place.column - 1 :][: problem.place.length])
        for path in sorted((REPOSITORY / "meetings").glob("*.yaml"))
        for problem in read_meeting(path).problems
        if problem.rule.startswith("NV5") and problem.place
    }
    assert told == {
        ("NV501", Level.NOTE, "debatten debatt"),
        ("NV501", Level.NOTE, "kompetensförsörjningsläget läget"),
        ("NV502", Level.NOTE, "20230901"),
        ("NV509", Level.NOTE, "Västerbotten"),
    }


def decision(workspace: WorkspaceFolder, written: str) -> list[str]:
    text = whole(f"ärenden:\n  - rubrik: A\n    beslut: {written}\n").replace("samradet", "systemledning")
    return [p.rule for p in read_meeting(workspace.write_meeting(text)).problems]


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        ("Planen för skolorna antogs.", ["NV507"]),
        ("Planen antogs av nämnden.", []),
        ("Föregående protokoll godkändes och lades till handlingarna.", []),
        ("Dagordningen godkändes.", []),
        ("[uppdra att se över planen]", ["NV508"]),
        ("[uppdra åt förvaltningen att se över planen]", []),
        ("[{text: uppdra åt förvaltningen att se över planen senast i mars 2024, typ: uppdrag}]", []),
        ("[{text: se över planen, typ: uppdrag}]", ["NV508"]),
        ("[{text: se över planen, typ: uppdrag, ansvarig: Bo Al, klart_senast: 2023-12-01}]", []),
        ("[anta planen. Den gäller i tre år]", ["NV509"]),
        ('["anta planen enligt 7 kap. Skollagen, bl.a. Umeå och t.ex. Malå kl. Tio"]', []),
        ("[anta planen.]", []),
    ],
)
def test_decisions_say_who_and_when(workspace: WorkspaceFolder, written: str, rules: list[str]) -> None:
    """A decision names who decides, a task who and when, and a clause is one sentence."""
    assert decision(workspace, written) == rules
