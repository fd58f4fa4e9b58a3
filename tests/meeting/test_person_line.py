"""How parts are found on a person's line: a pattern is passed over only where it would find nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_people_lines import DATA

from naravard_docs.meeting.person_line import WAYS

_LINES = [line for line, _ in DATA]
_WORDS = st.sampled_from([word for line in _LINES for word in line.replace(",", " , ").split()])


def _passed_over(line: str) -> list[str]:
    """Return the signs that a line lacks though their pattern finds something in it."""
    return [way.sign.pattern for way in WAYS if way.pattern.search(line) and not way.sign.search(line)]


def test_no_line_of_other_tests_has_a_part_without_its_sign() -> None:
    """Every way of writing a part that is tested is also looked for."""
    assert [(line, signs) for line in _LINES if (signs := _passed_over(line))] == []


@given(st.lists(_WORDS, max_size=8).map(" ".join))
def test_no_line_has_a_part_without_its_sign(line: str) -> None:
    """Nor is there one in any order of the words of such lines."""
    assert _passed_over(line) == []
