"""--öppna: what was built, opened in the program that the machine has for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from naravard_docs.builder.options import ATTACHMENTS, READING_COPY, Format
from naravard_docs.cli.show import Messenger
from naravard_docs.errors import shown_path

_READ_IN = (Format.PDF, Format.WORD, Format.HTML)
"""The formats of documents, that which people rather read first."""


def open_built(files: Sequence[str], formats: Sequence[str], talk: Messenger) -> None:
    """Open the document that was built, as PDF if it was built as that, or the folder of several.

    Nothing is opened where nothing was built; where nothing can open it, that is said, and is no fault of the building.
    """
    if not files:
        talk.say("inget är byggt, så det finns inget att öppna")
        return
    shown = what_to_open(files, formats)
    try:
        is_opened = click.launch(str(shown.absolute())) == 0
    except OSError:
        is_opened = False
    if not is_opened:
        talk.say(f"byggt, men inget program här kan öppna {shown_path(shown)}; öppna det själv")


def what_to_open(files: Sequence[str], formats: Sequence[str]) -> Path:
    """Return the one document among files, in the first of the formats that people read it in, or the folder of all."""
    suffix = f".{next((each for each in _READ_IN if each in formats), Format.PDF)}"
    documents = [file for file in files if file.endswith(suffix) and _is_document(file)]
    if len(documents) == 1:
        return Path(documents[0])
    return Path(os.path.commonpath([Path(file).parent.absolute() for file in documents or files]))


def _is_document(file: str) -> bool:
    """Return whether a file is a document that was made here, and not one that goes with it."""
    return not file.endswith(READING_COPY) and Path(file).parent.name != ATTACHMENTS.strip("/")
