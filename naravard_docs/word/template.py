"""The package that every Word file of a house begins as: styles, numbering, settings, theme and fonts.

Prepared once per base and theme; a document then only writes its own parts (see writer). The base is the
organisation's ``templates/bas.docx``, whose styles, pages, headers and footers are used (see base_document); without
one all is the house's own.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from naravard_docs.errors import FileAccessError, Problem
from naravard_docs.libraries.records import replace
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import embeddable_face
from naravard_docs.style.text_widths import OTHER_FONT
from naravard_docs.style.theme import Theme
from naravard_docs.word import numbering
from naravard_docs.word.numbering import Definition, NumberingInstances
from naravard_docs.word.running import OCCASIONS, REGIONS, running_id, running_name
from naravard_docs.word.styles import USUAL_HEADINGS, Style, TabbedForm, document_defaults, house_styles
from naravard_docs.word.xml import DECLARATION, NAMESPACES, TWIPS_PER_MM, attribute

if TYPE_CHECKING:  # opens the organisation's own document, where there is one
    from naravard_docs.word.base_document import BaseDocument

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS_HERE, _NUMBERS_HERE = "numbering definitions", "numbering instances"
"""The comments that stand in the numbering where a document's own go."""

FIXED_RELATIONSHIPS = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
)
"""Id, kind and target of what the main part always has, besides headers and footers."""

PART_TYPES = {
    "word/document.xml": f"{_TYPES}.document.main+xml",
    "word/styles.xml": f"{_TYPES}.styles+xml",
    "word/numbering.xml": f"{_TYPES}.numbering+xml",
    "word/settings.xml": f"{_TYPES}.settings+xml",
    "word/fontTable.xml": f"{_TYPES}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    **{
        f"word/{running_name(region, occasion)}": f"{_TYPES}.{region}+xml"
        for region in REGIONS
        for occasion in OCCASIONS
    },
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


class Pages(Struct, frozen=True):
    """The pages that documents are set on: their ``section`` as markup, and what stands on each.

    ``names`` are those of the parts with headers and footers. ``running`` has the base's own of them, with places to
    fill; ``forms`` what lines with a tab need besides a style of the base's, by the style's name.
    """

    section: str
    names: tuple[str, ...]
    running: Mapping[str, str] = {}
    forms: Mapping[str, TabbedForm] = {}


class Template(Struct, frozen=True):
    """What documents share: ready parts by name, the ids of styles by name, and the numbering to add to.

    ``theme`` is the look with the page that documents are set on. ``types`` are the kinds of the parts that a base has
    carried along. ``widening`` is how much wider the text may be than in the house's font.
    """

    parts: Mapping[str, bytes]
    style_ids: Mapping[str, str]
    numbering_text: str
    definitions: Mapping[Definition, int]
    text_numbers: Mapping[Definition, int]
    first_free_definition: int
    first_free_number: int
    theme: Theme
    pages: Pages
    types: Mapping[str, str] = {}
    widening: float = 1
    remarks: tuple[Problem, ...] = ()
    """What is told of the base: what of it is used, and what documents then lack."""

    def numbering(self) -> NumberingInstances:
        """Return the numbering that a document is to add its own to."""
        free = self.first_free_definition, self.first_free_number
        return NumberingInstances(dict(self.definitions), dict(self.text_numbers), *free)

    def numbering_part(self, added: NumberingInstances) -> bytes:
        """Return the numbering part with a document's own definitions and instances."""
        text = self.numbering_text.replace(_mark(_KINDS_HERE), "".join(added.definitions), 1)
        return text.replace(_mark(_NUMBERS_HERE), "".join(added.instances), 1).encode("utf-8")


@lru_cache(maxsize=4)
def prepare_template(theme: Theme, data: bytes | None = None, headings: int = USUAL_HEADINGS) -> Template:
    """Return the template for a theme and the bytes of a base document, with styles for so many levels of headings.

    Raises:
        FileAccessError: if the base is no Word document.
    """
    if data is None:
        return _prepared(theme, None, headings)
    from naravard_docs.word.package import unreadable

    try:
        return _prepared(theme, _base(data, theme), headings)
    except FileAccessError:
        raise
    except Exception as error:  # whatever lxml raises over a broken part: AttributeError, KeyError …
        raise unreadable() from error


def _prepared(theme: Theme, base: BaseDocument | None, headings: int) -> Template:
    numbers = _Numbers(base)
    on_page = base.theme_on_page if base else theme
    styles, style_ids = _styles_part(on_page, base, numbers.shared, headings)
    parts = {
        "word/styles.xml": styles,
        "word/settings.xml": _settings(base),
        "word/theme/theme1.xml": (base.theme_part if base else None) or _empty_theme(),
        **_font_parts(theme, base),
        "docProps/app.xml": (
            f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Application>naravard_docs</Application></Properties>'
        ).encode(),
        **(base.carried_parts() if base else {}),
    }
    free = numbers.first_free_definition, numbers.first_free_number
    shared = Template(
        parts, style_ids, numbers.text, numbers.definitions, numbers.texts, *free, on_page, _pages(theme, base)
    )
    if base is None:
        return shared
    from naravard_docs.word.base_report import base_remarks

    return replace(shared, types=base.carried.types, widening=OTHER_FONT, remarks=base_remarks(base))


def _pages(theme: Theme, base: BaseDocument | None) -> Pages:
    occasions = OCCASIONS if base and base.is_even_apart else OCCASIONS[:2]
    names = tuple(f"word/{running_name(region, occasion)}" for region in REGIONS for occasion in occasions)
    references = "".join(
        f'<w:{region}Reference w:type="{occasion}" r:id="{running_id(region, occasion)}"/>'
        for region in REGIONS
        for occasion in occasions
    )
    house = _section(theme, references)
    if base is None:
        return Pages(house, names)
    section = base.section_markup(house, references)
    return Pages(section, names, base.running_texts(), base.tabbed_forms())


def _section(theme: Theme, references: str) -> str:
    margins = theme.margins
    size = f'w:w="{round(theme.page_width_mm * TWIPS_PER_MM)}" w:h="{round(theme.page_height_mm * TWIPS_PER_MM)}"'
    edges = " ".join(
        f'w:{name}="{round(mm * TWIPS_PER_MM)}"'
        for name, mm in (
            ("top", margins.top_mm),
            ("right", margins.right_mm),
            ("bottom", margins.bottom_mm),
            ("left", margins.left_mm),
            ("header", theme.running_edge_mm),
            ("footer", theme.running_edge_mm),
        )
    )
    return (
        f"<w:sectPr>{references}"
        f'<w:pgSz {size}/><w:pgMar {edges} w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )


def _base(data: bytes, theme: Theme) -> BaseDocument:
    from naravard_docs.word.base_document import BaseDocument

    return BaseDocument(data, theme)


class _Numbers:
    """The base's numbering with the house's kinds of list after it.

    ``shared`` has the number of each kind's instance, by the name that styles know it by.
    """

    def __init__(self, base: BaseDocument | None) -> None:
        first_abstract = base.numbering.highest_definition + 1 if base else 0
        first_number = base.numbering.highest_number + 1 if base else 1
        kinds = list(enumerate(numbering.SHARED))
        self.shared = {name: str(first_number + n) for n, (name, _) in kinds}
        self.definitions = {definition: first_abstract + n for n, (_, definition) in kinds}
        self.texts = {one: first_number + n for n, (_, one) in kinds if one.format is None}
        self.first_free_definition, self.first_free_number = first_abstract + len(kinds), first_number + len(kinds)
        definitions = [definition.element(first_abstract + n) for n, (_, definition) in kinds]
        instances = [numbering.plain_instance(first_number + n, first_abstract + n) for n, _ in kinds]
        self._base, self._elements = base, (definitions, instances)

    @property
    def text(self) -> str:
        """The part, once the styles have been found: levels that number headings are no longer theirs."""
        definitions, instances = self._elements
        if self._base is not None:
            return self._base.numbering.part(definitions, instances, (_KINDS_HERE, _NUMBERS_HERE))
        ours = "".join((*definitions, _mark(_KINDS_HERE), *instances, _mark(_NUMBERS_HERE)))
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{ours}</w:numbering>"


def _mark(name: str) -> str:
    return f"<!--{name}-->"


def _styles_part(
    theme: Theme, base: BaseDocument | None, numbers: Mapping[str, str], headings: int
) -> tuple[bytes, dict[str, str]]:
    house = house_styles(theme, headings)
    if base is not None:
        base.use(house, numbers)
    ids = dict(base.styles.ids) if base else {}
    added = [style for style in house if style.name not in ids]
    taken = set(base.styles.by_id) if base else set()
    ids.update({style.name: style.id if style.id not in taken else f"{style.id}Naravard" for style in added})
    elements = "".join(_resolved(style, ids, numbers) for style in added)
    if base is not None and base.has_styles:
        return base.styles.part(elements), ids
    return f"{DECLARATION}<w:styles {NAMESPACES}>{document_defaults(theme)}{elements}</w:styles>".encode(), ids


def _resolved(style: Style, ids: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    """Return a style's element with the ids of the styles and numberings it names in braces."""
    known = {**numbers, **ids}
    return re.sub(r"\{([^{}]+)\}", lambda found: known[found[1]], style.element(ids[style.name]))


def _settings(base: BaseDocument | None) -> bytes:
    """Return the settings: current compatibility mode, Swedish, fonts carried along; a base's for the page's look.

    Lines that we break are not drawn out to the edge where a base's text is justified.
    """
    kept = base.kept_settings() if base else {}
    embeds = "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" if base is None or base.embeds_fonts else ""
    page = "".join(kept.get(name, "") for name in ("mirrorMargins", "gutterAtTop"))
    hyphens = ("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps")
    stops = kept.get("defaultTabStop", '<w:defaultTabStop w:val="720"/>')
    lines = "".join(kept.get(name, "") for name in (*hyphens, "evenAndOddHeaders"))
    compatibility = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f"{DECLARATION}<w:settings {NAMESPACES}>{embeds}{page}{stops}{lines}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{'<w:doNotExpandShiftReturn/>' if base else ''}{compatibility}</w:compat>"
        f'<w:themeFontLang w:val="sv-SE"/>{kept.get("clrSchemeMapping", _COLOURS)}'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


_COLOURS = (
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
    ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
    ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
)


def _empty_theme() -> bytes:
    """Return the theme of python-docx's empty document, out of its file: the package itself need not be imported."""
    found = find_spec("docx")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise AssertionError("python-docx is a dependency")
    with zipfile.ZipFile(Path(folders[0]) / "templates" / "default.docx") as empty:
        return empty.read("word/theme/theme1.xml")


def _font_parts(theme: Theme, base: BaseDocument | None) -> dict[str, bytes]:
    """Return the font table with the faces that may be carried along (ECMA-376, 17.8): Word then looks like the PDF.

    What is set in a base's styles is set in its fonts.
    """
    if base is not None and base.font_part is not None:
        return {"word/fontTable.xml": base.font_part}
    parts: dict[str, bytes] = {}
    embedded, relationships = [], []
    faces = (
        ("Regular", FaceKey()),
        ("Bold", FaceKey(True)),
        ("Italic", FaceKey(False, True)),
        ("BoldItalic", FaceKey(True, True)),
    )
    for number, (name, key) in enumerate(faces, 1):
        data = embeddable_face(theme, key)
        if data is None:
            continue
        guid = uuid.uuid5(uuid.NAMESPACE_OID, f"{theme.font_name} {name} {len(data)}")
        parts[f"word/fonts/font{number}.odttf"] = _obfuscated(data, guid)
        embedded.append(f'<w:embed{name} r:id="rId{number}" w:fontKey="{{{str(guid).upper()}}}"/>')
        relationships.append((f"rId{number}", "font", f"fonts/font{number}.odttf"))
    parts["word/fontTable.xml"] = (
        f"{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name={attribute(theme.font_name)}>"
        '<w:altName w:val="Calibri"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        f"{''.join(embedded)}</w:font></w:fonts>"
    ).encode()
    parts["word/_rels/fontTable.xml.rels"] = relationships_part(relationships)
    return parts


def _obfuscated(font: bytes, guid: uuid.UUID) -> bytes:
    """Return a font as Word embeds it: its first 32 bytes mixed with its key, read backwards (ECMA-376, 17.8.1)."""
    key = guid.bytes[::-1]
    return bytes(b ^ key[n % 16] for n, b in enumerate(font[:32])) + font[32:]


def relationships_part(relationships: list[tuple[str, str, str]], external: str = "") -> bytes:
    """Return a relationships part from (id, kind, target); ``external`` is ready markup of links out of the file."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for name, kind, target in relationships
    )
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}{external}</Relationships>"
    ).encode()
