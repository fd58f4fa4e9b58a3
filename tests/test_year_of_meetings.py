"""Two years of meetings, from the first draft to the posted minutes, by commands alone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from a_secretary import Secretary, a_secretary
from libreoffice import TAGGED, saved
from made import require_tool
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from verapdf import judged
from year_of_a_collaboration import lead_collaboration
from year_of_a_committee import lead_committee

pytestmark = pytest.mark.slow

Files = dict[str, bytes]


def _files_of(lead: Callable[[Secretary], None], root: Path) -> Files:
    with a_secretary(root) as secretary:
        lead(secretary)
        return secretary.files()


@pytest.fixture(scope="module")
def committee(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """All files after the year of a nämnd."""
    return _files_of(lead_committee, tmp_path_factory.mktemp("namnd") / "arbetsyta")


@pytest.fixture(scope="module")
def collaboration(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """All files after the year of Systemledningen."""
    return _files_of(lead_collaboration, tmp_path_factory.mktemp("systemledning") / "arbetsyta")


@pytest.fixture(scope="module")
def every(committee: Files, collaboration: Files) -> Files:
    """The documents of both years, none of them twice."""
    both = {**{f"n/{name}": data for name, data in committee.items()}}
    both |= {f"s/{name}": data for name, data in collaboration.items()}
    return {name: data for data, name in {data: name for name, data in both.items()}.items()}


def _of_kind(files: Mapping[str, bytes], suffix: str) -> Files:
    found = {name: data for name, data in files.items() if name.endswith(suffix)}
    assert found
    return found


def test_verapdf_finds_nothing(every: Files) -> None:
    """Every PDF of the years is PDF/A-2a and PDF/UA-1, as it says."""
    told = judged(_of_kind(every, ".pdf"))
    assert all(set(found) == {"PDF/A-2A", "PDF/UA-1"} for found in told.values()), told
    assert {name: rules for name, found in told.items() if (rules := [*found.values()]) != [[], []]} == {}


def test_word_files_are_valid_and_open(every: Files, tmp_path: Path) -> None:
    """Every Word file is valid by Microsoft's own rules, and LibreOffice opens it and prints it."""
    words, validator = _of_kind(every, ".docx"), OpenXmlValidator()
    for name, data in words.items():
        (tmp_path / "a.docx").write_bytes(data)
        assert not validator.validate(tmp_path / "a.docx").errors, name
    printed = saved({f"{number}.docx": data for number, data in enumerate(words.values())}, TAGGED)
    assert len(printed) == len(words)


def test_qpdf_finds_nothing(every: Files, tmp_path: Path) -> None:
    """qpdf reads every PDF without a warning."""
    for name, data in _of_kind(every, ".pdf").items():
        (tmp_path / "a.pdf").write_bytes(data)
        found = subprocess.run(
            [require_tool("qpdf"), "--check", str(tmp_path / "a.pdf")], capture_output=True, check=False
        )
        assert found.returncode == 0, (name, found.stdout)


def test_calendars_and_mails_are_read_by_others(every: Files) -> None:
    """Every calendar is read by another library, and every mail has a sender, a receiver and something with it."""
    for name, data in _of_kind(every, ".ics").items():
        assert list(icalendar.Calendar.from_ical(data).walk("VEVENT")), name
    for name, data in _of_kind(every, ".eml").items():
        mail = message_from_bytes(data, policy=default)
        assert mail["From"] and mail["Subject"] and list(mail.walk())[1:], name


def test_what_is_secret_is_not_published(committee: Files) -> None:
    """The name in the item under secrecy is in the minutes, but neither in what is published nor in the kallelse."""
    pdfs = {
        name: _words(data) for name, data in _of_kind(committee, ".pdf").items() if name.startswith("output/2024-04")
    }
    holders = {name for name, words in pdfs.items() if "Kalle Anka" in words}
    assert holders == {"output/2024-04-24-bun/2024-04-24-bun-protokoll.pdf"}


def _words(data: bytes) -> str:
    from io import BytesIO

    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def test_the_same_year_gives_the_same_bytes(committee: Files, tmp_path: Path) -> None:
    """The whole year once more, in another folder, gives the same files, byte for byte."""
    again = _files_of(lead_committee, tmp_path / "igen")
    assert again.keys() == committee.keys()
    assert [name for name, data in committee.items() if again[name] != data] == []
