"""What is read of a Word file that people have worked in: passages of text, comments, tracked changes and pictures."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class PassageKind(StrEnum):
    """What a passage is, as messages say it."""

    HEADING = "rubrik"
    PARAGRAPH = "stycke"
    ITEM = "listpunkt"
    ROW = "tabellrad"
    NOTE = "fotnot"
    TEXT_BOX = "textruta"
    HEADER = "sidhuvud"
    FOOTER = "sidfot"


class RevisionKind(StrEnum):
    """Kinds of tracked change."""

    INSERTED = "infogat"
    DELETED = "struket"
    MOVED_HERE = "flyttat hit"
    MOVED_AWAY = "flyttat härifrån"

    @property
    def is_removal(self) -> bool:
        return self in (RevisionKind.DELETED, RevisionKind.MOVED_AWAY)


class Revision(Struct, frozen=True):
    """A tracked change: who made it and the words; ``author`` is empty where the file does not tell."""

    kind: RevisionKind
    author: str
    text: str


class PassageForm(Struct, frozen=True):
    """How a passage looks, as far as it may mean something: heading level, label, and words in bold or italics."""

    level: int = 0
    label: str = ""
    is_bullet: bool = False
    bold: str = ""
    italic: str = ""


class Passage(Struct, frozen=True):
    """A line of text as a reader meets it: a line of a paragraph, or a row of a table, its cells parted by « | ».

    ``paragraph`` counts paragraphs and rows, of which a passage is one line.
    """

    text: str
    kind: PassageKind
    paragraph: int = 0
    form: PassageForm = PassageForm()
    bookmarks: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()


class WordComment(Struct, frozen=True):
    """A comment in the margin: who wrote it, what, and the words that it is on."""

    author: str
    text: str
    about: str


class WordPicture(Struct, frozen=True):
    """A picture and the text that stands in its place; ``data`` is empty where the file only leads to it."""

    data: bytes
    alt_text: str


class ReadWord(Struct, frozen=True):
    """What a Word file says: its text in reading order, what is on every page, and what people have put beside it."""

    passages: tuple[Passage, ...]
    running: tuple[Passage, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[WordComment, ...] = ()
    pictures: tuple[WordPicture, ...] = ()
    hidden: tuple[str, ...] = ()
    title: str = ""
    identifier: str = ""
    subject: str = ""
