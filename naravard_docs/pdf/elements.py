"""The structure tree as the objects of a file (ISO 32000-1, 14.7): most of a file's objects, written as ready bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from naravard_docs.pdf.marking import FIRST_ANNOTATION_KEY, Marker
from naravard_docs.pdf.structure import Element, MarkedContent, pdf_text

_KEPT_WHEN_EMPTY = ("TD", "TH")


class ObjectNumbers(Struct, frozen=True):
    """The numbers of objects that elements refer to: the tree's root, the pages in order, annotations by their name.

    ``first`` is the number of the first object that is still free.
    """

    root: int
    pages: Sequence[int]
    annotations: Mapping[str, int]
    first: int


def tree_objects(tree: Element, marker: Marker, numbers: ObjectNumbers) -> tuple[bytes, list[bytes]]:
    """Return the tree's root, and the objects from number ``first`` on: elements, parent tree and tree of ids."""
    _prune(tree)
    elements = _all_elements(tree)
    for number, element in enumerate(elements, numbers.first):
        element.number = number
    objects = [_element(element, numbers) for element in elements]
    entries = []
    for key, owners in enumerate(marker.owners[: len(numbers.pages)]):
        entries.append(f"{key} {numbers.first + len(objects)} 0 R")
        objects.append(f"[{' '.join([f'{owner.number} 0 R' for owner in owners])}]".encode())
    entries += [f"{key} {o.number} 0 R" for key, o in enumerate(marker.annotation_owners, FIRST_ANNOTATION_KEY)]
    named = sorted([(element.id.encode("utf-8").hex().upper(), element.number) for element in elements if element.id])
    parents = numbers.first + len(objects)
    objects.append(f"<</Nums[{' '.join(entries)}]>>".encode())
    objects.append(f"<</Names[{' '.join([f'<{name}> {number} 0 R' for name, number in named])}]>>".encode())
    root = (
        f"<</Type/StructTreeRoot/K {tree.number} 0 R/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {FIRST_ANNOTATION_KEY + len(marker.annotation_owners)}/IDTree {parents + 1} 0 R>>"
    )
    return root.encode(), objects


def _prune(element: Element) -> bool:
    """Drop elements that nothing was drawn for; empty cells stay, since a table is regular."""
    element.kids = [kid for kid in element.kids if isinstance(kid, MarkedContent) or _prune(kid)]
    return bool(element.kids) or element.tag in _KEPT_WHEN_EMPTY or element.parent is None


def _all_elements(tree: Element) -> list[Element]:
    order: list[Element] = []
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting.extend(reversed(element.elements))
    return order


def _element(element: Element, numbers: ObjectNumbers) -> bytes:
    first = next((kid.page for kid in element.kids if isinstance(kid, MarkedContent)), None)
    parent = element.parent.number if element.parent else numbers.root
    parts = [f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"]
    if kids := [_kid(kid, first, numbers) for kid in element.kids]:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if first is not None:
        parts.append(f"/Pg {numbers.pages[first]} 0 R")
    if element.id:
        parts.append(f"/ID <{element.id.encode('utf-8').hex().upper()}>")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    if element.alternative and element.tag == "Figure":
        parts.append(f"/Alt {pdf_text(element.alternative)}")
    if element.language:
        parts.append(f"/Lang ({element.language})")
    if element.title:
        parts.append(f"/T {pdf_text(element.title)}")
    parts.append(">>")
    return "".join(parts).encode("latin-1")


def _kid(kid: Element | MarkedContent, first_page: int | None, numbers: ObjectNumbers) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if kid.mcid is None:
        return f"<</Type/OBJR/Pg {numbers.pages[kid.page]} 0 R/Obj {numbers.annotations[kid.annotation.name]} 0 R>>"
    if kid.page == first_page:
        return str(kid.mcid)
    return f"<</Type/MCR/Pg {numbers.pages[kid.page]} 0 R/MCID {kid.mcid}>>"
