"""Colours of the house: text in them can be read on paper, or that is told with one in which it can."""

from __future__ import annotations

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.style.contrast import contrast


def test_a_pale_accent_is_told_with_a_darker_one(workspace: WorkspaceFolder) -> None:
    """Yellow headings on white are warned of at their line; links and bars are darker at once."""
    workspace.write_template("organisation.yaml", "namn: Testkommun\nutseende:\n  accentfärg: FFD200\n")
    loaded = workspace.load(HEAD)
    (problem,) = (each for each in loaded.problems if "accentfärg" in each.message)
    assert problem.message == "«accentfärg» FFD200 syns dåligt på vitt: kontrasten är 1,5:1, och text behöver 4,5:1"
    assert problem.place is not None
    assert (problem.place.line, problem.is_error) == (3, False)
    darker = problem.remedy.split("till exempel ")[1][:6]
    assert contrast(darker, "FFFFFF") >= 4.5
    theme = loaded.workspace.theme
    assert (theme.accent_colour, theme.link_colour) == ("FFD200", darker)


@pytest.mark.parametrize("colour", ["7A1F3D", "1F4E79", "767676"])
def test_what_can_be_read_is_used_as_it_is(workspace: WorkspaceFolder, colour: str) -> None:
    """A colour that is dark enough is that of links too, and nothing is said."""
    workspace.write_template("organisation.yaml", f'namn: Testkommun\nutseende:\n  accentfärg: "{colour}"\n')
    loaded = workspace.load(HEAD)
    assert not [each for each in loaded.problems if "färg" in each.message]
    assert loaded.workspace.theme.link_colour == colour
