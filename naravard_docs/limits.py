"""How much the program takes on: every bound on what it reads, in one place and above anything real.

Sizes are judged before a file is read or unpacked, so that what is too much is told at once and in little memory. What
an organisation may need more of can be raised in ``organisation.yaml``; the rest stands.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds; those in the first group can be raised by «gränser»."""

    attachment_mb: int = 100
    """An attachment, and any file that is read for no other purpose named here."""
    template_mb: int = 50
    """A file in templates/: a picture, a font, the Word document whose styles are used."""
    picture_megapixels: int = 40

    text_mb: int = 10
    """A file that a person writes: a meeting, a template, answers, the log."""
    file_name_bytes: int = 255
    """The name of a built file or of a folder on the way to it, in UTF-8: what file systems take."""
    file_path_bytes: int = 1_000
    """All of those names together, below the folder of what is built."""
    account_mb: int = 1
    """The file about the mail server, and its certificate."""
    manifest_mb: int = 50
    unpacked_mb: int = 200
    """What a Word document unpacks to."""
    word_paragraphs: int = 20_000
    """Paragraphs and rows of a Word file that is compared with its meeting."""
    word_part_mb: int = 40
    """A part of such a file that holds text, unpacked."""
    pdf_pages: int = 10_000
    pdf_unpacked_mb: int = 300
    """What the pages of a PDF attachment draw, unpacked."""
    pdf_annotations: int = 20_000
    """Links, fields and notes that a reading copy takes over from an attachment."""
    pdf_values: int = 500_000
    """Numbers of them, and letters in sixteens."""
    pdf_bookmarks: int = 10_000
    pdf_names: int = 50_000
    """Names for places that links lead to."""
    pdf_signatures: int = 200
    """Signatures and time stamps of one file."""
    built_pdfs: int = 300
    """Built files that a signed one is compared with, where nothing tells which it was made of."""
    signed_seconds: int = 30
    """How long a signed file may take to be read, and four times that on a machine that has much else to do."""
    signed_memory_mb: int = 2_000
    """How much memory it may take, where the system can hold it to that."""
    nodes: int = 100_000
    """Keys, values and entries of one YAML file."""
    explained_letters: int = 200_000
    """Letters of a YAML file that is gone through once more, slowly, to say what is wrong with its form."""
    problems: int = 200
    """Problems of one file that are told one by one."""
    agenda_items: int = 2_000
    clauses: int = 500
    """Clauses of one decision."""
    line_letters: int = 10_000
    """Letters of a text that stands on one line, such as a heading."""
    text_letters: int = 500_000
    """Letters of one text: a book has so many."""
    template_steps: int = 20_000
    """Turns of loops, calls and operations while a standing text is filled in."""
    template_letters: int = 200_000
    """What a standing text may become beside its own letters, and any value on the way."""
    template_tags: int = 2_000
    """Pairs of braces in a standing text."""
    answer_bytes: int = 100_000
    """What a mail server may say in answer to one command."""


LIMITS = Limits()
"""The program's own, where an organisation has not raised them."""

HIGHEST = Limits(attachment_mb=2_000, template_mb=500, picture_megapixels=80)
"""As far as they can be raised; Pillow warns of pictures above 89 megapixels."""
