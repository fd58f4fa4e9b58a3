"""Word files as people leave them: built ones whose paragraphs are changed, moved, split, wrapped, tracked."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable

from lxml import etree

from naravard_docs.libraries.zip_package import pack_zip

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
MAIN = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class EditedFile:
    """A Word file opened to be changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.parts[MAIN])

    @property
    def body(self) -> etree._Element:
        return self.root[0]

    def paragraphs(self) -> list[etree._Element]:
        """Return the paragraphs of text that are one line of words and no field, in order."""
        return [one for one in self.body.iter(f"{W}p") if text_of(one).strip() and not _is_other(one)]

    def with_text(self, words: str) -> etree._Element:
        """Return the first paragraph that has some words."""
        return next(one for one in self.body.iter(f"{W}p") if words in text_of(one))

    def add_part(self, name: str, kind: str, markup: str) -> None:
        """Add a part of its own that the document refers to."""
        self.parts[f"word/{name}.xml"] = markup.encode()
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        added = f'<Relationship Id="rId{name}" Type="{_RELATED}/{kind}" Target="{name}.xml"/></Relationships>'
        self.parts[rels] = self.parts[rels].replace(b"</Relationships>", added.encode())
        listed = f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/></Types>'
        self.parts[types] = self.parts[types].replace(b"</Types>", listed.encode())

    def saved(self) -> bytes:
        """Return the file with its text as it is now."""
        self.parts[MAIN] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.packed()

    def packed(self) -> bytes:
        """Return the file with its parts as they are."""
        return pack_zip(self.parts)


def edited(data: bytes, *changes: Callable[[EditedFile], object]) -> bytes:
    """Return a Word file after some changes."""
    file = EditedFile(data)
    for change in changes:
        change(file)
    return file.saved()


def text_of(paragraph: etree._Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t", f"{W}delText"))


def set_text(paragraph: etree._Element, text: str) -> None:
    """Put a text into the first run of a paragraph, in place of all that its runs say."""
    first, *others = list(paragraph.iter(f"{W}t"))
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for one in others:
        one.text = ""


def replace(old: str, new: str) -> Callable[[EditedFile], None]:
    """Return a change of words, once, in the first paragraph that has them."""

    def change(file: EditedFile) -> None:
        paragraph = file.with_text(old)
        set_text(paragraph, text_of(paragraph).replace(old, new, 1))

    return change


def remove(words: str) -> Callable[[EditedFile], None]:
    """Return a change that takes away the first paragraph that has some words."""

    def change(file: EditedFile) -> None:
        paragraph = file.with_text(words)
        paragraph.getparent().remove(paragraph)

    return change


def add_after(words: str, text: str) -> Callable[[EditedFile], None]:
    """Return a change that puts a plain paragraph after the first one that has some words."""
    return lambda file: file.with_text(words).addnext(markup(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def move_after(words: str, other: str) -> Callable[[EditedFile], None]:
    """Return a change that puts a paragraph after another."""
    return lambda file: file.with_text(other).addnext(file.with_text(words))


def split_at(words: str) -> Callable[[EditedFile], None]:
    """Return a change that begins a new paragraph where some words begin."""

    def change(file: EditedFile) -> None:
        paragraph = file.with_text(words)
        before, after = text_of(paragraph).split(words, 1)
        later = copy.deepcopy(paragraph)
        set_text(paragraph, before)
        set_text(later, f"{words}{after}")
        paragraph.addnext(later)

    return change


def tracked(words: str, new: str, author: str = "Anna Ek") -> Callable[[EditedFile], None]:
    """Return a tracked change of some words into others."""

    def change(file: EditedFile) -> None:
        paragraph = file.with_text(words)
        before, after = text_of(paragraph).split(words, 1)
        set_text(paragraph, before)
        deleted = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>' if words else ""
        who = f'w:author="{author}" w:date="2026-01-02T10:00:00Z"'
        for one in (
            f'<w:del w:id="901" {who}>{deleted}</w:del>',
            f'<w:ins w:id="902" {who}><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:ins>',
            f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r>',
        ):
            paragraph.append(markup(one))

    return change


def in_all_words(change: Callable[[str], str]) -> Callable[[EditedFile], None]:
    """Return a change of every run's words."""

    def changed(file: EditedFile) -> None:
        for one in file.body.iter(f"{W}t"):
            one.text = change(one.text or "")

    return changed


def wrapped(name: str) -> Callable[[EditedFile], None]:
    """Return a change that puts every block, and the runs of every paragraph, into a wrapper of a kind."""

    def change(file: EditedFile) -> None:
        for block in list(file.body):
            if block.tag in (f"{W}p", f"{W}tbl"):
                _wrap(block, name)
        for run in list(file.body.iter(f"{W}r")):
            _wrap(run, "smartTag" if name == "smartTag" else "sdt")

    return change


def _wrap(element: etree._Element, name: str) -> None:
    inner = "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>" if name == "sdt" else f'<w:{name} w:element="x"/>'
    wrapper = markup(inner)
    element.addprevious(wrapper)
    (wrapper[-1] if name == "sdt" else wrapper).append(element)


def markup(text: str) -> etree._Element:
    """Return an element of Word's namespace."""
    return next(iter(etree.fromstring(f"<x {_NAMESPACE}>{text}</x>")))


def _is_other(paragraph: etree._Element) -> bool:
    other = (f"{W}fldSimple", f"{W}br", f"{W}instrText", f"{W}drawing")
    return next(paragraph.iter(*other), None) is not None
