"""The organisation's own Word document (templates/bas.docx): its styles, numbering, theme, pages, headers and footers.

Its headers, footers and page set-up are used as they are, where it has them; its own text is not. Imported only where
there is such a document: opening none is quicker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from naravard_docs.style.theme import Theme
from naravard_docs.word.base_fields import FieldSummary, settle_fields
from naravard_docs.word.base_numbering import BaseNumbering
from naravard_docs.word.base_running import (
    CarriedParts,
    RunningPart,
    drop_unknown,
    has_content,
    running_part,
    running_root,
)
from naravard_docs.word.base_section import BaseSection, PageSetup, sections
from naravard_docs.word.base_styles import BaseStyles
from naravard_docs.word.package import W, WordPackage, parsed
from naravard_docs.word.properties import is_on
from naravard_docs.word.running import OCCASIONS, OURS_HERE, REGIONS, running_name
from naravard_docs.word.styles import CONTENTS, FIRST_HEADER, FOOTER, HEADER, Style, TabbedForm
from naravard_docs.word.xml import DECLARATION, NAMESPACES, TWIPS_PER_MM

_KEPT_SETTINGS = (
    *("mirrorMargins", "gutterAtTop", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit"),
    *("hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "clrSchemeMapping"),
)
"""The settings that a page's look depends on."""


class BaseDocument:
    """A base document as read, with what of it goes into every document.

    Raises:
        FileAccessError: if the bytes are no Word document; of one with broken parts whatever lxml raises over them.
    """

    def __init__(self, data: bytes, theme: Theme) -> None:
        self._house = theme
        self.package = WordPackage(data)
        numbering, styles = self.package.part_of("numbering"), self.package.part_of("styles")
        self.numbering = BaseNumbering(numbering[1] if numbering else None)
        self.has_styles = styles is not None
        self.styles = BaseStyles(styles[1] if styles else None, self.numbering)
        self.main = parsed(self.package.parts[self.package.main])
        settings = self.package.part_of("settings")
        self.settings = parsed(settings[1]) if settings else etree.Element(f"{W}settings")
        self.carried = CarriedParts(self.package)
        self.is_even_apart = is_on(self.settings.find(f"{W}evenAndOddHeaders"))
        self._filled: dict[str, bool] = {}
        self.sections = list(sections(self.main.find(f"{W}body")))
        self.section = self._chosen_section()
        self.other_numbers = self.section.has_other_numbers
        self.running = dict(self._running())

    def use(self, wanted: Sequence[Style], numbers: Mapping[str, str]) -> None:
        """Find the styles that documents use, and make them safe; ``numbers`` are our kinds of list by name."""
        self.styles.find(wanted)
        self.styles.make_safe(numbers)

    @property
    def page(self) -> PageSetup | None:
        """The page that documents are set on; None where the base has none that can be used."""
        found = self.section.page(self._house)
        return found if found is not None and found.is_usable else None

    @property
    def theme_on_page(self) -> Theme:
        """The house's theme on the base's page, below its header."""
        heights = [part.height_mm for (region, _), part in self.running.items() if region == "header"]
        return self.page.on_page(self._house, max(heights, default=0)) if self.page else self._house

    @cached_property
    def theme_part(self) -> bytes | None:
        """Its theme, with what that refers to carried along."""
        return self._single("theme", "word/theme/theme1.xml")

    @cached_property
    def font_part(self) -> bytes | None:
        """Its font table, with the fonts that it has embedded."""
        return self._single("fontTable", "word/fontTable.xml") if self.has_styles else None

    @property
    def occasions(self) -> tuple[str, ...]:
        """The pages that documents have headers for: most, the first if it is apart, even ones if they are."""
        apart = {"default": True, "first": self.has_first_page, "even": self.is_even_apart}
        return tuple(occasion for occasion in OCCASIONS if apart[occasion])

    @property
    def running_sources(self) -> tuple[str, ...]:
        """The names that its headers and footers have in the base."""
        return tuple(name for region in REGIONS for name in self._shown(self.section, region).values())

    @property
    def embeds_fonts(self) -> bool:
        """Whether documents have fonts embedded: the base's, or the program's where it has no font table."""
        return self.font_part is None or b":embedRegular" in self.font_part

    @property
    def is_header_ours(self) -> bool:
        """Whether documents have the program's own header on most pages."""
        return ("header", "default") not in self.running

    @property
    def has_first_page(self) -> bool:
        """Whether documents have a first page of its own: as the base has, or as the program's header needs."""
        return self.section.is_title_page or self.is_header_ours

    def kept_settings(self) -> dict[str, str]:
        """Return the settings that the page's look depends on, by name, as markup."""
        found = ((name, self.settings.find(W + name)) for name in _KEPT_SETTINGS)
        return {name: _element(name, one) for name, one in found if one is not None}

    def running_texts(self) -> dict[str, str]:
        """Return its headers and footers, with places to fill, by the names of their parts."""
        return {f"word/{running_name(*key)}": part.text for key, part in self._printed()}

    def carried_parts(self) -> dict[str, bytes]:
        """Return what its headers, footers and theme refer to, by name."""
        listed = {
            f"word/_rels/{running_name(*key)}.rels": part.relationships
            for key, part in self._printed()
            if part.relationships is not None
        }
        return {**listed, **self.carried.parts}

    def tabbed_forms(self) -> dict[str, TabbedForm]:
        """Return what the program's lines with a tab need besides the base's styles, by their styles' names."""
        column = round(self.theme_on_page.measure_mm * TWIPS_PER_MM)
        forms = {name: self.styles.tabbed_form(name, self._right, column) for name in (HEADER, FOOTER, FIRST_HEADER)}
        return {**forms, CONTENTS: self.styles.tabbed_form(CONTENTS, column, column)}

    def _printed(self) -> Iterator[tuple[tuple[str, str], RunningPart]]:
        return ((key, part) for key, part in self.running.items() if self.is_even_apart or key[1] != "even")

    @property
    def _right(self) -> int:
        """The text's right edge, in twips from its left one."""
        return round((self.page.text_mm if self.page else self._house.measure_mm) * TWIPS_PER_MM)

    def section_markup(self, house: str, references: str) -> str:
        """Return the section's properties, what the base does not say as the house has it."""
        root = etree.fromstring(f"<w:body {NAMESPACES}>{house}</w:body>")
        return self.section.markup(root[0], self.has_first_page, references, self.page is not None)

    def _single(self, kind: str, new_name: str) -> bytes | None:
        found = self.package.part_of(kind)
        if found is None:
            return None
        folder, file = new_name.rsplit("/", 1)
        if (listed := self.carried.relationships_of(found[0], new_name)) is not None:
            self.carried.parts[f"{folder}/_rels/{file}.rels"] = listed
        return found[1]

    def _chosen_section(self) -> BaseSection:
        filled = (section for section in self.sections if any(self._shown(section, region) for region in REGIONS))
        return next(filled, next(iter(self.sections), BaseSection(None, {})))

    def _shown(self, section: BaseSection, region: str) -> dict[str, str]:
        """Return the parts of a region that show something on some page, by occasion."""
        targets = {one.id: one.target for one in self.package.related(self.package.main) if not one.is_outside}
        occasions = [o for o in OCCASIONS if self._is_active(section, o)]
        named = ((occasion, targets.get(section.references.get((region, occasion), ""), "")) for occasion in occasions)
        return {occasion: name for occasion, name in named if name and self._has_content(name)}

    def _has_content(self, name: str) -> bool:
        """Return whether a header or footer shows anything in every document, once its fields are filled."""
        if name not in self._filled:
            root = self._root(name)
            settle_fields(root)
            self._filled[name] = has_content(root)
        return self._filled[name]

    def _is_active(self, section: BaseSection, occasion: str) -> bool:
        return {"default": True, "first": section.is_title_page, "even": self.is_even_apart}[occasion]

    def _running(self) -> Iterator[tuple[tuple[str, str], RunningPart]]:
        """Yield the headers and footers of the base that stand in documents.

        What is empty on the first page, or on even ones, beside what is not, is meant to be; but a first header that
        is empty leaves room for the mark of a draft.
        """
        for region in REGIONS:
            shown = self._shown(self.section, region)
            for occasion, name in shown.items():
                yield (region, occasion), self._part(name, region, occasion)
            if "default" not in shown:
                continue
            if "first" not in shown and not self.section.is_title_page:
                yield (region, "first"), self._part(shown["default"], region, "first")
            elif "first" not in shown and region == "footer":
                yield (region, "first"), _empty(region)
            if "even" not in shown:
                yield (region, "even"), _empty(region)

    def _root(self, name: str) -> etree._Element:
        root = running_root(self.package, name)
        drop_unknown(root, self.package, name, self.styles.by_id, self.numbering.numbers)
        return root

    def _part(self, name: str, region: str, occasion: str) -> RunningPart:
        root = self._root(name)
        self.styles.pull_tabs(root, self._right)
        ordinal = REGIONS.index(region) * len(OCCASIONS) + OCCASIONS.index(occasion)
        return running_part(
            root, self.carried.relationships_of(name, f"word/{running_name(region, occasion)}"), ordinal
        )


def _empty(region: str) -> RunningPart:
    tag = "hdr" if region == "header" else "ftr"
    empty = f"<w:p/>{OURS_HERE}" if region == "header" else f"{OURS_HERE}<w:p/>"
    text = f"{DECLARATION}<w:{tag} {NAMESPACES}>{empty}</w:{tag}>"
    return RunningPart(text, None, FieldSummary())


def _element(name: str, found: etree._Element) -> str:
    """Return a setting as markup: its attributes of Word's namespace."""
    given = "".join(f' w:{etree.QName(key).localname}="{value}"' for key, value in sorted(found.attrib.items()))
    return f"<w:{name}{given}/>"
