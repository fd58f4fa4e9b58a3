"""Colours that are seen on paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from naravard_docs.style.contrast import LEAST_FOR_SHAPES, LEAST_FOR_TEXT, PAPER, contrast, dark_enough

COLOURS = st.integers(0, 0xFFFFFF).map("{:06X}".format)


@given(COLOURS, st.sampled_from([LEAST_FOR_SHAPES, LEAST_FOR_TEXT]))
def test_any_colour_is_made_dark_enough_and_no_darker_than_it_must(colour: str, least: float) -> None:
    """What is seen well enough stays as it is; anything else comes to the limit, and not far past it."""
    darker = dark_enough(colour, least)
    assert contrast(darker, PAPER) >= least
    assert (darker == colour) is (contrast(colour, PAPER) >= least)
    assert darker == colour or contrast(darker, PAPER) < least + 0.25
    assert dark_enough(darker, least) == darker
