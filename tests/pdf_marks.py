"""Reading the marks of a PDF with pypdf alone, so that the program's own reader is not its own witness."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream

Claim = tuple[int, int]
"""A page number from 0 and a marked-content id on it."""


def drawn(data: bytes) -> Counter[Claim]:
    """Return every marked-content id that the pages draw, and see that sequences and text objects nest.

    Raises:
        AssertionError: where an operator closes what is not open, or a page ends with something open.
    """
    reader = PdfReader(io.BytesIO(data))
    found: Counter[Claim] = Counter()
    for number, page in enumerate(reader.pages):
        open_: list[bytes] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC", b"BT", b"q"):
                assert operator not in (b"BDC", b"BMC") or not open_, f"page {number + 1}: a sequence within {open_}"
                open_.append(operator)
            elif operator in (b"EMC", b"ET", b"Q"):
                assert open_, f"page {number + 1}: {operator!r} closes nothing"
                opened = open_.pop()
                assert (opened in (b"BDC", b"BMC")) == (operator == b"EMC"), (
                    f"page {number + 1}: {opened!r} {operator!r}"
                )
            if operator == b"BDC" and "/MCID" in operands[1]:
                found[number, int(operands[1]["/MCID"])] += 1
        assert open_ == [], f"page {number + 1} ends within {open_}"
    return found


def claimed(data: bytes) -> Counter[Claim]:
    """Return every marked-content id that the structure tree claims."""
    reader = PdfReader(io.BytesIO(data))
    return Counter(claim for _, claim in _claims(reader))


def parents_disagree(data: bytes) -> list[Claim]:
    """Return the ids whose entry in the parent tree is another element than the one that claims them."""
    reader = PdfReader(io.BytesIO(data))
    entries = parent_tree(reader)
    wrong = []
    for element, (page, mcid) in _claims(reader):
        owners = entries[reader.pages[page]["/StructParents"]].get_object()
        if owners[mcid].get_object() != element:
            wrong.append((page, mcid))
    return wrong


def parent_tree(reader: PdfReader) -> dict[int, Any]:
    """Return what each page's and annotation's number leads to (ISO 32000-1, 14.7.4.4)."""
    tree: Any = reader.root_object["/StructTreeRoot"]
    flat = tree["/ParentTree"].get_object()["/Nums"]
    return dict(zip(flat[::2], flat[1::2], strict=True))


def elements(reader: PdfReader) -> Iterator[Any]:
    """Yield every structure element, in reading order."""
    waiting = [reader.root_object["/StructTreeRoot"]["/K"].get_object()]
    while waiting:
        element = waiting.pop()
        yield element
        kids = [kid.get_object() for kid in _kids(element)]
        waiting += [kid for kid in reversed(kids) if not isinstance(kid, int) and "/S" in kid]


def _claims(reader: PdfReader) -> Iterator[tuple[Any, Claim]]:
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    for element in elements(reader):
        for kid in _kids(element):
            held = kid.get_object()
            if isinstance(held, int):
                yield element, (pages[element.raw_get("/Pg").idnum], held)
            elif held.get("/Type") == "/MCR":
                yield element, (pages[held.raw_get("/Pg").idnum], int(held["/MCID"]))


def _kids(element: Any) -> list[Any]:
    if "/K" not in element:
        return []
    kids = element["/K"].get_object()
    return list(kids) if isinstance(kids, ArrayObject) else [kids]
