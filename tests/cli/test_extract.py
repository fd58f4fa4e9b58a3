"""naravard hämta: the meeting file out of a PDF, byte for byte, and nothing overwritten."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import PROGRAM, Run, runner
from conftest import REPOSITORY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import MINUTES_STEM, example_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NumberObject
from small_pdfs import carrying, encrypted_pdf, plain_pdf, strongly_encrypted_pdf, written

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.check.embedded import MissingSourceError, MissingSourceReason, embedded_source


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, with the test standing in an empty folder that holds «protokoll.pdf»."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    Path("protokoll.pdf").write_bytes(carrying(b"organ: samr\xc3\xa5d\r\n"))
    return runner(capsys)


@example(b"")
@example("organ: råd\r\ndatum: 2023-03-24\n".encode())
@example("\ufefforgan: a".encode())
@example(b"endstream endobj %%EOF")
@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_any_bytes_come_back(data: bytes) -> None:
    """The embedded file is given back as it was put in: line ends, byte order mark and all."""
    source = embedded_source(carrying(data))
    assert (source.name, source.data) == ("2023-03-24-möte.yaml", data)


def test_a_built_pdf_gives_the_meeting_file(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What «bygg --med-källa» embeds is the very file that the meeting was read from."""
    path = Path(f"meetings/{MINUTES_STEM}.yaml")
    order = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.PDF,), with_source=True, is_checked=False)
    (built,) = build_meeting(path, order).files
    answer = runner(capsys)("extract", built)
    assert (answer.code, answer.lines) == (0, [path.name])
    assert Path(path.name).read_bytes() == path.read_bytes()


def test_to_a_file_or_a_folder(run: Run) -> None:
    """--till names a file, or a folder that gets the file under its own name."""
    Path("mapp").mkdir()
    assert run("hämta", "protokoll.pdf", "--till", "annan.yaml").lines == ["annan.yaml"]
    assert run("hämta", "protokoll.pdf", "--till", "mapp").lines == [str(Path("mapp/2023-03-24-möte.yaml"))]
    assert Path("annan.yaml").read_bytes() == Path("mapp/2023-03-24-möte.yaml").read_bytes()


@pytest.mark.slow
def test_to_stdout(tmp_path: Path) -> None:
    """With «-» the bytes go to stdout, unchanged and alone, and no file is written."""
    (tmp_path / "protokoll.pdf").write_bytes(carrying(b"organ: \xff\r\n"))
    command = [*PROGRAM, "hämta", "protokoll.pdf", "--till", "-"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    answer = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, b"organ: \xff\r\n", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["protokoll.pdf"]


@pytest.mark.parametrize("target", [(), ("--till", "2023-03-24-möte.yaml"), ("--till", ".")])
def test_nothing_is_overwritten(run: Run, target: tuple[str, ...]) -> None:
    """A file that is there is left as it is, with exit code 3."""
    Path("2023-03-24-möte.yaml").write_bytes(b"mitt")
    answer = run("hämta", "protokoll.pdf", *target)
    assert (answer.code, answer.out) == (3, "")
    assert "finns redan och lämnas orörd" in answer.err
    assert "--till" in answer.err
    assert Path("2023-03-24-möte.yaml").read_bytes() == b"mitt"


@pytest.mark.skipif(sys.platform == "win32", reason="making links wants rights on Windows")
def test_a_link_to_nowhere_is_not_overwritten(run: Run) -> None:
    """A symbolic link counts as a file that is there, though it leads to none."""
    Path("2023-03-24-möte.yaml").symlink_to("finns-inte")
    assert run("hämta", "protokoll.pdf").code == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"organ: systemledning\n", "är ingen PDF"),
        (b"", "är ingen PDF"),
        (example_pdf("protokoll-2023"), "har ingen mötesfil inbäddad"),
        (plain_pdf(), "har ingen mötesfil inbäddad"),
        (encrypted_pdf(), "är krypterad eller lösenordsskyddad"),
        (strongly_encrypted_pdf(), "är krypterad eller lösenordsskyddad"),
        (carrying(b"organ: a")[:-300], "är skadad"),
    ],
)
def test_a_file_without_source_is_told(run: Run, data: bytes, said: str) -> None:
    """What the file is instead is said in Swedish with a remedy, exit code 3, and nothing is written."""
    Path("annan.pdf").write_bytes(data)
    answer = run("hämta", "annan.pdf")
    assert (answer.code, answer.out) == (3, "")
    assert f"annan.pdf {said}" in answer.err
    assert "tips:" in answer.err
    assert sorted(path.name for path in Path().iterdir()) == ["annan.pdf", "protokoll.pdf"]


def test_files_that_are_not_there(run: Run) -> None:
    """A missing file and a folder are told as such; no argument is wrong usage."""
    Path("mapp.pdf").mkdir()
    assert "finns inte" in run("hämta", "borta.pdf").err
    assert "är en mapp" in run("hämta", "mapp.pdf").err
    assert run("hämta", "borta.pdf").code == run("hämta", "mapp.pdf").code == 3
    assert run("hämta").code == 2


def test_an_altered_source_is_refused() -> None:
    """A source that is not what the file says it is, by size or digest, is not given."""
    data = carrying(b"organ: systemledning\n")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    stream = writer.root_object["/AF"][0].get_object()["/EF"]["/F"]  # type: ignore[index]
    stream["/Params"][next(iter(k for k in stream["/Params"] if k == "/Size"))] = NumberObject(5)
    with pytest.raises(MissingSourceError) as caught:
        embedded_source(written(writer))
    assert caught.value.reason is MissingSourceReason.ALTERED


@pytest.mark.parametrize(
    "name", ["../utanför.yaml", "a/b.yaml", "C:\\b.yaml", ".bashrc", ".a.yaml", "körs.sh", "a\n.yaml"]
)
def test_an_unsafe_name_is_not_used(run: Run, name: str) -> None:
    """A name that leads elsewhere, hides or is no YAML gives way to the PDF's own; the bytes are the same."""
    Path("protokoll.pdf").write_bytes(carrying(b"organ: a", name))
    answer = run("hämta", "protokoll.pdf")
    assert answer.lines == ["protokoll.yaml"]
    assert Path("protokoll.yaml").read_bytes() == b"organ: a"
