"""Texts on their whole way: every field of the models, into documents, letters, follow-ups and the register."""

from __future__ import annotations

import io
import types
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from conftest import HEAD, WorkspaceFolder
from made import loaded
from PIL import Image

from naravard_docs.builder.build import BuildOptions, build_meeting, check_meeting
from naravard_docs.builder.plan import plan_build
from naravard_docs.check.pdf import PdfFile
from naravard_docs.document.document import Document, document_texts
from naravard_docs.errors import InvalidInputError, Level, Problem
from naravard_docs.markup.plain import plain_words
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.contacts import Contact, DistributionList
from naravard_docs.meeting.marked_texts import marked_fields, written_texts
from naravard_docs.meeting.meeting import Meeting
from naravard_docs.meeting.organisation import Organisation
from naravard_docs.meeting.registered_decision import registered_decisions
from naravard_docs.meeting.response import ResponseFile
from naravard_docs.meeting.values import Reading, Record

ITEM = f"{HEAD}ärenden:\n  - rubrik: A\n"

TEXTS = {
    "Adjournment": {"reason": "line"},
    "AbsentPerson": {"name": "line", "organisation": "line", "reason": "line", "role": "line"},
    "AgendaItem": {
        "after_decision": "blocks",
        "earlier_handling": "blocks",
        "heading": "line",
        "presentation": "line",
        "public_heading": "line",
        "text": "blocks",
        "voting_procedure": "blocks",
    },
    "Approval": {"method": "line", "place": "line", "time": "line"},
    "Attachment": {"title": "line"},
    "AttendanceGroup": {"heading": "line"},
    "BasisDocument": {"text": "line"},
    "Body": {"if_prevented": "line"},
    "Clause": {"sub_points": "line", "text": "line or blocks"},
    "Decision": {"by": "line", "heading": "line", "opening": "line", "sentence": "line"},
    "DecisionBlock": {"by": "line", "heading": "line", "opening": "line", "sentence": "line"},
    "Election": {"assignment": "line", "term": "line"},
    "Member": {"name": "line", "organisation": "line", "role": "line"},
    "MemberGroup": {"heading": "line"},
    "IssuedNotice": {"change": "line"},
    "Meeting": {"appeal": "blocks", "cancelled": "line", "place": "line", "time": "line"},
    "Motion": {"asks": "line or blocks"},
    "NextMeeting": {"text": "line"},
    "Notice": {"text": "line"},
    "Person": {"name": "line", "organisation": "line", "role": "line"},
    "PersonReference": {"name": "line"},
    "PlannedMeeting": {"place": "line", "time": "line"},
    "Posting": {"kept_at": "line"},
    "Presenter": {"name": "line", "title": "line"},
    "Proposal": {"by": "line"},
    "ProposedClause": {"text": "line or blocks"},
    "Recommendation": {"background": "blocks"},
    "Reservation": {"in_favour_of": "line", "text": "blocks"},
    "Statement": {"text": "blocks"},
    "SubItem": {
        "after_decision": "blocks",
        "earlier_handling": "blocks",
        "heading": "line",
        "presentation": "line",
        "public_heading": "line",
        "text": "blocks",
        "voting_procedure": "blocks",
    },
    "Vote": {"heading": "line", "no_for": "line", "outcome": "line", "yes_for": "line"},
}
"""Every field of the program whose text has marks; the others are shown as they stand."""


def records(model: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and all that are below it."""
    seen: set[type] = set()
    waiting: list[Any] = [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and not isinstance(one, types.GenericAlias) and issubclass(one, Record):
            if one not in seen:
                seen.add(one)
                yield one
                waiting += [field.annotation for field in one.model_fields.values()]
        waiting += [*get_args(one), *(get_args(get_args(one)[0]) if get_origin(one) is Annotated else ())]


def test_every_text_of_the_program_is_listed() -> None:
    """Each field that is read for marks is in the table, and no other is: a new one must be put there."""
    found: dict[str, dict[str, str]] = {}
    for model in (Meeting, Body, Organisation, Contact, DistributionList, ResponseFile):
        for record in records(model):
            for name, (_, reading) in marked_fields(record).items():
                if reading is not Reading.AS_WRITTEN:
                    found.setdefault(record.__name__, {})[name] = reading.value
    assert found == TEXTS


HARD = "5*3*2 \\\\server\\_x a_b_c <b> &amp; 2003. [S] 100 kr* **fet** [ord]{lang=en}"
PRINTED = plain_words(HARD)
EVERYWHERE = f"""
organ: systemledning
datum: 2023-03-24
tid: '{HARD}'
plats: '{HARD}'
titel: 'Protokoll {HARD}'
diarienummer: '{HARD}'
närvarande:
  - grupp: '{HARD}'
    personer:
      - {{namn: 'Ada [Ek]{{lang=en}}', parti: '{HARD}', organisation: '{HARD}', roll: '{HARD}'}}
      - {{namn: Bo Al, parti: S}}
ärenden:
  - rubrik: '{HARD}'
    diarienummer: '{HARD}'
    presentation: '{HARD}'
    föredragande: [{{namn: 'Bo [Al]{{lang=en}}', titel: '{HARD}'}}]
    text: '{HARD}'
    beslut:
      inledning: '{HARD}'
      satser:
        - text: '{HARD}'
          underpunkter: ['{HARD}']
        - text: |
            anta {HARD}
            - {HARD}
  - rubrik: B
    beslut: 'Nämnden beslutade {HARD}'
  - rubrik: C
    tidigare_behandling: '{HARD}'
    underlag: [{{text: '{HARD}'}}]
    förslag: [{{av: '{HARD}', satser: [{{text: '{HARD}', utfall: bifall}}]}}]
    yrkanden: [{{av: Bo Al (S), yrkar: '{HARD}'}}, {{yrkar: ['{HARD}', '{HARD}'], återtaget: ja}}]
    propositionsordning: '{HARD}'
    omröstningar: [{{rubrik: '{HARD}', ja_för: '{HARD}', nej_för: '{HARD}', ja: 2, utfall: '{HARD}'}}]
    beslut: [{{rubrik: '{HARD}', enligt: '{HARD}', inledning: '{HARD}', satser: ['{HARD}']}}]
    efter_beslut: '{HARD}'
    val: [{{uppdrag: '{HARD}', person: Bo Al (S)}}]
    anmälningar: [{{text: '{HARD}'}}]
    reservationer: [{{av: Bo Al (S), text: '{HARD}'}}]
    anteckningar: [{{av: Bo Al (S), text: '{HARD}'}}]
    delärenden: [{{rubrik: '{HARD}', text: '{HARD}'}}]
bilagor: [{{fil: bilagor/bilaga.md, titel: '{HARD}'}}]
nästa_möte: {{datum: 2023-05-12, text: '{HARD}'}}
""".lstrip()


def minutes(workspace: WorkspaceFolder, content: str) -> Document:
    return plan_build(workspace.load(content), BuildOptions()).pieces[0].document


def test_no_field_loses_or_changes_a_sign(workspace: WorkspaceFolder) -> None:
    """What is written in any field of the meeting stands in the minutes, sign by sign, but for the marks."""
    document = minutes(workspace, EVERYWHERE)
    said = " ".join(" ".join(words.split()) for _, words in document_texts(document))
    marked = EVERYWHERE.count("'" + HARD) + EVERYWHERE.count(f" {HARD}")
    as_written = 3  # titel, diarienummer twice: shown with their marks; parti too
    assert said.count(PRINTED) >= marked - as_written - 1
    assert said.count(HARD) >= as_written


def test_both_files_say_it(workspace: WorkspaceFolder) -> None:
    """The files that are written have passed the comparison of words and labels, and the PDF says the words."""
    path = workspace.write_meeting(EVERYWHERE)
    outcome = build_meeting(path, BuildOptions())
    assert outcome.exit_code == 0, outcome.problems
    (pdf,) = (workspace.root / "output").rglob("*-protokoll.pdf")
    said = " ".join(PdfFile(pdf.read_bytes()).texts())
    assert PRINTED in " ".join(said.split())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (["Ur planen:", "", "3. om avgifter", "7. om hemsjukvård", "9. om fast läkare"], ["3.", "7.", "9."]),
        (
            ["2023. Antogs.", "", "2025. Ses över.", "", "2030. Målåret."],
            ["2023. A", "2025. S", "2030. M"],
        ),
        (["Ytan är 5*3*2 meter. Filen _utkast_ver2_.docx"], ["5*3*2", "_utkast_ver2_.docx"]),
        (["Andelen ska vara", "> 5 procent av budgeten."], ["vara > 5 procent"]),
        (["Budgeten är 10 mnkr", "+ 2 mnkr i tillägg", "- 1 mnkr i avdrag."], ["mnkr + 2 mnkr", "tillägg - 1 mnkr"]),
        (["Uppgift 12 b) gäller", "", "b) andra", "c) tredje"], ["12 b) gäller", "b)", "c)"]),
        (["iv) fjärde", "v) femte", "ix) nionde"], ["iv)", "v)", "ix) nionde"]),
    ],
)
def test_numbers_and_signs_come_out_as_written(workspace: WorkspaceFolder, text: list[str], printed: list[str]) -> None:
    """Numbers, stars, underscores and signs at a line's beginning are printed as they were written, labels too."""
    from naravard_docs.document.labels import document_labels

    body = "".join(f"      {line}\n" for line in text)
    document = minutes(workspace, f"{ITEM}    text: |\n{body}")
    labels = " ".join(str(part) for label in document_labels(document.blocks) for part in label)
    said = " ".join(words for _, words in document_texts(document))
    for part in printed:
        assert part in said or part in labels, (part, said, labels)


def told(workspace: WorkspaceFolder, content: str) -> list[tuple[str, str, Level]]:
    """Return what is told of a meeting: place, message and level."""
    path = workspace.write_meeting(content)
    problems: tuple[Problem, ...] = check_meeting(path).problems
    return [(f"{p.place.line}:{p.place.column}" if p.place else "", p.message, p.level) for p in problems]


@pytest.mark.parametrize(
    ("content", "place", "words", "level"),
    [
        ("    text: |\n      Ett\n      - två tre fyra fem\n", "7:7", "«-»", Level.HINT),
        ("    text: |\n      Se [x](fil.html) nu\n", "6:10", "«fil.html»", Level.ERROR),
        ("    text: 'Se [x](fil.html) nu'\n", "5:15", "«fil.html»", Level.ERROR),
        ("    text: Se [x](fil.html) nu\n", "5:14", "«fil.html»", Level.ERROR),
        ("    text: >\n      Se detta\n      [x](fil.html) nu\n", "7:7", "«fil.html»", Level.ERROR),
        ("    beslut: ['anta [x](y)']\n", "5:20", "«y»", Level.ERROR),
        ("    beslut:\n      - |\n        - ett\n        - två\n", "7:9", "börja med ord", Level.ERROR),
        ("    beslut:\n      - |\n        anta\n\n        # Rubrik\n", "7:9", "rubriker", Level.ERROR),
        ("    beslut: [Lägga till medel]\n", "5:14", "«Att Lägga …»", Level.WARNING),
        ("    beslut:\n      - Uppdra åt chefen\n", "6:9", "«Att Uppdra …»", Level.WARNING),
        ("    beslut: Bifall\n", "5:13", "ingen hel mening", Level.HINT),
        (
            "    beslut: anta planen för alla länets kommuner och hela regionen redan i år\n",
            "5:13",
            "liten",
            Level.HINT,
        ),
        ("    text: |\n      raderna\n      är korta\n\n      här\n", "6:7", "6–7 blir ett stycke", Level.HINT),
        ("    text: |\n      text\n\n      ![](bilagor/bild.png)\n", "8:7", "alternativtext", Level.ERROR),
        ("    text: |\n      text\n\n      ![Bild](bilagor/annan.png)\n", "8:7", "finns inte", Level.ERROR),
        ("    text: |\n      ![Bild](../../ute.png)\n", "6:7", "utanför arbetsytan", Level.ERROR),
        ("    text: |\n      ![Bild](bilagor/bilaga.md)\n", "6:7", "varken PNG eller JPEG", Level.ERROR),
        ('    text: "a\\u202eb"\n', "5:11", "U+202E", Level.ERROR),
        ('    rubrik2: x\n    text: "a\\uE123b"\n', "5:5", "rubrik2", Level.ERROR),
    ],
)
def test_told_at_its_place(workspace: WorkspaceFolder, content: str, place: str, words: str, level: Level) -> None:
    """What a text says wrong, or may say otherwise, is told at line and column, however YAML has it written."""
    found = told(workspace, f"{ITEM}{content}")
    assert any(at == place and words in message and how is level for at, message, how in found), found


def test_clauses_that_are_right_are_not_told(workspace: WorkspaceFolder) -> None:
    """A sats may begin with a name, and a decision in a sentence is none the worse for being short."""
    satser = "[anta planen, Region Västerbotten ska svara, Anna Ek utses, Vilhelmina kommun får medel]"
    found = told(workspace, f"{ITEM}    beslut: {satser}\n  - rubrik: B\n    beslut: Listan godkändes.\n")
    assert [message for _, message, _ in found if "punkten" in message.lower() or "mening" in message] == []


@pytest.mark.parametrize(
    "clause",
    [
        "Utse Bo Ek",
        "Godkänna Umeå kommuns plan",
        "Härmed anta",
        "Genast anta",
        "Godkännande av planen",
        "Avslår motionen",
        "Godkänner planen",
        "Nämnden godkänner",
    ],
)
def test_a_capital_after_att_is_warned_of(workspace: WorkspaceFolder, clause: str) -> None:
    """A sats that would be printed «Att Avslår …» is warned of, once, and never refused."""
    found = told(workspace, f"{ITEM}    beslut: [{clause}]\n")
    assert [(at, level) for at, message, level in found if f"«Att {clause.split()[0]} …»" in message] == [
        ("5:14", Level.WARNING)
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "Anna Ek utses",
        "Umeå kommun antar planen",
        "Umeå godkänner planen",
        "Socialstyrelsen antar föreskrifter",
        "Bo Ek väljs",
        "avslår motionen",
        "nämnden godkänner",
        "godkännande av planen",
        "härmed anta",
    ],
)
def test_names_and_small_letters_after_att_are_not_told(workspace: WorkspaceFolder, clause: str) -> None:
    """A sats that begins with a name is right, and one with a small letter is nobody's slip of it."""
    assert not [m for _, m, _ in told(workspace, f"{ITEM}    beslut: [{clause}]\n") if "«Att " in m]


@pytest.mark.parametrize("sentence", ["Godkändes", "Godkändes.", "Antogs enhälligt"])
def test_a_decision_of_a_verb_alone_is_no_sentence(workspace: WorkspaceFolder, sentence: str) -> None:
    """Who reads that something was approved is not told what."""
    found = told(workspace, f"{ITEM}    beslut: {sentence}\n")
    assert [level for _, message, level in found if "ingen hel mening" in message] == [Level.HINT]


def test_quiet_leaves_hints_out(workspace: WorkspaceFolder, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints are told by the commands, and not to who asks for quiet."""
    monkeypatch.chdir(workspace.root)
    workspace.write_meeting(f"{ITEM}    text: |\n      Ett\n      - två tre fyra fem\n")
    for command in ("kontrollera", "bygg"):
        assert "råd:" in run(command).err
        assert "råd:" not in run(command, "--tyst").err


SUB_POINTS = """
    beslut:
      - text: |
          anta mål:
          - ett
          - två

          Målen följs upp.
      - {text: rekommendera, underpunkter: [medel, en kontakt]}
"""


def test_clauses_keep_their_form(workspace: WorkspaceFolder) -> None:
    """A sats with paragraphs and points is printed in its form, and so it stands in the register."""
    loaded = workspace.load(f"{ITEM}{SUB_POINTS}")
    document = plan_build(loaded, BuildOptions()).pieces[0].document
    said = [words for name, words in document_texts(document) if ".beslut" in name]
    assert said[1:] == ["Att anta mål:", "ett", "två", "Målen följs upp.", "Att rekommendera", "medel", "en kontakt"]
    texts = [each.text for each in registered_decisions(loaded.meeting, loaded.body, "x.yaml", plain_words)]
    assert texts == ["Att anta mål:\n• ett\n• två\nMålen följs upp.", "Att rekommendera\na) medel\nb) en kontakt"]


def test_hard_wrapped_decisions_stay_one(workspace: WorkspaceFolder) -> None:
    """A decision in a block of hard lines is one sats, whatever its lines begin with."""
    lines = "      - |\n        anta planen för år\n        2026. Uppdraget innefattar\n        p. 1-2 ska tillsättas\n"
    document = minutes(workspace, f"{ITEM}    beslut:\n{lines}")
    said = [words for name, words in document_texts(document) if ".sats-" in name]
    assert said == ["Att anta planen för år 2026. Uppdraget innefattar p. 1-2 ska tillsättas"]


def test_a_table_too_wide_is_told_where_it_stands(workspace: WorkspaceFolder) -> None:
    """A table whose words cannot stand beside each other is refused at its line."""
    head = "| " + " | ".join(f"Kommunalförbundsdirektör{n}" for n in range(8)) + " |"
    below = "|" + "---|" * 8
    row = "| " + " | ".join("x" for _ in range(8)) + " |"
    text = "".join(f"      {line}\n" for line in ("Text.", "", head, below, row))
    found = told(workspace, f"{ITEM}    text: |\n{text}")
    assert [(at, message[:28]) for at, message, level in found if level is Level.ERROR] == [
        ("8:7", "Tabellen är bredare än sidan")
    ]


def test_a_picture_is_a_source_of_the_minutes(workspace: WorkspaceFolder) -> None:
    """A picture stands in the minutes, and is among what they are made of."""
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, "PNG")
    workspace.write("meetings/bilagor/karta.png", out.getvalue())
    loaded = workspace.load(f"{ITEM}    text: |\n      ![En karta](bilagor/karta.png)\n")
    assert "meetings/bilagor/karta.png" in loaded.sources
    assert [written.text for written in written_texts(loaded.meeting)][-1].startswith("![En karta]")


def test_templates_show_values_as_they_stand(workspace: WorkspaceFolder) -> None:
    """A steering sign in a template is refused with its place; values are nobody's marks."""
    workspace.write_template("rekommendation.md", "# {{ rubrik }}\n\n{{ beslut }}\n\nse\u202enu\n")
    content = (
        f"{ITEM}    beslut: [anta]\n    rekommendation:\n      ärende: '**fet** 5*3*2 _x_'\n      datum: 2023-04-01\n"
        "      sändlista: lanets-huvudman\n      svar_senast: 2023-12-01\n      svar_till: katarina-lindahl\n"
        "      undertecknas_av: katarina-lindahl\n"
    )
    with pytest.raises(InvalidInputError) as caught:
        plan_build(workspace.load(content), BuildOptions())
    assert "U+202E" in caught.value.problems[0].message
    workspace.write_template("rekommendation.md", "# {{ rubrik }}\n\n{{ beslut }}\n\n- {{ ärende }}\n")
    letter = plan_build(workspace.load(content), BuildOptions()).pieces[1].document
    assert "**fet** 5*3*2 _x_" in [words for _, words in document_texts(letter)]


def test_the_examples_are_as_before() -> None:
    """Neither real meeting has anything told of its texts."""
    for stem in ("2023-03-24-systemledning", "2021-03-19-samrad-vard-och-omsorg"):
        assert plan_build(loaded(stem), BuildOptions()).hints == ()
