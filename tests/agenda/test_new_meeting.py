"""naravard ny: what a new meeting's file is filled in with, from the body, its plans and its earlier meetings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from planning import Planner, headings

from naravard_docs.workspace.load import load_meeting

JANUARY = """start_paragraf: 1
ärenden:
  - rubrik: Godkännande av dagordningen
  - rubrik: Avgifter 2027
    diarienummer: BUN 2027/3
    beslut:
      - fastställa avgifterna
      - text: 'utreda: "kösituationen" & återkomma'
        typ: uppdrag
        ansvarig: förvaltningschefen
        klart_senast: 2027-03-01
      - {text: informera vårdnadshavare, typ: uppdrag, klart: 2027-01-10}
  - rubrik: 'Skolskjuts: läsåret 2027/2028'
    diarienummer: BUN 2027/4
    underlag: [Tjänsteskrivelse den 3 januari 2027, 'Karta, bilagor/bilaga.md']
    förslag: {Förvaltningen: 'anta planen: «Alla hem»'}
    utgång: bordläggs
  - rubrik: Anmälan mot en skola
    sekretess: OSL 23:2
    utgång: återremitteras
"""


def test_those_in_office_on_the_day(planner: Planner) -> None:
    """Members of the day stand in their group, replacements in one of their own, without addresses and periods."""
    written = planner.text("bun", "2027-02-12")
    assert "  - grupp: Ersättare\n    ställning: ersättare\n    personer:\n      - Cia Dal (C)\n" in written
    assert "Ada Ek (S), ordförande\n" in written
    assert "@" not in written and "2027-03-31" not in written
    assert "Ada Ek" not in planner.text("bun", "2027-04-09"), "her time has passed"


def test_time_and_place_and_next_meeting_are_those_planned(planner: Planner) -> None:
    """What is planned for the day is written, and the next meeting that is planned with its time and place."""
    meeting = planner.made("bun", "2027-02-12")
    assert (meeting.time, meeting.place) == ("09.00–12.00", "Nämndsalen")
    assert str(meeting.next_meeting) == "12 mars 2027 kl. 13.00–15.00, Digitalt"


def test_what_is_not_planned_is_left_open(planner: Planner) -> None:
    """Where nothing is planned the keys have no value, and a comment tells what it was last."""
    planner.held("2027-01-08-samrad", "tid: 13.00\nplats: 'Umeå: rum #5'\n")
    written = planner.text("samrad", "2027-05-12")
    assert "tid:                # senast: 13.00\nplats:              # senast: Umeå: rum #5\n" in written
    assert "nästa_möte:         # dag, tid och plats" in written


def test_sections_follow_on_the_same_year(planner: Planner) -> None:
    """The first § is the one after the last of the year, another meeting of the day's too; each year begins at 1."""
    planner.held("2026-12-11-bun", "start_paragraf: 90\närenden: [Ett, Två]\n")
    assert planner.made("bun", "2027-01-08").first_section == 1
    planner.held("2027-01-08-bun", "start_paragraf: 1\närenden: [Ett, Två]\n")
    planner.held("2027-01-08-bun-2", "start_paragraf: 3\närenden: [Tre]\n")
    assert planner.made("bun", "2027-02-12").first_section == 4
    again = planner.made("bun", "2027-02-12", "--ett-till")
    assert again.first_section == 8, "after the four items of the first"
    assert planner.run("kontrollera", "meetings/2027-02-12-bun-2.yaml").code == 0
    assert "NV60" not in planner.run("kontrollera", "meetings/2027-02-12-bun-2.yaml").err


def test_a_body_that_counts_by_number_has_no_first_section(planner: Planner) -> None:
    """No key is written that the body does not use."""
    written = planner.text("samrad", "2027-02-12")
    assert not [key for key in ("start_paragraf", "diarienummer", "justerare", "ordförande") if key in written]


def test_previous_minutes_in_the_standing_item(planner: Planner) -> None:
    """The item about the previous minutes has their day and their items, in the body's form."""
    planner.held("2027-01-08-samrad", "slutdatum: 2027-01-09\närenden: [Ett, Två, Tre]\n")
    meeting = planner.made("samrad", "2027-02-12")
    assert headings(meeting) == ["Godkännande av föredragningslistan", "Föregående protokoll", "Nästa möte"]
    assert meeting.agenda_items[1].text == "Protokollet från den 8–9 januari 2027, ärendena 1–3."


def test_previous_minutes_where_it_is_usual(planner: Planner) -> None:
    """A body whose last meeting approved minutes has an item for it; one under kommunallagen that did not has none."""
    planner.held("2027-01-08-direktionen", "start_paragraf: 33\närenden: [Val av justerare, Förra protokollet]\n")
    planner.held("2027-01-08-bun", "ärenden: [Ett]\n")
    items = planner.made("direktionen", "2027-02-12").agenda_items
    assert [(each.heading, each.text) for each in items][1] == (
        "Förra protokollet",
        "Protokollet från den 8 januari 2027, 33–34 §§.",
    )
    assert "Protokollet" not in planner.text("bun", "2027-02-12")


def test_previous_minutes_of_two_meetings_of_a_day(planner: Planner) -> None:
    """Both are named."""
    planner.held("2027-01-08-samrad", "ärenden: [Ett, Två]\n")
    planner.held("2027-01-08-samrad-2", "ärenden: [Ett]\n")
    text = planner.made("samrad", "2027-02-12").agenda_items[1].text
    assert text == "Protokollen från den 8 januari 2027, ärendena 1–2 och ärende 1."


def test_tasks_that_are_not_done(planner: Planner) -> None:
    """They are listed with §, day, who and when in the words of the decision; those that are done are not."""
    planner.held("2027-01-08-bun", JANUARY)
    meeting = planner.made("bun", "2027-02-12")
    (item,) = [each for each in meeting.agenda_items if each.heading == "Uppföljning av uppdrag"]
    assert item.text == (
        '- § 2 den 8 januari 2027 (förvaltningschefen, senast den 1 mars 2027): utreda: "kösituationen" & återkomma'
    )
    assert headings(meeting).index("Uppföljning av uppdrag") == 2, "after what opens the meeting"


def test_tasks_of_several_lines_and_under_secrecy(planner: Planner) -> None:
    """A task of several paragraphs keeps them; the words of one under secrecy are not repeated."""
    planner.held(
        "2027-01-08-bun",
        "ärenden:\n  - rubrik: A\n    beslut:\n      - text: |\n          utreda detta:\n\n          - ett\n"
        "          - två\n        underpunkter: [a-punkten]\n        typ: uppdrag\n"
        "  - {rubrik: B, sekretess: 'OSL 23:2', beslut: [{text: hemligt, typ: uppdrag}]}\n",
    )
    text = planner.made("bun", "2027-02-12").agenda_items[2].text
    assert "  utreda detta:\n\n  - ett\n  - två" in text
    assert "- § 2 den 8 januari 2027: uppdrag i ett ärende under sekretess (OSL 23:2)" in text
    assert "hemligt" not in text


def test_tasks_in_an_item_of_the_bodys_own(planner: Planner) -> None:
    """A standing item about tasks has them after its own text, under its own heading."""
    organ = Path("templates/organ.yaml")
    own = "  stående_ärenden:\n    - {rubrik: Uppdragslista, text: Ordföranden går igenom listan.}\n"
    organ.write_text(organ.read_text("utf-8").replace("  stående_ärenden:\n", own, 1), "utf-8")
    planner.held("2027-01-08-bun", "ärenden: [{rubrik: A, beslut: [{text: utreda, typ: uppdrag}]}]\n")
    meeting = planner.made("bun", "2027-02-12")
    assert meeting.agenda_items[0].heading == "Uppdragslista"
    assert meeting.agenda_items[0].text == "Ordföranden går igenom listan.\n\n- § 1 den 8 januari 2027: utreda"
    assert "Uppföljning av uppdrag" not in headings(meeting)


def test_tabled_items_come_back(planner: Planner) -> None:
    """They have heading, number, documents, proposals and a line of where they were tabled; secrecy is kept."""
    planner.held("2027-01-08-bun", JANUARY)
    answer = planner.ny("bun", "2027-02-12")
    tabled, secret = load_meeting(Path(answer.lines[0])).meeting.agenda_items[3:5]
    assert (tabled.heading, tabled.reference_number) == ("Skolskjuts: läsåret 2027/2028", "BUN 2027/4")
    assert tabled.earlier_handling == "Ärendet bordlades den 8 januari 2027, § 3."
    assert tabled.basis[0].text == "Tjänsteskrivelse den 3 januari 2027"
    assert tabled.basis[1].attachment and tabled.basis[1].attachment.path == "bilagor/bilaga.md"
    (proposal,) = tabled.proposals
    assert (proposal.by, proposal.clauses[0].text) == ("Förvaltningen", "anta planen: «Alla hem»")
    assert (secret.secrecy, secret.earlier_handling) == (
        "OSL 23:2",
        "Ärendet återremitterades den 8 januari 2027, § 4.",
    )
    assert "tog med: «Skolskjuts: läsåret 2027/2028», som bordlades den 8 januari 2027, § 3" in answer.err


@pytest.mark.parametrize(
    ("february", "comes_back"),
    [
        ("ärenden: [Annat]\n", True),
        ("ärenden: [Skolskjuts]\n", False),
        ("ärenden: [{rubrik: Skjuts, diarienummer: BUN 2027/4}]\n", False),
        ("ärenden: [{rubrik: Skolskjuts, utgång: bordläggs}]\n", True),
        ("ärenden: [{rubrik: Skolskjuts, utgång: bordläggs, till_möte: 2027-05-21}]\n", False),
    ],
)
def test_what_was_taken_up_since_does_not(planner: Planner, february: str, comes_back: bool) -> None:
    """What a later meeting had, by heading or number, comes back only if it was tabled there again, to no later day."""
    planner.held("2027-01-08-bun", "ärenden: [{rubrik: Skolskjuts, diarienummer: BUN 2027/4, utgång: bordläggs}]\n")
    planner.held("2027-02-12-bun", february)
    assert ("Skolskjuts" in headings(planner.made("bun", "2027-03-12"))) is comes_back


def test_what_was_withdrawn_to_a_meeting(planner: Planner) -> None:
    """What was withdrawn comes back when its item names a meeting, on that day and not before."""
    planner.held(
        "2027-01-08-bun", "ärenden: [{rubrik: A, utgång: utgår, till_möte: 2027-03-12}, {rubrik: B, utgång: utgår}]\n"
    )
    assert "A" not in headings(planner.made("bun", "2027-02-12"))
    found = headings(planner.made("bun", "2027-03-19"))
    assert "A" in found and "B" not in found


def test_a_file_that_is_gone_is_left_out(planner: Planner) -> None:
    """The title of the document stays, so that the new file has no error, and it is told."""
    planner.held("2027-01-08-bun", "ärenden: [{rubrik: A, underlag: 'Karta, bilagor/borta.pdf', utgång: bordläggs}]\n")
    item = next(each for each in planner.made("bun", "2027-02-12").agenda_items if each.heading == "A")
    assert [(each.text, each.attachment) for each in item.basis] == [("Karta", None)]


def test_a_meeting_at_fault_is_told_and_skipped(planner: Planner) -> None:
    """The others are taken along; what depends on the one at fault is left open. Other bodies' faults are not told."""
    planner.held("2027-01-08-bun", JANUARY)
    planner.held("2027-01-09-bun", "ärenden: [{rubrk: A}]\n")
    planner.held("2027-01-09-samrad", "ärenden: [{rubrk: A}]\n")
    answer = planner.ny("bun", "2027-02-12")
    assert answer.code == 0
    assert "varning: meetings/2027-01-09-bun.yaml har fel, så inget togs med ur det mötet" in answer.err
    assert "samrad" not in answer.err
    written = Path(answer.lines[0]).read_text("utf-8")
    assert "Uppföljning av uppdrag" in written
    assert "start_paragraf:     # årets löpande nummer; ett tidigare möte kunde inte läsas" in written


@pytest.mark.parametrize("content", ["\x00", "[", "", "organ: bun\ndatum: 2027-01-09\n<<<<<<< a\n", "- a\n"])
def test_no_earlier_file_stops_it(planner: Planner, content: str) -> None:
    """Whatever lies in meetings/, the file is made, and what could not be read is told."""
    planner.folder.write_meeting(content, "2027-01-09-bun.yaml")
    answer = planner.ny("bun", "2027-02-12")
    assert answer.code == 0
    assert "2027-01-09-bun.yaml har fel" in answer.err


def test_a_cancelled_or_later_meeting_is_no_previous_one(planner: Planner) -> None:
    """A meeting after the day is told of and gives nothing."""
    planner.held("2027-03-12-samrad", "ärenden: [Ett]\n")
    answer = planner.ny("samrad", "2027-02-12")
    assert "Protokollet" not in Path(answer.lines[0]).read_text("utf-8")
    assert "organet har redan 1 senare möte samma år" in answer.err


def test_doubts_of_the_day(planner: Planner) -> None:
    """A day that has passed, that is no working day, or that is not among those planned is told as a hint."""
    err = planner.ny("bun", "2027-01-06").err
    assert "onsdag 6 januari 2027 har redan varit" in err
    assert "6 januari 2027 är trettondedag jul" in err
    assert "är inget av de planerade sammanträdena" in err and "12 februari 2027 och 12 mars 2027" in err
    assert "råd" not in planner.ny("bun", "2027-02-12").err


def test_a_file_that_exists_is_left_as_it_is(planner: Planner) -> None:
    """Nothing is touched, and the way out is told: another day, or another meeting that day."""
    path = planner.held("2027-02-12-bun", "")
    before = path.read_bytes()
    answer = planner.ny("bun", "2027-02-12")
    assert (answer.code, path.read_bytes()) == (3, before)
    assert "finns redan och lämnas orörd" in answer.err and "--ett-till" in answer.err


def test_the_next_planned_day(planner: Planner) -> None:
    """Without a day it is the next that is planned, after today and after the last meeting file; it is said."""
    answer = planner.ny("bun")
    assert answer.lines == ["meetings/2027-02-12-bun.yaml"]
    assert "nästa planerade sammanträde: fredag 12 februari 2027" in answer.err
    assert planner.ny("Nämnden").lines == ["meetings/2027-03-12-bun.yaml"]
    answer = planner.ny("bun")
    assert answer.code == 2 and "inga sammanträden efter den 12 mars 2027" in answer.err


def test_outside_a_workspace(planner: Planner, tmp_path: Path) -> None:
    """No workspace is made silently."""
    folder = tmp_path / "annan"
    folder.mkdir()
    planner.patch.chdir(folder)
    answer = planner.ny("bun", "2027-02-12")
    assert (answer.code, list(folder.iterdir())) == (2, [])
    assert "naravard starta" in answer.err


def test_same_input_same_bytes(planner: Planner) -> None:
    """The file does not depend on when it was made."""
    planner.held("2027-01-08-bun", JANUARY)
    first = planner.text("bun", "2027-02-12")
    Path("meetings/2027-02-12-bun.yaml").unlink()
    planner.is_day(date(2027, 1, 30))
    assert planner.text("bun", "2027-02-12") == first


def test_a_body_as_short_as_can_be(planner: Planner) -> None:
    """A body of which only the name is known has a short file, which has no errors."""
    planner.folder.write_template("organ.yaml", "a: {namn: 'Rådet: «Åsa» #1'}\n")
    answer = planner.ny("rådet", "idag")
    written = Path(answer.lines[0]).read_text("utf-8")
    assert len(written.splitlines()) == 16, written
    assert planner.run("kontrollera", answer.lines[0]).code == 0


def test_recommendations_that_await_answers(planner: Planner) -> None:
    """One whose letter is out is followed up by its reference until all have answered; a later letter is not."""
    planner.folder.write_template(
        "sandlistor.yaml", "alla: {namn: Alla, mottagare: [{nyckel: umea, namn: Umeå kommun, e-post: a@umea.se}]}\n"
    )
    planner.folder.write_template("personer.yaml", "eva: {namn: Eva Ö, e-post: eva@example.se}\n")
    letter = "sändlista: alla, svar_senast: 2027-06-01, svar_till: eva, undertecknas_av: [eva]"
    planner.held(
        "2027-01-08-samrad",
        "ärenden:\n"
        f"  - {{rubrik: P, beslut: [anta planen], rekommendation: {{ärende: planen, datum: 2027-01-10, {letter}}}}}\n"
        f"  - {{rubrik: S, beslut: [anta målet], rekommendation: {{ärende: målet, datum: 2027-04-10, {letter}}}}}\n",
    )
    reference = "2027-01-08-samrad-planen"
    answer = planner.ny("samrad", "2027-02-12")
    assert f"tog med: rekommendationen {reference}, 1 av 1 har inte svarat" in answer.err
    items = load_meeting(Path(answer.lines[0])).meeting.agenda_items
    followed = [each for each in items if each.follows_up]
    assert [each.follows_up.reference for each in followed if each.follows_up] == [reference]
    assert followed[0].heading == "Uppföljning av rekommendationen gällande planen"
    assert planner.run("kontrollera", answer.lines[0]).code == 0
    decided = "{instans: KF, datum: 2027-02-20, satser: antagen}"
    answers = f"svar:\n  - {{mottagare: umea, skickat: 2027-01-11, beslut: {decided}}}\n"
    planner.folder.write(f"meetings/svar/{reference}.yaml", answers)
    assert reference in planner.text("samrad", "2027-02-19"), "the answer is later"
    assert reference not in planner.text("samrad", "2027-02-26")


def test_a_recommendation_comes_back_as_secret_as_it_was(planner: Planner) -> None:
    """What follows up an item under secrecy is under it too, as is what followed it up last; a kallelse tells none."""
    planner.folder.write_template(
        "sandlistor.yaml", "alla: {namn: Alla, mottagare: [{nyckel: umea, namn: Umeå kommun, e-post: a@umea.se}]}\n"
    )
    planner.folder.write_template("personer.yaml", "eva: {namn: Eva Ö, e-post: eva@example.se}\n")
    letter = "sändlista: alla, svar_senast: 2027-06-01, svar_till: eva, undertecknas_av: [eva]"
    secret = "sekretess: OSL 19:3, offentlig_rubrik: Ett avtal"
    asked = f"{{ärende: Zebra AB, kortnamn: avtal, datum: 2027-01-10, {letter}}}"
    planner.held(
        "2027-01-08-samrad",
        f"ärenden:\n  - {{rubrik: Zebra AB, {secret}, beslut: [köpa], rekommendation: {asked}}}\n",
    )
    followed = [each for each in planner.made("samrad", "2027-02-12").agenda_items if each.follows_up]
    assert [(each.secrecy, each.public_heading) for each in followed] == [("OSL 19:3", "Ett avtal")]


def test_a_meeting_that_was_cancelled_leaves_nothing_to_do(planner: Planner) -> None:
    """What was drafted for a meeting that was not held was not decided, so it is no task."""
    task = "{text: utreda zebror, typ: uppdrag, ansvarig: chefen}"
    planner.held("2027-01-08-bun", f"inställt: för få\närenden:\n  - {{rubrik: P, beslut: [{task}]}}\n")
    assert "zebror" not in planner.text("bun", "2027-02-12")


def test_a_cancelled_meeting_took_no_sections(planner: Planner) -> None:
    """Sections go on from the last meeting that was held, and no rule asks for those of one that was called off."""
    planner.held("2027-01-08-bun", "ärenden: [Ett, Två]\nstart_paragraf: 1\n")
    planner.held("2027-02-12-bun", "ärenden: [Tre]\nstart_paragraf: 3\ninställt: för få kan komma\n", head="")
    answer = planner.ny("bun", "2027-03-12")
    written = Path(answer.lines[0]).read_text("utf-8")
    (line,) = [each for each in written.splitlines() if each.startswith("start_paragraf")]
    assert line == "start_paragraf: 3   # följer på § 2 den 8 januari 2027"
    assert "NV601" not in planner.run("kontrollera", answer.lines[0]).err
