"""A year of a region: what is adopted and what is sent stays, and every day's standing can be asked for in December."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from a_region import FEBRUARY, JUNE, OCTOBER, PLAN, RENAMED_BODY, ROUTINE, Region, a_region

pytestmark = pytest.mark.slow

FEB, JUN, OCT = (f"meetings/{stem}.yaml" for stem in (FEBRUARY, JUNE, OCTOBER))
REASON = "Sista svarsdag var fel."


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Region]:
    with a_region(tmp_path, monkeypatch, capsys) as made:
        yield made
        if told := os.environ.get("YEAR_TOLD"):
            Path(told).write_text("\n".join(map(str, made.said)), encoding="utf-8")


def test_the_year(region: Region) -> None:
    r = region
    asked: dict[str, tuple] = {}

    def ask(day: str) -> tuple:
        out = r.run("läge", "--per", day, "--json").out
        reports = {}
        for ref in (PLAN, ROUTINE):
            r.run("uppföljning", ref, "--per", day)
        reports = {n: b for n, b in r.files(f"output/{FEBRUARY}").items() if day in n and "uppfoljning" in n}
        assert len(reports) == 4, sorted(r.files(f"output/{FEBRUARY}"))
        return out, reports

    r.is_day(2, 16)
    r.write_meeting(FEBRUARY)
    r.run("kontrollera")
    r.run("bygg", FEB)
    r.is_day(3, 2)
    for name in ("plan", "rutin"):
        for step in ((), ("--skicka",), ("--fortsätt",)):
            r.run("utskick", FEB, "--ärende", name, *step)
    r.run("läge")
    r.is_day(3, 4)
    r.run("svar", FEB, "almnas", "--ärende", "plan", "--mottaget", "2026-03-03", "--diarienummer", "KS 2026/101")
    r.run("svar", FEB, "bergvik", "--ärende", "plan", "--mottaget", "idag", "--utlovat", "2026-05-29")
    asked["2026-03-04"] = ask("2026-03-04")
    r.is_day(4, 28)
    r.run("svar", FEB, "dalfors", "--ärende", "plan", "--instans", "KS", "--datum", "2026-04-27", "--paragraf", "44", "--alla", "bordlagd")
    r.run("svar", FEB, "ekholm", "--ärende", "plan", "--ärende", "rutin", "--instans", "KF", "--datum", "2026-04-27", "--paragraf", "31", "--alla", "antagen")
    asked["2026-04-28"] = ask("2026-04-28")
    # corrected letter for rutin
    r.is_day(5, 11)
    r.change(FEB, "svar_senast: 2026-09-15", "svar_senast: 2026-10-15")
    r.run("kontrollera", FEB)
    r.run("utskick", FEB, "--ärende", "rutin", "--rättelse", REASON)
    for step in ("--skicka", "--fortsätt"):
        r.run("utskick", FEB, "--ärende", "rutin", "--rättelse", REASON, step)
    r.run("läge", FEB)
    asked["2026-05-11"] = ask("2026-05-11")
    r.run("kontrollera")
    # June meeting
    r.is_day(6, 15)
    r.write_meeting(JUNE)
    r.run("kontrollera", JUN)
    r.run("bygg", JUN)
    june = r.files(f"output/{JUNE}")
    asked["2026-06-15"] = ask("2026-06-15")
    r.is_day(6, 30)
    r.run("svar", FEB, "forsa", "--ärende", "plan", "--instans", "KF", "--datum", "2026-06-22", "--paragraf", "60", "--alla", "noteras")
    r.run("svar", FEB, "forsa", "--ärende", "rutin", "--instans", "KS", "--datum", "2026-06-22", "--alla", "tar inte ställning")
    r.run("bygg")
    # autumn: reminders of both
    r.is_day(9, 2)
    r.run("svar", FEB, "granas", "--ärende", "plan", "--utlovat", "2026-11-30")
    r.run("svar", FEB, "dalfors", "--ärende", "plan", "--instans", "KF", "--datum", "2026-08-31", "--paragraf", "99", "--punkt", "1=antagen", "--punkt", "2=bordlagd")
    r.is_day(10, 1)
    r.run("läge")
    r.run("påminn", FEB, "--ärende", "plan")
    for step in ("--skicka", "--fortsätt"):
        r.run("påminn", FEB, "--ärende", "plan", step)
    asked["2026-10-01"] = ask("2026-10-01")
    (r.root / "templates/organ.yaml").write_text(RENAMED_BODY, encoding="utf-8")
    r.run("bygg")
    r.is_day(10, 12)
    r.write_meeting(OCTOBER)
    r.run("kontrollera")
    r.run("bygg", OCT)
    r.is_day(10, 19)
    r.run("påminn", FEB, "--ärende", "rutin")
    for step in ("--skicka", "--fortsätt"):
        r.run("påminn", FEB, "--ärende", "rutin", step)
    r.is_day(10, 20)
    for step in ("--skicka", "--fortsätt"):
        r.run("utskick", OCT, step)
    r.run("läge")
    asked["2026-10-20"] = ask("2026-10-20")
    # the minutes of October had a name wrong
    r.is_day(10, 26)
    r.change(OCT, "Eva Eck", "Eva Ek")
    r.run("kontrollera", OCT, code=1)
    r.run("justera", OCT, "--rätta", "fel namn på föredraganden")
    r.run("kontrollera", OCT)
    r.run("bygg", OCT)
    r.is_day(12, 1)
    r.run("svar", FEB, "hede", "--ärende", "plan", "--utlovat", "2027-01-31")
    r.run("svar", FEB, "dalfors", "--ärende", "plan", "--instans", "KF", "--datum", "2026-11-30", "--paragraf", "140", "--punkt", "2=antagen")
    r.run("svar", FEB, "almnas", "--ärende", "plan", "--ärende", "rutin", "--instans", "KF", "--datum", "2026-11-23", "--paragraf", "7", "--alla", "antagen med ändring: från 2028")
    r.run("svar", FEB, "almnas", "--ärende", "plan", "--mottaget", "2026-03-02", "--rätta", "fel dag")
    r.is_day(12, 15)
    renamed = r.root / "meetings/2026-10-08-vardrad.yaml"
    (r.root / OCT).rename(renamed)
    for words in (("läge",), ("påminn", "meetings/2026-10-08-vardrad.yaml"), ("kontrollera",), ("utskick", "meetings/2026-10-08-vardrad.yaml"), ("bygg",), ("verifiera",)):
        try:
            r.run(*words)
        except AssertionError:
            pass
    renamed.rename(r.root / OCT)
    r.is_day(12, 31)
    r.run("läge")
    try:
        r.run("verifiera")
    except AssertionError:
        pass
    kept = r.files("output")
    shutil.rmtree(r.root / "output")
    r.run("bygg")
    after = r.files(f"output/{JUNE}")
    for n in june:
        print(n, june[n] == after.get(n))
    for day, then in asked.items():
        now = ask(day)
        print(day, now[0] == then[0], {n: now[1].get(n) == b for n, b in then[1].items()})
    r.run("uppföljning", "--år", "2026", "--per", "2026-12-31")
    r.run("kontrollera")
    try:
        r.run("verifiera")
    except AssertionError:
        pass
    missing = [n for n in kept if n not in r.files("output")]
    print("missing", missing)
