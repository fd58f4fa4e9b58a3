"""A year of a region: what is adopted and what is sent stays, and any day's standing can be asked for in December."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from a_region import FEBRUARY, JUNE, KOMMUNER, OCTOBER, PLAN, RENAMED_BODY, ROUTINE, Region, a_region

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow

FEB, JUN, OCT = (f"meetings/{stem}.yaml" for stem in (FEBRUARY, JUNE, OCTOBER))
VARDRAD = "meetings/2026-10-08-vardrad.yaml"
REASON = "Sista svarsdag var fel."
REMARKS = (
    "rutin: brevet som skickades den 2 mars 2026 till alla åtta är ett annat än det som byggs nu; där stod",
    "råd: rättelsen av den 11 maj 2026 är inskriven i",
    "protokollet är justerat och behålls som det är; 1 rad skulle bli en annan$",
    "I det justerade står «Eva Eck visar kortet.»; det skulle bli «Eva Ek visar kortet.»$",
    "men mötesfilen har bytt namn$",
    "(Loggen|Svarsfilen|Filens namn) hör inte till någon rekommendation",
    "läget är inte helt: svar och loggar som inte hör till någon rekommendation är inte med$",
    "råd: .*: beslut efter den .* 2026 räknas inte: ",
)
"""All that is remarked on in the year: a change, its correction, a wrong name, a renamed file, days asked for later."""
TO_BOTH = ("--ärende", "plan", "--ärende", "rutin")


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Region]:
    """The region on New Year's Day; what the commands of the year say can be kept in a file, NARAVARD_YEAR."""
    with a_region(tmp_path, monkeypatch, capsys) as made:
        yield made
        if kept := os.environ.get("NARAVARD_YEAR"):
            Path(kept).write_text("\n".join(map(str, made.said)), encoding="utf-8")


class Asked:
    """What was asked on some days of the year: the standing as JSON and the follow-ups."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.told: dict[str, tuple[str, dict[str, bytes]]] = {}

    def now(self) -> None:
        day = self.region.day.isoformat()
        self.told[day] = self._told(day)

    def again(self) -> dict[str, tuple[str, dict[str, bytes]]]:
        return {day: self._told(day) for day in self.told}

    def _told(self, day: str) -> tuple[str, dict[str, bytes]]:
        standing = self.region.run("läge", "--per", day, "--json").out
        for reference in (PLAN, ROUTINE):
            self.region.run("uppföljning", reference, "--per", day)
        return standing, self.reports(day)

    def reports(self, day: str) -> dict[str, bytes]:
        found = self.region.files(f"output/{FEBRUARY}").items()
        reports = {name: data for name, data in found if "uppfoljning" in name and day in name}
        assert len(reports) == 4
        return reports


def test_the_year(region: Region) -> None:
    """Nothing that was adopted, sent or told becomes another thing by what is told later."""
    asked = Asked(region)
    _winter(region, asked)
    _corrected_letter(region, asked)
    june = _june(region, asked)
    _autumn(region, asked)
    corrected = _october(region, asked)
    _december(region)
    _renamed_file(region)
    _verified(region)
    _old_reports_are_there(region, asked)
    shutil.rmtree(region.root / "output")
    region.run("bygg")
    assert _minutes(region, JUNE) == june, "June's minutes are byte for byte what they were in June"
    assert sorted(_minutes(region, Path(VARDRAD).stem).values()) == sorted(corrected.values())
    again = asked.again()
    for day, (standing, reports) in asked.told.items():
        named = standing.replace(OCTOBER, Path(VARDRAD).stem)
        assert again[day][0] == named, f"the standing of {day}"
        assert again[day][1] == reports, f"the follow-ups of {day}"
    region.run("uppföljning", "--år", "2026", "--per", "2026-12-31")
    _verified(region)
    _what_was_sent_can_be_shown(region)
    _said_only_what_is_so(region)


def _winter(region: Region, asked: Asked) -> None:
    region.is_day(2, 16)
    region.write_meeting(FEBRUARY)
    region.run("kontrollera")
    region.run("bygg", FEB)
    region.is_day(3, 2)
    for name in ("plan", "rutin"):
        for step in ((), ("--skicka",), ("--fortsätt",)):
            region.run("utskick", FEB, "--ärende", name, *step)
    assert len(region.server.received) == 16
    region.is_day(3, 4)
    _answer(region, "almnas", "--mottaget", "2026-03-03", "--diarienummer", "KS 2026/101")
    _answer(region, "bergvik", "--mottaget", "idag", "--utlovat", "2026-05-29")
    asked.now()
    region.is_day(4, 28)
    _decided(region, "dalfors", "KS", "2026-04-27", 44, "bordlagd")
    _decided(region, "ekholm", "KF", "2026-04-27", 31, "antagen", TO_BOTH)
    asked.now()


def _corrected_letter(region: Region, asked: Asked) -> None:
    """The deadline of one letter is moved, and all eight get a corrected one."""
    region.is_day(5, 11)
    region.change(FEB, "svar_senast: 2026-09-15", "svar_senast: 2026-10-15")
    told = region.run("kontrollera", FEB).err
    assert re.findall(r"senast den (\d+ \w+ 2026)", told) == ["15 september 2026", "15 oktober 2026"]
    for step in ((), ("--skicka",), ("--fortsätt",)):
        region.run("utskick", FEB, "--ärende", "rutin", "--rättelse", REASON, *step)
    assert len(region.server.received) == 24
    asked.now()
    region.run("kontrollera")


def _june(region: Region, asked: Asked) -> dict[str, bytes]:
    region.is_day(6, 15)
    region.write_meeting(JUNE)
    region.run("kontrollera", JUN)
    region.run("bygg", JUN)
    made = _minutes(region, JUNE)
    assert sorted(Path(name).suffix for name in made) == [".docx", ".pdf"]
    asked.now()
    return made


def _autumn(region: Region, asked: Asked) -> None:
    region.is_day(6, 30)
    _decided(region, "forsa", "KF", "2026-06-22", 60, "noteras")
    _decided(region, "forsa", "KS", "2026-06-22", 61, "tar inte ställning", ("--ärende", "rutin"))
    region.run("bygg")
    region.is_day(9, 2)
    _answer(region, "granas", "--utlovat", "2026-11-30")
    _decided(region, "dalfors", "KF", "2026-08-31", 99, "")
    region.is_day(10, 1)
    assert "11 mottagare bör påminnas" in region.run("läge").err
    assert _reminded(region, "plan") == ["almnas", "bergvik", "dalfors", "hede", "islinge"]
    assert "6 mottagare bör påminnas" in region.run("läge").err, "five have been today"
    asked.now()


def _october(region: Region, asked: Asked) -> dict[str, bytes]:
    """The body has a new name, a third letter goes out, and the minutes are corrected."""
    (region.root / "templates/organ.yaml").write_text(RENAMED_BODY, encoding="utf-8")
    region.run("bygg")
    region.is_day(10, 12)
    region.write_meeting(OCTOBER)
    region.run("kontrollera")
    region.run("bygg", OCT)
    region.is_day(10, 19)
    assert _reminded(region, "rutin") == ["almnas", "bergvik", "dalfors", "granas", "hede", "islinge"]
    region.is_day(10, 20)
    for step in ("--skicka", "--fortsätt"):
        region.run("utskick", OCT, step)
    assert "Vårdrådet" in region.run("läge").out
    asked.now()
    region.is_day(10, 26)
    region.change(OCT, "Eva Eck", "Eva Ek")
    first = _minutes(region, OCTOBER)
    region.run("kontrollera", OCT, code=ExitCode.CORRECTION)
    region.run("justera", OCT, "--rätta", "fel namn på föredraganden")
    region.run("kontrollera", OCT)
    region.run("bygg", OCT)
    kept = region.files(f"arkiv/{OCTOBER}").values()
    assert all(data in kept for data in first.values()), "what was adopted first is kept"
    return _minutes(region, OCTOBER)


def _december(region: Region) -> None:
    region.is_day(12, 1)
    _answer(region, "hede", "--utlovat", "2027-01-31")
    _decided(region, "dalfors", "KF", "2026-11-30", 140, "antagen")
    _decided(region, "almnas", "KF", "2026-11-23", 7, "antagen med ändring: från 2028", TO_BOTH)


def _renamed_file(region: Region) -> None:
    """Answers and log of a meeting file with another name are told of everywhere, and nothing is sent."""
    region.is_day(12, 15)
    received = len(region.server.received)
    (region.root / OCT).rename(region.root / VARDRAD)
    for words in (("läge",), ("påminn", VARDRAD), ("kontrollera",), ("bygg",), ("utskick", VARDRAD, "--skicka")):
        told = region.run(*words, code=ExitCode.CORRECTION).err
        assert told.count(f"{OCTOBER}-kort.utskick.tsv:1:1") == (words != ("bygg",)), told
    region.run("verifiera", code=ExitCode.CHECK)
    assert len(region.server.received) == received
    for folder in ("meetings/svar", "arkiv"):
        for path in (region.root / folder).glob(f"{OCTOBER}*"):
            path.rename(path.with_name(path.name.replace(OCTOBER, Path(VARDRAD).stem)))
    assert "8 mottagare bör påminnas" in region.run("läge").err, "none of them of the letter that is not late"
    region.run("kontrollera")
    assert "inget mer att skicka" in region.run("utskick", VARDRAD, "--fortsätt").err
    region.run("bygg", VARDRAD)


def _verified(region: Region) -> None:
    region.is_day(12, 31)
    told = region.run("verifiera").err
    assert told.count("lika: ") == 3
    assert "tips" not in told


def _old_reports_are_there(region: Region, asked: Asked) -> None:
    assert {day: asked.reports(day) for day in asked.told} == {day: told[1] for day, told in asked.told.items()}


def _what_was_sent_can_be_shown(region: Region) -> None:
    """The log names a file of the archive for each mail that the server got, and it holds what the server got."""
    shown = Counter[bytes]()
    for log in (region.root / "meetings/svar").glob("*.tsv"):
        for line in log.read_text("utf-8").splitlines()[1:]:
            values = line.split("\t")
            if values[1] == "skickat":
                shown[_archived(region, values[-1])] += 1
    assert shown == Counter(received.data for received in region.server.received)


def _archived(region: Region, said: str) -> bytes:
    name, digest = said.rsplit(" ", 1)
    (path,) = region.root.glob(f"arkiv/*/{name}")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest().startswith(digest)
    return data


def _said_only_what_is_so(region: Region) -> None:
    """No command of the year warns of what is as it is to be, advises to remove anything, or says a thing twice."""
    for said in region.said:
        lines = said.answer.err.splitlines()
        remarks = [line for line in lines if re.search(r"(^|: )(fel|varning|råd): ", line)]
        assert [line for line in remarks if not any(re.search(each, line) for each in REMARKS)] == []
        assert len(remarks) == len(set(remarks)), said
        assert not any("ta bort" in line and "rättelser" not in line for line in lines), said


def _answer(region: Region, who: str, *said: str, to: tuple[str, ...] = ("--ärende", "plan")) -> None:
    region.run("svar", FEB, who, *to, *said)


def _decided(
    region: Region, who: str, by: str, day: str, section: int, outcome: str, to: tuple[str, ...] = ("--ärende", "plan")
) -> None:
    outcomes = ("--alla", outcome) if outcome else ("--punkt", "1=antagen", "--punkt", "2=bordlagd")
    _answer(region, who, "--instans", by, "--datum", day, "--paragraf", str(section), *outcomes, to=to)


def _reminded(region: Region, name: str) -> list[str]:
    """Send reminders of a letter; return whom they went to, each with the letter that it got last."""
    before = list(region.server.received)
    for step in ((), ("--skicka",), ("--fortsätt",)):
        region.run("påminn", FEB, "--ärende", name, *step)
    sent = region.server.received[len(before) :]
    for reminder in sent:
        of_it = [mail for mail in before if mail.to == reminder.to and f" {name} för" in str(mail.message["Subject"])]
        assert _attached(reminder.data) == _attached(of_it[-1].data)
    return [key for reminder in sent for key in KOMMUNER if key in reminder.to[0]]


def _attached(mail: bytes) -> list[bytes]:
    message = message_from_bytes(mail, policy=default)
    return [part.get_content() for part in message.iter_attachments()]  # type: ignore[attr-defined]


def _minutes(region: Region, stem: str) -> dict[str, bytes]:
    return {name: data for name, data in region.files(f"output/{stem}").items() if "protokoll" in name}
