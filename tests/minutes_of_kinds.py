"""Minutes of a nämnd, a fullmäktige with 81 members and an association, each in its own house style; all is made up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.document import Document
from naravard_docs.workspace.load import load_meeting

BODIES = """
nämnd:
  namn: Socialnämnden
  benämning: Nämnden
  profil: nämnd
  ordval:
    numrering: paragraf
    framsida: ja
    underskrifter: först
    sidfot: Justerandes signatur
    innehåll_från: 3
fullmäktige:
  namn: Kommunfullmäktige
  benämning: Fullmäktige
  profil: fullmäktige
  ordval: {numrering: paragraf, framsida: ja, närvaro: löpande, sidfot: Justerandes signatur}
förening:
  profil: förening
  namn: Storsjö kulturförening
  benämning: Årsmötet
"""

COMMITTEE = """
organ: nämnd
datum: 2023-05-12
slutdatum: 2023-05-13
tid: 09.00–15.00
plats: Kommunhuset, sal Oviken
status: utskickat
start_paragraf: 33
ajournering: [12.00–13.00, {efter: § 35, till: 2023-05-13}]
ordförande: {namn: Anna Ek, parti: M, utom: 35}
sekreterare: Siv Åkerlund
justerare: [{namn: Bo Al, parti: S, paragrafer: 33–35}, {namn: Cia Dal, parti: C, paragrafer: 36–37}]
justering:
  - {datum: 2023-05-20, tid: "15.00", plats: Kommunhuset}
  - {datum: 2023-05-13, metod: omedelbart, paragrafer: 35}
anslag:
  - {förvaras: Socialförvaltningen, paragrafer: 33–34}
  - {uppsatt: 2023-05-14, förvaras: Socialförvaltningen, paragrafer: 35}
närvarande:
  - grupp: Beslutande
    ställning: tjänstgörande
    personer:
      - Anna Ek (M), ordförande
      - Bo Al (S), vice ordförande
      - Cia Dal (C)
      - {namn: Di Fors, parti: KD, paragrafer: 33–35, tid: 09.00–11.30}
      - {namn: Anna-Karin Carstensen, parti: L, tjänstgör_för: Stig-Arne Tengmer (L)}
      - {namn: Erik Gran, parti: SD, tjänstgör_för: Ida Jonsson (SD), paragrafer: 36–37, deltar: distans}
  - grupp: Ej tjänstgörande ersättare
    ställning: ersättare
    personer: [Fia Hed (M), {namn: Gun Is, parti: S, utom: 35}]
  - grupp: Övriga närvarande
    ställning: övriga
    personer:
      - Hans Jord, Socialförvaltningen, förvaltningschef
      - {namn: Inga Krok, organisation: Socialförvaltningen, roll: ekonom, paragrafer: 36}
      - Siv Åkerlund, Socialförvaltningen, nämndsekreterare
frånvarande: [{namn: Stig-Arne Tengmer, parti: L, anledning: anmält förhinder}, {namn: Ida Jonsson, parti: SD}]
ärenden:
  - rubrik: Val av justerare
    beslut: [utse Bo Al och Cia Dal att justera protokollet]
  - {rubrik: Budgetuppföljning, text: Förvaltningen redovisar utfallet., beslut: [godkänna uppföljningen]}
  - {rubrik: Yttrande över motion, ordförande: Bo Al (S), beslut: [lämna yttrandet till kommunstyrelsen]}
  - {rubrik: Anmälan av delegationsbeslut, beslut: [lägga anmälan till handlingarna]}
  - {rubrik: Mötets avslutande, text: Ordföranden tackar för mötet.}
så_överklagar_man: |
  Beslutet kan överklagas hos förvaltningsrätten av den som är medlem av kommunen.

  ## Så gör du

  Skriv till **Förvaltningsrätten i Härnösand** inom tre veckor från det att justeringen tillkännagavs.
"""

_GIVEN = ("Anna", "Bo", "Cecilia", "David", "Eva", "Fredrik", "Gunilla", "Hans-Erik", "Anna-Karin")
_FAMILY = ("Berg", "Carstensen", "Dahlqvist", "Ek", "Forsberg", "Isaksson", "Jonsson", "Lindberg", "Åström")
_PARTIES = ("S", "M", "C", "SD", "V", "KD", "L", "MP")
MEMBERS = tuple(
    f"{given} {family} ({_PARTIES[(n + k) % len(_PARTIES)]})"
    for n, given in enumerate(_GIVEN)
    for k, family in enumerate(_FAMILY)
)
"""81 members."""


def _council() -> str:
    members = "".join(f"      - {name}\n" for name in MEMBERS)
    items = "".join(
        f"  - {{rubrik: Ärende om vården {n}, text: Frågan har beretts., beslut: [anta planen, lägga ned den]}}\n"
        for n in range(1, 6)
    )
    return f"""
organ: fullmäktige
datum: 2023-06-12
tid: 18.00–22.10
plats: Folkets hus
status: justerat
start_paragraf: 80
ordförande: {MEMBERS[0]}
sekreterare: Siv Åkerlund
justerare: [{MEMBERS[1]}, {MEMBERS[2]}]
justering: {{datum: 2023-06-20, plats: Kommunhuset}}
anslag: {{uppsatt: 2023-06-21, förvaras: Kommunledningskontoret}}
röstlängd: [81, {{antal: 80, efter: § 82}}]
närvarande:
  - grupp: Beslutande
    ställning: tjänstgörande
    personer:
{members}  - grupp: Ersättare
    ställning: ersättare
    personer: [Ada Rask (S), Bea Stål (M), Cleo Ton (V), Disa Öst (SD)]
  - grupp: Övriga
    personer: ["Rut Ask, Kommunledningskontoret, kommundirektör", "Siv Åkerlund, Kommunledningskontoret"]
ärenden:
{items}"""


ASSOCIATION = """
organ: förening
datum: 2023-03-01
tid: 18.30
plats: Hembygdsgården
ordförande: Eva Ström
sekreterare: Bo Lind
justerare: [Siv Öberg, Ulf Dahl]
justering: 2023-03-10 Hembygdsgården
röstlängd: [{namn: [Eva Ström, Bo Lind, Siv Öberg, Ulf Dahl, Pia Ros, Kim Gran]}, {antal: 5, efter: punkt 2}]
närvarande: [{grupp: Medlemmar, personer: [Eva Ström, Bo Lind, Siv Öberg, Ulf Dahl, Pia Ros, Kim Gran]}]
ärenden:
  - {rubrik: Mötets öppnande, text: Eva Ström öppnade mötet.}
  - {rubrik: Val av mötesordförande, beslut: Eva Ström valdes.}
  - {rubrik: Mötets avslutande, text: Ordföranden avslutade mötet.}
"""

MEETINGS = {"protokoll-nämnd": COMMITTEE, "protokoll-fullmäktige": _council(), "protokoll-förening": ASSOCIATION}


@cache
def minutes_of_kinds() -> dict[str, Document]:
    """Return the minutes of each kind of body, by short names."""
    with TemporaryDirectory() as folder:
        return dict(_composed(Path(folder)))


def _composed(root: Path) -> Iterator[tuple[str, Document]]:
    for folder in ("meetings", "templates"):
        (root / folder).mkdir()
    (root / "templates/organisation.yaml").write_text("namn: Storsjö kommun\n", encoding="utf-8")
    (root / "templates/organ.yaml").write_text(BODIES, encoding="utf-8")
    for name, content in MEETINGS.items():
        path = root / "meetings" / f"{name}.yaml"
        path.write_text(content, encoding="utf-8")
        loaded = load_meeting(path)
        yield name, compose_minutes(loaded.meeting, loaded.workspace.house, loaded.attached_texts)
