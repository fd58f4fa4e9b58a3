"""What compose/normalise.py promises of every document: sound heading levels, ids of their own."""

from __future__ import annotations

from collections.abc import Iterator

from conftest import HEAD, REPOSITORY, WorkspaceFolder

from naravard_docs.builder.build import BuildOptions, build_meeting
from naravard_docs.compose.normalise import normalise_blocks
from naravard_docs.document.blocks import Block, Heading, List, Paragraph, Quote, Section
from naravard_docs.document.inlines import text
from naravard_docs.errors import ExitCode
from naravard_docs.markup.read import read_markup
from naravard_docs.markup.setting import Setting


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and all blocks within them."""
    for block in blocks:
        yield block
        if isinstance(block, List):
            for item in block.items:
                yield from every(item.blocks)
        elif isinstance(block, Quote | Section):
            yield from every(block.blocks)


def test_no_heading_level_is_skipped() -> None:
    """A heading is at most one level below the one before, and the first is of level one."""
    made = normalise_blocks(
        (Heading("a", 2, text("A")), Section("s", (Heading("b", 3, text("B")),)), Heading("c", 3, text("C")))
    )
    assert [block.level for block in every(made) if isinstance(block, Heading)] == [1, 2, 3]


def test_sound_levels_are_left_alone() -> None:
    """Headings in order keep their levels."""
    blocks = tuple(Heading(str(n), level, text("R")) for n, level in enumerate((1, 2, 3, 3, 2, 1, 2)))
    assert normalise_blocks(blocks) == blocks


def test_ids_are_told_apart() -> None:
    """The first block with an id keeps it, the next with the same are counted up past ids that are taken."""
    made = normalise_blocks(
        (Paragraph("a", ()), Section("b", (Paragraph("a", ()), Paragraph("a-2", ()))), Paragraph("a", ()))
    )
    ids = [block.id for block in every(made)]
    assert ids[0] == "a"
    assert len(set(ids)) == len(ids)


def test_equal_headings_get_ids_of_their_own() -> None:
    """Headings of the same words in one text do not share a bookmark."""
    blocks = normalise_blocks(
        read_markup("# Läge\n\nx\n\n# Läge\n\ny\n\n# Läge 2\n\nz\n", Setting("t", top_level=1)).blocks
    )
    ids = [block.id for block in blocks]
    assert len(set(ids)) == len(ids)


def test_heading_in_a_background_without_one_above_is_built(workspace: WorkspaceFolder) -> None:
    """A letter template without headings and a background with one give files, not a fault at the end."""
    workspace.write_template("rekommendation.md", "{{ bakgrund }}\n\n{{ beslut }}\n")
    source = (REPOSITORY / "meetings" / "2021-03-19-samrad-vard-och-omsorg.yaml").read_text(encoding="utf-8")
    head, tail = source.split("      bilagor:")[0], ""
    changed = head.replace("      bakgrund: |\n", "      bakgrund: |\n        ## Historik\n\n") + tail
    outcome = build_meeting(workspace.write_meeting(changed, "2021-03-19-samrad.yaml"), BuildOptions())
    assert outcome.exit_code is ExitCode.DONE


def test_no_word_of_a_text_is_lost_to_a_reference(workspace: WorkspaceFolder) -> None:
    """What CommonMark takes for a link's definition stays in the text."""
    loaded = workspace.load(HEAD + "ärenden:\n  - rubrik: A\n    text: |\n      [Anmärkning]: jäv\n")
    (block,) = read_markup(loaded.meeting.agenda_items[0].text, Setting("t")).blocks
    assert isinstance(block, Paragraph)
    assert block.content == text("[Anmärkning]: jäv")
