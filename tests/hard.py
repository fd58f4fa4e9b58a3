"""Hard documents: what long, wide, deep and odd meetings give, built the way the program builds them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from answering import recommendations_with_answers
from forms import every_form
from house_minutes import STYLES, house_minutes
from kallelser import KALLELSER
from made import FOLLOWED_UP_ON, LETTER_STEM, THEME, copy_examples, documents, example_pdf, example_word
from minutes_of_kinds import MEETINGS as MEETINGS_OF_KINDS
from parts_of_minutes import PARTS
from PIL import Image

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.follow_up import document_of_one, document_of_year
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.builder.plan import plan_build, render, render_document
from naravard_docs.document.document import Document
from naravard_docs.pdf.writer import pdf_bytes
from naravard_docs.word.writer import word_bytes
from naravard_docs.workspace.folders import EXAMPLES, REAL_EXAMPLE
from naravard_docs.workspace.start import start_workspace

SIGNING = """
signerande:
  namn: Nämnden som skriver under i filen
  profil: nämnd
  ordval: {numrering: paragraf, signaturfält: ja, innehåll_från: 2}
"""
LOGO = "logotyp: {fil: logotyp.png, alternativtext: Kommunens vapen – en älg, bredd_mm: 30}\n"
LONG_NAME = "Anna-Karin Margareta Elisabet af Wetterstedt-Oskarsson Fjällström von Nordenskiöld"
SENTENCE = "Samordningsgruppen har berett frågan under våren och lämnat sitt förslag till huvudmännen. "


@dataclass(frozen=True)
class Built:
    """One document in both formats; ``flavour`` is the part of PDF/A that it must be."""

    name: str
    document: Document
    pdf: bytes
    word: bytes
    flavour: str


@cache
def hard_documents() -> tuple[Built, ...]:
    """Return every example document and every hard one, once per process."""
    with TemporaryDirectory() as folder:
        root = copy_examples(Path(folder) / "arbetsyta")
        (root / "templates/organ.yaml").open("a", encoding="utf-8").write(SIGNING)
        with_logo = copy_examples(Path(folder) / "med-logotyp")
        _add_logo(with_logo)
        with_answers = Path(folder) / "svar"
        return (
            *(*_examples(root), *_meetings(root), *_meetings_with_logo(with_logo), *_with_source(root)),
            *(*_of_other_kinds(), *_hard_follow_ups(with_answers), *_minutes_with_answers(with_answers)),
            *_in_house_styles(),
            *_of_example_bodies(Path(folder)),
            Built("former", every_form(), pdf_bytes(every_form(), THEME), word_bytes(every_form(), THEME), "2a"),
        )


def _in_house_styles() -> Iterator[Built]:
    """Yield minutes with all that bodies under kommunallagen write, in three house styles."""
    for style in STYLES:
        document = house_minutes(style)
        yield Built(style, document, pdf_bytes(document, THEME), word_bytes(document, THEME), "2a")


def _of_example_bodies(root: Path) -> Iterator[Built]:
    """Yield all documents of the example workspaces of other kinds of bodies."""
    for name in (each for each in EXAMPLES if each != REAL_EXAMPLE):
        start_workspace(root / f"exempel-{name}", name)
        for path in sorted((root / f"exempel-{name}" / "meetings").glob("*.yaml")):
            yield from _built(path, BuildOptions(kinds=_DOCUMENTS))


def _examples(root: Path) -> Iterator[Built]:
    for path in sorted((root / "meetings").glob("*.yaml")):
        yield from _built(path, BuildOptions(kinds=_DOCUMENTS))
    yield from _built(root / "meetings" / f"{LETTER_STEM}.yaml", BuildOptions(kinds=_LETTERS, per_recipient=True))


def _meetings(root: Path) -> Iterator[Built]:
    for name, content in MEETINGS.items():
        body = "signerande" if name in ("fält", "tvåhundra-ärenden") else "systemledning"
        yield from _written(root, name, f"organ: {body}\ndatum: 2023-03-24\n{content}")


def _meetings_with_logo(root: Path) -> Iterator[Built]:
    yield from _written(root, "logotyp", "organ: systemledning\ndatum: 2023-03-24\nstatus: justerat\n")


def _with_source(root: Path) -> Iterator[Built]:
    order = BuildOptions(kinds=_DOCUMENTS, with_source=True)
    for path in sorted((root / "meetings").glob("*.yaml")):
        if path.stem.endswith(("systemledning", "omsorg", "fält", "språk")):
            yield from _built(path, order)


def _of_other_kinds() -> Iterator[Built]:
    for name in ("uppföljning-2021", "uppföljning-år", "sammanträdestider", *MEETINGS_OF_KINDS, *PARTS, *KALLELSER):
        yield Built(name, documents()[name], example_pdf(name), example_word(name), "2a")


def _hard_follow_ups(root: Path) -> Iterator[Built]:
    """Yield follow-ups of one clause, three and twelve, to many recipients with long names, and a year of them."""
    asked = [each for clauses in (1, 3, 12) for each in recommendations_with_answers(root, clauses, recipients=40)]
    made = {f"uppföljning-{each.recommendation.letter.slug}": document_of_one(each, FOLLOWED_UP_ON) for each in asked}
    made["uppföljning-svåra-året"] = document_of_year(2021, asked * 2, FOLLOWED_UP_ON)
    workspace = asked[0].meeting.workspace
    for name, document in made.items():
        files = {format_: render_document(document, workspace, format_) for format_ in Format}
        yield Built(name, document, files[Format.PDF], files[Format.WORD], "2a")


def _minutes_with_answers(root: Path) -> Iterator[Built]:
    """Yield minutes of a meeting that follows up all the recommendations with hard answers."""
    answers = sorted((root / "meetings/svar").glob("*.yaml"))
    items = "".join(f"  - rubrik: Uppföljning\n    uppföljning_av: {path.stem}\n    text: Så.\n" for path in answers)
    yield from _written(root, "uppföljning", f"organ: systemledning\ndatum: 2023-03-24\närenden:\n{items}")


def _written(root: Path, name: str, content: str) -> Iterator[Built]:
    path = root / "meetings" / f"2023-03-24-{name}.yaml"
    path.write_text(content, encoding="utf-8")
    return _built(path, BuildOptions(kinds=_DOCUMENTS))


def _built(path: Path, order: BuildOptions) -> Iterator[Built]:
    production = plan_build(load_cached(path), order)
    files: Mapping[str, bytes] = render(production).files
    for piece in production.pieces:
        pdf, word = (files[f"{piece.name}.{format_}"] for format_ in (Format.PDF, Format.WORD))
        suffix, flavour = (" med källa", "3a") if order.with_source else ("", "2a")
        yield Built(f"{piece.name}{suffix}", piece.document, pdf, word, flavour)


def _add_logo(root: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (60, 40), (30, 80, 120, 128)).save(picture, "PNG")
    (root / "templates/logotyp.png").write_bytes(picture.getvalue())
    (root / "templates/organisation.yaml").open("a", encoding="utf-8").write(LOGO)


def _people(count: int) -> str:
    return "".join(f"      - Namn Efternamn {n}, Kommunen nummer {n}, ersättare {n}\n" for n in range(1, count + 1))


def _item(text: str) -> str:
    return "ärenden:\n  - rubrik: Ett ärende\n    text: |\n" + "".join(f"      {line}\n" for line in text.split("\n"))


def _is_letter(code: int) -> bool:
    return chr(code).isalpha() and not 0x180 <= code < 0x391 and not 0x3CA <= code < 0x400


_DOCUMENTS, _LETTERS = (
    frozenset((DocumentKind.MINUTES, DocumentKind.RECOMMENDATION)),
    frozenset((DocumentKind.RECOMMENDATION,)),
)
_LINK = "[en länk med ett mycket långt namn som går över flera rader på sidan och längre](https://exempel.se/a?b=1&c=2)"
MEETINGS: dict[str, str] = {
    "stor-tabell": "närvarande:\n  - grupp: Alla\n    personer:\n" + _people(120),
    "länkar": _item("\n\n".join(f"{SENTENCE * (n % 5)}Läs {_LINK} och {_LINK}." for n in range(60))),
    "listor": _item(
        "\n".join(
            f"{n}. punkt {n} som är lång nog att gå över till nästa rad i listan, och kanske en rad till\n"
            "   - under **ett**\n   - under två\n     1. längst in\n     2. längst in igen\n\n     ett stycke till"
            for n in range(1, 41)
        )
    ),
    "språk": _item(
        "I [Ubmeje]{lang=sju} och [Südtirol]{lang=de} sägs [**Good** *morning* and good bye to everyone who is here"
        " today, over more than one line]{lang=en}, och [Sábme]{lang=se} är på [northern Sámi [länk](https://a.se)]{lang=en}."
    ),
    "långt-ärende": _item("\n\n".join(SENTENCE * 6 for _ in range(290))),
    "tvåhundra-ärenden": "ärenden:\n" + "".join(f"  - Ärende nummer {n} om vården\n" for n in range(1, 201)),
    "inga-ärenden": "",
    "långa-namn": f"ordförande: {LONG_NAME}\nsekreterare: {LONG_NAME}\nplats: {'Skellefteå' * 12}\n"
    f"närvarande:\n  - grupp: {LONG_NAME}\n    personer:\n"
    f"      - {LONG_NAME} (s), {'Samverkansnämnden' * 6}, {LONG_NAME}\n"
    f"ärenden:\n  - rubrik: {LONG_NAME * 4}\n    föredragande: [{LONG_NAME}]\n",
    "tecken": _item(
        "Han sade: ”ja” – och ’nej’ — «kanske» 'så' \"där\"… 5 % § 3 ½ 10 € 3−2 A→B a\u00a0b sjuk\u2011hus \u2010"
        " &lt; <\\>\n\n> Citat med – tankstreck\n>\n> > och ett citat i citatet\n>\n> 1) en lista\n> 2) i citatet\n\n"
        "# Rubrik\n\nčđŋšŧž ČĐŊŠŦŽ ïáâ\\\nrad"
    ),
    "fält": "status: justerat\nordförande: Eva Åström\nsekreterare: Bo Ek\njusterare: [Siv Öberg, Ulf Dahl]\n"
    "ärenden:\n  - rubrik: Ett\n    beslut: [anta planen, uppdra åt gruppen]\n"
    "  - rubrik: Två\n    text: Ord i [Ubmeje]{lang=sju}.\n",
    "många-tecken": _item(" ".join(map(chr, filter(_is_letter, range(0xC0, 0x460))))),
    "utkast": "status: utkast\nnästa_möte: 2023-05-12 Systemledningen\n" + _item("\n\n".join([SENTENCE * 3] * 40)),
}
"""What stands in each hard meeting's file after its body and date."""
