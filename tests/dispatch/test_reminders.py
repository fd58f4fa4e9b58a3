"""naravard påminn: reminders to exactly those who owe an answer, once a round, with the letter that they got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from command import runner
from made import LETTER_STEM, example_recommendation, letter
from office import ANSWERS, ASELE, LIST, LOG, MALA, MEETING, UMEA, Office, an_office

from naravard_docs.compose.reminder import reminder_values
from naravard_docs.dispatch.letter_dispatch import LetterOccasion
from naravard_docs.errors import ExitCode
from naravard_docs.meeting.response import Response

pytestmark = pytest.mark.slow

SENT = "".join(f"  - mottagare: {key}\n    skickat: 2021-04-26\n" for key in ("umea", "mala", "asele"))
REMINDERS = "paminnelser"


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office where all three have had the letter since the spring, and it is past the day for answers."""
    with an_office(examples, tmp_path, monkeypatch, capsys) as made:
        made.write(ANSWERS, f"svar:\n{SENT}")
        made.is_day(2021, 10, 12)
        yield made


def letter_of(message: EmailMessage) -> bytes:
    (part,) = message.iter_attachments()
    assert part.get_filename() == f"{letter().recommendation.title}.pdf"
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


def words(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_exactly_those_who_owe_an_answer(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the examples' sixteen recipients five are reminded on a day in November, each in a draft of its own."""
    answer = runner(capsys)("påminn", MEETING, "--per", "2021-11-15")
    assert answer.code == ExitCode.DONE
    folder = examples / "output" / LETTER_STEM / REMINDERS / "2021-11-15"
    names = [path.stem.rsplit("-", 1)[1] for path in sorted(folder.iterdir())]
    assert names == ["bjurholm", "mala", "norsjo", "sorsele", "vilhelmina"]
    assert "inget livstecken, 46 dagar sen, påmint 1 gång" in answer.out
    assert "inget skickades nu; skicka det första, till Malå kommun, med --skicka" in answer.err


def test_a_reminder_has_the_letter_and_its_deadline(office: Office) -> None:
    """It goes to the recipient with its own letter, and counts from the day it was sent and to the day it was due."""
    office.remind()
    office.dispatch()
    reminders = office.drafts(REMINDERS)
    assert set(reminders) == {"umea", "mala", "asele"}
    for key, draft in reminders.items():
        assert draft["To"].addresses[0].addr_spec == {"umea": UMEA, "mala": MALA, "asele": ASELE}[key]
        assert draft["Subject"] == f"Påminnelse: {letter().recommendation.title}"
        assert letter_of(draft) == letter_of(office.drafts()[key])
        assert "Den 26 april 2021, för 169 dagar sedan, skickade" in words(draft)
        assert "senast den 30 september 2021" in words(draft)
        assert "Det är 12 dagar sedan." in words(draft)


def test_the_letter_is_the_one_that_was_sent(office: Office) -> None:
    """Who got the letter in one message with others gets that letter again, not one of its own."""
    (office.root / ANSWERS).unlink()
    office.is_day(2021, 4, 26)
    office.dispatch("--gemensamt", "--skicka")
    office.dispatch("--gemensamt", "--fortsätt")
    office.is_day(2021, 10, 12)
    office.remind()
    joint = letter_of(office.server.received[0].message)
    assert [letter_of(draft) == joint for draft in office.drafts(REMINDERS).values()] == [True] * 3


def test_one_first_and_then_the_rest_of_the_round(office: Office) -> None:
    """A round that begins on one day and goes on the next reminds each once; the days are recorded and logged."""
    office.remind("--skicka")
    assert office.server.addresses == [UMEA]
    office.is_day(2021, 10, 13)
    assert office.remind("--skicka").code == ExitCode.DONE
    assert office.server.addresses == [UMEA]
    assert office.remind("--fortsätt").code == ExitCode.DONE
    for option in ("--fortsätt", "--skicka"):
        assert office.remind(option).code == ExitCode.DONE
    assert office.server.addresses == [UMEA, MALA, ASELE]
    assert office.text(ANSWERS).count("påmint:") == 3
    assert "skickat: 2021-04-26\n    påmint: [2021-10-12]\n" in office.text(ANSWERS).replace("'", "")
    assert office.text(LOG).count("påminnelse 2021-10-12") == 6


def test_a_new_round_when_the_last_is_finished(office: Office) -> None:
    """A week later they can be reminded again: one first, under the new day; before that it has to be asked for."""
    office.remind("--skicka")
    office.remind("--fortsätt")
    office.is_day(2021, 10, 18)
    assert "en ny börjar med --ny-omgång" in office.remind("--skicka").err
    assert office.server.addresses == [UMEA, MALA, ASELE]
    office.is_day(2021, 11, 15)
    office.remind("--skicka")
    assert office.server.addresses == [UMEA, MALA, ASELE, UMEA]
    assert "påminnelse 2021-11-15" in office.text(LOG).splitlines()[-1]


def test_a_new_round_before_the_last_is_finished_has_to_be_asked_for(office: Office) -> None:
    """--skicka goes no further in a round that has begun; --ny-omgång leaves it for a new one."""
    office.remind("--skicka")
    office.is_day(2021, 10, 18)
    office.remind("--skicka")
    assert office.server.addresses == [UMEA]
    office.remind("--skicka", "--ny-omgång")
    assert office.server.addresses == [UMEA, UMEA]
    office.remind("--skicka", "--ny-omgång")
    assert office.server.addresses == [UMEA, UMEA]


@pytest.mark.parametrize(
    "answer",
    [
        "utlovat: 2021-12-01",
        "mottaget: 2021-04-27\n    beslut: {instans: KF, datum: 2021-10-12, satser: antagen}",
        "påmint: 2021-10-12",
    ],
)
def test_who_answers_or_is_reminded_meanwhile_gets_none(office: Office, answer: str) -> None:
    """Between the first and the rest an answer or a promise may come, or somebody else may remind by hand."""
    office.remind("--skicka")
    place = "mottagare: mala\n    skickat: 2021-04-26\n"
    office.change(ANSWERS, place, f"{place}    {answer}\n")
    assert office.remind("--fortsätt").code == ExitCode.DONE
    assert office.server.addresses == [UMEA, ASELE]


def test_what_becomes_of_a_reminder_is_kept_apart_from_the_letter(office: Office) -> None:
    """A reminder that the server refuses is told as the letter's would be, and the letter stays sent."""
    office.server.script.refused = {MALA: "550 No such user"}
    office.remind("--skicka")
    answer = office.remind("--fortsätt")
    assert answer.code == ExitCode.CORRECTION
    assert f"Malå kommun <{MALA}> avvisades; servern svarade: 550 No such user" in answer.err
    assert office.text(ANSWERS).count("påmint:") == 2
    assert office.dispatch("--skicka").err.count("inget mer att skicka nu") == 1


def test_a_second_round_on_one_day(office: Office) -> None:
    """There is one round a day, so asking for a new one is answered with when it can begin."""
    office.remind("--skicka", "--ny-omgång")
    office.remind("--fortsätt")
    answer = office.remind("--skicka", "--ny-omgång")
    assert "i påminnelse 2021-10-12; en ny kan börja tidigast i morgon, med --ny-omgång" in answer.err
    assert office.server.addresses == [UMEA, MALA, ASELE]


def test_reminders_are_sent_as_of_the_day(office: Office) -> None:
    """What is sent counts from that day and no other, so another day is for drafts only."""
    answer = office.remind("--per", "2021-11-15", "--skicka")
    assert answer.code == ExitCode.USAGE
    assert office.remind("--per", "2021-10-12", "--skicka").code == ExitCode.DONE


@pytest.mark.parametrize("day", ["2021-04-25", "idag"])
def test_nobody_is_to_be_reminded(office: Office, day: str) -> None:
    """Before the letter was sent, or when all have answered, there is nothing to make, which is no error."""
    if day == "idag":
        decided = "    beslut: {instans: KF, datum: 2021-06-21, satser: antagen}\n"
        text = SENT.replace("skickat: 2021-04-26\n", f"skickat: 2021-04-26\n{decided}")
        office.write(ANSWERS, f"svar:\n{text}")
    answer = office.remind("--per", day)
    assert answer.code == ExitCode.DONE
    assert "ingen ska påminnas" in answer.err
    assert office.drafts(REMINDERS) == {}


def test_one_who_is_not_to_be_reminded_is_not(office: Office) -> None:
    """Naming one who owes nothing does not remind it."""
    office.change(
        ANSWERS, "mala\n    skickat: 2021-04-26\n", "mala\n    skickat: 2021-04-26\n    utlovat: 2021-12-01\n"
    )
    answer = office.remind("--på-nytt", "mala")
    assert answer.code == ExitCode.USAGE
    assert "Malå kommun är inte med i det här utskicket" in answer.err


def test_a_draft_that_no_longer_holds_is_told(office: Office) -> None:
    """The day's draft to one who has answered since is warned about, and one changed by hand is kept aside."""
    office.remind()
    mala = next((office.root / "output" / LETTER_STEM / REMINDERS).rglob("*-umea.eml"))
    mala.write_bytes(mala.read_bytes() + b"egen rad\r\n")
    office.change(
        ANSWERS, "mala\n    skickat: 2021-04-26\n", "mala\n    skickat: 2021-04-26\n    utlovat: 2021-12-01\n"
    )
    answer = office.remind("--skicka")
    assert "-mala.eml är en påminnelse till någon som inte längre ska påminnas" in answer.err
    assert "-umea-andrad.eml" in answer.err
    assert answer.code == ExitCode.USAGE
    assert office.server.connections == 0


def test_reminders_are_not_judged_by_the_manifest(office: Office) -> None:
    """They come of a day and of answers, not of the meeting alone, and verifying does not miss or mind them."""
    office.dispatch()
    office.remind()
    answer = office.run("verifiera", MEETING)
    assert answer.code == ExitCode.DONE
    assert REMINDERS not in answer.err


def test_those_without_address_are_named(office: Office) -> None:
    """They owe an answer too, so they are told, and the draft says so at its top."""
    office.write("templates/sandlistor.yaml", LIST.replace(f", e-post: {ASELE}", ""))
    answer = office.remind()
    assert answer.code == ExitCode.CORRECTION
    assert "templates/sandlistor.yaml:6:7: fel" in answer.err
    assert "Åsele kommun saknar e-postadress" in answer.err
    assert words(office.drafts(REMINDERS)["asele"]).startswith("Att åtgärda innan mejlet skickas")


def test_a_body_has_a_text_of_its_own(office: Office) -> None:
    """It is named in organ.yaml; what is wrong with it is told with its place, and so is a missing file."""
    office.change(
        "templates/organ.yaml", "samrad-vard-och-omsorg:\n", "samrad-vard-och-omsorg:\n  påminnelsemall: egen.txt\n"
    )
    assert "«egen.txt» finns inte" in office.remind().err
    office.write("templates/egen.txt", "Påminnelse {{ påminnelse_nummer }}.\n")
    assert office.remind().code == ExitCode.DONE
    assert words(office.drafts(REMINDERS)["umea"]) == "Påminnelse 1.\r\n"
    office.write("templates/egen.txt", "Hej!\n\nFörsenat {{ försenning }}.\n")
    answer = office.remind()
    assert answer.code == ExitCode.CORRECTION
    assert "templates/egen.txt:3:1" in answer.err
    assert "menade du «försening»?" in answer.err


def values(key: str, as_of: date) -> dict[str, object]:
    """Return what the reminder of one of the examples' recipients would say on a day."""
    standing = example_recommendation().status(as_of)
    return reminder_values(letter(), next(s for s in standing.recipients if s.recipient.slug == key), as_of)


def test_what_a_reminder_counts() -> None:
    """Times are counted from the day of sending and to the deadline; what is not so is empty."""
    before = values("mala", date(2021, 9, 29))
    assert (before["sedan_skickat"], before["tid_kvar"], before["försening"]) == ("156 dagar", "1 dag", "")
    on_the_day = values("mala", date(2021, 9, 30))
    assert (on_the_day["tid_kvar"], on_the_day["försening"]) == ("", "")
    after = values("mala", date(2021, 10, 1))
    assert (after["tid_kvar"], after["försening"]) == ("", "1 dag")
    assert values("vilhelmina", date(2021, 11, 15))["utlovat"] == date(2021, 10, 29)
    assert values("bjurholm", date(2021, 11, 15))["bordlagt"] == date(2021, 9, 20)
    assert values("norsjo", date(2021, 11, 15))["mottagarens_diarienummer"] == "KS-2021-77"
    assert values("sorsele", date(2021, 11, 15))["påminnelse_nummer"] == 2


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ("", "bordlades den 28 september 2021, och vi har inte fått veta när det tas upp igen."),
        ("2021-09-01", "bordlades den 28 september 2021, och vi har inte fått veta när det tas upp igen."),
        ("2021-12-14", "den 28 september 2021. Ett svar var utlovat till den 14 december 2021, men vi har inte fått"),
    ],
)
def test_a_tabled_matter_and_a_promise_that_was_not_kept(office: Office, promised: str, said: str) -> None:
    """Both are told; a promise from before the matter was tabled is not, since the tabling took its place."""
    told = "skickat: 2021-04-26\n" + (f"    utlovat: {promised}\n" if promised else "")
    tabled = "    beslut: {instans: KF, datum: 2021-09-28, satser: bordlagd}\n"
    office.change(ANSWERS, "umea\n    skickat: 2021-04-26\n", f"umea\n    {told}{tabled}")
    office.is_day(2022, 1, 10)
    assert office.remind().code == ExitCode.DONE
    assert said in " ".join(words(office.drafts(REMINDERS)["umea"]).split())


def test_when_a_round_has_reminded() -> None:
    """A reminder by hand on the round's day or later counts as the round's; an earlier one does not."""
    round_ = LetterOccasion(date(2021, 10, 12))
    assert LetterOccasion.read(str(round_)) == round_
    assert LetterOccasion.read(str(LetterOccasion())) == LetterOccasion()
    for day, is_told in ((date(2021, 10, 11), False), (date(2021, 10, 12), True), (date(2021, 10, 14), True)):
        response = Response.model_validate({"mottagare": "umea", "påmint": [day.isoformat()]})
        assert (round_.told(response) is not None) is is_told
