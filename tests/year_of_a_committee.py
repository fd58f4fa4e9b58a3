"""A made-up year of a nämnd: three meetings after that of the example, and one that is cancelled."""

from __future__ import annotations

from a_secretary import Secretary
from meeting_life import MeetingLife, Notice, compare, correct, live, look_back, verify_signed

BODY = "templates/organ.yaml"
ADDRESSES = {
    "        - Ingela Norrby (S), ordförande\n": "ingela.norrby@granasa.example",
    "        - Rolf Hed (M), vice ordförande\n": "rolf.hed@granasa.example",
    "        - Karin Åsander (S)\n": "karin.asander@granasa.example",
    "        - Göran Viklund (S)\n": "goran.viklund@granasa.example",
    "        - Tove Lindh, nämndsekreterare\n": "tove.lindh@granasa.example",
}
YEAR = """\
  förhinder: Ring nämndsekreteraren, så att en ersättare hinner kallas.
  tider: {handlingar: 14, kallelse: 7, justering: 10, enligt: reglementet § 5}
  sammanträden:
    - 2024-04-24 13.00–16.00 Kommunhuset, Nämndsalen
    - 2024-06-19 13.00–16.00 Kommunhuset, Nämndsalen
    - 2024-09-18 13.00–16.00 Kommunhuset, Nämndsalen
    - 2024-12-11 13.00–16.00 Åsskolan, matsalen
"""
ELECTED = "    beslut: Nämnden utser Rolf Hed (M) att justera protokollet tillsammans med ordföranden.\n"
APPROVED = "    beslut: Nämnden godkänner föredragningslistan.\n"

APPROVER = ("justerare: []       # senast: Rolf Hed (M)", "justerare: Rolf Hed (M)")

APRIL = MeetingLife(
    name="2024-04-24-bun",
    drafted_on="2024-04-08",
    new=("bun",),
    agenda="Budgetuppföljning per mars\nBidrag till Granåsa gymnastikförening\n"
    "Avtal om skolmåltider\nPlacering av elev\n",
    prepared=(
        ("diarienummer:       # senast: BUN 2024/3", "diarienummer: BUN 2024/3"),
        APPROVER,
        (
            "  - rubrik: Budgetuppföljning per mars\n",
            "  - rubrik: Budgetuppföljning per mars\n    diarienummer: BUN 2024/70\n    typ: beslutsärende\n"
            "    text: Nämnden räknar med ett överskott på 1,2 miljoner kronor.\n"
            "    underlag: [Tjänsteskrivelse den 8 april 2024]\n"
            "    förslag:\n      Förvaltningen: [godkänna uppföljningen]\n",
        ),
        (
            "  - rubrik: Bidrag till Granåsa gymnastikförening\n",
            "  - rubrik: Bidrag till Granåsa gymnastikförening\n    diarienummer: BUN 2024/71\n    typ: beslutsärende\n"
            "    text: Föreningen söker 30 000 kronor för en träningshelg.\n",
        ),
        (
            "  - rubrik: Avtal om skolmåltider\n",
            "  - rubrik: Avtal om skolmåltider\n    diarienummer: BUN 2024/72\n    typ: beslutsärende\n"
            "    text: Avtalet ska undertecknas samma vecka.\n",
        ),
        (
            "  - rubrik: Placering av elev\n",
            "  - rubrik: Placering av elev\n    diarienummer: BUN 2024/73\n    typ: beslutsärende\n"
            "    sekretess: OSL 23:2\n    offentlig_rubrik: Ett elevärende\n"
            "    text: Eleven Kalle Anka behöver en plats i Ankeborgs resursskola.\n",
        ),
    ),
    notices=(
        Notice("2024-04-15"),
        Notice(
            "2024-04-18",
            edits=(("plats: Kommunhuset, Nämndsalen", "plats: Kommunhuset, Lilla salen"),),
            changed="ny lokal, Lilla salen",
        ),
    ),
    day="2024-04-24",
    events=(
        ("      - Mats Ekvall (S)\n", "      - Mats Ekvall (S), §§ 29–34\n"),
        ("      - Per-Olof Stark (M)\n", "      - Ulla Forsman (M), tjänstgör för Per-Olof Stark (M)\n"),
        ("      - Göran Viklund (S)\n      - Ulla Forsman (M)\n", "      - Göran Viklund (S)\n"),
        ("\närenden:\n", "\nfrånvarande:\n  - Per-Olof Stark (M)\n\närenden:\n"),
        ("  - rubrik: Val av justerare\n", f"  - rubrik: Val av justerare\n{ELECTED}"),
        (
            "  - rubrik: Godkännande av föredragningslistan\n",
            f"  - rubrik: Godkännande av föredragningslistan\n{APPROVED}",
        ),
        (
            "    underlag: [Tjänsteskrivelse den 8 april 2024]\n",
            "    underlag: [Tjänsteskrivelse den 8 april 2024]\n"
            "    yrkanden:\n      - Ingela Norrby (S): bifall till förvaltningens förslag\n"
            "      - Rolf Hed (M): avslag på förvaltningens förslag\n"
            "    omröstningar:\n      - ja_för: förvaltningens förslag\n        nej_för: avslag\n"
            "        ja: [Ingela Norrby (S), Karin Åsander (S), Mats Ekvall (S), Yasmin Haddad (V), Lena Brodin (C)]\n"
            "        nej: [Rolf Hed (M), Ulla Forsman (M)]\n"
            "        utfall: Nämnden beslutar enligt förvaltningens förslag.\n"
            "    beslut:\n      - godkänna uppföljningen\n"
            "      - text: redovisa skolornas lokalkostnader\n        typ: uppdrag\n"
            "        ansvarig: förvaltningschefen\n        klart_senast: 2024-09-18\n"
            "    reservationer: [Rolf Hed (M)]\n    skickas_till: [Ekonomiavdelningen]\n",
        ),
        (
            "    text: Föreningen söker 30 000 kronor för en träningshelg.\n",
            "    text: Föreningen söker 30 000 kronor för en träningshelg.\n"
            "    utgång: bordläggs\n    till_möte: 2024-06-19\n",
        ),
        (
            "    text: Avtalet ska undertecknas samma vecka.\n",
            "    text: Avtalet ska undertecknas samma vecka.\n    beslut: [godkänna avtalet]\n"
            "    omedelbar_justering: ja\n    skickas_till: [Ekonomiavdelningen, Kostenheten]\n",
        ),
        (
            "i Ankeborgs resursskola.\n",
            "i Ankeborgs resursskola.\n    beslut: [placera Kalle Anka i Ankeborgs resursskola]\n",
        ),
        (
            "  - rubrik: Skolskjuts läsåret 2024/2025\n",
            "  - rubrik: Skolskjuts läsåret 2024/2025\n    typ: beslutsärende\n"
            "    beslut: [anta reglerna för skolskjuts]\n",
        ),
        (
            "  - rubrik: Anmälan av delegationsbeslut\n",
            "  - rubrik: Anmälan av delegationsbeslut\n    beslut: [lägga anmälningarna till handlingarna]\n"
            "    anmälningar:\n      - 2024-04-02 BUN 2024/61 Beslut om ledighet för elev\n",
        ),
    ),
    at_once="35",
    adopted_on="2024-05-02",
    adopted=("--plats", "Kommunhuset"),
    extracts=("33", "35"),
    is_posted=True,
)

JUNE = MeetingLife(
    name="2024-06-19-bun",
    drafted_on="2024-06-03",
    new=("Barn- och utbildningsnämnden",),
    agenda="1. Skolornas lokaler\n2. Övriga frågor\n",
    prepared=(APPROVER, ("diarienummer:       # senast: BUN 2024/3", "diarienummer: BUN 2024/5")),
    notices=(Notice("2024-06-10"), Notice("2024-06-17", cancelled="för få kan komma")),
    day="2024-06-19",
)

SEPTEMBER = MeetingLife(
    name="2024-09-18-bun",
    drafted_on="2024-09-02",
    new=("bun", "18", "september"),
    agenda="Taxa för skolmat\n",
    prepared=(
        APPROVER,
        ("diarienummer:       # senast: BUN 2024/3", "diarienummer: BUN 2024/9"),
        (
            "  - rubrik: Taxa för skolmat\n",
            "  - rubrik: Taxa för skolmat\n    typ: beslutsärende\n    diarienummer: BUN 2024/99\n"
            "    text: Priset på en vuxenlunch har varit detsamma sedan 2019.\n",
        ),
    ),
    notices=(Notice("2024-09-09"),),
    day="2024-09-18",
    events=(
        ("  - rubrik: Val av justerare\n", f"  - rubrik: Val av justerare\n{ELECTED}"),
        (
            "  - rubrik: Godkännande av föredragningslistan\n",
            f"  - rubrik: Godkännande av föredragningslistan\n{APPROVED}",
        ),
        (
            "den 24 april 2024, § 34.\n    beslut:\n",
            "den 24 april 2024, § 34.\n    beslut: [bevilja Granåsa gymnastikförening 30 000 kronor]\n"
            "    skickas_till: [Granåsa gymnastikförening]\n",
        ),
        (
            "    text: Priset på en vuxenlunch har varit detsamma sedan 2019.\n",
            "    text: Priset på en vuxenlunch har varit detsamma sedan 2019.\n    beslut:\n"
            "      - verb: föreslår kommunfullmäktige\n        satser: [fastställa priset till 85 kronor]\n"
            "    skickas_till: [Kommunfullmäktige]\n",
        ),
        (
            "  - rubrik: Anmälan av delegationsbeslut\n",
            "  - rubrik: Anmälan av delegationsbeslut\n    beslut: [lägga anmälningarna till handlingarna]\n",
        ),
    ),
    adopted_on="2024-09-25",
    adopted=("--metod", "digitalt"),
    extracts=("41",),
    is_posted=True,
)


def begin(secretary: Secretary) -> None:
    """Start with the example, and tell of the body what a secretary knows: addresses, meetings, days."""
    secretary.is_day("2024-04-08")
    secretary.run("starta", "--exempel=nämnd")
    for line, address in ADDRESSES.items():
        secretary.change(BODY, line, line.replace("\n", f", {address}\n"))
    secretary.change(BODY, "  stående_ärenden:\n", f"{YEAR}  stående_ärenden:\n")
    secretary.change(BODY, "  ordval:\n", "  ordval:\n    signaturfält: ja\n")
    secretary.run("kontrollera")


def lead_committee(secretary: Secretary) -> None:
    """Lead the nämnd through its year."""
    begin(secretary)
    live(secretary, APRIL)
    compare(secretary, APRIL, "Nämnden räknar med ett överskott", "Nämnden räknar med ett litet överskott")
    verify_signed(secretary, APRIL)
    live(secretary, JUNE)
    live(secretary, SEPTEMBER)
    text = secretary.text(SEPTEMBER.file)
    assert "start_paragraf: 38  # följer på § 37 den 24 april 2024" in text, "the meeting that was called off took none"
    assert "§ 33 den 24 april 2024 (förvaltningschefen, senast den 18 september 2024)" in text, "the uppdrag"
    assert "tidigare_behandling: Ärendet bordlades den 24 april 2024, § 34." in text
    correct(secretary, SEPTEMBER, "till 85 kronor", "till 95 kronor")
    look_back(secretary, "bun", "2024", "skolmat")
