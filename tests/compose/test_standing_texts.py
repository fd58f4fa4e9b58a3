"""The standing texts: the program's own are plain Swedish, their names are in the handbook, and days are days."""

from __future__ import annotations

import re
from datetime import date

import pytest
from answering import LETTER, answered
from conftest import HEAD, REPOSITORY, WorkspaceFolder

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.mail import compose_mail
from naravard_docs.compose.recommendation import Letter, compose_recommendation, template_values
from naravard_docs.compose.reminder import compose_reminder, reminder_values
from naravard_docs.compose.template import TemplateError
from naravard_docs.document.document import Document, document_texts
from naravard_docs.workspace.folders import default_templates
from naravard_docs.workspace.load import LoadedMeeting

ITEM = "ärenden:\n  - rubrik: Planen\n    beslut: [anta planen, följa upp planen årligen]\n"
ASKING = ITEM + LETTER + "      frågor_till: [katarina-lindahl, britta-edstrom]\n"
HANDBOOK = (REPOSITORY / "docs" / "handbok" / "samordnaren.md").read_text("utf-8")


def only_letter(loaded: LoadedMeeting) -> Letter:
    (letter,) = meeting_letters(loaded)
    return letter


def said(document: Document) -> str:
    return " ".join(" ".join(words for _, words in document_texts(document)).split())


def test_the_letter_says_who_recommends_what_and_what_to_do(workspace: WorkspaceFolder) -> None:
    """The program's own letter is addressed to whoever reads it, and says where the decision goes and by when."""
    words = said(compose_recommendation(only_letter(workspace.load(HEAD + ASKING))))
    assert "Systemledning Nära vård rekommenderar er att besluta om planen." in words
    assert "Skicka ert beslut till katarina.a.lindahl@regionvasterbotten.se senast den 30 september 2023." in words
    asked = words[words.index("Har ni frågor? Hör av er till:") :]
    assert "Katarina Lindahl, regional samverkanskoordinator, 073-1418595, katarina.a.lindahl@" in asked
    assert "Britta Edström, regional samverkanskoordinator, britta.edstrom@" in asked
    assert "Med vänlig hälsning" in asked


def test_the_mail_says_the_same(workspace: WorkspaceFolder) -> None:
    """The program's own e-mail says what the letter says, and whom to ask; to one it names no others."""
    letter = only_letter(workspace.load(HEAD + ASKING))
    words = said(compose_mail(letter).text)
    assert "Brevet går till: Umeå kommun Storumans kommun" in words
    assert "Brevet går till" not in said(compose_mail(letter.to_each()[0]).text)
    for part in (
        "rekommenderar er att besluta om planen",
        "Skicka ert beslut till",
        "Hör av er till",
        "Med vänlig hälsning",
    ):
        assert part in words


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 9, 1), "senast den 30 september 2023. Det är 29 dagar kvar."),
        (date(2023, 10, 1), "Sista dagen var den 30 september 2023, för 1 dag sedan."),
    ],
)
def test_the_reminder_says_when(workspace: WorkspaceFolder, day: date, told: str) -> None:
    """The program's own reminder says how long is left, or since when the answer is late."""
    asked = answered(workspace, "svar:\n  - {mottagare: umea, skickat: 2023-04-03}\n")
    letter = next(
        each for each in only_letter(asked.meeting).to_each() if each.recipient and each.recipient.slug == "umea"
    )
    (standing,) = (each for each in asked.status(day).recipients if each.recipient.slug == "umea")
    words = said(compose_reminder(letter, standing, day).text)
    assert told in words
    assert "Vi har inte fått ert beslut." in words


def test_the_programs_own_templates_are_of_no_organisation() -> None:
    """No region, person or body of the examples stands in the program's own templates."""
    texts = [path.read_text("utf-8") for path in sorted(default_templates().iterdir())]
    assert len(texts) == 8
    assert not re.search(
        "Västerbotten|Lindahl|systemledning|På uppdrag|gällande|vänligen", "".join(texts), re.IGNORECASE
    )


def test_every_name_is_in_the_handbook(workspace: WorkspaceFolder) -> None:
    """The handbook names exactly the names that standing texts may use."""
    asked = answered(workspace, "svar:\n  - {mottagare: umea, skickat: 2023-04-03}\n")
    letter, standing = only_letter(asked.meeting), asked.status(date(2023, 10, 1)).recipients[0]
    known = {*template_values(letter), *reminder_values(letter, standing, date(2023, 10, 1))}
    known |= {"avsändare", "avsändarkort", "mottagarlista"}
    part = HANDBOOK[HANDBOOK.index("### Namn som får användas") : HANDBOOK.index("### Villkor")]
    listed = set(re.findall(r"^\| `(?:\{\{ )?([\wåäö]+)(?: \}\})?` \|", part, re.MULTILINE))
    assert listed == known


@pytest.mark.parametrize("name", ["möte_datum", "brev_datum", "svar_senast"])
def test_every_day_can_be_in_words(workspace: WorkspaceFolder, name: str) -> None:
    """«datum» writes each day out; without it the day is as it is written in files."""
    workspace.write_template("rekommendation.md", f"{{{{ {name} | datum }}}} · {{{{ {name} }}}}\n\n{{{{ beslut }}}}\n")
    letter = only_letter(workspace.load(HEAD + ASKING))
    day = {"möte_datum": "24 mars 2023", "brev_datum": "1 april 2023", "svar_senast": "30 september 2023"}[name]
    assert f"{day} · 2023-0" in said(compose_recommendation(letter))


@pytest.mark.parametrize(
    ("written", "told", "remedy"),
    [
        ("{{ mottagare | datum }}", "«mottagare» är «Länets 15 kommuner och Region Västerbotten», som inte", "ta bort"),
        ("{{ frågor_titel | datum }}", "«frågor_titel» har ingen dag här", "{% if frågor_titel %}"),
        ("{{ ('i dag') | datum }}", "värdet är «i dag», som inte är något datum", "ta bort"),
    ],
)
def test_what_is_no_day_is_named(workspace: WorkspaceFolder, written: str, told: str, remedy: str) -> None:
    """«datum» on anything else is an error that names the value, what it is and what to do."""
    workspace.write_template("rekommendation.md", f"# Brev\n\n{written}\n\n{{{{ beslut }}}}\n")
    letter = only_letter(workspace.load(HEAD + ITEM + LETTER))
    with pytest.raises(TemplateError, match=re.escape(told)) as caught:
        compose_recommendation(letter)
    assert caught.value.line == 3
    assert remedy in caught.value.remedy
