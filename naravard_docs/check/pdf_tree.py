"""What a structure tree must be: its types, its headings, lists, tables and contents, as readers need them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from naravard_docs.check.findings import Violation
from naravard_docs.check.pdf import AnnotationReference, ContentSequence, ParsedElement
from naravard_docs.swedish import is_empty

_UA = "ISO 14289-1"
_HEADING = re.compile(r"/H([1-6])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_STANDARD = re.compile(
    "/(Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H|H[1-6]|L|LI|Lbl|LBody|Table|TR"
    "|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure"
    "|Formula|Form)"
)
"""The standard structure types (ISO 32000-1, 14.8.4)."""

_MAY_HOLD: dict[str, frozenset[str]] = {
    "/L": frozenset(("/Caption", "/LI", "/L")),
    "/LI": frozenset(("/Lbl", "/LBody")),
    "/TOC": frozenset(("/Caption", "/TOC", "/TOCI")),
    "/TOCI": frozenset(("/Lbl", "/Reference", "/NonStruct", "/P", "/TOC")),
    "/Table": frozenset(("/Caption", "/TR", "/THead", "/TBody", "/TFoot")),
    "/THead": frozenset(("/TR",)),
    "/TBody": frozenset(("/TR",)),
    "/TFoot": frozenset(("/TR",)),
    "/TR": frozenset(("/TH", "/TD")),
}
_BELONGS_IN: dict[str, frozenset[str]] = {
    "/LI": frozenset(("/L",)),
    "/Lbl": frozenset(("/LI", "/TOCI", "/Note", "/Form", "/BibEntry")),
    "/LBody": frozenset(("/LI",)),
    "/TOCI": frozenset(("/TOC",)),
    "/TR": frozenset(("/Table", "/THead", "/TBody", "/TFoot")),
    "/TH": frozenset(("/TR",)),
    "/TD": frozenset(("/TR",)),
    "/THead": frozenset(("/Table",)),
    "/TBody": frozenset(("/Table",)),
}


def tree_faults(tree: ParsedElement) -> Iterator[Violation]:
    """Yield what is wrong with a structure tree, element by element in reading order."""
    if tree.tag != "/Document":
        yield Violation("träd", "ISO 32000-1, 14.8.4.2", f"trädets rot är {tree.tag}, inte Document")
    yield from _heading_faults(tree)
    yield from _faults_below(tree)


def _faults_below(node: ParsedElement) -> Iterator[Violation]:
    if not _STANDARD.fullmatch(node.tag):
        yield Violation("typ", f"{_UA}, 7.1", f"strukturtypen {node.tag} är ingen standardtyp")
    if judge := _JUDGES.get(node.tag):
        yield from judge(node)
    allowed = _MAY_HOLD.get(node.tag)
    for kid in node.kids:
        if isinstance(kid, ParsedElement):
            places = _BELONGS_IN.get(kid.tag)
            if (allowed and kid.tag not in allowed) or (places and node.tag not in places):
                yield Violation(_rule_of(kid.tag), _clause_of(kid.tag), f"{kid.tag} kan inte stå i {node.tag}")
            yield from _faults_below(kid)
        elif allowed and isinstance(kid, ContentSequence):
            yield Violation(_rule_of(node.tag), _clause_of(node.tag), f"{node.tag} har text utan eget element i sig")
    language = node.entries.get("/Lang")
    if language is not None and not _LANGUAGE.fullmatch(str(language)):
        yield Violation("språk", f"{_UA}, 7.2", f"«{language}» är inget språk")


def _rule_of(tag: str) -> str:
    return "tabell" if tag.startswith("/T") and not tag.startswith("/TOC") else "lista"


def _clause_of(tag: str) -> str:
    return f"{_UA}, 7.5" if _rule_of(tag) == "tabell" else f"{_UA}, 7.6"


def _heading_faults(tree: ParsedElement) -> Iterator[Violation]:
    """Headings begin with H1 and go down one step at a time (ISO 14289-1, 7.4.2)."""
    level = 0
    for node in tree.walk():
        if found := _HEADING.fullmatch(node.tag):
            own = int(found[1])
            if own > level + 1:
                before = f"efter H{level}" if level else "först"
                yield Violation("rubriker", f"{_UA}, 7.4.2", f"H{own} kommer {before}: «{node.text.strip()[:60]}»")
            level = own


def _list_faults(node: ParsedElement) -> Iterator[Violation]:
    has_labels = any(kid.tag == "/Lbl" for item in node.nodes for kid in item.nodes)
    if has_labels and node.attribute("/ListNumbering") in (None, "/None"):
        yield Violation("lista", f"{_UA}, 7.6", "en lista med punkter eller nummer saknar ListNumbering")
    for item in node.nodes:
        if item.tag == "/LI" and [kid.tag for kid in item.nodes].count("/LBody") != 1:
            yield Violation("lista", f"{_UA}, 7.6", "en listpunkt (LI) har inte en LBody")


def _table_faults(node: ParsedElement) -> Iterator[Violation]:
    rows = [row for row in node.walk() if row.tag == "/TR"]
    widths = {sum(int(cell.attribute("/ColSpan") or 1) for cell in row.nodes) for row in rows}
    has_spans = any(cell.attribute("/RowSpan") for row in rows for cell in row.nodes)
    if len(widths) != 1 and not has_spans:
        counted = ", ".join(map(str, sorted(widths)))
        yield Violation("tabell", f"{_UA}, 7.5", f"tabellens rader har olika många celler ({counted})")
    heads = [cell for row in rows for cell in row.nodes if cell.tag == "/TH"]
    if not heads:
        yield Violation("tabell", f"{_UA}, 7.5", "en tabell saknar rubrikceller (TH)")
    if any(cell.attribute("/Scope") is None for cell in heads):
        yield Violation("tabell", f"{_UA}, 7.5", "en rubrikcell (TH) saknar Scope")


def _figure_faults(node: ParsedElement) -> Iterator[Violation]:
    if is_empty(str(node.entries.get("/Alt", node.entries.get("/ActualText", "")))):
        yield Violation("bild", f"{_UA}, 7.3", "en bild saknar alternativtext (Alt)")


def _holder_faults(node: ParsedElement) -> Iterator[Violation]:
    if not any(isinstance(kid, AnnotationReference) for one in node.walk() for kid in one.kids):
        yield Violation(
            "länk", f"{_UA}, 7.18.5", f"{node.tag} håller ingen annotation (OBJR): «{node.text.strip()[:60]}»"
        )


_JUDGES: dict[str, Callable[[ParsedElement], Iterator[Violation]]] = {
    "/L": _list_faults,
    "/Table": _table_faults,
    "/Figure": _figure_faults,
    "/Link": _holder_faults,
    "/Form": _holder_faults,
}
