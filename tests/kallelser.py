"""Kallelser to a nämnd, a fullmäktige with thirty items, an association and a collaboration body; all is made up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from naravard_docs.compose.notice_mail import compose_notice_mail
from naravard_docs.compose.notice_of_meeting import compose_board_notice, compose_notice
from naravard_docs.compose.notice_source import NoticeSource
from naravard_docs.document.document import Document
from naravard_docs.libraries.records import replace
from naravard_docs.workspace.load import load_meeting

KALLELSER = (
    *("kallelse-nämnd", "kallelse-ändrad", "kallelse-inställd", "kallelse-öppen"),
    *("kallelse-fullmäktige", "kallelse-förening", "kallelse-samråd"),
)

MAILED = ("kallelse-nämnd", "kallelse-ändrad", "kallelse-inställd", "kallelse-samråd")
"""Those whose mails are goldens; the last who is called is a replacement in a nämnd, and a member in a samråd."""

BODIES = """
nämnd:
  namn: Socialnämnden
  benämning: Nämnden
  profil: nämnd
  ordförande: Anna Ek (M)
  sekreterare: Siv Åkerlund, nämndsekreterare
  tider: {kallelse: 7, justering: 10, enligt: reglementet § 5}
  ordval: {numrering: paragraf, delärenden: bokstav, diarienummer: Dnr, rubriker: {underlag: Handlingar}}
  grupper:
    - grupp: Ledamöter
      ställning: tjänstgörande
      personer:
        - Anna Ek (M), ordförande, anna.ek@orten.example
        - Bo Al (S), bo.al@orten.example, till 2027-01-31
        - Cia Dal (C), cia.dal@orten.example
        - Dan Ek (S), från 2027-02-01
    - grupp: Ersättare
      ställning: ersättare
      personer: ["Eva Alm (M), eva.alm@orten.example", "Fia Berg (S), fia.berg@orten.example"]
fullmäktige:
  namn: Kommunfullmäktige
  benämning: Fullmäktige
  profil: fullmäktige
  ordförande: Gun Dahl (S)
  ordval: {numrering: paragraf, paragrafform: efter}
  grupper: [{grupp: Ledamöter, personer: ["Gun Dahl (S), gun@orten.example", "Hans Gullberg (S)"]}]
förening:
  profil: förening
  namn: Storsjö kulturförening
  benämning: Årsmötet
  tider: {kallelse: 21, enligt: stadgarna § 12}
  förhinder: Anmäl dig till [styrelsen](mailto:styrelsen@forening.example) senast den 1 mars
samråd:
  namn: Samrådet
  sekreterare: Eva Ek
  grupper: [{grupp: Ledamöter, personer: ["Ida Sjö, Åby kommun, ida@aby.example"]}]
"""
CARDS = "eva-ek: {namn: Eva Ek, titel: Samordnare, e-post: eva.ek@region.example, telefon: 090-12 34 56}\n"

COMMITTEE = """
organ: nämnd
datum: 2027-02-12
tid: 09.00–12.00
plats: Kommunhuset, sal Oviken
länk: https://teams.example/l/meetup-join/19%3ameeting_ZDk4NzY1NDMtMTIzNC00NTY3LTg5YWItY2RlZjAx%40thread.v2/0
diarienummer: SN 2027/1
start_paragraf: 33
justerare: Cia Dal (C)
nästa_möte: 2027-03-19 Kommunhuset
närvarande: [{grupp: Ledamöter, ställning: tjänstgörande, personer: ["Anna Ek (M)", "Cia Dal (C)", "Fia Berg (S)"]}]
ärenden:
  - Val av justerare
  - rubrik: Budget för *2028*
    typ: beslutsärende
    diarienummer: SN 2026/112
    föredragande: ["Åke Moberg, förvaltningschef", "Eva Ek, ekonom"]
    text: |
      Förvaltningen har tagit fram ett förslag.

      - Äldreomsorg
      - Barn och unga
    underlag: [Tjänsteskrivelse 2027-01-20, "Budgetförslag, bilagor/budget.md"]
    förslag:
      Förvaltningen: [godkänna budgeten för 2028, översända den till kommunstyrelsen]
    beslut: Nämnden godkände budgeten.
  - rubrik: Information om lokaler
    typ: informationsärende
    presentation: Muntlig presentation
    delärenden:
      - Norra skolan
      - {rubrik: Södra skolan, text: Bygget är försenat.}
  - rubrik: Uppsägning av avtal med Hemliga AB
    typ: beslutsärende
    diarienummer: SN 2027/3
    sekretess: OSL 19:3
    föredragande: Hemlig Föredragande
    text: Hemliga AB har brutit mot avtalet.
    underlag: [Hemligt underlag]
    bilagor: [{fil: bilagor/hemlig.md, titel: Hemlig bilaga}]
    förslag: {Hemlig förvaltning: säga upp avtalet}
  - rubrik: Anmälan av delegationsbeslut
    anmälningar: [{datum: 2027-01-11, diarienummer: SN 2027/2, text: Bistånd}]
"""
_ISSUED = COMMITTEE.replace("diarienummer: SN 2027/1\n", "diarienummer: SN 2027/1\nkallelse: 2027-02-03\n")
_CHANGED = COMMITTEE.replace(
    "diarienummer: SN 2027/1\n",
    "diarienummer: SN 2027/1\nkallelse: [2027-02-03, {datum: 2027-02-08, ändring: ny lokal}, 2027-02-09 ny tid]\n",
)
_ITEM = """\
  - rubrik: {what} om cykelvägar längs hela gamla riksvägen genom centrum och vidare mot norr {n}
    typ: beslutsärende
    diarienummer: KS 2026/{n}
    underlag: [Tjänsteskrivelse {n}, Protokollsutdrag KS § {n}]
    förslag: {{Kommunstyrelsen: [bifalla motionen, anta planen]}}
"""
_COUNCIL = """
organ: fullmäktige
datum: 2027-02-25
slutdatum: 2027-02-26
tid: kl. 16
plats: Stadshuset
kallelse: 2027-02-15
ärenden:
""" + "".join(_ITEM.format(n=n, what="Motion" if n % 3 else "Svar på interpellation") for n in range(1, 31))
_ASSOCIATION = """
organ: förening
datum: 2027-03-14
tid: 18.00–20.00
plats: Folkets hus
kallelse: 2027-02-20
ärenden:
  - Mötets öppnande
  - {rubrik: Val av styrelse, delärenden: [Ordförande, Ledamöter]}
  - {rubrik: Motion om medlemsavgift, text: "Avgiften blir **200 kronor**.", förslag: {Styrelsen: avslå motionen}}
"""
MEETINGS: Mapping[str, str] = {
    "kallelse-nämnd": _ISSUED,
    "kallelse-öppen": COMMITTEE,
    "kallelse-ändrad": _CHANGED,
    "kallelse-inställd": f"{_CHANGED}inställt: för få kan komma\n",
    "kallelse-fullmäktige": _COUNCIL,
    "kallelse-förening": _ASSOCIATION,
    "kallelse-samråd": "organ: samråd\ndatum: 2027-03-01\nlänk: mote.example/1\nkallelse: 2027-02-01\närenden: [Ett]\n",
}


def write_workspace(folder: Path) -> None:
    """Write bodies, cards and attachments of a made-up organisation into a folder."""
    (folder / "meetings" / "bilagor").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / "templates" / "organisation.yaml").write_text("namn: Orten\n", "utf-8")
    (folder / "templates" / "organ.yaml").write_text(BODIES, "utf-8")
    (folder / "templates" / "personer.yaml").write_text(CARDS, "utf-8")
    (folder / "meetings" / "bilagor" / "budget.md").write_text("# Budget 2028\n\nAlla tal.\n", "utf-8")
    (folder / "meetings" / "bilagor" / "hemlig.md").write_text("# Hemlig rubrik\n\nHemlig text.\n", "utf-8")


@cache
def sources() -> dict[str, NoticeSource]:
    """Return what each kallelse is made of, by its short name."""
    with TemporaryDirectory() as folder:
        write_workspace(Path(folder))
        return {name: _source(Path(folder) / "meetings" / f"{name}.yaml", text) for name, text in MEETINGS.items()}


def _source(path: Path, written: str) -> NoticeSource:
    path.write_text(written, "utf-8")
    loaded = load_meeting(path)
    return NoticeSource(loaded.meeting, loaded.workspace.house, loaded.attached_texts, loaded.pictures)


@cache
def kallelser() -> dict[str, Document]:
    """Return the documents by short names; the one that is not issued reveals what is secret, and has its documents."""
    every = dict(sources())
    every["kallelse-öppen"] = replace(every["kallelse-öppen"], reveals_secrets=True, has_documents=True)
    return {name: compose_notice(each) for name, each in every.items()}


def mail_with(name: str) -> Document:
    """Return the mail with a kallelse to the last of those who are called, as a draft."""
    source = sources()[name]
    return compose_notice_mail(source, source.called[-1]).draft_text


def kungörelse() -> Document:
    """Return what stands on the notice board of the meeting of fullmäktige."""
    return compose_board_notice(sources()["kallelse-fullmäktige"])
