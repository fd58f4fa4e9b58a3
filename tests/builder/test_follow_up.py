"""naravard uppföljning: what the documents say, where they are written, and that the clock is never asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from answering import CLAUSES, ENTRY, MEETING, REFERENCE, STEM, answered, asked, recommendations_with_answers
from command import Run
from conftest import WorkspaceFolder
from made import FOLLOWED_UP_ON, LETTER_STEM, example_recommendation
from pypdf import PdfReader

from naravard_docs.builder.follow_up import document_of_one, follow_up
from naravard_docs.builder.options import BuildOptions
from naravard_docs.chart.fills import contrast
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.compose.status_sentences import clause_summary, status_summary, summary_of_all
from naravard_docs.document.blocks import Figure, Heading, List, Paragraph, Quote, Table, Tone
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import plain_text
from naravard_docs.errors import ExitCode, InvalidInputError
from naravard_docs.responses.load import LoadedRecommendation
from naravard_docs.style.text_styles import tone_colour
from naravard_docs.style.theme import Theme

MEETING_FILE = f"meetings/{LETTER_STEM}.yaml"
NAME = f"{LETTER_STEM}-uppfoljning-systemledning-och-framtidsbild-2021-10-25"
DAY = date(2023, 11, 15)
SENT = "    skickat: 2023-04-03\n"
ADOPTED = "    beslut: {instans: KF, datum: 2023-06-19, paragraf: 87, satser: antagen}\n"
ONE_CLAUSE = MEETING.replace(f"[{', '.join(CLAUSES)}]", f"[{CLAUSES[0]}]")
ONE_SENTENCE = MEETING.replace(f"[{', '.join(CLAUSES)}]", "Kommunerna rekommenderas att anta planen.")


def document(recommendation: LoadedRecommendation, day: date = DAY) -> Document:
    return document_of_one(recommendation, day)


def tables(made: Document) -> list[list[list[str]]]:
    """Return each table as rows of words, its heading first."""
    return [
        [[plain_text(c.heading) for c in block.columns], *([plain_text(cell) for cell in row] for row in block.rows)]
        for block in made.blocks
        if isinstance(block, Table)
    ]


def row_of(name: str, table: list[list[str]]) -> list[str]:
    (row,) = (row for row in table if row[0] == name)
    return row[1:]


def entries(*said: str) -> str:
    """Return an answer file of entries, each a recipient's key and what is told of it."""
    return "svar:\n" + "".join(f"  - mottagare: {one.partition(' ')[0]}\n{one.partition(' ')[2]}" for one in said)


def test_the_matrix_says_in_words_what_each_decided(workspace: WorkspaceFolder) -> None:
    """Each recipient has the outcome of each clause, where it was decided and its own number; or that there is none."""
    made = document(
        answered(
            workspace,
            entries(
                f"umea {SENT}    diarienummer: KS 12\n{ADOPTED}",
                f"mala {SENT}    beslut: {{instans: KF, datum: 2023-06-20, satser: {{1: avslagen, 2: bordlagd}}}}\n",
                f"norsjo {SENT}",
            ),
        )
    )
    matrix = tables(made)[0]
    assert matrix[0] == ["Mottagare", "Punkt 1", "Punkt 2", "Beslut", "Diarienummer"]
    assert row_of("Umeå kommun", matrix) == ["antagen", "antagen", "KF 19 juni 2023 §\u00a087", "KS 12"]
    assert row_of("Malå kommun", matrix) == ["avslagen", "bordlagd", "KF 20 juni 2023", ""]
    assert len(matrix) == 3, "who has not decided is told of elsewhere"


def test_nobody_stands_in_two_tables_for_one_reason(workspace: WorkspaceFolder) -> None:
    """Who decided is in the first table, who owes an answer in the second; whom nothing was sent to is named below."""
    told = entries(f"umea {SENT}{ADOPTED}", f"norsjo {SENT}    diarienummer: KS 7\n")
    made = document(answered(workspace, told))
    decided, owing = ([row[0] for row in table[1:]] for table in tables(made))
    assert (decided, owing) == (["Umeå kommun"], ["Norsjö kommun KS 7"])
    (unsent,) = (b for b in made.blocks if isinstance(b, Paragraph) and b.id == "uppföljning.inte-skickat")
    assert plain_text(unsent.content).count(",") == 12
    assert "Åsele kommun" in plain_text(unsent.content)
    assert "Umeå" not in plain_text(unsent.content)


def test_how_a_clause_was_met_stands_close_to_it(workspace: WorkspaceFolder) -> None:
    """The outcome is the clause's last line, and not a paragraph of its own."""
    blocks = document(answered(workspace, entries(f"umea {SENT}{ADOPTED}"))).blocks
    (listed,) = (block for block in blocks if isinstance(block, List))
    (first,) = listed.items[0].blocks
    assert isinstance(first, Paragraph)
    assert plain_text(first.content) == "Att anta planen Antagen av 1; 15 har inte svarat."


def test_colour_says_what_the_words_say() -> None:
    """Each outcome has a colour of its own, on which the words are easy to read, and nothing else has one."""
    matrix = next(b for b in document(example_recommendation(), FOLLOWED_UP_ON).blocks if isinstance(b, Table))
    cells = [
        (plain_text(c), tone)
        for n, row in enumerate(matrix.rows)
        for c, tone in zip(row, matrix.tones_of(n), strict=True)
    ]
    toned = {(words, tone) for words, tone in cells if tone is not None}
    assert toned == {
        ("antagen", Tone.YES),
        ("antagen med ändring", Tone.YES_BUT),
        ("avslagen", Tone.NO),
        ("bordlagd", Tone.LATER),
    }
    assert not {words for words, tone in cells if tone is None} & {words for words, _ in toned}
    assert all(contrast(Theme().text_colour, tone_colour(tone)) >= 12 for tone in Tone)
    assert len({tone_colour(tone) for tone in Tone}) == len(Tone)


@pytest.mark.parametrize("meeting", [ONE_CLAUSE, ONE_SENTENCE], ids=["clause", "sentence"])
def test_a_single_clause_is_quoted_and_its_column_is_the_answer(workspace: WorkspaceFolder, meeting: str) -> None:
    """With one clause, or a decision in one sentence, nothing is numbered; the words stand above the table."""
    made = document(answered(workspace, entries(f"umea {SENT}{ADOPTED}"), meeting))
    assert tables(made)[0][0] == ["Mottagare", "Svar", "Beslut"]
    above = [plain_text(block.content) for block in made.blocks if isinstance(block, Paragraph)]
    assert any("anta planen" in words or words.startswith("Systemledningen beslutade") for words in above)
    assert not any("Punkt" in words for words in above)


def test_many_clauses_are_shared_among_tables(tmp_path: Path) -> None:
    """No table has more clauses than fit a page; together they have all, once each; the first has the decisions."""
    (recommendation,) = recommendations_with_answers(tmp_path, clauses=12, recipients=7)
    made = document(recommendation, date(2021, 11, 15))
    clauses = [[heading for heading in table[0] if heading.startswith("Punkt")] for table in tables(made)]
    assert [len(found) for found in clauses] == [4, 4, 4, 0]
    assert [heading for found in clauses for heading in found] == [f"Punkt {n}" for n in range(1, 13)]
    assert [table[0][0] for table in tables(made)] == ["Mottagare och beslut", *["Mottagare"] * 3]
    headings = [plain_text(block.content) for block in made.blocks if isinstance(block, Heading)]
    assert headings[3:6] == ["Svaren på punkt 1–4", "Svaren på punkt 5–8", "Svaren på punkt 9–12"]


def test_changes_are_quoted_in_full(workspace: WorkspaceFolder) -> None:
    """The text of a change stands below the tables as it was written, with whose it is and of which clause."""
    change = "anta planen med den ändringen att den följs upp vartannat år"
    clauses = f"{{1: antagen, 2: {{utfall: antagen med ändring, text: {change}}}}}"
    told = f"umea {SENT}    beslut: {{instans: KF, datum: 2023-06-19, satser: {clauses}}}\n"
    blocks = document(answered(workspace, entries(told))).blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Quote))
    lead, quote = blocks[at - 1], blocks[at]
    assert isinstance(lead, Paragraph) and isinstance(quote, Quote) and isinstance(quote.blocks[0], Paragraph)
    assert plain_text(lead.content) == "Umeå kommun har antagit punkt 2 med ändringen:"
    assert plain_text(quote.blocks[0].content) == change


def test_those_who_owe_an_answer_are_named_with_days_late(workspace: WorkspaceFolder) -> None:
    """The latest come first; a promise moves the day, and a last reminder is told."""
    told = entries(
        f"umea {SENT}    utlovat: 2023-11-10\n",
        f"mala {SENT}    utlovat: 2023-12-01\n",
        f"norsjo {SENT}    påmint: [2023-10-10, 2023-11-01]\n",
        f"vannas {SENT}{ADOPTED}",
    )
    assert tables(document(answered(workspace, told)))[-1] == [
        ["Mottagare", "Läge", "Svar väntas", "Försening", "Senast påmind"],
        ["Norsjö kommun", "har inte hört av sig", "30 september 2023", "46 dagar", "1 november 2023"],
        ["Umeå kommun", "löfte passerat", "10 november 2023", "5 dagar", "inte påmind"],
        ["Malå kommun", "utlovat", "1 december 2023", "ingen", "inte påmind"],
    ]


def test_the_summary_says_it_in_sentences(workspace: WorkspaceFolder) -> None:
    """How many answered what, who owes an answer and since when, and to whom nothing was sent."""
    keys = ("storuman", "mala", "norsjo", "robertsfors")
    recommendation = answered(workspace, entries(f"umea {SENT}{ADOPTED}", *(f"{key} {SENT}" for key in keys)))
    assert status_summary(recommendation.status(DAY)) == (
        "1 av 16 mottagare har besvarat rekommendationen: 1 har antagit den. Svar saknas från 4 mottagare, som inte "
        "har hört av sig. Sista dag för svar var den 30 september 2023, för 46 dagar sedan. Brevet är inte skickat "
        "till 11 mottagare."
    )
    before = status_summary(recommendation.status(date(2023, 5, 1)))
    keys = [each.recipient.slug for each in recommendation.status(DAY).recipients]
    silent = answered(workspace, entries(*(f"{key} {SENT}" for key in keys))).status(DAY)
    assert status_summary(silent).startswith("Ingen av de 16 har hört av sig. Sista dag")
    assert before.startswith("Ingen av de 16 mottagarna har besvarat rekommendationen.")
    assert "Sista dag för svar är den 30 september 2023." in before
    unsent = "Brevet är inte skickat till någon av de 16 mottagarna."
    assert status_summary(recommendation.status(date(2023, 4, 1))) == unsent
    assert clause_summary(recommendation.status(DAY), 1) == "Antagen av 1; 15 har inte svarat."
    assert clause_summary(recommendation.status(date(2023, 5, 1)), 1) == "Ingen har svarat."
    both = summary_of_all([recommendation.status(DAY)] * 2)
    assert both.startswith("2 rekommendationer till sammanlagt 32 mottagare: 2 svar har kommit, 8 saknas och 22 brev")


def test_the_chart_says_in_words_what_it_shows() -> None:
    """The figure has the counts as its alternative text, and is a picture."""
    (figure,) = (b for b in document(example_recommendation(), FOLLOWED_UP_ON).blocks if isinstance(b, Figure))
    assert "8 besvarat, 2 bordlagt, 1 utlovat" in figure.alt_text
    assert figure.image.startswith(b"\x89PNG")


def test_word_and_pdf_of_a_recommendation(examples: Path, run: Run) -> None:
    """The command writes both beside the minutes, says where things stand, and the last told day is the day."""
    answer = run("uppföljning", MEETING_FILE)
    assert answer.code == ExitCode.DONE
    assert answer.lines == [f"output/{LETTER_STEM}/{NAME}{suffix}" for suffix in (".docx", ".pdf")]
    assert answer.err.startswith("läget den 25 oktober 2021: 8 av 16 mottagare har besvarat")
    word, pdf = (Path(line).read_bytes() for line in answer.lines)
    for texts in (word_texts(word), PdfFile(pdf).texts()):
        said = " ".join(" ".join(texts).split())
        assert "Läget: 25 oktober 2021" in said
        assert "fastställa Framtidsbild Nära vård 2030 som inriktning" in said


def test_the_same_answers_give_the_same_bytes(examples: Path, run: Run) -> None:
    """Built twice, as answer file and by its name, the files are the same: no clock is asked."""
    first = {line: Path(line).read_bytes() for line in run("uppföljning", MEETING_FILE).lines}
    second = run("follow-up", f"{LETTER_STEM}-systemledning-och-framtidsbild", "--till", "igen").lines
    assert {Path(line).name: Path(line).read_bytes() for line in second} == {
        Path(line).name: data for line, data in first.items()
    }


def test_a_decision_that_the_day_hides_is_told(examples: Path, run: Run) -> None:
    """Asked about an earlier day, the command names who had not decided yet but has."""
    answer = run("uppföljning", MEETING_FILE, "--per", "2021-10-01", "--format", "pdf")
    assert answer.code == ExitCode.DONE
    assert "råd: " in answer.err
    assert "beslut efter den 1 oktober 2021 räknas inte: Vindelns kommun (25 oktober 2021)" in answer.err


@pytest.mark.slow
def test_a_year(examples: Path, run: Run) -> None:
    """All recommendations of the year's letters come in one document, in a folder of its own, with its manifest."""
    other = (examples / MEETING_FILE).read_text("utf-8").replace("2021-", "2022-")
    other = other.replace("kortnamn: systemledning och framtidsbild", "kortnamn: en annan")
    (examples / "meetings/2022-03-19-samrad.yaml").write_text(other.replace("datum: 2022-04-23", "datum: 2021-04-24"))
    answer = run("uppföljning", "--år", "2021", "--per", "2021-11-15", "--format", "pdf")
    assert answer.code == ExitCode.CORRECTION, "the letter is dated before its meeting"
    (examples / "meetings/2022-03-19-samrad.yaml").write_text(
        other.replace("datum: 2022-04-23", "datum: 2021-04-24").replace("datum: 2022-03-19", "datum: 2021-03-20")
    )
    answer = run("uppföljning", "--år", "2021", "--per", "2021-11-15", "--format", "pdf")
    assert answer.lines == ["output/uppfoljning-2021/uppfoljning-2021-2021-11-15.pdf"]
    assert "2 rekommendationer till sammanlagt 32 mottagare" in answer.err
    assert "inga svar är antecknade" in answer.err
    said = " ".join(PdfFile(Path(answer.lines[0]).read_bytes()).texts())
    assert said.count("Svaren") == 1, "nobody has answered the other"
    manifest = json.loads(Path("output/uppfoljning-2021/manifest.json").read_text("utf-8"))
    assert [(entry["fil"], entry["läget"]) for entry in manifest["filer"]] == [
        ("uppfoljning-2021-2021-11-15.pdf", "2021-11-15")
    ]
    assert f"meetings/svar/{LETTER_STEM}-systemledning-och-framtidsbild.yaml" in {s["fil"] for s in manifest["källor"]}


def test_it_is_listed_beside_what_the_meeting_gives(examples: Path, run: Run) -> None:
    """A follow-up stands in the meeting's manifest, whatever is built next, and is verified as a file."""
    run("uppföljning", MEETING_FILE, "--format", "pdf")
    run("bygg", MEETING_FILE, "--bara", "protokoll", "--format", "pdf")
    manifest = json.loads((examples / "output" / LETTER_STEM / "manifest.json").read_text("utf-8"))
    assert [entry["fil"] for entry in manifest["filer"]] == [f"{LETTER_STEM}-protokoll.pdf", f"{NAME}.pdf"]
    run("svar", MEETING_FILE, "mala", "--mottaget", "2021-11-20")
    assert run("verifiera", MEETING_FILE).code == ExitCode.DONE, "an older day is no fault"
    built = run("bygg", MEETING_FILE, "--bara", "protokoll", "--format", "pdf")
    assert "äldre underlag" not in built.err
    with (examples / "output" / LETTER_STEM / f"{NAME}.pdf").open("ab") as file:
        file.write(b"mer")
    verified = run("verifiera", MEETING_FILE)
    assert verified.code == ExitCode.CHECK
    assert "är ändrad efter att den byggdes\n  tips: bygg uppföljningen igen" in verified.err


@pytest.mark.slow
def test_what_was_changed_by_hand_is_put_aside(examples: Path, run: Run) -> None:
    """A Word file that somebody has written in is kept under another name when the follow-up is built again."""
    word, _ = map(Path, run("uppföljning", MEETING_FILE).lines)
    word.write_bytes(b"changed")
    answer = run("uppföljning", MEETING_FILE)
    assert f"är sparad som {NAME}-andrad.docx" in answer.err
    assert word.with_name(f"{NAME}-andrad.docx").read_bytes() == b"changed"
    assert run("uppföljning", MEETING_FILE).err.count("sparad som") == 0


def test_each_day_has_a_report_of_its_own(examples: Path, run: Run) -> None:
    """The follow-up of one day does not take the place of another's, and both are listed and right."""
    june = {
        Path(line): Path(line).read_bytes() for line in run("uppföljning", MEETING_FILE, "--per", "2021-06-30").lines
    }
    december = run("uppföljning", MEETING_FILE, "--per", "2021-12-01").lines
    assert {path.name[-15:-5] for path in map(Path, december) if path.suffix == ".docx"} == {"2021-12-01"}
    assert {path: path.read_bytes() for path in june} == june
    assert run("verifiera", MEETING_FILE).code == ExitCode.DONE


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "det framgår inte vad som ska följas upp"),
        ((MEETING_FILE, "--år", "2021"), "ange ett möte eller ett år, inte båda"),
        (("--år", "2021", "--ärende", "x"), "--ärende gäller ett möte"),
        (("--år", "tjugo"), "«tjugo» går inte att använda"),
        (("--år", "2020"), "inga rekommendationer har brev från 2020"),
        (("--år", "2021", "--per", "2021-04-01"), "inga rekommendationer har brev från 2021 till och med 1 april 2021"),
        ((MEETING_FILE, "--per", "2021-04-01"), "brevet är daterat 23 april 2021, efter 1 april 2021"),
        ((MEETING_FILE, "--ärende", "systemledning"), "«systemledning» är ingen av mötets rekommendationer"),
        (("meetings/2023-03-24-systemledning.yaml",), "har ingen rekommendation"),
    ],
)
def test_what_cannot_be_followed_up_is_refused(examples: Path, run: Run, arguments: tuple[str, ...], told: str) -> None:
    """Wrong usage is told with what to do, and nothing is written."""
    answer = run("uppföljning", *arguments)
    assert answer.code == ExitCode.USAGE
    assert told in answer.err
    assert "tips: " in answer.err
    assert not (examples / "output").exists()


def test_faults_in_the_answers_stop_it(examples: Path, run: Run) -> None:
    """Every fault of the answer file is told at its place, and nothing is written."""
    path = examples / "meetings/svar" / f"{LETTER_STEM}-systemledning-och-framtidsbild.yaml"
    path.write_text(path.read_text("utf-8").replace("mottagare: mala", "mottagare: malla").replace("§ 64", "sida 64"))
    answer = run("uppföljning", MEETING_FILE)
    assert answer.code == ExitCode.CORRECTION
    assert "menade du «mala»?" in answer.err
    assert answer.err.count(f"{path.name}:") == 2
    assert not (examples / "output").exists()


def test_a_character_without_a_glyph_is_told_where_it_was_written(workspace: WorkspaceFolder) -> None:
    """A change with a character that the typeface lacks is refused, with its line in the answer file."""
    clauses = "{1: antagen, 2: {utfall: antagen med ändring, text: anta 漢}}"
    answers = f"{ENTRY}    beslut: {{instans: KF, datum: 2023-06-19, satser: {clauses}}}\n"
    path = asked(workspace, answers)
    with pytest.raises(InvalidInputError) as caught:
        follow_up(path, BuildOptions())
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (Path(problem.place.file).name, problem.place.line) == (f"{REFERENCE}.yaml", 3)
    assert not (workspace.root / "output" / STEM).exists()


def test_a_draft_is_marked(examples: Path, run: Run) -> None:
    """While the minutes are not approved, the follow-up of their recommendation says so on its first page."""
    path = examples / MEETING_FILE
    path.write_text(path.read_text("utf-8").replace("status: justerat", "status: utkast"))
    (pdf,) = run("uppföljning", MEETING_FILE, "--format", "pdf").lines
    assert "UTKAST – ej justerat" in PdfReader(pdf).pages[0].extract_text()
