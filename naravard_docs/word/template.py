"""The package that every Word file of a house begins as: python-docx opens the base, styles and parts are prepared.

Prepared once per base and theme; a document then only writes its own parts (see writer). The base is the
organisation's ``templates/bas.docx``, whose styles are used as they are, or python-docx's empty document, whose
styles are replaced by the house's.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from naravard_docs.document.blocks import ListKind
from naravard_docs.errors import FileTrouble
from naravard_docs.faces import FaceKey, embeddable_face
from naravard_docs.theme import Theme
from naravard_docs.word import numbering
from naravard_docs.word.markup import DECLARATION, NAMESPACES, attribute
from naravard_docs.word.styles import Style, defaults, house_styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NUMBERS_HERE = "numbering instances"
_HERE = f"<!--{_NUMBERS_HERE}-->"

FIXED_RELATIONSHIPS = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
    ("rIdHeader", "header", "header1.xml"),
    ("rIdFirstHeader", "header", "header2.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdFirstFooter", "footer", "footer2.xml"),
)
"""Id, kind and target of what the main part always has."""

PART_TYPES = {
    "word/document.xml": f"{_TYPES}.document.main+xml",
    "word/styles.xml": f"{_TYPES}.styles+xml",
    "word/numbering.xml": f"{_TYPES}.numbering+xml",
    "word/settings.xml": f"{_TYPES}.settings+xml",
    "word/fontTable.xml": f"{_TYPES}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{_TYPES}.header+xml",
    "word/header2.xml": f"{_TYPES}.header+xml",
    "word/footer1.xml": f"{_TYPES}.footer+xml",
    "word/footer2.xml": f"{_TYPES}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


@dataclass(frozen=True)
class Template:
    """What documents share: ready parts by name, the ids of styles by name, and the numbering to add to."""

    parts: Mapping[str, bytes]
    style_ids: Mapping[str, str]
    numbering_text: str
    abstract_ids: Mapping[tuple[ListKind, str], int]
    first_free_number: int

    def numbering_part(self, instances: str) -> bytes:
        """Give the numbering part with a document's own instances."""
        return self.numbering_text.replace(_HERE, instances).encode("utf-8")


@lru_cache(maxsize=4)
def prepare(theme: Theme, base: bytes | None = None) -> Template:
    """Give the template for a theme and the bytes of a base document.

    Raises:
        FileTrouble: if the base is no Word document.
    """
    package = _open(base)
    base_styles = etree.fromstring(etree.tostring(package.styles.element)) if base is not None else None
    numbers = _Numbering(package if base is not None else None)
    styles, style_ids = _styles_part(theme, base_styles, numbers.shared)
    parts = {
        "word/styles.xml": styles,
        "word/settings.xml": _settings(),
        "word/theme/theme1.xml": _theme_part(package),
        **_font_parts(theme),
        "docProps/app.xml": (
            f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Application>naravard_docs</Application></Properties>'
        ).encode(),
    }
    return Template(parts, style_ids, numbers.text, numbers.abstract_ids, numbers.first_free)


def _open(base: bytes | None) -> docx.document.Document:
    if base is None:
        return docx.Document()
    try:
        return docx.Document(io.BytesIO(base))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise FileTrouble(
            "templates/bas.docx är inget Word-dokument som går att läsa",
            "spara om mallen i Word som «Word-dokument (.docx)», inte som .dotx eller .doc",
        ) from error


class _Numbering:
    """The base's numbering with the house's kinds of list after it."""

    def __init__(self, package: docx.document.Document | None) -> None:
        root = self._root(package)
        taken = [int(e.get(f"{W}abstractNumId")) for e in root.iter(f"{W}abstractNum")]
        numbers = [int(e.get(f"{W}numId")) for e in root.iter(f"{W}num")]
        first_abstract, first_number = max(taken, default=-1) + 1, max(numbers, default=0) + 1
        definitions, instances = [], []
        self.shared: dict[str, str] = {}
        self.abstract_ids: dict[tuple[ListKind, str], int] = {}
        for n, (name, kind, delimiter) in enumerate(numbering.KINDS):
            definitions.append(numbering.abstract_numbering(first_abstract + n, kind, delimiter))
            instances.append(numbering.instance(first_number + n, first_abstract + n))
            self.shared[name] = str(first_number + n)
            self.abstract_ids[(kind, delimiter or ".")] = first_abstract + n
        self.first_free = first_number + len(numbering.KINDS)
        self.text = self._with(root, definitions, instances)

    @staticmethod
    def _with(root: etree._Element, definitions: list[str], instances: list[str]) -> str:
        """Give the part with our kinds after the base's, in the schema's order (ECMA-376, CT_Numbering)."""
        abstracts, numbers = list(root.findall(f"{W}abstractNum")), list(root.findall(f"{W}num"))
        others = [e for e in root if e.tag not in (f"{W}abstractNum", f"{W}num", f"{W}numPicBullet")]
        for element in list(root):
            root.remove(element)
        for picture in [e for level in abstracts for e in level.iter(f"{W}lvlPicBulletId")]:
            picture.getparent().remove(picture)  # pictures of bullets are not carried along
        ours = etree.fromstring(f"<w:numbering {NAMESPACES}>{''.join((*definitions, *instances))}</w:numbering>")
        root.extend([*abstracts, *ours.findall(f"{W}abstractNum"), *numbers, *ours.findall(f"{W}num")])
        root.append(etree.Comment(_NUMBERS_HERE))
        root.extend(others)
        part: str = etree.tostring(root, encoding="unicode")
        return DECLARATION + part

    @staticmethod
    def _root(package: docx.document.Document | None) -> etree._Element:
        if package is not None:
            for part in package.part.package.iter_parts():
                if str(part.partname) == "/word/numbering.xml":
                    return etree.fromstring(part.blob)
        return etree.fromstring(f"<w:numbering {NAMESPACES}/>")


def _styles_part(theme: Theme, base: etree._Element | None, numbers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    ids: dict[str, str] = {}
    if base is not None:
        for element in base.iter(f"{W}style"):
            name = element.find(f"{W}name")
            if name is not None:
                ids[name.get(f"{W}val", "")] = element.get(f"{W}styleId", "")
    added = [style for style in house_styles(theme) if style.name not in ids]
    taken = set(ids.values())
    ids.update({style.name: style.id if style.id not in taken else f"{style.id}Naravard" for style in added})
    elements = "".join(_resolved(style, ids, numbers) for style in added)
    if base is None:
        return f"{DECLARATION}<w:styles {NAMESPACES}>{defaults(theme)}{elements}</w:styles>".encode(), ids
    for element in etree.fromstring(f"<w:styles {NAMESPACES}>{elements}</w:styles>"):
        base.append(element)
    _speak_swedish(base)
    return etree.tostring(base, xml_declaration=True, encoding="UTF-8", standalone=True), ids


def _resolved(style: Style, ids: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    """Give a style's element with the ids of the styles and numberings it names in braces."""
    known = {**numbers, **ids}
    text = re.sub(r"\{([^{}]+)\}", lambda found: known[found[1]], style.element())
    return text.replace(f"w:styleId={attribute(style.id)}", f"w:styleId={attribute(ids[style.name])}", 1)


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
        etree.SubElement(properties, f"{W}lang")
    for language in styles.iter(f"{W}lang"):
        language.set(f"{W}val", "sv-SE")


def _settings() -> bytes:
    """Give the settings: current compatibility mode, Swedish, fonts carried along."""
    compatibility = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f"{DECLARATION}<w:settings {NAMESPACES}><w:embedTrueTypeFonts/><w:saveSubsetFonts/>"
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="sv-SE"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"'
        ' w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"'
        ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def _theme_part(package: docx.document.Document) -> bytes:
    empty = docx.Document().part.package
    for source in (package.part.package, empty):
        for part in source.iter_parts():
            if str(part.partname).startswith("/word/theme/"):
                return bytes(part.blob)
    raise AssertionError("python-docx's empty document has a theme")


def _font_parts(theme: Theme) -> dict[str, bytes]:
    """Give the font table with the faces that may be carried along (ECMA-376, 17.8): Word then looks like the PDF."""
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
    """Give a font as Word embeds it: its first 32 bytes mixed with its key, read backwards (ECMA-376, 17.8.1)."""
    key = guid.bytes[::-1]
    return bytes(b ^ key[n % 16] for n, b in enumerate(font[:32])) + font[32:]


def relationships_part(relationships: list[tuple[str, str, str]], external: str = "") -> bytes:
    """Give a relationships part from (id, kind, target); ``external`` is ready markup of links out of the file."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for name, kind, target in relationships
    )
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}{external}</Relationships>"
    ).encode()
