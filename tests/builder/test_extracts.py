"""Extracts of the minutes: chosen by printed numbers, to each who gets them, and of what was adjusted at once."""

from __future__ import annotations

import shutil
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from broken import whole_pdf
from command import Answer, Run
from parts_of_minutes import EXAMPLE, STEM

from naravard_docs.builder.other_files import numbers_in_name
from naravard_docs.check.word import word_texts
from naravard_docs.meeting.numbers import read_number_set

MEETING = f"meetings/{STEM}.yaml"
LISTS = """
lanet:
  namn: Länet
  mottagare:
    - {namn: A kommun, nyckel: a-kommun, e-post: kommun@a.example}
    - {namn: B kommun, nyckel: b-kommun, e-post: kommun@b.example}
    - {namn: C kommun, nyckel: c-kommun}
"""
CARDS = """
tove-lindh: {namn: Tove Lindh, e-post: tove@granasa.example}
siv-palm: {namn: Siv Palm, e-post: siv@granasa.example}
"""
ITEMS = """organ: bun
datum: 2024-03-20
status: justerat
start_paragraf: 33
närvarande: [{grupp: Alla, personer: [Rolf Hed (M), Ingela Norrby (S)]}]
justerare: Rolf Hed (M)
ärenden:
  - {rubrik: Ett, beslut: Ett beslöts., skickas_till: [a-kommun, Siv Palm]}
  - {rubrik: Ett till, nummer: 33 a, beslut: Lite till., skickas_till: lanet}
  - {rubrik: Hemligt, beslut: Hemligt beslöts., sekretess: OSL 26:1, skickas_till: [a-kommun, HR]}
  - rubrik: Med delar
    delärenden:
      - {rubrik: Del ett, beslut: Del ett beslöts., skickas_till: b-kommun}
      - {rubrik: Del två, beslut: Del två beslöts., sekretess: OSL 26:1}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the example of a nämnd, lists and cards, where the user stands."""
    shutil.copytree(EXAMPLE, tmp_path / "n")
    monkeypatch.chdir(tmp_path / "n")
    Path("templates/sandlistor.yaml").write_text(LISTS, encoding="utf-8")
    Path("templates/personer.yaml").write_text(CARDS, encoding="utf-8")
    return tmp_path / "n"


def written(answer: Answer) -> list[str]:
    """Return the names of the written files without what all of them begin with."""
    return [Path(line).name.removeprefix(f"{STEM}-") for line in answer.out.splitlines()]


def words_of(name: str) -> str:
    """Return the words of an extract in Word, with plain blanks."""
    data = Path(f"output/{STEM}/utdrag/{STEM}-{name}.docx").read_bytes()
    return "\n".join(word_texts(data)).replace("\u00a0", " ")


def test_an_extract_has_its_items_and_no_others(office: Path, run: Run) -> None:
    """Head, chosen items, who signed, and the line to certify on; the file names the items."""
    answer = run("utdrag", MEETING, "23", "25")
    assert (answer.code, written(answer)) == (0, ["utdrag-23_25.docx", "utdrag-23_25.pdf"])
    words = words_of("utdrag-23_25")
    for part in ("Kommunhuset, Nämndsalen", "§ 23 Avgifter", "§ 25 Hyresavtal", "Rolf Hed", "Rätt utdraget intygar"):
        assert part in words
    assert "§ 24" not in words.split("Frånvarande")[1]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["33"], "33"),
        (["§", "33"], "33"),
        (["33", "§"], "33"),
        (["33a"], "33a"),
        (["33", "a"], "33a"),
        (["33", "33"], "33"),
        (["33,", "34"], "33_34"),
        (["33-35"], "33-35"),
        (["35.1"], "35.1"),
        (["§§ 33 och 35"], "33_35"),
    ],
)
def test_numbers_are_as_printed(office: Path, run: Run, words: list[str], name: str) -> None:
    """Numbers are read with § or without, with letters apart or not, in ranges and of sub-items."""
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    answer = run("utdrag", MEETING, *words, "--format", "pdf")
    assert (answer.code, written(answer)) == (0, [f"utdrag-{name}.pdf"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1"], "inget ärende med nummer 1"),
        (["33", "40"], "inget ärende med nummer 40"),
        (["33-40"], "inget ärende med nummer 40"),
        (["35.7"], "inget ärende med nummer 35.7"),
        (["35-33"], "slutar före sin början"),
        (["33-35", "34"], "överlappar"),
        (["allt"], "inga nummer på ärenden"),
        ([], "vilka ärenden"),
        (["--till-alla", "--omedelbart"], "går inte att förena"),
    ],
)
def test_other_numbers_are_refused(office: Path, run: Run, words: list[str], told: str) -> None:
    """What the meeting has not is refused with what it has, and nothing is written."""
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    answer = run("utdrag", MEETING, *words)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert not Path("output").exists()


def test_a_sub_item_stands_below_its_own_heading_alone(office: Path, run: Run) -> None:
    """Of an item of which only a part is chosen the other parts are left out."""
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    assert run("utdrag", MEETING, "35.1").code == 0
    words = words_of("utdrag-35.1")
    assert "§ 35 Med delar" in words
    assert "Del ett beslöts." in words
    assert "Del två" not in words


def test_each_gets_what_they_are_to_have(office: Path, run: Run) -> None:
    """Recipients by key or list and people by name get their items, with a draft where they have an address."""
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    answer = run("utdrag", MEETING, "--till-alla", "--format", "pdf")
    assert answer.code == 0
    assert written(answer) == [
        "utdrag-33-34-a-kommun.pdf",
        "utdrag-33-siv-palm.pdf",
        "utdrag-33a_35.1-b-kommun.pdf",
        "utdrag-33a-c-kommun.pdf",
        "utdrag-34-hr.pdf",
        "utdrag-33-siv-palm.eml",
        "utdrag-33a_35.1-b-kommun.eml",
    ]
    assert "C kommun och HR har ingen e-postadress" in answer.err
    draft = message_from_bytes(
        Path(f"output/{STEM}/utdrag/{STEM}-utdrag-33-siv-palm.eml").read_bytes(), policy=policy.default
    )
    assert (draft["To"], draft["From"]) == ("Siv Palm <siv@granasa.example>", "Tove Lindh <tove@granasa.example>")
    assert draft["X-Unsent"] == "1"
    assert [part.get_filename() for part in draft.iter_attachments()] == [f"{STEM}-utdrag-33-siv-palm.pdf"]


def test_what_is_secret_leaves_no_mail_unasked(office: Path, run: Run) -> None:
    """An extract with an item under secrecy has no draft, and that is told; with --med-sekretess it has one."""
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    answer = run("utdrag", MEETING, "34", "--till-alla")
    assert not [name for name in written(answer) if name.endswith(".eml")]
    assert "§ 34 omfattas av sekretess, så utdragen med det har inga mejlutkast" in answer.err
    asked = run("utdrag", MEETING, "34", "--till-alla", "--med-sekretess")
    assert [name for name in written(asked) if name.endswith(".eml")] == ["utdrag-34-a-kommun.eml"]


def test_a_draft_of_what_has_become_secret_is_taken_away(office: Path, run: Run) -> None:
    """A draft made before the item was under secrecy does not stay to be sent; one changed by hand is told of."""
    Path(MEETING).write_text(ITEMS.replace(", sekretess: OSL 26:1, skickas", ", skickas"), encoding="utf-8")
    assert run("utdrag", MEETING, "34", "--till-alla").code == 0
    draft = Path(f"output/{STEM}/utdrag/{STEM}-utdrag-34-a-kommun.eml")
    made = draft.read_bytes()
    Path(MEETING).write_text(ITEMS, encoding="utf-8")
    assert run("utdrag", MEETING, "34", "--till-alla").code == 0
    assert not draft.exists()
    assert draft.name not in Path(f"output/{STEM}/manifest.json").read_text("utf-8")
    draft.write_bytes(made)
    assert "är ett äldre mejlutkast, som inte ska skickas" in run("utdrag", MEETING, "34", "--till-alla").err


def test_a_secret_part_makes_its_item_secret(office: Path, run: Run) -> None:
    """A whole item goes with its sub-items, so one under secrecy keeps all of it from mail; another alone may go."""
    part = "{rubrik: Del ett, beslut: Del ett beslöts., skickas_till: b-kommun}"
    whole = ITEMS.replace("rubrik: Med delar\n", "rubrik: Med delar\n    skickas_till: a-kommun\n")
    assert part in whole
    Path(MEETING).write_text(whole, encoding="utf-8")
    answer = run("utdrag", MEETING, "35", "--till-alla", "--format", "pdf")
    assert written(answer) == ["utdrag-35-a-kommun.pdf", "utdrag-35.1-b-kommun.pdf", "utdrag-35.1-b-kommun.eml"]
    assert "§ 35.2 omfattas av sekretess" in answer.err


def test_attachments_go_with_the_mail(office: Path, run: Run) -> None:
    """The PDF attachments of an addressee's items go with the draft, under their names; those of others do not."""
    Path("meetings/bilagor").mkdir()
    for name in ("plan", "annan"):
        Path(f"meetings/bilagor/{name}.pdf").write_bytes(whole_pdf())
    text = ITEMS.replace("{rubrik: Ett, ", "{rubrik: Ett, bilagor: bilagor/plan.pdf, ")
    text = text.replace("{rubrik: Hemligt, ", "{rubrik: Hemligt, bilagor: bilagor/annan.pdf, ")
    Path(MEETING).write_text(text, encoding="utf-8")
    assert run("utdrag", MEETING, "--till-alla", "--format", "pdf").code == 0
    draft = message_from_bytes(
        Path(f"output/{STEM}/utdrag/{STEM}-utdrag-33-siv-palm.eml").read_bytes(), policy=policy.default
    )
    names = [part.get_filename() for part in draft.iter_attachments()]
    assert names == [f"{STEM}-utdrag-33-siv-palm.pdf", "Bilaga 1 Plan.pdf"]


def test_a_published_item_under_secrecy_is_withheld(office: Path, run: Run) -> None:
    """Of a published meeting an extract has no more of such an item than its minutes have, and says so."""
    Path(MEETING).write_text(ITEMS.replace("status: justerat", "status: publicerat"), encoding="utf-8")
    answer = run("utdrag", MEETING, "34")
    assert (answer.code, "mötet är publicerat" in answer.err) == (0, True)
    assert "Hemligt beslöts" not in words_of("utdrag-34")


def test_names_of_files_stay_short() -> None:
    """Many numbers that do not follow on one another make no name that a file system refuses, nor the same twice."""
    odd = [read_number_set(", ".join(map(str, range(first, 400, 2)))) for first in (1, 3)]
    names = [numbers_in_name(each) for each in odd]
    assert all(len(name) < 75 for name in names)
    assert len(set(names)) == 2
    assert numbers_in_name(read_number_set("33 ä, 35–37, 40.2")) == "33a_35-37_40.2"


def test_what_was_adjusted_at_once_is_signed_on_its_own(office: Path, run: Run) -> None:
    """The minutes of it have lines for those who sign them, and only its own adjustment."""
    answer = run("utdrag", MEETING, "--omedelbart")
    assert (answer.code, written(answer)) == (0, ["protokoll-omedelbart-25.docx", "protokoll-omedelbart-25.pdf"])
    words = words_of("protokoll-omedelbart-25")
    assert "Underskrifter" in words
    assert "20 mars 2024, Kommunhuset, § 25" in words
    assert "26 mars 2024" not in words
    assert "Rätt utdraget" not in words
    refused = run("utdrag", MEETING, "--omedelbart", "23")
    assert (refused.code, "inte omedelbart justerat: § 23" in refused.err, "§ 25" in refused.err) == (2, True, True)


def test_only_those_of_its_items_sign(office: Path, run: Run) -> None:
    """A justerare or ordförande of other items is not among those who sign for these."""
    text = Path(MEETING).read_text("utf-8")
    approvers = "justerare: [{namn: Rolf Hed, parti: M, utom: 25}, {namn: Karin Åsander, parti: S, paragrafer: 25}]"
    Path(MEETING).write_text(text.replace("justerare: Rolf Hed (M)", approvers), encoding="utf-8")
    assert run("utdrag", MEETING, "--omedelbart", "--tyst").code == 0
    signed = words_of("protokoll-omedelbart-25").split("Underskrifter")[1]
    assert ("Karin Åsander" in signed, "Rolf Hed" in signed) == (True, False)


def test_what_is_not_adjusted_is_marked(office: Path, run: Run) -> None:
    """An extract of a draft says so, but not of items that had an adjustment of their own before the rest."""
    text = Path(MEETING).read_text("utf-8").replace("status: justerat", "status: utkast")
    Path(MEETING).write_text(text, encoding="utf-8")
    assert "är märkt som utkast" in run("utdrag", MEETING, "23").err
    assert "UTKAST" in words_of("utdrag-23")
    assert "utkast" not in run("utdrag", MEETING, "25").err
    assert "UTKAST" not in words_of("utdrag-25")
    assert "inte är justerat: § 23\n" in run("utdrag", MEETING, "23", "25").err


def test_words_other_than_the_adjusted_are_not_certified(office: Path, run: Run) -> None:
    """When the meeting file has changed since the minutes were adopted there is no extract of it."""
    assert run("bygg", MEETING, "--tyst").code == 0
    text = Path(MEETING).read_text("utf-8")
    Path(MEETING).write_text(text.replace("Kommunhuset, Nämndsalen", "Kommunhuset, Stora salen"), encoding="utf-8")
    answer = run("utdrag", MEETING, "23")
    assert (answer.code, answer.out) == (1, "")
    assert "justera" in answer.err


def test_extracts_are_verified_by_their_hashes(office: Path, run: Run) -> None:
    """verifiera knows an extract, and tells when it was changed by hand."""
    assert run("bygg", MEETING, "--tyst").code == 0
    run("utdrag", MEETING, "23")
    assert run("verifiera").code == 0
    file = Path(f"output/{STEM}/utdrag/{STEM}-utdrag-23.pdf")
    file.write_bytes(file.read_bytes() + b"\n")
    answer = run("verifiera")
    assert (answer.code, "ändrad efter att den byggdes" in answer.err) == (4, True)
