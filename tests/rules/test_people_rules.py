"""What people did and when must hang together: one placed message for each slip, and none where it does."""

from __future__ import annotations

import pytest
from conftest import WorkspaceFolder

from naravard_docs.errors import InvalidInputError, Problem
from naravard_docs.workspace.load import load_meeting

MEETING = """organ: namnden
datum: 2024-02-01
tid: 10.00–12.00
start_paragraf: 11
MEETING
närvarande:
  - grupp: Ledamöter
    ställning: tjänstgörande
    personer:
      - Anna Ek (M)
      - Bo Al (S)
      - PERSON
      - Di Fors (KD), tjänstgör för Eva Ö (KD)
  - {grupp: Ersättare, ställning: ersättare, personer: [Fia Gran (S)]}
frånvarande: [Eva Ö (KD), Stig Hed (L)]
ärenden:
  - rubrik: Planen
    beslut: [anta planen]
    ITEM
  - Nästa
  - Sista
"""
ALIKE = "{namn: Cia Dal, parti: C, kännetecken: Ersmark}\n      - {namn: Cia Dal, parti: C, kännetecken: Umeå}"


def told(workspace: WorkspaceFolder, meeting: str = "", person: str = "Cia Dal (C)", item: str = "") -> list[Problem]:
    """Return what is told of a small meeting of a body that counts by §."""
    workspace.write_template(
        "organ.yaml",
        "namnden: {namn: Nämnden, profil: nämnd, ordförande: Anna Ek (M), ordval: {numrering: paragraf}}\n",
    )
    written = MEETING.replace("MEETING", meeting or "plats: Umeå").replace("PERSON", person)
    path = workspace.write_meeting(written.replace("    ITEM\n", f"    {item}\n" if item else ""))
    try:
        return [each for each in load_meeting(path).problems if each.rule.startswith(("NV1", "NV2", "NV3"))]
    except InvalidInputError as error:
        return [each for each in error.problems if each.rule.startswith(("NV1", "NV2", "NV3"))]


SLIPS: list[tuple[dict[str, str], str, str]] = [
    ({"item": "omröstningar: [{ja: 9}]"}, "NV303", "rösterna är 9, men de som tjänstgör är 4 personer"),
    ({"item": "omröstningar: [{röster: {A: 3, B: 2}}]"}, "NV303", "rösterna är 5"),
    ({"item": "omröstningar: [{ja: 3, nej: 1, frånvarande: [Nisse Ny (X)]}]"}, "NV312", "«Nisse Ny (X)»"),
    ({"item": "omröstningar: [{ja: {antal: 3, namn: [(S)]}, nej: 1}]"}, "NV303", "antalet är 3, men de som nämns är 1"),
    (
        {"item": "omröstningar: [{ja: {antal: 2, namn: [Bo Al (S)]}, nej: 2, utfall: Så.}]"},
        "NV303",
        "antalet är 2, men de som nämns är 1",
    ),
    ({"item": "omröstningar: [{ja: [(S), Bo Al (S)], nej: 2, avstår: 1}]"}, "NV302", "«Bo Al (S)» står två gånger"),
    ({"person": "Cia Dal (S)", "item": "omröstningar: [{ja: [(S)], nej: 2}]"}, "NV311", "2 röstade ja"),
    ({"item": "omröstningar: [{ja: 3, nej: 1, avgjordes_av: lottning}]"}, "NV311", "lottning avgjorde inget"),
    (
        {"meeting": "justerare: Bo Al (S)\njustering: 2024-02-05\nanslag: {uppsatt: 2024-02-02}"},
        "NV119",
        "innan protokollet justeras",
    ),
    ({"item": "fortsätter: 9"}, "NV208", "som inte har tagits upp"),
    ({"item": "till_möte: 2023-02-01"}, "NV209", "1 februari 2023, är före mötet"),
    ({"item": "val: [{uppdrag: a, person: B Al, till_och_med: 2023-02-01}]"}, "NV209", "uppdragets sista dag"),
    ({"item": "jäv: Cia Dahl (C)"}, "NV312", "«Cia Dahl (C)» har jäv"),
    ({"item": "deltar_inte: [Nils Ny (C)]"}, "NV312", "«Nils Ny (C)» deltar inte"),
    ({"item": "jäv: Cia Dal (C)\n    reservationer: [(C)]"}, "NV306", "«C» reserverar sig, men var inte med vid § 11"),
    ({"item": "ordförande: Stig Hed (L)"}, "NV108", "«Stig Hed (L)» leder ärendet"),
    ({"item": "ordförande: Cia Dal (C)\n    jäv: Cia Dal (C)"}, "NV304", "leder ärendet, men har jäv"),
    ({"meeting": "justerare: Bo Al (M)"}, "NV103", "«Bo Al (M)»"),
    ({"person": ALIKE, "meeting": "justerare: Cia Dal (C)"}, "NV309", "Cia Dal (C), Ersmark eller Cia Dal (C), Umeå"),
    ({"person": ALIKE, "item": "jäv: Cia Dal"}, "NV309", "«Cia Dal» kan vara"),
    ({"person": ALIKE, "item": "val: {ledamot: Cia Dal (C)}"}, "NV309", "«Cia Dal (C)» kan vara"),
    ({"person": ALIKE, "item": "anteckningar: {Cia Dal: Nej.}"}, "NV309", "«Cia Dal» kan vara"),
    ({"person": "Cia Dal (C), kl. 12.30–13.00"}, "NV122", "«12.30–13.00» ligger utanför mötet"),
    ({"person": "Cia Dal (C), från 09.30"}, "NV122", "«från 09.30» ligger utanför mötet"),
    ({"meeting": "ajournering: 14.00–15.00"}, "NV122", "«14.00–15.00»"),
    ({"meeting": "ajournering: [10.30–11.00, 10.45–11.15]"}, "NV123", "överlappar ett annat"),
    ({"meeting": "ajournering: {efter: § 11, till: 2024-01-02}"}, "NV123", "fortsatte den 2 januari 2024"),
    (
        {"meeting": "slutdatum: 2024-02-02\najournering: {efter: § 11, till: 2024-02-05}"},
        "NV123",
        "hölls den 1 februari 2024 till den 2 februari 2024",
    ),
    ({"meeting": "ajournering: {efter: § 40, till: 2024-02-01}"}, "NV115", "«§ 40» finns inte i mötet"),
    ({"meeting": "röstlängd: [4, {antal: 5, efter: § 40}]"}, "NV115", "vars sista är § 13"),
    ({"person": "Cia Dal (C), §§ 11–20"}, "NV115", "som har §§ 11–13"),
    ({"meeting": 'ordförande: ["Anna Ek (M), §§ 11–12", "Bo Al (S), § 12"]'}, "NV124", "§ 12 har två ordförande"),
    ({"meeting": "sekreterare: [Anna Ek (M), Bo Al (S)]"}, "NV124", "§ 11 har två sekreterare"),
    (
        {"meeting": "justering: [{datum: 2024-02-02, paragrafer: 11}, {datum: 2024-02-03}]"},
        "NV124",
        "§ 11 justeras två gånger",
    ),
]


@pytest.mark.parametrize(("written", "rule", "message"), SLIPS)
def test_a_slip_is_told_in_its_place(
    workspace: WorkspaceFolder, written: dict[str, str], rule: str, message: str
) -> None:
    """Each has its rule, a message with what is written, a place in the file and what to do."""
    (problem,) = told(workspace, **written)
    assert (problem.rule, message.lower() in problem.message.lower()) == (rule, True), problem.message
    assert problem.place is not None
    assert problem.remedy


@pytest.mark.parametrize(
    "written",
    [
        {"item": "omröstningar: [{ja: 4}]"},
        {"person": "Cia Dal (S)", "item": "omröstningar: [{ja: {antal: 2, namn: [(S)]}, nej: 1, avstår: 1}]"},
        {"item": "omröstningar: [{röster: {A: 3, blanka: 1}}]"},
        {"item": "omröstningar: [{ja: 2, nej: 1, frånvarande: [Stig Hed (L)]}]\n    jäv: Cia Dal (C)"},
        {"item": "ordförande: Bo Al (S)\n    val: {ledamot: Någon Annan (X)}"},
        {"item": "anteckningar: {Chefen Chefsson: Taget till protokollet.}"},
        {"person": ALIKE, "item": 'jäv: ["Cia Dal (C), Umeå"]'},
        {"person": "Cia Dal (C), kl. 10.00–12.00", "meeting": "ajournering: [10.30–11.00, 11.00–11.15]"},
        {"person": "Cia Dal (C), kl. 13–14", "meeting": "slutdatum: 2024-02-02"},
        {"meeting": "ajournering: {efter: § 12, till: 2024-02-02}\nslutdatum: 2024-02-02"},
        {"meeting": "röstlängd: [4, {antal: 5, efter: lunchen}]"},
        {"meeting": 'ordförande: ["Anna Ek (M), ej § 12", "Bo Al (S), § 12"]'},
        {"meeting": "justerare: [Anna Ek (M), Bo Al (S)]"},
    ],
)
def test_what_hangs_together_is_not_told(workspace: WorkspaceFolder, written: dict[str, str]) -> None:
    """Votes of one side, people who need not be there, pauses side by side and meetings over days are right."""
    assert told(workspace, **written) == []


def test_a_replacement_for_nobody_is_a_hint_where_nobody_is_absent(workspace: WorkspaceFolder) -> None:
    """Where the file tells of no absent people it may be so; where it does, the name is likely a slip."""
    meeting = (
        "organ: namnden\ndatum: 2024-02-01\nnärvarande: [{grupp: A, personer: ['Bo Al (S), ersätter Di Ny (S)']}]\n"
    )
    workspace.write_template("organ.yaml", "namnden: {namn: Nämnden}\n")
    levels = []
    for absent in ("", "frånvarande: [Eva Ö (S)]\n"):
        problems = load_meeting(workspace.write_meeting(f"{meeting}{absent}ärenden: [A]\n")).problems
        levels += [each.level.value for each in problems if each.rule == "NV113"]
    assert levels == ["råd", "varning"]
