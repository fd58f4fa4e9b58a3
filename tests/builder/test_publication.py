"""``bygg --publicering``: the minutes for the web, of an adjusted meeting, without what may not be published."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Run
from conftest import WorkspaceFolder
from every_key import EveryKey
from made import squeezed
from PIL import Image

from naravard_docs.builder.build import BuildOptions, build_loaded, build_meeting, verify_meeting
from naravard_docs.builder.options import BuildOutcome, DocumentKind, Format
from naravard_docs.builder.plan import plan_build
from naravard_docs.check.html import html_texts
from naravard_docs.check.layers import file_layers
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.document.labels import document_labels
from naravard_docs.errors import ExitCode, Level
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.agenda_item import AgendaItem

STEM = "2023-03-24-systemledning"
MINUTES = BuildOptions(frozenset({DocumentKind.MINUTES}), tuple(Format))
PUBLICATION = replace(MINUTES, is_publication=True)
HEAD = "organ: systemledning\ndatum: 2023-03-24\nnärvarande: [{grupp: Närvarande, personer: [Cia Dahl]}]\n"
ITEMS = """\
ärenden:
  - rubrik: Öppet ärende
    text: Ring Bo Ek på 070-**123** 45 67, eller skriv till bo.ek@gmail.com.
  - rubrik: Ärendet om Zebrafink
    offentlig_rubrik: Placering av ett barn
    sekretess: OSL 26:1
    text: Zebrafink bor på Storgatan 12, 903 25 Umeå, och har personnummer 850101-1236.
    beslut: [placera Zebrafink]
"""
TOLD = ("AgendaItem.number", "AgendaItem.item_type", "ItemBasics.item_type", "reference_number", "secrecy")


def publish(workspace: WorkspaceFolder, items: str = ITEMS, status: str = "justerat") -> BuildOutcome:
    text = f"{HEAD}status: {status}\n{items}"
    return build_meeting(workspace.write_meeting(text, f"{STEM}.yaml"), PUBLICATION)


def files(workspace: WorkspaceFolder) -> dict[str, bytes]:
    folder = workspace.root / "output" / STEM
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def png_picture() -> bytes:
    held = io.BytesIO()
    Image.effect_noise((40, 40), 80).save(held, "PNG")
    return held.getvalue()


def said(workspace: WorkspaceFolder) -> Iterator[str]:
    """Yield the words of each published file."""
    made = files(workspace)
    yield squeezed(PdfFile(made[f"{STEM}-protokoll-publicerat.pdf"]).texts())
    yield squeezed(word_texts(made[f"{STEM}-protokoll-publicerat.docx"]))
    yield squeezed(html_texts(made[f"{STEM}-protokoll-publicerat.html"]))


def test_what_is_published(workspace: WorkspaceFolder) -> None:
    """Public headings stand, details are replaced and told with their places, and the meeting file is as it was."""
    outcome = publish(workspace)
    assert outcome.exit_code == 0, outcome.problems
    assert sorted(files(workspace)) == [
        *(f"{STEM}-protokoll-publicerat.{format_}" for format_ in ("docx", "html", "pdf")), "manifest.json",
    ]  # fmt: skip
    for words in said(workspace):
        assert "Ring Bo Ek på [borttaget], eller skriv till [borttaget]." in words
        assert "Placering av ett barn" in words and "ebrafink" not in words
        assert "Publicerad version" in words
    told = {problem.rule: problem.place for problem in outcome.problems if problem.level is Level.WARNING}
    assert {rule: (place.line, place.column) for rule, place in told.items() if place} == {
        "NV802": (7, 25), "NV803": (7, 61),
    }  # fmt: skip
    (summary,) = (problem.message for problem in outcome.problems if "publicerade versionen:" in problem.message)
    assert "innehållet i 1 ärende är utelämnat: ärende 2 (OSL 26:1)" in summary
    assert "2 uppgifter är ersatta" in summary
    assert "status: justerat" in (workspace.root / "meetings" / f"{STEM}.yaml").read_text("utf-8")


def test_both_ways_say_the_same(workspace: WorkspaceFolder) -> None:
    """A meeting that is published has the words that ``--publicering`` gives."""
    publish(workspace)
    by_option = list(said(workspace))
    build_meeting(workspace.write_meeting(f"{HEAD}status: publicerat\n{ITEMS}", f"{STEM}.yaml"), MINUTES)
    assert list(said(workspace)) == by_option
    publish(workspace, status="publicerat")
    assert list(said(workspace)) == by_option


def test_details_alone_make_a_published_meeting_another(workspace: WorkspaceFolder) -> None:
    """A published meeting with nothing secret is published as adopted, unless something is to be replaced."""
    items = "ärenden: [{rubrik: Ett, text: Ring 070-123 45 67.}]\n"
    build_meeting(workspace.write_meeting(f"{HEAD}status: publicerat\n{items}", f"{STEM}.yaml"), MINUTES)
    assert f"{STEM}-protokoll-publicerat.pdf" in files(workspace)
    assert all("070" not in words for words in said(workspace))


@pytest.mark.parametrize("status", ["utkast", "utskickat"])
def test_a_draft_is_not_published(workspace: WorkspaceFolder, status: str) -> None:
    """What is not adjusted is no public document, and the refusal says so."""
    outcome = publish(workspace, status=status)
    assert outcome.exit_code is ExitCode.CORRECTION
    assert "2 kap. 10 § tryckfrihetsförordningen" in outcome.problems[0].message
    assert outcome.problems[0].place and outcome.problems[0].place.line == 4
    assert files(workspace) == {}


NUMBERS = {
    "i text": ("  - rubrik: Ett\n    text: |\n      Bo.\n\n      Bo, 8501**01**-1236.\n", 10, 11),
    "över rader": ("  - rubrik: Ett\n    text: |\n      Bo, 850101-\n      1236.\n", 8, 11),
    "i rubrik": ("  - rubrik: Om 19850101 1236\n", 6, 16),
    "i omröstning": ("  - rubrik: Ett\n    omröstningar: [{ja: [Bo 850101+1236 (S)], nej: 1}]\n", 7, 29),
    "i bildens text": ("  - rubrik: Ett\n    text: |\n      ![Bo 850101‑1236](bilagor/foto.png)\n", 8, 12),
    "i offentlig rubrik": ("  - rubrik: E\n    sekretess: OSL 26:1\n    offentlig_rubrik: Bo 8501011236\n", 8, 26),
    "i delärende": ("  - rubrik: Ett\n    delärenden:\n      - rubrik: Två\n        text: 850161-1233\n", 9, 15),
}


@pytest.mark.parametrize("where", NUMBERS)
def test_a_personnummer_stops_everything(workspace: WorkspaceFolder, where: str) -> None:
    """Wherever it stands it is told with its place, and nothing is written."""
    item, line, column = NUMBERS[where]
    workspace.write("meetings/bilagor/foto.png", png_picture())
    outcome = publish(workspace, f"ärenden:\n{item}")
    assert outcome.exit_code is ExitCode.CORRECTION
    found = {problem.place for problem in outcome.problems if problem.rule == "NV801"}
    assert found, outcome.problems
    (place,) = found
    assert place is not None and (place.line, place.column) == (line, column)
    assert files(workspace) == {}


def test_a_personnummer_in_an_attachment_stops_it(workspace: WorkspaceFolder) -> None:
    """A Markdown attachment has its own place; those of secret items are not asked."""
    workspace.write("meetings/bilagor/bilaga.md", "# En bilaga\n\nBo, 850101-1236.\n")
    outcome = publish(workspace, "ärenden: [{rubrik: Ett, bilagor: bilagor/bilaga.md}]\n")
    (problem,) = (each for each in outcome.problems if each.rule == "NV801")
    assert problem.place and (problem.place.path.name, problem.place.line, problem.place.column) == ("bilaga.md", 3, 5)
    outcome = publish(workspace, "ärenden: [{rubrik: Ett, sekretess: OSL 26:1, bilagor: bilagor/bilaga.md}]\n")
    assert outcome.exit_code == 0
    assert b"bilaga.md" not in files(workspace)["manifest.json"]


def test_nothing_is_replaced_in_a_decision(workspace: WorkspaceFolder) -> None:
    """A decision is published as it was made: a number in it is an error, unless the file allows it."""
    outcome = publish(workspace, "ärenden:\n  - rubrik: Ett\n    beslut: [ringa 070-123 45 67]\n")
    (problem,) = (each for each in outcome.problems if each.rule == "NV802")
    assert problem.is_error and "tillåt NV802" in problem.remedy and "sekretess" in problem.remedy
    allowed = (
        "ärenden:\n  - rubrik: Ett\n    # naravard: tillåt NV802 jourens nummer\n    beslut: [ringa 070-123 45 67]\n"
    )
    assert publish(workspace, allowed).exit_code == 0
    assert all("070-123 45 67" in words for words in said(workspace))


def test_a_template_with_a_number_is_refused(workspace: WorkspaceFolder) -> None:
    """What comes of templates cannot be replaced in them, so it is told."""
    workspace.write_template("organ.yaml", "systemledning: {namn: Ledningen 070-123 45 67}\n")
    outcome = publish(workspace, "ärenden: [Ett]\n")
    assert outcome.exit_code is ExitCode.CORRECTION
    assert {problem.rule for problem in outcome.problems} == {"NV802"}


def test_the_switchboard_stays(workspace: WorkspaceFolder) -> None:
    """The organisation's own number is public wherever it stands, in whatever form."""
    workspace.write_template("organisation.yaml", "namn: Länet\nväxel: 090-785 00 00\n")
    assert publish(workspace, "ärenden: [{rubrik: Ett, text: Ring +46 90 785 00 00.}]\n").exit_code == 0
    assert all("+46 90 785 00 00" in words for words in said(workspace))


def test_adopted_minutes_stay_as_they_are(workspace: WorkspaceFolder) -> None:
    """The archive and the built minutes are not touched, and a verification knows all of the files."""
    path = workspace.write_meeting(f"{HEAD}status: justerat\n{ITEMS}", f"{STEM}.yaml")
    build_meeting(path, MINUTES)
    before = {path: path.read_bytes() for path in (workspace.root / "arkiv").rglob("*") if path.is_file()}
    own = files(workspace)[f"{STEM}-protokoll.pdf"]
    assert publish(workspace).exit_code == 0
    assert {path: path.read_bytes() for path in (workspace.root / "arkiv").rglob("*") if path.is_file()} == before
    assert files(workspace)[f"{STEM}-protokoll.pdf"] == own
    assert build_meeting(path, MINUTES).is_unchanged
    assert verify_meeting(path).exit_code == 0
    published = workspace.root / "output" / STEM / f"{STEM}-protokoll-publicerat.pdf"
    published.write_bytes(published.read_bytes() + b"\n")
    assert verify_meeting(path).exit_code is ExitCode.CHECK


def test_published_files_alone_are_verified(workspace: WorkspaceFolder) -> None:
    """A folder with nothing else is verified too, also where the meeting has secret attachments."""
    items = "ärenden: [{rubrik: Ett, sekretess: OSL 26:1, bilagor: bilagor/bilaga.md}, {rubrik: Två}]\n"
    assert publish(workspace, items).exit_code == 0
    outcome = verify_meeting(workspace.root / "meetings" / f"{STEM}.yaml")
    assert outcome.exit_code == 0, outcome.problems


def test_words_that_were_not_adopted_are_not_published(workspace: WorkspaceFolder) -> None:
    """Minutes whose words differ from the adopted ones are refused."""
    build_meeting(workspace.write_meeting(f"{HEAD}status: justerat\n{ITEMS}", f"{STEM}.yaml"), MINUTES)
    outcome = publish(workspace, ITEMS.replace("placera", "omplacera"))
    assert outcome.exit_code is ExitCode.CORRECTION
    assert f"{STEM}-protokoll-publicerat.pdf" not in files(workspace)


def test_attachments_keep_their_numbers(workspace: WorkspaceFolder) -> None:
    """A secret item's attachment is in no list, and the title that it gives a shared file neither."""
    items = """\
ärenden:
  - {rubrik: Ett, sekretess: OSL 26:1, bilagor: [bilagor/hemlig.md, {fil: bilagor/bilaga.md, titel: Zebrafinken}]}
  - {rubrik: Två, bilagor: bilagor/bilaga.md}
"""
    workspace.write("meetings/bilagor/hemlig.md", "# Hemlig bilaga\n\nText.\n")
    assert publish(workspace, items).exit_code == 0
    pdf, word, page = said(workspace)
    assert "En bilaga, ärende 2" in pdf
    loaded = workspace.load(f"{HEAD}status: publicerat\n{items}")
    labels = document_labels(plan_build(loaded, PUBLICATION).public_pieces[0].document.blocks)
    assert "2." in [label for _, label, _ in labels]
    for words in (pdf, word, page):
        assert "Hemlig bilaga" not in words and "ebrafink" not in words


@pytest.mark.parametrize("is_sub_item", [False, True])
def test_nothing_of_any_field_is_left(workspace: WorkspaceFolder, is_sub_item: bool) -> None:
    """An item with a value of its own in every field that the models have leaves none of them in any layer."""
    filled = EveryKey(2)
    item = filled.item().model_copy(update={"secrecy": "OSL 26:1"})
    item = item.model_copy(
        update={"sub_items": tuple(each.model_copy(update={"secrecy": None}) for each in item.sub_items)}
    )
    if is_sub_item:
        secret = [each.model_copy(update={"secrecy": "OSL 26:1"}) for each in item.sub_items]
        item = AgendaItem.model_construct(heading="Det som är öppet", sub_items=tuple(secret))
    loaded = workspace.load(f"{HEAD}status: justerat\nnästa_möte: 2031-12-31\närenden: [Ett, Två]\n")
    meeting = loaded.meeting.model_copy(update={"agenda_items": (loaded.meeting.agenda_items[0], item)})
    assert build_loaded(replace(loaded, meeting=meeting), PUBLICATION).outcome.exit_code == 0
    own = set(filled.expected)
    markers = [value for key, value in own if value.startswith(("Zq", "5")) and not key.endswith(TOLD)]
    assert len(markers) > 50
    kept = [value for key, value in own if key.endswith("reference_number")]
    for name, data in files(workspace).items():
        text = "\n".join(layer.text for layer in file_layers(data))
        assert [value for value in markers if value in text and value not in kept] == [], name


def test_options_that_would_publish_more_are_refused(examples: Path, run: Run) -> None:
    """The meeting file, reading copies and letters are never made with ``--publicering``."""
    meeting = str(examples / "meetings" / "2023-03-24-systemledning.yaml")
    for option in ("--med-källa", "--sammanfoga", "--bara=mejl"):
        answer = run("bygg", "--publicering", option, meeting)
        assert answer.code == 2 and "--publicering" in answer.err
    assert not list((examples / "output").rglob("*publicerat*"))
