"""Letters and minutes as a communicator would send them: numbers to cite, attachments, headings, lines together."""

from __future__ import annotations

from conftest import HEAD, WorkspaceFolder
from small_pdfs import plain_pdf

from naravard_docs.builder.plan import meeting_letters
from naravard_docs.compose.mail import attachments_beside
from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.compose.recommendation import compose_recommendation
from naravard_docs.document.blocks import Block, Heading, List, Paragraph, Quote, Section
from naravard_docs.document.inlines import plain_text
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.registered_decision import registered_decisions
from naravard_docs.workspace.load import LoadedMeeting

MEETING = """\
start_paragraf: 5
ärenden:
  - rubrik: Ett
    bilagor: bilagor/bilaga.md
    föredragande: [Anna Ek, samordnare, Bo Al]
  - rubrik: Två
    föredragande:
      - Anna Ek, samordnare
      - Bo Al
    text: |
      Det gäller:

      Allt.
    beslut:
      inledning: att rekommendera kommunerna besluta
      satser:
        - text: anta planen
          underpunkter: [i dag, i morgon]
        - följa upp den
    rekommendation:
      ärende: planen
      datum: 2023-04-01
      sändlista: lanets-huvudman
      svar_senast: 2023-09-29
      svar_till: katarina-lindahl
      undertecknas_av: katarina-lindahl
      bilagor:
        - {fil: bilagor/kalkyl.pdf, titel: Kalkyl 2024}
        - bilagor/bilaga.md
  - rubrik: Tre
    beslut: Planen lades till handlingarna.
"""
SECTIONS = (
    "systemledning:\n  namn: Systemledning Nära vård\n  benämning: Systemledningen\n  ordval: {numrering: paragraf%s}\n"
)


def loaded(workspace: WorkspaceFolder, more: str = "") -> LoadedMeeting:
    workspace.write("meetings/bilagor/kalkyl.pdf", plain_pdf())
    workspace.write_template("organ.yaml", SECTIONS % more)
    text = MEETING.replace("    föredragande: [Anna Ek, samordnare, Bo Al]\n", "    föredragande: Bo Al\n")
    return workspace.load(HEAD + text)


def every(blocks: tuple[Block, ...]) -> dict[str, Block]:
    """Return all blocks by their ids."""
    found: dict[str, Block] = {}
    for block in blocks:
        found[block.id] = block
        if isinstance(block, Section | Quote):
            found |= every(block.blocks)
        if isinstance(block, List):
            found |= {name: inner for item in block.items for name, inner in every(item.blocks).items()}
    return found


def minutes(loaded: LoadedMeeting) -> dict[str, Block]:
    return every(compose_minutes(loaded.meeting, loaded.workspace.house, loaded.attached_texts).blocks)


def letter(loaded: LoadedMeeting) -> dict[str, Block]:
    (only,) = meeting_letters(loaded)
    return every(compose_recommendation(only).blocks)


def words(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading)
    return plain_text(block.content)


def labels(block: Block) -> list[str]:
    assert isinstance(block, List)
    return [block.label(n) for n in range(len(block.items))]


def test_points_have_one_number_in_letter_and_register(workspace: WorkspaceFolder) -> None:
    """A letter's points are numbered as the register counts them, their own points with letters."""
    found = loaded(workspace)
    made = letter(found)
    assert labels(made["beslut.satser"]) == ["1.", "2."]
    assert labels(made["beslut.sats-1.underpunkter"]) == ["a)", "b)"]
    body = found.workspace.house.bodies["systemledning"]
    registered = registered_decisions(found.meeting, body, "x.yaml", plain_words)
    assert [one.point for one in registered] == [1, 2, None]
    assert labels(minutes(found)["ärende-2.beslut.satser"]) == ["–", "–"], "minutes keep the body's own style"


def test_an_attachment_has_one_number_and_its_items(workspace: WorkspaceFolder) -> None:
    """Minutes and letter number a file alike, the minutes say which items it belongs to, and list it once."""
    found = loaded(workspace)
    in_minutes, in_letter = minutes(found), letter(found)
    assert [words(in_minutes[f"bilagor.{n}"]) for n in (1, 2)] == [
        "En bilaga, §\u00a05 och §\u00a06",
        "Kalkyl 2024, §\u00a06",
    ]
    assert "bilagor.3" not in in_minutes
    assert labels(in_letter["bilagor"]) == ["1.", "2."]
    assert words(in_letter["bilaga-1.nummer"]) == "Bilaga 1"
    (only,) = meeting_letters(found)
    assert list(attachments_beside(only)) == ["Bilaga 2 Kalkyl 2024.pdf"]


def test_a_decision_has_its_word_where_the_body_wants_it(workspace: WorkspaceFolder) -> None:
    """«beslutsrubrik» stands above each decision in place of «X beslutade»; the letter still says who decided."""
    found = loaded(workspace, ", beslutsrubrik: Beslut")
    made = minutes(found)
    assert [words(made[f"ärende-{n}.beslut.rubrik"]) for n in (2, 3)] == ["Beslut", "Beslut"]
    assert words(made["ärende-2.beslut"]) == "Att rekommendera kommunerna besluta:"
    assert words(letter(found)["beslut"]).startswith("Systemledningen beslutade vid sitt sammanträde den 24 mars 2023")
    assert "ärende-2.beslut.rubrik" not in minutes(loaded(workspace))


def test_each_who_presented_has_a_line(workspace: WorkspaceFolder) -> None:
    """Several stand below one another; one alone stands beside the word."""
    made = minutes(loaded(workspace))
    assert words(made["ärende-1.föredragande"]) == "Föredragande: Bo Al"
    assert words(made["ärende-2.föredragande"]) == "Föredragande: Anna Ek, samordnare Bo Al"


def test_what_ends_with_a_colon_stays_with_what_follows(workspace: WorkspaceFolder) -> None:
    """A line that leads on, and a point with points of its own, is kept on their page; what ends a text is not."""
    made = minutes(loaded(workspace))
    leading = [b for b in made.values() if isinstance(b, Paragraph) and words(b) in ("Det gäller:", "Att anta planen")]
    assert [block.keeps_with_next for block in leading] == [True, True]
    (after,) = (block for block in made.values() if isinstance(block, Paragraph) and words(block) == "Allt.")
    assert not after.keeps_with_next
