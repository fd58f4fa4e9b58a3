"""Whatever happens to an answer file, it is read or told with a line, and recording keeps all that it held."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made import LETTER_STEM, loaded
from test_mutations import mutated

from naravard_docs.errors import FileAccessError, InvalidInputError
from naravard_docs.libraries.records import replace
from naravard_docs.meeting.response import Response
from naravard_docs.responses.entry import Change
from naravard_docs.responses.load import LoadedRecommendation, read_answers, recommendations
from naravard_docs.responses.record import record_changes
from naravard_docs.yaml.text import read_text_file

pytestmark = pytest.mark.slow

(ASKED,) = recommendations(loaded(LETTER_STEM))
EXAMPLE = read_text_file(ASKED.path).split("# Besvarat av en nämnd.")[0]
CHANGE = Change("skelleftea", {("skickat",): "2021-04-26", ("utlovat",): None}, {2: "avslagen"})


def told_or_read(asked: LoadedRecommendation) -> tuple[Response, ...] | None:
    """Return the answers of a file, or None when it is invalid, each problem then having a line and a remedy."""
    try:
        return read_answers(asked).responses
    except InvalidInputError as invalid:
        for problem in invalid.problems:
            assert problem.message and problem.remedy
            assert problem.place is not None, problem
            told = asked.path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            assert 1 <= problem.place.line <= told.count(b"\n") + 1, problem
            assert problem.place.column >= 1, problem
    return None


def assert_kept(content: bytes) -> None:
    """Ensure that a file is read or told, and that recording into it changes one entry or nothing at all."""
    with tempfile.TemporaryDirectory() as folder:
        asked = replace(ASKED, path=Path(folder) / ASKED.path.name)
        asked.path.write_bytes(content)
        before = told_or_read(asked)
        try:
            record_changes(asked, [CHANGE])
        except (InvalidInputError, FileAccessError) as error:
            assert isinstance(error, InvalidInputError) or b"?" in content or b"{" in content
            assert asked.path.read_bytes() == content
            return
        after = told_or_read(asked)
        assert after is not None
        (made,) = (each for each in after if each.recipient == CHANGE.recipient)
        assert made.promised is None
        assert made.decision is not None
        if before is not None:
            others = [each for each in before if each.recipient != CHANGE.recipient]
            assert [each for each in after if each.recipient != CHANGE.recipient] == others


@given(mutated(EXAMPLE))
def test_mutated_answers(text: str) -> None:
    """Any mutation of the example's answers is read or told, and survives recording."""
    assert_kept(text.encode())


@given(st.integers(0, len(EXAMPLE)), st.binary(min_size=1, max_size=4))
def test_broken_bytes(at: int, inserted: bytes) -> None:
    """Any bytes in the midst of an answer file are read or told with a line."""
    content = EXAMPLE.encode()
    assert_kept(content[:at] + inserted + content[at:])


@given(st.text("svar: -[]{},&*!|>'\"%@#~<.?\n\t", max_size=40))
@example("svar: [{mottagare: umea}]")
@example("svar:\n- - a\n")
@example("? svar\n: - mottagare: umea\n")
@example("svar:\n- ? mottagare\n  : umea\n")
@example("svar:\n- mottagare: skelleftea\n  ? beslut\n  : instans: KF\n    datum: 2021-06-01\n    satser: antagen\n")
@example('"svar":\n  - "mottagare": umea\n')
@example("svar: !x []\n")
@example("# a\n...\n")
@example("{}")
def test_any_yaml(text: str) -> None:
    """Any signs of YAML's own give answers or a problem with a line."""
    assert_kept(text.encode())
