"""Whatever happens to a meeting file, it is read or its problem has a line: never a traceback."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import REPOSITORY
from hypothesis import example, given
from hypothesis import strategies as st

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.workspace.load import load_meeting

pytestmark = pytest.mark.slow

LETTER_MEETING, LONG_MEETING = sorted((REPOSITORY / "meetings").glob("*.yaml"))
EXAMPLES = tuple(path.read_text(encoding="utf-8") for path in (LETTER_MEETING, LONG_MEETING))
ODD_SCALARS = (
    "", "~", "[]", "{}", "[[]]", "{a: b}", "- ", "? ", ": ", "&a", "*a", "!!int 5", "!x", "<<", "|", ">-", "'", '"',
    "0", "-1", "1e999", "nan", "9" * 400, "2023-02-30", "1 aprıl 2023", "0000-00-00", "no", '"\\0"', '"\\ud800"',
    '"\\u2028"', "../../x.md", "/dev/null", "bilagor", "x" * 5000, "☃", "\t", "\u00a0", "\ufeff", "\ue000x\ue001",
    "text: text", "@", "`", "%", "#", "[" * 100, "{" * 100, "att ", "(s)", ",", "((", "@ @", "﷽",
)  # fmt: skip
ODD_CHARACTERS = "\t\0\x07\x85\u2028\u00a0\ufeff\ue000\uffff:-#[]{}|>&*!%@`'\"\\,?~ \r\n\x1båÅ🙂"
KEYS = ("organ", "datum", "rubrik", "typ", "beslut", "rekommendation", "närvarande", "heading", "<<", "?", "plast")

Lines = list[str]


def _line_number(draw: st.DrawFn, lines: Lines) -> int:
    return draw(st.integers(0, len(lines) - 1))


def _delete_lines(draw: st.DrawFn, lines: Lines) -> Lines:
    at = _line_number(draw, lines)
    return lines[:at] + lines[at + draw(st.integers(1, 8)) :] or [""]


def _duplicate_lines(draw: st.DrawFn, lines: Lines) -> Lines:
    at = _line_number(draw, lines)
    end = at + draw(st.integers(1, 8))
    return lines[:end] + lines[at:]


def _swap_lines(draw: st.DrawFn, lines: Lines) -> Lines:
    one, other = _line_number(draw, lines), _line_number(draw, lines)
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    return swapped


def _insert_characters(draw: st.DrawFn, lines: Lines) -> Lines:
    at = _line_number(draw, lines)
    column = draw(st.integers(0, len(lines[at])))
    inserted = draw(st.text(ODD_CHARACTERS, min_size=1, max_size=3))
    return [*lines[:at], lines[at][:column] + inserted + lines[at][column:], *lines[at + 1 :]]


def _insert_key(draw: st.DrawFn, lines: Lines) -> Lines:
    at = _line_number(draw, lines)
    indent = " " * draw(st.integers(0, 8))
    return [*lines[:at], f"{indent}{draw(st.sampled_from(KEYS))}: {draw(st.sampled_from(ODD_SCALARS))}", *lines[at:]]


def _change_indent(draw: st.DrawFn, lines: Lines) -> Lines:
    at = _line_number(draw, lines)
    return [*lines[:at], " " * draw(st.integers(0, 9)) + lines[at].lstrip(), *lines[at + 1 :]]


def _truncate(draw: st.DrawFn, lines: Lines) -> Lines:
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))].split("\n")


def _replace_scalar(draw: st.DrawFn, lines: Lines) -> Lines:
    keyed = [n for n, line in enumerate(lines) if ":" in line or line.lstrip().startswith("- ")]
    if not keyed:
        return lines
    at = draw(st.sampled_from(keyed))
    before = lines[at].split(":")[0] + ": " if ":" in lines[at] else lines[at].split("- ")[0] + "- "
    return [*lines[:at], before + draw(st.sampled_from(ODD_SCALARS)), *lines[at + 1 :]]


MUTATIONS: tuple[Callable[[st.DrawFn, Lines], Lines], ...] = (
    _delete_lines, _duplicate_lines, _swap_lines, _insert_characters, _insert_key, _change_indent, _truncate,
    _replace_scalar, _replace_scalar, _replace_scalar,
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Return the text with one to four mutations, one after another."""
    lines = text.split("\n")
    for mutate in draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4)):
        lines = mutate(draw, lines)
    return "\n".join(lines)


@contextmanager
def meeting_file(content: bytes) -> Iterator[Path]:
    """Provide a meeting file beside the attachments of the examples, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        meetings = Path(folder) / "arbetsyta" / "meetings"
        shutil.copytree(LETTER_MEETING.parent / "bilagor", meetings / "bilagor")
        path = meetings / "2023-03-24-systemledning.yaml"
        path.write_bytes(content)
        yield path


def assert_read_or_told(content: bytes) -> None:
    """Ensure that a file is read, or that every error has a remedy and a line within the file."""
    with meeting_file(content) as path:
        try:
            loaded = load_meeting(path)
        except FileAccessError as trouble:
            assert trouble.remedy
        except InvalidInputError as invalid:
            for problem in invalid.problems:
                assert problem.message and problem.remedy
                assert problem.place is not None, problem
                told = Path(problem.place.file).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
                assert 1 <= problem.place.line <= told.count(b"\n") + 1, problem
                assert problem.place.column >= 1, problem
                assert f"{problem.message}{problem.remedy}".encode()
        else:
            assert all(warning.place is not None for warning in loaded.problems)
            loaded.meeting.model_dump_json().encode()


@given(mutated(EXAMPLES[0]))
def test_meeting_with_letter(text: str) -> None:
    """Any mutation of the meeting with a letter is read or told with a line."""
    assert_read_or_told(text.encode())


@given(mutated(EXAMPLES[1]))
def test_long_meeting(text: str) -> None:
    """Any mutation of the long meeting is read or told with a line."""
    assert_read_or_told(text.encode())


@given(st.sampled_from(EXAMPLES), st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_broken_bytes(text: str, at: int, inserted: bytes) -> None:
    """Any bytes in the midst of a file give text or a problem with a line."""
    content = text.encode()
    assert_read_or_told(content[:at] + inserted + content[at:])


@given(st.binary(max_size=60))
@example(b"\xef\xbb\xbf")
@example(b"\x00\x00")
@example(b"\xff\xfe")
def test_any_bytes(content: bytes) -> None:
    """Any bytes at all are no meeting, and that is told with a line."""
    assert_read_or_told(content)


@given(st.text("ab:-? \n\t[]{},&*!|>'\"%@`#~<.", max_size=40))
@example("? a\n: - b\n")
@example("*a : b")
@example("a: *b\nc: d\ne: f\n")
@example("- a\n -b")
@example("--- a\n--- b\n")
def test_any_yaml(text: str) -> None:
    """Any signs of YAML's own give a meeting or a problem with a line."""
    assert_read_or_told(text.encode())
