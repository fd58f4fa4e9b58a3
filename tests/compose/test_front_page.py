"""The first page, those present, lines to sign on and the notice, as a nämnd, a fullmäktige and others have them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import WorkspaceFolder
from made import documents

from naravard_docs.compose.minutes import compose_minutes
from naravard_docs.document.blocks import Block, List, PageBreak, Paragraph, Section, SignatureBlock, Table
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import plain_text
from naravard_docs.swedish import days_in_words, read_date

LAW = "nämnd: {namn: Nämnden, profil: nämnd, ordval: {numrering: paragraf, framsida: ja, STYLE}}\n"
OTHERS = "nämnd: {namn: Förbundet, ordval: {numrering: paragraf, framsida: ja, STYLE}}\n"
HEAD = "organ: nämnd\ndatum: 2023-05-12\nstart_paragraf: 33\n"
ITEMS = "ärenden: [{rubrik: Ett}, {rubrik: Två, ordförande: Bo Al (S)}, {rubrik: Tre, ordförande: Bo Al (S)}]\n"


def minutes(workspace: WorkspaceFolder, text: str, style: str = "beslut: sist", body: str = LAW) -> Document:
    workspace.write_template("organ.yaml", body.replace("STYLE", style))
    loaded = workspace.load(HEAD + text)
    return compose_minutes(loaded.meeting, loaded.workspace.house)


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from every(block.blocks)


def by_id(document: Document, name: str) -> Block | None:
    return next((block for block in every(document.blocks) if block.id == name), None)


def words_of(document: Document, name: str) -> str:
    block = by_id(document, name)
    assert isinstance(block, Paragraph)
    return plain_text(block.content)


def signed(document: Document) -> list[str]:
    block = by_id(document, "underskrifter")
    assert isinstance(block, SignatureBlock)
    return [", ".join(each.texts) for each in block.signatories]


def table(document: Document, name: str) -> list[list[str]]:
    found = by_id(document, name)
    assert isinstance(found, Table)
    head = [plain_text(column.heading) for column in found.columns]
    return [head, *([plain_text(cell) for cell in row] for row in found.rows)]


def test_the_first_page_comes_first_and_ends() -> None:
    """Plats och tid, närvarande, frånvarande, justering, underskrifter and anslag stand before the page break."""
    names = [block.id for block in documents()["protokoll-nämnd"].blocks]
    first = names[: names.index("framsida.slut")]
    assert first[3:] == [
        *("status", "plats-och-tid", "närvarande", "frånvarande", "justering"),
        *("underskrifter.rubrik", "underskrifter", "anslag"),
    ]
    assert names.count("underskrifter") == 1


def test_columns_are_those_that_there_is_something_for() -> None:
    """A table has «Tjänstgör för» and «Närvaro» where several have such, and no column is empty."""
    document = documents()["protokoll-nämnd"]
    assert table(document, "närvarande-1")[0] == ["Namn", "Uppdrag", "Tjänstgör för", "Närvaro"]
    assert table(document, "närvarande-2") == [["Namn", "Närvaro"], ["Fia Hed (M)", ""], ["Gun Is (S)", "ej §\u00a035"]]
    assert table(document, "närvarande-3")[2] == ["Inga Krok", "Socialförvaltningen", "ekonom, §\u00a036"]
    assert table(document, "frånvarande-1")[:2] == [
        ["Namn", "Anledning"],
        ["Stig-Arne Tengmer (L)", "anmält förhinder"],
    ]


def test_those_who_led_single_items_sign_for_them(workspace: WorkspaceFolder) -> None:
    """Who led an item has a line with its number, once however many they are; who led all has no second line."""
    chairs = "ordförande: [{namn: Anna Ek, paragrafer: 33}]\nsekreterare: Siv Ö\njusterare: [Cia Dal]\n"
    assert signed(minutes(workspace, chairs + ITEMS)) == [
        *("Siv Ö, Sekreterare", "Anna Ek, Ordförande, §\u00a033"),
        *("Bo Al, Ordförande, §§\u00a034, 35", "Cia Dal, Justerare"),
    ]
    assert signed(minutes(workspace, "ordförande: Bo Al (S)\n" + ITEMS)) == ["Bo Al, Ordförande"]


@pytest.mark.parametrize(("position", "comes_first"), [("först", True), ("sist", False)])
def test_signatures_stand_where_the_body_has_them(workspace: WorkspaceFolder, position: str, comes_first: bool) -> None:
    """Lines to sign on are on the first page or after the items, with a first page or without one."""
    for page in ("ja", "nej"):
        body = LAW.replace("framsida: ja", f"framsida: {page}")
        document = minutes(workspace, "ordförande: Eva Ek\n" + ITEMS, f"underskrifter: {position}", body)
        names = [block.id for block in document.blocks]
        assert (names.index("underskrifter") < names.index("ärende-1")) is comes_first


def test_days_of_the_notice_that_are_not_given_are_proposed(workspace: WorkspaceFolder) -> None:
    """Two days after adjustment at the latest, the day after three weeks at the earliest (KL 8:12, 13:5)."""
    document = minutes(workspace, "justering: 2023-05-20\n" + ITEMS)
    said = " ".join(words_of(document, "anslag.uppgifter").split())
    assert "Anslaget sätts upp: Förslag: senast den 22 maj 2023" in said
    assert "Anslaget tas ned: Förslag: tidigast den 13 juni 2023" in said
    said = " ".join(words_of(minutes(workspace, "anslag: 2023-05-21\n" + ITEMS), "anslag.uppgifter").split())
    assert "Anslaget sätts upp: 21 maj 2023 Anslaget tas ned: Förslag: tidigast den 13 juni 2023" in said
    said = words_of(
        minutes(workspace, "anslag: {uppsatt: 2023-05-21, nedtas: 2023-06-20}\n" + ITEMS), "anslag.uppgifter"
    )
    assert "Förslag" not in said


def test_the_notice_of_some_items_goes_by_their_own_adjustment(workspace: WorkspaceFolder) -> None:
    """What was adjusted at once is posted after that day, and the rest after the other."""
    adjusted = "justering: [2023-05-20, {datum: 2023-05-12, paragrafer: 34}]\n"
    notices = "anslag: [{paragrafer: 34}, {paragrafer: '33, 35'}]\n"
    rows = table(minutes(workspace, adjusted + notices + ITEMS), "anslag.tabell")
    assert [row[1].replace("\u00a0", " ") for row in rows[1:]] == [
        "Förslag: senast den 14 maj 2023",
        "Förslag: senast den 22 maj 2023",
    ]


def test_nothing_is_proposed_to_those_whom_the_law_does_not_bind(workspace: WorkspaceFolder) -> None:
    """A body outside kommunallagen has no notice of itself, and of one that it writes only what it says."""
    assert by_id(minutes(workspace, "justering: 2023-05-20\n" + ITEMS, body=OTHERS), "anslag") is None
    said = words_of(minutes(workspace, "anslag: {förvaras: kansliet}\n" + ITEMS, body=OTHERS), "anslag.uppgifter")
    assert "Protokollet förvaras: kansliet" in said
    assert "Förslag" not in said


def test_a_small_body_has_none_of_it(workspace: WorkspaceFolder) -> None:
    """Without the keys there is no first page, no notice, no columns and nothing to sign on at the foot of pages."""
    loaded = workspace.load(
        "organ: systemledning\ndatum: 2023-05-12\nnärvarande: [{grupp: Alla, personer: [Eva Ek]}]\n"
    )
    document = compose_minutes(loaded.meeting, loaded.workspace.house)
    blocks = list(every(document.blocks))
    assert not any(isinstance(block, PageBreak) or (isinstance(block, List) and block.columns > 1) for block in blocks)
    assert by_id(document, "anslag") is None
    assert [line.blanks for line in document.footer] == [0]


def test_how_to_appeal_comes_last_on_a_page_of_its_own() -> None:
    """Nothing comes after how to appeal, whose own headings are below its heading."""
    *_, before, last = documents()["protokoll-nämnd"].blocks
    assert isinstance(before, PageBreak)
    assert isinstance(last, Section)
    assert last.title == "Så överklagar man"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-05-12", "2023-05-12", "12 maj 2023"),
        ("2023-05-12", "2023-05-13", "12–13 maj 2023"),
        ("2023-05-31", "2023-06-01", "31 maj–1 juni 2023"),
        ("2023-12-31", "2024-01-01", "31 december 2023–1 januari 2024"),
    ],
)
def test_days_that_a_meeting_lasts_are_said_once(first: str, last: str, said: str) -> None:
    """What the first and the last day have in common stands once."""
    one, other = read_date(first), read_date(last)
    assert one is not None
    assert days_in_words(one, other) == said
