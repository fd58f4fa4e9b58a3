"""Saving on the page: nothing that anybody wrote is lost, and what was not touched stays."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import WorkspaceFolder
from house_templates import TEMPLATES
from previewing import TODAY, previewed

from naravard_docs.builder.options import Format
from naravard_docs.check.embedded import embedded_source
from naravard_docs.preview import live_meeting, source_text
from naravard_docs.preview.live_meeting import LiveMeeting

TEXT = "organ: systemledning\ndatum: 2023-03-24\närenden:\n  - rubrik: Ett ärende\n    text: Ordet är xylofon.\n"
CHANGED = TEXT.replace("xylofon", "marimba")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copies(path: Path) -> list[Path]:
    return sorted(each for each in path.parent.iterdir() if each.is_file() and each != path)


def test_a_text_is_saved_and_shown(workspace: WorkspaceFolder) -> None:
    """A saved text is on the disk when the answer comes, and is what the page shows."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        reply = asked.save(CHANGED, asked.source()["digest"])
        assert reply.status == 200
        assert asked.path.read_text("utf-8") == CHANGED
        assert reply.json == {"text": CHANGED, "digest": digest(asked.path), "whyReadOnly": ""}
        assert "marimba" in asked.ask("dokument/0").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TEXT.replace("\n", "\r\n").encode(), CHANGED.replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf" + TEXT.encode(), b"\xef\xbb\xbf" + CHANGED.encode()),
        (TEXT.replace("\n", "\r\n", 2).encode(), CHANGED.replace("\n", "\r\n", 2).encode()),
        (TEXT.rstrip("\n").encode(), CHANGED.rstrip("\n").encode()),
    ],
    ids=["Windows", "mark", "mixed", "no line end"],
)
def test_line_ends_and_mark_are_kept(workspace: WorkspaceFolder, before: bytes, after: bytes) -> None:
    """Lines that were not touched keep their own ends, and the file the mark that it began with."""
    with previewed(workspace.write_meeting(before)) as asked:
        source = asked.source()
        assert "\r" not in source["text"]
        assert asked.save(source["text"].replace("xylofon", "marimba"), source["digest"]).status == 200
        assert asked.path.read_bytes() == after


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_permissions_are_kept(workspace: WorkspaceFolder, mode: int) -> None:
    """Who may read the file may read it afterwards, and nobody else."""
    path = workspace.write_meeting(TEXT)
    path.chmod(mode)
    with previewed(path) as asked:
        assert asked.save(CHANGED, asked.source()["digest"]).status == 200
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="links need leave on Windows")
def test_a_link_stays_a_link(workspace: WorkspaceFolder) -> None:
    """A meeting file that is a link is written where it leads to, and one that leads out of the workspace is not."""
    real = workspace.write("meetings/riktig.txt", TEXT)
    link = workspace.root / "meetings/2023-03-24-systemledning.yaml"
    link.symlink_to(real)
    with previewed(link) as asked:
        assert asked.save(CHANGED, asked.source()["digest"]).status == 200
    assert link.is_symlink()
    assert real.read_text("utf-8") == CHANGED
    outside = workspace.root.parent / "utanför.yaml"
    outside.write_text(TEXT, encoding="utf-8")
    link.unlink()
    link.symlink_to(outside)
    with previewed(link) as asked:
        reply = asked.save(CHANGED, asked.source()["digest"])
        assert reply.status == 500
        assert "leder ut ur arbetsytan" in reply.json["message"]
    assert outside.read_text("utf-8") == TEXT


def test_a_file_that_others_changed_is_not_overwritten(workspace: WorkspaceFolder) -> None:
    """One who saves over a change of somebody else is told, gets what stands on the disk, and nothing is written."""
    other = TEXT.replace("xylofon", "klockspel")
    with previewed(workspace.write_meeting(TEXT)) as asked:
        loaded = asked.source()["digest"]
        asked.path.write_text(other, encoding="utf-8")
        reply = asked.save(CHANGED, loaded)
        assert (reply.status, reply.json["text"], reply.json["digest"]) == (409, other, digest(asked.path))
        assert asked.path.read_text("utf-8") == other
        assert copies(asked.path) == []


def test_both_texts_are_kept(workspace: WorkspaceFolder) -> None:
    """Who then chooses a text has it in the file, and the other one in a copy that nobody takes for a meeting."""
    other = TEXT.replace("xylofon", "klockspel")
    with previewed(workspace.write_meeting(TEXT)) as asked:
        asked.path.write_text(other, encoding="utf-8")
        told = asked.write("kopia", {"text": CHANGED})
        assert told.json == {"name": "2023-03-24-systemledning.yaml.kopia-1.txt"}
        assert asked.save(CHANGED, digest(asked.path), keeps_other=True).status == 200
        assert asked.path.read_text("utf-8") == CHANGED
        assert [each.read_text("utf-8") for each in copies(asked.path)] == [CHANGED, other]
        assert [each.suffix for each in copies(asked.path)] == [".txt", ".txt"]


def test_a_choice_that_is_too_late_is_asked_again(workspace: WorkspaceFolder) -> None:
    """One who chooses to overwrite what stands on the disk overwrites that, and nothing that came after it."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        asked.path.write_text(TEXT.replace("xylofon", "klockspel"), encoding="utf-8")
        seen = digest(asked.path)
        asked.path.write_text(TEXT.replace("xylofon", "triangel"), encoding="utf-8")
        assert asked.save(CHANGED, seen, keeps_other=True).status == 409
        assert "triangel" in asked.path.read_text("utf-8")
        assert copies(asked.path) == []


def test_a_file_that_is_gone_is_not_made_anew(workspace: WorkspaceFolder) -> None:
    """A file that was removed or renamed is told of, and nothing is written under its old name."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        loaded = asked.source()["digest"]
        asked.path.unlink()
        reply = asked.save(CHANGED, loaded)
        assert reply.status == 500
        assert "finns inte" in reply.json["message"]
        assert not asked.path.exists()


def test_a_disk_that_is_full_loses_nothing(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text cannot be written whole, the file says what it said, and the page is told why."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with previewed(workspace.write_meeting(TEXT)) as asked:
        loaded = asked.source()["digest"]
        monkeypatch.setattr("naravard_docs.workspace.files.write_all", full)
        reply = asked.save(CHANGED, loaded)
        assert reply.status == 500
        assert "går inte att skriva" in reply.json["message"]
        assert asked.path.read_text("utf-8") == TEXT
        assert copies(asked.path) == []


def test_a_half_written_meeting_can_be_saved(workspace: WorkspaceFolder) -> None:
    """A text that has faults is saved all the same; the last document stays, as an old one."""
    broken = TEXT + "beslut: [\n"
    with previewed(workspace.write_meeting(TEXT)) as asked:
        assert asked.save(broken, asked.source()["digest"]).status == 200
        state = asked.running.preview.meeting.state
        assert state.is_old
        assert any(problem.is_error for problem in state.problems)
        assert "xylofon" in asked.ask("dokument/0").text
        assert asked.ask("pdf/0").status == 409
        assert asked.save(CHANGED, asked.source()["digest"]).status == 200
        assert not asked.running.preview.meeting.state.is_old


ADOPTED: dict[str, Callable[[str], str]] = {
    "justerat": lambda text: "status: justerat\n" + text,
    "publicerat": lambda text: "status: publicerat\n" + text,
    "too broken to be read": lambda text: "status: justerat\n" + text + "beslut: [\n",
    "with faults": lambda text: "status: justerat\n" + text + "okänt: x\n",
}


@pytest.mark.parametrize("make", ADOPTED.values(), ids=ADOPTED)
def test_adopted_minutes_are_read_only(workspace: WorkspaceFolder, make: Callable[[str], str]) -> None:
    """A file whose minutes are adopted is not written, whatever is asked, and says why and what to do."""
    text = make(TEXT)
    with previewed(workspace.write_meeting(text)) as asked:
        why = asked.source()["whyReadOnly"]
        assert "justerat" in why
        assert "naravard justera" in why
        reply = asked.save(CHANGED, asked.source()["digest"])
        assert (reply.status, reply.json["message"]) == (403, why)
        assert asked.path.read_text("utf-8") == text


def test_minutes_in_the_archive_are_read_only(june: Path) -> None:
    """Minutes that the archive has are not made a draft again by a status that was taken away."""
    text = june.read_text("utf-8")
    june.write_text(text.replace("status: justerat\n", ""), encoding="utf-8")
    with previewed(june) as asked:
        assert "justerat" in asked.source()["whyReadOnly"]


def test_a_file_in_another_encoding_is_read_only(workspace: WorkspaceFolder) -> None:
    """A file that is not UTF-8 is shown and not written, since its letters would become others."""
    with previewed(workspace.write_meeting(TEXT.encode("cp1252"))) as asked:
        source = asked.source()
        assert "UTF-8" in source["whyReadOnly"]
        assert "ärenden" in source["text"]
        assert asked.save(source["text"], source["digest"]).status == 403
        assert asked.path.read_bytes() == TEXT.encode("cp1252")


def test_unsaved_texts_are_checked(workspace: WorkspaceFolder) -> None:
    """A text that is not saved is checked as a file would be, with places in it, and nothing is written."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        reply = asked.write("kontrollera", {"text": TEXT.replace("rubrik", "rubrk")})
        (error,) = [each for each in reply.json["problems"] if each["level"] == "error" and "rubrk" in each["message"]]
        place = error["place"]
        assert (place["isHere"], place["line"], place["column"], place["length"]) == (True, 4, 5, 5)
        assert place["excerpt"] == ["  4 |   - rubrk: Ett ärende", "    |     ^^^^^"]
        assert "rubrik" in error["remedy"]
        assert asked.path.read_text("utf-8") == TEXT


def test_columns_are_as_browsers_count(workspace: WorkspaceFolder) -> None:
    """A place after a sign that takes two units in a browser is where the browser has it."""
    text = TEXT + "  - rubrik: 𝄞 och \ue000\n"
    with previewed(workspace.write_meeting(TEXT)) as asked:
        problems = asked.write("kontrollera", {"text": text}).json["problems"]
        (place,) = [each["place"] for each in problems if "U+E000" in each["message"]]
        line = text.split("\n")[place["line"] - 1].encode("utf-16-le")
        assert line[2 * (place["column"] - 1) :].decode("utf-16-le").startswith("\ue000")


def test_adopted_files_come_from_the_archive(june: Path, workspace: WorkspaceFolder) -> None:
    """The PDF and Word of adopted minutes are those in the archive, byte for byte, and nothing is built over them."""
    built = {path.suffix: path.read_bytes() for path in (workspace.root / "output").rglob("*-protokoll.*")}
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    with previewed(june, date(2026, 7, 1)) as asked:
        assert asked.ask("pdf/0").body == built[".pdf"]
        assert asked.ask("word/0").body == built[".docx"]
        assert b"\x89PNG" in asked.ask("sida/0/0").body
    assert {path: path.read_bytes() for path in before} == before


def test_files_have_any_name(workspace: WorkspaceFolder) -> None:
    """A name with letters and quotation marks that no header takes is told as RFC 8187 has it."""
    with previewed(workspace.write_meeting(TEXT, '2023-03-24 möte – ”två" č.yaml')) as asked:
        for below, suffix in (("pdf/0", "pdf"), ("word/0", "docx")):
            reply = asked.ask(below)
            assert reply.status == 200
            told = reply.headers["content-disposition"].partition("filename*=UTF-8''")[2]
            assert unquote(told) == f'2023-03-24 möte – ”två" č-protokoll.{suffix}'
            assert told.isascii() and '"' not in told


def test_nothing_is_written_by_looking(workspace: WorkspaceFolder) -> None:
    """A preview writes nothing of its own: no output, no archive, no lock."""
    path = workspace.write_meeting(TEXT)
    before = sorted(workspace.root.rglob("*"))
    with previewed(path) as asked:
        for below in ("", "pdf/0", "word/0", "dokument/0", "schema"):
            assert asked.ask(below).status == 200
        asked.write("kontrollera", {"text": "x"})
    assert sorted(workspace.root.rglob("*")) == before


def test_what_has_not_changed_is_not_renewed(workspace: WorkspaceFolder) -> None:
    """A file that is saved as it was gives no event, and one that changes gives one."""
    path = workspace.write_meeting(TEXT)

    meeting = LiveMeeting(path, lambda: TODAY)
    assert meeting.refresh()
    path.write_text(TEXT, encoding="utf-8")
    assert not meeting.refresh()
    path.write_text(CHANGED, encoding="utf-8")
    assert meeting.refresh()
    assert meeting.state.number == 2


def test_files_are_made_anew_where_the_page_is_the_same(workspace: WorkspaceFolder) -> None:
    """A Word template gives the page no other words: the Word file is of the new one all the same."""
    meeting = LiveMeeting(workspace.write_meeting(TEXT), lambda: TODAY)
    meeting.refresh()
    before = meeting.state.documents, meeting.file(0, Format.WORD)
    workspace.write_template("bas.docx", TEMPLATES["english"]())
    assert meeting.refresh()
    assert meeting.state.documents == before[0]
    assert meeting.file(0, Format.WORD) != before[1]


def test_templates_that_change_renew_it(workspace: WorkspaceFolder) -> None:
    """The page follows what the meeting is made of: a letterhead that changes is seen at once."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        house = workspace.root / "templates/organisation.yaml"
        lines = house.read_text("utf-8").splitlines()
        named = ["namn: Det nya länet" if line.startswith("namn:") else line for line in lines]
        house.write_text("\n".join(named) + "\n", encoding="utf-8")
        asked.wait_for(2)
        assert "Det nya länet" in asked.ask("dokument/0").text


def test_a_copy_is_read_by_nobody_else(workspace: WorkspaceFolder) -> None:
    """A copy of a file that is closed to others is closed to them, too."""
    path = workspace.write_meeting(TEXT)
    path.chmod(0o600)
    with previewed(path) as asked:
        asked.write("kopia", {"text": CHANGED})
    assert [stat.S_IMODE(each.stat().st_mode) for each in copies(path)] == [0o600]


def test_copies_run_out(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there are too many copies that is told, and none is overwritten."""
    monkeypatch.setattr(source_text, "_MOST_COPIES", 2)
    with previewed(workspace.write_meeting(TEXT)) as asked:
        assert [asked.write("kopia", {"text": f"{n}"}).status for n in range(3)] == [200, 200, 500]
        assert [each.read_text("utf-8") for each in copies(asked.path)] == ["0", "1"]


def test_a_file_that_is_away_keeps_its_text(workspace: WorkspaceFolder) -> None:
    """A file that is removed is told of; its text stays on the page, and comes to life again with the file."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        digest_before = asked.source()["digest"]
        asked.path.unlink()
        asked.wait_for(2)
        away = asked.source()
        assert (away["text"], away["digest"]) == (TEXT, digest_before)
        assert "går inte att läsa" in away["whyReadOnly"]
        assert "xylofon" in asked.ask("dokument/0").text
        asked.path.write_text(CHANGED, encoding="utf-8")
        asked.wait_for(3)
        assert (asked.source()["text"], asked.source()["whyReadOnly"]) == (CHANGED, "")


def test_a_fault_of_the_program_is_told(workspace: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program's own is a problem on the page, and the next save is shown as if nothing had been."""
    with previewed(workspace.write_meeting(TEXT)) as asked:
        with monkeypatch.context() as patch:
            patch.setattr(live_meeting, "render_document", lambda *_: 1 / 0)
            assert asked.save(CHANGED, asked.source()["digest"]).status == 200
            state = asked.running.preview.meeting.state
            assert state.is_old
            assert any("ZeroDivisionError" in problem.message for problem in state.problems)
        asked.path.write_text(TEXT, encoding="utf-8")
        asked.wait_for(3)
        assert not asked.running.preview.meeting.state.is_old


def test_the_file_in_a_pdf_is_the_one_that_is_shown(workspace: WorkspaceFolder) -> None:
    """A PDF that carries the meeting file carries the text that it was made of, whatever is on the disk by now."""
    house = workspace.root / "templates/organisation.yaml"
    house.write_text(house.read_text("utf-8") + "pdfa: 3a\n", encoding="utf-8")
    with previewed(workspace.write_meeting(TEXT)) as asked:
        asked.running._stop.set()  # nobody watches
        for thread in threading.enumerate():
            if "_watch" in thread.name:
                thread.join(10)
        asked.path.write_text(CHANGED, encoding="utf-8")
        pdf = asked.ask("pdf/0").body
        assert embedded_source(pdf).data == TEXT.encode()
