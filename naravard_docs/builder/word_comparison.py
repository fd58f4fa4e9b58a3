"""A Word file that was built by this program and worked in by hand, compared with what its meeting file gives now.

Both are read in the same way, as an outsider reads them: ours is made anew in memory. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree

from lxml import etree
from msgspec import Struct

from naravard_docs.builder.compared_document import ComparedDocument, compared_document
from naravard_docs.builder.options import Format
from naravard_docs.builder.picture_differences import picture_differences
from naravard_docs.builder.plan import render_document
from naravard_docs.builder.text_origins import TextOrigin, TextOrigins
from naravard_docs.builder.word_differences import (
    DifferenceKind,
    FormDifference,
    OurPassage,
    WordDifference,
    find_differences,
    running_differences,
)
from naravard_docs.check.edited_word import COMMENTS, ENDNOTES, FOOTNOTES, TooLongTextError, read_edited_word
from naravard_docs.check.passages import ReadWord, Revision, WordComment
from naravard_docs.check.word_package import CORE, NUMBERING, SETTINGS, STYLES
from naravard_docs.document.blocks import (
    Block,
    Contents,
    Figure,
    Heading,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    SignatureBlock,
    Table,
)
from naravard_docs.document.document import Document
from naravard_docs.document.inlines import plain_text
from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.swedish import is_empty
from naravard_docs.word.package import PackageWords, WordPackage, unreadable
from naravard_docs.yaml.text import read_bytes

_KINDS = {
    "styles": STYLES,
    "numbering": NUMBERING,
    "settings": SETTINGS,
    "comments": COMMENTS,
    "footnotes": FOOTNOTES,
    "endnotes": ENDNOTES,
}
_TEXT_PARTS = (".xml", ".rels")


class PlacedDifference(Struct, frozen=True):
    """A difference in words, and where the text is to be changed."""

    difference: WordDifference
    origin: TextOrigin


class WordComparison(Struct, frozen=True):
    """What came of comparing a Word file with its meeting."""

    file: Path
    document: ComparedDocument
    differences: tuple[PlacedDifference, ...]
    forms: tuple[FormDifference, ...]
    own_changes: Mapping[str, int]
    comments: tuple[WordComment, ...]
    revisions: tuple[Revision, ...]
    hidden: tuple[str, ...]
    accepts: bool

    @property
    def is_same(self) -> bool:
        """Whether the words are the same; how they look may differ."""
        return not self.differences


def compare_word(file: Path, meeting: Path | None = None, accepts: bool = True) -> WordComparison:
    """Return what differs between a Word file and what its meeting gives now.

    ``accepts`` reads tracked changes as if they were accepted, else as if they were rejected.

    Raises:
        FileAccessError: if the file is no Word document that can be read, or the meeting file cannot be read.
        WrongUsageError: if it cannot be known which document of which meeting it is.
        InvalidInputError: if the meeting needs correction before anything can be made of it.
    """
    read = _read(read_bytes(file), _words_for(file), accepts)
    found = compared_document(file, read, meeting)
    data = render_document(found.piece.document, found.loaded.workspace, Format.WORD)
    own = _read(data, _words_for(file), accepts)
    ours = our_passages(found.piece.document, own)
    body = find_differences(ours, read.passages, read.revisions)
    running = running_differences([OurPassage(each, "sidhuvud") for each in own.running], read.running)
    pictures = picture_differences(own.pictures, read.pictures)
    origins = TextOrigins(found.source)
    placed = tuple(_placed(each, origins) for each in (*body.words, *running, *pictures))
    return WordComparison(
        file,
        found,
        placed,
        body.forms,
        body.own_changes,
        read.comments,
        tuple(dict.fromkeys(read.revisions)),
        read.hidden,
        accepts,
    )


def our_passages(document: Document, read: ReadWord) -> tuple[OurPassage, ...]:
    """Return the passages of a document's own Word file with the ids of the blocks that they come from."""
    wanted = [(block, words) for block, words in _texts(document.blocks) if not is_empty(words)]
    numbers = list(dict.fromkeys(passage.paragraph for passage in read.passages))
    told = {n: " ".join(p.text for p in read.passages if p.paragraph == n) for n in numbers}
    keys, own = ([_flat(text) for text in texts] for texts in (told.values(), (words for _, words in wanted)))
    blocks: dict[int, str] = {}
    for start, other, size in SequenceMatcher(None, keys, own, autojunk=False).get_matching_blocks():
        blocks.update({numbers[start + n]: wanted[other + n][0] for n in range(size)})
    return tuple(OurPassage(passage, blocks.get(passage.paragraph, "")) for passage in read.passages)


def _flat(text: str) -> str:
    return "".join(text.replace("|", "").split())


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph and each row with its block's id, as a reader of the Word file meets them."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.id, plain_text(block.content)
            case List():
                for item in block.items:
                    yield from _texts(item.blocks)
            case Table():
                yield block.id, "".join(plain_text(column.heading) for column in block.columns)
                yield from ((block.id, "".join(map(plain_text, row))) for row in block.rows)
            case Quote() | Section():
                yield from _texts(block.blocks)
            case SignatureBlock():
                yield from ((block.id, words) for signatory in block.signatories for words in signatory.texts)
            case Contents() | Figure() | PageBreak():
                pass
            case _:
                assert_never(block)


def _placed(difference: WordDifference, origins: TextOrigins) -> PlacedDifference:
    about = difference.about
    if about is None:
        return PlacedDifference(difference, TextOrigin(None, difference.remark))
    origin = origins.origin(about.block, about.text, difference.start, difference.end)
    if difference.kind is DifferenceKind.ADDED:
        return PlacedDifference(difference, TextOrigin(origin.place, difference.remark))
    return PlacedDifference(difference, origin)


def _words_for(file: Path) -> PackageWords:
    shown = shown_path(file)
    return PackageWords(
        shown,
        "jämför en Word-fil: öppna filen i Word, eller i programmet som den gjordes i, och spara den som "
        "«Word-dokument (.docx)»",
        "öppna filen i Word, ta bort lösenordet under «Arkiv – Info – Skydda dokument» och spara den",
        "be den som har skyddat filen om en kopia utan begränsad åtkomst",
        "ta bort stora bilder ur filen, eller kontrollera att det är rätt fil",
    )


def _read(data: bytes, words: PackageWords, accepts: bool) -> ReadWord:
    """Return what a Word file says.

    Raises:
        FileAccessError: if it is none, is broken, or is larger than any document that is compared.
    """
    try:
        package = WordPackage(data, words)
        parts = _parts_by_usual_names(package)
        _refuse_large(parts, words)
        return read_edited_word(parts, package.main, accepts)
    except TooLongTextError as error:
        message = f"{words.name} har fler än {LIMITS.word_paragraphs} stycken, och det är gränsen"
        raise FileAccessError(message, "kontrollera att rätt fil är angiven") from error
    except (etree.XMLSyntaxError, ElementTree.ParseError, RecursionError, KeyError, ValueError) as error:
        raise unreadable(words) from error


def _parts_by_usual_names(package: WordPackage) -> dict[str, bytes]:
    """Return the parts, those of a kind under the name that Word gives it, whatever another program calls it."""
    found = {}
    for kind, name in _KINDS.items():
        if (part := package.part_of(kind)) is not None:
            found[name] = part[1]
    core = [one.target for one in package.related("") if one.kind == "core-properties" and not one.is_outside]
    if core and core[0] in package.parts:
        found[CORE] = package.parts[core[0]]
    return {**package.parts, **found}


def _refuse_large(parts: Mapping[str, bytes], words: PackageWords) -> None:
    largest = max((len(data) for name, data in parts.items() if name.endswith(_TEXT_PARTS)), default=0)
    if largest > LIMITS.word_part_mb * MEGABYTE:
        message = f"{words.name} har mer text än de {LIMITS.word_part_mb} MB som är gränsen"
        raise FileAccessError(message, "kontrollera att rätt fil är angiven")
