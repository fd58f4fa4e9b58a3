"""The examples of the rules as workspaces: what an example leaves unsaid is added, so that nothing else is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from small_pdfs import plain_pdf

from naravard_docs.builder.build import check_meeting
from naravard_docs.errors import Problem
from naravard_docs.workspace.rule_texts import RuleText

STEM = "2023-03-24-samradet"
TEMPLATES = {
    "organisation.yaml": "namn: Exempelregionen\n",
    "organ.yaml": """\
samradet:
  namn: Samrådet
  huvudmän: kommunerna
namnden:
  namn: Barn- och utbildningsnämnden
  benämning: Nämnden
  profil: nämnd
  ordval: {numrering: paragraf}
kommunstyrelsen:
  namn: Kommunstyrelsen
  profil: styrelse
  ordval: {numrering: paragraf}
fullmaktige:
  namn: Kommunfullmäktige
  profil: fullmäktige
  ordval: {numrering: paragraf}
foreningen:
  namn: Föreningen Lyktan
  profil: förening
anteckningar:
  namn: Arbetsgruppen
  profil: minnesanteckningar
""",
    "personer.yaml": "eva-alm:\n  namn: Eva Alm\n  titel: Samordnare\n  e-post: eva.alm@region.example\n",
    "sandlistor.yaml": """\
kommunerna:
  namn: Kommunerna
  mottagare:
    - {nyckel: aby, namn: Åby kommun, e-post: info@aby.example}
    - nyckel: obo
      namn: Öbo kommun
      e-post: info@obo.example
aby-ensam:
  namn: Åby
  ingår: [aby]
obo-ensam:
  namn: Öbokommunen
  mottagare:
    - {nyckel: oboensam, namn: Öbokommunen, e-post: info@oboensam.example, sammanträden: {fullmäktige: 2023-10-16}}
""",
}
DEFAULTS = {
    "organ": "organ: samradet\n",
    "datum": "datum: 2023-03-24\n",
    "närvarande": "närvarande:\n  - grupp: Ledamöter\n    personer: [Cia Dahl (C)]\n",
}


def problems_of_example(folder: Path, text: RuleText, is_bad: bool) -> tuple[Problem, ...]:
    """Return what is told of an example, in a workspace of its own in a folder."""
    files = {f"templates/{name}": content for name, content in TEMPLATES.items()}
    files |= {**text.files, **(text.bad_files if is_bad else {})}
    files[f"meetings/{text.name or STEM}.yaml"] = whole(
        text.bad if is_bad else text.good, text.left_out if is_bad else ()
    )
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    for name in text.pdfs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(plain_pdf())
    today = date.fromisoformat(text.day) if text.day else None
    return check_meeting(folder / "meetings" / f"{text.name or STEM}.yaml", today).problems


def whole(example: str, left_out: tuple[str, ...] = ()) -> str:
    """Return an example with the keys that every meeting has, those first that it leaves unsaid."""
    said = {line.split(":")[0] for line in example.split("\n") if line[:1].isalpha()}
    return "".join(text for key, text in DEFAULTS.items() if key not in said and key not in left_out) + example
