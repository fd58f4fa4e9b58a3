"""People in the minutes: nothing that is read of them is left out, in the words of the body."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder

from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.words import word_lines

PEOPLE = """organ: systemledning
datum: 2023-03-24
justerare: [{namn: Bo Al, parti: S, kännetecken: Ersmark}, "Cia Dal (C), §§ 150–151"]
närvarande:
  - grupp: Beslutande
    personer:
      - Pirjo Jonsson (S), vice ordförande, t.o.m. § 151
      - Bo Al (S), ej §§ 151, 153, Umeå kommun
      - Anna Ek (L) §§ 151–152 kl. 14.50–17.15 tjänstgör för Stig Tengmer (L)
      - Cia Dal (C), på distans, anlände 10.15
      - {namn: Bo Al, parti: S, kännetecken: Ersmark, tid: [10–12, 13–15]}
frånvarande:
  - Gun Hed (C), anmält förhinder
"""


def _lines(workspace: WorkspaceFolder, wording: str) -> str:
    workspace.write_template("organ.yaml", f"systemledning:\n  namn: Rådet\n  ordval: {wording}\n")
    loaded = workspace.load(PEOPLE)
    return "\n".join(word_lines(compose_minutes(loaded.meeting, loaded.workspace.house)))


def test_all_that_is_said_of_people_is_shown(workspace: WorkspaceFolder) -> None:
    """After the role stands whom somebody serves for, when, for which §§ and how; after the name, what marks them."""
    shown = _lines(workspace, "{numrering: paragraf}")
    for said in (
        "vice ordförande | t.o.m. § 151",
        "ej §§ 151, 153",
        "tjänstgör för Stig Tengmer (L), kl. 14.50–17.15, §§ 151–152",
        "från kl. 10.15, på distans",
        "Bo Al (S), Ersmark",
        "kl. 10.00–12.00 och kl. 13.00–15.00",
        "Gun Hed (C)",
        "anmält förhinder",
        "Justerare, §§ 150–151",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("{numrering: paragraf, paragrafform: efter}", ("t.o.m. 151 §", "ej 151, 153 §§", "151–152 §§")),
        ("{numrering: nummer}", ("t.o.m. ärende 151", "ej ärendena 151, 153", "ärendena 151–152")),
    ],
)
def test_items_are_named_as_the_body_does(wording: str, said: tuple[str, ...], workspace: WorkspaceFolder) -> None:
    """«33 §» where the body writes so, and «ärende 33» where it does not count by §."""
    shown = _lines(workspace, wording)
    assert all(each in shown for each in said)
