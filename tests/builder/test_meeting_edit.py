"""Writing into a meeting file: what is written says what it is to, and no other line becomes another."""

from __future__ import annotations

import codecs
import shutil
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import WorkspaceFolder
from hypothesis import given, settings
from hypothesis import strategies as st

from naravard_docs.builder.build import load_cached
from naravard_docs.builder.meeting_edit import (
    meeting_bytes,
    with_entry_in_meeting,
    with_value_in_meeting,
    write_meeting,
)
from naravard_docs.errors import FileAccessError
from naravard_docs.yaml.round_trip import YamlValue

HEAD = "organ: systemledning\ndatum: 2023-03-24\n"


def changed(workspace: WorkspaceFolder, text: str, path: tuple[str, ...], value: YamlValue) -> str:
    file = workspace.write_meeting(text)
    loaded = load_cached(file)
    return with_value_in_meeting(loaded, meeting_bytes(loaded), path, value).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}status: utkast\n", f"{HEAD}status: justerat\n"),
        (f"{HEAD}status: utskickat   # den 8 juni\n", f"{HEAD}status: justerat    # den 8 juni\n"),
        (f'{HEAD}status: "utkast"\n', f'{HEAD}status: "justerat"\n'),
        (f"{HEAD}status:\nplats: Umeå\n", f"{HEAD}status: justerat\nplats: Umeå\n"),
        (f"{HEAD}status:  # när?\nplats: Umeå\n", f"{HEAD}status: justerat # när?\nplats: Umeå\n"),
        (HEAD, f"{HEAD}status: justerat\n"),
        (
            f"# först\n{HEAD}\nplats: Umeå\n\närenden: []\n",
            f"# först\n{HEAD}\nplats: Umeå\nstatus: justerat\n\närenden: []\n",
        ),
        (
            "body: systemledning\ndate: 2023-03-24\nstatus: utkast\n",
            "body: systemledning\ndate: 2023-03-24\nstatus: justerat\n",
        ),
        (
            "{organ: systemledning, datum: 2023-03-24}\n",
            "{organ: systemledning, datum: 2023-03-24, status: justerat}\n",
        ),
        (HEAD.rstrip(), f"{HEAD}status: justerat"),
    ],
)
def test_a_word_is_put_where_it_belongs(workspace: WorkspaceFolder, before: str, after: str) -> None:
    """A value takes the place of the one that stands there; a key that is not there comes after those before it."""
    assert changed(workspace, before, ("status",), "justerat") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("justering:\n  datum: 2023-05-20\n", "justering:\n  datum: 2023-05-20\n  plats: Umeå\n"),
        ("justering:   # fylls i\n", "justering:   # fylls i\n  plats: Umeå\n"),
        ("justering: {datum: 2023-05-20}  # nu\n", "justering: {datum: 2023-05-20, plats: Umeå} # nu\n"),
        ("approvals:\n  date: 2023-05-20\n", "approvals:\n  date: 2023-05-20\n  plats: Umeå\n"),
        ("justerare: Bo Ek\nbilagor: []\n", "justerare: Bo Ek\njustering:\n  plats: Umeå\nbilagor: []\n"),
    ],
)
def test_a_key_is_put_into_a_mapping(workspace: WorkspaceFolder, before: str, after: str) -> None:
    assert changed(workspace, HEAD + before, ("justering", "plats"), "Umeå") == HEAD + after


def test_a_key_is_put_into_one_of_a_list(workspace: WorkspaceFolder) -> None:
    """A number is a step into a list, and the others are as they stood."""
    listed = "justering:\n- datum: 2023-05-20 # den första\n  paragrafer: 1\n- datum: 2023-05-21\n  paragrafer: 2\n"
    new = changed(workspace, HEAD + listed, ("justering", "0", "plats"), "Umeå")
    assert new == HEAD + listed.replace("första\n", "första\n  plats: Umeå\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "justering:\n  plats: Umeå\n  paragrafer: 1\n"),
        ("justering: 2023-05-20\n", "justering: [2023-05-20, {plats: Umeå, paragrafer: 1}]\n"),
        ("justering:\n  paragrafer: 2\n", "justering:\n  - paragrafer: 2\n  - plats: Umeå\n    paragrafer: 1\n"),
        (
            "justering:\n- paragrafer: 2\n\nbilagor: []\n",
            "justering:\n- paragrafer: 2\n- plats: Umeå\n  paragrafer: 1\n\nbilagor: []\n",
        ),
        (
            "justering: [{tid: 9.00, paragrafer: 2}]\n",
            "justering: [{tid: 9.00, paragrafer: 2}, {plats: Umeå, paragrafer: 1}]\n",
        ),
    ],
)
def test_an_entry_comes_last(workspace: WorkspaceFolder, before: str, after: str) -> None:
    """A line or a mapping that stands alone becomes the first of two."""
    loaded = load_cached(workspace.write_meeting(HEAD + before))
    new = with_entry_in_meeting(loaded, meeting_bytes(loaded), "justering", {"plats": "Umeå", "paragrafer": "1"})
    assert new.decode() == HEAD + after


def test_other_lines_stay_byte_for_byte(workspace: WorkspaceFolder) -> None:
    """A mark of bytes, ends of lines of two kinds, letters in two parts and a last line without end are kept."""
    path = workspace.write_meeting("organ: systemledning\n")
    data = codecs.BOM_UTF8 + "organ: systemledning\r\ndatum: 2023-03-24\nplats: Umea\u030a\r\ntid: \u2028 9".encode()
    path.write_bytes(data)
    loaded = load_cached(path)
    new = with_value_in_meeting(loaded, meeting_bytes(loaded), ("status",), "justerat")
    assert new == data.replace(b"\r\ntid: \xe2\x80\xa8 9", b"\r\ntid: \xe2\x80\xa8 9\r\nstatus: justerat")


def test_a_file_that_somebody_changes_is_not_written(workspace: WorkspaceFolder) -> None:
    path = workspace.write_meeting(HEAD)
    loaded = load_cached(path)
    before = meeting_bytes(loaded)
    path.write_text(f"{HEAD}plats: Umeå\n", "utf-8")
    for attempt in (lambda: meeting_bytes(loaded), lambda: write_meeting(loaded, before, b"")):
        with pytest.raises(FileAccessError, match="ändras av någon annan"):
            attempt()
    assert path.read_text("utf-8") == f"{HEAD}plats: Umeå\n"


def test_a_file_keeps_its_permissions(workspace: WorkspaceFolder) -> None:
    path = workspace.write_meeting(HEAD)
    path.chmod(0o640)
    loaded = load_cached(path)
    before = meeting_bytes(loaded)
    write_meeting(loaded, before, with_value_in_meeting(loaded, before, ("status",), "utskickat"))
    assert path.stat().st_mode & 0o777 == 0o640


EXAMPLES = sorted(Path(__file__).parents[2].glob("naravard_docs/workspace/examples/*/meetings/*.yaml"))


def shuffled(text: str, order: Sequence[float], comments: Sequence[str], line_end: str) -> str:
    """Return a meeting file with the keys of its root in another order, comments above them, and other ends."""
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    starts = [n for n, line in enumerate(lines) if line[:1].strip()]
    blocks = ["\n".join(lines[a:b]) for a, b in pairwise([*starts, len(lines)])]
    placed = sorted(zip(order, blocks, strict=False), key=lambda each: each[0])
    above = [comments[n % len(comments)] for n in range(len(placed))]
    written = "\n".join(f"{comment}{block.rstrip()}" for comment, (_, block) in zip(above, placed, strict=True))
    return f"{written}\n".replace("\n", line_end)


@given(
    data=st.data(),
    example=st.sampled_from(EXAMPLES),
    comments=st.lists(st.sampled_from(["", "# om det\n", "\n", "\n# en\n# två\n\n"]), min_size=1, max_size=4),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from([b"", codecs.BOM_UTF8]),
)
@settings(max_examples=15)
def test_a_file_in_any_order_keeps_its_other_lines(
    data: st.DataObject, example: Path, comments: list[str], line_end: str, mark: bytes
) -> None:
    """Whatever the order of the keys, what is above them, and how lines end: only new lines are new."""
    order = data.draw(st.lists(st.floats(0, 1), min_size=40, max_size=40))
    text = mark + shuffled(example.read_text("utf-8"), order, comments, line_end).encode()
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "arbetsyta"
        shutil.copytree(example.parents[1], copied)
        path = copied / "meetings" / example.name
        path.write_bytes(text)
        loaded = load_cached(path)
        new = with_value_in_meeting(loaded, text, ("status",), "utskickat")
        new = with_value_in_meeting(loaded, new, ("diarienummer",), "A 1")
        new = with_entry_in_meeting(loaded, new, "justering", {"datum": "2024-06-30", "plats": "Umeå"})
    before, after = text.splitlines(keepends=True), new.splitlines(keepends=True)
    gone = [line for line in before if line not in after]
    named = [line.removeprefix(codecs.BOM_UTF8) for line in gone]
    assert all(line.startswith((b"status:", b"diarienummer:", b"justering:")) for line in named), gone
    assert len(after) - len(before) <= 5
