"""The styles of an organisation's own Word document: found by their names, and made safe to set minutes in.

A style is used as it is, but for what would change what a document says, or hide it: numbers before headings that
have their own, lists without signs, hidden text, a new page before each paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree

from naravard_docs.errors import FileAccessError
from naravard_docs.word import styles as ours
from naravard_docs.word.base_names import ids_of, key_of, names_of
from naravard_docs.word.base_numbering import BaseNumbering
from naravard_docs.word.numbering import BULLETS, DASHES
from naravard_docs.word.package import W, parsed
from naravard_docs.word.properties import is_on, property_value, put, settle_tabs, styles_above
from naravard_docs.word.styles import Style, TabbedForm
from naravard_docs.word.xml import NAMESPACES

_ID, _TYPE, _DEFAULT = f"{W}styleId", f"{W}type", f"{W}default"
_OUTLINE_NONE = "9"
_HIDING = ("vanish", "specVanish", "webHidden")
_LEFT = ("", "left", "start", "both")
_RUNNING = (ours.HEADER, ours.FOOTER, ours.FIRST_HEADER)
_Elements = dict[str, etree._Element]


class BaseStyles:
    """A base's styles as read: ``ids`` by the names that documents know.

    ``told`` is what is not used as it is, with the styles that have it; under no word, lists without bullets.
    """

    def __init__(self, part: bytes | None, numbering: BaseNumbering) -> None:
        self.root = parsed(part or f"<w:styles {NAMESPACES}/>".encode())
        if self.root.tag != f"{W}styles":
            raise FileAccessError(
                "formatmallarna i templates/bas.docx går inte att läsa", "öppna mallen i Word och spara om den"
            )
        self._numbering = numbering
        self._mend()
        self.ids: dict[str, str] = {}
        self.told: dict[str, list[str]] = {}

    @cached_property
    def by_id(self) -> _Elements:
        return {one.get(_ID): one for one in self.root.findall(f"{W}style")}

    def find(self, wanted: Iterable[Style]) -> None:
        """Find the base's styles for those that documents use, and give them the names that Word's own have."""
        for style in wanted:
            found = self._found(style)
            self._make_way(style.name, found)
            if found is not None:
                self.ids[style.name] = found.get(_ID)
                put(found, "name", style.name)
                if style.is_built_in:
                    found.attrib.pop(f"{W}customStyle", None)
        self._set_defaults(style for style in wanted if style.is_default)

    def make_safe(self, numbers: Mapping[str, str]) -> None:
        """Take away what must not be in the styles that documents use; ``numbers`` are our kinds of list by name."""
        used = {name: self.by_id[style_id] for name, style_id in self.ids.items()}
        paragraphs = {name: style for name, style in used.items() if style.get(_TYPE, "paragraph") == "paragraph"}
        self._mend_lists(paragraphs, numbers)
        self._mend_headings(paragraphs)
        others = {name: style for name, style in paragraphs.items() if not _is_list(name)}
        self._mend_each(others, "numrering", self._is_numbered, _without_number)
        self._mend_each(paragraphs, "sidbrytning", self._has("pPr", "pageBreakBefore"), _without_break)
        self._mend_each(used, "dold text", self._is_hidden, _shown)
        framed = {name: style for name, style in paragraphs.items() if name not in _RUNNING}
        self._mend_each(framed, "textram", self._has("pPr", "framePr"), self._without_frame)
        body = {name: style for name, style in paragraphs.items() if name == ours.BODY}
        self._mend_each(body, "håll ihop med nästa stycke", self._has("pPr", "keepNext"), _without_keeping)
        plain = {name: style for name, style in paragraphs.items() if not name.startswith("heading")}
        self._mend_each(plain, "", self._is_outlined, _without_outline)

    def tabbed_form(self, name: str, right: int, house_right: int) -> TabbedForm:
        """Return what a line with a left and a right part needs besides its style, so that one tab leads to ``right``.

        The style's own tab stops are cleared: Word's usual headers have one in the middle. A style that is the house's
        has its own at ``house_right``.
        """
        anchor = self.ids.get(name) or self.ids.get(ours.BODY)
        chain = list(self._chain(self.by_id[anchor])) if anchor else []
        tabs = [one for style in reversed(chain) for one in style.iterfind(f"{W}pPr/{W}tabs/{W}tab")]
        stops = {_position(one): one for one in tabs}
        standing = {position for position, one in stops.items() if one.get(f"{W}val") != "clear"}
        standing |= set() if name in self.ids else {house_right}
        cleared = "".join(f'<w:tab w:val="clear" w:pos="{one}"/>' for one in sorted(standing - {right}))
        leader = next((said for one in tabs if (said := one.get(f"{W}leader"))), "") if name == ours.CONTENTS else ""
        led = f' w:leader="{leader}"' if leader else ""
        stop = f'<w:tab w:val="right"{led} w:pos="{right}"/>'
        every = "".join(f'<w:tab w:val="clear" w:pos="{one}"/>' for one in sorted(standing))
        besides = self._straight(name, chain), self._to_the_left(chain), every, self._size_pt(chain)
        return TabbedForm(f"<w:tabs>{cleared}{stop}</w:tabs>", *besides)

    def pull_tabs(self, root: etree._Element, right: int) -> None:
        """Move the right tab stops of a header's paragraphs that lie outside the text to its edge.

        Word places text beyond the edge only in its older modes, and breaks the line in the one that documents have.
        """
        for paragraph in (one for one in root.iterfind(f"{W}p") if one.find(f".//{W}r/{W}tab") is not None):
            properties = paragraph.find(f"{W}pPr")
            named = self.by_id.get(property_value(properties, "pStyle")) if properties is not None else None
            style = named if named is not None else next((o for o in self.by_id.values() if is_default(o)), None)
            chain = [] if style is None else list(self._chain(style))
            levels = [*reversed(chain), paragraph]
            stops = {_position(tab): tab for one in levels for tab in one.iterfind(f"{W}pPr/{W}tabs/{W}tab")}
            outside = {at: tab for at, tab in stops.items() if at > right and tab.get(f"{W}val") in ("right", "end")}
            if outside and not self._is_wide([paragraph, *chain]):
                _put_tabs(paragraph, outside, right)

    def _is_wide(self, chain: list[etree._Element]) -> bool:
        indent = self._first(chain, "pPr", "ind")
        return indent is not None and any((indent.get(W + side) or "").startswith("-") for side in ("right", "end"))

    def _size_pt(self, chain: list[etree._Element]) -> float:
        said = property_value(self._first(chain, "rPr", "sz"))
        return int(said) / 2 if said.isdecimal() else 0

    def _straight(self, name: str, chain: list[etree._Element]) -> str:
        """Return the indent of a line that goes to the text's right edge; one that hangs would be a stop of its own."""
        indent = self._first(chain, "pPr", "ind")
        sides = {"right": ("right", "end"), "hanging": ("hanging",) if name != ours.CONTENTS else ()}
        given = [one for one, names in sides.items() if indent is not None and _is_indented(indent, names)]
        values = "".join(f' w:{one}="0"' for one in given)
        return f"<w:ind{values}/>" if given else ""

    def _to_the_left(self, chain: list[etree._Element]) -> str:
        return "" if property_value(self._first(chain, "pPr", "jc")) in _LEFT else '<w:jc w:val="left"/>'

    def part(self, added: str) -> bytes:
        """Return the styles with others after them, all of them Swedish."""
        for element in etree.fromstring(f"<w:styles {NAMESPACES}>{added}</w:styles>"):
            self.root.append(element)
        _speak_swedish(self.root)
        return bytes(etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _found(self, wanted: Style) -> etree._Element | None:
        kind = [one for one in self.by_id.values() if one.get(_TYPE, "paragraph") == wanted.kind]
        free = [one for one in kind if one.get(_ID) not in self.ids.values()]
        exact = next((one for one in free if property_value(one, "name") == wanted.name), None)
        if exact is not None:
            return exact
        for keys_of in (_name_keys, _alias_keys, _id_keys):
            named = {key: one for one in reversed(free) for key in keys_of(one)}
            wanted_keys = ids_of(wanted.name) if keys_of is _id_keys else names_of(wanted.name)
            found = next((named[key] for key in wanted_keys if key in named), None)
            if found is not None:
                return found
        return next((one for one in free if wanted.is_default and is_default(one)), None)

    def _make_way(self, name: str, found: etree._Element | None) -> None:
        """Give other styles that have a name of ours another: no two of a file may have the same."""
        for one in self.root.iterfind(f"{W}style"):
            if one is not found and key_of(property_value(one, "name")) == key_of(name):
                put(one, "name", f"{property_value(one, 'name')} (mallens)")

    def _set_defaults(self, wanted: Iterable[Style]) -> None:
        for style in wanted:
            same_kind = [one for one in self.by_id.values() if one.get(_TYPE, "paragraph") == style.kind]
            for one in same_kind:
                one.attrib.pop(_DEFAULT, None)
            if style.name in self.ids:
                self.by_id[self.ids[style.name]].set(_DEFAULT, "1")

    def _mend(self) -> None:
        """Give each style an id of its own, and let none refer to what is not there."""
        settle_tabs(self.root)
        taken: set[str] = set()
        for number, style in enumerate(self.root.findall(f"{W}style"), 1):
            style_id = style.get(_ID) or f"Mall{number}"
            if style_id in taken:
                self.root.remove(style)
                continue
            taken.add(style_id)
            style.set(_ID, style_id)
        for style in self.root.iterfind(f"{W}style"):
            for link in [one for tag in ("basedOn", "next", "link") for one in style.findall(W + tag)]:
                if link.get(f"{W}val") not in taken:
                    style.remove(link)
            self._drop_unknown_number(style)
        self._break_circles()

    def _drop_unknown_number(self, style: etree._Element) -> None:
        for number in style.findall(f"{W}pPr/{W}numPr"):
            if (named := property_value(number, "numId")) and named != "0" and named not in self._numbering.numbers:
                number.getparent().remove(number)

    def _break_circles(self) -> None:
        for style in self.by_id.values():
            *_, last = styles_above(style, self.by_id)
            if (link := last.find(f"{W}basedOn")) is not None:
                last.remove(link)

    def _mend_lists(self, paragraphs: _Elements, numbers: Mapping[str, str]) -> None:
        lists = {name: style for name, style in paragraphs.items() if name.startswith(("List Bullet", "Att-sats"))}
        for name, style in lists.items():
            number, level = self._number_of(style)
            if self._numbering.is_bullet(number, level, self.root):
                continue
            depth = int(name[-1]) - 1 if name[-1].isdigit() else 0
            _numbered(style, numbers[BULLETS if name.startswith("List") else DASHES], depth)
            if name.startswith("List"):
                self.told.setdefault("", []).append(name)

    def _mend_headings(self, paragraphs: _Elements) -> None:
        headings = {name: style for name, style in paragraphs.items() if name.startswith("heading")}
        self._numbering.unlink_styles({style.get(_ID) for style in headings.values()})
        for name, style in headings.items():
            if property_value(self._first(self._chain(style), "pPr", "outlineLvl")) != str(int(name[-1]) - 1):
                put(put(style, "pPr"), "outlineLvl", str(int(name[-1]) - 1))

    def _mend_each(
        self,
        among: _Elements,
        what: str,
        is_wrong: Callable[[etree._Element], bool],
        mend: Callable[[etree._Element], None],
    ) -> None:
        """Mend those styles of which something is true, and tell it of them."""
        wrong = {name: style for name, style in among.items() if is_wrong(style)}
        for style in wrong.values():
            mend(style)
        if wrong and what:
            self.told[what] = list(wrong)

    def _is_numbered(self, style: etree._Element) -> bool:
        return self._number_of(style)[0] not in ("", "0")

    def _number_of(self, style: etree._Element) -> tuple[str, int]:
        """Return the number and level that a style's paragraphs have, which it may take from the one it is based on."""
        chain = [one.find(f"{W}pPr/{W}numPr") for one in self._chain(style)]
        number = next((found for one in chain if (found := property_value(one, "numId"))), "")
        level = next((found for one in chain if (found := property_value(one, "ilvl"))), "0")
        return number, int(level)

    def _has(self, *path: str) -> Callable[[etree._Element], bool]:
        return lambda style: is_on(self._first(self._chain(style), *path))

    def _is_hidden(self, style: etree._Element) -> bool:
        return any(is_on(self._first(self._chain(style), "rPr", tag)) for tag in _HIDING)

    def _is_outlined(self, style: etree._Element) -> bool:
        return property_value(self._first(self._chain(style), "pPr", "outlineLvl")) not in ("", _OUTLINE_NONE)

    def _without_frame(self, style: etree._Element) -> None:
        for one in self._chain(style):
            for frame in one.findall(f"{W}pPr/{W}framePr"):
                frame.getparent().remove(frame)

    def _chain(self, style: etree._Element) -> Iterator[etree._Element]:
        """Yield a style, those it is based on, and the document's defaults of each kind."""
        yield from styles_above(style, self.by_id)
        yield from self.root.iterfind(f"{W}docDefaults/{W}pPrDefault")
        yield from self.root.iterfind(f"{W}docDefaults/{W}rPrDefault")

    @staticmethod
    def _first(chain: Iterable[etree._Element], *path: str) -> etree._Element | None:
        found = (one.find("/".join(W + step for step in path)) for one in chain)
        return next((one for one in found if one is not None), None)


def _put_tabs(paragraph: etree._Element, outside: Mapping[int, etree._Element], right: int) -> None:
    if paragraph.find(f"{W}pPr") is None:
        paragraph.insert(0, etree.Element(f"{W}pPr"))
    tabs = put(paragraph.find(f"{W}pPr"), "tabs")
    for one in [one for one in tabs if _position(one) >= right]:
        tabs.remove(one)
    for position in sorted(outside):
        etree.SubElement(tabs, f"{W}tab", {f"{W}val": "clear", f"{W}pos": str(position)})
    stop = etree.SubElement(tabs, f"{W}tab", {f"{W}val": "right", f"{W}pos": str(right)})
    if leader := next(iter(outside.values())).get(f"{W}leader"):
        stop.set(f"{W}leader", leader)


def _is_indented(indent: etree._Element, names: tuple[str, ...]) -> bool:
    return any(indent.get(W + name, "0") != "0" for name in names)


def _position(tab: etree._Element) -> int:
    """Return a tab stop's place in twips (``settle_tabs`` has written it so)."""
    return int(tab.get(f"{W}pos"))


def is_default(style: etree._Element) -> bool:
    """Return whether a style is its kind's default."""
    return (style.get(_DEFAULT) or "0").lower() in ("1", "true", "on")


def _name_keys(style: etree._Element) -> list[str]:
    return [key_of(property_value(style, "name"))]


def _alias_keys(style: etree._Element) -> list[str]:
    said = f"{property_value(style, 'aliases')},{property_value(style, 'name')}"
    return [key_of(one) for one in said.replace(";", ",").split(",")]


def _id_keys(style: etree._Element) -> list[str]:
    return [style.get(_ID).lower()]


def _is_list(name: str) -> bool:
    return name.startswith(("List Bullet", "List Number", "Att-sats", ours.RECIPIENTS))


def _numbered(style: etree._Element, number: str, level: int) -> None:
    """Give a list's style a number with the indent of its level."""
    properties = put(style, "pPr")
    for own in [one for tag in ("numPr", "ind") for one in properties.findall(W + tag)]:
        properties.remove(own)
    element = put(properties, "numPr")
    if level:
        etree.SubElement(element, f"{W}ilvl").set(f"{W}val", str(level))
    etree.SubElement(element, f"{W}numId").set(f"{W}val", number)


def _without_number(style: etree._Element) -> None:
    number = put(put(style, "pPr"), "numPr")
    for one in list(number):
        number.remove(one)
    etree.SubElement(number, f"{W}numId").set(f"{W}val", "0")


def _without_break(style: etree._Element) -> None:
    put(put(style, "pPr"), "pageBreakBefore", "0")


def _without_keeping(style: etree._Element) -> None:
    put(put(style, "pPr"), "keepNext", "0")


def _without_outline(style: etree._Element) -> None:
    put(put(style, "pPr"), "outlineLvl", _OUTLINE_NONE)


def _shown(style: etree._Element) -> None:
    for tag in _HIDING:
        put(put(style, "rPr"), tag, "0")


def _speak_swedish(styles: etree._Element) -> None:
    """Make Swedish the language of a base's styles, and its default where it names none."""
    defaults_ = styles.find(f"{W}docDefaults")
    if defaults_ is None:
        defaults_ = etree.Element(f"{W}docDefaults")
        styles.insert(0, defaults_)
    run_defaults = defaults_.find(f"{W}rPrDefault")
    if run_defaults is None:
        run_defaults = etree.Element(f"{W}rPrDefault")
        defaults_.insert(0, run_defaults)
    properties = run_defaults.find(f"{W}rPr")
    if properties is None:
        properties = etree.SubElement(run_defaults, f"{W}rPr")
    if properties.find(f"{W}lang") is None:
        put(properties, "lang")
    for language in styles.iter(f"{W}lang"):
        language.set(f"{W}val", "sv-SE")
