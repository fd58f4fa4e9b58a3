"""A made-up year of Systemledningen, after its two real meetings: two that are held, and one that is cancelled."""

from __future__ import annotations

from a_secretary import Secretary
from meeting_life import MeetingLife, Notice, compare, correct, live, look_back

BODY, LISTS = "templates/organ.yaml", "templates/sandlistor.yaml"
ADDRESSES = {
    "      # Ingen e-post: källan anger bara visningsnamnet «Åsele kommun».": "registrator@asele.example",
    "      # Ingen e-post: källan anger bara visningsnamnet «Regionen».": "region@vasterbotten.example",
}
"""What stands in the example's lists instead of the two addresses that its source does not tell."""
MEMBER = "        - Carin Nilsson (s), Umeå kommun, vice ordförande\n"
YEAR = """\
  sekreterare: Katarina Lindahl, katarina.lindahl@vasterbotten.example
  sammanträden:
    - 2023-05-12 09.00–12.00 Digitalt
    - 2023-09-15 09.00–12.00 Umeå
    - 2023-11-24 09.00–12.00 Digitalt
"""
AGENDA_APPROVED = (
    "  - rubrik: Godkännande av föredragningslistan\n    typ: beslutsärende\n    beslut:\n",
    "  - rubrik: Godkännande av föredragningslistan\n    typ: beslutsärende\n"
    "    beslut: Föredragningslistan godkändes.\n",
)


def _previous_approved(text: str) -> tuple[str, str]:
    return (
        f"    text: {text}\n    beslut:\n",
        f"    text: {text}\n    beslut: Föregående protokoll godkändes och lades till handlingarna.\n",
    )


MAY = MeetingLife(
    name="2023-05-12-systemledning",
    drafted_on="2023-04-20",
    new=("Systemledning",),
    agenda="Överenskommelse om barn och unga\nLedningsseminariet\n",
    prepared=(
        (
            "  - rubrik: Överenskommelse om barn och unga\n",
            "  - rubrik: Överenskommelse om barn och unga\n    typ: beslutsärende\n"
            "    föredragande: Britta Edström\n    text: Överenskommelsen har varit på remiss.\n"
            "    förslag:\n      Beredningsgruppen: [anta överenskommelsen]\n",
        ),
        ("  - rubrik: Ledningsseminariet\n", "  - rubrik: Ledningsseminariet\n    typ: beslutsärende\n"),
    ),
    notices=(
        Notice("2023-04-28"),
        Notice("2023-05-04", edits=(("tid: 09.00–12.00", "tid: 10.00–12.00"),), changed="mötet börjar kl. 10"),
    ),
    day="2023-05-12",
    events=(
        ("      - Veronica Kerr (kd), Umeå kommun\n", "      - Veronica Kerr (kd), Umeå kommun, ärende 1–3\n"),
        AGENDA_APPROVED,
        _previous_approved("Protokollet från den 24 mars 2023, ärendena 1–9."),
        (
            "      Beredningsgruppen: [anta överenskommelsen]\n",
            "      Beredningsgruppen: [anta överenskommelsen]\n"
            "    beslut:\n      - anta överenskommelsen\n"
            "      - text: rekommendera huvudmännen att anta överenskommelsen\n        typ: rekommendation\n"
            "      - text: ta fram en plan för uppföljningen\n        typ: uppdrag\n"
            "        ansvarig: beredningsgruppen\n        klart_senast: 2023-11-01\n"
            "    rekommendation:\n      ärende: överenskommelse om barn och unga\n      kortnamn: barn-och-unga\n"
            "      datum: 2023-05-22\n      sändlista: lanets-huvudman\n      svar_senast: 2023-10-31\n"
            "      svar_till: katarina-lindahl\n      frågor_till: katarina-lindahl\n"
            "      undertecknas_av: katarina-lindahl\n",
        ),
        (
            "  - rubrik: Ledningsseminariet\n    typ: beslutsärende\n",
            "  - rubrik: Ledningsseminariet\n    typ: beslutsärende\n    utgång: bordläggs\n",
        ),
    ),
    adopted_on="2023-05-25",
    adopted=("--av", "Carin Nilsson (s)", "--metod", "digitalt"),
    extracts=("3",),
)

SEPTEMBER = MeetingLife(
    name="2023-09-15-systemledning",
    drafted_on="2023-08-28",
    new=("systemledning",),
    agenda="Budgetläget\n",
    prepared=(),
    notices=(Notice("2023-09-01"), Notice("2023-09-13", cancelled="flera har förhinder")),
    day="2023-09-15",
)

NOVEMBER = MeetingLife(
    name="2023-11-24-systemledning",
    drafted_on="2023-11-06",
    new=("systemledning", "24", "november"),
    agenda="Budgetläget\n",
    prepared=(),
    notices=(Notice("2023-11-10"),),
    day="2023-11-24",
    events=(AGENDA_APPROVED,),
    adopted_on="2023-12-04",
    adopted=("--av", "Carin Nilsson (s)"),
    extracts=("3",),
)


def begin(secretary: Secretary) -> None:
    """Start with the two real meetings, and tell of the body what a secretary knows: addresses and meetings."""
    secretary.is_day("2023-04-20")
    secretary.run("starta", "--exempel")
    text = secretary.text(BODY)
    own = MEMBER.replace("\n", ", carin.nilsson@umea.example\n")
    text = text.replace(MEMBER, own, 1).replace("  huvudmän: lanets-huvudman", f"{YEAR}  huvudmän: lanets-huvudman", 1)
    secretary.write(BODY, text)
    for line, address in ADDRESSES.items():
        secretary.change(LISTS, line, f"      e-post: {address}")
    secretary.run("kontrollera")


def lead_collaboration(secretary: Secretary) -> None:
    """Lead Systemledningen through its year."""
    begin(secretary)
    live(secretary, MAY)
    compare(secretary, MAY, "Överenskommelsen har varit på remiss.", "Överenskommelsen var på remiss i vintras.")
    live(secretary, SEPTEMBER)
    secretary.is_day("2023-10-02")
    for who in ("umea", "mala"):
        decided = ("--instans", "KF", "--datum", "2023-09-25", "--paragraf", "87", "--alla", "antagen")
        secretary.run("svar", MAY.file, who, *decided)
    live(secretary, NOVEMBER)
    text = secretary.text(NOVEMBER.file)
    assert "uppföljning_av: 2023-05-12-systemledning-barn-och-unga" in text
    assert "ta fram en plan för uppföljningen" in text, "the uppdrag"
    assert "rubrik: Ledningsseminariet" in text, "what was tabled"
    assert "Protokollet från den 12 maj 2023" in text, "not that of the meeting that was called off"
    correct(secretary, NOVEMBER, "Föredragningslistan godkändes.", "Dagordningen godkändes.")
    assert "2 av 16 har besvarat" in secretary.run("läge", MAY.file, "--per", "2023-12-20").out
    look_back(secretary, "systemledning", "2023", "överenskommelsen")
