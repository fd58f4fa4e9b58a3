"""What a page says: its texts and the labels of its lists, in reading order, as whoever looks at it reads them."""

from __future__ import annotations

from collections.abc import Iterator

from naravard_docs.check.html_tree import HtmlElement, HtmlFile
from naravard_docs.swedish import is_empty

_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td"})
_BULLET = "•"
LABEL, CONTENTS = "etikett", "innehåll"
"""Classes of what stands before an item, and of a table of contents."""

_AROUND = frozenset({"stig", "filer", "märke"})
"""Classes of what stands around the document: where its page is, its other files, how its first page is marked."""


def html_texts(data: bytes) -> tuple[str, ...]:
    """Return the text of every paragraph, heading and table cell in order, empty ones left out.

    Labels of lists are no text, nor is what stands around the document.
    """
    return tuple(text for text, _ in page_texts(HtmlFile(data)) if not is_empty(text))


def page_texts(file: HtmlFile) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each text of the document with its element."""
    for part in document_parts(file):
        yield from _texts(part)


def document_parts(file: HtmlFile) -> Iterator[HtmlElement]:
    """Yield what the document stands in: the letterhead and the main part."""
    for body in file.all("body"):
        yield from (element for element in body.elements if element.tag in ("header", "main"))


def _texts(element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    if _AROUND.intersection(element.classes):
        return
    if element.tag in _TEXTS or (element.tag == "li" and is_in_contents(element)):
        yield element.text(), element
        return
    for inner in element.elements:
        yield from _texts(inner)


def is_in_contents(element: HtmlElement) -> bool:
    """Return whether an element stands in a table of contents."""
    above = element.parent
    while above is not None and above.tag != "nav":
        above = above.parent
    return above is not None and CONTENTS in above.classes


def page_labels(file: HtmlFile) -> Iterator[str]:
    """Yield what stands before each item of the document's lists; the bullets are those that browsers draw."""
    for part in document_parts(file):
        for item in part.all("li"):
            if not any(_AROUND.intersection(above.classes) for above in _around(item)) and not is_in_contents(item):
                first = next(iter(item.elements), None)
                yield first.text() if first is not None and LABEL in first.classes else _BULLET


def loose_texts(file: HtmlFile) -> Iterator[str]:
    """Yield words of the document that stand in no text of it, so that nothing compares them."""
    read = {id(element) for _, element in page_texts(file)}
    for part in document_parts(file):
        yield from _loose(part, read)


def _loose(element: HtmlElement, read: set[int]) -> Iterator[str]:
    if id(element) in read or LABEL in element.classes or element.tag == "caption":
        return
    if _AROUND.intersection(element.classes):
        return
    yield from (one for one in element.held if isinstance(one, str) and one.strip())
    for inner in element.elements:
        yield from _loose(inner, read)


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    above = element.parent
    while above is not None:
        yield above
        above = above.parent
