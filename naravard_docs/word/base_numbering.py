"""The numbering of an organisation's own Word document: what its lists show, and room for ours after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from lxml import etree

from naravard_docs.word.package import W, parsed
from naravard_docs.word.properties import property_value
from naravard_docs.word.xml import DECLARATION, NAMESPACES

_VALUE = f"{W}val"


class BaseNumbering:
    """A base's numbering part as read: the highest numbers taken, and the level that a number leads to."""

    def __init__(self, part: bytes | None) -> None:
        self._root = parsed(part or f"<w:numbering {NAMESPACES}/>".encode())
        for one in [one for one in self._root.findall(f"{W}num") if not self._is_defined(one)]:
            self._root.remove(one)
        definitions, instances = self._root.iter(f"{W}abstractNum"), self._root.iter(f"{W}num")
        self.highest_definition = max((int(e.get(f"{W}abstractNumId")) for e in definitions), default=-1)
        self.highest_number = max((int(e.get(f"{W}numId")) for e in instances), default=0)

    def _is_defined(self, instance: etree._Element) -> bool:
        return property_value(instance, "abstractNumId") in self._definitions

    @property
    def numbers(self) -> set[str]:
        """The numbers of its instances."""
        return set(self._instances)

    def is_bullet(self, number: str, level: int, styles: etree._Element) -> bool:
        """Return whether an instance's level shows a sign; ``styles`` are those that definitions may refer to."""
        found = self._level(number, level, styles)
        if found is None:
            return False
        form, shown = found.find(f"{W}numFmt"), found.find(f"{W}lvlText")
        has_sign = shown is not None and bool((shown.get(_VALUE) or "").strip())
        return form is not None and form.get(_VALUE) == "bullet" and has_sign

    def unlink_styles(self, style_ids: Collection[str]) -> None:
        """Let no level be that of some styles: Word would number their paragraphs by it."""
        for link in [one for one in self._root.iter(f"{W}pStyle") if one.get(_VALUE) in style_ids]:
            link.getparent().remove(link)

    def part(self, definitions: Sequence[str], instances: Sequence[str], here: tuple[str, str]) -> str:
        """Return the part with our kinds after the base's, in the schema's order (ECMA-376, CT_Numbering).

        ``here`` are the comments that stand where a document's own definitions and instances go.
        """
        root = self._root
        abstracts, numbers = list(root.findall(f"{W}abstractNum")), list(root.findall(f"{W}num"))
        others = [e for e in root if e.tag == f"{W}numIdMacAtCleanup"]
        for element in list(root):
            root.remove(element)
        for picture in [e for level in abstracts for e in level.iter(f"{W}lvlPicBulletId")]:
            picture.getparent().remove(picture)  # pictures of bullets are not carried along
        ours = etree.fromstring(f"<w:numbering {NAMESPACES}>{''.join((*definitions, *instances))}</w:numbering>")
        kinds, instances_ = map(etree.Comment, here)
        root.extend([*abstracts, *ours.findall(f"{W}abstractNum"), kinds, *numbers, *ours.findall(f"{W}num")])
        root.extend([instances_, *others])
        part: str = etree.tostring(root, encoding="unicode")
        return DECLARATION + part

    def _level(self, number: str, level: int, styles: etree._Element) -> etree._Element | None:
        instance = self._instances.get(number)
        own = instance.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}lvl") if instance is not None else None
        if own is not None:
            return own
        definition = self._definition(number, styles)
        return definition.find(f"{W}lvl[@{W}ilvl='{level}']") if definition is not None else None

    def _definition(self, number: str, styles: etree._Element, is_linked: bool = False) -> etree._Element | None:
        """Return an instance's definition, or that of the list style it only points to (ECMA-376, 17.9.21)."""
        instance = self._instances.get(number)
        name = instance.find(f"{W}abstractNumId") if instance is not None else None
        found = self._definitions.get(name.get(_VALUE)) if name is not None else None
        link = found.find(f"{W}numStyleLink") if found is not None else None
        if link is None or is_linked:
            return found
        path = f"{W}style[@{W}styleId='{link.get(_VALUE)}']/{W}pPr/{W}numPr/{W}numId"
        linked = styles.find(path) if "'" not in (link.get(_VALUE) or "'") else None
        return self._definition(linked.get(_VALUE), styles, is_linked=True) if linked is not None else found

    @cached_property
    def _instances(self) -> dict[str, etree._Element]:
        return {e.get(f"{W}numId"): e for e in self._root.findall(f"{W}num")}

    @cached_property
    def _definitions(self) -> dict[str, etree._Element]:
        return {e.get(f"{W}abstractNumId"): e for e in self._root.findall(f"{W}abstractNum")}
