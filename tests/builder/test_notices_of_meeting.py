"""The kallelse as the command makes it: what is recorded, stored, told, mailed, and what never leaves unasked."""

from __future__ import annotations

import shutil
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest
from broken import whole_pdf
from command import Answer, Run
from kallelser import COMMITTEE, write_workspace

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.notices_of_meeting import NoticeOptions, member_mails
from naravard_docs.check.pdf import PdfFile
from naravard_docs.check.word import word_texts
from naravard_docs.errors import InvalidInputError

STEM = "2027-02-12-namnd"
MEETING = f"meetings/{STEM}.yaml"
OUTPUT = f"output/{STEM}"
HEAD = "organ: {}\ndatum: 2027-02-25\ntid: 18.00–20.00\nplats: Stadshuset\närenden: [Ett]\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a meeting of a nämnd that is to come, where the user stands."""
    write_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path(MEETING).write_text(f"# Nästa möte\n{COMMITTEE.lstrip()}", "utf-8")
    return tmp_path


def call(run: Run, *options: str) -> Answer:
    answer = run("kallelse", MEETING, *options)
    assert answer.code == 0, answer.err
    return answer


def change(old: str, new: str, file: str = MEETING) -> None:
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new, 1), "utf-8")


def words() -> str:
    """Return the words of the kallelse in Word, with plain blanks."""
    data = Path(f"{OUTPUT}/kallelse/{STEM}-kallelse.docx").read_bytes()
    return "\n".join(word_texts(data)).replace("\u00a0", " ")


def mail(key: str) -> EmailMessage:
    data = Path(f"{OUTPUT}/mejl/{STEM}-kallelse-{key}.eml").read_bytes()
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def calendar_of(message: EmailMessage) -> Any:
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    calendar: Any = icalendar.Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(calendar["method"])  # RFC 6047, 2.4
    return calendar


def test_a_preview_records_nothing(office: Path, run: Run) -> None:
    """Without --datum the file stays byte for byte, nothing is stored, and all is marked as a draft."""
    before = Path(MEETING).read_bytes()
    answer = call(run)
    assert Path(MEETING).read_bytes() == before
    assert not Path("arkiv").exists()
    assert "UTKAST – ej utskickad" in words()
    assert "--datum idag" in answer.err
    assert str(mail("anna-ek")["Subject"]).startswith("UTKAST: Kallelse: Socialnämnden")
    assert [Path(line).suffix for line in answer.lines] == [".docx", ".pdf", ".ics", *[".eml"] * 4]


def test_what_goes_out_is_recorded_and_stored(office: Path, run: Run) -> None:
    """The day and the identity come into the file, after the keys that are before them; all else stays as it was."""
    before = Path(MEETING).read_text("utf-8")
    call(run, "--datum", "2027-02-03")
    after = Path(MEETING).read_text("utf-8")
    entry = f"kallelse:\n  datum: 2027-02-03\n  id: {STEM}\n"
    assert entry in after and after.replace(entry, "") == before
    assert "UTKAST" not in words() and "Kallelsen utskickad: 3 februari 2027" in words()
    stored = sorted(path.name for path in Path(f"arkiv/{STEM}").iterdir())
    assert stored == [*(f"{STEM}-kallelse.{end}" for end in ("docx", "ics", "pdf", "txt")), "arkiv.json"]
    assert call(run).err.count("säger annat") == 0


def test_what_differs_is_told_line_by_line(office: Path, run: Run) -> None:
    """A file that says something else than what went out is told so, and its kallelse is a draft again."""
    call(run, "--datum", "2027-02-03")
    change("sal Oviken", "sal Åre")
    change("  - Val av justerare\n", "  - Val av justerare\n  - Ett nytt ärende\n")
    told = call(run).err
    assert "säger annat än kallelsen som gick ut den 3 februari 2027" in told
    assert "i kallelsen står «Plats: Kommunhuset, sal Oviken»; i mötesfilen står «Plats: Kommunhuset, sal Åre»" in told
    assert "--ändrad" in told and "Ett nytt ärende" in told
    assert "UTKAST" in words()
    with pytest.raises(InvalidInputError):
        member_mails(load_cached(Path(MEETING)), NoticeOptions())
    call(run, "--datum", "2027-02-08", "--ändrad", "ny lokal: sal Åre")
    assert "UTKAST" not in words()
    assert words().index("Ändrat sedan kallelsen den 3 februari 2027") < words().index("Dag: Fredag")
    assert "8 februari 2027: ny lokal: sal Åre" in words()
    assert call(run).err.count("säger annat") == 0


def test_an_update_and_a_cancellation_are_of_the_same_meeting(office: Path, run: Run) -> None:
    """One identity in the calendars, a number that rises, and a cancellation at last; no protokoll is built then."""
    call(run, "--datum", "2027-02-03")
    call(run, "--datum", "2027-02-08", "--ändrad", "ny tid")
    updated = calendar_of(mail("anna-ek"))
    call(run, "--datum", "2027-02-09", "--inställt", "för få kan komma")
    off = calendar_of(mail("anna-ek"))
    events = [each.walk("VEVENT")[0] for each in (updated, off)]
    assert events[0]["uid"] == events[1]["uid"]
    assert [(each["sequence"], str(each["status"])) for each in events] == [(1, "CONFIRMED"), (2, "CANCELLED")]
    assert "inställt: för få kan komma" in Path(MEETING).read_text("utf-8")
    assert "Mötet är inställt. Skäl: för få kan komma." in words() and "Föredragningslista" not in words()
    assert "är inställt. Skäl: för få kan komma" in text_of(mail("anna-ek"))
    built = run("bygg", MEETING)
    assert (built.code, built.out) == (0, "")
    assert "mötet är inställt, så det finns inget protokoll" in built.err
    assert "har inte hållits än" not in built.err


def test_the_sender_is_known_by_the_members_address(office: Path, run: Run) -> None:
    """A secretary whose address stands among those of the members sends the mails, without a line of their own."""
    change("  sekreterare: Siv Åkerlund, nämndsekreterare\n", "  sekreterare: Cia Dal\n", "templates/organ.yaml")
    call(run, "--datum", "2027-01-29")
    assert mail("anna-ek")["From"] == "Cia Dal <cia.dal@orten.example>"


def test_what_is_sent_without_the_program(office: Path, run: Run) -> None:
    """Where the log knows of nobody, an update and a cancellation say that once, and show no empty table."""
    call(run, "--datum", "2027-02-03")
    updated = call(run, "--datum", "2027-02-08", "--ändrad", "ny tid")
    assert updated.err.count("har programmet inte skickat kallelsen till någon") == 1
    off = call(run, "--datum", "2027-02-09", "--inställt", "för få kan komma")
    assert "så --skicka skickar inget" in off.err
    assert "Mottagare" not in off.out


@pytest.mark.parametrize(
    ("first", "options", "message"),
    [
        ([], ["--ändrad", "ny tid"], "ingen kallelse är utskickad"),
        (["--datum", "2027-02-03"], ["--datum", "2027-02-04"], "kallelsen är redan utskickad, den 3 februari 2027"),
        (["--datum", "2027-02-03"], ["--datum", "2027-02-02", "--ändrad", "x"], "är före det som gick ut"),
        ([], ["--datum", "2027-02-13"], "är efter mötet den 12 februari 2027"),
        (["--datum", "2027-02-03", "--inställt", "x"], ["--datum", "2027-02-04", "--ändrad", "y"], "redan inställt"),
        (["--datum", "2027-02-03"], ["--datum", "2027-02-04", "--ändrad", " "], "det är inte sagt vad"),
        ([], ["--ändrad", "x", "--inställt", "y"], "går inte att förena"),
        ([], ["--datum", "igår"], "är inget datum"),
    ],
)
def test_what_does_not_follow_is_refused(
    office: Path, run: Run, first: list[str], options: list[str], message: str
) -> None:
    """What cannot follow on what is recorded is refused with a remedy, and nothing is written."""
    if first:
        call(run, *first)
    before = Path(MEETING).read_bytes()
    answer = run("kallelse", MEETING, *options)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err and "  tips: " in answer.err
    assert Path(MEETING).read_bytes() == before


def test_the_file_is_as_it_was_when_the_kallelse_cannot_be_made(office: Path, run: Run) -> None:
    """A standing text with a fault stops all: the fault is told with its place, and nothing is recorded or stored."""
    Path("templates/kallelse.txt").write_text("Hej {{ motagare }}!\n", "utf-8")
    before = Path(MEETING).read_bytes()
    answer = run("kallelse", MEETING, "--datum", "2027-02-03")
    assert answer.code == 1
    assert "templates/kallelse.txt:1:1" in answer.err and "menade du «mottagare»?" in answer.err
    assert Path(MEETING).read_bytes() == before
    assert not Path("arkiv").exists() and not Path("output").exists()


def said_in_all_files() -> str:
    """Return what every file below output/ and arkiv/ says, as text, but for the manifest, which stays where it is."""
    said: list[str] = []
    for path in (*Path("output").rglob("*.[!j]*"), *Path("arkiv").rglob("*.*")):
        data = path.read_bytes()
        if path.suffix == ".docx":
            said += word_texts(data)
        elif path.suffix == ".pdf":
            said += [*PdfFile(data).texts(), data.decode("latin-1")]
        elif path.suffix == ".eml":
            message = message_from_bytes(data, policy=policy.default)
            said += [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
        elif path.suffix == ".ics":
            said.append(str(icalendar.Calendar.from_ical(data)) + data.replace(b"\r\n ", b"").decode())
        else:
            said.append(data.decode("utf-8"))
    return "\n".join(said)


def test_what_is_secret_is_in_no_file(office: Path, run: Run) -> None:
    """Heading, text, number, presenter, documents and proposals of an item under secrecy are in no file."""
    change("      - Norra skolan\n", "      - {rubrik: Hemlig skola, sekretess: OSL 26:1, text: Hemligt bygge}\n")
    told = call(run, "--datum", "2027-02-03", "--med-handlingar").err
    said = said_in_all_files()
    assert "Ärende med sekretess" in said and "Sekretess enligt OSL 19:3" in said
    for secret in ("Hemlig", "hemlig.md", "hemlig", "SN 2027/3", "brutit mot avtalet", "säga upp"):
        assert secret not in said, secret
    assert "§ 35.1 och § 36 omfattas av sekretess" in told


def test_what_is_secret_is_told_when_it_is_asked_for(office: Path, run: Run) -> None:
    """--med-sekretess has it in full, and says so; later previews compare with that."""
    told = call(run, "--datum", "2027-02-03", "--med-sekretess").err
    assert "står i klartext i kallelsen, kalenderfilen och mejlutkasten" in told
    assert "Uppsägning av avtal med Hemliga AB" in words() and "Hemliga AB" in text_of(mail("anna-ek"))
    change("Hemliga AB har brutit mot avtalet", "Hemliga AB har skött sig")
    assert "säger annat än kallelsen" in call(run).err
    assert "Hemliga AB" not in words()


def test_each_gets_one_mail(office: Path, run: Run) -> None:
    """Members with an address get a draft with the PDF and the calendar; who has none is told of with their place."""
    answer = call(run, "--datum", "2027-02-03")
    names = sorted(Path(line).stem.removeprefix(f"{STEM}-kallelse-") for line in answer.lines if line.endswith("eml"))
    assert names == ["anna-ek", "cia-dal", "eva-alm", "fia-berg"]
    member, serving, replacement = mail("anna-ek"), mail("fia-berg"), mail("eva-alm")
    assert [part.get_content_type() for part in member.iter_attachments()] == ["application/pdf", "text/calendar"]
    assert "Anna Ek" in str(member["To"]) and member["X-Unsent"] == "1"
    assert "Du kallas till Socialnämnden fredagen den 12 februari 2027." in text_of(member)
    assert "Du kallas" in text_of(serving) and "Förhinder" not in text_of(replacement)
    assert str(replacement["Subject"]).startswith("För kännedom: ") and "För kännedom" in text_of(replacement)
    assert "templates/organ.yaml:17:11: varning: Dan Ek (S) har ingen e-postadress" in answer.err
    assert calendar_of(member).walk("VEVENT")[0]["sequence"] == 0


def test_drafts_of_those_no_longer_called_are_taken_away(office: Path, run: Run) -> None:
    """A draft that an earlier run made is gone when its receiver is; one that was edited stays, and is told of."""
    call(run)
    edited = Path(f"{OUTPUT}/mejl/{STEM}-kallelse-cia-dal.eml")
    edited.write_bytes(edited.read_bytes() + b"\r\n")
    change("        - Anna Ek (M), ordförande, anna.ek@orten.example\n", "", "templates/organ.yaml")
    change("        - Cia Dal (C), cia.dal@orten.example\n", "", "templates/organ.yaml")
    change("  ordförande: Anna Ek (M)\n", "  ordförande: Dan Ek (S)\n", "templates/organ.yaml")
    told = call(run).err
    assert not Path(f"{OUTPUT}/mejl/{STEM}-kallelse-anna-ek.eml").exists()
    assert edited.exists() and "är ett äldre mejlutkast" in told


def test_mails_to_be_sent_are_those_of_the_drafts(office: Path, run: Run) -> None:
    """What a server is to have is what the drafts say, by key; whoever has no address has none."""
    call(run, "--datum", "2027-02-03")
    mails = {each.key: each for each in member_mails(load_cached(Path(MEETING)), NoticeOptions())}
    assert list(mails) == ["anna-ek", "cia-dal", "dan-ek", "fia-berg", "eva-alm"]
    assert (mails["dan-ek"].address, mails["dan-ek"].data) == (None, b"")
    sent = message_from_bytes(mails["anna-ek"].data, policy=policy.default)
    assert isinstance(sent, EmailMessage)
    assert text_of(sent) == text_of(mail("anna-ek")) and sent["X-Unsent"] is None


def test_documents_go_along_when_they_are_to(office: Path, run: Run) -> None:
    """Texts are appended, PDFs go with the mails and into a reading copy; without the flag they are named only."""
    (office / "meetings" / "bilagor" / "kalkyl.pdf").write_bytes(whole_pdf())
    change('"Budgetförslag, bilagor/budget.md"', '"Budgetförslag, bilagor/budget.md", bilagor/kalkyl.pdf')
    call(run)
    assert "Alla tal." not in words() and "Bilaga 1, Bilaga 2" in words()
    answer = call(run, "--med-handlingar")
    assert "Alla tal." in words()
    assert any(line.endswith("-kallelse-lasexemplar.pdf") for line in answer.lines)
    assert "Bilaga 2 Kalkyl.pdf" in [part.get_filename() for part in mail("anna-ek").iter_attachments()]


def test_a_renamed_meeting_finds_what_went_out(office: Path, run: Run) -> None:
    """A meeting that is moved to another day, and its file renamed, is compared with what went out."""
    call(run, "--datum", "2027-02-03")
    change("datum: 2027-02-12", "datum: 2027-02-19")
    Path(MEETING).rename("meetings/2027-02-19-namnd.yaml")
    answer = run("kallelse", "meetings/2027-02-19-namnd.yaml")
    assert "i kallelsen står «Dag: Fredag 12 februari 2027»" in answer.err
    assert "har ingen mötesfil" not in run("kontrollera").err


def test_what_comes_after_does_not_make_it_old(office: Path, run: Run) -> None:
    """The kallelse stays beside the minutes when the meeting has been held, and nothing is said of it as old."""
    call(run, "--datum", "2027-02-03")
    change("  - Val av justerare\n", "  - {rubrik: Val av justerare, beslut: Nämnden valde Cia Dal.}\n")
    assert "äldre underlag" not in run("bygg", MEETING).err
    assert run("verifiera", MEETING).code == 0
    Path(f"{OUTPUT}/kallelse/{STEM}-kallelse.ics").write_text("x")
    assert "är ändrad efter att den byggdes" in run("verifiera", MEETING).err


def test_a_fullmäktige_has_a_kungörelse_and_a_week(office: Path, run: Run) -> None:
    """The text for the notice board has when, where and which items; a kallelse less than a week before is late."""
    Path("meetings/2027-02-25-kf.yaml").write_text(HEAD.format("fullmäktige"), "utf-8")
    answer = run("kallelse", "meetings/2027-02-25-kf.yaml", "--datum", "2027-02-19")
    assert "senast den 18 februari 2027 (5 kap. 14 § kommunallagen)" in answer.err and "NV811" in answer.err
    board = Path("output/2027-02-25-kf/kallelse/2027-02-25-kf-kungorelse.txt").read_text("utf-8")
    for line in ("Kungörelse: Kommunfullmäktige 25 februari 2027", "Tid: 18.00–20.00", "Plats: Stadshuset"):
        assert line in board.splitlines()
    late = run("kallelse", "meetings/2027-02-25-kf.yaml", "--datum", "2027-02-22", "--ändrad", "ett ärende till")
    assert "bara brådskande ärenden får läggas till så sent (5 kap. 15 § kommunallagen)" in late.err


def test_an_association_follows_its_bylaws(office: Path, run: Run) -> None:
    """The days that «tider» has count, with where they stand; a body without any has none."""
    Path("meetings/2027-02-25-arsmotet.yaml").write_text(HEAD.format("förening"), "utf-8")
    told = run("kallelse", "meetings/2027-02-25-arsmotet.yaml", "--datum", "2027-02-05").err
    assert "minst 21 dagar före mötet: senast den 4 februari 2027 (stadgarna § 12)" in told
    Path("meetings/2027-02-25-samrad.yaml").write_text(HEAD.format("samråd"), "utf-8")
    assert "NV811" not in run("kallelse", "meetings/2027-02-25-samrad.yaml", "--datum", "2027-02-24").err


def test_what_a_kallelse_lacks_is_told(office: Path, run: Run) -> None:
    """Without time and place, or with a time that cannot be read, it is said, and the calendar has the day."""
    change("tid: 09.00–12.00", "tid: efter lunch")
    assert "så mötet ligger som heldag" in call(run).err
    change("tid: efter lunch\nplats: Kommunhuset, sal Oviken\n", "")
    change("länk: https://teams", "# länk: https://teams")
    assert "kallelsen saknar «tid» och «plats»" in call(run).err


def test_the_minutes_do_not_change(office: Path, run: Run) -> None:
    """A link and what went out are no part of the minutes."""
    options = ("--format", "docx", "--till")
    assert run("bygg", MEETING, *options, "a").code == 0
    call(run, "--datum", "2027-02-03")
    change("länk: https://teams.example", "länk: https://other.example")
    assert run("bygg", MEETING, *options, "b").code == 0
    own = Path(STEM) / f"{STEM}-protokoll.docx"
    assert (Path("a") / own).read_bytes() == (Path("b") / own).read_bytes()


def test_the_same_kallelse_gives_the_same_files(office: Path, run: Run) -> None:
    """Two runs give the same bytes."""
    call(run, "--till", "a")
    call(run, "--till", "b")
    files = {
        path.relative_to("a"): path.read_bytes() for path in Path("a").rglob("*.*") if path.name != "manifest.json"
    }
    assert files == {path: (Path("b") / path).read_bytes() for path in files} and len(files) == 7
    shutil.rmtree("a")


def test_a_meeting_called_off_that_nobody_is_logged_to_know_of_has_no_table(office: Path, run: Run) -> None:
    """No empty table is shown; who sent the kallelse themselves is told to send word of this themselves, too."""
    call(run, "--datum", "2027-02-03")
    answer = call(run, "--datum", "2027-02-04", "--inställt", "för få kan komma")
    assert "Mottagare" not in answer.out
    assert "skicka beskedet själv också" in answer.err
    built = run("bygg", MEETING).err
    assert "mötet är inställt" in built and "hållits än" not in built


@pytest.mark.parametrize("own, day", [("", "4 januari 2027"), ("justering: 14, ", "30 december 2026")])
def test_the_day_of_adjustment_is_the_calendars(office: Path, run: Run, own: str, day: str) -> None:
    """The last day for adjustment is moved off nyårsdagen as the year's calendar has it: law's on, the body's back."""
    change("datum: 2027-02-12", "datum: 2026-12-18")
    bodies = Path("templates/organ.yaml")
    bodies.write_text(bodies.read_text("utf-8").replace("justering: 10, ", own), "utf-8")
    call(run)
    assert f"Justering: senast den {day}" in words()


@pytest.mark.parametrize("options", [(), ("--med-sekretess",)])
def test_the_board_is_told_nothing_secret_whatever_the_kallelse_reveals(
    office: Path, run: Run, options: tuple[str, ...]
) -> None:
    """The notice board has neutral or public headings even when members are told all."""
    items = (
        "ärenden:\n"
        "  - {rubrik: Tvist med Zebra AB, sekretess: OSL 19:3, offentlig_rubrik: En tvist}\n"
        "  - {rubrik: Avtal med Gnu AB, sekretess: OSL 19:3}\n"
        "  - {rubrik: Avsägelse från Åke Vildsvin, offentlig_rubrik: En avsägelse}\n"
        "  - {rubrik: Val, delärenden: [{rubrik: Bäver Al, offentlig_rubrik: En ledamot}]}\n"
    )
    text = HEAD.format("fullmäktige").replace("ärenden: [Ett]\n", items)
    Path("meetings/2027-02-25-kf.yaml").write_text(text, "utf-8")
    assert run("kallelse", "meetings/2027-02-25-kf.yaml", *options).code == 0
    board = Path("output/2027-02-25-kf/kallelse/2027-02-25-kf-kungorelse.txt").read_text("utf-8")
    assert not [word for word in ("Zebra", "Gnu", "Vildsvin", "Bäver") if word in board]
    for heading in ("En tvist", "Ärende med sekretess", "En avsägelse", "En ledamot"):
        assert heading in board


def test_a_meeting_that_is_off_has_no_minutes_in_any_form(office: Path, run: Run) -> None:
    """Nothing is adopted or extracted of it, its decisions are none, and its day makes it no meeting that was held."""
    change("ärenden:\n", "ärenden:\n  - {rubrik: Taxa, typ: beslutsärende, beslut: Nämnden antar taxan.}\n")
    change("datum: 2027-02-12", "datum: 2024-02-12")
    change("organ: nämnd\n", "organ: nämnd\ninställt: för få\n")
    for command in (("justera", MEETING, "--datum", "2024-02-14"), ("utdrag", MEETING, "1")):
        answer = run(*command)
        assert (answer.code, answer.out) == (2, "") and "mötet är inställt" in answer.err
    told = run("bygg", MEETING).err
    assert "mötet är inställt" in told and "har inte hållits än" not in told
    assert "antar taxan" not in run("beslut").out


def test_a_meeting_on_the_day_that_another_was_moved_from_is_another_in_calendars(office: Path, run: Run) -> None:
    """The one that was moved keeps its identity, so the new one gets one of its own, in the preview already."""
    call(run, "--datum", "2027-02-03")
    first = calendar_of(mail("anna-ek")).walk("VEVENT")[0]["uid"]
    text = Path(MEETING).read_text("utf-8")
    Path("meetings/2027-02-19-namnd.yaml").write_text(text.replace("datum: 2027-02-12", "datum: 2027-02-19"), "utf-8")
    Path(MEETING).write_text(COMMITTEE.lstrip(), "utf-8")
    for options in ((), ("--datum", "2027-02-04")):
        call(run, *options)
        assert calendar_of(mail("anna-ek")).walk("VEVENT")[0]["uid"] != first
    assert run("kallelse", "meetings/2027-02-19-namnd.yaml", "--datum", "2027-02-08", "--ändrad", "ny dag").code == 0


def test_a_copy_does_not_change_the_entry_of_the_meeting_it_was_copied_from(office: Path, run: Run) -> None:
    """A copied file that has «kallelse:» of the other meeting is refused, and nothing is recorded in it."""
    call(run, "--datum", "2027-02-03")
    copy = Path("meetings/2027-03-12-namnd.yaml")
    copy.write_text(Path(MEETING).read_text("utf-8").replace("datum: 2027-02-12", "datum: 2027-03-12"), "utf-8")
    before = copy.read_bytes()
    answer = run("kallelse", str(copy), "--ändrad", "ny dag")
    assert (answer.code, answer.out) == (1, "") and "samma «id»" in answer.err
    assert copy.read_bytes() == before


def test_the_folder_is_of_the_meeting_file_that_its_kallelse_was_made_of_last(office: Path, run: Run) -> None:
    """What is recorded after a preview makes no file old, though ``bygg`` has never been run."""
    call(run)
    call(run, "--datum", "2027-02-03")
    answer = run("verifiera", MEETING)
    assert answer.code == 0, answer.err


def test_no_personnummer_comes_on_the_board(office: Path, run: Run) -> None:
    """A heading with a personnummer stops the kungörelse, unless another one is for the public."""
    file = Path("meetings/2027-02-25-kf.yaml")
    item = "ärenden: [{rubrik: Avsägelse 811218-9876}]\n"
    file.write_text(HEAD.format("fullmäktige").replace("ärenden: [Ett]\n", item), "utf-8")
    answer = run("kallelse", str(file))
    assert (answer.code, answer.out) == (1, "") and "Ett personnummer skulle stå i kungörelsen" in answer.err
    file.write_text(file.read_text("utf-8").replace("9876}", "9876, offentlig_rubrik: Avsägelse}"), "utf-8")
    assert run("kallelse", str(file)).code == 0
