"""That pages, annotations and structure tree agree: each mark claimed once, each link and field where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from naravard_docs.check.findings import Violation
from naravard_docs.check.pdf import AnnotationReference, ContentSequence, ParsedElement, ParsedPage, PdfFile
from naravard_docs.swedish import is_empty

_TREE, _UA = "ISO 32000-1, 14.7.4.4", "ISO 14289-1"
_PRINT, _HIDDEN = 4, 1 | 2 | 32
_ELEMENT_OF = {"/Link": "/Link", "/Widget": "/Form"}


def claim_faults(file: PdfFile, tree: ParsedElement) -> Iterator[Violation]:
    """Yield what is wrong between marks, annotations and the tree: each is claimed once, as the parent tree has it."""
    entries = dict(_numbers(file, _parent_tree(file)))
    yield from _mark_faults(file, tree, entries)
    yield from _annotations_faults(file, tree, entries)


def _mark_faults(file: PdfFile, tree: ParsedElement, entries: dict[int, Any]) -> Iterator[Violation]:
    """Yield the marks that the tree does not claim exactly once, by the right element, as the parent tree has it."""
    owners = {number: _page_owners(file, page, entries) for number, page in enumerate(file.pages)}
    waiting = dict(file.drawn.tags)
    seen = set()
    for node in tree.walk():
        for kid in node.kids:
            if not isinstance(kid, ContentSequence) or kid.claim not in file.drawn.tags:
                continue
            page, mcid = kid.claim
            if kid.claim in seen:
                yield Violation(
                    "märken", "ISO 32000-1, 14.7.4.2", f"sida {page + 1}: märke {mcid} hör till flera element"
                )
            seen.add(kid.claim)
            if (tag := waiting.pop(kid.claim, node.tag)) != node.tag:
                said = f"sida {page + 1}: märke {mcid} är {tag} på sidan och {node.tag} i trädet"
                yield Violation("märken", "ISO 32000-1, 14.6", said)
            listed = owners.get(page, [])
            if mcid >= len(listed) or listed[mcid] != node.number:
                yield Violation("parenttree", _TREE, f"sida {page + 1}: märke {mcid} har fel förälder i ParentTree")
    for page, mcid in waiting:
        yield Violation("märken", f"{_UA}, 7.1", f"sida {page + 1}: märke {mcid} hör inte till något element")


def _annotations_faults(file: PdfFile, tree: ParsedElement, entries: dict[int, Any]) -> Iterator[Violation]:
    """Yield what is wrong with links and fields: without words, without their element, or not printed."""
    holders = {kid.number: node for node in tree.walk() for kid in node.kids if isinstance(kid, AnnotationReference)}
    for number, page in enumerate(file.pages, 1):
        if page.entries.get("/Tabs") != "/S":
            yield Violation(
                "tabbordning", f"{_UA}, 7.18.3", f"sida {number}: tabbordningen följer inte strukturen (Tabs)"
            )
        for reference in file.plain(page.entries.get("/Annots")) or ():
            annotation = {key: file.plain(value) for key, value in file.plain(reference).items()}
            for fault in _annotation_faults(annotation, holders.get(reference), entries):
                yield Violation(fault.rule, fault.clause, f"sida {number}: {fault.message}")


def _annotation_faults(
    annotation: dict[str, Any], holder: ParsedElement | None, entries: dict[int, Any]
) -> Iterator[Violation]:
    kind = str(annotation.get("/Subtype"))
    wanted = _ELEMENT_OF.get(kind, "/Annot")
    clause = f"{_UA}, 7.18.4" if kind == "/Widget" else f"{_UA}, 7.18.5"
    if holder is None or holder.tag != wanted:
        yield Violation("annotation", clause, f"{kind} ligger inte i ett element av typen {wanted}")
    parent = entries.get(int(annotation.get("/StructParent", -1)))
    if holder is not None and parent != holder.number:
        yield Violation("parenttree", _TREE, f"{kind} har fel förälder i ParentTree")
    flags = int(annotation.get("/F", 0))
    if not flags & _PRINT or flags & _HIDDEN:
        yield Violation("annotation", "ISO 19005-2, 6.3.2", f"{kind} skrivs inte ut (F={flags})")
    if kind == "/Widget":
        yield from _field_faults(annotation)
    elif is_empty(str(annotation.get("/Contents", ""))):
        yield Violation("annotation", f"{_UA}, 7.18.5", f"{kind} saknar beskrivning (Contents)")


def _field_faults(annotation: dict[str, Any]) -> Iterator[Violation]:
    parent = annotation.get("/Parent")
    named = annotation.get("/TU") or (parent.get("/TU") if isinstance(parent, dict) else None)
    if is_empty(str(named or "")):
        yield Violation("formulär", f"{_UA}, 7.18.1", "ett formulärfält saknar ledtext (TU)")
    if "/AP" not in annotation:
        yield Violation("formulär", "ISO 19005-2, 6.3.3", "ett formulärfält saknar utseende (AP)")


def _parent_tree(file: PdfFile) -> Any:
    return file.plain(file.plain(file.objects.root["/StructTreeRoot"]).get("/ParentTree"))


def _numbers(file: PdfFile, node: Any) -> Iterator[tuple[int, Any]]:
    """Yield the pairs of a number tree (ISO 32000-1, 7.9.7), what they lead to as references."""
    if not isinstance(node, dict):
        return
    listed = file.plain(node.get("/Nums")) or []
    yield from zip(listed[::2], listed[1::2], strict=False)
    for kid in file.plain(node.get("/Kids")) or ():
        yield from _numbers(file, file.plain(kid))


def _page_owners(file: PdfFile, page: ParsedPage, entries: dict[int, Any]) -> list[Any]:
    held = file.plain(entries.get(page.entries.get("/StructParents", -1)))
    return held if isinstance(held, list) else []
