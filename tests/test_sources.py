"""The two sources that the examples are made from: every word is in the documents, in order, and nothing is invented.

Differences are allowed one by one, each with its reason; the list must be exactly what is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from made import LETTER_STEM, example_pdf_file, example_word, letter_name

from naravard_docs.check.pdf import ParsedElement
from naravard_docs.check.word import word_texts

SOURCES = Path(__file__).parent / "sources"
MINUTES = (SOURCES / "2023-systemledning-protokoll.txt").read_text("utf-8")
_SENDING = (SOURCES / "2021-04-23-rekommendation-till-beslut.txt").read_text("utf-8")
_LETTER_AT = _SENDING.index("## Rekommendation till beslut")
MAIL_HEAD, MAIL_BODY = _SENDING[:_LETTER_AT].split("På uppdrag av", 1)
LETTER = _SENDING[_LETTER_AT:]


@dataclass(frozen=True)
class Allowed:
    """Words of the source, what the document has instead, and why."""

    source: str
    built: str
    reason: str


LETTERHEAD = "the letterhead comes from templates/organisation.yaml"
COLUMNS = "people with an organisation stand in a table, whose columns have headings"
COLON = "a heading of its own needs no colon"
PRESENTERS = "those who presented stand on a line each, without a comma or «och» between them"
IN_MINUTES = (
    Allowed(
        "Närvarande:", "Region Västerbotten Protokoll Systemledning Nära vård Datum: 24 mars 2023 Närvarande",
        f"{LETTERHEAD}; the source has neither title nor date; {COLON}",
    ),
    Allowed("omsorg:", "omsorg Namn Organisation Uppdrag eller befattning", f"{COLON}; {COLUMNS}"),
    Allowed("kommun,", "kommun", "the role has a column of its own instead of a comma"),
    Allowed("", "Namn Organisation Uppdrag eller befattning", COLUMNS),
    Allowed("kommun,", "kommun", "the role has a column of its own instead of a comma"),
    Allowed("tjänstepersoner:", "tjänstepersoner", COLON),
    Allowed("Lindahl,", "Lindahl", PRESENTERS),
    Allowed("och", "", PRESENTERS),
    Allowed("och", "", PRESENTERS),
    Allowed("Zemrén.", "Zemrén,", "a slip of the pen: name and title are joined by a comma, as the next presenter's"),
    Allowed("och", "", PRESENTERS),
    Allowed("effektivitets- förluster.", "effektivitetsförluster.", "a word divided at the source's line end"),
)  # fmt: skip
SENDING_LIST = (
    "Umeå kommun Storumans kommun Malå kommun Norsjö kommun Robertsfors kommun Skellefteå kommun Vilhelmina kommun "
    "Vännäs kommun Nordmalings kommun Lycksele kommun Dorotea kommun Bjurholms kommun Åsele kommun Vindelns kommun "
    "Sorsele kommun Region Västerbotten"
)
TITLES = ("Systemledning och framtidsbild för Nära vård 2030 i Västerbotten", "Framtidsbild Nära vård 2030")
CLOSING = (
    "Så hanterar vi dina personuppgifter: regionvasterbotten.se/gdpr Vår vision: Från fjäll till kust skapar vi "
    "gemensamt en attraktiv region med goda livsvillkor för alla."
)
IN_LETTER = (
    Allowed(
        "", "Region Västerbotten Postadress: 901 89 Umeå · Besöksadress: Regionens Hus, Köksvägen 11, 907 37 Umeå "
        "Växel: 090-785 00 00 · regionvasterbotten.se · 1177.se/vasterbotten Datum: 23 april 2021",
        f"{LETTERHEAD}; the date is that of the e-mail",
    ),
    Allowed("Länsamverkansgruppen", "Länssamverkansgruppen", "the clause is written once; the appendix spells it so"),
    Allowed(
        "", f"Sändlista {SENDING_LIST} Bilagor {TITLES[0]} {TITLES[1]} {CLOSING} Bilaga 1",
        "the recipients and the end are those of the e-mail; appendices are listed and numbered",
    ),
    Allowed("", f"Bilaga 2 {TITLES[1]}", "the second appendix has the title that the decision gives it"),
)  # fmt: skip
IN_MAIL = (
    Allowed(
        "", "Att åtgärda innan mejlet skickas: mottagare utan e-postadress Åsele kommun Region Västerbotten "
        "Lägg till adresserna i Till-fältet och ta bort de här raderna.",
        "a note to the coordinator, taken away before the mail is sent: the source gives two recipients no address",
    ),
)  # fmt: skip


def spoken(source: str) -> list[str]:
    """Return the source's words without Markdown's marks and labels of lists, which are not text in the documents."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source)
    text = re.sub(r"^(#+|---|-|\d\))(?=\s)", "", text, flags=re.MULTILINE)
    return text.replace("*", "").split()


def words(texts: Sequence[str]) -> list[str]:
    return " ".join(texts).split()


def differences(source: Sequence[str], built: Sequence[str]) -> list[tuple[str, str]]:
    """Return each run of words that is not the same, as the source's words and the document's."""
    matched = SequenceMatcher(None, source, built, autojunk=False)
    return [
        (" ".join(source[a:b]), " ".join(built[c:d])) for kind, a, b, c, d in matched.get_opcodes() if kind != "equal"
    ]


def pairs(allowed: Sequence[Allowed]) -> list[tuple[str, str]]:
    return [(one.source, one.built) for one in allowed]


def labels(tree: ParsedElement) -> list[str]:
    return [node.text.strip() for node in tree.walk() if node.tag == "/Lbl"]


def read_back(name: str, form: str) -> list[str]:
    """Return the words of an example document as read back from its PDF or Word file."""
    return words(example_pdf_file(name).texts() if form == "pdf" else word_texts(example_word(name)))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_minutes_say_what_the_source_says(form: str) -> None:
    """The minutes of 2023 have every word of their source in order, and no other."""
    assert differences(spoken(MINUTES), read_back("protokoll-2023", form)) == pairs(IN_MINUTES)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_letter_says_what_the_source_says(form: str) -> None:
    """The letter of 2021 with its two appendices has every word of its source in order, and no other."""
    assert differences(spoken(LETTER), read_back("rekommendation-2021", form)) == pairs(IN_LETTER)


def test_lists_have_the_labels_of_the_sources() -> None:
    """Clauses are dashed, in a letter numbered so that they can be cited, and the numbered list has «1)» and «2)»."""
    names, clauses = ["•"] * 11, ["–"] * 3
    assert labels(example_pdf_file("protokoll-2023").tree) == [*names, *clauses, "1)", "2)"]
    recipients = ["•"] * 16
    assert labels(example_pdf_file("rekommendation-2021").tree) == ["1.", "2.", *recipients, "1.", "2.", "1.", "2."]


def draft(built: Path) -> EmailMessage:
    message = message_from_bytes(
        (built / "output" / LETTER_STEM / "mejl" / f"{letter_name()}.eml").read_bytes(), policy=default
    )
    assert isinstance(message, EmailMessage)
    return message


def test_mail_says_what_the_source_says(built: Path) -> None:
    """The e-mail's text has every word of its source in order, and no other than the note to the coordinator."""
    text = draft(built).get_body(("plain",))
    assert text is not None
    assert differences(spoken(f"På uppdrag av{MAIL_BODY}"), text.get_content().split()) == pairs(IN_MAIL)


def test_mail_goes_as_the_source_went(built: Path) -> None:
    """Sender, addresses in order, subject and the attached file's name are those of the source's transport lines."""
    lines = dict(re.findall(r"\*\*(.+?):\*\* (.+?)\s*$", MAIL_HEAD, flags=re.MULTILINE))
    message = draft(built)
    listed = lines["Till"].split("; ")
    assert message["From"].addresses[0].display_name == lines["Från"]
    assert [a.addr_spec for a in message["To"].addresses] == [entry for entry in listed if "@" in entry]
    assert [entry for entry in listed if "@" not in entry] == ["Åsele kommun", "Regionen"]
    assert message["Subject"] == lines["Ämne"]
    assert [part.get_filename() for part in message.iter_attachments()] == [lines["Bifogade filer"]]
    assert sorted(lines) == ["Bifogade filer", "Från", "Skickat", "Till", "Ämne"], "«Skickat» is the day of sending"


def test_a_lost_word_is_found() -> None:
    """The comparison sees one word taken away and one put in."""
    source = spoken(MINUTES)
    built = ["Nytt", *source[:500], *source[501:]]
    assert differences(source, built) == [("", "Nytt"), (source[500], "")]


def test_every_difference_has_a_reason() -> None:
    """No difference is allowed without a reason."""
    assert all(one.reason for one in (*IN_MINUTES, *IN_LETTER, *IN_MAIL))
