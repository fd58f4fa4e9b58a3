"""Items of the minutes: order and headings of their parts, and the sentences that keys become."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, WorkspaceFolder
from made import headings

from naravard_docs.builder.build import check_meeting
from naravard_docs.builder.options import BuildOptions
from naravard_docs.builder.plan import plan_build
from naravard_docs.compose.item import PARTS
from naravard_docs.document.blocks import Heading, Section, Table
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.inlines import plain_text
from naravard_docs.document.labels import document_labels
from naravard_docs.meeting.wording import ItemPart
from naravard_docs.workspace.load import read_meeting

BODY = "organet:\n  namn: Nämnden\n  profil: nämnd\n  ordval:\n    numrering: paragraf\n"
MEETING = """\
organ: organet
datum: 2024-04-23
ordförande: Anna Ek (M)
sekreterare: Ulla Lind
justerare: Bo Al (S)
närvarande:
  - grupp: Beslutande
    ställning: tjänstgörande
    personer: [Anna Ek (M), Bo Al (S), Eva Hall (SD), "Fia Ing (SD), utom § 1"]
  - grupp: Ersättare
    ställning: ersättare
    personer: [Gro Ås (SD)]
ärenden:
  - rubrik: Planen
"""


def minutes(workspace: WorkspaceFolder, item: str, wording: str = "", more: str = "") -> Document:
    """Return the minutes of a meeting with one item, whose keys are indented by four."""
    workspace.write_template("organ.yaml", BODY + "".join(f"    {line}\n" for line in wording.splitlines()))
    keys = "".join(f"    {line}\n" for line in item.splitlines())
    text = MEETING.replace("datum: 2024-04-23", "datum: 2023-03-24") + keys + more
    loaded = read_meeting(workspace.write_meeting(text))  # whatever the rules say of what happened
    return plan_build(loaded, BuildOptions()).pieces[0].document


def said(workspace: WorkspaceFolder, item: str, wording: str = "", more: str = "") -> list[str]:
    """Return what the minutes say below the item's heading, block by block."""
    document = minutes(workspace, item, wording, more)
    return [words for name, words in document_texts(document) if name.startswith("ärende-1.")][1:]


def test_every_part_has_what_prints_it() -> None:
    """No part of an item is left out of the minutes."""
    assert set(PARTS) == set(ItemPart)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("yrkanden: ['Bo Al (S): avslag']", "Bo Al (S) yrkade avslag."),
        ("yrkanden: [{av: Bo Al (S), yrkar: avslag, återtaget: ja}]", "yrkade avslag. Yrkandet togs tillbaka."),
        ("yrkanden: [{av: [Anna Ek (M), Bo Al (S)], yrkar: [bifall, tillägg]}]", "Anna Ek (M) och Bo Al (S) yrkade:"),
        ("yrkanden: [bifall till förslaget.]", "bifall till förslaget."),
        ("yrkanden: [{av: Bo Al (S), yrkar: avslag, instämmer: Anna Ek (M)}]", "yrkade avslag. Anna Ek (M) instämde."),
        ("yrkanden: ['Bo Al (S), med instämmande av Anna Ek (M): avslag']", "yrkade avslag. Anna Ek (M) instämde."),
        (
            "yrkanden: [{av: Bo Al (S), yrkar: [a, b], instämmer: Anna Ek (M), återtaget: ja}]",
            "Anna Ek (M) instämde. Yrkandet togs tillbaka.",
        ),
        ("jäv: Bo Al (S)", "På grund av jäv deltog Bo Al (S) inte i handläggningen och var inte närvarande."),
        ("deltar_inte: [Anna Ek (M), Bo Al (S)]", "Anna Ek (M) och Bo Al (S) deltog inte i beslutet."),
        ("reservationer: [(SD)]", "Mot beslutet reserverade sig Eva Hall (SD)."),
        ("reservationer: [(V)]", "Mot beslutet reserverade sig V."),
        ("deltar_inte: Eva Hall (SD)\nreservationer: [(SD)]", "Mot beslutet reserverade sig SD."),
        ("reservationer: [Bo Al (S), Anna Ek (M)]", "Mot beslutet reserverade sig Bo Al (S) och Anna Ek (M)."),
        (
            "reservationer: [Bo Al (S) och Anna Ek (M) till förmån för eget yrkande]",
            "Mot beslutet reserverade sig Bo Al (S) och Anna Ek (M) till förmån för eget yrkande.",
        ),
        (
            "reservationer: [{av: Bo Al (S), till_förmån_för: eget yrkande, text: Fel.}]",
            "Bo Al (S) reserverade sig mot beslutet till förmån för eget yrkande med följande text:",
        ),
        ("reservationer: {Bo Al (S): Fel.}", "Bo Al (S) reserverade sig mot beslutet med följande text:"),
        ("anteckningar: {Bo Al (S): Fel.}", "Bo Al (S) lämnade en protokollsanteckning:"),
        ("anteckningar: [{typ: röstförklaring, av: (S), text: Så.}]", "Bo Al (S) lämnade en röstförklaring:"),
        ("omedelbar_justering: ja", "Paragrafen förklarades omedelbart justerad."),
        ("utgång: bordläggs\ntill_möte: 2024-05-21", "Ärendet bordlades till mötet den 21 maj 2024."),
        ("utgång: återremitteras", "Ärendet återremitterades."),
        ("utgång: utgår\ntill_möte: 2024-05-21", "Ärendet utgick och tas upp på mötet den 21 maj 2024."),
        ("till_möte: 2024-05-21", "Ärendet tas upp på mötet den 21 maj 2024."),
        ("sekretess: OSL 26:1", "Uppgifter i ärendet omfattas av sekretess enligt OSL 26:1."),
        ("plats_i_kallelsen: 7", "Plats i kallelsen: 7"),
        ("ordförande: Bo Al (S)", "Ordförande under ärendet: Bo Al (S)"),
        ("val: {ledamot i utskottet: Bo Al (S)}", "Bo Al (S) till ledamot i utskottet"),
        ("val: [{uppdrag: kassör, person: Bo Al (S), mandattid: två år}]", "Bo Al (S) till kassör på två år"),
        ("val: [{uppdrag: kassör, person: Bo Al (S), mandattid: 2024–2025}]", "Bo Al (S) till kassör, 2024–2025"),
        ("val: {ledamot i utskottet: Bo Al (S)}", "Nämnden beslutade att välja:"),
        ("omröstningar: [{ja: 3, nej: 3, avgjordes_av: utslagsröst}]", "Ordförandens utslagsröst avgjorde."),
        ("omröstningar: [{ja: 3, nej: 3, avgjordes_av: lottning}]", "Lotten avgjorde."),
        (
            "omröstningar: [{ja: 3, nej: 2, avstår: 1, frånvarande: 4}]",
            "Resultat: 3 ja, 2 nej, 1 avstår, 4 frånvarande.",
        ),
        ("omröstningar: [{sluten: ja, ja: 3, nej: 2}]", "Omröstningen var sluten. Resultat: 3 ja, 2 nej."),
        ("omröstningar: [{ja_för: A., nej_för: B, ja: 3, nej: 2}]", "Ja för A, nej för B."),
        ("omröstningar: [{ja: {namn: [Bo Al (S)], antal: 1}, nej: 2}]", "Resultat: 1 ja, 2 nej."),
        ("förslag: {Förvaltningen: godkänna planen}", "Förvaltningen föreslog:"),
        ("förslag: {revisorerna: bevilja ansvarsfrihet}", "Revisorerna föreslog:"),
        ("förslag: [{av: AU, satser: [{text: anta, utfall: ändrat}]}]", "anta (ändrat)"),
        (
            "beslut: [{text: göra, typ: uppdrag, ansvarig: chefen, klart: 2024-05-01}]",
            "Ansvarig: chefen.",
        ),
        ("beslut: [{text: göra, typ: uppdrag, till: [A, B], nivå: nämnd}]", "Riktas till: A och B. Nivå: nämnd."),
        (
            "beslut: [{inledning: kommunfullmäktige, verb: föreslår, enligt: AU, satser: [a]}]",
            "Nämnden föreslår kommunfullmäktige enligt AU:",
        ),
        ("beslut: [{inledning: att föreslå, enligt: AU, satser: [a]}]", "Nämnden beslutade enligt AU att föreslå:"),
    ],
)
def test_what_a_key_says(workspace: WorkspaceFolder, item: str, expected: str) -> None:
    """Each key becomes a sentence as minutes have them."""
    assert any(expected in words for words in said(workspace, item)), said(workspace, item)


def test_att_is_not_said_twice(workspace: WorkspaceFolder) -> None:
    """Clauses after «rekommendera kommunerna att» have no «Att» of their own."""
    words = said(workspace, "beslut: {inledning: rekommendera kommunerna att, satser: [anta planen]}")
    assert words[-2:] == ["Nämnden beslutade rekommendera kommunerna att:", "anta planen"]


def test_present_tense_throughout(workspace: WorkspaceFolder) -> None:
    """A body that «beslutar» has all of its minutes in the present tense."""
    item = (
        "yrkanden: ['Bo Al (S): avslag']\njäv: Anna Ek (M)\nutgång: bordläggs\nomedelbar_justering: ja\n"
        "reservationer: [Bo Al (S)]\nomröstningar: [{sluten: ja, ja: 1, avgjordes_av: lottning}]"
    )
    words = " ".join(said(workspace, item, "beslutsverb: beslutar"))
    for verb in ("yrkar", "deltar", "är inte", "bordläggs", "förklaras", "reserverar sig", "är sluten", "avgör"):
        assert f"{verb} " in words or f"{verb}." in words, verb
    assert not re.search(r"\b(yrkade|deltog|var|bordlades|förklarades|reserverade|avgjorde)\b", words)


def test_votes_are_a_table_with_sums(workspace: WorkspaceFolder) -> None:
    """Who voted how is a table: name, party, a cross, and the sums last; a party's members stand one by one."""
    item = "omröstningar: [{ja: [Anna Ek (M)], nej: [Bo Al (S), (SD)], frånvarande: 2}]"
    (table,) = tables(minutes(workspace, item), "ärende-1.omröstningar-1")
    rows = [[plain_text(column.heading) for column in table.columns]]
    rows += [[plain_text(cell) for cell in row] for row in table.rows]
    assert rows == [
        ["Namn", "Parti", "Ja", "Nej", "Frånvarande"],
        ["Anna Ek", "M", "X", "", ""],
        ["Bo Al", "S", "", "X", ""],
        ["Eva Hall", "SD", "", "X", ""],
        ["Summa", "", "1", "2", "2"],
    ]


def test_votes_in_running_text(workspace: WorkspaceFolder) -> None:
    """With «löpande» each side is a line."""
    words = said(workspace, "omröstningar: [{ja: [Anna Ek (M)], nej: 2}]", "omröstning: löpande")
    assert words[-2:] == ["Ja (1): Anna Ek (M)", "Nej (2)"]


def test_votes_at_the_end(workspace: WorkspaceFolder) -> None:
    """With «bilaga» the names stand in lists after the signatures, and the item says so."""
    part = "delärenden: [{rubrik: Del, omröstningar: [{ja: Bo Al (S)}]}]"
    item = f"omröstningar: [{{ja: [Anna Ek (M)], nej: [Bo Al (S)]}}]\n{part}"
    document = minutes(workspace, item, "omröstning: bilaga")
    assert any("under rubriken Omröstningslistor" in words for _, words in document_texts(document))
    names = [block.id for block in document.blocks if not isinstance(block, Table)]
    assert names.index("underskrifter") < names.index("omröstningslistor")
    below = next(block for block in document.blocks if isinstance(block, Section) and block.id == "omröstningslistor")
    assert [plain_text(h.content) for h in headings(below.blocks)] == [
        "Omröstningslistor",
        "§\u00a01 Planen",
        "1.1 Del",
    ]


def test_parts_come_in_the_bodys_order(workspace: WorkspaceFolder) -> None:
    """The body's order and headings hold, an item may have its own order, and what is not named comes as usual."""
    item = "text: Så.\nunderlag: [Skrivelse]\nbeslut: [göra]\nyrkanden: [bifall]"
    wording = "ordning: [beslut, yrkanden]\nrubriker: {underlag: Handlingar, yrkanden: nej, text: Ärendet}"
    found = part_headings(minutes(workspace, item, wording))
    assert found == ["Ärendet", "Handlingar"]
    assert [words for words in said(workspace, item, wording) if words in ("Så.", "bifall.", "Skrivelse")] == [
        "bifall.",
        "Så.",
        "Skrivelse",
    ]
    own = said(workspace, f"{item}\nordning: [underlag, text]", wording)
    assert own.index("Skrivelse") < own.index("Så.")


def part_headings(document: Document) -> list[str]:
    item = next(block for block in document.blocks if isinstance(block, Section) and block.id == "ärende-1")
    return [plain_text(heading.content) for heading in headings(item.blocks)][1:]


def tables(document: Document, prefix: str) -> list[Table]:
    item = next(block for block in document.blocks if isinstance(block, Section) and block.id == "ärende-1")
    return [block for block in item.blocks if isinstance(block, Table) and block.id.startswith(prefix)]


def test_nothing_seems_to_belong_to_another_part(workspace: WorkspaceFolder) -> None:
    """A decision after votes has a heading, and so has what comes after a sub-item; a plain item has none."""
    assert part_headings(minutes(workspace, "text: Så.\nbeslut: [göra]")) == []
    assert part_headings(minutes(workspace, "omröstningar: [{ja: 1}]\nbeslut: [göra]")) == ["Omröstning", "Beslut"]
    assert part_headings(minutes(workspace, "delärenden: [Del]\nbeslut: [göra]")) == ["1.1 Del", "Beslut"]
    assert part_headings(minutes(workspace, "beslut: [göra]\ntext: Så.", "beslut: först\nbeslutsrubrik: Beslut")) == [
        "Beslut",
        "Ärendebeskrivning",
    ]


def test_headings_of_texts_stand_below_their_part(workspace: WorkspaceFolder) -> None:
    """A heading written in a reservation is one level below the part's own, in a sub-item two."""
    text = "reservationer:\n  - av: Bo Al (S)\n    text: |\n      # Skäl\n\n      Fel.\n"
    deeper = "delärenden:\n  - rubrik: Del\n" + "".join(f"    {line}\n" for line in text.splitlines())
    document = minutes(workspace, text + deeper)
    item = next(block for block in document.blocks if isinstance(block, Section) and block.id == "ärende-1")
    levels = [(plain_text(heading.content), heading.level) for heading in headings(item.blocks)]
    assert levels == [
        ("§\u00a01 Planen", 2),
        *(("1.1 Del", 3), ("Reservation", 4), ("Skäl", 5)),
        *(("Reservation", 3), ("Skäl", 4)),
    ]


def test_numbers_are_as_the_body_writes_them(workspace: WorkspaceFolder) -> None:
    """«33 §» stands in headings, contents and attachments; an item taken up again says so."""
    more = "  - {rubrik: Igen, fortsätter: 1, bilagor: bilagor/bilaga.md}\n"
    document = minutes(workspace, "", "paragrafform: efter\ninnehåll_från: 1", more)
    words = dict(document_texts(document))
    assert words["ärende-2.rubrik"] == "1\u00a0§ (fortsättning) Igen"
    assert ("innehåll", "1\u00a0§ Planen") in document_texts(document)
    assert words["bilagor.1"].endswith("1\u00a0§")


@pytest.mark.parametrize(
    ("style", "heading", "line"),
    [
        ("Ärendenummer", "§\u00a01 Planen", "Ärendenummer: A 1"),
        ("{plats: rubrik}", "§\u00a01 Planen (A\u00a01)", ""),
        ("{ord: Dnr, plats: rubrik}", "§\u00a01 Planen (Dnr\u00a0A\u00a01)", ""),
    ],
)
def test_the_reference_number_is_where_the_body_has_it(
    workspace: WorkspaceFolder, style: str, heading: str, line: str
) -> None:
    """The number stands on its own line after the body's word for it, or in the heading."""
    words = dict(document_texts(minutes(workspace, "diarienummer: A 1", f"diarienummer: {style}")))
    assert words["ärende-1.rubrik"] == heading
    assert words.get("ärende-1.diarienummer", "") == line


def test_sub_items_may_have_letters(workspace: WorkspaceFolder) -> None:
    """Sub-items are «1.1», or «a)» where the body writes so; one with a number of its own keeps it."""
    item = "delärenden: [Ett, {rubrik: Två, nummer: 7}]"
    assert part_headings(minutes(workspace, item)) == ["1.1 Ett", "7 Två"]
    assert part_headings(minutes(workspace, item, "delärenden: bokstav")) == ["a) Ett", "7 Två"]


def test_attachments_have_one_name_everywhere(workspace: WorkspaceFolder) -> None:
    """A designation stands for the number in text and list, and the others are numbered past it."""
    workspace.write("meetings/bilagor/annan.md", "# Annan\n\nText.\n")
    item = (
        "underlag: [{bilaga: {fil: bilagor/bilaga.md, beteckning: Bilaga A § 4}}, 'Plan, bilagor/annan.md']\n"
        "anteckningar: [{av: Bo Al (S), bilaga: bilagor/annan.md}]"
    )
    document = minutes(workspace, item)
    words = dict(document_texts(document))
    assert words["ärende-1.underlag-1"] == "En bilaga, Bilaga A § 4"
    assert words["ärende-1.underlag-2"] == "Plan, bilaga 1"
    assert words["ärende-1.anteckningar-1"].endswith("(se bilaga 1).")
    labels = [label for name, label, _ in document_labels(document.blocks) if name == "bilagor"]
    assert labels == ["Bilaga A § 4", "1."]


def test_attachments_stand_in_the_item_when_asked(workspace: WorkspaceFolder) -> None:
    """Attachments are listed at the end, and in the item where the order names them."""
    item = "bilagor: bilagor/bilaga.md"
    assert said(workspace, item) == []
    assert said(workspace, item, "ordning: [bilagor]") == ["Bilaga", "Bilaga 1: En bilaga"]


def test_recipients_are_named(workspace: WorkspaceFolder) -> None:
    """Keys of the distribution lists become names, other words stay."""
    words = said(workspace, "skickas_till: [umea, lanets-huvudman, Förvaltningen]")
    assert words[0] == "Skickas till"
    assert words[1] == "Umeå kommun"
    assert words[2] != "lanets-huvudman"
    assert words[3] == "Förvaltningen"


def test_elections_and_notices_are_tables_when_there_is_more_to_tell(workspace: WorkspaceFolder) -> None:
    """Several elections with the one before or a last day are a table, and so are notices with days."""
    item = (
        "val: [{uppdrag: ledamot, person: Bo Al (S), efter: Cia Dal (C)}, {uppdrag: ersättare, person: Anna Ek (M)}]\n"
        "anmälningar: ['2024-04-02 BUN 2024/101 Delegationsbeslut', Ett brev]"
    )
    found = [table for name in ("val", "anmälningar") for table in tables(minutes(workspace, item), f"ärende-1.{name}")]
    assert [[plain_text(column.heading) for column in table.columns] for table in found] == [
        ["Uppdrag", "Vald", "Efter"],
        ["Datum", "Diarienummer", "Anmälan"],
    ]
    assert said(workspace, "anmälningar: [Ett brev]") == ["Ett brev"]


def test_no_heading_or_lead_in_stands_alone(workspace: WorkspaceFolder) -> None:
    """What leads to something stays with it."""
    item = "reservationer: {Bo Al (S): Fel.}\nförslag: {AU: anta}\nyrkanden: [{av: Bo Al (S), yrkar: [a, b]}]"
    section = next(b for b in minutes(workspace, item).blocks if isinstance(b, Section) and b.id == "ärende-1")
    leading = [block for block in section.blocks if not isinstance(block, Heading) and plain(block).endswith(":")]
    assert len(leading) == 3
    assert all(getattr(block, "keeps_with_next", False) for block in leading)


def plain(block: object) -> str:
    return plain_text(getattr(block, "content", ()))


PROSE = {
    "tidigare_behandling": "tidigare_behandling: |\n",
    "propositionsordning": "propositionsordning: |\n",
    "efter_beslut": "beslut: [göra]\nefter_beslut: |\n",
    "reservationer": "reservationer:\n  - av: Bo Al (S)\n    text: |\n",
    "anteckningar": "anteckningar:\n  - av: Bo Al (S)\n    text: |\n",
    "delärenden": "delärenden:\n  - rubrik: Del\n    text: |\n",
}
TOO_WIDE = "| " + " | ".join("Ordsomärlångt" * 2 for _ in range(9)) + " |\n"


@pytest.mark.parametrize("key", PROSE)
@pytest.mark.parametrize(
    ("written", "told"),
    [
        (f"Så.\n\n{TOO_WIDE}{'| - ' * 9}|\n{TOO_WIDE}", "bredare än sidan"),
        ("Tecknet \u4e2d saknas.\n", "saknar tecknet"),
        ("Ett [x](fil.html).\n", "fil.html"),
    ],
)
def test_every_text_is_judged_at_its_place(workspace: WorkspaceFolder, key: str, written: str, told: str) -> None:
    """Tables, signs and links that cannot be printed are told with their place in the file, whatever the text."""
    workspace.write_template("organ.yaml", BODY)
    before = "".join(f"    {line}\n" for line in PROSE[key].splitlines())
    text = "".join(f"          {line}\n" if line else "\n" for line in written.splitlines())
    path = workspace.write_meeting(MEETING.replace("2024-04-23", "2023-03-24") + before + text)
    problems = [problem for problem in check_meeting(path).problems if problem.is_error]
    first = path.read_text("utf-8").splitlines().index(text.splitlines()[0]) + 1
    assert any(told in one.message and one.place and one.place.line >= first for one in problems), problems


def test_a_table_of_the_programs_own_is_told_at_its_key(workspace: WorkspaceFolder) -> None:
    """A word that no column has room for is told where the item has what the table is of."""
    workspace.write_template("organ.yaml", BODY)
    long = "diarienummer" * 12
    item = f"    anmälningar:\n      - {{diarienummer: {long}, text: {long}}}\n"
    path = workspace.write_meeting(MEETING.replace("2024-04-23", "2023-03-24") + item)
    (problem,) = (problem for problem in check_meeting(path).problems if problem.is_error)
    assert problem.place is not None
    assert path.read_text("utf-8").splitlines()[problem.place.line - 1].strip() in (
        "anmälningar:",
        item.splitlines()[1].strip(),
    )


HANDBOOK = (REPOSITORY / "docs/handbok/arenden.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_handbooks_examples_are_read(workspace: WorkspaceFolder, number: int) -> None:
    """Each example of the chapter is read without a fault, and the minutes of it are made."""
    example = EXAMPLES[number]
    for name in ("avgifter", "yttrande"):
        workspace.write(f"meetings/bilagor/{name}.md", f"# {name}\n\nText.\n")
    if not example.startswith(" "):
        workspace.write_template("organ.yaml", example.replace("namnden:", "organet:"))
        assert workspace.load(MEETING.replace("2024-04-23", "2023-03-24")).body.wording.order
        return
    item = example if example.startswith("  - ") else f"  - rubrik: Exempel\n{example}"
    workspace.write_template("organ.yaml", BODY)
    meeting = MEETING.replace("2024-04-23", "2023-03-24").replace("  - rubrik: Planen\n", "")
    others = {"Cia Dal (C)": "Cia Dal", "Di Fors (KD)": "Di Fors", "Ge Ur (V)": "(V)"}
    there = "".join(f"{person}, " for person, named in others.items() if named in example)
    meeting = meeting.replace("Bo Al (S), Eva", f"Bo Al (S), {there}Eva")
    assert plan_build(workspace.load(meeting + item), BuildOptions()).pieces


def test_the_handbook_says_what_is_printed(workspace: WorkspaceFolder) -> None:
    """Sentences that the chapter quotes of its examples are in the minutes."""
    quoted = (
        "Mot beslutet reserverade sig Bo Al (S).",
        "Paragrafen förklarades omedelbart justerad.",
        "Plats i kallelsen: 9",
    )
    item = "reservationer: [Bo Al (S)]\nomedelbar_justering: ja\nplats_i_kallelsen: 9"
    words = said(workspace, item)
    assert all(each in words and each in HANDBOOK for each in quoted)
    assert Path(REPOSITORY / "docs/handbok/README.md").read_text("utf-8").count("arenden.md") == 1
