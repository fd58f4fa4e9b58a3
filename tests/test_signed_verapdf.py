"""What others sign in our signature fields is still PDF/A and PDF/UA-1, as veraPDF has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyhanko.stamp import TextStampStyle
from signing import build_minutes, nämnd, signed
from verapdf import Rules, hand_in, judged

pytestmark = pytest.mark.slow

NAMES = "Tove Lindh", "Ingela Norrby", "Rolf Hed"
LEVELS = {"PDF/A-2A": False, "PDF/A-3A": True}


@cache
def files() -> Mapping[str, bytes]:
    """Return minutes signed by one and by three in turn, and signed with a look whose font is not embedded."""
    with TemporaryDirectory() as folder:
        meeting = nämnd(Path(folder) / "yta")
        built = {level: build_minutes(meeting, source).read_bytes() for level, source in LEVELS.items()}
    made = {f"{level}, {n}": signed(data, *NAMES[:n]) for level, data in built.items() for n in (1, 3)}
    return {**made, "fel typsnitt": signed(built["PDF/A-2A"], NAMES[0], style=TextStampStyle())}


hand_in(files)


@pytest.fixture(scope="module")
def rules() -> Mapping[str, Rules]:
    return judged(files())


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_signed_minutes_pass(rules: Mapping[str, Rules], level: str, number: int) -> None:
    """One signature, and three in turn, leave PDF/A (2a and 3a) and PDF/UA-1 as they were."""
    assert rules[f"{level}, {number}"] == {level: [], "PDF/UA-1": []}


def test_a_look_without_its_font_is_refused(rules: Mapping[str, Rules]) -> None:
    """A signature drawn with a font that is not embedded breaks both: the signing program's doing, and it is seen."""
    assert rules["fel typsnitt"] == {"PDF/A-2A": ["6.2.11.4.1-1"], "PDF/UA-1": ["7.21.4.1-1"]}
