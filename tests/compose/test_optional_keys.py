"""Every optional key can be left out: what is built is whole, has no empty paragraph, and passes its check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest
from command import Run
from conftest import WorkspaceFolder

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.recommendation import compose_recommendation
from naravard_docs.document.blocks import Block, List, Paragraph, Quote, Section
from naravard_docs.document.inlines import plain_text
from naravard_docs.workspace.load import load_meeting

pytestmark = pytest.mark.slow

STEM = "2023-03-24-rad"
OPTIONAL: dict[str, dict[str, str]] = {
    "organisation": {
        "postadress": "Gatan 1",
        "besöksadress": "Vägen 2",
        "växel": "090-1",
        "webbplatser": "[lan.se, 1177.se]",
        "personuppgifter_text": "'Om personuppgifter:'",
        "personuppgifter_länk": "lan.se/gdpr",
        "vision": "En vision",
        "brevnummer": "'{diarienummer}-{nyckel}'",
    },
    "organ": {
        "benämning": "Rådet",
        "beskrivning": "ett råd",
        "ordförande": "Anna Berg (s)",
        "sekreterare": "Bo Ek",
        "huvudmän": "alla",
    },
    "person": {
        "visningsnamn": "Anna",
        "titel": "Ordförande",
        "titel_flertal": "Ordföranden",
        "organisation": "Länet",
        "telefon": "090-2",
    },
    "mottagare": {
        "nyckel": "umea",
        "typ": "kommun",
        "e-post": "a@umea.se",
        "kontakt": "'Cia, c@umea.se'",
        "språk": "sma",
        "organisationsnummer": "212000-2627",
        "sammanträden": "{fullmäktige: 2023-06-21}",
    },
    "möte": {
        "tid": "09.00",
        "plats": "Umeå",
        "länk": "mote.lan.se/1",
        "kallelse": "2023-03-10",
        "status": "justerat",
        "ordförande": "Dan (m)",
        "sekreterare": "Eva",
        "justerare": "[Fia, Gun]",
        "närvarande": "[{grupp: Alla, personer: [Dan (m), Eva, Fia, Gun]}]",
        "nästa_möte": "2023-05-12",
        "diarienummer": "RV 1",
    },
    "ärende": {
        "typ": "beslutsärende",
        "text": "En text.",
        "föredragande": "Hans",
        "diarienummer": "RV 2",
        "bilagor": "bilagor/bilaga.md",
    },
    "rekommendation": {
        "frågor_till": "anna",
        "bakgrund": "En bakgrund.",
        "bilagor": "bilagor/bilaga.md",
        "diarienummer": "RV 3",
        "kortnamn": "plan",
        "rättelser": "[{datum: 2023-04-08, skäl: Sista svarsdag var fel.}]",
    },
}
LETTER = (
    "ärende: planen, datum: 2023-04-01, sändlista: alla, svar_senast: 2023-12-01, svar_till: anna, "
    "undertecknas_av: anna"
)


def lines(keys: dict[str, str], indent: str = "") -> str:
    return "".join(f"{indent}{key}: {value}\n" for key, value in keys.items())


def write(workspace: WorkspaceFolder, chosen: dict[str, dict[str, str]]) -> Path:
    """Write a workspace where only the chosen optional keys stand."""
    workspace.write_template("organisation.yaml", "namn: Länet\n" + lines(chosen["organisation"]))
    workspace.write_template("organ.yaml", "rad:\n  namn: Länets råd\n" + lines(chosen["organ"], "  "))
    workspace.write_template(
        "personer.yaml", "anna:\n  namn: Anna Berg\n  e-post: anna@lan.se\n" + lines(chosen["person"], "  ")
    )
    recipient = "    - namn: Umeå kommun\n" + lines(chosen["mottagare"], "      ")
    workspace.write_template("sandlistor.yaml", "alla:\n  namn: Alla\n  mottagare:\n" + recipient)
    item = "ärenden:\n  - rubrik: Planen\n    beslut: [anta planen]\n" + lines(chosen["ärende"], "    ")
    required = "".join(f"      {pair}\n" for pair in LETTER.split(", "))
    letter = "    rekommendation:\n" + required + lines(chosen["rekommendation"], "      ")
    text = "organ: rad\ndatum: 2023-03-24\n" + lines(chosen["möte"]) + item + letter
    return workspace.write_meeting(text, f"{STEM}.yaml")


NOTHING: dict[str, dict[str, str]] = {kind: {} for kind in OPTIONAL}


def choices() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Yield nothing, all, each key alone and each key left out, by name."""
    yield "ingen", NOTHING
    yield "alla", OPTIONAL
    for kind, keys in OPTIONAL.items():
        for key, value in keys.items():
            rest = {other: held for other, held in keys.items() if other != key}
            yield f"bara {kind}.{key}", {**NOTHING, kind: {key: value}}
            yield f"utan {kind}.{key}", {**OPTIONAL, kind: rest}


CHOICES = dict(choices())


@pytest.mark.parametrize("name", CHOICES)
def test_each_optional_key_can_be_left_out(
    workspace: WorkspaceFolder, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Minutes, letter and e-mail are built and pass the check of the written files."""
    path = write(workspace, CHOICES[name])
    monkeypatch.chdir(workspace.root)
    answer = run("bygg", path)
    assert answer.code == 0, answer.err


def subsets(keys: Iterable[str]) -> Iterator[tuple[str, ...]]:
    listed = tuple(keys)
    return chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1))


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Section() | Quote():
                yield from paragraphs(block.blocks)
            case List():
                yield from paragraphs(inner for item in block.items for inner in item.blocks)


@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_no_combination_gives_an_empty_paragraph(workspace: WorkspaceFolder, kind: str) -> None:
    """Whichever of a letterhead's or a contact's keys stand together, every paragraph says something."""
    for chosen in subsets(OPTIONAL[kind]):
        keys = {key: OPTIONAL[kind][key] for key in chosen}
        loaded = load_meeting(write(workspace, {**NOTHING, kind: keys}))
        house = loaded.workspace.house
        (letter,) = meeting_letters(loaded)
        for document in (compose_recommendation(letter), compose_minutes(loaded.meeting, house, {})):
            empty = [each.id for each in paragraphs(document.blocks) if not plain_text(each.content).strip()]
            assert empty == [], chosen
