"""The organisation's own Word document (templates/bas.docx), whose styles, numbering and theme are carried on.

python-docx opens it. Imported only where there is such a document: opening none is quicker.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from lxml import etree

from naravard_docs.errors import FileAccessError
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.word.xml import DECLARATION, NAMESPACES

_NO_DOCUMENT = "templates/bas.docx är inget Word-dokument som går att läsa"
_SAVE_AS = "spara om mallen i Word som «Word-dokument (.docx)», inte som .dotx eller .doc"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class BaseDocument:
    """A base document as read: ``style_ids`` by name, the highest numbers taken, its theme when it has one.

    Raises:
        FileAccessError: if the bytes are no Word document.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._read(data)
        except FileAccessError:
            raise
        except Exception as error:  # whatever python-docx and lxml raise over a broken file: AttributeError, KeyError …
            raise FileAccessError(_NO_DOCUMENT, _SAVE_AS) from error

    def _read(self, data: bytes) -> None:
        _refuse_bomb(data)
        self._package = docx.Document(io.BytesIO(data))
        self._styles = etree.fromstring(etree.tostring(self._package.styles.element))
        numbering = self._part("/word/numbering.xml")
        self._numbering = etree.fromstring(numbering or f"<w:numbering {NAMESPACES}/>".encode())
        self.style_ids: dict[str, str] = {}
        for element in self._styles.iter(f"{W}style"):
            name = element.find(f"{W}name")
            if name is not None:
                self.style_ids[name.get(f"{W}val", "")] = element.get(f"{W}styleId", "")
        definitions, instances = self._numbering.iter(f"{W}abstractNum"), self._numbering.iter(f"{W}num")
        self.highest_definition = max((int(e.get(f"{W}abstractNumId")) for e in definitions), default=-1)
        self.highest_number = max((int(e.get(f"{W}numId")) for e in instances), default=0)
        self.theme = self._part("/word/theme/")

    def styles_part(self, added: str) -> bytes:
        """Return the styles with others after them, all of them Swedish."""
        for element in etree.fromstring(f"<w:styles {NAMESPACES}>{added}</w:styles>"):
            self._styles.append(element)
        _speak_swedish(self._styles)
        return bytes(etree.tostring(self._styles, xml_declaration=True, encoding="UTF-8", standalone=True))

    def numbering_part(self, definitions: Sequence[str], instances: Sequence[str], here: tuple[str, str]) -> str:
        """Return the part with our kinds after the base's, in the schema's order (ECMA-376, CT_Numbering).

        ``here`` are the comments that stand where a document's own definitions and instances go.
        """
        root = self._numbering
        abstracts, numbers = list(root.findall(f"{W}abstractNum")), list(root.findall(f"{W}num"))
        others = [e for e in root if e.tag not in (f"{W}abstractNum", f"{W}num", f"{W}numPicBullet")]
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

    def _part(self, name: str) -> bytes | None:
        """Return the part whose name begins so."""
        parts = self._package.part.package.iter_parts()
        return next((bytes(part.blob) for part in parts if str(part.partname).startswith(name)), None)


def _refuse_bomb(data: bytes) -> None:
    """Refuse a package that unpacks to more than any document, by what it says of itself before it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(entry.file_size for entry in package.infolist())
    if size > LIMITS.unpacked_mb * MEGABYTE:
        number = -(-size // MEGABYTE)
        raise FileAccessError(
            f"templates/bas.docx packas upp till {number} MB, och gränsen är {LIMITS.unpacked_mb} MB",
            "ta bort bilder och annat stort ur mallen: bara formatmallarna används",
        )


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
