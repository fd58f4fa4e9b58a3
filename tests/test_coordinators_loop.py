"""The coordinator's loop by commands alone: letters, sending, answers, standing, reminders, follow-up, next minutes."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import ANSWERS, LOG, MALA, MEETING, REFERENCE, Office, an_office
from verapdf import judged

from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

ADDRESSES = {
    "asele": ("      # Ingen e-post: källan anger bara visningsnamnet «Åsele kommun».", "registrator@asele.se"),
    "region-vasterbotten": (
        "      # Ingen e-post: källan anger bara visningsnamnet «Regionen».",
        "region@vasterbotten.se",
    ),
}
"""What stands in the example's lists instead of the two addresses that its source does not tell."""

DAY = "2021-11-15"
BY_COMMAND = (
    "umea --instans KF --datum 2021-06-21 --paragraf 87 --alla antagen --fil umea-kf-87.txt",
    "'Skellefteå kommun' --instans KF --datum 2021-09-28 --punkt 1=antagen --sats '2=antagen med ändring: ny text'",
    "lycksele --instans KF --datum 2021-09-27 --paragraf '§ 61' --punkt 1=avslagen --sats 2=antagen",
    "dorotea --instans KF --datum 2021-06-14 --alla avslagen",
    "storuman --instans KF --datum 2021-09-28 --alla bordlagd --utlovat 2021-12-14 --lovat 2021-10-01",
    "robertsfors --mottaget 2021-05-03 --diarienummer KS-2021/139 --utlovat 2021-11-29 --lovat 2021-05-04",
    "bjurholm --instans KF --datum 2021-09-20 --punkt 1=bordlagd --sats 2=antagen --utlovat 2021-12-20 "
    "--lovat 2021-10-01",
)
BY_LIST = """\
Mottagare;Mottaget;Diarienummer;Instans;Nämnd;Beslutsdatum;Paragraf;Satser
vannas;2021-04-26;;nämnd;Vård- och omsorgsnämnden;2021-09-16;98;antagen
Nordmalings kommun;2021-05-04;;KS;;2021-08-31;§ 112;antagen
norsjo;2021-04-27;KS-2021-77;KF;;2021-10-25;61 a;antagen
region-vasterbotten;2021-04-26;RS 412-2021;RF;;2021-06-23;120;antagen
"""
SILENT = ("asele", "mala", "sorsele", "vilhelmina", "vindeln")
NEXT = "2021-11-19-systemledning"
"""The next meeting, after the reminders."""


@pytest.fixture
def office(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """The example workspace with its sixteen recipients, all with an address, and without its answers."""
    lists = (examples / "templates/sandlistor.yaml").read_text("utf-8")
    for comment, address in ADDRESSES.values():
        assert comment in lists
        lists = lists.replace(comment, f"      e-post: {address}")
    with an_office(examples, tmp_path, monkeypatch, capsys, lists) as made:
        yield made


def test_the_loop(office: Office) -> None:
    """From sixteen letters to the next minutes, nothing lost and nothing sent twice, though the server fails twice.

    What needs veraPDF is judged last, so that all else has been held where it is missing.
    """
    _letters_and_drafts(office)
    _sent_although_the_server_fails(office)
    _answers_recorded(office)
    _standing_shown(office)
    _reminders(office)
    pdfs = [_follow_up(office), _next_minutes(office)]
    found = judged({path.name: path.read_bytes() for path in pdfs})
    assert found == {path.name: {"PDF/A-2A": [], "PDF/UA-1": []} for path in pdfs}


def _letters_and_drafts(office: Office) -> None:
    letters = office.run("brev", MEETING, "--per-mottagare")
    assert letters.code == ExitCode.DONE
    written = {
        suffix: [line for line in letters.lines if line.endswith(suffix)] for suffix in (".pdf", ".docx", ".eml")
    }
    assert [len(found) for found in written.values()] == [16, 16, 16]
    assert office.dispatch().code == ExitCode.DONE
    assert len(office.drafts()) == 16
    assert office.server.connections == 0


def _sent_although_the_server_fails(office: Office) -> None:
    assert office.dispatch("--skicka").code == ExitCode.DONE
    office.server.script.greylisted = {MALA: 9}
    office.server.script.drops = ("i DATA", 6)
    assert office.dispatch("--fortsätt").code == ExitCode.SERVER
    assert MALA not in office.server.addresses, "put off for longer than the program tries"
    office.server.script.greylisted = {}
    answer = office.dispatch("--fortsätt")
    if ("vannas", "osäkert") in office.log:  # the connection broke when its letter had been given, or before
        assert answer.code == ExitCode.CORRECTION
        assert "skicka igen med --på-nytt vannas" in answer.err
        assert office.dispatch("--på-nytt", "vannas").code == ExitCode.DONE
    else:
        assert answer.code == ExitCode.DONE
    assert "inget mer att skicka" in office.dispatch("--fortsätt").err
    assert len(office.server.addresses) == len(set(office.server.addresses)) == 16
    assert office.text(ANSWERS).count("skickat: 2021-04-26") == 16
    assert [event for _, event in office.log].count("skickat") == 16


def _answers_recorded(office: Office) -> None:
    office.write("meetings/svar/umea-kf-87.txt", "Protokollsutdrag\n")
    for said in BY_COMMAND:
        assert office.run("svar", MEETING, *shlex.split(said)).code == ExitCode.DONE
    (office.root / "svar.csv").write_bytes(BY_LIST.encode("cp1252"))
    answer = office.run("svar", MEETING, "--från", "svar.csv")
    assert answer.code == ExitCode.DONE
    assert "4 mottagare" in answer.err
    assert office.run("kontrollera", MEETING).code == ExitCode.DONE


def _standing_shown(office: Office) -> None:
    table = office.run("läge", MEETING, "--per", DAY)
    assert "8 av 16 har besvarat" in table.out
    assert "5 mottagare bör påminnas" in table.err
    told = json.loads(office.run("läge", MEETING, "--per", DAY, "--json").out)
    assert told[0]["antal"] == {
        "inte skickat": 0, "inget livstecken": 5, "mottaget": 0, "löfte passerat": 0, "utlovat": 1, "bordlagt": 2,
        "delvis besvarat": 0, "besvarat": 8,
    }  # fmt: skip
    results = {result: number for result, number in told[0]["resultat"].items() if number}
    assert results == {"antagen": 5, "antagen med ändring": 1, "delvis": 1, "avslagen": 1}
    for name, begins in (("läge.svg", b"<?xml"), ("läge.png", b"\x89PNG"), ("läge.xlsx", b"PK")):
        option = "--xlsx" if name.endswith("xlsx") else "--diagram"
        assert office.run("läge", MEETING, "--per", DAY, option, name).code == ExitCode.DONE
        assert (office.root / name).read_bytes().startswith(begins)


def _reminders(office: Office) -> None:
    office.is_day(2021, 11, 15)
    assert office.remind().code == ExitCode.DONE
    assert sorted(office.drafts("paminnelser")) == sorted(SILENT)
    sent = len(office.server.received)
    for option in ("--skicka", "--fortsätt", "--fortsätt"):
        assert office.remind(option).code == ExitCode.DONE
    reminders = office.server.received[sent:]
    assert len(reminders) == 5
    assert all(str(reminder.message["Subject"]).startswith("Påminnelse: ") for reminder in reminders)
    assert office.text(ANSWERS).count(f"påmint: [{DAY}]") == 5
    assert office.text(LOG).count(f"påminnelse {DAY}") == 10, "begun and sent, for each"


def _follow_up(office: Office) -> Path:
    answer = office.run("uppföljning", MEETING)
    assert answer.code == ExitCode.DONE
    word, pdf = map(Path, answer.lines)
    for texts in (word_texts(word.read_bytes()), PdfFile(pdf.read_bytes()).texts()):
        said = _joined(texts)
        assert "Läget: 15 november 2021" in said, "the last day that anything is told of"
        assert "8 av 16 mottagare har besvarat rekommendationen: 5 har antagit den" in said
        assert "Skellefteå kommun har antagit punkt 2 med ändringen: ny text" in said
        assert "Malå kommun har inte hört av sig 30 september 2021 46 dagar 15 november 2021" in said
    assert office.run("uppföljning", "--år", "2021").code == ExitCode.DONE
    return pdf


def _next_minutes(office: Office) -> Path:
    assert office.run("ny", "systemledning", NEXT[:10]).code == ExitCode.DONE
    item = f"  - rubrik: Uppföljning\n    beslut: Svaren lades till handlingarna.\n    uppföljning_av: {REFERENCE}\n"
    office.change(f"meetings/{NEXT}.yaml", "\nnästa_möte:", f"{item}\nnästa_möte:")
    assert office.run("kontrollera", f"meetings/{NEXT}.yaml").code == ExitCode.DONE
    word, pdf = map(Path, office.run("bygg", f"meetings/{NEXT}.yaml").lines)
    for texts in (word_texts(word.read_bytes()), PdfFile(pdf.read_bytes()).texts()):
        said = _joined(texts)
        assert "i Västerbotten, läget den 19 november 2021:" in said
        assert "Vännäs kommun antagen antagen Vård- och omsorgsnämnden 16 september 2021 § 98" in said
        assert "Åsele kommun har inte hört av sig" in said
    assert office.run("verifiera", f"meetings/{NEXT}.yaml", MEETING).code == ExitCode.DONE
    assert office.run("bygg", f"meetings/{NEXT}.yaml").err.count("oförändrat") == 1
    return pdf


def _joined(texts: tuple[str, ...] | list[str]) -> str:
    return " ".join(" ".join(texts).split())
