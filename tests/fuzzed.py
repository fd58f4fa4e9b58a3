"""A small workspace with every kind of file that the program reads, and ways to spoil a file's bytes."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
from conftest import REPOSITORY
from PIL import Image
from small_pdfs import carrying, plain_pdf

from naravard_docs.cli.main import main

STEM = "2021-03-19-rad"
REFERENCE = f"{STEM}-plan"
MEETING = """\
organ: rad
datum: 2021-03-19
tid: 09.00–12.00
ordförande: Anna Berg (s), Umeå kommun
närvarande:
  - grupp: Ledamöter
    personer: [Bo Ek (m), {namn: Cia, roll: sekreterare}]
ärenden:
  - rubrik: En plan
    typ: beslutsärende
    text: |
      Det *står* en text med [länk](https://exempel.se) och

      - en lista
    beslut:
      - anta planen
      - sända den vidare
    bilagor: [bilagor/b.md, {fil: bilagor/b.pdf, titel: Underlag}]
    rekommendation:
      ärende: planen
      kortnamn: plan
      datum: 2021-04-26
      sändlista: alla
      svar_senast: 2021-09-30
      svar_till: anna
      undertecknas_av: [anna]
      diarienummer: RV 1
nästa_möte: 12 maj 2021
"""
FILES = {
    f"meetings/{STEM}.yaml": MEETING,
    "meetings/bilagor/b.md": "# En bilaga\n\n1. Ett\n2. Två\n\n> {{ beslut }}\n",
    f"meetings/svar/{REFERENCE}.yaml": (
        "svar:\n  - mottagare: umea\n    skickat: 2021-04-26\n    mottaget: 2021-05-01\n"
        "  - mottagare: mala\n"
        "    beslut: {datum: 2021-06-01, instans: kf, paragraf: § 87, satser: {1: antagen, 2: avslagen}}\n"
    ),
    f"meetings/svar/{REFERENCE}.utskick.tsv": (
        "tid\thändelse\tutskick\tmottagare\tadress\tmeddelande-id\tserverns svar\n"
        "2021-04-26T09:00:00+02:00\tpåbörjat\tbrev\tumea\tkommun@umea.se\t<a@b>\t\n"
        "2021-04-26T09:00:01+02:00\tskickat\tbrev\tumea\tkommun@umea.se\t<a@b>\t250 ok\n"
    ),
    "templates/organisation.yaml": (
        "namn: Länet\nlogotyp: {fil: logga.png, alternativtext: Vapen}\npostadress: Gatan 1\nvision: En vision\n"
        'brevnummer: "{diarienummer}-{nyckel}"\nutseende: {brödtext_pt: 11, textfärg: 1A1A1A}\n'
    ),
    "templates/organ.yaml": "rad:\n  namn: Rådet\n  benämning: Rådet\n  ordval: {beslut: först}\n",
    "templates/personer.yaml": "anna: {namn: Anna Berg, titel: ordförande, e-post: anna@lan.se, telefon: 090-1}\n",
    "templates/sandlistor.yaml": (
        "alla:\n  namn: Alla\n  mottagare:\n    - {nyckel: umea, namn: Umeå, e-post: kommun@umea.se}\n"
        "    - {nyckel: mala, namn: Malå, organisationsnummer: 212000-2627, sammanträden: {fullmäktige: 2021-06-21}}\n"
    ),
    "lista.csv": "Mottagare;Mottaget\numea;2021-05-01\nmala;\n",
    "post.yaml": "server: smtp.exempel.se\nkryptering: starttls\nanvändare: anna\npaus_sekunder: 1\n",
}
CHECK = ("kontrollera", f"meetings/{STEM}.yaml")
WORD = ("bygg", f"meetings/{STEM}.yaml", "--om", "--bara", "protokoll", "--format", "docx", "--till", "ut")
REMIND = ("påminn", f"meetings/{STEM}.yaml", "--per", "2021-11-15")
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    f"meetings/{STEM}.yaml": (CHECK,),
    "meetings/bilagor/b.md": (CHECK,),
    "meetings/bilagor/b.pdf": (CHECK,),
    f"meetings/svar/{REFERENCE}.yaml": (
        ("läge", f"meetings/{STEM}.yaml"),
        ("svar", f"meetings/{STEM}.yaml", "umea", "--anteckning", "x", "--prova"),
    ),
    f"meetings/svar/{REFERENCE}.utskick.tsv": (REMIND,),
    "templates/organisation.yaml": (CHECK,),
    "templates/organ.yaml": (CHECK,),
    "templates/personer.yaml": (CHECK,),
    "templates/sandlistor.yaml": (CHECK,),
    "templates/rekommendation.md": (CHECK,),
    "templates/mejl.txt": (CHECK,),
    "templates/paminnelse.txt": (REMIND,),
    "templates/logga.png": (CHECK, WORD),
    "templates/bas.docx": (WORD,),
    f"output/{STEM}/manifest.json": (("bygg", f"meetings/{STEM}.yaml"), ("verifiera", f"meetings/{STEM}.yaml")),
    "källa.pdf": (("hämta", "källa.pdf", "--till", "-"),),
    "lista.csv": (("svar", f"meetings/{STEM}.yaml", "--från", "lista.csv", "--prova"),),
    "lista.xlsx": (("svar", f"meetings/{STEM}.yaml", "--från", "lista.xlsx", "--prova"),),
}
"""Each file that the program reads, with commands that read it; the user's file about their server is read alone."""


def write_workspace(root: Path) -> Path:
    """Write the workspace, built."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("rekommendation.md", "mejl.txt", "paminnelse.txt"):
        shutil.copy(REPOSITORY / "templates" / name, root / "templates" / name)
    (root / "meetings/bilagor/b.pdf").write_bytes(plain_pdf())
    (root / "källa.pdf").write_bytes(carrying(MEETING.encode()))
    Image.new("RGBA", (40, 20), "#1F4E79").save(root / "templates/logga.png")
    docx.Document().save(root / "templates/bas.docx")
    book = openpyxl.Workbook()
    for row in (("Mottagare", "Mottaget"), ("umea", "2021-05-01"), ("mala", None)):
        book.active.append(row)
    book.save(root / "lista.xlsx")
    return root


@dataclass(frozen=True)
class Answer:
    """What a command answered with."""

    code: int | str | None
    said: str


def run(*arguments: str) -> Answer:
    """Run a command in this process; whatever escapes it is an answer too."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code: int | str | None = None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(arguments))
        except SystemExit as left:
            code = left.code
        except BaseException as escaped:
            code = repr(escaped)
    said = b"".join(stream.buffer.getvalue() for stream in (out, err))  # type: ignore[attr-defined]
    return Answer(code, said.decode("utf-8", "replace"))


HOSTILE = (
    *(
        b"\x00",
        b"\xff",
        b"\xfe\xff",
        b"[",
        b"{",
        b"{{",
        b"}}",
        b"{%",
        b"%}",
        b":",
        b"\n",
        b"\t",
        b"- ",
        b"? ",
        b"&a ",
        b"*a",
        b"!x ",
    ),
    *(
        b'"\\U00110000"',
        b'"\\uD800"',
        b"\r",
        b"|",
        b">",
        b"#",
        b"'",
        b'"',
        b"--- ",
        b"...",
        b"null",
        b"~",
        b"1e999",
        b"-1",
        b"../",
    ),
    *(
        "\u202e".encode(),
        "\u2028".encode(),
        "\u0301".encode(),
        "😀".encode(),
        b"<",
        b"&x;",
        b"\\",
        b"[" * 300,
        b"9" * 5000,
    ),
    *(
        b"{{ x }}",
        b"{{ 1/0 }}",
        b"{{ beslut }}",
        b"%s",
        b"0 obj",
        b"/Root",
        b"<</A 1 0 R>>",
        b"PK\x03\x04",
        b"IEND",
        b"\x1b[2J",
    ),
)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to four faults: some flipped, taken away, put in, doubled, or the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 4, 40))
        match chance.randrange(7):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + length]
            case 2 | 3:
                changed[at:at] = chance.choice(HOSTILE)
            case 4:
                changed[at:at] = changed[at : at + length]
            case 5 if chance.random() < 0.3:
                del changed[at:]
            case _:
                changed[at : at + length] = chance.choice(HOSTILE)
    return bytes(changed)


def spoiled_within(data: bytes, chance: random.Random) -> bytes:
    """Return a package (.docx, .xlsx) with a fault in one of its parts, so that it can still be unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            held = old.read(name)
            if name == chosen and chance.random() < 0.1:
                continue
            new.writestr(name, spoiled(held, chance) if name == chosen else held)
    return out.getvalue()


@dataclass
class Fuzzing:
    """Spoils files of a workspace one at a time, runs what reads them, and keeps what should not have happened."""

    root: Path
    found: list[str] = field(default_factory=list)

    def file(self, name: str, seeds: range, commands: tuple[tuple[str, ...], ...]) -> None:
        path = self.root / name
        whole = path.read_bytes()
        try:
            for seed in seeds:
                for way in ways(name):
                    path.write_bytes(way(whole, random.Random(f"{name} {way.__name__} {seed}")))
                    for command in commands:
                        self._judge(f"{name} {way.__name__} {seed}: {' '.join(command)}", run(*command))
        finally:
            path.write_bytes(whole)

    def _judge(self, what: str, answer: Answer) -> None:
        if answer.code not in range(7) or "Traceback" in answer.said or "site-packages" in answer.said:
            self.found.append(f"{what}: {answer.code} {answer.said[-300:]}")


def ways(name: str) -> Iterator[Callable[[bytes, random.Random], bytes]]:
    yield spoiled
    if name.endswith((".docx", ".xlsx")):
        yield spoiled_within
