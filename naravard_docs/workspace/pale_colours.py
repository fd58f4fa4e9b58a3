"""Colours of templates/organisation.yaml that are too pale for what they are used for, with one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from naravard_docs.errors import Level, Problem
from naravard_docs.style.contrast import LEAST_FOR_TEXT, PAPER, contrast, dark_enough
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import read_tree

if TYPE_CHECKING:
    from naravard_docs.workspace.workspace import Workspace

_NAMES = {"textfärg": "text_colour", "accentfärg": "accent_colour", "dämpad_färg": "muted_colour"}


def pale_colours(workspace: Workspace) -> Iterator[Problem]:
    """Yield a warning for each colour that text in it would be hard to read on paper (WCAG 2.2, 1.4.3).

    Where the templates have faults, those are told first.
    """
    if workspace.template_problems:
        return
    look = workspace.house.organisation.look
    for key, name in _NAMES.items():
        colour: str | None = getattr(look, name)
        if colour is not None and contrast(colour, PAPER) < LEAST_FOR_TEXT:
            yield _warning(workspace, key, colour)


def _warning(workspace: Workspace, key: str, colour: str) -> Problem:
    path = workspace.template("organisation.yaml")
    source = read_tree(read_text_file(path), path)
    ratio = f"{contrast(colour, PAPER):.1f}".replace(".", ",")
    least = f"{LEAST_FOR_TEXT:.1f}".replace(".", ",")
    message = f"«{key}» {colour} syns dåligt på vitt: kontrasten är {ratio}:1, och text behöver {least}:1"
    remedy = f"välj en mörkare färg, till exempel {dark_enough(colour)}"
    if key == "accentfärg":
        remedy += "; länkar och diagram får en mörkare redan nu"
    return Problem(message, remedy, source.place_of(("utseende", key)), Level.WARNING, rule="NV905")
