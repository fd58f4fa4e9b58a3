"""Writing a Word file: the house's template with the document's own parts, packed without a clock."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from html import escape

from naravard_docs.document.document import Document, Meta, RunningLine, deepest_heading
from naravard_docs.libraries.zip_package import pack_zip
from naravard_docs.style.theme import Theme
from naravard_docs.word import styles
from naravard_docs.word.body import BodyMarkup
from naravard_docs.word.template import (
    FIXED_RELATIONSHIPS,
    PART_TYPES,
    RELATIONSHIPS,
    Template,
    prepare_template,
    relationships_part,
)
from naravard_docs.word.xml import DECLARATION, NAMESPACES, PICTURE_NAMESPACES, TWIPS_PER_MM, attribute

_PNG_SIGNATURE = b"\x89PNG"
_OWN_PARTS = (
    "word/document.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "docProps/core.xml",
)
"""The parts that each document has of its own, and that have a content type each."""


def word_bytes(document: Document, theme: Theme, base: bytes | None = None) -> bytes:
    """Return the document as a Word file; the same document, theme and base give the same bytes.

    Raises:
        FileAccessError: if ``base`` is no Word document.
    """
    headings = max(deepest_heading(document.blocks), styles.USUAL_HEADINGS)
    template = prepare_template(theme, base, headings)
    body = BodyMarkup(template, theme)
    main = "".join(body.blocks(document.blocks))
    pictures = {f"word/media/image{n}.{_suffix(data)}": data for n, data in enumerate(body.pictures, 1)}
    own = {
        "word/document.xml": _main_part(main, theme),
        "word/numbering.xml": template.numbering_part(body.numbering),
        **_running_parts(document, template, theme),
        "docProps/core.xml": _core_part(document.meta),
        "word/_rels/document.xml.rels": _main_relationships(body, list(pictures)),
        **pictures,
    }
    return pack_zip(own, _begun(theme, base, headings))


@lru_cache(maxsize=4)
def _begun(theme: Theme, base: bytes | None, headings: int) -> bytes:
    """Return the package with what all documents of a house share, packed once."""
    parts = prepare_template(theme, base, headings).parts
    return pack_zip({**_package_parts((*parts, *_OWN_PARTS)), **parts})


def _main_part(blocks: str, theme: Theme) -> bytes:
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
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:headerReference w:type="first" r:id="rIdFirstHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:footerReference w:type="first" r:id="rIdFirstFooter"/>'
        f'<w:pgSz {size}/><w:pgMar {edges} w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
    )
    return (
        f"{DECLARATION}<w:document {NAMESPACES} {PICTURE_NAMESPACES}><w:body>{blocks}{section}</w:body></w:document>"
    ).encode()


def _running_parts(document: Document, template: Template, theme: Theme) -> dict[str, bytes]:
    def part(tag: str, lines: tuple[RunningLine, ...], style: str) -> bytes:
        inner = "".join(_running_line(line, template, theme, style) for line in lines)
        inner = inner or _running_line(RunningLine(), template, theme, styles.FIRST_HEADER)
        return f"{DECLARATION}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>".encode()

    return {
        "word/header1.xml": part("hdr", document.header, styles.HEADER),
        "word/header2.xml": part("hdr", document.first_header, styles.HEADER),
        "word/footer1.xml": part("ftr", document.footer, styles.FOOTER),
        "word/footer2.xml": part("ftr", document.footer, styles.FOOTER),
    }


def _running_line(line: RunningLine, template: Template, theme: Theme, style: str) -> str:
    body = BodyMarkup(template, theme)
    right = f"<w:r><w:tab/></w:r>{body.inlines(line.right)}" if line.right else ""
    name = attribute(template.style_ids[style])
    return f"<w:p><w:pPr><w:pStyle w:val={name}/></w:pPr>{body.inlines(line.left)}{right}</w:p>"


def _core_part(meta: Meta) -> bytes:
    """Return the core properties: the same facts as the PDF's metadata."""
    stamp = f"{meta.date.isoformat()}T12:00:00Z"
    facts = [
        ("dc:title", meta.title),
        ("dc:subject", meta.subject),
        ("dc:creator", meta.author),
        ("dc:identifier", meta.identifier),
        ("dc:language", meta.language),
        ("cp:lastModifiedBy", meta.author),
    ]
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in facts if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}{dates}</cp:coreProperties>'
    ).encode()


def _main_relationships(body: BodyMarkup, pictures: list[str]) -> bytes:
    fixed = list(FIXED_RELATIONSHIPS)
    fixed += [(f"rIdPicture{n}", "image", name.removeprefix("word/")) for n, name in enumerate(pictures, 1)]
    link = f'Type="{RELATIONSHIPS}/hyperlink" TargetMode="External"'
    links = "".join(
        f'<Relationship Id="rIdLink{n}" {link} Target={attribute(url)}/>' for n, url in enumerate(body.links, 1)
    )
    return relationships_part(fixed, links)


def _package_parts(parts: Collection[str]) -> dict[str, bytes]:
    """Return the content types and the package's relationships (ECMA-376 part 2)."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in PART_TYPES.items() if name in parts
    )
    extensions = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
    )
    kinds = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in extensions)
    metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    core = f'<Relationship Id="rIdCore" Type="{metadata}" Target="docProps/core.xml"/>'
    main = [("rIdMain", "officeDocument", "word/document.xml"), ("rIdApp", "extended-properties", "docProps/app.xml")]
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f"{kinds}{overrides}</Types>"
        ).encode(),
        "_rels/.rels": relationships_part(main, core),
    }


def _suffix(picture: bytes) -> str:
    return "png" if picture.startswith(_PNG_SIGNATURE) else "jpeg"
